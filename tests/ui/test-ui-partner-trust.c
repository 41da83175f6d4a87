/* The page Trust at a real server, the practice partner: what it shows is asked for without a login, judged anew with each
 * tick, and pinned when the person says so. */

#include "practice-rig.h"

#include "ui-partner-editor.h"
#include "ui-toast.h"

#include "base-clock.h"
#include "cert-crl.h"
#include "cert-issue.h"
#include "partner-learnt.h"

typedef struct
{
  PracticeRig rig;
  GtkWindow *parent;
  WaybillUiPartnerEditor *editor;
} Fixture;

static void
open_editor (Fixture *fixture)
{
  GtkWidget *overlay = adw_toast_overlay_new ();

  fixture->parent = GTK_WINDOW (adw_window_new ());
  adw_window_set_content (ADW_WINDOW (fixture->parent), overlay);
  waybill_ui_toast_install (GTK_WIDGET (fixture->parent), ADW_TOAST_OVERLAY (overlay));
  gtk_window_present (fixture->parent);
  fixture->editor = waybill_ui_partner_editor_new (fixture->rig.context, fixture->parent, fixture->rig.partner, "trust");
  g_object_add_weak_pointer (G_OBJECT (fixture->editor), (gpointer *) &fixture->editor);
  gtk_window_present (GTK_WINDOW (fixture->editor));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  practice_rig_set_up (&fixture->rig, "Harbour");
  open_editor (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->editor != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->editor));
  gtk_window_destroy (fixture->parent);
  WAIT_FOR (fixture->editor == NULL);
  settle ();
  practice_rig_tear_down (&fixture->rig);
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  return find (GTK_WIDGET (fixture->editor), says, text) != NULL;
}

static gboolean
is_pressable (GtkWidget *widget, gconstpointer label)
{
  return is_button (widget, label) && gtk_widget_get_visible (widget) && gtk_widget_is_sensitive (widget);
}

static void
press (Fixture *fixture, const char *label)
{
  GtkWidget *button;

  WAIT_FOR (find (GTK_WIDGET (fixture->editor), is_pressable, label) != NULL);
  button = find (GTK_WIDGET (fixture->editor), is_pressable, label);
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
is_titled (GtkWidget *widget, gconstpointer title)
{
  return ADW_IS_ACTION_ROW (widget) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
}

static gboolean
is_entry (GtkWidget *widget, gconstpointer title)
{
  return ADW_IS_ENTRY_ROW (widget) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
}

static void
tick (Fixture *fixture, const char *title)
{
  GtkWidget *row = find (GTK_WIDGET (fixture->editor), is_titled, title);

  g_assert_nonnull (row);
  gtk_widget_activate (GTK_WIDGET (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row))));
}

/* As a click does. */
static void
respond (AdwMessageDialog *dialog, const char *response)
{
  adw_message_dialog_response (dialog, response);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static const char *
add_authority (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  const WaybillCertEntry *entry
      = waybill_cert_store_add_authority (waybill_ui_context_get_certificates (fixture->rig.context),
                                          waybill_practice_certificates_get_authority (practice_rig_get_certificates ()),
                                          "Practice root", FALSE, NULL, &error);

  g_assert_no_error (error);
  return waybill_cert_certificate_get_fingerprint (entry->certificate);
}

static void
open_anew (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->editor));
  WAIT_FOR (fixture->editor == NULL);
  gtk_window_destroy (fixture->parent);
  open_editor (fixture);
}

/* Asked now, then judged with each tick and without the server, which is gone by then. Nothing is kept of it. */
static void
test_asked_and_ticked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillPartnerHistory) history = NULL;

  waybill_partner_set_system_trust (fixture->rig.partner, TRUE);
  add_authority (fixture);
  open_anew (fixture);
  WAIT_FOR (shows (fixture, "Not known yet: this server has shown no certificate so far."));
  press (fixture, "_Ask the Server");
  WAIT_FOR (shows (fixture, "Not accepted"));
  g_assert_true (shows (fixture, "Asked today at "));
  g_assert_true (shows (fixture, "Tick it below."));
  g_assert_cmpuint (waybill_practice_server_get_n_connections (fixture->rig.server), <=, 1);
  waybill_practice_server_stop (fixture->rig.server);

  tick (fixture, "Practice root");
  WAIT_FOR (
      shows (fixture, "This list accepts the certificate that 127.0.0.1 shows now, because “Practice root” signed it."));
  g_assert_true (shows (fixture, "Accepted"));
  tick (fixture, "Practice root");
  WAIT_FOR (shows (fixture, "Not accepted"));

  history = waybill_partner_learnt_load_history (waybill_ui_context_get_learnt_folder (fixture->rig.context),
                                                 waybill_partner_get_uuid (fixture->rig.partner));
  g_assert_null (history->chain);
  g_assert_cmpint (history->tested + history->failed, ==, 0);
}

static void
test_cannot_be_asked (Fixture *fixture, gconstpointer data)
{
  waybill_practice_server_stop (fixture->rig.server);
  press (fixture, "_Ask the Server");
  WAIT_FOR (shows (fixture, "It could not be asked: "));
  press (fixture, "_Ask Again");
  WAIT_FOR (find (GTK_WIDGET (fixture->editor), is_pressable, "_Ask Again") != NULL);
}

/* Asked first where nobody knows what is shown, and pinned only after the fingerprint was looked at. */
static void
test_pins_the_present_one (Fixture *fixture, gconstpointer data)
{
  g_autofree char *where
      = g_strdup_printf ("For 127.0.0.1, port %u", waybill_practice_server_get_port (fixture->rig.server));
  AdwMessageDialog *dialog;

  press (fixture, "_Pin the Present One…");
  dialog = wait_for_dialog ();
  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "Pin this certificate?");
  respond (dialog, "cancel");
  g_assert_false (shows (fixture, where));

  press (fixture, "_Pin the Present One…");
  dialog = wait_for_dialog ();
  respond (dialog, "pin");
  WAIT_FOR (shows (fixture, where));
  WAIT_FOR (shows (fixture, "because it is pinned."));
  g_assert_null (find (GTK_WIDGET (fixture->editor), is_pressable, "_Pin the Present One…"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->editor), "editor.save", NULL);
  WAIT_FOR (fixture->editor == NULL);
  g_assert_cmpuint (g_strv_length ((char **) waybill_partner_get_pins (fixture->rig.partner)), ==, 1);
}

static WaybillCertIdentity *
new_server (void)
{
  static const char *const names[] = { "127.0.0.1", NULL };
  gint64 now = waybill_base_clock_now ();
  g_autoptr (GError) error = NULL;
  WaybillCertIdentity *made
      = waybill_cert_issue (WAYBILL_CERT_ROLE_SERVER, "old", names, now - 86400, now + 86400, NULL, &error);

  g_assert_no_error (error);
  return made;
}

/* A session elsewhere writes down what it learnt: whoever goes through the list by keyboard stays where they are. */
static void
test_focus_stays_in_the_list (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;
  const char *fingerprint;

  fingerprint = add_authority (fixture);
  open_anew (fixture);
  row = find (GTK_WIDGET (fixture->editor), is_titled, "Practice root");
  g_assert_true (gtk_widget_grab_focus (row));
  waybill_ui_context_emit_changed (fixture->rig.context);
  settle ();
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->editor)) == row);

  /* Nor does it go from the pins. */
  row = find (GTK_WIDGET (fixture->editor), is_titled, "None pinned");
  g_assert_true (gtk_widget_grab_focus (row));
  waybill_ui_context_emit_changed (fixture->rig.context);
  settle ();
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->editor)) == row);

  row = find (GTK_WIDGET (fixture->editor), is_titled, "Practice root");
  /* Ticked elsewhere, it is ticked here. */
  g_assert_true (waybill_partner_add_authority (fixture->rig.partner, fingerprint, NULL));
  waybill_ui_context_emit_changed (fixture->rig.context);
  settle ();
  g_assert_true (
      gtk_check_button_get_active (GTK_CHECK_BUTTON (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)))));
}

/* While somebody compares a fingerprint the server answers with another one: that one was never looked at. */
static void
test_pins_what_was_looked_at (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertIdentity) old = new_server ();
  const char *looked_at = waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (old));
  AdwMessageDialog *dialog;

  practice_rig_remember_leaf (&fixture->rig, waybill_cert_identity_get_certificate (old));
  open_anew (fixture);
  press (fixture, "_Ask the Server");
  press (fixture, "_Pin the Present One…");
  dialog = wait_for_dialog ();
  WAIT_FOR (shows (fixture, "Asked today at "));
  respond (dialog, "pin");
  gtk_widget_activate_action (GTK_WIDGET (fixture->editor), "editor.save", NULL);
  WAIT_FOR (fixture->editor == NULL);
  g_assert_cmpuint (g_strv_length ((char **) waybill_partner_get_pins (fixture->rig.partner)), ==, 1);
  g_assert_cmpstr (waybill_partner_get_pins (fixture->rig.partner)[0], ==, looked_at);
}

static void
type_host (Fixture *fixture, const char *host)
{
  GtkWidget *row = find (GTK_WIDGET (fixture->editor), is_entry, "_Host");

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), host);
}

/* What one server showed says nothing of another one, and cannot be pinned for it. */
static void
test_another_host_is_not_known (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertIdentity) old = new_server ();

  waybill_partner_set_system_trust (fixture->rig.partner, TRUE);
  practice_rig_remember_leaf (&fixture->rig, waybill_cert_identity_get_certificate (old));
  open_anew (fixture);
  WAIT_FOR (shows (fixture, "As it was shown today at "));
  type_host (fixture, "ftp.example.com");
  WAIT_FOR (shows (fixture, "Not known yet: this server has shown no certificate so far."));
  g_assert_false (shows (fixture, "As it was shown "));
  type_host (fixture, "127.0.0.1");
  WAIT_FOR (shows (fixture, "As it was shown today at "));
}

int
main (int argc, char *argv[])
{
  if (!practice_rig_begin (&argc, &argv))
    return 0;
#define ADD(name, function) g_test_add ("/ui/partner-trust/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("asked-and-ticked", test_asked_and_ticked);
  ADD ("cannot-be-asked", test_cannot_be_asked);
  ADD ("pins-the-present-one", test_pins_the_present_one);
  ADD ("focus-stays-in-the-list", test_focus_stays_in_the_list);
  ADD ("pins-what-was-looked-at", test_pins_what_was_looked_at);
  ADD ("another-host-is-not-known", test_another_host_is_not_known);
#undef ADD
  return practice_rig_run ();
}
