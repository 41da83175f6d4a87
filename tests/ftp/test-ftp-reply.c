/* Replies as servers send them, and as no honest server does. */
#include "ftp-reply.h"

#include <string.h>

typedef struct
{
  WaybillFtpReplyParser *parser;
  WaybillBaseBytes *bytes;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->parser = waybill_ftp_reply_parser_new ();
  self->bytes = waybill_base_bytes_new (WAYBILL_FTP_REPLY_BOUND + 65536);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  waybill_ftp_reply_parser_free (self->parser);
  waybill_base_bytes_free (self->bytes);
}

static WaybillFtpParse
feed (Fixture *self, const char *sent, gsize length, WaybillFtpReply **reply)
{
  g_assert_true (waybill_base_bytes_append (self->bytes, sent, length));
  return waybill_ftp_reply_parser_take (self->parser, self->bytes, reply);
}

static void
expect (Fixture *self, const char *sent, int code, const char *text, guint n_lines)
{
  g_autoptr (WaybillFtpReply) reply = NULL;

  g_assert_cmpint (feed (self, sent, strlen (sent), &reply), ==, WAYBILL_FTP_PARSE_REPLY);
  g_assert_cmpint (reply->code, ==, code);
  g_assert_cmpstr (reply->text, ==, text);
  g_assert_cmpuint (g_strv_length (reply->lines), ==, n_lines);
}

static void
test_single (Fixture *self, gconstpointer data)
{
  expect (self, "220 (vsFTPd 3.0.3)\r\n", 220, "(vsFTPd 3.0.3)", 1);
  expect (self, "226\r\n", 226, "", 1);
  expect (self, "226 \n", 226, "", 1);
  expect (self, "150 \377\376 caf\303\251\r\n", 150, "\377\376 caf\303\251", 1);
}

static void
test_multi (Fixture *self, gconstpointer data)
{
  expect (self,
          "220---------- Welcome to Pure-FTPd [privsep] [TLS] ----------\r\n"
          "220-You are user number 1 of 50 allowed.\r\n"
          "220 You will be disconnected after 15 minutes of inactivity.\r\n",
          220, "You will be disconnected after 15 minutes of inactivity.", 3);
  expect (self, "211-Features:\r\n MLST modify*;\r\n UTF8\r\n211 End\r\n", 211, "End", 4);
}

static void
test_same_code (Fixture *self, gconstpointer data)
{
  g_autoptr (WaybillFtpReply) reply = NULL;

  expect (self,
          "230-Hello\r\n"
          "331 not the end\r\n"
          "221 nor this\r\n"
          "\r\n"
          "230x nor this\r\n"
          "2300 nor this\r\n"
          " 230 indented\r\n"
          "230-still\r\n"
          "230 end\r\n",
          230, "end", 9);
  g_assert_cmpint (feed (self, "", 0, &reply), ==, WAYBILL_FTP_PARSE_MORE);
}

static void
test_bytewise (Fixture *self, gconstpointer data)
{
  static const char sent[] = "230-One\r\n two\r\n230 three\r\n";
  g_autoptr (WaybillFtpReply) reply = NULL;

  for (gsize i = 0; i + 2 < sizeof sent; i++)
    g_assert_cmpint (feed (self, sent + i, 1, &reply), ==, WAYBILL_FTP_PARSE_MORE);
  g_assert_cmpint (feed (self, "\n", 1, &reply), ==, WAYBILL_FTP_PARSE_REPLY);
  g_assert_cmpstr (reply->text, ==, "three");
}

static void
test_two_at_once (Fixture *self, gconstpointer data)
{
  expect (self, "150 begun\r\n226 done\r\n221 b", 150, "begun", 1);
  expect (self, "", 226, "done", 1);
  expect (self, "ye\r\n", 221, "bye", 1);
}

static void
test_broken (gconstpointer data)
{
  static const struct
  {
    const char *bytes;
    gsize length;
  } lines[] = {
#define BYTES(text) { text, sizeof text - 1 }
    BYTES ("SSH-2.0-OpenSSH_9.2\r\n"),
    BYTES ("HTTP/1.1 400 Bad Request\r\n"),
    BYTES ("\r\n"),
    BYTES ("22\r\n"),
    BYTES ("099 low\r\n"),
    BYTES ("600 high\r\n"),
    BYTES ("2a0 x\r\n"),
    BYTES (" 220 indented\r\n"),
    BYTES ("220_hello\r\n"),
    BYTES ("220 a\0b\r\n"),
    BYTES ("220-a\r\nb\0\r\n220 c\r\n"),
    BYTES ("-20 x\r\n"),
    BYTES ("2200 x\r\n"),
    BYTES ("\377\373\001220 x\r\n"),
#undef BYTES
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      Fixture self;
      g_autoptr (WaybillFtpReply) reply = NULL;

      set_up (&self, NULL);
      g_assert_cmpint (feed (&self, lines[i].bytes, lines[i].length, &reply), ==, WAYBILL_FTP_PARSE_BROKEN);
      g_assert_null (reply);
      tear_down (&self, NULL);
    }
}

/* How many bytes are taken before the parser gives up. */
static gsize
feed_until_broken (Fixture *self, const char *piece)
{
  gsize total = 0;
  WaybillFtpParse parse;

  do
    {
      WaybillFtpReply *reply = NULL;

      total += strlen (piece);
      parse = feed (self, piece, strlen (piece), &reply);
      g_assert_null (reply);
      g_assert_cmpuint (total, <, 2 * WAYBILL_FTP_REPLY_BOUND);
    }
  while (parse == WAYBILL_FTP_PARSE_MORE);
  g_assert_cmpint (parse, ==, WAYBILL_FTP_PARSE_BROKEN);
  return total;
}

static void
test_endless_line (Fixture *self, gconstpointer data)
{
  g_autofree char *piece = g_strnfill (1000, 'a');
  g_autoptr (WaybillFtpReply) reply = NULL;

  g_assert_cmpint (feed (self, "220 ", 4, &reply), ==, WAYBILL_FTP_PARSE_MORE);
  g_assert_cmpuint (feed_until_broken (self, piece), <=, WAYBILL_FTP_REPLY_BOUND + 1000);
}

static void
test_endless_reply (Fixture *self, gconstpointer data)
{
  gsize total = feed_until_broken (self, data);

  g_assert_cmpuint (total, <=, WAYBILL_FTP_REPLY_BOUND + strlen (data));
}

/* A large reply within the bound is an honest one. */
static void
test_large (Fixture *self, gconstpointer data)
{
  g_autofree char *line = g_strnfill (WAYBILL_FTP_REPLY_BOUND - 100, 'a');
  g_autofree char *sent = g_strconcat ("220 ", line, "\r\n", NULL);

  expect (self, sent, 220, line, 1);
  expect (self, sent, 220, line, 1); /* the bound is of one reply */
}

static void
test_kinds (void)
{
  WaybillFtpReply early = { .code = 150 }, done = { .code = 226 }, more = { .code = 331 }, refused = { .code = 550 };

  g_assert_true (waybill_ftp_reply_is_early (&early) && !waybill_ftp_reply_is_positive (&early));
  g_assert_true (waybill_ftp_reply_is_positive (&done) && !waybill_ftp_reply_is_early (&done));
  g_assert_false (waybill_ftp_reply_is_positive (&more) || waybill_ftp_reply_is_early (&more));
  g_assert_false (waybill_ftp_reply_is_positive (&refused) || waybill_ftp_reply_is_early (&refused));
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260101);

  for (guint i = 0; i < 20000; i++)
    {
      static const char likely[] = "0123456789- \r\n\r\n\0ab";
      Fixture self;
      WaybillFtpReply *reply = NULL;
      char line[60];
      guint length = (guint) g_rand_int_range (rand, 1, sizeof line);

      for (guint at = 0; at < length; at++)
        line[at] = g_rand_boolean (rand) ? likely[g_rand_int_range (rand, 0, sizeof likely)]
                                         : (char) g_rand_int_range (rand, 0, 256);
      set_up (&self, NULL);
      if (feed (&self, line, length, &reply) == WAYBILL_FTP_PARSE_REPLY)
        g_assert_true (reply->code >= 100 && reply->code <= 599 && reply->text != NULL && reply->lines[0] != NULL);
      waybill_ftp_reply_free (reply);
      tear_down (&self, NULL);
    }
}

#define ADD(name, data, function) g_test_add ("/ftp/reply/" name, Fixture, data, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("single-line", NULL, test_single);
  ADD ("multi-line", NULL, test_multi);
  ADD ("multi-line-ends-only-on-same-code", NULL, test_same_code);
  ADD ("byte-by-byte", NULL, test_bytewise);
  ADD ("two-at-once", NULL, test_two_at_once);
  g_test_add_data_func ("/ftp/reply/broken", NULL, test_broken);
  ADD ("endless-line", NULL, test_endless_line);
  ADD ("endless-reply/long-lines", "220-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n", test_endless_reply);
  ADD ("endless-reply/short-lines", "220-\n", test_endless_reply);
  ADD ("large", NULL, test_large);
  g_test_add_func ("/ftp/reply/kinds", test_kinds);
  g_test_add_func ("/ftp/reply/random-bytes", test_random);
  return g_test_run ();
}
