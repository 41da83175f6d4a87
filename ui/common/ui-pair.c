/* Beside each other, or below: decided by the width alone, so that a dialog can ask for the height that it will need. A
 * GtkFlowBox answers for another number of columns than it then has. */

#include "ui-pair.h"

struct _WaybillUiPair
{
  GtkWidget parent_instance;

  int side_width;
  int spacing;
  gboolean homogeneous;
  gboolean beside;
};

G_DEFINE_FINAL_TYPE (WaybillUiPair, waybill_ui_pair, GTK_TYPE_WIDGET)

enum
{
  PROP_SIDE_WIDTH = 1,
  PROP_SPACING,
  PROP_HOMOGENEOUS,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

typedef struct
{
  int n;
  int minimum; /* of the widest, standing alone */
  int widest;  /* what the widest needs beside others */
  int sum;     /* what all need beside each other, without spacing */
} Widths;

static GtkWidget *
pass_hidden (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkWidget *
first_shown (WaybillUiPair *self)
{
  return pass_hidden (gtk_widget_get_first_child (GTK_WIDGET (self)));
}

static GtkWidget *
next_shown (GtkWidget *child)
{
  return pass_hidden (gtk_widget_get_next_sibling (child));
}

static int
get_side_width (WaybillUiPair *self, GtkWidget *child)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return self->side_width < 0 ? natural : MAX (minimum, self->side_width);
}

static Widths
get_widths (WaybillUiPair *self)
{
  Widths widths = { 0 };

  for (GtkWidget *child = first_shown (self); child != NULL; child = next_shown (child))
    {
      int minimum, side = get_side_width (self, child);

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      widths.n++;
      widths.minimum = MAX (widths.minimum, minimum);
      widths.widest = MAX (widths.widest, side);
      widths.sum += side;
    }
  if (self->homogeneous)
    widths.sum = widths.n * widths.widest;
  return widths;
}

static gboolean
fits_beside (WaybillUiPair *self, const Widths *widths, int width)
{
  return widths->n < 2 || width >= widths->sum + (widths->n - 1) * self->spacing;
}

/* Beside each other: the width of one child. */
static int
get_share (WaybillUiPair *self, GtkWidget *child, const Widths *widths, int width)
{
  return self->homogeneous ? (width - (widths->n - 1) * self->spacing) / MAX (widths->n, 1) : get_side_width (self, child);
}

static void
measure_height (WaybillUiPair *self, int width, int *minimum, int *natural)
{
  const Widths widths = get_widths (self);
  gboolean beside = fits_beside (self, &widths, width);

  for (GtkWidget *child = first_shown (self); child != NULL; child = next_shown (child))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, beside ? get_share (self, child, &widths, width) : width,
                          &child_minimum, &child_natural, NULL, NULL);
      *minimum = beside ? MAX (*minimum, child_minimum) : *minimum + child_minimum;
      *natural = beside ? MAX (*natural, child_natural) : *natural + child_natural;
    }
  if (beside)
    return;
  *minimum += (widths.n - 1) * self->spacing;
  *natural += (widths.n - 1) * self->spacing;
}

static void
waybill_ui_pair_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  WaybillUiPair *self = WAYBILL_UI_PAIR (widget);
  const Widths widths = get_widths (self);
  int wanted = widths.sum + MAX (widths.n - 1, 0) * self->spacing;

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      measure_height (self, for_size < 0 ? wanted : MAX (for_size, widths.minimum), minimum, natural);
      return;
    }
  *minimum = widths.minimum;
  *natural = MAX (wanted, widths.minimum);
}

static void
waybill_ui_pair_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WaybillUiPair *self = WAYBILL_UI_PAIR (widget);
  const Widths widths = get_widths (self);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int at = 0;

  self->beside = fits_beside (self, &widths, width);
  for (GtkWidget *child = first_shown (self); child != NULL; child = next_shown (child))
    {
      GtkAllocation area = { 0, 0, width, height };

      if (self->beside)
        {
          area.width = get_share (self, child, &widths, width);
          area.x = rtl ? width - at - area.width : at;
        }
      else
        {
          gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &area.height, NULL, NULL);
          area.y = at;
        }
      at += self->spacing + (self->beside ? area.width : area.height);
      gtk_widget_size_allocate (child, &area, -1);
    }
}

static GtkSizeRequestMode
waybill_ui_pair_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/**
 * waybill_ui_pair_append:
 * @self: a pair
 * @child: (transfer floating): what stands after the others
 */
void
waybill_ui_pair_append (WaybillUiPair *self, GtkWidget *child)
{
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

/**
 * waybill_ui_pair_is_beside:
 * @self: a pair
 *
 * Returns: the children stand beside each other
 */
gboolean
waybill_ui_pair_is_beside (WaybillUiPair *self)
{
  return self->beside;
}

static void
waybill_ui_pair_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  WaybillUiPair *self = WAYBILL_UI_PAIR (object);

  switch (id)
    {
    case PROP_SIDE_WIDTH:
      g_value_set_int (value, self->side_width);
      break;
    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;
    case PROP_HOMOGENEOUS:
      g_value_set_boolean (value, self->homogeneous);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
waybill_ui_pair_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  WaybillUiPair *self = WAYBILL_UI_PAIR (object);

  switch (id)
    {
    case PROP_SIDE_WIDTH:
      self->side_width = g_value_get_int (value);
      break;
    case PROP_SPACING:
      self->spacing = g_value_get_int (value);
      break;
    case PROP_HOMOGENEOUS:
      self->homogeneous = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
waybill_ui_pair_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (waybill_ui_pair_parent_class)->dispose (object);
}

static void
waybill_ui_pair_class_init (WaybillUiPairClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = waybill_ui_pair_dispose;
  object_class->get_property = waybill_ui_pair_get_property;
  object_class->set_property = waybill_ui_pair_set_property;
  widget_class->measure = waybill_ui_pair_measure;
  widget_class->size_allocate = waybill_ui_pair_size_allocate;
  widget_class->get_request_mode = waybill_ui_pair_get_request_mode;
  properties[PROP_SIDE_WIDTH] = g_param_spec_int ("side-width", NULL, NULL, -1, G_MAXINT, -1, flags);
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 12, flags);
  properties[PROP_HOMOGENEOUS] = g_param_spec_boolean ("homogeneous", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  /* As a GtkBox. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
waybill_ui_pair_init (WaybillUiPair *self)
{
  self->side_width = -1;
  self->spacing = 12;
  self->homogeneous = TRUE;
}
