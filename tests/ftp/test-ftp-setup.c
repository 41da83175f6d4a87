/* What is agreed around the login, by the partner's choice and by what was learnt, as the peer sees it on the wire. */
#include "ftp-rig.h"

#include <string.h>

#define BEGIN "S: 220 ready\nC: AUTH TLS\nS: 234 go\nTLS\n"
#define LOGIN "C: USER anna\nS: 331 password\nC: PASS s3cret-word\nS: 230 in\n"
#define FEAT(lines) "C: FEAT\nS: 211-Features\n" lines "S: 211 End\n"
#define UTF8 "C: OPTS UTF8 ON\nS: 200 ok\n"
#define REST "C: TYPE I\nS: 200 ok\nC: PWD\nS: 257 \"/home\" here\nC: SYST\nS: 215 OS/400 is the remote operating system\n"
#define PROTECT "C: PBSZ 0\nS: 200 ok\nC: PROT P\nS: 200 ok\n"
#define LIST "EPSV\nC: MLSD\nS: 150 here\nDATA-TLS\nDATA-SEND type=file;size=1; a\\r\\n\nDATA-CLOSE\nS: 226 done\n"
#define MLST "S:  MLST type*;size*;modify*;\n"

static gboolean
open_rig (FtpRig *rig, const WaybillRemoteTargetValues *more, GError **error)
{
  gboolean opened;

  rig->more = *more;
  opened = ftp_rig_open (rig, error);
  return opened;
}

static FtpRig *
open_well (const char *script, const WaybillRemoteTargetValues *more)
{
  FtpRig *rig = ftp_rig_new (script);
  g_autoptr (GError) error = NULL;

  if (!open_rig (rig, more, &error))
    ftp_rig_finish (rig);
  g_assert_no_error (error);
  return rig;
}

/* HOST goes out before USER, and only where FEAT lists it. */
static void
test_virtual_host (void)
{
  const WaybillRemoteTargetValues more = { .virtual_host = "ftp.example.com" };
  g_autoptr (FtpRig) rig
      = open_well (BEGIN FEAT ("S:  HOST\n") "C: HOST ftp.example.com\nS: 220 yours\n" LOGIN FEAT (MLST) UTF8 REST PROTECT,
                   &more);
  g_autoptr (FtpRig) unknown = open_well (BEGIN "C: FEAT\nS: 530 log in first\n" LOGIN FEAT (MLST) UTF8 REST PROTECT, &more);
  g_autoptr (FtpRig) refused = ftp_rig_new (BEGIN FEAT ("S:  HOST\n") "C: HOST ftp.example.com\nS: 504 not here\n");
  g_autoptr (GError) error = NULL;

  ftp_rig_finish (rig);
  ftp_rig_finish (unknown);
  g_assert_false (open_rig (refused, &more, &error));
  g_assert_cmpstr (ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_UNSUPPORTED)->verb, ==, "HOST");
  ftp_rig_finish (refused);
  g_assert_null (strstr (waybill_test_peer_get_secret_text (refused->peer), "anna"));
}

static void
test_client_is_told_by_choice (void)
{
  g_autoptr (FtpRig) rig = open_well (BEGIN LOGIN FEAT (MLST) "C: CLNT Waybill\nS: 500 what\n" UTF8 REST PROTECT,
                                      &(WaybillRemoteTargetValues){ .client = "Waybill" });

  g_assert_cmpstr (rig->session->facts->system_reply, ==, "OS/400 is the remote operating system");
  g_assert_cmpint (rig->session->facts->learnt.traits[WAYBILL_REMOTE_TRAIT_UTF8], ==, WAYBILL_REMOTE_LEARNT_YES);
  ftp_rig_finish (rig);
}

/* Refused once, or names in another charset: OPTS UTF8 is not said. */
static void
test_utf8_is_learnt (void)
{
  g_autoptr (FtpRig) rig
      = open_well (BEGIN LOGIN FEAT (MLST) "C: OPTS UTF8 ON\nS: 501 no\n" REST PROTECT, &(WaybillRemoteTargetValues){ 0 });
  g_autoptr (FtpRig) next = NULL, latin = NULL;
  WaybillRemoteTargetValues learnt = { 0 };

  learnt.learnt = rig->session->facts->learnt;
  g_assert_cmpint (learnt.learnt.traits[WAYBILL_REMOTE_TRAIT_UTF8], ==, WAYBILL_REMOTE_LEARNT_NO);
  ftp_rig_finish (rig);
  next = open_well (BEGIN LOGIN FEAT (MLST) REST PROTECT, &learnt);
  ftp_rig_finish (next);

  latin = ftp_rig_new (BEGIN LOGIN FEAT (MLST) REST PROTECT);
  latin->charset = "ISO-8859-1";
  g_assert_true (ftp_rig_open (latin, NULL));
  ftp_rig_finish (latin);
}

/* Of the facts that listings need, those without a star are asked for; the others stay. */
static void
test_missing_facts_are_asked_for (void)
{
  g_autoptr (FtpRig) rig = open_well (BEGIN LOGIN FEAT ("S:  MLST type*;size;modify;perm*;unique;UNIX.mode*;\n")
                                          UTF8 REST PROTECT "C: OPTS MLST type;size;modify;perm;UNIX.mode;\nS: 200 ok\n",
                                      &(WaybillRemoteTargetValues){ 0 });

  ftp_rig_finish (rig);
}

static void
test_login_commands (void)
{
  static const char *const commands[] = { "SITE NAMEFMT 1", "-SITE LISTFMT 1", NULL };
  static const char *const forbidden[] = { "PROT C", NULL };
  g_autoptr (FtpRig) rig = open_well (FTP_RIG_LOGIN "C: SITE NAMEFMT 1\nS: 250 ok\nC: SITE LISTFMT 1\nS: 501 what\n",
                                      &(WaybillRemoteTargetValues){ .login_commands = commands });
  g_autoptr (FtpRig) refused = ftp_rig_new (FTP_RIG_LOGIN "C: SITE NAMEFMT 1\nS: 501 what is this\n");
  g_autoptr (FtpRig) unsent = ftp_rig_new (FTP_RIG_LOGIN);
  g_autoptr (GError) error = NULL;
  const WaybillRemoteErrorFacts *facts;

  ftp_rig_finish (rig);
  g_assert_false (open_rig (refused, &(WaybillRemoteTargetValues){ .login_commands = commands }, &error));
  facts = ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_FAILED);
  g_assert_cmpint (facts->phase, ==, WAYBILL_REMOTE_PHASE_SETUP);
  g_assert_cmpint (facts->reply_code, ==, 501);
  g_assert_cmpstr (facts->reply_text, ==, "what is this");
  ftp_rig_finish (refused);
  g_clear_error (&error);
  g_assert_false (open_rig (unsent, &(WaybillRemoteTargetValues){ .login_commands = forbidden }, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_UNSUPPORTED);
  ftp_rig_finish (unsent);
}

static void
list_one (FtpRig *rig)
{
  g_autoptr (WaybillRemoteListing) listing = waybill_remote_listing_new ();
  g_autoptr (GError) error = NULL;

  if (!waybill_ftp_list_read (rig->session, NULL, listing, NULL, &error))
    ftp_rig_finish (rig);
  g_assert_no_error (error);
  g_assert_cmpint (waybill_remote_listing_get_length (listing), ==, 1);
}

/* Commands in clear, data resumed from the session that TLS was. */
static void
test_control_in_clear (void)
{
  const WaybillRemoteTargetValues more = { .clear_control = TRUE };
  g_autoptr (FtpRig) rig = open_well (FTP_RIG_LOGIN "C: CCC\nS: 200 clear now\nTLS-END\n" LIST, &more);
  g_autoptr (FtpRig) kept = open_well (FTP_RIG_LOGIN "C: CCC\nS: 534 never\n" LIST, &more);

  g_assert_true (rig->session->facts->control_cleared);
  list_one (rig);
  ftp_rig_finish (rig);
  g_assert_nonnull (strstr (waybill_test_peer_get_clear_text (rig->peer), "MLSD"));
  g_assert_null (strstr (waybill_test_peer_get_clear_text (rig->peer), "s3cret-word"));
  g_assert_cmpint (waybill_test_peer_get_n_resumed (rig->peer), ==, 1);

  g_assert_true (kept->session->facts->control_kept);
  g_assert_false (kept->session->facts->control_cleared);
  list_one (kept);
  ftp_rig_finish (kept);
  g_assert_null (strstr (waybill_test_peer_get_clear_text (kept->peer), "MLSD"));
}

/* A server that goes on in TLS although it said yes, and one that says something in between, are left. */
static void
test_control_not_ended_in_order (void)
{
  g_autoptr (FtpRig) rig = ftp_rig_new (FTP_RIG_LOGIN "C: CCC\nS: 200 clear now\nS: 200 really\nSTALL\n");
  g_autoptr (GError) error = NULL;

  g_assert_false (open_rig (rig, &(WaybillRemoteTargetValues){ .clear_control = TRUE }, &error));
  g_assert_cmpint (waybill_remote_error_get_facts (error)->phase, ==, WAYBILL_REMOTE_PHASE_SETUP);
  ftp_rig_finish (rig);
}

/* PROT C by choice alone; refused, data stays protected. */
static void
test_data_in_clear (void)
{
  const WaybillRemoteTargetValues more = { .clear_data = TRUE };
  g_autoptr (FtpRig) rig
      = open_well (BEGIN LOGIN FEAT (MLST) UTF8 REST
                   "C: PBSZ 0\nS: 200 ok\nC: PROT C\nS: 200 ok\n"
                   "EPSV\nC: MLSD\nS: 150 here\nDATA-CLEAR\nDATA-SEND type=file; a\\r\\n\nDATA-CLOSE\nS: 226 done\n",
                   &more);
  g_autoptr (FtpRig) refused = open_well (BEGIN LOGIN FEAT (MLST) UTF8 REST "C: PBSZ 0\nS: 200 ok\nC: PROT C\nS: 534 no\n"
                                                                            "C: PROT P\nS: 200 ok\n" LIST,
                                          &more);

  list_one (rig);
  ftp_rig_finish (rig);
  list_one (refused);
  ftp_rig_finish (refused);
}

/* MLSD refused although it is named: LIST, and the next session begins with it. */
static void
test_mlsd_is_learnt (void)
{
  static const char lines[] = "EPSV\nC: LIST\nS: 150 here\nDATA-TLS\nDATA-SEND -rw-r--r-- 1 a b 1 Jan  2  2020 a\\r\\n\n"
                              "DATA-CLOSE\nS: 226 done\n";
  g_autofree char *first = g_strconcat (FTP_RIG_LOGIN "EPSV\nC: MLSD\nS: 502 no\n", lines, NULL);
  g_autofree char *second = g_strconcat (FTP_RIG_LOGIN, lines, NULL);
  g_autoptr (FtpRig) rig = open_well (first, &(WaybillRemoteTargetValues){ 0 });
  g_autoptr (FtpRig) next = NULL;
  WaybillRemoteTargetValues learnt = { 0 };

  list_one (rig);
  learnt.learnt = rig->session->facts->learnt;
  g_assert_cmpint (learnt.learnt.traits[WAYBILL_REMOTE_TRAIT_MLSD], ==, WAYBILL_REMOTE_LEARNT_NO);
  ftp_rig_finish (rig);
  next = open_well (second, &learnt);
  list_one (next);
  ftp_rig_finish (next);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ftp/setup/virtual-host", test_virtual_host);
  g_test_add_func ("/ftp/setup/client-is-told-by-choice", test_client_is_told_by_choice);
  g_test_add_func ("/ftp/setup/utf8-is-learnt", test_utf8_is_learnt);
  g_test_add_func ("/ftp/setup/missing-facts-are-asked-for", test_missing_facts_are_asked_for);
  g_test_add_func ("/ftp/setup/login-commands", test_login_commands);
  g_test_add_func ("/ftp/setup/control-in-clear", test_control_in_clear);
  g_test_add_func ("/ftp/setup/control-not-ended-in-order", test_control_not_ended_in_order);
  g_test_add_func ("/ftp/setup/data-in-clear", test_data_in_clear);
  g_test_add_func ("/ftp/setup/mlsd-is-learnt", test_mlsd_is_learnt);
  return g_test_run ();
}
