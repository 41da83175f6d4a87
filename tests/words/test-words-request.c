/* Getting a certificate in words: what was found, what waits, and the letter that goes to the partner. */
#include "words-request.h"

#include "words-assert.h"
#include "words-fixture.h"

#include "base-clock.h"
#include "cert-issue.h"

#include <locale.h>
#include <string.h>

#define DAY 86400

static void
expect (char *text, const char *expected)
{
  g_autofree char *owned = text;

  g_assert_cmpstr (owned, ==, expected);
}

static WaybillCertCertificate *
certificate_for (int first_day, int last_day)
{
  return words_fixture_certificate ("anna", NULL, FALSE, WORDS_FIXTURE_NOW + first_day * DAY,
                                    WORDS_FIXTURE_NOW + last_day * DAY);
}

static void
expect_fit (WaybillCertRole role, int first_day, int last_day, const char *expected)
{
  static const char *const names[] = { "anna.example", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillCertIdentity) made = waybill_cert_issue (role, "anna", names, WORDS_FIXTURE_NOW + first_day * DAY,
                                                             WORDS_FIXTURE_NOW + last_day * DAY, NULL, &error);

  g_assert_no_error (error);
  expect (waybill_words_request_fit (waybill_cert_identity_get_certificate (made)), expected);
}

static void
test_fit (void)
{
  waybill_base_clock_set_now (WORDS_FIXTURE_NOW);
  expect_fit (WAYBILL_CERT_ROLE_CLIENT, -1, 366, "Good for logging in, until 23 November 2027");
  expect_fit (WAYBILL_CERT_ROLE_CLIENT, 2, 9, "Good for logging in, but not before 24 November");
  expect_fit (WAYBILL_CERT_ROLE_CLIENT, -9, -3, "It ran out 3 days ago");
  expect_fit (WAYBILL_CERT_ROLE_SERVER, -1, 366, "It was not made for logging in");
}

static void
test_hits (void)
{
  g_autoptr (WaybillCertCertificate) over = certificate_for (-9, -3);
  WaybillCertHit hit = { .name = (char *) "a\n.pfx", .folder = (char *) "/home/kim/Mail", .certificate = over };

  waybill_base_clock_set_now (WORDS_FIXTURE_NOW);
  hit.kind = WAYBILL_CERT_HIT_IDENTITY;
  expect (waybill_words_request_hit (&hit), "It ran out 3 days ago · issued by anna\na\\x0a.pfx in /home/kim/Mail");
  hit.kind = WAYBILL_CERT_HIT_ANSWER;
  expect (waybill_words_request_hit (&hit),
          "The answer to a request of yours, issued by anna\na\\x0a.pfx in /home/kim/Mail");
  hit.certificate = NULL;
  for (guint kind = 0; kind < WAYBILL_CERT_N_HIT_KINDS; kind++)
    if (kind == WAYBILL_CERT_HIT_LOCKED || kind == WAYBILL_CERT_HIT_BROWSER)
      {
        g_autofree char *text = NULL;

        hit.kind = kind;
        text = waybill_words_request_hit (&hit);
        words_assert_text (text);
        g_assert_true (g_str_has_suffix (text, "\nIn /home/kim/Mail"));
      }
}

static void
test_searched (void)
{
  WaybillCertSearch search = { .n_files = 0 };

  expect (waybill_words_request_searched (&search), "No file was found.");
  search.n_files = 1;
  expect (waybill_words_request_searched (&search), "1 file was looked at.");
  search.n_files = 1204;
  search.n_unreadable = 2;
  expect (waybill_words_request_searched (&search), "1204 files were looked at. 2 are not open to you.");
  search.n_unreadable = 0;
  search.is_deep = TRUE;
  expect (waybill_words_request_searched (&search),
          "1204 files were looked at. Folders far below were left out: choose them by themselves.");
  for (guint end = WAYBILL_CERT_SEARCH_END_DONE; end <= WAYBILL_CERT_SEARCH_END_CANCELLED; end++)
    {
      g_autofree char *text = NULL;

      search.end = end;
      text = waybill_words_request_searched (&search);
      words_assert_text (text);
    }
}

static void
test_folder (void)
{
  g_autofree char *below = g_build_filename (g_get_home_dir (), "Letters", NULL);
  g_autofree char *beside = g_strconcat (g_get_home_dir (), "2", NULL);

  expect (waybill_words_request_folder (g_get_home_dir ()), "~");
  expect (waybill_words_request_folder (below), "~/Letters");
  expect (waybill_words_request_folder (beside), beside);
  expect (waybill_words_request_folder ("/srv/a\nb"), "/srv/a\\x0ab");
}

static void
test_none (void)
{
  expect (waybill_words_request_none ("Harbour Foods"), "None of these is good for Harbour Foods");
  expect (waybill_words_request_none (NULL), "None of these can log you in");
}

static void
test_waiting (void)
{
  WaybillCertWaiting waiting = { .made = WORDS_FIXTURE_NOW - 20 * DAY, .key_kind = WAYBILL_CERT_KEY_KIND_EC256 };

  waybill_base_clock_set_now (WORDS_FIXTURE_NOW);
  expect (waybill_words_request_waiting (&waiting), "Made 2 November · Elliptic curve, P-256");
  expect (waybill_words_request_answer (&waiting), "Your certificate: the answer to your request of 2 November");
  expect (waybill_words_request_stranger (3), "This certificate belongs to none of your 3 waiting keys.");
  expect (waybill_words_request_stranger (1), "This certificate does not belong to the key that waits.");
}

static void
test_locked (void)
{
  g_autoptr (WaybillWords) words = waybill_words_request_locked ();

  words_assert (words);
}

/* What Windows, a server or a shell would stumble over. */
static void
test_file_names (void)
{
  static const char *const rows[][2] = {
    { "Harbour Foods", "Harbour Foods.csr" },
    { "../../etc/passwd", "etc-passwd.csr" },
    { "a:b*c?d\"e<f>g|h\\i", "a-b-c-d-e-f-g-h-i.csr" },
    { ".hidden. ", "hidden.csr" },
    { "Mjölnir", "Mjölnir.csr" },
    { "...", "certificate.csr" },
    { "", "certificate.csr" },
    { "-rf", "rf.csr" },
  };
  g_autofree char *endless = g_strnfill (500, 'x');
  g_autofree char *cut = waybill_words_request_file_name (endless, ".cer");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    expect (waybill_words_request_file_name (rows[i][0], ".csr"), rows[i][1]);
  g_assert_cmpuint (strlen (cut), ==, 68);
}

/* Neither a name nor the request can put an address or a header into the letter. */
static void
test_mail (void)
{
  g_autofree char *uri = waybill_words_request_mail ("CN=anna&to=evil@example.com", "-----BEGIN\nA+B/C=\n-----END\n", TRUE);
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED_QUERY, NULL);
  g_autoptr (GHashTable) parts = NULL;

  g_assert_nonnull (parsed);
  g_assert_cmpstr (g_uri_get_scheme (parsed), ==, "mailto");
  g_assert_cmpstr (g_uri_get_path (parsed), ==, "");
  parts = g_uri_parse_params (g_uri_get_query (parsed), -1, "&", G_URI_PARAMS_NONE, NULL);
  g_assert_cmpuint (g_hash_table_size (parts), ==, 2);
  g_assert_cmpstr (g_hash_table_lookup (parts, "subject"), ==, "Certificate request for CN=anna&to=evil@example.com");
  g_assert_nonnull (strstr (g_hash_table_lookup (parts, "body"), "-----BEGIN\r\nA+B/C=\r\n-----END\r\n"));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/request/fit", test_fit);
  g_test_add_func ("/words/request/hits", test_hits);
  g_test_add_func ("/words/request/searched", test_searched);
  g_test_add_func ("/words/request/folder", test_folder);
  g_test_add_func ("/words/request/none", test_none);
  g_test_add_func ("/words/request/waiting", test_waiting);
  g_test_add_func ("/words/request/locked", test_locked);
  g_test_add_func ("/words/request/file-names", test_file_names);
  g_test_add_func ("/words/request/mail", test_mail);
  return g_test_run ();
}
