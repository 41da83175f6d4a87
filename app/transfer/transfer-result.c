/* What came of a run, and the names of the conflict rules. It moves nothing. */
#include "transfer-run.h"

/**
 * waybill_transfer_overwrite_from_name:
 * @name: "yes", "no", "newer", "rename"
 * @overwrite: (out): the rule
 *
 * "ask" is not a rule: who can ask, asks and then names one.
 *
 * Returns: %FALSE when there is none of that name
 */
gboolean
waybill_transfer_overwrite_from_name (const char *name, WaybillTransferOverwrite *overwrite)
{
  static const char *const names[] = {
    [WAYBILL_TRANSFER_OVERWRITE_NO] = "no",
    [WAYBILL_TRANSFER_OVERWRITE_YES] = "yes",
    [WAYBILL_TRANSFER_OVERWRITE_NEWER] = "newer",
    [WAYBILL_TRANSFER_OVERWRITE_RENAME] = "rename",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      {
        *overwrite = (WaybillTransferOverwrite) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * waybill_transfer_verify_from_name:
 * @name: "auto", "size", "hash", "off"
 * @verify: (out): the rule
 *
 * Returns: %FALSE when there is none of that name
 */
gboolean
waybill_transfer_verify_from_name (const char *name, WaybillTransferVerify *verify)
{
  static const char *const names[] = {
    [WAYBILL_TRANSFER_VERIFY_AUTO] = "auto",
    [WAYBILL_TRANSFER_VERIFY_SIZE] = "size",
    [WAYBILL_TRANSFER_VERIFY_HASH] = "hash",
    [WAYBILL_TRANSFER_VERIFY_OFF] = "off",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      {
        *verify = (WaybillTransferVerify) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * waybill_transfer_result_free:
 * @self: (transfer full) (nullable): a result
 *
 * Frees it.
 */
void
waybill_transfer_result_free (WaybillTransferResult *self)
{
  if (self == NULL)
    return;

  g_free (self->remote_path);
  g_free (self->local_path);
  g_free (self->sha256);
  g_free (self);
}
