/* All secrets at once: which ones are kept, and locking them. No secret is read here. */
#include "secret-vault-private.h"

#include "secret-file-private.h"

/* waybill_secret_kept_free:
 *
 * For arrays of them. */
void
waybill_secret_kept_free (gpointer data)
{
  WaybillSecretKept *self = data;

  g_free (self->id);
  g_free (self);
}

/* waybill_secret_kept_new:
 *
 * The id is copied. */
WaybillSecretKept *
waybill_secret_kept_new (WaybillSecretOwner owner, WaybillSecretField field, const char *id, gboolean in_keyring)
{
  WaybillSecretKept *self = g_new0 (WaybillSecretKept, 1);

  self->owner = owner;
  self->field = field;
  self->id = g_strdup (id);
  self->in_keyring = in_keyring;
  return self;
}

static gboolean
has_place (GPtrArray *kept, const WaybillSecretKept *wanted)
{
  for (guint i = 0; i < kept->len; i++)
    {
      const WaybillSecretKept *one = kept->pdata[i];

      if (one->owner == wanted->owner && one->field == wanted->field && g_str_equal (one->id, wanted->id))
        return TRUE;
    }
  return FALSE;
}

/* "owner/field/id": what the keyring holds as well is found there first. */
static void
add_remembered (GPtrArray *kept, const char *place)
{
  g_auto (GStrv) parts = g_strsplit (place, "/", 3);
  WaybillSecretOwner owner;
  WaybillSecretField field;
  WaybillSecretKept *one;

  if (g_strv_length (parts) != 3 || !waybill_secret_owner_parse (parts[0], &owner)
      || !waybill_secret_field_parse (parts[1], &field))
    return;
  one = waybill_secret_kept_new (owner, field, parts[2], FALSE);
  if (has_place (kept, one))
    waybill_secret_kept_free (one);
  else
    g_ptr_array_add (kept, one);
}

static void
return_kept (GTask *task, GPtrArray *kept)
{
  WaybillSecretVault *self = g_task_get_source_object (task);
  GHashTableIter iter;
  gpointer place;

  if (kept == NULL)
    kept = g_ptr_array_new_with_free_func (waybill_secret_kept_free);
  g_hash_table_iter_init (&iter, self->memory);
  while (g_hash_table_iter_next (&iter, &place, NULL))
    add_remembered (kept, place);
  g_task_return_pointer (task, kept, (GDestroyNotify) g_ptr_array_unref);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  WaybillSecretVault *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  WaybillSecretKeyring state;
  gboolean listed = waybill_secret_keyring_call_finish (result, &state, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  self->keyring = state;
  return_kept (task, listed ? waybill_secret_keyring_call_take_kept (result) : NULL);
}

/**
 * waybill_secret_vault_list_async:
 * @self: a vault
 * @cancellable: (nullable): ends the wait at once
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Asks which secrets are kept; none of them is read, and nobody is prompted. --secrets files and credentials are not ours
 * and do not count. Main thread.
 */
void
waybill_secret_vault_list_async (WaybillSecretVault *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  WaybillSecretCall call = { .verb = WAYBILL_SECRET_VERB_LIST, .patience = self->patience };

  g_task_set_source_tag (task, waybill_secret_vault_list_async);
  if (self->use_keyring)
    waybill_secret_keyring_call_async (&call, cancellable, listed_cb, g_steal_pointer (&task));
  else
    return_kept (task, NULL);
}

/**
 * waybill_secret_vault_list_finish:
 * @self: a vault
 * @result: what the callback got
 * @error: return location: %G_IO_ERROR_CANCELLED alone
 *
 * Returns: (transfer full) (nullable) (element-type WaybillSecretKept): in no order; of a keyring that is locked or absent
 * only what is in memory, and waybill_secret_vault_get_keyring() tells why; %NULL with an error
 */
GPtrArray *
waybill_secret_vault_list_finish (WaybillSecretVault *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
locked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  WaybillSecretVault *self = g_task_get_source_object (task);
  GError *error = NULL;
  WaybillSecretKeyring state;
  gboolean locked = waybill_secret_keyring_call_finish (result, &state, NULL, &error);

  if (locked || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->keyring = state;
  if (locked || g_error_matches (error, WAYBILL_SECRET_ERROR, WAYBILL_SECRET_ERROR_NO_KEYRING))
    {
      g_clear_error (&error);
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, error);
}

/**
 * waybill_secret_vault_lock_async:
 * @self: a vault
 * @cancellable: (nullable): ends the wait at once
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Wipes every secret in memory before it returns, then locks the keyring, which is the desktop's: other programs find it
 * locked as well. The next lookup asks the person for its password, once. Sessions that stand keep what they need. Main
 * thread.
 */
void
waybill_secret_vault_lock_async (WaybillSecretVault *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  WaybillSecretCall call = { .verb = WAYBILL_SECRET_VERB_LOCK, .patience = self->patience };

  g_task_set_source_tag (task, waybill_secret_vault_lock_async);
  waybill_secret_vault_forget_memory (self);
  self->refused = FALSE;
  if (self->use_keyring)
    waybill_secret_keyring_call_async (&call, cancellable, locked_cb, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * waybill_secret_vault_lock_finish:
 * @self: a vault
 * @result: what the callback got
 * @error: return location
 *
 * Returns: %TRUE when memory is wiped and no keyring stands open; %FALSE when the keyring may be open still, with
 *   %WAYBILL_SECRET_ERROR_TIMED_OUT or FAILED, or %G_IO_ERROR_CANCELLED
 */
gboolean
waybill_secret_vault_lock_finish (WaybillSecretVault *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
