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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/remote/listing/add", test_add);
  g_test_add_func ("/remote/listing/bound", test_bound);
  return g_test_run ();
}
