/* What the tour has to know about files: what is in a folder, whether two are the same, whether a folder was touched. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (element-type utf8) (transfer full): the files below folder, as "orders/a.edi", sorted; folders alone where folders is TRUE. */
GPtrArray *waybill_cli_tour_files_list     (const char  *folder,
                                            gboolean     folders);
gboolean   waybill_cli_tour_files_compare  (const char  *one,
                                            const char  *other,
                                            char       **sha256,
                                            GError     **error);
/* Names, sizes and times of all below both folders, as text to compare. */
char      *waybill_cli_tour_files_snapshot (const char  *data_folder,
                                            const char  *state_folder);

G_END_DECLS
