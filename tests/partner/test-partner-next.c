/* The certificate that takes over on a day: by the clock, through the file, and into the target of the next connection. */
#include "partner-next.h"

#include "base-clock.h"
#include "base-file.h"
#include "cert-issue.h"
#include "partner-resolve.h"
#include "partner-store.h"

#include <string.h>

#define DAY 86400
#define NOW G_GINT64_CONSTANT (1795354800) /* 22 November 2026 13:40 UTC */
#define GONE "aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44"
#define FROM "2026-12-01"
#define BEGIN G_GINT64_CONSTANT (1796083200) /* its start in UTC */

typedef struct
{
  char *folder;
  WaybillCertStore *certificates;
  WaybillPartnerStore *partners;
  WaybillPartner *partner;
  WaybillCertIdentity *authority;
  char *old, *new; /* fingerprints */
} Fixture;

static char *
add_identity (Fixture *fixture, const char *label, gint64 begin, gint64 end)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillCertIdentity) made
      = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, label, NULL, begin, end, fixture->authority, &error);

  g_assert_no_error (error);
  g_assert_nonnull (waybill_cert_store_add_identity (fixture->certificates, made, label, NULL, FALSE, NULL, &error));
  g_assert_no_error (error);
  return g_strdup (waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (made)));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *certificates = NULL, *partners = NULL;
  g_autoptr (GError) error = NULL;

  waybill_base_clock_set_now (NOW);
  fixture->folder = g_dir_make_tmp ("waybill-next-XXXXXX", &error);
  g_assert_no_error (error);
  certificates = g_build_filename (fixture->folder, "certificates", NULL);
  partners = g_build_filename (fixture->folder, "partners", NULL);
  fixture->certificates = waybill_cert_store_new (certificates, &error);
  fixture->partners = waybill_partner_store_new (partners, &error);
  g_assert_no_error (error);
  fixture->authority
      = waybill_cert_issue (WAYBILL_CERT_ROLE_AUTHORITY, "Harbour CA", NULL, NOW - DAY, NOW + 999 * DAY, NULL, &error);
  fixture->old = add_identity (fixture, "old", NOW - 700 * DAY, NOW + 12 * DAY);
  fixture->new = add_identity (fixture, "new", NOW - DAY, NOW + 700 * DAY);
  fixture->partner = waybill_partner_new ("Harbour Foods", NULL);
  g_assert_true (waybill_partner_set_host (fixture->partner, "ftp.example.com", NULL));
  g_assert_true (waybill_partner_set_identity (fixture->partner, fixture->old, NULL));
  g_assert_true (waybill_partner_set_next (fixture->partner, fixture->new, FROM, NULL));
  g_assert_true (waybill_partner_store_add (fixture->partners, fixture->partner, &error));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  waybill_base_clock_set_now (0);
  waybill_cert_identity_unref (fixture->authority);
  g_object_unref (fixture->partner);
  g_object_unref (fixture->partners);
  g_object_unref (fixture->certificates);
  g_assert_true (waybill_base_file_remove_tree (fixture->folder, NULL));
  g_free (fixture->folder);
  g_free (fixture->old);
  g_free (fixture->new);
}

static const char *
shown_at (Fixture *fixture, gint64 now)
{
  return waybill_partner_next_get_identity (fixture->partner, fixture->certificates, now);
}

static WaybillPartnerNext
judged_at (Fixture *fixture, gint64 now)
{
  return waybill_partner_next_judge (fixture->partner, fixture->certificates, now);
}

static void
test_days (void)
{
  static const char *const wrong[] = { "",           "2026-12-1", "01.12.2026", "2026-13-01", "2026-02-29", "2026-12-01 ",
                                       "2026/12/01", "20261201",  "1969-12-31", "２026-12-01" };
  gint64 begin = 0;
  g_autofree char *day = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (waybill_partner_next_read_day (wrong[i], NULL));
  g_assert_false (waybill_partner_next_read_day (NULL, NULL));
  g_assert_true (waybill_partner_next_read_day ("2028-02-29", NULL));
  g_assert_true (waybill_partner_next_read_day (FROM, &begin));
  g_assert_cmpint (begin, ==, BEGIN);
  day = waybill_partner_next_write_day (BEGIN);
  g_assert_cmpstr (day, ==, FROM);
  g_free (day);
  day = waybill_partner_next_write_day (BEGIN - 1);
  g_assert_cmpstr (day, ==, "2026-11-30");
}

static void
test_suggested_day (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    gint64 not_before;
    const char *day;
  } cases[] = { { NOW - DAY, "2026-11-23" },
                { NOW + 60, "2026-11-23" },
                { BEGIN - 1, "2026-12-01" },
                { BEGIN, "2026-12-01" },
                { BEGIN + 1, "2026-12-02" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *label = g_strdup_printf ("case %" G_GSIZE_FORMAT, i);
      g_autofree char *fingerprint = add_identity (fixture, label, cases[i].not_before, NOW + 99 * DAY);
      const WaybillCertEntry *entry = waybill_cert_store_find_fingerprint (fixture->certificates, fingerprint);
      g_autofree char *day = waybill_partner_next_suggest_day (entry->certificate, NOW);

      g_assert_cmpstr (day, ==, cases[i].day);
    }
}

/* From the first moment of the day, not before; what was shown stays what it was. */
static void
test_takes_over_on_its_day (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (judged_at (fixture, BEGIN - 1), ==, WAYBILL_PARTNER_NEXT_WAITS);
  g_assert_cmpstr (shown_at (fixture, BEGIN - 1), ==, fixture->old);
  g_assert_cmpint (judged_at (fixture, BEGIN), ==, WAYBILL_PARTNER_NEXT_DUE);
  g_assert_cmpstr (shown_at (fixture, BEGIN), ==, fixture->new);
  g_assert_cmpstr (waybill_partner_get_identity (fixture->partner), ==, fixture->old);

  g_assert_true (waybill_partner_set_next (fixture->partner, NULL, "nonsense", NULL));
  g_assert_cmpint (judged_at (fixture, BEGIN), ==, WAYBILL_PARTNER_NEXT_NONE);
  g_assert_null (waybill_partner_get_next_from (fixture->partner));
}

/* Whatever is wrong with the next one: the present one is shown. */
static void
test_what_cannot_be_used_waits (Fixture *fixture, gconstpointer data)
{
  g_autofree char *early = add_identity (fixture, "early", BEGIN + 3 * DAY, BEGIN + 99 * DAY);
  g_autofree char *brief = add_identity (fixture, "brief", NOW - 9 * DAY, BEGIN - DAY);

  g_assert_true (waybill_partner_set_next (fixture->partner, early, FROM, NULL));
  g_assert_cmpint (judged_at (fixture, BEGIN), ==, WAYBILL_PARTNER_NEXT_EARLY);
  g_assert_cmpstr (shown_at (fixture, BEGIN), ==, fixture->old);
  g_assert_cmpstr (shown_at (fixture, BEGIN + 3 * DAY), ==, early);

  g_assert_true (waybill_partner_set_next (fixture->partner, brief, FROM, NULL));
  g_assert_cmpint (judged_at (fixture, BEGIN), ==, WAYBILL_PARTNER_NEXT_OVER);
  g_assert_cmpstr (shown_at (fixture, BEGIN), ==, fixture->old);

  g_assert_true (waybill_partner_set_next (fixture->partner, GONE, FROM, NULL));
  g_assert_cmpint (judged_at (fixture, NOW), ==, WAYBILL_PARTNER_NEXT_GONE);
  g_assert_cmpstr (shown_at (fixture, BEGIN), ==, fixture->old);

  g_assert_true (waybill_partner_set_next (fixture->partner, fixture->old, FROM, NULL));
  g_assert_cmpint (judged_at (fixture, BEGIN), ==, WAYBILL_PARTNER_NEXT_NONE);
}

static void
test_values_are_checked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (waybill_partner_set_next (fixture->partner, "not hex", FROM, &error));
  g_assert_error (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_false (waybill_partner_set_next (fixture->partner, fixture->new, NULL, &error));
  g_assert_error (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_VALUE);
  g_assert_cmpstr (waybill_partner_get_next_identity (fixture->partner), ==, fixture->new);
  g_assert_cmpstr (waybill_partner_get_next_from (fixture->partner), ==, FROM);
}

static WaybillPartnerStore *
open_again (Fixture *fixture)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "partners", NULL);
  g_autoptr (GError) error = NULL;
  WaybillPartnerStore *store = waybill_partner_store_new (folder, &error);

  g_assert_no_error (error);
  return store;
}

static WaybillPartner *
find (WaybillPartnerStore *store)
{
  WaybillPartner *partner = waybill_partner_store_find (store, "Harbour Foods", NULL);

  g_assert_nonnull (partner);
  return partner;
}

static void
test_file_and_copy_keep_it (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillPartnerStore) store = open_again (fixture);
  g_autoptr (WaybillPartner) copy = waybill_partner_copy (find (store), "Copy", NULL);
  g_autoptr (GPtrArray) users = waybill_partner_store_users_of_certificate (store, fixture->new);

  g_assert_cmpstr (waybill_partner_get_next_identity (find (store)), ==, fixture->new);
  g_assert_cmpstr (waybill_partner_get_next_from (find (store)), ==, FROM);
  g_assert_cmpstr (waybill_partner_get_next_identity (copy), ==, fixture->new);
  g_assert_cmpuint (users->len, ==, 1);
}

static void
test_settled_in_the_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillPartnerStore) store = NULL;
  g_autoptr (GError) error = NULL;

  waybill_base_clock_set_now (BEGIN);
  g_assert_true (waybill_partner_store_take_over (fixture->partners, fixture->partner, &error));
  g_assert_no_error (error);

  store = open_again (fixture);
  g_assert_cmpstr (waybill_partner_get_identity (fixture->partner), ==, fixture->new);
  g_assert_null (waybill_partner_get_next_identity (fixture->partner));
  g_assert_cmpstr (waybill_partner_get_identity (find (store)), ==, fixture->new);
  g_assert_null (waybill_partner_get_next_identity (find (store)));
}

/* Another program changed the host, and a third one changed the plan: the first stays, the second is followed. */
static void
test_settling_loses_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillPartnerStore) other = open_again (fixture);
  g_autoptr (WaybillPartnerStore) store = NULL;
  g_autofree char *third = add_identity (fixture, "third", NOW - DAY, NOW + 99 * DAY);

  g_assert_true (waybill_partner_set_host (find (other), "new.example.com", NULL));
  g_assert_true (waybill_partner_store_save (other, find (other), NULL));
  g_assert_true (waybill_partner_store_take_over (fixture->partners, fixture->partner, NULL));
  store = open_again (fixture);
  g_assert_cmpstr (waybill_partner_get_host (find (store)), ==, "new.example.com");
  g_assert_cmpstr (waybill_partner_get_identity (find (store)), ==, fixture->new);

  g_assert_true (waybill_partner_set_next (find (other), third, "2027-01-01", NULL));
  g_assert_true (waybill_partner_store_save (other, find (other), NULL));
  g_assert_true (waybill_partner_set_next (fixture->partner, fixture->new, FROM, NULL));
  g_assert_true (waybill_partner_set_identity (fixture->partner, fixture->old, NULL));
  g_assert_true (waybill_partner_store_take_over (fixture->partners, fixture->partner, NULL));
  g_assert_cmpstr (waybill_partner_get_next_identity (fixture->partner), ==, third);
  g_assert_cmpstr (waybill_partner_get_identity (fixture->partner), ==, fixture->old);
}

static void
test_file_that_is_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillPartnerStore) other = open_again (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_true (waybill_partner_store_remove (other, find (other), NULL));
  g_assert_false (waybill_partner_store_take_over (fixture->partners, fixture->partner, &error));
  g_assert_error (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_STORE);
  g_assert_cmpstr (waybill_partner_get_identity (fixture->partner), ==, fixture->old);
  g_assert_cmpstr (waybill_partner_get_next_identity (fixture->partner), ==, fixture->new);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static WaybillRemoteTarget *
resolve (Fixture *fixture)
{
  g_autoptr (WaybillSecretVault) vault = waybill_secret_vault_new (NULL, NULL, FALSE, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WaybillRemoteTarget *target;

  waybill_partner_resolve_async (fixture->partner, fixture->certificates, vault, NULL, NULL, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  target = waybill_partner_resolve_finish (fixture->partner, result, &error);
  g_assert_no_error (error);
  return target;
}

static WaybillCertIdentity *
get_identity (WaybillRemoteTarget *target)
{
  return waybill_remote_target_get_values (target)->identity;
}

static const char *
get_fingerprint (WaybillRemoteTarget *target)
{
  return waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (get_identity (target)));
}

/* The target that was made before goes on with what it has. */
static void
test_next_connection_takes_it (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillRemoteTarget) before = resolve (fixture);
  g_autoptr (WaybillRemoteTarget) after = NULL;

  waybill_base_clock_set_now (BEGIN);
  after = resolve (fixture);

  g_assert_cmpstr (get_fingerprint (before), ==, fixture->old);
  g_assert_cmpstr (get_fingerprint (after), ==, fixture->new);
}

static void
test_chain_is_left_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillCertIdentity) between = waybill_cert_issue (WAYBILL_CERT_ROLE_AUTHORITY, "Between", NULL, NOW - DAY,
                                                                NOW + 99 * DAY, fixture->authority, &error);
  g_autoptr (WaybillCertIdentity) made
      = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, "deep", NULL, NOW - DAY, NOW + 99 * DAY, between, &error);
  g_autoptr (WaybillRemoteTarget) whole = NULL, alone = NULL;

  g_assert_nonnull (waybill_cert_store_add_identity (fixture->certificates, made, "deep", NULL, FALSE, NULL, &error));
  waybill_partner_set_identity (fixture->partner,
                                waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (made)),
                                NULL);
  whole = resolve (fixture);
  g_assert_true (waybill_partner_set_setting (fixture->partner, "send-chain", "no", NULL));
  alone = resolve (fixture);

  g_assert_cmpuint (waybill_cert_identity_get_chain (get_identity (whole))->len, ==, 2);
  g_assert_cmpuint (waybill_cert_identity_get_chain (get_identity (alone))->len, ==, 1);
  g_assert_cmpstr (get_fingerprint (alone), ==, get_fingerprint (whole));
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/partner/next/" name, Fixture, NULL, set_up, function, tear_down)
  g_test_add_func ("/partner/next/days", test_days);
  ADD ("suggested-day", test_suggested_day);
  ADD ("takes-over-on-its-day", test_takes_over_on_its_day);
  ADD ("what-cannot-be-used-waits", test_what_cannot_be_used_waits);
  ADD ("values-are-checked", test_values_are_checked);
  ADD ("file-and-copy-keep-it", test_file_and_copy_keep_it);
  ADD ("settled-in-the-file", test_settled_in_the_file);
  ADD ("settling-loses-nothing", test_settling_loses_nothing);
  ADD ("file-that-is-gone", test_file_that_is_gone);
  ADD ("next-connection-takes-it", test_next_connection_takes_it);
  ADD ("chain-is-left-out", test_chain_is_left_out);
#undef ADD
  return g_test_run ();
}
