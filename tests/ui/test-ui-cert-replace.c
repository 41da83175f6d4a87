/* One certificate takes the place of another in the store's window: assignments and trust lists go over as one, and come
 * back as one. */

#include "ui-cert-window-rig.h"

#include "ui-cert-replace.h"

#define ADD(name, function) g_test_add ("/ui/cert-replace/" name, Fixture, NULL, set_up, function, tear_down)

static void
take_undo (Fixture *fixture)
{
  GtkWidget *label = find (GTK_WIDGET (fixture->window), is_label, "Undo");

  g_assert_nonnull (label);
  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
  settle ();
}

static WaybillPartner *
get_partner (Fixture *fixture, const char *name)
{
  return waybill_partner_store_find (fixture->partners, name, NULL);
}

static GtkWidget *
open_replace (Fixture *fixture, const char *fingerprint)
{
  GtkWidget *popover = get (fixture, "WaybillUiCertReplace");

  waybill_ui_cert_window_show (WAYBILL_UI_CERT_WINDOW (fixture->window), fingerprint);
  settle ();
  gtk_menu_button_popup (GTK_MENU_BUTTON (gtk_widget_get_parent (popover)));
  while (!gtk_widget_get_mapped (popover))
    g_main_context_iteration (NULL, TRUE);
  settle ();
  return popover;
}

static void
choose (GtkWidget *popover, const char *label)
{
  GtkWidget *title = find (popover, is_label, label);

  g_assert_nonnull (title);
  gtk_widget_activate (gtk_widget_get_ancestor (title, GTK_TYPE_LIST_BOX_ROW));
  settle ();
}

static void
test_assignments_go_over_and_come_back (Fixture *fixture, gconstpointer data)
{
  gint64 now = waybill_base_clock_now ();
  g_autoptr (WaybillCertIdentity) fresh
      = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, "berta", NULL, now - DAY, now + 9000 * DAY, NULL, NULL);
  g_autofree char *fingerprint = add_identity (fixture, fresh, "Harbour Foods client 2051");

  choose (open_replace (fixture, fixture->berta), "Harbour Foods client 2051");

  g_assert_cmpstr (waybill_partner_get_identity (get_partner (fixture, "Harbour Foods")), ==, fingerprint);
  g_assert_cmpstr (waybill_partner_get_identity (get_partner (fixture, "Baltic Timber")), ==, fingerprint);
  g_assert_nonnull (waybill_cert_store_find_fingerprint (fixture->store, fixture->berta));
  wait_until_shown (fixture, "“Harbour Foods client 2051” takes the place of “Harbour Foods client 2036-11” at 2 partners");

  take_undo (fixture);
  g_assert_cmpstr (waybill_partner_get_identity (get_partner (fixture, "Harbour Foods")), ==, fixture->berta);
  g_assert_cmpstr (waybill_partner_get_identity (get_partner (fixture, "Baltic Timber")), ==, fixture->berta);
}

static void
test_trust_lists_go_over (Fixture *fixture, gconstpointer data)
{
  gint64 now = waybill_base_clock_now ();
  g_autoptr (WaybillCertIdentity) fresh
      = waybill_cert_issue (WAYBILL_CERT_ROLE_AUTHORITY, "Lab Root CA", NULL, now - DAY, now + 9000 * DAY, NULL, NULL);
  const WaybillCertEntry *entry
      = waybill_cert_store_add_authority (fixture->store, waybill_cert_identity_get_certificate (fresh), "Lab Root CA 2051",
                                          FALSE, NULL, NULL);
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (entry->certificate);
  WaybillPartner *partner = get_partner (fixture, "Harbour Foods");

  select_view (fixture, WAYBILL_UI_CERT_VIEW_AUTHORITIES);
  choose (open_replace (fixture, fixture->root), "Lab Root CA 2051");

  g_assert_true (g_strv_contains (waybill_partner_get_authorities (partner), fingerprint));
  g_assert_false (g_strv_contains (waybill_partner_get_authorities (partner), fixture->root));
  take_undo (fixture);
  g_assert_false (g_strv_contains (waybill_partner_get_authorities (partner), fingerprint));
  g_assert_true (g_strv_contains (waybill_partner_get_authorities (partner), fixture->root));
}

/* One that was to take over would bring the old one back on its day. */
static void
test_what_was_to_take_over_goes (Fixture *fixture, gconstpointer data)
{
  WaybillPartner *partner = get_partner (fixture, "Harbour Foods");

  waybill_partner_set_next (partner, fixture->ending, "2099-01-01", NULL);
  waybill_partner_store_save (fixture->partners, partner, NULL);
  choose (open_replace (fixture, fixture->ending), "Harbour Foods client 2036-11");

  g_assert_cmpstr (waybill_partner_get_identity (partner), ==, fixture->berta);
  g_assert_null (waybill_partner_get_next_identity (partner));
  take_undo (fixture);
  g_assert_cmpstr (waybill_partner_get_identity (partner), ==, fixture->berta);
  g_assert_cmpstr (waybill_partner_get_next_identity (partner), ==, fixture->ending);
  g_assert_cmpstr (waybill_partner_get_next_from (partner), ==, "2099-01-01");
}

static void
test_the_likeliest_stands_first (Fixture *fixture, gconstpointer data)
{
  gint64 now = waybill_base_clock_now ();
  g_autoptr (WaybillCertIdentity) same
      = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, "Northgate 4711", NULL, now - DAY, now + 90 * DAY, NULL, NULL);
  g_autofree char *fingerprint = add_identity (fixture, same, "zz");
  g_autoptr (GPtrArray) candidates
      = waybill_ui_cert_replace_list_candidates (fixture->store,
                                                 waybill_cert_store_find_fingerprint (fixture->store, fixture->ending));

  g_assert_cmpuint (candidates->len, ==, 3);
  g_assert_cmpstr (((WaybillCertEntry *) candidates->pdata[0])->label, ==, "zz");
}

/* Blue within sixty days, and no other. */
static void
test_it_is_blue_in_time (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button = gtk_widget_get_parent (get (fixture, "WaybillUiCertReplace"));

  waybill_ui_cert_window_show (WAYBILL_UI_CERT_WINDOW (fixture->window), fixture->ending);
  settle ();
  g_assert_nonnull (find (button, has_class, "suggested-action"));
  waybill_ui_cert_window_show (WAYBILL_UI_CERT_WINDOW (fixture->window), fixture->berta);
  settle ();
  g_assert_null (find (button, has_class, "suggested-action"));
}

static void
test_unused_has_nothing_to_carry_over (Fixture *fixture, gconstpointer data)
{
  GtkWidget *popover = open_replace (fixture, fixture->ending);

  g_assert_nonnull (find (popover, says, "nothing to carry over"));
  g_assert_null (find (popover, is_label, "Harbour Foods client 2036-11"));
}

int
main (int argc, char *argv[])
{
  if (!rig_begin (&argc, &argv))
    return 0;

  ADD ("assignments-go-over-and-come-back", test_assignments_go_over_and_come_back);
  ADD ("trust-lists-go-over", test_trust_lists_go_over);
  ADD ("what-was-to-take-over-goes", test_what_was_to_take_over_goes);
  ADD ("the-likeliest-stands-first", test_the_likeliest_stands_first);
  ADD ("it-is-blue-in-time", test_it_is_blue_in_time);
  ADD ("unused-has-nothing-to-carry-over", test_unused_has_nothing_to_carry_over);

  return g_test_run ();
}
