/* What a session that ended leaves in the queue: said on the page that says why, and to be seen below it. What goes on when
 * is the queue's and the link's. */

#include "ui-session-private.h"

#include "ui-queue-strip.h"

/* A window lower than this has room for the page alone; it is the desk's low-height too. */
#define LOW_HEIGHT 594

/* waybill_ui_session_is_about_session:
 *
 * Of a file that was not moved: not because of itself, but because there is no session. */
gboolean
waybill_ui_session_is_about_session (const GError *error)
{
  return g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_LOST)
         || g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_TIMED_OUT)
         || waybill_remote_error_is_about_opening (error);
}

/* What another program was to get is dragged again. */
static gboolean
was_not_moved (WaybillTransferItem *item)
{
  const GError *error = waybill_transfer_item_get_error (item);

  return error != NULL && waybill_ui_session_is_about_session (error) && !waybill_transfer_item_get_passed_on (item);
}

static void
count_item (WaybillTransferItem *item, gboolean goes_on, WaybillWordsSessionLeft *left)
{
  gboolean put = waybill_transfer_item_get_direction (item) == WAYBILL_TRANSFER_PUT;

  switch (waybill_transfer_item_get_state (item))
    {
    case WAYBILL_TRANSFER_STATE_WAITING:
      left->n_going_on += goes_on;
      break;
    case WAYBILL_TRANSFER_STATE_RUNNING:
    case WAYBILL_TRANSFER_STATE_CHECKING:
      left->n_going_on++;
      break;
    case WAYBILL_TRANSFER_STATE_PAUSED:
    case WAYBILL_TRANSFER_STATE_ASKING:
      break;
    case WAYBILL_TRANSFER_STATE_FAILED:
      if (was_not_moved (item))
        break;
      return;
    default:
      return;
    }
  (*(put ? &left->n_put : &left->n_get))++;
}

/* What the person paused stays paused; what paused itself goes on with the next session. */
static void
count_left (WaybillTransferQueue *queue, WaybillWordsSessionLeft *left)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (queue));
  gboolean rests = waybill_transfer_queue_is_paused (queue);
  WaybillTransferTotals totals = { 0 };

  waybill_transfer_queue_get_totals (queue, &totals);
  left->trying = totals.running > 0 || (totals.waiting > 0 && !rests);
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (WaybillTransferItem) item = g_list_model_get_item (G_LIST_MODEL (queue), i);

      count_item (item, !rests || waybill_transfer_queue_paused_itself (queue), left);
    }
}

/* Made when it is needed: most sessions end well. Questions are the desk's strip's to ask. */
static void
make_strip (WaybillUiSession *self)
{
  self->left_strip = waybill_ui_queue_strip_new (self->title);
  g_object_set (self->left_strip, "front", FALSE, NULL);
  gtk_box_append (GTK_BOX (self->failed_page), self->left_strip);
}

static void
show_strip (WaybillUiSession *self, WaybillTransferQueue *queue)
{
  gboolean has_room = !self->narrow && gtk_widget_get_height (GTK_WIDGET (self)) >= LOW_HEIGHT;

  if (self->left_strip == NULL)
    make_strip (self);
  if (self->shows_left)
    return;
  self->shows_left = TRUE;
  waybill_ui_queue_strip_set_queue (WAYBILL_UI_QUEUE_STRIP (self->left_strip), queue);
  g_object_set (self->left_strip, "expanded", has_room, NULL);
  gtk_widget_set_visible (self->left_strip, TRUE);
}

/* waybill_ui_session_show_left:
 *
 * Says what was not sent or fetched, for as long as there is something. */
void
waybill_ui_session_show_left (WaybillUiSession *self)
{
  WaybillTransferQueue *queue = waybill_ui_session_link_get_queue (self->link);
  WaybillWordsSessionLeft left = { 0 };
  g_autofree char *text = NULL;

  if (queue != NULL)
    count_left (queue, &left);
  text = waybill_words_session_left (&left);
  waybill_ui_session_failure_set_left (WAYBILL_UI_SESSION_FAILURE (self->failed), text);
  if (text != NULL)
    show_strip (self, queue);
}

/* waybill_ui_session_drop_left:
 *
 * Another page is shown. */
void
waybill_ui_session_drop_left (WaybillUiSession *self)
{
  if (!self->shows_left)
    return;
  self->shows_left = FALSE;
  gtk_widget_set_visible (self->left_strip, FALSE);
  waybill_ui_queue_strip_set_queue (WAYBILL_UI_QUEUE_STRIP (self->left_strip), NULL);
}

/* waybill_ui_session_toggle_left:
 *
 * Folds the queue below the page, or unfolds it. */
void
waybill_ui_session_toggle_left (WaybillUiSession *self)
{
  if (self->shows_left)
    gtk_widget_activate_action (self->left_strip, "queue.fold", NULL);
}
