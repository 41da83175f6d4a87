/* What runs out, for whom, how soon, and what was told of it. */
#include "partner-watch.h"

#include "base-clock.h"
#include "base-file.h"
#include "cert-issue.h"

#define DAY 86400
#define NOW G_GINT64_CONSTANT (1795354800) /* 22 November 2026 13:40 UTC */

typedef struct
{
  char *folder;
  char *told;
  WaybillCertStore *store;
  GPtrArray *partners;
  GPtrArray *histories;
} Fixture;

static void
history_free (gpointer history)
{
  if (history != NULL)
    waybill_partner_history_free (history);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("waybill-watch-XXXXXX", &error);
  g_assert_no_error (error);
  folder = g_build_filename (fixture->folder, "certificates", NULL);
  fixture->told = g_build_filename (fixture->folder, "state", "told", NULL);
  fixture->store = waybill_cert_store_new (folder, &error);
  g_assert_no_error (error);
  fixture->partners = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->histories = g_ptr_array_new_with_free_func (history_free);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->store);
  g_ptr_array_unref (fixture->partners);
  g_ptr_array_unref (fixture->histories);
  g_assert_true (waybill_base_file_remove_tree (fixture->folder, NULL));
  g_free (fixture->folder);
  g_free (fixture->told);
}

/* Of the days that are left; a minute more, so that whole days count. */
static char *
add_certificate (Fixture *fixture, WaybillCertRole role, const char *name, const char *label, gint64 days)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillCertIdentity) made
      = waybill_cert_issue (role, name, NULL, NOW - 900 * DAY, NOW + days * DAY + 60, NULL, &error);
  WaybillCertCertificate *certificate = waybill_cert_identity_get_certificate (made);

  g_assert_no_error (error);
  if (role == WAYBILL_CERT_ROLE_CLIENT)
    waybill_cert_store_add_identity (fixture->store, made, label, NULL, FALSE, NULL, &error);
  else
    waybill_cert_store_add_authority (fixture->store, certificate, label, FALSE, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (waybill_cert_certificate_get_fingerprint (certificate));
}

/* days: of its server's certificate; 0: it was never seen. */
static WaybillPartner *
add_partner (Fixture *fixture, const char *name, const char *identity, gint64 days)
{
  WaybillPartner *partner = waybill_partner_new (name, NULL);
  WaybillPartnerHistory *history = days != 0 ? g_new0 (WaybillPartnerHistory, 1) : NULL;

  g_assert_true (waybill_partner_set_host (partner, "ftp.example.com", NULL));
  g_assert_true (waybill_partner_set_identity (partner, identity, NULL));
  if (history != NULL)
    {
      g_autoptr (WaybillCertIdentity) made
          = waybill_cert_issue (WAYBILL_CERT_ROLE_SERVER, name, NULL, NOW - 900 * DAY, NOW + days * DAY + 60, NULL, NULL);

      history->chain = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);
      g_ptr_array_add (history->chain, waybill_cert_certificate_ref (waybill_cert_identity_get_certificate (made)));
    }
  g_ptr_array_add (fixture->partners, partner);
  g_ptr_array_add (fixture->histories, history);
  return partner;
}

static GPtrArray *
list_at (Fixture *fixture, gint64 now)
{
  return waybill_partner_watch_list (fixture->partners, fixture->store, fixture->histories, now);
}

static WaybillPartnerWatchItem *
find (GPtrArray *items, const char *name)
{
  for (guint i = 0; i < items->len; i++)
    if (g_strcmp0 (((WaybillPartnerWatchItem *) items->pdata[i])->name, name) == 0)
      return items->pdata[i];
  g_error ("nothing is called %s", name);
}

static void
test_kinds_and_order (Fixture *fixture, gconstpointer data)
{
  g_autofree char *client = add_certificate (fixture, WAYBILL_CERT_ROLE_CLIENT, "client", "Harbour client", 12);
  g_autofree char *authority = add_certificate (fixture, WAYBILL_CERT_ROLE_AUTHORITY, "CA", "Harbour CA", 400);
  WaybillPartner *harbour = add_partner (fixture, "Harbour Foods", client, 30);
  WaybillPartner *mill = add_partner (fixture, "Old Mill", client, 0);
  g_autoptr (GPtrArray) items = NULL;

  g_assert_true (waybill_partner_add_authority (harbour, authority, NULL));
  waybill_partner_set_protocol (mill, WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT);
  items = list_at (fixture, NOW);

  g_assert_cmpuint (items->len, ==, 3);
  g_assert_cmpint (((WaybillPartnerWatchItem *) items->pdata[0])->kind, ==, WAYBILL_PARTNER_WATCH_IDENTITY);
  g_assert_cmpint (((WaybillPartnerWatchItem *) items->pdata[1])->kind, ==, WAYBILL_PARTNER_WATCH_SERVER);
  g_assert_cmpint (((WaybillPartnerWatchItem *) items->pdata[2])->kind, ==, WAYBILL_PARTNER_WATCH_AUTHORITY);
  g_assert_cmpuint (find (items, "Harbour client")->partners->len, ==, 2);
  g_assert_cmpint (find (items, "Harbour client")->days, ==, 12);
  g_assert_cmpuint (find (items, "Harbour CA")->partners->len, ==, 1);
  g_assert_cmpuint (find (items, "ftp.example.com")->partners->len, ==, 1);

  waybill_partner_set_protocol (mill, WAYBILL_REMOTE_PROTOCOL_FTP);
  g_clear_pointer (&items, g_ptr_array_unref);
  items = list_at (fixture, NOW);
  g_assert_cmpuint (find (items, "Harbour client")->partners->len, ==, 1);
}

static void
test_steps (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    gint64 left;
    guint step;
    WaybillPartnerWatchLevel level;
  } cases[] = {
    { 61, 0, WAYBILL_PARTNER_WATCH_FAR },   { 60, 60, WAYBILL_PARTNER_WATCH_SOON }, { 31, 60, WAYBILL_PARTNER_WATCH_SOON },
    { 30, 30, WAYBILL_PARTNER_WATCH_SOON }, { 14, 14, WAYBILL_PARTNER_WATCH_SOON }, { 8, 14, WAYBILL_PARTNER_WATCH_SOON },
    { 7, 7, WAYBILL_PARTNER_WATCH_SOON },   { 1, 1, WAYBILL_PARTNER_WATCH_SOON },   { 0, 1, WAYBILL_PARTNER_WATCH_SOON },
    { -3, 0, WAYBILL_PARTNER_WATCH_OVER },
  };
  g_autofree char *client = add_certificate (fixture, WAYBILL_CERT_ROLE_CLIENT, "client", "Harbour client", 100);

  add_partner (fixture, "Harbour Foods", client, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) items = list_at (fixture, NOW + (100 - cases[i].left) * DAY + 60);
      WaybillPartnerWatchItem *item = items->pdata[0];

      g_assert_cmpuint (item->step, ==, cases[i].step);
      g_assert_cmpint (item->level, ==, cases[i].level);
      g_assert_cmpint (item->days, ==, ABS (cases[i].left));
    }
}

static void
test_next_one_stands_ready (Fixture *fixture, gconstpointer data)
{
  g_autofree char *old = add_certificate (fixture, WAYBILL_CERT_ROLE_CLIENT, "client", "old", 12);
  g_autofree char *new = add_certificate (fixture, WAYBILL_CERT_ROLE_CLIENT, "client", "new", 700);
  WaybillPartner *harbour = add_partner (fixture, "Harbour Foods", old, 0);
  WaybillPartner *mill = add_partner (fixture, "Old Mill", old, 0);
  g_autoptr (GPtrArray) items = NULL;

  g_assert_true (waybill_partner_set_next (harbour, new, "2026-12-01", NULL));
  items = list_at (fixture, NOW);
  g_assert_false (find (items, "old")->is_replaced);
  g_assert_cmpuint (find (items, "new")->partners->len, ==, 0);

  g_assert_true (waybill_partner_set_next (mill, new, "2026-12-02", NULL));
  g_clear_pointer (&items, g_ptr_array_unref);
  items = list_at (fixture, NOW);
  g_assert_true (find (items, "old")->is_replaced);
  g_assert_cmpint (find (items, "old")->next_begin, ==, G_GINT64_CONSTANT (1796169600));

  /* Later than the old one lives. */
  g_assert_true (waybill_partner_set_next (mill, new, "2026-12-09", NULL));
  g_clear_pointer (&items, g_ptr_array_unref);
  items = list_at (fixture, NOW);
  g_assert_false (find (items, "old")->is_replaced);

  /* On its day it is the one that is shown. */
  g_clear_pointer (&items, g_ptr_array_unref);
  items = list_at (fixture, NOW + 20 * DAY);
  g_assert_cmpuint (find (items, "new")->partners->len, ==, 2);
  g_assert_cmpuint (find (items, "old")->partners->len, ==, 0);
}

/* Its day has come, and the profile does not say so yet: it is the present one, and nothing stands behind it. */
static void
test_next_one_runs_out_itself (Fixture *fixture, gconstpointer data)
{
  g_autofree char *old = add_certificate (fixture, WAYBILL_CERT_ROLE_CLIENT, "client", "old", 12);
  g_autofree char *new = add_certificate (fixture, WAYBILL_CERT_ROLE_CLIENT, "client", "new", 50);
  WaybillPartner *harbour = add_partner (fixture, "Harbour Foods", old, 0);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) news = NULL;

  g_assert_true (waybill_partner_set_next (harbour, new, "2026-12-01", NULL));
  items = list_at (fixture, NOW + 20 * DAY);
  g_assert_cmpuint (find (items, "new")->partners->len, ==, 1);
  g_assert_false (find (items, "new")->is_replaced);
  g_assert_cmpint (find (items, "new")->next_begin, ==, 0);
  news = waybill_partner_watch_take_news (items, fixture->told);
  g_assert_cmpuint (news->len, ==, 1);
}

static void
test_authority_with_an_heir (Fixture *fixture, gconstpointer data)
{
  g_autofree char *old = add_certificate (fixture, WAYBILL_CERT_ROLE_AUTHORITY, "Mill CA", "Mill CA 2026", -20);
  g_autofree char *new = add_certificate (fixture, WAYBILL_CERT_ROLE_AUTHORITY, "Mill CA", "Mill CA 2036", 3000);
  WaybillPartner *mill = add_partner (fixture, "Old Mill", NULL, 0);
  g_autoptr (GPtrArray) items = NULL;

  g_assert_true (waybill_partner_add_authority (mill, old, NULL));
  items = list_at (fixture, NOW);
  g_assert_false (find (items, "Mill CA 2026")->is_replaced);
  g_assert_true (waybill_partner_add_authority (mill, new, NULL));
  g_clear_pointer (&items, g_ptr_array_unref);
  items = list_at (fixture, NOW);
  g_assert_true (find (items, "Mill CA 2026")->is_replaced);
  g_assert_false (find (items, "Mill CA 2036")->is_replaced);
}

/* How many things are told when somebody looks at that many days before the end. */
static guint
count_news (Fixture *fixture, gint64 left)
{
  g_autoptr (GPtrArray) items = list_at (fixture, NOW + (100 - left) * DAY + 60);
  g_autoptr (GPtrArray) news = waybill_partner_watch_take_news (items, fixture->told);

  return news->len;
}

static void
test_each_step_is_told_once (Fixture *fixture, gconstpointer data)
{
  g_autofree char *client = add_certificate (fixture, WAYBILL_CERT_ROLE_CLIENT, "client", "Harbour client", 100);
  g_autofree char *unused = add_certificate (fixture, WAYBILL_CERT_ROLE_CLIENT, "nobody", "nobody's", 100);

  add_partner (fixture, "Harbour Foods", client, 0);
  g_assert_cmpuint (count_news (fixture, 90), ==, 0);
  g_assert_false (g_file_test (fixture->told, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_news (fixture, 60), ==, 1);
  g_assert_cmpuint (count_news (fixture, 59), ==, 0);
  g_assert_cmpuint (count_news (fixture, 31), ==, 0);
  /* Nobody looked at 30 days: the lowest step alone is told. */
  g_assert_cmpuint (count_news (fixture, 13), ==, 1);
  g_assert_cmpuint (count_news (fixture, 12), ==, 0);
  g_assert_cmpuint (count_news (fixture, 7), ==, 1);
  g_assert_cmpuint (count_news (fixture, 1), ==, 1);
  g_assert_cmpuint (count_news (fixture, 0), ==, 0);
  g_assert_cmpuint (count_news (fixture, -2), ==, 0);
}

static void
test_what_is_replaced_is_no_news (Fixture *fixture, gconstpointer data)
{
  g_autofree char *old = add_certificate (fixture, WAYBILL_CERT_ROLE_CLIENT, "client", "old", 100);
  g_autofree char *new = add_certificate (fixture, WAYBILL_CERT_ROLE_CLIENT, "client", "new", 700);
  WaybillPartner *harbour = add_partner (fixture, "Harbour Foods", old, 0);

  g_assert_true (waybill_partner_set_next (harbour, new, "2027-02-28", NULL));
  g_assert_cmpuint (count_news (fixture, 14), ==, 0);
  /* The plan is dropped: now it is. */
  g_assert_true (waybill_partner_set_next (harbour, NULL, NULL, NULL));
  g_assert_cmpuint (count_news (fixture, 14), ==, 1);
}

static void
test_broken_file_tells_again (Fixture *fixture, gconstpointer data)
{
  g_autofree char *client = add_certificate (fixture, WAYBILL_CERT_ROLE_CLIENT, "client", "Harbour client", 100);

  add_partner (fixture, "Harbour Foods", client, 0);
  g_assert_cmpuint (count_news (fixture, 14), ==, 1);
  g_assert_true (g_file_set_contents (fixture->told, "\xff[no key file", -1, NULL));
  g_assert_cmpuint (count_news (fixture, 14), ==, 1);
  g_assert_cmpuint (count_news (fixture, 14), ==, 0);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/partner/watch/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("kinds-and-order", test_kinds_and_order);
  ADD ("steps", test_steps);
  ADD ("next-one-stands-ready", test_next_one_stands_ready);
  ADD ("next-one-runs-out-itself", test_next_one_runs_out_itself);
  ADD ("authority-with-an-heir", test_authority_with_an_heir);
  ADD ("each-step-is-told-once", test_each_step_is_told_once);
  ADD ("what-is-replaced-is-no-news", test_what_is_replaced_is_no_news);
  ADD ("broken-file-tells-again", test_broken_file_tells_again);
#undef ADD
  return g_test_run ();
}
