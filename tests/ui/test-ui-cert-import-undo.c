/* That nothing half done is ever left by the import assistant: failures, undo, renewals, and closing at any moment. */

#include "ui-cert-import-ledger.h"
#include "ui-cert-import-rig.h"

static void
test_label_taken_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertCertificate) other
      = add_authority_file (fixture, "other.cer", "Other CA", 0, waybill_base_clock_now () + DAY);

  open_window (fixture, NULL);
  add_files (fixture, "ca/root.der.cer", NULL);
  press_next (fixture);
  press_next (fixture);
  gtk_editable_set_text (GTK_EDITABLE (find_on_page (fixture, ADW_TYPE_ENTRY_ROW, 0)), "Mine");
  press_next (fixture);
  waybill_cert_store_add_authority (fixture->store, other, "Mine", FALSE, NULL, NULL);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_ASSIGN);
  g_assert_true (page_says (fixture, "Another certificate in the store has this name already."));
  g_assert_cmpuint (count_entries (fixture), ==, 1);
}

typedef struct
{
  WaybillCertCertificate *older;
  WaybillCertCertificate *newer;
  WaybillPartner *harbour;
  WaybillPartner *bakery;
} Renewal;

static void
go_to_names_of_renewal (Fixture *fixture, Renewal *renewal)
{
  gint64 now = waybill_base_clock_now ();

  renewal->older = add_authority_file (fixture, "older.cer", "Harbour Root CA", now - 900 * DAY, now + 90 * DAY);
  waybill_cert_store_add_authority (fixture->store, renewal->older, "Harbour Root CA 2021", FALSE, NULL, NULL);
  renewal->harbour = add_partner (fixture, "Harbour Foods", waybill_cert_certificate_get_fingerprint (renewal->older));
  renewal->bakery = add_partner (fixture, "Lindqvist Bakery", NULL);
  open_window (fixture, NULL);
  renewal->newer = add_authority_file (fixture, "newer.cer", "Harbour Root CA", now - DAY, now + 3000 * DAY);
  press_next (fixture);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_NAMES);
  g_assert_true (page_says (fixture, "An older authority was found"));
  g_assert_true (page_says (fixture, "The partner that trusts it will trust the new one."));
}

static void
renewal_clear (Renewal *renewal)
{
  waybill_cert_certificate_unref (renewal->older);
  waybill_cert_certificate_unref (renewal->newer);
}

static gboolean
trusts (WaybillPartner *partner, WaybillCertCertificate *authority)
{
  return g_strv_contains (waybill_partner_get_authorities (partner), waybill_cert_certificate_get_fingerprint (authority));
}

static const WaybillCertEntry *
find_stored (Fixture *fixture, WaybillCertCertificate *certificate)
{
  return waybill_cert_store_find_fingerprint (fixture->store, waybill_cert_certificate_get_fingerprint (certificate));
}

static void
test_older_is_replaced_and_undone (Fixture *fixture, gconstpointer data)
{
  Renewal renewal;

  go_to_names_of_renewal (fixture, &renewal);
  press_next (fixture);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_DONE);
  g_assert_null (find_stored (fixture, renewal.older));
  g_assert_nonnull (find_stored (fixture, renewal.newer));
  g_assert_true (trusts (renewal.harbour, renewal.newer));
  g_assert_false (trusts (renewal.harbour, renewal.older));
  g_assert_false (trusts (renewal.bakery, renewal.newer));
  g_assert_true (page_says (fixture, "Replaces the older one; trusted for Harbour Foods"));

  g_assert_true (waybill_ui_cert_import_write_undo (fixture->window->write, NULL));
  g_assert_cmpstr (find_stored (fixture, renewal.older)->label, ==, "Harbour Root CA 2021");
  g_assert_null (find_stored (fixture, renewal.newer));
  g_assert_true (trusts (renewal.harbour, renewal.older));
  g_assert_false (trusts (renewal.harbour, renewal.newer));
  renewal_clear (&renewal);
}

static void
test_keep_both (Fixture *fixture, gconstpointer data)
{
  Renewal renewal;

  go_to_names_of_renewal (fixture, &renewal);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_on_page (fixture, GTK_TYPE_CHECK_BUTTON, 1)), TRUE);
  press_next (fixture);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_DONE);
  g_assert_nonnull (find_stored (fixture, renewal.older));
  g_assert_nonnull (find_stored (fixture, renewal.newer));
  g_assert_true (trusts (renewal.harbour, renewal.older));
  renewal_clear (&renewal);
}

static void
test_undo_restores_everything (Fixture *fixture, gconstpointer data)
{
  WaybillPartner *harbour = add_partner (fixture, "Harbour Foods", NULL);
  g_autofree char *fingerprint = NULL;
  g_autofree char *secret = NULL;

  open_window (fixture, NULL);
  go_to_done (fixture);
  fingerprint = g_strdup (waybill_partner_get_identity (harbour));
  g_assert_nonnull (fingerprint);

  g_signal_emit_by_name (find (GTK_WIDGET (fixture->window), is_button, "_Undo"), "clicked");
  settle_assistant (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_ASSIGN);
  g_assert_cmpuint (count_entries (fixture), ==, 0);
  g_assert_null (waybill_partner_get_identity (harbour));
  g_assert_cmpuint (g_strv_length ((char **) waybill_partner_get_authorities (harbour)), ==, 0);
  secret = dup_secret (fixture, fingerprint);
  g_assert_null (secret);

  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_DONE);
  g_assert_cmpstr (waybill_partner_get_identity (harbour), ==, fingerprint);
}

/* An undo that takes the password from an identity that was in the store before would lock it for ever. */
static void
test_undo_leaves_the_password_of_what_was_there (Fixture *fixture, gconstpointer data)
{
  gint64 now = waybill_base_clock_now ();
  g_autoptr (WaybillCertIdentity) identity
      = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, "Anna", NULL, now - DAY, now + DAY, NULL, NULL);
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (identity));
  const WaybillSecretKey key = { WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD, fingerprint, "Anna" };
  g_autoptr (WaybillUiCertImportLedger) ledger = waybill_ui_cert_import_ledger_new (fixture->context);
  g_autoptr (WaybillSecretText) text = waybill_secret_text_new (PASSWORD);
  g_autofree char *there = NULL;
  g_autofree char *gone = NULL;

  g_assert_nonnull (waybill_cert_store_add_identity (fixture->store, identity, "Anna", PASSWORD, FALSE, NULL, NULL));
  waybill_secret_vault_remember (waybill_ui_context_get_vault (fixture->context), &key, text);
  waybill_ui_cert_import_ledger_note_secret (ledger, fingerprint);
  g_assert_true (waybill_ui_cert_import_ledger_undo (ledger, NULL));
  there = dup_secret (fixture, fingerprint);
  g_assert_cmpstr (there, ==, PASSWORD);

  g_assert_true (waybill_cert_store_remove (fixture->store, fingerprint, NULL));
  waybill_ui_cert_import_ledger_note_secret (ledger, fingerprint);
  g_assert_true (waybill_ui_cert_import_ledger_undo (ledger, NULL));
  gone = dup_secret (fixture, fingerprint);
  g_assert_null (gone);
}

/* What the person undid, and is not undone, is said. */
static void
test_undo_that_fails_is_said (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_strdup (waybill_cert_store_get_folder (fixture->store));
  g_autofree char *aside = g_strconcat (folder, "-aside", NULL);
  AdwMessageDialog *dialog;

  open_window (fixture, NULL);
  go_to_done (fixture);
  g_assert_cmpint (g_rename (folder, aside), ==, 0);
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  g_signal_emit_by_name (find (GTK_WIDGET (fixture->window), is_button, "_Undo"), "clicked");
  dialog = wait_for_dialog ();
  g_assert_nonnull (find (GTK_WIDGET (dialog), says, "The folder of the certificate store cannot be read or written."));
  gtk_window_destroy (GTK_WINDOW (dialog));
  settle ();
  g_assert_cmpint (g_remove (folder), ==, 0);
  g_assert_cmpint (g_rename (aside, folder), ==, 0);
}

static void
test_parent_offers_the_undo (Fixture *fixture, gconstpointer data)
{
  GtkWidget *undo;

  open_window (fixture, NULL);
  go_to_done (fixture);
  g_assert_cmpuint (count_entries (fixture), >, 0);
  press_next (fixture);
  while (fixture->window != NULL)
    g_main_context_iteration (NULL, TRUE);
  undo = find (GTK_WIDGET (fixture->parent), is_button, "_Undo");
  g_assert_nonnull (undo);
  g_signal_emit_by_name (undo, "clicked");
  g_assert_cmpuint (count_entries (fixture), ==, 0);
}

/* A file stands where the store's folder was: nothing can be written there, whoever one is. */
static void
test_unwritable_store_leaves_nothing (Fixture *fixture, gconstpointer data)
{
  WaybillPartner *harbour = add_partner (fixture, "Harbour Foods", NULL);
  g_autofree char *folder = g_strdup (waybill_cert_store_get_folder (fixture->store));
  g_autofree char *aside = g_strconcat (folder, "-aside", NULL);
  g_autofree char *fingerprint = NULL;
  g_autofree char *secret = NULL;
  WaybillCertPlanItem *item;

  open_window (fixture, NULL);
  add_files (fixture, "client/modern-chain.pfx", NULL);
  press_next (fixture);
  type_password (fixture, PASSWORD);
  for (guint i = 0; i < 3; i++)
    press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_ASSIGN);
  g_assert_cmpint (g_rename (folder, aside), ==, 0);
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  press_next (fixture);

  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_ASSIGN);
  g_assert_true (page_says (fixture, "The folder of the certificate store cannot be read or written."));
  g_assert_true (page_says (fixture, "Nothing was stored"));
  g_assert_cmpuint (count_entries (fixture), ==, 0);
  g_assert_null (waybill_partner_get_identity (harbour));
  item = waybill_cert_plan_get_items (fixture->window->plan)->pdata[0];
  fingerprint = g_strdup (waybill_cert_certificate_get_fingerprint (item->certificate));
  secret = dup_secret (fixture, fingerprint);
  g_assert_null (secret);

  g_assert_cmpint (g_remove (folder), ==, 0);
  g_assert_cmpint (g_rename (aside, folder), ==, 0);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_DONE);
  g_assert_cmpstr (waybill_partner_get_identity (harbour), ==, fingerprint);
}

/* At each page, and with work under way. data: how often the primary button was pressed. */
static void
test_closing (Fixture *fixture, gconstpointer data)
{
  guint n_presses = GPOINTER_TO_UINT (data);

  add_partner (fixture, "Harbour Foods", NULL);
  open_window (fixture, NULL);
  add_files (fixture, "client/modern-chain.pfx", NULL);
  for (guint i = 0; i < n_presses; i++)
    {
      press_next (fixture);
      if (waybill_ui_cert_import_get_step (fixture->window) == WAYBILL_UI_CERT_IMPORT_STEP_PASSWORD)
        type_password (fixture, PASSWORD);
    }
  g_assert_cmpuint (waybill_ui_cert_import_get_step (fixture->window), ==, n_presses);
  discard (fixture);
  while (fixture->window != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_entries (fixture), ==, n_presses == 5 ? 3 : 0);
}

static void
test_closing_while_reading (Fixture *fixture, gconstpointer data)
{
  open_window (fixture, NULL);
  add_factory_file (fixture, "client/modern-600k.pfx");
  g_assert_true (waybill_ui_cert_import_is_busy (fixture->window));
  discard (fixture);
  while (fixture->window != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_closing_while_writing_takes_it_back (Fixture *fixture, gconstpointer data)
{
  WaybillPartner *harbour = add_partner (fixture, "Harbour Foods", NULL);

  open_window (fixture, NULL);
  add_files (fixture, "client/modern-chain.pfx", NULL);
  press_next (fixture);
  type_password (fixture, PASSWORD);
  for (guint i = 0; i < 3; i++)
    press_next (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "assistant.next", NULL);
  g_assert_true (waybill_ui_cert_import_is_busy (fixture->window));
  discard (fixture);
  while (fixture->window != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_entries (fixture), ==, 0);
  g_assert_null (waybill_partner_get_identity (harbour));
}

/* The window below goes first: what is under way must not look for it. */
static void
test_closing_all_while_writing (Fixture *fixture, gconstpointer data)
{
  open_window (fixture, NULL);
  add_files (fixture, "client/modern-chain.pfx", NULL);
  press_next (fixture);
  type_password (fixture, PASSWORD);
  for (guint i = 0; i < 3; i++)
    press_next (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "assistant.next", NULL);
  g_assert_true (waybill_ui_cert_import_is_busy (fixture->window));
  discard (fixture);
  gtk_window_destroy (fixture->parent);
  fixture->parent = NULL;
  g_assert_nonnull (fixture->window);
  while (fixture->window != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_entries (fixture), ==, 0);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/ui/cert-import/label-taken-meanwhile", test_label_taken_meanwhile },
    { "/ui/cert-import/older-is-replaced-and-undone", test_older_is_replaced_and_undone },
    { "/ui/cert-import/keeps-both", test_keep_both },
    { "/ui/cert-import/undo-restores-everything", test_undo_restores_everything },
    { "/ui/cert-import/undo-leaves-the-password-of-what-was-there", test_undo_leaves_the_password_of_what_was_there },
    { "/ui/cert-import/undo-that-fails-is-said", test_undo_that_fails_is_said },
    { "/ui/cert-import/parent-offers-the-undo", test_parent_offers_the_undo },
    { "/ui/cert-import/unwritable-store-leaves-nothing", test_unwritable_store_leaves_nothing },
    { "/ui/cert-import/closing-while-reading", test_closing_while_reading },
    { "/ui/cert-import/closing-while-writing-takes-it-back", test_closing_while_writing_takes_it_back },
    { "/ui/cert-import/closing-all-while-writing", test_closing_all_while_writing },
  };
  g_autofree char *folder = g_dir_make_tmp ("waybill-ui-import-XXXXXX", NULL);
  int result;

  if (!begin (&argc, &argv, folder))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  for (guint step = 0; step < WAYBILL_UI_CERT_IMPORT_N_STEPS; step++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/cert-import/closing-at-page-%u", step + 1);

      g_test_add (path, Fixture, GUINT_TO_POINTER (step), set_up, test_closing, tear_down);
    }
  result = g_test_run ();
  waybill_base_file_remove_tree (folder, NULL);
  return result;
}
