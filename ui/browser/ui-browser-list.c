/* The list of a pane: its columns, its two looks, and sorting by a column's head. Only the look that is shown has the model:
 * the other would make rows that nobody sees. */

#include "ui-browser-list-private.h"

#include <glib/gi18n.h>

#include "ui-browser-cell.h"
#include "ui-box.h"

/* As many as a large window shows; the others are let in behind the first frame. */
#define FIRST_ROWS 32

G_DEFINE_FINAL_TYPE (WaybillUiBrowserList, waybill_ui_browser_list, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPERTIES,
};

enum
{
  ACTIVATE,
  SORTED,
  DRAG,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

static const char *const titles[] = {
  [WAYBILL_UI_BROWSER_NAME] = N_ ("Name"),
  [WAYBILL_UI_BROWSER_SIZE] = N_ ("Size"),
  [WAYBILL_UI_BROWSER_MODIFIED] = N_ ("Modified"),
};

static const WaybillUiBrowserCellKind kinds_of_columns[] = {
  [WAYBILL_UI_BROWSER_NAME] = WAYBILL_UI_BROWSER_CELL_NAME,
  [WAYBILL_UI_BROWSER_SIZE] = WAYBILL_UI_BROWSER_CELL_SIZE,
  [WAYBILL_UI_BROWSER_MODIFIED] = WAYBILL_UI_BROWSER_CELL_MODIFIED,
};

void
waybill_ui_browser_list_emit_activate (WaybillUiBrowserList *self, guint position)
{
  g_signal_emit (self, signals[ACTIVATE], 0, position);
}

GdkContentProvider *
waybill_ui_browser_list_ask_drag (WaybillUiBrowserList *self)
{
  GdkContentProvider *provider = NULL;

  g_signal_emit (self, signals[DRAG], 0, &provider);
  return provider;
}

static void
activated (WaybillUiBrowserList *self, guint position)
{
  waybill_ui_browser_list_emit_activate (self, position);
}

static void
set_up_cell (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer kind)
{
  gtk_list_item_set_child (item, waybill_ui_browser_cell_new (GPOINTER_TO_UINT (kind), item));
}

static void
bind_cell (WaybillUiBrowserList *self, WaybillUiBrowserCellKind kind, GtkListItem *item)
{
  waybill_ui_browser_cell_bind (kind, item, self->kinds);
}

static void
bind_name (GtkSignalListItemFactory *factory, GtkListItem *item, WaybillUiBrowserList *self)
{
  bind_cell (self, WAYBILL_UI_BROWSER_CELL_NAME, item);
}

static void
bind_size (GtkSignalListItemFactory *factory, GtkListItem *item, WaybillUiBrowserList *self)
{
  bind_cell (self, WAYBILL_UI_BROWSER_CELL_SIZE, item);
}

static void
bind_modified (GtkSignalListItemFactory *factory, GtkListItem *item, WaybillUiBrowserList *self)
{
  bind_cell (self, WAYBILL_UI_BROWSER_CELL_MODIFIED, item);
}

static void
bind_narrow (GtkSignalListItemFactory *factory, GtkListItem *item, WaybillUiBrowserList *self)
{
  bind_cell (self, WAYBILL_UI_BROWSER_CELL_NARROW, item);
}

static GtkListItemFactory *
factory_new (WaybillUiBrowserList *self, WaybillUiBrowserCellKind kind)
{
  static const GCallback binds[] = {
    [WAYBILL_UI_BROWSER_CELL_NAME] = G_CALLBACK (bind_name),
    [WAYBILL_UI_BROWSER_CELL_SIZE] = G_CALLBACK (bind_size),
    [WAYBILL_UI_BROWSER_CELL_MODIFIED] = G_CALLBACK (bind_modified),
    [WAYBILL_UI_BROWSER_CELL_NARROW] = G_CALLBACK (bind_narrow),
  };
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cell), GUINT_TO_POINTER (kind));
  g_signal_connect_object (factory, "bind", binds[kind], self, 0);
  return factory;
}

typedef struct
{
  WaybillUiBrowserList *list;
  WaybillUiBrowserColumn column;
} Probe;

/* The model sorts; GTK's sorters only know which head was pressed, and 4.8 does not tell. But the first one that is asked is
 * the column, and the sign of what comes out the direction. */
static int
probe (gconstpointer a, gconstpointer b, gpointer data)
{
  Probe *self = data;

  if (self->list->probed < 0)
    self->list->probed = (int) self->column;
  return -1;
}

static void
sorter_changed (WaybillUiBrowserList *self)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (GTK_COLUMN_VIEW (self->table));
  GtkOrdering ordering;

  if (self->model == NULL)
    return;
  self->probed = -1;
  ordering = gtk_sorter_compare (sorter, self, self->model);
  if (self->probed < 0 || self->sorting)
    return;
  waybill_ui_browser_model_set_sort (self->model, (WaybillUiBrowserColumn) self->probed, ordering == GTK_ORDERING_LARGER);
  g_signal_emit (self, signals[SORTED], 0, self->probed, ordering == GTK_ORDERING_LARGER);
}

static void
add_column (WaybillUiBrowserList *self, WaybillUiBrowserColumn column)
{
  Probe *data = g_new0 (Probe, 1);
  g_autoptr (GtkSorter) sorter = NULL;

  data->list = self;
  data->column = column;
  sorter = GTK_SORTER (gtk_custom_sorter_new (probe, data, g_free));
  self->columns[column] = gtk_column_view_column_new (_ (titles[column]), factory_new (self, kinds_of_columns[column]));
  gtk_column_view_column_set_sorter (self->columns[column], sorter);
  gtk_column_view_column_set_resizable (self->columns[column], TRUE);
  gtk_column_view_column_set_expand (self->columns[column], column == WAYBILL_UI_BROWSER_NAME);
  gtk_column_view_append_column (GTK_COLUMN_VIEW (self->table), self->columns[column]);
}

static GtkWidget *
scroller_new (GtkWidget *child)
{
  GtkWidget *scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", child, "vexpand", TRUE, "hexpand", TRUE, NULL);

  waybill_ui_keep_page (GTK_SCROLLED_WINDOW (scroller));
  return scroller;
}

static void
build_table (WaybillUiBrowserList *self)
{
  self->table = gtk_column_view_new (NULL);
  for (WaybillUiBrowserColumn column = 0; column < WAYBILL_UI_BROWSER_N_COLUMNS; column++)
    add_column (self, column);
  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (self->table), self->columns[WAYBILL_UI_BROWSER_NAME], GTK_SORT_ASCENDING);
  g_signal_connect_object (gtk_column_view_get_sorter (GTK_COLUMN_VIEW (self->table)), "changed",
                           G_CALLBACK (sorter_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->table, "activate", G_CALLBACK (activated), self);
  self->table_scroller = scroller_new (self->table);
}

static void
build_lines (WaybillUiBrowserList *self)
{
  self->lines = gtk_list_view_new (NULL, factory_new (self, WAYBILL_UI_BROWSER_CELL_NARROW));
  g_signal_connect_swapped (self->lines, "activate", G_CALLBACK (activated), self);
  self->lines_scroller = scroller_new (self->lines);
}

static void
give_model (WaybillUiBrowserList *self)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->gate);

  gtk_column_view_set_model (GTK_COLUMN_VIEW (self->table), self->narrow ? NULL : model);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->lines), self->narrow ? model : NULL);
  gtk_stack_set_visible_child (GTK_STACK (self->looks), self->narrow ? self->lines_scroller : self->table_scroller);
}

/**
 * waybill_ui_browser_list_new:
 * @model: the rows; a reference is kept
 *
 * Returns: (transfer floating): a list
 */
GtkWidget *
waybill_ui_browser_list_new (WaybillUiBrowserModel *model)
{
  WaybillUiBrowserList *self = g_object_new (WAYBILL_TYPE_UI_BROWSER_LIST, NULL);

  self->model = g_object_ref (model);
  self->gate = waybill_ui_gate_new (G_LIST_MODEL (model), FIRST_ROWS);
  give_model (self);
  return GTK_WIDGET (self);
}

void
waybill_ui_browser_list_set_name (WaybillUiBrowserList *self, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->table), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->lines), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
waybill_ui_browser_list_set_menu (WaybillUiBrowserList *self, GMenuModel *menu)
{
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->menu = gtk_popover_menu_new_from_model (menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
}

/**
 * waybill_ui_browser_list_sort:
 * @self: a list
 * @column: what decides
 * @descending: the largest first
 *
 * Sorts, and shows it at the column's head.
 */
void
waybill_ui_browser_list_sort (WaybillUiBrowserList *self, WaybillUiBrowserColumn column, gboolean descending)
{
  self->sorting = TRUE;
  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (self->table), self->columns[column],
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  self->sorting = FALSE;
  waybill_ui_browser_model_set_sort (self->model, column, descending);
}

gboolean
waybill_ui_browser_list_is_narrow (WaybillUiBrowserList *self)
{
  return self->narrow;
}

void
waybill_ui_browser_list_set_narrow (WaybillUiBrowserList *self, gboolean narrow)
{
  gboolean focused = waybill_ui_browser_list_has_focus (self);
  guint position = waybill_ui_browser_list_get_focused (self);

  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  give_model (self);
  if (position != GTK_INVALID_LIST_POSITION)
    waybill_ui_browser_list_show_row (self, position);
  if (focused)
    waybill_ui_browser_list_grab (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

/* A column view hides its list view; it is the last of its children. */
GtkWidget *
waybill_ui_browser_list_get_view (WaybillUiBrowserList *self)
{
  if (self->narrow)
    return self->lines;
  for (GtkWidget *child = gtk_widget_get_first_child (self->table); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LIST_VIEW (child))
      return child;
  return self->table;
}

GtkScrolledWindow *
waybill_ui_browser_list_get_scroller (WaybillUiBrowserList *self)
{
  return GTK_SCROLLED_WINDOW (self->narrow ? self->lines_scroller : self->table_scroller);
}

static void
waybill_ui_browser_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, WAYBILL_UI_BROWSER_LIST (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
waybill_ui_browser_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  if (id == PROP_NARROW)
    waybill_ui_browser_list_set_narrow (WAYBILL_UI_BROWSER_LIST (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
waybill_ui_browser_list_dispose (GObject *object)
{
  WaybillUiBrowserList *self = WAYBILL_UI_BROWSER_LIST (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->looks, gtk_widget_unparent);
  g_clear_object (&self->gate);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (waybill_ui_browser_list_parent_class)->dispose (object);
}

static void
waybill_ui_browser_list_finalize (GObject *object)
{
  WaybillUiBrowserList *self = WAYBILL_UI_BROWSER_LIST (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->columns); i++)
    g_clear_object (&self->columns[i]);
  g_clear_pointer (&self->kinds, waybill_ui_browser_kinds_free);
  g_string_free (self->typed, TRUE);
  G_OBJECT_CLASS (waybill_ui_browser_list_parent_class)->finalize (object);
}

static void
waybill_ui_browser_list_class_init (WaybillUiBrowserListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = waybill_ui_browser_list_get_property;
  object_class->set_property = waybill_ui_browser_list_set_property;
  object_class->dispose = waybill_ui_browser_list_dispose;
  object_class->finalize = waybill_ui_browser_list_finalize;
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[ACTIVATE] = g_signal_new ("activate", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SORTED]
      = g_signal_new ("sorted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_BOOLEAN);
  signals[DRAG] = g_signal_new ("drag", type, G_SIGNAL_RUN_LAST, 0, g_signal_accumulator_first_wins, NULL, NULL,
                                GDK_TYPE_CONTENT_PROVIDER, 0);
  widget_class->focus = waybill_ui_browser_list_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
waybill_ui_browser_list_init (WaybillUiBrowserList *self)
{
  self->kinds = waybill_ui_browser_kinds_new ();
  self->typed = g_string_new (NULL);
  self->cursor = GTK_INVALID_LIST_POSITION;
  build_table (self);
  build_lines (self);
  self->looks = gtk_stack_new ();
  gtk_stack_add_child (GTK_STACK (self->looks), self->table_scroller);
  gtk_stack_add_child (GTK_STACK (self->looks), self->lines_scroller);
  gtk_widget_set_parent (self->looks, GTK_WIDGET (self));
  waybill_ui_browser_list_install_input (self);
}
