/* What an import did, in words. It changes nothing. */

#include "ui-cert-import-write-private.h"

#include "words-import.h"
#include "words-next.h"

#include <glib/gi18n.h>

static char **
list_partners (WaybillUiCertImportWrite *self, const char *fingerprint, gboolean as_identity)
{
  g_autoptr (GPtrArray) users
      = waybill_partner_store_users_of_certificate (waybill_ui_context_get_partners (self->context), fingerprint);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < users->len; i++)
    if (as_identity ? g_strcmp0 (waybill_partner_get_identity (users->pdata[i]), fingerprint) == 0
                    : g_strv_contains (waybill_partner_get_authorities (users->pdata[i]), fingerprint))
      g_strv_builder_add (names, waybill_partner_get_name (users->pdata[i]));
  return g_strv_builder_end (names);
}

/* (transfer full) (nullable): who shows it from a day on. */
static char *
dup_planned (WaybillUiCertImportWrite *self, const char *fingerprint)
{
  g_autoptr (GPtrArray) users
      = waybill_partner_store_users_of_certificate (waybill_ui_context_get_partners (self->context), fingerprint);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *joined = NULL;

  if (self->wish.from == NULL)
    return NULL;
  for (guint i = 0; i < users->len; i++)
    if (g_strcmp0 (waybill_partner_get_next_identity (users->pdata[i]), fingerprint) == 0)
      g_strv_builder_add (builder, waybill_partner_get_name (users->pdata[i]));
  names = g_strv_builder_end (builder);
  joined = *names != NULL ? waybill_words_import_names ((const char *const *) names) : NULL;
  return joined != NULL ? waybill_words_next_planned (joined, self->wish.from) : NULL;
}

/**
 * waybill_ui_cert_import_write_tell:
 * @self: an import of which everything is written
 *
 * Fills the lines: what became of each item, as it stands in the stores now.
 */
void
waybill_ui_cert_import_write_tell (WaybillUiCertImportWrite *self)
{
  GPtrArray *items = waybill_cert_plan_get_items (self->wish.plan);

  for (guint i = 0; i < items->len; i++)
    {
      WaybillCertPlanItem *item = items->pdata[i];
      const WaybillCertEntry *stored
          = waybill_cert_store_find_fingerprint (waybill_ui_context_get_certificates (self->context),
                                                 waybill_cert_certificate_get_fingerprint (item->certificate));
      g_auto (GStrv) partners = list_partners (self, waybill_cert_certificate_get_fingerprint (item->certificate),
                                               waybill_cert_plan_item_is_ours (item));
      WaybillUiCertImportLine *line = g_new0 (WaybillUiCertImportLine, 1);

      line->label = g_strdup (stored != NULL ? stored->label : "");
      line->sentence = dup_planned (self, waybill_cert_certificate_get_fingerprint (item->certificate));
      if (line->sentence == NULL)
        line->sentence = waybill_words_import_done (waybill_cert_plan_item_is_ours (item),
                                                    self->wish.older->pdata[i] != NULL, (const char *const *) partners);
      g_ptr_array_add (self->lines, line);
    }
  for (guint i = 0; i < self->list_labels->len; i++)
    {
      WaybillUiCertImportLine *line = g_new0 (WaybillUiCertImportLine, 1);

      line->label = g_strdup (self->list_labels->pdata[i]);
      line->sentence = g_strdup (self->list_sentences->pdata[i]);
      g_ptr_array_add (self->lines, line);
    }
}

/**
 * waybill_ui_cert_import_write_get_n_lists:
 * @self: an import that is done
 *
 * Returns: how many revocation lists came with it
 */
guint
waybill_ui_cert_import_write_get_n_lists (WaybillUiCertImportWrite *self)
{
  return self->list_labels->len;
}

/**
 * waybill_ui_cert_import_write_get_lines:
 * @self: an import that is done
 *
 * Returns: (transfer none) (element-type WaybillUiCertImportLine): what was done
 */
GPtrArray *
waybill_ui_cert_import_write_get_lines (WaybillUiCertImportWrite *self)
{
  return self->lines;
}

/**
 * waybill_ui_cert_import_write_get_n_added:
 * @self: an import that is done
 * @identities: whether identities are counted; else authorities
 *
 * Returns: how many are in the store because of it
 */
guint
waybill_ui_cert_import_write_get_n_added (WaybillUiCertImportWrite *self, gboolean identities)
{
  return identities ? self->n_identities : self->n_authorities;
}

/**
 * waybill_ui_cert_import_write_get_partner:
 * @self: an import
 *
 * Returns: (nullable): the first partner that was ticked
 */
const char *
waybill_ui_cert_import_write_get_partner (WaybillUiCertImportWrite *self)
{
  return self->wish.partners[0];
}

/**
 * waybill_ui_cert_import_write_dup_remark:
 * @self: an import that is done
 *
 * Returns: (transfer full) (nullable): what is to be known of passwords that are not in the keyring, one paragraph each
 */
char *
waybill_ui_cert_import_write_dup_remark (WaybillUiCertImportWrite *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->parcels->len; i++)
    {
      WaybillUiCertImportParcel *parcel = self->parcels->pdata[i];
      const char *format = _ ("The keyring did not take the password of “%s”. Waybill will ask for it.");

      if (parcel->is_kept || (!parcel->is_made && parcel->key == NULL && !self->wish.keep_passwords))
        continue;
      if (parcel->is_made)
        format = _ ("There is no keyring for a password of its own, so “%s” is kept unprotected, readable for you alone.");
      if (text->len > 0)
        g_string_append_c (text, '\n');
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_string_append_printf (text, format, parcel->label);
#pragma GCC diagnostic pop
    }
  return text->len > 0 ? g_strdup (text->str) : NULL;
}
