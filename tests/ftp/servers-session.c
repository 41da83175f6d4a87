/* A partner's session with a real server, driven from a test: each call of the asynchronous face runs the main context until
 * its answer is there. What is tested stands elsewhere. */
#include "servers-session.h"

#include "base-hash.h"
#include "cert-import.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define PFX_PASSWORD "geheim-7Kx"

static WaybillCertImport *
open_file (const char *name, const char *password)
{
  g_autofree char *path = g_build_filename (g_getenv ("WAYBILL_TEST_CERTS"), name, NULL);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();
  gsize length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  waybill_cert_import_add (import, content, length, password, &error);
  g_assert_no_error (error);
  waybill_cert_import_settle (import, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&import);
}

static WaybillCertIdentity *
open_identity (const char *name)
{
  g_autofree char *file = g_strdup_printf ("client/%s.pfx", name);
  g_autoptr (WaybillCertImport) import = open_file (file, PFX_PASSWORD);

  g_assert_cmpuint (import->identities->len, ==, 1);
  return waybill_cert_identity_ref (import->identities->pdata[0]);
}

static WaybillCertTrust *
open_trust (void)
{
  g_autoptr (WaybillCertImport) import = open_file ("ca/root.pem", NULL);
  g_autoptr (GError) error = NULL;
  WaybillCertTrust *trust = waybill_cert_trust_new (FALSE, import->authorities, NULL, &error);

  g_assert_no_error (error);
  return trust;
}

static void
use_proxy (WaybillRemoteTargetValues *values, const ServersSessionOptions *options)
{
  char *password = g_strdup (options->proxy->password);

  values->proxy_kind = options->proxy_kind;
  values->proxy_host = options->proxy->host;
  values->proxy_port = options->proxy->port;
  values->proxy_user = options->proxy->user;
  values->proxy_password = password;
  values->proxy_password_owner = password;
  values->drop_proxy_password = g_free;
}

/* A session with @server that trusts the factory's root alone, not connected. */
WaybillRemote *
servers_session_new (WaybillTestServer *server, const ServersSessionOptions *options)
{
  g_autoptr (WaybillCertIdentity) identity = options->identity != NULL ? open_identity (options->identity) : NULL;
  g_autoptr (WaybillCertTrust) trust = open_trust ();
  g_autoptr (WaybillRemoteTarget) target = NULL;
  char *password = g_strdup (options->password != NULL ? options->password : server->password);
  WaybillRemoteTargetValues values = {
    .protocol = options->implicit ? WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT : WAYBILL_REMOTE_PROTOCOL_FTPS,
    .name = "Partner",
    .host = server->host,
    .server_name = "localhost",
    .port = server->port,
    .user = server->user,
    .password = password,
    .password_owner = password,
    .drop_password = g_free,
    .identity = identity,
    .trust = trust,
    .tls = options->tls,
    .data = options->data,
  };

  if (options->proxy != NULL)
    use_proxy (&values, options);
  target = waybill_remote_target_new (&values);
  return waybill_remote_new (target, NULL);
}

static void
take_answer (GObject *source, GAsyncResult *result, gpointer place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

static void
wait_for_answer (GAsyncResult **place)
{
  while (*place == NULL)
    g_main_context_iteration (NULL, TRUE);
}

gboolean
servers_session_try_to_connect (WaybillRemote *remote, GError **error)
{
  g_autoptr (GAsyncResult) answer = NULL;

  waybill_remote_connect_async (remote, NULL, take_answer, &answer);
  wait_for_answer (&answer);
  return waybill_remote_connect_finish (remote, answer, error);
}

void
servers_session_connect (WaybillRemote *remote)
{
  g_autoptr (GError) error = NULL;
  gboolean connected = servers_session_try_to_connect (remote, &error);

  g_assert_no_error (error);
  g_assert_true (connected);
  g_assert_true (waybill_remote_is_connected (remote));
}

GError *
servers_session_fail_to_connect (WaybillRemote *remote)
{
  GError *error = NULL;
  gboolean connected = servers_session_try_to_connect (remote, &error);

  g_assert_false (connected);
  g_assert_nonnull (error);
  g_assert_false (waybill_remote_is_connected (remote));
  return error;
}

WaybillRemoteListing *
servers_session_list (WaybillRemote *remote, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) answer = NULL;

  waybill_remote_list_async (remote, path, NULL, take_answer, &answer);
  wait_for_answer (&answer);
  return waybill_remote_list_finish (remote, answer, error);
}

gboolean
servers_session_make_folder (WaybillRemote *remote, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) answer = NULL;

  waybill_remote_make_folder_async (remote, path, NULL, take_answer, &answer);
  wait_for_answer (&answer);
  return waybill_remote_change_finish (remote, answer, error);
}

gboolean
servers_session_rename (WaybillRemote *remote, const char *path, const char *new_path, GError **error)
{
  g_autoptr (GAsyncResult) answer = NULL;

  waybill_remote_rename_async (remote, path, new_path, NULL, take_answer, &answer);
  wait_for_answer (&answer);
  return waybill_remote_change_finish (remote, answer, error);
}

gboolean
servers_session_remove (WaybillRemote *remote, const char *path, gboolean folder, GError **error)
{
  g_autoptr (GAsyncResult) answer = NULL;

  waybill_remote_remove_async (remote, path, folder, NULL, take_answer, &answer);
  wait_for_answer (&answer);
  return waybill_remote_change_finish (remote, answer, error);
}

gboolean
servers_session_stat (WaybillRemote *remote, const char *path, gint64 *size, gint64 *mtime, GError **error)
{
  g_autoptr (GAsyncResult) answer = NULL;

  waybill_remote_stat_async (remote, path, NULL, take_answer, &answer);
  wait_for_answer (&answer);
  return waybill_remote_stat_finish (remote, answer, NULL, size, mtime, error);
}

void
servers_session_begin_move (WaybillRemote *remote, const WaybillRemoteMove *move, GAsyncResult **answer)
{
  waybill_remote_move_async (remote, move, NULL, take_answer, answer);
}

gboolean
servers_session_finish_move (WaybillRemote *remote, GAsyncResult **answer, WaybillRemoteOutcome *outcome, GError **error)
{
  gboolean well;

  wait_for_answer (answer);
  well = waybill_remote_move_finish (remote, *answer, outcome, error);
  g_clear_object (answer);
  return well;
}

gboolean
servers_session_move (WaybillRemote *remote, const WaybillRemoteMove *move, WaybillRemoteOutcome *outcome, GError **error)
{
  GAsyncResult *answer = NULL;

  servers_session_begin_move (remote, move, &answer);
  return servers_session_finish_move (remote, &answer, outcome, error);
}

/* Says goodbye and gives the reference back. */
void
servers_session_close (WaybillRemote *remote)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GError) error = NULL;

  waybill_remote_close_async (remote, take_answer, &answer);
  wait_for_answer (&answer);
  waybill_remote_close_finish (remote, answer, &error);
  g_assert_no_error (error);
  g_assert_false (waybill_remote_is_connected (remote));
  g_object_unref (remote);
}

/* How many processes of its group answer calls: those that share the listener's name, of which one is the listener. */
static guint
count_processes (GPid group)
{
  g_autofree char *wanted = g_strdup_printf ("%d", (int) group);
  g_autoptr (GDir) processes = g_dir_open ("/proc", 0, NULL);
  const char *process;
  guint n = 0;

  while ((process = g_dir_read_name (processes)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc", process, "stat", NULL);
      g_autofree char *stat = NULL;
      g_auto (GStrv) fields = NULL;

      /* "pid (name) state parent group ..." */
      if (!g_ascii_isdigit (process[0]) || !g_file_get_contents (path, &stat, NULL, NULL)
          || (strstr (stat, "(proftpd)") == NULL && strstr (stat, "(vsftpd)") == NULL
              && strstr (stat, "(pure-ftpd)") == NULL))
        continue;
      fields = g_strsplit (strrchr (stat, ')') + 2, " ", 4);
      n += fields[0][0] != 'Z' && g_str_equal (fields[2], wanted);
    }
  return n;
}

static gboolean
note_deadline (gpointer passed)
{
  *(gboolean *) passed = TRUE;
  return G_SOURCE_CONTINUE;
}

/* Every caller has been answered to the end: what the log does not have now, never came. */
void
servers_session_wait_until_server_is_idle (WaybillTestServer *server)
{
  gboolean passed = FALSE;
  guint deadline = g_timeout_add_seconds (20, note_deadline, &passed);
  gboolean ignored;
  guint tick = g_timeout_add (5, note_deadline, &ignored);

  while (count_processes (server->pid) > 1 && !passed)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
  g_source_remove (tick);
  g_assert_false (passed);
  g_assert_cmpuint (count_processes (server->pid), ==, 1);
}

/* @self is zeroed before; to be ended by servers_transfer_finish(). One try: what fails is to be seen. */
void
servers_transfer_begin (ServersTransfer *self,
                        WaybillRemote *remote,
                        WaybillTransferDirection direction,
                        const char *remote_path,
                        const char *local_path)
{
  WaybillTransferRequest request = {
    .direction = direction,
    .remote_path = remote_path,
    .local_path = local_path,
    .terms.overwrite = WAYBILL_TRANSFER_OVERWRITE_YES,
  };

  self->progress = waybill_remote_progress_new ();
  self->cancellable = g_cancellable_new ();
  waybill_transfer_run_async (remote, &request, self->progress, self->cancellable, take_answer, &self->answer);
}

WaybillTransferResult *
servers_transfer_finish (ServersTransfer *self, GError **error)
{
  WaybillTransferResult *result;

  wait_for_answer (&self->answer);
  result = waybill_transfer_run_finish (self->answer, error);
  g_clear_object (&self->answer);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->progress, waybill_remote_progress_unref);
  return result;
}

WaybillTransferResult *
servers_transfer_run (WaybillRemote *remote,
                      WaybillTransferDirection direction,
                      const char *remote_path,
                      const char *local_path,
                      GError **error)
{
  ServersTransfer transfer = { NULL };

  servers_transfer_begin (&transfer, remote, direction, remote_path, local_path);
  return servers_transfer_finish (&transfer, error);
}

/* Bytes that repeat nowhere, so that a lost, doubled or misplaced piece shows. */
void
servers_file_make (const char *path, gsize length)
{
  gsize n_words = length / sizeof (guint64) + 1;
  g_autofree guint64 *words = g_new (guint64, n_words);
  g_autoptr (GError) error = NULL;
  guint64 state = 88172645463325252u + length;

  for (gsize i = 0; i < n_words; i++)
    {
      state ^= state << 13;
      state ^= state >> 7;
      state ^= state << 17;
      words[i] = state;
    }
  g_file_set_contents_full (path, (const char *) words, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

/* Some servers have another user: what lies in the home shall be whose the home is. */
static void
give_to_server (WaybillTestServer *server, const char *path)
{
  GStatBuf home;

  g_assert_cmpint (g_stat (server->home, &home), ==, 0);
  g_assert_cmpint (chown (path, home.st_uid, home.st_gid), ==, 0);
}

void
servers_stored_make (WaybillTestServer *server, const char *path, gsize length)
{
  servers_file_make (path, length);
  give_to_server (server, path);
}

void
servers_stored_make_folder (WaybillTestServer *server, const char *path)
{
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  give_to_server (server, path);
}

char *
servers_file_dup_sha256 (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &error);

  g_assert_no_error (error);
  return waybill_base_hash_dup_hex (g_mapped_file_get_contents (file), g_mapped_file_get_length (file));
}

char *
servers_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("waybill-ftp-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

/* (transfer full) @path: a folder with files only. */
void
servers_folder_remove (char *path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GFileEnumerator) files
      = g_file_enumerate_children (folder, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFile *file;

  while (g_file_enumerator_iterate (files, NULL, &file, NULL, NULL) && file != NULL)
    g_file_delete (file, NULL, NULL);
  g_file_delete (folder, NULL, NULL);
  g_free (path);
}
