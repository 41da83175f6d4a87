/* The folder that the practice partner serves, and the fence around it: every name is walked from the root's descriptor
 * and no link is followed. Functions report in errno, as the calls below them do. It knows no FTP. */
#pragma once

#include <gio/gio.h>
#include <sys/stat.h>

G_BEGIN_DECLS

#define WAYBILL_PRACTICE_ROOT_TEMPORARY ".waybill-upload-"

typedef struct _WaybillPracticeRoot WaybillPracticeRoot;

WaybillPracticeRoot *waybill_practice_root_new         (const char          *folder,
                                                        GError             **error);
void                 waybill_practice_root_free        (WaybillPracticeRoot *self);
char                *waybill_practice_root_resolve     (const char          *folder,
                                                        const char          *name);
int                  waybill_practice_root_open        (WaybillPracticeRoot *self,
                                                        const char          *path,
                                                        int                  flags);
gboolean             waybill_practice_root_stat        (WaybillPracticeRoot *self,
                                                        const char          *path,
                                                        struct stat         *status);
int                  waybill_practice_root_begin       (WaybillPracticeRoot *self,
                                                        const char          *path,
                                                        char               **temporary);
gboolean             waybill_practice_root_rename      (WaybillPracticeRoot *self,
                                                        const char          *from,
                                                        const char          *to);
gboolean             waybill_practice_root_make_folder (WaybillPracticeRoot *self,
                                                        const char          *path);
gboolean             waybill_practice_root_remove      (WaybillPracticeRoot *self,
                                                        const char          *path,
                                                        gboolean             folder);
gboolean             waybill_practice_root_set_time    (WaybillPracticeRoot *self,
                                                        const char          *path,
                                                        gint64               unix_seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillPracticeRoot, waybill_practice_root_free)

G_END_DECLS
