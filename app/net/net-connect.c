/* From a host name and a port to a connected stream: looks the name up (in a helper thread, so that it can be cancelled),
 * then tries its addresses in turn. No proxy yet; no TLS. */
#include "net-connect.h"

#include "base-thread.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

/* One question to the resolver. getaddrinfo cannot be cancelled: whoever lets go last frees it. */
typedef struct
{
  WaybillBaseRef ref;
  char *host;
  int done;    /* eventfd: written when the answer is there */
  int failure; /* of getaddrinfo */
  GPtrArray *addresses;
} Lookup;

static void
lookup_unref (Lookup *self)
{
  if (!waybill_base_ref_drop (&self->ref))
    return;

  close (self->done);
  g_ptr_array_unref (self->addresses);
  g_free (self->host);
  g_free (self);
}

static void
lookup_in_helper_thread (gpointer data)
{
  Lookup *self = data;
  struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_ADDRCONFIG };
  struct addrinfo *found = NULL;
  guint64 one = 1;

  self->failure = getaddrinfo (self->host, NULL, &hints, &found);
  for (struct addrinfo *at = found; at != NULL; at = at->ai_next)
    {
      char text[INET6_ADDRSTRLEN + 20];

      if (getnameinfo (at->ai_addr, at->ai_addrlen, text, sizeof text, NULL, 0, NI_NUMERICHOST) == 0)
        g_ptr_array_add (self->addresses, g_strdup (text));
    }
  if (found != NULL)
    freeaddrinfo (found);

  if (write (self->done, &one, sizeof one) != sizeof one)
    g_debug ("The resolver's answer was not taken");
  lookup_unref (self);
}

static Lookup *
lookup_start (const char *host)
{
  Lookup *self = g_new0 (Lookup, 1);

  waybill_base_ref_init (&self->ref);
  self->host = g_strdup (host);
  self->addresses = g_ptr_array_new_with_free_func (g_free);
  self->done = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  waybill_base_ref_take (&self->ref);
  waybill_base_thread_detach ("resolver", lookup_in_helper_thread, self);
  return self;
}

static GPtrArray *
take_answer (Lookup *self, GError **error)
{
  guint64 counted;

  /* Reading is what makes the helper's writes visible here, also to the thread sanitizer. */
  if (read (self->done, &counted, sizeof counted) == sizeof counted && self->addresses->len > 0)
    return g_ptr_array_ref (self->addresses);

  if (self->failure == EAI_AGAIN)
    g_set_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_HOST_NOT_FOUND, "No name server answered for %s", self->host);
  else
    g_set_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_HOST_NOT_FOUND, "There is no address for %s", self->host);
  return NULL;
}

static gboolean
is_numeric (const char *host)
{
  guint8 address[16];

  return inet_pton (AF_INET, host, address) == 1 || inet_pton (AF_INET6, host, address) == 1;
}

/**
 * waybill_net_connect_resolve:
 * @host: a name or a numeric address
 * @terms: how to wait
 * @cancellable: (nullable): ends the wait; the helper thread then ends by itself
 * @error: return location
 *
 * Looks up a host, in the order in which the system would try its addresses (RFC 6724).
 *
 * Returns: (transfer full) (element-type utf8) (nullable): numeric addresses, at least one; else
 *   `WAYBILL_NET_ERROR_HOST_NOT_FOUND` or an error of [func@net_wait]
 */
GPtrArray *
waybill_net_connect_resolve (const char *host, const WaybillNetTerms *terms, GCancellable *cancellable, GError **error)
{
  GPollFD fd = { -1, G_IO_IN, 0 };
  GPtrArray *addresses = NULL;
  Lookup *lookup;

  if (is_numeric (host))
    {
      addresses = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (addresses, g_strdup (host));
      return addresses;
    }

  lookup = lookup_start (host);
  fd.fd = lookup->done;
  if (waybill_net_wait (terms, &fd, 1, 0, cancellable, error))
    addresses = take_answer (lookup, error);
  lookup_unref (lookup);
  return addresses;
}

static gboolean
fill_address (const char *text, guint16 port, struct sockaddr_storage *storage, socklen_t *length, GError **error)
{
  struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST };
  struct addrinfo *found = NULL;

  if (getaddrinfo (text, NULL, &hints, &found) != 0)
    {
      g_set_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_HOST_NOT_FOUND, "%s is not an address", text);
      return FALSE;
    }
  memcpy (storage, found->ai_addr, found->ai_addrlen);
  *length = found->ai_addrlen;
  freeaddrinfo (found);
  if (storage->ss_family == AF_INET6)
    ((struct sockaddr_in6 *) storage)->sin6_port = htons (port);
  else
    ((struct sockaddr_in *) storage)->sin_port = htons (port);
  return TRUE;
}

static gboolean
finish_connect (int fd, const WaybillNetTerms *terms, GCancellable *cancellable, GError **error)
{
  GPollFD wait = { fd, G_IO_OUT, 0 };
  int failure = 0;
  socklen_t length = sizeof failure;

  if (!waybill_net_wait (terms, &wait, 1, 0, cancellable, error))
    return FALSE;
  if (getsockopt (fd, SOL_SOCKET, SO_ERROR, &failure, &length) == 0 && failure == 0)
    return TRUE;
  waybill_net_set_error_errno (error, failure);
  return FALSE;
}

/**
 * waybill_net_connect_address:
 * @address: a numeric address
 * @port: a port
 * @terms: how to wait
 * @cancellable: (nullable): ends the wait
 * @error: return location
 *
 * Connects to one address.
 *
 * Returns: (transfer full) (nullable): a stream, or `WAYBILL_NET_ERROR_REFUSED`, `UNREACHABLE`, `TIMED_OUT`,
 *   `G_IO_ERROR_CANCELLED`
 */
WaybillNetStream *
waybill_net_connect_address (
    const char *address, guint16 port, const WaybillNetTerms *terms, GCancellable *cancellable, GError **error)
{
  struct sockaddr_storage storage = { 0 };
  socklen_t length;
  int fd;

  if (!fill_address (address, port, &storage, &length, error))
    return NULL;

  fd = socket (storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0)
    {
      waybill_net_set_error_errno (error, errno);
      return NULL;
    }
  if (connect (fd, (struct sockaddr *) &storage, length) != 0 && errno != EINPROGRESS)
    {
      waybill_net_set_error_errno (error, errno);
      close (fd);
      return NULL;
    }
  if (!finish_connect (fd, terms, cancellable, error))
    {
      close (fd);
      return NULL;
    }
  return waybill_net_stream_new_socket (fd, terms);
}

/**
 * waybill_net_connect:
 * @host: a name or a numeric address
 * @port: a port
 * @terms: how to wait; each address gets the whole of it
 * @cancellable: (nullable): ends the wait
 * @error: return location
 *
 * Looks @host up and connects to the first of its addresses that answers.
 *
 * Returns: (transfer full) (nullable): a stream, or the error of the last address tried
 */
WaybillNetStream *
waybill_net_connect (const char *host, guint16 port, const WaybillNetTerms *terms, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) addresses = waybill_net_connect_resolve (host, terms, cancellable, error);

  for (guint i = 0; addresses != NULL && i < addresses->len; i++)
    {
      g_autoptr (GError) failure = NULL;
      WaybillNetStream *stream = waybill_net_connect_address (addresses->pdata[i], port, terms, cancellable, &failure);
      gboolean last = i + 1 == addresses->len || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED);

      if (stream != NULL)
        return stream;
      if (last)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
    }
  return NULL;
}
