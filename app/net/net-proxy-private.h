/* What the two ways of speaking to a proxy share: bytes within a deadline, and refusals. */
#pragma once

#include "net-proxy.h"

G_BEGIN_DECLS

typedef struct
{
  const WaybillNetProxy *proxy;
  const char            *host;       /* where to: a name or a numeric address, printable ASCII */
  guint16                port;
  WaybillNetStream      *stream;     /* to the proxy */
  gint64                 deadline;   /* of this phase */
  gboolean               has_asked;  /* the host was named: silence may now be the host's */
  GCancellable          *cancellable;
} WaybillNetProxyTalk;

/* A new phase: the silence begins anew. */
void     waybill_net_proxy_begin_phase (WaybillNetProxyTalk  *self);
gboolean waybill_net_proxy_send        (WaybillNetProxyTalk  *self,
                                        const void           *data,
                                        gsize                 length,
                                        GError              **error);
/* Exactly that many bytes: what comes behind them is the host's. */
gboolean waybill_net_proxy_receive     (WaybillNetProxyTalk  *self,
                                        void                 *buffer,
                                        gsize                 length,
                                        GError              **error);
/* Sets the error; always FALSE. */
gboolean waybill_net_proxy_fail        (GError              **error,
                                        WaybillNetError       code,
                                        const char           *format,
                                        ...) G_GNUC_PRINTF (3, 4);

gboolean waybill_net_proxy_socks       (WaybillNetProxyTalk  *self,
                                        GError              **error);
gboolean waybill_net_proxy_http        (WaybillNetProxyTalk  *self,
                                        GError              **error);

G_END_DECLS
