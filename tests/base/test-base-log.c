/* No known secret reaches a log: neither the file nor standard error, whichever layer wrote the line. */
#include "base-log.h"

#include "base-thread.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define SECRET "korrekt-horse-7"

static void
expect_scrubbed (const char *text, const char *expected)
{
  g_autofree char *scrubbed = waybill_base_log_scrub (text);

  g_assert_cmpstr (scrubbed, ==, expected);
}

static void
test_scrub (void)
{
  waybill_base_log_hide (SECRET);
  expect_scrubbed ("PASS " SECRET, "PASS " WAYBILL_BASE_LOG_MASK);
  expect_scrubbed (SECRET SECRET " and " SECRET, WAYBILL_BASE_LOG_MASK WAYBILL_BASE_LOG_MASK " and " WAYBILL_BASE_LOG_MASK);
  expect_scrubbed ("korrekt-horse", "korrekt-horse");
  expect_scrubbed ("", "");
  g_assert_null (waybill_base_log_scrub (NULL));
  waybill_base_log_unhide (SECRET);
  expect_scrubbed ("PASS " SECRET, "PASS " SECRET);
}

/* One secret may begin, end or hold another: the longer must not show its rest, in whichever order they came. */
static void
test_nested (void)
{
  static const char *const secrets[] = { "hunter", "hunter2-and-more", "more" };

  for (guint first = 0; first < 3; first++)
    {
      for (guint i = 0; i < 3; i++)
        waybill_base_log_hide (secrets[(first + i) % 3]);
      expect_scrubbed ("PASS hunter2-and-more!", "PASS " WAYBILL_BASE_LOG_MASK "!");
      expect_scrubbed ("hunter more", WAYBILL_BASE_LOG_MASK " " WAYBILL_BASE_LOG_MASK);
      for (guint i = 0; i < 3; i++)
        waybill_base_log_unhide (secrets[i]);
    }
}

static void
test_short (void)
{
  waybill_base_log_hide ("ab");
  waybill_base_log_hide ("");
  expect_scrubbed ("ab cab", "ab cab");
  waybill_base_log_unhide ("ab");
  waybill_base_log_unhide ("");
}

/* The same secret of two partners: the first that lets go does not uncover the other's. */
static void
test_twice (void)
{
  g_autofree char *one = g_strdup (SECRET);
  g_autofree char *other = g_strdup (SECRET);

  waybill_base_log_hide (one);
  waybill_base_log_hide (other);
  waybill_base_log_unhide (one);
  expect_scrubbed (SECRET, WAYBILL_BASE_LOG_MASK);
  waybill_base_log_unhide (other);
}

static void
write_a_line (gpointer data)
{
  g_log ("waybill-ftp", G_LOG_LEVEL_DEBUG, "from a worker: %s", SECRET);
}

/* In a process of its own: the log of a process is set once. */
static void
test_files (void)
{
  static const char *const domains[]
      = { "waybill-base", "waybill-net", "waybill-tls", "waybill-ftp", "waybill-remote", "waybill-ui" };

  if (g_test_subprocess ())
    {
      const char *path = g_getenv ("WAYBILL_TEST_LOG");
      WaybillBaseLogOptions options = { TRUE, open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) };
      WaybillBaseThread *thread;

      g_assert_cmpint (options.file, >=, 0);
      g_log_set_always_fatal (G_LOG_LEVEL_ERROR);
      waybill_base_log_start (&options);
      waybill_base_log_hide (SECRET);
      for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
        g_log (domains[i], G_LOG_LEVEL_DEBUG, "PASS %s", SECRET);
      g_log ("waybill-cli", G_LOG_LEVEL_MESSAGE, "message %s", SECRET);
      g_log ("GLib-GIO", G_LOG_LEVEL_WARNING, "another library warns of %s", SECRET);
      g_log_structured ("waybill-tls", G_LOG_LEVEL_INFO, "MESSAGE", "structured %s", SECRET);
      g_log ("GLib-GIO", G_LOG_LEVEL_DEBUG, "not ours");
      thread = waybill_base_thread_new ("log");
      waybill_base_thread_push (thread, write_a_line, NULL);
      waybill_base_thread_free (thread);
      waybill_base_log_unhide (SECRET);
      return;
    }

  {
    g_autofree char *folder = g_dir_make_tmp ("waybill-log-XXXXXX", NULL);
    g_autofree char *path = g_build_filename (folder, "log", NULL);
    g_autofree char *content = NULL;
    g_auto (GStrv) lines = NULL;

    g_setenv ("WAYBILL_TEST_LOG", path, TRUE);
    g_test_trap_subprocess (NULL, 0, 0);
    g_test_trap_assert_passed ();
    g_test_trap_assert_stderr ("*PASS " WAYBILL_BASE_LOG_MASK "*structured " WAYBILL_BASE_LOG_MASK "*from a worker: *");
    g_test_trap_assert_stderr_unmatched ("*" SECRET "*");
    g_test_trap_assert_stderr_unmatched ("*not ours*");

    g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
    g_assert_null (strstr (content, SECRET));
    g_assert_null (strstr (content, "not ours"));
    lines = g_strsplit (content, "\n", -1);
    g_assert_cmpuint (g_strv_length (lines), ==, G_N_ELEMENTS (domains) + 4 + 1);
    for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
      {
        g_autofree char *ending = g_strdup_printf (" %s: PASS " WAYBILL_BASE_LOG_MASK, domains[i]);

        g_assert_true (g_str_has_suffix (lines[i], ending));
      }
    g_assert_cmpint (g_remove (path), ==, 0);
    g_assert_cmpint (g_rmdir (folder), ==, 0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/log/scrub", test_scrub);
  g_test_add_func ("/base/log/nested-secrets", test_nested);
  g_test_add_func ("/base/log/short-secrets-blacken-nothing", test_short);
  g_test_add_func ("/base/log/same-secret-twice", test_twice);
  g_test_add_func ("/base/log/no-secret-in-file-or-stderr", test_files);
  return g_test_run ();
}
