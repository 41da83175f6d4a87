/* What goes with certificates: our chain as the server gets it, and what the server staples to its own. */
#include "cert-fixture.h"
#include "raw-server.h"

#include "base-clock.h"
#include "cert-issue.h"

#define DAY (24 * 60 * 60)

static GPtrArray *received; /* WaybillCertCertificate: what the server got */

static void
take_chain (RawServer *self, WaybillTlsRecord *record)
{
  guint n_certificates = 0;
  const gnutls_datum_t *certificates = gnutls_certificate_get_peers (record->session, &n_certificates);

  for (guint i = 0; i < n_certificates; i++)
    g_ptr_array_add (received, waybill_cert_certificate_new_from_der (certificates[i].data, certificates[i].size, NULL));
  gnutls_record_send (record->session, "hello", 5);
  raw_server_flush (self, record);
}

static WaybillCertIdentity *
issue (WaybillCertRole role, const char *name, WaybillCertIdentity *issuer)
{
  g_autoptr (GError) error = NULL;
  gint64 now = waybill_base_clock_now ();
  WaybillCertIdentity *identity = waybill_cert_issue (role, name, NULL, now - DAY, now + DAY, issuer, &error);

  g_assert_no_error (error);
  return identity;
}

/* Leaf, who signed it, who signed that; not the root, which the server has or does not believe (RFC 8446 §4.4.2). And though
 * the server names authorities that are not ours. */
static void
test_sent_chain (gconstpointer data)
{
  WaybillCertIdentity *root = waybill_test_identities_get_authority ();
  g_autoptr (WaybillCertIdentity) between = issue (WAYBILL_CERT_ROLE_AUTHORITY, "Between", root);
  g_autoptr (WaybillCertIdentity) leaf = issue (WAYBILL_CERT_ROLE_CLIENT, "Anna", between);
  g_autoptr (GPtrArray) mixed = g_ptr_array_new ();
  g_autoptr (WaybillCertIdentity) client = NULL;
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t other = waybill_cert_certificate_get_handle (
      waybill_cert_identity_get_certificate (waybill_test_identities_get_other_authority ()));
  g_auto (RawServer) server = { 0 };
  g_autoptr (WaybillTlsSession) session = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (mixed, waybill_cert_identity_get_certificate (leaf));
  g_ptr_array_add (mixed, waybill_cert_identity_get_certificate (between));
  g_ptr_array_add (mixed, waybill_cert_identity_get_certificate (root));
  g_assert_cmpint (gnutls_x509_privkey_init (&key), ==, 0);
  g_assert_cmpint (gnutls_x509_privkey_cpy (key, waybill_cert_identity_get_key (leaf)), ==, 0);
  client = waybill_cert_identity_new (mixed, key, &error);
  g_assert_no_error (error);

  received = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);
  raw_server_init (&server, NULL);
  server.priority = waybill_tls_policy_get_priority ((WaybillTlsVersions) GPOINTER_TO_INT (data));
  server.request = GNUTLS_CERT_REQUIRE;
  server.serve = take_chain;
  g_assert_cmpint (gnutls_certificate_set_x509_trust (server.credentials, &other, 1), >=, 0);
  session = raw_client_new (&server, &(WaybillTlsSessionOptions){ .identity = client }, NULL);
  waybill_tls_session_handshake (session, NULL, &error);
  g_assert_no_error (error);
  expect_hello (session);
  client_finish (session);
  raw_server_wait (&server);

  g_assert_cmpuint (received->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_true (waybill_cert_certificate_equal (received->pdata[i], mixed->pdata[i]));
  g_clear_pointer (&received, g_ptr_array_unref);
}

typedef struct
{
  const char *test;
  const char *server;
  const char *staple; /* (nullable) */
  guint reasons;
  guint remarks;
} Staple;

static const Staple staples[] = {
  { "good", "good", "good", 0, 0 },
  { "none", "good", NULL, 0, 0 },
  { "revoked", "revoked", "revoked", WAYBILL_CERT_REASON_REVOKED, 0 },
  { "by-a-stranger", "good", "good-stranger", 0, WAYBILL_CERT_STATUS_STAPLE_BAD },
  { "must-and-does", "muststaple", "muststaple", 0, 0 },
  { "must-and-does-not", "muststaple", NULL, WAYBILL_CERT_REASON_NO_STATUS, 0 },
};

static char *
dup_path (const char *name, const char *suffix)
{
  g_autofree char *file = g_strconcat (name, suffix, NULL);

  return g_build_filename (g_getenv ("WAYBILL_TEST_CERTS"), "server", file, NULL);
}

static void
staple (const Staple *row, WaybillTlsVersions versions)
{
  g_autofree char *chain = dup_path (row->server, "-chain.pem");
  g_autofree char *key = dup_path (row->server, ".key");
  g_autofree char *answer = row->staple != NULL ? dup_path (row->staple, ".ocsp") : NULL;
  g_autoptr (GPtrArray) authorities = fixture_chain ("ca/root.pem");
  g_autoptr (WaybillCertTrust) trust = waybill_cert_trust_new (FALSE, authorities, NULL, NULL);
  g_auto (RawServer) server = { 0 };
  g_autoptr (WaybillTlsSession) session = NULL;
  g_autoptr (GError) error = NULL;
  WaybillCertVerdict *verdict;

  raw_server_init (&server, NULL);
  server.priority = waybill_tls_policy_get_priority (versions);
  gnutls_certificate_free_keys (server.credentials);
  gnutls_certificate_set_flags (server.credentials, GNUTLS_CERTIFICATE_SKIP_OCSP_RESPONSE_CHECK);
  g_assert_cmpint (gnutls_certificate_set_x509_key_file (server.credentials, chain, key, GNUTLS_X509_FMT_PEM), >=, 0);
  if (answer != NULL)
    g_assert_cmpint (gnutls_certificate_set_ocsp_status_request_file (server.credentials, answer, 0), >=, 0);
  session = raw_client_new (&server, &(WaybillTlsSessionOptions){ .trust = trust }, NULL);
  g_assert_cmpint (waybill_tls_session_handshake (session, NULL, &error), ==, row->reasons == 0);
  verdict = waybill_tls_session_get_verdict (session);
  g_assert_nonnull (verdict);
  g_assert_cmphex (waybill_cert_verdict_get_reasons (verdict), ==, row->reasons);
  g_assert_cmphex (waybill_cert_verdict_get_remarks (verdict), ==, row->remarks);
  if (row->reasons == 0)
    client_finish (session);
  else
    g_assert_error (error, WAYBILL_TLS_ERROR, WAYBILL_TLS_ERROR_UNTRUSTED);
}

/* The first four bytes of its hello: an hour ahead, or chance that lies far off. */
static void
say_hello_with_time (RawServer *self, WaybillTlsRecord *record)
{
  guint8 bytes[32];
  const gnutls_datum_t random = { bytes, sizeof bytes };
  guint32 time = self->data != NULL ? G_MAXUINT32 : (guint32) (waybill_base_clock_now () + 3600);

  memset (bytes, 0x5a, sizeof bytes);
  for (guint i = 0; i < 4; i++)
    bytes[i] = (guint8) (time >> (24 - 8 * i));
  gnutls_handshake_set_random (record->session, &random);
}

/* A server of TLS 1.2 may tell the time in its hello, one of TLS 1.3 does not; what was known before is kept where it is
 * better. */
static void
test_clock (gconstpointer data)
{
  static const struct
  {
    WaybillTlsVersions versions;
    WaybillCertClockSource known, found;
    gboolean is_chance;
  } rows[] = {
    { WAYBILL_TLS_VERSIONS_ONLY_1_2, WAYBILL_CERT_CLOCK_SOURCE_NONE, WAYBILL_CERT_CLOCK_SOURCE_NONE, TRUE },
    { WAYBILL_TLS_VERSIONS_ONLY_1_2, WAYBILL_CERT_CLOCK_SOURCE_NONE, WAYBILL_CERT_CLOCK_SOURCE_HANDSHAKE },
    { WAYBILL_TLS_VERSIONS_ONLY_1_2, WAYBILL_CERT_CLOCK_SOURCE_LEARNT, WAYBILL_CERT_CLOCK_SOURCE_HANDSHAKE },
    { WAYBILL_TLS_VERSIONS_ONLY_1_2, WAYBILL_CERT_CLOCK_SOURCE_GREETING, WAYBILL_CERT_CLOCK_SOURCE_GREETING },
    { WAYBILL_TLS_VERSIONS_ONLY_1_3, WAYBILL_CERT_CLOCK_SOURCE_NONE, WAYBILL_CERT_CLOCK_SOURCE_NONE },
    { WAYBILL_TLS_VERSIONS_ONLY_1_3, WAYBILL_CERT_CLOCK_SOURCE_LEARNT, WAYBILL_CERT_CLOCK_SOURCE_LEARNT },
  };
  guint row = GPOINTER_TO_UINT (data);
  const WaybillCertClockReading known = { rows[row].known, 7200, 1 };
  g_autofree char *chain = dup_path ("expired", "-chain.pem");
  g_autofree char *key = dup_path ("expired", ".key");
  g_autoptr (GPtrArray) authorities = fixture_chain ("ca/root.pem");
  g_autoptr (WaybillCertTrust) trust = waybill_cert_trust_new (FALSE, authorities, NULL, NULL);
  g_auto (RawServer) server = { 0 };
  g_autoptr (WaybillTlsSession) session = NULL;
  g_autoptr (GError) error = NULL;
  const WaybillCertClockReading *found;

  raw_server_init (&server, NULL);
  server.priority = waybill_tls_policy_get_priority (rows[row].versions);
  server.prepare = say_hello_with_time;
  server.data = rows[row].is_chance ? "chance" : NULL;
  gnutls_certificate_free_keys (server.credentials);
  g_assert_cmpint (gnutls_certificate_set_x509_key_file (server.credentials, chain, key, GNUTLS_X509_FMT_PEM), >=, 0);
  session = raw_client_new (&server, &(WaybillTlsSessionOptions){ .trust = trust, .clock = &known }, NULL);
  g_assert_false (waybill_tls_session_handshake (session, NULL, &error));
  found = waybill_cert_verdict_get_clock (waybill_tls_session_get_verdict (session));
  g_assert_cmpint (found->source, ==, rows[row].found);
  if (found->source == WAYBILL_CERT_CLOCK_SOURCE_HANDSHAKE)
    g_assert_cmpint (ABS (found->ahead - 3600), <=, 120);
  else if (found->source != WAYBILL_CERT_CLOCK_SOURCE_NONE)
    g_assert_cmpint (found->ahead, ==, 7200);
}

static void
test_staple (gconstpointer data)
{
  staple (data, WAYBILL_TLS_VERSIONS_ONLY_1_2);
  staple (data, WAYBILL_TLS_VERSIONS_ONLY_1_3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/tls/chain/sent/1.2", GINT_TO_POINTER (WAYBILL_TLS_VERSIONS_ONLY_1_2), test_sent_chain);
  g_test_add_data_func ("/tls/chain/sent/1.3", GINT_TO_POINTER (WAYBILL_TLS_VERSIONS_ONLY_1_3), test_sent_chain);
  for (guint i = 0; i < G_N_ELEMENTS (staples); i++)
    {
      g_autofree char *path = g_strdup_printf ("/tls/chain/staple/%s", staples[i].test);

      g_test_add_data_func (path, &staples[i], test_staple);
    }
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *path = g_strdup_printf ("/tls/chain/clock/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_clock);
    }
  return g_test_run ();
}
