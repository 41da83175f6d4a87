/* Which TLS versions and ciphers are offered, and why. The default stands here once. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_TLS_VERSIONS_DEFAULT, /* 1.2 and 1.3 */
  WAYBILL_TLS_VERSIONS_ONLY_1_2,
  WAYBILL_TLS_VERSIONS_ONLY_1_3,
} WaybillTlsVersions;

const char *waybill_tls_policy_get_priority (WaybillTlsVersions versions);
const char *waybill_tls_policy_get_library  (void);

G_END_DECLS
