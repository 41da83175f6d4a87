/* Text mode, appending, a sent file's time, and the servers' own checksums, with real servers that have them switched on. */
#include "ftp-remote.h"
#include "servers-session.h"
#include "transfer-append.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#define TEXT "one\ntwo\r\nthree\n"
#define STORED "one\ntwo\nthree\n" /* as UNIX keeps it, which has no other line ends */
#define WHEN G_GINT64_CONSTANT (1577934245)

typedef struct
{
  const char *kind;
  const char *variant;
  gboolean sums;
} Row;

static const Row rows[] = {
  { "proftpd", "explicit-digest", TRUE },
  { "vsftpd", "explicit", FALSE },
};

typedef struct
{
  WaybillTestServer *server;
  WaybillRemote *remote;
  char *folder;
  char *local;
} Bench;

static gboolean
bench_open (Bench *self, const Row *row)
{
  static const ServersSessionOptions options = { .tls = WAYBILL_REMOTE_TLS_DEFAULT };

  self->server = waybill_test_server_start (row->kind, row->variant);
  if (self->server == NULL)
    return FALSE;
  self->folder = servers_folder_new ();
  self->local = g_build_filename (self->folder, "local", NULL);
  self->remote = servers_session_new (self->server, &options);
  servers_session_connect (self->remote);
  return TRUE;
}

static void
bench_close (Bench *self)
{
  servers_session_close (self->remote);
  g_free (self->local);
  servers_folder_remove (self->folder);
  waybill_test_server_stop (self->server);
}

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **answer)
{
  while (*answer == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *answer;
}

static WaybillTransferResult *
run (Bench *self, WaybillTransferDirection direction, const WaybillTransferTerms *terms, GError **error)
{
  const WaybillTransferRequest request
      = { .direction = direction, .remote_path = "there", .local_path = self->local, .terms = *terms };
  g_autoptr (GAsyncResult) answer = NULL;

  waybill_transfer_run_async (self->remote, &request, NULL, NULL, answered, &answer);
  return waybill_transfer_run_finish (wait_for (&answer), error);
}

static void
write_local (Bench *self, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (self->local, text, -1, &error);
  g_assert_no_error (error);
}

static void
assert_text (const char *path, const char *wanted)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, wanted);
}

/* There and back as text, then as it is: TYPE comes and goes, and sizes are asked for in bytes alone. */
static void
test_text (gconstpointer data)
{
  const WaybillTransferTerms text = { .overwrite = WAYBILL_TRANSFER_OVERWRITE_YES, .ascii = TRUE };
  const WaybillTransferTerms bytes = { .overwrite = WAYBILL_TRANSFER_OVERWRITE_YES, .verify = WAYBILL_TRANSFER_VERIFY_SIZE };
  g_autoptr (WaybillTransferResult) up = NULL, down = NULL, plain = NULL;
  g_autofree char *stored = NULL, *sha256 = NULL;
  g_autoptr (GError) error = NULL;
  Bench bench = { NULL };

  if (!bench_open (&bench, data))
    return;
  stored = g_build_filename (bench.server->home, "there", NULL);
  write_local (&bench, TEXT);
  sha256 = servers_file_dup_sha256 (bench.local);
  up = run (&bench, WAYBILL_TRANSFER_PUT, &text, &error);
  g_assert_no_error (error);
  g_assert_true (up->outcome.is_text);
  g_assert_cmpstr (up->sha256, ==, sha256);
  g_assert_cmpint (up->outcome.bytes, ==, strlen (TEXT));
  assert_text (stored, STORED);

  down = run (&bench, WAYBILL_TRANSFER_GET, &text, &error);
  g_assert_no_error (error);
  assert_text (bench.local, STORED);
  g_clear_pointer (&sha256, g_free);
  sha256 = servers_file_dup_sha256 (bench.local);
  g_assert_cmpstr (down->sha256, ==, sha256);
  g_assert_false (down->outcome.size_checked);

  plain = run (&bench, WAYBILL_TRANSFER_GET, &bytes, &error);
  g_assert_no_error (error);
  g_assert_true (plain->outcome.size_checked);
  g_assert_false (plain->outcome.is_text);
  bench_close (&bench);
}

static void
test_time (gconstpointer data)
{
  const WaybillTransferTerms terms = { .overwrite = WAYBILL_TRANSFER_OVERWRITE_YES };
  const struct utimbuf times = { WHEN, WHEN };
  g_autoptr (WaybillTransferResult) result = NULL;
  g_autofree char *stored = NULL;
  g_autoptr (GError) error = NULL;
  struct stat facts;
  Bench bench = { NULL };

  if (!bench_open (&bench, data))
    return;
  stored = g_build_filename (bench.server->home, "there", NULL);
  write_local (&bench, TEXT);
  g_assert_cmpint (utime (bench.local, &times), ==, 0);
  result = run (&bench, WAYBILL_TRANSFER_PUT, &terms, &error);
  g_assert_no_error (error);
  g_assert_true (result->outcome.time_set);
  g_assert_false (result->outcome.time_refused);
  g_assert_cmpint (stat (stored, &facts), ==, 0);
  g_assert_cmpint (facts.st_mtime, ==, WHEN);
  bench_close (&bench);
}

/* By the server's checksum a file that has another time, and as many bytes, is the same, or it is not. */
static void
assert_same_by_hash (Bench *self, gboolean is_same)
{
  const WaybillTransferTerms terms = { .resumes = TRUE };
  const struct utimbuf times = { WHEN, WHEN };
  g_autoptr (WaybillTransferResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (utime (self->local, &times), ==, 0);
  result = run (self, WAYBILL_TRANSFER_GET, &terms, &error);
  if (!is_same)
    {
      g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_LOCAL_EXISTS);
      return;
    }
  g_assert_no_error (error);
  g_assert_true (result->left);
  g_assert_true (result->hash_checked);
  g_assert_cmpint (result->outcome.bytes, ==, 0);
}

/* Size and, as servers tell it, often the time stay as they were. */
static void
change_a_byte (const char *path)
{
  int file = g_open (path, O_WRONLY | O_CLOEXEC, 0);

  g_assert_cmpint (pwrite (file, "other", 5, 1000), ==, 5);
  close (file);
}

static void
test_hash (gconstpointer data)
{
  const Row *row = data;
  const WaybillTransferTerms terms = { .overwrite = WAYBILL_TRANSFER_OVERWRITE_YES, .verify = WAYBILL_TRANSFER_VERIFY_HASH };
  g_autoptr (WaybillTransferResult) up = NULL, down = NULL;
  g_autofree char *stored = NULL;
  g_autoptr (GError) error = NULL;
  Bench bench = { NULL };

  if (!bench_open (&bench, row))
    return;
  stored = g_build_filename (bench.server->home, "there", NULL);
  servers_file_make (bench.local, MEBIBYTE);
  up = run (&bench, WAYBILL_TRANSFER_PUT, &terms, &error);
  if (!row->sums)
    {
      g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_UNVERIFIED);
      g_assert_false (g_file_test (stored, G_FILE_TEST_EXISTS));
      bench_close (&bench);
      return;
    }
  g_assert_no_error (error);
  g_assert_true (up->hash_checked);
  g_assert_cmpstr (up->hash_name, ==, "sha256");
  down = run (&bench, WAYBILL_TRANSFER_GET, &terms, &error);
  g_assert_no_error (error);
  g_assert_true (down->hash_checked);
  assert_same_by_hash (&bench, TRUE);
  change_a_byte (stored);
  assert_same_by_hash (&bench, FALSE);
  bench_close (&bench);
}

static void
test_append (gconstpointer data)
{
  g_autofree char *stored = NULL;
  g_autoptr (GError) error = NULL;
  Bench bench = { NULL };

  if (!bench_open (&bench, data))
    return;
  stored = g_build_filename (bench.server->home, "there", NULL);
  write_local (&bench, "more\n");
  for (guint i = 0; i < 2; i++) /* the first makes the file */
    {
      g_autoptr (GAsyncResult) answer = NULL;
      g_autoptr (WaybillTransferResult) result = NULL;

      waybill_transfer_append_async (bench.remote, bench.local, "there", FALSE, NULL, answered, &answer);
      result = waybill_transfer_append_finish (wait_for (&answer), &error);
      g_assert_no_error (error);
      g_assert_true (result->outcome.size_checked);
      g_assert_cmpint (result->outcome.start, ==, i * 5);
    }
  assert_text (stored, "more\nmore\n");
  bench_close (&bench);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    GTestDataFunc run;
  } cases[] = { { "text", test_text }, { "time", test_time }, { "hash", test_hash }, { "append", test_append } };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  waybill_ftp_remote_register ();
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
      {
        g_autofree char *path = g_strdup_printf ("/ftp/%s/%s", rows[i].kind, cases[c].name);

        g_test_add_data_func (path, &rows[i], cases[c].run);
      }
  return g_test_run ();
}
