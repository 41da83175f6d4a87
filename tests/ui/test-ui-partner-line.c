/* The sidebar's line of a partner: what goes on first, and no warning hidden by being connected. */

#include "ui-partner-line.h"

#include <string.h>

typedef struct
{
  WaybillPartnerConcern worst;
  WaybillPartnerReady ready;
  WaybillUiSessionStage stage;
  const char *activity;
  const char *text; /* what it begins with */
  gboolean has_reason;
  WaybillUiState state;
} Row;

static const Row rows[] = {
  { WAYBILL_PARTNER_CONCERN_NONE, WAYBILL_PARTNER_READY, WAYBILL_UI_SESSION_IDLE, "", "Ready", FALSE,
    WAYBILL_UI_STATE_READY },
  { WAYBILL_PARTNER_CONCERN_NONE, WAYBILL_PARTNER_READY, WAYBILL_UI_SESSION_CONNECTED, "Connected", "Connected", FALSE,
    WAYBILL_UI_STATE_CONNECTED },
  { WAYBILL_PARTNER_CONCERN_NEVER_TESTED, WAYBILL_PARTNER_READY_NEVER, WAYBILL_UI_SESSION_IDLE, NULL, "Never tested", FALSE,
    WAYBILL_UI_STATE_QUESTION },
  { WAYBILL_PARTNER_CONCERN_NEVER_TESTED, WAYBILL_PARTNER_READY_NEVER, WAYBILL_UI_SESSION_CONNECTING, "Connecting…",
    "Connecting…", FALSE, WAYBILL_UI_STATE_WAITING },
  { WAYBILL_PARTNER_CONCERN_ENDS, WAYBILL_PARTNER_READY_ALMOST, WAYBILL_UI_SESSION_CONNECTED, "Connected", "Connected · ",
    TRUE, WAYBILL_UI_STATE_WARNING },
  { WAYBILL_PARTNER_CONCERN_OVER, WAYBILL_PARTNER_READY_NOT, WAYBILL_UI_SESSION_CONNECTED, "Connected", "Connected · ", TRUE,
    WAYBILL_UI_STATE_FAILED },
  { WAYBILL_PARTNER_CONCERN_LAST_FAILED, WAYBILL_PARTNER_READY_ALMOST, WAYBILL_UI_SESSION_IDLE, "", "Last run failed", TRUE,
    WAYBILL_UI_STATE_FAILED },
  { WAYBILL_PARTNER_CONCERN_NONE, WAYBILL_PARTNER_READY, WAYBILL_UI_SESSION_ASKING, "Needs your answer", "Needs your answer",
    FALSE, WAYBILL_UI_STATE_WARNING },
  { WAYBILL_PARTNER_CONCERN_NONE, WAYBILL_PARTNER_READY, WAYBILL_UI_SESSION_FAILED, "", "Ready", FALSE,
    WAYBILL_UI_STATE_FAILED },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const WaybillPartnerReadiness readiness = { .worst = rows[i].worst, .ready = rows[i].ready, .days = 12 };
      g_autofree char *text = waybill_ui_partner_line_dup_text (&readiness, rows[i].activity);

      g_test_message ("row %" G_GSIZE_FORMAT ": %s", i, text);
      g_assert_true (g_str_has_prefix (text, rows[i].text));
      g_assert_cmpint (strlen (text) > strlen (rows[i].text), ==, rows[i].has_reason);
      g_assert_cmpint (waybill_ui_partner_line_get_state (&readiness, rows[i].stage), ==, rows[i].state);
    }
}

/* Every state has an icon of its own: colour is never the only difference. */
static void
test_icons_differ (void)
{
  for (int i = WAYBILL_UI_STATE_READY; i < WAYBILL_UI_N_STATES; i++)
    {
      g_assert_nonnull (waybill_ui_state_get_icon (i));
      g_assert_cmpstr (waybill_ui_state_get_word (i), !=, "");
      for (int k = i + 1; k < WAYBILL_UI_N_STATES; k++)
        g_assert_cmpstr (waybill_ui_state_get_icon (i), !=, waybill_ui_state_get_icon (k));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/partner-line/table", test_table);
  g_test_add_func ("/ui/state/icons-differ", test_icons_differ);

  return g_test_run ();
}
