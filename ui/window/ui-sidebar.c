/* The partners at the left. Rows are made anew when the partners change, and keep what their tabs do. It opens nothing
 * itself: it tells what was selected and activated. */

#include "ui-sidebar.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "ui-box.h"
#include "ui-sidebar-row.h"

struct _WaybillUiSidebar
{
  GtkBox parent_instance;

  GtkToggleButton *find_button;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkStack *stack;
  GtkListBox *list;
  GtkListBox *start_list;
  GtkListBoxRow *start_row;
  GtkLabel *start_label;
  GtkImage *start_image;
  AdwStatusPage *nothing_page;

  WaybillUiContext *context;
  GHashTable *activities; /* UUID to Activity */
  char *selected;
  gboolean silent;
};

typedef struct
{
  WaybillUiSessionStage stage;
  char *words;
} Activity;

G_DEFINE_FINAL_TYPE (WaybillUiSidebar, waybill_ui_sidebar, GTK_TYPE_BOX)

enum
{
  SIGNAL_SELECTED,
  SIGNAL_CLICKED,
  SIGNAL_ACTIVATED,
  SIGNAL_START,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
activity_free (gpointer data)
{
  Activity *self = data;

  g_free (self->words);
  g_free (self);
}

static const char *
get_uuid (GtkListBoxRow *row)
{
  return waybill_partner_get_uuid (waybill_ui_sidebar_row_get_partner (WAYBILL_UI_SIDEBAR_ROW (row)));
}

static GtkListBoxRow *
find_row (WaybillUiSidebar *self, const char *uuid)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_strcmp0 (get_uuid (row), uuid) == 0)
      return row;
  return NULL;
}

static void
select_row (WaybillUiSidebar *self, const char *uuid)
{
  GtkListBoxRow *row = uuid == NULL ? NULL : find_row (self, uuid);

  self->silent = TRUE;
  gtk_list_box_select_row (self->list, row);
  self->silent = FALSE;
}

static gboolean
is_wanted (GtkListBoxRow *row, gpointer user_data)
{
  WaybillUiSidebar *self = WAYBILL_UI_SIDEBAR (user_data);
  WaybillPartner *partner = waybill_ui_sidebar_row_get_partner (WAYBILL_UI_SIDEBAR_ROW (row));
  g_autofree char *wanted = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)), -1);
  g_autofree char *name = g_utf8_casefold (waybill_partner_get_name (partner), -1);
  g_autofree char *host = g_utf8_casefold (waybill_partner_get_host (partner), -1);

  return strstr (name, wanted) != NULL || strstr (host, wanted) != NULL;
}

static void
search_changed (WaybillUiSidebar *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autofree char *title = g_strdup_printf (_ ("No partner is called “%s”"), escaped);
  gboolean any = *text == '\0';
  GtkListBoxRow *row;

  gtk_list_box_invalidate_filter (self->list);
  for (int i = 0; !any && (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    any = is_wanted (row, self);
  adw_status_page_set_title (self->nothing_page, title);
  gtk_stack_set_visible_child_name (self->stack, any ? "list" : "nothing");
}

static void
fill (WaybillUiSidebar *self)
{
  g_autoptr (GPtrArray) partners = waybill_partner_store_list (waybill_ui_context_get_partners (self->context));
  GtkListBoxRow *row;

  self->silent = TRUE;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < partners->len; i++)
    {
      GtkWidget *made = waybill_ui_sidebar_row_new (self->context, partners->pdata[i]);
      Activity *activity = g_hash_table_lookup (self->activities, waybill_partner_get_uuid (partners->pdata[i]));

      if (activity != NULL)
        waybill_ui_sidebar_row_set_activity (WAYBILL_UI_SIDEBAR_ROW (made), activity->stage, activity->words);
      gtk_list_box_append (self->list, made);
    }
  self->silent = FALSE;
  select_row (self, self->selected);
  search_changed (self);
}

/* The same partners in the same order: their rows stay, with focus and open menus. */
static void
partners_changed (WaybillUiSidebar *self)
{
  g_autoptr (GPtrArray) partners = waybill_partner_store_list (waybill_ui_context_get_partners (self->context));
  GtkListBoxRow *row;
  guint n_same = 0;

  while (n_same < partners->len && (row = gtk_list_box_get_row_at_index (self->list, (int) n_same)) != NULL
         && waybill_ui_sidebar_row_get_partner (WAYBILL_UI_SIDEBAR_ROW (row)) == partners->pdata[n_same])
    n_same++;
  if (n_same < partners->len || gtk_list_box_get_row_at_index (self->list, (int) n_same) != NULL)
    {
      fill (self);
      return;
    }
  for (guint i = 0; i < n_same; i++)
    waybill_ui_sidebar_row_refresh (WAYBILL_UI_SIDEBAR_ROW (gtk_list_box_get_row_at_index (self->list, (int) i)));
}

/**
 * waybill_ui_sidebar_set_context:
 * @self: the sidebar
 * @context: whose partners
 *
 * Shows them from now on. Once. Main thread.
 */
void
waybill_ui_sidebar_set_context (WaybillUiSidebar *self, WaybillUiContext *context)
{
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "changed", G_CALLBACK (partners_changed), self, G_CONNECT_SWAPPED);
  fill (self);
}

/**
 * waybill_ui_sidebar_set_activity:
 * @self: the sidebar
 * @uuid: a partner's
 * @stage: what its tab does
 * @activity: (nullable): in words; %NULL when it has no tab any more
 */
void
waybill_ui_sidebar_set_activity (WaybillUiSidebar *self, const char *uuid, WaybillUiSessionStage stage, const char *activity)
{
  GtkListBoxRow *row = find_row (self, uuid);
  Activity *kept = g_new0 (Activity, 1);

  kept->stage = stage;
  kept->words = g_strdup (activity);
  g_hash_table_replace (self->activities, g_strdup (uuid), kept);
  if (row != NULL)
    waybill_ui_sidebar_row_set_activity (WAYBILL_UI_SIDEBAR_ROW (row), stage, activity);
}

/**
 * waybill_ui_sidebar_select:
 * @self: the sidebar
 * @uuid: (nullable): a partner's; %NULL: none
 *
 * Shows which partner's tab is in front; nothing is emitted.
 */
void
waybill_ui_sidebar_select (WaybillUiSidebar *self, const char *uuid)
{
  char *copy = g_strdup (uuid);

  g_free (self->selected);
  self->selected = copy;
  select_row (self, self->selected);
}

/**
 * waybill_ui_sidebar_get_selected:
 * @self: the sidebar
 *
 * Returns: (transfer none) (nullable): the UUID of the selected partner
 */
const char *
waybill_ui_sidebar_get_selected (WaybillUiSidebar *self)
{
  return self->selected;
}

/**
 * waybill_ui_sidebar_set_start:
 * @self: the sidebar
 * @words: "2 things need you"
 * @state: the worst of them
 */
void
waybill_ui_sidebar_set_start (WaybillUiSidebar *self, const char *words, WaybillUiState state)
{
  /* Translators: what stands below it. */
  g_autofree char *name = g_strdup_printf (_ ("Start, %s"), words);

  gtk_label_set_text (self->start_label, words);
  waybill_ui_state_show (self->start_image, state, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->start_row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * waybill_ui_sidebar_select_start:
 * @self: the sidebar
 * @selected: whether the page Start is in front
 */
void
waybill_ui_sidebar_select_start (WaybillUiSidebar *self, gboolean selected)
{
  self->silent = TRUE;
  gtk_list_box_select_row (self->start_list, selected ? self->start_row : NULL);
  self->silent = FALSE;
}

/**
 * waybill_ui_sidebar_find:
 * @self: the sidebar
 *
 * Opens the search and puts the focus into it.
 */
void
waybill_ui_sidebar_find (WaybillUiSidebar *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/**
 * waybill_ui_sidebar_focus:
 * @self: the sidebar
 *
 * Puts the focus on the selected partner, else on the first.
 */
void
waybill_ui_sidebar_focus (WaybillUiSidebar *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->list, 0);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
row_selected (WaybillUiSidebar *self, GtkListBoxRow *row)
{
  if (self->silent || row == NULL)
    return;
  g_free (self->selected);
  self->selected = g_strdup (get_uuid (row));
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0, self->selected);
}

static void
row_activated (WaybillUiSidebar *self, GtkListBoxRow *row)
{
  g_autofree char *uuid = g_strdup (get_uuid (row));

  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, uuid);
}

static void
start_activated (WaybillUiSidebar *self)
{
  if (!self->silent)
    g_signal_emit (self, signals[SIGNAL_START], 0);
}

static void
list_released (WaybillUiSidebar *self, int n_press, double x, double y)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (self->list, (int) y);
  g_autofree char *uuid = row == NULL ? NULL : g_strdup (get_uuid (row));

  if (uuid != NULL && n_press == 1)
    g_signal_emit (self, signals[SIGNAL_CLICKED], 0, uuid);
}

/* Enter in the search takes the first that is left. */
static void
search_activated (WaybillUiSidebar *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (is_wanted (row, self))
      {
        gtk_list_box_select_row (self->list, row);
        gtk_widget_grab_focus (GTK_WIDGET (row));
        return;
      }
}

static gboolean
edit_pressed (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  WaybillUiSidebar *self = WAYBILL_UI_SIDEBAR (widget);

  if (self->selected == NULL)
    return FALSE;
  return gtk_widget_activate_action (widget, "win.edit-partner", "s", self->selected);
}

static gboolean
remove_pressed (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  WaybillUiSidebar *self = WAYBILL_UI_SIDEBAR (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (self->selected == NULL || !GTK_IS_LIST_BOX_ROW (focus))
    return FALSE;
  return gtk_widget_activate_action (widget, "win.remove-partner", "s", self->selected);
}

static void
waybill_ui_sidebar_dispose (GObject *object)
{
  WaybillUiSidebar *self = WAYBILL_UI_SIDEBAR (object);
  GtkWidget *child;

  self->silent = TRUE;
  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  g_clear_object (&self->context);
  g_clear_pointer (&self->activities, g_hash_table_unref);
  g_clear_pointer (&self->selected, g_free);

  G_OBJECT_CLASS (waybill_ui_sidebar_parent_class)->dispose (object);
}

static void
waybill_ui_sidebar_class_init (WaybillUiSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_sidebar_dispose;

  signals[SIGNAL_SELECTED] = g_signal_new ("selected", WAYBILL_TYPE_UI_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_CLICKED] = g_signal_new ("clicked", WAYBILL_TYPE_UI_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", WAYBILL_TYPE_UI_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_START]
      = g_signal_new ("start", WAYBILL_TYPE_UI_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSidebar, find_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSidebar, search_bar);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSidebar, search_entry);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSidebar, stack);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSidebar, nothing_page);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSidebar, start_list);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSidebar, start_row);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSidebar, start_label);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSidebar, start_image);
  gtk_widget_class_bind_template_callback (widget_class, start_activated);
  gtk_widget_class_bind_template_callback (widget_class, search_changed);
  gtk_widget_class_bind_template_callback (widget_class, search_activated);
  gtk_widget_class_bind_template_callback (widget_class, row_selected);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
  gtk_widget_class_bind_template_callback (widget_class, list_released);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_ALT_MASK, edit_pressed, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_ALT_MASK, edit_pressed, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, remove_pressed, NULL);
}

static void
waybill_ui_sidebar_init (WaybillUiSidebar *self)
{
  self->activities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, activity_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  waybill_ui_tame_list (self->list);
  gtk_list_box_set_filter_func (self->list, is_wanted, self, NULL);
  waybill_ui_name_buttons (GTK_WIDGET (self));
}
