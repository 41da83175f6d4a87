/* The steps of an import and their opposites. It decides nothing: what is to be done is told by ui-cert-import-write. */

#include "ui-cert-import-ledger.h"

/* One step that was taken; the fields of its kind are set. */
typedef struct
{
  char *added;                      /* fingerprint of an entry that is new */
  WaybillCertRemoved *removed;      /* an entry that is gone */
  char *request;                    /* id of a request that is gone */
  WaybillCertWaitingRemoved *ended; /* that request */
  char *secret;                     /* fingerprint of an identity whose password the vault has */
  char *partner;                    /* UUID */
  char *identity;                   /* of the partner: what it shows now, NULL: as before */
  char *identity_before;
  gboolean has_next; /* of the partner: what takes over is another now */
  char *next;        /* NULL: nothing does */
  char *next_before;
  char *from_before;
  GPtrArray *trusted;   /* of the partner: authorities that are new */
  GPtrArray *untrusted; /* of the partner: authorities that are gone */
} Step;

struct _WaybillUiCertImportLedger
{
  WaybillUiContext *context;
  GPtrArray *steps;
};

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->added);
  g_clear_pointer (&step->removed, waybill_cert_removed_free);
  g_free (step->request);
  g_clear_pointer (&step->ended, waybill_cert_waiting_removed_free);
  g_free (step->secret);
  g_free (step->partner);
  g_free (step->identity);
  g_free (step->identity_before);
  g_free (step->next);
  g_free (step->next_before);
  g_free (step->from_before);
  g_clear_pointer (&step->trusted, g_ptr_array_unref);
  g_clear_pointer (&step->untrusted, g_ptr_array_unref);
  g_free (step);
}

static Step *
add_step (WaybillUiCertImportLedger *self)
{
  Step *step = g_new0 (Step, 1);

  g_ptr_array_add (self->steps, step);
  return step;
}

/**
 * waybill_ui_cert_import_ledger_new:
 * @context: the stores
 *
 * Returns: (transfer full): an empty ledger
 */
WaybillUiCertImportLedger *
waybill_ui_cert_import_ledger_new (WaybillUiContext *context)
{
  WaybillUiCertImportLedger *self = g_new0 (WaybillUiCertImportLedger, 1);

  self->context = g_object_ref (context);
  self->steps = g_ptr_array_new_with_free_func (step_free);
  return self;
}

/* A key that will not wait again needs no password of its own: the identity has it. */
static void
forget_requests (WaybillUiCertImportLedger *self)
{
  WaybillSecretKey key = { WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD, NULL, NULL };

  for (guint i = 0; i < self->steps->len; i++)
    {
      key.id = ((Step *) self->steps->pdata[i])->request;
      if (key.id != NULL)
        waybill_secret_vault_forget_async (waybill_ui_context_get_vault (self->context), &key, NULL, NULL, NULL);
    }
}

/**
 * waybill_ui_cert_import_ledger_free:
 * @self: (transfer full): a ledger
 *
 * Frees it; what it noted stays as it is. Main thread.
 */
void
waybill_ui_cert_import_ledger_free (WaybillUiCertImportLedger *self)
{
  forget_requests (self);
  g_ptr_array_unref (self->steps);
  g_object_unref (self->context);
  g_free (self);
}

/**
 * waybill_ui_cert_import_ledger_note_secret:
 * @self: a ledger
 * @fingerprint: of the identity
 *
 * Notes that the vault has its password.
 */
void
waybill_ui_cert_import_ledger_note_secret (WaybillUiCertImportLedger *self, const char *fingerprint)
{
  add_step (self)->secret = g_strdup (fingerprint);
}

/**
 * waybill_ui_cert_import_ledger_take_out:
 * @self: a ledger
 * @fingerprint: of an entry
 * @error: return location
 *
 * Removes an entry. One that is gone already is fine.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_STORE
 */
gboolean
waybill_ui_cert_import_ledger_take_out (WaybillUiCertImportLedger *self, const char *fingerprint, GError **error)
{
  WaybillCertStore *store = waybill_ui_context_get_certificates (self->context);
  WaybillCertRemoved *removed;

  if (waybill_cert_store_find_fingerprint (store, fingerprint) == NULL)
    return TRUE;
  removed = waybill_cert_store_take_out (store, fingerprint, error);
  if (removed == NULL)
    return FALSE;
  add_step (self)->removed = removed;
  return TRUE;
}

/**
 * waybill_ui_cert_import_ledger_add:
 * @self: a ledger
 * @item: what to store
 * @label: its name
 * @pfx: (nullable): the sealed identity; %NULL for an authority
 * @is_protected: whether a password seals it
 * @error: return location
 *
 * Stores an entry. One that the store has already is fine.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_LABEL_TAKEN, `STORE` or `FAILED`
 */
gboolean
waybill_ui_cert_import_ledger_add (WaybillUiCertImportLedger *self,
                                   const WaybillCertPlanItem *item,
                                   const char *label,
                                   GBytes *pfx,
                                   gboolean is_protected,
                                   GError **error)
{
  WaybillCertStore *store = waybill_ui_context_get_certificates (self->context);
  const WaybillCertEntry *entry;
  gboolean existed = FALSE;

  if (pfx != NULL)
    entry = waybill_cert_store_add_sealed (store, item->identity, pfx, is_protected, label, FALSE, &existed, error);
  else
    entry = waybill_cert_store_add_authority (store, item->certificate, label, FALSE, &existed, error);
  if (entry == NULL)
    return FALSE;
  if (!existed)
    add_step (self)->added = g_strdup (waybill_cert_certificate_get_fingerprint (item->certificate));
  return TRUE;
}

/**
 * waybill_ui_cert_import_ledger_end_request:
 * @self: a ledger
 * @id: of a request that waits
 * @error: return location
 *
 * Takes a request out of the store: its key is in an identity now. One that is gone already is fine.
 *
 * Returns: %FALSE with %WAYBILL_CERT_ERROR_STORE
 */
gboolean
waybill_ui_cert_import_ledger_end_request (WaybillUiCertImportLedger *self, const char *id, GError **error)
{
  WaybillCertStore *store = waybill_ui_context_get_certificates (self->context);
  WaybillCertWaitingRemoved *ended;
  Step *step;

  if (waybill_cert_store_find_request (store, id, NULL) == NULL)
    return TRUE;
  ended = waybill_cert_store_take_out_request (store, id, error);
  if (ended == NULL)
    return FALSE;
  step = add_step (self);
  step->ended = ended;
  step->request = g_strdup (id);
  return TRUE;
}

static gboolean
trusts (WaybillPartner *partner, const char *fingerprint)
{
  return g_strv_contains (waybill_partner_get_authorities (partner), fingerprint);
}

static GPtrArray *
trust (WaybillPartner *partner, GPtrArray *fingerprints)
{
  GPtrArray *done = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < fingerprints->len; i++)
    if (!trusts (partner, fingerprints->pdata[i]) && waybill_partner_add_authority (partner, fingerprints->pdata[i], NULL))
      g_ptr_array_add (done, g_strdup (fingerprints->pdata[i]));
  return done;
}

static GPtrArray *
untrust (WaybillPartner *partner, GPtrArray *fingerprints)
{
  GPtrArray *done = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < fingerprints->len; i++)
    if (trusts (partner, fingerprints->pdata[i]))
      {
        waybill_partner_remove_authority (partner, fingerprints->pdata[i]);
        g_ptr_array_add (done, g_strdup (fingerprints->pdata[i]));
      }
  return done;
}

/* In memory alone. */
static void
revert_partner (WaybillPartner *partner, Step *step)
{
  g_autoptr (GPtrArray) gone = untrust (partner, step->trusted);
  g_autoptr (GPtrArray) back = trust (partner, step->untrusted);

  if (step->identity != NULL && g_strcmp0 (waybill_partner_get_identity (partner), step->identity) == 0)
    waybill_partner_set_identity (partner, step->identity_before, NULL);
  if (step->has_next && g_strcmp0 (waybill_partner_get_next_identity (partner), step->next) == 0)
    waybill_partner_set_next (partner, step->next_before, step->from_before, NULL);
}

static void
set_identity (WaybillPartner *partner, const char *identity, Step *step)
{
  if (g_strcmp0 (waybill_partner_get_identity (partner), identity) == 0)
    return;
  step->identity_before = g_strdup (waybill_partner_get_identity (partner));
  step->identity = g_strdup (identity);
  waybill_partner_set_identity (partner, identity, NULL);
}

/* What is shown already does not take over; but nothing else may then. */
static void
set_next (WaybillPartner *partner, const char *identity, const char *from, Step *step)
{
  gboolean is_shown = g_strcmp0 (waybill_partner_get_identity (partner), identity) == 0;

  if (is_shown && waybill_partner_get_next_identity (partner) == NULL)
    return;
  step->next_before = g_strdup (waybill_partner_get_next_identity (partner));
  step->from_before = g_strdup (waybill_partner_get_next_from (partner));
  step->next = is_shown ? NULL : g_strdup (identity);
  step->has_next = TRUE;
  waybill_partner_set_next (partner, step->next, from, NULL);
}

/**
 * waybill_ui_cert_import_ledger_set_partner:
 * @self: a ledger
 * @partner: whom
 * @identity: (nullable): the fingerprint of what it shows from now on; %NULL: as before
 * @from: (nullable): the day on which it takes over; %NULL: at once
 * @added: (element-type utf8): authorities that it trusts from now on
 * @removed: (element-type utf8): authorities that it does not trust any more
 * @error: return location
 *
 * Changes and saves a partner; one that has all of it already is not written.
 *
 * Returns: %FALSE with %WAYBILL_PARTNER_ERROR_STORE, and the partner as it was
 */
gboolean
waybill_ui_cert_import_ledger_set_partner (WaybillUiCertImportLedger *self,
                                           WaybillPartner *partner,
                                           const char *identity,
                                           const char *from,
                                           GPtrArray *added,
                                           GPtrArray *removed,
                                           GError **error)
{
  Step *step = g_new0 (Step, 1);

  step->partner = g_strdup (waybill_partner_get_uuid (partner));
  step->untrusted = untrust (partner, removed);
  step->trusted = trust (partner, added);
  if (identity != NULL && from == NULL)
    set_identity (partner, identity, step);
  else if (identity != NULL)
    set_next (partner, identity, from, step);
  if (step->identity == NULL && !step->has_next && step->trusted->len == 0 && step->untrusted->len == 0)
    {
      step_free (step);
      return TRUE;
    }
  if (!waybill_partner_store_save (waybill_ui_context_get_partners (self->context), partner, error))
    {
      revert_partner (partner, step);
      step_free (step);
      return FALSE;
    }
  g_ptr_array_add (self->steps, step);
  return TRUE;
}

static void
undo_partner (WaybillUiCertImportLedger *self, Step *step, GError **error)
{
  WaybillPartner *partner = waybill_ui_context_find_partner (self->context, step->partner);

  if (partner == NULL)
    return;
  revert_partner (partner, step);
  waybill_partner_store_save (waybill_ui_context_get_partners (self->context), partner, error);
}

static void
undo_secret (WaybillUiCertImportLedger *self, const char *fingerprint)
{
  WaybillSecretKey key = { WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD, fingerprint, NULL };
  const WaybillCertEntry *entry
      = waybill_cert_store_find_fingerprint (waybill_ui_context_get_certificates (self->context), fingerprint);

  /* What was added is gone by now: one that is there was there before, and is not to lose what opens it. */
  if (entry != NULL && entry->is_identity)
    return;
  waybill_secret_vault_forget_async (waybill_ui_context_get_vault (self->context), &key, NULL, NULL, NULL);
}

static void
undo_step (WaybillUiCertImportLedger *self, Step *step, GError **error)
{
  WaybillCertStore *store = waybill_ui_context_get_certificates (self->context);

  if (step->added != NULL && waybill_cert_store_find_fingerprint (store, step->added) != NULL)
    waybill_cert_store_remove (store, step->added, error);
  else if (step->removed != NULL)
    waybill_cert_store_put_back (store, step->removed, error);
  else if (step->ended != NULL)
    waybill_cert_store_put_back_request (store, step->ended, error);
  else if (step->secret != NULL)
    undo_secret (self, step->secret);
  else if (step->partner != NULL)
    undo_partner (self, step, error);
}

/**
 * waybill_ui_cert_import_ledger_undo:
 * @self: a ledger
 * @error: (nullable): return location
 *
 * Takes every step back, the last first; then the ledger is empty. A step that cannot be taken back does not keep the others
 * from it.
 *
 * Returns: %FALSE with what kept the first of them: %WAYBILL_CERT_ERROR_STORE, `NO_SPACE` or %WAYBILL_PARTNER_ERROR_STORE
 */
gboolean
waybill_ui_cert_import_ledger_undo (WaybillUiCertImportLedger *self, GError **error)
{
  g_autoptr (GError) first = NULL;

  while (self->steps->len > 0)
    {
      Step *step = g_ptr_array_steal_index (self->steps, self->steps->len - 1);
      g_autoptr (GError) failure = NULL;

      undo_step (self, step, &failure);
      step_free (step);
      if (failure != NULL)
        g_message ("A step of an import could not be taken back: %s", failure->message);
      if (first == NULL)
        first = g_steal_pointer (&failure);
    }
  if (first == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}
