/* The request assistant's window for its own file and for tests. */
#pragma once

#include "ui-cert-request.h"

#include "ui-cert-request-have.h"
#include "ui-cert-request-make.h"
#include "ui-cert-request-send.h"
#include "ui-cert-request-who.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_UI_CERT_REQUEST_STEP_HAVE,
  WAYBILL_UI_CERT_REQUEST_STEP_WHO,
  WAYBILL_UI_CERT_REQUEST_STEP_SEND,
  WAYBILL_UI_CERT_REQUEST_N_STEPS,
} WaybillUiCertRequestStep;

struct _WaybillUiCertRequest
{
  WaybillUiAssistant parent_instance;

  WaybillUiContext *context;
  char *partner;                  /* (nullable): UUID */
  GCancellable *making;           /* (nullable): a key is being made */
  WaybillUiCertRequestMade *made; /* (nullable) */

  WaybillUiCertRequestHave *have_page;
  WaybillUiCertRequestWho *who_page;
  WaybillUiCertRequestSend *send_page;
};

G_END_DECLS
