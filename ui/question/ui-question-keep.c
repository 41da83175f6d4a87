/* Where a password that was typed lies from now on. A wrong one in the keyring would be found before the right one in
 * memory, so it is forgotten first. */
#include "ui-question-private.h"

typedef struct
{
  WaybillSecretKey key; /* id and name owned */
  WaybillSecretText *text;
} Keep;

static void
keep_free (gpointer data)
{
  Keep *self = data;

  g_free ((char *) self->key.id);
  g_free ((char *) self->key.name);
  waybill_secret_text_unref (self->text);
  g_free (self);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (waybill_secret_vault_store_finish (WAYBILL_SECRET_VAULT (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* A keyring that cannot forget is one that cannot be asked either. */
static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Keep *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!waybill_secret_vault_forget_finish (WAYBILL_SECRET_VAULT (source), result, &error))
    g_info ("The password that was kept is not forgotten: %s", error->message);
  waybill_secret_vault_remember (WAYBILL_SECRET_VAULT (source), &self->key, self->text);
  g_task_return_boolean (task, TRUE);
}

/* waybill_ui_question_keep_async:
 *
 * The key is copied, the text referenced. Main thread. */
void
waybill_ui_question_keep_async (WaybillSecretVault *vault,
                                const WaybillSecretKey *key,
                                WaybillSecretText *text,
                                gboolean in_keyring,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (vault, NULL, callback, user_data);
  Keep *self = g_new0 (Keep, 1);

  self->key = *key;
  self->key.id = g_strdup (key->id);
  self->key.name = g_strdup (key->name);
  self->text = waybill_secret_text_ref (text);
  g_task_set_task_data (task, self, keep_free);
  if (in_keyring)
    waybill_secret_vault_store_async (vault, &self->key, text, NULL, stored_cb, task);
  else
    waybill_secret_vault_forget_async (vault, &self->key, NULL, forgotten_cb, task);
}

/* waybill_ui_question_keep_finish:
 *
 * The error is the vault's. */
gboolean
waybill_ui_question_keep_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
