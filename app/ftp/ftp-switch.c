/* What a person may turn while a session stands: named switches, and a sign of life. */
#include "ftp-switch.h"

#include "ftp-error.h"

#define SIGN_TIME (10 * G_USEC_PER_SEC)

static void
set_passive (WaybillFtpSession *session, int place)
{
  session->data = (WaybillRemoteData) place;
}

static void
set_type (WaybillFtpSession *session, int place)
{
  session->wanted_type = (WaybillFtpType) place;
}

static void
set_keep_alive (WaybillFtpSession *session, int place)
{
  session->keep_time = place ? WAYBILL_FTP_KEEP_TIME : 0;
}

static const struct
{
  const char *name;
  const char *value;
  void (*set) (WaybillFtpSession *session, int place);
  int place;
} places[] = {
  { "passive", "auto", set_passive, WAYBILL_REMOTE_DATA_AUTO },
  { "passive", "yes", set_passive, WAYBILL_REMOTE_DATA_PASSIVE },
  { "passive", "no", set_passive, WAYBILL_REMOTE_DATA_ACTIVE },
  { "type", "binary", set_type, WAYBILL_FTP_TYPE_BINARY },
  { "type", "ascii", set_type, WAYBILL_FTP_TYPE_ASCII },
  { "type", "ebcdic", set_type, WAYBILL_FTP_TYPE_EBCDIC },
  { "keep-alive", "no", set_keep_alive, FALSE },
  { "keep-alive", "yes", set_keep_alive, TRUE },
};

/**
 * waybill_ftp_switch_set:
 * @session: a session
 * @name: a switch
 * @value: its new place
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * Turns a switch, for this session alone. Nothing is said to the server before it is needed; what was asked ahead for the
 * next transfer in the old place is forgotten.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR_UNSUPPORTED` when there is no such switch or place, or what broke the session
 */
gboolean
waybill_ftp_switch_set (
    WaybillFtpSession *session, const char *name, const char *value, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_ascii_strcasecmp (places[i].name, name) == 0 && g_ascii_strcasecmp (places[i].value, value) == 0)
      {
        if (!waybill_ftp_session_settle (session, cancellable, error))
          {
            waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_COMMAND, NULL, NULL);
            return FALSE;
          }
        places[i].set (session, places[i].place);
        return TRUE;
      }
  g_propagate_error (error, waybill_ftp_error_new (WAYBILL_REMOTE_ERROR_UNSUPPORTED, WAYBILL_REMOTE_PHASE_COMMAND, NULL,
                                                   name, "There is no such switch, or it has no such place"));
  return FALSE;
}

/**
 * waybill_ftp_switch_keep_alive:
 * @session: a session
 * @cancellable: (nullable): ends the wait
 * @error: return location
 *
 * NOOP, and its answer within ten seconds; that it is refused is as good a sign. A server that says nothing is lost.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`; the session is to be opened anew then
 */
gboolean
waybill_ftp_switch_keep_alive (WaybillFtpSession *session, GCancellable *cancellable, GError **error)
{
  static const WaybillFtpCommand noop = { "NOOP", NULL, FALSE };
  g_autoptr (WaybillFtpReply) reply = NULL;
  gboolean well
      = waybill_ftp_session_settle (session, cancellable, error)
        && waybill_ftp_pipe_send (session->pipe, &noop, cancellable, error)
        && waybill_ftp_pipe_read_within (session->pipe, MIN (SIGN_TIME, session->terms.silence), &reply, cancellable, error);

  if (well && reply != NULL && waybill_ftp_pipe_is_alive (session->pipe))
    return TRUE;
  if (well && reply != NULL)
    g_propagate_error (error, waybill_ftp_error_from_reply (WAYBILL_REMOTE_PHASE_COMMAND, "NOOP", NULL, reply));
  else if (well)
    {
      waybill_ftp_pipe_give_up (session->pipe);
      g_propagate_error (error, waybill_ftp_error_new (WAYBILL_REMOTE_ERROR_TIMED_OUT, WAYBILL_REMOTE_PHASE_COMMAND, "NOOP",
                                                       NULL, "The server gives no sign of life"));
    }
  else
    waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_COMMAND, "NOOP", NULL);
  return FALSE;
}
