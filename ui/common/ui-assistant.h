/* The frame of an assistant: header with Back and the primary button, "Step 2 of 4 · Password", pages that slide, dots, toasts, F1, and keys.
 * What the steps are and do is its subclass's business. */
#pragma once

#include "ui-assistant-page.h"

G_BEGIN_DECLS

/* What the header says at a step; not translated yet: N_(). narrow: the primary button where there is little room. */
typedef struct
{
  const char *name;
  const char *primary;
  const char *narrow;
} WaybillUiAssistantStep;

#define WAYBILL_TYPE_UI_ASSISTANT (waybill_ui_assistant_get_type ())
G_DECLARE_DERIVABLE_TYPE (WaybillUiAssistant, waybill_ui_assistant, WAYBILL, UI_ASSISTANT, AdwWindow)

struct _WaybillUiAssistantClass
{
  AdwWindowClass parent_class;

  /* Set in class_init: as many as the template of the subclass has pages, in their order. */
  const WaybillUiAssistantStep *steps;
  guint n_steps;

  /* The primary button; by itself: the next step, and at the last one the window closes. */
  void (*go_next) (WaybillUiAssistant *self);
  /* Never called at the first step, where it is Cancel, nor at the last one, where there is none; by itself: the step before. */
  void (*go_back) (WaybillUiAssistant *self);
  /* Beside the page's "ready"; (nullable): yes. */
  gboolean (*may_go_next) (WaybillUiAssistant *self);
  gboolean (*may_go_back) (WaybillUiAssistant *self);
  /* What the primary button says at this step, translated; NULL: what the table says. (nullable). */
  const char *(*find_primary) (WaybillUiAssistant *self);
  /* What a toast says when closing would lose what was chosen and typed ("Not imported yet"); NULL: it may close. (nullable). */
  const char *(*get_kept) (WaybillUiAssistant *self);
  /* The window closes now. (nullable). */
  void (*closed) (WaybillUiAssistant *self);
};

/* Children of the subclass's template that are WaybillUiAssistantPages become its pages. Actions "assistant.next", "assistant.back". */
guint                   waybill_ui_assistant_get_step    (WaybillUiAssistant *self);
/* Shows a step: header, dots, page, focus. */
void                    waybill_ui_assistant_show_step   (WaybillUiAssistant *self,
                                                          guint               step);
WaybillUiAssistantPage *waybill_ui_assistant_get_page    (WaybillUiAssistant *self,
                                                          guint               step);
/* The page that stands in the window. */
WaybillUiAssistantPage *waybill_ui_assistant_get_shown   (WaybillUiAssistant *self);
/* The header's buttons as they are and may be pressed now: after may_go_next, may_go_back or find_primary would answer otherwise. */
void                    waybill_ui_assistant_update      (WaybillUiAssistant *self);
/* Closes it, whatever was typed. */
void                    waybill_ui_assistant_leave       (WaybillUiAssistant *self);
/* The primary button. */
GtkWidget              *waybill_ui_assistant_get_primary (WaybillUiAssistant *self);

G_END_DECLS
