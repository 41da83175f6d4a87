/* One JSON object a line on standard output, UTF-8, keys in the order in which they are added. A writer; it reads nothing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _WaybillCliJson WaybillCliJson;

WaybillCliJson *waybill_cli_json_new         (void);
void            waybill_cli_json_add_string  (WaybillCliJson *self, const char *key, const char *value); /* NULL: null; broken UTF-8 escaped */
void            waybill_cli_json_add_number  (WaybillCliJson *self, const char *key, gint64 value);
void            waybill_cli_json_add_boolean (WaybillCliJson *self, const char *key, gboolean value);
void            waybill_cli_json_add_strings (WaybillCliJson *self, const char *key, const char *const *values);
/* Unix seconds as RFC 3339 in UTC; WAYBILL_REMOTE_NO_TIME (G_MININT64): null. */
void            waybill_cli_json_add_time    (WaybillCliJson *self, const char *key, gint64 unix_seconds);
char           *waybill_cli_json_end         (WaybillCliJson *self); /* (transfer full): the line; frees self */

G_END_DECLS
