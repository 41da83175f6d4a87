/* What the engine's tests share: a session to a scripted peer, a sink and a source in memory. */
#pragma once

#include "ftp-list.h"
#include "ftp-login.h"
#include "ftp-transfer.h"
#include "peer.h"
#include "remote-error.h"

G_BEGIN_DECLS

typedef struct
{
  WaybillTestPeer        *peer;
  WaybillFtpSession      *session;
  WaybillCertIdentity    *identity;    /* (nullable) ours */
  WaybillRemoteProtocol   protocol;
  WaybillRemoteLearnt     learnt;
  const char             *remote_dir;
  const char             *listing_kind; /* (nullable) */
  const char             *charset;      /* (nullable) */
  WaybillRemoteTargetValues more;      /* what else the target is to have: see ftp_rig_open() */
  WaybillRemoteTalk      *talk;        /* (nullable) the rig's */
  gint64                  silence;
  WaybillNetTerms         terms;
  GCancellable           *cancellable;
  GByteArray             *got;         /* what the sink was given */
  WaybillRemoteWay        next_way;    /* what waits behind a get or put */
  const char             *next_path;   /* (nullable) nothing waits */
  gint64                  mtime;       /* of a put; 0: none is set */
  gboolean                is_listed;   /* of a get */
  gboolean                ascii;       /* of what is moved, not of what waits */
  gboolean                appends;     /* of a put */
  gint64                  offset;
  const char             *text;        /* (nullable) of a put: what is sent in place of the pattern */
  gint64                  listed_size;
  guint                   begun;       /* how often the sink was begun */
  guint                   ended;       /* and ended */
} FtpRig;

/* The lines of a session's beginning, as most dialogues have them. */
#define FTP_RIG_LOGIN                                                                                                                \
  "S: 220 ready\n"                                                                                                                   \
  "C: AUTH TLS\n"                                                                                                                    \
  "S: 234 go\n"                                                                                                                      \
  "TLS\n"                                                                                                                            \
  "C: USER anna\n"                                                                                                                   \
  "S: 331 password\n"                                                                                                                \
  "C: PASS s3cret-word\n"                                                                                                            \
  "S: 230 in\n" FTP_RIG_SETUP
#define FTP_RIG_SETUP                                                                                                                \
  "C: FEAT\n"                                                                                                                        \
  "S: 211-Features\n"                                                                                                                \
  "S:  MLST type*;size*;modify*;\n"                                                                                                  \
  "S:  UTF8\n"                                                                                                                       \
  "S: 211 End\n"                                                                                                                     \
  "C: OPTS UTF8 ON\n"                                                                                                                \
  "S: 200 ok\n"                                                                                                                      \
  "C: TYPE I\n"                                                                                                                      \
  "S: 200 ok\n"                                                                                                                      \
  "C: PWD\n"                                                                                                                         \
  "S: 257 \"/home\" is where you are\n"                                                                                              \
  "C: SYST\n"                                                                                                                        \
  "S: 215 UNIX Type: L8\n"                                                                                                           \
  "C: PBSZ 0\n"                                                                                                                      \
  "S: 200 ok\n"                                                                                                                      \
  "C: PROT P\n"                                                                                                                      \
  "S: 200 ok\n"

FtpRig   *ftp_rig_new         (const char *script);
gboolean  ftp_rig_open        (FtpRig *self, GError **error);
gboolean  ftp_rig_get         (FtpRig *self, const char *path, WaybillRemoteOutcome *outcome, GError **error);
gboolean  ftp_rig_put         (FtpRig *self, const char *path, gsize length, WaybillRemoteOutcome *outcome, GError **error);
/* Asserts that the dialogue was played to its end. */
void      ftp_rig_finish      (FtpRig *self);
/* Asserts an error of remote with this kind, and gives its facts. */
const WaybillRemoteErrorFacts *
          ftp_rig_assert_kind (const GError *error, WaybillRemoteError kind);
void      ftp_rig_free        (FtpRig *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FtpRig, ftp_rig_free)

G_END_DECLS
