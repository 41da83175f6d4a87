/* What (verb, code) means, one row a case, with the servers that answer so. */
#include "ftp-error.h"

#include "base-log.h"
#include "net-wait.h"
#include "tls-error.h"

#include <string.h>

static void
test_replies (void)
{
  static const struct
  {
    const char *verb;
    int code;
    const char *text;
    WaybillRemoteError kind;
  } rows[] = {
    { "USER", 421, "Too many connections", WAYBILL_REMOTE_ERROR_BUSY },
    { "RETR", 421, "Timeout", WAYBILL_REMOTE_ERROR_BUSY },
    { "AUTH", 502, "Not implemented", WAYBILL_REMOTE_ERROR_NO_ENCRYPTION },
    { "AUTH", 530, "Please login with USER and PASS.", WAYBILL_REMOTE_ERROR_NO_ENCRYPTION }, /* vsftpd without TLS */
    { "PROT", 534, "refused", WAYBILL_REMOTE_ERROR_NO_ENCRYPTION },
    { "PASS", 530, "Login incorrect.", WAYBILL_REMOTE_ERROR_LOGIN },
    { "PASS", 332, "Need account", WAYBILL_REMOTE_ERROR_LOGIN },
    { "CWD", 530, "Not logged in", WAYBILL_REMOTE_ERROR_LOGIN },
    { "RETR", 522, "SSL connection failed; session reuse required: see require_ssl_reuse option in vsftpd.conf man page",
      WAYBILL_REMOTE_ERROR_NOT_RESUMED },
    { "STOR", 425, "Unable to build data connection: Operation not permitted",
      WAYBILL_REMOTE_ERROR_NOT_RESUMED }, /* ProFTPD */
    { "RETR", 425, "Unable to build data connection: TLS session of data connection not resumed.",
      WAYBILL_REMOTE_ERROR_NOT_RESUMED },
    { "RETR", 425, "Can't open data connection", WAYBILL_REMOTE_ERROR_DATA },
    { "RETR", 426, "Connection closed; transfer aborted.", WAYBILL_REMOTE_ERROR_LOST },
    { "LIST", 521, "PROT P required", WAYBILL_REMOTE_ERROR_NO_ENCRYPTION },
    { "STOR", 452, "No space", WAYBILL_REMOTE_ERROR_REMOTE_FULL },
    { "STOR", 552, "Quota exceeded", WAYBILL_REMOTE_ERROR_REMOTE_FULL },
    { "RETR", 550, "/a: No such file or directory", WAYBILL_REMOTE_ERROR_NOT_FOUND },
    { "RETR", 550, "Failed to open file.", WAYBILL_REMOTE_ERROR_NOT_FOUND }, /* vsftpd */
    { "RETR", 550, "/a: Permission denied", WAYBILL_REMOTE_ERROR_DENIED },
    { "STOR", 553, "Could not create file.", WAYBILL_REMOTE_ERROR_DENIED },
    { "STOR", 550, "/x/a: No such file or directory", WAYBILL_REMOTE_ERROR_NOT_FOUND },
    { "MKD", 521, "is there", WAYBILL_REMOTE_ERROR_EXISTS },
    { "MKD", 550, "/a: File exists", WAYBILL_REMOTE_ERROR_EXISTS },                    /* ProFTPD */
    { "MKD", 550, "Directory already exists", WAYBILL_REMOTE_ERROR_EXISTS },           /* FileZilla Server */
    { "MKD", 550, "Create directory operation failed.", WAYBILL_REMOTE_ERROR_FAILED }, /* vsftpd */
    { "MKD", 550, "/a: Permission denied", WAYBILL_REMOTE_ERROR_DENIED },
    { "RNFR", 550, "RNFR command failed.", WAYBILL_REMOTE_ERROR_NOT_FOUND }, /* vsftpd */
    { "RNTO", 553, "/b: File exists", WAYBILL_REMOTE_ERROR_EXISTS },
    { "RNTO", 550, "Rename failed.", WAYBILL_REMOTE_ERROR_FAILED },                                /* vsftpd */
    { "DELE", 550, "The system cannot find the file specified.", WAYBILL_REMOTE_ERROR_NOT_FOUND }, /* IIS */
    { "DELE", 550, "File does not exist", WAYBILL_REMOTE_ERROR_NOT_FOUND },
    { "RMD", 550, "/a: Directory not empty", WAYBILL_REMOTE_ERROR_FAILED },
    { "RMD", 550, "Access is denied.", WAYBILL_REMOTE_ERROR_DENIED }, /* IIS */
    { "RETR", 521, "no", WAYBILL_REMOTE_ERROR_NO_ENCRYPTION },
    { "MLSD", 500, "Unknown command.", WAYBILL_REMOTE_ERROR_UNSUPPORTED },
    { "RETR", 451, "Local error", WAYBILL_REMOTE_ERROR_FAILED },
    { "RETR", 200, "what?", WAYBILL_REMOTE_ERROR_PROTOCOL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const WaybillFtpReply reply = { .code = rows[i].code, .text = (char *) rows[i].text };
      g_autoptr (GError) error = waybill_ftp_error_from_reply (WAYBILL_REMOTE_PHASE_COMMAND, rows[i].verb, "/a", &reply);
      const WaybillRemoteErrorFacts *facts = waybill_remote_error_get_facts (error);

      g_test_message ("%s %d", rows[i].verb, rows[i].code);
      g_assert_error (error, WAYBILL_REMOTE_ERROR, (int) rows[i].kind);
      g_assert_cmpstr (facts->verb, ==, rows[i].verb);
      g_assert_cmpstr (facts->subject, ==, "/a");
      g_assert_cmpint (facts->reply_code, ==, rows[i].code);
      g_assert_cmpstr (facts->reply_text, ==, rows[i].text);
      g_assert_cmpint (facts->permanent, ==, rows[i].code >= 500);
      g_assert_cmpint (facts->alert, ==, -1);
    }
}

/* Most servers repeat the name that they refuse: what stands in it says nothing. */
static void
test_names_are_no_words (void)
{
  static const struct
  {
    const char *verb;
    int code;
    const char *text;
    const char *subject;
    WaybillRemoteError kind;
  } rows[] = {
    { "SIZE", 550, "permissions.csv: No such file or directory", "permissions.csv", WAYBILL_REMOTE_ERROR_NOT_FOUND },
    { "CWD", 550, "/in/authority.d: No such file or directory", "authority.d", WAYBILL_REMOTE_ERROR_NOT_FOUND },
    { "RETR", 550, "/home/Certificate Authority/a.csv: No such file", "a.csv", WAYBILL_REMOTE_ERROR_NOT_FOUND },
    { "RETR", 550, "Can't open D:\\permissions\\a.csv", "a.csv", WAYBILL_REMOTE_ERROR_NOT_FOUND },
    { "RETR", 451, "resume.csv: Input/output error", "hr/resume.csv", WAYBILL_REMOTE_ERROR_FAILED },
    { "RNTO", 550, "exists.csv: Read-only file system", "exists.csv", WAYBILL_REMOTE_ERROR_FAILED },
    { "RETR", 550, "permissions.csv: Permission denied", "permissions.csv", WAYBILL_REMOTE_ERROR_DENIED },
    { "RETR", 550, "denied: Permission denied", "denied", WAYBILL_REMOTE_ERROR_DENIED },
    { "STOR", 550, "Access denied to /in/a.csv", "/in/", WAYBILL_REMOTE_ERROR_DENIED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const WaybillFtpReply reply = { .code = rows[i].code, .text = (char *) rows[i].text };
      g_autoptr (GError) error
          = waybill_ftp_error_from_reply (WAYBILL_REMOTE_PHASE_COMMAND, rows[i].verb, rows[i].subject, &reply);

      g_test_message ("%s", rows[i].text);
      g_assert_error (error, WAYBILL_REMOTE_ERROR, (int) rows[i].kind);
    }
}

/* A server that repeats the password, and paints the terminal red. */
static void
test_scrubbed (void)
{
  const WaybillFtpReply reply = { .code = 530, .text = (char *) "No: hunter2\033[31m" };
  g_autoptr (GError) error = NULL;

  waybill_base_log_hide ("hunter2");
  error = waybill_ftp_error_from_reply (WAYBILL_REMOTE_PHASE_LOGIN, "PASS", NULL, &reply);
  waybill_base_log_unhide ("hunter2");
  g_assert_cmpstr (waybill_remote_error_get_facts (error)->reply_text, ==, "No: " WAYBILL_BASE_LOG_MASK "\\x1b[31m");
  g_assert_null (strstr (error->message, "hunter2"));
  g_assert_null (strchr (error->message, '\033'));
}

static GError *
settle (GQuark domain, int code)
{
  GError *error = g_error_new_literal (domain, code, "words");

  waybill_ftp_error_settle (&error, WAYBILL_REMOTE_PHASE_DATA, "RETR", "/a");
  g_assert_true (error->domain == WAYBILL_REMOTE_ERROR);
  g_assert_cmpstr (error->message, ==, "words");
  g_assert_cmpint (waybill_remote_error_get_facts (error)->phase, ==, WAYBILL_REMOTE_PHASE_DATA);
  return error;
}

static void
test_settle (void)
{
  const struct
  {
    GQuark domain;
    int code;
    WaybillRemoteError kind;
  } rows[] = {
    { WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_TIMED_OUT, WAYBILL_REMOTE_ERROR_TIMED_OUT },
    { WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_HOST_NOT_FOUND, WAYBILL_REMOTE_ERROR_HOST_NOT_FOUND },
    { WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_REFUSED, WAYBILL_REMOTE_ERROR_REFUSED },
    { WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_UNREACHABLE, WAYBILL_REMOTE_ERROR_UNREACHABLE },
    { WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_LOST, WAYBILL_REMOTE_ERROR_LOST },
    { WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_PROXY, WAYBILL_REMOTE_ERROR_PROXY },
    { WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_PROXY_LOGIN, WAYBILL_REMOTE_ERROR_PROXY_LOGIN },
    { WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_PROXY_REFUSED, WAYBILL_REMOTE_ERROR_PROXY_REFUSED },
    { WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_PROXY_NO_WAY, WAYBILL_REMOTE_ERROR_PROXY_NO_WAY },
    { WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_PROXY_ACTIVE, WAYBILL_REMOTE_ERROR_PROXY_ACTIVE },
    { WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_FAILED, WAYBILL_REMOTE_ERROR_LOST },
    { WAYBILL_TLS_ERROR, WAYBILL_TLS_ERROR_HANDSHAKE, WAYBILL_REMOTE_ERROR_TLS },
    { WAYBILL_TLS_ERROR, WAYBILL_TLS_ERROR_PLAIN_TEXT, WAYBILL_REMOTE_ERROR_PLAIN_TEXT },
    { WAYBILL_TLS_ERROR, WAYBILL_TLS_ERROR_UNTRUSTED, WAYBILL_REMOTE_ERROR_UNTRUSTED },
    { WAYBILL_TLS_ERROR, WAYBILL_TLS_ERROR_CERTIFICATE_WANTED, WAYBILL_REMOTE_ERROR_CERTIFICATE_WANTED },
    { WAYBILL_TLS_ERROR, WAYBILL_TLS_ERROR_CERTIFICATE_REFUSED, WAYBILL_REMOTE_ERROR_CERTIFICATE_REFUSED },
    { WAYBILL_TLS_ERROR, WAYBILL_TLS_ERROR_LOST, WAYBILL_REMOTE_ERROR_LOST },
    { WAYBILL_TLS_ERROR, WAYBILL_TLS_ERROR_FAILED, WAYBILL_REMOTE_ERROR_TLS },
    { G_IO_ERROR, G_IO_ERROR_CANCELLED, WAYBILL_REMOTE_ERROR_CANCELLED },
    { G_IO_ERROR, G_IO_ERROR_FAILED, WAYBILL_REMOTE_ERROR_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = settle (rows[i].domain, rows[i].code);

      g_assert_cmpint (error->code, ==, (int) rows[i].kind);
    }
}

static void
test_settle_keeps (void)
{
  GError *error = waybill_ftp_error_new (WAYBILL_REMOTE_ERROR_NO_SPACE, WAYBILL_REMOTE_PHASE_DATA, "RETR", "/a", "full");
  GError *kept = error;
  GError *none = NULL;
  GError *alert = NULL;

  waybill_ftp_error_settle (&error, WAYBILL_REMOTE_PHASE_LOGIN, "USER", NULL);
  g_assert_true (error == kept);
  g_assert_cmpint (waybill_remote_error_get_facts (error)->phase, ==, WAYBILL_REMOTE_PHASE_DATA);
  g_error_free (error);
  waybill_ftp_error_settle (&none, WAYBILL_REMOTE_PHASE_LOGIN, NULL, NULL);
  g_assert_null (none);
  waybill_ftp_error_settle (NULL, WAYBILL_REMOTE_PHASE_LOGIN, NULL, NULL);

  waybill_tls_error_set (&alert, WAYBILL_TLS_ERROR_CERTIFICATE_REFUSED, -12, 46, NULL, "x");
  waybill_ftp_error_settle (&alert, WAYBILL_REMOTE_PHASE_HANDSHAKE, NULL, NULL);
  g_assert_cmpint (waybill_remote_error_get_facts (alert)->gnutls_code, ==, -12);
  g_assert_cmpint (waybill_remote_error_get_facts (alert)->alert, ==, 46);
  g_error_free (alert);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ftp/error/replies", test_replies);
  g_test_add_func ("/ftp/error/names-are-no-words", test_names_are_no_words);
  g_test_add_func ("/ftp/error/words-are-scrubbed", test_scrubbed);
  g_test_add_func ("/ftp/error/settle", test_settle);
  g_test_add_func ("/ftp/error/settle-keeps-what-is-settled", test_settle_keeps);
  return g_test_run ();
}
