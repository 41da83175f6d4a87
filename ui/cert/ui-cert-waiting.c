/* One key that waits. Removing it is undone from the window's toast; until that has gone its password stays too. */

#include "ui-cert-waiting.h"

#include "ui-box.h"
#include "ui-cert-request-file.h"
#include "ui-cert-request-make.h"
#include "ui-file.h"
#include "ui-state.h"
#include "ui-tell.h"
#include "ui-toast.h"
#include "words-error.h"
#include "words-request.h"

#include <glib/gi18n.h>

struct _WaybillUiCertWaiting
{
  AdwBin parent_instance;

  WaybillUiContext *context;
  char *id; /* (nullable) */

  GtkLabel *label;
  GtkImage *state;
  GtkLabel *made;
  WaybillUiBox *answer;
  GtkWidget *answer_button;
  WaybillUiCertRequestFile *file;
  AdwActionRow *subject;
  AdwActionRow *key;
  GtkWidget *remove_button;
};

G_DEFINE_FINAL_TYPE (WaybillUiCertWaiting, waybill_ui_cert_waiting, ADW_TYPE_BIN)

/* What an undo needs; it outlives the window. */
typedef struct
{
  WaybillUiContext *context;
  GWeakRef from;
  WaybillCertWaitingRemoved *removed;
  char *id;
  gboolean is_back;
} Undo;

static const WaybillCertWaiting *
get_waiting (WaybillUiCertWaiting *self)
{
  if (self->context == NULL || self->id == NULL)
    return NULL;
  return waybill_cert_store_find_request (waybill_ui_context_get_certificates (self->context), self->id, NULL);
}

/* Removing */

static void
undo_cb (gpointer data)
{
  Undo *undo = data;
  g_autoptr (GtkWidget) from = g_weak_ref_get (&undo->from);
  g_autoptr (WaybillWords) words = NULL;
  g_autoptr (GError) error = NULL;

  undo->is_back
      = waybill_cert_store_put_back_request (waybill_ui_context_get_certificates (undo->context), undo->removed, &error);
  if (undo->is_back || from == NULL)
    return;
  words = waybill_words_error (error, NULL);
  waybill_ui_tell (from, words);
}

/* A key that is gone for good needs no password. */
static void
undo_free (gpointer data)
{
  Undo *undo = data;
  WaybillSecretKey key = waybill_ui_cert_request_secret_key (undo->id, NULL);

  if (!undo->is_back)
    waybill_secret_vault_forget_async (waybill_ui_context_get_vault (undo->context), &key, NULL, NULL, NULL);
  g_weak_ref_clear (&undo->from);
  waybill_cert_waiting_removed_free (undo->removed);
  g_object_unref (undo->context);
  g_free (undo->id);
  g_free (undo);
}

/**
 * waybill_ui_cert_waiting_remove:
 * @self: the page
 *
 * Removes the request and its key, and offers to undo that. Main thread.
 */
void
waybill_ui_cert_waiting_remove (WaybillUiCertWaiting *self)
{
  const WaybillCertWaiting *waiting = get_waiting (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillWords) words = NULL;
  g_autofree char *said = NULL;
  g_autofree char *id = NULL;
  WaybillCertWaitingRemoved *removed;
  Undo *undo;

  if (waiting == NULL)
    return;
  said = g_strdup_printf (_ ("Request “%s” removed, and its key"), waiting->label);
  id = g_strdup (self->id);
  removed = waybill_cert_store_take_out_request (waybill_ui_context_get_certificates (self->context), id, &error);
  if (removed != NULL)
    {
      undo = g_new0 (Undo, 1);
      undo->id = g_steal_pointer (&id);
      undo->context = g_object_ref (self->context);
      undo->removed = removed;
      g_weak_ref_init (&undo->from, gtk_widget_get_root (GTK_WIDGET (self)));
      waybill_ui_toast_offer_undo (GTK_WIDGET (self), said, undo_cb, undo, undo_free);
      return;
    }
  words = waybill_words_error (error, NULL);
  waybill_ui_tell (GTK_WIDGET (self), words);
}

/* The answer */

static void
answer_chosen (GListModel *files, gpointer user_data)
{
  WaybillUiCertWaiting *self = WAYBILL_UI_CERT_WAITING (user_data);

  if (files != NULL)
    waybill_ui_context_import (self->context, GTK_WIDGET (self), files, NULL);
}

static void
answer_clicked (WaybillUiCertWaiting *self)
{
  waybill_ui_file_choose (GTK_WIDGET (self), WAYBILL_UI_FILE_OPEN_SEVERAL, _ ("Choose the Answer"), _ ("_Open"), NULL, NULL,
                          answer_chosen, self);
}

/* Showing */

static void
show_value (AdwActionRow *row, const char *value)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), value);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle (row, value);
  waybill_ui_name_widget (GTK_WIDGET (row), name);
}

static void
refresh (WaybillUiCertWaiting *self)
{
  const WaybillCertWaiting *waiting = get_waiting (self);
  g_autofree char *made = NULL, *remove = NULL, *answer = NULL;

  gtk_widget_set_visible (adw_bin_get_child (ADW_BIN (self)), waiting != NULL);
  if (waiting == NULL)
    return;
  made = waybill_words_request_waiting (waiting);
  remove = g_strdup_printf (_ ("Remove the request %s"), waiting->label);
  answer = g_strdup_printf (_ ("I have the answer to %s"), waiting->label);
  gtk_label_set_text (self->label, waiting->label);
  gtk_label_set_text (self->made, made);
  waybill_ui_cert_request_file_set (self->file, self->context, waiting->label, waiting->subject, waiting->pem, TRUE);
  show_value (self->subject, waiting->subject);
  show_value (self->key, waiting->is_protected ? _ ("In the store, locked with a password of its own that the keyring has")
                                               : _ ("In the store, unprotected: readable for you alone"));
  waybill_ui_name_widget (self->remove_button, remove);
  waybill_ui_name_widget (self->answer_button, answer);
}

/**
 * waybill_ui_cert_waiting_set_context:
 * @self: the page
 * @context: the stores
 *
 * Called once. Main thread.
 */
void
waybill_ui_cert_waiting_set_context (WaybillUiCertWaiting *self, WaybillUiContext *context)
{
  g_set_object (&self->context, context);
  g_signal_connect_object (context, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}

/**
 * waybill_ui_cert_waiting_show:
 * @self: the page
 * @id: (nullable): of a request that waits; %NULL: none
 *
 * Shows it. Main thread.
 */
void
waybill_ui_cert_waiting_show (WaybillUiCertWaiting *self, const char *id)
{
  if (g_strcmp0 (self->id, id) == 0)
    return;
  g_free (self->id);
  self->id = g_strdup (id);
  refresh (self);
}

/**
 * waybill_ui_cert_waiting_focus:
 * @self: the page
 *
 * Puts the keyboard on its first button. Main thread.
 */
void
waybill_ui_cert_waiting_focus (WaybillUiCertWaiting *self)
{
  gtk_widget_grab_focus (self->answer_button);
}

static void
waybill_ui_cert_waiting_dispose (GObject *object)
{
  WaybillUiCertWaiting *self = WAYBILL_UI_CERT_WAITING (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->id, g_free);
  G_OBJECT_CLASS (waybill_ui_cert_waiting_parent_class)->dispose (object);
}

static void
waybill_ui_cert_waiting_class_init (WaybillUiCertWaitingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_cert_waiting_dispose;
  g_type_ensure (WAYBILL_TYPE_UI_BOX);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_REQUEST_FILE);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-waiting.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertWaiting, label);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertWaiting, state);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertWaiting, made);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertWaiting, answer);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertWaiting, file);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertWaiting, subject);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertWaiting, key);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertWaiting, remove_button);
}

static void
waybill_ui_cert_waiting_init (WaybillUiCertWaiting *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  waybill_ui_state_show (self->state, WAYBILL_UI_STATE_WAITING, NULL);
  waybill_ui_box_set (self->answer, WAYBILL_UI_BOX_CALM, _ ("Waits for its certificate"),
                      _ ("When the answer comes, drop it on this window. Waybill finds the key it belongs to."));
  self->answer_button = gtk_button_new_with_mnemonic (_ ("I Have the _Answer…"));
  gtk_widget_set_halign (self->answer_button, GTK_ALIGN_START);
  gtk_box_append (waybill_ui_box_get_content (self->answer), self->answer_button);
  g_signal_connect_object (self->answer_button, "clicked", G_CALLBACK (answer_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->remove_button, "clicked", G_CALLBACK (waybill_ui_cert_waiting_remove), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_visible (adw_bin_get_child (ADW_BIN (self)), FALSE);
}
