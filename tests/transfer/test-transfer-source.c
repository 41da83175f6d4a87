/* A file is sent whole and as it was, or not at all. */
#include "transfer-source.h"

#include "base-file.h"
#include "base-hash.h"
#include "remote-error.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

typedef struct
{
  char *folder;
  char *path;
  WaybillTransferSource *source;
} Fixture;

#define CONTENT "ISA*00*          *00*"

static void
set_up (Fixture *self, gconstpointer data)
{
  const struct utimbuf times = { 1700000000, 1700000000 };

  self->folder = g_dir_make_tmp ("waybill-source-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->path = g_build_filename (self->folder, "order.edi", NULL);
  g_assert_true (g_file_set_contents (self->path, CONTENT, -1, NULL));
  g_assert_cmpint (utime (self->path, &times), ==, 0);
  self->source = waybill_transfer_source_new (self->path, NULL);
  g_assert_nonnull (self->source);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  waybill_transfer_source_free (self->source);
  waybill_base_file_remove_tree (self->folder, NULL);
  g_free (self->folder);
  g_free (self->path);
}

/* Reads to the end in small pieces; whatever was read before counts too. */
static gboolean
read_all (Fixture *self, GString *into, GError **error)
{
  WaybillRemoteSource source = waybill_transfer_source_get_source (self->source);
  char buffer[7];
  gsize done = 0;

  do
    {
      if (!source.klass->read (source.self, buffer, sizeof buffer, &done, error))
        return FALSE;
      g_string_append_len (into, buffer, (gssize) done);
    }
  while (done > 0);
  return TRUE;
}

static void
read_one (Fixture *self)
{
  WaybillRemoteSource source = waybill_transfer_source_get_source (self->source);
  char buffer[3];
  gsize done = 0;

  g_assert_true (source.klass->read (source.self, buffer, sizeof buffer, &done, NULL));
  g_assert_cmpuint (done, ==, sizeof buffer);
}

static void
test_read (Fixture *self, gconstpointer data)
{
  WaybillRemoteSource source = waybill_transfer_source_get_source (self->source);
  g_autofree char *expected = waybill_base_hash_dup_hex (CONTENT, strlen (CONTENT));
  g_autofree char *sha256 = NULL;
  g_autoptr (GString) read = g_string_new (NULL);

  g_assert_cmpint (source.klass->size (source.self), ==, strlen (CONTENT));
  g_assert_cmpint (waybill_transfer_source_get_mtime (self->source), ==, 1700000000);
  g_assert_true (read_all (self, read, NULL));
  sha256 = waybill_transfer_source_dup_sha256 (self->source);
  g_assert_cmpstr (read->str, ==, CONTENT);
  g_assert_cmpstr (sha256, ==, expected);
}

static void
test_rewind (Fixture *self, gconstpointer data)
{
  g_autofree char *expected = waybill_base_hash_dup_hex (CONTENT, strlen (CONTENT));
  g_autofree char *sha256 = NULL;
  g_autoptr (GString) read = g_string_new (NULL);

  read_one (self);
  g_assert_true (waybill_transfer_source_rewind (self->source, NULL));
  g_assert_true (read_all (self, read, NULL));
  sha256 = waybill_transfer_source_dup_sha256 (self->source);
  g_assert_cmpstr (read->str, ==, CONTENT);
  g_assert_cmpstr (sha256, ==, expected);
}

static void
append (Fixture *self)
{
  FILE *file = g_fopen (self->path, "a");

  g_assert_cmpint (fputs ("more", file), >=, 0);
  fclose (file);
}

static void
truncate_it (Fixture *self)
{
  g_assert_cmpint (truncate (self->path, 5), ==, 0);
}

static void
rewrite_as_long (Fixture *self)
{
  FILE *file = g_fopen (self->path, "r+");

  g_assert_cmpint (fputs ("UNB", file), >=, 0);
  fclose (file);
}

static void
test_changed (Fixture *self, gconstpointer data)
{
  void (*change) (Fixture *) = data;
  g_autoptr (GString) read = g_string_new (NULL);
  g_autoptr (GString) again = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  read_one (self);
  change (self);
  g_assert_false (read_all (self, read, &error));
  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_LOCAL);
  g_assert_cmpstr (waybill_remote_error_get_facts (error)->subject, ==, self->path);

  /* The next try sends the file as it is now. */
  g_assert_true (waybill_transfer_source_rewind (self->source, NULL));
  g_assert_true (read_all (self, again, NULL));
}

/* Somebody puts a new file under the name: the one that was opened is sent, whole. */
static void
test_replaced (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) read = g_string_new (NULL);

  g_assert_true (waybill_base_file_write (self->path, "other", 5, NULL));
  g_assert_true (read_all (self, read, NULL));
  g_assert_cmpstr (read->str, ==, CONTENT);
}

static void
test_empty (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) read = g_string_new (NULL);

  g_assert_true (g_file_set_contents (self->path, "", 0, NULL));
  waybill_transfer_source_free (self->source);
  self->source = waybill_transfer_source_new (self->path, NULL);
  g_assert_true (read_all (self, read, NULL));
  g_assert_cmpuint (read->len, ==, 0);
}

static void
test_no_file (Fixture *self, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (self->folder, "missing", NULL);
  g_autofree char *pipe = g_build_filename (self->folder, "pipe", NULL);
  const char *paths[] = { missing, pipe, self->folder };

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (waybill_transfer_source_new (paths[i], &error));
      g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_LOCAL);
      g_assert_cmpint (waybill_remote_error_get_facts (error)->os_error, !=, 0);
    }
}

#define ADD(name, data, function) g_test_add ("/transfer/source/" name, Fixture, data, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("read", NULL, test_read);
  ADD ("rewind", NULL, test_rewind);
  ADD ("changed/longer", append, test_changed);
  ADD ("changed/shorter", truncate_it, test_changed);
  ADD ("changed/same-length", rewrite_as_long, test_changed);
  ADD ("replaced-by-rename", NULL, test_replaced);
  ADD ("empty", NULL, test_empty);
  ADD ("no-file", NULL, test_no_file);
  return g_test_run ();
}
