/* By which command a data channel comes about, in an order that learns: EPSV, PASV, EPRT, PORT. What flows, and how it is secured, is
 * others'. */
#pragma once

#include "ftp-session.h"
#include "net-listen.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_FTP_WAY_EPSV,
  WAYBILL_FTP_WAY_PASV,
  WAYBILL_FTP_WAY_EPRT,
  WAYBILL_FTP_WAY_PORT,
  WAYBILL_FTP_N_WAYS,
} WaybillFtpWay;

/* Where the channel will come from. */
typedef struct
{
  WaybillFtpWay       way;
  char               *address;  /* (nullable) that a 227 names */
  guint16             port;     /* passive */
  WaybillNetListener *listener; /* (nullable) active: the server calls here after the next command */
} WaybillFtpMeeting;

gboolean waybill_ftp_way_is_epsv (WaybillFtpSession      *session);
gboolean waybill_ftp_way_agree   (WaybillFtpSession      *session,
                                  const WaybillFtpReply  *epsv,
                                  WaybillFtpMeeting      *meeting,
                                  GCancellable           *cancellable,
                                  GError                **error);
void     waybill_ftp_way_note    (WaybillFtpSession      *session,
                                  WaybillFtpWay           way,
                                  const GError           *failure);
void     waybill_ftp_meeting_clear (WaybillFtpMeeting    *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WaybillFtpMeeting, waybill_ftp_meeting_clear)

G_END_DECLS
