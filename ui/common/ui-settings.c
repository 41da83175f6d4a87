/* What the window remembers of itself. g_settings_new() would abort where the schema is missing; this looks first.
 * It holds no value of its own. */

#include "ui-settings.h"

/* A program that runs from its build folder finds the schema there. */
static GSettingsSchemaSource *
new_source (void)
{
  GSettingsSchemaSource *standard = g_settings_schema_source_get_default ();
  g_autofree char *own = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = own == NULL ? NULL : g_path_get_dirname (own);
  g_autofree char *beside = folder == NULL ? NULL : g_build_filename (folder, "resources", NULL);
  GSettingsSchemaSource *found = NULL;

  if (beside != NULL)
    found = g_settings_schema_source_new_from_directory (beside, standard, TRUE, NULL);
  if (found != NULL)
    return found;
  return standard == NULL ? NULL : g_settings_schema_source_ref (standard);
}

/**
 * waybill_ui_settings_new:
 *
 * Returns: (transfer full) (nullable): the settings; %NULL where their schema is not installed
 */
GSettings *
waybill_ui_settings_new (void)
{
  GSettingsSchemaSource *source = new_source ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source == NULL)
    return NULL;
  schema = g_settings_schema_source_lookup (source, WAYBILL_APP_ID, TRUE);
  g_settings_schema_source_unref (source);
  return schema == NULL ? NULL : g_settings_new_full (schema, NULL, NULL);
}

/**
 * waybill_ui_settings_get_boolean:
 * @settings: (nullable): the settings
 * @key: a key of the schema
 * @otherwise: what it is without settings
 *
 * Returns: its value
 */
gboolean
waybill_ui_settings_get_boolean (GSettings *settings, const char *key, gboolean otherwise)
{
  return settings == NULL ? otherwise : g_settings_get_boolean (settings, key);
}

/**
 * waybill_ui_settings_set_boolean:
 * @settings: (nullable): the settings
 * @key: a key of the schema
 * @value: what to remember
 */
void
waybill_ui_settings_set_boolean (GSettings *settings, const char *key, gboolean value)
{
  if (settings != NULL)
    g_settings_set_boolean (settings, key, value);
}

/**
 * waybill_ui_settings_get_int:
 * @settings: (nullable): the settings
 * @key: a key of the schema
 * @otherwise: what it is without settings
 *
 * Returns: its value
 */
int
waybill_ui_settings_get_int (GSettings *settings, const char *key, int otherwise)
{
  return settings == NULL ? otherwise : g_settings_get_int (settings, key);
}
