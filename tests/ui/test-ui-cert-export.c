/* The export assistant from choosing to files: what it wrote is read again. */

#include "ui-cert-export-rig.h"

#include "ui-cert-guide.h"

static void
test_separate (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->target, "Harbour-Foods-client-2027-11.pfx", NULL);
  struct stat facts;

  remember_own (fixture, OWN_PASSWORD);
  open_window (fixture, fixture->identity);
  g_assert_true (page_says (fixture, "Good for client authentication"));
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_EXPORT_STEP_FILES);
  g_assert_true (page_says (fixture, "Harbour-Foods-client-2027-11.pfx"));
  g_assert_true (page_says (fixture, "HF-Root-CA.cer"));
  g_assert_true (page_says (fixture, "the authority that signed it"));
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_EXPORT_STEP_PASSWORD);
  g_assert_false (can_press_next (fixture));
  type_new (fixture, NEW_PASSWORD);
  g_assert_true (can_press_next (fixture));
  g_assert_cmpuint (count_files (fixture), ==, 0);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_EXPORT_STEP_DONE);
  g_assert_cmpuint (count_files (fixture), ==, 3);
  g_assert_cmpint (g_stat (path, &facts), ==, 0);
  g_assert_cmpint (facts.st_mode & 07777, ==, 0600);
  g_assert_cmpuint (count_identities (fixture, "Harbour-Foods-client-2027-11.pfx", NEW_PASSWORD), ==, 1);
  g_assert_cmpuint (count_identities (fixture, "Harbour-Foods-client-2027-11.pfx", OWN_PASSWORD), ==, 0);
}

static void
test_combined (Fixture *fixture, gconstpointer data)
{
  remember_own (fixture, OWN_PASSWORD);
  open_window (fixture, fixture->identity);
  press_next (fixture);
  choose (fixture, WAYBILL_CERT_EXPORT_COMBINED);
  press_next (fixture);
  type_new (fixture, NEW_PASSWORD);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_EXPORT_STEP_DONE);
  g_assert_cmpuint (count_files (fixture), ==, 1);
  g_assert_cmpuint (count_identities (fixture, "Harbour-Foods-client-2027-11.pfx", NEW_PASSWORD), ==, 1);
}

/* No key, no password: the second page writes. */
static void
test_without_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = NULL;

  open_window (fixture, fixture->identity);
  press_next (fixture);
  g_assert_cmpstr (get_primary_label (fixture), ==, "_Next");
  choose (fixture, WAYBILL_CERT_EXPORT_PEM);
  g_assert_cmpstr (get_primary_label (fixture), ==, "_Export");
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_EXPORT_STEP_DONE);
  g_assert_cmpuint (count_files (fixture), ==, 1);
  bytes = read_file (fixture, "Harbour-Foods-client-2027-11.pem");
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), "BEGIN CERTIFICATE"));
  g_assert_null (g_strstr_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), "PRIVATE"));
}

static void
test_authority (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = NULL;
  const WaybillCertEntry *entry;

  open_window (fixture, fixture->authority);
  press_next (fixture);
  g_assert_null (find (get_page (fixture), is_choice, GUINT_TO_POINTER (WAYBILL_CERT_EXPORT_SEPARATE)));
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_EXPORT_STEP_DONE);
  bytes = read_file (fixture, "HF-Root-CA-2027-11-22.cer");
  entry = waybill_cert_store_find_fingerprint (fixture->store, fixture->authority);
  g_assert_true (g_bytes_equal (bytes, waybill_cert_certificate_get_der (entry->certificate)));
}

/* While the key is opened on its thread. */
static void
test_closing_while_writing (Fixture *fixture, gconstpointer data)
{
  remember_own (fixture, OWN_PASSWORD);
  go_to_password (fixture);
  type_new (fixture, NEW_PASSWORD);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "assistant.next", NULL);
  g_assert_true (waybill_ui_cert_export_is_busy (fixture->window));
  waybill_ui_assistant_leave (WAYBILL_UI_ASSISTANT (fixture->window));
  while (fixture->window != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (count_files (fixture) == 0 || count_files (fixture) == 3);
}

static void
test_upload_gets_the_files (Fixture *fixture, gconstpointer data)
{
  remember_own (fixture, OWN_PASSWORD);
  go_to_password (fixture);
  type_new (fixture, NEW_PASSWORD);
  press_next (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "export.upload", NULL);
  settle ();
  g_assert_cmpuint (fixture->n_uploads, ==, 3);
}

static void
test_nothing_chosen (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertIdentity) other = issue (WAYBILL_CERT_ROLE_CLIENT, "berta", NULL);
  g_autoptr (GError) error = NULL;
  gboolean existed;

  waybill_cert_store_add_identity (fixture->store, other, "Old Mill client", NULL, FALSE, &existed, &error);
  g_assert_no_error (error);
  open_window (fixture, NULL);
  g_assert_false (can_press_next (fixture));
  g_assert_true (page_says (fixture, LABEL));
  g_assert_true (page_says (fixture, "Old Mill client"));
}

static void
test_guide (Fixture *fixture, gconstpointer data)
{
  GtkWidget *guide;

  open_window (fixture, NULL);
  guide = GTK_WIDGET (waybill_ui_cert_guide_new (GTK_WINDOW (fixture->window)));
  gtk_window_present (GTK_WINDOW (guide));
  waybill_ui_cert_guide_unfold (WAYBILL_UI_CERT_GUIDE (guide), WAYBILL_WORDS_EXPORT_PLACE_FIREFOX);
  settle ();
  g_assert_nonnull (find (guide, says, "Backup..."));
  gtk_window_destroy (GTK_WINDOW (guide));
}

static void
add_all (void)
{
  ADD ("separate", 0, test_separate);
  ADD ("combined", 0, test_combined);
  ADD ("without-key", 0, test_without_key);
  ADD ("authority", 0, test_authority);
  ADD ("closing-while-writing", 0, test_closing_while_writing);
  ADD ("upload-gets-the-files", 0, test_upload_gets_the_files);
  ADD ("nothing-chosen", 0, test_nothing_chosen);
  ADD ("guide", 0, test_guide);
}

int
main (int argc, char *argv[])
{
  return run_tests (&argc, &argv, add_all);
}
