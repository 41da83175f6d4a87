/* One search for certificates on a thread: folders in, hits out. It has no widget and writes nothing. */
#pragma once

#include "cert-search.h"
#include "cert-store.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Called once on the main thread, also when it was cancelled, unless owner is gone. search: (transfer full). */
typedef void (*WaybillUiCertRequestSearchFunc) (GObject           *owner,
                                                WaybillCertSearch *search);

/* folders: (element-type GFile). store: whose requests wait. Returns: (transfer full): stops it. */
GCancellable *waybill_ui_cert_request_search (GObject                        *owner,
                                              GPtrArray                      *folders,
                                              WaybillCertStore               *store,
                                              WaybillUiCertRequestSearchFunc  callback);

G_END_DECLS
