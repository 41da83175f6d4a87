/* The clock that tests can set, and the one that cannot go back. */
#include "base-clock.h"

static void
test_set (void)
{
  gint64 before = waybill_base_clock_now ();
  gint64 after;

  waybill_base_clock_set_now (951782400); /* 29 February 2000 */
  g_assert_cmpint (waybill_base_clock_now (), ==, 951782400);
  g_assert_cmpint (waybill_base_clock_now (), ==, 951782400);
  waybill_base_clock_set_now (0);
  after = waybill_base_clock_now ();
  g_assert_cmpint (after, >=, before);
  g_assert_cmpint (ABS (after - g_get_real_time () / G_USEC_PER_SEC), <=, 1);
}

static void
test_ticks (void)
{
  gint64 last = waybill_base_clock_ticks ();

  waybill_base_clock_set_now (1);
  for (guint i = 0; i < 1000; i++)
    {
      gint64 ticks = waybill_base_clock_ticks ();

      g_assert_cmpint (ticks, >=, last);
      last = ticks;
    }
  waybill_base_clock_set_now (0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/clock/set", test_set);
  g_test_add_func ("/base/clock/ticks-never-go-back", test_ticks);
  return g_test_run ();
}
