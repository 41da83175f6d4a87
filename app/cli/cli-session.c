/* From a partner to a session: resolved with what this run was told, connected, and closed with what was learnt. Every
 * command that talks to a server goes through here. */
#include "cli-private.h"

#include "partner-learnt.h"
#include "partner-resolve.h"

#include <glib/gi18n-lib.h>

static char *
dup_learnt_folder (WaybillCli *self)
{
  return g_build_filename (self->state_folder, "learnt", NULL);
}

/**
 * waybill_cli_find_partner:
 * @self: the run
 * @name: what was typed
 * @code: (out): the exit code where there is none
 *
 * Says what is wrong, with the names that are near.
 *
 * Returns: (transfer none) (nullable): the partner
 */
WaybillPartner *
waybill_cli_find_partner (WaybillCli *self, const char *name, int *code)
{
  g_autoptr (GError) error = NULL;
  WaybillPartnerStore *store = waybill_cli_get_partners (self, &error);
  WaybillPartner *partner = store != NULL ? waybill_partner_store_find (store, name, &error) : NULL;
  g_auto (GStrv) near = NULL;
  g_autofree char *names = NULL;

  if (partner != NULL)
    return partner;
  if (store == NULL)
    {
      *code = waybill_cli_fail (self, error, NULL, name, NULL);
      return NULL;
    }
  near = waybill_partner_store_suggest (store, name);
  names = waybill_cli_dup_names ((const char *const *) near);
  if (g_error_matches (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_AMBIGUOUS))
    *code = waybill_cli_usage (self, _ ("More than one partner is called “%s”: %s."), name, names);
  else if (*names != '\0')
    *code = waybill_cli_usage (self, _ ("No partner is called “%s”. Near: %s."), name, names);
  else
    *code = waybill_cli_usage (self, _ ("No partner is called “%s”."), name);
  return NULL;
}

/**
 * waybill_cli_save_partner:
 * @self: the run
 * @partner: a partner that was changed
 *
 * Keeps it, or says why that cannot be.
 *
 * Returns: the exit code
 */
int
waybill_cli_save_partner (WaybillCli *self, WaybillPartner *partner)
{
  g_autoptr (GError) error = NULL;

  if (waybill_partner_store_save (waybill_cli_get_partners (self, NULL), partner, &error))
    return WAYBILL_CLI_OK;
  return waybill_cli_fail (self, error, waybill_partner_get_name (partner), NULL, NULL);
}

/**
 * waybill_cli_resolve:
 * @self: the run
 * @partner: a partner
 * @error: return location
 *
 * With `--identity`, `--timeout`, the secrets, and questions on the terminal.
 *
 * Returns: (transfer full) (nullable): the target; %NULL with an error of waybill_partner_resolve_finish()
 */
WaybillRemoteTarget *
waybill_cli_resolve (WaybillCli *self, WaybillPartner *partner, GError **error)
{
  WaybillCertStore *certificates = waybill_cli_get_certificates (self, error);
  WaybillSecretVault *vault = certificates != NULL ? waybill_cli_get_vault (self, error) : NULL;
  g_autofree char *learnt = dup_learnt_folder (self);
  WaybillPartnerResolveOptions options
      = { waybill_cli_get_option (self, "identity"), waybill_cli_get_timeout (self), learnt };
  g_autoptr (WaybillCliPrompt) prompt = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (vault == NULL)
    return NULL;
  waybill_cli_take_over (self, partner);
  prompt = waybill_cli_prompt_new (self, partner);
  waybill_partner_resolve_async (partner, certificates, vault, &options, WAYBILL_PARTNER_PROMPT (prompt), self->cancellable,
                                 waybill_cli_done, &result);
  waybill_cli_await (&result);
  return waybill_partner_resolve_finish (partner, result, error);
}

/**
 * waybill_cli_new_remote:
 * @self: the run; must outlive the session
 * @partner: a partner
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a session that is not connected; %NULL as waybill_cli_resolve()
 */
WaybillRemote *
waybill_cli_new_remote (WaybillCli *self, WaybillPartner *partner, GError **error)
{
  g_autoptr (WaybillRemoteTarget) target = waybill_cli_resolve (self, partner, error);
  g_autoptr (WaybillCliPrompt) prompt = NULL;

  if (target == NULL)
    return NULL;
  prompt = waybill_cli_prompt_new (self, partner);
  return waybill_remote_new (target, WAYBILL_REMOTE_ASKER (prompt));
}

/**
 * waybill_cli_connect:
 * @self: the run
 * @remote: a session
 * @error: return location
 *
 * Returns: %FALSE with %WAYBILL_REMOTE_ERROR
 */
gboolean
waybill_cli_connect (WaybillCli *self, WaybillRemote *remote, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  waybill_remote_connect_async (remote, self->cancellable, waybill_cli_done, &result);
  waybill_cli_await (&result);
  return waybill_remote_connect_finish (remote, result, error);
}

/* One that `open` made of a host is gone with the run: nothing is kept of it. */
gboolean
waybill_cli_is_saved (WaybillCli *self, WaybillPartner *partner)
{
  WaybillPartnerStore *store = waybill_cli_get_partners (self, NULL);

  return store != NULL && waybill_partner_store_find (store, waybill_partner_get_name (partner), NULL) == partner;
}

typedef gboolean (*SaveOutcome) (
    const char *folder, const char *uuid, const WaybillRemoteFacts *facts, const GError *error, GError **save_error);

static void
say_goodbye (WaybillCli *self, WaybillPartner *partner, WaybillRemote *remote, const GError *failure, SaveOutcome save)
{
  const WaybillRemoteFacts *facts = waybill_remote_get_facts (remote);
  g_autofree char *learnt = dup_learnt_folder (self);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (!waybill_cli_is_saved (self, partner))
    facts = NULL;
  if (facts != NULL && !waybill_partner_learnt_save (learnt, waybill_partner_get_uuid (partner), facts, &error))
    g_info ("What was learnt is not kept: %s", error->message);
  g_clear_error (&error);
  if (facts != NULL && (failure != NULL || facts->step_time[WAYBILL_REMOTE_STEP_LOGIN] >= 0)
      && !save (learnt, waybill_partner_get_uuid (partner), facts, failure, &error))
    g_info ("How the session went is not kept: %s", error->message);
  g_clear_error (&error);
  waybill_remote_close_async (remote, waybill_cli_done, &result);
  waybill_cli_await (&result);
  if (!waybill_remote_close_finish (remote, result, &error))
    g_info ("The session did not end well: %s", error->message);
}

/**
 * waybill_cli_disconnect:
 * @self: the run
 * @partner: whose session it is
 * @remote: the session, connected or not
 * @failure: (nullable): what ended connecting or listing
 *
 * Says goodbye and keeps what was learnt about the server, and how it went. What goes wrong is logged: the work is done.
 */
void
waybill_cli_disconnect (WaybillCli *self, WaybillPartner *partner, WaybillRemote *remote, const GError *failure)
{
  say_goodbye (self, partner, remote, failure, waybill_partner_learnt_save_outcome);
}

/**
 * waybill_cli_end_check:
 * @self: the run
 * @partner: whose connection was checked
 * @remote: the session of the check, connected or not
 * @failure: (nullable): what failed a step
 *
 * As waybill_cli_disconnect(), and keeps that it was a check.
 */
void
waybill_cli_end_check (WaybillCli *self, WaybillPartner *partner, WaybillRemote *remote, const GError *failure)
{
  say_goodbye (self, partner, remote, failure, waybill_partner_learnt_save_check);
}
