/* From a host name and a port to a connected stream: looks the name up (in a helper thread, so that it can be cancelled),
 * then lets its addresses race. No proxy; no TLS. */
#include "net-connect.h"

#include "base-clock.h"
#include "base-thread.h"
#include "net-race.h"

#include <arpa/inet.h>
#include <netdb.h>
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
 *   `HOST_NOT_FOUND` (it is no address), `G_IO_ERROR_CANCELLED`
 */
WaybillNetStream *
waybill_net_connect_address (
    const char *address, guint16 port, const WaybillNetTerms *terms, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new ();

  g_ptr_array_add (addresses, (char *) address);
  return waybill_net_race (addresses, port, terms, NULL, cancellable, error);
}

/**
 * waybill_net_report_clear:
 * @self: a report
 *
 * Frees what it holds.
 */
void
waybill_net_report_clear (WaybillNetReport *self)
{
  g_clear_pointer (&self->address, g_free);
}

/**
 * waybill_net_connect:
 * @host: a name or a numeric address
 * @port: a port
 * @terms: how to wait; its silence is the time for the name, and once more for the race of its addresses
 * @report: (nullable): a zeroed report; told how far it came, and how long that took
 * @cancellable: (nullable): ends the wait
 * @error: return location
 *
 * Looks @host up and connects to the first of its addresses that answers; see [func@net_race].
 *
 * Returns: (transfer full) (nullable): a stream; else an error of [func@net_connect_resolve] or of [func@net_race]
 */
WaybillNetStream *
waybill_net_connect (const char *host,
                     guint16 port,
                     const WaybillNetTerms *terms,
                     WaybillNetReport *report,
                     GCancellable *cancellable,
                     GError **error)
{
  WaybillNetReport unread = { 0 };
  g_autoptr (GPtrArray) addresses = NULL;
  g_autoptr (GPtrArray) ordered = NULL;
  gint64 begun = waybill_base_clock_ticks ();
  WaybillNetStream *stream;

  if (report == NULL)
    report = &unread;
  report->name_time = report->reach_time = -1;
  addresses = waybill_net_connect_resolve (host, terms, cancellable, error);
  if (addresses == NULL)
    return NULL;
  report->name_time = waybill_base_clock_ticks () - begun;

  ordered = waybill_net_race_order (addresses);
  stream = waybill_net_race (ordered, port, terms, &report->address, cancellable, error);
  if (stream != NULL)
    report->reach_time = waybill_base_clock_ticks () - begun - report->name_time;
  waybill_net_report_clear (&unread);
  return stream;
}
