/* What a server shows, without a login: an engine that only pretends sees what goes along. */
#include "partner-look.h"

#include "base-clock.h"
#include "base-file.h"
#include "cert-issue.h"
#include "remote.h"

#define CLIENT_PASSWORD "sesam"

/* Looked at only while no job runs. */
static WaybillCertIdentity *server;
static gboolean is_down;
static struct
{
  guint n_open;
  gboolean had_identity, had_password, had_account, believed;
} seen;

static gpointer
engine_open (WaybillRemoteTarget *target,
             WaybillRemoteFacts *facts,
             WaybillRemoteTalk *talk,
             GCancellable *cancellable,
             GError **error)
{
  const WaybillRemoteTargetValues *values = waybill_remote_target_get_values (target);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (WaybillCertVerdict) verdict = NULL;
  WaybillRemoteErrorFacts why = { .alert = -1, .phase = WAYBILL_REMOTE_PHASE_HANDSHAKE };

  seen.n_open++;
  seen.had_identity = values->identity != NULL;
  seen.had_password = values->password != NULL;
  seen.had_account = values->account != NULL;
  if (is_down)
    {
      g_propagate_error (error, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_REFUSED, &why, "down"));
      return NULL;
    }
  g_ptr_array_add (chain, waybill_cert_identity_get_certificate (server));
  verdict = waybill_cert_verdict_new (chain, values->trust, values->server_name, waybill_base_clock_now ());
  seen.believed = waybill_cert_verdict_is_accepted (verdict);
  why.verdict = verdict;
  g_propagate_error (error, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_UNTRUSTED, &why, "not trusted"));
  return NULL;
}

static gboolean
engine_is_alive (gpointer session)
{
  return FALSE;
}

static void
engine_get_facts (gpointer session, WaybillRemoteFacts *facts)
{
}

static void
engine_close (gpointer session)
{
}

static const WaybillRemoteEngine engine = {
  .name = "pretend", .open = engine_open, .is_alive = engine_is_alive, .get_facts = engine_get_facts, .close = engine_close
};

typedef struct
{
  char *folder;
  WaybillCertStore *store;
  WaybillSecretVault *vault;
  WaybillPartner *partner;
} Fixture;

/* A partner who is shown a certificate, logged in to with a password, and believed by a pin. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  gint64 now = waybill_base_clock_now ();
  g_autofree char *store = NULL;
  g_autoptr (WaybillCertIdentity) client = NULL;
  g_autoptr (WaybillSecretText) password = waybill_secret_text_new (CLIENT_PASSWORD);
  WaybillSecretKey key = { WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PASSWORD, NULL, "Acme" };
  const WaybillCertEntry *entry;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("waybill-look-XXXXXX", NULL);
  store = g_build_filename (fixture->folder, "certificates", NULL);
  fixture->store = waybill_cert_store_new (store, &error);
  g_assert_no_error (error);
  fixture->vault = waybill_secret_vault_new (NULL, NULL, FALSE, NULL);
  fixture->partner = waybill_partner_new ("Acme", NULL);
  client = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, "me", NULL, now - 10, now + 9999, NULL, &error);
  g_assert_no_error (error);
  entry = waybill_cert_store_add_identity (fixture->store, client, "me", CLIENT_PASSWORD, FALSE, NULL, &error);
  g_assert_no_error (error);
  waybill_partner_set_host (fixture->partner, "ftp.example.com", NULL);
  waybill_partner_set_user (fixture->partner, "anna", NULL);
  waybill_partner_set_identity (fixture->partner, waybill_cert_certificate_get_fingerprint (entry->certificate), NULL);
  waybill_partner_add_pin (fixture->partner,
                           waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (server)), NULL);
  key.id = waybill_partner_get_uuid (fixture->partner);
  waybill_secret_vault_remember (fixture->vault, &key, password);
  is_down = FALSE;
  seen.n_open = 0;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_true (waybill_base_file_remove_tree (fixture->folder, NULL));
  g_free (fixture->folder);
  g_object_unref (fixture->store);
  g_object_unref (fixture->vault);
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

static WaybillCertVerdict *
look (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  guint deadline = g_timeout_add_seconds (60, deadline_cb, NULL);

  waybill_partner_look_async (fixture->partner, fixture->store, fixture->vault, NULL, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
  return waybill_partner_look_finish (fixture->partner, result, error);
}

static void
test_nothing_of_ours_goes_along (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillCertVerdict) shown = look (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (seen.n_open, ==, 1);
  g_assert_false (seen.had_identity || seen.had_password || seen.had_account);
  g_assert_false (seen.believed); /* though it is pinned */
  g_assert_true (waybill_cert_certificate_equal (waybill_cert_verdict_get_leaf (shown),
                                                 waybill_cert_identity_get_certificate (server)));
}

static void
test_cannot_be_reached (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  is_down = TRUE;
  g_assert_null (look (fixture, &error));
  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_REFUSED);
}

/* Looking would be a login there. */
static void
test_nobody_looks_without_tls (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  waybill_partner_set_protocol (fixture->partner, WAYBILL_REMOTE_PROTOCOL_FTP);
  g_assert_null (look (fixture, &error));
  g_assert_error (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_VALUE);
  g_assert_cmpuint (seen.n_open, ==, 0);
}

int
main (int argc, char **argv)
{
  gint64 now;
  int result;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  waybill_remote_error_quark ();
  waybill_remote_engine_register (WAYBILL_REMOTE_PROTOCOL_FTPS, &engine);
  waybill_remote_engine_register (WAYBILL_REMOTE_PROTOCOL_FTP, &engine);
  now = waybill_base_clock_now ();
  server = waybill_cert_issue (WAYBILL_CERT_ROLE_SERVER, "ftp.example.com", NULL, now - 10, now + 9999, NULL, NULL);
#define ADD(name, function) g_test_add ("/partner/look/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("nothing-of-ours-goes-along", test_nothing_of_ours_goes_along);
  ADD ("cannot-be-reached", test_cannot_be_reached);
  ADD ("nobody-looks-without-tls", test_nobody_looks_without_tls);
#undef ADD
  result = g_test_run ();
  waybill_cert_identity_unref (server);
  return result;
}
