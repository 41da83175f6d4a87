/* A running practice partner in a folder of its own, and clients for it. */
#include "practice-fixture.h"

#include "base-file.h"
#include "practice-files.h"

static void
set_up_with (PracticeFixture *fixture, gboolean implicit, guint max_connections)
{
  const WaybillPracticeServerOptions options = { .implicit = implicit, .max_connections = max_connections };
  g_autoptr (GPtrArray) authorities = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("waybill-practice-XXXXXX", NULL);
  waybill_practice_files_make (fixture->folder, &error);
  g_assert_no_error (error);
  fixture->certificates = waybill_practice_certificates_new (&error);
  g_assert_no_error (error);
  g_ptr_array_add (authorities, waybill_practice_certificates_get_authority (fixture->certificates));
  fixture->trust = waybill_cert_trust_new (FALSE, authorities, NULL, &error);
  g_assert_no_error (error);
  fixture->server = waybill_practice_server_new (fixture->folder, fixture->certificates, &options, &error);
  g_assert_no_error (error);
  waybill_practice_server_start (fixture->server);
}

void
practice_fixture_set_up (PracticeFixture *fixture, gconstpointer data)
{
  set_up_with (fixture, FALSE, 0);
}

void
practice_fixture_set_up_implicit (PracticeFixture *fixture, gconstpointer data)
{
  set_up_with (fixture, TRUE, 0);
}

void
practice_fixture_set_up_small (PracticeFixture *fixture, gconstpointer data)
{
  set_up_with (fixture, FALSE, 1);
}

void
practice_fixture_tear_down (PracticeFixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->server, waybill_practice_server_free);
  waybill_cert_trust_unref (fixture->trust);
  waybill_practice_certificates_unref (fixture->certificates);
  g_assert_true (waybill_base_file_remove_tree (fixture->folder, NULL));
  g_free (fixture->folder);
}

LineClient *
practice_fixture_call (PracticeFixture *fixture)
{
  LineClient *client = line_client_new (waybill_practice_server_get_port (fixture->server),
                                        waybill_practice_certificates_get_client (fixture->certificates), fixture->trust);
  g_autofree char *greeting = line_client_reply (client);

  g_assert_true (g_str_has_prefix (greeting, "220 "));
  return client;
}

void
practice_fixture_log_in (PracticeFixture *fixture, LineClient *client)
{
  g_autofree char *user = waybill_practice_server_dup_user (fixture->server);
  g_autofree char *user_line = g_strconcat ("USER ", user, NULL);
  g_autofree char *pass_line = g_strconcat ("PASS ", waybill_practice_server_get_password (fixture->server), NULL);

  line_client_expect (client, "331", user_line);
  line_client_expect (client, "230", pass_line);
  line_client_expect (client, "200", "PBSZ 0");
  line_client_expect (client, "200", "PROT P");
  line_client_expect (client, "200", "TYPE I");
}

LineClient *
practice_fixture_call_and_log_in (PracticeFixture *fixture)
{
  LineClient *client = practice_fixture_call (fixture);
  g_autoptr (GError) error = NULL;

  line_client_expect (client, "234", "AUTH TLS");
  line_client_start_tls (client, &error);
  g_assert_no_error (error);
  practice_fixture_log_in (fixture, client);
  return client;
}

void
practice_fixture_expect_fetch (LineClient *client, const char *line, const char *code)
{
  g_autofree char *reply = NULL;
  g_autoptr (GBytes) bytes = line_client_fetch (client, line, &reply);

  if (reply == NULL || !g_str_has_prefix (reply, code))
    g_error ("%s: expected %s, got %s", line, code, reply);
}

char *
practice_fixture_fetch_text (LineClient *client, const char *line)
{
  g_autofree char *reply = NULL;
  g_autoptr (GBytes) bytes = line_client_fetch (client, line, &reply);

  g_assert_nonnull (bytes);
  g_assert_true (g_str_has_prefix (reply, "226 "));
  return g_strdup_printf ("%.*s", (int) g_bytes_get_size (bytes), (const char *) g_bytes_get_data (bytes, NULL) ?: "");
}
