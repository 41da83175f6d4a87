/* The inside of the main window, for its files: ui-window.c (its life), -tabs.c (sessions), -partners.c (what is done with partners),
 * -go.c (wishes of pages), -leave.c (the question before work is lost). */
#pragma once

#include "ui-window.h"

#include "ui-cert-window.h"
#include "ui-lock-button.h"
#include "ui-session.h"
#include "ui-sheet.h"
#include "ui-shell.h"
#include "ui-sidebar.h"
#include "ui-start.h"
#include "ui-welcome.h"

G_BEGIN_DECLS

struct _WaybillUiWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay     *toasts;
  GtkRevealer         *rehearsal_strip;
  GtkWidget           *rehearsal_box;
  GtkStack            *pages;
  WaybillUiWelcome    *welcome;
  AdwLeaflet          *leaflet;
  WaybillUiSidebar    *sidebar;
  WaybillUiShell      *shell;
  GtkButton           *back_button;
  GtkToggleButton     *sidebar_button;
  WaybillUiLockButton *lock;
  AdwWindowTitle      *title;
  GtkButton           *disconnect_button;
  GtkMenuButton       *tabs_button;
  AdwTabBar           *tab_bar;
  AdwTabView          *tab_view;
  GtkStack            *contents;
  WaybillUiStart      *start;

  WaybillUiContext    *context;
  WaybillUiRehearsal  *rehearsal; /* NULL: the user's own */
  WaybillUiSheet      *sheet;     /* weak */
  WaybillUiCertWindow *certificates; /* weak */
  GSettings           *settings;  /* NULL: nothing is remembered */
  gboolean             start_shown; /* though there are tabs */
  gboolean             begun;     /* the first page was chosen */
  gboolean             dropping;  /* tabs close without a question */
  gboolean             may_close; /* the question about work under way was answered */
  gboolean             closing;
};

/* -tabs.c */
void              waybill_ui_window_init_tabs     (WaybillUiWindow      *self);
WaybillUiSession *waybill_ui_window_get_session   (WaybillUiWindow      *self); /* (nullable): of the tab in front; NULL: Start is */
WaybillUiSession *waybill_ui_window_find_session  (WaybillUiWindow      *self,
                                                   const char           *uuid); /* (nullable) */
void              waybill_ui_window_close_session (WaybillUiWindow      *self,
                                                   WaybillUiSession     *session);
/* The same without asking. */
void              waybill_ui_window_drop_session  (WaybillUiWindow      *self,
                                                   WaybillUiSession     *session);
void              waybill_ui_window_end_sessions  (WaybillUiWindow      *self);
guint             waybill_ui_window_count_left    (WaybillUiWindow      *self);
void              waybill_ui_window_restore_tabs  (WaybillUiWindow      *self);
void              waybill_ui_window_remember_tabs (WaybillUiWindow      *self);
void              waybill_ui_window_show_front    (WaybillUiWindow      *self);
/* The page Start in front of the tabs, or the tabs again. */
void              waybill_ui_window_show_start    (WaybillUiWindow      *self);
void              waybill_ui_window_leave_start   (WaybillUiWindow      *self);
void              waybill_ui_window_install_tabs  (GtkWidgetClass       *widget_class);

/* -leave.c */
typedef void    (*WaybillUiWindowAnswer)          (WaybillUiWindow      *self,
                                                   gpointer              subject,
                                                   gboolean              stop);
void              waybill_ui_window_ask_to_leave  (WaybillUiWindow      *self,
                                                   guint                 n_left,
                                                   const char           *keep,
                                                   const char           *stop,
                                                   WaybillUiWindowAnswer answer,
                                                   gpointer              subject);

/* -partners.c */
void              waybill_ui_window_install_partners (GtkWidgetClass    *widget_class);
void              waybill_ui_window_edit_partner  (WaybillUiWindow      *self,
                                                   GtkWidget            *from,
                                                   const char           *uuid,
                                                   const char           *page);

/* -go.c */
void              waybill_ui_window_init_go       (WaybillUiWindow      *self);
void              waybill_ui_window_install_go    (GtkWidgetClass       *widget_class);
GtkWindow        *waybill_ui_window_find_parent   (WaybillUiWindow      *self,
                                                   GtkWidget            *from);

G_END_DECLS
