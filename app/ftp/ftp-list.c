/* Reads a remote folder: MLSD where the server has it, else LIST. What a line means is ftp-parser's business. */
#include "ftp-list.h"

#include "base-clock.h"
#include "ftp-error.h"
#include "ftp-flow.h"
#include "ftp-parser.h"
#include "ftp-type.h"

/* What is cut off, or empty, fills no listing: it must end all the same. */
#define MOST_BYTES (2 * (gint64) WAYBILL_REMOTE_LISTING_MAX_BYTES)

typedef struct
{
  const char *verb;
  const char *path;
  WaybillFtpParser *parser;
  gint64 bytes; /* that came */
} Reader;

static gboolean
set_full (Reader *self, GError **error)
{
  g_propagate_error (error, waybill_ftp_error_new (WAYBILL_REMOTE_ERROR_UNSAFE, WAYBILL_REMOTE_PHASE_DATA, self->verb,
                                                   self->path, "The folder has more entries than can be listed"));
  return FALSE;
}

static gboolean
take_bytes (gpointer data, const char *bytes, gsize length, GError **error)
{
  Reader *self = data;

  self->bytes += (gint64) length;
  return (self->bytes <= MOST_BYTES && waybill_ftp_parser_take (self->parser, bytes, length)) || set_full (self, error);
}

static gboolean
end_bytes (Reader *self, GError **error)
{
  return waybill_ftp_parser_end (self->parser) || set_full (self, error);
}

static gboolean
read_with (WaybillFtpSession *session, Reader *reader, const char *argument, GCancellable *cancellable, GError **error)
{
  g_auto (WaybillFtpData) data = { 0 };
  g_auto (WaybillFtpFlow) flow = { .session = session, .data = &data, .verb = reader->verb, .path = argument };
  gint64 begun = waybill_base_clock_ticks ();
  gint64 opened;
  gboolean well;

  if (!waybill_ftp_data_connect (&data, session, NULL, cancellable, error)
      || !waybill_ftp_flow_begin (&flow, NULL, 0, cancellable, error))
    return FALSE;
  opened = waybill_base_clock_ticks ();
  session->facts->step_time[WAYBILL_REMOTE_STEP_DATA_CHANNEL] = opened - begun;

  well = waybill_ftp_flow_receive (&flow, take_bytes, reader, cancellable, error) && end_bytes (reader, error)
         && waybill_ftp_flow_finish (&flow, cancellable, error);
  if (!well)
    {
      waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_DATA, reader->verb, reader->path);
      return FALSE;
    }
  if (!waybill_ftp_reply_is_positive (flow.final))
    {
      g_propagate_error (error, waybill_ftp_error_from_reply (WAYBILL_REMOTE_PHASE_DATA_END, reader->verb, reader->path,
                                                              flow.final));
      return FALSE;
    }
  session->facts->step_time[WAYBILL_REMOTE_STEP_LISTING] = waybill_base_clock_ticks () - opened;
  if (flow.end == WAYBILL_NET_IO_CUT)
    g_debug ("The listing ended without its farewell; the server's reply says that it is whole");
  return TRUE;
}

/* LIST takes a path of its own differently from server to server (options, blanks): so the session goes there and back.
 * Where the way back is not known it stays: after a walk the next name would mean another file. */
static gboolean
list_from_inside (WaybillFtpSession *session, Reader *reader, GCancellable *cancellable, GError **error)
{
  gboolean well;

  if (reader->path != NULL && session->folder == NULL)
    {
      g_autofree char *argument = g_strconcat (reader->path[0] == '-' ? "./" : "", reader->path, NULL);

      return read_with (session, reader, argument, cancellable, error);
    }
  if (reader->path != NULL && !waybill_ftp_session_change_folder (session, reader->path, cancellable, error))
    return FALSE;
  well = read_with (session, reader, NULL, cancellable, error);
  /* And back. What is cancelled goes back before the next verb. */
  if (session->strayed && waybill_ftp_session_is_alive (session) && !g_cancellable_is_cancelled (cancellable))
    waybill_ftp_session_settle (session, cancellable, NULL);
  return well;
}

/* One command and the listing that it brings, in the dialect that is told, or the one that the lines are in. */
static gboolean
read_kind (WaybillFtpSession *session,
           const char *verb,
           const char *path,
           const char *kind,
           WaybillRemoteListing *listing,
           GCancellable *cancellable,
           GError **error)
{
  const WaybillRemoteTargetValues *values = waybill_ftp_session_get_values (session);
  const WaybillFtpParserTerms terms = {
    .kind = kind, .system = session->facts->system_reply, .charset = values->charset, .now = waybill_base_clock_now ()
  };
  g_autoptr (WaybillFtpParser) parser = waybill_ftp_parser_new (&terms, listing);
  Reader reader = { .verb = verb, .path = path, .parser = parser };
  gboolean is_list = g_str_equal (verb, "LIST");
  gboolean well = is_list ? list_from_inside (session, &reader, cancellable, error)
                          : read_with (session, &reader, path, cancellable, error);

  waybill_remote_listing_set_kind (listing, waybill_ftp_parser_get_kind (parser), FALSE);
  return well;
}

/* A partner whose listings are of another kind than MLSD is asked for LIST. */
static gboolean
wants_mlsd (WaybillFtpSession *session, const char *kind)
{
  return kind != NULL ? g_ascii_strcasecmp (kind, "mlsd") == 0 : session->features.mlsd;
}

/**
 * waybill_ftp_list_read:
 * @session: a session
 * @path: (nullable): a remote folder; %NULL: where the session stands
 * @listing: gets the entries; `.` and `..` are left out, lines that cannot be read stand as such
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * Reads a folder: with MLSD (RFC 3659 §7) where the server has it and the partner tells no other kind of listing, else with
 * LIST.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`
 */
gboolean
waybill_ftp_list_read (
    WaybillFtpSession *session, const char *path, WaybillRemoteListing *listing, GCancellable *cancellable, GError **error)
{
  const char *kind = waybill_ftp_session_get_values (session)->listing_kind;
  g_autoptr (GError) failure = NULL;

  /* Lines are text, as they are in any type but EBCDIC. */
  if (!waybill_ftp_session_settle (session, cancellable, error)
      || (session->type == WAYBILL_FTP_TYPE_EBCDIC
          && !waybill_ftp_type_agree (session, WAYBILL_FTP_TYPE_BINARY, cancellable, error)))
    {
      waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_COMMAND, "LIST", path);
      return FALSE;
    }
  if (wants_mlsd (session, kind))
    {
      if (read_kind (session, "MLSD", path, "mlsd", listing, cancellable, &failure))
        return TRUE;
      if (!g_error_matches (failure, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_UNSUPPORTED))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      kind = NULL;
    }
  if (!read_kind (session, "LIST", path, kind, listing, cancellable, error))
    return FALSE;
  /* Only now: 501 to MLSD may mean that there is no such folder (RFC 3659 §7.2.1), and says nothing of other ones. */
  if (failure != NULL)
    {
      session->features.mlsd = FALSE;
      session->facts->learnt.traits[WAYBILL_REMOTE_TRAIT_MLSD] = WAYBILL_REMOTE_LEARNT_NO;
    }
  return TRUE;
}
