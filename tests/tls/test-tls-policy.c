/* What is offered: TLS 1.2 and 1.3, nothing older, nothing weak; and what each switch adds, no more. */
#include "raw-server.h"

#include "tls-policy-private.h"

typedef int (*List) (gnutls_priority_t priorities, const unsigned int **list);

static gnutls_priority_t
priorities_new (const char *text)
{
  gnutls_priority_t priorities;
  const char *wrong = NULL;
  int code = gnutls_priority_init (&priorities, text, &wrong);

  if (code != GNUTLS_E_SUCCESS)
    g_error ("%s: %s", wrong, gnutls_strerror (code));
  return priorities;
}

static gboolean
has (const char *text, List list, int wanted)
{
  gnutls_priority_t priorities = priorities_new (text);
  const unsigned int *items;
  int n = list (priorities, &items);
  gboolean found = FALSE;

  for (int i = 0; i < n; i++)
    found = found || (int) items[i] == wanted;
  gnutls_priority_deinit (priorities);
  return found;
}

static guint
count (const char *text, List list)
{
  gnutls_priority_t priorities = priorities_new (text);
  const unsigned int *items;
  int n = list (priorities, &items);

  gnutls_priority_deinit (priorities);
  return (guint) n;
}

static void
test_versions (void)
{
  static const gboolean offered[WAYBILL_TLS_N_VERSIONS][4] = {
    [WAYBILL_TLS_VERSIONS_DEFAULT] = { FALSE, FALSE, TRUE, TRUE },
    [WAYBILL_TLS_VERSIONS_ONLY_1_2] = { FALSE, FALSE, TRUE, FALSE },
    [WAYBILL_TLS_VERSIONS_ONLY_1_3] = { FALSE, FALSE, FALSE, TRUE },
    [WAYBILL_TLS_VERSIONS_OLD] = { TRUE, TRUE, TRUE, TRUE },
  };
  static const int versions[] = { GNUTLS_TLS1_0, GNUTLS_TLS1_1, GNUTLS_TLS1_2, GNUTLS_TLS1_3 };

  for (WaybillTlsVersions row = 0; row < WAYBILL_TLS_N_VERSIONS; row++)
    {
      const char *text = waybill_tls_policy_get_priority (row);
      guint n = 0;

      for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
        {
          g_assert_cmpint (has (text, gnutls_priority_protocol_list, versions[i]), ==, offered[row][i]);
          n += offered[row][i];
        }
      g_assert_cmpuint (count (text, gnutls_priority_protocol_list), ==, n);
      g_assert_false (has (text, gnutls_priority_protocol_list, GNUTLS_SSL3));
    }
}

static void
print_list (const char *what, gnutls_priority_t priorities, List list, const char *(*name) (int item))
{
  g_autoptr (GString) line = g_string_new (what);
  const unsigned int *items;
  int n = list (priorities, &items);

  for (int i = 0; i < n; i++)
    g_string_append_printf (line, " %s", name ((int) items[i]));
  g_test_message ("%s", line->str);
}

static const char *
name_version (int item)
{
  return gnutls_protocol_get_name ((gnutls_protocol_t) item);
}

static const char *
name_cipher (int item)
{
  return gnutls_cipher_get_name ((gnutls_cipher_algorithm_t) item);
}

static const char *
name_signature (int item)
{
  return gnutls_sign_get_name ((gnutls_sign_algorithm_t) item);
}

static void
test_print (void)
{
  gnutls_priority_t priorities = priorities_new (waybill_tls_policy_get_priority (WAYBILL_TLS_VERSIONS_DEFAULT));

  print_list ("versions:", priorities, gnutls_priority_protocol_list, name_version);
  print_list ("ciphers:", priorities, gnutls_priority_cipher_list, name_cipher);
  print_list ("signatures:", priorities, gnutls_priority_sign_list, name_signature);
  gnutls_priority_deinit (priorities);
}

/* AES first where the processor has it, ChaCha20 first where it has not; nothing broken anywhere. */
static void
test_ciphers (void)
{
  for (guint row = 0; row < 2 * WAYBILL_TLS_N_VERSIONS; row++)
    {
      gboolean has_aes = row % 2 != 0;
      gnutls_priority_t priorities = priorities_new (waybill_tls_policy_choose (row / 2, has_aes));
      const unsigned int *ciphers;
      int n = gnutls_priority_cipher_list (priorities, &ciphers);

      g_assert_cmpint (n, >, 3);
      g_assert_cmpint ((int) ciphers[0], ==, has_aes ? GNUTLS_CIPHER_AES_128_GCM : GNUTLS_CIPHER_CHACHA20_POLY1305);
      g_assert_cmpint ((int) ciphers[1], ==, has_aes ? GNUTLS_CIPHER_AES_256_GCM : GNUTLS_CIPHER_AES_128_GCM);
      for (int c = 0; c < n; c++)
        {
          g_assert_cmpint ((int) ciphers[c], !=, GNUTLS_CIPHER_NULL);
          g_assert_cmpint ((int) ciphers[c], !=, GNUTLS_CIPHER_3DES_CBC);
          g_assert_cmpint ((int) ciphers[c], !=, GNUTLS_CIPHER_ARCFOUR_128);
        }
      gnutls_priority_deinit (priorities);
    }
  g_assert_true (waybill_tls_policy_get_priority (0) == waybill_tls_policy_choose (0, TRUE)
                 || waybill_tls_policy_get_priority (0) == waybill_tls_policy_choose (0, FALSE));
}

static const int weak_signatures[] = { GNUTLS_SIGN_RSA_SHA1,   GNUTLS_SIGN_ECDSA_SHA1, GNUTLS_SIGN_RSA_MD5,
                                       GNUTLS_SIGN_RSA_SHA224, GNUTLS_SIGN_DSA_SHA1,   GNUTLS_SIGN_RSA_RMD160 };

static void
test_strength (void)
{
  for (WaybillTlsVersions row = 0; row < WAYBILL_TLS_N_VERSIONS; row++)
    {
      const char *text = waybill_tls_policy_get_priority (row);

      for (guint i = 0; i < G_N_ELEMENTS (weak_signatures); i++)
        g_assert_false (has (text, gnutls_priority_sign_list, weak_signatures[i]));
      g_assert_nonnull (strstr (text, "%PROFILE_MEDIUM"));
      g_assert_nonnull (strstr (text, "%SAFE_RENEGOTIATION"));
    }
  g_assert_cmpint (GNUTLS_SEC_PARAM_MEDIUM, >, gnutls_pk_bits_to_sec_param (GNUTLS_PK_RSA, 1024));
}

/* Each switch alone: what it adds is there, what the others add is not. */
static void
test_switches (void)
{
  const WaybillTlsPolicy plain = { 0 };
  const WaybillTlsPolicy weak = { .allows_weak = TRUE };
  const WaybillTlsPolicy renegotiation = { .versions = WAYBILL_TLS_VERSIONS_ONLY_1_2, .allows_old_renegotiation = TRUE };
  g_autofree char *plain_text = waybill_tls_policy_dup_priority (&plain);
  g_autofree char *weak_text = waybill_tls_policy_dup_priority (&weak);
  g_autofree char *renegotiation_text = waybill_tls_policy_dup_priority (&renegotiation);

  g_assert_cmpstr (plain_text, ==, waybill_tls_policy_get_priority (WAYBILL_TLS_VERSIONS_DEFAULT));
  g_assert_true (has (weak_text, gnutls_priority_sign_list, GNUTLS_SIGN_RSA_SHA1));
  g_assert_false (has (weak_text, gnutls_priority_sign_list, GNUTLS_SIGN_RSA_MD5));
  g_assert_false (has (weak_text, gnutls_priority_protocol_list, GNUTLS_TLS1_1));
  g_assert_null (strstr (weak_text, "PARTIAL"));
  g_assert_false (has (renegotiation_text, gnutls_priority_sign_list, GNUTLS_SIGN_RSA_SHA1));
  g_assert_cmpuint (count (renegotiation_text, gnutls_priority_protocol_list), ==, 1);
  g_assert_nonnull (strstr (renegotiation_text, "%PARTIAL_RENEGOTIATION"));
}

typedef struct
{
  const char *test;
  const char *server;      /* a GnuTLS server's priorities */
  WaybillTlsPolicy policy; /* ours */
  gboolean talks;
} Meeting;

#define ONLY(version) "NORMAL:-VERS-ALL:+VERS-" version ":%PROFILE_LOW"

static const Meeting meetings[] = {
  { "1.2/default", ONLY ("TLS1.2"), { WAYBILL_TLS_VERSIONS_DEFAULT, FALSE, FALSE }, TRUE },
  { "1.1/default", ONLY ("TLS1.1"), { WAYBILL_TLS_VERSIONS_DEFAULT, FALSE, FALSE }, FALSE },
  { "1.0/default", ONLY ("TLS1.0"), { WAYBILL_TLS_VERSIONS_DEFAULT, FALSE, FALSE }, FALSE },
  { "1.1/weak-is-another-switch", ONLY ("TLS1.1"), { WAYBILL_TLS_VERSIONS_DEFAULT, TRUE, TRUE }, FALSE },
  { "1.1/old", ONLY ("TLS1.1"), { WAYBILL_TLS_VERSIONS_OLD, FALSE, FALSE }, TRUE },
  { "1.0/old", ONLY ("TLS1.0"), { WAYBILL_TLS_VERSIONS_OLD, FALSE, FALSE }, TRUE },
  { "1.2/old", ONLY ("TLS1.2"), { WAYBILL_TLS_VERSIONS_OLD, FALSE, FALSE }, TRUE },
  { "sha-1/default",
    ONLY ("TLS1.2") ":-SIGN-ALL:+SIGN-RSA-SHA1:+SIGN-ECDSA-SHA1",
    { WAYBILL_TLS_VERSIONS_DEFAULT, FALSE, FALSE },
    FALSE },
  { "sha-1/weak",
    ONLY ("TLS1.2") ":-SIGN-ALL:+SIGN-RSA-SHA1:+SIGN-ECDSA-SHA1",
    { WAYBILL_TLS_VERSIONS_DEFAULT, TRUE, FALSE },
    TRUE },
  { "no-rfc-5746/default",
    ONLY ("TLS1.2") ":%DISABLE_SAFE_RENEGOTIATION",
    { WAYBILL_TLS_VERSIONS_DEFAULT, FALSE, FALSE },
    FALSE },
  { "no-rfc-5746/old-renegotiation",
    ONLY ("TLS1.2") ":%DISABLE_SAFE_RENEGOTIATION",
    { WAYBILL_TLS_VERSIONS_DEFAULT, FALSE, TRUE },
    TRUE },
};

static void
test_meeting (gconstpointer data)
{
  const Meeting *meeting = data;
  g_autofree char *priority = waybill_tls_policy_dup_priority (&meeting->policy);
  g_auto (RawServer) server = { 0 };
  g_autoptr (WaybillTlsSession) session = NULL;
  g_autoptr (GError) error = NULL;

  raw_server_init (&server, NULL);
  server.priority = meeting->server;
  session = raw_client_new (&server, &(WaybillTlsSessionOptions){ .priority = priority }, NULL);
  g_assert_cmpint (waybill_tls_session_handshake (session, NULL, &error), ==, meeting->talks);
  if (meeting->talks)
    client_finish (session);
  else
    g_assert_error (error, WAYBILL_TLS_ERROR, WAYBILL_TLS_ERROR_HANDSHAKE);
  g_clear_pointer (&session, waybill_tls_session_free);
  raw_server_wait (&server);
  g_assert_true (server.came);
  g_assert_cmpint (server.agreed, ==, meeting->talks);
}

/* The extensions of our ClientHello (RFC 8446 §4.1.2), which a server in clear text reads. */
typedef struct
{
  WaybillNetListener *listener;
  guint8 hello[8192];
  gsize length;
} Listener;

static void
take_hello (gpointer data)
{
  const WaybillNetTerms terms = { .silence = PATIENCE };
  Listener *self = data;
  g_autoptr (WaybillNetStream) stream = waybill_net_listener_accept (self->listener, &terms, NULL, NULL);
  gsize done;

  while (
      (self->length < 5 || self->length < 5u + (self->hello[3] << 8 | self->hello[4]))
      && waybill_net_stream_read (stream, self->hello + self->length, sizeof self->hello - self->length, &done, NULL, NULL)
             == WAYBILL_NET_IO_DONE)
    self->length += done;
}

static guint
get_16 (const guint8 *at)
{
  return (guint) at[0] << 8 | at[1];
}

static gboolean
offers_extension (Listener *self, guint wanted)
{
  gsize at = 5 + 4 + 2 + 32; /* record, handshake, version, random */
  gsize end;

  at += 1u + self->hello[at];           /* session */
  at += 2u + get_16 (self->hello + at); /* ciphers */
  at += 1u + self->hello[at];           /* compression */
  end = at + 2 + get_16 (self->hello + at);
  g_assert_cmpuint (end, <=, self->length);
  for (at += 2; at < end; at += 4 + get_16 (self->hello + at + 2))
    if (get_16 (self->hello + at) == wanted)
      return TRUE;
  return FALSE;
}

static void
test_hello (void)
{
  const WaybillNetTerms terms = { .silence = PATIENCE };
  g_autoptr (WaybillNetListener) listener = waybill_net_listener_new ("127.0.0.1", 0, NULL);
  Listener self = { .listener = listener };
  WaybillBaseThread *thread = waybill_base_thread_new ("hello");
  WaybillTlsSessionOptions options = { .server_name = "localhost", .trust = waybill_test_identities_get_trust () };
  WaybillNetStream *stream;
  g_autoptr (WaybillTlsSession) session = NULL;

  waybill_base_thread_push (thread, take_hello, &self);
  stream = waybill_net_connect_address ("127.0.0.1", waybill_net_listener_get_port (listener), &terms, NULL, NULL);
  session = waybill_tls_session_new (stream, &options, NULL);
  g_assert_false (waybill_tls_session_handshake (session, NULL, NULL));
  waybill_base_thread_free (thread);
  g_assert_true (offers_extension (&self, 0));   /* server name: the walk works */
  g_assert_true (offers_extension (&self, 5));   /* stapled OCSP is wanted */
  g_assert_true (offers_extension (&self, 43));  /* TLS 1.3 */
  g_assert_false (offers_extension (&self, 15)); /* heartbeat */
  g_assert_false (offers_extension (&self, 16)); /* ALPN */
  g_assert_false (offers_extension (&self, 42)); /* early data */
  g_assert_false (offers_extension (&self, 49)); /* a certificate after the handshake */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tls/policy/versions", test_versions);
  g_test_add_func ("/tls/policy/print", test_print);
  g_test_add_func ("/tls/policy/ciphers", test_ciphers);
  g_test_add_func ("/tls/policy/strength", test_strength);
  g_test_add_func ("/tls/policy/switches", test_switches);
  for (guint i = 0; i < G_N_ELEMENTS (meetings); i++)
    {
      g_autofree char *path = g_strdup_printf ("/tls/policy/meets/%s", meetings[i].test);

      g_test_add_data_func (path, &meetings[i], test_meeting);
    }
  g_test_add_func ("/tls/policy/hello", test_hello);
  return g_test_run ();
}
