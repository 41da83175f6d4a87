/* The conversation: lines as they are said, masked, bounded, filtered and copied. */

#include "ui-conversation.h"

#include "rig.h"

#include "base-log.h"
#include "secret-text.h"

#include <string.h>

typedef struct
{
  GtkWidget *window, *conversation;
  WaybillRemoteTalk *talk;
} Fixture;

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static char *
dup_shown (Fixture *fixture)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_type (fixture->conversation, GTK_TYPE_TEXT_VIEW)));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  g_autofree char *shown = dup_shown (fixture);

  return strstr (shown, text) != NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = gtk_window_new ();
  fixture->conversation = waybill_ui_conversation_new ();
  fixture->talk = waybill_remote_talk_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->conversation);
  waybill_ui_conversation_set_talk (WAYBILL_UI_CONVERSATION (fixture->conversation), fixture->talk);
  g_object_set (fixture->conversation, "expanded", TRUE, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  WAIT_FOR (gtk_widget_get_mapped (fixture->conversation));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  waybill_remote_talk_unref (fixture->talk);
}

static void
test_lines_carry_their_marks (Fixture *fixture, gconstpointer data)
{
  waybill_remote_talk_add (fixture->talk, WAYBILL_REMOTE_TALK_OURS, "PROT P");
  waybill_remote_talk_add (fixture->talk, WAYBILL_REMOTE_TALK_THEIRS, "200 Protection set to Private");
  waybill_remote_talk_add (fixture->talk, WAYBILL_REMOTE_TALK_REMARK, "TLS 1.3 agreed");
  WAIT_FOR (shows (fixture, "· TLS 1.3 agreed"));
  g_assert_true (shows (fixture, "→ PROT P\n"));
  g_assert_true (shows (fixture, "← 200 Protection set to Private\n"));
}

static void
test_folded_reads_nothing (Fixture *fixture, gconstpointer data)
{
  g_object_set (fixture->conversation, "expanded", FALSE, NULL);
  waybill_remote_talk_add (fixture->talk, WAYBILL_REMOTE_TALK_OURS, "NOOP");
  g_assert_false (shows (fixture, "NOOP"));
  g_object_set (fixture->conversation, "expanded", TRUE, NULL);
  WAIT_FOR (shows (fixture, "NOOP"));
}

static void
test_password_is_masked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillSecretText) password = waybill_secret_text_new ("Tallinn-4711");
  g_autofree char *copied = NULL;

  waybill_remote_talk_add (fixture->talk, WAYBILL_REMOTE_TALK_OURS, "PASS Tallinn-4711");
  waybill_remote_talk_add (fixture->talk, WAYBILL_REMOTE_TALK_THEIRS, "530 Tallinn-4711 is wrong");
  WAIT_FOR (shows (fixture, "is wrong"));
  g_assert_false (shows (fixture, "Tallinn"));
  g_assert_true (shows (fixture, "→ PASS " WAYBILL_BASE_LOG_MASK));
  copied = waybill_ui_conversation_dup_text (WAYBILL_UI_CONVERSATION (fixture->conversation));
  g_assert_null (strstr (copied, "Tallinn"));
  g_assert_nonnull (strstr (copied, "530"));
}

/* What became known as a secret after it was said is still taken out of the copy. */
static void
test_copy_is_scrubbed_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillSecretText) late = NULL;
  g_autofree char *copied = NULL;

  waybill_remote_talk_add (fixture->talk, WAYBILL_REMOTE_TALK_REMARK, "heard Parnu-1234 somewhere");
  late = waybill_secret_text_new ("Parnu-1234");
  copied = waybill_ui_conversation_dup_text (WAYBILL_UI_CONVERSATION (fixture->conversation));
  g_assert_nonnull (strstr (copied, "somewhere"));
  g_assert_null (strstr (copied, "Parnu"));
}

static void
test_filter_shows_what_fits (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry = find_type (fixture->conversation, GTK_TYPE_SEARCH_ENTRY);
  g_autofree char *copied = NULL;

  waybill_remote_talk_add (fixture->talk, WAYBILL_REMOTE_TALK_OURS, "MLSD /in");
  waybill_remote_talk_add (fixture->talk, WAYBILL_REMOTE_TALK_OURS, "PROT P");
  WAIT_FOR (shows (fixture, "PROT P"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "mlsd");
  WAIT_FOR (!shows (fixture, "PROT P"));
  g_assert_true (shows (fixture, "MLSD /in"));
  copied = waybill_ui_conversation_dup_text (WAYBILL_UI_CONVERSATION (fixture->conversation));
  g_assert_null (strstr (copied, "PROT"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  WAIT_FOR (shows (fixture, "PROT P"));
}

static void
test_bounded (Fixture *fixture, gconstpointer data)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_type (fixture->conversation, GTK_TYPE_TEXT_VIEW)));

  waybill_remote_talk_add (fixture->talk, WAYBILL_REMOTE_TALK_REMARK, "the first line");
  WAIT_FOR (shows (fixture, "the first line"));
  for (guint i = 0; i < WAYBILL_REMOTE_TALK_MAX_LINES; i++)
    waybill_remote_talk_add (fixture->talk, WAYBILL_REMOTE_TALK_REMARK, "one more line");
  waybill_remote_talk_add (fixture->talk, WAYBILL_REMOTE_TALK_REMARK, "the last line");
  WAIT_FOR (shows (fixture, "the last line"));
  g_assert_false (shows (fixture, "the first line"));
  g_assert_cmpint (gtk_text_buffer_get_line_count (buffer), ==, WAYBILL_REMOTE_TALK_MAX_LINES);
}

static double
below_the_end (Fixture *fixture)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (
      gtk_widget_get_ancestor (find_type (fixture->conversation, GTK_TYPE_TEXT_VIEW), GTK_TYPE_SCROLLED_WINDOW)));

  return gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment)
         - gtk_adjustment_get_value (adjustment);
}

static void
say_much (Fixture *fixture, const char *last)
{
  for (guint i = 0; i < 100; i++)
    waybill_remote_talk_add (fixture->talk, WAYBILL_REMOTE_TALK_REMARK, "one more line");
  waybill_remote_talk_add (fixture->talk, WAYBILL_REMOTE_TALK_REMARK, last);
  WAIT_FOR (shows (fixture, last));
}

static void
test_follows_unless_scrolled_up (Fixture *fixture, gconstpointer data)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (
      gtk_widget_get_ancestor (find_type (fixture->conversation, GTK_TYPE_TEXT_VIEW), GTK_TYPE_SCROLLED_WINDOW)));

  say_much (fixture, "the first hundred");
  WAIT_FOR (gtk_adjustment_get_value (adjustment) > 500 && below_the_end (fixture) < 24);

  gtk_adjustment_set_value (adjustment, 40);
  say_much (fixture, "the second hundred");
  say_much (fixture, "the third hundred");
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), <, 100);
}

static void
test_always_left_to_right (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view = find_type (fixture->conversation, GTK_TYPE_TEXT_VIEW);

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  g_assert_cmpint (gtk_widget_get_direction (view), ==, GTK_TEXT_DIR_LTR);
  g_assert_false (gtk_text_view_get_editable (GTK_TEXT_VIEW (view)));
  g_assert_true (gtk_text_view_get_cursor_visible (GTK_TEXT_VIEW (view)));
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

int
main (int argc, char *argv[])
{
  if (!rig_begin (&argc, &argv))
    return 0;

#define ADD(name, function) g_test_add ("/ui/conversation/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("lines-carry-their-marks", test_lines_carry_their_marks);
  ADD ("folded-reads-nothing", test_folded_reads_nothing);
  ADD ("password-is-masked", test_password_is_masked);
  ADD ("copy-is-scrubbed-again", test_copy_is_scrubbed_again);
  ADD ("filter-shows-what-fits", test_filter_shows_what_fits);
  ADD ("bounded", test_bounded);
  ADD ("follows-unless-scrolled-up", test_follows_unless_scrolled_up);
  ADD ("always-left-to-right", test_always_left_to_right);

  return g_test_run ();
}
