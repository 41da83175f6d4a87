/* Transfers in words, as a table. */
#include "words-transfer.h"

#include "base-clock.h"
#include "transfer-item-private.h"
#include "words-assert.h"

#include <errno.h>
#include <locale.h>
#include <time.h>

#define NOW 1795336260 /* 22 November 2026 08:31 UTC */
#define S(name) .state = WAYBILL_TRANSFER_STATE_##name
#define PUT .direction = WAYBILL_TRANSFER_PUT
#define GET .direction = WAYBILL_TRANSFER_GET
#define MB 1000000

static void
expect (char *text, const char *expected)
{
  g_autofree char *owned = text;

  g_assert_cmpstr (owned, ==, expected);
  words_assert_text (owned);
}

static void
test_states (void)
{
  static const struct
  {
    WaybillWordsTransfer transfer;
    const char *expected;
  } rows[] = {
    { { S (WAITING), .place = 4 }, "Waiting · number 4" },
    { { S (WAITING) }, "Waiting" },
    { { S (RUNNING), .bytes = 52200000, .size = 84200000, .speed = 6100000, .time_left = 5 },
      "52.2 of 84.2 MB · 6.1 MB/s · 5 s left" },
    { { S (RUNNING), .bytes = 3100000, .size = 17400000, .speed = 61 * MB, .time_left = 75 },
      "3.1 of 17.4 MB · 61 MB/s · 2 min left" },
    { { S (RUNNING), .bytes = 0, .size = 999999, .time_left = -1 }, "0.00 of 1.00 MB" },
    { { S (RUNNING), .bytes = 12, .size = 500, .speed = 12, .time_left = -1 }, "12 of 500 bytes · 12 bytes/s" },
    { { S (RUNNING), .bytes = 2 * MB, .size = MB, .time_left = 0 }, "1.00 of 1.00 MB · 0 s left" },
    { { S (RUNNING), .bytes = 2 * MB, .size = -1, .speed = 999600, .time_left = -1 }, "2.00 MB · 1.0 MB/s" },
    { { S (RUNNING), .size = G_MAXINT64, .time_left = 7260 }, "0.00 of 9.22 EB · 2 h 1 min left" },
    { { S (CHECKING) }, "Checking…" },
    { { S (PAUSED) }, "Paused" },
    { { S (ASKING) }, "Needs your answer" },
    { { S (DONE), PUT, .ended = NOW, .size_checked = TRUE, .hash_agreed = TRUE },
      "Delivered 08:31, size and SHA-256 agree" },
    { { S (DONE), PUT, .ended = NOW, .size_checked = TRUE }, "Delivered 08:31, size agrees" },
    { { S (DONE), PUT, .ended = NOW, .hash_agreed = TRUE }, "Delivered 08:31" },
    { { S (DONE), GET, .ended = NOW, .size_checked = TRUE }, "Fetched 08:31, size agrees" },
    { { S (DONE), GET, .ended = NOW - 86400 }, "Fetched yesterday at 08:31" },
    { { S (LEFT) }, "Skipped" },
    { { S (LEFT), .reason = "links are not followed" }, "Skipped: links are not followed" },
    { { S (FAILED), PUT, .reason = "No permission in /in/stock", .reply_code = 550 }, "No permission in /in/stock (550)" },
    { { S (FAILED), PUT, .reason = "No permission in /in/stock" }, "No permission in /in/stock" },
    { { S (FAILED), PUT }, "Not delivered" },
    { { S (FAILED), GET }, "Not fetched" },
    { { S (CANCELLED) }, "Stopped" },
    { { S (CANCELLED), PUT, .has_part = TRUE }, "Stopped. A part of it is still at the partner" },
  };

  waybill_base_clock_set_now (NOW);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    expect (waybill_words_transfer_state (&rows[i].transfer), rows[i].expected);
}

static void
test_reasons (void)
{
  static const struct
  {
    WaybillTransferDirection direction;
    WaybillRemoteError kind;
    WaybillRemoteErrorFacts facts;
    const char *expected;
  } rows[] = {
    { WAYBILL_TRANSFER_PUT, WAYBILL_REMOTE_ERROR_DENIED, { .reply_code = 550 }, "No permission in /in/stock (550)" },
    { WAYBILL_TRANSFER_PUT, WAYBILL_REMOTE_ERROR_NOT_FOUND, { .reply_code = 553 }, "No folder /in/stock there (553)" },
    { WAYBILL_TRANSFER_GET, WAYBILL_REMOTE_ERROR_NOT_FOUND, { .reply_code = 550 }, "Not found in /in/stock (550)" },
    { WAYBILL_TRANSFER_GET, WAYBILL_REMOTE_ERROR_LOCAL, { .os_error = EACCES }, "No permission on this computer" },
    { WAYBILL_TRANSFER_PUT, WAYBILL_REMOTE_ERROR_LOCAL, { .os_error = 0 }, "It was changed while it was sent" },
    { WAYBILL_TRANSFER_GET, WAYBILL_REMOTE_ERROR_NO_SPACE, { .os_error = ENOSPC }, "The disk of this computer is full" },
    { WAYBILL_TRANSFER_GET, WAYBILL_REMOTE_ERROR_UNSAFE, { .reply_code = 0 }, "The name could do harm" },
    { WAYBILL_TRANSFER_PUT, WAYBILL_REMOTE_ERROR_BUSY, { .reply_code = 421 }, "The partner is busy (421)" },
    { WAYBILL_TRANSFER_PUT,
      WAYBILL_REMOTE_ERROR_UNSUPPORTED,
      { .verb = (char *) "MKD", .reply_code = 502 },
      "The partner cannot do this (502)" },
    { WAYBILL_TRANSFER_GET,
      WAYBILL_REMOTE_ERROR_UNSUPPORTED,
      { .phase = WAYBILL_REMOTE_PHASE_NONE },
      "More than 100,000 files or 64 levels at once" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WaybillTransferItem) item
          = waybill_transfer_item_new (WAYBILL_TRANSFER_KIND_FILE, rows[i].direction, "/in/stock/stocklist.csv",
                                       "/home/u/stocklist.csv", 9);

      item->state = WAYBILL_TRANSFER_STATE_FAILED;
      waybill_transfer_item_take_error (item, waybill_remote_error_new (rows[i].kind, &rows[i].facts, "for the log"));
      expect (waybill_words_transfer_item (item), rows[i].expected);
    }
}

/* No kind is without words, and none is long. */
static void
test_every_kind (void)
{
  for (guint kind = 0; kind < WAYBILL_REMOTE_N_ERRORS; kind++)
    for (guint direction = 0; direction < 2; direction++)
      {
        g_autoptr (WaybillTransferItem) item
            = waybill_transfer_item_new (WAYBILL_TRANSFER_KIND_FILE, (WaybillTransferDirection) direction, "name",
                                         "/home/u/name", 9);
        g_autofree char *text = NULL;

        item->state = WAYBILL_TRANSFER_STATE_FAILED;
        waybill_transfer_item_take_error (item, waybill_remote_error_new ((WaybillRemoteError) kind, NULL, "for the log"));
        text = waybill_words_transfer_item (item);
        words_assert_text (text);
        g_assert_cmpint (g_utf8_strlen (text, -1), <, 60);
      }
}

static void
test_rests (void)
{
  const WaybillRemoteErrorFacts facts = { .os_error = ENOSPC, .alert = -1 };
  g_autoptr (GError) full = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_NO_SPACE, &facts, "for the log");
  g_autoptr (WaybillTransferItem) item
      = waybill_transfer_item_new (WAYBILL_TRANSFER_KIND_FILE, WAYBILL_TRANSFER_GET, "name", "/home/u/name", 9);

  expect (waybill_words_transfer_rests (item, NULL), "Paused");
  expect (waybill_words_transfer_rests (item, full), "Paused · The disk of this computer is full");
}

static void
test_where (void)
{
  static const struct
  {
    WaybillTransferDirection direction;
    const char *path;
    const char *expected;
  } rows[] = {
    { WAYBILL_TRANSFER_PUT, "/in/orders/o.edi", "to /in/orders" },
    { WAYBILL_TRANSFER_GET, "/out/o.edi", "from /out" },
    { WAYBILL_TRANSFER_PUT, "/o.edi", "to /" },
    { WAYBILL_TRANSFER_PUT, "/in/o (2).edi", "to /in, as o (2).edi" },
    { WAYBILL_TRANSFER_GET, "o.edi", "from the login folder" },
    { WAYBILL_TRANSFER_GET, "/a\033[1m/o.edi", "from /a\\x1b[1m" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WaybillTransferItem) item
          = waybill_transfer_item_new (WAYBILL_TRANSFER_KIND_FILE, rows[i].direction, rows[i].path, "/home/u/o.edi", -1);

      expect (waybill_words_transfer_where (item), rows[i].expected);
    }
}

static void
test_totals (void)
{
  static const struct
  {
    WaybillTransferTotals totals;
    const char *expected;
  } rows[] = {
    { { .time_left = -1, .done = 4 }, "Nothing is waiting" },
    { { .time_left = -1, .walking = TRUE }, "Reading folders…" },
    { { .running = 2, .walking = TRUE, .time_left = -1 }, "Reading folders… · 2 running" },
    { { .running = 2, .asking = 1, .speed = 9 * MB, .time_left = 5 }, "2 running · 1 needs you · 9.0 MB/s · 5 s left" },
    { { .running = 1, .waiting = 12, .asking = 2, .time_left = -1 }, "1 running · 12 waiting · 2 need you" },
    { { .paused = 1, .failed = 3, .time_left = -1 }, "1 paused · 3 failed" },
    { { .running = 1, .speed = 1000, .time_left = 200000 }, "1 running · 1.0 kB/s · 2 days left" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    expect (waybill_words_transfer_totals (&rows[i].totals), rows[i].expected);
}

static void
test_selected (void)
{
  expect (waybill_words_transfer_selected (0, 6, -1), "6 items");
  expect (waybill_words_transfer_selected (0, 1, 5), "1 item");
  expect (waybill_words_transfer_selected (2, 7, 244000), "2 of 7 selected · 244 kB");
  expect (waybill_words_transfer_selected (1, 7, -1), "1 of 7 selected");
}

static void
test_compared (void)
{
  const gint64 no_time = WAYBILL_REMOTE_NO_TIME;

  g_assert_cmpstr (waybill_words_transfer_compared (2, 20, 1, 10), ==, "newer and larger");
  g_assert_cmpstr (waybill_words_transfer_compared (1, 10, 2, 20), ==, "older and smaller");
  g_assert_cmpstr (waybill_words_transfer_compared (2, 10, 2, 20), ==, "older, same size");
  g_assert_cmpstr (waybill_words_transfer_compared (2, 10, 2, 10), ==, "same size and time");
  g_assert_cmpstr (waybill_words_transfer_compared (2, no_time, 1, 10), ==, "larger");
  g_assert_cmpstr (waybill_words_transfer_compared (-1, 20, 1, 10), ==, "newer");
  g_assert_null (waybill_words_transfer_compared (2, 10, -1, no_time));
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  tzset ();
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/transfer/states", test_states);
  g_test_add_func ("/words/transfer/reasons", test_reasons);
  g_test_add_func ("/words/transfer/every-kind-has-words", test_every_kind);
  g_test_add_func ("/words/transfer/rests", test_rests);
  g_test_add_func ("/words/transfer/where", test_where);
  g_test_add_func ("/words/transfer/totals", test_totals);
  g_test_add_func ("/words/transfer/selected", test_selected);
  g_test_add_func ("/words/transfer/compared", test_compared);
  return g_test_run ();
}
