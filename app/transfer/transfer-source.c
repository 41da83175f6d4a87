/* A local file that is sent: read in order, hashed on the way, watched for change. Its source functions run on the session's
 * worker, the others on the main thread; never both at once. */
#include "transfer-source.h"

#include "base-hash.h"
#include "remote-error.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE (256 * 1024)

struct _WaybillTransferSource
{
  int file;
  char *path;
  struct stat facts; /* as it was when it was opened, or rewound */
  gint64 sent;
  WaybillBaseHash *hash;
};

static void
set_error (WaybillTransferSource *self, GError **error, int number, const char *what)
{
  WaybillRemoteErrorFacts facts
      = { .phase = WAYBILL_REMOTE_PHASE_DATA, .subject = self->path, .alert = -1, .os_error = number };

  g_propagate_error (error, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_LOCAL, &facts, "%s %s%s%s", self->path, what,
                                                      number != 0 ? ": " : "", number != 0 ? g_strerror (number) : ""));
}

/**
 * waybill_transfer_source_new:
 * @path: a file
 * @error: return location
 *
 * Opens a file for sending.
 *
 * Returns: (transfer full) (nullable): a source, or `WAYBILL_REMOTE_ERROR_LOCAL`: missing, not readable, or not a file
 */
WaybillTransferSource *
waybill_transfer_source_new (const char *path, GError **error)
{
  g_autoptr (WaybillTransferSource) self = g_new0 (WaybillTransferSource, 1);

  self->path = g_strdup (path);
  self->file = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (self->file < 0)
    {
      set_error (self, error, errno, "cannot be opened");
      return NULL;
    }
  if (!waybill_transfer_source_rewind (self, error))
    return NULL;
  if (!S_ISREG (self->facts.st_mode))
    {
      set_error (self, error, S_ISDIR (self->facts.st_mode) ? EISDIR : EINVAL, "is not a file");
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * waybill_transfer_source_rewind:
 * @self: a source
 * @error: return location
 *
 * Back to the beginning, for another try. The file may have changed between two tries.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR_LOCAL`
 */
gboolean
waybill_transfer_source_rewind (WaybillTransferSource *self, GError **error)
{
  self->sent = 0;
  g_clear_pointer (&self->hash, waybill_base_hash_free);
  self->hash = waybill_base_hash_new ();
  if (fstat (self->file, &self->facts) == 0 && (!S_ISREG (self->facts.st_mode) || lseek (self->file, 0, SEEK_SET) == 0))
    return TRUE;
  set_error (self, error, errno, "cannot be read");
  return FALSE;
}

static gint64
size_on_worker (gpointer data)
{
  WaybillTransferSource *self = data;

  return self->facts.st_size;
}

/* A file that another program still writes would arrive as neither the old nor the new one. */
static gboolean
is_unchanged (WaybillTransferSource *self)
{
  struct stat now;

  return fstat (self->file, &now) == 0 && now.st_size == self->facts.st_size && self->sent == now.st_size
         && now.st_mtim.tv_sec == self->facts.st_mtim.tv_sec && now.st_mtim.tv_nsec == self->facts.st_mtim.tv_nsec;
}

static gboolean
read_on_worker (gpointer data, void *buffer, gsize length, gsize *done, GError **error)
{
  WaybillTransferSource *self = data;
  gssize got;

  do
    got = read (self->file, buffer, length);
  while (got < 0 && errno == EINTR);

  if (got < 0)
    {
      set_error (self, error, errno, "cannot be read");
      return FALSE;
    }
  *done = (gsize) got;
  self->sent += got;
  waybill_base_hash_update (self->hash, buffer, *done);
  if (got > 0 || is_unchanged (self))
    return TRUE;
  set_error (self, error, 0, "was changed by another program while it was sent");
  return FALSE;
}

/* What is there already is read all the same: the hash is of the whole. */
static gboolean
seek_on_worker (gpointer data, gint64 offset, GError **error)
{
  WaybillTransferSource *self = data;
  g_autofree char *piece = g_malloc (PIECE);
  gsize done = 1;

  self->sent = 0;
  g_clear_pointer (&self->hash, waybill_base_hash_free);
  self->hash = waybill_base_hash_new ();
  if (lseek (self->file, 0, SEEK_SET) != 0)
    {
      set_error (self, error, errno, "cannot be read");
      return FALSE;
    }
  while (self->sent < offset && done > 0)
    if (!read_on_worker (self, piece, (gsize) MIN (PIECE, offset - self->sent), &done, error))
      return FALSE;
  if (self->sent == offset)
    return TRUE;
  set_error (self, error, 0, "is shorter than what is to be gone on from");
  return FALSE;
}

/**
 * waybill_transfer_source_get_size:
 * @self: a source
 *
 * Returns: bytes, when it was opened or rewound
 */
gint64
waybill_transfer_source_get_size (WaybillTransferSource *self)
{
  return self->facts.st_size;
}

/**
 * waybill_transfer_source_get_file:
 * @self: a source
 *
 * Returns: its descriptor, to be read at places of one's own while nobody sends it
 */
int
waybill_transfer_source_get_file (WaybillTransferSource *self)
{
  return self->file;
}

/**
 * waybill_transfer_source_get_source:
 * @self: a source
 *
 * Returns: the source that reads the file
 */
WaybillRemoteSource
waybill_transfer_source_get_source (WaybillTransferSource *self)
{
  static const WaybillRemoteSourceClass source_class = { size_on_worker, read_on_worker, seek_on_worker };

  return (WaybillRemoteSource){ &source_class, self };
}

/**
 * waybill_transfer_source_get_mtime:
 * @self: a source
 *
 * Returns: when the file was changed, Unix seconds
 */
gint64
waybill_transfer_source_get_mtime (WaybillTransferSource *self)
{
  return self->facts.st_mtime;
}

/**
 * waybill_transfer_source_dup_sha256:
 * @self: a source that was read to its end; to be asked once
 *
 * Returns: (transfer full): SHA-256 (hex) of what was read
 */
char *
waybill_transfer_source_dup_sha256 (WaybillTransferSource *self)
{
  return waybill_base_hash_finish (self->hash);
}

/**
 * waybill_transfer_source_free:
 * @self: (transfer full) (nullable): a source
 *
 * Closes the file.
 */
void
waybill_transfer_source_free (WaybillTransferSource *self)
{
  if (self == NULL)
    return;

  if (self->file >= 0)
    close (self->file);
  waybill_base_hash_free (self->hash);
  g_free (self->path);
  g_free (self);
}
