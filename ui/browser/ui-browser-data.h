/* What one listing holds, with what sorting needs: made once, immutable, shared between the list and the thread that arranges it. Pure:
 * no widget, any thread. */
#pragma once

#include "remote-listing.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_UI_BROWSER_NAME,
  WAYBILL_UI_BROWSER_SIZE,
  WAYBILL_UI_BROWSER_MODIFIED,
  WAYBILL_UI_BROWSER_N_COLUMNS,
} WaybillUiBrowserColumn;

/* What of it is shown, and in which order. */
typedef struct
{
  WaybillUiBrowserColumn  column;
  gboolean                descending;
  gboolean                hidden; /* names that begin with a dot too */
  char                   *filter; /* (nullable) part of the name, in any case */
} WaybillUiBrowserOrder;

typedef struct _WaybillUiBrowserData WaybillUiBrowserData;

/* listing: (transfer full). */
WaybillUiBrowserData     *waybill_ui_browser_data_new        (WaybillRemoteListing        *listing);
WaybillUiBrowserData     *waybill_ui_browser_data_ref        (WaybillUiBrowserData        *self);
void                      waybill_ui_browser_data_unref      (WaybillUiBrowserData        *self);
guint                     waybill_ui_browser_data_get_length (WaybillUiBrowserData        *self);
const WaybillRemoteEntry *waybill_ui_browser_data_get        (WaybillUiBrowserData        *self,
                                                              guint                        index);
/* How many lines there are, and how many of them nobody could read. */
guint                     waybill_ui_browser_data_count      (WaybillUiBrowserData        *self,
                                                              guint                       *n_unreadable);
/* (transfer full) (array length=n): indices of what is shown, folders first. */
guint32                  *waybill_ui_browser_data_arrange    (WaybillUiBrowserData        *self,
                                                              const WaybillUiBrowserOrder *order,
                                                              guint                       *n);
/* (nullable) the name, or the line where there is none. */
const char               *waybill_ui_browser_entry_get_name  (const WaybillRemoteEntry    *entry);
/* (transfer full): in whose bytes "File10" comes behind "file2". */
char                     *waybill_ui_browser_data_dup_key    (const char                  *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillUiBrowserData, waybill_ui_browser_data_unref)

G_END_DECLS
