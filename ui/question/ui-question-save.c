/* An answer to the trust question, written down: the authority into the store and the partner's list, or a pin. What cannot
 * be written changes nothing. It asks nobody. */
#include "ui-question-private.h"

static gboolean
save_partner (WaybillUiContext *context, WaybillPartner *partner, GError **error)
{
  return waybill_partner_store_save (waybill_ui_context_get_partners (context), partner, error);
}

/* FALSE: the partner is as it was. */
static gboolean
trust_authority (WaybillUiContext *context, WaybillPartner *partner, const char *fingerprint, GError **error)
{
  gboolean trusted = g_strv_contains (waybill_partner_get_authorities (partner), fingerprint);

  if (!waybill_partner_add_authority (partner, fingerprint, error))
    return FALSE;
  if (save_partner (context, partner, error))
    return TRUE;
  if (!trusted)
    waybill_partner_remove_authority (partner, fingerprint);
  return FALSE;
}

static gboolean
save_authority (WaybillUiContext *context, WaybillPartner *partner, const WaybillUiQuestionAsk *ask, GError **error)
{
  WaybillCertCertificate *authority = ask->change->authority;
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (authority);
  WaybillCertStore *store = waybill_ui_context_get_certificates (context);
  gboolean existed = FALSE;

  if (waybill_cert_store_add_authority (store, authority, NULL, FALSE, &existed, error) == NULL)
    return FALSE;
  if (trust_authority (context, partner, fingerprint, error))
    return TRUE;
  if (!existed)
    waybill_cert_store_remove (store, fingerprint, NULL);
  return FALSE;
}

/* old: (nullable) the pin that goes. */
static gboolean
save_pin (WaybillUiContext *context, WaybillPartner *partner, const char *pin, const char *old, GError **error)
{
  gboolean had_old = old != NULL && g_strv_contains (waybill_partner_get_pins (partner), old);

  if (!waybill_partner_add_pin (partner, pin, error))
    return FALSE;
  if (had_old)
    waybill_partner_remove_pin (partner, old);
  if (save_partner (context, partner, error))
    return TRUE;
  waybill_partner_remove_pin (partner, pin);
  if (had_old)
    waybill_partner_add_pin (partner, old, NULL);
  return FALSE;
}

/* waybill_ui_question_save:
 *
 * What is not offered is not saved, whatever was chosen. Main thread; writes two small files. */
gboolean
waybill_ui_question_save (
    WaybillUiContext *context, WaybillPartner *partner, const WaybillUiQuestionAsk *ask, guint choice, GError **error)
{
  const char *leaf = waybill_cert_certificate_get_fingerprint (waybill_cert_verdict_get_leaf (ask->verdict));

  switch (choice & ask->change->offers)
    {
    case WAYBILL_WORDS_OFFER_AUTHORITY:
      return save_authority (context, partner, ask, error);
    case WAYBILL_WORDS_OFFER_CERTIFICATE:
      return save_pin (context, partner, leaf, NULL, error);
    case WAYBILL_WORDS_OFFER_RENEWAL:
      return save_pin (context, partner, leaf, waybill_cert_certificate_get_fingerprint (ask->history->chain->pdata[0]),
                       error);
    default:
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "Nothing of this kind is offered");
      return FALSE;
    }
}
