/* The rows of the middle column: what is selected, what stands beside it, and where the focus goes. The selection is an id:
 * it outlives views, searches and rows. */

#include "ui-cert-list-private.h"

#include "ui-box.h"

/* As many as a large window shows; the others are let in behind the first frame. */
#define FIRST_ROWS 24

static guint
find_position (WaybillUiCertList *self, const char *id)
{
  WaybillUiCertItem *wanted = id == NULL ? NULL : g_hash_table_lookup (self->items, id);
  guint n_items = g_list_model_get_n_items (self->sorted);

  for (guint i = 0; wanted != NULL && i < n_items; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (self->sorted, i);

      if (item == G_OBJECT (wanted))
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/**
 * waybill_ui_cert_list_get_shown:
 * @self: a list
 * @n: which
 *
 * Returns: (transfer none) (nullable): the nth item that view and search let through
 */
WaybillUiCertItem *
waybill_ui_cert_list_get_shown (WaybillUiCertList *self, guint n)
{
  g_autoptr (WaybillUiCertItem) item = g_list_model_get_item (self->sorted, n);

  return item;
}

/**
 * waybill_ui_cert_list_get_item:
 * @self: a list with its context
 * @id: (nullable): a certificate's fingerprint, or that of a request
 *
 * Returns: (transfer none) (nullable): what it stands for, in this view or not
 */
WaybillUiCertItem *
waybill_ui_cert_list_get_item (WaybillUiCertList *self, const char *id)
{
  return id == NULL ? NULL : g_hash_table_lookup (self->items, id);
}

/**
 * waybill_ui_cert_list_select:
 * @self: a list
 * @id: (nullable): which certificate or request
 *
 * Selects it; it is remembered even where the view or the search hides it. Main thread.
 *
 * Returns: whether it is shown
 */
gboolean
waybill_ui_cert_list_select (WaybillUiCertList *self, const char *id)
{
  g_autofree char *wished = g_strdup (id);
  guint position = find_position (self, wished);

  g_free (self->selected);
  self->selected = g_steal_pointer (&wished);
  self->selecting = TRUE;
  if (position != GTK_INVALID_LIST_POSITION)
    waybill_ui_gate_let_in (self->gate, position);
  gtk_single_selection_set_selected (self->selection, position);
  self->selecting = FALSE;
  if (self->context != NULL)
    waybill_ui_cert_list_update_wide (self);
  return position != GTK_INVALID_LIST_POSITION;
}

/**
 * waybill_ui_cert_list_get_first:
 * @self: a list
 *
 * Returns: (nullable): the id of the first one shown
 */
const char *
waybill_ui_cert_list_get_first (WaybillUiCertList *self)
{
  WaybillUiCertItem *item = waybill_ui_cert_list_get_shown (self, 0);

  return item == NULL ? NULL : waybill_ui_cert_item_get_id (item);
}

/**
 * waybill_ui_cert_list_get_neighbour:
 * @self: a list
 *
 * Returns: (nullable): the id of the one below the selected one, else above it: what to select when it goes
 */
const char *
waybill_ui_cert_list_get_neighbour (WaybillUiCertList *self)
{
  guint position = find_position (self, self->selected);
  WaybillUiCertItem *item;

  if (position == GTK_INVALID_LIST_POSITION)
    return waybill_ui_cert_list_get_first (self);
  item = waybill_ui_cert_list_get_shown (self, position + 1);
  if (item == NULL && position > 0)
    item = waybill_ui_cert_list_get_shown (self, position - 1);
  return item == NULL ? NULL : waybill_ui_cert_item_get_id (item);
}

/* NULL: it is too far from what is on the screen. */
static GtkWidget *
find_row (WaybillUiCertList *self, const char *id)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->certificates)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *child = gtk_widget_get_first_child (row);
      WaybillUiCertItem *item
          = WAYBILL_IS_UI_CERT_ROW (child) ? waybill_ui_cert_row_get_item (WAYBILL_UI_CERT_ROW (child)) : NULL;

      if (item != NULL && g_strcmp0 (waybill_ui_cert_item_get_id (item), id) == 0)
        return row;
    }
  return NULL;
}

static gboolean
focus_row (WaybillUiCertList *self)
{
  guint position = find_position (self, self->selected);
  GtkWidget *row;

  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->certificates), "list.scroll-to-item", "u", position);
  row = find_row (self, position != GTK_INVALID_LIST_POSITION ? self->selected : waybill_ui_cert_list_get_first (self));
  return row != NULL && gtk_widget_grab_focus (row);
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
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);

  if (page == GTK_WIDGET (self->scrolled) && focus_row (self))
    return;
  gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

static void
tell_chosen (WaybillUiCertList *self, WaybillUiCertItem *item, gboolean opened)
{
  g_autofree char *id = NULL;

  if (item == NULL || self->selecting)
    return;
  id = g_strdup (waybill_ui_cert_item_get_id (item));
  g_free (self->selected);
  self->selected = g_strdup (id);
  g_signal_emit_by_name (self, "chosen", id, opened);
}

static void
selection_changed (WaybillUiCertList *self)
{
  tell_chosen (self, gtk_single_selection_get_selected_item (self->selection), FALSE);
}

static void
activated (WaybillUiCertList *self, guint position)
{
  tell_chosen (self, waybill_ui_cert_list_get_shown (self, position), TRUE);
}

/* A click opens; GTK's own way to say so selects whatever the pointer passes. */
static void
released (GtkGestureClick *gesture, int n_press, double x, double y, WaybillUiCertList *self)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self->certificates), x, y, GTK_PICK_DEFAULT);

  while (widget != NULL && gtk_widget_get_parent (widget) != GTK_WIDGET (self->certificates))
    widget = gtk_widget_get_parent (widget);
  if (widget != NULL && n_press == 1 && WAYBILL_IS_UI_CERT_ROW (gtk_widget_get_first_child (widget)))
    tell_chosen (self, waybill_ui_cert_row_get_item (WAYBILL_UI_CERT_ROW (gtk_widget_get_first_child (widget))), TRUE);
}

static void
set_up_row (GtkListItemFactory *factory, GtkListItem *list_item, gpointer unused)
{
  gtk_list_item_set_child (list_item, waybill_ui_cert_row_new ());
}

static void
bind_row (GtkListItemFactory *factory, GtkListItem *list_item, gpointer unused)
{
  waybill_ui_cert_row_set_item (WAYBILL_UI_CERT_ROW (gtk_list_item_get_child (list_item)),
                                gtk_list_item_get_item (list_item));
}

static void
unbind_row (GtkListItemFactory *factory, GtkListItem *list_item, gpointer unused)
{
  waybill_ui_cert_row_set_item (WAYBILL_UI_CERT_ROW (gtk_list_item_get_child (list_item)), NULL);
}

/**
 * waybill_ui_cert_list_init_rows:
 * @self: a list with its models
 *
 * Lets the list view show what the models let through. Called once. Main thread.
 */
void
waybill_ui_cert_list_init_rows (WaybillUiCertList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_row), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row), NULL);
  gtk_list_view_set_factory (self->certificates, factory);
  self->gate = waybill_ui_gate_new (self->sorted, FIRST_ROWS);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->gate)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  gtk_list_view_set_model (self->certificates, GTK_SELECTION_MODEL (self->selection));
  waybill_ui_keep_page (self->scrolled);
  gtk_event_controller_set_name (GTK_EVENT_CONTROLLER (click), "waybill-open");
  g_signal_connect (click, "released", G_CALLBACK (released), self);
  gtk_widget_add_controller (GTK_WIDGET (self->certificates), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selection_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->certificates, "activate", G_CALLBACK (activated), self);
}
