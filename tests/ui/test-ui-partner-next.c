/* The editor's page Certificate: which one takes over and when, and whether the chain is shown. */
#include "test-ui-partner-rig.h"

#include "partner-next.h"
#include "ui-day-row.h"
#include "ui-partner-identity-menu-private.h"

#define FAR "2039-03-01"

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static const char *
add_identity (Rig *rig, const char *label, gint64 begin, gint64 end)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillCertIdentity) made
      = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, label, NULL, begin, end, NULL, &error);
  const WaybillCertEntry *entry = waybill_cert_store_add_identity (waybill_ui_context_get_certificates (rig->context), made,
                                                                   label, NULL, FALSE, NULL, &error);

  g_assert_no_error (error);
  return waybill_cert_certificate_get_fingerprint (entry->certificate);
}

/* By hand, as the menu does it. */
static void
choose (Rig *rig, const char *fingerprint)
{
  GtkWidget *label = rig_search (GTK_WIDGET (rig->editor), GTK_TYPE_LABEL, "Choose Next…");
  GtkWidget *button = gtk_widget_get_ancestor (label, GTK_TYPE_MENU_BUTTON);

  g_signal_emit_by_name (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)), "chosen", fingerprint);
}

static WaybillUiDayRow *
get_day_row (Rig *rig)
{
  return WAYBILL_UI_DAY_ROW (rig_row (rig, "Takes over on"));
}

static void
set_day (Rig *rig, const char *day)
{
  waybill_ui_day_row_set_day (get_day_row (rig), day);
  g_signal_emit_by_name (get_day_row (rig), "day-changed");
}

typedef struct
{
  WaybillPartner *partner;
  char *present, *next;
} Two;

static void
two_init (Two *two, Rig *rig)
{
  two->partner = rig_add_partner (rig, "Harbour");
  two->present = g_strdup (rig_add_identity (rig, "present", NULL));
  two->next = g_strdup (add_identity (rig, "next", get_now () - 86400, get_now () + 9000 * G_GINT64_CONSTANT (86400)));
  g_assert_true (waybill_partner_set_identity (two->partner, two->present, NULL));
}

static void
two_clear (Two *two)
{
  g_free (two->present);
  g_free (two->next);
}

static void
test_chosen_and_saved (Rig *rig, gconstpointer data)
{
  Two two;
  g_autofree char *tomorrow = NULL;

  two_init (&two, rig);
  rig_open (rig, two.partner, "certificate");
  g_assert_true (rig_says (rig, "None waits"));
  choose (rig, two.next);
  g_assert_true (rig_says (rig, "next"));
  g_assert_true (rig_says (rig, "Until then the present one is used"));
  set_day (rig, FAR);
  g_assert_true (rig_says (rig, "1 March 2039"));
  g_assert_true (rig_says (rig, "The present one runs out before that day"));
  rig_do (rig, "editor.save");

  g_assert_cmpstr (waybill_partner_get_identity (two.partner), ==, two.present);
  g_assert_cmpstr (waybill_partner_get_next_identity (two.partner), ==, two.next);
  g_assert_cmpstr (waybill_partner_get_next_from (two.partner), ==, FAR);
  two_clear (&two);
}

static gboolean
is_undone (gpointer partner)
{
  return waybill_partner_get_next_identity (partner) == NULL;
}

static void
test_saving_is_undone (Rig *rig, gconstpointer data)
{
  Two two;
  GtkWidget *button;

  two_init (&two, rig);
  rig_open (rig, two.partner, "certificate");
  choose (rig, two.next);
  rig_do (rig, "editor.save");
  g_assert_true (rig_wait_until (rig_is_gone, rig));
  g_assert_cmpstr (waybill_partner_get_next_identity (two.partner), ==, two.next);
  button = rig_search (GTK_WIDGET (rig->parent), GTK_TYPE_BUTTON, "Undo");
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (rig_wait_until (is_undone, two.partner));
  two_clear (&two);
}

static void
test_none_takes_over (Rig *rig, gconstpointer data)
{
  Two two;

  two_init (&two, rig);
  g_assert_true (waybill_partner_set_next (two.partner, two.next, FAR, NULL));
  rig_open (rig, two.partner, "certificate");
  choose (rig, NULL);
  g_assert_true (rig_says (rig, "None waits"));
  rig_do (rig, "editor.save");
  g_assert_null (waybill_partner_get_next_identity (two.partner));
  g_assert_null (waybill_partner_get_next_from (two.partner));
  two_clear (&two);
}

/* What stands in the way of the day is said before the day comes. */
static void
test_says_what_is_wrong_with_the_day (Rig *rig, gconstpointer data)
{
  Two two;
  g_autofree char *brief = NULL;

  two_init (&two, rig);
  brief = g_strdup (add_identity (rig, "brief", get_now () - 86400, get_now () + 2 * 86400));
  rig_open (rig, two.partner, "certificate");
  choose (rig, two.next);
  set_day (rig, "2026-01-01");
  g_assert_true (rig_says (rig, "That day has come: it takes over as soon as you save"));
  g_assert_true (rig_says_part (rig, "the present one is used until then"));
  choose (rig, brief);
  set_day (rig, FAR);
  g_assert_true (rig_says_part (rig, "before that day"));
  g_assert_true (waybill_cert_store_remove (waybill_ui_context_get_certificates (rig->context), brief, NULL));
  rig_settle ();
  g_assert_true (rig_says (rig, "Not in the store any more"));
  two_clear (&two);
}

static gboolean
is_calendar (GtkWidget *widget)
{
  return GTK_IS_CALENDAR (widget);
}

static GtkWidget *
find_below (GtkWidget *widget, gboolean (*matches) (GtkWidget *))
{
  GtkWidget *found = matches (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_below (child, matches);
  return found;
}

static gboolean
is_arrow_to_next_month (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_has_css_class (widget, "image-button")
         && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), "pan-end-symbolic") == 0;
}

/* The calendar takes the chosen day along into the next month: the row and the draft follow. */
static void
test_day_follows_the_arrows (Rig *rig, gconstpointer data)
{
  Two two;
  GtkWidget *calendar;

  two_init (&two, rig);
  rig_open (rig, two.partner, "certificate");
  choose (rig, two.next);
  set_day (rig, FAR);
  calendar = find_below (GTK_WIDGET (get_day_row (rig)), is_calendar);
  g_assert_nonnull (calendar);
  g_signal_emit_by_name (find_below (calendar, is_arrow_to_next_month), "clicked");
  g_assert_cmpstr (waybill_ui_day_row_get_day (get_day_row (rig)), ==, "2039-04-01");
  g_assert_true (rig_says (rig, "1 April 2039"));
  rig_do (rig, "editor.save");
  g_assert_cmpstr (waybill_partner_get_next_from (two.partner), ==, "2039-04-01");
  two_clear (&two);
}

/* Another program planned it while the editor was open: saving keeps that. */
static void
test_merged_with_what_others_planned (Rig *rig, gconstpointer data)
{
  Two two;

  two_init (&two, rig);
  rig_open (rig, two.partner, "certificate");
  g_assert_true (waybill_partner_set_next (two.partner, two.next, FAR, NULL));
  g_assert_true (waybill_partner_store_save (waybill_ui_context_get_partners (rig->context), two.partner, NULL));
  rig_settle ();
  rig_turn (rig, "Send the whole chain");
  rig_do (rig, "editor.save");
  g_assert_cmpstr (waybill_partner_get_next_identity (two.partner), ==, two.next);
  g_assert_cmpstr (waybill_partner_get_setting (two.partner, "send-chain"), ==, "no");
  two_clear (&two);
}

static void
request_asked (char **asked, GtkWidget *from, int place, const char *subject, const char *detail)
{
  g_assert_cmpint (place, ==, WAYBILL_UI_PLACE_REQUEST);
  *asked = g_strdup (subject);
}

static void
test_requests_a_new_one (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");
  g_autofree char *asked = NULL;

  g_signal_connect_swapped (rig->context, "go", G_CALLBACK (request_asked), &asked);
  rig_open (rig, partner, "certificate");
  g_signal_emit_by_name (rig_search (GTK_WIDGET (rig->editor), GTK_TYPE_BUTTON, "Request a New One…"), "clicked");
  g_assert_cmpstr (asked, ==, waybill_partner_get_uuid (partner));
  g_signal_handlers_disconnect_by_data (rig->context, &asked);
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

#define ADD(path, function) g_test_add ("/ui/partner-next/" path, Rig, NULL, rig_set_up, function, rig_tear_down)
  ADD ("chosen-and-saved", test_chosen_and_saved);
  ADD ("saving-is-undone", test_saving_is_undone);
  ADD ("none-takes-over", test_none_takes_over);
  ADD ("says-what-is-wrong-with-the-day", test_says_what_is_wrong_with_the_day);
  ADD ("day-follows-the-arrows", test_day_follows_the_arrows);
  ADD ("merged-with-what-others-planned", test_merged_with_what_others_planned);
  ADD ("requests-a-new-one", test_requests_a_new_one);
#undef ADD
  return g_test_run ();
}
