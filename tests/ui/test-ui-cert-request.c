/* The request assistant on a real display: looking for what is there, and making a request or a self-signed certificate. */

#include "ui-cert-request-rig.h"

#include "ui-cert-request-defaults.h"
#include "ui-cert-request-file.h"

/* Do you have one? */

static void
test_nothing_there (Fixture *fixture, gconstpointer data)
{
  WaybillPartner *partner = add_partner (fixture, "Harbour Foods", NULL);

  open_request (fixture, waybill_partner_get_uuid (partner));
  g_assert_true (says_here ("The store has no certificate of yours"));
  g_assert_false (says_here ("None of these is good for Harbour Foods"));
  copy_factory_file (fixture, "ca/root.der.cer", "mail/a.cer");
  look (fixture, "mail");
  g_assert_true (says_here ("1 file was looked at."));
  g_assert_true (says_here ("None of these is good for Harbour Foods"));
}

static void
test_a_file_is_used (Fixture *fixture, gconstpointer data)
{
  WaybillPartner *partner = add_partner (fixture, "Harbour Foods", NULL);
  g_autofree char *expected = g_build_filename (fixture->folder, "mail", "letter.txt", NULL);
  g_autoptr (GFile) file = NULL;

  copy_factory_file (fixture, "client/modern-emptypw.pfx", "mail/letter.txt");
  open_request (fixture, waybill_partner_get_uuid (partner));
  look (fixture, "mail");
  g_assert_false (says_here ("None of these is good"));
  g_assert_true (says_here ("Good for logging in"));
  press_here ("Use This One");

  WAIT_FOR (window == NULL);
  g_assert_nonnull (wanted);
  g_assert_cmpuint (g_list_model_get_n_items (wanted), ==, 1);
  file = g_list_model_get_item (wanted, 0);
  g_assert_cmpstr (g_file_peek_path (file), ==, expected);
  g_assert_cmpstr (wanted_for, ==, waybill_partner_get_uuid (partner));
}

/* Stopping shows what was found so far and lets another search begin. */
static void
test_stop_and_look_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);

  copy_factory_file (fixture, "client/modern-emptypw.pfx", "mail/a.pfx");
  open_request (fixture, NULL);
  waybill_ui_cert_request_have_look (window->have_page, folder);
  g_assert_true (is_busy ());
  waybill_ui_cert_request_have_stop (window->have_page);
  WAIT_FOR (!is_busy ());
  look (fixture, "mail");
  g_assert_true (says_here ("Good for logging in"));
}

static void
test_window_closes_while_it_looks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);

  open_request (fixture, NULL);
  waybill_ui_cert_request_have_look (window->have_page, folder);
  gtk_window_close (GTK_WINDOW (window));
  WAIT_FOR (window == NULL);
}

static const WaybillCertEntry *
add_own (Fixture *fixture, const char *name, gint64 end)
{
  g_autoptr (WaybillCertIdentity) own
      = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, name, NULL, end - 300 * DAY, end, NULL, NULL);

  return waybill_cert_store_add_identity (fixture->store, own, name, NULL, FALSE, NULL, NULL);
}

static void
test_one_of_the_store_is_assigned (Fixture *fixture, gconstpointer data)
{
  WaybillPartner *partner = add_partner (fixture, "Harbour Foods", NULL);
  const WaybillCertEntry *good = add_own (fixture, "anna", waybill_base_clock_now () + 200 * DAY);
  g_autofree char *fingerprint = g_strdup (waybill_cert_certificate_get_fingerprint (good->certificate));

  add_own (fixture, "berta", waybill_base_clock_now () - DAY);
  open_request (fixture, waybill_partner_get_uuid (partner));
  g_assert_true (says_here ("It ran out"));
  press_here ("Use This One");

  WAIT_FOR (window == NULL);
  g_assert_cmpstr (waybill_partner_get_identity (partner), ==, fingerprint);
  undo_below (fixture);
  g_assert_null (waybill_partner_get_identity (partner));
}

static gboolean
is_entry (GtkWidget *widget, gconstpointer unused)
{
  return ADW_IS_ACTION_ROW (widget)
         && g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), "entry");
}

/* With hundreds of them the window still opens at once; what is good stands among the first. */
static void
test_a_store_of_many_is_bounded (Fixture *fixture, gconstpointer data)
{
  guint n = 29;

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("entry %u", i);

      add_own (fixture, name, waybill_base_clock_now () - DAY);
    }
  add_own (fixture, "entry that is good", waybill_base_clock_now () + 200 * DAY);
  open_request (fixture, NULL);
  g_assert_true (says_here ("entry that is good"));
  g_assert_true (says_here ("And 11 more"));
  g_assert_nonnull (find_nth (GTK_WIDGET (window->have_page), is_entry, NULL, &n));
  n = 30;
  g_assert_null (find_nth (GTK_WIDGET (window->have_page), is_entry, NULL, &n));
}

static void
test_without_a_partner_it_is_shown (Fixture *fixture, gconstpointer data)
{
  const WaybillCertEntry *good = add_own (fixture, "anna", waybill_base_clock_now () + 200 * DAY);
  g_autofree char *fingerprint = g_strdup (waybill_cert_certificate_get_fingerprint (good->certificate));

  open_request (fixture, NULL);
  press_here ("Use This One");
  WAIT_FOR (window == NULL);
  g_assert_cmpint (place, ==, WAYBILL_UI_PLACE_CERTIFICATES);
  g_assert_cmpstr (place_subject, ==, fingerprint);
}

/* Who are you? */

static void
test_defaults (Fixture *fixture, gconstpointer data)
{
  static const char *const swedish[] = { "sv_SE.UTF-8", "sv", "C", NULL };
  static const char *const none[] = { "C", NULL };
  WaybillPartner *partner = add_partner (fixture, "Harbour Foods", NULL);
  g_autoptr (WaybillUiCertRequestDefaults) bare
      = waybill_ui_cert_request_defaults_new (fixture->store, NULL, "kim", "Unknown", "desk", none);
  g_autoptr (WaybillUiCertRequestDefaults) known = NULL;

  g_assert_cmpstr (bare->name, ==, "kim@desk");
  g_assert_cmpstr (bare->company, ==, "");
  g_assert_cmpstr (bare->country, ==, "");
  waybill_partner_set_user (partner, "HARBOUR01", NULL);
  known = waybill_ui_cert_request_defaults_new (fixture->store, partner, "kim", "Kim Mill", "desk", swedish);
  g_assert_cmpstr (known->name, ==, "HARBOUR01");
  g_assert_cmpstr (known->country, ==, "SE");
}

static void
test_faults_are_said (Fixture *fixture, gconstpointer data)
{
  open_request (fixture, NULL);
  next ();
  assert_at (WAYBILL_UI_CERT_REQUEST_STEP_WHO);
  type ("Name in the certificate", " ");
  g_assert_false (gtk_widget_is_sensitive (waybill_ui_assistant_get_primary (WAYBILL_UI_ASSISTANT (window))));
  type ("Name in the certificate", "anna");
  type ("Country", "Sweden");
  next ();
  assert_at (WAYBILL_UI_CERT_REQUEST_STEP_WHO);
  g_assert_null (window->made);
  g_assert_true (says_here ("A country is two letters"));
  type ("Country", "se");
  type ("Other names", "edi.example.com, not a name!");
  next ();
  assert_at (WAYBILL_UI_CERT_REQUEST_STEP_WHO);
  g_assert_true (says_here ("is not the name of a computer"));
  g_assert_cmpuint (count_waiting (fixture), ==, 0);
}

/* Send it */

static void
test_a_request_waits (Fixture *fixture, gconstpointer data)
{
  WaybillPartner *partner = add_partner (fixture, "Harbour Foods", NULL);
  const WaybillCertWaiting *waiting;
  g_autofree char *secret = NULL;

  waybill_partner_set_user (partner, "HARBOUR01", NULL);
  open_request (fixture, waybill_partner_get_uuid (partner));
  next ();
  g_assert_cmpstr (gtk_editable_get_text (get_field ("Name in the certificate")), ==, "HARBOUR01");
  type ("Company", "Old Mill");
  type ("Country", "se");
  type ("E-mail", "edi@example.com");
  choose_curve ();
  next ();

  assert_at (WAYBILL_UI_CERT_REQUEST_STEP_SEND);
  waiting = get_waiting (fixture);
  g_assert_cmpstr (waiting->label, ==, "Harbour Foods");
  g_assert_cmpstr (waiting->subject, ==, "CN=HARBOUR01,O=Old Mill,C=SE");
  g_assert_cmpint (waiting->key_kind, ==, WAYBILL_CERT_KEY_KIND_EC256);
  g_assert_true (waiting->is_protected);
  secret = dup_secret (fixture, waiting->id);
  g_assert_nonnull (secret);
  g_assert_true (says_here ("Harbour Foods.csr"));
  g_assert_true (says_here ("When the answer comes, drop it on this window. Waybill finds the key it belongs to."));
  g_assert_null (waybill_partner_get_identity (partner));
}

static gboolean
tick (gpointer n_ticks)
{
  (*(guint *) n_ticks)++;
  return G_SOURCE_CONTINUE;
}

/* It computes for a while, and the window lives on meanwhile. */
static void
test_rsa_is_made_aside (Fixture *fixture, gconstpointer data)
{
  guint n_ticks = 0, timer;

  open_request (fixture, NULL);
  next ();
  timer = g_timeout_add (1, tick, &n_ticks);
  gtk_widget_activate_action (GTK_WIDGET (window), "assistant.next", NULL);
  g_assert_true (is_busy ());
  g_assert_true (says_here ("Making the key."));
  g_assert_false (gtk_widget_is_sensitive (waybill_ui_assistant_get_primary (WAYBILL_UI_ASSISTANT (window))));
  WAIT_FOR (!is_busy ());
  g_source_remove (timer);
  settle ();
  assert_at (WAYBILL_UI_CERT_REQUEST_STEP_SEND);
  g_assert_cmpint (get_waiting (fixture)->key_kind, ==, WAYBILL_CERT_KEY_KIND_RSA3072);
  g_assert_cmpuint (n_ticks, >, 3);
}

static gboolean
is_file_row (GtkWidget *widget, gconstpointer unused)
{
  return WAYBILL_IS_UI_CERT_REQUEST_FILE (widget);
}

static void
test_the_file_goes_out (Fixture *fixture, gconstpointer data)
{
  WaybillUiCertRequestFile *file;
  g_autofree char *path = g_build_filename (fixture->folder, "out.csr", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (GdkContentProvider) offer = NULL;
  g_autofree char *written = NULL;
  g_autofree char *dragged = NULL;
  GValue value = G_VALUE_INIT;
  GSList *files;

  make_request (fixture, NULL);
  file = WAYBILL_UI_CERT_REQUEST_FILE (find (GTK_WIDGET (window->send_page), is_file_row, NULL));
  g_assert_true (waybill_ui_cert_request_file_save (file, target));
  g_assert_true (g_file_get_contents (path, &written, NULL, NULL));
  g_assert_cmpstr (written, ==, get_waiting (fixture)->pem);
  g_assert_null (strstr (written, "PRIVATE"));

  offer = waybill_ui_cert_request_file_dup_content (file);
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_assert_true (gdk_content_provider_get_value (offer, &value, NULL));
  files = g_value_get_boxed (&value);
  g_assert_cmpuint (g_slist_length (files), ==, 1);
  g_assert_true (g_str_has_suffix (g_file_peek_path (files->data), ".csr"));
  g_assert_true (g_file_get_contents (g_file_peek_path (files->data), &dragged, NULL, NULL));
  g_assert_cmpstr (dragged, ==, written);
  g_value_unset (&value);
}

/* The folder is named by somebody who knows nothing of markup. */
static void
test_saved_where_names_are_odd (Fixture *fixture, gconstpointer data)
{
  WaybillUiCertRequestFile *file;
  g_autofree char *path = g_build_filename (fixture->folder, "R&D <new>.csr", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);

  make_request (fixture, NULL);
  file = WAYBILL_UI_CERT_REQUEST_FILE (find (GTK_WIDGET (window->send_page), is_file_row, NULL));
  g_assert_true (waybill_ui_cert_request_file_save (file, target));
  g_assert_true (says_here ("R&D <new>.csr. Drag it into a mail or a folder."));
}

/* Nothing is left of a key whose window was closed. */
static void
test_closed_while_making (Fixture *fixture, gconstpointer data)
{
  GCancellable *making;

  open_request (fixture, NULL);
  next ();
  choose_curve ();
  gtk_widget_activate_action (GTK_WIDGET (window), "assistant.next", NULL);
  making = g_object_ref (window->making);
  waybill_ui_assistant_leave (WAYBILL_UI_ASSISTANT (window));
  g_assert_true (g_cancellable_is_cancelled (making));
  WAIT_FOR (window == NULL);
  /* Until the key is made, and thrown away. */
  WAIT_FOR (G_OBJECT (making)->ref_count == 1);
  g_object_unref (making);
  settle ();
  g_assert_cmpuint (count_waiting (fixture), ==, 0);
}

/* The window below goes first: what is under way must not look for it. */
static void
test_all_closed_while_making (Fixture *fixture, gconstpointer data)
{
  open_request (fixture, NULL);
  next ();
  choose_curve ();
  gtk_widget_activate_action (GTK_WIDGET (window), "assistant.next", NULL);
  g_assert_true (is_busy ());
  waybill_ui_assistant_leave (WAYBILL_UI_ASSISTANT (window));
  gtk_window_destroy (fixture->parent);
  fixture->parent = NULL;
  g_assert_nonnull (window);
  WAIT_FOR (window == NULL);
  g_assert_cmpuint (count_waiting (fixture), ==, 0);
}

/* A folder that takes nothing. */
static void
test_failure_is_said (Fixture *fixture, gconstpointer data)
{
  const char *folder = waybill_cert_store_get_folder (fixture->store);

  open_request (fixture, NULL);
  next ();
  choose_curve ();
  g_assert_true (waybill_base_file_remove_tree (folder, NULL));
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  next ();
  assert_at (WAYBILL_UI_CERT_REQUEST_STEP_WHO);
  g_assert_true (says_here ("Nothing was stored."));
  g_assert_cmpuint (count_waiting (fixture), ==, 0);
  g_assert_cmpint (g_remove (folder), ==, 0);
}

static void
test_self_signed_is_assigned (Fixture *fixture, gconstpointer data)
{
  WaybillPartner *partner = add_partner (fixture, "Harbour Foods", NULL);
  const WaybillCertEntry *entry;
  g_autofree char *secret = NULL;

  open_request (fixture, waybill_partner_get_uuid (partner));
  next ();
  type ("Name in the certificate", "anna");
  choose_curve ();
  choose_self_signed ();
  g_assert_true (says_here ("2 years"));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (waybill_ui_assistant_get_primary (WAYBILL_UI_ASSISTANT (window)))), ==,
                   "_Make It");
  next ();

  assert_at (WAYBILL_UI_CERT_REQUEST_STEP_SEND);
  g_assert_true (says_here ("Your certificate is ready"));
  g_assert_cmpuint (count_waiting (fixture), ==, 0);
  entry = find_identity (fixture);
  g_assert_nonnull (entry);
  g_assert_true (g_str_has_prefix (entry->label, "Harbour Foods client "));
  g_assert_true (entry->is_protected);
  g_assert_true (waybill_cert_certificate_is_for_clients (entry->certificate));
  g_assert_cmpstr (waybill_partner_get_identity (partner), ==,
                   waybill_cert_certificate_get_fingerprint (entry->certificate));
  secret = dup_secret (fixture, waybill_cert_certificate_get_fingerprint (entry->certificate));
  g_assert_nonnull (secret);

  gtk_window_close (GTK_WINDOW (window));
  WAIT_FOR (window == NULL);
  undo_below (fixture);
  g_assert_null (find_identity (fixture));
  g_assert_null (waybill_partner_get_identity (partner));
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/ui/cert-request/nothing-there", test_nothing_there },
    { "/ui/cert-request/a-file-is-used", test_a_file_is_used },
    { "/ui/cert-request/stop-and-look-again", test_stop_and_look_again },
    { "/ui/cert-request/window-closes-while-it-looks", test_window_closes_while_it_looks },
    { "/ui/cert-request/one-of-the-store-is-assigned", test_one_of_the_store_is_assigned },
    { "/ui/cert-request/a-store-of-many-is-bounded", test_a_store_of_many_is_bounded },
    { "/ui/cert-request/without-a-partner-it-is-shown", test_without_a_partner_it_is_shown },
    { "/ui/cert-request/defaults", test_defaults },
    { "/ui/cert-request/faults-are-said", test_faults_are_said },
    { "/ui/cert-request/a-request-waits", test_a_request_waits },
    { "/ui/cert-request/rsa-is-made-aside", test_rsa_is_made_aside },
    { "/ui/cert-request/the-file-goes-out", test_the_file_goes_out },
    { "/ui/cert-request/saved-where-names-are-odd", test_saved_where_names_are_odd },
    { "/ui/cert-request/closed-while-making", test_closed_while_making },
    { "/ui/cert-request/all-closed-while-making", test_all_closed_while_making },
    { "/ui/cert-request/failure-is-said", test_failure_is_said },
    { "/ui/cert-request/self-signed-is-assigned", test_self_signed_is_assigned },
  };
  g_autofree char *folder = g_dir_make_tmp ("waybill-ui-request-XXXXXX", NULL);
  int result;

  if (!begin_request (&argc, &argv, folder))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up_request, tests[i].test, tear_down_request);
  result = g_test_run ();
  waybill_base_file_remove_tree (folder, NULL);
  return result;
}
