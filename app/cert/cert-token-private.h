/* Between the files of tokens: work that is given to the PKCS#11 modules and may never come back, and what a token says of
 * itself. Only for cert-token*. */
#pragma once

#include "cert-token-list.h"

G_BEGIN_DECLS

/* On a thread of its own. NULL with an error. */
typedef gpointer (*WaybillCertTokenWork) (gpointer   data,
                                          GError   **error);

typedef struct
{
  WaybillCertTokenWork work;
  gpointer             data;        /* (transfer full): for work */
  GDestroyNotify       drop_data;
  GDestroyNotify       drop_result;
  guint                patience;    /* seconds until the caller is told TOKEN_SILENT */
} WaybillCertTokenOrder;

void     waybill_cert_token_ask_async  (const WaybillCertTokenOrder *order,
                                        GCancellable                *cancellable,
                                        GAsyncReadyCallback          callback,
                                        gpointer                     user_data);
gpointer waybill_cert_token_ask_finish (GAsyncResult                *result,
                                        GError                     **error);

G_END_DECLS
