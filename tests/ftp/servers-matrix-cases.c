/* The columns of the matrix. Each looks at both sides: what the session says came of it, and what then lies in the server's
 * folder. */
#include "servers-matrix.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_IN_A_ROW 300
#define OLD_TIME 1000000000 /* 2001-09-09 01:46:40 UTC */

gboolean
matrix_expect (gboolean well, const char *condition, const char *place, GError **error)
{
  if (!well && *error == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: not so: %s", place, condition);
  return well;
}

static char *
dup_stored_path (MatrixBench *bench, const char *name)
{
  return g_build_filename (bench->server->home, name, NULL);
}

static gboolean
is_stored (MatrixBench *bench, const char *name)
{
  g_autofree char *path = dup_stored_path (bench, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Whether the server has these very bytes. */
static gboolean
is_stored_whole (MatrixBench *bench, const char *name, const MatrixFile *file)
{
  g_autofree char *path = dup_stored_path (bench, name);
  g_autofree char *wanted = matrix_file_dup_sha256 (file);
  g_autofree char *sum = NULL;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return FALSE;
  sum = servers_file_dup_sha256 (path);
  return g_str_equal (sum, wanted);
}

static gint64
get_stored_time (MatrixBench *bench, const char *name)
{
  g_autofree char *path = dup_stored_path (bench, name);
  GStatBuf found;

  return g_stat (path, &found) == 0 ? (gint64) found.st_mtime : -1;
}

static gboolean
expect_moved (MatrixBench *bench, const WaybillRemoteOutcome *outcome, gint64 bytes, GError **error)
{
  gboolean resumes = bench->way->resumes[bench->tls];

  if (outcome->bytes == bytes && outcome->clean_end && outcome->size_checked && outcome->resumed == resumes
      && outcome->reply_code / 100 == 2)
    return TRUE;
  if (*error == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                 "moved %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " bytes, announced %" G_GINT64_FORMAT
                 ", clean end %d, size checked %d, resumed %d, not %d, reply %d %s",
                 outcome->bytes, bytes, outcome->announced, outcome->clean_end, outcome->size_checked, outcome->resumed,
                 resumes, outcome->reply_code, outcome->reply);
  return FALSE;
}

static gboolean
send_file (MatrixBench *bench, const char *name, const MatrixFile *file, GError **error)
{
  WaybillRemoteOutcome outcome;

  return matrix_file_put (bench->remote, name, file, NULL, &outcome, error)
         && expect_moved (bench, &outcome, file->length, error)
         && MATRIX_EXPECT (is_stored_whole (bench, name, file), error);
}

static gboolean
fetch_file (MatrixBench *bench, const char *name, const MatrixFile *file, GError **error)
{
  WaybillRemoteOutcome outcome;
  g_autofree char *wanted = matrix_file_dup_sha256 (file);
  g_autofree char *sum = matrix_file_get (bench->remote, name, NULL, &outcome, error);

  return sum != NULL && expect_moved (bench, &outcome, file->length, error)
         && MATRIX_EXPECT (g_str_equal (sum, wanted), error);
}

static void
move_there_and_back (MatrixBench *bench, const MatrixFile *file, GError **error)
{
  if (send_file (bench, "file", file, error) && fetch_file (bench, "file", file, error)
      && servers_session_remove (bench->remote, "file", FALSE, error))
    MATRIX_EXPECT (!is_stored (bench, "file"), error);
}

static void
run_login (MatrixBench *bench, GError **error)
{
  static const char *const versions[] = { [MATRIX_TLS_1_2] = "TLS1.2", [MATRIX_TLS_1_3] = "TLS1.3" };
  const WaybillRemoteFacts *facts = waybill_remote_get_facts (bench->remote);

  MATRIX_EXPECT (g_strcmp0 (facts->tls_version, versions[bench->tls]) == 0, error);
  MATRIX_EXPECT (facts->sent == (bench->way->identity != NULL), error);
  MATRIX_EXPECT (waybill_cert_verdict_get_basis (facts->verdict) == WAYBILL_CERT_BASIS_AUTHORITY, error);
  MATRIX_EXPECT (g_strcmp0 (facts->folder, bench->server->root) == 0, error);
  MATRIX_EXPECT (waybill_test_server_saw (bench->server, "USER"), error);
  if (bench->proxy != NULL)
    {
      g_autofree char *log = waybill_test_server_dup_log (bench->proxy);
      g_autofree char *port = g_strdup_printf (" %u\n", (guint) bench->server->port);

      MATRIX_EXPECT (strstr (log, port) != NULL, error);
    }
}

static void
run_list (MatrixBench *bench, GError **error)
{
  static const MatrixFile files[] = { { 1, 0 }, { 2, 4711 } };
  g_autoptr (WaybillRemoteListing) listing = NULL;
  const WaybillRemoteEntry *file, *folder;

  if (!servers_session_make_folder (bench->remote, "list", error)
      || !servers_session_make_folder (bench->remote, "list/Häfen", error)
      || !send_file (bench, "list/empty", &files[0], error) || !send_file (bench, "list/blank and ü.txt", &files[1], error))
    return;

  listing = servers_session_list (bench->remote, "list", error);
  if (listing == NULL)
    return;
  MATRIX_EXPECT (waybill_remote_listing_get_length (listing) == 3, error);
  file = waybill_remote_listing_find (listing, "blank and ü.txt");
  folder = waybill_remote_listing_find (listing, "Häfen");
  MATRIX_EXPECT (file != NULL && file->type == WAYBILL_REMOTE_ENTRY_FILE && file->size == 4711, error);
  MATRIX_EXPECT (file != NULL && file->mtime != WAYBILL_REMOTE_NO_TIME, error);
  MATRIX_EXPECT (folder != NULL && folder->type == WAYBILL_REMOTE_ENTRY_DIR, error);
  MATRIX_EXPECT (waybill_remote_listing_find (listing, "empty") != NULL, error);
}

static void
run_0_bytes (MatrixBench *bench, GError **error)
{
  move_there_and_back (bench, &(MatrixFile){ 3, 0 }, error);
}

static void
run_1_byte (MatrixBench *bench, GError **error)
{
  move_there_and_back (bench, &(MatrixFile){ 4, 1 }, error);
}

static void
run_4_kib (MatrixBench *bench, GError **error)
{
  move_there_and_back (bench, &(MatrixFile){ 5, 4096 }, error);
}

static void
run_200_mib (MatrixBench *bench, GError **error)
{
  move_there_and_back (bench, &(MatrixFile){ 6, 200 * MEBIBYTE }, error);
}

/* A beginning is there on one side, and the rest comes behind it. */
static void
run_resume (MatrixBench *bench, GError **error)
{
  static const MatrixFile beginning = { 7, 100001 }, whole = { 7, 300003 };
  const WaybillRemoteMove wishes = { .offset = beginning.length };
  WaybillRemoteOutcome outcome;
  g_autofree char *wanted = matrix_file_dup_sha256 (&whole);
  g_autofree char *sum = NULL;

  if (!send_file (bench, "rest", &beginning, error)
      || !matrix_file_put (bench->remote, "rest", &whole, &wishes, &outcome, error))
    return;
  expect_moved (bench, &outcome, whole.length - beginning.length, error);
  MATRIX_EXPECT (is_stored_whole (bench, "rest", &whole), error);

  sum = matrix_file_get (bench->remote, "rest", &beginning, &outcome, error);
  if (sum == NULL)
    return;
  MATRIX_EXPECT (outcome.start == beginning.length, error);
  expect_moved (bench, &outcome, whole.length - beginning.length, error);
  MATRIX_EXPECT (g_str_equal (sum, wanted), error);
}

static void
run_rename (MatrixBench *bench, GError **error)
{
  static const MatrixFile file = { 8, 100 };

  if (!send_file (bench, "a.edi", &file, error) || !servers_session_rename (bench->remote, "a.edi", "b ü.edi", error))
    return;
  MATRIX_EXPECT (!is_stored (bench, "a.edi"), error);
  MATRIX_EXPECT (is_stored_whole (bench, "b ü.edi", &file), error);
}

static void
run_delete (MatrixBench *bench, GError **error)
{
  if (!send_file (bench, "c.edi", &(MatrixFile){ 9, 10 }, error)
      || !servers_session_remove (bench->remote, "c.edi", FALSE, error))
    return;
  MATRIX_EXPECT (!is_stored (bench, "c.edi"), error);
}

static void
run_mkdir (MatrixBench *bench, GError **error)
{
  if (!servers_session_make_folder (bench->remote, "neu für 2026", error))
    return;
  MATRIX_EXPECT (is_stored (bench, "neu für 2026"), error);
  if (servers_session_remove (bench->remote, "neu für 2026", TRUE, error))
    MATRIX_EXPECT (!is_stored (bench, "neu für 2026"), error);
}

static void
run_read_time (MatrixBench *bench, GError **error)
{
  gint64 size = 0;
  gint64 mtime = 0;

  if (!send_file (bench, "d.edi", &(MatrixFile){ 10, 12 }, error)
      || !servers_session_stat (bench->remote, "d.edi", &size, &mtime, error))
    return;
  MATRIX_EXPECT (size == 12, error);
  MATRIX_EXPECT (mtime == get_stored_time (bench, "d.edi"), error);
}

static void
run_set_time (MatrixBench *bench, GError **error)
{
  static const MatrixFile file = { 11, 13 };
  const WaybillRemoteMove wishes = { .sets_time = TRUE, .mtime = OLD_TIME };
  gboolean can = bench->way->sets_time;
  WaybillRemoteOutcome outcome;

  if (!matrix_file_put (bench->remote, "e.edi", &file, &wishes, &outcome, error))
    return;
  MATRIX_EXPECT (is_stored_whole (bench, "e.edi", &file), error);
  MATRIX_EXPECT (outcome.time_set == can, error);
  MATRIX_EXPECT ((get_stored_time (bench, "e.edi") == OLD_TIME) == can, error);
}

/* By turns sent and fetched, each another file. */
static void
run_in_a_row (MatrixBench *bench, GError **error)
{
  for (guint i = 0; i < N_IN_A_ROW && *error == NULL; i += 2)
    {
      MatrixFile file = { 1000 + i, 1000 + i };

      if (!send_file (bench, "row", &file, error) || !fetch_file (bench, "row", &file, error))
        g_prefix_error (error, "transfer %u: ", i);
    }
}

/* All are asked for at once: what waits next has its commands sent while the one before it runs. */
static void
run_at_once (MatrixBench *bench, GError **error)
{
  matrix_files_move_at_once (bench->remote, 10, bench->server->home, bench->way->resumes[bench->tls], error);
}

static void
run_many_at_once (MatrixBench *bench, GError **error)
{
  matrix_files_move_at_once (bench->remote, N_IN_A_ROW / 2, bench->server->home, bench->way->resumes[bench->tls], error);
}

const MatrixCase matrix_cases[] = {
  { "login", FALSE, run_login, NULL },
  { "list", FALSE, run_list, NULL },
  { "0-bytes", FALSE, run_0_bytes, NULL },
  { "1-byte", FALSE, run_1_byte, NULL },
  { "4-kib", FALSE, run_4_kib, NULL },
  { "resume", FALSE, run_resume, NULL },
  { "rename", FALSE, run_rename, NULL },
  { "delete", FALSE, run_delete, NULL },
  { "mkdir", FALSE, run_mkdir, NULL },
  { "read-time", FALSE, run_read_time, NULL },
  { "set-time", FALSE, run_set_time, NULL },
  { "20-at-once", FALSE, run_at_once, NULL },
  { "200-mib", TRUE, run_200_mib, NULL },
  { "300-in-a-row", TRUE, run_in_a_row, NULL },
  { "300-at-once", TRUE, run_many_at_once, NULL },
  { NULL },
};
