/* One tab against a practice partner, opened, connected and looked at as a person would. Included by each test once. */
#pragma once

#include "practice-rig.h"
#include "ui-browser-pane.h"
#include "ui-queue-conflict.h"
#include "ui-session-private.h"

#include "base-file.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  PracticeRig practice;
  char *outbox;
  GtkWidget *window;
  WaybillUiSession *session;
} Fixture;

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

static inline void
open_tab (Fixture *fixture)
{
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 700);
  fixture->session = WAYBILL_UI_SESSION (waybill_ui_session_new (fixture->practice.context, fixture->practice.partner));
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->session));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  practice_rig_set_up (&fixture->practice, "Norrland Parts");
  practice_rig_trust_authority (&fixture->practice);
  fixture->outbox = g_build_filename (fixture->practice.folder, "outbox", NULL);
  g_assert_true (waybill_base_file_ensure_folder (fixture->outbox, NULL));
  waybill_partner_set_local_dir (fixture->practice.partner, fixture->outbox, NULL);
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
  practice_rig_tear_down (&fixture->practice);
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
  g_autofree char *path = g_build_filename (fixture->practice.disk, name, NULL);
  g_autofree char *found = NULL;

  return g_file_get_contents (path, &found, NULL, NULL) && g_strcmp0 (found, content) == 0;
}

#define ADD(name, data, function) g_test_add ("/ui/session/" name, Fixture, data, set_up, function, tear_down)
