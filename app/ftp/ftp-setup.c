/* What is agreed with a server around the login: its virtual host, its features, how data is protected, what the partner
 * wants said, and the folder to stand in. The login itself is ftp-login's. */
#include "ftp-setup.h"

#include "base-log.h"
#include "ftp-checksum.h"
#include "ftp-error.h"
#include "ftp-quote.h"
#include "remote-path.h"

#include <string.h>

#define MOST_LOGIN_COMMANDS 20

enum
{
  FEAT,
  CLNT,
  OPTS,
  TYPE,
  PWD,
  SYST,
  PBSZ,
  PROT,
  N_SETUP,
};

typedef struct
{
  WaybillFtpCommand commands[N_SETUP];
  WaybillFtpReply *sent[N_SETUP]; /* in the order of the commands */
  guint rows[N_SETUP];            /* what each of them is */
  guint n_commands;
  WaybillFtpReply *replies[N_SETUP]; /* (nullable) each: by row, borrowed */
} Setup;

static gboolean
fail (const char *verb, GError **error)
{
  waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_SETUP, verb, NULL);
  return FALSE;
}

static gboolean
refuse (const char *verb, const char *subject, const WaybillFtpReply *reply, GError **error)
{
  g_propagate_error (error, waybill_ftp_error_from_reply (WAYBILL_REMOTE_PHASE_SETUP, verb, subject, reply));
  return FALSE;
}

/**
 * waybill_ftp_setup_choose_host:
 * @session: a session before USER
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * HOST (RFC 7151 §3), where the partner names a virtual host and the server lists it: FEAT is asked before the login for
 * that, which RFC 2389 §3.2 lets a server refuse. Then, and where it does not know HOST, the server's own is meant.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`: the server does not have that host
 */
gboolean
waybill_ftp_setup_choose_host (WaybillFtpSession *session, GCancellable *cancellable, GError **error)
{
  const char *host = waybill_ftp_session_get_values (session)->virtual_host;
  g_autoptr (WaybillFtpReply) reply = NULL;

  if (host == NULL)
    return TRUE;
  reply = waybill_ftp_pipe_command (session->pipe, "FEAT", NULL, cancellable, error);
  if (reply == NULL)
    return fail ("FEAT", error);
  waybill_ftp_features_read (&session->features, reply);
  if (waybill_ftp_features_find (&session->features, "HOST") == NULL)
    {
      g_debug ("The server does not know virtual hosts, or does not say so before the login");
      return TRUE;
    }

  g_clear_pointer (&reply, waybill_ftp_reply_free);
  reply = waybill_ftp_pipe_command (session->pipe, "HOST", host, cancellable, error);
  if (reply == NULL)
    return fail ("HOST", error);
  return waybill_ftp_reply_is_positive (reply) || refuse ("HOST", host, reply, error);
}

static void
setup_add (Setup *self, guint row, const char *verb, const char *argument)
{
  self->rows[self->n_commands] = row;
  self->commands[self->n_commands++] = (WaybillFtpCommand){ verb, argument, FALSE };
}

/* OPTS UTF8 goes out unasked, because vsftpd does not list what it can; unless it was refused before, or the partner's names
 * are in another charset. */
static gboolean
wants_utf8 (const WaybillRemoteTargetValues *values)
{
  return values->learnt.traits[WAYBILL_REMOTE_TRAIT_UTF8] != WAYBILL_REMOTE_LEARNT_NO
         && waybill_base_charset_is_utf8 (values->charset);
}

static void
setup_plan (Setup *self, WaybillFtpSession *session)
{
  const WaybillRemoteTargetValues *values = waybill_ftp_session_get_values (session);

  setup_add (self, FEAT, "FEAT", NULL);
  if (values->client != NULL)
    setup_add (self, CLNT, "CLNT", values->client);
  if (wants_utf8 (values))
    setup_add (self, OPTS, "OPTS", "UTF8 ON");
  setup_add (self, TYPE, "TYPE", "I");
  setup_add (self, PWD, "PWD", NULL);
  setup_add (self, SYST, "SYST", NULL);
  if (session->tls == NULL)
    return;
  setup_add (self, PBSZ, "PBSZ", "0");
  setup_add (self, PROT, "PROT", values->clear_data ? "C" : "P");
}

static void
note_system (WaybillFtpSession *session, const WaybillFtpReply *syst)
{
  g_autofree char *scrubbed = NULL;

  if (syst->code != 215)
    return;
  scrubbed = waybill_base_log_scrub (syst->text);
  session->facts->system_reply = waybill_remote_path_dup_display (scrubbed);
}

static void
note_features (WaybillFtpSession *session, const Setup *setup)
{
  WaybillRemoteFacts *facts = session->facts;
  const WaybillRemoteLearntServer *learnt = &waybill_ftp_session_get_values (session)->learnt;

  waybill_ftp_features_read (&session->features, setup->replies[FEAT]);
  facts->features = g_strdupv (session->features.lines);
  if (learnt->traits[WAYBILL_REMOTE_TRAIT_MLSD] == WAYBILL_REMOTE_LEARNT_NO)
    session->features.mlsd = FALSE;
  facts->mlsd = session->features.mlsd;
  facts->checksum = waybill_ftp_checksum_find (&session->features);
  if (setup->replies[OPTS] != NULL)
    facts->learnt.traits[WAYBILL_REMOTE_TRAIT_UTF8]
        = waybill_ftp_reply_is_positive (setup->replies[OPTS]) ? WAYBILL_REMOTE_LEARNT_YES : WAYBILL_REMOTE_LEARNT_NO;
  waybill_ftp_session_note_folder (session, setup->replies[PWD]);
  note_system (session, setup->replies[SYST]);
}

/* PROT P refused means no session at all: no transfer and no listing in clear. PROT C refused means what is safer: P. */
static gboolean
judge_protection (WaybillFtpSession *session, const WaybillFtpReply *prot, GCancellable *cancellable, GError **error)
{
  g_autoptr (WaybillFtpReply) again = NULL;
  gboolean is_clear = waybill_ftp_session_get_values (session)->clear_data;

  if (prot == NULL)
    return TRUE;
  if (is_clear && !waybill_ftp_reply_is_positive (prot))
    {
      is_clear = FALSE;
      prot = again = waybill_ftp_pipe_command (session->pipe, "PROT", "P", cancellable, error);
      if (prot == NULL)
        return fail ("PROT", error);
    }
  session->protects_data = !is_clear;
  return waybill_ftp_reply_is_positive (prot) || refuse ("PROT", NULL, prot, error);
}

static void
setup_clear (Setup *self)
{
  for (guint i = 0; i < self->n_commands; i++)
    g_clear_pointer (&self->sent[i], waybill_ftp_reply_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Setup, setup_clear)

/**
 * waybill_ftp_setup_agree:
 * @session: a session that is logged in
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * One round trip for all that a session needs: features, client's name by choice, UTF-8, binary, where it stands, what
 * system it is, and the protection of data (RFC 4217 §9).
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`: the server will not protect data, or not move bytes as they are
 */
gboolean
waybill_ftp_setup_agree (WaybillFtpSession *session, GCancellable *cancellable, GError **error)
{
  g_auto (Setup) setup = { 0 };

  setup_plan (&setup, session);
  if (!waybill_ftp_pipe_exchange (session->pipe, setup.commands, setup.n_commands, setup.sent, cancellable, error))
    return fail ("FEAT", error);
  for (guint i = 0; i < setup.n_commands; i++)
    setup.replies[setup.rows[i]] = setup.sent[i];

  note_features (session, &setup);
  if (!judge_protection (session, setup.replies[PROT], cancellable, error))
    return FALSE;
  return waybill_ftp_reply_is_positive (setup.replies[TYPE]) || refuse ("TYPE", NULL, setup.replies[TYPE], error);
}

/* (transfer none): the last line without its code. */
static char *
get_text (char **lines)
{
  guint n_lines = g_strv_length (lines);

  return n_lines > 0 && strlen (lines[n_lines - 1]) > 4 ? lines[n_lines - 1] + 4 : NULL;
}

static gboolean
say_one (WaybillFtpSession *session, const char *line, GCancellable *cancellable, GError **error)
{
  gboolean may_fail = line[0] == '-';
  g_autofree char *verb = g_strndup (line + may_fail, strcspn (line + may_fail, " "));
  g_auto (GStrv) lines = NULL;
  int code = 0;
  WaybillRemoteErrorFacts facts = { .phase = WAYBILL_REMOTE_PHASE_SETUP, .verb = verb, .alert = -1 };

  if (!waybill_ftp_quote_say (session, line + may_fail, &code, &lines, cancellable, error))
    return FALSE;
  if (code < 400 || may_fail)
    return TRUE;
  facts.reply_code = code;
  facts.reply_text = get_text (lines);
  facts.permanent = code >= 500;
  g_propagate_error (error, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_FAILED, &facts,
                                                      "A command that is said after the login was refused: %d", code));
  return FALSE;
}

/**
 * waybill_ftp_setup_say_own:
 * @session: a session that was agreed on
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * Asks for facts that listings lack (OPTS MLST, RFC 3659 §7.9), and says what the partner wants said after each login, 20
 * commands at most. One that begins with `-` may be refused.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`
 */
gboolean
waybill_ftp_setup_say_own (WaybillFtpSession *session, GCancellable *cancellable, GError **error)
{
  const char *const *commands = waybill_ftp_session_get_values (session)->login_commands;
  g_autofree char *mlst = waybill_ftp_features_dup_mlst (&session->features);

  if (mlst != NULL)
    {
      g_autoptr (WaybillFtpReply) reply = waybill_ftp_pipe_command (session->pipe, "OPTS", mlst, cancellable, error);

      if (reply == NULL)
        return fail ("OPTS", error);
    }
  for (guint i = 0; commands != NULL && commands[i] != NULL && i < MOST_LOGIN_COMMANDS; i++)
    if (!say_one (session, commands[i], cancellable, error))
      return FALSE;
  return TRUE;
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

/**
 * waybill_ftp_setup_enter_folder:
 * @session: a session that was agreed on
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * Goes to the partner's own folder; one that is not there, or not permitted, ends no session: see
 * [func@ftp_session_has_place].
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`
 */
gboolean
waybill_ftp_setup_enter_folder (WaybillFtpSession *session, GCancellable *cancellable, GError **error)
{
  const char *folder = waybill_ftp_session_get_values (session)->remote_dir;
  g_autoptr (WaybillFtpReply) reply = NULL;

  if (folder == NULL || folder[0] == '\0')
    return TRUE;
  reply = waybill_ftp_pipe_command (session->pipe, "CWD", folder, cancellable, error);
  if (reply == NULL)
    {
      waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_SETUP, "CWD", folder);
      return FALSE;
    }
  if (!waybill_ftp_reply_is_positive (reply))
    return go_astray (session, folder, reply, error);

  g_clear_pointer (&reply, waybill_ftp_reply_free);
  reply = waybill_ftp_pipe_command (session->pipe, "PWD", NULL, cancellable, error);
  if (reply == NULL)
    {
      waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_SETUP, "PWD", folder);
      return FALSE;
    }
  waybill_ftp_session_note_folder (session, reply);
  return TRUE;
}

/**
 * waybill_ftp_setup_clear_control:
 * @session: a session that is ready
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * CCC (RFC 4217 §6, §12.3) where the partner wants it: commands go in clear from now on, so that a firewall can read them;
 * data stays protected. Refused, the session goes on encrypted, and its facts say so.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`
 */
gboolean
waybill_ftp_setup_clear_control (WaybillFtpSession *session, GCancellable *cancellable, GError **error)
{
  g_autoptr (WaybillFtpReply) reply = NULL;
  WaybillNetStream *stream;

  if (session->tls == NULL || !waybill_ftp_session_get_values (session)->clear_control)
    return TRUE;
  reply = waybill_ftp_pipe_command (session->pipe, "CCC", NULL, cancellable, error);
  if (reply == NULL)
    return fail ("CCC", error);
  session->facts->control_kept = !waybill_ftp_reply_is_positive (reply);
  if (session->facts->control_kept)
    return TRUE;

  waybill_tls_session_save (session->tls, session->resume);
  waybill_ftp_pipe_steal_stream (session->pipe); /* the session is that stream */
  stream = waybill_tls_session_leave (g_steal_pointer (&session->tls), cancellable, error);
  if (stream == NULL)
    return fail ("CCC", error);
  waybill_ftp_pipe_set_stream (session->pipe, stream);
  session->facts->control_cleared = TRUE;
  return TRUE;
}
