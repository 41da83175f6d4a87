/* The import assistant's question when the new certificate starts being used. */

#include "ui-cert-import-rig.h"
#include "ui-day-row.h"
#include "words-next.h"

/* Whenever the test runs, it has not come. */
static char *
dup_far_day (void)
{
  g_autoptr (GDateTime) far = g_date_time_new_from_unix_local (waybill_base_clock_now () + 100 * DAY);

  return g_date_time_format (far, "%Y-%m-%d");
}

static void
go_to_assign (Fixture *fixture)
{
  open_window (fixture, NULL);
  add_files (fixture, "client/modern-chain.pfx", NULL);
  press_next (fixture);
  type_password (fixture, PASSWORD);
  for (guint i = 0; i < 3; i++)
    press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_ASSIGN);
}

static WaybillUiDayRow *
get_day_row (Fixture *fixture)
{
  return WAYBILL_UI_DAY_ROW (find_on_page (fixture, WAYBILL_TYPE_UI_DAY_ROW, 0));
}

static GtkWidget *
find_row (Fixture *fixture, const char *title)
{
  for (guint n = 0;; n++)
    {
      GtkWidget *row = find_on_page (fixture, ADW_TYPE_ACTION_ROW, n);

      g_assert_nonnull (row);
      if (g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title) == 0)
        return row;
    }
}

/* What is typed into the field behind the button. */
static void
type_day (Fixture *fixture, const char *day)
{
  GtkMenuButton *button = GTK_MENU_BUTTON (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (get_day_row (fixture))));
  guint n = 0;
  GtkWidget *entry = find_nth (GTK_WIDGET (gtk_menu_button_get_popover (button)), is_a, (gconstpointer) GTK_TYPE_ENTRY, &n);

  gtk_editable_set_text (GTK_EDITABLE (entry), day);
}

static void
test_day_is_written_and_undone (Fixture *fixture, gconstpointer data)
{
  WaybillPartner *harbour = add_partner (fixture, "Harbour Foods", NULL);
  static const char before[] = "aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44";
  g_autofree char *far = dup_far_day ();
  g_autofree char *planned = waybill_words_next_planned ("Harbour Foods", far);
  const WaybillCertEntry *entry;

  g_assert_nonnull (strstr (planned, "Takes over for Harbour Foods on "));
  waybill_partner_set_identity (harbour, before, NULL);
  go_to_assign (fixture);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (get_day_row (fixture))));
  gtk_widget_activate (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (find_row (fixture, "On a _date…"))));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (get_day_row (fixture))));
  type_day (fixture, far);
  press_next (fixture);

  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_DONE);
  entry = find_identity (fixture);
  g_assert_cmpstr (waybill_partner_get_identity (harbour), ==, before);
  g_assert_cmpstr (waybill_partner_get_next_identity (harbour), ==,
                   waybill_cert_certificate_get_fingerprint (entry->certificate));
  g_assert_cmpstr (waybill_partner_get_next_from (harbour), ==, far);
  g_assert_true (page_says (fixture, planned));

  g_assert_true (waybill_ui_cert_import_write_undo (fixture->window->write, NULL));
  g_assert_null (waybill_partner_get_next_identity (harbour));
  g_assert_cmpstr (waybill_partner_get_identity (harbour), ==, before);
}

static void
write_pfx (Fixture *fixture, const char *name, gint64 begin, gint64 end)
{
  g_autoptr (WaybillCertIdentity) identity
      = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, name, NULL, begin, end, NULL, NULL);
  g_autoptr (GBytes) pfx = waybill_cert_store_seal (identity, name, NULL, NULL);
  g_autofree char *file = g_strconcat (name, ".pfx", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, file, NULL);

  g_assert_true (waybill_base_file_write (path, g_bytes_get_data (pfx, NULL), g_bytes_get_size (pfx), NULL));
  add_path (fixture, path);
  settle_assistant (fixture);
}

static gboolean
is_on_a_day (Fixture *fixture)
{
  GtkWidget *check = adw_action_row_get_activatable_widget (ADW_ACTION_ROW (find_row (fixture, "On a _date…")));

  return gtk_check_button_get_active (GTK_CHECK_BUTTON (check));
}

/* Of last year's and the new one the new one is meant; and each begins when it can. */
static void
test_of_two_the_newer_begins_when_it_can (Fixture *fixture, gconstpointer data)
{
  WaybillPartner *harbour = add_partner (fixture, "Harbour Foods", NULL);
  gint64 now = waybill_base_clock_now ();
  AdwComboRow *which;

  open_window (fixture, NULL);
  write_pfx (fixture, "anna", now - 300 * DAY, now + 9 * DAY);
  write_pfx (fixture, "berta", now + 3 * DAY, now + 400 * DAY);
  for (guint i = 0; i < 3; i++)
    press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_ASSIGN);
  which = ADW_COMBO_ROW (find_on_page (fixture, ADW_TYPE_COMBO_ROW, 0));
  g_assert_true (
      g_str_has_prefix (gtk_string_object_get_string (GTK_STRING_OBJECT (adw_combo_row_get_selected_item (which))),
                        "berta"));
  g_assert_true (is_on_a_day (fixture));
  g_assert_true (page_says (fixture, "It is not valid before"));
  adw_combo_row_set_selected (which, 1 - adw_combo_row_get_selected (which));
  g_assert_false (is_on_a_day (fixture));
  g_assert_false (page_says (fixture, "It is not valid before"));
  press (fixture, "assistant.back");
  press_next (fixture);
  g_assert_false (is_on_a_day (fixture));
  press_next (fixture);

  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_DONE);
  g_assert_cmpstr (
      waybill_cert_certificate_get_name (
          waybill_cert_store_find_fingerprint (fixture->store, waybill_partner_get_identity (harbour))->certificate),
      ==, "anna");
}

/* A day that has come is now; half a day that was typed is none. */
static void
test_day_that_has_come_is_now (Fixture *fixture, gconstpointer data)
{
  WaybillPartner *harbour = add_partner (fixture, "Harbour Foods", NULL);
  g_autofree char *suggested = NULL;

  go_to_assign (fixture);
  gtk_widget_activate (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (find_row (fixture, "On a _date…"))));
  suggested = g_strdup (waybill_ui_day_row_get_day (get_day_row (fixture)));
  type_day (fixture, "2027-0");
  g_assert_cmpstr (waybill_ui_day_row_get_day (get_day_row (fixture)), ==, suggested);
  type_day (fixture, "2026-01-01");
  press_next (fixture);

  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_DONE);
  g_assert_nonnull (waybill_partner_get_identity (harbour));
  g_assert_null (waybill_partner_get_next_identity (harbour));
}

/* Without a partner that is ticked there is nothing to begin. */
static void
test_asked_only_with_a_partner (Fixture *fixture, gconstpointer data)
{
  add_partner (fixture, "Harbour Foods", NULL);
  go_to_assign (fixture);
  g_assert_true (page_says (fixture, "When does the new certificate start being used?"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_on_page (fixture, GTK_TYPE_CHECK_BUTTON, 0)), FALSE);
  g_assert_false (page_says (fixture, "When does the new certificate start being used?"));
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("waybill-ui-import-XXXXXX", NULL);

  int result;

  if (!begin (&argc, &argv, folder))
    return 0;
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/ui/cert-import-date/day-is-written-and-undone", test_day_is_written_and_undone);
  ADD ("/ui/cert-import-date/of-two-the-newer-begins-when-it-can", test_of_two_the_newer_begins_when_it_can);
  ADD ("/ui/cert-import-date/day-that-has-come-is-now", test_day_that_has_come_is_now);
  ADD ("/ui/cert-import-date/asked-only-with-a-partner", test_asked_only_with_a_partner);
#undef ADD
  result = g_test_run ();
  waybill_base_file_remove_tree (folder, NULL);
  return result;
}
