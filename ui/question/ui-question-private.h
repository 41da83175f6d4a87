/* Between the files of this folder: one question on its way, what its dialog holds, and the saving of an answer. */
#pragma once

#include "ui-question.h"

#include "partner-learnt.h"
#include "words-change.h"
#include "words-clock.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What a trust dialog shows: ui-question-trust. */

#define WAYBILL_TYPE_UI_QUESTION_TRUST (waybill_ui_question_trust_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiQuestionTrust, waybill_ui_question_trust, WAYBILL, UI_QUESTION_TRUST, GtkBox)

/* Signal "confirmed" (no arguments): the partner has confirmed the change. */
GtkWidget *waybill_ui_question_trust_new        (const WaybillWordsChange *change,
                                                 WaybillCertVerdict       *verdict,
                                                 GPtrArray                *before,
                                                 WaybillCertStore         *store,
                                                 const char               *partner);
/* One of WaybillWordsOffer; 0: nothing is offered. */
guint      waybill_ui_question_trust_get_choice (WaybillUiQuestionTrust   *self);

/* Its pieces, of one look: ui-question-trust-parts. */
GtkWidget *waybill_ui_question_line_new         (const WaybillWordsChangeLine *line);
GtkWidget *waybill_ui_question_conclusion_new   (WaybillWordsTone          tone,
                                                 const char               *text);
/* title: above the card. is_new: the one to come. */
GtkWidget *waybill_ui_question_card_new         (const char               *title,
                                                 WaybillCertCertificate   *certificate,
                                                 gboolean                  is_new);
GtkWidget *waybill_ui_question_link_new         (WaybillCertCertificate   *certificate,
                                                 gboolean                  is_leaf,
                                                 gboolean                  is_new);
/* A row that is chosen; group: (nullable) the other one. button: (out). */
GtkWidget *waybill_ui_question_choice_new       (const char               *title,
                                                 const char               *text,
                                                 GtkCheckButton           *group,
                                                 GtkCheckButton          **button);

/* What the dialog about the clock shows: ui-question-clock. */

#define WAYBILL_TYPE_UI_QUESTION_CLOCK (waybill_ui_question_clock_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiQuestionClock, waybill_ui_question_clock, WAYBILL, UI_QUESTION_CLOCK, GtkBox)

/* Signal "look" (no arguments): the certificate is to be looked at after all. may_look: there is a row for that. */
GtkWidget  *waybill_ui_question_clock_new        (const WaybillWordsClock *clock,
                                                  gboolean                 may_look);
const char *waybill_ui_question_clock_get_button (void);
/* Opens the desktop's settings, or copies the times where there are none. over: of the window that says so. */
void        waybill_ui_question_clock_mend       (const WaybillWordsClock *clock,
                                                  GtkWidget               *over);

/* What a password dialog shows: ui-question-secret. */

#define WAYBILL_TYPE_UI_QUESTION_SECRET (waybill_ui_question_secret_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiQuestionSecret, waybill_ui_question_secret, WAYBILL, UI_QUESTION_SECRET, GtkBox)

/* Property "filled" (boolean, read only, notifies): something is typed that can be a secret. */
GtkWidget         *waybill_ui_question_secret_new      (WaybillSecretField       field,
                                                        WaybillSecretKeyring     keyring,
                                                        WaybillPartnerPromptHints hints);
void               waybill_ui_question_secret_focus    (WaybillUiQuestionSecret *self);
/* (transfer full) (nullable): what was typed; the field is empty afterwards. */
WaybillSecretText *waybill_ui_question_secret_take     (WaybillUiQuestionSecret *self);
gboolean           waybill_ui_question_secret_get_keep (WaybillUiQuestionSecret *self);

/* One question: ui-question-ask makes its dialog. */
typedef struct
{
  GTask                 *task;
  GSource               *cancelled;    /* (nullable) */
  AdwMessageDialog      *dialog;       /* (nullable) while it is shown; weak */
  GtkWidget             *content;      /* (nullable) lent by the dialog; weak */

  WaybillCertVerdict    *verdict;      /* (nullable) of a trust question */
  WaybillPartnerHistory *history;
  WaybillWordsChange    *change;
  WaybillWordsClock     *clock;        /* (nullable) of a trust question: the time alone stands in the way, and its page comes first */

  WaybillSecretKey       key;          /* of a password; id and name owned */
  WaybillPartnerPromptHints hints;
  gboolean               replaces;     /* what is kept is forgotten: waybill_ui_question_enter_password_async */
} WaybillUiQuestionAsk;

WaybillUiQuestionAsk *waybill_ui_question_ask_new_trust  (GTask                  *task,
                                                          WaybillUiContext       *context,
                                                          WaybillPartner         *partner,
                                                          WaybillCertVerdict     *verdict);
WaybillUiQuestionAsk *waybill_ui_question_ask_new_secret (GTask                  *task,
                                                          const WaybillSecretKey *key,
                                                          WaybillPartnerPromptHints hints);
void                  waybill_ui_question_ask_close      (WaybillUiQuestionAsk   *self);
void                  waybill_ui_question_ask_free       (WaybillUiQuestionAsk   *self);
gboolean              waybill_ui_question_ask_is_trust   (const WaybillUiQuestionAsk *self);
/* From the clock's page to the certificate's: to be built anew. */
void                  waybill_ui_question_ask_skip_clock (WaybillUiQuestionAsk   *self);
/* A dialog's content: of one width, high ones scroll. */
void                  waybill_ui_question_fill_dialog    (AdwMessageDialog       *dialog,
                                                          GtkWidget              *content);
/* Builds the dialog; it is not presented yet. parent: (nullable). */
void                  waybill_ui_question_ask_build      (WaybillUiQuestionAsk   *self,
                                                          WaybillUiContext       *context,
                                                          WaybillPartner         *partner,
                                                          GtkWindow              *parent);
void                  waybill_ui_question_ask_present    (WaybillUiQuestionAsk   *self);

/* Writes what was chosen into the partner and the stores. FALSE with an error: nothing is changed. */
gboolean              waybill_ui_question_save           (WaybillUiContext       *context,
                                                          WaybillPartner         *partner,
                                                          const WaybillUiQuestionAsk *ask,
                                                          guint                   choice,
                                                          GError                **error);

/* Where a password lies from now on: in the keyring, or in memory, and then what the keyring holds is forgotten. */
void                  waybill_ui_question_keep_async     (WaybillSecretVault     *vault,
                                                          const WaybillSecretKey *key,
                                                          WaybillSecretText      *text,
                                                          gboolean                in_keyring,
                                                          GAsyncReadyCallback     callback,
                                                          gpointer                user_data);
/* FALSE: the keyring did not take it, and it is in memory alone. */
gboolean              waybill_ui_question_keep_finish    (GAsyncResult           *result,
                                                          GError                **error);

/* The inside, for ui-question (who is asked when) and ui-question-answer (what an answer does). */
struct _WaybillUiQuestion
{
  GObject parent_instance;

  WaybillUiContext *context;
  WaybillPartner *partner;
  GtkWidget *over; /* (nullable) weak */
  gboolean front;
  gboolean waiting;

  GQueue asks; /* (element-type WaybillUiQuestionAsk): not shown yet */
  WaybillUiQuestionAsk *current;
};

/* ui-question-answer. Takes the ask, which is off the list. */
void                  waybill_ui_question_answer         (WaybillUiQuestion      *self,
                                                          WaybillUiQuestionAsk   *ask,
                                                          gboolean                accepted);
/* Likewise. text: (transfer full) (nullable). */
void                  waybill_ui_question_finish_ask     (WaybillUiQuestionAsk   *ask,
                                                          gssize                  answer,
                                                          WaybillSecretText      *text);

#define WAYBILL_UI_QUESTION_REFUSE "refuse"
#define WAYBILL_UI_QUESTION_ACCEPT "accept"

G_END_DECLS
