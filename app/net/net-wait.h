/* The one function that waits. Everything else in the engine is non-blocking and comes here: descriptors, a cancellable and
 * a deadline. It reads and writes nothing. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_NET_ERROR_TIMED_OUT,      /* the deadline passed */
  WAYBILL_NET_ERROR_HOST_NOT_FOUND, /* no address for this name */
  WAYBILL_NET_ERROR_REFUSED,        /* nobody listens on that port */
  WAYBILL_NET_ERROR_UNREACHABLE,    /* no way to that address */
  WAYBILL_NET_ERROR_LOST,           /* the connection broke */
  WAYBILL_NET_ERROR_PROXY,          /* the proxy cannot be reached, or does not answer as one */
  WAYBILL_NET_ERROR_PROXY_LOGIN,    /* the proxy wants a login, or another one */
  WAYBILL_NET_ERROR_PROXY_REFUSED,  /* the proxy does not permit this host and port */
  WAYBILL_NET_ERROR_PROXY_NO_WAY,   /* the proxy itself finds no way to the host */
  WAYBILL_NET_ERROR_PROXY_ACTIVE,   /* nobody can call back through a proxy */
  WAYBILL_NET_ERROR_FAILED,
} WaybillNetError;

#define WAYBILL_NET_ERROR (waybill_net_error_quark ())
GQuark waybill_net_error_quark (void);

/* Asked before every wait; FALSE with an error set makes the wait fail with it. Tests break the n-th wait with it. */
typedef gboolean (*WaybillNetProbe) (gpointer  data,
                                     GError  **error);

/* How long one wait may last, and who may break it. Copied by whoever takes it. */
typedef struct
{
  gint64          silence;    /* microseconds, > 0 */
  WaybillNetProbe probe;      /* (nullable) */
  gpointer        probe_data;
} WaybillNetTerms;

#define WAYBILL_NET_WAIT_MAX 3

/* deadline: in ticks of waybill_base_clock_ticks(), or 0 for now + terms->silence. TRUE: at least one descriptor is ready. */
gboolean waybill_net_wait              (const WaybillNetTerms *terms,
                                        GPollFD               *fds,
                                        guint                  n_fds,
                                        gint64                 deadline,
                                        GCancellable          *cancellable,
                                        GError               **error);
/* Now, without a wait; wanted: G_IO_IN or G_IO_OUT. */
gboolean waybill_net_is_ready          (int                    fd,
                                        GIOCondition           wanted);
gboolean waybill_net_set_timed_out    (GError               **error);
void     waybill_net_set_error_errno   (GError               **error,
                                        int                    error_number);

G_END_DECLS
