/* Bytes through a data channel while the control channel is watched: a server may say why it will not, or stops in the middle. No
 * judgement of sizes. */
#pragma once

#include "ftp-data.h"

G_BEGIN_DECLS

/* Called for each piece that came; FALSE with an error ends the flow. */
typedef gboolean (*WaybillFtpFlowTake) (gpointer data, const char *bytes, gsize length, GError **error);

typedef struct
{
  WaybillNetWatch     watch;      /* first: the watch is the flow */
  WaybillFtpSession  *session;
  WaybillFtpData     *data;
  const char         *verb;       /* RETR, STOR, MLSD, LIST ... */
  const char         *path;       /* (nullable) its argument */
  WaybillRemotePhase  phase;
  WaybillFtpReply    *final;      /* (nullable) the final reply, once it came */
  gboolean            in_turn;    /* FALSE: the server answered some of what stands behind the verb before the verb itself */
  WaybillNetIo        end;        /* END or CUT */
  guint               n_behind;   /* commands that followed the verb, and are not answered yet */
  guint               n_noops;    /* sent and not answered yet */
  WaybillFtpReply    *refusal;    /* (nullable) that was taken for the answer to a NOOP */
  gboolean            ended_early; /* the final reply was there before all was sent */
  gint64              kept;       /* ticks: when the last was sent, or the flow began */
} WaybillFtpFlow;

gboolean waybill_ftp_flow_begin   (WaybillFtpFlow          *self,
                                   const WaybillFtpCommand *behind,
                                   guint                    n_behind,
                                   GCancellable            *cancellable,
                                   GError                 **error);
gboolean waybill_ftp_flow_receive (WaybillFtpFlow          *self,
                                   WaybillFtpFlowTake       take,
                                   gpointer                 take_data,
                                   GCancellable            *cancellable,
                                   GError                 **error);
gboolean waybill_ftp_flow_send    (WaybillFtpFlow          *self,
                                   const char              *bytes,
                                   gsize                    length,
                                   GCancellable            *cancellable,
                                   GError                 **error);
gboolean waybill_ftp_flow_finish  (WaybillFtpFlow          *self,
                                   GCancellable            *cancellable,
                                   GError                 **error);
void     waybill_ftp_flow_clear   (WaybillFtpFlow          *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WaybillFtpFlow, waybill_ftp_flow_clear)

G_END_DECLS
