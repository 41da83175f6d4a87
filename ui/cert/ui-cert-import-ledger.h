/* What an import changed so far, step by step, so that all of it can be taken back in the opposite order. Main thread; plain struct of its
 * owner. */
#pragma once

#include "cert-plan.h"
#include "ui-context.h"

G_BEGIN_DECLS

typedef struct _WaybillUiCertImportLedger WaybillUiCertImportLedger;

WaybillUiCertImportLedger *waybill_ui_cert_import_ledger_new           (WaybillUiContext           *context);
void                       waybill_ui_cert_import_ledger_free          (WaybillUiCertImportLedger  *self);
/* A password of an identity went into the vault. */
void                       waybill_ui_cert_import_ledger_note_secret   (WaybillUiCertImportLedger  *self,
                                                                        const char                 *fingerprint);
/* Each does one thing and notes it, or fails and changes nothing. */
gboolean                   waybill_ui_cert_import_ledger_take_out      (WaybillUiCertImportLedger  *self,
                                                                        const char                 *fingerprint,
                                                                        GError                    **error);
/* pfx, is_protected: what sealing gave; NULL for an authority. */
gboolean                   waybill_ui_cert_import_ledger_add           (WaybillUiCertImportLedger  *self,
                                                                        const WaybillCertPlanItem  *item,
                                                                        const char                 *label,
                                                                        GBytes                     *pfx,
                                                                        gboolean                    is_protected,
                                                                        GError                    **error);
/* A request out of the store: its answer has come. Its password is forgotten when the ledger goes and the step still stands. */
gboolean                   waybill_ui_cert_import_ledger_end_request   (WaybillUiCertImportLedger  *self,
                                                                        const char                 *id,
                                                                        GError                    **error);
/* identity: (nullable): what it shows, at once or from a day on (from: nullable). added, removed: (element-type utf8): authorities by
 * fingerprint. */
gboolean                   waybill_ui_cert_import_ledger_set_partner   (WaybillUiCertImportLedger  *self,
                                                                        WaybillPartner             *partner,
                                                                        const char                 *identity,
                                                                        const char                 *from,
                                                                        GPtrArray                  *added,
                                                                        GPtrArray                  *removed,
                                                                        GError                    **error);
/* Takes all of it back; what somebody changed meanwhile is left alone. FALSE: something could not be. */
gboolean                   waybill_ui_cert_import_ledger_undo          (WaybillUiCertImportLedger  *self,
                                                                        GError                    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillUiCertImportLedger, waybill_ui_cert_import_ledger_free)

G_END_DECLS
