/* From a target to a logged-in session: name, reach, greeting, AUTH, handshake, login. What is agreed
 * around it is ftp-setup's. Straight-line, on the worker. */
#include "ftp-login.h"

#include "base-clock.h"
#include "base-log.h"
#include "ftp-clock.h"
#include "ftp-error.h"
#include "ftp-reach.h"
#include "ftp-setup.h"
#include "ftp-talk.h"
#include "remote-path.h"
#include "tls-policy.h"

/* What every way of connecting ends with. */
#define LOGIN_STEPS                                                                                                         \
  waybill_ftp_setup_choose_host, log_in, waybill_ftp_setup_agree, waybill_ftp_setup_say_own,                                \
      waybill_ftp_setup_enter_folder, waybill_ftp_setup_clear_control

typedef gboolean (*Step) (WaybillFtpSession *self, GCancellable *cancellable, GError **error);

static void
note_certificates (WaybillFtpSession *self)
{
  WaybillRemoteFacts *facts = self->facts;
  const WaybillRemoteTargetValues *values = waybill_ftp_session_get_values (self);
  WaybillCertVerdict *verdict = waybill_tls_session_get_verdict (self->tls);

  facts->asked = waybill_tls_session_was_asked (self->tls);
  facts->sent = waybill_tls_session_has_sent (self->tls);
  if (facts->sent)
    facts->our_fingerprint
        = g_strdup (waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (values->identity)));
  if (verdict != NULL)
    facts->verdict = waybill_cert_verdict_ref (verdict);
}

static void
remark_on_tls (WaybillFtpSession *self)
{
  const WaybillRemoteFacts *facts = self->facts;
  g_autofree char *cipher = waybill_ftp_talk_dup_cipher (facts->tls_version, facts->cipher);

  waybill_ftp_talk_remark (self->talk, WAYBILL_FTP_REMARK_TLS_AGREED, cipher);
  waybill_ftp_talk_remark (self->talk,
                           facts->sent    ? WAYBILL_FTP_REMARK_CERTIFICATE_SENT
                           : facts->asked ? WAYBILL_FTP_REMARK_CERTIFICATE_MISSING
                                          : WAYBILL_FTP_REMARK_CERTIFICATE_NOT_ASKED,
                           NULL);
}

static gboolean
handshake (WaybillFtpSession *self, GCancellable *cancellable, GError **error)
{
  static const WaybillTlsVersions versions[] = {
    [WAYBILL_REMOTE_TLS_DEFAULT] = WAYBILL_TLS_VERSIONS_DEFAULT,
    [WAYBILL_REMOTE_TLS_ONLY_1_2] = WAYBILL_TLS_VERSIONS_ONLY_1_2,
    [WAYBILL_REMOTE_TLS_ONLY_1_3] = WAYBILL_TLS_VERSIONS_ONLY_1_3,
    [WAYBILL_REMOTE_TLS_OLD] = WAYBILL_TLS_VERSIONS_OLD,
  };
  const WaybillRemoteTargetValues *values = waybill_ftp_session_get_values (self);
  const WaybillTlsPolicy policy = { versions[values->tls], values->tls_weak, values->tls_old_renegotiation };
  WaybillTlsSessionOptions options = {
    .server_name = values->server_name,
    .identity = values->identity,
    .trust = values->trust,
    .policy = &policy,
    .clock = &self->clock,
  };
  gint64 begun = waybill_base_clock_ticks ();
  gboolean agreed;

  g_debug ("TLS begins (GnuTLS %s), expecting %s", waybill_tls_policy_get_library (), values->server_name);
  waybill_ftp_talk_remark (self->talk, WAYBILL_FTP_REMARK_TLS_BEGINS, values->server_name);
  self->tls = waybill_tls_session_new (waybill_ftp_pipe_steal_stream (self->pipe), &options, error);
  agreed = self->tls != NULL && waybill_tls_session_handshake (self->tls, cancellable, error);
  if (self->tls != NULL)
    {
      note_certificates (self);
      waybill_ftp_pipe_set_stream (self->pipe, waybill_tls_session_get_stream (self->tls));
    }
  if (self->facts->verdict != NULL)
    {
      self->facts->step_time[WAYBILL_REMOTE_STEP_HANDSHAKE] = waybill_base_clock_ticks () - begun;
      if (agreed)
        self->facts->step_time[WAYBILL_REMOTE_STEP_THEIR_CERTIFICATE] = 0;
    }
  if (!agreed)
    {
      waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_HANDSHAKE, NULL, values->host);
      return FALSE;
    }

  self->facts->tls_version = g_strdup (waybill_tls_session_get_version (self->tls));
  self->facts->cipher = g_strdup (waybill_tls_session_get_cipher (self->tls));
  g_debug ("TLS agreed: %s; our certificate %s", self->facts->cipher,
           self->facts->sent    ? "was sent"
           : self->facts->asked ? "was asked for, none is assigned"
                                : "was not asked for");
  remark_on_tls (self);
  return TRUE;
}

/* What the greeting tells, where that is better than what an earlier session found out. */
static void
note_clock (WaybillFtpSession *self, const char *greeting)
{
  WaybillCertClockReading reading;

  if (waybill_ftp_clock_read_greeting (greeting, waybill_base_clock_now (), &reading))
    waybill_cert_clock_reading_take (&self->clock, &reading);
}

static gboolean
read_greeting (WaybillFtpSession *self, GCancellable *cancellable, GError **error)
{
  gint64 begun = waybill_base_clock_ticks ();
  g_autoptr (WaybillFtpReply) reply = NULL;
  g_autofree char *scrubbed = NULL;

  waybill_ftp_pipe_expect (self->pipe);
  do
    {
      g_clear_pointer (&reply, waybill_ftp_reply_free);
      reply = waybill_ftp_pipe_read (self->pipe, cancellable, error);
    }
  while (reply != NULL && waybill_ftp_reply_is_early (reply)); /* 120: ready in some minutes */

  if (reply == NULL)
    {
      waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_GREETING, NULL, waybill_ftp_session_get_values (self)->host);
      return FALSE;
    }
  scrubbed = waybill_base_log_scrub (reply->text);
  self->facts->greeting = waybill_remote_path_dup_display (scrubbed);
  note_clock (self, reply->text);
  self->facts->system = g_strdup (waybill_ftp_features_find_system (reply->text, &self->features.known_careful));
  self->features.careful = self->features.careful || self->features.known_careful;
  if (!waybill_ftp_reply_is_positive (reply))
    {
      g_propagate_error (error, waybill_ftp_error_from_reply (WAYBILL_REMOTE_PHASE_GREETING, "", NULL, reply));
      return FALSE;
    }
  self->facts->step_time[WAYBILL_REMOTE_STEP_GREETING] = waybill_base_clock_ticks () - begun;
  return TRUE;
}

/* AUTH TLS, then AUTH SSL (RFC 4217 §4, and servers older than it). A refusal ends the session before USER: nothing of ours
 * was sent. A greeting of 230 changes nothing of it (CVE-2021-22946). */
static gboolean
ask_for_encryption (WaybillFtpSession *self, GCancellable *cancellable, GError **error)
{
  static const char *const methods[] = { "TLS", "SSL" };
  g_autoptr (WaybillFtpReply) reply = NULL;
  gint64 begun = waybill_base_clock_ticks ();

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_clear_pointer (&reply, waybill_ftp_reply_free);
      reply = waybill_ftp_pipe_command (self->pipe, "AUTH", methods[i], cancellable, error);
      if (reply == NULL)
        {
          waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_ENCRYPTION, "AUTH", NULL);
          return FALSE;
        }
      if (!waybill_ftp_pipe_is_alive (self->pipe)) /* 421 */
        break;
      if (reply->code != 234 && reply->code != 334)
        continue;
      if (!waybill_ftp_pipe_is_empty (self->pipe))
        {
          g_propagate_error (
              error, waybill_ftp_error_new (WAYBILL_REMOTE_ERROR_PROTOCOL, WAYBILL_REMOTE_PHASE_ENCRYPTION, "AUTH", NULL,
                                            "Something stands behind the reply to AUTH, in clear: it may be forged"));
          return FALSE;
        }
      self->facts->auth = g_strdup (methods[i]);
      self->facts->step_time[WAYBILL_REMOTE_STEP_ENCRYPTION] = waybill_base_clock_ticks () - begun;
      return TRUE;
    }

  g_propagate_error (error, waybill_ftp_error_from_reply (WAYBILL_REMOTE_PHASE_ENCRYPTION, "AUTH", NULL, reply));
  return FALSE;
}

static WaybillFtpReply *
say_secret (WaybillFtpSession *self, const char *verb, const char *secret, GCancellable *cancellable, GError **error)
{
  WaybillFtpCommand command = { verb, secret, TRUE };
  WaybillFtpReply *reply;

  if (!waybill_ftp_pipe_send (self->pipe, &command, cancellable, error))
    return NULL;
  do
    reply = waybill_ftp_pipe_read (self->pipe, cancellable, error);
  while (reply != NULL && waybill_ftp_reply_is_early (reply) && (waybill_ftp_reply_free (reply), TRUE));
  return reply;
}

/* The first reply under TLS: on TLS 1.3 only it shows that our certificate, or its absence, was accepted. */
static void
note_our_certificate (WaybillFtpSession *self)
{
  if (self->tls != NULL)
    self->facts->step_time[WAYBILL_REMOTE_STEP_OUR_CERTIFICATE] = 0;
}

/* RFC 959 §5.4; 232: the certificate was enough (RFC 4217 §9). */
static gboolean
log_in (WaybillFtpSession *self, GCancellable *cancellable, GError **error)
{
  const WaybillRemoteTargetValues *values = waybill_ftp_session_get_values (self);
  const char *user = values->user != NULL ? values->user : "anonymous";
  const char *password = values->password != NULL ? values->password : values->user != NULL ? "" : "anonymous@";
  const char *verb = "USER";
  g_autofree char *scrubbed = NULL;
  gint64 begun = waybill_base_clock_ticks ();
  g_autoptr (WaybillFtpReply) reply = waybill_ftp_pipe_command (self->pipe, "USER", user, cancellable, error);

  if (reply != NULL)
    note_our_certificate (self);
  if (reply != NULL && reply->code == 331)
    {
      g_clear_pointer (&reply, waybill_ftp_reply_free);
      reply = say_secret (self, verb = "PASS", password, cancellable, error);
    }
  if (reply != NULL && reply->code == 332 && values->account != NULL)
    {
      g_clear_pointer (&reply, waybill_ftp_reply_free);
      reply = say_secret (self, verb = "ACCT", values->account, cancellable, error);
    }
  if (reply == NULL)
    {
      waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_LOGIN, verb, user);
      return FALSE;
    }
  if (!waybill_ftp_reply_is_positive (reply))
    {
      g_propagate_error (error, waybill_ftp_error_from_reply (WAYBILL_REMOTE_PHASE_LOGIN, verb, user, reply));
      return FALSE;
    }

  self->facts->step_time[WAYBILL_REMOTE_STEP_LOGIN] = waybill_base_clock_ticks () - begun;
  scrubbed = waybill_base_log_scrub (reply->text);
  self->facts->login_reply = waybill_remote_path_dup_display (scrubbed);
  return TRUE;
}

static gboolean
note_implicit (WaybillFtpSession *self, GCancellable *cancellable, GError **error)
{
  self->facts->auth = g_strdup ("implicit");
  self->facts->step_time[WAYBILL_REMOTE_STEP_ENCRYPTION] = 0;
  return TRUE;
}

/**
 * waybill_ftp_login_open:
 * @self: a session that is not connected
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * Connects, encrypts, judges the server and logs in. The facts are filled as far as it came. No secret and no user name is
 * sent before the server was accepted.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`; the connection is closed then
 */
gboolean
waybill_ftp_login_open (WaybillFtpSession *self, GCancellable *cancellable, GError **error)
{
  static const Step explicit_steps[]
      = { waybill_ftp_reach_server, read_greeting, ask_for_encryption, handshake, LOGIN_STEPS, NULL };
  static const Step implicit_steps[]
      = { waybill_ftp_reach_server, note_implicit, handshake, read_greeting, LOGIN_STEPS, NULL };
  static const Step clear_steps[] = { waybill_ftp_reach_server, read_greeting, LOGIN_STEPS, NULL };
  static const Step *const ways[] = {
    [WAYBILL_REMOTE_PROTOCOL_FTPS] = explicit_steps,
    [WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT] = implicit_steps,
    [WAYBILL_REMOTE_PROTOCOL_FTP] = clear_steps,
  };
  const Step *step = ways[waybill_ftp_session_get_values (self)->protocol];
  g_autoptr (GError) failure = NULL;

  while (*step != NULL && (*step) (self, cancellable, &failure))
    step++;
  if (*step == NULL)
    return TRUE;

  waybill_ftp_talk_remark (self->talk, WAYBILL_FTP_REMARK_STOPPED, failure->message);
  self->tls = NULL;
  g_clear_pointer (&self->pipe, waybill_ftp_pipe_free);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
