/* The order of ciphers, for machines that have AES instructions and for those that have none. For the tests. */
#pragma once

#include "tls-policy.h"

G_BEGIN_DECLS

const char *waybill_tls_policy_choose (WaybillTlsVersions versions,
                                       gboolean           has_aes);

G_END_DECLS
