/* One tab against a practice partner in this process: connecting, listing, sending, refused logins, a server that goes away,
 * narrow, and closing at any moment. */

#include "ui-browser-pane.h"
#include "ui-queue-conflict.h"
#include "ui-session.h"

#include "base-file.h"
#include "ftp-remote.h"
#include "practice-files.h"
#include "practice-server.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder, *disk, *own, *outbox;
  WaybillPracticeCertificates *certificates;
  WaybillPracticeServer *server;
  WaybillUiContext *context;
  WaybillPartner *partner;
  GtkWidget *window;
  WaybillUiSession *session;
} Fixture;

/* Making keys takes its time: once for all. */
static WaybillPracticeCertificates *certificates;

static gboolean
too_late (gpointer user_data)
{
  g_error ("%s did not happen within 30 seconds", (const char *) user_data);
  return G_SOURCE_REMOVE;
}

#define WAIT_FOR(condition)                                                                                                 \
  do                                                                                                                        \
    {                                                                                                                       \
      guint deadline = g_timeout_add_seconds (30, too_late, (gpointer) #condition);                                         \
      while (!(condition))                                                                                                  \
        g_main_context_iteration (NULL, TRUE);                                                                              \
      g_source_remove (deadline);                                                                                           \
    }                                                                                                                       \
  while (FALSE)

typedef gboolean (*Matches) (GtkWidget *widget, gconstpointer data);

static GtkWidget *
find (GtkWidget *widget, Matches matches, gconstpointer data)
{
  if (matches (widget, data))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, matches, data);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
says (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
         && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
}

static gboolean
is_named (GtkWidget *widget, gconstpointer type_name)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), type_name);
}

static gboolean
is_password (GtkWidget *widget, gconstpointer unused)
{
  return ADW_IS_PASSWORD_ENTRY_ROW (widget) || GTK_IS_PASSWORD_ENTRY (widget);
}

static gboolean
shows_text (Fixture *fixture, const char *text)
{
  return find (GTK_WIDGET (fixture->session), says, text) != NULL;
}

static WaybillUiSessionStage
stage_of (Fixture *fixture)
{
  return waybill_ui_session_get_stage (fixture->session);
}

static WaybillSecretKey
key_of (Fixture *fixture)
{
  return (WaybillSecretKey){ WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PASSWORD,
                             waybill_partner_get_uuid (fixture->partner), waybill_partner_get_name (fixture->partner) };
}

static void
remember_password (Fixture *fixture, const char *password)
{
  g_autoptr (WaybillSecretText) text = waybill_secret_text_new (password);
  WaybillSecretKey key = key_of (fixture);

  waybill_secret_vault_remember (waybill_ui_context_get_vault (fixture->context), &key, text);
}

static void
make_server (Fixture *fixture)
{
  const WaybillPracticeServerOptions options = { .port = 0 };
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("waybill-ui-session-XXXXXX", NULL);
  fixture->disk = g_build_filename (fixture->folder, "partner", NULL);
  fixture->own = g_build_filename (fixture->folder, "own", NULL);
  fixture->outbox = g_build_filename (fixture->folder, "outbox", NULL);
  g_assert_true (waybill_base_file_ensure_folder (fixture->outbox, &error));
  g_assert_true (waybill_practice_files_make (fixture->disk, &error));
  fixture->server = waybill_practice_server_new (fixture->disk, certificates, &options, &error);
  g_assert_no_error (error);
  waybill_practice_server_start (fixture->server);
}

static void
make_partner (Fixture *fixture)
{
  WaybillCertStore *store;
  const WaybillCertEntry *entry;
  g_autofree char *user = waybill_practice_server_dup_user (fixture->server);
  g_autoptr (GError) error = NULL;

  fixture->context = waybill_ui_context_new (fixture->own, &error);
  g_assert_no_error (error);
  store = waybill_ui_context_get_certificates (fixture->context);
  fixture->partner = waybill_partner_new ("Norrland Parts", NULL);
  waybill_partner_set_host (fixture->partner, "127.0.0.1", NULL);
  waybill_partner_set_port (fixture->partner, waybill_practice_server_get_port (fixture->server));
  waybill_partner_set_user (fixture->partner, user, NULL);
  waybill_partner_set_system_trust (fixture->partner, FALSE);
  waybill_partner_set_local_dir (fixture->partner, fixture->outbox, NULL);
  entry = waybill_cert_store_add_identity (store, waybill_practice_certificates_get_client (certificates), NULL, NULL, FALSE,
                                           NULL, &error);
  g_assert_no_error (error);
  waybill_partner_set_identity (fixture->partner, waybill_cert_certificate_get_fingerprint (entry->certificate), NULL);
  entry = waybill_cert_store_add_authority (store, waybill_practice_certificates_get_authority (certificates), NULL, FALSE,
                                            NULL, &error);
  g_assert_no_error (error);
  waybill_partner_add_authority (fixture->partner, waybill_cert_certificate_get_fingerprint (entry->certificate), NULL);
  g_assert_true (waybill_partner_store_add (waybill_ui_context_get_partners (fixture->context), fixture->partner, NULL));
  remember_password (fixture, waybill_practice_server_get_password (fixture->server));
}

static void
open_tab (Fixture *fixture)
{
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 700);
  fixture->session = WAYBILL_UI_SESSION (waybill_ui_session_new (fixture->context, fixture->partner));
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->session));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  make_server (fixture);
  make_partner (fixture);
  open_tab (fixture);
}

static void
closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *done = user_data;

  *done = waybill_ui_session_close_finish (WAYBILL_UI_SESSION (source), result);
}

static void
close_tab (Fixture *fixture)
{
  gboolean done = FALSE;

  waybill_ui_session_close_async (fixture->session, closed, &done);
  WAIT_FOR (done);
  g_assert_cmpint (stage_of (fixture), ==, WAYBILL_UI_SESSION_CLOSING);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->session = NULL;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->session != NULL)
    close_tab (fixture);
  g_clear_pointer (&fixture->server, waybill_practice_server_free);
  g_object_unref (fixture->partner);
  g_object_unref (fixture->context);
  g_assert_true (waybill_base_file_remove_tree (fixture->folder, NULL));
  g_free (fixture->folder);
  g_free (fixture->disk);
  g_free (fixture->own);
  g_free (fixture->outbox);
}

static void
connect_tab (Fixture *fixture)
{
  waybill_ui_session_connect (fixture->session);
  g_assert_cmpint (stage_of (fixture), ==, WAYBILL_UI_SESSION_CONNECTING);
  g_assert_cmpstr (waybill_ui_session_get_activity (fixture->session), ==, "Connecting…");
  WAIT_FOR (stage_of (fixture) != WAYBILL_UI_SESSION_CONNECTING);
  g_assert_cmpint (stage_of (fixture), ==, WAYBILL_UI_SESSION_CONNECTED);
}

/* By place: the first pane is this computer's, the second the partner's. */
static WaybillUiBrowserPane *
get_remote_pane (Fixture *fixture)
{
  GtkWidget *desk = find (GTK_WIDGET (fixture->session), is_named, "WaybillUiSessionDesk");
  GtkWidget *paned = find (desk, is_named, "GtkPaned");

  return WAYBILL_UI_BROWSER_PANE (gtk_paned_get_end_child (GTK_PANED (paned)));
}

static void
send_file (Fixture *fixture, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (fixture->outbox, name, NULL);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  g_list_store_append (files, file);
  waybill_ui_session_send (fixture->session, G_LIST_MODEL (files));
}

static gboolean
partner_has (Fixture *fixture, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (fixture->disk, name, NULL);
  g_autofree char *found = NULL;

  return g_file_get_contents (path, &found, NULL, NULL) && g_strcmp0 (found, content) == 0;
}

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
  g_autofree char *path = g_build_filename (fixture->disk, name, NULL);
  guint row = GPOINTER_TO_UINT (data);
  GtkWidget *question;

  g_assert_true (g_file_set_contents (path, "old\n", -1, NULL));
  connect_tab (fixture);
  WAIT_FOR (waybill_ui_browser_pane_get_folder (get_remote_pane (fixture)) != NULL);
  send_file (fixture, name, "new\n");
  WAIT_FOR ((question = get_window_with (WAYBILL_TYPE_UI_QUEUE_CONFLICT)) != NULL);
  WAIT_FOR (g_str_equal (waybill_ui_session_get_activity (fixture->session), "Needs your answer"));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), rows[row].response);
  gtk_window_destroy (GTK_WINDOW (question));
  WAIT_FOR (waybill_ui_session_get_n_left (fixture->session) == 0);
  g_assert_true (partner_has (fixture, name, rows[row].expected));
  if (rows[row].second != NULL)
    g_assert_true (partner_has (fixture, "both (2).csv", rows[row].second));
}

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
  const char *right = waybill_practice_server_get_password (fixture->server);
  gboolean typed = FALSE;

  remember_password (fixture, "not-the-one");
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
  g_clear_pointer (&fixture->server, waybill_practice_server_free);
  source = g_timeout_add (200, refresh, fixture->session);
  WAIT_FOR (stage_of (fixture) == WAYBILL_UI_SESSION_FAILED);
  g_source_remove (source);
  WAIT_FOR (shows_text (fixture, "Norrland Parts could not be reached"));
  g_assert_true (shows_text (fixture, "Try Again"));
  g_assert_null (waybill_ui_session_get_facts (fixture->session));
}

static void
test_disconnect (Fixture *fixture, gconstpointer data)
{
  connect_tab (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->session), "session.disconnect", NULL);
  g_assert_cmpint (stage_of (fixture), ==, WAYBILL_UI_SESSION_IDLE);
  g_assert_cmpstr (waybill_ui_session_get_activity (fixture->session), ==, "");
  WAIT_FOR (waybill_practice_server_get_n_connections (fixture->server) > 0);
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

static void
test_no_host_is_said (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->partner);
  fixture->partner = waybill_partner_new ("Mill & Weave", NULL);
  open_tab (fixture);
  waybill_ui_session_connect (fixture->session);
  WAIT_FOR (stage_of (fixture) == WAYBILL_UI_SESSION_FAILED);
  WAIT_FOR (shows_text (fixture, "Mill & Weave has no host yet"));
  g_assert_true (shows_text (fixture, "Edit the Connection…"));
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

  for (guint n = 0; n < 120; n += 3)
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
  int result;

  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display can be opened\n");
      return 0;
    }
  adw_init ();
  waybill_ftp_remote_register ();
  certificates = waybill_practice_certificates_new (NULL);

#define ADD(name, data, function) g_test_add ("/ui/session/" name, Fixture, data, set_up, function, tear_down)
  ADD ("begins-not-connected", NULL, test_begins_not_connected);
  ADD ("connects-lists-and-sends", NULL, test_connects_lists_and_sends);
  ADD ("conflict/skip", GUINT_TO_POINTER (0), test_conflict);
  ADD ("conflict/keep-both", GUINT_TO_POINTER (1), test_conflict);
  ADD ("conflict/replace", GUINT_TO_POINTER (2), test_conflict);
  ADD ("wrong-password-then-right", NULL, test_wrong_password_then_right);
  ADD ("server-stops-in-the-middle", NULL, test_server_stops_in_the_middle);
  ADD ("disconnect", NULL, test_disconnect);
  ADD ("stop-while-connecting", NULL, test_stop_while_connecting);
  ADD ("narrow-shows-one-area", NULL, test_narrow_shows_one_area);
  ADD ("no-host-is-said", NULL, test_no_host_is_said);
  ADD ("close-at-any-moment", NULL, test_close_at_any_moment);

  result = g_test_run ();
  waybill_practice_certificates_unref (certificates);
  return result;
}
