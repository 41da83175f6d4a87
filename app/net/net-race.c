/* Several addresses of one host, tried as RFC 8305 (Happy Eyeballs) says: the first that answers wins, the others are
 * closed. It looks no name up and knows no proxy. */
#include "net-race.h"

#include "base-clock.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct
{
  int fd;
  guint which; /* of the addresses */
  gint64 begun;
} Attempt;

/* The attempts that run stand in the order of their beginning. */
typedef struct
{
  GPtrArray *addresses;
  guint16 port;
  guint next; /* of the addresses */
  Attempt attempts[WAYBILL_NET_RACE_MOST];
  guint n_attempts;
  gint64 next_start;
  gint64 share; /* how long an attempt may keep its place while others wait for one */
  gint64 end;
  GError *told; /* (nullable) the most telling failure so far */
  guint told_of;
} Race;

static gboolean
is_six (const char *address)
{
  return strchr (address, ':') != NULL;
}

/**
 * waybill_net_race_order:
 * @addresses: (element-type utf8): numeric addresses, as the system sorted them (RFC 6724)
 *
 * Lets the families alternate, so that one that leads nowhere costs one delay and not one for each of its addresses (RFC
 * 8305 §4). The family of the first address leads: IPv6 wherever this computer has a way for it, unless its administrator
 * said otherwise (gai.conf). Within a family the order stays. No more than `WAYBILL_NET_RACE_ADDRESSES` are kept: a name
 * server decides how many there are.
 *
 * Returns: (transfer full) (element-type utf8): the addresses in the order in which they are to be tried
 */
GPtrArray *
waybill_net_race_order (GPtrArray *addresses)
{
  GPtrArray *ordered = g_ptr_array_new_with_free_func (g_free);
  gboolean six = addresses->len > 0 && is_six (addresses->pdata[0]);
  guint at[2] = { 0, 0 }; /* in each family */

  while (ordered->len < MIN (addresses->len, WAYBILL_NET_RACE_ADDRESSES))
    {
      guint *next = &at[six];

      while (*next < addresses->len && is_six (addresses->pdata[*next]) != six)
        ++*next;
      if (*next < addresses->len)
        g_ptr_array_add (ordered, g_strdup (addresses->pdata[(*next)++]));
      six = !six;
    }
  return ordered;
}

/* Of two failures the one that tells more of the host: that it answered, that it was silent, that there is no way to it. */
static guint
get_telling (const GError *failure)
{
  static const WaybillNetError by_weight[]
      = { WAYBILL_NET_ERROR_HOST_NOT_FOUND, WAYBILL_NET_ERROR_UNREACHABLE, WAYBILL_NET_ERROR_FAILED,
          WAYBILL_NET_ERROR_LOST,           WAYBILL_NET_ERROR_TIMED_OUT,   WAYBILL_NET_ERROR_REFUSED };

  for (guint i = 0; i < G_N_ELEMENTS (by_weight); i++)
    if (g_error_matches (failure, WAYBILL_NET_ERROR, (int) by_weight[i]))
      return i;
  return 0;
}

static void
race_note_failure (Race *self, guint which, GError *failure)
{
  if (self->told != NULL && get_telling (self->told) >= get_telling (failure))
    {
      g_error_free (failure);
      return;
    }
  g_clear_error (&self->told);
  self->told = failure;
  self->told_of = which;
}

static void
race_note_errno (Race *self, guint which, int number)
{
  GError *failure = NULL;

  waybill_net_set_error_errno (&failure, number);
  race_note_failure (self, which, failure);
}

static void
race_note_silence (Race *self, guint which)
{
  race_note_failure (self, which,
                     g_error_new_literal (WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_TIMED_OUT,
                                          "Nobody answered the connection in time"));
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

/* Begins to connect to the next address. One that fails at once is noted, and makes way for the one after it. */
static void
race_start_next (Race *self)
{
  struct sockaddr_storage storage = { 0 };
  socklen_t length;
  guint which = self->next++;
  GError *failure = NULL;
  int fd;

  self->next_start = waybill_base_clock_ticks ();
  if (!fill_address (self->addresses->pdata[which], self->port, &storage, &length, &failure))
    {
      race_note_failure (self, which, failure);
      return;
    }
  fd = socket (storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0 || (connect (fd, (struct sockaddr *) &storage, length) != 0 && errno != EINPROGRESS && errno != EINTR))
    {
      race_note_errno (self, which, errno);
      if (fd >= 0)
        close (fd);
      return;
    }
  self->attempts[self->n_attempts++] = (Attempt){ fd, which, self->next_start };
  self->next_start += WAYBILL_NET_RACE_DELAY;
}

static void
race_start_due (Race *self)
{
  while (self->next < self->addresses->len && self->n_attempts < WAYBILL_NET_RACE_MOST
         && (self->n_attempts == 0 || waybill_base_clock_ticks () >= self->next_start))
    race_start_next (self);
}

static int
race_take_attempt (Race *self, guint at)
{
  int fd = self->attempts[at].fd;

  self->n_attempts--;
  memmove (&self->attempts[at], &self->attempts[at + 1], (self->n_attempts - at) * sizeof (Attempt));
  return fd;
}

/* Time has passed: the race is over, or the oldest attempt gives up its place. */
static void
race_take_time (Race *self)
{
  gint64 now = waybill_base_clock_ticks ();

  while (now >= self->end && self->n_attempts > 0)
    {
      race_note_silence (self, self->attempts[0].which);
      close (race_take_attempt (self, 0));
      self->next = self->addresses->len;
    }
  if (self->n_attempts == WAYBILL_NET_RACE_MOST && self->next < self->addresses->len
      && now >= self->attempts[0].begun + self->share)
    {
      race_note_silence (self, self->attempts[0].which);
      close (race_take_attempt (self, 0));
    }
}

static gint64
race_get_deadline (const Race *self)
{
  if (self->next == self->addresses->len)
    return self->end;
  if (self->n_attempts < WAYBILL_NET_RACE_MOST)
    return MIN (self->end, self->next_start);
  return MIN (self->end, self->attempts[0].begun + self->share);
}

/* The descriptor of the earliest attempt that came through, or -1. */
static int
race_look (Race *self, const GPollFD *fds)
{
  int failures[WAYBILL_NET_RACE_MOST] = { 0 };

  for (guint i = 0; i < self->n_attempts; i++)
    {
      socklen_t length = sizeof failures[i];

      if (fds[i].revents == 0)
        continue;
      if (getsockopt (fds[i].fd, SOL_SOCKET, SO_ERROR, &failures[i], &length) != 0)
        failures[i] = errno;
      if (failures[i] == 0)
        {
          self->told_of = self->attempts[i].which;
          return race_take_attempt (self, i);
        }
      race_note_errno (self, self->attempts[i].which, failures[i]);
    }
  for (guint i = self->n_attempts; i > 0; i--)
    if (failures[i - 1] != 0)
      {
        close (race_take_attempt (self, i - 1));
        self->next_start = waybill_base_clock_ticks ();
      }
  return -1;
}

/* FALSE: somebody broke the wait. That our own deadline passed is no failure. */
static gboolean
race_wait (Race *self, GPollFD *fds, const WaybillNetTerms *terms, GCancellable *cancellable, GError **error)
{
  gint64 deadline = race_get_deadline (self);
  g_autoptr (GError) failure = NULL;

  for (guint i = 0; i < self->n_attempts; i++)
    fds[i] = (GPollFD){ self->attempts[i].fd, G_IO_OUT, 0 };
  if (waybill_net_wait (terms, fds, self->n_attempts, deadline, cancellable, &failure))
    return TRUE;
  if (g_error_matches (failure, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_TIMED_OUT) && waybill_base_clock_ticks () >= deadline)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static int
race_run (Race *self, const WaybillNetTerms *terms, GCancellable *cancellable, GError **error)
{
  while (TRUE)
    {
      GPollFD fds[WAYBILL_NET_RACE_MOST];
      int fd;

      race_start_due (self);
      if (self->n_attempts == 0)
        {
          g_propagate_error (error, g_steal_pointer (&self->told));
          return -1;
        }
      if (!race_wait (self, fds, terms, cancellable, error))
        return -1;
      fd = race_look (self, fds);
      if (fd >= 0)
        return fd;
      race_take_time (self);
    }
}

/**
 * waybill_net_race:
 * @addresses: (element-type utf8): numeric addresses, at least one, in the order in which they are to be tried
 * @port: a port
 * @terms: how to wait; its silence is the time of the whole race
 * @address: (out) (optional) (transfer full): the address that won, or whose failure is told
 * @cancellable: (nullable): ends the wait
 * @error: return location
 *
 * Connects to the first address that answers (RFC 8305 §5): one attempt starts `WAYBILL_NET_RACE_DELAY` after the other, or
 * as soon as one failed; at most `WAYBILL_NET_RACE_MOST` run at once. Where more addresses are left than that, the oldest
 * attempt gives up its place after its share of the time, so that each address has its turn. Who has not won is closed.
 *
 * Returns: (transfer full) (nullable): a stream; else the failure that tells most: `WAYBILL_NET_ERROR_REFUSED` before
 *   `TIMED_OUT` before `LOST`, `FAILED`, `UNREACHABLE` and `HOST_NOT_FOUND` (no address at all), the earlier address first;
 *   or `G_IO_ERROR_CANCELLED`
 */
WaybillNetStream *
waybill_net_race (GPtrArray *addresses,
                  guint16 port,
                  const WaybillNetTerms *terms,
                  char **address,
                  GCancellable *cancellable,
                  GError **error)
{
  guint rounds = (addresses->len + WAYBILL_NET_RACE_MOST - 1) / WAYBILL_NET_RACE_MOST;
  Race self = { .addresses = addresses, .port = port };
  int fd;

  g_return_val_if_fail (addresses->len > 0, NULL);

  self.share = MAX (terms->silence / rounds, WAYBILL_NET_RACE_DELAY);
  self.end = waybill_base_clock_ticks () + terms->silence;
  fd = race_run (&self, terms, cancellable, error);
  while (self.n_attempts > 0)
    close (race_take_attempt (&self, 0));
  g_clear_error (&self.told);
  if (address != NULL)
    *address = g_strdup (addresses->pdata[self.told_of]);
  return fd >= 0 ? waybill_net_stream_new_socket (fd, terms) : NULL;
}
