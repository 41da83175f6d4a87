/* From a host name and a port to a connected stream: looks the name up (in a helper thread, so that it can be cancelled),
 * then tries its addresses in turn. No proxy yet; no TLS. */
#pragma once

#include "net-stream.h"

G_BEGIN_DECLS

/* (transfer full) (element-type utf8): numeric addresses in the order in which they are to be tried. */
GPtrArray        *waybill_net_connect_resolve (const char             *host,
                                               const WaybillNetTerms  *terms,
                                               GCancellable           *cancellable,
                                               GError                **error);
/* address: numeric. */
WaybillNetStream *waybill_net_connect_address (const char             *address,
                                               guint16                 port,
                                               const WaybillNetTerms  *terms,
                                               GCancellable           *cancellable,
                                               GError                **error);
/* Both in one. */
WaybillNetStream *waybill_net_connect         (const char             *host,
                                               guint16                 port,
                                               const WaybillNetTerms  *terms,
                                               GCancellable           *cancellable,
                                               GError                **error);

G_END_DECLS
