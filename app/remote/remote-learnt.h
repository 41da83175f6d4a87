/* What sessions found out about a server, as values: out through facts, kept by partner, in through the target, so that the next
 * session begins with it. Nothing secret, and nothing that a server names. */
#pragma once

#include "cert-clock.h"

G_BEGIN_DECLS

/* Yes, no or unknown: what was learnt about a server. */
typedef enum
{
  WAYBILL_REMOTE_LEARNT_UNKNOWN,
  WAYBILL_REMOTE_LEARNT_YES,
  WAYBILL_REMOTE_LEARNT_NO,
} WaybillRemoteLearnt;

typedef enum
{
  WAYBILL_REMOTE_TRAIT_CAREFUL, /* answers oddly when commands come close together: one at a time */
  WAYBILL_REMOTE_TRAIT_EPSV,    /* NO: PASV works where EPSV does not */
  WAYBILL_REMOTE_TRAIT_PASSIVE, /* NO: active mode works where neither of them does */
  WAYBILL_REMOTE_TRAIT_MLSD,    /* NO: refused although it is named */
  WAYBILL_REMOTE_TRAIT_UTF8,    /* took OPTS UTF8 ON */
  WAYBILL_REMOTE_TRAIT_MFMT,    /* took MFMT */
  WAYBILL_REMOTE_N_TRAITS,
} WaybillRemoteTrait;

typedef struct
{
  WaybillRemoteLearnt     traits[WAYBILL_REMOTE_N_TRAITS];
  WaybillCertClockReading clock; /* UPLOAD: measured now; LEARNT: in an earlier session */
} WaybillRemoteLearntServer;

const char *waybill_remote_trait_get_name        (WaybillRemoteTrait               trait); /* "Epsv": for the key file */
gboolean    waybill_remote_learnt_server_equal   (const WaybillRemoteLearntServer *self,
                                                  const WaybillRemoteLearntServer *other);
/* Takes over what other knows. */
void        waybill_remote_learnt_server_merge   (WaybillRemoteLearntServer       *self,
                                                  const WaybillRemoteLearntServer *other);

G_END_DECLS
