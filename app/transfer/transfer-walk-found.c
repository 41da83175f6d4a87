/* What becomes of what a walk found: files become items, folders places that are entered later, and what may not be moved is
 * told. It asks nobody. */
#include "transfer-walk-step-private.h"

#include "remote-path.h"

static void
place_free (gpointer data)
{
  WaybillTransferPlace *self = data;

  g_free (self->remote);
  g_free (self->local);
  g_free (self);
}

/* waybill_transfer_walk_free_now:
 *
 * Frees it; nothing of it is under way. */
void
waybill_transfer_walk_free_now (WaybillTransferWalk *self)
{
  g_strfreev (self->paths);
  g_strfreev (self->targets);
  g_free (self->folder);
  g_clear_pointer (&self->taken, g_hash_table_unref);
  g_clear_pointer (&self->place, place_free);
  g_queue_free_full (self->places, place_free);
  g_queue_free_full (self->inside, place_free);
  g_clear_pointer (&self->listing, waybill_remote_listing_free);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->not_made);
  g_free (self);
}

/* What it tells. */

static void
tell_item (WaybillTransferWalk *self, WaybillTransferItem *item, WaybillTransferState state, GError *error)
{
  item->state = state;
  item->batch = self->batch;
  item->terms = self->terms;
  item->overwrite = self->terms.overwrite;
  item->is_new = self->place != NULL && self->place->is_new;
  item->below = self->below + (self->place != NULL ? self->place->level : 0);
  item->below -= item->below > 0;
  waybill_transfer_item_take_error (item, error);
  self->events->found (self->owner, item);
}

static WaybillTransferItem *
tell (WaybillTransferWalk *self,
      WaybillTransferKind kind,
      WaybillTransferState state,
      const char *remote,
      const char *local,
      gint64 size,
      GError *error)
{
  WaybillTransferItem *item = waybill_transfer_item_new (kind, self->direction, remote, local, size);

  tell_item (self, item, state, error);
  return item;
}

/* waybill_transfer_walk_new_error:
 *
 * An error about a name. os_error: errno, or 0. */
GError *
waybill_transfer_walk_new_error (WaybillRemoteError kind, const char *subject, int os_error, const char *what)
{
  WaybillRemoteErrorFacts facts
      = { .phase = WAYBILL_REMOTE_PHASE_NONE, .subject = (char *) subject, .alert = -1, .os_error = os_error };

  return waybill_remote_error_new (kind, &facts, "%s", what);
}

static WaybillTransferItem *
tell_remark (WaybillTransferWalk *self,
             WaybillTransferState state,
             const char *remote,
             const char *local,
             WaybillRemoteError kind,
             const char *what)
{
  const char *subject = self->direction == WAYBILL_TRANSFER_GET ? remote : local;

  return tell (self, WAYBILL_TRANSFER_KIND_REMARK, state, remote, local, -1,
               waybill_transfer_walk_new_error (kind, subject, 0, what));
}

/* waybill_transfer_walk_end:
 *
 * There is nothing left to do. */
void
waybill_transfer_walk_end (WaybillTransferWalk *self)
{
  self->step = WAYBILL_TRANSFER_STEP_END;
  g_clear_pointer (&self->place, place_free);
  g_queue_clear_full (self->places, place_free);
  g_queue_clear_full (self->inside, place_free);
}

/* One more of 100,000; with the last of them it ends. */
static gboolean
count (WaybillTransferWalk *self, const char *remote, const char *local)
{
  if (self->step == WAYBILL_TRANSFER_STEP_END)
    return FALSE;
  if (self->n_found++ < WAYBILL_TRANSFER_WALK_MOST_FILES)
    return TRUE;
  tell_remark (self, WAYBILL_TRANSFER_STATE_FAILED, remote, local, WAYBILL_REMOTE_ERROR_UNSUPPORTED,
               "More than 100000 files and folders in one call");
  waybill_transfer_walk_end (self);
  return FALSE;
}

/* A second file for a name that this walk has given away would replace the first. */
static gboolean
is_taken (WaybillTransferWalk *self, const char *remote, const char *local)
{
  gboolean is_get = self->direction == WAYBILL_TRANSFER_GET;

  if (self->taken == NULL
      || g_hash_table_add (self->taken, is_get ? g_canonicalize_filename (local, NULL) : g_strdup (remote)))
    return FALSE;
  tell (self, WAYBILL_TRANSFER_KIND_REMARK, WAYBILL_TRANSFER_STATE_FAILED, remote, local, -1,
        waybill_transfer_walk_new_error (is_get ? WAYBILL_REMOTE_ERROR_LOCAL_EXISTS : WAYBILL_REMOTE_ERROR_EXISTS,
                                         is_get ? local : remote, 0, "Another file goes there already"));
  return TRUE;
}

static void
found_folder (WaybillTransferWalk *self, const char *remote, const char *local)
{
  guint level = self->place != NULL ? self->place->level + 1 : 1;
  WaybillTransferPlace *place;

  if (level > WAYBILL_TRANSFER_WALK_MOST_LEVELS)
    {
      tell_remark (self, WAYBILL_TRANSFER_STATE_FAILED, remote, local, WAYBILL_REMOTE_ERROR_UNSUPPORTED,
                   "More than 64 levels of folders");
      return;
    }
  place = g_new0 (WaybillTransferPlace, 1);
  place->remote = g_strdup (remote);
  place->local = g_strdup (local);
  place->level = level;
  g_queue_push_tail (self->inside, place);
}

/* waybill_transfer_walk_enter_next:
 *
 * The next folder: what was found in the last one stands before its neighbours. */
void
waybill_transfer_walk_enter_next (WaybillTransferWalk *self)
{
  WaybillTransferPlace *inside;

  self->tries = 0;
  g_clear_pointer (&self->place, place_free);
  g_clear_pointer (&self->listing, waybill_remote_listing_free);
  while ((inside = g_queue_pop_tail (self->inside)) != NULL)
    g_queue_push_head (self->places, inside);
  self->place = g_queue_pop_head (self->places);
  if (self->place == NULL || self->step == WAYBILL_TRANSFER_STEP_END)
    waybill_transfer_walk_end (self);
  else if (self->direction == WAYBILL_TRANSFER_GET)
    self->step = WAYBILL_TRANSFER_STEP_LIST_REMOTE;
  else
    self->step
        = g_str_equal (self->place->remote, ".") ? WAYBILL_TRANSFER_STEP_READ_LOCAL : WAYBILL_TRANSFER_STEP_MAKE_REMOTE;
}

static void
next_path (WaybillTransferWalk *self)
{
  self->tries = 0;
  self->n_paths_done++;
  if (self->paths[self->n_paths_done] == NULL)
    waybill_transfer_walk_enter_next (self);
}

/* waybill_transfer_walk_get_remote:
 *
 * What it stands before, at the server. */
const char *
waybill_transfer_walk_get_remote (WaybillTransferWalk *self)
{
  return self->place != NULL ? self->place->remote : self->paths[self->n_paths_done];
}

/* Where the path that is looked at goes to. */
static char *
dup_target (WaybillTransferWalk *self, const char *remote)
{
  g_autofree char *name = waybill_remote_path_dup_name (remote);

  if (self->targets != NULL)
    return g_strdup (self->targets[self->n_paths_done]);
  return g_build_filename (self->folder, name, NULL);
}

/* The folder in which the session stands is never written in front of a name. */
static char *
join_remote (const char *folder, const char *name)
{
  return waybill_remote_path_join (g_str_equal (folder, ".") ? NULL : folder, name);
}

/* Where something of the folder that it stands in goes to, or the path that it looks at. */
static char *
dup_remote_target (WaybillTransferWalk *self, const char *name)
{
  if (self->place != NULL)
    return join_remote (self->place->remote, name);
  if (self->targets != NULL)
    return g_strdup (self->targets[self->n_paths_done++]);
  return waybill_remote_path_join (self->folder, name);
}

/* waybill_transfer_walk_fail_place:
 *
 * Tells what it stands before as failed, and stands before the next. */
void
waybill_transfer_walk_fail_place (WaybillTransferWalk *self, GError *error)
{
  const char *remote = waybill_transfer_walk_get_remote (self);
  g_autofree char *local = self->place != NULL ? g_strdup (self->place->local) : dup_target (self, remote);

  tell (self, WAYBILL_TRANSFER_KIND_FOLDER, WAYBILL_TRANSFER_STATE_FAILED, remote, local, -1, error);
  if (self->step == WAYBILL_TRANSFER_STEP_STAT_PATH)
    next_path (self);
  else
    waybill_transfer_walk_enter_next (self);
}

/* waybill_transfer_walk_found_local:
 *
 * Something of the folder that it stands in, or one of its paths. */
void
waybill_transfer_walk_found_local (WaybillTransferWalk *self, const WaybillTransferScanEntry *entry)
{
  g_autofree char *name = g_path_get_basename (entry->path);
  g_autofree char *remote = dup_remote_target (self, name);

  if (!count (self, remote, entry->path))
    return;
  if (!waybill_remote_path_is_sendable (remote))
    tell_remark (self, WAYBILL_TRANSFER_STATE_FAILED, remote, entry->path, WAYBILL_REMOTE_ERROR_UNSAFE,
                 "A name with a line break");
  else if (entry->type == WAYBILL_TRANSFER_SCAN_FILE && is_taken (self, remote, entry->path))
    return;
  else if (entry->type == WAYBILL_TRANSFER_SCAN_FILE)
    tell (self, WAYBILL_TRANSFER_KIND_FILE, WAYBILL_TRANSFER_STATE_WAITING, remote, entry->path, entry->size, NULL);
  else if (entry->type == WAYBILL_TRANSFER_SCAN_FOLDER)
    found_folder (self, remote, entry->path);
  else if (entry->type == WAYBILL_TRANSFER_SCAN_FAILED)
    tell (self, WAYBILL_TRANSFER_KIND_FOLDER, WAYBILL_TRANSFER_STATE_FAILED, remote, entry->path, -1,
          waybill_transfer_walk_new_error (WAYBILL_REMOTE_ERROR_LOCAL, entry->path, entry->os_error, "It cannot be read"));
  else
    tell_remark (self, WAYBILL_TRANSFER_STATE_LEFT, remote, entry->path, WAYBILL_REMOTE_ERROR_UNSUPPORTED,
                 "Neither a file nor a folder");
}

/* The name as the server spells it, which is no path. */
static void
tell_name (WaybillTransferItem *item, const char *name)
{
  g_free (item->name);
  item->name = g_strdup (name);
}

/* waybill_transfer_walk_found_path:
 *
 * The path that it stands before is this; on to the next. size: -1 unknown. */
void
waybill_transfer_walk_found_path (WaybillTransferWalk *self, gboolean is_folder, gint64 size)
{
  const char *remote = waybill_transfer_walk_get_remote (self);
  g_autofree char *local = dup_target (self, remote);

  if (!count (self, remote, local))
    return;
  if (is_folder)
    found_folder (self, remote, local);
  else if (!is_taken (self, remote, local))
    tell (self, WAYBILL_TRANSFER_KIND_FILE, WAYBILL_TRANSFER_STATE_WAITING, remote, local, size, NULL);
  next_path (self);
}

/* MLSD tells sizes and times as SIZE and MDTM do (RFC 3659 §7.5); other listings round them. */
static void
tell_listed (WaybillTransferWalk *self, const WaybillRemoteEntry *entry, const char *remote, const char *local)
{
  gboolean is_exact = g_strcmp0 (waybill_remote_listing_get_kind (self->listing), "mlsd") == 0 && entry->size >= 0
                      && !entry->size_is_rough && entry->mtime != WAYBILL_REMOTE_NO_TIME && !self->terms.ascii;
  WaybillTransferItem *item
      = waybill_transfer_item_new (WAYBILL_TRANSFER_KIND_FILE, self->direction, remote, local, entry->size);

  item->is_listed = is_exact;
  if (is_exact)
    item->mtime = entry->mtime;
  tell_item (self, item, WAYBILL_TRANSFER_STATE_WAITING, NULL);
}

/* waybill_transfer_walk_found_remote:
 *
 * An entry of the folder that it stands in. A name that the server made up to leave the folder is told, never followed. */
void
waybill_transfer_walk_found_remote (WaybillTransferWalk *self, const WaybillRemoteEntry *entry)
{
  gboolean readable = entry->type != WAYBILL_REMOTE_ENTRY_UNREADABLE && entry->name != NULL;
  const char *name = readable ? entry->name : entry->raw;
  g_autofree char *remote = g_strconcat (self->place->remote, "/", name, NULL);
  g_autofree char *local = NULL;

  if (readable && waybill_remote_path_is_safe_name (name))
    {
      g_free (remote);
      remote = join_remote (self->place->remote, name);
      local = g_build_filename (self->place->local, name, NULL);
    }
  if (!count (self, remote, self->place->local))
    return;
  if (!readable)
    tell_name (tell_remark (self, WAYBILL_TRANSFER_STATE_FAILED, remote, self->place->local, WAYBILL_REMOTE_ERROR_PROTOCOL,
                            "A line of the list that cannot be read"),
               name);
  else if (local == NULL)
    tell_name (tell_remark (self, WAYBILL_TRANSFER_STATE_FAILED, remote, self->place->local, WAYBILL_REMOTE_ERROR_UNSAFE,
                            "The server's name cannot be written"),
               name);
  else if (entry->type == WAYBILL_REMOTE_ENTRY_FILE && is_taken (self, remote, local))
    return;
  else if (entry->type == WAYBILL_REMOTE_ENTRY_FILE)
    tell_listed (self, entry, remote, local);
  else if (entry->type == WAYBILL_REMOTE_ENTRY_DIR)
    found_folder (self, remote, local);
  else
    tell_remark (self, WAYBILL_TRANSFER_STATE_LEFT, remote, local, WAYBILL_REMOTE_ERROR_UNSUPPORTED,
                 "Neither a file nor a folder");
}

/* waybill_transfer_walk_pass_unsafe:
 *
 * A path may not be fetched under its name: told without asking the server. */
void
waybill_transfer_walk_pass_unsafe (WaybillTransferWalk *self)
{
  while (self->step == WAYBILL_TRANSFER_STEP_STAT_PATH)
    {
      const char *remote = self->paths[self->n_paths_done];
      g_autofree char *name = waybill_remote_path_dup_name (remote);

      /* The folder in which the session stands is one, and goes where it was said. */
      if (self->targets != NULL && g_str_equal (remote, "."))
        {
          waybill_transfer_walk_found_path (self, TRUE, -1);
          continue;
        }
      if ((self->targets != NULL || waybill_remote_path_is_safe_name (name)) && waybill_remote_path_is_sendable (remote))
        return;
      tell_remark (self, WAYBILL_TRANSFER_STATE_FAILED, remote, self->folder, WAYBILL_REMOTE_ERROR_UNSAFE,
                   "The name cannot be written");
      next_path (self);
    }
}
