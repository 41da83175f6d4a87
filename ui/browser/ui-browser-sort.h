/* Sorts a great many entries by a number, then by their keys: eight bytes at a time. Pure: no widget, any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One entry on its way through the sorting. */
typedef struct
{
  guint64     head;  /* what decides first, smallest first */
  const char *key;   /* what decides then; lent */
  guint32     index; /* of the entry */
} WaybillUiBrowserSlot;

/* by_key: heads are not set yet. last: decides about two indices, as pointers, whose keys are equal. */
void waybill_ui_browser_sort (GArray           *slots,
                              gboolean          by_key,
                              gboolean          backwards,
                              GCompareDataFunc  last,
                              gpointer          data);

G_END_DECLS
