/* What a session can say of itself: how it is encrypted, who showed which certificate, what the server is and can do, and what
 * was learnt. A snapshot: immutable once handed over. */
#pragma once

#include "remote-target.h"

#include "cert-verdict.h"

G_BEGIN_DECLS

/* One step on the way to a session, in order, with how long it took: what `check` prints. */
typedef enum
{
  WAYBILL_REMOTE_STEP_NAME,
  WAYBILL_REMOTE_STEP_REACH,
  WAYBILL_REMOTE_STEP_GREETING,
  WAYBILL_REMOTE_STEP_ENCRYPTION,
  WAYBILL_REMOTE_STEP_HANDSHAKE,
  WAYBILL_REMOTE_STEP_THEIR_CERTIFICATE,
  WAYBILL_REMOTE_STEP_OUR_CERTIFICATE,
  WAYBILL_REMOTE_STEP_LOGIN,
  WAYBILL_REMOTE_STEP_DATA_CHANNEL,
  WAYBILL_REMOTE_STEP_LISTING,
  WAYBILL_REMOTE_N_STEPS,
} WaybillRemoteStep;

typedef struct
{
  char                *address;        /* (nullable) numeric, of the server */
  guint16              port;
  char                *greeting;       /* (nullable) first reply, scrubbed */
  char                *system;         /* (nullable) what the server says it is: "ProFTPD", "vsftpd 3.0.3" ... from the greeting */
  char               **features;       /* (nullable) FEAT lines */
  char                *auth;           /* (nullable) "TLS", "SSL", "implicit" */
  char                *tls_version;    /* (nullable) "TLS1.3" */
  char                *cipher;         /* (nullable) */
  WaybillCertVerdict  *verdict;        /* (nullable) of the server's certificate */
  char                *our_fingerprint;/* (nullable) of the identity that was sent */
  gboolean             asked;          /* the server asked for our certificate */
  gboolean             sent;           /* and we sent it */
  char                *login_reply;    /* (nullable) */
  char                *folder;         /* (nullable) where the session stands after login */
  guint                data_channels;  /* opened so far */
  guint                data_resumed;   /* of these, resumed */
  WaybillRemoteLearnt  resumed;        /* newest data channel */
  gboolean             mlsd;
  const char          *checksum;       /* (nullable) static: the best algorithm that the server makes: "sha256" */
  WaybillRemoteLearntServer learnt;    /* what else was found out */
  const char          *data_way;       /* (nullable) static: the command that the newest data channel came about with: "EPSV" */
  char                *system_reply;   /* (nullable) to SYST, scrubbed: "UNIX Type: L8" */
  gboolean             control_cleared; /* CCC: commands go in clear since the login, as was wanted */
  gboolean             control_kept;   /* CCC was wanted and refused: they stay encrypted */
  gint64               step_time[WAYBILL_REMOTE_N_STEPS]; /* microseconds each took; -1: not reached */
} WaybillRemoteFacts;

WaybillRemoteFacts *waybill_remote_facts_new  (void);
WaybillRemoteFacts *waybill_remote_facts_copy (const WaybillRemoteFacts *self);
void                waybill_remote_facts_free (WaybillRemoteFacts       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillRemoteFacts, waybill_remote_facts_free)

G_END_DECLS
