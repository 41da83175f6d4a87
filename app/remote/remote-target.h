/* The immutable value a session starts from. Made by partner-resolve or by a test through the builder below; safe to share
 * between threads. It holds opened secrets in memory and is never written anywhere. */
#pragma once

#include "cert-identity.h"
#include "cert-trust.h"
#include "remote-learnt.h"

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

/* Who calls whom for a data channel: we the server (passive), or it us (active). */
typedef enum
{
  WAYBILL_REMOTE_DATA_AUTO,    /* passive; active where the server has no passive way */
  WAYBILL_REMOTE_DATA_PASSIVE,
  WAYBILL_REMOTE_DATA_ACTIVE,
} WaybillRemoteData;

typedef enum
{
  WAYBILL_REMOTE_TLS_DEFAULT,
  WAYBILL_REMOTE_TLS_ONLY_1_2,
  WAYBILL_REMOTE_TLS_ONLY_1_3,
  WAYBILL_REMOTE_TLS_OLD, /* 1.0 and 1.1 too */
} WaybillRemoteTls;

/* Through what a session reaches its host. */
typedef enum
{
  WAYBILL_REMOTE_PROXY_NONE,
  WAYBILL_REMOTE_PROXY_SOCKS5,
  WAYBILL_REMOTE_PROXY_HTTP,   /* CONNECT */
} WaybillRemoteProxy;

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
  WaybillRemoteProxy     proxy_kind;
  const char            *proxy_host;    /* (nullable) with NONE only */
  guint16                proxy_port;    /* 0: the kind's, 1080 or 8080 */
  const char            *proxy_user;    /* (nullable) no login at the proxy */
  const char            *proxy_password;/* (nullable) likewise as password */
  gpointer               proxy_password_owner;
  WaybillRemoteTargetDrop drop_proxy_password;
  WaybillCertIdentity   *identity;      /* (nullable) */
  WaybillCertTrust      *trust;         /* (nullable) only for FTP in clear */
  const char            *remote_dir;    /* (nullable) */
  const char            *listing_kind;  /* (nullable) a dialect's name; NULL: guessed */
  const char            *charset;       /* (nullable) of names, as iconv calls it; NULL: UTF-8 */
  gint64                 silence;       /* microseconds one wait may last; 0: 30 s */
  WaybillRemoteTls       tls;
  gboolean               tls_weak;              /* keys of 1024 bits, SHA-1; trust must allow them too */
  gboolean               tls_old_renegotiation; /* servers without RFC 5746 */
  gboolean               use_pasv_address; /* believe the address in a 227 */
  WaybillRemoteData      data;
  guint16                active_lowest;    /* ports for active mode; 0: the system chooses */
  guint16                active_highest;   /* not below active_lowest */
  gboolean               clear_data;       /* PROT C: files and listings in clear, on purpose only */
  gboolean               clear_control;    /* CCC after the login: commands in clear, for firewalls that read them */
  gboolean               keep_alive;       /* NOOP on the control channel while a long transfer runs */
  const char            *virtual_host;     /* (nullable) for HOST (RFC 7151) */
  const char            *client;           /* (nullable) what CLNT tells the server we are; NULL: it is not told */
  const char *const     *login_commands;   /* (nullable) said after each login; one that begins with - may be refused */
  WaybillRemoteLearnt    learnt_resumed;   /* did data channels resume the last time? */
  WaybillRemoteLearntServer learnt;        /* and what else was found out */
  gboolean               keeps_clock;      /* what the server's clock says would be kept: worth one question to it */
} WaybillRemoteTargetValues;

typedef struct _WaybillRemoteTarget WaybillRemoteTarget;

WaybillRemoteTarget *waybill_remote_target_new            (const WaybillRemoteTargetValues *values);
WaybillRemoteTarget *waybill_remote_target_with_exception (WaybillRemoteTarget             *self,
                                                           const char                      *fingerprint);
/* The same target, with what a session learnt. */
WaybillRemoteTarget *waybill_remote_target_with_learnt    (WaybillRemoteTarget             *self,
                                                           WaybillRemoteLearnt              resumed,
                                                           const WaybillRemoteLearntServer *learnt);
WaybillRemoteTarget *waybill_remote_target_ref            (WaybillRemoteTarget             *self);
void                 waybill_remote_target_unref          (WaybillRemoteTarget             *self);
/* Lent as long as the target lives; server_name, ports and silence are filled in. */
const WaybillRemoteTargetValues *
                     waybill_remote_target_get_values     (WaybillRemoteTarget             *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillRemoteTarget, waybill_remote_target_unref)

G_END_DECLS
