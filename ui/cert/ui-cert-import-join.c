/* Certificates whose keys wait in the store: an authority's answers. The key is read and its password looked up before
 * anything is written; both become an identity on the thread that seals it. */

#include "ui-cert-import-write-private.h"

#include "cert-error.h"

typedef struct
{
  guint at; /* index of the parcel at hand */
} Fetching;

static void
fetch_next (GTask *task);

static WaybillCertStore *
get_store (WaybillUiCertImportWrite *self)
{
  return waybill_ui_context_get_certificates (self->context);
}

/* What the answer itself does not bring may be here already; only what lies on the way to its root is taken from it. */
static void
add_stored (WaybillUiCertImportWrite *self, GPtrArray *answer)
{
  g_autoptr (GPtrArray) entries = waybill_cert_store_list (get_store (self));

  for (guint i = 0; i < entries->len; i++)
    {
      WaybillCertEntry *entry = entries->pdata[i];

      if (!entry->is_identity)
        g_ptr_array_add (answer, waybill_cert_certificate_ref (entry->certificate));
    }
}

/* Without a password of its own the key gets a made one now, as a file without a password does. */
static void
password_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  WaybillUiCertImportWrite *self = g_task_get_source_object (task);
  Fetching *fetching = g_task_get_task_data (task);
  WaybillUiCertImportParcel *parcel = self->parcels->pdata[fetching->at];
  g_autoptr (WaybillSecretText) found = waybill_secret_vault_lookup_finish (WAYBILL_SECRET_VAULT (source), result, NULL);

  if (found == NULL)
    {
      g_task_return_new_error (task, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_PASSWORD,
                               "The keyring does not have the password of the key that waits for \"%s\"", parcel->label);
      g_object_unref (task);
      return;
    }
  g_clear_pointer (&parcel->password, waybill_secret_text_unref);
  parcel->password = g_steal_pointer (&found);
  parcel->is_made = FALSE;
  fetching->at++;
  fetch_next (task);
}

static void
fetch (GTask *task, WaybillUiCertImportParcel *parcel)
{
  WaybillUiCertImportWrite *self = g_task_get_source_object (task);
  WaybillSecretKey key = { WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD, parcel->item->waiting, NULL };
  const WaybillCertWaiting *waiting = waybill_cert_store_find_request (get_store (self), parcel->item->waiting, NULL);
  GError *error = NULL;

  parcel->key = waybill_cert_store_read_request (get_store (self), parcel->item->waiting, &error);
  if (parcel->key == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  parcel->answer = waybill_cert_plan_dup_answer (self->wish.plan, parcel->item);
  add_stored (self, parcel->answer);
  key.name = waiting->label;
  if (waiting->is_protected)
    {
      waybill_secret_vault_lookup_async (waybill_ui_context_get_vault (self->context), &key, g_task_get_cancellable (task),
                                         password_found, task);
      return;
    }
  ((Fetching *) g_task_get_task_data (task))->at++;
  fetch_next (task);
}

static void
fetch_next (GTask *task)
{
  WaybillUiCertImportWrite *self = g_task_get_source_object (task);
  Fetching *fetching = g_task_get_task_data (task);

  while (fetching->at < self->parcels->len
         && ((WaybillUiCertImportParcel *) self->parcels->pdata[fetching->at])->item->waiting == NULL)
    fetching->at++;
  if (fetching->at < self->parcels->len)
    {
      fetch (task, self->parcels->pdata[fetching->at]);
      return;
    }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/**
 * waybill_ui_cert_import_write_fetch_keys_async:
 * @self: an import whose parcels are packed
 * @cancellable: (nullable): ends it
 * @callback: called in the main context
 * @user_data: for @callback
 *
 * Reads the keys that wait for one of the parcels, and looks up what opens them. Changes nothing. Main thread.
 */
void
waybill_ui_cert_import_write_fetch_keys_async (WaybillUiCertImportWrite *self,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, waybill_ui_cert_import_write_fetch_keys_async);
  g_task_set_task_data (task, g_new0 (Fetching, 1), g_free);
  fetch_next (task);
}

/**
 * waybill_ui_cert_import_write_fetch_keys_finish:
 * @self: an import
 * @result: what the callback got
 * @error: return location
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_PASSWORD, `NOT_FOUND`, `STORE` or %G_IO_ERROR_CANCELLED
 */
gboolean
waybill_ui_cert_import_write_fetch_keys_finish (WaybillUiCertImportWrite *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * waybill_ui_cert_import_parcel_join:
 * @self: a parcel
 * @error: return location
 *
 * Makes an identity of a key that waited and its answer; what came with its key is one already. Slow; any thread.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_PASSWORD, `KEY_MISMATCH` or `FAILED`
 */
gboolean
waybill_ui_cert_import_parcel_join (WaybillUiCertImportParcel *self, GError **error)
{
  gboolean is_locked = self->password != NULL && !self->is_made;

  if (self->identity == NULL)
    self->identity = waybill_cert_store_join_key (self->key, self->answer,
                                                  is_locked ? waybill_secret_text_peek (self->password) : NULL, error);
  return self->identity != NULL;
}
