/* TLS alerts (RFC 8446 §6, older ones RFC 5246 §7.2) and GnuTLS codes that people meet, as names and sentences.
 * GnuTLS is not linked here: the tables are ours. */
#include "words-alert.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  int number;
  const char *name;
  const char *meaning; /* (nullable) */
} Alert;

/* The names stay English: help desks search their logs for them. */
static const Alert alerts[] = {
  { 0, "close notify", NULL },
  { 10, "unexpected message", N_ ("The server did not expect this step of the handshake.") },
  { 20, "bad record mac", N_ ("Data was changed on its way, or one side counts wrongly.") },
  { 22, "record overflow", NULL },
  { 40, "handshake failure", N_ ("Most likely there is no common TLS version or cipher, or a certificate is missing.") },
  { 41, "no certificate", N_ ("The server wants a certificate.") },
  { 42, "bad certificate", N_ ("Most likely the server does not know our certificate, or cannot read it.") },
  { 43, "unsupported certificate",
    N_ ("Most likely our certificate is not made for logging in, or its kind of key is not taken.") },
  { 44, "certificate revoked", N_ ("The authority that issued our certificate has withdrawn it.") },
  { 45, "certificate expired", N_ ("Our certificate has run out, or the server’s clock is wrong.") },
  { 46, "certificate unknown", N_ ("Most likely our certificate is not registered with the partner.") },
  { 47, "illegal parameter", NULL },
  { 48, "unknown CA", N_ ("The server does not know the authority that issued our certificate.") },
  { 49, "access denied", N_ ("Our certificate is known, but it does not open this server.") },
  { 50, "decode error", NULL },
  { 51, "decrypt error", N_ ("Most likely our certificate and its key do not fit together in the server’s eyes.") },
  { 60, "export restriction", NULL },
  { 70, "protocol version", N_ ("There is no common TLS version.") },
  { 71, "insufficient security", N_ ("The server wants stronger encryption than was offered.") },
  { 80, "internal error", N_ ("Something went wrong inside the server.") },
  { 86, "inappropriate fallback", N_ ("The server saw an older TLS version than it should.") },
  { 90, "user canceled", NULL },
  { 100, "no renegotiation", NULL },
  { 109, "missing extension", NULL },
  { 110, "unsupported extension", NULL },
  { 112, "unrecognized name", N_ ("The server has no certificate for this name; the sheet may give another one.") },
  { 113, "bad certificate status response", NULL },
  { 115, "unknown PSK identity", N_ ("The server no longer knows the session that was to be resumed.") },
  { 116, "certificate required", N_ ("The server lets nobody in without a certificate.") },
  { 120, "no application protocol", N_ ("Most likely something else than file transfer answers on this port.") },
};

typedef struct
{
  int code;
  const char *meaning;
} Code;

#define TOKEN_GONE N_ ("The token that holds our key did not answer; most likely it was pulled out.")

static const Code codes[] = {
  { -110 /* PREMATURE_TERMINATION */, N_ ("The server hung up without saying goodbye.") },
  { -15 /* UNEXPECTED_PACKET */, N_ ("The server answered in plain text.") },
  { -8 /* UNSUPPORTED_VERSION_PACKET */, N_ ("The server answered in plain text, or in a TLS version that is too old.") },
  { -9 /* UNEXPECTED_PACKET_LENGTH */, N_ ("The server answered in plain text.") },
  { -87 /* NO_CIPHER_SUITES */, N_ ("There is no common encryption.") },
  { -112 /* CERTIFICATE_REQUIRED */, N_ ("The server lets nobody in without a certificate.") },
  { -60 /* CERTIFICATE_KEY_MISMATCH */, N_ ("This certificate belongs to a different key.") },
  { -294 /* UNRECOGNIZED_NAME */, N_ ("The server has no certificate for this name; the sheet may give another one.") },
  { -54 /* PULL_ERROR */, N_ ("Most likely a firewall on the way cut the connection.") },
  { -53 /* PUSH_ERROR */, N_ ("Most likely a firewall on the way cut the connection.") },
  { -24 /* DECRYPTION_FAILED */, N_ ("Data was changed on its way, or one side counts wrongly.") },
  { -63 /* DH_PRIME_UNACCEPTABLE */, N_ ("The server’s key exchange is too weak.") },
  { -323 /* PKCS11_REQUESTED_OBJECT_NOT_AVAILABLE */, TOKEN_GONE },
  { -300 /* PKCS11_ERROR */, TOKEN_GONE },
  { -305 /* PKCS11_SLOT_ERROR */, TOKEN_GONE },
  { -308 /* PKCS11_DEVICE_ERROR */, TOKEN_GONE },
  { -311 /* PKCS11_KEY_ERROR */, TOKEN_GONE },
  { -314 /* PKCS11_SESSION_ERROR */, TOKEN_GONE },
  { -316 /* PKCS11_TOKEN_ERROR */, TOKEN_GONE },
  { -303 /* PKCS11_PIN_ERROR */, N_ ("The token that holds our key does not take the PIN any more.") },
  { -313 /* PKCS11_PIN_LOCKED */, N_ ("The token that holds our key has locked itself after wrong PINs.") },
  { -217 /* INSUFFICIENT_SECURITY */, N_ ("The server’s encryption is too weak.") },
};

static const Alert *
find_alert (int number)
{
  for (gsize i = 0; i < G_N_ELEMENTS (alerts); i++)
    if (alerts[i].number == number)
      return &alerts[i];
  return NULL;
}

/**
 * waybill_words_alert_get_name:
 * @alert: the number of a TLS alert, RFC 8446 §6
 *
 * Returns: its name as help desks search for it
 */
const char *
waybill_words_alert_get_name (int alert)
{
  const Alert *row = find_alert (alert);

  return row != NULL ? row->name : _ ("alert of an unknown kind");
}

/**
 * waybill_words_alert_get_meaning:
 * @alert: the number of a TLS alert
 *
 * Returns: (nullable): what it most likely means; %NULL where the name says all that can be said
 */
const char *
waybill_words_alert_get_meaning (int alert)
{
  const Alert *row = find_alert (alert);

  return row != NULL && row->meaning != NULL ? _ (row->meaning) : NULL;
}

/**
 * waybill_words_alert_get_gnutls:
 * @gnutls_code: a GnuTLS error, 0 or below
 *
 * Returns: (nullable): what it means, %NULL where we know nothing better than the error's kind
 */
const char *
waybill_words_alert_get_gnutls (int gnutls_code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (codes[i].code == gnutls_code)
      return _ (codes[i].meaning);
  return NULL;
}
