/* One file that a partner sent: recognised by content, opened with the empty password at once, with a typed one later.
 * What a file holds among others is sorted by cert-plan. */

#include "cert-source.h"

#include "base-thread.h"
#include "cert-error.h"
#include "secret-text.h"

#include "cert-gnutls.h"

#include <string.h>

struct _WaybillCertSource
{
  WaybillBaseRef refs;
  char *name;
  GFile *file; /* (nullable) */
  GBytes *content;
  gint64 modified;
  WaybillCertFinding finding;
  char *subject;
  guint n_certificates;
  gboolean was_refused;
  WaybillCertImport *import; /* (nullable) */
  WaybillSecretText *password;
};

/* DPAPI-NG's own arc, 1.3.6.1.4.1.311.74.1: how Windows locks the password of a PFX to users and groups. */
static const guint8 windows_descriptor[] = { 0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x4a, 0x01 };
/* envelopedData (RFC 5652, 6.1): sealed for a certificate or an account instead of a password. */
static const guint8 enveloped_data[] = { 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x03 };

static const struct
{
  WaybillCertError code;
  WaybillCertFinding finding;
} refusals[] = {
  { WAYBILL_CERT_ERROR_CUT_OFF, WAYBILL_CERT_FINDING_CUT_OFF },
  { WAYBILL_CERT_ERROR_UNSUPPORTED, WAYBILL_CERT_FINDING_UNSUPPORTED },
  { WAYBILL_CERT_ERROR_TOO_EXPENSIVE, WAYBILL_CERT_FINDING_TOO_EXPENSIVE },
};

static WaybillCertSource *
source_alloc (const char *name, GBytes *content, gint64 modified)
{
  WaybillCertSource *self = g_new0 (WaybillCertSource, 1);

  waybill_base_ref_init (&self->refs);
  self->name = g_strdup (name);
  self->content = content != NULL ? g_bytes_ref (content) : NULL;
  self->modified = modified;
  self->finding = WAYBILL_CERT_FINDING_NOTHING;
  return self;
}

/**
 * waybill_cert_source_ref:
 * @self: a source
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
WaybillCertSource *
waybill_cert_source_ref (WaybillCertSource *self)
{
  waybill_base_ref_take (&self->refs);
  return self;
}

/**
 * waybill_cert_source_unref:
 * @self: (transfer full): a source
 *
 * The last one wipes keys and password. Any thread.
 */
void
waybill_cert_source_unref (WaybillCertSource *self)
{
  if (!waybill_base_ref_drop (&self->refs))
    return;
  g_free (self->name);
  g_free (self->subject);
  g_clear_object (&self->file);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_clear_pointer (&self->import, waybill_cert_import_free);
  g_clear_pointer (&self->password, waybill_secret_text_unref);
  g_free (self);
}

/* RFC 5280, 5.1: cheap to see, and told so that nobody wonders. */
static char *
dup_issuer_of_revocation_list (gconstpointer data, gsize length)
{
  gboolean is_pem = memmem (data, length, "-----BEGIN X509 CRL-----", 24) != NULL;
  gnutls_datum_t datum = { (unsigned char *) data, (unsigned) length };
  gnutls_x509_crl_t list = NULL;
  char name[256];
  size_t size = sizeof name;
  char *issuer = NULL;

  if (!is_pem && ((const guint8 *) data)[0] != 0x30)
    return NULL;
  if (gnutls_x509_crl_init (&list) < 0)
    return NULL;
  if (gnutls_x509_crl_import (list, &datum, is_pem ? GNUTLS_X509_FMT_PEM : GNUTLS_X509_FMT_DER) >= 0)
    issuer = gnutls_x509_crl_get_issuer_dn_by_oid (list, GNUTLS_OID_X520_COMMON_NAME, 0, 0, name, &size) >= 0
                 ? g_utf8_make_valid (name, (gssize) size)
                 : g_strdup ("");
  gnutls_x509_crl_deinit (list);
  return issuer;
}

static gboolean
is_for_windows_account (gconstpointer data, gsize length)
{
  return memmem (data, length, windows_descriptor, sizeof windows_descriptor) != NULL
         || memmem (data, length, enveloped_data, sizeof enveloped_data) != NULL;
}

static WaybillCertFinding
find_refusal (const GError *error, WaybillCertKind kind, gconstpointer data, gsize length)
{
  if (kind == WAYBILL_CERT_KIND_PFX && is_for_windows_account (data, length))
    return WAYBILL_CERT_FINDING_WINDOWS_ACCOUNT;
  if (g_error_matches (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_PASSWORD))
    return kind == WAYBILL_CERT_KIND_PFX ? WAYBILL_CERT_FINDING_IDENTITY_LOCKED : WAYBILL_CERT_FINDING_KEY_LOCKED;
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (g_error_matches (error, WAYBILL_CERT_ERROR, (int) refusals[i].code))
      return refusals[i].finding;
  return WAYBILL_CERT_FINDING_NOTHING;
}

/* What was opened: the finding is about the file alone, a key may find its certificate in another one. */
static void
note_content (WaybillCertSource *self)
{
  GPtrArray *authorities = self->import->authorities, *others = self->import->others;
  gboolean has_loose_key = !waybill_cert_import_settle (self->import, NULL);
  WaybillCertCertificate *single;

  self->n_certificates = self->import->identities->len + authorities->len + others->len;
  if (self->import->identities->len > 0)
    {
      single = waybill_cert_identity_get_certificate (self->import->identities->pdata[0]);
      self->finding = WAYBILL_CERT_FINDING_IDENTITY;
    }
  else if (has_loose_key)
    {
      self->finding = WAYBILL_CERT_FINDING_KEY;
      return;
    }
  else if (self->n_certificates == 0)
    return;
  else if (self->n_certificates > 1)
    {
      self->finding = WAYBILL_CERT_FINDING_LIST;
      return;
    }
  else
    {
      single = authorities->len > 0 ? authorities->pdata[0] : others->pdata[0];
      self->finding = authorities->len > 0 ? WAYBILL_CERT_FINDING_AUTHORITY : WAYBILL_CERT_FINDING_CERTIFICATE;
    }
  self->subject = g_strdup (waybill_cert_certificate_get_name (single));
}

static void
open_content (WaybillCertSource *self, WaybillSecretText *password)
{
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();
  g_autoptr (GError) error = NULL;
  gsize length;
  gconstpointer data = g_bytes_get_data (self->content, &length);
  WaybillCertKind kind = length > 0 ? waybill_cert_import_recognise (data, length, NULL) : WAYBILL_CERT_KIND_UNKNOWN;

  if (length == 0)
    return;
  if (!waybill_cert_import_add (import, data, length, password != NULL ? waybill_secret_text_peek (password) : NULL, &error))
    {
      self->finding = find_refusal (error, kind, data, length);
      self->was_refused = password != NULL && waybill_cert_source_is_locked (self);
      if (self->finding == WAYBILL_CERT_FINDING_NOTHING)
        self->subject = dup_issuer_of_revocation_list (data, length);
      if (self->subject != NULL)
        self->finding = WAYBILL_CERT_FINDING_REVOCATION_LIST;
      return;
    }
  if (import->crls->len > 0 && waybill_cert_import_settle (import, NULL) && import->identities->len == 0
      && import->authorities->len == 0 && import->others->len == 0)
    {
      self->subject = dup_issuer_of_revocation_list (data, length);
      self->finding = WAYBILL_CERT_FINDING_REVOCATION_LIST;
      self->import = g_steal_pointer (&import);
      return;
    }
  self->import = g_steal_pointer (&import);
  self->password = password != NULL ? waybill_secret_text_ref (password) : NULL;
  note_content (self);
}

/**
 * waybill_cert_source_new:
 * @name: for people, UTF-8
 * @content: the file's bytes
 * @modified: when it was written, Unix seconds; 0 when that is unknown
 *
 * Recognises a file by its content and tries the empty password. Any thread; may take seconds.
 *
 * Returns: (transfer full): the source
 */
WaybillCertSource *
waybill_cert_source_new (const char *name, GBytes *content, gint64 modified)
{
  WaybillCertSource *self = source_alloc (name, content, modified);

  if (g_bytes_get_size (content) > WAYBILL_CERT_IMPORT_MAX_BYTES)
    self->finding = WAYBILL_CERT_FINDING_TOO_LARGE;
  else
    open_content (self, NULL);
  return self;
}

/**
 * waybill_cert_source_open:
 * @self: a locked source
 * @password: what was typed
 *
 * Tries a password. Any thread; may take seconds.
 *
 * Returns: (transfer full): the source open; or locked as before and waybill_cert_source_was_refused()
 */
WaybillCertSource *
waybill_cert_source_open (WaybillCertSource *self, WaybillSecretText *password)
{
  WaybillCertSource *opened = source_alloc (self->name, self->content, self->modified);

  opened->file = self->file != NULL ? g_object_ref (self->file) : NULL;
  open_content (opened, password);
  return opened;
}

/**
 * waybill_cert_source_get_name:
 * @self: a source
 *
 * Returns: (transfer none): its name for people
 */
const char *
waybill_cert_source_get_name (WaybillCertSource *self)
{
  return self->name;
}

/**
 * waybill_cert_source_get_file:
 * @self: a source
 *
 * Returns: (transfer none) (nullable): where it was read
 */
GFile *
waybill_cert_source_get_file (WaybillCertSource *self)
{
  return self->file;
}

/**
 * waybill_cert_source_get_modified:
 * @self: a source
 *
 * Returns: when it was written, Unix seconds; 0 when that is unknown
 */
gint64
waybill_cert_source_get_modified (WaybillCertSource *self)
{
  return self->modified;
}

/**
 * waybill_cert_source_get_finding:
 * @self: a source
 *
 * Returns: what it turned out to be
 */
WaybillCertFinding
waybill_cert_source_get_finding (WaybillCertSource *self)
{
  return self->finding;
}

/**
 * waybill_cert_source_get_subject:
 * @self: a source
 *
 * Returns: (transfer none) (nullable): whose certificate or revocation list it is, where there is one
 */
const char *
waybill_cert_source_get_subject (WaybillCertSource *self)
{
  return self->subject;
}

/**
 * waybill_cert_source_get_n:
 * @self: a source
 *
 * Returns: how many certificates it holds, as far as it is open
 */
guint
waybill_cert_source_get_n (WaybillCertSource *self)
{
  return self->n_certificates;
}

/**
 * waybill_cert_source_is_locked:
 * @self: a source
 *
 * Returns: whether it wants a password
 */
gboolean
waybill_cert_source_is_locked (WaybillCertSource *self)
{
  return self->finding == WAYBILL_CERT_FINDING_IDENTITY_LOCKED || self->finding == WAYBILL_CERT_FINDING_KEY_LOCKED;
}

/**
 * waybill_cert_source_was_refused:
 * @self: a source
 *
 * Returns: whether a password was tried that does not open it
 */
gboolean
waybill_cert_source_was_refused (WaybillCertSource *self)
{
  return self->was_refused;
}

/**
 * waybill_cert_source_is_usable:
 * @self: a source
 *
 * Returns: whether it is locked, or holds a key, a certificate or a revocation list that can be read
 */
gboolean
waybill_cert_source_is_usable (WaybillCertSource *self)
{
  return waybill_cert_source_is_locked (self) || self->n_certificates > 0 || self->finding == WAYBILL_CERT_FINDING_KEY
         || (self->import != NULL && self->import->crls->len > 0);
}

/**
 * waybill_cert_source_get_remarks:
 * @self: a source
 *
 * Returns: #WaybillCertRemark flags
 */
guint
waybill_cert_source_get_remarks (WaybillCertSource *self)
{
  return self->import != NULL ? self->import->remarks : 0;
}

/**
 * waybill_cert_source_get_password:
 * @self: a source
 *
 * Returns: (transfer none) (nullable): what opened it; %NULL: no password
 */
WaybillSecretText *
waybill_cert_source_get_password (WaybillCertSource *self)
{
  return self->password;
}

/**
 * waybill_cert_source_get_import:
 * @self: a source
 *
 * Returns: (transfer none) (nullable): what it gave, sorted; not to be changed
 */
const WaybillCertImport *
waybill_cert_source_get_import (WaybillCertSource *self)
{
  return self->import;
}

/* Reading */

static char *
dup_display_name (GFile *file, GFileInfo *info)
{
  g_autofree char *base = NULL;

  if (info != NULL && g_file_info_get_display_name (info) != NULL)
    return g_strdup (g_file_info_get_display_name (info));
  base = g_file_get_basename (file);
  return g_filename_display_name (base != NULL ? base : "?");
}

/* Bounded, whatever the file says of its size. */
static GBytes *
read_bounded (GFile *file)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  g_autofree guint8 *data = NULL;
  gsize length = 0;

  if (stream == NULL)
    return NULL;
  data = g_malloc (WAYBILL_CERT_IMPORT_MAX_BYTES + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), data, WAYBILL_CERT_IMPORT_MAX_BYTES + 1, &length, NULL, NULL))
    return NULL;
  return g_bytes_new (data, length);
}

/**
 * waybill_cert_source_read:
 * @file: a file
 *
 * Reads a file and opens it as waybill_cert_source_new() does. A pipe or a device is not touched. Blocks: off the main
 * thread.
 *
 * Returns: (transfer full): the source; `TOO_LARGE` or `UNREADABLE` where it could not be read
 */
WaybillCertSource *
waybill_cert_source_read (GFile *file)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file,
                                                  G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME
                                                                                 "," G_FILE_ATTRIBUTE_TIME_MODIFIED,
                                                  G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autofree char *name = dup_display_name (file, info);
  gboolean is_regular = info != NULL && g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR;
  g_autoptr (GBytes) content = is_regular ? read_bounded (file) : NULL;
  WaybillCertSource *self;

  if (content != NULL)
    self = waybill_cert_source_new (name, content,
                                    (gint64) g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED));
  else
    {
      self = source_alloc (name, NULL, 0);
      self->finding = WAYBILL_CERT_FINDING_UNREADABLE;
    }
  self->file = g_object_ref (file);
  return self;
}
