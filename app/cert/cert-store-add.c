/* Adding to the store: which label a new entry gets, what it pushes out, and its files before the list. */

#include "cert-store-private.h"

#include "cert-error.h"
#include "cert-export.h"
#include "cert-token-uri.h"

/* The label that a new entry gets; *taken_by is whom it would push out. */
static char *
choose_label (WaybillCertStore *self,
              WaybillCertCertificate *certificate,
              gboolean is_identity,
              const char *wished,
              gboolean replace,
              WaybillCertEntry **taken_by,
              GError **error)
{
  g_autofree char *label = NULL;

  *taken_by = NULL;
  if (wished == NULL)
    {
      g_autofree char *made = waybill_cert_label_make (certificate, is_identity);

      return waybill_cert_store_dup_free_label (self, made, NULL);
    }
  label = waybill_cert_label_clean (wished, error);
  if (label == NULL)
    return NULL;
  *taken_by = waybill_cert_store_get_labelled (self, label, NULL);
  if (*taken_by == NULL || replace)
    return g_steal_pointer (&label);
  g_set_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_LABEL_TAKEN, "Another certificate is called \"%s\"", label);
  return NULL;
}

/* The new one is on disk before the old one goes. */
static const WaybillCertEntry *
take_entry (WaybillCertStore *self, WaybillCertEntry *entry, GBytes *pfx, WaybillCertEntry *pushed_out, GError **error)
{
  gboolean is_done = waybill_cert_files_write (self->folder, entry, pfx, error);

  if (is_done && pushed_out != NULL)
    {
      is_done = waybill_cert_files_remove (self->folder, waybill_cert_certificate_get_fingerprint (pushed_out->certificate),
                                           error);
      if (!is_done)
        waybill_cert_files_remove (self->folder, waybill_cert_certificate_get_fingerprint (entry->certificate), NULL);
    }
  if (!is_done)
    {
      waybill_cert_entry_free (entry);
      return NULL;
    }
  waybill_cert_store_change (self, pushed_out, entry);
  return entry;
}

/**
 * waybill_cert_store_upgrade:
 * @self: the store
 * @old: an authority of the store
 * @entry: (transfer full): the same certificate with its key
 * @pfx: (nullable): its key; %NULL where that is on a token
 * @error: return location
 *
 * An authority that turns out to be ours as well gets its key.
 *
 * Returns: (transfer none) (nullable): @entry; %NULL with %WAYBILL_CERT_ERROR_STORE and @old as it was
 */
const WaybillCertEntry *
waybill_cert_store_upgrade (
    WaybillCertStore *self, WaybillCertEntry *old, WaybillCertEntry *entry, GBytes *pfx, GError **error)
{
  if (waybill_cert_files_add_key (self->folder, old, entry, pfx, error))
    {
      waybill_cert_store_change (self, old, entry);
      return entry;
    }
  waybill_cert_entry_free (entry);
  return NULL;
}

/**
 * waybill_cert_store_seal:
 * @identity: what is to be added
 * @label: the friendly name inside, as the entry will be called
 * @password: (nullable): UTF-8; under which it is encrypted; %NULL leaves it unprotected
 * @error: return location
 *
 * The slow half of adding an identity (0.24 s for the rounds). Any thread.
 *
 * Returns: (transfer full) (nullable): what waybill_cert_store_add_sealed() takes; %NULL with %WAYBILL_CERT_ERROR_FAILED
 */
GBytes *
waybill_cert_store_seal (WaybillCertIdentity *identity, const char *label, const char *password, GError **error)
{
  return waybill_cert_export_pfx (identity, NULL, password, label, error);
}

/* The entry that has it already: no question then; or the label that it will get. */
static char *
choose_identity_label (WaybillCertStore *self,
                       WaybillCertIdentity *identity,
                       const char *wished,
                       gboolean replace,
                       WaybillCertEntry **old,
                       WaybillCertEntry **taken_by,
                       GError **error)
{
  WaybillCertCertificate *leaf = waybill_cert_identity_get_certificate (identity);

  *taken_by = NULL;
  *old = waybill_cert_store_get_printed (self, waybill_cert_certificate_get_fingerprint (leaf));
  if (*old != NULL)
    return g_strdup ((*old)->label);
  return choose_label (self, leaf, TRUE, wished, replace, taken_by, error);
}

/**
 * waybill_cert_store_add_sealed:
 * @self: the store
 * @identity: what to add
 * @pfx: what waybill_cert_store_seal() gave for @identity
 * @is_protected: whether a password was given there
 * @label: (nullable): its label; %NULL makes one (`NAME client yyyy-mm`)
 * @replace: whether a different certificate under the same label is removed
 * @existed: (out) (optional): whether the store already had it; it keeps its label and its password
 * @error: return location
 *
 * The quick half of adding an identity.
 *
 * Returns: (transfer none) (nullable): its entry; %NULL with %WAYBILL_CERT_ERROR_LABEL_TAKEN, `STORE`, or `FAILED` for a
 *   label that cannot be one
 */
const WaybillCertEntry *
waybill_cert_store_add_sealed (WaybillCertStore *self,
                               WaybillCertIdentity *identity,
                               GBytes *pfx,
                               gboolean is_protected,
                               const char *label,
                               gboolean replace,
                               gboolean *existed,
                               GError **error)
{
  WaybillCertEntry *old, *taken_by, *entry;
  g_autofree char *chosen = choose_identity_label (self, identity, label, replace, &old, &taken_by, error);
  gboolean is_there = old != NULL && old->is_identity;

  if (existed != NULL)
    *existed = is_there;
  if (is_there)
    return old;
  if (chosen == NULL)
    return NULL;
  entry = waybill_cert_entry_new (chosen, waybill_cert_identity_get_chain (identity), TRUE, is_protected);
  if (old != NULL)
    return waybill_cert_store_upgrade (self, old, entry, pfx, error);
  return take_entry (self, entry, pfx, taken_by, error);
}

/**
 * waybill_cert_store_add_identity:
 * @self: the store
 * @identity: what to add
 * @label: (nullable): its label; %NULL makes one (`NAME client yyyy-mm`)
 * @password: (nullable): UTF-8; under which it is encrypted; %NULL keeps it unprotected, mode 0600
 * @replace: whether a different certificate under the same label is removed
 * @existed: (out) (optional): whether the store already had it; it keeps its label and its password
 * @error: return location
 *
 * Adds an identity. Takes about 0.25 s for the rounds.
 *
 * Returns: (transfer none) (nullable): its entry; %NULL with %WAYBILL_CERT_ERROR_LABEL_TAKEN, `STORE`, or `FAILED` for a
 *   label that cannot be one
 */
const WaybillCertEntry *
waybill_cert_store_add_identity (WaybillCertStore *self,
                                 WaybillCertIdentity *identity,
                                 const char *label,
                                 const char *password,
                                 gboolean replace,
                                 gboolean *existed,
                                 GError **error)
{
  WaybillCertEntry *old, *taken_by;
  g_autofree char *chosen = choose_identity_label (self, identity, label, replace, &old, &taken_by, error);
  gboolean is_there = old != NULL && old->is_identity;
  g_autoptr (GBytes) pfx = NULL;

  if (existed != NULL)
    *existed = is_there;
  if (is_there)
    return old;
  pfx = chosen != NULL ? waybill_cert_store_seal (identity, chosen, password, error) : NULL;
  if (pfx == NULL)
    return NULL;
  return waybill_cert_store_add_sealed (self, identity, pfx, password != NULL, chosen, replace, NULL, error);
}

/**
 * waybill_cert_store_add_token:
 * @self: the store
 * @chain: (element-type WaybillCertCertificate): the certificate, then issuers of it
 * @uri: a PKCS#11 URI that waybill_cert_token_check_uri() lets pass
 * @label: (nullable): its label; a number is added when it is taken; %NULL makes one
 * @existed: (out) (optional): whether the store already had it with its key, wherever that is; it stays as it was
 * @error: return location
 *
 * Adds an identity whose key is on a token: what the certificate says can be shown, assigned and watched while the token is
 * not there. No key and no PIN is kept.
 *
 * Returns: (transfer none) (nullable): its entry; %NULL with %WAYBILL_CERT_ERROR_UNSUPPORTED (the URI), `STORE`, `NO_SPACE`,
 *   or `FAILED` for a label that cannot be one
 */
const WaybillCertEntry *
waybill_cert_store_add_token (
    WaybillCertStore *self, GPtrArray *chain, const char *uri, const char *label, gboolean *existed, GError **error)
{
  WaybillCertEntry *old = waybill_cert_store_get_printed (self, waybill_cert_certificate_get_fingerprint (chain->pdata[0]));
  gboolean is_there = old != NULL && old->is_identity;
  g_autofree char *wished = label != NULL ? waybill_cert_store_dup_free_label (self, label, old) : NULL;
  g_autofree char *chosen = NULL;
  WaybillCertEntry *taken_by, *entry;

  if (existed != NULL)
    *existed = is_there;
  if (is_there)
    return old;
  if (!waybill_cert_token_check_uri (uri, error))
    return NULL;
  chosen = old != NULL ? g_strdup (old->label) : choose_label (self, chain->pdata[0], TRUE, wished, FALSE, &taken_by, error);
  if (chosen == NULL)
    return NULL;
  entry = waybill_cert_entry_new (chosen, chain, TRUE, FALSE);
  entry->token = g_strdup (uri);
  if (old != NULL)
    return waybill_cert_store_upgrade (self, old, entry, NULL, error);
  return take_entry (self, entry, NULL, NULL, error);
}

/**
 * waybill_cert_store_add_authority:
 * @self: the store
 * @certificate: what to add
 * @label: (nullable): its label; %NULL makes one (`NAME yyyy-mm-dd`)
 * @replace: whether a different certificate under the same label is removed
 * @existed: (out) (optional): whether the store already had it; it keeps its label
 * @error: return location
 *
 * Adds an authority.
 *
 * Returns: (transfer none) (nullable): its entry; %NULL with %WAYBILL_CERT_ERROR_LABEL_TAKEN, `STORE`, or `FAILED` for a
 *   label that cannot be one
 */
const WaybillCertEntry *
waybill_cert_store_add_authority (WaybillCertStore *self,
                                  WaybillCertCertificate *certificate,
                                  const char *label,
                                  gboolean replace,
                                  gboolean *existed,
                                  GError **error)
{
  WaybillCertEntry *old = waybill_cert_store_get_printed (self, waybill_cert_certificate_get_fingerprint (certificate));
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autofree char *chosen = NULL;
  WaybillCertEntry *taken_by;

  if (existed != NULL)
    *existed = old != NULL;
  if (old != NULL)
    return old;
  chosen = choose_label (self, certificate, FALSE, label, replace, &taken_by, error);
  if (chosen == NULL)
    return NULL;
  g_ptr_array_add (chain, certificate);
  return take_entry (self, waybill_cert_entry_new (chosen, chain, FALSE, FALSE), NULL, taken_by, error);
}
