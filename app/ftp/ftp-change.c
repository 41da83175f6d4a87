/* MKD, RNFR with RNTO, DELE and RMD (RFC 959 §4.1.3): what is there is changed, and no byte of it moved. */
#include "ftp-change.h"

#include "ftp-error.h"

#define RENAME_GOES_ON 350

/* expected: the code that lets it go on; 0: any that is positive. */
static gboolean
say (WaybillFtpSession *session, const char *verb, const char *path, int expected, GCancellable *cancellable, GError **error)
{
  g_autoptr (WaybillFtpReply) reply = NULL;

  if (waybill_ftp_session_settle (session, cancellable, error))
    reply = waybill_ftp_pipe_command (session->pipe, verb, path, cancellable, error);
  if (reply == NULL)
    {
      waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_COMMAND, verb, path);
      return FALSE;
    }
  if (expected != 0 ? reply->code == expected : waybill_ftp_reply_is_positive (reply))
    return TRUE;
  g_propagate_error (error, waybill_ftp_error_from_reply (WAYBILL_REMOTE_PHASE_COMMAND, verb, path, reply));
  return FALSE;
}

/* Is something there? Where it cannot be found out, the error says why, and is not NOT_FOUND. */
static gboolean
is_there (WaybillFtpSession *session, const char *path, GCancellable *cancellable, GError **error)
{
  gboolean is_folder;
  gint64 size, mtime;

  return waybill_ftp_session_stat (session, path, &is_folder, &size, &mtime, cancellable, error);
}

/* vsftpd says of each of these only that it failed. Looking at what is there now tells more; @kind is what it would mean. */
static void
find_reason (WaybillFtpSession *session,
             const char *path,
             gboolean meant_when_there,
             WaybillRemoteError kind,
             GCancellable *cancellable,
             GError **error)
{
  const WaybillRemoteErrorFacts *facts = waybill_remote_error_get_facts (*error);
  g_autoptr (GError) looked = NULL;
  gboolean there;
  GError *found;

  if (!g_error_matches (*error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_FAILED) || facts->reply_code != 550
      || session->folder == NULL) /* without it nobody can tell folders */
    return;

  there = is_there (session, path, cancellable, &looked);
  if (there != meant_when_there
      || (!there && !g_error_matches (looked, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_NOT_FOUND)))
    return;
  found = waybill_remote_error_new (kind, facts, "%s", (*error)->message);
  g_clear_error (error);
  *error = found;
}

/**
 * waybill_ftp_change_make_folder:
 * @session: a session
 * @path: a remote folder that is not there yet
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * MKD.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`
 */
gboolean
waybill_ftp_change_make_folder (WaybillFtpSession *session, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (say (session, "MKD", path, 0, cancellable, &failure))
    return TRUE;
  find_reason (session, path, TRUE, WAYBILL_REMOTE_ERROR_EXISTS, cancellable, &failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* On most servers RNTO replaces what is there without a word. */
static gboolean
check_free (WaybillFtpSession *session, const char *new_path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) looked = NULL;

  if (is_there (session, new_path, cancellable, &looked))
    {
      g_propagate_error (error, waybill_ftp_error_new (WAYBILL_REMOTE_ERROR_EXISTS, WAYBILL_REMOTE_PHASE_COMMAND, "RNTO",
                                                       new_path, "Something of the new name is there already"));
      return FALSE;
    }
  if (g_error_matches (looked, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&looked));
  return FALSE;
}

/**
 * waybill_ftp_change_rename:
 * @session: a session
 * @path: a remote file or folder
 * @new_path: what it is to be called
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * RNFR and RNTO, after a look that @new_path is free. Broken off between the two, the connection is given up: ProFTPD takes
 * nothing else before RNTO.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`
 */
gboolean
waybill_ftp_change_rename (
    WaybillFtpSession *session, const char *path, const char *new_path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (!check_free (session, new_path, cancellable, error))
    return FALSE;
  if (say (session, "RNFR", path, RENAME_GOES_ON, cancellable, &failure)
      && say (session, "RNTO", new_path, 0, cancellable, &failure))
    return TRUE;
  if (waybill_remote_error_get_facts (failure)->reply_code == 0
      && !g_error_matches (failure, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_UNSAFE))
    waybill_ftp_pipe_give_up (session->pipe);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * waybill_ftp_change_remove:
 * @session: a session
 * @path: a remote file or folder
 * @folder: a folder, which must be empty
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * RMD for a folder, else DELE.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`
 */
gboolean
waybill_ftp_change_remove (
    WaybillFtpSession *session, const char *path, gboolean folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (say (session, folder ? "RMD" : "DELE", path, 0, cancellable, &failure))
    return TRUE;
  find_reason (session, path, FALSE, WAYBILL_REMOTE_ERROR_NOT_FOUND, cancellable, &failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
