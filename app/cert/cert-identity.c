/* An opened identity: our certificate, its chain and its private key, immutable, safe to share between threads.
 * What it came from, and its password, are not kept. */

#include "cert-identity.h"

#include "cert-handle.h"

#include "base-thread.h"
#include "cert-error.h"
#include "cert-gnutls.h"

#include <string.h>

#define KEY_ID_LENGTH 32

struct _WaybillCertIdentity
{
  WaybillBaseRef ref;
  WaybillCertIdentity *whole; /* (nullable) whose key this one borrows */
  GPtrArray *chain;
  gnutls_x509_privkey_t key; /* (nullable) NULL: the key is in a token and never leaves it */
  gnutls_privkey_t privkey;
  gpointer pin; /* (nullable) what privkey asks when the token wants its PIN again */
  GDestroyNotify drop_pin;
  gnutls_pcert_st *pcerts;
  guint n_pcerts;
};

static int
get_key_id (gnutls_privkey_t key, guint8 *id, size_t *size)
{
  gnutls_pubkey_t half = NULL;
  int status = gnutls_pubkey_init (&half);

  if (status >= 0)
    status = gnutls_pubkey_import_privkey (half, key, 0, 0);
  if (status >= 0)
    status = gnutls_pubkey_get_key_id (half, GNUTLS_KEYID_USE_SHA256, id, size);
  if (half != NULL)
    gnutls_pubkey_deinit (half);
  return status;
}

/**
 * waybill_cert_identity_check_key:
 * @leaf: a certificate
 * @key: (transfer none): a private key whose public half can be had
 * @error: return location
 *
 * Any thread.
 *
 * Returns: does @key belong to @leaf? Else %WAYBILL_CERT_ERROR_KEY_MISMATCH or `UNSUPPORTED`
 */
gboolean
waybill_cert_identity_check_key (WaybillCertCertificate *leaf, gnutls_privkey_t key, GError **error)
{
  guint8 id[KEY_ID_LENGTH];
  size_t size = sizeof id;
  g_autoptr (GString) hex = g_string_new (NULL);
  int status = get_key_id (key, id, &size);

  if (status < 0)
    {
      waybill_cert_error_set_gnutls (error, WAYBILL_CERT_ERROR_UNSUPPORTED, status, "The key cannot be used");
      return FALSE;
    }
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", id[i]);
  if (g_str_equal (hex->str, waybill_cert_certificate_get_key_id (leaf)))
    return TRUE;
  g_set_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_KEY_MISMATCH,
               "The private key does not belong to the certificate \"%s\"", waybill_cert_certificate_get_name (leaf));
  return FALSE;
}

/* A root is never sent (RFC 8446, 4.4.2 lets us leave it out): the server has its own or does not trust it. */
static GPtrArray *
dup_chain (GPtrArray *chain)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);

  for (guint i = 0; i < chain->len; i++)
    if (i == 0 || !waybill_cert_certificate_is_self_signed (chain->pdata[i]))
      g_ptr_array_add (copy, waybill_cert_certificate_ref (chain->pdata[i]));
  return copy;
}

static int
import_handles (WaybillCertIdentity *self)
{
  int status = 0;

  self->pcerts = g_new0 (gnutls_pcert_st, self->chain->len);
  for (guint i = 0; status >= 0 && i < self->chain->len; i++)
    {
      gnutls_x509_crt_t handle = waybill_cert_certificate_get_handle (self->chain->pdata[i]);

      status = gnutls_pcert_import_x509 (&self->pcerts[i], handle, 0);
      if (status >= 0)
        self->n_pcerts = i + 1;
    }
  return status;
}

/**
 * waybill_cert_identity_new:
 * @chain: (element-type WaybillCertCertificate) (transfer none): leaf first
 * @key: (transfer full): the leaf's private key; taken also on failure
 * @error: return location
 *
 * Joins a certificate and its key. A self-signed root behind the leaf is left out. Any thread.
 *
 * Returns: (transfer full) (nullable): the identity; %NULL with %WAYBILL_CERT_ERROR_NO_CERTIFICATE, `KEY_MISMATCH`,
 *   `UNSUPPORTED`
 */
WaybillCertIdentity *
waybill_cert_identity_new (GPtrArray *chain, gnutls_x509_privkey_t key, GError **error)
{
  gnutls_privkey_t handle = NULL;
  WaybillCertIdentity *self;
  int status = gnutls_privkey_init (&handle);

  if (status >= 0)
    status = gnutls_privkey_import_x509 (handle, key, 0);
  if (status < 0)
    {
      waybill_cert_error_set_gnutls (error, WAYBILL_CERT_ERROR_UNSUPPORTED, status, "The identity cannot be used");
      g_clear_pointer (&handle, gnutls_privkey_deinit);
      gnutls_x509_privkey_deinit (key);
      return NULL;
    }
  if (chain->len > 0 && !waybill_cert_identity_check_key (chain->pdata[0], handle, error))
    {
      gnutls_privkey_deinit (handle);
      gnutls_x509_privkey_deinit (key);
      return NULL;
    }
  self = waybill_cert_identity_new_abstract (chain, handle, NULL, NULL, error);
  if (self != NULL)
    self->key = key;
  else
    gnutls_x509_privkey_deinit (key);
  return self;
}

/**
 * waybill_cert_identity_new_abstract:
 * @chain: (element-type WaybillCertCertificate) (transfer none): leaf first
 * @key: (transfer full): the leaf's private key, wherever it is, checked by waybill_cert_identity_check_key(); taken also on
 *   failure
 * @pin: (nullable) (transfer full): what @key's PIN function gets; lives as long as the identity
 * @drop_pin: (nullable): frees @pin
 * @error: return location
 *
 * As waybill_cert_identity_new(), for a key that cannot be taken out of where it is. Any thread.
 *
 * Returns: (transfer full) (nullable): the identity; %NULL with %WAYBILL_CERT_ERROR_NO_CERTIFICATE, `UNSUPPORTED`
 */
WaybillCertIdentity *
waybill_cert_identity_new_abstract (
    GPtrArray *chain, gnutls_privkey_t key, gpointer pin, GDestroyNotify drop_pin, GError **error)
{
  g_autoptr (WaybillCertIdentity) self = g_new0 (WaybillCertIdentity, 1);
  int status;

  waybill_base_ref_init (&self->ref);
  self->chain = dup_chain (chain);
  self->privkey = key;
  self->pin = pin;
  self->drop_pin = drop_pin;
  if (chain->len == 0)
    {
      g_set_error_literal (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NO_CERTIFICATE, "A key without its certificate");
      return NULL;
    }
  status = import_handles (self);
  if (status < 0)
    {
      waybill_cert_error_set_gnutls (error, WAYBILL_CERT_ERROR_UNSUPPORTED, status, "The identity cannot be used");
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * waybill_cert_identity_ref:
 * @self: an identity
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
WaybillCertIdentity *
waybill_cert_identity_ref (WaybillCertIdentity *self)
{
  waybill_base_ref_take (&self->ref);
  return self;
}

/**
 * waybill_cert_identity_unref:
 * @self: (transfer full): an identity
 *
 * The last one wipes the key. Any thread.
 */
void
waybill_cert_identity_unref (WaybillCertIdentity *self)
{
  if (!waybill_base_ref_drop (&self->ref))
    return;
  for (guint i = 0; i < self->n_pcerts; i++)
    gnutls_pcert_deinit (&self->pcerts[i]);
  g_free (self->pcerts);
  if (self->whole == NULL)
    {
      g_clear_pointer (&self->privkey, gnutls_privkey_deinit);
      g_clear_pointer (&self->key, gnutls_x509_privkey_deinit);
    }
  g_clear_pointer (&self->whole, waybill_cert_identity_unref);
  if (self->drop_pin != NULL)
    self->drop_pin (self->pin);
  g_ptr_array_unref (self->chain);
  g_free (self);
}

/**
 * waybill_cert_identity_dup_alone:
 * @self: an identity
 *
 * For a server that stumbles over authorities in between (RFC 8446, 4.4.2 wants them sent where the peer needs them; a
 * server that knows them needs none). Any thread.
 *
 * Returns: (transfer full): the same certificate and key, without the rest of the chain
 */
WaybillCertIdentity *
waybill_cert_identity_dup_alone (WaybillCertIdentity *self)
{
  WaybillCertIdentity *alone = g_new0 (WaybillCertIdentity, 1);

  waybill_base_ref_init (&alone->ref);
  alone->whole = waybill_cert_identity_ref (self);
  alone->chain = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);
  g_ptr_array_add (alone->chain, waybill_cert_certificate_ref (self->chain->pdata[0]));
  alone->key = self->key;
  alone->privkey = self->privkey;
  /* It went well for the whole of it. */
  import_handles (alone);
  return alone;
}

/**
 * waybill_cert_identity_get_certificate:
 * @self: an identity
 *
 * Any thread.
 *
 * Returns: (transfer none): our own certificate, the leaf
 */
WaybillCertCertificate *
waybill_cert_identity_get_certificate (WaybillCertIdentity *self)
{
  return self->chain->pdata[0];
}

/**
 * waybill_cert_identity_get_chain:
 * @self: an identity
 *
 * Any thread.
 *
 * Returns: (transfer none) (element-type WaybillCertCertificate): leaf first, read only
 */
GPtrArray *
waybill_cert_identity_get_chain (WaybillCertIdentity *self)
{
  return self->chain;
}

/**
 * waybill_cert_identity_get_key:
 * @self: an identity
 *
 * Any thread.
 *
 * Returns: (transfer none) (nullable): the private key, valid as long as @self, read only; %NULL for one in a token
 */
gnutls_x509_privkey_t
waybill_cert_identity_get_key (WaybillCertIdentity *self)
{
  return self->key;
}

/**
 * waybill_cert_identity_get_pcerts:
 * @self: an identity
 * @n_pcerts: (out): how many
 *
 * What a `gnutls_certificate_retrieve_function2` hands out. Any thread.
 *
 * Returns: (transfer none) (array length=n_pcerts): valid as long as @self
 */
gnutls_pcert_st *
waybill_cert_identity_get_pcerts (WaybillCertIdentity *self, guint *n_pcerts)
{
  *n_pcerts = self->n_pcerts;
  return self->pcerts;
}

/**
 * waybill_cert_identity_get_privkey:
 * @self: an identity
 *
 * Any thread.
 *
 * Returns: (transfer none): the key as a session wants it, valid as long as @self
 */
gnutls_privkey_t
waybill_cert_identity_get_privkey (WaybillCertIdentity *self)
{
  return self->privkey;
}
