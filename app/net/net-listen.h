/* A listening socket on one address. The practice partner and scripted peers listen for anybody on loopback; an engine in
 * active mode listens for the one server that it is connected to. */
#pragma once

#include "net-proxy.h"
#include "net-stream.h"

G_BEGIN_DECLS

typedef struct _WaybillNetListener WaybillNetListener;

/* address: numeric, e.g. "127.0.0.1" or "::1". port 0: the kernel chooses. */
WaybillNetListener *waybill_net_listener_new      (const char             *address,
                                                   guint16                 port,
                                                   GError                **error);
/* Active mode: on control's own address, for control's peer alone. proxy: (nullable). lowest 0: the kernel chooses. */
WaybillNetListener *waybill_net_listener_new_for  (WaybillNetStream       *control,
                                                   const WaybillNetProxy  *proxy,
                                                   guint16                 lowest,
                                                   guint16                 highest,
                                                   GError                **error);
guint16             waybill_net_listener_get_port (WaybillNetListener     *self);
/* watch: (nullable) borrowed; ends an accept as it ends a wait on a stream. */
void                waybill_net_listener_set_watch (WaybillNetListener    *self,
                                                   WaybillNetWatch        *watch);
WaybillNetStream   *waybill_net_listener_accept   (WaybillNetListener     *self,
                                                   const WaybillNetTerms  *terms,
                                                   GCancellable           *cancellable,
                                                   GError                **error);
void                waybill_net_listener_free     (WaybillNetListener     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillNetListener, waybill_net_listener_free)

G_END_DECLS
