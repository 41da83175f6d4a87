/* Cards as the modules show them: listed, looked at, opened, taken out; with an RSA and an EC key, of SoftHSM. */
#include "cert-token-list.h"
#include "cert-token-private.h"
#include "cert-token.h"

#include "base-thread.h"
#include "cert-fixture.h"
#include "cert-handle.h"
#include "token-rig.h"

#include <gnutls/pkcs11.h>

#define HARBOUR "Harbour card"
#define MILL "Old Mill card"

/* What the card says of itself is what the driver says; some of it SoftHSM never says. */
static unsigned flags_on_top, flags_away;
static WaybillBaseLock hanging = WAYBILL_BASE_LOCK_INIT;

int
__real_gnutls_pkcs11_token_get_flags (const char *url, unsigned *flags);
int
__wrap_gnutls_pkcs11_token_get_flags (const char *url, unsigned *flags);
int
__real_gnutls_pkcs11_token_get_url (unsigned seq, gnutls_pkcs11_url_type_t detailed, char **url);
int
__wrap_gnutls_pkcs11_token_get_url (unsigned seq, gnutls_pkcs11_url_type_t detailed, char **url);

int
__wrap_gnutls_pkcs11_token_get_flags (const char *url, unsigned *flags)
{
  int status = __real_gnutls_pkcs11_token_get_flags (url, flags);

  *flags = (*flags | flags_on_top) & ~flags_away;
  return status;
}

int
__wrap_gnutls_pkcs11_token_get_url (unsigned seq, gnutls_pkcs11_url_type_t detailed, char **url)
{
  waybill_base_lock_lock (&hanging);
  waybill_base_lock_unlock (&hanging);
  return __real_gnutls_pkcs11_token_get_url (seq, detailed, url);
}

/* The Harbour card holds anna (RSA, its issuer beside it, the key under another label) and berta (EC); Old Mill's nothing.
 */
static gboolean
begin (void)
{
  static gboolean begun;
  g_autoptr (WaybillCertIdentity) anna = NULL;
  g_autoptr (WaybillCertIdentity) berta = NULL;
  g_autoptr (GPtrArray) authorities = NULL;

  if (!token_rig_begin ())
    return FALSE;
  if (begun)
    return TRUE;
  begun = TRUE;
  anna = fixture_identity ("client/modern-chain.pfx");
  berta = fixture_identity ("client/berta.pfx");
  authorities = fixture_chain ("ca/chain.pem");
  token_rig_make_card (HARBOUR);
  token_rig_put (HARBOUR, "Anna at Harbour", "key of anna", anna, TRUE);
  token_rig_put (HARBOUR, "berta", NULL, berta, TRUE);
  for (guint i = 0; i < authorities->len; i++)
    token_rig_put_authority (HARBOUR, authorities->pdata[i]);
  token_rig_make_card (MILL);
  token_rig_forget ();
  return TRUE;
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

static void
wait_for (GAsyncResult **result)
{
  guint deadline = g_timeout_add_seconds (60, deadline_cb, NULL);

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
}

static GPtrArray *
list_tokens (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *tokens;

  waybill_cert_token_list_async (NULL, result_cb, &result);
  wait_for (&result);
  tokens = waybill_cert_token_list_finish (result, &error);
  g_assert_no_error (error);
  return tokens;
}

static WaybillCertToken *
look (const char *uri, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  waybill_cert_token_look_async (uri, NULL, result_cb, &result);
  wait_for (&result);
  return waybill_cert_token_look_finish (result, error);
}

static WaybillCertIdentity *
open_with (const char *uri, const char *pin, gboolean may_be_last, gboolean *proved, GError **error)
{
  g_autoptr (WaybillSecretText) text = pin != NULL ? waybill_secret_text_new (pin) : NULL;
  g_autoptr (GAsyncResult) result = NULL;

  waybill_cert_token_open_async (uri, text, may_be_last, NULL, result_cb, &result);
  wait_for (&result);
  return waybill_cert_token_open_finish (result, proved, error);
}

static void
test_list (void)
{
  g_autoptr (GPtrArray) tokens = NULL;
  const WaybillCertToken *harbour, *mill;
  const WaybillCertTokenEntry *anna, *berta;

  if (!begin ())
    return;
  tokens = list_tokens ();
  g_assert_cmpuint (tokens->len, ==, 2);
  harbour = tokens->pdata[0];
  mill = tokens->pdata[1];
  g_assert_cmpstr (harbour->name, ==, HARBOUR);
  g_assert_cmpstr (mill->name, ==, MILL);
  g_assert_true (harbour->needs_pin);
  g_assert_cmpint (harbour->tries, ==, WAYBILL_CERT_TOKEN_TRIES_ENOUGH);
  g_assert_cmpuint (harbour->entries->len, ==, 2);
  g_assert_cmpuint (mill->entries->len, ==, 0);

  anna = harbour->entries->pdata[0];
  berta = harbour->entries->pdata[1];
  g_assert_cmpstr (anna->label, ==, "Anna at Harbour");
  g_assert_cmpstr (anna->card, ==, HARBOUR);
  g_assert_cmpstr (waybill_cert_certificate_get_name (anna->certificate), ==, "anna");
  g_assert_cmpuint (anna->chain->len, ==, 2);
  g_assert_cmpstr (berta->label, ==, "berta");
  g_assert_true (waybill_cert_token_check_uri (anna->uri, NULL));
  g_assert_nonnull (strstr (anna->uri, "serial="));
  g_assert_null (strstr (anna->uri, "pin"));
}

/* Where the PIN is typed at the reader, keys are hidden all the same. */
static void
test_list_with_reader (void)
{
  g_autoptr (GPtrArray) tokens = NULL;

  if (!begin ())
    return;
  flags_on_top = GNUTLS_PKCS11_TOKEN_PROTECTED_AUTHENTICATION_PATH;
  tokens = list_tokens ();
  flags_on_top = 0;
  g_assert_false (((WaybillCertToken *) tokens->pdata[0])->needs_pin);
  g_assert_cmpuint (((WaybillCertToken *) tokens->pdata[0])->entries->len, ==, 2);
}

/* A card that hides nothing, and shows no key: these are other people's certificates. */
static void
test_list_without_keys (void)
{
  g_autoptr (GPtrArray) tokens = NULL;

  if (!begin ())
    return;
  flags_away = GNUTLS_PKCS11_TOKEN_LOGIN_REQUIRED;
  tokens = list_tokens ();
  flags_away = 0;
  g_assert_cmpuint (((WaybillCertToken *) tokens->pdata[0])->entries->len, ==, 0);
}

static void
test_match (void)
{
  g_autoptr (GPtrArray) tokens = NULL;
  const WaybillCertTokenEntry *anna;
  g_autofree char *prefix = NULL;
  g_autofree char *with_source = NULL;
  g_autofree char *with_pin = NULL;
  g_autoptr (GError) error = NULL;

  if (!begin ())
    return;
  tokens = list_tokens ();
  anna = ((WaybillCertToken *) tokens->pdata[0])->entries->pdata[0];
  prefix = g_strndup (waybill_cert_certificate_get_fingerprint (anna->certificate), 8);
  with_source = g_strconcat (anna->uri, "?pin-source=file:/etc/passwd", NULL);
  with_pin = g_strconcat (anna->uri, "?pin-value=" TOKEN_RIG_PIN, NULL);

  {
    const struct
    {
      const char *text;
      guint n;
    } cases[] = { { "anna AT harbour", 1 }, { prefix, 1 },          { anna->uri, 1 },       { with_source, 1 },
                  { "nobody", 0 },          { "pkcs11:id=%00", 0 }, { "\377not utf-8", 0 }, { "", 0 } };

    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        g_autoptr (GPtrArray) found = waybill_cert_token_list_match (tokens, cases[i].text, &error);

        g_assert_no_error (error);
        g_assert_cmpuint (found->len, ==, cases[i].n);
      }
  }
  g_assert_null (waybill_cert_token_list_match (tokens, with_pin, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_UNSUPPORTED);
}

static void
test_look (void)
{
  static const struct
  {
    unsigned flags;
    WaybillCertTokenTries tries;
    gboolean needs_pin;
  } cases[] = {
    { 0, WAYBILL_CERT_TOKEN_TRIES_ENOUGH, TRUE },
    { GNUTLS_PKCS11_TOKEN_USER_PIN_COUNT_LOW, WAYBILL_CERT_TOKEN_TRIES_FEW, TRUE },
    { GNUTLS_PKCS11_TOKEN_USER_PIN_COUNT_LOW | GNUTLS_PKCS11_TOKEN_USER_PIN_FINAL_TRY, WAYBILL_CERT_TOKEN_TRIES_LAST, TRUE },
    { GNUTLS_PKCS11_TOKEN_USER_PIN_LOCKED, WAYBILL_CERT_TOKEN_TRIES_NONE, TRUE },
    { GNUTLS_PKCS11_TOKEN_PROTECTED_AUTHENTICATION_PATH, WAYBILL_CERT_TOKEN_TRIES_ENOUGH, FALSE },
  };
  g_autoptr (GError) error = NULL;

  if (!begin ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WaybillCertToken) token = NULL;

      flags_on_top = cases[i].flags;
      token = look ("pkcs11:token=Harbour%20card;object=berta", &error);
      flags_on_top = 0;
      g_assert_no_error (error);
      g_assert_cmpstr (token->name, ==, HARBOUR);
      g_assert_cmpint (token->tries, ==, cases[i].tries);
      g_assert_cmpint (token->needs_pin, ==, cases[i].needs_pin);
    }
  g_assert_null (look ("pkcs11:token=Elsewhere;object=berta", &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_TOKEN_GONE);
}

/* data: the label that it has. By its full URI, as it stands in the store: the key's label is another one. */
static void
test_open (gconstpointer data)
{
  g_autoptr (GPtrArray) tokens = NULL;
  g_autoptr (GPtrArray) found = NULL;
  const WaybillCertTokenEntry *entry;
  g_autoptr (GError) error = NULL;

  if (!begin ())
    return;
  tokens = list_tokens ();
  found = waybill_cert_token_list_match (tokens, data, NULL);
  entry = found->pdata[0];
  for (guint i = 0; i < 2; i++)
    {
      gboolean proved = FALSE;
      g_autoptr (WaybillCertIdentity) identity = open_with (entry->uri, TOKEN_RIG_PIN, FALSE, &proved, &error);

      g_assert_no_error (error);
      g_assert_true (proved);
      g_assert_null (waybill_cert_identity_get_key (identity));
      g_assert_cmpstr (waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (identity)), ==,
                       waybill_cert_certificate_get_fingerprint (entry->certificate));
    }
}

static void
test_pin (void)
{
  static const char uri[] = "pkcs11:token=Harbour%20card;object=berta";
  static const char *const wrong[] = { NULL, "", "wrong-pin" };

  if (!begin ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (open_with (uri, wrong[i], FALSE, NULL, &error));
      g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_PASSWORD);
    }
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (WaybillCertToken) token = look (uri, &error);
    g_autoptr (WaybillCertIdentity) identity = NULL;

    g_assert_no_error (error);
    g_assert_cmpint (token->tries, ==, WAYBILL_CERT_TOKEN_TRIES_FEW);
    identity = open_with (uri, TOKEN_RIG_PIN, FALSE, NULL, &error);
    g_assert_no_error (error);
  }
}

/* Somebody is logged in already: a PIN that was not looked at has proved nothing. */
static void
test_logged_in (void)
{
  static const char uri[] = "pkcs11:token=Harbour%20card;object=berta";
  gboolean proved = TRUE;
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillCertIdentity) first = NULL;
  g_autoptr (WaybillCertIdentity) second = NULL;

  if (!begin ())
    return;
  first = open_with (uri, TOKEN_RIG_PIN, FALSE, NULL, &error);
  g_assert_no_error (error);
  second = open_with (uri, "wrong-pin", FALSE, &proved, &error);
  g_assert_no_error (error);
  g_assert_false (proved);
}

static void
test_not_there (void)
{
  static const char *const uris[] = { "pkcs11:token=Elsewhere;object=berta", "pkcs11:token=Harbour%20card;object=nobody" };

  if (!begin ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (open_with (uris[i], TOKEN_RIG_PIN, FALSE, NULL, &error));
      g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_TOKEN_GONE);
    }
}

static void
test_taken_out (void)
{
  static const char uri[] = "pkcs11:token=Harbour%20card;object=berta";
  g_autoptr (GPtrArray) tokens = NULL;
  g_autoptr (WaybillCertIdentity) identity = NULL;
  g_autoptr (GError) error = NULL;

  if (!begin ())
    return;
  token_rig_take_out ();
  tokens = list_tokens ();
  g_assert_cmpuint (tokens->len, ==, 0);
  g_assert_null (look (uri, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_TOKEN_GONE);
  g_clear_error (&error);
  g_assert_null (open_with (uri, TOKEN_RIG_PIN, FALSE, NULL, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_TOKEN_GONE);
  g_clear_error (&error);

  token_rig_put_in ();
  identity = open_with (uri, TOKEN_RIG_PIN, FALSE, NULL, &error);
  g_assert_no_error (error);
}

/* A driver hangs: who cancels is answered, and when it comes back nothing happens. */
static void
test_hangs (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) tokens = NULL;
  g_autoptr (GError) error = NULL;

  if (!begin ())
    return;
  waybill_base_lock_lock (&hanging);
  waybill_cert_token_list_async (cancellable, result_cb, &result);
  g_cancellable_cancel (cancellable);
  wait_for (&result);
  g_assert_null (waybill_cert_token_list_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  waybill_base_lock_unlock (&hanging);
  tokens = list_tokens ();
  g_assert_cmpuint (tokens->len, ==, 2);
}

static guint n_dropped;

static void
count_dropped (gpointer data)
{
  n_dropped++;
}

static gpointer
hang (gpointer data, GError **error)
{
  waybill_base_lock_lock (data);
  waybill_base_lock_unlock (data);
  return GINT_TO_POINTER (1);
}

/* Only the cancellable can answer. */
static void
test_cancelled (void)
{
  static WaybillBaseLock lock = WAYBILL_BASE_LOCK_INIT;
  const WaybillCertTokenOrder order
      = { .work = hang, .data = &lock, .drop_data = count_dropped, .drop_result = count_dropped, .patience = 3600 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  n_dropped = 0;
  waybill_base_lock_lock (&lock);
  waybill_cert_token_ask_async (&order, cancellable, result_cb, &result);
  g_cancellable_cancel (cancellable);
  wait_for (&result);
  g_assert_null (waybill_cert_token_ask_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  waybill_base_lock_unlock (&lock);
  while (n_dropped < 2)
    g_main_context_iteration (NULL, TRUE);
}

/* Nobody cancels, and nobody waits longer than was said; what comes too late is dropped. */
static void
test_late (void)
{
  static WaybillBaseLock lock = WAYBILL_BASE_LOCK_INIT;
  const WaybillCertTokenOrder order
      = { .work = hang, .data = &lock, .drop_data = count_dropped, .drop_result = count_dropped, .patience = 1 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  n_dropped = 0;
  waybill_base_lock_lock (&lock);
  waybill_cert_token_ask_async (&order, NULL, result_cb, &result);
  wait_for (&result);
  g_assert_null (waybill_cert_token_ask_finish (result, &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_TOKEN_SILENT);
  g_assert_cmpuint (n_dropped, ==, 0);
  waybill_base_lock_unlock (&lock);
  while (n_dropped < 2)
    g_main_context_iteration (NULL, TRUE);
}

/* A URI that names no card means the one that has it; where two have it, nobody guesses, and no PIN is told to anybody.
 * Last, because the third card stays. */
static void
test_look_without_card (void)
{
  static const char *const uris[] = { "pkcs11:object=berta", "pkcs11:model=SoftHSM%20v2;object=berta" };
  g_autoptr (WaybillCertIdentity) berta = NULL;
  g_autoptr (GError) error = NULL;

  if (!begin ())
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (WaybillCertToken) token = look (uris[i], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (token->name, ==, HARBOUR);
    }
  g_assert_null (look ("pkcs11:object=nobody", &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_TOKEN_GONE);
  g_clear_error (&error);

  berta = fixture_identity ("client/berta.pfx");
  token_rig_make_card ("Aged card");
  token_rig_put ("Aged card", "berta", NULL, berta, TRUE);
  token_rig_forget ();
  g_assert_null (look (uris[0], &error));
  g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_AMBIGUOUS);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/token/list", test_list);
  g_test_add_func ("/cert/token/list/pin-typed-at-the-reader", test_list_with_reader);
  g_test_add_func ("/cert/token/list/nothing-hidden-and-no-key", test_list_without_keys);
  g_test_add_func ("/cert/token/match", test_match);
  g_test_add_func ("/cert/token/look", test_look);
  g_test_add_data_func ("/cert/token/open/rsa", "Anna at Harbour", test_open);
  g_test_add_data_func ("/cert/token/open/ec", "berta", test_open);
  g_test_add_func ("/cert/token/pin", test_pin);
  g_test_add_func ("/cert/token/logged-in-already", test_logged_in);
  g_test_add_func ("/cert/token/not-there", test_not_there);
  g_test_add_func ("/cert/token/taken-out", test_taken_out);
  g_test_add_func ("/cert/token/driver-hangs", test_hangs);
  g_test_add_func ("/cert/token/cancelled", test_cancelled);
  g_test_add_func ("/cert/token/driver-is-late", test_late);
  g_test_add_func ("/cert/token/look/without-card", test_look_without_card);
  result = g_test_run ();
  token_rig_end ();
  return result;
}
