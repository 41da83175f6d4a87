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

/**
 * waybill_ui_name_widget:
 * @widget: a control
 * @name: what screen readers call it: "Remove harbourfoods_client.pfx"
 *
 * Names it. GTK 4.8 would read a label with a mnemonic twice, once with its underline.
 */
void
waybill_ui_name_widget (GtkWidget *widget, const char *name)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* "_Next" is "Next", and "a__b" is "a_b". */
static char *
without_mnemonic (const char *label)
{
  GString *text = g_string_new (NULL);

  for (const char *at = label; *at != '\0'; at++)
    {
      if (*at == '_' && at[1] != '\0')
        at++;
      g_string_append_c (text, *at);
    }
  return g_string_free (text, FALSE);
}

/**
 * waybill_ui_name_buttons:
 * @root: a widget
 *
 * Names every button below it that has a mnemonic after its label. For templates, once, after gtk_widget_init_template().
 */
void
waybill_ui_name_buttons (GtkWidget *root)
{
  const char *label = NULL;

  if (GTK_IS_BUTTON (root) && gtk_button_get_use_underline (GTK_BUTTON (root)))
    label = gtk_button_get_label (GTK_BUTTON (root));
  else if (GTK_IS_MENU_BUTTON (root) && gtk_menu_button_get_use_underline (GTK_MENU_BUTTON (root)))
    label = gtk_menu_button_get_label (GTK_MENU_BUTTON (root));
  else if (GTK_IS_CHECK_BUTTON (root) && gtk_check_button_get_use_underline (GTK_CHECK_BUTTON (root)))
    label = gtk_check_button_get_label (GTK_CHECK_BUTTON (root));
  if (label != NULL)
    {
      g_autofree char *name = without_mnemonic (label);

      waybill_ui_name_widget (root, name);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    waybill_ui_name_buttons (child);
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

  properties[PROP_MOOD] = g_param_spec_int ("mood", NULL, NULL, 0, WAYBILL_UI_BOX_SHARP, 0, flags | G_PARAM_CONSTRUCT);
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
