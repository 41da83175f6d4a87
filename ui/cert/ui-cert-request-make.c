/* Key first, then its password into the keyring, then sealing, then the store. Whoever leaves earlier leaves nothing behind:
 * only the last step stores, and the password is forgotten when it fails. */

#include "ui-cert-request-make.h"

#include "base-thread.h"
#include "secret-text.h"

/* What the thread gets and gives back. It is the task's data. */
typedef struct
{
  char *subject;
  char **names;
  WaybillCertKeyKind kind;
  guint days;
  char *name;    /* how it will be called in the store */
  char *partner; /* (nullable) */
  WaybillCertRequest *request;
  WaybillCertIdentity *identity; /* (nullable): self-signed */
  WaybillSecretText *password;   /* (nullable): it stays unprotected */
  GBytes *sealed;
  GError *error;
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  g_free (self->subject);
  g_strfreev (self->names);
  g_free (self->name);
  g_free (self->partner);
  g_clear_pointer (&self->request, waybill_cert_request_unref);
  g_clear_pointer (&self->identity, waybill_cert_identity_unref);
  g_clear_pointer (&self->password, waybill_secret_text_unref);
  g_clear_pointer (&self->sealed, g_bytes_unref);
  g_clear_error (&self->error);
  g_free (self);
}

static WaybillUiContext *
get_context (GTask *task)
{
  return WAYBILL_UI_CONTEXT (g_task_get_source_object (task));
}

/* What the vault calls it. */
static const char *
get_id (Work *self)
{
  return self->identity != NULL
             ? waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (self->identity))
             : waybill_cert_request_get_id (self->request);
}

/**
 * waybill_ui_cert_request_secret_key:
 * @id: a request's id, or a certificate's fingerprint
 * @name: (nullable): what it is called in the store
 *
 * Returns: where the vault has its password; the strings are lent
 */
WaybillSecretKey
waybill_ui_cert_request_secret_key (const char *id, const char *name)
{
  return (WaybillSecretKey){ WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD, id, name };
}

/* Storing */

static gboolean
store_request (WaybillUiContext *context, Work *self, WaybillUiCertRequestMade *made)
{
  const WaybillCertWaiting *waiting
      = waybill_cert_store_add_sealed_request (waybill_ui_context_get_certificates (context), self->request, self->sealed,
                                               self->password != NULL, self->name, &self->error);

  if (waiting != NULL)
    made->id = g_strdup (waiting->id);
  return waiting != NULL;
}

static gboolean
assign (WaybillUiContext *context, Work *self, WaybillUiCertRequestMade *made)
{
  WaybillPartner *partner = self->partner != NULL ? waybill_ui_context_find_partner (context, self->partner) : NULL;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  return partner == NULL
         || waybill_ui_cert_import_ledger_set_partner (made->ledger, partner, made->fingerprint, NULL, none, none,
                                                       &self->error);
}

static gboolean
store_identity (WaybillUiContext *context, Work *self, WaybillUiCertRequestMade *made)
{
  WaybillCertPlanItem item
      = { .certificate = waybill_cert_identity_get_certificate (self->identity), .identity = self->identity };

  made->ledger = waybill_ui_cert_import_ledger_new (context);
  made->fingerprint = g_strdup (get_id (self));
  waybill_ui_cert_import_ledger_note_secret (made->ledger, made->fingerprint);
  if (waybill_ui_cert_import_ledger_add (made->ledger, &item, self->name, self->sealed, self->password != NULL, &self->error)
      && assign (context, self, made))
    return TRUE;
  waybill_ui_cert_import_ledger_undo (made->ledger, NULL);
  return FALSE;
}

/* error: (transfer full). */
static void
give_up (GTask *task, GError *error)
{
  Work *self = g_task_get_task_data (task);
  WaybillSecretKey key;

  if (self->request != NULL)
    {
      key = waybill_ui_cert_request_secret_key (get_id (self), NULL);
      waybill_secret_vault_forget_async (waybill_ui_context_get_vault (get_context (task)), &key, NULL, NULL, NULL);
    }
  g_task_return_error (task, error);
}

static gboolean
is_cancelled (GTask *task)
{
  g_autoptr (GError) error = NULL;

  if (!g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    return FALSE;
  give_up (task, g_steal_pointer (&error));
  return TRUE;
}

static void
sealed (gpointer data)
{
  g_autoptr (GTask) task = data;
  Work *self = g_task_get_task_data (task);
  g_autoptr (WaybillUiCertRequestMade) made = NULL;
  gboolean is_stored;

  if (is_cancelled (task))
    return;
  if (self->error != NULL)
    {
      give_up (task, g_steal_pointer (&self->error));
      return;
    }
  made = g_new0 (WaybillUiCertRequestMade, 1);
  made->is_protected = self->password != NULL;
  is_stored = self->identity != NULL ? store_identity (get_context (task), self, made)
                                     : store_request (get_context (task), self, made);
  if (is_stored)
    g_task_return_pointer (task, g_steal_pointer (&made), (GDestroyNotify) waybill_ui_cert_request_made_free);
  else
    give_up (task, g_steal_pointer (&self->error));
}

static void
seal_on_thread (gpointer data)
{
  Work *self = g_task_get_task_data (data);
  const char *password = self->password != NULL ? waybill_secret_text_peek (self->password) : NULL;

  self->sealed = self->identity != NULL ? waybill_cert_store_seal (self->identity, self->name, password, &self->error)
                                        : waybill_cert_store_seal_request (self->request, password, &self->error);
  waybill_base_thread_hop (NULL, sealed, data);
}

/* The keyring */

/* A made password that nobody keeps would lock the key for ever: without a keyring it stays unprotected. */
static void
kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Work *self = g_task_get_task_data (task);

  if (!waybill_secret_vault_store_finish (WAYBILL_SECRET_VAULT (source), result, NULL))
    g_clear_pointer (&self->password, waybill_secret_text_unref);
  waybill_base_thread_detach ("request-seal", seal_on_thread, task);
}

/* One set of names for certificates and requests: the answer will want the name of its request. */
static gboolean
is_taken (WaybillCertStore *store, const char *label)
{
  return waybill_cert_store_find (store, label, NULL) != NULL
         || waybill_cert_store_find_request (store, label, NULL) != NULL;
}

/* An identity is called as an import would call it. */
static char *
dup_wished (Work *self)
{
  g_autoptr (GDateTime) end = NULL;

  if (self->identity == NULL)
    return g_strdup (self->name);
  end = g_date_time_new_from_unix_utc (
      waybill_cert_certificate_get_not_after (waybill_cert_identity_get_certificate (self->identity)));
  return g_strdup_printf ("%s client %04d-%02d", self->name, g_date_time_get_year (end), g_date_time_get_month (end));
}

static void
choose_label (WaybillCertStore *store, Work *self)
{
  g_autofree char *wished = dup_wished (self);
  char *label = g_strdup (wished);

  for (guint n = 2; is_taken (store, label); n++)
    {
      g_free (label);
      label = g_strdup_printf ("%s %u", wished, n);
    }
  g_free (self->name);
  self->name = label;
}

static void
made_key (gpointer data)
{
  GTask *task = data;
  Work *self = g_task_get_task_data (task);
  WaybillSecretKey key;

  if (is_cancelled (task))
    {
      g_object_unref (task);
      return;
    }
  if (self->error != NULL)
    {
      give_up (task, g_steal_pointer (&self->error));
      g_object_unref (task);
      return;
    }
  choose_label (waybill_ui_context_get_certificates (get_context (task)), self);
  self->password = waybill_secret_text_new_random ();
  key = waybill_ui_cert_request_secret_key (get_id (self), self->name);
  waybill_secret_vault_store_async (waybill_ui_context_get_vault (get_context (task)), &key, self->password,
                                    g_task_get_cancellable (task), kept, task);
}

static void
make_on_thread (gpointer data)
{
  Work *self = g_task_get_task_data (data);

  self->request = waybill_cert_request_new (self->subject, (const char *const *) self->names, self->kind, &self->error);
  if (self->request != NULL && self->days > 0)
    self->identity = waybill_cert_request_make_self_signed (self->request, self->days, &self->error);
  waybill_base_thread_hop (NULL, made_key, data);
}

/**
 * waybill_ui_cert_request_make_async:
 * @context: the stores
 * @wish: what is wanted; copied
 * @cancellable: (nullable): leaves nothing behind
 * @callback: called in the main context
 * @user_data: for @callback
 *
 * Makes a key pair and a request, or a certificate that signs itself, and keeps it in the store under a password of its own
 * in the keyring; where there is no keyring, unprotected. Main thread; takes seconds.
 */
void
waybill_ui_cert_request_make_async (WaybillUiContext *context,
                                    const WaybillUiCertRequestWish *wish,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (context, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  g_task_set_source_tag (task, waybill_ui_cert_request_make_async);
  g_task_set_check_cancellable (task, FALSE);
  work->subject = g_strdup (wish->subject);
  work->names = g_strdupv ((char **) wish->names);
  work->kind = wish->kind;
  work->days = wish->days;
  work->name = g_strdup (wish->name);
  work->partner = g_strdup (wish->partner);
  g_task_set_task_data (task, work, work_free);
  waybill_base_thread_detach ("request-key", make_on_thread, task);
}

/**
 * waybill_ui_cert_request_make_finish:
 * @context: the stores
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was made; %NULL with #WaybillCertError, #WaybillPartnerError or
 *   %G_IO_ERROR_CANCELLED, and nothing is left
 */
WaybillUiCertRequestMade *
waybill_ui_cert_request_make_finish (WaybillUiContext *context, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, context), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * waybill_ui_cert_request_made_take_back:
 * @self: what was made
 * @context: the stores
 *
 * Takes it out of the store, and its password out of the vault. Main thread.
 */
void
waybill_ui_cert_request_made_take_back (WaybillUiCertRequestMade *self, WaybillUiContext *context)
{
  g_autoptr (GError) error = NULL;
  WaybillSecretKey key;

  if (self->ledger != NULL)
    waybill_ui_cert_import_ledger_undo (self->ledger, NULL);
  if (self->id == NULL)
    return;
  if (!waybill_cert_store_remove_request (waybill_ui_context_get_certificates (context), self->id, &error))
    {
      g_warning ("A request could not be taken back: %s", error->message);
      return;
    }
  key = waybill_ui_cert_request_secret_key (self->id, NULL);
  waybill_secret_vault_forget_async (waybill_ui_context_get_vault (context), &key, NULL, NULL, NULL);
}

/**
 * waybill_ui_cert_request_made_free:
 * @self: (transfer full): what was made; it stays in the store
 *
 * Frees it.
 */
void
waybill_ui_cert_request_made_free (WaybillUiCertRequestMade *self)
{
  g_free (self->id);
  g_free (self->fingerprint);
  g_clear_pointer (&self->ledger, waybill_ui_cert_import_ledger_free);
  g_free (self);
}
