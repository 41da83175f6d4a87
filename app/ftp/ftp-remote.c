/* FTP and FTPS as an engine of remote: the table of functions that a main program registers. */
#include "ftp-remote.h"

#include "ftp-attribute.h"
#include "ftp-change.h"
#include "ftp-checksum.h"
#include "ftp-error.h"
#include "ftp-list.h"
#include "ftp-login.h"
#include "ftp-parser.h"
#include "ftp-quote.h"
#include "ftp-switch.h"
#include "ftp-transfer.h"
#include "net-wait.h"
#include "remote-error.h"
#include "remote-path.h"
#include "tls-error.h"

static void
copy_facts (WaybillFtpSession *session, WaybillRemoteFacts *facts)
{
  WaybillRemoteFacts *snapshot;
  WaybillRemoteFacts old = *facts;

  waybill_ftp_session_note_learnt (session);
  snapshot = waybill_remote_facts_copy (session->facts);
  *facts = *snapshot;
  *snapshot = old;
  waybill_remote_facts_free (snapshot);
}

static gpointer
open_session (WaybillRemoteTarget *target,
              WaybillRemoteFacts *facts,
              WaybillRemoteTalk *talk,
              GCancellable *cancellable,
              GError **error)
{
  WaybillFtpSession *session = waybill_ftp_session_new (target, NULL, talk);
  gboolean opened = waybill_ftp_login_open (session, cancellable, error);

  copy_facts (session, facts);
  if (opened)
    return session;
  waybill_ftp_session_free (session);
  return NULL;
}

static gboolean
is_alive (gpointer session)
{
  return waybill_ftp_session_is_alive (session);
}

static void
get_facts (gpointer session, WaybillRemoteFacts *facts)
{
  copy_facts (session, facts);
}

/* What cannot be sent, or would lead elsewhere, is refused here, before any command of the verb. */
static gboolean
check_path (WaybillFtpSession *session, const char *path, GError **error)
{
  if (path == NULL || waybill_remote_path_is_sendable (path))
    return waybill_ftp_session_has_place (session, path, error);
  g_propagate_error (error, waybill_ftp_error_new (WAYBILL_REMOTE_ERROR_UNSAFE, WAYBILL_REMOTE_PHASE_COMMAND, NULL, NULL,
                                                   "The remote name is empty, too long, or holds a line break"));
  return FALSE;
}

static gboolean
list (gpointer session, const char *path, WaybillRemoteListing *listing, GCancellable *cancellable, GError **error)
{
  return check_path (session, path, error) && waybill_ftp_list_read (session, path, listing, cancellable, error);
}

static gboolean
move_file (gpointer session,
           const WaybillRemoteMove *move,
           const WaybillRemoteAhead *ahead,
           WaybillRemoteOutcome *outcome,
           GCancellable *cancellable,
           GError **error)
{
  return check_path (session, move->path, error)
         && waybill_ftp_transfer_move (session, move, ahead, outcome, cancellable, error);
}

static gboolean
stat_path (gpointer session,
           const char *path,
           WaybillRemoteEntryType *type,
           gint64 *size,
           gint64 *mtime,
           GCancellable *cancellable,
           GError **error)
{
  gboolean is_folder = FALSE;

  if (!check_path (session, path, error)
      || !waybill_ftp_session_stat (session, path, &is_folder, size, mtime, cancellable, error))
    return FALSE;
  *type = is_folder ? WAYBILL_REMOTE_ENTRY_DIR : WAYBILL_REMOTE_ENTRY_FILE;
  return TRUE;
}

static gboolean
make_folder (gpointer session, const char *path, GCancellable *cancellable, GError **error)
{
  return check_path (session, path, error) && waybill_ftp_change_make_folder (session, path, cancellable, error);
}

static gboolean
rename_path (gpointer session, const char *path, const char *new_path, GCancellable *cancellable, GError **error)
{
  return check_path (session, path, error) && check_path (session, new_path, error)
         && waybill_ftp_change_rename (session, path, new_path, cancellable, error);
}

static gboolean
remove_path (gpointer session, const char *path, gboolean folder, GCancellable *cancellable, GError **error)
{
  return check_path (session, path, error) && waybill_ftp_change_remove (session, path, folder, cancellable, error);
}

static gboolean
set_time (gpointer session, const char *path, gint64 mtime, GCancellable *cancellable, GError **error)
{
  return check_path (session, path, error) && waybill_ftp_attribute_set_time (session, path, mtime, cancellable, error);
}

static gboolean
set_mode (gpointer session, const char *path, guint mode, GCancellable *cancellable, GError **error)
{
  return check_path (session, path, error) && waybill_ftp_attribute_set_mode (session, path, mode, cancellable, error);
}

static gboolean
ask_checksum (gpointer session, const char *path, WaybillRemoteChecksum *checksum, GCancellable *cancellable, GError **error)
{
  return check_path (session, path, error) && waybill_ftp_checksum_ask (session, path, checksum, cancellable, error);
}

static gboolean
quote (gpointer session, const char *command, int *code, char ***lines, GCancellable *cancellable, GError **error)
{
  return waybill_ftp_quote_say (session, command, code, lines, cancellable, error);
}

static gboolean
set_switch (gpointer session, const char *name, const char *value, GCancellable *cancellable, GError **error)
{
  return waybill_ftp_switch_set (session, name, value, cancellable, error);
}

static gboolean
keep_alive (gpointer session, GCancellable *cancellable, GError **error)
{
  return waybill_ftp_switch_keep_alive (session, cancellable, error);
}

static void
close_session (gpointer session)
{
  waybill_ftp_session_close (session);
}

static gboolean
parse_listing (const char *hint, gint64 now, const char *bytes, gsize length, WaybillRemoteListing *listing, GError **error)
{
  const WaybillFtpParserTerms terms = { .system = hint, .now = now };
  g_autoptr (WaybillFtpParser) parser = waybill_ftp_parser_new (&terms, listing);

  if (!waybill_ftp_parser_take (parser, bytes, length) || !waybill_ftp_parser_end (parser))
    {
      g_propagate_error (error, waybill_ftp_error_new (WAYBILL_REMOTE_ERROR_UNSAFE, WAYBILL_REMOTE_PHASE_DATA, NULL, NULL,
                                                       "The folder has more entries than can be listed"));
      return FALSE;
    }
  waybill_remote_listing_set_kind (listing, waybill_ftp_parser_get_kind (parser), waybill_ftp_parser_knows (hint));
  return TRUE;
}

static const WaybillRemoteEngine engine = {
  .name = "ftp",
  .open = open_session,
  .is_alive = is_alive,
  .get_facts = get_facts,
  .list = list,
  .move = move_file,
  .stat = stat_path,
  .make_folder = make_folder,
  .rename = rename_path,
  .remove = remove_path,
  .set_time = set_time,
  .set_mode = set_mode,
  .checksum = ask_checksum,
  .quote = quote,
  .set = set_switch,
  .keep_alive = keep_alive,
  .close = close_session,
  .parse_listing = parse_listing,
};

/**
 * waybill_ftp_remote_register:
 *
 * Lets remote speak FTPS (explicit and implicit) and FTP. Called by a main program, or a test, before its first session.
 */
void
waybill_ftp_remote_register (void)
{
  /* GLib's quarks are made at first use, without a lock: here no worker runs yet. */
  waybill_net_error_quark ();
  waybill_tls_error_quark ();
  waybill_remote_error_quark ();
  waybill_remote_engine_register (WAYBILL_REMOTE_PROTOCOL_FTPS, &engine);
  waybill_remote_engine_register (WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT, &engine);
  waybill_remote_engine_register (WAYBILL_REMOTE_PROTOCOL_FTP, &engine);
}
