/* The partner editor: what is typed is saved as typed, and what cannot be is said. */
#include "test-ui-partner-rig.h"

static void
test_save_writes_what_was_typed (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");

  rig_open (rig, partner, NULL);
  rig_type (rig, "Name", "Harbour Foods");
  rig_type (rig, "Host", "ftp2.harbour.example");
  rig_turn (rig, "FTP with TLS from the first byte");
  rig_type (rig, "Name in the certificate", "real.harbour.example");
  rig_tick (rig, "Believe the address that the server names for data", TRUE);
  rig_type (rig, "User name", " edi ");
  rig_type (rig, "On this computer", "/home/kim/harbour");
  rig_type (rig, "At the partner", "/inbox");
  rig_do (rig, "editor.save");

  g_assert_true (rig_is_gone (rig));
  /* The object that sidebar and tabs hold. */
  g_assert_true (waybill_ui_context_find_partner (rig->context, waybill_partner_get_uuid (partner)) == partner);
  g_assert_cmpstr (waybill_partner_get_name (partner), ==, "Harbour Foods");
  g_assert_cmpstr (waybill_partner_get_host (partner), ==, "ftp2.harbour.example");
  g_assert_cmpint (waybill_partner_get_protocol (partner), ==, WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT);
  g_assert_cmpuint (waybill_partner_get_port (partner), ==, 0);
  g_assert_cmpstr (waybill_partner_get_server_name (partner), ==, "real.harbour.example");
  g_assert_cmpstr (waybill_partner_get_setting (partner, "pasv-address"), ==, "yes");
  g_assert_cmpstr (waybill_partner_get_user (partner), ==, " edi ");
  g_assert_cmpstr (waybill_partner_get_local_dir (partner), ==, "/home/kim/harbour");
  g_assert_cmpstr (waybill_partner_get_remote_dir (partner), ==, "/inbox");
}

static void
test_saved_partner_is_on_disk (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");
  g_autofree char *path = g_build_filename (rig->folder, "partners", NULL);
  g_autoptr (WaybillPartnerStore) again = NULL;

  rig_open (rig, partner, NULL);
  rig_type (rig, "Host", "other.example");
  rig_do (rig, "editor.save");

  again = waybill_partner_store_new (path, NULL);
  g_assert_cmpstr (waybill_partner_get_host (waybill_partner_store_find (again, "Harbour", NULL)), ==, "other.example");
}

static void
test_cancel_writes_nothing (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");

  rig_open (rig, partner, NULL);
  rig_type (rig, "Name", "Other");
  rig_type (rig, "Host", "other.example");
  rig_do (rig, "editor.cancel");

  g_assert_true (rig_is_gone (rig));
  g_assert_cmpstr (waybill_partner_get_name (partner), ==, "Harbour");
  g_assert_cmpstr (waybill_partner_get_host (partner), ==, "ftp.harbour.example");
}

static void
test_close_with_changes_offers_discard (Rig *rig, gconstpointer data)
{
  GtkWidget *button;

  rig_open (rig, rig_add_partner (rig, "Harbour"), NULL);
  rig_type (rig, "Name", "Other");
  rig_do (rig, "window.close");

  g_assert_false (rig_is_gone (rig));
  g_assert_true (rig_says (rig, "Not saved yet"));
  button = rig_search (GTK_WIDGET (rig->editor), GTK_TYPE_BUTTON, "Discard");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (rig_wait_until (rig_is_gone, rig));
}

static void
test_close_without_changes (Rig *rig, gconstpointer data)
{
  rig_open (rig, rig_add_partner (rig, "Harbour"), NULL);
  rig_do (rig, "window.close");

  g_assert_true (rig_is_gone (rig));
}

static void
test_undo_puts_the_old_values_back (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");
  GtkWidget *button;

  g_assert_true (
      waybill_partner_add_pin (partner, "aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44", NULL));
  rig_open (rig, partner, NULL);
  rig_type (rig, "Name", "Other");
  rig_tick (rig, "The computer’s own authorities", FALSE);
  rig_do (rig, "editor.save");
  g_assert_cmpstr (waybill_partner_get_name (partner), ==, "Other");

  g_assert_nonnull (rig_search (GTK_WIDGET (rig->parent), GTK_TYPE_LABEL, "Partner “Other” saved"));
  button = rig_search (GTK_WIDGET (rig->parent), GTK_TYPE_BUTTON, "Undo");
  g_signal_emit_by_name (button, "clicked");
  rig_settle ();

  g_assert_cmpstr (waybill_partner_get_name (partner), ==, "Harbour");
  g_assert_true (waybill_partner_get_system_trust (partner));
  g_assert_nonnull (waybill_partner_get_pins (partner)[0]);
}

static void
test_port_follows_the_protocol (Rig *rig, gconstpointer data)
{
  rig_open (rig, rig_add_partner (rig, "Harbour"), NULL);

  g_assert_cmpstr (rig_text (rig, "Port"), ==, "21");
  g_assert_false (gtk_widget_get_sensitive (rig_row (rig, "Port")));
  rig_turn (rig, "FTP with TLS from the first byte");
  g_assert_cmpstr (rig_text (rig, "Port"), ==, "990");
  rig_tick (rig, "Port follows the choice above", FALSE);
  rig_type (rig, "Port", "9990");
  rig_turn (rig, "FTP with TLS, switched on after connecting");
  g_assert_cmpstr (rig_text (rig, "Port"), ==, "9990");
  rig_tick (rig, "Port follows the choice above", TRUE);
  g_assert_cmpstr (rig_text (rig, "Port"), ==, "21");
}

static void
test_own_port_is_saved (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");

  rig_open (rig, partner, NULL);
  rig_tick (rig, "Port follows the choice above", FALSE);
  rig_type (rig, "Port", "2121");
  rig_do (rig, "editor.save");

  g_assert_cmpuint (waybill_partner_get_port (partner), ==, 2121);
}

static void
test_invalid_port_is_said (Rig *rig, gconstpointer data)
{
  rig_open (rig, rig_add_partner (rig, "Harbour"), NULL);
  rig_tick (rig, "Port follows the choice above", FALSE);
  rig_type (rig, "Port", "70000");

  /* Not while somebody types; but Save knows. */
  g_assert_false (gtk_widget_has_css_class (rig_row (rig, "Port"), "error"));
  g_assert_false (rig_may_save (rig));
  gtk_widget_grab_focus (rig_row (rig, "Name"));
  g_assert_true (gtk_widget_has_css_class (rig_row (rig, "Port"), "error"));
  g_assert_true (rig_says (rig, "Port is a number from 1 to 65535."));

  rig_type (rig, "Port", "990");
  g_assert_false (gtk_widget_has_css_class (rig_row (rig, "Port"), "error"));
  g_assert_true (rig_may_save (rig));
}

/* As typed, digit by digit: the list never shows the port that stood there before the last digit. */
static void
test_invalid_port_is_not_another_in_the_list (Rig *rig, gconstpointer data)
{
  rig_open (rig, rig_add_partner (rig, "Harbour"), NULL);
  rig_tick (rig, "Port follows the choice above", FALSE);
  rig_type (rig, "Port", "7000");
  rig_type (rig, "Port", "70000");

  g_assert_false (rig_says_part (rig, "7000"));
  g_assert_true (rig_says (rig, "Port is a number from 1 to 65535."));
  rig_type (rig, "Port", "7000");
  g_assert_true (rig_says_part (rig, "7000"));
}

static void
test_pasted_address_is_split (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner;

  rig_open (rig, NULL, NULL);
  rig_type (rig, "Name", "Harbour");
  rig_type (rig, "Host", "ftps://me@ftp.example.com:990/in/box");
  g_assert_cmpstr (rig_text (rig, "Host"), ==, "ftps://me@ftp.example.com:990/in/box");
  g_assert_true (rig_may_save (rig));

  gtk_widget_grab_focus (rig_row (rig, "Name"));

  g_assert_cmpstr (rig_text (rig, "Host"), ==, "ftp.example.com");
  g_assert_true (rig_says (rig, "A host has no “ftps://” in front; Waybill took it off."));
  g_assert_cmpstr (rig_text (rig, "Port"), ==, "990");
  g_assert_cmpstr (rig_text (rig, "User name"), ==, "me");
  g_assert_cmpstr (rig_text (rig, "At the partner"), ==, "/in/box");
  rig_do (rig, "editor.save");
  partner = waybill_partner_store_find (waybill_ui_context_get_partners (rig->context), "Harbour", NULL);
  g_assert_cmpint (waybill_partner_get_protocol (partner), ==, WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT);
  g_assert_cmpuint (waybill_partner_get_port (partner), ==, 0);
}

static void
test_pasted_address_is_split_by_save_too (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner;

  rig_open (rig, NULL, NULL);
  rig_type (rig, "Name", "Harbour");
  rig_type (rig, "Host", "ftp://ftp.example.com:2121");
  rig_do (rig, "editor.save");

  partner = waybill_partner_store_find (waybill_ui_context_get_partners (rig->context), "Harbour", NULL);
  g_assert_cmpstr (waybill_partner_get_host (partner), ==, "ftp.example.com");
  g_assert_cmpuint (waybill_partner_get_port (partner), ==, 2121);
}

static void
test_new_partner_needs_name_and_host (Rig *rig, gconstpointer data)
{
  rig_open (rig, NULL, NULL);

  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (rig->editor)), rig_row (rig, "Name")));
  g_assert_false (rig_may_save (rig));
  g_assert_true (rig_says (rig, "The partner needs a name."));
  rig_type (rig, "Name", "Harbour");
  g_assert_true (rig_says (rig, "The partner needs a host."));
  rig_do (rig, "editor.save");
  g_assert_false (rig_is_gone (rig));
  rig_type (rig, "Host", "h");
  g_assert_true (rig_may_save (rig));
  rig_type (rig, "Host", "");
  g_assert_false (rig_may_save (rig));
  rig_type (rig, "Host", "h");
  rig_do (rig, "editor.save");
  g_assert_true (rig_is_gone (rig));
  g_assert_nonnull (waybill_partner_store_find (waybill_ui_context_get_partners (rig->context), "Harbour", NULL));
}

static void
test_taken_name_is_said (Rig *rig, gconstpointer data)
{
  rig_add_partner (rig, "Norrland");
  rig_open (rig, rig_add_partner (rig, "Harbour"), NULL);
  rig_type (rig, "Name", "NORRLAND");
  gtk_widget_grab_focus (rig_row (rig, "Host"));

  g_assert_false (rig_may_save (rig));
  g_assert_true (gtk_widget_has_css_class (rig_row (rig, "Name"), "error"));
  g_assert_true (rig_says (rig, "There is already a partner “Norrland”."));
}

static void
test_clear_needs_the_second_tick (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");

  rig_open (rig, partner, NULL);
  g_assert_false (gtk_widget_get_visible (rig_row (rig, "I know, this is agreed with the partner")));
  rig_turn (rig, "FTP without encryption");
  g_assert_true (gtk_widget_get_visible (rig_row (rig, "I know, this is agreed with the partner")));
  g_assert_false (rig_may_save (rig));
  rig_turn (rig, "I know, this is agreed with the partner");
  g_assert_true (rig_may_save (rig));
  rig_do (rig, "editor.save");
  g_assert_cmpint (waybill_partner_get_protocol (partner), ==, WAYBILL_REMOTE_PROTOCOL_FTP);
}

typedef struct
{
  WaybillUiPlace place;
  char *subject;
  gboolean saved;
} Went;

static void
went_cb (WaybillUiContext *context, GtkWidget *from, int place, const char *subject, const char *detail, Went *went)
{
  WaybillPartner *partner = waybill_ui_context_find_partner (context, subject);

  went->place = (WaybillUiPlace) place;
  went->subject = g_strdup (subject);
  went->saved = partner != NULL && strcmp (waybill_partner_get_host (partner), "other.example") == 0;
}

static void
test_check_saves_first (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");
  Went went = { 0 };

  g_signal_connect (rig->context, "go", G_CALLBACK (went_cb), &went);
  rig_open (rig, partner, NULL);
  rig_type (rig, "Host", "other.example");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (rig_search (GTK_WIDGET (rig->editor), GTK_TYPE_BUTTON, "Check Connection")),
                   ==, "Save, close and check step by step");
  rig_do (rig, "editor.check");

  g_assert_cmpint (went.place, ==, WAYBILL_UI_PLACE_CHECK);
  g_assert_cmpstr (went.subject, ==, waybill_partner_get_uuid (partner));
  g_assert_true (went.saved);
  g_assert_nonnull (rig_search (GTK_WIDGET (rig->parent), GTK_TYPE_LABEL, "Partner “Harbour” saved"));
  g_free (went.subject);
}

static void
put_window_above (
    WaybillUiContext *context, GtkWidget *from, int place, const char *subject, const char *detail, GtkWindow *above)
{
  gtk_window_set_transient_for (above, GTK_WINDOW (from));
  gtk_window_present (above);
}

/* The check covers the window below, and with it what that one says. */
static void
test_check_says_that_it_saved_where_it_is_seen (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");
  GtkWindow *above = GTK_WINDOW (adw_window_new ());
  GtkWidget *overlay = adw_toast_overlay_new ();

  adw_window_set_content (ADW_WINDOW (above), overlay);
  waybill_ui_toast_install (GTK_WIDGET (above), ADW_TOAST_OVERLAY (overlay));
  g_signal_connect (rig->context, "go", G_CALLBACK (put_window_above), above);
  rig_open (rig, partner, NULL);
  rig_type (rig, "Host", "other.example");
  rig_do (rig, "editor.check");

  g_assert_nonnull (rig_search (GTK_WIDGET (above), GTK_TYPE_LABEL, "Partner “Harbour” saved"));
  g_signal_emit_by_name (rig_search (GTK_WIDGET (above), GTK_TYPE_BUTTON, "Undo"), "clicked");
  rig_settle ();
  g_assert_cmpstr (waybill_partner_get_host (partner), ==, "ftp.harbour.example");
  gtk_window_destroy (above);
}

static void
test_check_of_what_is_saved_saves_nothing (Rig *rig, gconstpointer data)
{
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");
  GtkWidget *button;
  Went went = { 0 };

  g_signal_connect (rig->context, "go", G_CALLBACK (went_cb), &went);
  rig_open (rig, partner, NULL);
  button = rig_search (GTK_WIDGET (rig->editor), GTK_TYPE_BUTTON, "Check Connection");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Close and check step by step");
  rig_do (rig, "editor.check");

  g_assert_cmpint (went.place, ==, WAYBILL_UI_PLACE_CHECK);
  g_assert_null (rig_search (GTK_WIDGET (rig->parent), GTK_TYPE_LABEL, "Partner “Harbour” saved"));
  g_free (went.subject);
}

/* Space presses no button of the header, and replaces nothing. */
static void
test_focus_begins_in_the_page (Rig *rig, gconstpointer data)
{
  static const char *const pages[] = { NULL, "login", "certificate", "trust", "folders" };
  WaybillPartner *partner = rig_add_partner (rig, "Harbour");

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *focus;

      rig_open (rig, partner, pages[i]);
      focus = gtk_root_get_focus (GTK_ROOT (rig->editor));
      g_assert_nonnull (focus);
      g_assert_nonnull (gtk_widget_get_ancestor (focus, GTK_TYPE_STACK));
      if (pages[i] == NULL)
        {
          g_assert_true (gtk_widget_is_ancestor (focus, rig_row (rig, "Name")));
          g_assert_false (gtk_editable_get_selection_bounds (GTK_EDITABLE (focus), NULL, NULL));
        }
      rig_do (rig, "editor.cancel");
      g_assert_true (rig_is_gone (rig));
    }
}

static void
test_partner_removed_meanwhile_is_kept (Rig *rig, gconstpointer data)
{
  g_autoptr (WaybillPartner) partner = g_object_ref (rig_add_partner (rig, "Harbour"));

  rig_open (rig, partner, NULL);
  rig_type (rig, "Host", "other.example");
  g_assert_true (waybill_partner_store_remove (waybill_ui_context_get_partners (rig->context), partner, NULL));
  rig_do (rig, "editor.save");

  g_assert_true (rig_is_gone (rig));
  g_assert_nonnull (waybill_partner_store_find (waybill_ui_context_get_partners (rig->context), "Harbour", NULL));
}

#define ADD(name, function) g_test_add ("/ui/partner-editor/" name, Rig, NULL, rig_set_up, function, rig_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  ADD ("save-writes-what-was-typed", test_save_writes_what_was_typed);
  ADD ("saved-partner-is-on-disk", test_saved_partner_is_on_disk);
  ADD ("cancel-writes-nothing", test_cancel_writes_nothing);
  ADD ("close-with-changes-offers-discard", test_close_with_changes_offers_discard);
  ADD ("close-without-changes", test_close_without_changes);
  ADD ("undo-puts-the-old-values-back", test_undo_puts_the_old_values_back);
  ADD ("port-follows-the-protocol", test_port_follows_the_protocol);
  ADD ("own-port-is-saved", test_own_port_is_saved);
  ADD ("invalid-port-is-said", test_invalid_port_is_said);
  ADD ("invalid-port-is-not-another-in-the-list", test_invalid_port_is_not_another_in_the_list);
  ADD ("pasted-address-is-split", test_pasted_address_is_split);
  ADD ("pasted-address-is-split-by-save-too", test_pasted_address_is_split_by_save_too);
  ADD ("new-partner-needs-name-and-host", test_new_partner_needs_name_and_host);
  ADD ("taken-name-is-said", test_taken_name_is_said);
  ADD ("clear-needs-the-second-tick", test_clear_needs_the_second_tick);
  ADD ("check-saves-first", test_check_saves_first);
  ADD ("check-says-that-it-saved-where-it-is-seen", test_check_says_that_it_saved_where_it_is_seen);
  ADD ("check-of-what-is-saved-saves-nothing", test_check_of_what_is_saved_saves_nothing);
  ADD ("focus-begins-in-the-page", test_focus_begins_in_the_page);
  ADD ("partner-removed-meanwhile-is-kept", test_partner_removed_meanwhile_is_kept);
  return g_test_run ();
}
