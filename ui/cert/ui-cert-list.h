/* The middle column of the certificate store's window: one view of it, searched and sorted. It shows; the window acts. */
#pragma once

#include <adwaita.h>

#include "ui-cert-list-views.h"
#include "ui-context.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_LIST (waybill_ui_cert_list_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertList, waybill_ui_cert_list, WAYBILL, UI_CERT_LIST, AdwBin)

/* Signal "chosen" (const char *id, gboolean opened): a certificate (its fingerprint) or a request was selected; opened: by Enter or a
 * click. Signal "counted" (no arguments): there are more, or fewer, without a change of the context.
 * Properties: "folded" (boolean): it stands alone, with a Back button; "wide" (boolean, read only, notifies): nothing of it has
 * details, so that it may take their room;
 * "offers-import" (boolean, read only, notifies): its empty page has the button for it; "sort" ("name", "end" or "added"). */

void              waybill_ui_cert_list_set_context  (WaybillUiCertList  *self,
                                                     WaybillUiContext   *context);
void              waybill_ui_cert_list_set_view     (WaybillUiCertList  *self,
                                                     WaybillUiCertView   view);
WaybillUiCertView waybill_ui_cert_list_get_view     (WaybillUiCertList  *self);
/* Looks at the stores again; selection and focus stay. */
void              waybill_ui_cert_list_refresh      (WaybillUiCertList  *self);
/* How many stand in a view, and whether one of them needs a look; without the search. */
guint             waybill_ui_cert_list_count        (WaybillUiCertList  *self,
                                                     WaybillUiCertView   view,
                                                     gboolean           *needs_look);
/* (transfer none) (nullable): in this view or not. */
WaybillUiCertItem *waybill_ui_cert_list_get_item    (WaybillUiCertList  *self,
                                                     const char         *id);
/* id: (nullable) none. FALSE when it does not stand in this view. No "chosen" is emitted. */
gboolean          waybill_ui_cert_list_select       (WaybillUiCertList  *self,
                                                     const char         *id);
/* (nullable): of the first shown, or of the one beside the selected one. */
const char       *waybill_ui_cert_list_get_first    (WaybillUiCertList  *self);
const char       *waybill_ui_cert_list_get_neighbour (WaybillUiCertList *self);
/* Whether nothing stands beside it at its end: then it has the window's buttons. */
void              waybill_ui_cert_list_set_last     (WaybillUiCertList  *self,
                                                     gboolean            last);
/* (transfer none): for the size group of the window's bars. */
GtkWidget        *waybill_ui_cert_list_get_header   (WaybillUiCertList  *self);
/* Looks for them, in its own time. */
void              waybill_ui_cert_list_look_for_cards (WaybillUiCertList *self);
void              waybill_ui_cert_list_focus        (WaybillUiCertList  *self);
void              waybill_ui_cert_list_search       (WaybillUiCertList  *self);
/* FALSE when nothing was searched for. */
gboolean          waybill_ui_cert_list_clear_search (WaybillUiCertList  *self);

G_END_DECLS
