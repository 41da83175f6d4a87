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
  WAYBILL_CERT_ERROR_UNSUPPORTED,       /* an encryption that GnuTLS does not know */
  WAYBILL_CERT_ERROR_OLD_LOCK,          /* one of the old ones that it does not know any more: RC2-128, RC4-40 */
  WAYBILL_CERT_ERROR_WINDOWS_ACCOUNT,   /* a PFX that Windows locked to "group or user names" */
  WAYBILL_CERT_ERROR_TOO_EXPENSIVE,     /* more than 3,000,000 rounds for one lock, or 10,000,000 for the file */
  WAYBILL_CERT_ERROR_TOO_LARGE,         /* more than 4 MiB, 2,000 certificates or 64 keys */
  WAYBILL_CERT_ERROR_DAMAGED,           /* recognised, and cannot be read */
  WAYBILL_CERT_ERROR_EMPTY,             /* a file without content */
  WAYBILL_CERT_ERROR_REQUEST,           /* a PKCS#10 request */
  WAYBILL_CERT_ERROR_SSH_KEY,
  WAYBILL_CERT_ERROR_JAVA_KEYSTORE,
  WAYBILL_CERT_ERROR_WEB_PAGE,
  WAYBILL_CERT_ERROR_ARCHIVE,           /* .zip and the like */
  WAYBILL_CERT_ERROR_LABEL_TAKEN,       /* another certificate has this label */
  WAYBILL_CERT_ERROR_NOT_FOUND,         /* no such label in the store */
  WAYBILL_CERT_ERROR_AMBIGUOUS,         /* several labels match */
  WAYBILL_CERT_ERROR_STORE,             /* the store's folder cannot be read or written */
  WAYBILL_CERT_ERROR_NO_SPACE,          /* there is no room for what it is to hold */
  WAYBILL_CERT_ERROR_LIST_UNKNOWN,      /* a revocation list of an authority that nobody here knows */
  WAYBILL_CERT_ERROR_LIST_FORGED,       /* one that carries an authority's name, and not its signature */
  WAYBILL_CERT_ERROR_SUBJECT,           /* cannot be a subject; words-request says why */
  WAYBILL_CERT_ERROR_NAME,              /* cannot be an alternative name, or there are too many */
  WAYBILL_CERT_ERROR_NO_REQUEST,        /* an answer that belongs to none of the waiting keys */
  WAYBILL_CERT_ERROR_KEY_STAYS,         /* a key in a token cannot be exported */
  WAYBILL_CERT_ERROR_TOKEN_GONE,        /* the token is not there, or what is wanted is not on it */
  WAYBILL_CERT_ERROR_TOKEN_LOCKED,      /* it takes no PIN any more */
  WAYBILL_CERT_ERROR_TOKEN_SILENT,      /* its module did not answer in time */
  WAYBILL_CERT_ERROR_TOKEN_FAILED,      /* it is there, and does not do what it is asked */
  WAYBILL_CERT_ERROR_FAILED,
} WaybillCertError;

#define WAYBILL_CERT_ERROR (waybill_cert_error_quark ())
GQuark waybill_cert_error_quark      (void);
void   waybill_cert_error_set_gnutls (GError           **error,
                                      WaybillCertError   code,
                                      int                status,
                                      const char        *what);

G_END_DECLS
