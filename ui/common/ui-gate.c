/* What is at the beginning of a list, as much of it as was let in. Further rows come in turns, until there are as many as
 * GTK makes widgets for; then all of them, for more cost nothing. Positions are those of the model. */

#include "ui-gate.h"

/* Rows of one turn: far less than a frame's work. */
#define STEP 16
#define TURN_MS 20
/* GTK 4.8 makes widgets for two hundred items around what is shown. */
#define WIDE 240

struct _WaybillUiGate
{
  GObject parent_instance;

  GListModel *model;
  GtkSelectionModel *selection; /* (nullable) lent: the same */
  guint first;
  guint width;   /* so many may be let in; G_MAXUINT: it stands open */
  guint n_items; /* so many are */
  guint turn;
};

static void
list_model_init (GListModelInterface *iface);
static void
selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WaybillUiGate,
                               waybill_ui_gate,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_init))

static void
set_width (WaybillUiGate *self, guint width)
{
  guint before = self->n_items;

  self->width = width;
  self->n_items = MIN (g_list_model_get_n_items (self->model), width);
  if (self->n_items > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->n_items - before);
}

static gboolean
open_further (gpointer user_data)
{
  WaybillUiGate *self = user_data;

  if (self->n_items == g_list_model_get_n_items (self->model))
    {
      self->turn = 0;
      return G_SOURCE_REMOVE;
    }
  set_width (self, self->width < WIDE ? self->width + STEP : G_MAXUINT);
  return G_SOURCE_CONTINUE;
}

/* Behind the frame that shows what was let in before: it is what somebody waits for. */
static void
open_soon (WaybillUiGate *self)
{
  if (self->turn == 0 && self->n_items < g_list_model_get_n_items (self->model))
    self->turn = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, TURN_MS, open_further, self, NULL);
}

static void
items_changed (WaybillUiGate *self, guint position, guint removed, guint added)
{
  guint before = self->n_items;
  guint n_items = g_list_model_get_n_items (self->model);

  if (n_items == 0)
    self->width = self->first;
  self->n_items = MIN (n_items, self->width);
  if (self->width == G_MAXUINT)
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  else if (position < MAX (before, self->n_items))
    /* Rows behind the change may have moved in or out: all of them are new. */
    g_list_model_items_changed (G_LIST_MODEL (self), position, before - position, self->n_items - position);
  open_soon (self);
}

static void
selection_changed (WaybillUiGate *self, guint position, guint n_items)
{
  if (position < self->n_items)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, MIN (n_items, self->n_items - position));
}

/**
 * waybill_ui_gate_new:
 * @model: what is listed; a reference is kept
 * @first: how many rows are let in at once: about as many as can be seen
 *
 * Main thread.
 *
 * Returns: (transfer full): a model that has all rows of @model within half a second
 */
WaybillUiGate *
waybill_ui_gate_new (GListModel *model, guint first)
{
  WaybillUiGate *self = g_object_new (WAYBILL_TYPE_UI_GATE, NULL);

  self->model = g_object_ref (model);
  self->selection = GTK_IS_SELECTION_MODEL (model) ? GTK_SELECTION_MODEL (model) : NULL;
  self->first = first;
  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (items_changed), self);
  if (self->selection != NULL)
    g_signal_connect_swapped (model, "selection-changed", G_CALLBACK (selection_changed), self);
  set_width (self, first);
  open_soon (self);
  return self;
}

/**
 * waybill_ui_gate_let_in:
 * @self: a gate
 * @position: of the model
 *
 * For somebody who goes there now: the rows up to this one, and a few behind it, need not wait.
 */
void
waybill_ui_gate_let_in (WaybillUiGate *self, guint position)
{
  if (position < self->n_items)
    return;
  set_width (self, position < WIDE ? position + self->first : G_MAXUINT);
  open_soon (self);
}

/**
 * waybill_ui_gate_begin_anew:
 * @self: a gate
 *
 * For somebody who is about to let the model hold something else, such as what another search finds: only the first rows of
 * that are made at once, as when the gate was new. Rows in front stay as they are.
 */
void
waybill_ui_gate_begin_anew (WaybillUiGate *self)
{
  guint before = self->n_items;

  self->width = self->first;
  self->n_items = MIN (before, self->first);
  if (before > self->n_items)
    g_list_model_items_changed (G_LIST_MODEL (self), self->n_items, before - self->n_items, 0);
  open_soon (self);
}

static GType
get_item_type (GListModel *model)
{
  return g_list_model_get_item_type (WAYBILL_UI_GATE (model)->model);
}

static guint
get_n_items (GListModel *model)
{
  return WAYBILL_UI_GATE (model)->n_items;
}

static gpointer
get_item (GListModel *model, guint position)
{
  WaybillUiGate *self = WAYBILL_UI_GATE (model);

  return position < self->n_items ? g_list_model_get_item (self->model, position) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  WaybillUiGate *self = WAYBILL_UI_GATE (model);

  return self->selection != NULL && gtk_selection_model_is_selected (self->selection, position);
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  WaybillUiGate *self = WAYBILL_UI_GATE (model);

  return self->selection != NULL ? gtk_selection_model_get_selection_in_range (self->selection, position, n_items)
                                 : gtk_bitset_new_empty ();
}

static gboolean
select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  WaybillUiGate *self = WAYBILL_UI_GATE (model);

  return self->selection != NULL && gtk_selection_model_select_item (self->selection, position, unselect_rest);
}

static gboolean
unselect_item (GtkSelectionModel *model, guint position)
{
  WaybillUiGate *self = WAYBILL_UI_GATE (model);

  return self->selection != NULL && gtk_selection_model_unselect_item (self->selection, position);
}

static gboolean
select_range (GtkSelectionModel *model, guint position, guint n_items, gboolean unselect_rest)
{
  WaybillUiGate *self = WAYBILL_UI_GATE (model);

  return self->selection != NULL && gtk_selection_model_select_range (self->selection, position, n_items, unselect_rest);
}

static gboolean
unselect_range (GtkSelectionModel *model, guint position, guint n_items)
{
  WaybillUiGate *self = WAYBILL_UI_GATE (model);

  return self->selection != NULL && gtk_selection_model_unselect_range (self->selection, position, n_items);
}

static gboolean
select_all (GtkSelectionModel *model)
{
  WaybillUiGate *self = WAYBILL_UI_GATE (model);

  return self->selection != NULL && gtk_selection_model_select_all (self->selection);
}

static gboolean
unselect_all (GtkSelectionModel *model)
{
  WaybillUiGate *self = WAYBILL_UI_GATE (model);

  return self->selection != NULL && gtk_selection_model_unselect_all (self->selection);
}

static gboolean
set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  WaybillUiGate *self = WAYBILL_UI_GATE (model);

  return self->selection != NULL && gtk_selection_model_set_selection (self->selection, selected, mask);
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->select_item = select_item;
  iface->unselect_item = unselect_item;
  iface->select_range = select_range;
  iface->unselect_range = unselect_range;
  iface->select_all = select_all;
  iface->unselect_all = unselect_all;
  iface->set_selection = set_selection;
}

static void
waybill_ui_gate_dispose (GObject *object)
{
  WaybillUiGate *self = WAYBILL_UI_GATE (object);

  g_clear_handle_id (&self->turn, g_source_remove);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  self->selection = NULL;
  G_OBJECT_CLASS (waybill_ui_gate_parent_class)->dispose (object);
}

static void
waybill_ui_gate_finalize (GObject *object)
{
  g_clear_object (&WAYBILL_UI_GATE (object)->model);
  G_OBJECT_CLASS (waybill_ui_gate_parent_class)->finalize (object);
}

static void
waybill_ui_gate_class_init (WaybillUiGateClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = waybill_ui_gate_dispose;
  G_OBJECT_CLASS (klass)->finalize = waybill_ui_gate_finalize;
}

static void
waybill_ui_gate_init (WaybillUiGate *self)
{
}
