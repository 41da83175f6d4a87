/* What lists of files say. */
#include "words-browser.h"

#include "base-clock.h"

#include <gio/gio.h>
#include <string.h>
#include <time.h>

#define NOON 1795348800 /* 22 November 2026 12:00 UTC */

static void
expect (char *text, const char *expected)
{
  g_autofree char *owned = text;

  g_assert_cmpstr (owned, ==, expected);
}

static void
test_times_are_short (void)
{
  waybill_base_clock_set_now (NOON);

  expect (waybill_words_browser_time (NOON - 3600), "Today 12:00");
  expect (waybill_words_browser_time (NOON - 86400), "Yesterday 13:00");
  expect (waybill_words_browser_time (NOON - 3 * 86400), "19 Nov 13:00");
  expect (waybill_words_browser_time (NOON + 86400), "23 Nov 13:00");
  expect (waybill_words_browser_time (NOON - 365 * 86400), "22 Nov 2025");
  expect (waybill_words_browser_time (G_MAXINT64), "");
  expect (waybill_words_browser_time (-5), "");
}

static void
test_rows_are_one_sentence (void)
{
  expect (waybill_words_browser_row ("a.csv", "CSV document", "177 kB", "Today 08:31"),
          "a.csv, CSV document, 177 kB, Today 08:31");
  expect (waybill_words_browser_row ("out", "folder", NULL, "Today 08:31"), "out, folder, Today 08:31");
  expect (waybill_words_browser_row ("out", "folder", "", NULL), "out, folder");
  expect (waybill_words_browser_second_line ("177 kB", "19 Nov 08:32"), "177 kB · 19 Nov 08:32");
  expect (waybill_words_browser_second_line ("Folder", NULL), "Folder");
}

static void
test_counts (void)
{
  expect (waybill_words_browser_delete_title (1, "a.csv", "Norrland"), "Delete “a.csv” at Norrland?");
  expect (waybill_words_browser_delete_title (1,
                                              "a\xe2\x80\xae"
                                              "b",
                                              "Norrland"),
          "Delete “a\\u202eb” at Norrland?");
  expect (waybill_words_browser_delete_title (3, "a.csv", "Norrland"), "Delete 3 files at Norrland?");
  expect (waybill_words_browser_trashed (1), "1 file moved to the trash");
  expect (waybill_words_browser_trashed (2), "2 files moved to the trash");
  expect (waybill_words_browser_restored (2), "2 files are back");
}

static void
test_names_are_judged (void)
{
  g_autofree char *edge = g_strnfill (255, 'x');
  g_autofree char *over = g_strnfill (256, 'x');

  g_assert_cmpint (waybill_words_browser_check_name ("orders", FALSE), ==, WAYBILL_WORDS_NAME_GOOD);
  g_assert_cmpint (waybill_words_browser_check_name ("orders", TRUE), ==, WAYBILL_WORDS_NAME_TAKEN);
  g_assert_cmpint (waybill_words_browser_check_name ("", FALSE), ==, WAYBILL_WORDS_NAME_EMPTY);
  g_assert_cmpint (waybill_words_browser_check_name ("  ", FALSE), ==, WAYBILL_WORDS_NAME_EMPTY);
  g_assert_cmpint (waybill_words_browser_check_name ("a/b", FALSE), ==, WAYBILL_WORDS_NAME_SLASH);
  g_assert_cmpint (waybill_words_browser_check_name ("..", FALSE), ==, WAYBILL_WORDS_NAME_DOTS);
  g_assert_cmpint (waybill_words_browser_check_name ("...", FALSE), ==, WAYBILL_WORDS_NAME_GOOD);
  g_assert_cmpint (waybill_words_browser_check_name ("a\r\nDELE b", FALSE), ==, WAYBILL_WORDS_NAME_CONTROL);
  g_assert_cmpint (waybill_words_browser_check_name (edge, FALSE), ==, WAYBILL_WORDS_NAME_GOOD);
  g_assert_cmpint (waybill_words_browser_check_name (over, FALSE), ==, WAYBILL_WORDS_NAME_LONG);
}

static void
test_every_problem_has_a_sentence (void)
{
  g_assert_null (waybill_words_browser_name_sentence (WAYBILL_WORDS_NAME_GOOD));
  g_assert_null (waybill_words_browser_name_sentence (WAYBILL_WORDS_NAME_EMPTY));
  for (WaybillWordsName problem = WAYBILL_WORDS_NAME_SLASH; problem <= WAYBILL_WORDS_NAME_TAKEN; problem++)
    g_assert_nonnull (waybill_words_browser_name_sentence (problem));
}

static void
test_trash_that_fails_deletes_nothing (void)
{
  g_autoptr (GError) error
      = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "Trashing on system internal mounts");
  g_autoptr (WaybillWords) words = waybill_words_browser_trash_failed (error, "a.csv");

  g_assert_cmpstr (words->sentence, ==, "“a.csv” stays where it was: nothing was deleted.");
  g_assert_nonnull (strstr (words->reason, "internal mounts"));
  g_assert_cmpstr (words->next, !=, "");
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "CET-1", TRUE);
  tzset ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/browser/times-are-short", test_times_are_short);
  g_test_add_func ("/words/browser/rows-are-one-sentence", test_rows_are_one_sentence);
  g_test_add_func ("/words/browser/counts", test_counts);
  g_test_add_func ("/words/browser/names-are-judged", test_names_are_judged);
  g_test_add_func ("/words/browser/every-problem-has-a-sentence", test_every_problem_has_a_sentence);
  g_test_add_func ("/words/browser/trash-that-fails-deletes-nothing", test_trash_that_fails_deletes_nothing);

  return g_test_run ();
}
