/* The way from a server's certificate to somebody who is trusted, and what its signatures, times and keys say. For
 * cert-verdict. */
#pragma once

#include "cert-trust-private.h"
#include "cert-verdict.h"

G_BEGIN_DECLS

#define WAYBILL_CERT_PATH_MAX 16

/* The leaf and those who signed it, in order, up to and without the anchor. */
typedef struct
{
  WaybillCertCertificate *links[WAYBILL_CERT_PATH_MAX]; /* borrowed from the chain */
  guint                   length;
  WaybillCertCertificate *anchor;                       /* owned; NULL when the path ends at nobody who is trusted */
} WaybillCertPath;

void  waybill_cert_path_clear          (WaybillCertPath          *path);
void  waybill_cert_path_walk           (WaybillCertPath          *path,
                                        GPtrArray                *chain,
                                        gnutls_x509_trust_list_t  list);
gboolean waybill_cert_path_has_namesake (GPtrArray             *chain,
                                        gnutls_x509_trust_list_t  list);
/* WaybillCertReason, each. */
guint waybill_cert_path_judge          (WaybillCertPath          *path,
                                        gnutls_x509_trust_list_t  list,
                                        gint64                    now,
                                        gboolean                  allows_weak);
guint waybill_cert_path_judge_time     (WaybillCertCertificate   *certificate,
                                        gint64                    now);
guint waybill_cert_path_judge_strength (WaybillCertCertificate   *certificate,
                                        gboolean                  allows_weak);
/* cert-path-limits.c: what the authorities on the way may not do. */
guint waybill_cert_path_judge_limits   (WaybillCertPath          *path);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WaybillCertPath, waybill_cert_path_clear)

G_END_DECLS
