/* What starts and what ends: free sessions go to walks first, then to the next item of the line; and what an ended run means
 * for its item and for the queue. It opens no session itself and says nothing itself. */
#include "transfer-queue-private.h"

#include "transfer-part.h"

#include "remote-path.h"

/* Bytes. */
#define SHORT (256 * 1024)

/* Starting. */

static WaybillTransferWalk *
find_waiting_walk (WaybillTransferQueue *self)
{
  for (guint i = 0; i < self->walks->len; i++)
    if (waybill_transfer_walk_wants_session (g_ptr_array_index (self->walks, i)))
      return g_ptr_array_index (self->walks, i);
  return NULL;
}

static WaybillTransferItem *
get_next (WaybillTransferQueue *self)
{
  GSequenceIter *first = g_sequence_get_begin_iter (self->line);

  return g_sequence_iter_is_end (first) ? NULL : g_sequence_get (first);
}

static void
run_free (WaybillTransferActiveRun *run)
{
  g_object_unref (run->item);
  g_object_unref (run->cancellable);
  waybill_remote_progress_unref (run->progress);
  g_free (run);
}

static void
run_ended (GObject *source, GAsyncResult *result, gpointer user_data);

static WaybillTransferActiveRun *
add_run (WaybillTransferQueue *self, WaybillTransferItem *item, WaybillTransferSession *session)
{
  WaybillTransferActiveRun *run = g_new0 (WaybillTransferActiveRun, 1);

  run->queue = self;
  run->item = g_object_ref (item);
  run->session = session;
  run->cancellable = g_cancellable_new ();
  run->progress = waybill_remote_progress_new ();
  g_ptr_array_add (self->runs, run);
  waybill_transfer_queue_set_state (self, item, WAYBILL_TRANSFER_STATE_RUNNING);
  return run;
}

/* A few round trips' worth: others may wait behind it on its session. What is not known to be short is taken for short when
 * there will be no further session anyway. */
static gboolean
is_short (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  return item->size >= 0 ? item->size <= SHORT : waybill_transfer_pool_is_full (self->pool);
}

static void
start (WaybillTransferQueue *self, WaybillTransferItem *item, WaybillTransferSession *session)
{
  WaybillTransferActiveRun *run = add_run (self, item, session);
  WaybillTransferRequest request = {
    .direction = item->direction,
    .remote_path = item->remote_path,
    .local_path = item->local_path,
    .terms = item->terms,
    .is_listed = item->is_listed,
    .listed_size = item->is_listed ? item->size : -1,
    .listed_mtime = item->mtime,
    .is_new = item->is_new,
    .below = item->below,
    .help = &self->help,
    /* The spare session is not ours to connect again. */
    .retries = session->is_spare ? 0 : self->retries,
    .part_path = item->part_path,
    .part_moved = item->part_moved,
  };

  request.terms.overwrite = item->overwrite;
  run->is_long = !is_short (self, item);
  session->n_long += run->is_long;
  waybill_transfer_run_async (session->remote, &request, run->progress, run->cancellable, run_ended, run);
}

/* Behind others: what is short, in a queue that nobody looks at. */
static WaybillTransferSession *
share_session (WaybillTransferQueue *self, WaybillTransferWalk *walk, WaybillTransferItem *item)
{
  if (self->depth < 2 || (walk == NULL && !is_short (self, item)))
    return NULL;
  return waybill_transfer_pool_share (self->pool, walk != NULL ? self->depth + 1 : self->depth);
}

/* Sessions that what waits would keep busy: a few that are short stand behind one another. */
static guint
count_wanted (WaybillTransferQueue *self)
{
  guint n = (guint) g_sequence_get_length (self->line);

  return (n + self->depth - 1) / self->depth + (find_waiting_walk (self) != NULL);
}

/* waybill_transfer_queue_look:
 *
 * Starts what can start. Each round takes something out of the line or asks for a session, so it ends. */
void
waybill_transfer_queue_look (WaybillTransferQueue *self)
{
  while (!self->is_paused && !self->is_stopping)
    {
      WaybillTransferWalk *walk = find_waiting_walk (self);
      WaybillTransferItem *item = get_next (self);
      WaybillTransferSession *session;

      if (walk == NULL && item == NULL)
        return;
      session = waybill_transfer_pool_take (self->pool, count_wanted (self));
      if (session == NULL)
        session = share_session (self, walk, item);
      if (session == NULL)
        return;
      if (walk != NULL)
        waybill_transfer_walk_use (walk, session);
      else
        start (self, item, session);
    }
}

/* Ending. */

static void
pause_itself (WaybillTransferQueue *self, const GError *why)
{
  if (self->is_paused)
    return;
  self->is_paused = TRUE;
  self->paused_itself = TRUE;
  g_clear_error (&self->pause_error);
  self->pause_error = g_error_copy (why);
  waybill_transfer_queue_say (self, NULL);
}

static gboolean
is_about_space (const GError *error)
{
  return g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_NO_SPACE)
         || g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_REMOTE_FULL);
}

static gboolean
is_question (const WaybillTransferItem *item, const GError *error)
{
  return item->overwrite == WAYBILL_TRANSFER_OVERWRITE_NO
         && (g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_EXISTS)
             || g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_LOCAL_EXISTS));
}

static void
again (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  waybill_transfer_queue_line_up (self, item, g_sequence_get_begin_iter (self->line));
}

static void
arrived (WaybillTransferQueue *self, WaybillTransferItem *item, WaybillTransferResult *result)
{
  gboolean left = result->left;
  g_autofree char *folder = NULL;

  waybill_transfer_item_take_result (item, result);
  waybill_transfer_queue_end (self, item, left ? WAYBILL_TRANSFER_STATE_LEFT : WAYBILL_TRANSFER_STATE_DONE);
  if (left)
    return;
  folder = item->direction == WAYBILL_TRANSFER_PUT
               ? waybill_remote_path_dup_folder (waybill_transfer_item_get_remote_path (item))
               : g_path_get_dirname (waybill_transfer_item_get_local_path (item));
  waybill_transfer_queue_say_folder (self, item->direction, folder);
}

static void
ask (WaybillTransferQueue *self, WaybillTransferItem *item, GError *error)
{
  const WaybillTransferForAll *all = &self->for_all[item->direction];

  if (!all->is_given || item->number > all->until)
    {
      waybill_transfer_item_take_error (item, error);
      waybill_transfer_queue_set_state (self, item, WAYBILL_TRANSFER_STATE_ASKING);
      return;
    }
  g_error_free (error);
  item->overwrite = all->answer;
  if (all->answer == WAYBILL_TRANSFER_OVERWRITE_NO)
    waybill_transfer_queue_end (self, item, WAYBILL_TRANSFER_STATE_LEFT);
  else
    again (self, item);
}

static void
went_wrong (WaybillTransferQueue *self, WaybillTransferItem *item, gboolean was_lent, GError *error)
{
  if (self->asks && is_question (item, error))
    {
      ask (self, item, error);
    }
  else if (was_lent && waybill_remote_error_is_passing (error) && item->lent_tries < self->retries)
    {
      item->lent_tries++;
      g_error_free (error);
      again (self, item);
    }
  else
    {
      /* Where no session can be opened again the next file would fare no better. */
      if (is_about_space (error)
          || (waybill_remote_error_is_about_opening (error) && waybill_transfer_pool_n_connected (self->pool) == 0))
        pause_itself (self, error);
      waybill_transfer_item_take_error (item, error);
      waybill_transfer_queue_end (self, item, WAYBILL_TRANSFER_STATE_FAILED);
    }
}

static void
obey (WaybillTransferQueue *self, WaybillTransferItem *item, WaybillTransferWish wish)
{
  if (wish == WAYBILL_TRANSFER_WISH_AGAIN)
    again (self, item);
  else if (wish == WAYBILL_TRANSFER_WISH_PAUSE)
    waybill_transfer_queue_set_state (self, item, WAYBILL_TRANSFER_STATE_PAUSED);
  else
    waybill_transfer_queue_end (self, item, WAYBILL_TRANSFER_STATE_CANCELLED);
}

/* Cancelled with a part at the partner: that goes first. */
static void
remove_part (WaybillTransferActiveRun *run);

static void
give_session_back (WaybillTransferActiveRun *run)
{
  WaybillTransferSession *session = g_steal_pointer (&run->session);

  if (session == NULL)
    return;
  session->n_long -= run->is_long;
  waybill_transfer_pool_give_back (session);
}

static void
give_run_back (WaybillTransferQueue *self, WaybillTransferActiveRun *run)
{
  self->moved += waybill_remote_progress_get (run->progress);
  g_ptr_array_remove_fast (self->runs, run);
  give_session_back (run);
}

static void
run_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WaybillTransferActiveRun *run = user_data;
  WaybillTransferQueue *self = run->queue;
  GError *error = NULL;
  WaybillTransferResult *outcome = waybill_transfer_run_finish (result, &error);
  gint64 part_moved = 0;
  g_autofree char *part = outcome == NULL ? waybill_transfer_run_dup_part (result, &part_moved) : NULL;
  gboolean was_lent;

  if (self == NULL)
    {
      waybill_transfer_result_free (outcome);
      g_clear_error (&error);
      run_free (run);
      return;
    }
  was_lent = run->session != NULL && run->session->is_spare;
  waybill_transfer_item_take_part (run->item, g_steal_pointer (&part), part_moved);
  if (outcome == NULL && run->wish == WAYBILL_TRANSFER_WISH_CANCEL && run->item->part_path != NULL && run->session != NULL
      && waybill_remote_is_connected (run->session->remote))
    {
      g_error_free (error);
      remove_part (run);
      return;
    }
  give_run_back (self, run);
  if (outcome != NULL)
    {
      arrived (self, run->item, outcome);
    }
  else if (run->wish != WAYBILL_TRANSFER_WISH_NONE)
    {
      g_error_free (error);
      obey (self, run->item, run->wish);
    }
  else
    {
      went_wrong (self, run->item, was_lent, error);
    }
  run_free (run);
  waybill_transfer_queue_look (self);
}

static gboolean
has_session (gconstpointer run)
{
  return ((const WaybillTransferActiveRun *) run)->session != NULL;
}

/* waybill_transfer_queue_note_moved:
 *
 * All of a fetched file is here. Its session takes the next while it waits with others for its name. */
void
waybill_transfer_queue_note_moved (gpointer user_data)
{
  WaybillTransferActiveRun *run = user_data;
  WaybillTransferQueue *self = run->queue;
  gboolean is_last = TRUE;

  if (self == NULL)
    return;
  give_session_back (run);
  waybill_transfer_queue_look (self);
  for (guint i = 0; is_last && i < self->runs->len; i++)
    is_last = !has_session (g_ptr_array_index (self->runs, i));
  if (is_last)
    waybill_transfer_flush_hurry (self->help.flush);
}

static void
part_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WaybillTransferActiveRun *run = user_data;
  WaybillTransferQueue *self = run->queue;
  g_autoptr (GError) error = NULL;

  if (waybill_transfer_part_remove_finish (result, &error))
    waybill_transfer_item_take_part (run->item, NULL, 0);
  else
    g_debug ("A part stays at the partner: %s", error->message);
  if (self != NULL)
    {
      give_run_back (self, run);
      obey (self, run->item, run->wish);
      waybill_transfer_queue_look (self);
    }
  run_free (run);
}

static void
remove_part (WaybillTransferActiveRun *run)
{
  g_object_unref (run->cancellable);
  run->cancellable = g_cancellable_new ();
  waybill_transfer_part_remove_async (run->session->remote, run->item->part_path, run->item->part_moved, run->cancellable,
                                      part_removed, run);
}

/* waybill_transfer_queue_remove_part:
 *
 * Ends an item that does not run as cancelled; where an earlier try left a part and a session is open and free, that goes
 * first. */
void
waybill_transfer_queue_remove_part (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  WaybillTransferSession *session = item->part_path != NULL ? waybill_transfer_pool_take_free (self->pool) : NULL;
  WaybillTransferActiveRun *run;

  if (session == NULL)
    {
      waybill_transfer_queue_end (self, item, WAYBILL_TRANSFER_STATE_CANCELLED);
      return;
    }
  run = add_run (self, item, session);
  run->wish = WAYBILL_TRANSFER_WISH_CANCEL;
  remove_part (run);
}

/* waybill_transfer_queue_find_run:
 *
 * Whose turn it is: at most eight are looked at. */
WaybillTransferActiveRun *
waybill_transfer_queue_find_run (WaybillTransferQueue *self, WaybillTransferItem *item)
{
  for (guint i = 0; i < self->runs->len; i++)
    {
      WaybillTransferActiveRun *run = g_ptr_array_index (self->runs, i);

      if (run->item == item)
        return run;
    }
  return NULL;
}

/* waybill_transfer_queue_interrupt:
 *
 * Ends a run; what was wished last becomes of its item, unless it was quicker. */
void
waybill_transfer_queue_interrupt (WaybillTransferActiveRun *run, WaybillTransferWish wish)
{
  run->wish = wish;
  g_cancellable_cancel (run->cancellable);
}

/* waybill_transfer_queue_take_spare:
 *
 * Whoever uses the spare session ends, and goes on over another. */
void
waybill_transfer_queue_take_spare (WaybillTransferQueue *self)
{
  for (guint i = 0; i < self->runs->len; i++)
    {
      WaybillTransferActiveRun *run = g_ptr_array_index (self->runs, i);

      if (run->session != NULL && run->session->is_spare)
        waybill_transfer_queue_interrupt (run,
                                          run->wish != WAYBILL_TRANSFER_WISH_NONE ? run->wish : WAYBILL_TRANSFER_WISH_AGAIN);
    }
  for (guint i = 0; i < self->walks->len; i++)
    {
      WaybillTransferSession *session = waybill_transfer_walk_get_session (g_ptr_array_index (self->walks, i));

      if (session != NULL && session->is_spare)
        waybill_transfer_walk_interrupt (g_ptr_array_index (self->walks, i));
    }
}

/* The pool's events. */

static void
pool_looks (gpointer owner)
{
  waybill_transfer_queue_look (owner);
}

/* Not one session can be had. What was next fails and says why; the rest waits, for it would fail one after the other. */
static void
pool_failed (gpointer owner, const GError *error)
{
  WaybillTransferQueue *self = owner;
  WaybillTransferWalk *walk = find_waiting_walk (self);
  WaybillTransferItem *item = get_next (self);

  if (walk == NULL && item == NULL)
    return;
  pause_itself (self, error);
  if (walk != NULL)
    {
      waybill_transfer_walk_fail_step (walk, error);
      return;
    }
  waybill_transfer_item_take_error (item, g_error_copy (error));
  waybill_transfer_queue_end (self, item, WAYBILL_TRANSFER_STATE_FAILED);
}

static void
pool_is_empty (gpointer owner)
{
  WaybillTransferQueue *self = owner;

  self->is_empty = TRUE;
  waybill_transfer_queue_say (self, NULL);
}

const WaybillTransferPoolEvents waybill_transfer_queue_pool_events = { pool_looks, pool_failed, pool_is_empty };

/* waybill_transfer_queue_let_go:
 *
 * Without a word: runs and walks are cancelled and end alone; sessions say goodbye on threads of their own. */
void
waybill_transfer_queue_let_go (WaybillTransferQueue *self)
{
  for (guint i = 0; i < self->runs->len; i++)
    {
      WaybillTransferActiveRun *run = g_ptr_array_index (self->runs, i);

      run->queue = NULL;
      give_session_back (run);
      g_cancellable_cancel (run->cancellable);
    }
  for (guint i = 0; i < self->walks->len; i++)
    {
      WaybillTransferWalk *walk = g_ptr_array_index (self->walks, i);
      WaybillTransferSession *session = waybill_transfer_walk_get_session (walk);

      waybill_transfer_walk_free (walk);
      if (session != NULL)
        waybill_transfer_pool_give_back (session);
    }
  g_ptr_array_set_size (self->runs, 0);
  g_ptr_array_set_size (self->walks, 0);
  g_clear_pointer (&self->pool, waybill_transfer_pool_free);
}
