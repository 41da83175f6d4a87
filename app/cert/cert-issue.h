/* Makes key pairs and signs certificates: an authority, a server's, a client's. For the practice partner and for
 * self-signed identities; it is no CA software: no database, no revocation. */
#pragma once

#include "cert-identity.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_CERT_ROLE_AUTHORITY,
  WAYBILL_CERT_ROLE_SERVER,
  WAYBILL_CERT_ROLE_CLIENT,
} WaybillCertRole;

/* common_name: UTF-8. names: (nullable) DNS names and IP addresses. issuer: (nullable) NULL self-signs. EC P-256. */
WaybillCertIdentity *waybill_cert_issue (WaybillCertRole       role,
                                         const char           *common_name,
                                         const char * const   *names,
                                         gint64                not_before,
                                         gint64                not_after,
                                         WaybillCertIdentity  *issuer,
                                         GError              **error);

G_END_DECLS
