/* The clock as this program believes it. (The network is whatever the machine has.) */
#include "base-clock.h"
#include "base-machine.h"

static void
test_long_past_is_wrong (void)
{
  waybill_base_clock_set_now (G_GINT64_CONSTANT (946684800)); /* 1 January 2000 */
  g_assert_cmpint (waybill_base_machine_get_clock (), ==, WAYBILL_BASE_CLOCK_WRONG);
  waybill_base_clock_set_now (G_GINT64_CONSTANT (1795305600)); /* 22 November 2026 */
  g_assert_cmpint (waybill_base_machine_get_clock (), !=, WAYBILL_BASE_CLOCK_WRONG);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/base/machine/long-past-is-wrong", test_long_past_is_wrong);

  return g_test_run ();
}
