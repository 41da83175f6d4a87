/* The matrix: what the engine is asked to do with every real server, in each way of reaching it, with each TLS version. A way is a
 * row, a case a column; each cell is a test of its own that is ok, failed, or skipped with a reason. */
#pragma once

#include "servers-session.h"

G_BEGIN_DECLS

/* How a session comes to its server. */
typedef enum
{
  MATRIX_DIRECT,
  MATRIX_SOCKS5,
  MATRIX_CONNECT,
  MATRIX_ACTIVE, /* the server opens the data channels */
} MatrixRoute;

typedef enum
{
  MATRIX_TLS_1_2,
  MATRIX_TLS_1_3,
  MATRIX_N_TLS,
} MatrixTls;

/* One way of running a server and of reaching it. Static. */
typedef struct
{
  const char *server;  /* the fixture: "proftpd", ... */
  const char *name;    /* in the test's path */
  const char *variant; /* of the fixture */
  gboolean implicit;
  const char *identity; /* (nullable) */
  MatrixRoute route;
  gboolean resumes[MATRIX_N_TLS]; /* whether the server lets data channels resume */
  gboolean sets_time;             /* whether it lets the time of a file be set */
  const char *missing;            /* (nullable) why it cannot be tried yet */
} MatrixWay;

/* A server and a session with it that is logged in. */
typedef struct
{
  const MatrixWay *way;
  MatrixTls tls;
  WaybillTestServer *server;
  WaybillTestServer *proxy; /* (nullable) */
  WaybillRemote *remote;
} MatrixBench;

typedef struct
{
  const char *name; /* in the test's path */
  gboolean slow;
  void (*run) (MatrixBench *bench, GError **error); /* sets error when the cell fails */
  const char *missing;                              /* (nullable) why it cannot be tried yet */
} MatrixCase;

extern const MatrixWay matrix_ways[];    /* ends with a NULL server */
extern const MatrixCase matrix_cases[];  /* ends with a NULL name */
extern const char *const matrix_tls_names[MATRIX_N_TLS];
extern const WaybillRemoteTls matrix_tls_only[MATRIX_N_TLS];

/* Sets @error to what was expected and is not so; of a session's own error that is set already, the first stands. */
#define MATRIX_EXPECT(condition, error) matrix_expect ((condition) != 0, #condition, G_STRLOC, error)
gboolean matrix_expect (gboolean well,
                        const char *condition,
                        const char *place,
                        GError **error);

/* The bytes of a file that nobody has on disk: the same for the same number, and nowhere repeating. */
typedef struct
{
  guint number;
  gint64 length;
} MatrixFile;

char *matrix_file_dup_sha256 (const MatrixFile *file);
gboolean matrix_file_put (WaybillRemote *remote,
                          const char *path,
                          const MatrixFile *file,
                          const WaybillRemoteMove *wishes,
                          WaybillRemoteOutcome *outcome,
                          GError **error);
/* There and back, @n files of up to 4 KiB, all asked for at once. folder: where they lie at the server, on this side; resumes: whether
 * each data channel must be. */
gboolean matrix_files_move_at_once (WaybillRemote *remote,
                                    guint n,
                                    const char *folder,
                                    gboolean resumes,
                                    GError **error);
char *matrix_file_get (WaybillRemote *remote,
                       const char *path,
                       const MatrixFile *beginning,
                       WaybillRemoteOutcome *outcome,
                       GError **error);

G_END_DECLS
