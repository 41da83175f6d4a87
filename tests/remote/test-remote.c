/* The asynchronous face of a session, with an engine that only pretends. */
#include "fake-engine.h"

/* A fixture: one session, and the result of the call that runs. */
typedef struct
{
  WaybillRemote *remote;
  TestAsker *asker;
  GAsyncResult *result;
  guint n_results;
} Fixture;

static WaybillRemote *
remote_new (TestAsker *asker, WaybillRemoteProtocol protocol)
{
  const WaybillRemoteTargetValues values = { .protocol = protocol, .host = "localhost", .trust = trust };
  g_autoptr (WaybillRemoteTarget) target = waybill_remote_target_new (&values);

  return waybill_remote_new (target, asker != NULL ? WAYBILL_REMOTE_ASKER (asker) : NULL);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  fake.n_open = fake.n_closed = fake.n_alive = 0;
  fake.untrusted = fake.waits = fake.dies = FALSE;
  self->asker = g_object_new (TEST_TYPE_ASKER, NULL);
  self->remote = remote_new (self->asker, WAYBILL_REMOTE_PROTOCOL_FTPS);
}

static guint
count_alive (void)
{
  guint n;

  waybill_base_lock_lock (&fake.lock);
  n = fake.n_alive;
  waybill_base_lock_unlock (&fake.lock);
  return n;
}

/* A session whose object is gone says goodbye on a thread of its own. */
static void
wait_for_goodbyes (void)
{
  while (count_alive () > 0)
    g_main_context_iteration (NULL, TRUE);
}

/* Every session must be closed once its object is gone: this would wait for ever. */
static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->result);
  g_clear_object (&self->remote);
  g_clear_object (&self->asker);
  wait_for_goodbyes ();
}

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *self = user_data;

  g_set_object (&self->result, result);
  self->n_results++;
}

static GAsyncResult *
wait_for_result (Fixture *self)
{
  guint wanted = self->n_results + 1;

  while (self->n_results < wanted)
    g_main_context_iteration (NULL, TRUE);
  return self->result;
}

static gboolean
connect_it (Fixture *self, GCancellable *cancellable, GError **error)
{
  waybill_remote_connect_async (self->remote, cancellable, answered, self);
  return waybill_remote_connect_finish (self->remote, wait_for_result (self), error);
}

static void
test_connect (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (waybill_remote_is_connected (self->remote));
  connect_it (self, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (waybill_remote_is_connected (self->remote));
  g_assert_cmpstr (waybill_remote_get_facts (self->remote)->greeting, ==, "fake");

  connect_it (self, NULL, &error); /* again: the old one is closed */
  g_assert_no_error (error);
  g_assert_cmpuint (fake.n_open, ==, 2);
  g_assert_cmpuint (fake.n_closed, ==, 1);

  waybill_remote_close_async (self->remote, answered, self);
  g_assert_true (waybill_remote_close_finish (self->remote, wait_for_result (self), NULL));
  g_assert_false (waybill_remote_is_connected (self->remote));
  g_assert_cmpuint (fake.n_alive, ==, 0);
}

static void
test_not_connected (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  waybill_remote_list_async (self->remote, NULL, NULL, answered, self);
  g_assert_null (waybill_remote_list_finish (self->remote, wait_for_result (self), &error));
  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_LOST);
}

static void
test_no_engine (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) listing = NULL;

  g_object_unref (self->remote);
  self->remote = remote_new (NULL, WAYBILL_REMOTE_PROTOCOL_SFTP);
  g_assert_false (connect_it (self, NULL, &error));
  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_UNSUPPORTED);
  waybill_remote_list_async (self->remote, NULL, NULL, answered, self);
  g_assert_null (waybill_remote_list_finish (self->remote, wait_for_result (self), &listing));
  g_assert_nonnull (listing);
}

static void
test_list (Fixture *self, gconstpointer data)
{
  const char *const paths[] = { NULL, "/out" };

  g_assert_true (connect_it (self, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (WaybillRemoteListing) listing = NULL;

      waybill_remote_list_async (self->remote, paths[i], NULL, answered, self);
      listing = waybill_remote_list_finish (self->remote, wait_for_result (self), NULL);
      g_assert_cmpstr (waybill_remote_listing_get (listing, 0)->name, ==, i == 0 ? "here" : "/out");
    }
}

static void
test_stat (Fixture *self, gconstpointer data)
{
  WaybillRemoteEntryType type;
  gint64 size, mtime;
  g_autoptr (GError) error = NULL;

  g_assert_true (connect_it (self, NULL, NULL));
  waybill_remote_stat_async (self->remote, "there", NULL, answered, self);
  g_assert_true (waybill_remote_stat_finish (self->remote, wait_for_result (self), &type, &size, &mtime, NULL));
  g_assert_cmpint (type, ==, WAYBILL_REMOTE_ENTRY_DIR);
  g_assert_cmpint (size, ==, 7);
  g_assert_cmpint (mtime, ==, 9);
  waybill_remote_stat_async (self->remote, "missing", NULL, answered, self);
  g_assert_false (waybill_remote_stat_finish (self->remote, wait_for_result (self), NULL, NULL, NULL, &error));
  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_NOT_FOUND);
  g_assert_true (waybill_remote_is_connected (self->remote));
}

static gboolean
sink_begin (gpointer self, gint64 size, gint64 mtime, gint64 start, GError **error)
{
  return TRUE;
}

static gboolean
sink_write (gpointer self, const void *bytes, gsize length, GError **error)
{
  GString *into = self;

  if (into->len > 0)
    {
      g_propagate_error (error, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_NO_SPACE, NULL, "full"));
      return FALSE;
    }
  g_string_append_len (into, bytes, (gssize) length);
  return TRUE;
}

static gboolean
sink_end (gpointer self, GError **error)
{
  return TRUE;
}

static void
test_get (Fixture *self, gconstpointer data)
{
  static const WaybillRemoteSinkClass sink_class = { sink_begin, sink_write, sink_end };
  g_autoptr (GString) into = g_string_new (NULL);
  WaybillRemoteProgress *progress = waybill_remote_progress_new ();
  WaybillRemoteMove move = { .way = WAYBILL_REMOTE_GET, .path = "a", .sink = { &sink_class, into }, .progress = progress };
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  g_assert_true (connect_it (self, NULL, NULL));
  waybill_remote_move_async (self->remote, &move, NULL, answered, self);
  g_assert_true (waybill_remote_move_finish (self->remote, wait_for_result (self), &outcome, NULL));
  g_assert_cmpint (outcome.bytes, ==, 3);
  g_assert_cmpstr (into->str, ==, "abc");
  g_assert_cmpint (waybill_remote_progress_get (progress), ==, 3);

  /* What the sink says goes up as it is. */
  move.progress = NULL;
  waybill_remote_move_async (self->remote, &move, NULL, answered, self);
  g_assert_false (waybill_remote_move_finish (self->remote, wait_for_result (self), NULL, &error));
  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_NO_SPACE);
  waybill_remote_progress_reset (progress);
  g_assert_cmpint (waybill_remote_progress_get (progress), ==, 0);
  waybill_remote_progress_unref (progress);
}

static gint64
source_size (gpointer self)
{
  return 25;
}

static gboolean
source_read (gpointer self, void *buffer, gsize length, gsize *done, GError **error)
{
  guint *left = self;

  *done = MIN (*left, length);
  memset (buffer, 'x', *done);
  *left -= (guint) *done;
  return TRUE;
}

static void
test_put (Fixture *self, gconstpointer data)
{
  static const WaybillRemoteSourceClass source_class = { source_size, source_read };
  guint left = 25;
  const WaybillRemoteMove move = { .way = WAYBILL_REMOTE_PUT, .path = "a", .source = { &source_class, &left } };
  WaybillRemoteOutcome outcome;

  g_assert_true (connect_it (self, NULL, NULL));
  waybill_remote_move_async (self->remote, &move, NULL, answered, self);
  g_assert_true (waybill_remote_move_finish (self->remote, wait_for_result (self), &outcome, NULL));
  g_assert_cmpint (outcome.bytes, ==, 25);
  g_assert_cmpint (outcome.announced, ==, 25);
}

static void
count (GObject *source, GAsyncResult *result, gpointer user_data)
{
  guint *n = user_data;

  waybill_remote_move_finish (WAYBILL_REMOTE (source), result, NULL, NULL);
  (*n)++;
}

static void
hold (gboolean holds)
{
  waybill_base_lock_lock (&fake.lock);
  fake.holds = holds;
  fake.done[0] = '\0';
  waybill_base_lock_unlock (&fake.lock);
}

/* Only a move, only the very next call, and only one that was not cancelled. */
static void
test_next_move_is_told (Fixture *self, gconstpointer data)
{
  static const WaybillRemoteSourceClass source_class = { source_size, source_read };
  const char *const paths[] = { "a", "b", "c", "d" };
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  guint left = 0, n = 0;

  g_assert_true (connect_it (self, NULL, NULL));
  hold (TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      const WaybillRemoteMove move = { .way = WAYBILL_REMOTE_PUT, .path = paths[i], .source = { &source_class, &left } };

      if (i == 3)
        waybill_remote_stat_async (self->remote, "there", NULL, answered, self);
      waybill_remote_move_async (self->remote, &move, i == 2 ? cancelled : NULL, count, &n);
    }
  g_cancellable_cancel (cancelled);
  hold (FALSE);
  while (n < 4)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (waybill_remote_stat_finish (self->remote, self->result, NULL, NULL, NULL, NULL));
  g_assert_cmpstr (fake.done, ==, "b<a;");
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) opening = NULL;

  g_assert_true (connect_it (self, NULL, NULL));
  fake.waits = TRUE;
  waybill_remote_list_async (self->remote, NULL, cancellable, answered, self);
  g_cancellable_cancel (cancellable);
  g_assert_null (waybill_remote_list_finish (self->remote, wait_for_result (self), &error));
  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_CANCELLED);
  g_assert_true (waybill_remote_is_connected (self->remote)); /* cancelling keeps the session */

  g_assert_false (connect_it (self, cancellable, &opening));
  g_assert_error (opening, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_CANCELLED);
  g_assert_false (waybill_remote_is_connected (self->remote));
}

static void
test_dies (Fixture *self, gconstpointer data)
{
  g_autoptr (WaybillRemoteListing) listing = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (connect_it (self, NULL, NULL));
  fake.dies = TRUE;
  waybill_remote_list_async (self->remote, NULL, NULL, answered, self);
  listing = waybill_remote_list_finish (self->remote, wait_for_result (self), NULL);
  g_assert_nonnull (listing);
  g_assert_false (waybill_remote_is_connected (self->remote));
  waybill_remote_list_async (self->remote, NULL, NULL, answered, self);
  g_assert_null (waybill_remote_list_finish (self->remote, wait_for_result (self), &error));
  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_LOST);
}

static void
test_trust_no (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fake.untrusted = TRUE;
  g_assert_false (connect_it (self, NULL, &error));
  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_UNTRUSTED);
  g_assert_nonnull (waybill_remote_error_get_facts (error)->verdict);
  g_assert_cmpuint (self->asker->asked, ==, 1);
  g_assert_cmpuint (fake.n_open, ==, 1);
  g_assert_cmpstr (waybill_remote_get_facts (self->remote)->greeting, ==, "fake"); /* as far as it came */
}

static void
test_trust_yes (Fixture *self, gconstpointer data)
{
  WaybillRemoteTarget *before = waybill_remote_get_target (self->remote);
  g_autoptr (GError) error = NULL;

  fake.untrusted = TRUE;
  self->asker->answer = WAYBILL_REMOTE_ANSWER_YES;
  connect_it (self, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (self->asker->asked, ==, 1);
  g_assert_cmpuint (self->asker->alive_when_asked, ==, 0);
  g_assert_cmpuint (fake.n_open, ==, 2);
  g_assert_true (waybill_remote_get_target (self->remote) != before);

  connect_it (self, NULL, &error); /* for the life of this session nobody is asked again */
  g_assert_no_error (error);
  g_assert_cmpuint (self->asker->asked, ==, 1);
}

static void
test_trust_nobody (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_object_unref (self->remote);
  self->remote = remote_new (NULL, WAYBILL_REMOTE_PROTOCOL_FTPS);
  fake.untrusted = TRUE;
  g_assert_false (connect_it (self, NULL, &error));
  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_UNTRUSTED);
  g_assert_cmpuint (fake.n_open, ==, 1);
}

static void
test_finalize (Fixture *self, gconstpointer data)
{
  g_assert_true (connect_it (self, NULL, NULL));
  g_clear_object (&self->result);
  g_clear_object (&self->remote);
  wait_for_goodbyes ();
  g_assert_cmpuint (fake.n_closed, ==, 1);
}

/* The owner lets go while a job runs: it ends in order, is answered, and the session is closed. */
static void
test_finalize_busy (Fixture *self, gconstpointer data)
{
  guint wanted = self->n_results + 1;

  waybill_remote_connect_async (self->remote, NULL, answered, self);
  g_clear_object (&self->remote);
  while (self->n_results < wanted)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&self->result);
  wait_for_goodbyes ();
  g_assert_cmpuint (fake.n_closed, ==, 1);
}

#define ADD(name, function) g_test_add ("/remote/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  waybill_remote_engine_register (WAYBILL_REMOTE_PROTOCOL_FTPS, &fake_engine);
  waybill_remote_error_quark (); /* before any thread */
  trust = waybill_test_identities_get_trust ();
  other_server = waybill_test_identities_get_other_server ();
  ADD ("connect-and-close", test_connect);
  ADD ("not-connected", test_not_connected);
  ADD ("no-engine", test_no_engine);
  ADD ("list", test_list);
  ADD ("stat", test_stat);
  ADD ("get", test_get);
  ADD ("put", test_put);
  ADD ("next-move-is-told", test_next_move_is_told);
  ADD ("cancel", test_cancel);
  ADD ("session-dies", test_dies);
  ADD ("trust/no", test_trust_no);
  ADD ("trust/yes", test_trust_yes);
  ADD ("trust/nobody-to-ask", test_trust_nobody);
  ADD ("finalize-closes", test_finalize);
  ADD ("finalize-while-busy", test_finalize_busy);
  return g_test_run ();
}
