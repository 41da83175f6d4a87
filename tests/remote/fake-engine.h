/* An engine that only pretends, and somebody who answers the trust question. For test-remote alone. */
#pragma once

#include "remote-ask.h"

#include "base-thread.h"
#include "test-identities.h"

#include <string.h>

/* What the engine did and is to do; the test looks at it only while no job runs. */
typedef struct
{
  WaybillBaseLock lock;
  guint n_open, n_closed, n_alive; /* n_alive: sessions */
  gboolean untrusted;              /* refuses the server unless the target's trust accepts it */
  gboolean waits;                  /* list waits until it is cancelled */
  gboolean dies;                   /* the session is dead after the next verb */
  gboolean holds;                  /* moves wait until it is FALSE */
  char done[256];                  /* the verbs, one letter each with what they were given: "m:a;" */
} Fake;

/* Set by main(), before any thread. */
static WaybillCertTrust *trust;
static WaybillCertIdentity *other_server;
static Fake fake = { .lock = WAYBILL_BASE_LOCK_INIT };

typedef struct
{
  gboolean alive;
} FakeSession;

static GError *
new_untrusted (WaybillRemoteTarget *target)
{
  g_autoptr (GPtrArray) chain = waybill_test_identities_list (other_server);
  g_autoptr (WaybillCertVerdict) verdict = waybill_cert_verdict_new (chain, waybill_remote_target_get_values (target)->trust,
                                                                     "localhost", g_get_real_time () / G_USEC_PER_SEC);
  const WaybillRemoteErrorFacts facts = { .phase = WAYBILL_REMOTE_PHASE_HANDSHAKE, .verdict = verdict, .alert = -1 };

  if (waybill_cert_verdict_is_accepted (verdict))
    return NULL;
  return waybill_remote_error_new (WAYBILL_REMOTE_ERROR_UNTRUSTED, &facts, "not trusted");
}

static gpointer
fake_open (WaybillRemoteTarget *target,
           WaybillRemoteFacts *facts,
           WaybillRemoteTalk *talk,
           GCancellable *cancellable,
           GError **error)
{
  FakeSession *session;
  GError *refused = NULL;

  waybill_remote_talk_add (talk, WAYBILL_REMOTE_TALK_REMARK, "opened");
  waybill_base_lock_lock (&fake.lock);
  fake.n_open++;
  refused = fake.untrusted ? new_untrusted (target) : NULL;
  waybill_base_lock_unlock (&fake.lock);
  g_free (facts->greeting);
  facts->greeting = g_strdup ("fake");
  if (g_cancellable_is_cancelled (cancellable))
    refused = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_CANCELLED, NULL, "cancelled");
  if (refused != NULL)
    {
      g_propagate_error (error, refused);
      return NULL;
    }
  session = g_new0 (FakeSession, 1);
  session->alive = TRUE;
  waybill_base_lock_lock (&fake.lock);
  fake.n_alive++;
  waybill_base_lock_unlock (&fake.lock);
  return session;
}

static gboolean
fake_is_alive (gpointer session)
{
  return ((FakeSession *) session)->alive;
}

static void
fake_get_facts (gpointer session, WaybillRemoteFacts *facts)
{
  facts->data_channels++;
}

static gboolean
fake_list (gpointer session, const char *path, WaybillRemoteListing *listing, GCancellable *cancellable, GError **error)
{
  const WaybillRemoteEntry entry = { .type = WAYBILL_REMOTE_ENTRY_FILE, .name = path != NULL ? path : "here", .raw = "raw" };
  gboolean waits;

  waybill_base_lock_lock (&fake.lock);
  waits = fake.waits;
  if (fake.dies)
    ((FakeSession *) session)->alive = FALSE;
  waybill_base_lock_unlock (&fake.lock);
  while (waits && !g_cancellable_is_cancelled (cancellable))
    g_thread_yield ();
  if (waits)
    {
      g_propagate_error (error, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_CANCELLED, NULL, "cancelled"));
      return FALSE;
    }
  return waybill_remote_listing_add (listing, &entry);
}

static gboolean
fake_get (const WaybillRemoteSink *sink, WaybillRemoteProgress *progress, WaybillRemoteOutcome *outcome, GError **error)
{
  if (!sink->klass->begin (sink->self, 3, WAYBILL_REMOTE_NO_TIME, 0, error)
      || !sink->klass->write (sink->self, "abc", 3, error))
    return FALSE;
  waybill_remote_progress_add (progress, 3);
  outcome->bytes = 3;
  return sink->klass->end (sink->self, error);
}

static gboolean
fake_put (const WaybillRemoteSource *source, WaybillRemoteProgress *progress, WaybillRemoteOutcome *outcome, GError **error)
{
  char buffer[10];
  gsize done = 0;

  outcome->announced = source->klass->size (source->self);
  while (source->klass->read (source->self, buffer, sizeof buffer, &done, error))
    {
      if (done == 0)
        return TRUE;
      outcome->bytes += (gint64) done;
      waybill_remote_progress_add (progress, (gint64) done);
    }
  return FALSE;
}

/* What waits behind a move is noted: "b<a;" when b waits behind a. */
static gboolean
fake_move (gpointer session,
           const WaybillRemoteMove *move,
           const WaybillRemoteAhead *ahead,
           WaybillRemoteOutcome *outcome,
           GCancellable *cancellable,
           GError **error)
{
  gboolean waits = TRUE;
  const WaybillRemoteMove *next;

  while (waits)
    {
      waybill_base_lock_lock (&fake.lock);
      waits = fake.holds;
      waybill_base_lock_unlock (&fake.lock);
      g_thread_yield ();
    }
  next = ahead->peek (ahead->data);
  if (next != NULL)
    {
      waybill_base_lock_lock (&fake.lock);
      g_strlcat (fake.done, next->path, sizeof fake.done);
      g_strlcat (fake.done, "<", sizeof fake.done);
      g_strlcat (fake.done, move->path, sizeof fake.done);
      g_strlcat (fake.done, ";", sizeof fake.done);
      waybill_base_lock_unlock (&fake.lock);
    }
  if (move->way == WAYBILL_REMOTE_GET)
    return fake_get (&move->sink, move->progress, outcome, error);
  return fake_put (&move->source, move->progress, outcome, error);
}

static gboolean
fake_stat (gpointer session,
           const char *path,
           WaybillRemoteEntryType *type,
           gint64 *size,
           gint64 *mtime,
           GCancellable *cancellable,
           GError **error)
{
  if (g_str_equal (path, "missing"))
    {
      g_propagate_error (error, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_NOT_FOUND, NULL, "missing"));
      return FALSE;
    }
  *type = WAYBILL_REMOTE_ENTRY_DIR;
  *size = 7;
  *mtime = 9;
  return TRUE;
}

static void
note (const char *verb, const char *path)
{
  waybill_base_lock_lock (&fake.lock);
  g_strlcat (fake.done, verb, sizeof fake.done);
  g_strlcat (fake.done, path, sizeof fake.done);
  g_strlcat (fake.done, ";", sizeof fake.done);
  waybill_base_lock_unlock (&fake.lock);
}

static gboolean
fake_make_folder (gpointer session, const char *path, GCancellable *cancellable, GError **error)
{
  note ("make:", path);
  if (!g_str_equal (path, "there"))
    return TRUE;
  g_propagate_error (error, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_EXISTS, NULL, "there"));
  return FALSE;
}

static gboolean
fake_rename (gpointer session, const char *path, const char *new_path, GCancellable *cancellable, GError **error)
{
  g_autofree char *both = g_strconcat (path, ">", new_path, NULL);

  note ("rename:", both);
  return TRUE;
}

static gboolean
fake_remove (gpointer session, const char *path, gboolean folder, GCancellable *cancellable, GError **error)
{
  note (folder ? "remove-folder:" : "remove-file:", path);
  return TRUE;
}

static gboolean
fake_set_time (gpointer session, const char *path, gint64 mtime, GCancellable *cancellable, GError **error)
{
  g_autofree char *both = g_strdup_printf ("%s@%" G_GINT64_FORMAT, path, mtime);

  note ("time:", both);
  return TRUE;
}

static gboolean
fake_set_mode (gpointer session, const char *path, guint mode, GCancellable *cancellable, GError **error)
{
  g_autofree char *both = g_strdup_printf ("%s=%o", path, mode);

  note ("mode:", both);
  return TRUE;
}

static gboolean
fake_checksum (gpointer session, const char *path, WaybillRemoteChecksum *checksum, GCancellable *cancellable, GError **error)
{
  note ("checksum:", path);
  checksum->algorithm = "crc32";
  g_strlcpy (checksum->hex, "0badcafe", sizeof checksum->hex);
  return TRUE;
}

static gboolean
fake_quote (gpointer session, const char *command, int *code, char ***lines, GCancellable *cancellable, GError **error)
{
  static const char *const reply[] = { "500-no", "500 never", NULL };

  note ("quote:", command);
  *code = 500;
  *lines = g_strdupv ((char **) reply);
  return TRUE;
}

static gboolean
fake_set (gpointer session, const char *name, const char *value, GCancellable *cancellable, GError **error)
{
  g_autofree char *both = g_strconcat (name, "=", value, NULL);

  note ("set:", both);
  return TRUE;
}

static void
look_again (gpointer data)
{
}

static void
fake_close (gpointer session)
{
  waybill_base_lock_lock (&fake.lock);
  fake.n_closed++;
  fake.n_alive--;
  waybill_base_lock_unlock (&fake.lock);
  g_free (session);
  waybill_base_thread_hop (NULL, look_again, NULL);
}

static const WaybillRemoteEngine fake_engine = {
  .name = "fake",
  .open = fake_open,
  .is_alive = fake_is_alive,
  .get_facts = fake_get_facts,
  .list = fake_list,
  .move = fake_move,
  .stat = fake_stat,
  .make_folder = fake_make_folder,
  .rename = fake_rename,
  .remove = fake_remove,
  .set_time = fake_set_time,
  .set_mode = fake_set_mode,
  .checksum = fake_checksum,
  .quote = fake_quote,
  .set = fake_set,
  .close = fake_close,
};

/* Who answers the trust question. */
#define TEST_TYPE_ASKER (test_asker_get_type ())
G_DECLARE_FINAL_TYPE (TestAsker, test_asker, TEST, ASKER, GObject)

struct _TestAsker
{
  GObject parent;
  WaybillRemoteAnswer answer;
  guint asked;
  guint alive_when_asked; /* sessions */
};

static void
ask_trust_async (WaybillRemoteAsker *asker,
                 WaybillRemoteTarget *target,
                 WaybillCertVerdict *verdict,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  TestAsker *self = TEST_ASKER (asker);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  self->asked++;
  waybill_base_lock_lock (&fake.lock);
  self->alive_when_asked = fake.n_alive;
  waybill_base_lock_unlock (&fake.lock);
  g_task_return_int (task, self->answer);
}

static WaybillRemoteAnswer
ask_trust_finish (WaybillRemoteAsker *asker, GAsyncResult *result)
{
  return (WaybillRemoteAnswer) g_task_propagate_int (G_TASK (result), NULL);
}

static void
asker_interface_init (WaybillRemoteAskerInterface *interface)
{
  interface->ask_trust_async = ask_trust_async;
  interface->ask_trust_finish = ask_trust_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestAsker,
                               test_asker,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WAYBILL_TYPE_REMOTE_ASKER, asker_interface_init))

static void
test_asker_class_init (TestAskerClass *klass)
{
}

static void
test_asker_init (TestAsker *self)
{
}
