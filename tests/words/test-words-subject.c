/* Faults of a subject and of further names, in words. */
#include "words-subject.h"

#include "words-assert.h"

#include <string.h>

static const struct
{
  const char *typed;
  const char *part; /* (nullable): of the sentence */
} subjects[] = {
  { "", "CN=anna, O=Lab, C=DE" }, { "anna", "“anna”" },         { "CN=anna,O=Harbour Foods, Ltd", "“Ltd”" },
  { "XX=anna", "“XX”" },          { "CN=", "“CN=”" },           { "C=Germany", "“C=Germany”" },
  { "CN=a,CN=b", "“CN”" },        { "CN=a+OU=b", "comma" },     { "CN=\"a", "quotation mark" },
  { "CN=\001", "characters" },    { "CN=a\\0a", "characters" },
};

static void
test_subjects (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      g_autofree char *sentence = waybill_words_subject_fault (subjects[i].typed);

      words_assert_text (sentence);
      if (strstr (sentence, subjects[i].part) == NULL)
        g_error ("“%s” does not stand in: %s", subjects[i].part, sentence);
    }
}

static void
test_long (void)
{
  g_autofree char *value = g_strnfill (65, 'x');
  g_autofree char *subject = g_strdup_printf ("CN=%s", value);
  g_autofree char *endless = g_strnfill (5000, 'x');
  g_autofree char *too_long = waybill_words_subject_fault (subject);
  g_autofree char *far_too_long = waybill_words_subject_fault (endless);

  words_assert_text (too_long);
  g_assert_nonnull (strstr (too_long, "64 characters"));
  words_assert_text (far_too_long);
}

static void
test_names (void)
{
  static const char *const bad[] = { "lab example", "IP:x", "anna@", "https://lab example", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *sentence = waybill_words_subject_name_fault (bad[i]);

      words_assert_text (sentence);
      g_assert_true (g_str_has_suffix (sentence, "."));
    }
}

static void
test_good (void)
{
  g_assert_null (waybill_words_subject_fault ("CN=anna, O=Lab, C=DE"));
  g_assert_null (waybill_words_subject_name_fault ("lab.example"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/words/subject/says-which-part", test_subjects);
  g_test_add_func ("/words/subject/says-how-long", test_long);
  g_test_add_func ("/words/subject/names", test_names);
  g_test_add_func ("/words/subject/good-ones-are-left-alone", test_good);
  return g_test_run ();
}
