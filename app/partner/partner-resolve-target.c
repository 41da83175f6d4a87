/* The last step of resolving: a profile and what was gathered for it become an immutable target. It asks nobody. */
#include "partner-resolve-private.h"

#include "partner-protocol-private.h"

#include <string.h>

static gboolean
is_set (WaybillPartner *partner, const char *key)
{
  return strcmp (waybill_partner_get_setting (partner, key), "yes") == 0;
}

static void
take_secret (WaybillPartnerResolveSecret *secret, const char **text, gpointer *owner, WaybillRemoteTargetDrop *drop)
{
  if (secret->text == NULL)
    return;

  *text = waybill_secret_text_peek (secret->text);
  *owner = g_steal_pointer (&secret->text);
  *drop = (WaybillRemoteTargetDrop) waybill_secret_text_unref;
}

static WaybillRemoteTls
get_tls (WaybillPartner *partner)
{
  const char *value = waybill_partner_get_setting (partner, "tls");

  if (strcmp (value, "1.2") == 0)
    return WAYBILL_REMOTE_TLS_ONLY_1_2;
  if (strcmp (value, "old") == 0)
    return WAYBILL_REMOTE_TLS_OLD;
  return strcmp (value, "1.3") == 0 ? WAYBILL_REMOTE_TLS_ONLY_1_3 : WAYBILL_REMOTE_TLS_DEFAULT;
}

/* waybill_partner_resolve_make_target:
 *
 * What was gathered, as a target; the secrets are taken. */
WaybillRemoteTarget *
waybill_partner_resolve_make_target (WaybillPartner *partner, WaybillPartnerResolve *self)
{
  guint timeout = self->timeout != 0 ? self->timeout : waybill_partner_get_setting_number (partner, "timeout");
  g_auto (GStrv) login_commands = NULL;
  WaybillRemoteTargetValues values = {
    .protocol = waybill_partner_get_protocol (partner),
    .name = waybill_partner_get_name (partner),
    .host = waybill_partner_get_host (partner),
    .port = waybill_partner_get_port (partner),
    .server_name = waybill_partner_get_server_name (partner),
    .user = waybill_partner_get_user (partner),
    .identity = self->identity,
    .trust = self->trust,
    .remote_dir = waybill_partner_get_remote_dir (partner),
    .proxy_kind = self->proxy.kind,
    .proxy_host = self->proxy.host,
    .proxy_port = self->proxy.port,
    .proxy_user = self->proxy.user,
    .silence = (gint64) timeout * G_USEC_PER_SEC,
    .tls = get_tls (partner),
    .tls_weak = is_set (partner, "tls-weak"),
    .tls_old_renegotiation = is_set (partner, "tls-old-renegotiation"),
    .use_pasv_address = strcmp (waybill_partner_get_setting (partner, "pasv-address"), "yes") == 0,
    .learnt_resumed = self->learnt,
    .learnt = self->learnt_server,
    .keeps_clock = self->keeps_clock,
  };

  if (self->identity != NULL && !is_set (partner, "send-chain"))
    values.identity = self->alone = waybill_cert_identity_dup_alone (self->identity);
  waybill_partner_protocol_fill (partner, &values, &login_commands);
  take_secret (&self->secrets[WAYBILL_PARTNER_RESOLVE_SECRET_LOGIN], &values.password, &values.password_owner,
               &values.drop_password);
  take_secret (&self->secrets[WAYBILL_PARTNER_RESOLVE_SECRET_ACCOUNT], &values.account, &values.account_owner,
               &values.drop_account);
  take_secret (&self->secrets[WAYBILL_PARTNER_RESOLVE_SECRET_PROXY], &values.proxy_password, &values.proxy_password_owner,
               &values.drop_proxy_password);
  return waybill_remote_target_new (&values);
}
