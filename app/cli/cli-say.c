/* What the program says when something went wrong: which exit code and which words an error has. How a line is written is
 * cli-output's, what belongs to an error beside its words is cli-hint's. */
#include "cli-hint.h"
#include "cli-json.h"
#include "cli-private.h"

#include "base-file.h"
#include "base-log.h"
#include "cert-error.h"
#include "words-error.h"
#include "words-secret.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

/* The errors that come from below without an exit code of their own. Those without a title have their words in words. */
typedef struct
{
  int code;
  int exit_code;
  const char *kind;
  const char *title;
  const char *sentence;
  const char *next;
} Row;

#define P(code) WAYBILL_PARTNER_ERROR_##code
#define C(code) WAYBILL_CERT_ERROR_##code
#define LOOK_AT_PARTNERS N_ ("Look at the partners with “partner list”.")

static const Row partner_rows[] = {
  { P (NAME), WAYBILL_CLI_USAGE, "partner-name", N_ ("This cannot be a name"), N_ ("A partner cannot be called that."),
    N_ ("Choose a name without [ ] and /.") },
  { P (VALUE), WAYBILL_CLI_USAGE, "partner-value", N_ ("This value cannot be used"),
    N_ ("One of the partner’s values cannot be what it is given as."),
    N_ ("Compare it with the sheet; “help FIELD” explains.") },
  { P (SETTING), WAYBILL_CLI_USAGE, "partner-setting", N_ ("This setting cannot be used"),
    N_ ("The setting is unknown, or cannot have that value."), N_ ("“help set” names the settings.") },
  { P (FILE), WAYBILL_CLI_LOCAL, "partner-file", NULL, NULL, NULL },
  { P (STORE), WAYBILL_CLI_LOCAL, "partner-store", NULL, NULL, NULL },
  { P (NO_SPACE), WAYBILL_CLI_LOCAL, "disk-full", NULL, NULL, NULL },
  { P (NAME_TAKEN), WAYBILL_CLI_USAGE, "partner-name-taken", NULL, NULL, NULL },
  { P (NOT_FOUND), WAYBILL_CLI_USAGE, "partner-not-found", N_ ("No such partner"), N_ ("There is no partner of this name."),
    LOOK_AT_PARTNERS },
  { P (AMBIGUOUS), WAYBILL_CLI_USAGE, "partner-ambiguous", N_ ("Several partners fit"),
    N_ ("More than one partner has this name."), LOOK_AT_PARTNERS },
  { P (CERTIFICATE_MISSING), WAYBILL_CLI_CERTIFICATE, "certificate-missing", N_ ("The certificate is missing"),
    N_ ("The certificate that the partner is to be shown is not in the store, or has no private key."),
    N_ ("Import it, then assign it again.") },
  { P (PROXY), WAYBILL_CLI_USAGE, "partner-proxy", NULL, NULL, NULL },
  { P (SECRET_LOGIN), WAYBILL_CLI_LOGIN, "password-missing", NULL, NULL, NULL },
  { P (SECRET_CERTIFICATE), WAYBILL_CLI_CERTIFICATE, "certificate-password", NULL, NULL, NULL },
  { P (PIN_WANTED), WAYBILL_CLI_CERTIFICATE, "pin-missing", NULL, NULL, NULL },
  { P (PIN_WRONG), WAYBILL_CLI_CERTIFICATE, "pin-wrong", NULL, NULL, NULL },
  { P (PIN_LAST), WAYBILL_CLI_CERTIFICATE, "pin-last-try", NULL, NULL, NULL },
};

static const Row cert_rows[] = {
  { C (NOT_A_CERTIFICATE), WAYBILL_CLI_CERTIFICATE, "not-a-certificate", NULL, NULL, NULL },
  { C (CUT_OFF), WAYBILL_CLI_CERTIFICATE, "cut-off", NULL, NULL, NULL },
  { C (PASSWORD), WAYBILL_CLI_CERTIFICATE, "password", NULL, NULL, NULL },
  { C (KEY_MISMATCH), WAYBILL_CLI_CERTIFICATE, "key-mismatch", NULL, NULL, NULL },
  { C (NO_CERTIFICATE), WAYBILL_CLI_CERTIFICATE, "no-certificate", NULL, NULL, NULL },
  { C (UNSUPPORTED), WAYBILL_CLI_CERTIFICATE, "unsupported", NULL, NULL, NULL },
  { C (OLD_LOCK), WAYBILL_CLI_CERTIFICATE, "old-lock", NULL, NULL, NULL },
  { C (WINDOWS_ACCOUNT), WAYBILL_CLI_CERTIFICATE, "windows-account", NULL, NULL, NULL },
  { C (TOO_EXPENSIVE), WAYBILL_CLI_CERTIFICATE, "too-expensive", NULL, NULL, NULL },
  { C (TOO_LARGE), WAYBILL_CLI_CERTIFICATE, "too-large", NULL, NULL, NULL },
  { C (DAMAGED), WAYBILL_CLI_CERTIFICATE, "damaged", NULL, NULL, NULL },
  { C (EMPTY), WAYBILL_CLI_CERTIFICATE, "empty-file", NULL, NULL, NULL },
  { C (REQUEST), WAYBILL_CLI_CERTIFICATE, "certificate-request", NULL, NULL, NULL },
  { C (SSH_KEY), WAYBILL_CLI_CERTIFICATE, "ssh-key", NULL, NULL, NULL },
  { C (JAVA_KEYSTORE), WAYBILL_CLI_CERTIFICATE, "java-keystore", NULL, NULL, NULL },
  { C (WEB_PAGE), WAYBILL_CLI_CERTIFICATE, "web-page", NULL, NULL, NULL },
  { C (ARCHIVE), WAYBILL_CLI_CERTIFICATE, "archive", NULL, NULL, NULL },
  { C (LABEL_TAKEN), WAYBILL_CLI_USAGE, "label-taken", NULL, NULL, NULL },
  { C (NOT_FOUND), WAYBILL_CLI_USAGE, "certificate-not-found", NULL, NULL, NULL },
  { C (AMBIGUOUS), WAYBILL_CLI_USAGE, "certificate-ambiguous", NULL, NULL, NULL },
  { C (STORE), WAYBILL_CLI_LOCAL, "certificate-store", NULL, NULL, NULL },
  { C (NO_SPACE), WAYBILL_CLI_LOCAL, "disk-full", NULL, NULL, NULL },
  { C (LIST_UNKNOWN), WAYBILL_CLI_CERTIFICATE, "revocation-list-unknown", NULL, NULL, NULL },
  { C (LIST_FORGED), WAYBILL_CLI_CERTIFICATE, "revocation-list-forged", NULL, NULL, NULL },
  { C (SUBJECT), WAYBILL_CLI_USAGE, "subject", NULL, NULL, NULL },
  { C (NAME), WAYBILL_CLI_USAGE, "alternative-name", NULL, NULL, NULL },
  { C (NO_REQUEST), WAYBILL_CLI_CERTIFICATE, "no-request", NULL, NULL, NULL },
  { C (KEY_STAYS), WAYBILL_CLI_CERTIFICATE, "key-stays", NULL, NULL, NULL },
  { C (TOKEN_GONE), WAYBILL_CLI_CERTIFICATE, "card-gone", NULL, NULL, NULL },
  { C (TOKEN_LOCKED), WAYBILL_CLI_CERTIFICATE, "card-locked", NULL, NULL, NULL },
  { C (TOKEN_SILENT), WAYBILL_CLI_CERTIFICATE, "card-silent", NULL, NULL, NULL },
  { C (TOKEN_FAILED), WAYBILL_CLI_CERTIFICATE, "card-failed", NULL, NULL, NULL },
  { C (FAILED), WAYBILL_CLI_CERTIFICATE, "certificate-failed", NULL, NULL, NULL },
};

static const Row secret_rows[] = {
  { WAYBILL_SECRET_ERROR_FILE, WAYBILL_CLI_LOCAL, "secrets-file", NULL, NULL, NULL },
  { WAYBILL_SECRET_ERROR_NO_KEYRING, WAYBILL_CLI_LOGIN, "no-keyring", NULL, NULL, NULL },
  { WAYBILL_SECRET_ERROR_LOCKED, WAYBILL_CLI_LOGIN, "keyring-locked", NULL, NULL, NULL },
  { WAYBILL_SECRET_ERROR_TIMED_OUT, WAYBILL_CLI_LOGIN, "keyring-timed-out", NULL, NULL, NULL },
  { WAYBILL_SECRET_ERROR_FAILED, WAYBILL_CLI_LOGIN, "keyring-failed", NULL, NULL, NULL },
};

static const Row io_rows[] = {
  { G_IO_ERROR_CANCELLED, 12, "cancelled", NULL, NULL, NULL },
  { G_IO_ERROR_TIMED_OUT, 11, "timed-out", NULL, NULL, NULL },
};

static const Row cli_rows[] = {
  { WAYBILL_CLI_ERROR_OUTPUT, WAYBILL_CLI_LOCAL, "output", N_ ("The result could not be written"),
    N_ ("The work is done, but its result could not be written to standard output."),
    N_ ("Check where the output goes and whether there is room.") },
  { WAYBILL_CLI_ERROR_NEW_PASSWORD, WAYBILL_CLI_CERTIFICATE, "new-password", N_ ("A new password is missing"),
    N_ ("A file with a private key gets a password, and none was given."),
    N_ ("Type it at a terminal, name a file with it (--password-file), or give it on one line of standard input.") },
};

static const Row local_row = { 0, WAYBILL_CLI_LOCAL, "local", NULL, NULL, NULL };
static const Row unknown_row = { 0, WAYBILL_CLI_FAILED, "failed", NULL, NULL, NULL };

static const Row *
find_in (const Row *rows, gsize n_rows, const GError *error, const Row *other)
{
  for (gsize i = 0; i < n_rows; i++)
    if (rows[i].code == error->code)
      return &rows[i];
  return other;
}

static const Row *
find_row (const GError *error)
{
  if (error->domain == WAYBILL_PARTNER_ERROR)
    return find_in (partner_rows, G_N_ELEMENTS (partner_rows), error, &unknown_row);
  if (error->domain == WAYBILL_CERT_ERROR)
    return find_in (cert_rows, G_N_ELEMENTS (cert_rows), error, &unknown_row);
  if (error->domain == WAYBILL_SECRET_ERROR)
    return find_in (secret_rows, G_N_ELEMENTS (secret_rows), error, &unknown_row);
  if (error->domain == WAYBILL_CLI_ERROR)
    return find_in (cli_rows, G_N_ELEMENTS (cli_rows), error, &unknown_row);
  if (error->domain == G_IO_ERROR)
    return find_in (io_rows, G_N_ELEMENTS (io_rows), error, &local_row);
  return error->domain == G_FILE_ERROR ? &local_row : &unknown_row;
}

/**
 * waybill_cli_get_exit_code:
 * @error: an error of any domain
 *
 * Returns: its exit code of `cli.md`
 */
int
waybill_cli_get_exit_code (const GError *error)
{
  return error->domain == WAYBILL_REMOTE_ERROR ? waybill_remote_error_get_exit_code (error) : find_row (error)->exit_code;
}

/**
 * waybill_cli_dup_names:
 * @names: (nullable): NULL-terminated
 *
 * Returns: (transfer full): them in quotation marks, with commas; "" for none
 */
char *
waybill_cli_dup_names (const char *const *names)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    g_string_append_printf (text, _ ("%s“%s”"), i > 0 ? ", " : "", names[i]);
  return g_string_free (text, FALSE);
}

/* Errors */

/* A reply may repeat what it was sent. */
static void
hide_secrets (WaybillWords *words)
{
  char *scrubbed = waybill_base_log_scrub (words->server_words);

  g_free (words->server_words);
  words->server_words = scrubbed;
}

static void
write_json (WaybillCli *self, const char *kind, const WaybillWords *words, const char *fingerprint, int exit_code)
{
  WaybillCliJson *json = waybill_cli_json_new ();
  g_autofree char *line = NULL;

  waybill_cli_json_add_string (json, "error", words->title);
  waybill_cli_json_add_string (json, "kind", kind);
  waybill_cli_json_add_string (json, "sentence", words->sentence);
  waybill_cli_json_add_string (json, "reason", words->reason);
  waybill_cli_json_add_string (json, "next", words->next);
  waybill_cli_json_add_string (json, "server", words->server_words);
  if (fingerprint != NULL)
    waybill_cli_json_add_string (json, "fingerprint", fingerprint);
  waybill_cli_json_add_number (json, "exit", exit_code);
  line = waybill_cli_json_end (json);
  waybill_cli_note (self, "%s", line);
}

/* The vault says only that the file is no good. */
static WaybillWordsSecret
get_file_situation (const char *path)
{
  if (path == NULL || access (path, R_OK) != 0)
    return WAYBILL_WORDS_SECRET_FILE_UNREADABLE;
  return waybill_base_file_is_private (path, NULL) ? WAYBILL_WORDS_SECRET_FILE_BROKEN
                                                   : WAYBILL_WORDS_SECRET_FILE_OPEN_TO_OTHERS;
}

static WaybillWords *
dup_secret_words (const GError *error, const char *subject)
{
  switch ((WaybillSecretError) error->code)
    {
    case WAYBILL_SECRET_ERROR_FILE:
      return waybill_words_secret (get_file_situation (subject), subject);
    case WAYBILL_SECRET_ERROR_NO_KEYRING:
      return waybill_words_secret (WAYBILL_WORDS_SECRET_NO_KEYRING, subject);
    case WAYBILL_SECRET_ERROR_LOCKED:
      return waybill_words_secret (WAYBILL_WORDS_SECRET_LOCKED, subject);
    case WAYBILL_SECRET_ERROR_TIMED_OUT:
      return waybill_words_secret (WAYBILL_WORDS_SECRET_NOBODY_ANSWERED, subject);
    case WAYBILL_SECRET_ERROR_FAILED:
    default:
      return waybill_words_secret (WAYBILL_WORDS_SECRET_NOT_STORED, subject);
    }
}

/* The certificate whose password was missing: --identity's, else the partner's own. (nullable) */
static char *
dup_identity_label (WaybillCli *self, const char *name)
{
  const char *label = waybill_cli_get_option (self, "identity");
  WaybillPartnerStore *partners = waybill_cli_get_partners (self, NULL);
  WaybillCertStore *certificates = waybill_cli_get_certificates (self, NULL);
  WaybillPartner *partner = partners != NULL && name != NULL ? waybill_partner_store_find (partners, name, NULL) : NULL;
  const char *fingerprint = partner != NULL ? waybill_partner_get_identity (partner) : NULL;
  const WaybillCertEntry *entry = NULL;

  if (label != NULL)
    return g_strdup (label);
  if (certificates != NULL && fingerprint != NULL)
    entry = waybill_cert_store_find_fingerprint (certificates, fingerprint);
  return entry != NULL ? g_strdup (entry->label) : NULL;
}

static WaybillWords *
dup_words (WaybillCli *self, const GError *error, const char *partner, const char *subject, const WaybillRemoteFacts *facts)
{
  const Row *row = find_row (error);
  g_autofree char *label = NULL;
  WaybillWords *words;

  if (error->domain == WAYBILL_SECRET_ERROR)
    return dup_secret_words (error,
                             error->code == WAYBILL_SECRET_ERROR_FILE ? waybill_cli_get_option (self, "secrets") : subject);
  if (g_error_matches (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_SECRET_LOGIN))
    return waybill_words_secret (WAYBILL_WORDS_SECRET_LOGIN_WANTED, partner);
  if (g_error_matches (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_SECRET_CERTIFICATE))
    {
      label = subject == NULL ? dup_identity_label (self, partner) : g_strdup (subject);
      return waybill_words_secret (WAYBILL_WORDS_SECRET_CERTIFICATE_WANTED, label);
    }
  if (row->title == NULL)
    return waybill_words_error_full (error, partner, subject, facts);
  words = g_new0 (WaybillWords, 1);
  words->title = g_strdup (_ (row->title));
  words->sentence = g_strdup (_ (row->sentence));
  words->reason = g_strdup (error->message);
  words->next = g_strdup (_ (row->next));
  return words;
}

/* Ctrl-C at a question leaves a secret missing, but that is not what is the matter. */
static gboolean
is_stop (WaybillCli *self, const GError *error)
{
  return g_cancellable_is_cancelled (self->cancellable)
         && (error->domain == WAYBILL_PARTNER_ERROR || error->domain == WAYBILL_CERT_ERROR
             || error->domain == WAYBILL_SECRET_ERROR
             || g_error_matches (error, WAYBILL_CLI_ERROR, WAYBILL_CLI_ERROR_NEW_PASSWORD)
             || g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_UNTRUSTED));
}

/**
 * waybill_cli_fail_as:
 * @self: the run
 * @error: an error of any domain
 * @partner: (nullable): the partner's name
 * @subject: (nullable): the file or label it is about
 * @facts: (nullable): of the session
 * @exit_code: in place of the error's own
 *
 * As waybill_cli_fail().
 *
 * Returns: @exit_code, or 12 where Ctrl-C was the cause
 */
int
waybill_cli_fail_as (WaybillCli *self,
                     const GError *error,
                     const char *partner,
                     const char *subject,
                     const WaybillRemoteFacts *facts,
                     int exit_code)
{
  g_autoptr (GError) stopped = NULL;
  g_autoptr (WaybillWords) words = NULL;
  g_autofree char *text = NULL;

  if (is_stop (self, error))
    {
      stopped = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, error->message);
      error = stopped;
      exit_code = waybill_cli_get_exit_code (error);
    }
  words = dup_words (self, error, partner, subject, facts);
  hide_secrets (words);
  waybill_cli_hint_add (self, words, error, partner);
  g_info ("Exit code %d: %s", exit_code, error->message);
  if (waybill_cli_is_json (self))
    {
      write_json (self,
                  error->domain == WAYBILL_REMOTE_ERROR ? waybill_remote_error_get_kind_name (error->code)
                                                        : find_row (error)->kind,
                  words, waybill_cli_hint_get_fingerprint (error), exit_code);
      return exit_code;
    }
  text = waybill_words_to_text (words);
  waybill_cli_note_lines (self, text);
  return exit_code;
}

/**
 * waybill_cli_fail:
 * @self: the run
 * @error: an error of any domain
 * @partner: (nullable): the partner's name
 * @subject: (nullable): the file or label it is about
 * @facts: (nullable): of the session
 *
 * Says it on standard error: in words, or with `--json` as an object.
 *
 * Returns: its exit code
 */
int
waybill_cli_fail (
    WaybillCli *self, const GError *error, const char *partner, const char *subject, const WaybillRemoteFacts *facts)
{
  return waybill_cli_fail_as (self, error, partner, subject, facts, waybill_cli_get_exit_code (error));
}

/**
 * waybill_cli_usage:
 * @self: the run
 * @format: a sentence
 * @...: its arguments
 *
 * Says what is wrong with the command line, and the command's form.
 *
 * Returns: 2
 */
int
waybill_cli_usage (WaybillCli *self, const char *format, ...)
{
  g_autofree char *sentence = NULL, *form = NULL;
  WaybillWords words = { 0 };
  va_list arguments;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  form = self->command == NULL ? g_strdup (_ ("Try “waybill-cli help”.")) : waybill_cli_dup_form (self->command);
  words.title = (char *) _ ("This command line is not understood");
  words.sentence = sentence;
  words.next = form;
  if (waybill_cli_is_json (self))
    {
      write_json (self, "usage", &words, NULL, WAYBILL_CLI_USAGE);
      return WAYBILL_CLI_USAGE;
    }
  waybill_cli_note (self, "%s", sentence);
  waybill_cli_note (self, "%s", form);
  return WAYBILL_CLI_USAGE;
}
