/* The tokens (smart cards, HSMs) that the registered PKCS#11 modules show, and our certificates on them. No PIN is asked, given
 * or needed here. Modules may be slow or hang: the caller is answered in time all the same. Main thread. */
#pragma once

#include "cert-certificate.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the token says of its PIN. PKCS#11 tells no number. */
typedef enum
{
  WAYBILL_CERT_TOKEN_TRIES_ENOUGH,
  WAYBILL_CERT_TOKEN_TRIES_FEW,  /* a wrong PIN was given since the last right one */
  WAYBILL_CERT_TOKEN_TRIES_LAST, /* one more wrong one locks it */
  WAYBILL_CERT_TOKEN_TRIES_NONE, /* locked: no PIN opens it any more */
} WaybillCertTokenTries;

/* A certificate that is no authority's, and whose key is on the token or may be: keys are mostly hidden until the PIN is given. */
typedef struct
{
  char                   *label;       /* as the token calls it, else the certificate's name; never empty, no controls */
  char                   *card;        /* the token's name */
  char                   *uri;         /* RFC 7512, with the token's serial and the object's id; never with a PIN */
  WaybillCertCertificate *certificate;
  GPtrArray              *chain;       /* (element-type WaybillCertCertificate): it, then those issuers that the token holds */
} WaybillCertTokenEntry;

typedef struct
{
  char                  *name;         /* the token's label, else its serial number or model; never empty, no controls */
  char                  *uri;          /* of the token alone */
  gboolean               needs_pin;    /* FALSE also where the PIN is typed at the reader */
  WaybillCertTokenTries  tries;
  GPtrArray             *entries;      /* (element-type WaybillCertTokenEntry) by label, perhaps none */
} WaybillCertToken;

/* Asks all modules. cancellable: (nullable): the caller is answered at once; the modules are left to themselves. */
void              waybill_cert_token_list_async  (GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
/* (transfer full) (element-type WaybillCertToken): by name, perhaps none. TOKEN_SILENT: no answer in ten seconds. */
GPtrArray        *waybill_cert_token_list_finish (GAsyncResult         *result,
                                                  GError              **error);
/* text: a label without case, a fingerprint (all of it, or 8 or more digits of its beginning), or a PKCS#11 URI, whose attributes all
 * fit. (transfer container) (element-type WaybillCertTokenEntry), lent by the list, perhaps none. UNSUPPORTED: a URI that is refused. */
GPtrArray        *waybill_cert_token_list_match  (GPtrArray            *tokens,
                                                  const char           *text,
                                                  GError              **error);

/* The token that uri is on, without entries. TOKEN_GONE, TOKEN_SILENT; AMBIGUOUS: several hold what it names. */
void              waybill_cert_token_look_async  (const char           *uri,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
WaybillCertToken *waybill_cert_token_look_finish (GAsyncResult         *result,
                                                  GError              **error);
void              waybill_cert_token_free        (WaybillCertToken     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillCertToken, waybill_cert_token_free)

G_END_DECLS
