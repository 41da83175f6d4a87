/* How fast bytes flow, over a sliding window. */
#include "transfer-speed-private.h"

#define TICK (G_USEC_PER_SEC / 10)

static void
test_steady (void)
{
  WaybillTransferSpeed speed = { 0 };

  g_assert_cmpint (waybill_transfer_speed_get (&speed), ==, 0);
  for (guint i = 0; i < 100; i++)
    waybill_transfer_speed_add (&speed, 7 + i * TICK, i * 500);
  g_assert_cmpint (waybill_transfer_speed_get (&speed), ==, 5000);
}

/* What happened before the window does not count any more. */
static void
test_slides (void)
{
  WaybillTransferSpeed speed = { 0 };
  guint i;

  for (i = 0; i < 50; i++)
    waybill_transfer_speed_add (&speed, i * TICK, i * 100000);
  for (; i < 81; i++)
    waybill_transfer_speed_add (&speed, i * TICK, 50 * 100000);
  g_assert_cmpint (waybill_transfer_speed_get (&speed), ==, 0);
}

static void
test_restart (void)
{
  WaybillTransferSpeed speed = { 0 };

  waybill_transfer_speed_add (&speed, 0, 0);
  waybill_transfer_speed_add (&speed, TICK, 1000000);
  waybill_transfer_speed_add (&speed, 2 * TICK, 0);
  g_assert_cmpint (waybill_transfer_speed_get (&speed), ==, 0);
  waybill_transfer_speed_add (&speed, 3 * TICK, 100);
  g_assert_cmpint (waybill_transfer_speed_get (&speed), ==, 1000);
}

static void
test_rare_ticks (void)
{
  WaybillTransferSpeed speed = { 0 };

  waybill_transfer_speed_add (&speed, 0, 0);
  waybill_transfer_speed_add (&speed, 10 * G_USEC_PER_SEC, 1000);
  g_assert_cmpint (waybill_transfer_speed_get (&speed), ==, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transfer/speed/steady", test_steady);
  g_test_add_func ("/transfer/speed/slides", test_slides);
  g_test_add_func ("/transfer/speed/restart-begins-anew", test_restart);
  g_test_add_func ("/transfer/speed/rare-ticks", test_rare_ticks);
  return g_test_run ();
}
