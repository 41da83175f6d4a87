/* How near two names are. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint waybill_partner_near_distance (const char *a,
                                     const char *b);

G_END_DECLS
