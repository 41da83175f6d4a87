/* Hostile cases: a dialogue, what the client does, and the one right verdict. Read from tests/peer/dialogues, each played in a
 * process of its own. */
#pragma once

#include "peer.h"
#include "remote.h"

G_BEGIN_DECLS

#define HOSTILE_HOME "/home"
#define HOSTILE_USER "anna"
#define HOSTILE_PASSWORD "s3cret-word"
#define HOSTILE_MOST_GROWTH (64 * 1024) /* KiB */

typedef struct
{
  char    *name;      /* "part/name" */
  char    *does;      /* "get f": a verb and what for */
  char    *gets;      /* "ok", "error KIND PHASE"; of a fetch "done 1 failed 2 unsafe" */
  char    *content;   /* what a file that was fetched has; "@N": of the pattern */
  char    *files;     /* of a fetch: what lies in the folder in the end, sorted, joined by blanks */
  char    *then;      /* (nullable) "alive", "gone": how the session is afterwards */
  char    *server_name;
  char    *script;
  WaybillRemoteProtocol protocol;
  WaybillRemoteTls tls;          /* ours */
  WaybillTlsVersions versions;   /* the peer's */
  WaybillRemoteLearnt learnt;
  gint64   silence;   /* ms */
  gint64   limit;     /* ms */
  gint     entries;   /* of a list; -1: any */
  gsize    size;      /* of a put */
  gboolean identity;
  gboolean quick;
  gboolean believes_address;
} HostileCase;

/* What a process tells of its case. */
typedef struct
{
  char   got[128];
  char   trouble[512]; /* invariants that were broken, joined by "; "; empty: none */
  gint64 milliseconds;
  gint64 growth;       /* KiB */
} HostileRow;

/* (element-type HostileCase): of all files of the folder, in the order of their names. A mistake in them aborts. */
GPtrArray *hostile_cases_read (const char        *folder);
/* In a process that ends after it. */
void       hostile_play       (const HostileCase *self,
                               HostileRow        *row);

/* What the play and the judge share. */
typedef struct
{
  const HostileCase *hostile;
  WaybillTestPeer   *peer;
  WaybillRemote     *remote;
  WaybillRemoteTalk *talk;
  GError            *error;  /* (nullable) */
  char              *dir;    /* the target is "in" there */
  char              *target;
  gboolean           well;
  GString           *trouble;
} HostilePlay;

void       hostile_judge      (HostilePlay       *self);
void       hostile_complain   (HostilePlay       *self,
                               const char        *format,
                               ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
