/* The conversation: in order, bounded, without secrets, for two threads. */
#include "remote-talk.h"

#include "base-log.h"
#include "base-thread.h"

#include <string.h>

/* What one reading gave. */
typedef struct
{
  GString *lines; /* "NUMBER KIND TEXT\n" */
  guint n;
  guint64 first;
  guint64 last;
  gboolean in_order;
} Reading;

static void
take (guint64 number, WaybillRemoteTalkKind kind, gint64 time, const char *text, gpointer data)
{
  Reading *self = data;

  self->in_order = self->in_order && (self->n == 0 || number == self->last + 1);
  if (self->n++ == 0)
    self->first = number;
  self->last = number;
  g_assert_cmpint (time, >, 0);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  if (self->lines->len < 10000)
    g_string_append_printf (self->lines, "%" G_GUINT64_FORMAT " %d %s\n", number, (int) kind, text);
}

static guint64
read_since (WaybillRemoteTalk *talk, guint64 since, Reading *reading)
{
  if (reading->lines == NULL)
    reading->lines = g_string_new (NULL);
  g_string_truncate (reading->lines, 0);
  reading->n = 0;
  reading->in_order = TRUE;
  return waybill_remote_talk_read (talk, since, take, reading);
}

static void
assert_one (const char *text, const char *expected)
{
  g_autoptr (WaybillRemoteTalk) talk = waybill_remote_talk_new ();
  g_autofree char *line = g_strdup_printf ("0 1 %s\n", expected);
  Reading reading = { NULL };

  waybill_remote_talk_add (talk, WAYBILL_REMOTE_TALK_THEIRS, text);
  read_since (talk, 0, &reading);
  g_assert_cmpstr (reading.lines->str, ==, line);
  g_string_free (reading.lines, TRUE);
}

static void
test_order (void)
{
  g_autoptr (WaybillRemoteTalk) talk = waybill_remote_talk_new ();
  Reading reading = { NULL };

  g_assert_cmpuint (read_since (talk, 0, &reading), ==, 0);
  g_assert_cmpuint (reading.n, ==, 0);
  waybill_remote_talk_add (talk, WAYBILL_REMOTE_TALK_REMARK, "Connected");
  waybill_remote_talk_add (talk, WAYBILL_REMOTE_TALK_THEIRS, "220 ready");
  waybill_remote_talk_add (talk, WAYBILL_REMOTE_TALK_OURS, "AUTH TLS");
  waybill_remote_talk_add (NULL, WAYBILL_REMOTE_TALK_OURS, "nobody listens");

  g_assert_cmpuint (read_since (talk, 0, &reading), ==, 3);
  g_assert_cmpstr (reading.lines->str, ==, "0 2 Connected\n1 1 220 ready\n2 0 AUTH TLS\n");
  g_string_free (reading.lines, TRUE);
}

static void
test_since (void)
{
  g_autoptr (WaybillRemoteTalk) talk = waybill_remote_talk_new ();
  Reading reading = { NULL };

  waybill_remote_talk_add (talk, WAYBILL_REMOTE_TALK_OURS, "PWD");
  g_assert_cmpuint (read_since (talk, 0, &reading), ==, 1);
  g_assert_cmpuint (read_since (talk, 1, &reading), ==, 1);
  g_assert_cmpuint (reading.n, ==, 0);
  waybill_remote_talk_add (talk, WAYBILL_REMOTE_TALK_THEIRS, "257");
  g_assert_cmpuint (read_since (talk, 1, &reading), ==, 2);
  g_assert_cmpstr (reading.lines->str, ==, "1 1 257\n");
  g_assert_cmpuint (read_since (talk, 99, &reading), ==, 2); /* of another conversation: nothing, and no harm */
  g_assert_cmpuint (reading.n, ==, 0);
  g_string_free (reading.lines, TRUE);
}

static void
test_bound (void)
{
  const guint64 more = 7;
  g_autoptr (WaybillRemoteTalk) talk = waybill_remote_talk_new ();
  Reading reading = { NULL };

  for (guint64 i = 0; i < WAYBILL_REMOTE_TALK_MAX_LINES + more; i++)
    {
      g_autofree char *text = g_strdup_printf ("line %" G_GUINT64_FORMAT, i);

      waybill_remote_talk_add (talk, WAYBILL_REMOTE_TALK_THEIRS, text);
    }
  g_assert_cmpuint (read_since (talk, 0, &reading), ==, WAYBILL_REMOTE_TALK_MAX_LINES + more);
  g_assert_cmpuint (reading.n, ==, WAYBILL_REMOTE_TALK_MAX_LINES);
  g_assert_cmpuint (reading.first, ==, more);
  g_assert_true (reading.in_order);
  g_assert_true (g_str_has_prefix (reading.lines->str, "7 1 line 7\n8 1 line 8\n"));
  g_string_free (reading.lines, TRUE);
}

static void
test_secret (void)
{
  waybill_base_log_hide ("korrekt-horse-7");
  assert_one ("530 korrekt-horse-7 is wrong", "530 " WAYBILL_BASE_LOG_MASK " is wrong");
  waybill_base_log_unhide ("korrekt-horse-7");
}

/* A secret that stands where the line is cut, or that holds what is shown escaped, is not seen in part either. */
static void
test_secret_at_the_cut (void)
{
  static const char secret[] = "wort\033mit\377resten";
  g_autofree char *filling = g_strnfill (WAYBILL_REMOTE_TALK_MAX_LENGTH - 6, 'x');
  g_autofree char *text = g_strconcat (filling, secret, NULL);
  g_autoptr (WaybillRemoteTalk) talk = waybill_remote_talk_new ();
  Reading reading = { NULL };

  waybill_base_log_hide (secret);
  waybill_remote_talk_add (talk, WAYBILL_REMOTE_TALK_THEIRS, text);
  waybill_base_log_unhide (secret);
  read_since (talk, 0, &reading);
  g_assert_null (strstr (reading.lines->str, "wo"));
  g_string_free (reading.lines, TRUE);
}

static void
test_escaped (void)
{
  assert_one ("220 \033[31mred\a", "220 \\x1b[31mred\\x07");
  assert_one ("550 M\344rz", "550 M\\xe4rz");
  assert_one ("220 \342\200\256gnp.exe", "220 \\u202egnp.exe");
  assert_one ("220 März", "220 März");
  assert_one ("", "");
}

static void
assert_cut (gsize length, const char *piece)
{
  g_autoptr (WaybillRemoteTalk) talk = waybill_remote_talk_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  Reading reading = { NULL };
  char *shown;

  while (text->len < length)
    g_string_append (text, piece);
  waybill_remote_talk_add (talk, WAYBILL_REMOTE_TALK_THEIRS, text->str);
  read_since (talk, 0, &reading);
  g_string_truncate (reading.lines, reading.lines->len - 1);
  shown = reading.lines->str + strlen ("0 1 ");
  g_assert_cmpuint (strlen (shown), <=, WAYBILL_REMOTE_TALK_MAX_LENGTH);
  if (text->len > WAYBILL_REMOTE_TALK_MAX_LENGTH)
    {
      g_assert_cmpuint (strlen (shown), >, WAYBILL_REMOTE_TALK_MAX_LENGTH - 10);
      g_assert_true (g_str_has_suffix (shown, "\342\200\246"));
    }
  else
    g_assert_cmpstr (shown, ==, text->str);
  g_string_free (reading.lines, TRUE);
}

static void
test_cut (void)
{
  for (gsize length = WAYBILL_REMOTE_TALK_MAX_LENGTH - 6; length < WAYBILL_REMOTE_TALK_MAX_LENGTH + 6; length++)
    {
      assert_cut (length, "x");
      assert_cut (length, "ü");
      assert_cut (length, "€");
      assert_cut (length, "😀");
    }
  assert_cut ((gsize) 300 * 1024, "x");
}

#define N_WRITTEN 20000

static void
write_many (gpointer data)
{
  for (guint i = 0; i < N_WRITTEN; i++)
    waybill_remote_talk_add (data, WAYBILL_REMOTE_TALK_OURS, "NOOP");
  waybill_remote_talk_unref (data);
}

/* Two sessions write, a third thread reads as a tick would. */
static void
test_threads (void)
{
  g_autoptr (WaybillRemoteTalk) talk = waybill_remote_talk_new ();
  WaybillBaseThread *writers[2];
  Reading reading = { NULL };
  guint64 next = 0;

  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    {
      writers[i] = waybill_base_thread_new ("writer");
      waybill_base_thread_push (writers[i], write_many, waybill_remote_talk_ref (talk));
    }
  while (next < 2 * N_WRITTEN)
    {
      guint64 since = next;

      next = read_since (talk, since, &reading);
      g_assert_true (reading.in_order);
      g_assert_true (reading.n == 0 || (reading.first >= since && reading.last == next - 1));
    }
  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    waybill_base_thread_free (writers[i]);
  g_assert_cmpuint (next, ==, 2 * N_WRITTEN);
  g_string_free (reading.lines, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/remote/talk/order", test_order);
  g_test_add_func ("/remote/talk/since", test_since);
  g_test_add_func ("/remote/talk/bound", test_bound);
  g_test_add_func ("/remote/talk/secret-is-masked", test_secret);
  g_test_add_func ("/remote/talk/secret-at-the-cut", test_secret_at_the_cut);
  g_test_add_func ("/remote/talk/controls-are-escaped", test_escaped);
  g_test_add_func ("/remote/talk/long-lines-are-cut", test_cut);
  g_test_add_func ("/remote/talk/threads", test_threads);
  return g_test_run ();
}
