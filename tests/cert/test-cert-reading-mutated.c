/* Two thousand files that were changed on their way, made from all that the certificate factory makes: each is read or
 * refused with a sentence, within its bound. Under a sanitizer it shows that nothing is read beyond its end and nothing is
 * lost. */

#include "cert-fixture.h"
#include "cert-watch.h"

#include "cert-plan.h"
#include "secret-text.h"
#include "words-cert.h"
#include "words-error.h"
#include "words-import.h"

#include <locale.h>

#define N_FILES 2000
#define MAX_SEED_BYTES (64 * 1024)
#define MAX_SECONDS 2
#define MAX_PIECE 48

typedef struct
{
  guint n_read;
  guint n_locked;
  guint n_refused;
  gint64 slowest; /* microseconds of the processor's time */
} Count;

static gint64
processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* Seeds */

static int
compare_names (gconstpointer one, gconstpointer other)
{
  return strcmp (*(const char *const *) one, *(const char *const *) other);
}

static void
list_folder (GPtrArray *names, const char *folder)
{
  g_autofree char *path = g_build_filename (g_getenv ("WAYBILL_TEST_CERTS"), folder, NULL);
  g_autoptr (GDir) entries = g_dir_open (path, 0, NULL);
  const char *entry;

  g_assert_nonnull (entries);
  while ((entry = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, entry, NULL);

      if (g_file_test (file, G_FILE_TEST_IS_REGULAR))
        g_ptr_array_add (names, g_build_filename (folder, entry, NULL));
    }
}

/* (element-type GBytes): the contents, in the order of the names, so that the same seed changes the same file. */
static GPtrArray *
read_seeds (GPtrArray *names)
{
  GPtrArray *seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  list_folder (names, "client");
  list_folder (names, "ca");
  list_folder (names, "reading");
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len;)
    {
      g_autoptr (GBytes) content = fixture_read (names->pdata[i]);

      if (g_bytes_get_size (content) == 0 || g_bytes_get_size (content) > MAX_SEED_BYTES)
        g_ptr_array_remove_index (names, i);
      else
        {
          g_ptr_array_add (seeds, g_bytes_ref (content));
          i++;
        }
    }
  return seeds;
}

/* Changes */

/* Some of them near the beginning, where a file says what it is. */
static guint
choose_place (GRand *random, guint length)
{
  guint end = g_rand_int_range (random, 0, 4) == 0 ? MIN (length, 256) : length;

  return end > 0 ? (guint) g_rand_int_range (random, 0, (gint32) end) : 0;
}

static guint
choose_length (GRand *random, guint maximum, guint left)
{
  guint length = (guint) g_rand_int_range (random, 1, (gint32) maximum);

  return MIN (length, left);
}

static void
flip_bit (GRand *random, GByteArray *bytes, GBytes *other)
{
  bytes->data[choose_place (random, bytes->len)] ^= (guint8) (1 << g_rand_int_range (random, 0, 8));
}

/* Tags, and the lengths that are the ends of something. */
static void
set_byte (GRand *random, GByteArray *bytes, GBytes *other)
{
  static const guint8 values[]
      = { 0x00, 0x01, 0x02, 0x04, 0x06, 0x30, 0x31, 0x7f, 0x80, 0x81, 0x84, 0xa0, 0xfe, 0xff, '-', '\n' };

  bytes->data[choose_place (random, bytes->len)] = values[g_rand_int_range (random, 0, G_N_ELEMENTS (values))];
}

static void
cut_piece (GRand *random, GByteArray *bytes, GBytes *other)
{
  guint place = choose_place (random, bytes->len);

  g_byte_array_remove_range (bytes, place, choose_length (random, MAX_PIECE, bytes->len - place));
}

static void
insert (GByteArray *bytes, guint place, const guint8 *piece, guint length)
{
  g_autofree guint8 *rest = g_memdup2 (bytes->data + place, bytes->len - place);
  guint n_rest = bytes->len - place;

  g_byte_array_set_size (bytes, place);
  g_byte_array_append (bytes, piece, length);
  if (n_rest > 0)
    g_byte_array_append (bytes, rest, n_rest);
}

static void
add_noise (GRand *random, GByteArray *bytes, GBytes *other)
{
  guint8 piece[MAX_PIECE];
  guint length = (guint) g_rand_int_range (random, 1, MAX_PIECE);

  for (guint i = 0; i < length; i++)
    piece[i] = (guint8) g_rand_int (random);
  insert (bytes, choose_place (random, bytes->len), piece, length);
}

static void
repeat_piece (GRand *random, GByteArray *bytes, GBytes *other)
{
  guint from = choose_place (random, bytes->len);
  guint length = choose_length (random, 8 * MAX_PIECE, bytes->len - from);
  g_autofree guint8 *piece = g_memdup2 (bytes->data + from, length);

  insert (bytes, choose_place (random, bytes->len), piece, length);
}

static void
take_from_other (GRand *random, GByteArray *bytes, GBytes *other)
{
  gsize n_other;
  const guint8 *others = g_bytes_get_data (other, &n_other);
  guint from = choose_place (random, (guint) n_other);

  insert (bytes, choose_place (random, bytes->len), others + from,
          choose_length (random, 16 * MAX_PIECE, (guint) n_other - from));
}

static void
cut_end (GRand *random, GByteArray *bytes, GBytes *other)
{
  g_byte_array_set_size (bytes, 1 + (guint) g_rand_int_range (random, 0, (gint32) bytes->len));
}

/* Most keep the length, so that what is behind still stands where it is looked for. */
static void (*const changes[]) (GRand *random, GByteArray *bytes, GBytes *other)
    = { flip_bit, flip_bit,  flip_bit,  flip_bit,     set_byte,        set_byte,
        set_byte, cut_piece, add_noise, repeat_piece, take_from_other, cut_end };

static GBytes *
change (GRand *random, GBytes *seed, GBytes *other)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gsize length;
  gconstpointer data = g_bytes_get_data (seed, &length);
  guint n_changes = g_rand_boolean (random) ? 1 : (guint) g_rand_int_range (random, 1, 5);

  g_byte_array_append (bytes, data, (guint) length);
  for (guint i = 0; i < n_changes && bytes->len > 0; i++)
    changes[g_rand_int_range (random, 0, G_N_ELEMENTS (changes))](random, bytes, other);
  /* Exactly as long as it may be read, so that a sanitizer sees a byte too many. */
  return g_bytes_new (bytes->data, bytes->len);
}

/* Reading */

static void
expect_text (char *text)
{
  g_autofree char *owned = text;

  g_assert_nonnull (owned);
  g_assert_cmpstr (owned, !=, "");
  g_assert_true (g_utf8_validate (owned, -1, NULL));
}

static void
expect_described (GPtrArray *certificates)
{
  for (guint i = 0; i < certificates->len; i++)
    {
      expect_text (waybill_words_cert_describe (certificates->pdata[i]));
      expect_text (waybill_words_cert_purpose (certificates->pdata[i]));
    }
}

/* All that the window and the command line would say of it. */
static void
expect_sentences (WaybillCertSource *source, GBytes *content)
{
  const WaybillCertImport *import = waybill_cert_source_get_import (source);
  g_autoptr (WaybillCertImport) fresh = waybill_cert_import_new ();
  g_autoptr (GError) error = NULL;

  expect_text (waybill_words_import_finding (source));
  if (import != NULL)
    {
      expect_text (waybill_words_cert_found (import));
      expect_described (import->authorities);
      expect_described (import->others);
    }
  else if (!waybill_cert_import_add (fresh, g_bytes_get_data (content, NULL), g_bytes_get_size (content), NULL, &error))
    {
      g_autoptr (WaybillWords) words = waybill_words_error_full (error, NULL, "client.pfx", NULL);

      g_assert_true (error->domain == WAYBILL_CERT_ERROR);
      g_assert_cmpstr (words->title, !=, "This could not be done");
    }
}

static void
expect_plan (WaybillCertSource *source)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();
  g_autoptr (WaybillCertPlan) plan = NULL;
  GPtrArray *leftovers;

  g_ptr_array_add (sources, source);
  plan = waybill_cert_plan_new (sources, NULL);
  leftovers = waybill_cert_plan_get_leftovers (plan);
  for (guint i = 0; i < leftovers->len; i++)
    expect_text (waybill_words_import_leftover (leftovers->pdata[i]));
}

static void
read_one (Count *count, const char *name, GBytes *content)
{
  g_autoptr (WaybillSecretText) password = waybill_secret_text_new (PASSWORD);
  g_autoptr (WaybillCertSource) source = waybill_cert_source_new (name, content, 0);
  gboolean is_usable = waybill_cert_source_is_usable (source);

  expect_sentences (source, content);
  if (waybill_cert_source_is_locked (source))
    {
      WaybillCertSource *opened = waybill_cert_source_open (source, password);

      waybill_cert_source_unref (source);
      source = opened;
      expect_sentences (source, content);
      is_usable = !waybill_cert_source_is_locked (source) && waybill_cert_source_is_usable (source);
      count->n_locked += waybill_cert_source_is_locked (source);
    }
  if (is_usable)
    count->n_read++;
  else if (!waybill_cert_source_is_locked (source))
    count->n_refused++;
  expect_plan (source);
}

static void
test_mutated (void)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) seeds = read_seeds (names);
  Count count = { 0 };

  g_assert_cmpuint (seeds->len, >, 100);
  for (guint i = 0; i < N_FILES; i++)
    {
      guint at = i % seeds->len;
      g_autoptr (GRand) random = g_rand_new_with_seed (i);
      GBytes *other = seeds->pdata[g_rand_int_range (random, 0, (gint32) seeds->len)];
      g_autoptr (GBytes) content = change (random, seeds->pdata[at], other);
      g_autofree char *what = g_strdup_printf ("%s, seed %u", (char *) names->pdata[at], i);
      gint64 begin = processor_time ();

      cert_watch (what, MAX_SECONDS);
      read_one (&count, what, content);
      cert_watch (what, 0);
      count.slowest = MAX (count.slowest, processor_time () - begin);
    }
  g_assert_cmpuint (count.n_read + count.n_locked + count.n_refused, ==, N_FILES);
  g_test_message ("| %u files, changed from %u: %u read, %u want another password, %u refused; slowest %.2f s", N_FILES,
                  seeds->len, count.n_read, count.n_locked, count.n_refused, (double) count.slowest / G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/cert/reading/mutated-files-are-read-or-refused", test_mutated);
  return g_test_run ();
}
