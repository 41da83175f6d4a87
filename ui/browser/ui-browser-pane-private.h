/* The inside of a pane, for its files: ui-browser-pane.c (its parts and properties), -look.c (what it shows of itself), -load.c (listing and
 * what page is shown), -go.c (where it is, history), -actions.c (actions, keys, menus), -change.c (new folder, rename, delete), -drop.c
 * (drags out and drops). */
#pragma once

#include "ui-browser-pane.h"

#include <adwaita.h>

#include "ui-box.h"
#include "ui-browser-list.h"
#include "ui-browser-model.h"
#include "ui-browser-path.h"
#include "ui-shell.h"

#include "words.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_UI_BROWSER_GO,      /* somewhere else: what is left goes into the history */
  WAYBILL_UI_BROWSER_BACK,
  WAYBILL_UI_BROWSER_FORWARD,
} WaybillUiBrowserWay;

struct _WaybillUiBrowserPane
{
  GtkBox parent_instance;

  GtkWidget *head, *icon, *title_label, *up, *refresh, *menu, *path, *filter_bar, *filter_entry;
  GtkWidget *note_revealer, *note, *note_close, *pages, *shell, *spinner, *stop, *empty, *nothing, *show_all;
  GtkWidget *error_page, *error_box, *try_again, *go_back, *go_back_label, *raw_view, *copy_raw, *foot, *sum, *transfer, *transfer_content;
  GtkWidget *list;
  GtkWidget *server_words; /* (nullable) of the error page */
  GtkWindow *dialog;       /* (nullable) weak */

  WaybillUiBrowserPlace *place; /* (nullable) */
  WaybillUiBrowserModel *model;
  char *title, *token;
  char *partner; /* (nullable) */
  char *home;    /* (nullable) */
  char *folder;  /* (nullable) shown, or being listed */
  char *left;    /* (nullable) shown before, while another one is being listed */
  char *wanted;  /* (nullable) the name that gets selection and focus when the list is there */
  GPtrArray *back, *forward;

  GCancellable *listing;  /* (nullable) under way */
  GCancellable *changing; /* of all changes; cancelled when the pane goes */
  gboolean filling;       /* it has come and is being sorted */
  gboolean looked_at;     /* the focus was in the list when it came */
  gboolean again;         /* the listing is of the folder that is shown */
  guint patience;         /* source: when it ends the spinner is shown */
  GError *error;          /* (nullable) of the last listing */

  WaybillUiBrowserColumn column;
  gboolean descending;
  gboolean hidden;
  gboolean narrow;
  gboolean focused; /* the last pane of this window that had the focus */
  gboolean primary;
  gulong focus_handler;
  GtkWidget *drop_row; /* (nullable) weak: the folder under a drag */
};

/* -pane.c */
gboolean waybill_ui_browser_pane_is_remote     (WaybillUiBrowserPane *self);
char    *waybill_ui_browser_pane_dup_path      (WaybillUiBrowserPane *self,
                                                const char           *name);
void     waybill_ui_browser_pane_emit_transfer (WaybillUiBrowserPane *self,
                                                char                **paths);
void     waybill_ui_browser_pane_emit_moved    (WaybillUiBrowserPane *self);
void     waybill_ui_browser_pane_emit_files    (WaybillUiBrowserPane *self,
                                                GListModel           *files,
                                                const char           *folder);
void     waybill_ui_browser_pane_emit_rows     (WaybillUiBrowserPane *self,
                                                char                **paths,
                                                const char           *folder);

void     waybill_ui_browser_pane_emit_failed   (WaybillUiBrowserPane *self,
                                                const GError         *error,
                                                const char           *path);

/* -look.c */
void     waybill_ui_browser_pane_update        (WaybillUiBrowserPane *self);
void     waybill_ui_browser_pane_update_foot   (WaybillUiBrowserPane *self);
void     waybill_ui_browser_pane_show_narrow   (WaybillUiBrowserPane *self);
void     waybill_ui_browser_pane_show_place    (WaybillUiBrowserPane *self);
void     waybill_ui_browser_pane_name_parts    (WaybillUiBrowserPane *self);
void     waybill_ui_browser_pane_focus_moved   (WaybillUiBrowserPane *self);
void     waybill_ui_browser_pane_say_failed    (WaybillUiBrowserPane *self,
                                                const GError         *error,
                                                const char           *path,
                                                const WaybillWords   *words);
void     waybill_ui_browser_pane_drop_note     (WaybillUiBrowserPane *self);
void     waybill_ui_browser_pane_add_note_button (WaybillUiBrowserPane *self);

/* -load.c */
/* again: the same folder; else what is shown goes. */
void     waybill_ui_browser_pane_load          (WaybillUiBrowserPane *self,
                                                gboolean              again);
void     waybill_ui_browser_pane_stop          (WaybillUiBrowserPane *self);
void     waybill_ui_browser_pane_forget        (WaybillUiBrowserPane *self);
void     waybill_ui_browser_pane_show_page     (WaybillUiBrowserPane *self);

/* -go.c */
void     waybill_ui_browser_pane_go            (WaybillUiBrowserPane *self,
                                                const char           *folder,
                                                WaybillUiBrowserWay   way);
/* (transfer full) (nullable). */
char    *waybill_ui_browser_pane_dup_parent    (WaybillUiBrowserPane *self);
void     waybill_ui_browser_pane_go_up         (WaybillUiBrowserPane *self);
void     waybill_ui_browser_pane_go_back       (WaybillUiBrowserPane *self);
void     waybill_ui_browser_pane_go_forward    (WaybillUiBrowserPane *self);
void     waybill_ui_browser_pane_open          (WaybillUiBrowserPane *self,
                                                guint                 position);
void     waybill_ui_browser_pane_complete      (WaybillUiBrowserPane *self,
                                                const char           *folder);

/* -actions.c */
void     waybill_ui_browser_pane_install_actions (GtkWidgetClass       *widget_class);
void     waybill_ui_browser_pane_show_actions    (WaybillUiBrowserPane *self);
void     waybill_ui_browser_pane_make_menus      (WaybillUiBrowserPane *self);

/* -change.c */
void     waybill_ui_browser_pane_new_folder    (WaybillUiBrowserPane *self);
void     waybill_ui_browser_pane_rename        (WaybillUiBrowserPane *self);
void     waybill_ui_browser_pane_delete        (WaybillUiBrowserPane *self);

/* -drop.c */
void     waybill_ui_browser_pane_install_drop  (WaybillUiBrowserPane *self);

G_END_DECLS
