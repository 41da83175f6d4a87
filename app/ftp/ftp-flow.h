/* Bytes through a data channel while the control channel is watched: a server may say why it stops in the middle. No FTP verbs,
 * no judgement of sizes. */
#pragma once

#include "ftp-data.h"

G_BEGIN_DECLS

/* Called for each piece that came; FALSE with an error ends the flow. */
typedef gboolean (*WaybillFtpFlowTake) (gpointer data, const char *bytes, gsize length, GError **error);

typedef struct
{
  WaybillFtpSession *session;
  WaybillFtpData    *data;
  WaybillFtpReply   *final;  /* (nullable) the final reply, when it came before the end of the data */
  WaybillNetIo       end;    /* END or CUT */
} WaybillFtpFlow;

gboolean waybill_ftp_flow_receive (WaybillFtpFlow      *self,
                                   WaybillFtpFlowTake   take,
                                   gpointer             take_data,
                                   GCancellable        *cancellable,
                                   GError             **error);
gboolean waybill_ftp_flow_send    (WaybillFtpFlow      *self,
                                   const char          *bytes,
                                   gsize                length,
                                   GCancellable        *cancellable,
                                   GError             **error);
gboolean waybill_ftp_flow_finish  (WaybillFtpFlow      *self,
                                   GCancellable        *cancellable,
                                   GError             **error);

G_END_DECLS
