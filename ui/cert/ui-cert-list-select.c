/* What is selected in the middle column, what stands beside it, and where the focus goes. The selection is a fingerprint: it
 * outlives views, searches and rows. */

#include "ui-cert-list-private.h"

/**
 * waybill_ui_cert_list_select:
 * @self: a list
 * @fingerprint: (nullable): of which certificate
 *
 * Selects it; it is remembered even where the view or the search hides it. Main thread.
 *
 * Returns: whether it is shown
 */
gboolean
waybill_ui_cert_list_select (WaybillUiCertList *self, const char *fingerprint)
{
  g_autofree char *wished = g_strdup (fingerprint);
  GtkListBoxRow *row = wished == NULL ? NULL : g_hash_table_lookup (self->rows, wished);
  gboolean shown = row != NULL && waybill_ui_cert_list_is_shown (self, WAYBILL_UI_CERT_ROW (row));

  g_free (self->selected);
  self->selected = g_steal_pointer (&wished);
  self->selecting = TRUE;
  gtk_list_box_select_row (self->certificates, shown ? row : NULL);
  self->selecting = FALSE;
  if (self->context != NULL)
    waybill_ui_cert_list_update_wide (self);
  return shown;
}

/**
 * waybill_ui_cert_list_get_first:
 * @self: a list
 *
 * Returns: (nullable): the fingerprint of the first certificate shown
 */
const char *
waybill_ui_cert_list_get_first (WaybillUiCertList *self)
{
  WaybillUiCertRow *row = waybill_ui_cert_list_get_shown_row (self, 0);

  return row == NULL ? NULL : waybill_ui_cert_row_get_fingerprint (row);
}

/**
 * waybill_ui_cert_list_get_neighbour:
 * @self: a list
 *
 * Returns: (nullable): the fingerprint of the one below the selected one, else above it: what to select when it goes
 */
const char *
waybill_ui_cert_list_get_neighbour (WaybillUiCertList *self)
{
  WaybillUiCertRow *before = NULL;
  WaybillUiCertRow *row;
  gboolean passed = FALSE;

  for (guint i = 0; (row = waybill_ui_cert_list_get_shown_row (self, i)) != NULL; i++)
    {
      if (passed)
        return waybill_ui_cert_row_get_fingerprint (row);
      passed = g_strcmp0 (self->selected, waybill_ui_cert_row_get_fingerprint (row)) == 0;
      before = passed ? before : row;
    }
  return before == NULL ? NULL : waybill_ui_cert_row_get_fingerprint (before);
}

/**
 * waybill_ui_cert_list_focus:
 * @self: a list
 *
 * Puts the focus on the selected row, else on whatever is there. Main thread.
 */
void
waybill_ui_cert_list_focus (WaybillUiCertList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->certificates);

  if (row == NULL || !gtk_widget_grab_focus (GTK_WIDGET (row)))
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->pages), GTK_DIR_TAB_FORWARD);
}
