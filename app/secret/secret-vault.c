/* The one lookup of secrets: --secrets file, credentials directory, keyring, memory; in this order. Asks no person itself;
 * what the keyring cannot do degrades to memory, never to a file. */
#include "secret-vault-private.h"

#include "secret-file-private.h"

#include <string.h>

#define DEFAULT_PATIENCE 60

/* What a store must still know when the keyring answers. */
typedef struct
{
  char *place;
  WaybillSecretText *text;
} Pending;

G_DEFINE_QUARK (waybill - secret - error - quark, waybill_secret_error)
G_DEFINE_FINAL_TYPE (WaybillSecretVault, waybill_secret_vault, G_TYPE_OBJECT)

/* What may lie in the keyring at all: a PIN never does. */
static gboolean
vault_uses_keyring (WaybillSecretVault *self, const WaybillSecretKey *key)
{
  return self->use_keyring && key->field != WAYBILL_SECRET_FIELD_PIN;
}

static char *
dup_place (const WaybillSecretKey *key)
{
  return g_strdup_printf ("%s/%s/%s", waybill_secret_owner_get_name (key->owner), waybill_secret_field_get_name (key->field),
                          key->id);
}

static void
pending_free (gpointer data)
{
  Pending *pending = data;

  g_free (pending->place);
  g_clear_pointer (&pending->text, waybill_secret_text_unref);
  g_free (pending);
}

static GTask *
vault_task_new (WaybillSecretVault *self,
                const WaybillSecretKey *key,
                WaybillSecretText *text,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Pending *pending = g_new0 (Pending, 1);

  pending->place = key != NULL ? dup_place (key) : NULL;
  pending->text = text != NULL ? waybill_secret_text_ref (text) : NULL;
  g_task_set_task_data (task, pending, pending_free);
  return task;
}

static WaybillSecretText *
vault_recall (WaybillSecretVault *self, const char *place)
{
  WaybillSecretText *text = g_hash_table_lookup (self->memory, place);

  return text != NULL ? waybill_secret_text_ref (text) : NULL;
}

static void
return_text (GTask *task, WaybillSecretText *text)
{
  g_task_return_pointer (task, text, (GDestroyNotify) waybill_secret_text_unref);
}

/* Remembers how the keyring was found; FALSE with the error as it came. */
static gboolean
vault_settle (WaybillSecretVault *self, GAsyncResult *result, WaybillSecretText **text, GError **error)
{
  g_autoptr (GError) failure = NULL;
  WaybillSecretKeyring state;

  if (waybill_secret_keyring_call_finish (result, &state, text, &failure))
    {
      self->keyring = state;
      self->refused = FALSE;
      return TRUE;
    }
  if (!g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->keyring = state;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * waybill_secret_vault_new:
 * @secrets_file: (nullable): what --secrets named
 * @credentials_folder: (nullable): what $CREDENTIALS_DIRECTORY names; one that is not there holds nothing
 * @use_keyring: %FALSE lets memory take the keyring's place
 * @error: return location
 *
 * Reads the file; touches no keyring yet. Main thread.
 *
 * Returns: (transfer full) (nullable): the vault, or %NULL with %WAYBILL_SECRET_ERROR_FILE
 */
WaybillSecretVault *
waybill_secret_vault_new (const char *secrets_file, const char *credentials_folder, gboolean use_keyring, GError **error)
{
  g_autoptr (WaybillSecretVault) self = NULL;
  g_autoptr (WaybillSecretFile) file = NULL;

  if (secrets_file != NULL)
    {
      file = waybill_secret_file_new (secrets_file, error);
      if (file == NULL)
        return NULL;
    }
  self = g_object_new (WAYBILL_TYPE_SECRET_VAULT, NULL);
  self->file = g_steal_pointer (&file);
  self->credentials = g_strdup (credentials_folder);
  self->use_keyring = use_keyring;
  self->keyring = use_keyring ? WAYBILL_SECRET_KEYRING_ABSENT : WAYBILL_SECRET_KEYRING_UNUSED;
  return g_steal_pointer (&self);
}

/**
 * waybill_secret_vault_set_patience:
 * @self: a vault
 * @seconds: 1 or more: how long a keyring prompt may stay unanswered
 *
 * Main thread.
 */
void
waybill_secret_vault_set_patience (WaybillSecretVault *self, guint seconds)
{
  self->patience = MAX (seconds, 1);
}

/**
 * waybill_secret_vault_get_keyring:
 * @self: a vault
 *
 * How the last call found the keyring: the reason of a lookup that gave nothing. Before the first call it is ABSENT
 * (UNUSED in a vault without one); waybill_secret_vault_probe_async() asks anew. Main thread.
 *
 * Returns: the state
 */
WaybillSecretKeyring
waybill_secret_vault_get_keyring (WaybillSecretVault *self)
{
  return self->keyring;
}

static void
lookup_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  WaybillSecretVault *self = g_task_get_source_object (task);
  Pending *pending = g_task_get_task_data (task);
  WaybillSecretText *text = NULL;
  g_autoptr (GError) error = NULL;

  if (!vault_settle (self, result, &text, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_task_return_error (task, g_steal_pointer (&error));
          return;
        }
      if (g_error_matches (error, WAYBILL_SECRET_ERROR, WAYBILL_SECRET_ERROR_LOCKED)
          || g_error_matches (error, WAYBILL_SECRET_ERROR, WAYBILL_SECRET_ERROR_TIMED_OUT))
        self->refused = TRUE;
      g_info ("A secret was not looked up: %s", error->message);
    }
  return_text (task, text != NULL ? text : vault_recall (self, pending->place));
}

/**
 * waybill_secret_vault_lookup_async:
 * @self: a vault
 * @key: which secret; copied
 * @cancellable: (nullable): ends the wait at once
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Looks in the --secrets file, the credentials directory, the keyring and memory; for a PIN in memory first, and in no
 * keyring. A locked keyring asks its person once; after a refusal later lookups go on without. Main thread.
 */
void
waybill_secret_vault_lookup_async (WaybillSecretVault *self,
                                   const WaybillSecretKey *key,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = vault_task_new (self, key, NULL, cancellable, callback, user_data);
  WaybillSecretText *text = NULL;
  WaybillSecretCall call = {
    .verb = WAYBILL_SECRET_VERB_LOOKUP,
    .key = key,
    .may_prompt = !self->refused,
    .patience = self->patience,
  };

  g_task_set_source_tag (task, waybill_secret_vault_lookup_async);
  /* A PIN that proved right goes before one that a file claims: each wrong one brings the token nearer to its lock. */
  if (key->field == WAYBILL_SECRET_FIELD_PIN)
    text = vault_recall (self, ((Pending *) g_task_get_task_data (task))->place);
  if (text == NULL && self->file != NULL)
    text = waybill_secret_file_lookup (self->file, key);
  if (text == NULL && self->credentials != NULL)
    text = waybill_secret_file_lookup_folder (self->credentials, key);

  if (text == NULL && vault_uses_keyring (self, key))
    waybill_secret_keyring_call_async (&call, cancellable, lookup_cb, g_steal_pointer (&task));
  else
    return_text (task, text != NULL ? text : vault_recall (self, ((Pending *) g_task_get_task_data (task))->place));
}

/**
 * waybill_secret_vault_lookup_finish:
 * @self: a vault
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the secret; %NULL without error where there is none, whatever the keyring did;
 * %NULL with %G_IO_ERROR_CANCELLED
 */
WaybillSecretText *
waybill_secret_vault_lookup_finish (WaybillSecretVault *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
store_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  WaybillSecretVault *self = g_task_get_source_object (task);
  Pending *pending = g_task_get_task_data (task);
  GError *error = NULL;

  if (vault_settle (self, result, NULL, &error))
    {
      g_hash_table_remove (self->memory, pending->place);
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_hash_table_replace (self->memory, g_steal_pointer (&pending->place), g_steal_pointer (&pending->text));
  g_task_return_error (task, error);
}

/**
 * waybill_secret_vault_store_async:
 * @self: a vault
 * @key: which secret; copied. Its name goes into the item's label
 * @text: the secret
 * @cancellable: (nullable): ends the wait at once
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Into the keyring; a locked one asks its person. Where that fails the secret is kept in memory for this run, and so is a
 * PIN always. Main thread.
 */
void
waybill_secret_vault_store_async (WaybillSecretVault *self,
                                  const WaybillSecretKey *key,
                                  WaybillSecretText *text,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = vault_task_new (self, key, text, NULL, callback, user_data);
  WaybillSecretCall call = {
    .verb = WAYBILL_SECRET_VERB_STORE,
    .key = key,
    .text = text,
    .may_prompt = TRUE,
    .patience = self->patience,
  };

  g_task_set_source_tag (task, waybill_secret_vault_store_async);
  if (vault_uses_keyring (self, key))
    {
      waybill_secret_keyring_call_async (&call, cancellable, store_cb, g_steal_pointer (&task));
      return;
    }
  waybill_secret_vault_remember (self, key, text);
  g_task_return_boolean (task, TRUE);
}

/**
 * waybill_secret_vault_store_finish:
 * @self: a vault
 * @result: what the callback got
 * @error: return location
 *
 * Returns: %TRUE when it is in the keyring; %FALSE when it is in memory alone, with %WAYBILL_SECRET_ERROR_NO_KEYRING,
 * LOCKED, TIMED_OUT or FAILED, or %G_IO_ERROR_CANCELLED
 */
gboolean
waybill_secret_vault_store_finish (WaybillSecretVault *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
forget_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (vault_settle (g_task_get_source_object (task), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * waybill_secret_vault_forget_async:
 * @self: a vault
 * @key: which secret; copied
 * @cancellable: (nullable): ends the wait at once
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Out of memory and out of the keyring; a --secrets file and credentials stay as they are. Main thread.
 */
void
waybill_secret_vault_forget_async (WaybillSecretVault *self,
                                   const WaybillSecretKey *key,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = vault_task_new (self, key, NULL, NULL, callback, user_data);
  WaybillSecretCall call = {
    .verb = WAYBILL_SECRET_VERB_FORGET,
    .key = key,
    .may_prompt = TRUE,
    .patience = self->patience,
  };

  g_task_set_source_tag (task, waybill_secret_vault_forget_async);
  g_hash_table_remove (self->memory, ((Pending *) g_task_get_task_data (task))->place);
  if (vault_uses_keyring (self, key))
    waybill_secret_keyring_call_async (&call, cancellable, forget_cb, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * waybill_secret_vault_forget_finish:
 * @self: a vault
 * @result: what the callback got
 * @error: return location
 *
 * Returns: %TRUE when it is nowhere any more (or never was); %FALSE when the keyring may still hold it, with errors as
 * waybill_secret_vault_store_finish()
 */
gboolean
waybill_secret_vault_forget_finish (WaybillSecretVault *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
probe_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  WaybillSecretVault *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!vault_settle (self, result, NULL, &error) && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_int (task, self->keyring);
}

/**
 * waybill_secret_vault_probe_async:
 * @self: a vault
 * @cancellable: (nullable): ends the wait at once
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Asks how the keyring is, without opening it and without a prompt. Main thread.
 */
void
waybill_secret_vault_probe_async (WaybillSecretVault *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = vault_task_new (self, NULL, NULL, NULL, callback, user_data);
  WaybillSecretCall call = { .verb = WAYBILL_SECRET_VERB_PROBE, .patience = self->patience };

  g_task_set_source_tag (task, waybill_secret_vault_probe_async);
  if (self->use_keyring)
    waybill_secret_keyring_call_async (&call, cancellable, probe_cb, g_steal_pointer (&task));
  else
    g_task_return_int (task, WAYBILL_SECRET_KEYRING_UNUSED);
}

/**
 * waybill_secret_vault_probe_finish:
 * @self: a vault
 * @result: what the callback got
 * @error: return location: %G_IO_ERROR_CANCELLED alone
 *
 * Returns: how the keyring is; ABSENT with an error set
 */
WaybillSecretKeyring
waybill_secret_vault_probe_finish (WaybillSecretVault *self, GAsyncResult *result, GError **error)
{
  gssize state = g_task_propagate_int (G_TASK (result), error);

  return state < 0 ? WAYBILL_SECRET_KEYRING_ABSENT : (WaybillSecretKeyring) state;
}

/**
 * waybill_secret_vault_remember:
 * @self: a vault
 * @key: which secret
 * @text: the secret
 *
 * Keeps a secret for this process alone. Main thread.
 */
void
waybill_secret_vault_remember (WaybillSecretVault *self, const WaybillSecretKey *key, WaybillSecretText *text)
{
  g_hash_table_replace (self->memory, dup_place (key), waybill_secret_text_ref (text));
}

/**
 * waybill_secret_vault_forget_memory:
 * @self: a vault
 *
 * Forgets everything that is known to this process alone, PINs among it. Main thread.
 */
void
waybill_secret_vault_forget_memory (WaybillSecretVault *self)
{
  g_hash_table_remove_all (self->memory);
  self->n_wiped++;
}

/**
 * waybill_secret_vault_get_n_wiped:
 * @self: a vault
 *
 * For who holds what it was given: another number than then says that it is to ask again. Main thread.
 *
 * Returns: how often what this process alone knew was forgotten
 */
guint
waybill_secret_vault_get_n_wiped (WaybillSecretVault *self)
{
  return self->n_wiped;
}

static void
waybill_secret_vault_finalize (GObject *object)
{
  WaybillSecretVault *self = WAYBILL_SECRET_VAULT (object);

  g_clear_pointer (&self->file, waybill_secret_file_free);
  g_clear_pointer (&self->credentials, g_free);
  g_clear_pointer (&self->memory, g_hash_table_unref);
  G_OBJECT_CLASS (waybill_secret_vault_parent_class)->finalize (object);
}

static void
waybill_secret_vault_class_init (WaybillSecretVaultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = waybill_secret_vault_finalize;
}

static void
waybill_secret_vault_init (WaybillSecretVault *self)
{
  self->patience = DEFAULT_PATIENCE;
  self->memory = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) waybill_secret_text_unref);
}
