/* The practice partner of the tests. The server's port is its own, so any number of tests run at a time. */

#include "practice-rig.h"

#include "base-clock.h"
#include "base-file.h"
#include "ftp-remote.h"
#include "partner-learnt.h"
#include "practice-files.h"

/* Making keys takes its time: once for all. */
static WaybillPracticeCertificates *certificates;

gboolean
practice_rig_begin (int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;

  if (!rig_begin (argc, argv))
    return FALSE;
  waybill_ftp_remote_register ();
  certificates = waybill_practice_certificates_new (&error);
  g_assert_no_error (error);
  return TRUE;
}

int
practice_rig_run (void)
{
  int result = g_test_run ();

  g_clear_pointer (&certificates, waybill_practice_certificates_unref);
  return result;
}

WaybillPracticeCertificates *
practice_rig_get_certificates (void)
{
  return certificates;
}

static void
make_server (PracticeRig *self)
{
  const WaybillPracticeServerOptions options = { .port = 0 };
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("waybill-ui-practice-XXXXXX", &error);
  g_assert_no_error (error);
  self->disk = g_build_filename (self->folder, "partner", NULL);
  self->own = g_build_filename (self->folder, "own", NULL);
  g_assert_true (waybill_practice_files_make (self->disk, &error));
  self->server = waybill_practice_server_new (self->disk, certificates, &options, &error);
  g_assert_no_error (error);
  waybill_practice_server_start (self->server);
}

static void
make_partner (PracticeRig *self, const char *name)
{
  g_autofree char *user = waybill_practice_server_dup_user (self->server);
  const WaybillCertEntry *entry;
  g_autoptr (GError) error = NULL;

  self->context = waybill_ui_context_new (self->own, &error);
  g_assert_no_error (error);
  self->partner = waybill_partner_new (name, NULL);
  waybill_partner_set_host (self->partner, "127.0.0.1", NULL);
  waybill_partner_set_port (self->partner, waybill_practice_server_get_port (self->server));
  waybill_partner_set_user (self->partner, user, NULL);
  waybill_partner_set_system_trust (self->partner, FALSE);
  entry = waybill_cert_store_add_identity (waybill_ui_context_get_certificates (self->context),
                                           waybill_practice_certificates_get_client (certificates), NULL, NULL, FALSE, NULL,
                                           &error);
  g_assert_no_error (error);
  waybill_partner_set_identity (self->partner, waybill_cert_certificate_get_fingerprint (entry->certificate), NULL);
  g_assert_true (waybill_partner_store_add (waybill_ui_context_get_partners (self->context), self->partner, NULL));
}

void
practice_rig_set_up (PracticeRig *self, const char *name)
{
  make_server (self);
  make_partner (self, name);
  practice_rig_remember_password (self, waybill_practice_server_get_password (self->server));
}

void
practice_rig_tear_down (PracticeRig *self)
{
  g_clear_pointer (&self->server, waybill_practice_server_free);
  g_object_unref (self->partner);
  g_object_unref (self->context);
  g_assert_true (waybill_base_file_remove_tree (self->folder, NULL));
  g_free (self->folder);
  g_free (self->disk);
  g_free (self->own);
}

void
practice_rig_trust_authority (PracticeRig *self)
{
  g_autoptr (GError) error = NULL;
  const WaybillCertEntry *entry
      = waybill_cert_store_add_authority (waybill_ui_context_get_certificates (self->context),
                                          waybill_practice_certificates_get_authority (certificates), NULL, FALSE, NULL,
                                          &error);

  g_assert_no_error (error);
  waybill_partner_add_authority (self->partner, waybill_cert_certificate_get_fingerprint (entry->certificate), NULL);
}

void
practice_rig_remember_password (PracticeRig *self, const char *password)
{
  const WaybillSecretKey key = { WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PASSWORD,
                                 waybill_partner_get_uuid (self->partner), waybill_partner_get_name (self->partner) };
  g_autoptr (WaybillSecretText) text = waybill_secret_text_new (password);

  waybill_secret_vault_remember (waybill_ui_context_get_vault (self->context), &key, text);
}

void
practice_rig_remember_leaf (PracticeRig *self, WaybillCertCertificate *leaf)
{
  const char *pins[] = { waybill_cert_certificate_get_fingerprint (leaf), NULL };
  g_autoptr (WaybillCertTrust) trust = waybill_cert_trust_new (FALSE, NULL, pins, NULL);
  g_autoptr (WaybillCertTrust) exception = waybill_cert_trust_with_exception (trust, pins[0]);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (WaybillRemoteFacts) facts = waybill_remote_facts_new ();

  g_ptr_array_add (chain, leaf);
  facts->verdict = waybill_cert_verdict_new (chain, exception, "127.0.0.1", waybill_base_clock_now ());
  g_assert_true (waybill_partner_learnt_save_outcome (waybill_ui_context_get_learnt_folder (self->context),
                                                      waybill_partner_get_uuid (self->partner), facts, NULL, NULL));
}
