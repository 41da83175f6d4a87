/* Looking for cards: it takes as long as their modules take, and nobody waits for it. What was found stays until it is
 * looked for again. No PIN is asked. */

#include "ui-cert-list-private.h"

static GWeakRef *
weak_new (WaybillUiCertList *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return weak;
}

static void
found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GWeakRef *weak = user_data;
  g_autoptr (WaybillUiCertList) self = g_weak_ref_get (weak);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards = waybill_cert_token_list_finish (result, &error);

  g_weak_ref_clear (weak);
  g_free (weak);
  if (self == NULL || self->context == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->card_look);
  if (error != NULL)
    g_info ("The cards cannot be looked at: %s", error->message);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  self->cards = g_steal_pointer (&cards);
  waybill_ui_cert_list_refresh (self);
  g_signal_emit_by_name (self, "counted");
}

/**
 * waybill_ui_cert_list_look_for_cards:
 * @self: a list with its context
 *
 * Looks for them, unless it is looked for already. Main thread.
 */
void
waybill_ui_cert_list_look_for_cards (WaybillUiCertList *self)
{
  if (self->card_look != NULL)
    return;
  self->card_look = g_cancellable_new ();
  waybill_cert_token_list_async (self->card_look, found, weak_new (self));
}
