/* A scrolled window for a dialog: it is as high as its content at the width that the dialog has, up to a limit, and becomes
 * lower in a low window. It asks the content itself, for GTK 4.8's scrolled window asks for the height at the natural width.
 */

#include "ui-tall.h"

/* What a dialog of the drawings is wide: it shall not change while it is open. */
#define USUAL_WIDTH 512
/* Two lines stay to be seen. */
#define LOWEST 80

struct _WaybillUiTall
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;
  GtkWidget *content; /* (nullable) the viewport's */
  int max_height;
};

G_DEFINE_FINAL_TYPE (WaybillUiTall, waybill_ui_tall, GTK_TYPE_WIDGET)

enum
{
  PROP_CONTENT = 1,
  PROP_MAX_HEIGHT,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

/**
 * waybill_ui_tall_new:
 * @content: (transfer floating): what may be high
 *
 * Returns: (transfer floating): it, scrolled where it must be
 */
GtkWidget *
waybill_ui_tall_new (GtkWidget *content)
{
  return g_object_new (WAYBILL_TYPE_UI_TALL, "content", content, NULL);
}

/**
 * waybill_ui_tall_get_scrolled:
 * @self: tall content
 *
 * Returns: (transfer none): its scrolled window
 */
GtkWidget *
waybill_ui_tall_get_scrolled (WaybillUiTall *self)
{
  return self->scrolled;
}

static void
waybill_ui_tall_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  WaybillUiTall *self = WAYBILL_UI_TALL (widget);
  int narrowest = 0;

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (self->content == NULL)
    return;
  gtk_widget_measure (self->content, GTK_ORIENTATION_HORIZONTAL, -1, &narrowest, natural, NULL, NULL);
  *natural = MAX (*natural, USUAL_WIDTH);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = narrowest;
      return;
    }
  gtk_widget_measure (self->content, GTK_ORIENTATION_VERTICAL, for_size < 0 ? *natural : MAX (for_size, narrowest), NULL,
                      natural, NULL, NULL);
  *natural = MIN (*natural, self->max_height);
  *minimum = MIN (*natural, LOWEST);
}

static void
waybill_ui_tall_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WaybillUiTall *self = WAYBILL_UI_TALL (widget);
  int least;

  /* For one frame it may be lower than a scroll bar wants. */
  gtk_widget_measure (self->scrolled, GTK_ORIENTATION_VERTICAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_allocate (self->scrolled, width, MAX (height, least), -1, NULL);
}

static GtkSizeRequestMode
waybill_ui_tall_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
waybill_ui_tall_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  WaybillUiTall *self = WAYBILL_UI_TALL (object);

  switch (id)
    {
    case PROP_CONTENT:
      g_value_set_object (value, self->content);
      break;
    case PROP_MAX_HEIGHT:
      g_value_set_int (value, self->max_height);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
waybill_ui_tall_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  WaybillUiTall *self = WAYBILL_UI_TALL (object);

  switch (id)
    {
    case PROP_CONTENT:
      self->content = g_value_get_object (value);
      gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->content);
      break;
    case PROP_MAX_HEIGHT:
      self->max_height = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
waybill_ui_tall_dispose (GObject *object)
{
  WaybillUiTall *self = WAYBILL_UI_TALL (object);

  self->content = NULL;
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  G_OBJECT_CLASS (waybill_ui_tall_parent_class)->dispose (object);
}

static void
waybill_ui_tall_class_init (WaybillUiTallClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = waybill_ui_tall_dispose;
  object_class->get_property = waybill_ui_tall_get_property;
  object_class->set_property = waybill_ui_tall_set_property;
  widget_class->measure = waybill_ui_tall_measure;
  widget_class->size_allocate = waybill_ui_tall_size_allocate;
  widget_class->get_request_mode = waybill_ui_tall_get_request_mode;
  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_MAX_HEIGHT] = g_param_spec_int ("max-height", NULL, NULL, 0, G_MAXINT, 640, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  /* As a GtkBox. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
waybill_ui_tall_init (WaybillUiTall *self)
{
  self->max_height = 640;
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}
