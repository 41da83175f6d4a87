/* Between the files of the list: its parts. */
#pragma once

#include "ui-cert-list.h"
#include "ui-cert-row.h"

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
  GtkListBox *certificates;
  GtkListBox *partners;
  AdwStatusPage *empty;
  GtkButton *empty_button;

  WaybillUiContext *context;
  GHashTable *rows; /* fingerprint -> WaybillUiCertRow, lent */
  char *selected;   /* (nullable): stays when a search hides it */
  WaybillUiCertView view;
  WaybillUiCertSort sort;
  gboolean folded;
  gboolean wide;
  gboolean offers_import;
  gboolean selecting; /* by the program, not by a person */
};

const char *waybill_ui_cert_list_get_query       (WaybillUiCertList *self);
gboolean    waybill_ui_cert_list_is_shown        (WaybillUiCertList *self,
                                                  WaybillUiCertRow  *row);
/* (nullable) the nth that view and search let through. */
WaybillUiCertRow *waybill_ui_cert_list_get_shown_row (WaybillUiCertList *self,
                                                      guint              n);
void        waybill_ui_cert_list_update_page     (WaybillUiCertList *self);
void        waybill_ui_cert_list_update_wide     (WaybillUiCertList *self);
/* The rows of the partners' view, made anew; how many are shown. The row with the focus gets it back. */
guint       waybill_ui_cert_list_fill_partners   (WaybillUiCertList *self);

G_END_DECLS
