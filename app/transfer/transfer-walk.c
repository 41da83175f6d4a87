/* What one call of send or fetch stands for: files and folders become items, folders are walked and made on the other side.
 * A list of places that are still to be entered and one step at a time; a step that needs the server borrows a session. It
 * moves no file. */
#include "transfer-walk-step-private.h"

static void
scanned (const WaybillTransferScanEntry *entries, guint n_entries, gboolean ended, int os_error, gpointer user_data)
{
  WaybillTransferWalk *self = user_data;

  if (self->is_stopping)
    {
      waybill_transfer_walk_proceed (self);
      return;
    }
  for (guint i = 0; i < n_entries; i++)
    waybill_transfer_walk_found_local (self, &entries[i]);
  if (os_error != 0)
    {
      waybill_transfer_walk_fail_place (self,
                                        waybill_transfer_walk_new_error (WAYBILL_REMOTE_ERROR_LOCAL, self->place->local,
                                                                         os_error, g_strerror (os_error)));
      ended = FALSE;
      g_clear_pointer (&self->scan, waybill_transfer_scan_free);
    }
  if (ended || self->step == WAYBILL_TRANSFER_STEP_END)
    g_clear_pointer (&self->scan, waybill_transfer_scan_free);
  if (ended && self->step == WAYBILL_TRANSFER_STEP_MAKE_LOCAL)
    {
      g_autofree char *parent = g_path_get_dirname (self->place->local);

      self->step = WAYBILL_TRANSFER_STEP_SHARE_LISTING;
      self->events->made (self->owner, self->direction, parent);
    }
  else if (ended)
    {
      waybill_transfer_walk_enter_next (self);
    }
  waybill_transfer_walk_proceed (self);
}

static void
scan_on (WaybillTransferWalk *self)
{
  if (self->scan == NULL && self->step == WAYBILL_TRANSFER_STEP_LOOK_AT_PATHS)
    self->scan = waybill_transfer_scan_new_paths ((const char *const *) self->paths);
  else if (self->scan == NULL && self->step == WAYBILL_TRANSFER_STEP_MAKE_LOCAL)
    self->scan = waybill_transfer_scan_new_making (self->place->local, self->below + self->place->level == 1);
  else if (self->scan == NULL)
    self->scan = waybill_transfer_scan_new_folder (self->place->local, WAYBILL_TRANSFER_WALK_MOST_FILES + 1 - self->n_found);
  waybill_transfer_scan_go_on (self->scan, scanned, self);
}

static gboolean
share_listing (gpointer data)
{
  WaybillTransferWalk *self = data;
  guint length = waybill_remote_listing_get_length (self->listing);
  guint last = MIN (self->n_shared + WAYBILL_TRANSFER_WALK_ENTRIES_AT_ONCE, length);

  self->later = 0;
  for (; self->n_shared < last && !self->is_stopping && self->step != WAYBILL_TRANSFER_STEP_END; self->n_shared++)
    waybill_transfer_walk_found_remote (self, waybill_remote_listing_get (self->listing, self->n_shared));
  if (self->n_shared == length || self->step == WAYBILL_TRANSFER_STEP_END)
    waybill_transfer_walk_enter_next (self);
  waybill_transfer_walk_proceed (self);
  return G_SOURCE_REMOVE;
}

/* The machine. */

static gboolean
needs_server (WaybillTransferWalk *self)
{
  return self->step == WAYBILL_TRANSFER_STEP_STAT_PATH || self->step == WAYBILL_TRANSFER_STEP_LIST_REMOTE
         || self->step == WAYBILL_TRANSFER_STEP_MAKE_REMOTE;
}

static gboolean
say_ended (gpointer data)
{
  WaybillTransferWalk *self = data;

  self->later = 0;
  self->events->ended (self->owner, self);
  return G_SOURCE_REMOVE;
}

/* waybill_transfer_walk_proceed:
 *
 * The next step, whatever it is. What calls the owner comes last: the walk may be used or gone after it. */
void
waybill_transfer_walk_proceed (WaybillTransferWalk *self)
{
  WaybillTransferSession *session = self->session;

  g_clear_handle_id (&self->later, g_source_remove);
  if (self->is_interrupted)
    {
      self->is_interrupted = FALSE;
      self->n_calls = WAYBILL_TRANSFER_WALK_CALLS_AT_ONCE;
      g_object_unref (self->cancellable);
      self->cancellable = g_cancellable_new ();
    }
  if (self->is_stopping)
    waybill_transfer_walk_end (self);
  waybill_transfer_walk_pass_unsafe (self);
  if (session != NULL && needs_server (self) && self->n_calls < WAYBILL_TRANSFER_WALK_CALLS_AT_ONCE
      && waybill_remote_is_connected (session->remote))
    {
      waybill_transfer_walk_call_server (self);
      return;
    }
  self->session = NULL;
  if (self->step == WAYBILL_TRANSFER_STEP_END)
    self->later = g_idle_add_full (G_PRIORITY_DEFAULT, say_ended, self, NULL);
  else if (self->step == WAYBILL_TRANSFER_STEP_SHARE_LISTING)
    self->later = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, share_listing, self, NULL);
  else if (!needs_server (self))
    scan_on (self);
  if (session != NULL || needs_server (self))
    self->events->paused (self->owner, self, session);
}

static gboolean
begin_later (gpointer data)
{
  WaybillTransferWalk *self = data;

  self->later = 0;
  waybill_transfer_walk_proceed (self);
  return G_SOURCE_REMOVE;
}

/* waybill_transfer_walk_set_batch:
 *
 * Every item that it finds belongs to this one. */
void
waybill_transfer_walk_set_batch (WaybillTransferWalk *self, guint batch)
{
  self->batch = batch;
}

/* waybill_transfer_walk_set_below:
 *
 * Its paths were found by another walk, so deep. */
void
waybill_transfer_walk_set_below (WaybillTransferWalk *self, guint below)
{
  self->below = below;
}

/* waybill_transfer_walk_set_terms:
 *
 * How what it finds is to be moved, and where each of its paths goes to. */
void
waybill_transfer_walk_set_terms (WaybillTransferWalk *self, const WaybillTransferTerms *terms, const char *const *targets)
{
  self->terms = *terms;
  g_strfreev (self->targets);
  self->targets = g_strdupv ((char **) targets);
}

/* waybill_transfer_walk_get_batch:
 *
 * What its items belong to; 0: nothing. */
guint
waybill_transfer_walk_get_batch (WaybillTransferWalk *self)
{
  return self->batch;
}

/* waybill_transfer_walk_begin:
 *
 * Starts it; everything follows from the main loop. */
void
waybill_transfer_walk_begin (WaybillTransferWalk *self)
{
  self->later = g_idle_add_full (G_PRIORITY_DEFAULT, begin_later, self, NULL);
}

/* waybill_transfer_walk_wants_session:
 *
 * Does its next step need the server, and is none lent to it? */
gboolean
waybill_transfer_walk_wants_session (WaybillTransferWalk *self)
{
  return needs_server (self) && self->session == NULL && self->later == 0;
}

/* waybill_transfer_walk_is_in_folder:
 *
 * Does it read a folder, or are folders left to read? Not so while it only looks at what it was given. */
gboolean
waybill_transfer_walk_is_in_folder (WaybillTransferWalk *self)
{
  return self->step != WAYBILL_TRANSFER_STEP_END && (self->place != NULL || !g_queue_is_empty (self->places));
}

/* waybill_transfer_walk_use:
 *
 * Lends it a connected session until "paused". */
void
waybill_transfer_walk_use (WaybillTransferWalk *self, WaybillTransferSession *session)
{
  self->session = session;
  self->n_calls = 0;
  waybill_transfer_walk_call_server (self);
}

/* waybill_transfer_walk_get_session:
 *
 * What was lent to it. */
WaybillTransferSession *
waybill_transfer_walk_get_session (WaybillTransferWalk *self)
{
  return self->session;
}

static void
give_up (WaybillTransferWalk *self)
{
  g_clear_handle_id (&self->later, g_source_remove);
  self->later = g_idle_add_full (G_PRIORITY_DEFAULT, begin_later, self, NULL);
}

/* waybill_transfer_walk_fail_step:
 *
 * Tells the folder that it stands before as failed, and goes on behind it. */
void
waybill_transfer_walk_fail_step (WaybillTransferWalk *self, const GError *error)
{
  waybill_transfer_walk_fail_place (self, g_error_copy (error));
  give_up (self);
}

/* waybill_transfer_walk_interrupt:
 *
 * Its session is taken away; the step is done again with another. */
void
waybill_transfer_walk_interrupt (WaybillTransferWalk *self)
{
  if (!self->is_calling)
    return;
  self->is_interrupted = TRUE;
  g_cancellable_cancel (self->cancellable);
}

/* waybill_transfer_walk_is_stopped:
 *
 * Whether it was stopped, so that not all was found. */
gboolean
waybill_transfer_walk_is_stopped (WaybillTransferWalk *self)
{
  return self->is_stopping;
}

/* waybill_transfer_walk_stop:
 *
 * Ends it at the next moment; "ended" follows. */
void
waybill_transfer_walk_stop (WaybillTransferWalk *self)
{
  self->is_stopping = TRUE;
  g_cancellable_cancel (self->cancellable);
  if (self->scan != NULL)
    waybill_transfer_scan_cancel (self->scan);
  if (!self->is_calling && (self->scan == NULL || !waybill_transfer_scan_is_busy (self->scan)))
    give_up (self);
}

/* waybill_transfer_walk_new:
 *
 * Makes a walk from these paths into that folder; nothing happens before it begins. */
WaybillTransferWalk *
waybill_transfer_walk_new (WaybillTransferDirection direction,
                           const char *const *paths,
                           const char *folder,
                           guint retries,
                           const WaybillTransferWalkEvents *events,
                           gpointer owner)
{
  WaybillTransferWalk *self = g_new0 (WaybillTransferWalk, 1);

  self->events = events;
  self->owner = owner;
  self->direction = direction;
  self->paths = g_strdupv ((char **) paths);
  self->folder = g_strdup (folder);
  self->retries = retries;
  self->places = g_queue_new ();
  self->inside = g_queue_new ();
  self->cancellable = g_cancellable_new ();
  self->step = direction == WAYBILL_TRANSFER_PUT ? WAYBILL_TRANSFER_STEP_LOOK_AT_PATHS : WAYBILL_TRANSFER_STEP_STAT_PATH;
  if (paths[0] != NULL && paths[1] != NULL)
    self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (paths[0] == NULL)
    self->step = WAYBILL_TRANSFER_STEP_END;
  return self;
}

/* waybill_transfer_walk_free:
 *
 * Lets go; a call that is under way is cancelled, and ends alone. */
void
waybill_transfer_walk_free (WaybillTransferWalk *self)
{
  self->owner = NULL;
  g_clear_handle_id (&self->later, g_source_remove);
  g_clear_pointer (&self->scan, waybill_transfer_scan_free);
  g_cancellable_cancel (self->cancellable);
  if (!self->is_calling)
    waybill_transfer_walk_free_now (self);
}
