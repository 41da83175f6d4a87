/* The value a session starts from: filled in, copied, and its secrets kept just as long as somebody needs them. */
#include "remote-target.h"

#include "cert-verdict.h"
#include "test-identities.h"

#include <string.h>

static void
count_drop (gpointer data)
{
  guint *dropped = data;

  ++*dropped;
}

static void
test_filled (void)
{
  char host[] = "edi.example.com";
  const WaybillRemoteTargetValues values = { .protocol = WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT, .host = host };
  g_autoptr (WaybillRemoteTarget) target = waybill_remote_target_new (&values);
  const WaybillRemoteTargetValues *filled = waybill_remote_target_get_values (target);

  memset (host, 'x', 3);
  g_assert_cmpstr (filled->host, ==, "edi.example.com");
  g_assert_cmpstr (filled->server_name, ==, "edi.example.com");
  g_assert_cmpstr (filled->name, ==, "edi.example.com");
  g_assert_cmpint (filled->port, ==, 990);
  g_assert_cmpint (filled->silence, ==, 30 * G_USEC_PER_SEC);
  g_assert_null (filled->user);
}

static void
test_kept (void)
{
  const WaybillRemoteTargetValues values = {
    .protocol = WAYBILL_REMOTE_PROTOCOL_FTPS,
    .name = "Acme",
    .host = "10.0.0.1",
    .port = 2121,
    .server_name = "edi",
    .silence = 5,
    .user = "anna",
    .remote_dir = "/out",
    .proxy_kind = WAYBILL_REMOTE_PROXY_HTTP,
    .proxy_host = "proxy",
    .proxy_user = "kim",
    .identity = waybill_test_identities_get_client (),
    .trust = waybill_test_identities_get_trust (),
  };
  g_autoptr (WaybillRemoteTarget) target = waybill_remote_target_new (&values);
  const WaybillRemoteTargetValues *kept = waybill_remote_target_get_values (target);

  g_assert_cmpstr (kept->name, ==, "Acme");
  g_assert_cmpstr (kept->server_name, ==, "edi");
  g_assert_cmpint (kept->port, ==, 2121);
  g_assert_cmpint (kept->silence, ==, 5);
  g_assert_cmpstr (kept->user, ==, "anna");
  g_assert_cmpstr (kept->remote_dir, ==, "/out");
  g_assert_cmpint (kept->proxy_kind, ==, WAYBILL_REMOTE_PROXY_HTTP);
  g_assert_cmpstr (kept->proxy_host, ==, "proxy");
  g_assert_cmpint (kept->proxy_port, ==, 8080); /* nobody named one */
  g_assert_cmpstr (kept->proxy_user, ==, "kim");
  g_assert_true (kept->identity == values.identity);
}

static void
test_exception (void)
{
  WaybillCertCertificate *leaf = waybill_cert_identity_get_certificate (waybill_test_identities_get_other_server ());
  g_autoptr (GPtrArray) chain = waybill_test_identities_list (waybill_test_identities_get_other_server ());
  guint password_drops = 0, account_drops = 0, proxy_drops = 0;
  const WaybillRemoteTargetValues values = {
    .host = "localhost",
    .trust = waybill_test_identities_get_trust (),
    .password = "hunter2",
    .password_owner = &password_drops,
    .drop_password = count_drop,
    .account = "42",
    .account_owner = &account_drops,
    .drop_account = count_drop,
    .proxy_kind = WAYBILL_REMOTE_PROXY_SOCKS5,
    .proxy_host = "proxy",
    .proxy_password = "pr0xy",
    .proxy_password_owner = &proxy_drops,
    .drop_proxy_password = count_drop,
  };
  WaybillRemoteTarget *target = waybill_remote_target_new (&values);
  WaybillRemoteTarget *derived
      = waybill_remote_target_with_exception (target, waybill_cert_certificate_get_fingerprint (leaf));
  WaybillRemoteTarget *further
      = waybill_remote_target_with_exception (derived, waybill_cert_certificate_get_fingerprint (leaf));
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (WaybillCertVerdict) before
      = waybill_cert_verdict_new (chain, waybill_remote_target_get_values (target)->trust, "localhost", now);
  g_autoptr (WaybillCertVerdict) after
      = waybill_cert_verdict_new (chain, waybill_remote_target_get_values (further)->trust, "localhost", now);

  g_assert_false (waybill_cert_verdict_is_accepted (before));
  g_assert_true (waybill_cert_verdict_is_accepted (after));
  g_assert_cmpstr (waybill_remote_target_get_values (further)->password, ==, "hunter2");
  g_assert_cmpstr (waybill_remote_target_get_values (further)->proxy_password, ==, "pr0xy");
  g_assert_cmpstr (waybill_remote_target_get_values (further)->proxy_host, ==, "proxy");

  waybill_remote_target_unref (waybill_remote_target_ref (target));
  waybill_remote_target_unref (target);
  waybill_remote_target_unref (derived);
  g_assert_cmpuint (password_drops, ==, 0); /* the last one still needs it */
  waybill_remote_target_unref (further);
  g_assert_cmpuint (password_drops, ==, 1);
  g_assert_cmpuint (account_drops, ==, 1);
  g_assert_cmpuint (proxy_drops, ==, 1);
}

static void
test_protocols (void)
{
  static const guint16 ports[] = { 21, 990, 22, 21 };
  WaybillRemoteProtocol protocol;

  for (guint i = 0; i < WAYBILL_REMOTE_N_PROTOCOLS; i++)
    {
      g_assert_true (waybill_remote_protocol_from_name (waybill_remote_protocol_get_name (i), &protocol));
      g_assert_cmpuint (protocol, ==, i);
      g_assert_cmpuint (waybill_remote_protocol_get_port (i), ==, ports[i]);
    }
  g_assert_true (waybill_remote_protocol_from_name ("FTPS", &protocol));
  g_assert_false (waybill_remote_protocol_from_name ("http", &protocol));
  g_assert_false (waybill_remote_protocol_from_name ("", &protocol));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/remote/target/filled-in", test_filled);
  g_test_add_func ("/remote/target/kept", test_kept);
  g_test_add_func ("/remote/target/exception-keeps-the-secrets", test_exception);
  g_test_add_func ("/remote/target/protocols", test_protocols);
  return g_test_run ();
}
