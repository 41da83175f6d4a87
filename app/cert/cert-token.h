/* An identity whose key is in a token (PKCS#11) and never leaves it, named by a URI (RFC 7512). It asks nobody: the PIN comes
 * with the call, or is told to be missing. */
#pragma once

#include "cert-identity.h"

G_BEGIN_DECLS

/* Whether text looks like such a URI at all, be it good or not. */
gboolean             waybill_cert_token_is_uri    (const char         *text);
/* Refuses what is no URI of an object, and attributes that a file must not have: a PIN, or a module to load. */
gboolean             waybill_cert_token_check_uri (const char         *uri,
                                                   GError            **error);
/* pin: (nullable) UTF-8; kept in locked memory as long as the identity lives. Logs in: slow, off the main thread. PASSWORD: no PIN or a wrong one. NOT_FOUND: no such token or key. */
WaybillCertIdentity *waybill_cert_token_open      (const char         *uri,
                                                   const char         *pin,
                                                   GError            **error);

G_END_DECLS
