/* Draws the line of time: points to scale, names above (the server) and below (computer and certificate), the difference of
 * the two clocks between. Times run from left to right in every language. */
#include "ui-question-line.h"

#include "ui-box.h"

#include <string.h>

/* Pixels. */
#define DOT 13
#define GAP 10
#define AIR 6
#define PILL_PAD 9
/* What is longer is broken: two names stand beside each other in the narrowest window. */
#define NAME_WIDTH 140
/* Of the width: free at both ends, so that names have room. */
#define MARGIN 0.16

typedef struct
{
  gboolean is_known;
  double at; /* 0 to 1 */
  WaybillWordsTone tone;
  PangoLayout *layout;
} Point;

struct _WaybillUiQuestionLine
{
  GtkWidget parent_instance;

  Point points[WAYBILL_WORDS_N_CLOCKS];
  PangoLayout *pill; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (WaybillUiQuestionLine, waybill_ui_question_line, GTK_TYPE_WIDGET)

/* waybill_ui_question_line_clamp:
 *
 * Pure. */
int
waybill_ui_question_line_clamp (int middle, int label, int width)
{
  return MAX (0, MIN (middle - label / 2, width - label));
}

/* waybill_ui_question_line_part:
 *
 * Pure. Where both do not fit beside each other, they stand at the ends. */
void
waybill_ui_question_line_part (int width, int gap, const int labels[2], const int middles[2], int starts[2])
{
  int left = middles[0] <= middles[1] ? 0 : 1;
  int right = 1 - left;
  int overlap;

  for (guint i = 0; i < 2; i++)
    starts[i] = waybill_ui_question_line_clamp (middles[i], labels[i], width);
  overlap = starts[left] + labels[left] + gap - starts[right];
  if (overlap <= 0)
    return;
  starts[left] = MAX (0, starts[left] - overlap / 2);
  starts[right] = MIN (width - labels[right], MAX (starts[right], starts[left] + labels[left] + gap));
  starts[left] = MAX (0, MIN (starts[left], starts[right] - gap - labels[left]));
}

static int
get_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

static int
get_width (PangoLayout *layout)
{
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* As wide as its longest line then, so that it is centred in itself. */
static void
break_lines (PangoLayout *layout)
{
  if (get_width (layout) <= NAME_WIDTH)
    return;
  pango_layout_set_width (layout, NAME_WIDTH * PANGO_SCALE);
  pango_layout_set_width (layout, get_width (layout) * PANGO_SCALE);
}

static PangoLayout *
layout_new (WaybillUiQuestionLine *self, const char *name, const char *clock)
{
  g_autofree char *text = clock != NULL ? g_strdup_printf ("%s\n%s", name, clock) : g_strdup (name);
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

  bold->end_index = (guint) strlen (name);
  pango_attr_list_insert (attributes, bold);
  pango_attr_list_insert (attributes, pango_attr_scale_new (0.85));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_attr_list_unref (attributes);
  break_lines (layout);
  return layout;
}

/* Above the line stands the server alone. */
static int
get_head (WaybillUiQuestionLine *self)
{
  Point *server = &self->points[WAYBILL_WORDS_CLOCK_SERVER];

  return server->is_known ? get_height (server->layout) + AIR : 0;
}

static void
waybill_ui_question_line_measure (GtkWidget *widget,
                                  GtkOrientation orientation,
                                  int for_size,
                                  int *minimum,
                                  int *natural,
                                  int *minimum_baseline,
                                  int *natural_baseline)
{
  WaybillUiQuestionLine *self = WAYBILL_UI_QUESTION_LINE (widget);
  int names = MAX (get_height (self->points[WAYBILL_WORDS_CLOCK_COMPUTER].layout),
                   get_height (self->points[WAYBILL_WORDS_CLOCK_CERTIFICATE].layout));

  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = names + AIR + DOT + get_head (self);
  else
    {
      *minimum = get_width (self->points[WAYBILL_WORDS_CLOCK_COMPUTER].layout)
                 + get_width (self->points[WAYBILL_WORDS_CLOCK_CERTIFICATE].layout) + GAP;
      *natural = MAX (*minimum, 480);
    }
}

static GdkRGBA
get_colour (GtkWidget *widget, WaybillWordsTone tone)
{
  static const char *const names[] = {
    [WAYBILL_WORDS_TONE_GOOD] = "accent_bg_color",
    [WAYBILL_WORDS_TONE_LOOK] = "warning_bg_color",
    [WAYBILL_WORDS_TONE_STOP] = "error_bg_color",
  };
  GdkRGBA colour;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), names[tone], &colour))
    gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  return colour;
}

static void
draw_round (GtkSnapshot *snapshot, const GdkRGBA *colour, float x, float y, float width, float height)
{
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (x, y, width, height);
  GskRoundedRect round;

  gsk_rounded_rect_init_from_rect (&round, &bounds, height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  gtk_snapshot_append_color (snapshot, colour, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
draw_layout (GtkSnapshot *snapshot, PangoLayout *layout, const GdkRGBA *colour, int x, int y)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

static int
get_middle (WaybillUiQuestionLine *self, WaybillWordsClockWho who)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));

  return (int) (width * (MARGIN + self->points[who].at * (1 - 2 * MARGIN)));
}

/* Between the two clocks, to the left of the server's name; left out where there is no room. */
static void
draw_pill (
    WaybillUiQuestionLine *self, GtkSnapshot *snapshot, const GdkRGBA *colour, int line, int server_start, int server_end)
{
  int width = get_width (self->pill) + 2 * PILL_PAD;
  int height = get_height (self->pill) + 4;
  int middle = (get_middle (self, WAYBILL_WORDS_CLOCK_COMPUTER) + get_middle (self, WAYBILL_WORDS_CLOCK_SERVER)) / 2;
  int x = middle - width / 2;
  GdkRGBA tint = *colour;

  if (get_middle (self, WAYBILL_WORDS_CLOCK_COMPUTER) <= get_middle (self, WAYBILL_WORDS_CLOCK_SERVER))
    x = MIN (x, server_start - GAP - width);
  else
    x = MAX (x, server_end + GAP);
  if (x < 0 || x + width > gtk_widget_get_width (GTK_WIDGET (self)))
    return;
  tint.alpha *= 0.1f;
  draw_round (snapshot, &tint, (float) x, (float) (line - DOT / 2 - 2 - height), (float) width, (float) height);
  draw_layout (snapshot, self->pill, colour, x + PILL_PAD, line - DOT / 2 - height);
}

static void
draw_names (WaybillUiQuestionLine *self, GtkSnapshot *snapshot, const GdkRGBA *colour, int line)
{
  static const WaybillWordsClockWho below[] = { WAYBILL_WORDS_CLOCK_COMPUTER, WAYBILL_WORDS_CLOCK_CERTIFICATE };
  Point *server = &self->points[WAYBILL_WORDS_CLOCK_SERVER];
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int labels[2], middles[2], starts[2];

  for (guint i = 0; i < 2; i++)
    {
      labels[i] = get_width (self->points[below[i]].layout);
      middles[i] = get_middle (self, below[i]);
    }
  waybill_ui_question_line_part (width, GAP, labels, middles, starts);
  for (guint i = 0; i < 2; i++)
    draw_layout (snapshot, self->points[below[i]].layout, colour, starts[i], line + DOT / 2 + AIR);
  if (!server->is_known)
    return;
  starts[0]
      = waybill_ui_question_line_clamp (get_middle (self, WAYBILL_WORDS_CLOCK_SERVER), get_width (server->layout), width);
  draw_layout (snapshot, server->layout, colour, starts[0], 0);
  if (self->pill != NULL)
    draw_pill (self, snapshot, colour, line, starts[0], starts[0] + get_width (server->layout));
}

static void
waybill_ui_question_line_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WaybillUiQuestionLine *self = WAYBILL_UI_QUESTION_LINE (widget);
  int line = get_head (self) + DOT / 2;
  GdkRGBA colour, faint;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  faint = colour;
  faint.alpha *= 0.25f;
  gtk_snapshot_append_color (snapshot, &faint,
                             &GRAPHENE_RECT_INIT (0, (float) line - 1, (float) gtk_widget_get_width (widget), 2));
  for (guint i = 0; i < WAYBILL_WORDS_N_CLOCKS; i++)
    if (self->points[i].is_known)
      {
        GdkRGBA dot = get_colour (widget, self->points[i].tone);

        draw_round (snapshot, &dot, (float) (get_middle (self, i) - DOT / 2), (float) (line - DOT / 2), DOT, DOT);
      }
  draw_names (self, snapshot, &colour, line);
}

/* To scale between the first and the last of them. */
static void
place_points (WaybillUiQuestionLine *self, const WaybillWordsClock *clock)
{
  gint64 first = G_MAXINT64, last = G_MININT64;

  for (guint i = 0; i < WAYBILL_WORDS_N_CLOCKS; i++)
    if (clock->times[i].is_known)
      {
        first = MIN (first, clock->times[i].time);
        last = MAX (last, clock->times[i].time);
      }
  for (guint i = 0; i < WAYBILL_WORDS_N_CLOCKS; i++)
    self->points[i].at
        = last > first ? CLAMP ((double) (clock->times[i].time - first) / (double) (last - first), 0, 1) : 0.5;
}

/* waybill_ui_question_line_new_clock:
 *
 * It keeps nothing of the words. */
GtkWidget *
waybill_ui_question_line_new_clock (const WaybillWordsClock *clock)
{
  WaybillUiQuestionLine *self = g_object_new (WAYBILL_TYPE_UI_QUESTION_LINE, NULL);

  for (guint i = 0; i < WAYBILL_WORDS_N_CLOCKS; i++)
    {
      self->points[i].is_known = clock->times[i].is_known;
      self->points[i].tone = clock->times[i].tone;
      self->points[i].layout = layout_new (self, clock->times[i].name, clock->times[i].clock);
    }
  place_points (self, clock);
  if (clock->difference != NULL)
    self->pill = layout_new (self, clock->difference, NULL);
  waybill_ui_name_widget (GTK_WIDGET (self), clock->conclusion);
  return GTK_WIDGET (self);
}

static void
waybill_ui_question_line_finalize (GObject *object)
{
  WaybillUiQuestionLine *self = WAYBILL_UI_QUESTION_LINE (object);

  for (guint i = 0; i < WAYBILL_WORDS_N_CLOCKS; i++)
    g_clear_object (&self->points[i].layout);
  g_clear_object (&self->pill);

  G_OBJECT_CLASS (waybill_ui_question_line_parent_class)->finalize (object);
}

static void
waybill_ui_question_line_class_init (WaybillUiQuestionLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = waybill_ui_question_line_finalize;
  widget_class->measure = waybill_ui_question_line_measure;
  widget_class->snapshot = waybill_ui_question_line_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
waybill_ui_question_line_init (WaybillUiQuestionLine *self)
{
}
