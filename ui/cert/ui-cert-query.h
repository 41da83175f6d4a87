/* What was typed into the certificate store's search, taken apart once, and what it is looked for in, folded once. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _WaybillUiCertQuery WaybillUiCertQuery;

WaybillUiCertQuery *waybill_ui_cert_query_new      (const char               *typed);
void                waybill_ui_cert_query_free     (WaybillUiCertQuery       *self);
gboolean            waybill_ui_cert_query_is_empty (const WaybillUiCertQuery *self);
/* The digits of a part of a fingerprint, (nullable) where it cannot be one. */
const char         *waybill_ui_cert_query_get_digits (const WaybillUiCertQuery *self);
/* Whether each word stands somewhere in it. haystack: of waybill_ui_cert_query_dup_haystack(). */
gboolean            waybill_ui_cert_query_finds    (const WaybillUiCertQuery *self,
                                                    const char               *haystack);
/* (transfer full): texts (NULL-terminated) without case, one a line. */
char               *waybill_ui_cert_query_dup_haystack (const char * const   *texts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillUiCertQuery, waybill_ui_cert_query_free)

G_END_DECLS
