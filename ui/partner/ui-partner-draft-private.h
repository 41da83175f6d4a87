/* What the editor's pages work on: a copy of one partner, and beside it what was typed and cannot be a value. It holds no widget and no
 * secret; ui-partner-save makes the stored partner of it. */
#pragma once

#include "partner-readiness.h"

#include "ui-context.h"

G_BEGIN_DECLS

/* What can stand in the way of saving, in the order of the pages. */
typedef enum
{
  WAYBILL_UI_PARTNER_FIELD_NAME,
  WAYBILL_UI_PARTNER_FIELD_HOST,
  WAYBILL_UI_PARTNER_FIELD_AGREED, /* FTP without encryption: the second tick */
  WAYBILL_UI_PARTNER_FIELD_PORT,
  WAYBILL_UI_PARTNER_FIELD_SERVER_NAME,
  WAYBILL_UI_PARTNER_FIELD_SETTING, /* any of those below the expanders */
  WAYBILL_UI_PARTNER_FIELD_USER,
  WAYBILL_UI_PARTNER_FIELD_PASSWORD, /* too long; the draft never sees it */
  WAYBILL_UI_PARTNER_FIELD_ACCOUNT,
  WAYBILL_UI_PARTNER_FIELD_LOCAL_DIR,
  WAYBILL_UI_PARTNER_FIELD_REMOTE_DIR,
  WAYBILL_UI_PARTNER_N_FIELDS,
} WaybillUiPartnerField;

#define WAYBILL_TYPE_UI_PARTNER_DRAFT (waybill_ui_partner_draft_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiPartnerDraft, waybill_ui_partner_draft, WAYBILL, UI_PARTNER_DRAFT, GObject)

/* Signals:
 * "changed" (): a value, a problem or what is known beside it is not as before.
 * "store-changed" (): certificates or the stored partner changed; lists of them are to be made anew. */

/* partner: (nullable) one of the store; NULL: a new one. */
WaybillUiPartnerDraft       *waybill_ui_partner_draft_new           (WaybillUiContext       *context,
                                                                     WaybillPartner         *partner);
WaybillUiContext            *waybill_ui_partner_draft_get_context   (WaybillUiPartnerDraft  *self);
/* The copy; another object after the host was emptied: never keep it. Setters that always succeed may be called on it. */
WaybillPartner              *waybill_ui_partner_draft_get_partner   (WaybillUiPartnerDraft  *self);
WaybillPartner              *waybill_ui_partner_draft_get_stored    (WaybillUiPartnerDraft  *self); /* (nullable) */
const WaybillPartnerHistory *waybill_ui_partner_draft_get_history   (WaybillUiPartnerDraft  *self);
/* Takes the text where it can be the value, else keeps the sentence that says why not. */
gboolean                     waybill_ui_partner_draft_set_text      (WaybillUiPartnerDraft  *self,
                                                                     WaybillUiPartnerField   field,
                                                                     const char             *text);
/* What was typed there cannot be the value: of a field whose text the draft does not hold. */
void                         waybill_ui_partner_draft_set_refused   (WaybillUiPartnerDraft  *self,
                                                                     WaybillUiPartnerField   field,
                                                                     gboolean                refused);
/* 0: follows the protocol. */
void                         waybill_ui_partner_draft_set_port      (WaybillUiPartnerDraft  *self,
                                                                     guint16                 port);
void                         waybill_ui_partner_draft_set_protocol  (WaybillUiPartnerDraft  *self,
                                                                     WaybillRemoteProtocol   protocol);
gboolean                     waybill_ui_partner_draft_get_agreed    (WaybillUiPartnerDraft  *self);
void                         waybill_ui_partner_draft_set_agreed    (WaybillUiPartnerDraft  *self,
                                                                     gboolean                agreed);
/* (nullable): why what was typed there cannot be the value. */
const char                  *waybill_ui_partner_draft_get_problem   (WaybillUiPartnerDraft  *self,
                                                                     WaybillUiPartnerField   field);
/* (nullable): the first problem: it stands in the way of Save. page: (out) (optional) where it is. */
const char                  *waybill_ui_partner_draft_get_blocker   (WaybillUiPartnerDraft  *self,
                                                                     WaybillPartnerPage     *page);
gboolean                     waybill_ui_partner_draft_page_is_blocked (WaybillUiPartnerDraft *self,
                                                                     WaybillPartnerPage      page);
void                         waybill_ui_partner_draft_judge         (WaybillUiPartnerDraft  *self,
                                                                     WaybillPartnerReadiness *readiness);
gboolean                     waybill_ui_partner_draft_is_changed    (WaybillUiPartnerDraft  *self);
/* A password or account was typed, or is not to be kept any more: the values do not show it. */
void                         waybill_ui_partner_draft_set_secrets_changed (WaybillUiPartnerDraft *self,
                                                                     gboolean                changed);
/* What the list of pages says beside the user: (nullable). */
const char                  *waybill_ui_partner_draft_get_password_words (WaybillUiPartnerDraft *self);
void                         waybill_ui_partner_draft_set_password_words (WaybillUiPartnerDraft *self,
                                                                     const char             *words);

G_END_DECLS
