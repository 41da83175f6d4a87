/* A password in memory: on a page of its own that is locked, kept out of core dumps, hidden from the log while it
 * lives and wiped when the last reference goes. It knows nothing of where it came from. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WAYBILL_SECRET_TEXT_MAX 1024

typedef struct _WaybillSecretText WaybillSecretText;

WaybillSecretText *waybill_secret_text_new   (const char        *text);
WaybillSecretText *waybill_secret_text_new_length (const char   *text,
                                              gsize              length);
WaybillSecretText *waybill_secret_text_new_random (void);
WaybillSecretText *waybill_secret_text_new_readable (void);
gboolean           waybill_secret_text_is_random (WaybillSecretText *self);
WaybillSecretText *waybill_secret_text_ref   (WaybillSecretText *self);
void               waybill_secret_text_unref (WaybillSecretText *self);
const char        *waybill_secret_text_peek  (WaybillSecretText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillSecretText, waybill_secret_text_unref)

G_END_DECLS
