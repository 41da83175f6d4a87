/* A remote folder as it was read: entries in the order in which the server gave them, bounded. One owner at a time; it is handed
 * from the worker to the main thread as a whole. */
#pragma once

#include "remote-entry.h"

G_BEGIN_DECLS

typedef struct _WaybillRemoteListing WaybillRemoteListing;

/* No server makes us hold more than 64 MiB with them. */
#define WAYBILL_REMOTE_LISTING_MAX_ENTRIES 300000
#define WAYBILL_REMOTE_LISTING_MAX_BYTES (32 * 1024 * 1024) /* of text: names and lines as they came */

WaybillRemoteListing     *waybill_remote_listing_new        (void);
/* Copies the strings. FALSE: a bound is reached, nothing was added. */
gboolean                  waybill_remote_listing_add        (WaybillRemoteListing     *self,
                                                             const WaybillRemoteEntry *entry);
guint                     waybill_remote_listing_get_length (WaybillRemoteListing     *self);
const WaybillRemoteEntry *waybill_remote_listing_get        (WaybillRemoteListing     *self,
                                                             guint                     index);
const WaybillRemoteEntry *waybill_remote_listing_find       (WaybillRemoteListing     *self,
                                                             const char               *name);
/* What the listing was read as ("unix"; (nullable)), and whether the hint that was given for it said anything. */
void                      waybill_remote_listing_set_kind   (WaybillRemoteListing     *self,
                                                             const char               *kind,
                                                             gboolean                  hint_known);
const char               *waybill_remote_listing_get_kind   (WaybillRemoteListing     *self);
gboolean                  waybill_remote_listing_knew_hint  (WaybillRemoteListing     *self);
void                      waybill_remote_listing_free       (WaybillRemoteListing     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillRemoteListing, waybill_remote_listing_free)

G_END_DECLS
