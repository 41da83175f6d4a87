/* The check as text for the partner's help desk: every step with its finding and the server's own words. Passwords are taken
 * out by the log's scrubber. */
#include "ui-check-private.h"

#include "base-clock.h"
#include "base-log.h"
#include "words-check.h"
#include "words-session.h"
#include "words-time.h"

#include <glib/gi18n.h>

/* waybill_ui_check_finding:
 *
 * One line. */
char *
waybill_ui_check_finding (WaybillUiCheckRun *run,
                          WaybillPartner *partner,
                          const WaybillPartnerCheckStep *step,
                          WaybillRemoteStep failed)
{
  const WaybillRemoteFacts *facts = waybill_ui_check_run_get_facts (run);
  g_autoptr (WaybillWords) words = NULL;

  if (step->error != NULL)
    {
      words = waybill_words_session_failed (step->error, waybill_partner_get_name (partner), facts);
      return g_strdup (words->title);
    }
  if (step->result == WAYBILL_PARTNER_CHECK_SKIP && failed < WAYBILL_REMOTE_N_STEPS)
    return waybill_words_check_skipped (failed);
  return waybill_words_check_finding (step, facts, waybill_ui_check_run_get_target (run));
}

static void
append_words (GString *text, const WaybillWords *words)
{
  g_autofree char *all = waybill_words_to_text (words);
  g_auto (GStrv) lines = g_strsplit (all, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (text, "      %s\n", lines[i]);
}

static void
append_step (GString *text,
             WaybillUiCheckRun *run,
             WaybillPartner *partner,
             const WaybillPartnerCheckStep *step,
             WaybillRemoteStep failed)
{
  g_autofree char *finding = waybill_ui_check_finding (run, partner, step, failed);
  g_autofree char *time = step->microseconds >= 0 ? waybill_words_time_duration (step->microseconds) : NULL;
  const char *said = waybill_words_check_words (step->step, waybill_ui_check_run_get_facts (run));
  g_autoptr (WaybillWords) words = NULL;

  g_string_append_printf (text, "%-4s  %s: %s%s%s%s\n", waybill_partner_check_get_result_name (step->result),
                          waybill_words_check_title (step->step), finding, time != NULL ? " (" : "",
                          time != NULL ? time : "", time != NULL ? ")" : "");
  if (step->error != NULL)
    {
      words = waybill_words_session_failed (step->error, waybill_partner_get_name (partner),
                                            waybill_ui_check_run_get_facts (run));
      append_words (text, words);
    }
  else if (said != NULL)
    g_string_append_printf (text, "      %s\n", said);
}

static void
append_head (GString *text, WaybillPartner *partner)
{
  guint port = waybill_partner_get_port (partner);
  g_autofree char *when = waybill_words_time_pair (waybill_base_clock_now ());

  if (port == 0)
    port = waybill_remote_protocol_get_port (waybill_partner_get_protocol (partner));
  /* Translators: a partner; a host; a port; a protocol's short name; a date with its time. */
  g_string_append_printf (text, _ ("Connection check of %s: %s, port %u, %s\n%s\n\n"), waybill_partner_get_name (partner),
                          waybill_partner_get_host (partner), port,
                          waybill_remote_protocol_get_name (waybill_partner_get_protocol (partner)), when);
}

static WaybillRemoteStep
find_failed (GPtrArray *steps)
{
  for (guint i = 0; i < steps->len; i++)
    if (((const WaybillPartnerCheckStep *) steps->pdata[i])->error != NULL)
      return (WaybillRemoteStep) i;
  return WAYBILL_REMOTE_N_STEPS;
}

/* waybill_ui_check_report:
 *
 * Of a check that has ended. */
char *
waybill_ui_check_report (WaybillUiCheckRun *run, WaybillPartner *partner)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GPtrArray *steps = waybill_ui_check_run_get_steps (run);
  const GError *error = waybill_ui_check_run_get_error (run);
  g_autoptr (WaybillWords) words = NULL;

  append_head (text, partner);
  for (guint i = 0; steps != NULL && i < steps->len; i++)
    append_step (text, run, partner, steps->pdata[i], find_failed (steps));
  if (steps == NULL && error != NULL)
    {
      words = waybill_words_session_failed (error, waybill_partner_get_name (partner), NULL);
      append_words (text, words);
    }
  return waybill_base_log_scrub (text->str);
}
