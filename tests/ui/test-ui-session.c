/* One tab against a practice partner in this process: connecting, listing, sending, narrow, and closing at any moment. */

#include "test-ui-session-rig.h"

#include "base-clock.h"
#include "cert-issue.h"
#include "partner-next.h"
#include "ui-session-link-private.h"

static void
test_begins_not_connected (Fixture *fixture, gconstpointer data)
{
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  WAIT_FOR (shows_text (fixture, "Norrland Parts"));
  g_object_get (fixture->session, "title", &title, "subtitle", &subtitle, NULL);
  g_assert_cmpstr (title, ==, "Norrland Parts");
  g_assert_cmpstr (subtitle, ==, "practice at 127.0.0.1");
  g_assert_cmpint (stage_of (fixture), ==, WAYBILL_UI_SESSION_IDLE);
  g_assert_cmpstr (waybill_ui_session_get_activity (fixture->session), ==, "");
  g_assert_null (waybill_ui_session_get_facts (fixture->session));
  g_assert_true (shows_text (fixture, "Never tested"));
}

static void
test_connects_lists_and_sends (Fixture *fixture, gconstpointer data)
{
  connect_tab (fixture);
  WAIT_FOR (waybill_ui_browser_pane_get_folder (get_remote_pane (fixture)) != NULL);
  g_assert_nonnull (waybill_ui_session_get_facts (fixture->session)->tls_version);

  send_file (fixture, "orders-1122.csv", "one;two\n");
  WAIT_FOR (waybill_ui_session_get_n_left (fixture->session) > 0);
  WAIT_FOR (waybill_ui_session_get_n_left (fixture->session) == 0);
  g_assert_true (partner_has (fixture, "orders-1122.csv", "one;two\n"));
  WAIT_FOR (g_str_equal (waybill_ui_session_get_activity (fixture->session), "Connected"));
}

static GtkWidget *
get_window_with (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    if (G_TYPE_CHECK_INSTANCE_TYPE (at->data, type) && gtk_widget_get_visible (at->data))
      return at->data;
  return NULL;
}

static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *response;
    const char *expected;
    const char *second; /* (nullable) */
  } rows[] = {
    { "skip", "old\n", NULL },
    { "both", "old\n", "new\n" },
    { "replace", "new\n", NULL },
  };
  const char *name = GPOINTER_TO_UINT (data) == 0 ? "skip.csv" : GPOINTER_TO_UINT (data) == 1 ? "both.csv" : "replace.csv";
  g_autofree char *path = g_build_filename (fixture->practice.disk, name, NULL);
  guint row = GPOINTER_TO_UINT (data);
  GtkWidget *question;

  g_assert_true (g_file_set_contents (path, "old\n", -1, NULL));
  connect_tab (fixture);
  WAIT_FOR (waybill_ui_browser_pane_get_folder (get_remote_pane (fixture)) != NULL);
  send_file (fixture, name, "new\n");
  WAIT_FOR ((question = get_window_with (WAYBILL_TYPE_UI_QUEUE_CONFLICT)) != NULL);
  WAIT_FOR (g_str_equal (waybill_ui_session_get_activity (fixture->session), "Needs your answer"));
  g_assert_cmpint (stage_of (fixture), ==, WAYBILL_UI_SESSION_CONNECTED);
  g_assert_cmpint (waybill_ui_session_get_shown (fixture->session), ==, WAYBILL_UI_SESSION_ASKING);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), rows[row].response);
  gtk_window_destroy (GTK_WINDOW (question));
  WAIT_FOR (waybill_ui_session_get_n_left (fixture->session) == 0);
  g_assert_true (partner_has (fixture, name, rows[row].expected));
  if (rows[row].second != NULL)
    g_assert_true (partner_has (fixture, "both (2).csv", rows[row].second));
}

static void
test_disconnect (Fixture *fixture, gconstpointer data)
{
  connect_tab (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->session), "session.disconnect", NULL);
  g_assert_cmpint (stage_of (fixture), ==, WAYBILL_UI_SESSION_IDLE);
  g_assert_cmpstr (waybill_ui_session_get_activity (fixture->session), ==, "");
  WAIT_FOR (waybill_practice_server_get_n_connections (fixture->practice.server) > 0);
  connect_tab (fixture);
}

static void
test_stop_while_connecting (Fixture *fixture, gconstpointer data)
{
  waybill_ui_session_connect (fixture->session);
  gtk_widget_activate_action (GTK_WIDGET (fixture->session), "session.stop", NULL);
  g_assert_cmpint (stage_of (fixture), ==, WAYBILL_UI_SESSION_IDLE);
  connect_tab (fixture);
}

static void
test_narrow_shows_one_area (Fixture *fixture, gconstpointer data)
{
  static const char *const areas[] = { "WaybillUiQueueStrip", "WaybillUiConversation" };
  GtkWidget *pane, *before;

  connect_tab (fixture);
  pane = GTK_WIDGET (get_remote_pane (fixture));
  before = gtk_widget_get_parent (pane);
  g_object_set (fixture->session, "narrow", TRUE, NULL);
  WAIT_FOR (shows_text (fixture, "Computer"));
  g_assert_true (gtk_widget_get_mapped (pane));
  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    {
      GtkWidget *area = find (GTK_WIDGET (fixture->session), is_named, areas[i]);

      g_assert_false (gtk_widget_get_mapped (area));
      gtk_widget_activate_action (GTK_WIDGET (fixture->session), "session.next-area", NULL);
      WAIT_FOR (gtk_widget_get_mapped (area));
      g_assert_false (gtk_widget_get_mapped (pane));
    }
  g_object_set (fixture->session, "narrow", FALSE, NULL);
  WAIT_FOR (gtk_widget_get_mapped (pane));
  g_assert_true (gtk_widget_get_parent (pane) == before);
}

static gboolean
is_unfolded (Fixture *fixture, const char *strip)
{
  gboolean expanded;

  g_object_get (find (GTK_WIDGET (fixture->session), is_named, strip), "expanded", &expanded, NULL);
  return expanded;
}

/* A low window folds both; what the person had open comes back with the room, and what they fold or unfold meanwhile counts.
 */
static void
test_low_folds_strips (Fixture *fixture, gconstpointer data)
{
  GtkWindow *window = GTK_WINDOW (fixture->window);

  connect_tab (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->session), "session.toggle-queue", NULL);
  g_assert_true (is_unfolded (fixture, "WaybillUiQueueStrip"));

  gtk_window_set_default_size (window, 1000, 480);
  WAIT_FOR (!is_unfolded (fixture, "WaybillUiQueueStrip"));
  gtk_window_set_default_size (window, 1000, 700);
  WAIT_FOR (is_unfolded (fixture, "WaybillUiQueueStrip"));
  g_assert_false (is_unfolded (fixture, "WaybillUiConversation"));

  gtk_window_set_default_size (window, 1000, 480);
  WAIT_FOR (!is_unfolded (fixture, "WaybillUiQueueStrip"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->session), "session.toggle-conversation", NULL);
  g_assert_true (is_unfolded (fixture, "WaybillUiConversation"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->session), "session.toggle-queue", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->session), "session.toggle-queue", NULL);
  g_assert_false (is_unfolded (fixture, "WaybillUiQueueStrip"));
  gtk_window_set_default_size (window, 1000, 700);
  WAIT_FOR (gtk_widget_get_height (GTK_WIDGET (fixture->session)) == 700);
  g_assert_true (is_unfolded (fixture, "WaybillUiConversation"));
  g_assert_false (is_unfolded (fixture, "WaybillUiQueueStrip"));
}

/* The files have sessions of their own: when theirs is lost for good, the tab looks at its own and does not say "Connected"
 * of a server that is gone. */
static void
test_dead_server_is_said (Fixture *fixture, gconstpointer data)
{
  connect_tab (fixture);
  WAIT_FOR (waybill_ui_browser_pane_get_folder (get_remote_pane (fixture)) != NULL);
  g_object_set (waybill_ui_session_link_get_queue (fixture->session->link), "retries", 0, NULL);
  waybill_practice_server_stop (fixture->practice.server);
  send_file (fixture, "late.csv", "late\n");
  WAIT_FOR (stage_of (fixture) == WAYBILL_UI_SESSION_FAILED);
  g_assert_cmpint (waybill_ui_session_get_shown (fixture->session), ==, WAYBILL_UI_SESSION_FAILED);
  WAIT_FOR (shows_text (fixture, "Norrland Parts could not be reached"));
  g_assert_true (shows_text (fixture, "Try Again"));
}

static const char *
get_shown_identity (Fixture *fixture)
{
  WaybillRemoteTarget *target = fixture->session->link->target;
  WaybillCertIdentity *identity = target != NULL ? waybill_remote_target_get_values (target)->identity : NULL;

  return identity == NULL ? NULL
                          : waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (identity));
}

/* A tab that stood open over the day: what was lost comes back with the certificate of today. (The server is gone for good
 * here, which shows what was tried.) */
static void
test_lost_one_comes_back_with_the_next_certificate (Fixture *fixture, gconstpointer data)
{
  WaybillPartner *partner = fixture->practice.partner;
  gint64 now = waybill_base_clock_now ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillCertIdentity) next
      = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, "next", NULL, now - 86400, now + 86400, NULL, &error);
  const WaybillCertEntry *entry
      = waybill_cert_store_add_identity (waybill_ui_context_get_certificates (fixture->practice.context), next, "next", NULL,
                                         FALSE, NULL, &error);
  g_autofree char *today = waybill_partner_next_write_day (now);

  g_assert_no_error (error);
  connect_tab (fixture);
  WAIT_FOR (waybill_ui_browser_pane_get_folder (get_remote_pane (fixture)) != NULL);
  g_assert_cmpstr (get_shown_identity (fixture), ==, waybill_partner_get_identity (partner));
  g_assert_true (
      waybill_partner_set_next (partner, waybill_cert_certificate_get_fingerprint (entry->certificate), today, NULL));
  waybill_practice_server_stop (fixture->practice.server);
  waybill_ui_browser_pane_refresh (get_remote_pane (fixture));
  WAIT_FOR (stage_of (fixture) == WAYBILL_UI_SESSION_FAILED);
  g_assert_cmpstr (get_shown_identity (fixture), ==, waybill_partner_get_next_identity (partner));
}

/* Locking lets go on what stands; what was lost does not log in again with what was locked away. */
static void
test_lost_one_asks_after_locking (Fixture *fixture, gconstpointer data)
{
  AdwMessageDialog *dialog;

  connect_tab (fixture);
  WAIT_FOR (waybill_ui_browser_pane_get_folder (get_remote_pane (fixture)) != NULL);
  waybill_secret_vault_lock_async (waybill_ui_context_get_vault (fixture->practice.context), NULL, NULL, NULL);
  waybill_ui_browser_pane_refresh (get_remote_pane (fixture));
  WAIT_FOR (!waybill_ui_browser_pane_is_listing (get_remote_pane (fixture)));
  g_assert_cmpint (stage_of (fixture), ==, WAYBILL_UI_SESSION_CONNECTED);
  g_assert_null (get_dialog ());

  waybill_practice_server_stop (fixture->practice.server);
  waybill_ui_browser_pane_refresh (get_remote_pane (fixture));
  dialog = wait_for_dialog ();
  g_assert_nonnull (find (GTK_WIDGET (dialog), is_password, NULL));
  adw_message_dialog_response (dialog, "refuse");
  WAIT_FOR (stage_of (fixture) == WAYBILL_UI_SESSION_FAILED);
}

static void
text_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WaybillSecretText **text = user_data;

  *text = waybill_secret_vault_lookup_finish (WAYBILL_SECRET_VAULT (source), result, NULL);
}

/* The tab's target borrows it from the resolved one: it is let go of once. */
static void
test_proxy_password_outlives_the_session (Fixture *fixture, gconstpointer data)
{
  WaybillPartner *partner = fixture->practice.partner;
  WaybillSecretVault *vault = waybill_ui_context_get_vault (fixture->practice.context);
  const WaybillSecretKey key = { WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PROXY_PASSWORD,
                                 waybill_partner_get_uuid (partner), waybill_partner_get_name (partner) };
  g_autoptr (WaybillSecretText) text = waybill_secret_text_new ("by the proxy");
  g_autoptr (WaybillSecretText) found = NULL;

  waybill_secret_vault_remember (vault, &key, text);
  g_clear_pointer (&text, waybill_secret_text_unref);
  g_assert_true (waybill_partner_set_setting (partner, "proxy", "socks5", NULL));
  g_assert_true (waybill_partner_set_setting (partner, "proxy-host", "127.0.0.1", NULL));
  g_assert_true (waybill_partner_set_setting (partner, "proxy-port", "1", NULL));
  g_assert_true (waybill_partner_set_setting (partner, "proxy-user", "anna", NULL));
  waybill_ui_session_connect (fixture->session);
  WAIT_FOR (stage_of (fixture) == WAYBILL_UI_SESSION_FAILED);
  close_tab (fixture);
  settle ();

  waybill_secret_vault_lookup_async (vault, &key, NULL, text_found, &found);
  WAIT_FOR (found != NULL);
  g_assert_cmpstr (waybill_secret_text_peek (found), ==, "by the proxy");
}

static void
went (WaybillUiContext *context, GtkWidget *from, int place, const char *subject, const char *detail, char **where)
{
  g_free (*where);
  *where = g_strdup_printf ("%d %s", place, detail);
}

/* A port or a host that is not right is mended in the editor. */
static void
test_unreachable_leads_to_the_editor (Fixture *fixture, gconstpointer data)
{
  g_autofree char *expected = g_strdup_printf ("%d connection", (int) WAYBILL_UI_PLACE_EDITOR);
  g_autofree char *where = NULL;
  GtkWidget *button;

  g_signal_connect (fixture->practice.context, "go", G_CALLBACK (went), &where);
  waybill_practice_server_stop (fixture->practice.server);
  waybill_ui_session_connect (fixture->session);
  WAIT_FOR (stage_of (fixture) == WAYBILL_UI_SESSION_FAILED);
  WAIT_FOR ((button = find (GTK_WIDGET (fixture->session), is_button, "E_dit Partner…")) != NULL);
  g_assert_null (find (GTK_WIDGET (fixture->session), says, "queue"));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (where, ==, expected);
  g_signal_handlers_disconnect_by_data (fixture->practice.context, &where);
}

static void
test_no_host_is_said (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->practice.partner);
  fixture->practice.partner = waybill_partner_new ("Mill & Weave", NULL);
  open_tab (fixture);
  waybill_ui_session_connect (fixture->session);
  WAIT_FOR (stage_of (fixture) == WAYBILL_UI_SESSION_FAILED);
  WAIT_FOR (shows_text (fixture, "Mill & Weave has no host yet"));
  g_assert_true (shows_text (fixture, "Edit the Connection…"));
  g_assert_null (find (GTK_WIDGET (fixture->session), is_button, "E_dit Partner…"));
}

static gboolean
tick (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* n turns of the loop after connecting began, then the tab is closed; a file is on its way as soon as it can be. */
static void
test_close_at_any_moment (Fixture *fixture, gconstpointer data)
{
  guint source = g_timeout_add (2, tick, NULL);

  for (guint n = 0; n < 120; n += 7)
    {
      gboolean sent = FALSE;

      waybill_ui_session_connect (fixture->session);
      for (guint turn = 0; turn < n; turn++)
        {
          g_main_context_iteration (NULL, TRUE);
          if (!sent && stage_of (fixture) == WAYBILL_UI_SESSION_CONNECTED
              && waybill_ui_browser_pane_get_folder (get_remote_pane (fixture)) != NULL)
            {
              send_file (fixture, "closing.csv", "on its way\n");
              sent = TRUE;
            }
        }
      if (n % 2 == 0)
        close_tab (fixture);
      else
        gtk_window_destroy (GTK_WINDOW (fixture->window));
      open_tab (fixture);
    }
  g_source_remove (source);
}

int
main (int argc, char *argv[])
{
  if (!practice_rig_begin (&argc, &argv))
    return 0;
  ADD ("begins-not-connected", NULL, test_begins_not_connected);
  ADD ("connects-lists-and-sends", NULL, test_connects_lists_and_sends);
  ADD ("conflict/skip", GUINT_TO_POINTER (0), test_conflict);
  ADD ("conflict/keep-both", GUINT_TO_POINTER (1), test_conflict);
  ADD ("conflict/replace", GUINT_TO_POINTER (2), test_conflict);
  ADD ("disconnect", NULL, test_disconnect);
  ADD ("stop-while-connecting", NULL, test_stop_while_connecting);
  ADD ("narrow-shows-one-area", NULL, test_narrow_shows_one_area);
  ADD ("low-folds-strips", NULL, test_low_folds_strips);
  ADD ("dead-server-is-said", NULL, test_dead_server_is_said);
  ADD ("lost-one-comes-back-with-the-next-certificate", NULL, test_lost_one_comes_back_with_the_next_certificate);
  ADD ("lost-one-asks-after-locking", NULL, test_lost_one_asks_after_locking);
  ADD ("proxy-password-outlives-the-session", NULL, test_proxy_password_outlives_the_session);
  ADD ("unreachable-leads-to-the-editor", NULL, test_unreachable_leads_to_the_editor);
  ADD ("no-host-is-said", NULL, test_no_host_is_said);
  ADD ("close-at-any-moment", NULL, test_close_at_any_moment);
  return practice_rig_run ();
}
