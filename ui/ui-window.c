/* The main window: for now the welcome, and the tour of the practice partner.
 * It holds no socket and waits for nothing: the tour runs in a process of its own. */

#include "ui-window.h"

#include <glib/gi18n.h>

#include "ui-tour.h"

/* More than any tour says; a program that never ends its talk must not fill the memory. */
#define MAXIMUM_TOUR_LINES 2000

struct _WaybillUiWindow
{
  AdwApplicationWindow parent_instance;

  GtkStack *pages;
  AdwStatusPage *welcome_page;
  GtkTextView *tour_view;
  GtkLabel *tour_sentence;
  GtkSpinner *tour_spinner;
  GtkButton *again_button;

  WaybillUiTour *tour;
};

G_DEFINE_FINAL_TYPE (WaybillUiWindow, waybill_ui_window, ADW_TYPE_APPLICATION_WINDOW)

/**
 * waybill_ui_window_new:
 * @application: the application it belongs to
 *
 * Returns: (transfer none): a new window, owned by GTK until it is closed
 */
WaybillUiWindow *
waybill_ui_window_new (WaybillUiApplication *application)
{
  return g_object_new (WAYBILL_TYPE_UI_WINDOW, "application", application, NULL);
}

static void
show_sentence (WaybillUiWindow *self, const char *sentence, gboolean running)
{
  gtk_label_set_text (self->tour_sentence, sentence);
  gtk_spinner_set_spinning (self->tour_spinner, running);
  gtk_widget_set_visible (GTK_WIDGET (self->tour_spinner), running);
  gtk_widget_set_visible (GTK_WIDGET (self->again_button), !running);
}

/**
 * waybill_ui_window_start_tour:
 * @self: a window
 * @program: (nullable): path of waybill-cli, or %NULL when it was not found
 *
 * Shows the tour's page and starts the tour; what goes wrong is said on that page. Main thread; returns at once.
 */
void
waybill_ui_window_start_tour (WaybillUiWindow *self, const char *program)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (WAYBILL_IS_UI_WINDOW (self));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->tour_view), "", 0);
  gtk_stack_set_visible_child_name (self->pages, "tour");

  if (program == NULL)
    show_sentence (self, _ ("The tour cannot start: the program waybill-cli is missing. Install Waybill again."), FALSE);
  else if (!waybill_ui_tour_start (self->tour, program, &error))
    {
      g_autofree char *sentence = g_strdup_printf (_ ("The tour cannot start: %s"), error->message);

      show_sentence (self, sentence, FALSE);
    }
  else
    show_sentence (self, _ ("The practice partner is on tour. Nothing leaves this machine."), TRUE);
}

static void
line_told (WaybillUiWindow *self, const char *line)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->tour_view);
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  if (gtk_text_buffer_get_char_count (buffer) > 0)
    gtk_text_buffer_insert (buffer, &end, "\n", 1);
  gtk_text_buffer_insert (buffer, &end, line, -1);

  if (gtk_text_buffer_get_line_count (buffer) > MAXIMUM_TOUR_LINES)
    {
      GtkTextIter start, second;

      gtk_text_buffer_get_start_iter (buffer, &start);
      gtk_text_buffer_get_iter_at_line (buffer, &second, 1);
      gtk_text_buffer_delete (buffer, &start, &second);
    }

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_place_cursor (buffer, &end);
  gtk_text_view_scroll_mark_onscreen (self->tour_view, gtk_text_buffer_get_insert (buffer));
}

static void
tour_ended (WaybillUiWindow *self, int status)
{
  g_autofree char *sentence = NULL;

  if (status == 0)
    sentence = g_strdup (_ ("The tour is over, and every step worked. Nothing was left behind on this computer."));
  else if (status < 0)
    sentence = g_strdup (_ ("The tour was ended from outside before it was over."));
  else
    sentence = g_strdup_printf (_ ("The tour stopped before its end (exit code %d). The last lines say why."), status);

  show_sentence (self, sentence, FALSE);
}

static void
practise_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *program = waybill_ui_tour_dup_program ();

  waybill_ui_window_start_tour (WAYBILL_UI_WINDOW (widget), program);
}

static void
waybill_ui_window_dispose (GObject *object)
{
  WaybillUiWindow *self = WAYBILL_UI_WINDOW (object);

  if (self->tour != NULL)
    waybill_ui_tour_stop (self->tour);
  g_clear_object (&self->tour);

  G_OBJECT_CLASS (waybill_ui_window_parent_class)->dispose (object);
}

static void
waybill_ui_window_class_init (WaybillUiWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = waybill_ui_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-window.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWindow, welcome_page);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWindow, tour_view);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWindow, tour_sentence);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWindow, tour_spinner);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWindow, again_button);
  gtk_widget_class_install_action (widget_class, "win.practise", NULL, practise_activated);
}

static void
waybill_ui_window_init (WaybillUiWindow *self)
{
  self->tour = waybill_ui_tour_new ();
  g_signal_connect_swapped (self->tour, "line", G_CALLBACK (line_told), self);
  g_signal_connect_swapped (self->tour, "ended", G_CALLBACK (tour_ended), self);

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_status_page_set_icon_name (self->welcome_page, WAYBILL_APP_ID);
}
