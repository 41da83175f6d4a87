/* The export assistant where something has to be asked or told: passwords, files in the way, a folder that is gone. */

#include "ui-cert-export-rig.h"

/* The vault knows nothing: the person does. A wrong one loses nothing. */
static void
test_asks_for_the_own_password (Fixture *fixture, gconstpointer data)
{
  go_to_password (fixture);
  g_assert_true (page_says (fixture, "Password that opens it now"));
  type_new (fixture, NEW_PASSWORD);
  g_assert_false (can_press_next (fixture));
  type_into (fixture, 0, "wrong");
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_EXPORT_STEP_PASSWORD);
  g_assert_true (page_says (fixture, "That password does not open the certificate."));
  g_assert_cmpuint (count_files (fixture), ==, 0);
  type_into (fixture, 0, OWN_PASSWORD);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_EXPORT_STEP_DONE);
  g_assert_cmpuint (count_files (fixture), ==, 3);
}

/* What the vault has is of another time. */
static void
test_kept_password_is_wrong (Fixture *fixture, gconstpointer data)
{
  remember_own (fixture, "of another time");
  go_to_password (fixture);
  g_assert_false (page_says (fixture, "Password that opens it now"));
  type_new (fixture, NEW_PASSWORD);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_EXPORT_STEP_PASSWORD);
  type_into (fixture, 0, OWN_PASSWORD);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_EXPORT_STEP_DONE);
}

static void
test_passwords_must_agree (Fixture *fixture, gconstpointer data)
{
  remember_own (fixture, OWN_PASSWORD);
  go_to_password (fixture);
  type_into (fixture, 1, NEW_PASSWORD);
  type_into (fixture, 2, "kolu-beta-runo-78");
  g_assert_false (can_press_next (fixture));
  g_assert_true (page_says (fixture, "The two passwords are not the same."));
  type_into (fixture, 2, NEW_PASSWORD);
  g_assert_true (can_press_next (fixture));
  g_assert_false (page_says (fixture, "The two passwords are not the same."));
  g_assert_true (page_says (fixture, "strong"));
}

/* Readable, once: after going back and forth bullets stand there. */
static void
test_makes_one (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button;
  GtkWidget *row;
  g_autofree char *made = NULL;
  guint first = 1;

  remember_own (fixture, OWN_PASSWORD);
  go_to_password (fixture);
  button = find (get_page (fixture), is_button, "_Make One");
  g_signal_emit_by_name (button, "clicked");
  settle ();
  row = find_nth (get_page (fixture), is_password_row, NULL, &first);
  made = g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));
  g_assert_cmpuint (strlen (made), >, 20);
  g_assert_true (page_says (fixture, made));
  g_assert_true (page_says (fixture, "strong"));
  g_assert_true (can_press_next (fixture));
  press (fixture, "assistant.back");
  press_next (fixture);
  g_assert_false (page_says (fixture, made));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, made);
  press_next (fixture);
  g_assert_cmpuint (count_identities (fixture, "Harbour-Foods-client-2027-11.pfx", made), ==, 1);
}

static void
answer (Fixture *fixture, const char *response)
{
  AdwMessageDialog *dialog = wait_for_dialog ();

  adw_message_dialog_response (dialog, response);
  gtk_window_destroy (GTK_WINDOW (dialog));
  while (waybill_ui_cert_export_is_busy (fixture->window))
    g_main_context_iteration (NULL, TRUE);
  settle ();
}

static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *response;
    guint n_files;
    gboolean is_older_kept;
    WaybillUiCertExportStep step;
  } rows[] = {
    { "cancel", 1, TRUE, WAYBILL_UI_CERT_EXPORT_STEP_PASSWORD },
    { "both", 4, TRUE, WAYBILL_UI_CERT_EXPORT_STEP_DONE },
    { "replace", 3, FALSE, WAYBILL_UI_CERT_EXPORT_STEP_DONE },
  };
  guint row = GPOINTER_TO_UINT (data);
  g_autoptr (GBytes) bytes = NULL;

  remember_own (fixture, OWN_PASSWORD);
  put_in_the_way (fixture);
  go_to_password (fixture);
  type_new (fixture, NEW_PASSWORD);
  press_next (fixture);
  g_assert_cmpuint (count_files (fixture), ==, 1);
  answer (fixture, rows[row].response);
  assert_step (fixture, rows[row].step);
  g_assert_cmpuint (count_files (fixture), ==, rows[row].n_files);
  bytes = read_file (fixture, "Harbour-Foods-client-2027-11.cer");
  g_assert_cmpint (g_bytes_get_size (bytes) == 5, ==, rows[row].is_older_kept);
  if (rows[row].n_files == 4)
    g_assert_cmpuint (count_identities (fixture, "Harbour-Foods-client-2027-11-2.pfx", NEW_PASSWORD), ==, 1);
}

static void
test_folder_is_gone (Fixture *fixture, gconstpointer data)
{
  remember_own (fixture, OWN_PASSWORD);
  go_to_password (fixture);
  type_new (fixture, NEW_PASSWORD);
  g_assert_cmpint (g_rmdir (fixture->target), ==, 0);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_EXPORT_STEP_PASSWORD);
  g_assert_nonnull (find (get_page (fixture), is_named, "WaybillUiBox"));
  g_assert_cmpint (g_mkdir (fixture->target, 0700), ==, 0);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_EXPORT_STEP_DONE);
}

static void
test_older_wants_plain_letters (Fixture *fixture, gconstpointer data)
{
  remember_own (fixture, OWN_PASSWORD);
  open_window (fixture, fixture->identity);
  press_next (fixture);
  adw_combo_row_set_selected (ADW_COMBO_ROW (find (get_page (fixture), is_named, "AdwComboRow")), 1);
  g_assert_true (page_says (fixture, "Weaker lock. Use a long password."));
  press_next (fixture);
  type_new (fixture, "Grüße-€-und-mehr-davon");
  g_assert_false (can_press_next (fixture));
  type_new (fixture, NEW_PASSWORD);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_EXPORT_STEP_DONE);
  g_assert_cmpuint (count_identities (fixture, "Harbour-Foods-client-2027-11.pfx", NEW_PASSWORD), ==, 1);
}

/* A draft is not lost by Escape. */
static void
test_closing_keeps_what_was_typed (Fixture *fixture, gconstpointer data)
{
  remember_own (fixture, OWN_PASSWORD);
  go_to_password (fixture);
  type_new (fixture, NEW_PASSWORD);
  gtk_window_close (GTK_WINDOW (fixture->window));
  settle ();
  g_assert_nonnull (fixture->window);
  g_assert_nonnull (find (GTK_WIDGET (fixture->window), says, "Not exported yet"));
  waybill_ui_assistant_leave (WAYBILL_UI_ASSISTANT (fixture->window));
  while (fixture->window != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

static void
add_all (void)
{
  ADD ("asks-for-the-own-password", 0, test_asks_for_the_own_password);
  ADD ("kept-password-is-wrong", 0, test_kept_password_is_wrong);
  ADD ("passwords-must-agree", 0, test_passwords_must_agree);
  ADD ("makes-one", 0, test_makes_one);
  ADD ("conflict/cancel", 0, test_conflict);
  ADD ("conflict/keep-both", 1, test_conflict);
  ADD ("conflict/replace", 2, test_conflict);
  ADD ("folder-is-gone", 0, test_folder_is_gone);
  ADD ("older-wants-plain-letters", 0, test_older_wants_plain_letters);
  ADD ("closing-keeps-what-was-typed", 0, test_closing_keeps_what_was_typed);
}

int
main (int argc, char *argv[])
{
  return run_tests (&argc, &argv, add_all);
}
