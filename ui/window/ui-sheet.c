/* The practice partner's instruction sheet. Every value has a button that copies it. It types nothing into the window: the
 * person does, because that is the rehearsal. */

#include "ui-sheet.h"

#include <glib/gi18n.h>

#include "ui-box.h"
#include "ui-sheet-steps.h"
#include "ui-state.h"
#include "ui-toast.h"

struct _WaybillUiSheet
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkListBox *values;
  GtkWidget *import_row, *set_up_row, *send_row;
  GtkImage *import_tick, *set_up_tick, *send_tick;

  WaybillUiRehearsal *rehearsal;
};

G_DEFINE_FINAL_TYPE (WaybillUiSheet, waybill_ui_sheet, ADW_TYPE_WINDOW)

static void
copy_clicked (GtkWidget *button, WaybillUiSheet *self)
{
  const char *title = g_object_get_data (G_OBJECT (button), "title");
  g_autofree char *said = g_strdup_printf (_ ("%s copied"), title);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (button), g_object_get_data (G_OBJECT (button), "value"));
  waybill_ui_toast_say (GTK_WIDGET (self), said);
}

static void
add_value (WaybillUiSheet *self, const char *title, const char *value, gboolean copies)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped = g_markup_escape_text (value, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  if (copies)
    {
      GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
      g_autofree char *name = g_strdup_printf (_ ("Copy %s"), title);

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (button, name);
      waybill_ui_name_widget (button, name);
      g_object_set_data_full (G_OBJECT (button), "title", g_strdup (title), g_free);
      g_object_set_data_full (G_OBJECT (button), "value", g_strdup (value), g_free);
      g_signal_connect_object (button, "clicked", G_CALLBACK (copy_clicked), self, 0);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
    }
  gtk_list_box_append (self->values, row);
}

static void
show_step (GtkWidget *row, GtkImage *tick, gboolean done)
{
  waybill_ui_state_show (tick, done ? WAYBILL_UI_STATE_READY : WAYBILL_UI_STATE_NONE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  /* Translators: of a step on the sheet. */
                                  done ? _ ("Done") : _ ("Not done yet"), -1);
}

static gboolean
is_done (WaybillUiSheet *self, WaybillUiSheetStep step)
{
  return waybill_ui_sheet_step_is_done (step, waybill_ui_rehearsal_get_context (self->rehearsal),
                                        waybill_ui_rehearsal_get_certificates (self->rehearsal),
                                        waybill_ui_rehearsal_get_host (self->rehearsal),
                                        waybill_ui_rehearsal_get_port (self->rehearsal));
}

static void
show_steps (WaybillUiSheet *self)
{
  if (self->rehearsal == NULL || self->import_row == NULL)
    return;
  show_step (self->import_row, self->import_tick, is_done (self, WAYBILL_UI_SHEET_STEP_IMPORT));
  show_step (self->set_up_row, self->set_up_tick, is_done (self, WAYBILL_UI_SHEET_STEP_SET_UP));
  show_step (self->send_row, self->send_tick, waybill_ui_rehearsal_has_arrived (self->rehearsal));
}

/**
 * waybill_ui_sheet_new:
 * @beside: the rehearsal's window
 * @rehearsal: what it says
 *
 * Returns: (transfer none): the sheet, to be presented
 */
WaybillUiSheet *
waybill_ui_sheet_new (GtkWindow *beside, WaybillUiRehearsal *rehearsal)
{
  WaybillUiSheet *self = g_object_new (WAYBILL_TYPE_UI_SHEET, "application", gtk_window_get_application (beside), NULL);
  g_autoptr (GtkWindowGroup) own_group = gtk_window_group_new ();
  g_autofree char *port = g_strdup_printf ("%u", waybill_ui_rehearsal_get_port (rehearsal));

  gtk_window_group_add_window (own_group, GTK_WINDOW (self));
  self->rehearsal = g_object_ref (rehearsal);
  add_value (self, _ ("Host"), waybill_ui_rehearsal_get_host (rehearsal), TRUE);
  add_value (self, _ ("Port"), port, TRUE);
  add_value (self, _ ("Protocol"), _ ("FTP with TLS, switched on after connecting (explicit)"), FALSE);
  add_value (self, _ ("User ID"), waybill_ui_rehearsal_get_user (rehearsal), TRUE);
  add_value (self, _ ("Password"), waybill_ui_rehearsal_get_password (rehearsal), TRUE);
  add_value (self, _ ("Password of the .pfx file"), waybill_ui_rehearsal_get_pfx_password (rehearsal), TRUE);
  g_signal_connect_object (waybill_ui_rehearsal_get_context (rehearsal), "changed", G_CALLBACK (show_steps), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rehearsal, "arrived", G_CALLBACK (show_steps), self, G_CONNECT_SWAPPED);
  show_steps (self);
  return self;
}

static void
import_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WaybillUiSheet *self = WAYBILL_UI_SHEET (widget);
  g_autoptr (GListModel) files = waybill_ui_rehearsal_list_files (self->rehearsal);

  waybill_ui_context_import (waybill_ui_rehearsal_get_context (self->rehearsal), NULL, files, NULL);
}

static void
set_up_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WaybillUiSheet *self = WAYBILL_UI_SHEET (widget);

  waybill_ui_context_go (waybill_ui_rehearsal_get_context (self->rehearsal), NULL, WAYBILL_UI_PLACE_EDITOR, NULL, NULL);
}

static void
waybill_ui_sheet_dispose (GObject *object)
{
  g_clear_object (&WAYBILL_UI_SHEET (object)->rehearsal);

  G_OBJECT_CLASS (waybill_ui_sheet_parent_class)->dispose (object);
}

static void
waybill_ui_sheet_class_init (WaybillUiSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_sheet_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSheet, toasts);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSheet, values);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSheet, import_row);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSheet, set_up_row);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSheet, send_row);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSheet, import_tick);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSheet, set_up_tick);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSheet, send_tick);
  gtk_widget_class_install_action (widget_class, "sheet.import", NULL, import_activated);
  gtk_widget_class_install_action (widget_class, "sheet.set-up", NULL, set_up_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
waybill_ui_sheet_init (WaybillUiSheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  waybill_ui_name_buttons (GTK_WIDGET (self));
  waybill_ui_toast_install (GTK_WIDGET (self), self->toasts);
}
