/* Reads what partners send, recognised by content, and sorts it: identities, authorities, others. Never asks: it says
 * that a password is needed, its caller asks and calls again. Writes nothing. */

#include "cert-import-private.h"

#include "cert-handle.h"

#include "cert-gnutls.h"

#include <string.h>

#define KEY_ID_LENGTH 32
#define MAX_CHAIN 16

/* What callers see, and behind it what was found so far. */
typedef struct
{
  WaybillCertImport public;
  WaybillCertFound found;
} Import;

static const struct
{
  WaybillCertShape shape;
  WaybillCertKind kind;
} shape_kinds[] = {
  { WAYBILL_CERT_SHAPE_PFX, WAYBILL_CERT_KIND_PFX },       { WAYBILL_CERT_SHAPE_CERTIFICATE, WAYBILL_CERT_KIND_CERTIFICATE },
  { WAYBILL_CERT_SHAPE_P7B, WAYBILL_CERT_KIND_P7B },       { WAYBILL_CERT_SHAPE_KEY_TRADITIONAL, WAYBILL_CERT_KIND_KEY },
  { WAYBILL_CERT_SHAPE_KEY_PLAIN, WAYBILL_CERT_KIND_KEY }, { WAYBILL_CERT_SHAPE_KEY_ENCRYPTED, WAYBILL_CERT_KIND_KEY },
  { WAYBILL_CERT_SHAPE_CRL, WAYBILL_CERT_KIND_CRL },       { WAYBILL_CERT_SHAPE_REQUEST, WAYBILL_CERT_KIND_REQUEST },
};

static WaybillCertKind
find_kind (const void *data, gsize length, gboolean *needs_password)
{
  gsize total;
  WaybillCertShape shape = waybill_cert_shape_of_der (data, length, &total);

  *needs_password = FALSE;
  if (waybill_cert_sst_is (data, length))
    return WAYBILL_CERT_KIND_SST;
  if (shape == WAYBILL_CERT_SHAPE_UNKNOWN)
    return waybill_cert_pem_kind (data, length, needs_password);
  *needs_password = shape == WAYBILL_CERT_SHAPE_KEY_ENCRYPTED
                    || (shape == WAYBILL_CERT_SHAPE_PFX && waybill_cert_pfx_needs_password (data, length));
  for (guint i = 0; i < G_N_ELEMENTS (shape_kinds); i++)
    if (shape_kinds[i].shape == shape)
      return shape_kinds[i].kind;
  return WAYBILL_CERT_KIND_UNKNOWN;
}

/**
 * waybill_cert_import_recognise:
 * @data: (array length=length): a file's content, or its beginning
 * @length: bytes
 * @needs_password: (out) (optional): whether something inside is sealed or encrypted; the password may be the empty one
 *
 * Says what a file is by its content, without opening it. Any thread; cheap.
 *
 * Returns: the kind; a file that was cut off has the kind of its beginning
 */
WaybillCertKind
waybill_cert_import_recognise (const void *data, gsize length, gboolean *needs_password)
{
  g_auto (gnutls_datum_t) plain = { NULL, 0 };
  gboolean is_protected;
  WaybillCertKind kind;

  if (waybill_cert_text_undress (data, length, &plain))
    kind = find_kind (plain.data, plain.size, &is_protected);
  else
    kind = find_kind (data, length, &is_protected);
  if (needs_password != NULL)
    *needs_password = is_protected;
  return kind;
}

static GPtrArray *
new_certificates (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);
}

/**
 * waybill_cert_import_new:
 *
 * Starts an import of one or more files.
 *
 * Returns: (transfer full): an empty import, for one thread at a time
 */
WaybillCertImport *
waybill_cert_import_new (void)
{
  Import *self = g_new0 (Import, 1);

  self->public.identities = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_identity_unref);
  self->public.authorities = new_certificates ();
  self->public.others = new_certificates ();
  waybill_cert_found_init (&self->found);
  self->public.crls = g_ptr_array_ref (self->found.crls);
  return &self->public;
}

/**
 * waybill_cert_import_free:
 * @self: (transfer full): an import
 *
 * Frees it and everything in it that nobody else holds.
 */
void
waybill_cert_import_free (WaybillCertImport *self)
{
  Import *import = (Import *) self;

  g_clear_pointer (&self->identities, g_ptr_array_unref);
  g_clear_pointer (&self->authorities, g_ptr_array_unref);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_pointer (&self->crls, g_ptr_array_unref);
  waybill_cert_found_clear (&import->found);
  g_free (import);
}

static gboolean
read_plain (WaybillCertFound *found, const void *data, gsize length, const char *password, GError **error)
{
  gsize total;

  if (waybill_cert_sst_is (data, length))
    return waybill_cert_import_read_sst (found, data, length, error);
  /* Text may begin with the byte that begins DER ("0 s:CN=..." of openssl s_client): only a known shape is DER. */
  if (waybill_cert_shape_of_der (data, length, &total) == WAYBILL_CERT_SHAPE_UNKNOWN && waybill_cert_pem_is (data, length))
    return waybill_cert_import_read_pem (found, data, length, password, error);
  return waybill_cert_import_read_der (found, data, length, password, error);
}

static gboolean
read_file (WaybillCertFound *found, const void *data, gsize length, const char *password, GError **error)
{
  g_auto (gnutls_datum_t) plain = { NULL, 0 };
  gboolean is_dressed = waybill_cert_text_undress (data, length, &plain);
  const void *content = is_dressed ? plain.data : data;
  gsize content_length = is_dressed ? plain.size : length;
  GError *cause = NULL;

  if (read_plain (found, content, content_length, password, &cause))
    return TRUE;
  if (cause->code == WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE)
    cause->code = (int) waybill_cert_foreign_name (content, content_length, WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE);
  g_propagate_error (error, cause);
  return FALSE;
}

/* Before anything is read: what is too large is not looked at. */
static gboolean
check_input (gsize length, const char *password, GError **error)
{
  if (length == 0)
    g_set_error_literal (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_EMPTY, "The file is empty");
  else if (length > WAYBILL_CERT_IMPORT_MAX_BYTES)
    g_set_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_TOO_LARGE,
                 "%" G_GSIZE_FORMAT " bytes are no certificate file", length);
  /* GnuTLS reports Latin-1 as a lack of memory. */
  else if (password != NULL && !g_utf8_validate (password, -1, NULL))
    g_set_error_literal (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_PASSWORD, "The password is not UTF-8");
  else
    return TRUE;
  return FALSE;
}

/**
 * waybill_cert_import_add:
 * @self: an import
 * @data: (array length=length): one file's content
 * @length: bytes; more than %WAYBILL_CERT_IMPORT_MAX_BYTES is no certificate
 * @password: (nullable): UTF-8; %NULL tries the empty one
 * @error: return location
 *
 * Adds one file's content, whatever it is dressed in: DER, PEM with anything around it, in UTF-8 or UTF-16, or bare Base64.
 * Runs as long as the file's rounds ask for (up to seconds): off the main thread in the window.
 *
 * Returns: %FALSE with nothing added and %WAYBILL_CERT_ERROR_CUT_OFF, `DAMAGED`, `PASSWORD`, `UNSUPPORTED`, `OLD_LOCK`,
 *   `WINDOWS_ACCOUNT`, `TOO_EXPENSIVE`, `TOO_LARGE`, or what it is instead: `EMPTY`, `REQUEST`, `SSH_KEY`, `JAVA_KEYSTORE`,
 * `WEB_PAGE`, `ARCHIVE`, `NOT_A_CERTIFICATE`
 */
gboolean
waybill_cert_import_add (WaybillCertImport *self, const void *data, gsize length, const char *password, GError **error)
{
  Import *import = (Import *) self;
  g_auto (WaybillCertFound) found = { 0 };

  if (!check_input (length, password, error))
    return FALSE;
  waybill_cert_found_init (&found);
  if (!read_file (&found, data, length, password, error))
    return FALSE;
  g_ptr_array_extend_and_steal (import->found.keys, g_steal_pointer (&found.keys));
  g_ptr_array_extend_and_steal (import->found.certificates, g_steal_pointer (&found.certificates));
  g_ptr_array_extend_and_steal (import->found.crls, g_steal_pointer (&found.crls));
  self->remarks |= found.remarks;
  return TRUE;
}

/**
 * waybill_cert_import_get_found:
 * @self: an import
 *
 * Returns: (transfer none): keys and certificates as they were found. Any thread that may read @self.
 */
WaybillCertFound *
waybill_cert_import_get_found (WaybillCertImport *self)
{
  return &((Import *) self)->found;
}

/**
 * waybill_cert_import_copy:
 * @self: an import
 * @other: another, which stays as it is
 *
 * Adds what @other found, to be sorted together by waybill_cert_import_settle(). Opens nothing again.
 */
void
waybill_cert_import_copy (WaybillCertImport *self, WaybillCertImport *other)
{
  WaybillCertFound *from = waybill_cert_import_get_found (other), *to = waybill_cert_import_get_found (self);

  for (guint i = 0; i < from->certificates->len; i++)
    g_ptr_array_add (to->certificates, waybill_cert_certificate_ref (from->certificates->pdata[i]));
  for (guint i = 0; i < from->crls->len; i++)
    g_ptr_array_add (to->crls, waybill_cert_crl_ref (from->crls->pdata[i]));
  for (guint i = 0; i < from->keys->len; i++)
    {
      g_auto (gnutls_x509_privkey_t) key = NULL;

      if (gnutls_x509_privkey_init (&key) >= 0 && gnutls_x509_privkey_cpy (key, from->keys->pdata[i]) >= 0)
        g_ptr_array_add (to->keys, g_steal_pointer (&key));
    }
  self->remarks |= other->remarks;
}

static void
drop_twins (GPtrArray *certificates)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint i = 0;

  while (i < certificates->len)
    if (g_hash_table_add (seen, g_strdup (waybill_cert_certificate_get_fingerprint (certificates->pdata[i]))))
      i++;
    else
      g_ptr_array_remove_index (certificates, i);
}

static char *
dup_key_id (gnutls_x509_privkey_t key)
{
  guint8 id[KEY_ID_LENGTH];
  size_t size = sizeof id;
  GString *hex = g_string_new (NULL);

  if (gnutls_x509_privkey_get_key_id (key, GNUTLS_KEYID_USE_SHA256, id, &size) < 0)
    size = 0;
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", id[i]);
  return g_string_free (hex, FALSE);
}

/**
 * waybill_cert_import_fits:
 * @self: an import
 * @key: a private key
 *
 * Returns: whether @key belongs to one of the certificates found
 */
gboolean
waybill_cert_import_fits (WaybillCertImport *self, gnutls_x509_privkey_t key)
{
  GPtrArray *certificates = waybill_cert_import_get_found (self)->certificates;
  g_autofree char *id = dup_key_id (key);

  for (guint i = 0; i < certificates->len; i++)
    if (g_str_equal (waybill_cert_certificate_get_key_id (certificates->pdata[i]), id))
      return TRUE;
  return FALSE;
}

/**
 * waybill_cert_import_has_key_of:
 * @self: an import
 * @certificate: a certificate, of this import or another
 *
 * Returns: whether one of the keys found belongs to @certificate
 */
gboolean
waybill_cert_import_has_key_of (WaybillCertImport *self, WaybillCertCertificate *certificate)
{
  GPtrArray *keys = waybill_cert_import_get_found (self)->keys;

  for (guint i = 0; i < keys->len; i++)
    {
      g_autofree char *id = dup_key_id (keys->pdata[i]);

      if (g_str_equal (waybill_cert_certificate_get_key_id (certificate), id))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_in (GPtrArray *certificates, WaybillCertCertificate *certificate)
{
  return g_ptr_array_find_with_equal_func (certificates, certificate, (GEqualFunc) waybill_cert_certificate_equal, NULL);
}

/* Leaf, who signed it, who signed that, as far as the files go. */
static GPtrArray *
build_chain (GPtrArray *certificates, WaybillCertCertificate *leaf)
{
  GPtrArray *chain = new_certificates ();
  WaybillCertCertificate *at = leaf;

  while (at != NULL && chain->len < MAX_CHAIN)
    {
      gnutls_x509_crt_t handle = waybill_cert_certificate_get_handle (at);
      WaybillCertCertificate *issuer = NULL;

      g_ptr_array_add (chain, waybill_cert_certificate_ref (at));
      for (guint i = 0; issuer == NULL && i < certificates->len; i++)
        /* The names first: cheap, and what GnuTLS asks again byte by byte. */
        if (g_str_equal (waybill_cert_certificate_get_issuer (at),
                         waybill_cert_certificate_get_subject (certificates->pdata[i]))
            && gnutls_x509_crt_check_issuer (handle, waybill_cert_certificate_get_handle (certificates->pdata[i]))
            && !is_in (chain, certificates->pdata[i]))
          issuer = certificates->pdata[i];
      at = issuer;
    }
  return chain;
}

static gboolean
has_identity (WaybillCertImport *self, WaybillCertCertificate *leaf)
{
  for (guint i = 0; i < self->identities->len; i++)
    if (waybill_cert_certificate_equal (waybill_cert_identity_get_certificate (self->identities->pdata[i]), leaf))
      return TRUE;
  return FALSE;
}

static gboolean
add_identity (Import *import, WaybillCertCertificate *leaf, gnutls_x509_privkey_t key, GError **error)
{
  g_autoptr (GPtrArray) chain = build_chain (import->found.certificates, leaf);
  g_auto (gnutls_x509_privkey_t) copy = NULL;
  WaybillCertIdentity *identity;
  int status = gnutls_x509_privkey_init (&copy);

  if (status >= 0)
    status = gnutls_x509_privkey_cpy (copy, key);
  if (status < 0)
    {
      waybill_cert_error_set_gnutls (error, WAYBILL_CERT_ERROR_UNSUPPORTED, status, "The key cannot be used");
      return FALSE;
    }
  identity = waybill_cert_identity_new (chain, g_steal_pointer (&copy), error);
  if (identity == NULL)
    return FALSE;
  g_ptr_array_add (import->public.identities, identity);
  return TRUE;
}

/* A renewed certificate may keep its key: one key then gives two identities. */
static gboolean
join_key (Import *import, gnutls_x509_privkey_t key, GError **error)
{
  GPtrArray *certificates = import->found.certificates;
  g_autofree char *id = dup_key_id (key);
  gboolean is_joined = FALSE;

  for (guint i = 0; i < certificates->len; i++)
    {
      if (!g_str_equal (waybill_cert_certificate_get_key_id (certificates->pdata[i]), id))
        continue;
      is_joined = TRUE;
      if (!has_identity (&import->public, certificates->pdata[i])
          && !add_identity (import, certificates->pdata[i], key, error))
        return FALSE;
    }
  if (is_joined)
    return TRUE;
  if (certificates->len == 0)
    g_set_error_literal (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NO_CERTIFICATE,
                         "A private key without its certificate");
  else
    g_set_error_literal (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_KEY_MISMATCH,
                         "The private key belongs to none of the certificates");
  return FALSE;
}

static void
sort_rest (Import *import)
{
  WaybillCertImport *self = &import->public;

  for (guint i = 0; i < import->found.certificates->len; i++)
    {
      WaybillCertCertificate *certificate = import->found.certificates->pdata[i];

      if (has_identity (self, certificate))
        continue;
      g_ptr_array_add (waybill_cert_certificate_is_authority (certificate) ? self->authorities : self->others,
                       waybill_cert_certificate_ref (certificate));
    }
}

/**
 * waybill_cert_import_settle:
 * @self: an import
 * @error: return location
 *
 * After the last add: joins keys with their certificates, drops what stands twice (the .cer that is the .pfx's own
 * certificate), orders chains, and fills the three lists. May be called again after another add.
 *
 * Returns: %FALSE when a key fits no certificate: %WAYBILL_CERT_ERROR_KEY_MISMATCH, or `NO_CERTIFICATE` when there is none
 *   at all; the lists are filled all the same
 */
gboolean
waybill_cert_import_settle (WaybillCertImport *self, GError **error)
{
  Import *import = (Import *) self;
  g_autoptr (GError) first_error = NULL;

  g_ptr_array_set_size (self->identities, 0);
  g_ptr_array_set_size (self->authorities, 0);
  g_ptr_array_set_size (self->others, 0);
  drop_twins (import->found.certificates);
  for (guint i = 0; i < import->found.keys->len; i++)
    join_key (import, import->found.keys->pdata[i], first_error == NULL ? &first_error : NULL);
  sort_rest (import);
  if (first_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&first_error));
  return FALSE;
}
