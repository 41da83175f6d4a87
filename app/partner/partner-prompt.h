/* The question for a secret that nobody has yet, asked upward on the main thread: the window answers with a dialog, the
 * command line with its terminal. With no prompt, or one that refuses, there is no secret. */
#pragma once

#include "secret-vault.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_PARTNER_PROMPT (waybill_partner_prompt_get_type ())
G_DECLARE_INTERFACE (WaybillPartnerPrompt, waybill_partner_prompt, WAYBILL, PARTNER_PROMPT, GObject)

/* key says which secret and whose (name is the partner's name or the certificate's label); it is borrowed for the call of
 * ask_secret_async. wrong_before: one was had and did not fit. finish gives NULL when it is refused; it may keep the secret
 * in the vault if the person says so. */
struct _WaybillPartnerPromptInterface
{
  GTypeInterface parent;

  void               (*ask_secret_async)  (WaybillPartnerPrompt   *self,
                                           const WaybillSecretKey *key,
                                           gboolean                wrong_before,
                                           GCancellable           *cancellable,
                                           GAsyncReadyCallback     callback,
                                           gpointer                user_data);
  WaybillSecretText *(*ask_secret_finish) (WaybillPartnerPrompt   *self,
                                           GAsyncResult           *result);
};

/* self: (nullable) NULL refuses. */
void               waybill_partner_prompt_ask_secret_async  (WaybillPartnerPrompt   *self,
                                                             const WaybillSecretKey *key,
                                                             gboolean                wrong_before,
                                                             GCancellable           *cancellable,
                                                             GAsyncReadyCallback     callback,
                                                             gpointer                user_data);
WaybillSecretText *waybill_partner_prompt_ask_secret_finish (WaybillPartnerPrompt   *self,
                                                             GAsyncResult           *result);

G_END_DECLS
