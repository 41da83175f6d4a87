/* What is asked for the next move while the present one runs: its SIZE and MDTM, and a port for its data channel. It saves round trips,
 * and decides nothing. */
#pragma once

#include "ftp-session.h"
#include "remote-move.h"

G_BEGIN_DECLS

#define WAYBILL_FTP_AHEAD_MOST 3

/* What a move begins with, asked ahead or now. */
typedef struct
{
  WaybillFtpReply *replies[WAYBILL_FTP_AHEAD_MOST]; /* (nullable) each: not asked */
} WaybillFtpAnswers;

guint            waybill_ftp_ahead_plan    (WaybillFtpSession       *session,
                                            const WaybillRemoteMove *next,
                                            WaybillFtpCommand       *commands);
gboolean         waybill_ftp_ahead_take    (WaybillFtpSession       *session,
                                            const WaybillRemoteMove *move,
                                            WaybillFtpAnswers       *answers,
                                            GCancellable            *cancellable,
                                            GError                 **error);
WaybillFtpReply *waybill_ftp_answers_get_size (WaybillFtpAnswers    *self);
WaybillFtpReply *waybill_ftp_answers_get_time (WaybillFtpAnswers    *self);
WaybillFtpReply *waybill_ftp_answers_get_epsv (WaybillFtpAnswers    *self);
void             waybill_ftp_answers_clear (WaybillFtpAnswers       *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WaybillFtpAnswers, waybill_ftp_answers_clear)

G_END_DECLS
