/* The question for a password: what is typed reaches who asked, is nowhere afterwards, and replaces what was wrong. */

#include "test-ui-question-rig.h"

static void
text_came (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->text = waybill_partner_prompt_ask_secret_finish (WAYBILL_PARTNER_PROMPT (source), result);
  fixture->text_came = TRUE;
}

static void
ask_secret (Fixture *fixture, WaybillSecretOwner owner, const char *name, WaybillPartnerPromptHints hints)
{
  const WaybillSecretKey key = { owner, WAYBILL_SECRET_FIELD_PASSWORD, waybill_partner_get_uuid (fixture->partner), name };

  waybill_partner_prompt_ask_secret_async (WAYBILL_PARTNER_PROMPT (fixture->question), &key, hints, fixture->cancellable,
                                           text_came, fixture);
}

static void
test_password (Fixture *fixture, gconstpointer data)
{
  AdwMessageDialog *dialog;
  g_autoptr (GtkWidget) entry = NULL;

  ask_secret (fixture, WAYBILL_SECRET_OWNER_PARTNER, "Norrland Parts", WAYBILL_PARTNER_PROMPT_PLAIN);
  dialog = wait_for_dialog ();
  entry = g_object_ref (find (GTK_WIDGET (dialog), is_password, NULL));
  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "Password of edi at Norrland Parts");
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "accept"));
  g_assert_false (dialog_says ("That password does not fit."));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (dialog)), entry));

  gtk_editable_set_text (GTK_EDITABLE (entry), "geheim 7Kx");
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, "accept"));
  adw_message_dialog_response (dialog, "accept");
  WAIT_FOR (fixture->text_came);
  g_assert_cmpstr (waybill_secret_text_peek (fixture->text), ==, "geheim 7Kx");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
}

/* The proxy's password is nobody else's, and everybody on the way reads it. */
static void
test_proxy_password (Fixture *fixture, gconstpointer data)
{
  const WaybillSecretKey key = { WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PROXY_PASSWORD,
                                 waybill_partner_get_uuid (fixture->partner), "Norrland Parts" };
  AdwMessageDialog *dialog;

  waybill_partner_set_setting (fixture->partner, "proxy-user", "kim", NULL);
  waybill_partner_prompt_ask_secret_async (WAYBILL_PARTNER_PROMPT (fixture->question), &key, WAYBILL_PARTNER_PROMPT_WRONG,
                                           fixture->cancellable, text_came, fixture);
  dialog = wait_for_dialog ();
  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "Password of kim at the proxy of Norrland Parts");
  g_assert_nonnull (strstr (adw_message_dialog_get_body (dialog), "without encryption"));
  g_assert_true (dialog_says ("The proxy did not take that password."));
  adw_message_dialog_response (dialog, "refuse");
  WAIT_FOR (fixture->text_came);
  g_assert_null (fixture->text);
}

static void
test_password_refused (Fixture *fixture, gconstpointer data)
{
  AdwMessageDialog *dialog;
  g_autoptr (GtkWidget) entry = NULL;

  ask_secret (fixture, WAYBILL_SECRET_OWNER_CERTIFICATE, "Northgate client", WAYBILL_PARTNER_PROMPT_WRONG);
  dialog = wait_for_dialog ();
  entry = g_object_ref (find (GTK_WIDGET (dialog), is_password, NULL));
  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "The password of “Northgate client”");
  g_assert_true (dialog_says ("That password does not fit."));
  gtk_editable_set_text (GTK_EDITABLE (entry), "typed for nothing");

  gtk_window_close (GTK_WINDOW (dialog));
  WAIT_FOR (fixture->text_came);
  g_assert_null (fixture->text);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
}

/* It is never stored: there is nothing to switch. What the card says of its tries stands there before anything is typed. */
static void
test_pin (Fixture *fixture, gconstpointer data)
{
  const WaybillSecretKey key
      = { WAYBILL_SECRET_OWNER_TOKEN, WAYBILL_SECRET_FIELD_PIN, "pkcs11:token=Harbour%20card", "Harbour card" };
  AdwMessageDialog *dialog;
  GtkWidget *entry;

  waybill_partner_prompt_ask_secret_async (WAYBILL_PARTNER_PROMPT (fixture->question), &key, WAYBILL_PARTNER_PROMPT_LAST,
                                           fixture->cancellable, text_came, fixture);
  dialog = wait_for_dialog ();
  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "PIN of “Harbour card”");
  g_assert_cmpstr (adw_message_dialog_get_body (dialog), ==,
                   "It is never stored. Waybill forgets it when it ends or is locked.");
  g_assert_true (dialog_says ("1 try is left. After another wrong PIN the card locks itself."));
  g_assert_false (dialog_says ("That PIN is not right."));
  g_assert_false (dialog_says ("Keep the password in the keyring"));
  entry = find (GTK_WIDGET (dialog), is_password, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "4711");
  adw_message_dialog_response (dialog, "accept");
  WAIT_FOR (fixture->text_came);
  g_assert_cmpstr (waybill_secret_text_peek (fixture->text), ==, "4711");
}

static void
test_wrong_pin (Fixture *fixture, gconstpointer data)
{
  const WaybillSecretKey key
      = { WAYBILL_SECRET_OWNER_TOKEN, WAYBILL_SECRET_FIELD_PIN, "pkcs11:token=Harbour%20card", "Harbour card" };

  waybill_partner_prompt_ask_secret_async (WAYBILL_PARTNER_PROMPT (fixture->question), &key,
                                           WAYBILL_PARTNER_PROMPT_WRONG | WAYBILL_PARTNER_PROMPT_FEW, fixture->cancellable,
                                           text_came, fixture);
  wait_for_dialog ();
  g_assert_true (dialog_says ("That PIN is not right."));
  g_assert_true (dialog_says ("A wrong PIN was given before. Only a few tries are left."));
  adw_message_dialog_response (get_dialog (), "refuse");
  WAIT_FOR (fixture->text_came);
  g_assert_null (fixture->text);
}

static void
test_too_long_is_said (Fixture *fixture, gconstpointer data)
{
  g_autofree char *longest = g_strnfill (WAYBILL_SECRET_TEXT_MAX, 'x');
  g_autofree char *too_long = g_strnfill (WAYBILL_SECRET_TEXT_MAX + 1, 'x');
  AdwMessageDialog *dialog;
  GtkWidget *entry;

  ask_secret (fixture, WAYBILL_SECRET_OWNER_PARTNER, "Norrland Parts", WAYBILL_PARTNER_PROMPT_PLAIN);
  dialog = wait_for_dialog ();
  entry = find (GTK_WIDGET (dialog), is_password, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), too_long);
  settle ();
  g_assert_true (dialog_says ("This is longer than a password can be."));
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "accept"));

  gtk_editable_set_text (GTK_EDITABLE (entry), longest);
  settle ();
  g_assert_false (dialog_says ("This is longer than a password can be."));
  adw_message_dialog_response (dialog, "accept");
  WAIT_FOR (fixture->text_came);
  g_assert_cmpstr (waybill_secret_text_peek (fixture->text), ==, longest);
}

static void
entered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(int *) user_data = waybill_ui_question_enter_password_finish (WAYBILL_UI_QUESTION (source), result);
}

static void
looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->text = waybill_secret_vault_lookup_finish (WAYBILL_SECRET_VAULT (source), result, NULL);
  fixture->text_came = TRUE;
}

/* The wrong one is not found any more. */
static void
test_enter_password (Fixture *fixture, gconstpointer data)
{
  const WaybillSecretKey key
      = { WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PASSWORD, waybill_partner_get_uuid (fixture->partner), NULL };
  WaybillSecretVault *vault = waybill_ui_context_get_vault (fixture->context);
  g_autoptr (WaybillSecretText) wrong = waybill_secret_text_new ("wrong one");
  GtkWidget *entry;

  waybill_secret_vault_remember (vault, &key, wrong);
  waybill_ui_question_enter_password_async (fixture->question, NULL, entered, &fixture->answer);
  entry = find (GTK_WIDGET (wait_for_dialog ()), is_password, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "right one");
  adw_message_dialog_response (get_dialog (), "accept");
  WAIT_FOR (fixture->answer != OPEN);
  g_assert_true (fixture->answer);

  waybill_secret_vault_lookup_async (vault, &key, NULL, looked_up, fixture);
  WAIT_FOR (fixture->text_came);
  g_assert_cmpstr (waybill_secret_text_peek (fixture->text), ==, "right one");
}

int
main (int argc, char *argv[])
{
  if (!rig_begin (&argc, &argv))
    return 0;

#define ADD(name, function) g_test_add ("/ui/question/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("password-is-taken-and-emptied", test_password);
  ADD ("proxy-password-is-said-to-be-the-proxy-s", test_proxy_password);
  ADD ("password-is-refused-and-emptied", test_password_refused);
  ADD ("pin-is-never-kept", test_pin);
  ADD ("pin-that-was-wrong", test_wrong_pin);
  ADD ("a-password-that-is-too-long-is-said", test_too_long_is_said);
  ADD ("a-new-password-replaces-the-wrong-one", test_enter_password);
#undef ADD

  return g_test_run ();
}
