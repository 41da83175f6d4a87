/* The vault without a keyring: --secrets file, credentials directory, memory, and their order. */
#include "secret-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define UUID "6d5f24f0-8d0e-4f4b-9a53-0a5c6f0c7c11"
#define FINGERPRINT "aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44"

typedef struct
{
  char *folder;
  char *file;
  char *credentials;
} Fixture;

static const WaybillSecretKey login
    = { WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PASSWORD, UUID, "Acme & S\303\266hne" };
static const WaybillSecretKey certificate
    = { WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD, FINGERPRINT, "acme client" };

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("waybill-secret-XXXXXX", NULL);
  fixture->file = g_build_filename (fixture->folder, "secrets", NULL);
  fixture->credentials = g_build_filename (fixture->folder, "credentials", NULL);
  g_assert_cmpint (g_mkdir (fixture->credentials, 0700), ==, 0);
}

static void
remove_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_all (path);
      else
        g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_all (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->file);
  g_free (fixture->credentials);
}

static void
write_secrets (Fixture *fixture, const char *text)
{
  g_assert_true (g_file_set_contents_full (fixture->file, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static void
write_credential (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->credentials, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static WaybillSecretVault *
vault_with_file (Fixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;
  WaybillSecretVault *vault;

  write_secrets (fixture, text);
  vault = waybill_secret_vault_new (fixture->file, NULL, FALSE, &error);
  g_assert_no_error (error);
  return vault;
}

static void
test_file_by_name (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillSecretVault) vault = vault_with_file (fixture, "# ours\n\n[partner Acme & S\303\266hne]\n"
                                                                   "password = abc\n  account=ledger 7\r\n"
                                                                   "proxy-password=p\nkey-passphrase=k\n"
                                                                   "[certificate Acme Client]\npassword=xyz");
  WaybillSecretKey key = login;

  secret_test_assert_lookup (vault, &key, "abc");
  secret_test_assert_lookup (vault, &certificate, "xyz");
  key.field = WAYBILL_SECRET_FIELD_ACCOUNT;
  secret_test_assert_lookup (vault, &key, "ledger 7");
  key.field = WAYBILL_SECRET_FIELD_PROXY_PASSWORD;
  secret_test_assert_lookup (vault, &key, "p");
  key.field = WAYBILL_SECRET_FIELD_KEY_PASSPHRASE;
  secret_test_assert_lookup (vault, &key, "k");
}

static const WaybillSecretKey pin
    = { WAYBILL_SECRET_OWNER_TOKEN, WAYBILL_SECRET_FIELD_PIN, "pkcs11:serial=08ac;token=Harbour%20card", "Harbour card" };

static void
test_file_pin (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillSecretVault) vault
      = vault_with_file (fixture, "[certificate Harbour card]\npin=no\n[token harbour CARD]\npin=4711\npassword=no\n");

  secret_test_assert_lookup (vault, &pin, "4711");
}

/* What proved right goes before what a file claims: each wrong one brings the card nearer to its lock. */
static void
test_pin_remembered (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillSecretVault) vault = vault_with_file (fixture, "[token Harbour card]\npin=0000\n");
  g_autoptr (WaybillSecretText) right = waybill_secret_text_new ("4711");

  waybill_secret_vault_remember (vault, &pin, right);
  secret_test_assert_lookup (vault, &pin, "4711");
  waybill_secret_vault_forget_memory (vault);
  secret_test_assert_lookup (vault, &pin, "0000");
}

static void
test_file_values_are_raw (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillSecretVault) vault
      = vault_with_file (fixture,
                         "[partner acme & s\303\266hne]\npassword=a\\nb=c;d\\s#e [f]\n[certificate x]\npassword=no\n");

  secret_test_assert_lookup (vault, &login, "a\\nb=c;d\\s#e [f]");
  secret_test_assert_lookup (vault, &certificate, NULL);
}

static void
test_file_base64_keeps_blanks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillSecretVault) vault
      = vault_with_file (fixture, "[partner " UUID "]\npassword-base64=IHR3byBibGFua3MgIA==\n");

  secret_test_assert_lookup (vault, &login, " two blanks  ");
}

static void
test_file_id_wins (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillSecretVault) vault
      = vault_with_file (fixture, "[partner " UUID "]\npassword=by id\n[partner Acme & S\303\266hne]\npassword=by name\n"
                                  "[certificate ACME client]\npassword=loose\n[certificate acme client]\npassword=exact\n"
                                  "[certificate ACME CLIENT]\npassword=loose\n");

  secret_test_assert_lookup (vault, &login, "by id");
  secret_test_assert_lookup (vault, &certificate, "exact");
}

static void
test_file_of_others_refused (Fixture *fixture, gconstpointer data)
{
  static const int modes[] = { 0640, 0604, 0660, 0610, 0602 };

  write_secrets (fixture, "[partner a]\npassword=b\n");
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (g_chmod (fixture->file, modes[i]), ==, 0);
      g_assert_null (waybill_secret_vault_new (fixture->file, NULL, FALSE, &error));
      g_assert_error (error, WAYBILL_SECRET_ERROR, WAYBILL_SECRET_ERROR_FILE);
    }
}

static void
test_file_broken (Fixture *fixture, gconstpointer data)
{
  static const char *const broken[] = {
    "password=before-any-group\n",           "[partner a\npassword=b\n",
    "[partner a]\nno-equals-sign-hunter2\n", "[partner a]\npassword-base64=!!!!\n",
    "[partner a]\npassword-base64=YWI\n",    "[partner a]\npassword-base64=YQBi\n", /* a NUL in the middle */
  };

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) error = NULL;

      write_secrets (fixture, broken[i]);
      g_assert_null (waybill_secret_vault_new (fixture->file, NULL, FALSE, &error));
      g_assert_error (error, WAYBILL_SECRET_ERROR, WAYBILL_SECRET_ERROR_FILE);
      g_assert_null (strstr (error->message, "hunter2"));
      g_assert_nonnull (strstr (error->message, "Line "));
    }
}

static void
test_file_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (waybill_secret_vault_new (fixture->file, NULL, FALSE, &error));
  g_assert_error (error, WAYBILL_SECRET_ERROR, WAYBILL_SECRET_ERROR_FILE);
}

static void
test_file_too_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strnfill (1024 * 1024 + 1, '\n');

  write_secrets (fixture, text);
  g_assert_null (waybill_secret_vault_new (fixture->file, NULL, FALSE, &error));
  g_assert_error (error, WAYBILL_SECRET_ERROR, WAYBILL_SECRET_ERROR_FILE);
}

static void
test_credential_names (void)
{
  g_autofree char *plain
      = waybill_secret_vault_dup_file_name (WAYBILL_SECRET_OWNER_PARTNER, "Acme_1-b", WAYBILL_SECRET_FIELD_PASSWORD);
  g_autofree char *coded = waybill_secret_vault_dup_file_name (WAYBILL_SECRET_OWNER_CERTIFICATE,
                                                               "S\303\266 .:", WAYBILL_SECRET_FIELD_KEY_PASSPHRASE);

  g_assert_cmpstr (plain, ==, "partner.Acme_1-b.password");
  g_assert_cmpstr (coded, ==, "certificate.S-c3-b6-20-2e-3a.key-passphrase");
}

static void
test_credentials (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillSecretVault) vault = waybill_secret_vault_new (NULL, fixture->credentials, FALSE, NULL);
  WaybillSecretKey key = login;

  write_credential (fixture, "partner.Acme-20-26-20S-c3-b6hne.password", " raw \\n \n");
  write_credential (fixture, "partner." UUID ".account", "by id");
  write_credential (fixture, "certificate.acme-20client.password-base64", "IGE=");

  secret_test_assert_lookup (vault, &key, " raw \\n ");
  secret_test_assert_lookup (vault, &certificate, " a");
  key.field = WAYBILL_SECRET_FIELD_ACCOUNT;
  secret_test_assert_lookup (vault, &key, "by id");
  key.field = WAYBILL_SECRET_FIELD_PROXY_PASSWORD;
  secret_test_assert_lookup (vault, &key, NULL);
}

static void
test_credentials_absent_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillSecretVault) vault = waybill_secret_vault_new (NULL, "/nonexistent", FALSE, NULL);

  secret_test_assert_lookup (vault, &login, NULL);
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillSecretText) remembered = waybill_secret_text_new ("memory");
  g_autoptr (WaybillSecretVault) all = NULL, credentials = NULL, memory = NULL;

  write_secrets (fixture, "[partner Acme & S\303\266hne]\npassword=file\n");
  write_credential (fixture, "partner." UUID ".password", "credential");
  all = waybill_secret_vault_new (fixture->file, fixture->credentials, FALSE, NULL);
  credentials = waybill_secret_vault_new (NULL, fixture->credentials, FALSE, NULL);
  memory = waybill_secret_vault_new (NULL, NULL, FALSE, NULL);
  waybill_secret_vault_remember (all, &login, remembered);
  waybill_secret_vault_remember (credentials, &login, remembered);
  waybill_secret_vault_remember (memory, &login, remembered);

  secret_test_assert_lookup (all, &login, "file");
  secret_test_assert_lookup (credentials, &login, "credential");
  secret_test_assert_lookup (memory, &login, "memory");
}

static void
test_memory_takes_the_place (void)
{
  g_autoptr (WaybillSecretVault) vault = waybill_secret_vault_new (NULL, NULL, FALSE, NULL);
  WaybillSecretKey renamed = login, other = login;
  g_autoptr (GError) error = NULL;

  renamed.name = "Another name";
  other.id = FINGERPRINT;
  g_assert_true (secret_test_store (vault, &login, "typed", &error));
  secret_test_assert_lookup (vault, &renamed, "typed");
  secret_test_assert_lookup (vault, &other, NULL);
  g_assert_true (secret_test_forget (vault, &login, &error));
  g_assert_no_error (error);
  secret_test_assert_lookup (vault, &login, NULL);
  g_assert_cmpint (secret_test_probe (vault), ==, WAYBILL_SECRET_KEYRING_UNUSED);
  g_assert_cmpint (waybill_secret_vault_get_keyring (vault), ==, WAYBILL_SECRET_KEYRING_UNUSED);
}

/* What is kept is named and not read; locking wipes it at once. */
static void
test_lists_and_locks (void)
{
  g_autoptr (WaybillSecretVault) vault = waybill_secret_vault_new (NULL, NULL, FALSE, NULL);
  g_autofree char *none = secret_test_list (vault);
  g_autofree char *two = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (none, ==, "");
  g_assert_true (secret_test_store (vault, &login, "typed", &error));
  g_assert_true (secret_test_store (vault, &certificate, "sealed", &error));
  two = secret_test_list (vault);
  g_assert_cmpstr (two, ==, "certificate/0/" FINGERPRINT "@memory\npartner/0/" UUID "@memory");

  g_assert_true (secret_test_lock (vault, &error));
  g_assert_no_error (error);
  after = secret_test_list (vault);
  g_assert_cmpstr (after, ==, "");
  secret_test_assert_lookup (vault, &login, NULL);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/secret/file/found-by-name", test_file_by_name);
  ADD ("/secret/file/pin-of-a-token", test_file_pin);
  ADD ("/secret/vault/pin-that-proved-right-wins", test_pin_remembered);
  ADD ("/secret/file/values-are-raw", test_file_values_are_raw);
  ADD ("/secret/file/base64-keeps-blanks", test_file_base64_keeps_blanks);
  ADD ("/secret/file/id-wins-over-name-over-case", test_file_id_wins);
  ADD ("/secret/file/refused-when-others-have-rights", test_file_of_others_refused);
  ADD ("/secret/file/broken-names-the-line-not-the-content", test_file_broken);
  ADD ("/secret/file/missing", test_file_missing);
  ADD ("/secret/file/bounded", test_file_too_large);
  g_test_add_func ("/secret/credentials/file-names", test_credential_names);
  ADD ("/secret/credentials/by-name-and-id", test_credentials);
  ADD ("/secret/credentials/no-such-folder-holds-nothing", test_credentials_absent_folder);
  ADD ("/secret/vault/order", test_order);
  g_test_add_func ("/secret/vault/memory-takes-the-keyrings-place", test_memory_takes_the_place);
  g_test_add_func ("/secret/vault/lists-and-locks", test_lists_and_locks);

  return g_test_run ();
}
