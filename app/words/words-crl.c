/* A revocation list in words: whose it is, how many it withdraws, and how long it holds. Reads the clock. */
#include "words-crl.h"

#include "base-clock.h"
#include "words-time.h"

#include <glib/gi18n-lib.h>

static char *
dup_validity (WaybillCertCrl *crl)
{
  gint64 end = waybill_cert_crl_get_next_update (crl);
  g_autofree char *day = end != 0 ? waybill_words_time_day (end) : NULL;

  if (end == 0)
    return g_strdup (_ ("It does not say how long it holds; ask for a newer one now and then."));
  if (end < waybill_base_clock_now ())
    return g_strdup_printf (_ ("It ran out on %s: what it withdraws stays withdrawn, but ask for a newer one."), day);
  return g_strdup_printf (_ ("It holds until %s."), day);
}

/**
 * waybill_words_crl:
 * @authority: the name of who signed it
 * @crl: a revocation list that the store has taken
 * @is_older: whether the store had a newer one, which it keeps
 *
 * Returns: (transfer full): "The revocation list of “X” withdraws 3 certificates. It holds until 24 December 2026."
 */
char *
waybill_words_crl (const char *authority, WaybillCertCrl *crl, gboolean is_older)
{
  guint n_revoked = waybill_cert_crl_get_n_revoked (crl);
  g_autofree char *count = NULL;
  g_autofree char *validity = NULL;

  if (is_older)
    return g_strdup_printf (_ ("A newer revocation list of “%s” is here already, so this one is left out."), authority);
  count = n_revoked == 0
              ? g_strdup_printf (_ ("The revocation list of “%s” withdraws no certificate."), authority)
              : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The revocation list of “%s” withdraws %u certificate.",
                                              "The revocation list of “%s” withdraws %u certificates.", n_revoked),
                                 authority, n_revoked);
  validity = dup_validity (crl);
  return g_strdup_printf ("%s %s", count, validity);
}

/**
 * waybill_words_crl_short:
 * @crl: a revocation list that the store has
 *
 * Returns: (transfer full): that it is there, and until when it holds, for the middle of a line
 */
char *
waybill_words_crl_short (WaybillCertCrl *crl)
{
  gint64 end = waybill_cert_crl_get_next_update (crl);
  g_autofree char *day = end != 0 ? waybill_words_time_day (end) : NULL;

  if (end == 0)
    return g_strdup (_ ("with a revocation list"));
  return end < waybill_base_clock_now () ? g_strdup_printf (_ ("its revocation list ran out on %s"), day)
                                         : g_strdup_printf (_ ("revocation list until %s"), day);
}
