/* The inside of the strip, for its two files: ui-queue-strip.c (head and rows), -ask.c (the questions of its files). */
#pragma once

#include "ui-queue-strip.h"

#include "ui-gate.h"

G_BEGIN_DECLS

struct _WaybillUiQueueStrip
{
  GtkBox parent_instance;

  GtkWidget *fold, *arrow, *totals, *pause_all, *menu, *shell, *body, *list, *nothing;
  GtkSizeGroup *acts; /* the buttons of the rows are one column */

  WaybillUiGate *gate; /* (nullable) of the queue; lent: the list's model holds it */

  char *partner;
  WaybillTransferQueue *queue; /* (nullable) */
  GSignalGroup *signals;       /* of the queue */
  GHashTable *put_off;         /* (element-type WaybillTransferItem): their question was closed */
  GtkWidget *question;         /* (nullable), weak */
  guint64 asked_until;         /* the newest file when the question came: "all" means none after it */
  gboolean expanded;
  gboolean narrow;
  gboolean narrow_rows; /* two lines a row: the strip is narrow, or the person's text is large */
  gboolean front;
  gboolean awaits; /* the next new row is shown */
  guint n_running;
};

/* Its question, if it still has one, and nobody is asked already. */
void waybill_ui_queue_strip_ask           (WaybillUiQueueStrip *self,
                                           WaybillTransferItem *item);
/* The next that nobody was asked about, when the tab is in front. */
void waybill_ui_queue_strip_ask_next      (WaybillUiQueueStrip *self);
/* Cancelled or answered by another way meanwhile: nobody needs to be asked any more. */
void waybill_ui_queue_strip_drop_question (WaybillUiQueueStrip *self);

G_END_DECLS
