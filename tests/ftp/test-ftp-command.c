/* No argument becomes a second command, and no secret is shown. */
#include "ftp-command.h"

#include "base-log.h"
#include "remote-error.h"

#include <string.h>

static void
test_build (void)
{
  const WaybillFtpCommand bare = { .verb = "PASV" };
  const WaybillFtpCommand path = { .verb = "RETR", .argument = " a file\t\303\251 " };
  const WaybillFtpCommand empty = { .verb = "PASS", .argument = "", .secret = TRUE };
  g_autofree char *first = waybill_ftp_command_build (&bare, NULL, NULL);
  g_autofree char *second = waybill_ftp_command_build (&path, NULL, NULL);
  g_autofree char *third = waybill_ftp_command_build (&empty, NULL, NULL);

  g_assert_cmpstr (first, ==, "PASV\r\n");
  g_assert_cmpstr (second, ==, "RETR  a file\t\303\251 \r\n");
  g_assert_cmpstr (third, ==, "PASS \r\n");
}

static void
test_injection (void)
{
  static const char *const arguments[] = { "a\r\nDELE b", "a\nDELE b", "a\rDELE b", "\n", "a\r", "a\n" };

  for (guint i = 0; i < G_N_ELEMENTS (arguments); i++)
    for (guint secret = 0; secret < 2; secret++)
      {
        const WaybillFtpCommand command = { .verb = "RETR", .argument = arguments[i], .secret = secret != 0 };
        g_autoptr (GError) error = NULL;
        const WaybillRemoteErrorFacts *facts;

        g_assert_null (waybill_ftp_command_build (&command, NULL, &error));
        g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_UNSAFE);
        g_assert_null (strpbrk (error->message, "\r\n"));
        facts = waybill_remote_error_get_facts (error);
        g_assert_cmpstr (facts->verb, ==, "RETR");
        if (secret)
          g_assert_null (facts->subject);
        else
          g_assert_null (strpbrk (facts->subject, "\r\n"));
      }
}

static void
test_length (void)
{
  g_autofree char *longest = g_strnfill (4096, 'a');
  g_autofree char *longer = g_strnfill (4097, 'a');
  const WaybillFtpCommand fits = { .verb = "RETR", .argument = longest };
  const WaybillFtpCommand too_long = { .verb = "RETR", .argument = longer };
  g_autofree char *line = waybill_ftp_command_build (&fits, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (strlen (line), ==, 4096 + 7);
  g_assert_null (waybill_ftp_command_build (&too_long, NULL, &error));
  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_UNSAFE);
}

/* A letter that the server's charset lacks, and a secret with one, which nobody may see. */
static void
test_charset (void)
{
  g_autoptr (WaybillBaseCharset) charset = waybill_base_charset_new ("ISO-8859-1");
  const WaybillFtpCommand path = { .verb = "RETR", .argument = "\303\234" };
  const WaybillFtpCommand secret = { .verb = "PASS", .argument = "\342\202\254", .secret = TRUE };
  g_autofree char *line = waybill_ftp_command_build (&path, charset, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (line, ==, "RETR \334\r\n");
  g_assert_null (waybill_ftp_command_build (&secret, charset, &error));
  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_CHARSET);
  g_assert_null (strstr (error->message, secret.argument));
  g_assert_null (waybill_remote_error_get_facts (error)->subject);
}

static void
test_shown (void)
{
  const WaybillFtpCommand secret = { .verb = "PASS", .argument = "hunter2", .secret = TRUE };
  const WaybillFtpCommand odd = { .verb = "CWD", .argument = "a\033[2J\342\200\256b" };
  const WaybillFtpCommand bare = { .verb = "QUIT" };
  g_autofree char *masked = waybill_ftp_command_dup_shown (&secret);
  g_autofree char *escaped = waybill_ftp_command_dup_shown (&odd);
  g_autofree char *plain = waybill_ftp_command_dup_shown (&bare);

  g_assert_cmpstr (masked, ==, "PASS " WAYBILL_BASE_LOG_MASK);
  g_assert_cmpstr (escaped, ==, "CWD a\\x1b[2J\\u202eb");
  g_assert_cmpstr (plain, ==, "QUIT");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ftp/command/build", test_build);
  g_test_add_func ("/ftp/command/injection-is-refused", test_injection);
  g_test_add_func ("/ftp/command/length", test_length);
  g_test_add_func ("/ftp/command/charset", test_charset);
  g_test_add_func ("/ftp/command/shown-without-secrets", test_shown);
  return g_test_run ();
}
