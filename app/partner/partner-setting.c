/* The table of settings and its check. A key that is not here is refused where a person types it, and kept untouched where
 * it stands in a file (a later version wrote it). */
#include "partner-setting.h"

#include "partner.h"

#include <string.h>

static const WaybillPartnerSetting settings[] = {
  { "pasv-address", WAYBILL_PARTNER_SETTING_CHOICE, "no|yes", 0, 0, "no",
    "Believe the address in the server's answer to PASV instead of using the control connection's" },
  { "retries", WAYBILL_PARTNER_SETTING_NUMBER, NULL, 0, 100, "3", "How often a lost or stalled connection is tried again" },
  { "timeout", WAYBILL_PARTNER_SETTING_NUMBER, NULL, 1, 3600, "30", "Seconds the server may stay silent" },
  { "tls", WAYBILL_PARTNER_SETTING_CHOICE, "default|1.2|1.3", 0, 0, "default",
    "TLS versions that are offered; default is 1.2 and 1.3" },
};

/**
 * waybill_partner_setting_list:
 * @n_settings: (out): how many
 *
 * Returns: (transfer none) (array length=n_settings): every known setting, by key
 */
const WaybillPartnerSetting *
waybill_partner_setting_list (guint *n_settings)
{
  *n_settings = G_N_ELEMENTS (settings);
  return settings;
}

/**
 * waybill_partner_setting_find:
 * @key: a key, exactly as in the table
 *
 * Returns: (transfer none) (nullable): the setting
 */
const WaybillPartnerSetting *
waybill_partner_setting_find (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    if (strcmp (settings[i].key, key) == 0)
      return &settings[i];
  return NULL;
}

static gboolean
is_choice (const char *choices, const char *value)
{
  g_auto (GStrv) list = g_strsplit (choices, "|", -1);

  return g_strv_contains ((const char *const *) list, value);
}

/**
 * waybill_partner_setting_check:
 * @key: a key
 * @value: a value
 * @error: return location
 *
 * Returns: %TRUE when the key is known and may have the value; else %FALSE with %WAYBILL_PARTNER_ERROR_SETTING
 */
gboolean
waybill_partner_setting_check (const char *key, const char *value, GError **error)
{
  const WaybillPartnerSetting *setting = waybill_partner_setting_find (key);

  if (setting == NULL)
    {
      g_set_error (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_SETTING, "There is no setting \"%s\"", key);
      return FALSE;
    }
  if (setting->kind == WAYBILL_PARTNER_SETTING_CHOICE && is_choice (setting->choices, value))
    return TRUE;
  if (setting->kind == WAYBILL_PARTNER_SETTING_NUMBER
      && g_ascii_string_to_unsigned (value, 10, setting->least, setting->most, NULL, NULL))
    return TRUE;

  if (setting->kind == WAYBILL_PARTNER_SETTING_CHOICE)
    g_set_error (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_SETTING, "%s cannot be \"%s\": one of %s", key, value,
                 setting->choices);
  else
    g_set_error (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_SETTING, "%s cannot be \"%s\": a number from %u to %u",
                 key, value, setting->least, setting->most);
  return FALSE;
}
