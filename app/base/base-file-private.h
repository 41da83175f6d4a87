/* Halves of writing a file, for base-file-set. */
#pragma once

#include "base-file.h"

G_BEGIN_DECLS

/* (transfer full): path of the new file, which has all of data. */
char *waybill_base_file_write_beside (const char  *path,
                                      guint        mode,
                                      const void  *data,
                                      gsize        length,
                                      GError     **error);
void  waybill_base_file_sync_folder  (const char  *path);

G_END_DECLS
