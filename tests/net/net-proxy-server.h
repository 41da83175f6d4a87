/* A proxy for tests, on loopback: an honest one that forwards (SOCKS5 or HTTP CONNECT), or one that plays a script. Its threads
 * end with it. */
#pragma once

#include "net-proxy.h"

G_BEGIN_DECLS

typedef struct _NetProxyServer NetProxyServer;

/* Forwards; every name that ends in ".example" is 127.0.0.1 to it, and to nobody else. user: (nullable) wants no login. */
NetProxyServer *net_proxy_server_new        (WaybillNetProxyKind  kind,
                                             const char          *user,
                                             const char          *password);
/* The same for each connection, line by line, then it hangs up:
 *   READ n        takes n bytes           HEAD          takes all up to a blank line
 *   SEND text     C escapes               HEX 05 00 …   sends bytes
 *   SLOW 05 00 …  each byte on its own    DRIP 41       that byte for ever, one every 20 ms
 *   FLOOD text    without end             STALL         until the client leaves
 *   RESET         ends without a farewell */
NetProxyServer *net_proxy_server_new_script (const char          *script);
guint16         net_proxy_server_get_port   (NetProxyServer      *self);
guint           net_proxy_server_count      (NetProxyServer      *self); /* connections so far */
/* What was heard: of a script the bytes as hex ("05 01 00"), of an honest one a line for each "host:port" that was asked for. */
char           *net_proxy_server_dup_heard  (NetProxyServer      *self);
void            net_proxy_server_free       (NetProxyServer      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetProxyServer, net_proxy_server_free)

G_END_DECLS
