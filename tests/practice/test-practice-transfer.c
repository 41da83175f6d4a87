/* What moves over the practice partner's data channels. */
#include "practice-fixture.h"

#include "base-hash.h"
#include "practice-files.h"

#include <string.h>

static char *
hash_file (PracticeFixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *content = NULL;
  gsize length;

  if (!g_file_get_contents (path, &content, &length, NULL))
    return NULL;
  return waybill_base_hash_dup_hex (content, length);
}

static void
test_listings (PracticeFixture *fixture, gconstpointer data)
{
  g_autoptr (LineClient) client = practice_fixture_call_and_log_in (fixture);
  g_autofree char *root = practice_fixture_fetch_text (client, "MLSD");
  g_autofree char *names = practice_fixture_fetch_text (client, "NLST orders");
  g_autofree char *list = practice_fixture_fetch_text (client, "LIST -la");
  g_autofree char *empty = practice_fixture_fetch_text (client, "MLSD incoming");
  g_autofree char *facts = line_client_say (client, "MLST welcome.txt");

  g_assert_nonnull (strstr (root, "; welcome.txt\r\n"));
  g_assert_true (g_regex_match_simple ("^type=dir;modify=[0-9]{14};perm=cdeflmp; orders\r$", root, G_REGEX_MULTILINE, 0));
  g_assert_cmpstr (names, ==, "order-1001.edi\r\norder-1002.edi\r\n");
  g_assert_true (
      g_regex_match_simple ("^-rw-r--r-- 1 practice practice +[0-9]+ [A-Z][a-z]{2} +[0-9]+ [0-9:]+ welcome.txt\r$", list,
                            G_REGEX_MULTILINE, 0));
  g_assert_cmpstr (empty, ==, "");
  g_assert_true (g_regex_match_simple ("^ type=file;size=[0-9]+;modify=[0-9]{14};perm=adfrw; /welcome.txt$", facts,
                                       G_REGEX_MULTILINE, 0));
  line_client_expect (client, "250", "CWD orders");
  line_client_expect (client, "257 \"/orders\"", "PWD");
  line_client_expect (client, "250", "CDUP");
  line_client_expect (client, "550", "CWD welcome.txt");
  practice_fixture_expect_fetch (client, "MLSD welcome.txt", "501");
  practice_fixture_expect_fetch (client, "LIST nowhere", "550");
  g_assert_cmpuint (waybill_practice_server_get_n_resumed_data (fixture->server), ==, 4);
}

static void
test_download (PracticeFixture *fixture, gconstpointer data)
{
  static const char name[] = "invoices/2026-11/invoice-7001.pdf";
  g_autoptr (LineClient) client = practice_fixture_call_and_log_in (fixture);
  g_autofree char *reply = NULL;
  g_autoptr (GBytes) bytes = line_client_fetch (client, "RETR invoices/2026-11/invoice-7001.pdf", &reply);
  g_autofree char *expected = hash_file (fixture, name);
  g_autofree char *hash = waybill_base_hash_dup_hex (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *tail_reply = NULL;
  g_autoptr (GBytes) tail = NULL;
  g_autoptr (GBytes) expected_tail = g_bytes_new_from_bytes (bytes, 100000, g_bytes_get_size (bytes) - 100000);

  g_assert_true (g_str_has_prefix (reply, "226 "));
  g_assert_cmpstr (hash, ==, expected);
  line_client_expect (client, "213 163840", "SIZE invoices/2026-11/invoice-7001.pdf");
  line_client_expect (client, "213 2", "MDTM invoices/2026-11/invoice-7001.pdf");

  line_client_expect (client, "350", "REST 100000");
  tail = line_client_fetch (client, "RETR invoices/2026-11/invoice-7001.pdf", &tail_reply);
  g_assert_true (g_bytes_equal (tail, expected_tail));

  line_client_expect (client, "350", "REST 163841");
  practice_fixture_expect_fetch (client, "RETR invoices/2026-11/invoice-7001.pdf", "554");
  practice_fixture_expect_fetch (client, "RETR orders", "550");
  practice_fixture_expect_fetch (client, "RETR orders/none", "550");
}

static void
test_upload (PracticeFixture *fixture, gconstpointer data)
{
  g_autoptr (LineClient) client = practice_fixture_call_and_log_in (fixture);
  g_autofree char *content = g_malloc0 (300000);
  g_autoptr (GBytes) bytes = g_bytes_new (memset (content, 'w', 300000), 300000);
  g_autoptr (GBytes) more = g_bytes_new_static ("more", 4);
  g_autofree char *expected = waybill_base_hash_dup_hex (content, 300000);
  g_autofree char *expected_longer = NULL;
  g_autofree char *reply = line_client_store (client, "STOR incoming/big.bin", bytes);
  g_autofree char *hash = hash_file (fixture, "incoming/big.bin");
  g_autofree char *more_reply = NULL;
  g_autofree char *longer = NULL;
  g_autofree char *list = NULL;

  g_assert_true (g_str_has_prefix (reply, "226 "));
  g_assert_cmpstr (hash, ==, expected);

  line_client_expect (client, "350", "REST 299998");
  more_reply = line_client_store (client, "STOR incoming/big.bin", more);
  g_assert_true (g_str_has_prefix (more_reply, "226 "));
  longer = hash_file (fixture, "incoming/big.bin");
  content = g_realloc (content, 300002);
  memcpy (content + 299998, "more", 4);
  expected_longer = waybill_base_hash_dup_hex (content, 300002);
  g_assert_cmpstr (longer, ==, expected_longer);

  line_client_expect (client, "213", "MFMT 20200102030405 incoming/big.bin");
  line_client_expect (client, "213 20200102030405", "MDTM incoming/big.bin");
  line_client_expect (client, "350", "RNFR incoming/big.bin");
  line_client_expect (client, "250", "RNTO incoming/moved.bin");
  line_client_expect (client, "503", "RNTO incoming/again.bin");
  line_client_expect (client, "257 \"/incoming/new\"", "MKD incoming/new");
  line_client_expect (client, "550", "RMD incoming");
  line_client_expect (client, "250", "RMD incoming/new");
  line_client_expect (client, "250", "DELE incoming/moved.bin");
  list = practice_fixture_fetch_text (client, "NLST incoming");
  g_assert_cmpstr (list, ==, "");
}

static void
test_text_mode (PracticeFixture *fixture, gconstpointer data)
{
  g_autoptr (LineClient) client = practice_fixture_call_and_log_in (fixture);
  g_autoptr (GBytes) network = g_bytes_new_static ("a\r\nb\r\r\nc", 8);
  g_autofree char *reply = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "incoming/text", NULL);
  g_autofree char *content = NULL;
  g_autofree char *back = NULL;

  line_client_expect (client, "200", "TYPE A");
  reply = line_client_store (client, "STOR incoming/text", network);
  g_assert_true (g_str_has_prefix (reply, "226 "));
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "a\nb\r\nc");
  g_assert_true (g_file_set_contents (path, "x\ny\n", -1, NULL));
  back = practice_fixture_fetch_text (client, "RETR incoming/text");
  g_assert_cmpstr (back, ==, "x\r\ny\r\n");
  line_client_expect (client, "550", "SIZE incoming/text");
  line_client_expect (client, "504", "REST 1");
}

/* The client's end without close_notify may be anybody's: the file must not appear. */
static void
test_cut_upload (PracticeFixture *fixture, gconstpointer data)
{
  g_autoptr (LineClient) client = practice_fixture_call_and_log_in (fixture);
  g_autofree char *reply = NULL;
  g_autofree char *last = NULL;
  g_autofree char *list = NULL;
  WaybillTlsSession *upload = line_client_open_data (client, "STOR incoming/half", &reply);

  g_assert_nonnull (upload);
  g_assert_true (waybill_net_stream_write (waybill_tls_session_get_stream (upload), "half", 4, NULL, NULL));
  waybill_tls_session_free (upload);
  last = line_client_reply (client);
  g_assert_true (g_str_has_prefix (last, "426 "));
  list = practice_fixture_fetch_text (client, "NLST incoming");
  g_assert_cmpstr (list, ==, "");
}

static void
test_abort (PracticeFixture *fixture, gconstpointer data)
{
  g_autoptr (LineClient) client = practice_fixture_call_and_log_in (fixture);
  g_autofree char *reply = NULL;
  g_autofree char *broken = NULL;
  g_autofree char *aborted = NULL;
  g_autofree char *list = NULL;
  WaybillTlsSession *upload = line_client_open_data (client, "STOR incoming/half", &reply);

  g_assert_nonnull (upload);
  g_assert_true (waybill_net_stream_write (waybill_tls_session_get_stream (upload), "half", 4, NULL, NULL));
  line_client_send (client, "\377\364\377\362ABOR\r\n");
  broken = line_client_reply (client);
  aborted = line_client_reply (client);
  waybill_tls_session_free (upload);
  g_assert_true (g_str_has_prefix (broken, "426 "));
  g_assert_true (g_str_has_prefix (aborted, "226 "));
  list = practice_fixture_fetch_text (client, "NLST incoming");
  g_assert_cmpstr (list, ==, "");
}

static void
test_unresumed (PracticeFixture *fixture, gconstpointer data)
{
  g_autoptr (LineClient) client = practice_fixture_call_and_log_in (fixture);

  client->unresumed = TRUE;
  practice_fixture_expect_fetch (client, "RETR welcome.txt", "522");
  practice_fixture_expect_fetch (client, "MLSD", "522");
  g_assert_cmpuint (waybill_practice_server_get_n_resumed_data (fixture->server), ==, 0);
  client->unresumed = FALSE;
  practice_fixture_expect_fetch (client, "MLSD", "226");
  g_assert_cmpuint (waybill_practice_server_get_n_resumed_data (fixture->server), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, arrange, act)                                                                                             \
  g_test_add ("/practice/transfer/" name, PracticeFixture, NULL, arrange, act, practice_fixture_tear_down)
  ADD ("listings", practice_fixture_set_up, test_listings);
  ADD ("download", practice_fixture_set_up, test_download);
  ADD ("upload", practice_fixture_set_up, test_upload);
  ADD ("text-mode", practice_fixture_set_up, test_text_mode);
  ADD ("a-cut-upload-leaves-nothing", practice_fixture_set_up, test_cut_upload);
  ADD ("abort", practice_fixture_set_up, test_abort);
  ADD ("unresumed-data-is-refused", practice_fixture_set_up, test_unresumed);
  return g_test_run ();
}
