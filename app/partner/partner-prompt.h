/* The question for a secret that nobody has yet, asked upward on the main thread: the window answers with a dialog, the
 * command line with its terminal. With no prompt, or one that refuses, there is no secret. */
#pragma once

#include "cert-token-list.h"
#include "secret-vault.h"

G_BEGIN_DECLS

/* What is known of the secret that is asked for. */
typedef enum
{
  WAYBILL_PARTNER_PROMPT_PLAIN = 0,
  WAYBILL_PARTNER_PROMPT_WRONG = 1 << 0, /* one was had before and did not fit */
  WAYBILL_PARTNER_PROMPT_FEW   = 1 << 1, /* a PIN: a wrong one was given, here or elsewhere */
  WAYBILL_PARTNER_PROMPT_LAST  = 1 << 2, /* a PIN: one more wrong one locks the card */
} WaybillPartnerPromptHints;

#define WAYBILL_TYPE_PARTNER_PROMPT (waybill_partner_prompt_get_type ())
G_DECLARE_INTERFACE (WaybillPartnerPrompt, waybill_partner_prompt, WAYBILL, PARTNER_PROMPT, GObject)

/* key says which secret and whose (name is the partner's name, the certificate's or the card's label); it is borrowed for the
 * call of ask_secret_async. finish gives NULL when it is refused; it may keep the secret in the vault if the person says so. */
struct _WaybillPartnerPromptInterface
{
  GTypeInterface parent;

  void               (*ask_secret_async)  (WaybillPartnerPrompt      *self,
                                           const WaybillSecretKey    *key,
                                           WaybillPartnerPromptHints  hints,
                                           GCancellable              *cancellable,
                                           GAsyncReadyCallback        callback,
                                           gpointer                   user_data);
  WaybillSecretText *(*ask_secret_finish) (WaybillPartnerPrompt      *self,
                                           GAsyncResult              *result);
};

/* self: (nullable) NULL refuses. */
void               waybill_partner_prompt_ask_secret_async  (WaybillPartnerPrompt      *self,
                                                             const WaybillSecretKey    *key,
                                                             WaybillPartnerPromptHints  hints,
                                                             GCancellable              *cancellable,
                                                             GAsyncReadyCallback        callback,
                                                             gpointer                   user_data);
WaybillSecretText *waybill_partner_prompt_ask_secret_finish (WaybillPartnerPrompt      *self,
                                                             GAsyncResult              *result);

/* What the hints say of a card's PIN. */
WaybillCertTokenTries waybill_partner_prompt_get_tries (WaybillPartnerPromptHints hints);

G_END_DECLS
