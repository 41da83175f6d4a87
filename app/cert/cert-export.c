/* Writes an identity as a PFX (RFC 7292), modern or as older systems want it, or as PEM, and certificates as DER, PEM or
 * PKCS #7. To memory: who calls, writes the file. */

#include "cert-export.h"

#include "cert-handle.h"

#include "cert-error.h"
#include "cert-gnutls.h"

#include <string.h>

#define KEY_ID_LENGTH 20
#define MAX_PASSWORD 1024

typedef struct
{
  guint cipher;
  gnutls_mac_algorithm_t seal;
} Lock;

/* Windows before 10 and IBM i before 7.4 open nothing newer than the second one. */
static const Lock locks[] = {
  [WAYBILL_CERT_LOCK_MODERN] = { GNUTLS_PKCS_PBES2_AES_256, GNUTLS_MAC_SHA256 },
  [WAYBILL_CERT_LOCK_LEGACY] = { GNUTLS_PKCS_PKCS12_3DES, GNUTLS_MAC_SHA1 },
};

/* All that goes into one PFX. */
typedef struct
{
  WaybillCertIdentity *identity;
  GPtrArray *extra;     /* (nullable) */
  const char *password; /* (nullable) */
  const Lock *lock;
  const char *label;        /* (nullable) */
  guint8 id[KEY_ID_LENGTH]; /* ties the key to its certificate within the file */
} Content;

static int
tie (gnutls_pkcs12_bag_t bag, int index, const Content *with)
{
  gnutls_datum_t id = { (unsigned char *) with->id, KEY_ID_LENGTH };
  int status = gnutls_pkcs12_bag_set_key_id (bag, (unsigned) index, &id);

  if (status >= 0 && with->label != NULL)
    status = gnutls_pkcs12_bag_set_friendly_name (bag, (unsigned) index, with->label);
  return status;
}

static gboolean
has_certificate (GPtrArray *certificates, WaybillCertCertificate *certificate, guint before)
{
  for (guint i = 0; i < before; i++)
    if (waybill_cert_certificate_equal (certificates->pdata[i], certificate))
      return TRUE;
  return FALSE;
}

/* A bag holds 32 at most in GnuTLS; who has more gets the error, not a part. */
static int
put_certificates (gnutls_pkcs12_bag_t bag, GPtrArray *certificates, guint from, GPtrArray *before)
{
  int status = 0;

  for (guint i = from; certificates != NULL && status >= 0 && i < certificates->len; i++)
    if (before == NULL || !has_certificate (before, certificates->pdata[i], before->len))
      status = gnutls_pkcs12_bag_set_crt (bag, waybill_cert_certificate_get_handle (certificates->pdata[i]));
  return status;
}

static int
add_certificates (gnutls_pkcs12_t pfx, const Content *content)
{
  GPtrArray *chain = waybill_cert_identity_get_chain (content->identity);
  g_auto (gnutls_pkcs12_bag_t) bag = NULL;
  int index;
  int status = gnutls_pkcs12_bag_init (&bag);

  if (status < 0)
    return status;
  index = gnutls_pkcs12_bag_set_crt (bag, waybill_cert_certificate_get_handle (chain->pdata[0]));
  status = index < 0 ? index : tie (bag, index, content);
  if (status >= 0)
    status = put_certificates (bag, chain, 1, NULL);
  if (status >= 0)
    status = put_certificates (bag, content->extra, 0, chain);
  if (status >= 0 && content->password != NULL)
    status = gnutls_pkcs12_bag_encrypt (bag, content->password, content->lock->cipher);
  return status < 0 ? status : gnutls_pkcs12_set_bag (pfx, bag);
}

static int
add_key (gnutls_pkcs12_t pfx, const Content *content)
{
  gnutls_x509_privkey_t key = waybill_cert_identity_get_key (content->identity);
  g_auto (gnutls_pkcs12_bag_t) bag = NULL;
  g_auto (gnutls_datum_t) pkcs8 = { NULL, 0 };
  gboolean is_locked = content->password != NULL;
  guint flags = is_locked ? content->lock->cipher : GNUTLS_PKCS_PLAIN;
  int index;
  int status = gnutls_pkcs12_bag_init (&bag);

  if (status >= 0)
    status = gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_DER, content->password, flags, &pkcs8);
  if (status < 0)
    return status;
  index = gnutls_pkcs12_bag_set_data (bag, is_locked ? GNUTLS_BAG_PKCS8_ENCRYPTED_KEY : GNUTLS_BAG_PKCS8_KEY, &pkcs8);
  status = index < 0 ? index : tie (bag, index, content);
  return status < 0 ? status : gnutls_pkcs12_set_bag (pfx, bag);
}

static int
fill (gnutls_pkcs12_t pfx, Content *content)
{
  WaybillCertCertificate *leaf = waybill_cert_identity_get_certificate (content->identity);
  size_t size = sizeof content->id;
  int status
      = gnutls_x509_crt_get_key_id (waybill_cert_certificate_get_handle (leaf), GNUTLS_KEYID_USE_SHA1, content->id, &size);

  if (status >= 0)
    status = add_certificates (pfx, content);
  if (status >= 0)
    status = add_key (pfx, content);
  /* The unprotected one is sealed with the empty password: Windows refuses a PFX without a seal. */
  if (status >= 0)
    status = gnutls_pkcs12_generate_mac2 (pfx, content->lock->seal, content->password != NULL ? content->password : "");
  return status;
}

static gboolean
check_key (WaybillCertIdentity *identity, GError **error)
{
  if (waybill_cert_identity_get_key (identity) != NULL)
    return TRUE;
  g_set_error_literal (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_KEY_STAYS, "The key is in a token and stays there");
  return FALSE;
}

/* What leaves the store leaves it locked. */
static gboolean
check_password (const char *password, GError **error)
{
  if (password != NULL && *password != '\0' && strlen (password) <= MAX_PASSWORD && g_utf8_validate (password, -1, NULL))
    return TRUE;
  g_set_error_literal (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_PASSWORD, "No password, or one that cannot be used");
  return FALSE;
}

static GBytes *
take_datum (int status, const gnutls_datum_t *datum, const char *what, GError **error)
{
  if (status >= 0)
    return g_bytes_new (datum->data, datum->size);
  waybill_cert_error_set_gnutls (error, WAYBILL_CERT_ERROR_FAILED, status, what);
  return NULL;
}

static GBytes *
make_pfx (Content *content, GError **error)
{
  g_auto (gnutls_pkcs12_t) pfx = NULL;
  g_auto (gnutls_datum_t) der = { NULL, 0 };
  int status;

  if (!check_key (content->identity, error))
    return NULL;
  status = gnutls_pkcs12_init (&pfx);
  if (status >= 0)
    status = fill (pfx, content);
  if (status >= 0)
    status = gnutls_pkcs12_export2 (pfx, GNUTLS_X509_FMT_DER, &der);
  return take_datum (status, &der, "The PFX cannot be made", error);
}

/**
 * waybill_cert_export_pfx:
 * @identity: what to write, with its chain
 * @extra: (nullable) (element-type WaybillCertCertificate): further authorities to put inside
 * @password: (nullable): UTF-8; %NULL writes an unprotected PFX (sealed with the empty password)
 * @label: (nullable): the friendly name inside
 * @error: return location
 *
 * Makes a PFX as the store keeps it, with 600,000 rounds: takes about 0.25 s. Any thread.
 *
 * Returns: (transfer full) (nullable): the file; %NULL with %WAYBILL_CERT_ERROR_KEY_STAYS or `FAILED`
 */
GBytes *
waybill_cert_export_pfx (
    WaybillCertIdentity *identity, GPtrArray *extra, const char *password, const char *label, GError **error)
{
  Content content = {
    .identity = identity, .extra = extra, .password = password, .lock = &locks[WAYBILL_CERT_LOCK_MODERN], .label = label
  };

  return make_pfx (&content, error);
}

/**
 * waybill_cert_export_pfx_locked:
 * @identity: what to write, with its chain
 * @label: (nullable): the friendly name inside
 * @password: UTF-8, 1 to 1024 bytes
 * @authorities: (nullable) (element-type WaybillCertCertificate): to put in beside; what the chain has already is left out
 * @lock: what has to open it
 * @error: return location
 *
 * Makes a PFX for others (RFC 7292). The modern one takes about 0.25 s for its rounds. Any thread.
 *
 * Returns: (transfer full) (nullable): the file; %NULL with %WAYBILL_CERT_ERROR_PASSWORD, `KEY_STAYS` or `FAILED`
 */
GBytes *
waybill_cert_export_pfx_locked (WaybillCertIdentity *identity,
                                const char *label,
                                const char *password,
                                GPtrArray *authorities,
                                WaybillCertLock lock,
                                GError **error)
{
  Content content = { .identity = identity, .extra = authorities, .password = password, .label = label };

  g_return_val_if_fail ((guint) lock < G_N_ELEMENTS (locks), NULL);
  content.lock = &locks[lock];
  return check_password (password, error) ? make_pfx (&content, error) : NULL;
}

static void
append_pem (GString *text, GPtrArray *certificates, GPtrArray *before)
{
  for (guint i = 0; certificates != NULL && i < certificates->len; i++)
    {
      g_autofree char *pem = NULL;

      if (before != NULL && has_certificate (before, certificates->pdata[i], before->len))
        continue;
      pem = waybill_cert_export_pem (certificates->pdata[i]);
      g_string_append (text, pem);
    }
}

/**
 * waybill_cert_export_identity_pem:
 * @identity: what to write, with its chain
 * @password: UTF-8, 1 to 1024 bytes
 * @authorities: (nullable) (element-type WaybillCertCertificate): to put behind; what the chain has already is left out
 * @error: return location
 *
 * Makes a PEM of the key as encrypted PKCS #8 (RFC 5958; PBES2, AES-256) and the certificates, leaf first. Any thread.
 *
 * Returns: (transfer full) (nullable): the file; %NULL with %WAYBILL_CERT_ERROR_PASSWORD, `KEY_STAYS` or `FAILED`
 */
GBytes *
waybill_cert_export_identity_pem (WaybillCertIdentity *identity,
                                  const char *password,
                                  GPtrArray *authorities,
                                  GError **error)
{
  GPtrArray *chain = waybill_cert_identity_get_chain (identity);
  g_auto (gnutls_datum_t) key = { NULL, 0 };
  GString *text;
  int status;

  if (!check_key (identity, error) || !check_password (password, error))
    return NULL;
  status = gnutls_x509_privkey_export2_pkcs8 (waybill_cert_identity_get_key (identity), GNUTLS_X509_FMT_PEM, password,
                                              GNUTLS_PKCS_PBES2_AES_256, &key);
  if (status < 0)
    return take_datum (status, NULL, "The key cannot be written", error);
  text = g_string_new_len ((const char *) key.data, key.size);
  append_pem (text, chain, NULL);
  append_pem (text, authorities, chain);
  return g_string_free_to_bytes (text);
}

static GBytes *
make_der (GPtrArray *certificates, GError **error)
{
  if (certificates->len == 1)
    return g_bytes_ref (waybill_cert_certificate_get_der (certificates->pdata[0]));
  g_set_error_literal (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_FAILED, "A DER file holds one certificate");
  return NULL;
}

static GBytes *
make_p7b (GPtrArray *certificates, GError **error)
{
  g_auto (gnutls_pkcs7_t) p7b = NULL;
  g_auto (gnutls_datum_t) der = { NULL, 0 };
  int status = gnutls_pkcs7_init (&p7b);

  for (guint i = 0; status >= 0 && i < certificates->len; i++)
    status = gnutls_pkcs7_set_crt (p7b, waybill_cert_certificate_get_handle (certificates->pdata[i]));
  if (status >= 0)
    status = gnutls_pkcs7_export2 (p7b, GNUTLS_X509_FMT_DER, &der);
  return take_datum (status, &der, "The PKCS #7 cannot be made", error);
}

/**
 * waybill_cert_export_certificates:
 * @certificates: (element-type WaybillCertCertificate): at least one; exactly one for %WAYBILL_CERT_FORM_DER
 * @form: how
 * @error: return location
 *
 * Writes certificates, without any key (X.690; RFC 7468; RFC 5652 with certificates alone). Any thread.
 *
 * Returns: (transfer full) (nullable): the file; %NULL with %WAYBILL_CERT_ERROR_FAILED
 */
GBytes *
waybill_cert_export_certificates (GPtrArray *certificates, WaybillCertForm form, GError **error)
{
  GString *text;

  if (certificates->len == 0)
    {
      g_set_error_literal (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_FAILED, "No certificate to write");
      return NULL;
    }
  if (form == WAYBILL_CERT_FORM_DER)
    return make_der (certificates, error);
  if (form == WAYBILL_CERT_FORM_P7B)
    return make_p7b (certificates, error);
  text = g_string_new (NULL);
  append_pem (text, certificates, NULL);
  return g_string_free_to_bytes (text);
}

/**
 * waybill_cert_export_pem:
 * @certificate: a certificate
 *
 * Any thread.
 *
 * Returns: (transfer full): it in PEM (RFC 7468), with a line feed at its end
 */
char *
waybill_cert_export_pem (WaybillCertCertificate *certificate)
{
  g_auto (gnutls_datum_t) text = { NULL, 0 };
  gsize length;
  gconstpointer data = g_bytes_get_data (waybill_cert_certificate_get_der (certificate), &length);
  gnutls_datum_t der = { (unsigned char *) data, (unsigned) length };

  if (gnutls_pem_base64_encode2 ("CERTIFICATE", &der, &text) < 0)
    g_error ("GnuTLS cannot write PEM");
  return g_strndup ((const char *) text.data, text.size);
}
