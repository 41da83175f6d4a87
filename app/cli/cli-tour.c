/* `practice --tour`: the whole guide, walked against a practice partner of its own, by the very commands that a person would
 * type. Everything lies in one new folder, which is removed in every case; the user's own store is only looked at, before
 * and after. */
#include "cli-tour.h"

#include "cli-json.h"
#include "cli-tour-files.h"
#include "cli-tour-private.h"

#include "base-clock.h"
#include "base-file.h"
#include "words-time.h"

#include <glib/gi18n-lib.h>

/**
 * waybill_cli_tour_fail:
 * @tour: the tour
 * @error: what went wrong
 * @subject: (nullable): the file it is about
 *
 * Says it in words.
 *
 * Returns: its exit code
 */
int
waybill_cli_tour_fail (WaybillCliTour *tour, const GError *error, const char *subject)
{
  return waybill_cli_fail (tour->cli, error, WAYBILL_CLI_TOUR_NAME, subject, NULL);
}

/**
 * waybill_cli_tour_tell:
 * @tour: the tour
 * @format: a line, as printf takes it
 * @...: for @format
 *
 * Prints a remark of the tour's own, but not with --json.
 */
void
waybill_cli_tour_tell (WaybillCliTour *tour, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  if (waybill_cli_is_json (tour->person))
    return;
  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  waybill_cli_print (tour->person, "%s", text);
}

/**
 * waybill_cli_tour_tidy:
 * @tour: the tour, of which nothing runs any more
 * @error: return location
 *
 * Removes the folder of the tour; once.
 *
 * Returns: whether nothing is left
 */
gboolean
waybill_cli_tour_tidy (WaybillCliTour *tour, GError **error)
{
  gboolean removed = tour->folder == NULL || waybill_base_file_remove_tree (tour->folder, error);

  if (removed)
    g_clear_pointer (&tour->folder, g_free);
  return removed;
}

static void
print_heading (WaybillCliTour *tour, WaybillWordsGuideStep step)
{
  g_autofree char *heading = waybill_words_guide_heading (step);
  const char *sheet = waybill_words_guide_sheet (step);

  waybill_cli_tour_tell (tour, "%s", "");
  waybill_cli_tour_tell (tour, "%s", heading);
  waybill_cli_tour_tell (tour, "%s", waybill_words_guide_text (step));
  if (sheet != NULL)
    waybill_cli_tour_tell (tour, _ ("On the sheet: %s"), sheet);
}

static void
print_result (WaybillCliTour *tour, WaybillWordsGuideStep step, int code, gint64 microseconds)
{
  g_autofree char *time = waybill_words_time_duration (microseconds);
  g_autofree char *line = NULL;
  WaybillCliJson *json;

  if (!waybill_cli_is_json (tour->person))
    {
      /* Translators: how long it took. */
      waybill_cli_print (tour->person, code == WAYBILL_CLI_OK ? _ ("Done in %s") : _ ("Failed after %s"), time);
      return;
    }
  json = waybill_cli_json_new ();
  waybill_cli_json_add_string (json, "tour", waybill_cli_tour_steps[step].name);
  waybill_cli_json_add_number (json, "number", step + 1);
  waybill_cli_json_add_string (json, "title", waybill_words_guide_title (step));
  waybill_cli_json_add_string (json, "result", code == WAYBILL_CLI_OK ? "ok" : "fail");
  waybill_cli_json_add_number (json, "ms", microseconds / 1000);
  line = waybill_cli_json_end (json);
  waybill_cli_print (tour->person, "%s", line);
}

static int
walk_step (WaybillCliTour *tour, WaybillWordsGuideStep step)
{
  gint64 start = waybill_base_clock_ticks ();
  g_autoptr (GError) cancelled = NULL;
  int code;

  print_heading (tour, step);
  if (g_cancellable_set_error_if_cancelled (waybill_cli_get_cancellable (tour->person), &cancelled))
    code = waybill_cli_tour_fail (tour, cancelled, NULL);
  else
    code = waybill_cli_tour_steps[step].walk (tour);
  print_result (tour, step, code, waybill_base_clock_ticks () - start);
  tour->n_well += code == WAYBILL_CLI_OK;
  return code;
}

static int
walk_all (WaybillCliTour *tour)
{
  int code = WAYBILL_CLI_OK;

  for (guint i = 0; code == WAYBILL_CLI_OK && i < WAYBILL_WORDS_N_GUIDE_STEPS; i++)
    code = walk_step (tour, (WaybillWordsGuideStep) i);
  waybill_cli_tour_tell (tour, "%s", "");
  waybill_cli_tour_tell (tour, g_dngettext (GETTEXT_PACKAGE, "%u step went well", "%u steps went well", tour->n_well),
                         tour->n_well);
  return code;
}

/**
 * waybill_cli_tour_run:
 * @self: the run; only its output, its cancellable and the names of its folders are used
 *
 * Walks the guide and tidies up, also after a failure or Ctrl-C. Main thread; a few seconds.
 *
 * Returns: 0, or the exit code of the step that failed
 */
int
waybill_cli_tour_run (WaybillCli *self)
{
  WaybillCliTour tour = { .person = self };
  g_autoptr (GError) error = NULL;
  int code;

  tour.before = waybill_cli_tour_files_snapshot (waybill_cli_get_data_folder (self), waybill_cli_get_state_folder (self));
  tour.folder = g_dir_make_tmp ("waybill-tour-XXXXXX", &error);
  tour.cli = tour.folder != NULL ? waybill_cli_new_private (self, tour.folder, &error) : NULL;
  code = tour.cli != NULL ? walk_all (&tour) : waybill_cli_fail (self, error, NULL, tour.folder, NULL);
  g_clear_pointer (&tour.practice, waybill_cli_practice_free);
  g_clear_pointer (&tour.cli, waybill_cli_free);
  waybill_cli_tour_tidy (&tour, NULL);
  g_free (tour.folder);
  g_free (tour.before);
  g_free (tour.label);
  g_free (tour.authority);
  return code;
}
