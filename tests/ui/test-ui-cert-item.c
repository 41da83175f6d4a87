/* What stands in a row of the certificate store's list, as a value: which search finds it, in which views it stands, in
 * which order. */

#include "rig.h"
#include "ui-cert-list-views.h"

#include "base-clock.h"
#include "cert-facts.h"
#include "cert-issue.h"

#define DAY 86400

static WaybillUiCertItem *
item_new (WaybillCertIdentity *identity, const char *label, gint64 added, GPtrArray *users)
{
  WaybillCertCertificate *certificate = waybill_cert_identity_get_certificate (identity);
  WaybillCertEntry entry = { .label = (char *) label, .certificate = certificate, .is_identity = TRUE, .added = added };
  WaybillUiCertItem *item
      = waybill_ui_cert_item_new (WAYBILL_UI_CERT_ITEM_STORED, waybill_cert_certificate_get_fingerprint (certificate));

  waybill_ui_cert_item_set_stored (item, &entry, users);
  return item;
}

static gboolean
finds (WaybillUiCertItem *item, const char *typed)
{
  g_autoptr (WaybillUiCertQuery) query = waybill_ui_cert_query_new (typed);

  return waybill_ui_cert_item_matches (item, query);
}

/* Pure: which words and digits find which certificate. */
static void
test_search_table (void)
{
  static const struct
  {
    const char *query;
    gboolean finds;
  } rows[] = {
    { "", TRUE },          { "harbour", TRUE }, { "HARBOUR client", TRUE }, { "harbour norrland", FALSE },
    { "northgate", TRUE }, { "baltic", TRUE },  { "xyz", FALSE },           { "  ", TRUE },
  };
  gint64 now = waybill_base_clock_now ();
  g_autoptr (WaybillCertIdentity) identity
      = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, "Northgate", NULL, now - DAY, now + DAY, NULL, NULL);
  WaybillCertCertificate *certificate = waybill_cert_identity_get_certificate (identity);
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (certificate);
  g_autoptr (WaybillPartner) partner = waybill_partner_new ("Baltic Timber", NULL);
  g_autoptr (GPtrArray) users = g_ptr_array_new ();
  g_autofree char *colons = g_strdup_printf ("%.4s:%.4s", fingerprint, fingerprint + 4);
  g_autofree char *capitals = g_ascii_strup (colons, -1);
  g_autofree char *three = g_strndup (fingerprint, 3);
  g_autofree char *sha1 = waybill_cert_facts_dup_sha1 (certificate);
  g_autofree char *thumbprint = g_ascii_strup (sha1, -1);
  g_autoptr (WaybillUiCertItem) item = NULL;
  g_autoptr (WaybillUiCertItem) other = item_new (identity, "x", 0, NULL);

  g_ptr_array_add (users, partner);
  item = item_new (identity, "Harbour client", 0, users);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (finds (item, rows[i].query), ==, rows[i].finds);
  g_assert_true (finds (other, capitals));
  g_assert_true (finds (other, thumbprint));
  g_assert_false (finds (other, three));
}

static void
test_order_and_states (void)
{
  gint64 now = waybill_base_clock_now ();
  g_autoptr (WaybillCertIdentity) early
      = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, "a", NULL, now - DAY, now + 9 * DAY, NULL, NULL);
  g_autoptr (WaybillCertIdentity) late
      = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, "b", NULL, now - DAY, now + 900 * DAY, NULL, NULL);
  g_autoptr (WaybillCertIdentity) over
      = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, "c", NULL, now - 9 * DAY, now - DAY, NULL, NULL);
  g_autoptr (GPtrArray) users = g_ptr_array_new ();
  g_autoptr (WaybillPartner) partner = waybill_partner_new ("Baltic Timber", NULL);
  g_autoptr (WaybillUiCertItem) z = item_new (early, "z", 5, NULL);
  g_autoptr (WaybillUiCertItem) b = item_new (late, "B", 4, NULL);
  g_autoptr (WaybillUiCertItem) a = item_new (early, "a", 5, NULL);
  g_autoptr (WaybillUiCertItem) used = NULL;

  g_ptr_array_add (users, partner);
  used = item_new (over, "c", 0, users);
  g_assert_cmpint (waybill_ui_cert_view_compare (z, b, WAYBILL_UI_CERT_SORT_NAME), >, 0);
  g_assert_cmpint (waybill_ui_cert_view_compare (z, b, WAYBILL_UI_CERT_SORT_END), <, 0);
  g_assert_cmpint (waybill_ui_cert_view_compare (a, z, WAYBILL_UI_CERT_SORT_END), <, 0);
  g_assert_cmpint (waybill_ui_cert_view_compare (z, b, WAYBILL_UI_CERT_SORT_ADDED), <, 0);
  g_assert_cmpint (waybill_ui_cert_view_compare (z, a, WAYBILL_UI_CERT_SORT_ADDED), >, 0);
  g_assert_cmpint (waybill_ui_cert_view_get_state (waybill_cert_identity_get_certificate (early)), ==,
                   WAYBILL_UI_STATE_WARNING);
  g_assert_cmpint (waybill_ui_cert_view_get_state (waybill_cert_identity_get_certificate (late)), ==,
                   WAYBILL_UI_STATE_READY);
  g_assert_cmpint (waybill_ui_cert_view_get_state (waybill_cert_identity_get_certificate (over)), ==,
                   WAYBILL_UI_STATE_FAILED);
  g_assert_true (waybill_ui_cert_view_holds (WAYBILL_UI_CERT_VIEW_ENDING, used));
  g_assert_true (waybill_ui_cert_view_holds (WAYBILL_UI_CERT_VIEW_UNUSED, b));
  g_assert_false (waybill_ui_cert_view_holds (WAYBILL_UI_CERT_VIEW_UNUSED, used));
  g_assert_false (waybill_ui_cert_view_holds (WAYBILL_UI_CERT_VIEW_AUTHORITIES, used));
  g_assert_false (waybill_ui_cert_view_holds (WAYBILL_UI_CERT_VIEW_CARDS, used));
}

/* A card's certificate stands in its view alone, until the store has it. */
static void
test_cards_stand_by_themselves (void)
{
  gint64 now = waybill_base_clock_now ();
  g_autoptr (WaybillCertIdentity) identity
      = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, "anna", NULL, now - DAY, now + 9 * DAY, NULL, NULL);
  WaybillCertCertificate *certificate = waybill_cert_identity_get_certificate (identity);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  WaybillCertTokenEntry on_card = { "anna", "Old Mill card", "pkcs11:token=mill;object=anna", certificate, chain };
  WaybillCertEntry stored = { .label = "anna", .certificate = certificate, .is_identity = TRUE, .token = on_card.uri };
  g_autoptr (WaybillUiCertItem) item
      = waybill_ui_cert_item_new (WAYBILL_UI_CERT_ITEM_CARD, waybill_cert_certificate_get_fingerprint (certificate));
  g_autofree char *where = NULL;

  g_ptr_array_add (chain, certificate);
  waybill_ui_cert_item_set_card (item, &on_card);
  where = waybill_ui_cert_item_dup_where (item);
  g_assert_cmpstr (where, ==, "On the card “Old Mill card”");
  g_assert_true (finds (item, "mill"));
  for (guint view = 0; view < WAYBILL_UI_CERT_N_VIEWS; view++)
    g_assert_cmpint (waybill_ui_cert_view_holds ((WaybillUiCertView) view, item), ==, view == WAYBILL_UI_CERT_VIEW_CARDS);

  waybill_ui_cert_item_set_stored (item, &stored, NULL);
  g_assert_true (waybill_ui_cert_view_holds (WAYBILL_UI_CERT_VIEW_CARDS, item));
  g_assert_true (waybill_ui_cert_view_holds (WAYBILL_UI_CERT_VIEW_IDENTITIES, item));
}

int
main (int argc, char *argv[])
{
  if (!rig_begin (&argc, &argv))
    return 0;

  g_test_add_func ("/ui/cert-item/search-table", test_search_table);
  g_test_add_func ("/ui/cert-item/order-and-states", test_order_and_states);
  g_test_add_func ("/ui/cert-item/cards-stand-by-themselves", test_cards_stand_by_themselves);

  return g_test_run ();
}
