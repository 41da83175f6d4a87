/* A stream of bytes over a descriptor that never blocks: a socket, or (in tls) TLS over another stream. The try functions
 * do what can be done now; read, write and finish wait through net-wait. One thread at a time. */
#pragma once

#include "net-wait.h"

G_BEGIN_DECLS

/* What came of a try. */
typedef enum
{
  WAYBILL_NET_IO_DONE,       /* *done bytes were moved, at least one */
  WAYBILL_NET_IO_END,        /* the peer ended in good order */
  WAYBILL_NET_IO_CUT,        /* the peer ended without the farewell that the protocol has (TLS close_notify) */
  WAYBILL_NET_IO_WANT_READ,  /* try again when the descriptor can be read */
  WAYBILL_NET_IO_WANT_WRITE, /* try again when the descriptor can be written */
  WAYBILL_NET_IO_FAILED,     /* error is set */
} WaybillNetIo;

typedef struct _WaybillNetStream WaybillNetStream;

typedef struct
{
  WaybillNetIo (*try_read)   (WaybillNetStream *self, void *buffer, gsize length, gsize *done, GError **error);
  WaybillNetIo (*try_write)  (WaybillNetStream *self, const void *data, gsize length, gsize *done, GError **error);
  WaybillNetIo (*try_finish) (WaybillNetStream *self, GError **error); /* farewell and end of our sending; DONE when sent */
  void         (*free)       (WaybillNetStream *self);
} WaybillNetStreamClass;

/* Another descriptor that a wait on a stream looks at: while data flows, the control channel may say why it will not go on. */
typedef struct _WaybillNetWatch WaybillNetWatch;

struct _WaybillNetWatch
{
  int        fd;                                                /* -1: nothing more to look for */
  gboolean (*look) (WaybillNetWatch *self, GError **error);     /* FALSE ends the wait with the error */
};

struct _WaybillNetStream
{
  const WaybillNetStreamClass *klass;
  WaybillNetTerms              terms;
  int                          fd;
  WaybillNetWatch             *watch; /* (nullable) lent */
};

/* fd: (transfer full) a connected socket; made non-blocking, close-on-exec, TCP_NODELAY and keep-alive set. */
WaybillNetStream *waybill_net_stream_new_socket (int                     fd,
                                                 const WaybillNetTerms  *terms);
/* Freeing it will reset the connection. */
void              waybill_net_stream_abandon    (WaybillNetStream       *self);
void              waybill_net_stream_free       (WaybillNetStream       *self);
WaybillNetIo      waybill_net_stream_try_read   (WaybillNetStream       *self,
                                                 void                   *buffer,
                                                 gsize                   length,
                                                 gsize                  *done,
                                                 GError                **error);
WaybillNetIo      waybill_net_stream_try_write  (WaybillNetStream       *self,
                                                 const void             *data,
                                                 gsize                   length,
                                                 gsize                  *done,
                                                 GError                **error);
/* Waits for what a try wanted (WANT_READ or WANT_WRITE). */
gboolean          waybill_net_stream_wait       (WaybillNetStream       *self,
                                                 WaybillNetIo            wanted,
                                                 gint64                  latest,
                                                 GCancellable           *cancellable,
                                                 GError                **error);
/* In ticks: the latest for a wait for one more byte. */
gint64            waybill_net_stream_get_patience (WaybillNetStream     *self);
/* DONE, END, CUT or FAILED. */
WaybillNetIo      waybill_net_stream_read       (WaybillNetStream       *self,
                                                 void                   *buffer,
                                                 gsize                   length,
                                                 gsize                  *done,
                                                 GCancellable           *cancellable,
                                                 GError                **error);
gboolean          waybill_net_stream_write      (WaybillNetStream       *self,
                                                 const void             *data,
                                                 gsize                   length,
                                                 GCancellable           *cancellable,
                                                 GError                **error);
/* Close in order: farewell, SHUT_WR, drain to the peer's end (at most 1 MiB is thrown away). Does not free.
 * END or CUT tells how the peer ended. */
WaybillNetIo      waybill_net_stream_finish     (WaybillNetStream       *self,
                                                 GCancellable           *cancellable,
                                                 GError                **error);
/* The peer's address as text without port ("127.0.0.1", "::1"). */
char             *waybill_net_stream_dup_peer   (WaybillNetStream       *self);
/* The local address as text without port, and the port. */
char             *waybill_net_stream_dup_local  (WaybillNetStream       *self,
                                                 guint16                *port);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillNetStream, waybill_net_stream_free)

G_END_DECLS
