/* The connection check against a practice partner in this process: what each end says, what its button does, and that the
 * window may be closed at any moment. */

#include "test-ui-check-rig.h"

#include <adwaita.h>

#include <string.h>

#define ALL_WELL "All ten steps went well"

static void
test_all_well (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillPartnerHistory) history = NULL;

  practice_rig_trust_authority (&fixture->practice);
  open_check (fixture);
  WAIT_FOR (check_says (fixture, ALL_WELL));

  g_assert_true (check_says (fixture, "Harbour Foods · 127.0.0.1, port "));
  g_assert_true (check_says (fixture, "Check Again"));
  g_assert_nonnull (strstr (subtitle_of (fixture, "Their certificate"), "Accepted by “"));
  g_assert_cmpstr (subtitle_of (fixture, "Data channel"), ==, "Data channel resumed");
  history = load_history (fixture);
  g_assert_cmpint (history->tested, >, history->failed);
  g_assert_nonnull (history->chain);

  click (fixture, "Check _Again");
  g_assert_true (check_says (fixture, "Checking Name…"));
  g_assert_cmpstr (subtitle_of (fixture, "Listing"), ==, "Waiting");
  WAIT_FOR (check_says (fixture, ALL_WELL));
}

static void
test_wrong_password (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillPartnerHistory) history = NULL;
  AdwMessageDialog *dialog;

  practice_rig_trust_authority (&fixture->practice);
  practice_rig_remember_password (&fixture->practice, "not the right one");
  open_check (fixture);
  WAIT_FOR (check_says (fixture, "7 steps went well, then one failed"));
  settle ();
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (find (GTK_WIDGET (fixture->check), is_row, "Login"))));
  g_assert_cmpstr (subtitle_of (fixture, "Login"), ==, "Harbour Foods did not let us in");
  g_assert_cmpstr (subtitle_of (fixture, "Listing"), ==, "Not tried: comes after Login");
  WAIT_FOR (check_says (fixture, "530 "));
  history = load_history (fixture);
  g_assert_cmpstr (history->failure, ==, waybill_remote_error_get_kind_name (WAYBILL_REMOTE_ERROR_LOGIN));
  g_assert_true (history->failed_check);

  click (fixture, "Enter the _Password…");
  dialog = wait_for_dialog ();
  gtk_editable_set_text (GTK_EDITABLE (find (GTK_WIDGET (dialog), is_password, NULL)),
                         waybill_practice_server_get_password (fixture->practice.server));
  adw_message_dialog_response (dialog, "accept");
  WAIT_FOR (check_says (fixture, ALL_WELL));
}

static void
test_no_password (Fixture *fixture, gconstpointer data)
{
  practice_rig_trust_authority (&fixture->practice);
  waybill_partner_set_user (fixture->practice.partner, "somebody", NULL);
  g_clear_object (&fixture->practice.context);
  fixture->practice.context = waybill_ui_context_new (fixture->practice.own, NULL);
  open_check (fixture);
  adw_message_dialog_response (wait_for_dialog (), "refuse");
  WAIT_FOR (check_says (fixture, "The check could not begin"));
  g_assert_cmpstr (subtitle_of (fixture, "Name"), ==, "Not tried");
  g_assert_true (check_says (fixture, "No password was entered"));
  g_assert_nonnull (find (GTK_WIDGET (fixture->check), is_button, "Enter the _Password…"));
}

static gboolean
spins (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_SPINNER (widget) && gtk_spinner_get_spinning (GTK_SPINNER (widget));
}

/* Nothing is under way while a question stands: the step that it is about says so, and those before it what they found. */
static void
test_asking_is_said (Fixture *fixture, gconstpointer data)
{
  open_check (fixture);
  wait_for_dialog ();
  g_assert_cmpstr (subtitle_of (fixture, "Their certificate"), ==, "Waiting for your answer");
  g_assert_nonnull (strstr (subtitle_of (fixture, "Name"), "127.0.0.1"));
  g_assert_nonnull (strstr (subtitle_of (fixture, "Reach"), " answers"));
  g_assert_cmpstr (subtitle_of (fixture, "Login"), ==, "Waiting");
  g_assert_false (check_says (fixture, "Checking"));
  g_assert_true (check_says (fixture, "Waiting for your answer"));
  g_assert_null (find (GTK_WIDGET (fixture->check), spins, NULL));
  g_assert_true (gtk_widget_get_visible (find (GTK_WIDGET (fixture->check), is_button, "_Stop")));

  adw_message_dialog_response (wait_for_dialog (), "accept");
  g_assert_true (check_says (fixture, "Checking Their certificate…"));
  WAIT_FOR (check_says (fixture, ALL_WELL));
  g_assert_nonnull (strstr (subtitle_of (fixture, "Their certificate"), "Accepted"));
}

/* Asked before the first step. */
static void
test_password_asked_is_said (Fixture *fixture, gconstpointer data)
{
  practice_rig_trust_authority (&fixture->practice);
  g_clear_object (&fixture->practice.context);
  fixture->practice.context = waybill_ui_context_new (fixture->practice.own, NULL);
  waybill_partner_set_user (fixture->practice.partner, "somebody", NULL);
  open_check (fixture);
  wait_for_dialog ();
  g_assert_cmpstr (subtitle_of (fixture, "Name"), ==, "Waiting for your answer");
  g_assert_cmpstr (subtitle_of (fixture, "Their certificate"), ==, "Waiting");
  adw_message_dialog_response (wait_for_dialog (), "refuse");
  WAIT_FOR (check_says (fixture, "The check could not begin"));
}

static void
test_unknown_then_trusted (Fixture *fixture, gconstpointer data)
{
  open_check (fixture);
  adw_message_dialog_response (wait_for_dialog (), "refuse");
  WAIT_FOR (check_says (fixture, "5 steps went well, then one failed"));
  settle ();
  g_assert_cmpstr (subtitle_of (fixture, "Login"), ==, "Not tried: comes after Their certificate");

  /* The practice partner sends no authority: there is only its own certificate to trust. */
  click (fixture, "_Trust This Certificate…");
  adw_message_dialog_response (wait_for_dialog (), "accept");
  WAIT_FOR (check_says (fixture, ALL_WELL));
  g_assert_cmpuint (g_strv_length ((char **) waybill_partner_get_pins (fixture->practice.partner)), ==, 1);
}

static gboolean
contains (GtkWidget *widget, gconstpointer part)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), part) != NULL;
}

/* The authority was imported, but for another partner: no import is asked for. */
static void
test_authority_of_the_store (Fixture *fixture, gconstpointer data)
{
  WaybillPartner *partner = fixture->practice.partner;
  g_autofree char *authority = NULL;

  practice_rig_trust_authority (&fixture->practice);
  authority = g_strdup (waybill_partner_get_authorities (partner)[0]);
  waybill_partner_remove_authority (partner, authority);
  open_check (fixture);
  adw_message_dialog_response (wait_for_dialog (), "refuse");
  WAIT_FOR (check_says (fixture, "5 steps went well, then one failed"));
  settle ();
  g_assert_nonnull (find (GTK_WIDGET (fixture->check), contains, "in your store, but it is not ticked for this partner"));
  g_assert_nonnull (find (GTK_WIDGET (fixture->check), contains, "Tick it on the partner’s Trust page."));

  click (fixture, "_Trust This Authority…");
  adw_message_dialog_response (wait_for_dialog (), "accept");
  WAIT_FOR (check_says (fixture, ALL_WELL));
  g_assert_cmpstr (waybill_partner_get_authorities (partner)[0], ==, authority);
}

static void
test_server_down (Fixture *fixture, gconstpointer data)
{
  practice_rig_trust_authority (&fixture->practice);
  waybill_practice_server_stop (fixture->practice.server);
  open_check (fixture);
  WAIT_FOR (check_says (fixture, "1 step went well, then one failed"));
  settle ();
  g_assert_cmpstr (subtitle_of (fixture, "Reach"), ==, "Harbour Foods could not be reached");

  click (fixture, "Change the _Host…");
  g_assert_cmpint (fixture->place, ==, WAYBILL_UI_PLACE_EDITOR);
  g_assert_cmpstr (fixture->page, ==, "connection");

  /* Something was changed there: from the beginning. */
  waybill_ui_context_emit_changed (fixture->practice.context);
  g_assert_true (check_says (fixture, "Checking Name…"));
  WAIT_FOR (check_says (fixture, "1 step went well, then one failed"));
  waybill_ui_context_emit_changed (fixture->practice.context);
  g_assert_false (check_says (fixture, "Checking Name…"));
}

static void
test_folder_missing (Fixture *fixture, gconstpointer data)
{
  practice_rig_trust_authority (&fixture->practice);
  waybill_partner_set_remote_dir (fixture->practice.partner, "/nowhere", NULL);
  open_check (fixture);
  WAIT_FOR (check_says (fixture, "8 steps went well, then one failed"));
  g_assert_cmpstr (subtitle_of (fixture, "Login"), ==, "Logged in as practice, in /");
  g_assert_true (check_says (fixture, "the partner’s remote folder is not there: “/nowhere”"));
  click (fixture, "Change the _Folder…");
  g_assert_cmpint (fixture->place, ==, WAYBILL_UI_PLACE_EDITOR);
  g_assert_cmpstr (fixture->page, ==, "folders");
}

static void
test_partner_removed (Fixture *fixture, gconstpointer data)
{
  waybill_practice_server_stop (fixture->practice.server);
  open_check (fixture);
  WAIT_FOR (check_says (fixture, "1 step went well, then one failed"));
  settle ();
  click (fixture, "Change the _Host…");
  g_assert_true (waybill_partner_store_remove (waybill_ui_context_get_partners (fixture->practice.context),
                                               fixture->practice.partner, NULL));
  fixture->check = NULL;
  WAIT_FOR (fixture->gone);
}

/* Encrypted from the first byte where the server greets in clear. */
static void
test_wrong_protocol (Fixture *fixture, gconstpointer data)
{
  practice_rig_trust_authority (&fixture->practice);
  waybill_partner_set_protocol (fixture->practice.partner, WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT);
  open_check (fixture);
  WAIT_FOR (check_says (fixture, "then one failed"));
  settle ();
  g_assert_cmpstr (subtitle_of (fixture, "Handshake"), ==, "Harbour Foods answered without encryption");

  click (fixture, "_Use Port 21, Explicit");
  g_assert_cmpint (waybill_partner_get_protocol (fixture->practice.partner), ==, WAYBILL_REMOTE_PROTOCOL_FTPS);
  g_assert_cmpuint (waybill_partner_get_port (fixture->practice.partner), ==, 0);
  g_assert_true (check_says (fixture, "Checking Name…"));
}

static void
test_stopped (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillPartnerHistory) history = NULL;

  open_check (fixture);
  wait_for_dialog ();
  click (fixture, "_Stop");
  WAIT_FOR (check_says (fixture, "Check Again"));
  g_assert_null (get_dialog ());
  g_assert_cmpstr (subtitle_of (fixture, "Their certificate"), ==, "Stopped here");
  g_assert_false (check_says (fixture, "failed"));
  history = load_history (fixture);
  g_assert_cmpint (history->tested, ==, 0);
}

static void
clipboard_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
test_report (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copied = NULL;

  practice_rig_trust_authority (&fixture->practice);
  practice_rig_remember_password (&fixture->practice, "not the right one");
  open_check (fixture);
  WAIT_FOR (check_says (fixture, "7 steps went well, then one failed"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->check), "check.copy", NULL);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->check)), NULL, clipboard_read, &copied);
  WAIT_FOR (copied != NULL);

  g_assert_nonnull (strstr (copied, "Connection check of Harbour Foods: 127.0.0.1, port "));
  g_assert_nonnull (strstr (copied, "fail  Login: Harbour Foods did not let us in"));
  g_assert_nonnull (strstr (copied, "skip  Listing: Not tried: comes after Login"));
  g_assert_null (strstr (copied, "not the right one"));
  WAIT_FOR (check_says (fixture, "Report copied; passwords were taken out"));
}

/* After n turns of the main loop, for every n that comes before the end. */
static void
test_closed_at_any_moment (Fixture *fixture, gconstpointer data)
{
  gboolean ended = FALSE;

  practice_rig_trust_authority (&fixture->practice);
  for (guint n = 0; !ended && n < 200; n += 1 + n / 12)
    {
      open_check (fixture);
      for (guint i = 0; i < n && !(ended = check_says (fixture, ALL_WELL)); i++)
        g_main_context_iteration (NULL, TRUE);
      close_check (fixture);
    }
  settle ();
}

static void
test_closed_while_asking (Fixture *fixture, gconstpointer data)
{
  open_check (fixture);
  wait_for_dialog ();
  close_check (fixture);
  WAIT_FOR (get_dialog () == NULL);
  g_assert_cmpuint (g_strv_length ((char **) waybill_partner_get_authorities (fixture->practice.partner)), ==, 0);
}

int
main (int argc, char *argv[])
{
  if (!practice_rig_begin (&argc, &argv))
    return 0;

#define ADD(name, function) g_test_add ("/ui/check/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("all-ten-steps-well", test_all_well);
  ADD ("wrong-password-then-the-right-one", test_wrong_password);
  ADD ("no-password-keeps-it-from-beginning", test_no_password);
  ADD ("trust-question-is-waited-for", test_asking_is_said);
  ADD ("password-question-is-waited-for", test_password_asked_is_said);
  ADD ("authority-of-the-store", test_authority_of_the_store);
  ADD ("unknown-authority-refused-then-trusted", test_unknown_then_trusted);
  ADD ("server-down", test_server_down);
  ADD ("folder-missing-is-the-listing's", test_folder_missing);
  ADD ("partner-removed-meanwhile", test_partner_removed);
  ADD ("wrong-protocol-is-mended", test_wrong_protocol);
  ADD ("stopped", test_stopped);
  ADD ("report-holds-no-password", test_report);
  ADD ("closed-at-any-moment", test_closed_at_any_moment);
  ADD ("closed-while-asking", test_closed_while_asking);
#undef ADD

  return practice_rig_run ();
}
