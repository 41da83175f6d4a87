/* Going on with a fetched file: the part that an earlier run kept beside the final name, or the beginning that another
 * program left under it. What is there is compared with what comes before anything is put behind it; it never asks a server.
 */
#include "transfer-target-private.h"

#include "remote-entry.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEPT_STEM 150
#define PIECE (256 * 1024)
/* Each time another run was quicker. */
#define MOST_OPENINGS 10

char *
waybill_transfer_target_dup_kept_prefix (WaybillTransferTarget *self)
{
  return g_strdup_printf (".%.*s.%08x-", KEPT_STEM, self->name, g_str_hash (self->name));
}

/* Its name says whose part it is: another size or time is another file. */
char *
waybill_transfer_target_dup_kept_name (WaybillTransferTarget *self, gint64 size, gint64 mtime)
{
  g_autofree char *prefix = waybill_transfer_target_dup_kept_prefix (self);

  return g_strdup_printf ("%s%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x.waybill-part", prefix, size, mtime);
}

gboolean
waybill_transfer_target_lock (int file)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

  return fcntl (file, F_OFD_SETLK, &lock) == 0;
}

static gboolean
has_source (gint64 size, gint64 mtime)
{
  return size >= WAYBILL_TRANSFER_PROOF_OVERLAP && mtime != WAYBILL_REMOTE_NO_TIME;
}

/* waybill_transfer_target_is_named:
 *
 * Is it an ordinary file of our own, under this name and no other? To be asked when it is locked: until then another run may
 * have given it its final name, or removed it. */
gboolean
waybill_transfer_target_is_named (int file, int folder, const char *name)
{
  struct stat facts, there;

  return fstat (file, &facts) == 0 && S_ISREG (facts.st_mode) && facts.st_nlink == 1 && facts.st_uid == geteuid ()
         && fstatat (folder, name, &there, AT_SYMLINK_NOFOLLOW) == 0 && there.st_dev == facts.st_dev
         && there.st_ino == facts.st_ino;
}

static gboolean
open_kept (WaybillTransferTarget *self, gint64 size, gint64 mtime, int flags)
{
  g_autofree char *name = waybill_transfer_target_dup_kept_name (self, size, mtime);

  for (guint i = 0; i < MOST_OPENINGS; i++)
    {
      int file = openat (self->folder, name, O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | flags, 0666);
      gboolean is_locked = file >= 0 && waybill_transfer_target_lock (file);

      if (is_locked && waybill_transfer_target_is_named (file, self->folder, name))
        {
          self->file = file;
          g_free (self->temporary);
          self->temporary = g_steal_pointer (&name);
          return TRUE;
        }
      if (file >= 0)
        close (file);
      if (!is_locked)
        return FALSE;
    }
  return FALSE;
}

gboolean
waybill_transfer_target_create_part (WaybillTransferTarget *self, GError **error)
{
  if (!self->keeps || !has_source (self->size, self->mtime) || !open_kept (self, self->size, self->mtime, O_CREAT))
    return waybill_transfer_target_create_temporary (self, error);
  if (ftruncate (self->file, 0) == 0)
    return TRUE;
  waybill_transfer_target_set_error (error, errno, self->path, "cannot be written");
  return FALSE;
}

/* Only a name that the next run finds is worth it, and so much of it that the next run can go on. */
gboolean
waybill_transfer_target_is_worth_keeping (WaybillTransferTarget *self)
{
  g_autofree char *name = waybill_transfer_target_dup_kept_name (self, self->size, self->mtime);

  return self->keeps && waybill_transfer_proof_get_start (self->have) >= 0 && g_strcmp0 (name, self->temporary) == 0;
}

static gboolean
hash_file (WaybillTransferTarget *self, int file)
{
  g_autofree char *piece = g_malloc (PIECE);
  gssize got;

  g_clear_pointer (&self->hash, waybill_base_hash_free);
  self->hash = waybill_base_hash_new ();
  self->have = 0;
  while ((got = pread (file, piece, PIECE, self->have)) > 0)
    {
      waybill_base_hash_update (self->hash, piece, (gsize) got);
      self->have += got;
    }
  return got == 0;
}

/**
 * waybill_transfer_target_keep:
 * @self: a target
 *
 * What does not become whole is kept, under a name that says of what size and time its source was.
 */
void
waybill_transfer_target_keep (WaybillTransferTarget *self)
{
  self->keeps = TRUE;
}

/**
 * waybill_transfer_target_discard:
 * @self: a target
 *
 * What was written is wrong: it is not kept.
 */
void
waybill_transfer_target_discard (WaybillTransferTarget *self)
{
  self->keeps = FALSE;
}

/**
 * waybill_transfer_target_find_kept:
 * @self: a target of which nothing was written yet
 * @size: of the source
 * @mtime: of the source
 *
 * Looks for a part that was kept of this source, and reads it for its hash. Nothing is proven by it. Any thread.
 */
void
waybill_transfer_target_find_kept (WaybillTransferTarget *self, gint64 size, gint64 mtime)
{
  self->size = size;
  self->mtime = mtime;
  self->have = 0;
  if (!has_source (size, mtime) || !open_kept (self, size, mtime, 0))
    return;
  if (!hash_file (self, self->file) || self->have > size)
    self->have = 0;
}

/**
 * waybill_transfer_target_find_beginning:
 * @self: a target of which nothing was written yet
 * @size: of the source
 * @mtime: of the source
 *
 * Looks whether the file under the final name may be a beginning of the source, or the source itself: another program may
 * have left it there. It is read, for its hash; nothing is proven by it. Any thread.
 *
 * Returns: is it no longer than the source?
 */
gboolean
waybill_transfer_target_find_beginning (WaybillTransferTarget *self, gint64 size, gint64 mtime)
{
  struct stat facts;

  self->size = size;
  self->mtime = mtime;
  self->beginning = openat (self->folder, self->name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  if (self->beginning >= 0 && fstat (self->beginning, &facts) == 0 && S_ISREG (facts.st_mode) && facts.st_size <= size
      && hash_file (self, self->beginning) && self->have == facts.st_size)
    return TRUE;
  waybill_transfer_target_forget_beginning (self);
  return FALSE;
}

/**
 * waybill_transfer_target_forget_beginning:
 * @self: a target
 *
 * What is there is no beginning of the source: the next try begins anew. A file under the final name stays as it is.
 */
void
waybill_transfer_target_forget_beginning (WaybillTransferTarget *self)
{
  if (self->beginning >= 0)
    close (self->beginning);
  self->beginning = -1;
  self->have = 0;
  self->proof.is_refuted = FALSE;
}

/**
 * waybill_transfer_target_compare_all:
 * @self: a target
 *
 * The file under the final name is of another time than the source: if it is as long, its tail is no proof that it is the
 * same, and all of it is compared.
 */
void
waybill_transfer_target_compare_all (WaybillTransferTarget *self)
{
  self->compares_all = TRUE;
}

/**
 * waybill_transfer_target_get_offset:
 * @self: a target
 *
 * Returns: where the next try may begin: before what is there ends, so that its tail comes again and proves it; 0: anew
 */
gint64
waybill_transfer_target_get_offset (WaybillTransferTarget *self)
{
  gboolean is_known = has_source (self->size, self->mtime) || self->beginning >= 0;
  gint64 start = is_known ? waybill_transfer_proof_get_start (self->have) : -1;

  if (self->compares_all && self->beginning >= 0 && self->have == self->size)
    return 0;
  return start > 0 && self->have <= self->size ? start : 0;
}

/**
 * waybill_transfer_target_is_refuted:
 * @self: a target whose try failed
 *
 * Returns: was it because what is there is no beginning of the source?
 */
gboolean
waybill_transfer_target_is_refuted (WaybillTransferTarget *self)
{
  return self->proof.is_refuted;
}

/**
 * waybill_transfer_target_has_beginning:
 * @self: a target
 *
 * Returns: does it go on from the file under the final name, which was not refuted yet?
 */
gboolean
waybill_transfer_target_has_beginning (WaybillTransferTarget *self)
{
  return self->beginning >= 0;
}

/**
 * waybill_transfer_target_get_file:
 * @self: a target
 *
 * Returns: the descriptor of what is written, or of the beginning under the final name; -1: there is neither
 */
int
waybill_transfer_target_get_file (WaybillTransferTarget *self)
{
  return self->file >= 0 ? self->file : self->beginning;
}

/**
 * waybill_transfer_target_has_all:
 * @self: a target
 *
 * Returns: are as many bytes there as the source has?
 */
gboolean
waybill_transfer_target_has_all (WaybillTransferTarget *self)
{
  return self->size >= 0 && self->have == self->size;
}

/**
 * waybill_transfer_target_is_same:
 * @self: a target whose transfer went well
 *
 * Returns: is the file under the final name the source already?
 */
gboolean
waybill_transfer_target_is_same (WaybillTransferTarget *self)
{
  return self->file < 0 && self->beginning >= 0;
}

/* What was there belongs to what comes, when size and time are those of then. */
gboolean
waybill_transfer_target_go_on_behind (WaybillTransferTarget *self, gint64 size, gint64 mtime, gint64 start, GError **error)
{
  if (self->hash == NULL || start > self->have || size != self->size || (self->beginning < 0 && mtime != self->mtime))
    {
      self->proof.is_refuted = TRUE;
      waybill_transfer_target_set_error (error, ESTALE, self->path, "cannot be gone on with");
      return FALSE;
    }
  self->proof.file = self->file >= 0 ? self->file : self->beginning;
  self->proof.at = start;
  self->proof.end = self->have;
  if (self->file < 0 || lseek (self->file, self->have, SEEK_SET) == self->have)
    return TRUE;
  waybill_transfer_target_set_error (error, errno, self->path, "cannot be written");
  return FALSE;
}

/* It is proven: from here on it is ours, under a temporary name; the one under the final name stays until the whole is
 * there. */
gboolean
waybill_transfer_target_copy_beginning (WaybillTransferTarget *self, GError **error)
{
  loff_t from = 0, to = 0;

  if (!waybill_transfer_target_create_part (self, error))
    return FALSE;
  while (from < self->have)
    {
      gssize copied = copy_file_range (self->beginning, &from, self->file, &to, (gsize) (self->have - from), 0);

      if (copied < 0 && errno == EINTR)
        continue;
      if (copied <= 0)
        {
          waybill_transfer_target_set_error (error, copied < 0 ? errno : EIO, self->path, "cannot be copied");
          return FALSE;
        }
    }
  if (lseek (self->file, self->have, SEEK_SET) == self->have)
    return TRUE;
  waybill_transfer_target_set_error (error, errno, self->path, "cannot be written");
  return FALSE;
}
