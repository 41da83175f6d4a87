/* Makes key pairs and signs certificates: an authority, a server's, a client's. It is no CA software: no database,
 * no revocation. */

#include "cert-issue.h"

#include "cert-handle.h"

#include "cert-error.h"
#include "cert-gnutls.h"
#include "cert-issue-private.h"

#include <gnutls/crypto.h>
#include <string.h>

#define SERIAL_LENGTH 16
#define KEY_ID_LENGTH 20

static const struct
{
  guint usage;
  const char *purpose;
  gboolean is_authority;
} roles[] = {
  [WAYBILL_CERT_ROLE_AUTHORITY] = { GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN, NULL, TRUE },
  [WAYBILL_CERT_ROLE_SERVER] = { GNUTLS_KEY_DIGITAL_SIGNATURE, GNUTLS_KP_TLS_WWW_SERVER, FALSE },
  [WAYBILL_CERT_ROLE_CLIENT] = { GNUTLS_KEY_DIGITAL_SIGNATURE, GNUTLS_KP_TLS_WWW_CLIENT, FALSE },
};

static int
set_serial (gnutls_x509_crt_t crt)
{
  guint8 serial[SERIAL_LENGTH];
  int status = gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial);

  /* Positive and never zero (RFC 5280, 4.1.2.2). */
  serial[0] = (serial[0] & 0x7f) | 0x40;
  return status < 0 ? status : gnutls_x509_crt_set_serial (crt, serial, sizeof serial);
}

static int
set_names (gnutls_x509_crt_t crt, const char *const *names)
{
  int status = 0;

  for (guint i = 0; names != NULL && status >= 0 && names[i] != NULL; i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (names[i]);

      if (address != NULL)
        status
            = gnutls_x509_crt_set_subject_alt_name (crt, GNUTLS_SAN_IPADDRESS, g_inet_address_to_bytes (address),
                                                    (unsigned) g_inet_address_get_native_size (address), GNUTLS_FSAN_APPEND);
      else
        status = gnutls_x509_crt_set_subject_alt_name (crt, GNUTLS_SAN_DNSNAME, names[i], (unsigned) strlen (names[i]),
                                                       GNUTLS_FSAN_APPEND);
    }
  return status;
}

static int
set_key_ids (gnutls_x509_crt_t crt, gnutls_x509_crt_t issuer)
{
  guint8 id[KEY_ID_LENGTH];
  size_t size = sizeof id;
  int status = gnutls_x509_crt_get_key_id (crt, GNUTLS_KEYID_USE_SHA1, id, &size);

  if (status >= 0)
    status = gnutls_x509_crt_set_subject_key_id (crt, id, size);
  if (status < 0 || issuer == crt)
    return status;
  size = sizeof id;
  status = gnutls_x509_crt_get_subject_key_id (issuer, id, &size, NULL);
  if (status == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE || status == GNUTLS_E_SHORT_MEMORY_BUFFER)
    return 0;
  return status < 0 ? status : gnutls_x509_crt_set_authority_key_id (crt, id, size);
}

static int
set_usage (gnutls_x509_crt_t crt, WaybillCertRole role)
{
  int status = gnutls_x509_crt_set_basic_constraints (crt, roles[role].is_authority, -1);

  if (status >= 0)
    status = gnutls_x509_crt_set_key_usage (crt, roles[role].usage);
  if (status >= 0 && roles[role].purpose != NULL)
    status = gnutls_x509_crt_set_key_purpose_oid (crt, roles[role].purpose, 0);
  return status;
}

static int
set_life (gnutls_x509_crt_t crt, gint64 not_before, gint64 not_after)
{
  int status = gnutls_x509_crt_set_version (crt, 3);

  if (status >= 0)
    status = set_serial (crt);
  if (status >= 0)
    status = gnutls_x509_crt_set_activation_time (crt, not_before);
  return status < 0 ? status : gnutls_x509_crt_set_expiration_time (crt, not_after);
}

static int
set_subject (gnutls_x509_crt_t crt, const char *common_name, gint64 not_before, gint64 not_after)
{
  int status = set_life (crt, not_before, not_after);

  if (status < 0)
    return status;
  return gnutls_x509_crt_set_dn_by_oid (crt, GNUTLS_OID_X520_COMMON_NAME, 0, common_name, (unsigned) strlen (common_name));
}

static int
make_key (gnutls_x509_privkey_t *key)
{
  int status = gnutls_x509_privkey_init (key);

  if (status < 0)
    return status;
  return gnutls_x509_privkey_generate (*key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0);
}

static WaybillCertCertificate *
finish_certificate (gnutls_x509_crt_t crt, GError **error)
{
  g_auto (gnutls_datum_t) der = { NULL, 0 };
  int status = gnutls_x509_crt_export2 (crt, GNUTLS_X509_FMT_DER, &der);

  if (status >= 0)
    return waybill_cert_certificate_new_from_der (der.data, der.size, error);
  waybill_cert_error_set_gnutls (error, WAYBILL_CERT_ERROR_FAILED, status, "The certificate cannot be made");
  return NULL;
}

static GPtrArray *
dup_chain (gnutls_x509_crt_t crt, WaybillCertIdentity *issuer, GError **error)
{
  WaybillCertCertificate *leaf = finish_certificate (crt, error);
  GPtrArray *issuers = issuer != NULL ? waybill_cert_identity_get_chain (issuer) : NULL;
  GPtrArray *chain;

  if (leaf == NULL)
    return NULL;
  chain = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);
  g_ptr_array_add (chain, leaf);
  for (guint i = 0; issuers != NULL && i < issuers->len; i++)
    g_ptr_array_add (chain, waybill_cert_certificate_ref (issuers->pdata[i]));
  return chain;
}

/**
 * waybill_cert_issue:
 * @role: what it is for: decides constraints, usage and purpose
 * @common_name: UTF-8
 * @names: (nullable) (array zero-terminated=1): DNS names and IP addresses
 * @not_before: Unix seconds
 * @not_after: Unix seconds
 * @issuer: (nullable): who signs; %NULL self-signs
 * @error: return location
 *
 * Makes a P-256 key and a certificate for it (RFC 5280), signed with SHA-256. The issuer's own chain follows, without a
 * self-signed root. Takes about a millisecond. Any thread.
 *
 * Returns: (transfer full) (nullable): the identity; %NULL with %WAYBILL_CERT_ERROR_FAILED
 */
WaybillCertIdentity *
waybill_cert_issue (WaybillCertRole role,
                    const char *common_name,
                    const char *const *names,
                    gint64 not_before,
                    gint64 not_after,
                    WaybillCertIdentity *issuer,
                    GError **error)
{
  g_auto (gnutls_x509_privkey_t) key = NULL;
  g_auto (gnutls_x509_crt_t) crt = NULL;
  g_autoptr (GPtrArray) chain = NULL;
  gnutls_x509_crt_t signer = NULL;
  int status = make_key (&key);

  if (status >= 0)
    status = gnutls_x509_crt_init (&crt);
  signer = issuer != NULL ? waybill_cert_certificate_get_handle (waybill_cert_identity_get_certificate (issuer)) : crt;
  if (status >= 0)
    status = set_subject (crt, common_name, not_before, not_after);
  if (status >= 0)
    status = gnutls_x509_crt_set_key (crt, key);
  if (status >= 0)
    status = set_usage (crt, role);
  if (status >= 0)
    status = set_names (crt, names);
  if (status >= 0)
    status = set_key_ids (crt, signer);
  if (status >= 0)
    status = gnutls_x509_crt_sign2 (crt, signer, issuer != NULL ? waybill_cert_identity_get_key (issuer) : key,
                                    GNUTLS_DIG_SHA256, 0);
  if (status < 0)
    {
      waybill_cert_error_set_gnutls (error, WAYBILL_CERT_ERROR_FAILED, status, "The certificate cannot be made");
      return NULL;
    }
  chain = dup_chain (crt, issuer, error);
  return chain != NULL ? waybill_cert_identity_new (chain, g_steal_pointer (&key), error) : NULL;
}

/* waybill_cert_issue_requested:
 * @crq: a request
 * @key: its key, which signs
 * @not_before: Unix seconds
 * @not_after: Unix seconds
 * @error: return location
 *
 * Gives a request what it asks for, signed by its own key; no authority's. Any thread.
 *
 * Returns: (transfer full) (nullable): the identity; %NULL with %WAYBILL_CERT_ERROR_FAILED */
WaybillCertIdentity *
waybill_cert_issue_requested (
    gnutls_x509_crq_t crq, gnutls_x509_privkey_t key, gint64 not_before, gint64 not_after, GError **error)
{
  g_auto (gnutls_x509_privkey_t) copy = NULL;
  g_auto (gnutls_x509_crt_t) crt = NULL;
  g_autoptr (GPtrArray) chain = NULL;
  int status = gnutls_x509_crt_init (&crt);

  if (status >= 0)
    status = set_life (crt, not_before, not_after);
  if (status >= 0)
    status = gnutls_x509_crt_set_crq (crt, crq);
  if (status >= 0)
    status = gnutls_x509_crt_set_crq_extensions (crt, crq);
  if (status >= 0)
    status = gnutls_x509_crt_set_basic_constraints (crt, FALSE, -1);
  if (status >= 0)
    status = set_key_ids (crt, crt);
  if (status >= 0)
    status = gnutls_x509_crt_sign2 (crt, crt, key, GNUTLS_DIG_SHA256, 0);
  if (status >= 0)
    status = gnutls_x509_privkey_init (&copy);
  if (status >= 0)
    status = gnutls_x509_privkey_cpy (copy, key);
  if (status < 0)
    {
      waybill_cert_error_set_gnutls (error, WAYBILL_CERT_ERROR_FAILED, status, "The certificate cannot be made");
      return NULL;
    }
  chain = dup_chain (crt, NULL, error);
  return chain != NULL ? waybill_cert_identity_new (chain, g_steal_pointer (&copy), error) : NULL;
}
