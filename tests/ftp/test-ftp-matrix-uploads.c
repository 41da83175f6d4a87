/* 1,000 uploads of 2 MB in a row over TLS 1.3: with the server's tickets unread, the kernel answers a close with a reset,
 * and that takes an upload's tail with it. Each is looked at in the server's folder. */
#include "ftp-remote.h"
#include "servers-matrix.h"

#include <glib/gstdio.h>

#define N_UPLOADS 1000
#define LENGTH 2000000

typedef struct
{
  guint whole;
  guint failed; /* and said so */
  guint cut;    /* called whole, and not */
} Count;

static void
send_one (WaybillRemote *remote, const char *stored, guint number, Count *count)
{
  MatrixFile file = { number, LENGTH };
  g_autofree char *wanted = matrix_file_dup_sha256 (&file);
  g_autofree char *sum = NULL;
  g_autoptr (GError) error = NULL;
  WaybillRemoteOutcome outcome;

  if (!matrix_file_put (remote, "upload", &file, NULL, &outcome, &error))
    {
      g_test_message ("| upload %u failed: %s", number, error->message);
      count->failed++;
      return;
    }
  sum = servers_file_dup_sha256 (stored);
  if (g_str_equal (sum, wanted))
    count->whole++;
  else
    count->cut++;
  g_assert_cmpint (g_unlink (stored), ==, 0);
}

static void
test_all_are_whole (gconstpointer kind)
{
  static const ServersSessionOptions options = { .tls = WAYBILL_REMOTE_TLS_ONLY_1_3 };
  g_autoptr (WaybillTestServer) server = waybill_test_server_start (kind, "explicit-tls13");
  g_autofree char *stored = NULL;
  const WaybillRemoteFacts *facts;
  WaybillRemote *remote;
  Count count = { 0 };

  if (server == NULL)
    return;

  stored = g_build_filename (server->home, "upload", NULL);
  remote = servers_session_new (server, &options);
  servers_session_connect (remote);
  for (guint i = 0; i < N_UPLOADS && waybill_remote_is_connected (remote); i++)
    send_one (remote, stored, i, &count);

  facts = waybill_remote_get_facts (remote);
  g_test_message ("| %s: %u uploads of %d bytes over TLS 1.3: %u whole, %u failed, %u cut; %u of %u data channels resumed",
                  server->kind, N_UPLOADS, LENGTH, count.whole, count.failed, count.cut, facts->data_resumed,
                  facts->data_channels);
  g_assert_cmpuint (count.whole, ==, N_UPLOADS);
  g_assert_cmpuint (facts->data_channels, ==, N_UPLOADS);
  g_assert_cmpuint (facts->data_resumed, ==, N_UPLOADS);
  servers_session_close (remote);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  waybill_ftp_remote_register ();
  /* Under a sanitizer it takes longer than a fixture lives. */
  g_setenv ("WAYBILL_FIXTURE_SECONDS", "1800", TRUE);
  g_test_set_nonfatal_assertions ();
  for (const char *const *kind = (const char *[]){ "proftpd", "vsftpd", "pyftpdlib", NULL }; *kind != NULL; kind++)
    {
      g_autofree char *path = g_strdup_printf ("/ftp/matrix/uploads/%s", *kind);

      g_test_add_data_func (path, *kind, test_all_are_whole);
    }
  return g_test_run ();
}
