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

#define WAYBILL_FTP_KEEP_TIME (60 * G_USEC_PER_SEC)

/* How the bytes of a file travel (RFC 959 §3.1.1). ftp-type has their table. */
typedef enum
{
  WAYBILL_FTP_TYPE_BINARY, /* as a session begins */
  WAYBILL_FTP_TYPE_ASCII,
  WAYBILL_FTP_TYPE_EBCDIC,
  WAYBILL_FTP_N_TYPES,     /* not known: the answer to TYPE never came */
} WaybillFtpType;

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
  char                *address;    /* where data channels go: the server's numeric address; through a proxy its name */
  char                *proxy_address; /* (nullable) the proxy's, numeric: it is looked up once */
  char                *folder;     /* where the session stands */
  struct
  {
    char *path;   /* (nullable) whom it was asked for; NULL: nothing was asked */
    guint asked;  /* ftp-ahead's */
  } ahead;
  gboolean             protects_data; /* PROT P was agreed */
  gboolean             owes_transfer; /* one was broken off, and its reply is still to come */
  gboolean             strayed;    /* it may stand elsewhere than in folder, and goes back before the next verb */
  WaybillRemoteData    data;          /* who calls whom; the target's choice, or what was set since */
  gint64               keep_time;     /* microseconds between two NOOPs while data flows; 0: none is sent */
  WaybillFtpType       type;          /* what the server was told last */
  WaybillFtpType       wanted_type;   /* of moves that ask for none */
  gboolean             chose_hash;    /* OPTS HASH was said */
  WaybillCertClockReading clock;      /* what is known of the server's, before the login */
  gboolean             asked_clock;   /* a file that was sent told the server's time, or could not */
  GError              *astray;     /* (nullable) why it does not stand in the partner's own folder */
} WaybillFtpSession;

WaybillFtpSession                *waybill_ftp_session_new        (WaybillRemoteTarget    *target,
                                                                  const WaybillNetTerms  *terms,
                                                                  WaybillRemoteTalk      *talk);
const WaybillRemoteTargetValues  *waybill_ftp_session_get_values (WaybillFtpSession      *self);
gboolean                          waybill_ftp_session_is_alive   (WaybillFtpSession      *self);
gboolean                          waybill_ftp_session_settle     (WaybillFtpSession      *self,
                                                                  GCancellable           *cancellable,
                                                                  GError                **error);
void                              waybill_ftp_session_note_learnt (WaybillFtpSession     *self);
void                              waybill_ftp_session_note_folder (WaybillFtpSession     *self,
                                                                  const WaybillFtpReply  *pwd);
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
