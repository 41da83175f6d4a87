/* `listing`: reads a raw directory listing on standard input and prints how it is understood, as `ls` does: for reporting a
 * server that is misread. It connects to nothing. */
#include "cli-list.h"

#include "base-clock.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#define PIECE (64 * 1024)

/* To the end of standard input, or a little more than a listing may hold. */
static GByteArray *
read_input (WaybillCli *self, GError **error)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  while (bytes->len <= WAYBILL_REMOTE_LISTING_MAX_BYTES)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GBytes) piece = NULL;

      g_input_stream_read_bytes_async (input, PIECE, G_PRIORITY_DEFAULT, waybill_cli_get_cancellable (self),
                                       waybill_cli_done, &result);
      waybill_cli_await (&result);
      piece = g_input_stream_read_bytes_finish (input, result, error);
      if (piece == NULL)
        return NULL;
      if (g_bytes_get_size (piece) == 0)
        break;
      g_byte_array_append (bytes, g_bytes_get_data (piece, NULL), (guint) g_bytes_get_size (piece));
    }
  return g_steal_pointer (&bytes);
}

/* RFC 3339; UTC where no zone stands. */
static gboolean
find_now (WaybillCli *self, gint64 *now)
{
  const char *text = waybill_cli_get_option (self, "now");
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  *now = time != NULL ? g_date_time_to_unix (time) : waybill_base_clock_now ();
  return text == NULL || time != NULL;
}

static void
note_how (WaybillCli *self, WaybillRemoteListing *listing, const char *hint)
{
  const char *kind = waybill_remote_listing_get_kind (listing);
  guint length = waybill_remote_listing_get_length (listing), unread = 0;

  for (guint i = 0; i < length; i++)
    unread += waybill_remote_listing_get (listing, i)->type == WAYBILL_REMOTE_ENTRY_UNREADABLE;
  if (hint != NULL && !waybill_remote_listing_knew_hint (listing))
    waybill_cli_note (self, _ ("“%s” says nothing about listings: the kind is guessed from the lines."), hint);
  if (kind != NULL && !waybill_cli_is_json (self))
    waybill_cli_note (self, _ ("Read as a listing of the kind “%s”."), kind);
  if (unread > 0)
    waybill_cli_note (self,
                      ngettext ("%u line could not be read; it stands as it came.",
                                "%u lines could not be read; they stand as they came.", unread),
                      unread);
}

/* Times without a zone are told as UTC, never shifted. Lines that cannot be read are no failure: they are what is looked
 * for. */
static int
run_listing (WaybillCli *self)
{
  const char *hint = waybill_cli_get_option (self, "system");
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) bytes = NULL;
  g_autoptr (WaybillRemoteListing) listing = NULL;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  gint64 now;

  if (!find_now (self, &now))
    return waybill_cli_usage (self, _ ("--now must be a time as in 2026-11-22T10:15:00Z, not “%s”."),
                              waybill_cli_get_option (self, "now"));
  bytes = read_input (self, &error);
  if (bytes != NULL)
    listing = waybill_remote_parse_listing (hint, now, (const char *) bytes->data, bytes->len, &error);
  if (listing == NULL)
    return waybill_cli_fail (self, error, NULL, NULL, NULL);
  waybill_cli_list_print (self, listing, utc);
  note_how (self, listing, hint);
  return WAYBILL_CLI_OK;
}

static const WaybillCliOption listing_options[] = { { "system", TRUE }, { "now", TRUE }, { NULL } };

const WaybillCliCommand waybill_cli_listing_commands[] = {
  { "listing", run_listing, "[--system HINT] [--now T] [--json]",
    N_ ("show how a raw directory listing on standard input is read"), 0, 0, listing_options },
  { NULL },
};
