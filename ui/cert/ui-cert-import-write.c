/* The one place of the import assistant that writes. Secrets first, then the slow sealing on a thread, then everything that
 * is quick; the first failure takes all of it back. */

#include "ui-cert-import-write-private.h"

#include "base-thread.h"
#include "cert-error.h"
#include "words-crl.h"

/* What the thread gets, and gives back. */
typedef struct
{
  GTask *task;
  GPtrArray *parcels;
  GError *error;
} Sealing;

G_DEFINE_FINAL_TYPE (WaybillUiCertImportWrite, waybill_ui_cert_import_write, G_TYPE_OBJECT)

static void
parcel_free (gpointer data)
{
  WaybillUiCertImportParcel *parcel = data;

  g_free (parcel->label);
  g_clear_pointer (&parcel->password, waybill_secret_text_unref);
  g_clear_pointer (&parcel->identity, waybill_cert_identity_unref);
  g_clear_pointer (&parcel->key, g_bytes_unref);
  g_clear_pointer (&parcel->answer, g_ptr_array_unref);
  g_clear_pointer (&parcel->pfx, g_bytes_unref);
  g_free (parcel);
}

static void
line_free (gpointer data)
{
  WaybillUiCertImportLine *line = data;

  g_free (line->label);
  g_free (line->sentence);
  g_free (line);
}

static const char *
fingerprint_of (const WaybillCertPlanItem *item)
{
  return waybill_cert_certificate_get_fingerprint (item->certificate);
}

static const WaybillCertEntry *
find_stored (WaybillUiCertImportWrite *self, const WaybillCertPlanItem *item)
{
  return waybill_cert_store_find_fingerprint (waybill_ui_context_get_certificates (self->context), fingerprint_of (item));
}

/* A file without a password gets a made one, which only the keyring knows; a key that waits keeps what locks it now. */
static void
pack (WaybillUiCertImportWrite *self)
{
  GPtrArray *items = waybill_cert_plan_get_items (self->wish.plan);

  for (guint i = 0; i < waybill_cert_plan_get_n_identities (self->wish.plan); i++)
    {
      WaybillCertPlanItem *item = items->pdata[i];
      const WaybillCertEntry *stored = find_stored (self, item);
      WaybillUiCertImportParcel *parcel;

      if (stored != NULL && stored->is_identity)
        continue;
      parcel = g_new0 (WaybillUiCertImportParcel, 1);
      parcel->item = item;
      parcel->label = g_strdup (stored != NULL ? stored->label : self->wish.labels->pdata[i]);
      parcel->identity = item->identity != NULL ? waybill_cert_identity_ref (item->identity) : NULL;
      parcel->is_made = item->password == NULL;
      parcel->password = parcel->is_made ? waybill_secret_text_new_random () : waybill_secret_text_ref (item->password);
      g_ptr_array_add (self->parcels, parcel);
    }
}

/* Writing */

static GPtrArray *
list_authorities (WaybillUiCertImportWrite *self, gboolean wanted)
{
  GPtrArray *items = waybill_cert_plan_get_items (self->wish.plan);
  GPtrArray *fingerprints = g_ptr_array_new ();

  for (guint i = waybill_cert_plan_get_n_identities (self->wish.plan); wanted && i < items->len; i++)
    g_ptr_array_add (fingerprints, (gpointer) fingerprint_of (items->pdata[i]));
  return fingerprints;
}

/* Who trusted the older one trusts the new one. */
static void
carry_over (WaybillUiCertImportWrite *self, WaybillPartner *partner, GPtrArray *added, GPtrArray *removed)
{
  GPtrArray *items = waybill_cert_plan_get_items (self->wish.plan);

  for (guint i = 0; i < items->len; i++)
    {
      const char *older = self->wish.older->pdata[i];

      if (older == NULL || !g_strv_contains (waybill_partner_get_authorities (partner), older))
        continue;
      g_ptr_array_add (removed, (gpointer) older);
      g_ptr_array_add (added, (gpointer) fingerprint_of (items->pdata[i]));
    }
}

static gboolean
write_partner (WaybillUiCertImportWrite *self, WaybillPartner *partner, GError **error)
{
  gboolean is_ticked = g_strv_contains ((const char *const *) self->wish.partners, waybill_partner_get_uuid (partner));
  gboolean is_trusting = self->wish.trust == WAYBILL_UI_CERT_IMPORT_TRUST_ALL
                         || (self->wish.trust == WAYBILL_UI_CERT_IMPORT_TRUST_TICKED && is_ticked);
  g_autoptr (GPtrArray) added = list_authorities (self, is_trusting);
  g_autoptr (GPtrArray) removed = g_ptr_array_new ();
  const char *identity = NULL;

  if (is_ticked && self->wish.identity < waybill_cert_plan_get_n_identities (self->wish.plan))
    identity = fingerprint_of (waybill_cert_plan_get_items (self->wish.plan)->pdata[self->wish.identity]);
  carry_over (self, partner, added, removed);
  return waybill_ui_cert_import_ledger_set_partner (self->ledger, partner, identity, self->wish.from, added, removed, error);
}

static gboolean
write_partners (WaybillUiCertImportWrite *self, GError **error)
{
  g_autoptr (GPtrArray) partners = waybill_partner_store_list (waybill_ui_context_get_partners (self->context));

  for (guint i = 0; i < partners->len; i++)
    if (!write_partner (self, partners->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* An authority of the store that turns out to be ours is taken out, so that undo can bring it back without its key. */
static gboolean
write_identities (WaybillUiCertImportWrite *self, GError **error)
{
  for (guint i = 0; i < self->parcels->len; i++)
    {
      WaybillUiCertImportParcel *parcel = self->parcels->pdata[i];
      WaybillCertPlanItem item = *parcel->item;

      item.identity = parcel->identity;
      if (!waybill_ui_cert_import_ledger_take_out (self->ledger, fingerprint_of (&item), error)
          || !waybill_ui_cert_import_ledger_add (self->ledger, &item, parcel->label, parcel->pfx, parcel->password != NULL,
                                                 error)
          || (item.waiting != NULL && !waybill_ui_cert_import_ledger_end_request (self->ledger, item.waiting, error)))
        return FALSE;
    }
  self->n_identities = self->parcels->len;
  return TRUE;
}

static gboolean
write_authorities (WaybillUiCertImportWrite *self, GError **error)
{
  GPtrArray *items = waybill_cert_plan_get_items (self->wish.plan);

  for (guint i = 0; i < items->len; i++)
    if (self->wish.older->pdata[i] != NULL
        && !waybill_ui_cert_import_ledger_take_out (self->ledger, self->wish.older->pdata[i], error))
      return FALSE;
  for (guint i = waybill_cert_plan_get_n_identities (self->wish.plan); i < items->len; i++)
    {
      if (self->wish.labels->pdata[i] == NULL)
        continue;
      if (!waybill_ui_cert_import_ledger_add (self->ledger, items->pdata[i], self->wish.labels->pdata[i], NULL, FALSE,
                                              error))
        return FALSE;
      self->n_authorities++;
    }
  return TRUE;
}

/* After the authorities, one of which may have signed it. Undo leaves a list where it is: with it less is believed, never
 * more. */
static gboolean
write_lists (WaybillUiCertImportWrite *self, GError **error)
{
  WaybillCertStore *store = waybill_ui_context_get_certificates (self->context);
  GPtrArray *lists = waybill_cert_plan_get_crls (self->wish.plan);

  for (guint i = 0; i < lists->len; i++)
    {
      const WaybillCertEntry *entry = waybill_cert_store_add_crl (store, lists->pdata[i], error);
      g_autoptr (GBytes) kept = NULL;

      if (entry == NULL)
        return FALSE;
      kept = waybill_cert_store_read_crl (store, waybill_cert_certificate_get_fingerprint (entry->certificate));
      g_ptr_array_add (self->list_labels, g_strdup (entry->label));
      g_ptr_array_add (self->list_sentences,
                       waybill_words_crl (entry->label, lists->pdata[i],
                                          kept == NULL
                                              || !g_bytes_equal (kept, waybill_cert_crl_get_der (lists->pdata[i]))));
    }
  return TRUE;
}

/* The way of a run */

static void
fail (WaybillUiCertImportWrite *self, GTask *task, GError *error)
{
  waybill_ui_cert_import_ledger_undo (self->ledger, NULL);
  g_task_return_error (task, error);
}

static void
write_all (WaybillUiCertImportWrite *self, GTask *task)
{
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    waybill_ui_cert_import_ledger_undo (self->ledger, NULL);
  else if (write_authorities (self, &error) && write_lists (self, &error) && write_identities (self, &error)
           && write_partners (self, &error))
    {
      waybill_ui_cert_import_write_tell (self);
      g_task_return_boolean (task, TRUE);
    }
  else
    fail (self, task, error);
}

static void
sealing_done (gpointer data)
{
  Sealing *sealing = data;
  g_autoptr (GTask) task = sealing->task;
  WaybillUiCertImportWrite *self = g_task_get_source_object (task);

  if (sealing->error != NULL)
    fail (self, task, g_steal_pointer (&sealing->error));
  else
    write_all (self, task);
  g_ptr_array_unref (sealing->parcels);
  g_free (sealing);
}

static void
seal_on_thread (gpointer data)
{
  Sealing *sealing = data;

  for (guint i = 0; i < sealing->parcels->len && sealing->error == NULL; i++)
    {
      WaybillUiCertImportParcel *parcel = sealing->parcels->pdata[i];

      if (!waybill_ui_cert_import_parcel_join (parcel, &sealing->error))
        break;
      parcel->pfx = waybill_cert_store_seal (parcel->identity, parcel->label,
                                             parcel->password != NULL ? waybill_secret_text_peek (parcel->password) : NULL,
                                             &sealing->error);
    }
  waybill_base_thread_hop (NULL, sealing_done, sealing);
}

static void
store_next (GTask *task);

/* A made password that nobody keeps would lock the identity for ever: without a keyring it stays unprotected. */
static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  WaybillUiCertImportWrite *self = g_task_get_source_object (task);
  WaybillUiCertImportParcel *parcel = self->parcels->pdata[self->n_stored];

  parcel->is_kept = waybill_secret_vault_store_finish (WAYBILL_SECRET_VAULT (source), result, NULL);
  if (!parcel->is_kept && parcel->is_made)
    g_clear_pointer (&parcel->password, waybill_secret_text_unref);
  self->n_stored++;
  store_next (task);
}

static void
seal_all (WaybillUiCertImportWrite *self, GTask *task)
{
  Sealing *sealing = g_new0 (Sealing, 1);

  sealing->task = task;
  sealing->parcels = g_ptr_array_ref (self->parcels);
  waybill_base_thread_detach ("import-seal", seal_on_thread, sealing);
}

static void
store_next (GTask *task)
{
  WaybillUiCertImportWrite *self = g_task_get_source_object (task);
  WaybillSecretVault *vault = waybill_ui_context_get_vault (self->context);
  WaybillSecretKey key = { WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD, NULL, NULL };
  WaybillUiCertImportParcel *parcel;

  if (g_task_return_error_if_cancelled (task))
    {
      waybill_ui_cert_import_ledger_undo (self->ledger, NULL);
      g_object_unref (task);
      return;
    }
  if (self->n_stored == self->parcels->len)
    {
      seal_all (self, task);
      return;
    }
  parcel = self->parcels->pdata[self->n_stored];
  key.id = fingerprint_of (parcel->item);
  key.name = parcel->label;
  waybill_ui_cert_import_ledger_note_secret (self->ledger, key.id);
  if (parcel->is_made || parcel->key != NULL || self->wish.keep_passwords)
    {
      waybill_secret_vault_store_async (vault, &key, parcel->password, g_task_get_cancellable (task), stored_cb, task);
      return;
    }
  waybill_secret_vault_remember (vault, &key, parcel->password);
  self->n_stored++;
  store_next (task);
}

static void
keys_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  WaybillUiCertImportWrite *self = WAYBILL_UI_CERT_IMPORT_WRITE (source);
  GError *error = NULL;

  if (waybill_ui_cert_import_write_fetch_keys_finish (self, result, &error))
    {
      store_next (task);
      return;
    }
  fail (self, task, error);
  g_object_unref (task);
}

/**
 * waybill_ui_cert_import_write_run_async:
 * @self: an import, run once
 * @cancellable: (nullable): takes everything back
 * @callback: called in the main context
 * @user_data: for @callback
 *
 * Writes all of it or nothing. Main thread.
 */
void
waybill_ui_cert_import_write_run_async (WaybillUiCertImportWrite *self,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, waybill_ui_cert_import_write_run_async);
  g_task_set_check_cancellable (task, FALSE);
  pack (self);
  waybill_ui_cert_import_write_fetch_keys_async (self, cancellable, keys_fetched, task);
}

/**
 * waybill_ui_cert_import_write_run_finish:
 * @self: an import
 * @result: what the callback got
 * @error: return location
 *
 * Returns: %TRUE when all is done; %FALSE with #WaybillCertError, #WaybillPartnerError or %G_IO_ERROR_CANCELLED, and nothing
 *   is left of it
 */
gboolean
waybill_ui_cert_import_write_run_finish (WaybillUiCertImportWrite *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static GPtrArray *
copy_strings (GPtrArray *strings)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < strings->len; i++)
    g_ptr_array_add (copy, g_strdup (strings->pdata[i]));
  return copy;
}

/**
 * waybill_ui_cert_import_write_new:
 * @context: the stores
 * @wish: what is wanted; copied
 *
 * Returns: (transfer full): an import that has not begun
 */
WaybillUiCertImportWrite *
waybill_ui_cert_import_write_new (WaybillUiContext *context, const WaybillUiCertImportWish *wish)
{
  WaybillUiCertImportWrite *self = g_object_new (WAYBILL_TYPE_UI_CERT_IMPORT_WRITE, NULL);

  self->context = g_object_ref (context);
  self->ledger = waybill_ui_cert_import_ledger_new (context);
  self->wish = *wish;
  self->wish.plan = waybill_cert_plan_ref (wish->plan);
  self->wish.labels = copy_strings (wish->labels);
  self->wish.older = copy_strings (wish->older);
  self->wish.partners = g_strdupv (wish->partners);
  self->wish.from = g_strdup (wish->from);
  return self;
}

/**
 * waybill_ui_cert_import_write_undo:
 * @self: an import that is done
 * @error: (nullable): return location
 *
 * Takes it back as one: store, assignments and trust lists. Main thread.
 *
 * Returns: %FALSE where something could not be taken back, with an error of waybill_ui_cert_import_ledger_undo()
 */
gboolean
waybill_ui_cert_import_write_undo (WaybillUiCertImportWrite *self, GError **error)
{
  self->is_undone = TRUE;
  return waybill_ui_cert_import_ledger_undo (self->ledger, error);
}

/**
 * waybill_ui_cert_import_write_is_undone:
 * @self: an import
 *
 * Returns: whether it was taken back
 */
gboolean
waybill_ui_cert_import_write_is_undone (WaybillUiCertImportWrite *self)
{
  return self->is_undone;
}

static void
waybill_ui_cert_import_write_finalize (GObject *object)
{
  WaybillUiCertImportWrite *self = WAYBILL_UI_CERT_IMPORT_WRITE (object);

  g_clear_pointer (&self->parcels, g_ptr_array_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->list_labels, g_ptr_array_unref);
  g_clear_pointer (&self->list_sentences, g_ptr_array_unref);
  g_clear_pointer (&self->ledger, waybill_ui_cert_import_ledger_free);
  g_clear_pointer (&self->wish.labels, g_ptr_array_unref);
  g_clear_pointer (&self->wish.older, g_ptr_array_unref);
  g_clear_pointer (&self->wish.partners, g_strfreev);
  g_clear_pointer (&self->wish.from, g_free);
  g_clear_pointer (&self->wish.plan, waybill_cert_plan_unref);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (waybill_ui_cert_import_write_parent_class)->finalize (object);
}

static void
waybill_ui_cert_import_write_class_init (WaybillUiCertImportWriteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = waybill_ui_cert_import_write_finalize;
}

static void
waybill_ui_cert_import_write_init (WaybillUiCertImportWrite *self)
{
  self->parcels = g_ptr_array_new_with_free_func (parcel_free);
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->list_labels = g_ptr_array_new_with_free_func (g_free);
  self->list_sentences = g_ptr_array_new_with_free_func (g_free);
}
