/* What this engine writes into a session's conversation: commands, replies, and remarks from one table. It decides nothing. */
#pragma once

#include "ftp-command.h"
#include "ftp-reply.h"
#include "remote-talk.h"

G_BEGIN_DECLS

/* Each has its words in a table; the detail stands behind them. */
typedef enum
{
  WAYBILL_FTP_REMARK_CONNECTED,     /* "192.0.2.1 port 21" */
  WAYBILL_FTP_REMARK_TLS_BEGINS,    /* whose name is expected */
  WAYBILL_FTP_REMARK_TLS_AGREED,    /* see waybill_ftp_talk_dup_cipher() */
  WAYBILL_FTP_REMARK_CERTIFICATE_SENT,
  WAYBILL_FTP_REMARK_CERTIFICATE_MISSING,
  WAYBILL_FTP_REMARK_CERTIFICATE_NOT_ASKED,
  WAYBILL_FTP_REMARK_DATA,          /* "TLS 1.3, resumed, same certificate" */
  WAYBILL_FTP_REMARK_DATA_CLEAR,
  WAYBILL_FTP_REMARK_DATA_FAILED,   /* why */
  WAYBILL_FTP_REMARK_SILENT,
  WAYBILL_FTP_REMARK_STOPPED,       /* why */
  WAYBILL_FTP_REMARK_ENDED,
  WAYBILL_FTP_N_REMARKS,
} WaybillFtpRemark;

void  waybill_ftp_talk_command    (WaybillRemoteTalk       *talk,
                                   const WaybillFtpCommand *command);
void  waybill_ftp_talk_reply      (WaybillRemoteTalk       *talk,
                                   const WaybillFtpReply   *reply);
void  waybill_ftp_talk_remark     (WaybillRemoteTalk       *talk,
                                   WaybillFtpRemark         remark,
                                   const char              *detail);
char *waybill_ftp_talk_dup_version (const char             *version);
char *waybill_ftp_talk_dup_cipher (const char              *version,
                                   const char              *description);

G_END_DECLS
