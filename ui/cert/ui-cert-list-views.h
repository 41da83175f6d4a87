/* The views of the certificate store's window as values: what each is called, what it holds, and the orders. Pure; it has no widget. */
#pragma once

#include "ui-cert-item.h"
#include "ui-state.h"

G_BEGIN_DECLS

/* In the order of the fast path. */
typedef enum
{
  WAYBILL_UI_CERT_VIEW_AUTHORITIES,
  WAYBILL_UI_CERT_VIEW_IDENTITIES,
  WAYBILL_UI_CERT_VIEW_PARTNERS,  /* no certificates: a table of partners */
  WAYBILL_UI_CERT_VIEW_ENDING,    /* runs out soon, or has run out */
  WAYBILL_UI_CERT_VIEW_CARDS,
  WAYBILL_UI_CERT_VIEW_UNUSED,
  WAYBILL_UI_CERT_VIEW_WAITING,
  WAYBILL_UI_CERT_VIEW_PASSWORDS, /* no certificates: the page of what is kept */
  WAYBILL_UI_CERT_N_VIEWS,
} WaybillUiCertView;

typedef enum
{
  WAYBILL_UI_CERT_SORT_NAME,
  WAYBILL_UI_CERT_SORT_END,
  WAYBILL_UI_CERT_SORT_ADDED, /* the newest first */
  WAYBILL_UI_CERT_N_SORTS,
} WaybillUiCertSort;

const char     *waybill_ui_cert_view_get_title      (WaybillUiCertView       view);
const char     *waybill_ui_cert_view_get_subtitle   (WaybillUiCertView       view);
const char     *waybill_ui_cert_view_get_icon       (WaybillUiCertView       view);
const char     *waybill_ui_cert_view_get_empty      (WaybillUiCertView       view); /* "No identities yet" */
const char     *waybill_ui_cert_view_get_empty_text (WaybillUiCertView       view);
/* Whether it has rows of certificates, with details beside them. */
gboolean        waybill_ui_cert_view_is_list        (WaybillUiCertView       view);
gboolean        waybill_ui_cert_view_holds          (WaybillUiCertView       view,
                                                     WaybillUiCertItem      *item);
WaybillUiState  waybill_ui_cert_view_get_state      (WaybillCertCertificate *certificate);
/* Below 0: one comes first. */
int             waybill_ui_cert_view_compare        (WaybillUiCertItem      *one,
                                                     WaybillUiCertItem      *other,
                                                     WaybillUiCertSort       sort);

G_END_DECLS
