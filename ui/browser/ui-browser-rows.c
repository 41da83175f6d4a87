/* What a drag of a partner's rows carries. A value. */

#include "ui-browser-rows.h"

G_DEFINE_BOXED_TYPE (WaybillUiBrowserRows,
                     waybill_ui_browser_rows,
                     waybill_ui_browser_rows_copy,
                     waybill_ui_browser_rows_free)

/**
 * waybill_ui_browser_rows_new:
 * @token: of the connection
 * @paths: full paths at the partner
 *
 * Returns: (transfer full): both, copied
 */
WaybillUiBrowserRows *
waybill_ui_browser_rows_new (const char *token, const char *const *paths)
{
  WaybillUiBrowserRows *self = g_new0 (WaybillUiBrowserRows, 1);

  self->token = g_strdup (token);
  self->paths = g_strdupv ((char **) paths);
  return self;
}

WaybillUiBrowserRows *
waybill_ui_browser_rows_copy (const WaybillUiBrowserRows *self)
{
  return waybill_ui_browser_rows_new (self->token, (const char *const *) self->paths);
}

void
waybill_ui_browser_rows_free (WaybillUiBrowserRows *self)
{
  g_free (self->token);
  g_strfreev (self->paths);
  g_free (self);
}
