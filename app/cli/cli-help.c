/* Help: the commands, one command, or one field in the window's words. */
#include "cli-private.h"

#include "partner-setting.h"
#include "words-field.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static int
run_help (WaybillCli *self);

const WaybillCliCommand waybill_cli_help_commands[] = {
  { "help", run_help, "[COMMAND|FIELD]", N_ ("explains a command, or a field of a partner’s sheet"), 0, 2, NULL },
  { NULL },
};

static gboolean
print_row (const WaybillCliCommand *command, gpointer data)
{
  waybill_cli_print (data, "  %-15s %s", command->name, _ (command->summary));
  return FALSE;
}

/**
 * waybill_cli_print_short_help:
 * @self: the run
 *
 * The commands, a line each.
 */
void
waybill_cli_print_short_help (WaybillCli *self)
{
  waybill_cli_print (self, "%s", _ ("Use: waybill-cli COMMAND [ARGUMENTS] [OPTIONS]"));
  waybill_cli_print (self, "%s", _ ("Exchanges files with partners over FTPS, with certificates."));
  waybill_cli_print (self, "%s", "");
  waybill_cli_command_each (print_row, self);
  waybill_cli_print (self, "%s", "");
  waybill_cli_print (
      self, "%s",
      _ ("Every command takes --identity LABEL, --secrets FILE, --timeout S, --retries N, --log FILE, -v, --json "
         "and --help."));
  waybill_cli_print (self, "%s", _ ("“waybill-cli help COMMAND” and “waybill-cli help FIELD” say more."));
}

/**
 * waybill_cli_dup_form:
 * @command: a command
 *
 * Returns: (transfer full): "Use: waybill-cli …" on one line
 */
char *
waybill_cli_dup_form (const WaybillCliCommand *command)
{
  return g_strchomp (g_strdup_printf (_ ("Use: waybill-cli %s %s"), command->name, command->arguments));
}

/**
 * waybill_cli_print_command_help:
 * @self: the run
 * @command: a command
 *
 * Its form and what it does.
 */
void
waybill_cli_print_command_help (WaybillCli *self, const WaybillCliCommand *command)
{
  g_autofree char *form = waybill_cli_dup_form (command);

  waybill_cli_print (self, "%s", form);
  waybill_cli_print (self, "%s", _ (command->summary));
}

/**
 * waybill_cli_print_version:
 * @self: the run
 */
void
waybill_cli_print_version (WaybillCli *self)
{
  waybill_cli_print (self, "waybill-cli %s", WAYBILL_VERSION);
}

static void
print_settings (WaybillCli *self)
{
  guint n_settings;
  const WaybillPartnerSetting *settings = waybill_partner_setting_list (&n_settings);

  waybill_cli_print (self, "%s", _ ("Settings, as --set KEY=VALUE; KEY= goes back to the standard:"));
  for (guint i = 0; i < n_settings; i++)
    {
      g_autofree char *range = settings[i].choices != NULL ? g_strdup (settings[i].choices)
                                                           : g_strdup_printf ("%u–%u", settings[i].least, settings[i].most);

      waybill_cli_print (self, "  %s=%s (%s): %s", settings[i].key, range,
                         *settings[i].standard != '\0' ? settings[i].standard : _ ("empty"), settings[i].meaning);
    }
}

static gboolean
print_in_group (const WaybillCliCommand *command, gpointer data)
{
  WaybillCli *self = data;
  const char *group = self->arguments[0];
  gsize length = strlen (group);

  if (strncmp (command->name, group, length) == 0 && command->name[length] == ' ')
    waybill_cli_print (self, "  %s %s", command->name, command->arguments);
  return FALSE;
}

static gboolean
is_in_group (const WaybillCliCommand *command, gpointer group)
{
  gsize length = strlen (group);

  return strncmp (command->name, group, length) == 0 && command->name[length] == ' ';
}

static int
run_help (WaybillCli *self)
{
  const char *const *arguments = waybill_cli_get_arguments (self);
  const WaybillWordsField *field;
  const WaybillCliCommand *command;
  g_autofree char *text = NULL;
  guint n_words;

  if (arguments[0] == NULL)
    {
      waybill_cli_print_short_help (self);
      return WAYBILL_CLI_OK;
    }
  command = waybill_cli_command_find (arguments, &n_words);
  if (command != NULL && arguments[n_words] == NULL)
    waybill_cli_print_command_help (self, command);
  else if (arguments[1] == NULL && waybill_cli_command_each (is_in_group, (gpointer) arguments[0]) != NULL)
    waybill_cli_command_each (print_in_group, self);
  else if (arguments[1] == NULL && strcmp (arguments[0], "set") == 0)
    print_settings (self);
  else if (arguments[1] == NULL && (field = waybill_words_field_find (arguments[0])) != NULL)
    {
      text = waybill_words_field_to_text (field);
      waybill_cli_print_lines (self, text);
    }
  else
    return waybill_cli_command_unknown (self, arguments);
  return WAYBILL_CLI_OK;
}
