/* A partner whose certificate is on a card: is it there, what is its PIN, may it be tried. SoftHSM, which says of its tries
 * what the test wants. */
#include "partner-resolve.h"

#include "base-clock.h"
#include "base-file.h"
#include "cert-error.h"
#include "cert-issue.h"
#include "token-rig.h"

#include <gnutls/pkcs11.h>
#include <string.h>

#define CARD "Harbour card"
#define URI "pkcs11:token=Harbour%20card;object=anna"
#define OTHER_URI "pkcs11:token=Harbour%20card;object=berta"

static unsigned flags_on_top;

int
__real_gnutls_pkcs11_token_get_flags (const char *url, unsigned *flags);
int
__wrap_gnutls_pkcs11_token_get_flags (const char *url, unsigned *flags);

int
__wrap_gnutls_pkcs11_token_get_flags (const char *url, unsigned *flags)
{
  int status = __real_gnutls_pkcs11_token_get_flags (url, flags);

  *flags |= flags_on_top;
  return status;
}

/* A prompt that answers from a list, one after the other; an empty list refuses. */
#define TEST_TYPE_PROMPT (test_prompt_get_type ())
G_DECLARE_FINAL_TYPE (TestPrompt, test_prompt, TEST, PROMPT, GObject)

struct _TestPrompt
{
  GObject parent_instance;
  const char *const *answers;
  GString *asked;
  GString *id; /* (nullable): of what was asked for last */
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

  g_assert_cmpint (key->owner, ==, WAYBILL_SECRET_OWNER_TOKEN);
  g_assert_cmpint (key->field, ==, WAYBILL_SECRET_FIELD_PIN);
  if (answer != NULL)
    self->answers++;
  if (self->id != NULL)
    g_string_assign (self->id, key->id);
  g_string_append_printf (self->asked, "%s%s%s%s;", key->name, (hints & WAYBILL_PARTNER_PROMPT_WRONG) != 0 ? " wrong" : "",
                          (hints & WAYBILL_PARTNER_PROMPT_FEW) != 0 ? " few" : "",
                          (hints & WAYBILL_PARTNER_PROMPT_LAST) != 0 ? " last" : "");
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

/* One card for all tests: making it takes longer than the tests do. */
static WaybillCertIdentity *anna, *berta;

static gboolean
begin (void)
{
  gint64 now = waybill_base_clock_now ();
  g_autoptr (GError) error = NULL;

  if (!token_rig_begin ())
    return FALSE;
  if (anna != NULL)
    return TRUE;
  anna = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, "anna", NULL, now - 10, now + 9999, NULL, &error);
  g_assert_no_error (error);
  berta = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, "berta", NULL, now - 10, now + 9999, NULL, &error);
  g_assert_no_error (error);
  token_rig_make_card (CARD);
  token_rig_put (CARD, "anna", NULL, anna, TRUE);
  token_rig_put (CARD, "berta", NULL, berta, TRUE);
  return TRUE;
}

typedef struct
{
  char *folder;
  WaybillCertStore *store;
  WaybillSecretVault *vault;
  WaybillPartner *partner;
  TestPrompt *prompt;
} Fixture;

/* As an earlier wrong PIN would have left the card. */
static void
clear_tries (void)
{
  flags_on_top = 0;
}

static void
assign (Fixture *fixture, WaybillCertIdentity *identity, const char *uri)
{
  g_autoptr (GError) error = NULL;
  const WaybillCertEntry *entry
      = waybill_cert_store_add_token (fixture->store, waybill_cert_identity_get_chain (identity), uri, NULL, NULL, &error);

  g_assert_no_error (error);
  waybill_partner_set_identity (fixture->partner, waybill_cert_certificate_get_fingerprint (entry->certificate), &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *store = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("waybill-card-XXXXXX", NULL);
  store = g_build_filename (fixture->folder, "certificates", NULL);
  fixture->store = waybill_cert_store_new (store, &error);
  g_assert_no_error (error);
  fixture->vault = waybill_secret_vault_new (NULL, NULL, FALSE, NULL);
  fixture->prompt = g_object_new (TEST_TYPE_PROMPT, NULL);
  fixture->partner = waybill_partner_new ("Harbour Foods", NULL);
  g_assert_true (waybill_partner_set_host (fixture->partner, "ftp.example.com", NULL));
  waybill_partner_set_system_trust (fixture->partner, FALSE);
  clear_tries ();
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
assert_opens (Fixture *fixture, const WaybillPartnerResolveOptions *options, WaybillCertIdentity *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillRemoteTarget) target = resolve (fixture, options, TRUE, &error);
  WaybillCertIdentity *identity;

  g_assert_no_error (error);
  identity = waybill_remote_target_get_values (target)->identity;
  g_assert_nonnull (identity);
  g_assert_cmpstr (waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (identity)), ==,
                   waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (expected)));
}

static void
assert_fails (Fixture *fixture, gboolean with_prompt, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (resolve (fixture, NULL, with_prompt, &error));
  g_assert_error (error, domain, code);
}

static void
assert_asked (Fixture *fixture, const char *expected)
{
  g_assert_cmpstr (fixture->prompt->asked->str, ==, expected);
  g_string_truncate (fixture->prompt->asked, 0);
}

static void
use_secrets (Fixture *fixture, const char *pin)
{
  g_autofree char *path = g_build_filename (fixture->folder, "secrets", NULL);
  g_autofree char *content = g_strdup_printf ("[token " CARD "]\npin=%s\n", pin);
  g_autoptr (GError) error = NULL;

  waybill_base_file_write (path, content, strlen (content), &error);
  g_assert_no_error (error);
  g_object_unref (fixture->vault);
  fixture->vault = waybill_secret_vault_new (path, NULL, FALSE, &error);
  g_assert_no_error (error);
}

/* A right PIN takes from the card what a wrong one left. */
static void
make_calm (Fixture *fixture)
{
  const char *const answers[] = { TOKEN_RIG_PIN, NULL };

  clear_tries ();
  fixture->prompt->id = NULL;
  waybill_secret_vault_forget_memory (fixture->vault);
  fixture->prompt->answers = answers;
  assert_opens (fixture, &(WaybillPartnerResolveOptions){ .identity = URI }, anna);
  fixture->prompt->answers = NULL;
  g_string_truncate (fixture->prompt->asked, 0);
}

static void
test_asked_once (Fixture *fixture, gconstpointer data)
{
  const char *const answers[] = { TOKEN_RIG_PIN, TOKEN_RIG_PIN, NULL };

  if (!begin ())
    return;
  assign (fixture, anna, URI);
  fixture->prompt->answers = answers;
  assert_opens (fixture, NULL, anna);
  assert_asked (fixture, CARD ";");
  /* Another certificate on the same card, too. */
  assert_opens (fixture, NULL, anna);
  assert_opens (fixture, &(WaybillPartnerResolveOptions){ .identity = OTHER_URI }, berta);
  assert_asked (fixture, "");

  waybill_secret_vault_forget_memory (fixture->vault);
  assert_opens (fixture, NULL, anna);
  assert_asked (fixture, CARD ";");
}

static void
test_wrong (Fixture *fixture, gconstpointer data)
{
  const char *const answers[] = { "0000", TOKEN_RIG_PIN, NULL };

  if (!begin ())
    return;
  assign (fixture, anna, URI);
  fixture->prompt->answers = answers;
  assert_opens (fixture, NULL, anna);
  assert_asked (fixture, CARD ";" CARD " wrong few;");
  assert_opens (fixture, NULL, anna);
  assert_asked (fixture, "");
}

static void
test_nobody_asked (Fixture *fixture, gconstpointer data)
{
  if (!begin ())
    return;
  assign (fixture, anna, URI);
  assert_fails (fixture, FALSE, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_PIN_WANTED);
  assert_fails (fixture, TRUE, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_PIN_WANTED);
  assert_asked (fixture, CARD ";");
}

static void
test_from_file (Fixture *fixture, gconstpointer data)
{
  if (!begin ())
    return;
  assign (fixture, anna, URI);
  use_secrets (fixture, TOKEN_RIG_PIN);
  assert_opens (fixture, NULL, anna);
  assert_asked (fixture, "");
}

/* One try, and no more: a person is asked instead, or it ends. What the person types goes before the file from then on. */
static void
test_wrong_in_file (Fixture *fixture, gconstpointer data)
{
  const char *const answers[] = { TOKEN_RIG_PIN, NULL };

  if (!begin ())
    return;
  assign (fixture, anna, URI);
  use_secrets (fixture, "0000");
  assert_fails (fixture, FALSE, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_PIN_WRONG);
  fixture->prompt->answers = answers;
  assert_opens (fixture, NULL, anna);
  assert_asked (fixture, CARD " wrong few;");
  assert_opens (fixture, NULL, anna);
  assert_asked (fixture, "");
}

/* The card's PIN was changed elsewhere: the one that is remembered is forgotten with its first failure. */
static void
test_remembered_is_forgotten (Fixture *fixture, gconstpointer data)
{
  const char *const answers[] = { TOKEN_RIG_PIN, NULL };
  g_autoptr (WaybillSecretText) old = waybill_secret_text_new ("0000");
  g_autoptr (GString) id = g_string_new (NULL);
  WaybillSecretKey key = { WAYBILL_SECRET_OWNER_TOKEN, WAYBILL_SECRET_FIELD_PIN, NULL, CARD };

  if (!begin ())
    return;
  assign (fixture, anna, URI);
  fixture->prompt->answers = answers;
  fixture->prompt->id = id;
  assert_opens (fixture, NULL, anna);
  assert_asked (fixture, CARD ";");
  key.id = id->str;
  waybill_secret_vault_remember (fixture->vault, &key, old);
  assert_fails (fixture, FALSE, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_PIN_WRONG);
  assert_fails (fixture, FALSE, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_PIN_WANTED);
}

/* The last try is a person's, and they are told. */
static void
test_last_try (Fixture *fixture, gconstpointer data)
{
  const char *const answers[] = { TOKEN_RIG_PIN, NULL };

  if (!begin ())
    return;
  assign (fixture, anna, URI);
  use_secrets (fixture, TOKEN_RIG_PIN);
  flags_on_top = GNUTLS_PKCS11_TOKEN_USER_PIN_COUNT_LOW | GNUTLS_PKCS11_TOKEN_USER_PIN_FINAL_TRY;
  assert_fails (fixture, FALSE, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_PIN_LAST);
  fixture->prompt->answers = answers;
  assert_opens (fixture, NULL, anna);
  assert_asked (fixture, CARD " last;");
}

static void
test_locked (Fixture *fixture, gconstpointer data)
{
  const char *const answers[] = { TOKEN_RIG_PIN, NULL };

  if (!begin ())
    return;
  assign (fixture, anna, URI);
  fixture->prompt->answers = answers;
  flags_on_top = GNUTLS_PKCS11_TOKEN_USER_PIN_LOCKED;
  assert_fails (fixture, TRUE, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_TOKEN_LOCKED);
  assert_asked (fixture, "");
}

static void
test_taken_out (Fixture *fixture, gconstpointer data)
{
  const char *const answers[] = { TOKEN_RIG_PIN, NULL };

  if (!begin ())
    return;
  assign (fixture, anna, URI);
  fixture->prompt->answers = answers;
  token_rig_take_out ();
  assert_fails (fixture, TRUE, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_TOKEN_GONE);
  assert_asked (fixture, "");
  token_rig_put_in ();
  assert_opens (fixture, NULL, anna);
}

/* The card was given another certificate in that place: nobody assigned that one. */
static void
test_other_certificate (Fixture *fixture, gconstpointer data)
{
  const char *const answers[] = { TOKEN_RIG_PIN, NULL };

  if (!begin ())
    return;
  assign (fixture, anna, OTHER_URI);
  fixture->prompt->answers = answers;
  assert_fails (fixture, TRUE, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_TOKEN_GONE);
}

static void
test_this_run_alone (Fixture *fixture, gconstpointer data)
{
  const char *const answers[] = { TOKEN_RIG_PIN, NULL };
  g_autoptr (GError) error = NULL;

  if (!begin ())
    return;
  fixture->prompt->answers = answers;
  assert_opens (fixture, &(WaybillPartnerResolveOptions){ .identity = URI "?pin-source=file:/etc/passwd" }, anna);
  g_assert_null (resolve (fixture, &(WaybillPartnerResolveOptions){ .identity = URI "?pin-value=1" }, TRUE, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_UNSUPPORTED);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (!begin ())
    return;
  assign (fixture, anna, URI);
  waybill_partner_resolve_async (fixture->partner, fixture->store, fixture->vault, NULL,
                                 WAYBILL_PARTNER_PROMPT (fixture->prompt), cancellable, result_cb, &result);
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (waybill_partner_resolve_finish (fixture->partner, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_asked (fixture, "");
}

/* Another card is there, and the URI names none: the PIN that is asked for, and told, is that of the card which has it.
 * Last, because the other card stays. */
static void
test_no_other_card (Fixture *fixture, gconstpointer data)
{
  const char *const answers[] = { TOKEN_RIG_PIN, NULL };

  if (!begin ())
    return;
  token_rig_make_card ("Aged card");
  fixture->prompt->answers = answers;
  assert_opens (fixture, &(WaybillPartnerResolveOptions){ .identity = "pkcs11:object=anna" }, anna);
  assert_asked (fixture, CARD ";");
}

static void
tear_down_calmly (Fixture *fixture, gconstpointer data)
{
  if (anna != NULL)
    make_calm (fixture);
  tear_down (fixture, data);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/partner/card/" name, Fixture, NULL, set_up, func, tear_down_calmly)
  ADD ("asked-once", test_asked_once);
  ADD ("wrong-is-asked-again", test_wrong);
  ADD ("nobody-asked", test_nobody_asked);
  ADD ("from-file", test_from_file);
  ADD ("wrong-in-file-is-tried-once", test_wrong_in_file);
  ADD ("remembered-is-forgotten", test_remembered_is_forgotten);
  ADD ("last-try-is-a-persons", test_last_try);
  ADD ("locked", test_locked);
  ADD ("taken-out", test_taken_out);
  ADD ("other-certificate", test_other_certificate);
  ADD ("this-run-alone", test_this_run_alone);
  ADD ("cancelled", test_cancelled);
  ADD ("no-other-card", test_no_other_card);
#undef ADD
  result = g_test_run ();
  g_clear_pointer (&anna, waybill_cert_identity_unref);
  g_clear_pointer (&berta, waybill_cert_identity_unref);
  token_rig_end ();
  return result;
}
