/* The house rules of wording, as assertions. */
#include "words-assert.h"

#include <string.h>

/* A sentence ends at a full stop, colon or semicolon before a blank or the end; ".pfx" does not end one. */
static guint
longest_sentence (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n", -1);
  guint longest = 0;
  guint length = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;
      length++;
      longest = MAX (longest, length);
      if (strchr (".;:?", words[i][strlen (words[i]) - 1]) != NULL)
        length = 0;
    }
  return longest;
}

void
words_assert_text (const char *text)
{
  static const char *const avoided[]
      = { "simply", "please", "sorry", "oops", "fatal", "abort", "insecure", "upload", "download" };
  g_autofree char *lower = NULL;

  g_assert_nonnull (text);
  g_assert_cmpstr (text, !=, "");
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strchr (text, '!'));
  g_assert_null (strchr (text, '%'));
  g_assert_null (strchr (text, '{'));
  g_assert_null (strstr (text, "(null)"));
  g_assert_null (strstr (text, "  "));
  if (longest_sentence (text) > 20)
    g_error ("%u words in one sentence: %s", longest_sentence (text), text);
  lower = g_utf8_strdown (text, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (avoided); i++)
    if (strstr (lower, avoided[i]) != NULL)
      g_error ("“%s” is to be avoided: %s", avoided[i], text);
}

void
words_assert (const WaybillWords *words)
{
  g_assert_nonnull (words);
  words_assert_text (words->title);
  g_assert_false (g_str_has_suffix (words->title, "."));
  words_assert_text (words->sentence);
  g_assert_true (g_str_has_suffix (words->sentence, "."));
  words_assert_text (words->next);
  g_assert_true (g_str_has_suffix (words->next, "."));
  if (words->reason != NULL)
    words_assert_text (words->reason);
}
