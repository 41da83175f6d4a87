/* A partner's trust list on its way from profile and store to what a session checks a server against. */
#include "partner-trust.h"

#include <string.h>

/**
 * waybill_partner_trust_read:
 * @self: zeroed
 * @partner: whose list it is
 * @store: where authorities and their revocation lists are
 *
 * Main thread. An authority that the store has lost makes us trust less, never more: it is counted.
 */
void
waybill_partner_trust_read (WaybillPartnerTrust *self, WaybillPartner *partner, WaybillCertStore *store)
{
  const char *const *fingerprints = waybill_partner_get_authorities (partner);
  const char *const *pins = waybill_partner_get_pins (partner);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  self->use_system = waybill_partner_get_system_trust (partner);
  self->authorities = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);
  self->allows_weak = g_strcmp0 (waybill_partner_get_setting (partner, "tls-weak"), "yes") == 0;
  self->lists = waybill_cert_store_read_crls (store);
  for (guint i = 0; fingerprints[i] != NULL; i++)
    {
      const WaybillCertEntry *entry = waybill_cert_store_find_fingerprint (store, fingerprints[i]);

      if (entry != NULL)
        g_ptr_array_add (self->authorities, waybill_cert_certificate_ref (entry->certificate));
      else
        self->n_lost++;
    }
  for (guint i = 0; pins[i] != NULL; i++)
    if (strlen (pins[i]) == 64) /* the others are SFTP host keys */
      g_strv_builder_add (builder, pins[i]);
  self->pins = g_strv_builder_end (builder);
}

/* A list that cannot be read is left out: the verdict then knows less, never more. */
static GPtrArray *
read_lists (WaybillPartnerTrust *self)
{
  GPtrArray *crls = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_crl_unref);

  for (guint i = 0; i < self->lists->len; i++)
    {
      gsize length;
      gconstpointer data = g_bytes_get_data (self->lists->pdata[i], &length);
      WaybillCertCrl *crl = waybill_cert_crl_new (data, length, NULL);

      if (crl != NULL)
        g_ptr_array_add (crls, crl);
      else
        g_warning ("A revocation list of the store cannot be read");
    }
  return crls;
}

/**
 * waybill_partner_trust_build:
 * @self: a list that was read
 * @error: return location
 *
 * Any thread; parsing takes its time.
 *
 * Returns: (transfer full) (nullable): the list; %NULL as of waybill_cert_trust_new()
 */
WaybillCertTrust *
waybill_partner_trust_build (WaybillPartnerTrust *self, GError **error)
{
  g_autoptr (GPtrArray) crls = read_lists (self);
  g_autoptr (WaybillCertTrust) trust
      = waybill_cert_trust_new (self->use_system, self->authorities, (const char *const *) self->pins, error);

  if (trust != NULL && self->allows_weak)
    {
      WaybillCertTrust *weak = waybill_cert_trust_with_weak (trust);

      waybill_cert_trust_unref (trust);
      trust = weak;
    }
  return trust != NULL ? waybill_cert_trust_with_crls (trust, crls) : NULL;
}

/**
 * waybill_partner_trust_clear:
 * @self: a list, zeroed or read
 *
 * Frees what is inside.
 */
void
waybill_partner_trust_clear (WaybillPartnerTrust *self)
{
  g_clear_pointer (&self->authorities, g_ptr_array_unref);
  g_clear_pointer (&self->lists, g_ptr_array_unref);
  g_clear_pointer (&self->pins, g_strfreev);
}
