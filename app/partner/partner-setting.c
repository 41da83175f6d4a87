/* The table of settings and its check. A key that is not here is refused where a person types it, and kept untouched where
 * it stands in a file (a later version wrote it). */
#include "partner-setting.h"

#include "base-charset.h"
#include "partner.h"

#include <string.h>

/* Those that ftp-parser has; a test compares. */
#define LISTING_KINDS                                                                                                       \
  "auto|unix|mlsd|eplf|dos|dos-dmy|os2|supertcp|netware|vms|ibmi|ibmi-dmy|ibmi-ymd|mvs|jes|vm|nonstop|enterprise|vxworks|"  \
  "vshell|vos|unisys|os9|names"

static const WaybillPartnerSetting settings[] = {
  { "active-ports", WAYBILL_PARTNER_SETTING_PORTS, "LOW-HIGH", 0, 11, "",
    "Ports for active mode, as 50000-50100; empty: the system chooses" },
  { "charset", WAYBILL_PARTNER_SETTING_CHARSET, "CHARSET", 1, WAYBILL_BASE_CHARSET_LONGEST, "UTF-8",
    "What names are written in there, as ISO-8859-1, CP1252, CP437, IBM850 or SHIFT_JIS" },
  { "clear-control", WAYBILL_PARTNER_SETTING_CHOICE, "no|yes", 0, 0, "no",
    "Commands go unencrypted after the login (CCC), so that a firewall can read them; files stay encrypted" },
  { "clear-data", WAYBILL_PARTNER_SETTING_CHOICE, "no|yes", 0, 0, "no",
    "Files and listings go unencrypted (PROT C), though the login is encrypted" },
  { "client-name", WAYBILL_PARTNER_SETTING_TEXT, "TEXT", 0, 60, "",
    "What the server is told that we are (CLNT); empty: nothing" },
  { "keep-alive", WAYBILL_PARTNER_SETTING_CHOICE, "no|yes", 0, 0, "no",
    "Say NOOP each minute while a long transfer runs, for firewalls that forget quiet connections" },
  { "listing-kind", WAYBILL_PARTNER_SETTING_CHOICE, LISTING_KINDS, 0, 0, "auto",
    "In which dialect the server writes its listings; auto finds out" },
  { "login-commands", WAYBILL_PARTNER_SETTING_TEXT, "COMMANDS", 0, 1000, "",
    "Commands said after each login, parted by semicolons; one that begins with - may be refused" },
  { "pasv-address", WAYBILL_PARTNER_SETTING_CHOICE, "no|yes", 0, 0, "no",
    "Believe the address in the server's answer to PASV instead of using the control connection's" },
  { "passive", WAYBILL_PARTNER_SETTING_CHOICE, "auto|yes|no", 0, 0, "auto",
    "Who opens data connections: yes is we, no is the server (active mode), auto is we wherever that works" },
  { "proxy", WAYBILL_PARTNER_SETTING_CHOICE, "none|desktop|socks5|http", 0, 0, "none",
    "Through which kind of proxy the partner is reached; desktop asks the settings of this computer" },
  { "proxy-host", WAYBILL_PARTNER_SETTING_HOST, "HOST", 0, 255, "", "The proxy's name or address" },
  { "proxy-port", WAYBILL_PARTNER_SETTING_NUMBER, NULL, 0, 65535, "0",
    "The proxy's port; 0 is 1080 for socks5, 8080 for http" },
  { "proxy-user", WAYBILL_PARTNER_SETTING_TEXT, "USER", 0, 255, "",
    "User name at the proxy; its password is the secret proxy-password" },
  { "retries", WAYBILL_PARTNER_SETTING_NUMBER, NULL, 0, 100, "3", "How often a lost or stalled connection is tried again" },
  { "send-chain", WAYBILL_PARTNER_SETTING_CHOICE, "yes|no", 0, 0, "yes",
    "Show the authorities between as well as our certificate; no is the certificate alone" },
  { "timeout", WAYBILL_PARTNER_SETTING_NUMBER, NULL, 1, 3600, "30", "Seconds the server may stay silent" },
  { "tls", WAYBILL_PARTNER_SETTING_CHOICE, "default|1.2|1.3|old", 0, 0, "default",
    "TLS versions that are offered; default is 1.2 and 1.3, old is 1.0 and 1.1 as well" },
  { "tls-old-renegotiation", WAYBILL_PARTNER_SETTING_CHOICE, "no|yes", 0, 0, "no",
    "Talk to a server that does not know secure renegotiation (RFC 5746)" },
  { "tls-reason", WAYBILL_PARTNER_SETTING_TEXT, "TEXT", 0, 200, "",
    "Why an older TLS was agreed with the partner, for whoever looks at this later" },
  { "tls-weak", WAYBILL_PARTNER_SETTING_CHOICE, "no|yes", 0, 0, "no",
    "Take a server's key of 1024 bits and signatures with SHA-1" },
  { "virtual-host", WAYBILL_PARTNER_SETTING_HOST, "HOST", 0, 255, "",
    "Which of several hosts behind one address is meant (HOST, RFC 7151)" },
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

static gboolean
is_text (const WaybillPartnerSetting *setting, const char *value)
{
  gsize length = strlen (value);

  if (length < setting->least || length > setting->most || !g_utf8_validate (value, (gssize) length, NULL))
    return FALSE;
  for (const char *at = value; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_iscntrl (g_utf8_get_char (at))
        || (setting->kind == WAYBILL_PARTNER_SETTING_HOST
            && (!g_ascii_isgraph (*at) || strchr ("/?#@[]\\\"<>", *at) != NULL)))
      return FALSE;
  return TRUE;
}

static gboolean
is_ports (const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, "-", 2);
  guint64 low, high;

  return *value == '\0'
         || (g_strv_length (parts) == 2 && g_ascii_string_to_unsigned (parts[0], 10, 1, G_MAXUINT16, &low, NULL)
             && g_ascii_string_to_unsigned (parts[1], 10, low, G_MAXUINT16, &high, NULL));
}

static gboolean
allows (const WaybillPartnerSetting *setting, const char *value)
{
  switch (setting->kind)
    {
    case WAYBILL_PARTNER_SETTING_CHOICE:
      return is_choice (setting->choices, value);
    case WAYBILL_PARTNER_SETTING_NUMBER:
      return g_ascii_string_to_unsigned (value, 10, setting->least, setting->most, NULL, NULL);
    case WAYBILL_PARTNER_SETTING_TEXT:
    case WAYBILL_PARTNER_SETTING_HOST:
      return is_text (setting, value);
    case WAYBILL_PARTNER_SETTING_PORTS:
      return is_ports (value);
    case WAYBILL_PARTNER_SETTING_CHARSET:
      return waybill_base_charset_is_usable (value);
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* What a value may be, for the end of a sentence. */
static char *
dup_range (const WaybillPartnerSetting *setting)
{
  switch (setting->kind)
    {
    case WAYBILL_PARTNER_SETTING_CHOICE:
      return g_strdup_printf ("one of %s", setting->choices);
    case WAYBILL_PARTNER_SETTING_NUMBER:
      return g_strdup_printf ("a number from %u to %u", setting->least, setting->most);
    case WAYBILL_PARTNER_SETTING_HOST:
      return g_strdup ("a host's name or address alone");
    case WAYBILL_PARTNER_SETTING_PORTS:
      return g_strdup ("two ports, the lower first, as 50000-50100");
    case WAYBILL_PARTNER_SETTING_CHARSET:
      return g_strdup ("a charset that this computer knows and in which ASCII stands for itself");
    case WAYBILL_PARTNER_SETTING_TEXT:
    default:
      return g_strdup_printf ("one line of at most %u bytes", setting->most);
    }
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
  g_autofree char *range = NULL;

  if (setting == NULL)
    {
      g_set_error (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_SETTING, "There is no setting \"%s\"", key);
      return FALSE;
    }
  if (allows (setting, value))
    return TRUE;
  range = dup_range (setting);
  g_set_error (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_SETTING, "%s cannot be \"%s\": %s", key, value, range);
  return FALSE;
}
