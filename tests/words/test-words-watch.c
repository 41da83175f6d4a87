/* Renewal in words: what takes over, what runs out, the start page, and the file for a calendar. */
#include "words-next.h"
#include "words-start.h"
#include "words-watch.h"

#include "words-assert.h"
#include "words-fixture.h"

#include "base-clock.h"
#include "base-file.h"
#include "cert-issue.h"

#include <locale.h>
#include <string.h>

#define DAY 86400
#define NOW WORDS_FIXTURE_NOW
#define GONE "aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44"

typedef struct
{
  char *folder;
  WaybillCertStore *store;
  WaybillPartner *partner;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  waybill_base_clock_set_now (NOW);
  fixture->folder = g_dir_make_tmp ("waybill-words-XXXXXX", &error);
  fixture->store = waybill_cert_store_new (fixture->folder, &error);
  g_assert_no_error (error);
  fixture->partner = waybill_partner_new ("Harbour Foods", NULL);
  g_assert_true (waybill_partner_set_host (fixture->partner, "ftp.example.com", NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->store);
  g_object_unref (fixture->partner);
  g_assert_true (waybill_base_file_remove_tree (fixture->folder, NULL));
  g_free (fixture->folder);
}

static char *
add_identity (Fixture *fixture, const char *label, gint64 begin, gint64 end)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillCertIdentity) made
      = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, label, NULL, begin, end, NULL, &error);

  g_assert_no_error (error);
  waybill_cert_store_add_identity (fixture->store, made, label, NULL, FALSE, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (made)));
}

static void
expect (char *text, const char *expected)
{
  g_autofree char *owned = text;

  g_assert_cmpstr (owned, ==, expected);
  if (owned != NULL)
    words_assert_text (owned);
}

static void
expect_next (Fixture *fixture, const char *fingerprint, const char *from, gint64 now, const char *expected)
{
  g_assert_true (waybill_partner_set_next (fixture->partner, fingerprint, from, NULL));
  expect (waybill_words_next_sentence (fixture->partner, fixture->store, now), expected);
}

static void
test_next (Fixture *fixture, gconstpointer data)
{
  g_autofree char *old = add_identity (fixture, "old", NOW - 700 * DAY, NOW + 12 * DAY);
  g_autofree char *new = add_identity (fixture, "new", NOW - DAY, NOW + 700 * DAY);
  g_autofree char *early = add_identity (fixture, "early", NOW + 11 * DAY, NOW + 700 * DAY);
  g_autofree char *brief = add_identity (fixture, "brief", NOW - DAY, NOW + DAY);

  expect_next (fixture, NULL, NULL, NOW, NULL);
  expect_next (fixture, new, "2026-12-01", NOW, "“new” is shown from 1 December 2026 on. Until then none is.");
  g_assert_true (waybill_partner_set_identity (fixture->partner, old, NULL));
  expect_next (fixture, new, "2026-12-01", NOW, "“new” takes over on 1 December 2026. Until then the present one is used.");
  expect_next (fixture, new, "2026-11-20", NOW, "Harbour Foods is shown “new” from now on, in place of “old”.");
  expect_next (fixture, early, "2026-11-20", NOW,
               "“early” was to take over on 20 November 2026. It is not valid before 3 December 2026 at 13:40 UTC, so the "
               "present one is still used.");
  expect_next (fixture, brief, "2026-11-20", NOW + 2 * DAY,
               "“brief” was to take over on 20 November 2026. It has run out itself, so the present one is still used.");
  expect_next (fixture, GONE, "2026-12-01", NOW,
               "The certificate for 1 December 2026 is not in the store any more. The present one stays in use.");

  g_assert_true (waybill_partner_set_next (fixture->partner, NULL, NULL, NULL));
  g_assert_true (waybill_partner_set_identity (fixture->partner, new, NULL));
  expect (waybill_words_next_took_over (fixture->partner, fixture->store, NULL),
          "Harbour Foods is shown “new” from now on.");
  expect (waybill_words_next_planned ("Harbour Foods and Old Mill", "2026-12-01"),
          "Takes over for Harbour Foods and Old Mill on 1 December 2026");
}

static WaybillPartnerWatchItem *
new_item (WaybillPartnerWatchKind kind, const char *name, gint64 left)
{
  WaybillPartnerWatchItem *item = g_new0 (WaybillPartnerWatchItem, 1);

  item->kind = kind;
  item->name = g_strdup (name);
  item->certificate = words_fixture_certificate ("anna", NULL, FALSE, NOW - 900 * DAY, NOW + left);
  item->partners = g_ptr_array_new_with_free_func (g_object_unref);
  item->end = NOW + left;
  item->days = ABS (left) / DAY;
  item->level = left < 0 ? WAYBILL_PARTNER_WATCH_OVER : WAYBILL_PARTNER_WATCH_SOON;
  return item;
}

static void
item_free (gpointer data)
{
  WaybillPartnerWatchItem *item = data;

  waybill_cert_certificate_unref (item->certificate);
  g_free (item->name);
  g_ptr_array_unref (item->partners);
  g_free (item);
}

static void
test_watch (Fixture *fixture, gconstpointer data)
{
  WaybillPartnerWatchItem *ours = new_item (WAYBILL_PARTNER_WATCH_IDENTITY, "HF client", 12 * DAY + 5);
  WaybillPartnerWatchItem *authority = new_item (WAYBILL_PARTNER_WATCH_AUTHORITY, "Mill CA", -20 * DAY);
  WaybillPartnerWatchItem *theirs = new_item (WAYBILL_PARTNER_WATCH_SERVER, "ftp.example.com", 1 * DAY + 5);

  g_ptr_array_add (ours->partners, g_object_ref (fixture->partner));
  expect (waybill_words_watch_news (ours), "HF client runs out in 12 days");
  expect (waybill_words_watch_title (ours), "Harbour Foods: the certificate runs out in 12 days");
  expect (waybill_words_watch_why (ours), "Import the new one, and choose the day on which it takes over.");
  expect (waybill_words_watch_left (ours, NOW), "12 days");
  ours->next_begin = G_GINT64_CONSTANT (1796083200);
  ours->is_replaced = TRUE;
  expect (waybill_words_watch_why (ours), "The new one is in the store and takes over on 1 December 2026. Nothing to do "
                                          "unless the partner says otherwise.");
  expect (waybill_words_watch_left (ours, NOW), "12 days, replaced");
  ours->is_replaced = FALSE;
  expect (waybill_words_watch_why (ours), "A new one takes over, but not for all partners that are shown this one.");
  ours->next_begin = ours->end + DAY;
  expect (waybill_words_watch_why (ours),
          "The new one takes over on 5 December 2026, after this one has run out. Choose an earlier day.");

  expect (waybill_words_watch_news (authority), "Mill CA ran out 20 days ago");
  expect (waybill_words_watch_title (authority), "Mill CA: the authority ran out 20 days ago");
  authority->is_replaced = TRUE;
  expect (waybill_words_watch_left (authority, NOW), "Ran out 20 days ago, replaced");
  expect (waybill_words_watch_title (theirs), "ftp.example.com: their certificate runs out in 1 day");
  expect (waybill_words_watch_left (theirs, NOW), "1 day, their certificate");
  theirs->days = 0;
  expect (waybill_words_watch_news (theirs), "ftp.example.com runs out within a day");
  item_free (ours);
  item_free (authority);
  item_free (theirs);
}

/* Every kind and level has words that keep the rules. */
static void
test_watch_wording (Fixture *fixture, gconstpointer data)
{
  for (WaybillPartnerWatchKind kind = 0; kind <= WAYBILL_PARTNER_WATCH_SERVER; kind++)
    for (gint64 left = -2; left <= 2; left++)
      {
        WaybillPartnerWatchItem *item = new_item (kind, "Mill", left * DAY + 1);
        g_autofree char *news = waybill_words_watch_news (item), *title = waybill_words_watch_title (item);
        g_autofree char *why = waybill_words_watch_why (item);

        words_assert_text (news);
        words_assert_text (title);
        words_assert_text (why);
        item_free (item);
      }
}

static void
test_start (Fixture *fixture, gconstpointer data)
{
  g_autofree char *old = add_identity (fixture, "old", NOW - 700 * DAY, NOW + 12 * DAY + 60);
  g_autofree char *new = add_identity (fixture, "new", NOW - DAY, NOW + 700 * DAY);
  WaybillPartnerReadiness readiness;

  g_assert_cmpstr (waybill_words_start_greeting (NOW - 5 * 3600), ==, "Good morning");
  g_assert_cmpstr (waybill_words_start_greeting (NOW), ==, "Good afternoon");
  g_assert_cmpstr (waybill_words_start_greeting (NOW + 5 * 3600), ==, "Good evening");
  expect (waybill_words_start_needs (0), "Everything is in order");
  expect (waybill_words_start_needs (1), "1 thing needs you");
  expect (waybill_words_start_needs (2), "2 things need you");

  g_assert_true (waybill_partner_set_identity (fixture->partner, old, NULL));
  waybill_partner_readiness_judge (fixture->partner, fixture->store, NULL, NOW, &readiness);
  expect (waybill_words_start_title (fixture->partner, &readiness), "Harbour Foods: the certificate runs out in 12 days");
  expect (waybill_words_start_why (fixture->partner, fixture->store, &readiness, NOW),
          "Import the new one, and choose the day on which it takes over.");
  g_assert_true (waybill_partner_set_next (fixture->partner, new, "2026-12-01", NULL));
  expect (waybill_words_start_why (fixture->partner, fixture->store, &readiness, NOW),
          "The new one is in the store and takes over on 1 December 2026. Nothing to do unless the partner says otherwise.");
  g_assert_true (waybill_partner_set_next (fixture->partner, new, "2026-12-10", NULL));
  expect (waybill_words_start_why (fixture->partner, fixture->store, &readiness, NOW),
          "The new one takes over on 10 December 2026, after this one has run out. Choose an earlier day.");

  readiness = (WaybillPartnerReadiness){ .worst = WAYBILL_PARTNER_CONCERN_LAST_FAILED, .when = NOW - 300 };
  expect (waybill_words_start_title (fixture->partner, &readiness), "Harbour Foods: last run failed at 13:35");
  readiness.failed_check = TRUE;
  readiness.when = NOW - DAY;
  expect (waybill_words_start_title (fixture->partner, &readiness), "Harbour Foods: last check failed, yesterday at 13:40");

  /* On the day the concern is gone by itself. */
  g_assert_true (waybill_partner_set_next (fixture->partner, new, "2026-12-01", NULL));
  waybill_partner_readiness_judge (fixture->partner, fixture->store, NULL, NOW + 10 * DAY, &readiness);
  g_assert_cmpint (readiness.worst, ==, WAYBILL_PARTNER_CONCERN_NEVER_TESTED);

  g_assert_true (waybill_partner_set_next (fixture->partner, GONE, "2026-12-01", NULL));
  waybill_partner_readiness_judge (fixture->partner, fixture->store, NULL, NOW, &readiness);
  g_assert_cmpint (readiness.worst, ==, WAYBILL_PARTNER_CONCERN_NEXT_UNUSABLE);
  expect (waybill_words_start_title (fixture->partner, &readiness), "Harbour Foods: the next certificate cannot be used");
}

static void
test_start_wording (Fixture *fixture, gconstpointer data)
{
  for (WaybillPartnerConcern worst = 0; worst <= WAYBILL_PARTNER_CONCERN_NO_HOST; worst++)
    for (gint64 days = 0; days < 3; days++)
      {
        WaybillPartnerReadiness readiness = { .worst = worst, .days = days, .when = NOW - 60 };
        g_autofree char *title = waybill_words_start_title (fixture->partner, &readiness);
        g_autofree char *why = waybill_words_start_why (fixture->partner, fixture->store, &readiness, NOW);

        words_assert_text (title);
        words_assert_text (why);
      }
}

/* RFC 5545, 3.1: what was folded, together again. */
static char *
unfold (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\r\n ", -1);

  return g_strjoinv ("", parts);
}

static void
test_calendar (Fixture *fixture, gconstpointer data)
{
  static const char trap[] = "Foods; a, b \\ c\nBEGIN:VEVENT\a";
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (item_free);
  g_autofree char *text = NULL, *whole = NULL, *uid = NULL;
  g_auto (GStrv) lines = NULL;
  WaybillPartnerWatchItem *item = new_item (WAYBILL_PARTNER_WATCH_IDENTITY, trap, 12 * DAY);

  g_ptr_array_add (item->partners, g_object_ref (fixture->partner));
  g_ptr_array_add (items, item);
  g_ptr_array_add (items, new_item (WAYBILL_PARTNER_WATCH_SERVER,
                                    "häfen-und-öfen-für-übermäßig-lange-namen-von-servern.example.com", DAY));
  text = waybill_words_watch_calendar (items, NOW);

  lines = g_strsplit (text, "\r\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
      g_assert_null (strpbrk (lines[i], "\r\n\a"));
    }
  g_assert_true (g_str_has_prefix (text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
  g_assert_true (g_str_has_suffix (text, "END:VEVENT\r\nEND:VCALENDAR\r\n"));
  whole = unfold (text);
  g_assert_nonnull (strstr (whole, "\r\nSUMMARY:Foods\\; a\\, b \\\\ c\\nBEGIN:VEVENT  runs out\r\n"));
  g_assert_nonnull (strstr (whole, "\r\nDTSTAMP:20261122T134000Z\r\n"));
  g_assert_nonnull (strstr (whole, "\r\nDTSTART;VALUE=DATE:20261204\r\n"));
  g_assert_nonnull (strstr (whole, "\r\nTRIGGER:-P30D\r\n"));
  g_assert_nonnull (strstr (whole, "Partners: Harbour Foods\r\n"));
  uid = g_strdup_printf ("\r\nUID:%s@waybill\r\n", waybill_cert_certificate_get_fingerprint (item->certificate));
  g_assert_nonnull (strstr (whole, uid));
  g_assert_cmpuint (g_strv_length (lines), >, 30);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/words/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("next/sentences", test_next);
  ADD ("watch/sentences", test_watch);
  ADD ("watch/wording", test_watch_wording);
  ADD ("start/sentences", test_start);
  ADD ("start/wording", test_start_wording);
  ADD ("watch/calendar", test_calendar);
#undef ADD
  return g_test_run ();
}
