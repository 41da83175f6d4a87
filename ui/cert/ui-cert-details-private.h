/* Between the two files of the details: what is shown (ui-cert-details-show), and when (ui-cert-details). */
#pragma once

#include "ui-cert-details.h"

#include "ui-box.h"
#include "ui-cert-details-assign.h"
#include "ui-cert-rename.h"
#include "ui-cert-replace.h"
#include "ui-cert-waiting.h"
#include "ui-shell.h"

G_BEGIN_DECLS

/* On a row of "where it is used": whose, and which page of the editor. */
#define WAYBILL_UI_CERT_DETAILS_UUID "waybill-partner"
#define WAYBILL_UI_CERT_DETAILS_PAGE "waybill-page"

struct _WaybillUiCertDetails
{
  AdwBin parent_instance;

  AdwHeaderBar *header;
  GtkWidget *back_button;
  GtkWidget *header_title;
  GtkStack *pages;
  GtkScrolledWindow *scrolled;
  WaybillUiBox *problem;
  GtkLabel *label;
  GtkMenuButton *rename_button;
  WaybillUiCertRename *rename;
  GtkImage *state;
  GtkLabel *until;
  GtkLevelBar *life;
  WaybillUiShell *buttons;
  GtkWidget *button_row;
  GtkMenuButton *replace_button;
  WaybillUiCertReplace *replace;
  GtkWidget *export_button;
  GtkMenuButton *assign_button;
  WaybillUiCertDetailsAssign *assign;
  GtkMenuButton *menu_button;
  GtkListBox *uses;
  GtkListBox *chain;
  AdwActionRow *purpose;
  AdwActionRow *subject;
  AdwActionRow *issuer;
  AdwActionRow *valid;
  AdwActionRow *key;
  AdwActionRow *serial;
  GtkLabel *fingerprint_label;
  AdwActionRow *sha1;
  WaybillUiCertWaiting *waiting;

  WaybillUiContext *context;
  WaybillUiCertItem *item; /* (nullable) */
  const char *fingerprint; /* (nullable) lent by item */
  WaybillCertEntry card;   /* of an item that is on a card and not in the store; lent by it */
  gboolean folded;
  gboolean outer_folded;
};

WaybillUiCertItemKind waybill_ui_cert_details_get_kind   (WaybillUiCertDetails   *self);
/* Fills everything of the page of a certificate. */
void                  waybill_ui_cert_details_show_entry (WaybillUiCertDetails   *self,
                                                          const WaybillCertEntry *entry);

G_END_DECLS
