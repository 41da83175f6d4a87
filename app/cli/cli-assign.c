/* Which certificate a partner is shown: assigned now or from a day on, and settled when that day has come. */
#include "cli-card.h"
#include "cli-private.h"

#include "base-clock.h"
#include "partner-next.h"
#include "words-cert.h"
#include "words-next.h"

#include <glib/gi18n-lib.h>

const WaybillCliOption waybill_cli_assign_options[] = { { "from", TRUE }, { NULL, FALSE } };

static void
note_next (WaybillCli *self, WaybillPartner *partner)
{
  g_autofree char *sentence
      = waybill_words_next_sentence (partner, waybill_cli_get_certificates (self, NULL), waybill_base_clock_now ());

  if (sentence != NULL)
    waybill_cli_note (self, "%s", sentence);
}

static void
warn_of_life (WaybillCli *self, const WaybillCertEntry *entry)
{
  WaybillWordsLife life = waybill_words_cert_get_life (entry->certificate);
  g_autofree char *validity = waybill_words_cert_validity (entry->certificate);

  if (life == WAYBILL_WORDS_LIFE_OVER || life == WAYBILL_WORDS_LIFE_FUTURE)
    waybill_cli_note (self, _ ("Warning: “%s” %s."), entry->label, validity);
}

/**
 * waybill_cli_set_identity:
 * @self: the run
 * @partner: a partner
 * @fingerprint: (nullable): SHA-256 hex of what it is shown from now on; %NULL: nothing
 *
 * Another one that waits still waits: who planned it did so on purpose. One whose day has come, with nobody connecting
 * since, was in use, and gives way. Saves nothing.
 */
void
waybill_cli_set_identity (WaybillCli *self, WaybillPartner *partner, const char *fingerprint)
{
  WaybillCertStore *store = waybill_cli_get_certificates (self, NULL);
  const char *waits = waybill_partner_get_next_identity (partner);

  if (waits != NULL
      && (g_strcmp0 (waits, fingerprint) == 0
          || (store != NULL
              && waybill_partner_next_judge (partner, store, waybill_base_clock_now ()) == WAYBILL_PARTNER_NEXT_DUE)))
    waybill_partner_set_next (partner, NULL, NULL, NULL);
  waybill_partner_set_identity (partner, fingerprint, NULL);
}

static int
assign_now (WaybillCli *self, WaybillPartner *partner, const WaybillCertEntry *entry)
{
  int code;

  waybill_cli_set_identity (self, partner, waybill_cert_certificate_get_fingerprint (entry->certificate));
  code = waybill_cli_save_partner (self, partner);
  if (code != WAYBILL_CLI_OK)
    return code;
  warn_of_life (self, entry);
  if (!waybill_cli_is_json (self))
    waybill_cli_print (self, _ ("“%s” is shown to “%s” from now on."), entry->label, waybill_partner_get_name (partner));
  note_next (self, partner);
  return WAYBILL_CLI_OK;
}

static int
take_back (WaybillCli *self, WaybillPartner *partner, const WaybillCertEntry *entry)
{
  int code;

  if (g_strcmp0 (waybill_partner_get_next_identity (partner), waybill_cert_certificate_get_fingerprint (entry->certificate))
      != 0)
    return waybill_cli_usage (self, _ ("“%s” does not wait to take over for “%s”."), entry->label,
                              waybill_partner_get_name (partner));
  waybill_partner_set_next (partner, NULL, NULL, NULL);
  code = waybill_cli_save_partner (self, partner);
  if (code == WAYBILL_CLI_OK && !waybill_cli_is_json (self))
    waybill_cli_print (self, _ ("“%s” does not take over for “%s” any more."), entry->label,
                       waybill_partner_get_name (partner));
  return code;
}

/* What is in use already can take over from nobody; whoever else waits still waits. */
static int
note_shown (WaybillCli *self, WaybillPartner *partner, const WaybillCertEntry *entry)
{
  waybill_cli_note (self, _ ("“%s” is shown to “%s” already."), entry->label, waybill_partner_get_name (partner));
  note_next (self, partner);
  return WAYBILL_CLI_OK;
}

/* What can be seen today of that day. */
static void
warn_of_day (WaybillCli *self, const WaybillCertEntry *entry, gint64 begin)
{
  g_autofree char *from = waybill_words_next_day (waybill_cert_certificate_get_not_before (entry->certificate));
  g_autofree char *until = waybill_words_next_day (waybill_cert_certificate_get_not_after (entry->certificate));

  if (begin < waybill_cert_certificate_get_not_before (entry->certificate))
    waybill_cli_note (self, _ ("Warning: “%s” is not valid before %s. The present one is used until then."), entry->label,
                      from);
  if (begin > waybill_cert_certificate_get_not_after (entry->certificate))
    waybill_cli_note (self, _ ("Warning: “%s” runs out on %s, before that day."), entry->label, until);
}

static int
assign_from (WaybillCli *self, WaybillPartner *partner, const WaybillCertEntry *entry, const char *day, gint64 begin)
{
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (entry->certificate);
  g_autofree char *sentence = NULL;
  int code;

  waybill_cli_take_over (self, partner);
  if (g_strcmp0 (waybill_partner_get_identity (partner), fingerprint) == 0)
    return note_shown (self, partner, entry);
  waybill_partner_set_next (partner, fingerprint, day, NULL);
  code = waybill_cli_save_partner (self, partner);
  if (code != WAYBILL_CLI_OK)
    return code;
  warn_of_day (self, entry, begin);
  sentence = waybill_words_next_sentence (partner, waybill_cli_get_certificates (self, NULL), waybill_base_clock_now ());
  if (!waybill_cli_is_json (self) && sentence != NULL)
    waybill_cli_print (self, "%s", sentence);
  return WAYBILL_CLI_OK;
}

/**
 * waybill_cli_assign_run:
 * @self: the run
 *
 * `assign LABEL PARTNER`, also of a certificate on a card: in use from the next connection on; sessions that run go on with
 * theirs. With `--from` from the start of that day, local time; a day that has come is now, and an empty one takes back what
 * waits. What is in use already is left, and so is what waits then.
 *
 * Returns: the exit code
 */
int
waybill_cli_assign_run (WaybillCli *self)
{
  const char *const *arguments = waybill_cli_get_arguments (self);
  const char *day = waybill_cli_get_option (self, "from");
  int code = WAYBILL_CLI_OK;
  WaybillPartner *partner = waybill_cli_find_partner (self, arguments[1], &code);
  const WaybillCertEntry *entry = partner != NULL ? waybill_cli_card_find_identity (self, arguments[0], &code) : NULL;
  gint64 begin = 0;

  if (entry == NULL)
    return code;
  if (!entry->is_identity)
    return waybill_cli_usage (self, _ ("“%s” has no private key: it cannot be shown to a partner."), entry->label);
  if (day != NULL && *day == '\0')
    return take_back (self, partner, entry);
  if (day != NULL && !waybill_partner_next_read_day (day, &begin))
    return waybill_cli_usage (self, _ ("--from must be a day such as 2026-12-01, not “%s”."), day);
  if (begin > waybill_base_clock_now ())
    return assign_from (self, partner, entry, day, begin);
  return assign_now (self, partner, entry);
}

/**
 * waybill_cli_take_over:
 * @self: the run
 * @partner: a partner that is about to be connected to
 *
 * Settles a next certificate whose day has come, and says so; says once in a run why one does not take over. A profile that
 * cannot be written is no reason to stop: the clock decides what is shown.
 */
void
waybill_cli_take_over (WaybillCli *self, WaybillPartner *partner)
{
  WaybillCertStore *certificates = waybill_cli_get_certificates (self, NULL);
  WaybillPartnerNext next = certificates != NULL
                                ? waybill_partner_next_judge (partner, certificates, waybill_base_clock_now ())
                                : WAYBILL_PARTNER_NEXT_NONE;
  g_autofree char *before = g_strdup (waybill_partner_get_identity (partner));
  g_autofree char *sentence = NULL;
  g_autoptr (GError) error = NULL;

  if (next == WAYBILL_PARTNER_NEXT_NONE || next == WAYBILL_PARTNER_NEXT_WAITS)
    return;
  if (next == WAYBILL_PARTNER_NEXT_DUE && waybill_cli_is_saved (self, partner)
      && waybill_partner_store_take_over (waybill_cli_get_partners (self, NULL), partner, &error))
    {
      sentence = waybill_words_next_took_over (partner, certificates, before);
      waybill_cli_note (self, "%s", sentence);
      return;
    }
  if (error != NULL)
    g_info ("The profile still names the certificate that was replaced: %s", error->message);
  if (!self->has_noted_next)
    note_next (self, partner);
  self->has_noted_next = TRUE;
}
