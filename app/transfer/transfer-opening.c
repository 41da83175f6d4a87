/* One session of the pool on its way to be open, tried again when the pool says so. Main thread. It decides nothing. */
#include "transfer-opening-private.h"

struct _WaybillTransferOpening
{
  WaybillTransferSession *session; /* lent by the pool */
  WaybillTransferOpeningEnded ended;
  gpointer owner;
  GCancellable *cancellable;
  guint tries;
  guint delay; /* source id */
};

static void
opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WaybillTransferOpening *self = user_data;
  GError *error = NULL;

  waybill_remote_connect_finish (WAYBILL_REMOTE (source), result, &error);
  self->ended (self, error, self->owner);
}

static void
begin (WaybillTransferOpening *self)
{
  self->tries++;
  waybill_remote_connect_async (self->session->remote, self->cancellable, opened, self);
}

static gboolean
begin_again (gpointer data)
{
  WaybillTransferOpening *self = data;

  self->delay = 0;
  begin (self);
  return G_SOURCE_REMOVE;
}

/* waybill_transfer_opening_new:
 * @session: lent; outlives it
 * @ended: called once for each try, never from within this call
 *
 * Begins at once. */
WaybillTransferOpening *
waybill_transfer_opening_new (WaybillTransferSession *session, WaybillTransferOpeningEnded ended, gpointer owner)
{
  WaybillTransferOpening *self = g_new0 (WaybillTransferOpening, 1);

  self->session = session;
  self->ended = ended;
  self->owner = owner;
  self->cancellable = g_cancellable_new ();
  begin (self);
  return self;
}

/* waybill_transfer_opening_free:
 *
 * Only when it waits, or from @ended. */
void
waybill_transfer_opening_free (WaybillTransferOpening *self)
{
  g_clear_handle_id (&self->delay, g_source_remove);
  g_object_unref (self->cancellable);
  g_free (self);
}

WaybillTransferSession *
waybill_transfer_opening_get_session (WaybillTransferOpening *self)
{
  return self->session;
}

guint
waybill_transfer_opening_get_tries (WaybillTransferOpening *self)
{
  return self->tries;
}

void
waybill_transfer_opening_try_again (WaybillTransferOpening *self, guint delay)
{
  self->delay = g_timeout_add (delay, begin_again, self);
}

gboolean
waybill_transfer_opening_waits (WaybillTransferOpening *self)
{
  return self->delay != 0;
}

void
waybill_transfer_opening_cancel (WaybillTransferOpening *self)
{
  g_cancellable_cancel (self->cancellable);
}

gboolean
waybill_transfer_opening_is_cancelled (WaybillTransferOpening *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}
