/* Each reason to refuse a server's certificate, alone and together, and what overrides it. */

#include "cert-fixture.h"
#include "cert-verdict.h"

#include "base-clock.h"

#define UNKNOWN WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY
#define SELF WAYBILL_CERT_REASON_SELF_SIGNED
#define INCOMPLETE WAYBILL_CERT_REASON_INCOMPLETE_CHAIN
#define NAME WAYBILL_CERT_REASON_WRONG_NAME
#define EXPIRED WAYBILL_CERT_REASON_EXPIRED
#define EARLY WAYBILL_CERT_REASON_NOT_YET_VALID
#define WEAK WAYBILL_CERT_REASON_WEAK
#define PURPOSE WAYBILL_CERT_REASON_WRONG_PURPOSE
#define CONSTRAINED WAYBILL_CERT_REASON_NAME_CONSTRAINTS
#define DEPTH WAYBILL_CERT_REASON_PATH_LENGTH

typedef struct
{
  const char *test;
  const char *server;    /* file of its chain */
  const char *authority; /* ticked; NULL for none */
  const char *name;
  guint reasons;
} Case;

static const Case cases[] = {
  { "good", "good-chain", "root", "localhost", 0 },
  { "good-upper-case", "good-chain", "root", "LOCALHOST", 0 },
  { "good-trailing-dot", "good-chain", "root", "localhost.", 0 },
  { "good-ipv4", "good-chain", "root", "127.0.0.1", 0 },
  { "good-ipv6", "good-chain", "root", "::1", 0 },
  { "good-ipv6-in-brackets", "good-chain", "root", "[::1]", 0 },
  { "good-ec", "good-ec-chain", "root", "localhost", 0 },
  { "good-with-intermediate-ticked", "good-chain", "inter", "localhost", 0 },
  { "good-without-chain-intermediate-ticked", "nochain", "inter", "localhost", 0 },
  { "no-usage", "nousage-chain", "root", "localhost", 0 },
  { "wildcard", "wildcard-chain", "root", "ftp.lab.test", 0 },
  { "wildcard-two-labels", "wildcard-chain", "root", "a.b.lab.test", NAME },
  { "wildcard-no-label", "wildcard-chain", "root", "lab.test", NAME },
  { "ticked-self-signed", "selfsigned", "../server/selfsigned", "localhost", 0 },
  { "ticked-self-signed-authority", "selfsigned-ca", "../server/selfsigned-ca", "localhost", 0 },
  { "expired", "expired-chain", "root", "localhost", EXPIRED },
  { "not-yet", "notyet-chain", "root", "localhost", EARLY },
  { "expired-intermediate", "oldinter-chain", "root", "localhost", EXPIRED },
  { "expired-intermediate-ticked", "oldinter-chain", "oldinter", "localhost", EXPIRED },
  { "wrong-name", "wronghost-chain", "root", "localhost", NAME },
  { "wrong-address", "good-chain", "root", "127.0.0.2", NAME },
  { "common-name-alone", "cnonly-chain", "root", "localhost", NAME },
  { "lone-star", "star-chain", "root", "localhost", NAME },
  { "address-as-dns-name", "ipname-chain", "root", "127.0.0.1", NAME },
  { "nul-in-name", "nulname-chain", "root", "localhost", NAME },
  { "empty-name", "good-chain", "root", "", NAME },
  { "weak-key", "weak-chain", "root", "localhost", WEAK },
  { "weak-signature", "sha1-chain", "root", "localhost", WEAK },
  { "weak-and-unknown", "weak-chain", "unknown", "localhost", WEAK | UNKNOWN },
  { "wrong-purpose", "purpose-chain", "root", "localhost", PURPOSE },
  { "unknown", "good-chain", "unknown", "localhost", UNKNOWN },
  { "incomplete", "nochain", "root", "localhost", UNKNOWN | INCOMPLETE },
  { "self-signed", "selfsigned", "root", "localhost", UNKNOWN | SELF },
  { "self-signed-authority", "selfsigned-ca", "root", "localhost", UNKNOWN | SELF },
  { "everything", "hopeless", "root", "localhost", UNKNOWN | INCOMPLETE | EXPIRED | NAME },
  { "expired-and-wrong-name", "expired-chain", "root", "elsewhere.test", EXPIRED | NAME },
  { "name-constraints", "constrained-chain", "root", "localhost", CONSTRAINED },
  { "name-constraints-of-who-is-ticked", "constrained-chain", "constrained", "localhost", CONSTRAINED },
  { "name-constraints-and-wrong-name", "constrained-chain", "root", "elsewhere.test", CONSTRAINED | NAME },
  { "name-constraints-kept", "permitted-chain", "root", "ftp.lab.test", 0 },
  { "name-constraints-of-who-is-higher", "astray-chain", "root", "localhost", CONSTRAINED },
  { "name-constraints-of-who-is-higher-kept", "below-chain", "root", "ftp.lab.test", 0 },
  { "path-length", "deep-chain", "root", "localhost", DEPTH },
  { "path-length-of-who-is-ticked", "deep-chain", "inter", "localhost", DEPTH },
  { "path-length-ends-at-who-is-ticked", "deep-chain", "deep", "localhost", 0 },
  { "nobody-trusted", "good-chain", NULL, "localhost", UNKNOWN | WAYBILL_CERT_REASON_NOBODY_TRUSTED },
};

static GPtrArray *
server_chain (const char *server)
{
  g_autofree char *file = g_strdup_printf ("server/%s.pem", server);

  return fixture_chain (file);
}

static WaybillCertTrust *
trust_authority (const char *authority)
{
  g_autofree char *file = g_strdup_printf ("ca/%s.pem", authority);
  g_autoptr (GPtrArray) authorities = authority != NULL ? fixture_chain (file) : NULL;
  g_autoptr (GError) error = NULL;
  WaybillCertTrust *trust = waybill_cert_trust_new (FALSE, authorities, NULL, &error);

  g_assert_no_error (error);
  return trust;
}

static WaybillCertVerdict *
judge_now (const char *server, WaybillCertTrust *trust, const char *name)
{
  g_autoptr (GPtrArray) chain = server_chain (server);

  return waybill_cert_verdict_new (chain, trust, name, waybill_base_clock_now ());
}

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_autoptr (WaybillCertTrust) trust = trust_authority (row->authority);
  g_autoptr (WaybillCertVerdict) verdict = judge_now (row->server, trust, row->name);

  g_assert_cmphex (waybill_cert_verdict_get_reasons (verdict), ==, row->reasons);
  g_assert_cmpint (waybill_cert_verdict_is_accepted (verdict), ==, row->reasons == 0);
  g_assert_cmpint (waybill_cert_verdict_get_basis (verdict), ==,
                   row->reasons == 0 ? WAYBILL_CERT_BASIS_AUTHORITY : WAYBILL_CERT_BASIS_NONE);
}

static void
test_anchor_is_told (void)
{
  g_autoptr (WaybillCertTrust) trust = trust_authority ("root");
  g_autoptr (WaybillCertCertificate) root = fixture_certificate ("ca/root.pem");
  g_autoptr (WaybillCertVerdict) verdict = judge_now ("good-chain", trust, "localhost");

  g_assert_true (waybill_cert_certificate_equal (waybill_cert_verdict_get_anchor (verdict), root));
  g_assert_cmpstr (waybill_cert_certificate_get_name (waybill_cert_verdict_get_leaf (verdict)), ==, "localhost");
  g_assert_cmpstr (waybill_cert_verdict_get_name (verdict), ==, "localhost");
}

static void
test_clock (void)
{
  g_autoptr (WaybillCertTrust) trust = trust_authority ("root");
  g_autoptr (GPtrArray) chain = server_chain ("good-chain");
  gint64 start = waybill_cert_certificate_get_not_before (chain->pdata[0]);
  gint64 end = waybill_cert_certificate_get_not_after (chain->pdata[0]);
  g_autoptr (WaybillCertVerdict) early = waybill_cert_verdict_new (chain, trust, "localhost", start - 864000);
  g_autoptr (WaybillCertVerdict) last = waybill_cert_verdict_new (chain, trust, "localhost", end + 864000);

  g_assert_cmphex (waybill_cert_verdict_get_reasons (early), ==, EARLY);
  g_assert_cmphex (waybill_cert_verdict_get_reasons (last), ==, EXPIRED);
  g_assert_cmpint (waybill_cert_verdict_get_time (last), ==, end + 864000);
}

static void
test_chain_in_any_order (void)
{
  g_autoptr (WaybillCertTrust) trust = trust_authority ("root");
  g_autoptr (GPtrArray) chain = server_chain ("good");
  g_autoptr (WaybillCertVerdict) verdict = NULL;

  g_ptr_array_add (chain, fixture_certificate ("ca/unknown.pem"));
  g_ptr_array_add (chain, fixture_certificate ("ca/root.pem"));
  g_ptr_array_add (chain, fixture_certificate ("ca/inter.pem"));
  verdict = waybill_cert_verdict_new (chain, trust, "localhost", waybill_base_clock_now ());
  g_assert_cmphex (waybill_cert_verdict_get_reasons (verdict), ==, 0);
}

/* The same certificate with one bit of its signature turned. */
static void
test_bad_signature (void)
{
  g_autoptr (WaybillCertTrust) trust = trust_authority ("inter");
  g_autoptr (GPtrArray) chain = server_chain ("good-ec");
  GBytes *der = waybill_cert_certificate_get_der (chain->pdata[0]);
  gsize length = g_bytes_get_size (der);
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (der, NULL), length);
  g_autoptr (WaybillCertVerdict) verdict = NULL;

  bytes[length - 1] ^= 1;
  g_ptr_array_set_size (chain, 0);
  g_ptr_array_add (chain, waybill_cert_certificate_new_from_der (bytes, length, NULL));
  g_assert_nonnull (chain->pdata[0]);
  verdict = waybill_cert_verdict_new (chain, trust, "localhost", waybill_base_clock_now ());
  g_assert_cmphex (waybill_cert_verdict_get_reasons (verdict) & WAYBILL_CERT_REASON_BAD_SIGNATURE, !=, 0);
}

static void
test_no_certificate (void)
{
  g_autoptr (WaybillCertTrust) trust = trust_authority ("root");
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (WaybillCertVerdict) verdict = waybill_cert_verdict_new (chain, trust, "localhost", 0);

  g_assert_cmphex (waybill_cert_verdict_get_reasons (verdict), ==, WAYBILL_CERT_REASON_NO_CERTIFICATE);
  g_assert_null (waybill_cert_verdict_get_leaf (verdict));
}

typedef struct
{
  const char *test;
  const char *server;
  guint reasons;
} Pin;

static const Pin pins[] = {
  { "unknown", "good", 0 },
  { "self-signed", "selfsigned", 0 },
  { "wrong-name", "wronghost", 0 },
  { "expired-stays-refused", "expired", EXPIRED },
  { "weak-stays-refused", "weak", WEAK },
  { "wrong-purpose-stays-refused", "purpose", PURPOSE },
  { "expired-intermediate-does-not-matter", "oldinter-chain", 0 },
  { "limits-of-authorities-do-not-matter", "constrained-chain", 0 },
};

static void
test_pin (gconstpointer data)
{
  const Pin *pin = data;
  g_autoptr (GPtrArray) chain = server_chain (pin->server);
  g_autofree char *upper = g_ascii_strup (waybill_cert_certificate_get_fingerprint (chain->pdata[0]), -1);
  g_autofree char *colons = g_strdup_printf ("%.2s:%s", upper, upper + 2);
  const char *const list[] = { colons, NULL };
  g_autoptr (WaybillCertTrust) trust = waybill_cert_trust_new (FALSE, NULL, list, NULL);
  g_autoptr (WaybillCertVerdict) verdict = judge_now (pin->server, trust, "localhost");

  g_assert_false (waybill_cert_trust_is_empty (trust));
  g_assert_cmphex (waybill_cert_verdict_get_reasons (verdict), ==, pin->reasons);
  g_assert_cmpint (waybill_cert_verdict_get_basis (verdict), ==,
                   pin->reasons == 0 ? WAYBILL_CERT_BASIS_PIN : WAYBILL_CERT_BASIS_NONE);
}

/* Renewed, or a stranger who took its name: the name of the ticked one does not speak for another key. */
static void
test_namesake (void)
{
  static const struct
  {
    const char *server, *ticked;
    guint reasons;
    gboolean has_namesake;
  } rows[] = {
    { "nextca-chain", "root", UNKNOWN, TRUE },   { "good-chain", "nextroot", UNKNOWN, TRUE },
    { "good-chain", "unknown", UNKNOWN, FALSE }, { "nextca-chain", "nextroot", 0, FALSE },
    { "good-chain", "root", 0, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WaybillCertTrust) trust = trust_authority (rows[i].ticked);
      g_autoptr (WaybillCertVerdict) verdict = judge_now (rows[i].server, trust, "localhost");
      g_autoptr (WaybillCertVerdict) again
          = waybill_cert_verdict_new_again (verdict, trust, "localhost", waybill_base_clock_now ());

      g_assert_cmphex (waybill_cert_verdict_get_reasons (verdict), ==, rows[i].reasons);
      g_assert_cmpint (waybill_cert_verdict_has_namesake (verdict), ==, rows[i].has_namesake);
      g_assert_cmpint (waybill_cert_verdict_has_namesake (again), ==, rows[i].has_namesake);
    }
}

static void
test_pin_is_for_one_leaf (void)
{
  g_autoptr (GPtrArray) chain = server_chain ("good");
  const char *const list[] = { waybill_cert_certificate_get_fingerprint (chain->pdata[0]), NULL };
  g_autoptr (WaybillCertTrust) trust = waybill_cert_trust_new (FALSE, NULL, list, NULL);
  g_autoptr (WaybillCertVerdict) verdict = judge_now ("renewed-chain", trust, "localhost");

  g_assert_cmphex (waybill_cert_verdict_get_reasons (verdict), ==, UNKNOWN);
}

static void
test_bad_pin (void)
{
  const char *const list[] = { "abc", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (waybill_cert_trust_new (FALSE, NULL, list, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_FAILED);
}

static void
test_exception (void)
{
  g_autoptr (WaybillCertTrust) trust = trust_authority (NULL);
  g_autoptr (GPtrArray) chain = server_chain ("hopeless");
  g_autoptr (WaybillCertTrust) once
      = waybill_cert_trust_with_exception (trust, waybill_cert_certificate_get_fingerprint (chain->pdata[0]));
  g_autoptr (WaybillCertTrust) twice = waybill_cert_trust_with_exception (once, "nonsense");
  g_autoptr (WaybillCertVerdict) accepted = judge_now ("hopeless", twice, "localhost");
  g_autoptr (WaybillCertVerdict) other = judge_now ("expired", twice, "localhost");

  g_assert_true (waybill_cert_verdict_is_accepted (accepted));
  g_assert_cmpint (waybill_cert_verdict_get_basis (accepted), ==, WAYBILL_CERT_BASIS_EXCEPTION);
  g_assert_false (waybill_cert_verdict_is_accepted (other));
  g_assert_true (waybill_cert_trust_is_empty (trust));
  g_assert_false (waybill_cert_trust_is_empty (once));
}

/* A staple tells how late it is at least; nothing of it changes what is accepted. */
static void
test_with_clock (void)
{
  g_autoptr (WaybillCertTrust) trust = trust_authority ("root");
  g_autoptr (GPtrArray) chain = server_chain ("good-chain");
  g_autoptr (GBytes) staple = fixture_read ("server/good.ocsp");
  gint64 start = waybill_cert_certificate_get_not_before (chain->pdata[0]);
  const WaybillCertClockReading none = { WAYBILL_CERT_CLOCK_SOURCE_NONE, 0, 0 };
  const WaybillCertClockReading greeting = { WAYBILL_CERT_CLOCK_SOURCE_GREETING, 7200, start };
  g_autoptr (WaybillCertVerdict) bare = waybill_cert_verdict_new_stapled (chain, staple, trust, "localhost", start - 3600);
  g_autoptr (WaybillCertVerdict) stapled = waybill_cert_verdict_with_clock (bare, &none, FALSE);
  g_autoptr (WaybillCertVerdict) told = waybill_cert_verdict_with_clock (bare, &greeting, TRUE);
  g_autoptr (WaybillCertVerdict) again = waybill_cert_verdict_new_again (told, trust, "elsewhere.test", start - 3600);
  WaybillCertClockFinding finding;

  g_assert_cmpint (waybill_cert_verdict_get_clock (bare)->source, ==, WAYBILL_CERT_CLOCK_SOURCE_NONE);
  g_assert_cmphex (waybill_cert_verdict_get_reasons (stapled), ==, waybill_cert_verdict_get_reasons (bare));
  g_assert_cmpint (waybill_cert_verdict_get_clock (stapled)->source, ==, WAYBILL_CERT_CLOCK_SOURCE_STATUS);
  g_assert_true (waybill_cert_verdict_judge_clock (stapled, chain->pdata[0], 0, &finding));
  g_assert_cmpint (finding.blame, ==, WAYBILL_CERT_CLOCK_COMPUTER);
  g_assert_true (finding.at_least);

  g_assert_true (waybill_cert_verdict_judge_clock (told, chain->pdata[0], 0, &finding));
  g_assert_cmpint (finding.blame, ==, WAYBILL_CERT_CLOCK_SERVER);
  g_assert_cmpint (waybill_cert_verdict_get_clock (again)->ahead, ==, 7200);
  g_assert_cmphex (waybill_cert_verdict_get_reasons (again) & (NAME | EARLY), ==, NAME | EARLY);
}

static void
test_again_under_another_list (void)
{
  g_autoptr (WaybillCertTrust) nobody = trust_authority (NULL);
  g_autoptr (WaybillCertTrust) root = trust_authority ("root");
  g_autoptr (WaybillCertVerdict) refused = judge_now ("good-chain", nobody, "localhost");
  g_autoptr (WaybillCertVerdict) accepted
      = waybill_cert_verdict_new_again (refused, root, "localhost", waybill_base_clock_now ());

  g_assert_false (waybill_cert_verdict_is_accepted (refused));
  g_assert_true (waybill_cert_verdict_is_accepted (accepted));
}

static void
test_system (void)
{
  g_autoptr (WaybillCertTrust) trust = waybill_cert_trust_new (TRUE, NULL, NULL, NULL);
  g_autoptr (WaybillCertVerdict) verdict = NULL;

  g_assert_nonnull (trust);
  if (waybill_cert_trust_get_n_system (trust) == 0)
    {
      g_test_skip ("this system has no authorities");
      return;
    }
  g_assert_false (waybill_cert_trust_is_empty (trust));
  verdict = judge_now ("good-chain", trust, "localhost");
  g_assert_cmphex (waybill_cert_verdict_get_reasons (verdict), ==, UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cert/verdict/%s", cases[i].test);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (pins); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cert/verdict/pin/%s", pins[i].test);
      g_test_add_data_func (path, &pins[i], test_pin);
    }
  g_test_add_func ("/cert/verdict/anchor-is-told", test_anchor_is_told);
  g_test_add_func ("/cert/verdict/times-follow-the-clock-given", test_clock);
  g_test_add_func ("/cert/verdict/chain-in-any-order", test_chain_in_any_order);
  g_test_add_func ("/cert/verdict/bad-signature", test_bad_signature);
  g_test_add_func ("/cert/verdict/no-certificate", test_no_certificate);
  g_test_add_func ("/cert/verdict/name-of-a-ticked-one", test_namesake);
  g_test_add_func ("/cert/verdict/pin/is-for-one-leaf", test_pin_is_for_one_leaf);
  g_test_add_func ("/cert/trust/bad-pin-refused", test_bad_pin);
  g_test_add_func ("/cert/verdict/exception-overrides-all", test_exception);
  g_test_add_func ("/cert/verdict/with-clock", test_with_clock);
  g_test_add_func ("/cert/verdict/again-under-another-list", test_again_under_another_list);
  g_test_add_func ("/cert/verdict/system-does-not-know-the-lab", test_system);
  return g_test_run ();
}
