/* What a drag of a partner's rows carries: from whose connection, and their paths. Only Waybill reads it: the files are not here yet. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct
{
  char  *token; /* tells one connection's rows from another's */
  char **paths;
} WaybillUiBrowserRows;

#define WAYBILL_TYPE_UI_BROWSER_ROWS (waybill_ui_browser_rows_get_type ())
GType                 waybill_ui_browser_rows_get_type (void);

WaybillUiBrowserRows *waybill_ui_browser_rows_new      (const char                  *token,
                                                        const char * const          *paths);
WaybillUiBrowserRows *waybill_ui_browser_rows_copy     (const WaybillUiBrowserRows  *self);
void                  waybill_ui_browser_rows_free     (WaybillUiBrowserRows        *self);

G_END_DECLS
