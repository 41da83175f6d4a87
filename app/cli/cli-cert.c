/* The certificate store on the command line: listed, shown, renamed, removed, and the passwords of identities. Importing has
 * a file of its own. */
#include "cli-cert.h"

#include "cli-card.h"
#include "cli-cert-request.h"
#include "cli-cert-secret.h"
#include "cli-json.h"
#include "cli-private.h"

#include "cert-error.h"
#include "cert-token-uri.h"
#include "words-cert.h"
#include "words-secret.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LABEL_MAX_BYTES 256

static int
run_list (WaybillCli *self);
static int
run_show (WaybillCli *self);
static int
run_remove (WaybillCli *self);
static int
run_rename (WaybillCli *self);
static int
run_password (WaybillCli *self);

static const WaybillCliOption remove_options[] = { { "force", FALSE }, { NULL, FALSE } };
static const WaybillCliOption forget_options[] = { { "forget", FALSE }, { NULL, FALSE } };

const WaybillCliCommand waybill_cli_cert_commands[] = {
  { "cert import", waybill_cli_cert_import_run,
    "FILE... [--label L] [--password-file F] [--assign PARTNER]... [--trust PARTNER]... [--replace]",
    N_ ("reads certificates, keys and revocation lists from files into the store"), 1, G_MAXUINT,
    waybill_cli_cert_import_options },
  { "cert list", run_list, "", N_ ("lists the certificates of the store, and yours on cards"), 0, 0, NULL },
  { "cert export", waybill_cli_cert_export_run,
    "LABEL [--pfx F] [--legacy] [--authorities] [--cer F] [--base64] [--pem F] [--p7b F] [--password-file F] "
    "[--overwrite ask|yes|no]",
    N_ ("writes a certificate, with or without its key, to files for others"), 1, 1, waybill_cli_cert_export_options },
  { "cert request", waybill_cli_cert_request_run,
    "NAME --subject DN [--san S]... [--key rsa3072|ec256] --out F [--overwrite ask|yes|no]",
    N_ ("makes a key and a request for a certificate"), 1, 1, waybill_cli_cert_request_options },
  { "cert reply", waybill_cli_cert_reply_run, "FILE", N_ ("joins the answer to a request with its key"), 1, 1, NULL },
  { "cert show", run_show, "LABEL", N_ ("shows all of one certificate"), 1, 1, NULL },
  { "cert remove", run_remove, "LABEL [--force]", N_ ("removes a certificate that no partner uses"), 1, 1, remove_options },
  { "cert rename", run_rename, "LABEL NEW", N_ ("gives a certificate another name"), 2, 2, NULL },
  { "cert password", run_password, "LABEL [--forget]",
    N_ ("keeps the password of a certificate in the keyring, or forgets it"), 1, 1, forget_options },
  { NULL },
};

static gboolean
may_be_label (const char *label)
{
  g_autofree char *clean = g_utf8_validate (label, -1, NULL) ? g_strstrip (g_strdup (label)) : NULL;

  if (clean == NULL || *clean == '\0' || strlen (clean) > LABEL_MAX_BYTES)
    return FALSE;
  for (const char *at = clean; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_iscntrl (g_utf8_get_char (at)))
      return FALSE;
  return TRUE;
}

/**
 * waybill_cli_cert_check_label:
 * @self: the run
 * @label: what a certificate or a request is to be called
 *
 * Before anything is read or made.
 *
 * Returns: 0; 2 after saying that it cannot be called that
 */
int
waybill_cli_cert_check_label (WaybillCli *self, const char *label)
{
  return may_be_label (label) ? WAYBILL_CLI_OK : waybill_cli_usage (self, _ ("A certificate cannot be called “%s”."), label);
}

/**
 * waybill_cli_find_certificate:
 * @self: the run
 * @label: what was typed
 * @code: (out): the exit code where there is none
 *
 * Says what is wrong, with the labels that are near.
 *
 * Returns: (transfer none) (nullable): the entry
 */
const WaybillCertEntry *
waybill_cli_find_certificate (WaybillCli *self, const char *label, int *code)
{
  g_autoptr (GError) error = NULL;
  WaybillCertStore *store = waybill_cli_get_certificates (self, &error);
  const WaybillCertEntry *entry = store != NULL ? waybill_cert_store_find (store, label, &error) : NULL;
  g_auto (GStrv) near = NULL;
  g_autofree char *names = NULL;

  if (entry != NULL)
    return entry;
  if (store == NULL)
    {
      *code = waybill_cli_fail (self, error, NULL, label, NULL);
      return NULL;
    }
  if (waybill_cert_token_is_uri (label) && !waybill_cert_token_check_uri (label, NULL))
    {
      *code = waybill_cli_card_refuse_uri (self);
      return NULL;
    }
  near = waybill_cert_store_suggest (store, label);
  names = waybill_cli_dup_names ((const char *const *) near);
  if (g_error_matches (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_AMBIGUOUS))
    *code = waybill_cli_usage (self, _ ("More than one certificate fits “%s”."), label);
  else if (waybill_cli_cert_find_waiting (self, label) != NULL)
    *code = waybill_cli_usage (self, _ ("“%s” is a request that still waits: “cert reply FILE” makes a certificate of it."),
                               label);
  else if (*names != '\0')
    *code = waybill_cli_usage (self, _ ("No certificate is called “%s”. Near: %s."), label, names);
  else
    *code = waybill_cli_usage (self, _ ("No certificate is called “%s”."), label);
  return NULL;
}

/**
 * waybill_cli_check_identity:
 * @self: the run
 *
 * Before a command does anything: is there a certificate that --identity means? Says so where there is none. One on a card
 * is called by its URI from then on; the store is left as it is.
 *
 * Returns: 0, or the exit code
 */
int
waybill_cli_check_identity (WaybillCli *self)
{
  const char *label = waybill_cli_get_option (self, "identity");
  const WaybillCertTokenEntry *card;
  WaybillCertStore *store;
  int code = WAYBILL_CLI_OK;

  if (label == NULL || *label == '\0')
    return code;
  store = waybill_cli_get_certificates (self, NULL);
  if (store != NULL && waybill_cert_store_find (store, label, NULL) != NULL)
    return code;
  card = store != NULL ? waybill_cli_card_find (self, label, &code) : NULL;
  if (card != NULL)
    waybill_cli_set_option (self, "identity", card->uri);
  else if (code == WAYBILL_CLI_OK)
    waybill_cli_card_find_identity (self, label, &code);
  return code;
}

/* Who shows it or will, or trusts it as an authority; a pin needs no store. (element-type WaybillPartner) (transfer
 * container) */
static GPtrArray *
list_users (WaybillCli *self, const WaybillCertEntry *entry)
{
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (entry->certificate);
  WaybillPartnerStore *store = waybill_cli_get_partners (self, NULL);
  GPtrArray *users = store != NULL ? waybill_partner_store_users_of_certificate (store, fingerprint) : g_ptr_array_new ();

  for (guint i = users->len; i > 0; i--)
    if (g_strcmp0 (waybill_partner_get_identity (users->pdata[i - 1]), fingerprint) != 0
        && g_strcmp0 (waybill_partner_get_next_identity (users->pdata[i - 1]), fingerprint) != 0
        && !g_strv_contains (waybill_partner_get_authorities (users->pdata[i - 1]), fingerprint))
      g_ptr_array_remove_index (users, i - 1);
  return users;
}

static char **
dup_user_names (WaybillCli *self, const WaybillCertEntry *entry)
{
  g_autoptr (GPtrArray) users = list_users (self, entry);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < users->len; i++)
    g_strv_builder_add (names, waybill_partner_get_name (users->pdata[i]));
  return g_strv_builder_end (names);
}

static const char *
get_kind (const WaybillCertEntry *entry)
{
  if (entry->token != NULL)
    return "token";
  return entry->is_identity ? "identity" : "authority";
}

/* "token" is what its PIN is filed under in --secrets. */
static void
add_token (WaybillCliJson *json, const char *uri)
{
  g_autofree char *name = waybill_cert_token_uri_dup_name (uri);

  waybill_cli_json_add_string (json, "token", name);
  waybill_cli_json_add_string (json, "uri", uri);
}

/* What to know of its key, behind the rest of the line. */
static char *
dup_key_remark (const WaybillCertEntry *entry)
{
  g_autofree char *name = entry->token != NULL ? waybill_cert_token_uri_dup_name (entry->token) : NULL;

  if (name != NULL)
    return g_strdup_printf (_ (", on the card “%s”"), name);
  return g_strdup (entry->is_identity && !entry->is_protected ? _ (", kept without a password") : "");
}

/**
 * waybill_cli_cert_print_json:
 * @self: the run
 * @entry: an entry of the store
 *
 * Its line of `cert list --json`.
 */
void
waybill_cli_cert_print_json (WaybillCli *self, const WaybillCertEntry *entry)
{
  WaybillCertCertificate *certificate = entry->certificate;
  WaybillCliJson *json = waybill_cli_json_new ();
  g_auto (GStrv) users = dup_user_names (self, entry);
  g_autofree char *line = NULL;

  waybill_cli_json_add_string (json, "label", entry->label);
  waybill_cli_json_add_string (json, "kind", get_kind (entry));
  waybill_cli_json_add_string (json, "subject", waybill_cert_certificate_get_subject (certificate));
  waybill_cli_json_add_string (json, "issuer", waybill_cert_certificate_get_issuer (certificate));
  waybill_cli_json_add_string (json, "fingerprint", waybill_cert_certificate_get_fingerprint (certificate));
  waybill_cli_json_add_time (json, "not_before", waybill_cert_certificate_get_not_before (certificate));
  waybill_cli_json_add_time (json, "not_after", waybill_cert_certificate_get_not_after (certificate));
  waybill_cli_json_add_boolean (json, "client_auth", waybill_cert_certificate_is_for_clients (certificate));
  waybill_cli_json_add_strings (json, "partners", (const char *const *) users);
  if (entry->token != NULL)
    add_token (json, entry->token);
  else
    waybill_cli_json_add_boolean (json, "protected", entry->is_protected);
  line = waybill_cli_json_end (json);
  waybill_cli_print (self, "%s", line);
}

/**
 * waybill_cli_cert_print:
 * @self: the run
 * @entry: an entry of the store
 *
 * Label, kind and validity on one line.
 */
void
waybill_cli_cert_print (WaybillCli *self, const WaybillCertEntry *entry)
{
  g_autofree char *validity = waybill_words_cert_validity (entry->certificate);
  g_auto (GStrv) users = dup_user_names (self, entry);
  g_autofree char *names = waybill_cli_dup_names ((const char *const *) users);
  g_autofree char *key = dup_key_remark (entry);

  waybill_cli_print (self, "%s: %s, %s%s%s%s", entry->label,
                     waybill_words_cert_kind (entry->certificate, entry->is_identity), validity,
                     *names != '\0' ? _ (", used by ") : "", names, key);
}

static void
print_entry (WaybillCli *self, const WaybillCertEntry *entry)
{
  if (waybill_cli_is_json (self))
    waybill_cli_cert_print_json (self, entry);
  else
    waybill_cli_cert_print (self, entry);
}

static int
run_list (WaybillCli *self)
{
  g_autoptr (GError) error = NULL;
  WaybillCertStore *store = waybill_cli_get_certificates (self, &error);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  guint n_cards;

  if (store == NULL)
    return waybill_cli_fail (self, error, NULL, NULL, NULL);
  entries = waybill_cert_store_list (store);
  waiting = waybill_cert_store_list_requests (store);
  for (guint i = 0; i < entries->len; i++)
    print_entry (self, entries->pdata[i]);
  n_cards = waybill_cli_card_each (self, print_entry);
  for (guint i = 0; i < waiting->len; i++)
    waybill_cli_cert_print_waiting (self, waiting->pdata[i]);
  if (entries->len + waiting->len + n_cards == 0 && !waybill_cli_is_json (self))
    waybill_cli_note (self, _ ("There are no certificates yet."));
  if (waybill_cert_store_get_n_unreadable (store) > 0)
    waybill_cli_note (self, _ ("%u certificates could not be read."), waybill_cert_store_get_n_unreadable (store));
  return WAYBILL_CLI_OK;
}

static void
show_entry (WaybillCli *self, const WaybillCertEntry *entry)
{
  g_autofree char *text = waybill_words_cert_describe (entry->certificate);

  print_entry (self, entry);
  if (waybill_cli_is_json (self))
    return;
  waybill_cli_print_lines (self, text);
  if (entry->token != NULL)
    /* Translators: a PKCS#11 URI. */
    waybill_cli_print (self, _ ("PKCS#11 URI: %s"), entry->token);
}

static int
run_show (WaybillCli *self)
{
  const char *label = waybill_cli_get_arguments (self)[0];
  int code = WAYBILL_CLI_OK;
  const WaybillCertWaiting *waiting = waybill_cli_cert_find_waiting (self, label);
  WaybillCertStore *store = waybill_cli_get_certificates (self, NULL);
  const WaybillCertEntry *entry = store != NULL ? waybill_cert_store_find (store, label, NULL) : NULL;
  const WaybillCertTokenEntry *card;
  WaybillCertEntry on_card;

  if (waiting != NULL)
    return waybill_cli_cert_show_waiting (self, waiting);
  card = store != NULL && entry == NULL ? waybill_cli_card_find (self, label, &code) : NULL;
  if (card != NULL)
    {
      on_card = waybill_cli_card_as_entry (card);
      entry = &on_card;
    }
  if (entry == NULL && code == WAYBILL_CLI_OK)
    entry = waybill_cli_find_certificate (self, label, &code);
  if (entry != NULL)
    show_entry (self, entry);
  return code;
}

/* All that can be written are; 0, or the exit code of the last that could not. */
static int
unassign (WaybillCli *self, GPtrArray *users, const char *fingerprint)
{
  int code = WAYBILL_CLI_OK;

  for (guint i = 0; i < users->len; i++)
    {
      WaybillPartner *partner = users->pdata[i];
      g_autoptr (GError) error = NULL;

      if (g_strcmp0 (waybill_partner_get_identity (partner), fingerprint) == 0)
        waybill_partner_set_identity (partner, NULL, NULL);
      if (g_strcmp0 (waybill_partner_get_next_identity (partner), fingerprint) == 0)
        waybill_partner_set_next (partner, NULL, NULL, NULL);
      waybill_partner_remove_authority (partner, fingerprint);
      if (!waybill_partner_store_save (waybill_cli_get_partners (self, NULL), partner, &error))
        code = waybill_cli_fail (self, error, waybill_partner_get_name (partner), NULL, NULL);
    }
  return code;
}

static int
remove_certificate (WaybillCli *self)
{
  int code = WAYBILL_CLI_OK;
  const WaybillCertEntry *entry = waybill_cli_find_certificate (self, waybill_cli_get_arguments (self)[0], &code);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) users = entry != NULL ? list_users (self, entry) : NULL;
  g_auto (GStrv) names = entry != NULL ? dup_user_names (self, entry) : NULL;
  g_autofree char *list = waybill_cli_dup_names ((const char *const *) names);
  g_autofree char *label = entry != NULL ? g_strdup (entry->label) : NULL;
  g_autofree char *fingerprint = NULL;
  gboolean is_identity;

  if (entry == NULL)
    return code;
  if (users->len > 0 && !waybill_cli_has_option (self, "force"))
    return waybill_cli_usage (self, _ ("“%s” is used by %s. Assign them another one first, or say --force."), label, list);
  fingerprint = g_strdup (waybill_cert_certificate_get_fingerprint (entry->certificate));
  is_identity = entry->is_identity;
  if (!waybill_cert_store_remove (waybill_cli_get_certificates (self, NULL), fingerprint, &error))
    return waybill_cli_fail (self, error, NULL, label, NULL);
  code = unassign (self, users, fingerprint);
  if (is_identity)
    waybill_cli_cert_forget_password (self, fingerprint, label);
  if (!waybill_cli_is_json (self))
    waybill_cli_print (self, _ ("“%s” is removed."), label);
  return code;
}

static int
run_remove (WaybillCli *self)
{
  const WaybillCertWaiting *waiting = waybill_cli_cert_find_waiting (self, waybill_cli_get_arguments (self)[0]);

  return waiting != NULL ? waybill_cli_cert_drop_waiting (self, waiting) : remove_certificate (self);
}

static int
run_rename (WaybillCli *self)
{
  const char *const *labels = waybill_cli_get_arguments (self);
  int code = WAYBILL_CLI_OK;
  const WaybillCertEntry *entry = waybill_cli_find_certificate (self, labels[0], &code);
  g_autoptr (GError) error = NULL;

  if (entry == NULL)
    return code;
  if (waybill_cert_store_rename (waybill_cli_get_certificates (self, NULL), labels[0], labels[1], &error))
    return WAYBILL_CLI_OK;
  if (g_error_matches (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_FAILED))
    return waybill_cli_usage (self, _ ("A certificate cannot be called “%s”."), labels[1]);
  return waybill_cli_fail (self, error, NULL, labels[0], NULL);
}

/* 6, whatever the vault calls it: it is a certificate's password. */
static int
fail_password (WaybillCli *self, const GError *error, const char *label)
{
  int code = error->domain == WAYBILL_SECRET_ERROR ? WAYBILL_CLI_CERTIFICATE : waybill_cli_get_exit_code (error);

  return waybill_cli_fail_as (self, error, NULL, label, NULL, code);
}

static gboolean
opens (WaybillCli *self, const char *fingerprint, const char *password, GError **error)
{
  g_autoptr (GBytes) pfx = waybill_cert_store_read_identity (waybill_cli_get_certificates (self, NULL), fingerprint, error);
  g_autoptr (WaybillCertIdentity) identity = pfx != NULL ? waybill_cert_store_open_bytes (pfx, password, error) : NULL;

  return identity != NULL;
}

/* One that nobody could type again stays. */
static int
forget_password (WaybillCli *self, const WaybillSecretKey *key)
{
  g_autoptr (WaybillSecretText) kept = waybill_cli_vault_lookup (self, key, NULL);
  g_autoptr (WaybillWords) words = NULL;
  g_autoptr (GError) error = NULL;

  if (kept == NULL || !waybill_secret_text_is_random (kept))
    return waybill_cli_vault_forget (self, key, &error) ? WAYBILL_CLI_OK : fail_password (self, error, key->name);
  words = waybill_words_secret (WAYBILL_WORDS_SECRET_MADE, key->name);
  return waybill_cli_usage (self, "%s %s", words->sentence, words->next);
}

static int
run_password (WaybillCli *self)
{
  int code = WAYBILL_CLI_OK;
  const WaybillCertEntry *entry = waybill_cli_find_certificate (self, waybill_cli_get_arguments (self)[0], &code);
  WaybillSecretKey key = { WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD, NULL, NULL };
  g_autofree char *question = NULL;
  g_autoptr (WaybillSecretText) text = NULL;
  g_autoptr (GError) error = NULL;

  if (entry == NULL)
    return code;
  if (!entry->is_identity)
    return waybill_cli_usage (self, _ ("“%s” has no private key, and so no password."), entry->label);
  if (entry->token != NULL)
    return waybill_cli_usage (self, _ ("“%s” is on a card: its PIN is asked for when it is needed, and never stored."),
                              entry->label);
  key.id = waybill_cert_certificate_get_fingerprint (entry->certificate);
  key.name = entry->label;
  if (waybill_cli_has_option (self, "forget"))
    return forget_password (self, &key);

  question = g_strdup_printf (_ ("Password of the certificate “%s”: "), key.name);
  text = waybill_cli_read_secret (self, question);
  if (text == NULL)
    g_set_error_literal (&error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_SECRET_CERTIFICATE, "No password was given");
  if (error != NULL || !opens (self, key.id, waybill_secret_text_peek (text), &error)
      || !waybill_cli_vault_store (self, &key, text, &error))
    return fail_password (self, error, key.name);
  if (!waybill_cli_is_json (self))
    waybill_cli_print (self, _ ("The password of “%s” is in the keyring."), key.name);
  return WAYBILL_CLI_OK;
}
