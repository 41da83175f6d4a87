/* From a host name and a port to a connected stream: looks the name up (in a helper thread, so that it can be cancelled),
 * then lets its addresses race. No proxy; no TLS. */
#pragma once

#include "net-stream.h"

G_BEGIN_DECLS

/* How far a connection came and how long that took: for facts, and for the phase that an error names. */
typedef struct
{
  gint64  name_time;  /* microseconds that the look-up took; -1: there is no address */
  gint64  reach_time; /* and what came after it, with all that a proxy wants; -1: not reached */
  char   *address;    /* (nullable) numeric: whom the stream leads to, or whose failure is told */
} WaybillNetReport;

void              waybill_net_report_clear    (WaybillNetReport       *self);

/* (transfer full) (element-type utf8): numeric addresses in the order in which the system would try them. */
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
/* Both in one; all addresses. report: (nullable). */
WaybillNetStream *waybill_net_connect         (const char             *host,
                                               guint16                 port,
                                               const WaybillNetTerms  *terms,
                                               WaybillNetReport       *report,
                                               GCancellable           *cancellable,
                                               GError                **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WaybillNetReport, waybill_net_report_clear)

G_END_DECLS
