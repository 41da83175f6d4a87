/* A listening socket on one address (the practice partner and scripted peers: loopback). Accepts one stream at a time. */
#pragma once

#include "net-stream.h"

G_BEGIN_DECLS

typedef struct _WaybillNetListener WaybillNetListener;

/* address: numeric, e.g. "127.0.0.1". port 0: the kernel chooses. */
WaybillNetListener *waybill_net_listener_new      (const char             *address,
                                                   guint16                 port,
                                                   GError                **error);
guint16             waybill_net_listener_get_port (WaybillNetListener     *self);
WaybillNetStream   *waybill_net_listener_accept   (WaybillNetListener     *self,
                                                   const WaybillNetTerms  *terms,
                                                   GCancellable           *cancellable,
                                                   GError                **error);
void                waybill_net_listener_free     (WaybillNetListener     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillNetListener, waybill_net_listener_free)

G_END_DECLS
