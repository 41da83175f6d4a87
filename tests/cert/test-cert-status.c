/* Withdrawn certificates: revocation lists of the trust list, stapled answers of the server, and what becomes of both when
 * they are old, forged or about another certificate. And keys that are weak by choice. */

#include "cert-fixture.h"
#include "cert-verdict.h"

#include "base-clock.h"

#include <string.h>

#define DAY 86400
#define REVOKED WAYBILL_CERT_REASON_REVOKED
#define NO_STATUS WAYBILL_CERT_REASON_NO_STATUS
#define LIST_EXPIRED WAYBILL_CERT_STATUS_LIST_EXPIRED
#define LIST_FORGED WAYBILL_CERT_STATUS_LIST_FORGED
#define STAPLE_EXPIRED WAYBILL_CERT_STATUS_STAPLE_EXPIRED
#define STAPLE_BAD WAYBILL_CERT_STATUS_STAPLE_BAD

typedef struct
{
  const char *test;
  const char *server;
  const char *list;   /* (nullable) a file of a revocation list; "!" before it: its last byte changed */
  const char *staple; /* (nullable) likewise an OCSP response */
  int days;           /* after the factory made them */
  guint reasons;
  guint remarks;
} Case;

static const Case cases[] = {
  { "nothing-known", "revoked-chain", NULL, NULL, 0, 0, 0 },
  { "list/revoked", "revoked-chain", "ca/inter.crl.der", NULL, 0, REVOKED, 0 },
  { "list/pem", "revoked-chain", "ca/inter.crl.pem", NULL, 0, REVOKED, 0 },
  { "list/others-are-good", "good-chain", "ca/inter.crl.der", NULL, 0, 0, 0 },
  { "list/of-another-authority", "revoked-chain", "ca/root.crl.der", NULL, 0, 0, 0 },
  { "list/intermediate-revoked", "oldinter-chain", "ca/root.crl.der", NULL, 0, REVOKED | WAYBILL_CERT_REASON_EXPIRED, 0 },
  { "list/forged", "revoked-chain", "!ca/inter.crl.der", NULL, 0, 0, LIST_FORGED },
  { "list/expired", "good-chain", "ca/inter.crl.der", NULL, 31, 0, LIST_EXPIRED },
  { "list/of-the-past", "good-chain", "ca/inter-old.crl.der", NULL, 0, 0, LIST_EXPIRED },
  { "list/of-the-past-forged", "good-chain", "!ca/inter-old.crl.der", NULL, 0, 0, LIST_FORGED },
  { "list/expired-and-revoked", "revoked-chain", "ca/inter.crl.der", NULL, 31, REVOKED, LIST_EXPIRED },
  { "list/of-nobody-trusted", "hopeless", "ca/inter.crl.der", NULL, 0,
    WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY | WAYBILL_CERT_REASON_INCOMPLETE_CHAIN | WAYBILL_CERT_REASON_EXPIRED
        | WAYBILL_CERT_REASON_WRONG_NAME,
    0 },
  { "staple/good", "good-chain", NULL, "server/good.ocsp", 0, 0, 0 },
  { "staple/good-by-delegate", "good-chain", NULL, "server/good-delegated.ocsp", 0, 0, 0 },
  { "staple/by-a-stranger", "good-chain", NULL, "server/good-stranger.ocsp", 0, 0, STAPLE_BAD },
  { "staple/revoked", "revoked-chain", NULL, "server/revoked.ocsp", 0, REVOKED, 0 },
  { "staple/revoked-long-ago", "revoked-chain", NULL, "server/revoked.ocsp", 31, REVOKED, 0 },
  { "staple/of-another-certificate", "revoked-chain", NULL, "server/good.ocsp", 0, 0, STAPLE_BAD },
  { "staple/forged", "good-chain", NULL, "!server/good-delegated.ocsp", 0, 0, STAPLE_BAD },
  { "staple/forged-revoked", "revoked-chain", NULL, "!server/good-stranger.ocsp", 0, 0, STAPLE_BAD },
  { "staple/no-staple", "good-chain", NULL, "server/good.pem", 0, 0, STAPLE_BAD },
  { "staple/expired", "good-chain", NULL, "server/good.ocsp", 31, 0, STAPLE_EXPIRED },
  { "staple/from-the-future", "good-chain", NULL, "server/good.ocsp", -1, WAYBILL_CERT_REASON_NOT_YET_VALID,
    STAPLE_EXPIRED },
  { "staple/good-never-mends", "expired-chain", NULL, "server/good.ocsp", 0, WAYBILL_CERT_REASON_EXPIRED, STAPLE_BAD },
  { "staple/good-never-mends-the-list", "revoked-chain", "ca/inter.crl.der", "server/good.ocsp", 0, REVOKED, STAPLE_BAD },
  { "must-staple/good", "muststaple-chain", NULL, "server/muststaple.ocsp", 0, 0, 0 },
  { "must-staple/missing", "muststaple-chain", NULL, NULL, 0, NO_STATUS, 0 },
  { "must-staple/expired", "muststaple-chain", NULL, "server/muststaple.ocsp", 31, NO_STATUS, STAPLE_EXPIRED },
  { "must-staple/of-another", "muststaple-chain", NULL, "server/good.ocsp", 0, NO_STATUS, STAPLE_BAD },
};

static GBytes *
read_marked (const char *name)
{
  gboolean is_changed = *name == '!';
  g_autoptr (GBytes) content = fixture_read (is_changed ? name + 1 : name);
  gsize length;
  guint8 *copy;

  if (!is_changed)
    return g_steal_pointer (&content);
  length = g_bytes_get_size (content);
  copy = g_memdup2 (g_bytes_get_data (content, NULL), length);
  copy[length - 1] ^= 1;
  return g_bytes_new_take (copy, length);
}

static WaybillCertCrl *
read_crl (const char *name)
{
  g_autoptr (GBytes) content = read_marked (name);
  g_autoptr (GError) error = NULL;
  gsize length;
  gconstpointer data = g_bytes_get_data (content, &length);
  WaybillCertCrl *crl = waybill_cert_crl_new (data, length, &error);

  g_assert_no_error (error);
  return crl;
}

static WaybillCertTrust *
trust_root (const char *const *pins, const char *list)
{
  g_autoptr (GPtrArray) authorities = fixture_chain ("ca/root.pem");
  g_autoptr (GPtrArray) crls = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_crl_unref);
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillCertTrust) trust = waybill_cert_trust_new (FALSE, authorities, pins, &error);

  g_assert_no_error (error);
  if (list == NULL)
    return g_steal_pointer (&trust);
  g_ptr_array_add (crls, read_crl (list));
  return waybill_cert_trust_with_crls (trust, crls);
}

static WaybillCertVerdict *
judge (const char *server, WaybillCertTrust *trust, const char *staple, int days)
{
  g_autofree char *file = g_strdup_printf ("server/%s.pem", server);
  g_autoptr (GPtrArray) chain = fixture_chain (file);
  g_autoptr (GBytes) bytes = staple != NULL ? read_marked (staple) : NULL;
  g_autoptr (WaybillCertCrl) made = read_crl ("ca/inter.crl.der");
  gint64 now = waybill_cert_crl_get_this_update (made) + 60 + days * DAY;

  return waybill_cert_verdict_new_stapled (chain, bytes, trust, "localhost", now);
}

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_autoptr (WaybillCertTrust) trust = trust_root (NULL, row->list);
  g_autoptr (WaybillCertVerdict) verdict = judge (row->server, trust, row->staple, row->days);

  g_assert_cmphex (waybill_cert_verdict_get_reasons (verdict), ==, row->reasons);
  g_assert_cmphex (waybill_cert_verdict_get_remarks (verdict), ==, row->remarks);
  g_assert_cmpint (waybill_cert_verdict_is_accepted (verdict), ==, row->reasons == 0);
}

/* A pin trusts the leaf, not that it was withdrawn; an exception is the person's last word. */
static void
test_overrides (void)
{
  g_autoptr (WaybillCertCertificate) leaf = fixture_certificate ("server/revoked.pem");
  const char *pins[] = { waybill_cert_certificate_get_fingerprint (leaf), NULL };
  g_autoptr (WaybillCertTrust) pinned = trust_root (pins, "ca/inter.crl.der");
  g_autoptr (WaybillCertTrust) excepted = waybill_cert_trust_with_exception (pinned, pins[0]);
  g_autoptr (WaybillCertVerdict) by_list = judge ("revoked-chain", pinned, NULL, 0);
  g_autoptr (WaybillCertVerdict) by_both = judge ("revoked-chain", pinned, "server/revoked.ocsp", 0);
  g_autoptr (WaybillCertVerdict) by_person = judge ("revoked-chain", excepted, NULL, 0);

  g_assert_cmphex (waybill_cert_verdict_get_reasons (by_list), ==, REVOKED);
  g_assert_cmphex (waybill_cert_verdict_get_reasons (by_both), ==, REVOKED);
  g_assert_cmpint (waybill_cert_verdict_get_basis (by_person), ==, WAYBILL_CERT_BASIS_EXCEPTION);
}

static void
test_crl (void)
{
  g_autoptr (WaybillCertCrl) crl = read_crl ("ca/inter.crl.pem");
  g_autoptr (WaybillCertCrl) same = read_crl ("ca/inter.crl.der");
  g_autoptr (WaybillCertCertificate) inter = fixture_certificate ("ca/inter.pem");
  g_autoptr (WaybillCertCertificate) root = fixture_certificate ("ca/root.pem");
  g_autoptr (WaybillCertCertificate) good = fixture_certificate ("server/good.pem");
  g_autoptr (WaybillCertCertificate) revoked = fixture_certificate ("server/revoked.pem");

  g_assert_true (g_bytes_equal (waybill_cert_crl_get_der (crl), waybill_cert_crl_get_der (same)));
  g_assert_cmpuint (waybill_cert_crl_get_n_revoked (crl), ==, 1);
  g_assert_cmpint (waybill_cert_crl_get_next_update (crl) - waybill_cert_crl_get_this_update (crl), ==, 30 * DAY);
  g_assert_true (waybill_cert_crl_is_of (crl, inter));
  g_assert_true (waybill_cert_crl_is_signed_by (crl, inter));
  g_assert_false (waybill_cert_crl_is_of (crl, root));
  g_assert_false (waybill_cert_crl_is_signed_by (crl, root));
  g_assert_true (waybill_cert_crl_has (crl, revoked));
  g_assert_false (waybill_cert_crl_has (crl, good));
}

static void
test_no_crl (void)
{
  static const char *const files[] = { "server/good.pem", "ca/root.der.cer", "client/garbage.pfx" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) content = fixture_read (files[i]);
      gsize length;
      gconstpointer data = g_bytes_get_data (content, &length);

      g_assert_null (waybill_cert_crl_new (data, length, &error));
      g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE);
      g_clear_error (&error);
    }
  g_assert_null (waybill_cert_crl_new ("", 0, NULL));
  g_assert_null (waybill_cert_crl_new ("0", WAYBILL_CERT_CRL_MAX_BYTES + 1, NULL));
}

/* Weak by choice: 1024 bits and SHA-1 pass, and nothing else does because of it. */
static void
test_weak (void)
{
  static const struct
  {
    const char *server;
    guint reasons;
  } rows[] = { { "weak-chain", 0 },
               { "sha1-chain", 0 },
               { "good-chain", 0 },
               { "expired-chain", WAYBILL_CERT_REASON_EXPIRED },
               { "wronghost-chain", WAYBILL_CERT_REASON_WRONG_NAME } };
  g_autoptr (WaybillCertTrust) strong = trust_root (NULL, NULL);
  g_autoptr (WaybillCertTrust) weak = waybill_cert_trust_with_weak (strong);
  g_autoptr (WaybillCertTrust) again = waybill_cert_trust_with_exception (weak, "not a fingerprint");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WaybillCertVerdict) verdict = judge (rows[i].server, weak, NULL, 0);
      g_autoptr (WaybillCertVerdict) kept = judge (rows[i].server, again, NULL, 0);

      g_assert_cmphex (waybill_cert_verdict_get_reasons (verdict), ==, rows[i].reasons);
      g_assert_cmphex (waybill_cert_verdict_get_reasons (kept), ==, rows[i].reasons);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cert/status/%s", cases[i].test);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/cert/status/pin-and-exception", test_overrides);
  g_test_add_func ("/cert/status/crl", test_crl);
  g_test_add_func ("/cert/status/no-crl", test_no_crl);
  g_test_add_func ("/cert/status/weak-by-choice", test_weak);
  return g_test_run ();
}
