/* A yes-or-no question on the terminal that Ctrl-C ends. Not for secrets: those are typed without echo elsewhere. */
#include "cli-ask.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

/**
 * waybill_cli_ask_yes:
 * @self: the run; without a terminal nothing is asked
 * @question: with its answers and a blank at the end
 *
 * Asks on standard error and reads one line of the terminal, in the main context: signals are heard meanwhile. Main thread.
 *
 * Returns: TRUE when the answer begins as yes does, in English or in the language of the words; all else is no
 */
gboolean
waybill_cli_ask_yes (WaybillCli *self, const char *question)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GAsyncResult) result = NULL;
  char line[64] = { 0 };
  gunichar answer;
  /* Translators: the word of which the first letter answers a question on the terminal. */
  const char *yes = _ ("yes");

  if (!waybill_cli_has_terminal (self))
    return FALSE;
  g_printerr ("%s", question);
  g_input_stream_read_async (input, line, sizeof line - 1, G_PRIORITY_DEFAULT, waybill_cli_get_cancellable (self),
                             waybill_cli_done, &result);
  waybill_cli_await (&result);
  if (g_input_stream_read_finish (input, result, NULL) <= 0 || g_utf8_get_char_validated (line, -1) == (gunichar) -1)
    return FALSE;
  answer = g_unichar_tolower (g_utf8_get_char (line));
  return answer == 'y' || answer == g_unichar_tolower (g_utf8_get_char (yes));
}
