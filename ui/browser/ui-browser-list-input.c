/* Keyboard and pointer in a list: what has the focus, typing a name's beginning, marking, the menu of a row, and where a
 * drag begins. */

#include "ui-browser-list-private.h"

#include <math.h>

#include "ui-browser-cell.h"
#include "ui-browser-drag.h"

/* So long after the last letter a new name begins. */
#define TYPING_PAUSE G_USEC_PER_SEC

static GtkWidget *
find_cell_below (GtkWidget *widget)
{
  if (WAYBILL_IS_UI_BROWSER_CELL (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *cell = find_cell_below (child);

      if (cell != NULL)
        return cell;
    }
  return NULL;
}

/* The row's widget is the child of the list view that holds widget. */
static GtkWidget *
find_row (WaybillUiBrowserList *self, GtkWidget *widget)
{
  GtkWidget *view = waybill_ui_browser_list_get_view (self);

  while (widget != NULL && gtk_widget_get_parent (widget) != view)
    widget = gtk_widget_get_parent (widget);
  return widget;
}

static guint
position_of_row (GtkWidget *row)
{
  GtkWidget *cell = row != NULL ? find_cell_below (row) : NULL;

  if (cell == NULL)
    return GTK_INVALID_LIST_POSITION;
  return gtk_list_item_get_position (waybill_ui_browser_cell_get_item (WAYBILL_UI_BROWSER_CELL (cell)));
}

static GtkWidget *
get_focus (WaybillUiBrowserList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

gboolean
waybill_ui_browser_list_has_focus (WaybillUiBrowserList *self)
{
  GtkWidget *focus = get_focus (self);

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

guint
waybill_ui_browser_list_get_focused (WaybillUiBrowserList *self)
{
  GtkWidget *focus = get_focus (self);

  return focus != NULL ? position_of_row (find_row (self, focus)) : GTK_INVALID_LIST_POSITION;
}

guint
waybill_ui_browser_list_get_at (WaybillUiBrowserList *self, GtkWidget *widget, double x, double y, GtkWidget **row)
{
  GtkWidget *picked = NULL, *found;
  double list_x, list_y;

  if (gtk_widget_translate_coordinates (widget, GTK_WIDGET (self), x, y, &list_x, &list_y))
    picked = gtk_widget_pick (GTK_WIDGET (self), list_x, list_y, GTK_PICK_DEFAULT);
  found = picked != NULL ? find_row (self, picked) : NULL;
  if (row != NULL)
    *row = found;
  return position_of_row (found);
}

/* NULL: it is too far from what is on the screen. */
static GtkWidget *
find_row_at (WaybillUiBrowserList *self, guint position)
{
  GtkWidget *view = waybill_ui_browser_list_get_view (self);

  for (GtkWidget *row = gtk_widget_get_first_child (view); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (position_of_row (row) == position)
      return row;
  return NULL;
}

/**
 * waybill_ui_browser_list_show_row:
 * @self: a list
 * @position: which row
 *
 * Scrolls there; the focus goes to this row when the list gets it.
 */
void
waybill_ui_browser_list_show_row (WaybillUiBrowserList *self, guint position)
{
  if (position >= g_list_model_get_n_items (G_LIST_MODEL (self->model)))
    return;
  waybill_ui_gate_let_in (self->gate, position);
  self->cursor = position;
  gtk_widget_activate_action (waybill_ui_browser_list_get_view (self), "list.scroll-to-item", "u", position);
}

/**
 * waybill_ui_browser_list_grab:
 * @self: a list
 *
 * Gives the focus to the row that was shown last, else to the one that had it.
 */
void
waybill_ui_browser_list_grab (WaybillUiBrowserList *self)
{
  GtkWidget *row = self->cursor != GTK_INVALID_LIST_POSITION ? find_row_at (self, self->cursor) : NULL;

  self->cursor = GTK_INVALID_LIST_POSITION;
  if (row == NULL)
    row = gtk_widget_get_focus_child (waybill_ui_browser_list_get_view (self));
  if (row != NULL && gtk_widget_grab_focus (row))
    return;
  /* The view itself would take the focus without showing where it is. */
  gtk_widget_grab_focus (waybill_ui_browser_list_get_view (self));
  if (waybill_ui_browser_list_get_focused (self) != GTK_INVALID_LIST_POSITION)
    return;
  row = find_row_at (self, 0);
  if (row != NULL)
    gtk_widget_grab_focus (row);
}

/* One stop on the way: the arrow keys go from row to row, Tab goes on. GTK's own lists would lead through every row. */
gboolean
waybill_ui_browser_list_focus (GtkWidget *widget, GtkDirectionType direction)
{
  WaybillUiBrowserList *self = WAYBILL_UI_BROWSER_LIST (widget);

  if (waybill_ui_browser_list_has_focus (self) && (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD))
    return FALSE;
  if (waybill_ui_browser_list_has_focus (self))
    return gtk_widget_child_focus (self->looks, direction);
  waybill_ui_browser_list_grab (self);
  return waybill_ui_browser_list_has_focus (self);
}

static void
toggle (WaybillUiBrowserList *self, guint position)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->model);

  if (gtk_selection_model_is_selected (model, position))
    gtk_selection_model_unselect_item (model, position);
  else
    gtk_selection_model_select_item (model, position, FALSE);
}

static void
find_typed (WaybillUiBrowserList *self)
{
  guint focused = waybill_ui_browser_list_get_focused (self);
  guint position = waybill_ui_browser_model_find_prefix (self->model, self->typed->str,
                                                         focused != GTK_INVALID_LIST_POSITION ? focused : 0);

  if (position == GTK_INVALID_LIST_POSITION)
    return;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->model), position, TRUE);
  waybill_ui_browser_list_show_row (self, position);
  waybill_ui_browser_list_grab (self);
}

static gboolean
type_letter (WaybillUiBrowserList *self, gunichar letter)
{
  gint64 now = g_get_monotonic_time ();

  if (now - self->typed_at > TYPING_PAUSE)
    g_string_truncate (self->typed, 0);
  if (letter == ' ' && self->typed->len == 0)
    return FALSE;
  g_string_append_unichar (self->typed, letter);
  self->typed_at = now;
  find_typed (self);
  return TRUE;
}

static void
pop_up (WaybillUiBrowserList *self, double x, double y)
{
  GdkRectangle at = { (int) x, (int) y, 1, 1 };

  if (self->menu == NULL)
    return;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* What is not among the selected becomes the selected: the menu is about the row under it. */
static void
pop_up_for (WaybillUiBrowserList *self, guint position, double x, double y)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->model);

  if (position == GTK_INVALID_LIST_POSITION)
    gtk_selection_model_unselect_all (model);
  else if (!gtk_selection_model_is_selected (model, position))
    gtk_selection_model_select_item (model, position, TRUE);
  pop_up (self, x, y);
}

static gboolean
pop_up_by_key (WaybillUiBrowserList *self)
{
  GtkWidget *row = get_focus (self) != NULL ? find_row (self, get_focus (self)) : NULL;
  double x = 24, y = 24;

  if (row != NULL)
    gtk_widget_translate_coordinates (row, GTK_WIDGET (self), 24, gtk_widget_get_height (row), &x, &y);
  pop_up_for (self, position_of_row (row), x, y);
  return TRUE;
}

static gboolean
key_pressed (WaybillUiBrowserList *self, guint key, guint code, GdkModifierType state)
{
  guint focused;
  gunichar letter = gdk_keyval_to_unicode (key);

  /* Keys of the view itself go to the end of what it knows. */
  if (key == GDK_KEY_End || key == GDK_KEY_KP_End || key == GDK_KEY_Page_Down || key == GDK_KEY_KP_Page_Down)
    waybill_ui_gate_let_in (self->gate, G_MAXUINT);
  if (key == GDK_KEY_Menu || (key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0))
    return pop_up_by_key (self);
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || letter == 0 || g_unichar_iscntrl (letter))
    {
      if (letter != 0)
        g_string_truncate (self->typed, 0);
      return FALSE;
    }
  if (type_letter (self, letter))
    return TRUE;
  focused = waybill_ui_browser_list_get_focused (self);
  if (focused == GTK_INVALID_LIST_POSITION)
    return FALSE;
  toggle (self, focused);
  return TRUE;
}

static void
menu_pressed (GtkGestureClick *gesture, int n_press, double x, double y, WaybillUiBrowserList *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  pop_up_for (self, waybill_ui_browser_list_get_at (self, GTK_WIDGET (self), x, y, NULL), x, y);
}

static void
pressed_long (GtkGestureLongPress *gesture, double x, double y, WaybillUiBrowserList *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  pop_up_for (self, waybill_ui_browser_list_get_at (self, GTK_WIDGET (self), x, y, NULL), x, y);
}

/* Where there is little room a press opens a folder and marks a file: no double press, nothing to hold down. */
static void
line_released (GtkGestureClick *gesture, int n_press, double x, double y, WaybillUiBrowserList *self)
{
  guint position = waybill_ui_browser_list_get_at (self, self->lines, x, y, NULL);
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  if (position == GTK_INVALID_LIST_POSITION || (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  waybill_ui_browser_list_show_row (self, position);
  waybill_ui_browser_list_grab (self);
  if (waybill_ui_browser_model_get_entry (self->model, position)->type == WAYBILL_REMOTE_ENTRY_DIR)
    waybill_ui_browser_list_emit_activate (self, position);
  else
    toggle (self, position);
}

static GdkContentProvider *
prepare_drag (GtkDragSource *source, double x, double y, WaybillUiBrowserList *self)
{
  guint position = waybill_ui_browser_list_get_at (self, GTK_WIDGET (self), x, y, NULL);
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->model);

  if (position == GTK_INVALID_LIST_POSITION)
    return NULL;
  if (!gtk_selection_model_is_selected (model, position))
    gtk_selection_model_select_item (model, position, TRUE);
  return waybill_ui_browser_list_ask_drag (self);
}

static void
install_drag (WaybillUiBrowserList *self);

/* A GtkDragSource knows one drag, and this one may last for as long as files are fetched: the next has a source of its own.
 */
static void
drag_dropped (GdkDrag *drag, GtkEventController *source)
{
  GtkWidget *list = gtk_event_controller_get_widget (source);

  if (list == NULL)
    return;
  gtk_widget_remove_controller (list, source);
  install_drag (WAYBILL_UI_BROWSER_LIST (list));
}

static void
drag_begun (GtkDragSource *source, GdkDrag *drag, WaybillUiBrowserList *self)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  gint64 size;
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (
      theme,
      waybill_ui_browser_model_get_selected (self->model, &size) > 1 ? "edit-copy-symbolic" : "text-x-generic-symbolic",
      NULL, 32, gtk_widget_get_scale_factor (GTK_WIDGET (self)), gtk_widget_get_direction (GTK_WIDGET (self)), 0);

  gtk_drag_source_set_icon (source, GDK_PAINTABLE (icon), -8, -8);
  g_signal_connect_object (drag, "drop-performed", G_CALLBACK (drag_dropped), source, 0);
  if (WAYBILL_IS_UI_BROWSER_DRAG (gdk_drag_get_content (drag)))
    waybill_ui_browser_drag_follow (WAYBILL_UI_BROWSER_DRAG (gdk_drag_get_content (drag)), drag);
}

static void
add (WaybillUiBrowserList *self, GtkWidget *widget, GtkEventController *controller, GtkPropagationPhase phase)
{
  gtk_event_controller_set_propagation_phase (controller, phase);
  gtk_widget_add_controller (widget, controller);
}

static void
install_drag (WaybillUiBrowserList *self)
{
  GtkDragSource *drag = gtk_drag_source_new ();

  gtk_drag_source_set_actions (drag, GDK_ACTION_COPY);
  g_signal_connect (drag, "prepare", G_CALLBACK (prepare_drag), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begun), self);
  add (self, GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
}

void
waybill_ui_browser_list_install_input (WaybillUiBrowserList *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();
  GtkGesture *line = gtk_gesture_click_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  add (self, self->looks, keys, GTK_PHASE_CAPTURE);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect (menu, "pressed", G_CALLBACK (menu_pressed), self);
  add (self, GTK_WIDGET (self), GTK_EVENT_CONTROLLER (menu), GTK_PHASE_CAPTURE);

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  g_signal_connect (hold, "pressed", G_CALLBACK (pressed_long), self);
  add (self, GTK_WIDGET (self), GTK_EVENT_CONTROLLER (hold), GTK_PHASE_CAPTURE);

  g_signal_connect (line, "released", G_CALLBACK (line_released), self);
  add (self, self->lines, GTK_EVENT_CONTROLLER (line), GTK_PHASE_CAPTURE);

  install_drag (self);
}
