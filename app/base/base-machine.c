/* A clock that somebody keeps, and a network: looked at, never changed. Sentences about them are made in words, cli and ui.
 */
#include "base-machine.h"

#include "base-clock.h"

#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/timex.h>

/* No copy of this program is older: a clock before this is wrong. 1 January 2026. */
#define EARLIEST G_GINT64_CONSTANT (1767225600)
/* Seconds; what this program is told by somebody else (a test, libfaketime) is not what the kernel keeps. */
#define SAME_CLOCK 5

/**
 * waybill_base_machine_get_clock:
 *
 * Asks the kernel, as adjtimex(2) says, whether somebody keeps the clock. Any thread; does not wait.
 *
 * Returns: how far this computer's clock can be believed
 */
WaybillBaseClockState
waybill_base_machine_get_clock (void)
{
  struct timex state = { 0 };

  if (waybill_base_clock_now () < EARLIEST)
    return WAYBILL_BASE_CLOCK_WRONG;
  if (adjtimex (&state) != TIME_ERROR && (state.status & STA_UNSYNC) == 0
      && ABS ((gint64) state.time.tv_sec - waybill_base_clock_now ()) <= SAME_CLOCK)
    return WAYBILL_BASE_CLOCK_KEPT;
  return WAYBILL_BASE_CLOCK_ALONE;
}

static gboolean
leads_out (const struct ifaddrs *interface)
{
  const struct sockaddr *address = interface->ifa_addr;

  if (address == NULL || (interface->ifa_flags & IFF_UP) == 0 || (interface->ifa_flags & IFF_LOOPBACK) != 0)
    return FALSE;
  if (address->sa_family == AF_INET6)
    return !IN6_IS_ADDR_LINKLOCAL (&((const struct sockaddr_in6 *) (gconstpointer) address)->sin6_addr);
  return address->sa_family == AF_INET;
}

/**
 * waybill_base_machine_has_network:
 *
 * Looks for an interface that is up, is not loopback, and has an address that leads beyond its own cable. Any thread.
 *
 * Returns: whether a partner could be reached at all
 */
gboolean
waybill_base_machine_has_network (void)
{
  struct ifaddrs *interfaces = NULL;
  gboolean found = FALSE;

  if (getifaddrs (&interfaces) < 0)
    return FALSE;
  for (const struct ifaddrs *at = interfaces; at != NULL && !found; at = at->ifa_next)
    found = leads_out (at);
  freeifaddrs (interfaces);
  return found;
}
