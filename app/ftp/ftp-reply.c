/* One reply of a server, and the parser that takes replies out of what came (RFC 959 §4.2). Knows no verb and no meaning. */
#include "ftp-reply.h"

#include <string.h>

/* A multi-line reply that is being collected. */
struct _WaybillFtpReplyParser
{
  GPtrArray *lines;
  gsize total;
  int code; /* of the first line; 0 between replies */
};

/**
 * waybill_ftp_reply_parser_new:
 *
 * Returns: (transfer full): a parser between two replies
 */
WaybillFtpReplyParser *
waybill_ftp_reply_parser_new (void)
{
  WaybillFtpReplyParser *self = g_new0 (WaybillFtpReplyParser, 1);

  self->lines = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * waybill_ftp_reply_parser_free:
 * @self: (transfer full) (nullable): a parser
 *
 * Frees it.
 */
void
waybill_ftp_reply_parser_free (WaybillFtpReplyParser *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->lines);
  g_free (self);
}

/* The code at the head of a line, 0 when there is none. */
static int
get_code (const char *line)
{
  if (line[0] < '1' || line[0] > '5' || !g_ascii_isdigit (line[1]) || !g_ascii_isdigit (line[2]))
    return 0;
  if (line[3] != '\0' && line[3] != ' ' && line[3] != '-')
    return 0;
  return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

static WaybillFtpReply *
finish_reply (WaybillFtpReplyParser *self, const char *last)
{
  WaybillFtpReply *reply = g_new0 (WaybillFtpReply, 1);

  reply->code = self->code;
  reply->text = g_strdup (last[3] != '\0' ? last + 4 : "");
  g_ptr_array_add (self->lines, NULL);
  reply->lines = (char **) g_ptr_array_steal (self->lines, NULL);
  self->code = 0;
  self->total = 0;
  return reply;
}

/**
 * waybill_ftp_reply_parser_take:
 * @self: a parser
 * @bytes: what came; whole lines are taken out
 * @reply: (out) (transfer full): a whole reply
 *
 * Takes the next reply out. A multi-line reply ends only on a line with the same code and a blank (RFC 959 §4.2): lines in
 * between may look like replies.
 *
 * Returns: whether there is one
 */
WaybillFtpParse
waybill_ftp_reply_parser_take (WaybillFtpReplyParser *self, WaybillBaseBytes *bytes, WaybillFtpReply **reply)
{
  gsize length = 0;
  char *line;

  while ((line = waybill_base_bytes_dup_line (bytes, &length)) != NULL)
    {
      int code = get_code (line);

      g_ptr_array_add (self->lines, line);
      self->total += length + 2;
      if (strlen (line) != length || self->total > WAYBILL_FTP_REPLY_BOUND)
        return WAYBILL_FTP_PARSE_BROKEN;

      if (self->code == 0 && code == 0)
        return WAYBILL_FTP_PARSE_BROKEN;
      if (self->code == 0)
        self->code = code;
      if (code == self->code && line[3] != '-')
        {
          *reply = finish_reply (self, line);
          return WAYBILL_FTP_PARSE_REPLY;
        }
    }

  return waybill_base_bytes_length (bytes) + self->total > WAYBILL_FTP_REPLY_BOUND ? WAYBILL_FTP_PARSE_BROKEN
                                                                                   : WAYBILL_FTP_PARSE_MORE;
}

static void
decode (char **text, WaybillBaseCharset *charset)
{
  char *decoded = waybill_base_charset_decode (charset, *text);

  g_free (*text);
  *text = decoded;
}

/**
 * waybill_ftp_reply_decode:
 * @self: a reply
 * @charset: (nullable): what the server's names are in; %NULL: UTF-8, and nothing is done
 *
 * Brings it into UTF-8; a line that is not of the charset stays as it came.
 */
void
waybill_ftp_reply_decode (WaybillFtpReply *self, WaybillBaseCharset *charset)
{
  if (charset == NULL)
    return;

  decode (&self->text, charset);
  for (char **line = self->lines; *line != NULL; line++)
    decode (line, charset);
}

/**
 * waybill_ftp_reply_free:
 * @self: (transfer full) (nullable): a reply
 *
 * Frees it.
 */
void
waybill_ftp_reply_free (WaybillFtpReply *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_strfreev (self->lines);
  g_free (self);
}

/**
 * waybill_ftp_reply_is_positive:
 * @self: a reply
 *
 * Returns: is it a 2xx: done?
 */
gboolean
waybill_ftp_reply_is_positive (const WaybillFtpReply *self)
{
  return self->code / 100 == 2;
}

/**
 * waybill_ftp_reply_is_of_noop:
 * @self: a reply
 *
 * Returns: can it be the answer to a NOOP (RFC 959 §5.4), or to one that is not known there? Neither ends a transfer well
 */
gboolean
waybill_ftp_reply_is_of_noop (const WaybillFtpReply *self)
{
  return self->code == 200 || (self->code >= 500 && self->code <= 503);
}

/**
 * waybill_ftp_reply_is_early:
 * @self: a reply
 *
 * Returns: is it a 1xx: begun, another reply follows?
 */
gboolean
waybill_ftp_reply_is_early (const WaybillFtpReply *self)
{
  return self->code / 100 == 1;
}
