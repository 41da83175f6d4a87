/* The tokens that the registered PKCS#11 modules show, and our certificates on them. No PIN is asked, given or needed here;
 * whether a key is really there shows when it is opened (cert-token). */
#include "cert-token-private.h"

#include "cert-error.h"
#include "cert-gnutls.h"
#include "cert-store-private.h"
#include "cert-token-uri.h"

#include <gnutls/pkcs11.h>
#include <string.h>

#define PATIENCE 10
#define MAX_TOKENS 64
#define MAX_OBJECTS 256
#define MAX_CHAIN 10

/* A certificate as the token has it. */
typedef struct
{
  WaybillCertCertificate *certificate;
  char *uri;
  char *label;
  GBytes *id; /* CKA_ID, which its key has too */
} Found;

static void
found_free (gpointer data)
{
  Found *self = data;

  waybill_cert_certificate_unref (self->certificate);
  g_free (self->uri);
  g_free (self->label);
  g_bytes_unref (self->id);
  g_free (self);
}

static void
entry_free (gpointer data)
{
  WaybillCertTokenEntry *self = data;

  g_free (self->label);
  g_free (self->card);
  g_free (self->uri);
  waybill_cert_certificate_unref (self->certificate);
  g_ptr_array_unref (self->chain);
  g_free (self);
}

/**
 * waybill_cert_token_free:
 * @self: (transfer full): a token
 *
 * Frees it with its entries.
 */
void
waybill_cert_token_free (WaybillCertToken *self)
{
  g_free (self->name);
  g_free (self->uri);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

static WaybillCertTokenTries
get_tries (unsigned flags)
{
  if ((flags & GNUTLS_PKCS11_TOKEN_USER_PIN_LOCKED) != 0)
    return WAYBILL_CERT_TOKEN_TRIES_NONE;
  if ((flags & GNUTLS_PKCS11_TOKEN_USER_PIN_FINAL_TRY) != 0)
    return WAYBILL_CERT_TOKEN_TRIES_LAST;
  return (flags & GNUTLS_PKCS11_TOKEN_USER_PIN_COUNT_LOW) != 0 ? WAYBILL_CERT_TOKEN_TRIES_FEW
                                                               : WAYBILL_CERT_TOKEN_TRIES_ENOUGH;
}

/* Lists of authorities look like tokens too; an empty slot of SoftHSM is a token that nobody has set up. (nullable) */
static WaybillCertToken *
token_new (const char *url)
{
  unsigned flags = 0;
  WaybillCertToken *self;

  if (gnutls_pkcs11_token_get_flags (url, &flags) < 0 || (flags & GNUTLS_PKCS11_TOKEN_TRUSTED) != 0
      || (flags & GNUTLS_PKCS11_TOKEN_INITIALIZED) == 0)
    return NULL;
  self = g_new0 (WaybillCertToken, 1);
  self->uri = waybill_cert_token_uri_dup_token (url);
  self->name = waybill_cert_token_uri_dup_name (url);
  self->needs_pin = (flags & GNUTLS_PKCS11_TOKEN_LOGIN_REQUIRED) != 0
                    && (flags & GNUTLS_PKCS11_TOKEN_PROTECTED_AUTHENTICATION_PATH) == 0;
  self->tries = get_tries (flags);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  return self;
}

/* Two modules may show one token. */
static gboolean
is_known (GPtrArray *tokens, const WaybillCertToken *token)
{
  for (guint i = 0; i < tokens->len; i++)
    if (g_str_equal (((WaybillCertToken *) tokens->pdata[i])->uri, token->uri))
      return TRUE;
  return FALSE;
}

/* (transfer full) (element-type WaybillCertToken) */
static GPtrArray *
find_tokens (void)
{
  g_autoptr (GPtrArray) tokens = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_token_free);

  for (unsigned i = 0; i < MAX_TOKENS; i++)
    {
      char *url = NULL;
      WaybillCertToken *token;

      if (gnutls_pkcs11_token_get_url (i, GNUTLS_PKCS11_URL_GENERIC, &url) < 0)
        break;
      token = token_new (url);
      gnutls_free (url);
      if (token != NULL && !is_known (tokens, token))
        g_ptr_array_add (tokens, token);
      else
        g_clear_pointer (&token, waybill_cert_token_free);
    }
  return g_steal_pointer (&tokens);
}

/* (transfer full): perhaps empty. */
static GBytes *
dup_info (gnutls_pkcs11_obj_t object, gnutls_pkcs11_obj_info_t what)
{
  char buffer[1024];
  size_t size = sizeof buffer;

  return g_bytes_new (buffer, gnutls_pkcs11_obj_get_info (object, what, buffer, &size) >= 0 ? size : 0);
}

static char *
dup_label (gnutls_pkcs11_obj_t object, WaybillCertCertificate *certificate)
{
  g_autoptr (GBytes) bytes = dup_info (object, GNUTLS_PKCS11_OBJ_LABEL);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *raw = g_strndup (data != NULL ? data : "", length);
  g_autofree char *valid = g_utf8_make_valid (raw, -1);
  g_autofree char *label = g_strstrip (waybill_cert_label_tame (valid));

  if (*label != '\0')
    return g_steal_pointer (&label);
  return waybill_cert_label_tame (waybill_cert_certificate_get_name (certificate));
}

/* (nullable): what cannot be read is none of ours. */
static Found *
found_new (gnutls_pkcs11_obj_t object)
{
  g_auto (gnutls_datum_t) der = { NULL, 0 };
  g_autoptr (WaybillCertCertificate) certificate = NULL;
  char *url = NULL;
  Found *self;

  if (gnutls_pkcs11_obj_export2 (object, &der) >= 0)
    certificate = waybill_cert_certificate_new_from_der (der.data, der.size, NULL);
  if (certificate == NULL || gnutls_pkcs11_obj_export_url (object, GNUTLS_PKCS11_URL_GENERIC, &url) < 0)
    return NULL;
  self = g_new0 (Found, 1);
  self->label = dup_label (object, certificate);
  self->id = dup_info (object, GNUTLS_PKCS11_OBJ_ID);
  self->uri = waybill_cert_token_uri_dup_plain (url);
  self->certificate = g_steal_pointer (&certificate);
  gnutls_free (url);
  return self;
}

static void
take_certificate (gnutls_pkcs11_obj_t object, GPtrArray *found)
{
  Found *one = found_new (object);

  if (one != NULL)
    g_ptr_array_add (found, one);
}

static void
take_id (gnutls_pkcs11_obj_t object, GPtrArray *ids)
{
  g_ptr_array_add (ids, dup_info (object, GNUTLS_PKCS11_OBJ_ID));
}

static void
for_each (const char *url, unsigned flag, void (*take) (gnutls_pkcs11_obj_t object, GPtrArray *list), GPtrArray *list)
{
  gnutls_pkcs11_obj_t *objects = NULL;
  unsigned n_objects = 0;

  if (gnutls_pkcs11_obj_list_import_url4 (&objects, &n_objects, url, flag) < 0)
    n_objects = 0;
  for (unsigned i = 0; i < n_objects; i++)
    {
      if (i < MAX_OBJECTS)
        take (objects[i], list);
      gnutls_pkcs11_obj_deinit (objects[i]);
    }
  gnutls_free (objects);
}

static Found *
find_issuer (GPtrArray *found, WaybillCertCertificate *certificate)
{
  const char *issuer = waybill_cert_certificate_get_issuer (certificate);

  for (guint i = 0; i < found->len; i++)
    {
      Found *one = found->pdata[i];

      if (waybill_cert_certificate_is_authority (one->certificate)
          && g_str_equal (waybill_cert_certificate_get_subject (one->certificate), issuer))
        return one;
    }
  return NULL;
}

/* By names, as a proposal: who checks the chain is the server. The root is left out. */
static GPtrArray *
dup_chain (GPtrArray *found, WaybillCertCertificate *leaf)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);
  WaybillCertCertificate *next = leaf;

  while (next != NULL && chain->len < MAX_CHAIN && (next == leaf || !waybill_cert_certificate_is_self_signed (next)))
    {
      Found *issuer = waybill_cert_certificate_is_self_signed (next) ? NULL : find_issuer (found, next);

      g_ptr_array_add (chain, waybill_cert_certificate_ref (next));
      next = issuer != NULL ? issuer->certificate : NULL;
    }
  return chain;
}

/* Until somebody logs in, wherever the PIN is typed. */
static gboolean
hides_keys (const WaybillCertToken *token)
{
  unsigned flags = 0;

  return gnutls_pkcs11_token_get_flags (token->uri, &flags) >= 0 && (flags & GNUTLS_PKCS11_TOKEN_LOGIN_REQUIRED) != 0;
}

/* A key that is seen settles it. One that is hidden may belong to any certificate but an authority's. */
static gboolean
may_have_key (const Found *one, GPtrArray *ids, gboolean hidden)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_bytes_equal (ids->pdata[i], one->id))
      return TRUE;
  return hidden && !waybill_cert_certificate_is_authority (one->certificate);
}

static int
compare_entries (gconstpointer one, gconstpointer other)
{
  return g_utf8_collate ((*(WaybillCertTokenEntry *const *) one)->label, (*(WaybillCertTokenEntry *const *) other)->label);
}

static void
fill (WaybillCertToken *token)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (found_free);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autofree char *certificates = waybill_cert_token_uri_dup_certificates (token->uri);
  g_autofree char *keys = waybill_cert_token_uri_dup_keys (token->uri);
  gboolean hidden = hides_keys (token);

  for_each (certificates, GNUTLS_PKCS11_OBJ_FLAG_CRT, take_certificate, found);
  for_each (keys, GNUTLS_PKCS11_OBJ_FLAG_PRIVKEY, take_id, ids);
  for (guint i = 0; i < found->len; i++)
    {
      Found *one = found->pdata[i];
      WaybillCertTokenEntry *entry;

      if (!may_have_key (one, ids, hidden))
        continue;
      entry = g_new0 (WaybillCertTokenEntry, 1);
      entry->label = g_strdup (one->label);
      entry->card = g_strdup (token->name);
      entry->uri = g_strdup (one->uri);
      entry->certificate = waybill_cert_certificate_ref (one->certificate);
      entry->chain = dup_chain (found, one->certificate);
      g_ptr_array_add (token->entries, entry);
    }
  g_ptr_array_sort (token->entries, compare_entries);
}

static int
compare_tokens (gconstpointer one, gconstpointer other)
{
  return g_utf8_collate ((*(WaybillCertToken *const *) one)->name, (*(WaybillCertToken *const *) other)->name);
}

/* On the helper thread. */
static gpointer
list_work (gpointer data, GError **error)
{
  g_autoptr (GPtrArray) tokens = find_tokens ();

  for (guint i = 0; i < tokens->len; i++)
    fill (tokens->pdata[i]);
  g_ptr_array_sort (tokens, compare_tokens);
  return g_steal_pointer (&tokens);
}

/**
 * waybill_cert_token_list_async:
 * @cancellable: (nullable): the caller is answered at once; the modules are left to themselves
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Asks all modules that p11-kit's configuration registers (pkcs11.conf(5)) for their tokens, and these for their
 * certificates. Nobody is asked for a PIN.
 */
void
waybill_cert_token_list_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  const WaybillCertTokenOrder order
      = { .work = list_work, .drop_result = (GDestroyNotify) g_ptr_array_unref, .patience = PATIENCE };

  waybill_cert_token_ask_async (&order, cancellable, callback, user_data);
}

/**
 * waybill_cert_token_list_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type WaybillCertToken): the tokens by name, perhaps none; %NULL with
 *   %WAYBILL_CERT_ERROR_TOKEN_SILENT after ten seconds, or %G_IO_ERROR_CANCELLED
 */
GPtrArray *
waybill_cert_token_list_finish (GAsyncResult *result, GError **error)
{
  return waybill_cert_token_ask_finish (result, error);
}

static gboolean
holds (const WaybillCertToken *token, const char *uri)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (found_free);
  g_autofree char *here = waybill_cert_token_uri_dup_on (uri, token->uri);
  g_autofree char *certificate = waybill_cert_token_uri_dup_certificate (here);

  for_each (certificate, GNUTLS_PKCS11_OBJ_FLAG_CRT, take_certificate, found);
  return found->len > 0;
}

/* A URI that fits several tokens means the one that has the certificate: another one's PIN is not to be asked for, and this
 * one's not to be told to another. On the helper thread. */
static gpointer
look_work (gpointer data, GError **error)
{
  g_autofree char *wanted = waybill_cert_token_uri_dup_token (data);
  g_autoptr (GPtrArray) tokens = find_tokens ();
  gboolean fits_several;

  for (guint i = tokens->len; i > 0; i--)
    if (!waybill_cert_token_uri_fits (((WaybillCertToken *) tokens->pdata[i - 1])->uri, wanted))
      g_ptr_array_remove_index (tokens, i - 1);
  fits_several = tokens->len > 1;
  for (guint i = tokens->len; fits_several && i > 0; i--)
    if (!holds (tokens->pdata[i - 1], data))
      g_ptr_array_remove_index (tokens, i - 1);
  if (tokens->len == 1)
    return g_ptr_array_steal_index (tokens, 0);
  if (tokens->len == 0)
    g_set_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_TOKEN_GONE, "No token is %s", wanted);
  else
    g_set_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_AMBIGUOUS, "%u tokens hold what the URI names", tokens->len);
  return NULL;
}

/**
 * waybill_cert_token_look_async:
 * @uri: a URI of what is on a token
 * @cancellable: (nullable): the caller is answered at once
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Is the token there, does it want a PIN, and how many tries are left? Where @uri fits several, the one that holds the
 * certificate is meant. Nothing is opened.
 */
void
waybill_cert_token_look_async (const char *uri, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  const WaybillCertTokenOrder order = { .work = look_work,
                                        .data = g_strdup (uri),
                                        .drop_data = g_free,
                                        .drop_result = (GDestroyNotify) waybill_cert_token_free,
                                        .patience = PATIENCE };

  waybill_cert_token_ask_async (&order, cancellable, callback, user_data);
}

/**
 * waybill_cert_token_look_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the token, without entries; %NULL with %WAYBILL_CERT_ERROR_TOKEN_GONE, `AMBIGUOUS`,
 *   `TOKEN_SILENT` after ten seconds, or %G_IO_ERROR_CANCELLED
 */
WaybillCertToken *
waybill_cert_token_look_finish (GAsyncResult *result, GError **error)
{
  return waybill_cert_token_ask_finish (result, error);
}

static gboolean
entry_fits (const WaybillCertTokenEntry *entry, const char *text, const char *uri, const char *prefix)
{
  if (uri != NULL)
    return waybill_cert_token_uri_fits (entry->uri, uri);
  return waybill_cert_label_equal (entry->label, text)
         || (prefix != NULL && g_str_has_prefix (waybill_cert_certificate_get_fingerprint (entry->certificate), prefix));
}

/**
 * waybill_cert_token_list_match:
 * @tokens: (element-type WaybillCertToken): what waybill_cert_token_list_finish() gave
 * @text: a label without case, a fingerprint (or 8 or more digits of its beginning), or a PKCS#11 URI
 * @error: return location
 *
 * Of a URI what it says of token and object counts, and a `pin-source` is passed over (RFC 7512, 2.4 would have us read it).
 *
 * Returns: (transfer container) (nullable) (element-type WaybillCertTokenEntry): those that fit, lent by @tokens, perhaps
 *   none; %NULL with %WAYBILL_CERT_ERROR_UNSUPPORTED for a URI that is refused
 */
GPtrArray *
waybill_cert_token_list_match (GPtrArray *tokens, const char *text, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autofree char *uri = waybill_cert_token_is_uri (text) ? waybill_cert_token_uri_dup_safe (text) : NULL;
  g_autofree char *prefix = waybill_cert_store_dup_prefix (text);

  if (uri != NULL && !waybill_cert_token_check_uri (uri, error))
    return NULL;
  for (guint i = 0; i < tokens->len; i++)
    {
      const WaybillCertToken *token = tokens->pdata[i];

      for (guint j = 0; j < token->entries->len; j++)
        if (entry_fits (token->entries->pdata[j], text, uri, prefix))
          g_ptr_array_add (entries, token->entries->pdata[j]);
    }
  return g_steal_pointer (&entries);
}
