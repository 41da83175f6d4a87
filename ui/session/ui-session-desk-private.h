/* The inside of a desk, for its two files: ui-session-desk.c (areas, places, queue), -move.c (what goes from one side to the other). */
#pragma once

#include "ui-session-desk.h"

G_BEGIN_DECLS

struct _WaybillUiSessionDesk
{
  GtkBox parent_instance;

  GtkWidget *panes, *strips, *bar, *computer, *partner_button, *queue_button, *talk_button, *badge;
  GtkWidget *local, *remote, *queue_strip, *conversation;

  WaybillTransferQueue *queue; /* (nullable) */
  GSignalGroup *queue_signals;
  gboolean narrow;
  gboolean low;
  gboolean folding; /* strips fold or unfold because the height changed, not because somebody said so */
  /* What the person wants of each strip, for when there is room again. */
  gboolean wants_queue, wants_talk;
  gboolean front;
  gboolean halved; /* the handle stands where it belongs */
  WaybillUiSessionArea area;
};

const char *waybill_ui_session_desk_get_folder   (GtkWidget            *pane);
/* Listens to both panes. */
void        waybill_ui_session_desk_connect_move (WaybillUiSessionDesk *self);

G_END_DECLS
