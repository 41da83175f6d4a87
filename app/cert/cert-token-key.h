/* The lock around a token's key: it signs for one connection at a time, and no more once its token is gone. It knows no PIN and
 * no certificate. */
#pragma once

#include <glib.h>
#include <gnutls/abstract.h>

G_BEGIN_DECLS

int waybill_cert_token_key_guard (gnutls_privkey_t key, const char *uri, gnutls_privkey_t *guarded);

G_END_DECLS
