/* One logged-in FTP session on its worker thread: what the verbs share. How it comes about is ftp-login's, what it moves is
 * ftp-transfer's and ftp-list's. Plain C, one thread. */
#include "ftp-session.h"

#include "ftp-abort.h"
#include "ftp-error.h"
#include "ftp-type.h"
#include "remote-entry.h"
#include "remote-path.h"

#define GOODBYE_TIME G_USEC_PER_SEC

/**
 * waybill_ftp_session_new:
 * @target: whom to connect to
 * @terms: (nullable): how to wait; %NULL: as the target says. Tests break waits with it
 * @talk: (nullable): where its conversation is written
 *
 * Makes a session that is not connected; see [func@ftp_login_open].
 *
 * Returns: (transfer full): a session
 */
WaybillFtpSession *
waybill_ftp_session_new (WaybillRemoteTarget *target, const WaybillNetTerms *terms, WaybillRemoteTalk *talk)
{
  WaybillFtpSession *self = g_new0 (WaybillFtpSession, 1);
  const WaybillRemoteTargetValues *values = waybill_remote_target_get_values (target);

  self->target = waybill_remote_target_ref (target);
  self->facts = waybill_remote_facts_new ();
  self->resume = waybill_tls_resume_new ();
  self->talk = talk != NULL ? waybill_remote_talk_ref (talk) : NULL;
  if (terms != NULL)
    self->terms = *terms;
  else
    self->terms.silence = values->silence;
  self->data = values->data;
  self->keep_time = values->keep_alive ? WAYBILL_FTP_KEEP_TIME : 0;
  self->features.careful = values->learnt.traits[WAYBILL_REMOTE_TRAIT_CAREFUL] == WAYBILL_REMOTE_LEARNT_YES;
  self->features.no_epsv = values->learnt.traits[WAYBILL_REMOTE_TRAIT_EPSV] == WAYBILL_REMOTE_LEARNT_NO;
  self->clock = values->learnt.clock;
  if (self->clock.source != WAYBILL_CERT_CLOCK_SOURCE_NONE)
    self->clock.source = WAYBILL_CERT_CLOCK_SOURCE_LEARNT; /* by an earlier connection, be it of this run */
  self->features.no_pasv = values->learnt.traits[WAYBILL_REMOTE_TRAIT_PASSIVE] == WAYBILL_REMOTE_LEARNT_NO;
  return self;
}

/**
 * waybill_ftp_session_note_learnt:
 * @self: a session
 *
 * Brings what was learnt in the middle of a transfer into the facts.
 */
void
waybill_ftp_session_note_learnt (WaybillFtpSession *self)
{
  if (self->features.careful && !self->features.known_careful)
    self->facts->learnt.traits[WAYBILL_REMOTE_TRAIT_CAREFUL] = WAYBILL_REMOTE_LEARNT_YES;
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

/**
 * waybill_ftp_session_note_folder:
 * @self: a session
 * @pwd: the reply to PWD (RFC 959 appendix II)
 *
 * Notes where the session stands; a reply that cannot be read says that nobody knows.
 */
void
waybill_ftp_session_note_folder (WaybillFtpSession *self, const WaybillFtpReply *pwd)
{
  g_free (self->folder);
  g_free (self->facts->folder);
  self->folder = read_folder (pwd);
  self->facts->folder = self->folder != NULL ? waybill_remote_path_dup_display (self->folder) : NULL;
}

/**
 * waybill_ftp_session_get_values:
 * @self: a session
 *
 * Returns: (transfer none): what it was made for
 */
const WaybillRemoteTargetValues *
waybill_ftp_session_get_values (WaybillFtpSession *self)
{
  return waybill_remote_target_get_values (self->target);
}

/**
 * waybill_ftp_session_is_alive:
 * @self: a session
 *
 * Returns: can it be used, as far as is known?
 */
gboolean
waybill_ftp_session_is_alive (WaybillFtpSession *self)
{
  return waybill_ftp_pipe_is_alive (self->pipe);
}

/* A verb that was broken off on its way into another folder, or out of it, left the session there. */
static gboolean
go_back (WaybillFtpSession *self, GCancellable *cancellable, GError **error)
{
  if (waybill_ftp_session_change_folder (self, self->folder, cancellable, error))
    return TRUE;
  if (!g_cancellable_is_cancelled (cancellable))
    waybill_ftp_pipe_give_up (self->pipe);
  return FALSE;
}

/**
 * waybill_ftp_session_settle:
 * @self: a session
 * @cancellable: (nullable): ends the wait
 * @error: return location
 *
 * To be called before a verb: [func@ftp_abort_settle], and what was asked ahead for a move is forgotten.
 *
 * Returns: %FALSE with an error when the session cannot be used any more
 */
gboolean
waybill_ftp_session_settle (WaybillFtpSession *self, GCancellable *cancellable, GError **error)
{
  g_clear_pointer (&self->ahead.path, g_free);
  return waybill_ftp_abort_settle (self, cancellable, error) && (!self->strayed || go_back (self, cancellable, error));
}

/**
 * waybill_ftp_session_has_place:
 * @self: a session
 * @path: (nullable): a remote name; %NULL: where the session stands
 * @error: return location
 *
 * Does it mean the place that the person meant? Where the partner's own folder could not be entered, a name that begins in
 * it would lead elsewhere; one that begins with a slash depends on no folder.
 *
 * Returns: %FALSE with why the folder could not be entered
 */
gboolean
waybill_ftp_session_has_place (WaybillFtpSession *self, const char *path, GError **error)
{
  if (self->astray == NULL || (path != NULL && path[0] == '/'))
    return TRUE;
  g_propagate_error (error, g_error_copy (self->astray));
  return FALSE;
}

/**
 * waybill_ftp_session_change_folder:
 * @self: a session
 * @path: a remote folder
 * @cancellable: (nullable): ends the wait
 * @error: return location
 *
 * CWD. Where the session's own folder is known, settling before the next verb goes back there.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`
 */
gboolean
waybill_ftp_session_change_folder (WaybillFtpSession *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (WaybillFtpReply) reply = waybill_ftp_pipe_command (self->pipe, "CWD", path, cancellable, error);

  if (reply == NULL)
    {
      self->strayed = self->folder != NULL; /* the server may go there all the same */
      waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_COMMAND, "CWD", path);
      return FALSE;
    }
  if (waybill_ftp_reply_is_positive (reply))
    {
      self->strayed = self->folder != NULL && g_strcmp0 (path, self->folder) != 0;
      return TRUE;
    }
  g_propagate_error (error, waybill_ftp_error_from_reply (WAYBILL_REMOTE_PHASE_COMMAND, "CWD", path, reply));
  return FALSE;
}

/**
 * waybill_ftp_session_read_size:
 * @reply: (nullable): the reply to SIZE (RFC 3659 §4)
 *
 * SIZE may lie, be negative, huge or text: what is not a plain number of bytes is unknown. Never to be used to allocate.
 *
 * Returns: bytes, or -1
 */
gint64
waybill_ftp_session_read_size (const WaybillFtpReply *reply)
{
  guint64 size;

  if (reply == NULL || reply->code != 213 || !g_ascii_isdigit (reply->text[0]))
    return -1;
  if (!g_ascii_string_to_unsigned (reply->text, 10, 0, G_MAXINT64, &size, NULL))
    return -1;
  return (gint64) size;
}

/**
 * waybill_ftp_session_read_time:
 * @reply: (nullable): the reply to MDTM (RFC 3659 §3): `YYYYMMDDHHMMSS[.sss]` in UTC
 *
 * Returns: Unix seconds, or `WAYBILL_REMOTE_NO_TIME`
 */
gint64
waybill_ftp_session_read_time (const WaybillFtpReply *reply)
{
  g_autoptr (GDateTime) time = NULL;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  int n[6] = { 0 };
  static const guint widths[] = { 4, 2, 2, 2, 2, 2 };
  const char *at;

  if (reply == NULL || reply->code != 213)
    return WAYBILL_REMOTE_NO_TIME;

  at = reply->text;
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    for (guint digit = 0; digit < widths[i]; digit++)
      {
        if (!g_ascii_isdigit (*at))
          return WAYBILL_REMOTE_NO_TIME;
        n[i] = n[i] * 10 + (*at++ - '0');
      }
  time = g_date_time_new (utc, n[0], n[1], n[2], n[3], n[4], MIN (n[5], 59));
  return time != NULL ? g_date_time_to_unix (time) : WAYBILL_REMOTE_NO_TIME;
}

static gboolean
is_folder_there (WaybillFtpSession *self, const char *path, GCancellable *cancellable, GError **error)
{
  /* Only where the way back is known. */
  if (self->folder == NULL)
    {
      g_propagate_error (error, waybill_ftp_error_new (WAYBILL_REMOTE_ERROR_NOT_FOUND, WAYBILL_REMOTE_PHASE_COMMAND, "SIZE",
                                                       path, "The server tells no size"));
      return FALSE;
    }
  if (!waybill_ftp_session_change_folder (self, path, cancellable, error))
    return FALSE;
  return go_back (self, cancellable, error);
}

/* A server that knows neither SIZE nor MDTM has not said that nothing is there: a file could be overwritten. */
static gboolean
refuse_to_guess (const char *path, GError **error)
{
  g_clear_error (error);
  g_propagate_error (error, waybill_ftp_error_new (WAYBILL_REMOTE_ERROR_UNSUPPORTED, WAYBILL_REMOTE_PHASE_COMMAND, "SIZE",
                                                   path, "The server cannot tell whether the file is there"));
  return FALSE;
}

/**
 * waybill_ftp_session_stat:
 * @self: a session
 * @path: a remote file or folder
 * @is_folder: (out): which of them
 * @size: (out): bytes, -1 unknown
 * @mtime: (out): Unix seconds, `WAYBILL_REMOTE_NO_TIME` unknown
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * What is there? SIZE and MDTM in one round trip tell of a file; what has neither is a folder if CWD goes there.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR_NOT_FOUND` or another
 */
gboolean
waybill_ftp_session_stat (WaybillFtpSession *self,
                          const char *path,
                          gboolean *is_folder,
                          gint64 *size,
                          gint64 *mtime,
                          GCancellable *cancellable,
                          GError **error)
{
  WaybillFtpCommand commands[] = { { "SIZE", path, FALSE }, { "MDTM", path, FALSE } };
  WaybillFtpReply *replies[2];
  gboolean told;

  /* In text SIZE tells another length, or nothing. */
  if (!waybill_ftp_session_settle (self, cancellable, error)
      || !waybill_ftp_type_agree (self, WAYBILL_FTP_TYPE_BINARY, cancellable, error)
      || !waybill_ftp_pipe_exchange (self->pipe, commands, 2, replies, cancellable, error))
    {
      waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_COMMAND, "SIZE", path);
      return FALSE;
    }

  *size = waybill_ftp_session_read_size (replies[0]);
  *mtime = waybill_ftp_session_read_time (replies[1]);
  told = replies[0]->code == 550 || replies[1]->code == 550;
  waybill_ftp_reply_free (replies[0]);
  waybill_ftp_reply_free (replies[1]);

  *is_folder = FALSE;
  if (*size >= 0)
    return TRUE;
  if (is_folder_there (self, path, cancellable, error))
    return *is_folder = TRUE;
  if (!waybill_ftp_session_is_alive (self) || (*mtime == WAYBILL_REMOTE_NO_TIME && told))
    return FALSE;
  if (*mtime == WAYBILL_REMOTE_NO_TIME)
    return refuse_to_guess (path, error);
  g_clear_error (error);
  return TRUE;
}

/**
 * waybill_ftp_session_close:
 * @self: (transfer full) (nullable): a session
 *
 * Says QUIT and closes in order; takes two seconds at most. Frees.
 */
void
waybill_ftp_session_close (WaybillFtpSession *self)
{
  if (self != NULL && waybill_ftp_session_is_alive (self))
    {
      WaybillNetStream *stream = waybill_ftp_pipe_get_stream (self->pipe);
      WaybillFtpCommand quit = { "QUIT", NULL, FALSE };
      g_autoptr (WaybillFtpReply) reply = NULL;

      /* One second to say it, one for the answer, whatever the server does; nothing of ours can be lost any more. */
      stream->terms.silence = GOODBYE_TIME;
      if (waybill_ftp_pipe_send (self->pipe, &quit, NULL, NULL)
          && waybill_ftp_pipe_read_within (self->pipe, GOODBYE_TIME, &reply, NULL, NULL))
        stream->klass->try_finish (stream, NULL);
    }
  waybill_ftp_session_free (self);
}

/**
 * waybill_ftp_session_free:
 * @self: (transfer full) (nullable): a session
 *
 * Closes without any farewell.
 */
void
waybill_ftp_session_free (WaybillFtpSession *self)
{
  if (self == NULL)
    return;

  waybill_ftp_pipe_free (self->pipe);
  waybill_tls_resume_free (self->resume);
  waybill_ftp_features_clear (&self->features);
  waybill_remote_facts_free (self->facts);
  waybill_remote_target_unref (self->target);
  g_clear_pointer (&self->talk, waybill_remote_talk_unref);
  g_clear_error (&self->astray);
  g_free (self->ahead.path);
  g_free (self->address);
  g_free (self->proxy_address);
  g_free (self->folder);
  g_free (self);
}
