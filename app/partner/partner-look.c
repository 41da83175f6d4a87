/* Connects with a trust list that believes nobody: the handshake is refused by us as soon as the server has shown its
 * certificate, and the refusal carries what it showed. Nobody is asked about it. */
#include "partner-look.h"

#include "remote.h"

/* The connection is over by then; what goes wrong with the goodbye is for the log. */
static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillRemote) remote = user_data;
  g_autoptr (GError) error = NULL;

  if (!waybill_remote_close_finish (remote, result, &error))
    g_debug ("The look did not end well: %s", error->message);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  WaybillRemote *remote = WAYBILL_REMOTE (source);
  g_autoptr (GError) error = NULL;
  gboolean connected = waybill_remote_connect_finish (remote, result, &error);
  const WaybillRemoteErrorFacts *facts = g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_UNTRUSTED)
                                             ? waybill_remote_error_get_facts (error)
                                             : NULL;

  if (facts != NULL && facts->verdict != NULL && waybill_cert_verdict_get_leaf (facts->verdict) != NULL)
    g_task_return_pointer (task, waybill_cert_verdict_ref (facts->verdict), (GDestroyNotify) waybill_cert_verdict_unref);
  else if (connected)
    g_task_return_error (task, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_FAILED, NULL,
                                                         "The server was believed by a list that believes nobody"));
  else
    g_task_return_error (task, g_steal_pointer (&error));
  waybill_remote_close_async (remote, closed_cb, g_object_ref (remote));
}

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillRemoteTarget) target = waybill_partner_resolve_finish (WAYBILL_PARTNER (source), result, &error);
  g_autoptr (WaybillRemote) remote = target != NULL ? waybill_remote_new (target, NULL) : NULL;

  if (remote == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    waybill_remote_connect_async (remote, g_task_get_cancellable (task), connected_cb, g_object_ref (task));
}

/**
 * waybill_partner_look_async:
 * @partner: a partner, in a store or not
 * @store: where its certificates are
 * @vault: where the password for a proxy may be; nobody is asked for it
 * @learnt_folder: (nullable): where partner-learnt lies
 * @cancellable: (nullable): ends it
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Reaches the partner's server the way its profile says. Main thread; blocks it nowhere.
 */
void
waybill_partner_look_async (WaybillPartner *partner,
                            WaybillCertStore *store,
                            WaybillSecretVault *vault,
                            const char *learnt_folder,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  const WaybillPartnerResolveOptions options = { .learnt_folder = learnt_folder, .looks = TRUE };
  GTask *task = g_task_new (partner, cancellable, callback, user_data);

  g_task_set_source_tag (task, waybill_partner_look_async);
  waybill_partner_resolve_async (partner, store, vault, &options, NULL, cancellable, resolved_cb, task);
}

/**
 * waybill_partner_look_finish:
 * @partner: the partner
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the server showed, as the verdict of a list that believes nobody; %NULL with
 *   %WAYBILL_REMOTE_ERROR where it could not be reached or shows nothing, or an error of waybill_partner_resolve_finish()
 */
WaybillCertVerdict *
waybill_partner_look_finish (WaybillPartner *partner, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
