/* What a person does for the sheet leaves its traces in stores: they are read here, step by step. */

#include "ui-sheet-steps.h"

static gboolean
is_imported (WaybillCertStore *store, const char *client, const char *authority)
{
  const WaybillCertEntry *ours = waybill_cert_store_find_fingerprint (store, client);

  return ours != NULL && ours->is_identity && waybill_cert_store_find_fingerprint (store, authority) != NULL;
}

static gboolean
is_set_up (WaybillPartner *partner, const char *host, guint port, const char *client, const char *authority)
{
  return g_strcmp0 (waybill_partner_get_host (partner), host) == 0 && waybill_partner_get_port (partner) == port
         && g_strcmp0 (waybill_partner_get_identity (partner), client) == 0
         && g_strv_contains (waybill_partner_get_authorities (partner), authority);
}

static gboolean
has_partner (WaybillPartnerStore *store, const char *host, guint port, const char *client, const char *authority)
{
  g_autoptr (GPtrArray) partners = waybill_partner_store_list (store);

  for (guint i = 0; i < partners->len; i++)
    if (is_set_up (partners->pdata[i], host, port, client, authority))
      return TRUE;
  return FALSE;
}

/**
 * waybill_ui_sheet_step_is_done:
 * @step: a step of the sheet
 * @context: the rehearsal's stores
 * @certificates: what the practice partner handed out
 * @host: where it listens
 * @port: on which port
 *
 * Main thread.
 *
 * Returns: %TRUE when the stores hold all that the step is about
 */
gboolean
waybill_ui_sheet_step_is_done (WaybillUiSheetStep step,
                               WaybillUiContext *context,
                               WaybillPracticeCertificates *certificates,
                               const char *host,
                               guint port)
{
  const char *client = waybill_cert_certificate_get_fingerprint (
      waybill_cert_identity_get_certificate (waybill_practice_certificates_get_client (certificates)));
  const char *authority
      = waybill_cert_certificate_get_fingerprint (waybill_practice_certificates_get_authority (certificates));

  if (step == WAYBILL_UI_SHEET_STEP_IMPORT)
    return is_imported (waybill_ui_context_get_certificates (context), client, authority);
  return step == WAYBILL_UI_SHEET_STEP_SET_UP
         && has_partner (waybill_ui_context_get_partners (context), host, port, client, authority);
}
