/* The rows of the matrix: every real server, and every way of reaching it. Data only. */
#include "servers-matrix.h"

#define ANNA "modern-chain"
/* clang-format off */
#define BOTH { TRUE, TRUE }
#define ONLY_1_2 { TRUE, FALSE }


/* vsftpd takes the time in MDTM (mdtm_write). Pure-FTPd resumes no data channel with TLS 1.3. */
const MatrixWay matrix_ways[] = {
  { "proftpd", "explicit", "explicit", FALSE, NULL, MATRIX_DIRECT, BOTH, TRUE, NULL },
  { "proftpd", "implicit", "implicit", TRUE, NULL, MATRIX_DIRECT, BOTH, TRUE, NULL },
  { "proftpd", "certificate", "explicit-mtls", FALSE, ANNA, MATRIX_DIRECT, BOTH, TRUE, NULL },
  { "vsftpd", "explicit", "explicit", FALSE, NULL, MATRIX_DIRECT, BOTH, TRUE, NULL },
  { "vsftpd", "implicit", "implicit", TRUE, NULL, MATRIX_DIRECT, BOTH, TRUE, NULL },
  { "vsftpd", "certificate", "explicit-mtls", FALSE, ANNA, MATRIX_DIRECT, BOTH, TRUE, NULL },
  { "pure-ftpd", "explicit", "explicit", FALSE, NULL, MATRIX_DIRECT, ONLY_1_2, TRUE, NULL },
  { "pure-ftpd", "certificate", "explicit-mtls", FALSE, ANNA, MATRIX_DIRECT, ONLY_1_2, TRUE, NULL },
  { "pyftpdlib", "explicit", "explicit", FALSE, NULL, MATRIX_DIRECT, BOTH, TRUE, NULL },
  { "pyftpdlib", "implicit", "implicit", TRUE, NULL, MATRIX_DIRECT, BOTH, TRUE, NULL },
  { "pyftpdlib", "certificate", "explicit-mtls", FALSE, ANNA, MATRIX_DIRECT, BOTH, TRUE, NULL },

  { "proftpd", "ipv6", "explicit-mtls-ipv6", FALSE, ANNA, MATRIX_DIRECT, BOTH, TRUE, NULL },
  { "vsftpd", "ipv6", "explicit-ipv6", FALSE, NULL, MATRIX_DIRECT, BOTH, TRUE, NULL },
  { "pure-ftpd", "ipv6", "explicit-ipv6", FALSE, NULL, MATRIX_DIRECT, ONLY_1_2, TRUE, NULL },
  { "pyftpdlib", "ipv6", "explicit-ipv6", FALSE, NULL, MATRIX_DIRECT, BOTH, TRUE, NULL },

  { "proftpd", "socks5", "explicit-mtls", FALSE, ANNA, MATRIX_SOCKS5, BOTH, TRUE, NULL },
  { "proftpd", "connect", "explicit-mtls", FALSE, ANNA, MATRIX_CONNECT, BOTH, TRUE, NULL },
  { "proftpd", "active", "explicit-mtls", FALSE, ANNA, MATRIX_ACTIVE, BOTH, TRUE, NULL },
  { "vsftpd", "socks5", "explicit", FALSE, NULL, MATRIX_SOCKS5, BOTH, TRUE, NULL },
  { "vsftpd", "connect", "explicit", FALSE, NULL, MATRIX_CONNECT, BOTH, TRUE, NULL },
  { "vsftpd", "active", "explicit", FALSE, NULL, MATRIX_ACTIVE, BOTH, TRUE, NULL },
  { NULL },
};
/* clang-format on */

const char *const matrix_tls_names[] = { [MATRIX_TLS_1_2] = "tls12", [MATRIX_TLS_1_3] = "tls13" };

const WaybillRemoteTls matrix_tls_only[]
    = { [MATRIX_TLS_1_2] = WAYBILL_REMOTE_TLS_ONLY_1_2, [MATRIX_TLS_1_3] = WAYBILL_REMOTE_TLS_ONLY_1_3 };
