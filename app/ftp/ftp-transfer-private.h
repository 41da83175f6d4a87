/* A move on its way, from within, for its two files: what moves share and fetching (ftp-transfer), sending (ftp-transfer-put). */
#pragma once

#include "ftp-ahead.h"
#include "ftp-flow.h"
#include "ftp-text.h"
#include "ftp-transfer.h"

G_BEGIN_DECLS

#define WAYBILL_FTP_TRANSFER_MOST_OWN 3

typedef struct
{
  WaybillFtpFlow flow;
  WaybillFtpData data;
  WaybillFtpAnswers answers;
  WaybillFtpSession *session;
  const WaybillRemoteMove *move;
  const WaybillRemoteMove *next; /* (nullable) */
  const char *verb;
  WaybillRemoteOutcome *outcome;
  WaybillFtpType type;
  WaybillFtpText text;  /* of a text */
  GByteArray *room;     /* (nullable) of a text: where its pieces are made into the other kind */
  gboolean knows_start; /* of an appended file: how much stood there is known */
  gboolean daring;      /* TLS begins without waiting for the 1xx, and SIZE travels behind STOR */
  gboolean proves;      /* a NOOP stands behind the verb */
  gboolean parted;      /* our TLS farewell went out before the data came */
  gboolean is_ahead;    /* commands for the next move were sent */
} WaybillFtpTransfer;

/* Room of a piece that becomes another kind of text. */
char    *waybill_ftp_transfer_get_room      (WaybillFtpTransfer      *self,
                                             gsize                    length);
GError  *waybill_ftp_transfer_new_error     (WaybillFtpTransfer      *self,
                                             WaybillRemoteError       kind,
                                             WaybillRemotePhase       phase,
                                             const char              *message);
/* Each returns FALSE. */
gboolean waybill_ftp_transfer_fail          (WaybillFtpTransfer      *self,
                                             WaybillRemotePhase       phase,
                                             GError                 **error);
gboolean waybill_ftp_transfer_refuse        (WaybillFtpTransfer      *self,
                                             WaybillRemotePhase       phase,
                                             const WaybillFtpReply   *reply,
                                             GError                 **error);
gboolean waybill_ftp_transfer_fail_at_end   (WaybillFtpTransfer      *self,
                                             WaybillRemotePhase       phase,
                                             GError                 **error);
/* own: commands that belong to this move, to follow its verb. */
gboolean waybill_ftp_transfer_open_channel  (WaybillFtpTransfer      *self,
                                             const WaybillFtpCommand *own,
                                             guint                    n_own,
                                             GCancellable            *cancellable,
                                             GError                 **error);
/* The data has ended: reads the verb's own reply. */
gboolean waybill_ftp_transfer_close_channel (WaybillFtpTransfer      *self,
                                             GCancellable            *cancellable,
                                             GError                 **error);
/* ftp-transfer-put.c: sends the whole file. */
gboolean waybill_ftp_transfer_store         (WaybillFtpTransfer      *self,
                                             GCancellable            *cancellable,
                                             GError                 **error);
/* Before the data of an appended file: how much stands there. */
gboolean waybill_ftp_transfer_find_end      (WaybillFtpTransfer      *self,
                                             GCancellable            *cancellable,
                                             GError                 **error);

G_END_DECLS
