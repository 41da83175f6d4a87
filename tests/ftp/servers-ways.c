/* The cases that hold for every way of running a real server: login, listing, transfers, names, refusals. */
#include "servers-cases.h"

#include <glib/gstdio.h>

/* A server and a session with it that is logged in. */
typedef struct
{
  const ServersWay *way;
  WaybillTestServer *server;
  WaybillRemote *remote;
  char *folder;
} Bench;

static gboolean
bench_open (Bench *self, const ServersWay *way)
{
  self->way = way;
  self->server = waybill_test_server_start (way->kind, way->variant);
  if (self->server == NULL)
    return FALSE;

  self->folder = servers_folder_new ();
  self->remote = servers_session_new (self->server, &way->options);
  servers_session_connect (self->remote);
  return TRUE;
}

static void
bench_close (Bench *self)
{
  servers_session_close (self->remote);
  waybill_test_server_stop (self->server);
  servers_folder_remove (self->folder);
}

static void
assert_moved (WaybillTransferResult *result, GError *error, gsize bytes)
{
  g_assert_no_error (error);
  g_assert_nonnull (result);
  g_assert_cmpint (result->outcome.bytes, ==, bytes);
  g_assert_true (result->outcome.resumed);
  g_assert_true (result->outcome.size_checked);
  g_assert_true (result->outcome.clean_end);
  g_assert_cmpuint (result->tries, ==, 1);
}

/* Sends @length bytes as @name, looks at what the server has, and fetches it again. */
static void
there_and_back (Bench *self, const char *name, gsize length)
{
  g_autofree char *sent = g_build_filename (self->folder, "sent", NULL);
  g_autofree char *fetched = g_build_filename (self->folder, "fetched", NULL);
  g_autofree char *stored = g_build_filename (self->server->home, name, NULL);
  g_autofree char *sum = NULL;
  g_autofree char *stored_sum = NULL;
  g_autofree char *fetched_sum = NULL;
  g_autoptr (WaybillTransferResult) put = NULL;
  g_autoptr (WaybillTransferResult) get = NULL;
  g_autoptr (GError) error = NULL;

  servers_file_make (sent, length);
  sum = servers_file_dup_sha256 (sent);
  put = servers_transfer_run (self->remote, WAYBILL_TRANSFER_PUT, name, sent, &error);
  assert_moved (put, error, length);
  stored_sum = servers_file_dup_sha256 (stored);
  get = servers_transfer_run (self->remote, WAYBILL_TRANSFER_GET, name, fetched, &error);
  assert_moved (get, error, length);
  fetched_sum = servers_file_dup_sha256 (fetched);

  g_assert_cmpstr (stored_sum, ==, sum);
  g_assert_cmpstr (fetched_sum, ==, sum);
  g_assert_cmpstr (put->sha256, ==, sum);
  g_assert_cmpstr (get->sha256, ==, sum);
  g_assert_cmpint (g_unlink (stored), ==, 0);
}

static void
test_login_and_list (gconstpointer way)
{
  Bench bench = { NULL };
  const WaybillRemoteFacts *facts;
  const WaybillRemoteEntry *file, *folder;
  g_autofree char *file_path = NULL;
  g_autofree char *folder_path = NULL;
  g_autoptr (WaybillRemoteListing) listing = NULL;
  g_autoptr (GError) error = NULL;

  if (!bench_open (&bench, way))
    return;

  file_path = g_build_filename (bench.server->home, "invoice.txt", NULL);
  folder_path = g_build_filename (bench.server->home, "in", NULL);
  servers_stored_make (bench.server, file_path, 4711);
  servers_stored_make_folder (bench.server, folder_path);
  listing = servers_session_list (bench.remote, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (waybill_remote_listing_get_length (listing), ==, 2);
  file = waybill_remote_listing_find (listing, "invoice.txt");
  folder = waybill_remote_listing_find (listing, "in");
  g_assert_nonnull (file);
  g_assert_nonnull (folder);
  g_assert_cmpint (file->type, ==, WAYBILL_REMOTE_ENTRY_FILE);
  g_assert_cmpint (file->size, ==, 4711);
  g_assert_cmpint (file->mtime, !=, WAYBILL_REMOTE_NO_TIME);
  g_assert_cmpint (folder->type, ==, WAYBILL_REMOTE_ENTRY_DIR);

  facts = waybill_remote_get_facts (bench.remote);
  g_assert_cmpstr (facts->folder, ==, bench.server->root);
  g_assert_cmpint (facts->mlsd, ==, bench.way->mlsd);
  g_assert_cmpint (facts->sent, ==, bench.way->options.identity != NULL);
  g_assert_cmpint (facts->resumed, ==, WAYBILL_REMOTE_LEARNT_YES);
  g_assert_true (waybill_cert_verdict_is_accepted (facts->verdict));
  g_assert_cmpint (waybill_cert_verdict_get_basis (facts->verdict), ==, WAYBILL_CERT_BASIS_AUTHORITY);
  if (bench.way->tls_version != NULL)
    g_assert_cmpstr (facts->tls_version, ==, bench.way->tls_version);
  bench_close (&bench);
}

static void
test_five_transfers_are_resumed (gconstpointer way)
{
  Bench bench = { NULL };
  const WaybillRemoteFacts *facts;

  if (!bench_open (&bench, way))
    return;

  for (guint i = 0; i < 5; i++)
    there_and_back (&bench, "small.bin", 1000 + i);

  facts = waybill_remote_get_facts (bench.remote);
  g_assert_cmpuint (facts->data_channels, ==, 10);
  g_assert_cmpuint (facts->data_resumed, ==, 10);
  bench_close (&bench);
}

static void
test_big_file_is_whole (gconstpointer way)
{
  Bench bench = { NULL };

  if (!bench_open (&bench, way))
    return;

  there_and_back (&bench, "big.bin", bench.way->big);
  bench_close (&bench);
}

static gboolean
has_blank_at_its_end (const char *name)
{
  return g_str_has_prefix (name, " ") || g_str_has_suffix (name, " ");
}

static void
test_names_with_blanks_and_umlauts (gconstpointer way)
{
  static const char *const names[]
      = { "Rechnung März 2026.txt", " blank in front", "blank behind ", "注文 №7 “ü”.csv", "100% #1;x" };
  Bench bench = { NULL };
  guint n = 0;

  if (!bench_open (&bench, way))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *stored = g_build_filename (bench.server->home, names[i], NULL);
      g_autoptr (WaybillRemoteListing) listing = NULL;
      g_autoptr (GError) error = NULL;

      if (bench.way->changes_blanks && has_blank_at_its_end (names[i]))
        continue;
      there_and_back (&bench, names[i], 100 + i);
      servers_stored_make (bench.server, stored, 7 + i);
      listing = servers_session_list (bench.remote, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (waybill_remote_listing_get_length (listing), ==, ++n);
      g_assert_nonnull (waybill_remote_listing_find (listing, names[i]));
      g_assert_cmpint (waybill_remote_listing_find (listing, names[i])->size, ==, 7 + i);
    }
  bench_close (&bench);
}

static void
test_empty_file (gconstpointer way)
{
  Bench bench = { NULL };

  if (!bench_open (&bench, way))
    return;

  there_and_back (&bench, "empty", 0);
  bench_close (&bench);
}

static void
test_missing_file (gconstpointer way)
{
  Bench bench = { NULL };
  g_autofree char *local = NULL;
  g_autoptr (WaybillTransferResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (!bench_open (&bench, way))
    return;

  local = g_build_filename (bench.folder, "nothing", NULL);
  result = servers_transfer_run (bench.remote, WAYBILL_TRANSFER_GET, "nothing", local, &error);

  g_assert_null (result);
  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_NOT_FOUND);
  g_assert_cmpint (waybill_remote_error_get_exit_code (error), ==, 9);
  g_assert_cmpstr (waybill_remote_error_get_facts (error)->subject, ==, "nothing");
  g_assert_false (g_file_test (local, G_FILE_TEST_EXISTS));
  there_and_back (&bench, "after", 10);
  bench_close (&bench);
}

static void
assert_well (gboolean well, GError *error)
{
  g_assert_no_error (error);
  g_assert_true (well);
}

static void
test_changes (gconstpointer way)
{
  Bench bench = { NULL };
  g_autofree char *folder = NULL;
  g_autofree char *file = NULL;
  g_autofree char *renamed = NULL;
  g_autoptr (GError) error = NULL;

  if (!bench_open (&bench, way))
    return;

  folder = g_build_filename (bench.server->home, "neu für 2026", NULL);
  file = g_build_filename (bench.server->home, "a.edi", NULL);
  renamed = g_build_filename (folder, "b ü.edi", NULL);
  servers_stored_make (bench.server, file, 10);
  assert_well (servers_session_make_folder (bench.remote, "neu für 2026", &error), error);
  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));
  assert_well (servers_session_rename (bench.remote, "a.edi", "neu für 2026/b ü.edi", &error), error);
  g_assert_true (g_file_test (renamed, G_FILE_TEST_IS_REGULAR));
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  g_assert_false (servers_session_remove (bench.remote, "neu für 2026", TRUE, &error));
  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_FAILED); /* it is not empty */
  g_assert_true (g_file_test (renamed, G_FILE_TEST_IS_REGULAR));
  g_clear_error (&error);
  assert_well (servers_session_remove (bench.remote, "neu für 2026/b ü.edi", FALSE, &error), error);
  g_assert_false (g_file_test (renamed, G_FILE_TEST_EXISTS));
  assert_well (servers_session_remove (bench.remote, "neu für 2026", TRUE, &error), error);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  bench_close (&bench);
}

static void
assert_refused (gboolean well, GError **error, WaybillRemoteError kind)
{
  g_assert_false (well);
  g_assert_error (*error, WAYBILL_REMOTE_ERROR, (int) kind);
  g_clear_error (error);
}

/* Whatever words a server has for it, the kind is the same; and nothing is ever replaced. */
static void
test_changes_refused (gconstpointer way)
{
  Bench bench = { NULL };
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  g_autofree char *sum = NULL;
  g_autofree char *later = NULL;
  g_autoptr (GError) error = NULL;

  if (!bench_open (&bench, way))
    return;

  one = g_build_filename (bench.server->home, "one", NULL);
  other = g_build_filename (bench.server->home, "other", NULL);
  servers_stored_make (bench.server, one, 10);
  servers_stored_make (bench.server, other, 20);
  sum = servers_file_dup_sha256 (other);
  assert_well (servers_session_make_folder (bench.remote, "folder", &error), error);
  assert_refused (servers_session_make_folder (bench.remote, "folder", &error), &error, WAYBILL_REMOTE_ERROR_EXISTS);
  assert_refused (servers_session_rename (bench.remote, "one", "other", &error), &error, WAYBILL_REMOTE_ERROR_EXISTS);
  assert_refused (servers_session_rename (bench.remote, "one", "folder", &error), &error, WAYBILL_REMOTE_ERROR_EXISTS);
  assert_refused (servers_session_rename (bench.remote, "nothing", "new", &error), &error, WAYBILL_REMOTE_ERROR_NOT_FOUND);
  assert_refused (servers_session_remove (bench.remote, "nothing", FALSE, &error), &error, WAYBILL_REMOTE_ERROR_NOT_FOUND);
  assert_refused (servers_session_remove (bench.remote, "nothing", TRUE, &error), &error, WAYBILL_REMOTE_ERROR_NOT_FOUND);
  assert_refused (servers_session_remove (bench.remote, "one\r\nDELE other", FALSE, &error), &error,
                  WAYBILL_REMOTE_ERROR_UNSAFE);
  later = servers_file_dup_sha256 (other);
  g_assert_cmpstr (later, ==, sum);
  g_assert_true (g_file_test (one, G_FILE_TEST_IS_REGULAR));
  there_and_back (&bench, "after", 10);
  bench_close (&bench);
}

static void
test_wrong_password (gconstpointer data)
{
  const ServersWay *way = data;
  g_autoptr (WaybillTestServer) server = waybill_test_server_start (way->kind, way->variant);
  ServersSessionOptions options = way->options;
  g_autoptr (WaybillRemote) remote = NULL;
  g_autoptr (GError) error = NULL;

  if (server == NULL)
    return;

  options.password = "wrong";
  remote = servers_session_new (server, &options);
  error = servers_session_fail_to_connect (remote);

  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_LOGIN);
  g_assert_cmpint (waybill_remote_error_get_facts (error)->reply_code, ==, 530);
  g_assert_true (waybill_test_server_saw (server, "USER"));
}

void
servers_cases_add_ways (const ServersWay *ways)
{
  static const struct
  {
    const char *name;
    GTestDataFunc run;
  } cases[] = {
    { "login-and-list", test_login_and_list },
    { "five-transfers-are-resumed", test_five_transfers_are_resumed },
    { "big-file-is-whole", test_big_file_is_whole },
    { "names-with-blanks-and-umlauts", test_names_with_blanks_and_umlauts },
    { "empty-file", test_empty_file },
    { "missing-file", test_missing_file },
    { "changes", test_changes },
    { "changes-refused", test_changes_refused },
    { "wrong-password", test_wrong_password },
  };

  for (const ServersWay *way = ways; way->name != NULL; way++)
    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        g_autofree char *path = g_strdup_printf ("/ftp/%s/%s/%s", way->kind, way->name, cases[i].name);

        g_test_add_data_func (path, way, cases[i].run);
      }
}
