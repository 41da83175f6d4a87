/* F1: what a field means, in a popover beside it that follows the focus until F1 or Esc closes it.
 * The words are those of words-field; it is no handbook. */

#include "ui-help.h"

#include <glib/gi18n.h>

#include "words-field.h"

#define FIELD_KEY "waybill-help-field"
#define HELP_KEY "waybill-help"

/* One for each window. */
typedef struct
{
  GtkWidget *window;  /* lent: it owns this */
  GtkWidget *popover; /* NULL unless it is shown */
  GtkWidget *row;     /* lent: the popover's parent */
  gulong row_handler;
} Help;

/**
 * waybill_ui_help_attach:
 * @row: an editable row
 * @field: the name of its record in words-field
 *
 * Lets F1 explain the row, and screen readers read the record's text as its description. Main thread.
 */
void
waybill_ui_help_attach (GtkWidget *row, const char *field)
{
  const WaybillWordsField *record = waybill_words_field_find (field);

  g_return_if_fail (record != NULL);

  g_object_set_data_full (G_OBJECT (row), FIELD_KEY, g_strdup (field), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  waybill_words_field_get_text (record), -1);
}

/**
 * waybill_ui_help_get_field:
 * @row: any widget
 *
 * Returns: (transfer none) (nullable): the record that was attached to this very widget
 */
const char *
waybill_ui_help_get_field (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), FIELD_KEY);
}

static void
hide (Help *self)
{
  GtkWidget *popover = g_steal_pointer (&self->popover);

  if (popover == NULL)
    return;
  g_clear_signal_handler (&self->row_handler, self->row);
  self->row = NULL;
  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_unparent (popover);
}

static void
help_free (gpointer data)
{
  hide (data);
  g_free (data);
}

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_line (GtkGrid *grid, int *line, const char *name, const char *text)
{
  GtkWidget *value;

  if (text == NULL)
    return;
  value = new_label (text, "caption");
  gtk_label_set_max_width_chars (GTK_LABEL (value), 32);
  gtk_grid_attach (grid, new_label (name, "caption"), 0, *line, 1, 1);
  gtk_widget_add_css_class (gtk_grid_get_child_at (grid, 0, *line), "dim-label");
  gtk_grid_attach (grid, value, 1, *line, 1, 1);
  *line += 1;
}

/* Records hold untranslated text, of which some (an example) has no translation. */
static const char *
translated (const char *text)
{
  return text == NULL || *text == '\0' ? NULL : _ (text);
}

static GtkWidget *
new_content (const WaybillWordsField *record)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *grid = gtk_grid_new ();
  int line = 0;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  add_line (GTK_GRID (grid), &line, _ ("On the sheet"), translated (record->sheet));
  add_line (GTK_GRID (grid), &line, _ ("Default"), translated (record->standard));
  add_line (GTK_GRID (grid), &line, _ ("Example"), record->example);

  gtk_box_append (GTK_BOX (box), new_label (waybill_words_field_get_title (record), "heading"));
  gtk_box_append (GTK_BOX (box), new_label (waybill_words_field_get_text (record), NULL));
  if (line > 0)
    {
      gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
      gtk_box_append (GTK_BOX (box), grid);
    }
  else
    g_object_ref_sink (grid), g_object_unref (grid);
  gtk_box_append (GTK_BOX (box), new_label (_ ("F1 or Esc closes"), "caption"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (box), "dim-label");
  return box;
}

static GtkWidget *
find_row (GtkWidget *window)
{
  GtkWidget *widget = gtk_root_get_focus (GTK_ROOT (window));

  while (widget != NULL && waybill_ui_help_get_field (widget) == NULL)
    widget = gtk_widget_get_parent (widget);
  return widget;
}

/* At the start side where the window has room there, so that no field is covered; else below. Where there is less room than
 * it asks for, GTK cuts it off. */
static GtkPositionType
choose_side (GtkWidget *window, GtkWidget *row, GtkWidget *content)
{
  const int frame = 48;
  graphene_rect_t bounds;
  int width;

  /* The content: a popover that is not shown yet has no size. */
  gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  return gtk_widget_compute_bounds (row, window, &bounds) && bounds.origin.x > width + frame ? GTK_POS_LEFT : GTK_POS_BOTTOM;
}

static void
show (Help *self, GtkWidget *row)
{
  const WaybillWordsField *record = waybill_words_field_find (waybill_ui_help_get_field (row));

  hide (self);
  self->row = row;
  /* A popover that outlives its row is a critical. */
  self->row_handler = g_signal_connect_swapped (row, "unmap", G_CALLBACK (hide), self);
  self->popover = gtk_popover_new ();
  gtk_widget_add_css_class (self->popover, "wb-help");
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_child (GTK_POPOVER (self->popover), new_content (record));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->popover), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  waybill_words_field_get_title (record), -1);
  gtk_widget_set_parent (self->popover, row);
  gtk_popover_set_position (GTK_POPOVER (self->popover),
                            choose_side (self->window, row, gtk_popover_get_child (GTK_POPOVER (self->popover))));
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
focus_moved (GtkWidget *window, GParamSpec *spec, gpointer user_data)
{
  Help *self = user_data;
  GtkWidget *row;

  if (self->popover == NULL)
    return;
  row = find_row (window);
  if (row == self->row)
    return;
  if (row == NULL)
    hide (self);
  else
    show (self, row);
}

static gboolean
help_pressed (GtkWidget *window, GVariant *arguments, gpointer user_data)
{
  Help *self = g_object_get_data (G_OBJECT (window), HELP_KEY);
  GtkWidget *row = find_row (window);

  if (self->popover != NULL)
    hide (self);
  else if (row != NULL)
    show (self, row);
  else
    return FALSE;
  return TRUE;
}

/* Before a dialog takes Esc for itself. */
static gboolean
escape_pressed (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, gpointer user_data)
{
  Help *self = user_data;

  if (key != GDK_KEY_Escape || self->popover == NULL)
    return FALSE;
  hide (self);
  return TRUE;
}

/**
 * waybill_ui_help_install:
 * @window: a window with fields
 *
 * Makes F1 and Esc work in it. Once for each window. Main thread.
 */
void
waybill_ui_help_install (GtkWidget *window)
{
  Help *self = g_new0 (Help, 1);
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->window = window;
  g_object_set_data_full (G_OBJECT (window), HELP_KEY, self, help_free);
  g_signal_connect (window, "notify::focus-widget", G_CALLBACK (focus_moved), self);
  g_signal_connect_swapped (window, "destroy", G_CALLBACK (hide), self);

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("F1"),
                                                          gtk_callback_action_new (help_pressed, NULL, NULL)));
  gtk_event_controller_set_propagation_phase (shortcuts, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (window, shortcuts);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (escape_pressed), self);
  gtk_widget_add_controller (window, keys);
}
