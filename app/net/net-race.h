/* Several addresses of one host, tried as RFC 8305 (Happy Eyeballs) says: the first that answers wins, the others are closed.
 * It looks no name up and knows no proxy. */
#pragma once

#include "net-stream.h"

G_BEGIN_DECLS

#define WAYBILL_NET_RACE_DELAY (250 * 1000)         /* microseconds between two starts: the value that RFC 8305 §8 recommends */
#define WAYBILL_NET_RACE_MOST WAYBILL_NET_WAIT_MAX  /* attempts at once: as many as one wait can watch */
#define WAYBILL_NET_RACE_ADDRESSES 16               /* how many addresses of one host are tried at all */

/* (transfer full) (element-type utf8): the same addresses, families alternating. */
GPtrArray        *waybill_net_race_order (GPtrArray              *addresses);
/* address: (out) (optional) (transfer full): the winner, or the one whose error is told. */
WaybillNetStream *waybill_net_race       (GPtrArray              *addresses,
                                          guint16                 port,
                                          const WaybillNetTerms  *terms,
                                          char                  **address,
                                          GCancellable           *cancellable,
                                          GError                **error);

G_END_DECLS
