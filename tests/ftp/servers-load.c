/* Several sessions at once with one real server, many uploads in a row, and a cancellation in the middle of a file. */
#include "servers-cases.h"

#include <fcntl.h>
#include <unistd.h>

static void
assert_same (const char *path, const char *other)
{
  g_autofree char *sum = servers_file_dup_sha256 (path);
  g_autofree char *other_sum = servers_file_dup_sha256 (other);

  g_assert_cmpstr (sum, ==, other_sum);
}

static void
assert_finishes (ServersTransfer *transfer, gsize bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillTransferResult) result = servers_transfer_finish (transfer, &error);

  g_assert_no_error (error);
  g_assert_cmpint (result->outcome.bytes, ==, bytes);
  g_assert_true (result->outcome.resumed);
}

/* Both partners send at the same time, then fetch, each with its own certificate. */
static void
move_side_by_side (WaybillRemote *const *remotes, WaybillTransferDirection direction, const char *const *paths, gsize bytes)
{
  static const char *const names[] = { "of-anna", "of-berta" };
  ServersTransfer transfers[2] = { { NULL } };

  for (guint i = 0; i < 2; i++)
    servers_transfer_begin (&transfers[i], remotes[i], direction, names[i], paths[i]);
  for (guint i = 0; i < 2; i++)
    assert_finishes (&transfers[i], bytes);
}

static void
test_two_partners (gconstpointer kind)
{
  static const ServersSessionOptions options[] = { { .identity = "modern-chain" }, { .identity = "berta" } };
  g_autoptr (WaybillTestServer) server = waybill_test_server_start (kind, "explicit-mtls");
  WaybillRemote *remotes[2];
  char *folder;
  g_autofree char *sent = NULL;
  g_autofree char *annas = NULL;
  g_autofree char *bertas = NULL;

  if (server == NULL)
    return;

  folder = servers_folder_new ();
  sent = g_build_filename (folder, "sent", NULL);
  annas = g_build_filename (folder, "of-anna", NULL);
  bertas = g_build_filename (folder, "of-berta", NULL);
  servers_file_make (sent, 8 * MEBIBYTE);
  for (guint i = 0; i < 2; i++)
    remotes[i] = servers_session_new (server, &options[i]);
  for (guint i = 0; i < 2; i++)
    servers_session_connect (remotes[i]);

  for (guint turn = 0; turn < 2; turn++)
    {
      move_side_by_side (remotes, WAYBILL_TRANSFER_PUT, (const char *[]){ sent, sent }, 8 * MEBIBYTE);
      move_side_by_side (remotes, WAYBILL_TRANSFER_GET, (const char *[]){ annas, bertas }, 8 * MEBIBYTE);
    }

  assert_same (annas, sent);
  assert_same (bertas, sent);
  g_assert_cmpstr (waybill_remote_get_facts (remotes[0])->our_fingerprint, !=,
                   waybill_remote_get_facts (remotes[1])->our_fingerprint);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (waybill_remote_get_facts (remotes[i])->sent);
      servers_session_close (remotes[i]);
    }
  servers_folder_remove (folder);
}

/* Closing with the server's tickets unread lets the kernel answer with a reset, which takes an upload's tail with it. */
static void
test_no_upload_loses_its_tail (gconstpointer kind)
{
  static const ServersSessionOptions options = { .tls = WAYBILL_REMOTE_TLS_ONLY_1_3, .identity = "modern-chain" };
  g_autoptr (WaybillTestServer) server = waybill_test_server_start (kind, "explicit-tls13-mtls");
  WaybillRemote *remote;
  char *folder;
  g_autofree char *sent = NULL;

  if (server == NULL)
    return;

  folder = servers_folder_new ();
  sent = g_build_filename (folder, "sent", NULL);
  servers_file_make (sent, 2 * MEBIBYTE);
  remote = servers_session_new (server, &options);
  servers_session_connect (remote);

  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *name = g_strdup_printf ("upload-%u", i);
      g_autofree char *stored = g_build_filename (server->home, name, NULL);
      ServersTransfer transfer = { NULL };

      servers_transfer_begin (&transfer, remote, WAYBILL_TRANSFER_PUT, name, sent);
      assert_finishes (&transfer, 2 * MEBIBYTE);
      assert_same (stored, sent);
    }
  servers_session_close (remote);
  servers_folder_remove (folder);
}

typedef struct
{
  ServersTransfer transfer;
  gint64 cancelled; /* monotonic time */
} Cancellation;

/* So large that it cannot be through before the cancellation, though it takes no room. */
static void
make_hole (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  int fd = open (path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (ftruncate (fd, 2048 * (off_t) MEBIBYTE), ==, 0);
  close (fd);
}

static gboolean
cancel_in_the_middle (gpointer data)
{
  Cancellation *self = data;

  if (waybill_remote_progress_get (self->transfer.progress) < (gint64) MEBIBYTE)
    return G_SOURCE_CONTINUE;
  self->cancelled = g_get_monotonic_time ();
  g_cancellable_cancel (self->transfer.cancellable);
  return G_SOURCE_REMOVE;
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (files) != NULL)
    n++;
  return n;
}

static void
test_cancelled_download (gconstpointer kind)
{
  static const ServersSessionOptions options = { .identity = "modern-chain" };
  g_autoptr (WaybillTestServer) server = waybill_test_server_start (kind, "explicit-mtls");
  g_autoptr (WaybillTransferResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *local = NULL;
  g_autofree char *sent = NULL;
  Cancellation cancellation = { { NULL } };
  gint64 elapsed;
  ServersTransfer later = { NULL };
  WaybillRemote *remote;
  char *folder;

  if (server == NULL)
    return;

  folder = servers_folder_new ();
  local = g_build_filename (folder, "big", NULL);
  sent = g_build_filename (folder, "small", NULL);
  make_hole (server->home, "big");
  servers_file_make (sent, 1000);
  remote = servers_session_new (server, &options);
  servers_session_connect (remote);

  servers_transfer_begin (&cancellation.transfer, remote, WAYBILL_TRANSFER_GET, "big", local);
  g_timeout_add (1, cancel_in_the_middle, &cancellation);
  result = servers_transfer_finish (&cancellation.transfer, &error);
  elapsed = g_get_monotonic_time () - cancellation.cancelled;

  g_assert_null (result);
  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_CANCELLED);
  g_assert_cmpint (elapsed, <, 2 * G_USEC_PER_SEC);
  g_assert_false (g_file_test (local, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_files (folder), ==, 1);
  servers_session_connect (remote);
  servers_transfer_begin (&later, remote, WAYBILL_TRANSFER_PUT, "small", sent);
  assert_finishes (&later, 1000);
  servers_session_close (remote);
  servers_folder_remove (folder);
}

void
servers_cases_add_load (const char *kind)
{
  static const struct
  {
    const char *name;
    GTestDataFunc run;
  } cases[] = {
    { "two-partners-side-by-side", test_two_partners },
    { "no-upload-loses-its-tail", test_no_upload_loses_its_tail },
    { "cancelled-download-leaves-nothing", test_cancelled_download },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ftp/%s/load/%s", kind, cases[i].name);

      g_test_add_data_func (path, kind, cases[i].run);
    }
}
