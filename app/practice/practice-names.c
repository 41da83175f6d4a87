/* The verbs of the practice partner about names: where one is, what is there, renamed and removed. No data channel. */
#include "practice-session-private.h"

#include <stdio.h>
#include <string.h>

/* A quote in a name is doubled (RFC 959 appendix II). */
static void
reply_folder (WaybillPracticeSession *self, const char *path, const char *more)
{
  g_auto (GStrv) parts = g_strsplit (path, "\"", -1);
  g_autofree char *quoted = g_strjoinv ("\"\"", parts);

  waybill_practice_session_reply (self, 257, "\"%s\" %s", quoted, more);
}

/**
 * waybill_practice_names_pwd:
 * @self: a conversation, on its thread
 * @argument: what followed the verb
 *
 * The verb PWD.
 */
void
waybill_practice_names_pwd (WaybillPracticeSession *self, const char *argument)
{
  reply_folder (self, self->folder, "is the current folder");
}

/**
 * waybill_practice_names_cwd:
 * @self: a conversation, on its thread
 * @argument: what followed the verb
 *
 * The verb CWD.
 */
void
waybill_practice_names_cwd (WaybillPracticeSession *self, const char *argument)
{
  g_autofree char *path = waybill_practice_session_resolve (self, argument, 550);
  struct stat status;

  if (path == NULL)
    return;
  if (!waybill_practice_root_stat (self->host->root, path, &status))
    waybill_practice_session_reply_errno (self, 550, path);
  else if (!S_ISDIR (status.st_mode))
    waybill_practice_session_reply (self, 550, "%s: not a folder", path);
  else
    {
      g_free (self->folder);
      self->folder = g_steal_pointer (&path);
      waybill_practice_session_reply (self, 250, "Now in %s", self->folder);
    }
}

/**
 * waybill_practice_names_cdup:
 * @self: a conversation, on its thread
 * @argument: what followed the verb
 *
 * The verb CDUP.
 */
void
waybill_practice_names_cdup (WaybillPracticeSession *self, const char *argument)
{
  char *parent = g_path_get_dirname (self->folder); /* of "/" it is "/" */

  g_free (self->folder);
  self->folder = parent;
  waybill_practice_session_reply (self, 250, "Now in %s", self->folder);
}

/**
 * waybill_practice_names_size:
 * @self: a conversation, on its thread
 * @argument: what followed the verb
 *
 * The verb SIZE, RFC 3659 §4.
 */
void
waybill_practice_names_size (WaybillPracticeSession *self, const char *argument)
{
  g_autofree char *path = waybill_practice_session_resolve (self, argument, 550);
  struct stat status;

  if (path == NULL)
    return;
  if (self->ascii)
    waybill_practice_session_reply (self, 550, "SIZE is told for TYPE I only"); /* RFC 3659 §4 asks for the transfer size */
  else if (!waybill_practice_root_stat (self->host->root, path, &status))
    waybill_practice_session_reply_errno (self, 550, path);
  else if (!S_ISREG (status.st_mode))
    waybill_practice_session_reply (self, 550, "%s: not a file", path);
  else
    waybill_practice_session_reply (self, 213, "%" G_GINT64_FORMAT, (gint64) status.st_size);
}

/**
 * waybill_practice_names_mdtm:
 * @self: a conversation, on its thread
 * @argument: what followed the verb
 *
 * The verb MDTM, RFC 3659 §3.
 */
void
waybill_practice_names_mdtm (WaybillPracticeSession *self, const char *argument)
{
  g_autofree char *path = waybill_practice_session_resolve (self, argument, 550);
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *text = NULL;
  struct stat status;

  if (path == NULL)
    return;
  if (!waybill_practice_root_stat (self->host->root, path, &status))
    {
      waybill_practice_session_reply_errno (self, 550, path);
      return;
    }
  time = g_date_time_new_from_unix_utc (status.st_mtime);
  text = g_date_time_format (time, "%Y%m%d%H%M%S");
  waybill_practice_session_reply (self, 213, "%s", text);
}

/**
 * waybill_practice_names_mfmt:
 * @self: a conversation, on its thread
 * @argument: what followed the verb
 *
 * The verb MFMT: YYYYMMDDHHMMSS and a name (draft-somers-ftp-mfxx).
 */
void
waybill_practice_names_mfmt (WaybillPracticeSession *self, const char *argument)
{
  const char *name = strchr (argument, ' ');
  int year, month, day, hour, minute, second;
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *path = NULL;

  if (sscanf (argument, "%4d%2d%2d%2d%2d%2d", &year, &month, &day, &hour, &minute, &second) == 6)
    time = g_date_time_new_utc (year, month, day, hour, minute, second);
  if (time == NULL || name == NULL)
    {
      waybill_practice_session_reply (self, 501, "MFMT YYYYMMDDHHMMSS name");
      return;
    }
  path = waybill_practice_session_resolve (self, name + 1, 550);
  if (path == NULL)
    return;
  if (waybill_practice_root_set_time (self->host->root, path, g_date_time_to_unix (time)))
    waybill_practice_session_reply (self, 213, "Modify=%.14s; %s", argument, path);
  else
    waybill_practice_session_reply_errno (self, 550, path);
}

static void
remove_path (WaybillPracticeSession *self, const char *argument, gboolean folder)
{
  g_autofree char *path = waybill_practice_session_resolve (self, argument, 550);

  if (path == NULL)
    return;
  if (waybill_practice_root_remove (self->host->root, path, folder))
    waybill_practice_session_reply (self, 250, "%s is gone", path);
  else
    waybill_practice_session_reply_errno (self, 550, path);
}

/**
 * waybill_practice_names_dele:
 * @self: a conversation, on its thread
 * @argument: what followed the verb
 *
 * The verb DELE.
 */
void
waybill_practice_names_dele (WaybillPracticeSession *self, const char *argument)
{
  remove_path (self, argument, FALSE);
}

/**
 * waybill_practice_names_rmd:
 * @self: a conversation, on its thread
 * @argument: what followed the verb
 *
 * The verb RMD.
 */
void
waybill_practice_names_rmd (WaybillPracticeSession *self, const char *argument)
{
  remove_path (self, argument, TRUE);
}

/**
 * waybill_practice_names_mkd:
 * @self: a conversation, on its thread
 * @argument: what followed the verb
 *
 * The verb MKD.
 */
void
waybill_practice_names_mkd (WaybillPracticeSession *self, const char *argument)
{
  g_autofree char *path = waybill_practice_session_resolve (self, argument, 553);

  if (path == NULL)
    return;
  if (waybill_practice_root_make_folder (self->host->root, path))
    reply_folder (self, path, "made");
  else
    waybill_practice_session_reply_errno (self, 550, path);
}

/**
 * waybill_practice_names_rnfr:
 * @self: a conversation, on its thread
 * @argument: what followed the verb
 *
 * The verb RNFR.
 */
void
waybill_practice_names_rnfr (WaybillPracticeSession *self, const char *argument)
{
  g_autofree char *path = waybill_practice_session_resolve (self, argument, 550);
  struct stat status;

  if (path == NULL)
    return;
  if (!waybill_practice_root_stat (self->host->root, path, &status))
    {
      waybill_practice_session_reply_errno (self, 550, path);
      return;
    }
  g_free (self->rename_from);
  self->rename_from = g_steal_pointer (&path);
  waybill_practice_session_reply (self, 350, "RNTO next");
}

/**
 * waybill_practice_names_rnto:
 * @self: a conversation, on its thread
 * @argument: what followed the verb
 *
 * The verb RNTO.
 */
void
waybill_practice_names_rnto (WaybillPracticeSession *self, const char *argument)
{
  g_autofree char *from = g_steal_pointer (&self->rename_from);
  g_autofree char *to = NULL;

  if (from == NULL)
    {
      waybill_practice_session_reply (self, 503, "RNFR first");
      return;
    }
  to = waybill_practice_session_resolve (self, argument, 553);
  if (to == NULL)
    return;
  if (waybill_practice_root_rename (self->host->root, from, to))
    waybill_practice_session_reply (self, 250, "Renamed");
  else
    waybill_practice_session_reply_errno (self, 553, to);
}
