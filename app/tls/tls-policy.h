/* Which TLS versions and ciphers are offered, and why. The default stands here once; what is older or weaker is a switch of
 * its own, which a person sets for one partner. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_TLS_VERSIONS_DEFAULT, /* 1.2 and 1.3 */
  WAYBILL_TLS_VERSIONS_ONLY_1_2,
  WAYBILL_TLS_VERSIONS_ONLY_1_3,
  WAYBILL_TLS_VERSIONS_OLD,     /* 1.0 and 1.1 too */
  WAYBILL_TLS_N_VERSIONS,
} WaybillTlsVersions;

typedef struct
{
  WaybillTlsVersions versions;
  gboolean           allows_weak;              /* keys of 1024 bits and SHA-1 signatures; see waybill_cert_trust_with_weak() */
  gboolean           allows_old_renegotiation; /* servers without RFC 5746 */
} WaybillTlsPolicy;

const char *waybill_tls_policy_get_priority (WaybillTlsVersions      versions);
char       *waybill_tls_policy_dup_priority (const WaybillTlsPolicy *policy);
const char *waybill_tls_policy_get_library  (void);

G_END_DECLS
