/* Runs on the main thread, secret after secret; what is slow (opening the PFX, loading the system's authorities) is done
 * once in a helper thread. Wrong passwords are asked for again, of a person alone. */
#include "partner-resolve.h"

#include "base-thread.h"
#include "cert-error.h"
#include "partner-learnt.h"
#include "partner-protocol-private.h"
#include "partner-proxy-private.h"
#include "partner-trust-private.h"

#include <string.h>

#define MOST_TRIES 3

typedef enum
{
  SECRET_CERTIFICATE,
  SECRET_LOGIN,
  SECRET_ACCOUNT,
  SECRET_PROXY,
  N_SECRETS,
} SecretKind;

typedef struct
{
  gboolean wanted;
  gboolean looked_up;
  gboolean was_wrong;
  gboolean was_typed;
  guint tries;
  char *id;
  char *name;
  WaybillSecretText *text;
} Secret;

static const struct
{
  WaybillSecretOwner owner;
  WaybillSecretField field;
  WaybillPartnerError error;
  const char *what;
} secret_rules[N_SECRETS] = {
  [SECRET_CERTIFICATE] = { WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD,
                           WAYBILL_PARTNER_ERROR_SECRET_CERTIFICATE, "password for the certificate" },
  [SECRET_LOGIN] = { WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PASSWORD, WAYBILL_PARTNER_ERROR_SECRET_LOGIN,
                     "password for the login at" },
  [SECRET_ACCOUNT] = { WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_ACCOUNT, WAYBILL_PARTNER_ERROR_SECRET_LOGIN,
                       "account for the login at" },
  [SECRET_PROXY] = { WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PROXY_PASSWORD, WAYBILL_PARTNER_ERROR_SECRET_LOGIN,
                     "password for the proxy of" },
};

/* Main thread alone, but for the fields under "slow work", which belong to the helper while it runs. */
typedef struct
{
  WaybillSecretVault *vault;
  WaybillPartnerPrompt *prompt;
  guint timeout;
  WaybillRemoteLearnt learnt;
  WaybillRemoteLearntServer learnt_server;
  Secret secrets[N_SECRETS];
  WaybillPartnerProxy proxy;
  gboolean asks_desktop;

  /* slow work */
  GBytes *pfx; /* (nullable) */
  WaybillSecretText *pfx_password;
  gboolean wants_trust;
  WaybillPartnerTrust trust_list;
  WaybillCertIdentity *identity;
  WaybillCertTrust *trust;
  GError *failure;
} Resolve;

static void
resolve_next (GTask *task);

static void
resolve_free (gpointer data)
{
  Resolve *self = data;

  g_object_unref (self->vault);
  g_clear_object (&self->prompt);
  for (guint i = 0; i < N_SECRETS; i++)
    {
      g_free (self->secrets[i].id);
      g_free (self->secrets[i].name);
      g_clear_pointer (&self->secrets[i].text, waybill_secret_text_unref);
    }
  waybill_partner_proxy_clear (&self->proxy);
  g_clear_pointer (&self->pfx, g_bytes_unref);
  g_clear_pointer (&self->pfx_password, waybill_secret_text_unref);
  waybill_partner_trust_clear (&self->trust_list);
  g_clear_pointer (&self->identity, waybill_cert_identity_unref);
  g_clear_pointer (&self->trust, waybill_cert_trust_unref);
  g_clear_error (&self->failure);
  g_free (self);
}

static gboolean
is_set (WaybillPartner *partner, const char *key)
{
  return strcmp (waybill_partner_get_setting (partner, key), "yes") == 0;
}

static gboolean
uses_tls (WaybillPartner *partner)
{
  WaybillRemoteProtocol protocol = waybill_partner_get_protocol (partner);

  return protocol == WAYBILL_REMOTE_PROTOCOL_FTPS || protocol == WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT;
}

static void
resolve_want (Resolve *self, SecretKind kind, const char *id, const char *name)
{
  self->secrets[kind].wanted = TRUE;
  self->secrets[kind].id = g_strdup (id);
  self->secrets[kind].name = g_strdup (name);
}

static gboolean
resolve_begin_identity (Resolve *self, WaybillPartner *partner, WaybillCertStore *store, const char *label, GError **error)
{
  const char *fingerprint = waybill_partner_get_identity (partner);
  const WaybillCertEntry *entry = NULL;

  if (label == NULL && fingerprint == NULL)
    return TRUE;
  if (label == NULL)
    entry = waybill_cert_store_find_fingerprint (store, fingerprint);
  else if ((entry = waybill_cert_store_find (store, label, error)) == NULL)
    return FALSE;

  if (entry == NULL || !entry->is_identity)
    {
      g_set_error (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_CERTIFICATE_MISSING,
                   entry == NULL ? "The certificate %s is not in the store" : "The certificate \"%s\" has no private key",
                   entry == NULL ? fingerprint : entry->label);
      return FALSE;
    }
  fingerprint = waybill_cert_certificate_get_fingerprint (entry->certificate);
  self->pfx = waybill_cert_store_read_identity (store, fingerprint, error);
  if (entry->is_protected)
    resolve_want (self, SECRET_CERTIFICATE, fingerprint, entry->label);
  return self->pfx != NULL;
}

/* On the helper thread. */
static void
resolve_work (Resolve *self)
{
  if (self->pfx != NULL && self->identity == NULL)
    self->identity
        = waybill_cert_store_open_bytes (self->pfx,
                                         self->pfx_password != NULL ? waybill_secret_text_peek (self->pfx_password) : NULL,
                                         &self->failure);
  if (self->wants_trust && self->trust == NULL && self->failure == NULL)
    self->trust = waybill_partner_trust_build (&self->trust_list, &self->failure);
}

static void
worked_on_main (gpointer data)
{
  g_autoptr (GTask) task = data;
  Resolve *self = g_task_get_task_data (task);
  Secret *secret = &self->secrets[SECRET_CERTIFICATE];
  g_autoptr (GError) failure = g_steal_pointer (&self->failure);

  if (failure == NULL)
    {
      /* What was typed has proved right: the next session of this run need not ask. */
      if (secret->was_typed)
        waybill_secret_vault_remember (self->vault,
                                       &(WaybillSecretKey){ WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD,
                                                            secret->id, secret->name },
                                       self->pfx_password);
      g_clear_pointer (&self->pfx, g_bytes_unref);
      self->wants_trust = FALSE;
      resolve_next (task);
    }
  else if (secret->wanted && g_error_matches (failure, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_PASSWORD))
    {
      secret->was_wrong = TRUE;
      g_clear_pointer (&secret->text, waybill_secret_text_unref);
      resolve_next (task);
    }
  else
    g_task_return_error (task, g_steal_pointer (&failure));
}

static void
work_on_helper (gpointer data)
{
  GTask *task = data;

  resolve_work (g_task_get_task_data (task));
  waybill_base_thread_hop (g_task_get_context (task), worked_on_main, task);
}

static void
resolve_fail_secret (GTask *task, SecretKind kind)
{
  Resolve *self = g_task_get_task_data (task);
  const Secret *secret = &self->secrets[kind];

  g_task_return_new_error (task, WAYBILL_PARTNER_ERROR, secret_rules[kind].error, "There is no %s%s \"%s\"",
                           secret->was_wrong ? "right " : "", secret_rules[kind].what, secret->name);
}

static SecretKind
resolve_current (Resolve *self)
{
  SecretKind kind = 0;

  while (kind < N_SECRETS && (!self->secrets[kind].wanted || self->secrets[kind].text != NULL))
    kind++;
  return kind;
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Resolve *self = g_task_get_task_data (task);
  SecretKind kind = resolve_current (self);

  self->secrets[kind].text = waybill_partner_prompt_ask_secret_finish (self->prompt, result);
  self->secrets[kind].was_typed = TRUE;
  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->secrets[kind].text == NULL)
    resolve_fail_secret (task, kind);
  else
    resolve_next (task);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Resolve *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  SecretKind kind = resolve_current (self);

  self->secrets[kind].text = waybill_secret_vault_lookup_finish (self->vault, result, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    resolve_next (task);
}

static void
resolve_ask (GTask *task, SecretKind kind)
{
  Resolve *self = g_task_get_task_data (task);
  Secret *secret = &self->secrets[kind];
  WaybillSecretKey key = { secret_rules[kind].owner, secret_rules[kind].field, secret->id, secret->name };
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (!secret->looked_up)
    {
      secret->looked_up = TRUE;
      waybill_secret_vault_lookup_async (self->vault, &key, cancellable, looked_up_cb, g_object_ref (task));
    }
  else if (self->prompt == NULL || secret->tries == MOST_TRIES)
    resolve_fail_secret (task, kind);
  else
    {
      secret->tries++;
      waybill_partner_prompt_ask_secret_async (self->prompt, &key, secret->was_wrong, cancellable, asked_cb,
                                               g_object_ref (task));
    }
}

static void
take_secret (Secret *secret, const char **text, gpointer *owner, WaybillRemoteTargetDrop *drop)
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

static void
resolve_finish_target (GTask *task)
{
  WaybillPartner *partner = g_task_get_source_object (task);
  Resolve *self = g_task_get_task_data (task);
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
  };

  waybill_partner_protocol_fill (partner, &values, &login_commands);
  take_secret (&self->secrets[SECRET_LOGIN], &values.password, &values.password_owner, &values.drop_password);
  take_secret (&self->secrets[SECRET_ACCOUNT], &values.account, &values.account_owner, &values.drop_account);
  take_secret (&self->secrets[SECRET_PROXY], &values.proxy_password, &values.proxy_password_owner,
               &values.drop_proxy_password);
  g_task_return_pointer (task, waybill_remote_target_new (&values), (GDestroyNotify) waybill_remote_target_unref);
}

/* One that the desktop carries in its answer is as good as one that was looked up. */
static void
resolve_want_proxy_password (Resolve *self, WaybillPartner *partner)
{
  if (self->proxy.user == NULL)
    return;
  resolve_want (self, SECRET_PROXY, waybill_partner_get_uuid (partner), waybill_partner_get_name (partner));
  self->secrets[SECRET_PROXY].text = g_steal_pointer (&self->proxy.password);
}

static void
proxy_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Resolve *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->asks_desktop = FALSE;
  if (!waybill_partner_proxy_ask_finish (&self->proxy, WAYBILL_PARTNER (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  resolve_want_proxy_password (self, WAYBILL_PARTNER (source));
  resolve_next (task);
}

/* What is missing next: the way, the certificate's password, then the slow work that proves it, then the login. */
static void
resolve_next (GTask *task)
{
  Resolve *self = g_task_get_task_data (task);
  SecretKind kind = resolve_current (self);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->asks_desktop)
    waybill_partner_proxy_ask_async (g_task_get_source_object (task), g_task_get_cancellable (task), proxy_asked_cb,
                                     g_object_ref (task));
  else if (kind == SECRET_CERTIFICATE)
    resolve_ask (task, kind);
  else if (self->pfx != NULL || self->wants_trust)
    {
      g_clear_pointer (&self->pfx_password, waybill_secret_text_unref);
      if (self->secrets[SECRET_CERTIFICATE].text != NULL)
        self->pfx_password = waybill_secret_text_ref (self->secrets[SECRET_CERTIFICATE].text);
      waybill_base_thread_detach ("waybill-resolve", work_on_helper, g_object_ref (task));
    }
  else if (kind < N_SECRETS)
    resolve_ask (task, kind);
  else
    resolve_finish_target (task);
}

static gboolean
resolve_begin (Resolve *self,
               WaybillPartner *partner,
               WaybillCertStore *store,
               const WaybillPartnerResolveOptions *options,
               GError **error)
{
  const char *uuid = waybill_partner_get_uuid (partner), *name = waybill_partner_get_name (partner);

  if (*waybill_partner_get_host (partner) == '\0')
    {
      g_set_error (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_VALUE, "\"%s\" has no host", name);
      return FALSE;
    }
  if (!waybill_partner_proxy_read (&self->proxy, partner, &self->asks_desktop, error))
    return FALSE;
  resolve_want_proxy_password (self, partner);
  if (options != NULL)
    self->timeout = options->timeout;
  if (options != NULL && options->learnt_folder != NULL)
    {
      self->learnt = waybill_partner_learnt_load (options->learnt_folder, uuid);
      waybill_partner_learnt_load_server (options->learnt_folder, uuid, &self->learnt_server);
    }
  if (waybill_partner_get_user (partner) != NULL)
    resolve_want (self, SECRET_LOGIN, uuid, name);
  if (waybill_partner_get_needs_account (partner))
    resolve_want (self, SECRET_ACCOUNT, uuid, name);
  if (!uses_tls (partner))
    return TRUE;

  self->wants_trust = TRUE;
  waybill_partner_trust_read (&self->trust_list, partner, store);
  return resolve_begin_identity (self, partner, store, options != NULL ? options->identity : NULL, error);
}

/**
 * waybill_partner_resolve_async:
 * @partner: a partner, in a store or not; its values are read while this runs
 * @store: where its certificates are
 * @vault: where its secrets may be
 * @options: (nullable): for this run alone
 * @prompt: (nullable): whom to ask for what the vault has not; %NULL asks nobody
 * @cancellable: (nullable): ends it; slow work that runs is waited for (a second at most)
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Main thread; blocks it nowhere. A protocol in clear is used as the profile says, without identity and trust list.
 */
void
waybill_partner_resolve_async (WaybillPartner *partner,
                               WaybillCertStore *store,
                               WaybillSecretVault *vault,
                               const WaybillPartnerResolveOptions *options,
                               WaybillPartnerPrompt *prompt,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (partner, cancellable, callback, user_data);
  Resolve *self = g_new0 (Resolve, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, waybill_partner_resolve_async);
  g_task_set_task_data (task, self, resolve_free);
  self->vault = g_object_ref (vault);
  self->prompt = prompt != NULL ? g_object_ref (prompt) : NULL;
  if (resolve_begin (self, partner, store, options, &error))
    resolve_next (task);
  else
    g_task_return_error (task, error);
}

/**
 * waybill_partner_resolve_finish:
 * @partner: the partner
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the target; %NULL with %WAYBILL_PARTNER_ERROR_VALUE (no host), PROXY,
 * CERTIFICATE_MISSING, SECRET_CERTIFICATE or SECRET_LOGIN, a %WAYBILL_CERT_ERROR (the label, the file), or
 * %G_IO_ERROR_CANCELLED
 */
WaybillRemoteTarget *
waybill_partner_resolve_finish (WaybillPartner *partner, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
