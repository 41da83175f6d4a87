/* What Waybill needs of this computer beside its own files: a clock that somebody keeps, and a network. It looks and changes nothing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_BASE_CLOCK_KEPT,   /* a time server keeps it */
  WAYBILL_BASE_CLOCK_ALONE,  /* it may be right; nobody is known to keep it */
  WAYBILL_BASE_CLOCK_WRONG,  /* before this program was written */
} WaybillBaseClockState;

WaybillBaseClockState waybill_base_machine_get_clock   (void);
gboolean              waybill_base_machine_has_network (void);

G_END_DECLS
