/* The way back of a request: it is signed, and the import assistant joins the certificate with the key that waits. */

#include "ui-cert-request-rig.h"

#include "answer.h"
#include "ui-cert-waiting.h"

static void
write_certificate (Fixture *fixture, WaybillCertCertificate *certificate, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  GBytes *der = waybill_cert_certificate_get_der (certificate);

  g_assert_true (waybill_base_file_write (path, g_bytes_get_data (der, NULL), g_bytes_get_size (der), NULL));
}

static WaybillCertIdentity *
make_authority (void)
{
  gint64 now = waybill_base_clock_now ();

  return waybill_cert_issue (WAYBILL_CERT_ROLE_AUTHORITY, "Harbour Foods CA", NULL, now - DAY, now + 3000 * DAY, NULL, NULL);
}

/* The request leaves, its certificate comes back with the authority's: answer.cer, ca.cer. */
static void
let_sign (Fixture *fixture)
{
  g_autoptr (WaybillCertIdentity) authority = make_authority ();
  gint64 now = waybill_base_clock_now ();
  g_autoptr (WaybillCertCertificate) answer
      = answer_sign (get_waiting (fixture)->pem, authority, now - DAY, now + 400 * DAY);

  write_certificate (fixture, answer, "answer.cer");
  write_certificate (fixture, waybill_cert_identity_get_certificate (authority), "ca.cer");
}

static void
add_made_file (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  add_path (fixture, path);
  settle_assistant (fixture);
}

static void
close_request (void)
{
  gtk_window_close (GTK_WINDOW (window));
  WAIT_FOR (window == NULL);
}

static void
open_import (Fixture *fixture, const char *partner)
{
  fixture->window = waybill_ui_cert_import_new (fixture->context, fixture->parent, partner);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
go_through (Fixture *fixture)
{
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_FILES);
  g_assert_true (page_says (fixture, "the answer to your request of today"));
  g_assert_false (page_says (fixture, "A certificate without its key"));
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_INSIDE);
  g_assert_true (page_says (fixture, "Your certificate: the answer to your request of today"));
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_NAMES);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_ASSIGN);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_DONE);
}

/* Opens what the store has with what the vault has: key and certificate belong together. */
static void
assert_opens (Fixture *fixture, const WaybillCertEntry *entry)
{
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (entry->certificate);
  g_autofree char *secret = dup_secret (fixture, fingerprint);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pfx = waybill_cert_store_read_identity (fixture->store, fingerprint, &error);
  g_autoptr (WaybillCertIdentity) identity = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (secret);
  identity = waybill_cert_store_open_bytes (pfx, secret, &error);
  g_assert_no_error (error);
  g_assert_true (waybill_cert_certificate_equal (waybill_cert_identity_get_certificate (identity), entry->certificate));
}

static void
test_the_answer_finds_its_key (Fixture *fixture, gconstpointer data)
{
  WaybillPartner *partner = add_partner (fixture, "Harbour Foods", NULL);
  const WaybillCertEntry *entry;
  g_autofree char *id = NULL, *label = NULL, *old = NULL;

  add_partner (fixture, "Old Mill", NULL);
  make_request (fixture, waybill_partner_get_uuid (partner));
  id = g_strdup (get_waiting (fixture)->id);
  let_sign (fixture);
  close_request ();

  open_import (fixture, NULL);
  add_made_file (fixture, "answer.cer");
  add_made_file (fixture, "ca.cer");
  g_assert_true (can_press_next (fixture));
  go_through (fixture);

  g_assert_cmpuint (count_waiting (fixture), ==, 0);
  entry = find_identity (fixture);
  g_assert_nonnull (entry);
  g_assert_true (entry->is_protected);
  g_assert_cmpstr (waybill_cert_certificate_get_key_id (entry->certificate), ==, id);
  g_assert_cmpstr (waybill_partner_get_identity (partner), ==,
                   waybill_cert_certificate_get_fingerprint (entry->certificate));
  g_assert_cmpuint (g_strv_length ((char **) waybill_partner_get_authorities (partner)), ==, 1);
  g_assert_true (page_says (fixture, "Assigned to Harbour Foods"));
  assert_opens (fixture, entry);
  label = g_strdup (entry->label);
  g_assert_true (g_str_has_prefix (label, "Harbour Foods client "));
  close_window (fixture);
  old = dup_secret (fixture, id);
  g_assert_null (old);
}

/* One partner is called as another one with a number behind, which a second request to that one would have as well. */
static void
test_the_answer_is_for_whom_it_is_called_by (Fixture *fixture, gconstpointer data)
{
  WaybillPartner *second;

  add_partner (fixture, "Harbour Foods", NULL);
  second = add_partner (fixture, "Harbour Foods 2", NULL);
  make_request (fixture, waybill_partner_get_uuid (second));
  g_assert_cmpstr (get_waiting (fixture)->label, ==, "Harbour Foods 2");
  let_sign (fixture);
  close_request ();
  open_import (fixture, NULL);
  add_made_file (fixture, "answer.cer");
  g_assert_cmpstr (waybill_ui_cert_import_get_wished (fixture->window), ==, waybill_partner_get_uuid (second));
}

/* As if it had not come: the key waits again, and its password is still there. */
static void
test_the_answer_is_taken_back (Fixture *fixture, gconstpointer data)
{
  WaybillPartner *partner = add_partner (fixture, "Harbour Foods", NULL);
  g_autofree char *id = NULL, *secret = NULL;

  make_request (fixture, waybill_partner_get_uuid (partner));
  id = g_strdup (get_waiting (fixture)->id);
  let_sign (fixture);
  close_request ();
  open_import (fixture, NULL);
  add_made_file (fixture, "answer.cer");
  go_through (fixture);
  g_assert_cmpuint (count_waiting (fixture), ==, 0);

  g_assert_true (waybill_ui_cert_import_write_undo (fixture->window->write, NULL));
  g_assert_cmpuint (count_entries (fixture), ==, 0);
  g_assert_cmpstr (get_waiting (fixture)->id, ==, id);
  g_assert_null (waybill_partner_get_identity (partner));
  close_window (fixture);
  secret = dup_secret (fixture, id);
  g_assert_nonnull (secret);
}

/* A rehearsal has no keyring, but a vault in memory; where the vault lost it, nothing is half done. */
static void
test_a_lost_password_changes_nothing (Fixture *fixture, gconstpointer data)
{
  WaybillSecretKey key;

  make_request (fixture, NULL);
  let_sign (fixture);
  key = waybill_ui_cert_request_secret_key (get_waiting (fixture)->id, NULL);
  waybill_secret_vault_forget_async (waybill_ui_context_get_vault (fixture->context), &key, NULL, NULL, NULL);
  settle ();
  close_request ();
  open_import (fixture, NULL);
  add_made_file (fixture, "answer.cer");
  for (guint i = 0; i < 4; i++)
    press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_ASSIGN);
  g_assert_true (page_says (fixture, "The keyring does not have the password"));
  g_assert_true (page_says (fixture, "Nothing was stored"));
  g_assert_cmpuint (count_waiting (fixture), ==, 1);
  g_assert_cmpuint (count_entries (fixture), ==, 0);
}

static void
test_a_stranger_is_shown (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button;

  make_request (fixture, NULL);
  close_request ();
  open_import (fixture, NULL);
  add_files (fixture, "client/anna.der.cer", NULL);
  g_assert_true (page_says (fixture, "This certificate does not belong to the key that waits."));
  g_assert_false (can_press_next (fixture));
  button = find_button (GTK_WIDGET (fixture->window->files_page), "_Show What It Is");
  g_assert_nonnull (button);
  g_assert_false (page_says (fixture, "Issued by"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  g_assert_true (page_says (fixture, "anna"));
  waybill_ui_cert_import_remove_file (fixture->window, 0);
  settle_assistant (fixture);
  g_assert_false (page_says (fixture, "This certificate does not belong to the key that waits."));
}

/* Without any key that waits, a lone certificate is what it was before. */
static void
test_no_stranger_without_requests (Fixture *fixture, gconstpointer data)
{
  open_parent (fixture);
  open_import (fixture, NULL);
  add_files (fixture, "client/anna.der.cer", NULL);
  g_assert_null (find_button (GTK_WIDGET (fixture->window->files_page), "_Show What It Is"));
}

/* Details of what waits */

static WaybillUiCertWaiting *
show_waiting (Fixture *fixture)
{
  WaybillUiCertWaiting *details = g_object_new (WAYBILL_TYPE_UI_CERT_WAITING, NULL);
  AdwToastOverlay *overlay = ADW_TOAST_OVERLAY (adw_window_get_content (ADW_WINDOW (fixture->parent)));

  adw_toast_overlay_set_child (overlay, GTK_WIDGET (details));
  waybill_ui_cert_waiting_set_context (details, fixture->context);
  waybill_ui_cert_waiting_show (details, get_waiting (fixture)->id);
  settle ();
  return details;
}

static void
test_details_of_what_waits (Fixture *fixture, gconstpointer data)
{
  WaybillUiCertWaiting *details;
  g_autofree char *id = NULL, *secret = NULL;

  make_request (fixture, NULL);
  close_request ();
  id = g_strdup (get_waiting (fixture)->id);
  details = show_waiting (fixture);
  g_assert_true (holds_text (GTK_WIDGET (details), "Made today"));
  g_assert_true (holds_text (GTK_WIDGET (details), ".csr"));

  waybill_ui_cert_waiting_remove (details);
  settle ();
  g_assert_cmpuint (count_waiting (fixture), ==, 0);
  g_assert_false (holds_text (GTK_WIDGET (details), "Made today"));
  undo_below (fixture);
  g_assert_cmpstr (get_waiting (fixture)->id, ==, id);
  g_assert_true (holds_text (GTK_WIDGET (details), "Made today"));
  secret = dup_secret (fixture, id);
  g_assert_nonnull (secret);
}

static void
test_putting_back_that_fails_is_said (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_strdup (waybill_cert_store_get_folder (fixture->store));
  g_autofree char *aside = g_strconcat (folder, "-aside", NULL);
  AdwMessageDialog *dialog;

  make_request (fixture, NULL);
  close_request ();
  waybill_ui_cert_waiting_remove (show_waiting (fixture));
  settle ();
  g_assert_cmpint (g_rename (folder, aside), ==, 0);
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  undo_below (fixture);
  dialog = wait_for_dialog ();
  g_assert_nonnull (find (GTK_WIDGET (dialog), says, "The folder of the certificate store cannot be read or written."));
  gtk_window_destroy (GTK_WINDOW (dialog));
  settle ();
  g_assert_cmpuint (count_waiting (fixture), ==, 0);
  g_assert_cmpint (g_remove (folder), ==, 0);
  g_assert_cmpint (g_rename (aside, folder), ==, 0);
}

/* Once nobody can undo it any more, its password is of no use. */
static void
test_removed_for_good (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL, *secret = NULL;

  make_request (fixture, NULL);
  close_request ();
  id = g_strdup (get_waiting (fixture)->id);
  waybill_ui_cert_waiting_remove (show_waiting (fixture));
  gtk_window_destroy (fixture->parent);
  fixture->parent = NULL;
  settle ();
  secret = dup_secret (fixture, id);
  g_assert_null (secret);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/ui/cert-answer/the-answer-finds-its-key", test_the_answer_finds_its_key },
    { "/ui/cert-answer/the-answer-is-for-whom-it-is-called-by", test_the_answer_is_for_whom_it_is_called_by },
    { "/ui/cert-answer/the-answer-is-taken-back", test_the_answer_is_taken_back },
    { "/ui/cert-answer/a-lost-password-changes-nothing", test_a_lost_password_changes_nothing },
    { "/ui/cert-answer/a-stranger-is-shown", test_a_stranger_is_shown },
    { "/ui/cert-answer/no-stranger-without-requests", test_no_stranger_without_requests },
    { "/ui/cert-answer/details-of-what-waits", test_details_of_what_waits },
    { "/ui/cert-answer/putting-back-that-fails-is-said", test_putting_back_that_fails_is_said },
    { "/ui/cert-answer/removed-for-good", test_removed_for_good },
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
