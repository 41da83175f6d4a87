/* What a transfer that was broken off leaves behind: its reply is still owed. How it is got, so that the connection lives.
 */
#include "ftp-abort.h"

#include "base-clock.h"

/* Closing the data channel makes most servers answer at once; the rest of the two seconds is for those that are told. */
#define QUIET_TIME G_USEC_PER_SEC

/* Between two replies of an answer that goes on. */
#define GAP_TIME (400 * G_TIME_SPAN_MILLISECOND)
#define DRAIN_TIME (2 * G_USEC_PER_SEC)

/* TRUE: nothing is owed any more. FALSE without an error: the server has to be asked. Pure-FTPd says no more of a download
 * that broke off than a second 150, so one that comes now is not waited behind. */
static gboolean
listen_a_while (WaybillFtpSession *session, GCancellable *cancellable, GError **error)
{
  while (waybill_ftp_pipe_get_owed (session->pipe) > 0)
    {
      g_autoptr (WaybillFtpReply) reply = NULL;

      if (!waybill_ftp_pipe_read_within (session->pipe, QUIET_TIME, &reply, cancellable, error) || reply == NULL
          || waybill_ftp_reply_is_early (reply))
        return FALSE;
    }
  return TRUE;
}

/* ABOR is answered twice (426 and 226), once, or not at all in place of the transfer; so NOOP goes behind it, and its answer
 * says that all others are through. Pure-FTPd throws away what comes while it looks for an ABOR, the NOOP too: when it has
 * gone quiet it is asked once more, with what nothing before it is answered like. */
static gboolean
ask_for_end (WaybillFtpSession *session, gint64 deadline, GCancellable *cancellable, GError **error)
{
  static const WaybillFtpCommand commands[] = { { "ABOR", NULL, FALSE }, { "NOOP", NULL, FALSE } };
  static const WaybillFtpCommand once_more = { "PWD", NULL, FALSE };
  gboolean was_asked = FALSE;

  if (!waybill_ftp_pipe_send_group (session->pipe, commands, G_N_ELEMENTS (commands), cancellable, error))
    return FALSE;
  while (waybill_ftp_pipe_get_owed (session->pipe) > 0)
    {
      g_autoptr (WaybillFtpReply) reply = NULL;
      gint64 left = deadline - waybill_base_clock_ticks ();

      if (left <= 0)
        return TRUE;
      if (!waybill_ftp_pipe_read_within (session->pipe, was_asked ? left : MIN (left, GAP_TIME), &reply, cancellable, error))
        return FALSE;
      if (reply == NULL && !was_asked)
        {
          was_asked = TRUE;
          if (!waybill_ftp_pipe_send (session->pipe, &once_more, cancellable, error))
            return FALSE;
        }
      /* One reply may lack; with more of them still to come it was another's NOOP. */
      else if (reply != NULL
               && (was_asked ? reply->code == 257 : reply->code == 200 && waybill_ftp_pipe_get_owed (session->pipe) <= 1))
        waybill_ftp_pipe_forgive (session->pipe);
    }
  return TRUE;
}

/**
 * waybill_ftp_abort_settle:
 * @session: a session
 * @cancellable: (nullable): ends the wait
 * @error: return location
 *
 * To be called before a verb: takes the replies that are still owed. Where a transfer was broken off, its data channel is
 * closed already, and nearly all servers answer to that (426, or 226). One that does not within a second is told ABOR
 * (RFC 959 §4.1.3), without urgent data, which TLS does not have. Two seconds in all, or the connection is given up.
 *
 * Returns: %FALSE with an error when the connection cannot be used any more
 */
gboolean
waybill_ftp_abort_settle (WaybillFtpSession *session, GCancellable *cancellable, GError **error)
{
  gint64 deadline = waybill_base_clock_ticks () + DRAIN_TIME;
  g_autoptr (GError) failure = NULL;

  if (session->owes_transfer && waybill_ftp_pipe_is_alive (session->pipe) && !listen_a_while (session, cancellable, &failure)
      && (failure != NULL || !ask_for_end (session, deadline, cancellable, &failure)))
    {
      session->owes_transfer = g_cancellable_is_cancelled (cancellable);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (session->owes_transfer)
    waybill_ftp_pipe_expect_echo (session->pipe);
  session->owes_transfer = FALSE;
  if (waybill_ftp_pipe_is_alive (session->pipe) && waybill_base_clock_ticks () >= deadline
      && waybill_ftp_pipe_get_owed (session->pipe) > 0)
    waybill_ftp_pipe_give_up (session->pipe);
  return waybill_ftp_pipe_settle (session->pipe, cancellable, error);
}
