/* Questions on the terminal: passwords without echo, and whether a server's certificate is to be trusted. Without a terminal
 * it refuses; only what a command reads from standard input on purpose comes from there. */
#include "cli-change.h"
#include "cli-hint.h"
#include "cli-private.h"

#include "words-card.h"
#include "words-verdict.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

struct _WaybillCliPrompt
{
  GObject parent_instance;

  WaybillCli *cli; /* outlives it */
  WaybillPartner *partner;
};

static void
prompt_iface_init (WaybillPartnerPromptInterface *iface);
static void
asker_iface_init (WaybillRemoteAskerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WaybillCliPrompt,
                               waybill_cli_prompt,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WAYBILL_TYPE_PARTNER_PROMPT, prompt_iface_init)
                                   G_IMPLEMENT_INTERFACE (WAYBILL_TYPE_REMOTE_ASKER, asker_iface_init))

typedef struct
{
  char bytes[WAYBILL_SECRET_TEXT_MAX + 2];
  gsize length;
  gboolean is_ended; /* by a newline, the end, or a failure */
  gboolean is_line;  /* something was there */
} Line;

/* Byte by byte: what stands behind the line belongs to somebody else. */
static gboolean
readable_cb (int fd, GIOCondition condition, gpointer data)
{
  Line *line = data;
  char byte;
  ssize_t n = read (fd, &byte, 1);

  if (n < 0 && (errno == EINTR || errno == EAGAIN))
    return G_SOURCE_CONTINUE;
  if (n == 1)
    line->is_line = TRUE;
  if (n == 1 && byte != '\n')
    {
      if (line->length < sizeof line->bytes)
        line->bytes[line->length++] = byte;
      explicit_bzero (&byte, sizeof byte);
      return G_SOURCE_CONTINUE;
    }
  line->is_ended = TRUE;
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  g_main_context_wakeup (NULL);
}

/* TRUE: a line was read; it is the caller's to wipe. Signals are heard meanwhile. */
static gboolean
read_line (WaybillCli *self, Line *line)
{
  guint source = g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR | G_IO_NVAL, readable_cb, line);
  gulong handler = g_cancellable_connect (self->cancellable, G_CALLBACK (cancelled_cb), NULL, NULL);

  while (!line->is_ended && !g_cancellable_is_cancelled (self->cancellable))
    g_main_context_iteration (NULL, TRUE);
  if (!line->is_ended)
    g_source_remove (source);
  g_cancellable_disconnect (self->cancellable, handler);
  if (line->length > 0 && line->bytes[line->length - 1] == '\r')
    line->length--;
  return line->is_ended && line->is_line;
}

/* The question is shown when nothing is echoed any more, and what was typed before it is gone: who answers at once is heard.
 */
static gboolean
read_line_hidden (WaybillCli *self, const char *question, Line *line)
{
  struct termios before, hidden;
  gboolean is_terminal = tcgetattr (STDIN_FILENO, &before) == 0;
  gboolean is_read;

  if (is_terminal)
    {
      hidden = before;
      hidden.c_lflag &= ~(tcflag_t) ECHO;
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
      fputs (question, stderr);
    }
  is_read = read_line (self, line);
  if (is_terminal)
    {
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
      putc ('\n', stderr);
    }
  return is_read;
}

/**
 * waybill_cli_read_secret:
 * @self: the run
 * @question: what the terminal shows, with a blank at the end
 *
 * Reads one line: of the terminal without echo, else of standard input without a question. Main thread; iterates the main
 * context.
 *
 * Returns: (transfer full) (nullable): the secret, maybe empty; %NULL at the end of the input, when it is too long or holds
 * a NUL, or when it was cancelled
 */
WaybillSecretText *
waybill_cli_read_secret (WaybillCli *self, const char *question)
{
  WaybillSecretText *text = NULL;
  Line line = { 0 };

  if (read_line_hidden (self, question, &line))
    text = waybill_secret_text_new_length (line.bytes, line.length);
  explicit_bzero (&line, sizeof line);
  return text;
}

static const char *
get_question (const WaybillSecretKey *key)
{
  if (key->field == WAYBILL_SECRET_FIELD_PIN)
    return _ ("PIN of the card “%s”: ");
  if (key->owner == WAYBILL_SECRET_OWNER_CERTIFICATE)
    return _ ("Password of the certificate “%s”: ");
  if (key->field == WAYBILL_SECRET_FIELD_ACCOUNT)
    return _ ("Account at “%s”: ");
  return key->field == WAYBILL_SECRET_FIELD_PROXY_PASSWORD ? _ ("Password for the proxy of “%s”: ")
                                                           : _ ("Password for “%s”: ");
}

/* What to know before typing. */
static void
note_hints (WaybillCli *self, const WaybillSecretKey *key, WaybillPartnerPromptHints hints)
{
  const char *left = waybill_words_card_tries (waybill_partner_prompt_get_tries (hints));

  if ((hints & WAYBILL_PARTNER_PROMPT_WRONG) != 0)
    waybill_cli_note (self, "%s",
                      key->field == WAYBILL_SECRET_FIELD_PIN ? waybill_words_card_wrong ()
                                                             : _ ("That password does not fit."));
  if (left != NULL)
    waybill_cli_note (self, "%s", left);
}

static void
ask_secret_async (WaybillPartnerPrompt *prompt,
                  const WaybillSecretKey *key,
                  WaybillPartnerPromptHints hints,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  WaybillCliPrompt *self = WAYBILL_CLI_PROMPT (prompt);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const char *name = key->name != NULL ? key->name : key->id;
  g_autofree char *question = NULL;
  WaybillSecretText *text = NULL;

  if (waybill_cli_has_terminal (self->cli))
    {
      note_hints (self->cli, key, hints);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      question = g_strdup_printf (get_question (key), name);
#pragma GCC diagnostic pop
      text = waybill_cli_read_secret (self->cli, question);
    }
  g_task_return_pointer (task, text, (GDestroyNotify) waybill_secret_text_unref);
}

static WaybillSecretText *
ask_secret_finish (WaybillPartnerPrompt *prompt, GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/* The trust question */

static void
show_verdict (WaybillCliPrompt *self, WaybillRemoteTarget *target, WaybillCertVerdict *verdict)
{
  g_autofree char *headline = waybill_words_verdict_headline (verdict);
  WaybillCertStore *store = waybill_cli_get_certificates (self->cli, NULL);
  g_autofree char *next
      = store != NULL ? waybill_words_verdict_next_in_store (verdict, store) : waybill_words_verdict_next (verdict);
  g_autofree char *tick = waybill_cli_hint_dup_tick (self->cli, verdict, waybill_partner_get_name (self->partner));
  g_autofree char *unticked = tick != NULL ? waybill_words_verdict_because_in_store (verdict, store) : NULL;
  g_auto (GStrv) reasons = waybill_words_verdict_reasons (verdict);
  g_auto (GStrv) chain = waybill_words_verdict_chain (verdict);

  waybill_cli_note (self->cli, _ ("The certificate of %s: %s"), waybill_remote_target_get_values (target)->host, headline);
  if (unticked != NULL)
    waybill_cli_note (self->cli, "  %s", unticked);
  for (guint i = 0; unticked == NULL && reasons[i] != NULL; i++)
    waybill_cli_note (self->cli, "  %s", reasons[i]);
  for (guint i = 0; chain[i] != NULL; i++)
    {
      g_auto (GStrv) lines = g_strsplit (chain[i], "\n", -1);

      for (guint j = 0; lines[j] != NULL; j++)
        waybill_cli_note (self->cli, j == 0 ? "  %s" : "    %s", lines[j]);
    }
  waybill_cli_note (self->cli, "%s", next);
  if (tick != NULL)
    waybill_cli_note (self->cli, "%s", tick);
}

/* old: (nullable) what it takes the place of. */
static gboolean
pin_leaf (WaybillCliPrompt *self, WaybillCertVerdict *verdict, WaybillCertCertificate *old)
{
  WaybillCertCertificate *leaf = waybill_cert_verdict_get_leaf (verdict);
  g_autoptr (GError) error = NULL;
  WaybillPartnerStore *store = waybill_cli_get_partners (self->cli, &error);

  if (old != NULL)
    waybill_partner_remove_pin (self->partner, waybill_cert_certificate_get_fingerprint (old));
  if (store != NULL && waybill_partner_add_pin (self->partner, waybill_cert_certificate_get_fingerprint (leaf), &error)
      && waybill_partner_store_save (store, self->partner, &error))
    return TRUE;
  waybill_cli_fail (self->cli, error, waybill_partner_get_name (self->partner), NULL, NULL);
  return FALSE;
}

static gboolean
is_answer (const char *answer, const char *english)
{
  return g_ascii_strcasecmp (answer, english) == 0 || strcmp (answer, _ (english)) == 0;
}

/* What may be offered is words-change's, as in the window; none where there is no way to trust it. */
static guint
get_offers (WaybillCertVerdict *verdict, const WaybillCliChange *change)
{
  if (waybill_cert_verdict_get_leaf (verdict) == NULL)
    return 0;
  return waybill_words_change_get_offers (change != NULL ? change->words->mood : WAYBILL_CERT_CHANGE_UNKNOWN,
                                          waybill_cert_verdict_get_reasons (verdict), FALSE);
}

/* change: (nullable). What was renewed is shown calmly, what looks wrong sharply. */
static void
show_question (WaybillCliPrompt *self,
               WaybillRemoteTarget *target,
               WaybillCertVerdict *verdict,
               const WaybillCliChange *change)
{
  if (change == NULL)
    show_verdict (self, target, verdict);
  else
    waybill_cli_change_show (change, self->cli, verdict);
}

static WaybillRemoteAnswer
ask_trust (WaybillCliPrompt *self, WaybillRemoteTarget *target, WaybillCertVerdict *verdict)
{
  g_autoptr (WaybillCliChange) change = waybill_cli_change_new (self->cli, self->partner, verdict);
  guint offers = get_offers (verdict, change);
  gboolean may_pin = offers != WAYBILL_WORDS_OFFER_ONCE && waybill_cli_is_saved (self->cli, self->partner);
  Line line = { 0 };
  g_autofree char *answer = NULL;

  show_question (self, target, verdict, change);
  if (offers == 0)
    return WAYBILL_REMOTE_ANSWER_NO;
  fputs (may_pin ? _ ("Trust it? “yes” for this time, “always”, or “no” [no]: ")
                 : _ ("Trust it this once? “yes” or “no” [no]: "),
         stderr);
  if (!read_line (self->cli, &line))
    return WAYBILL_REMOTE_ANSWER_NO;
  answer = g_strstrip (g_strndup (line.bytes, line.length));
  if (may_pin && is_answer (answer, N_ ("always")))
    return pin_leaf (self, verdict, change != NULL ? change->before->pdata[0] : NULL) ? WAYBILL_REMOTE_ANSWER_YES_SAVED
                                                                                      : WAYBILL_REMOTE_ANSWER_YES;
  return is_answer (answer, N_ ("yes")) ? WAYBILL_REMOTE_ANSWER_YES : WAYBILL_REMOTE_ANSWER_NO;
}

static void
ask_trust_async (WaybillRemoteAsker *asker,
                 WaybillRemoteTarget *target,
                 WaybillCertVerdict *verdict,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  WaybillCliPrompt *self = WAYBILL_CLI_PROMPT (asker);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  gboolean may_ask = waybill_cli_has_terminal (self->cli);

  g_task_return_int (task, may_ask ? ask_trust (self, target, verdict) : WAYBILL_REMOTE_ANSWER_NO);
}

static WaybillRemoteAnswer
ask_trust_finish (WaybillRemoteAsker *asker, GAsyncResult *result)
{
  gssize answer = g_task_propagate_int (G_TASK (result), NULL);

  return answer > 0 ? (WaybillRemoteAnswer) answer : WAYBILL_REMOTE_ANSWER_NO;
}

/**
 * waybill_cli_prompt_new:
 * @self: the run; must outlive it
 * @partner: where a certificate that is always to be trusted is kept
 *
 * Returns: (transfer full): who asks on the terminal
 */
WaybillCliPrompt *
waybill_cli_prompt_new (WaybillCli *self, WaybillPartner *partner)
{
  WaybillCliPrompt *prompt = g_object_new (WAYBILL_TYPE_CLI_PROMPT, NULL);

  prompt->cli = self;
  prompt->partner = g_object_ref (partner);
  return prompt;
}

static void
waybill_cli_prompt_finalize (GObject *object)
{
  g_clear_object (&WAYBILL_CLI_PROMPT (object)->partner);
  G_OBJECT_CLASS (waybill_cli_prompt_parent_class)->finalize (object);
}

static void
waybill_cli_prompt_class_init (WaybillCliPromptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = waybill_cli_prompt_finalize;
}

static void
waybill_cli_prompt_init (WaybillCliPrompt *self)
{
}

static void
prompt_iface_init (WaybillPartnerPromptInterface *iface)
{
  iface->ask_secret_async = ask_secret_async;
  iface->ask_secret_finish = ask_secret_finish;
}

static void
asker_iface_init (WaybillRemoteAskerInterface *iface)
{
  iface->ask_trust_async = ask_trust_async;
  iface->ask_trust_finish = ask_trust_finish;
}
