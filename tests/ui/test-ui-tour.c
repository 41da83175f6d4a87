/* The tour's child process, played by small scripts: its lines, its end, and that stopping ends it. */

#include "ui-tour.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

typedef struct
{
  char *folder;
  char *program;
  WaybillUiTour *tour;
  GPtrArray *lines;
  int status;
  gboolean ended;
} Fixture;

static void
line_told (Fixture *fixture, const char *line)
{
  g_ptr_array_add (fixture->lines, g_strdup (line));
}

static void
tour_ended (Fixture *fixture, int status)
{
  fixture->status = status;
  fixture->ended = TRUE;
}

static void
set_up (Fixture *fixture, gconstpointer script)
{
  fixture->folder = g_dir_make_tmp ("waybill-ui-tour-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->program = g_build_filename (fixture->folder, "waybill-cli", NULL);
  g_assert_true (g_file_set_contents (fixture->program, script, -1, NULL));
  g_assert_cmpint (chmod (fixture->program, 0700), ==, 0);
  fixture->lines = g_ptr_array_new_with_free_func (g_free);
  fixture->tour = waybill_ui_tour_new ();
  g_signal_connect_swapped (fixture->tour, "line", G_CALLBACK (line_told), fixture);
  g_signal_connect_swapped (fixture->tour, "ended", G_CALLBACK (tour_ended), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer script)
{
  g_clear_object (&fixture->tour);
  /* What was cancelled still has its callback to come. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_ptr_array_unref (fixture->lines);
  g_remove (fixture->program);
  g_rmdir (fixture->folder);
  g_free (fixture->program);
  g_free (fixture->folder);
}

static gboolean
deadline_reached (gpointer user_data)
{
  g_error ("what the test waits for did not happen within 20 seconds");
  return G_SOURCE_REMOVE;
}

static void
wait_for_end (Fixture *fixture)
{
  guint deadline = g_timeout_add_seconds (20, deadline_reached, NULL);

  while (!fixture->ended)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
}

static void
test_lines_come_in_order_before_the_end (Fixture *fixture, gconstpointer script)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (waybill_ui_tour_start (fixture->tour, fixture->program, &error));
  g_assert_no_error (error);
  wait_for_end (fixture);

  g_assert_cmpuint (fixture->lines->len, ==, 3);
  g_assert_cmpstr (fixture->lines->pdata[0], ==, "practice --tour");
  g_assert_cmpstr (fixture->lines->pdata[1], ==, "told on standard error");
  g_assert_true (g_str_has_prefix (fixture->lines->pdata[2], "no text: "));
  g_assert_true (g_utf8_validate (fixture->lines->pdata[2], -1, NULL));
  g_assert_cmpint (fixture->status, ==, 0);
}

static void
test_exit_code_is_told (Fixture *fixture, gconstpointer script)
{
  g_assert_true (waybill_ui_tour_start (fixture->tour, fixture->program, NULL));
  wait_for_end (fixture);

  g_assert_cmpint (fixture->status, ==, 7);
}

static void
test_stop_ends_the_child (Fixture *fixture, gconstpointer script)
{
  guint deadline = g_timeout_add_seconds (20, deadline_reached, NULL);
  GPid child = 0;

  g_assert_true (waybill_ui_tour_start (fixture->tour, fixture->program, NULL));
  while (fixture->lines->len == 0)
    g_main_context_iteration (NULL, TRUE);
  child = (GPid) g_ascii_strtoll (fixture->lines->pdata[0], NULL, 10);
  g_assert_cmpint (child, >, 1);

  waybill_ui_tour_stop (fixture->tour);

  while (kill (child, 0) == 0)
    g_main_context_iteration (NULL, FALSE);
  g_source_remove (deadline);
  g_assert_false (fixture->ended);
}

static void
test_missing_program_is_an_error (Fixture *fixture, gconstpointer script)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *missing = g_build_filename (fixture->folder, "missing", NULL);

  g_assert_false (waybill_ui_tour_start (fixture->tour, missing, &error));
  g_assert_error (error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, script, function) g_test_add (path, Fixture, script, set_up, function, tear_down)
  ADD ("/ui/tour/lines-come-in-order-before-the-end",
       "#!/bin/sh\necho \"$@\"\necho told on standard error >&2\nprintf 'no text: \\377\\n'\n",
       test_lines_come_in_order_before_the_end);
  ADD ("/ui/tour/exit-code-is-told", "#!/bin/sh\nexit 7\n", test_exit_code_is_told);
  ADD ("/ui/tour/stop-ends-the-child", "#!/bin/sh\necho $$\nexec sleep 300\n", test_stop_ends_the_child);
  ADD ("/ui/tour/missing-program-is-an-error", "#!/bin/sh\n", test_missing_program_is_an_error);
#undef ADD

  return g_test_run ();
}
