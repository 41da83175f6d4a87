/* Names in a server's own charset: read into UTF-8 and written back. It knows charsets in which ASCII stands for itself, byte by
 * byte; with any other a command could become two. One thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WAYBILL_BASE_CHARSET_LONGEST 40

typedef struct _WaybillBaseCharset WaybillBaseCharset;

/* Whether this computer has a charset of that name, and names can travel in it; UTF-8 is one. */
gboolean            waybill_base_charset_is_usable (const char               *name);
gboolean            waybill_base_charset_is_utf8   (const char               *name); /* (nullable) NULL: it is */

/* name: (nullable). (transfer full) (nullable): NULL is UTF-8, and the next three take it. */
WaybillBaseCharset *waybill_base_charset_new       (const char               *name);
void                waybill_base_charset_free      (WaybillBaseCharset       *self);
/* (transfer full) */
char               *waybill_base_charset_decode    (WaybillBaseCharset       *self,
                                                    const char               *bytes);
/* (transfer full) (nullable): NULL: it has no such letter. */
char               *waybill_base_charset_encode    (WaybillBaseCharset       *self,
                                                    const char               *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillBaseCharset, waybill_base_charset_free)

G_END_DECLS
