/* The engine against ProFTPD as Debian ships it: explicit, implicit, each TLS version alone; client certificates wanted. */
#include "ftp-remote.h"
#include "servers-cases.h"

#define ANNA "modern-chain"

static const ServersWay ways[] = {
  { "explicit-mtls", "proftpd", "explicit-mtls", { .identity = ANNA }, "TLS1.3", TRUE, 200 * MEBIBYTE },
  { "implicit-mtls", "proftpd", "implicit-mtls", { .implicit = TRUE, .identity = ANNA }, "TLS1.3", TRUE, 5 * MEBIBYTE },
  { "tls12-mtls", "proftpd", "tls12-mtls", { .identity = ANNA }, "TLS1.2", TRUE, 5 * MEBIBYTE },
  { "tls13-mtls", "proftpd", "tls13-mtls", { .identity = ANNA }, "TLS1.3", TRUE, 5 * MEBIBYTE },
  { NULL },
};

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  waybill_ftp_remote_register ();
  servers_cases_add_ways (ways);
  servers_cases_add_certificates ("proftpd");
  servers_cases_add_load ("proftpd");
  return g_test_run ();
}
