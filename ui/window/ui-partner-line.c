/* A partner in one line: what goes on and the worst concern, as text and as icon. It looks nothing up. */

#include "ui-partner-line.h"

#include <glib/gi18n.h>

#include "words-readiness.h"

/**
 * waybill_ui_partner_line_dup_text:
 * @readiness: how ready the partner is
 * @activity: (nullable): what its tab is doing, in words
 *
 * Returns: (transfer full): the line
 */
char *
waybill_ui_partner_line_dup_text (const WaybillPartnerReadiness *readiness, const char *activity)
{
  gboolean active = activity != NULL && *activity != '\0';
  g_autofree char *reason = waybill_words_readiness_reason (readiness);

  if (!active)
    return g_steal_pointer (&reason);
  /* "Connected · Never tested" would be a lie by the time it is read. */
  if (readiness->ready == WAYBILL_PARTNER_READY || readiness->ready == WAYBILL_PARTNER_READY_NEVER)
    return g_strdup (activity);
  return g_strdup_printf ("%s · %s", activity, reason);
}

static WaybillUiState
of_readiness (WaybillPartnerReady ready)
{
  switch (ready)
    {
    case WAYBILL_PARTNER_READY:
      return WAYBILL_UI_STATE_READY;
    case WAYBILL_PARTNER_READY_NEVER:
      return WAYBILL_UI_STATE_QUESTION;
    case WAYBILL_PARTNER_READY_ALMOST:
      return WAYBILL_UI_STATE_WARNING;
    case WAYBILL_PARTNER_READY_NOT:
    default:
      return WAYBILL_UI_STATE_FAILED;
    }
}

/**
 * waybill_ui_partner_line_get_state:
 * @readiness: how ready the partner is
 * @stage: what its tab is doing
 *
 * Returns: the worse of the two
 */
WaybillUiState
waybill_ui_partner_line_get_state (const WaybillPartnerReadiness *readiness, WaybillUiSessionStage stage)
{
  WaybillUiState concern
      = readiness->worst == WAYBILL_PARTNER_CONCERN_LAST_FAILED ? WAYBILL_UI_STATE_FAILED : of_readiness (readiness->ready);

  if (stage == WAYBILL_UI_SESSION_ASKING)
    return WAYBILL_UI_STATE_WARNING;
  if (stage == WAYBILL_UI_SESSION_FAILED)
    return WAYBILL_UI_STATE_FAILED;
  if (concern == WAYBILL_UI_STATE_WARNING || concern == WAYBILL_UI_STATE_FAILED)
    return concern;
  if (stage == WAYBILL_UI_SESSION_CONNECTED)
    return WAYBILL_UI_STATE_CONNECTED;
  if (stage == WAYBILL_UI_SESSION_CONNECTING || stage == WAYBILL_UI_SESSION_CLOSING)
    return WAYBILL_UI_STATE_WAITING;
  return concern;
}
