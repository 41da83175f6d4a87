/* The inside of a tab, for its three files: ui-session.c (what it shows, its life), -calls.c (what the window
 * asks of it), -actions.c (what can be done in it). */
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

  GtkWidget *pages, *idle, *connect_button, *waiting, *shell, *failed;
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
  gboolean visited; /* the panes were shown folders of this partner before */
};

void waybill_ui_session_install_actions (GtkWidgetClass   *widget_class);
/* Which of them make sense now. */
void waybill_ui_session_show_actions    (WaybillUiSession *self);

G_END_DECLS
