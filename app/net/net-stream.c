/* A stream of bytes over a descriptor that never blocks: a socket, or (in tls) TLS over another stream. The try functions
 * do what can be done now; read, write and finish wait through net-wait. One thread at a time. */
#include "net-stream.h"

#include "base-clock.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#define DRAIN_BOUND (1024 * 1024)
#define MOST_SILENCES 4

static WaybillNetIo
io_from_errno (int number, WaybillNetIo wanted, GError **error)
{
  if (number == EAGAIN || number == EWOULDBLOCK)
    return wanted;
  waybill_net_set_error_errno (error, number);
  return WAYBILL_NET_IO_FAILED;
}

static WaybillNetIo
socket_try_read (WaybillNetStream *self, void *buffer, gsize length, gsize *done, GError **error)
{
  gssize got;

  do
    got = recv (self->fd, buffer, length, 0);
  while (got < 0 && errno == EINTR);

  if (got < 0)
    return io_from_errno (errno, WAYBILL_NET_IO_WANT_READ, error);
  *done = (gsize) got;
  return got > 0 ? WAYBILL_NET_IO_DONE : WAYBILL_NET_IO_END;
}

static WaybillNetIo
socket_try_write (WaybillNetStream *self, const void *data, gsize length, gsize *done, GError **error)
{
  gssize sent;

  do
    sent = send (self->fd, data, length, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);

  if (sent < 0)
    return io_from_errno (errno, WAYBILL_NET_IO_WANT_WRITE, error);
  *done = (gsize) sent;
  return WAYBILL_NET_IO_DONE;
}

static WaybillNetIo
socket_try_finish (WaybillNetStream *self, GError **error)
{
  if (shutdown (self->fd, SHUT_WR) == 0 || errno == ENOTCONN)
    return WAYBILL_NET_IO_DONE;
  return io_from_errno (errno, WAYBILL_NET_IO_WANT_WRITE, error);
}

static void
socket_free (WaybillNetStream *self)
{
  close (self->fd);
  g_free (self);
}

static const WaybillNetStreamClass socket_class = {
  .try_read = socket_try_read,
  .try_write = socket_try_write,
  .try_finish = socket_try_finish,
  .free = socket_free,
};

/* When the kernel gives a connection up on which nobody waits: asked after a minute without a word (NATs and load balancers
 * forget after four and more), then every 15 s. */
#define KEEP_IDLE 60
#define KEEP_INTERVAL 15
#define KEEP_TRIES 4

static const struct
{
  int level;
  int option;
  int value;
} socket_options[] = {
  { IPPROTO_TCP, TCP_NODELAY, 1 },          { SOL_SOCKET, SO_KEEPALIVE, 1 },
  { IPPROTO_TCP, TCP_KEEPIDLE, KEEP_IDLE }, { IPPROTO_TCP, TCP_KEEPINTVL, KEEP_INTERVAL },
  { IPPROTO_TCP, TCP_KEEPCNT, KEEP_TRIES },
};

/* TCP_USER_TIMEOUT (RFC 5482): how long sent bytes may stay unacknowledged. As long as the terms' silence, but never shorter
 * than the keep-alive takes: on Linux it replaces the number of tries, and 30 s after an idle minute would end a good
 * session because of a single lost probe. Whoever waits gives up after the silence anyway, with a sentence; this is for
 * control connections that nobody looks at. */
static int
get_user_timeout (const WaybillNetTerms *terms)
{
  gint64 keep = (KEEP_IDLE + KEEP_TRIES * KEEP_INTERVAL) * G_GINT64_CONSTANT (1000);

  return (int) MIN (MAX (terms->silence / 1000, keep), G_MAXINT);
}

/**
 * waybill_net_stream_new_socket:
 * @fd: (transfer full): a connected TCP socket
 * @terms: how to wait; copied
 *
 * Makes a stream of a socket. Nagle's algorithm is off before the first byte: GnuTLS writes its last handshake messages
 * apart, and Nagle with delayed acknowledgements would cost 42 ms on each data channel. TCP keep-alive is on, because NATs
 * drop control connections that are silent during a long transfer, and a dead peer is noticed although nobody waits for it
 * (RFC 9293 §3.8.4, RFC 5482). The buffers are left to the kernel, which fits them to the line; setting one ends that.
 *
 * Returns: (transfer full): a stream
 */
WaybillNetStream *
waybill_net_stream_new_socket (int fd, const WaybillNetTerms *terms)
{
  WaybillNetStream *self = g_new0 (WaybillNetStream, 1);
  int user_timeout = get_user_timeout (terms);

  fcntl (fd, F_SETFL, fcntl (fd, F_GETFL) | O_NONBLOCK);
  fcntl (fd, F_SETFD, FD_CLOEXEC);
  for (guint i = 0; i < G_N_ELEMENTS (socket_options); i++)
    setsockopt (fd, socket_options[i].level, socket_options[i].option, &socket_options[i].value, sizeof (int));
  setsockopt (fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &user_timeout, sizeof user_timeout);

  self->klass = &socket_class;
  self->terms = *terms;
  self->fd = fd;
  return self;
}

/**
 * waybill_net_stream_abandon:
 * @self: a stream
 *
 * What is sent and read no more shall end at once: closing it resets the connection (RFC 9293 §3.10.4) instead of ending it
 * in order, so that the peer does not take a part for the whole, nor writes on to nobody.
 */
void
waybill_net_stream_abandon (WaybillNetStream *self)
{
  static const struct linger at_once = { .l_onoff = 1, .l_linger = 0 };

  setsockopt (self->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

/**
 * waybill_net_stream_free:
 * @self: (transfer full) (nullable): a stream
 *
 * Closes the descriptor without any farewell; see [func@net_stream_finish] for the orderly end.
 */
void
waybill_net_stream_free (WaybillNetStream *self)
{
  if (self != NULL)
    self->klass->free (self);
}

/**
 * waybill_net_stream_try_read:
 * @self: a stream
 * @buffer: (array length=length) (out caller-allocates): where to
 * @length: how much at most, at least 1
 * @done: (out): how many bytes came; meaningful with `DONE` only
 * @error: return location, for `FAILED`
 *
 * Reads what is there now.
 *
 * Returns: any [enum@WaybillNetIo]
 */
WaybillNetIo
waybill_net_stream_try_read (WaybillNetStream *self, void *buffer, gsize length, gsize *done, GError **error)
{
  *done = 0;
  return self->klass->try_read (self, buffer, length, done, error);
}

/**
 * waybill_net_stream_try_write:
 * @self: a stream
 * @data: (array length=length): what
 * @length: how much, at least 1
 * @done: (out): how many bytes went; meaningful with `DONE` only
 * @error: return location, for `FAILED`
 *
 * Writes what can go now. After a `WANT_…` the same bytes must be offered again (a TLS record may be half sent).
 *
 * Returns: `DONE`, `WANT_READ`, `WANT_WRITE` or `FAILED`
 */
WaybillNetIo
waybill_net_stream_try_write (WaybillNetStream *self, const void *data, gsize length, gsize *done, GError **error)
{
  *done = 0;
  return self->klass->try_write (self, data, length, done, error);
}

/**
 * waybill_net_stream_wait:
 * @self: a stream
 * @wanted: what a try returned: `WANT_READ` or `WANT_WRITE`
 * @latest: when to give up all the same, in ticks of [func@base_clock_ticks]; 0: after the terms' silence
 * @cancellable: (nullable): ends the wait
 * @error: return location
 *
 * Waits until a try is worth while again. A watch is looked at before each sleep too: what came with its last words may lie
 * in a buffer, where no descriptor tells of it. What stirs there is no word on this stream, and does not prolong the wait.
 * What already lies on this stream was sent before the watch's refusal, so it is read first; the next wait is refused then.
 *
 * Returns: %FALSE with the errors of [func@net_wait], or what the watch set
 */
gboolean
waybill_net_stream_wait (
    WaybillNetStream *self, WaybillNetIo wanted, gint64 latest, GCancellable *cancellable, GError **error)
{
  GPollFD fds[2] = { { self->fd, wanted == WAYBILL_NET_IO_WANT_WRITE ? G_IO_OUT : G_IO_IN, 0 }, { -1, G_IO_IN, 0 } };
  gint64 deadline = waybill_base_clock_ticks () + self->terms.silence;
  g_autoptr (GError) refusal = NULL;

  if (latest != 0)
    deadline = MIN (deadline, latest);
  while (fds[0].revents == 0)
    {
      if (self->watch != NULL && self->watch->fd >= 0 && !self->watch->look (self->watch, &refusal))
        {
          if (wanted == WAYBILL_NET_IO_WANT_READ && waybill_net_is_ready (self->fd, G_IO_IN))
            return TRUE;
          g_propagate_error (error, g_steal_pointer (&refusal));
          return FALSE;
        }
      fds[1].fd = self->watch != NULL ? self->watch->fd : -1;
      if (!waybill_net_wait (&self->terms, fds, fds[1].fd >= 0 ? 2 : 1, deadline, cancellable, error))
        return FALSE;
      if (fds[0].revents == 0 && waybill_base_clock_ticks () >= deadline)
        return waybill_net_set_timed_out (error);
    }
  return TRUE;
}

/**
 * waybill_net_stream_get_patience:
 * @self: a stream
 *
 * Half a TLS record is a sign of life and no byte of text: a peer that drips them never is silent. So whoever waits for the
 * next byte, or for a place for it, waits four silences at most.
 *
 * Returns: when to give up waiting for what is waited for from now on, in ticks of [func@base_clock_ticks]
 */
gint64
waybill_net_stream_get_patience (WaybillNetStream *self)
{
  return waybill_base_clock_ticks () + MOST_SILENCES * self->terms.silence;
}

static gboolean
is_wait (WaybillNetIo io)
{
  return io == WAYBILL_NET_IO_WANT_READ || io == WAYBILL_NET_IO_WANT_WRITE;
}

static WaybillNetIo
read_until (WaybillNetStream *self,
            void *buffer,
            gsize length,
            gsize *done,
            gint64 latest,
            GCancellable *cancellable,
            GError **error)
{
  WaybillNetIo io;

  while (is_wait (io = waybill_net_stream_try_read (self, buffer, length, done, error)))
    if (!waybill_net_stream_wait (self, io, latest, cancellable, error))
      return WAYBILL_NET_IO_FAILED;
  return io;
}

/**
 * waybill_net_stream_read:
 * @self: a stream
 * @buffer: (array length=length) (out caller-allocates): where to
 * @length: how much at most
 * @done: (out): how many bytes came
 * @cancellable: (nullable): ends the wait
 * @error: return location, for `FAILED`
 *
 * Waits until there is something to read, and reads it.
 *
 * Returns: `DONE`, `END`, `CUT` or `FAILED`
 */
WaybillNetIo
waybill_net_stream_read (
    WaybillNetStream *self, void *buffer, gsize length, gsize *done, GCancellable *cancellable, GError **error)
{
  return read_until (self, buffer, length, done, waybill_net_stream_get_patience (self), cancellable, error);
}

/**
 * waybill_net_stream_write:
 * @self: a stream
 * @data: (array length=length): what
 * @length: how much
 * @cancellable: (nullable): ends the wait
 * @error: return location
 *
 * Writes everything.
 *
 * Returns: %FALSE with an error
 */
gboolean
waybill_net_stream_write (WaybillNetStream *self, const void *data, gsize length, GCancellable *cancellable, GError **error)
{
  const char *at = data;
  gint64 latest = waybill_net_stream_get_patience (self);

  while (length > 0)
    {
      gsize done;
      WaybillNetIo io = waybill_net_stream_try_write (self, at, length, &done, error);

      if (is_wait (io) && waybill_net_stream_wait (self, io, latest, cancellable, error))
        continue;
      if (io != WAYBILL_NET_IO_DONE)
        return FALSE;
      latest = waybill_net_stream_get_patience (self);
      at += done;
      length -= done;
    }
  return TRUE;
}

/**
 * waybill_net_stream_finish:
 * @self: a stream
 * @cancellable: (nullable): ends the wait
 * @error: return location, for `FAILED`
 *
 * Ends in order: farewell, end of sending, then reading until the peer ends too. Closing with the peer's bytes unread (TLS
 * 1.3 tickets) would make the kernel answer with a reset, which throws away the tail of an upload. Bounded in bytes and in
 * time: a peer may trickle.
 *
 * Returns: `END`, `CUT` (the peer ended without its farewell) or `FAILED`
 */
WaybillNetIo
waybill_net_stream_finish (WaybillNetStream *self, GCancellable *cancellable, GError **error)
{
  char thrown_away[16384];
  gint64 deadline = waybill_base_clock_ticks () + self->terms.silence;
  gsize total = 0;
  gsize done;
  WaybillNetIo io;

  while (is_wait (io = self->klass->try_finish (self, error)))
    if (!waybill_net_stream_wait (self, io, deadline, cancellable, error))
      return WAYBILL_NET_IO_FAILED;
  if (io == WAYBILL_NET_IO_FAILED)
    return io;

  while ((io = read_until (self, thrown_away, sizeof thrown_away, &done, deadline, cancellable, error))
         == WAYBILL_NET_IO_DONE)
    {
      total += done;
      if (total <= DRAIN_BOUND && waybill_base_clock_ticks () <= deadline)
        continue;
      if (total <= DRAIN_BOUND)
        waybill_net_set_timed_out (error);
      else
        g_set_error_literal (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_FAILED, "The peer goes on sending after the end");
      return WAYBILL_NET_IO_FAILED;
    }
  return io;
}

static char *
dup_address (const struct sockaddr_storage *storage, guint16 *port)
{
  char text[INET6_ADDRSTRLEN] = "";

  if (storage->ss_family == AF_INET6)
    {
      const struct sockaddr_in6 *six = (const void *) storage;

      inet_ntop (AF_INET6, &six->sin6_addr, text, sizeof text);
      *port = ntohs (six->sin6_port);
    }
  else
    {
      const struct sockaddr_in *four = (const void *) storage;

      inet_ntop (AF_INET, &four->sin_addr, text, sizeof text);
      *port = ntohs (four->sin_port);
    }
  return g_strdup (text);
}

/**
 * waybill_net_stream_dup_peer:
 * @self: a stream
 *
 * Returns: (transfer full): the peer's numeric address without port; "" when it is gone
 */
char *
waybill_net_stream_dup_peer (WaybillNetStream *self)
{
  struct sockaddr_storage storage = { 0 };
  socklen_t length = sizeof storage;
  guint16 port;

  if (getpeername (self->fd, (struct sockaddr *) &storage, &length) != 0)
    return g_strdup ("");
  return dup_address (&storage, &port);
}

/**
 * waybill_net_stream_dup_local:
 * @self: a stream
 * @port: (out): our port
 *
 * Returns: (transfer full): our numeric address without port
 */
char *
waybill_net_stream_dup_local (WaybillNetStream *self, guint16 *port)
{
  struct sockaddr_storage storage = { 0 };
  socklen_t length = sizeof storage;

  *port = 0;
  if (getsockname (self->fd, (struct sockaddr *) &storage, &length) != 0)
    return g_strdup ("");
  return dup_address (&storage, port);
}
