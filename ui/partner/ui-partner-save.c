/* Gives a stored partner another one's values by its setters, so that it stays the same object, and writes it. A failure
 * leaves everything as it was. Secrets are the page Login's. */

#include "ui-partner-save-private.h"

#include <glib/gi18n.h>

#include "partner-setting.h"
#include "ui-toast.h"

struct _WaybillUiPartnerSaved
{
  WaybillUiContext *context;
  WaybillPartner *partner;
  WaybillPartner *before; /* NULL: it was new */
};

static void
apply_list (const char *const *from,
            const char *const *to,
            WaybillPartner *partner,
            gboolean (*add) (WaybillPartner *, const char *, GError **),
            void (*remove) (WaybillPartner *, const char *))
{
  g_auto (GStrv) old = g_strdupv ((char **) to);

  if (g_strv_equal (from, to))
    return;
  for (guint i = 0; old[i] != NULL; i++)
    remove (partner, old[i]);
  for (guint i = 0; from[i] != NULL; i++)
    add (partner, from[i], NULL);
}

/* Every value was checked when it came into from. */
static void
apply (WaybillPartner *from, WaybillPartner *to)
{
  guint n_settings;
  const WaybillPartnerSetting *settings = waybill_partner_setting_list (&n_settings);

  waybill_partner_set_name (to, waybill_partner_get_name (from), NULL);
  if (*waybill_partner_get_host (from) != '\0')
    waybill_partner_set_host (to, waybill_partner_get_host (from), NULL);
  waybill_partner_set_protocol (to, waybill_partner_get_protocol (from));
  waybill_partner_set_port (to, waybill_partner_get_port (from));
  waybill_partner_set_server_name (to, waybill_partner_get_server_name (from), NULL);
  waybill_partner_set_user (to, waybill_partner_get_user (from), NULL);
  waybill_partner_set_needs_account (to, waybill_partner_get_needs_account (from));
  waybill_partner_set_identity (to, waybill_partner_get_identity (from), NULL);
  waybill_partner_set_next (to, waybill_partner_get_next_identity (from), waybill_partner_get_next_from (from), NULL);
  waybill_partner_set_system_trust (to, waybill_partner_get_system_trust (from));
  apply_list (waybill_partner_get_authorities (from), waybill_partner_get_authorities (to), to,
              waybill_partner_add_authority, waybill_partner_remove_authority);
  apply_list (waybill_partner_get_pins (from), waybill_partner_get_pins (to), to, waybill_partner_add_pin,
              waybill_partner_remove_pin);
  waybill_partner_set_local_dir (to, waybill_partner_get_local_dir (from), NULL);
  waybill_partner_set_remote_dir (to, waybill_partner_get_remote_dir (from), NULL);
  for (guint i = 0; i < n_settings; i++)
    waybill_partner_set_setting (to, settings[i].key, waybill_partner_get_setting (from, settings[i].key), NULL);
}

static WaybillPartner *
dup_partner (WaybillPartner *partner)
{
  g_autoptr (GKeyFile) key_file = waybill_partner_to_key_file (partner);

  return waybill_partner_new_from_key_file (waybill_partner_get_uuid (partner), key_file, NULL);
}

static gboolean
is_stored (WaybillUiContext *context, WaybillPartner *partner)
{
  return waybill_ui_context_find_partner (context, waybill_partner_get_uuid (partner)) == partner;
}

static gboolean
write_partner (WaybillUiContext *context, WaybillPartner *partner, GError **error)
{
  WaybillPartnerStore *store = waybill_ui_context_get_partners (context);

  /* Somebody may have removed it meanwhile. */
  if (!is_stored (context, partner))
    return waybill_partner_store_add (store, partner, error);
  return waybill_partner_store_save (store, partner, error);
}

static void
saved_free (gpointer data)
{
  WaybillUiPartnerSaved *saved = data;

  g_object_unref (saved->context);
  g_object_unref (saved->partner);
  g_clear_object (&saved->before);
  g_free (saved);
}

/**
 * waybill_ui_partner_save:
 * @draft: a draft without a problem
 * @error: return location
 *
 * Main thread.
 *
 * Returns: (transfer full) (nullable): what undo needs, for waybill_ui_partner_saved_offer(); %NULL with
 *   %WAYBILL_PARTNER_ERROR_NAME_TAKEN or STORE, and the stored partner as it was
 */
WaybillUiPartnerSaved *
waybill_ui_partner_save (WaybillUiPartnerDraft *draft, GError **error)
{
  WaybillUiContext *context = waybill_ui_partner_draft_get_context (draft);
  /* Writing says "changed", upon which the draft looks anew. */
  g_autoptr (WaybillPartner) copy = dup_partner (waybill_ui_partner_draft_get_partner (draft));
  WaybillPartner *stored = waybill_ui_partner_draft_get_stored (draft);
  g_autoptr (WaybillPartner) before = stored != NULL ? dup_partner (stored) : NULL;
  g_autoptr (WaybillPartner) target = g_object_ref (stored != NULL ? stored : copy);
  WaybillUiPartnerSaved *saved;

  if (stored != NULL)
    apply (copy, stored);
  if (!write_partner (context, target, error))
    {
      if (before != NULL)
        apply (before, target);
      return NULL;
    }
  saved = g_new0 (WaybillUiPartnerSaved, 1);
  saved->context = g_object_ref (context);
  saved->partner = g_steal_pointer (&target);
  saved->before = g_steal_pointer (&before);
  return saved;
}

/* A new partner takes its secrets along; a keyring that is not open asks nobody for that. */
static void
forget_secrets (WaybillUiPartnerSaved *saved)
{
  static const WaybillSecretField fields[] = { WAYBILL_SECRET_FIELD_PASSWORD, WAYBILL_SECRET_FIELD_ACCOUNT };
  WaybillSecretVault *vault = waybill_ui_context_get_vault (saved->context);
  WaybillSecretKeyring keyring = waybill_ui_context_get_keyring (saved->context);

  if (keyring != WAYBILL_SECRET_KEYRING_OPEN && keyring != WAYBILL_SECRET_KEYRING_UNUSED)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const WaybillSecretKey key
          = { WAYBILL_SECRET_OWNER_PARTNER, fields[i], waybill_partner_get_uuid (saved->partner), NULL };

      waybill_secret_vault_forget_async (vault, &key, NULL, NULL, NULL);
    }
}

/* Undo is meant for the minute after: what cannot be written then stays as it is, and is seen in the list. */
static void
undo (gpointer data)
{
  WaybillUiPartnerSaved *saved = data;
  g_autoptr (GError) error = NULL;

  if (!is_stored (saved->context, saved->partner))
    return;
  if (saved->before == NULL)
    {
      forget_secrets (saved);
      waybill_partner_store_remove (waybill_ui_context_get_partners (saved->context), saved->partner, &error);
    }
  else
    {
      apply (saved->before, saved->partner);
      write_partner (saved->context, saved->partner, &error);
    }
  if (error != NULL)
    g_warning ("A partner was not put back: %s", error->message);
}

/**
 * waybill_ui_partner_saved_offer:
 * @saved: (transfer full): what was saved
 * @parent: (nullable): a widget of the window that says so
 */
void
waybill_ui_partner_saved_offer (WaybillUiPartnerSaved *saved, GtkWidget *parent)
{
  g_autofree char *title = g_strdup_printf (_ ("Partner “%s” saved"), waybill_partner_get_name (saved->partner));

  if (parent != NULL)
    waybill_ui_toast_offer_undo (parent, title, undo, saved, saved_free);
  else
    saved_free (saved);
}
