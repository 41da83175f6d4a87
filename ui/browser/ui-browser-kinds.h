/* Icon and word for a name: guessed from the name alone, and remembered, because looking one up reads a file. */
#pragma once

#include <gio/gio.h>

#include "remote-entry.h"

G_BEGIN_DECLS

typedef struct _WaybillUiBrowserKinds WaybillUiBrowserKinds;

typedef struct
{
  GIcon *icon;
  char *word; /* "folder", "CSV document" */
} WaybillUiBrowserKind;

WaybillUiBrowserKinds      *waybill_ui_browser_kinds_new  (void);
void                        waybill_ui_browser_kinds_free (WaybillUiBrowserKinds    *self);
/* (transfer none): as long as the kinds. */
const WaybillUiBrowserKind *waybill_ui_browser_kinds_get  (WaybillUiBrowserKinds    *self,
                                                           const WaybillRemoteEntry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillUiBrowserKinds, waybill_ui_browser_kinds_free)

G_END_DECLS
