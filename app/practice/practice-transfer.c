/* RETR, STOR and APPE of the practice partner. A file appears under its name when all of it is there, never before. */
#include "practice-session-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define CHUNK (32 * 1024)

/* What stands in the way of a reply 226. */
static void
reply_end (WaybillPracticeSession *self, gboolean complete)
{
  if (complete)
    waybill_practice_session_reply (self, 226, "Complete");
  else if (!self->over)
    waybill_practice_session_reply (self, 426, self->aborted ? "Aborted" : "The data connection broke off");
}

/* LF becomes CRLF; @last carries the byte before over from chunk to chunk. */
static gsize
to_network (const char *from, gsize length, char *to, char *last)
{
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (from[i] == '\n' && *last != '\r')
        to[n++] = '\r';
      to[n++] = *last = from[i];
    }
  return n;
}

/* CRLF becomes LF; a CR at the end of a chunk waits in @last. */
static gsize
from_network (const char *from, gsize length, char *to, char *last)
{
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (*last == '\r' && from[i] != '\n')
        to[n++] = '\r';
      if (from[i] != '\r')
        to[n++] = from[i];
      *last = from[i];
    }
  return n;
}

static gboolean
send_file (WaybillPracticeSession *self, int fd, WaybillNetStream *data)
{
  g_autofree char *chunk = g_malloc (CHUNK);
  g_autofree char *text = g_malloc (2 * CHUNK);
  char last = 0;
  gssize done;

  while ((done = read (fd, chunk, CHUNK)) > 0)
    {
      gsize length = self->ascii ? to_network (chunk, done, text, &last) : (gsize) done;

      if (!waybill_practice_data_write (self, data, self->ascii ? text : chunk, length))
        return FALSE;
    }
  return done == 0 && waybill_practice_data_finish (self, data);
}

/**
 * waybill_practice_transfer_retr:
 * @self: a conversation, on its thread
 * @argument: a file's name
 *
 * The verb RETR, after REST from there on.
 */
void
waybill_practice_transfer_retr (WaybillPracticeSession *self, const char *argument)
{
  g_autofree char *path = waybill_practice_session_resolve (self, argument, 550);
  g_autoptr (WaybillNetStream) data = NULL;
  goffset start = self->restart;
  struct stat status;
  int fd;

  self->restart = 0;
  if (path == NULL)
    return;
  fd = waybill_practice_root_open (self->host->root, path, O_RDONLY);
  if (fd < 0 || fstat (fd, &status) < 0)
    {
      waybill_practice_session_reply_errno (self, 550, path);
      return;
    }
  if (start > status.st_size || lseek (fd, start, SEEK_SET) < 0)
    waybill_practice_session_reply (self, 554, "The file ends before that"); /* RFC 3659 §5.4 */
  else if ((data = waybill_practice_data_open (self, path)) != NULL)
    {
      gboolean complete = send_file (self, fd, data);

      g_clear_pointer (&data, waybill_net_stream_free);
      reply_end (self, complete);
    }
  close (fd);
}

static gboolean
write_all (int fd, const char *bytes, gsize length)
{
  while (length > 0)
    {
      gssize done = write (fd, bytes, length);

      if (done < 0 && errno != EINTR)
        return FALSE;
      bytes += MAX (done, 0);
      length -= MAX (done, 0);
    }
  return TRUE;
}

/* The first @wanted bytes of what is there under @path, where an upload goes on. */
static gboolean
copy_beginning (WaybillPracticeSession *self, const char *path, int to, goffset wanted)
{
  g_autofree char *chunk = g_malloc (CHUNK);
  gboolean fine = TRUE;
  int from;

  if (wanted == 0)
    return TRUE;
  from = waybill_practice_root_open (self->host->root, path, O_RDONLY);
  if (from < 0)
    return FALSE;
  while (fine && wanted > 0)
    {
      gssize done = read (from, chunk, MIN (wanted, CHUNK));

      fine = done > 0 && write_all (to, chunk, done);
      wanted -= MAX (done, 0);
    }
  close (from);
  return fine;
}

/* TRUE: the client's end came in good order and everything is on disk. */
static gboolean
receive_file (WaybillPracticeSession *self, int fd, WaybillNetStream *data)
{
  g_autofree char *chunk = g_malloc (CHUNK);
  g_autofree char *text = g_malloc (2 * CHUNK);
  char last = 0;
  gsize done = 0;
  WaybillNetIo io;

  while ((io = waybill_practice_data_read (self, data, chunk, CHUNK, &done)) == WAYBILL_NET_IO_DONE)
    {
      gsize length = self->ascii ? from_network (chunk, done, text, &last) : done;

      if (!write_all (fd, self->ascii ? text : chunk, length))
        return FALSE;
    }
  if (io != WAYBILL_NET_IO_END || (self->ascii && last == '\r' && !write_all (fd, "\r", 1)))
    return FALSE;
  waybill_practice_data_finish (self, data); /* the client has said all: how it takes our farewell does not matter */
  return TRUE;
}

/* @start: how much of the file that is there stays. */
static void
store (WaybillPracticeSession *self, const char *path, goffset start)
{
  g_autofree char *temporary = NULL;
  g_autoptr (WaybillNetStream) data = NULL;
  gboolean complete = FALSE;
  int fd = waybill_practice_root_begin (self->host->root, path, &temporary);

  if (fd < 0)
    {
      waybill_practice_session_reply_errno (self, 553, path);
      return;
    }
  if (!copy_beginning (self, path, fd, start))
    waybill_practice_session_reply (self, 554, "The file ends before that");
  else if ((data = waybill_practice_data_open (self, path)) != NULL)
    {
      complete = receive_file (self, fd, data) && fsync (fd) == 0
                 && waybill_practice_root_rename (self->host->root, temporary, path);
      g_clear_pointer (&data, waybill_net_stream_free);
      reply_end (self, complete);
    }
  close (fd);
  if (!complete)
    waybill_practice_root_remove (self->host->root, temporary, FALSE);
}

/**
 * waybill_practice_transfer_stor:
 * @self: a conversation, on its thread
 * @argument: a file's name
 *
 * The verb STOR, after REST from there on.
 */
void
waybill_practice_transfer_stor (WaybillPracticeSession *self, const char *argument)
{
  g_autofree char *path = waybill_practice_session_resolve (self, argument, 553);
  goffset start = self->restart;

  self->restart = 0;
  if (path != NULL)
    store (self, path, start);
}

/**
 * waybill_practice_transfer_appe:
 * @self: a conversation, on its thread
 * @argument: a file's name
 *
 * The verb APPE: STOR behind what is there.
 */
void
waybill_practice_transfer_appe (WaybillPracticeSession *self, const char *argument)
{
  g_autofree char *path = waybill_practice_session_resolve (self, argument, 553);
  struct stat status;

  self->restart = 0;
  if (path != NULL)
    store (self, path, waybill_practice_root_stat (self->host->root, path, &status) ? status.st_size : 0);
}
