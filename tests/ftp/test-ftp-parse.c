/* Listing lines from the field and from enemies. Times are seen from 22 November 2026 unless a row says otherwise. */
#include "ftp-parse.h"

#include <string.h>

#define NOW "2026-11-22T12:00:00Z"
#define FILE_ENTRY WAYBILL_REMOTE_ENTRY_FILE
#define DIR_ENTRY WAYBILL_REMOTE_ENTRY_DIR
#define LINK_ENTRY WAYBILL_REMOTE_ENTRY_LINK
#define OTHER WAYBILL_REMOTE_ENTRY_OTHER
#define UNREADABLE WAYBILL_REMOTE_ENTRY_UNREADABLE

typedef struct
{
  const char *line;
  WaybillRemoteEntryType type;
  const char *name;
  gint64 size;
  const char *time; /* NULL: unknown */
  const char *target;
} Row;

static gint64
to_unix (const char *text)
{
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return time != NULL ? g_date_time_to_unix (time) : WAYBILL_REMOTE_NO_TIME;
}

/* The line lies in memory of just its length, so that a read behind it is seen. */
static gboolean
parse (WaybillFtpDialect dialect, const char *line, gint64 now, WaybillRemoteEntry *entry, char **owned)
{
  *owned = g_strdup (line);
  return waybill_ftp_parse_line (dialect, *owned, now, entry);
}

static void
expect_rows (WaybillFtpDialect dialect, const Row *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    {
      WaybillRemoteEntry entry;
      g_autofree char *line = NULL;

      g_test_message ("%s", rows[i].line);
      g_assert_true (parse (dialect, rows[i].line, to_unix (NOW), &entry, &line));
      g_assert_cmpint (entry.type, ==, rows[i].type);
      g_assert_cmpstr (entry.raw, ==, rows[i].line);
      g_assert_cmpstr (entry.name, ==, rows[i].name);
      g_assert_cmpint (entry.size, ==, rows[i].size);
      g_assert_cmpint (entry.mtime, ==, to_unix (rows[i].time));
      g_assert_cmpstr (entry.target, ==, rows[i].target);
    }
}

static void
expect_nothing (WaybillFtpDialect dialect, const char *const *lines)
{
  for (guint i = 0; lines[i] != NULL; i++)
    {
      WaybillRemoteEntry entry;
      g_autofree char *line = NULL;

      g_test_message ("%s", lines[i]);
      g_assert_false (parse (dialect, lines[i], to_unix (NOW), &entry, &line));
    }
}

static void
test_mlsd (void)
{
  static const Row rows[] = {
    { "modify=20261122101500;perm=adfr;size=5;type=file;unique=FE01U1;UNIX.mode=0644; a.edi", FILE_ENTRY, "a.edi",
      5, /* ProFTPD */
      "2026-11-22T10:15:00Z", NULL },
    { "type=dir;sizd=4096;modify=20250101000000;UNIX.mode=0755; out box", DIR_ENTRY, "out box", 4096, "2025-01-01T00:00:00Z",
      NULL }, /* Pure-FTPd */
    { "Type=File;Size=1;Modify=20240229235960.123; UPPER", FILE_ENTRY, "UPPER", 1, "2024-02-29T23:59:59Z", NULL },
    { "type=OS.unix=slink:/data/x;size=7; link", LINK_ENTRY, "link", 7, NULL, "/data/x" },
    { "type=OS.unix=symlink;size=7; link", LINK_ENTRY, "link", 7, NULL, NULL },
    { "type=file;size=9223372036854775807; huge", FILE_ENTRY, "huge", G_MAXINT64, NULL, NULL },
    { "type=file;size=9223372036854775808; too-huge", FILE_ENTRY, "too-huge", -1, NULL, NULL },
    { "type=file;size=-5; negative", FILE_ENTRY, "negative", -1, NULL, NULL },
    { "type=file;modify=20260230120000; no-such-day", FILE_ENTRY, "no-such-day", -1, NULL, NULL },
    { "type=file;modify=now; no-time", FILE_ENTRY, "no-time", -1, NULL, NULL },
    { "type=file;  leading blank ", FILE_ENTRY, " leading blank ", -1, NULL, NULL },
    { "type=file; a;type=dir; b", FILE_ENTRY, "a;type=dir; b", -1, NULL, NULL },
    { " bare", OTHER, "bare", -1, NULL, NULL }, /* RFC 3659 §7.2 allows no facts at all */
    { "type=; odd", OTHER, "odd", -1, NULL, NULL },
    { "type=file;\342\202\254=1; \303\274.edi", FILE_ENTRY, "\303\274.edi", -1, NULL, NULL },
    { "type=file; ../../etc/passwd", FILE_ENTRY, "../../etc/passwd", -1, NULL,
      NULL }, /* whether it may be written is remote-path's question */
    { "type=file; ", UNREADABLE, NULL, -1, NULL, NULL },
    { "type=file;", UNREADABLE, NULL, -1, NULL, NULL },
    { "220 hello there", UNREADABLE, NULL, -1, NULL, NULL },
    { "-rw-r--r-- 1 u g 5 Nov 22 10:15 a", UNREADABLE, NULL, -1, NULL, NULL },
  };
  static const char *const nothing[] = {
    "type=cdir;modify=20260101000000; .", "type=pdir; ..", "type=pdir; /home", "type=dir; .", "type=dir; ..", "", "   ", NULL
  };

  expect_rows (WAYBILL_FTP_DIALECT_MLSD, rows, G_N_ELEMENTS (rows));
  expect_nothing (WAYBILL_FTP_DIALECT_MLSD, nothing);
}

static void
test_unix (void)
{
  static const Row rows[] = {
    { "-rw-r--r--   1 edi      edi          1234 Nov 22 10:15 order.edi", FILE_ENTRY, "order.edi", 1234,
      "2026-11-22T10:15:00Z", NULL }, /* ProFTPD */
    { "-rw-------    1 1000     1000            5 Nov 21 09:00 a b  c", FILE_ENTRY, "a b  c", 5, "2026-11-21T09:00:00Z",
      NULL }, /* vsftpd */
    { "drwxr-xr-x    2 0          0                4096 Mar  1  2024 pub", DIR_ENTRY, "pub", 4096, "2024-03-01T00:00:00Z",
      NULL }, /* Pure-FTPd */
    { "-rwxrwxrwx   1 owner    group            1803 Jul 10  2025 iis.txt", FILE_ENTRY, "iis.txt", 1803,
      "2025-07-10T00:00:00Z", NULL }, /* IIS */
    { "lrwxrwxrwx   1 u g 11 Nov 22 10:15 in -> ../elsewhere", LINK_ENTRY, "in", 11, "2026-11-22T10:15:00Z",
      "../elsewhere" },
    { "lrwxrwxrwx   1 u g 11 Nov 22 10:15 in", LINK_ENTRY, "in", 11, "2026-11-22T10:15:00Z", NULL },
    { "-rw-r--r--   1 u g 11 Nov 22 10:15 a -> b", FILE_ENTRY, "a -> b", 11, "2026-11-22T10:15:00Z", NULL },
    { "-rw-r--r--   1 DOM\\Anna Lee Domain Users 7 Nov 22 10:15 x", FILE_ENTRY, "x", 7, "2026-11-22T10:15:00Z", NULL },
    { "-rw-r--r--   1 u 7 Nov 22 10:15 no-group", FILE_ENTRY, "no-group", 7, "2026-11-22T10:15:00Z", NULL },
    { "-rw-r--r-- 7 Nov 22 10:15 nobody", FILE_ENTRY, "nobody", 7, "2026-11-22T10:15:00Z", NULL },
    { "-rw-r--r--+  1 u g 7 Nov 22 10:15 acl", FILE_ENTRY, "acl", 7, "2026-11-22T10:15:00Z", NULL },
    { "-rw-r--r--   1 u g 7 2026-11-22 10:15 iso", FILE_ENTRY, "iso", 7, "2026-11-22T10:15:00Z", NULL },
    { "-rw-r--r--   1 u g 7 Nov 22 10:15 Nov 22 10:15 x", FILE_ENTRY, "Nov 22 10:15 x", 7, "2026-11-22T10:15:00Z", NULL },
    { "-rw-r--r--   1 u g 7 nov 22 10:15 lower", FILE_ENTRY, "lower", 7, "2026-11-22T10:15:00Z", NULL },
    { "-rw-r--r--   1 u g 7 Nov 22 10:15  leading", FILE_ENTRY, " leading", 7, "2026-11-22T10:15:00Z", NULL },
    { "-rw-r--r--   1 u g 999999999999999999 Nov 22 10:15 huge", FILE_ENTRY, "huge", 999999999999999999,
      "2026-11-22T10:15:00Z", NULL },
    { "srwxrwxrwx   1 u g 0 Nov 22 10:15 socket", OTHER, "socket", 0, "2026-11-22T10:15:00Z", NULL },
    { "-rw-r--r--   1 u g 7 Nov 22 99:99 no-such-time", FILE_ENTRY, "no-such-time", 7, NULL, NULL },
    { "-rw-r--r--   1 u g 7 Feb 30 2024 no-such-day", FILE_ENTRY, "no-such-day", 7, NULL, NULL },
    /* No name: what follows in memory must not become one. */
    { "-rw-r--r--   1 u g 7 Nov 22 10:15", UNREADABLE, NULL, -1, NULL, NULL },
    { "-rw-r--r--   1 u g 7 Nov 22 10:15 ", UNREADABLE, NULL, -1, NULL, NULL },
    { "-rw-r--r--   1 u g 7 Nov 22 2026", UNREADABLE, NULL, -1, NULL, NULL },
    { "lrwxrwxrwx   1 u g 7 Nov 22 10:15  -> target", UNREADABLE, NULL, -1, NULL, NULL },
    { "-rw-r--r--   1 u g 7 2026-11-22 10:15 ", UNREADABLE, NULL, -1, NULL, NULL },
    { "-rw-r--r--   1 u g 99999999999999999999 Nov 22 10:15 over", UNREADABLE, NULL, -1, NULL, NULL },
    { "-rw-r--r--   1 u g -7 Nov 22 10:15 negative", UNREADABLE, NULL, -1, NULL, NULL },
    { "?rw-r--r--   1 u g 7 Nov 22 10:15 mode", UNREADABLE, NULL, -1, NULL, NULL },
    { "-rw-r--r--", UNREADABLE, NULL, -1, NULL, NULL },
    { "07-10-25  10:15AM       <DIR>          dos", UNREADABLE, NULL, -1, NULL, NULL }, /* IIS in its own manner */
    { "Volume Unit    Referred Ext Used Recfm Lrecl BlkSz Dsorg Dsname", UNREADABLE, NULL, -1, NULL, NULL }, /* z/OS */
  };
  static const char *const nothing[] = { "total 12",
                                         "total",
                                         "Total of 4",
                                         "",
                                         " \t ",
                                         "drwxr-xr-x 2 u g 4096 Nov 22 10:15 .",
                                         "drwxr-xr-x 2 u g 4096 Nov 22 10:15 ..",
                                         NULL };

  expect_rows (WAYBILL_FTP_DIALECT_UNIX, rows, G_N_ELEMENTS (rows));
  expect_nothing (WAYBILL_FTP_DIALECT_UNIX, nothing);
}

/* Dates without a year, around the turn of the year and in leap years. */
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
    { "2025-12-31T23:30:00Z", "Jan  1 00:10", "2026-01-01T00:10:00Z" }, /* the same, at the turn of the year */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *line = g_strdup_printf ("-rw-r--r-- 1 u g 7 %s x", rows[i].date);
      g_autofree char *owned = NULL;
      WaybillRemoteEntry entry;

      g_test_message ("%s at %s", rows[i].date, rows[i].now);
      g_assert_true (parse (WAYBILL_FTP_DIALECT_UNIX, line, to_unix (rows[i].now), &entry, &owned));
      g_assert_cmpstr (entry.name, ==, "x");
      g_assert_cmpint (entry.mtime, ==, to_unix (rows[i].time));
    }
}

static void
test_long (void)
{
  g_autofree char *name = g_strnfill (10 * 1024, 'n');
  g_autofree char *list = g_strconcat ("-rw-r--r-- 1 u g 7 Nov 22 10:15 ", name, NULL);
  g_autofree char *mlsd = g_strconcat ("type=file; ", name, NULL);
  g_autofree char *owned = NULL;
  g_autofree char *other = NULL;
  WaybillRemoteEntry entry;

  g_assert_true (parse (WAYBILL_FTP_DIALECT_UNIX, list, 0, &entry, &owned));
  g_assert_cmpstr (entry.name, ==, name);
  g_assert_true (parse (WAYBILL_FTP_DIALECT_MLSD, mlsd, 0, &entry, &other));
  g_assert_cmpstr (entry.name, ==, name);
}

static char *
dup_random_line (GRand *rand)
{
  static const char *const words[] = { "-rw-r--r--",
                                       "lrwxrwxrwx",
                                       "type=file;",
                                       "size=",
                                       "modify=20261122",
                                       " ",
                                       " ",
                                       " ",
                                       " ",
                                       "Nov",
                                       "22",
                                       "10:15",
                                       "2026",
                                       "2026-11-22",
                                       "7",
                                       "->",
                                       " -> ",
                                       "total",
                                       "..",
                                       ";",
                                       "=",
                                       "OS.unix=slink:",
                                       "\t" };
  GString *line = g_string_new (NULL);
  guint n = (guint) g_rand_int_range (rand, 0, 24);

  for (guint i = 0; i < n; i++)
    if (g_rand_int_range (rand, 0, 6) > 0)
      g_string_append (line, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
    else
      g_string_append_c (line, (char) g_rand_int_range (rand, 1, 256));
  return g_string_free (line, FALSE);
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (19851000);

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *line = dup_random_line (rand);

      for (guint dialect = 0; dialect < WAYBILL_FTP_N_DIALECTS; dialect++)
        {
          g_autofree char *owned = NULL;
          WaybillRemoteEntry entry;

          if (!parse (dialect, line, to_unix (NOW), &entry, &owned))
            continue;
          g_assert_cmpstr (entry.raw, ==, line);
          g_assert_cmpint (entry.name == NULL, ==, entry.type == WAYBILL_REMOTE_ENTRY_UNREADABLE);
          g_assert_cmpint (entry.size, >=, -1);
          if (entry.name != NULL)
            {
              g_assert_cmpstr (entry.name, !=, "");
              g_assert_true (entry.name > owned && entry.name + strlen (entry.name) <= owned + strlen (line));
            }
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ftp/parse/mlsd", test_mlsd);
  g_test_add_func ("/ftp/parse/unix", test_unix);
  g_test_add_func ("/ftp/parse/dates-without-a-year", test_dates);
  g_test_add_func ("/ftp/parse/long-name", test_long);
  g_test_add_func ("/ftp/parse/random-lines", test_random);
  return g_test_run ();
}
