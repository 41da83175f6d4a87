/* What a request is made of, and how its names are read. For cert-request*, cert-issue and the store. */
#pragma once

#include "cert-request.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

/* Valid as long as the request. */
gnutls_x509_privkey_t waybill_cert_request_get_key     (WaybillCertRequest     *self);
/* One alternative name (RFC 5280, 4.2.1.6): its bytes as they stand in the extension. NULL with NAME. */
GBytes               *waybill_cert_request_name_encode (const char             *san,
                                                        WaybillCertNameKind    *kind,
                                                        GError                **error);

/* The public half of a request that was read back. */
typedef struct
{
  char               *id;      /* SHA-256 of the public key, hex */
  char               *subject; /* RFC 4514 */
  WaybillCertKeyKind  kind;
} WaybillCertRequestFacts;

gboolean              waybill_cert_request_read_pem    (const char              *pem,
                                                        gsize                    length,
                                                        WaybillCertRequestFacts *facts,
                                                        GError                 **error);

G_END_DECLS
