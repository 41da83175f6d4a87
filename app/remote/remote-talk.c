/* The conversation of a session, for people: what was sent, what came, and remarks, scrubbed of secrets and bounded. Written
 * on the session's worker, read on the main thread; safe for both. Not the log. */
#include "remote-talk.h"

#include "base-log.h"
#include "base-thread.h"
#include "remote-path.h"

#include <string.h>

#define ELLIPSIS "\342\200\246"

typedef struct
{
  WaybillRemoteTalkKind kind;
  gint64 time;
  char *text;
} Line;

struct _WaybillRemoteTalk
{
  WaybillBaseRef ref;
  WaybillBaseLock lock;
  guint64 next; /* the number of the line to come */
  Line lines[WAYBILL_REMOTE_TALK_MAX_LINES];
};

/**
 * waybill_remote_talk_new:
 *
 * Returns: (transfer full): a conversation in which nothing was said yet
 */
WaybillRemoteTalk *
waybill_remote_talk_new (void)
{
  WaybillRemoteTalk *self = g_new0 (WaybillRemoteTalk, 1);

  waybill_base_ref_init (&self->ref);
  waybill_base_lock_init (&self->lock);
  return self;
}

/**
 * waybill_remote_talk_ref:
 * @self: a conversation
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
WaybillRemoteTalk *
waybill_remote_talk_ref (WaybillRemoteTalk *self)
{
  waybill_base_ref_take (&self->ref);
  return self;
}

/**
 * waybill_remote_talk_unref:
 * @self: (transfer full): a conversation
 *
 * Gives a reference back. Any thread.
 */
void
waybill_remote_talk_unref (WaybillRemoteTalk *self)
{
  if (!waybill_base_ref_drop (&self->ref))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (self->lines); i++)
    g_free (self->lines[i].text);
  waybill_base_lock_clear (&self->lock);
  g_free (self);
}

/* Secrets go before anything is cut or escaped: half of one would not be known again. */
static char *
dup_line (const char *text)
{
  g_autofree char *scrubbed = waybill_base_log_scrub (text);
  char *shown;

  /* Showing makes nothing shorter: what stands behind this is cut in any case, and a server's line can be very long. */
  if (strlen (scrubbed) > WAYBILL_REMOTE_TALK_MAX_LENGTH)
    scrubbed[WAYBILL_REMOTE_TALK_MAX_LENGTH + 1] = '\0';
  shown = waybill_remote_path_dup_display (scrubbed);
  if (strlen (shown) > WAYBILL_REMOTE_TALK_MAX_LENGTH)
    {
      char *end = g_utf8_find_prev_char (shown, shown + WAYBILL_REMOTE_TALK_MAX_LENGTH - strlen (ELLIPSIS) + 1);

      memcpy (end, ELLIPSIS, sizeof ELLIPSIS);
    }
  return shown;
}

/**
 * waybill_remote_talk_add:
 * @self: (nullable): a conversation; %NULL: nobody listens
 * @kind: who says it
 * @text: one line; may hold any byte
 *
 * Adds a line, in whose place the oldest goes once there are `WAYBILL_REMOTE_TALK_MAX_LINES`. Any thread.
 */
void
waybill_remote_talk_add (WaybillRemoteTalk *self, WaybillRemoteTalkKind kind, const char *text)
{
  char *shown;
  Line *line;

  if (self == NULL)
    return;

  shown = dup_line (text);
  waybill_base_lock_lock (&self->lock);
  line = &self->lines[self->next++ % G_N_ELEMENTS (self->lines)];
  g_free (line->text);
  *line = (Line){ kind, g_get_real_time (), shown };
  waybill_base_lock_unlock (&self->lock);
}

/**
 * waybill_remote_talk_read:
 * @self: a conversation
 * @since: the number to begin with, as the last call returned it; 0 at first
 * @func: (scope call): called for each line in order; may not call @self
 * @user_data: for @func
 *
 * Reads what is new. Lines that had to go meanwhile are passed over: the first number then is higher than @since. Any
 * thread.
 *
 * Returns: the number after the last line
 */
guint64
waybill_remote_talk_read (WaybillRemoteTalk *self, guint64 since, WaybillRemoteTalkFunc func, gpointer user_data)
{
  guint64 next;

  waybill_base_lock_lock (&self->lock);
  next = self->next;
  if (next > G_N_ELEMENTS (self->lines))
    since = MAX (since, next - G_N_ELEMENTS (self->lines));
  for (guint64 number = since; number < next; number++)
    {
      const Line *line = &self->lines[number % G_N_ELEMENTS (self->lines)];

      func (number, line->kind, line->time, line->text, user_data);
    }
  waybill_base_lock_unlock (&self->lock);
  return next;
}
