/* What the window promises of a store with 2,000 certificates and 500 partners: how long reading it takes when the
 * application starts, how soon the store's window stands there with its list when it is up, what a key in its search costs,
 * and how much memory all of it takes. Prints a table and a JSON line; asserts nothing. */

#include "ui-cert-list.h"
#include "ui-cert-window.h"

#include "base-clock.h"
#include "base-file.h"
#include "cert-issue.h"

#include <malloc.h>
#include <time.h>
#include <unistd.h>

#define N_AUTHORITIES 400
#define N_IDENTITIES 1600
#define N_PARTNERS 500
#define DAY 86400
#define DEADLINE_SECONDS 120
/* Typed letter after letter, then taken away again. */
#define TYPED "client 2031 harbour foods 12"

typedef struct
{
  char *folder;
  WaybillUiContext *context;
  GtkWidget *window;
  gint64 painted; /* microseconds: the last frame was done; 0: none since it was asked for */
} Bench;

typedef struct
{
  double wall; /* ms */
  double work; /* ms of processor time on the main thread */
} Span;

/* Processor time of this thread, microseconds. */
static gint64
get_work (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* A line of /proc/self/status, in MB. */
static double
get_memory (const char *field)
{
  g_autofree char *text = NULL;
  const char *at;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL) || (at = strstr (text, field)) == NULL)
    return 0;
  return (double) g_ascii_strtoll (at + strlen (field) + 1, NULL, 10) * 1024 / 1e6;
}

static gboolean
deadline_reached (gpointer user_data)
{
  g_error ("the window did not show the store within two minutes");
  return G_SOURCE_REMOVE;
}

/* One sealed key stands for all: nobody opens one here, and sealing takes its time. */
static const WaybillCertEntry *
add_identity (WaybillCertStore *store, WaybillCertIdentity *identity, const char *label, GError **error)
{
  static GBytes *sealed;

  if (sealed == NULL)
    sealed = waybill_cert_store_seal (identity, label, NULL, error);
  return waybill_cert_store_add_sealed (store, identity, sealed, FALSE, label, FALSE, NULL, error);
}

static void
add_certificates (WaybillCertStore *store, WaybillCertIdentity *root, GPtrArray *authorities, GPtrArray *identities)
{
  gint64 now = waybill_base_clock_now ();

  for (guint i = 0; i < N_AUTHORITIES + N_IDENTITIES; i++)
    {
      gboolean is_authority = i < N_AUTHORITIES;
      g_autofree char *name = g_strdup_printf (is_authority ? "Old Mill CA %u" : "Harbour Foods EDI %u", i);
      g_autofree char *label
          = g_strdup_printf (is_authority ? "Old Mill CA %u 2031-05" : "Harbour Foods client %u 2031-05", i);
      g_autoptr (GError) error = NULL;
      g_autoptr (WaybillCertIdentity) identity
          = waybill_cert_issue (is_authority ? WAYBILL_CERT_ROLE_AUTHORITY : WAYBILL_CERT_ROLE_CLIENT, name, NULL,
                                now - 300 * DAY, now + (20 + i) * DAY, root, &error);
      const WaybillCertEntry *entry
          = is_authority ? waybill_cert_store_add_authority (store, waybill_cert_identity_get_certificate (identity), label,
                                                             FALSE, NULL, &error)
                         : add_identity (store, identity, label, &error);

      g_assert_no_error (error);
      g_ptr_array_add (is_authority ? authorities : identities,
                       g_strdup (waybill_cert_certificate_get_fingerprint (entry->certificate)));
    }
}

static void
add_partners (WaybillPartnerStore *partners, GPtrArray *authorities, GPtrArray *identities)
{
  for (guint i = 0; i < N_PARTNERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Old Mill branch %u", i);
      g_autoptr (WaybillPartner) partner = waybill_partner_new (name, NULL);
      g_autoptr (GError) error = NULL;

      waybill_partner_set_host (partner, "ftp.example", NULL);
      waybill_partner_set_identity (partner, identities->pdata[(i * 3) % identities->len], NULL);
      waybill_partner_add_authority (partner, authorities->pdata[i % authorities->len], NULL);
      waybill_partner_add_authority (partner, authorities->pdata[(i * 7) % authorities->len], NULL);
      waybill_partner_add_pin (partner, identities->pdata[(i * 5) % identities->len], NULL);
      waybill_partner_store_add (partners, partner, &error);
      g_assert_no_error (error);
    }
}

static WaybillUiContext *
open_context (const char *folder)
{
  g_autoptr (GError) error = NULL;
  WaybillUiContext *context = waybill_ui_context_new (folder, &error);

  g_assert_no_error (error);
  return context;
}

static void
make_store (const char *folder)
{
  g_autoptr (WaybillUiContext) context = open_context (folder);
  g_autoptr (GPtrArray) authorities = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) identities = g_ptr_array_new_with_free_func (g_free);
  gint64 now = waybill_base_clock_now ();
  g_autoptr (WaybillCertIdentity) root
      = waybill_cert_issue (WAYBILL_CERT_ROLE_AUTHORITY, "Lab Root CA", NULL, now - 400 * DAY, now + 4000 * DAY, NULL, NULL);

  add_certificates (waybill_ui_context_get_certificates (context), root, authorities, identities);
  add_partners (waybill_ui_context_get_partners (context), authorities, identities);
}

/* In a process of its own, so that making it does not count as memory. */
static void
make_store_apart (const char *program, const char *folder)
{
  const char *argv[] = { program, "--make", folder, NULL };
  g_autoptr (GError) error = NULL;
  int status = 1;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error) || status != 0)
    g_error ("the store cannot be made: %s", error != NULL ? error->message : "it ended with an error");
}

static void
frame_ended (GdkFrameClock *clock, Bench *self)
{
  self->painted = g_get_monotonic_time ();
}

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

/* Rows fill the list from its top to its bottom, or all of them are there. */
static gboolean
shows_rows (Bench *self)
{
  GtkWidget *view = find (self->window, GTK_TYPE_LIST_VIEW);
  int height = 0;

  if (view == NULL || gtk_widget_get_height (view) == 0)
    return FALSE;
  for (GtkWidget *row = gtk_widget_get_first_child (view); row != NULL; row = gtk_widget_get_next_sibling (row))
    height += gtk_widget_get_mapped (row) ? gtk_widget_get_height (row) : 0;
  return height >= MIN (gtk_widget_get_height (view), 400);
}

static void
spin_until_painted (Bench *self)
{
  self->painted = 0;
  gtk_widget_queue_draw (self->window);
  while (self->painted == 0)
    g_main_context_iteration (NULL, TRUE);
}

static Span
span_since (gint64 begun, gint64 work)
{
  return (Span){ (double) (g_get_monotonic_time () - begun) / 1000, (double) (get_work () - work) / 1000 };
}

/* What GTK loads with its first window (theme, fonts, icons) the application has by then. */
static void
warm_up (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *label = gtk_label_new ("Waybill");
  gint64 until = g_get_monotonic_time () + G_USEC_PER_SEC;

  gtk_window_set_child (GTK_WINDOW (window), label);
  gtk_window_present (GTK_WINDOW (window));
  while (g_get_monotonic_time () < until)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (2000);
  gtk_window_destroy (GTK_WINDOW (window));
}

static Span
open_window (Bench *self)
{
  gint64 begun = g_get_monotonic_time (), work = get_work ();
  guint deadline = g_timeout_add_seconds (DEADLINE_SECONDS, deadline_reached, NULL);
  Span span;

  self->window = GTK_WIDGET (waybill_ui_cert_window_new (self->context, NULL));
  gtk_window_present (GTK_WINDOW (self->window));
  g_signal_connect (gtk_widget_get_frame_clock (self->window), "after-paint", G_CALLBACK (frame_ended), self);
  while (self->painted == 0 || !shows_rows (self))
    g_main_context_iteration (NULL, TRUE);
  span = span_since (begun, work);
  g_source_remove (deadline);
  return span;
}

/* Lets the gate and everything behind the first frame come to an end. */
static void
rest (guint milliseconds)
{
  gint64 until = g_get_monotonic_time () + (gint64) milliseconds * 1000;

  while (g_get_monotonic_time () < until)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static int
compare_doubles (gconstpointer one, gconstpointer other)
{
  double a = *(const double *) one, b = *(const double *) other;

  return (a > b) - (a < b);
}

/* From the key to the frame that shows what is found. Rows that cannot be seen come behind it, between frames. */
static void
type_letters (Bench *self, GArray *works, GArray *walls)
{
  GtkEditable *search = GTK_EDITABLE (find (self->window, GTK_TYPE_SEARCH_ENTRY));
  const char *typed = TYPED;
  guint n_typed = (guint) strlen (typed);

  for (guint i = 0; i < 2 * n_typed; i++)
    {
      gint64 begun = g_get_monotonic_time (), work = get_work ();
      int at = (int) (i < n_typed ? i : 2 * n_typed - i);
      Span span;

      if (i < n_typed)
        gtk_editable_insert_text (search, typed + i, 1, &at);
      else
        gtk_editable_delete_text (search, at - 1, at);
      spin_until_painted (self);
      span = span_since (begun, work);
      g_array_append_val (works, span.work);
      g_array_append_val (walls, span.wall);
      if (g_getenv ("WAYBILL_BENCH_KEYS") != NULL)
        g_printerr ("  %2u %5.1f ms of work, %5.1f ms: “%s”\n", i, span.work, span.wall, gtk_editable_get_text (search));
      rest (600);
    }
  g_array_sort (works, compare_doubles);
  g_array_sort (walls, compare_doubles);
}

static void
select_view (Bench *self, WaybillUiCertView view)
{
  GtkListBox *path = GTK_LIST_BOX (find (self->window, GTK_TYPE_LIST_BOX));

  gtk_list_box_select_row (path, gtk_list_box_get_row_at_index (path, (int) view));
}

static Span
show_view (Bench *self, WaybillUiCertView view)
{
  gint64 begun = g_get_monotonic_time (), work = get_work ();

  select_view (self, view);
  spin_until_painted (self);
  return span_since (begun, work);
}

static Span
change (Bench *self)
{
  gint64 begun = g_get_monotonic_time (), work = get_work ();

  waybill_ui_context_emit_changed (self->context);
  spin_until_painted (self);
  return span_since (begun, work);
}

static double
median (GArray *values)
{
  return g_array_index (values, double, values->len / 2);
}

static double
most (GArray *values)
{
  return g_array_index (values, double, values->len - 1);
}

static void
run (Bench *self)
{
  g_autoptr (GArray) works = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) walls = g_array_new (FALSE, FALSE, sizeof (double));
  double before = get_memory ("VmRSS:");
  gint64 begun = g_get_monotonic_time (), work = get_work ();
  Span read, opened, again, partners, changed;
  double after_read;

  self->context = open_context (self->folder);
  read = span_since (begun, work);
  malloc_trim (0);
  after_read = get_memory ("VmRSS:");
  opened = open_window (self);
  rest (1500);
  type_letters (self, works, walls);
  partners = show_view (self, WAYBILL_UI_CERT_VIEW_PARTNERS);
  rest (800);
  again = show_view (self, WAYBILL_UI_CERT_VIEW_IDENTITIES);
  rest (300);
  changed = change (self);

  g_print ("\n%d certificates, %d partners, renderer %s\n", N_AUTHORITIES + N_IDENTITIES, N_PARTNERS,
           G_OBJECT_TYPE_NAME (gtk_native_get_renderer (GTK_NATIVE (self->window))));
  g_print ("  stores read in       %7.1f ms (%.1f ms of work), %.1f MB\n", read.wall, read.work, after_read - before);
  g_print ("  window with its list %7.1f ms (%.1f ms of work on the main thread)\n", opened.wall, opened.work);
  g_print ("  a key in the search  %7.1f ms until its frame, at most %.1f (%.1f ms of work, at most %.1f)\n", median (walls),
           most (walls), median (works), most (works));
  g_print ("  partners' view       %7.1f ms of work; back %.1f; after a change %.1f\n", partners.work, again.work,
           changed.work);
  g_print ("  memory at most       %7.1f MB (%.1f before)\n\n", get_memory ("VmHWM:"), before);
  g_print ("{\"bench\": \"store\", \"certificates\": %d, \"partners\": %d, \"read_ms\": %.1f, \"read_mb\": %.1f, "
           "\"open_ms\": %.1f, \"open_work_ms\": %.1f, \"key_ms\": %.1f, \"key_most_ms\": %.1f, "
           "\"key_work_ms\": %.1f, \"key_work_most_ms\": %.1f, \"partners_ms\": %.1f, \"change_ms\": %.1f, \"peak_mb\": "
           "%.1f}\n",
           N_AUTHORITIES + N_IDENTITIES, N_PARTNERS, read.wall, after_read - before, opened.wall, opened.work,
           median (walls), most (walls), median (works), most (works), partners.work, changed.work, get_memory ("VmHWM:"));
}

int
main (int argc, char *argv[])
{
  Bench self = { NULL };

  if (argc == 3 && strcmp (argv[1], "--make") == 0)
    {
      make_store (argv[2]);
      return 0;
    }
  if (!gtk_init_check ())
    {
      g_print ("no display can be opened\n");
      return 77;
    }
  adw_init ();
  /* Thousands of small files, each flushed: not what is measured. */
  if (g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR))
    g_setenv ("TMPDIR", "/dev/shm", TRUE);
  self.folder = g_dir_make_tmp ("waybill-bench-store-XXXXXX", NULL);
  make_store_apart (argv[0], self.folder);
  warm_up ();
  run (&self);
  gtk_window_destroy (GTK_WINDOW (self.window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&self.context);
  waybill_base_file_remove_tree (self.folder, NULL);
  g_free (self.folder);
  return 0;
}
