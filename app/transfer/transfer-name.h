/* Names beside a name: "order (2).edi" for keeping both. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WAYBILL_TRANSFER_NAME_MOST_COPIES 999

char *waybill_transfer_name_dup_numbered (const char *name,
                                          guint       number);

G_END_DECLS
