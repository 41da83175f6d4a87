/* What a session can say of itself: how it is encrypted, who showed which certificate, what the server is and can do, and
 * what was learnt. A snapshot: immutable once handed over. */
#include "remote-facts.h"

/**
 * waybill_remote_facts_new:
 *
 * Returns: (transfer full): facts of which nothing is known yet
 */
WaybillRemoteFacts *
waybill_remote_facts_new (void)
{
  WaybillRemoteFacts *self = g_new0 (WaybillRemoteFacts, 1);

  for (guint i = 0; i < WAYBILL_REMOTE_N_STEPS; i++)
    self->step_time[i] = -1;
  return self;
}

/**
 * waybill_remote_facts_copy:
 * @self: facts
 *
 * Returns: (transfer full): a snapshot of its own
 */
WaybillRemoteFacts *
waybill_remote_facts_copy (const WaybillRemoteFacts *self)
{
  WaybillRemoteFacts *copy = g_memdup2 (self, sizeof *self);

  copy->address = g_strdup (self->address);
  copy->greeting = g_strdup (self->greeting);
  copy->system = g_strdup (self->system);
  copy->features = g_strdupv (self->features);
  copy->auth = g_strdup (self->auth);
  copy->tls_version = g_strdup (self->tls_version);
  copy->cipher = g_strdup (self->cipher);
  copy->verdict = self->verdict != NULL ? waybill_cert_verdict_ref (self->verdict) : NULL;
  copy->our_fingerprint = g_strdup (self->our_fingerprint);
  copy->login_reply = g_strdup (self->login_reply);
  copy->folder = g_strdup (self->folder);
  copy->system_reply = g_strdup (self->system_reply);
  return copy;
}

/**
 * waybill_remote_facts_free:
 * @self: (transfer full) (nullable): facts
 *
 * Frees them.
 */
void
waybill_remote_facts_free (WaybillRemoteFacts *self)
{
  if (self == NULL)
    return;

  g_free (self->address);
  g_free (self->greeting);
  g_free (self->system);
  g_strfreev (self->features);
  g_free (self->auth);
  g_free (self->tls_version);
  g_free (self->cipher);
  g_clear_pointer (&self->verdict, waybill_cert_verdict_unref);
  g_free (self->our_fingerprint);
  g_free (self->login_reply);
  g_free (self->folder);
  g_free (self->system_reply);
  g_free (self);
}
