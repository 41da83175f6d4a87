/* The vault with a real gnome-keyring on a private bus; run through with-keyring.sh. */
#include "secret-test.h"

#include <libsecret/secret.h>
#include <string.h>

static const WaybillSecretKey login
    = { WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PASSWORD, "0e7bb8e2-2b3c-4b90-8ef0-8e9f6a5d8f10", "Nordwind" };
static const WaybillSecretKey unknown
    = { WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PASSWORD, "99999999-2b3c-4b90-8ef0-8e9f6a5d8f10", NULL };

static WaybillSecretVault *
vault_new (void)
{
  WaybillSecretVault *vault = waybill_secret_vault_new (NULL, NULL, TRUE, NULL);

  waybill_secret_vault_set_patience (vault, 10);
  return vault;
}

static void
store (const WaybillSecretKey *key, const char *secret)
{
  g_autoptr (WaybillSecretVault) vault = vault_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (secret_test_store (vault, key, secret, &error));
  g_assert_no_error (error);
}

/* Locks or lists through libsecret itself, from the side. */
static SecretCollection *
default_collection (SecretService *service)
{
  g_autoptr (GError) error = NULL;
  SecretCollection *collection
      = secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (collection);
  return collection;
}

static void
lock_keyring (void)
{
  g_autoptr (SecretService) service = secret_service_get_sync (SECRET_SERVICE_LOAD_COLLECTIONS, NULL, NULL);
  g_autoptr (SecretCollection) collection = default_collection (service);
  GList one = { .data = collection };

  g_assert_cmpint (secret_service_lock_sync (service, &one, NULL, NULL, NULL), ==, 1);
}

/* Without a prompt, as a login would: gnome-keyring's own back door. */
static void
unlock_keyring (void)
{
  static const char name[] = "org.freedesktop.secrets", path[] = "/org/freedesktop/secrets";
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) session = NULL, unlocked = NULL;
  g_autoptr (GError) error = NULL;
  const char *session_path;

  session = g_dbus_connection_call_sync (connection, name, path, "org.freedesktop.Secret.Service", "OpenSession",
                                         g_variant_new ("(sv)", "plain", g_variant_new_string ("")), NULL,
                                         G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_variant_get_child (session, 1, "&o", &session_path);
  unlocked = g_dbus_connection_call_sync (
      connection, name, path, "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface", "UnlockWithMasterPassword",
      g_variant_new ("(o(o@ay@ays))", "/org/freedesktop/secrets/collection/login", session_path,
                     g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, NULL, 0, 1),
                     g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, "test", 4, 1), "text/plain"),
      NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
test_probe (void)
{
  g_autoptr (WaybillSecretVault) vault = vault_new ();

  g_assert_cmpint (secret_test_probe (vault), ==, WAYBILL_SECRET_KEYRING_OPEN);
}

static void
test_second_process (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (WaybillSecretVault) vault = vault_new ();

      secret_test_assert_lookup (vault, &login, "gr\303\274n und wei\303\237");
      return;
    }
  store (&login, "gr\303\274n und wei\303\237");

  g_test_trap_subprocess (NULL, 0, 0);

  g_test_trap_assert_passed ();
}

static void
test_none (void)
{
  g_autoptr (WaybillSecretVault) vault = vault_new ();
  WaybillSecretKey other_field = login, other_owner = login;

  store (&login, "x");
  other_field.field = WAYBILL_SECRET_FIELD_ACCOUNT;
  other_owner.owner = WAYBILL_SECRET_OWNER_CERTIFICATE;
  secret_test_assert_lookup (vault, &unknown, NULL);
  secret_test_assert_lookup (vault, &other_field, NULL);
  secret_test_assert_lookup (vault, &other_owner, NULL);
  g_assert_cmpint (waybill_secret_vault_get_keyring (vault), ==, WAYBILL_SECRET_KEYRING_OPEN);
}

/* Whoever stores it: this run alone remembers it, and no other ever finds it. */
static void
test_pin_is_never_kept (void)
{
  static const WaybillSecretKey pin
      = { WAYBILL_SECRET_OWNER_TOKEN, WAYBILL_SECRET_FIELD_PIN, "pkcs11:serial=08ac;token=Harbour%20card", "Harbour card" };
  g_autoptr (WaybillSecretVault) vault = vault_new ();
  g_autoptr (WaybillSecretVault) other = vault_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (secret_test_store (vault, &pin, "4711", &error));
  g_assert_no_error (error);
  secret_test_assert_lookup (vault, &pin, "4711");
  secret_test_assert_lookup (other, &pin, NULL);
  g_assert_true (secret_test_forget (vault, &pin, &error));
  secret_test_assert_lookup (vault, &pin, NULL);
}

static void
test_store_replaces (void)
{
  g_autoptr (WaybillSecretVault) vault = vault_new ();

  store (&login, "old");
  store (&login, "new");
  secret_test_assert_lookup (vault, &login, "new");
}

static void
test_forget (void)
{
  g_autoptr (WaybillSecretVault) vault = vault_new ();
  g_autoptr (GError) error = NULL;

  store (&login, "x");
  g_assert_true (secret_test_forget (vault, &login, &error));
  secret_test_assert_lookup (vault, &login, NULL);
  g_assert_true (secret_test_forget (vault, &login, &error));
  g_assert_no_error (error);
}

static void
test_label (void)
{
  g_autoptr (GHashTable) attributes = g_hash_table_new (g_str_hash, g_str_equal);
  WaybillSecretKey key = login;
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;
  GList *items;

  key.field = WAYBILL_SECRET_FIELD_PROXY_PASSWORD;
  store (&key, "x");
  g_hash_table_insert (attributes, (gpointer) "id", (gpointer) key.id);
  g_hash_table_insert (attributes, (gpointer) "owner", (gpointer) "partner");
  g_hash_table_insert (attributes, (gpointer) "field", (gpointer) "proxy-password");

  items = secret_service_search_sync (NULL, NULL, attributes, SECRET_SEARCH_ALL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_length (items), ==, 1);
  label = secret_item_get_label (items->data);
  g_assert_cmpstr (label, ==, "Waybill: proxy password of partner Nordwind");
  g_list_free_full (items, g_object_unref);
}

/* The property follows a signal of the daemon's. */
static void
wait_until_open (WaybillSecretVault *vault)
{
  gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (secret_test_probe (vault) != WAYBILL_SECRET_KEYRING_OPEN)
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
}

/* No display: the prompter cannot come up. */
static void
test_locked (void)
{
  g_autoptr (WaybillSecretVault) vault = vault_new ();
  g_autoptr (GError) error = NULL;

  store (&login, "locked away");
  lock_keyring ();

  g_assert_cmpint (secret_test_probe (vault), ==, WAYBILL_SECRET_KEYRING_LOCKED);
  secret_test_assert_lookup (vault, &login, NULL);
  g_assert_cmpint (waybill_secret_vault_get_keyring (vault), ==, WAYBILL_SECRET_KEYRING_LOCKED);
  g_assert_false (secret_test_store (vault, &login, "typed", &error));
  g_assert_error (error, WAYBILL_SECRET_ERROR, WAYBILL_SECRET_ERROR_LOCKED);
  secret_test_assert_lookup (vault, &login, "typed"); /* memory */

  unlock_keyring ();
  wait_until_open (vault);
  secret_test_assert_lookup (vault, &login, "locked away");
  g_assert_cmpint (secret_test_probe (vault), ==, WAYBILL_SECRET_KEYRING_OPEN);
}

static void
silent_prompter_cb (GDBusConnection *connection,
                    const char *sender,
                    const char *path,
                    const char *interface,
                    const char *method,
                    GVariant *parameters,
                    GDBusMethodInvocation *invocation,
                    gpointer user_data)
{
  ++*(guint *) user_data;
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
owned_cb (GDBusConnection *connection, const char *name, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

typedef struct
{
  GDBusConnection *connection;
  guint object;
  guint owner;
  guint calls;
} Prompter;

/* A prompter that takes every prompt and never answers: a person who is at lunch. */
static void
prompter_start (Prompter *self)
{
  static const GDBusInterfaceVTable table = { .method_call = silent_prompter_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (
      "<node><interface name='org.gnome.keyring.internal.Prompter'>"
      "<method name='BeginPrompting'><arg type='o' direction='in'/></method>"
      "<method name='PerformPrompt'><arg type='o' direction='in'/><arg type='s' direction='in'/>"
      "<arg type='a{sv}' direction='in'/><arg type='s' direction='in'/></method>"
      "<method name='StopPrompting'><arg type='o' direction='in'/></method></interface></node>",
      NULL);
  gboolean owned = FALSE;

  self->connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  self->object = g_dbus_connection_register_object (self->connection, "/org/gnome/keyring/Prompter", node->interfaces[0],
                                                    &table, &self->calls, NULL, NULL);
  g_assert_cmpuint (self->object, !=, 0);
  self->owner = g_bus_own_name_on_connection (self->connection, "org.gnome.keyring.SystemPrompter",
                                              G_BUS_NAME_OWNER_FLAGS_REPLACE, owned_cb, NULL, &owned, NULL);
  while (!owned)
    g_main_context_iteration (NULL, TRUE);
}

static void
prompter_stop (Prompter *self)
{
  g_bus_unown_name (self->owner);
  g_dbus_connection_unregister_object (self->connection, self->object);
  g_clear_object (&self->connection);
}

static void
test_prompt_unanswered (void)
{
  g_autoptr (WaybillSecretVault) vault = vault_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Prompter prompter = { 0 };

  store (&login, "locked away");
  lock_keyring ();
  prompter_start (&prompter);

  waybill_secret_vault_set_patience (vault, 1);
  secret_test_assert_lookup (vault, &login, NULL);
  g_assert_cmpuint (prompter.calls, >=, 1);
  g_assert_cmpint (waybill_secret_vault_get_keyring (vault), ==, WAYBILL_SECRET_KEYRING_LOCKED);
  secret_test_assert_lookup (vault, &login, NULL); /* does not ask a second time */

  waybill_secret_vault_set_patience (vault, 20);
  g_assert_false (g_cancellable_is_cancelled (cancellable));
  waybill_secret_vault_forget_async (vault, &login, cancellable, secret_test_result_cb, &result);
  g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (cancellable);
  g_assert_false (waybill_secret_vault_forget_finish (vault, secret_test_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  prompter_stop (&prompter);
}

/* What lies in keyring and memory is listed, once; locking closes the keyring and empties the memory. */
static void
test_lists_and_locks (void)
{
  g_autoptr (WaybillSecretVault) vault = vault_new ();
  WaybillSecretKey remembered = unknown;
  g_autoptr (WaybillSecretText) text = waybill_secret_text_new ("in memory");
  g_autofree char *expected = NULL;
  g_autofree char *both = NULL;
  g_autofree char *locked = NULL;
  g_autoptr (GError) error = NULL;

  store (&login, "in the keyring");
  waybill_secret_vault_remember (vault, &login, text);
  waybill_secret_vault_remember (vault, &remembered, text);
  expected = g_strdup_printf ("partner/0/%s@keyring\npartner/0/%s@memory", login.id, unknown.id);
  both = secret_test_list (vault);
  g_assert_nonnull (strstr (both, expected));

  g_assert_true (secret_test_lock (vault, &error));
  g_assert_no_error (error);
  g_assert_cmpint (waybill_secret_vault_get_keyring (vault), ==, WAYBILL_SECRET_KEYRING_LOCKED);
  locked = secret_test_list (vault);
  g_assert_cmpstr (locked, ==, "");
  g_assert_true (secret_test_lock (vault, &error));
  unlock_keyring ();
  secret_test_assert_lookup (vault, &login, "in the keyring");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (g_getenv ("WAYBILL_TEST_KEYRING") == NULL)
    {
      g_print ("1..0 # SKIP not started through with-keyring.sh\n");
      return 0;
    }

  g_test_add_func ("/secret/keyring/open", test_probe);
  g_test_add_func ("/secret/keyring/second-process-finds-it", test_second_process);
  g_test_add_func ("/secret/keyring/none", test_none);
  g_test_add_func ("/secret/keyring/pin-is-never-kept", test_pin_is_never_kept);
  g_test_add_func ("/secret/keyring/store-replaces", test_store_replaces);
  g_test_add_func ("/secret/keyring/forget", test_forget);
  g_test_add_func ("/secret/keyring/label-for-people", test_label);
  g_test_add_func ("/secret/keyring/lists-and-locks", test_lists_and_locks);
  g_test_add_func ("/secret/keyring/locked-gives-none-and-does-not-hang", test_locked);
  g_test_add_func ("/secret/keyring/unanswered-prompt-ends", test_prompt_unanswered); /* the last: leaves it locked */

  return g_test_run ();
}
