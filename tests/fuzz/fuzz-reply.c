/* Any bytes as what a server sends on the control channel: taken at once, and again in pieces, the replies must be the same.
 */
#include "fuzz.h"

#include "ftp-reply.h"

#include <string.h>

/* All replies of the bytes, a line each, and how it ended. */
static char *
dup_replies (const guint8 *data, gsize size, gsize piece)
{
  GString *said = g_string_new (NULL);
  WaybillFtpReplyParser *parser = waybill_ftp_reply_parser_new ();
  g_autoptr (WaybillBaseBytes) bytes = waybill_base_bytes_new (WAYBILL_FTP_REPLY_BOUND + 65536);
  WaybillFtpParse state = WAYBILL_FTP_PARSE_MORE;

  for (gsize at = 0; at < size && state != WAYBILL_FTP_PARSE_BROKEN; at += piece)
    {
      WaybillFtpReply *reply = NULL;

      g_assert_true (waybill_base_bytes_append (bytes, data + at, MIN (piece, size - at)));
      while ((state = waybill_ftp_reply_parser_take (parser, bytes, &reply)) == WAYBILL_FTP_PARSE_REPLY)
        {
          g_assert_true (reply->code >= 100 && reply->code <= 599);
          g_assert_true (reply->text != NULL && reply->lines != NULL && reply->lines[0] != NULL);
          g_string_append_printf (said, "%d %s (%u)\n", reply->code, reply->text, g_strv_length (reply->lines));
          g_clear_pointer (&reply, waybill_ftp_reply_free);
        }
      g_assert_null (reply);
    }
  g_string_append (said, state == WAYBILL_FTP_PARSE_BROKEN ? "broken" : "more");
  waybill_ftp_reply_parser_free (parser);
  return g_string_free (said, FALSE);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *whole = dup_replies (data, size, MAX (size, 1));
  g_autofree char *pieces = dup_replies (data, size, size > 0 ? 1 + data[0] % 13 : 1);

  g_assert_cmpstr (whole, ==, pieces);
  return 0;
}
