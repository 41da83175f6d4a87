/* The coloured boxes of a page, the server's own words, and names for screen readers. A box decides nothing: its text comes
 * from words. */

#include "ui-box.h"

struct _WaybillUiBox
{
  GtkBox parent_instance;

  WaybillUiBoxMood mood;
  char *title;
  char *text;
  GtkImage *image;
  GtkLabel *title_label;
  GtkLabel *text_label;
  GtkBox *content;
};

G_DEFINE_FINAL_TYPE (WaybillUiBox, waybill_ui_box, GTK_TYPE_BOX)

enum
{
  PROP_MOOD = 1,
  PROP_TITLE,
  PROP_TEXT,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static const struct
{
  const char *css_class;
  const char *icon;
  const char *icon_class;
} moods[] = {
  [WAYBILL_UI_BOX_CALM] = { "wb-calm", "dialog-information-symbolic", "accent" },
  [WAYBILL_UI_BOX_WARN] = { "wb-warn", "dialog-warning-symbolic", "warning" },
  [WAYBILL_UI_BOX_SHARP] = { "wb-sharp", "dialog-error-symbolic", "error" },
  [WAYBILL_UI_BOX_GOOD] = { "wb-calm", "emblem-ok-symbolic", "success" },
};

static void
show_mood (WaybillUiBox *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (moods); i++)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), moods[i].css_class);
      gtk_widget_remove_css_class (GTK_WIDGET (self->image), moods[i].icon_class);
    }
  gtk_widget_add_css_class (GTK_WIDGET (self), moods[self->mood].css_class);
  gtk_widget_add_css_class (GTK_WIDGET (self->image), moods[self->mood].icon_class);
  gtk_image_set_from_icon_name (self->image, moods[self->mood].icon);
}

static void
show_text (WaybillUiBox *self)
{
  gboolean titled = self->title != NULL && *self->title != '\0';
  gboolean worded = self->text != NULL && *self->text != '\0';

  gtk_label_set_text (self->title_label, titled ? self->title : "");
  gtk_widget_set_visible (GTK_WIDGET (self->title_label), titled);
  gtk_label_set_text (self->text_label, worded ? self->text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->text_label), worded);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  titled   ? self->title
                                  : worded ? self->text
                                           : "",
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, worded ? self->text : "", -1);
}

/**
 * waybill_ui_box_new:
 * @mood: information, needs a look, or stop
 * @title: (nullable): first line, bold; plain text
 * @text: (nullable): what it says; plain text
 *
 * Returns: (transfer floating): a box
 */
GtkWidget *
waybill_ui_box_new (WaybillUiBoxMood mood, const char *title, const char *text)
{
  return g_object_new (WAYBILL_TYPE_UI_BOX, "mood", (int) mood, "title", title, "text", text, NULL);
}

/**
 * waybill_ui_box_set:
 * @self: a box
 * @mood: its mood
 * @title: (nullable): first line
 * @text: (nullable): what it says
 *
 * Changes all of it. Main thread.
 */
void
waybill_ui_box_set (WaybillUiBox *self, WaybillUiBoxMood mood, const char *title, const char *text)
{
  g_object_set (self, "mood", (int) mood, "title", title, "text", text, NULL);
}

/**
 * waybill_ui_box_get_content:
 * @self: a box
 *
 * Returns: (transfer none): where buttons and further lines go, below the text
 */
GtkBox *
waybill_ui_box_get_content (WaybillUiBox *self)
{
  return self->content;
}

/**
 * waybill_ui_box_new_words:
 * @server_words: what the server said
 *
 * Returns: (transfer floating): a label that shows it unchanged
 */
GtkWidget *
waybill_ui_box_new_words (const char *server_words)
{
  GtkWidget *label = gtk_label_new (server_words);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  gtk_widget_add_css_class (label, "wb-words");
  return label;
}

static void
let_others_focus (GtkWidget *list, GtkWidget *row, gboolean can)
{
  for (GtkWidget *other = gtk_widget_get_first_child (list); other != NULL; other = gtk_widget_get_next_sibling (other))
    if (other != row)
      gtk_widget_set_can_focus (other, can);
}

/* The other rows are passed over while the focus moves on. What stands inside a row (a button, a switch) is walked as
 * everywhere. */
static gboolean
leave_list (GtkWidget *list, GVariant *arguments, gpointer user_data)
{
  gboolean forward = g_variant_get_boolean (arguments);
  GtkRoot *root = gtk_widget_get_root (list);
  GtkWidget *row = gtk_root_get_focus (root);

  if (row == NULL || gtk_widget_get_parent (row) != list)
    return FALSE;
  let_others_focus (list, row, FALSE);
  gtk_widget_child_focus (GTK_WIDGET (root), forward ? GTK_DIR_TAB_FORWARD : GTK_DIR_TAB_BACKWARD);
  let_others_focus (list, row, TRUE);
  return TRUE;
}

static void
keep_page (GtkAdjustment *adjustment)
{
  if (gtk_adjustment_get_page_size (adjustment) < 1)
    gtk_adjustment_set_page_size (adjustment, 1);
}

/**
 * waybill_ui_keep_page:
 * @window: around a list view or a column view
 *
 * Keeps its page from being nothing, as it is before the first layout and whenever a list without rows was laid out. That is
 * a trap of GTK 4.8: it keeps the place of the row that gets the focus, or is gone to, as a share of the page, and divides
 * by it. Then that place is not a number: the row is not shown, and the next jump leaves the rows GTK has made far from what
 * can be seen, which is nothing until somebody scrolls. Once for each window. Main thread.
 */
void
waybill_ui_keep_page (GtkScrolledWindow *window)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (window);

  keep_page (adjustment);
  g_signal_connect (adjustment, "changed", G_CALLBACK (keep_page), NULL);
}

/**
 * waybill_ui_tame_list:
 * @list: a list box
 *
 * Makes it one Tab stop. Once for each list. Main thread.
 */
void
waybill_ui_tame_list (GtkListBox *list)
{
  static const struct
  {
    const char *trigger;
    gboolean forward;
  } keys[] = { { "Tab", TRUE }, { "KP_Tab", TRUE }, { "<Shift>Tab", FALSE }, { "<Shift>ISO_Left_Tab", FALSE } };
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      GtkShortcut *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys[i].trigger),
                                                gtk_callback_action_new (leave_list, NULL, NULL));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_boolean (keys[i].forward));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts), shortcut);
    }
  gtk_event_controller_set_propagation_phase (shortcuts, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (list), shortcuts);
}

static gboolean
query_tip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  const char *tip = waybill_ui_get_tip (widget);

  gtk_tooltip_set_text (tooltip, tip);
  return tip != NULL;
}

/**
 * waybill_ui_tip_widget:
 * @widget: a widget that is shown many times over
 * @text: (nullable): what its tooltip says
 *
 * Sets the tooltip without asking the display anything. Main thread.
 */
void
waybill_ui_tip_widget (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_has_tooltip (widget))
    {
      gtk_widget_set_has_tooltip (widget, TRUE);
      g_signal_connect (widget, "query-tooltip", G_CALLBACK (query_tip), NULL);
    }
  g_object_set_data_full (G_OBJECT (widget), "waybill-tip", g_strdup (text), g_free);
}

/**
 * waybill_ui_get_tip:
 * @widget: a widget
 *
 * Returns: (transfer none) (nullable): what waybill_ui_tip_widget() set
 */
const char *
waybill_ui_get_tip (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "waybill-tip");
}

static void
waybill_ui_box_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  WaybillUiBox *self = WAYBILL_UI_BOX (object);

  switch (id)
    {
    case PROP_MOOD:
      g_value_set_int (value, self->mood);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
waybill_ui_box_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  WaybillUiBox *self = WAYBILL_UI_BOX (object);

  switch (id)
    {
    case PROP_MOOD:
      self->mood = g_value_get_int (value);
      show_mood (self);
      return;
    case PROP_TITLE:
      g_free (self->title);
      self->title = g_value_dup_string (value);
      break;
    case PROP_TEXT:
      g_free (self->text);
      self->text = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
      return;
    }
  show_text (self);
}

static void
waybill_ui_box_finalize (GObject *object)
{
  WaybillUiBox *self = WAYBILL_UI_BOX (object);

  g_free (self->title);
  g_free (self->text);

  G_OBJECT_CLASS (waybill_ui_box_parent_class)->finalize (object);
}

static void
waybill_ui_box_class_init (WaybillUiBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = waybill_ui_box_finalize;
  object_class->get_property = waybill_ui_box_get_property;
  object_class->set_property = waybill_ui_box_set_property;

  properties[PROP_MOOD] = g_param_spec_int ("mood", NULL, NULL, 0, WAYBILL_UI_BOX_GOOD, 0, flags | G_PARAM_CONSTRUCT);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_ALERT);
}

static GtkLabel *
new_line (void)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (label, GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (label, 0);
  return label;
}

static void
waybill_ui_box_init (WaybillUiBox *self)
{
  GtkWidget *said = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_set_spacing (GTK_BOX (self), 12);
  self->image = g_object_new (GTK_TYPE_IMAGE, "valign", GTK_ALIGN_START, "margin-top", 2, "accessible-role",
                              GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->title_label = new_line ();
  gtk_widget_add_css_class (GTK_WIDGET (self->title_label), "heading");
  self->text_label = new_line ();
  self->content = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_set_hexpand (GTK_WIDGET (self->content), TRUE);
  gtk_box_append (self->content, GTK_WIDGET (self->title_label));
  gtk_box_append (self->content, GTK_WIDGET (self->text_label));
  /* The icon stands at the first line; both together in the middle, where a button makes the box taller. */
  gtk_widget_set_valign (said, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (said), GTK_WIDGET (self->image));
  gtk_box_append (GTK_BOX (said), GTK_WIDGET (self->content));
  gtk_box_append (GTK_BOX (self), said);
  show_text (self);
}
