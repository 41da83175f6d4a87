/* What is sent on the control channel. The one constructor of command lines: it refuses what would be two commands. */
#include "ftp-command.h"

#include "base-log.h"
#include "remote-error.h"
#include "remote-path.h"

#include <string.h>

#define LONGEST_ARGUMENT 4096

/**
 * waybill_ftp_command_build:
 * @self: a command
 * @error: return location
 *
 * Makes the line with its CRLF. An argument with CR or LF would be a second command (gvfs CVE-2026-28296, basic-ftp
 * CVE-2026-39983): refused before a byte is sent. C strings cannot hold the third, NUL.
 *
 * Returns: (transfer full) (nullable): the line, or `WAYBILL_REMOTE_ERROR_UNSAFE`. Wipe it when the command is secret
 */
char *
waybill_ftp_command_build (const WaybillFtpCommand *self, GError **error)
{
  if (self->argument == NULL)
    return g_strconcat (self->verb, "\r\n", NULL);

  if (strpbrk (self->argument, "\r\n") != NULL || strlen (self->argument) > LONGEST_ARGUMENT)
    {
      WaybillRemoteErrorFacts facts = { .phase = WAYBILL_REMOTE_PHASE_COMMAND, .verb = (char *) self->verb, .alert = -1 };
      g_autofree char *shown = self->secret ? NULL : waybill_remote_path_dup_display (self->argument);

      facts.subject = shown;
      g_propagate_error (error, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_UNSAFE, &facts,
                                                          "%s: the argument has a line break or is too long", self->verb));
      return NULL;
    }
  return g_strconcat (self->verb, " ", self->argument, "\r\n", NULL);
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
