/* Between the files of the certificate list: what it holds (ui-cert-list-items), its rows and their selection (ui-cert-list-select), the page
 * it shows (ui-cert-list-pages), the table of partners (ui-cert-list-partners), cards (ui-cert-list-cards). */
#pragma once

#include "ui-cert-list.h"
#include "ui-cert-row.h"
#include "ui-cert-secrets.h"
#include "ui-gate.h"
#include "ui-shell.h"

G_BEGIN_DECLS

struct _WaybillUiCertList
{
  AdwBin parent_instance;

  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkWidget *back_button;
  GtkWidget *sort_button;
  GtkWidget *search_clamp;
  GtkSearchEntry *search;
  GtkStack *pages;
  GtkScrolledWindow *scrolled;
  GtkListView *certificates;
  GtkWidget *table_head;
  GtkBox *table_box;
  WaybillUiShell *table_shell;
  GtkScrolledWindow *table_scrolled;
  GtkListView *partners;
  WaybillUiCertSecrets *passwords;
  AdwStatusPage *empty;
  GtkButton *empty_button;

  WaybillUiContext *context;
  GListStore *all;     /* WaybillUiCertItem */
  GHashTable *items;   /* id -> WaybillUiCertItem, lent by all */
  GtkFilter *filter;
  GtkSorter *sorter;
  GListModel *sorted;  /* what view and search let through, in order */
  WaybillUiGate *gate; /* the same, for the rows */
  GtkSingleSelection *selection;
  GListStore *table;   /* GtkStringObject of UUIDs: the partners that are shown */
  GPtrArray *cards;    /* (nullable) WaybillCertToken, as they were found last */
  GCancellable *card_look;
  WaybillUiCertQuery *query;
  guint counts[WAYBILL_UI_CERT_N_VIEWS];
  gboolean ending[WAYBILL_UI_CERT_N_VIEWS];
  char *selected;      /* (nullable): stays when a search hides it */
  WaybillUiCertView view;
  WaybillUiCertSort sort;
  gboolean folded;
  gboolean wide;
  gboolean offers_import;
  gboolean selecting;  /* by the program, not by a person */
};

const char *waybill_ui_cert_list_get_query        (WaybillUiCertList *self);
/* Looks at view and search again, then at the page. */
void        waybill_ui_cert_list_invalidate       (WaybillUiCertList *self);

/* ui-cert-list-items.c */
void        waybill_ui_cert_list_init_items       (WaybillUiCertList *self);
void        waybill_ui_cert_list_drop_items       (WaybillUiCertList *self);
void        waybill_ui_cert_list_fill_items       (WaybillUiCertList *self);
/* How many view and query let through, whether the rows say so already or not. */
guint       waybill_ui_cert_list_count_found      (WaybillUiCertList *self);

/* ui-cert-list-select.c */
void        waybill_ui_cert_list_init_rows        (WaybillUiCertList *self);
/* (transfer none) (nullable): the nth that view and search let through. */
WaybillUiCertItem *waybill_ui_cert_list_get_shown (WaybillUiCertList *self,
                                                   guint              n);

/* ui-cert-list-pages.c */
void        waybill_ui_cert_list_update_page      (WaybillUiCertList *self);
void        waybill_ui_cert_list_update_wide      (WaybillUiCertList *self);

/* ui-cert-list-partners.c */
void        waybill_ui_cert_list_init_partners    (WaybillUiCertList *self);
/* The rows of the partners' view, made anew; how many are shown. */
guint       waybill_ui_cert_list_fill_partners    (WaybillUiCertList *self);

G_END_DECLS
