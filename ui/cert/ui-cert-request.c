/* The request assistant's steps. What is found is handed to the import assistant or assigned at once; what is made is shown
 * to be sent; the answer may be dropped here like anywhere else. */

#include "ui-cert-request-private.h"

#include "ui-file.h"
#include "ui-tell.h"
#include "ui-toast.h"
#include "words-error.h"
#include "words-store.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (WaybillUiCertRequest, waybill_ui_cert_request, WAYBILL_TYPE_UI_ASSISTANT)

static const WaybillUiAssistantStep steps[] = {
  [WAYBILL_UI_CERT_REQUEST_STEP_HAVE] = { N_ ("What you have"), N_ ("_Next"), N_ ("_Next") },
  [WAYBILL_UI_CERT_REQUEST_STEP_WHO] = { N_ ("Who you are"), N_ ("_Make Request"), N_ ("_Make") },
  [WAYBILL_UI_CERT_REQUEST_STEP_SEND] = { N_ ("Send it"), N_ ("_Close"), N_ ("_Close") },
};

/* What an undo needs: it outlives the window. */
typedef struct
{
  WaybillUiContext *context;
  WaybillUiCertImportLedger *ledger;
  GWeakRef from;
} Undo;

static WaybillPartner *
get_partner (WaybillUiCertRequest *self)
{
  return self->partner != NULL ? waybill_ui_context_find_partner (self->context, self->partner) : NULL;
}

static void
undo_free (gpointer data)
{
  Undo *undo = data;

  waybill_ui_cert_import_ledger_free (undo->ledger);
  g_weak_ref_clear (&undo->from);
  g_object_unref (undo->context);
  g_free (undo);
}

static void
undo_cb (gpointer data)
{
  Undo *undo = data;
  g_autoptr (GtkWidget) from = g_weak_ref_get (&undo->from);
  g_autoptr (WaybillWords) words = NULL;
  g_autoptr (GError) error = NULL;

  if (waybill_ui_cert_import_ledger_undo (undo->ledger, &error) || from == NULL)
    return;
  words = waybill_words_error (error, NULL);
  waybill_ui_tell (from, words);
}

/* ledger: (transfer full). */
static void
offer_undo (WaybillUiCertRequest *self, GtkWidget *from, const char *said, WaybillUiCertImportLedger *ledger)
{
  Undo *undo = g_new0 (Undo, 1);

  undo->context = g_object_ref (self->context);
  undo->ledger = ledger;
  g_weak_ref_init (&undo->from, from);
  waybill_ui_toast_offer_undo (from, said, undo_cb, undo, undo_free);
}

/* Using what is there */

/* What opens next stands over the window below: this one has done its work. */
static GtkWindow *
get_below (WaybillUiCertRequest *self)
{
  return gtk_window_get_transient_for (GTK_WINDOW (self));
}

static void
import_files (WaybillUiCertRequest *self, GListModel *files)
{
  GtkWindow *below = get_below (self);
  g_autoptr (WaybillUiContext) context = g_object_ref (self->context);
  g_autofree char *partner = g_strdup (self->partner);

  waybill_ui_assistant_leave (WAYBILL_UI_ASSISTANT (self));
  waybill_ui_context_import (context, GTK_WIDGET (below), files, partner);
}

static gboolean
assign (WaybillUiCertRequest *self, WaybillPartner *partner, const char *fingerprint)
{
  WaybillUiCertImportLedger *ledger = waybill_ui_cert_import_ledger_new (self->context);
  const WaybillCertEntry *entry
      = waybill_cert_store_find_fingerprint (waybill_ui_context_get_certificates (self->context), fingerprint);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillWords) words = NULL;
  g_autofree char *said = NULL;

  if (entry != NULL && waybill_ui_cert_import_ledger_set_partner (ledger, partner, fingerprint, NULL, none, none, &error))
    {
      said = waybill_words_store_assigned (waybill_partner_get_name (partner), entry->label, TRUE, TRUE);
      offer_undo (self, GTK_WIDGET (get_below (self)), said, ledger);
      return TRUE;
    }
  waybill_ui_cert_import_ledger_free (ledger);
  if (error == NULL)
    return FALSE;
  words = waybill_words_error (error, waybill_partner_get_name (partner));
  waybill_ui_tell (GTK_WIDGET (self), words);
  return FALSE;
}

static void
entry_used (WaybillUiCertRequest *self, const char *fingerprint)
{
  WaybillPartner *partner = get_partner (self);
  GtkWindow *below = get_below (self);
  g_autoptr (WaybillUiContext) context = g_object_ref (self->context);
  g_autofree char *chosen = g_strdup (fingerprint);

  if (partner != NULL && !assign (self, partner, chosen))
    return;
  waybill_ui_assistant_leave (WAYBILL_UI_ASSISTANT (self));
  if (partner == NULL)
    waybill_ui_context_go (context, GTK_WIDGET (below), WAYBILL_UI_PLACE_CERTIFICATES, chosen, NULL);
}

/* Making */

static void
show_made (WaybillUiCertRequest *self)
{
  WaybillCertStore *store = waybill_ui_context_get_certificates (self->context);
  WaybillPartner *partner = get_partner (self);
  const char *name = partner != NULL ? waybill_partner_get_name (partner) : NULL;
  const WaybillCertWaiting *waiting
      = self->made->id != NULL ? waybill_cert_store_find_request (store, self->made->id, NULL) : NULL;
  const WaybillCertEntry *entry = waybill_cert_store_find_fingerprint (store, self->made->fingerprint);

  if (waiting != NULL)
    waybill_ui_cert_request_send_show_request (self->send_page, self->context, waiting, name);
  else if (entry != NULL)
    waybill_ui_cert_request_send_show_identity (self->send_page, self->context, entry, name);
  else
    return;
  waybill_ui_assistant_show_step (WAYBILL_UI_ASSISTANT (self), WAYBILL_UI_CERT_REQUEST_STEP_SEND);
}

static void
made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiCertRequest) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillUiCertRequestMade) done
      = waybill_ui_cert_request_make_finish (WAYBILL_UI_CONTEXT (source), result, &error);
  g_autoptr (WaybillWords) words = NULL;

  /* The window was closed meanwhile; what had ended before it could be cancelled is taken back as well. */
  if (self->making == NULL)
    {
      if (done != NULL)
        waybill_ui_cert_request_made_take_back (done, WAYBILL_UI_CONTEXT (source));
      return;
    }
  g_clear_object (&self->making);
  waybill_ui_cert_request_who_set_busy (self->who_page, FALSE);
  if (done != NULL)
    {
      self->made = g_steal_pointer (&done);
      show_made (self);
      return;
    }
  words = waybill_words_error (error, NULL);
  waybill_ui_cert_request_who_set_failure (self->who_page, words);
  waybill_ui_assistant_update (WAYBILL_UI_ASSISTANT (self));
  waybill_ui_assistant_page_focus (WAYBILL_UI_ASSISTANT_PAGE (self->who_page));
}

static void
make (WaybillUiCertRequest *self)
{
  WaybillPartner *partner = get_partner (self);
  g_autofree char *subject = waybill_ui_cert_request_who_dup_subject (self->who_page);
  g_autofree char *name = waybill_ui_cert_request_who_dup_name (self->who_page);
  g_auto (GStrv) names = waybill_ui_cert_request_who_dup_names (self->who_page);
  WaybillUiCertRequestWish wish = {
    .subject = subject,
    .names = (const char *const *) names,
    .kind = waybill_ui_cert_request_who_get_key_kind (self->who_page),
    .days = waybill_ui_cert_request_who_get_days (self->who_page),
    .name = partner != NULL ? waybill_partner_get_name (partner) : name,
    .partner = self->partner,
  };

  self->making = g_cancellable_new ();
  waybill_ui_cert_request_who_set_failure (self->who_page, NULL);
  waybill_ui_cert_request_who_set_busy (self->who_page, TRUE);
  waybill_ui_assistant_update (WAYBILL_UI_ASSISTANT (self));
  waybill_ui_cert_request_make_async (self->context, &wish, self->making, made, g_object_ref (self));
}

/* The frame */

static void
waybill_ui_cert_request_go_next (WaybillUiAssistant *assistant)
{
  WaybillUiCertRequest *self = WAYBILL_UI_CERT_REQUEST (assistant);

  if (waybill_ui_assistant_get_step (assistant) != WAYBILL_UI_CERT_REQUEST_STEP_WHO)
    WAYBILL_UI_ASSISTANT_CLASS (waybill_ui_cert_request_parent_class)->go_next (assistant);
  else if (self->making == NULL && waybill_ui_cert_request_who_check (self->who_page))
    make (self);
}

static gboolean
waybill_ui_cert_request_may_go (WaybillUiAssistant *assistant)
{
  return WAYBILL_UI_CERT_REQUEST (assistant)->making == NULL;
}

/* Nobody is asked for anything. */
static const char *
waybill_ui_cert_request_find_primary (WaybillUiAssistant *assistant)
{
  WaybillUiCertRequest *self = WAYBILL_UI_CERT_REQUEST (assistant);

  if (waybill_ui_assistant_get_step (assistant) != WAYBILL_UI_CERT_REQUEST_STEP_WHO
      || waybill_ui_cert_request_who_get_days (self->who_page) == 0)
    return NULL;
  return _ ("_Make It");
}

static const char *
waybill_ui_cert_request_get_kept (WaybillUiAssistant *assistant)
{
  return waybill_ui_cert_request_who_is_typed (WAYBILL_UI_CERT_REQUEST (assistant)->who_page) ? _ ("Nothing made yet")
                                                                                              : NULL;
}

static void
waybill_ui_cert_request_closed (WaybillUiAssistant *assistant)
{
  WaybillUiCertRequest *self = WAYBILL_UI_CERT_REQUEST (assistant);

  waybill_ui_cert_request_have_stop (self->have_page);
  g_cancellable_cancel (self->making);
  g_clear_object (&self->making);
  if (self->made != NULL && self->made->ledger != NULL && get_below (self) != NULL)
    offer_undo (self, GTK_WIDGET (get_below (self)), _ ("Certificate made"), g_steal_pointer (&self->made->ledger));
}

/* The answer, most likely. */
static gboolean
dropped (WaybillUiCertRequest *self, const GValue *value)
{
  g_autoptr (GListModel) files = waybill_ui_file_list_from_value (value);

  if (self->making != NULL || g_list_model_get_n_items (files) == 0)
    return FALSE;
  import_files (self, files);
  return TRUE;
}

/**
 * waybill_ui_cert_request_new:
 * @context: the stores
 * @parent: (nullable): the window below
 * @partner: (nullable): UUID of whom it is for
 *
 * Returns: (transfer none): the assistant, not shown yet; GTK owns it
 */
WaybillUiCertRequest *
waybill_ui_cert_request_new (WaybillUiContext *context, GtkWindow *parent, const char *partner)
{
  WaybillUiCertRequest *self = g_object_new (WAYBILL_TYPE_UI_CERT_REQUEST, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  self->partner = g_strdup (partner);
  waybill_ui_cert_request_have_set_context (self->have_page, context, partner);
  waybill_ui_cert_request_who_fill (self->who_page, context, get_partner (self));
  waybill_ui_assistant_show_step (WAYBILL_UI_ASSISTANT (self), WAYBILL_UI_CERT_REQUEST_STEP_HAVE);
  return self;
}

static void
waybill_ui_cert_request_dispose (GObject *object)
{
  WaybillUiCertRequest *self = WAYBILL_UI_CERT_REQUEST (object);

  g_cancellable_cancel (self->making);
  g_clear_object (&self->making);
  g_clear_pointer (&self->made, waybill_ui_cert_request_made_free);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (waybill_ui_cert_request_parent_class)->dispose (object);
}

static void
waybill_ui_cert_request_finalize (GObject *object)
{
  g_free (WAYBILL_UI_CERT_REQUEST (object)->partner);
  G_OBJECT_CLASS (waybill_ui_cert_request_parent_class)->finalize (object);
}

static void
waybill_ui_cert_request_class_init (WaybillUiCertRequestClass *klass)
{
  WaybillUiAssistantClass *assistant_class = WAYBILL_UI_ASSISTANT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_cert_request_dispose;
  G_OBJECT_CLASS (klass)->finalize = waybill_ui_cert_request_finalize;
  assistant_class->steps = steps;
  assistant_class->n_steps = G_N_ELEMENTS (steps);
  assistant_class->go_next = waybill_ui_cert_request_go_next;
  assistant_class->may_go_next = waybill_ui_cert_request_may_go;
  assistant_class->may_go_back = waybill_ui_cert_request_may_go;
  assistant_class->find_primary = waybill_ui_cert_request_find_primary;
  assistant_class->get_kept = waybill_ui_cert_request_get_kept;
  assistant_class->closed = waybill_ui_cert_request_closed;
  g_type_ensure (WAYBILL_TYPE_UI_CERT_REQUEST_HAVE);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_REQUEST_WHO);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_REQUEST_SEND);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-request.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertRequest, have_page);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertRequest, who_page);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertRequest, send_page);
}

static void
waybill_ui_cert_request_init (WaybillUiCertRequest *self)
{
  GtkDropTarget *target = waybill_ui_file_target_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->have_page, "use-entry", G_CALLBACK (entry_used), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->have_page, "use-files", G_CALLBACK (import_files), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->who_page, "signer-changed", G_CALLBACK (waybill_ui_assistant_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
