/* Turns one error of remote into words: its row of the table, then what the alert, GnuTLS, the system, the verdict or the
 * session add to the reason. */
#include "words-error-private.h"

#include "words-alert.h"
#include "words-verdict.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Fits behind "The server stopped answering". */
static const char *const when_texts[] = {
  [WAYBILL_REMOTE_PHASE_NONE] = "",
  [WAYBILL_REMOTE_PHASE_NAME] = N_ (" while the host’s name was looked up"),
  [WAYBILL_REMOTE_PHASE_REACH] = N_ (" while connecting"),
  [WAYBILL_REMOTE_PHASE_GREETING] = N_ (" while waiting for the greeting"),
  [WAYBILL_REMOTE_PHASE_ENCRYPTION] = N_ (" while encryption was being asked for"),
  [WAYBILL_REMOTE_PHASE_HANDSHAKE] = N_ (" during the TLS handshake"),
  [WAYBILL_REMOTE_PHASE_LOGIN] = N_ (" during the login"),
  [WAYBILL_REMOTE_PHASE_SETUP] = N_ (" while the session was being set up"),
  [WAYBILL_REMOTE_PHASE_COMMAND] = N_ (" during a command"),
  [WAYBILL_REMOTE_PHASE_DATA_OPEN] = N_ (" while the data channel was being opened"),
  [WAYBILL_REMOTE_PHASE_DATA] = N_ (" while data was on its way"),
  [WAYBILL_REMOTE_PHASE_DATA_END] = N_ (" after the data, before the transfer was confirmed"),
  [WAYBILL_REMOTE_PHASE_CHECK] = N_ (" while the size was being compared"),
};

G_STATIC_ASSERT (G_N_ELEMENTS (when_texts) == WAYBILL_REMOTE_N_PHASES);

static const WaybillWordsErrorRow *
find_row (int kind, const WaybillRemoteErrorFacts *facts)
{
  for (gsize i = 0; i < waybill_words_n_error_rows; i++)
    {
      const WaybillWordsErrorRow *row = &waybill_words_error_rows[i];

      if (row->kind == kind && (row->phase == WAYBILL_WORDS_ANY_PHASE || row->phase == (int) facts->phase)
          && (row->verb == NULL || g_strcmp0 (row->verb, facts->verb) == 0))
        return row;
    }
  return kind == WAYBILL_REMOTE_ERROR_FAILED ? NULL : find_row (WAYBILL_REMOTE_ERROR_FAILED, facts);
}

static char *
dup_when (const WaybillRemoteErrorFacts *facts)
{
  const char *text = facts->phase < WAYBILL_REMOTE_N_PHASES ? when_texts[facts->phase] : "";

  if (facts->phase == WAYBILL_REMOTE_PHASE_COMMAND && facts->verb != NULL)
    return g_strdup_printf (_ (" during the command %s"), facts->verb);
  return g_strdup (*text != '\0' ? _ (text) : "");
}

static char *
alert_reason (const WaybillRemoteErrorFacts *facts)
{
  const char *meaning = waybill_words_alert_get_meaning (facts->alert);
  char *said;

  said = g_strdup_printf (_ ("It sent the TLS alert “%s”."), waybill_words_alert_get_name (facts->alert));
  return waybill_words_append (said, g_strdup (meaning));
}

/* A refused login after a good handshake has two causes that look the same from here: say both. */
static char *
login_reason (const WaybillRemoteFacts *session)
{
  if (session != NULL && session->sent)
    return g_strdup (_ ("Either user name or password is wrong, or our certificate is not assigned to this user there."));
  if (session != NULL && session->asked)
    return g_strdup (_ ("Either user name or password is wrong, or the server misses the certificate that it asked for."));
  if (session != NULL)
    return g_strdup (_ ("Most likely the user name or the password is wrong."));
  return g_strdup (_ ("Either user name or password is wrong, or the certificate is not assigned to this user there."));
}

/* Kinds whose errno tells a person more than the kind does. */
static gboolean
wants_system_words (int kind)
{
  return kind == WAYBILL_REMOTE_ERROR_UNREACHABLE || kind == WAYBILL_REMOTE_ERROR_LOCAL || kind == WAYBILL_REMOTE_ERROR_LOST;
}

static const char *
default_reason (int kind)
{
  switch (kind)
    {
    case WAYBILL_REMOTE_ERROR_TLS:
      return N_ ("Most likely the server offers only TLS versions or ciphers that are too old.");
    case WAYBILL_REMOTE_ERROR_CERTIFICATE_REFUSED:
      return N_ ("Most likely the partner does not know it yet, or it has run out.");
    case WAYBILL_REMOTE_ERROR_UNTRUSTED:
      return N_ ("The certificate that was shown is not the one that was expected.");
    default:
      return NULL;
    }
}

static char *
dup_reason (const WaybillWordsErrorRow *row,
            int kind,
            const WaybillRemoteErrorFacts *facts,
            const WaybillRemoteFacts *session)
{
  const char *gnutls = waybill_words_alert_get_gnutls (facts->gnutls_code);
  char *reason = row->reason != NULL ? g_strdup (_ (row->reason)) : NULL;

  if (kind == WAYBILL_REMOTE_ERROR_UNTRUSTED && facts->verdict != NULL)
    return waybill_words_append (reason, waybill_words_verdict_because (facts->verdict));
  if (kind == WAYBILL_REMOTE_ERROR_LOGIN)
    reason = waybill_words_append (reason, login_reason (session));
  if (facts->alert >= 0)
    reason = waybill_words_append (reason, alert_reason (facts));
  else if (gnutls != NULL)
    reason = waybill_words_append (reason, g_strdup (gnutls));
  if (facts->os_error != 0 && wants_system_words (kind))
    reason = waybill_words_append (reason, g_strdup_printf (_ ("This computer says: %s."), g_strerror (facts->os_error)));
  if (facts->permanent && kind == WAYBILL_REMOTE_ERROR_FAILED && row->reason == NULL)
    reason = waybill_words_append (reason, g_strdup (_ ("It will say the same again until something changes.")));
  if (reason == NULL && default_reason (kind) != NULL)
    reason = g_strdup (_ (default_reason (kind)));
  return reason;
}

/* 550 stands for a folder too where a file was wanted; only the text tells, and only some servers do. */
static gboolean
is_about_folder (int kind, const WaybillRemoteErrorFacts *facts)
{
  static const char *const texts[] = { "is a directory", "not a regular file", "not a plain file" };
  g_autofree char *said = facts->reply_text != NULL ? g_ascii_strdown (facts->reply_text, -1) : NULL;

  if (kind != WAYBILL_REMOTE_ERROR_NOT_FOUND || said == NULL || g_strcmp0 (facts->verb, "RETR") != 0)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strstr (said, texts[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_about_content (int kind, const WaybillRemoteErrorFacts *facts)
{
  return kind == WAYBILL_REMOTE_ERROR_FAILED && facts->permanent && g_strcmp0 (facts->verb, "RMD") == 0;
}

static const WaybillWordsErrorRow *
choose_row (int kind, const WaybillRemoteErrorFacts *facts)
{
  if (is_about_folder (kind, facts))
    return &waybill_words_folder_row;
  return is_about_content (kind, facts) ? &waybill_words_not_empty_row : find_row (kind, facts);
}

/* The reply as it came; the code in front where the text does not carry it. */
static char *
dup_server_words (const WaybillRemoteErrorFacts *facts)
{
  g_autofree char *code = g_strdup_printf ("%d", facts->reply_code);

  if (facts->reply_text == NULL || *facts->reply_text == '\0')
    return NULL;
  if (facts->reply_code == 0 || g_str_has_prefix (facts->reply_text, code))
    return g_strdup (facts->reply_text);
  return g_strdup_printf ("%s %s", code, facts->reply_text);
}

static WaybillWords *
fill_row (const WaybillWordsErrorRow *row, const char *partner, const char *subject, const char *when, const char *verb)
{
  WaybillWords *words = g_new0 (WaybillWords, 1);
  g_autofree char *quoted = subject != NULL && *subject != '\0' ? waybill_words_quote (subject) : NULL;
  g_autofree char *command = verb != NULL ? g_strdup_printf (" (%s)", verb) : g_strdup ("");
  const WaybillWordsFill fills[] = {
    { "partner", partner != NULL ? partner : _ ("the partner"), partner != NULL ? NULL : _ ("The partner") },
    { "file", quoted != NULL ? quoted : _ ("the file or folder"), NULL },
    { "host",
      quoted != NULL    ? quoted
      : partner != NULL ? partner
                        : _ ("the partner"),
      NULL },
    { "label", quoted != NULL ? quoted : _ ("like this"), NULL },
    { "when", when, NULL },
    { "command", command, NULL },
    { NULL, NULL, NULL },
  };

  words->title = waybill_words_fill (_ (row->title), fills);
  words->sentence = waybill_words_fill (_ (row->sentence), fills);
  words->next = waybill_words_fill (_ (row->next), fills);
  return words;
}

/**
 * waybill_words_error_plain:
 * @row: a row of any table
 * @partner: (nullable): the partner's name
 * @subject: (nullable): what it is about
 *
 * Returns: (transfer full): the row's words, filled in
 */
WaybillWords *
waybill_words_error_plain (const WaybillWordsErrorRow *row, const char *partner, const char *subject)
{
  WaybillWords *words = fill_row (row, partner, subject, "", NULL);

  words->reason = row->reason != NULL ? g_strdup (_ (row->reason)) : NULL;
  return words;
}

/**
 * waybill_words_error_remote:
 * @error: an error of %WAYBILL_REMOTE_ERROR
 * @partner: (nullable): the partner's name
 * @subject: (nullable): what it is about, where the error does not say
 * @session: (nullable): the facts of the session, as far as it came
 *
 * Returns: (transfer full): the words for it
 */
WaybillWords *
waybill_words_error_remote (const GError *error, const char *partner, const char *subject, const WaybillRemoteFacts *session)
{
  static const WaybillRemoteErrorFacts nothing = { .alert = -1 };
  const WaybillRemoteErrorFacts *facts = waybill_remote_error_get_facts (error);
  const WaybillWordsErrorRow *row;
  g_autofree char *when = NULL;
  WaybillWords *words;

  if (facts == NULL)
    facts = &nothing;
  row = choose_row (error->code, facts);
  when = dup_when (facts);
  words = fill_row (row, partner, facts->subject != NULL ? facts->subject : subject, when, facts->verb);
  words->reason = dup_reason (row, error->code, facts, session);
  words->server_words = dup_server_words (facts);
  if (error->code == WAYBILL_REMOTE_ERROR_UNTRUSTED && facts->verdict != NULL
      && !waybill_cert_verdict_is_accepted (facts->verdict))
    {
      g_free (words->next);
      words->next = waybill_words_verdict_next (facts->verdict);
    }
  return words;
}
