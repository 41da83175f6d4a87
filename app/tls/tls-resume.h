/* What the data channels of one session are resumed from: the newest ticket of its control channel. Belongs to one session of
 * one partner and one identity; it is never shared, saved or keyed on anything. What their
 * handshakes are offered, read once, is kept with it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _WaybillTlsResume WaybillTlsResume;

WaybillTlsResume *waybill_tls_resume_new    (void);
void              waybill_tls_resume_free   (WaybillTlsResume *self);
gboolean          waybill_tls_resume_is_empty (WaybillTlsResume *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillTlsResume, waybill_tls_resume_free)

G_END_DECLS
