/* Page 2 of the request assistant: "Who are you to the partner?" Subject, key, and who signs. It makes nothing. */
#pragma once

#include "cert-request.h"
#include "ui-assistant-page.h"
#include "ui-context.h"
#include "words.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_REQUEST_WHO (waybill_ui_cert_request_who_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertRequestWho, waybill_ui_cert_request_who, WAYBILL, UI_CERT_REQUEST_WHO, WaybillUiAssistantPage)

/* Signal "signer-changed": get_days answers otherwise. */

/* Fills in what is known. partner: (nullable). Called once. */
void               waybill_ui_cert_request_who_fill         (WaybillUiCertRequestWho *self,
                                                             WaybillUiContext        *context,
                                                             WaybillPartner          *partner);
/* Says below the fields what is wrong; TRUE: nothing is. */
gboolean           waybill_ui_cert_request_who_check        (WaybillUiCertRequestWho *self);
char              *waybill_ui_cert_request_who_dup_subject  (WaybillUiCertRequestWho *self); /* RFC 4514 */
/* (transfer full) (array zero-terminated=1): alternative names. */
char             **waybill_ui_cert_request_who_dup_names    (WaybillUiCertRequestWho *self);
char              *waybill_ui_cert_request_who_dup_name     (WaybillUiCertRequestWho *self); /* the common name */
WaybillCertKeyKind waybill_ui_cert_request_who_get_key_kind (WaybillUiCertRequestWho *self);
/* How long it shall be good; 0: the partner or their authority signs it. */
guint              waybill_ui_cert_request_who_get_days     (WaybillUiCertRequestWho *self);
gboolean           waybill_ui_cert_request_who_is_typed     (WaybillUiCertRequestWho *self);
void               waybill_ui_cert_request_who_set_busy     (WaybillUiCertRequestWho *self,
                                                             gboolean                 busy);
/* words: (nullable): why nothing was made. */
void               waybill_ui_cert_request_who_set_failure  (WaybillUiCertRequestWho *self,
                                                             const WaybillWords      *words);

G_END_DECLS
