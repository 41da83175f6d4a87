/* A tiny FTPS client for tests of servers: sends a line, gives the reply, moves bytes. It is not the engine and handles
 * nothing that a test does not ask for. */
#pragma once

#include "base-bytes.h"
#include "tls-session.h"

G_BEGIN_DECLS

typedef struct
{
  WaybillNetStream *stream; /* owned as long as session is NULL */
  WaybillTlsSession *session;
  WaybillTlsResume *resume;
  WaybillBaseBytes *input;
  WaybillCertIdentity *identity; /* lent */
  WaybillCertTrust *trust;       /* lent */
  gboolean unresumed;            /* data connections begin anew */
} LineClient;

/* identity: (nullable). Connected, nothing read yet. */
LineClient *line_client_new       (guint16               port,
                                   WaybillCertIdentity  *identity,
                                   WaybillCertTrust     *trust);
/* FALSE: the handshake failed; the connection is gone. */
gboolean    line_client_start_tls (LineClient           *self,
                                   GError              **error);
/* (nullable) (transfer full): the reply, lines joined by LF; NULL: the connection ended. */
char       *line_client_reply     (LineClient           *self);
/* Sends one line and reads its reply. */
char       *line_client_say       (LineClient           *self,
                                   const char           *format,
                                   ...) G_GNUC_PRINTF (2, 3);
void        line_client_send      (LineClient           *self,
                                   const char           *bytes);
/* Asserts that the reply to the line begins with @code. */
void        line_client_expect    (LineClient           *self,
                                   const char           *code,
                                   const char           *line);
/* EPSV, connect, @line, 150, handshake. (nullable): *reply tells why not. */
WaybillTlsSession *line_client_open_data (LineClient    *self,
                                   const char           *line,
                                   char                **reply);
/* Everything that @line's data channel brings; *reply is the last reply. */
GBytes     *line_client_fetch     (LineClient           *self,
                                   const char           *line,
                                   char                **reply);
/* Sends @bytes after @line; gives the last reply. */
char       *line_client_store     (LineClient           *self,
                                   const char           *line,
                                   GBytes               *bytes);
void        line_client_free      (LineClient           *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LineClient, line_client_free)

G_END_DECLS
