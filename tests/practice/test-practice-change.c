/* The practice partner and our own engine: folders made, names changed, files and folders removed, and the refusals. */
#include "practice-fixture.h"

#include "ftp-change.h"
#include "ftp-login.h"
#include "remote-error.h"

static WaybillFtpSession *
open_session (PracticeFixture *fixture)
{
  g_autofree char *user = waybill_practice_server_dup_user (fixture->server);
  const WaybillRemoteTargetValues values = {
    .host = "127.0.0.1",
    .port = waybill_practice_server_get_port (fixture->server),
    .server_name = "localhost",
    .user = user,
    .password = waybill_practice_server_get_password (fixture->server),
    .identity = waybill_practice_certificates_get_client (fixture->certificates),
    .trust = fixture->trust,
    .silence = 5 * G_USEC_PER_SEC,
  };
  g_autoptr (WaybillRemoteTarget) target = waybill_remote_target_new (&values);
  WaybillFtpSession *session = waybill_ftp_session_new (target, NULL, NULL);
  g_autoptr (GError) error = NULL;

  waybill_ftp_login_open (session, NULL, &error);
  g_assert_no_error (error);
  return session;
}

static gboolean
is_there (PracticeFixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_changes (PracticeFixture *fixture, gconstpointer data)
{
  WaybillFtpSession *session = open_session (fixture);
  g_autoptr (GError) error = NULL;

  waybill_ftp_change_make_folder (session, "neu ü", NULL, &error);
  g_assert_no_error (error);
  waybill_ftp_change_rename (session, "welcome.txt", "neu ü/hello.txt", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (is_there (fixture, "neu ü/hello.txt"));
  g_assert_false (is_there (fixture, "welcome.txt"));
  waybill_ftp_change_remove (session, "neu ü/hello.txt", FALSE, NULL, &error);
  g_assert_no_error (error);
  waybill_ftp_change_remove (session, "neu ü", TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (is_there (fixture, "neu ü"));
  waybill_ftp_session_close (session);
}

static void
assert_refused (gboolean well, GError **error, WaybillRemoteError kind)
{
  g_assert_false (well);
  g_assert_error (*error, WAYBILL_REMOTE_ERROR, (int) kind);
  g_clear_error (error);
}

static void
test_refusals (PracticeFixture *fixture, gconstpointer data)
{
  WaybillFtpSession *session = open_session (fixture);
  g_autoptr (GError) error = NULL;

  assert_refused (waybill_ftp_change_make_folder (session, "orders", NULL, &error), &error, WAYBILL_REMOTE_ERROR_EXISTS);
  assert_refused (waybill_ftp_change_make_folder (session, "none/new", NULL, &error), &error,
                  WAYBILL_REMOTE_ERROR_NOT_FOUND);
  assert_refused (waybill_ftp_change_rename (session, "welcome.txt", "orders", NULL, &error), &error,
                  WAYBILL_REMOTE_ERROR_EXISTS);
  assert_refused (waybill_ftp_change_rename (session, "none", "new", NULL, &error), &error, WAYBILL_REMOTE_ERROR_NOT_FOUND);
  assert_refused (waybill_ftp_change_remove (session, "none", FALSE, NULL, &error), &error, WAYBILL_REMOTE_ERROR_NOT_FOUND);
  assert_refused (waybill_ftp_change_remove (session, "orders", TRUE, NULL, &error), &error, WAYBILL_REMOTE_ERROR_FAILED);
  assert_refused (waybill_ftp_change_remove (session, "orders", FALSE, NULL, &error), &error, WAYBILL_REMOTE_ERROR_FAILED);
  g_assert_true (is_there (fixture, "orders"));
  g_assert_true (is_there (fixture, "welcome.txt"));
  waybill_ftp_session_close (session);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/practice/change/all", PracticeFixture, NULL, practice_fixture_set_up, test_changes,
              practice_fixture_tear_down);
  g_test_add ("/practice/change/refusals", PracticeFixture, NULL, practice_fixture_set_up, test_refusals,
              practice_fixture_tear_down);
  return g_test_run ();
}
