/* `check`: the connection test of partner-check, each step printed as it is known; and the row of `doctor`. */
#include "cli-doctor.h"
#include "cli-hint.h"
#include "cli-json.h"

#include "partner-check.h"
#include "words-check.h"
#include "words-error.h"
#include "words-time.h"

#include <glib/gi18n-lib.h>

/* What the callback of the steps works with. */
typedef struct
{
  WaybillCli *cli;
  WaybillPartner *partner;
  WaybillRemote *remote;
  WaybillRemoteStep failed;
  guint counts[WAYBILL_PARTNER_CHECK_SKIP + 1];
} Check;

static char *
dup_detail (const Check *check, const WaybillPartnerCheckStep *step)
{
  const WaybillRemoteFacts *facts = waybill_remote_get_facts (check->remote);
  const WaybillRemoteTargetValues *target = waybill_remote_target_get_values (waybill_remote_get_target (check->remote));

  if (step->error != NULL)
    {
      g_autoptr (WaybillWords) words
          = waybill_words_error_full (step->error, waybill_partner_get_name (check->partner), NULL, facts);

      waybill_cli_hint_add (check->cli, words, step->error, waybill_partner_get_name (check->partner));
      /* Of a certificate: every reason against it, and its fingerprint. */
      return g_strdup (waybill_cli_hint_get_fingerprint (step->error) != NULL && words->reason != NULL ? words->reason
                                                                                                       : words->sentence);
    }
  if (step->result == WAYBILL_PARTNER_CHECK_SKIP && check->counts[WAYBILL_PARTNER_CHECK_FAIL] > 0)
    return waybill_words_check_skipped (check->failed);
  return waybill_words_check_finding (step, facts, target);
}

static void
print_json (const Check *check, const WaybillPartnerCheckStep *step, const char *detail)
{
  WaybillCliJson *json = waybill_cli_json_new ();
  g_autofree char *line = NULL;

  waybill_cli_json_add_string (json, "step", waybill_partner_check_get_step_name (step->step));
  waybill_cli_json_add_string (json, "result", waybill_partner_check_get_result_name (step->result));
  waybill_cli_json_add_string (json, "detail", detail);
  if (step->microseconds >= 0)
    waybill_cli_json_add_number (json, "ms", step->microseconds / 1000);
  else
    waybill_cli_json_add_string (json, "ms", NULL);
  line = waybill_cli_json_end (json);
  waybill_cli_print (check->cli, "%s", line);
}

static void
step_known (const WaybillPartnerCheckStep *step, gpointer user_data)
{
  Check *check = user_data;
  g_autofree char *detail = NULL;
  g_autofree char *time = step->microseconds >= 0 ? waybill_words_time_duration (step->microseconds) : g_strdup ("");

  check->counts[step->result]++;
  if (step->result == WAYBILL_PARTNER_CHECK_FAIL)
    check->failed = step->step;
  detail = dup_detail (check, step);
  if (waybill_cli_is_json (check->cli))
    print_json (check, step, detail);
  else
    waybill_cli_print (check->cli, "%-4s  %-19s  %s%s%s%s", waybill_partner_check_get_result_name (step->result),
                       waybill_words_check_title (step->step), detail, time[0] != '\0' ? " (" : "", time,
                       time[0] != '\0' ? ")" : "");
}

static void
print_summary (const Check *check)
{
  g_autofree char *summary
      = waybill_words_check_summary (check->counts[WAYBILL_PARTNER_CHECK_OK], check->counts[WAYBILL_PARTNER_CHECK_WARN],
                                     check->counts[WAYBILL_PARTNER_CHECK_FAIL]);

  if (!waybill_cli_is_json (check->cli))
    waybill_cli_print (check->cli, "%s", summary);
}

static int
run_check (WaybillCli *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillRemote) remote = NULL;
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  Check check = { .cli = self };
  const GError *failure;
  int code = WAYBILL_CLI_OK;

  check.partner = waybill_cli_find_partner (self, waybill_cli_get_arguments (self)[0], &code);
  if (check.partner == NULL)
    return code;
  remote = waybill_cli_new_remote (self, check.partner, &error);
  if (remote == NULL)
    return waybill_cli_fail (self, error, waybill_partner_get_name (check.partner), NULL, NULL);
  check.remote = remote;
  waybill_partner_check_async (remote, waybill_cli_get_cancellable (self), step_known, &check, waybill_cli_done, &result);
  waybill_cli_await (&result);
  steps = waybill_partner_check_finish (remote, result);
  print_summary (&check);
  failure = waybill_partner_check_get_failure (steps);
  if (failure != NULL)
    code = waybill_cli_fail (self, failure, waybill_partner_get_name (check.partner), NULL,
                             waybill_remote_get_facts (remote));
  waybill_cli_end_check (self, check.partner, remote, failure);
  return code;
}

const WaybillCliCommand waybill_cli_check_commands[] = {
  { "check", run_check, "PARTNER", N_ ("test the connection, step by step"), 1, 1, NULL },
  { "doctor", waybill_cli_doctor_run, "", N_ ("check keyring, clock, network and the store’s permissions"), 0, 0, NULL },
  { NULL },
};
