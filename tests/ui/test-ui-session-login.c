/* What a tab does about logins: refused ones, questions, where the partner's pane begins, and a server that goes away. */

#include "test-ui-session-rig.h"

/* Types into whatever window asks for a password, once. */
static gboolean
type_password (const char *password)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    {
      GtkWidget *entry
          = ADW_IS_MESSAGE_DIALOG (at->data) && gtk_widget_get_mapped (at->data) ? find (at->data, is_password, NULL) : NULL;

      if (entry == NULL)
        continue;
      gtk_editable_set_text (GTK_EDITABLE (entry), password);
      adw_message_dialog_response (at->data, adw_message_dialog_get_default_response (at->data));
      return TRUE;
    }
  return FALSE;
}

static void
test_wrong_password_then_right (Fixture *fixture, gconstpointer data)
{
  const char *right = waybill_practice_server_get_password (fixture->practice.server);
  gboolean typed = FALSE;

  practice_rig_remember_password (&fixture->practice, "not-the-one");
  waybill_ui_session_connect (fixture->session);
  WAIT_FOR (stage_of (fixture) == WAYBILL_UI_SESSION_FAILED);
  WAIT_FOR (shows_text (fixture, "Norrland Parts did not let us in"));
  g_assert_true (shows_text (fixture, "The server’s own words"));
  g_assert_true (shows_text (fixture, "530"));
  g_assert_true (shows_text (fixture, "Enter the Password…"));
  g_assert_true (shows_text (fixture, "What was fine"));
  g_assert_true (shows_text (fixture, "their certificate"));

  gtk_widget_activate_action (GTK_WIDGET (fixture->session), "session.primary", NULL);
  WAIT_FOR ((typed = typed || type_password (right), stage_of (fixture) == WAYBILL_UI_SESSION_CONNECTED));
}

/* What was edited after the refusal counts: the old server never hears the new password. */
static void
test_password_goes_where_the_profile_says (Fixture *fixture, gconstpointer data)
{
  const WaybillPracticeServerOptions options = { .port = 0 };
  g_autoptr (WaybillPracticeServer) other
      = waybill_practice_server_new (fixture->practice.disk, practice_rig_get_certificates (), &options, NULL);
  const char *right = waybill_practice_server_get_password (other);
  g_autofree char *user = waybill_practice_server_dup_user (other);
  gboolean typed = FALSE;
  guint n_connections;

  waybill_practice_server_start (other);
  practice_rig_remember_password (&fixture->practice, "not-the-one");
  waybill_ui_session_connect (fixture->session);
  WAIT_FOR (stage_of (fixture) == WAYBILL_UI_SESSION_FAILED);
  n_connections = waybill_practice_server_get_n_connections (fixture->practice.server);
  waybill_partner_set_port (fixture->practice.partner, waybill_practice_server_get_port (other));
  waybill_partner_set_user (fixture->practice.partner, user, NULL);

  gtk_widget_activate_action (GTK_WIDGET (fixture->session), "session.primary", NULL);
  WAIT_FOR ((typed = typed || type_password (right), stage_of (fixture) == WAYBILL_UI_SESSION_CONNECTED));
  g_assert_cmpuint (waybill_practice_server_get_n_connections (fixture->practice.server), ==, n_connections);
  g_assert_cmpuint (waybill_practice_server_get_n_connections (other), >, 0);
  close_tab (fixture);
}

/* Typed and not kept: the next connection of this run finds it, not the wrong one. */
static void
test_typed_password_is_found_again (Fixture *fixture, gconstpointer data)
{
  gboolean typed = FALSE;

  test_wrong_password_then_right (fixture, NULL);
  waybill_ui_session_disconnect (fixture->session);
  waybill_ui_session_connect (fixture->session);
  WAIT_FOR ((typed = typed || type_password ("asked again"), stage_of (fixture) == WAYBILL_UI_SESSION_CONNECTED));
  g_assert_false (typed);
}

static GtkWidget *
get_question (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    if (ADW_IS_MESSAGE_DIALOG (at->data) && gtk_widget_get_mapped (at->data))
      return at->data;
  return NULL;
}

static void
test_question_waits_for_the_front (Fixture *fixture, gconstpointer data)
{
  g_autofree char *authority = g_strdup (waybill_partner_get_authorities (fixture->practice.partner)[0]);

  waybill_partner_remove_authority (fixture->practice.partner, authority);
  g_object_set (fixture->session, "front", FALSE, NULL);
  waybill_ui_session_connect (fixture->session);
  WAIT_FOR (stage_of (fixture) == WAYBILL_UI_SESSION_ASKING);
  g_assert_cmpstr (waybill_ui_session_get_activity (fixture->session), ==, "Needs your answer");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (get_question ());

  g_object_set (fixture->session, "front", TRUE, NULL);
  WAIT_FOR (get_question () != NULL);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (get_question ()), "refuse");
  WAIT_FOR (stage_of (fixture) == WAYBILL_UI_SESSION_FAILED);
  WAIT_FOR (shows_text (fixture, "Try Again"));
  /* It lies in the store; it is only not ticked. */
  g_assert_true (shows_text (fixture, "in your store, but it is not ticked"));
}

static gboolean
shows_folder (Fixture *fixture, const char *folder)
{
  return g_strcmp0 (waybill_ui_browser_pane_get_folder (get_remote_pane (fixture)), folder) == 0;
}

static void
test_begins_where_the_login_leads (Fixture *fixture, gconstpointer data)
{
  connect_tab (fixture);
  g_assert_cmpstr (waybill_ui_session_get_facts (fixture->session)->folder, ==, "/");
  g_assert_true (shows_folder (fixture, "/"));
}

static gboolean
has_only (Fixture *fixture, const char *path)
{
  g_auto (GStrv) selected = NULL;

  gtk_widget_activate_action (GTK_WIDGET (get_remote_pane (fixture)), "pane.select-all", NULL);
  selected = waybill_ui_browser_pane_dup_selected (get_remote_pane (fixture));
  return selected != NULL && g_strv_length (selected) == 1 && g_str_equal (selected[0], path);
}

/* From the folder where one is after the login, as the partner's sheet names it. */
static void
test_begins_in_the_folder_of_the_profile (Fixture *fixture, gconstpointer data)
{
  g_autofree char *inside = g_build_filename (fixture->practice.disk, "deep", "inside", NULL);
  g_autofree char *file = g_build_filename (inside, "found.csv", NULL);

  g_assert_true (waybill_base_file_ensure_folder (inside, NULL));
  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  waybill_partner_set_remote_dir (fixture->practice.partner, data, NULL);
  connect_tab (fixture);
  g_assert_true (shows_folder (fixture, "/deep/inside"));
  WAIT_FOR (has_only (fixture, "/deep/inside/found.csv"));
}

static void
test_missing_folder_keeps_nobody_out (Fixture *fixture, gconstpointer data)
{
  GtkWidget *pane;

  waybill_partner_set_remote_dir (fixture->practice.partner, "/nowhere", NULL);
  connect_tab (fixture);
  pane = GTK_WIDGET (get_remote_pane (fixture));
  WAIT_FOR (find (pane, says, "Try Again") != NULL);
  g_assert_true (shows_folder (fixture, "/nowhere"));
  g_assert_cmpint (stage_of (fixture), ==, WAYBILL_UI_SESSION_CONNECTED);
  g_assert_true (gtk_widget_activate_action (pane, "pane.up", NULL));
  WAIT_FOR (shows_folder (fixture, "/") && find (pane, says, "Try Again") == NULL);
}

static gboolean
refresh (gpointer session)
{
  gtk_widget_activate_action (session, "session.refresh", NULL);
  return G_SOURCE_CONTINUE;
}

/* The list that fails finds out; the next one tries to connect, and says why it cannot. */
static void
test_server_stops_in_the_middle (Fixture *fixture, gconstpointer data)
{
  guint source;

  connect_tab (fixture);
  WAIT_FOR (waybill_ui_browser_pane_get_folder (get_remote_pane (fixture)) != NULL);
  g_clear_pointer (&fixture->practice.server, waybill_practice_server_free);
  source = g_timeout_add (200, refresh, fixture->session);
  WAIT_FOR (stage_of (fixture) == WAYBILL_UI_SESSION_FAILED);
  g_source_remove (source);
  WAIT_FOR (shows_text (fixture, "Norrland Parts could not be reached"));
  g_assert_true (shows_text (fixture, "Try Again"));
  g_assert_null (waybill_ui_session_get_facts (fixture->session));
}

static WaybillTransferQueue *
get_queue (Fixture *fixture)
{
  return waybill_ui_session_link_get_queue (fixture->session->link);
}

/* In a strip that can be seen, whichever that is. */
static gboolean
shows_queue (Fixture *fixture, const char *name)
{
  GtkWidget *strip;

  for (guint i = 0; i < 2; i++)
    {
      guint n = i;

      strip = find_nth (GTK_WIDGET (fixture->session), is_named, "WaybillUiQueueStrip", &n);
      if (strip != NULL && gtk_widget_get_mapped (strip) && find (strip, is_label, name) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Whether somebody paused it, or it did so itself because there was nobody to send to: one of the two files finds that out,
 * the other one waits. */
static void
test_queue_goes_on_after_a_new_login (Fixture *fixture, gconstpointer data)
{
  gboolean by_hand = GPOINTER_TO_INT (data);
  WaybillPracticeServerOptions options = { .port = waybill_practice_server_get_port (fixture->practice.server) };
  g_autoptr (GError) error = NULL;
  guint source;

  connect_tab (fixture);
  WAIT_FOR (waybill_ui_browser_pane_get_folder (get_remote_pane (fixture)) != NULL);
  g_clear_pointer (&fixture->practice.server, waybill_practice_server_free);
  if (by_hand)
    waybill_transfer_queue_pause_all (get_queue (fixture), TRUE);
  send_file (fixture, "first.csv", "one\n");
  send_file (fixture, "second.csv", "two\n");
  WAIT_FOR (waybill_transfer_queue_is_paused (get_queue (fixture)));
  source = g_timeout_add (200, refresh, fixture->session);
  WAIT_FOR (stage_of (fixture) == WAYBILL_UI_SESSION_FAILED);
  g_source_remove (source);
  WAIT_FOR (shows_text (fixture, by_hand ? "2 files were not sent; they stay in the queue and wait for you there."
                                         : "2 files were not sent; they stay in the queue, and 1 of them goes on after "
                                           "connecting again."));
  g_assert_true (shows_queue (fixture, "first.csv"));
  g_assert_true (shows_queue (fixture, "second.csv"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->session), "session.toggle-queue", NULL);
  g_assert_false (shows_queue (fixture, "first.csv"));

  fixture->practice.server
      = waybill_practice_server_new (fixture->practice.disk, practice_rig_get_certificates (), &options, &error);
  g_assert_no_error (error);
  waybill_practice_server_start (fixture->practice.server);
  practice_rig_remember_password (&fixture->practice, waybill_practice_server_get_password (fixture->practice.server));
  waybill_ui_session_connect (fixture->session);
  WAIT_FOR (stage_of (fixture) == WAYBILL_UI_SESSION_CONNECTED);
  g_assert_false (shows_text (fixture, "were not sent"));
  WAIT_FOR (shows_queue (fixture, "first.csv"));
  g_assert_true (waybill_transfer_queue_is_paused (get_queue (fixture)) == by_hand);
  if (!by_hand)
    WAIT_FOR (partner_has (fixture, "first.csv", "one\n") || partner_has (fixture, "second.csv", "two\n"));
}

int
main (int argc, char *argv[])
{
  if (!practice_rig_begin (&argc, &argv))
    return 0;
  ADD ("wrong-password-then-right", NULL, test_wrong_password_then_right);
  ADD ("password-goes-where-the-profile-says", NULL, test_password_goes_where_the_profile_says);
  ADD ("typed-password-is-found-again", NULL, test_typed_password_is_found_again);
  ADD ("question-waits-for-the-front", NULL, test_question_waits_for_the_front);
  ADD ("begins/where-the-login-leads", NULL, test_begins_where_the_login_leads);
  ADD ("begins/in-the-folder", "/deep/inside", test_begins_in_the_folder_of_the_profile);
  ADD ("begins/in-the-folder-from-there", "deep/inside", test_begins_in_the_folder_of_the_profile);
  ADD ("missing-folder-keeps-nobody-out", NULL, test_missing_folder_keeps_nobody_out);
  ADD ("queue-goes-on-after-a-new-login", GINT_TO_POINTER (FALSE), test_queue_goes_on_after_a_new_login);
  ADD ("queue-that-was-paused-stays-so", GINT_TO_POINTER (TRUE), test_queue_goes_on_after_a_new_login);
  ADD ("server-stops-in-the-middle", NULL, test_server_stops_in_the_middle);
  return practice_rig_run ();
}
