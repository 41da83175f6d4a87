/* What the lists of files say. The sentences of errors are words-error's, but for the trash, which only a list has. */
#include "words-browser.h"

#include "words-private.h"

#include "base-clock.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <time.h>

#define LONGEST_NAME 255
#define LATEST G_GINT64_CONSTANT (253402214400) /* the end of the year 9999 */

static int
days_ago (const struct tm *time, const struct tm *now)
{
  GDate a, b;

  g_date_clear (&a, 1);
  g_date_clear (&b, 1);
  g_date_set_dmy (&a, (GDateDay) time->tm_mday, (GDateMonth) (time->tm_mon + 1), (GDateYear) (time->tm_year + 1900));
  g_date_set_dmy (&b, (GDateDay) now->tm_mday, (GDateMonth) (now->tm_mon + 1), (GDateYear) (now->tm_year + 1900));
  return g_date_days_between (&a, &b);
}

static const char *
choose_format (const struct tm *time, const struct tm *now)
{
  int days = days_ago (time, now);

  if (days == 0)
    /* Translators: strftime; when a file of today was changed. */
    return _ ("Today %H:%M");
  if (days == 1)
    /* Translators: strftime; when a file of yesterday was changed. */
    return _ ("Yesterday %H:%M");
  if (time->tm_year == now->tm_year)
    /* Translators: strftime; when a file of this year was changed, short. */
    return _ ("%-d %b %H:%M");
  /* Translators: strftime; when a file of another year was changed, short. */
  return _ ("%-d %b %Y");
}

/**
 * waybill_words_browser_time:
 * @unix_seconds: when a file was changed
 *
 * Says when, in local time, as short as a column needs it: today and yesterday in words, the time of the day within this
 * year, the year before that. Quick, because it is called for each row that comes by: GDateTime would look at the zone's
 * file each time.
 *
 * Returns: (transfer full): such as "Today 08:31"; "" for a time that no calendar holds
 */
char *
waybill_words_browser_time (gint64 unix_seconds)
{
  time_t then = (time_t) unix_seconds, clock = (time_t) waybill_base_clock_now ();
  struct tm time, now;
  char text[96];
  gsize length;

  if (unix_seconds < 0 || unix_seconds > LATEST || localtime_r (&then, &time) == NULL || localtime_r (&clock, &now) == NULL)
    return g_strdup ("");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  length = strftime (text, sizeof text, choose_format (&time, &now), &time);
#pragma GCC diagnostic pop
  return g_locale_to_utf8 (text, (gssize) length, NULL, NULL, NULL);
}

/**
 * waybill_words_browser_row:
 * @name: as it is shown
 * @kind: "folder", "CSV document"
 * @size: (nullable): in words
 * @modified: (nullable): in words
 *
 * Returns: (transfer full): a row of a list for who cannot see its columns
 */
char *
waybill_words_browser_row (const char *name, const char *kind, const char *size, const char *modified)
{
  const char *parts[5] = { name, kind, NULL };
  guint n = 2;

  if (size != NULL && *size != '\0')
    parts[n++] = size;
  if (modified != NULL && *modified != '\0')
    parts[n++] = modified;
  /* Translators: between name, kind, size and time of a file when a row is read out. */
  return g_strjoinv (_ (", "), (char **) parts);
}

/**
 * waybill_words_browser_second_line:
 * @what: a size, or what it is
 * @modified: (nullable): in words
 *
 * Returns: (transfer full): both with a dot between them
 */
char *
waybill_words_browser_second_line (const char *what, const char *modified)
{
  if (modified == NULL || *modified == '\0')
    return g_strdup (what);
  return g_strdup_printf ("%s · %s", what, modified);
}

/**
 * waybill_words_browser_delete_title:
 * @n_files: how many
 * @name: (nullable): the name, where it is one
 * @partner: the partner's name
 *
 * Returns: (transfer full): the question before files at the partner are deleted for good
 */
char *
waybill_words_browser_delete_title (guint n_files, const char *name, const char *partner)
{
  if (n_files == 1 && name != NULL)
    {
      g_autofree char *quoted = waybill_words_quote (name);

      /* Translators: a file's name in quotation marks, and a partner's name. */
      return g_strdup_printf (_ ("Delete %s at %s?"), quoted, partner);
    }
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Delete %u file at %s?", "Delete %u files at %s?", n_files), n_files,
                          partner);
}

/**
 * waybill_words_browser_trashed:
 * @n_files: how many
 *
 * Returns: (transfer full): that they are in the trash of this computer
 */
char *
waybill_words_browser_trashed (guint n_files)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u file moved to the trash", "%u files moved to the trash",
                                       n_files),
                          n_files);
}

/**
 * waybill_words_browser_restored:
 * @n_files: how many
 *
 * Returns: (transfer full): that they are back
 */
char *
waybill_words_browser_restored (guint n_files)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u file is back", "%u files are back", n_files), n_files);
}

static gboolean
has_control (const char *name)
{
  for (const char *at = name; *at != '\0'; at++)
    if ((guchar) *at < 0x20 || *at == 0x7f)
      return TRUE;
  return FALSE;
}

/**
 * waybill_words_browser_check_name:
 * @name: what was typed
 * @taken: the folder has a file of this name
 *
 * May a file or folder be called this, here or at a partner?
 *
 * Returns: %WAYBILL_WORDS_NAME_GOOD, or why not
 */
WaybillWordsName
waybill_words_browser_check_name (const char *name, gboolean taken)
{
  if (name[strspn (name, " ")] == '\0')
    return WAYBILL_WORDS_NAME_EMPTY;
  if (strchr (name, '/') != NULL)
    return WAYBILL_WORDS_NAME_SLASH;
  if (g_str_equal (name, ".") || g_str_equal (name, ".."))
    return WAYBILL_WORDS_NAME_DOTS;
  if (has_control (name))
    return WAYBILL_WORDS_NAME_CONTROL;
  if (strlen (name) > LONGEST_NAME)
    return WAYBILL_WORDS_NAME_LONG;
  return taken ? WAYBILL_WORDS_NAME_TAKEN : WAYBILL_WORDS_NAME_GOOD;
}

/**
 * waybill_words_browser_name_sentence:
 * @problem: what is wrong with a name
 *
 * Returns: (nullable) (transfer none): it as a sentence; %NULL where there is nothing to say
 */
const char *
waybill_words_browser_name_sentence (WaybillWordsName problem)
{
  static const char *const sentences[] = {
    [WAYBILL_WORDS_NAME_SLASH] = N_ ("A name has no “/” in it."),
    [WAYBILL_WORDS_NAME_DOTS] = N_ ("“.” and “..” have a meaning of their own."),
    [WAYBILL_WORDS_NAME_CONTROL] = N_ ("A name is one line of text."),
    [WAYBILL_WORDS_NAME_LONG] = N_ ("The name is too long: 255 bytes are the most."),
    [WAYBILL_WORDS_NAME_TAKEN] = N_ ("This folder has a file or folder of that name already."),
  };

  if (problem >= G_N_ELEMENTS (sentences) || sentences[problem] == NULL)
    return NULL;
  return _ (sentences[problem]);
}

/**
 * waybill_words_browser_trash_failed:
 * @error: why
 * @name: the file's name
 *
 * A trash that does not work is a reason to leave the file alone, never to delete it.
 *
 * Returns: (transfer full): the words
 */
WaybillWords *
waybill_words_browser_trash_failed (const GError *error, const char *name)
{
  WaybillWords *words = g_new0 (WaybillWords, 1);
  g_autofree char *quoted = waybill_words_quote (name);
  g_autofree char *logged = waybill_words_quote (error->message);

  words->title = g_strdup (_ ("Not moved to the trash"));
  words->sentence = g_strdup_printf (_ ("%s stays where it was: nothing was deleted."), quoted);
  words->reason = g_strdup_printf (_ ("The trash does not work here. The log says: %s."), logged);
  words->next = g_strdup (_ ("Delete it in the file manager if it is no longer needed."));
  return words;
}
