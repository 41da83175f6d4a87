/* What a partner's trust list says of a server's certificate: which of its entries accepts it, or why none does. */
#include "words-verdict.h"

#include "words-private.h"

#include <glib/gi18n-lib.h>

/* As the person knows it: the label in the store, else its own name. */
static char *
dup_entry (WaybillCertCertificate *authority, WaybillCertStore *store)
{
  const WaybillCertEntry *entry
      = waybill_cert_store_find_fingerprint (store, waybill_cert_certificate_get_fingerprint (authority));

  return waybill_words_quote (entry != NULL ? entry->label : waybill_cert_certificate_get_name (authority));
}

/* Which entry, as the end of a sentence; (nullable) where none is named. */
static char *
dup_which (WaybillCertVerdict *verdict, WaybillCertStore *store)
{
  WaybillCertCertificate *anchor = waybill_cert_verdict_get_anchor (verdict);
  WaybillCertCertificate *leaf = waybill_cert_verdict_get_leaf (verdict);
  g_autofree char *who = anchor != NULL ? dup_entry (anchor, store) : NULL;
  gboolean is_direct
      = anchor != NULL
        && g_str_equal (waybill_cert_certificate_get_issuer (leaf), waybill_cert_certificate_get_subject (anchor));

  switch (waybill_cert_verdict_get_basis (verdict))
    {
    case WAYBILL_CERT_BASIS_PIN:
      return g_strdup (_ ("it is pinned"));
    case WAYBILL_CERT_BASIS_AUTHORITY:
      if (who == NULL)
        return NULL;
      return is_direct ? g_strdup_printf (_ ("%s signed it"), who)
                       : g_strdup_printf (_ ("%s signed the one that signed it"), who);
    case WAYBILL_CERT_BASIS_SYSTEM:
      return who != NULL ? g_strdup_printf (_ ("%s, one of the computer’s own authorities, vouches for it"), who) : NULL;
    default:
      return NULL;
    }
}

/**
 * waybill_words_verdict_of_list:
 * @verdict: of what a server shows, under a partner's list
 * @store: where its authorities are
 * @host: the partner's
 * @is_now: it was asked just now; else it is what it showed the last time
 *
 * The store's thread.
 *
 * Returns: (transfer full): which entry of the list accepts it, or every reason why none does
 */
char *
waybill_words_verdict_of_list (WaybillCertVerdict *verdict, WaybillCertStore *store, const char *host, gboolean is_now)
{
  g_autofree char *which = waybill_cert_verdict_is_accepted (verdict) ? dup_which (verdict, store) : NULL;
  g_autofree char *remarks = which != NULL ? waybill_words_verdict_remarks (verdict) : NULL;
  char *text;

  if (which == NULL)
    return waybill_words_verdict_because_in_store (verdict, store);
  if (is_now)
    /* Translators: a host; which entry of the list it is. */
    text = g_strdup_printf (_ ("This list accepts the certificate that %s shows now, because %s."), host, which);
  else
    text = g_strdup_printf (_ ("This list accepts the certificate that %s showed last, because %s."), host, which);
  return waybill_words_append (text, g_steal_pointer (&remarks));
}
