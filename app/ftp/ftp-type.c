/* How the bytes of a file travel: TYPE, said only when it changes. What is done to the bytes is ftp-text's. */
#include "ftp-type.h"

#include "ftp-error.h"

/* E: IBM's systems do the letters themselves; what comes and goes is the file's own bytes (RFC 959 §3.1.1.2). */
static const struct
{
  const char *letter;
  gboolean is_exact; /* a byte here is a byte there, and SIZE tells how many (RFC 3659 §4) */
  gboolean is_text;  /* line ends travel as CRLF */
} types[] = {
  [WAYBILL_FTP_TYPE_BINARY] = { "I", TRUE, FALSE },
  [WAYBILL_FTP_TYPE_ASCII] = { "A", FALSE, TRUE },
  [WAYBILL_FTP_TYPE_EBCDIC] = { "E", FALSE, FALSE },
};

G_STATIC_ASSERT (G_N_ELEMENTS (types) == WAYBILL_FTP_N_TYPES);

/**
 * waybill_ftp_type_of_move:
 * @session: a session
 * @move: a move
 *
 * Returns: how its bytes are to travel: as text where it asks for that, else as the session was switched
 */
WaybillFtpType
waybill_ftp_type_of_move (WaybillFtpSession *session, const WaybillRemoteMove *move)
{
  return move->ascii ? WAYBILL_FTP_TYPE_ASCII : session->wanted_type;
}

/**
 * waybill_ftp_type_is_exact:
 * @type: a type
 *
 * Returns: are the file's bytes the same on both sides, so that sizes compare and a part can be gone on from?
 */
gboolean
waybill_ftp_type_is_exact (WaybillFtpType type)
{
  return types[type].is_exact;
}

/**
 * waybill_ftp_type_is_text:
 * @type: a type
 *
 * Returns: do lines end in CRLF on the way (RFC 959 §3.1.1.1)?
 */
gboolean
waybill_ftp_type_is_text (WaybillFtpType type)
{
  return types[type].is_text;
}

/**
 * waybill_ftp_type_agree:
 * @session: a session
 * @type: what is to be agreed on
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * TYPE, where the server was told another last. Where it has to be said, what was asked ahead is forgotten, and replies that
 * are owed are drained: SIZE means another thing in another type.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`; `UNSUPPORTED` where the server has no such type
 */
gboolean
waybill_ftp_type_agree (WaybillFtpSession *session, WaybillFtpType type, GCancellable *cancellable, GError **error)
{
  g_autoptr (WaybillFtpReply) reply = NULL;

  if (session->type == type)
    return TRUE;
  if (waybill_ftp_session_settle (session, cancellable, error))
    {
      session->type = WAYBILL_FTP_N_TYPES;
      reply = waybill_ftp_pipe_command (session->pipe, "TYPE", types[type].letter, cancellable, error);
    }
  if (reply == NULL)
    {
      waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_COMMAND, "TYPE", NULL);
      return FALSE;
    }
  if (waybill_ftp_reply_is_positive (reply))
    {
      session->type = type;
      return TRUE;
    }
  g_propagate_error (error, waybill_ftp_error_from_reply (WAYBILL_REMOTE_PHASE_COMMAND, "TYPE", NULL, reply));
  return FALSE;
}
