/* Every wait of every verb: the n-th is cancelled, fails, or is the last before the line is dead, for every n there is. The
 * error is the right one, and a session that can be kept is kept. */
#include "ftp-rig.h"

#include "ftp-change.h"

#include <string.h>

#define MOST_WAITS 300

typedef enum
{
  CANCELS,
  FAILS, /* this one wait */
  DIES,  /* and all that follow */
  N_WAYS,
} Way;

typedef struct
{
  Way way;
  gboolean armed;
  guint left;
  gboolean fired;
  GCancellable *cancellable;
} Breaker;

static gboolean
break_at (gpointer data, GError **error)
{
  Breaker *self = data;

  if (!self->armed || (self->fired && self->way == FAILS) || (!self->fired && self->left-- > 0))
    return TRUE;
  self->fired = TRUE;
  if (self->way == CANCELS)
    {
      g_cancellable_cancel (self->cancellable);
      return TRUE;
    }
  g_set_error_literal (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_LOST, "broken by the test");
  return FALSE;
}

static gboolean
do_login (FtpRig *rig, GError **error)
{
  return ftp_rig_open (rig, error);
}

static gboolean
list (FtpRig *rig, const char *path, gboolean mlsd, GError **error)
{
  g_autoptr (WaybillRemoteListing) listing = waybill_remote_listing_new ();

  rig->session->features.mlsd = mlsd;
  if (!waybill_ftp_list_read (rig->session, path, listing, rig->cancellable, error))
    return FALSE;
  g_assert_cmpuint (waybill_remote_listing_get_length (listing), ==, 3);
  return TRUE;
}

static gboolean
do_list_mlsd (FtpRig *rig, GError **error)
{
  return list (rig, NULL, TRUE, error);
}

static gboolean
do_list (FtpRig *rig, GError **error)
{
  return list (rig, NULL, FALSE, error);
}

/* There and back. */
static gboolean
do_list_elsewhere (FtpRig *rig, GError **error)
{
  return list (rig, "/home/d", FALSE, error);
}

static gboolean
get (FtpRig *rig, const char *path, GError **error)
{
  WaybillRemoteOutcome outcome;

  g_byte_array_set_size (rig->got, 0);
  rig->ended = 0;
  if (!ftp_rig_get (rig, path, &outcome, error))
    {
      g_assert_cmpuint (rig->ended, ==, 0);
      return FALSE;
    }
  g_assert_cmpuint (rig->ended, ==, 1);
  g_assert_cmpmem (rig->got->data, rig->got->len, "hello", 5);
  return TRUE;
}

static gboolean
do_get (FtpRig *rig, GError **error)
{
  return get (rig, "f", error);
}

/* The commands of each are sent while the one before it runs. */
static gboolean
do_get_ahead (FtpRig *rig, GError **error)
{
  rig->session->features.in_turn = TRUE;
  rig->next_path = "g";
  if (!get (rig, "f", error))
    return FALSE;
  rig->next_path = NULL;
  return get (rig, "g", error);
}

static gboolean
do_put (FtpRig *rig, GError **error)
{
  WaybillRemoteOutcome outcome;

  return ftp_rig_put (rig, "up", 300 * 1024, &outcome, error);
}

static gboolean
do_stat (FtpRig *rig, GError **error)
{
  gboolean is_folder;
  gint64 size, mtime;

  return waybill_ftp_session_stat (rig->session, "d", &is_folder, &size, &mtime, rig->cancellable, error);
}

static gboolean
do_make_folder (FtpRig *rig, GError **error)
{
  return waybill_ftp_change_make_folder (rig->session, "new", rig->cancellable, error);
}

static gboolean
do_rename (FtpRig *rig, GError **error)
{
  return waybill_ftp_change_rename (rig->session, "g", "renamed", rig->cancellable, error);
}

static gboolean
do_remove (FtpRig *rig, GError **error)
{
  return waybill_ftp_change_remove (rig->session, "g", FALSE, rig->cancellable, error);
}

/* forgives: a wait after the verb's own work may be broken without harm (the way back from a folder, the farewell of a data
 * channel whose reply is what counts), or the verb may be tried again, one step at a time. */
typedef struct
{
  const char *name;
  gboolean (*run) (FtpRig *rig, GError **error);
  gboolean forgives_cancel;
  gboolean forgives_failure;
  gboolean ends; /* the session, where it would else stand between two commands */
} Verb;

static const Verb verbs[] = {
  { "login", do_login, FALSE, TRUE }, /* the first of the addresses that are raced may fail */
  { "list-mlsd", do_list_mlsd, FALSE, TRUE },
  { "list", do_list, FALSE, TRUE },
  { "list-elsewhere", do_list_elsewhere, TRUE, TRUE },
  { "get", do_get, FALSE, TRUE },
  { "get-ahead", do_get_ahead, FALSE, TRUE },
  { "put", do_put, FALSE, TRUE },
  { "stat", do_stat, FALSE, FALSE },
  { "make-folder", do_make_folder, FALSE, FALSE },
  { "rename", do_rename, FALSE, FALSE, TRUE }, /* RNFR waits for its RNTO */
  { "remove", do_remove, FALSE, FALSE },
};

static FtpRig *
new_rig (Breaker *breaker)
{
  static const WaybillTestPeerOptions hostile = { .hostile = TRUE };
  FtpRig *rig = g_new0 (FtpRig, 1);

  rig->peer
      = waybill_test_peer_new ("PAUSE 2\nFILE /home/f hello\nFILE /home/g hello\nFOLDER /home/d\nFILE /home/d/1 1\nFILE "
                               "/home/d/2 2\nFILE /home/d/3 3\nSERVE\n",
                               &hostile);
  rig->silence = 5 * G_USEC_PER_SEC;
  rig->got = g_byte_array_new ();
  rig->cancellable = g_cancellable_new ();
  rig->terms.probe = break_at;
  rig->terms.probe_data = breaker;
  breaker->cancellable = rig->cancellable;
  return rig;
}

/* What cancelled one verb must not cost the connection: the next one is answered, and by its own reply. */
static void
assert_kept (FtpRig *rig)
{
  g_autoptr (GError) error = NULL;
  gboolean is_folder;
  gint64 size = -1, mtime;

  g_assert_true (waybill_ftp_session_is_alive (rig->session));
  waybill_ftp_session_stat (rig->session, "f", &is_folder, &size, &mtime, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (size, ==, 5);
  g_assert_false (is_folder);
}

static void
assert_right (const Verb *verb, const Breaker *breaker, FtpRig *rig, const GError *error)
{
  gboolean cancels = breaker->way == CANCELS;
  const WaybillRemoteErrorFacts *facts
      = ftp_rig_assert_kind (error, cancels ? WAYBILL_REMOTE_ERROR_CANCELLED : WAYBILL_REMOTE_ERROR_LOST);

  g_assert_cmpint (facts->phase, !=, WAYBILL_REMOTE_PHASE_NONE);
  g_assert_cmpint (waybill_remote_error_is_about_opening (error), ==, verb->run == do_login);
}

/* TRUE: there is no n-th wait. */
static gboolean
break_nth (const Verb *verb, Way way, guint n)
{
  Breaker breaker = { .way = way, .left = n };
  g_autoptr (FtpRig) rig = new_rig (&breaker);
  g_autoptr (GError) error = NULL;
  gboolean well;

  breaker.armed = verb->run == do_login;
  if (!breaker.armed)
    {
      ftp_rig_open (rig, &error);
      g_assert_no_error (error);
    }
  breaker.armed = TRUE;
  well = verb->run (rig, &error);
  breaker.armed = FALSE;
  if (!well)
    assert_right (verb, &breaker, rig, error);
  else if (breaker.fired)
    g_assert_true (way == CANCELS ? verb->forgives_cancel : verb->forgives_failure);
  /* Cancelled: always kept, but for the login's own. Failed: the session that says that it is alive is. */
  if (!breaker.fired || (way == CANCELS && verb->run != do_login && !verb->ends)
      || waybill_ftp_session_is_alive (rig->session))
    assert_kept (rig);
  g_clear_pointer (&rig->session, waybill_ftp_session_free);
  waybill_test_peer_finish (rig->peer, NULL);
  return !breaker.fired;
}

static void
test_every_wait (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  const Verb *verb = &verbs[index / N_WAYS];
  guint n = 0;

  while (n < MOST_WAITS && !break_nth (verb, (Way) (index % N_WAYS), n))
    n++;
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <, MOST_WAITS);
  g_test_message ("%u waits were broken one by one", n);
}

int
main (int argc, char **argv)
{
  static const char *const ways[N_WAYS] = { "cancelled", "failed", "dead" };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (verbs) * N_WAYS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/ftp/waits/%s/%s", verbs[i / N_WAYS].name, ways[i % N_WAYS]);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_every_wait);
    }
  return g_test_run ();
}
