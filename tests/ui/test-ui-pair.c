/* Two widgets beside or below each other, and content of a dialog that scrolls: what they ask for is what they then need. */

#include "rig.h"
#include "ui-pair.h"
#include "ui-tall.h"

#define TEXT "Some partners read every file that arrives: two files may count as two orders."

typedef struct
{
  GtkWidget *pair, *first, *second; /* ours, without a window */
} Fixture;

static GtkWidget *
label_new (void)
{
  GtkWidget *label = gtk_label_new (TEXT);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 20);
  return label;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->pair = g_object_ref_sink (g_object_new (WAYBILL_TYPE_UI_PAIR, NULL));
  fixture->first = label_new ();
  fixture->second = label_new ();
  waybill_ui_pair_append (WAYBILL_UI_PAIR (fixture->pair), fixture->first);
  waybill_ui_pair_append (WAYBILL_UI_PAIR (fixture->pair), fixture->second);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->pair);
}

static int
get_height (GtkWidget *widget, int width)
{
  int height;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  return height;
}

static int
get_width (GtkWidget *widget)
{
  int width;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  return width;
}

static void
test_beside_where_there_is_room (Fixture *fixture, gconstpointer data)
{
  int width = 2 * get_width (fixture->first) + 12;
  graphene_rect_t first, second;

  g_assert_cmpint (get_width (fixture->pair), ==, width);
  g_assert_cmpint (get_height (fixture->pair, width), ==, get_height (fixture->first, (width - 12) / 2));
  gtk_widget_allocate (fixture->pair, width, get_height (fixture->pair, width), -1, NULL);
  g_assert_true (waybill_ui_pair_is_beside (WAYBILL_UI_PAIR (fixture->pair)));
  g_assert_true (gtk_widget_compute_bounds (fixture->first, fixture->pair, &first));
  g_assert_true (gtk_widget_compute_bounds (fixture->second, fixture->pair, &second));
  g_assert_cmpfloat (second.origin.x, ==, first.size.width + 12);
  g_assert_cmpfloat (second.origin.y, ==, first.origin.y);
  g_assert_cmpfloat (second.size.width, ==, first.size.width);
}

static void
test_below_where_there_is_not (Fixture *fixture, gconstpointer data)
{
  int width = 2 * get_width (fixture->first) + 11;
  int each = get_height (fixture->first, width);
  graphene_rect_t second;

  g_assert_cmpint (get_height (fixture->pair, width), ==, 2 * each + 12);
  gtk_widget_allocate (fixture->pair, width, 2 * each + 12, -1, NULL);
  g_assert_false (waybill_ui_pair_is_beside (WAYBILL_UI_PAIR (fixture->pair)));
  g_assert_true (gtk_widget_compute_bounds (fixture->second, fixture->pair, &second));
  g_assert_cmpfloat (second.origin.x, ==, 0);
  g_assert_cmpfloat (second.origin.y, ==, each + 12);
}

static void
test_hidden_one_takes_no_room (Fixture *fixture, gconstpointer data)
{
  gtk_widget_set_visible (fixture->second, FALSE);
  g_assert_cmpint (get_width (fixture->pair), ==, get_width (fixture->first));
  g_assert_cmpint (get_height (fixture->pair, 200), ==, get_height (fixture->first, 200));
}

/* The fault of GtkScrolledWindow that it is there for: the height at the natural width, whatever width there is. */
static void
test_tall_asks_for_its_width (void)
{
  GtkWidget *label = gtk_label_new (TEXT);
  GtkWidget *tall = g_object_ref_sink (waybill_ui_tall_new (label));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  g_assert_cmpint (get_height (label, 120), >, get_height (label, 400));
  g_assert_cmpint (get_height (tall, 120), ==, get_height (label, 120));
  g_assert_cmpint (get_height (tall, 400), ==, get_height (label, 400));
  g_object_set (tall, "max-height", 20, NULL);
  g_assert_cmpint (get_height (tall, 120), ==, 20);
  g_object_unref (tall);
}

int
main (int argc, char *argv[])
{
  if (!rig_begin (&argc, &argv))
    return 0;

#define ADD(name, function) g_test_add ("/ui/pair/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("beside-where-there-is-room", test_beside_where_there_is_room);
  ADD ("below-where-there-is-not", test_below_where_there_is_not);
  ADD ("hidden-one-takes-no-room", test_hidden_one_takes_no_room);
  g_test_add_func ("/ui/tall/asks-for-its-width", test_tall_asks_for_its_width);

  return g_test_run ();
}
