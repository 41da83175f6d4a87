/* A listening socket on one address. The practice partner and scripted peers listen for anybody on loopback; an engine in
 * active mode listens for the one server that it is connected to. */
#include "net-listen.h"

#include "base-clock.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BACKLOG 64
#define MOST_STRANGERS 64 /* turned away in one wait: more is an attack */

typedef union
{
  struct sockaddr any;
  struct sockaddr_in four;
  struct sockaddr_in6 six;
} Address;

struct _WaybillNetListener
{
  int fd;
  guint16 port;
  gboolean is_strict;
  struct in6_addr expected; /* where it is strict: the only one that may call */
  WaybillNetWatch *watch;   /* (nullable) lent */
};

static socklen_t
get_length (const Address *address)
{
  return address->any.sa_family == AF_INET6 ? sizeof address->six : sizeof address->four;
}

static void
set_port (Address *address, guint16 port)
{
  if (address->any.sa_family == AF_INET6)
    address->six.sin6_port = htons (port);
  else
    address->four.sin_port = htons (port);
}

static guint16
get_port (const Address *address)
{
  return ntohs (address->any.sa_family == AF_INET6 ? address->six.sin6_port : address->four.sin_port);
}

/* As an IPv6 address, so that 192.0.2.1 and ::ffff:192.0.2.1 are the same. */
static struct in6_addr
unify (const Address *address)
{
  struct in6_addr unified = IN6ADDR_ANY_INIT;

  if (address->any.sa_family == AF_INET6)
    return address->six.sin6_addr;
  unified.s6_addr[10] = unified.s6_addr[11] = 0xff;
  memcpy (&unified.s6_addr[12], &address->four.sin_addr, 4);
  return unified;
}

static int
open_listening (Address *address)
{
  int on = 1;
  int fd = socket (address->any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  socklen_t length = get_length (address);
  int failure;

  if (fd < 0)
    return -1;
  setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind (fd, &address->any, length) == 0 && listen (fd, BACKLOG) == 0 && getsockname (fd, &address->any, &length) == 0)
    return fd;
  failure = errno;
  close (fd);
  errno = failure;
  return -1;
}

/* errno tells why there is no descriptor. */
static WaybillNetListener *
listener_wrap (int fd, const Address *address, guint16 port, GError **error)
{
  WaybillNetListener *self;

  if (fd < 0)
    {
      g_set_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_FAILED, "Port %u cannot be listened on: %s", port,
                   g_strerror (errno));
      return NULL;
    }
  self = g_new0 (WaybillNetListener, 1);
  self->fd = fd;
  self->port = get_port (address);
  return self;
}

/**
 * waybill_net_listener_new:
 * @address: a numeric address to listen on, IPv4 or IPv6
 * @port: a port, or 0 for one that the kernel chooses
 * @error: return location
 *
 * Listens for anybody.
 *
 * Returns: (transfer full) (nullable): a listener; else `WAYBILL_NET_ERROR_FAILED` when the port is taken or forbidden
 */
WaybillNetListener *
waybill_net_listener_new (const char *address, guint16 port, GError **error)
{
  Address own = { 0 };

  if (inet_pton (AF_INET, address, &own.four.sin_addr) == 1)
    own.any.sa_family = AF_INET;
  else if (inet_pton (AF_INET6, address, &own.six.sin6_addr) == 1)
    own.any.sa_family = AF_INET6;
  else
    {
      g_set_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_FAILED, "%s is not an address", address);
      return NULL;
    }
  set_port (&own, port);
  return listener_wrap (open_listening (&own), &own, port, error);
}

/* Each port of the range once, from a random one on: a port that can be guessed can be stolen (RFC 2577 §8). */
static int
open_in_range (Address *address, guint16 lowest, guint16 highest)
{
  guint n_ports = (guint) highest - lowest + 1;
  guint first = g_random_int_range (0, (gint32) n_ports);
  int fd = -1;

  for (guint i = 0; fd < 0 && i < n_ports; i++)
    {
      set_port (address, (guint16) (lowest + (first + i) % n_ports));
      fd = open_listening (address);
    }
  return fd;
}

/**
 * waybill_net_listener_new_for:
 * @control: a connected stream, plain or with TLS
 * @proxy: (nullable): the proxy that @control goes through
 * @lowest: the lowest port that may be used; 0: the kernel chooses one
 * @highest: the highest, not below @lowest
 * @error: return location
 *
 * For active mode (RFC 959 §3.2, RFC 2428 §2): listens on the address that @control has on our side, of whichever family,
 * and takes calls from the address of @control's peer alone (RFC 2577 §2 and §8: others could steal or forge the data).
 *
 * Returns: (transfer full) (nullable): a listener; else `WAYBILL_NET_ERROR_PROXY_ACTIVE` (through a proxy nobody can call
 *   back), `WAYBILL_NET_ERROR_FAILED` (no port of the range is free) or `WAYBILL_NET_ERROR_LOST` (@control has ended)
 */
WaybillNetListener *
waybill_net_listener_new_for (
    WaybillNetStream *control, const WaybillNetProxy *proxy, guint16 lowest, guint16 highest, GError **error)
{
  Address own = { 0 }, theirs = { 0 };
  socklen_t own_length = sizeof own, their_length = sizeof theirs;
  WaybillNetListener *self;

  g_return_val_if_fail (lowest <= highest, NULL);

  if (waybill_net_proxy_is_used (proxy))
    {
      g_set_error_literal (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_PROXY_ACTIVE,
                           "Active mode does not work through a proxy: the server cannot call back");
      return NULL;
    }
  if (getsockname (control->fd, &own.any, &own_length) != 0 || getpeername (control->fd, &theirs.any, &their_length) != 0)
    {
      waybill_net_set_error_errno (error, errno);
      return NULL;
    }
  set_port (&own, 0);
  self = listener_wrap (lowest == 0 ? open_listening (&own) : open_in_range (&own, lowest, highest), &own, highest, error);
  if (self == NULL)
    return NULL;
  self->is_strict = TRUE;
  self->expected = unify (&theirs);
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
 * waybill_net_listener_set_watch:
 * @self: a listener
 * @watch: (nullable): lent until it is set anew or @self is freed
 *
 * What else an accept looks at: in active mode the control channel, where a server says why it will not call (425).
 */
void
waybill_net_listener_set_watch (WaybillNetListener *self, WaybillNetWatch *watch)
{
  self->watch = watch;
}

static gboolean
listener_knows (WaybillNetListener *self, const Address *caller)
{
  struct in6_addr unified = unify (caller);

  return !self->is_strict || memcmp (&unified, &self->expected, sizeof unified) == 0;
}

/* A descriptor, -1 with an error, or -1 without one where nobody is there yet. */
static int
listener_try_accept (WaybillNetListener *self, guint *n_strangers, GError **error)
{
  while (TRUE)
    {
      Address caller = { 0 };
      socklen_t length = sizeof caller;
      int fd = accept4 (self->fd, &caller.any, &length, SOCK_CLOEXEC | SOCK_NONBLOCK);

      if (fd >= 0 && listener_knows (self, &caller))
        return fd;
      if (fd < 0)
        {
          if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR && errno != ECONNABORTED)
            waybill_net_set_error_errno (error, errno);
          return -1;
        }
      close (fd);
      g_debug ("A stranger called on the data port and was turned away");
      if (++*n_strangers == MOST_STRANGERS)
        {
          g_set_error_literal (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_FAILED,
                               "Too many strangers called on the data port");
          return -1;
        }
    }
}

static gboolean
listener_wait (
    WaybillNetListener *self, const WaybillNetTerms *terms, gint64 deadline, GCancellable *cancellable, GError **error)
{
  GPollFD fds[2] = { { self->fd, G_IO_IN, 0 }, { -1, G_IO_IN, 0 } };

  if (self->watch != NULL && self->watch->fd >= 0 && !self->watch->look (self->watch, error))
    return FALSE;
  fds[1].fd = self->watch != NULL ? self->watch->fd : -1;
  return waybill_net_wait (terms, fds, fds[1].fd >= 0 ? 2 : 1, deadline, cancellable, error);
}

/**
 * waybill_net_listener_accept:
 * @self: a listener
 * @terms: how to wait, and how the stream shall
 * @cancellable: (nullable): ends the wait
 * @error: return location
 *
 * Waits for the next connection, for @terms' silence in all. One of [func@net_listener_new_for] closes the connections of
 * strangers at once and goes on waiting: who wants to disturb a transfer must not be able to end it with one call.
 *
 * Returns: (transfer full) (nullable): a stream, or an error of [func@net_wait] or of the watch;
 *   `WAYBILL_NET_ERROR_FAILED` after very many strangers
 */
WaybillNetStream *
waybill_net_listener_accept (WaybillNetListener *self,
                             const WaybillNetTerms *terms,
                             GCancellable *cancellable,
                             GError **error)
{
  gint64 deadline = waybill_base_clock_ticks () + terms->silence;
  guint n_strangers = 0;
  int fd;

  while (TRUE)
    {
      GError *failure = NULL;

      fd = listener_try_accept (self, &n_strangers, &failure);
      if (fd >= 0)
        return waybill_net_stream_new_socket (fd, terms);
      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return NULL;
        }
      if (!listener_wait (self, terms, deadline, cancellable, error))
        return NULL;
    }
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
