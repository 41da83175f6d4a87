/* The files of one `cert import`: read, and opened with a password in cli.md's order: the password file, the secrets, none,
 * the terminal, a line of standard input. It stores nothing. */
#include "cli-cert-read.h"

#include "cli-cert-secret.h"
#include "cli-private.h"

#include "base-file.h"
#include "cert-error.h"

#include <glib/gi18n-lib.h>

#define MOST_TRIES 3

typedef struct
{
  WaybillCli *cli;
  WaybillCertImport *import;
  WaybillSecretText *from_file;    /* (nullable) --password-file */
  WaybillSecretText *from_secrets; /* (nullable) */
  WaybillSecretText *typed;        /* (nullable) the newest */
  gboolean is_line_read;           /* standard input has been read */
} Reading;

static void
file_free (gpointer data)
{
  WaybillCliCertFile *file = data;

  g_free (file->path);
  g_clear_pointer (&file->bytes, g_bytes_unref);
  g_clear_pointer (&file->password, waybill_secret_text_unref);
  g_free (file);
}

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->import, waybill_cert_import_free);
  g_clear_pointer (&self->from_file, waybill_secret_text_unref);
  g_clear_pointer (&self->from_secrets, waybill_secret_text_unref);
  g_clear_pointer (&self->typed, waybill_secret_text_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static int
look_up_secret (Reading *self)
{
  const char *label = waybill_cli_get_option (self->cli, "label");
  WaybillSecretKey key = { WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD, label, label };
  g_autoptr (GError) error = NULL;

  if (label == NULL || (!waybill_cli_has_option (self->cli, "secrets") && g_getenv ("CREDENTIALS_DIRECTORY") == NULL))
    return WAYBILL_CLI_OK;
  self->from_secrets = waybill_cli_vault_lookup (self->cli, &key, &error);
  return error == NULL ? WAYBILL_CLI_OK : waybill_cli_fail (self->cli, error, NULL, label, NULL);
}

/* A file whose password is wrong adds nothing. */
static gboolean
try_password (Reading *self, WaybillCliCertFile *file, WaybillSecretText *password, GError **error)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (file->bytes, &length);

  g_clear_error (error);
  if (!waybill_cert_import_add (self->import, data, length, password != NULL ? waybill_secret_text_peek (password) : NULL,
                                error))
    return FALSE;
  if (password != NULL && *waybill_secret_text_peek (password) != '\0')
    file->password = waybill_secret_text_ref (password);
  return TRUE;
}

static gboolean
is_password_error (const GError *error)
{
  return g_error_matches (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_PASSWORD);
}

static gboolean
ask (Reading *self, WaybillCliCertFile *file, GError **error)
{
  g_autofree char *name = g_path_get_basename (file->path);
  g_autofree char *question = g_strdup_printf (_ ("Password of %s: "), name);
  gboolean has_terminal = waybill_cli_has_terminal (self->cli);

  /* Who names a password means it: a wrong one is no reason to wait for standard input. */
  if (!has_terminal && (self->is_line_read || self->from_file != NULL || self->from_secrets != NULL))
    return FALSE;
  for (guint i = 0; i < (has_terminal ? MOST_TRIES : 1); i++)
    {
      g_clear_pointer (&self->typed, waybill_secret_text_unref);
      self->typed = waybill_cli_read_secret (self->cli, question);
      self->is_line_read = TRUE;
      if (self->typed == NULL || try_password (self, file, self->typed, error) || !is_password_error (*error))
        break;
      if (has_terminal)
        waybill_cli_note (self->cli, _ ("That password does not fit."));
    }
  return *error == NULL;
}

static gboolean
open_file (Reading *self, WaybillCliCertFile *file, GError **error)
{
  WaybillSecretText *known[] = { self->from_file, self->from_secrets, self->typed };
  gboolean needs_password;

  file->kind = waybill_cert_import_recognise (g_bytes_get_data (file->bytes, NULL), g_bytes_get_size (file->bytes),
                                              &needs_password);
  for (gsize i = 0; needs_password && i < G_N_ELEMENTS (known); i++)
    {
      if (known[i] == NULL)
        continue;
      if (try_password (self, file, known[i], error))
        return TRUE;
      if (!is_password_error (*error))
        return FALSE;
    }
  if (try_password (self, file, NULL, error))
    return TRUE;
  return is_password_error (*error) && ask (self, file, error);
}

/* Where nobody could be asked and none was given. */
static void
note_no_password (Reading *self)
{
  if (self->from_file == NULL && self->from_secrets == NULL && self->typed == NULL && !waybill_cli_has_terminal (self->cli)
      && !waybill_cli_is_json (self->cli))
    waybill_cli_note (self->cli, _ ("Without a terminal the password comes from --password-file, or from one line of "
                                    "standard input."));
}

static int
read_file (Reading *self, GPtrArray *files, const char *path)
{
  WaybillCliCertFile *file = g_new0 (WaybillCliCertFile, 1);
  g_autoptr (GError) error = NULL;
  int code;

  g_ptr_array_add (files, file);
  file->path = g_strdup (path);
  file->bytes = waybill_base_file_read (path, WAYBILL_CERT_IMPORT_MAX_BYTES, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    {
      g_clear_error (&error);
      g_set_error (&error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_TOO_LARGE, "%s is too large", path);
    }
  if (file->bytes == NULL)
    return waybill_cli_fail (self->cli, error, NULL, path, NULL);
  if (open_file (self, file, &error))
    return WAYBILL_CLI_OK;
  code = waybill_cli_fail (self->cli, error, NULL, path, NULL);
  if (is_password_error (error))
    note_no_password (self);
  return code;
}

/**
 * waybill_cli_cert_read:
 * @self: the run; its arguments are the files
 * @import: (out) (transfer full): what they hold, settled
 * @files: (out) (transfer full) (element-type WaybillCliCertFile): the files with their passwords
 *
 * Reads all of them, or says which one cannot be read. Slow where a file asks for many rounds.
 *
 * Returns: 0, or the exit code
 */
int
waybill_cli_cert_read (WaybillCli *self, WaybillCertImport **import, GPtrArray **files)
{
  g_auto (Reading) reading = { .cli = self, .import = waybill_cert_import_new () };
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (file_free);
  const char *const *paths = waybill_cli_get_arguments (self);
  g_autoptr (GError) error = NULL;
  int code = waybill_cli_cert_read_password_file (self, &reading.from_file);

  if (code == WAYBILL_CLI_OK)
    code = look_up_secret (&reading);
  for (guint i = 0; code == WAYBILL_CLI_OK && paths[i] != NULL; i++)
    code = read_file (&reading, list, paths[i]);
  if (code != WAYBILL_CLI_OK)
    return code;
  if (!waybill_cert_import_settle (reading.import, &error))
    return waybill_cli_fail (self, error, NULL, paths[0], NULL);
  *import = g_steal_pointer (&reading.import);
  *files = g_steal_pointer (&list);
  return WAYBILL_CLI_OK;
}

/* Is this identity in the file, by itself? */
static gboolean
holds (WaybillCliCertFile *file, WaybillCertIdentity *identity)
{
  g_autoptr (WaybillCertImport) alone = waybill_cert_import_new ();
  WaybillCertCertificate *leaf = waybill_cert_identity_get_certificate (identity);
  gsize length;
  gconstpointer data = g_bytes_get_data (file->bytes, &length);

  if (!waybill_cert_import_add (alone, data, length,
                                file->password != NULL ? waybill_secret_text_peek (file->password) : NULL, NULL))
    return FALSE;
  waybill_cert_import_settle (alone, NULL);
  for (guint i = 0; i < alone->identities->len; i++)
    if (waybill_cert_certificate_equal (waybill_cert_identity_get_certificate (alone->identities->pdata[i]), leaf))
      return TRUE;
  return FALSE;
}

/**
 * waybill_cli_cert_get_password:
 * @files: (element-type WaybillCliCertFile): what waybill_cli_cert_read() gave
 * @identity: one that came from them
 *
 * Returns: (transfer none) (nullable): the password of the file that holds it; of the loose key where it was joined; %NULL:
 * there was none
 */
WaybillSecretText *
waybill_cli_cert_get_password (GPtrArray *files, WaybillCertIdentity *identity)
{
  WaybillSecretText *password = NULL;

  if (files->len == 1)
    return ((WaybillCliCertFile *) files->pdata[0])->password;
  for (guint i = 0; i < files->len; i++)
    {
      WaybillCliCertFile *file = files->pdata[i];

      if (holds (file, identity))
        return file->password;
      if (file->kind == WAYBILL_CERT_KIND_KEY && file->password != NULL)
        password = file->password;
    }
  return password;
}
