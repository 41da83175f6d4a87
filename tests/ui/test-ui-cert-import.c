/* The import assistant on a real display, with the factory's files: the whole way, and what each page asks and says. */

#include "ui-cert-import-rig.h"

static void
test_the_whole_way (Fixture *fixture, gconstpointer data)
{
  WaybillPartner *harbour = add_partner (fixture, "Harbour Foods", NULL);
  WaybillPartner *bakery = add_partner (fixture, "Lindqvist Bakery", NULL);
  const WaybillCertEntry *identity;
  g_autofree char *secret = NULL;

  open_window (fixture, waybill_partner_get_uuid (harbour));
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_FILES);
  g_assert_false (can_press_next (fixture));
  add_files (fixture, "client/modern.pfx", "client/anna.der.cer", "ca/root.der.cer", "ca/inter.pem.cer",
             "client/garbage.pfx", NULL);
  g_assert_true (page_says (fixture, "A key with its certificate (PKCS #12), locked with a password"));
  g_assert_true (page_says (fixture, "An authority: Lab Root CA"));
  g_assert_true (page_says (fixture, "A certificate without its key: anna"));
  g_assert_true (page_says (fixture, "Not a certificate. It will be left out."));

  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_PASSWORD);
  g_assert_false (can_press_next (fixture));
  type_password (fixture, PASSWORD);
  g_assert_true (can_press_next (fixture));
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_INSIDE);
  g_assert_true (page_says (fixture, "Can log you in"));
  g_assert_true (page_says (fixture, "the chain is complete up to the root"));
  g_assert_true (page_says (fixture, "Certificate authorities (2)"));
  g_assert_true (page_says (fixture, "Not needed (2)"));
  g_assert_cmpuint (count_entries (fixture), ==, 0);

  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_NAMES);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_ASSIGN);
  g_assert_cmpuint (count_entries (fixture), ==, 0);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_DONE);

  g_assert_cmpuint (count_entries (fixture), ==, 3);
  identity = find_identity (fixture);
  g_assert_true (g_str_has_prefix (identity->label, "Harbour Foods client "));
  g_assert_true (identity->is_protected);
  secret = dup_secret (fixture, waybill_cert_certificate_get_fingerprint (identity->certificate));
  g_assert_cmpstr (secret, ==, PASSWORD);
  g_assert_cmpstr (waybill_partner_get_identity (harbour), ==,
                   waybill_cert_certificate_get_fingerprint (identity->certificate));
  g_assert_cmpuint (g_strv_length ((char **) waybill_partner_get_authorities (harbour)), ==, 2);
  g_assert_null (waybill_partner_get_identity (bakery));
  g_assert_cmpuint (g_strv_length ((char **) waybill_partner_get_authorities (bakery)), ==, 0);
  g_assert_true (page_says (fixture, "Assigned to Harbour Foods"));
  press (fixture, "import.test");
  g_assert_cmpstr (fixture->checked, ==, waybill_partner_get_uuid (harbour));
}

static void
test_wrong_password_keeps_files (Fixture *fixture, gconstpointer data)
{
  open_window (fixture, NULL);
  add_files (fixture, "client/modern-chain.pfx", NULL);
  press_next (fixture);
  type_password (fixture, "wrong");
  press_next (fixture);

  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_PASSWORD);
  g_assert_true (page_says (fixture, "That password does not open the file."));
  g_assert_true (page_says (fixture, "Nothing is lost: the files stay chosen."));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_on_page (fixture, ADW_TYPE_PASSWORD_ENTRY_ROW, 0))), ==,
                   "wrong");
  g_assert_cmpuint (fixture->window->sources->len, ==, 1);

  type_password (fixture, PASSWORD);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_INSIDE);
}

/* It is looked for while the window opens, and may come or go later. */
static void
test_keep_follows_the_keyring (Fixture *fixture, gconstpointer data)
{
  WaybillUiCertImportPassword *page;
  GtkWidget *keep;

  open_window (fixture, NULL);
  add_files (fixture, "client/modern-chain.pfx", NULL);
  press_next (fixture);
  page = fixture->window->password_page;
  keep = find_on_page (fixture, GTK_TYPE_SWITCH, 0);

  waybill_ui_cert_import_password_set_keyring (page, WAYBILL_SECRET_KEYRING_ABSENT);
  g_assert_false (gtk_widget_get_sensitive (keep));
  g_assert_false (waybill_ui_cert_import_password_get_keep (page));
  waybill_ui_cert_import_password_set_keyring (page, WAYBILL_SECRET_KEYRING_OPEN);
  g_assert_true (gtk_widget_get_sensitive (keep));
  g_assert_true (waybill_ui_cert_import_password_get_keep (page));

  gtk_switch_set_active (GTK_SWITCH (keep), FALSE);
  waybill_ui_cert_import_password_set_keyring (page, WAYBILL_SECRET_KEYRING_ABSENT);
  waybill_ui_cert_import_password_set_keyring (page, WAYBILL_SECRET_KEYRING_OPEN);
  g_assert_false (waybill_ui_cert_import_password_get_keep (page));
}

static void
test_too_long_password_is_said (Fixture *fixture, gconstpointer data)
{
  g_autofree char *too_long = g_strnfill (WAYBILL_SECRET_TEXT_MAX + 1, 'x');

  open_window (fixture, NULL);
  add_files (fixture, "client/modern-chain.pfx", NULL);
  press_next (fixture);
  type_password (fixture, too_long);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_PASSWORD);
  g_assert_true (page_says (fixture, "That password does not open the file."));

  type_password (fixture, PASSWORD);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_INSIDE);
}

static void
test_two_files_two_passwords (Fixture *fixture, gconstpointer data)
{
  open_window (fixture, NULL);
  add_files (fixture, "client/modern-chain.pfx", "client/berta.pfx", NULL);
  press_next (fixture);
  type_password (fixture, PASSWORD);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_PASSWORD);
  g_assert_false (page_says (fixture, "does not open"));
  g_assert_null (find_on_page (fixture, ADW_TYPE_PASSWORD_ENTRY_ROW, 1));
  type_password (fixture, PASSWORD);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_INSIDE);
  g_assert_cmpuint (waybill_cert_plan_get_n_identities (fixture->window->plan), ==, 2);
}

static void
test_empty_password_is_not_asked (Fixture *fixture, gconstpointer data)
{
  const WaybillCertEntry *identity;
  g_autofree char *secret = NULL;

  open_window (fixture, NULL);
  add_files (fixture, "client/modern-emptypw.pfx", NULL);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_INSIDE);
  press (fixture, "assistant.back");
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_FILES);
  press_next (fixture);
  press_next (fixture);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_ASSIGN);
  g_assert_true (page_says (fixture, "There is no partner yet"));
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_DONE);

  identity = find_identity (fixture);
  g_assert_true (identity->is_protected);
  secret = dup_secret (fixture, waybill_cert_certificate_get_fingerprint (identity->certificate));
  g_assert_cmpuint (strlen (secret), >, 16);
  g_assert_false (page_says (fixture, "unprotected"));
  g_assert_false (page_says (fixture, "Test the Connection Now"));
}

/* A vault with a keyring, on a machine where none runs. */
static void
test_without_keyring_it_is_said (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;
  guint n_protected = 0, n_unprotected = 0;

  g_signal_handlers_disconnect_by_data (fixture->context, fixture);
  g_clear_object (&fixture->context);
  open_context (fixture, NULL);
  open_window (fixture, NULL);
  add_files (fixture, "client/modern-emptypw.pfx", "client/berta.pfx", NULL);
  press_next (fixture);
  g_assert_true (page_says (fixture, "No keyring is running here"));
  type_password (fixture, PASSWORD);
  for (guint i = 0; i < 4; i++)
    press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_DONE);
  g_assert_true (page_says (fixture, "is kept unprotected, readable for you alone"));
  entries = waybill_cert_store_list (fixture->store);
  for (guint i = 0; i < entries->len; i++)
    {
      const WaybillCertEntry *entry = entries->pdata[i];

      n_protected += entry->is_identity && entry->is_protected;
      n_unprotected += entry->is_identity && !entry->is_protected;
    }
  g_assert_cmpuint (n_protected, ==, 1);
  g_assert_cmpuint (n_unprotected, ==, 1);
}

static void
test_nothing_usable (Fixture *fixture, gconstpointer data)
{
  open_window (fixture, NULL);
  add_files (fixture, "client/garbage.pfx", "client/anna.der.cer", NULL);
  g_assert_false (can_press_next (fixture));
  g_assert_true (page_says (fixture, "None of these files"));
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_FILES);
}

/* A stranger's is refused with a reason; with its authority beside it, or in the store, it is kept. */
static void
test_revocation_list (Fixture *fixture, gconstpointer data)
{
  WaybillCertStore *store = waybill_ui_context_get_certificates (fixture->context);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GBytes) kept = NULL;
  const WaybillCertEntry *root;

  open_window (fixture, NULL);
  add_files (fixture, "ca/root.crl.der", NULL);
  g_assert_true (page_says (fixture, "A revocation list of Lab Root CA"));
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_FILES);
  g_assert_true (page_says (fixture, "No authority of the certificate store has signed"));

  add_files (fixture, "ca/root.pem", NULL);
  for (guint i = 0; i < 4; i++)
    press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_DONE);
  g_assert_true (page_says (fixture, "withdraws 1 certificate. It holds until"));
  entries = waybill_cert_store_list (store);
  g_assert_cmpuint (entries->len, ==, 1);
  root = entries->pdata[0];
  kept = waybill_cert_store_read_crl (store, waybill_cert_certificate_get_fingerprint (root->certificate));
  g_assert_nonnull (kept);
}

/* Nothing is asked of a list alone, and nothing offered to be taken back. */
static void
test_revocation_list_alone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertSource) source = NULL;
  g_autofree char *path = g_build_filename (g_getenv ("WAYBILL_TEST_CERTS"), "ca/root.pem", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  source = waybill_cert_source_read (file);
  g_assert_nonnull (waybill_cert_store_add_authority (waybill_ui_context_get_certificates (fixture->context),
                                                      waybill_cert_source_get_import (source)->authorities->pdata[0], "Root",
                                                      FALSE, NULL, NULL));
  open_window (fixture, NULL);
  add_files (fixture, "ca/root.crl.pem", NULL);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_DONE);
  g_assert_true (page_says (fixture, "Withdrawn certificates are refused from now on."));
  g_assert_true (page_says (fixture, "The revocation list of “Root” withdraws 1 certificate."));
  g_assert_null (fixture->window->write);
}

static void
test_file_is_removed (Fixture *fixture, gconstpointer data)
{
  open_window (fixture, NULL);
  add_files (fixture, "ca/root.der.cer", "client/garbage.pfx", NULL);
  g_assert_true (can_press_next (fixture));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "import.remove", "u", 0);
  settle_assistant (fixture);
  g_assert_cmpuint (fixture->window->sources->len, ==, 1);
  g_assert_false (can_press_next (fixture));
  g_assert_false (page_says (fixture, "root.der.cer"));
}

static void
test_same_file_twice (Fixture *fixture, gconstpointer data)
{
  open_window (fixture, NULL);
  add_files (fixture, "ca/root.der.cer", NULL);
  add_files (fixture, "ca/root.der.cer", NULL);
  g_assert_cmpuint (fixture->window->sources->len, ==, 1);
}

static void
test_folder_is_bounded (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "many", NULL);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/file-%05u.txt", folder, i);
      int file = g_open (path, O_CREAT | O_WRONLY, 0600);

      g_assert_cmpint (file, >=, 0);
      g_close (file, NULL);
    }
  open_window (fixture, NULL);
  add_path (fixture, folder);
  settle_assistant (fixture);
  g_assert_cmpuint (fixture->window->sources->len, ==, WAYBILL_UI_CERT_IMPORT_MAX_FILES);
  g_assert_true (page_says (fixture, "Only the first 100 files are looked at. 4900 more were left out."));
}

static void
test_large_and_missing_files (Fixture *fixture, gconstpointer data)
{
  g_autofree char *large = g_build_filename (fixture->folder, "large.pfx", NULL);
  g_autofree char *missing = g_build_filename (fixture->folder, "missing.pfx", NULL);

  g_assert_true (g_file_set_contents (large, "", 0, NULL));
  g_assert_cmpint (truncate (large, WAYBILL_CERT_IMPORT_MAX_BYTES + 1), ==, 0);
  open_window (fixture, NULL);
  add_path (fixture, large);
  add_path (fixture, missing);
  settle_assistant (fixture);
  g_assert_true (page_says (fixture, "Too large for a certificate. It will be left out."));
  g_assert_true (page_says (fixture, "It cannot be read."));
  g_assert_false (can_press_next (fixture));
}

static void
test_incomplete_chain_is_said (Fixture *fixture, gconstpointer data)
{
  open_window (fixture, NULL);
  add_files (fixture, "client/modern.pfx", NULL);
  press_next (fixture);
  type_password (fixture, PASSWORD);
  press_next (fixture);
  g_assert_true (
      page_says (fixture, "One authority of the chain is missing: Lab Intermediate CA. The partner can send it."));
}

static void
test_labels_are_checked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertCertificate) other = NULL;
  GtkEditable *first, *second;

  other = add_authority_file (fixture, "other.cer", "Other CA", 0, waybill_base_clock_now () + DAY);
  waybill_cert_store_add_authority (fixture->store, other, "Taken", FALSE, NULL, NULL);
  open_window (fixture, NULL);
  add_files (fixture, "ca/root.der.cer", "ca/inter.der.cer", NULL);
  press_next (fixture);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_NAMES);
  first = GTK_EDITABLE (find_on_page (fixture, ADW_TYPE_ENTRY_ROW, 0));
  second = GTK_EDITABLE (find_on_page (fixture, ADW_TYPE_ENTRY_ROW, 1));

  gtk_editable_set_text (first, "tAKEN ");
  g_assert_false (can_press_next (fixture));
  g_assert_true (page_says (fixture, "Another certificate in the store has this name already."));
  gtk_editable_set_text (first, " ");
  g_assert_true (page_says (fixture, "A name is missing."));
  gtk_editable_set_text (first, gtk_editable_get_text (second));
  g_assert_true (page_says (fixture, "Two of these names are the same."));
  gtk_editable_set_text (first, "Mine");
  g_assert_true (can_press_next (fixture));

  press_next (fixture);
  press (fixture, "assistant.back");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_on_page (fixture, ADW_TYPE_ENTRY_ROW, 0))), ==, "Mine");
}

static void
test_existing_identity_is_assigned (Fixture *fixture, gconstpointer data)
{
  WaybillPartner *harbour;
  g_autofree char *label = NULL;

  open_window (fixture, NULL);
  go_to_done (fixture);
  close_window (fixture);
  label = g_strdup (find_identity (fixture)->label);
  harbour = add_partner (fixture, "Harbour Foods", NULL);
  open_window (fixture, NULL);
  add_files (fixture, "client/modern-chain.pfx", NULL);
  press_next (fixture);
  type_password (fixture, PASSWORD);
  press_next (fixture);
  g_assert_true (page_says (fixture, "The store has it already"));
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_ASSIGN);
  press (fixture, "assistant.back");
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_INSIDE);
  press_next (fixture);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_DONE);
  g_assert_cmpstr (find_identity (fixture)->label, ==, label);
  g_assert_nonnull (waybill_partner_get_identity (harbour));
}

static void
test_trust_for_all (Fixture *fixture, gconstpointer data)
{
  WaybillPartner *harbour = add_partner (fixture, "Harbour Foods", NULL);
  WaybillPartner *bakery = add_partner (fixture, "Lindqvist Bakery", NULL);

  open_window (fixture, NULL);
  add_files (fixture, "ca/root.der.cer", NULL);
  for (guint i = 0; i < 3; i++)
    press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_ASSIGN);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_on_page (fixture, GTK_TYPE_CHECK_BUTTON, 5)), TRUE);
  press_next (fixture);
  g_assert_cmpuint (g_strv_length ((char **) waybill_partner_get_authorities (harbour)), ==, 1);
  g_assert_cmpuint (g_strv_length ((char **) waybill_partner_get_authorities (bakery)), ==, 1);
}

static void
test_escape (Fixture *fixture, gconstpointer data)
{
  open_window (fixture, NULL);
  add_files (fixture, "ca/root.der.cer", NULL);
  press (fixture, "window.close");
  g_assert_nonnull (fixture->window);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->window)));
  g_assert_nonnull (find (GTK_WIDGET (fixture->window), says, "Not imported yet"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "import.remove", "u", 0);
  settle_assistant (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "window.close", NULL);
  while (fixture->window != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* On a later page too; what the toast offers is the way out. */
static void
test_escape_discards_when_told (Fixture *fixture, gconstpointer data)
{
  open_window (fixture, NULL);
  add_files (fixture, "ca/root.der.cer", NULL);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_INSIDE);
  press (fixture, "window.close");
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_INSIDE);
  g_signal_emit_by_name (find (GTK_WIDGET (fixture->window), is_button, "_Discard"), "clicked");
  while (fixture->window != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_entries (fixture), ==, 0);
}

/* Its word says what it does: it asks nothing. */
static void
test_cancel_leaves (Fixture *fixture, gconstpointer data)
{
  open_window (fixture, NULL);
  add_files (fixture, "ca/root.der.cer", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "assistant.back", NULL);
  while (fixture->window != NULL)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/ui/cert-import/the-whole-way", test_the_whole_way },
    { "/ui/cert-import/wrong-password-keeps-files", test_wrong_password_keeps_files },
    { "/ui/cert-import/keep-follows-the-keyring", test_keep_follows_the_keyring },
    { "/ui/cert-import/too-long-password-is-said", test_too_long_password_is_said },
    { "/ui/cert-import/two-files-one-after-the-other", test_two_files_two_passwords },
    { "/ui/cert-import/empty-password-is-not-asked", test_empty_password_is_not_asked },
    { "/ui/cert-import/without-keyring-it-is-said", test_without_keyring_it_is_said },
    { "/ui/cert-import/nothing-usable", test_nothing_usable },
    { "/ui/cert-import/revocation-list", test_revocation_list },
    { "/ui/cert-import/revocation-list-alone", test_revocation_list_alone },
    { "/ui/cert-import/file-is-removed", test_file_is_removed },
    { "/ui/cert-import/same-file-twice-is-one", test_same_file_twice },
    { "/ui/cert-import/folder-is-bounded", test_folder_is_bounded },
    { "/ui/cert-import/large-and-missing-files", test_large_and_missing_files },
    { "/ui/cert-import/incomplete-chain-is-said", test_incomplete_chain_is_said },
    { "/ui/cert-import/labels-are-checked", test_labels_are_checked },
    { "/ui/cert-import/existing-identity-is-assigned", test_existing_identity_is_assigned },
    { "/ui/cert-import/trust-for-all", test_trust_for_all },
    { "/ui/cert-import/escape-closes-only-what-is-empty", test_escape },
    { "/ui/cert-import/escape-discards-when-told", test_escape_discards_when_told },
    { "/ui/cert-import/cancel-leaves", test_cancel_leaves },
  };
  g_autofree char *folder = g_dir_make_tmp ("waybill-ui-import-XXXXXX", NULL);
  int result;

  if (!begin (&argc, &argv, folder))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  result = g_test_run ();
  waybill_base_file_remove_tree (folder, NULL);
  return result;
}
