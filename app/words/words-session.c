/* Tables from a kind of error to the button that mends it, and the little that a tab says besides. The sentences of the
 * errors themselves are words-error's; only what stops a session before it begins has its own here. */
#include "words-session.h"

#include "words-check.h"
#include "words-error-private.h"
#include "words-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ANY WAYBILL_WORDS_ANY_PHASE
#define P(code) WAYBILL_PARTNER_ERROR_##code
#define R(kind) WAYBILL_REMOTE_ERROR_##kind

/* What stops a session before the first byte: partner-resolve's. */
static const WaybillWordsErrorRow partner_rows[] = {
  { P (VALUE), ANY, NULL, N_ ("{partner} has no host yet"),
    N_ ("Waybill does not know which computer to call, so nothing was sent."), NULL,
    N_ ("Enter the host that stands on the partner’s sheet.") },
  { P (CERTIFICATE_MISSING), ANY, NULL, N_ ("Your certificate is missing"),
    N_ ("The certificate for {partner} is not in the store any more, or has lost its key. Nothing was sent."), NULL,
    N_ ("Choose another certificate, or import it again.") },
  { P (SECRET_CERTIFICATE), ANY, NULL, N_ ("Your certificate stayed locked"),
    N_ ("The certificate for {partner} needs its password. Nothing was sent."), NULL,
    N_ ("Try again and enter the password of the .pfx file.") },
  { P (PIN_WANTED), ANY, NULL, N_ ("Your card stayed locked"),
    N_ ("The certificate for {partner} is on a card that wants its PIN. Nothing was sent."), NULL,
    N_ ("Try again and enter the PIN of the card.") },
  { P (SECRET_LOGIN), ANY, NULL, N_ ("No password was entered"),
    N_ ("The login at {partner} needs a password. Nothing was sent."), NULL,
    N_ ("Enter the password that the partner gave you.") },
};

typedef struct
{
  int code;
  WaybillWordsSessionMend mend;
} MendRow;

static const MendRow partner_mends[] = {
  { P (VALUE), WAYBILL_WORDS_SESSION_EDIT },
  { P (CERTIFICATE_MISSING), WAYBILL_WORDS_SESSION_CERTIFICATE },
  { P (SECRET_CERTIFICATE), WAYBILL_WORDS_SESSION_TRY_AGAIN },
  { P (PIN_WANTED), WAYBILL_WORDS_SESSION_TRY_AGAIN },
  { P (SECRET_LOGIN), WAYBILL_WORDS_SESSION_PASSWORD },
};

/* Trying again helps where the table is silent. */
static const MendRow remote_mends[] = {
  { R (HOST_NOT_FOUND), WAYBILL_WORDS_SESSION_EDIT },
  { R (PLAIN_TEXT), WAYBILL_WORDS_SESSION_EDIT },
  { R (UNTRUSTED), WAYBILL_WORDS_SESSION_TRUST },
  { R (CERTIFICATE_WANTED), WAYBILL_WORDS_SESSION_CERTIFICATE },
  { R (CERTIFICATE_REFUSED), WAYBILL_WORDS_SESSION_CERTIFICATE },
  { R (LOGIN), WAYBILL_WORDS_SESSION_PASSWORD },
};

static const char *const buttons[WAYBILL_WORDS_N_SESSION_MENDS] = {
  [WAYBILL_WORDS_SESSION_TRY_AGAIN] = N_ ("_Try Again"),
  [WAYBILL_WORDS_SESSION_PASSWORD] = N_ ("Enter the _Password…"),
  [WAYBILL_WORDS_SESSION_CERTIFICATE] = N_ ("Choose _Certificate…"),
  [WAYBILL_WORDS_SESSION_TRUST] = N_ ("Look at the _Trust List…"),
  [WAYBILL_WORDS_SESSION_CLOCK] = N_ ("Check the Cl_ock…"),
  [WAYBILL_WORDS_SESSION_EDIT] = N_ ("_Edit the Connection…"),
};

/* Where a session was when it failed: the step that did not go well, whatever time it took. */
static const WaybillRemoteStep failed_steps[WAYBILL_REMOTE_N_PHASES] = {
  [WAYBILL_REMOTE_PHASE_NONE] = WAYBILL_REMOTE_N_STEPS,
  [WAYBILL_REMOTE_PHASE_NAME] = WAYBILL_REMOTE_STEP_NAME,
  [WAYBILL_REMOTE_PHASE_REACH] = WAYBILL_REMOTE_STEP_REACH,
  [WAYBILL_REMOTE_PHASE_GREETING] = WAYBILL_REMOTE_STEP_GREETING,
  [WAYBILL_REMOTE_PHASE_ENCRYPTION] = WAYBILL_REMOTE_STEP_ENCRYPTION,
  [WAYBILL_REMOTE_PHASE_HANDSHAKE] = WAYBILL_REMOTE_STEP_HANDSHAKE,
  [WAYBILL_REMOTE_PHASE_LOGIN] = WAYBILL_REMOTE_STEP_LOGIN,
  [WAYBILL_REMOTE_PHASE_SETUP] = WAYBILL_REMOTE_N_STEPS,
  [WAYBILL_REMOTE_PHASE_COMMAND] = WAYBILL_REMOTE_N_STEPS,
  [WAYBILL_REMOTE_PHASE_DATA_OPEN] = WAYBILL_REMOTE_STEP_DATA_CHANNEL,
  [WAYBILL_REMOTE_PHASE_DATA] = WAYBILL_REMOTE_STEP_LISTING,
  [WAYBILL_REMOTE_PHASE_DATA_END] = WAYBILL_REMOTE_STEP_LISTING,
  [WAYBILL_REMOTE_PHASE_CHECK] = WAYBILL_REMOTE_N_STEPS,
};

/* Where one step alone went well, its title would not be a sentence. */
static const char *const alone[WAYBILL_REMOTE_N_STEPS] = {
  [WAYBILL_REMOTE_STEP_NAME] = N_ ("The host’s name is known: it leads to an address."),
  [WAYBILL_REMOTE_STEP_REACH] = N_ ("The computer was reached."),
};

/* A command that was sent tells where we are; the first words of a line. */
static const struct
{
  const char *verb;
  const char *step;
} talk_steps[] = {
  { "AUTH", N_ ("Switching encryption on") },
  { "USER", N_ ("Logging in") },
  { "PASS", N_ ("Logging in") },
  { "ACCT", N_ ("Logging in") },
  { "PBSZ", N_ ("Switching encryption on") },
  { "PROT", N_ ("Switching encryption on") },
  { "FEAT", N_ ("Asking what the server can") },
  { "PWD", N_ ("Looking where we are") },
  { "CWD", N_ ("Opening the folder") },
  { "MLSD", N_ ("Listing the folder") },
  { "LIST", N_ ("Listing the folder") },
};

/* Only the dates are in the way: the clock is likelier wrong than the partner. */
static gboolean
is_about_time (const GError *error)
{
  const guint times = WAYBILL_CERT_REASON_EXPIRED | WAYBILL_CERT_REASON_NOT_YET_VALID;
  const WaybillRemoteErrorFacts *facts = waybill_remote_error_get_facts (error);
  guint reasons = facts != NULL && facts->verdict != NULL ? waybill_cert_verdict_get_reasons (facts->verdict) : 0;

  return reasons != 0 && (reasons & ~times) == 0;
}

static WaybillWordsSessionMend
find_mend (const MendRow *rows, gsize n_rows, int code)
{
  for (gsize i = 0; i < n_rows; i++)
    if (rows[i].code == code)
      return rows[i].mend;
  return WAYBILL_WORDS_SESSION_TRY_AGAIN;
}

/**
 * waybill_words_session_get_mend:
 * @error: what ended a session, or kept it from beginning
 *
 * Returns: the one button that helps most
 */
WaybillWordsSessionMend
waybill_words_session_get_mend (const GError *error)
{
  g_return_val_if_fail (error != NULL, WAYBILL_WORDS_SESSION_TRY_AGAIN);

  if (error->domain == WAYBILL_PARTNER_ERROR)
    return find_mend (partner_mends, G_N_ELEMENTS (partner_mends), error->code);
  if (error->domain != WAYBILL_REMOTE_ERROR)
    return WAYBILL_WORDS_SESSION_TRY_AGAIN;
  if (error->code == WAYBILL_REMOTE_ERROR_UNTRUSTED && is_about_time (error))
    return WAYBILL_WORDS_SESSION_CLOCK;
  return find_mend (remote_mends, G_N_ELEMENTS (remote_mends), error->code);
}

/**
 * waybill_words_session_get_button:
 * @mend: what helps
 *
 * Returns: the button's label, translated, with an underline before its mnemonic
 */
const char *
waybill_words_session_get_button (WaybillWordsSessionMend mend)
{
  g_return_val_if_fail (mend < WAYBILL_WORDS_N_SESSION_MENDS, "");

  return _ (buttons[mend]);
}

/**
 * waybill_words_session_failed:
 * @error: what ended a session, or kept it from beginning
 * @partner: the partner's name
 * @facts: (nullable): the session's, as far as it came
 *
 * Returns: (transfer full): the page that says why; title, sentence and next are never empty
 */
WaybillWords *
waybill_words_session_failed (const GError *error, const char *partner, const WaybillRemoteFacts *facts)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == WAYBILL_PARTNER_ERROR)
    for (gsize i = 0; i < G_N_ELEMENTS (partner_rows); i++)
      if (partner_rows[i].kind == error->code)
        return waybill_words_error_plain (&partner_rows[i], partner, NULL);
  return waybill_words_error_full (error, partner, NULL, facts);
}

static gboolean
went_well (const WaybillRemoteFacts *facts, WaybillRemoteStep step, WaybillRemoteStep failed)
{
  if (step >= failed || facts->step_time[step] < 0)
    return FALSE;
  if (step == WAYBILL_REMOTE_STEP_THEIR_CERTIFICATE)
    return facts->verdict != NULL && waybill_cert_verdict_is_accepted (facts->verdict);
  return step != WAYBILL_REMOTE_STEP_OUR_CERTIFICATE;
}

/* "Name, reach and greeting": the first one begins the sentence, the others stand in the middle of it. */
static char *
join_steps (GPtrArray *titles)
{
  g_autoptr (GString) text = g_string_new (g_ptr_array_index (titles, 0));

  for (guint i = 1; i < titles->len; i++)
    {
      const char *title = g_ptr_array_index (titles, i);
      g_autofree char *lower = g_utf8_strdown (title, (gssize) (g_utf8_next_char (title) - title));

      g_string_append (text, i + 1 == titles->len ? _ (" and ") : _ (", "));
      g_string_append_printf (text, "%s%s", lower, g_utf8_next_char (title));
    }
  return g_strdup_printf (_ ("%s."), text->str);
}

/**
 * waybill_words_session_fine:
 * @facts: the session's, as far as it came
 * @error: (nullable): what ended it
 *
 * Names the steps before the one that failed: it halves the search.
 *
 * Returns: (transfer full) (nullable): a sentence or two; %NULL when no step went well
 */
char *
waybill_words_session_fine (const WaybillRemoteFacts *facts, const GError *error)
{
  const WaybillRemoteErrorFacts *of_error = error != NULL ? waybill_remote_error_get_facts (error) : NULL;
  WaybillRemoteStep failed = of_error != NULL ? failed_steps[of_error->phase] : WAYBILL_REMOTE_N_STEPS;
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();
  guint last = 0;
  char *text;

  g_return_val_if_fail (facts != NULL, NULL);

  for (guint step = 0; step < WAYBILL_REMOTE_N_STEPS; step++)
    if (went_well (facts, step, failed))
      {
        g_ptr_array_add (titles, (gpointer) waybill_words_check_title (step));
        last = step;
      }
  if (titles->len == 0)
    return NULL;
  text = titles->len == 1 && alone[last] != NULL ? g_strdup (_ (alone[last])) : join_steps (titles);
  if (facts->sent && !g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_CERTIFICATE_REFUSED))
    text = waybill_words_append (text, g_strdup (_ ("Our certificate was shown and not refused.")));
  return text;
}

/**
 * waybill_words_session_step:
 * @kind: whose line it is
 * @text: the line
 *
 * Reads from the conversation how far a session is on its way.
 *
 * Returns: (nullable): the step in words, translated; %NULL when the line tells nothing new
 */
const char *
waybill_words_session_step (WaybillRemoteTalkKind kind, const char *text)
{
  if (kind == WAYBILL_REMOTE_TALK_THEIRS && g_str_has_prefix (text, "220"))
    return _ ("The server has answered");
  if (kind != WAYBILL_REMOTE_TALK_OURS)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (talk_steps); i++)
    {
      gsize length = strlen (talk_steps[i].verb);

      if (strncmp (text, talk_steps[i].verb, length) == 0 && (text[length] == '\0' || text[length] == ' '))
        return _ (talk_steps[i].step);
    }
  return NULL;
}

/**
 * waybill_words_session_activity:
 * @asks: a file or a question waits for the person
 * @n_sending: files that run or wait on their way there
 * @n_fetching: files that run or wait on their way here
 *
 * Returns: (transfer full): what goes on in a connected session, the most urgent first
 */
char *
waybill_words_session_activity (gboolean asks, guint n_sending, guint n_fetching)
{
  if (asks)
    return g_strdup (_ ("Needs your answer"));
  if (n_sending > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Sending %u file", "Sending %u files", n_sending), n_sending);
  if (n_fetching > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Fetching %u file", "Fetching %u files", n_fetching), n_fetching);
  return g_strdup (_ ("Connected"));
}

static char *
say_count (const char *one, const char *many, guint n)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, one, many, n), n);
#pragma GCC diagnostic pop
}

static char *
say_not_moved (const WaybillWordsSessionLeft *left)
{
  if (left->n_get == 0)
    return say_count (N_ ("%u file was not sent"), N_ ("%u files were not sent"), left->n_put);
  if (left->n_put == 0)
    return say_count (N_ ("%u file was not fetched"), N_ ("%u files were not fetched"), left->n_get);
  return say_count (N_ ("%u file was not sent or fetched"), N_ ("%u files were not sent or fetched"),
                    left->n_put + left->n_get);
}

static char *
say_what_becomes (const WaybillWordsSessionLeft *left, guint n)
{
  if (left->n_going_on == 0)
    return g_strdup (g_dngettext (GETTEXT_PACKAGE, "it stays in the queue and waits for you there",
                                  "they stay in the queue and wait for you there", n));
  if (left->n_going_on >= n)
    return g_strdup (g_dngettext (GETTEXT_PACKAGE, "it stays in the queue and goes on after connecting again",
                                  "they stay in the queue and go on after connecting again", n));
  return say_count (N_ ("they stay in the queue, and %u of them goes on after connecting again"),
                    N_ ("they stay in the queue, and %u of them go on after connecting again"), left->n_going_on);
}

/**
 * waybill_words_session_left:
 * @left: what the queue holds when its session has ended
 *
 * Returns: (transfer full) (nullable): one sentence on what was not moved and what becomes of it; %NULL when nothing is left
 */
char *
waybill_words_session_left (const WaybillWordsSessionLeft *left)
{
  guint n = left->n_put + left->n_get;
  g_autofree char *not_moved = NULL, *then = NULL;

  if (n == 0)
    return NULL;
  if (left->trying)
    return say_count (N_ ("%u file has not arrived yet; the queue still tries."),
                      N_ ("%u files have not arrived yet; the queue still tries."), n);
  not_moved = say_not_moved (left);
  then = say_what_becomes (left, n);
  /* Translators: such as "3 files were not sent; they stay in the queue and go on after connecting again." */
  return g_strdup_printf (_ ("%s; %s."), not_moved, then);
}

/**
 * waybill_words_session_where:
 * @partner: a partner
 *
 * Returns: (transfer full): as whom and where, for the line below the title
 */
char *
waybill_words_session_where (WaybillPartner *partner)
{
  const char *user = waybill_partner_get_user (partner), *host = waybill_partner_get_host (partner);

  if (*host == '\0')
    return g_strdup (_ ("No host yet"));
  /* Translators: a user name and a host. */
  return user != NULL ? g_strdup_printf (_ ("%s at %s"), user, host) : g_strdup (host);
}
