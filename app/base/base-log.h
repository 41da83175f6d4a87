/* Where log lines go, and what never gets there: every known secret is replaced before a line is written, whoever
 * wrote it. Not a conversation model for the window; that reads the lines that pass here. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WAYBILL_BASE_LOG_MASK "\342\200\242\342\200\242\342\200\242"

typedef struct
{
  gboolean to_stderr; /* every line of every domain, as -v asks for */
  int      file;      /* descriptor to which lines are appended, or -1; borrowed for the life of the process */
} WaybillBaseLogOptions;

void  waybill_base_log_start  (const WaybillBaseLogOptions *options);
void  waybill_base_log_hide   (const char                  *secret);
void  waybill_base_log_unhide (const char                  *secret);
char *waybill_base_log_scrub  (const char                  *text);

G_END_DECLS
