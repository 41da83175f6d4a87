/* The tour of the practice partner, run by waybill-cli as a child of this process, line by line.
 * It shows nothing itself: who listens to "line" and "ended" does. */

#include "ui-tour.h"

#include <signal.h>

struct _WaybillUiTour
{
  GObject parent_instance;

  GSubprocess *child; /* NULL unless one runs */
  GDataInputStream *lines;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (WaybillUiTour, waybill_ui_tour, G_TYPE_OBJECT)

enum
{
  SIGNAL_LINE,
  SIGNAL_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/**
 * waybill_ui_tour_dup_program:
 *
 * Looks for the headless program beside the running one, so that a build folder needs no installation, then where
 * programs are installed.
 *
 * Returns: (transfer full) (nullable): its path, or %NULL when there is none
 */
char *
waybill_ui_tour_dup_program (void)
{
  g_autofree char *own = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *own_folder = own == NULL ? NULL : g_path_get_dirname (own);
  const char *folders[] = { own_folder == NULL ? WAYBILL_BINDIR : own_folder, WAYBILL_BINDIR };

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (folders[i], "waybill-cli", NULL);

      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&path);
    }
  return NULL;
}

/**
 * waybill_ui_tour_new:
 *
 * Returns: (transfer full): a tour that does not run yet
 */
WaybillUiTour *
waybill_ui_tour_new (void)
{
  return g_object_new (WAYBILL_TYPE_UI_TOUR, NULL);
}

static void
child_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiTour) self = WAYBILL_UI_TOUR (user_data);
  GSubprocess *child = G_SUBPROCESS (source);
  int status = -1;

  if (!g_subprocess_wait_finish (child, result, NULL) || child != self->child)
    return;

  if (g_subprocess_get_if_exited (child))
    status = g_subprocess_get_exit_status (child);
  g_clear_object (&self->child);
  g_signal_emit (self, signals[SIGNAL_ENDED], 0, status);
}

static void
read_next_line (WaybillUiTour *self);

static void
line_arrived (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiTour) self = WAYBILL_UI_TOUR (user_data);
  GDataInputStream *lines = G_DATA_INPUT_STREAM (source);
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  g_autofree char *line = g_data_input_stream_read_line_finish (lines, result, &length, &error);

  if (lines != self->lines || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (line != NULL)
    {
      g_autofree char *text = g_utf8_make_valid (line, (gssize) length);

      g_signal_emit (self, signals[SIGNAL_LINE], 0, text);
      if (lines == self->lines)
        read_next_line (self);
      return;
    }

  /* Only now, so that the end is never told before the last line. */
  g_subprocess_wait_async (self->child, self->cancellable, child_ended, g_object_ref (self));
}

static void
read_next_line (WaybillUiTour *self)
{
  g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT, self->cancellable, line_arrived,
                                       g_object_ref (self));
}

/**
 * waybill_ui_tour_start:
 * @self: a tour
 * @program: path of waybill-cli
 * @error: return location
 *
 * Starts "practice --tour"; one that still runs is ended first. Each line is told by "line"; "ended" carries the exit
 * code (see the command line's table), or -1 when a signal ended it. Main thread.
 *
 * Returns: %FALSE with a %G_SPAWN_ERROR when the program cannot be run
 */
gboolean
waybill_ui_tour_start (WaybillUiTour *self, const char *program, GError **error)
{
  g_return_val_if_fail (WAYBILL_IS_UI_TOUR (self), FALSE);
  g_return_val_if_fail (program != NULL, FALSE);

  waybill_ui_tour_stop (self);

  self->child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, error, program,
                                  "practice", "--tour", NULL);
  if (self->child == NULL)
    return FALSE;

  self->cancellable = g_cancellable_new ();
  self->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->child));
  read_next_line (self);
  return TRUE;
}

/**
 * waybill_ui_tour_stop:
 * @self: a tour
 *
 * Asks the child to end, without waiting for it; "ended" is not told. Nothing happens when none runs. Main thread.
 */
void
waybill_ui_tour_stop (WaybillUiTour *self)
{
  g_return_if_fail (WAYBILL_IS_UI_TOUR (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->lines);
  if (self->child != NULL)
    g_subprocess_send_signal (self->child, SIGTERM);
  g_clear_object (&self->child);
}

static void
waybill_ui_tour_dispose (GObject *object)
{
  waybill_ui_tour_stop (WAYBILL_UI_TOUR (object));

  G_OBJECT_CLASS (waybill_ui_tour_parent_class)->dispose (object);
}

static void
waybill_ui_tour_class_init (WaybillUiTourClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = waybill_ui_tour_dispose;

  /**
   * WaybillUiTour::line:
   * @line: one line of output, valid UTF-8, without its end
   */
  signals[SIGNAL_LINE]
      = g_signal_new ("line", WAYBILL_TYPE_UI_TOUR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * WaybillUiTour::ended:
   * @status: the exit code, or -1 when a signal ended the program
   */
  signals[SIGNAL_ENDED]
      = g_signal_new ("ended", WAYBILL_TYPE_UI_TOUR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
waybill_ui_tour_init (WaybillUiTour *self)
{
}
