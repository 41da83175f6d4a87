/* One password that is kept, as a row's item: whose it is, which one, and where it lies. Never the password itself. */
#pragma once

#include <gio/gio.h>

#include "ui-cert-query.h"
#include "ui-context.h"
#include "words-holding.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_KEPT (waybill_ui_cert_kept_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertKept, waybill_ui_cert_kept, WAYBILL, UI_CERT_KEPT, GObject)

WaybillUiCertKept *waybill_ui_cert_kept_new           (WaybillUiContext         *context,
                                                       const WaybillSecretKept  *kept);
/* Borrowed from it. */
WaybillSecretKey   waybill_ui_cert_kept_get_key       (WaybillUiCertKept        *self);
WaybillWordsKept   waybill_ui_cert_kept_get_words     (WaybillUiCertKept        *self);
/* The partner, the certificate's label, the card. */
const char        *waybill_ui_cert_kept_get_owner     (WaybillUiCertKept        *self);
const char        *waybill_ui_cert_kept_get_line      (WaybillUiCertKept        *self);
gboolean           waybill_ui_cert_kept_is_in_keyring (WaybillUiCertKept        *self);
/* Whether a key that is here is locked with it. */
gboolean           waybill_ui_cert_kept_locks_a_key   (WaybillUiCertKept        *self);
/* Whether another can be entered: not for a PIN, nor where the owner is gone or a key that waits. */
gboolean           waybill_ui_cert_kept_can_enter     (WaybillUiCertKept        *self);
gboolean           waybill_ui_cert_kept_matches       (WaybillUiCertKept        *self,
                                                       const WaybillUiCertQuery *query);
/* Whether both say the same of the same password. */
gboolean           waybill_ui_cert_kept_equal         (WaybillUiCertKept        *one,
                                                       WaybillUiCertKept        *other);
int                waybill_ui_cert_kept_compare       (gconstpointer             one,
                                                       gconstpointer             other);

G_END_DECLS
