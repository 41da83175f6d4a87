/* Which TLS versions and ciphers are offered, and why. The default stands here once; what is older or weaker is a switch of
 * its own, which a person sets for one partner. */
#include "tls-policy-private.h"

#include <gnutls/gnutls.h>
#include <sys/auxv.h>
#if defined __aarch64__
#include <asm/hwcap.h>
#endif

#define AES_GCM ":+AES-128-GCM:+AES-256-GCM"
#define CHACHA ":+CHACHA20-POLY1305"
#define CCM ":+AES-128-CCM:+AES-256-CCM"
#define CBC ":+AES-128-CBC:+AES-256-CBC"

/* X25519 first: with GnuTLS it costs half of P-256, and each data channel pays it; servers take the client's first.
 *
 * GnuTLS's own default on Debian 12 still takes TLS 1.0, 1.1, RSA-1024 and SHA-1: hence versions named one by one, the
 * medium profile and no signature with SHA-1. A server that does not know RFC 5746 cannot tell whether somebody spoke before
 * us on the same connection: refused, too. */
#define BEGIN(versions) "NORMAL:-VERS-ALL" versions ":-CIPHER-ALL:-GROUP-ALL:+GROUP-X25519:+GROUP-ALL"
#define SAFE ":%PROFILE_MEDIUM:%SAFE_RENEGOTIATION:-SIGN-RSA-SHA1:-SIGN-ECDSA-SHA1"
#define NEW ":+VERS-TLS1.3:+VERS-TLS1.2"

/* ChaCha20 is a tenth as fast as AES-GCM where the processor has AES, and three times as fast where it has not. */
#define PRIORITIES(fast, slow)                                                                                              \
  {                                                                                                                         \
    [WAYBILL_TLS_VERSIONS_DEFAULT] = BEGIN (NEW) fast slow CCM CBC SAFE,                                                    \
    [WAYBILL_TLS_VERSIONS_ONLY_1_2] = BEGIN (":+VERS-TLS1.2") fast slow CCM CBC SAFE,                                       \
    [WAYBILL_TLS_VERSIONS_ONLY_1_3] = BEGIN (":+VERS-TLS1.3") fast slow CCM SAFE,                                           \
    [WAYBILL_TLS_VERSIONS_OLD] = BEGIN (NEW ":+VERS-TLS1.1:+VERS-TLS1.0") fast slow CCM CBC SAFE,                           \
  }

static gboolean
has_aes (void)
{
#if defined __x86_64__ || defined __i386__
  return __builtin_cpu_supports ("aes") && __builtin_cpu_supports ("pclmul");
#elif defined __aarch64__
  return (getauxval (AT_HWCAP) & HWCAP_AES) != 0;
#else
  return FALSE;
#endif
}

/* waybill_tls_policy_choose:
 *
 * Returns: (transfer none): a GnuTLS priority string */
const char *
waybill_tls_policy_choose (WaybillTlsVersions versions, gboolean has_aes)
{
  static const char *const with_aes[] = PRIORITIES (AES_GCM, CHACHA);
  static const char *const without_aes[] = PRIORITIES (CHACHA, AES_GCM);

  g_return_val_if_fail (versions < WAYBILL_TLS_N_VERSIONS, with_aes[0]);
  return has_aes ? with_aes[versions] : without_aes[versions];
}

/**
 * waybill_tls_policy_get_priority:
 * @versions: which TLS versions
 *
 * Returns: (transfer none): a GnuTLS priority string: these versions, and nothing weak
 */
const char *
waybill_tls_policy_get_priority (WaybillTlsVersions versions)
{
  return waybill_tls_policy_choose (versions, has_aes ());
}

/**
 * waybill_tls_policy_dup_priority:
 * @policy: what one partner allows
 *
 * What comes later in a priority string prevails. With old renegotiation a server without RFC 5746 is talked to; what it
 * asks for later is refused all the same.
 *
 * Returns: (transfer full): a GnuTLS priority string
 */
char *
waybill_tls_policy_dup_priority (const WaybillTlsPolicy *policy)
{
  return g_strconcat (waybill_tls_policy_get_priority (policy->versions),
                      policy->allows_weak ? ":%PROFILE_LOW:+SIGN-RSA-SHA1:+SIGN-ECDSA-SHA1" : "",
                      policy->allows_old_renegotiation ? ":%PARTIAL_RENEGOTIATION" : "", NULL);
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
