/* Secrets in memory. */
#include "secret-text.h"

#include "base-log.h"

#include <stdio.h>
#include <string.h>

static void
test_holds_what_it_was_given (void)
{
  g_autoptr (WaybillSecretText) text = waybill_secret_text_new ("p\303\244ss w\303\266rd ");
  g_autoptr (WaybillSecretText) part = waybill_secret_text_new_length ("secret-and-more", 6);
  g_autoptr (WaybillSecretText) empty = waybill_secret_text_new ("");

  g_assert_cmpstr (waybill_secret_text_peek (text), ==, "p\303\244ss w\303\266rd ");
  g_assert_cmpstr (waybill_secret_text_peek (part), ==, "secret");
  g_assert_cmpstr (waybill_secret_text_peek (empty), ==, "");
  g_assert_null (waybill_secret_text_new (NULL));
}

static void
test_refuses_what_cannot_be_whole (void)
{
  g_autofree char *longest = g_strnfill (WAYBILL_SECRET_TEXT_MAX, 'x');
  g_autofree char *longer = g_strnfill (WAYBILL_SECRET_TEXT_MAX + 1, 'x');
  g_autoptr (WaybillSecretText) text = waybill_secret_text_new (longest);

  g_assert_cmpstr (waybill_secret_text_peek (text), ==, longest);
  g_assert_null (waybill_secret_text_new (longer));
  g_assert_null (waybill_secret_text_new_length ("a\0b", 3));
}

static void
test_hidden_from_log_while_it_lives (void)
{
  WaybillSecretText *text = waybill_secret_text_new ("correct-horse");
  g_autofree char *during = waybill_base_log_scrub ("PASS correct-horse");
  g_autofree char *after = NULL;

  waybill_secret_text_unref (waybill_secret_text_ref (text));
  g_assert_null (strstr (during, "horse"));

  waybill_secret_text_unref (text);
  after = waybill_base_log_scrub ("about a correct-horse");
  g_assert_nonnull (strstr (after, "horse"));
}

static gboolean
page_is_not_dumped (const char *address)
{
  g_autofree char *maps = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean inside = FALSE;

  g_assert_true (g_file_get_contents ("/proc/self/smaps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint64 from, to;

      if (sscanf (lines[i], "%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x ", &from, &to) == 2)
        inside = (guintptr) address >= from && (guintptr) address < to;
      else if (inside && g_str_has_prefix (lines[i], "VmFlags:"))
        return strstr (lines[i], " dd") != NULL;
    }
  return FALSE;
}

static void
test_page_stays_out_of_core_dumps (void)
{
  g_autoptr (WaybillSecretText) text = waybill_secret_text_new ("dumped?");

  if (!g_file_test ("/proc/self/smaps", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("no /proc/self/smaps");
      return;
    }
  g_assert_true (page_is_not_dumped (waybill_secret_text_peek (text)));
}

static void
test_random_ones_differ (void)
{
  g_autoptr (WaybillSecretText) one = waybill_secret_text_new_random ();
  g_autoptr (WaybillSecretText) other = waybill_secret_text_new_random ();

  g_assert_cmpuint (strlen (waybill_secret_text_peek (one)), ==, 32);
  g_assert_cmpstr (waybill_secret_text_peek (one), !=, waybill_secret_text_peek (other));
  for (const char *p = waybill_secret_text_peek (one); *p != '\0'; p++)
    g_assert_true (g_ascii_isalnum (*p) || *p == '-' || *p == '_');
}

static void
test_random_ones_are_known_again (void)
{
  g_autoptr (WaybillSecretText) made = waybill_secret_text_new_random ();
  g_autoptr (WaybillSecretText) typed = waybill_secret_text_new ("a sentence of thirty-two letters");
  g_autoptr (WaybillSecretText) longer = waybill_secret_text_new ("abcdefghijklmnopqrstuvwxyzABCDEFG");
  g_autoptr (WaybillSecretText) readable = waybill_secret_text_new_readable ();

  g_assert_true (waybill_secret_text_is_random (made));
  g_assert_cmpuint (strlen (waybill_secret_text_peek (typed)), ==, 32);
  g_assert_false (waybill_secret_text_is_random (typed));
  g_assert_false (waybill_secret_text_is_random (longer));
  g_assert_false (waybill_secret_text_is_random (readable));
}

/* "bako-zetu-rumo-nefa-dogu-47": for the telephone. */
static void
test_readable (void)
{
  g_autoptr (WaybillSecretText) one = waybill_secret_text_new_readable ();
  g_autoptr (WaybillSecretText) other = waybill_secret_text_new_readable ();

  g_assert_cmpstr (waybill_secret_text_peek (one), !=, waybill_secret_text_peek (other));
  g_assert_true (g_regex_match_simple ("^([bdfghjkmnprstvwz][aeou][bdfghjkmnprstvwz][aeou]-){5}[2-9]{2}$",
                                       waybill_secret_text_peek (one), 0, 0));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/secret/text/holds-what-it-was-given", test_holds_what_it_was_given);
  g_test_add_func ("/secret/text/refuses-what-cannot-be-whole", test_refuses_what_cannot_be_whole);
  g_test_add_func ("/secret/text/hidden-from-log-while-it-lives", test_hidden_from_log_while_it_lives);
  g_test_add_func ("/secret/text/page-stays-out-of-core-dumps", test_page_stays_out_of_core_dumps);
  g_test_add_func ("/secret/text/random-ones-differ", test_random_ones_differ);
  g_test_add_func ("/secret/text/random-ones-are-known-again", test_random_ones_are_known_again);
  g_test_add_func ("/secret/text/readable", test_readable);

  return g_test_run ();
}
