/* The immutable value a session starts from. Made by partner-resolve or by a test through the builder below; safe to share
 * between threads. It holds opened secrets in memory and is never written anywhere. */
#pragma once

#include "cert-identity.h"
#include "cert-trust.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_REMOTE_PROTOCOL_FTPS,          /* explicit: AUTH TLS */
  WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT,
  WAYBILL_REMOTE_PROTOCOL_SFTP,
  WAYBILL_REMOTE_PROTOCOL_FTP,           /* not encrypted, on purpose only */
  WAYBILL_REMOTE_N_PROTOCOLS,
} WaybillRemoteProtocol;

const char *waybill_remote_protocol_get_name     (WaybillRemoteProtocol  protocol);   /* "ftps-implicit" */
gboolean    waybill_remote_protocol_from_name    (const char            *name,
                                                  WaybillRemoteProtocol *protocol);
guint16     waybill_remote_protocol_get_port     (WaybillRemoteProtocol  protocol);   /* 21, 990, 22, 21 */

/* Yes, no or unknown: what was learnt about a server. */
typedef enum
{
  WAYBILL_REMOTE_LEARNT_UNKNOWN,
  WAYBILL_REMOTE_LEARNT_YES,
  WAYBILL_REMOTE_LEARNT_NO,
} WaybillRemoteLearnt;

typedef enum
{
  WAYBILL_REMOTE_TLS_DEFAULT,
  WAYBILL_REMOTE_TLS_ONLY_1_2,
  WAYBILL_REMOTE_TLS_ONLY_1_3,
} WaybillRemoteTls;

/* Wiped text that a target holds. (A partner's secret comes as a WaybillSecretText; remote may not name it.) */
typedef void (*WaybillRemoteTargetDrop) (gpointer data);

/* What to build one from; borrowed for the call, but for the references it takes. */
typedef struct
{
  WaybillRemoteProtocol  protocol;
  const char            *name;          /* partner's name, for questions and errors */
  const char            *host;
  guint16                port;          /* 0: the protocol's */
  const char            *server_name;   /* (nullable) NULL: host */
  const char            *user;          /* (nullable) NULL: "anonymous" */
  const char            *password;      /* (nullable) borrowed from password_owner, which keeps it alive */
  gpointer               password_owner;/* (nullable) (transfer full) */
  WaybillRemoteTargetDrop drop_password;/* frees password_owner */
  const char            *account;       /* (nullable) likewise */
  gpointer               account_owner;
  WaybillRemoteTargetDrop drop_account;
  WaybillCertIdentity   *identity;      /* (nullable) */
  WaybillCertTrust      *trust;         /* (nullable) only for FTP in clear */
  const char            *remote_dir;    /* (nullable) */
  gint64                 silence;       /* microseconds one wait may last; 0: 30 s */
  WaybillRemoteTls       tls;
  gboolean               use_pasv_address; /* believe the address in a 227 */
  WaybillRemoteLearnt    learnt_resumed;   /* did data channels resume the last time? */
} WaybillRemoteTargetValues;

typedef struct _WaybillRemoteTarget WaybillRemoteTarget;

WaybillRemoteTarget *waybill_remote_target_new            (const WaybillRemoteTargetValues *values);
WaybillRemoteTarget *waybill_remote_target_with_exception (WaybillRemoteTarget             *self,
                                                           const char                      *fingerprint);
/* The same target, when it was learnt that data channels resume. */
WaybillRemoteTarget *waybill_remote_target_with_learnt    (WaybillRemoteTarget             *self,
                                                           WaybillRemoteLearnt              resumed);
WaybillRemoteTarget *waybill_remote_target_ref            (WaybillRemoteTarget             *self);
void                 waybill_remote_target_unref          (WaybillRemoteTarget             *self);
/* Lent as long as the target lives; server_name, port and silence are filled in. */
const WaybillRemoteTargetValues *
                     waybill_remote_target_get_values     (WaybillRemoteTarget             *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillRemoteTarget, waybill_remote_target_unref)

G_END_DECLS
