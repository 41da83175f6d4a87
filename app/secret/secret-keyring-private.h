/* One call to the Secret Service: asynchronous, bounded in time, answered exactly once whatever libsecret does.
 * Nothing is remembered between calls; the vault does that. */
#pragma once

#include "secret-vault.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_SECRET_VERB_PROBE,
  WAYBILL_SECRET_VERB_LOOKUP,
  WAYBILL_SECRET_VERB_STORE,
  WAYBILL_SECRET_VERB_FORGET,
  WAYBILL_SECRET_VERB_LIST,
  WAYBILL_SECRET_VERB_LOCK,
} WaybillSecretVerb;

/* Borrowed for the call of call_async. */
typedef struct
{
  WaybillSecretVerb       verb;
  const WaybillSecretKey *key;        /* (nullable) a probe, a list and a lock have none */
  WaybillSecretText      *text;       /* (nullable) what to store */
  gboolean                may_prompt; /* may a locked keyring ask its person to open it? */
  guint                   patience;   /* seconds until TIMED_OUT */
} WaybillSecretCall;

void               waybill_secret_keyring_call_async  (const WaybillSecretCall *call,
                                                       GCancellable            *cancellable,
                                                       GAsyncReadyCallback      callback,
                                                       gpointer                 user_data);
gboolean           waybill_secret_keyring_call_finish (GAsyncResult            *result,
                                                       WaybillSecretKeyring    *state,
                                                       WaybillSecretText      **text,
                                                       GError                 **error);
/* (transfer full) (element-type WaybillSecretKept), once, after a list that went through. */
GPtrArray         *waybill_secret_keyring_call_take_kept (GAsyncResult          *result);
void               waybill_secret_kept_free           (gpointer                  data);
WaybillSecretKept *waybill_secret_kept_new            (WaybillSecretOwner        owner,
                                                       WaybillSecretField        field,
                                                       const char               *id,
                                                       gboolean                  in_keyring);

G_END_DECLS
