/* One child, and whether there is little room for it: libadwaita 1.2 has no breakpoints.
 * It asks for less than its child when it may, so that the window can become narrow at all; it lays nothing out itself. */

#include "ui-shell.h"

struct _WaybillUiShell
{
  AdwBin parent_instance;

  int narrow_width;
  int narrow_text_width;
  int low_height;
  int natural_width;
  gboolean narrow;
  gboolean low;
  gboolean next_narrow;
  gboolean next_low;
  guint idle;
  GtkSettings *settings; /* (nullable) of the display it is on; held weakly */
};

/* In the unit of gtk-xft-dpi. */
#define USUAL_DPI (96 * 1024)

G_DEFINE_FINAL_TYPE (WaybillUiShell, waybill_ui_shell, ADW_TYPE_BIN)

enum
{
  PROP_NARROW_WIDTH = 1,
  PROP_NARROW_TEXT_WIDTH,
  PROP_LOW_HEIGHT,
  PROP_NATURAL_WIDTH,
  PROP_NARROW,
  PROP_LOW,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

/**
 * waybill_ui_shell_is_narrow:
 * @self: a shell
 *
 * Returns: whether it is narrower than "narrow-width", or than "narrow-text-width" for the person's text
 */
gboolean
waybill_ui_shell_is_narrow (WaybillUiShell *self)
{
  return self->narrow;
}

/**
 * waybill_ui_shell_is_low:
 * @self: a shell
 *
 * Returns: whether it is lower than "low-height" for the person's text
 */
gboolean
waybill_ui_shell_is_low (WaybillUiShell *self)
{
  return self->low;
}

static gboolean
tell (gpointer user_data)
{
  WaybillUiShell *self = WAYBILL_UI_SHELL (user_data);
  gboolean narrow_changed = self->narrow != self->next_narrow;
  gboolean low_changed = self->low != self->next_low;

  self->idle = 0;
  self->narrow = self->next_narrow;
  self->low = self->next_low;
  if (narrow_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
  if (low_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOW]);
  return G_SOURCE_REMOVE;
}

static double
get_text_scale (GtkSettings *settings)
{
  int dpi = 0;

  if (settings != NULL)
    g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? (double) dpi / USUAL_DPI : 1.0;
}

/**
 * waybill_ui_shell_get_text_scale:
 * @widget: any widget
 *
 * Returns: how much larger than usual the person has text there; 1: as usual
 */
double
waybill_ui_shell_get_text_scale (GtkWidget *widget)
{
  return get_text_scale (gtk_widget_get_settings (widget));
}

/* Text twice as large has half the room. */
static void
judge (WaybillUiShell *self, int width, int height)
{
  double scale = get_text_scale (self->settings);

  self->next_narrow = width < self->narrow_width || width < self->narrow_text_width * scale;
  self->next_low = height < self->low_height * scale;
}

static void
waybill_ui_shell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WaybillUiShell *self = WAYBILL_UI_SHELL (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));

  judge (self, width, height);
  /* Before the next frame is drawn: what is shown changes once, not twice. */
  if (self->idle == 0 && (self->next_narrow != self->narrow || self->next_low != self->low))
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, tell, self, NULL);

  if (child != NULL && gtk_widget_should_layout (child))
    {
      int child_width, child_height;

      /* For the one frame before the layout follows, a child may need more than there is. */
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_width, NULL, NULL, NULL);
      child_width = MAX (width, child_width);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, &child_height, NULL, NULL, NULL);
      gtk_widget_allocate (child, child_width, MAX (height, child_height), baseline, NULL);
    }
}

static void
waybill_ui_shell_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (child != NULL && gtk_widget_get_visible (child))
    gtk_widget_measure (child, orientation, -1, minimum, natural, NULL, NULL);
  /* As low and as narrow as the smallest screen. */
  *minimum = MIN (*minimum, 360);
  if (orientation == GTK_ORIENTATION_HORIZONTAL && WAYBILL_UI_SHELL (widget)->natural_width >= 0)
    *natural = MAX (*minimum, WAYBILL_UI_SHELL (widget)->natural_width);
}

static void
waybill_ui_shell_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  WaybillUiShell *self = WAYBILL_UI_SHELL (object);

  switch (id)
    {
    case PROP_NARROW_WIDTH:
      g_value_set_int (value, self->narrow_width);
      break;
    case PROP_NARROW_TEXT_WIDTH:
      g_value_set_int (value, self->narrow_text_width);
      break;
    case PROP_LOW_HEIGHT:
      g_value_set_int (value, self->low_height);
      break;
    case PROP_NATURAL_WIDTH:
      g_value_set_int (value, self->natural_width);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_LOW:
      g_value_set_boolean (value, self->low);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
waybill_ui_shell_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  WaybillUiShell *self = WAYBILL_UI_SHELL (object);

  switch (id)
    {
    case PROP_NARROW_WIDTH:
      self->narrow_width = g_value_get_int (value);
      break;
    case PROP_NARROW_TEXT_WIDTH:
      self->narrow_text_width = g_value_get_int (value);
      break;
    case PROP_LOW_HEIGHT:
      self->low_height = g_value_get_int (value);
      break;
    case PROP_NATURAL_WIDTH:
      self->natural_width = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
waybill_ui_shell_root (GtkWidget *widget)
{
  WaybillUiShell *self = WAYBILL_UI_SHELL (widget);

  GTK_WIDGET_CLASS (waybill_ui_shell_parent_class)->root (widget);
  if (!g_set_weak_pointer (&self->settings, gtk_widget_get_settings (widget)))
    return;
  g_signal_connect_object (self->settings, "notify::gtk-xft-dpi", G_CALLBACK (gtk_widget_queue_allocate), self,
                           G_CONNECT_SWAPPED);
}

static void
waybill_ui_shell_dispose (GObject *object)
{
  WaybillUiShell *self = WAYBILL_UI_SHELL (object);

  g_clear_weak_pointer (&self->settings);
  g_clear_handle_id (&self->idle, g_source_remove);

  G_OBJECT_CLASS (waybill_ui_shell_parent_class)->dispose (object);
}

static void
waybill_ui_shell_class_init (WaybillUiShellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = waybill_ui_shell_dispose;
  object_class->get_property = waybill_ui_shell_get_property;
  object_class->set_property = waybill_ui_shell_set_property;
  widget_class->root = waybill_ui_shell_root;
  widget_class->size_allocate = waybill_ui_shell_size_allocate;
  widget_class->measure = waybill_ui_shell_measure;
  properties[PROP_NARROW_WIDTH] = g_param_spec_int ("narrow-width", NULL, NULL, 0, G_MAXINT, 640, writable);
  properties[PROP_NARROW_TEXT_WIDTH] = g_param_spec_int ("narrow-text-width", NULL, NULL, 0, G_MAXINT, 0, writable);
  properties[PROP_LOW_HEIGHT] = g_param_spec_int ("low-height", NULL, NULL, 0, G_MAXINT, 640, writable);
  properties[PROP_NATURAL_WIDTH] = g_param_spec_int ("natural-width", NULL, NULL, -1, G_MAXINT, -1, writable);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOW] = g_param_spec_boolean ("low", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
waybill_ui_shell_init (WaybillUiShell *self)
{
  self->narrow_width = 640;
  self->low_height = 640;
  self->natural_width = -1;
  /* AdwBin's own would come before measure and size_allocate of this class. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}
