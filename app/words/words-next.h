/* The certificate that takes over on a day, in words: what will happen, what happened, and why something did not. It changes
 * nothing. */
#pragma once

#include "words.h"

#include "partner-next.h"

G_BEGIN_DECLS

/* (transfer full): "1 December 2026", local, never "tomorrow": it stands after "on". */
char *waybill_words_next_day       (gint64            unix_seconds);
/* (transfer full) (nullable): NULL where none waits. */
char *waybill_words_next_sentence  (WaybillPartner   *partner,
                                    WaybillCertStore *store,
                                    gint64            now);
/* before: (nullable): fingerprint of what was shown until now. (transfer full) */
char *waybill_words_next_took_over (WaybillPartner   *partner,
                                    WaybillCertStore *store,
                                    const char       *before);
/* (transfer full): "Takes over for Harbour Foods on 1 December 2026". day: as partner-next reads it. */
char *waybill_words_next_planned   (const char       *partners,
                                    const char       *day);

G_END_DECLS
