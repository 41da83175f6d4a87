/* Remote paths, and which server-given names may become local ones. Knows no server's listing. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Joins; an absolute name stands alone. */
char       *waybill_remote_path_join           (const char  *folder,
                                                const char  *name);
char       *waybill_remote_path_dup_name       (const char  *path);  /* last component */
char       *waybill_remote_path_dup_folder     (const char  *path);
/* May this server-given name be created in a local folder? ("..", "a/b", "", NUL, CR, LF, controls, over 255 bytes: no) */
gboolean    waybill_remote_path_is_safe_name   (const char  *name);
/* May this be sent in a command? (CR, LF, NUL: no; over 4096 bytes: no) */
gboolean    waybill_remote_path_is_sendable    (const char  *path);
/* For log, table and dialog: controls, bidi overrides, zero-width and broken UTF-8 are shown escaped. */
char       *waybill_remote_path_dup_display    (const char  *path);

G_END_DECLS
