/* Passwords of the certificate commands, in cli.md's order: the password file, the secrets and the keyring, the terminal, a
 * line of standard input. It keeps none. */
#include "cli-cert-secret.h"

#include "cli-private.h"

#include "base-file.h"
#include "cert-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_TRIES 3

/**
 * waybill_cli_cert_read_password_file:
 * @self: the run
 * @text: (out) (transfer full) (nullable): the first line of `--password-file`; %NULL: the option was not given
 *
 * The bytes are wiped: they are ours alone.
 *
 * Returns: 0, or the exit code of what was said
 */
int
waybill_cli_cert_read_password_file (WaybillCli *self, WaybillSecretText **text)
{
  const char *path = waybill_cli_get_option (self, "password-file");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = path != NULL ? waybill_base_file_read (path, WAYBILL_SECRET_TEXT_MAX + 2, &error) : NULL;
  const char *data, *end;
  gsize length;

  *text = NULL;
  if (path == NULL)
    return WAYBILL_CLI_OK;
  if (bytes == NULL)
    return waybill_cli_fail_as (self, error, NULL, path, NULL, WAYBILL_CLI_CERTIFICATE);
  data = g_bytes_get_data (bytes, &length);
  end = length > 0 ? memchr (data, '\n', length) : NULL;
  if (end != NULL && end > data && end[-1] == '\r')
    end--;
  *text = waybill_secret_text_new_length (data, end != NULL ? (gsize) (end - data) : length);
  if (length > 0)
    explicit_bzero ((char *) data, length);
  if (!waybill_base_file_is_private (path, NULL))
    waybill_cli_note (self, _ ("Note: other users can read %s."), path);
  return WAYBILL_CLI_OK;
}

/**
 * waybill_cli_cert_get_secret_key:
 * @id: fingerprint of the certificate, or id of the request
 * @label: (nullable): what it is called
 *
 * Returns: under which its password is filed; borrows both
 */
WaybillSecretKey
waybill_cli_cert_get_secret_key (const char *id, const char *label)
{
  WaybillSecretKey key = { WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD, id, label };

  return key;
}

/**
 * waybill_cli_cert_forget_password:
 * @self: the run
 * @id: fingerprint of the certificate, or id of the request
 * @label: what it was called
 *
 * Forgets the password of what has gone. Where the keyring does not, a note says so: nothing else is wrong.
 */
void
waybill_cli_cert_forget_password (WaybillCli *self, const char *id, const char *label)
{
  WaybillSecretKey key = waybill_cli_cert_get_secret_key (id, label);
  g_autoptr (GError) error = NULL;

  if (!waybill_cli_vault_forget (self, &key, &error)
      && !g_error_matches (error, WAYBILL_SECRET_ERROR, WAYBILL_SECRET_ERROR_NO_KEYRING))
    waybill_cli_note (self, _ ("The keyring may still hold the password of “%s”."), label);
}

static gboolean
is_usable (WaybillSecretText *text)
{
  return text != NULL && *waybill_secret_text_peek (text) != '\0';
}

/* Twice, for nobody sees what is typed. NULL: nothing was typed, or it differed to the end. */
static WaybillSecretText *
ask_twice (WaybillCli *self, const char *file)
{
  g_autofree char *name = g_path_get_basename (file);
  g_autofree char *question = g_strdup_printf (_ ("New password for %s: "), name);

  for (guint i = 0; i < MOST_TRIES; i++)
    {
      g_autoptr (WaybillSecretText) first = waybill_cli_read_secret (self, question);
      g_autoptr (WaybillSecretText) second = is_usable (first) ? waybill_cli_read_secret (self, _ ("Once more: ")) : NULL;

      if (!is_usable (first) || second == NULL)
        return NULL;
      if (g_str_equal (waybill_secret_text_peek (first), waybill_secret_text_peek (second)))
        return g_steal_pointer (&first);
      waybill_cli_note (self, _ ("The two are not the same."));
    }
  return NULL;
}

/**
 * waybill_cli_cert_new_password:
 * @self: the run
 * @file: what it is for
 * @text: (out) (transfer full): the password, not empty
 *
 * A file with a key leaves the store with a password only.
 *
 * Returns: 0, or the exit code of what was said
 */
int
waybill_cli_cert_new_password (WaybillCli *self, const char *file, WaybillSecretText **text)
{
  g_autoptr (WaybillSecretText) found = NULL;
  g_autoptr (GError) error = NULL;
  int code = waybill_cli_cert_read_password_file (self, &found);

  if (code != WAYBILL_CLI_OK)
    return code;
  if (found == NULL)
    found = waybill_cli_has_terminal (self) ? ask_twice (self, file) : waybill_cli_read_secret (self, "");
  if (is_usable (found))
    {
      *text = g_steal_pointer (&found);
      return WAYBILL_CLI_OK;
    }
  error = g_error_new (WAYBILL_CLI_ERROR, WAYBILL_CLI_ERROR_NEW_PASSWORD, _ ("%s was not written."), file);
  return waybill_cli_fail (self, error, NULL, file, NULL);
}

static gboolean
is_password_error (const GError *error)
{
  return g_error_matches (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_PASSWORD);
}

static gboolean
ask (WaybillCli *self,
     const WaybillSecretKey *key,
     WaybillCliOpenFunc open,
     gpointer user_data,
     WaybillSecretText **used,
     GError **error)
{
  g_autofree char *question = g_strdup_printf (_ ("Password of the certificate “%s”: "), key->name);
  gboolean has_terminal = waybill_cli_has_terminal (self);

  for (guint i = 0; i < (has_terminal ? MOST_TRIES : 1); i++)
    {
      g_autoptr (WaybillSecretText) text = waybill_cli_read_secret (self, question);

      if (text == NULL)
        break;
      g_clear_error (error);
      if (open (waybill_secret_text_peek (text), user_data, error))
        {
          *used = g_steal_pointer (&text);
          return TRUE;
        }
      if (!is_password_error (*error))
        return FALSE;
      if (has_terminal)
        waybill_cli_note (self, _ ("That password does not fit."));
    }
  if (*error == NULL)
    g_set_error_literal (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_SECRET_CERTIFICATE, "No password was given");
  return FALSE;
}

/**
 * waybill_cli_cert_open:
 * @self: the run
 * @key: under which the vault may have its password; with a name
 * @is_protected: whether it has one
 * @open: opens it
 * @user_data: for @open
 * @used: (out) (transfer full) (nullable): the password that opened it
 *
 * Opens something of the store with the password that the vault has, or one that is asked for. Main thread.
 *
 * Returns: 0, or the exit code of what was said
 */
int
waybill_cli_cert_open (WaybillCli *self,
                       const WaybillSecretKey *key,
                       gboolean is_protected,
                       WaybillCliOpenFunc open,
                       gpointer user_data,
                       WaybillSecretText **used)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillSecretText) text = is_protected ? waybill_cli_vault_lookup (self, key, &error) : NULL;
  int code;

  *used = NULL;
  if (error == NULL && (!is_protected || text != NULL)
      && open (text != NULL ? waybill_secret_text_peek (text) : NULL, user_data, &error))
    {
      *used = g_steal_pointer (&text);
      return WAYBILL_CLI_OK;
    }
  /* Who names a password means it: a wrong one is no reason to wait for standard input. */
  if (is_protected && (error == NULL || (is_password_error (error) && waybill_cli_has_terminal (self)))
      && ask (self, key, open, user_data, used, &error))
    return WAYBILL_CLI_OK;
  code = error->domain == WAYBILL_SECRET_ERROR ? WAYBILL_CLI_CERTIFICATE : waybill_cli_get_exit_code (error);
  return waybill_cli_fail_as (self, error, NULL, key->name, NULL, code);
}
