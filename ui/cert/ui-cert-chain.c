/* The chain of a certificate, walked upwards by issuers: name first, then the signature, so that a renewed authority of the
 * same name is not taken for the old one. No widget; nothing is judged beyond who signed whom. */

#include "ui-cert-chain.h"

#include "base-clock.h"
#include "cert-verdict.h"
#include "remote-path.h"

/* More than any real chain; a circle ends here too. */
#define MAX_LINKS 10

static void
link_free (gpointer data)
{
  WaybillUiCertLink *link = data;

  g_clear_pointer (&link->certificate, waybill_cert_certificate_unref);
  g_free (link->name);
  g_free (link);
}

static gboolean
is_signed_by (WaybillCertCertificate *certificate, WaybillCertCertificate *issuer)
{
  g_autoptr (GPtrArray) authorities = g_ptr_array_new ();
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (WaybillCertTrust) trust = NULL;
  g_autoptr (WaybillCertVerdict) verdict = NULL;
  WaybillCertCertificate *anchor;

  g_ptr_array_add (authorities, issuer);
  g_ptr_array_add (chain, certificate);
  trust = waybill_cert_trust_new (FALSE, authorities, NULL, NULL);
  if (trust == NULL)
    return FALSE;
  verdict = waybill_cert_verdict_new (chain, trust, "", waybill_base_clock_now ());
  anchor = waybill_cert_verdict_get_anchor (verdict);
  return anchor != NULL && waybill_cert_certificate_equal (anchor, issuer)
         && (waybill_cert_verdict_get_reasons (verdict)
             & (WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY | WAYBILL_CERT_REASON_BAD_SIGNATURE))
                == 0;
}

static gboolean
is_issuer (WaybillCertCertificate *certificate, WaybillCertCertificate *candidate)
{
  return g_str_equal (waybill_cert_certificate_get_issuer (certificate), waybill_cert_certificate_get_subject (candidate))
         && !waybill_cert_certificate_equal (certificate, candidate) && is_signed_by (certificate, candidate);
}

/* The store first: an entry can be shown and ticked; what came with the file only completes the picture. */
static WaybillCertCertificate *
find_issuer (WaybillCertStore *store, const WaybillCertEntry *entry, WaybillCertCertificate *certificate)
{
  g_autoptr (GPtrArray) entries = waybill_cert_store_list (store);

  for (guint i = 0; i < entries->len; i++)
    if (is_issuer (certificate, ((const WaybillCertEntry *) entries->pdata[i])->certificate))
      return ((const WaybillCertEntry *) entries->pdata[i])->certificate;
  for (guint i = 0; entry->chain != NULL && i < entry->chain->len; i++)
    if (is_issuer (certificate, entry->chain->pdata[i]))
      return entry->chain->pdata[i];
  return NULL;
}

static WaybillUiCertLink *
link_new (WaybillCertStore *store, WaybillCertCertificate *certificate)
{
  const WaybillCertEntry *entry
      = waybill_cert_store_find_fingerprint (store, waybill_cert_certificate_get_fingerprint (certificate));
  WaybillUiCertLink *link = g_new0 (WaybillUiCertLink, 1);

  link->certificate = waybill_cert_certificate_ref (certificate);
  link->name = waybill_remote_path_dup_display (waybill_cert_certificate_get_name (certificate));
  link->in_store = entry != NULL;
  link->has_key = entry != NULL && entry->is_identity;
  link->on_card = entry != NULL && entry->token != NULL;
  return link;
}

/* It may be on a card, and in no store. */
static void
mark_this (WaybillUiCertLink *link, const WaybillCertEntry *entry)
{
  link->is_this = TRUE;
  link->has_key = entry->is_identity;
  link->on_card = entry->token != NULL;
}

/**
 * waybill_ui_cert_chain_new:
 * @store: the store
 * @entry: one of its certificates, or what stands for one on a card
 *
 * Finds who issued it, who issued that, and so on. Takes a signature check for each link; main thread.
 *
 * Returns: (transfer full) (element-type WaybillUiCertLink): the links, root first, @entry last; a first link without
 *   certificate is the issuer that is missing
 */
GPtrArray *
waybill_ui_cert_chain_new (WaybillCertStore *store, const WaybillCertEntry *entry)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func (link_free);
  WaybillCertCertificate *at = entry->certificate;
  WaybillUiCertLink *missing;

  while (at != NULL && chain->len < MAX_LINKS)
    {
      g_ptr_array_insert (chain, 0, link_new (store, at));
      if (waybill_cert_certificate_is_self_signed (at))
        break;
      at = find_issuer (store, entry, at);
    }
  mark_this (chain->pdata[chain->len - 1], entry);
  if (at != NULL)
    return chain;

  missing = g_new0 (WaybillUiCertLink, 1);
  missing->name = waybill_remote_path_dup_display (
      waybill_cert_certificate_get_issuer_name (((WaybillUiCertLink *) chain->pdata[0])->certificate));
  g_ptr_array_insert (chain, 0, missing);
  return chain;
}

/**
 * waybill_ui_cert_chain_is_complete:
 * @chain: (element-type WaybillUiCertLink): what waybill_ui_cert_chain_new() gave
 *
 * Returns: whether nobody is missing up to the root
 */
gboolean
waybill_ui_cert_chain_is_complete (GPtrArray *chain)
{
  return ((WaybillUiCertLink *) chain->pdata[0])->certificate != NULL;
}
