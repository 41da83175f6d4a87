/* The listing parser as an object: bytes in pieces, lines that are too long or belong together, which dialect is taken,
 * charsets, dates that need to know the time. What each dialect's lines mean is tests/listings' business. */
#include "listing-corpus.h"

#include <string.h>

#define LINE "-rw-r--r-- 1 edi edi 7 Nov 22 10:15 "

static gint64
to_unix (const char *text)
{
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return time != NULL ? g_date_time_to_unix (time) : WAYBILL_REMOTE_NO_TIME;
}

/* Reads bytes in pieces of so many. */
static WaybillRemoteListing *
parse_bytes (const WaybillFtpParserTerms *terms, const char *bytes, gsize length, gsize piece)
{
  WaybillRemoteListing *listing = waybill_remote_listing_new ();
  g_autoptr (WaybillFtpParser) parser = waybill_ftp_parser_new (terms, listing);

  for (gsize at = 0; at < length; at += piece)
    g_assert_true (waybill_ftp_parser_take (parser, bytes + at, MIN (piece, length - at)));
  g_assert_true (waybill_ftp_parser_end (parser));
  return listing;
}

static WaybillRemoteListing *
parse_text (const char *kind, const char *text)
{
  const WaybillFtpParserTerms terms = { .kind = kind, .now = LISTING_NOW };

  return parse_bytes (&terms, text, strlen (text), 4096);
}

static void
expect_names (WaybillRemoteListing *listing, const char *const *names)
{
  guint n = 0;

  for (; names[n] != NULL; n++)
    {
      g_assert_cmpuint (n, <, waybill_remote_listing_get_length (listing));
      g_assert_cmpstr (waybill_remote_listing_get (listing, n)->name, ==, names[n][0] == '?' ? NULL : names[n]);
    }
  g_assert_cmpuint (waybill_remote_listing_get_length (listing), ==, n);
}

/* Around the turn of the year and in leap years. */
static void
test_dates (void)
{
  static const struct
  {
    const char *now;
    const char *date;
    const char *time;
  } rows[] = {
    { "2026-01-01T00:30:00Z", "Dec 31 23:50", "2025-12-31T23:50:00Z" },
    { "2026-01-01T00:30:00Z", "Jan  1 00:10", "2026-01-01T00:10:00Z" },
    { "2026-01-01T00:30:00Z", "Jan  1 13:00", "2026-01-01T13:00:00Z" }, /* a server ahead of us */
    { "2026-06-15T12:00:00Z", "Jun 16 11:59", "2026-06-16T11:59:00Z" },
    { "2026-06-15T12:00:00Z", "Jun 16 12:01", "2025-06-16T12:01:00Z" },
    { "2024-03-01T12:00:00Z", "Feb 29 10:00", "2024-02-29T10:00:00Z" },
    { "2025-01-10T12:00:00Z", "Feb 29 10:00", "2024-02-29T10:00:00Z" },
    { "2026-06-15T12:00:00Z", "Feb 29 10:00", NULL },
    { "2026-06-15T12:00:00Z", "Feb 29  2000", "2000-02-29T00:00:00Z" },
    { "2026-06-15T12:00:00Z", "Feb 29  1900", NULL },
    { "2026-06-15T12:00:00Z", "Dec 31  1969", "1969-12-31T00:00:00Z" },
    { "2026-06-15T12:00:00Z", "Jan  1  0001", "0001-01-01T00:00:00Z" },
    { "2025-12-31T23:30:00Z", "Jan  1 00:10", "2026-01-01T00:10:00Z" }, /* the same, at the turn of the year */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const WaybillFtpParserTerms terms = { .kind = "unix", .now = to_unix (rows[i].now) };
      g_autofree char *line = g_strdup_printf ("-rw-r--r-- 1 u g 7 %s x", rows[i].date);
      g_autoptr (WaybillRemoteListing) listing = parse_bytes (&terms, line, strlen (line), 4096);

      g_test_message ("%s at %s", rows[i].date, rows[i].now);
      g_assert_cmpstr (waybill_remote_listing_get (listing, 0)->name, ==, "x");
      g_assert_cmpint (waybill_remote_listing_get (listing, 0)->mtime, ==, to_unix (rows[i].time));
    }
}

/* Every day of 400 years, against GLib's calendar. */
static void
test_calendar (void)
{
  g_autoptr (GDateTime) day = g_date_time_new_utc (1890, 1, 1, 10, 15, 30);

  for (guint i = 0; i < 400 * 366 / 7; i++)
    {
      g_autofree char *line = g_date_time_format (day, "type=file;modify=%Y%m%d%H%M%S; x");
      g_autoptr (WaybillRemoteListing) listing = parse_text ("mlsd", line);
      g_autoptr (GDateTime) next = g_date_time_add_days (day, 7);

      g_assert_cmpint (waybill_remote_listing_get (listing, 0)->mtime, ==, g_date_time_to_unix (day));
      g_date_time_unref (day);
      day = g_steal_pointer (&next);
    }
}

static void
test_pieces (void)
{
  static const char text[] = "total 3\r\n" LINE "a\r\n" LINE "b\n\r\nnoise\r\n" LINE "c\r\r\n" LINE "last";
  static const char *const names[] = { "a", "b", "?", "c", "last", NULL };

  for (gsize piece = 1; piece < sizeof text; piece++)
    {
      const WaybillFtpParserTerms terms = { .now = LISTING_NOW };
      g_autoptr (WaybillRemoteListing) listing = parse_bytes (&terms, text, sizeof text - 1, piece);

      expect_names (listing, names);
    }
}

static void
test_long (void)
{
  g_autofree char *name = g_strnfill (10 * 1024, 'n');
  g_autofree char *endless = g_strnfill (40 * 1024, 'n');
  g_autofree char *text = g_strconcat (LINE, name, "\n", LINE, endless, "\n", LINE, "c\n", NULL);
  const char *const names[] = { name, "?", "c", NULL };
  g_autoptr (WaybillRemoteListing) listing = parse_text (NULL, text);

  expect_names (listing, names);
  g_assert_cmpuint (strlen (waybill_remote_listing_get (listing, 1)->raw), <=, 16 * 1024);
}

static void
test_nul (void)
{
  static const char text[] = LINE "a\n" LINE "b\0c\n" LINE "d\n";
  static const char *const names[] = { "a", "?", "d", NULL };
  const WaybillFtpParserTerms terms = { .now = LISTING_NOW };
  g_autoptr (WaybillRemoteListing) listing = parse_bytes (&terms, text, sizeof text - 1, 4096);

  expect_names (listing, names);
}

static void
test_nothing (void)
{
  static const char *const texts[] = { "", "\n", "\r\n\r\n", "total 0\r\n", "   \n\t\n", NULL };

  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autoptr (WaybillRemoteListing) listing = parse_text (NULL, texts[i]);

      g_assert_cmpuint (waybill_remote_listing_get_length (listing), ==, 0);
    }
}

/* A line wrapped behind its date goes on in the next, if that begins with a blank and says nothing by itself. */
static void
test_wrapped (void)
{
  static const char *const together[] = { "a", "long name", "c", NULL };
  static const char *const apart[] = { "?", "?", "c", NULL };
  static const char *const honest[] = { "?", "c", NULL };
  g_autoptr (WaybillRemoteListing) wrapped
      = parse_text ("unix", LINE "a\n-rw-r--r-- 1 edi edi 7 Nov 22 10:15\n        long name\n" LINE "c\n");
  g_autoptr (WaybillRemoteListing) noise = parse_text ("unix", "-rw-r--r-- 1 edi edi 7 Nov 22 10:15\nnoise\n" LINE "c\n");
  g_autoptr (WaybillRemoteListing) neighbour = parse_text ("unix", "-rw-r--r-- 1 edi edi 7 Nov 22 10:15\n" LINE "c\n");
  g_autoptr (WaybillRemoteListing) last = parse_text ("vms", "LONG_NAME.DAT;1\n");

  expect_names (wrapped, together);
  expect_names (noise, apart);
  expect_names (neighbour, honest);
  g_assert_cmpuint (waybill_remote_listing_get_length (last), ==, 1);
  g_assert_cmpstr (waybill_remote_listing_get (last, 0)->raw, ==, "LONG_NAME.DAT;1");
}

static void
expect_kind (const char *kind, const char *system, const char *const *lines, const char *wanted)
{
  const char *guessed;
  g_autoptr (WaybillRemoteListing) listing = listing_parse (kind, system, lines, &guessed);

  g_test_message ("kind %s, system %s", kind, system);
  g_assert_cmpstr (guessed, ==, wanted);
}

static void
test_kind (void)
{
  static const char *const unix_lines[] = { LINE "a", LINE "b", NULL };
  static const char *const either[] = { "05-11-26  10:15AM  <DIR>  a", "06-10-26  10:15AM  <DIR>  b", NULL };
  static const char *const day_first[] = { "05-11-26  10:15AM  <DIR>  a", "25-10-26  10:15AM  <DIR>  b", NULL };
  /* As months these would lie ahead. */
  static const char *const ahead[] = { "05-11-26  10:15AM  <DIR>  a", "12-10-26  10:15AM  <DIR>  b", NULL };
  static const char *const noise[] = { "hello", "what is this", NULL };

  expect_kind (NULL, NULL, unix_lines, "unix");
  expect_kind ("nobody-knows-this", NULL, unix_lines, "unix");
  expect_kind ("DOS", NULL, unix_lines, "dos");
  expect_kind ("os/400", NULL, unix_lines, "ibmi");
  expect_kind (NULL, "Windows_NT", unix_lines, "unix");
  expect_kind (NULL, "OS/400 is the remote operating system.", unix_lines, "unix");
  expect_kind (NULL, "dos", unix_lines, "unix"); /* a hint that reads nothing is none */
  expect_kind (NULL, "names", unix_lines, "names");
  expect_kind (NULL, NULL, either, "dos");
  expect_kind (NULL, "dos-dmy", either, "dos-dmy");
  expect_kind (NULL, NULL, day_first, "dos-dmy");
  expect_kind (NULL, NULL, ahead, "dos-dmy");
  expect_kind (NULL, NULL, noise, NULL);
  expect_kind (NULL, "VMS", noise, NULL);
}

/* Most lines tell the order of a date, not one. */
static void
test_majority (void)
{
  static const char *const lines[]
      = { "05-25-26  10:15AM  <DIR>  a", "25-10-26  10:15AM  <DIR>  bad", "06-26-26  10:15AM  <DIR>  c", NULL };
  const char *guessed;
  g_autoptr (WaybillRemoteListing) listing = listing_parse (NULL, NULL, lines, &guessed);

  g_assert_cmpstr (guessed, ==, "dos");
  g_assert_cmpint (waybill_remote_listing_get (listing, 0)->mtime, ==, to_unix ("2026-05-25T10:15:00Z"));
  g_assert_cmpint (waybill_remote_listing_get (listing, 1)->mtime, ==, WAYBILL_REMOTE_NO_TIME);
}

/* However much is said before the listing begins. */
static void
test_late (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (WaybillRemoteListing) listing = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "Welcome to this place.\r\n");
  g_string_append (text, LINE "a\r\n" LINE "b\r\n");
  listing = parse_text (NULL, text->str);
  g_assert_cmpuint (waybill_remote_listing_get_length (listing), ==, 1002);
  g_assert_cmpstr (waybill_remote_listing_get (listing, 1000)->name, ==, "a");
  g_assert_cmpstr (waybill_remote_listing_get (listing, 1001)->name, ==, "b");
}

static void
test_charset (void)
{
  static const struct
  {
    const char *charset;
    const char *bytes;
    const char *name;
  } rows[] = {
    { NULL, "\xc3\x9c.edi", "Ü.edi" },
    { NULL, "\xdc.edi", "\xdc.edi" },
    { "UTF-8", "\xdc.edi", "\xdc.edi" },
    { "ISO-8859-1", "\xdc.edi", "Ü.edi" },
    { "ISO-8859-1", "plain.edi", "plain.edi" },
    { "ISO-8859-15", "\xa4.edi", "€.edi" },
    { "CP852", "\x9a.edi", "Ü.edi" },
    { "SHIFT_JIS", "\x95\x5c.csv", "表.csv" }, /* a backslash inside a character */
    { "SHIFT_JIS", "\x95", "\x95" },           /* not of the charset: as it came */
    { "no-such-charset", "\xdc.edi", "\xdc.edi" },
    { "UTF-16LE", "\xdc.ed", "⻜摥" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const WaybillFtpParserTerms terms = { .kind = "unix", .charset = rows[i].charset, .now = LISTING_NOW };
      g_autofree char *line = g_strconcat (LINE, rows[i].bytes, "\r\n", NULL);
      g_autoptr (WaybillRemoteListing) listing = parse_bytes (&terms, line, strlen (line), 4096);

      g_test_message ("%s: row %u", rows[i].charset != NULL ? rows[i].charset : "no charset", i);
      g_assert_cmpstr (waybill_remote_listing_get (listing, 0)->name, ==, rows[i].name);
    }
}

/* A server's clock is shifted; what is UTC already, and a day without its time, is not. */
static void
test_offset (void)
{
  static const struct
  {
    const char *kind;
    const char *line;
    const char *time;
  } rows[] = {
    { "unix", LINE "a", "2026-11-22T08:15:00Z" },
    { "unix", "-rw-r--r-- 1 u g 7 Nov 22  2025 a", "2025-11-22T00:00:00Z" },
    { "unix", "-rw-r--r-- 1 u g 7 2026-11-22 10:15:00.0 +0100 a", "2026-11-22T09:15:00Z" },
    { "dos", "11-22-26  10:15AM  12 a", "2026-11-22T08:15:00Z" },
    { "mlsd", "type=file;modify=20261122101500; a", "2026-11-22T10:15:00Z" },
    { "eplf", "+m1795342500,r,\ta", "2026-11-22T10:15:00Z" },
    { "mvs", "VOL001 3390   2026/11/22  1   15  FB      80 27920  PS  EDI.ORDERS", "2026-11-22T00:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const WaybillFtpParserTerms terms = { .kind = rows[i].kind, .now = LISTING_NOW, .utc_offset = 2 * 60 * 60 };
      g_autoptr (WaybillRemoteListing) listing = parse_bytes (&terms, rows[i].line, strlen (rows[i].line), 4096);

      g_test_message ("%s", rows[i].line);
      g_assert_cmpint (waybill_remote_listing_get (listing, 0)->mtime, ==, to_unix (rows[i].time));
    }
}

static void
test_mode (void)
{
  static const struct
  {
    const char *kind;
    const char *line;
    const char *mode;
  } rows[] = {
    { "unix", "-rwxr-x---+ 1 u g 7 Nov 22 10:15 a", "rwxr-x---+" },
    { "mlsd", "type=file;UNIX.mode=0640; a", "0640" },
    { "eplf", "+r,up640,\ta", "640" },
    { "netware", "-[R----F--] edi 7 Nov 22 10:15 a", "R----F--" },
    { "vms", "A.B;1 1 22-NOV-2026 10:15 [X] (RWED,RE,,)", "RWED,RE,," },
    { "nonstop", "A 101 7 22-Nov-26 10:15:30 244, 10 \"nunu\"", "nunu" },
    { "dos", "11-22-26  10:15AM  12 a", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WaybillRemoteListing) listing = parse_text (rows[i].kind, rows[i].line);

      g_assert_cmpstr (waybill_remote_listing_get (listing, 0)->mode, ==, rows[i].mode);
    }
}

static void
test_full (void)
{
  const WaybillFtpParserTerms terms = { .kind = "names", .now = LISTING_NOW };
  g_autoptr (WaybillRemoteListing) listing = waybill_remote_listing_new ();
  g_autoptr (WaybillFtpParser) parser = waybill_ftp_parser_new (&terms, listing);

  for (guint i = 0; i < WAYBILL_REMOTE_LISTING_MAX_ENTRIES; i++)
    if (!waybill_ftp_parser_take (parser, "a\n", 2))
      g_assert_not_reached ();
  g_assert_false (waybill_ftp_parser_take (parser, "a\n", 2));
}

static void
test_knows (void)
{
  g_assert_true (waybill_ftp_parser_knows ("UNIX Type: L8"));
  g_assert_true (waybill_ftp_parser_knows ("215 Windows_NT"));
  g_assert_true (waybill_ftp_parser_knows ("z/os"));
  g_assert_true (waybill_ftp_parser_knows ("dos-dmy"));
  g_assert_true (waybill_ftp_parser_knows ("VM is the operating system of this server."));
  g_assert_false (waybill_ftp_parser_knows ("UNIXOID"));
  g_assert_false (waybill_ftp_parser_knows ("a toaster"));
  g_assert_false (waybill_ftp_parser_knows (""));
  g_assert_false (waybill_ftp_parser_knows (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ftp/parser/dates-without-a-year", test_dates);
  g_test_add_func ("/ftp/parser/calendar", test_calendar);
  g_test_add_func ("/ftp/parser/cut-anywhere", test_pieces);
  g_test_add_func ("/ftp/parser/line-without-end", test_long);
  g_test_add_func ("/ftp/parser/nul-in-a-line", test_nul);
  g_test_add_func ("/ftp/parser/empty-folder", test_nothing);
  g_test_add_func ("/ftp/parser/wrapped-lines", test_wrapped);
  g_test_add_func ("/ftp/parser/which-kind", test_kind);
  g_test_add_func ("/ftp/parser/one-bad-date-turns-no-order", test_majority);
  g_test_add_func ("/ftp/parser/listing-behind-a-banner", test_late);
  g_test_add_func ("/ftp/parser/charset", test_charset);
  g_test_add_func ("/ftp/parser/utc-offset", test_offset);
  g_test_add_func ("/ftp/parser/mode", test_mode);
  g_test_add_func ("/ftp/parser/full", test_full);
  g_test_add_func ("/ftp/parser/knows-a-hint", test_knows);
  return g_test_run ();
}
