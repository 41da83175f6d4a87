/* The bounded buffer: nothing beyond the bound, lines as RFC 959 ends them. */
#include "base-bytes.h"

#include <string.h>

static void
test_bound (void)
{
  g_autoptr (WaybillBaseBytes) bytes = waybill_base_bytes_new (8);
  gsize room = 100;

  g_assert_true (waybill_base_bytes_append (bytes, "12345", 5));
  g_assert_false (waybill_base_bytes_append (bytes, "6789", 4));
  g_assert_false (waybill_base_bytes_append (bytes, "", G_MAXSIZE));
  g_assert_cmpuint (waybill_base_bytes_length (bytes), ==, 5);

  g_assert_nonnull (waybill_base_bytes_room (bytes, &room));
  g_assert_cmpuint (room, ==, 3);
  waybill_base_bytes_added (bytes, 3);
  g_assert_null (waybill_base_bytes_room (bytes, &room));
  g_assert_cmpuint (room, ==, 0);

  waybill_base_bytes_consume (bytes, 6);
  g_assert_true (waybill_base_bytes_append (bytes, "abcdef", 6));
  g_assert_false (waybill_base_bytes_append (bytes, "g", 1));
}

static void
test_order (void)
{
  g_autoptr (WaybillBaseBytes) bytes = waybill_base_bytes_new (100);
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  const char *data;
  gsize length;

  /* The beginning moves while the end grows: nothing may be lost or come twice. */
  for (guint i = 0; i < 500; i++)
    {
      char piece[8];

      g_snprintf (piece, sizeof piece, "%u,", i);
      g_string_append (all, piece);
      g_assert_true (waybill_base_bytes_append (bytes, piece, strlen (piece)));
      data = waybill_base_bytes_peek (bytes, &length);
      length = MIN (length, 1 + i % 5);
      g_string_append_len (out, data, (gssize) length);
      waybill_base_bytes_consume (bytes, length);
      if (waybill_base_bytes_length (bytes) > 80)
        {
          data = waybill_base_bytes_peek (bytes, &length);
          g_string_append_len (out, data, (gssize) length);
          waybill_base_bytes_consume (bytes, length);
        }
    }
  data = waybill_base_bytes_peek (bytes, &length);
  g_string_append_len (out, data, (gssize) length);
  g_assert_cmpstr (out->str, ==, all->str);
}

static void
expect_line (WaybillBaseBytes *bytes, const char *expected, gsize expected_length)
{
  gsize length = 0;
  g_autofree char *line = waybill_base_bytes_dup_line (bytes, &length);

  g_assert_nonnull (line);
  g_assert_cmpmem (line, length, expected, expected_length);
  g_assert_cmpint (line[length], ==, '\0');
}

static void
test_lines (void)
{
  static const char sent[] = "one\r\ntwo\n\r\n\r\r\na\0b\r\nrest\r";
  g_autoptr (WaybillBaseBytes) bytes = waybill_base_bytes_new (100);

  g_assert_null (waybill_base_bytes_dup_line (bytes, NULL));
  g_assert_true (waybill_base_bytes_append (bytes, sent, sizeof sent - 1));
  expect_line (bytes, "one", 3);
  expect_line (bytes, "two", 3);
  expect_line (bytes, "", 0);
  expect_line (bytes, "\r", 1);
  expect_line (bytes, "a\0b", 3);
  g_assert_null (waybill_base_bytes_dup_line (bytes, NULL));
  g_assert_cmpuint (waybill_base_bytes_length (bytes), ==, 5);
  g_assert_true (waybill_base_bytes_append (bytes, "\n", 1));
  expect_line (bytes, "rest", 4);
}

static void
test_wipe (void)
{
  g_autoptr (WaybillBaseBytes) bytes = waybill_base_bytes_new (16);
  const char *memory;
  gsize length;

  g_assert_true (waybill_base_bytes_append (bytes, "331 hunter2", 11));
  memory = waybill_base_bytes_peek (bytes, &length);
  waybill_base_bytes_wipe (bytes);
  g_assert_cmpuint (waybill_base_bytes_length (bytes), ==, 0);
  for (gsize i = 0; i < length; i++)
    g_assert_cmpint (memory[i], ==, 0);
  g_assert_true (waybill_base_bytes_append (bytes, "again", 5));
  g_assert_cmpmem (waybill_base_bytes_peek (bytes, &length), 5, "again", 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/bytes/never-past-the-bound", test_bound);
  g_test_add_func ("/base/bytes/order-is-kept", test_order);
  g_test_add_func ("/base/bytes/lines", test_lines);
  g_test_add_func ("/base/bytes/wipe", test_wipe);
  return g_test_run ();
}
