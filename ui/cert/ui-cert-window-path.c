/* The first column: the fast path and the views, each with how many stand there, and a mark where one of them needs a look.
 * One row for each view of the table; it decides nothing. */

#include "ui-cert-window-private.h"

#include <glib/gi18n.h>

#include "ui-box.h"
#include "ui-state.h"

#define VIEW_KEY "waybill-view"

static GtkWidget *
icon_new (const char *name)
{
  return g_object_new (GTK_TYPE_IMAGE, "icon-name", name, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
}

static GtkWidget *
row_new (WaybillUiCertWindow *self, WaybillUiCertView view)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", waybill_ui_cert_view_get_title (view), "xalign", 0.0, "hexpand",
                                   TRUE, "wrap", TRUE, "natural-wrap-mode", GTK_NATURAL_WRAP_NONE, NULL);
  GtkWidget *warning = icon_new (NULL);
  GtkWidget *count = gtk_label_new (NULL);

  waybill_ui_state_show (GTK_IMAGE (warning), WAYBILL_UI_STATE_WARNING, NULL);
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "dim-label");
  gtk_box_append (GTK_BOX (box), icon_new (waybill_ui_cert_view_get_icon (view)));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), warning);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), VIEW_KEY, GINT_TO_POINTER (view));
  self->counts[view] = GTK_LABEL (count);
  self->warnings[view] = warning;
  return row;
}

/**
 * waybill_ui_cert_window_get_path_view:
 * @row: a row of the fast path
 *
 * Returns: the view it stands for
 */
WaybillUiCertView
waybill_ui_cert_window_get_path_view (GtkListBoxRow *row)
{
  return (WaybillUiCertView) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), VIEW_KEY));
}

static void
add_heading (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  WaybillUiCertView view = waybill_ui_cert_window_get_path_view (row);
  const char *text = view == WAYBILL_UI_CERT_VIEW_AUTHORITIES ? _ ("Fast path")
                     : view == WAYBILL_UI_CERT_VIEW_ENDING    ? _ ("Views")
                                                              : NULL;
  GtkWidget *label;

  /* Something else: a gap says so. */
  if (view == WAYBILL_UI_CERT_VIEW_PASSWORDS)
    gtk_widget_set_margin_top (GTK_WIDGET (row), 18);

  if (text == NULL || gtk_list_box_row_get_header (row) != NULL)
    return;
  label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "margin-start", 14, "margin-top",
                        before == NULL ? 6 : 18, "margin-bottom", 6, NULL);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_list_box_row_set_header (row, label);
}

/**
 * waybill_ui_cert_window_fill_path:
 * @self: a window
 *
 * Makes the rows; called once. Main thread.
 */
void
waybill_ui_cert_window_fill_path (WaybillUiCertWindow *self)
{
  gtk_list_box_set_header_func (self->path, add_heading, NULL, NULL);
  for (guint view = 0; view < WAYBILL_UI_CERT_N_VIEWS; view++)
    gtk_list_box_append (self->path, row_new (self, (WaybillUiCertView) view));
}

/**
 * waybill_ui_cert_window_update_path:
 * @self: a window
 *
 * Counts again. Main thread.
 */
void
waybill_ui_cert_window_update_path (WaybillUiCertWindow *self)
{
  for (guint view = 0; view < WAYBILL_UI_CERT_N_VIEWS; view++)
    {
      gboolean needs_look;
      guint count = waybill_ui_cert_list_count (self->list, (WaybillUiCertView) view, &needs_look);
      g_autofree char *text = g_strdup_printf ("%u", count);
      g_autofree char *name = NULL;
      gboolean warns = needs_look && (view == WAYBILL_UI_CERT_VIEW_AUTHORITIES || view == WAYBILL_UI_CERT_VIEW_IDENTITIES);
      gboolean counts = view != WAYBILL_UI_CERT_VIEW_PASSWORDS;

      gtk_label_set_text (self->counts[view], counts ? text : "");
      gtk_widget_set_visible (self->warnings[view], warns);
      if (counts)
        name = g_strdup_printf (warns ? _ ("%s, %u, something runs out soon") : "%s, %u",
                                waybill_ui_cert_view_get_title ((WaybillUiCertView) view), count);
      else
        name = g_strdup (waybill_ui_cert_view_get_title ((WaybillUiCertView) view));
      waybill_ui_name_widget (GTK_WIDGET (gtk_list_box_get_row_at_index (self->path, (int) view)), name);
    }
}

/**
 * waybill_ui_cert_window_select_path:
 * @self: a window
 * @view: a view
 *
 * Selects its row, and so shows the view. Main thread.
 */
void
waybill_ui_cert_window_select_path (WaybillUiCertWindow *self, WaybillUiCertView view)
{
  gtk_list_box_select_row (self->path, gtk_list_box_get_row_at_index (self->path, (int) view));
}
