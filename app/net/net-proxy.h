/* Through a proxy to a host: SOCKS5 and HTTP CONNECT, straight-line on the worker. The stream that comes out is as if the host
 * had answered itself. It asks no desktop for its settings, and knows no FTP. */
#pragma once

#include "net-connect.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_NET_PROXY_NONE,
  WAYBILL_NET_PROXY_SOCKS5, /* RFC 1928, RFC 1929 */
  WAYBILL_NET_PROXY_HTTP,   /* CONNECT: RFC 9110 §9.3.6 */
} WaybillNetProxyKind;

/* A value, borrowed for the call: nothing of it is kept, and no copy of the password outlives its sending. */
typedef struct
{
  WaybillNetProxyKind  kind;
  const char          *host;
  guint16              port;
  const char          *user;     /* (nullable) no login is offered */
  const char          *password; /* (nullable) empty */
} WaybillNetProxy;

/* self: (nullable). */
gboolean          waybill_net_proxy_is_used (const WaybillNetProxy  *self);
/* self, report: (nullable). No proxy, or one of kind NONE: waybill_net_connect(). */
WaybillNetStream *waybill_net_proxy_connect (const WaybillNetProxy  *self,
                                             const char             *host,
                                             guint16                 port,
                                             const WaybillNetTerms  *terms,
                                             WaybillNetReport       *report,
                                             GCancellable           *cancellable,
                                             GError                **error);

G_END_DECLS
