/* Files of the matrix that are never on disk on our side: sent from a rule, fetched into a hash. What is done with them is
 * servers-matrix-cases'. */
#include "servers-matrix.h"

#include "base-hash.h"

#include <string.h>

#define WORD sizeof (guint64)
#define PIECE (64 * 1024)

/* The word at @index: a bijection of (number, index), so that a lost, doubled or misplaced piece shows (Steele and others,
 * "SplitMix", 2014). */
static guint64
word_at (guint number, guint64 index)
{
  guint64 word = ((guint64) number << 40) + index + 1;

  word *= 0x9e3779b97f4a7c15u;
  word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9u;
  word = (word ^ (word >> 27)) * 0x94d049bb133111ebu;
  return word ^ (word >> 31);
}

/* @at may be any byte of the file. */
static void
fill (guint number, gint64 at, char *buffer, gsize length)
{
  while (length > 0)
    {
      guint64 word = word_at (number, (guint64) at / WORD);
      gsize skipped = (gsize) at % WORD;
      gsize n = MIN (WORD - skipped, length);

      memcpy (buffer, (const char *) &word + skipped, n);
      buffer += n;
      length -= n;
      at += (gint64) n;
    }
}

static void
hash_file (WaybillBaseHash *hash, const MatrixFile *file)
{
  g_autofree char *piece = g_malloc (PIECE);

  for (gint64 at = 0; at < file->length; at += PIECE)
    {
      gsize length = (gsize) MIN (PIECE, file->length - at);

      fill (file->number, at, piece, length);
      waybill_base_hash_update (hash, piece, length);
    }
}

char *
matrix_file_dup_sha256 (const MatrixFile *file)
{
  g_autoptr (WaybillBaseHash) hash = waybill_base_hash_new ();

  hash_file (hash, file);
  return waybill_base_hash_finish (hash);
}

typedef struct
{
  const MatrixFile *file;
  gint64 at;
} Source;

static gint64
source_size (gpointer data)
{
  Source *self = data;

  return self->file->length;
}

static gboolean
source_read (gpointer data, void *buffer, gsize length, gsize *done, GError **error)
{
  Source *self = data;

  *done = (gsize) MIN ((gint64) length, self->file->length - self->at);
  fill (self->file->number, self->at, buffer, *done);
  self->at += (gint64) *done;
  return TRUE;
}

static gboolean
source_seek (gpointer data, gint64 offset, GError **error)
{
  Source *self = data;

  self->at = offset;
  return TRUE;
}

static const WaybillRemoteSourceClass source_class = { source_size, source_read, source_seek };

/* Sends @file as @path. @wishes: (nullable): offset and time of the move, and what else it is to be. */
gboolean
matrix_file_put (WaybillRemote *remote,
                 const char *path,
                 const MatrixFile *file,
                 const WaybillRemoteMove *wishes,
                 WaybillRemoteOutcome *outcome,
                 GError **error)
{
  Source source = { file, 0 };
  WaybillRemoteMove move = wishes != NULL ? *wishes : (WaybillRemoteMove){ 0 };

  move.way = WAYBILL_REMOTE_PUT;
  move.path = path;
  move.source = (WaybillRemoteSource){ &source_class, &source };
  return servers_session_move (remote, &move, outcome, error);
}

typedef struct
{
  WaybillBaseHash *hash;
  const MatrixFile *beginning; /* (nullable) */
} Sink;

/* A server that does not take the offset sends the whole: then what we have is forgotten. */
static gboolean
sink_begin (gpointer data, gint64 size, gint64 mtime, gint64 start, GError **error)
{
  Sink *self = data;

  g_clear_pointer (&self->hash, waybill_base_hash_free);
  self->hash = waybill_base_hash_new ();
  if (self->beginning != NULL && start == self->beginning->length)
    hash_file (self->hash, self->beginning);
  return TRUE;
}

static gboolean
sink_write (gpointer data, const void *bytes, gsize length, GError **error)
{
  Sink *self = data;

  waybill_base_hash_update (self->hash, bytes, length);
  return TRUE;
}

static gboolean
sink_end (gpointer data, GError **error)
{
  return TRUE;
}

static const WaybillRemoteSinkClass sink_class = { sink_begin, sink_write, sink_end };

/* Fetches @path behind @beginning (nullable), which is there already; returns (transfer full) (nullable) the SHA-256 of the
 * whole. */
char *
matrix_file_get (
    WaybillRemote *remote, const char *path, const MatrixFile *beginning, WaybillRemoteOutcome *outcome, GError **error)
{
  Sink sink = { NULL, beginning };
  WaybillRemoteMove move = { .way = WAYBILL_REMOTE_GET, .path = path, .sink = { &sink_class, &sink } };
  char *sum = NULL;

  if (beginning != NULL)
    move.offset = beginning->length;
  if (servers_session_move (remote, &move, outcome, error))
    sum = waybill_base_hash_finish (sink.hash);
  g_clear_pointer (&sink.hash, waybill_base_hash_free);
  return sum;
}

/* One file there and back. */
typedef struct
{
  MatrixFile file;
  char *name;
  Source source;
  Sink sink;
  GAsyncResult *put;
  GAsyncResult *get;
} Trip;

static void
trip_begin (Trip *self, WaybillRemote *remote, guint number)
{
  WaybillRemoteMove put = { .way = WAYBILL_REMOTE_PUT, .source = { &source_class, &self->source } };
  WaybillRemoteMove get = { .way = WAYBILL_REMOTE_GET, .sink = { &sink_class, &self->sink } };

  self->file = (MatrixFile){ 5000 + number, (gint64) number * 797 % 4097 };
  self->source.file = &self->file;
  self->name = g_strdup_printf ("at-once-%u", number);
  put.path = get.path = self->name;
  servers_session_begin_move (remote, &put, &self->put);
  servers_session_begin_move (remote, &get, &self->get);
}

static gboolean
is_well (const WaybillRemoteOutcome *outcome, const MatrixFile *file, gboolean resumes)
{
  return outcome->bytes == file->length && outcome->size_checked && outcome->resumed == resumes;
}

/* Both answers are taken, whatever the first of them says. */
static void
trip_end (Trip *self, WaybillRemote *remote, const char *folder, gboolean resumes, GError **error)
{
  g_autofree char *stored = g_build_filename (folder, self->name, NULL);
  g_autofree char *wanted = matrix_file_dup_sha256 (&self->file);
  g_autofree char *stored_sum = NULL;
  g_autofree char *sum = NULL;
  WaybillRemoteOutcome sent = { 0 }, fetched = { 0 };
  gboolean well = servers_session_finish_move (remote, &self->put, &sent, *error == NULL ? error : NULL);

  well = servers_session_finish_move (remote, &self->get, &fetched, *error == NULL ? error : NULL) && well;
  if (self->sink.hash != NULL)
    sum = waybill_base_hash_finish (self->sink.hash);
  g_clear_pointer (&self->sink.hash, waybill_base_hash_free);
  if (well && *error == NULL)
    {
      stored_sum = servers_file_dup_sha256 (stored);
      MATRIX_EXPECT (is_well (&sent, &self->file, resumes), error);
      MATRIX_EXPECT (is_well (&fetched, &self->file, resumes), error);
      MATRIX_EXPECT (g_str_equal (stored_sum, wanted), error);
      MATRIX_EXPECT (g_strcmp0 (sum, wanted) == 0, error);
    }
  g_clear_pointer (&self->name, g_free);
}

gboolean
matrix_files_move_at_once (WaybillRemote *remote, guint n, const char *folder, gboolean resumes, GError **error)
{
  g_autofree Trip *trips = g_new0 (Trip, n);

  for (guint i = 0; i < n; i++)
    trip_begin (&trips[i], remote, i);
  for (guint i = 0; i < n; i++)
    trip_end (&trips[i], remote, folder, resumes, error);
  return *error == NULL;
}
