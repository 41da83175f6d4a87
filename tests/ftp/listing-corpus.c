/* Reads tests/listings (its README tells the format) into memory. Knows no dialect. */
#include "listing-corpus.h"

#include <string.h>

static void
free_row (gpointer data)
{
  ListingRow *row = data;

  g_free (row->line);
  g_free (row->name);
  g_free (row->target);
  g_free (row);
}

static void
free_file (gpointer data)
{
  ListingFile *file = data;

  g_free (file->kind);
  g_free (file->system);
  g_ptr_array_unref (file->rows);
  g_free (file);
}

/* \xNN, \n and \\ as bytes. */
static char *
dup_decoded (const char *text)
{
  GString *bytes = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    if (*at != '\\')
      g_string_append_c (bytes, *at);
    else if (*++at == 'x')
      {
        g_assert_true (g_ascii_isxdigit (at[1]) && g_ascii_isxdigit (at[2]));
        g_string_append_c (bytes, (char) (g_ascii_xdigit_value (at[1]) * 16 + g_ascii_xdigit_value (at[2])));
        at += 2;
      }
    else
      {
        g_assert_true (*at == 'n' || *at == '\\');
        g_string_append_c (bytes, *at == 'n' ? '\n' : '\\');
      }
  return g_string_free (bytes, FALSE);
}

static gint64
read_time (const char *text)
{
  g_autoptr (GDateTime) time = NULL;

  if (g_str_equal (text, "-"))
    return WAYBILL_REMOTE_NO_TIME;
  time = g_date_time_new_from_iso8601 (text, NULL);
  g_assert_nonnull (time);
  return g_date_time_to_unix (time);
}

static gint64
read_size (const char *text)
{
  guint64 size;

  if (g_str_equal (text, "-"))
    return -1;
  g_assert_true (g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &size, NULL));
  return (gint64) size;
}

static void
read_meaning (ListingRow *row, const char *text)
{
  static const char *const types[] = { "file", "dir", "link", "other", NULL };
  g_auto (GStrv) words = g_strsplit (text, " ", 4);

  row->nothing = g_str_equal (text, "nothing");
  row->type = WAYBILL_REMOTE_ENTRY_UNREADABLE;
  if (row->nothing || g_str_equal (text, "unreadable"))
    return;
  g_assert_cmpuint (g_strv_length (words), ==, 4);
  g_assert_true (g_strv_contains (types, words[0]));
  for (guint i = 0; types[i] != NULL; i++)
    if (g_str_equal (types[i], words[0]))
      row->type = (WaybillRemoteEntryType) i;
  row->rough = words[1][0] == '~';
  row->size = read_size (words[1] + (row->rough ? 1 : 0));
  row->mtime = read_time (words[2]);
  row->name = dup_decoded (words[3]);
}

static void
read_field (ListingFile *file, const char *line)
{
  if (g_str_has_prefix (line, "kind: "))
    file->kind = g_strdup (line + 6);
  else if (g_str_has_prefix (line, "system: "))
    file->system = g_strdup (line + 8);
  else if (g_str_equal (line, "stateful: yes"))
    file->stateful = TRUE;
  else if (g_str_equal (line, "told-only: yes"))
    file->told_only = TRUE;
  else
    g_error ("What does this line mean? %s", line);
}

static ListingFile *
read_file (const char *path)
{
  ListingFile *file = g_new0 (ListingFile, 1);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  ListingRow *row = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  file->rows = g_ptr_array_new_with_free_func (free_row);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] == '>')
      {
        row = g_new0 (ListingRow, 1);
        row->size = -1;
        row->mtime = WAYBILL_REMOTE_NO_TIME;
        row->line = dup_decoded (lines[i] + (lines[i][1] == ' ' ? 2 : 1));
        g_ptr_array_add (file->rows, row);
      }
    else if (g_str_has_prefix (lines[i], "= "))
      read_meaning (row, lines[i] + 2);
    else if (g_str_has_prefix (lines[i], "-> "))
      row->target = dup_decoded (lines[i] + 3);
    else if (lines[i][0] != '#' && lines[i][0] != '\0')
      read_field (file, lines[i]);
  g_assert_nonnull (file->kind);
  return file;
}

GPtrArray *
listing_corpus_read (void)
{
  const char *root = g_getenv ("WAYBILL_SOURCE_ROOT");
  g_autofree char *folder = g_build_filename (root != NULL ? root : ".", "tests", "listings", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *files = g_ptr_array_new_with_free_func (free_file);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".listing"))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        g_ptr_array_add (files, read_file (path));
      }
  return files;
}

WaybillRemoteListing *
listing_parse (const char *kind, const char *system, const char *const *lines, const char **guessed)
{
  const WaybillFtpParserTerms terms = { .kind = kind, .system = system, .now = LISTING_NOW };
  WaybillRemoteListing *listing = waybill_remote_listing_new ();
  g_autoptr (WaybillFtpParser) parser = waybill_ftp_parser_new (&terms, listing);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_true (waybill_ftp_parser_take (parser, lines[i], strlen (lines[i])));
      g_assert_true (waybill_ftp_parser_take (parser, "\r\n", 2));
    }
  g_assert_true (waybill_ftp_parser_end (parser));
  if (guessed != NULL)
    *guessed = waybill_ftp_parser_get_kind (parser);
  return listing;
}

static char *
dup_meaning (WaybillRemoteEntryType type, gboolean rough, gint64 size, gint64 mtime, const char *name, const char *target)
{
  if (type == WAYBILL_REMOTE_ENTRY_UNREADABLE)
    return g_strdup ("unreadable");
  return g_strdup_printf ("%d %s%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " [%s] -> [%s]", (int) type, rough ? "~" : "", size,
                          mtime, name, target != NULL ? target : "");
}

char *
listing_dup_entry (const WaybillRemoteEntry *entry)
{
  return dup_meaning (entry->type, entry->size_is_rough, entry->size, entry->mtime, entry->name, entry->target);
}

char *
listing_dup_row (const ListingRow *row)
{
  return dup_meaning (row->type, row->rough, row->size, row->mtime, row->name, row->target);
}
