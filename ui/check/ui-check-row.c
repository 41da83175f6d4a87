/* One step of the check as a row. All of its text may come from a server: none of it is markup. */
#include "ui-check-row.h"

#include "ui-box.h"
#include "words-time.h"

#include <glib/gi18n.h>

struct _WaybillUiCheckRow
{
  AdwExpanderRow parent_instance;

  GtkStack *signs;
  GtkImage *image;
  GtkSpinner *spinner;
  GtkLabel *time;
  GtkWidget *below;
  GtkBox *content;
};

G_DEFINE_FINAL_TYPE (WaybillUiCheckRow, waybill_ui_check_row, ADW_TYPE_EXPANDER_ROW)

static void
set_subtitle (WaybillUiCheckRow *self, const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  /* Translators: what a screen reader says of one step of the check: the step, and what it found. */
  g_autofree char *name = g_strdup_printf (_ ("%s, %s"), title, text);

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), markup);
  waybill_ui_name_expander (GTK_WIDGET (self), name);
}

static void
show_sign (WaybillUiCheckRow *self, gboolean running)
{
  gtk_spinner_set_spinning (self->spinner, running);
  gtk_stack_set_visible_child (self->signs, running ? GTK_WIDGET (self->spinner) : GTK_WIDGET (self->image));
}

static void
clear_content (WaybillUiCheckRow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->content))) != NULL)
    gtk_box_remove (self->content, child);
}

/* A row with nothing below cannot be opened, and has no arrow that says it could. */
static void
set_openable (WaybillUiCheckRow *self, gboolean openable)
{
  gtk_widget_set_visible (self->below, openable);
  /* Being enabled opens it, too. */
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), openable);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), FALSE);
  if (openable)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "wb-closed");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "wb-closed");
}

/* waybill_ui_check_row_reset:
 *
 * Before each check. */
void
waybill_ui_check_row_reset (WaybillUiCheckRow *self)
{
  show_sign (self, FALSE);
  waybill_ui_state_show (self->image, WAYBILL_UI_STATE_WAITING, NULL);
  set_subtitle (self, _ ("Waiting"));
  gtk_label_set_text (self->time, "");
  clear_content (self);
  set_openable (self, FALSE);
}

/* waybill_ui_check_row_new:
 *
 * title: of the step. */
GtkWidget *
waybill_ui_check_row_new (const char *title)
{
  WaybillUiCheckRow *self = g_object_new (WAYBILL_TYPE_UI_CHECK_ROW, "title", title, NULL);
  /* Translators: the part of a step that can be opened; the step. */
  g_autofree char *more = g_strdup_printf (_ ("More about %s"), title);

  waybill_ui_name_widget (self->below, more);
  waybill_ui_check_row_reset (self);
  return GTK_WIDGET (self);
}

/* waybill_ui_check_row_set_running:
 *
 * This is the step at which the check is. */
void
waybill_ui_check_row_set_running (WaybillUiCheckRow *self)
{
  show_sign (self, TRUE);
  set_subtitle (self, _ ("Checking…"));
}

/* waybill_ui_check_row_set_asking:
 *
 * No spinner: it would say that something is under way. */
void
waybill_ui_check_row_set_asking (WaybillUiCheckRow *self, const char *text)
{
  show_sign (self, FALSE);
  waybill_ui_state_show (self->image, WAYBILL_UI_STATE_QUESTION, NULL);
  set_subtitle (self, text);
}

/* waybill_ui_check_row_set_result:
 *
 * The state is said by the icon too: the finding alone does not always tell it. */
void
waybill_ui_check_row_set_result (WaybillUiCheckRow *self, WaybillUiState state, const char *finding, gint64 microseconds)
{
  g_autofree char *time = microseconds >= 0 ? waybill_words_time_duration (microseconds) : g_strdup ("");

  show_sign (self, FALSE);
  waybill_ui_state_show (self->image, state, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
  set_subtitle (self, finding);
  gtk_label_set_text (self->time, time);
}

static GtkWidget *
label_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  /* No stop for Tab; not being focusable, it would keep the focus from going on. */
  gtk_widget_set_can_focus (label, FALSE);
  return label;
}

/* waybill_ui_check_row_set_more:
 *
 * In place of what stood there. */
void
waybill_ui_check_row_set_more (WaybillUiCheckRow *self, const char *text, const char *server_words)
{
  GtkWidget *caption;

  clear_content (self);
  if (text != NULL)
    gtk_box_append (self->content, label_new (text));
  if (server_words != NULL)
    {
      caption = gtk_label_new (_ ("The server’s own words"));
      gtk_label_set_xalign (GTK_LABEL (caption), 0);
      gtk_widget_add_css_class (caption, "caption");
      gtk_widget_add_css_class (caption, "dim-label");
      gtk_box_append (self->content, caption);
      gtk_box_append (self->content, waybill_ui_box_new_words (server_words));
    }
  set_openable (self, text != NULL || server_words != NULL);
}

/* waybill_ui_check_row_add_buttons:
 *
 * The row opens by itself: somebody is wanted. */
void
waybill_ui_check_row_add_buttons (WaybillUiCheckRow *self, GtkWidget *buttons)
{
  gtk_box_append (self->content, buttons);
  set_openable (self, TRUE);
}

static void
waybill_ui_check_row_class_init (WaybillUiCheckRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-check-row.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, WaybillUiCheckRow, child)
  BIND (signs);
  BIND (image);
  BIND (spinner);
  BIND (time);
  BIND (below);
  BIND (content);
#undef BIND
}

static void
waybill_ui_check_row_init (WaybillUiCheckRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
