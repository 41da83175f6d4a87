/* An identity whose key is in a token (PKCS#11) and never leaves it, named by a URI (RFC 7512). It asks nobody: the PIN comes
 * with the call, or is told to be missing. */
#pragma once

#include "cert-identity.h"
#include "cert-token-uri.h"
#include "secret-text.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* pin: (nullable), kept as long as the identity lives. Logs in: slow, off the main thread. PASSWORD: no PIN or a wrong one.
 * TOKEN_GONE: no such token or key. */
WaybillCertIdentity *waybill_cert_token_open        (const char           *uri,
                                                     WaybillSecretText    *pin,
                                                     GError              **error);
/* may_be_last: a person typed the PIN and knows that a wrong one would lock the token. */
void                 waybill_cert_token_open_async  (const char           *uri,
                                                     WaybillSecretText    *pin,
                                                     gboolean              may_be_last,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
/* proved: (out) (optional): the token found the PIN right. TOKEN_SILENT: no answer within a minute. */
WaybillCertIdentity *waybill_cert_token_open_finish (GAsyncResult         *result,
                                                     gboolean             *proved,
                                                     GError              **error);

G_END_DECLS
