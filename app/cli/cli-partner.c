/* Partners on the command line: made, changed, copied, removed; and their passwords. Showing them has a file of its own. */
#include "cli-card.h"
#include "cli-private.h"

#include "partner-learnt.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static int
run_add (WaybillCli *self);
static int
run_edit (WaybillCli *self);
static int
run_copy (WaybillCli *self);
static int
run_remove (WaybillCli *self);
static int
run_password (WaybillCli *self);

static const WaybillCliOption profile_options[] = {
  { "host", TRUE },         { "server-name", TRUE }, { "port", TRUE },      { "protocol", TRUE },  { "user", TRUE },
  { "account", TRUE },      { "identity", TRUE },    { "authority", TRUE }, { "local-dir", TRUE }, { "remote-dir", TRUE },
  { "system-trust", TRUE }, { "set", TRUE },         { NULL, FALSE },
};
static const WaybillCliOption password_options[] = { { "forget", FALSE }, { "proxy", FALSE }, { NULL, FALSE } };

#define PROFILE                                                                                                             \
  "[--server-name N] [--port N] [--protocol ftps|ftps-implicit|sftp|ftp] [--user U] [--account A] [--identity LABEL] "      \
  "[--system-trust yes|no] [--authority LABEL]... [--local-dir D] [--remote-dir D] [--set KEY=VALUE]..."

const WaybillCliCommand waybill_cli_partner_commands[] = {
  { "partner add", run_add, "NAME --host H " PROFILE, N_ ("saves a new partner"), 1, 1, profile_options },
  { "partner list", waybill_cli_partner_list_run, "", N_ ("lists the partners"), 0, 0, NULL },
  { "partner show", waybill_cli_partner_show_run, "NAME", N_ ("shows all of one partner"), 1, 1, NULL },
  { "partner edit", run_edit, "NAME [--host H] " PROFILE, N_ ("changes a partner"), 1, 1, profile_options },
  { "partner copy", run_copy, "NAME NEW", N_ ("makes a new partner like another"), 2, 2, NULL },
  { "partner remove", run_remove, "NAME", N_ ("removes a partner, its passwords and what was learnt"), 1, 1, NULL },
  { "password", run_password, "NAME [--proxy] [--forget]",
    N_ ("keeps a partner’s password, or that of its proxy, in the keyring, or forgets it"), 1, 1, password_options },
  { "assign", waybill_cli_assign_run, "LABEL PARTNER [--from YYYY-MM-DD]",
    N_ ("shows a certificate of yours to a partner, now or from a day on"), 2, 2, waybill_cli_assign_options },
  { "trust", waybill_cli_trust_run,
    "PARTNER [--system yes|no] [--add LABEL]... [--remove LABEL]... [--pin SHA256]... [--unpin SHA256]...",
    N_ ("shows or changes whom a partner’s server may be vouched for by"), 1, 1, waybill_cli_trust_options },
  { NULL },
};

/* Options that are plain text of the partner. */
static const struct
{
  const char *option;
  gboolean (*set) (WaybillPartner *partner, const char *text, GError **error);
} text_rules[] = {
  { "host", waybill_partner_set_host },
  { "server-name", waybill_partner_set_server_name },
  { "user", waybill_partner_set_user },
  { "remote-dir", waybill_partner_set_remote_dir },
};

static int
apply_texts (WaybillCli *self, WaybillPartner *partner)
{
  const char *folder = waybill_cli_get_option (self, "local-dir");
  g_autofree char *absolute = folder != NULL && *folder != '\0' ? g_canonicalize_filename (folder, NULL) : g_strdup (folder);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (text_rules); i++)
    {
      const char *text = waybill_cli_get_option (self, text_rules[i].option);

      if (text != NULL && !text_rules[i].set (partner, text, &error))
        return waybill_cli_usage (self, _ ("--%s cannot be “%s”: %s."), text_rules[i].option, text, error->message);
    }
  if (folder != NULL && !waybill_partner_set_local_dir (partner, absolute, &error))
    return waybill_cli_usage (self, _ ("--%s cannot be “%s”: %s."), "local-dir", folder, error->message);
  return WAYBILL_CLI_OK;
}

static int
apply_protocol (WaybillCli *self, WaybillPartner *partner)
{
  const char *name = waybill_cli_get_option (self, "protocol");
  const char *port_text = waybill_cli_get_option (self, "port");
  const char *system = waybill_cli_get_option (self, "system-trust");
  WaybillRemoteProtocol protocol;
  gboolean yes;
  guint port;

  if (name != NULL && !waybill_remote_protocol_from_name (name, &protocol))
    return waybill_cli_usage (self, _ ("--protocol must be ftps, ftps-implicit, sftp or ftp, not “%s”."), name);
  if (port_text != NULL && !waybill_cli_parse_number (port_text, 1, 65535, &port))
    return waybill_cli_usage (self, _ ("--port must be a number from 1 to 65535, not “%s”."), port_text);
  if (system != NULL && !waybill_cli_parse_yes_no (system, &yes))
    return waybill_cli_usage (self, _ ("--%s must be yes or no, not “%s”."), "system-trust", system);
  if (name != NULL)
    waybill_partner_set_protocol (partner, protocol);
  if (port_text != NULL)
    waybill_partner_set_port (partner, (guint16) port);
  if (system != NULL)
    waybill_partner_set_system_trust (partner, yes);
  return WAYBILL_CLI_OK;
}

static int
apply_settings (WaybillCli *self, WaybillPartner *partner)
{
  const char *const *settings = waybill_cli_get_options (self, "set");

  for (guint i = 0; settings[i] != NULL; i++)
    {
      const char *equals = strchr (settings[i], '=');
      g_autofree char *key = equals != NULL ? g_strndup (settings[i], (gsize) (equals - settings[i])) : NULL;
      g_autoptr (GError) error = NULL;

      if (key == NULL)
        return waybill_cli_usage (self, _ ("--set wants KEY=VALUE, not “%s”."), settings[i]);
      if (!waybill_partner_set_setting (partner, key, equals + 1, &error))
        return waybill_cli_usage (self, _ ("--set cannot be “%s”: %s."), settings[i], error->message);
    }
  return WAYBILL_CLI_OK;
}

static int
apply_certificates (WaybillCli *self, WaybillPartner *partner)
{
  const char *identity = waybill_cli_get_option (self, "identity");
  const char *const *authorities = waybill_cli_get_options (self, "authority");
  const WaybillCertEntry *entry;
  int code = WAYBILL_CLI_OK;

  if (identity != NULL && *identity == '\0')
    waybill_cli_set_identity (self, partner, NULL);
  else if (identity != NULL)
    {
      entry = waybill_cli_card_find_identity (self, identity, &code);
      if (entry == NULL)
        return code;
      if (!entry->is_identity)
        return waybill_cli_usage (self, _ ("“%s” has no private key: it cannot be shown to a partner."), entry->label);
      waybill_cli_set_identity (self, partner, waybill_cert_certificate_get_fingerprint (entry->certificate));
    }
  for (guint i = 0; authorities[i] != NULL; i++)
    {
      entry = waybill_cli_find_certificate (self, authorities[i], &code);
      if (entry == NULL)
        return code;
      if (!waybill_cert_certificate_is_authority (entry->certificate))
        return waybill_cli_usage (self, _ ("“%s” is no authority: it cannot vouch for a server."), entry->label);
      waybill_partner_add_authority (partner, waybill_cert_certificate_get_fingerprint (entry->certificate), NULL);
    }
  return WAYBILL_CLI_OK;
}

static int
apply_options (WaybillCli *self, WaybillPartner *partner)
{
  int code = apply_texts (self, partner);

  if (code == WAYBILL_CLI_OK)
    code = apply_protocol (self, partner);
  if (code == WAYBILL_CLI_OK)
    code = apply_settings (self, partner);
  if (code == WAYBILL_CLI_OK)
    code = apply_certificates (self, partner);
  if (code == WAYBILL_CLI_OK && waybill_cli_has_option (self, "account"))
    waybill_partner_set_needs_account (partner, *waybill_cli_get_option (self, "account") != '\0');
  return code;
}

static WaybillSecretKey
get_key (WaybillPartner *partner, WaybillSecretField field)
{
  return (WaybillSecretKey){ WAYBILL_SECRET_OWNER_PARTNER, field, waybill_partner_get_uuid (partner),
                             waybill_partner_get_name (partner) };
}

/* The account is a secret: never in the profile. */
static void
keep_account (WaybillCli *self, WaybillPartner *partner)
{
  const char *account = waybill_cli_get_option (self, "account");
  WaybillSecretKey key = get_key (partner, WAYBILL_SECRET_FIELD_ACCOUNT);
  g_autoptr (WaybillSecretText) text = NULL;
  g_autoptr (GError) error = NULL;

  if (account == NULL || *account == '\0')
    return;
  text = waybill_secret_text_new (account);
  if (text == NULL || !waybill_cli_vault_store (self, &key, text, &error))
    waybill_cli_note (self, _ ("The account could not be kept in the keyring. Name it in a file for --secrets."));
}

static int
run_add (WaybillCli *self)
{
  const char *name = waybill_cli_get_arguments (self)[0];
  g_autoptr (GError) error = NULL;
  WaybillPartnerStore *store = waybill_cli_get_partners (self, &error);
  g_autoptr (WaybillPartner) partner = NULL;
  int code;

  if (store == NULL)
    return waybill_cli_fail (self, error, name, NULL, NULL);
  if (!waybill_cli_has_option (self, "host"))
    return waybill_cli_usage (self, _ ("%s is missing."), "--host");
  partner = waybill_partner_new (name, &error);
  if (partner == NULL)
    return waybill_cli_usage (self, _ ("A partner cannot be called “%s”: %s."), name, error->message);
  code = apply_options (self, partner);
  if (code != WAYBILL_CLI_OK)
    return code;
  if (!waybill_partner_store_add (store, partner, &error))
    return waybill_cli_fail (self, error, name, NULL, NULL);
  keep_account (self, partner);
  if (waybill_partner_get_protocol (partner) == WAYBILL_REMOTE_PROTOCOL_SFTP)
    waybill_cli_note (self, _ ("Note: this version of Waybill cannot connect over SFTP yet."));
  if (!waybill_cli_is_json (self))
    waybill_cli_print (self, _ ("The partner “%s” is saved."), name);
  return WAYBILL_CLI_OK;
}

static int
run_edit (WaybillCli *self)
{
  int code = WAYBILL_CLI_OK;
  WaybillPartner *partner = waybill_cli_find_partner (self, waybill_cli_get_arguments (self)[0], &code);

  if (partner == NULL)
    return code;
  code = apply_options (self, partner);
  if (code == WAYBILL_CLI_OK)
    code = waybill_cli_save_partner (self, partner);
  if (code == WAYBILL_CLI_OK)
    keep_account (self, partner);
  return code;
}

static int
run_copy (WaybillCli *self)
{
  const char *const *names = waybill_cli_get_arguments (self);
  int code = WAYBILL_CLI_OK;
  WaybillPartner *partner = waybill_cli_find_partner (self, names[0], &code);
  g_autoptr (WaybillPartner) copy = NULL;
  g_autoptr (GError) error = NULL;

  if (partner == NULL)
    return code;
  copy = waybill_partner_copy (partner, names[1], &error);
  if (copy == NULL)
    return waybill_cli_usage (self, _ ("A partner cannot be called “%s”: %s."), names[1], error->message);
  if (!waybill_partner_store_add (waybill_cli_get_partners (self, NULL), copy, &error))
    return waybill_cli_fail (self, error, names[1], NULL, NULL);
  return WAYBILL_CLI_OK;
}

/* Removing */

static gboolean
is_absent (const GError *error)
{
  return g_error_matches (error, WAYBILL_SECRET_ERROR, WAYBILL_SECRET_ERROR_NO_KEYRING);
}

static void
forget_all (WaybillCli *self, WaybillPartner *partner)
{
  g_autofree char *learnt = g_build_filename (self->state_folder, "learnt", NULL);
  g_autoptr (GError) error = NULL;

  for (int field = WAYBILL_SECRET_FIELD_PASSWORD; error == NULL && field <= WAYBILL_SECRET_FIELD_KEY_PASSPHRASE; field++)
    {
      WaybillSecretKey key = get_key (partner, (WaybillSecretField) field);

      waybill_cli_vault_forget (self, &key, &error);
    }
  if (error != NULL && !is_absent (error))
    waybill_cli_note (self, _ ("The keyring may still hold passwords of “%s”."), waybill_partner_get_name (partner));
  g_clear_error (&error);
  if (!waybill_partner_learnt_reset (learnt, waybill_partner_get_uuid (partner), &error))
    g_info ("What was learnt stays: %s", error->message);
}

static int
run_remove (WaybillCli *self)
{
  int code = WAYBILL_CLI_OK;
  g_autoptr (WaybillPartner) partner = NULL;
  WaybillPartner *found = waybill_cli_find_partner (self, waybill_cli_get_arguments (self)[0], &code);
  g_autoptr (GError) error = NULL;

  if (found == NULL)
    return code;
  partner = g_object_ref (found);
  if (!waybill_partner_store_remove (waybill_cli_get_partners (self, NULL), partner, &error))
    return waybill_cli_fail (self, error, waybill_partner_get_name (partner), NULL, NULL);
  forget_all (self, partner);
  if (!waybill_cli_is_json (self))
    waybill_cli_print (self, _ ("The partner “%s” is removed."), waybill_partner_get_name (partner));
  return WAYBILL_CLI_OK;
}

static int
run_password (WaybillCli *self)
{
  int code = WAYBILL_CLI_OK;
  WaybillPartner *partner = waybill_cli_find_partner (self, waybill_cli_get_arguments (self)[0], &code);
  g_autofree char *question = NULL;
  g_autoptr (WaybillSecretText) text = NULL;
  g_autoptr (GError) error = NULL;
  WaybillSecretKey key;
  gboolean is_proxy;

  if (partner == NULL)
    return code;
  is_proxy = waybill_cli_has_option (self, "proxy");
  key = get_key (partner, is_proxy ? WAYBILL_SECRET_FIELD_PROXY_PASSWORD : WAYBILL_SECRET_FIELD_PASSWORD);
  if (waybill_cli_has_option (self, "forget"))
    return waybill_cli_vault_forget (self, &key, &error) ? WAYBILL_CLI_OK
                                                         : waybill_cli_fail (self, error, key.name, key.name, NULL);

  question = g_strdup_printf (is_proxy ? _ ("Password for the proxy of “%s”: ") : _ ("Password for “%s”: "), key.name);
  text = waybill_cli_read_secret (self, question);
  if (text == NULL || *waybill_secret_text_peek (text) == '\0')
    g_set_error_literal (&error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_SECRET_LOGIN, "No password was given");
  if (error != NULL || !waybill_cli_vault_store (self, &key, text, &error))
    return waybill_cli_fail (self, error, key.name, key.name, NULL);
  if (!waybill_cli_is_json (self))
    waybill_cli_print (self,
                       is_proxy ? _ ("The password for the proxy of “%s” is in the keyring.")
                                : _ ("The password for “%s” is in the keyring."),
                       key.name);
  if (is_proxy && *waybill_partner_get_setting (partner, "proxy-user") == '\0')
    waybill_cli_note (self, _ ("Note: no proxy-user is set, so nobody asks for it yet."));
  return WAYBILL_CLI_OK;
}
