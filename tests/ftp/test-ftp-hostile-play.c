/* Plays one hostile case: the peer of its script, a partner's session through the program's own face, and what came of it.
 */
#include "test-ftp-hostile.h"

#include "base-file.h"
#include "ftp-remote.h"
#include "test-identities.h"
#include "transfer-queue.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define QUIET (300 * 1000)

static const char *const phases[WAYBILL_REMOTE_N_PHASES] = {
  [WAYBILL_REMOTE_PHASE_NONE] = "none",
  [WAYBILL_REMOTE_PHASE_NAME] = "name",
  [WAYBILL_REMOTE_PHASE_REACH] = "reach",
  [WAYBILL_REMOTE_PHASE_GREETING] = "greeting",
  [WAYBILL_REMOTE_PHASE_ENCRYPTION] = "encryption",
  [WAYBILL_REMOTE_PHASE_HANDSHAKE] = "handshake",
  [WAYBILL_REMOTE_PHASE_LOGIN] = "login",
  [WAYBILL_REMOTE_PHASE_SETUP] = "setup",
  [WAYBILL_REMOTE_PHASE_COMMAND] = "command",
  [WAYBILL_REMOTE_PHASE_DATA_OPEN] = "data-open",
  [WAYBILL_REMOTE_PHASE_DATA] = "data",
  [WAYBILL_REMOTE_PHASE_DATA_END] = "data-end",
  [WAYBILL_REMOTE_PHASE_CHECK] = "check",
};

void
hostile_complain (HostilePlay *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_string_append_printf (self->trouble, "%s%s", self->trouble->len > 0 ? "; " : "", text);
}

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **answer = user_data;

  *answer = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **answer)
{
  while (*answer == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *answer;
}

static WaybillRemoteTarget *
make_target (const HostileCase *hostile, guint16 port)
{
  WaybillRemoteTargetValues values = {
    .protocol = hostile->protocol,
    .host = "127.0.0.1",
    .port = port,
    .server_name = hostile->server_name,
    .user = HOSTILE_USER,
    .password = HOSTILE_PASSWORD,
    .identity = hostile->identity ? waybill_test_identities_get_client () : NULL,
    .trust = waybill_test_identities_get_trust (),
    .silence = hostile->silence * 1000,
    .tls = hostile->tls,
    .use_pasv_address = hostile->believes_address,
    .learnt_resumed = hostile->learnt,
  };

  return waybill_remote_target_new (&values);
}

static gboolean
do_login (HostilePlay *self, const char *what)
{
  g_autoptr (GAsyncResult) answer = NULL;

  waybill_remote_connect_async (self->remote, NULL, answered, &answer);
  return waybill_remote_connect_finish (self->remote, wait_for (&answer), &self->error);
}

static gboolean
do_list (HostilePlay *self, const char *what)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (WaybillRemoteListing) listing = NULL;

  waybill_remote_list_async (self->remote, what, NULL, answered, &answer);
  listing = waybill_remote_list_finish (self->remote, wait_for (&answer), &self->error);
  if (listing != NULL && self->hostile->entries >= 0
      && waybill_remote_listing_get_length (listing) != (guint) self->hostile->entries)
    hostile_complain (self, "%u entries", waybill_remote_listing_get_length (listing));
  return listing != NULL;
}

static gboolean
do_stat (HostilePlay *self, const char *what)
{
  g_autoptr (GAsyncResult) answer = NULL;
  WaybillRemoteEntryType type;
  gint64 size, mtime;

  waybill_remote_stat_async (self->remote, what, NULL, answered, &answer);
  return waybill_remote_stat_finish (self->remote, wait_for (&answer), &type, &size, &mtime, &self->error);
}

static gboolean
transfer (HostilePlay *self, const char *what, WaybillTransferDirection direction, const char *local)
{
  const WaybillTransferRequest request = {
    .direction = direction,
    .remote_path = what,
    .local_path = local,
    .terms = { .overwrite = WAYBILL_TRANSFER_OVERWRITE_YES },
  };
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (WaybillTransferResult) result = NULL;
  WaybillRemoteProgress *progress = waybill_remote_progress_new ();

  waybill_transfer_run_async (self->remote, &request, progress, NULL, answered, &answer);
  result = waybill_transfer_run_finish (wait_for (&answer), &self->error);
  waybill_remote_progress_unref (progress);
  if (result != NULL && strstr (result->outcome.reply, HOSTILE_PASSWORD) != NULL)
    hostile_complain (self, "the outcome tells the password");
  return result != NULL;
}

static gboolean
do_get (HostilePlay *self, const char *what)
{
  g_autofree char *local = g_build_filename (self->target, "f", NULL);

  return transfer (self, what, WAYBILL_TRANSFER_GET, local);
}

static gboolean
do_put (HostilePlay *self, const char *what)
{
  g_autofree char *local = g_build_filename (self->dir, "source", NULL);
  g_autoptr (GBytes) bytes = waybill_test_peer_dup_pattern (self->hostile->size);

  g_assert_true (g_file_set_contents (local, g_bytes_get_data (bytes, NULL), (gssize) self->hostile->size, NULL));
  return transfer (self, what, WAYBILL_TRANSFER_PUT, local);
}

static gboolean
finish_change (HostilePlay *self, GAsyncResult **answer)
{
  g_autoptr (GAsyncResult) result = wait_for (answer);

  return waybill_remote_change_finish (self->remote, result, &self->error);
}

static gboolean
do_mkdir (HostilePlay *self, const char *what)
{
  GAsyncResult *answer = NULL;

  waybill_remote_make_folder_async (self->remote, what, NULL, answered, &answer);
  return finish_change (self, &answer);
}

static gboolean
do_rename (HostilePlay *self, const char *what)
{
  GAsyncResult *answer = NULL;

  waybill_remote_rename_async (self->remote, what, "renamed", NULL, answered, &answer);
  return finish_change (self, &answer);
}

static gboolean
do_remove (HostilePlay *self, const char *what)
{
  GAsyncResult *answer = NULL;

  waybill_remote_remove_async (self->remote, what, FALSE, NULL, answered, &answer);
  return finish_change (self, &answer);
}

/* How many items the verdict speaks of: "done 1 failed 2 unsafe". */
static guint
count_expected (const char *verdict)
{
  guint n = 0;

  for (; *verdict != '\0'; verdict++)
    n += g_ascii_isdigit (*verdict) ? (guint) (*verdict - '0') : 0;
  return MAX (n, 1);
}

/* A queue does not say that it has ended: so all that should come has come, nothing moves, and nothing follows for a while.
 */
static gboolean
is_done (HostilePlay *self, WaybillTransferQueue *queue, gint64 *quiet_since)
{
  gint64 now = g_get_monotonic_time ();
  WaybillTransferTotals totals;

  waybill_transfer_queue_get_totals (queue, &totals);
  if (waybill_transfer_queue_paused_itself (queue))
    return TRUE;
  if (totals.walking || totals.waiting + totals.running > 0
      || g_list_model_get_n_items (G_LIST_MODEL (queue)) < count_expected (self->hostile->gets))
    *quiet_since = now;
  return now - *quiet_since > QUIET;
}

static gboolean
tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* "done 1 failed 2 unsafe": the first failure's kind. */
static char *
describe (WaybillTransferQueue *queue)
{
  WaybillTransferTotals totals;
  const GError *first = waybill_transfer_queue_get_pause_error (queue);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (queue));
  const char *kind;

  waybill_transfer_queue_get_totals (queue, &totals);
  for (guint i = 0; i < n && first == NULL; i++)
    {
      g_autoptr (WaybillTransferItem) item = g_list_model_get_item (G_LIST_MODEL (queue), i);

      first = waybill_transfer_item_get_error (item);
    }
  kind = first == NULL                           ? ""
         : first->domain == WAYBILL_REMOTE_ERROR ? waybill_remote_error_get_kind_name ((WaybillRemoteError) first->code)
                                                 : "foreign";
  if (waybill_transfer_queue_paused_itself (queue))
    return g_strdup_printf ("paused %s", kind);
  if (totals.asking > 0)
    return g_strdup_printf ("done %u asking %u", totals.done, totals.asking);
  return totals.failed > 0 ? g_strdup_printf ("done %u failed %u %s", totals.done, totals.failed, kind)
                           : g_strdup_printf ("done %u", totals.done);
}

/* Folders go through the queue, as the program fetches them. */
static char *
fetch (HostilePlay *self, const char *what)
{
  g_autoptr (WaybillRemoteTarget) target = make_target (self->hostile, waybill_test_peer_get_port (self->peer));
  g_autoptr (WaybillTransferQueue) queue = waybill_transfer_queue_new (target, self->talk, 1);
  const char *const paths[] = { what, NULL };
  guint alarm = g_timeout_add (50, tick, NULL);
  gint64 quiet_since = g_get_monotonic_time ();
  gint64 deadline = quiet_since + self->hostile->limit * 1000;
  g_autoptr (GAsyncResult) answer = NULL;
  char *got;

  g_object_set (queue, "retries", 0, NULL);
  waybill_transfer_queue_fetch (queue, paths, self->target);
  while (!is_done (self, queue, &quiet_since) && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, TRUE);
  got = describe (queue);
  waybill_transfer_queue_stop_async (queue, answered, &answer);
  waybill_transfer_queue_stop_finish (queue, wait_for (&answer), NULL);
  g_source_remove (alarm);
  return got;
}

static const struct
{
  const char *verb;
  gboolean (*run) (HostilePlay *self, const char *what);
} verbs[] = {
  { "list", do_list },   { "stat", do_stat },     { "get", do_get },       { "put", do_put },
  { "mkdir", do_mkdir }, { "rename", do_rename }, { "remove", do_remove },
};

static char *
run (HostilePlay *self)
{
  g_autofree char *does = g_strcompress (self->hostile->does);
  g_auto (GStrv) words = g_strsplit (does, " ", 2);
  const WaybillRemoteErrorFacts *facts;

  if (g_str_equal (words[0], "fetch"))
    return fetch (self, words[1]);
  self->well = do_login (self, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (verbs) && self->well; i++)
    if (g_str_equal (verbs[i].verb, words[0]))
      self->well = verbs[i].run (self, words[1]);
  if (self->well)
    return g_strdup ("ok");
  facts = waybill_remote_error_get_facts (self->error);
  if (facts == NULL)
    return g_strdup_printf ("error foreign: %s", self->error->message);
  return g_strdup_printf ("error %s %s", waybill_remote_error_get_kind_name ((WaybillRemoteError) self->error->code),
                          phases[facts->phase]);
}

/* Whether a session that should be kept was, the server's answer shows. */
static void
look_after (HostilePlay *self)
{
  g_autoptr (GError) first = g_steal_pointer (&self->error);
  const char *then = self->hostile->then;

  if (g_strcmp0 (then, "alive") == 0 && !do_stat (self, "f"))
    hostile_complain (self, "the session is not kept: %s", self->error->message);
  if (g_strcmp0 (then, "gone") == 0 && waybill_remote_is_connected (self->remote))
    hostile_complain (self, "the session is kept");
  g_clear_error (&self->error);
  self->error = g_steal_pointer (&first);
}

/* KiB, of a line of /proc/self/status. */
static gint64
get_memory (const char *key)
{
  g_autofree char *text = NULL;
  const char *at;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL) || (at = strstr (text, key)) == NULL)
    return 0;
  return atoi (at + strlen (key));
}

static void
close_session (HostilePlay *self)
{
  g_autoptr (GAsyncResult) answer = NULL;

  waybill_remote_close_async (self->remote, answered, &answer);
  waybill_remote_close_finish (self->remote, wait_for (&answer), NULL);
}

void
hostile_play (const HostileCase *hostile, HostileRow *row)
{
  const WaybillTestPeerOptions options = { .versions = hostile->versions, .hostile = TRUE };
  HostilePlay self = { .hostile = hostile, .trouble = g_string_new (NULL) };
  g_autoptr (WaybillRemoteTarget) target = NULL;
  g_autofree char *got = NULL;
  gint64 begun, memory;

  waybill_ftp_remote_register ();
  memory = get_memory ("VmRSS:");
  self.peer = waybill_test_peer_new (hostile->script, &options);
  self.talk = waybill_remote_talk_new ();
  self.dir = g_dir_make_tmp ("waybill-hostile-XXXXXX", NULL);
  self.target = g_build_filename (self.dir, "in", NULL);
  g_assert_cmpint (g_mkdir (self.target, 0700), ==, 0);
  target = make_target (hostile, waybill_test_peer_get_port (self.peer));
  self.remote = waybill_remote_new (target, NULL);
  waybill_remote_set_talk (self.remote, self.talk);

  begun = g_get_monotonic_time ();
  got = run (&self);
  row->milliseconds = (g_get_monotonic_time () - begun) / 1000;
  row->growth = MAX (get_memory ("VmHWM:") - memory, 0);
  g_strlcpy (row->got, got, sizeof row->got);
  look_after (&self);
  close_session (&self);
  waybill_test_peer_finish (self.peer, NULL);
  hostile_judge (&self);
  g_strlcpy (row->trouble, self.trouble->str, sizeof row->trouble);

  g_clear_error (&self.error);
  g_object_unref (self.remote);
  waybill_remote_talk_unref (self.talk);
  waybill_test_peer_free (self.peer);
  waybill_base_file_remove_tree (self.dir, NULL);
  g_free (self.dir);
  g_free (self.target);
  g_string_free (self.trouble, TRUE);
}
