/* What can be done in the certificate store's window, and by which keys: one table. Removing and renaming are undone from
 * the toast; what does not work is said above the certificate. */

#include "ui-cert-window-private.h"

#include <glib/gi18n.h>

#include "ui-cert-export.h"
#include "ui-file.h"
#include "ui-toast.h"
#include "words-error.h"
#include "words-store.h"

/* What Undo needs; it outlives the window. */
typedef struct
{
  WaybillUiContext *context;
  GWeakRef window;
  WaybillCertRemoved *removed; /* (nullable): of a removal */
  char *fingerprint;
  char *label; /* (nullable): of a renaming: the old one */
} Undo;

static Undo *
undo_new (WaybillUiCertWindow *self)
{
  Undo *undo = g_new0 (Undo, 1);

  undo->context = g_object_ref (self->context);
  g_weak_ref_init (&undo->window, self);
  undo->fingerprint = g_strdup (self->shown);
  return undo;
}

static void
undo_free (gpointer data)
{
  Undo *undo = data;

  g_object_unref (undo->context);
  g_weak_ref_clear (&undo->window);
  g_clear_pointer (&undo->removed, waybill_cert_removed_free);
  g_free (undo->fingerprint);
  g_free (undo->label);
  g_free (undo);
}

/* It stands above the certificate: where only the list is to be seen, nobody would read it. */
static void
show_problem (WaybillUiCertWindow *self, const char *title, const char *text)
{
  waybill_ui_cert_details_say_problem (self->details, title, text);
  adw_leaflet_set_visible_child (self->inner, GTK_WIDGET (self->details));
}

static void
say_problem (WaybillUiCertWindow *self, const GError *error)
{
  g_autoptr (WaybillWords) words = waybill_words_error (error, NULL);
  g_autofree char *text = waybill_words_to_body (words, " ");

  show_problem (self, words->title, text);
}

/* done: whether it worked. The window may be gone. */
static void
finish_undo (Undo *undo, gboolean done, const GError *error)
{
  g_autoptr (WaybillUiCertWindow) window = g_weak_ref_get (&undo->window);

  if (window == NULL || window->context == NULL)
    return;
  if (done)
    waybill_ui_cert_window_show (window, undo->fingerprint);
  else
    say_problem (window, error);
}

static void
undo_removal (gpointer data)
{
  Undo *undo = data;
  g_autoptr (GError) error = NULL;
  gboolean done = waybill_cert_store_put_back (waybill_ui_context_get_certificates (undo->context), undo->removed, &error);

  finish_undo (undo, done, error);
}

static void
undo_renaming (gpointer data)
{
  Undo *undo = data;
  g_autoptr (GError) error = NULL;
  gboolean done = waybill_cert_store_rename (waybill_ui_context_get_certificates (undo->context), undo->fingerprint,
                                             undo->label, &error);

  finish_undo (undo, done, error);
}

static const WaybillCertEntry *
get_shown_entry (WaybillUiCertWindow *self)
{
  return self->shown == NULL
             ? NULL
             : waybill_cert_store_find_fingerprint (waybill_ui_context_get_certificates (self->context), self->shown);
}

static gboolean
shows_waiting (WaybillUiCertWindow *self)
{
  WaybillUiCertItem *item = waybill_ui_cert_window_get_item (self);

  return item != NULL && waybill_ui_cert_item_get_kind (item) == WAYBILL_UI_CERT_ITEM_WAITING;
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WaybillUiCertWindow *self = WAYBILL_UI_CERT_WINDOW (widget);
  const WaybillCertEntry *entry = get_shown_entry (self);
  g_autoptr (GPtrArray) users = NULL;
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;
  Undo *undo;

  if (shows_waiting (self))
    waybill_ui_cert_details_remove_waiting (self->details);
  if (entry == NULL)
    return;
  users = waybill_partner_store_users_of_certificate (waybill_ui_context_get_partners (self->context), self->shown);
  said = waybill_words_store_removed (entry->label, users);
  undo = undo_new (self);
  g_free (self->next);
  self->next = g_strdup (waybill_ui_cert_list_get_neighbour (self->list));
  undo->removed
      = waybill_cert_store_take_out (waybill_ui_context_get_certificates (self->context), undo->fingerprint, &error);
  if (undo->removed != NULL)
    {
      waybill_ui_toast_offer_undo (widget, said, undo_removal, undo, undo_free);
      return;
    }
  g_clear_pointer (&self->next, g_free);
  undo_free (undo);
  say_problem (self, error);
}

/**
 * waybill_ui_cert_window_tell_renamed:
 * @self: a window
 * @old_label: what the certificate shown was called
 * @new_label: what it is called now
 *
 * Says it and offers to undo it. Main thread.
 */
void
waybill_ui_cert_window_tell_renamed (WaybillUiCertWindow *self, const char *old_label, const char *new_label)
{
  g_autofree char *said = waybill_words_store_renamed (old_label, new_label);
  Undo *undo = undo_new (self);

  undo->label = g_strdup (old_label);
  waybill_ui_toast_offer_undo (GTK_WIDGET (self), said, undo_renaming, undo, undo_free);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  waybill_ui_context_import (WAYBILL_UI_CERT_WINDOW (widget)->context, widget, NULL, NULL);
}

static void
request_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  waybill_ui_context_go (WAYBILL_UI_CERT_WINDOW (widget)->context, widget, WAYBILL_UI_PLACE_REQUEST, NULL, NULL);
}

static void
new_partner_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  waybill_ui_context_go (WAYBILL_UI_CERT_WINDOW (widget)->context, widget, WAYBILL_UI_PLACE_EDITOR, NULL, NULL);
}

/* The one that is shown, chosen beforehand. */
static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WaybillUiCertWindow *self = WAYBILL_UI_CERT_WINDOW (widget);

  waybill_ui_cert_export_open (GTK_WINDOW (widget), self->context, get_shown_entry (self) != NULL ? self->shown : NULL);
}

static void
upload_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  waybill_ui_context_upload (WAYBILL_UI_CERT_WINDOW (widget)->context, widget, NULL);
}

static void
rename_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WaybillUiCertWindow *self = WAYBILL_UI_CERT_WINDOW (widget);

  adw_leaflet_set_visible_child (self->inner, GTK_WIDGET (self->details));
  waybill_ui_cert_details_rename (self->details);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WaybillUiCertWindow *self = WAYBILL_UI_CERT_WINDOW (widget);
  g_autofree char *text = waybill_words_store_fingerprint (self->shown);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), g_strdelimit (text, "\n", ' '));
  waybill_ui_toast_say (widget, _ ("Fingerprint copied"));
}

static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WaybillUiCertWindow *self = WAYBILL_UI_CERT_WINDOW (widget);

  adw_leaflet_set_visible_child (self->outer, GTK_WIDGET (self->inner));
  adw_leaflet_set_visible_child (self->inner, GTK_WIDGET (self->list));
  waybill_ui_cert_list_search (self->list);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  waybill_ui_cert_window_go_back (WAYBILL_UI_CERT_WINDOW (widget));
}

static void
escape_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WaybillUiCertWindow *self = WAYBILL_UI_CERT_WINDOW (widget);
  gboolean in_details
      = adw_leaflet_get_folded (self->inner) && adw_leaflet_get_visible_child (self->inner) == GTK_WIDGET (self->details);

  if (in_details || !waybill_ui_cert_list_clear_search (self->list))
    waybill_ui_cert_window_go_back (self);
}

static void
show_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  waybill_ui_cert_window_show (WAYBILL_UI_CERT_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
problem_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *title, *text;

  g_variant_get (parameter, "(&s&s)", &title, &text);
  show_problem (WAYBILL_UI_CERT_WINDOW (widget), title, text);
}

typedef struct
{
  const char *name;
  const char *type; /* (nullable) */
  GtkWidgetActionActivateFunc activate;
  guint key; /* 0: none */
  GdkModifierType modifiers;
  gboolean needs_certificate; /* of the store */
} Action;

/* Delete is bound in list (by its template) and details alone: it must do nothing in the fast path. */
static const Action actions[] = {
  { "cert.import", NULL, import_action, GDK_KEY_i, GDK_CONTROL_MASK, FALSE },
  { "cert.export", NULL, export_action, GDK_KEY_e, GDK_CONTROL_MASK, FALSE },
  { "cert.upload", NULL, upload_action, 0, 0, FALSE },
  { "cert.request", NULL, request_action, 0, 0, FALSE },
  { "cert.find", NULL, find_action, GDK_KEY_f, GDK_CONTROL_MASK, FALSE },
  { "cert.escape", NULL, escape_action, GDK_KEY_Escape, 0, FALSE },
  { "cert.back", NULL, back_action, 0, 0, FALSE },
  { "cert.show", "s", show_action, 0, 0, FALSE },
  { "cert.problem", "(ss)", problem_action, 0, 0, FALSE },
  { "cert.new-partner", NULL, new_partner_action, 0, 0, FALSE },
  { "cert.rename", NULL, rename_action, GDK_KEY_F2, 0, TRUE },
  { "cert.copy-fingerprint", NULL, copy_action, GDK_KEY_c, GDK_CONTROL_MASK, TRUE },
  { "cert.remove", NULL, remove_action, 0, 0, TRUE },
};

/**
 * waybill_ui_cert_window_install_actions:
 * @klass: the window's class
 *
 * Installs actions and keys.
 */
void
waybill_ui_cert_window_install_actions (GtkWidgetClass *klass)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gtk_widget_class_install_action (klass, actions[i].name, actions[i].type, actions[i].activate);
      if (actions[i].key != 0)
        gtk_widget_class_add_binding_action (klass, actions[i].key, actions[i].modifiers, actions[i].name, NULL);
    }
  gtk_widget_class_add_binding_action (klass, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

/**
 * waybill_ui_cert_window_update_actions:
 * @self: a window
 *
 * Lets only that be done for which there is a certificate. Main thread.
 */
void
waybill_ui_cert_window_update_actions (WaybillUiCertWindow *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    if (actions[i].needs_certificate)
      gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name,
                                     get_shown_entry (self) != NULL
                                         || (actions[i].activate == remove_action && shows_waiting (self)));
}

static gboolean
files_dropped (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  WaybillUiCertWindow *self = WAYBILL_UI_CERT_WINDOW (user_data);
  g_autoptr (GListModel) files = waybill_ui_file_list_from_value (value);

  gtk_widget_remove_css_class (GTK_WIDGET (self->overlay), "wb-drop");
  waybill_ui_context_import (self->context, GTK_WIDGET (self), files, NULL);
  return TRUE;
}

static GdkDragAction
drag_entered (GtkDropTarget *target, double x, double y, gpointer user_data)
{
  gtk_widget_add_css_class (GTK_WIDGET (WAYBILL_UI_CERT_WINDOW (user_data)->overlay), "wb-drop");
  return GDK_ACTION_COPY;
}

static void
drag_left (GtkDropTarget *target, gpointer user_data)
{
  gtk_widget_remove_css_class (GTK_WIDGET (WAYBILL_UI_CERT_WINDOW (user_data)->overlay), "wb-drop");
}

/**
 * waybill_ui_cert_window_take_drops:
 * @self: a window
 *
 * Lets files be dropped anywhere in it; they go to the import assistant. Main thread.
 */
void
waybill_ui_cert_window_take_drops (WaybillUiCertWindow *self)
{
  GtkDropTarget *target = waybill_ui_file_target_new ();

  /* Before the search field, which would take the names as text. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect (target, "drop", G_CALLBACK (files_dropped), self);
  g_signal_connect (target, "enter", G_CALLBACK (drag_entered), self);
  g_signal_connect (target, "leave", G_CALLBACK (drag_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self->overlay), GTK_EVENT_CONTROLLER (target));
}
