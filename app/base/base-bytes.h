/* A byte buffer with an upper bound: what a peer sends is collected here and never grows past the bound.
 * It is not a string builder and not shared between threads. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _WaybillBaseBytes WaybillBaseBytes;

WaybillBaseBytes *waybill_base_bytes_new     (gsize             bound);
void              waybill_base_bytes_free    (WaybillBaseBytes *self);
gboolean          waybill_base_bytes_append  (WaybillBaseBytes *self,
                                              const void       *data,
                                              gsize             length);
const char       *waybill_base_bytes_peek    (WaybillBaseBytes *self,
                                              gsize            *length);
char             *waybill_base_bytes_room    (WaybillBaseBytes *self,
                                              gsize            *length);
void              waybill_base_bytes_added   (WaybillBaseBytes *self,
                                              gsize             length);
void              waybill_base_bytes_consume (WaybillBaseBytes *self,
                                              gsize             length);
gsize             waybill_base_bytes_length  (WaybillBaseBytes *self);
char             *waybill_base_bytes_dup_line (WaybillBaseBytes *self,
                                              gsize            *length);
void              waybill_base_bytes_wipe    (WaybillBaseBytes *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillBaseBytes, waybill_base_bytes_free)

G_END_DECLS
