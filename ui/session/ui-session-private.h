/* The inside of a tab, for its four files: ui-session.c (what it shows, its life), -calls.c (what the window
 * asks of it), -actions.c (what can be done in it), -left.c (what an ended session leaves in the queue). */
#pragma once

#include "ui-session.h"

#include "ui-question.h"
#include "ui-session-desk.h"
#include "ui-session-failure.h"
#include "ui-session-link.h"

G_BEGIN_DECLS

struct _WaybillUiSession
{
  AdwBin parent_instance;

  GtkWidget *pages, *idle, *connect_button, *waiting, *shell, *failed_page, *failed;
  GtkWidget *left_strip; /* (nullable) the queue below the page that says why */
  GtkWidget *desk;

  WaybillUiContext *context;
  WaybillPartner *partner;
  WaybillUiQuestion *question;
  WaybillUiSessionLink *link;
  GSignalGroup *queue_signals;

  WaybillUiSessionStage stage;
  WaybillUiSessionStage shown; /* what the activity says: its icon */
  char *activity, *title, *subtitle;
  gboolean narrow;
  gboolean front;
  gboolean shows_left;
  gboolean visited; /* the panes were shown folders of this partner before */
};

void waybill_ui_session_install_actions (GtkWidgetClass   *widget_class);
/* Which of them make sense now. */
void waybill_ui_session_show_actions    (WaybillUiSession *self);
gboolean waybill_ui_session_is_about_session (const GError *error);
/* ui-session-renewed.c: that the server shows another certificate than the last time, where it does. */
void     waybill_ui_session_say_renewed (WaybillUiSession *self);
/* What the queue holds, on and below the page that says why; with each change of the queue again. */
void     waybill_ui_session_show_left   (WaybillUiSession *self);
void     waybill_ui_session_drop_left   (WaybillUiSession *self);
void     waybill_ui_session_toggle_left (WaybillUiSession *self);

G_END_DECLS
