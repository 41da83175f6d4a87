/* The import that is being written, for its files: ui-cert-import-write (does it), ui-cert-import-join (what has a key that waits) and
 * ui-cert-import-told (says what was done). */
#pragma once

#include "ui-cert-import-ledger.h"
#include "ui-cert-import-write.h"

G_BEGIN_DECLS

/* An identity on its way into the store. */
typedef struct
{
  const WaybillCertPlanItem *item;
  char *label;
  WaybillSecretText *password; /* (nullable): it will be kept unprotected */
  gboolean is_made;
  gboolean is_kept; /* the keyring has it */
  WaybillCertIdentity *identity; /* (nullable): before it is joined */
  GBytes *key;                   /* (nullable): its key waited in the store: as it lay there */
  GPtrArray *answer;             /* (nullable): WaybillCertCertificate: what goes with that key */
  GBytes *pfx;
} WaybillUiCertImportParcel;

struct _WaybillUiCertImportWrite
{
  GObject parent_instance;

  WaybillUiContext *context;
  WaybillUiCertImportWish wish;
  WaybillUiCertImportLedger *ledger;
  GPtrArray *parcels;
  guint n_stored; /* parcels whose password was dealt with */
  GPtrArray *lines;
  guint n_identities;
  guint n_authorities;
  GPtrArray *list_sentences; /* utf8: of revocation lists */
  GPtrArray *list_labels;    /* utf8: and whose they are */
  gboolean is_undone;
};

/* Reads the keys that wait and looks their passwords up; nothing is changed. */
void     waybill_ui_cert_import_write_fetch_keys_async  (WaybillUiCertImportWrite   *self,
                                                         GCancellable               *cancellable,
                                                         GAsyncReadyCallback         callback,
                                                         gpointer                    user_data);
gboolean waybill_ui_cert_import_write_fetch_keys_finish (WaybillUiCertImportWrite   *self,
                                                         GAsyncResult               *result,
                                                         GError                    **error);
/* Makes the identity of key and answer; any thread. */
gboolean waybill_ui_cert_import_parcel_join             (WaybillUiCertImportParcel  *self,
                                                         GError                    **error);
/* Fills the lines. */
void waybill_ui_cert_import_write_tell (WaybillUiCertImportWrite *self);

G_END_DECLS
