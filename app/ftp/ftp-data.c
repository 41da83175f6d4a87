/* One data channel: where it goes, how it is secured, and whether it really was resumed. What flows through it is others'.
 */
#include "ftp-data.h"

#include "ftp-address.h"
#include "ftp-error.h"
#include "ftp-talk.h"
#include "net-connect.h"
#include "tls-policy.h"

/* How long a server may take from the command to its 1xx before we begin TLS without it: some send the 1xx after the
 * handshake. */
#define EARLY_REPLY_TIME (2 * G_USEC_PER_SEC)

static gboolean
set_malformed (const char *verb, GError **error)
{
  g_propagate_error (error, waybill_ftp_error_new (WAYBILL_REMOTE_ERROR_PROTOCOL, WAYBILL_REMOTE_PHASE_DATA_OPEN, verb, NULL,
                                                   "The reply names no port for the data channel"));
  return FALSE;
}

static gboolean
ask_pasv (WaybillFtpSession *session, char **address, guint16 *port, GCancellable *cancellable, GError **error)
{
  g_autoptr (WaybillFtpReply) reply = waybill_ftp_pipe_command (session->pipe, "PASV", NULL, cancellable, error);

  if (reply == NULL)
    return FALSE;
  if (reply->code != 227)
    {
      g_propagate_error (error, waybill_ftp_error_from_reply (WAYBILL_REMOTE_PHASE_DATA_OPEN, "PASV", NULL, reply));
      return FALSE;
    }
  return waybill_ftp_address_parse_227 (reply->text, address, port) || set_malformed ("PASV", error);
}

static gboolean
find_port (WaybillFtpSession *session,
           const WaybillFtpReply *epsv,
           char **address,
           guint16 *port,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (WaybillFtpReply) own = NULL;

  if (epsv == NULL && !session->features.no_epsv)
    {
      own = waybill_ftp_pipe_command (session->pipe, "EPSV", NULL, cancellable, error);
      if (own == NULL)
        return FALSE;
      epsv = own;
    }
  if (epsv != NULL && epsv->code == 229)
    return waybill_ftp_address_parse_229 (epsv->text, port) || set_malformed ("EPSV", error);
  if (epsv != NULL && epsv->code < 500)
    {
      g_propagate_error (error, waybill_ftp_error_from_reply (WAYBILL_REMOTE_PHASE_DATA_OPEN, "EPSV", NULL, epsv));
      return FALSE;
    }
  session->features.no_epsv = TRUE;
  return ask_pasv (session, address, port, cancellable, error);
}

/**
 * waybill_ftp_data_connect:
 * @self: a data channel, zeroed
 * @session: its session
 * @epsv: (nullable): the reply to EPSV when it was asked ahead; %NULL asks
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * EPSV (RFC 2428), else PASV; connects to the address of the control channel. The address in a 227 is believed only when the
 * profile says so: servers behind NAT name wrong ones, hostile ones name third parties (CVE-2020-8284).
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`
 */
gboolean
waybill_ftp_data_connect (
    WaybillFtpData *self, WaybillFtpSession *session, const WaybillFtpReply *epsv, GCancellable *cancellable, GError **error)
{
  g_autofree char *named = NULL;
  const char *address = session->address;
  guint16 port = 0;

  if (!find_port (session, epsv, &named, &port, cancellable, error))
    {
      waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_DATA_OPEN, "PASV", NULL);
      return FALSE;
    }
  if (named != NULL && waybill_ftp_session_get_values (session)->use_pasv_address)
    address = named;
  self->stream = waybill_net_connect_address (address, port, &session->terms, cancellable, error);
  waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_DATA_OPEN, NULL, address);
  return self->stream != NULL;
}

/* The handshake lets nobody else in: see same_leaf. */
static void
remark (WaybillFtpData *self, WaybillFtpSession *session, WaybillTlsSession *tls)
{
  g_autofree char *version = waybill_ftp_talk_dup_version (waybill_tls_session_get_version (tls));
  g_autofree char *detail = g_strconcat (version, self->resumed ? ", resumed" : ", not resumed", ", same certificate", NULL);

  waybill_ftp_talk_remark (session->talk, WAYBILL_FTP_REMARK_DATA, detail);
}

/* Resumption is policy, not luck: what was yes and is now no stops the transfer, before a byte of it was sent. */
static gboolean
judge_resumption (WaybillFtpData *self, WaybillFtpSession *session, GError **error)
{
  WaybillRemoteFacts *facts = session->facts;
  gboolean was_yes = facts->resumed == WAYBILL_REMOTE_LEARNT_YES
                     || waybill_ftp_session_get_values (session)->learnt_resumed == WAYBILL_REMOTE_LEARNT_YES;

  facts->data_channels++;
  facts->data_resumed += self->resumed;
  if (self->resumed || !was_yes)
    facts->resumed = self->resumed ? WAYBILL_REMOTE_LEARNT_YES : WAYBILL_REMOTE_LEARNT_NO;
  g_debug ("Data channel: TLS %s", self->resumed ? "resumed" : "not resumed");
  if (self->resumed || !was_yes)
    return TRUE;

  g_propagate_error (error,
                     waybill_ftp_error_new (WAYBILL_REMOTE_ERROR_NOT_RESUMED, WAYBILL_REMOTE_PHASE_DATA_OPEN, NULL, NULL,
                                            "The data channel's TLS session was not resumed, though it was before"));
  return FALSE;
}

static gboolean
secure (WaybillFtpData *self, WaybillFtpSession *session, GCancellable *cancellable, GError **error)
{
  static const WaybillTlsVersions versions[] = {
    [WAYBILL_REMOTE_TLS_DEFAULT] = WAYBILL_TLS_VERSIONS_DEFAULT,
    [WAYBILL_REMOTE_TLS_ONLY_1_2] = WAYBILL_TLS_VERSIONS_ONLY_1_2,
    [WAYBILL_REMOTE_TLS_ONLY_1_3] = WAYBILL_TLS_VERSIONS_ONLY_1_3,
  };
  const WaybillRemoteTargetValues *values = waybill_ftp_session_get_values (session);
  WaybillTlsSessionOptions options = {
    .server_name = values->server_name,
    .identity = values->identity,
    .trust = values->trust,
    .resume = session->resume,
    .same_leaf = waybill_cert_certificate_get_fingerprint (waybill_cert_verdict_get_leaf (session->facts->verdict)),
    .priority = waybill_tls_policy_get_priority (versions[values->tls]),
  };
  WaybillTlsSession *tls;

  waybill_tls_session_save (session->tls, session->resume);
  tls = waybill_tls_session_new (g_steal_pointer (&self->stream), &options, error);
  if (tls == NULL)
    return FALSE;
  self->stream = waybill_tls_session_get_stream (tls);
  if (!waybill_tls_session_handshake (tls, cancellable, error))
    return FALSE;
  self->secured = TRUE;
  self->resumed = waybill_tls_session_is_resumed (tls);
  remark (self, session, tls);
  return judge_resumption (self, session, error);
}

/* The channel broke or stalled, or spoke clear text: what the server says of it on the control channel tells more. */
static void
prefer_servers_reason (
    WaybillFtpSession *session, const char *verb, const char *argument, GCancellable *cancellable, GError **error)
{
  static const WaybillRemoteError kinds[] = { WAYBILL_REMOTE_ERROR_LOST, WAYBILL_REMOTE_ERROR_TIMED_OUT,
                                              WAYBILL_REMOTE_ERROR_TLS, WAYBILL_REMOTE_ERROR_PLAIN_TEXT };
  g_autoptr (WaybillFtpReply) refusal = NULL;
  gboolean unclear = FALSE;

  for (guint i = 0; error != NULL && i < G_N_ELEMENTS (kinds); i++)
    unclear = unclear || g_error_matches (*error, WAYBILL_REMOTE_ERROR, (int) kinds[i]);
  if (!unclear || !waybill_ftp_pipe_read_within (session->pipe, G_USEC_PER_SEC, &refusal, cancellable, NULL)
      || refusal == NULL || refusal->code < 400)
    return;

  g_clear_error (error);
  g_propagate_error (error, waybill_ftp_error_from_reply (WAYBILL_REMOTE_PHASE_DATA_OPEN, verb, argument, refusal));
}

static gboolean
begin (WaybillFtpData *self,
       WaybillFtpSession *session,
       const char *verb,
       const char *argument,
       WaybillFtpReply **final,
       GCancellable *cancellable,
       GError **error)
{
  WaybillFtpCommand command = { verb, argument, FALSE };
  g_autoptr (WaybillFtpReply) reply = NULL;

  *final = NULL;
  if (!waybill_ftp_pipe_send (session->pipe, &command, cancellable, error)
      || !waybill_ftp_pipe_read_within (session->pipe, MIN (EARLY_REPLY_TIME, session->terms.silence), &reply, cancellable,
                                        error))
    {
      waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_DATA_OPEN, verb, argument);
      return FALSE;
    }
  if (reply != NULL && reply->code >= 300)
    {
      g_propagate_error (error, waybill_ftp_error_from_reply (WAYBILL_REMOTE_PHASE_DATA_OPEN, verb, argument, reply));
      return FALSE;
    }
  if (reply != NULL && !waybill_ftp_reply_is_early (reply))
    *final = g_steal_pointer (&reply);

  if (session->tls == NULL)
    waybill_ftp_talk_remark (session->talk, WAYBILL_FTP_REMARK_DATA_CLEAR, NULL);
  if (session->tls == NULL || secure (self, session, cancellable, error))
    return TRUE;

  waybill_ftp_talk_remark (session->talk, WAYBILL_FTP_REMARK_DATA_FAILED, error != NULL ? (*error)->message : NULL);
  g_clear_pointer (final, waybill_ftp_reply_free);
  g_clear_pointer (&self->stream, waybill_net_stream_free);
  waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_DATA_OPEN, verb, argument);
  prefer_servers_reason (session, verb, argument, cancellable, error);
  return FALSE;
}

/**
 * waybill_ftp_data_begin:
 * @self: a connected data channel
 * @session: its session
 * @verb: RETR, STOR, MLSD or LIST
 * @argument: (nullable): its argument
 * @final: (out) (transfer full) (nullable): the final reply, when it came instead of a 1xx
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * Sends the command, then secures the channel: pyftpdlib drops a channel whose ClientHello comes before the command. When
 * the handshake fails, the server's own reply (522, 425) says more than the broken connection, and is what the error
 * carries.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`; not a byte of data was sent then
 */
gboolean
waybill_ftp_data_begin (WaybillFtpData *self,
                        WaybillFtpSession *session,
                        const char *verb,
                        const char *argument,
                        WaybillFtpReply **final,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (begin (self, session, verb, argument, final, cancellable, &failure))
    return TRUE;

  /* Tickets run out: the next try is made on a new control connection, never on this one without resumption. */
  if (g_error_matches (failure, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_NOT_RESUMED))
    waybill_ftp_pipe_give_up (session->pipe);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * waybill_ftp_data_clear:
 * @self: a data channel
 *
 * Closes what is open, without any farewell.
 */
void
waybill_ftp_data_clear (WaybillFtpData *self)
{
  g_clear_pointer (&self->stream, waybill_net_stream_free);
}
