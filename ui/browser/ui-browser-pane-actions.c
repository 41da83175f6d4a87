/* What can be done in a pane: its actions, their keys, and the two menus made of them. What an action does stands in the
 * pane's other files. */

#include "ui-browser-pane-private.h"

#include <glib/gi18n.h>

#include "ui-toast.h"

#include "remote-path.h"

typedef void (*Act) (WaybillUiBrowserPane *self);

static void
act_refresh (WaybillUiBrowserPane *self)
{
  if (self->error != NULL)
    waybill_ui_browser_pane_load (self, FALSE);
  else
    waybill_ui_browser_pane_refresh (self);
}

static void
act_edit_path (WaybillUiBrowserPane *self)
{
  waybill_ui_browser_path_edit (WAYBILL_UI_BROWSER_PATH (self->path));
}

static void
act_filter (WaybillUiBrowserPane *self)
{
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->filter_bar), TRUE);
  gtk_widget_grab_focus (self->filter_entry);
}

static void
act_clear_filter (WaybillUiBrowserPane *self)
{
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->filter_bar), FALSE);
  waybill_ui_browser_pane_focus_list (self);
}

static void
act_select_all (WaybillUiBrowserPane *self)
{
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->model));
}

static void
act_open (WaybillUiBrowserPane *self)
{
  guint position = waybill_ui_browser_list_get_focused (WAYBILL_UI_BROWSER_LIST (self->list));
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->model));

  if (gtk_bitset_get_size (selected) == 1)
    position = gtk_bitset_get_minimum (selected);
  if (position != GTK_INVALID_LIST_POSITION)
    waybill_ui_browser_pane_open (self, position);
}

static void
act_transfer (WaybillUiBrowserPane *self)
{
  g_auto (GStrv) paths = waybill_ui_browser_pane_dup_selected (self);

  if (paths != NULL && *paths != NULL)
    waybill_ui_browser_pane_emit_transfer (self, paths);
}

/* What is selected, else the folder: one path a line. */
static void
act_copy_address (WaybillUiBrowserPane *self)
{
  g_auto (GStrv) paths = waybill_ui_browser_pane_dup_selected (self);
  g_autofree char *text = paths != NULL && *paths != NULL ? g_strjoinv ("\n", paths) : g_strdup (self->folder);
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  if (valid == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), valid);
  waybill_ui_toast_say (GTK_WIDGET (self), _ ("Address copied"));
}

static void
act_copy_listing (WaybillUiBrowserPane *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->raw_view));
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  waybill_ui_toast_say (GTK_WIDGET (self), _ ("List copied"));
}

static const struct
{
  const char *name;
  Act act;
} actions[] = {
  { "pane.up", waybill_ui_browser_pane_go_up },
  { "pane.back", waybill_ui_browser_pane_go_back },
  { "pane.forward", waybill_ui_browser_pane_go_forward },
  { "pane.refresh", act_refresh },
  { "pane.stop", waybill_ui_browser_pane_stop },
  { "pane.edit-path", act_edit_path },
  { "pane.filter", act_filter },
  { "pane.clear-filter", act_clear_filter },
  { "pane.new-folder", waybill_ui_browser_pane_new_folder },
  { "pane.rename", waybill_ui_browser_pane_rename },
  { "pane.delete", waybill_ui_browser_pane_delete },
  { "pane.select-all", act_select_all },
  { "pane.open", act_open },
  { "pane.transfer", act_transfer },
  { "pane.copy-address", act_copy_address },
  { "pane.copy-listing", act_copy_listing },
};

static void
activate (GtkWidget *widget, const char *name, GVariant *parameter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].name, name))
      {
        actions[i].act (WAYBILL_UI_BROWSER_PANE (widget));
        return;
      }
}

/* Of several keys for one action menus name the last. */
static const struct
{
  guint key;
  GdkModifierType state;
  const char *action;
} keys[] = {
  { GDK_KEY_Up, GDK_ALT_MASK, "pane.up" },
  { GDK_KEY_KP_Up, GDK_ALT_MASK, "pane.up" },
  { GDK_KEY_BackSpace, 0, "pane.up" },
  { GDK_KEY_Left, GDK_ALT_MASK, "pane.back" },
  { GDK_KEY_Right, GDK_ALT_MASK, "pane.forward" },
  { GDK_KEY_r, GDK_CONTROL_MASK, "pane.refresh" },
  { GDK_KEY_F5, 0, "pane.refresh" },
  { GDK_KEY_period, GDK_CONTROL_MASK, "pane.stop" },
  { GDK_KEY_l, GDK_CONTROL_MASK, "pane.edit-path" },
  { GDK_KEY_f, GDK_CONTROL_MASK, "pane.filter" },
  { GDK_KEY_h, GDK_CONTROL_MASK, "pane.hidden" },
  { GDK_KEY_n, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "pane.new-folder" },
  { GDK_KEY_F2, 0, "pane.rename" },
  { GDK_KEY_KP_Delete, 0, "pane.delete" },
  { GDK_KEY_Delete, 0, "pane.delete" },
  { GDK_KEY_a, GDK_CONTROL_MASK, "pane.select-all" },
};

/**
 * waybill_ui_browser_pane_install_actions:
 * @widget_class: the pane's
 *
 * Actions and keys, of the class: they work for what has the focus inside.
 */
void
waybill_ui_browser_pane_install_actions (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, activate);
  gtk_widget_class_install_property_action (widget_class, "pane.hidden", "hidden");
  gtk_widget_class_install_property_action (widget_class, "pane.sort", "sort");
  gtk_widget_class_install_property_action (widget_class, "pane.descending", "descending");
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].state, keys[i].action, NULL);
}

static void
enable (WaybillUiBrowserPane *self, const char *action, gboolean enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, enabled);
}

/* Listing again takes long: the button that began it ends it. */
static void
show_refresh (WaybillUiBrowserPane *self)
{
  gboolean stop = self->listing != NULL && self->again && self->patience == 0;

  gtk_button_set_icon_name (GTK_BUTTON (self->refresh), stop ? "process-stop-symbolic" : "view-refresh-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->refresh), stop ? "pane.stop" : "pane.refresh");
}

/**
 * waybill_ui_browser_pane_show_actions:
 * @self: a pane
 *
 * Which of them make sense now.
 */
void
waybill_ui_browser_pane_show_actions (WaybillUiBrowserPane *self)
{
  g_autofree char *parent = waybill_ui_browser_pane_dup_parent (self);
  gint64 size;
  guint n = waybill_ui_browser_model_get_selected (self->model, &size);
  gboolean here = self->place != NULL;
  gboolean shown = here && self->error == NULL && !waybill_ui_browser_model_is_raw (self->model);

  enable (self, "pane.up", here && parent != NULL);
  enable (self, "pane.back", here && self->back->len > 0);
  enable (self, "pane.forward", here && self->forward->len > 0);
  enable (self, "pane.refresh", here);
  enable (self, "pane.stop", self->listing != NULL);
  enable (self, "pane.edit-path", here);
  enable (self, "pane.filter", shown);
  enable (self, "pane.new-folder", shown);
  enable (self, "pane.rename", shown && n == 1);
  enable (self, "pane.delete", shown && n > 0);
  enable (self, "pane.select-all", shown);
  enable (self, "pane.open", shown && n == 1);
  enable (self, "pane.transfer", shown && n > 0);
  enable (self, "pane.copy-address", here);
  show_refresh (self);
}

typedef struct
{
  const char *label;
  const char *action;
} Item;

static void
add_section (GMenu *menu, const Item *items, gsize n_items)
{
  g_autoptr (GMenu) section = g_menu_new ();

  for (gsize i = 0; i < n_items; i++)
    g_menu_append (section, _ (items[i].label), items[i].action);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static GMenu *
sort_menu_new (void)
{
  static const Item by[] = {
    { N_ ("By _Name"), "pane.sort::name" },
    { N_ ("By _Size"), "pane.sort::size" },
    { N_ ("By Time _Modified"), "pane.sort::modified" },
  };
  static const Item way[] = { { N_ ("_Reversed"), "pane.descending" } };
  GMenu *menu = g_menu_new ();

  add_section (menu, by, G_N_ELEMENTS (by));
  add_section (menu, way, G_N_ELEMENTS (way));
  return menu;
}

/**
 * waybill_ui_browser_pane_make_menus:
 * @self: a pane
 *
 * The pane's menu and that of a row, in the words of its place.
 */
void
waybill_ui_browser_pane_make_menus (WaybillUiBrowserPane *self)
{
  gboolean remote = waybill_ui_browser_pane_is_remote (self);
  Item row[] = { { N_ ("_Open"), "pane.open" }, { remote ? N_ ("_Fetch") : N_ ("_Send"), "pane.transfer" } };
  Item change[] = { { N_ ("_New Folder…"), "pane.new-folder" },
                    { N_ ("Rena_me…"), "pane.rename" },
                    { remote ? N_ ("_Delete…") : N_ ("Move to _Trash"), "pane.delete" } };
  Item copy[] = { { N_ ("_Copy Address"), "pane.copy-address" } };
  Item look[] = { { N_ ("Show _Hidden Files"), "pane.hidden" }, { N_ ("_List Again"), "pane.refresh" } };
  g_autoptr (GMenu) pane_menu = g_menu_new ();
  g_autoptr (GMenu) row_menu = g_menu_new ();
  g_autoptr (GMenu) sort_menu = sort_menu_new ();

  add_section (pane_menu, change, G_N_ELEMENTS (change));
  add_section (pane_menu, copy, G_N_ELEMENTS (copy));
  g_menu_append_submenu (pane_menu, _ ("_Sort"), G_MENU_MODEL (sort_menu));
  add_section (pane_menu, look, G_N_ELEMENTS (look));
  add_section (row_menu, row, G_N_ELEMENTS (row));
  add_section (row_menu, change, G_N_ELEMENTS (change));
  add_section (row_menu, copy, G_N_ELEMENTS (copy));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), G_MENU_MODEL (pane_menu));
  waybill_ui_browser_path_set_menu (WAYBILL_UI_BROWSER_PATH (self->path), G_MENU_MODEL (pane_menu));
  waybill_ui_browser_list_set_menu (WAYBILL_UI_BROWSER_LIST (self->list), G_MENU_MODEL (row_menu));
}
