/* What a test wants to go wrong at the fake server: how it is told. */
#include "fake-server-private.h"

void
fake_server_limit (guint most_sessions)
{
  waybill_base_lock_lock (&fake_server.lock);
  fake_server.most_sessions = most_sessions;
  waybill_base_lock_unlock (&fake_server.lock);
}

void
fake_server_refuse (WaybillRemoteError error)
{
  waybill_base_lock_lock (&fake_server.lock);
  fake_server.refusal = error;
  waybill_base_lock_unlock (&fake_server.lock);
}

void
fake_server_fail (WaybillRemoteError error, guint n)
{
  waybill_base_lock_lock (&fake_server.lock);
  fake_server.fault = error;
  fake_server.n_faults = n;
  waybill_base_lock_unlock (&fake_server.lock);
}

void
fake_server_refuse_making (WaybillRemoteError error)
{
  waybill_base_lock_lock (&fake_server.lock);
  fake_server.making = error;
  waybill_base_lock_unlock (&fake_server.lock);
}

void
fake_server_hold_opening (guint n_opened)
{
  waybill_base_lock_lock (&fake_server.lock);
  fake_server.first_held = n_opened;
  waybill_base_lock_unlock (&fake_server.lock);
}

void
fake_server_hold (gboolean hold)
{
  waybill_base_lock_lock (&fake_server.lock);
  fake_server.hold = hold;
  waybill_base_lock_unlock (&fake_server.lock);
}

void
fake_server_keep_parts (void)
{
  waybill_base_lock_lock (&fake_server.lock);
  fake_server.keeps_parts = TRUE;
  waybill_base_lock_unlock (&fake_server.lock);
}

void
fake_server_hide_puts (void)
{
  waybill_base_lock_lock (&fake_server.lock);
  fake_server.hides = TRUE;
  waybill_base_lock_unlock (&fake_server.lock);
}

void
fake_server_ignore_offsets (void)
{
  waybill_base_lock_lock (&fake_server.lock);
  fake_server.ignores_offsets = TRUE;
  waybill_base_lock_unlock (&fake_server.lock);
}

void
fake_server_fall_silent (guint n, gboolean cuts)
{
  waybill_base_lock_lock (&fake_server.lock);
  fake_server.n_silent = n;
  fake_server.cuts = cuts;
  waybill_base_lock_unlock (&fake_server.lock);
}
