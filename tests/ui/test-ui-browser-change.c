/* What a pane changes: names are judged as they are typed, a partner's files are deleted only after a question, this
 * computer's go to the trash, and what does not work is said. */

#include <string.h>

#include "test-ui-browser-rig.h"

#include "remote-error.h"

#define REMOTE "remote"

static gpointer
wait_for_dialog (void)
{
  rig_settle ();
  g_assert_nonnull (rig_dialog ());
  return rig_dialog ();
}

static void
answer (gpointer dialog, const char *response)
{
  g_signal_emit_by_name (dialog, "response", response);
  gtk_window_destroy (GTK_WINDOW (dialog));
  rig_settle ();
}

static void
type_name (gpointer dialog, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (rig_find (GTK_WIDGET (dialog), GTK_TYPE_ENTRY)), text);
}

static gboolean
is_good (gpointer dialog)
{
  return adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "do");
}

static void
select_at (Rig *rig, guint position)
{
  gtk_selection_model_select_item (rig_model (rig), position, TRUE);
}

static void
test_new_folder_is_made_and_selected (Rig *rig, gconstpointer remote)
{
  gpointer dialog;

  rig_act (rig, "pane.new-folder");
  dialog = wait_for_dialog ();
  g_assert_cmpstr (adw_message_dialog_get_body (dialog), ==, "In /in at Norrland Parts");
  g_assert_false (is_good (dialog));
  type_name (dialog, "in/voices");
  g_assert_false (is_good (dialog));
  type_name (dialog, "orders");
  g_assert_false (is_good (dialog));
  type_name (dialog, "invoices");
  g_assert_true (is_good (dialog));
  answer (dialog, "do");
  rig_wait_place (rig, "list /in");

  g_assert_nonnull (strstr (fake_place_get_told (rig->place), "make /in/invoices\n"));
  rig_assert_selected (rig, "/in/invoices");
}

static void
test_new_folder_here_says_where (Rig *rig, gconstpointer remote)
{
  gpointer dialog;

  rig_act (rig, "pane.new-folder");
  dialog = wait_for_dialog ();
  g_assert_cmpstr (adw_message_dialog_get_body (dialog), ==, "In /in on this computer");
  answer (dialog, "cancel");
}

static void
test_rename_keeps_the_ending_out_of_the_way (Rig *rig, gconstpointer remote)
{
  gpointer dialog;
  int start, end;

  select_at (rig, 2);
  rig_act (rig, "pane.rename");
  dialog = wait_for_dialog ();
  g_assert_true (gtk_editable_get_selection_bounds (GTK_EDITABLE (rig_find (dialog, GTK_TYPE_ENTRY)), &start, &end));
  g_assert_cmpint (start, ==, 0);
  g_assert_cmpint (end, ==, 1);
  type_name (dialog, "b.csv");
  g_assert_false (is_good (dialog));
  type_name (dialog, "z.csv");
  answer (dialog, "do");
  rig_wait_place (rig, "list /in");

  g_assert_nonnull (strstr (fake_place_get_told (rig->place), "rename /in/a.csv /in/z.csv\n"));
  rig_assert_selected (rig, "/in/z.csv");
}

static void
test_partner_files_are_deleted_after_a_question (Rig *rig, gconstpointer remote)
{
  gpointer dialog;

  select_at (rig, 2);
  rig_select (rig, 3);
  rig_act (rig, "pane.delete");
  dialog = wait_for_dialog ();
  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "Delete 2 files at Norrland Parts?");
  g_assert_cmpstr (adw_message_dialog_get_body (dialog), ==, "They cannot be brought back.");
  g_assert_cmpstr (adw_message_dialog_get_default_response (dialog), ==, "cancel");
  answer (dialog, "cancel");
  g_assert_cmpstr (fake_place_get_told (rig->place), ==, "");

  rig_act (rig, "pane.delete");
  answer (wait_for_dialog (), "delete");
  rig_wait_place (rig, "list /in");

  g_assert_cmpstr (fake_place_get_told (rig->place), ==, "remove /in/a.csv\nremove /in/b.csv\nlist /in\n");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rig_model (rig))), ==, 2);
}

static void
test_refused_folder_is_explained (Rig *rig, gconstpointer remote)
{
  const WaybillRemoteErrorFacts facts = { .phase = WAYBILL_REMOTE_PHASE_COMMAND,
                                          .verb = (char *) "RMD",
                                          .alert = -1,
                                          .reply_code = 550,
                                          .reply_text = (char *) "Directory not empty",
                                          .permanent = TRUE };
  g_autofree char *title = NULL, *text = NULL;
  gpointer dialog;

  select_at (rig, 1);
  rig_act (rig, "pane.delete");
  dialog = wait_for_dialog ();
  g_assert_cmpstr (adw_message_dialog_get_body (dialog), ==, "It cannot be brought back. A folder must be empty.");
  fake_place_set_error (rig->place, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_FAILED, &facts, "no"));
  answer (dialog, "delete");
  fake_place_set_error (rig->place, NULL);
  rig_wait_told (rig, "failed /in/orders\n");

  g_object_get (rig_part (rig, "note"), "title", &title, "text", &text, NULL);
  g_assert_cmpstr (title, ==, "The folder is not empty");
  g_assert_nonnull (strstr (text, "/in/orders"));
  g_assert_nonnull (strstr (text, "then delete the folder. The server said: “550 Directory not empty”."));
}

static void
test_own_files_go_to_the_trash_unasked (Rig *rig, gconstpointer remote)
{
  select_at (rig, 3);
  rig_act (rig, "pane.delete");
  g_assert_null (rig_dialog ());
  rig_wait_place (rig, "list /in");

  g_assert_nonnull (strstr (fake_place_get_told (rig->place), "remove /in/b.csv\n"));
}

static void
test_failure_is_said_and_the_list_stays (Rig *rig, gconstpointer remote)
{
  GtkWidget *revealer = rig_part (rig, "note_revealer");
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  select_at (rig, 3);
  fake_place_set_error (rig->place, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "no trash"));
  fake_place_hold (rig->place);
  rig_act (rig, "pane.delete");
  rig_wait_place (rig, "remove /in/b.csv\n");
  fake_place_let_go (rig->place);
  fake_place_set_error (rig->place, NULL);
  rig_wait_told (rig, "failed /in/b.csv\n");

  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  g_object_get (rig_part (rig, "note"), "title", &title, "text", &text, NULL);
  g_assert_cmpstr (title, ==, "Not moved to the trash");
  g_assert_nonnull (strstr (text, "nothing was deleted"));
  rig_wait_place (rig, "list /in\n");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rig_model (rig))), ==, 4);
  g_assert_cmpstr (rig_page (rig), ==, "list");
}

static void
test_remark_closes_by_name (Rig *rig, gconstpointer remote)
{
  GtkWidget *note = rig_part (rig, "note");
  GtkWidget *revealer = rig_part (rig, "note_revealer");
  GtkWidget *button;

  gtk_widget_set_visible (revealer, TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (revealer), TRUE);
  rig_settle ();
  button = rig_find (note, GTK_TYPE_BUTTON);

  g_assert_nonnull (button);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Close this remark, Norrland Parts");
}

/* As they come; menus name the last. */
static void
add_keys (GtkEventController *controller, const char *action, GArray *keys)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (controller)); i++)
    {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), i);
      GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);
      GtkShortcutAction *what = gtk_shortcut_get_action (shortcut);

      if (GTK_IS_NAMED_ACTION (what) && GTK_IS_KEYVAL_TRIGGER (trigger)
          && g_str_equal (gtk_named_action_get_action_name (GTK_NAMED_ACTION (what)), action))
        {
          guint key = gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger));

          g_array_append_val (keys, key);
        }
    }
}

static void
test_menus_name_the_key_of_every_keyboard (Rig *rig, gconstpointer remote)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (rig->pane);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_SHORTCUT_CONTROLLER (controller))
        add_keys (controller, "pane.delete", keys);
    }

  g_assert_cmpuint (keys->len, ==, 2);
  g_assert_cmpuint (g_array_index (keys, guint, 0), ==, GDK_KEY_KP_Delete);
  g_assert_cmpuint (g_array_index (keys, guint, 1), ==, GDK_KEY_Delete);
}

static void
test_may_go_while_it_changes (Rig *rig, gconstpointer remote)
{
  select_at (rig, 3);
  fake_place_hold (rig->place);
  rig_act (rig, "pane.delete");
  rig_wait_place (rig, "remove /in/b.csv\n");

  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&rig->window)));
  rig_settle ();
}

static void
test_may_go_while_it_asks (Rig *rig, gconstpointer remote)
{
  rig_act (rig, "pane.new-folder");
  wait_for_dialog ();

  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&rig->window)));
  rig_settle ();

  g_assert_null (rig_dialog ());
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* Names can be asked for, and nobody listens on the bus. */
  g_setenv ("GTK_A11Y", "test", TRUE);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display can be opened\n");
      return 0;
    }
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

#define ADD(path, data, function) g_test_add ("/ui/browser-change/" path, Rig, data, rig_set_up_in, function, rig_tear_down)
  ADD ("new-folder-is-made-and-selected", REMOTE, test_new_folder_is_made_and_selected);
  ADD ("new-folder-here-says-where", NULL, test_new_folder_here_says_where);
  ADD ("rename-keeps-the-ending-out-of-the-way", NULL, test_rename_keeps_the_ending_out_of_the_way);
  ADD ("partner-files-are-deleted-after-a-question", REMOTE, test_partner_files_are_deleted_after_a_question);
  ADD ("refused-folder-is-explained", REMOTE, test_refused_folder_is_explained);
  ADD ("own-files-go-to-the-trash-unasked", NULL, test_own_files_go_to_the_trash_unasked);
  ADD ("failure-is-said-and-the-list-stays", NULL, test_failure_is_said_and_the_list_stays);
  ADD ("menus-name-the-key-of-every-keyboard", REMOTE, test_menus_name_the_key_of_every_keyboard);
  ADD ("remark-closes-by-name", REMOTE, test_remark_closes_by_name);
  ADD ("may-go-while-it-changes", NULL, test_may_go_while_it_changes);
  ADD ("may-go-while-it-asks", REMOTE, test_may_go_while_it_asks);
#undef ADD

  return g_test_run ();
}
