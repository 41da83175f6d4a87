/* The small tree that the practice partner offers: a greeting, two orders, an invoice, an empty folder for what is sent.
 * It only adds what is missing; what a folder holds already is left alone. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define WAYBILL_PRACTICE_INVOICE_SIZE (160 * 1024)

gboolean waybill_practice_files_make (const char  *folder,
                                      GError     **error);

G_END_DECLS
