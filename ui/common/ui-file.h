/* Choosers of files and folders, asynchronous: the portal's where one runs, else GTK's own. And where files may be dropped. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* files: (nullable) (element-type GFile) (transfer none): NULL when the person chose nothing. */
typedef void (*WaybillUiFileFunc) (GListModel *files, gpointer user_data);

typedef enum
{
  WAYBILL_UI_FILE_OPEN_SEVERAL,
  WAYBILL_UI_FILE_OPEN_FOLDER,
  WAYBILL_UI_FILE_SAVE,
} WaybillUiFileMode;

/* owner: callback is not called any more once it is gone. folder, name: (nullable). */
void waybill_ui_file_choose (GtkWidget         *owner,
                             WaybillUiFileMode  mode,
                             const char        *title,
                             const char        *button,
                             const char        *folder,
                             const char        *name,
                             WaybillUiFileFunc  callback,
                             gpointer           user_data);
/* The desktop's file manager, at these files: (element-type GFile), of one folder. */
void waybill_ui_file_show_in_folder (GtkWindow   *window,
                                     GListModel  *files);
/* Takes files, also those of this very program that are on this computer already: (transfer full). */
GtkDropTarget *waybill_ui_file_target_new (void);
/* The files of a drop (GdkFileList value): (transfer full) (element-type GFile). */
GListModel *waybill_ui_file_list_from_value (const GValue *value);

G_END_DECLS
