/* The sending half of the control channel: commands alone, or several in one write, and those that are asked and answered in
 * one go. What comes in, and what is owed, is ftp-pipe's. */
#include "ftp-pipe-private.h"

#include "ftp-talk.h"

#include <string.h>

/* Nobody finds a password in freed memory. */
static void
wipe (GString *text)
{
  explicit_bzero (text->str, text->len);
  g_string_free (text, TRUE);
}

/* All lines, or none. */
static GString *
build (WaybillFtpPipe *self, const WaybillFtpCommand *commands, guint n_commands, GError **error)
{
  GString *text = g_string_sized_new (256);

  for (guint i = 0; i < n_commands; i++)
    {
      char *line = waybill_ftp_command_build (&commands[i], self->charset, error);

      if (line == NULL)
        {
          wipe (text);
          return NULL;
        }
      g_string_append (text, line);
      explicit_bzero (line, strlen (line));
      g_free (line);
    }
  return text;
}

/**
 * waybill_ftp_pipe_can_say:
 * @self: a pipe
 * @argument: a name
 *
 * Returns: %FALSE where a command with it would be refused before it is sent: such a one must not travel with others
 */
gboolean
waybill_ftp_pipe_can_say (WaybillFtpPipe *self, const char *argument)
{
  const WaybillFtpCommand command = { "SIZE", argument, FALSE };
  g_autofree char *line = waybill_ftp_command_build (&command, self->charset, NULL);

  return line != NULL;
}

/**
 * waybill_ftp_pipe_send_group:
 * @self: a pipe
 * @commands: (array length=n_commands): commands; never more than one when any is AUTH, USER, PASS or CCC
 * @n_commands: how many, at least 1
 * @cancellable: (nullable): ends the wait
 * @error: return location
 *
 * Sends commands in one write, which is one TLS record and one segment: a server that looks at its socket in the middle of a
 * transfer has read them all before, and takes them in turn. Their replies are owed from then on. What was cancelled half
 * sent makes the pipe unusable.
 *
 * Returns: %FALSE with an error
 */
gboolean
waybill_ftp_pipe_send_group (
    WaybillFtpPipe *self, const WaybillFtpCommand *commands, guint n_commands, GCancellable *cancellable, GError **error)
{
  GString *text;

  if (self->dead)
    return waybill_ftp_pipe_set_lost (self, error);
  text = build (self, commands, n_commands, error);
  if (text == NULL)
    return FALSE;

  for (guint i = 0; i < n_commands; i++)
    {
      g_autofree char *shown = waybill_ftp_command_dup_shown (&commands[i]);

      g_debug ("\342\206\222 %s", shown);
      waybill_ftp_talk_command (self->talk, &commands[i]);
    }
  if (waybill_net_stream_write (self->stream, text->str, text->len, cancellable, error))
    self->owed += n_commands;
  else
    self->dead = TRUE;
  wipe (text);
  return !self->dead;
}

/**
 * waybill_ftp_pipe_send:
 * @self: a pipe
 * @command: a command
 * @cancellable: (nullable): ends the wait
 * @error: return location
 *
 * Sends a command; see [func@ftp_pipe_send_group].
 *
 * Returns: %FALSE with an error
 */
gboolean
waybill_ftp_pipe_send (WaybillFtpPipe *self, const WaybillFtpCommand *command, GCancellable *cancellable, GError **error)
{
  return waybill_ftp_pipe_send_group (self, command, 1, cancellable, error);
}

/**
 * waybill_ftp_pipe_command:
 * @self: a pipe
 * @verb: a verb
 * @argument: (nullable): its argument
 * @cancellable: (nullable): ends the wait
 * @error: return location
 *
 * Sends a command and waits for its final reply.
 *
 * Returns: (transfer full) (nullable): the reply, whatever its code; or an error
 */
WaybillFtpReply *
waybill_ftp_pipe_command (
    WaybillFtpPipe *self, const char *verb, const char *argument, GCancellable *cancellable, GError **error)
{
  WaybillFtpCommand command = { verb, argument, FALSE };

  if (!waybill_ftp_pipe_send (self, &command, cancellable, error))
    return NULL;
  return waybill_ftp_pipe_read_final (self, cancellable, error);
}

/**
 * waybill_ftp_pipe_exchange:
 * @self: a pipe
 * @commands: (array length=n_commands): commands that do not depend on one another's replies; never AUTH, USER, PASS or CCC
 * @n_commands: how many, at least 1
 * @replies: (array length=n_commands) (out caller-allocates): the final replies, each (transfer full)
 * @cancellable: (nullable): ends the wait
 * @error: return location
 *
 * Sends several commands in one go, as the window allows, and waits for all their replies: one round trip.
 *
 * Returns: %FALSE with an error; then no reply is set
 */
gboolean
waybill_ftp_pipe_exchange (WaybillFtpPipe *self,
                           const WaybillFtpCommand *commands,
                           guint n_commands,
                           WaybillFtpReply **replies,
                           GCancellable *cancellable,
                           GError **error)
{
  guint sent = 0;
  guint got = 0;
  gboolean well = TRUE;

  memset (replies, 0, n_commands * sizeof *replies);
  while (well && got < n_commands)
    {
      guint room = MIN (n_commands - sent, self->window - (sent - got));

      if (room > 0)
        well = waybill_ftp_pipe_send_group (self, &commands[sent], room, cancellable, error);
      sent += room;
      if (well)
        well = (replies[got++] = waybill_ftp_pipe_read_final (self, cancellable, error)) != NULL;
      if (well && replies[got - 1]->code == 421 && got < n_commands)
        well = waybill_ftp_pipe_set_lost (self, error);
    }
  for (guint i = 0; !well && i < n_commands; i++)
    g_clear_pointer (&replies[i], waybill_ftp_reply_free);
  return well;
}
