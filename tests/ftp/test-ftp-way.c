/* Who calls whom for data, transfers that are broken off, and connections that fall silent, as the peer sees them. */
#include "ftp-abort.h"
#include "ftp-rig.h"

#define ASKED(path) "C: SIZE " path "\nS: 213 5\nC: MDTM " path "\nS: 550 no\n"
#define FLOW "DATA-SEND hello\nDATA-CLOSE\nS: 226 done\n"

static FtpRig *
open_rig_with (const char *script, const WaybillRemoteTargetValues *more)
{
  FtpRig *rig = ftp_rig_new (script);
  g_autoptr (GError) error = NULL;

  if (more != NULL)
    rig->more = *more;
  if (!ftp_rig_open (rig, &error))
    ftp_rig_finish (rig);
  g_assert_no_error (error);
  return rig;
}

static void
get_well (FtpRig *rig)
{
  WaybillRemoteOutcome outcome;
  g_autoptr (GError) error = NULL;

  if (!ftp_rig_get (rig, "a", &outcome, &error))
    ftp_rig_finish (rig);
  g_assert_no_error (error);
  g_assert_cmpmem (rig->got->data, rig->got->len, "hello", 5);
}

static const WaybillRemoteTargetValues active = { .data = WAYBILL_REMOTE_DATA_ACTIVE };

/* The call may come before the 150 and after it; TLS is ours to begin either way, and it is resumed. */
static void
test_active_with_tls (void)
{
  g_autoptr (FtpRig) rig = open_rig_with (FTP_RIG_LOGIN ASKED ("a") "EPRT\nC: RETR a\nS: 150 here\nCALL-TLS\n" FLOW ASKED (
                                              "a") "EPRT\nC: RETR a\nCALL-TLS\nS: 150 here\n" FLOW,
                                          &active);

  get_well (rig);
  get_well (rig);
  g_assert_cmpstr (rig->session->facts->data_way, ==, "EPRT");
  g_assert_cmpint (rig->session->facts->learnt.traits[WAYBILL_REMOTE_TRAIT_PASSIVE], ==, WAYBILL_REMOTE_LEARNT_UNKNOWN);
  ftp_rig_finish (rig);
  g_assert_cmpint (waybill_test_peer_get_n_resumed (rig->peer), ==, 2);
}

static void
test_active_by_port (void)
{
  g_autoptr (FtpRig) rig
      = open_rig_with (FTP_RIG_LOGIN ASKED ("a") "EPRT 500 what\nPORT\nC: RETR a\nS: 150 here\nCALL-TLS\n" FLOW ASKED (
                           "a") "PORT\nC: RETR a\nS: 150 here\nCALL-TLS\n" FLOW,
                       &active);

  get_well (rig);
  get_well (rig);
  g_assert_cmpstr (rig->session->facts->data_way, ==, "PORT");
  ftp_rig_finish (rig);
}

static void
test_active_turns_strangers_away (void)
{
  g_autoptr (FtpRig) rig
      = open_rig_with (FTP_RIG_LOGIN ASKED ("a") "EPRT\nC: RETR a\nCALL-FROM 127.0.0.2\nS: 150 here\nCALL-TLS\n" FLOW,
                       &active);

  get_well (rig);
  ftp_rig_finish (rig);
}

/* "425 cannot connect" instead of a call: nobody waits the timeout out. */
static void
test_active_refused (void)
{
  g_autoptr (FtpRig) rig
      = open_rig_with (FTP_RIG_LOGIN ASKED ("a") "EPRT\nC: RETR a\nS: 425 Can't build data connection\nC: NOOP\nS: 200 ok\n",
                       &active);
  g_autoptr (WaybillFtpReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  WaybillRemoteOutcome outcome;

  g_assert_false (ftp_rig_get (rig, "a", &outcome, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_DATA);
  reply = waybill_ftp_pipe_command (rig->session->pipe, "NOOP", NULL, NULL, NULL);
  g_assert_nonnull (reply);
  ftp_rig_finish (rig);
}

/* A server that has neither of the passive ways is let call; the next session knows it from the beginning. */
static void
test_active_where_nothing_else_is_known (void)
{
  g_autoptr (FtpRig) rig
      = open_rig_with (FTP_RIG_LOGIN ASKED (
                           "a") "C: EPSV\nS: 500 what\nC: PASV\nS: 502 no\nEPRT\nC: RETR a\nS: 150 here\nCALL-TLS\n" FLOW,
                       NULL);
  g_autoptr (FtpRig) next = NULL;
  WaybillRemoteTargetValues learnt = { 0 };

  get_well (rig);
  g_assert_cmpint (rig->session->facts->learnt.traits[WAYBILL_REMOTE_TRAIT_PASSIVE], ==, WAYBILL_REMOTE_LEARNT_NO);
  learnt.learnt = rig->session->facts->learnt;
  ftp_rig_finish (rig);

  next = open_rig_with (FTP_RIG_LOGIN ASKED ("a") "EPRT\nC: RETR a\nS: 150 here\nCALL-TLS\n" FLOW, &learnt);
  get_well (next);
  ftp_rig_finish (next);
}

/* Chosen passive stays passive. */
static void
test_passive_alone (void)
{
  g_autoptr (FtpRig) rig = open_rig_with (FTP_RIG_LOGIN ASKED ("a") "C: EPSV\nS: 500 what\nC: PASV\nS: 502 no\n",
                                          &(WaybillRemoteTargetValues){ .data = WAYBILL_REMOTE_DATA_PASSIVE });
  g_autoptr (GError) error = NULL;
  WaybillRemoteOutcome outcome;

  g_assert_false (ftp_rig_get (rig, "a", &outcome, &error));
  g_assert_cmpstr (ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_UNSUPPORTED)->verb, ==, "PASV");
  ftp_rig_finish (rig);
}

/* What one session learnt about EPSV, the next does not ask again. */
static void
test_epsv_is_learnt (void)
{
  g_autoptr (FtpRig) rig
      = open_rig_with (FTP_RIG_LOGIN ASKED ("a") "C: EPSV\nS: 522 no\nPASV\nC: RETR a\nS: 150 here\nDATA-TLS\n" FLOW, NULL);
  g_autoptr (FtpRig) next = NULL;
  WaybillRemoteTargetValues learnt = { 0 };

  get_well (rig);
  g_assert_cmpstr (rig->session->facts->data_way, ==, "PASV");
  learnt.learnt = rig->session->facts->learnt;
  g_assert_cmpint (learnt.learnt.traits[WAYBILL_REMOTE_TRAIT_EPSV], ==, WAYBILL_REMOTE_LEARNT_NO);
  ftp_rig_finish (rig);

  next = open_rig_with (FTP_RIG_LOGIN ASKED ("a") "PASV\nC: RETR a\nS: 150 here\nDATA-TLS\n" FLOW, &learnt);
  get_well (next);
  ftp_rig_finish (next);
}

/* A port that cannot be reached: the next try goes another way. */
static void
test_unreachable_port_changes_the_way (void)
{
  g_autoptr (FtpRig) rig = open_rig_with (FTP_RIG_LOGIN ASKED ("a") "C: EPSV\nS: 229 here (|||1|)\n" ASKED (
                                              "a") "PASV\nC: RETR a\nS: 150 here\nDATA-TLS\n" FLOW,
                                          NULL);
  g_autoptr (GError) error = NULL;
  WaybillRemoteOutcome outcome;

  g_assert_false (ftp_rig_get (rig, "a", &outcome, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_REFUSED);
  get_well (rig);
  ftp_rig_finish (rig);
}

/* Broken off in the middle. */

static gboolean
cancel_at_write (gpointer data, GError **error)
{
  FtpRig *rig = data;

  if (rig->got->len > 0)
    g_cancellable_cancel (rig->cancellable);
  return TRUE;
}

static void
get_and_cancel (FtpRig *rig)
{
  g_autoptr (GError) error = NULL;
  WaybillRemoteOutcome outcome;

  rig->session->terms.probe = cancel_at_write;
  rig->session->terms.probe_data = rig;
  g_assert_false (ftp_rig_get (rig, "a", &outcome, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_CANCELLED);
  g_assert_true (waybill_ftp_session_is_alive (rig->session));
  rig->session->terms.probe = NULL;
}

#define HALF ASKED ("a") "EPSV\nC: RETR a\nS: 150 here\nDATA-TLS\nDATA-SEND he\n"

/* Nearly all servers answer when the channel is closed. */
static void
test_cancelled_and_answered (void)
{
  g_autoptr (FtpRig) rig = open_rig_with (FTP_RIG_LOGIN HALF "DATA-STALL\nS: 426 closed\nC: NOOP\nS: 200 ok\n", NULL);
  g_autoptr (WaybillFtpReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  get_and_cancel (rig);
  g_assert_true (waybill_ftp_session_settle (rig->session, NULL, &error));
  g_assert_no_error (error);
  reply = waybill_ftp_pipe_command (rig->session->pipe, "NOOP", NULL, NULL, NULL);
  g_assert_cmpint (reply->code, ==, 200);
  ftp_rig_finish (rig);
}

/* One that does not is told ABOR, after a second; its two replies are taken away. */
static void
test_cancelled_and_aborted (void)
{
  g_autoptr (FtpRig) rig
      = open_rig_with (FTP_RIG_LOGIN HALF "C: ABOR\nC: NOOP\nS: 426 closed\nS: 226 aborted\nS: 200 ok\nC: NOOP\nS: 200 ok\n",
                       NULL);
  g_autoptr (WaybillFtpReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  get_and_cancel (rig);
  waybill_ftp_session_settle (rig->session, NULL, &error);
  g_assert_no_error (error);
  reply = waybill_ftp_pipe_command (rig->session->pipe, "NOOP", NULL, NULL, NULL);
  g_assert_cmpint (reply->code, ==, 200);
  ftp_rig_finish (rig);
}

/* As Pure-FTPd: a second 150 is all that is said of the transfer, and ABOR is answered once. Nobody waits for a reply that
 * never comes. */
static void
test_cancelled_and_never_answered (void)
{
  g_autoptr (FtpRig) rig = open_rig_with (
      FTP_RIG_LOGIN HALF
      "DATA-STALL\nS: 150 that was quick\nC: ABOR\nC: NOOP\nS: 226 aborted\nS: 200 ok\nC: NOOP\nS: 201 ok\n",
      NULL);
  gint64 begun = g_get_monotonic_time ();
  g_autoptr (WaybillFtpReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  get_and_cancel (rig);
  waybill_ftp_session_settle (rig->session, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, rig->silence);
  reply = waybill_ftp_pipe_command (rig->session->pipe, "NOOP", NULL, NULL, NULL);
  g_assert_cmpint (reply->code, ==, 201);
  ftp_rig_finish (rig);
}

/* As Pure-FTPd too: what comes while it looks for ABOR is thrown away, the NOOP with it; asked once more it goes on. */
static void
test_cancelled_and_swallowed (void)
{
  g_autoptr (FtpRig) rig = open_rig_with (FTP_RIG_LOGIN HALF "C: ABOR\nC: NOOP\nS: 426 closed\nS: 451 aborted\n"
                                                             "C: PWD\nS: 257 \"/\" here\nC: NOOP\nS: 201 ok\n",
                                          NULL);
  g_autoptr (WaybillFtpReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  get_and_cancel (rig);
  waybill_ftp_session_settle (rig->session, NULL, &error);
  g_assert_no_error (error);
  reply = waybill_ftp_pipe_command (rig->session->pipe, "NOOP", NULL, NULL, NULL);
  g_assert_cmpint (reply->code, ==, 201);
  ftp_rig_finish (rig);
}

static void
test_cancelled_and_deaf (void)
{
  g_autoptr (FtpRig) rig = open_rig_with (FTP_RIG_LOGIN HALF "C: ABOR\nSTALL\n", NULL);
  gint64 begun = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  get_and_cancel (rig);
  g_assert_false (waybill_ftp_session_settle (rig->session, NULL, &error));
  g_assert_false (waybill_ftp_session_is_alive (rig->session));
  g_assert_cmpint (g_get_monotonic_time () - begun, <, rig->silence);
  ftp_rig_finish (rig);
}

/* 226 that never comes: all bytes are here, and the error says so; half of them are not. */
static void
test_last_word_never_comes (void)
{
  g_autoptr (FtpRig) rig = open_rig_with (
      FTP_RIG_LOGIN ASKED ("a") "EPSV\nC: RETR a\nS: 150 here\nDATA-TLS\nDATA-SEND hello\nDATA-CLOSE\nSTALL\n", NULL);
  g_autoptr (FtpRig) half = open_rig_with (FTP_RIG_LOGIN HALF "DATA-CUT\nSTALL\n", NULL);
  g_autoptr (FtpRig) put
      = open_rig_with (FTP_RIG_LOGIN "EPSV\nC: STOR a\nS: 150 here\nDATA-TLS\nDATA-RECV\nDATA-CLOSE\nDROP\n", NULL);
  FtpRig *const rigs[] = { rig, half, put };
  static const gint64 sizes[] = { 5, -1, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (rigs); i++)
    {
      g_autoptr (GError) error = NULL;
      WaybillRemoteOutcome outcome;
      const WaybillRemoteErrorFacts *facts;

      rigs[i]->session->terms.silence = waybill_ftp_pipe_get_stream (rigs[i]->session->pipe)->terms.silence
          = G_USEC_PER_SEC / 2;
      g_test_message ("row %u", i);
      g_assert_false (i == 2 ? ftp_rig_put (rigs[i], "a", 1000, &outcome, &error)
                             : ftp_rig_get (rigs[i], "a", &outcome, &error));
      facts = ftp_rig_assert_kind (error, i == 2 ? WAYBILL_REMOTE_ERROR_LOST : WAYBILL_REMOTE_ERROR_TIMED_OUT);
      g_assert_cmpint (facts->phase, ==, WAYBILL_REMOTE_PHASE_DATA_END);
      g_assert_cmpint (facts->has_ended, ==, sizes[i] >= 0);
      if (sizes[i] >= 0)
        g_assert_cmpint (facts->ended_size, ==, sizes[i]);
      g_assert_false (waybill_ftp_session_is_alive (rigs[i]->session));
      ftp_rig_finish (rigs[i]);
    }
}

/* One is enough. */
static gboolean
stop_after_noop (gpointer data, GError **error)
{
  FtpRig *rig = data;

  if (rig->session != NULL && rig->begun > 0 && waybill_ftp_pipe_get_owed (rig->session->pipe) > 1)
    rig->session->keep_time = 0;
  return TRUE;
}

/* NOOP while data flows: answered at once by one server, after the transfer by another. */
static void
test_keep_alive_while_data_flows (void)
{
  static const char *const scripts[] = {
    FTP_RIG_LOGIN ASKED (
        "a") "EPSV\nC: RETR a\nS: 150 here\nDATA-TLS\nC: NOOP\nS: 200 ok\nDATA-SEND hello\nDATA-CLOSE\nS: 226 "
             "done\nC: NOOP\nS: 201 next\n",
    FTP_RIG_LOGIN ASKED (
        "a") "EPSV\nC: RETR a\nS: 150 here\nDATA-TLS\nC: NOOP\nDATA-SEND hello\nDATA-CLOSE\nS: 226 done\nS: 200 "
             "ok\nC: NOOP\nS: 201 next\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr (FtpRig) rig = open_rig_with (scripts[i], NULL);
      g_autoptr (WaybillFtpReply) reply = NULL;

      rig->terms.probe = stop_after_noop;
      rig->terms.probe_data = rig;
      waybill_ftp_pipe_get_stream (rig->session->pipe)->terms = rig->session->terms = rig->terms;
      rig->session->keep_time = 1;
      get_well (rig);
      reply = waybill_ftp_pipe_command (rig->session->pipe, "NOOP", NULL, NULL, NULL);
      g_assert_cmpint (reply->code, ==, 201);
      ftp_rig_finish (rig);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ftp/way/active-with-tls", test_active_with_tls);
  g_test_add_func ("/ftp/way/active-by-port", test_active_by_port);
  g_test_add_func ("/ftp/way/active-turns-strangers-away", test_active_turns_strangers_away);
  g_test_add_func ("/ftp/way/active-refused", test_active_refused);
  g_test_add_func ("/ftp/way/active-where-nothing-else-is-known", test_active_where_nothing_else_is_known);
  g_test_add_func ("/ftp/way/passive-alone", test_passive_alone);
  g_test_add_func ("/ftp/way/epsv-is-learnt", test_epsv_is_learnt);
  g_test_add_func ("/ftp/way/unreachable-port-changes-the-way", test_unreachable_port_changes_the_way);
  g_test_add_func ("/ftp/abort/cancelled-and-answered", test_cancelled_and_answered);
  g_test_add_func ("/ftp/abort/cancelled-and-aborted", test_cancelled_and_aborted);
  g_test_add_func ("/ftp/abort/cancelled-and-never-answered", test_cancelled_and_never_answered);
  g_test_add_func ("/ftp/abort/cancelled-and-swallowed", test_cancelled_and_swallowed);
  g_test_add_func ("/ftp/abort/cancelled-and-deaf", test_cancelled_and_deaf);
  g_test_add_func ("/ftp/way/last-word-never-comes", test_last_word_never_comes);
  g_test_add_func ("/ftp/way/keep-alive-while-data-flows", test_keep_alive_while_data_flows);
  return g_test_run ();
}
