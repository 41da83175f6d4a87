/* The main window on a real display: the first start, the sidebar that follows the store, remove and undo, rehearsal, and
 * closing. */

#include "ui-application.h"
#include "ui-window-private.h"

#include "rig.h"

#include "base-file.h"

#include "practice-certificates.h"

typedef struct
{
  WaybillUiApplication *application;
  char *folder;
  WaybillUiContext *context;
  WaybillUiWindow *window;
} Fixture;

static WaybillUiApplication *the_application;

static void
add_partner (Fixture *fixture, const char *name)
{
  g_autoptr (WaybillPartner) partner = waybill_partner_new (name, NULL);

  g_assert_true (waybill_partner_set_host (partner, "ftp.example.com", NULL));
  g_assert_true (waybill_partner_store_add (waybill_ui_context_get_partners (fixture->context), partner, NULL));
}

/* A context below a folder of its own, with as many partners as the test names. */
static void
set_up (Fixture *fixture, gconstpointer names)
{
  g_auto (GStrv) list = g_strsplit (names, ",", -1);

  fixture->application = the_application;
  fixture->folder = g_dir_make_tmp ("waybill-ui-window-XXXXXX", NULL);
  fixture->context = waybill_ui_context_new (fixture->folder, NULL);
  g_assert_nonnull (fixture->context);
  for (gsize i = 0; list[i] != NULL && *list[i] != '\0'; i++)
    add_partner (fixture, list[i]);
  fixture->window = waybill_ui_window_new (fixture->application, fixture->context, NULL);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer names)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  settle ();
  WAIT_FOR (fixture->window == NULL);
  g_clear_object (&fixture->context);
  g_assert_true (waybill_base_file_remove_tree (fixture->folder, NULL));
  g_free (fixture->folder);
}

static gboolean
shows (Fixture *fixture, Matches matches, const char *text)
{
  return find (GTK_WIDGET (fixture->window), matches, text) != NULL;
}

static guint
count_partners (Fixture *fixture)
{
  g_autoptr (GPtrArray) list = waybill_partner_store_list (waybill_ui_context_get_partners (fixture->context));

  return list->len;
}

static const char *
first_uuid (Fixture *fixture)
{
  g_autoptr (GPtrArray) list = waybill_partner_store_list (waybill_ui_context_get_partners (fixture->context));

  return waybill_partner_get_uuid (list->pdata[0]);
}

static void
test_first_start_has_one_primary_way (Fixture *fixture, gconstpointer names)
{
  GtkWidget *button;

  WAIT_FOR (shows (fixture, is_label, "Welcome to Waybill"));
  button = find (GTK_WIDGET (fixture->window), is_button, "_Set Up a Partner");

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_has_css_class (button, "suggested-action"));
  g_assert_true (gtk_widget_is_sensitive (button));
  WAIT_FOR (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == button);
  g_assert_true (gtk_icon_theme_has_icon (gtk_icon_theme_get_for_display (gtk_widget_get_display (button)), WAYBILL_APP_ID));
}

static void
test_sidebar_follows_the_store (Fixture *fixture, gconstpointer names)
{
  WAIT_FOR (shows (fixture, is_label, "Welcome to Waybill"));
  add_partner (fixture, "Norrland Parts");
  WAIT_FOR (shows (fixture, is_label, "Norrland Parts"));
  WAIT_FOR (shows (fixture, is_label, "Never tested"));
}

static void
test_removed_partner_comes_back (Fixture *fixture, gconstpointer names)
{
  WAIT_FOR (shows (fixture, is_label, "Norrland Parts"));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.remove-partner", "s", first_uuid (fixture)));
  g_assert_cmpuint (count_partners (fixture), ==, 0);
  WAIT_FOR (shows (fixture, is_label, "Partner “Norrland Parts” removed"));
  WAIT_FOR (shows (fixture, is_button, "_Undo"));
  g_signal_emit_by_name (find (GTK_WIDGET (fixture->window), is_button, "_Undo"), "clicked");

  g_assert_cmpuint (count_partners (fixture), ==, 1);
  WAIT_FOR (shows (fixture, is_label, "Norrland Parts"));
}

static void
test_copy_gets_a_name_of_its_own (Fixture *fixture, gconstpointer names)
{
  WaybillPartnerStore *store = waybill_ui_context_get_partners (fixture->context);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.copy-partner", "s", first_uuid (fixture)));

  g_assert_cmpuint (count_partners (fixture), ==, 2);
  g_assert_nonnull (waybill_partner_store_find (store, "Norrland Parts (2)", NULL));
}

static void
test_looking_through_leaves_one_tab (Fixture *fixture, gconstpointer names)
{
  g_autoptr (GPtrArray) list = waybill_partner_store_list (waybill_ui_context_get_partners (fixture->context));

  for (guint i = 0; i < list->len; i++)
    waybill_ui_window_show_partner (fixture->window, waybill_partner_get_uuid (list->pdata[i]), FALSE);

  WAIT_FOR (shows (fixture, is_label, "Norrland Parts"));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Norrland Parts");
}

typedef struct
{
  guint n_kept, n_stopped;
  gpointer subject;
} Answers;

static void
count_answer (WaybillUiWindow *window, gpointer subject, gboolean stop)
{
  Answers *answers = g_object_get_data (subject, "answers");

  answers->subject = subject;
  if (stop)
    answers->n_stopped++;
  else
    answers->n_kept++;
}

/* It says how many, keeps unless told otherwise, and is answered once; never to a window that is gone. */
static void
test_question_before_work_is_lost (Fixture *fixture, gconstpointer names)
{
  Answers answers = { 0 };
  g_autoptr (GObject) subject = g_object_new (G_TYPE_OBJECT, NULL);
  AdwMessageDialog *dialog;

  g_object_set_data (subject, "answers", &answers);
  waybill_ui_window_ask_to_leave (fixture->window, 2, "_Keep", "_Stop", count_answer, subject);
  dialog = get_dialog ();
  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "2 files are still on their way");
  g_assert_cmpstr (adw_message_dialog_get_default_response (dialog), ==, "keep");
  gtk_window_close (GTK_WINDOW (dialog));
  g_assert_cmpuint (answers.n_kept, ==, 1);
  g_assert_true (answers.subject == subject);
  WAIT_FOR (get_dialog () == NULL);

  waybill_ui_window_ask_to_leave (fixture->window, 1, "_Keep", "_Stop", count_answer, subject);
  dialog = get_dialog ();
  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "1 file is still on its way");
  WAIT_FOR (find (GTK_WIDGET (dialog), is_button, "_Stop") != NULL);
  g_signal_emit_by_name (find (GTK_WIDGET (dialog), is_button, "_Stop"), "clicked");
  g_assert_cmpuint (answers.n_stopped, ==, 1);
  WAIT_FOR (get_dialog () == NULL);

  waybill_ui_window_ask_to_leave (fixture->window, 1, "_Keep", "_Stop", count_answer, subject);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  WAIT_FOR (fixture->window == NULL);
  g_assert_cmpuint (answers.n_kept, ==, 1);
  g_assert_cmpuint (answers.n_stopped, ==, 1);
}

static gboolean
is_rehearsal (GtkWindow *window)
{
  return WAYBILL_IS_UI_WINDOW (window)
         && waybill_ui_context_is_rehearsal (waybill_ui_window_get_context (WAYBILL_UI_WINDOW (window)));
}

static GtkWindow *
find_rehearsal (Fixture *fixture)
{
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (fixture->application)); link != NULL; link = link->next)
    if (link->data != fixture->window && is_rehearsal (link->data))
      return link->data;
  return NULL;
}

static void
rehearsal_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(WaybillUiRehearsal **) user_data = waybill_ui_rehearsal_start_finish (result, NULL);
}

static void
rehearsal_gone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(gboolean *) user_data = waybill_ui_rehearsal_end_finish (WAYBILL_UI_REHEARSAL (source), result);
}

static void
test_rehearsal_leaves_nothing (Fixture *fixture, gconstpointer names)
{
  WaybillUiRehearsal *rehearsal = NULL;
  g_autofree char *disk = NULL;
  gboolean gone = FALSE;

  waybill_ui_rehearsal_start_async (rehearsal_made, &rehearsal);
  WAIT_FOR (rehearsal != NULL);
  disk = g_path_get_dirname (waybill_ui_rehearsal_get_disk (rehearsal));
  g_assert_true (g_file_test (disk, G_FILE_TEST_IS_DIR));
  g_assert_cmpuint (waybill_ui_rehearsal_get_port (rehearsal), >, 0);
  {
    g_autoptr (GListModel) files = waybill_ui_rehearsal_list_files (rehearsal);

    g_assert_cmpuint (g_list_model_get_n_items (files), ==, 2);
    for (guint i = 0; i < 2; i++)
      {
        g_autoptr (GFile) file = g_list_model_get_item (files, i);

        g_assert_true (g_file_query_exists (file, NULL));
      }
  }

  waybill_ui_rehearsal_end_async (rehearsal, rehearsal_gone, &gone);
  WAIT_FOR (gone);
  g_assert_false (g_file_test (disk, G_FILE_TEST_EXISTS));
  g_object_unref (rehearsal);
}

static void
test_practising_opens_a_window_of_its_own (Fixture *fixture, gconstpointer names)
{
  /* The fixture's context is a rehearsal's itself, where the way is closed; it is opened for the test. */
  gtk_widget_action_set_enabled (GTK_WIDGET (fixture->window), "win.rehearse", TRUE);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.rehearse", NULL));
  WAIT_FOR (find_rehearsal (fixture) != NULL);
  g_assert_true (waybill_ui_window_get_context (WAYBILL_UI_WINDOW (find_rehearsal (fixture))) != fixture->context);

  gtk_window_close (find_rehearsal (fixture));
  WAIT_FOR (find_rehearsal (fixture) == NULL);
}

/* Whatever it is doing when it goes: nothing of it stays. */
static void
test_closes_after_any_turn_of_the_loop (Fixture *fixture, gconstpointer names)
{
  for (int turns = 0; turns < 40; turns++)
    {
      WaybillUiWindow *window = waybill_ui_window_new (fixture->application, fixture->context, NULL);

      g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
      gtk_window_present (GTK_WINDOW (window));
      if (turns % 2 == 0)
        waybill_ui_window_show_partner (window, first_uuid (fixture), TRUE);
      for (int i = 0; i < turns; i++)
        g_main_context_iteration (NULL, FALSE);
      gtk_window_close (GTK_WINDOW (window));
      WAIT_FOR (window == NULL);
    }
}

/* The buttons of a narrow tab stand at its foot: what is said stands above them. */
static void
test_toast_leaves_the_foot_free (Fixture *fixture, gconstpointer names)
{
  g_autofree char *path = g_build_filename (g_getenv ("WAYBILL_SOURCE_ROOT"), "resources", "style.css", NULL);
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();
  GtkWidget *window = GTK_WIDGET (fixture->window), *toast;
  GdkDisplay *display = gtk_widget_get_display (window);
  graphene_rect_t bounds;

  gtk_css_provider_load_from_path (style, path);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (style), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  WAIT_FOR (gtk_widget_get_mapped (window));
  waybill_ui_window_show_partner (fixture->window, first_uuid (fixture), FALSE);
  settle ();
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 640);
  WAIT_FOR (gtk_widget_get_width (window) <= 400);
  g_assert_true (gtk_widget_activate_action (window, "win.copy-partner", "s", first_uuid (fixture)));
  WAIT_FOR ((toast = find (window, is_named, "AdwToastWidget")) != NULL && gtk_widget_get_height (toast) > 0);
  settle ();
  g_assert_true (gtk_widget_compute_bounds (toast, window, &bounds));
  g_assert_cmpfloat ((double) (bounds.origin.y + bounds.size.height), <=, gtk_widget_get_height (window) - 95);
  gtk_style_context_remove_provider_for_display (display, GTK_STYLE_PROVIDER (style));
}

/* In a small window the tab that is worked in stays in sight; the sidebar's key goes there and back. */
static void
test_tab_in_use_stays_in_sight (Fixture *fixture, gconstpointer names)
{
  WaybillUiWindow *self = fixture->window;
  GtkWidget *window = GTK_WIDGET (self), *sidebar = GTK_WIDGET (self->sidebar), *shell = GTK_WIDGET (self->shell);

  WAIT_FOR (gtk_widget_get_mapped (window));
  waybill_ui_window_show_partner (self, first_uuid (fixture), FALSE);
  settle ();
  g_assert_false (adw_leaflet_get_folded (self->leaflet));
  adw_leaflet_set_visible_child (self->leaflet, sidebar);
  gtk_widget_child_focus (GTK_WIDGET (waybill_ui_window_get_session (self)), GTK_DIR_TAB_FORWARD);
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 640);
  WAIT_FOR (adw_leaflet_get_folded (self->leaflet));
  settle ();
  g_assert_true (adw_leaflet_get_visible_child (self->leaflet) == shell);

  g_assert_true (gtk_widget_activate_action (window, "win.toggle-sidebar", NULL));
  WAIT_FOR (adw_leaflet_get_visible_child (self->leaflet) == sidebar);
  g_assert_true (gtk_widget_activate_action (window, "win.toggle-sidebar", NULL));
  WAIT_FOR (adw_leaflet_get_visible_child (self->leaflet) == shell);
}

int
main (int argc, char *argv[])
{
  if (!rig_begin (&argc, &argv))
    return 0;

  /* One for all: two applications cannot own one path on the bus. */
  the_application = waybill_ui_application_new ();
  g_application_set_flags (G_APPLICATION (the_application), G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN);
  g_assert_true (g_application_register (G_APPLICATION (the_application), NULL, NULL));
  g_application_set_default (G_APPLICATION (the_application));
  g_application_hold (G_APPLICATION (the_application));

#define ADD(path, names, function) g_test_add (path, Fixture, names, set_up, function, tear_down)
  ADD ("/ui/window/first-start-has-one-primary-way", "", test_first_start_has_one_primary_way);
  ADD ("/ui/window/sidebar-follows-the-store", "", test_sidebar_follows_the_store);
  ADD ("/ui/window/removed-partner-comes-back", "Norrland Parts", test_removed_partner_comes_back);
  ADD ("/ui/window/copy-gets-a-name-of-its-own", "Norrland Parts", test_copy_gets_a_name_of_its_own);
  ADD ("/ui/window/looking-through-leaves-one-tab", "Baltic Timber,Harbour Foods,Norrland Parts",
       test_looking_through_leaves_one_tab);
  ADD ("/ui/window/question-before-work-is-lost", "Norrland Parts", test_question_before_work_is_lost);
  ADD ("/ui/window/rehearsal-leaves-nothing", "", test_rehearsal_leaves_nothing);
  ADD ("/ui/window/practising-opens-a-window-of-its-own", "", test_practising_opens_a_window_of_its_own);
  ADD ("/ui/window/toast-leaves-the-foot-free", "Baltic Timber,Norrland Parts", test_toast_leaves_the_foot_free);
  ADD ("/ui/window/tab-in-use-stays-in-sight", "Baltic Timber,Norrland Parts", test_tab_in_use_stays_in_sight);
  ADD ("/ui/window/closes-after-any-turn-of-the-loop", "Norrland Parts", test_closes_after_any_turn_of_the_loop);
#undef ADD

  return g_test_run ();
}
