/* The page about the clock: when it comes before the trust question, what its button and its row do, and where its names
 * stand on the line of time. */

#include "test-ui-question-rig.h"

#include "ui-question-line.h"

#include <string.h>

#define HOUR 3600

/* Of a server whose authority is trusted: nothing but the time stands against it. ahead: of the server's clock; 0: not
 * known. */
static WaybillCertVerdict *
judge_untimely (Fixture *fixture, WaybillCertIdentity *leaf, gint64 now, gint64 ahead)
{
  g_autoptr (GPtrArray) chain = chain_new (leaf, fixture->root);
  g_autoptr (GPtrArray) authorities = g_ptr_array_new ();
  g_autoptr (WaybillCertTrust) trust = NULL;
  g_autoptr (WaybillCertVerdict) verdict = NULL;
  const WaybillCertClockReading server
      = { ahead != 0 ? WAYBILL_CERT_CLOCK_SOURCE_GREETING : WAYBILL_CERT_CLOCK_SOURCE_NONE, ahead, now };

  g_ptr_array_add (authorities, waybill_cert_identity_get_certificate (fixture->root));
  trust = waybill_cert_trust_new (FALSE, authorities, NULL, NULL);
  verdict = waybill_cert_verdict_new (chain, trust, HOST, now);
  return waybill_cert_verdict_with_clock (verdict, &server, FALSE);
}

static AdwMessageDialog *
ask_untimely (Fixture *fixture, gint64 ahead)
{
  g_autoptr (WaybillCertVerdict) verdict = judge_untimely (fixture, fixture->expired, waybill_base_clock_now (), ahead);

  waybill_remote_asker_ask_trust_async (WAYBILL_REMOTE_ASKER (fixture->question), fixture->target, verdict,
                                        fixture->cancellable, answered, &fixture->answer);
  return wait_for_dialog ();
}

static gboolean
is_line (GtkWidget *widget, gconstpointer data)
{
  return WAYBILL_IS_UI_QUESTION_LINE (widget);
}

static void
test_blames_this_computer (Fixture *fixture, gconstpointer data)
{
  AdwMessageDialog *dialog = ask_untimely (fixture, -4 * DAY);

  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "This computer’s clock is about 4 days ahead");
  g_assert_true (strstr (adw_message_dialog_get_body (dialog), "Norrland Parts seems to have run out") != NULL);
  g_assert_true (dialog_says ("The certificate and the partner are in order."));
  g_assert_nonnull (find (GTK_WIDGET (dialog), is_line, NULL));
  g_assert_cmpstr (adw_message_dialog_get_response_label (dialog, "refuse"), ==, "_Not Now");
  g_assert_cmpstr (adw_message_dialog_get_default_response (dialog), ==, "accept");

  adw_message_dialog_response (dialog, "refuse");
  WAIT_FOR (fixture->answer != OPEN);
  g_assert_cmpint (fixture->answer, ==, NO);
  g_assert_false (waybill_ui_question_is_waiting (fixture->question));
}

/* Without a page for date and time on this desktop, what can be told is carried on. */
static void
test_copies_the_times (Fixture *fixture, gconstpointer data)
{
  AdwMessageDialog *dialog = ask_untimely (fixture, -4 * DAY);

  if (g_strcmp0 (adw_message_dialog_get_response_label (dialog, "accept"), "_Copy the Three Times") != 0)
    {
      g_test_skip ("this desktop has a page for date and time");
      adw_message_dialog_response (dialog, "refuse");
      return;
    }
  adw_message_dialog_response (dialog, "accept");
  WAIT_FOR (fixture->answer != OPEN);
  g_assert_cmpint (fixture->answer, ==, NO);
  g_assert_true (gdk_clipboard_is_local (gtk_widget_get_clipboard (fixture->window)));
  assert_saved (fixture, NULL, NULL);
}

/* Nobody knows who is wrong: the person may still look, and connect once. */
static void
test_looks_at_the_certificate (Fixture *fixture, gconstpointer data)
{
  AdwMessageDialog *dialog = ask_untimely (fixture, 0);

  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "Their certificate ran out 3 days ago");
  g_assert_true (dialog_says ("The server does not tell its time"));
  gtk_widget_activate (find (GTK_WIDGET (dialog), is_row, "Look at the certificate"));
  WAIT_FOR (get_dialog () != NULL && get_dialog () != dialog);

  dialog = get_dialog ();
  g_assert_true (waybill_ui_question_is_waiting (fixture->question));
  g_assert_true (dialog_says ("It has run out"));
  g_assert_cmpstr (adw_message_dialog_get_response_label (dialog, "accept"), ==, "_Connect This Once");
  adw_message_dialog_response (dialog, "accept");
  WAIT_FOR (fixture->answer != OPEN);
  g_assert_cmpint (fixture->answer, ==, YES);
}

static void
test_is_taken_back (Fixture *fixture, gconstpointer data)
{
  AdwMessageDialog *dialog = ask_untimely (fixture, 0);

  gtk_widget_activate (find (GTK_WIDGET (dialog), is_row, "Look at the certificate"));
  WAIT_FOR (get_dialog () != NULL && get_dialog () != dialog);
  g_cancellable_cancel (fixture->cancellable);
  WAIT_FOR (fixture->answer != OPEN);
  g_assert_cmpint (fixture->answer, ==, NO);
  g_assert_null (get_dialog ());
}

/* What looks wrong stays sharp, whatever the clock says. */
static void
test_wrong_comes_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillRemoteFacts) facts = waybill_remote_facts_new ();
  const char *const pins[] = { fingerprint_of (fixture->other), NULL };
  g_autoptr (WaybillCertTrust) trust = waybill_cert_trust_new (FALSE, NULL, pins, NULL);
  g_autoptr (GPtrArray) chain = chain_new (fixture->other, fixture->other);
  AdwMessageDialog *dialog;

  facts->verdict = waybill_cert_verdict_new (chain, trust, HOST, waybill_base_clock_now ());
  if (!waybill_cert_verdict_is_accepted (facts->verdict))
    {
      g_autoptr (WaybillCertTrust) exception = waybill_cert_trust_with_exception (trust, pins[0]);

      waybill_cert_verdict_unref (facts->verdict);
      facts->verdict = waybill_cert_verdict_new (chain, exception, HOST, waybill_base_clock_now ());
    }
  g_assert_true (waybill_partner_learnt_save_outcome (waybill_ui_context_get_learnt_folder (fixture->context),
                                                      waybill_partner_get_uuid (fixture->partner), facts, NULL, NULL));
  dialog = ask_untimely (fixture, -4 * DAY);
  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "This does not look like Norrland Parts");
  adw_message_dialog_response (dialog, "refuse");
  WAIT_FOR (fixture->answer != OPEN);
}

static void
test_stands_alone (Fixture *fixture, gconstpointer data)
{
  gint64 now = waybill_base_clock_now ();
  g_autoptr (WaybillCertVerdict) expired = judge_untimely (fixture, fixture->expired, now, -4 * DAY);
  g_autoptr (WaybillCertVerdict) fine = judge_untimely (fixture, fixture->new, now, -4 * DAY);
  AdwMessageDialog *dialog;

  g_assert_false (waybill_ui_question_show_clock (fixture->window, fine, "Norrland Parts"));
  g_assert_true (waybill_ui_question_show_clock (fixture->window, expired, "Norrland Parts"));
  dialog = wait_for_dialog ();
  g_assert_null (find (GTK_WIDGET (dialog), is_row, "Look at the certificate"));
  adw_message_dialog_response (dialog, "refuse");
  gtk_window_destroy (GTK_WINDOW (dialog)); /* as a click would */
}

static void
test_names_do_not_touch (void)
{
  for (int width = 220; width <= 500; width += 7)
    for (int first = 0; first <= width; first += 11)
      for (int second = 0; second <= width; second += 13)
        {
          const int labels[] = { 90, 120 }, middles[] = { first, second };
          int starts[2];

          waybill_ui_question_line_part (width, 10, labels, middles, starts);
          for (guint i = 0; i < 2; i++)
            {
              g_assert_cmpint (starts[i], >=, 0);
              g_assert_cmpint (starts[i] + labels[i], <=, width);
            }
          g_assert_true (starts[0] + labels[0] + 10 <= starts[1] || starts[1] + labels[1] + 10 <= starts[0]);
        }
}

int
main (int argc, char *argv[])
{
  if (!rig_begin (&argc, &argv))
    return 0;
#define ADD(name, function) g_test_add ("/ui/question-clock/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("blames-this-computer", test_blames_this_computer);
  ADD ("copies-the-times", test_copies_the_times);
  ADD ("looks-at-the-certificate", test_looks_at_the_certificate);
  ADD ("is-taken-back", test_is_taken_back);
  ADD ("wrong-comes-first", test_wrong_comes_first);
  ADD ("stands-alone", test_stands_alone);
#undef ADD
  g_test_add_func ("/ui/question-clock/names-do-not-touch", test_names_do_not_touch);
  return g_test_run ();
}
