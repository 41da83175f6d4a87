/* The pure part of the connection test: facts and error to ten steps. */
#include "partner-check.h"

#include "cert-issue.h"

#include <string.h>

#define DAY (24 * 60 * 60)
#define NOW ((gint64) 1767225600)

typedef struct
{
  WaybillRemoteProtocol protocol;
  gboolean assigned, asked;
  guint channels, resumed;
  gboolean logged_in;
  int kind; /* of WaybillRemoteError; -1: went well */
  WaybillRemotePhase phase;
  const char *expected; /* a letter a step: o w f s */
} Row;

#define FTPS WAYBILL_REMOTE_PROTOCOL_FTPS
#define IMPLICIT WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT
#define FTP WAYBILL_REMOTE_PROTOCOL_FTP
#define ERROR(kind, phase) WAYBILL_REMOTE_ERROR_##kind, WAYBILL_REMOTE_PHASE_##phase
#define WELL -1, WAYBILL_REMOTE_PHASE_NONE

/* name reach greeting encryption handshake theirs ours login data listing */
static const Row rows[] = {
  { FTPS, TRUE, TRUE, 1, 1, TRUE, WELL, "oooooooooo" },
  { FTPS, FALSE, FALSE, 1, 1, TRUE, WELL, "oooooosooo" },
  { FTPS, FALSE, TRUE, 1, 1, TRUE, WELL, "oooooooooo" },
  { FTPS, TRUE, FALSE, 1, 1, TRUE, WELL, "oooooowooo" },
  { FTPS, TRUE, TRUE, 2, 1, TRUE, WELL, "oooooooowo" },
  { FTP, FALSE, FALSE, 1, 0, TRUE, WELL, "ooowsssooo" },
  { FTPS, TRUE, FALSE, 0, 0, FALSE, ERROR (HOST_NOT_FOUND, NAME), "fsssssssss" },
  { FTPS, TRUE, FALSE, 0, 0, FALSE, ERROR (REFUSED, REACH), "ofssssssss" },
  { FTPS, TRUE, FALSE, 0, 0, FALSE, ERROR (TIMED_OUT, GREETING), "oofsssssss" },
  { FTPS, TRUE, FALSE, 0, 0, FALSE, ERROR (NO_ENCRYPTION, ENCRYPTION), "ooofssssss" },
  { FTPS, TRUE, FALSE, 0, 0, FALSE, ERROR (TLS, HANDSHAKE), "oooofsssss" },
  { FTPS, TRUE, FALSE, 0, 0, FALSE, ERROR (UNTRUSTED, HANDSHAKE), "ooooofssss" },
  { FTPS, FALSE, TRUE, 0, 0, FALSE, ERROR (CERTIFICATE_WANTED, LOGIN), "oooooofsss" },
  { FTPS, TRUE, TRUE, 0, 0, FALSE, ERROR (CERTIFICATE_REFUSED, HANDSHAKE), "oooooofsss" },
  { FTPS, TRUE, TRUE, 0, 0, FALSE, ERROR (LOGIN, LOGIN), "ooooooofss" },
  { FTPS, TRUE, TRUE, 0, 0, TRUE, ERROR (NO_ENCRYPTION, SETUP), "oooooooofs" },
  { FTPS, TRUE, TRUE, 0, 0, TRUE, ERROR (DATA, DATA_OPEN), "oooooooofs" },
  { FTPS, TRUE, TRUE, 1, 0, TRUE, ERROR (NOT_RESUMED, DATA_END), "oooooooofs" },
  { FTPS, TRUE, TRUE, 0, 0, TRUE, ERROR (UNTRUSTED, DATA_OPEN), "oooooooofs" },
  { FTPS, TRUE, TRUE, 0, 0, TRUE, ERROR (LOST, COMMAND), "oooooooosf" },
  { FTPS, TRUE, TRUE, 1, 1, TRUE, ERROR (DENIED, DATA_END), "ooooooooof" },
  { IMPLICIT, TRUE, TRUE, 1, 1, TRUE, WELL, "oooooooooo" },
  { IMPLICIT, TRUE, FALSE, 0, 0, FALSE, ERROR (PLAIN_TEXT, HANDSHAKE), "oosofsssss" },
  { IMPLICIT, TRUE, TRUE, 0, 0, FALSE, ERROR (BUSY, GREETING), "oofoooosss" },
  { FTP, FALSE, FALSE, 0, 0, FALSE, ERROR (LOGIN, LOGIN), "ooowsssfss" },
  { FTPS, TRUE, TRUE, 0, 0, FALSE, ERROR (CANCELLED, NONE), "fsssssssss" },
};

static WaybillCertIdentity *
issue (WaybillCertRole role, gint64 not_after)
{
  g_autoptr (GError) error = NULL;
  WaybillCertIdentity *identity = waybill_cert_issue (role, "x", NULL, NOW - 400 * DAY, not_after, NULL, &error);

  g_assert_no_error (error);
  return identity;
}

static WaybillRemoteTarget *
target_new (WaybillRemoteProtocol protocol, WaybillCertIdentity *identity)
{
  WaybillRemoteTargetValues values = { .protocol = protocol, .name = "Acme", .host = "h", .identity = identity };

  return waybill_remote_target_new (&values);
}

static char *
dup_letters (GPtrArray *steps)
{
  GString *letters = g_string_new (NULL);

  for (guint i = 0; i < steps->len; i++)
    {
      const WaybillPartnerCheckStep *step = g_ptr_array_index (steps, i);

      g_assert_cmpint (step->step, ==, i);
      g_assert_true ((step->error != NULL) == (step->result == WAYBILL_PARTNER_CHECK_FAIL));
      g_assert_true ((step->remark != WAYBILL_PARTNER_CHECK_REMARK_NONE) == (step->result == WAYBILL_PARTNER_CHECK_WARN));
      g_string_append_c (letters, *waybill_partner_check_get_result_name (step->result));
    }
  return g_string_free (letters, FALSE);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (WaybillCertIdentity) identity = row->assigned ? issue (WAYBILL_CERT_ROLE_CLIENT, NOW + 300 * DAY) : NULL;
  g_autoptr (WaybillRemoteTarget) target = target_new (row->protocol, identity);
  g_autoptr (WaybillRemoteFacts) facts = waybill_remote_facts_new ();
  WaybillRemoteErrorFacts error_facts = { .phase = row->phase, .alert = -1 };
  g_autoptr (GError) error = row->kind >= 0 ? waybill_remote_error_new (row->kind, &error_facts, "%s", "x") : NULL;
  g_autoptr (GPtrArray) steps = NULL;
  g_autofree char *letters = NULL;

  facts->asked = row->asked;
  facts->sent = row->asked && row->assigned;
  facts->data_channels = row->channels;
  facts->data_resumed = row->resumed;
  if (row->logged_in)
    facts->step_time[WAYBILL_REMOTE_STEP_LOGIN] = 5;

  steps = waybill_partner_check_judge (target, facts, error, NOW);

  letters = dup_letters (steps);
  g_assert_cmpstr (letters, ==, row->expected);
  g_assert_true ((waybill_partner_check_get_failure (steps) != NULL) == (row->kind >= 0));
}

/* The folder of the profile is what the listing lists, though it is entered before; a PROT that is refused is no folder. */
static void
test_folder_is_the_listing (void)
{
  static const struct
  {
    const char *verb, *expected;
  } cases[] = { { "CWD", "oooooososf" }, { "PROT", "oooooosofs" }, { NULL, "oooooosofs" } };
  g_autoptr (WaybillRemoteTarget) target = target_new (FTPS, NULL);
  g_autoptr (WaybillRemoteFacts) facts = waybill_remote_facts_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const WaybillRemoteErrorFacts error_facts
          = { .phase = WAYBILL_REMOTE_PHASE_SETUP, .verb = (char *) cases[i].verb, .alert = -1 };
      g_autoptr (GError) error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_NOT_FOUND, &error_facts, "x");
      g_autoptr (GPtrArray) steps = waybill_partner_check_judge (target, facts, error, NOW);
      g_autofree char *letters = dup_letters (steps);

      g_assert_cmpstr (letters, ==, cases[i].expected);
    }
}

/* An error of no phase fails the first step that was not reached. */
static void
test_first_unreached (void)
{
  g_autoptr (WaybillRemoteTarget) target = target_new (IMPLICIT, NULL);
  g_autoptr (WaybillRemoteFacts) facts = waybill_remote_facts_new ();
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");
  g_autoptr (GPtrArray) steps = NULL;
  g_autofree char *letters = NULL;

  facts->step_time[WAYBILL_REMOTE_STEP_NAME] = facts->step_time[WAYBILL_REMOTE_STEP_REACH] = 7;
  facts->step_time[WAYBILL_REMOTE_STEP_ENCRYPTION] = 0;
  steps = waybill_partner_check_judge (target, facts, error, NOW);

  letters = dup_letters (steps);
  g_assert_cmpstr (letters, ==, "oosofsssss");
  g_assert_cmpint (((WaybillPartnerCheckStep *) g_ptr_array_index (steps, 1))->microseconds, ==, 7);
}

static void
assert_remarks (gint64 theirs_end, gint64 ours_end, WaybillPartnerCheckRemark theirs, WaybillPartnerCheckRemark ours)
{
  g_autoptr (WaybillCertIdentity) server = issue (WAYBILL_CERT_ROLE_SERVER, theirs_end);
  g_autoptr (WaybillCertIdentity) client = issue (WAYBILL_CERT_ROLE_CLIENT, ours_end);
  g_autoptr (WaybillCertTrust) trust = waybill_cert_trust_new (FALSE, NULL, NULL, NULL);
  g_autoptr (WaybillRemoteTarget) target = target_new (FTPS, client);
  g_autoptr (WaybillRemoteFacts) facts = waybill_remote_facts_new ();
  g_autoptr (GPtrArray) steps = NULL;
  const WaybillPartnerCheckStep *step;

  facts->asked = TRUE;
  facts->verdict = waybill_cert_verdict_new (waybill_cert_identity_get_chain (server), trust, "x", NOW);
  steps = waybill_partner_check_judge (target, facts, NULL, NOW);

  step = g_ptr_array_index (steps, WAYBILL_REMOTE_STEP_THEIR_CERTIFICATE);
  g_assert_cmpint (step->remark, ==, theirs);
  step = g_ptr_array_index (steps, WAYBILL_REMOTE_STEP_OUR_CERTIFICATE);
  g_assert_cmpint (step->remark, ==, ours);
}

static void
test_ends_soon (void)
{
  assert_remarks (NOW + 31 * DAY, NOW + 31 * DAY, WAYBILL_PARTNER_CHECK_REMARK_NONE, WAYBILL_PARTNER_CHECK_REMARK_NONE);
  assert_remarks (NOW + 29 * DAY, NOW + 31 * DAY, WAYBILL_PARTNER_CHECK_REMARK_THEIRS_ENDS,
                  WAYBILL_PARTNER_CHECK_REMARK_NONE);
  assert_remarks (NOW + 31 * DAY, NOW + 29 * DAY, WAYBILL_PARTNER_CHECK_REMARK_NONE, WAYBILL_PARTNER_CHECK_REMARK_OURS_ENDS);
  assert_remarks (NOW + 31 * DAY, NOW - DAY, WAYBILL_PARTNER_CHECK_REMARK_NONE, WAYBILL_PARTNER_CHECK_REMARK_OURS_ENDS);
}

static void
test_names (void)
{
  static const char *const names[]
      = { "name",  "reach",        "greeting", "encryption", "handshake", "their-certificate", "our-certificate",
          "login", "data-channel", "listing" };

  for (guint i = 0; i < WAYBILL_REMOTE_N_STEPS; i++)
    g_assert_cmpstr (waybill_partner_check_get_step_name (i), ==, names[i]);
  g_assert_cmpstr (waybill_partner_check_get_result_name (WAYBILL_PARTNER_CHECK_WARN), ==, "warn");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/partner/check/%s/%s-%u",
                                               rows[i].kind < 0 ? "well" : waybill_remote_error_get_kind_name (rows[i].kind),
                                               waybill_remote_protocol_get_name (rows[i].protocol), i);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/partner/check/the-folder-is-the-listing", test_folder_is_the_listing);
  g_test_add_func ("/partner/check/no-phase-fails-the-first-unreached", test_first_unreached);
  g_test_add_func ("/partner/check/certificates-that-end-soon", test_ends_soon);
  g_test_add_func ("/partner/check/names", test_names);

  return g_test_run ();
}
