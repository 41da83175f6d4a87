/* What one import writes, all of it or nothing: passwords into the keyring, identities and authorities into the store, assignments and
 * trust lists of partners; and how it is taken back as one. It has no widget. Main thread; sealing runs on another. */
#pragma once

#include "cert-plan.h"
#include "ui-context.h"
#include "words.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_UI_CERT_IMPORT_TRUST_TICKED,
  WAYBILL_UI_CERT_IMPORT_TRUST_ALL,
  WAYBILL_UI_CERT_IMPORT_TRUST_NOBODY,
} WaybillUiCertImportTrust;

/* What is wanted. labels and older: (element-type utf8): one for each item of the plan, may be NULL: in the store already; nothing
 * to replace. partners: UUIDs. identity: index of the item that they will show. */
typedef struct
{
  WaybillCertPlan          *plan;
  GPtrArray                *labels;
  GPtrArray                *older;
  gboolean                  keep_passwords;
  char                    **partners;
  guint                     identity;
  char                     *from; /* NULL: at once; else the day from which the partners show it ("2026-12-01") */
  WaybillUiCertImportTrust  trust;
} WaybillUiCertImportWish;

/* One line of what was done. */
typedef struct
{
  char *label;
  char *sentence;
} WaybillUiCertImportLine;

#define WAYBILL_TYPE_UI_CERT_IMPORT_WRITE (waybill_ui_cert_import_write_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertImportWrite, waybill_ui_cert_import_write, WAYBILL, UI_CERT_IMPORT_WRITE, GObject)

/* wish: copied. */
WaybillUiCertImportWrite *waybill_ui_cert_import_write_new           (WaybillUiContext              *context,
                                                                      const WaybillUiCertImportWish *wish);
void                      waybill_ui_cert_import_write_run_async     (WaybillUiCertImportWrite      *self,
                                                                      GCancellable                  *cancellable,
                                                                      GAsyncReadyCallback            callback,
                                                                      gpointer                       user_data);
/* FALSE: nothing is left of it. WAYBILL_CERT_ERROR, WAYBILL_PARTNER_ERROR, G_IO_ERROR_CANCELLED. */
gboolean                  waybill_ui_cert_import_write_run_finish    (WaybillUiCertImportWrite      *self,
                                                                      GAsyncResult                  *result,
                                                                      GError                       **error);
/* (element-type WaybillUiCertImportLine) */
GPtrArray                *waybill_ui_cert_import_write_get_lines     (WaybillUiCertImportWrite      *self);
/* How many there are of each in the store now because of it. */
guint                     waybill_ui_cert_import_write_get_n_added   (WaybillUiCertImportWrite      *self,
                                                                      gboolean                       identities);
guint                     waybill_ui_cert_import_write_get_n_lists   (WaybillUiCertImportWrite      *self);
/* (nullable): the first partner ticked. */
const char               *waybill_ui_cert_import_write_get_partner   (WaybillUiCertImportWrite      *self);
/* (nullable) (transfer full): what is to be known of passwords that were not kept. */
char                     *waybill_ui_cert_import_write_dup_remark    (WaybillUiCertImportWrite      *self);
/* Once; what changed meanwhile is left alone. FALSE: something could not be taken back. */
gboolean                  waybill_ui_cert_import_write_undo          (WaybillUiCertImportWrite      *self,
                                                                      GError                       **error);
gboolean                  waybill_ui_cert_import_write_is_undone     (WaybillUiCertImportWrite      *self);

G_END_DECLS
