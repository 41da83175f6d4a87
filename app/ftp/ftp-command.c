/* What is sent on the control channel. The one constructor of command lines: it refuses what would be two commands. */
#include "ftp-command.h"

#include "base-log.h"
#include "remote-error.h"
#include "remote-path.h"

#include <string.h>

#define LONGEST_ARGUMENT 4096

static void
refuse (const WaybillFtpCommand *self, WaybillRemoteError kind, const char *why, GError **error)
{
  WaybillRemoteErrorFacts facts = { .phase = WAYBILL_REMOTE_PHASE_COMMAND, .verb = (char *) self->verb, .alert = -1 };
  g_autofree char *shown = self->secret ? NULL : waybill_remote_path_dup_display (self->argument);

  facts.subject = shown;
  g_propagate_error (error, waybill_remote_error_new (kind, &facts, "%s: the argument %s", self->verb, why));
}

static gboolean
is_one_line (const char *argument)
{
  return strpbrk (argument, "\r\n") == NULL && strlen (argument) <= LONGEST_ARGUMENT;
}

/**
 * waybill_ftp_command_build:
 * @self: a command
 * @charset: (nullable): what the server's names are in; %NULL: UTF-8
 * @error: return location
 *
 * Makes the line with its CRLF. An argument with CR or LF would be a second command (gvfs CVE-2026-28296, basic-ftp
 * CVE-2026-39983): refused before a byte is sent, and so is one that @charset has no letters for. C strings cannot hold the
 * third, NUL.
 *
 * Returns: (transfer full) (nullable): the line, or `WAYBILL_REMOTE_ERROR_UNSAFE` or CHARSET. Wipe it when the command is
 * secret
 */
char *
waybill_ftp_command_build (const WaybillFtpCommand *self, WaybillBaseCharset *charset, GError **error)
{
  char *argument, *line = NULL;

  if (self->argument == NULL)
    return g_strconcat (self->verb, "\r\n", NULL);

  argument = waybill_base_charset_encode (charset, self->argument);
  if (argument == NULL)
    {
      refuse (self, WAYBILL_REMOTE_ERROR_CHARSET, "has a letter that the server's charset has not", error);
      return NULL;
    }
  if (is_one_line (self->argument) && is_one_line (argument))
    line = g_strconcat (self->verb, " ", argument, "\r\n", NULL);
  else
    refuse (self, WAYBILL_REMOTE_ERROR_UNSAFE, "has a line break or is too long", error);
  explicit_bzero (argument, strlen (argument));
  g_free (argument);
  return line;
}

/**
 * waybill_ftp_command_dup_shown:
 * @self: a command
 *
 * Returns: (transfer full): the command as the conversation shows it, without secrets
 */
char *
waybill_ftp_command_dup_shown (const WaybillFtpCommand *self)
{
  g_autofree char *display = NULL;

  if (self->argument == NULL)
    return g_strdup (self->verb);
  if (self->secret)
    return g_strconcat (self->verb, " " WAYBILL_BASE_LOG_MASK, NULL);
  display = waybill_remote_path_dup_display (self->argument);
  return g_strconcat (self->verb, " ", display, NULL);
}
