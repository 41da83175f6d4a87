/* The calls that change what is there, how calls queue up on one session, and its conversation; with an engine that only
 * pretends. */
#include "fake-engine.h"

typedef struct
{
  WaybillRemote *remote;
  GString *order; /* the names of the calls, as they were answered: "name=kind;", kind -1: well */
  guint n_answered;
} Fixture;

/* One call that was made: whose answer is told by name. */
typedef struct
{
  Fixture *fixture;
  const char *name;
} Call;

static void
set_up (Fixture *self, gconstpointer data)
{
  const WaybillRemoteTargetValues values = { .host = "localhost", .trust = trust };
  g_autoptr (WaybillRemoteTarget) target = waybill_remote_target_new (&values);

  fake.n_open = fake.n_closed = fake.n_alive = 0;
  fake.untrusted = fake.waits = fake.dies = FALSE;
  fake.done[0] = '\0';
  self->order = g_string_new (NULL);
  self->remote = waybill_remote_new (target, NULL);
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

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->remote);
  while (count_alive () > 0)
    g_main_context_iteration (NULL, TRUE);
  g_string_free (self->order, TRUE);
}

static void
note_answer (Call *call, GError *error)
{
  g_assert_true (error == NULL || error->domain == WAYBILL_REMOTE_ERROR);
  g_string_append_printf (call->fixture->order, "%s=%d;", call->name, error != NULL ? error->code : -1);
  call->fixture->n_answered++;
}

static void
changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Call *call = user_data;
  g_autoptr (GError) error = NULL;
  gboolean well = waybill_remote_change_finish (WAYBILL_REMOTE (source), result, &error);

  g_assert_true (well == (error == NULL));
  note_answer (call, error);
}

static void
connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Call *call = user_data;
  g_autoptr (GError) error = NULL;

  waybill_remote_connect_finish (WAYBILL_REMOTE (source), result, &error);
  note_answer (call, error);
}

static void
listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Call *call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillRemoteListing) listing = waybill_remote_list_finish (WAYBILL_REMOTE (source), result, &error);

  note_answer (call, error);
}

static Call *
call_new (Fixture *fixture, const char *name)
{
  Call *call = g_new0 (Call, 1);

  call->fixture = fixture;
  call->name = name;
  return call;
}

static void
wait_for_answers (Fixture *self, guint n)
{
  while (self->n_answered < n)
    g_main_context_iteration (NULL, TRUE);
}

static void
connect_it (Fixture *self)
{
  waybill_remote_connect_async (self->remote, NULL, connected, call_new (self, "connect"));
  wait_for_answers (self, 1);
  g_assert_cmpstr (self->order->str, ==, "connect=-1;");
  g_string_truncate (self->order, 0);
  self->n_answered = 0;
}

static void
test_changes (Fixture *self, gconstpointer data)
{
  g_autofree char *expected
      = g_strdup_printf ("make=-1;rename=-1;remove=-1;remove-folder=-1;again=%d;", WAYBILL_REMOTE_ERROR_EXISTS);

  connect_it (self);
  waybill_remote_make_folder_async (self->remote, "new", NULL, changed, call_new (self, "make"));
  waybill_remote_rename_async (self->remote, "a", "b", NULL, changed, call_new (self, "rename"));
  waybill_remote_remove_async (self->remote, "f", FALSE, NULL, changed, call_new (self, "remove"));
  waybill_remote_remove_async (self->remote, "d", TRUE, NULL, changed, call_new (self, "remove-folder"));
  waybill_remote_make_folder_async (self->remote, "there", NULL, changed, call_new (self, "again"));
  wait_for_answers (self, 5);

  g_assert_cmpstr (fake.done, ==, "make:new;rename:a>b;remove-file:f;remove-folder:d;make:there;");
  g_assert_cmpstr (self->order->str, ==, expected);
  g_assert_true (waybill_remote_is_connected (self->remote));
}

static void
summed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Call *call = user_data;
  g_autoptr (GError) error = NULL;
  WaybillRemoteChecksum checksum;

  if (waybill_remote_checksum_finish (WAYBILL_REMOTE (source), result, &checksum, &error))
    g_assert_cmpstr (checksum.hex, ==, "0badcafe");
  note_answer (call, error);
}

static void
quoted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Call *call = user_data;
  g_autoptr (GError) error = NULL;
  int code = 0;
  g_auto (GStrv) lines = waybill_remote_quote_finish (WAYBILL_REMOTE (source), result, &code, &error);

  if (lines != NULL)
    {
      g_assert_cmpint (code, ==, 500);
      g_assert_cmpstr (lines[1], ==, "500 never");
    }
  note_answer (call, error);
}

/* One that the engine does not have says so. */
static void
test_asks (Fixture *self, gconstpointer data)
{
  g_autofree char *expected
      = g_strdup_printf ("time=-1;mode=-1;sum=-1;quote=-1;set=-1;sign=%d;", WAYBILL_REMOTE_ERROR_UNSUPPORTED);

  connect_it (self);
  waybill_remote_set_time_async (self->remote, "f", 77, NULL, changed, call_new (self, "time"));
  waybill_remote_set_mode_async (self->remote, "f", 0640, NULL, changed, call_new (self, "mode"));
  waybill_remote_checksum_async (self->remote, "f", NULL, summed, call_new (self, "sum"));
  waybill_remote_quote_async (self->remote, "SITE x", NULL, quoted, call_new (self, "quote"));
  waybill_remote_set_async (self->remote, "passive", "no", NULL, changed, call_new (self, "set"));
  waybill_remote_keep_alive_async (self->remote, NULL, changed, call_new (self, "sign"));
  wait_for_answers (self, 6);

  g_assert_cmpstr (fake.done, ==, "time:f@77;mode:f=640;checksum:f;quote:SITE x;set:passive=no;");
  g_assert_cmpstr (self->order->str, ==, expected);
}

static void
test_not_connected (Fixture *self, gconstpointer data)
{
  g_autofree char *lost = g_strdup_printf ("make=%d;", WAYBILL_REMOTE_ERROR_LOST);

  waybill_remote_make_folder_async (self->remote, "new", NULL, changed, call_new (self, "make"));
  wait_for_answers (self, 1);
  g_assert_cmpstr (self->order->str, ==, lost);
  g_assert_cmpstr (fake.done, ==, "");
}

/* A hundred calls at once, connecting among them: one after the other, in the order in which they were made. */
static void
test_many_in_order (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) expected = g_string_new ("connect=-1;");
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  waybill_remote_connect_async (self->remote, NULL, connected, call_new (self, "connect"));
  for (guint i = 0; i < 99; i++)
    {
      char *name = g_strdup_printf ("%u", i);

      g_ptr_array_add (names, name);
      g_string_append_printf (expected, "%s=-1;", name);
      if (i % 2 == 0)
        waybill_remote_list_async (self->remote, name, NULL, listed, call_new (self, name));
      else
        waybill_remote_remove_async (self->remote, "x", FALSE, NULL, changed, call_new (self, name));
    }
  wait_for_answers (self, 100);
  g_assert_cmpstr (self->order->str, ==, expected->str);
}

/* What a failed connect found out is not lost to the calls that were queued behind it. */
static void
test_facts_behind_a_failure (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *expected
      = g_strdup_printf ("connect=%d;list=%d;", WAYBILL_REMOTE_ERROR_CANCELLED, WAYBILL_REMOTE_ERROR_LOST);

  g_cancellable_cancel (cancellable);
  waybill_remote_connect_async (self->remote, cancellable, connected, call_new (self, "connect"));
  waybill_remote_list_async (self->remote, NULL, NULL, listed, call_new (self, "list"));
  wait_for_answers (self, 2);
  g_assert_cmpstr (self->order->str, ==, expected);
  g_assert_cmpstr (waybill_remote_get_facts (self->remote)->greeting, ==, "fake");
}

/* While one call runs, of those that wait behind it one is cancelled: it never begins, and the others do. */
static void
test_cancelled_in_the_queue (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) running = g_cancellable_new ();
  g_autoptr (GCancellable) waiting = g_cancellable_new ();
  g_autofree char *expected
      = g_strdup_printf ("list=%d;make=%d;remove=-1;", WAYBILL_REMOTE_ERROR_CANCELLED, WAYBILL_REMOTE_ERROR_CANCELLED);

  connect_it (self);
  fake.waits = TRUE;
  waybill_remote_list_async (self->remote, NULL, running, listed, call_new (self, "list"));
  waybill_remote_make_folder_async (self->remote, "new", waiting, changed, call_new (self, "make"));
  waybill_remote_remove_async (self->remote, "f", FALSE, NULL, changed, call_new (self, "remove"));
  g_cancellable_cancel (waiting);
  g_cancellable_cancel (running);
  wait_for_answers (self, 3);

  g_assert_cmpstr (self->order->str, ==, expected);
  g_assert_cmpstr (fake.done, ==, "remove-file:f;");
  g_assert_true (waybill_remote_is_connected (self->remote));
}

static void
count_line (guint64 number, WaybillRemoteTalkKind kind, gint64 time, const char *text, gpointer user_data)
{
  *(guint *) user_data += g_str_equal (text, "opened");
}

static void
test_talk (Fixture *self, gconstpointer data)
{
  WaybillRemoteTalk *talk = waybill_remote_talk_new ();
  guint n = 0;

  waybill_remote_set_talk (self->remote, talk);
  connect_it (self);
  connect_it (self);
  waybill_remote_set_talk (self->remote, NULL);
  connect_it (self);
  waybill_remote_talk_read (talk, 0, count_line, &n);
  g_assert_cmpuint (n, ==, 2);
  waybill_remote_talk_unref (talk);
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
  ADD ("change/all", test_changes);
  ADD ("change/asks", test_asks);
  ADD ("change/not-connected", test_not_connected);
  ADD ("queue/many-in-order", test_many_in_order);
  ADD ("queue/facts-behind-a-failure", test_facts_behind_a_failure);
  ADD ("queue/cancelled-while-it-waits", test_cancelled_in_the_queue);
  ADD ("talk/of-a-session", test_talk);
  return g_test_run ();
}
