/* The page Login: secrets go to the vault, with Save, and nowhere else. */
#include "test-ui-partner-rig.h"

static char *
dup_password (Rig *rig, WaybillPartner *partner)
{
  return rig_dup_secret (rig, WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PASSWORD,
                         waybill_partner_get_uuid (partner));
}

static void
remember_password (Rig *rig, WaybillPartner *partner, const char *password)
{
  const WaybillSecretKey key
      = { WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PASSWORD, waybill_partner_get_uuid (partner), NULL };
  g_autoptr (WaybillSecretText) text = waybill_secret_text_new (password);

  waybill_secret_vault_remember (waybill_ui_context_get_vault (rig->context), &key, text);
}

static void
test_password_goes_to_the_vault (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");
  g_autofree char *before = dup_password (rig, partner), *after = NULL;

  rig_open (rig, partner, "login");
  rig_type (rig, "Password", "geheim");
  rig_do (rig, "editor.save");

  after = dup_password (rig, partner);
  g_assert_null (before);
  g_assert_cmpstr (after, ==, "geheim");
}

static void
test_password_is_in_no_file (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");
  g_autofree char *name = g_strconcat (waybill_partner_get_uuid (partner), ".partner", NULL);
  g_autofree char *path = g_build_filename (rig->folder, "partners", name, NULL);
  g_autofree char *text = NULL;

  rig_open (rig, partner, "login");
  rig_type (rig, "Password", "geheim");
  rig_do (rig, "editor.save");

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strstr (text, "geheim"));
}

static void
test_account_goes_to_the_vault (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");
  g_autofree char *account = NULL;

  rig_open (rig, partner, "login");
  rig_tick (rig, "The partner asks for an account", TRUE);
  rig_type (rig, "Account, as on the sheet", "0815");
  rig_do (rig, "editor.save");

  account
      = rig_dup_secret (rig, WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_ACCOUNT, waybill_partner_get_uuid (partner));
  g_assert_true (waybill_partner_get_needs_account (partner));
  g_assert_cmpstr (account, ==, "0815");
}

static gboolean
is_shown_as_kept (gpointer rig)
{
  return rig_search (GTK_WIDGET (((Rig *) rig)->editor), ADW_TYPE_PREFERENCES_ROW, "Password: kept; type to replace it")
         != NULL;
}

static void
test_kept_password_is_never_filled_in (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");
  g_autofree char *after = NULL;

  remember_password (rig, partner, "geheim");
  rig_open (rig, partner, "login");

  g_assert_true (rig_wait_until (is_shown_as_kept, rig));
  g_assert_cmpstr (rig_text (rig, "Password: kept; type to replace it"), ==, "");
  rig_type (rig, "User name", "other");
  rig_do (rig, "editor.save");
  after = dup_password (rig, partner);
  g_assert_cmpstr (after, ==, "geheim");
}

static void
test_not_keeping_forgets (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");
  g_autofree char *after = NULL;

  remember_password (rig, partner, "geheim");
  rig_open (rig, partner, "login");
  g_assert_true (rig_wait_until (is_shown_as_kept, rig));
  rig_tick (rig, "Keep the password in the keyring", FALSE);
  rig_do (rig, "editor.save");

  after = dup_password (rig, partner);
  g_assert_null (after);
}

static void
test_cancel_keeps_no_password (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");
  g_autofree char *after = NULL;

  rig_open (rig, partner, "login");
  rig_type (rig, "Password", "geheim");
  rig_do (rig, "editor.cancel");

  after = dup_password (rig, partner);
  g_assert_true (rig_is_gone (rig));
  g_assert_null (after);
}

static void
test_undo_of_a_new_partner_forgets (Rig *rig, gconstpointer data)
{
  g_autoptr (WaybillPartner) partner = NULL;
  g_autofree char *before = NULL, *after = NULL;

  rig_open (rig, NULL, NULL);
  rig_type (rig, "Name", "Harbour");
  rig_type (rig, "Host", "h");
  rig_type (rig, "Password", "geheim");
  rig_do (rig, "editor.save");
  partner = g_object_ref (waybill_partner_store_find (waybill_ui_context_get_partners (rig->context), "Harbour", NULL));
  before = dup_password (rig, partner);
  g_assert_cmpstr (before, ==, "geheim");

  g_signal_emit_by_name (rig_search (GTK_WIDGET (rig->parent), GTK_TYPE_BUTTON, "Undo"), "clicked");
  rig_settle ();

  after = dup_password (rig, partner);
  g_assert_null (after);
  g_assert_null (waybill_ui_context_find_partner (rig->context, waybill_partner_get_uuid (partner)));
}

static void
assert_too_long_is_said (Rig *rig, const char *title, const char *remark)
{
  g_autofree char *too_long = g_strnfill (WAYBILL_SECRET_TEXT_MAX + 1, 'x');

  g_assert_true (rig_may_save (rig));
  rig_type (rig, title, too_long);
  rig_settle ();
  g_assert_nonnull (rig_search (GTK_WIDGET (rig->editor), GTK_TYPE_LABEL, remark));
  g_assert_false (rig_may_save (rig));
  rig_do (rig, "editor.save");
  g_assert_false (rig_is_gone (rig));

  rig_type (rig, title, "geheim");
  g_assert_true (rig_may_save (rig));
}

static void
test_too_long_is_said (Rig *rig, gconstpointer data)
{
  rig_open (rig, rig_add_partner (rig, "Harbour"), "login");
  assert_too_long_is_said (rig, "Password", "This is longer than a password can be. Paste the password alone.");
  g_assert_false (rig_says (rig, "This is longer than a password can be. Paste the password alone."));
  rig_tick (rig, "The partner asks for an account", TRUE);
  assert_too_long_is_said (rig, "Account, as on the sheet",
                           "This is longer than an account can be. Paste the account alone.");
}

#define ADD(name, function) g_test_add ("/ui/partner-login/" name, Rig, NULL, rig_set_up, function, rig_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  ADD ("password-goes-to-the-vault", test_password_goes_to_the_vault);
  ADD ("password-is-in-no-file", test_password_is_in_no_file);
  ADD ("account-goes-to-the-vault", test_account_goes_to_the_vault);
  ADD ("kept-password-is-never-filled-in", test_kept_password_is_never_filled_in);
  ADD ("not-keeping-forgets", test_not_keeping_forgets);
  ADD ("too-long-is-said", test_too_long_is_said);
  ADD ("cancel-keeps-no-password", test_cancel_keeps_no_password);
  ADD ("undo-of-a-new-partner-forgets", test_undo_of_a_new_partner_forgets);
  return g_test_run ();
}
