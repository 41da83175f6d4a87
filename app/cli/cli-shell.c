/* The prompt of `open`: one line, one command, in the folder where the person stands. Not the language of scripts: no
 * variables, no wildcards. */
#include "cli-shell.h"

#include "cli-list.h"
#include "cli-private.h"
#include "cli-retry.h"
#include "cli-transfer.h"

#include "remote-ask.h"
#include "remote-path.h"
#include "transfer-append.h"

#include <errno.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#define LONGEST_LINE 8192

typedef struct
{
  WaybillCli *cli;
  WaybillPartner *partner;
  WaybillRemote *remote;
  char *folder; /* (nullable) NULL: where the session stands */
  gboolean is_over;
  int code; /* of the last that failed */
} Shell;

typedef int (*ShellRun) (Shell *self, const char *const *words);

static int
fail (Shell *self, const GError *error, const char *subject)
{
  return waybill_cli_fail (self->cli, error, waybill_partner_get_name (self->partner), subject,
                           waybill_remote_get_facts (self->remote));
}

/* The server may have hung up while nobody typed. */
static gboolean
connect_again (Shell *self, int *code)
{
  g_autoptr (GError) error = NULL;
  guint tries = 1;

  if (waybill_cli_retry_connect (self->cli, self->partner, self->remote, &tries, &error))
    return TRUE;
  *code = fail (self, error, NULL);
  return FALSE;
}

/* (nullable): where the session stands. */
static char *
dup_path (Shell *self, const char *name)
{
  return name != NULL ? waybill_remote_path_join (self->folder, name) : g_strdup (self->folder);
}

static int
run_ls (Shell *self, const char *const *words)
{
  g_autofree char *path = dup_path (self, words[0]);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (WaybillRemoteListing) listing = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  waybill_remote_list_async (self->remote, path, waybill_cli_get_cancellable (self->cli), waybill_cli_done, &result);
  waybill_cli_await (&result);
  listing = waybill_remote_list_finish (self->remote, result, &error);
  if (listing == NULL)
    return fail (self, error, path);
  waybill_cli_list_print (self->cli, listing, zone);
  return WAYBILL_CLI_OK;
}

static int
run_cd (Shell *self, const char *const *words)
{
  const char *name = words[0];
  const WaybillRemoteFacts *facts = waybill_remote_get_facts (self->remote);
  const char *here = self->folder != NULL ? self->folder : facts->folder;
  g_autofree char *path
      = g_str_equal (name, "..") && here != NULL ? waybill_remote_path_dup_folder (here) : dup_path (self, name);
  WaybillRemoteEntryType type = WAYBILL_REMOTE_ENTRY_FILE;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  /* Back where the session stands. */
  if (*path == '\0')
    {
      g_clear_pointer (&self->folder, g_free);
      return WAYBILL_CLI_OK;
    }
  waybill_remote_stat_async (self->remote, path, waybill_cli_get_cancellable (self->cli), waybill_cli_done, &result);
  waybill_cli_await (&result);
  if (waybill_remote_stat_finish (self->remote, result, &type, NULL, NULL, &error) && type != WAYBILL_REMOTE_ENTRY_DIR)
    error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_NOT_FOUND, NULL, "It is no folder");
  if (error != NULL)
    return fail (self, error, path);
  g_free (self->folder);
  self->folder = g_steal_pointer (&path);
  return WAYBILL_CLI_OK;
}

static int
run_pwd (Shell *self, const char *const *words)
{
  const WaybillRemoteFacts *facts = waybill_remote_get_facts (self->remote);

  waybill_cli_print (self->cli, "%s", self->folder != NULL ? self->folder : facts->folder != NULL ? facts->folder : ".");
  return WAYBILL_CLI_OK;
}

static int
run_lcd (Shell *self, const char *const *words)
{
  g_autoptr (GError) error = NULL;
  int number = chdir (words[0]) == 0 ? 0 : errno;

  if (number == 0)
    return WAYBILL_CLI_OK;
  error = g_error_new_literal (G_IO_ERROR, g_io_error_from_errno (number), g_strerror (number));
  return fail (self, error, words[0]);
}

static int
end_change (Shell *self, GAsyncResult **result, const char *path)
{
  g_autoptr (GError) error = NULL;

  waybill_cli_await (result);
  return waybill_remote_change_finish (self->remote, *result, &error) ? WAYBILL_CLI_OK : fail (self, error, path);
}

static int
run_mkdir (Shell *self, const char *const *words)
{
  g_autofree char *path = dup_path (self, words[0]);
  g_autoptr (GAsyncResult) result = NULL;

  waybill_remote_make_folder_async (self->remote, path, waybill_cli_get_cancellable (self->cli), waybill_cli_done, &result);
  return end_change (self, &result, path);
}

static int
run_rm (Shell *self, const char *const *words)
{
  g_autofree char *path = dup_path (self, words[0]);
  g_autoptr (GAsyncResult) result = NULL;

  waybill_remote_remove_async (self->remote, path, FALSE, waybill_cli_get_cancellable (self->cli), waybill_cli_done,
                               &result);
  return end_change (self, &result, path);
}

static int
run_rename (Shell *self, const char *const *words)
{
  g_autofree char *path = dup_path (self, words[0]);
  g_autofree char *other = dup_path (self, words[1]);
  g_autoptr (GAsyncResult) result = NULL;

  waybill_remote_rename_async (self->remote, path, other, waybill_cli_get_cancellable (self->cli), waybill_cli_done,
                               &result);
  return end_change (self, &result, path);
}

/* Who walked by a command of the server's own stands where the session does. */
static void
note_walk (Shell *self, const char *verb)
{
  static const char *const walks[] = { "CWD", "XCWD", "CDUP", "XCUP", "SMNT" };
  const WaybillRemoteFacts *facts = waybill_remote_get_facts (self->remote);

  for (guint i = 0; i < G_N_ELEMENTS (walks); i++)
    if (g_ascii_strcasecmp (verb, walks[i]) == 0 && facts != NULL && facts->folder != NULL)
      {
        g_free (self->folder);
        self->folder = g_strdup (facts->folder);
      }
}

/* The server's own command, as it is; its reply line by line. */
static int
run_quote (Shell *self, const char *const *words)
{
  g_autofree char *command = g_strjoinv (" ", (char **) words);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  int reply = 0;

  waybill_remote_quote_async (self->remote, command, waybill_cli_get_cancellable (self->cli), waybill_cli_done, &result);
  waybill_cli_await (&result);
  lines = waybill_remote_quote_finish (self->remote, result, &reply, &error);
  if (lines == NULL)
    return fail (self, error, command);
  for (guint i = 0; lines[i] != NULL; i++)
    waybill_cli_print (self->cli, "%s", lines[i]);
  if (reply < 400)
    note_walk (self, words[0]);
  return reply < 400 ? WAYBILL_CLI_OK : WAYBILL_CLI_FAILED;
}

static const char *const switches[] = { "-r", "--resume", "--ascii", NULL };
static const char *const valued[] = { "--to", "--overwrite", "--parallel", "--verify", NULL };

/* Those of one line are not those of the next; what `open` was told stays. */
static void
forget_options (Shell *self)
{
  for (guint i = 0; switches[i] != NULL; i++)
    g_hash_table_remove (self->cli->options, switches[i] + strspn (switches[i], "-"));
  for (guint i = 0; valued[i] != NULL; i++)
    g_hash_table_remove (self->cli->options, valued[i] + strspn (valued[i], "-"));
}

/* Options of get and put stand among their names. */
static gboolean
take_option (Shell *self, const char *const *words, guint *at)
{
  const char *word = words[*at];
  const char *name = word + strspn (word, "-");

  if (g_strv_contains (switches, word))
    {
      waybill_cli_set_option (self->cli, name, NULL);
      return TRUE;
    }
  if (!g_strv_contains (valued, word) || words[*at + 1] == NULL)
    return FALSE;
  waybill_cli_set_option (self->cli, name, words[++*at]);
  return TRUE;
}

static int
move (Shell *self, WaybillTransferDirection direction, const char *const *words)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *given;
  g_autofree char *to = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '-')
      g_ptr_array_add (names, direction == WAYBILL_TRANSFER_GET ? dup_path (self, words[i]) : g_strdup (words[i]));
    else if (!take_option (self, words, &i))
      return waybill_cli_usage (self->cli, _ ("There is no option %s here."), words[i]);
  if (names->len == 0)
    return waybill_cli_usage (self->cli, _ ("A file's name is missing."));
  g_ptr_array_add (names, NULL);
  given = waybill_cli_get_option (self->cli, "to");
  if (direction == WAYBILL_TRANSFER_GET)
    to = g_strdup (given);
  else if (given != NULL)
    to = dup_path (self, given);
  else if (self->folder != NULL)
    to = g_strconcat (self->folder, "/", NULL);
  return waybill_cli_transfer_run_on (self->cli, self->partner, self->remote, direction, (const char *const *) names->pdata,
                                      to);
}

static int
run_get (Shell *self, const char *const *words)
{
  return move (self, WAYBILL_TRANSFER_GET, words);
}

static int
run_put (Shell *self, const char *const *words)
{
  return move (self, WAYBILL_TRANSFER_PUT, words);
}

/* Behind what is there. Never twice: what became of it after a lost connection is looked up. */
static int
run_append (Shell *self, const char *const *words)
{
  gboolean ascii = g_strcmp0 (words[0], "--ascii") == 0;
  const char *const *names = words + ascii;
  g_autofree char *path = NULL, *last = NULL, *shown = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (WaybillTransferResult) added = NULL;
  g_autoptr (GError) error = NULL;

  if (g_strv_length ((char **) names) != 2)
    return waybill_cli_usage (self->cli, _ ("It is: %s"), "append [--ascii] LOCAL REMOTE");
  path = dup_path (self, names[1]);
  waybill_transfer_append_async (self->remote, names[0], path, ascii, waybill_cli_get_cancellable (self->cli),
                                 waybill_cli_done, &result);
  waybill_cli_await (&result);
  added = waybill_transfer_append_finish (result, &error);
  if (added == NULL)
    return fail (self, error, path);
  last = waybill_remote_path_dup_name (path);
  shown = waybill_remote_path_dup_display (last);
  /* Translators: a remote file's name, how many bytes were put behind what it held, their SHA-256. */
  waybill_cli_print (self->cli, _ ("%s: %'" G_GINT64_FORMAT " bytes added, SHA-256 %s"), shown, added->outcome.bytes,
                     added->sha256);
  return WAYBILL_CLI_OK;
}

static int
run_quit (Shell *self, const char *const *words)
{
  self->is_over = TRUE;
  return WAYBILL_CLI_OK;
}

static int
run_help (Shell *self, const char *const *words);

static const struct
{
  const char *name;
  ShellRun run;
  const char *form;
  guint least, most; /* words behind it */
  gboolean is_local; /* needs no session */
} commands[] = {
  { "ls", run_ls, "ls [FOLDER]", 0, 1, FALSE },
  { "cd", run_cd, "cd FOLDER", 1, 1, FALSE },
  { "pwd", run_pwd, "pwd", 0, 0, FALSE },
  { "lcd", run_lcd, "lcd FOLDER", 1, 1, TRUE },
  { "get", run_get, "get REMOTE... [--to DIR|FILE] [-r] [--resume] [--overwrite ...]", 1, G_MAXUINT, FALSE },
  { "put", run_put, "put LOCAL... [--to DIR|FILE] [-r] [--resume] [--overwrite ...]", 1, G_MAXUINT, FALSE },
  { "append", run_append, "append [--ascii] LOCAL REMOTE", 2, 3, FALSE },
  { "mkdir", run_mkdir, "mkdir FOLDER", 1, 1, FALSE },
  { "rm", run_rm, "rm FILE", 1, 1, FALSE },
  { "rename", run_rename, "rename OLD NEW", 2, 2, FALSE },
  { "quote", run_quote, "quote COMMAND...", 1, G_MAXUINT, FALSE },
  { "help", run_help, "help", 0, 0, TRUE },
  { "quit", run_quit, "quit", 0, 0, TRUE },
};

static int
run_help (Shell *self, const char *const *words)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    waybill_cli_print (self->cli, "  %s", commands[i].form);
  return WAYBILL_CLI_OK;
}

static int
run_words (Shell *self, const char *const *words, guint n)
{
  int code = WAYBILL_CLI_OK;

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_strcmp0 (commands[i].name, words[0]) != 0)
        continue;
      if (n - 1 < commands[i].least || n - 1 > commands[i].most)
        return waybill_cli_usage (self->cli, _ ("It is: %s"), commands[i].form);
      if (!commands[i].is_local && !connect_again (self, &code))
        return code;
      code = commands[i].run (self, words + 1);
      forget_options (self);
      return code;
    }
  return waybill_cli_usage (self->cli, _ ("There is no command “%s” here; “help” lists them."), words[0]);
}

static void
run_line (Shell *self, const char *line)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) error = NULL;
  int n = 0, code;

  if (!g_shell_parse_argv (line, &n, &words, &error))
    {
      if (!g_error_matches (error, G_SHELL_ERROR, G_SHELL_ERROR_EMPTY_STRING))
        self->code = waybill_cli_usage (self->cli, "%s", error->message);
      return;
    }
  code = run_words (self, (const char *const *) words, (guint) n);
  if (code != WAYBILL_CLI_OK)
    self->code = code;
}

/* (nullable): the end, or cancelled. */
static char *
read_line (Shell *self, GDataInputStream *input)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (isatty (STDIN_FILENO))
    g_printerr ("%s> ", waybill_partner_get_name (self->partner));
  g_data_input_stream_read_line_async (input, G_PRIORITY_DEFAULT, waybill_cli_get_cancellable (self->cli), waybill_cli_done,
                                       &result);
  waybill_cli_await (&result);
  return g_data_input_stream_read_line_finish (input, result, NULL, NULL);
}

/**
 * waybill_cli_shell_run:
 * @self: the run
 * @partner: the partner
 * @remote: its session
 *
 * Connects, then reads lines of standard input until its end or `quit`. Main thread.
 *
 * Returns: the exit code of the last command that failed; 0
 */
int
waybill_cli_shell_run (WaybillCli *self, WaybillPartner *partner, WaybillRemote *remote)
{
  g_autoptr (GInputStream) plain = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) input = g_data_input_stream_new (plain);
  Shell shell = { .cli = self, .partner = partner, .remote = remote };
  char *line;

  if (!connect_again (&shell, &shell.code))
    {
      waybill_cli_disconnect (self, partner, remote, NULL);
      return shell.code;
    }
  while (!shell.is_over && (line = read_line (&shell, input)) != NULL)
    {
      if (strlen (line) > LONGEST_LINE)
        shell.code = waybill_cli_usage (self, _ ("That line is too long."));
      else
        run_line (&shell, line);
      g_free (line);
    }
  waybill_cli_disconnect (self, partner, remote, NULL);
  g_free (shell.folder);
  return g_cancellable_is_cancelled (waybill_cli_get_cancellable (self)) ? 12 : shell.code;
}
