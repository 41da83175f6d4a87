/* Which errors are worth another try, and when. */
#include "transfer-retry.h"

#include "remote-error.h"

static gboolean
is_due (WaybillRemoteError kind, gboolean permanent, guint tries, guint retries, guint *delay)
{
  const WaybillRemoteErrorFacts facts = { .permanent = permanent, .alert = -1 };
  g_autoptr (GError) error = waybill_remote_error_new (kind, &facts, "x");

  return waybill_transfer_retry_is_due (error, tries, retries, delay);
}

static void
test_kinds (void)
{
  static const WaybillRemoteError passing[] = {
    WAYBILL_REMOTE_ERROR_REFUSED, WAYBILL_REMOTE_ERROR_UNREACHABLE,  WAYBILL_REMOTE_ERROR_LOST,
    WAYBILL_REMOTE_ERROR_BUSY,    WAYBILL_REMOTE_ERROR_DATA,         WAYBILL_REMOTE_ERROR_TIMED_OUT,
    WAYBILL_REMOTE_ERROR_PROXY,   WAYBILL_REMOTE_ERROR_PROXY_NO_WAY,
  };

  for (guint kind = 0; kind < WAYBILL_REMOTE_N_ERRORS; kind++)
    {
      gboolean expected = FALSE;
      guint delay = 99;

      for (guint i = 0; i < G_N_ELEMENTS (passing); i++)
        expected = expected || passing[i] == kind;
      g_test_message ("%s", waybill_remote_error_get_kind_name (kind));
      g_assert_cmpint (is_due (kind, FALSE, 2, 5, &delay), ==, expected);
      g_assert_false (is_due (kind, TRUE, 2, 5, &delay)); /* a 5xx is a decision */
    }
}

static void
test_unresumed (void)
{
  guint delay = 99;

  g_assert_true (is_due (WAYBILL_REMOTE_ERROR_NOT_RESUMED, FALSE, 1, 5, &delay));
  g_assert_cmpuint (delay, ==, 0);
  g_assert_false (is_due (WAYBILL_REMOTE_ERROR_NOT_RESUMED, FALSE, 2, 5, &delay));
}

static void
test_delays (void)
{
  static const guint delays[] = { 0, 1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000, 60000 };
  guint delay;

  for (guint i = 0; i < G_N_ELEMENTS (delays); i++)
    {
      g_assert_true (is_due (WAYBILL_REMOTE_ERROR_LOST, FALSE, i + 1, 100, &delay));
      g_assert_cmpuint (delay, ==, delays[i]);
    }
  g_assert_true (is_due (WAYBILL_REMOTE_ERROR_LOST, FALSE, 1000000, G_MAXUINT, &delay));
  g_assert_cmpuint (delay, ==, 60000);
}

static void
test_count (void)
{
  guint delay;

  g_assert_false (is_due (WAYBILL_REMOTE_ERROR_LOST, FALSE, 1, 0, &delay));
  g_assert_true (is_due (WAYBILL_REMOTE_ERROR_LOST, FALSE, 3, 3, &delay));
  g_assert_false (is_due (WAYBILL_REMOTE_ERROR_LOST, FALSE, 4, 3, &delay));
}

static void
test_foreign (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "x");
  guint delay;

  g_assert_false (waybill_transfer_retry_is_due (error, 1, 5, &delay));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transfer/retry/kinds", test_kinds);
  g_test_add_func ("/transfer/retry/unresumed-once", test_unresumed);
  g_test_add_func ("/transfer/retry/delays", test_delays);
  g_test_add_func ("/transfer/retry/count", test_count);
  g_test_add_func ("/transfer/retry/foreign-errors", test_foreign);
  return g_test_run ();
}
