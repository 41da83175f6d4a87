/* Which button mends what: the table, row by row. */

#include "ui-check-remedy.h"

#include "cert-issue.h"

#include <string.h>

#define DAY (24 * 60 * 60)
#define NOW ((gint64) 1767225600)

#define K(kind) WAYBILL_REMOTE_ERROR_##kind
#define P(phase) WAYBILL_REMOTE_PHASE_##phase
#define R(remedy) WAYBILL_UI_CHECK_REMEDY_##remedy
#define FTPS WAYBILL_REMOTE_PROTOCOL_FTPS
#define IMPLICIT WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT
#define BOTH (WAYBILL_WORDS_OFFER_AUTHORITY | WAYBILL_WORDS_OFFER_CERTIFICATE)
#define CLEAR WAYBILL_REMOTE_PROTOCOL_FTP

static const struct
{
  int kind, phase;
  WaybillRemoteProtocol protocol;
  gboolean has_user;
  guint offers;
  WaybillUiCheckRemedy remedy, quiet;
} rows[] = {
  { K (HOST_NOT_FOUND), P (NAME), FTPS, TRUE, 0, R (HOST), R (AGAIN) },
  { K (PROXY), P (REACH), FTPS, TRUE, 0, R (NETWORK), R (AGAIN) },
  { K (PROXY_LOGIN), P (REACH), CLEAR, TRUE, 0, R (NETWORK), R (AGAIN) },
  { K (PROXY_REFUSED), P (REACH), FTPS, TRUE, 0, R (NETWORK), R (AGAIN) },
  { K (PROXY_REFUSED), P (DATA_OPEN), FTPS, TRUE, 0, R (AGAIN), R (NETWORK) },
  { K (PROXY_NO_WAY), P (REACH), FTPS, TRUE, 0, R (HOST), R (NETWORK) },
  { K (PROXY_NO_WAY), P (DATA_OPEN), FTPS, TRUE, 0, R (AGAIN), R (NETWORK) },
  { K (PROXY_ACTIVE), P (DATA_OPEN), FTPS, TRUE, 0, R (NETWORK), R (NONE) },
  { K (CHARSET), P (SETUP), FTPS, TRUE, 0, R (FOLDER), R (NETWORK) },
  { K (CHARSET), P (LOGIN), FTPS, TRUE, 0, R (NETWORK), R (AGAIN) },
  { K (REFUSED), P (REACH), FTPS, TRUE, 0, R (HOST), R (AGAIN) },
  { K (TIMED_OUT), P (REACH), CLEAR, TRUE, 0, R (HOST), R (AGAIN) },
  { K (REFUSED), P (DATA_OPEN), FTPS, TRUE, 0, R (AGAIN), R (NONE) },
  { K (TIMED_OUT), P (GREETING), FTPS, TRUE, 0, R (IMPLICIT), R (AGAIN) },
  { K (TIMED_OUT), P (GREETING), IMPLICIT, TRUE, 0, R (AGAIN), R (NONE) },
  { K (TIMED_OUT), P (GREETING), CLEAR, TRUE, 0, R (AGAIN), R (NONE) },
  { K (LOST), P (GREETING), FTPS, TRUE, 0, R (IMPLICIT), R (AGAIN) },
  { K (NO_ENCRYPTION), P (ENCRYPTION), FTPS, TRUE, 0, R (IMPLICIT), R (AGAIN) },
  { K (NO_ENCRYPTION), P (SETUP), FTPS, TRUE, 0, R (AGAIN), R (NONE) },
  { K (PLAIN_TEXT), P (HANDSHAKE), IMPLICIT, TRUE, 0, R (EXPLICIT), R (AGAIN) },
  { K (PLAIN_TEXT), P (HANDSHAKE), FTPS, TRUE, 0, R (IMPLICIT), R (AGAIN) },
  { K (PLAIN_TEXT), P (DATA_OPEN), IMPLICIT, TRUE, 0, R (AGAIN), R (NONE) },
  { K (TIMED_OUT), P (HANDSHAKE), IMPLICIT, TRUE, 0, R (EXPLICIT), R (AGAIN) },
  { K (LOST), P (HANDSHAKE), FTPS, TRUE, 0, R (AGAIN), R (NONE) },
  { K (UNTRUSTED), P (HANDSHAKE), FTPS, TRUE, BOTH, R (TRUST), R (TRUST_LIST) },
  { K (UNTRUSTED), P (HANDSHAKE), FTPS, TRUE, WAYBILL_WORDS_OFFER_CERTIFICATE, R (TRUST_ONE), R (TRUST_LIST) },
  { K (UNTRUSTED), P (HANDSHAKE), FTPS, TRUE, 0, R (TRUST_LIST), R (AGAIN) },
  { K (UNTRUSTED), P (DATA_OPEN), FTPS, TRUE, BOTH, R (AGAIN), R (NONE) },
  { K (CERTIFICATE_WANTED), P (LOGIN), FTPS, TRUE, 0, R (CERTIFICATE), R (AGAIN) },
  { K (CERTIFICATE_REFUSED), P (HANDSHAKE), IMPLICIT, TRUE, 0, R (CERTIFICATE), R (AGAIN) },
  { K (LOGIN), P (LOGIN), FTPS, TRUE, 0, R (PASSWORD), R (LOGIN) },
  { K (LOGIN), P (LOGIN), CLEAR, FALSE, 0, R (LOGIN), R (AGAIN) },
  { K (CANCELLED), P (HANDSHAKE), FTPS, TRUE, BOTH, R (NONE), R (NONE) },
  { K (DATA), P (DATA_OPEN), FTPS, TRUE, 0, R (AGAIN), R (NONE) },
  { K (BUSY), P (GREETING), FTPS, TRUE, 0, R (AGAIN), R (NONE) },
  { K (NOT_FOUND), P (SETUP), FTPS, TRUE, 0, R (FOLDER), R (AGAIN) },
  { K (DENIED), P (SETUP), CLEAR, TRUE, 0, R (FOLDER), R (AGAIN) },
  { K (DENIED), P (DATA_END), FTPS, TRUE, 0, R (AGAIN), R (NONE) },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const WaybillRemoteErrorFacts facts = { .phase = rows[i].phase, .alert = -1 };
      const WaybillUiCheckCase about = { rows[i].protocol, rows[i].has_user, rows[i].offers };
      g_autoptr (GError) error = waybill_remote_error_new (rows[i].kind, &facts, "x");
      WaybillUiCheckRemedy quiet = WAYBILL_UI_CHECK_N_REMEDIES;
      WaybillUiCheckRemedy remedy = waybill_ui_check_remedy_get (error, &about, &quiet);

      if (remedy != rows[i].remedy || quiet != rows[i].quiet)
        g_error ("row %u: %d and %d", i, remedy, quiet);
    }
}

/* A kind of error that nobody thought of here is found out: whoever adds one says which button mends it, or that none does.
 */
static const int needs_nothing[] = { K (FAILED),       K (BUSY),         K (TLS),         K (LOCAL),       K (NO_SPACE),
                                     K (LOCAL_EXISTS), K (EXISTS),       K (REMOTE_FULL), K (NOT_RESUMED), K (TRUNCATED),
                                     K (UNSAFE),       K (HASH_DIFFERS), K (UNVERIFIED),  K (UNSUPPORTED), K (DATA) };

static gboolean
is_mended_somewhere (int kind)
{
  for (int phase = 0; phase < WAYBILL_REMOTE_N_PHASES; phase++)
    for (guint protocol = 0; protocol < 2; protocol++)
      {
        const WaybillRemoteErrorFacts facts = { .phase = phase, .alert = -1 };
        const WaybillUiCheckCase about = { protocol == 0 ? FTPS : IMPLICIT, TRUE, BOTH };
        g_autoptr (GError) error = waybill_remote_error_new (kind, &facts, "x");
        WaybillUiCheckRemedy quiet;

        if (waybill_ui_check_remedy_get (error, &about, &quiet) != R (AGAIN))
          return TRUE;
      }
  return FALSE;
}

static void
test_every_kind (void)
{
  for (int kind = 0; kind < WAYBILL_REMOTE_N_ERRORS; kind++)
    {
      gboolean is_known = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (needs_nothing); i++)
        is_known = is_known || needs_nothing[i] == kind;
      if (is_mended_somewhere (kind) == is_known)
        g_error ("%s", waybill_remote_error_get_kind_name (kind));
    }
}

static void
expect (GQuark domain, int code, WaybillUiCheckRemedy expected)
{
  const WaybillUiCheckCase about = { FTPS, TRUE, BOTH };
  g_autoptr (GError) error = g_error_new_literal (domain, code, "x");
  WaybillUiCheckRemedy quiet;

  g_assert_cmpint (waybill_ui_check_remedy_get (error, &about, &quiet), ==, expected);
}

static void
test_before_the_first_step (void)
{
  expect (WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_VALUE, R (HOST));
  expect (WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_CERTIFICATE_MISSING, R (CERTIFICATE));
  expect (WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_SECRET_LOGIN, R (PASSWORD));
  expect (WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_SECRET_CERTIFICATE, R (UNLOCK));
  expect (WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_PROXY, R (NETWORK));
  expect (WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_STORE, R (AGAIN));
  expect (G_IO_ERROR, G_IO_ERROR_CANCELLED, R (NONE));
  expect (G_IO_ERROR, G_IO_ERROR_FAILED, R (AGAIN));
}

static WaybillUiCheckRemedy
get_for_days (int days)
{
  const char *const names[] = { "x", NULL };
  const WaybillUiCheckCase about = { FTPS, TRUE, BOTH };
  g_autoptr (WaybillCertIdentity) server
      = waybill_cert_issue (WAYBILL_CERT_ROLE_SERVER, "x", names, NOW - 400 * DAY, NOW + days * DAY, NULL, NULL);
  g_autoptr (WaybillCertTrust) trust = waybill_cert_trust_new (FALSE, NULL, NULL, NULL);
  g_autoptr (WaybillCertVerdict) verdict
      = waybill_cert_verdict_new (waybill_cert_identity_get_chain (server), trust, "x", NOW);
  const WaybillRemoteErrorFacts facts = { .phase = P (HANDSHAKE), .alert = -1, .verdict = verdict };
  g_autoptr (GError) error = waybill_remote_error_new (K (UNTRUSTED), &facts, "x");
  WaybillUiCheckRemedy quiet;

  return waybill_ui_check_remedy_get (error, &about, &quiet);
}

/* Where the dates are in the way the clock comes first, whoever would be trusted. */
static void
test_clock (void)
{
  g_assert_cmpint (get_for_days (-1), ==, R (CLOCK));
  g_assert_cmpint (get_for_days (1), ==, R (TRUST));
}

static void
test_labels (void)
{
  for (guint i = R (NONE) + 1; i < WAYBILL_UI_CHECK_N_REMEDIES; i++)
    g_assert_cmpuint (strlen (waybill_ui_check_remedy_get_label (i)), >, 5);
  g_assert_cmpstr (waybill_ui_check_remedy_get_label (R (NONE)), ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/check-remedy/table", test_rows);
  g_test_add_func ("/ui/check-remedy/every-kind", test_every_kind);
  g_test_add_func ("/ui/check-remedy/before-the-first-step", test_before_the_first_step);
  g_test_add_func ("/ui/check-remedy/dates-ask-the-clock", test_clock);
  g_test_add_func ("/ui/check-remedy/labels", test_labels);

  return g_test_run ();
}
