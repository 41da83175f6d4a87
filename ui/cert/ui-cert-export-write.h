/* Writes the files of an export on a thread: opens the identity, makes the contents, and writes all of them or none. It asks nobody. */
#pragma once

#include "cert-export-plan.h"
#include "secret-text.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What becomes of files that have the names already. */
typedef enum
{
  WAYBILL_UI_CERT_EXPORT_ASK, /* they are told, and nothing is written */
  WAYBILL_UI_CERT_EXPORT_REPLACE,
  WAYBILL_UI_CERT_EXPORT_KEEP_BOTH,
} WaybillUiCertExportConflict;

/* Borrowed for the call. pfx, own, password: (nullable) where no key goes along; own: what opens pfx, NULL: it is unprotected. */
typedef struct
{
  WaybillCertExportPlan       *plan;
  WaybillCertLock              lock;
  const char                  *folder;
  WaybillUiCertExportConflict  conflict;
  GBytes                      *pfx;
  WaybillSecretText           *own;
  WaybillSecretText           *password;
} WaybillUiCertExportWish;


void                   waybill_ui_cert_export_write_async  (const WaybillUiCertExportWish  *wish,
                                                            GCancellable                   *cancellable,
                                                            GAsyncReadyCallback             callback,
                                                            gpointer                        user_data);
/* (transfer full) (nullable): as it was written. G_IO_ERROR_EXISTS: taken says which names. WAYBILL_CERT_ERROR_PASSWORD: own is wrong. */
WaybillCertExportPlan *waybill_ui_cert_export_write_finish (GAsyncResult                   *result,
                                                            char                         ***taken,
                                                            GError                        **error);

G_END_DECLS
