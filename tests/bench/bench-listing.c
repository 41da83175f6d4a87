/* What it costs to read a listing: 100,000 lines of a kind, as they come from a server in pieces of 64 KiB, into a listing.
 * CPU time, best and median of several rounds. A figure, not a test. */
#include "ftp-parser.h"

#include <string.h>
#include <sys/resource.h>

#define LINES 100000
#define ROUNDS 15
#define PIECE (64 * 1024)
#define NOW G_GINT64_CONSTANT (1795348800)

static const struct
{
  const char *what;
  const char *kind; /* (nullable) told, as for MLSD; NULL: guessed, as for LIST */
  const char *line; /* %05d: the entry's number */
} rows[] = {
  { "MLSD, ProFTPD", "mlsd",
    "modify=20261122101500;perm=adfr;size=4096;type=file;unique=FE01U%05d;UNIX.group=1000;UNIX.groupname=edi;"
    "UNIX.mode=0644;UNIX.owner=1000;UNIX.ownername=edi; order-of-november-%05d.edi\r\n" },
  { "MLSD, Pure-FTPd", "mlsd",
    "type=file;size=4096;modify=20261122101500;UNIX.mode=0644;UNIX.uid=1000;UNIX.gid=1000;unique=fe01g%05d; "
    "order-of-november-%05d.edi\r\n" },
  { "UNIX, names", NULL, "-rw-r--r--   1 edi      partners     4096 Nov 22 10:%02d order-of-november-%05d.edi\r\n" },
  { "UNIX, numbers and years", NULL,
    "-rw-r--r--    1 1000     1000         4096 Nov 22  20%02d order-of-november-%05d.edi\r\n" },
  { "DOS", NULL, "11-22-26  10:%02dAM                 4096 order-of-november-%05d.edi\r\n" },
  { "VMS", NULL,
    "ORDER_%02d_%05d.EDI;1          12/18         21-NOV-2026 09:00:00  [EDI]                  (RWED,RWED,RE,)\r\n" },
  { "IBM i", NULL, "EDIUSR         12345 11/22/26 10:15:%02d *STMF      order-of-november-%05d.edi\r\n" },
};

static gint64
get_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return ((gint64) usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC + usage.ru_utime.tv_usec
         + usage.ru_stime.tv_usec;
}

static GString *
make_text (const char *line)
{
  GString *text = g_string_new (NULL);
  const char *second = strstr (strstr (line, "%0") + 1, "%0");

  g_assert_nonnull (second);
  for (int i = 0; i < LINES; i++)
    {
      /* The first number is of few digits: a minute, or part of a name. */
      gboolean small = strncmp (strstr (line, "%0"), "%02d", 4) == 0;
      const char *at = line;
      int numbers[2] = { small ? i % 60 : i, i };

      for (guint n = 0; n < 2; n++)
        {
          const char *mark = strstr (at, "%0");

          g_string_append_len (text, at, mark - at);
          g_string_append_printf (text, mark[2] == '2' ? "%02d" : "%05d", numbers[n]);
          at = mark + 4;
        }
      g_string_append (text, at);
    }
  return text;
}

static gint64
run_once (const char *kind, const GString *text)
{
  const WaybillFtpParserTerms terms = { .kind = kind, .now = NOW };
  g_autoptr (WaybillRemoteListing) listing = waybill_remote_listing_new ();
  g_autoptr (WaybillFtpParser) parser = NULL;
  gint64 begun = get_cpu ();
  gint64 spent;

  parser = waybill_ftp_parser_new (&terms, listing);
  for (gsize at = 0; at < text->len; at += PIECE)
    g_assert_true (waybill_ftp_parser_take (parser, text->str + at, MIN (PIECE, text->len - at)));
  g_assert_true (waybill_ftp_parser_end (parser));
  spent = get_cpu () - begun;
  g_assert_cmpuint (waybill_remote_listing_get_length (listing), ==, LINES);
  for (guint i = 0; i < LINES; i += LINES / 10)
    g_assert_cmpint (waybill_remote_listing_get (listing, i)->type, ==, WAYBILL_REMOTE_ENTRY_FILE);
  return spent;
}

static int
compare (const void *one, const void *other)
{
  const gint64 *a = one, *b = other;

  return (*a > *b) - (*a < *b);
}

int
main (int argc, char **argv)
{
  g_print ("%-26s %12s %12s %10s\n", "100,000 lines of", "best, ms", "median, ms", "MB read");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GString *text = make_text (rows[i].line);
      gint64 spent[ROUNDS];

      for (guint round = 0; round < ROUNDS; round++)
        spent[round] = run_once (rows[i].kind, text);
      qsort (spent, ROUNDS, sizeof *spent, compare);
      g_print ("%-26s %12.1f %12.1f %10.1f\n", rows[i].what, (double) spent[0] / 1000, (double) spent[ROUNDS / 2] / 1000,
               (double) text->len / 1e6);
      g_string_free (text, TRUE);
    }
  return 0;
}
