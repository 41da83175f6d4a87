/* The certificate store's window on a real display: what stands where, what a search finds, what the chain is_label, and
 * that selection and focus survive every change. */

#include "ui-cert-window-rig.h"

#include "cert-facts.h"

#define ADD(name, prepare, function) g_test_add ("/ui/cert-window/" name, Fixture, NULL, prepare, function, tear_down)

static void
test_list_shows_what_the_store_holds (Fixture *fixture, gconstpointer data)
{
  gboolean needs_look = FALSE;

  g_assert_cmpint (waybill_ui_cert_list_get_view (get_list (fixture)), ==, WAYBILL_UI_CERT_VIEW_IDENTITIES);
  g_assert_cmpuint (waybill_ui_cert_list_count (get_list (fixture), WAYBILL_UI_CERT_VIEW_AUTHORITIES, NULL), ==, 1);
  g_assert_cmpuint (waybill_ui_cert_list_count (get_list (fixture), WAYBILL_UI_CERT_VIEW_IDENTITIES, &needs_look), ==, 3);
  g_assert_true (needs_look);
  g_assert_cmpuint (waybill_ui_cert_list_count (get_list (fixture), WAYBILL_UI_CERT_VIEW_PARTNERS, NULL), ==, 3);
  g_assert_cmpuint (waybill_ui_cert_list_count (get_list (fixture), WAYBILL_UI_CERT_VIEW_ENDING, NULL), ==, 1);
  g_assert_cmpuint (waybill_ui_cert_list_count (get_list (fixture), WAYBILL_UI_CERT_VIEW_UNUSED, NULL), ==, 2);
  g_assert_true (shows (fixture, "Runs out in 12 days"));
  g_assert_true (shows (fixture, "Used by Baltic Timber, Harbour Foods"));
  g_assert_true (shows (fixture, "Stranger & <Sons>"));
  g_assert_false (shows (fixture, "Lab Root CA 2036-11-20"));

  select_view (fixture, WAYBILL_UI_CERT_VIEW_AUTHORITIES);

  g_assert_true (shows (fixture, "Lab Root CA 2036-11-20"));
  g_assert_true (shows (fixture, "Used by Harbour Foods"));
  g_assert_false (shows (fixture, "Runs out in 12 days"));
}

static void
test_search_finds_by_partner_and_fingerprint (Fixture *fixture, gconstpointer data)
{
  g_autofree char *part = g_strndup (fixture->ending + 8, 8);

  search (fixture, "baltic");
  wait_until_hidden (fixture, "Norrland client 2026-12");
  g_assert_cmpstr (waybill_ui_cert_list_get_first (get_list (fixture)), ==, fixture->berta);

  search (fixture, part);
  wait_until_shown (fixture, "Norrland client 2026-12");
  g_assert_cmpstr (waybill_ui_cert_list_get_first (get_list (fixture)), ==, fixture->ending);

  search (fixture, "no such thing");
  wait_until_shown (fixture, "Nothing matches");
  g_assert_true (waybill_ui_cert_list_clear_search (get_list (fixture)));
  g_assert_true (shows (fixture, "Norrland client 2026-12"));
  g_assert_false (waybill_ui_cert_list_clear_search (get_list (fixture)));
}

/* GTK's own widget around a row of a list has the focus. */
static const char *
get_focused_id (Fixture *fixture)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  GtkWidget *child = focus == NULL ? NULL : gtk_widget_get_first_child (focus);

  return WAYBILL_IS_UI_CERT_ROW (child)
             ? waybill_ui_cert_item_get_id (waybill_ui_cert_row_get_item (WAYBILL_UI_CERT_ROW (child)))
             : NULL;
}

static const char *
get_selected_id (Fixture *fixture)
{
  GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (get (fixture, "GtkListView")));
  gpointer item = gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (model));

  return item == NULL ? NULL : waybill_ui_cert_item_get_id (item);
}

static void
test_clearing_the_search_keeps_what_was_selected (Fixture *fixture, gconstpointer data)
{
  waybill_ui_cert_window_show (WAYBILL_UI_CERT_WINDOW (fixture->window), fixture->ending);
  waybill_ui_cert_list_search (get_list (fixture));
  search (fixture, "baltic");
  wait_until_hidden (fixture, "Stranger & <Sons>");
  g_assert_true (shows (fixture, "Northgate 4711"));

  waybill_ui_cert_list_clear_search (get_list (fixture));
  settle ();

  g_assert_cmpstr (get_focused_id (fixture), ==, fixture->ending);
  g_assert_cmpstr (get_selected_id (fixture), ==, fixture->ending);
  g_assert_true (shows (fixture, "Northgate 4711"));
}

static void
test_details_say_where_it_is_used (Fixture *fixture, gconstpointer data)
{
  GtkWidget *details = get (fixture, "WaybillUiCertDetails");
  GtkWidget *row;

  waybill_ui_cert_window_show (WAYBILL_UI_CERT_WINDOW (fixture->window), fixture->berta);
  settle ();
  g_assert_nonnull (find (details, is_label, "You log in with it"));
  g_assert_nonnull (find (details, is_label, "Lab Root CA"));
  g_assert_nonnull (find (details, is_label, "this one"));

  row = gtk_widget_get_ancestor (find (details, is_label, "Baltic Timber"), GTK_TYPE_LIST_BOX_ROW);
  gtk_widget_activate (row);

  g_assert_cmpint (fixture->place, ==, WAYBILL_UI_PLACE_EDITOR);
  g_assert_cmpstr (fixture->detail, ==, "certificate");
  g_assert_cmpstr (waybill_partner_get_name (waybill_ui_context_find_partner (fixture->context, fixture->subject)), ==,
                   "Baltic Timber");
}

static void
test_chain_names_the_missing_issuer (Fixture *fixture, gconstpointer data)
{
  const WaybillCertEntry *stranger = waybill_cert_store_find_fingerprint (fixture->store, fixture->stranger);
  const WaybillCertEntry *berta = waybill_cert_store_find_fingerprint (fixture->store, fixture->berta);
  g_autoptr (GPtrArray) missing = waybill_ui_cert_chain_new (fixture->store, stranger);
  g_autoptr (GPtrArray) whole = waybill_ui_cert_chain_new (fixture->store, berta);
  const WaybillUiCertLink *const *links = (const WaybillUiCertLink *const *) whole->pdata;

  g_assert_false (waybill_ui_cert_chain_is_complete (missing));
  g_assert_cmpuint (missing->len, ==, 2);
  g_assert_cmpstr (((WaybillUiCertLink *) missing->pdata[0])->name, ==, "Unknown Root CA");
  g_assert_true (waybill_ui_cert_chain_is_complete (whole));
  g_assert_cmpuint (whole->len, ==, 3);
  g_assert_true (links[0]->in_store && !links[0]->is_this && !links[0]->has_key);
  g_assert_true (!links[1]->in_store && !links[1]->is_this);
  g_assert_true (links[2]->in_store && links[2]->is_this && links[2]->has_key);

  waybill_ui_cert_window_show (WAYBILL_UI_CERT_WINDOW (fixture->window), fixture->stranger);
  settle ();
  g_assert_true (shows (fixture, "Missing: Unknown Root CA"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "cert.import", NULL);
  g_assert_cmpuint (fixture->imports, ==, 1);
}

/* Same name, other key: it is not the issuer. */
static void
test_chain_is_not_fooled_by_a_name (Fixture *fixture, gconstpointer data)
{
  gint64 now = waybill_base_clock_now ();
  g_autoptr (WaybillCertIdentity) real
      = waybill_cert_issue (WAYBILL_CERT_ROLE_AUTHORITY, "Twin CA", NULL, now - DAY, now + 900 * DAY, NULL, NULL);
  g_autoptr (WaybillCertIdentity) twin
      = waybill_cert_issue (WAYBILL_CERT_ROLE_AUTHORITY, "Twin CA", NULL, now - DAY, now + 900 * DAY, NULL, NULL);
  g_autoptr (WaybillCertIdentity) leaf
      = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, "leaf", NULL, now - DAY, now + 300 * DAY, real, NULL);
  g_autofree char *fingerprint = add_identity (fixture, leaf, "Leaf of twins");
  const WaybillCertEntry *entry = waybill_cert_store_find_fingerprint (fixture->store, fingerprint);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  waybill_cert_store_add_authority (fixture->store, waybill_cert_identity_get_certificate (twin), "Twin", FALSE, NULL, NULL);
  before = waybill_ui_cert_chain_new (fixture->store, entry);
  waybill_cert_store_add_authority (fixture->store, waybill_cert_identity_get_certificate (real), "Real", FALSE, NULL, NULL);
  after = waybill_ui_cert_chain_new (fixture->store, entry);

  g_assert_false (waybill_ui_cert_chain_is_complete (before));
  g_assert_true (waybill_ui_cert_chain_is_complete (after));
  g_assert_true (waybill_cert_certificate_equal (((WaybillUiCertLink *) after->pdata[0])->certificate,
                                                 waybill_cert_identity_get_certificate (real)));
}

/* A name in a certificate is somebody else's: no markup, and nothing in it turns the words around. */
static void
test_chain_takes_names_as_they_are (Fixture *fixture, gconstpointer data)
{
  gint64 now = waybill_base_clock_now ();
  g_autoptr (WaybillCertIdentity) authority
      = waybill_cert_issue (WAYBILL_CERT_ROLE_AUTHORITY, "Salt & <Sons> \342\200\256 CA", NULL, now - DAY, now + 900 * DAY,
                            NULL, NULL);
  g_autoptr (WaybillCertIdentity) leaf = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, "R&D <b>\342\200\256", NULL,
                                                             now - DAY, now + 300 * DAY, authority, NULL);
  g_autofree char *fingerprint = add_identity (fixture, leaf, "Leaf");

  waybill_ui_cert_window_show (WAYBILL_UI_CERT_WINDOW (fixture->window), fingerprint);
  settle ();
  g_assert_true (shows (fixture, "R&D <b>\\u202e"));
  g_assert_true (shows (fixture, "Missing: Salt & <Sons> \\u202e CA"));
  g_assert_null (find (GTK_WIDGET (fixture->window), says, "\342\200\256"));
}

static void
test_change_keeps_selection_and_focus (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertIdentity) added = NULL;
  g_autofree char *fingerprint = NULL;
  gint64 now = waybill_base_clock_now ();
  GtkWidget *focus;

  waybill_ui_cert_window_show (WAYBILL_UI_CERT_WINDOW (fixture->window), fixture->stranger);
  settle ();
  focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  g_assert_cmpstr (get_focused_id (fixture), ==, fixture->stranger);

  added = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, "a first one", NULL, now - DAY, now + 99 * DAY, NULL, NULL);
  fingerprint = add_identity (fixture, added, "A first one");
  waybill_ui_context_emit_changed (fixture->context);
  settle ();

  g_assert_true (shows (fixture, "A first one"));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == focus);
  g_assert_cmpstr (get_focused_id (fixture), ==, fixture->stranger);
  g_assert_cmpstr (get_selected_id (fixture), ==, fixture->stranger);
  g_assert_true (shows (fixture, "Missing: Unknown Root CA"));
}

/* As Enter would, on the first row. */
static void
activate_row (Fixture *fixture, const char *text)
{
  GtkWidget *row = find (GTK_WIDGET (fixture->window), is_label, text);

  g_assert_nonnull (row);
  while (!GTK_IS_LIST_VIEW (gtk_widget_get_parent (row)))
    row = gtk_widget_get_parent (row);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "activate", 0);
}

static void
test_partners_view_says_who_sees_what (Fixture *fixture, gconstpointer data)
{
  select_view (fixture, WAYBILL_UI_CERT_VIEW_PARTNERS);

  g_assert_true (shows (fixture, "Authorities you trust"));
  g_assert_true (shows (fixture, "Harbour Foods client 2036-11"));
  g_assert_true (shows (fixture, "The computer’s own, Lab Root CA 2036-11-20"));
  g_assert_false (gtk_widget_get_visible (get (fixture, "WaybillUiCertDetails")));

  search (fixture, "norrland");
  wait_until_hidden (fixture, "Baltic Timber");
  activate_row (fixture, "Norrland Parts");
  g_assert_cmpint (fixture->place, ==, WAYBILL_UI_PLACE_EDITOR);
  /* Nothing is chosen here that could be removed. */
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "cert.remove", NULL);
  g_assert_cmpuint (waybill_ui_cert_list_count (get_list (fixture), WAYBILL_UI_CERT_VIEW_IDENTITIES, NULL), ==, 3);
}

static guint
count_import_buttons (GtkWidget *widget)
{
  guint n = GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget)
            && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), "cert.import") == 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_import_buttons (child);
  return n;
}

/* A long life has much left of it when little of it is left: what the words and the icon say counts. */
static void
test_bar_says_what_the_icon_says (void)
{
  static const struct
  {
    int days_before, days_left;
    gboolean warns;
  } rows[] = { { 7000, 61, FALSE }, { 7000, 59, TRUE }, { 10, 59, TRUE }, { 700, -1, TRUE } };
  gint64 now = waybill_base_clock_now ();
  GtkWidget *bar = g_object_ref_sink (gtk_level_bar_new_for_interval (0, 1));

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WaybillCertIdentity) identity
          = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, "Northgate", NULL, now - rows[i].days_before * DAY,
                                now + rows[i].days_left * DAY, NULL, NULL);
      WaybillCertCertificate *certificate = waybill_cert_identity_get_certificate (identity);

      waybill_ui_cert_row_set_life (GTK_LEVEL_BAR (bar), certificate);
      g_assert_cmpint (gtk_widget_has_css_class (bar, "warning"), ==, rows[i].warns);
      g_assert_cmpint (waybill_ui_cert_view_get_state (certificate) != WAYBILL_UI_STATE_READY, ==, rows[i].warns);
    }
  g_object_unref (bar);
}

static void
test_empty_store_says_what_to_do (Fixture *fixture, gconstpointer data)
{
  open_window (fixture);
  g_assert_cmpuint (count_import_buttons (GTK_WIDGET (fixture->window)), ==, 1);

  g_assert_true (shows (fixture, "No certificates yet"));
  g_assert_true (shows (fixture, "They come as .pfx, .p12, .cer or .crt. Drop them anywhere in this window."));
  fill (fixture);
  settle ();
  g_assert_false (shows (fixture, "No certificates yet"));
  g_assert_true (shows (fixture, "Stranger & <Sons>"));
  g_assert_cmpuint (count_import_buttons (GTK_WIDGET (fixture->window)), ==, 1);
}

static void
test_folded_shows_one_page_at_a_time (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list, *details;

  close_window (fixture);
  settle ();
  fixture->window = GTK_WINDOW (waybill_ui_cert_window_new (fixture->context, NULL));
  gtk_window_set_default_size (fixture->window, 360, 640);
  gtk_window_present (fixture->window);
  list = GTK_WIDGET (get_list (fixture));
  details = get (fixture, "WaybillUiCertDetails");
  while (gtk_widget_get_width (list) == 0 || gtk_widget_get_child_visible (details))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), <=, 360);

  waybill_ui_cert_window_show (WAYBILL_UI_CERT_WINDOW (fixture->window), fixture->berta);
  while (gtk_widget_get_child_visible (list))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gtk_widget_get_child_visible (details));

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "cert.back", NULL);
  while (!gtk_widget_get_child_visible (list) || gtk_widget_get_child_visible (details))
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "cert.back", NULL);
  wait_until_shown (fixture, "Fast path");
}

static GtkGesture *
find_click (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller) && gtk_event_controller_get_name (controller) != NULL)
        return GTK_GESTURE (controller);
    }
  g_assert_not_reached ();
}

/* Enter and a click lead to the details, where only one of both is to be seen. */
static void
test_row_opens_the_details (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list, *details, *row;
  double x, y;

  close_window (fixture);
  settle ();
  fixture->window = GTK_WINDOW (waybill_ui_cert_window_new (fixture->context, NULL));
  gtk_window_set_default_size (fixture->window, 360, 640);
  gtk_window_present (fixture->window);
  list = get (fixture, "GtkListView");
  details = get (fixture, "WaybillUiCertDetails");
  while (gtk_widget_get_width (list) == 0 || gtk_widget_get_child_visible (details))
    g_main_context_iteration (NULL, TRUE);
  settle ();

  row = gtk_widget_get_ancestor (find (list, is_label, "Norrland client 2026-12"), WAYBILL_TYPE_UI_CERT_ROW);
  gtk_widget_translate_coordinates (row, list, 20, 20, &x, &y);
  g_signal_emit_by_name (find_click (list), "released", 1, x, y);
  while (!gtk_widget_get_child_visible (details))
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (find (details, is_label, "Norrland client 2026-12"));

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "cert.back", NULL);
  while (gtk_widget_get_child_visible (details))
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (list, "activate", 0);
  while (!gtk_widget_get_child_visible (details))
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (find (details, is_label, "Harbour Foods client 2036-11"));
}

static void
test_requests_wait_in_a_view_of_their_own (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillCertRequest) request
      = waybill_cert_request_new ("CN=anna,O=Old Mill", NULL, WAYBILL_CERT_KEY_KIND_EC256, &error);

  g_assert_no_error (error);
  waybill_cert_store_add_request (fixture->store, request, "anna for Old Mill", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (waybill_ui_cert_list_count (get_list (fixture), WAYBILL_UI_CERT_VIEW_WAITING, NULL), ==, 1);

  select_view (fixture, WAYBILL_UI_CERT_VIEW_WAITING);
  g_assert_true (shows (fixture, "anna for Old Mill"));
  g_assert_true (gtk_widget_get_mapped (get (fixture, "WaybillUiCertWaiting")));

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "cert.remove", NULL);
  settle ();
  g_assert_cmpuint (waybill_ui_cert_list_count (get_list (fixture), WAYBILL_UI_CERT_VIEW_WAITING, NULL), ==, 0);
  g_assert_true (shows (fixture, "No request is waiting"));
}

static void
test_details_say_key_usages_and_both_fingerprints (Fixture *fixture, gconstpointer data)
{
  const WaybillCertEntry *entry = waybill_cert_store_find_fingerprint (fixture->store, fixture->ending);
  g_autofree char *sha1 = waybill_cert_facts_dup_sha1 (entry->certificate);
  g_autofree char *groups = g_strdup_printf ("%.4s %.4s", sha1, sha1 + 4);
  g_autofree char *beginning = g_ascii_strup (groups, -1);

  waybill_ui_cert_window_show (WAYBILL_UI_CERT_WINDOW (fixture->window), fixture->ending);
  settle ();

  g_assert_nonnull (find (get (fixture, "WaybillUiCertDetails"), says, "client authentication"));
  g_assert_nonnull (find (get (fixture, "WaybillUiCertDetails"), says, "Elliptic curve, P-256"));
  g_assert_nonnull (find (get (fixture, "WaybillUiCertDetails"), says, beginning));
}

static void
test_sort_by_added (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertIdentity) late = NULL;
  gint64 now = waybill_base_clock_now ();
  g_autofree char *fingerprint = NULL;

  waybill_base_clock_set_now (now + 60);
  late = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, "z", NULL, now - DAY, now + 99 * DAY, NULL, NULL);
  fingerprint = add_identity (fixture, late, "Z, the newest");
  gtk_widget_activate_action (GTK_WIDGET (get_list (fixture)), "cert-list.sort", "s", "added");
  g_assert_cmpstr (waybill_ui_cert_list_get_first (get_list (fixture)), ==, fingerprint);

  gtk_widget_activate_action (GTK_WIDGET (get_list (fixture)), "cert-list.sort", "s", "name");
  g_assert_cmpstr (waybill_ui_cert_list_get_first (get_list (fixture)), !=, fingerprint);
  waybill_base_clock_set_now (0);
}

int
main (int argc, char *argv[])
{
  if (!rig_begin (&argc, &argv))
    return 0;

  g_test_add_func ("/ui/cert-window/bar-says-what-the-icon-says", test_bar_says_what_the_icon_says);
  ADD ("list-shows-what-the-store-holds", set_up, test_list_shows_what_the_store_holds);
  ADD ("search-finds-by-partner-and-fingerprint", set_up, test_search_finds_by_partner_and_fingerprint);
  ADD ("clearing-the-search-keeps-what-was-selected", set_up, test_clearing_the_search_keeps_what_was_selected);
  ADD ("details-say-where-it-is-used", set_up, test_details_say_where_it_is_used);
  ADD ("chain-names-the-missing-issuer", set_up, test_chain_names_the_missing_issuer);
  ADD ("chain-is-not-fooled-by-a-name", set_up, test_chain_is_not_fooled_by_a_name);
  ADD ("chain-takes-names-as-they-are", set_up, test_chain_takes_names_as_they_are);
  ADD ("change-keeps-selection-and-focus", set_up, test_change_keeps_selection_and_focus);
  ADD ("requests-wait-in-a-view-of-their-own", set_up, test_requests_wait_in_a_view_of_their_own);
  ADD ("details-say-key-usages-and-both-fingerprints", set_up, test_details_say_key_usages_and_both_fingerprints);
  ADD ("row-opens-the-details", set_up, test_row_opens_the_details);
  ADD ("sort-by-added", set_up, test_sort_by_added);
  ADD ("partners-view-is_label-who-sees-what", set_up, test_partners_view_says_who_sees_what);
  ADD ("empty-store-says-what-to-do", set_up_empty, test_empty_store_says_what_to_do);
  ADD ("folded-shows-one-page-at-a-time", set_up, test_folded_shows_one_page_at_a_time);

  return g_test_run ();
}
