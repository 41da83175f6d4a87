/* Filling names into texts. */
#include "words-private.h"

#include <locale.h>

static void
test_fill_is_one_pass (void)
{
  const WaybillWordsFill fills[] = { { "partner", "{file} %s", NULL }, { "file", "a.txt", NULL }, { NULL, NULL, NULL } };
  g_autofree char *text = waybill_words_fill ("{partner} has {file}", fills);

  g_assert_cmpstr (text, ==, "{file} %s has a.txt");
}

static void
test_fill_start (void)
{
  const WaybillWordsFill fills[] = { { "partner", "the partner", "The partner" }, { NULL, NULL, NULL } };
  g_autofree char *first = waybill_words_fill ("{partner} and {partner}", fills);
  g_autofree char *later = waybill_words_fill ("Ask {partner}", fills);

  g_assert_cmpstr (first, ==, "The partner and the partner");
  g_assert_cmpstr (later, ==, "Ask the partner");
}

static void
test_fill_unknown (void)
{
  const WaybillWordsFill fills[] = { { NULL, NULL, NULL } };
  g_autofree char *unknown = waybill_words_fill ("a{nobody}b", fills);
  g_autofree char *open = waybill_words_fill ("a{b", fills);

  g_assert_cmpstr (unknown, ==, "ab");
  g_assert_cmpstr (open, ==, "a{b");
}

static void
test_append (void)
{
  g_autofree char *both = waybill_words_append (g_strdup ("a"), g_strdup ("b"));
  g_autofree char *first = waybill_words_append (g_strdup ("a"), NULL);
  g_autofree char *second = waybill_words_append (NULL, g_strdup ("b"));

  g_assert_cmpstr (both, ==, "a b");
  g_assert_cmpstr (first, ==, "a");
  g_assert_cmpstr (second, ==, "b");
  g_assert_null (waybill_words_append (NULL, NULL));
}

static void
test_quote_escapes (void)
{
  g_autofree char *quoted = waybill_words_quote ("a\033[31mb");

  g_assert_true (g_str_has_prefix (quoted, "“a"));
  g_assert_null (g_strstr_len (quoted, -1, "\033"));
}

static void
test_to_text (void)
{
  WaybillWords words = { (char *) "T", (char *) "S.", NULL, (char *) "N.", (char *) "530 No" };
  g_autofree char *text = waybill_words_to_text (&words);

  g_assert_cmpstr (text, ==, "T\nS.\nN.\nThe server’s own words: 530 No");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/fill/one-pass", test_fill_is_one_pass);
  g_test_add_func ("/words/fill/start-of-a-sentence", test_fill_start);
  g_test_add_func ("/words/fill/unknown-names-vanish", test_fill_unknown);
  g_test_add_func ("/words/append", test_append);
  g_test_add_func ("/words/quote/controls-are-escaped", test_quote_escapes);
  g_test_add_func ("/words/to-text", test_to_text);
  return g_test_run ();
}
