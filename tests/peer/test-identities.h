/* Certificates for tests, made once per process and never written: an authority, a server (localhost), a client, and the
 * same of another authority that nobody trusts. All are lent. */
#pragma once

#include "cert-identity.h"
#include "cert-trust.h"

G_BEGIN_DECLS

WaybillCertIdentity    *waybill_test_identities_get_authority       (void);
WaybillCertIdentity    *waybill_test_identities_get_server          (void);
WaybillCertIdentity    *waybill_test_identities_get_client          (void);
WaybillCertIdentity    *waybill_test_identities_get_other_authority (void);
WaybillCertIdentity    *waybill_test_identities_get_other_server    (void);
WaybillCertIdentity    *waybill_test_identities_get_other_client    (void);
/* Of the first authority: for another server certificate that is trusted as well. */
WaybillCertIdentity    *waybill_test_identities_get_second_server   (void);
/* Trusts the first authority alone; the system's are off. */
WaybillCertTrust       *waybill_test_identities_get_trust           (void);
/* (transfer full): a list of that one certificate. */
GPtrArray              *waybill_test_identities_list                (WaybillCertIdentity *identity);

G_END_DECLS
