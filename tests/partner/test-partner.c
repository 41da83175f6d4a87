/* A partner's values, its settings, and itself as a key file. */
#include "partner.h"

#include "partner-setting.h"

#include <string.h>

#define UUID "6d5f24f0-8d0e-4f4b-9a53-0a5c6f0c7c11"
#define HEX "aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44"
#define HEX_COLONS "AA:11:BB:22:CC:33:DD:44:EE:55:FF:66:AA:11:BB:22:CC:33:DD:44:EE:55:FF:66:AA:11:BB:22:CC:33:DD:44"

static WaybillPartner *
partner_new (const char *name)
{
  g_autoptr (GError) error = NULL;
  WaybillPartner *partner = waybill_partner_new (name, &error);

  g_assert_no_error (error);
  return partner;
}

static WaybillPartner *
partner_load (const char *text, GError **error)
{
  g_autoptr (GKeyFile) key_file = g_key_file_new ();

  g_assert_true (g_key_file_load_from_data (key_file, text, (gsize) -1, G_KEY_FILE_KEEP_COMMENTS, NULL));
  return waybill_partner_new_from_key_file (UUID, key_file, error);
}

static void
test_standards (void)
{
  g_autoptr (WaybillPartner) partner = partner_new ("Acme");

  g_assert_true (g_uuid_string_is_valid (waybill_partner_get_uuid (partner)));
  g_assert_cmpint (waybill_partner_get_protocol (partner), ==, WAYBILL_REMOTE_PROTOCOL_FTPS);
  g_assert_cmpstr (waybill_partner_get_host (partner), ==, "");
  g_assert_cmpuint (waybill_partner_get_port (partner), ==, 0);
  g_assert_null (waybill_partner_get_user (partner));
  g_assert_null (waybill_partner_get_identity (partner));
  g_assert_true (waybill_partner_get_system_trust (partner));
  g_assert_null (waybill_partner_get_authorities (partner)[0]);
  g_assert_cmpstr (waybill_partner_get_setting (partner, "tls"), ==, "default");
  g_assert_cmpuint (waybill_partner_get_setting_number (partner, "timeout"), ==, 30);
  g_assert_cmpuint (waybill_partner_get_setting_number (partner, "retries"), ==, 3);
}

static void
test_names (void)
{
  static const char *const good[] = { "a", "caf\303\251 (test); #1 = \"x\"" };
  static const char *const bad[] = { "", "a[b", "a]b", "a/b", "a\nb", "a\tb", "a\302\205b", "\377\376" };
  g_autofree char *longest = g_strnfill (255, 'x'), *longer = g_strnfill (256, 'x');

  g_assert_true (waybill_partner_check_name (good[0], NULL));
  g_assert_true (waybill_partner_check_name (good[1], NULL));
  g_assert_true (waybill_partner_check_name (longest, NULL));
  g_assert_false (waybill_partner_check_name (longer, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (waybill_partner_new (bad[i], &error));
      g_assert_error (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_NAME);
    }
}

static void
test_settings (void)
{
  static const struct
  {
    const char *key, *value;
    gboolean allowed;
  } cases[] = {
    { "tls", "default", TRUE },
    { "tls", "1.2", TRUE },
    { "tls", "1.3", TRUE },
    { "tls", "old", TRUE },
    { "tls", "1.1", FALSE },
    { "tls", "Old", FALSE },
    { "tls-weak", "yes", TRUE },
    { "tls-weak", "1", FALSE },
    { "tls-old-renegotiation", "yes", TRUE },
    { "tls-old-renegotiation", "legacy", FALSE },
    { "tls", "1.2|1.3", FALSE },
    { "pasv-address", "yes", TRUE },
    { "pasv-address", "no", TRUE },
    { "pasv-address", "1", FALSE },
    { "timeout", "1", TRUE },
    { "timeout", "3600", TRUE },
    { "timeout", "0", FALSE },
    { "timeout", "3601", FALSE },
    { "timeout", "30s", FALSE },
    { "timeout", "-1", FALSE },
    { "retries", "0", TRUE },
    { "retries", "100", TRUE },
    { "retries", "101", FALSE },
    { "proxy", "desktop", TRUE },
    { "proxy", "socks4", FALSE },
    { "proxy-host", "proxy.example.com", TRUE },
    { "proxy-host", "2001:db8::1", TRUE },
    { "proxy-host", "http://proxy", FALSE },
    { "proxy-host", "a b", FALSE },
    { "proxy-host", "a\r\nb", FALSE },
    { "proxy-host", "k\303\244se", FALSE },
    { "proxy-port", "3128", TRUE },
    { "proxy-port", "65536", FALSE },
    { "proxy-user", "DOMAIN\\k\303\244the m", TRUE },
    { "proxy-user", "a\nb", FALSE },
    { "proxy-user", "a\177b", FALSE },
    { "proxy-user", "a\377b", FALSE },
    { "charset", "ISO-8859-1", TRUE },
    { "charset", "CP437", TRUE },
    { "charset", "UTF-16", FALSE },
    { "charset", "IBM037", FALSE },
    { "charset", "no-such-set", FALSE },
    { "charset", "ISO-8859-1//IGNORE", FALSE },
    { "listing-kind", "ibmi-dmy", TRUE },
    { "listing-kind", "IBMI", FALSE },
    { "tls-reason", "agreed until March", TRUE },
    { "tls-reason", "a\nb", FALSE },
    { "active-ports", "50000-50100", TRUE },
    { "active-ports", "50000", FALSE },
    { "active-ports", "50100-50000", FALSE },
    { "active-ports", "0-99", FALSE },
    { "colour", "red", FALSE },
    { "", "x", FALSE },
    { "TLS", "1.2", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WaybillPartner) partner = partner_new ("Acme");
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (waybill_partner_set_setting (partner, cases[i].key, cases[i].value, &error), ==, cases[i].allowed);
      if (cases[i].allowed)
        g_assert_cmpstr (waybill_partner_get_setting (partner, cases[i].key), ==, cases[i].value);
      else
        g_assert_error (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_SETTING);
    }
}

static void
test_every_standard_is_allowed (void)
{
  guint n;
  const WaybillPartnerSetting *settings = waybill_partner_setting_list (&n);

  g_assert_cmpuint (n, >=, 4);
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (waybill_partner_setting_check (settings[i].key, settings[i].standard, NULL));
      g_assert_cmpuint (strlen (settings[i].meaning), >, 10);
    }
}

static void
test_bad_values (void)
{
  g_autoptr (WaybillPartner) partner = partner_new ("Acme");
  g_autoptr (GError) error = NULL;

  g_assert_false (waybill_partner_set_host (partner, "ftp host", NULL));
  g_assert_false (waybill_partner_set_host (partner, "ftp://host", NULL));
  g_assert_false (waybill_partner_set_host (partner, "", NULL));
  g_assert_false (waybill_partner_set_user (partner, "me\r\nDELE x", NULL));
  g_assert_false (waybill_partner_set_remote_dir (partner, "/a\nb", NULL));
  g_assert_false (waybill_partner_set_identity (partner, "1234", NULL));
  g_assert_false (waybill_partner_add_authority (partner, HEX "0", NULL));
  g_assert_false (waybill_partner_add_pin (partner, "SHA256:short", NULL));
  g_assert_false (waybill_partner_add_pin (partner, "", &error));
  g_assert_error (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_VALUE);
}

static void
count_cb (WaybillPartner *partner, gpointer user_data)
{
  ++*(guint *) user_data;
}

static void
test_fingerprints_are_normalized (void)
{
  g_autoptr (WaybillPartner) partner = partner_new ("Acme");
  guint changes = 0;

  g_signal_connect (partner, "changed", G_CALLBACK (count_cb), &changes);
  g_assert_true (waybill_partner_set_identity (partner, HEX_COLONS, NULL));
  g_assert_true (waybill_partner_set_identity (partner, HEX, NULL));
  g_assert_true (waybill_partner_add_pin (partner, HEX_COLONS, NULL));
  g_assert_true (waybill_partner_add_pin (partner, HEX, NULL));
  g_assert_cmpuint (changes, ==, 2);
  g_assert_cmpstr (waybill_partner_get_identity (partner), ==, HEX);
  g_assert_cmpstr (waybill_partner_get_pins (partner)[0], ==, HEX);
  g_assert_null (waybill_partner_get_pins (partner)[1]);

  waybill_partner_remove_pin (partner, HEX_COLONS);
  g_assert_null (waybill_partner_get_pins (partner)[0]);
  g_assert_true (waybill_partner_set_identity (partner, NULL, NULL));
  g_assert_null (waybill_partner_get_identity (partner));
  g_assert_cmpuint (changes, ==, 4);
}

static WaybillPartner *
full_partner (void)
{
  WaybillPartner *partner = partner_new ("Acme; \"S\303\266hne\"");

  g_assert_true (waybill_partner_set_host (partner, "ftp.example.com", NULL));
  g_assert_true (waybill_partner_set_server_name (partner, "real.example.com", NULL));
  g_assert_true (waybill_partner_set_user (partner, " us\\er; ", NULL));
  g_assert_true (waybill_partner_set_identity (partner, HEX, NULL));
  g_assert_true (waybill_partner_add_authority (partner, HEX, NULL));
  g_assert_true (waybill_partner_add_pin (partner, "SHA256:abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ", NULL));
  g_assert_true (waybill_partner_add_pin (partner, HEX, NULL));
  g_assert_true (waybill_partner_set_local_dir (partner, "/home/me/a b", NULL));
  g_assert_true (waybill_partner_set_remote_dir (partner, "in;box", NULL));
  g_assert_true (waybill_partner_set_setting (partner, "tls", "1.3", NULL));
  waybill_partner_set_protocol (partner, WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT);
  waybill_partner_set_port (partner, 9990);
  waybill_partner_set_needs_account (partner, TRUE);
  waybill_partner_set_system_trust (partner, FALSE);
  return partner;
}

static void
assert_same_values (WaybillPartner *a, WaybillPartner *b)
{
  g_assert_cmpint (waybill_partner_get_protocol (a), ==, waybill_partner_get_protocol (b));
  g_assert_cmpstr (waybill_partner_get_host (a), ==, waybill_partner_get_host (b));
  g_assert_cmpstr (waybill_partner_get_server_name (a), ==, waybill_partner_get_server_name (b));
  g_assert_cmpuint (waybill_partner_get_port (a), ==, waybill_partner_get_port (b));
  g_assert_cmpstr (waybill_partner_get_user (a), ==, waybill_partner_get_user (b));
  g_assert_cmpint (waybill_partner_get_needs_account (a), ==, waybill_partner_get_needs_account (b));
  g_assert_cmpstr (waybill_partner_get_identity (a), ==, waybill_partner_get_identity (b));
  g_assert_cmpint (waybill_partner_get_system_trust (a), ==, waybill_partner_get_system_trust (b));
  g_assert_cmpstrv ((char **) waybill_partner_get_authorities (a), (char **) waybill_partner_get_authorities (b));
  g_assert_cmpstrv ((char **) waybill_partner_get_pins (a), (char **) waybill_partner_get_pins (b));
  g_assert_cmpstr (waybill_partner_get_local_dir (a), ==, waybill_partner_get_local_dir (b));
  g_assert_cmpstr (waybill_partner_get_remote_dir (a), ==, waybill_partner_get_remote_dir (b));
  g_assert_cmpstr (waybill_partner_get_setting (a, "tls"), ==, waybill_partner_get_setting (b, "tls"));
}

static void
test_round_trip (void)
{
  g_autoptr (WaybillPartner) partner = full_partner (), again = NULL;
  g_autoptr (GKeyFile) key_file = waybill_partner_to_key_file (partner);
  g_autofree char *text = g_key_file_to_data (key_file, NULL, NULL);
  g_autoptr (GError) error = NULL;

  again = partner_load (text, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (waybill_partner_get_name (again), ==, waybill_partner_get_name (partner));
  assert_same_values (partner, again);
}

static void
test_copy (void)
{
  g_autoptr (WaybillPartner) partner = full_partner (), copy = NULL;
  g_autoptr (GError) error = NULL;

  copy = waybill_partner_copy (partner, "Other", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (waybill_partner_get_name (copy), ==, "Other");
  g_assert_cmpstr (waybill_partner_get_uuid (copy), !=, waybill_partner_get_uuid (partner));
  assert_same_values (partner, copy);
}

static void
test_unknown_is_kept (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillPartner) partner = partner_load ("# a note\n[Partner]\nName=a\nHost=h\nFromTheFuture=a;b\\n\n"
                                                     "[Settings]\nwarp=9\ntls=1.2\n[Rules]\nx=1\n",
                                                     &error);
  g_autoptr (GKeyFile) key_file = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_true (waybill_partner_set_host (partner, "other", NULL));
  g_assert_true (waybill_partner_set_setting (partner, "tls", NULL, NULL));
  key_file = waybill_partner_to_key_file (partner);
  text = g_key_file_to_data (key_file, NULL, NULL);
  g_assert_nonnull (strstr (text, "# a note\n"));
  g_assert_nonnull (strstr (text, "FromTheFuture=a;b\\n\n"));
  g_assert_nonnull (strstr (text, "warp=9\n"));
  g_assert_nonnull (strstr (text, "[Rules]\nx=1\n"));
  g_assert_nonnull (strstr (text, "Host=other\n"));
  g_assert_null (strstr (text, "tls="));
}

static void
test_broken_files (void)
{
  static const struct
  {
    const char *text;
    WaybillPartnerError code;
  } cases[] = {
    { "[Partner]\nHost=h\n", WAYBILL_PARTNER_ERROR_NAME },
    { "[Partner]\nName=a/b\nHost=h\n", WAYBILL_PARTNER_ERROR_NAME },
    { "[Partner]\nName=a\nHost=h\nProtocol=gopher\n", WAYBILL_PARTNER_ERROR_FILE },
    { "[Partner]\nName=a\nHost=h\nPort=65536\n", WAYBILL_PARTNER_ERROR_FILE },
    { "[Partner]\nName=a\nHost=h\nSystemTrust=maybe\n", WAYBILL_PARTNER_ERROR_FILE },
    { "[Partner]\nName=a\nHost=h\nAuthorities=12;\n", WAYBILL_PARTNER_ERROR_VALUE },
    { "[Partner]\nName=a\nHost=h\nIdentity=12\n", WAYBILL_PARTNER_ERROR_VALUE },
    { "[Partner]\nName=a\nHost=h\n[Settings]\ntls=13\n", WAYBILL_PARTNER_ERROR_SETTING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (partner_load (cases[i].text, &error));
      g_assert_error (error, WAYBILL_PARTNER_ERROR, (int) cases[i].code);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/partner/standards", test_standards);
  g_test_add_func ("/partner/names", test_names);
  g_test_add_func ("/partner/setting/allowed-values", test_settings);
  g_test_add_func ("/partner/setting/every-standard-is-allowed", test_every_standard_is_allowed);
  g_test_add_func ("/partner/bad-values-are-refused", test_bad_values);
  g_test_add_func ("/partner/fingerprints-are-normalized", test_fingerprints_are_normalized);
  g_test_add_func ("/partner/key-file/round-trip", test_round_trip);
  g_test_add_func ("/partner/key-file/unknown-is-kept", test_unknown_is_kept);
  g_test_add_func ("/partner/key-file/broken-is-refused", test_broken_files);
  g_test_add_func ("/partner/copy", test_copy);

  return g_test_run ();
}
