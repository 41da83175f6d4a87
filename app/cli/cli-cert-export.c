/* `cert export`: one entry of the store as files for others. Checked first, then made, then written: all of them or none. */
#include "cli-cert-files.h"
#include "cli-cert-secret.h"
#include "cli-json.h"
#include "cli-private.h"

#include "cert-error.h"
#include "cert-export.h"
#include "words-export.h"

#include <glib/gi18n-lib.h>

const WaybillCliOption waybill_cli_cert_export_options[] = {
  { "pfx", TRUE },     { "cer", TRUE },          { "pem", TRUE },           { "p7b", TRUE },       { "base64", FALSE },
  { "legacy", FALSE }, { "authorities", FALSE }, { "password-file", TRUE }, { "overwrite", TRUE }, { NULL, FALSE },
};

typedef enum
{
  KIND_PFX,
  KIND_CER,
  KIND_PEM,
  KIND_P7B,
  N_KINDS,
} Kind;

static const char *const names[N_KINDS] = { "pfx", "cer", "pem", "p7b" };

typedef struct
{
  WaybillCli *cli;
  const WaybillCertEntry *entry;
  WaybillCertStore *store;
  GPtrArray *chain;              /* the certificate and those that the identity keeps above it */
  GPtrArray *issuers;            /* who signed the last of these, as the store knows them */
  WaybillCertIdentity *identity; /* (nullable) opened where the key is wanted */
  WaybillSecretText *password;   /* (nullable) of the new files */
  WaybillCliCertOutput outputs[N_KINDS];
  Kind kinds[N_KINDS];
  guint n_outputs;
} Export;

static void
export_clear (Export *self)
{
  for (guint i = 0; i < self->n_outputs; i++)
    g_clear_pointer (&self->outputs[i].content, g_bytes_unref);
  g_clear_pointer (&self->chain, g_ptr_array_unref);
  g_clear_pointer (&self->issuers, g_ptr_array_unref);
  g_clear_pointer (&self->identity, waybill_cert_identity_unref);
  g_clear_pointer (&self->password, waybill_secret_text_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Export, export_clear)

/* A PEM of an identity has its key, that of an authority has none. */
static gboolean
has_key (Export *self, Kind kind)
{
  return self->entry->is_identity && (kind == KIND_PFX || kind == KIND_PEM);
}

static int
choose_outputs (Export *self)
{
  for (guint kind = 0; kind < N_KINDS; kind++)
    if (waybill_cli_has_option (self->cli, names[kind]))
      {
        self->kinds[self->n_outputs] = kind;
        self->outputs[self->n_outputs].path = waybill_cli_get_option (self->cli, names[kind]);
        self->outputs[self->n_outputs].is_private = has_key (self, kind);
        self->n_outputs++;
      }
  if (self->n_outputs == 0)
    return waybill_cli_usage (self->cli, _ ("Say which file is to be written: --pfx, --cer, --pem or --p7b."));
  if (waybill_cli_has_option (self->cli, "pfx") && !self->entry->is_identity)
    return waybill_cli_usage (self->cli, _ ("“%s” has no private key, so there is no .pfx of it. --cer writes it."),
                              self->entry->label);
  if (waybill_cli_has_option (self->cli, "legacy") && !waybill_cli_has_option (self->cli, "pfx"))
    return waybill_cli_usage (self->cli, _ ("--legacy is for a .pfx: say --pfx too."));
  if (waybill_cli_has_option (self->cli, "base64") && !waybill_cli_has_option (self->cli, "cer"))
    return waybill_cli_usage (self->cli, _ ("--base64 is for a .cer: say --cer too."));
  return waybill_cli_cert_files_check (self->cli, self->outputs, self->n_outputs);
}

/* (nullable): the first file that gets the key, and so a password. */
static const char *
get_locked (Export *self)
{
  for (guint i = 0; i < self->n_outputs; i++)
    if (self->outputs[i].is_private)
      return self->outputs[i].path;
  return NULL;
}

static gboolean
open_identity (const char *password, gpointer user_data, GError **error)
{
  Export *self = user_data;
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (self->entry->certificate);
  g_autoptr (GBytes) pfx = waybill_cert_store_read_identity (self->store, fingerprint, error);

  if (pfx != NULL)
    self->identity = waybill_cert_store_open_bytes (pfx, password, error);
  return self->identity != NULL;
}

static WaybillCertLock
get_lock (Export *self)
{
  return waybill_cli_has_option (self->cli, "legacy") ? WAYBILL_CERT_LOCK_LEGACY : WAYBILL_CERT_LOCK_MODERN;
}

/* As the window does: a file that the other side cannot open helps nobody. */
static int
check_password (Export *self)
{
  const char *password = waybill_secret_text_peek (self->password);
  const char *refusal = waybill_words_export_refuse (password, password, get_lock (self));

  return refusal == NULL ? WAYBILL_CLI_OK : waybill_cli_usage (self->cli, "%s", refusal);
}

static int
unlock (Export *self)
{
  WaybillSecretKey key = { WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD,
                           waybill_cert_certificate_get_fingerprint (self->entry->certificate), self->entry->label };
  g_autoptr (WaybillSecretText) used = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  if (get_locked (self) == NULL)
    return WAYBILL_CLI_OK;
  if (self->entry->token != NULL)
    {
      error = g_error_new_literal (WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_KEY_STAYS, "The key is in a token");
      return waybill_cli_fail (self->cli, error, NULL, self->entry->label, NULL);
    }
  code = waybill_cli_cert_open (self->cli, &key, self->entry->is_protected, open_identity, self, &used);
  if (code != WAYBILL_CLI_OK)
    return code;
  code = waybill_cli_cert_new_password (self->cli, get_locked (self), &self->password);
  return code == WAYBILL_CLI_OK ? check_password (self) : code;
}

static void
find_chain (Export *self)
{
  self->chain = g_ptr_array_new ();
  g_ptr_array_add (self->chain, self->entry->certificate);
  for (guint i = 0; i < self->entry->chain->len; i++)
    g_ptr_array_add (self->chain, self->entry->chain->pdata[i]);
  self->issuers = waybill_cert_store_dup_issuers (self->store, self->chain);
}

/* Leaf and chain, and with --authorities whoever is above. */
static GBytes *
make_list (Export *self, WaybillCertForm form, GError **error)
{
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();

  for (guint i = 0; i < self->chain->len; i++)
    g_ptr_array_add (certificates, self->chain->pdata[i]);
  for (guint i = 0; waybill_cli_has_option (self->cli, "authorities") && i < self->issuers->len; i++)
    g_ptr_array_add (certificates, self->issuers->pdata[i]);
  return waybill_cert_export_certificates (certificates, form, error);
}

static GBytes *
make_cer (Export *self, GError **error)
{
  gboolean is_text = waybill_cli_has_option (self->cli, "base64");
  g_autoptr (GPtrArray) leaf = g_ptr_array_new ();

  g_ptr_array_add (leaf, self->entry->certificate);
  return waybill_cert_export_certificates (leaf, is_text ? WAYBILL_CERT_FORM_PEM : WAYBILL_CERT_FORM_DER, error);
}

static GBytes *
make (Export *self, Kind kind, GError **error)
{
  GPtrArray *beside = waybill_cli_has_option (self->cli, "authorities") ? self->issuers : NULL;
  const char *password = self->password != NULL ? waybill_secret_text_peek (self->password) : NULL;

  switch (kind)
    {
    case KIND_PFX:
      return waybill_cert_export_pfx_locked (self->identity, self->entry->label, password, beside, get_lock (self), error);
    case KIND_CER:
      return make_cer (self, error);
    case KIND_PEM:
      return self->identity != NULL ? waybill_cert_export_identity_pem (self->identity, password, beside, error)
                                    : make_list (self, WAYBILL_CERT_FORM_PEM, error);
    case KIND_P7B:
    case N_KINDS:
    default:
      return make_list (self, WAYBILL_CERT_FORM_P7B, error);
    }
}

static int
make_all (Export *self)
{
  for (guint i = 0; i < self->n_outputs; i++)
    {
      g_autoptr (GError) error = NULL;

      self->outputs[i].content = make (self, self->kinds[i], &error);
      if (self->outputs[i].content == NULL)
        return waybill_cli_fail (self->cli, error, NULL, self->entry->label, NULL);
    }
  return WAYBILL_CLI_OK;
}

static void
print_json (Export *self, guint index)
{
  WaybillCliJson *json = waybill_cli_json_new ();
  g_autofree char *line = NULL;

  waybill_cli_json_add_string (json, "file", self->outputs[index].path);
  waybill_cli_json_add_string (json, "kind", names[self->kinds[index]]);
  waybill_cli_json_add_string (json, "label", self->entry->label);
  waybill_cli_json_add_string (json, "fingerprint", waybill_cert_certificate_get_fingerprint (self->entry->certificate));
  waybill_cli_json_add_boolean (json, "key", self->outputs[index].is_private);
  if (self->kinds[index] == KIND_PFX)
    waybill_cli_json_add_string (json, "lock", get_lock (self) == WAYBILL_CERT_LOCK_LEGACY ? "legacy" : "modern");
  line = waybill_cli_json_end (json);
  waybill_cli_print (self->cli, "%s", line);
}

static void
print_all (Export *self)
{
  for (guint i = 0; i < self->n_outputs; i++)
    if (waybill_cli_is_json (self->cli))
      print_json (self, i);
    else if (self->outputs[i].is_private)
      waybill_cli_print (self->cli, _ ("“%s” with its key is in %s."), self->entry->label, self->outputs[i].path);
    else
      waybill_cli_print (self->cli, _ ("“%s” is in %s."), self->entry->label, self->outputs[i].path);
}

/* What the other side imports as the authority is the authority, not our certificate. */
static void
note_rest (Export *self)
{
  const WaybillCertEntry *issuer = NULL;
  gboolean is_separate = waybill_cli_has_option (self->cli, "pfx") && waybill_cli_has_option (self->cli, "cer");

  if (self->issuers->len > 0)
    issuer = waybill_cert_store_find_fingerprint (self->store,
                                                  waybill_cert_certificate_get_fingerprint (self->issuers->pdata[0]));
  if (get_lock (self) == WAYBILL_CERT_LOCK_LEGACY)
    waybill_cli_note (self->cli,
                      _ ("Note: older systems open this .pfx, but its lock is weaker. It wants a long password."));
  if (is_separate && issuer != NULL && !waybill_cli_has_option (self->cli, "authorities"))
    waybill_cli_note (self->cli, _ ("Note: who imports this as an authority too needs “%s”: “cert export” writes that one."),
                      issuer->label);
}

/**
 * waybill_cli_cert_export_run:
 * @self: the run
 *
 * `cert export LABEL`.
 *
 * Returns: the exit code
 */
int
waybill_cli_cert_export_run (WaybillCli *self)
{
  g_auto (Export) export = { .cli = self };
  int code = WAYBILL_CLI_OK;

  export.entry = waybill_cli_find_certificate (self, waybill_cli_get_arguments (self)[0], &code);
  if (export.entry == NULL)
    return code;
  export.store = waybill_cli_get_certificates (self, NULL);
  find_chain (&export);
  code = choose_outputs (&export);
  if (code == WAYBILL_CLI_OK)
    code = unlock (&export);
  if (code == WAYBILL_CLI_OK)
    code = make_all (&export);
  if (code == WAYBILL_CLI_OK)
    code = waybill_cli_cert_files_write (self, export.outputs, export.n_outputs);
  if (code != WAYBILL_CLI_OK)
    return code;
  print_all (&export);
  note_rest (&export);
  return WAYBILL_CLI_OK;
}
