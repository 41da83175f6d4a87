/* One reply of a server, and the parser that takes replies out of what came (RFC 959 §4.2). Knows no verb and no meaning. */
#pragma once

#include "base-bytes.h"
#include "base-charset.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* curl's bound is the anchor: an endless line, or an endless reply, ends the session. */
#define WAYBILL_FTP_REPLY_BOUND (300 * 1024)

typedef struct
{
  int    code;  /* 100 to 599 */
  char  *text;  /* the last line without its code; may hold any byte but NUL */
  char **lines; /* all lines as they came, the first and last with their codes */
} WaybillFtpReply;

typedef enum
{
  WAYBILL_FTP_PARSE_REPLY,  /* *reply is set */
  WAYBILL_FTP_PARSE_MORE,   /* no whole reply yet */
  WAYBILL_FTP_PARSE_BROKEN, /* not FTP, or too long */
} WaybillFtpParse;

typedef struct _WaybillFtpReplyParser WaybillFtpReplyParser;

WaybillFtpReplyParser *waybill_ftp_reply_parser_new  (void);
void                   waybill_ftp_reply_parser_free (WaybillFtpReplyParser *self);
WaybillFtpParse        waybill_ftp_reply_parser_take (WaybillFtpReplyParser *self,
                                                      WaybillBaseBytes      *bytes,
                                                      WaybillFtpReply      **reply);
/* charset: (nullable) of the names in it. */
void                   waybill_ftp_reply_decode      (WaybillFtpReply       *self,
                                                      WaybillBaseCharset    *charset);
void                   waybill_ftp_reply_free        (WaybillFtpReply       *self);
gboolean               waybill_ftp_reply_is_positive (const WaybillFtpReply *self);
gboolean               waybill_ftp_reply_is_early    (const WaybillFtpReply *self);
gboolean               waybill_ftp_reply_is_of_noop  (const WaybillFtpReply *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillFtpReply, waybill_ftp_reply_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillFtpReplyParser, waybill_ftp_reply_parser_free)

G_END_DECLS
