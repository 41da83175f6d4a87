/* SHA-256, on the way or in one go. The only place in base that knows GnuTLS; no other algorithm lives here. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WAYBILL_BASE_HASH_HEX_LENGTH 64

typedef struct _WaybillBaseHash WaybillBaseHash;

WaybillBaseHash *waybill_base_hash_new    (void);
void             waybill_base_hash_update (WaybillBaseHash *self,
                                           const void      *data,
                                           gsize            length);
char            *waybill_base_hash_finish (WaybillBaseHash *self);
void             waybill_base_hash_free   (WaybillBaseHash *self);
char            *waybill_base_hash_dup_hex (const void     *data,
                                           gsize            length);
char            *waybill_base_hash_normalize_hex (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillBaseHash, waybill_base_hash_free)

G_END_DECLS
