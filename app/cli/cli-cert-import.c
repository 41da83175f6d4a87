/* `cert import`: decides what everything found in the files becomes, and only then stores it: all of it or, where one thing
 * is wrong, nothing. How the files are opened is cli-cert-read's. */
#include "cli-cert-crl.h"
#include "cli-cert-read.h"
#include "cli-cert-request.h"
#include "cli-cert-secret.h"
#include "cli-cert.h"
#include "cli-private.h"

#include "cert-error.h"
#include "words-cert.h"

#include <glib/gi18n-lib.h>

const WaybillCliOption waybill_cli_cert_import_options[] = {
  { "label", TRUE }, { "password-file", TRUE }, { "assign", TRUE }, { "trust", TRUE }, { "replace", FALSE }, { NULL, FALSE },
};

typedef struct
{
  WaybillCli *cli;
  WaybillCertStore *store;
  WaybillCertImport *import;
  GPtrArray *files;
  GPtrArray *assign;                /* (element-type WaybillPartner) */
  GPtrArray *trust;                 /* (element-type WaybillPartner) */
  GPtrArray *stored;                /* (element-type utf8) fingerprints */
  WaybillCertCertificate *labelled; /* (nullable) the one that --label is for; lent */
  WaybillCertCertificate *assigned; /* (nullable) the one that --assign is for; lent */
} Import;

static void
import_clear (Import *self)
{
  g_clear_pointer (&self->import, waybill_cert_import_free);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->assign, g_ptr_array_unref);
  g_clear_pointer (&self->trust, g_ptr_array_unref);
  g_clear_pointer (&self->stored, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, import_clear)

/* Before anything is read */

static int
find_partners (Import *self, const char *option, GPtrArray *partners)
{
  const char *const *names = waybill_cli_get_options (self->cli, option);
  int code = WAYBILL_CLI_OK;

  for (guint i = 0; names[i] != NULL; i++)
    {
      WaybillPartner *partner = waybill_cli_find_partner (self->cli, names[i], &code);

      if (partner == NULL)
        return code;
      g_ptr_array_add (partners, g_object_ref (partner));
    }
  return WAYBILL_CLI_OK;
}

static int
prepare (Import *self)
{
  const char *label = waybill_cli_get_option (self->cli, "label");
  g_autoptr (GError) error = NULL;
  int code;

  code = label != NULL ? waybill_cli_cert_check_label (self->cli, label) : WAYBILL_CLI_OK;
  if (code != WAYBILL_CLI_OK)
    return code;
  self->store = waybill_cli_get_certificates (self->cli, &error);
  if (self->store == NULL)
    return waybill_cli_fail (self->cli, error, NULL, NULL, NULL);
  code = find_partners (self, "assign", self->assign);
  return code == WAYBILL_CLI_OK ? find_partners (self, "trust", self->trust) : code;
}

/* Between reading and storing */

static const WaybillCertEntry *
find_stored (Import *self, WaybillCertCertificate *certificate)
{
  return waybill_cert_store_find_fingerprint (self->store, waybill_cert_certificate_get_fingerprint (certificate));
}

static int
choose_labelled (Import *self)
{
  const char *label = waybill_cli_get_option (self->cli, "label");
  GPtrArray *identities = self->import->identities, *authorities = self->import->authorities, *others = self->import->others;
  const WaybillCertEntry *taken;
  g_autoptr (GError) error = NULL;

  if (label == NULL)
    return WAYBILL_CLI_OK;
  if (identities->len == 1)
    self->labelled = waybill_cert_identity_get_certificate (identities->pdata[0]);
  else if (identities->len == 0 && authorities->len + others->len == 1)
    self->labelled = authorities->len == 1 ? authorities->pdata[0] : others->pdata[0];
  else
    return waybill_cli_usage (self->cli,
                              _ ("--label is for one certificate, and these files hold several. Import them one by one."));

  taken = waybill_cert_store_find (self->store, label, NULL);
  if (taken == NULL || find_stored (self, self->labelled) != NULL || waybill_cli_has_option (self->cli, "replace")
      || waybill_cert_certificate_equal (taken->certificate, self->labelled))
    return WAYBILL_CLI_OK;
  g_set_error (&error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_LABEL_TAKEN, "Another certificate is called \"%s\"", label);
  return waybill_cli_fail (self->cli, error, NULL, label, NULL);
}

/* Our .cer alone stands for the identity that the store has already, or whose key waits there. */
static int
choose_assigned (Import *self)
{
  GPtrArray *identities = self->import->identities, *others = self->import->others;
  guint n_found = identities->len;

  if (self->assign->len == 0)
    return WAYBILL_CLI_OK;
  if (n_found > 0)
    self->assigned = waybill_cert_identity_get_certificate (identities->pdata[0]);
  for (guint i = 0; identities->len == 0 && i < others->len; i++)
    {
      const WaybillCertEntry *entry = find_stored (self, others->pdata[i]);

      if ((entry == NULL || !entry->is_identity)
          && waybill_cert_store_find_request_for (self->store, others->pdata[i]) == NULL)
        continue;
      self->assigned = others->pdata[i];
      n_found++;
    }
  if (n_found == 1)
    return WAYBILL_CLI_OK;
  return waybill_cli_usage (self->cli,
                            n_found == 0
                                ? _ ("--assign needs a certificate with its private key, and these files hold none.")
                                : _ ("--assign is for one certificate, and these files hold several with a key."));
}

/* Storing */

static void
note_no_keyring (Import *self, const WaybillCertEntry *entry, gboolean is_protected)
{
  if (is_protected)
    waybill_cli_note (self->cli,
                      _ ("Note: the keyring did not take the password of “%s”. It stays encrypted under the file’s "
                         "password, which is asked for or read from --secrets."),
                      entry->label);
  else
    waybill_cli_note (self->cli,
                      _ ("Note: there is no keyring for a password of its own, so “%s” is kept unprotected, readable "
                         "for you alone."),
                      entry->label);
}

/* A new identity: under the password of its file, else under a made one that only the keyring knows, else unprotected. */
static const WaybillCertEntry *
store_identity (Import *self, WaybillCertIdentity *identity, const char *label, gboolean *existed, GError **error)
{
  WaybillCertCertificate *leaf = waybill_cert_identity_get_certificate (identity);
  const WaybillCertEntry *entry = find_stored (self, leaf);
  gboolean replace = waybill_cli_has_option (self->cli, "replace");
  WaybillSecretText *of_file = waybill_cli_cert_get_password (self->files, identity);
  g_autoptr (WaybillSecretText) password = NULL;
  WaybillSecretKey key = { WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD,
                           waybill_cert_certificate_get_fingerprint (leaf), label };
  gboolean is_kept;

  *existed = entry != NULL && entry->is_identity;
  if (*existed)
    return entry;
  password = of_file != NULL ? waybill_secret_text_ref (of_file) : waybill_secret_text_new_random ();
  is_kept = waybill_cli_vault_store (self->cli, &key, password, NULL);
  if (!is_kept && of_file == NULL)
    g_clear_pointer (&password, waybill_secret_text_unref);
  entry = waybill_cert_store_add_identity (self->store, identity, label,
                                           password != NULL ? waybill_secret_text_peek (password) : NULL, replace, existed,
                                           error);
  if (entry == NULL)
    waybill_cli_vault_forget (self->cli, &key, NULL);
  else if (!is_kept)
    note_no_keyring (self, entry, password != NULL);
  return entry;
}

static void
note_life (Import *self, const WaybillCertEntry *entry, gboolean existed)
{
  WaybillWordsLife life = waybill_words_cert_get_life (entry->certificate);

  if (existed)
    waybill_cli_note (self->cli, _ ("Note: the store has this certificate already, as “%s”; it keeps that name."),
                      entry->label);
  if (life == WAYBILL_WORDS_LIFE_OVER || life == WAYBILL_WORDS_LIFE_FUTURE)
    {
      g_autofree char *validity = waybill_words_cert_validity (entry->certificate);

      waybill_cli_note (self->cli, _ ("Warning: “%s” %s."), entry->label, validity);
    }
}

/* Who used the certificate that was replaced uses the new one. */
static int
hand_over (Import *self, const char *old, const WaybillCertEntry *entry)
{
  g_autoptr (GError) error = NULL;
  WaybillPartnerStore *store = waybill_cli_get_partners (self->cli, &error);
  g_autoptr (GPtrArray) users = store != NULL ? waybill_partner_store_users_of_certificate (store, old) : NULL;
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (entry->certificate);

  for (guint i = 0; users != NULL && i < users->len; i++)
    {
      WaybillPartner *partner = users->pdata[i];

      if (entry->is_identity && g_strcmp0 (waybill_partner_get_identity (partner), old) == 0)
        waybill_partner_set_identity (partner, fingerprint, NULL);
      if (entry->is_identity && g_strcmp0 (waybill_partner_get_next_identity (partner), old) == 0)
        waybill_partner_set_next (partner, fingerprint, waybill_partner_get_next_from (partner), NULL);
      if (g_strv_contains (waybill_partner_get_authorities (partner), old)
          && waybill_cert_certificate_is_authority (entry->certificate))
        {
          waybill_partner_remove_authority (partner, old);
          waybill_partner_add_authority (partner, fingerprint, NULL);
        }
      if (!waybill_partner_store_save (store, partner, &error))
        return waybill_cli_fail (self->cli, error, waybill_partner_get_name (partner), NULL, NULL);
      waybill_cli_note (self->cli, _ ("“%s” uses the new “%s” now."), waybill_partner_get_name (partner), entry->label);
    }
  return WAYBILL_CLI_OK;
}

/* The answer to a request of ours gets its key, whichever command reads it. (nullable) where it is none; *code. */
static const WaybillCertEntry *
join_waiting (Import *self, WaybillCertCertificate *certificate, const char *label, int *code)
{
  const WaybillCertWaiting *waiting = waybill_cert_store_find_request_for (self->store, certificate);
  g_autoptr (GPtrArray) all = NULL;

  if (waiting == NULL)
    return NULL;
  all = g_ptr_array_new ();
  g_ptr_array_extend (all, self->import->others, NULL, NULL);
  g_ptr_array_extend (all, self->import->authorities, NULL, NULL);
  return waybill_cli_cert_join (self->cli, waiting, all, label, code);
}

/* identity: (nullable) where it has its key. */
static int
store_one (Import *self, WaybillCertCertificate *certificate, WaybillCertIdentity *identity)
{
  const char *label = certificate == self->labelled ? waybill_cli_get_option (self->cli, "label") : NULL;
  const WaybillCertEntry *pushed_out = label != NULL ? waybill_cert_store_find (self->store, label, NULL) : NULL;
  g_autofree char *old
      = pushed_out != NULL ? g_strdup (waybill_cert_certificate_get_fingerprint (pushed_out->certificate)) : NULL;
  gboolean had_password = pushed_out != NULL && pushed_out->is_identity && pushed_out->is_protected;
  const WaybillCertEntry *entry;
  g_autoptr (GError) error = NULL;
  gboolean existed = FALSE;
  int code = WAYBILL_CLI_OK;

  entry = identity == NULL ? join_waiting (self, certificate, label, &code) : NULL;
  if (code != WAYBILL_CLI_OK)
    return code;
  if (identity != NULL)
    entry = store_identity (self, identity, label, &existed, &error);
  else if (entry == NULL)
    entry = waybill_cert_store_add_authority (self->store, certificate, label, waybill_cli_has_option (self->cli, "replace"),
                                              &existed, &error);
  if (entry == NULL)
    return waybill_cli_fail (self->cli, error, NULL, label, NULL);
  note_life (self, entry, existed);
  g_ptr_array_add (self->stored, g_strdup (waybill_cert_certificate_get_fingerprint (entry->certificate)));
  if (old == NULL || waybill_cert_store_find_fingerprint (self->store, old) != NULL)
    return WAYBILL_CLI_OK;
  if (had_password)
    waybill_cli_cert_forget_password (self->cli, old, entry->label);
  return hand_over (self, old, entry);
}

static int
store_all (Import *self)
{
  GPtrArray *without_key[] = { self->import->authorities, self->import->others };
  int code = WAYBILL_CLI_OK;

  for (guint i = 0; code == WAYBILL_CLI_OK && i < self->import->identities->len; i++)
    {
      WaybillCertIdentity *identity = self->import->identities->pdata[i];

      code = store_one (self, waybill_cert_identity_get_certificate (identity), identity);
    }
  for (gsize list = 0; list < G_N_ELEMENTS (without_key); list++)
    for (guint i = 0; code == WAYBILL_CLI_OK && i < without_key[list]->len; i++)
      code = store_one (self, without_key[list]->pdata[i], NULL);
  return code;
}

/* Partners */

/* GnuTLS takes no end certificate as an anchor: a server's own is pinned. Ours is nobody to trust. */
static void
add_trust (Import *self, WaybillPartner *partner)
{
  GPtrArray *authorities = self->import->authorities, *others = self->import->others;

  for (guint i = 0; i < authorities->len; i++)
    waybill_partner_add_authority (partner, waybill_cert_certificate_get_fingerprint (authorities->pdata[i]), NULL);
  for (guint i = 0; i < others->len; i++)
    {
      const WaybillCertEntry *entry = find_stored (self, others->pdata[i]);

      if ((entry != NULL && entry->is_identity) || !waybill_cert_certificate_is_for_servers (others->pdata[i]))
        continue;
      waybill_partner_add_pin (partner, waybill_cert_certificate_get_fingerprint (others->pdata[i]), NULL);
      waybill_cli_note (self->cli, _ ("“%s” is no authority: it is pinned as the own certificate of the server of “%s”."),
                        entry != NULL ? entry->label : waybill_cert_certificate_get_name (others->pdata[i]),
                        waybill_partner_get_name (partner));
    }
  if (authorities->len + others->len == 0 && self->import->crls->len == 0)
    waybill_cli_note (self->cli, _ ("Note: these files hold nobody whom “%s” could trust."),
                      waybill_partner_get_name (partner));
}

static int
save (Import *self, WaybillPartner *partner)
{
  g_autoptr (GError) error = NULL;

  if (waybill_partner_store_save (waybill_cli_get_partners (self->cli, NULL), partner, &error))
    return WAYBILL_CLI_OK;
  return waybill_cli_fail (self->cli, error, waybill_partner_get_name (partner), NULL, NULL);
}

static int
tell_partners (Import *self)
{
  int code = WAYBILL_CLI_OK;

  for (guint i = 0; code == WAYBILL_CLI_OK && i < self->assign->len; i++)
    {
      waybill_cli_set_identity (self->cli, self->assign->pdata[i],
                                waybill_cert_certificate_get_fingerprint (self->assigned));
      code = save (self, self->assign->pdata[i]);
    }
  for (guint i = 0; code == WAYBILL_CLI_OK && i < self->trust->len; i++)
    {
      add_trust (self, self->trust->pdata[i]);
      code = save (self, self->trust->pdata[i]);
    }
  return code;
}

/* Only now: they tell who uses them. */
static void
print_stored (Import *self)
{
  for (guint i = 0; i < self->stored->len; i++)
    {
      const WaybillCertEntry *entry = waybill_cert_store_find_fingerprint (self->store, self->stored->pdata[i]);

      if (entry != NULL && waybill_cli_is_json (self->cli))
        waybill_cli_cert_print_json (self->cli, entry);
      else if (entry != NULL)
        waybill_cli_cert_print (self->cli, entry);
    }
}

/**
 * waybill_cli_cert_import_run:
 * @self: the run
 *
 * `cert import FILE...`.
 *
 * Returns: the exit code
 */
int
waybill_cli_cert_import_run (WaybillCli *self)
{
  g_auto (Import) import = { .cli = self };
  g_auto (GStrv) remarks = NULL;
  int code;

  import.assign = g_ptr_array_new_with_free_func (g_object_unref);
  import.trust = g_ptr_array_new_with_free_func (g_object_unref);
  import.stored = g_ptr_array_new_with_free_func (g_free);
  code = prepare (&import);
  if (code == WAYBILL_CLI_OK)
    code = waybill_cli_cert_read (self, &import.import, &import.files);
  if (code == WAYBILL_CLI_OK)
    code = choose_labelled (&import);
  if (code == WAYBILL_CLI_OK)
    code = choose_assigned (&import);
  if (code == WAYBILL_CLI_OK)
    code = waybill_cli_cert_crl_check (self, import.store, import.import);
  if (code != WAYBILL_CLI_OK)
    return code;
  remarks = waybill_words_cert_remarks (import.import->remarks);
  for (guint i = 0; remarks[i] != NULL; i++)
    waybill_cli_note (self, "%s", remarks[i]);
  code = store_all (&import);
  if (code == WAYBILL_CLI_OK)
    code = tell_partners (&import);
  print_stored (&import);
  if (code == WAYBILL_CLI_OK)
    code = waybill_cli_cert_crl_store (self, import.store, import.import);
  return code;
}
