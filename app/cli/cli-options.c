/* The command line as words: which of them are options, which their values, which the arguments. What they mean is the
 * command's business. */
#include "cli-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* partner-setting has the same bounds. */
#define MOST_TIMEOUT 3600
#define MOST_RETRIES 100

const WaybillCliOption waybill_cli_common_options[] = {
  { "identity", TRUE }, { "secrets", TRUE }, { "timeout", TRUE }, { "retries", TRUE },  { "log", TRUE },
  { "v", FALSE },       { "json", FALSE },   { "help", FALSE },   { "version", FALSE }, { NULL, FALSE },
};

static const WaybillCliOption *
find_in (const WaybillCliOption *options, const char *name, gsize length)
{
  for (gsize i = 0; options != NULL && options[i].name != NULL; i++)
    if (strlen (options[i].name) == length && strncmp (options[i].name, name, length) == 0)
      return &options[i];
  return NULL;
}

/* "-v" and "--json", not "--v" and "-json". *value: behind "=". (nullable) */
static const WaybillCliOption *
find_option (WaybillCli *self, const char *word, const char **value)
{
  const char *name = word + (g_str_has_prefix (word, "--") ? 2 : 1);
  const char *equals = strchr (name, '=');
  gsize length = equals != NULL ? (gsize) (equals - name) : strlen (name);
  const WaybillCliOption *option;

  *value = equals != NULL ? equals + 1 : NULL;
  if ((name - word == 1) != (length == 1))
    return NULL;
  option = self->command != NULL ? find_in (self->command->options, name, length) : NULL;
  return option != NULL ? option : find_in (waybill_cli_common_options, name, length);
}

/* Another option in the place of a value is a value that was forgotten; one that begins so goes behind "=". */
static gboolean
may_be_value (const char *word)
{
  return word != NULL && !(g_str_has_prefix (word, "--") && word[2] != '\0');
}

/* Takes the option at *at, and the word behind it where that is its value. */
static int
take_option (WaybillCli *self, const char *const *words, guint *at)
{
  const char *word = words[*at], *value;
  const WaybillCliOption *option = find_option (self, word, &value);

  if (option == NULL)
    return waybill_cli_usage (self, _ ("There is no option %s here."), word);
  if (!option->takes_value && value != NULL)
    return waybill_cli_usage (self, _ ("%s takes no value."), word);
  if (option->takes_value && value == NULL)
    {
      if (!may_be_value (words[*at + 1]))
        return waybill_cli_usage (self, _ ("%s needs a value."), word);
      value = words[++*at];
    }
  waybill_cli_set_option (self, option->name, value);
  return WAYBILL_CLI_OK;
}

/**
 * waybill_cli_parse_number:
 * @text: what was typed
 * @least: the smallest that is allowed
 * @most: the largest
 * @number: (out): the number
 *
 * Returns: whether it is one: decimal digits alone
 */
gboolean
waybill_cli_parse_number (const char *text, guint least, guint most, guint *number)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, least, most, &value, NULL))
    return FALSE;
  *number = (guint) value;
  return TRUE;
}

/**
 * waybill_cli_parse_yes_no:
 * @text: what was typed
 * @yes: (out): what it means
 *
 * Returns: whether it is "yes" or "no"
 */
gboolean
waybill_cli_parse_yes_no (const char *text, gboolean *yes)
{
  *yes = strcmp (text, "yes") == 0;
  return *yes || strcmp (text, "no") == 0;
}

static int
check_number (WaybillCli *self, const char *name, guint least, guint most)
{
  const char *text = waybill_cli_get_option (self, name);
  guint number;

  if (text == NULL || waybill_cli_parse_number (text, least, most, &number))
    return WAYBILL_CLI_OK;
  return waybill_cli_usage (self, _ ("--%s must be a number from %u to %u, not “%s”."), name, least, most, text);
}

static int
check_arguments (WaybillCli *self)
{
  guint given = g_strv_length (self->arguments);

  if (waybill_cli_has_option (self, "help") || waybill_cli_has_option (self, "version"))
    return WAYBILL_CLI_OK;
  if (given < self->command->min_arguments)
    return waybill_cli_usage (self,
                              given == 0 ? _ ("The command “%s” needs a name or more.")
                                         : _ ("The command “%s” needs more than that."),
                              self->command->name);
  if (given > self->command->max_arguments)
    return waybill_cli_usage (self, _ ("“%s” is too much here."), self->arguments[self->command->max_arguments]);
  return WAYBILL_CLI_OK;
}

static int
parse_words (WaybillCli *self, const char *const *words, GPtrArray *arguments)
{
  gboolean only_arguments = FALSE;
  int code = WAYBILL_CLI_OK;

  for (guint i = 0; code == WAYBILL_CLI_OK && words[i] != NULL; i++)
    if (only_arguments || words[i][0] != '-' || words[i][1] == '\0')
      g_ptr_array_add (arguments, (char *) words[i]);
    else if (strcmp (words[i], "--") == 0)
      only_arguments = TRUE;
    else
      code = take_option (self, words, &i);
  return code;
}

/* Common options are taken in front of the command too: how many words they are. */
static guint
count_front (WaybillCli *self, const char *const *words)
{
  guint i = 0;

  for (; words[i] != NULL && words[i][0] == '-' && strcmp (words[i], "--") != 0; i++)
    {
      const char *value;
      const WaybillCliOption *option = find_option (self, words[i], &value);

      if (option == NULL)
        break;
      if (option->takes_value && value == NULL && may_be_value (words[i + 1]))
        i++;
    }
  return i;
}

/**
 * waybill_cli_parse:
 * @self: a run without a command
 * @words: the command line without the program's name
 *
 * Finds the command and takes apart what stands around it; checks the numbers that every command takes, and how many
 * arguments there are. Says what is wrong.
 *
 * Returns: 0, or the exit code 2; the command stays %NULL where only options were given
 */
int
waybill_cli_parse (WaybillCli *self, const char *const *words)
{
  guint front = count_front (self, words), n_words = 0;
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  int code;

  if (words[front] != NULL && words[front][0] != '-')
    {
      self->command = waybill_cli_command_find (words + front, &n_words);
      if (self->command == NULL)
        return waybill_cli_command_unknown (self, words + front);
    }
  for (guint i = 0; words[i] != NULL; i++)
    if (i < front || i >= front + n_words)
      g_ptr_array_add (rest, (char *) words[i]);
  g_ptr_array_add (rest, NULL);

  code = parse_words (self, (const char *const *) rest->pdata, arguments);
  g_ptr_array_add (arguments, NULL);
  waybill_cli_set_arguments (self, (const char *const *) arguments->pdata);
  if (code == WAYBILL_CLI_OK)
    code = check_number (self, "timeout", 1, MOST_TIMEOUT);
  if (code == WAYBILL_CLI_OK)
    code = check_number (self, "retries", 0, MOST_RETRIES);
  if (code == WAYBILL_CLI_OK && self->command != NULL)
    code = check_arguments (self);
  return code;
}
