/* The engine against Pure-FTPd as Debian ships it, where data channels resume: with TLS 1.2. What it does with TLS 1.3,
 * where they never do, is the matrix's. It needs root: else these are skipped. */
#include "ftp-remote.h"
#include "servers-cases.h"

#define ANNA "modern-chain"
#define ONLY_1_2 .tls = WAYBILL_REMOTE_TLS_ONLY_1_2

static const ServersWay ways[] = {
  { "tls12", "pure-ftpd", "explicit", { ONLY_1_2 }, "TLS1.2", TRUE, 5 * MEBIBYTE, TRUE },
  { "mtls-tls12", "pure-ftpd", "explicit-mtls", { ONLY_1_2, .identity = ANNA }, "TLS1.2", TRUE, 5 * MEBIBYTE, TRUE },
  { NULL },
};

/* It stores "a.edi " as "a.edi_", and answers 226: only SIZE knows that nothing of the name is there. */
static void
test_changed_name_is_no_success (void)
{
  g_autoptr (WaybillTestServer) server = waybill_test_server_start ("pure-ftpd", "explicit");
  static const ServersSessionOptions options = { ONLY_1_2 };
  g_autoptr (WaybillTransferResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sent = NULL;
  WaybillRemote *remote;
  char *folder;

  if (server == NULL)
    return;

  folder = servers_folder_new ();
  sent = g_build_filename (folder, "sent", NULL);
  servers_file_make (sent, 100);
  remote = servers_session_new (server, &options);
  servers_session_connect (remote);
  result = servers_transfer_run (remote, WAYBILL_TRANSFER_PUT, "a.edi ", sent, &error);

  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_TRUNCATED);
  servers_session_close (remote);
  servers_folder_remove (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  waybill_ftp_remote_register ();
  servers_cases_add_ways (ways);
  g_test_add_func ("/ftp/pure-ftpd/changed-name-is-no-success", test_changed_name_is_no_success);
  return g_test_run ();
}
