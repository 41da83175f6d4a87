/* What sessions found out about a server, as values: out through facts, kept by partner, in through the target, so that the
 * next session begins with it. Nothing secret, and nothing that a server names. */
#include "remote-learnt.h"

/**
 * waybill_remote_trait_get_name:
 * @trait: a trait
 *
 * Returns: (transfer none): its stable name, as a key of a file
 */
const char *
waybill_remote_trait_get_name (WaybillRemoteTrait trait)
{
  static const char *const names[] = {
    [WAYBILL_REMOTE_TRAIT_CAREFUL] = "Careful", [WAYBILL_REMOTE_TRAIT_EPSV] = "Epsv",
    [WAYBILL_REMOTE_TRAIT_PASSIVE] = "Passive", [WAYBILL_REMOTE_TRAIT_MLSD] = "Mlsd",
    [WAYBILL_REMOTE_TRAIT_UTF8] = "Utf8",       [WAYBILL_REMOTE_TRAIT_MFMT] = "Mfmt",
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == WAYBILL_REMOTE_N_TRAITS);
  g_return_val_if_fail (trait < WAYBILL_REMOTE_N_TRAITS, "");
  return names[trait];
}

/**
 * waybill_remote_learnt_server_equal:
 * @self: what was learnt
 * @other: what was learnt at another time
 *
 * Returns: is it the same?
 */
gboolean
waybill_remote_learnt_server_equal (const WaybillRemoteLearntServer *self, const WaybillRemoteLearntServer *other)
{
  for (guint i = 0; i < WAYBILL_REMOTE_N_TRAITS; i++)
    if (self->traits[i] != other->traits[i])
      return FALSE;
  return self->clock.source == other->clock.source && self->clock.ahead == other->clock.ahead
         && self->clock.at == other->clock.at;
}

/**
 * waybill_remote_learnt_server_merge:
 * @self: what was known
 * @other: what was found out after it
 *
 * Takes over all that @other knows; what it does not know stays as it was.
 */
void
waybill_remote_learnt_server_merge (WaybillRemoteLearntServer *self, const WaybillRemoteLearntServer *other)
{
  for (guint i = 0; i < WAYBILL_REMOTE_N_TRAITS; i++)
    if (other->traits[i] != WAYBILL_REMOTE_LEARNT_UNKNOWN)
      self->traits[i] = other->traits[i];
  waybill_cert_clock_reading_take (&self->clock, &other->clock);
}
