/* What one window works with: the certificate store, the partners, the vault and the folder of learnt things, the user's own or those of
 * a rehearsal; and the wishes of pages that only the window itself can fulfil. It holds no widget and no connection. */
#pragma once

#include <gtk/gtk.h>

#include "cert-store.h"
#include "partner-store.h"
#include "secret-vault.h"

G_BEGIN_DECLS

/* Where a page wants the window to go. subject and detail of waybill_ui_context_go in brackets. */
typedef enum
{
  WAYBILL_UI_PLACE_EDITOR,       /* (partner's UUID, or NULL: a new one; page "connection", "login", ..., or NULL) */
  WAYBILL_UI_PLACE_CHECK,        /* (partner's UUID) the connection check */
  WAYBILL_UI_PLACE_CONNECT,      /* (partner's UUID) its tab, connecting */
  WAYBILL_UI_PLACE_PARTNER,      /* (partner's UUID) its tab as it is */
  WAYBILL_UI_PLACE_CERTIFICATES, /* (fingerprint, or NULL) the store's window */
  WAYBILL_UI_PLACE_EXPORT,       /* (fingerprint, or NULL) the export assistant */
  WAYBILL_UI_PLACE_CLOCK,        /* the desktop's date and time settings */
  WAYBILL_UI_PLACE_REQUEST,      /* (partner's UUID, or NULL: nobody's) the assistant that makes a request for a certificate */
} WaybillUiPlace;

#define WAYBILL_TYPE_UI_CONTEXT (waybill_ui_context_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiContext, waybill_ui_context, WAYBILL, UI_CONTEXT, GObject)

/* Signals:
 * "changed" (): partners or certificates changed in any way; what is shown of them is to be made anew.
 * "go" (GtkWidget *from, int place, const char *subject, const char *detail)
 * "import" (GtkWidget *from, GListModel *files, const char *partner)
 * "upload" (GtkWidget *from, GListModel *files)
 * Property "keyring" (int, WaybillSecretKeyring, read only, notifies). */

/* folder: (nullable) NULL: the user's own folders and keyring; else everything lies below folder and secrets stay in memory. */
WaybillUiContext    *waybill_ui_context_new                (const char          *folder,
                                                            GError             **error);
WaybillCertStore    *waybill_ui_context_get_certificates   (WaybillUiContext    *self);
WaybillPartnerStore *waybill_ui_context_get_partners       (WaybillUiContext    *self);
WaybillSecretVault  *waybill_ui_context_get_vault          (WaybillUiContext    *self);
const char          *waybill_ui_context_get_learnt_folder  (WaybillUiContext    *self);
gboolean             waybill_ui_context_is_rehearsal       (WaybillUiContext    *self);
/* (transfer none) (nullable). */
WaybillPartner      *waybill_ui_context_find_partner       (WaybillUiContext    *self,
                                                            const char          *uuid);
WaybillSecretKeyring waybill_ui_context_get_keyring        (WaybillUiContext    *self);
/* Looks again, without prompting; "keyring" notifies. */
void                 waybill_ui_context_probe_keyring      (WaybillUiContext    *self);
/* Asks everybody who shows partners or certificates to look again; stores call it through their own signals. */
void                 waybill_ui_context_emit_changed       (WaybillUiContext    *self);
/* subject, detail: (nullable). from: (nullable) whose window the new one stands over. */
void                 waybill_ui_context_go                 (WaybillUiContext    *self,
                                                            GtkWidget           *from,
                                                            WaybillUiPlace       place,
                                                            const char          *subject,
                                                            const char          *detail);
/* Opens the import assistant. files: (nullable) (element-type GFile). partner: (nullable) UUID, ticked beforehand. */
void                 waybill_ui_context_import             (WaybillUiContext    *self,
                                                            GtkWidget           *from,
                                                            GListModel          *files,
                                                            const char          *partner);
/* Opens the page that puts files onto an IBM i. files: (nullable) (element-type GFile). */
void                 waybill_ui_context_upload             (WaybillUiContext    *self,
                                                            GtkWidget           *from,
                                                            GListModel          *files);

G_END_DECLS
