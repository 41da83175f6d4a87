/* One logged-in FTP session on its worker thread: what the verbs share. How it comes about is ftp-login's, what it moves is
 * ftp-transfer's and ftp-list's. Plain C, one thread. */
#pragma once

#include "ftp-features.h"
#include "ftp-pipe.h"
#include "remote-error.h"
#include "remote-facts.h"
#include "remote-talk.h"
#include "tls-session.h"

G_BEGIN_DECLS

typedef struct
{
  WaybillRemoteTarget *target;
  WaybillRemoteFacts  *facts;
  WaybillRemoteTalk   *talk;       /* (nullable) */
  WaybillNetTerms      terms;
  WaybillFtpPipe      *pipe;       /* (nullable) NULL: not connected */
  WaybillTlsSession   *tls;        /* (nullable) lent: the pipe's stream; NULL in clear */
  WaybillTlsResume    *resume;     /* what data channels are resumed from */
  WaybillFtpFeatures   features;
  char                *address;    /* the server's, numeric: where data channels go */
  char                *folder;     /* where the session stands */
  GError              *astray;     /* (nullable) why it does not stand in the partner's own folder */
} WaybillFtpSession;

WaybillFtpSession                *waybill_ftp_session_new        (WaybillRemoteTarget    *target,
                                                                  const WaybillNetTerms  *terms,
                                                                  WaybillRemoteTalk      *talk);
const WaybillRemoteTargetValues  *waybill_ftp_session_get_values (WaybillFtpSession      *self);
gboolean                          waybill_ftp_session_is_alive   (WaybillFtpSession      *self);
gboolean                          waybill_ftp_session_has_place  (WaybillFtpSession      *self,
                                                                  const char             *path,
                                                                  GError                **error);
gboolean                          waybill_ftp_session_change_folder (WaybillFtpSession   *self,
                                                                  const char             *path,
                                                                  GCancellable           *cancellable,
                                                                  GError                **error);
gboolean                          waybill_ftp_session_stat       (WaybillFtpSession      *self,
                                                                  const char             *path,
                                                                  gboolean               *is_folder,
                                                                  gint64                 *size,
                                                                  gint64                 *mtime,
                                                                  GCancellable           *cancellable,
                                                                  GError                **error);
gint64                            waybill_ftp_session_read_size  (const WaybillFtpReply  *reply);
gint64                            waybill_ftp_session_read_time  (const WaybillFtpReply  *reply);
void                              waybill_ftp_session_close      (WaybillFtpSession      *self);
void                              waybill_ftp_session_free       (WaybillFtpSession      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillFtpSession, waybill_ftp_session_free)

G_END_DECLS
