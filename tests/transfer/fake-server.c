/* A server in memory behind a fake engine. What worker threads and the test share stands behind one lock. */
#include "fake-server-private.h"

#include <string.h>

typedef struct
{
  WaybillRemoteEntryType type;
  char *folder;
  char *name;
} Entry;

FakeServer fake_server = { .lock = WAYBILL_BASE_LOCK_INIT };

typedef struct
{
  gboolean alive;
} Session;

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_free (self->folder);
  g_free (self->name);
  g_free (self);
}

static gboolean
fail_with (GError **error, WaybillRemoteError kind, WaybillRemotePhase phase)
{
  const WaybillRemoteErrorFacts facts = { .phase = phase, .alert = -1 };

  g_propagate_error (error, waybill_remote_error_new (kind, &facts, "as the test wants it"));
  return FALSE;
}

static gpointer
fake_open (WaybillRemoteTarget *target,
           WaybillRemoteFacts *facts,
           WaybillRemoteTalk *talk,
           GCancellable *cancellable,
           GError **error)
{
  Session *session = NULL;
  WaybillRemoteError refusal;

  waybill_base_lock_lock (&fake_server.lock);
  fake_server.counts.n_tried++;
  while (fake_server.counts.n_opened >= fake_server.first_held && !g_cancellable_is_cancelled (cancellable))
    {
      waybill_base_lock_unlock (&fake_server.lock);
      g_usleep (500);
      waybill_base_lock_lock (&fake_server.lock);
    }
  refusal = fake_server.refusal;
  if (refusal == WAYBILL_REMOTE_N_ERRORS && fake_server.counts.n_alive >= fake_server.most_sessions)
    refusal = WAYBILL_REMOTE_ERROR_BUSY;
  if (g_cancellable_is_cancelled (cancellable))
    refusal = WAYBILL_REMOTE_ERROR_CANCELLED;
  if (refusal == WAYBILL_REMOTE_N_ERRORS)
    {
      session = g_new0 (Session, 1);
      session->alive = TRUE;
      fake_server.counts.n_opened++;
      fake_server.counts.n_alive++;
      g_free (fake_server.user);
      fake_server.user = g_strdup (waybill_remote_target_get_values (target)->user);
    }
  waybill_base_lock_unlock (&fake_server.lock);
  if (session == NULL)
    fail_with (error, refusal, WAYBILL_REMOTE_PHASE_LOGIN);
  return session;
}

static gboolean
fake_is_alive (gpointer session)
{
  return ((Session *) session)->alive;
}

static void
fake_get_facts (gpointer session, WaybillRemoteFacts *facts)
{
}

static gboolean
is_inside (const char *path, const char *folder)
{
  gsize length = strlen (folder);

  if (g_str_equal (folder, "/"))
    length = 0;
  return g_str_has_prefix (path, folder) && path[length] == '/' && path[length + 1] != '\0'
         && strchr (path + length + 1, '/') == NULL;
}

static void
list_locked (const char *path, WaybillRemoteListing *listing)
{
  g_autoptr (GList) paths = g_list_sort (g_hash_table_get_keys (fake_server.files), (GCompareFunc) strcmp);

  for (GList *at = paths; at != NULL; at = at->next)
    {
      const char *content = g_hash_table_lookup (fake_server.files, at->data);
      WaybillRemoteEntry entry = { .type = content != NULL ? WAYBILL_REMOTE_ENTRY_FILE : WAYBILL_REMOTE_ENTRY_DIR,
                                   .name = strrchr (at->data, '/') + 1,
                                   .size = content != NULL ? (gint64) strlen (content) : -1,
                                   .mtime = WAYBILL_REMOTE_NO_TIME,
                                   .raw = "raw" };

      if (is_inside (at->data, path))
        waybill_remote_listing_add (listing, &entry);
    }
  for (guint i = 0; i < fake_server.entries->len; i++)
    {
      Entry *extra = g_ptr_array_index (fake_server.entries, i);
      WaybillRemoteEntry entry
          = { .type = extra->type, .name = extra->name, .size = 3, .mtime = WAYBILL_REMOTE_NO_TIME, .raw = "raw" };

      if (g_str_equal (extra->folder, path))
        waybill_remote_listing_add (listing, &entry);
    }
}

static gboolean
fake_list (gpointer session, const char *path, WaybillRemoteListing *listing, GCancellable *cancellable, GError **error)
{
  gboolean there;

  waybill_base_lock_lock (&fake_server.lock);
  there = g_hash_table_contains (fake_server.files, path);
  if (there)
    list_locked (path, listing);
  waybill_base_lock_unlock (&fake_server.lock);
  return there || fail_with (error, WAYBILL_REMOTE_ERROR_DENIED, WAYBILL_REMOTE_PHASE_COMMAND);
}

/* Counts a transfer, fails it where it shall fail, and holds it where it shall wait. */
static gboolean
begin (Session *session, const char *path, WaybillRemoteProgress *progress, GCancellable *cancellable, GError **error)
{
  WaybillRemoteError fault = WAYBILL_REMOTE_N_ERRORS;
  gboolean hold;

  waybill_base_lock_lock (&fake_server.lock);
  if (fake_server.n_faults > 0)
    {
      fake_server.n_faults--;
      fault = fake_server.fault;
      session->alive = fault != WAYBILL_REMOTE_ERROR_LOST;
    }
  fake_server.counts.n_moved++;
  fake_server.counts.n_busy++;
  fake_server.counts.most_busy = MAX (fake_server.counts.most_busy, fake_server.counts.n_busy);
  g_string_append_printf (fake_server.order, "%s%s", fake_server.order->len > 0 ? " " : "", path);
  hold = fake_server.hold;
  waybill_base_lock_unlock (&fake_server.lock);
  if (hold || fault == WAYBILL_REMOTE_ERROR_LOST)
    waybill_remote_progress_add (progress, 1);
  while (hold && !g_cancellable_is_cancelled (cancellable))
    {
      g_usleep (500);
      waybill_base_lock_lock (&fake_server.lock);
      hold = fake_server.hold;
      waybill_base_lock_unlock (&fake_server.lock);
    }
  if (g_cancellable_is_cancelled (cancellable))
    return fail_with (error, WAYBILL_REMOTE_ERROR_CANCELLED, WAYBILL_REMOTE_PHASE_DATA);
  return fault == WAYBILL_REMOTE_N_ERRORS || fail_with (error, fault, WAYBILL_REMOTE_PHASE_DATA);
}

static gboolean
end (gboolean well)
{
  waybill_base_lock_lock (&fake_server.lock);
  fake_server.counts.n_busy--;
  waybill_base_lock_unlock (&fake_server.lock);
  return well;
}

/* All bytes are through: is that ever said? FALSE with an error: never. */
static gboolean
confirm (Session *session, gsize length, GError **error)
{
  const WaybillRemoteErrorFacts facts
      = { .phase = WAYBILL_REMOTE_PHASE_DATA_END, .alert = -1, .has_ended = TRUE, .ended_size = (gint64) length };
  gboolean is_silent;

  waybill_base_lock_lock (&fake_server.lock);
  is_silent = fake_server.n_silent > 0;
  fake_server.n_silent -= is_silent;
  session->alive = session->alive && !is_silent;
  waybill_base_lock_unlock (&fake_server.lock);
  if (is_silent)
    g_propagate_error (error, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_TIMED_OUT, &facts, "as the test wants it"));
  return !is_silent;
}

static gboolean
ignores_offsets (void)
{
  gboolean ignores;

  waybill_base_lock_lock (&fake_server.lock);
  ignores = fake_server.ignores_offsets;
  waybill_base_lock_unlock (&fake_server.lock);
  return ignores;
}

static gboolean
fake_get (gpointer session,
          const WaybillRemoteMove *move,
          WaybillRemoteOutcome *outcome,
          GCancellable *cancellable,
          GError **error)
{
  const WaybillRemoteSink *sink = &move->sink;
  g_autofree char *content = fake_server_dup (move->path);
  gsize length = content != NULL ? strlen (content) : 0, offset = (gsize) move->offset;

  if (!begin (session, move->path, move->progress, cancellable, error))
    return end (FALSE);
  if (content == NULL || g_str_equal (content, "/"))
    return end (fail_with (error, WAYBILL_REMOTE_ERROR_NOT_FOUND, WAYBILL_REMOTE_PHASE_COMMAND));
  if (offset > 0 && ignores_offsets ())
    return end (fail_with (error, WAYBILL_REMOTE_ERROR_TRUNCATED, WAYBILL_REMOTE_PHASE_DATA));
  if (!sink->klass->begin (sink->self, (gint64) length, WAYBILL_REMOTE_NO_TIME, move->offset, error)
      || !sink->klass->write (sink->self, content + offset, length - offset, error))
    return end (FALSE);
  waybill_remote_progress_add (move->progress, (gint64) (length - offset));
  outcome->start = move->offset;
  outcome->bytes = (gint64) (length - offset);
  outcome->size_checked = TRUE;
  return end (confirm (session, length, error) && sink->klass->end (sink->self, error));
}

/* As STOR does: what came until then stands under the final name. */
static void
leave_part (const WaybillRemoteMove *move)
{
  const WaybillRemoteSource *source = &move->source;
  char first[2] = "";
  gsize done = 0;

  if (waybill_remote_progress_get (move->progress) == 0 || !source->klass->read (source->self, first, 1, &done, NULL))
    return;
  waybill_base_lock_lock (&fake_server.lock);
  g_hash_table_replace (fake_server.files, g_strdup (move->path), g_strdup (first));
  waybill_base_lock_unlock (&fake_server.lock);
}

static gboolean
fake_remove (gpointer session, const char *path, gboolean folder, GCancellable *cancellable, GError **error)
{
  gboolean keeps, there;

  waybill_base_lock_lock (&fake_server.lock);
  keeps = fake_server.keeps_parts;
  there = !keeps && g_hash_table_remove (fake_server.files, path);
  waybill_base_lock_unlock (&fake_server.lock);
  return there
         || fail_with (error, keeps ? WAYBILL_REMOTE_ERROR_DENIED : WAYBILL_REMOTE_ERROR_NOT_FOUND,
                       WAYBILL_REMOTE_PHASE_COMMAND);
}

static gboolean
fake_put (gpointer session,
          const WaybillRemoteMove *move,
          WaybillRemoteOutcome *outcome,
          GCancellable *cancellable,
          GError **error)
{
  const WaybillRemoteSource *source = &move->source;
  g_autoptr (GString) content = g_string_new (NULL);
  g_autofree char *folder = g_path_get_dirname (move->path);
  char buffer[4096];
  gsize done = 1;

  if (!begin (session, move->path, move->progress, cancellable, error))
    {
      leave_part (move);
      return end (FALSE);
    }
  while (done > 0)
    {
      if (!source->klass->read (source->self, buffer, sizeof buffer, &done, error))
        return end (FALSE);
      g_string_append_len (content, buffer, (gssize) done);
      waybill_remote_progress_add (move->progress, (gint64) done);
    }
  outcome->bytes = (gint64) content->len;
  outcome->size_checked = TRUE;
  waybill_base_lock_lock (&fake_server.lock);
  if (fake_server.n_silent > 0 && fake_server.cuts)
    g_string_truncate (content, content->len - 1);
  done = g_hash_table_contains (fake_server.files, folder);
  if (done && !(fake_server.n_silent > 0 && fake_server.hides))
    g_hash_table_replace (fake_server.files, g_strdup (move->path), g_strdup (content->str));
  waybill_base_lock_unlock (&fake_server.lock);
  return end ((done || fail_with (error, WAYBILL_REMOTE_ERROR_NOT_FOUND, WAYBILL_REMOTE_PHASE_COMMAND))
              && confirm (session, (gsize) outcome->bytes, error));
}

static gboolean
fake_move (gpointer session,
           const WaybillRemoteMove *move,
           const WaybillRemoteAhead *ahead,
           WaybillRemoteOutcome *outcome,
           GCancellable *cancellable,
           GError **error)
{
  return (move->way == WAYBILL_REMOTE_GET ? fake_get : fake_put) (session, move, outcome, cancellable, error);
}

static gboolean
fake_stat (gpointer session,
           const char *path,
           WaybillRemoteEntryType *type,
           gint64 *size,
           gint64 *mtime,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *content = fake_server_dup (path);

  if (content == NULL)
    return fail_with (error, WAYBILL_REMOTE_ERROR_NOT_FOUND, WAYBILL_REMOTE_PHASE_COMMAND);
  *type = g_str_equal (content, "/") ? WAYBILL_REMOTE_ENTRY_DIR : WAYBILL_REMOTE_ENTRY_FILE;
  *size = (gint64) strlen (content);
  *mtime = WAYBILL_REMOTE_NO_TIME;
  return TRUE;
}

static gboolean
fake_make_folder (gpointer session, const char *path, GCancellable *cancellable, GError **error)
{
  WaybillRemoteError making;
  gboolean there;

  waybill_base_lock_lock (&fake_server.lock);
  there = g_hash_table_contains (fake_server.files, path);
  making = fake_server.making;
  if (!there && making == WAYBILL_REMOTE_N_ERRORS)
    {
      g_hash_table_insert (fake_server.files, g_strdup (path), NULL);
      fake_server.counts.n_made++;
    }
  waybill_base_lock_unlock (&fake_server.lock);
  if (making != WAYBILL_REMOTE_N_ERRORS)
    return fail_with (error, making, WAYBILL_REMOTE_PHASE_COMMAND);
  return !there || fail_with (error, WAYBILL_REMOTE_ERROR_EXISTS, WAYBILL_REMOTE_PHASE_COMMAND);
}

static void
look_again (gpointer data)
{
}

static void
fake_close (gpointer session)
{
  waybill_base_lock_lock (&fake_server.lock);
  fake_server.counts.n_alive--;
  waybill_base_lock_unlock (&fake_server.lock);
  g_free (session);
  waybill_base_thread_hop (NULL, look_again, NULL);
}

void
fake_server_register (void)
{
  static const WaybillRemoteEngine engine = {
    .name = "fake",
    .open = fake_open,
    .is_alive = fake_is_alive,
    .get_facts = fake_get_facts,
    .list = fake_list,
    .move = fake_move,
    .stat = fake_stat,
    .make_folder = fake_make_folder,
    .remove = fake_remove,
    .close = fake_close,
  };

  waybill_remote_engine_register (WAYBILL_REMOTE_PROTOCOL_FTPS, &engine);
  waybill_remote_error_quark (); /* before any thread */
  fake_server.files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  fake_server.entries = g_ptr_array_new_with_free_func (entry_free);
  fake_server.order = g_string_new (NULL);
}

static guint
n_alive (void)
{
  FakeServerCounts counts;

  fake_server_get_counts (&counts);
  return counts.n_alive + counts.n_busy;
}

void
fake_server_reset (void)
{
  while (n_alive () > 0)
    g_main_context_iteration (NULL, TRUE);
  waybill_base_lock_lock (&fake_server.lock);
  g_hash_table_remove_all (fake_server.files);
  g_hash_table_insert (fake_server.files, g_strdup ("/"), NULL);
  g_ptr_array_set_size (fake_server.entries, 0);
  g_string_truncate (fake_server.order, 0);
  g_clear_pointer (&fake_server.user, g_free);
  fake_server.counts = (FakeServerCounts){ 0 };
  fake_server.most_sessions = 99;
  fake_server.first_held = G_MAXUINT;
  fake_server.refusal = fake_server.making = WAYBILL_REMOTE_N_ERRORS;
  fake_server.n_faults = 0;
  fake_server.hold = fake_server.keeps_parts = FALSE;
  fake_server.n_silent = 0;
  fake_server.hides = fake_server.ignores_offsets = FALSE;
  waybill_base_lock_unlock (&fake_server.lock);
}

WaybillRemoteTarget *
fake_server_new_target (const char *user)
{
  const WaybillRemoteTargetValues values
      = { .protocol = WAYBILL_REMOTE_PROTOCOL_FTPS, .name = "Fake", .host = "localhost", .user = user };

  return waybill_remote_target_new (&values);
}

void
fake_server_get_counts (FakeServerCounts *counts)
{
  waybill_base_lock_lock (&fake_server.lock);
  *counts = fake_server.counts;
  waybill_base_lock_unlock (&fake_server.lock);
}

void
fake_server_add (const char *path, const char *content)
{
  waybill_base_lock_lock (&fake_server.lock);
  g_hash_table_replace (fake_server.files, g_strdup (path), g_strdup (content));
  waybill_base_lock_unlock (&fake_server.lock);
}

char *
fake_server_dup (const char *path)
{
  gpointer content = NULL;
  char *copy = NULL;

  waybill_base_lock_lock (&fake_server.lock);
  if (g_hash_table_lookup_extended (fake_server.files, path, NULL, &content))
    copy = g_strdup (content != NULL ? content : "/");
  waybill_base_lock_unlock (&fake_server.lock);
  return copy;
}

guint
fake_server_n_files (void)
{
  GHashTableIter at;
  gpointer content;
  guint n = 0;

  waybill_base_lock_lock (&fake_server.lock);
  g_hash_table_iter_init (&at, fake_server.files);
  while (g_hash_table_iter_next (&at, NULL, &content))
    n += content != NULL;
  waybill_base_lock_unlock (&fake_server.lock);
  return n;
}

void
fake_server_add_entry (const char *folder, WaybillRemoteEntryType type, const char *name)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->folder = g_strdup (folder);
  entry->type = type;
  entry->name = g_strdup (name);
  waybill_base_lock_lock (&fake_server.lock);
  g_ptr_array_add (fake_server.entries, entry);
  waybill_base_lock_unlock (&fake_server.lock);
}

char *
fake_server_dup_order (void)
{
  char *order;

  waybill_base_lock_lock (&fake_server.lock);
  order = g_strdup (fake_server.order->str);
  waybill_base_lock_unlock (&fake_server.lock);
  return order;
}

char *
fake_server_dup_user (void)
{
  char *user;

  waybill_base_lock_lock (&fake_server.lock);
  user = g_strdup (fake_server.user);
  waybill_base_lock_unlock (&fake_server.lock);
  return user;
}
