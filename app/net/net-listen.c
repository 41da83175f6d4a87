/* A listening socket on one address (the practice partner and scripted peers: loopback). Accepts one stream at a time. */
#include "net-listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#define BACKLOG 64

struct _WaybillNetListener
{
  int fd;
  guint16 port;
};

static int
open_listening (struct sockaddr_in *address, socklen_t *length)
{
  int on = 1;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

  if (fd < 0)
    return -1;
  setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind (fd, (struct sockaddr *) address, *length) == 0 && listen (fd, BACKLOG) == 0
      && getsockname (fd, (struct sockaddr *) address, length) == 0)
    return fd;
  close (fd);
  return -1;
}

/**
 * waybill_net_listener_new:
 * @address: a numeric IPv4 address to listen on
 * @port: a port, or 0 for one that the kernel chooses
 * @error: return location
 *
 * Listens.
 *
 * Returns: (transfer full) (nullable): a listener; else `WAYBILL_NET_ERROR_FAILED` when the port is taken or forbidden
 */
WaybillNetListener *
waybill_net_listener_new (const char *address, guint16 port, GError **error)
{
  struct sockaddr_in four = { .sin_family = AF_INET, .sin_port = htons (port) };
  socklen_t length = sizeof four;
  WaybillNetListener *self;
  int fd;

  if (inet_pton (AF_INET, address, &four.sin_addr) != 1)
    {
      g_set_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_FAILED, "%s is not an address", address);
      return NULL;
    }
  fd = open_listening (&four, &length);
  if (fd < 0)
    {
      g_set_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_FAILED, "Port %u cannot be listened on: %s", port,
                   g_strerror (errno));
      return NULL;
    }

  self = g_new0 (WaybillNetListener, 1);
  self->fd = fd;
  self->port = ntohs (four.sin_port);
  return self;
}

/**
 * waybill_net_listener_get_port:
 * @self: a listener
 *
 * Returns: the port it listens on
 */
guint16
waybill_net_listener_get_port (WaybillNetListener *self)
{
  return self->port;
}

/**
 * waybill_net_listener_accept:
 * @self: a listener
 * @terms: how to wait, and how the stream shall
 * @cancellable: (nullable): ends the wait
 * @error: return location
 *
 * Waits for the next connection.
 *
 * Returns: (transfer full) (nullable): a stream, or an error of [func@net_wait]
 */
WaybillNetStream *
waybill_net_listener_accept (WaybillNetListener *self,
                             const WaybillNetTerms *terms,
                             GCancellable *cancellable,
                             GError **error)
{
  int fd;

  while ((fd = accept4 (self->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK)) < 0)
    {
      GPollFD wait = { self->fd, G_IO_IN, 0 };

      if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR && errno != ECONNABORTED)
        {
          waybill_net_set_error_errno (error, errno);
          return NULL;
        }
      if (!waybill_net_wait (terms, &wait, 1, 0, cancellable, error))
        return NULL;
    }
  return waybill_net_stream_new_socket (fd, terms);
}

/**
 * waybill_net_listener_free:
 * @self: (transfer full) (nullable): a listener
 *
 * Stops listening.
 */
void
waybill_net_listener_free (WaybillNetListener *self)
{
  if (self == NULL)
    return;

  close (self->fd);
  g_free (self);
}
