/* What is asked for the next move while the present one runs: its SIZE and MDTM, and a port for its data channel. It saves
 * round trips, and decides nothing. */
#include "ftp-ahead.h"

#include "ftp-error.h"
#include "ftp-type.h"
#include "ftp-way.h"

enum
{
  SIZE,
  MDTM,
  EPSV,
};

static const char *const verbs[WAYBILL_FTP_AHEAD_MOST] = { [SIZE] = "SIZE", [MDTM] = "MDTM", [EPSV] = "EPSV" };

/* Bits: what a move wants to know before it begins. */
static guint
get_wanted (WaybillFtpSession *session, const WaybillRemoteMove *move)
{
  guint wanted = waybill_ftp_way_is_epsv (session) ? 1u << EPSV : 0;

  if (move->way == WAYBILL_REMOTE_GET && !move->is_listed)
    wanted |= 1u << MDTM | (waybill_ftp_type_is_exact (session->type) ? 1u << SIZE : 0);
  return wanted;
}

static guint
make_commands (guint wanted, const char *path, WaybillFtpCommand *commands)
{
  guint n = 0;

  for (guint i = 0; i < WAYBILL_FTP_AHEAD_MOST; i++)
    if (wanted & 1u << i)
      commands[n++] = (WaybillFtpCommand){ verbs[i], i == EPSV ? NULL : path, FALSE };
  return n;
}

/**
 * waybill_ftp_ahead_plan:
 * @session: a session
 * @next: (nullable): the move that waits behind the present one
 * @commands: (out caller-allocates): room for `WAYBILL_FTP_AHEAD_MOST`
 *
 * Which commands may follow the present move's own in the same write, so that the next one finds them answered. None where a
 * server was found to answer oddly, or was not found yet to answer in turn. They must be sent: what is owed for them is
 * noted here.
 *
 * Returns: how many
 */
guint
waybill_ftp_ahead_plan (WaybillFtpSession *session, const WaybillRemoteMove *next, WaybillFtpCommand *commands)
{
  if (next == NULL || session->features.careful || !session->features.in_turn
      || !waybill_ftp_pipe_can_say (session->pipe, next->path))
    return 0;
  g_free (session->ahead.path);
  session->ahead.path = g_strdup (next->path);
  session->ahead.asked = get_wanted (session, next);
  return make_commands (session->ahead.asked, next->path, commands);
}

static guint
count (guint bits)
{
  guint n = 0;

  for (; bits != 0; bits &= bits - 1)
    n++;
  return n;
}

static gboolean
read_asked (WaybillFtpSession *session, guint asked, WaybillFtpAnswers *answers, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < WAYBILL_FTP_AHEAD_MOST; i++)
    {
      if ((asked & 1u << i) == 0)
        continue;
      answers->replies[i] = waybill_ftp_pipe_read_final (session->pipe, cancellable, error);
      if (answers->replies[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

/* A positive reply of another kind is another command's: the server said one too many, or left one out, and nobody knows any
 * more which is whose. A size taken for a time, or an old port for a new one, ends in a wrong file. */
static gboolean
is_in_step (const WaybillFtpAnswers *answers)
{
  static const int codes[WAYBILL_FTP_AHEAD_MOST] = { [SIZE] = 213, [MDTM] = 213, [EPSV] = 229 };

  for (guint i = 0; i < WAYBILL_FTP_AHEAD_MOST; i++)
    if (answers->replies[i] != NULL && waybill_ftp_reply_is_positive (answers->replies[i])
        && answers->replies[i]->code != codes[i])
      return FALSE;
  return TRUE;
}

static gboolean
set_out_of_step (WaybillFtpSession *session, GError **error)
{
  session->features.careful = TRUE;
  waybill_ftp_pipe_give_up (session->pipe);
  g_propagate_error (error, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_LOST, NULL,
                                                      "The server's replies do not fit the commands any more"));
  return FALSE;
}

/* A port that was refused ahead is asked for again, and nothing more is asked ahead: some servers take no command while data
 * flows. */
static void
judge_ahead (WaybillFtpSession *session, guint asked, WaybillFtpAnswers *answers)
{
  WaybillFtpReply *epsv = answers->replies[EPSV];

  if ((asked & 1u << EPSV) == 0)
    return;
  if (epsv->code == 229)
    session->features.takes_ahead = TRUE;
  else
    {
      session->features.careful = TRUE;
      g_clear_pointer (&answers->replies[EPSV], waybill_ftp_reply_free);
    }
}

/**
 * waybill_ftp_ahead_take:
 * @session: a session
 * @move: the move that begins
 * @answers: (out caller-allocates): what is known of it, zeroed
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * Reads what was asked ahead for @move, and asks for what is missing, in one round trip. It comes instead of settling: other
 * replies that are owed are drained.
 *
 * Returns: %FALSE with an error of net or tls, or `WAYBILL_REMOTE_ERROR`
 */
gboolean
waybill_ftp_ahead_take (WaybillFtpSession *session,
                        const WaybillRemoteMove *move,
                        WaybillFtpAnswers *answers,
                        GCancellable *cancellable,
                        GError **error)
{
  WaybillFtpCommand commands[WAYBILL_FTP_AHEAD_MOST];
  WaybillFtpReply *replies[WAYBILL_FTP_AHEAD_MOST] = { NULL };
  g_autofree char *path = g_steal_pointer (&session->ahead.path);
  guint asked = path != NULL ? session->ahead.asked : 0;
  guint wanted = get_wanted (session, move);
  guint missing = wanted;

  if (asked != 0 && waybill_ftp_pipe_is_alive (session->pipe) && waybill_ftp_pipe_get_owed (session->pipe) == count (asked))
    {
      if (!read_asked (session, asked, answers, cancellable, error))
        return FALSE;
      if (!is_in_step (answers))
        return set_out_of_step (session, error);
      judge_ahead (session, asked, answers);
      if (g_strcmp0 (path, move->path) != 0)
        {
          g_clear_pointer (&answers->replies[SIZE], waybill_ftp_reply_free);
          g_clear_pointer (&answers->replies[MDTM], waybill_ftp_reply_free);
        }
    }
  else if (!waybill_ftp_session_settle (session, cancellable, error))
    return FALSE;

  for (guint i = 0; i < WAYBILL_FTP_AHEAD_MOST; i++)
    if (answers->replies[i] != NULL)
      missing &= ~(1u << i);
  if (missing == 0)
    return TRUE;
  if (!waybill_ftp_pipe_exchange (session->pipe, commands, make_commands (missing, move->path, commands), replies,
                                  cancellable, error))
    return FALSE;
  for (guint i = 0, n = 0; i < WAYBILL_FTP_AHEAD_MOST; i++)
    if (missing & 1u << i)
      answers->replies[i] = replies[n++];
  return TRUE;
}

/**
 * waybill_ftp_answers_get_size:
 * @self: answers
 *
 * Returns: (transfer none) (nullable): the reply to SIZE
 */
WaybillFtpReply *
waybill_ftp_answers_get_size (WaybillFtpAnswers *self)
{
  return self->replies[SIZE];
}

/**
 * waybill_ftp_answers_get_time:
 * @self: answers
 *
 * Returns: (transfer none) (nullable): the reply to MDTM
 */
WaybillFtpReply *
waybill_ftp_answers_get_time (WaybillFtpAnswers *self)
{
  return self->replies[MDTM];
}

/**
 * waybill_ftp_answers_get_epsv:
 * @self: answers
 *
 * Returns: (transfer none) (nullable): the reply to EPSV
 */
WaybillFtpReply *
waybill_ftp_answers_get_epsv (WaybillFtpAnswers *self)
{
  return self->replies[EPSV];
}

/**
 * waybill_ftp_answers_clear:
 * @self: answers
 *
 * Frees what they hold.
 */
void
waybill_ftp_answers_clear (WaybillFtpAnswers *self)
{
  for (guint i = 0; i < WAYBILL_FTP_AHEAD_MOST; i++)
    g_clear_pointer (&self->replies[i], waybill_ftp_reply_free);
}
