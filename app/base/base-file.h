/* Small files on disk: read with a bound, replaced as a whole or not at all, readable by their owner only.
 * Not for files that are being transferred: those have a target of their own in transfer. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes  *waybill_base_file_read           (const char  *path,
                                           gsize        bound,
                                           GError     **error);
gboolean waybill_base_file_write          (const char  *path,
                                           const void  *data,
                                           gsize        length,
                                           GError     **error);
gboolean waybill_base_file_ensure_folder  (const char  *path,
                                           GError     **error);
gboolean waybill_base_file_remove         (const char  *path,
                                           GError     **error);
gboolean waybill_base_file_remove_tree    (const char  *path,
                                           GError     **error);
gboolean waybill_base_file_is_private     (const char  *path,
                                           GError     **error);
void     waybill_base_file_set_error_errno (GError    **error,
                                           int          error_number,
                                           const char  *format,
                                           ...) G_GNUC_PRINTF (3, 4);

G_END_DECLS
