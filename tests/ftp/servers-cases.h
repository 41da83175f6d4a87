/* What the engine is asked to do with every real server, whichever it is. */
#pragma once

#include "servers-session.h"

G_BEGIN_DECLS

/* One way of running a server and of calling it. Static. */
typedef struct
{
  const char *name;    /* in the test's path */
  const char *kind;    /* "proftpd", "vsftpd" */
  const char *variant; /* of the fixture */
  ServersSessionOptions options;
  const char *tls_version; /* (nullable) that must be agreed upon */
  gboolean mlsd;
  gsize big; /* bytes of the big file */
  gboolean changes_blanks; /* the server stores what begins or ends with a blank under another name */
} ServersWay;

/* Adds /ftp/KIND/NAME/... for each of @ways, which ends with a NULL name. */
void servers_cases_add_ways (const ServersWay *ways);
/* Adds /ftp/KIND/certificates/...: who shows which certificate, and who refuses whom. */
void servers_cases_add_certificates (const char *kind);
/* Adds /ftp/KIND/load/...: several at once, many uploads, cancellation. */
void servers_cases_add_load (const char *kind);

G_END_DECLS
