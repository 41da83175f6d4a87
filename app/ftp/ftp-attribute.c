/* A remote file's time and permissions: MFMT and its elders, SITE CHMOD. No byte of it moves. */
#include "ftp-attribute.h"

#include "ftp-error.h"

#include <string.h>

typedef enum
{
  TIME_MFMT,
  TIME_UTIME,
  TIME_MDTM,
  N_TIME_WAYS,
} TimeWay;

static gboolean
say (WaybillFtpSession *session,
     const char *verb,
     const char *argument,
     const char *path,
     GCancellable *cancellable,
     GError **error)
{
  g_autoptr (WaybillFtpReply) reply = NULL;

  if (waybill_ftp_session_settle (session, cancellable, error))
    reply = waybill_ftp_pipe_command (session->pipe, verb, argument, cancellable, error);
  if (reply == NULL)
    {
      waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_COMMAND, verb, path);
      return FALSE;
    }
  if (waybill_ftp_reply_is_positive (reply))
    return TRUE;
  g_propagate_error (error, waybill_ftp_error_from_reply (WAYBILL_REMOTE_PHASE_COMMAND, verb, path, reply));
  return FALSE;
}

/* A server that does not know MDTM with a time takes it for a file's name: it is said only where the server lists it so, or
 * is one that is known to have it without listing it. MFMT does no harm: where there is no list, it is tried once. */
static gboolean
is_usable (WaybillFtpSession *session, TimeWay way)
{
  const WaybillFtpFeatures *features = &session->features;
  const WaybillRemoteLearnt learnt = session->facts->learnt.traits[WAYBILL_REMOTE_TRAIT_MFMT];
  const char *site;

  switch (way)
    {
    case TIME_MFMT:
      return learnt == WAYBILL_REMOTE_LEARNT_YES || features->mfmt
             || (features->lines == NULL && learnt != WAYBILL_REMOTE_LEARNT_NO);
    case TIME_UTIME:
      site = waybill_ftp_features_find (features, "SITE");
      return waybill_ftp_features_find (features, "SITE UTIME") != NULL || (site != NULL && strstr (site, "UTIME") != NULL);
    case TIME_MDTM:
      site = waybill_ftp_features_find (features, "MDTM");
      return (site != NULL && g_ascii_strncasecmp (site, "YYYY", 4) == 0)
             || g_strcmp0 (session->facts->system, "vsftpd") == 0;
    case N_TIME_WAYS:
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* (transfer full) (nullable): as MFMT wants it, in UTC. */
static char *
make_stamp (gint64 mtime)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (mtime);
  g_autofree char *stamp = time != NULL ? g_date_time_format (time, "%Y%m%d%H%M%S") : NULL;

  return stamp != NULL && strlen (stamp) == strlen ("YYYYMMDDHHMMSS") ? g_steal_pointer (&stamp) : NULL;
}

static void
make_command (TimeWay way, const char *path, const char *stamp, WaybillFtpTimeCommand *command)
{
  static const char *const verbs[] = { [TIME_MFMT] = "MFMT", [TIME_UTIME] = "SITE", [TIME_MDTM] = "MDTM" };

  command->verb = verbs[way];
  command->argument = way == TIME_UTIME ? g_strdup_printf ("UTIME %s %s %s %s UTC", path, stamp, stamp, stamp)
                                        : g_strdup_printf ("%s %s", stamp, path);
}

static gboolean
try_time (
    WaybillFtpSession *session, TimeWay way, const char *path, const char *stamp, GCancellable *cancellable, GError **error)
{
  g_auto (WaybillFtpTimeCommand) command = { NULL };

  make_command (way, path, stamp, &command);
  return say (session, command.verb, command.argument, path, cancellable, error);
}

/**
 * waybill_ftp_attribute_plan_time:
 * @session: a session
 * @path: a remote file
 * @mtime: Unix seconds, of the years 1 to 9999
 * @command: (out caller-allocates): what is to be said; `verb` %NULL where the server is not known to have a way
 *
 * The first way that waybill_ftp_attribute_set_time() would try, for who sends it behind a transfer. Nothing is tried that
 * the server does not list.
 */
void
waybill_ftp_attribute_plan_time (WaybillFtpSession *session, const char *path, gint64 mtime, WaybillFtpTimeCommand *command)
{
  g_autofree char *stamp = make_stamp (mtime);

  *command = (WaybillFtpTimeCommand){ NULL };
  for (TimeWay way = 0; stamp != NULL && command->verb == NULL && way < N_TIME_WAYS; way++)
    if (is_usable (session, way) && (way != TIME_MFMT || session->features.lines != NULL))
      make_command (way, path, stamp, command);
}

/**
 * waybill_ftp_time_command_clear:
 * @self: a command
 *
 * Frees what it holds.
 */
void
waybill_ftp_time_command_clear (WaybillFtpTimeCommand *self)
{
  g_clear_pointer (&self->argument, g_free);
}

/**
 * waybill_ftp_attribute_set_time:
 * @session: a session
 * @path: a remote file
 * @mtime: Unix seconds, of the years 1 to 9999
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * MFMT (draft-somers-ftp-mfxx §3), else SITE UTIME with access, change and creation time in UTC, else MDTM with a time; the
 * latter two only where the server is known to have them.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`; `UNSUPPORTED` where there is no way
 */
gboolean
waybill_ftp_attribute_set_time (
    WaybillFtpSession *session, const char *path, gint64 mtime, GCancellable *cancellable, GError **error)
{
  WaybillRemoteLearnt *learnt = &session->facts->learnt.traits[WAYBILL_REMOTE_TRAIT_MFMT];
  g_autofree char *stamp = make_stamp (mtime);
  g_autoptr (GError) failure = NULL;

  if (stamp != NULL)
    for (TimeWay way = 0; way < N_TIME_WAYS; way++)
      {
        gboolean well;

        if (!is_usable (session, way))
          continue;
        g_clear_error (&failure);
        well = try_time (session, way, path, stamp, cancellable, &failure);
        if (way == TIME_MFMT && (well || g_error_matches (failure, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_UNSUPPORTED)))
          *learnt = well ? WAYBILL_REMOTE_LEARNT_YES : WAYBILL_REMOTE_LEARNT_NO;
        if (well)
          return TRUE;
        if (!g_error_matches (failure, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_UNSUPPORTED))
          break;
      }
  if (failure == NULL)
    failure = waybill_ftp_error_new (WAYBILL_REMOTE_ERROR_UNSUPPORTED, WAYBILL_REMOTE_PHASE_COMMAND, "MFMT", path,
                                     "The server has no way to set a file's time");
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * waybill_ftp_attribute_set_mode:
 * @session: a session
 * @path: a remote file or folder
 * @mode: 0 to 07777
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * SITE CHMOD, which no RFC describes and most servers on UNIX have.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`
 */
gboolean
waybill_ftp_attribute_set_mode (
    WaybillFtpSession *session, const char *path, guint mode, GCancellable *cancellable, GError **error)
{
  g_autofree char *argument = g_strdup_printf ("CHMOD %03o %s", mode & 07777, path);

  return say (session, "SITE", argument, path, cancellable, error);
}
