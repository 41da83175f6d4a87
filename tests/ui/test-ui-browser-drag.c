/* What a drag of a partner's rows offers to other programs: files, fetched once, when the button was let go and somebody
 * asks; all of them, or an error. And the folders where they stand. */

#include "test-ui-browser-rig.h"

#include "ui-browser-drag-folder.h"
#include "ui-browser-drag.h"
#include "ui-browser-rows.h"

#include "base-clock.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

static const char *const paths[] = { "/in/a.csv", "/in/two words.csv", NULL };

typedef struct
{
  FakePlace *place;
  GdkContentProvider *provider;
  guint deadline;
} Fixture;

/* One target that asks. */
typedef struct
{
  GOutputStream *stream;
  guint n_answers;
  GError *error;
} Target;

static void
target_clear (Target *self)
{
  g_clear_object (&self->stream);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Target, target_clear)

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->deadline = g_timeout_add_seconds (90, rig_deadline_reached, NULL);
  fixture->place = fake_place_new (TRUE);
  fixture->provider = waybill_ui_browser_drag_new (WAYBILL_UI_BROWSER_PLACE (fixture->place), "token-1", paths);
}

/* As if the program ended an hour later. */
static void
clear_later (void)
{
  waybill_base_clock_set_now (waybill_base_clock_now () + 60 * 60);
  waybill_ui_browser_drag_folder_clear ();
  waybill_base_clock_set_now (0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fake_place_let_go (fixture->place);
  rig_settle ();
  g_assert_finalize_object (fixture->provider);
  g_assert_finalize_object (fixture->place);
  g_source_remove (fixture->deadline);
  clear_later ();
}

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Target *self = user_data;

  self->n_answers++;
  g_clear_error (&self->error);
  g_assert_true (gdk_content_provider_write_mime_type_finish (GDK_CONTENT_PROVIDER (source), result, &self->error)
                 == (self->error == NULL));
}

static void
ask (Fixture *fixture, Target *target)
{
  target->stream = g_memory_output_stream_new_resizable ();
  gdk_content_provider_write_mime_type_async (fixture->provider, "text/uri-list", target->stream, G_PRIORITY_DEFAULT, NULL,
                                              answered, target);
}

static void
release (Fixture *fixture)
{
  waybill_ui_browser_drag_release (WAYBILL_UI_BROWSER_DRAG (fixture->provider));
}

static void
end (Fixture *fixture)
{
  waybill_ui_browser_drag_end (WAYBILL_UI_BROWSER_DRAG (fixture->provider));
}

static void
wait_for_answer (Target *target)
{
  while (target->n_answers == 0)
    g_main_context_iteration (NULL, TRUE);
  rig_settle ();
}

static void
wait_for_fetch (Fixture *fixture)
{
  while (strstr (fake_place_get_told (fixture->place), "fetch") == NULL)
    g_main_context_iteration (NULL, TRUE);
  rig_settle ();
}

/* (transfer full): what was written, by lines; the last is empty. */
static char **
dup_lines (Target *target)
{
  GMemoryOutputStream *stream = G_MEMORY_OUTPUT_STREAM (target->stream);
  g_autofree char *text
      = g_strndup (g_memory_output_stream_get_data (stream), g_memory_output_stream_get_data_size (stream));

  return g_strsplit (text, "\r\n", -1);
}

static void
assert_nothing_written (Target *target)
{
  g_assert_cmpuint (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (target->stream)), ==, 0);
}

static void
test_offers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GdkContentFormats) formats = gdk_content_provider_ref_formats (fixture->provider);
  g_auto (GValue) value = G_VALUE_INIT;
  g_auto (GValue) files = G_VALUE_INIT;
  WaybillUiBrowserRows *rows;

  g_assert_true (gdk_content_formats_contain_mime_type (formats, "text/uri-list"));
  g_assert_true (gdk_content_formats_contain_gtype (formats, WAYBILL_TYPE_UI_BROWSER_ROWS));
  g_assert_false (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST));
  g_value_init (&value, WAYBILL_TYPE_UI_BROWSER_ROWS);
  g_assert_true (gdk_content_provider_get_value (fixture->provider, &value, NULL));
  rows = g_value_get_boxed (&value);
  g_assert_cmpstr (rows->token, ==, "token-1");
  g_assert_cmpstr (rows->paths[1], ==, paths[1]);
  g_value_init (&files, GDK_TYPE_FILE_LIST);
  g_assert_false (gdk_content_provider_get_value (fixture->provider, &files, NULL));
}

/* The file's path on this computer, which is below the cache and nobody else's. */
static void
assert_private (const char *uri, const char *name, const char *content)
{
  g_autofree char *path = g_filename_from_uri (uri, NULL, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *root = g_build_filename (g_get_user_cache_dir (), "waybill", "drag-", NULL);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *found = NULL;
  struct stat facts;

  g_assert_cmpstr (base, ==, name);
  g_assert_true (g_str_has_prefix (folder, root));
  g_assert_cmpint (g_stat (folder, &facts), ==, 0);
  g_assert_cmpuint (facts.st_mode & 07777, ==, 0700);
  g_assert_true (g_file_get_contents (path, &found, NULL, NULL));
  g_assert_cmpstr (found, ==, content);
}

static void
test_drop (Fixture *fixture, gconstpointer data)
{
  g_auto (Target) target = { 0 };
  g_auto (GStrv) lines = NULL;

  fake_place_hold (fixture->place);
  release (fixture);
  g_assert_cmpstr (fake_place_get_told (fixture->place), ==, "");
  ask (fixture, &target);
  wait_for_fetch (fixture);
  g_assert_cmpstr (fake_place_get_told (fixture->place), ==, "fetch /in/a.csv /in/two words.csv\n");
  g_assert_cmpuint (target.n_answers, ==, 0);
  assert_nothing_written (&target);

  fake_place_let_go (fixture->place);
  wait_for_answer (&target);
  g_assert_no_error (target.error);
  lines = dup_lines (&target);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_true (g_str_has_suffix (lines[1], "/two%20words.csv"));
  g_assert_cmpstr (lines[2], ==, "");
  assert_private (lines[0], "a.csv", "/in/a.csv");
  assert_private (lines[1], "two words.csv", "/in/two words.csv");
}

/* A file manager asks while the pointer is over it, again when something is dropped, and again to make sure. */
static void
test_once (Fixture *fixture, gconstpointer data)
{
  g_auto (Target) hovering = { 0 };
  g_auto (Target) dropped = { 0 };
  g_auto (Target) later = { 0 };
  g_auto (GStrv) first = NULL;
  g_auto (GStrv) last = NULL;

  ask (fixture, &hovering);
  rig_settle ();
  g_assert_cmpuint (hovering.n_answers, ==, 0);
  release (fixture);
  ask (fixture, &dropped);
  wait_for_answer (&dropped);
  wait_for_answer (&hovering);
  end (fixture);
  ask (fixture, &later);
  wait_for_answer (&later);

  g_assert_cmpstr (fake_place_get_told (fixture->place), ==, "fetch /in/a.csv /in/two words.csv\n");
  g_assert_no_error (hovering.error);
  g_assert_no_error (dropped.error);
  g_assert_no_error (later.error);
  first = dup_lines (&hovering);
  last = dup_lines (&later);
  g_assert_cmpuint (g_strv_length (first), ==, 3);
  g_assert_true (g_strv_equal ((const char *const *) first, (const char *const *) last));
}

/* It asked before the drop and does not ask again. */
static void
test_asked_before (Fixture *fixture, gconstpointer data)
{
  g_auto (Target) target = { 0 };

  ask (fixture, &target);
  release (fixture);
  wait_for_answer (&target);
  g_assert_no_error (target.error);
}

static void
test_dropped_nowhere (Fixture *fixture, gconstpointer data)
{
  g_auto (Target) target = { 0 };
  g_auto (Target) late = { 0 };

  ask (fixture, &target);
  end (fixture);
  wait_for_answer (&target);
  ask (fixture, &late);
  wait_for_answer (&late);
  g_assert_error (target.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_error (late.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_nothing_written (&target);
  g_assert_cmpstr (fake_place_get_told (fixture->place), ==, "");
}

static gboolean
set_true (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* The pointer passed over somebody who asked; then one of our panes took the rows. */
static void
test_own_pane (Fixture *fixture, gconstpointer data)
{
  g_auto (Target) passed = { 0 };
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean grace_is_over = FALSE;

  ask (fixture, &passed);
  g_value_init (&value, WAYBILL_TYPE_UI_BROWSER_ROWS);
  release (fixture);
  g_assert_true (gdk_content_provider_get_value (fixture->provider, &value, NULL));
  rig_settle ();
  end (fixture);
  wait_for_answer (&passed);
  g_timeout_add (600, set_true, &grace_is_over);
  while (!grace_is_over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (passed.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (fake_place_get_told (fixture->place), ==, "");
}

static void
test_fetch_fails (Fixture *fixture, gconstpointer data)
{
  g_auto (Target) target = { 0 };
  g_auto (Target) later = { 0 };

  fake_place_set_error (fixture->place, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "gone"));
  release (fixture);
  ask (fixture, &target);
  wait_for_answer (&target);
  ask (fixture, &later);
  wait_for_answer (&later);
  g_assert_error (target.error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED);
  g_assert_error (later.error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED);
  assert_nothing_written (&target);
  g_assert_cmpstr (fake_place_get_told (fixture->place), ==, "fetch /in/a.csv /in/two words.csv\n");
}

/* The target has waited long enough. */
static void
test_target_gives_up (Fixture *fixture, gconstpointer data)
{
  g_auto (Target) target = { 0 };

  fake_place_hold (fixture->place);
  release (fixture);
  ask (fixture, &target);
  wait_for_fetch (fixture);
  end (fixture);
  fake_place_let_go (fixture->place);
  wait_for_answer (&target);
  g_assert_error (target.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_nothing_written (&target);
}

static void
test_other_format (Fixture *fixture, gconstpointer data)
{
  g_auto (Target) target = { .stream = g_memory_output_stream_new_resizable () };

  release (fixture);
  gdk_content_provider_write_mime_type_async (fixture->provider, "text/plain", target.stream, G_PRIORITY_DEFAULT, NULL,
                                              answered, &target);
  wait_for_answer (&target);
  g_assert_error (target.error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_assert_cmpstr (fake_place_get_told (fixture->place), ==, "");
}

/* The pane */

static void
test_pane (Rig *rig, gconstpointer remote)
{
  g_autoptr (GdkContentProvider) provider = NULL;
  g_autoptr (GdkContentFormats) formats = NULL;

  rig_select (rig, 2);
  g_signal_emit_by_name (rig_find (rig->pane, WAYBILL_TYPE_UI_BROWSER_LIST), "drag", &provider);
  g_assert_nonnull (provider);
  formats = gdk_content_provider_ref_formats (provider);
  g_assert_true (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) == (remote == NULL));
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "text/uri-list") == (remote != NULL));
  g_assert_true (gdk_content_formats_contain_gtype (formats, WAYBILL_TYPE_UI_BROWSER_ROWS) == (remote != NULL));
  g_assert_cmpstr (fake_place_get_told (rig->place), ==, "");
}

/* The folders */

static void
made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(char **) user_data = waybill_ui_browser_drag_folder_make_finish (result, &error);
  g_assert_no_error (error);
}

/* (transfer full). */
static char *
make_folder (void)
{
  char *folder = NULL;

  waybill_ui_browser_drag_folder_make_async (NULL, made, &folder);
  while (folder == NULL)
    g_main_context_iteration (NULL, TRUE);
  return folder;
}

static void
test_sweep (Fixture *fixture, gconstpointer data)
{
  g_autofree char *old = make_folder ();
  g_autofree char *file = g_build_filename (old, "order.edi", NULL);
  g_autofree char *root = g_path_get_dirname (old);
  g_autofree char *other = g_build_filename (root, "other", NULL);
  g_autofree char *young = NULL;
  gint64 now = waybill_base_clock_now ();

  g_assert_true (g_file_set_contents (file, "x", -1, NULL));
  g_assert_cmpint (g_mkdir_with_parents (other, 0700), ==, 0);
  young = make_folder ();
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));

  waybill_base_clock_set_now (now + 2 * 24 * 60 * 60);
  waybill_ui_browser_drag_folder_sweep ();
  while (g_file_test (old, G_FILE_TEST_EXISTS) || g_file_test (young, G_FILE_TEST_EXISTS))
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (g_file_test (other, G_FILE_TEST_IS_DIR));
  waybill_base_clock_set_now (0);
}

static void
test_clear (Fixture *fixture, gconstpointer data)
{
  g_autofree char *own = make_folder ();
  g_autofree char *root = g_path_get_dirname (own);
  g_autofree char *others = g_build_filename (root, "drag-1-AbCdEf", NULL);

  g_assert_cmpint (g_mkdir_with_parents (others, 0700), ==, 0);
  /* Somebody may still be copying from it. */
  waybill_ui_browser_drag_folder_clear ();
  g_assert_true (g_file_test (own, G_FILE_TEST_IS_DIR));
  clear_later ();
  g_assert_false (g_file_test (own, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (others, G_FILE_TEST_IS_DIR));
  g_assert_cmpint (g_rmdir (others), ==, 0);
}

#define ADD(name, func) g_test_add ("/ui/browser-drag/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display can be opened\n");
      return 0;
    }
  adw_init ();
  ADD ("offers-rows-and-files", test_offers);
  ADD ("fetched-then-handed-over", test_drop);
  ADD ("fetched-once", test_once);
  ADD ("who-asked-before-the-drop-waits", test_asked_before);
  ADD ("dropped-nowhere", test_dropped_nowhere);
  ADD ("dropped-on-our-own-pane", test_own_pane);
  ADD ("fetch-fails", test_fetch_fails);
  ADD ("target-gives-up", test_target_gives_up);
  ADD ("no-other-format", test_other_format);
  g_test_add ("/ui/browser-drag/pane-of-the-partner", Rig, "remote", rig_set_up_in, test_pane, rig_tear_down);
  g_test_add ("/ui/browser-drag/pane-of-this-computer", Rig, NULL, rig_set_up_in, test_pane, rig_tear_down);
  ADD ("old-folders-are-swept", test_sweep);
  ADD ("own-folders-go-at-the-end", test_clear);
  return g_test_run ();
}
