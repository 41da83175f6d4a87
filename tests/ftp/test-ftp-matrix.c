/* Runs the matrix, a test for each cell, and prints it as a table. Without -m slow only the cells that take no time. The
 * cells of one way and one TLS version share a session; a way's server is started for its first cell. */
#include "ftp-remote.h"
#include "servers-matrix.h"

#include <string.h>
#include <sys/statvfs.h>

#define SHARED_MEMORY "/dev/shm"
#define NEEDED_MEMORY ((guint64) 2048 * MEBIBYTE)

typedef struct
{
  const MatrixWay *way;
  MatrixTls tls;
  const MatrixCase *column;
} Cell;

typedef enum
{
  NOT_RUN,
  OK,
  FAILED,
  SKIPPED,
} Result;

/* What is open now. */
static MatrixBench bench;
/* Its cells are marked by way, TLS and case. */
static Result *results;

static guint
count_ways (void)
{
  guint n = 0;

  while (matrix_ways[n].server != NULL)
    n++;
  return n;
}

static guint
count_cases (void)
{
  guint n = 0;

  while (matrix_cases[n].name != NULL)
    n++;
  return n;
}

static Result *
get_result (const MatrixWay *way, MatrixTls tls, const MatrixCase *column)
{
  return &results[((guint) (way - matrix_ways) * MATRIX_N_TLS + tls) * count_cases () + (guint) (column - matrix_cases)];
}

static void
note (const Cell *cell, Result result)
{
  *get_result (cell->way, cell->tls, cell->column) = result;
}

static void
close_session (void)
{
  if (bench.remote != NULL)
    servers_session_close (g_steal_pointer (&bench.remote));
}

static void
close_bench (void)
{
  close_session ();
  g_clear_pointer (&bench.proxy, waybill_test_server_stop);
  g_clear_pointer (&bench.server, waybill_test_server_stop);
  bench.way = NULL;
}

/* Each session finds the folder as the first one did. */
static void
empty_home (void)
{
  g_autoptr (GError) error = NULL;

  g_spawn_sync (NULL, (char *[]){ "/usr/bin/find", bench.server->home, "-xdev", "-mindepth", "1", "-delete", NULL }, NULL,
                G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Both are NULL when one cannot run here. */
static void
open_server (const MatrixWay *way)
{
  static const char *const proxies[] = { [MATRIX_SOCKS5] = "socks5-login", [MATRIX_CONNECT] = "connect-login" };

  bench.way = way;
  bench.server = waybill_test_server_start (way->server, way->variant);
  if (bench.server == NULL || way->route == MATRIX_DIRECT || way->route == MATRIX_ACTIVE)
    return;
  bench.proxy = waybill_test_server_start ("proxy", proxies[way->route]);
  if (bench.proxy == NULL)
    g_clear_pointer (&bench.server, waybill_test_server_stop);
}

/* The server of @cell's way, and a session that is logged in; after a failure that took the session, a new one. */
static gboolean
open_bench (const Cell *cell, GError **error)
{
  ServersSessionOptions options = {
    .implicit = cell->way->implicit,
    .identity = cell->way->identity,
    .tls = matrix_tls_only[cell->tls],
    .data = cell->way->route == MATRIX_ACTIVE ? WAYBILL_REMOTE_DATA_ACTIVE : WAYBILL_REMOTE_DATA_AUTO,
  };

  if (bench.way != cell->way)
    {
      close_bench ();
      open_server (cell->way);
    }
  if (bench.server == NULL)
    return FALSE;
  if (bench.remote != NULL && bench.tls == cell->tls && waybill_remote_is_connected (bench.remote))
    return TRUE;

  close_session ();
  empty_home ();
  bench.tls = cell->tls;
  options.proxy = bench.proxy;
  options.proxy_kind = cell->way->route == MATRIX_SOCKS5 ? WAYBILL_REMOTE_PROXY_SOCKS5 : WAYBILL_REMOTE_PROXY_HTTP;
  bench.remote = servers_session_new (bench.server, &options);
  return servers_session_try_to_connect (bench.remote, error);
}

/* What both sides say of the data channels that a cell opened. */
typedef struct
{
  guint channels;
  guint resumed;
  guint noted;   /* by the server itself */
  guint proxied; /* by the proxy */
} Channels;

static guint
count_proxied (void)
{
  g_autofree char *log = bench.proxy != NULL ? waybill_test_server_dup_log (bench.proxy) : NULL;
  guint n = 0;

  for (const char *at = log; at != NULL && (at = strchr (at, '\n')) != NULL; at++)
    n++;
  return n;
}

static Channels
count_channels (void)
{
  const WaybillRemoteFacts *facts = waybill_remote_get_facts (bench.remote);

  return (Channels){ facts->data_channels, facts->data_resumed, waybill_test_server_count_resumed (bench.server),
                     count_proxied () };
}

static void
judge_channels (const Channels *before, GError **error)
{
  const char *data_way = waybill_remote_get_facts (bench.remote)->data_way;
  Channels after = count_channels ();
  guint opened = after.channels - before->channels;
  guint wanted = bench.way->resumes[bench.tls] ? opened : 0;

  if (after.resumed - before->resumed != wanted)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%u of %u data channels were resumed, not %u",
                 after.resumed - before->resumed, opened, wanted);
  else if (waybill_test_server_counts_resumed (bench.way->server) && after.noted - before->noted != wanted)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the server noted that %u of %u data channels were resumed, not %u",
                 after.noted - before->noted, opened, wanted);
  else if (bench.proxy != NULL && after.proxied - before->proxied != opened)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%u of %u data channels came through the proxy",
                 after.proxied - before->proxied, opened);
  else if (opened > 0 && (bench.way->route == MATRIX_ACTIVE) != (g_strcmp0 (data_way, "EPRT") == 0))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the data channels came about by %s", data_way);
}

static void
run_cell (gconstpointer data)
{
  const Cell *cell = data;
  const char *missing = cell->way->missing != NULL ? cell->way->missing : cell->column->missing;
  g_autoptr (GError) error = NULL;
  Channels before;

  if (missing != NULL)
    {
      note (cell, SKIPPED);
      g_test_skip (missing);
      return;
    }
  if (!open_bench (cell, &error) && bench.server == NULL)
    {
      /* The fixture has skipped or failed the test, and said why. */
      note (cell, g_test_failed () ? FAILED : SKIPPED);
      bench.way = NULL;
      return;
    }

  if (error == NULL)
    {
      before = count_channels ();
      cell->column->run (&bench, &error);
      if (error == NULL)
        judge_channels (&before, &error);
    }
  note (cell, error == NULL ? OK : FAILED);
  if (error != NULL)
    g_test_fail_printf ("%s", error->message);
}

static const char *
name_result (const MatrixWay *way, MatrixTls tls, const MatrixCase *column)
{
  static const char *const names[] = { [NOT_RUN] = "-", [OK] = "ok", [FAILED] = "FAILED", [SKIPPED] = "skipped" };

  return names[*get_result (way, tls, column)];
}

static gboolean
has_run (const MatrixWay *way, MatrixTls tls)
{
  for (const MatrixCase *column = matrix_cases; column->name != NULL; column++)
    if (*get_result (way, tls, column) != NOT_RUN)
      return TRUE;
  return FALSE;
}

/* Lines that begin with "|" are shown by tests/run also when all went well; it lists why cells failed or were skipped
 * itself. */
static void
print_table (void)
{
  g_autoptr (GString) head = g_string_new (NULL);

  g_string_printf (head, "%-24s %-5s", "server", "TLS");
  for (const MatrixCase *column = matrix_cases; column->name != NULL; column++)
    g_string_append_printf (head, " %-*s", MAX ((int) strlen (column->name), 7), column->name);
  g_test_message ("| %s", head->str);

  for (const MatrixWay *way = matrix_ways; way->server != NULL; way++)
    for (MatrixTls tls = 0; tls < MATRIX_N_TLS; tls++)
      {
        g_autofree char *name = g_strconcat (way->server, " ", way->name, NULL);
        g_autoptr (GString) row = g_string_new (NULL);

        if (!has_run (way, tls))
          continue;
        g_string_printf (row, "%-24s %-5s", name, matrix_tls_names[tls] + strlen ("tls"));
        for (const MatrixCase *column = matrix_cases; column->name != NULL; column++)
          g_string_append_printf (row, " %-*s", MAX ((int) strlen (column->name), 7), name_result (way, tls, column));
        g_test_message ("| %s", row->str);
      }
}

static void
add_cells (const MatrixWay *way)
{
  for (MatrixTls tls = 0; tls < MATRIX_N_TLS; tls++)
    for (const MatrixCase *column = matrix_cases; column->name != NULL; column++)
      {
        Cell cell = { way, tls, column };
        g_autofree char *path
            = g_strdup_printf ("/ftp/matrix/%s/%s/%s/%s", way->server, way->name, matrix_tls_names[tls], column->name);

        if (!column->slow || g_test_slow ())
          g_test_add_data_func_full (path, g_memdup2 (&cell, sizeof cell), run_cell, g_free);
      }
}

/* Large files lie in memory, where there is enough: the figures of a disk prove nothing here. */
static void
prefer_memory (void)
{
  struct statvfs found;

  if (statvfs (SHARED_MEMORY, &found) == 0 && (guint64) found.f_bavail * found.f_frsize >= NEEDED_MEMORY)
    g_setenv ("TMPDIR", SHARED_MEMORY, TRUE);
}

int
main (int argc, char *argv[])
{
  int status;

  prefer_memory ();
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  waybill_ftp_remote_register ();
  g_test_set_nonfatal_assertions ();
  results = g_new0 (Result, count_ways () * MATRIX_N_TLS * count_cases ());

  for (const MatrixWay *way = matrix_ways; way->server != NULL; way++)
    add_cells (way);
  status = g_test_run ();

  close_bench ();
  if (g_test_slow () || status != 0)
    print_table ();
  g_free (results);
  return status;
}
