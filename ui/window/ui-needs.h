/* What Waybill needs of this computer, one line each: keyring, clock, network. One that fails becomes a box with a button; it never
 * blocks. */
#pragma once

#include "ui-context.h"

#include "base-machine.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_UI_NEED_KEYRING,
  WAYBILL_UI_NEED_CLOCK,
  WAYBILL_UI_NEED_NETWORK,
  WAYBILL_UI_N_NEEDS,
} WaybillUiNeed;

typedef struct
{
  gboolean    met;
  const char *sentence; /* translated, static */
  const char *button;   /* (nullable) translated, static: nothing can be done here */
} WaybillUiNeedState;

/* Pure. */
void       waybill_ui_needs_judge (WaybillSecretKeyring   keyring,
                                   WaybillBaseClockState  clock,
                                   gboolean               network,
                                   WaybillUiNeedState     needs[WAYBILL_UI_N_NEEDS]);

#define WAYBILL_TYPE_UI_NEEDS (waybill_ui_needs_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiNeeds, waybill_ui_needs, WAYBILL, UI_NEEDS, GtkBox)

/* Made by a template; empty until it has a context. */
void       waybill_ui_needs_set_context (WaybillUiNeeds   *self,
                                         WaybillUiContext *context);
void       waybill_ui_needs_set_narrow  (WaybillUiNeeds   *self,
                                         gboolean          narrow);

G_END_DECLS
