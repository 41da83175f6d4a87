/* Runs on the main thread, secret after secret; what is slow (opening the PFX, loading the system's authorities) is done
 * once in a helper thread. Wrong passwords are asked for again, of a person alone. */
#include "partner-resolve.h"

#include "base-clock.h"
#include "base-thread.h"
#include "cert-error.h"
#include "cert-token-uri.h"
#include "partner-card-private.h"
#include "partner-learnt.h"
#include "partner-next.h"
#include "partner-resolve-private.h"

#include <string.h>

#define MOST_TRIES 3

static const struct
{
  WaybillSecretOwner owner;
  WaybillSecretField field;
  WaybillPartnerError error;
  const char *what;
} secret_rules[WAYBILL_PARTNER_RESOLVE_N_SECRETS] = {
  [WAYBILL_PARTNER_RESOLVE_SECRET_CERTIFICATE]
  = { WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD, WAYBILL_PARTNER_ERROR_SECRET_CERTIFICATE,
      "password for the certificate" },
  [WAYBILL_PARTNER_RESOLVE_SECRET_LOGIN] = { WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PASSWORD,
                                             WAYBILL_PARTNER_ERROR_SECRET_LOGIN, "password for the login at" },
  [WAYBILL_PARTNER_RESOLVE_SECRET_ACCOUNT] = { WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_ACCOUNT,
                                               WAYBILL_PARTNER_ERROR_SECRET_LOGIN, "account for the login at" },
  [WAYBILL_PARTNER_RESOLVE_SECRET_PROXY] = { WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PROXY_PASSWORD,
                                             WAYBILL_PARTNER_ERROR_SECRET_LOGIN, "password for the proxy of" },
};

static void
resolve_next (GTask *task);

static void
resolve_free (gpointer data)
{
  WaybillPartnerResolve *self = data;

  g_object_unref (self->vault);
  g_clear_object (&self->prompt);
  for (guint i = 0; i < WAYBILL_PARTNER_RESOLVE_N_SECRETS; i++)
    {
      g_free (self->secrets[i].id);
      g_free (self->secrets[i].name);
      g_clear_pointer (&self->secrets[i].text, waybill_secret_text_unref);
    }
  waybill_partner_proxy_clear (&self->proxy);
  g_free (self->card);
  g_free (self->card_leaf);
  g_clear_pointer (&self->pfx, g_bytes_unref);
  g_clear_pointer (&self->pfx_password, waybill_secret_text_unref);
  waybill_partner_trust_clear (&self->trust_list);
  g_clear_pointer (&self->identity, waybill_cert_identity_unref);
  g_clear_pointer (&self->alone, waybill_cert_identity_unref);
  g_clear_pointer (&self->trust, waybill_cert_trust_unref);
  g_clear_error (&self->failure);
  g_free (self);
}

static gboolean
uses_tls (WaybillPartner *partner)
{
  WaybillRemoteProtocol protocol = waybill_partner_get_protocol (partner);

  return protocol == WAYBILL_REMOTE_PROTOCOL_FTPS || protocol == WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT;
}

static void
resolve_want (WaybillPartnerResolve *self, WaybillPartnerResolveKind kind, const char *id, const char *name)
{
  self->secrets[kind].wanted = TRUE;
  self->secrets[kind].id = g_strdup (id);
  self->secrets[kind].name = g_strdup (name);
}

/* For this run alone: a certificate on a card that the store does not know. */
static gboolean
resolve_begin_card (WaybillPartnerResolve *self, const char *uri, GError **error)
{
  self->card = waybill_cert_token_uri_dup_safe (uri);
  return waybill_cert_token_check_uri (self->card, error);
}

static gboolean
resolve_begin_identity (
    WaybillPartnerResolve *self, WaybillPartner *partner, WaybillCertStore *store, const char *label, GError **error)
{
  const char *fingerprint = waybill_partner_next_get_identity (partner, store, waybill_base_clock_now ());
  const WaybillCertEntry *entry = NULL;

  if (label == NULL && fingerprint == NULL)
    return TRUE;
  if (label != NULL && waybill_cert_token_is_uri (label))
    return resolve_begin_card (self, label, error);
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
  if (entry->token != NULL)
    {
      self->card = g_strdup (entry->token);
      self->card_leaf = g_strdup (fingerprint);
      return TRUE;
    }
  self->pfx = waybill_cert_store_read_identity (store, fingerprint, error);
  if (entry->is_protected)
    resolve_want (self, WAYBILL_PARTNER_RESOLVE_SECRET_CERTIFICATE, fingerprint, entry->label);
  return self->pfx != NULL;
}

/* On the helper thread. */
static void
resolve_work (WaybillPartnerResolve *self)
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
  WaybillPartnerResolve *self = g_task_get_task_data (task);
  WaybillPartnerResolveSecret *secret = &self->secrets[WAYBILL_PARTNER_RESOLVE_SECRET_CERTIFICATE];
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
resolve_fail_secret (GTask *task, WaybillPartnerResolveKind kind)
{
  WaybillPartnerResolve *self = g_task_get_task_data (task);
  const WaybillPartnerResolveSecret *secret = &self->secrets[kind];

  g_task_return_new_error (task, WAYBILL_PARTNER_ERROR, secret_rules[kind].error, "There is no %s%s \"%s\"",
                           secret->was_wrong ? "right " : "", secret_rules[kind].what, secret->name);
}

static WaybillPartnerResolveKind
resolve_current (WaybillPartnerResolve *self)
{
  WaybillPartnerResolveKind kind = 0;

  while (kind < WAYBILL_PARTNER_RESOLVE_N_SECRETS && (!self->secrets[kind].wanted || self->secrets[kind].text != NULL))
    kind++;
  return kind;
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  WaybillPartnerResolve *self = g_task_get_task_data (task);
  WaybillPartnerResolveKind kind = resolve_current (self);

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
  WaybillPartnerResolve *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  WaybillPartnerResolveKind kind = resolve_current (self);

  self->secrets[kind].text = waybill_secret_vault_lookup_finish (self->vault, result, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    resolve_next (task);
}

static void
resolve_ask (GTask *task, WaybillPartnerResolveKind kind)
{
  WaybillPartnerResolve *self = g_task_get_task_data (task);
  WaybillPartnerResolveSecret *secret = &self->secrets[kind];
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
      waybill_partner_prompt_ask_secret_async (self->prompt, &key,
                                               secret->was_wrong ? WAYBILL_PARTNER_PROMPT_WRONG
                                                                 : WAYBILL_PARTNER_PROMPT_PLAIN,
                                               cancellable, asked_cb, g_object_ref (task));
    }
}

/* One that the desktop carries in its answer is as good as one that was looked up. */
static void
resolve_want_proxy_password (WaybillPartnerResolve *self, WaybillPartner *partner)
{
  if (self->proxy.user == NULL)
    return;
  resolve_want (self, WAYBILL_PARTNER_RESOLVE_SECRET_PROXY, waybill_partner_get_uuid (partner),
                waybill_partner_get_name (partner));
  self->secrets[WAYBILL_PARTNER_RESOLVE_SECRET_PROXY].text = g_steal_pointer (&self->proxy.password);
}

static void
proxy_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  WaybillPartnerResolve *self = g_task_get_task_data (task);
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

static void
card_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  WaybillPartnerResolve *self = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_pointer (&self->card, g_free);
  self->identity = waybill_partner_card_open_finish (result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    resolve_next (task);
}

/* What is missing next: the way, the card, or the certificate's password, then the slow work that proves it, then the login.
 */
static void
resolve_next (GTask *task)
{
  WaybillPartnerResolve *self = g_task_get_task_data (task);
  WaybillPartnerResolveKind kind = resolve_current (self);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->asks_desktop)
    waybill_partner_proxy_ask_async (g_task_get_source_object (task), g_task_get_cancellable (task), proxy_asked_cb,
                                     g_object_ref (task));
  else if (self->card != NULL)
    waybill_partner_card_open_async (self->card, self->card_leaf, self->vault, self->prompt, g_task_get_cancellable (task),
                                     card_opened_cb, g_object_ref (task));
  else if (kind == WAYBILL_PARTNER_RESOLVE_SECRET_CERTIFICATE)
    resolve_ask (task, kind);
  else if (self->pfx != NULL || self->wants_trust)
    {
      g_clear_pointer (&self->pfx_password, waybill_secret_text_unref);
      if (self->secrets[WAYBILL_PARTNER_RESOLVE_SECRET_CERTIFICATE].text != NULL)
        self->pfx_password = waybill_secret_text_ref (self->secrets[WAYBILL_PARTNER_RESOLVE_SECRET_CERTIFICATE].text);
      waybill_base_thread_detach ("waybill-resolve", work_on_helper, g_object_ref (task));
    }
  else if (kind < WAYBILL_PARTNER_RESOLVE_N_SECRETS)
    resolve_ask (task, kind);
  else
    g_task_return_pointer (task, waybill_partner_resolve_make_target (g_task_get_source_object (task), self),
                           (GDestroyNotify) waybill_remote_target_unref);
}

/* With a list that believes nobody the handshake ends behind the server's certificate, before anything of ours. */
static gboolean
resolve_begin_look (WaybillPartnerResolve *self, WaybillPartner *partner, GError **error)
{
  if (uses_tls (partner))
    self->trust = waybill_cert_trust_new (FALSE, NULL, NULL, error);
  else
    g_set_error_literal (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_VALUE, "Without TLS no server shows anything");
  return self->trust != NULL;
}

static gboolean
resolve_begin (WaybillPartnerResolve *self,
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
      self->keeps_clock = TRUE;
    }
  if (options != NULL && options->looks)
    return resolve_begin_look (self, partner, error);
  if (waybill_partner_get_user (partner) != NULL)
    resolve_want (self, WAYBILL_PARTNER_RESOLVE_SECRET_LOGIN, uuid, name);
  if (waybill_partner_get_needs_account (partner))
    resolve_want (self, WAYBILL_PARTNER_RESOLVE_SECRET_ACCOUNT, uuid, name);
  if (!uses_tls (partner))
    return TRUE;

  self->wants_trust = TRUE;
  waybill_partner_trust_read (&self->trust_list, partner, store);
  if (self->trust_list.n_lost > 0)
    g_warning ("%s: an authority that is ticked is not in the store any more and is not trusted (%u)", name,
               self->trust_list.n_lost);
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
  WaybillPartnerResolve *self = g_new0 (WaybillPartnerResolve, 1);
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
 * CERTIFICATE_MISSING, SECRET_CERTIFICATE, SECRET_LOGIN, PIN_WANTED, PIN_WRONG or PIN_LAST, a %WAYBILL_CERT_ERROR (the
 * label, the file, the card), or %G_IO_ERROR_CANCELLED
 */
WaybillRemoteTarget *
waybill_partner_resolve_finish (WaybillPartner *partner, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
