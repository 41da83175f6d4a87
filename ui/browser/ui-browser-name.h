/* The question for one name: of a new folder, or another one for what is there. It says what is wrong while it is typed, and does nothing
 * with the answer. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Is there something of this name? */
typedef gboolean (*WaybillUiBrowserNameTaken)  (const char *name, gpointer user_data);
typedef void     (*WaybillUiBrowserNameAnswer) (const char *name, gpointer user_data);

typedef struct
{
  const char                 *heading;
  const char                 *body;    /* (nullable) where it will be */
  const char                 *label;   /* of the field */
  const char                 *verb;    /* of the button, with a mnemonic */
  const char                 *name;    /* what it is called now, or "" */
  WaybillUiBrowserNameTaken   taken;
  WaybillUiBrowserNameAnswer  answer;  /* called once, or not at all */
  gpointer                    data;
  GDestroyNotify              destroy;
} WaybillUiBrowserNameQuestion;

/* (transfer none): lives until it is answered or destroyed. */
GtkWindow *waybill_ui_browser_name_ask (GtkWidget                          *from,
                                        const WaybillUiBrowserNameQuestion *question);

G_END_DECLS
