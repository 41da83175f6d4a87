/* From a target to a logged-in session: name, reach, greeting, AUTH, handshake, login, setup. Straight-line, on the worker.
 */
#include "ftp-login.h"

#include "base-clock.h"
#include "base-log.h"
#include "ftp-error.h"
#include "ftp-talk.h"
#include "net-connect.h"
#include "remote-path.h"
#include "tls-policy.h"

typedef gboolean (*Step) (WaybillFtpSession *self, GCancellable *cancellable, GError **error);

static gboolean
resolve_and_connect (WaybillFtpSession *self, GCancellable *cancellable, GError **error)
{
  const WaybillRemoteTargetValues *values = waybill_ftp_session_get_values (self);
  gint64 begun = waybill_base_clock_ticks ();
  g_autoptr (GPtrArray) addresses = waybill_net_connect_resolve (values->host, &self->terms, cancellable, error);
  g_autofree char *where = NULL;
  WaybillNetStream *stream = NULL;

  if (addresses == NULL)
    {
      waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_NAME, NULL, values->host);
      return FALSE;
    }
  self->facts->step_time[WAYBILL_REMOTE_STEP_NAME] = waybill_base_clock_ticks () - begun;

  begun = waybill_base_clock_ticks ();
  for (guint i = 0; i < addresses->len && stream == NULL && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_clear_error (error);
      stream = waybill_net_connect_address (addresses->pdata[i], values->port, &self->terms, cancellable, error);
      g_free (self->facts->address);
      self->facts->address = g_strdup (addresses->pdata[i]);
    }
  if (stream == NULL)
    {
      if (error != NULL && *error == NULL)
        g_cancellable_set_error_if_cancelled (cancellable, error);
      waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_REACH, NULL, values->host);
      return FALSE;
    }

  self->facts->port = values->port;
  self->facts->step_time[WAYBILL_REMOTE_STEP_REACH] = waybill_base_clock_ticks () - begun;
  self->address = waybill_net_stream_dup_peer (stream);
  self->pipe = waybill_ftp_pipe_new (stream, self->talk);
  where = g_strdup_printf ("%s port %u", self->address, values->port);
  waybill_ftp_talk_remark (self->talk, WAYBILL_FTP_REMARK_CONNECTED, where);
  return TRUE;
}

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
  };
  const WaybillRemoteTargetValues *values = waybill_ftp_session_get_values (self);
  WaybillTlsSessionOptions options = {
    .server_name = values->server_name,
    .identity = values->identity,
    .trust = values->trust,
    .priority = waybill_tls_policy_get_priority (versions[values->tls]),
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
  self->facts->system = g_strdup (waybill_ftp_features_find_system (reply->text));
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

/* The folder in a 257 stands in quotes, a quote in it doubled (RFC 959 appendix II). */
static char *
read_folder (const WaybillFtpReply *reply)
{
  const char *at = reply->code == 257 && reply->text[0] == '"' ? reply->text + 1 : NULL;
  g_autoptr (GString) folder = g_string_new (NULL);

  while (at != NULL && *at != '\0' && !(at[0] == '"' && at[1] != '"'))
    {
      at += *at == '"';
      g_string_append_c (folder, *at++);
    }
  return at != NULL && *at == '"' && folder->len > 0 ? g_strdup (folder->str) : NULL;
}

enum
{
  FEAT,
  OPTS,
  TYPE,
  PWD,
  PBSZ,
  PROT,
  N_SETUP,
};

/* One round trip for all that the session needs. PROT P refused means no session at all: no transfer and no listing in
 * clear. */
static gboolean
set_up (WaybillFtpSession *self, GCancellable *cancellable, GError **error)
{
  static const WaybillFtpCommand commands[N_SETUP] = {
    [FEAT] = { "FEAT" }, [OPTS] = { "OPTS", "UTF8 ON" }, [TYPE] = { "TYPE", "I" },
    [PWD] = { "PWD" },   [PBSZ] = { "PBSZ", "0" },       [PROT] = { "PROT", "P" },
  };
  guint n_commands = self->tls != NULL ? N_SETUP : PBSZ;
  WaybillFtpReply *replies[N_SETUP] = { NULL };
  gboolean well = TRUE;

  if (!waybill_ftp_pipe_exchange (self->pipe, commands, n_commands, replies, cancellable, error))
    {
      waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_SETUP, "FEAT", NULL);
      return FALSE;
    }

  waybill_ftp_features_read (&self->features, replies[FEAT]);
  self->facts->features = g_strdupv (self->features.lines);
  self->facts->mlsd = self->features.mlsd;
  self->folder = read_folder (replies[PWD]);
  self->facts->folder = self->folder != NULL ? waybill_remote_path_dup_display (self->folder) : NULL;
  if (n_commands > PROT && !waybill_ftp_reply_is_positive (replies[PROT]))
    {
      well = FALSE;
      g_propagate_error (error, waybill_ftp_error_from_reply (WAYBILL_REMOTE_PHASE_SETUP, "PROT", NULL, replies[PROT]));
    }
  else if (!waybill_ftp_reply_is_positive (replies[TYPE]))
    {
      well = FALSE;
      g_propagate_error (error, waybill_ftp_error_from_reply (WAYBILL_REMOTE_PHASE_SETUP, "TYPE", NULL, replies[TYPE]));
    }
  for (guint i = 0; i < n_commands; i++)
    waybill_ftp_reply_free (replies[i]);
  return well;
}

/* The login went well although its folder is not there: what names another one can go on, and what depends on it is told
 * why. */
static gboolean
go_astray (WaybillFtpSession *self, const char *folder, const WaybillFtpReply *reply, GError **error)
{
  GError *refusal = waybill_ftp_error_from_reply (WAYBILL_REMOTE_PHASE_SETUP, "CWD", folder, reply);

  if (!g_error_matches (refusal, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_NOT_FOUND)
      && !g_error_matches (refusal, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_DENIED))
    {
      g_propagate_error (error, refusal);
      return FALSE;
    }
  g_debug ("The partner's folder is not entered: %s", refusal->message);
  self->astray = refusal;
  return TRUE;
}

static gboolean
enter_folder (WaybillFtpSession *self, GCancellable *cancellable, GError **error)
{
  const char *folder = waybill_ftp_session_get_values (self)->remote_dir;
  g_autoptr (WaybillFtpReply) reply = NULL;

  if (folder == NULL || folder[0] == '\0')
    return TRUE;
  reply = waybill_ftp_pipe_command (self->pipe, "CWD", folder, cancellable, error);
  if (reply == NULL)
    {
      waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_SETUP, "CWD", folder);
      return FALSE;
    }
  if (!waybill_ftp_reply_is_positive (reply))
    return go_astray (self, folder, reply, error);

  g_clear_pointer (&reply, waybill_ftp_reply_free);
  reply = waybill_ftp_pipe_command (self->pipe, "PWD", NULL, cancellable, error);
  if (reply == NULL)
    {
      waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_SETUP, "PWD", folder);
      return FALSE;
    }
  g_free (self->folder);
  g_free (self->facts->folder);
  self->folder = read_folder (reply);
  self->facts->folder = self->folder != NULL ? waybill_remote_path_dup_display (self->folder) : NULL;
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
      = { resolve_and_connect, read_greeting, ask_for_encryption, handshake, log_in, set_up, enter_folder, NULL };
  static const Step implicit_steps[]
      = { resolve_and_connect, note_implicit, handshake, read_greeting, log_in, set_up, enter_folder, NULL };
  static const Step clear_steps[] = { resolve_and_connect, read_greeting, log_in, set_up, enter_folder, NULL };
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
