/* The inside of a model, for its two files: ui-browser-model.c (what is shown), -select.c (what is selected). */
#pragma once

#include "ui-browser-model.h"

G_BEGIN_DECLS

struct _WaybillUiBrowserModel
{
  GObject parent_instance;

  WaybillUiBrowserData *data; /* (nullable) */
  guint32 *shown;             /* indices of entries, by position */
  guint n_shown;
  GHashTable *rows;           /* the rows of data that live, by index; not held */
  GtkBitset *selected;        /* indices of entries */

  WaybillUiBrowserOrder order;
  guint generation;           /* of the newest arranging; older ones are dropped when they arrive */
  gboolean again;             /* the newest one is of the same folder */
  gboolean loading;           /* the newest one brings another listing */
  gboolean anew;              /* and the wishes changed since */
};

void waybill_ui_browser_model_select_init (GtkSelectionModelInterface *iface);
/* data: the next one, of the same folder: what is selected, found by name. */
GtkBitset *waybill_ui_browser_model_carry_selection (WaybillUiBrowserModel *self,
                                                     WaybillUiBrowserData  *data);

G_END_DECLS
