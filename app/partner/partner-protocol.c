/* What of a profile is about the protocol alone: who opens data connections, what goes in clear, what is said at the login.
 */
#include "partner-protocol-private.h"

#include "base-charset.h"

#include <string.h>

static gboolean
is_set (WaybillPartner *partner, const char *key)
{
  return strcmp (waybill_partner_get_setting (partner, key), "yes") == 0;
}

static WaybillRemoteData
get_data (WaybillPartner *partner)
{
  const char *value = waybill_partner_get_setting (partner, "passive");

  if (strcmp (value, "yes") == 0)
    return WAYBILL_REMOTE_DATA_PASSIVE;
  return strcmp (value, "no") == 0 ? WAYBILL_REMOTE_DATA_ACTIVE : WAYBILL_REMOTE_DATA_AUTO;
}

static const char *
get_text (WaybillPartner *partner, const char *key)
{
  const char *value = waybill_partner_get_setting (partner, key);

  return *value != '\0' ? value : NULL;
}

/* NULL for the standard: an engine then does as it finds right. */
static const char *
get_unless (WaybillPartner *partner, const char *key, gboolean (*is_standard) (const char *value))
{
  const char *value = waybill_partner_get_setting (partner, key);

  return is_standard (value) ? NULL : value;
}

static gboolean
is_auto (const char *value)
{
  return strcmp (value, "auto") == 0;
}

/* Parted by semicolons, blanks around each left out. */
static char **
dup_login_commands (WaybillPartner *partner)
{
  g_auto (GStrv) parts = g_strsplit (waybill_partner_get_setting (partner, "login-commands"), ";", -1);
  g_autoptr (GPtrArray) commands = g_ptr_array_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_ptr_array_add (commands, g_strdup (parts[i]));
  g_ptr_array_add (commands, NULL);
  return (char **) g_ptr_array_steal (commands, NULL);
}

/* "50000-50100"; anything else leaves the choice to the system. */
static void
read_active_ports (WaybillPartner *partner, guint16 *lowest, guint16 *highest)
{
  g_auto (GStrv) parts = g_strsplit (waybill_partner_get_setting (partner, "active-ports"), "-", 2);
  guint64 low, high;

  if (g_strv_length (parts) == 2 && g_ascii_string_to_unsigned (parts[0], 10, 1, G_MAXUINT16, &low, NULL)
      && g_ascii_string_to_unsigned (parts[1], 10, low, G_MAXUINT16, &high, NULL))
    {
      *lowest = (guint16) low;
      *highest = (guint16) high;
    }
}

/* waybill_partner_protocol_fill:
 *
 * Nothing of it is needed to find the partner or to log in. */
void
waybill_partner_protocol_fill (WaybillPartner *partner, WaybillRemoteTargetValues *values, char ***login_commands)
{
  values->data = get_data (partner);
  read_active_ports (partner, &values->active_lowest, &values->active_highest);
  values->clear_data = is_set (partner, "clear-data");
  values->clear_control = is_set (partner, "clear-control");
  values->keep_alive = is_set (partner, "keep-alive");
  values->virtual_host = get_text (partner, "virtual-host");
  values->client = get_text (partner, "client-name");
  values->listing_kind = get_unless (partner, "listing-kind", is_auto);
  values->charset = get_unless (partner, "charset", waybill_base_charset_is_utf8);
  *login_commands = dup_login_commands (partner);
  values->login_commands = (const char *const *) *login_commands;
}
