/* One new key on its way into the store, as a request that waits or as an identity that signed itself; all of it or nothing. Keys are made
 * and sealed on a thread. It has no widget. Main thread. */
#pragma once

#include "cert-request.h"
#include "ui-cert-import-ledger.h"
#include "ui-context.h"

G_BEGIN_DECLS

/* What is wanted. days: 0: a request. name: how it is called in the store, made unique there. partner: (nullable): UUID: whom a self-signed
 * one is assigned to. */
typedef struct
{
  const char         *subject;
  const char * const *names;
  WaybillCertKeyKind  kind;
  guint               days;
  const char         *name;
  const char         *partner;
} WaybillUiCertRequestWish;

/* What was made. */
typedef struct
{
  char                      *id;          /* (nullable): of the request that waits */
  char                      *fingerprint; /* (nullable): of the self-signed one */
  gboolean                   is_protected;
  WaybillUiCertImportLedger *ledger;      /* (nullable): takes a self-signed one back */
} WaybillUiCertRequestMade;

void                      waybill_ui_cert_request_make_async  (WaybillUiContext               *context,
                                                               const WaybillUiCertRequestWish *wish,
                                                               GCancellable                   *cancellable,
                                                               GAsyncReadyCallback             callback,
                                                               gpointer                        user_data);
/* (transfer full) (nullable): NULL and nothing is left. WAYBILL_CERT_ERROR, WAYBILL_PARTNER_ERROR, G_IO_ERROR_CANCELLED. */
WaybillUiCertRequestMade *waybill_ui_cert_request_make_finish (WaybillUiContext               *context,
                                                               GAsyncResult                   *result,
                                                               GError                        **error);
/* As if it had not been made. */
void                      waybill_ui_cert_request_made_take_back (WaybillUiCertRequestMade    *self,
                                                               WaybillUiContext               *context);
void                      waybill_ui_cert_request_made_free   (WaybillUiCertRequestMade       *self);
/* Where the vault has the password of a key: a waiting one by its request's id, others by their certificate's fingerprint. Lent strings. */
WaybillSecretKey          waybill_ui_cert_request_secret_key  (const char                     *id,
                                                               const char                     *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillUiCertRequestMade, waybill_ui_cert_request_made_free)

G_END_DECLS
