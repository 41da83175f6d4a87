/* The states that are shown as an icon of its own shape, a colour and a word; one table. It decides nothing. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_UI_STATE_NONE,      /* no icon */
  WAYBILL_UI_STATE_READY,     /* emblem-ok */
  WAYBILL_UI_STATE_WARNING,   /* dialog-warning */
  WAYBILL_UI_STATE_FAILED,    /* dialog-error */
  WAYBILL_UI_STATE_QUESTION,  /* dialog-question: never tested */
  WAYBILL_UI_STATE_CONNECTED, /* network-transmit-receive */
  WAYBILL_UI_STATE_WAITING,   /* content-loading */
  WAYBILL_UI_STATE_LEFT_OUT,  /* action-unavailable */
  WAYBILL_UI_N_STATES,
} WaybillUiState;

const char *waybill_ui_state_get_icon  (WaybillUiState  state); /* (nullable) "emblem-ok-symbolic" */
const char *waybill_ui_state_get_class (WaybillUiState  state); /* (nullable) "success", "warning", "error" */
const char *waybill_ui_state_get_word  (WaybillUiState  state); /* translated: "ready", "warning", "failed" */
/* Icon, colour and accessible label "warning: {reason}"; reason NULL: the words stand beside, the icon is presentation. */
void        waybill_ui_state_show      (GtkImage       *image,
                                        WaybillUiState  state,
                                        const char     *reason);

G_END_DECLS
