/* An identity whose key is in a token (PKCS#11) and never leaves it, named by a URI (RFC 7512). It asks nobody: the PIN
 * comes with the call, or is told to be missing. */
#include "cert-token.h"

#include "cert-error.h"
#include "cert-gnutls.h"
#include "cert-handle.h"
#include "cert-token-key.h"
#include "cert-token-private.h"

#include <gnutls/pkcs11.h>

/* The PIN may be typed at the reader itself, by hand. */
#define PATIENCE 60

/* What the token is told when it asks; lives as long as the key, because some ask before each signature
 * (CKA_ALWAYS_AUTHENTICATE). Nobody is asked in a handshake. */
typedef struct
{
  WaybillSecretText *text; /* (nullable) */
  gboolean may_be_last;
  gboolean was_wanted;
  gboolean was_wrong;
} Pin;

static void
pin_free (gpointer data)
{
  Pin *self = data;

  g_clear_pointer (&self->text, waybill_secret_text_unref);
  g_free (self);
}

/* Once, and never when the token says that it was wrong; the last try is a person's to risk: tokens lock themselves. */
static int
tell_pin (void *data, int attempt, const char *url, const char *label, unsigned flags, char *buffer, size_t size)
{
  Pin *self = data;
  const char *text = self->text != NULL ? waybill_secret_text_peek (self->text) : NULL;

  self->was_wanted = TRUE;
  if (attempt > 0 || (flags & GNUTLS_PIN_WRONG) != 0 || ((flags & GNUTLS_PIN_FINAL_TRY) != 0 && !self->may_be_last))
    {
      self->was_wrong = TRUE;
      return GNUTLS_E_PKCS11_PIN_ERROR;
    }
  return text != NULL && g_strlcpy (buffer, text, size) < size ? 0 : GNUTLS_E_PKCS11_PIN_ERROR;
}

/* What GnuTLS says of a token, in this layer's words. */
static const struct
{
  int status;
  WaybillCertError code;
  const char *what;
} failures[] = {
  { GNUTLS_E_PKCS11_PIN_ERROR, WAYBILL_CERT_ERROR_PASSWORD, "The PIN is missing or wrong" },
  { GNUTLS_E_PKCS11_PIN_LOCKED, WAYBILL_CERT_ERROR_TOKEN_LOCKED, "The token is locked" },
  { GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE, WAYBILL_CERT_ERROR_TOKEN_GONE,
    "No such token is there, or no such object on it" },
  { GNUTLS_E_NO_CERTIFICATE_FOUND, WAYBILL_CERT_ERROR_TOKEN_GONE, "No such certificate is on the token" },
  { GNUTLS_E_PKCS11_REQUESTED_OBJECT_NOT_AVAILBLE, WAYBILL_CERT_ERROR_TOKEN_GONE, "No such object is on the token" },
};

static gboolean
fail (const Pin *pin, int status, GError **error)
{
  WaybillCertError code = WAYBILL_CERT_ERROR_TOKEN_FAILED;
  const char *what = "The token cannot be used";

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    if (failures[i].status == status)
      {
        code = failures[i].code;
        what = failures[i].what;
      }
  if (code != WAYBILL_CERT_ERROR_TOKEN_LOCKED && (pin->was_wrong || (pin->was_wanted && pin->text == NULL)))
    code = WAYBILL_CERT_ERROR_PASSWORD;
  waybill_cert_error_set_gnutls (error, code, status, what);
  return FALSE;
}

/* The certificate, and those of its issuers that the token holds, in order. */
static GPtrArray *
read_chain (const char *uri, Pin *pin, GError **error)
{
  g_autofree char *typed = waybill_cert_token_uri_dup_certificate (uri);
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);
  gnutls_x509_crt_t *handles = NULL;
  unsigned n_handles = 0;
  int status = gnutls_x509_crt_list_import_url (&handles, &n_handles, typed, tell_pin, pin, 0);

  for (unsigned i = 0; status >= 0 && i < n_handles; i++)
    {
      g_auto (gnutls_datum_t) der = { NULL, 0 };
      WaybillCertCertificate *one = NULL;

      if (gnutls_x509_crt_export2 (handles[i], GNUTLS_X509_FMT_DER, &der) >= 0)
        one = waybill_cert_certificate_new_from_der (der.data, der.size, NULL);
      if (one != NULL)
        g_ptr_array_add (chain, one);
    }
  for (unsigned i = 0; i < n_handles; i++)
    gnutls_x509_crt_deinit (handles[i]);
  gnutls_free (handles);
  if (status >= 0)
    return g_steal_pointer (&chain);
  fail (pin, status, error);
  return NULL;
}

/* The key of the chain's leaf, behind its lock. */
static gboolean
open_key (const char *uri, GPtrArray *chain, Pin *pin, gnutls_privkey_t *guarded, GError **error)
{
  g_autofree char *typed = waybill_cert_token_uri_dup_key (uri);
  gnutls_privkey_t key = NULL;
  int status = gnutls_privkey_init (&key);

  if (status >= 0)
    {
      gnutls_privkey_set_pin_function (key, tell_pin, pin);
      status = gnutls_privkey_import_url (key, typed, 0);
    }
  if (status >= 0 && chain->len > 0 && !waybill_cert_identity_check_key (chain->pdata[0], key, error))
    {
      gnutls_privkey_deinit (key);
      return FALSE;
    }
  if (status >= 0)
    status = waybill_cert_token_key_guard (g_steal_pointer (&key), typed, guarded);
  g_clear_pointer (&key, gnutls_privkey_deinit);
  return status >= 0 || fail (pin, status, error);
}

/* proved: whether the token was asked whether the PIN is right: one that we are logged in to already is not. */
static WaybillCertIdentity *
open_identity (const char *uri, WaybillSecretText *pin, gboolean may_be_last, gboolean *proved, GError **error)
{
  g_autoptr (GPtrArray) chain = NULL;
  gnutls_privkey_t key = NULL;
  Pin *asked;

  *proved = FALSE;
  if (!waybill_cert_token_check_uri (uri, error))
    return NULL;
  asked = g_new0 (Pin, 1);
  asked->text = pin != NULL ? waybill_secret_text_ref (pin) : NULL;
  asked->may_be_last = may_be_last;
  chain = read_chain (uri, asked, error);
  if (chain != NULL && open_key (uri, chain, asked, &key, error))
    {
      *proved = asked->was_wanted;
      /* That was one try, for which somebody was there. */
      asked->may_be_last = FALSE;
      return waybill_cert_identity_new_abstract (chain, key, asked, pin_free, error);
    }
  pin_free (asked);
  return NULL;
}

/**
 * waybill_cert_token_open:
 * @uri: a PKCS#11 URI (RFC 7512) of a certificate or its key; token and object are enough
 * @pin: (nullable): the token's PIN, UTF-8; kept as long as the identity lives
 * @error: return location
 *
 * Finds the certificate with its chain, logs in and checks that the key is its. Takes as long as the token does: off the
 * main thread. Later the PIN is told again where the token wants it for each signature; a person is never asked. A token
 * that was removed meanwhile makes the handshake fail with GnuTLS's PKCS#11 code, and each later one: open it again then.
 * The last try before a token locks itself is not used.
 *
 * Returns: (transfer full) (nullable): the identity; %NULL with %WAYBILL_CERT_ERROR_PASSWORD (no PIN, or a wrong one: not
 * tried twice), `TOKEN_GONE`, `TOKEN_LOCKED`, `TOKEN_FAILED`, `UNSUPPORTED` (the URI), `KEY_MISMATCH`
 */
WaybillCertIdentity *
waybill_cert_token_open (const char *uri, WaybillSecretText *pin, GError **error)
{
  gboolean proved;

  return open_identity (uri, pin, FALSE, &proved, error);
}

/* What goes to the helper thread, and what comes back. */
typedef struct
{
  char *uri;
  WaybillSecretText *pin; /* (nullable) */
  gboolean may_be_last;
} Wish;

typedef struct
{
  WaybillCertIdentity *identity; /* (nullable) once it was taken */
  gboolean proved;
} Opened;

static void
wish_free (gpointer data)
{
  Wish *self = data;

  g_free (self->uri);
  g_clear_pointer (&self->pin, waybill_secret_text_unref);
  g_free (self);
}

static void
opened_free (gpointer data)
{
  Opened *self = data;

  g_clear_pointer (&self->identity, waybill_cert_identity_unref);
  g_free (self);
}

/* On the helper thread. */
static gpointer
open_work (gpointer data, GError **error)
{
  const Wish *wish = data;
  Opened *opened = g_new0 (Opened, 1);

  opened->identity = open_identity (wish->uri, wish->pin, wish->may_be_last, &opened->proved, error);
  if (opened->identity != NULL)
    return opened;
  opened_free (opened);
  return NULL;
}

/**
 * waybill_cert_token_open_async:
 * @uri: as waybill_cert_token_open()
 * @pin: (nullable): as waybill_cert_token_open()
 * @may_be_last: a person typed the PIN and knows that a wrong one would lock the token
 * @cancellable: (nullable): the caller is answered at once; the module is left to itself
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * waybill_cert_token_open() on a thread that is not waited for: modules may hang. Main thread.
 */
void
waybill_cert_token_open_async (const char *uri,
                               WaybillSecretText *pin,
                               gboolean may_be_last,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Wish *wish = g_new0 (Wish, 1);
  const WaybillCertTokenOrder order
      = { .work = open_work, .data = wish, .drop_data = wish_free, .drop_result = opened_free, .patience = PATIENCE };

  wish->uri = g_strdup (uri);
  wish->pin = pin != NULL ? waybill_secret_text_ref (pin) : NULL;
  wish->may_be_last = may_be_last;
  waybill_cert_token_ask_async (&order, cancellable, callback, user_data);
}

/**
 * waybill_cert_token_open_finish:
 * @result: what the callback got
 * @proved: (out) (optional): whether the token itself found the PIN right; one that we are logged in to already asks for
 * none
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the identity; %NULL with an error of waybill_cert_token_open(), `TOKEN_SILENT` after
 *   a minute, or %G_IO_ERROR_CANCELLED
 */
WaybillCertIdentity *
waybill_cert_token_open_finish (GAsyncResult *result, gboolean *proved, GError **error)
{
  Opened *opened = waybill_cert_token_ask_finish (result, error);
  WaybillCertIdentity *identity = NULL;

  if (opened != NULL)
    {
      identity = g_steal_pointer (&opened->identity);
      if (proved != NULL)
        *proved = opened->proved;
      opened_free (opened);
    }
  return identity;
}
