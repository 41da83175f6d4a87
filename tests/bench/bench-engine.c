/* The engine alone, as a figure and for a profile with little noise: what waybill_remote_* costs with memory at this end, no
 * file, no store, no terminal. One session, one task; what was used is printed as one line of JSON. Not a test: nothing
 * asserts a time.
 *
 * bench-engine down PATH hash|plain | up PATH MIB hash|plain | get FOLDER FILES AHEAD | put FOLDER FILES AHEAD | list PATH
 * Standard input: host, port, user, password and the authority's file, a line each. AHEAD: moves that the session holds at
 * once. */
#include "base-hash.h"
#include "cert-import.h"
#include "ftp-remote.h"
#include "remote.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define PIECE (1u << 20)
#define SMALL 4096
#define MOST_AHEAD 16

/* Where bytes come from or go to: memory, and a hash when one is wanted. */
typedef struct
{
  WaybillBaseHash *hash; /* (nullable) */
  gint64 size;           /* of a source */
  gint64 at;
} Memory;

typedef struct
{
  WaybillRemote *remote;
  WaybillRemoteWay way;
  const char *folder;
  guint files, begun, ended, resumed;
  gint64 bytes, size;
  Memory memory[MOST_AHEAD];
  guint free[MOST_AHEAD];
  guint n_free;
  gboolean hashes;
  const char *path; /* (nullable) one file instead of a folder of them */
} Work;

typedef struct
{
  Work *work;
  guint place;
} Turn;

static char piece[PIECE];

static G_NORETURN void
stop_for (const GError *error)
{
  g_printerr ("bench-engine: %s\n", error->message);
  exit (1);
}

static gboolean
begin_memory (gpointer self, gint64 size, gint64 mtime, gint64 start, GError **error)
{
  ((Memory *) self)->at = 0;
  return TRUE;
}

static gboolean
write_memory (gpointer self, const void *data, gsize length, GError **error)
{
  Memory *memory = self;

  memory->at += (gint64) length;
  if (memory->hash != NULL)
    waybill_base_hash_update (memory->hash, data, length);
  return TRUE;
}

static gboolean
end_memory (gpointer self, GError **error)
{
  return TRUE;
}

static gint64
get_memory_size (gpointer self)
{
  return ((Memory *) self)->size;
}

static gboolean
read_memory (gpointer self, void *buffer, gsize length, gsize *done, GError **error)
{
  Memory *memory = self;
  gsize offset = (gsize) (memory->at % PIECE);

  *done = MIN (MIN (length, PIECE - offset), (gsize) (memory->size - memory->at));
  memcpy (buffer, piece + offset, *done);
  memory->at += (gint64) *done;
  if (memory->hash != NULL)
    waybill_base_hash_update (memory->hash, buffer, *done);
  return TRUE;
}

static gboolean
seek_memory (gpointer self, gint64 offset, GError **error)
{
  ((Memory *) self)->at = offset;
  return TRUE;
}

static const WaybillRemoteSinkClass sink_class = { begin_memory, write_memory, end_memory };
static const WaybillRemoteSourceClass source_class = { get_memory_size, read_memory, seek_memory };

static void
move_ended (GObject *source, GAsyncResult *result, gpointer user_data);

static void
begin_move (Work *self)
{
  guint place = self->free[--self->n_free];
  Memory *memory = &self->memory[place];
  g_autofree char *path = NULL;
  WaybillRemoteMove move = { .way = self->way, .listed_size = -1, .listed_mtime = WAYBILL_REMOTE_NO_TIME };
  Turn *turn = g_new (Turn, 1);

  *turn = (Turn){ self, place };
  *memory = (Memory){ .size = self->size, .hash = self->hashes ? waybill_base_hash_new () : NULL };
  path = self->path != NULL ? g_strdup (self->path) : g_strdup_printf ("%s/f%05u.edi", self->folder, self->begun);
  move.path = path;
  /* As it comes out of a listing by MLSD, which is how folders are fetched. */
  if (self->path == NULL && self->way == WAYBILL_REMOTE_GET)
    {
      move.is_listed = TRUE;
      move.listed_size = SMALL;
    }
  if (self->way == WAYBILL_REMOTE_GET)
    move.sink = (WaybillRemoteSink){ &sink_class, memory };
  else
    move.source = (WaybillRemoteSource){ &source_class, memory };
  self->begun++;
  waybill_remote_move_async (self->remote, &move, NULL, move_ended, turn);
}

static void
move_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Turn *turn = user_data;
  Work *self = turn->work;
  g_autoptr (GError) error = NULL;
  WaybillRemoteOutcome outcome = { 0 };

  if (!waybill_remote_move_finish (WAYBILL_REMOTE (source), result, &outcome, &error))
    stop_for (error);
  if (self->memory[turn->place].hash != NULL)
    g_free (waybill_base_hash_finish (self->memory[turn->place].hash));
  g_clear_pointer (&self->memory[turn->place].hash, waybill_base_hash_free);
  self->bytes += outcome.bytes;
  self->resumed += outcome.resumed;
  self->ended++;
  self->free[self->n_free++] = turn->place;
  if (self->begun < self->files)
    begin_move (self);
}

static void
move_all (Work *self, guint ahead)
{
  for (guint i = 0; i < ahead; i++)
    self->free[self->n_free++] = i;
  while (self->n_free > 0 && self->begun < self->files)
    begin_move (self);
  while (self->ended < self->files)
    g_main_context_iteration (NULL, TRUE);
}

static void
take_answer (GObject *source, GAsyncResult *result, gpointer place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **answer)
{
  while (*answer == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *answer;
}

static void
list_folder (Work *self, const char *path)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillRemoteListing) listing = NULL;

  waybill_remote_list_async (self->remote, path, NULL, take_answer, &answer);
  listing = waybill_remote_list_finish (self->remote, wait_for (&answer), &error);
  if (listing == NULL)
    stop_for (error);
  self->ended = waybill_remote_listing_get_length (listing);
}

static char *
read_line (void)
{
  char line[4096];

  if (fgets (line, sizeof line, stdin) == NULL)
    line[0] = '\0';
  return g_strdup (g_strchomp (line));
}

static WaybillCertTrust *
open_trust (const char *path)
{
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  WaybillCertTrust *trust = NULL;
  gsize length;

  if (g_file_get_contents (path, &content, &length, &error)
      && waybill_cert_import_add (import, content, length, NULL, &error) && waybill_cert_import_settle (import, &error))
    trust = waybill_cert_trust_new (FALSE, import->authorities, NULL, &error);
  if (trust == NULL)
    stop_for (error);
  return trust;
}

static WaybillRemote *
open_session (void)
{
  g_autofree char *host = read_line (), *port = read_line (), *user = read_line ();
  char *password = read_line ();
  g_autofree char *authority = read_line ();
  g_autoptr (WaybillCertTrust) trust = open_trust (authority);
  const WaybillRemoteTargetValues values = {
    .protocol = WAYBILL_REMOTE_PROTOCOL_FTPS,
    .name = "Bench",
    .host = host,
    .server_name = "localhost",
    .port = (guint16) atoi (port),
    .user = user,
    .password = password,
    .password_owner = password,
    .drop_password = g_free,
    .trust = trust,
  };
  g_autoptr (WaybillRemoteTarget) target = waybill_remote_target_new (&values);
  WaybillRemote *remote = waybill_remote_new (target, NULL);
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GError) error = NULL;

  waybill_remote_connect_async (remote, NULL, take_answer, &answer);
  if (!waybill_remote_connect_finish (remote, wait_for (&answer), &error))
    stop_for (error);
  return remote;
}

/* FALSE: the words are not these. */
static gboolean
read_task (Work *self, int argc, char **argv, guint *ahead)
{
  gboolean get = argc > 1 && (g_str_equal (argv[1], "down") || g_str_equal (argv[1], "get"));

  *ahead = 1;
  self->way = get ? WAYBILL_REMOTE_GET : WAYBILL_REMOTE_PUT;
  self->files = 1;
  if (argc == 4 && g_str_equal (argv[1], "down"))
    self->path = argv[2];
  else if (argc == 5 && g_str_equal (argv[1], "up"))
    {
      self->path = argv[2];
      self->size = (gint64) atoi (argv[3]) << 20;
    }
  else if (argc == 5 && (get || g_str_equal (argv[1], "put")))
    {
      self->folder = argv[2];
      self->files = (guint) atoi (argv[3]);
      *ahead = (guint) CLAMP (atoi (argv[4]), 1, MOST_AHEAD);
      self->size = SMALL;
    }
  else
    return argc == 3 && g_str_equal (argv[1], "list");
  self->hashes = self->path == NULL || g_str_equal (argv[argc - 1], "hash");
  return TRUE;
}

static double
get_seconds (struct timeval later, struct timeval earlier)
{
  return (double) (later.tv_sec - earlier.tv_sec) + (double) (later.tv_usec - earlier.tv_usec) / 1e6;
}

static void
close_session (WaybillRemote *remote)
{
  g_autoptr (GAsyncResult) answer = NULL;

  waybill_remote_close_async (remote, take_answer, &answer);
  waybill_remote_close_finish (remote, wait_for (&answer), NULL);
}

int
main (int argc, char **argv)
{
  Work self = { 0 };
  struct rusage before, after;
  guint ahead;
  gint64 begun, passed;

  if (!read_task (&self, argc, argv, &ahead))
    {
      g_printerr (
          "use: bench-engine down PATH hash|plain | up PATH MIB hash|plain | get|put FOLDER FILES AHEAD | list PATH\n");
      return 2;
    }
  for (guint i = 0; i < PIECE; i++)
    piece[i] = (char) (i * 2654435761u >> 13);
  waybill_ftp_remote_register ();
  self.remote = open_session ();
  getrusage (RUSAGE_SELF, &before);
  begun = g_get_monotonic_time ();
  if (self.path == NULL && self.folder == NULL)
    list_folder (&self, argv[2]);
  else
    move_all (&self, ahead);
  passed = g_get_monotonic_time () - begun;
  getrusage (RUSAGE_SELF, &after);
  close_session (self.remote);
  g_object_unref (self.remote);
  g_print ("{\"seconds\": %.6f, \"user\": %.6f, \"system\": %.6f, \"memory_kib\": %ld, \"count\": %u, \"bytes\": "
           "%" G_GINT64_FORMAT ", \"resumed\": %u, \"switches\": %ld}\n",
           (double) passed / 1e6, get_seconds (after.ru_utime, before.ru_utime),
           get_seconds (after.ru_stime, before.ru_stime), after.ru_maxrss, self.ended, self.bytes, self.resumed,
           after.ru_nvcsw - before.ru_nvcsw + after.ru_nivcsw - before.ru_nivcsw);
  return 0;
}
