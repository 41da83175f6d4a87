/* Who shows which certificate, and who refuses whom: a real server here, the trust list and the identity there. */
#include "servers-cases.h"

/* One server certificate that must not be accepted, and all that is wrong with it. */
typedef struct
{
  const char *certificate;
  guint reasons;
} Refusal;

static const Refusal refusals[] = {
  { "expired", WAYBILL_CERT_REASON_EXPIRED },
  { "notyet", WAYBILL_CERT_REASON_NOT_YET_VALID },
  { "wronghost", WAYBILL_CERT_REASON_WRONG_NAME },
  { "selfsigned", WAYBILL_CERT_REASON_SELF_SIGNED | WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY },
  { "unknownca", WAYBILL_CERT_REASON_INCOMPLETE_CHAIN | WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY },
};

static const struct
{
  const char *name;
  WaybillRemoteTls tls;
  const char *version;
} versions[] = {
  { "tls12", WAYBILL_REMOTE_TLS_ONLY_1_2, "TLS1.2" },
  { "tls13", WAYBILL_REMOTE_TLS_ONLY_1_3, "TLS1.3" },
};

typedef struct
{
  const char *kind;
  guint version;          /* index in versions */
  const char *identity;   /* (nullable) that the session has */
  int expected;           /* WaybillRemoteError */
  const Refusal *refusal; /* (nullable) */
} Case;

/* What is asked of the server is seen on both sides: the error and the facts here, the log there. */
static void
test_server_is_refused (gconstpointer data)
{
  const Case *self = data;
  g_autofree char *variant
      = g_strdup_printf ("explicit-%s-mtls-%s", versions[self->version].name, self->refusal->certificate);
  g_autoptr (WaybillTestServer) server = waybill_test_server_start (self->kind, variant);
  ServersSessionOptions options = { .identity = self->identity };
  g_autoptr (WaybillRemote) remote = NULL;
  g_autoptr (GError) error = NULL;
  WaybillCertVerdict *verdict;

  if (server == NULL)
    return;

  remote = servers_session_new (server, &options);
  error = servers_session_fail_to_connect (remote);

  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_UNTRUSTED);
  verdict = waybill_remote_error_get_facts (error)->verdict;
  g_assert_nonnull (verdict);
  g_assert_false (waybill_cert_verdict_is_accepted (verdict));
  g_assert_cmphex (waybill_cert_verdict_get_reasons (verdict), ==, self->refusal->reasons);
  g_assert_false (waybill_remote_get_facts (remote)->sent);
  servers_session_wait_until_server_is_idle (server);
  g_assert_false (waybill_test_server_saw (server, "USER"));
}

static void
test_client_is_refused (gconstpointer data)
{
  const Case *self = data;
  g_autofree char *variant = g_strdup_printf ("explicit-%s-mtls", versions[self->version].name);
  g_autoptr (WaybillTestServer) server = waybill_test_server_start (self->kind, variant);
  ServersSessionOptions options = { .tls = versions[self->version].tls, .identity = self->identity };
  g_autoptr (WaybillRemote) remote = NULL;
  g_autoptr (GError) error = NULL;

  if (server == NULL)
    return;

  remote = servers_session_new (server, &options);
  error = servers_session_fail_to_connect (remote);

  g_assert_error (error, WAYBILL_REMOTE_ERROR, self->expected);
  g_assert_cmpint (waybill_remote_error_get_exit_code (error), ==, 6);
  g_assert_true (waybill_remote_get_facts (remote)->asked);
  servers_session_wait_until_server_is_idle (server);
  g_assert_false (waybill_test_server_saw (server, "USER"));
}

/* What this proves not to happen elsewhere does happen here: the log has USER, and the certificate is sent. */
static void
test_client_is_accepted (gconstpointer data)
{
  const Case *self = data;
  g_autofree char *variant = g_strdup_printf ("explicit-%s-mtls", versions[self->version].name);
  g_autoptr (WaybillTestServer) server = waybill_test_server_start (self->kind, variant);
  ServersSessionOptions options = { .tls = versions[self->version].tls, .identity = self->identity };
  WaybillRemote *remote;
  const WaybillRemoteFacts *facts;

  if (server == NULL)
    return;

  remote = servers_session_new (server, &options);
  servers_session_connect (remote);

  facts = waybill_remote_get_facts (remote);
  g_assert_true (facts->asked);
  g_assert_true (facts->sent);
  g_assert_nonnull (facts->our_fingerprint);
  g_assert_cmpstr (facts->tls_version, ==, versions[self->version].version);
  g_assert_true (waybill_test_server_saw (server, "USER"));
  servers_session_close (remote);
}

static void
test_plain_server (gconstpointer data)
{
  const Case *self = data;
  g_autoptr (WaybillTestServer) server = waybill_test_server_start (self->kind, "plain");
  ServersSessionOptions options = { .identity = self->identity };
  g_autoptr (WaybillRemote) remote = NULL;
  g_autoptr (GError) error = NULL;

  if (server == NULL)
    return;

  remote = servers_session_new (server, &options);
  error = servers_session_fail_to_connect (remote);

  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_NO_ENCRYPTION);
  servers_session_wait_until_server_is_idle (server);
  g_assert_true (waybill_test_server_saw (server, "AUTH"));
  g_assert_false (waybill_test_server_saw (server, "USER"));
}

static void
add (const char *name, const Case *values, GTestDataFunc run)
{
  g_autofree char *path = g_strdup_printf ("/ftp/%s/certificates/%s", values->kind, name);

  g_test_add_data_func_full (path, g_memdup2 (values, sizeof *values), run, g_free);
}

static void
add_of_version (const char *kind, guint version)
{
  Case without = { kind, version, NULL, WAYBILL_REMOTE_ERROR_CERTIFICATE_WANTED };
  Case stranger = { kind, version, "stranger", WAYBILL_REMOTE_ERROR_CERTIFICATE_REFUSED };
  Case right = { kind, version, "modern-chain" };
  g_autofree char *without_name = g_strdup_printf ("%s/none-is-wanted", versions[version].name);
  g_autofree char *stranger_name = g_strdup_printf ("%s/strangers-is-refused", versions[version].name);
  g_autofree char *right_name = g_strdup_printf ("%s/ours-is-accepted", versions[version].name);

  add (without_name, &without, test_client_is_refused);
  add (stranger_name, &stranger, test_client_is_refused);
  add (right_name, &right, test_client_is_accepted);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      Case values = { kind, version, "modern-chain", WAYBILL_REMOTE_ERROR_UNTRUSTED, &refusals[i] };
      g_autofree char *name = g_strdup_printf ("%s/server-%s-is-refused", versions[version].name, refusals[i].certificate);

      add (name, &values, test_server_is_refused);
    }
}

void
servers_cases_add_certificates (const char *kind)
{
  Case plain = { .kind = kind, .identity = "modern-chain" };

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    add_of_version (kind, i);
  add ("plain-server-gets-no-user", &plain, test_plain_server);
}
