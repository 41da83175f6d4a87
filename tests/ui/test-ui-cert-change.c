/* What is done in the certificate store's window: removing, renaming and assigning say what they did and can be undone; and
 * the window may be closed in the middle of each. */

#include "ui-cert-window-rig.h"

#include <glib/gstdio.h>

#define ADD(name, prepare, function) g_test_add ("/ui/cert-change/" name, Fixture, NULL, prepare, function, tear_down)

/* As a click would: GTK delays what is activated by key. */
static void
take_undo (Fixture *fixture)
{
  GtkWidget *label = find (GTK_WIDGET (fixture->window), is_label, "Undo");

  g_assert_nonnull (label);
  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
  settle ();
}

static void
test_remove_is_said_and_undone (Fixture *fixture, gconstpointer data)
{
  waybill_ui_cert_window_show (WAYBILL_UI_CERT_WINDOW (fixture->window), fixture->berta);
  settle ();

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "cert.remove", NULL));
  settle ();

  g_assert_null (waybill_cert_store_find_fingerprint (fixture->store, fixture->berta));
  wait_until_shown (fixture, "“Harbour Foods client 2036-11” removed; 2 partners lose it");
  /* The next one takes its place. */
  g_assert_true (shows (fixture, "Northgate 4711"));

  take_undo (fixture);
  settle ();
  g_assert_nonnull (waybill_cert_store_find_fingerprint (fixture->store, fixture->berta));
  g_assert_true (shows (fixture, "Used by Baltic Timber, Harbour Foods"));
  g_assert_true (shows (fixture, "berta"));
}

/* Where only the list is to be seen, too. */
static void
test_remove_that_fails_is_seen (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_strdup (waybill_cert_store_get_folder (fixture->store));
  g_autofree char *aside = g_strconcat (folder, "-aside", NULL);
  GtkWidget *details;

  close_window (fixture);
  settle ();
  fixture->window = GTK_WINDOW (waybill_ui_cert_window_new (fixture->context, NULL));
  gtk_window_set_default_size (fixture->window, 360, 640);
  gtk_window_present (fixture->window);
  details = get (fixture, "WaybillUiCertDetails");
  WAIT_FOR (gtk_widget_get_width (GTK_WIDGET (get_list (fixture))) > 0 && !gtk_widget_get_child_visible (details));
  waybill_ui_cert_window_show (WAYBILL_UI_CERT_WINDOW (fixture->window), fixture->berta);
  WAIT_FOR (gtk_widget_get_child_visible (details));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "cert.back", NULL);
  WAIT_FOR (!gtk_widget_get_child_visible (details));

  g_assert_cmpint (g_rename (folder, aside), ==, 0);
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "cert.remove", NULL);
  WAIT_FOR (find (GTK_WIDGET (fixture->window), says, "The folder of the certificate store cannot be read") != NULL);
  g_assert_nonnull (waybill_cert_store_find_fingerprint (fixture->store, fixture->berta));
  g_assert_cmpint (g_remove (folder), ==, 0);
  g_assert_cmpint (g_rename (aside, folder), ==, 0);
}

static GtkWidget *
open_rename (Fixture *fixture, const char *fingerprint)
{
  waybill_ui_cert_window_show (WAYBILL_UI_CERT_WINDOW (fixture->window), fingerprint);
  settle ();
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "cert.rename", NULL);
  while (!gtk_widget_get_mapped (get (fixture, "WaybillUiCertRename")))
    g_main_context_iteration (NULL, TRUE);
  settle ();
  return find (get (fixture, "WaybillUiCertRename"), is_named, "GtkEntry");
}

static void
test_rename_refuses_a_taken_name (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry = open_rename (fixture, fixture->stranger);

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Stranger & <Sons>");
  gtk_editable_set_text (GTK_EDITABLE (entry), "harbour foods CLIENT 2036-11");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (shows (fixture, "Another certificate is called “harbour foods CLIENT 2036-11”. Choose another name."));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "harbour foods CLIENT 2036-11");

  gtk_editable_set_text (GTK_EDITABLE (entry), " Old acquaintance ");
  g_signal_emit_by_name (entry, "activate");
  wait_until_shown (fixture, "“Stranger & <Sons>” renamed to “Old acquaintance”");
  g_assert_cmpstr (waybill_cert_store_find_fingerprint (fixture->store, fixture->stranger)->label, ==, "Old acquaintance");
  g_assert_true (shows (fixture, "Old acquaintance"));

  take_undo (fixture);
  g_assert_cmpstr (waybill_cert_store_find_fingerprint (fixture->store, fixture->stranger)->label, ==, "Stranger & <Sons>");
}

static void
test_rename_button_wants_another_name (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry = open_rename (fixture, fixture->stranger);
  GtkWidget *button
      = gtk_widget_get_ancestor (find (get (fixture, "WaybillUiCertRename"), is_label, "Rename"), GTK_TYPE_BUTTON);

  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_editable_set_text (GTK_EDITABLE (entry), "  ");
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_editable_set_text (GTK_EDITABLE (entry), "Another");
  g_assert_true (gtk_widget_get_sensitive (button));
}

static WaybillPartner *
get_partner (Fixture *fixture, const char *name)
{
  return waybill_partner_store_find (fixture->partners, name, NULL);
}

static GtkWidget *
open_assign (Fixture *fixture, const char *fingerprint, const char *partner)
{
  GtkWidget *popover = get (fixture, "WaybillUiCertDetailsAssign");

  waybill_ui_cert_window_show (WAYBILL_UI_CERT_WINDOW (fixture->window), fingerprint);
  settle ();
  gtk_menu_button_popup (GTK_MENU_BUTTON (gtk_widget_get_parent (popover)));
  while (!gtk_widget_get_mapped (popover))
    g_main_context_iteration (NULL, TRUE);
  settle ();
  return find (popover, is_check_of, partner);
}

static void
test_assign_replaces_the_identity_and_undo_brings_it_back (Fixture *fixture, gconstpointer data)
{
  GtkWidget *check = open_assign (fixture, fixture->ending, "Harbour Foods");

  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_cmpstr (waybill_partner_get_identity (get_partner (fixture, "Harbour Foods")), ==, fixture->ending);
  g_assert_true (shows (fixture, "Used by Harbour Foods"));
  wait_until_shown (fixture, "“Norrland client 2026-12” assigned to Harbour Foods");

  take_undo (fixture);
  g_assert_cmpstr (waybill_partner_get_identity (get_partner (fixture, "Harbour Foods")), ==, fixture->berta);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
}

#define MANY 40

static guint
count_rows (Fixture *fixture)
{
  GtkWidget *list = find (get (fixture, "WaybillUiCertDetailsAssign"), is_named, "GtkListBox");
  guint n = 0;

  while (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int) n) != NULL)
    n++;
  return n;
}

/* What cannot be seen yet comes behind, also of a partner that went meanwhile. */
static void
test_many_partners_come_in_turns (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) before = waybill_partner_store_list (fixture->partners);
  WaybillPartner *last = NULL;

  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("Old Mill branch %02u", i);
      g_autoptr (WaybillPartner) partner = waybill_partner_new (name, NULL);

      g_assert_true (waybill_partner_store_add (fixture->partners, partner, NULL));
      last = partner;
    }
  waybill_ui_cert_window_show (WAYBILL_UI_CERT_WINDOW (fixture->window), fixture->ending);
  settle ();
  gtk_menu_button_popup (GTK_MENU_BUTTON (gtk_widget_get_parent (get (fixture, "WaybillUiCertDetailsAssign"))));
  /* Before the main loop turns. */
  g_assert_cmpuint (count_rows (fixture), >, 0);
  g_assert_cmpuint (count_rows (fixture), <, MANY);
  g_assert_true (waybill_partner_store_remove (fixture->partners, last, NULL));
  while (count_rows (fixture) < before->len + MANY)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_assign_ticks_an_authority (Fixture *fixture, gconstpointer data)
{
  GtkWidget *check;

  select_view (fixture, WAYBILL_UI_CERT_VIEW_AUTHORITIES);
  check = open_assign (fixture, fixture->root, "Norrland Parts");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_true (g_strv_contains (waybill_partner_get_authorities (get_partner (fixture, "Norrland Parts")), fixture->root));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  g_assert_false (
      g_strv_contains (waybill_partner_get_authorities (get_partner (fixture, "Norrland Parts")), fixture->root));
}

/* Given away, the last unused one is no longer unused; but the person still looks at it. */
static void
test_assigning_keeps_the_details (Fixture *fixture, gconstpointer data)
{
  GtkWidget *details = get (fixture, "WaybillUiCertDetails");

  g_assert_true (waybill_cert_store_remove (fixture->store, fixture->stranger, NULL));
  select_view (fixture, WAYBILL_UI_CERT_VIEW_UNUSED);
  g_assert_true (gtk_widget_get_visible (details));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (open_assign (fixture, fixture->ending, "Norrland Parts")), TRUE);
  settle ();

  g_assert_true (shows (fixture, "Everything is in use"));
  g_assert_true (gtk_widget_get_visible (details));
  g_assert_nonnull (find (details, is_label, "Norrland Parts"));
  select_view (fixture, WAYBILL_UI_CERT_VIEW_IDENTITIES);
  select_view (fixture, WAYBILL_UI_CERT_VIEW_UNUSED);
  g_assert_false (gtk_widget_get_visible (details));
}

static void
test_copy_fingerprint (Fixture *fixture, gconstpointer data)
{
  waybill_ui_cert_window_show (WAYBILL_UI_CERT_WINDOW (fixture->window), fixture->berta);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "cert.copy-fingerprint", NULL);

  wait_until_shown (fixture, "Fingerprint copied");
}

/* Closed with a popover open, with an undo standing, and then the store changes. */
static void
test_closing_at_any_moment (Fixture *fixture, gconstpointer data)
{
  open_rename (fixture, fixture->stranger);
  close_window (fixture);
  settle ();
  open_window (fixture);
  open_assign (fixture, fixture->ending, "Harbour Foods");
  close_window (fixture);
  waybill_ui_context_emit_changed (fixture->context);
  open_window (fixture);
  search (fixture, "nobody");
  close_window (fixture);
  settle ();
  open_window (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "cert.remove", NULL);
  close_window (fixture);
  settle ();
  waybill_ui_context_emit_changed (fixture->context);

  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, 0);
}

int
main (int argc, char *argv[])
{
  if (!rig_begin (&argc, &argv))
    return 0;

  ADD ("remove-is-said-and-undone", set_up, test_remove_is_said_and_undone);
  ADD ("remove-that-fails-is-seen", set_up, test_remove_that_fails_is_seen);
  ADD ("rename-refuses-a-taken-name", set_up, test_rename_refuses_a_taken_name);
  ADD ("rename-button-wants-another-name", set_up, test_rename_button_wants_another_name);
  ADD ("assign-replaces-the-identity-and-undo-brings-it-back", set_up,
       test_assign_replaces_the_identity_and_undo_brings_it_back);
  ADD ("many-partners-come-in-turns", set_up, test_many_partners_come_in_turns);
  ADD ("assign-ticks-an-authority", set_up, test_assign_ticks_an_authority);
  ADD ("assigning-keeps-the-details", set_up, test_assigning_keeps_the_details);
  ADD ("copy-fingerprint", set_up, test_copy_fingerprint);
  ADD ("closing-at-any-moment", set_up, test_closing_at_any_moment);

  return g_test_run ();
}
