/* Reading and opening the chosen files on a thread: files and sources in, sources and a plan out. It has no widget and writes nothing. */
#pragma once

#include "cert-plan.h"

G_BEGIN_DECLS

/* Called on the main thread, unless owner is gone or the run was cancelled. plan: (transfer none). n_left_out: files beyond the limit. */
typedef void (*WaybillUiCertImportReadFunc) (GObject         *owner,
                                             WaybillCertPlan *plan,
                                             guint            n_left_out);

/* sources: (element-type WaybillCertSource), opened with passwords: (element-type WaybillSecretText), one each, may be NULL: left as
 * it is. files: (element-type GFile) are read and added, up to limit in all. stored: authorities at hand. waiting: (array
 * zero-terminated=1): ids of requests whose keys wait. Returns: (transfer full): */
GCancellable *waybill_ui_cert_import_read (GObject                     *owner,
                                           GPtrArray                   *sources,
                                           GPtrArray                   *passwords,
                                           GPtrArray                   *files,
                                           guint                        limit,
                                           GPtrArray                   *stored,
                                           const char * const          *waiting,
                                           WaybillUiCertImportReadFunc  callback);

G_END_DECLS
