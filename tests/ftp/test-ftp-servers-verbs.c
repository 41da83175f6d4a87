/* Broken-off transfers, active mode, a file's time, mode and checksum, and raw commands, with the real servers. What each of
 * them answers to a transfer that is broken off is printed. */
#include "ftp-remote.h"
#include "remote-ask.h"
#include "servers-session.h"

#include <string.h>

typedef struct
{
  const char *kind;
  gboolean sets_time;
  gboolean sums; /* makes checksums */
} Row;

static const Row rows[] = {
  { "proftpd", TRUE, FALSE },
  { "vsftpd", TRUE, FALSE },
  { "pure-ftpd", TRUE, FALSE },
  { "pyftpdlib", TRUE, FALSE },
};

typedef struct
{
  WaybillTestServer *server;
  WaybillRemote *remote;
  WaybillRemoteTalk *talk;
} Bench;

static void
store (Bench *self, const char *name, gsize length)
{
  g_autofree char *path = g_build_filename (self->server->home, name, NULL);

  servers_stored_make (self->server, path, length);
}

static gboolean
bench_open (Bench *self, const char *kind)
{
  static const ServersSessionOptions options = { .tls = WAYBILL_REMOTE_TLS_ONLY_1_2 };

  self->server = waybill_test_server_start (kind, "explicit");
  if (self->server == NULL)
    return FALSE;
  self->talk = waybill_remote_talk_new ();
  self->remote = servers_session_new (self->server, &options);
  waybill_remote_set_talk (self->remote, self->talk);
  servers_session_connect (self->remote);
  return TRUE;
}

static void
bench_close (Bench *self)
{
  servers_session_close (self->remote);
  waybill_remote_talk_unref (self->talk);
  waybill_test_server_stop (self->server);
}

static void
take_answer (GObject *source, GAsyncResult *result, gpointer place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

static void
wait_for (GAsyncResult **answer)
{
  while (*answer == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Endless in both directions. */

static gboolean
swallow_begin (gpointer data, gint64 size, gint64 mtime, gint64 start, GError **error)
{
  return TRUE;
}

static gboolean
swallow (gpointer data, const void *bytes, gsize length, GError **error)
{
  return TRUE;
}

static gboolean
swallow_end (gpointer data, GError **error)
{
  return TRUE;
}

static gint64
zeros_size (gpointer data)
{
  return -1;
}

static gboolean
zeros_read (gpointer data, void *buffer, gsize length, gsize *done, GError **error)
{
  memset (buffer, 0, length);
  *done = length;
  return TRUE;
}

static void
note_line (guint64 number, WaybillRemoteTalkKind kind, gint64 time, const char *text, gpointer user_data)
{
  GString *lines = user_data;

  if (kind != WAYBILL_REMOTE_TALK_REMARK)
    g_string_append_printf (lines, "%s%.40s | ", kind == WAYBILL_REMOTE_TALK_OURS ? "> " : "", text);
}

static gboolean
nothing_yet (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
break_off (Bench *self, WaybillRemoteMove *move, const char *what)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  guint64 since = waybill_remote_talk_read (self->talk, G_MAXUINT64, note_line, lines);
  guint tick = g_timeout_add (1, nothing_yet, NULL);
  gint64 size, mtime, begun;

  move->progress = waybill_remote_progress_new ();
  waybill_remote_move_async (self->remote, move, cancellable, take_answer, &answer);
  while (answer == NULL && waybill_remote_progress_get (move->progress) < (gint64) MEBIBYTE)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  begun = g_get_monotonic_time ();
  wait_for (&answer);
  g_source_remove (tick);
  waybill_remote_progress_unref (move->progress);
  g_assert_false (waybill_remote_move_finish (self->remote, answer, NULL, &error));
  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_CANCELLED);
  g_clear_error (&error);

  g_assert_true (waybill_remote_is_connected (self->remote));
  servers_session_stat (self->remote, "small", &size, &mtime, &error);
  waybill_remote_talk_read (self->talk, since, note_line, lines);
  g_test_message ("%s, %s: %.2f s: %s", self->server->kind, what,
                  (double) (g_get_monotonic_time () - begun) / G_USEC_PER_SEC, lines->str);
  g_assert_no_error (error);
  g_assert_cmpint (size, ==, 1000);
  g_assert_true (waybill_remote_is_connected (self->remote));
}

/* The connection lives on, whatever the server says to it. */
static void
test_broken_off (gconstpointer data)
{
  static const WaybillRemoteSinkClass swallows = { swallow_begin, swallow, swallow_end };
  static const WaybillRemoteSourceClass zeros = { zeros_size, zeros_read, NULL };
  const Row *row = data;
  WaybillRemoteMove get = { .way = WAYBILL_REMOTE_GET, .path = "big", .sink = { &swallows, NULL } };
  WaybillRemoteMove put = { .way = WAYBILL_REMOTE_PUT, .path = "up", .source = { &zeros, NULL } };
  Bench bench = { NULL };

  if (!bench_open (&bench, row->kind))
    return;
  store (&bench, "big", 300 * MEBIBYTE);
  store (&bench, "small", 1000);
  break_off (&bench, &get, "download broken off");
  break_off (&bench, &put, "upload broken off");
  break_off (&bench, &get, "download again");
  bench_close (&bench);
}

static gboolean
ask (WaybillRemote *remote, void (*begin) (WaybillRemote *, GAsyncReadyCallback, gpointer), GError **error)
{
  g_autoptr (GAsyncResult) answer = NULL;

  begin (remote, take_answer, &answer);
  wait_for (&answer);
  return waybill_remote_change_finish (remote, answer, error);
}

static void
begin_time (WaybillRemote *remote, GAsyncReadyCallback callback, gpointer user_data)
{
  waybill_remote_set_time_async (remote, "small", 1577934245, NULL, callback, user_data);
}

static void
begin_mode (WaybillRemote *remote, GAsyncReadyCallback callback, gpointer user_data)
{
  waybill_remote_set_mode_async (remote, "small", 0604, NULL, callback, user_data);
}

static void
begin_active (WaybillRemote *remote, GAsyncReadyCallback callback, gpointer user_data)
{
  waybill_remote_set_async (remote, "passive", "no", NULL, callback, user_data);
}

static void
begin_sign (WaybillRemote *remote, GAsyncReadyCallback callback, gpointer user_data)
{
  waybill_remote_keep_alive_async (remote, NULL, callback, user_data);
}

static void
test_verbs (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  g_auto (GStrv) lines = NULL;
  gint64 size, mtime;
  gboolean set;
  int code;
  Bench bench = { NULL };

  if (!bench_open (&bench, row->kind))
    return;
  store (&bench, "small", 1000);
  set = ask (bench.remote, begin_time, &error);
  g_test_message ("%s: time: %s", row->kind, set ? "set" : error->message);
  g_assert_cmpint (set, ==, row->sets_time);
  g_clear_error (&error);
  servers_session_stat (bench.remote, "small", &size, &mtime, &error);
  g_assert_no_error (error);
  if (set)
    g_assert_cmpint (mtime, ==, 1577934245);
  set = ask (bench.remote, begin_mode, &error);
  g_test_message ("%s: mode: %s", row->kind, set ? "set" : error->message);
  g_assert_true (set);
  g_assert_true (ask (bench.remote, begin_sign, &error));

  waybill_remote_quote_async (bench.remote, "SYST", NULL, take_answer, &answer);
  wait_for (&answer);
  lines = waybill_remote_quote_finish (bench.remote, answer, &code, &error);
  g_assert_no_error (error);
  g_assert_cmpint (code, ==, 215);
  g_assert_true (g_str_has_prefix (lines[0], "215 "));
  bench_close (&bench);
}

static void
test_active (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (WaybillRemoteListing) listing = NULL;
  g_autoptr (GError) error = NULL;
  Bench bench = { NULL };

  if (!bench_open (&bench, row->kind))
    return;
  store (&bench, "small", 1000);
  g_assert_true (ask (bench.remote, begin_active, &error));
  listing = servers_session_list (bench.remote, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (waybill_remote_listing_get_length (listing), >=, 1);
  g_assert_cmpstr (waybill_remote_get_facts (bench.remote)->data_way, ==, "EPRT");
  g_test_message ("%s: active: %u of %u resumed", row->kind, waybill_remote_get_facts (bench.remote)->data_resumed,
                  waybill_remote_get_facts (bench.remote)->data_channels);
  bench_close (&bench);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    GTestDataFunc run;
  } cases[] = { { "broken-off", test_broken_off }, { "verbs", test_verbs }, { "active", test_active } };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  waybill_ftp_remote_register ();
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
      {
        g_autofree char *path = g_strdup_printf ("/ftp/%s/%s", rows[i].kind, cases[c].name);

        g_test_add_data_func (path, &rows[i], cases[c].run);
      }
  return g_test_run ();
}
