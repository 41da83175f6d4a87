/* What the first start says of this computer. */

#include "ui-needs.h"

typedef struct
{
  WaybillSecretKeyring keyring;
  WaybillBaseClockState clock;
  gboolean network;
  gboolean met[WAYBILL_UI_N_NEEDS];
  const char *sentences[WAYBILL_UI_N_NEEDS];
} Row;

static const Row rows[] = {
  { WAYBILL_SECRET_KEYRING_OPEN,
    WAYBILL_BASE_CLOCK_KEPT,
    TRUE,
    { TRUE, TRUE, TRUE },
    { "Keyring is open", "Clock is synchronised", "Network connected" } },
  { WAYBILL_SECRET_KEYRING_LOCKED,
    WAYBILL_BASE_CLOCK_ALONE,
    FALSE,
    { FALSE, FALSE, FALSE },
    { "The keyring is locked: passwords cannot be kept", "The clock may be wrong: no time server is known to keep it",
      "No network; practising works without" } },
  { WAYBILL_SECRET_KEYRING_ABSENT,
    WAYBILL_BASE_CLOCK_WRONG,
    TRUE,
    { FALSE, FALSE, TRUE },
    { "No keyring is running: passwords are asked for each time", "The clock is wrong: certificates will seem not valid yet",
      "Network connected" } },
  { WAYBILL_SECRET_KEYRING_UNUSED,
    WAYBILL_BASE_CLOCK_KEPT,
    TRUE,
    { TRUE, TRUE, TRUE },
    { "Passwords stay in memory", "Clock is synchronised", "Network connected" } },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WaybillUiNeedState needs[WAYBILL_UI_N_NEEDS];

      waybill_ui_needs_judge (rows[i].keyring, rows[i].clock, rows[i].network, needs);
      for (int need = 0; need < WAYBILL_UI_N_NEEDS; need++)
        {
          g_assert_cmpint (needs[need].met, ==, rows[i].met[need]);
          g_assert_cmpstr (needs[need].sentence, ==, rows[i].sentences[need]);
          /* What is not met has a way on, and what is met asks for nothing. */
          g_assert_cmpint (needs[need].button != NULL, ==, !rows[i].met[need]);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/needs/table", test_table);

  return g_test_run ();
}
