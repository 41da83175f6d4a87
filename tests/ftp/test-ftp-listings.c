/* The corpus of tests/listings: read whole, told and guessed; then each line broken in a hundred ways, the same ones in
 * every run. */
#include "listing-corpus.h"

#include "ftp-parse-private.h"
#include "remote-path.h"

#include <string.h>

#define MUTATIONS 100

static GPtrArray *corpus;

static const char **
get_lines (const ListingFile *file)
{
  const char **lines = g_new0 (const char *, file->rows->len + 1);

  for (guint i = 0; i < file->rows->len; i++)
    lines[i] = ((const ListingRow *) g_ptr_array_index (file->rows, i))->line;
  return lines;
}

static void
expect_file (const ListingFile *file, WaybillRemoteListing *listing)
{
  guint at = 0;

  for (guint i = 0; i < file->rows->len; i++)
    {
      const ListingRow *row = g_ptr_array_index (file->rows, i);
      g_autofree char *wanted = listing_dup_row (row);
      g_autofree char *got = NULL;

      if (row->nothing)
        continue;
      g_test_message ("%s: %s", file->kind, row->line);
      g_assert_cmpuint (at, <, waybill_remote_listing_get_length (listing));
      got = listing_dup_entry (waybill_remote_listing_get (listing, at));
      g_assert_cmpstr (got, ==, wanted);
      g_assert_cmpstr (waybill_remote_listing_get (listing, at)->raw, ==, row->line);
      at++;
    }
  g_assert_cmpuint (at, ==, waybill_remote_listing_get_length (listing));
}

static void
test_size_of_corpus (void)
{
  g_autoptr (GHashTable) kinds = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = 0;

  for (guint i = 0; i < corpus->len; i++)
    {
      const ListingFile *file = g_ptr_array_index (corpus, i);

      g_hash_table_add (kinds, file->kind);
      n += file->rows->len;
    }
  g_test_message ("%u lines of %u kinds", n, g_hash_table_size (kinds));
  g_assert_cmpuint (n, >=, 400);
  g_assert_cmpuint (g_hash_table_size (kinds), >=, 12);
}

static void
test_every_kind (void)
{
  guint n_kinds;
  g_autofree const char **kinds = waybill_ftp_parser_list_kinds (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      gboolean found = FALSE;

      for (guint file = 0; file < corpus->len; file++)
        found = found || g_str_equal (kinds[i], ((const ListingFile *) g_ptr_array_index (corpus, file))->kind);
      g_test_message ("%s", kinds[i]);
      g_assert_true (found);
    }
}

static void
test_told (void)
{
  for (guint i = 0; i < corpus->len; i++)
    {
      const ListingFile *file = g_ptr_array_index (corpus, i);
      g_autofree const char **lines = get_lines (file);
      g_autoptr (WaybillRemoteListing) listing = listing_parse (file->kind, NULL, lines, NULL);

      expect_file (file, listing);
    }
}

/* A bare name and a line without facts are only read where the kind is told. */
static gboolean
is_only_told (const ListingFile *file, const ListingRow *row)
{
  return g_str_equal (file->kind, "mlsd") && row->line[0] == ' ';
}

static void
expect_guess (const ListingFile *file, const char *system)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  ListingFile own = *file;
  g_autofree const char **lines = NULL;
  g_autoptr (WaybillRemoteListing) listing = NULL;
  const char *guessed;

  for (guint i = 0; i < file->rows->len; i++)
    if (!is_only_told (file, g_ptr_array_index (file->rows, i)))
      g_ptr_array_add (kept, g_ptr_array_index (file->rows, i));
  own.rows = kept;
  lines = get_lines (&own);
  listing = listing_parse (NULL, system, lines, &guessed);
  g_test_message ("%s, hint %s", file->kind, system);
  g_assert_cmpstr (guessed, ==, file->kind);
  expect_file (&own, listing);
}

static void
test_guessed (void)
{
  for (guint i = 0; i < corpus->len; i++)
    {
      const ListingFile *file = g_ptr_array_index (corpus, i);

      if (file->told_only)
        continue;
      expect_guess (file, NULL);
      expect_guess (file, file->system);
      expect_guess (file, "215 A system that nobody has heard of");
      expect_guess (file, "UNIX Type: L8"); /* what many say that are none */
    }
}

/* Cut, one byte changed, bytes put in, a part doubled. */
static char *
dup_mutated (const char *line, GRand *rand)
{
  static const char *const pieces[]
      = { "/", "../", "\\", "\x1b", "\x7f", " ", "  ", "\t", "\xff", "\xe2\x80\xae", "-> ", ";", "%n", "0" };
  GString *text = g_string_new (line);
  gsize at = text->len > 0 ? (gsize) g_rand_int_range (rand, 0, (gint32) text->len) : 0;

  switch (g_rand_int_range (rand, 0, 5))
    {
    case 0:
      g_string_truncate (text, at);
      break;
    case 1:
      g_string_erase (text, 0, (gssize) at);
      break;
    case 2:
      if (text->len > 0)
        text->str[at] = (char) g_rand_int_range (rand, 1, 256);
      break;
    case 3:
      g_string_insert (text, (gssize) at, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      break;
    default:
      g_string_append (text, line + at);
      break;
    }
  return g_string_free (text, FALSE);
}

/* A name that may be made in a local folder stays in it, and can be seen. */
static void
expect_safe (WaybillRemoteListing *listing)
{
  for (guint i = 0; i < waybill_remote_listing_get_length (listing); i++)
    {
      const WaybillRemoteEntry *entry = waybill_remote_listing_get (listing, i);

      g_assert_nonnull (entry->raw);
      g_assert_cmpint (entry->name == NULL, ==, entry->type == WAYBILL_REMOTE_ENTRY_UNREADABLE);
      g_assert_cmpint (entry->size, >=, -1);
      if (entry->name == NULL)
        continue;
      g_assert_cmpstr (entry->name, !=, "");
      g_assert_cmpstr (entry->name, !=, ".");
      g_assert_cmpstr (entry->name, !=, "..");
      if (waybill_remote_path_is_safe_name (entry->name))
        for (const char *c = entry->name; *c != '\0'; c++)
          g_assert_true (*c != '/' && *c != '\\' && (guchar) *c >= 0x20 && *c != 0x7f);
    }
}

/* The bare readers, on memory of just the line's length: a read behind its end is seen by the sanitizer. */
static void
read_in_every_dialect (const char *line)
{
  guint n_dialects;
  const WaybillFtpDialect *dialects = waybill_ftp_parse_list_dialects (&n_dialects);
  gsize length = strlen (line);
  g_autofree char *exact = g_memdup2 (line, length + 1);

  for (guint i = 0; length > 0 && i < n_dialects; i++)
    for (guint state = 0; state < 3; state++)
      {
        WaybillFtpReader reader
            = { .now = LISTING_NOW, .year = 2026, .order = dialects[i].order, .is_told = TRUE, .state = state };
        WaybillFtpFound found = { .type = WAYBILL_REMOTE_ENTRY_OTHER, .size = -1, .mtime = WAYBILL_REMOTE_NO_TIME };
        WaybillFtpRead read = dialects[i].read (&reader, exact, length, &found);
        gboolean composed = found.name.at == reader.composed;

        if (read != WAYBILL_FTP_READ_ENTRY || found.name.length == 0)
          continue;
        g_assert_true (composed || (found.name.at >= exact && found.name.at + found.name.length <= exact + length));
        g_assert_true (found.target.length == 0
                       || (found.target.at >= exact && found.target.at + found.target.length <= exact + length));
        g_assert_true (found.mode.length == 0
                       || (found.mode.at >= exact && found.mode.at + found.mode.length <= exact + length));
      }
}

/* A row that says the same by itself. */
static const ListingRow *
find_honest (const ListingFile *file)
{
  for (guint i = 0; i < file->rows->len; i++)
    {
      const ListingRow *row = g_ptr_array_index (file->rows, i);
      const char *const lines[] = { row->line, NULL };
      g_autoptr (WaybillRemoteListing) listing = NULL;
      g_autofree char *wanted = listing_dup_row (row);
      g_autofree char *got = NULL;

      if (row->name == NULL || strchr (row->line, '\n') != NULL)
        continue;
      listing = listing_parse (file->kind, NULL, lines, NULL);
      if (waybill_remote_listing_get_length (listing) != 1)
        continue;
      got = listing_dup_entry (waybill_remote_listing_get (listing, 0));
      if (g_str_equal (got, wanted))
        return row;
    }
  g_assert_not_reached ();
}

static void
expect_neighbours (const ListingFile *file, const ListingRow *honest, const char *line)
{
  const char *const lines[] = { honest->line, line, honest->line, NULL };
  g_autoptr (WaybillRemoteListing) listing = listing_parse (file->kind, NULL, lines, NULL);
  guint n = waybill_remote_listing_get_length (listing);
  g_autofree char *wanted = listing_dup_row (honest);
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  expect_safe (listing);
  g_assert_cmpuint (n, >=, 2);
  first = listing_dup_entry (waybill_remote_listing_get (listing, 0));
  g_assert_cmpstr (first, ==, wanted);
  if (file->stateful)
    return;
  last = listing_dup_entry (waybill_remote_listing_get (listing, n - 1));
  g_assert_cmpstr (last, ==, wanted);
}

static void
test_mutated (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (19851000);

  for (guint i = 0; i < corpus->len; i++)
    {
      const ListingFile *file = g_ptr_array_index (corpus, i);
      const ListingRow *honest = find_honest (file);

      for (guint row = 0; row < file->rows->len; row++)
        for (guint n = 0; n < MUTATIONS; n++)
          {
            const char *line = ((const ListingRow *) g_ptr_array_index (file->rows, row))->line;
            g_autofree char *mutated = dup_mutated (line, rand);

            read_in_every_dialect (mutated);
            expect_neighbours (file, honest, mutated);
          }
    }
}

/* One bad line in a listing of its own: what the others are read as is not its to say. */
static void
test_one_bad_line (void)
{
  static const char *const bad[] = { "",
                                     " ",
                                     "\xff\xfe\xfd",
                                     "total",
                                     "-",
                                     "\x1b[2J",
                                     "a;1",
                                     "+",
                                     "=",
                                     "Volume Dsname",
                                     "-rw-r--r-- 1 u g 7 Nov 22 10:15",
                                     "type=",
                                     "220 hello" };

  for (guint i = 0; i < corpus->len; i++)
    {
      const ListingFile *file = g_ptr_array_index (corpus, i);
      g_autofree const char **lines = get_lines (file);

      for (guint n = 0; !file->told_only && n < G_N_ELEMENTS (bad); n++)
        {
          g_autofree const char **with = g_new0 (const char *, file->rows->len + 2);
          g_autoptr (WaybillRemoteListing) listing = NULL;
          const char *guessed;

          with[0] = bad[n];
          memcpy (with + 1, lines, file->rows->len * sizeof *with);
          listing = listing_parse (NULL, file->system, with, &guessed);
          g_test_message ("%s behind bad line %u", file->kind, (guint) n);
          g_assert_cmpstr (guessed, ==, file->kind);
        }
    }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  corpus = listing_corpus_read ();
  g_test_add_func ("/ftp/listings/corpus-is-large", test_size_of_corpus);
  g_test_add_func ("/ftp/listings/every-kind-has-lines", test_every_kind);
  g_test_add_func ("/ftp/listings/told", test_told);
  g_test_add_func ("/ftp/listings/guessed", test_guessed);
  g_test_add_func ("/ftp/listings/one-bad-line-changes-no-guess", test_one_bad_line);
  g_test_add_func ("/ftp/listings/mutated-a-hundred-times", test_mutated);
  result = g_test_run ();
  g_ptr_array_unref (corpus);
  return result;
}
