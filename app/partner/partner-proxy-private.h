/* Through what a partner is reached: read from its settings, or asked of the desktop. It connects to nobody and looks no
 * password up. */
#pragma once

#include "partner.h"
#include "secret-text.h"

G_BEGIN_DECLS

typedef struct
{
  WaybillRemoteProxy  kind;
  char               *host;     /* (nullable) */
  guint16             port;     /* 0: the kind's */
  char               *user;     /* (nullable) */
  WaybillSecretText  *password; /* (nullable) only where the desktop's answer carries one */
} WaybillPartnerProxy;

void     waybill_partner_proxy_clear          (WaybillPartnerProxy  *self);
/* asks_desktop: (out): the settings leave it to the desktop. */
gboolean waybill_partner_proxy_read           (WaybillPartnerProxy  *self,
                                               WaybillPartner       *partner,
                                               gboolean             *asks_desktop,
                                               GError              **error);
/* FALSE: of a kind that we do not speak. */
gboolean waybill_partner_proxy_parse          (WaybillPartnerProxy  *self,
                                               const char           *uri);
void     waybill_partner_proxy_ask_async      (WaybillPartner       *partner,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean waybill_partner_proxy_ask_finish     (WaybillPartnerProxy  *self,
                                               WaybillPartner       *partner,
                                               GAsyncResult         *result,
                                               GError              **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WaybillPartnerProxy, waybill_partner_proxy_clear)

G_END_DECLS
