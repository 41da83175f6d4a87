/* The engine against vsftpd as Debian ships it (no MLSD, session reuse required): explicit and implicit, with and without
 * client certificates, each TLS version pinned by the partner's settings. It needs root: else these are skipped. */
#include "ftp-remote.h"
#include "servers-cases.h"

#define ANNA "modern-chain"
#define ONLY_1_2 .tls = WAYBILL_REMOTE_TLS_ONLY_1_2
#define ONLY_1_3 .tls = WAYBILL_REMOTE_TLS_ONLY_1_3

static const ServersWay ways[] = {
  { "explicit-tls12", "vsftpd", "explicit", { ONLY_1_2 }, "TLS1.2", FALSE, 5 * MEBIBYTE },
  { "explicit-tls13", "vsftpd", "explicit", { ONLY_1_3 }, "TLS1.3", FALSE, 200 * MEBIBYTE },
  { "implicit-tls12", "vsftpd", "implicit", { .implicit = TRUE, ONLY_1_2 }, "TLS1.2", FALSE, 5 * MEBIBYTE },
  { "implicit-tls13", "vsftpd", "implicit", { .implicit = TRUE, ONLY_1_3 }, "TLS1.3", FALSE, 5 * MEBIBYTE },
  { "explicit-mtls-tls12", "vsftpd", "explicit-mtls", { ONLY_1_2, .identity = ANNA }, "TLS1.2", FALSE, 5 * MEBIBYTE },
  { "explicit-mtls-tls13", "vsftpd", "explicit-mtls", { ONLY_1_3, .identity = ANNA }, "TLS1.3", FALSE, 5 * MEBIBYTE },
  { NULL },
};

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  waybill_ftp_remote_register ();
  servers_cases_add_ways (ways);
  servers_cases_add_certificates ("vsftpd");
  servers_cases_add_load ("vsftpd");
  return g_test_run ();
}
