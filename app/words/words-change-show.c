/* A certificate as the trust question shows it: the cards of a renewal, a link of the chain, a fingerprint to be read out.
 */
#include "words-change.h"

#include "base-clock.h"
#include "remote-path.h"
#include "words-cert.h"
#include "words-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *
card_validity (WaybillCertCertificate *certificate)
{
  gint64 end = waybill_cert_certificate_get_not_after (certificate);
  gint64 now = waybill_base_clock_now ();
  g_autofree char *day = waybill_words_time_day (end);
  g_autofree char *distance = waybill_words_time_rough (end - now);

  if (end < now)
    return g_strdup_printf (_ ("until %s, %s ago"), day, distance);
  return g_strdup_printf (_ ("until %s, in %s"), day, distance);
}

/**
 * waybill_words_change_card:
 * @certificate: a server's
 *
 * Returns: (transfer full): name, authority, validity, first and last digits of the fingerprint; %NULL-terminated
 */
char **
waybill_words_change_card (WaybillCertCertificate *certificate)
{
  const char *const *names = waybill_cert_certificate_get_names (certificate);
  g_autofree char *groups = waybill_words_cert_fingerprint (waybill_cert_certificate_get_fingerprint (certificate));
  char **card = g_new0 (char *, 5);

  /* Anybody may have written these. */
  card[0] = waybill_remote_path_dup_display (
      names != NULL && names[0] != NULL ? names[0] : waybill_cert_certificate_get_name (certificate));
  card[1] = waybill_remote_path_dup_display (waybill_cert_certificate_get_issuer_name (certificate));
  card[2] = card_validity (certificate);
  card[3] = g_strdup_printf ("%.4s … %s", groups, groups + strlen (groups) - 4);
  return card;
}

/**
 * waybill_words_change_link:
 * @certificate: one of a chain
 * @is_leaf: it is the server's own
 *
 * Returns: (transfer full): what it is in the chain
 */
char *
waybill_words_change_link (WaybillCertCertificate *certificate, gboolean is_leaf)
{
  g_autoptr (GDateTime) end = g_date_time_new_from_unix_local (waybill_cert_certificate_get_not_after (certificate));

  if (is_leaf)
    return g_strdup (_ ("Shown by the server"));
  if (end == NULL)
    return g_strdup (_ ("Authority"));
  /* Translators: the year in which an authority's certificate ends. */
  return g_strdup_printf (_ ("Authority · ends %d"), g_date_time_get_year (end));
}

/**
 * waybill_words_change_fingerprint:
 * @fingerprint: SHA-256 in hex digits
 *
 * Returns: (transfer full): groups of four in two lines of eight, to be read out
 */
char *
waybill_words_change_fingerprint (const char *fingerprint)
{
  char *groups = waybill_words_cert_fingerprint (fingerprint);
  guint blanks = 0;

  for (char *at = groups; *at != '\0'; at++)
    if (*at == ' ' && ++blanks % 8 == 0)
      *at = '\n';
  return groups;
}

/**
 * waybill_words_change_spoken:
 * @fingerprint: SHA-256 in hex digits
 *
 * Returns: (transfer full): it with a space after each character, for screen readers
 */
char *
waybill_words_change_spoken (const char *fingerprint)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (const char *at = fingerprint; *at != '\0'; at++)
    g_string_append_printf (text, "%s%c", at > fingerprint ? " " : "", g_ascii_toupper (*at));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * waybill_words_change_renewed:
 * @verdict: of what the server shows now
 * @before: (nullable) (element-type WaybillCertCertificate): the chain that was accepted last
 * @partner: the partner's name
 *
 * Where an authority is trusted, a renewed certificate needs no answer.
 *
 * Returns: (transfer full) (nullable): that it was renewed, and who vouches for it, without a full stop; %NULL where it is
 * the same one, where nothing was known before, or where it was accepted for itself
 */
char *
waybill_words_change_renewed (WaybillCertVerdict *verdict, GPtrArray *before, const char *partner)
{
  WaybillCertCertificate *leaf = waybill_cert_verdict_get_leaf (verdict);
  WaybillCertCertificate *anchor = waybill_cert_verdict_get_anchor (verdict);
  WaybillCertBasis basis = waybill_cert_verdict_get_basis (verdict);
  g_autofree char *who = NULL;

  if (leaf == NULL || anchor == NULL || before == NULL || before->len == 0
      || (basis != WAYBILL_CERT_BASIS_AUTHORITY && basis != WAYBILL_CERT_BASIS_SYSTEM)
      || waybill_cert_certificate_equal (leaf, before->pdata[0]))
    return NULL;
  who = waybill_remote_path_dup_display (waybill_cert_certificate_get_name (anchor));
  /* Translators: a partner and an authority. */
  return g_strdup_printf (_ ("%s has a new certificate, accepted by %s"), partner, who);
}
