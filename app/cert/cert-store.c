/* Waybill's own collection of identities and authorities, the guide's *SYSTEM store. It never asks for a password and
 * never keeps one. Lives on one thread (main); the files are read once, when it is made. */

#include "cert-store-private.h"

#include "base-file.h"
#include "cert-error.h"
#include "cert-import.h"

G_DEFINE_FINAL_TYPE (WaybillCertStore, waybill_cert_store, G_TYPE_OBJECT)

static guint changed_signal;

/**
 * waybill_cert_store_dup_free_label:
 * @self: the store
 * @label: what is wished
 * @except: (nullable): an entry that does not count
 *
 * Returns: (transfer full): @label, or with " 2", " 3" and so on when it is taken
 */
char *
waybill_cert_store_dup_free_label (WaybillCertStore *self, const char *label, const WaybillCertEntry *except)
{
  char *candidate = g_strdup (label);

  for (guint n = 2; waybill_cert_store_get_labelled (self, candidate, except) != NULL; n++)
    {
      g_free (candidate);
      candidate = g_strdup_printf ("%s %u", label, n);
    }
  return candidate;
}

/**
 * waybill_cert_store_new:
 * @folder: where its files lie; made (0700) when missing
 * @error: return location
 *
 * Opens the store. An entry that cannot be read is left alone, logged, counted.
 *
 * Returns: (transfer full) (nullable): the store; %NULL with %WAYBILL_CERT_ERROR_STORE
 */
WaybillCertStore *
waybill_cert_store_new (const char *folder, GError **error)
{
  g_autoptr (WaybillCertStore) self = g_object_new (WAYBILL_TYPE_CERT_STORE, NULL);
  g_autoptr (GError) cause = NULL;

  self->folder = g_strdup (folder);
  if (!waybill_base_file_ensure_folder (folder, &cause))
    {
      g_set_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_STORE, "The certificate store: %s", cause->message);
      return NULL;
    }
  self->entries = waybill_cert_files_load (folder, &self->n_unreadable, error);
  if (self->entries == NULL)
    return NULL;
  waybill_cert_store_index (self);
  waybill_cert_store_load_requests (self);
  return g_steal_pointer (&self);
}

/**
 * waybill_cert_store_change:
 * @self: the store
 * @gone: (nullable): the entry that is no more
 * @entry: (nullable) (transfer full): the entry that is new
 *
 * One change of the list, told once, when all of it is done; without both, a label has changed. The files are as they shall
 * be already.
 */
void
waybill_cert_store_change (WaybillCertStore *self, WaybillCertEntry *gone, WaybillCertEntry *entry)
{
  if (gone != NULL)
    waybill_cert_store_index_drop (self, gone);
  if (entry != NULL)
    waybill_cert_store_index_add (self, entry);
  if (gone == NULL && entry == NULL)
    waybill_cert_store_index (self);
  g_signal_emit (self, changed_signal, 0);
}

/**
 * waybill_cert_store_get_folder:
 * @self: the store
 *
 * Returns: (transfer none): where its files lie
 */
const char *
waybill_cert_store_get_folder (WaybillCertStore *self)
{
  return self->folder;
}

/**
 * waybill_cert_store_get_n_unreadable:
 * @self: the store
 *
 * Returns: how many entries and requests could not be read when it was opened
 */
guint
waybill_cert_store_get_n_unreadable (WaybillCertStore *self)
{
  return self->n_unreadable;
}

/**
 * waybill_cert_store_list:
 * @self: the store
 *
 * Returns: (transfer container) (element-type WaybillCertEntry): the entries by label; each is valid until it is removed,
 *   replaced or renamed
 */
GPtrArray *
waybill_cert_store_list (WaybillCertStore *self)
{
  GPtrArray *list = g_ptr_array_sized_new (self->entries->len);

  /* Not g_ptr_array_copy(), which would take over the free function. */
  for (guint i = 0; i < self->entries->len; i++)
    g_ptr_array_add (list, self->entries->pdata[i]);
  return list;
}

/**
 * waybill_cert_store_rename:
 * @self: the store
 * @label: what waybill_cert_store_find() takes
 * @new_label: its new label; the old one in other case is fine
 * @error: return location
 *
 * Gives an entry another label. The friendly name inside the PFX stays.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_NOT_FOUND, `AMBIGUOUS`, `LABEL_TAKEN`, `STORE`, or `FAILED` for a label that
 *   cannot be one
 */
gboolean
waybill_cert_store_rename (WaybillCertStore *self, const char *label, const char *new_label, GError **error)
{
  WaybillCertEntry *entry = (WaybillCertEntry *) waybill_cert_store_find (self, label, error);
  g_autofree char *clean = entry != NULL ? waybill_cert_label_clean (new_label, error) : NULL;
  WaybillCertEntry renamed;

  if (clean == NULL)
    return FALSE;
  if (waybill_cert_store_get_labelled (self, clean, entry) != NULL)
    {
      g_set_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_LABEL_TAKEN, "Another certificate is called \"%s\"", clean);
      return FALSE;
    }
  renamed = *entry;
  renamed.label = clean;
  if (!waybill_cert_files_write_label (self->folder, &renamed, error))
    return FALSE;
  if (g_str_equal (entry->label, clean))
    return TRUE;
  g_free (entry->label);
  entry->label = g_steal_pointer (&clean);
  waybill_cert_store_change (self, NULL, NULL);
  return TRUE;
}

/**
 * waybill_cert_store_remove:
 * @self: the store
 * @fingerprint: SHA-256 of the certificate, hex
 * @error: return location
 *
 * Removes an entry and its files.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_NOT_FOUND or `STORE`
 */
gboolean
waybill_cert_store_remove (WaybillCertStore *self, const char *fingerprint, GError **error)
{
  WaybillCertEntry *entry = waybill_cert_store_get_printed (self, fingerprint);

  if (entry == NULL)
    {
      g_set_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NOT_FOUND, "No certificate %s in the store", fingerprint);
      return FALSE;
    }
  if (!waybill_cert_files_remove (self->folder, waybill_cert_certificate_get_fingerprint (entry->certificate), error))
    return FALSE;
  waybill_cert_store_change (self, entry, NULL);
  return TRUE;
}

/**
 * waybill_cert_store_read_identity:
 * @self: the store
 * @fingerprint: SHA-256 of the certificate, hex
 * @error: return location
 *
 * Lends the entry's encrypted PFX, to be opened with waybill_cert_store_open_bytes() on any thread.
 *
 * Returns: (transfer full) (nullable): the PFX; %NULL with %WAYBILL_CERT_ERROR_NOT_FOUND (also for an authority),
 *   `KEY_STAYS` (it is on a token) or `STORE`
 */
GBytes *
waybill_cert_store_read_identity (WaybillCertStore *self, const char *fingerprint, GError **error)
{
  WaybillCertEntry *entry = waybill_cert_store_get_printed (self, fingerprint);

  if (entry != NULL && entry->token != NULL)
    {
      g_set_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_KEY_STAYS, "The key of \"%s\" is on a token", entry->label);
      return NULL;
    }
  if (entry != NULL && entry->is_identity)
    return waybill_cert_files_read_pfx (self->folder, waybill_cert_certificate_get_fingerprint (entry->certificate), error);
  g_set_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NOT_FOUND, "No identity %s in the store", fingerprint);
  return NULL;
}

/**
 * waybill_cert_store_open_bytes:
 * @pfx: what waybill_cert_store_read_identity() lent
 * @password: (nullable): UTF-8; %NULL for an unprotected one
 * @error: return location
 *
 * Opens an identity. Slow (0.24 s). Any thread.
 *
 * Returns: (transfer full) (nullable): the identity; %NULL with %WAYBILL_CERT_ERROR_PASSWORD or another error of
 *   waybill_cert_import_add()
 */
WaybillCertIdentity *
waybill_cert_store_open_bytes (GBytes *pfx, const char *password, GError **error)
{
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();
  gsize length;
  gconstpointer data = g_bytes_get_data (pfx, &length);

  if (!waybill_cert_import_add (import, data, length, password, error) || !waybill_cert_import_settle (import, error))
    return NULL;
  if (import->identities->len > 0)
    return waybill_cert_identity_ref (import->identities->pdata[0]);
  g_set_error_literal (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NO_CERTIFICATE, "The file holds no identity");
  return NULL;
}

static void
waybill_cert_store_finalize (GObject *object)
{
  WaybillCertStore *self = WAYBILL_CERT_STORE (object);

  g_clear_pointer (&self->by_label, g_hash_table_unref);
  g_clear_pointer (&self->by_fingerprint, g_hash_table_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_free (self->folder);
  G_OBJECT_CLASS (waybill_cert_store_parent_class)->finalize (object);
}

static void
waybill_cert_store_class_init (WaybillCertStoreClass *class)
{
  G_OBJECT_CLASS (class)->finalize = waybill_cert_store_finalize;
  /**
   * WaybillCertStore::changed:
   *
   * An entry or a request was added, renamed or removed; once for each change, when it is done.
   */
  changed_signal
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
waybill_cert_store_init (WaybillCertStore *self)
{
}
