/* The files that a certificate command leaves: all of them or none, and over nothing unless that was said. What is in them,
 * it does not know. */
#include "cli-cert-files.h"

#include "cli-ask.h"
#include "cli-private.h"

#include "base-file-set.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int
fail_io (WaybillCli *self, GIOErrorEnum kind, const char *path)
{
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, kind, "%s", path);

  return waybill_cli_fail (self, error, NULL, path, NULL);
}

static int
check_free (WaybillCli *self, const char *path, const char *overwrite)
{
  g_autofree char *question = g_strdup_printf (_ ("Replace %s? “yes” or “no” [no]: "), path);
  struct stat facts;

  if (lstat (path, &facts) != 0)
    return WAYBILL_CLI_OK;
  if (S_ISDIR (facts.st_mode))
    return fail_io (self, G_IO_ERROR_IS_DIRECTORY, path);
  if (!S_ISREG (facts.st_mode) && !S_ISLNK (facts.st_mode))
    return fail_io (self, G_IO_ERROR_NOT_REGULAR_FILE, path);
  if (strcmp (overwrite, "yes") == 0 || (strcmp (overwrite, "ask") == 0 && waybill_cli_ask_yes (self, question)))
    return WAYBILL_CLI_OK;
  return fail_io (self, G_IO_ERROR_EXISTS, path);
}

/* Where it will be, however the way to its folder is spelt: the second of two would take the place of the first. */
static char *
dup_place (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  char *real = realpath (folder, NULL);
  char *place = g_build_filename (real != NULL ? real : folder, name, NULL);

  free (real);
  return place;
}

static gboolean
is_same_place (const char *one, const char *other)
{
  g_autofree char *first = dup_place (one);
  g_autofree char *second = dup_place (other);

  return strcmp (first, second) == 0;
}

/**
 * waybill_cli_cert_files_check:
 * @self: the run; `--overwrite` decides, `ask` without a terminal is no
 * @outputs: (array length=n_outputs): where files shall be
 * @n_outputs: how many
 *
 * Before anything is made: whether every file may be written where it shall be.
 *
 * Returns: 0; 8 where something is there already, 2 where one file is named twice or has no name
 */
int
waybill_cli_cert_files_check (WaybillCli *self, const WaybillCliCertOutput *outputs, guint n_outputs)
{
  static const char *const known[] = { "ask", "yes", "no", NULL };
  const char *overwrite = waybill_cli_has_option (self, "overwrite") ? waybill_cli_get_option (self, "overwrite") : "ask";
  int code = WAYBILL_CLI_OK;

  if (!g_strv_contains (known, overwrite))
    return waybill_cli_usage (self, _ ("--overwrite takes ask, yes or no."));
  for (guint i = 0; i < n_outputs; i++)
    {
      if (*outputs[i].path == '\0')
        return waybill_cli_usage (self, _ ("A file that is to be written needs a name."));
      for (guint j = 0; j < i; j++)
        if (is_same_place (outputs[i].path, outputs[j].path))
          return waybill_cli_usage (self, _ ("%s is named twice."), outputs[i].path);
    }
  for (guint i = 0; code == WAYBILL_CLI_OK && i < n_outputs; i++)
    code = check_free (self, outputs[i].path, overwrite);
  return code;
}

/* All that go into one folder in one go; others one after another. */
static gboolean
write_folder (const WaybillCliCertOutput *outputs, guint n_outputs, guint first, gboolean *is_done, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (outputs[first].path);
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (WaybillBaseFilePart));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = first; i < n_outputs; i++)
    {
      g_autofree char *other = g_path_get_dirname (outputs[i].path);
      WaybillBaseFilePart part = { NULL, outputs[i].content, outputs[i].is_private };

      if (strcmp (other, folder) != 0)
        continue;
      g_ptr_array_add (names, g_path_get_basename (outputs[i].path));
      part.name = names->pdata[names->len - 1];
      g_array_append_val (parts, part);
      is_done[i] = TRUE;
    }
  return waybill_base_file_set_write (folder, (const WaybillBaseFilePart *) parts->data, parts->len, TRUE, error);
}

/**
 * waybill_cli_cert_files_write:
 * @self: the run
 * @outputs: (array length=n_outputs): files with their contents, checked
 * @n_outputs: how many
 *
 * Writes them. Those of one folder are written all or none.
 *
 * Returns: 0, or 8
 */
int
waybill_cli_cert_files_write (WaybillCli *self, const WaybillCliCertOutput *outputs, guint n_outputs)
{
  g_autofree gboolean *is_done = g_new0 (gboolean, n_outputs);

  for (guint i = 0; i < n_outputs; i++)
    {
      g_autoptr (GError) error = NULL;

      if (!is_done[i] && !write_folder (outputs, n_outputs, i, is_done, &error))
        return waybill_cli_fail (self, error, NULL, outputs[i].path, NULL);
    }
  return WAYBILL_CLI_OK;
}
