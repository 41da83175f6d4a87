/* The immutable value a session starts from. Made by partner-resolve or by a test through the builder below; safe to share
 * between threads. It holds opened secrets in memory and is never written anywhere. */
#include "remote-target.h"

#include "base-thread.h"

#define DEFAULT_SILENCE (30 * G_USEC_PER_SEC)

struct _WaybillRemoteTarget
{
  WaybillBaseRef ref;
  WaybillRemoteTargetValues values;
  WaybillRemoteTarget *original; /* (nullable) keeps the secrets of the target this was derived from */
};

static const struct
{
  const char *name;
  guint16 port;
} protocols[] = {
  [WAYBILL_REMOTE_PROTOCOL_FTPS] = { "ftps", 21 },
  [WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT] = { "ftps-implicit", 990 },
  [WAYBILL_REMOTE_PROTOCOL_SFTP] = { "sftp", 22 },
  [WAYBILL_REMOTE_PROTOCOL_FTP] = { "ftp", 21 },
};

G_STATIC_ASSERT (G_N_ELEMENTS (protocols) == WAYBILL_REMOTE_N_PROTOCOLS);

/**
 * waybill_remote_protocol_get_name:
 * @protocol: a protocol
 *
 * Returns: (transfer none): its name on the command line and in profiles
 */
const char *
waybill_remote_protocol_get_name (WaybillRemoteProtocol protocol)
{
  g_return_val_if_fail (protocol < WAYBILL_REMOTE_N_PROTOCOLS, "");
  return protocols[protocol].name;
}

/**
 * waybill_remote_protocol_from_name:
 * @name: what somebody wrote; case does not matter
 * @protocol: (out): the protocol
 *
 * Returns: %FALSE when there is none of that name
 */
gboolean
waybill_remote_protocol_from_name (const char *name, WaybillRemoteProtocol *protocol)
{
  for (guint i = 0; i < G_N_ELEMENTS (protocols); i++)
    if (g_ascii_strcasecmp (name, protocols[i].name) == 0)
      {
        *protocol = (WaybillRemoteProtocol) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * waybill_remote_protocol_get_port:
 * @protocol: a protocol
 *
 * Returns: the port it has when nobody names one
 */
guint16
waybill_remote_protocol_get_port (WaybillRemoteProtocol protocol)
{
  g_return_val_if_fail (protocol < WAYBILL_REMOTE_N_PROTOCOLS, 0);
  return protocols[protocol].port;
}

/* RFC 1928 §3; 8080 is what desktops write where nobody says otherwise. */
static const guint16 proxy_ports[] = {
  [WAYBILL_REMOTE_PROXY_NONE] = 0,
  [WAYBILL_REMOTE_PROXY_SOCKS5] = 1080,
  [WAYBILL_REMOTE_PROXY_HTTP] = 8080,
};

static WaybillRemoteTarget *
copy_values (const WaybillRemoteTargetValues *values)
{
  WaybillRemoteTarget *self = g_new0 (WaybillRemoteTarget, 1);
  WaybillRemoteTargetValues *own = &self->values;

  waybill_base_ref_init (&self->ref);
  *own = *values;
  own->name = g_strdup (values->name != NULL ? values->name : values->host);
  own->host = g_strdup (values->host);
  own->server_name = g_strdup (values->server_name != NULL ? values->server_name : values->host);
  own->user = g_strdup (values->user);
  own->remote_dir = g_strdup (values->remote_dir);
  own->listing_kind = g_strdup (values->listing_kind);
  own->charset = g_strdup (values->charset);
  own->proxy_host = g_strdup (values->proxy_host);
  own->proxy_user = g_strdup (values->proxy_user);
  own->virtual_host = g_strdup (values->virtual_host);
  own->client = g_strdup (values->client);
  own->login_commands = (const char *const *) g_strdupv ((char **) values->login_commands);
  own->identity = values->identity != NULL ? waybill_cert_identity_ref (values->identity) : NULL;
  own->trust = values->trust != NULL ? waybill_cert_trust_ref (values->trust) : NULL;
  if (own->port == 0)
    own->port = waybill_remote_protocol_get_port (values->protocol);
  if (own->proxy_port == 0)
    own->proxy_port = proxy_ports[values->proxy_kind];
  if (own->silence <= 0)
    own->silence = DEFAULT_SILENCE;
  return self;
}

/**
 * waybill_remote_target_new:
 * @values: what to build it from; strings are copied, the owners of secrets are taken
 *
 * Builds a target.
 *
 * Returns: (transfer full): a target
 */
WaybillRemoteTarget *
waybill_remote_target_new (const WaybillRemoteTargetValues *values)
{
  return copy_values (values);
}

/* A target that borrows the secrets of another, which it keeps. */
static WaybillRemoteTarget *
derive (WaybillRemoteTarget *self)
{
  WaybillRemoteTarget *derived = copy_values (&self->values);

  derived->original = waybill_remote_target_ref (self);
  derived->values.password_owner = NULL;
  derived->values.account_owner = NULL;
  derived->values.proxy_password_owner = NULL;
  return derived;
}

/**
 * waybill_remote_target_with_exception:
 * @self: a target
 * @fingerprint: SHA-256 (hex) of a server's certificate that the person accepted
 *
 * The same target, which accepts this one certificate for a session.
 *
 * Returns: (transfer full): a new target
 */
WaybillRemoteTarget *
waybill_remote_target_with_exception (WaybillRemoteTarget *self, const char *fingerprint)
{
  WaybillRemoteTarget *derived = derive (self);

  waybill_cert_trust_unref (derived->values.trust);
  derived->values.trust = waybill_cert_trust_with_exception (self->values.trust, fingerprint);
  return derived;
}

/**
 * waybill_remote_target_with_learnt:
 * @self: a target
 * @resumed: whether data channels were resumed
 * @learnt: what else was found out about the server
 *
 * The same target, for the next connection of a session that has learnt this.
 *
 * Returns: (transfer full): a new target
 */
WaybillRemoteTarget *
waybill_remote_target_with_learnt (WaybillRemoteTarget *self,
                                   WaybillRemoteLearnt resumed,
                                   const WaybillRemoteLearntServer *learnt)
{
  WaybillRemoteTarget *derived = derive (self);

  derived->values.learnt_resumed = resumed;
  derived->values.learnt = *learnt;
  return derived;
}

/**
 * waybill_remote_target_ref:
 * @self: a target
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
WaybillRemoteTarget *
waybill_remote_target_ref (WaybillRemoteTarget *self)
{
  waybill_base_ref_take (&self->ref);
  return self;
}

static void
drop_secret (gpointer owner, WaybillRemoteTargetDrop drop)
{
  if (owner != NULL && drop != NULL)
    drop (owner);
}

/**
 * waybill_remote_target_unref:
 * @self: (transfer full): a target
 *
 * Gives a reference back; the last lets the secrets go. Any thread.
 */
void
waybill_remote_target_unref (WaybillRemoteTarget *self)
{
  if (!waybill_base_ref_drop (&self->ref))
    return;

  drop_secret (self->values.password_owner, self->values.drop_password);
  drop_secret (self->values.account_owner, self->values.drop_account);
  drop_secret (self->values.proxy_password_owner, self->values.drop_proxy_password);
  g_clear_pointer (&self->values.identity, waybill_cert_identity_unref);
  g_clear_pointer (&self->values.trust, waybill_cert_trust_unref);
  g_clear_pointer (&self->original, waybill_remote_target_unref);
  g_free ((char *) self->values.name);
  g_free ((char *) self->values.host);
  g_free ((char *) self->values.server_name);
  g_free ((char *) self->values.user);
  g_free ((char *) self->values.remote_dir);
  g_free ((char *) self->values.listing_kind);
  g_free ((char *) self->values.charset);
  g_free ((char *) self->values.proxy_host);
  g_free ((char *) self->values.proxy_user);
  g_free ((char *) self->values.virtual_host);
  g_free ((char *) self->values.client);
  g_strfreev ((char **) self->values.login_commands);
  g_free (self);
}

/**
 * waybill_remote_target_get_values:
 * @self: a target
 *
 * Returns: (transfer none): what it holds, as long as it lives; ports, server name and silence are filled in
 */
const WaybillRemoteTargetValues *
waybill_remote_target_get_values (WaybillRemoteTarget *self)
{
  return &self->values;
}
