/* The views of the certificate store's window as values: what each is called, what it holds, what a search finds, and the order. Pure;
 * it has no widget. */
#pragma once

#include "cert-store.h"
#include "partner-store.h"
#include "ui-state.h"

G_BEGIN_DECLS

/* In the order of the fast path. */
typedef enum
{
  WAYBILL_UI_CERT_VIEW_AUTHORITIES,
  WAYBILL_UI_CERT_VIEW_IDENTITIES,
  WAYBILL_UI_CERT_VIEW_PARTNERS,
  WAYBILL_UI_CERT_VIEW_ENDING, /* runs out soon, or has run out */
  WAYBILL_UI_CERT_VIEW_UNUSED,
  WAYBILL_UI_CERT_N_VIEWS,
} WaybillUiCertView;

typedef enum
{
  WAYBILL_UI_CERT_SORT_NAME,
  WAYBILL_UI_CERT_SORT_END,
} WaybillUiCertSort;

const char     *waybill_ui_cert_view_get_title      (WaybillUiCertView       view);
const char     *waybill_ui_cert_view_get_subtitle   (WaybillUiCertView       view);
const char     *waybill_ui_cert_view_get_icon       (WaybillUiCertView       view);
const char     *waybill_ui_cert_view_get_empty      (WaybillUiCertView       view); /* "No identities yet" */
const char     *waybill_ui_cert_view_get_empty_text (WaybillUiCertView       view);
/* n_users: how many partners use it. */
gboolean        waybill_ui_cert_view_holds          (WaybillUiCertView       view,
                                                     const WaybillCertEntry *entry,
                                                     guint                   n_users);
WaybillUiState  waybill_ui_cert_view_get_state      (WaybillCertCertificate *certificate);
/* users: (element-type WaybillPartner). query: what was typed; "" finds everything. */
gboolean        waybill_ui_cert_list_matches        (const char             *label,
                                                     WaybillCertCertificate *certificate,
                                                     GPtrArray              *users,
                                                     const char             *query);
/* Whether each word of query stands somewhere in texts (NULL-terminated), without case. */
gboolean        waybill_ui_cert_list_matches_texts  (const char * const     *texts,
                                                     const char             *query);
int             waybill_ui_cert_list_compare        (const char             *one_label,
                                                     WaybillCertCertificate *one,
                                                     const char             *other_label,
                                                     WaybillCertCertificate *other,
                                                     WaybillUiCertSort       sort);

G_END_DECLS
