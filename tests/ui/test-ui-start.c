/* The start page in its window, and what happens by itself: certificates that take over on their day, and who is told of
 * what runs out. */

#include "ui-application.h"
#include "ui-renewal.h"
#include "ui-window-private.h"

#include "rig.h"

#include "base-clock.h"
#include "base-file.h"
#include "cert-issue.h"

#define DAY 86400
#define NOW G_GINT64_CONSTANT (1795354800)   /* 22 November 2026 13:40 UTC */
#define BEGIN G_GINT64_CONSTANT (1796083200) /* 1 December 2026 */

typedef struct
{
  char *folder;
  WaybillUiContext *context;
  WaybillUiWindow *window;
  char *old, *new;
  WaybillPartner *partner;
  guint n_told;
  char *sentence;
  guint n_took_over;
  char *before;
} Fixture;

static WaybillUiApplication *the_application;

static char *
add_identity (Fixture *fixture, const char *label, gint64 begin, gint64 end)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillCertIdentity) made
      = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, label, NULL, begin, end, NULL, &error);

  g_assert_no_error (error);
  waybill_cert_store_add_identity (waybill_ui_context_get_certificates (fixture->context), made, label, NULL, FALSE, NULL,
                                   &error);
  g_assert_no_error (error);
  return g_strdup (waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (made)));
}

static void
add_partner (Fixture *fixture)
{
  fixture->partner = waybill_partner_new ("Harbour Foods", NULL);
  g_assert_true (waybill_partner_set_host (fixture->partner, "ftp.example.com", NULL));
  g_assert_true (waybill_partner_set_identity (fixture->partner, fixture->old, NULL));
  g_assert_true (waybill_partner_store_add (waybill_ui_context_get_partners (fixture->context), fixture->partner, NULL));
}

static void
save (Fixture *fixture)
{
  g_assert_true (waybill_partner_store_save (waybill_ui_context_get_partners (fixture->context), fixture->partner, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  waybill_base_clock_set_now (NOW);
  fixture->folder = g_dir_make_tmp ("waybill-ui-start-XXXXXX", NULL);
  fixture->context = waybill_ui_context_new (fixture->folder, NULL);
  g_assert_nonnull (fixture->context);
  fixture->old = add_identity (fixture, "HF 2026", NOW - 700 * DAY, NOW + 12 * DAY + 60);
  fixture->new = add_identity (fixture, "HF 2028", NOW - DAY, NOW + 700 * DAY);
  add_partner (fixture);
  fixture->window = waybill_ui_window_new (the_application, fixture->context, NULL);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
  WAIT_FOR (gtk_widget_get_mapped (GTK_WIDGET (fixture->window)));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  settle ();
  WAIT_FOR (fixture->window == NULL);
  g_clear_object (&fixture->partner);
  g_clear_object (&fixture->context);
  waybill_base_clock_set_now (0);
  g_assert_true (waybill_base_file_remove_tree (fixture->folder, NULL));
  g_free (fixture->folder);
  g_free (fixture->old);
  g_free (fixture->new);
  g_free (fixture->sentence);
  g_free (fixture->before);
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  return find (GTK_WIDGET (fixture->window), is_label, text) != NULL;
}

static void
show_start (Fixture *fixture)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.start", NULL));
  WAIT_FOR (shows (fixture, "Good afternoon"));
}

static void
test_names_what_needs_somebody (Fixture *fixture, gconstpointer data)
{
  show_start (fixture);
  WAIT_FOR (shows (fixture, "Harbour Foods: the certificate runs out in 12 days"));
  g_assert_true (shows (fixture, "Import the new one, and choose the day on which it takes over."));
  g_assert_true (shows (fixture, "Next to run out"));
  g_assert_true (shows (fixture, "HF 2026"));
  g_assert_false (shows (fixture, "HF 2028"));
  /* As heading and below Start in the sidebar: one source. */
  g_assert_cmpstr (adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (gtk_widget_get_ancestor (
                       find (GTK_WIDGET (fixture->window), is_button, "Look"), ADW_TYPE_PREFERENCES_GROUP))),
                   ==, "1 thing needs you");
  g_assert_true (shows (fixture, "1 thing needs you"));

  g_assert_true (waybill_partner_set_next (fixture->partner, fixture->new, "2026-12-01", NULL));
  save (fixture);
  WAIT_FOR (shows (fixture, "The new one is in the store and takes over on 1 December 2026. Nothing to do unless the "
                            "partner says otherwise."));
}

static void
test_everything_in_order (Fixture *fixture, gconstpointer data)
{
  show_start (fixture);
  g_assert_true (waybill_partner_set_identity (fixture->partner, fixture->new, NULL));
  save (fixture);
  WAIT_FOR (shows (fixture, "The next to run out is HF 2028, on 22 October 2028."));
  g_assert_null (find (GTK_WIDGET (fixture->window), is_button, "Look"));
  g_assert_true (shows (fixture, "Everything is in order"));
}

static void
went (char **way, GtkWidget *from, int place, const char *subject, const char *detail)
{
  g_free (*way);
  *way = g_strdup_printf ("%d %s", place, detail);
}

static void
test_button_leads_to_the_page_that_mends (Fixture *fixture, gconstpointer data)
{
  g_autofree char *way = NULL;
  g_autofree char *wanted = g_strdup_printf ("%d certificate", WAYBILL_UI_PLACE_EDITOR);

  show_start (fixture);
  /* Before the window, which would open the editor. */
  g_signal_handlers_disconnect_by_data (fixture->context, fixture->window);
  g_signal_connect_swapped (fixture->context, "go", G_CALLBACK (went), &way);
  g_signal_emit_by_name (find (GTK_WIDGET (fixture->window), is_button, "Look"), "clicked");
  g_assert_cmpstr (way, ==, wanted);
  g_signal_handlers_disconnect_by_data (fixture->context, &way);
}

/* Start stands before the tabs, and no key reaches a tab that nobody sees. */
static void
test_start_and_tabs_take_turns (Fixture *fixture, gconstpointer data)
{
  WaybillUiWindow *self = fixture->window;

  waybill_ui_window_show_partner (self, waybill_partner_get_uuid (fixture->partner), FALSE);
  g_assert_nonnull (waybill_ui_window_get_session (self));
  show_start (fixture);
  g_assert_null (waybill_ui_window_get_session (self));
  g_assert_null (waybill_ui_sidebar_get_selected (self->sidebar));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (self->contents), ==, "start");
  g_assert_cmpstr (adw_window_title_get_title (self->title), ==, "Start");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self), "win.close-tab", NULL));
  g_assert_nonnull (waybill_ui_window_get_session (self));
  g_assert_cmpstr (waybill_ui_sidebar_get_selected (self->sidebar), ==, waybill_partner_get_uuid (fixture->partner));

  show_start (fixture);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self), "win.show-tab", "i", 0));
  g_assert_nonnull (waybill_ui_window_get_session (self));
  show_start (fixture);
  waybill_ui_window_show_partner (self, waybill_partner_get_uuid (fixture->partner), FALSE);
  g_assert_nonnull (waybill_ui_window_get_session (self));
}

/* Renewal */

static void
told (Fixture *fixture, const char *fingerprint, const char *sentence, const char *why)
{
  g_free (fixture->sentence);
  fixture->sentence = g_strdup (sentence);
  fixture->n_told++;
}

static void
took_over (Fixture *fixture, const char *uuid, const char *before)
{
  g_assert_cmpstr (uuid, ==, waybill_partner_get_uuid (fixture->partner));
  g_free (fixture->before);
  fixture->before = g_strdup (before);
  fixture->n_took_over++;
}

static WaybillUiRenewal *
start_renewal (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "told", NULL);
  WaybillUiRenewal *renewal = waybill_ui_renewal_new (fixture->context, path);

  g_signal_connect_swapped (renewal, "runs-out", G_CALLBACK (told), fixture);
  g_signal_connect_swapped (renewal, "took-over", G_CALLBACK (took_over), fixture);
  return renewal;
}

static void
test_told_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillUiRenewal) renewal = start_renewal (fixture);
  g_autoptr (WaybillUiRenewal) again = NULL;

  WAIT_FOR (fixture->n_told == 1);
  g_assert_cmpstr (fixture->sentence, ==, "HF 2026 runs out in 12 days");
  waybill_ui_renewal_look (renewal);
  g_assert_cmpuint (fixture->n_told, ==, 1);
  /* Nor when the program is started again. */
  again = start_renewal (fixture);
  waybill_ui_renewal_look (again);
  g_assert_cmpuint (fixture->n_told, ==, 1);

  waybill_base_clock_set_now (NOW + 6 * DAY);
  waybill_ui_renewal_look (renewal);
  g_assert_cmpuint (fixture->n_told, ==, 2);
  g_assert_cmpstr (fixture->sentence, ==, "HF 2026 runs out in 6 days");
}

/* The disk is full: whoever was told is not told again with everything that happens. */
static void
test_told_once_where_nothing_can_be_written (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *path = g_build_filename (file, "told", NULL);
  g_autoptr (WaybillUiRenewal) renewal = NULL;

  g_assert_true (g_file_set_contents (file, "", -1, NULL));
  renewal = waybill_ui_renewal_new (fixture->context, path);
  g_signal_connect_swapped (renewal, "runs-out", G_CALLBACK (told), fixture);
  waybill_ui_renewal_look (renewal);
  waybill_ui_renewal_look (renewal);
  g_assert_cmpuint (fixture->n_told, ==, 1);
}

static void
test_takes_over_and_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillUiRenewal) renewal = NULL;

  g_assert_true (waybill_partner_set_next (fixture->partner, fixture->new, "2026-12-01", NULL));
  save (fixture);
  renewal = start_renewal (fixture);
  waybill_ui_renewal_look (renewal);
  g_assert_cmpuint (fixture->n_took_over, ==, 0);

  waybill_base_clock_set_now (BEGIN);
  waybill_ui_renewal_look (renewal);
  g_assert_cmpuint (fixture->n_took_over, ==, 1);
  g_assert_cmpstr (fixture->before, ==, fixture->old);
  g_assert_cmpstr (waybill_partner_get_identity (fixture->partner), ==, fixture->new);
  g_assert_null (waybill_partner_get_next_identity (fixture->partner));

  g_assert_true (waybill_ui_renewal_undo (renewal, waybill_partner_get_uuid (fixture->partner), fixture->before, NULL));
  waybill_ui_renewal_look (renewal);
  g_assert_cmpstr (waybill_partner_get_identity (fixture->partner), ==, fixture->old);
  g_assert_cmpuint (fixture->n_took_over, ==, 1);
}

/* Another program took the plan back a moment ago: nothing takes over, and nobody is told that something did. */
static void
test_plan_of_the_file_counts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillUiRenewal) renewal = NULL;
  g_autoptr (WaybillPartnerStore) elsewhere = NULL;
  g_autoptr (GPtrArray) partners = NULL;
  g_autofree char *folder = g_build_filename (fixture->folder, "partners", NULL);

  g_assert_true (waybill_partner_set_next (fixture->partner, fixture->new, "2026-12-01", NULL));
  save (fixture);
  renewal = start_renewal (fixture);
  elsewhere = waybill_partner_store_new (folder, NULL);
  partners = waybill_partner_store_list (elsewhere);
  g_assert_true (waybill_partner_set_next (partners->pdata[0], NULL, NULL, NULL));
  g_assert_true (waybill_partner_store_save (elsewhere, partners->pdata[0], NULL));

  waybill_base_clock_set_now (BEGIN);
  waybill_ui_renewal_look (renewal);
  g_assert_cmpuint (fixture->n_took_over, ==, 0);
  g_assert_cmpstr (waybill_partner_get_identity (fixture->partner), ==, fixture->old);
}

/* The page is made anew whenever something changes: whoever stands on a button of it stays there. */
static void
test_keeps_the_focus (Fixture *fixture, gconstpointer data)
{
  GtkWidget *look, *focus;

  show_start (fixture);
  WAIT_FOR (shows (fixture, "Harbour Foods: the certificate runs out in 12 days"));
  settle ();
  look = find (GTK_WIDGET (fixture->window), is_button, "Look");
  g_assert_true (gtk_widget_grab_focus (look));
  g_assert_true (waybill_partner_set_next (fixture->partner, fixture->new, "2026-12-01", NULL));
  save (fixture);
  WAIT_FOR (shows (fixture, "The new one is in the store and takes over on 1 December 2026. Nothing to do unless the "
                            "partner says otherwise."));
  focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_true (focus != NULL && is_button (focus, "Look"));

  g_assert_true (waybill_partner_set_identity (fixture->partner, fixture->new, NULL));
  save (fixture);
  WAIT_FOR (shows (fixture, "Everything is in order"));
  focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_true (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (fixture->window->start)));
}

/* The application's own window, which shows the person's own partners: in folders of this test. */
static void
add_due_partner (WaybillUiContext *context, const char *name, const char *old, const char *new)
{
  g_autoptr (WaybillPartner) partner = waybill_partner_new (name, NULL);

  g_assert_true (waybill_partner_set_host (partner, "ftp.example.com", NULL));
  g_assert_true (waybill_partner_set_identity (partner, old, NULL));
  g_assert_true (waybill_partner_set_next (partner, new, "2026-12-01", NULL));
  g_assert_true (waybill_partner_store_add (waybill_ui_context_get_partners (context), partner, NULL));
}

static guint
count_shown (WaybillUiContext *context, const char *fingerprint)
{
  g_autoptr (GPtrArray) partners = waybill_partner_store_list (waybill_ui_context_get_partners (context));
  guint n = 0;

  for (guint i = 0; i < partners->len; i++)
    n += g_strcmp0 (waybill_partner_get_identity (partners->pdata[i]), fingerprint) == 0;
  return n;
}

static void
test_several_are_told_and_undone_at_once (Fixture *fixture, gconstpointer data)
{
  GtkWindow *window;
  Fixture own = { 0 };

  g_application_activate (G_APPLICATION (the_application));
  window = gtk_application_get_active_window (GTK_APPLICATION (the_application));
  g_assert_true (WAYBILL_IS_UI_WINDOW (window) && WAYBILL_UI_WINDOW (window) != fixture->window);
  own.context = waybill_ui_window_get_context (WAYBILL_UI_WINDOW (window));
  /* Far from running out: nobody is to be notified. */
  own.old = add_identity (&own, "HF 2026", NOW - 700 * DAY, NOW + 100 * DAY);
  own.new = add_identity (&own, "HF 2028", NOW - DAY, NOW + 700 * DAY);
  add_due_partner (own.context, "Harbour Foods", own.old, own.new);
  add_due_partner (own.context, "Old Mill", own.old, own.new);
  settle ();
  g_assert_cmpuint (count_shown (own.context, own.old), ==, 2);

  waybill_base_clock_set_now (BEGIN);
  waybill_ui_context_emit_changed (own.context);
  WAIT_FOR (find (GTK_WIDGET (window), says, "2 partners are shown another certificate from now on") != NULL);
  g_assert_cmpuint (count_shown (own.context, own.new), ==, 2);
  g_signal_emit_by_name (find (GTK_WIDGET (window), is_button, "_Undo"), "clicked");
  g_assert_cmpuint (count_shown (own.context, own.old), ==, 2);

  gtk_window_destroy (window);
  settle ();
  g_free (own.old);
  g_free (own.new);
}

static char *
set_up_own_folders (void)
{
  static const char *const variables[] = { "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME" };
  char *folder = g_dir_make_tmp ("waybill-ui-start-own-XXXXXX", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      g_autofree char *path = g_build_filename (folder, variables[i], NULL);

      g_setenv (variables[i], path, TRUE);
    }
  return folder;
}

int
main (int argc, char *argv[])
{
  g_autofree char *own = set_up_own_folders ();
  int status;

  g_setenv ("TZ", "UTC", TRUE);
  if (!rig_begin (&argc, &argv))
    return 0;
  the_application = waybill_ui_application_new ();
  g_application_set_flags (G_APPLICATION (the_application), G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN);
  g_assert_true (g_application_register (G_APPLICATION (the_application), NULL, NULL));
  g_application_set_default (G_APPLICATION (the_application));
  g_application_hold (G_APPLICATION (the_application));
#define ADD(path, function) g_test_add ("/ui/start/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("names-what-needs-somebody", test_names_what_needs_somebody);
  ADD ("everything-in-order", test_everything_in_order);
  ADD ("button-leads-to-the-page-that-mends", test_button_leads_to_the_page_that_mends);
  ADD ("start-and-tabs-take-turns", test_start_and_tabs_take_turns);
  ADD ("told-once", test_told_once);
  ADD ("told-once-where-nothing-can-be-written", test_told_once_where_nothing_can_be_written);
  ADD ("takes-over-and-back", test_takes_over_and_back);
  ADD ("plan-of-the-file-counts", test_plan_of_the_file_counts);
  ADD ("keeps-the-focus", test_keeps_the_focus);
  ADD ("several-are-told-and-undone-at-once", test_several_are_told_and_undone_at_once);
#undef ADD
  status = g_test_run ();
  g_assert_true (waybill_base_file_remove_tree (own, NULL));
  return status;
}
