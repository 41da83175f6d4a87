/* A server that shows another certificate than the last time, of an authority that is ticked: said in a toast, asked nobody.
 */
#include "test-ui-session-rig.h"

#include "ui-toast.h"

#include "base-clock.h"
#include "cert-issue.h"

#define DAY 86400

static int place = -1;

static void
go_asked (gpointer unused, GtkWidget *from, int wanted, const char *subject, const char *detail)
{
  place = wanted;
  g_assert_cmpstr (detail, ==, "trust");
}

static void
open_tab_with_toasts (Fixture *fixture)
{
  GtkWidget *overlay = adw_toast_overlay_new ();

  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 700);
  fixture->session = WAYBILL_UI_SESSION (waybill_ui_session_new (fixture->practice.context, fixture->practice.partner));
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), GTK_WIDGET (fixture->session));
  gtk_window_set_child (GTK_WINDOW (fixture->window), overlay);
  waybill_ui_toast_install (fixture->window, ADW_TOAST_OVERLAY (overlay));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
set_up_here (Fixture *fixture, gconstpointer data)
{
  practice_rig_set_up (&fixture->practice, "Norrland Parts");
  practice_rig_trust_authority (&fixture->practice);
  fixture->outbox = g_strdup (fixture->practice.folder);
  g_signal_connect (fixture->practice.context, "go", G_CALLBACK (go_asked), NULL);
  open_tab_with_toasts (fixture);
}

static gboolean
tells (Fixture *fixture)
{
  return find (fixture->window, says, "Norrland Parts has a new certificate, accepted by ") != NULL;
}

static void
test_said_once (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "127.0.0.1", NULL };
  gint64 now = waybill_base_clock_now ();
  g_autoptr (WaybillCertIdentity) old
      = waybill_cert_issue (WAYBILL_CERT_ROLE_SERVER, "old", names, now - DAY, now + DAY, NULL, NULL);

  practice_rig_remember_leaf (&fixture->practice, waybill_cert_identity_get_certificate (old));
  connect_tab (fixture);
  WAIT_FOR (tells (fixture));
  g_signal_emit_by_name (find (fixture->window, is_button, "_View"), "clicked");
  WAIT_FOR (place == WAYBILL_UI_PLACE_EDITOR);
}

static void
test_same_one_says_nothing (Fixture *fixture, gconstpointer data)
{
  connect_tab (fixture);
  settle ();
  g_assert_false (tells (fixture));
}

int
main (int argc, char *argv[])
{
  if (!practice_rig_begin (&argc, &argv))
    return 0;
  g_test_add ("/ui/session-renewed/said-once", Fixture, NULL, set_up_here, test_said_once, tear_down);
  g_test_add ("/ui/session-renewed/same-one-says-nothing", Fixture, NULL, set_up_here, test_same_one_says_nothing,
              tear_down);
  return practice_rig_run ();
}
