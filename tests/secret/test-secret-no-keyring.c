/* The vault where no keyring can be had: no bus, a dead bus, a bus without the service. */
#include "secret-test.h"

static const WaybillSecretKey login
    = { WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PASSWORD, "0e7bb8e2-2b3c-4b90-8ef0-8e9f6a5d8f10", "Nordwind" };

/* Nothing found, nothing lost: the secret is kept for this run, and the error says where it is not. */
static void
assert_degrades (void)
{
  g_autoptr (WaybillSecretVault) vault = waybill_secret_vault_new (NULL, NULL, TRUE, NULL);
  g_autoptr (GError) error = NULL, forget_error = NULL;

  waybill_secret_vault_set_patience (vault, 10);
  g_assert_cmpint (secret_test_probe (vault), ==, WAYBILL_SECRET_KEYRING_ABSENT);
  secret_test_assert_lookup (vault, &login, NULL);
  g_assert_false (secret_test_store (vault, &login, "typed", &error));
  g_assert_error (error, WAYBILL_SECRET_ERROR, WAYBILL_SECRET_ERROR_NO_KEYRING);
  secret_test_assert_lookup (vault, &login, "typed");
  g_assert_cmpint (waybill_secret_vault_get_keyring (vault), ==, WAYBILL_SECRET_KEYRING_ABSENT);
  g_assert_false (secret_test_forget (vault, &login, &forget_error));
  g_assert_error (forget_error, WAYBILL_SECRET_ERROR, WAYBILL_SECRET_ERROR_NO_KEYRING);
  secret_test_assert_lookup (vault, &login, NULL);
}

static void
test_no_bus (void)
{
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");

  assert_degrades ();
}

static void
test_dead_bus (void)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);

  assert_degrades ();
}

static void
test_no_service (void)
{
  g_autofree char *daemon = g_find_program_in_path ("dbus-daemon");
  g_autoptr (GTestDBus) bus = NULL;

  if (daemon == NULL)
    {
      g_test_skip ("dbus-daemon is not installed");
      return;
    }
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);

  assert_degrades ();

  g_test_dbus_down (bus);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/secret/keyring/no-bus", test_no_bus);
  g_test_add_func ("/secret/keyring/dead-bus", test_dead_bus);
  g_test_add_func ("/secret/keyring/no-service", test_no_service);

  return g_test_run ();
}
