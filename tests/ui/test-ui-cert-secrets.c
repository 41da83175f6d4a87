/* The page "Passwords" of the certificate store's window: it names what is kept and shows none of it; forgetting can be
 * undone, a wrong password changes nothing, and locking leaves nothing in memory. The vault is a rehearsal's, without a
 * keyring. */

#include "ui-cert-window-rig.h"

#include "ui-cert-password.h"

#define ADD(name, prepare, function) g_test_add ("/ui/cert-secrets/" name, Fixture, NULL, prepare, function, tear_down)

typedef struct
{
  GAsyncResult *result;
} Answer;

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Answer *) user_data)->result = g_object_ref (result);
}

/* (transfer full) (nullable) */
static char *
look_up (Fixture *fixture, const WaybillSecretKey *key)
{
  WaybillSecretVault *vault = waybill_ui_context_get_vault (fixture->context);
  Answer answer = { NULL };
  g_autoptr (WaybillSecretText) text = NULL;

  waybill_secret_vault_lookup_async (vault, key, NULL, answered, &answer);
  WAIT_FOR (answer.result != NULL);
  text = waybill_secret_vault_lookup_finish (vault, answer.result, NULL);
  g_object_unref (answer.result);
  return text == NULL ? NULL : g_strdup (waybill_secret_text_peek (text));
}

static void
remember (Fixture *fixture, const WaybillSecretKey *key, const char *password)
{
  g_autoptr (WaybillSecretText) text = waybill_secret_text_new (password);

  waybill_secret_vault_remember (waybill_ui_context_get_vault (fixture->context), key, text);
}

static WaybillSecretKey
get_login (Fixture *fixture)
{
  WaybillPartner *partner = waybill_partner_store_find (fixture->partners, "Baltic Timber", NULL);

  return (WaybillSecretKey){ WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PASSWORD, waybill_partner_get_uuid (partner),
                             NULL };
}

static WaybillSecretKey
get_certificate (Fixture *fixture)
{
  return (WaybillSecretKey){ WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD, fixture->berta, NULL };
}

static void
open_page (Fixture *fixture)
{
  WaybillSecretKey login = get_login (fixture);
  WaybillSecretKey certificate = get_certificate (fixture);

  remember (fixture, &login, "login-5Tq");
  remember (fixture, &certificate, "sealed-8Wz");
  select_view (fixture, WAYBILL_UI_CERT_VIEW_PASSWORDS);
  wait_until_shown (fixture, "Password of the login · in memory, until Waybill is closed");
}

static GtkWidget *
find_button (Fixture *fixture, const char *owner, const char *icon)
{
  GtkWidget *row = gtk_widget_get_ancestor (find (get (fixture, "WaybillUiCertSecrets"), is_label, owner),
                                            g_type_from_name ("WaybillUiCertKeptRow"));

  for (GtkWidget *child = gtk_widget_get_first_child (row); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (child)), icon) == 0)
      return child;
  g_assert_not_reached ();
}

static void
test_lists_what_is_kept_and_shows_none (Fixture *fixture, gconstpointer data)
{
  open_page (fixture);

  g_assert_true (shows (fixture, "Baltic Timber"));
  g_assert_true (shows (fixture, "Harbour Foods client 2036-11"));
  g_assert_true (shows (fixture, "Password of your certificate · in memory, until Waybill is closed"));
  g_assert_true (shows (fixture, "Passwords of a rehearsal stay in memory"));
  g_assert_null (find (GTK_WIDGET (fixture->window), says, "login-5Tq"));
  g_assert_null (find (GTK_WIDGET (fixture->window), says, "sealed-8Wz"));

  search (fixture, "baltic");
  wait_until_hidden (fixture, "Harbour Foods client 2036-11");
  g_assert_true (shows (fixture, "Baltic Timber"));
}

static void
test_forgetting_is_said_and_undone (Fixture *fixture, gconstpointer data)
{
  WaybillSecretKey login = get_login (fixture);
  g_autofree char *after = NULL;
  g_autofree char *back = NULL;
  GtkWidget *undo;

  open_page (fixture);
  g_signal_emit_by_name (find_button (fixture, "Baltic Timber", "edit-delete-symbolic"), "clicked");
  wait_until_shown (fixture, "Password of the login at Baltic Timber forgotten");
  wait_until_hidden (fixture, "Password of the login · in memory, until Waybill is closed");
  after = look_up (fixture, &login);
  g_assert_null (after);

  undo = gtk_widget_get_ancestor (find (GTK_WIDGET (fixture->window), is_label, "Undo"), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (undo, "clicked");
  wait_until_shown (fixture, "Password of the login · in memory, until Waybill is closed");
  back = look_up (fixture, &login);
  g_assert_cmpstr (back, ==, "login-5Tq");
}

static void
test_locking_leaves_nothing_in_memory (Fixture *fixture, gconstpointer data)
{
  WaybillSecretKey login = get_login (fixture);
  WaybillSecretKey certificate = get_certificate (fixture);
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  GtkWidget *button;

  open_page (fixture);
  button = gtk_widget_get_ancestor (find (get (fixture, "WaybillUiCertSecrets"), is_label, "Lock Now"), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (button, "clicked");
  wait_until_shown (fixture, "No password is kept");

  one = look_up (fixture, &login);
  other = look_up (fixture, &certificate);
  g_assert_null (one);
  g_assert_null (other);
}

static GtkWindow *
wait_for_password_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (;;)
    {
      for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
        {
          g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

          if (WAYBILL_IS_UI_CERT_PASSWORD (window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
            return window;
        }
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
type_password (GtkWindow *window, const char *password)
{
  GtkWidget *entry = find (GTK_WIDGET (window), is_password, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), password);
  g_signal_emit_by_name (entry, "entry-activated");
}

/* What opens a certificate is tried on it; the login's is taken as it is. */
static void
test_entering_again (Fixture *fixture, gconstpointer data)
{
  WaybillSecretKey login = get_login (fixture);
  g_autoptr (WaybillCertImport) import = read_file ("client/berta.pfx");
  WaybillSecretKey certificate;
  g_autofree char *kept = NULL;
  g_autofree char *still = NULL;
  g_autofree char *fresh = NULL;
  g_autoptr (GError) error = NULL;
  GtkWindow *window;

  waybill_cert_store_remove (fixture->store, fixture->berta, NULL);
  waybill_cert_store_add_identity (fixture->store, import->identities->pdata[0], "Harbour Foods client 2036-11", PASSWORD,
                                   FALSE, NULL, &error);
  g_assert_no_error (error);
  open_page (fixture);

  g_signal_emit_by_name (find_button (fixture, "Baltic Timber", "document-edit-symbolic"), "clicked");
  window = wait_for_password_window ();
  type_password (window, "another-3Rk");
  wait_until_shown (fixture, "Password kept");
  kept = look_up (fixture, &login);
  g_assert_cmpstr (kept, ==, "another-3Rk");

  certificate = get_certificate (fixture);
  g_signal_emit_by_name (find_button (fixture, "Harbour Foods client 2036-11", "document-edit-symbolic"), "clicked");
  window = wait_for_password_window ();
  type_password (window, "wrong-1Xx");
  WAIT_FOR (find (GTK_WIDGET (window), says, "does not open it") != NULL);
  still = look_up (fixture, &certificate);
  g_assert_cmpstr (still, ==, "sealed-8Wz");

  type_password (window, PASSWORD);
  WAIT_FOR (g_list_model_get_n_items (gtk_window_get_toplevels ()) == 1);
  fresh = look_up (fixture, &certificate);
  g_assert_cmpstr (fresh, ==, PASSWORD);
}

/* It has an owner as well, and nobody knows it: there is nothing to enter. */
static void
test_that_of_a_key_that_waits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertRequest) request = waybill_cert_request_new ("CN=anna", NULL, WAYBILL_CERT_KEY_KIND_EC256, NULL);
  const WaybillCertWaiting *waiting = waybill_cert_store_add_request (fixture->store, request, "Old Mill", PASSWORD, NULL);
  const WaybillSecretKey key = { WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD, waiting->id, NULL };

  remember (fixture, &key, PASSWORD);
  open_page (fixture);
  wait_until_shown (fixture, "Old Mill");
  g_assert_false (shows (fixture, "A certificate that is gone"));
  g_assert_false (gtk_widget_get_visible (find_button (fixture, "Old Mill", "document-edit-symbolic")));
  g_assert_true (gtk_widget_get_visible (find_button (fixture, "Harbour Foods client 2036-11", "document-edit-symbolic")));
}

/* Nobody could type it again, so the key would be lost. */
static void
test_a_made_one_stays (Fixture *fixture, gconstpointer data)
{
  WaybillSecretKey certificate = get_certificate (fixture);
  g_autoptr (WaybillSecretText) made = waybill_secret_text_new_random ();
  g_autofree char *after = NULL;
  AdwMessageDialog *dialog;

  open_page (fixture);
  remember (fixture, &certificate, waybill_secret_text_peek (made));
  g_signal_emit_by_name (find_button (fixture, "Harbour Foods client 2036-11", "edit-delete-symbolic"), "clicked");
  dialog = wait_for_dialog ();
  g_assert_nonnull (strstr (adw_message_dialog_get_body (dialog), "nobody else knows it"));
  after = look_up (fixture, &certificate);
  g_assert_true (g_strcmp0 (after, waybill_secret_text_peek (made)) == 0);
  adw_message_dialog_response (dialog, "close");
  settle ();
}

/* A file that is damaged says nothing of the password. */
static void
test_a_damaged_file_is_no_wrong_password (Fixture *fixture, gconstpointer data)
{
  g_autofree char *name = g_strconcat (fixture->berta, ".p12", NULL);
  g_autofree char *path = g_build_filename (waybill_cert_store_get_folder (fixture->store), name, NULL);
  GtkWindow *window;

  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_set_contents (path, "nothing", -1, NULL));
  open_page (fixture);
  g_signal_emit_by_name (find_button (fixture, "Harbour Foods client 2036-11", "document-edit-symbolic"), "clicked");
  window = wait_for_password_window ();
  type_password (window, PASSWORD);
  WAIT_FOR (gtk_editable_get_editable (GTK_EDITABLE (find (GTK_WIDGET (window), is_password, NULL))));
  g_assert_null (find (GTK_WIDGET (window), says, "password does not open"));
  g_assert_nonnull (find (GTK_WIDGET (window), says, "Import it again."));
  gtk_window_close (window);
  settle ();
}

/* Closed in the middle of each. */
static void
test_closing_at_any_moment (Fixture *fixture, gconstpointer data)
{
  open_page (fixture);
  g_signal_emit_by_name (find_button (fixture, "Baltic Timber", "edit-delete-symbolic"), "clicked");
  close_window (fixture);
  settle ();
  open_window (fixture);
  select_view (fixture, WAYBILL_UI_CERT_VIEW_PASSWORDS);
  close_window (fixture);
  settle ();
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, 0);
}

int
main (int argc, char *argv[])
{
  if (!rig_begin (&argc, &argv))
    return 0;

  ADD ("lists-what-is-kept-and-shows-none", set_up, test_lists_what_is_kept_and_shows_none);
  ADD ("forgetting-is-said-and-undone", set_up, test_forgetting_is_said_and_undone);
  ADD ("locking-leaves-nothing-in-memory", set_up, test_locking_leaves_nothing_in_memory);
  ADD ("entering-again", set_up, test_entering_again);
  ADD ("that-of-a-key-that-waits", set_up, test_that_of_a_key_that_waits);
  ADD ("a-made-one-stays", set_up, test_a_made_one_stays);
  ADD ("a-damaged-file-is-no-wrong-password", set_up, test_a_damaged_file_is_no_wrong_password);
  ADD ("closing-at-any-moment", set_up, test_closing_at_any_moment);

  return g_test_run ();
}
