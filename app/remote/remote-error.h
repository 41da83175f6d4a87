/* What leaves an engine: one error domain whose errors carry kind, phase, verb, the server's reply, GnuTLS's code, the alert
 * and the verdict. The sentence for people is made in words from these; the message is for logs. */
#pragma once

#include "cert-verdict.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The kinds; a table gives each its exit code. */
typedef enum
{
  WAYBILL_REMOTE_ERROR_FAILED,              /* 1: the server refused the operation for a reason of its own */
  WAYBILL_REMOTE_ERROR_HOST_NOT_FOUND,      /* 3 */
  WAYBILL_REMOTE_ERROR_REFUSED,             /* 3: nobody listens */
  WAYBILL_REMOTE_ERROR_UNREACHABLE,         /* 3 */
  WAYBILL_REMOTE_ERROR_LOST,                /* 3: the connection broke */
  WAYBILL_REMOTE_ERROR_BUSY,                /* 3: 421, too many users, try later */
  WAYBILL_REMOTE_ERROR_PROXY,               /* 3: the proxy cannot be reached, or does not answer as one */
  WAYBILL_REMOTE_ERROR_PROXY_LOGIN,         /* 7: the proxy wants a login, or another one */
  WAYBILL_REMOTE_ERROR_PROXY_REFUSED,       /* 3: the proxy does not permit this host and port */
  WAYBILL_REMOTE_ERROR_PROXY_NO_WAY,        /* 3: the proxy itself finds no way to the host */
  WAYBILL_REMOTE_ERROR_PROXY_ACTIVE,        /* 3: active mode was chosen, and nobody can call back through a proxy */
  WAYBILL_REMOTE_ERROR_NO_ENCRYPTION,       /* 4: AUTH or PROT refused */
  WAYBILL_REMOTE_ERROR_TLS,                 /* 4: no common version or cipher, or broken */
  WAYBILL_REMOTE_ERROR_PLAIN_TEXT,          /* 4: clear text where TLS was due */
  WAYBILL_REMOTE_ERROR_UNTRUSTED,           /* 5: see the verdict */
  WAYBILL_REMOTE_ERROR_CERTIFICATE_WANTED,  /* 6: the server wants a certificate, none is assigned */
  WAYBILL_REMOTE_ERROR_CERTIFICATE_REFUSED, /* 6: the server does not accept ours */
  WAYBILL_REMOTE_ERROR_LOGIN,               /* 7 */
  WAYBILL_REMOTE_ERROR_LOCAL,               /* 8: reading or writing the local file failed */
  WAYBILL_REMOTE_ERROR_NO_SPACE,            /* 8: the local disk is full */
  WAYBILL_REMOTE_ERROR_LOCAL_EXISTS,        /* 8: a local file of that name is there and may not be replaced */
  WAYBILL_REMOTE_ERROR_EXISTS,              /* 1: a remote file of that name is there and may not be replaced */
  WAYBILL_REMOTE_ERROR_NOT_FOUND,           /* 9: no such remote file or folder */
  WAYBILL_REMOTE_ERROR_DENIED,              /* 1: the server does not permit it */
  WAYBILL_REMOTE_ERROR_REMOTE_FULL,         /* 1: 452, 552 */
  WAYBILL_REMOTE_ERROR_NOT_RESUMED,         /* 4: the server wants the data channel's TLS session resumed, or resumption stopped */
  WAYBILL_REMOTE_ERROR_DATA,                /* 1: the data channel could not be opened (425) */
  WAYBILL_REMOTE_ERROR_TRUNCATED,           /* 10: fewer or other bytes than announced */
  WAYBILL_REMOTE_ERROR_HASH_DIFFERS,        /* 10: as many bytes, and others: the server's checksum is not ours */
  WAYBILL_REMOTE_ERROR_UNVERIFIED,          /* 10: the proof that was asked for is not to be had */
  WAYBILL_REMOTE_ERROR_TIMED_OUT,           /* 11 */
  WAYBILL_REMOTE_ERROR_CANCELLED,           /* 12 */
  WAYBILL_REMOTE_ERROR_PROTOCOL,            /* 13: the server broke the protocol */
  WAYBILL_REMOTE_ERROR_UNSAFE,              /* 13: a safety rule: a name that leaves the folder, CR LF in a name */
  WAYBILL_REMOTE_ERROR_CHARSET,             /* 1: the charset of the partner's names has no letter for this one */
  WAYBILL_REMOTE_ERROR_UNSUPPORTED,         /* 1: the server or engine cannot do it */
  WAYBILL_REMOTE_N_ERRORS,
} WaybillRemoteError;

/* Where on its way a session was: words names it in the sentence. */
typedef enum
{
  WAYBILL_REMOTE_PHASE_NONE,
  WAYBILL_REMOTE_PHASE_NAME,       /* looking the host up */
  WAYBILL_REMOTE_PHASE_REACH,      /* connecting */
  WAYBILL_REMOTE_PHASE_GREETING,
  WAYBILL_REMOTE_PHASE_ENCRYPTION, /* AUTH */
  WAYBILL_REMOTE_PHASE_HANDSHAKE,
  WAYBILL_REMOTE_PHASE_LOGIN,
  WAYBILL_REMOTE_PHASE_SETUP,      /* FEAT, PBSZ, PROT, TYPE, PWD; CWD into the partner's own folder */
  WAYBILL_REMOTE_PHASE_COMMAND,
  WAYBILL_REMOTE_PHASE_DATA_OPEN,
  WAYBILL_REMOTE_PHASE_DATA,
  WAYBILL_REMOTE_PHASE_DATA_END,   /* the reply after the data */
  WAYBILL_REMOTE_PHASE_CHECK,      /* SIZE compared */
  WAYBILL_REMOTE_N_PHASES,
} WaybillRemotePhase;

/* What an error carries. Strings are owned by the error. */
typedef struct
{
  WaybillRemotePhase  phase;
  char               *verb;        /* (nullable) "RETR" */
  int                 reply_code;  /* 0: none */
  char               *reply_text;  /* (nullable) the server's own words, scrubbed */
  char               *subject;     /* (nullable) the file or host that it is about */
  int                 gnutls_code; /* 0: none */
  int                 alert;       /* -1: none */
  int                 os_error;    /* errno, 0: none */
  gboolean            permanent;   /* a 5xx reply */
  WaybillCertVerdict *verdict;     /* (nullable) */
  gboolean            has_ended;   /* the data went through, and only the last word of it is missing: */
  gint64              ended_size;  /* so many bytes, from the file's beginning */
  gboolean            has_there;   /* EXISTS: the next two tell of what stands there */
  gint64              there_size;  /* bytes, -1: unknown */
  gint64              there_time;  /* Unix seconds, WAYBILL_REMOTE_NO_TIME: unknown */
} WaybillRemoteErrorFacts;

#define WAYBILL_REMOTE_ERROR (waybill_remote_error_quark ())
GQuark   waybill_remote_error_quark     (void);

/* facts: (nullable) copied. */
GError  *waybill_remote_error_new       (WaybillRemoteError             kind,
                                         const WaybillRemoteErrorFacts *facts,
                                         const char                    *format,
                                         ...) G_GNUC_PRINTF (3, 4);
const WaybillRemoteErrorFacts *
         waybill_remote_error_get_facts (const GError                  *error); /* (nullable): not of this domain */
int      waybill_remote_error_get_exit_code (const GError              *error); /* any domain; 1 where it is not ours */
/* May a transfer be tried again after this? (lost, stalled, refused, busy; never a decision of somebody) */
gboolean waybill_remote_error_is_passing (const GError                 *error);
/* Was it on the way to a session that can be used, from the name to the setup? */
gboolean waybill_remote_error_is_about_opening (const GError           *error);
const char *waybill_remote_error_get_kind_name (WaybillRemoteError      kind);  /* "login-refused": for --json and logs */

G_END_DECLS
