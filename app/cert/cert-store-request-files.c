/* Requests as files in the store's folder, named by the SHA-256 of their public key: .p8 (the key, PKCS #8), .csr (PEM), and
 * .waiting, written last: what has none does not wait. */

#include "cert-store-private.h"

#include "base-file.h"
#include "base-hash.h"
#include "cert-error.h"
#include "cert-request-private.h"

#include <string.h>

#define GROUP "request"
#define MAX_FILE 65536
#define SUFFIX ".waiting"

/* The key first: an interrupted removal never leaves one behind unseen. */
static const char *const suffixes[] = { ".p8", ".csr", SUFFIX };

/**
 * waybill_cert_waiting_free:
 * @self: (transfer full): what waits
 *
 * Frees it.
 */
void
waybill_cert_waiting_free (WaybillCertWaiting *self)
{
  g_free (self->id);
  g_free (self->label);
  g_free (self->subject);
  g_free (self->pem);
  g_free (self);
}

/**
 * waybill_cert_waiting_copy:
 * @self: what waits
 *
 * Returns: (transfer full): a copy
 */
WaybillCertWaiting *
waybill_cert_waiting_copy (const WaybillCertWaiting *self)
{
  WaybillCertWaiting *copy = g_new0 (WaybillCertWaiting, 1);

  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->label = g_strdup (self->label);
  copy->subject = g_strdup (self->subject);
  copy->pem = g_strdup (self->pem);
  return copy;
}

static GBytes *
read_file (const char *folder, const char *id, const char *suffix, GError **error)
{
  g_autofree char *path = waybill_cert_files_dup_path (folder, id, suffix);

  return waybill_base_file_read (path, MAX_FILE, error);
}

/* Subject and kind are what the request itself says. */
static gboolean
load_request (WaybillCertWaiting *self, const char *folder, const char *id, GError **error)
{
  g_autoptr (GBytes) pem = read_file (folder, id, ".csr", error);
  WaybillCertRequestFacts facts = { NULL };
  gconstpointer data;
  gsize length;

  if (pem == NULL)
    return FALSE;
  data = g_bytes_get_data (pem, &length);
  if (!waybill_cert_request_read_pem (data, length, &facts, error))
    return FALSE;
  self->id = facts.id;
  self->subject = facts.subject;
  self->key_kind = facts.kind;
  self->pem = g_strndup (data, length);
  if (g_str_equal (self->id, id))
    return TRUE;
  g_set_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_STORE, "%s.csr holds another request than its name says", id);
  return FALSE;
}

static gboolean
load_label (WaybillCertWaiting *self, const char *folder, const char *id, GError **error)
{
  g_autoptr (GBytes) content = read_file (folder, id, SUFFIX, error);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *label = NULL;

  if (content == NULL || !g_key_file_load_from_bytes (file, content, G_KEY_FILE_NONE, error))
    return FALSE;
  label = g_key_file_get_string (file, GROUP, "label", error);
  self->label = label != NULL ? waybill_cert_label_clean (label, error) : NULL;
  self->made = g_key_file_get_int64 (file, GROUP, "made", NULL);
  self->is_protected = g_key_file_get_boolean (file, GROUP, "protected", NULL);
  return self->label != NULL;
}

static WaybillCertWaiting *
load (const char *folder, const char *id, GError **error)
{
  WaybillCertWaiting *self = g_new0 (WaybillCertWaiting, 1);

  if (load_label (self, folder, id, error) && load_request (self, folder, id, error))
    return self;
  waybill_cert_waiting_free (self);
  return NULL;
}

static char *
dup_id_of_file (const char *name)
{
  g_autofree char *stem = g_str_has_suffix (name, SUFFIX) ? g_strndup (name, strlen (name) - strlen (SUFFIX)) : NULL;
  g_autofree char *id = stem != NULL ? waybill_base_hash_normalize_hex (stem) : NULL;

  return id != NULL && g_str_equal (id, stem) ? g_steal_pointer (&id) : NULL;
}

/**
 * waybill_cert_request_files_load:
 * @folder: the store's folder
 * @n_unreadable: (out): how many requests could not be read; they are left alone
 *
 * Returns: (transfer full) (element-type WaybillCertWaiting): what waits, unsorted; none where the folder cannot be read
 */
GPtrArray *
waybill_cert_request_files_load (const char *folder, guint *n_unreadable)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_waiting_free);
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  *n_unreadable = 0;
  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *id = dup_id_of_file (name);
      g_autoptr (GError) error = NULL;
      WaybillCertWaiting *waiting = id != NULL ? load (folder, id, &error) : NULL;

      if (waiting != NULL)
        g_ptr_array_add (list, waiting);
      else if (id != NULL)
        g_warning ("A request of the certificate store cannot be read: %s", error->message);
      *n_unreadable += id != NULL && waiting == NULL;
    }
  return list;
}

static gboolean
write_file (const char *folder, const char *id, const char *suffix, const void *data, gsize length, GError **error)
{
  g_autofree char *path = waybill_cert_files_dup_path (folder, id, suffix);
  g_autoptr (GError) cause = NULL;

  return waybill_base_file_write (path, data, length, &cause) || waybill_cert_files_fail (error, cause);
}

static gboolean
write_label (const char *folder, const WaybillCertWaiting *waiting, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *content = NULL;
  gsize length;

  g_key_file_set_string (file, GROUP, "label", waiting->label);
  g_key_file_set_int64 (file, GROUP, "made", waiting->made);
  g_key_file_set_boolean (file, GROUP, "protected", waiting->is_protected);
  content = g_key_file_to_data (file, &length, NULL);
  return write_file (folder, waiting->id, SUFFIX, content, length, error);
}

/**
 * waybill_cert_request_files_write:
 * @folder: the store's folder
 * @waiting: what waits
 * @key: its key, PKCS #8
 * @error: return location
 *
 * Writes its files, mode 0600; the one that makes it wait last.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_STORE or `NO_SPACE`; nothing is left then
 */
gboolean
waybill_cert_request_files_write (const char *folder, const WaybillCertWaiting *waiting, GBytes *key, GError **error)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (key, &length);

  if (write_file (folder, waiting->id, ".p8", data, length, error)
      && write_file (folder, waiting->id, ".csr", waiting->pem, strlen (waiting->pem), error)
      && write_label (folder, waiting, error))
    return TRUE;
  waybill_cert_request_files_remove (folder, waiting->id, NULL);
  return FALSE;
}

/**
 * waybill_cert_request_files_remove:
 * @folder: the store's folder
 * @id: whose files
 * @error: return location
 *
 * Removes a request's files.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_STORE
 */
gboolean
waybill_cert_request_files_remove (const char *folder, const char *id, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = waybill_cert_files_dup_path (folder, id, suffixes[i]);
      g_autoptr (GError) cause = NULL;

      if (!waybill_base_file_remove (path, &cause))
        return waybill_cert_files_fail (error, cause);
    }
  return TRUE;
}

/**
 * waybill_cert_request_files_read_key:
 * @folder: the store's folder
 * @id: whose key
 * @error: return location
 *
 * Returns: (transfer full) (nullable): PKCS #8; %NULL with %WAYBILL_CERT_ERROR_STORE
 */
GBytes *
waybill_cert_request_files_read_key (const char *folder, const char *id, GError **error)
{
  g_autoptr (GError) cause = NULL;
  GBytes *key = read_file (folder, id, ".p8", &cause);

  if (key == NULL)
    waybill_cert_files_fail (error, cause);
  return key;
}
