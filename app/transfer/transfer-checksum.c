/* Whether a remote file is what a local one begins with, by the server's own checksum. It decides nothing about it. */
#include "transfer-checksum-private.h"

#include "transfer-disk-private.h"

#include "base-hash.h"
#include "remote-ask.h"

#include <errno.h>
#include <unistd.h>

#define PIECE (256 * 1024)

typedef struct
{
  WaybillRemote *remote;
  int file;
  gint64 length;
  char *sha256;              /* (nullable) */
  GCancellable *cancellable; /* (nullable) */
  WaybillRemoteChecksum checksum;
  char *own; /* (nullable) */
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_object_unref (self->remote);
  g_clear_object (&self->cancellable);
  g_free (self->sha256);
  g_free (self->own);
  g_free (self);
}

/* All of them were read. */
static gboolean
read_file (int file, gint64 length, GCancellable *cancellable, void (*take) (gpointer, const void *, gsize), gpointer sum)
{
  g_autofree guint8 *piece = g_malloc (PIECE);
  gint64 at = 0;

  while (at < length && !g_cancellable_is_cancelled (cancellable))
    {
      gssize got = pread (file, piece, (gsize) MIN (PIECE, length - at), at);

      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0)
        return FALSE;
      take (sum, piece, (gsize) got);
      at += got;
    }
  return at == length;
}

static void
take_sha256 (gpointer sum, const void *bytes, gsize length)
{
  waybill_base_hash_update (sum, bytes, length);
}

/* GLib's are slow, and are only read for servers that have nothing better than what they make. */
static void
take_other (gpointer sum, const void *bytes, gsize length)
{
  g_checksum_update (sum, bytes, (gssize) length);
}

/* IEEE 802.3, as XCRC and HASH mean it. */
static void
take_crc32 (gpointer sum, const void *bytes, gsize length)
{
  guint32 *crc = sum;
  const guint8 *at = bytes;

  for (; length > 0; length--)
    {
      *crc ^= *at++;
      for (guint bit = 0; bit < 8; bit++)
        *crc = *crc & 1 ? *crc >> 1 ^ 0xedb88320u : *crc >> 1;
    }
}

static char *
dup_sha256 (int file, gint64 length, GCancellable *cancellable)
{
  g_autoptr (WaybillBaseHash) hash = waybill_base_hash_new ();

  return read_file (file, length, cancellable, take_sha256, hash) ? waybill_base_hash_finish (hash) : NULL;
}

static char *
dup_crc32 (int file, gint64 length, GCancellable *cancellable)
{
  guint32 crc = G_MAXUINT32;

  return read_file (file, length, cancellable, take_crc32, &crc) ? g_strdup_printf ("%08x", ~crc) : NULL;
}

static char *
dup_other (int file, gint64 length, GChecksumType type, GCancellable *cancellable)
{
  g_autoptr (GChecksum) sum = g_checksum_new (type);

  return read_file (file, length, cancellable, take_other, sum) ? g_strdup (g_checksum_get_string (sum)) : NULL;
}

/* waybill_transfer_checksum_dup_of_file:
 *
 * Lower-case hex, by the names of remote-checksum. */
char *
waybill_transfer_checksum_dup_of_file (int file, gint64 length, const char *algorithm, GCancellable *cancellable)
{
  static const struct
  {
    const char *name;
    GChecksumType type;
  } others[] = { { "sha512", G_CHECKSUM_SHA512 }, { "sha1", G_CHECKSUM_SHA1 }, { "md5", G_CHECKSUM_MD5 } };

  if (g_strcmp0 (algorithm, "sha256") == 0)
    return dup_sha256 (file, length, cancellable);
  if (g_strcmp0 (algorithm, "crc32") == 0)
    return dup_crc32 (file, length, cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_strcmp0 (algorithm, others[i].name) == 0)
      return dup_other (file, length, others[i].type, cancellable);
  return NULL;
}

/* waybill_transfer_checksum_is_to_be_had:
 *
 * As far as its server tells. */
gboolean
waybill_transfer_checksum_is_to_be_had (WaybillRemote *remote)
{
  const WaybillRemoteFacts *facts = waybill_remote_get_facts (remote);

  return facts != NULL && facts->checksum != NULL;
}

static void
sum_on_thread (gpointer data, GError **error)
{
  Question *self = data;

  self->own = waybill_transfer_checksum_dup_of_file (self->file, self->length, self->checksum.algorithm, self->cancellable);
}

static void
summed (GTask *task, GError *ignored)
{
  Question *self = g_task_get_task_data (task);

  if (g_cancellable_is_cancelled (self->cancellable))
    g_task_return_error (task, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_CANCELLED, NULL, "Cancelled"));
  else
    g_task_return_boolean (task, g_strcmp0 (self->own, self->checksum.hex) == 0);
  g_object_unref (task);
}

static void
told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Question *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!waybill_remote_checksum_finish (self->remote, result, &self->checksum, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  if (self->sha256 != NULL && g_strcmp0 (self->checksum.algorithm, "sha256") == 0)
    {
      self->own = g_steal_pointer (&self->sha256);
      summed (task, NULL);
      return;
    }
  waybill_transfer_disk_ask (NULL, task, sum_on_thread, summed);
}

/* waybill_transfer_checksum_agree_async:
 *
 * The server reads the whole file, which may take it as long as one silence may last. */
void
waybill_transfer_checksum_agree_async (WaybillRemote *remote,
                                       const char *path,
                                       int file,
                                       gint64 length,
                                       const char *sha256,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Question *self = g_new0 (Question, 1);

  self->remote = g_object_ref (remote);
  self->file = file;
  self->length = length;
  self->sha256 = g_strdup (sha256);
  g_set_object (&self->cancellable, cancellable);
  g_task_set_task_data (task, self, question_free);
  waybill_remote_checksum_async (remote, path, cancellable, told, task);
}

/* waybill_transfer_checksum_agree_finish:
 *
 * What the server said stands in checksum, also where it differs. */
gboolean
waybill_transfer_checksum_agree_finish (GAsyncResult *result,
                                        gboolean *agrees,
                                        WaybillRemoteChecksum *checksum,
                                        GError **error)
{
  Question *self = g_task_get_task_data (G_TASK (result));
  GError *failure = NULL;

  *agrees = g_task_propagate_boolean (G_TASK (result), &failure);
  *checksum = self->checksum;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}
