/* From profile to target: identities, trust lists, secrets and their questions. */
#include "partner-resolve.h"

#include "base-clock.h"
#include "base-file.h"
#include "cert-error.h"
#include "cert-issue.h"
#include "partner-learnt.h"

#include <string.h>

/* A prompt that answers from a list, one after the other; an empty list refuses. */
#define TEST_TYPE_PROMPT (test_prompt_get_type ())
G_DECLARE_FINAL_TYPE (TestPrompt, test_prompt, TEST, PROMPT, GObject)

struct _TestPrompt
{
  GObject parent_instance;
  const char *const *answers;
  GString *asked;
};

static void
test_prompt_ask_async (WaybillPartnerPrompt *prompt,
                       const WaybillSecretKey *key,
                       WaybillPartnerPromptHints hints,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  TestPrompt *self = TEST_PROMPT (prompt);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  const char *answer = self->answers != NULL ? *self->answers : NULL;

  if (answer != NULL)
    self->answers++;
  g_string_append_printf (self->asked, "%s %s %d%s;", key->owner == WAYBILL_SECRET_OWNER_PARTNER ? "partner" : "certificate",
                          key->name, key->field, (hints & WAYBILL_PARTNER_PROMPT_WRONG) != 0 ? " wrong" : "");
  g_task_return_pointer (task, waybill_secret_text_new (answer), (GDestroyNotify) waybill_secret_text_unref);
}

static WaybillSecretText *
test_prompt_ask_finish (WaybillPartnerPrompt *prompt, GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
test_prompt_interface_init (WaybillPartnerPromptInterface *interface)
{
  interface->ask_secret_async = test_prompt_ask_async;
  interface->ask_secret_finish = test_prompt_ask_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestPrompt,
                               test_prompt,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WAYBILL_TYPE_PARTNER_PROMPT, test_prompt_interface_init))

static void
test_prompt_finalize (GObject *object)
{
  g_string_free (TEST_PROMPT (object)->asked, TRUE);
  G_OBJECT_CLASS (test_prompt_parent_class)->finalize (object);
}

static void
test_prompt_class_init (TestPromptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_prompt_finalize;
}

static void
test_prompt_init (TestPrompt *self)
{
  self->asked = g_string_new (NULL);
}

typedef struct
{
  char *folder;
  WaybillCertStore *store;
  WaybillSecretVault *vault;
  WaybillPartner *partner;
  TestPrompt *prompt;
  WaybillCertIdentity *authority;
  WaybillCertIdentity *client;
  const char *client_fingerprint;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  gint64 now = waybill_base_clock_now ();
  g_autofree char *store = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("waybill-resolve-XXXXXX", NULL);
  store = g_build_filename (fixture->folder, "certificates", NULL);
  fixture->store = waybill_cert_store_new (store, &error);
  g_assert_no_error (error);
  fixture->authority = waybill_cert_issue (WAYBILL_CERT_ROLE_AUTHORITY, "CA", NULL, now - 10, now + 9999, NULL, &error);
  g_assert_no_error (error);
  fixture->client
      = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, "me", NULL, now - 10, now + 9999, fixture->authority, &error);
  g_assert_no_error (error);
  fixture->client_fingerprint
      = waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (fixture->client));
  fixture->vault = waybill_secret_vault_new (NULL, NULL, FALSE, NULL);
  fixture->prompt = g_object_new (TEST_TYPE_PROMPT, NULL);
  fixture->partner = waybill_partner_new ("Acme", NULL);
  g_assert_true (waybill_partner_set_host (fixture->partner, "ftp.example.com", NULL));
  waybill_partner_set_system_trust (fixture->partner, FALSE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_true (waybill_base_file_remove_tree (fixture->folder, NULL));
  g_free (fixture->folder);
  g_object_unref (fixture->store);
  g_object_unref (fixture->vault);
  g_object_unref (fixture->prompt);
  g_object_unref (fixture->partner);
  waybill_cert_identity_unref (fixture->client);
  waybill_cert_identity_unref (fixture->authority);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
deadline_cb (gpointer user_data)
{
  g_error ("No answer in 60 seconds");
  return G_SOURCE_REMOVE;
}

static WaybillRemoteTarget *
resolve (Fixture *fixture, const WaybillPartnerResolveOptions *options, gboolean with_prompt, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  guint deadline = g_timeout_add_seconds (60, deadline_cb, NULL);

  waybill_partner_resolve_async (fixture->partner, fixture->store, fixture->vault, options,
                                 with_prompt ? WAYBILL_PARTNER_PROMPT (fixture->prompt) : NULL, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
  return waybill_partner_resolve_finish (fixture->partner, result, error);
}

static void
assert_fails (Fixture *fixture, gboolean with_prompt, WaybillPartnerError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (resolve (fixture, NULL, with_prompt, &error));
  g_assert_error (error, WAYBILL_PARTNER_ERROR, (int) code);
}

static WaybillRemoteTarget *
assert_resolves (Fixture *fixture, const WaybillPartnerResolveOptions *options, gboolean with_prompt)
{
  g_autoptr (GError) error = NULL;
  WaybillRemoteTarget *target = resolve (fixture, options, with_prompt, &error);

  g_assert_no_error (error);
  return target;
}

/* password: (nullable) what the store keeps it under. */
static void
assign (Fixture *fixture, const char *password)
{
  g_autoptr (GError) error = NULL;

  waybill_cert_store_add_identity (fixture->store, fixture->client, "acme client", password, FALSE, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (waybill_partner_set_identity (fixture->partner, fixture->client_fingerprint, NULL));
}

static void
remember (Fixture *fixture, WaybillSecretOwner owner, WaybillSecretField field, const char *secret)
{
  g_autoptr (WaybillSecretText) text = waybill_secret_text_new (secret);
  WaybillSecretKey key = { owner, field, waybill_partner_get_uuid (fixture->partner), NULL };

  if (owner == WAYBILL_SECRET_OWNER_CERTIFICATE)
    key.id = fixture->client_fingerprint;
  waybill_secret_vault_remember (fixture->vault, &key, text);
}

static void
assert_identity (Fixture *fixture, WaybillRemoteTarget *target)
{
  WaybillCertIdentity *identity = waybill_remote_target_get_values (target)->identity;

  g_assert_nonnull (identity);
  g_assert_cmpstr (waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (identity)), ==,
                   fixture->client_fingerprint);
}

static void
test_plain_values (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillRemoteTarget) target = NULL;
  const WaybillRemoteTargetValues *values;

  g_assert_true (waybill_partner_set_server_name (fixture->partner, "real.example.com", NULL));
  g_assert_true (waybill_partner_set_remote_dir (fixture->partner, "in", NULL));
  g_assert_true (waybill_partner_set_setting (fixture->partner, "tls", "1.2", NULL));
  g_assert_true (waybill_partner_set_setting (fixture->partner, "pasv-address", "yes", NULL));
  g_assert_true (waybill_partner_set_setting (fixture->partner, "timeout", "7", NULL));
  target = assert_resolves (fixture, NULL, FALSE);

  values = waybill_remote_target_get_values (target);
  g_assert_cmpint (values->protocol, ==, WAYBILL_REMOTE_PROTOCOL_FTPS);
  g_assert_cmpstr (values->host, ==, "ftp.example.com");
  g_assert_cmpuint (values->port, ==, 21);
  g_assert_cmpstr (values->server_name, ==, "real.example.com");
  g_assert_cmpstr (values->remote_dir, ==, "in");
  g_assert_cmpint (values->silence, ==, 7 * G_USEC_PER_SEC);
  g_assert_cmpint (values->tls, ==, WAYBILL_REMOTE_TLS_ONLY_1_2);
  g_assert_true (values->use_pasv_address);
  g_assert_cmpint (values->data, ==, WAYBILL_REMOTE_DATA_AUTO);
  g_assert_false (values->clear_control || values->clear_data || values->keep_alive);
  g_assert_null (values->virtual_host);
  g_assert_null (values->client);
  g_assert_null (values->listing_kind);
  g_assert_null (values->charset);
  g_assert_null (values->login_commands[0]);
  g_assert_null (values->identity);
  g_assert_true (waybill_cert_trust_is_empty (values->trust));
  g_assert_cmpint (values->learnt_resumed, ==, WAYBILL_REMOTE_LEARNT_UNKNOWN);
}

static void
test_protocol_values (Fixture *fixture, gconstpointer data)
{
  static const char *const settings[][2] = {
    { "passive", "no" },       { "active-ports", "50000-50100" }, { "clear-control", "yes" },
    { "keep-alive", "yes" },   { "client-name", "Waybill" },      { "virtual-host", "ftp.example.com" },
    { "listing-kind", "vms" }, { "charset", "CP1252" },           { "login-commands", " SITE A b ;; -SITE C" },
  };
  g_autoptr (WaybillRemoteTarget) target = NULL;
  const WaybillRemoteTargetValues *values;

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    g_assert_true (waybill_partner_set_setting (fixture->partner, settings[i][0], settings[i][1], NULL));
  target = assert_resolves (fixture, NULL, FALSE);

  values = waybill_remote_target_get_values (target);
  g_assert_cmpint (values->data, ==, WAYBILL_REMOTE_DATA_ACTIVE);
  g_assert_cmpuint (values->active_lowest, ==, 50000);
  g_assert_cmpuint (values->active_highest, ==, 50100);
  g_assert_true (values->clear_control && values->keep_alive && !values->clear_data);
  g_assert_cmpstr (values->client, ==, "Waybill");
  g_assert_cmpstr (values->listing_kind, ==, "vms");
  g_assert_cmpstr (values->charset, ==, "CP1252");
  g_assert_cmpstr (values->virtual_host, ==, "ftp.example.com");
  g_assert_cmpuint (g_strv_length ((char **) values->login_commands), ==, 2);
  g_assert_cmpstr (values->login_commands[0], ==, "SITE A b");
  g_assert_cmpstr (values->login_commands[1], ==, "-SITE C");
}

static void
test_options (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillRemoteFacts) facts = waybill_remote_facts_new ();
  g_autoptr (WaybillRemoteTarget) target = NULL;
  WaybillPartnerResolveOptions options = { .identity = "ACME client", .timeout = 5, .learnt_folder = fixture->folder };

  facts->resumed = WAYBILL_REMOTE_LEARNT_YES;
  g_assert_true (waybill_partner_learnt_save (fixture->folder, waybill_partner_get_uuid (fixture->partner), facts, NULL));
  assign (fixture, NULL);
  g_assert_true (waybill_partner_set_identity (fixture->partner, NULL, NULL));
  target = assert_resolves (fixture, &options, FALSE);

  assert_identity (fixture, target);
  g_assert_cmpint (waybill_remote_target_get_values (target)->silence, ==, 5 * G_USEC_PER_SEC);
  g_assert_cmpint (waybill_remote_target_get_values (target)->learnt_resumed, ==, WAYBILL_REMOTE_LEARNT_YES);
}

static void
test_unknown_label (Fixture *fixture, gconstpointer data)
{
  WaybillPartnerResolveOptions options = { .identity = "nobody" };
  g_autoptr (GError) error = NULL;

  g_assert_null (resolve (fixture, &options, FALSE, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NOT_FOUND);
}

static void
test_no_host (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->partner);
  fixture->partner = waybill_partner_new ("Acme", NULL);

  assert_fails (fixture, FALSE, WAYBILL_PARTNER_ERROR_VALUE);
}

static void
test_certificate_missing (Fixture *fixture, gconstpointer data)
{
  WaybillCertCertificate *ca = waybill_cert_identity_get_certificate (fixture->authority);

  g_assert_true (waybill_partner_set_identity (fixture->partner, fixture->client_fingerprint, NULL));
  assert_fails (fixture, FALSE, WAYBILL_PARTNER_ERROR_CERTIFICATE_MISSING);

  g_assert_nonnull (waybill_cert_store_add_authority (fixture->store, ca, "ca", FALSE, NULL, NULL));
  g_assert_true (waybill_partner_set_identity (fixture->partner, waybill_cert_certificate_get_fingerprint (ca), NULL));
  assert_fails (fixture, FALSE, WAYBILL_PARTNER_ERROR_CERTIFICATE_MISSING);
}

static void
test_certificate_from_vault (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillRemoteTarget) target = NULL;

  assign (fixture, "right");
  remember (fixture, WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD, "right");
  target = assert_resolves (fixture, NULL, TRUE);

  assert_identity (fixture, target);
  g_assert_cmpstr (fixture->prompt->asked->str, ==, "");
}

static void
test_certificate_without_prompt (Fixture *fixture, gconstpointer data)
{
  assign (fixture, "right");
  assert_fails (fixture, FALSE, WAYBILL_PARTNER_ERROR_SECRET_CERTIFICATE);
  remember (fixture, WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD, "wrong");
  assert_fails (fixture, FALSE, WAYBILL_PARTNER_ERROR_SECRET_CERTIFICATE);
}

static void
test_certificate_typed (Fixture *fixture, gconstpointer data)
{
  static const char *const answers[] = { "typo", "right", NULL };
  g_autoptr (WaybillRemoteTarget) target = NULL, again = NULL;

  assign (fixture, "right");
  remember (fixture, WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD, "old");
  fixture->prompt->answers = answers;
  target = assert_resolves (fixture, NULL, TRUE);

  assert_identity (fixture, target);
  g_assert_cmpstr (fixture->prompt->asked->str, ==, "certificate acme client 0 wrong;certificate acme client 0 wrong;");
  again = assert_resolves (fixture, NULL, FALSE); /* remembered */
  assert_identity (fixture, again);
}

static void
test_certificate_three_tries (Fixture *fixture, gconstpointer data)
{
  static const char *const answers[] = { "a", "b", "c", "right", NULL };

  assign (fixture, "right");
  fixture->prompt->answers = answers;
  assert_fails (fixture, TRUE, WAYBILL_PARTNER_ERROR_SECRET_CERTIFICATE);

  g_assert_cmpstr (fixture->prompt->asked->str, ==,
                   "certificate acme client 0;certificate acme client 0 wrong;certificate acme client 0 wrong;");
}

static void
test_login (Fixture *fixture, gconstpointer data)
{
  static const char *const answers[] = { "typed", NULL };
  g_autoptr (WaybillRemoteTarget) target = NULL;

  g_assert_true (waybill_partner_set_user (fixture->partner, "me", NULL));
  waybill_partner_set_needs_account (fixture->partner, TRUE);
  assert_fails (fixture, FALSE, WAYBILL_PARTNER_ERROR_SECRET_LOGIN);
  assert_fails (fixture, TRUE, WAYBILL_PARTNER_ERROR_SECRET_LOGIN);
  remember (fixture, WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PASSWORD, "stored");
  assert_fails (fixture, FALSE, WAYBILL_PARTNER_ERROR_SECRET_LOGIN);

  g_string_truncate (fixture->prompt->asked, 0);
  fixture->prompt->answers = answers;
  target = assert_resolves (fixture, NULL, TRUE);
  g_assert_cmpstr (fixture->prompt->asked->str, ==, "partner Acme 1;");
  g_assert_cmpstr (waybill_remote_target_get_values (target)->user, ==, "me");
  g_assert_cmpstr (waybill_remote_target_get_values (target)->password, ==, "stored");
  g_assert_cmpstr (waybill_remote_target_get_values (target)->account, ==, "typed");
}

static void
test_trust (Fixture *fixture, gconstpointer data)
{
  WaybillCertCertificate *ca = waybill_cert_identity_get_certificate (fixture->authority);
  g_autoptr (WaybillRemoteTarget) target = NULL;

  g_assert_nonnull (waybill_cert_store_add_authority (fixture->store, ca, "ca", FALSE, NULL, NULL));
  g_assert_true (waybill_partner_add_authority (fixture->partner, waybill_cert_certificate_get_fingerprint (ca), NULL));
  g_assert_true (waybill_partner_add_pin (fixture->partner, "SHA256:abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ", NULL));
  target = assert_resolves (fixture, NULL, FALSE);

  g_assert_false (waybill_cert_trust_is_empty (waybill_remote_target_get_values (target)->trust));
}

static void
test_lost_authority (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillRemoteTarget) target = NULL;

  g_assert_true (waybill_partner_add_authority (fixture->partner, fixture->client_fingerprint, NULL));
  g_test_expect_message ("waybill-partner", G_LOG_LEVEL_WARNING, "*is not in the store any more*");
  target = assert_resolves (fixture, NULL, FALSE);

  g_test_assert_expected_messages ();
  g_assert_true (waybill_cert_trust_is_empty (waybill_remote_target_get_values (target)->trust));
}

/* Nothing of the certificate is needed in clear; its password is not asked for. */
static void
test_plain_ftp (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillRemoteTarget) target = NULL;

  assign (fixture, "right");
  waybill_partner_set_protocol (fixture->partner, WAYBILL_REMOTE_PROTOCOL_FTP);
  target = assert_resolves (fixture, NULL, FALSE);

  g_assert_null (waybill_remote_target_get_values (target)->identity);
  g_assert_null (waybill_remote_target_get_values (target)->trust);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  assign (fixture, NULL);
  waybill_partner_resolve_async (fixture->partner, fixture->store, fixture->vault, NULL, NULL, cancellable, result_cb,
                                 &result);
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_null (waybill_partner_resolve_finish (fixture->partner, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/partner/resolve/values", test_plain_values);
  ADD ("/partner/resolve/protocol-values", test_protocol_values);
  ADD ("/partner/resolve/options-of-this-run", test_options);
  ADD ("/partner/resolve/unknown-label", test_unknown_label);
  ADD ("/partner/resolve/no-host", test_no_host);
  ADD ("/partner/resolve/certificate/missing", test_certificate_missing);
  ADD ("/partner/resolve/certificate/password-from-vault", test_certificate_from_vault);
  ADD ("/partner/resolve/certificate/without-prompt-one-try", test_certificate_without_prompt);
  ADD ("/partner/resolve/certificate/typed-is-remembered", test_certificate_typed);
  ADD ("/partner/resolve/certificate/three-tries", test_certificate_three_tries);
  ADD ("/partner/resolve/login-and-account", test_login);
  ADD ("/partner/resolve/trust-list", test_trust);
  ADD ("/partner/resolve/lost-authority-trusts-less", test_lost_authority);
  ADD ("/partner/resolve/plain-ftp-needs-no-certificate", test_plain_ftp);
  ADD ("/partner/resolve/cancelled", test_cancelled);

  return g_test_run ();
}
