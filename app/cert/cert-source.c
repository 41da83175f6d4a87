/* One file that a partner sent: recognised by content, opened with the empty password at once, with a typed one later.
 * What a file holds among others is sorted by cert-plan. */

#include "cert-source.h"

#include "base-thread.h"
#include "cert-error.h"
#include "secret-text.h"

#include "cert-gnutls.h"

struct _WaybillCertSource
{
  WaybillBaseRef refs;
  char *name;
  GFile *file; /* (nullable) */
  GBytes *content;
  gint64 modified;
  WaybillCertKind kind;
  WaybillCertFinding finding;
  char *subject;
  guint n_certificates;
  gboolean was_refused;
  WaybillCertImport *import; /* (nullable) */
  WaybillSecretText *password;
};

static const struct
{
  WaybillCertError code;
  WaybillCertFinding finding;
} refusals[] = {
  { WAYBILL_CERT_ERROR_CUT_OFF, WAYBILL_CERT_FINDING_CUT_OFF },
  { WAYBILL_CERT_ERROR_DAMAGED, WAYBILL_CERT_FINDING_DAMAGED },
  { WAYBILL_CERT_ERROR_WINDOWS_ACCOUNT, WAYBILL_CERT_FINDING_WINDOWS_ACCOUNT },
  { WAYBILL_CERT_ERROR_OLD_LOCK, WAYBILL_CERT_FINDING_OLD_LOCK },
  { WAYBILL_CERT_ERROR_UNSUPPORTED, WAYBILL_CERT_FINDING_UNSUPPORTED },
  { WAYBILL_CERT_ERROR_TOO_EXPENSIVE, WAYBILL_CERT_FINDING_TOO_EXPENSIVE },
  { WAYBILL_CERT_ERROR_TOO_LARGE, WAYBILL_CERT_FINDING_TOO_LARGE },
  { WAYBILL_CERT_ERROR_EMPTY, WAYBILL_CERT_FINDING_EMPTY },
  { WAYBILL_CERT_ERROR_REQUEST, WAYBILL_CERT_FINDING_REQUEST },
  { WAYBILL_CERT_ERROR_SSH_KEY, WAYBILL_CERT_FINDING_SSH_KEY },
  { WAYBILL_CERT_ERROR_JAVA_KEYSTORE, WAYBILL_CERT_FINDING_JAVA_KEYSTORE },
  { WAYBILL_CERT_ERROR_WEB_PAGE, WAYBILL_CERT_FINDING_WEB_PAGE },
  { WAYBILL_CERT_ERROR_ARCHIVE, WAYBILL_CERT_FINDING_ARCHIVE },
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

/* (transfer full): its common name, or an empty one. */
static char *
dup_issuer (WaybillCertCrl *crl)
{
  gsize length;
  gconstpointer der = g_bytes_get_data (waybill_cert_crl_get_der (crl), &length);
  gnutls_datum_t datum = { (unsigned char *) der, (unsigned) length };
  gnutls_x509_crl_t list = NULL;
  char name[256];
  size_t size = sizeof name;
  char *issuer = NULL;

  if (gnutls_x509_crl_init (&list) < 0)
    return g_strdup ("");
  if (gnutls_x509_crl_import (list, &datum, GNUTLS_X509_FMT_DER) >= 0
      && gnutls_x509_crl_get_issuer_dn_by_oid (list, GNUTLS_OID_X520_COMMON_NAME, 0, 0, name, &size) >= 0)
    issuer = g_utf8_make_valid (name, (gssize) size);
  gnutls_x509_crl_deinit (list);
  return issuer != NULL ? issuer : g_strdup ("");
}

static WaybillCertFinding
find_refusal (const GError *error, WaybillCertKind kind)
{
  if (g_error_matches (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_PASSWORD))
    return kind == WAYBILL_CERT_KIND_PFX ? WAYBILL_CERT_FINDING_IDENTITY_LOCKED : WAYBILL_CERT_FINDING_KEY_LOCKED;
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (g_error_matches (error, WAYBILL_CERT_ERROR, (int) refusals[i].code))
      return refusals[i].finding;
  return WAYBILL_CERT_FINDING_NOTHING;
}

/* single: (out) (nullable): whose name says what it is. */
static WaybillCertFinding
find_content (const WaybillCertImport *import, gboolean has_loose_key, WaybillCertCertificate **single)
{
  if (import->identities->len > 0)
    {
      *single = waybill_cert_identity_get_certificate (import->identities->pdata[0]);
      return WAYBILL_CERT_FINDING_IDENTITY;
    }
  if (has_loose_key)
    return WAYBILL_CERT_FINDING_KEY;
  if (import->authorities->len + import->others->len > 1)
    return WAYBILL_CERT_FINDING_LIST;
  if (import->authorities->len > 0)
    {
      *single = import->authorities->pdata[0];
      return WAYBILL_CERT_FINDING_AUTHORITY;
    }
  if (import->others->len > 0)
    {
      *single = import->others->pdata[0];
      return WAYBILL_CERT_FINDING_CERTIFICATE;
    }
  return import->crls->len > 0 ? WAYBILL_CERT_FINDING_REVOCATION_LIST : WAYBILL_CERT_FINDING_NOTHING;
}

/* What was opened: the finding is about the file alone, a key may find its certificate in another one. */
static void
note_content (WaybillCertSource *self)
{
  gboolean has_loose_key = !waybill_cert_import_settle (self->import, NULL);
  WaybillCertCertificate *single = NULL;

  self->n_certificates = self->import->identities->len + self->import->authorities->len + self->import->others->len;
  self->finding = find_content (self->import, has_loose_key, &single);
  if (single != NULL)
    self->subject = g_strdup (waybill_cert_certificate_get_name (single));
  else if (self->finding == WAYBILL_CERT_FINDING_REVOCATION_LIST)
    self->subject = dup_issuer (self->import->crls->pdata[0]);
}

static void
open_content (WaybillCertSource *self, WaybillSecretText *password)
{
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();
  g_autoptr (GError) error = NULL;
  gsize length;
  gconstpointer data = g_bytes_get_data (self->content, &length);

  self->kind = length > 0 ? waybill_cert_import_recognise (data, length, NULL) : WAYBILL_CERT_KIND_UNKNOWN;
  if (!waybill_cert_import_add (import, data, length, password != NULL ? waybill_secret_text_peek (password) : NULL, &error))
    {
      self->finding = find_refusal (error, self->kind);
      self->was_refused = password != NULL && waybill_cert_source_is_locked (self);
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
 * waybill_cert_source_get_kind:
 * @self: a source
 *
 * Returns: what its content looks like, whether it could be read or not
 */
WaybillCertKind
waybill_cert_source_get_kind (WaybillCertSource *self)
{
  return self->kind;
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
