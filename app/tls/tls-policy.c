/* Which TLS versions and ciphers are offered, and why. The default stands here once. */
#include "tls-policy.h"

#include <gnutls/gnutls.h>

/* GnuTLS's own default on Debian 12 still takes TLS 1.0, 1.1 and RSA-1024: hence versions named one by one and the medium
 * profile. AES-GCM first: ChaCha20 is a tenth as fast where AES-NI is. */
#define CIPHERS "-CIPHER-ALL:+AES-128-GCM:+AES-256-GCM:+CHACHA20-POLY1305:+AES-128-CCM:+AES-256-CCM"
#define CIPHERS_1_2 CIPHERS ":+AES-128-CBC:+AES-256-CBC"
#define PROFILE ":%PROFILE_MEDIUM"

/**
 * waybill_tls_policy_get_priority:
 * @versions: which TLS versions
 *
 * Returns: (transfer none): a GnuTLS priority string
 */
const char *
waybill_tls_policy_get_priority (WaybillTlsVersions versions)
{
  static const char *const priorities[] = {
    [WAYBILL_TLS_VERSIONS_DEFAULT] = "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:" CIPHERS_1_2 PROFILE,
    [WAYBILL_TLS_VERSIONS_ONLY_1_2] = "NORMAL:-VERS-ALL:+VERS-TLS1.2:" CIPHERS_1_2 PROFILE,
    [WAYBILL_TLS_VERSIONS_ONLY_1_3] = "NORMAL:-VERS-ALL:+VERS-TLS1.3:" CIPHERS PROFILE,
  };

  g_return_val_if_fail (versions < G_N_ELEMENTS (priorities), priorities[0]);
  return priorities[versions];
}

/**
 * waybill_tls_policy_get_library:
 *
 * Returns: (transfer none): the version of GnuTLS that runs, for the log
 */
const char *
waybill_tls_policy_get_library (void)
{
  return gnutls_check_version (NULL);
}
