/* A listing keeps copies, in order, up to its bound. */
#include "remote-listing.h"

#include <string.h>

static void
test_add (void)
{
  g_autoptr (WaybillRemoteListing) listing = waybill_remote_listing_new ();
  char name[] = "a", raw[] = "raw a", target[] = "t", mode[] = "rw-";
  WaybillRemoteEntry entry = { WAYBILL_REMOTE_ENTRY_LINK, name, 5, 7, target, mode, raw };
  const WaybillRemoteEntry bare = { WAYBILL_REMOTE_ENTRY_UNREADABLE, NULL, -1, WAYBILL_REMOTE_NO_TIME, NULL, NULL, "?" };
  const WaybillRemoteEntry *kept;

  g_assert_true (waybill_remote_listing_add (listing, &entry));
  g_assert_true (waybill_remote_listing_add (listing, &bare));
  memset (name, 'x', 1);
  memset (raw, 'x', 3);
  memset (target, 'x', 1);
  memset (mode, 'x', 3);

  g_assert_cmpuint (waybill_remote_listing_get_length (listing), ==, 2);
  kept = waybill_remote_listing_get (listing, 0);
  g_assert_cmpstr (kept->name, ==, "a");
  g_assert_cmpstr (kept->raw, ==, "raw a");
  g_assert_cmpstr (kept->target, ==, "t");
  g_assert_cmpstr (kept->mode, ==, "rw-");
  g_assert_cmpint (kept->size, ==, 5);
  g_assert_true (waybill_remote_listing_find (listing, "a") == kept);
  g_assert_null (waybill_remote_listing_find (listing, "A"));
  g_assert_null (waybill_remote_listing_find (listing, ""));
  g_assert_cmpint (waybill_remote_listing_get (listing, 1)->type, ==, WAYBILL_REMOTE_ENTRY_UNREADABLE);
}

static void
test_bound (void)
{
  g_autoptr (WaybillRemoteListing) listing = waybill_remote_listing_new ();
  const WaybillRemoteEntry entry = { .type = WAYBILL_REMOTE_ENTRY_FILE, .name = "a", .raw = "a" };

  for (guint i = 0; i < WAYBILL_REMOTE_LISTING_MAX_ENTRIES; i++)
    if (!waybill_remote_listing_add (listing, &entry))
      g_assert_not_reached ();
  g_assert_false (waybill_remote_listing_add (listing, &entry));
  g_assert_cmpuint (waybill_remote_listing_get_length (listing), ==, WAYBILL_REMOTE_LISTING_MAX_ENTRIES);
}

/* A name that is the end of its line is kept once, and is the same name. */
static void
test_name_in_line (void)
{
  g_autoptr (WaybillRemoteListing) listing = waybill_remote_listing_new ();
  char line[] = "-rw- order.edi";
  const WaybillRemoteEntry end = { .type = WAYBILL_REMOTE_ENTRY_FILE, .name = line + 5, .raw = line };
  const WaybillRemoteEntry whole = { .type = WAYBILL_REMOTE_ENTRY_FILE, .name = line, .raw = line };
  const WaybillRemoteEntry *kept;

  g_assert_true (waybill_remote_listing_add (listing, &end));
  g_assert_true (waybill_remote_listing_add (listing, &whole));
  memset (line, 'x', sizeof line - 1);
  kept = waybill_remote_listing_get (listing, 0);
  g_assert_cmpstr (kept->raw, ==, "-rw- order.edi");
  g_assert_cmpstr (kept->name, ==, "order.edi");
  g_assert_true (kept->name == kept->raw + 5);
  g_assert_cmpstr (waybill_remote_listing_get (listing, 1)->name, ==, "-rw- order.edi");
}

static void
test_kind (void)
{
  g_autoptr (WaybillRemoteListing) listing = waybill_remote_listing_new ();
  char kind[] = "unix";

  g_assert_null (waybill_remote_listing_get_kind (listing));
  g_assert_false (waybill_remote_listing_knew_hint (listing));
  waybill_remote_listing_set_kind (listing, kind, TRUE);
  kind[0] = 'x';
  g_assert_cmpstr (waybill_remote_listing_get_kind (listing), ==, "unix");
  g_assert_true (waybill_remote_listing_knew_hint (listing));
  waybill_remote_listing_set_kind (listing, NULL, FALSE);
  g_assert_null (waybill_remote_listing_get_kind (listing));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/remote/listing/add", test_add);
  g_test_add_func ("/remote/listing/name-in-its-line", test_name_in_line);
  g_test_add_func ("/remote/listing/kind", test_kind);
  g_test_add_func ("/remote/listing/bound", test_bound);
  return g_test_run ();
}
