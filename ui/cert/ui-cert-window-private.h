/* Between the files of the certificate store's window: what it shows now, its fast path, and what can be done with it. */
#pragma once

#include "ui-cert-window.h"

#include "ui-cert-details.h"
#include "ui-cert-list.h"
#include "ui-shell.h"

G_BEGIN_DECLS

struct _WaybillUiCertWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *overlay;
  WaybillUiShell *wide_shell;
  WaybillUiShell *narrow_shell;
  AdwLeaflet *outer;
  AdwLeaflet *inner;
  AdwHeaderBar *path_header;
  GtkListBox *path;
  GtkWidget *import_button;
  GtkWidget *request_button;
  GtkWidget *details_line;
  WaybillUiCertList *list;
  WaybillUiCertDetails *details;

  WaybillUiContext *context;
  GtkLabel *counts[WAYBILL_UI_CERT_N_VIEWS];
  GtkWidget *warnings[WAYBILL_UI_CERT_N_VIEWS];
  char *shown; /* (nullable): id of what the details show */
  char *next;  /* (nullable): what takes its place when it is removed */
  gboolean has_looked; /* for cards */
};

/* id: (nullable) nothing. */
void waybill_ui_cert_window_choose          (WaybillUiCertWindow *self,
                                             const char          *id);
/* (nullable): what the details show. */
WaybillUiCertItem *waybill_ui_cert_window_get_item (WaybillUiCertWindow *self);
/* One page back; FALSE when there is none. */
gboolean waybill_ui_cert_window_go_back     (WaybillUiCertWindow *self);

void waybill_ui_cert_window_fill_path       (WaybillUiCertWindow *self);
void waybill_ui_cert_window_update_path     (WaybillUiCertWindow *self);
void waybill_ui_cert_window_select_path     (WaybillUiCertWindow *self,
                                             WaybillUiCertView    view);
WaybillUiCertView waybill_ui_cert_window_get_path_view (GtkListBoxRow *row);

void waybill_ui_cert_window_install_actions (GtkWidgetClass      *klass);
void waybill_ui_cert_window_update_actions  (WaybillUiCertWindow *self);
void waybill_ui_cert_window_take_drops      (WaybillUiCertWindow *self);
void waybill_ui_cert_window_tell_renamed    (WaybillUiCertWindow *self,
                                             const char          *old_label,
                                             const char          *new_label);

G_END_DECLS
