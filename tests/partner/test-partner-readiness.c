/* What stands in the way of a partner, row by row. */
#include "partner-readiness.h"

#include "base-file.h"
#include "cert-issue.h"

#include <glib/gstdio.h>

#define DAY 86400
#define NOW G_GINT64_CONSTANT (1795354800)
#define GONE "aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44"
#define SFTP_PIN "SHA256:abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ"

typedef enum
{
  IDENTITY_NONE,
  IDENTITY_GOOD,
  IDENTITY_ENDS,
  IDENTITY_OVER,
  IDENTITY_FUTURE,
  IDENTITY_GONE,
  IDENTITY_IS_AUTHORITY,
} Identity;

typedef enum
{
  TRUST_SYSTEM,
  TRUST_AUTHORITY,
  TRUST_AUTHORITY_AND_GONE,
  TRUST_SYSTEM_AND_GONE,
  TRUST_GONE_ALONE,
  TRUST_PIN,
  TRUST_SFTP_PIN,
  TRUST_NOBODY,
} Trust;

typedef struct
{
  char *folder;
  WaybillCertStore *store;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("waybill-readiness-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->store = waybill_cert_store_new (fixture->folder, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      waybill_base_file_remove (path, NULL);
    }
  g_rmdir (fixture->folder);
  g_object_unref (fixture->store);
  g_free (fixture->folder);
}

static const char *
add_certificate (Fixture *fixture, WaybillCertRole role, gint64 begin, gint64 end)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillCertIdentity) made = waybill_cert_issue (role, "Harbour", NULL, begin, end, NULL, &error);
  const WaybillCertEntry *entry;

  g_assert_no_error (error);
  if (role == WAYBILL_CERT_ROLE_CLIENT)
    entry = waybill_cert_store_add_identity (fixture->store, made, NULL, NULL, FALSE, NULL, &error);
  else
    entry = waybill_cert_store_add_authority (fixture->store, waybill_cert_identity_get_certificate (made), NULL, FALSE,
                                              NULL, &error);
  g_assert_no_error (error);
  return waybill_cert_certificate_get_fingerprint (entry->certificate);
}

static const char *
give_identity (Fixture *fixture, Identity identity)
{
  switch (identity)
    {
    case IDENTITY_GOOD:
      return add_certificate (fixture, WAYBILL_CERT_ROLE_CLIENT, NOW - DAY, NOW + 60 * DAY);
    case IDENTITY_ENDS:
      return add_certificate (fixture, WAYBILL_CERT_ROLE_CLIENT, NOW - DAY, NOW + 60 * DAY - 1);
    case IDENTITY_OVER:
      return add_certificate (fixture, WAYBILL_CERT_ROLE_CLIENT, NOW - 9 * DAY, NOW - 3 * DAY - 5);
    case IDENTITY_FUTURE:
      return add_certificate (fixture, WAYBILL_CERT_ROLE_CLIENT, NOW + 2 * DAY + 7, NOW + 99 * DAY);
    case IDENTITY_GONE:
      return GONE;
    case IDENTITY_IS_AUTHORITY:
      return add_certificate (fixture, WAYBILL_CERT_ROLE_AUTHORITY, NOW - DAY, NOW + 99 * DAY);
    default:
      return NULL;
    }
}

static void
give_trust (Fixture *fixture, WaybillPartner *partner, Trust trust)
{
  waybill_partner_set_system_trust (partner, trust == TRUST_SYSTEM || trust == TRUST_SYSTEM_AND_GONE);
  if (trust == TRUST_AUTHORITY || trust == TRUST_AUTHORITY_AND_GONE)
    g_assert_true (waybill_partner_add_authority (
        partner, add_certificate (fixture, WAYBILL_CERT_ROLE_AUTHORITY, NOW - 2 * DAY, NOW + 99 * DAY), NULL));
  if (trust == TRUST_AUTHORITY_AND_GONE || trust == TRUST_SYSTEM_AND_GONE || trust == TRUST_GONE_ALONE)
    g_assert_true (waybill_partner_add_authority (partner, GONE, NULL));
  if (trust == TRUST_PIN)
    g_assert_true (waybill_partner_add_pin (partner, GONE, NULL));
  if (trust == TRUST_SFTP_PIN)
    g_assert_true (waybill_partner_add_pin (partner, SFTP_PIN, NULL));
}

#define C(name) WAYBILL_PARTNER_CONCERN_##name
#define P(name) WAYBILL_PARTNER_PAGE_##name
#define IMPLICIT WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT
#define CLEAR WAYBILL_REMOTE_PROTOCOL_FTP

static const struct
{
  const char *what;
  const char *host;
  WaybillRemoteProtocol protocol;
  Identity identity;
  Trust trust;
  gint64 tested, failed;
  WaybillPartnerPage page; /* whose concern is looked at */
  WaybillPartnerConcern concern;
  WaybillPartnerConcern worst;
  WaybillPartnerReady ready;
  gint64 days;
} cases[] = {
  { "all is well", "h", 0, IDENTITY_GOOD, TRUST_SYSTEM, 9, 0, P (CERTIFICATE), C (NONE), C (NONE), WAYBILL_PARTNER_READY,
    0 },
  { "failed, then well", "h", IMPLICIT, IDENTITY_NONE, TRUST_AUTHORITY, 9, 8, P (TRUST), C (NONE), C (NONE),
    WAYBILL_PARTNER_READY, 0 },
  { "never tested", "h", 0, IDENTITY_NONE, TRUST_PIN, 0, 0, P (TRUST), C (NONE), C (NEVER_TESTED),
    WAYBILL_PARTNER_READY_NEVER, 0 },
  { "in clear", "h", CLEAR, IDENTITY_GONE, TRUST_NOBODY, 9, 0, P (CONNECTION), C (NOT_ENCRYPTED), C (NOT_ENCRYPTED),
    WAYBILL_PARTNER_READY_ALMOST, 0 },
  { "in clear, its trust does not count", "h", CLEAR, IDENTITY_NONE, TRUST_NOBODY, 9, 0, P (TRUST), C (NONE),
    C (NOT_ENCRYPTED), WAYBILL_PARTNER_READY_ALMOST, 0 },
  { "ours ends", "h", 0, IDENTITY_ENDS, TRUST_SYSTEM, 9, 0, P (CERTIFICATE), C (ENDS), C (ENDS),
    WAYBILL_PARTNER_READY_ALMOST, 59 },
  { "ours starts later", "h", 0, IDENTITY_FUTURE, TRUST_SYSTEM, 9, 0, P (CERTIFICATE), C (FUTURE), C (FUTURE),
    WAYBILL_PARTNER_READY_ALMOST, 2 },
  { "ours is over", "h", 0, IDENTITY_OVER, TRUST_SYSTEM, 9, 10, P (CERTIFICATE), C (OVER), C (OVER),
    WAYBILL_PARTNER_READY_NOT, 3 },
  { "ours is gone", "h", 0, IDENTITY_GONE, TRUST_SYSTEM, 9, 0, P (CERTIFICATE), C (IDENTITY_GONE), C (IDENTITY_GONE),
    WAYBILL_PARTNER_READY_NOT, 0 },
  { "ours has no key", "h", 0, IDENTITY_IS_AUTHORITY, TRUST_SYSTEM, 9, 0, P (CERTIFICATE), C (IDENTITY_GONE),
    C (IDENTITY_GONE), WAYBILL_PARTNER_READY_NOT, 0 },
  { "one authority is gone", "h", 0, IDENTITY_NONE, TRUST_AUTHORITY_AND_GONE, 9, 0, P (TRUST), C (AUTHORITY_GONE),
    C (AUTHORITY_GONE), WAYBILL_PARTNER_READY_ALMOST, 0 },
  { "one is gone, the system stays", "h", 0, IDENTITY_NONE, TRUST_SYSTEM_AND_GONE, 9, 0, P (TRUST), C (AUTHORITY_GONE),
    C (AUTHORITY_GONE), WAYBILL_PARTNER_READY_ALMOST, 0 },
  { "the only one is gone", "h", 0, IDENTITY_NONE, TRUST_GONE_ALONE, 9, 0, P (TRUST), C (NOBODY_TRUSTED), C (NOBODY_TRUSTED),
    WAYBILL_PARTNER_READY_NOT, 0 },
  { "nobody", "h", IMPLICIT, IDENTITY_NONE, TRUST_NOBODY, 9, 0, P (TRUST), C (NOBODY_TRUSTED), C (NOBODY_TRUSTED),
    WAYBILL_PARTNER_READY_NOT, 0 },
  { "a host key vouches for no TLS server", "h", 0, IDENTITY_NONE, TRUST_SFTP_PIN, 9, 0, P (TRUST), C (NOBODY_TRUSTED),
    C (NOBODY_TRUSTED), WAYBILL_PARTNER_READY_NOT, 0 },
  { "the last one failed", "h", 0, IDENTITY_ENDS, TRUST_SYSTEM, 9, 10, P (CERTIFICATE), C (ENDS), C (LAST_FAILED),
    WAYBILL_PARTNER_READY_ALMOST, 59 },
  { "no host", NULL, 0, IDENTITY_OVER, TRUST_NOBODY, 9, 0, P (CONNECTION), C (NO_HOST), C (NO_HOST),
    WAYBILL_PARTNER_READY_NOT, 3 },
};

static void
test_cases (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WaybillPartner) partner = waybill_partner_new ("Harbour", NULL);
      WaybillPartnerHistory history = { .tested = cases[i].tested, .failed = cases[i].failed, .failed_check = i % 2 == 0 };
      WaybillPartnerReadiness found;

      g_test_message ("%s", cases[i].what);
      if (cases[i].host != NULL)
        g_assert_true (waybill_partner_set_host (partner, cases[i].host, NULL));
      waybill_partner_set_protocol (partner, cases[i].protocol);
      g_assert_true (waybill_partner_set_identity (partner, give_identity (fixture, cases[i].identity), NULL));
      give_trust (fixture, partner, cases[i].trust);

      waybill_partner_readiness_judge (partner, fixture->store, &history, NOW, &found);

      g_assert_cmpint (found.pages[cases[i].page], ==, cases[i].concern);
      g_assert_cmpint (found.worst, ==, cases[i].worst);
      g_assert_cmpint (found.ready, ==, cases[i].ready);
      g_assert_cmpint (found.days, ==, cases[i].days);
      g_assert_cmpint (found.when, ==, cases[i].failed > cases[i].tested ? cases[i].failed : 0);
      g_assert_cmpint (found.failed_check, ==, cases[i].failed > cases[i].tested && i % 2 == 0);
    }
}

static void
test_counts_authorities (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillPartner) partner = waybill_partner_new ("Harbour", NULL);
  WaybillPartnerReadiness found;

  give_trust (fixture, partner, TRUST_AUTHORITY_AND_GONE);
  give_trust (fixture, partner, TRUST_AUTHORITY);

  waybill_partner_readiness_judge (partner, fixture->store, NULL, NOW, &found);

  g_assert_cmpuint (found.authorities, ==, 2);
}

static void
test_nothing_known (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillPartner) partner = waybill_partner_new ("Harbour", NULL);
  WaybillPartnerReadiness found;

  g_assert_true (waybill_partner_set_host (partner, "h", NULL));

  waybill_partner_readiness_judge (partner, fixture->store, NULL, NOW, &found);

  g_assert_cmpint (found.worst, ==, WAYBILL_PARTNER_CONCERN_NEVER_TESTED);
  for (guint page = 0; page < WAYBILL_PARTNER_N_PAGES; page++)
    g_assert_cmpint (found.pages[page], ==, WAYBILL_PARTNER_CONCERN_NONE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/partner/readiness/cases", Fixture, NULL, set_up, test_cases, tear_down);
  g_test_add ("/partner/readiness/counts-authorities", Fixture, NULL, set_up, test_counts_authorities, tear_down);
  g_test_add ("/partner/readiness/nothing-known-is-never-tested", Fixture, NULL, set_up, test_nothing_known, tear_down);

  return g_test_run ();
}
