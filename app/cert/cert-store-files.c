/* The store's entries as files, named by the certificate's SHA-256: .p12 (encrypted) with .chain (PEM, leaf first, so
 * that a list needs no password), or .cer, perhaps with the authority's .crl; and .label, written last: what has none is no
 * entry. A key on a token has no .p12: its URI stands in .label. */

#include "cert-store-private.h"

#include "base-clock.h"
#include "base-file.h"
#include "base-hash.h"
#include "cert-error.h"
#include "cert-export.h"
#include "cert-import.h"
#include "cert-token-uri.h"

#include <glib/gstdio.h>
#include <string.h>

#define GROUP "certificate"
#define MAX_LABEL_FILE 16384

static const char *const suffixes[] = { ".p12", ".chain", ".cer", ".crl", ".label" };

/* waybill_cert_files_dup_path:
 *
 * (transfer full): one of the store's files. */
char *
waybill_cert_files_dup_path (const char *folder, const char *name, const char *suffix)
{
  g_autofree char *file = g_strconcat (name, suffix, NULL);

  return g_build_filename (folder, file, NULL);
}

/* waybill_cert_files_fail:
 * @error: return location
 * @cause: what the disk said
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_STORE or `NO_SPACE` */
gboolean
waybill_cert_files_fail (GError **error, GError *cause)
{
  gboolean is_full = g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NO_SPACE);

  g_set_error (error, WAYBILL_CERT_ERROR, is_full ? WAYBILL_CERT_ERROR_NO_SPACE : WAYBILL_CERT_ERROR_STORE,
               "The certificate store: %s", cause->message);
  return FALSE;
}

/**
 * waybill_cert_entry_free:
 * @self: (transfer full): an entry
 *
 * Frees it.
 */
void
waybill_cert_entry_free (WaybillCertEntry *self)
{
  g_free (self->label);
  g_free (self->token);
  waybill_cert_certificate_unref (self->certificate);
  g_clear_pointer (&self->chain, g_ptr_array_unref);
  g_free (self);
}

/**
 * waybill_cert_entry_new:
 * @label: its label
 * @chain: (element-type WaybillCertCertificate): leaf first
 * @is_identity: whether with a key
 * @is_protected: whether the key is encrypted
 *
 * Returns: (transfer full): an entry
 */
WaybillCertEntry *
waybill_cert_entry_new (const char *label, GPtrArray *chain, gboolean is_identity, gboolean is_protected)
{
  WaybillCertEntry *self = g_new0 (WaybillCertEntry, 1);

  self->label = g_strdup (label);
  self->certificate = waybill_cert_certificate_ref (chain->pdata[0]);
  self->is_identity = is_identity;
  self->is_protected = is_protected;
  self->added = waybill_base_clock_now ();
  self->chain = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);
  for (guint i = 1; is_identity && i < chain->len; i++)
    g_ptr_array_add (self->chain, waybill_cert_certificate_ref (chain->pdata[i]));
  return self;
}

/* One by one: the importer would sort them, and the first is the entry's own. */
static GPtrArray *
read_certificates (const char *path, GError **error)
{
  g_autoptr (GBytes) content = waybill_base_file_read (path, WAYBILL_CERT_IMPORT_MAX_BYTES, error);
  g_autoptr (GPtrArray) certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);
  const char *at, *end;
  gsize length;

  if (content == NULL)
    return NULL;
  at = g_bytes_get_data (content, &length);
  end = at + length;
  while (at < end)
    {
      g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();
      const char *stop = memmem (at, (gsize) (end - at), "-----END CERTIFICATE-----\n", 26);
      const char *next = stop != NULL ? stop + 26 : end;

      if (!waybill_cert_import_add (import, at, (gsize) (next - at), NULL, error)
          || !waybill_cert_import_settle (import, error))
        return NULL;
      g_ptr_array_extend_and_steal (certificates, g_steal_pointer (&import->authorities));
      g_ptr_array_extend_and_steal (certificates, g_steal_pointer (&import->others));
      at = next;
    }
  return g_steal_pointer (&certificates);
}

static GKeyFile *
read_label (const char *folder, const char *fingerprint, GError **error)
{
  g_autofree char *path = waybill_cert_files_dup_path (folder, fingerprint, ".label");
  g_autoptr (GBytes) content = waybill_base_file_read (path, MAX_LABEL_FILE, error);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (content == NULL || !g_key_file_load_from_bytes (file, content, G_KEY_FILE_NONE, error))
    return NULL;
  return g_steal_pointer (&file);
}

/* Earlier versions did not write it; the file's own time is as good, as long as nobody copied it. */
static gint64
get_added (GKeyFile *file, const char *path)
{
  gint64 added = g_key_file_get_int64 (file, GROUP, "added", NULL);
  GStatBuf facts;

  if (added > 0)
    return added;
  return g_stat (path, &facts) == 0 ? (gint64) facts.st_mtime : 0;
}

static WaybillCertEntry *
load_entry (const char *folder, const char *fingerprint, GError **error)
{
  g_autofree char *pfx_path = waybill_cert_files_dup_path (folder, fingerprint, ".p12");
  g_autoptr (GKeyFile) file = read_label (folder, fingerprint, error);
  gboolean has_pfx = g_file_test (pfx_path, G_FILE_TEST_IS_REGULAR);
  g_autofree char *token = file != NULL && !has_pfx ? g_key_file_get_string (file, GROUP, "token", NULL) : NULL;
  g_autofree char *path = waybill_cert_files_dup_path (folder, fingerprint, has_pfx || token != NULL ? ".chain" : ".cer");
  g_autoptr (GPtrArray) chain = file != NULL ? read_certificates (path, error) : NULL;
  g_autofree char *typed = chain != NULL ? g_key_file_get_string (file, GROUP, "label", error) : NULL;
  g_autofree char *label = typed != NULL ? waybill_cert_label_clean (typed, error) : NULL;
  WaybillCertEntry *entry;

  if (label == NULL || (token != NULL && !waybill_cert_token_check_uri (token, error)))
    return NULL;
  if (chain->len > 0 && g_str_equal (waybill_cert_certificate_get_fingerprint (chain->pdata[0]), fingerprint))
    {
      entry = waybill_cert_entry_new (label, chain, has_pfx || token != NULL,
                                      g_key_file_get_boolean (file, GROUP, "protected", NULL));
      entry->token = g_steal_pointer (&token);
      entry->added = get_added (file, path);
      return entry;
    }
  g_set_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_STORE, "%s holds another certificate than its name says", path);
  return NULL;
}

static char *
dup_fingerprint_of_file (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (name, suffixes[i]))
      {
        g_autofree char *stem = g_strndup (name, strlen (name) - strlen (suffixes[i]));
        g_autofree char *fingerprint = waybill_base_hash_normalize_hex (stem);

        return fingerprint != NULL && g_str_equal (fingerprint, stem) ? g_steal_pointer (&fingerprint) : NULL;
      }
  return NULL;
}

/**
 * waybill_cert_files_load:
 * @folder: the store's folder
 * @n_unreadable: (out): how many entries could not be read; they are left alone
 * @error: return location
 *
 * Reads every entry.
 *
 * Returns: (transfer full) (nullable) (element-type WaybillCertEntry): the entries, unsorted; %NULL with
 *   %WAYBILL_CERT_ERROR_STORE when the folder itself cannot be read
 */
GPtrArray *
waybill_cert_files_load (const char *folder, guint *n_unreadable, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_entry_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GDir) directory = g_dir_open (folder, 0, &cause);
  const char *name;

  *n_unreadable = 0;
  if (directory == NULL)
    {
      waybill_cert_files_fail (error, cause);
      return NULL;
    }
  while ((name = g_dir_read_name (directory)) != NULL)
    {
      char *fingerprint = dup_fingerprint_of_file (name);
      g_autoptr (GError) entry_error = NULL;
      WaybillCertEntry *entry;

      if (fingerprint == NULL || !g_hash_table_add (seen, fingerprint))
        continue;
      entry = load_entry (folder, fingerprint, &entry_error);
      if (entry != NULL)
        g_ptr_array_add (entries, entry);
      else
        g_warning ("An entry of the certificate store cannot be read: %s", entry_error->message);
      *n_unreadable += entry == NULL;
    }
  return g_steal_pointer (&entries);
}

static gboolean
write_file (
    const char *folder, const WaybillCertEntry *entry, const char *suffix, const void *data, gsize length, GError **error)
{
  g_autofree char *path
      = waybill_cert_files_dup_path (folder, waybill_cert_certificate_get_fingerprint (entry->certificate), suffix);
  g_autoptr (GError) cause = NULL;

  return waybill_base_file_write (path, data, length, &cause) || waybill_cert_files_fail (error, cause);
}

/**
 * waybill_cert_files_write_label:
 * @folder: the store's folder
 * @entry: an entry
 * @error: return location
 *
 * Writes the file that makes the others an entry.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_STORE
 */
gboolean
waybill_cert_files_write_label (const char *folder, const WaybillCertEntry *entry, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *content = NULL;
  gsize length;

  g_key_file_set_string (file, GROUP, "label", entry->label);
  g_key_file_set_int64 (file, GROUP, "added", entry->added);
  if (entry->token != NULL)
    g_key_file_set_string (file, GROUP, "token", entry->token);
  else if (entry->is_identity)
    g_key_file_set_boolean (file, GROUP, "protected", entry->is_protected);
  content = g_key_file_to_data (file, &length, NULL);
  return write_file (folder, entry, ".label", content, length, error);
}

static gboolean
write_chain (const char *folder, const WaybillCertEntry *entry, GError **error)
{
  g_autofree char *leaf = waybill_cert_export_pem (entry->certificate);
  g_autoptr (GString) chain = g_string_new (leaf);

  for (guint i = 0; i < entry->chain->len; i++)
    {
      g_autofree char *pem = waybill_cert_export_pem (entry->chain->pdata[i]);

      g_string_append (chain, pem);
    }
  return write_file (folder, entry, ".chain", chain->str, chain->len, error);
}

static gboolean
write_bytes (const char *folder, const WaybillCertEntry *entry, const char *suffix, GBytes *bytes, GError **error)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  return write_file (folder, entry, suffix, data, length, error);
}

static gboolean
write_identity (const char *folder, const WaybillCertEntry *entry, GBytes *pfx, GError **error)
{
  return write_chain (folder, entry, error) && (pfx == NULL || write_bytes (folder, entry, ".p12", pfx, error));
}

/**
 * waybill_cert_files_write:
 * @folder: the store's folder
 * @entry: an entry
 * @pfx: (nullable): the identity; %NULL for an authority and for a key on a token
 * @error: return location
 *
 * Writes an entry's files; the label last.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_STORE; nothing is left then
 */
gboolean
waybill_cert_files_write (const char *folder, const WaybillCertEntry *entry, GBytes *pfx, GError **error)
{
  gboolean is_written;

  if (entry->is_identity)
    is_written = write_identity (folder, entry, pfx, error);
  else
    is_written = write_bytes (folder, entry, ".cer", waybill_cert_certificate_get_der (entry->certificate), error);
  if (is_written && waybill_cert_files_write_label (folder, entry, error))
    return TRUE;
  waybill_cert_files_remove (folder, waybill_cert_certificate_get_fingerprint (entry->certificate), NULL);
  return FALSE;
}

/**
 * waybill_cert_files_add_key:
 * @folder: the store's folder
 * @old: an authority's entry
 * @entry: the same certificate with its key
 * @pfx: (nullable): the identity; %NULL for a key on a token
 * @error: return location
 *
 * Puts a key beside an authority; its revocation list stays where it is.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_STORE or `NO_SPACE`, and @old as it was
 */
gboolean
waybill_cert_files_add_key (
    const char *folder, const WaybillCertEntry *old, const WaybillCertEntry *entry, GBytes *pfx, GError **error)
{
  static const char *const added[] = { ".p12", ".chain" };

  if (write_identity (folder, entry, pfx, error) && waybill_cert_files_write_label (folder, entry, error))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (added); i++)
    {
      g_autofree char *path
          = waybill_cert_files_dup_path (folder, waybill_cert_certificate_get_fingerprint (old->certificate), added[i]);

      waybill_base_file_remove (path, NULL);
    }
  waybill_cert_files_write_label (folder, old, NULL);
  return FALSE;
}

/**
 * waybill_cert_files_remove:
 * @folder: the store's folder
 * @fingerprint: whose files
 * @error: return location
 *
 * Removes an entry's files, the key first and the label last: an interrupted removal never leaves a key behind unseen.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_STORE
 */
gboolean
waybill_cert_files_remove (const char *folder, const char *fingerprint, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = waybill_cert_files_dup_path (folder, fingerprint, suffixes[i]);
      g_autoptr (GError) cause = NULL;

      if (!waybill_base_file_remove (path, &cause))
        return waybill_cert_files_fail (error, cause);
    }
  return TRUE;
}

/**
 * waybill_cert_files_read_pfx:
 * @folder: the store's folder
 * @fingerprint: whose identity
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the PFX; %NULL with %WAYBILL_CERT_ERROR_STORE
 */
GBytes *
waybill_cert_files_read_pfx (const char *folder, const char *fingerprint, GError **error)
{
  g_autofree char *path = waybill_cert_files_dup_path (folder, fingerprint, ".p12");
  g_autoptr (GError) cause = NULL;
  GBytes *content = waybill_base_file_read (path, WAYBILL_CERT_IMPORT_MAX_BYTES, &cause);

  if (content == NULL)
    waybill_cert_files_fail (error, cause);
  return content;
}

/**
 * waybill_cert_files_write_crl:
 * @folder: the store's folder
 * @fingerprint: whose revocation list
 * @crl: the list, DER
 * @error: return location
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_STORE or `NO_SPACE`
 */
gboolean
waybill_cert_files_write_crl (const char *folder, const char *fingerprint, GBytes *crl, GError **error)
{
  g_autofree char *path = waybill_cert_files_dup_path (folder, fingerprint, ".crl");
  g_autoptr (GError) cause = NULL;
  gsize length;
  gconstpointer data = g_bytes_get_data (crl, &length);

  return waybill_base_file_write (path, data, length, &cause) || waybill_cert_files_fail (error, cause);
}

/**
 * waybill_cert_files_read_crl:
 * @folder: the store's folder
 * @fingerprint: whose revocation list
 *
 * Returns: (transfer full) (nullable): the list, DER; %NULL when there is none
 */
GBytes *
waybill_cert_files_read_crl (const char *folder, const char *fingerprint)
{
  g_autofree char *path = waybill_cert_files_dup_path (folder, fingerprint, ".crl");

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return NULL;
  return waybill_base_file_read (path, WAYBILL_CERT_CRL_MAX_BYTES, NULL);
}
