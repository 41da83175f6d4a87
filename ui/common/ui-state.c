/* The states of a thing as icon, colour and word: one table. Each icon has its own shape, so that colour is never the only
 * difference. */

#include "ui-state.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *icon;
  const char *css_class;
  const char *word;
} StateRow;

static const StateRow rows[WAYBILL_UI_N_STATES] = {
  [WAYBILL_UI_STATE_NONE] = { NULL, NULL, "" },
  [WAYBILL_UI_STATE_READY] = { "emblem-ok-symbolic", "success", N_ ("ready") },
  [WAYBILL_UI_STATE_WARNING] = { "dialog-warning-symbolic", "warning", N_ ("warning") },
  [WAYBILL_UI_STATE_FAILED] = { "dialog-error-symbolic", "error", N_ ("failed") },
  [WAYBILL_UI_STATE_QUESTION] = { "dialog-question-symbolic", NULL, N_ ("not known yet") },
  [WAYBILL_UI_STATE_CONNECTED] = { "network-transmit-receive-symbolic", "success", N_ ("connected") },
  [WAYBILL_UI_STATE_WAITING] = { "content-loading-symbolic", NULL, N_ ("waiting") },
  [WAYBILL_UI_STATE_LEFT_OUT] = { "action-unavailable-symbolic", NULL, N_ ("left out") },
};

/**
 * waybill_ui_state_get_icon:
 * @state: a state
 *
 * Returns: (nullable): the name of its icon
 */
const char *
waybill_ui_state_get_icon (WaybillUiState state)
{
  return rows[state].icon;
}

/**
 * waybill_ui_state_get_class:
 * @state: a state
 *
 * Returns: (nullable): the style class of its icon; words beside it stay in the text colour
 */
const char *
waybill_ui_state_get_class (WaybillUiState state)
{
  return rows[state].css_class;
}

/**
 * waybill_ui_state_get_word:
 * @state: a state
 *
 * Returns: its word, translated; "" for none
 */
const char *
waybill_ui_state_get_word (WaybillUiState state)
{
  return *rows[state].word == '\0' ? "" : _ (rows[state].word);
}

/**
 * waybill_ui_state_show:
 * @image: where to show it
 * @state: a state
 * @reason: (nullable): for screen readers, "Certificate runs out in 12 days"; %NULL when the words stand beside it
 *
 * Sets icon, colour and accessible label. Main thread.
 */
void
waybill_ui_state_show (GtkImage *image, WaybillUiState state, const char *reason)
{
  g_autofree char *label = reason == NULL ? g_strdup (waybill_ui_state_get_word (state))
                                          : g_strdup_printf ("%s: %s", waybill_ui_state_get_word (state), reason);

  for (guint i = 0; i < WAYBILL_UI_N_STATES; i++)
    if (rows[i].css_class != NULL)
      gtk_widget_remove_css_class (GTK_WIDGET (image), rows[i].css_class);
  if (rows[state].css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (image), rows[state].css_class);
  gtk_image_set_from_icon_name (image, rows[state].icon);
  gtk_widget_set_visible (GTK_WIDGET (image), rows[state].icon != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
