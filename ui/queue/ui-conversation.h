/* The conversation below the queue: what Waybill and the server say to each other, secrets masked, filtered and copied. */
#pragma once

#include <gtk/gtk.h>

#include "remote-talk.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CONVERSATION (waybill_ui_conversation_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiConversation, waybill_ui_conversation, WAYBILL, UI_CONVERSATION, GtkBox)

/* Properties: "expanded" (boolean, FALSE at first), "narrow" (boolean: always unfolded).
 * Actions: "conversation.fold", "conversation.filter", "conversation.copy". */

GtkWidget *waybill_ui_conversation_new       (void);
/* talk: (nullable) (transfer none). Reads it ten times a second while it is shown. */
void       waybill_ui_conversation_set_talk  (WaybillUiConversation *self,
                                              WaybillRemoteTalk     *talk);
/* All that was said, as it is copied: filtered, secrets masked once more. (transfer full) */
char      *waybill_ui_conversation_dup_text  (WaybillUiConversation *self);
void       waybill_ui_conversation_copy      (WaybillUiConversation *self);
/* Puts the focus on the text, or on the head when it is folded. */
void       waybill_ui_conversation_focus     (WaybillUiConversation *self);

G_END_DECLS
