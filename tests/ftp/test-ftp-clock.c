/* Times in greetings of real servers, and what is no time of now. */
#include "ftp-clock.h"

#define NOW G_GINT64_CONSTANT (1795352760) /* 22 November 2026 13:06:00 UTC */
#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

static const struct
{
  const char *name;
  const char *greeting;
  WaybillCertClockSource source;
  gint64 ahead;
} rows[] = {
  { "pure-ftpd",
    "---------- Welcome to Pure-FTPd [privsep] [TLS] ----------\nYou are user number 1 of 50 allowed.\nLocal time is now "
    "14:07. Server port: 21.\nThis is a private system - No anonymous login",
    WAYBILL_CERT_CLOCK_SOURCE_TIME_OF_DAY, 61 * MINUTE },
  { "pure-ftpd-behind", "Local time is now 08:06. Server port: 21.", WAYBILL_CERT_CLOCK_SOURCE_TIME_OF_DAY, -5 * HOUR },
  { "pure-ftpd-over-midnight", "Local time is now 02:06. Server port: 21.", WAYBILL_CERT_CLOCK_SOURCE_TIME_OF_DAY,
    -11 * HOUR },
  { "pure-ftpd-next-day", "Local time is now 01:00. Server port: 21.", WAYBILL_CERT_CLOCK_SOURCE_TIME_OF_DAY,
    12 * HOUR - 6 * MINUTE },
  { "z-os", "FTPD1 IBM FTP CS V2R4 at MVS1.HARBOUR.EXAMPLE, 08:05:33 on 2026-11-22.", WAYBILL_CERT_CLOCK_SOURCE_TIME_OF_DAY,
    -(5 * HOUR + 27) },
  { "rfc-3339", "Harbour, 2026-11-22T14:07:00Z ready", WAYBILL_CERT_CLOCK_SOURCE_GREETING, 61 * MINUTE },
  { "rfc-3339-with-offset", "Ready (2026-11-22T14:06:00+01:00)", WAYBILL_CERT_CLOCK_SOURCE_GREETING, 0 },
  { "rfc-3339-at-the-end", "Time: 2026-11-22T13:06:05Z.", WAYBILL_CERT_CLOCK_SOURCE_GREETING, 5 },
  { "mail", "EDI gateway, Sun, 22 Nov 2026 15:06:00 GMT", WAYBILL_CERT_CLOCK_SOURCE_GREETING, 2 * HOUR },
  { "mail-in-zero", "EDI gateway 22 Nov 2026 15:06:00 +0000", WAYBILL_CERT_CLOCK_SOURCE_GREETING, 2 * HOUR },
  { "years-ahead", "Now 2036-11-22T13:06:00Z", WAYBILL_CERT_CLOCK_SOURCE_GREETING, 3653 * DAY },

  { "wu-ftpd-build-date", "ftp.example FTP server (Version wu-2.6.2(1) Mon Dec 3 15:26:19 MET 2001) ready.",
    WAYBILL_CERT_CLOCK_SOURCE_NONE, 0 },
  { "build-date-with-zone", "Server built 2019-02-03T10:00:00Z", WAYBILL_CERT_CLOCK_SOURCE_NONE, 0 },
  { "without-zone", "It is 2026-11-22T13:06:00 here", WAYBILL_CERT_CLOCK_SOURCE_NONE, 0 },
  { "mail-elsewhere", "22 Nov 2026 15:06:00 CET", WAYBILL_CERT_CLOCK_SOURCE_NONE, 0 },
  { "nothing", "ProFTPD Server (Partner) [127.0.0.1]", WAYBILL_CERT_CLOCK_SOURCE_NONE, 0 },
  { "no-time-of-day", "Local time is now later. Server port: 21.", WAYBILL_CERT_CLOCK_SOURCE_NONE, 0 },
  { "no-such-time", "Local time is now 25:61. Server port: 21.", WAYBILL_CERT_CLOCK_SOURCE_NONE, 0 },
  { "no-such-day", "FTPD1 at X, 08:05:33 on 2026-13-42.", WAYBILL_CERT_CLOCK_SOURCE_NONE, 0 },
  { "on-nothing", " on 2026-11-22", WAYBILL_CERT_CLOCK_SOURCE_NONE, 0 },
  { "empty", "", WAYBILL_CERT_CLOCK_SOURCE_NONE, 0 },
};

static void
test_row (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  WaybillCertClockReading reading = { WAYBILL_CERT_CLOCK_SOURCE_NONE, 0, 0 };
  gboolean found = waybill_ftp_clock_read_greeting (rows[i].greeting, NOW, &reading);

  g_assert_cmpint (found, ==, rows[i].source != WAYBILL_CERT_CLOCK_SOURCE_NONE);
  g_assert_cmpint (reading.source, ==, rows[i].source);
  g_assert_cmpint (reading.ahead, ==, rows[i].ahead);
  g_assert_cmpint (reading.at, ==, found ? NOW : 0);
}

/* A peer writes what it likes: nothing beyond the text is read. */
static void
test_every_beginning (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gsize length = 0; rows[i].greeting[length] != '\0'; length++)
      {
        g_autofree char *cut = g_strndup (rows[i].greeting, length);
        WaybillCertClockReading reading;

        waybill_ftp_clock_read_greeting (cut, NOW, &reading);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ftp/clock/%s", rows[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_row);
    }
  g_test_add_func ("/ftp/clock/every-beginning", test_every_beginning);
  return g_test_run ();
}
