/* The list shows the queue's own model; the head its totals. Questions come one after another: a file whose question was
 * closed is not asked about again until its row's button is pressed. */

#include "ui-queue-strip-private.h"

#include "ui-box.h"
#include "ui-queue-row.h"
#include "ui-shell.h"
#include "words-transfer.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* As many as its share of the window shows; the others are let in behind the first frame. */
#define FIRST_ROWS 16

G_DEFINE_FINAL_TYPE (WaybillUiQueueStrip, waybill_ui_queue_strip, GTK_TYPE_BOX)

enum
{
  PROP_EXPANDED = 1,
  PROP_NARROW,
  PROP_FRONT,
  PROP_N_RUNNING,
  N_PROPS
};

enum
{
  SIGNAL_SHOW_FOLDER,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

/* The head */

static void
show_fold (WaybillUiQueueStrip *self)
{
  gboolean empty = self->queue == NULL || g_list_model_get_n_items (G_LIST_MODEL (self->queue)) == 0;
  gboolean open = self->expanded || self->narrow;

  gtk_widget_set_visible (self->fold, !self->narrow);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow), open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->fold), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
  gtk_widget_set_visible (self->body, open && !empty);
  gtk_widget_set_visible (self->nothing, self->narrow && empty);
  gtk_widget_set_vexpand (self->body, self->narrow);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->body), self->narrow ? -1 : 176);
}

static void
set_running (WaybillUiQueueStrip *self, guint n_running)
{
  if (self->n_running == n_running)
    return;
  self->n_running = n_running;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_RUNNING]);
}

static void
show_totals (WaybillUiQueueStrip *self)
{
  WaybillTransferTotals totals = { .time_left = -1 };
  gboolean paused = self->queue != NULL && waybill_transfer_queue_is_paused (self->queue);
  g_autofree char *text = NULL;

  if (self->queue != NULL)
    waybill_transfer_queue_get_totals (self->queue, &totals);
  if (paused)
    {
      totals.paused += totals.waiting;
      totals.waiting = 0;
    }
  text = waybill_words_transfer_totals (&totals);
  gtk_label_set_text (GTK_LABEL (self->totals), text);
  waybill_ui_tip_widget (self->totals, text);
  gtk_button_set_label (GTK_BUTTON (self->pause_all), paused ? _ ("Go On with All") : _ ("Pause All"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "queue.pause-all", paused || totals.running + totals.waiting > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "queue.clear", self->queue != NULL);
  set_running (self, totals.running);
}

static void
queue_changed (WaybillUiQueueStrip *self)
{
  waybill_ui_queue_strip_drop_question (self);
  show_totals (self);
  waybill_ui_queue_strip_ask_next (self);
}

/* The rows */

static WaybillTransferItem *
get_selected (WaybillUiQueueStrip *self)
{
  GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (self->list));

  return model == NULL ? NULL : gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (model));
}

static void
act_on (WaybillUiQueueStrip *self, WaybillTransferItem *item, WaybillUiQueueAct act)
{
  g_autoptr (WaybillTransferItem) held = g_object_ref (item);

  if (self->queue == NULL)
    return;
  switch (act)
    {
    case WAYBILL_UI_QUEUE_ACT_PAUSE:
      waybill_transfer_queue_pause (self->queue, held);
      break;
    case WAYBILL_UI_QUEUE_ACT_GO_ON:
      waybill_transfer_queue_go_on (self->queue, held);
      break;
    case WAYBILL_UI_QUEUE_ACT_TRY_AGAIN:
      waybill_transfer_queue_retry (self->queue, held);
      break;
    case WAYBILL_UI_QUEUE_ACT_CANCEL:
      waybill_transfer_queue_cancel (self->queue, held);
      break;
    case WAYBILL_UI_QUEUE_ACT_ANSWER:
      waybill_ui_queue_strip_ask (self, held);
      break;
    case WAYBILL_UI_QUEUE_ACT_SHOW_FOLDER:
      g_signal_emit (self, signals[SIGNAL_SHOW_FOLDER], 0, held);
      break;
    case WAYBILL_UI_QUEUE_ACT_NONE:
      break;
    }
}

static void
row_wanted (WaybillUiQueueRow *row, int act, WaybillUiQueueStrip *self)
{
  WaybillTransferItem *item = waybill_ui_queue_row_get_item (row);

  if (item != NULL)
    act_on (self, item, (WaybillUiQueueAct) act);
}

static void
set_up_row (GtkListItemFactory *factory, GtkListItem *list_item, WaybillUiQueueStrip *self)
{
  GtkWidget *row = waybill_ui_queue_row_new ();

  if (!self->narrow_rows)
    waybill_ui_queue_row_set_acts (WAYBILL_UI_QUEUE_ROW (row), self->acts);
  waybill_ui_queue_row_set_shows_folders (WAYBILL_UI_QUEUE_ROW (row),
                                          g_signal_has_handler_pending (self, signals[SIGNAL_SHOW_FOLDER], 0, FALSE));
  g_signal_connect_object (row, "wanted", G_CALLBACK (row_wanted), self, 0);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_row (GtkListItemFactory *factory, GtkListItem *list_item, WaybillUiQueueStrip *self)
{
  WaybillUiQueueRow *row = WAYBILL_UI_QUEUE_ROW (gtk_list_item_get_child (list_item));

  waybill_ui_queue_row_set_narrow (row, self->narrow_rows);
  waybill_ui_queue_row_set_item (row, gtk_list_item_get_item (list_item), self->queue);
}

static void
unbind_row (GtkListItemFactory *factory, GtkListItem *list_item, WaybillUiQueueStrip *self)
{
  waybill_ui_queue_row_set_item (WAYBILL_UI_QUEUE_ROW (gtk_list_item_get_child (list_item)), NULL, NULL);
}

static void
items_changed (WaybillUiQueueStrip *self, guint position, guint removed, guint added)
{
  show_fold (self);
  if (!self->awaits || added == 0)
    return;
  self->awaits = FALSE;
  waybill_ui_gate_let_in (self->gate, position);
  gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", position);
}

/* Rows are made anew for the other width; the widgets of the strip stay where they are. */
static void
make_rows (WaybillUiQueueStrip *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (set_up_row), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_row), self, 0);
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->list), factory);
}

static void
choose_rows (WaybillUiQueueStrip *self)
{
  gboolean narrow = self->narrow || waybill_ui_shell_is_narrow (WAYBILL_UI_SHELL (self->shell));

  if (self->narrow_rows == narrow)
    return;
  self->narrow_rows = narrow;
  make_rows (self);
}

/* Space and Delete belong to the file, unless a button of its row has the focus. */
static gboolean
key_pressed (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, WaybillUiQueueStrip *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  WaybillTransferItem *item = get_selected (self);
  WaybillTransferState at;

  if (item == NULL || (state & gtk_accelerator_get_default_mod_mask ()) != 0 || GTK_IS_BUTTON (focus))
    return FALSE;
  at = waybill_transfer_item_get_state (item);
  if (key == GDK_KEY_space || key == GDK_KEY_KP_Space)
    act_on (self, item, waybill_ui_queue_row_act_of (item, self->queue));
  else if ((key == GDK_KEY_Delete || key == GDK_KEY_KP_Delete) && waybill_ui_queue_row_is_open (at))
    act_on (self, item, WAYBILL_UI_QUEUE_ACT_CANCEL);
  else
    return FALSE;
  return TRUE;
}

/* Actions */

static void
activate_fold (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_object_set (widget, "expanded", !WAYBILL_UI_QUEUE_STRIP (widget)->expanded, NULL);
}

static void
activate_pause_all (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WaybillUiQueueStrip *self = WAYBILL_UI_QUEUE_STRIP (widget);

  if (self->queue == NULL)
    return;
  waybill_transfer_queue_pause_all (self->queue, !waybill_transfer_queue_is_paused (self->queue));
  show_totals (self);
}

static void
activate_clear (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WaybillUiQueueStrip *self = WAYBILL_UI_QUEUE_STRIP (widget);

  if (self->queue != NULL)
    waybill_transfer_queue_clear (self->queue);
}

/**
 * waybill_ui_queue_strip_focus_list:
 * @self: a strip
 *
 * Puts the focus on the list, or on the head when there is no list to see.
 */
void
waybill_ui_queue_strip_focus_list (WaybillUiQueueStrip *self)
{
  g_return_if_fail (WAYBILL_IS_UI_QUEUE_STRIP (self));

  if (!gtk_widget_get_visible (self->body) || !gtk_widget_grab_focus (self->list))
    gtk_widget_grab_focus (self->narrow ? self->menu : self->fold);
}

/**
 * waybill_ui_queue_strip_show_next:
 * @self: a strip
 *
 * New files come at the end, below those that ended. For somebody who puts some into the queue now: the list is scrolled to
 * the first of them when it comes, and stays there while others follow.
 */
void
waybill_ui_queue_strip_show_next (WaybillUiQueueStrip *self)
{
  g_return_if_fail (WAYBILL_IS_UI_QUEUE_STRIP (self));

  self->awaits = self->queue != NULL;
}

/**
 * waybill_ui_queue_strip_set_queue:
 * @self: a strip
 * @queue: (nullable): what it shows; it is lent, not ended
 */
void
waybill_ui_queue_strip_set_queue (WaybillUiQueueStrip *self, WaybillTransferQueue *queue)
{
  g_autoptr (GtkSelectionModel) model = NULL;

  g_return_if_fail (WAYBILL_IS_UI_QUEUE_STRIP (self));

  g_hash_table_remove_all (self->put_off);
  g_set_object (&self->queue, queue);
  self->gate = NULL;
  self->awaits = FALSE;
  if (queue != NULL)
    {
      self->gate = waybill_ui_gate_new (G_LIST_MODEL (queue), FIRST_ROWS);
      model = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (self->gate)));
      gtk_single_selection_set_autoselect (GTK_SINGLE_SELECTION (model), FALSE);
      gtk_single_selection_set_can_unselect (GTK_SINGLE_SELECTION (model), TRUE);
      gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (model), GTK_INVALID_LIST_POSITION);
    }
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), model);
  /* After the gate: what is new is let in before it is gone to. */
  g_signal_group_set_target (self->signals, queue);
  show_fold (self);
  queue_changed (self);
}

/**
 * waybill_ui_queue_strip_new:
 * @partner: the partner's name, for questions and errors
 *
 * Returns: (transfer floating): a strip without a queue, folded
 */
GtkWidget *
waybill_ui_queue_strip_new (const char *partner)
{
  WaybillUiQueueStrip *self = g_object_new (WAYBILL_TYPE_UI_QUEUE_STRIP, NULL);

  self->partner = g_strdup (partner);
  return GTK_WIDGET (self);
}

static void
waybill_ui_queue_strip_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (waybill_ui_queue_strip_parent_class)->map (widget);
  waybill_ui_queue_strip_ask_next (WAYBILL_UI_QUEUE_STRIP (widget));
}

static void
waybill_ui_queue_strip_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WaybillUiQueueStrip *self = WAYBILL_UI_QUEUE_STRIP (object);

  switch (id)
    {
    case PROP_EXPANDED:
      g_value_set_boolean (value, self->expanded);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_FRONT:
      g_value_set_boolean (value, self->front);
      break;
    case PROP_N_RUNNING:
      g_value_set_uint (value, self->n_running);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
waybill_ui_queue_strip_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WaybillUiQueueStrip *self = WAYBILL_UI_QUEUE_STRIP (object);
  gboolean *field = id == PROP_EXPANDED ? &self->expanded : id == PROP_NARROW ? &self->narrow : &self->front;

  if (*field == g_value_get_boolean (value))
    return;
  *field = g_value_get_boolean (value);
  if (id == PROP_NARROW)
    choose_rows (self);
  show_fold (self);
  waybill_ui_queue_strip_ask_next (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
waybill_ui_queue_strip_dispose (GObject *object)
{
  WaybillUiQueueStrip *self = WAYBILL_UI_QUEUE_STRIP (object);

  if (self->signals != NULL)
    g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->queue);
  self->gate = NULL;
  waybill_ui_queue_strip_drop_question (self);
  g_hash_table_remove_all (self->put_off);
  G_OBJECT_CLASS (waybill_ui_queue_strip_parent_class)->dispose (object);
}

static void
waybill_ui_queue_strip_finalize (GObject *object)
{
  WaybillUiQueueStrip *self = WAYBILL_UI_QUEUE_STRIP (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->acts);
  g_clear_pointer (&self->put_off, g_hash_table_unref);
  g_clear_pointer (&self->partner, g_free);
  G_OBJECT_CLASS (waybill_ui_queue_strip_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  props[PROP_EXPANDED] = g_param_spec_boolean ("expanded", NULL, NULL, FALSE, flags);
  props[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  props[PROP_FRONT] = g_param_spec_boolean ("front", NULL, NULL, TRUE, flags);
  props[PROP_N_RUNNING]
      = g_param_spec_uint ("n-running", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
waybill_ui_queue_strip_class_init (WaybillUiQueueStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = waybill_ui_queue_strip_get_property;
  object_class->set_property = waybill_ui_queue_strip_set_property;
  object_class->dispose = waybill_ui_queue_strip_dispose;
  object_class->finalize = waybill_ui_queue_strip_finalize;
  widget_class->map = waybill_ui_queue_strip_map;
  install_properties (object_class);
  signals[SIGNAL_SHOW_FOLDER] = g_signal_new ("show-folder", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                              NULL, G_TYPE_NONE, 1, WAYBILL_TYPE_TRANSFER_ITEM);

  gtk_widget_class_install_action (widget_class, "queue.fold", NULL, activate_fold);
  gtk_widget_class_install_action (widget_class, "queue.pause-all", NULL, activate_pause_all);
  gtk_widget_class_install_action (widget_class, "queue.clear", NULL, activate_clear);

  g_type_ensure (WAYBILL_TYPE_UI_SHELL);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-queue-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueStrip, fold);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueStrip, arrow);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueStrip, totals);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueStrip, pause_all);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueStrip, menu);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueStrip, shell);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueStrip, body);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueStrip, list);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueStrip, nothing);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
waybill_ui_queue_strip_init (WaybillUiQueueStrip *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->front = TRUE;
  self->acts = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->put_off = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->signals = g_signal_group_new (WAYBILL_TYPE_TRANSFER_QUEUE);
  g_signal_group_connect_swapped (self->signals, "changed", G_CALLBACK (queue_changed), self);
  g_signal_group_connect_swapped (self->signals, "items-changed", G_CALLBACK (items_changed), self);
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Queue"), -1);
  waybill_ui_name_widget (self->fold, _ ("Queue"));
  waybill_ui_name_widget (self->menu, _ ("More for the queue"));
  waybill_ui_keep_page (GTK_SCROLLED_WINDOW (self->body));
  make_rows (self);
  g_signal_connect_object (self->shell, "notify::narrow", G_CALLBACK (choose_rows), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (self->list, keys);
  show_fold (self);
  show_totals (self);
}
