/* Certificates put onto a partner: the folder is made, the files arrive byte by byte, and what follows is said; a file that
 * is there is asked about; a refusal keeps what was chosen. */

#include "practice-rig.h"
#include "ui-queue-conflict.h"
#include "ui-session-upload-run.h"
#include "ui-session-upload-where.h"
#include "ui-session-upload.h"

#include "base-file.h"

#include <glib/gstdio.h>
#include <string.h>

/* Bytes that a text mode would change. */
#define CONTENT "\x30\x82\x0d\x0a\x00\x0a\xff"

typedef struct
{
  PracticeRig practice;
  char *outbox;
  WaybillUiSessionUpload *window; /* weak */
} Fixture;

static void
open_window (Fixture *fixture)
{
  static const char *const names[] = { "harbour-client.pfx", "harbour-client.cer", "HF-Root-CA.cer" };
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->outbox, names[i], NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_assert_true (g_file_set_contents (path, CONTENT, sizeof CONTENT - 1, NULL));
      g_list_store_append (files, file);
    }
  fixture->window = waybill_ui_session_upload_new (fixture->practice.context, NULL, G_LIST_MODEL (files));
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
  settle ();
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  practice_rig_set_up (&fixture->practice, "Norrland Parts");
  practice_rig_trust_authority (&fixture->practice);
  fixture->outbox = g_build_filename (fixture->practice.folder, "outbox", NULL);
  g_assert_true (waybill_base_file_ensure_folder (fixture->outbox, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  WAIT_FOR (fixture->window == NULL);
  practice_rig_tear_down (&fixture->practice);
  g_free (fixture->outbox);
}

static guint
get_step (Fixture *fixture)
{
  return waybill_ui_assistant_get_step (WAYBILL_UI_ASSISTANT (fixture->window));
}

static gboolean
page_says (Fixture *fixture, const char *text)
{
  return find (GTK_WIDGET (waybill_ui_assistant_get_shown (WAYBILL_UI_ASSISTANT (fixture->window))), says, text) != NULL;
}

static void
type_folder (Fixture *fixture, const char *folder)
{
  gtk_editable_set_text (GTK_EDITABLE (find (GTK_WIDGET (fixture->window), is_named, "AdwEntryRow")), folder);
}

static void
press_next (Fixture *fixture)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "assistant.next", NULL));
}

static gboolean
partner_has (Fixture *fixture, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->practice.disk, folder, name, NULL);
  g_autofree char *content = NULL;
  gsize length = 0;

  return g_file_get_contents (path, &content, &length, NULL) && length == sizeof CONTENT - 1
         && memcmp (content, CONTENT, length) == 0;
}

static void
assert_there (Fixture *fixture, const char *folder)
{
  g_assert_true (partner_has (fixture, folder, "harbour-client.pfx"));
  g_assert_true (partner_has (fixture, folder, "harbour-client.cer"));
  g_assert_true (partner_has (fixture, folder, "HF-Root-CA.cer"));
}

/* data: the folder as typed; it is made, with those above it. */
static void
test_makes_folder_and_sends (Fixture *fixture, gconstpointer data)
{
  open_window (fixture);
  type_folder (fixture, data);
  press_next (fixture);
  g_assert_true (page_says (fixture, "Connecting…"));
  WAIT_FOR (get_step (fixture) == 1);
  assert_there (fixture, data);
  g_assert_true (page_says (fixture, "3 files are in"));
  g_assert_true (page_says (fixture, "CERTS/HF-Root-CA.cer"));
  g_assert_true (page_says (fixture, "CERTS/harbour-client.pfx"));
  g_assert_true (page_says (fixture, "QIBM_QTMF_FTP_CLIENT"));
}

static void
test_folder_is_there (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->practice.disk, "CERTS", NULL);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  open_window (fixture);
  type_folder (fixture, "CERTS");
  press_next (fixture);
  WAIT_FOR (get_step (fixture) == 1);
  assert_there (fixture, "CERTS");
}

static void
test_file_is_there (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->practice.disk, "CERTS", NULL);
  g_autofree char *path = g_build_filename (folder, "HF-Root-CA.cer", NULL);
  AdwMessageDialog *dialog;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "older", -1, NULL));
  open_window (fixture);
  type_folder (fixture, "CERTS");
  press_next (fixture);
  dialog = wait_for_dialog ();
  g_assert_true (WAYBILL_IS_UI_QUEUE_CONFLICT (dialog));
  adw_message_dialog_response (dialog, "replace");
  gtk_window_destroy (GTK_WINDOW (dialog));
  WAIT_FOR (get_step (fixture) == 1);
  assert_there (fixture, "CERTS");
}

/* What is imported there is what was sent, and not the older one of that name. */
static void
test_kept_beside_the_older_one (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->practice.disk, "CERTS", NULL);
  g_autofree char *path = g_build_filename (folder, "HF-Root-CA.cer", NULL);
  AdwMessageDialog *dialog;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "older", -1, NULL));
  open_window (fixture);
  type_folder (fixture, "CERTS");
  press_next (fixture);
  dialog = wait_for_dialog ();
  adw_message_dialog_response (dialog, "both");
  gtk_window_destroy (GTK_WINDOW (dialog));
  WAIT_FOR (get_step (fixture) == 1);
  g_assert_true (partner_has (fixture, "CERTS", "HF-Root-CA (2).cer"));
  g_assert_true (page_says (fixture, "CERTS/HF-Root-CA (2).cer"));
  g_assert_false (page_says (fixture, "CERTS/HF-Root-CA.cer"));
}

/* One of them is gone by the time that it is sent. */
static void
test_file_that_went (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->outbox, "HF-Root-CA.cer", NULL);

  open_window (fixture);
  type_folder (fixture, "CERTS");
  g_assert_cmpint (g_unlink (path), ==, 0);
  press_next (fixture);
  WAIT_FOR (find (GTK_WIDGET (fixture->window), is_named, "WaybillUiBox") != NULL);
  g_assert_cmpuint (get_step (fixture), ==, 0);
}

/* The server is gone: it is said, and all that was chosen stays. */
static void
test_failure_is_said (Fixture *fixture, gconstpointer data)
{
  open_window (fixture);
  type_folder (fixture, "CERTS");
  waybill_partner_set_port (fixture->practice.partner, 1);
  press_next (fixture);
  WAIT_FOR (find (GTK_WIDGET (fixture->window), is_named, "WaybillUiBox") != NULL);
  g_assert_cmpuint (get_step (fixture), ==, 0);
  g_assert_true (page_says (fixture, "harbour-client.pfx"));
  g_assert_true (gtk_widget_is_sensitive (waybill_ui_assistant_get_primary (WAYBILL_UI_ASSISTANT (fixture->window))));
}

static void
test_close_at_any_moment (Fixture *fixture, gconstpointer data)
{
  for (guint turns = 0; turns < 40; turns += 4)
    {
      open_window (fixture);
      type_folder (fixture, "CERTS");
      press_next (fixture);
      for (guint i = 0; i < turns; i++)
        g_main_context_iteration (NULL, FALSE);
      waybill_ui_assistant_leave (WAYBILL_UI_ASSISTANT (fixture->window));
      WAIT_FOR (fixture->window == NULL);
    }
}

static void
test_suggest (void)
{
  static const struct
  {
    const char *user, *folder;
  } rows[] = {
    { "harbour01", "/home/HARBOUR01/CERTS" },
    { "EDI_4711", "/home/EDI_4711/CERTS" },
    { "anna@example.com", "CERTS" },
    { "muchtoolongname", "CERTS" },
    { "../etc", "CERTS" },
    { "", "CERTS" },
    { NULL, "CERTS" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *folder = waybill_ui_session_upload_where_suggest (rows[i].user);

      g_assert_cmpstr (folder, ==, rows[i].folder);
    }
}

int
main (int argc, char *argv[])
{
  if (!practice_rig_begin (&argc, &argv))
    return 0;
#define ADD(name, data, function) g_test_add ("/ui/session-upload/" name, Fixture, data, set_up, function, tear_down)
  g_test_add_func ("/ui/session-upload/suggest", test_suggest);
  ADD ("makes-the-folder-and-sends/relative", "CERTS", test_makes_folder_and_sends);
  ADD ("makes-the-folder-and-sends/from-the-root", "/home/PRACTICE/CERTS", test_makes_folder_and_sends);
  ADD ("folder-is-there", NULL, test_folder_is_there);
  ADD ("file-is-there", NULL, test_file_is_there);
  ADD ("kept-beside-the-older-one", NULL, test_kept_beside_the_older_one);
  ADD ("file-that-went", NULL, test_file_that_went);
  ADD ("failure-is-said", NULL, test_failure_is_said);
  ADD ("close-at-any-moment", NULL, test_close_at_any_moment);
  return practice_rig_run ();
}
