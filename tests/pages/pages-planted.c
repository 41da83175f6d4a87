/* Pages with one fault each, so that the tests that look for faults can be seen to find them. Never listed, never shown to
 * anybody. */

#include "pages.h"

static GtkWidget *
new_button (const char *label)
{
  return gtk_button_new_with_label (label);
}

/* children: NULL-terminated, below each other. */
static GtkWindow *
open_window (PagesSample *sample, GtkWidget *first, GtkWidget *second, GtkWidget *third)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *children[] = { first, second, third };

  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    if (children[i] != NULL)
      gtk_box_append (GTK_BOX (box), children[i]);
  gtk_window_set_title (GTK_WINDOW (window), "Planted");
  gtk_window_set_child (GTK_WINDOW (window), box);
  pages_present (sample, GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

GtkWindow *
page_planted_unnamed (PagesSample *sample)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
  return open_window (sample, new_button ("First"), button, new_button ("Last"));
}

GtkWindow *
page_planted_class_name (PagesSample *sample)
{
  return open_window (sample, new_button ("First"), gtk_spin_button_new_with_range (0, 9, 1), new_button ("Last"));
}

GtkWindow *
page_planted_mnemonic (PagesSample *sample)
{
  return open_window (sample, new_button ("First"), gtk_button_new_with_mnemonic ("_Remove It"), new_button ("Last"));
}

GtkWindow *
page_planted_twins (PagesSample *sample)
{
  return open_window (sample, new_button ("Remove"), new_button ("Keep"), new_button ("Remove"));
}

GtkWindow *
page_planted_image (PagesSample *sample)
{
  return open_window (sample, new_button ("First"), gtk_image_new_from_icon_name ("dialog-warning-symbolic"), NULL);
}

static gboolean
swallow_tab (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, gpointer user_data)
{
  return key == GDK_KEY_Tab || key == GDK_KEY_ISO_Left_Tab;
}

GtkWindow *
page_planted_trap (PagesSample *sample)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, "Text", -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (swallow_tab), NULL);
  gtk_widget_add_controller (entry, keys);
  return open_window (sample, new_button ("First"), entry, new_button ("Last"));
}

/* Goes to the one that the widget was given, and leaves the rest to the window. */
static gboolean
jump (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, gpointer user_data)
{
  return key == GDK_KEY_Tab && gtk_widget_grab_focus (GTK_WIDGET (user_data));
}

static void
make_jump (GtkWidget *from, GtkWidget *to)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (jump), to);
  gtk_widget_add_controller (from, keys);
}

GtkWindow *
page_planted_order (PagesSample *sample)
{
  GtkWidget *first = new_button ("First");
  GtkWidget *second = new_button ("Second");
  GtkWidget *last = new_button ("Last");

  make_jump (first, last);
  make_jump (last, second);
  make_jump (second, first);
  return open_window (sample, first, second, last);
}

GtkWindow *
page_planted_unreachable (PagesSample *sample)
{
  GtkWidget *button = new_button ("Out of reach");

  gtk_widget_set_focusable (button, FALSE);
  return open_window (sample, new_button ("First"), button, new_button ("Last"));
}

/* Not translated, and too long for its place. */
GtkWindow *
page_planted_text (PagesSample *sample)
{
  GtkWidget *label = gtk_label_new ("Nobody translates this sentence, and nobody gives it room");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 12);
  gtk_widget_set_halign (label, GTK_ALIGN_START);
  return open_window (sample, new_button ("First"), label, NULL);
}

static GtkWindow *
open_large (PagesSample *sample, int width, int height)
{
  GtkWidget *button = new_button ("⟦First⟧");

  gtk_widget_set_size_request (button, width, height);
  return open_window (sample, button, NULL, NULL);
}

/* One pixel too many. */
GtkWindow *
page_planted_wide (PagesSample *sample)
{
  return open_large (sample, PAGES_NARROW_WIDTH + 1, -1);
}

GtkWindow *
page_planted_high (PagesSample *sample)
{
  return open_large (sample, -1, PAGES_LEAST_HEIGHT + 1);
}

static void
measure_too_little (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *a, int *b)
{
  *minimum = *natural = 20;
}

static void
allocate_all (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int least;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_allocate (child, width, MAX (height, least), baseline, NULL);
}

/* Its second line is below the end of what holds it. */
GtkWindow *
page_planted_clipped (PagesSample *sample)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), gtk_label_new ("⟦First⟧\n⟦Second⟧"));
  gtk_widget_set_layout_manager (box, gtk_custom_layout_new (NULL, measure_too_little, allocate_all));
  gtk_widget_set_overflow (box, GTK_OVERFLOW_HIDDEN);
  return open_window (sample, box, NULL, NULL);
}
