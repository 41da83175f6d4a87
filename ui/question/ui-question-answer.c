/* What an answer does: a password is kept as the person says, a certificate is written down, a clock is opened. Who is asked
 * when is ui-question's. */
#include "ui-question-private.h"

#include "ui-tell.h"
#include "ui-toast.h"
#include "words-error.h"
#include "words-secret.h"

/* waybill_ui_question_finish_ask:
 *
 * Its dialog goes before the answer comes, which may bring the next question. */
void
waybill_ui_question_finish_ask (WaybillUiQuestionAsk *ask, gssize answer, WaybillSecretText *text)
{
  g_autoptr (GTask) task = g_object_ref (ask->task);
  gboolean is_trust = waybill_ui_question_ask_is_trust (ask);

  waybill_ui_question_ask_free (ask);
  if (is_trust)
    g_task_return_int (task, answer);
  else
    g_task_return_pointer (task, text, (GDestroyNotify) waybill_secret_text_unref);
}

/* All that goes wrong when an answer is kept: the session goes on, so it is said beside it. */
static void
say_words (WaybillUiQuestion *self, WaybillWords *words)
{
  if (self->over != NULL)
    waybill_ui_tell (self->over, words);
  waybill_words_free (words);
}

/* Passwords */

/* What was typed is on its way to where it is kept. */
typedef struct
{
  WaybillUiQuestion *self;
  WaybillUiQuestionAsk *ask; /* (nullable) whose answer waits for it */
  WaybillSecretText *text;
} Keeping;

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Keeping *keeping = user_data;
  g_autoptr (WaybillUiQuestion) self = keeping->self;
  g_autoptr (WaybillSecretText) text = keeping->text;
  g_autoptr (GError) error = NULL;

  if (!waybill_ui_question_keep_finish (result, &error))
    {
      g_info ("The password is not kept: %s", error->message);
      say_words (self, waybill_words_secret (WAYBILL_WORDS_SECRET_NOT_STORED, waybill_partner_get_name (self->partner)));
    }
  if (keeping->ask != NULL)
    waybill_ui_question_finish_ask (keeping->ask, 0, g_steal_pointer (&text));
}

/* ask: (nullable) (transfer full). Its dialog goes at once; only its answer waits. */
static void
keep_secret (WaybillUiQuestion *self,
             const WaybillSecretKey *key,
             WaybillUiQuestionAsk *ask,
             WaybillSecretText *text,
             gboolean in_keyring)
{
  Keeping *keeping = g_new0 (Keeping, 1);

  keeping->self = g_object_ref (self);
  keeping->ask = ask;
  keeping->text = waybill_secret_text_ref (text);
  if (ask != NULL)
    waybill_ui_question_ask_close (ask);
  waybill_ui_question_keep_async (waybill_ui_context_get_vault (self->context), key, text, in_keyring, kept_cb, keeping);
}

static void
answer_secret (WaybillUiQuestion *self, WaybillUiQuestionAsk *ask, gboolean accepted)
{
  WaybillUiQuestionSecret *content = WAYBILL_UI_QUESTION_SECRET (ask->content);
  g_autoptr (WaybillSecretText) text = accepted ? waybill_ui_question_secret_take (content) : NULL;
  gboolean keep = text != NULL && waybill_ui_question_secret_get_keep (content);

  if (text != NULL && ask->replaces)
    {
      keep_secret (self, &ask->key, ask, text, keep);
      return;
    }
  if (keep)
    keep_secret (self, &ask->key, NULL, text, TRUE);
  waybill_ui_question_finish_ask (ask, 0, g_steal_pointer (&text));
}

/* Trust */

static void
say_done (WaybillUiQuestion *self, guint choice, gboolean saved)
{
  g_autofree char *title = waybill_words_change_done (choice, saved, waybill_partner_get_name (self->partner));

  if (title != NULL && self->over != NULL)
    waybill_ui_toast_say (self->over, title);
}

/* Whatever is done about the clock, nothing is connected to now. */
static void
answer_clock (WaybillUiQuestion *self, WaybillUiQuestionAsk *ask, gboolean accepted)
{
  g_autoptr (WaybillWordsClock) clock = g_steal_pointer (&ask->clock);

  waybill_ui_question_finish_ask (ask, WAYBILL_REMOTE_ANSWER_NO, NULL);
  if (accepted && self->over != NULL)
    waybill_ui_question_clock_mend (clock, self->over);
}

static void
answer_trust (WaybillUiQuestion *self, WaybillUiQuestionAsk *ask, gboolean accepted)
{
  guint choice = accepted ? waybill_ui_question_trust_get_choice (WAYBILL_UI_QUESTION_TRUST (ask->content)) : 0;
  WaybillRemoteAnswer answer = WAYBILL_REMOTE_ANSWER_NO;
  g_autoptr (GError) error = NULL;

  if (choice == WAYBILL_WORDS_OFFER_ONCE)
    answer = WAYBILL_REMOTE_ANSWER_YES;
  else if (choice != 0)
    answer = waybill_ui_question_save (self->context, self->partner, ask, choice, &error) ? WAYBILL_REMOTE_ANSWER_YES_SAVED
                                                                                          : WAYBILL_REMOTE_ANSWER_YES;
  waybill_ui_question_finish_ask (ask, answer, NULL);
  say_done (self, choice, answer == WAYBILL_REMOTE_ANSWER_YES_SAVED);
  if (error != NULL)
    say_words (self, waybill_words_error (error, waybill_partner_get_name (self->partner)));
}

/* waybill_ui_question_answer:
 *
 * The object may go with it. */
void
waybill_ui_question_answer (WaybillUiQuestion *self, WaybillUiQuestionAsk *ask, gboolean accepted)
{
  if (ask->clock != NULL)
    answer_clock (self, ask, accepted);
  else if (waybill_ui_question_ask_is_trust (ask))
    answer_trust (self, ask, accepted);
  else
    answer_secret (self, ask, accepted);
}
