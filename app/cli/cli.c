/* The context of one run: where it keeps its things, what it opens at first use, and the run itself. Parsing, output and
 * waiting have files of their own. */
#include "cli-private.h"

#include "base-file.h"
#include "base-log.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/**
 * waybill_cli_new:
 *
 * Returns: (transfer full): a run over the user's own folders, without a command. Main thread
 */
WaybillCli *
waybill_cli_new (void)
{
  WaybillCli *self = g_new0 (WaybillCli, 1);

  self->arguments = g_new0 (char *, 1);
  self->options = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->retries = -1;
  self->data_folder = g_build_filename (g_get_user_data_dir (), "waybill", NULL);
  self->state_folder = g_build_filename (g_get_user_state_dir (), "waybill", NULL);
  self->cancellable = g_cancellable_new ();
  return self;
}

/**
 * waybill_cli_new_private:
 * @self: the run it belongs to; lends its way of output and its cancellable
 * @folder: an existing folder in which the data and state folders are made
 * @error: return location
 *
 * A context over folders of its own, with a vault without keyring and without a terminal: nothing of the user's is touched.
 *
 * Returns: (transfer full) (nullable): the context; %NULL with a %G_IO_ERROR
 */
WaybillCli *
waybill_cli_new_private (WaybillCli *self, const char *folder, GError **error)
{
  g_autoptr (WaybillCli) inner = waybill_cli_new ();

  g_free (inner->data_folder);
  g_free (inner->state_folder);
  inner->data_folder = g_build_filename (folder, "data", NULL);
  inner->state_folder = g_build_filename (folder, "state", NULL);
  if (!waybill_base_file_ensure_folder (inner->data_folder, error)
      || !waybill_base_file_ensure_folder (inner->state_folder, error))
    return NULL;
  inner->is_private = TRUE;
  inner->command = self->command;
  inner->is_json = waybill_cli_is_json (self);
  inner->is_verbose = self->is_verbose || waybill_cli_has_option (self, "v");
  inner->timeout = waybill_cli_get_timeout (self);
  inner->retries = waybill_cli_get_retries (self);
  g_set_object (&inner->cancellable, self->cancellable);
  return g_steal_pointer (&inner);
}

/**
 * waybill_cli_free:
 * @self: (transfer full): a run
 *
 * Frees it with its stores and its vault.
 */
void
waybill_cli_free (WaybillCli *self)
{
  g_strfreev (self->arguments);
  g_hash_table_unref (self->options);
  g_free (self->data_folder);
  g_free (self->state_folder);
  g_clear_object (&self->partners);
  g_clear_object (&self->certificates);
  g_clear_object (&self->vault);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_free (self);
}

/* The command line as it was taken apart */

/**
 * waybill_cli_get_arguments:
 * @self: the run
 *
 * Returns: (transfer none): the arguments behind the command, NULL-terminated, until they are set anew
 */
const char *const *
waybill_cli_get_arguments (WaybillCli *self)
{
  return (const char *const *) self->arguments;
}

/**
 * waybill_cli_get_options:
 * @self: the run
 * @name: an option without dashes
 *
 * Returns: (transfer none): all its values, NULL-terminated, never %NULL, until it is set again
 */
const char *const *
waybill_cli_get_options (WaybillCli *self, const char *name)
{
  static const char *const none[] = { NULL };
  GPtrArray *values = g_hash_table_lookup (self->options, name);

  return values != NULL ? (const char *const *) values->pdata : none;
}

/**
 * waybill_cli_get_option:
 * @self: the run
 * @name: an option without dashes
 *
 * Returns: (transfer none) (nullable): its last value
 */
const char *
waybill_cli_get_option (WaybillCli *self, const char *name)
{
  GPtrArray *values = g_hash_table_lookup (self->options, name);

  return values != NULL && values->len > 1 ? values->pdata[values->len - 2] : NULL;
}

/**
 * waybill_cli_has_option:
 * @self: the run
 * @name: an option without dashes
 *
 * Returns: whether it was given, with a value or without
 */
gboolean
waybill_cli_has_option (WaybillCli *self, const char *name)
{
  return g_hash_table_contains (self->options, name);
}

/**
 * waybill_cli_set_arguments:
 * @self: the run
 * @arguments: NULL-terminated; copied
 */
void
waybill_cli_set_arguments (WaybillCli *self, const char *const *arguments)
{
  char **copy = g_strdupv ((char **) arguments);

  g_strfreev (self->arguments);
  self->arguments = copy;
}

/**
 * waybill_cli_set_option:
 * @self: the run
 * @name: an option without dashes
 * @value: (nullable): one more value; %NULL for a switch
 */
void
waybill_cli_set_option (WaybillCli *self, const char *name, const char *value)
{
  GPtrArray *values = g_hash_table_lookup (self->options, name);

  if (values == NULL)
    {
      values = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (values, NULL);
      g_hash_table_insert (self->options, g_strdup (name), values);
    }
  if (value != NULL)
    g_ptr_array_insert (values, (int) values->len - 1, g_strdup (value));
}

/**
 * waybill_cli_clear_options:
 * @self: the run
 *
 * As if no option had been typed; what a private context inherited stays.
 */
void
waybill_cli_clear_options (WaybillCli *self)
{
  g_hash_table_remove_all (self->options);
}

/**
 * waybill_cli_is_json:
 * @self: the run
 *
 * Returns: whether results and errors are for programs
 */
gboolean
waybill_cli_is_json (WaybillCli *self)
{
  return self->is_json || waybill_cli_has_option (self, "json");
}

/**
 * waybill_cli_get_timeout:
 * @self: the run
 *
 * Returns: `--timeout` in seconds; 0: the partner's setting
 */
guint
waybill_cli_get_timeout (WaybillCli *self)
{
  const char *text = waybill_cli_get_option (self, "timeout");
  guint number;

  return text != NULL && waybill_cli_parse_number (text, 0, G_MAXINT, &number) ? number : self->timeout;
}

/**
 * waybill_cli_get_retries:
 * @self: the run
 *
 * Returns: `--retries`; -1: the partner's setting
 */
int
waybill_cli_get_retries (WaybillCli *self)
{
  const char *text = waybill_cli_get_option (self, "retries");
  guint number;

  return text != NULL && waybill_cli_parse_number (text, 0, G_MAXINT, &number) ? (int) number : self->retries;
}

/**
 * waybill_cli_has_terminal:
 * @self: the run
 *
 * Returns: whether somebody is there to be asked: standard input and standard error are a terminal
 */
gboolean
waybill_cli_has_terminal (WaybillCli *self)
{
  return !self->is_private && isatty (STDIN_FILENO) && isatty (STDERR_FILENO);
}

/**
 * waybill_cli_get_cancellable:
 * @self: the run
 *
 * Returns: (transfer none): what Ctrl-C cancels
 */
GCancellable *
waybill_cli_get_cancellable (WaybillCli *self)
{
  return self->cancellable;
}

/* The stores */

/**
 * waybill_cli_get_data_folder:
 * @self: the run
 *
 * Returns: (transfer none): where partners and certificates lie
 */
const char *
waybill_cli_get_data_folder (WaybillCli *self)
{
  return self->data_folder;
}

/**
 * waybill_cli_get_state_folder:
 * @self: the run
 *
 * Returns: (transfer none): where what was learnt lies
 */
const char *
waybill_cli_get_state_folder (WaybillCli *self)
{
  return self->state_folder;
}

/**
 * waybill_cli_get_partners:
 * @self: the run
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the partners; %NULL with %WAYBILL_PARTNER_ERROR_STORE
 */
WaybillPartnerStore *
waybill_cli_get_partners (WaybillCli *self, GError **error)
{
  g_autofree char *folder = g_build_filename (self->data_folder, "partners", NULL);

  if (self->partners == NULL)
    self->partners = waybill_partner_store_new (folder, error);
  return self->partners;
}

/**
 * waybill_cli_get_certificates:
 * @self: the run
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the certificate store; %NULL with %WAYBILL_CERT_ERROR_STORE
 */
WaybillCertStore *
waybill_cli_get_certificates (WaybillCli *self, GError **error)
{
  g_autofree char *folder = g_build_filename (self->data_folder, "certificates", NULL);

  if (self->certificates == NULL)
    self->certificates = waybill_cert_store_new (folder, error);
  return self->certificates;
}

/**
 * waybill_cli_get_vault:
 * @self: the run
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the vault over `--secrets`, the credentials and the keyring; %NULL with
 * %WAYBILL_SECRET_ERROR_FILE
 */
WaybillSecretVault *
waybill_cli_get_vault (WaybillCli *self, GError **error)
{
  if (self->vault == NULL && self->is_private)
    self->vault = waybill_secret_vault_new (NULL, NULL, FALSE, error);
  else if (self->vault == NULL)
    self->vault = waybill_secret_vault_new (waybill_cli_get_option (self, "secrets"), g_getenv ("CREDENTIALS_DIRECTORY"),
                                            TRUE, error);
  return self->vault;
}

/* The run */

static gboolean
interrupted_cb (gpointer data)
{
  g_cancellable_cancel (((WaybillCli *) data)->cancellable);
  return G_SOURCE_REMOVE; /* the next one kills */
}

static int
start_log (WaybillCli *self)
{
  const char *path = waybill_cli_get_option (self, "log");
  WaybillBaseLogOptions options = { waybill_cli_has_option (self, "v"), -1 };
  g_autoptr (GError) error = NULL;

  if (path != NULL)
    options.file = open (path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY, 0600);
  if (path != NULL && options.file < 0)
    {
      waybill_base_file_set_error_errno (&error, errno, "The log %s cannot be opened", path);
      return waybill_cli_fail (self, error, NULL, path, NULL);
    }
  waybill_base_log_start (&options);
  return WAYBILL_CLI_OK;
}

/* A --secrets file that cannot be used is refused by every command, before anything is done. */
static int
check_secrets (WaybillCli *self)
{
  g_autoptr (GError) error = NULL;

  if (!waybill_cli_has_option (self, "secrets") || waybill_cli_get_vault (self, &error) != NULL)
    return WAYBILL_CLI_OK;
  return waybill_cli_fail (self, error, NULL, waybill_cli_get_option (self, "secrets"), NULL);
}

static int
run_command (WaybillCli *self)
{
  int code = start_log (self);

  if (code == WAYBILL_CLI_OK)
    code = check_secrets (self);
  if (code == WAYBILL_CLI_OK)
    code = waybill_cli_check_identity (self);
  return code == WAYBILL_CLI_OK ? self->command->run (self) : code;
}

static int
run_words (WaybillCli *self, const char *const *words)
{
  int code;

  if (words[0] == NULL)
    {
      waybill_cli_print_short_help (self);
      return WAYBILL_CLI_OK;
    }
  code = waybill_cli_parse (self, words);
  if (code != WAYBILL_CLI_OK)
    return code;
  if (waybill_cli_has_option (self, "version"))
    waybill_cli_print_version (self);
  else if (self->command == NULL && waybill_cli_has_option (self, "help"))
    waybill_cli_print_short_help (self);
  else if (self->command == NULL)
    return waybill_cli_usage (self, _ ("There is no command on the command line."));
  else if (waybill_cli_has_option (self, "help"))
    waybill_cli_print_command_help (self, self->command);
  else
    return run_command (self);
  return WAYBILL_CLI_OK;
}

/**
 * waybill_cli_main:
 * @argc: how many
 * @argv: the command line
 *
 * Runs a whole command line. Main thread.
 *
 * Returns: the exit code of `cli.md`
 */
int
waybill_cli_main (int argc, char **argv)
{
  g_autoptr (WaybillCli) self = waybill_cli_new ();
  guint interrupt = g_unix_signal_add (SIGINT, interrupted_cb, self);
  guint terminate = g_unix_signal_add (SIGTERM, interrupted_cb, self);
  int code;

  /* Before --json is parsed: a broken command line is answered in the way that it asks for. */
  for (int i = 1; i < argc && strcmp (argv[i], "--") != 0; i++)
    self->is_json |= strcmp (argv[i], "--json") == 0;
  code = run_words (self, argc > 0 ? (const char *const *) argv + 1 : (const char *const *) argv);
  code = waybill_cli_end_output (self, code);
  if (!g_cancellable_is_cancelled (self->cancellable))
    {
      g_source_remove (interrupt);
      g_source_remove (terminate);
    }
  return code;
}
