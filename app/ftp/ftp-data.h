/* One data channel: where it goes, how it is secured, and whether it really was resumed. What flows through it is others'. */
#pragma once

#include "ftp-session.h"

G_BEGIN_DECLS

typedef struct
{
  WaybillNetStream *stream; /* (nullable) */
  gboolean          secured;
  gboolean          resumed;
} WaybillFtpData;

gboolean waybill_ftp_data_connect (WaybillFtpData        *self,
                                   WaybillFtpSession     *session,
                                   const WaybillFtpReply *epsv,
                                   GCancellable          *cancellable,
                                   GError               **error);
gboolean waybill_ftp_data_begin   (WaybillFtpData        *self,
                                   WaybillFtpSession     *session,
                                   const char            *verb,
                                   const char            *argument,
                                   WaybillFtpReply      **final,
                                   GCancellable          *cancellable,
                                   GError               **error);
void     waybill_ftp_data_clear   (WaybillFtpData        *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WaybillFtpData, waybill_ftp_data_clear)

G_END_DECLS
