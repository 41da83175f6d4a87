/* What can go wrong with a certificate file or the store. Sentences for people are made in words. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE, /* the content is nothing that we know */
  WAYBILL_CERT_ERROR_CUT_OFF,           /* begins like a certificate file, ends too early */
  WAYBILL_CERT_ERROR_PASSWORD,          /* needs a password, or the one given is wrong */
  WAYBILL_CERT_ERROR_KEY_MISMATCH,      /* key and certificate do not belong together */
  WAYBILL_CERT_ERROR_NO_CERTIFICATE,    /* a key without its certificate */
  WAYBILL_CERT_ERROR_UNSUPPORTED,       /* an encryption that GnuTLS does not know, a Windows group-protected PFX */
  WAYBILL_CERT_ERROR_TOO_EXPENSIVE,     /* more than 10,000,000 rounds */
  WAYBILL_CERT_ERROR_LABEL_TAKEN,       /* another certificate has this label */
  WAYBILL_CERT_ERROR_NOT_FOUND,         /* no such label in the store */
  WAYBILL_CERT_ERROR_AMBIGUOUS,         /* several labels match */
  WAYBILL_CERT_ERROR_STORE,             /* the store's folder cannot be read or written */
  WAYBILL_CERT_ERROR_NO_SPACE,          /* there is no room for what it is to hold */
  WAYBILL_CERT_ERROR_LIST_UNKNOWN,      /* a revocation list of an authority that nobody here knows */
  WAYBILL_CERT_ERROR_LIST_FORGED,       /* one that carries an authority's name, and not its signature */
  WAYBILL_CERT_ERROR_FAILED,
} WaybillCertError;

#define WAYBILL_CERT_ERROR (waybill_cert_error_quark ())
GQuark waybill_cert_error_quark      (void);
void   waybill_cert_error_set_gnutls (GError           **error,
                                      WaybillCertError   code,
                                      int                status,
                                      const char        *what);

G_END_DECLS
