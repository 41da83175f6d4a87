/* One call to the Secret Service, with what libsecret 0.20.5 needs to be relied upon: a task and a time limit of our own (a
 * fired cancellable loses its callback), an explicit unlock first (a locked item looks like none). Remembers nothing. */
#include "secret-keyring-private.h"

#include "secret-file-private.h"

#include <libsecret/secret.h>
#include <string.h>

/* Lives until the last of libsecret's callbacks came, which may be long after the answer, or never. */
typedef struct
{
  GTask *task; /* NULL once answered: what comes later is dropped */
  GSource *timer;
  GSource *cancelled;
  WaybillSecretVerb verb;
  gboolean may_prompt;
  GHashTable *attributes;
  char *label;
  WaybillSecretText *text;
  WaybillSecretKeyring state;
  GPtrArray *kept; /* (nullable): of a list */
  SecretService *service;
  SecretCollection *collection;
} Call;

typedef struct
{
  WaybillSecretKeyring state;
  WaybillSecretText *text;
  GPtrArray *kept; /* (nullable) */
} Answer;

static const SecretSchema schema = {
  WAYBILL_APP_ID,
  SECRET_SCHEMA_NONE,
  {
      { "owner", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "id", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "field", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

static void
answer_free (gpointer data)
{
  Answer *self = data;

  waybill_secret_text_unref (self->text);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_free (self);
}

static void
source_clear (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
call_clear (gpointer data)
{
  Call *self = data;

  g_clear_pointer (&self->attributes, g_hash_table_unref);
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->text, waybill_secret_text_unref);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_clear_object (&self->service);
  g_clear_object (&self->collection);
}

static void
call_unref (Call *self)
{
  g_rc_box_release_full (self, call_clear);
}

/* Text: (transfer full) (nullable); error: (transfer full) (nullable). Only the first answer counts. */
static void
call_answer (Call *self, WaybillSecretText *text, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);
  Answer *answer = g_new0 (Answer, 1);

  source_clear (&self->timer);
  source_clear (&self->cancelled);
  answer->state = self->state;
  answer->text = text;
  answer->kept = g_steal_pointer (&self->kept);
  g_task_set_task_data (task, answer, answer_free);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  call_unref (self);
}

/* error: (transfer full), as it came from D-Bus or libsecret. */
static void
call_fail (Call *self, WaybillSecretError code, GError *error)
{
  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    code = WAYBILL_SECRET_ERROR_LOCKED;
  if (code == WAYBILL_SECRET_ERROR_LOCKED)
    self->state = WAYBILL_SECRET_KEYRING_LOCKED;
  if (code == WAYBILL_SECRET_ERROR_NO_KEYRING)
    self->state = WAYBILL_SECRET_KEYRING_ABSENT;
  call_answer (self, NULL, g_error_new (WAYBILL_SECRET_ERROR, code, "The keyring: %s", error->message));
  g_error_free (error);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *self = user_data;
  g_autoptr (GError) error = NULL;
  SecretValue *value = secret_service_lookup_finish (SECRET_SERVICE (source), result, &error);
  WaybillSecretText *text = NULL;
  gsize length = 0;

  if (value != NULL)
    {
      const char *bytes = secret_value_get (value, &length);

      if (self->task != NULL)
        text = waybill_secret_text_new_length (bytes, length);
      secret_value_unref (value);
    }
  if (self->task != NULL && error != NULL)
    call_fail (self, WAYBILL_SECRET_ERROR_FAILED, g_steal_pointer (&error));
  else if (self->task != NULL)
    call_answer (self, text, NULL);
  call_unref (self);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *self = user_data;
  GError *error = NULL;

  if (self->verb == WAYBILL_SECRET_VERB_STORE)
    secret_service_store_finish (SECRET_SERVICE (source), result, &error);
  else
    secret_service_clear_finish (SECRET_SERVICE (source), result, &error);

  if (self->task != NULL && error != NULL)
    call_fail (self, WAYBILL_SECRET_ERROR_FAILED, g_steal_pointer (&error));
  else if (self->task != NULL)
    call_answer (self, NULL, NULL);
  g_clear_error (&error);
  call_unref (self);
}

/* What has other words is of a later version: it is left alone. */
static void
note_item (GPtrArray *kept, SecretItem *item)
{
  g_autoptr (GHashTable) attributes = secret_item_get_attributes (item);
  const char *id = g_hash_table_lookup (attributes, "id");
  WaybillSecretOwner owner;
  WaybillSecretField field;

  if (id != NULL && waybill_secret_owner_parse (g_hash_table_lookup (attributes, "owner"), &owner)
      && waybill_secret_field_parse (g_hash_table_lookup (attributes, "field"), &field))
    g_ptr_array_add (kept, waybill_secret_kept_new (owner, field, id, TRUE));
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *self = user_data;
  g_autoptr (GError) error = NULL;
  GList *items = secret_service_search_finish (SECRET_SERVICE (source), result, &error);

  if (self->task != NULL && error != NULL)
    call_fail (self, WAYBILL_SECRET_ERROR_FAILED, g_steal_pointer (&error));
  else if (self->task != NULL)
    {
      self->kept = g_ptr_array_new_with_free_func (waybill_secret_kept_free);
      for (GList *item = items; item != NULL; item = item->next)
        note_item (self->kept, item->data);
      call_answer (self, NULL, NULL);
    }
  g_list_free_full (items, g_object_unref);
  call_unref (self);
}

static void
locked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *self = user_data;
  g_autoptr (GError) error = NULL;
  GList *locked = NULL;
  int count = secret_service_lock_finish (SECRET_SERVICE (source), result, &locked, &error);

  g_list_free_full (locked, g_object_unref);
  if (self->task != NULL && count < 1)
    call_fail (self, WAYBILL_SECRET_ERROR_FAILED,
               error != NULL ? g_steal_pointer (&error)
                             : g_error_new_literal (SECRET_ERROR, SECRET_ERROR_PROTOCOL, "stays open"));
  else if (self->task != NULL)
    {
      self->state = WAYBILL_SECRET_KEYRING_LOCKED;
      call_answer (self, NULL, NULL);
    }
  call_unref (self);
}

static void
call_lock (Call *self)
{
  GList one = { .data = self->collection };

  secret_service_lock (self->service, &one, NULL, locked_cb, g_rc_box_acquire (self));
}

/* The keyring is open, or there is none yet and storing makes it. No cancellable anywhere: libsecret loses the callback. */
static void
call_perform (Call *self)
{
  SecretValue *value;
  const char *text;

  self->state = WAYBILL_SECRET_KEYRING_OPEN;
  switch (self->verb)
    {
    case WAYBILL_SECRET_VERB_LOOKUP:
      secret_service_lookup (self->service, &schema, self->attributes, NULL, looked_up_cb, g_rc_box_acquire (self));
      return;
    case WAYBILL_SECRET_VERB_STORE:
      text = waybill_secret_text_peek (self->text);
      value = secret_value_new (text, (gssize) strlen (text), "text/plain");
      secret_service_store (self->service, &schema, self->attributes, SECRET_COLLECTION_DEFAULT, self->label, value, NULL,
                            stored_cb, g_rc_box_acquire (self));
      secret_value_unref (value);
      return;
    case WAYBILL_SECRET_VERB_FORGET:
      secret_service_clear (self->service, &schema, self->attributes, NULL, stored_cb, g_rc_box_acquire (self));
      return;
    case WAYBILL_SECRET_VERB_LIST:
      secret_service_search (self->service, &schema, self->attributes, SECRET_SEARCH_ALL, NULL, listed_cb,
                             g_rc_box_acquire (self));
      return;
    case WAYBILL_SECRET_VERB_LOCK:
      if (self->collection != NULL)
        {
          call_lock (self);
          return;
        }
      call_answer (self, NULL, NULL);
      return;
    case WAYBILL_SECRET_VERB_PROBE:
    default:
      call_answer (self, NULL, NULL);
    }
}

static void
call_fail_locked (Call *self)
{
  call_fail (self, WAYBILL_SECRET_ERROR_LOCKED, g_error_new_literal (SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "is locked"));
}

static void
unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *self = user_data;
  g_autoptr (GError) error = NULL;
  GList *unlocked = NULL;
  int count = secret_service_unlock_finish (SECRET_SERVICE (source), result, &unlocked, &error);

  g_list_free_full (unlocked, g_object_unref);
  if (self->task != NULL && error != NULL)
    call_fail (self, WAYBILL_SECRET_ERROR_LOCKED, g_steal_pointer (&error));
  else if (self->task != NULL && count < 1) /* dismissed, or nobody there to show the prompt */
    call_fail_locked (self);
  else if (self->task != NULL)
    call_perform (self);
  call_unref (self);
}

static void
collection_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *self = user_data;
  g_autoptr (GError) error = NULL;
  SecretCollection *collection = secret_collection_for_alias_finish (result, &error);
  GList one = { 0 };

  g_set_object (&self->collection, collection);
  g_clear_object (&collection);
  if (self->task == NULL)
    (void) 0;
  else if (error != NULL)
    call_fail (self, WAYBILL_SECRET_ERROR_FAILED, g_steal_pointer (&error));
  else if (self->collection == NULL || !secret_collection_get_locked (self->collection))
    call_perform (self);
  else if (self->verb == WAYBILL_SECRET_VERB_LOCK)
    {
      self->state = WAYBILL_SECRET_KEYRING_LOCKED;
      call_answer (self, NULL, NULL);
    }
  else if (self->verb == WAYBILL_SECRET_VERB_PROBE || !self->may_prompt)
    call_fail_locked (self);
  else
    {
      one.data = self->collection;
      self->state = WAYBILL_SECRET_KEYRING_LOCKED;
      secret_service_unlock (self->service, &one, NULL, unlocked_cb, g_rc_box_acquire (self));
    }
  call_unref (self);
}

static void
service_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *self = user_data;
  g_autoptr (GError) error = NULL;

  self->service = secret_service_get_finish (result, &error);
  if (self->task != NULL && error != NULL)
    call_fail (self, WAYBILL_SECRET_ERROR_NO_KEYRING, g_steal_pointer (&error));
  else if (self->task != NULL)
    secret_collection_for_alias (self->service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, NULL, collection_cb,
                                 g_rc_box_acquire (self));
  call_unref (self);
}

static gboolean
timer_cb (gpointer user_data)
{
  Call *self = user_data;

  call_answer (self, NULL,
               g_error_new_literal (WAYBILL_SECRET_ERROR, WAYBILL_SECRET_ERROR_TIMED_OUT,
                                    "The keyring did not answer in time"));
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  call_answer (user_data, NULL, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled"));
  return G_SOURCE_REMOVE;
}

static void
call_take_key (Call *self, const WaybillSecretKey *key)
{
  const char *owner = waybill_secret_owner_get_name (key->owner);
  const char *field = waybill_secret_field_get_name (key->field);
  g_autofree char *spelt = g_strdelimit (g_strdup (field), "-", ' ');

  self->attributes = secret_attributes_build (&schema, "owner", owner, "id", key->id, "field", field, NULL);
  self->label = g_strdup_printf ("Waybill: %s of %s %s", spelt, owner, key->name != NULL ? key->name : key->id);
}

/* Without this GIO would start dbus-launch, which has no place on a machine without a session. */
static gboolean
has_bus (void)
{
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), "bus", NULL);

  return g_getenv ("DBUS_SESSION_BUS_ADDRESS") != NULL || g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
call_start_sources (Call *self, guint patience, GCancellable *cancellable)
{
  self->timer = g_timeout_source_new_seconds (patience);
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, g_task_get_context (self->task));
  if (cancellable == NULL)
    return;

  self->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
  g_source_attach (self->cancelled, g_task_get_context (self->task));
}

/**
 * waybill_secret_keyring_call_async:
 * @call: what to do; copied
 * @cancellable: (nullable): ends the wait at once; what libsecret is at goes on and its result is dropped
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * Loads the default collection, unlocks it where that is needed and allowed, then performs the verb. Main thread.
 */
void
waybill_secret_keyring_call_async (const WaybillSecretCall *call,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  Call *self = g_rc_box_new0 (Call);

  /* The first reference goes with the answer, one more with every call into libsecret. */
  self->task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (self->task, waybill_secret_keyring_call_async);
  self->verb = call->verb;
  self->may_prompt = call->may_prompt;
  self->text = call->text != NULL ? waybill_secret_text_ref (call->text) : NULL;
  self->state = WAYBILL_SECRET_KEYRING_ABSENT;
  if (call->key != NULL)
    call_take_key (self, call->key);
  else if (call->verb == WAYBILL_SECRET_VERB_LIST)
    self->attributes = g_hash_table_new (g_str_hash, g_str_equal);
  if (!has_bus ())
    {
      call_answer (self, NULL,
                   g_error_new_literal (WAYBILL_SECRET_ERROR, WAYBILL_SECRET_ERROR_NO_KEYRING, "No session bus"));
      return;
    }
  call_start_sources (self, call->patience, cancellable);
  secret_service_get (SECRET_SERVICE_OPEN_SESSION | SECRET_SERVICE_LOAD_COLLECTIONS, NULL, service_cb,
                      g_rc_box_acquire (self));
}

/**
 * waybill_secret_keyring_call_finish:
 * @result: what the callback got
 * @state: (out): how the keyring was found, also on failure
 * @text: (out) (optional) (nullable) (transfer full): what a lookup found
 * @error: return location
 *
 * Returns: %TRUE when the call went through (a lookup that found nothing too); else %FALSE with
 * %WAYBILL_SECRET_ERROR_NO_KEYRING, LOCKED, TIMED_OUT or FAILED, or %G_IO_ERROR_CANCELLED
 */
gboolean
waybill_secret_keyring_call_finish (GAsyncResult *result,
                                    WaybillSecretKeyring *state,
                                    WaybillSecretText **text,
                                    GError **error)
{
  Answer *answer = g_task_get_task_data (G_TASK (result));

  *state = answer->state;
  if (text != NULL)
    *text = g_steal_pointer (&answer->text);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * waybill_secret_keyring_call_take_kept:
 * @result: what the callback of a list got, after waybill_secret_keyring_call_finish() said %TRUE
 *
 * Returns: (transfer full) (nullable) (element-type WaybillSecretKept): what the keyring holds of us; once
 */
GPtrArray *
waybill_secret_keyring_call_take_kept (GAsyncResult *result)
{
  Answer *answer = g_task_get_task_data (G_TASK (result));

  return g_steal_pointer (&answer->kept);
}
