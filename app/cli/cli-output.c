/* How a line reaches its reader: results on standard output, remarks on standard error, both with controls escaped. Which
 * words an error has is cli-say's. */
#include "cli-private.h"

#include "remote-path.h"

#include <errno.h>
#include <stdio.h>

G_DEFINE_QUARK (waybill - cli - error - quark, waybill_cli_error)

/* With what cannot be seen escaped. Nothing is masked here: a short password would take names and sizes with it; a server's
 * replies come without secrets from where they are read. */
static void
write_line (FILE *file, const char *line)
{
  g_autofree char *display = waybill_remote_path_dup_display (line);

  fputs (display, file);
  putc ('\n', file);
}

/* Why the first line that was not written was not. */
static void
write_result (WaybillCli *self, const char *line)
{
  errno = 0;
  write_line (stdout, line);
  if (self->write_error == 0 && ferror (stdout))
    self->write_error = errno != 0 ? errno : EIO;
}

/**
 * waybill_cli_print:
 * @self: the run
 * @format: a format, without a newline at the end
 * @...: its arguments
 *
 * One result line on standard output; controls (newlines too) are escaped, nothing is masked.
 */
void
waybill_cli_print (WaybillCli *self, const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  write_result (self, line);
}

/**
 * waybill_cli_print_lines:
 * @self: the run
 * @text: our own text, of several lines
 *
 * As waybill_cli_print(), line by line.
 */
void
waybill_cli_print_lines (WaybillCli *self, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    write_result (self, lines[i]);
}

/**
 * waybill_cli_note:
 * @self: the run
 * @format: a format, without a newline at the end
 * @...: its arguments
 *
 * A remark on standard error.
 */
void
waybill_cli_note (WaybillCli *self, const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  write_line (stderr, line);
}

/**
 * waybill_cli_note_lines:
 * @self: the run
 * @text: our own text, of several lines
 *
 * As waybill_cli_note(), line by line.
 */
void
waybill_cli_note_lines (WaybillCli *self, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    write_line (stderr, lines[i]);
}

/**
 * waybill_cli_end_output:
 * @self: the run
 * @code: its exit code so far
 *
 * Writes what still waits for standard output. A result that nobody got is said on standard error, but not to a reader
 * that has gone away on purpose.
 *
 * Returns: @code; 8 where all went well but for the output
 */
int
waybill_cli_end_output (WaybillCli *self, int code)
{
  g_autoptr (GError) error = NULL;

  errno = 0;
  if (fflush (stdout) != 0 && self->write_error == 0)
    self->write_error = errno != 0 ? errno : EIO;
  if (self->write_error == 0 || code != WAYBILL_CLI_OK)
    return code;
  if (self->write_error == EPIPE)
    return WAYBILL_CLI_LOCAL;
  error = g_error_new_literal (WAYBILL_CLI_ERROR, WAYBILL_CLI_ERROR_OUTPUT, g_strerror (self->write_error));
  return waybill_cli_fail (self, error, NULL, NULL, NULL);
}
