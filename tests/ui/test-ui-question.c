/* The trust question's dialog, driven as a person would: what each mood offers, what a yes writes, one question at a time,
 * and that whatever closes a question answers it. */

#include "test-ui-question-rig.h"

#include <glib/gstdio.h>

static void
test_trust_authority (Fixture *fixture, gconstpointer data)
{
  AdwMessageDialog *dialog;

  ask (fixture, fixture->new, fixture->root, &fixture->answer);
  dialog = wait_for_dialog ();

  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "Is this really Norrland Parts?");
  g_assert_true (waybill_ui_question_is_waiting (fixture->question));
  g_assert_true (dialog_says ("The name fits"));
  g_assert_true (dialog_says ("It is valid today"));
  g_assert_true (dialog_says ("“Norrland Root CA” is not on this partner’s trust list."));
  g_assert_true (dialog_says ("Fingerprint of the authority (SHA-256)"));
  g_assert_true (dialog_says ("new"));
  g_assert_cmpstr (adw_message_dialog_get_response_label (dialog, "accept"), ==, "_Trust and Connect");

  adw_message_dialog_response (dialog, "accept");
  WAIT_FOR (fixture->answer != OPEN);
  g_assert_cmpint (fixture->answer, ==, YES_SAVED);
  assert_saved (fixture, fingerprint_of (fixture->root), NULL);
  g_assert_nonnull (waybill_cert_store_find_fingerprint (waybill_ui_context_get_certificates (fixture->context),
                                                         fingerprint_of (fixture->root)));
  g_assert_false (waybill_ui_question_is_waiting (fixture->question));
  g_assert_cmpuint (fixture->n_notified, ==, 2);
}

/* The server sends its own certificate alone; who signed it was imported, but is not ticked for this partner. */
static void
test_trust_authority_of_the_store (Fixture *fixture, gconstpointer data)
{
  WaybillCertStore *store = waybill_ui_context_get_certificates (fixture->context);
  AdwMessageDialog *dialog;

  g_assert_nonnull (waybill_cert_store_add_authority (store, waybill_cert_identity_get_certificate (fixture->root), NULL,
                                                      FALSE, NULL, NULL));
  ask (fixture, fixture->new, fixture->new, &fixture->answer);
  dialog = wait_for_dialog ();

  g_assert_true (dialog_says ("You have “Norrland Root CA” in your store, but it is not ticked for this partner"));
  g_assert_true (dialog_says ("Fingerprint of the authority (SHA-256)"));
  adw_message_dialog_response (dialog, "accept");
  WAIT_FOR (fixture->answer != OPEN);
  g_assert_cmpint (fixture->answer, ==, YES_SAVED);
  assert_saved (fixture, fingerprint_of (fixture->root), NULL);
}

/* A file stands where the folder of partners was: the session may begin, but nothing is left of the yes. */
static void
test_unsaved_authority_is_taken_back (Fixture *fixture, gconstpointer data)
{
  gboolean known = GPOINTER_TO_INT (data);
  WaybillCertStore *store = waybill_ui_context_get_certificates (fixture->context);
  g_autofree char *partners = g_build_filename (fixture->folder, "partners", NULL);
  g_autofree char *aside = g_build_filename (fixture->folder, "aside", NULL);
  AdwMessageDialog *dialog;

  if (known)
    g_assert_nonnull (waybill_cert_store_add_authority (store, waybill_cert_identity_get_certificate (fixture->root), NULL,
                                                        FALSE, NULL, NULL));
  ask (fixture, fixture->new, fixture->root, &fixture->answer);
  dialog = wait_for_dialog ();
  g_assert_cmpint (g_rename (partners, aside), ==, 0);
  g_assert_true (g_file_set_contents (partners, "", 0, NULL));
  adw_message_dialog_response (dialog, "accept");
  WAIT_FOR (fixture->answer != OPEN);

  g_assert_cmpint (fixture->answer, ==, YES);
  g_assert_cmpuint (g_strv_length ((char **) waybill_partner_get_authorities (fixture->partner)), ==, 0);
  g_assert_true ((waybill_cert_store_find_fingerprint (store, fingerprint_of (fixture->root)) != NULL) == known);
}

static void
test_trust_certificate (Fixture *fixture, gconstpointer data)
{
  AdwMessageDialog *dialog;
  GtkWidget *second;
  guint n = 1;

  ask (fixture, fixture->new, fixture->root, &fixture->answer);
  dialog = wait_for_dialog ();
  second = find_nth (GTK_WIDGET (dialog), is_check, NULL, &n);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (second), TRUE);
  g_assert_true (dialog_says ("Fingerprint of the server’s certificate (SHA-256)"));

  adw_message_dialog_response (dialog, "accept");
  WAIT_FOR (fixture->answer != OPEN);
  g_assert_cmpint (fixture->answer, ==, YES_SAVED);
  assert_saved (fixture, NULL, fingerprint_of (fixture->new));
}

/* Esc and the default are the same: nothing is trusted, and the focus begins there. */
static void
test_refuse (Fixture *fixture, gconstpointer data)
{
  AdwMessageDialog *dialog;
  GtkWidget *focus;

  ask (fixture, fixture->new, fixture->root, &fixture->answer);
  dialog = wait_for_dialog ();
  focus = gtk_window_get_focus (GTK_WINDOW (dialog));
  g_assert_cmpstr (adw_message_dialog_get_default_response (dialog), ==, "refuse");
  g_assert_nonnull (focus);
  g_assert_true (focus == gtk_window_get_default_widget (GTK_WINDOW (dialog)));

  gtk_window_close (GTK_WINDOW (dialog));
  WAIT_FOR (fixture->answer != OPEN);
  g_assert_cmpint (fixture->answer, ==, NO);
  assert_saved (fixture, NULL, NULL);
}

static void
test_once (Fixture *fixture, gconstpointer data)
{
  AdwMessageDialog *dialog;

  ask (fixture, fixture->expired, fixture->root, &fixture->answer);
  dialog = wait_for_dialog ();
  g_assert_true (dialog_says ("It has run out"));
  g_assert_true (dialog_says ("Waybill would ask again each time"));
  g_assert_null (find (GTK_WIDGET (dialog), is_check, NULL));
  g_assert_cmpstr (adw_message_dialog_get_response_label (dialog, "accept"), ==, "_Connect This Once");

  adw_message_dialog_response (dialog, "accept");
  WAIT_FOR (fixture->answer != OPEN);
  g_assert_cmpint (fixture->answer, ==, YES);
  assert_saved (fixture, NULL, NULL);
}

static void
test_renewed (Fixture *fixture, gconstpointer data)
{
  AdwMessageDialog *dialog;

  remember_old (fixture);
  ask (fixture, fixture->new, fixture->root, &fixture->answer);
  dialog = wait_for_dialog ();
  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "Norrland Parts has renewed its certificate");
  g_assert_true (dialog_says ("Until now"));
  g_assert_true (dialog_says ("From now on"));
  g_assert_true (dialog_says ("about to run out"));
  g_assert_cmpstr (adw_message_dialog_get_default_response (dialog), ==, "accept");
  g_assert_cmpstr (adw_message_dialog_get_response_label (dialog, "refuse"), ==, "_Not Now");

  adw_message_dialog_response (dialog, "accept");
  WAIT_FOR (fixture->answer != OPEN);
  g_assert_cmpint (fixture->answer, ==, YES_SAVED);
  assert_saved (fixture, NULL, fingerprint_of (fixture->new));
}

/* Even a response that is not there trusts nothing. */
static void
test_wrong (Fixture *fixture, gconstpointer data)
{
  AdwMessageDialog *dialog;

  remember_old (fixture);
  g_clear_pointer (&fixture->new, waybill_cert_identity_unref);
  fixture->new = issue (WAYBILL_CERT_ROLE_SERVER, HOST, 700, fixture->other);
  ask (fixture, fixture->new, fixture->other, &fixture->answer);
  dialog = wait_for_dialog ();
  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "This does not look like Norrland Parts");
  g_assert_true (dialog_says ("Another authority signed it"));
  g_assert_true (dialog_says ("What this usually means"));
  g_assert_null (find (GTK_WIDGET (dialog), says, "Trust"));
  g_assert_null (find (GTK_WIDGET (dialog), is_check, NULL));

  g_signal_emit_by_name (dialog, "response", "accept");
  WAIT_FOR (fixture->answer != OPEN);
  g_assert_cmpint (fixture->answer, ==, NO);
  assert_saved (fixture, NULL, NULL);
}

static void
clipboard_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
test_wrong_ways (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;
  g_autofree char *copied = NULL;

  remember_old (fixture);
  g_clear_pointer (&fixture->new, waybill_cert_identity_unref);
  fixture->new = issue (WAYBILL_CERT_ROLE_SERVER, HOST, 700, fixture->other);
  ask (fixture, fixture->new, fixture->other, &fixture->answer);
  row = find (GTK_WIDGET (wait_for_dialog ()), is_row, "Copy the report");
  g_signal_emit_by_name (row, "activated");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (row), NULL, clipboard_read, &copied);
  WAIT_FOR (copied != NULL);
  g_assert_nonnull (strstr (copied, "Local Gateway CA 7"));
  g_assert_nonnull (strstr (copied, "Norrland Root CA"));
  g_assert_cmpint (fixture->answer, ==, OPEN);

  row = find (GTK_WIDGET (get_dialog ()), is_row, "The partner confirmed the change");
  g_signal_emit_by_name (row, "activated");
  WAIT_FOR (fixture->answer != OPEN);
  g_assert_cmpint (fixture->answer, ==, NO);
  g_assert_cmpint (fixture->place, ==, WAYBILL_UI_PLACE_EDITOR);
  g_assert_cmpstr (fixture->page, ==, "trust");
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  ask (fixture, fixture->new, fixture->root, &fixture->answer);
  ask (fixture, fixture->new, fixture->root, &fixture->second);
  wait_for_dialog ();

  g_cancellable_cancel (fixture->cancellable);
  WAIT_FOR (fixture->answer != OPEN && fixture->second != OPEN);
  g_assert_cmpint (fixture->answer, ==, NO);
  g_assert_cmpint (fixture->second, ==, NO);
  g_assert_false (waybill_ui_question_is_waiting (fixture->question));
  WAIT_FOR (get_dialog () == NULL);

  fixture->answer = OPEN;
  ask (fixture, fixture->new, fixture->root, &fixture->answer);
  WAIT_FOR (fixture->answer != OPEN);
  g_assert_cmpint (fixture->answer, ==, NO);
}

static void
test_held_back (Fixture *fixture, gconstpointer data)
{
  waybill_ui_question_set_front (fixture->question, FALSE);
  ask (fixture, fixture->new, fixture->root, &fixture->answer);
  settle ();
  g_assert_null (get_dialog ());
  g_assert_true (waybill_ui_question_is_waiting (fixture->question));

  waybill_ui_question_set_front (fixture->question, TRUE);
  adw_message_dialog_response (wait_for_dialog (), "refuse");
  WAIT_FOR (fixture->answer != OPEN);
}

static void
test_one_at_a_time (Fixture *fixture, gconstpointer data)
{
  AdwMessageDialog *first;

  ask (fixture, fixture->new, fixture->root, &fixture->answer);
  ask (fixture, fixture->expired, fixture->root, &fixture->second);
  first = wait_for_dialog ();
  g_assert_true (dialog_says ("It is valid today"));

  adw_message_dialog_response (first, "refuse");
  WAIT_FOR (fixture->answer != OPEN && get_dialog () != NULL);
  settle ();
  g_assert_cmpint (fixture->second, ==, OPEN);
  g_assert_true (dialog_says ("It has run out"));
  adw_message_dialog_response (get_dialog (), "accept");
  WAIT_FOR (fixture->second != OPEN);
  g_assert_cmpint (fixture->second, ==, YES);
}

static void
test_window_goes (Fixture *fixture, gconstpointer data)
{
  ask (fixture, fixture->new, fixture->root, &fixture->answer);
  ask (fixture, fixture->new, fixture->root, &fixture->second);
  wait_for_dialog ();

  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&fixture->window)));
  WAIT_FOR (fixture->answer != OPEN && fixture->second != OPEN);
  g_assert_cmpint (fixture->answer, ==, NO);
  g_assert_cmpint (fixture->second, ==, NO);

  fixture->answer = OPEN;
  ask (fixture, fixture->new, fixture->root, &fixture->answer);
  WAIT_FOR (fixture->answer != OPEN);
  g_assert_cmpint (fixture->answer, ==, NO);
}

/* As a window below does that takes its dialogs along. */
static void
test_dialog_goes_by_itself (Fixture *fixture, gconstpointer data)
{
  ask (fixture, fixture->new, fixture->root, &fixture->answer);
  wait_for_dialog ();

  gtk_window_destroy (GTK_WINDOW (get_dialog ()));
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&fixture->window)));
  WAIT_FOR (fixture->answer != OPEN);
  g_assert_cmpint (fixture->answer, ==, NO);
}

/* The window goes after n turns of the main loop, for every n until all is shown. */
static void
test_window_goes_at_any_moment (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&fixture->window)));
  g_clear_object (&fixture->question);
  for (guint n = 0; n < 25; n++)
    {
      fixture->window = adw_window_new ();
      gtk_window_present (GTK_WINDOW (fixture->window));
      g_clear_object (&fixture->question);
      fixture->question = waybill_ui_question_new (fixture->context, fixture->partner, fixture->window);
      fixture->answer = OPEN;
      ask (fixture, fixture->new, fixture->root, &fixture->answer);
      for (guint i = 0; i < n; i++)
        g_main_context_iteration (NULL, FALSE);
      gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&fixture->window)));
      WAIT_FOR (fixture->answer != OPEN);
      g_assert_cmpint (fixture->answer, ==, NO);
    }
}

int
main (int argc, char *argv[])
{
  if (!rig_begin (&argc, &argv))
    return 0;

#define ADD(name, function) g_test_add ("/ui/question/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("trust-the-authority", test_trust_authority);
  ADD ("trust-the-authority-of-the-store", test_trust_authority_of_the_store);
  g_test_add ("/ui/question/unsaved-authority-is-taken-back", Fixture, GINT_TO_POINTER (FALSE), set_up,
              test_unsaved_authority_is_taken_back, tear_down);
  g_test_add ("/ui/question/unsaved-authority-that-was-there-stays", Fixture, GINT_TO_POINTER (TRUE), set_up,
              test_unsaved_authority_is_taken_back, tear_down);
  ADD ("trust-only-the-certificate", test_trust_certificate);
  ADD ("esc-and-focus-refuse", test_refuse);
  ADD ("expired-is-for-this-once", test_once);
  ADD ("renewed-replaces-the-pin", test_renewed);
  ADD ("wrong-trusts-nothing", test_wrong);
  ADD ("wrong-has-ways-out", test_wrong_ways);
  ADD ("cancelling-closes", test_cancelled);
  ADD ("held-back-until-in-front", test_held_back);
  ADD ("one-at-a-time", test_one_at_a_time);
  ADD ("the-window-goes", test_window_goes);
  ADD ("the-dialog-goes-by-itself", test_dialog_goes_by_itself);
  ADD ("the-window-goes-at-any-moment", test_window_goes_at_any_moment);
#undef ADD

  return g_test_run ();
}
