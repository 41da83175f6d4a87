/* A pane in a window over a fake place, and hands that press its keys: for the tests of panes. */
#pragma once

#include "fake-place.h"
#include "ui-browser-list.h"
#include "ui-browser-pane.h"

#include <adwaita.h>

typedef struct
{
  GtkWidget *window, *pane;
  FakePlace *place;
  GString *told;     /* what the pane signalled: "transfer /in/a\nmoved\n" */
  guint deadline;
} Rig;

static inline gboolean
rig_deadline_reached (gpointer user_data)
{
  g_error ("what the test waits for did not happen within 30 seconds");
  return G_SOURCE_REMOVE;
}

static inline void
rig_tell_paths (Rig *rig, const char *verb, char **paths, const char *folder)
{
  g_autofree char *all = g_strjoinv (" ", paths);

  g_string_append_printf (rig->told, "%s %s%s%s\n", verb, all, folder != NULL ? " to " : "", folder != NULL ? folder : "");
}

static inline void
rig_transfer (Rig *rig, char **paths)
{
  rig_tell_paths (rig, "transfer", paths, NULL);
}

static inline void
rig_dropped_remote (Rig *rig, char **paths, const char *folder)
{
  rig_tell_paths (rig, "fetch", paths, folder);
}

static inline void
rig_dropped_files (Rig *rig, GListModel *files, const char *folder)
{
  g_autoptr (GFile) first = g_list_model_get_item (files, 0);

  g_string_append_printf (rig->told, "send %u %s to %s\n", g_list_model_get_n_items (files), g_file_peek_path (first), folder);
}

static inline void
rig_moved (Rig *rig)
{
  g_string_append_printf (rig->told, "moved %s\n", waybill_ui_browser_pane_get_folder (WAYBILL_UI_BROWSER_PANE (rig->pane)));
}

static inline void
rig_failed (Rig *rig, GError *error, const char *path)
{
  g_string_append_printf (rig->told, "failed %s\n", path);
}

static inline GtkWidget *
rig_find (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = rig_find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static inline gpointer
rig_part (Rig *rig, const char *id)
{
  return gtk_widget_get_template_child (rig->pane, WAYBILL_TYPE_UI_BROWSER_PANE, id);
}

static inline const char *
rig_page (Rig *rig)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (rig_part (rig, "pages")));
}

static inline GtkSelectionModel *
rig_model (Rig *rig)
{
  GtkWidget *table = rig_find (rig->pane, GTK_TYPE_COLUMN_VIEW);

  if (table != NULL)
    return gtk_column_view_get_model (GTK_COLUMN_VIEW (table));
  return gtk_list_view_get_model (GTK_LIST_VIEW (rig_find (rig->pane, GTK_TYPE_LIST_VIEW)));
}

static inline void
rig_settle (void)
{
  for (guint quiet = 0; quiet < 20; quiet++)
    while (g_main_context_iteration (NULL, FALSE))
      quiet = 0;
}

static inline void
rig_wait_page (Rig *rig, const char *page)
{
  while (g_strcmp0 (rig_page (rig), page) != 0)
    g_main_context_iteration (NULL, TRUE);
  rig_settle ();
}

/* Until the pane has signalled this. */
static inline void
rig_wait_told (Rig *rig, const char *text)
{
  while (strstr (rig->told->str, text) == NULL)
    g_main_context_iteration (NULL, TRUE);
  rig_settle ();
}

static inline void
rig_wait_place (Rig *rig, const char *text)
{
  while (strstr (fake_place_get_told (rig->place), text) == NULL)
    g_main_context_iteration (NULL, TRUE);
  rig_settle ();
}

static inline void
rig_forget (Rig *rig)
{
  g_string_truncate (rig->told, 0);
  fake_place_clear_told (rig->place);
}

static inline void
rig_open (Rig *rig, const char *folder)
{
  waybill_ui_browser_pane_set_place (WAYBILL_UI_BROWSER_PANE (rig->pane), WAYBILL_UI_BROWSER_PLACE (rig->place), folder);
}

static inline void
rig_act (Rig *rig, const char *action)
{
  g_assert_true (gtk_widget_activate_action (rig->pane, action, NULL));
}

static inline void
rig_select (Rig *rig, guint position)
{
  g_assert_true (gtk_selection_model_select_item (rig_model (rig), position, FALSE));
}

static inline char *
rig_dup_selected (Rig *rig)
{
  g_auto (GStrv) paths = waybill_ui_browser_pane_dup_selected (WAYBILL_UI_BROWSER_PANE (rig->pane));

  return g_strjoinv (" ", paths);
}

#define rig_assert_selected(rig, expected)                   \
  G_STMT_START                                               \
  {                                                          \
    g_autofree char *rig_selected_ = rig_dup_selected (rig); \
    g_assert_cmpstr (rig_selected_, ==, expected);           \
  }                                                          \
  G_STMT_END

/* One controller's answer to a key. */
static inline gboolean
rig_offer_key (GtkWidget *widget, GtkEventController *controller, GtkPropagationPhase phase, guint key, GdkModifierType state)
{
  gboolean taken = FALSE;

  if (GTK_IS_EVENT_CONTROLLER_KEY (controller) && gtk_event_controller_get_propagation_phase (controller) == phase)
    g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &taken);
  if (!GTK_IS_SHORTCUT_CONTROLLER (controller) || phase != GTK_PHASE_BUBBLE)
    return taken;
  for (guint i = 0; !taken && i < g_list_model_get_n_items (G_LIST_MODEL (controller)); i++)
    {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), i);
      GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

      if (GTK_IS_KEYVAL_TRIGGER (trigger) && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key
          && gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == state)
        taken = gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), GTK_SHORTCUT_ACTION_EXCLUSIVE, widget,
                                              gtk_shortcut_get_arguments (shortcut));
    }
  return taken;
}

static inline gboolean
rig_offer_widget (GtkWidget *widget, GtkPropagationPhase phase, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean taken = FALSE;

  for (guint i = 0; !taken && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      taken = rig_offer_key (widget, controller, phase, key, state);
    }
  return taken;
}

/* As a key goes: from the window down to what has the focus, and up again. */
static inline gboolean
rig_press (Rig *rig, guint key, GdkModifierType state)
{
  g_autoptr (GPtrArray) way = g_ptr_array_new ();
  gboolean taken = FALSE;

  for (GtkWidget *at = gtk_root_get_focus (GTK_ROOT (rig->window)); at != NULL; at = gtk_widget_get_parent (at))
    g_ptr_array_add (way, at);
  g_assert_cmpuint (way->len, >, 0);
  for (guint i = way->len; !taken && i > 0; i--)
    taken = rig_offer_widget (way->pdata[i - 1], GTK_PHASE_CAPTURE, key, state);
  for (guint i = 0; !taken && i < way->len; i++)
    taken = rig_offer_widget (way->pdata[i], GTK_PHASE_BUBBLE, key, state);
  rig_settle ();
  return taken;
}

static inline GtkWidget *
rig_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }
  return NULL;
}

static inline void
rig_fill (FakePlace *place)
{
  fake_place_add (place, "/", "in", -1, 0);
  fake_place_add (place, "/in", "archive", -1, 0);
  fake_place_add (place, "/in", "orders", -1, 0);
  fake_place_add (place, "/in", "a.csv", 1000, 100);
  fake_place_add (place, "/in", "b.csv", 2000, 200);
  fake_place_add (place, "/in", ".secret", 1, 100);
  fake_place_add (place, "/in/orders", "o1.xml", 1, 1);
}

static inline void
rig_set_up (Rig *rig, gconstpointer remote)
{
  rig->deadline = g_timeout_add_seconds (90, rig_deadline_reached, NULL);
  rig->told = g_string_new (NULL);
  rig->place = fake_place_new (remote != NULL);
  rig_fill (rig->place);
  rig->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (rig->window), 800, 600);
  rig->pane = waybill_ui_browser_pane_new ("Norrland Parts", "token-1");
  waybill_ui_browser_pane_set_partner (WAYBILL_UI_BROWSER_PANE (rig->pane), "Norrland Parts");
  gtk_window_set_child (GTK_WINDOW (rig->window), rig->pane);
  g_signal_connect_swapped (rig->pane, "transfer", G_CALLBACK (rig_transfer), rig);
  g_signal_connect_swapped (rig->pane, "dropped-remote", G_CALLBACK (rig_dropped_remote), rig);
  g_signal_connect_swapped (rig->pane, "dropped-files", G_CALLBACK (rig_dropped_files), rig);
  g_signal_connect_swapped (rig->pane, "folder-changed", G_CALLBACK (rig_moved), rig);
  g_signal_connect_swapped (rig->pane, "failed", G_CALLBACK (rig_failed), rig);
  gtk_window_present (GTK_WINDOW (rig->window));
}

/* Opens /in and waits until it is there, with the focus in its list. */
static inline void
rig_set_up_in (Rig *rig, gconstpointer remote)
{
  rig_set_up (rig, remote);
  rig_open (rig, "/in");
  rig_wait_told (rig, "moved /in");
  waybill_ui_browser_pane_focus_list (WAYBILL_UI_BROWSER_PANE (rig->pane));
  rig_settle ();
  rig_forget (rig);
}

static inline void
rig_tear_down (Rig *rig, gconstpointer remote)
{
  if (rig->window != NULL)
    gtk_window_destroy (GTK_WINDOW (rig->window));
  fake_place_let_go (rig->place);
  rig_settle ();
  g_assert_finalize_object (rig->place);
  g_string_free (rig->told, TRUE);
  g_source_remove (rig->deadline);
}
