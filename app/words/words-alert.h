/* TLS alerts by name, and what each most likely means to somebody who shows a certificate. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *waybill_words_alert_get_name    (int alert);       /* "certificate required"; "alert of unknown kind" */
const char *waybill_words_alert_get_meaning (int alert);       /* (nullable) */
const char *waybill_words_alert_get_gnutls  (int gnutls_code); /* (nullable) what a GnuTLS code means */

G_END_DECLS
