/* The connection test: connects, lists the folder, and says of each of the ten steps how it went. Which sentence a step gets
 * is made in words; nothing is changed at the partner's. */
#pragma once

#include "remote.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_PARTNER_CHECK_OK,
  WAYBILL_PARTNER_CHECK_WARN,
  WAYBILL_PARTNER_CHECK_FAIL,
  WAYBILL_PARTNER_CHECK_SKIP, /* not reached after a failure, or nothing to check */
} WaybillPartnerCheckResult;

/* Why a step warns. */
typedef enum
{
  WAYBILL_PARTNER_CHECK_REMARK_NONE,
  WAYBILL_PARTNER_CHECK_REMARK_NOT_ENCRYPTED,  /* plain FTP */
  WAYBILL_PARTNER_CHECK_REMARK_THEIRS_ENDS,    /* their certificate expires within 30 days */
  WAYBILL_PARTNER_CHECK_REMARK_OURS_ENDS,      /* ours does, or has */
  WAYBILL_PARTNER_CHECK_REMARK_NOT_ASKED,      /* one is assigned, the server did not ask for it */
  WAYBILL_PARTNER_CHECK_REMARK_NOT_RESUMED,    /* a data channel did not resume the control channel's TLS session */
} WaybillPartnerCheckRemark;

#define WAYBILL_PARTNER_CHECK_ENDS_SOON (30 * 24 * 60 * 60)

typedef struct
{
  WaybillRemoteStep         step;
  WaybillPartnerCheckResult result;
  WaybillPartnerCheckRemark remark;
  GError                   *error;        /* (nullable) of the step that failed */
  gint64                    microseconds; /* it took; -1: unknown or not reached */
} WaybillPartnerCheckStep;

/* JSON: "their-certificate"; "ok", "warn", "fail", "skip". */
const char *waybill_partner_check_get_step_name   (WaybillRemoteStep          step);
const char *waybill_partner_check_get_result_name (WaybillPartnerCheckResult  result);

/* The pure part. (element-type WaybillPartnerCheckStep) (transfer full): all ten, in their order. error: (nullable) of
 * connecting or listing, borrowed. now: Unix seconds. */
GPtrArray  *waybill_partner_check_judge           (WaybillRemoteTarget       *target,
                                                   const WaybillRemoteFacts  *facts,
                                                   const GError              *error,
                                                   gint64                     now);

/* Called on the main thread, once for each step, as soon as it is known; lent for the call. */
typedef void (*WaybillPartnerCheckFunc) (const WaybillPartnerCheckStep *step,
                                         gpointer                       user_data);

/* remote: not connected yet; stays connected afterwards (close it). step_callback: (nullable). Its facts are the remote's.
 */
void        waybill_partner_check_async           (WaybillRemote             *remote,
                                                   GCancellable              *cancellable,
                                                   WaybillPartnerCheckFunc    step_callback,
                                                   gpointer                   step_data,
                                                   GAsyncReadyCallback        callback,
                                                   gpointer                   user_data);
/* A connection that fails is a result, no error: the array is always there. */
GPtrArray  *waybill_partner_check_finish          (WaybillRemote             *remote,
                                                   GAsyncResult              *result);
/* (nullable) lent: the error of the step that failed: gives the exit code. */
const GError *waybill_partner_check_get_failure   (GPtrArray                 *steps);

G_END_DECLS
