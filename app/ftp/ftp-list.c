/* Reads a remote folder: MLSD where the server has it, else LIST. What a line means is the parsers'. */
#include "ftp-list.h"

#include "base-clock.h"
#include "ftp-error.h"
#include "ftp-flow.h"
#include "ftp-parse.h"

#include <string.h>

#define LONGEST_LINE (16 * 1024)

typedef struct
{
  const char *verb;
  const char *path;
  GString *line; /* the line that is being collected */
  gboolean too_long;
  WaybillFtpDialect dialect;
  gint64 now;
  WaybillRemoteListing *listing;
} Reader;

static gboolean
end_line (Reader *self, GError **error)
{
  WaybillRemoteEntry entry;
  gboolean added = TRUE;

  if (self->line->len > 0 && self->line->str[self->line->len - 1] == '\r')
    g_string_truncate (self->line, self->line->len - 1);
  if (self->too_long || memchr (self->line->str, '\0', self->line->len) != NULL)
    {
      waybill_ftp_parse_set_unreadable (&entry, self->line->str);
      added = waybill_remote_listing_add (self->listing, &entry);
    }
  else if (waybill_ftp_parse_line (self->dialect, self->line->str, self->now, &entry))
    added = waybill_remote_listing_add (self->listing, &entry);

  self->too_long = FALSE;
  g_string_truncate (self->line, 0);
  if (!added)
    g_propagate_error (error, waybill_ftp_error_new (WAYBILL_REMOTE_ERROR_UNSAFE, WAYBILL_REMOTE_PHASE_DATA, self->verb,
                                                     self->path, "The folder has more entries than can be listed"));
  return added;
}

/* A line without end is cut, and shown as one that cannot be read: it never hides its neighbours. */
static void
add_to_line (Reader *self, const char *bytes, gsize length)
{
  gsize room = LONGEST_LINE - MIN (self->line->len, LONGEST_LINE);

  self->too_long = self->too_long || length > room;
  g_string_append_len (self->line, bytes, (gssize) MIN (length, room));
}

static gboolean
take_lines (gpointer data, const char *bytes, gsize length, GError **error)
{
  Reader *self = data;

  while (length > 0)
    {
      const char *end = memchr (bytes, '\n', length);
      gsize part = end != NULL ? (gsize) (end - bytes) : length;

      add_to_line (self, bytes, part);
      if (end == NULL)
        return TRUE;
      if (!end_line (self, error))
        return FALSE;
      bytes += part + 1;
      length -= part + 1;
    }
  return TRUE;
}

static gboolean
read_with (WaybillFtpSession *session, Reader *reader, const char *argument, GCancellable *cancellable, GError **error)
{
  g_auto (WaybillFtpData) data = { 0 };
  WaybillFtpFlow flow = { .session = session, .data = &data };
  g_autoptr (WaybillFtpReply) final = NULL;
  gint64 begun = waybill_base_clock_ticks ();
  gint64 opened;
  gboolean well;

  if (!waybill_ftp_data_connect (&data, session, NULL, cancellable, error)
      || !waybill_ftp_data_begin (&data, session, reader->verb, argument, &flow.final, cancellable, error))
    return FALSE;
  opened = waybill_base_clock_ticks ();
  session->facts->step_time[WAYBILL_REMOTE_STEP_DATA_CHANNEL] = opened - begun;

  well = waybill_ftp_flow_receive (&flow, take_lines, reader, cancellable, error)
         && (reader->line->len == 0 || end_line (reader, error)) && waybill_ftp_flow_finish (&flow, cancellable, error);
  final = flow.final;
  if (!well)
    {
      gboolean cancelled = g_cancellable_is_cancelled (cancellable);

      if (final != NULL && !waybill_ftp_reply_is_positive (final) && !cancelled)
        {
          g_clear_error (error);
          g_propagate_error (error,
                             waybill_ftp_error_from_reply (WAYBILL_REMOTE_PHASE_DATA, reader->verb, reader->path, final));
        }
      waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_DATA, reader->verb, reader->path);
      return FALSE;
    }
  if (!waybill_ftp_reply_is_positive (final))
    {
      g_propagate_error (error,
                         waybill_ftp_error_from_reply (WAYBILL_REMOTE_PHASE_DATA_END, reader->verb, reader->path, final));
      return FALSE;
    }
  session->facts->step_time[WAYBILL_REMOTE_STEP_LISTING] = waybill_base_clock_ticks () - opened;
  if (flow.end == WAYBILL_NET_IO_CUT)
    g_debug ("The listing ended without its farewell; the server's reply says that it is whole");
  return TRUE;
}

/* LIST takes a path of its own differently from server to server (options, blanks): so the session goes there and back. */
static gboolean
list_from_inside (WaybillFtpSession *session, Reader *reader, GCancellable *cancellable, GError **error)
{
  gboolean elsewhere = reader->path != NULL && session->folder != NULL;
  gboolean well;

  if (reader->path != NULL && !waybill_ftp_session_change_folder (session, reader->path, cancellable, error))
    return FALSE;
  well = read_with (session, reader, NULL, cancellable, error);
  if (elsewhere && waybill_ftp_session_is_alive (session)
      && !(waybill_ftp_pipe_settle (session->pipe, NULL, NULL)
           && waybill_ftp_session_change_folder (session, session->folder, NULL, NULL)))
    waybill_ftp_pipe_give_up (session->pipe); /* it would stand in the wrong folder */
  return well;
}

/**
 * waybill_ftp_list_read:
 * @session: a session
 * @path: (nullable): a remote folder; %NULL: where the session stands
 * @listing: gets the entries; `.` and `..` are left out, lines that cannot be read stand as such
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * Reads a folder.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`
 */
gboolean
waybill_ftp_list_read (
    WaybillFtpSession *session, const char *path, WaybillRemoteListing *listing, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);
  Reader reader = { .path = path, .line = line, .listing = listing, .now = waybill_base_clock_now () };
  g_autoptr (GError) failure = NULL;

  if (!waybill_ftp_pipe_settle (session->pipe, cancellable, error))
    {
      waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_COMMAND, "LIST", path);
      return FALSE;
    }
  if (session->features.mlsd)
    {
      reader.verb = "MLSD";
      reader.dialect = WAYBILL_FTP_DIALECT_MLSD;
      if (read_with (session, &reader, path, cancellable, &failure))
        return TRUE;
      if (!g_error_matches (failure, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_UNSUPPORTED))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      session->features.mlsd = FALSE;
    }

  reader.verb = "LIST";
  reader.dialect = WAYBILL_FTP_DIALECT_UNIX;
  return list_from_inside (session, &reader, cancellable, error);
}
