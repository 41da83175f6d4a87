/* Several small files written together into one folder: all of them, or none. It replaces nothing unless it is told to. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  const char *name;       /* within the folder, without a slash */
  GBytes     *content;
  gboolean    is_private; /* mode 0600; else as the umask says */
} WaybillBaseFilePart;

/* replaces FALSE: G_IO_ERROR_EXISTS where a name is taken. */
gboolean waybill_base_file_set_write      (const char                 *folder,
                                           const WaybillBaseFilePart  *parts,
                                           guint                       n_parts,
                                           gboolean                    replaces,
                                           GError                    **error);
/* (transfer full): those of the names that stand in the folder already. */
char   **waybill_base_file_set_list_taken (const char                 *folder,
                                           const char * const         *names);

G_END_DECLS
