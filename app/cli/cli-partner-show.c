/* Partners as lines for people or objects for programs. It changes nothing. */
#include "cli-private.h"

#include "cli-json.h"

#include "base-clock.h"
#include "cert-token-uri.h"
#include "partner-next.h"
#include "partner-setting.h"

#include <glib/gi18n-lib.h>

static guint
get_port (WaybillPartner *partner)
{
  guint16 port = waybill_partner_get_port (partner);

  return port != 0 ? port : waybill_remote_protocol_get_port (waybill_partner_get_protocol (partner));
}

/* What the partner is shown now, by the clock: what is due is settled by whoever connects next. (nullable) */
static const char *
get_shown (WaybillCli *self, WaybillPartner *partner)
{
  WaybillCertStore *store = waybill_cli_get_certificates (self, NULL);

  return store != NULL ? waybill_partner_next_get_identity (partner, store, waybill_base_clock_now ())
                       : waybill_partner_get_identity (partner);
}

/* What takes its place later. (nullable) */
static const char *
get_next (WaybillCli *self, WaybillPartner *partner)
{
  const char *next = waybill_partner_get_next_identity (partner);

  return g_strcmp0 (next, get_shown (self, partner)) == 0 ? NULL : next;
}

/* Its label, or its fingerprint where the store has lost it. (nullable) */
static char *
dup_label (WaybillCli *self, const char *fingerprint)
{
  WaybillCertStore *store = waybill_cli_get_certificates (self, NULL);
  const WaybillCertEntry *entry
      = store != NULL && fingerprint != NULL ? waybill_cert_store_find_fingerprint (store, fingerprint) : NULL;

  return g_strdup (entry != NULL ? entry->label : fingerprint);
}

static char **
dup_labels (WaybillCli *self, const char *const *fingerprints)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; fingerprints[i] != NULL; i++)
    g_ptr_array_add (labels, dup_label (self, fingerprints[i]));
  g_ptr_array_add (labels, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&labels), FALSE);
}

/* The name under which the secret of a certificate of ours is looked for: its password, or the PIN of its card. */
static void
add_credential (WaybillCli *self, GPtrArray *names, const char *fingerprint)
{
  WaybillCertStore *store = waybill_cli_get_certificates (self, NULL);
  const WaybillCertEntry *entry
      = store != NULL && fingerprint != NULL ? waybill_cert_store_find_fingerprint (store, fingerprint) : NULL;
  g_autofree char *label = dup_label (self, fingerprint);
  g_autofree char *card = entry != NULL && entry->token != NULL ? waybill_cert_token_uri_dup_name (entry->token) : NULL;

  if (card != NULL)
    g_ptr_array_add (names, waybill_secret_vault_dup_file_name (WAYBILL_SECRET_OWNER_TOKEN, card, WAYBILL_SECRET_FIELD_PIN));
  else if (label != NULL)
    g_ptr_array_add (names, waybill_secret_vault_dup_file_name (WAYBILL_SECRET_OWNER_CERTIFICATE, label,
                                                                WAYBILL_SECRET_FIELD_PASSWORD));
}

/* The names systemd's credentials must have for this partner. */
static char **
dup_credentials (WaybillCli *self, WaybillPartner *partner)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *name = waybill_partner_get_name (partner);

  g_ptr_array_add (names,
                   waybill_secret_vault_dup_file_name (WAYBILL_SECRET_OWNER_PARTNER, name, WAYBILL_SECRET_FIELD_PASSWORD));
  if (waybill_partner_get_needs_account (partner))
    g_ptr_array_add (names,
                     waybill_secret_vault_dup_file_name (WAYBILL_SECRET_OWNER_PARTNER, name, WAYBILL_SECRET_FIELD_ACCOUNT));
  if (*waybill_partner_get_setting (partner, "proxy-user") != '\0')
    g_ptr_array_add (names, waybill_secret_vault_dup_file_name (WAYBILL_SECRET_OWNER_PARTNER, name,
                                                                WAYBILL_SECRET_FIELD_PROXY_PASSWORD));
  add_credential (self, names, get_shown (self, partner));
  add_credential (self, names, get_next (self, partner));
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

static char **
dup_settings (WaybillPartner *partner)
{
  guint n_settings;
  const WaybillPartnerSetting *settings = waybill_partner_setting_list (&n_settings);
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();

  for (guint i = 0; i < n_settings; i++)
    {
      const char *value = waybill_partner_get_setting (partner, settings[i].key);

      if (g_strcmp0 (value, settings[i].standard) != 0)
        g_ptr_array_add (lines, g_strdup_printf ("%s=%s", settings[i].key, value));
    }
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&lines), FALSE);
}

static void
print_json (WaybillCli *self, WaybillPartner *partner, gboolean all)
{
  WaybillCliJson *json = waybill_cli_json_new ();
  g_autofree char *label = dup_label (self, get_shown (self, partner));
  g_autofree char *next = dup_label (self, get_next (self, partner));
  g_auto (GStrv) authorities = dup_labels (self, waybill_partner_get_authorities (partner));
  g_auto (GStrv) credentials = dup_credentials (self, partner);
  g_auto (GStrv) settings = dup_settings (partner);
  g_autofree char *line = NULL;

  waybill_cli_json_add_string (json, "name", waybill_partner_get_name (partner));
  waybill_cli_json_add_string (json, "uuid", waybill_partner_get_uuid (partner));
  waybill_cli_json_add_string (json, "protocol", waybill_remote_protocol_get_name (waybill_partner_get_protocol (partner)));
  waybill_cli_json_add_string (json, "host", waybill_partner_get_host (partner));
  waybill_cli_json_add_string (json, "server_name", waybill_partner_get_server_name (partner));
  waybill_cli_json_add_number (json, "port", get_port (partner));
  waybill_cli_json_add_string (json, "user", waybill_partner_get_user (partner));
  waybill_cli_json_add_string (json, "identity", label);
  waybill_cli_json_add_string (json, "next_identity", next);
  waybill_cli_json_add_string (json, "next_from", next != NULL ? waybill_partner_get_next_from (partner) : NULL);
  waybill_cli_json_add_boolean (json, "system_trust", waybill_partner_get_system_trust (partner));
  waybill_cli_json_add_strings (json, "authorities", (const char *const *) authorities);
  waybill_cli_json_add_strings (json, "pins", waybill_partner_get_pins (partner));
  waybill_cli_json_add_string (json, "local_dir", waybill_partner_get_local_dir (partner));
  waybill_cli_json_add_string (json, "remote_dir", waybill_partner_get_remote_dir (partner));
  if (all)
    {
      waybill_cli_json_add_boolean (json, "account", waybill_partner_get_needs_account (partner));
      waybill_cli_json_add_strings (json, "settings", (const char *const *) settings);
      waybill_cli_json_add_strings (json, "credentials", (const char *const *) credentials);
    }
  line = waybill_cli_json_end (json);
  waybill_cli_print (self, "%s", line);
}

static void
print_value (WaybillCli *self, const char *title, const char *value)
{
  if (value != NULL && *value != '\0')
    waybill_cli_print (self, "%s: %s", title, value);
}

static void
print_all (WaybillCli *self, WaybillPartner *partner)
{
  g_autofree char *port = g_strdup_printf ("%u", get_port (partner));
  g_autofree char *label = dup_label (self, get_shown (self, partner));
  g_autofree char *next = dup_label (self, get_next (self, partner));
  g_auto (GStrv) authorities = dup_labels (self, waybill_partner_get_authorities (partner));
  g_auto (GStrv) credentials = dup_credentials (self, partner);
  g_auto (GStrv) settings = dup_settings (partner);
  g_autofree char *names = waybill_cli_dup_names ((const char *const *) authorities);
  g_autofree char *pins = g_strjoinv (", ", (char **) waybill_partner_get_pins (partner));
  g_autofree char *set = g_strjoinv (", ", settings);
  g_autofree char *files = g_strjoinv (", ", credentials);

  print_value (self, _ ("Name"), waybill_partner_get_name (partner));
  print_value (self, _ ("Number"), waybill_partner_get_uuid (partner));
  print_value (self, _ ("Protocol"), waybill_remote_protocol_get_name (waybill_partner_get_protocol (partner)));
  print_value (self, _ ("Host"), waybill_partner_get_host (partner));
  print_value (self, _ ("Name in the certificate"), waybill_partner_get_server_name (partner));
  print_value (self, _ ("Port"), port);
  print_value (self, _ ("User"), waybill_partner_get_user (partner));
  print_value (self, _ ("Certificate"), label);
  print_value (self, _ ("Next certificate"), next);
  print_value (self, _ ("Takes over on"), next != NULL ? waybill_partner_get_next_from (partner) : NULL);
  print_value (self, _ ("System’s authorities"),
               waybill_partner_get_system_trust (partner) ? _ ("trusted") : _ ("not trusted"));
  print_value (self, _ ("Authorities"), names);
  print_value (self, _ ("Pinned"), pins);
  print_value (self, _ ("Local folder"), waybill_partner_get_local_dir (partner));
  print_value (self, _ ("Remote folder"), waybill_partner_get_remote_dir (partner));
  print_value (self, _ ("Settings"), set);
  print_value (self, _ ("Credential files"), files);
}

/**
 * waybill_cli_partner_list_run:
 * @self: the run
 *
 * `partner list`.
 *
 * Returns: the exit code
 */
int
waybill_cli_partner_list_run (WaybillCli *self)
{
  g_autoptr (GError) error = NULL;
  WaybillPartnerStore *store = waybill_cli_get_partners (self, &error);
  g_autoptr (GPtrArray) partners = NULL;

  if (store == NULL)
    return waybill_cli_fail (self, error, NULL, NULL, NULL);
  partners = waybill_partner_store_list (store);
  for (guint i = 0; i < partners->len; i++)
    {
      WaybillPartner *partner = partners->pdata[i];
      g_autofree char *label = dup_label (self, get_shown (self, partner));

      if (waybill_cli_is_json (self))
        print_json (self, partner, FALSE);
      else
        waybill_cli_print (self, "%-24s %-13s %s:%u%s%s", waybill_partner_get_name (partner),
                           waybill_remote_protocol_get_name (waybill_partner_get_protocol (partner)),
                           waybill_partner_get_host (partner), get_port (partner), label != NULL ? "  " : "",
                           label != NULL ? label : "");
    }
  if (partners->len == 0 && !waybill_cli_is_json (self))
    waybill_cli_note (self, _ ("There are no partners yet."));
  if (waybill_partner_store_get_n_unreadable (store) > 0)
    waybill_cli_note (self, _ ("%u partners could not be read."), waybill_partner_store_get_n_unreadable (store));
  return WAYBILL_CLI_OK;
}

/**
 * waybill_cli_partner_show_run:
 * @self: the run
 *
 * `partner show NAME`.
 *
 * Returns: the exit code
 */
int
waybill_cli_partner_show_run (WaybillCli *self)
{
  int code = WAYBILL_CLI_OK;
  WaybillPartner *partner = waybill_cli_find_partner (self, waybill_cli_get_arguments (self)[0], &code);

  if (partner == NULL)
    return code;
  if (waybill_cli_is_json (self))
    print_json (self, partner, TRUE);
  else
    print_all (self, partner);
  return WAYBILL_CLI_OK;
}
