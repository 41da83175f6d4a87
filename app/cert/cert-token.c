/* An identity whose key is in a token (PKCS#11) and never leaves it, named by a URI (RFC 7512). It asks nobody: the PIN
 * comes with the call, or is told to be missing. */
#include "cert-token.h"

#include "cert-error.h"
#include "cert-gnutls.h"
#include "cert-handle.h"
#include "cert-token-key.h"
#include "secret-text.h"

#include <gnutls/pkcs11.h>
#include <string.h>

#define SCHEME "pkcs11:"
#define MAX_URI 2048

/* What the token is told when it asks; lives as long as the key, because some ask before each signature
 * (CKA_ALWAYS_AUTHENTICATE). Nobody is asked in a handshake. */
typedef struct
{
  WaybillSecretText *text; /* (nullable) */
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

/* Once, and never when the token says that it was wrong or that this is the last try: tokens lock themselves. */
static int
tell_pin (void *data, int attempt, const char *url, const char *label, unsigned flags, char *buffer, size_t size)
{
  Pin *self = data;
  const char *text = self->text != NULL ? waybill_secret_text_peek (self->text) : NULL;

  self->was_wanted = TRUE;
  if (attempt > 0 || (flags & (GNUTLS_PIN_WRONG | GNUTLS_PIN_FINAL_TRY)) != 0)
    {
      self->was_wrong = TRUE;
      return GNUTLS_E_PKCS11_PIN_ERROR;
    }
  return text != NULL && g_strlcpy (buffer, text, size) < size ? 0 : GNUTLS_E_PKCS11_PIN_ERROR;
}

/**
 * waybill_cert_token_is_uri:
 * @text: what a person gave where a file or a label may stand
 *
 * Returns: whether it begins as a PKCS#11 URI
 */
gboolean
waybill_cert_token_is_uri (const char *text)
{
  return g_ascii_strncasecmp (text, SCHEME, strlen (SCHEME)) == 0;
}

/**
 * waybill_cert_token_check_uri:
 * @uri: a PKCS#11 URI
 * @error: return location
 *
 * A URI stands in a profile, which may come from somebody else: it must name an object, carry no PIN (`pin-value`), and
 * make us read no file and load no library (`pin-source`, `module-path`, `module-name`).
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_UNSUPPORTED
 */
gboolean
waybill_cert_token_check_uri (const char *uri, GError **error)
{
  static const char *const refused[] = { "pin-value=", "pin-source=", "module-path=", "module-name=" };
  g_autofree char *lower = g_ascii_strdown (uri, -1);
  gboolean is_good = waybill_cert_token_is_uri (uri) && strlen (uri) <= MAX_URI
                     && (strstr (lower, "object=") != NULL || strstr (lower, "id=") != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    is_good = is_good && strstr (lower, refused[i]) == NULL;
  if (!is_good)
    g_set_error_literal (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_UNSUPPORTED,
                         "A PKCS#11 URI must name an object, and neither a PIN nor a module");
  return is_good;
}

static gboolean
fail (const Pin *pin, int status, GError **error)
{
  WaybillCertError code = WAYBILL_CERT_ERROR_FAILED;

  if (pin->was_wrong || status == GNUTLS_E_PKCS11_PIN_ERROR || status == GNUTLS_E_PKCS11_PIN_EXPIRED
      || (pin->was_wanted && pin->text == NULL))
    code = WAYBILL_CERT_ERROR_PASSWORD;
  else if (status == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE || status == GNUTLS_E_NO_CERTIFICATE_FOUND)
    code = WAYBILL_CERT_ERROR_NOT_FOUND;
  waybill_cert_error_set_gnutls (error, code, status,
                                 code == WAYBILL_CERT_ERROR_NOT_FOUND ? "No such token is there, or no such object in it"
                                                                      : "The token cannot be used");
  return FALSE;
}

/* The URI of the object's other half: its type is ours to say, in the path, before any "?". */
static char *
dup_typed (const char *uri, const char *type)
{
  g_autofree char *path = g_strndup (uri, strcspn (uri, "?"));
  g_auto (GStrv) parts = g_strsplit (path + strlen (SCHEME), ";", -1);
  GString *typed = g_string_new (SCHEME);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0' && !g_str_has_prefix (parts[i], "type=") && !g_str_has_prefix (parts[i], "object-type="))
      g_string_append_printf (typed, "%s;", parts[i]);
  g_string_append_printf (typed, "type=%s", type);
  return g_string_free (typed, FALSE);
}

/* The certificate, and those of its issuers that the token holds, in order. */
static GPtrArray *
read_chain (const char *uri, Pin *pin, GError **error)
{
  g_autofree char *typed = dup_typed (uri, "cert");
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
  g_autofree char *typed = dup_typed (uri, "private");
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

/**
 * waybill_cert_token_open:
 * @uri: a PKCS#11 URI (RFC 7512) of a certificate or its key; token and object are enough
 * @pin: (nullable): the token's PIN, UTF-8; copied into locked memory, which lives as long as the identity
 * @error: return location
 *
 * Finds the certificate with its chain, logs in and checks that the key is its. Takes as long as the token does: off the
 * main thread. Later the PIN is told again where the token wants it for each signature; a person is never asked. A token
 * that was removed meanwhile makes the handshake fail with GnuTLS's PKCS#11 code, and each later one: open it again then.
 *
 * Returns: (transfer full) (nullable): the identity; %NULL with %WAYBILL_CERT_ERROR_PASSWORD (no PIN, or a wrong one: not
 * tried twice), `NOT_FOUND`, `UNSUPPORTED` (the URI), `KEY_MISMATCH`, `FAILED`
 */
WaybillCertIdentity *
waybill_cert_token_open (const char *uri, const char *pin, GError **error)
{
  g_autoptr (GPtrArray) chain = NULL;
  gnutls_privkey_t key = NULL;
  Pin *asked;

  if (!waybill_cert_token_check_uri (uri, error))
    return NULL;
  asked = g_new0 (Pin, 1);
  asked->text = pin != NULL ? waybill_secret_text_new (pin) : NULL;
  chain = read_chain (uri, asked, error);
  if (chain != NULL && open_key (uri, chain, asked, &key, error))
    return waybill_cert_identity_new_abstract (chain, key, asked, pin_free, error);
  pin_free (asked);
  return NULL;
}
