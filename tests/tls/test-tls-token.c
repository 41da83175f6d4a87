/* A client certificate whose key is in a token: SoftHSM in a folder of this test's own, spoken to without p11-kit's
 * configuration. Skipped where its library is missing. */
#include "tls-fixture.h"

#include "cert-error.h"
#include "cert-handle.h"
#include "cert-token.h"

#include <glib/gstdio.h>
#include <gnutls/pkcs11.h>
#include <p11-kit/pkcs11.h>

#define MODULE "/usr/lib/softhsm/libsofthsm2.so"
#define TOKEN "pkcs11:token=Waybill%20test"
#define URI TOKEN ";object=anna"
#define PIN "4711-user"

static char *folder;

static void
check (int code, const char *what)
{
  if (code < 0)
    g_error ("%s: %s", what, gnutls_strerror (code));
}

/* What an administrator does once: a token, its PIN, and in it a key with its certificate. */
static void
make_token (void)
{
  WaybillCertIdentity *identity = waybill_test_identities_get_client ();
  gnutls_x509_crt_t leaf = waybill_cert_certificate_get_handle (waybill_cert_identity_get_certificate (identity));

  check (gnutls_pkcs11_token_init ("pkcs11:model=SoftHSM%20v2", "so-4711", "Waybill test"), "init");
  check (gnutls_pkcs11_token_set_pin (TOKEN ";pin-value=so-4711", NULL, "so-4711", GNUTLS_PIN_SO), "SO PIN");
  check (gnutls_pkcs11_token_set_pin (TOKEN ";pin-value=so-4711", NULL, PIN, GNUTLS_PIN_USER), "PIN");
  check (gnutls_pkcs11_copy_x509_privkey (TOKEN "?pin-value=" PIN, waybill_cert_identity_get_key (identity), "anna",
                                          GNUTLS_KEY_DIGITAL_SIGNATURE,
                                          GNUTLS_PKCS11_OBJ_FLAG_MARK_SENSITIVE | GNUTLS_PKCS11_OBJ_FLAG_LOGIN),
         "key");
  check (gnutls_pkcs11_copy_x509_crt (TOKEN "?pin-value=" PIN, leaf, "anna", GNUTLS_PKCS11_OBJ_FLAG_LOGIN), "certificate");
}

static gboolean
begin (void)
{
  static gboolean begun;
  g_autofree char *configuration = NULL;
  g_autofree char *content = NULL;
  g_autofree char *tokens = NULL;

  if (!g_file_test (MODULE, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("SoftHSM is not installed");
      return FALSE;
    }
  if (begun)
    return TRUE;
  folder = g_dir_make_tmp ("waybill-token-XXXXXX", NULL);
  tokens = g_build_filename (folder, "tokens", NULL);
  configuration = g_build_filename (folder, "softhsm2.conf", NULL);
  content = g_strdup_printf ("directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n", tokens);
  g_assert_cmpint (g_mkdir (tokens, 0700), ==, 0);
  g_assert_true (g_file_set_contents (configuration, content, -1, NULL));
  g_setenv ("SOFTHSM2_CONF", configuration, TRUE);
  check (gnutls_pkcs11_init (GNUTLS_PKCS11_FLAG_MANUAL, NULL), "PKCS#11");
  check (gnutls_pkcs11_add_provider (MODULE, NULL), MODULE);
  make_token ();
  /* Logged out, as a fresh process finds it. */
  gnutls_pkcs11_deinit ();
  check (gnutls_pkcs11_init (GNUTLS_PKCS11_FLAG_MANUAL, NULL), "PKCS#11");
  check (gnutls_pkcs11_add_provider (MODULE, NULL), MODULE);
  begun = TRUE;
  return TRUE;
}

static void
test_pin (void)
{
  g_autoptr (WaybillSecretText) wrong = waybill_secret_text_new ("wrong-pin");
  g_autoptr (GError) error = NULL;

  if (!begin ())
    return;
  g_assert_null (waybill_cert_token_open (URI, NULL, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_PASSWORD);
  g_clear_error (&error);
  g_assert_null (waybill_cert_token_open (URI, wrong, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_PASSWORD);
}

static void
test_not_there (void)
{
  g_autoptr (WaybillSecretText) pin = waybill_secret_text_new (PIN);
  static const char *const uris[] = { "pkcs11:token=Elsewhere;object=anna", TOKEN ";object=berta" };

  if (!begin ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (waybill_cert_token_open (uris[i], pin, &error));
      g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_TOKEN_GONE);
    }
}

static void
test_handshake (gconstpointer data)
{
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (
      waybill_cert_identity_get_certificate (waybill_test_identities_get_client ()));
  g_autoptr (WaybillSecretText) pin = waybill_secret_text_new (PIN);
  g_autoptr (WaybillCertIdentity) identity = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Server) server = { 0 };

  if (!begin ())
    return;
  identity = waybill_cert_token_open (data != NULL ? URI ";type=cert" : URI, pin, &error);
  g_assert_no_error (error);
  g_assert_null (waybill_cert_identity_get_key (identity));
  server_init (&server, data != NULL ? WAYBILL_TLS_VERSIONS_ONLY_1_3 : WAYBILL_TLS_VERSIONS_ONLY_1_2, NULL, TRUE);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (WaybillTlsSession) session
          = client_new (&server, &(WaybillTlsSessionOptions){ .identity = identity }, NULL);

      waybill_tls_session_handshake (session, NULL, &error);
      g_assert_no_error (error);
      expect_hello (session);
      client_finish (session);
      server_wait (&server);
      g_assert_cmpstr (server.client, ==, fingerprint);
    }
}

/* The driver forgets us: what a token that was pulled out looks like, and, when its files are gone, what stays so. */
static void
pull_out (gboolean for_ever)
{
  CK_FUNCTION_LIST *module;
  void *pointer;
  unsigned long slot;

  check (gnutls_pkcs11_token_get_ptr (TOKEN, &pointer, &slot, 0), "slot");
  module = pointer;
  g_assert_cmpuint (module->C_CloseAllSessions (slot), ==, CKR_OK);
  if (for_ever)
    {
      g_autofree char *tokens = g_build_filename (folder, "tokens", NULL);
      g_autofree char *gone = g_build_filename (folder, "gone", NULL);

      g_assert_cmpint (g_rename (tokens, gone), ==, 0);
    }
}

/* Put in again, the token is logged in with the PIN that is still known, and nobody is asked. Gone, it makes the handshake
 * fail with an error that names it, and the next one too, at once. The last test: what comes after finds no token. */
static void
test_removed (void)
{
  g_autoptr (WaybillSecretText) pin = waybill_secret_text_new (PIN);
  g_autoptr (WaybillCertIdentity) identity = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Server) server = { 0 };

  if (!begin ())
    return;
  identity = waybill_cert_token_open (URI, pin, &error);
  g_assert_no_error (error);
  server_init (&server, WAYBILL_TLS_VERSIONS_ONLY_1_3, NULL, TRUE);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (WaybillTlsSession) session
          = client_new (&server, &(WaybillTlsSessionOptions){ .identity = identity }, NULL);

      if (i < 2)
        pull_out (i == 1);
      g_assert_cmpint (waybill_tls_session_handshake (session, NULL, &error), ==, i == 0);
      if (i == 0)
        {
          client_finish (session);
          continue;
        }
      g_assert_error (error, WAYBILL_TLS_ERROR, WAYBILL_TLS_ERROR_FAILED);
      g_assert_cmpint (waybill_tls_error_get_gnutls_code (error), <=, GNUTLS_E_PKCS11_ERROR);
      g_clear_error (&error);
    }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tls/token/pin", test_pin);
  g_test_add_func ("/tls/token/not-there", test_not_there);
  g_test_add_data_func ("/tls/token/handshake/1.2", NULL, test_handshake);
  g_test_add_data_func ("/tls/token/handshake/1.3", "1.3", test_handshake);
  g_test_add_func ("/tls/token/removed/in-use", test_removed);
  result = g_test_run ();
  if (folder != NULL)
    {
      const char *remove[] = { "rm", "-rf", folder, NULL };

      g_spawn_sync (NULL, (char **) remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
      g_free (folder);
    }
  return result;
}
