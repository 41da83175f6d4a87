/* Whether a certificate was withdrawn, by the lists that the person has and by what the server stapled. For cert-verdict. */
#pragma once

#include "cert-trust-private.h"
#include "cert-verdict.h"

G_BEGIN_DECLS

/* Gives reasons to refuse; remarks: (inout) WaybillCertStatusRemark. */
guint waybill_cert_status_judge_lists  (GPtrArray              *lists,
                                        WaybillCertCertificate *certificate,
                                        WaybillCertCertificate *issuer,
                                        gint64                  now,
                                        guint                  *remarks);
/* staple: (nullable). issuer: (nullable) nobody known. */
guint waybill_cert_status_judge_staple (GBytes                 *staple,
                                        WaybillCertCertificate *leaf,
                                        WaybillCertCertificate *issuer,
                                        gint64                  now,
                                        guint                  *remarks);
/* When the answer was made, Unix seconds; 0: it cannot be read. Nothing is proved by it. */
gint64 waybill_cert_status_get_time    (GBytes                 *staple);

G_END_DECLS
