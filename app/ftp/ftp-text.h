/* Line ends of a text: LF on this side, CRLF on the way (RFC 959 §3.1.1.1). Bytes in, bytes out; no wire, no letters. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of one file in one direction; zeroed to begin with. */
typedef struct
{
  gboolean after_cr; /* the piece before ended in CR; on the way down that one is held back */
} WaybillFtpText;

gsize waybill_ftp_text_to_local  (WaybillFtpText *self,
                                  const char     *bytes,
                                  gsize           length,
                                  char           *local);
gsize waybill_ftp_text_end_local (WaybillFtpText *self,
                                  char           *local);
gsize waybill_ftp_text_to_wire   (WaybillFtpText *self,
                                  const char     *bytes,
                                  gsize           length,
                                  char           *wire);

G_END_DECLS
