/* What a walk asks the server: what a path is, what a folder holds, and that a folder be made. One call at a time. */
#include "transfer-walk-step-private.h"

#include "remote-path.h"

/* A step that failed: again with another session, or told. */
static void
step_failed (WaybillTransferWalk *self, GError *error)
{
  if (!self->is_interrupted && !self->is_stopping
      && (!waybill_remote_error_is_passing (error) || self->tries++ >= self->retries))
    waybill_transfer_walk_fail_place (self, error);
  else
    g_error_free (error);
}

static gboolean
is_decided (WaybillTransferWalk *self, const GError *error)
{
  return !self->is_interrupted && !self->is_stopping && !waybill_remote_error_is_passing (error);
}

/* Every answer begins so: is anybody still there? */
static gboolean
answered (WaybillTransferWalk *self)
{
  self->is_calling = FALSE;
  if (self->owner != NULL)
    return TRUE;
  waybill_transfer_walk_free_now (self);
  return FALSE;
}

static void
told_type (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WaybillTransferWalk *self = user_data;
  WaybillRemoteEntryType type = WAYBILL_REMOTE_ENTRY_FILE;
  g_autoptr (GError) error = NULL;
  gint64 size = -1;
  gboolean well = waybill_remote_stat_finish (WAYBILL_REMOTE (source), result, &type, &size, NULL, &error);

  if (!answered (self))
    return;
  /* A server that cannot tell may give the file all the same; if not, that says why. */
  if (well || is_decided (self, error))
    waybill_transfer_walk_found_path (self, well && type == WAYBILL_REMOTE_ENTRY_DIR, well ? size : -1);
  else
    step_failed (self, g_steal_pointer (&error));
  waybill_transfer_walk_proceed (self);
}

static void
listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WaybillTransferWalk *self = user_data;
  GError *error = NULL;
  WaybillRemoteListing *listing = waybill_remote_list_finish (WAYBILL_REMOTE (source), result, &error);

  if (!answered (self))
    {
      g_clear_pointer (&listing, waybill_remote_listing_free);
      g_clear_error (&error);
      return;
    }
  if (listing == NULL)
    {
      step_failed (self, error);
    }
  else
    {
      self->listing = listing;
      self->n_shared = 0;
      self->step = WAYBILL_TRANSFER_STEP_MAKE_LOCAL;
    }
  waybill_transfer_walk_proceed (self);
}

static void
made_it (WaybillTransferWalk *self, gboolean is_new)
{
  g_autofree char *parent = waybill_remote_path_dup_folder (self->place->remote);

  self->place->is_new = is_new;
  self->step = WAYBILL_TRANSFER_STEP_READ_LOCAL;
  self->events->made (self->owner, self->direction, parent);
}

/* Many servers say 550 for a folder that is there: so look. */
static void
told_what_was_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WaybillTransferWalk *self = user_data;
  WaybillRemoteEntryType type = WAYBILL_REMOTE_ENTRY_FILE;
  g_autoptr (GError) error = NULL;
  gboolean well = waybill_remote_stat_finish (WAYBILL_REMOTE (source), result, &type, NULL, NULL, &error);

  if (!answered (self))
    return;
  if (well && type == WAYBILL_REMOTE_ENTRY_DIR)
    made_it (self, FALSE);
  else if (error != NULL && !is_decided (self, error))
    step_failed (self, g_steal_pointer (&error));
  else
    waybill_transfer_walk_fail_place (self, g_steal_pointer (&self->not_made));
  g_clear_error (&self->not_made);
  waybill_transfer_walk_proceed (self);
}

static void
made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WaybillTransferWalk *self = user_data;
  GError *error = NULL;
  gboolean well = waybill_remote_change_finish (WAYBILL_REMOTE (source), result, &error);

  if (!answered (self))
    {
      g_clear_error (&error);
      return;
    }
  if (well)
    {
      made_it (self, TRUE);
    }
  else if (is_decided (self, error) && waybill_remote_is_connected (WAYBILL_REMOTE (source)))
    {
      self->not_made = error;
      self->is_calling = TRUE;
      waybill_remote_stat_async (WAYBILL_REMOTE (source), self->place->remote, self->cancellable, told_what_was_made, self);
      return;
    }
  else
    {
      step_failed (self, error);
    }
  waybill_transfer_walk_proceed (self);
}

/* (nullable) NULL: where the session stands. */
static const char *
get_listed_path (WaybillTransferWalk *self)
{
  const char *path = waybill_transfer_walk_get_remote (self);

  return g_str_equal (path, ".") ? NULL : path;
}

/* waybill_transfer_walk_call_server:
 *
 * Does its step over the session that was lent. */
void
waybill_transfer_walk_call_server (WaybillTransferWalk *self)
{
  WaybillRemote *remote = self->session->remote;

  self->n_calls++;
  self->is_calling = TRUE;
  if (self->step == WAYBILL_TRANSFER_STEP_STAT_PATH)
    waybill_remote_stat_async (remote, waybill_transfer_walk_get_remote (self), self->cancellable, told_type, self);
  else if (self->step == WAYBILL_TRANSFER_STEP_LIST_REMOTE)
    waybill_remote_list_async (remote, get_listed_path (self), self->cancellable, listed, self);
  else
    waybill_remote_make_folder_async (remote, waybill_transfer_walk_get_remote (self), self->cancellable, made, self);
}
