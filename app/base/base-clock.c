/* What time it is, for people and for deadlines. The wall clock can be set by tests: it is the one global of the
 * program (besides the type system and the log). It is not a timer. */
#include "base-clock.h"

#include <stdatomic.h>
#include <time.h>

static atomic_llong set_now;

/**
 * waybill_base_clock_now:
 *
 * The wall clock, or what a test set it to. Any thread.
 *
 * Returns: Unix seconds
 */
gint64
waybill_base_clock_now (void)
{
  gint64 set = atomic_load (&set_now);

  return set != 0 ? set : (gint64) time (NULL);
}

/**
 * waybill_base_clock_set_now:
 * @unix_seconds: what the wall clock shall say, or 0 to let it run again
 *
 * For tests. Any thread.
 */
void
waybill_base_clock_set_now (gint64 unix_seconds)
{
  atomic_store (&set_now, unix_seconds);
}

/**
 * waybill_base_clock_ticks:
 *
 * A clock that only goes forward, for deadlines and durations. Any thread.
 *
 * Returns: microseconds since some moment
 */
gint64
waybill_base_clock_ticks (void)
{
  return g_get_monotonic_time ();
}
