/* The box at the top of the page Trust: what the list would say of the server now. It asks the server when its button is pressed, as far
 * as its certificate and without a login, and judges anew without the network whenever the list changes. */
#pragma once

#include <adwaita.h>

#include "ui-partner-draft-private.h"

#include "cert-verdict.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_PARTNER_ANSWER (waybill_ui_partner_answer_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiPartnerAnswer, waybill_ui_partner_answer, WAYBILL, UI_PARTNER_ANSWER, GtkBox)

/* Signal "judged" (): the list has said what it says; counts and revocation lists may be new. */

/* Once. */
void                    waybill_ui_partner_answer_set_draft  (WaybillUiPartnerAnswer *self,
                                                              WaybillUiPartnerDraft  *draft);
/* Asks the server. */
void                    waybill_ui_partner_answer_ask        (WaybillUiPartnerAnswer *self);
gboolean                waybill_ui_partner_answer_is_asking  (WaybillUiPartnerAnswer *self);
/* Whether a server of this protocol shows a certificate at all. */
gboolean                waybill_ui_partner_answer_can_ask    (WaybillUiPartnerAnswer *self);
/* (nullable) what the server shows, as far as it is known. */
WaybillCertCertificate *waybill_ui_partner_answer_get_leaf   (WaybillUiPartnerAnswer *self);
/* How many authorities the computer has; 0: not counted yet. */
guint                   waybill_ui_partner_answer_get_n_system (WaybillUiPartnerAnswer *self);
/* (nullable) (element-type WaybillCertCrl): revocation lists of the store. */
GPtrArray              *waybill_ui_partner_answer_get_crls   (WaybillUiPartnerAnswer *self);

G_END_DECLS
