/* The engine against a server on pyftpdlib: it takes no handshake on a data channel before the command. Explicit with
 * TLS 1.2, implicit with TLS 1.3 and client certificates. */
#include "ftp-remote.h"
#include "servers-cases.h"

#define ANNA "modern-chain"
#define ONLY_1_2 .tls = WAYBILL_REMOTE_TLS_ONLY_1_2

static const ServersWay ways[] = {
  { "explicit-tls12", "pyftpdlib", "explicit", { ONLY_1_2 }, "TLS1.2", TRUE, 5 * MEBIBYTE },
  { "implicit-mtls", "pyftpdlib", "implicit-mtls", { .implicit = TRUE, .identity = ANNA }, "TLS1.3", TRUE, 5 * MEBIBYTE },
  { NULL },
};

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  waybill_ftp_remote_register ();
  servers_cases_add_ways (ways);
  return g_test_run ();
}
