/* The sessions of a queue: opened when there is work, the first two one after the other, the others together; kept, closed
 * when they were idle for long; and the spare one, lent by who looks through it. Main thread. It moves nothing and knows no
 * item. */
#include "transfer-pool-private.h"

#include "transfer-opening-private.h"
#include "transfer-retry.h"

#include "base-clock.h"

struct _WaybillTransferPool
{
  guint holds; /* the owner, those that are being opened, those that are being closed */
  const WaybillTransferPoolEvents *events;
  gpointer owner; /* (nullable) NULL: it let go */
  WaybillRemoteTarget *target;
  WaybillRemoteTalk *talk;
  guint most;
  guint retries;
  guint idle_milliseconds;
  GPtrArray *sessions;           /* its own */
  WaybillTransferSession *spare; /* (nullable) */
  GPtrArray *openings;           /* (element-type WaybillTransferOpening), each of one of the sessions */
  guint busy_milliseconds;       /* a server that had no room is not asked again for so long, while other sessions work */
  gint64 blocked_until;
  gboolean is_refused; /* the login, where another session stands: asking again would lock the account */
  guint n_closing;
  gboolean closing;
  guint later;     /* source id: events that are due */
  GError *failure; /* (nullable) to be told */
};

static void
tell (WaybillTransferPool *self);

static void
drop_hold (WaybillTransferPool *self)
{
  if (--self->holds > 0)
    return;
  g_ptr_array_unref (self->openings);
  g_ptr_array_unref (self->sessions);
  g_clear_pointer (&self->target, waybill_remote_target_unref);
  g_clear_pointer (&self->talk, waybill_remote_talk_unref);
  g_clear_error (&self->failure);
  g_free (self);
}

static void
session_free (gpointer data)
{
  WaybillTransferSession *self = data;

  if (self->idle != 0)
    g_source_remove (self->idle);
  g_object_unref (self->remote);
  waybill_remote_target_unref (self->target);
  g_free (self);
}

static WaybillTransferSession *
session_new (WaybillTransferPool *pool, WaybillRemote *remote, WaybillRemoteTarget *target, gboolean is_spare)
{
  WaybillTransferSession *self = g_new0 (WaybillTransferSession, 1);

  self->pool = pool;
  self->remote = g_object_ref (remote);
  self->target = waybill_remote_target_ref (target);
  self->is_spare = is_spare;
  return self;
}

/* Events are told from the main loop, so that no caller is called back within its own call. */

static gboolean
tell_later (gpointer data)
{
  WaybillTransferPool *self = data;
  g_autoptr (GError) failure = g_steal_pointer (&self->failure);
  gboolean empty = self->closing && self->sessions->len == 0 && self->openings->len == 0 && self->n_closing == 0;

  self->later = 0;
  if (failure != NULL)
    self->events->failed (self->owner, failure);
  if (failure != NULL && self->closing)
    tell (self);
  else if (empty)
    {
      self->closing = FALSE;
      self->events->empty (self->owner);
    }
  else if (failure == NULL)
    self->events->look (self->owner);
  return G_SOURCE_REMOVE;
}

static void
tell (WaybillTransferPool *self)
{
  if (self->owner != NULL && self->later == 0)
    self->later = g_idle_add_full (G_PRIORITY_DEFAULT, tell_later, self, NULL);
}

/* Goodbyes. */

static void
closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WaybillTransferPool *self = user_data;

  waybill_remote_close_finish (WAYBILL_REMOTE (source), result, NULL);
  self->n_closing--;
  tell (self);
  drop_hold (self);
}

static void
say_goodbye (WaybillTransferPool *self, WaybillTransferSession *session)
{
  if (session->is_lent)
    {
      g_ptr_array_remove_fast (self->sessions, session);
      return;
    }
  self->n_closing++;
  self->holds++;
  waybill_remote_close_async (session->remote, closed, self);
  g_ptr_array_remove_fast (self->sessions, session);
}

static gboolean
was_idle (gpointer data)
{
  WaybillTransferSession *session = data;

  session->idle = 0;
  say_goodbye (session->pool, session);
  return G_SOURCE_REMOVE;
}

static void
rest (WaybillTransferSession *session)
{
  WaybillTransferPool *self = session->pool;

  session->n_taken--;
  if (session->is_spare || session->n_taken > 0)
    return;
  if (self->closing)
    say_goodbye (self, session);
  else if (!waybill_remote_is_connected (session->remote))
    g_ptr_array_remove_fast (self->sessions, session);
  else
    session->idle = g_timeout_add (self->idle_milliseconds, was_idle, session);
}

/* Opening. */

static gboolean
spare_is_of_use (WaybillTransferPool *self)
{
  return self->spare != NULL && waybill_remote_is_connected (self->spare->remote);
}

/* A server that is full says 421, or refuses the login in words of its own; with a login that works elsewhere it is the
 * same. */
static gboolean
says_full (const GError *error)
{
  return g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_BUSY)
         || g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_LOGIN);
}

/* The first proves the login, the second that a server takes more than one of the same user: where it does not, it was asked
 * once, and no account is locked by many logins that were refused together. */
static guint
count_at_once (WaybillTransferPool *self)
{
  return waybill_transfer_pool_n_connected (self) + spare_is_of_use (self) > 1 ? self->most : 1;
}

static void
drop_opening (WaybillTransferPool *self, WaybillTransferOpening *opening)
{
  WaybillTransferSession *session = waybill_transfer_opening_get_session (opening);

  g_ptr_array_remove_fast (self->openings, opening);
  g_ptr_array_remove_fast (self->sessions, session);
  drop_hold (self);
}

/* error: (transfer full). FALSE: it is tried again. */
static gboolean
not_opened (WaybillTransferPool *self, WaybillTransferOpening *opening, GError *error)
{
  g_autoptr (GError) owned = error;
  guint delay;

  /* With another target it is another question. */
  if (self->closing || self->owner == NULL || waybill_transfer_opening_is_cancelled (opening)
      || waybill_transfer_opening_get_session (opening)->target != self->target)
    return TRUE;
  if (waybill_transfer_pool_n_connected (self) > 0 || (spare_is_of_use (self) && says_full (error)))
    {
      g_debug ("No further session: %s", error->message);
      self->blocked_until = waybill_base_clock_ticks () + (gint64) self->busy_milliseconds * 1000;
      self->is_refused |= g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_LOGIN);
      return TRUE;
    }
  if (!waybill_transfer_retry_is_due (error, waybill_transfer_opening_get_tries (opening), self->retries, &delay))
    {
      /* Of several that are on their way the last one tells: it is one failure. */
      if (self->openings->len == 1)
        self->failure = g_steal_pointer (&owned);
      return TRUE;
    }
  waybill_transfer_opening_try_again (opening, delay);
  return FALSE;
}

static void
opening_ended (WaybillTransferOpening *opening, GError *error, gpointer user_data)
{
  WaybillTransferPool *self = user_data;
  WaybillTransferSession *session = waybill_transfer_opening_get_session (opening);

  if (error != NULL)
    {
      if (!not_opened (self, opening, error))
        return;
      tell (self);
      drop_opening (self, opening);
      return;
    }
  session->is_opening = FALSE;
  g_ptr_array_remove_fast (self->openings, opening);
  if (self->owner != NULL)
    rest (session);
  tell (self);
  drop_hold (self);
}

static gboolean
may_open (WaybillTransferPool *self)
{
  guint n_own = self->sessions->len;

  if (self->closing || self->failure != NULL || n_own >= self->most || self->openings->len >= count_at_once (self))
    return FALSE;
  return (n_own == 0 && !spare_is_of_use (self))
         || (!self->is_refused && waybill_base_clock_ticks () >= self->blocked_until);
}

static void
open_one (WaybillTransferPool *self)
{
  g_autoptr (WaybillRemote) remote = waybill_remote_new (self->target, NULL);
  WaybillTransferSession *session = session_new (self, remote, self->target, FALSE);

  if (self->talk != NULL)
    waybill_remote_set_talk (remote, self->talk);
  session->is_opening = TRUE;
  session->n_taken = 1;
  self->holds++;
  g_ptr_array_add (self->sessions, session);
  g_ptr_array_add (self->openings, waybill_transfer_opening_new (session, opening_ended, self));
}

static WaybillTransferSession *
find_free (WaybillTransferPool *self)
{
  for (guint i = 0; i < self->sessions->len; i++)
    {
      WaybillTransferSession *session = g_ptr_array_index (self->sessions, i);

      if (session->n_taken == 0)
        return session;
    }
  return NULL;
}

/* waybill_transfer_pool_take:
 * @n_wanted: for how many sessions there is work that nobody does
 *
 * Lends a connected session; the caller gives it back. Where none is free, so many are opened as may be, and "look" or
 * "failed" follows. */
WaybillTransferSession *
waybill_transfer_pool_take (WaybillTransferPool *self, guint n_wanted)
{
  WaybillTransferSession *session = self->closing ? NULL : find_free (self);

  while (session == NULL && self->openings->len < n_wanted && may_open (self))
    open_one (self);
  if (session == NULL && !self->closing && self->sessions->len == 0 && spare_is_of_use (self) && self->spare->n_taken == 0)
    session = self->spare;
  if (session == NULL)
    return NULL;
  g_clear_handle_id (&session->idle, g_source_remove);
  session->n_taken = 1;
  return session;
}

/* waybill_transfer_pool_take_free:
 *
 * Lends a session of its own that is connected and free; opens none. (nullable) */
WaybillTransferSession *
waybill_transfer_pool_take_free (WaybillTransferPool *self)
{
  WaybillTransferSession *session = self->closing ? NULL : find_free (self);

  if (session == NULL)
    return NULL;
  g_clear_handle_id (&session->idle, g_source_remove);
  session->n_taken = 1;
  return session;
}

/* waybill_transfer_pool_is_full:
 *
 * Are there as many sessions as may be, or is the server known to allow no further one? */
gboolean
waybill_transfer_pool_is_full (WaybillTransferPool *self)
{
  return self->openings->len == 0 && !may_open (self);
}

/* waybill_transfer_pool_share:
 *
 * Lends a session that is taken already: what is asked of it waits behind what the others asked. (nullable) */
WaybillTransferSession *
waybill_transfer_pool_share (WaybillTransferPool *self, guint most)
{
  WaybillTransferSession *best = NULL;

  for (guint i = 0; !self->closing && i < self->sessions->len; i++)
    {
      WaybillTransferSession *session = g_ptr_array_index (self->sessions, i);

      if (!session->is_opening && session->n_long == 0 && session->n_taken < (best != NULL ? best->n_taken : most)
          && waybill_remote_is_connected (session->remote))
        best = session;
    }
  if (best == NULL)
    return NULL;
  g_clear_handle_id (&best->idle, g_source_remove);
  best->n_taken++;
  return best;
}

/* waybill_transfer_pool_adopt:
 *
 * Takes in a connected session that somebody else opened, and goes on with when it is lent. */
void
waybill_transfer_pool_adopt (WaybillTransferPool *self, WaybillRemote *remote, gboolean is_lent)
{
  WaybillTransferSession *session = session_new (self, remote, waybill_remote_get_target (remote), FALSE);

  session->n_taken = 1;
  session->is_lent = is_lent;
  g_ptr_array_add (self->sessions, session);
  rest (session);
  tell (self);
}

/* waybill_transfer_pool_give_back:
 *
 * Takes a session back, without an event: the caller looks what is next. One that is not connected any more is forgotten:
 * the next is a new one, with the newest target. */
void
waybill_transfer_pool_give_back (WaybillTransferSession *session)
{
  WaybillTransferPool *self = session->pool;

  if (session->is_spare && session != self->spare && session->n_taken == 1)
    session_free (session);
  else
    rest (session);
  /* Who gives back looks itself what is next. */
  if (self->closing)
    tell (self);
}

/* waybill_transfer_pool_n_connected:
 *
 * How many of its own sessions stand. */
guint
waybill_transfer_pool_n_connected (WaybillTransferPool *self)
{
  guint n = 0;

  for (guint i = 0; i < self->sessions->len; i++)
    {
      WaybillTransferSession *session = g_ptr_array_index (self->sessions, i);

      n += !session->is_opening && waybill_remote_is_connected (session->remote);
    }
  return n;
}

/* Those that wait for their next try. FALSE: there were none. */
static gboolean
drop_waiting (WaybillTransferPool *self)
{
  guint n = self->openings->len;

  for (guint i = n; i > 0; i--)
    if (waybill_transfer_opening_waits (g_ptr_array_index (self->openings, i - 1)))
      drop_opening (self, g_ptr_array_index (self->openings, i - 1));
  return self->openings->len < n;
}

/* waybill_transfer_pool_set_target:
 *
 * Sessions that are opened from now on begin with it, also the one that waits for its next try. */
void
waybill_transfer_pool_set_target (WaybillTransferPool *self, WaybillRemoteTarget *target)
{
  waybill_remote_target_ref (target);
  waybill_remote_target_unref (self->target);
  self->target = target;
  self->blocked_until = 0;
  self->is_refused = FALSE;
  if (drop_waiting (self))
    tell (self);
}

/* waybill_transfer_pool_set_spare:
 *
 * Another spare session, or none. What still uses the old one gives it back when it ends. */
void
waybill_transfer_pool_set_spare (WaybillTransferPool *self, WaybillRemote *remote)
{
  WaybillTransferSession *old = g_steal_pointer (&self->spare);

  if (old != NULL && old->n_taken == 0)
    session_free (old);
  if (remote != NULL)
    self->spare = session_new (self, remote, self->target, TRUE);
  tell (self);
}

/* waybill_transfer_pool_set_limits:
 *
 * How often opening is tried again, after how long without work a session is closed, and after how long a server that had no
 * room is asked again. */
void
waybill_transfer_pool_set_limits (WaybillTransferPool *self, guint retries, guint idle_milliseconds, guint busy_milliseconds)
{
  self->busy_milliseconds = busy_milliseconds;
  self->retries = retries;
  self->idle_milliseconds = idle_milliseconds;
}

static void
stop_opening (WaybillTransferPool *self)
{
  for (guint i = 0; i < self->openings->len; i++)
    waybill_transfer_opening_cancel (g_ptr_array_index (self->openings, i));
  drop_waiting (self);
}

/* waybill_transfer_pool_close:
 *
 * Says goodbye; "empty" follows when everything is closed. The pool can be used again after that. */
void
waybill_transfer_pool_close (WaybillTransferPool *self)
{
  self->closing = TRUE;
  stop_opening (self);
  for (guint i = self->sessions->len; i > 0; i--)
    {
      WaybillTransferSession *session = g_ptr_array_index (self->sessions, i - 1);

      if (session->n_taken == 0)
        say_goodbye (self, session);
    }
  tell (self);
}

/* waybill_transfer_pool_new:
 *
 * Makes a pool of at most `most` sessions; none is opened. talk: (nullable) */
WaybillTransferPool *
waybill_transfer_pool_new (WaybillRemoteTarget *target,
                           WaybillRemoteTalk *talk,
                           guint most,
                           const WaybillTransferPoolEvents *events,
                           gpointer owner)
{
  WaybillTransferPool *self = g_new0 (WaybillTransferPool, 1);

  self->holds = 1;
  self->events = events;
  self->owner = owner;
  self->target = waybill_remote_target_ref (target);
  self->talk = talk != NULL ? waybill_remote_talk_ref (talk) : NULL;
  self->most = most;
  self->sessions = g_ptr_array_new_with_free_func (session_free);
  self->openings = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_transfer_opening_free);
  return self;
}

/* waybill_transfer_pool_free:
 *
 * Lets go: sessions that are free say goodbye on threads of their own; those that are being opened are cancelled. Sessions
 * that are taken must have been given back. */
void
waybill_transfer_pool_free (WaybillTransferPool *self)
{
  if (self == NULL)
    return;
  self->owner = NULL;
  g_clear_handle_id (&self->later, g_source_remove);
  stop_opening (self);
  for (guint i = self->sessions->len; i > 0; i--)
    if (!((WaybillTransferSession *) g_ptr_array_index (self->sessions, i - 1))->is_opening)
      g_ptr_array_remove_index_fast (self->sessions, i - 1);
  g_clear_pointer (&self->spare, session_free);
  drop_hold (self);
}
