/* Whom a partner's server may be vouched for by: showing and editing the trust list. */
#include "cli-private.h"

#include "cli-json.h"

#include "base-hash.h"
#include "words-crl.h"

#include <glib/gi18n-lib.h>

const WaybillCliOption waybill_cli_trust_options[] = {
  { "system", TRUE }, { "add", TRUE }, { "remove", TRUE }, { "pin", TRUE }, { "unpin", TRUE }, { NULL, FALSE },
};

/* A label of the store, or the fingerprint of what the store has lost. (nullable) */
static char *
dup_fingerprint (WaybillCli *self, const char *label, int *code)
{
  g_autofree char *hex = waybill_base_hash_normalize_hex (label);
  const WaybillCertEntry *entry;

  if (hex != NULL)
    return g_steal_pointer (&hex);
  entry = waybill_cli_find_certificate (self, label, code);
  return entry != NULL ? g_strdup (waybill_cert_certificate_get_fingerprint (entry->certificate)) : NULL;
}

/* GnuTLS takes no end certificate as an anchor: it is pinned. */
static int
apply_add (WaybillCli *self, WaybillPartner *partner, const char *label)
{
  int code = WAYBILL_CLI_OK;
  const WaybillCertEntry *entry = waybill_cli_find_certificate (self, label, &code);
  const char *fingerprint;

  if (entry == NULL)
    return code;
  if (entry->is_identity && !waybill_cert_certificate_is_authority (entry->certificate))
    return waybill_cli_usage (self, _ ("“%s” is your own certificate: it vouches for no server."), entry->label);
  fingerprint = waybill_cert_certificate_get_fingerprint (entry->certificate);
  if (waybill_cert_certificate_is_authority (entry->certificate))
    waybill_partner_add_authority (partner, fingerprint, NULL);
  else
    {
      waybill_partner_add_pin (partner, fingerprint, NULL);
      waybill_cli_note (self, _ ("“%s” is no authority: it is pinned as the server’s own certificate."), entry->label);
    }
  return WAYBILL_CLI_OK;
}

static int
apply_remove (WaybillCli *self, WaybillPartner *partner, const char *label)
{
  int code = WAYBILL_CLI_OK;
  g_autofree char *fingerprint = dup_fingerprint (self, label, &code);

  if (fingerprint == NULL)
    return code;
  if (!g_strv_contains (waybill_partner_get_authorities (partner), fingerprint)
      && !g_strv_contains (waybill_partner_get_pins (partner), fingerprint))
    waybill_cli_note (self, _ ("“%s” was not trusted anyway."), label);
  waybill_partner_remove_authority (partner, fingerprint);
  waybill_partner_remove_pin (partner, fingerprint);
  return WAYBILL_CLI_OK;
}

static int
apply_pin (WaybillCli *self, WaybillPartner *partner, const char *pin)
{
  if (waybill_partner_add_pin (partner, pin, NULL))
    return WAYBILL_CLI_OK;
  return waybill_cli_usage (self, _ ("“%s” is no SHA-256 fingerprint."), pin);
}

/* Whether it is one at all is found out on a blank partner. */
static int
apply_unpin (WaybillCli *self, WaybillPartner *partner, const char *pin)
{
  g_autoptr (WaybillPartner) blank = waybill_partner_new ("blank", NULL);
  const char *clean;

  if (!waybill_partner_add_pin (blank, pin, NULL))
    return waybill_cli_usage (self, _ ("“%s” is no SHA-256 fingerprint."), pin);
  clean = waybill_partner_get_pins (blank)[0];
  if (!g_strv_contains (waybill_partner_get_pins (partner), clean))
    waybill_cli_note (self, _ ("“%s” was not pinned."), pin);
  waybill_partner_remove_pin (partner, pin);
  return WAYBILL_CLI_OK;
}

static int
apply_system (WaybillCli *self, WaybillPartner *partner, const char *text)
{
  gboolean yes;

  if (!waybill_cli_parse_yes_no (text, &yes))
    return waybill_cli_usage (self, _ ("--%s must be yes or no, not “%s”."), "system", text);
  waybill_partner_set_system_trust (partner, yes);
  return WAYBILL_CLI_OK;
}

static const struct
{
  const char *option;
  int (*apply) (WaybillCli *self, WaybillPartner *partner, const char *value);
} rules[] = {
  { "system", apply_system }, { "remove", apply_remove }, { "add", apply_add },
  { "unpin", apply_unpin },   { "pin", apply_pin },
};

static char **
dup_labels (WaybillCli *self, const char *const *fingerprints)
{
  WaybillCertStore *store = waybill_cli_get_certificates (self, NULL);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; fingerprints[i] != NULL; i++)
    {
      const WaybillCertEntry *entry = store != NULL ? waybill_cert_store_find_fingerprint (store, fingerprints[i]) : NULL;

      g_ptr_array_add (labels, g_strdup (entry != NULL ? entry->label : fingerprints[i]));
    }
  g_ptr_array_add (labels, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&labels), FALSE);
}

static void
print_json (WaybillCli *self, WaybillPartner *partner)
{
  g_auto (GStrv) labels = dup_labels (self, waybill_partner_get_authorities (partner));
  WaybillCliJson *json = waybill_cli_json_new ();
  g_autofree char *line = NULL;

  waybill_cli_json_add_string (json, "partner", waybill_partner_get_name (partner));
  waybill_cli_json_add_boolean (json, "system", waybill_partner_get_system_trust (partner));
  waybill_cli_json_add_strings (json, "authorities", (const char *const *) labels);
  waybill_cli_json_add_strings (json, "fingerprints", waybill_partner_get_authorities (partner));
  waybill_cli_json_add_strings (json, "pins", waybill_partner_get_pins (partner));
  line = waybill_cli_json_end (json);
  waybill_cli_print (self, "%s", line);
}

/* With its list of withdrawn certificates, where the store has one. */
static void
print_authority (WaybillCli *self, const char *label, const char *fingerprint)
{
  WaybillCertStore *store = waybill_cli_get_certificates (self, NULL);
  g_autoptr (GBytes) list = store != NULL ? waybill_cert_store_read_crl (store, fingerprint) : NULL;
  g_autoptr (WaybillCertCrl) crl
      = list != NULL ? waybill_cert_crl_new (g_bytes_get_data (list, NULL), g_bytes_get_size (list), NULL) : NULL;
  g_autofree char *said = crl != NULL ? waybill_words_crl (label, crl, FALSE) : NULL;

  waybill_cli_print (self, _ ("Authority: %s"), label);
  if (said != NULL)
    waybill_cli_print (self, "  %s", said);
}

/* A pin is for one certificate of one host and port. */
static void
print_pin (WaybillCli *self, WaybillPartner *partner, const char *pin)
{
  guint port = waybill_partner_get_port (partner);

  if (port == 0)
    port = waybill_remote_protocol_get_port (waybill_partner_get_protocol (partner));
  /* Translators: a fingerprint, a host and its port. */
  waybill_cli_print (self, _ ("Pinned: %s, for %s, port %u"), pin, waybill_partner_get_host (partner), port);
}

static void
print_list (WaybillCli *self, WaybillPartner *partner)
{
  g_auto (GStrv) labels = dup_labels (self, waybill_partner_get_authorities (partner));
  const char *const *pins = waybill_partner_get_pins (partner);

  waybill_cli_print (self, "%s",
                     waybill_partner_get_system_trust (partner) ? _ ("The system’s authorities: trusted")
                                                                : _ ("The system’s authorities: not trusted"));
  for (guint i = 0; labels[i] != NULL; i++)
    print_authority (self, labels[i], waybill_partner_get_authorities (partner)[i]);
  for (guint i = 0; pins[i] != NULL; i++)
    print_pin (self, partner, pins[i]);
  if (!waybill_partner_get_system_trust (partner) && labels[0] == NULL && pins[0] == NULL)
    waybill_cli_note (self, _ ("Nobody is trusted: no server of this partner can be connected to."));
}

/**
 * waybill_cli_trust_run:
 * @self: the run
 *
 * `trust PARTNER`: prints the list, or changes it: everything or, where one thing is wrong, nothing.
 *
 * Returns: the exit code
 */
int
waybill_cli_trust_run (WaybillCli *self)
{
  int code = WAYBILL_CLI_OK;
  WaybillPartner *partner = waybill_cli_find_partner (self, waybill_cli_get_arguments (self)[0], &code);
  gboolean is_change = FALSE;

  if (partner == NULL)
    return code;
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      const char *const *values = waybill_cli_get_options (self, rules[i].option);

      for (guint j = 0; code == WAYBILL_CLI_OK && values[j] != NULL; j++)
        code = rules[i].apply (self, partner, values[j]);
      is_change |= values[0] != NULL;
    }
  if (code == WAYBILL_CLI_OK && is_change)
    code = waybill_cli_save_partner (self, partner);
  if (code != WAYBILL_CLI_OK)
    return code;
  if (waybill_cli_is_json (self))
    print_json (self, partner);
  else
    print_list (self, partner);
  return WAYBILL_CLI_OK;
}
