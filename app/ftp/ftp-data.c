/* One data channel: where it goes, how it is secured, and whether it really was resumed. What flows through it is others'.
 */
#include "ftp-data.h"

#include "ftp-error.h"
#include "ftp-reach.h"
#include "ftp-talk.h"
#include "tls-policy.h"

/**
 * waybill_ftp_data_connect:
 * @self: a data channel, zeroed
 * @session: its session
 * @epsv: (nullable): the reply to EPSV when it was asked ahead; %NULL asks
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * Agrees on a channel (see [func@ftp_way_agree]) and, where we call, connects to the address of the control channel. The
 * address in a 227 is believed only when the profile says so: servers behind NAT name wrong ones, hostile ones name third
 * parties (CVE-2020-8284). Where the server calls, it does so after the next command: see [func@ftp_data_accept].
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`
 */
gboolean
waybill_ftp_data_connect (
    WaybillFtpData *self, WaybillFtpSession *session, const WaybillFtpReply *epsv, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  const char *address = session->address;

  if (!waybill_ftp_way_agree (session, epsv, &self->meeting, cancellable, error))
    return FALSE;
  if (self->meeting.listener != NULL)
    return TRUE;
  if (self->meeting.address != NULL && waybill_ftp_session_get_values (session)->use_pasv_address)
    address = self->meeting.address;
  self->stream = waybill_ftp_reach_data (session, address, self->meeting.port, cancellable, &failure);
  waybill_ftp_way_note (session, self->meeting.way, failure);
  if (self->stream == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return self->stream != NULL;
}

/**
 * waybill_ftp_data_accept:
 * @self: a data channel that was agreed on
 * @session: its session; the command that wants the channel was sent
 * @watch: what else the wait looks at: the server may refuse instead of calling
 * @cancellable: (nullable): ends the wait
 * @error: return location
 *
 * In active mode, waits for the server's call; from no other address than the control channel's peer. It may come before or
 * after the 1xx (RFC 959 §3.2). A channel that is connected already is left as it is.
 *
 * Returns: %FALSE with an error of net, or what @watch set
 */
gboolean
waybill_ftp_data_accept (
    WaybillFtpData *self, WaybillFtpSession *session, WaybillNetWatch *watch, GCancellable *cancellable, GError **error)
{
  if (self->meeting.listener == NULL)
    return TRUE;
  waybill_net_listener_set_watch (self->meeting.listener, watch);
  self->stream = waybill_net_listener_accept (self->meeting.listener, &session->terms, cancellable, error);
  g_clear_pointer (&self->meeting.listener, waybill_net_listener_free);
  if (self->stream != NULL)
    waybill_ftp_way_note (session, self->meeting.way, NULL);
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

/**
 * waybill_ftp_data_secure:
 * @self: a connected data channel
 * @session: its session, which protects data
 * @watch: (nullable): what else the handshake's waits look at; lent for the life of the channel
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * TLS over the channel, resumed from the newest that the control channel allows; the certificate must be the control
 * channel's.
 *
 * Returns: %FALSE with an error of net or tls, what @watch set, or `WAYBILL_REMOTE_ERROR_NOT_RESUMED`
 */
gboolean
waybill_ftp_data_secure (
    WaybillFtpData *self, WaybillFtpSession *session, WaybillNetWatch *watch, GCancellable *cancellable, GError **error)
{
  static const WaybillTlsVersions versions[] = {
    [WAYBILL_REMOTE_TLS_DEFAULT] = WAYBILL_TLS_VERSIONS_DEFAULT,
    [WAYBILL_REMOTE_TLS_ONLY_1_2] = WAYBILL_TLS_VERSIONS_ONLY_1_2,
    [WAYBILL_REMOTE_TLS_ONLY_1_3] = WAYBILL_TLS_VERSIONS_ONLY_1_3,
    [WAYBILL_REMOTE_TLS_OLD] = WAYBILL_TLS_VERSIONS_OLD,
  };
  const WaybillRemoteTargetValues *values = waybill_ftp_session_get_values (session);
  const WaybillTlsPolicy policy = { versions[values->tls], values->tls_weak, values->tls_old_renegotiation };
  WaybillTlsSessionOptions options = {
    .server_name = values->server_name,
    .identity = values->identity,
    .trust = values->trust,
    .resume = session->resume,
    .same_leaf = waybill_cert_certificate_get_fingerprint (waybill_cert_verdict_get_leaf (session->facts->verdict)),
    .policy = &policy,
  };
  WaybillTlsSession *tls;

  if (session->tls != NULL) /* after CCC there is none any more, and what it allowed was kept */
    waybill_tls_session_save (session->tls, session->resume);
  tls = waybill_tls_session_new (g_steal_pointer (&self->stream), &options, error);
  if (tls == NULL)
    return FALSE;
  self->stream = waybill_tls_session_get_stream (tls);
  self->stream->watch = watch;
  if (!waybill_tls_session_handshake (tls, cancellable, error))
    return FALSE;
  self->secured = TRUE;
  self->resumed = waybill_tls_session_is_resumed (tls);
  remark (self, session, tls);
  if (!judge_resumption (self, session, error))
    return FALSE;
  self->parts = self->parts && waybill_tls_session_part (tls);
  return TRUE;
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
  waybill_ftp_meeting_clear (&self->meeting);
}
