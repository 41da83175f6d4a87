/* Raw commands of a person's own choosing: which are let through, and what comes back. */
#include "ftp-quote.h"

#include "base-log.h"
#include "ftp-error.h"
#include "remote-path.h"

#include <string.h>

#define LONGEST_VERB 16
#define MOST_REPLY_BYTES (64 * 1024)

typedef struct
{
  char verb[LONGEST_VERB + 1];
  const char *argument; /* (nullable) */
} Parts;

/* What the session stands on, and why it is not anybody's to change from outside. */
static const struct
{
  const char *verbs; /* parted by blanks */
  const char *reason;
} refused[] = {
  { "AUTH ADAT PROT PBSZ CCC MIC CONF ENC SSCN CPSV", "Encryption is agreed by the session itself" },
  { "USER PASS ACCT REIN HOST", "The login is made by the session itself" },
  { "QUIT", "The session is closed, not quoted away" },
  { "PORT PASV EPSV EPRT LPRT LPSV SPSV", "Data channels are opened by the session itself" },
  { "RETR STOR STOU APPE LIST NLST MLSD REST RANG ABOR ALLO", "Files and listings have operations of their own" },
  { "TYPE MODE STRU", "How data is represented is a switch of the session" },
};

static gboolean
refuse (WaybillRemoteError kind, const char *verb, const char *reason, GError **error)
{
  g_propagate_error (error, waybill_ftp_error_new (kind, WAYBILL_REMOTE_PHASE_COMMAND, verb, NULL, reason));
  return FALSE;
}

static gboolean
split (const char *line, Parts *parts, GError **error)
{
  gsize length = 0;

  line += strspn (line, " ");
  while (g_ascii_isalnum (line[length]))
    length++;
  if (length == 0 || length > LONGEST_VERB || (line[length] != '\0' && line[length] != ' '))
    return refuse (WAYBILL_REMOTE_ERROR_UNSAFE, NULL, "This is no FTP command", error);
  for (gsize i = 0; i < length; i++)
    parts->verb[i] = g_ascii_toupper (line[i]);
  parts->verb[length] = '\0';
  parts->argument = line[length] == ' ' && line[length + 1] != '\0' ? line + length + 1 : NULL;
  /* Telnet's commands and controls mean something to a server beside the line (RFC 959 §3.1). */
  for (const char *at = parts->argument; at != NULL && *at != '\0'; at++)
    if (g_ascii_iscntrl (*at) || (guchar) *at == 0xff)
      return refuse (WAYBILL_REMOTE_ERROR_UNSAFE, parts->verb, "The command holds a control character", error);
  return TRUE;
}

static gboolean
is_among (const char *list, const char *verb)
{
  g_auto (GStrv) verbs = g_strsplit (list, " ", -1);

  return g_strv_contains ((const char *const *) verbs, verb);
}

static gboolean
check_parts (const Parts *parts, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    if (is_among (refused[i].verbs, parts->verb))
      return refuse (WAYBILL_REMOTE_ERROR_UNSUPPORTED, parts->verb, refused[i].reason, error);
  return TRUE;
}

/**
 * waybill_ftp_quote_check:
 * @line: a command
 * @error: return location
 *
 * May it be said? Nothing is sent.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR_UNSAFE` (no command, or one with a line break or another control) or
 * `WAYBILL_REMOTE_ERROR_UNSUPPORTED` (it would change what the session stands on)
 */
gboolean
waybill_ftp_quote_check (const char *line, GError **error)
{
  Parts parts = { 0 };

  return split (line, &parts, error) && check_parts (&parts, error);
}

static char **
dup_lines (const WaybillFtpReply *reply)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  gsize length = 0;

  for (guint i = 0; reply->lines[i] != NULL; i++)
    {
      g_autofree char *scrubbed = waybill_base_log_scrub (reply->lines[i]);
      char *shown = waybill_remote_path_dup_display (scrubbed);

      length += strlen (shown) + 1;
      if (length > MOST_REPLY_BYTES)
        {
          g_free (shown);
          break;
        }
      g_ptr_array_add (lines, shown);
    }
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_steal (lines, NULL);
}

/* A new password stands in some commands of SITE: PSWD, CPWD, CHPASS ... */
static gboolean
is_secret (const Parts *parts)
{
  static const char *const signs[] = { "PASS", "PSW", "PWD" };
  const char *at = parts->argument != NULL ? parts->argument + strspn (parts->argument, " ") : "";
  g_autofree char *word = g_ascii_strup (at, (gssize) strcspn (at, " "));

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (strcmp (parts->verb, "SITE") == 0 && strstr (word, signs[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_walk (const char *verb)
{
  return is_among ("CWD XCWD CDUP XCUP SMNT", verb);
}

/* Whoever walks is asked where it stands. */
static gboolean
note_walk (WaybillFtpSession *session, const char *verb, GCancellable *cancellable, GError **error)
{
  g_autoptr (WaybillFtpReply) reply = NULL;

  if (!is_walk (verb))
    return TRUE;
  reply = waybill_ftp_pipe_command (session->pipe, "PWD", NULL, cancellable, error);
  if (reply == NULL)
    return FALSE;
  waybill_ftp_session_note_folder (session, reply);
  g_clear_error (&session->astray);
  return TRUE;
}

/**
 * waybill_ftp_quote_say:
 * @session: a session
 * @line: a command
 * @code: (out): the code of the reply
 * @lines: (out) (transfer full): its lines, scrubbed, without controls, 64 KiB at most
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * Says a raw command, if [func@ftp_quote_check] lets it through; a refusal by the server is a reply as any other.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR` when there is no reply
 */
gboolean
waybill_ftp_quote_say (
    WaybillFtpSession *session, const char *line, int *code, char ***lines, GCancellable *cancellable, GError **error)
{
  Parts parts = { 0 };
  WaybillFtpCommand command;
  g_autoptr (WaybillFtpReply) reply = NULL;

  if (!split (line, &parts, error) || !check_parts (&parts, error))
    return FALSE;
  command = (WaybillFtpCommand){ parts.verb, parts.argument, is_secret (&parts) };
  if (waybill_ftp_session_settle (session, cancellable, error)
      && waybill_ftp_pipe_send (session->pipe, &command, cancellable, error))
    reply = waybill_ftp_pipe_read_final (session->pipe, cancellable, error);
  if (reply == NULL || (waybill_ftp_reply_is_positive (reply) && !note_walk (session, parts.verb, cancellable, error)))
    {
      /* Broken off, it may have walked all the same. */
      session->strayed = session->strayed || (is_walk (parts.verb) && session->folder != NULL);
      waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_COMMAND, parts.verb, NULL);
      return FALSE;
    }
  *code = reply->code;
  *lines = dup_lines (reply);
  return TRUE;
}
