/* The table of commands, and which of them was meant. It runs none. */
#include "cli-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_NEAR 5

static const WaybillCliCommand *const tables[] = {
  waybill_cli_partner_commands, waybill_cli_cert_commands,  waybill_cli_transfer_commands, waybill_cli_listing_commands,
  waybill_cli_open_commands,    waybill_cli_check_commands, waybill_cli_practice_commands, waybill_cli_help_commands,
};

/**
 * waybill_cli_command_each:
 * @func: called with each command, in the order of the tables, until it gives %TRUE
 * @user_data: for @func
 *
 * Returns: (transfer none) (nullable): the command at which @func gave %TRUE
 */
const WaybillCliCommand *
waybill_cli_command_each (WaybillCliCommandFunc func, gpointer user_data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const WaybillCliCommand *command = tables[i]; command->name != NULL; command++)
      if (func (command, user_data))
        return command;
  return NULL;
}

static gboolean
is_named (const WaybillCliCommand *command, gpointer name)
{
  return strcmp (command->name, name) == 0;
}

/**
 * waybill_cli_command_find:
 * @words: NULL-terminated, the command first
 * @n_words: (out): how many of them are its name
 *
 * Returns: (transfer none) (nullable): the command
 */
const WaybillCliCommand *
waybill_cli_command_find (const char *const *words, guint *n_words)
{
  g_autofree char *both = words[1] != NULL ? g_strjoin (" ", words[0], words[1], NULL) : NULL;
  const WaybillCliCommand *command = both != NULL ? waybill_cli_command_each (is_named, both) : NULL;

  *n_words = 2;
  if (command != NULL)
    return command;
  *n_words = 1;
  return waybill_cli_command_each (is_named, (gpointer) words[0]);
}

/* Levenshtein's distance in bytes: command names are ASCII. */
static guint
measure (const char *one, const char *other)
{
  gsize length = strlen (other);
  g_autofree guint *row = g_new (guint, length + 1);

  for (gsize j = 0; j <= length; j++)
    row[j] = (guint) j;
  for (gsize i = 0; one[i] != '\0'; i++)
    {
      guint corner = row[0];

      row[0] = (guint) i + 1;
      for (gsize j = 0; j < length; j++)
        {
          guint change = corner + (one[i] != other[j]);

          corner = row[j + 1];
          row[j + 1] = MIN (change, MIN (row[j], corner) + 1);
        }
    }
  return row[length];
}

typedef struct
{
  const char *word;
  char *both; /* (nullable) */
  GPtrArray *near;
} Search;

static gboolean
collect_near (const WaybillCliCommand *command, gpointer data)
{
  Search *search = data;
  gsize length = strlen (search->word);
  gboolean in_group = strncmp (command->name, search->word, length) == 0 && command->name[length] == ' ';

  if (in_group || measure (search->word, command->name) <= 2
      || (search->both != NULL && measure (search->both, command->name) <= 3))
    g_ptr_array_add (search->near, (char *) command->name);
  return search->near->len == MOST_NEAR;
}

/**
 * waybill_cli_command_unknown:
 * @self: the run
 * @words: what was typed
 *
 * Says that there is no such command, and which ones are near.
 *
 * Returns: 2
 */
int
waybill_cli_command_unknown (WaybillCli *self, const char *const *words)
{
  g_autoptr (GPtrArray) near = g_ptr_array_new ();
  g_autofree char *both = words[1] != NULL && strlen (words[1]) < 32 ? g_strjoin (" ", words[0], words[1], NULL) : NULL;
  Search search = { words[0], both, near };
  g_autofree char *names = NULL;

  if (strlen (words[0]) < 32)
    waybill_cli_command_each (collect_near, &search);
  g_ptr_array_add (near, NULL);
  names = waybill_cli_dup_names ((const char *const *) near->pdata);
  if (near->len == 1)
    return waybill_cli_usage (self, _ ("There is no command “%s”."), words[0]);
  return waybill_cli_usage (self, _ ("There is no command “%s”. Near: %s."), both != NULL ? both : words[0], names);
}
