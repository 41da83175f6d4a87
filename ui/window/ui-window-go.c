/* The wishes of pages, fulfilled: which window opens over which. The context says what is wished; nothing is decided here.
 */

#include "ui-window-private.h"

#include <glib/gi18n.h>

#include "ui-box.h"
#include "ui-cert-export.h"
#include "ui-cert-guide.h"
#include "ui-cert-import.h"
#include "ui-cert-request.h"
#include "ui-check.h"
#include "ui-date.h"
#include "ui-file.h"
#include "ui-session-upload.h"
#include "ui-shortcuts.h"

#include "base-clock.h"
#include "words-time.h"

/* The window that the asking widget stands in, so that what opens stands over it; else the main window. */
GtkWindow *
waybill_ui_window_find_parent (WaybillUiWindow *self, GtkWidget *from)
{
  GtkRoot *root = from == NULL ? NULL : gtk_widget_get_root (from);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : GTK_WINDOW (self);
}

static void
show_certificates (WaybillUiWindow *self, const char *fingerprint)
{
  if (self->certificates == NULL)
    g_set_weak_pointer (&self->certificates,
                        waybill_ui_cert_window_new (self->context, gtk_window_get_application (GTK_WINDOW (self))));
  waybill_ui_cert_window_show (self->certificates, fingerprint);
  gtk_window_present (GTK_WINDOW (self->certificates));
}

static void
show_check (WaybillUiWindow *self, GtkWindow *parent, const char *uuid)
{
  WaybillPartner *partner = waybill_ui_context_find_partner (self->context, uuid);

  if (partner != NULL)
    gtk_window_present (GTK_WINDOW (waybill_ui_check_new (self->context, parent, partner)));
}

/* The desktop's own page; where none is known, the times are said here. */
static void
show_clock (WaybillUiWindow *self, GtkWindow *parent)
{
  g_autofree char *local = waybill_words_time_pair (waybill_base_clock_now ());
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  if (waybill_ui_date_open_settings ())
    return;
  body = g_strdup_printf (_ ("This computer says %s. Compare it with a watch, and the time zone as well. "
                             "Change it where this desktop keeps date and time."),
                          local);
  dialog = adw_message_dialog_new (parent, _ ("Compare the clock"), body);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  waybill_ui_name_buttons (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
go (WaybillUiWindow *self, GtkWidget *from, int place, const char *subject, const char *detail)
{
  GtkWindow *parent = waybill_ui_window_find_parent (self, from);

  if (self->closing)
    return;
  switch ((WaybillUiPlace) place)
    {
    case WAYBILL_UI_PLACE_EDITOR:
      waybill_ui_window_edit_partner (self, from, subject, detail);
      break;
    case WAYBILL_UI_PLACE_CHECK:
      show_check (self, parent, subject);
      break;
    case WAYBILL_UI_PLACE_CONNECT:
      waybill_ui_window_show_partner (self, subject, TRUE);
      break;
    case WAYBILL_UI_PLACE_PARTNER:
      waybill_ui_window_show_partner (self, subject, FALSE);
      break;
    case WAYBILL_UI_PLACE_CERTIFICATES:
      show_certificates (self, subject);
      break;
    case WAYBILL_UI_PLACE_CLOCK:
      show_clock (self, parent);
      break;
    case WAYBILL_UI_PLACE_EXPORT:
      waybill_ui_cert_export_open (parent, self->context, subject);
      break;
    case WAYBILL_UI_PLACE_REQUEST:
      gtk_window_present (GTK_WINDOW (waybill_ui_cert_request_new (self->context, parent, subject)));
      break;
    }
}

static void
import (WaybillUiWindow *self, GtkWidget *from, GListModel *files, const char *partner)
{
  WaybillUiCertImport *assistant;

  if (self->closing)
    return;
  assistant = waybill_ui_cert_import_new (self->context, waybill_ui_window_find_parent (self, from), partner);
  if (files != NULL)
    waybill_ui_cert_import_add_files (assistant, files);
  gtk_window_present (GTK_WINDOW (assistant));
}

static void
upload (WaybillUiWindow *self, GtkWidget *from, GListModel *files)
{
  if (!self->closing)
    gtk_window_present (
        GTK_WINDOW (waybill_ui_session_upload_new (self->context, waybill_ui_window_find_parent (self, from), files)));
}

/* What no pane took: certificates, most likely. The assistant says of each what it is. */
static gboolean
dropped (GtkDropTarget *target, const GValue *value, double x, double y, WaybillUiWindow *self)
{
  g_autoptr (GListModel) files = waybill_ui_file_list_from_value (value);

  if (g_list_model_get_n_items (files) == 0)
    return FALSE;
  import (self, GTK_WIDGET (self), files, NULL);
  return TRUE;
}

static void
import_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  import (WAYBILL_UI_WINDOW (widget), widget, NULL, NULL);
}

static void
export_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  go (WAYBILL_UI_WINDOW (widget), widget, WAYBILL_UI_PLACE_EXPORT, NULL, NULL);
}

static void
guide_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  waybill_ui_cert_guide_open (GTK_WINDOW (widget));
}

static void
certificates_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  show_certificates (WAYBILL_UI_WINDOW (widget), NULL);
}

static void
shortcuts_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_present (waybill_ui_shortcuts_new (GTK_WINDOW (widget)));
}

/* Connected once; the context may outlive the window, in tests and in a rehearsal that ends. */
void
waybill_ui_window_init_go (WaybillUiWindow *self)
{
  GtkDropTarget *target = waybill_ui_file_target_new ();

  g_signal_connect_object (self->context, "go", G_CALLBACK (go), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "import", G_CALLBACK (import), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "upload", G_CALLBACK (upload), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

void
waybill_ui_window_install_go (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_activated);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_activated);
  gtk_widget_class_install_action (widget_class, "win.export-guide", NULL, guide_activated);
  gtk_widget_class_install_action (widget_class, "win.certificates", NULL, certificates_activated);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, shortcuts_activated);
}
