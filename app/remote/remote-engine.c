/* What an engine (ftp, sftp) is to remote: a table of straight-line functions, all called on the session's worker thread.
 * Nobody above remote names it, but for the main programs that register one. */
#include "remote-engine.h"

#include "base-thread.h"

struct _WaybillRemoteProgress
{
  WaybillBaseRef ref;
  atomic_llong bytes;
};

/* Filled by main() before the first session, read only after that: part of what the program is, as a type is. */
static const WaybillRemoteEngine *engines[WAYBILL_REMOTE_N_PROTOCOLS];

/**
 * waybill_remote_engine_register:
 * @protocol: what the engine speaks
 * @engine: (transfer none): static
 *
 * To be called by a main program (or a test) before its first session.
 */
void
waybill_remote_engine_register (WaybillRemoteProtocol protocol, const WaybillRemoteEngine *engine)
{
  g_return_if_fail (protocol < WAYBILL_REMOTE_N_PROTOCOLS);

  engines[protocol] = engine;
}

/**
 * waybill_remote_engine_find:
 * @protocol: a protocol
 *
 * Returns: (transfer none) (nullable): who speaks it
 */
const WaybillRemoteEngine *
waybill_remote_engine_find (WaybillRemoteProtocol protocol)
{
  return protocol < WAYBILL_REMOTE_N_PROTOCOLS ? engines[protocol] : NULL;
}

/**
 * waybill_remote_progress_new:
 *
 * Returns: (transfer full): a counter at 0
 */
WaybillRemoteProgress *
waybill_remote_progress_new (void)
{
  WaybillRemoteProgress *self = g_new0 (WaybillRemoteProgress, 1);

  waybill_base_ref_init (&self->ref);
  return self;
}

/**
 * waybill_remote_progress_ref:
 * @self: a counter
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
WaybillRemoteProgress *
waybill_remote_progress_ref (WaybillRemoteProgress *self)
{
  waybill_base_ref_take (&self->ref);
  return self;
}

/**
 * waybill_remote_progress_unref:
 * @self: (transfer full): a counter
 *
 * Gives a reference back. Any thread.
 */
void
waybill_remote_progress_unref (WaybillRemoteProgress *self)
{
  if (waybill_base_ref_drop (&self->ref))
    g_free (self);
}

/**
 * waybill_remote_progress_add:
 * @self: (nullable): a counter
 * @bytes: how many more
 *
 * Counts. On the worker.
 */
void
waybill_remote_progress_add (WaybillRemoteProgress *self, gint64 bytes)
{
  if (self != NULL)
    atomic_fetch_add_explicit (&self->bytes, bytes, memory_order_relaxed);
}

/**
 * waybill_remote_progress_reset:
 * @self: (nullable): a counter
 *
 * Back to 0: a transfer is tried again.
 */
void
waybill_remote_progress_reset (WaybillRemoteProgress *self)
{
  if (self != NULL)
    atomic_store_explicit (&self->bytes, 0, memory_order_relaxed);
}

/**
 * waybill_remote_progress_get:
 * @self: a counter
 *
 * Returns: bytes so far. Any thread
 */
gint64
waybill_remote_progress_get (WaybillRemoteProgress *self)
{
  return atomic_load_explicit (&self->bytes, memory_order_relaxed);
}
