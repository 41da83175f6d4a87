/* Reads a listing as it arrives: bytes go in, entries come out, in one of many dialects, told or guessed. Knows no connection. */
#pragma once

#include "remote-listing.h"

G_BEGIN_DECLS

typedef struct _WaybillFtpParser WaybillFtpParser;

typedef struct
{
  const char *kind;       /* (nullable) a dialect's name: no other is tried; unknown or NULL: guessed */
  const char *system;     /* (nullable) a SYST reply, or a dialect's name that is tried first */
  const char *charset;    /* (nullable) of names, as iconv calls it; NULL: UTF-8, other bytes stay as they are */
  gint64      now;        /* Unix seconds: dates without a year are near it */
  gint64      utc_offset; /* seconds by which the server's clock is ahead of UTC; 0 where nobody knows */
} WaybillFtpParserTerms;

WaybillFtpParser *waybill_ftp_parser_new         (const WaybillFtpParserTerms *terms,
                                                  WaybillRemoteListing        *listing);
gboolean          waybill_ftp_parser_take        (WaybillFtpParser            *self,
                                                  const char                  *bytes,
                                                  gsize                        length);
gboolean          waybill_ftp_parser_end         (WaybillFtpParser            *self);
const char       *waybill_ftp_parser_get_kind    (WaybillFtpParser            *self);
void              waybill_ftp_parser_free        (WaybillFtpParser            *self);

/* The names of all dialects: (transfer container), NULL-terminated. */
const char      **waybill_ftp_parser_list_kinds  (guint                       *n_kinds);
/* Does a SYST reply, or a name, say anything? */
gboolean          waybill_ftp_parser_knows       (const char                  *system);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillFtpParser, waybill_ftp_parser_free)

G_END_DECLS
