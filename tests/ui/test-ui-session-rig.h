/* One tab against a practice partner in this process, opened, connected and looked at as a person would. Included by each test once. */
#pragma once

#include "ui-browser-pane.h"
#include "ui-queue-conflict.h"
#include "ui-session-private.h"

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

static inline gboolean
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

static inline GtkWidget *
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

static inline gboolean
says (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
         && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
}

static inline gboolean
is_named (GtkWidget *widget, gconstpointer type_name)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), type_name);
}

static inline gboolean
is_password (GtkWidget *widget, gconstpointer unused)
{
  return ADW_IS_PASSWORD_ENTRY_ROW (widget) || GTK_IS_PASSWORD_ENTRY (widget);
}

static inline gboolean
shows_text (Fixture *fixture, const char *text)
{
  return find (GTK_WIDGET (fixture->session), says, text) != NULL;
}

static inline WaybillUiSessionStage
stage_of (Fixture *fixture)
{
  return waybill_ui_session_get_stage (fixture->session);
}

static inline WaybillSecretKey
key_of (Fixture *fixture)
{
  return (WaybillSecretKey){ WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PASSWORD,
                             waybill_partner_get_uuid (fixture->partner), waybill_partner_get_name (fixture->partner) };
}

static inline void
remember_password (Fixture *fixture, const char *password)
{
  g_autoptr (WaybillSecretText) text = waybill_secret_text_new (password);
  WaybillSecretKey key = key_of (fixture);

  waybill_secret_vault_remember (waybill_ui_context_get_vault (fixture->context), &key, text);
}

static inline void
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

static inline void
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

static inline void
open_tab (Fixture *fixture)
{
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 700);
  fixture->session = WAYBILL_UI_SESSION (waybill_ui_session_new (fixture->context, fixture->partner));
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->session));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  make_server (fixture);
  make_partner (fixture);
  open_tab (fixture);
}

static inline void
closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *done = user_data;

  *done = waybill_ui_session_close_finish (WAYBILL_UI_SESSION (source), result);
}

static inline void
close_tab (Fixture *fixture)
{
  gboolean done = FALSE;

  waybill_ui_session_close_async (fixture->session, closed, &done);
  WAIT_FOR (done);
  g_assert_cmpint (stage_of (fixture), ==, WAYBILL_UI_SESSION_CLOSING);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->session = NULL;
}

static inline void
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

static inline void
connect_tab (Fixture *fixture)
{
  waybill_ui_session_connect (fixture->session);
  g_assert_cmpint (stage_of (fixture), ==, WAYBILL_UI_SESSION_CONNECTING);
  g_assert_cmpstr (waybill_ui_session_get_activity (fixture->session), ==, "Connecting…");
  WAIT_FOR (stage_of (fixture) != WAYBILL_UI_SESSION_CONNECTING);
  g_assert_cmpint (stage_of (fixture), ==, WAYBILL_UI_SESSION_CONNECTED);
}

/* By place: the first pane is this computer's, the second the partner's. */
static inline WaybillUiBrowserPane *
get_remote_pane (Fixture *fixture)
{
  GtkWidget *desk = find (GTK_WIDGET (fixture->session), is_named, "WaybillUiSessionDesk");
  GtkWidget *paned = find (desk, is_named, "GtkPaned");

  return WAYBILL_UI_BROWSER_PANE (gtk_paned_get_end_child (GTK_PANED (paned)));
}

static inline void
send_file (Fixture *fixture, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (fixture->outbox, name, NULL);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  g_list_store_append (files, file);
  waybill_ui_session_send (fixture->session, G_LIST_MODEL (files));
}

static inline gboolean
partner_has (Fixture *fixture, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (fixture->disk, name, NULL);
  g_autofree char *found = NULL;

  return g_file_get_contents (path, &found, NULL, NULL) && g_strcmp0 (found, content) == 0;
}

/* FALSE: there is no display. */
static inline gboolean
rig_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display can be opened\n");
      return FALSE;
    }
  adw_init ();
  waybill_ftp_remote_register ();
  certificates = waybill_practice_certificates_new (NULL);
  return TRUE;
}

static inline int
rig_run (void)
{
  int result = g_test_run ();

  waybill_practice_certificates_unref (certificates);
  return result;
}

#define ADD(name, data, function) g_test_add ("/ui/session/" name, Fixture, data, set_up, function, tear_down)
