/* PKCS#11 URIs (RFC 7512) as text: which may stand in the store, what they name, whether one fits another. It touches no token. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether text looks like such a URI at all, be it good or not. */
gboolean  waybill_cert_token_is_uri        (const char   *text);
/* Refuses what is no URI of an object, and attributes that a file must not have: a PIN, or a module to load. */
gboolean  waybill_cert_token_check_uri     (const char   *uri,
                                            GError      **error);
/* Token and object alone; the certificate; its key; all of each on the token; the token. (transfer full) */
char     *waybill_cert_token_uri_dup_plain (const char   *uri);
char     *waybill_cert_token_uri_dup_certificate (const char *uri);
char     *waybill_cert_token_uri_dup_key   (const char   *uri);
char     *waybill_cert_token_uri_dup_certificates (const char *uri);
char     *waybill_cert_token_uri_dup_keys  (const char   *uri);
char     *waybill_cert_token_uri_dup_token (const char   *uri);
/* The same object, on that token and no other. (transfer full) */
char     *waybill_cert_token_uri_dup_on    (const char   *uri,
                                            const char   *token);
/* What people call the token: its label, else its serial number or model, else "PKCS#11"; without controls. (transfer full) */
char     *waybill_cert_token_uri_dup_name  (const char   *uri);
/* A URI as somebody typed it, without "pin-source", which would make us read a file. (transfer full) */
char     *waybill_cert_token_uri_dup_safe  (const char   *uri);
/* Whether everything that wanted says of token and object is so in uri. */
gboolean  waybill_cert_token_uri_fits      (const char   *uri,
                                            const char   *wanted);

G_END_DECLS
