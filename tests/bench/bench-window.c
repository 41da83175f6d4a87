/* What the window promises of a folder with 100,000 entries: how soon its first rows stand there after the listing has come,
 * how long the longest frame is while somebody scrolls for five seconds, and how much memory it takes. Prints a table and a
 * JSON line; asserts nothing. */

#include "fake-place.h"
#include "ui-browser-pane.h"

#include <adwaita.h>
#include <malloc.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define N_ENTRIES 100000
#define SCROLL_SECONDS 5
#define DEADLINE_SECONDS 60

typedef struct
{
  GtkWidget *window;
  GtkWidget *pane;
  GtkAdjustment *adjustment;
  gint64 arrived;  /* microseconds: the listing was handed to the pane */
  gint64 first;    /* microseconds until rows were painted; -1: not yet */
  gint64 last_end; /* of the frame before */
  gint64 longest;  /* work of one frame */
  gint64 work;     /* the same in processor time: what it takes on a machine that does nothing else */
  gint64 work_start;
  gint64 first_work;
  gint64 turn_start;
  gint64 all;      /* microseconds until all entries were in the list; -1: not yet */
  gint64 all_work; /* longest frame until then, in processor time: rows are let in between frames */
  gint64 gap;      /* longest time between two frames */
  gint64 begun;
  gint64 frame_start;
  guint n_frames;
} Bench;

/* Processor time of this thread, microseconds. */
static gint64
get_work (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* Resident pages of this process. */
static gint64
get_resident (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return 0;
  words = g_strsplit (text, " ", 3);
  return g_ascii_strtoll (words[1], NULL, 10) * sysconf (_SC_PAGESIZE);
}

static gboolean
deadline_reached (gpointer user_data)
{
  g_error ("the window did not show the folder within a minute");
  return G_SOURCE_REMOVE;
}

/* NULL: none. */
static GtkWidget *
find (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
frame_begins (GdkFrameClock *clock, Bench *self)
{
  self->frame_start = g_get_monotonic_time ();
  self->work_start = get_work ();
}

/* Rows fill the list from its top to its bottom: the folder before had one. */
static gboolean
shows_rows (Bench *self)
{
  GtkWidget *view = find (self->pane, GTK_TYPE_LIST_VIEW);
  int height = 0;

  if (view == NULL)
    return FALSE;
  for (GtkWidget *row = gtk_widget_get_first_child (view); row != NULL; row = gtk_widget_get_next_sibling (row))
    height += gtk_widget_get_mapped (row) ? gtk_widget_get_height (row) : 0;
  return height > 0 && height >= gtk_widget_get_height (view);
}

/* Every entry can be scrolled to. */
static gboolean
shows_all (Bench *self)
{
  GtkWidget *table = find (self->pane, GTK_TYPE_COLUMN_VIEW);

  return table != NULL && gtk_column_view_get_model (GTK_COLUMN_VIEW (table)) != NULL
         && g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)))) == N_ENTRIES;
}

static void
frame_ends (GdkFrameClock *clock, Bench *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->first < 0)
    {
      if (shows_rows (self))
        {
          self->first = now - self->arrived;
          self->first_work = get_work () - self->first_work;
          self->turn_start = get_work ();
        }
      return;
    }
  if (self->all < 0)
    {
      self->all_work = MAX (self->all_work, get_work () - self->turn_start);
      self->turn_start = get_work ();
      if (shows_all (self))
        self->all = now - self->arrived;
      return;
    }
  if (self->begun == 0)
    return;
  self->longest = MAX (self->longest, now - self->frame_start);
  self->work = MAX (self->work, get_work () - self->work_start);
  if (self->n_frames > 0)
    self->gap = MAX (self->gap, now - self->last_end);
  self->last_end = now;
  self->n_frames++;
}

/* As somebody drags the scroll bar through the whole list and turns the wheel on the way. */
static gboolean
scroll (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Bench *self = user_data;
  double passed = (double) (g_get_monotonic_time () - self->begun) / G_USEC_PER_SEC;
  double range = gtk_adjustment_get_upper (self->adjustment) - gtk_adjustment_get_page_size (self->adjustment);

  if (passed < (double) SCROLL_SECONDS / 2)
    gtk_adjustment_set_value (self->adjustment, gtk_adjustment_get_value (self->adjustment) + 60);
  else
    gtk_adjustment_set_value (self->adjustment, range * (passed - SCROLL_SECONDS / 2.0) / (SCROLL_SECONDS / 2.0));
  return G_SOURCE_CONTINUE;
}

static gboolean
time_passed (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
wait_for (guint milliseconds)
{
  gboolean passed = FALSE;

  g_timeout_add (milliseconds, time_passed, &passed);
  while (!passed)
    g_main_context_iteration (NULL, TRUE);
}

static void
open_window (Bench *self, FakePlace *place)
{
  GdkFrameClock *clock;

  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 900, 700);
  self->pane = waybill_ui_browser_pane_new ("Bench", "bench");
  gtk_window_set_child (GTK_WINDOW (self->window), self->pane);
  gtk_window_present (GTK_WINDOW (self->window));
  waybill_ui_browser_pane_set_place (WAYBILL_UI_BROWSER_PANE (self->pane), WAYBILL_UI_BROWSER_PLACE (place), "/");
  wait_for (1000);
  clock = gtk_widget_get_frame_clock (self->window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (frame_begins), self);
  g_signal_connect (clock, "after-paint", G_CALLBACK (frame_ends), self);
}

static void
listing_arrives (gpointer user_data)
{
  Bench *self = user_data;

  self->arrived = g_get_monotonic_time ();
  self->first_work = get_work ();
}

static void
open_folder (Bench *self, FakePlace *place)
{
  guint deadline = g_timeout_add_seconds (DEADLINE_SECONDS, deadline_reached, NULL);

  self->first = -1;
  self->all = -1;
  fake_place_on_answer (place, listing_arrives, self);
  waybill_ui_browser_pane_set_folder (WAYBILL_UI_BROWSER_PANE (self->pane), "/many");
  while (self->all < 0)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
}

static void
scroll_through (Bench *self)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (find (self->pane, GTK_TYPE_COLUMN_VIEW), GTK_TYPE_SCROLLED_WINDOW);
  guint callback;

  self->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  wait_for (500);
  self->begun = g_get_monotonic_time ();
  callback = gtk_widget_add_tick_callback (self->pane, scroll, self, NULL);
  wait_for (SCROLL_SECONDS * 1000);
  gtk_widget_remove_tick_callback (self->pane, callback);
}

static void
print_results (Bench *self, gint64 grown)
{
  const char *renderer = G_OBJECT_TYPE_NAME (gtk_native_get_renderer (GTK_NATIVE (self->window)));
  double first = (double) self->first / 1000, longest = (double) self->longest / 1000, gap = (double) self->gap / 1000;
  double work = (double) self->work / 1000, first_work = (double) self->first_work / 1000;
  double all = (double) self->all / 1000, all_work = (double) self->all_work / 1000;
  double megabytes = (double) grown / 1e6;

  g_print ("\n%d entries, renderer %s\n", N_ENTRIES, renderer);
  g_print ("  first rows after  %6.0f ms (%.0f ms of work on the main thread)\n", first, first_work);
  g_print ("  all rows after    %6.0f ms (at most %.1f ms of work from one frame to the next)\n", all, all_work);
  g_print ("  longest frame     %6.1f ms over %d s of scrolling (%.1f ms of work; %u frames, longest gap %.1f ms)\n",
           longest, SCROLL_SECONDS, work, self->n_frames, gap);
  g_print ("  memory grew by    %6.1f MB\n\n", megabytes);
  g_print (
      "{\"bench\": \"window\", \"entries\": %d, \"renderer\": \"%s\", \"first_rows_ms\": %.1f, \"longest_frame_ms\": %.1f, "
      "\"longest_gap_ms\": %.1f, \"first_rows_work_ms\": %.1f, \"all_rows_ms\": %.1f, \"all_rows_work_ms\": %.1f, "
      "\"longest_frame_work_ms\": %.1f, \"frames\": %u, "
      "\"memory_mb\": %.1f}\n",
      N_ENTRIES, renderer, first, longest, gap, first_work, all, all_work, work, self->n_frames, megabytes);
}

int
main (int argc, char *argv[])
{
  g_autoptr (FakePlace) place = NULL;
  Bench self = { 0 };
  gint64 before;

  if (!gtk_init_check ())
    {
      g_print ("no display can be opened\n");
      return 77;
    }
  adw_init ();
  place = fake_place_new (TRUE);
  fake_place_add (place, "/", "many", -1, 0);
  fake_place_fill (place, "/many", N_ENTRIES);
  open_window (&self, place);
  before = get_resident ();
  open_folder (&self, place);
  malloc_trim (0);
  print_results (&self, (scroll_through (&self), get_resident () - before));
  gtk_window_destroy (GTK_WINDOW (self.window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  return 0;
}
