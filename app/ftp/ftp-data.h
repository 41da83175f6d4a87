/* One data channel: where it goes, how it is secured, and whether it really was resumed. What flows through it is others'. */
#pragma once

#include "ftp-way.h"

G_BEGIN_DECLS

typedef struct
{
  WaybillNetStream *stream;  /* (nullable) */
  WaybillFtpMeeting meeting;
  gboolean          secured;
  gboolean          resumed;
  gboolean          parts;    /* in: we send nothing, so our farewell may go out before the data comes. Out: it did */
} WaybillFtpData;

gboolean waybill_ftp_data_connect (WaybillFtpData        *self,
                                   WaybillFtpSession     *session,
                                   const WaybillFtpReply *epsv,
                                   GCancellable          *cancellable,
                                   GError               **error);
gboolean waybill_ftp_data_accept  (WaybillFtpData        *self,
                                   WaybillFtpSession     *session,
                                   WaybillNetWatch       *watch,
                                   GCancellable          *cancellable,
                                   GError               **error);
gboolean waybill_ftp_data_secure  (WaybillFtpData        *self,
                                   WaybillFtpSession     *session,
                                   WaybillNetWatch       *watch,
                                   GCancellable          *cancellable,
                                   GError               **error);
void     waybill_ftp_data_clear   (WaybillFtpData        *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WaybillFtpData, waybill_ftp_data_clear)

G_END_DECLS
