/* A new key pair and the request (PKCS #10, RFC 2986) that asks an authority to certify it; immutable, safe to share between
 * threads. Where it waits for the answer is the store's. */

#include "cert-request-private.h"

#include "base-clock.h"
#include "base-thread.h"
#include "cert-error.h"
#include "cert-gnutls.h"
#include "cert-issue-private.h"
#include "cert-subject.h"

#include <string.h>

#define KEY_ID_LENGTH 32
#define DAY (24 * 60 * 60)
/* A partner's clock may be behind ours. */
#define BACKDATED (60 * 60)

struct _WaybillCertRequest
{
  WaybillBaseRef ref;
  WaybillCertKeyKind kind;
  gnutls_x509_privkey_t key;
  gnutls_x509_crq_t crq;
  char *pem;
  char *name;
  WaybillCertRequestFacts facts;
};

static const struct
{
  gnutls_pk_algorithm_t algorithm;
  guint bits;
} keys[] = {
  [WAYBILL_CERT_KEY_KIND_RSA3072] = { GNUTLS_PK_RSA, 3072 },
  [WAYBILL_CERT_KEY_KIND_EC256] = { GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1) },
};

static gboolean
fail (GError **error, int status)
{
  waybill_cert_error_set_gnutls (error, WAYBILL_CERT_ERROR_FAILED, status, "The request cannot be made");
  return FALSE;
}

static int
make_key (WaybillCertRequest *self)
{
  int status = gnutls_x509_privkey_init (&self->key);

  if (status < 0)
    return status;
  return gnutls_x509_privkey_generate (self->key, keys[self->kind].algorithm, keys[self->kind].bits, 0);
}

static int
set_subject (gnutls_x509_crq_t crq, GPtrArray *parts)
{
  int status = 0;

  for (guint i = 0; status >= 0 && i < parts->len; i++)
    {
      const WaybillCertSubjectPart *part = parts->pdata[i];

      status = gnutls_x509_crq_set_dn_by_oid (crq, part->oid, 0, part->value, (unsigned) strlen (part->value));
    }
  return status;
}

static const gnutls_x509_subject_alt_name_t san_types[] = {
  [WAYBILL_CERT_NAME_DNS] = GNUTLS_SAN_DNSNAME,
  [WAYBILL_CERT_NAME_IP] = GNUTLS_SAN_IPADDRESS,
  [WAYBILL_CERT_NAME_EMAIL] = GNUTLS_SAN_RFC822NAME,
  [WAYBILL_CERT_NAME_URI] = GNUTLS_SAN_URI,
};

static gboolean
set_names (gnutls_x509_crq_t crq, const char *const *sans, GError **error)
{
  guint n_sans = sans != NULL ? g_strv_length ((char **) sans) : 0;

  if (n_sans > WAYBILL_CERT_REQUEST_MAX_NAMES)
    {
      g_set_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NAME, "More than %d alternative names",
                   WAYBILL_CERT_REQUEST_MAX_NAMES);
      return FALSE;
    }
  for (guint i = 0; i < n_sans; i++)
    {
      WaybillCertNameKind kind;
      g_autoptr (GBytes) bytes = waybill_cert_request_name_encode (sans[i], &kind, error);
      gsize size;
      gconstpointer data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;
      int status;

      if (bytes == NULL)
        return FALSE;
      status = gnutls_x509_crq_set_subject_alt_name (crq, san_types[kind], data, (unsigned) size, GNUTLS_FSAN_APPEND);
      if (status < 0)
        return fail (error, status);
    }
  return TRUE;
}

/* What we ask for; the authority decides. */
static int
set_usage (gnutls_x509_crq_t crq)
{
  int status = gnutls_x509_crq_set_key_usage (crq, GNUTLS_KEY_DIGITAL_SIGNATURE);

  return status < 0 ? status : gnutls_x509_crq_set_key_purpose_oid (crq, GNUTLS_KP_TLS_WWW_CLIENT, 0);
}

static char *
dup_key_id (gnutls_x509_crq_t crq)
{
  guint8 id[KEY_ID_LENGTH];
  size_t size = sizeof id;
  GString *hex;

  if (gnutls_x509_crq_get_key_id (crq, GNUTLS_KEYID_USE_SHA256, id, &size) < 0)
    return NULL;
  hex = g_string_sized_new (2 * size);
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", id[i]);
  return g_string_free (hex, FALSE);
}

static gboolean
read_facts (gnutls_x509_crq_t crq, WaybillCertRequestFacts *facts, GError **error)
{
  g_auto (gnutls_datum_t) subject = { NULL, 0 };
  unsigned bits;
  int algorithm = gnutls_x509_crq_get_pk_algorithm (crq, &bits);
  int status = gnutls_x509_crq_get_dn3 (crq, &subject, 0);
  g_autofree char *id = dup_key_id (crq);

  if (algorithm < 0 || status < 0 || id == NULL)
    return fail (error, MIN (algorithm, status));
  facts->id = g_steal_pointer (&id);
  facts->subject = g_utf8_make_valid ((const char *) subject.data, subject.size);
  facts->kind = algorithm == GNUTLS_PK_RSA ? WAYBILL_CERT_KEY_KIND_RSA3072 : WAYBILL_CERT_KEY_KIND_EC256;
  return TRUE;
}

/* GnuTLS would write "NEW CERTIFICATE REQUEST", which RFC 7468, 7, calls deprecated and some authorities' forms do not take.
 */
static int
write_out (WaybillCertRequest *self)
{
  g_auto (gnutls_datum_t) der = { NULL, 0 };
  g_auto (gnutls_datum_t) pem = { NULL, 0 };
  int status = gnutls_x509_crq_export2 (self->crq, GNUTLS_X509_FMT_DER, &der);

  if (status >= 0)
    status = gnutls_pem_base64_encode2 ("CERTIFICATE REQUEST", &der, &pem);
  if (status < 0)
    return status;
  self->pem = g_strndup ((const char *) pem.data, pem.size);
  return 0;
}

static gboolean
fill (WaybillCertRequest *self, GPtrArray *parts, const char *const *sans, GError **error)
{
  int status = gnutls_x509_crq_init (&self->crq);

  if (status >= 0)
    status = gnutls_x509_crq_set_version (self->crq, 1);
  if (status >= 0)
    status = set_subject (self->crq, parts);
  if (status < 0)
    return fail (error, status);
  if (!set_names (self->crq, sans, error))
    return FALSE;
  /* The names are good: only now the second that a key takes. */
  status = make_key (self);
  if (status >= 0)
    status = gnutls_x509_crq_set_key (self->crq, self->key);
  if (status >= 0)
    status = set_usage (self->crq);
  if (status >= 0)
    status = gnutls_x509_crq_sign2 (self->crq, self->key, GNUTLS_DIG_SHA256, 0);
  if (status >= 0)
    status = write_out (self);
  return status < 0 ? fail (error, status) : read_facts (self->crq, &self->facts, error);
}

/* The part by which people would know it: the common name, else the organisation. */
static char *
dup_name (GPtrArray *parts, const char *subject)
{
  static const char *const wanted[] = { GNUTLS_OID_X520_COMMON_NAME, GNUTLS_OID_X520_ORGANIZATION_NAME };

  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    for (guint j = 0; j < parts->len; j++)
      {
        const WaybillCertSubjectPart *part = parts->pdata[j];

        if (g_str_equal (part->oid, wanted[i]))
          return g_strdup (part->value);
      }
  return g_strdup (subject);
}

static GPtrArray *
parse_subject (const char *subject_dn, GError **error)
{
  g_autofree char *part = NULL;
  GPtrArray *parts = waybill_cert_subject_parse (subject_dn, NULL, &part, NULL);

  if (parts == NULL)
    g_set_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_SUBJECT, "This cannot be a subject%s%s",
                 part != NULL ? ": " : "", part != NULL ? part : "");
  return parts;
}

/**
 * waybill_cert_request_new:
 * @subject_dn: as waybill_cert_subject_parse() takes it
 * @sans: (nullable) (array zero-terminated=1): up to %WAYBILL_CERT_REQUEST_MAX_NAMES alternative names, recognised by their
 * shape
 * @kind: what key is made
 * @error: return location
 *
 * Makes a key pair and a PKCS #10 request (RFC 2986) for it, signed with SHA-256, that asks for digital signature and client
 * authentication. RSA takes up to seconds. Any thread.
 *
 * Returns: (transfer full) (nullable): the request; %NULL with %WAYBILL_CERT_ERROR_SUBJECT, `NAME` or `FAILED`
 */
WaybillCertRequest *
waybill_cert_request_new (const char *subject_dn, const char *const *sans, WaybillCertKeyKind kind, GError **error)
{
  g_autoptr (GPtrArray) parts = parse_subject (subject_dn, error);
  g_autoptr (WaybillCertRequest) self = NULL;

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (keys), NULL);
  if (parts == NULL)
    return NULL;
  self = g_new0 (WaybillCertRequest, 1);
  waybill_base_ref_init (&self->ref);
  self->kind = kind;
  if (!fill (self, parts, sans, error))
    return NULL;
  self->name = dup_name (parts, self->facts.subject);
  return g_steal_pointer (&self);
}

/**
 * waybill_cert_request_unref:
 * @self: (transfer full): a request
 *
 * The last one wipes the key. Any thread.
 */
void
waybill_cert_request_unref (WaybillCertRequest *self)
{
  if (!waybill_base_ref_drop (&self->ref))
    return;
  g_clear_pointer (&self->crq, gnutls_x509_crq_deinit);
  g_clear_pointer (&self->key, gnutls_x509_privkey_deinit);
  g_free (self->pem);
  g_free (self->name);
  g_free (self->facts.id);
  g_free (self->facts.subject);
  g_free (self);
}

/**
 * waybill_cert_request_make_self_signed:
 * @self: a request
 * @days: how long it is good from now on, 1 to %WAYBILL_CERT_REQUEST_MAX_DAYS
 * @error: return location
 *
 * Makes an identity of the request that its own key signs, for partners who accept that: subject and names as requested, for
 * client authentication, no authority (RFC 5280). Any thread.
 *
 * Returns: (transfer full) (nullable): the identity; %NULL with %WAYBILL_CERT_ERROR_FAILED
 */
WaybillCertIdentity *
waybill_cert_request_make_self_signed (WaybillCertRequest *self, guint days, GError **error)
{
  gint64 now = waybill_base_clock_now ();

  if (days < 1 || days > WAYBILL_CERT_REQUEST_MAX_DAYS)
    {
      g_set_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_FAILED,
                   "A certificate is good for 1 to %d days, not for %u", WAYBILL_CERT_REQUEST_MAX_DAYS, days);
      return NULL;
    }
  return waybill_cert_issue_requested (self->crq, self->key, now - BACKDATED, now + (gint64) days * DAY, error);
}

/**
 * waybill_cert_request_make_subject:
 * @first_type: "CN", "O" and so on
 * @...: its value (nullable, UTF-8), then further pairs, then %NULL
 *
 * Puts a subject together as waybill_cert_request_new() takes it, from fields of a form: without the empty ones, with what
 * has to be escaped in the others. Any thread.
 *
 * Returns: (transfer full): "CN=anna,O=Lab"
 */
char *
waybill_cert_request_make_subject (const char *first_type, ...)
{
  GString *subject = g_string_new (NULL);
  va_list arguments;

  va_start (arguments, first_type);
  for (const char *type = first_type; type != NULL; type = va_arg (arguments, const char *))
    {
      const char *value = va_arg (arguments, const char *);
      g_autofree char *clean = g_strstrip (g_strdup (value != NULL ? value : ""));
      g_autofree char *escaped = waybill_cert_subject_escape (clean);

      if (*clean != '\0')
        g_string_append_printf (subject, "%s%s=%s", subject->len > 0 ? "," : "", type, escaped);
    }
  va_end (arguments);
  return g_string_free (subject, FALSE);
}

/* waybill_cert_request_read_pem:
 * @pem: a request in PEM
 * @length: its bytes
 * @facts: (out caller-allocates): whose it is; its strings are to be freed
 * @error: return location
 *
 * Any thread. Returns: %FALSE with %WAYBILL_CERT_ERROR_FAILED */
gboolean
waybill_cert_request_read_pem (const char *pem, gsize length, WaybillCertRequestFacts *facts, GError **error)
{
  g_auto (gnutls_x509_crq_t) crq = NULL;
  gnutls_datum_t text = { (unsigned char *) pem, (unsigned) length };
  int status = gnutls_x509_crq_init (&crq);

  if (status >= 0)
    status = gnutls_x509_crq_import (crq, &text, GNUTLS_X509_FMT_PEM);
  return status < 0 ? fail (error, status) : read_facts (crq, facts, error);
}

/**
 * waybill_cert_request_get_pem:
 * @self: a request
 *
 * Any thread.
 *
 * Returns: (transfer none): it in PEM (RFC 7468), with a line feed at its end
 */
const char *
waybill_cert_request_get_pem (WaybillCertRequest *self)
{
  return self->pem;
}

/**
 * waybill_cert_request_get_subject:
 * @self: a request
 *
 * Any thread.
 *
 * Returns: (transfer none): RFC 4514
 */
const char *
waybill_cert_request_get_subject (WaybillCertRequest *self)
{
  return self->facts.subject;
}

/**
 * waybill_cert_request_get_name:
 * @self: a request
 *
 * Any thread.
 *
 * Returns: (transfer none): the common name, else the organisation, else the subject
 */
const char *
waybill_cert_request_get_name (WaybillCertRequest *self)
{
  return self->name;
}

/**
 * waybill_cert_request_get_id:
 * @self: a request
 *
 * Any thread.
 *
 * Returns: (transfer none): SHA-256 of the public key, hex: the certificate that answers has the same
 *   waybill_cert_certificate_get_key_id()
 */
const char *
waybill_cert_request_get_id (WaybillCertRequest *self)
{
  return self->facts.id;
}

/**
 * waybill_cert_request_get_key_kind:
 * @self: a request
 *
 * Any thread.
 *
 * Returns: what key it is for
 */
WaybillCertKeyKind
waybill_cert_request_get_key_kind (WaybillCertRequest *self)
{
  return self->kind;
}

/* waybill_cert_request_get_key:
 * @self: a request
 *
 * Any thread. Returns: (transfer none): its key, valid as long as @self, read only */
gnutls_x509_privkey_t
waybill_cert_request_get_key (WaybillCertRequest *self)
{
  return self->key;
}
