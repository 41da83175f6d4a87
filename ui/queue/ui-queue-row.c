/* A table of the states gives icon, colour and button; the sentence is words-transfer's. Only a row that is bound listens to
 * its item, so that two thousand files cost what the dozen shown cost. */

#include "ui-queue-row.h"

#include "ui-box.h"
#include "ui-state.h"
#include "remote-path.h"
#include "words-transfer.h"

#include <glib/gi18n.h>

#define WIDE_WHAT 90
#define WIDE_PROGRESS 220
#define WIDE_CHARS 27
#define ACT_SLOT 40

struct _WaybillUiQueueRow
{
  GtkBox parent_instance;

  GtkWidget *direction, *middle, *what, *name, *where, *progress_slot, *progress, *said, *state_icon, *state_label;
  GtkWidget *act_slot, *act, *act_look, *act_icon, *act_words, *more;

  WaybillTransferItem *item; /* (nullable) */
  gulong changed;
  WaybillTransferQueue *queue; /* (nullable) of the item */
  gulong queue_changed;
  gboolean rests; /* it waits, and the whole queue is paused */
  gboolean narrow;
  gboolean shows_folders; /* there is a pane for that */
  int spoken;             /* quarters that the progress bar has said, -1: none */
};

G_DEFINE_FINAL_TYPE (WaybillUiQueueRow, waybill_ui_queue_row, GTK_TYPE_BOX)

enum
{
  SIGNAL_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct
{
  WaybillUiState look;
  WaybillUiQueueAct act;
  gboolean shows_progress;
  gboolean is_open;
} states[WAYBILL_TRANSFER_N_STATES] = {
  [WAYBILL_TRANSFER_STATE_WAITING] = { WAYBILL_UI_STATE_WAITING, WAYBILL_UI_QUEUE_ACT_PAUSE, FALSE, TRUE },
  [WAYBILL_TRANSFER_STATE_RUNNING] = { WAYBILL_UI_STATE_NONE, WAYBILL_UI_QUEUE_ACT_PAUSE, TRUE, TRUE },
  [WAYBILL_TRANSFER_STATE_CHECKING] = { WAYBILL_UI_STATE_NONE, WAYBILL_UI_QUEUE_ACT_NONE, TRUE, TRUE },
  [WAYBILL_TRANSFER_STATE_PAUSED] = { WAYBILL_UI_STATE_WAITING, WAYBILL_UI_QUEUE_ACT_GO_ON, FALSE, TRUE },
  [WAYBILL_TRANSFER_STATE_ASKING] = { WAYBILL_UI_STATE_WARNING, WAYBILL_UI_QUEUE_ACT_ANSWER, FALSE, TRUE },
  [WAYBILL_TRANSFER_STATE_DONE] = { WAYBILL_UI_STATE_READY, WAYBILL_UI_QUEUE_ACT_NONE, FALSE, FALSE },
  [WAYBILL_TRANSFER_STATE_LEFT] = { WAYBILL_UI_STATE_LEFT_OUT, WAYBILL_UI_QUEUE_ACT_NONE, FALSE, FALSE },
  [WAYBILL_TRANSFER_STATE_FAILED] = { WAYBILL_UI_STATE_FAILED, WAYBILL_UI_QUEUE_ACT_TRY_AGAIN, FALSE, FALSE },
  [WAYBILL_TRANSFER_STATE_CANCELLED] = { WAYBILL_UI_STATE_LEFT_OUT, WAYBILL_UI_QUEUE_ACT_TRY_AGAIN, FALSE, FALSE },
};

/* icon NULL: the button shows its words. */
static const struct
{
  const char *icon;
  const char *label;
} acts[] = {
  [WAYBILL_UI_QUEUE_ACT_NONE] = { NULL, NULL },
  [WAYBILL_UI_QUEUE_ACT_PAUSE] = { "media-playback-pause-symbolic", NULL },
  [WAYBILL_UI_QUEUE_ACT_GO_ON] = { "media-playback-start-symbolic", NULL },
  [WAYBILL_UI_QUEUE_ACT_TRY_AGAIN] = { "view-refresh-symbolic", NULL },
  [WAYBILL_UI_QUEUE_ACT_ANSWER] = { NULL, N_ ("Answer…") },
};

/* For the tooltip and for screen readers: no two rows say the same. */
static char *
dup_named (WaybillUiQueueAct act, const char *name)
{
  switch (act)
    {
    case WAYBILL_UI_QUEUE_ACT_PAUSE:
      return g_strdup_printf (_ ("Pause %s"), name);
    case WAYBILL_UI_QUEUE_ACT_GO_ON:
      return g_strdup_printf (_ ("Go on with %s"), name);
    case WAYBILL_UI_QUEUE_ACT_TRY_AGAIN:
      return g_strdup_printf (_ ("Try %s again"), name);
    case WAYBILL_UI_QUEUE_ACT_ANSWER:
      return g_strdup_printf (_ ("Answer for %s"), name);
    default:
      return g_strdup (name);
    }
}

static gboolean
rests (WaybillTransferItem *item, WaybillTransferQueue *queue)
{
  return queue != NULL && waybill_transfer_queue_is_paused (queue)
         && waybill_transfer_item_get_state (item) == WAYBILL_TRANSFER_STATE_WAITING;
}

/**
 * waybill_ui_queue_row_act_of:
 * @item: a file
 * @queue: (nullable): the queue it stands in
 *
 * What rests with all others goes on with them: the strip's head has the button for that. What another program was to get is
 * dragged again.
 *
 * Returns: what the one button of its row does
 */
WaybillUiQueueAct
waybill_ui_queue_row_act_of (WaybillTransferItem *item, WaybillTransferQueue *queue)
{
  WaybillUiQueueAct act = states[waybill_transfer_item_get_state (item)].act;

  if (rests (item, queue) || (act == WAYBILL_UI_QUEUE_ACT_TRY_AGAIN && waybill_transfer_item_get_passed_on (item)))
    return WAYBILL_UI_QUEUE_ACT_NONE;
  return act;
}

/**
 * waybill_ui_queue_row_is_open:
 * @state: how a file stands
 *
 * Returns: it has not ended yet
 */
gboolean
waybill_ui_queue_row_is_open (WaybillTransferState state)
{
  g_return_val_if_fail (state < WAYBILL_TRANSFER_N_STATES, FALSE);

  return states[state].is_open;
}

static void
show_progress (WaybillUiQueueRow *self, WaybillTransferState state, const char *text)
{
  gint64 size = waybill_transfer_item_get_size (self->item), bytes = waybill_transfer_item_get_bytes (self->item);
  double fraction = state == WAYBILL_TRANSFER_STATE_CHECKING ? 1.0
                    : size > 0                               ? CLAMP ((double) bytes / size, 0.0, 1.0)
                                                             : 0.0;
  int quarter = (int) (fraction * 4);

  gtk_widget_set_visible (self->progress, states[state].shows_progress);
  gtk_widget_set_visible (self->progress_slot, !self->narrow || states[state].shows_progress);
  if (!states[state].shows_progress)
    {
      self->spoken = -1;
      return;
    }
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), fraction);
  if (quarter != self->spoken)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  self->spoken = quarter;
}

static void
show_act (WaybillUiQueueRow *self)
{
  WaybillUiQueueAct act = waybill_ui_queue_row_act_of (self->item, self->queue);
  g_autofree char *name = waybill_remote_path_dup_display (waybill_transfer_item_get_name (self->item));
  g_autofree char *named = dup_named (act, name);

  gtk_widget_set_visible (self->act, act != WAYBILL_UI_QUEUE_ACT_NONE);
  if (act == WAYBILL_UI_QUEUE_ACT_NONE)
    return;
  if (g_strcmp0 (waybill_ui_get_tip (self->act), named) == 0)
    return;
  waybill_ui_tip_widget (self->act, named);
  waybill_ui_name_widget (self->act, named);
  gtk_stack_set_visible_child_name (GTK_STACK (self->act_look), acts[act].icon != NULL ? "icon" : "words");
  if (acts[act].icon != NULL)
    gtk_image_set_from_icon_name (GTK_IMAGE (self->act_icon), acts[act].icon);
  else
    gtk_label_set_text (GTK_LABEL (self->act_words), _ (acts[act].label));
}

/* The list item's own widget has no name in GTK 4.8: screen readers land on it. */
static void
name_row (WaybillUiQueueRow *self, const char *text)
{
  g_autofree char *where = waybill_words_transfer_where (self->item);
  g_autofree char *name = waybill_remote_path_dup_display (waybill_transfer_item_get_name (self->item));
  g_autofree char *label = g_strdup_printf ("%s, %s, %s", name, where, text);
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static char *
dup_text (WaybillUiQueueRow *self)
{
  self->rests = rests (self->item, self->queue);
  return self->rests ? waybill_words_transfer_rests (self->item, waybill_transfer_queue_get_pause_error (self->queue))
                     : waybill_words_transfer_item (self->item);
}

/* To be shown: that of what another program was to get goes soon. */
static gboolean
has_folder (WaybillUiQueueRow *self)
{
  return self->shows_folders && !waybill_transfer_item_get_passed_on (self->item);
}

/* What changes while bytes flow. A running row is named anew at quarters alone, so that nobody has to hear it ten times a
 * second. */
static void
show_state (WaybillUiQueueRow *self)
{
  WaybillTransferState state = waybill_transfer_item_get_state (self->item);
  g_autofree char *text = dup_text (self);
  int spoken = self->spoken;

  show_progress (self, state, text);
  if (self->spoken != spoken || !states[state].shows_progress)
    name_row (self, text);
  waybill_ui_state_show (GTK_IMAGE (self->state_icon), states[state].look, NULL);
  gtk_widget_set_visible (self->state_icon, !self->narrow || states[state].look != WAYBILL_UI_STATE_NONE);
  gtk_label_set_text (GTK_LABEL (self->state_label), text);
  waybill_ui_tip_widget (self->state_label, text);
  gtk_widget_set_sensitive (self->more, states[state].is_open || has_folder (self));
  show_act (self);
}

static void
show_item (WaybillUiQueueRow *self)
{
  g_autofree char *name = waybill_remote_path_dup_display (waybill_transfer_item_get_name (self->item));
  g_autofree char *where = waybill_words_transfer_where (self->item);
  g_autofree char *more = g_strdup_printf (_ ("More for %s"), name);
  g_autofree char *whole = g_strdup_printf ("%s %s", name, where);
  gboolean sends = waybill_transfer_item_get_direction (self->item) == WAYBILL_TRANSFER_PUT;

  gtk_image_set_from_icon_name (GTK_IMAGE (self->direction),
                                sends ? "network-transmit-symbolic" : "network-receive-symbolic");
  gtk_label_set_text (GTK_LABEL (self->name), name);
  gtk_label_set_text (GTK_LABEL (self->where), where);
  waybill_ui_tip_widget (self->what, whole);
  waybill_ui_tip_widget (self->more, more);
  waybill_ui_name_widget (self->more, more);
}

static void
item_changed (WaybillUiQueueRow *self)
{
  show_state (self);
}

static void
queue_changed (WaybillUiQueueRow *self)
{
  if (self->item != NULL && self->rests != rests (self->item, self->queue))
    show_state (self);
}

/**
 * waybill_ui_queue_row_set_item:
 * @self: a row
 * @item: (nullable): the file to follow; %NULL lets go of the one before
 * @queue: (nullable): whose item it is: where that rests, so does what waits
 */
void
waybill_ui_queue_row_set_item (WaybillUiQueueRow *self, WaybillTransferItem *item, WaybillTransferQueue *queue)
{
  g_return_if_fail (WAYBILL_IS_UI_QUEUE_ROW (self));

  if (self->item != NULL)
    g_clear_signal_handler (&self->changed, self->item);
  if (self->queue != NULL)
    g_clear_signal_handler (&self->queue_changed, self->queue);
  g_set_object (&self->item, item);
  if (item == NULL)
    queue = NULL;
  g_set_object (&self->queue, queue);
  self->spoken = -1;
  if (item == NULL)
    return;
  self->changed = g_signal_connect_swapped (item, "changed", G_CALLBACK (item_changed), self);
  if (self->queue != NULL)
    self->queue_changed = g_signal_connect_swapped (self->queue, "changed", G_CALLBACK (queue_changed), self);
  show_item (self);
  show_state (self);
}

/**
 * waybill_ui_queue_row_get_item:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the file it shows
 */
WaybillTransferItem *
waybill_ui_queue_row_get_item (WaybillUiQueueRow *self)
{
  return self->item;
}

/**
 * waybill_ui_queue_row_set_narrow:
 * @self: a row
 * @narrow: two lines: name above, state and progress below
 */
void
waybill_ui_queue_row_set_narrow (WaybillUiQueueRow *self, gboolean narrow)
{
  g_return_if_fail (WAYBILL_IS_UI_QUEUE_ROW (self));

  self->narrow = narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->middle),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (self->middle), narrow ? 4 : 12);
  gtk_widget_set_margin_top (GTK_WIDGET (self), narrow ? 6 : 2);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self), narrow ? 6 : 2);
  gtk_widget_set_size_request (self->what, narrow ? -1 : WIDE_WHAT, -1);
  /* Wide rows keep the places of bar and button, so that the columns of all rows are in line. */
  gtk_widget_set_size_request (self->progress_slot, narrow ? -1 : WIDE_PROGRESS, -1);
  gtk_widget_set_size_request (self->act_slot, narrow ? -1 : ACT_SLOT, -1);
  gtk_widget_set_visible (self->where, !narrow);
  gtk_label_set_width_chars (GTK_LABEL (self->state_label), narrow ? -1 : WIDE_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (self->state_label), narrow ? -1 : WIDE_CHARS);
  if (self->item != NULL)
    show_state (self);
}

/**
 * waybill_ui_queue_row_set_acts:
 * @self: a row
 * @column: of the buttons of all rows of a list, to be as wide as each other's
 *
 * To be called once.
 */
void
waybill_ui_queue_row_set_acts (WaybillUiQueueRow *self, GtkSizeGroup *column)
{
  g_return_if_fail (WAYBILL_IS_UI_QUEUE_ROW (self));

  gtk_size_group_add_widget (column, self->act_slot);
}

/**
 * waybill_ui_queue_row_set_shows_folders:
 * @self: a row
 * @shows_folders: there is a pane to show a file's folder in
 */
void
waybill_ui_queue_row_set_shows_folders (WaybillUiQueueRow *self, gboolean shows_folders)
{
  g_return_if_fail (WAYBILL_IS_UI_QUEUE_ROW (self));

  self->shows_folders = shows_folders;
  if (self->item != NULL)
    show_state (self);
}

static void
activate_act (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WaybillUiQueueRow *self = WAYBILL_UI_QUEUE_ROW (widget);

  if (self->item != NULL)
    g_signal_emit (self, signals[SIGNAL_WANTED], 0, (int) waybill_ui_queue_row_act_of (self->item, self->queue));
}

static void
activate_cancel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_WANTED], 0, (int) WAYBILL_UI_QUEUE_ACT_CANCEL);
}

static void
activate_show_folder (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_WANTED], 0, (int) WAYBILL_UI_QUEUE_ACT_SHOW_FOLDER);
}

/* Made when it is opened: a popover for each row of a long list would cost more than the list. */
static void
make_menu (GtkMenuButton *button, gpointer user_data)
{
  WaybillUiQueueRow *self = user_data;
  g_autoptr (GMenu) menu = g_menu_new ();

  if (self->item != NULL && states[waybill_transfer_item_get_state (self->item)].is_open)
    g_menu_append (menu, _ ("_Cancel"), "row.cancel");
  if (self->item != NULL && has_folder (self))
    g_menu_append (menu, _ ("_Show Folder"), "row.show-folder");
  gtk_menu_button_set_popover (button, gtk_popover_menu_new_from_model (G_MENU_MODEL (menu)));
}

/**
 * waybill_ui_queue_row_new:
 *
 * Returns: (transfer floating): a row without a file
 */
GtkWidget *
waybill_ui_queue_row_new (void)
{
  return g_object_new (WAYBILL_TYPE_UI_QUEUE_ROW, NULL);
}

static void
waybill_ui_queue_row_dispose (GObject *object)
{
  WaybillUiQueueRow *self = WAYBILL_UI_QUEUE_ROW (object);

  waybill_ui_queue_row_set_item (self, NULL, NULL);
  if (self->more != NULL)
    gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->more), NULL, NULL, NULL);
  G_OBJECT_CLASS (waybill_ui_queue_row_parent_class)->dispose (object);
}

static void
waybill_ui_queue_row_class_init (WaybillUiQueueRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_queue_row_dispose;
  signals[SIGNAL_WANTED] = g_signal_new ("wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_install_action (widget_class, "row.act", NULL, activate_act);
  gtk_widget_class_install_action (widget_class, "row.cancel", NULL, activate_cancel);
  gtk_widget_class_install_action (widget_class, "row.show-folder", NULL, activate_show_folder);

  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-queue-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueRow, direction);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueRow, middle);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueRow, what);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueRow, name);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueRow, where);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueRow, progress_slot);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueRow, progress);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueRow, said);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueRow, state_icon);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueRow, act_slot);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueRow, act);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueRow, act_look);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueRow, act_icon);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueRow, act_words);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueRow, more);
}

static void
waybill_ui_queue_row_init (WaybillUiQueueRow *self)
{
  self->spoken = -1;
  self->shows_folders = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->more), make_menu, self, NULL);
  waybill_ui_queue_row_set_narrow (self, FALSE);
}
