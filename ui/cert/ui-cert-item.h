/* What stands in one row of the certificate store's list: a certificate of the store, one on a card, or a key that waits. A value that says
 * when it changed; the store's entry may go at any moment, so nothing of it is kept but what is its own. */
#pragma once

#include <gio/gio.h>

#include "cert-store.h"
#include "cert-token-list.h"
#include "partner.h"
#include "ui-cert-query.h"
#include "words-cert.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_UI_CERT_ITEM_STORED,
  WAYBILL_UI_CERT_ITEM_CARD,    /* on a card, not in the store */
  WAYBILL_UI_CERT_ITEM_WAITING, /* a key that waits for its certificate */
} WaybillUiCertItemKind;

#define WAYBILL_TYPE_UI_CERT_ITEM (waybill_ui_cert_item_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertItem, waybill_ui_cert_item, WAYBILL, UI_CERT_ITEM, GObject)

/* Signal "changed" (no arguments): something that a row shows may be another. */

WaybillUiCertItem      *waybill_ui_cert_item_new             (WaybillUiCertItemKind        kind,
                                                              const char                  *id);
/* Each takes what it shows from now on; of the kind's own. users: (nullable) (element-type WaybillPartner). */
void                    waybill_ui_cert_item_set_stored      (WaybillUiCertItem           *self,
                                                              const WaybillCertEntry      *entry,
                                                              GPtrArray                   *users);
void                    waybill_ui_cert_item_set_card        (WaybillUiCertItem           *self,
                                                              const WaybillCertTokenEntry *entry);
void                    waybill_ui_cert_item_set_waiting     (WaybillUiCertItem           *self,
                                                              const WaybillCertWaiting    *waiting);

WaybillUiCertItemKind   waybill_ui_cert_item_get_kind        (WaybillUiCertItem           *self);
/* The certificate's fingerprint; of a key that waits the request's. */
const char             *waybill_ui_cert_item_get_id          (WaybillUiCertItem           *self);
const char             *waybill_ui_cert_item_get_label       (WaybillUiCertItem           *self);
/* (nullable): a key that waits has none. */
WaybillCertCertificate *waybill_ui_cert_item_get_certificate (WaybillUiCertItem           *self);
/* (element-type WaybillPartner), never NULL. */
GPtrArray              *waybill_ui_cert_item_get_users       (WaybillUiCertItem           *self);
gboolean                waybill_ui_cert_item_is_identity     (WaybillUiCertItem           *self);
/* (nullable): its URI on a token. */
const char             *waybill_ui_cert_item_get_token       (WaybillUiCertItem           *self);
/* (element-type WaybillCertCertificate): leaf first; of a card. */
GPtrArray              *waybill_ui_cert_item_get_chain       (WaybillUiCertItem           *self);
/* As it was when it was set. */
WaybillWordsLife        waybill_ui_cert_item_get_life        (WaybillUiCertItem           *self);
gint64                  waybill_ui_cert_item_get_added       (WaybillUiCertItem           *self);
/* Second and third line of its row. */
const char             *waybill_ui_cert_item_get_state       (WaybillUiCertItem           *self);
char                   *waybill_ui_cert_item_dup_where       (WaybillUiCertItem           *self);
/* For strcmp(): the label without case. */
const char             *waybill_ui_cert_item_get_order       (WaybillUiCertItem           *self);
gboolean                waybill_ui_cert_item_matches         (WaybillUiCertItem           *self,
                                                              const WaybillUiCertQuery    *query);

G_END_DECLS
