/* The one function that waits. Everything else in the engine is non-blocking and comes here: descriptors, a cancellable and
 * a deadline. It reads and writes nothing. */
#include "net-wait.h"

#include "base-clock.h"

#include <errno.h>
#include <poll.h>

G_DEFINE_QUARK (waybill - net - error - quark, waybill_net_error)

/**
 * waybill_net_set_error_errno:
 * @error: (nullable): where to put it
 * @error_number: an errno of a socket call
 *
 * Turns an errno into a `WAYBILL_NET_ERROR`: one table for connect, read and write.
 */
void
waybill_net_set_error_errno (GError **error, int error_number)
{
  static const struct
  {
    int number;
    WaybillNetError code;
  } meanings[] = {
    { ECONNREFUSED, WAYBILL_NET_ERROR_REFUSED },
    { ENETUNREACH, WAYBILL_NET_ERROR_UNREACHABLE },
    { EHOSTUNREACH, WAYBILL_NET_ERROR_UNREACHABLE },
    { ENETDOWN, WAYBILL_NET_ERROR_UNREACHABLE },
    { EADDRNOTAVAIL, WAYBILL_NET_ERROR_UNREACHABLE },
    { EAFNOSUPPORT, WAYBILL_NET_ERROR_UNREACHABLE },
    { EACCES, WAYBILL_NET_ERROR_UNREACHABLE },
    { EPERM, WAYBILL_NET_ERROR_UNREACHABLE },
    { ETIMEDOUT, WAYBILL_NET_ERROR_TIMED_OUT },
    { ECONNRESET, WAYBILL_NET_ERROR_LOST },
    { EPIPE, WAYBILL_NET_ERROR_LOST },
    { ECONNABORTED, WAYBILL_NET_ERROR_LOST },
    { ENOTCONN, WAYBILL_NET_ERROR_LOST },
  };
  WaybillNetError code = WAYBILL_NET_ERROR_FAILED;

  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (meanings[i].number == error_number)
      code = meanings[i].code;
  g_set_error_literal (error, WAYBILL_NET_ERROR, (int) code, g_strerror (error_number));
}

/**
 * waybill_net_is_ready:
 * @fd: a descriptor
 * @wanted: %G_IO_IN or %G_IO_OUT
 *
 * Looks, and does not wait. Any thread.
 *
 * Returns: whether @fd can be read or written now, or is broken
 */
gboolean
waybill_net_is_ready (int fd, GIOCondition wanted)
{
  GPollFD one = { fd, (gushort) wanted, 0 };

  return g_poll (&one, 1, 0) > 0;
}

/**
 * waybill_net_set_timed_out:
 * @error: return location
 *
 * Returns: %FALSE, with `WAYBILL_NET_ERROR_TIMED_OUT`
 */
gboolean
waybill_net_set_timed_out (GError **error)
{
  g_set_error_literal (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_TIMED_OUT, "Nothing happened in time");
  return FALSE;
}

static int
milliseconds_until (gint64 deadline)
{
  gint64 left = deadline - waybill_base_clock_ticks ();

  return (int) CLAMP ((left + 999) / 1000, 0, G_MAXINT);
}

/**
 * waybill_net_wait:
 * @terms: how long, and who may break it
 * @fds: (array length=n_fds): descriptors and what is waited for, as poll() takes them; `revents` is set
 * @n_fds: 0 to `WAYBILL_NET_WAIT_MAX`
 * @deadline: when to give up, in ticks of [func@base_clock_ticks]; 0: @terms' silence from now
 * @cancellable: (nullable): ends the wait at once
 * @error: return location
 *
 * Waits until one of the descriptors is ready. The only place of the engine where a thread sleeps.
 *
 * Returns: %TRUE when one is ready; else `WAYBILL_NET_ERROR_TIMED_OUT`, `G_IO_ERROR_CANCELLED` or what the probe set
 */
gboolean
waybill_net_wait (
    const WaybillNetTerms *terms, GPollFD *fds, guint n_fds, gint64 deadline, GCancellable *cancellable, GError **error)
{
  GPollFD all[WAYBILL_NET_WAIT_MAX + 1];
  guint n_all = n_fds;
  gboolean watching;
  gboolean cancelled = FALSE;
  int ready;

  g_return_val_if_fail (n_fds <= WAYBILL_NET_WAIT_MAX, FALSE);
  g_return_val_if_fail (terms->silence > 0, FALSE);

  if (terms->probe != NULL && !terms->probe (terms->probe_data, error))
    return FALSE;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (deadline == 0)
    deadline = waybill_base_clock_ticks () + terms->silence;

  for (guint i = 0; i < n_fds; i++)
    all[i] = fds[i];
  watching = g_cancellable_make_pollfd (cancellable, &all[n_fds]);
  if (watching)
    n_all++;

  do
    {
      ready = g_poll (all, n_all, milliseconds_until (deadline));
      cancelled = g_cancellable_is_cancelled (cancellable);
    }
  while (ready < 0 && errno == EINTR && !cancelled);

  if (watching)
    g_cancellable_release_fd (cancellable);
  for (guint i = 0; i < n_fds; i++)
    fds[i].revents = ready > 0 ? all[i].revents : 0;

  if (cancelled)
    return !g_cancellable_set_error_if_cancelled (cancellable, error);
  if (ready == 0)
    waybill_net_set_timed_out (error);
  else if (ready < 0)
    waybill_net_set_error_errno (error, errno);
  return ready > 0;
}
