/* The answers that only a person can give on the way to a session: is this really the partner, and what is the password. One object for
 * each tab or check: it implements WaybillRemoteAsker and WaybillPartnerPrompt with dialogs over its widget's window. It connects to
 * nobody and decides nothing by itself. */
#pragma once

#include "ui-context.h"

#include "partner-prompt.h"
#include "remote-question.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_QUESTION (waybill_ui_question_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiQuestion, waybill_ui_question, WAYBILL, UI_QUESTION, GObject)

/* Property "waiting" (boolean, notifies): a question is open or held back; the tab shows "Needs your answer".
 * Property "front" (boolean, TRUE at first): FALSE holds questions back until the tab is in front again; it never takes the focus. */

/* over: the widget whose window carries the dialogs; not owned, forgotten when it goes (questions are then answered with no). */
WaybillUiQuestion *waybill_ui_question_new        (WaybillUiContext  *context,
                                                   WaybillPartner    *partner,
                                                   GtkWidget         *over);
gboolean           waybill_ui_question_is_waiting (WaybillUiQuestion *self);
void               waybill_ui_question_set_front  (WaybillUiQuestion *self,
                                                   gboolean           front);
/* Whose clock is likely wrong, on a page of its own; FALSE: the time is not what stands against it. partner: its name. */
gboolean           waybill_ui_question_show_clock (GtkWidget          *over,
                                                   WaybillCertVerdict *verdict,
                                                   const char         *partner);
/* Asks for the login's password anew after it was refused, and puts it where the next try finds it: in the keyring, or in memory, and
 * then what the keyring holds is forgotten. Finish: FALSE when the person does not want to. */
void               waybill_ui_question_enter_password_async  (WaybillUiQuestion   *self,
                                                              GCancellable        *cancellable,
                                                              GAsyncReadyCallback  callback,
                                                              gpointer             user_data);
gboolean           waybill_ui_question_enter_password_finish (WaybillUiQuestion   *self,
                                                              GAsyncResult        *result);

G_END_DECLS
