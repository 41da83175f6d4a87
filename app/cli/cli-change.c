/* What was learnt about a partner's server, compared with what it shows now. It decides nothing: what may be trusted is
 * words-change's, and the asking cli-prompt's. */
#include "cli-change.h"

#include "partner-learnt.h"

#include <glib/gi18n-lib.h>

/* Characters of the wider of two columns on a terminal of 80. */
#define COLUMN 30

/**
 * waybill_cli_change_new:
 * @self: the run
 * @partner: whose server it is
 * @verdict: one that is not accepted
 *
 * Main thread.
 *
 * Returns: (transfer full) (nullable): what became of the certificate since the last time; %NULL where nothing was accepted
 *   before, where it is the same one, or where it is simply not known
 */
WaybillCliChange *
waybill_cli_change_new (WaybillCli *self, WaybillPartner *partner, WaybillCertVerdict *verdict)
{
  g_autofree char *folder = g_build_filename (waybill_cli_get_state_folder (self), "learnt", NULL);
  g_autoptr (WaybillPartnerHistory) history
      = waybill_partner_learnt_load_history (folder, waybill_partner_get_uuid (partner));
  WaybillCertCertificate *leaf = waybill_cert_verdict_get_leaf (verdict);
  WaybillCliChange *change;

  /* An accepted one is refused for a data channel that shows another. */
  if (leaf == NULL || waybill_cert_verdict_is_accepted (verdict) || history->chain == NULL || history->chain->len == 0
      || waybill_cert_certificate_equal (leaf, history->chain->pdata[0]))
    return NULL;
  change = g_new0 (WaybillCliChange, 1);
  change->before = g_steal_pointer (&history->chain);
  change->words = waybill_words_change_new (verdict, change->before, waybill_partner_get_pins (partner),
                                            waybill_partner_get_name (partner), waybill_cli_get_certificates (self, NULL));
  if (change->words->mood != WAYBILL_CERT_CHANGE_UNKNOWN)
    return change;
  waybill_cli_change_free (change);
  return NULL;
}

/**
 * waybill_cli_change_free:
 * @self: (transfer full): a change
 */
void
waybill_cli_change_free (WaybillCliChange *self)
{
  g_clear_pointer (&self->words, waybill_words_change_free);
  g_clear_pointer (&self->before, g_ptr_array_unref);
  g_free (self);
}

/**
 * waybill_cli_change_is_wrong:
 * @self: a change
 *
 * Returns: whether there is no way to trust it; else it was renewed
 */
gboolean
waybill_cli_change_is_wrong (const WaybillCliChange *self)
{
  return self->words->mood == WAYBILL_CERT_CHANGE_WRONG;
}

static char *
dup_card_line (const char *title, WaybillCertCertificate *certificate)
{
  g_auto (GStrv) card = waybill_words_change_card (certificate);

  /* Translators: "Until now", a name, an authority, how long it is good, the ends of a fingerprint. */
  return g_strdup_printf (_ ("%s: %s, issued by %s, good %s, %s."), title, card[0], card[1], card[2], card[3]);
}

/**
 * waybill_cli_change_dup_reason:
 * @self: a change
 * @verdict: of what the server shows now
 *
 * Returns: (transfer full): sentences for an error's reason
 */
char *
waybill_cli_change_dup_reason (const WaybillCliChange *self, WaybillCertVerdict *verdict)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *old = dup_card_line (_ ("Until now"), self->before->pdata[0]);
  g_autofree char *new = dup_card_line (_ ("From now on"), waybill_cert_verdict_get_leaf (verdict));

  if (!waybill_cli_change_is_wrong (self))
    g_string_append_printf (text, "%s %s", old, new);
  for (guint i = 0; waybill_cli_change_is_wrong (self) && i < self->words->lines->len; i++)
    {
      const WaybillWordsChangeLine *line = self->words->lines->pdata[i];

      g_string_append_printf (text, _ ("%s%s: %s"), i > 0 ? " " : "", line->title, line->text);
    }
  if (self->words->conclusion != NULL)
    g_string_append_printf (text, " %s", self->words->conclusion);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Two columns; a cell that is too long pushes the next one on. */
static void
show_pair (WaybillCli *cli, const char *title, const char *old, const char *new)
{
  glong wide = COLUMN - g_utf8_strlen (old, -1);
  g_autofree char *blanks = g_strnfill ((gsize) MAX (wide, 0), ' ');

  waybill_cli_note (cli, "  %-12s %s%s  %s", title, old, blanks, new);
}

static void
show_renewed (const WaybillCliChange *self, WaybillCli *cli, WaybillCertVerdict *verdict)
{
  const char *const titles[] = { _ ("Name"), _ ("Authority"), _ ("Valid"), _ ("Fingerprint") };
  g_auto (GStrv) old = waybill_words_change_card (self->before->pdata[0]);
  g_auto (GStrv) new = waybill_words_change_card (waybill_cert_verdict_get_leaf (verdict));

  show_pair (cli, "", _ ("Until now"), _ ("From now on"));
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    show_pair (cli, titles[i], old[i], new[i]);
}

static void
show_wrong (const WaybillCliChange *self, WaybillCli *cli)
{
  for (guint i = 0; i < self->words->lines->len; i++)
    {
      const WaybillWordsChangeLine *line = self->words->lines->pdata[i];

      waybill_cli_note (cli, "  %s", line->title);
      waybill_cli_note (cli, "    %s", line->text);
    }
}

/**
 * waybill_cli_change_show:
 * @self: a change
 * @cli: the run
 * @verdict: of what the server shows now
 *
 * Writes it on standard error.
 */
void
waybill_cli_change_show (const WaybillCliChange *self, WaybillCli *cli, WaybillCertVerdict *verdict)
{
  waybill_cli_note (cli, "%s", self->words->heading);
  waybill_cli_note (cli, "%s", self->words->body);
  if (waybill_cli_change_is_wrong (self))
    show_wrong (self, cli);
  else
    show_renewed (self, cli, verdict);
  if (self->words->conclusion != NULL)
    waybill_cli_note (cli, "%s", self->words->conclusion);
}
