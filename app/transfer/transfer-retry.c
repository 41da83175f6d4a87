/* When a lost connection is tried again, and when the next try is due. Pure; it waits for nothing. */
#include "transfer-retry.h"

#include "remote-error.h"

#define LONGEST_DELAY 60000

/**
 * waybill_transfer_retry_is_due:
 * @error: what the last try failed with
 * @tries: how many tries were made, at least 1
 * @retries: how many more than the first are allowed
 * @delay: (out): milliseconds to wait before the next: 0, then 1000, 2000, 4000 and so on
 *
 * A lost or stalled connection is worth a new try, in any phase; a decision (untrusted, login refused, 5xx, a broken safety
 * rule, no such name) is not. An unresumed data channel gets one new control connection, because tickets run out.
 *
 * Returns: %TRUE when the next try is due after @delay
 */
gboolean
waybill_transfer_retry_is_due (const GError *error, guint tries, guint retries, guint *delay)
{
  gboolean unresumed = g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_NOT_RESUMED);

  if (tries > retries || !(waybill_remote_error_is_passing (error) || (unresumed && tries == 1)))
    return FALSE;
  *delay = tries == 1 ? 0 : MIN (1000u << MIN (tries - 2, 6), LONGEST_DELAY);
  return TRUE;
}
