/* Waybill's own collection of identities and authorities, the guide's *SYSTEM store: files named by SHA-256 and a label each.
 * Identities lie encrypted and are opened with a password that the caller brings; the store never asks and never keeps one.
 * Lives on one thread (main); opening may be done elsewhere with the bytes it lends. */
#pragma once

#include "cert-crl.h"
#include "cert-identity.h"
#include "cert-request.h"

G_BEGIN_DECLS

typedef struct
{
  char                   *label;        /* unique in the store, without case */
  WaybillCertCertificate *certificate;
  gboolean                is_identity;
  gboolean                is_protected; /* identities: FALSE where the file is unprotected (mode 0600 alone) */
  GPtrArray              *chain;        /* identities: intermediates after the leaf */
  gint64                  added;        /* Unix seconds: when it came into the store */
  char                   *token;        /* identities: (nullable) the PKCS#11 URI of a key that is not here but on a token */
} WaybillCertEntry;

typedef struct _WaybillCertRemoved WaybillCertRemoved;

/* A key that waits for its certificate. */
typedef struct
{
  char              *id;           /* SHA-256 of the public key, hex: its certificate's waybill_cert_certificate_get_key_id() */
  char              *label;        /* unique among those that wait, without case */
  char              *subject;      /* RFC 4514 */
  char              *pem;          /* the request, to be saved or sent again */
  gint64             made;         /* Unix seconds */
  WaybillCertKeyKind key_kind;
  gboolean           is_protected; /* FALSE where the key is unprotected (mode 0600 alone) */
} WaybillCertWaiting;

typedef struct _WaybillCertWaitingRemoved WaybillCertWaitingRemoved;

#define WAYBILL_TYPE_CERT_STORE (waybill_cert_store_get_type ())
G_DECLARE_FINAL_TYPE (WaybillCertStore, waybill_cert_store, WAYBILL, CERT_STORE, GObject)

/* Signal "changed" (no arguments): an entry or a request was added, renamed or removed. */

/* folder: made (0700) when missing. An unreadable entry is left alone, logged, counted. */
WaybillCertStore   *waybill_cert_store_new          (const char              *folder,
                                                     GError                 **error);
const char         *waybill_cert_store_get_folder   (WaybillCertStore        *self);
guint               waybill_cert_store_get_n_unreadable (WaybillCertStore    *self);
/* (element-type WaybillCertEntry) (transfer container), sorted by label. */
GPtrArray          *waybill_cert_store_list         (WaybillCertStore        *self);
/* label without case, or a fingerprint (whole or a beginning of 8 or more hex digits). NOT_FOUND, AMBIGUOUS. */
const WaybillCertEntry *waybill_cert_store_find     (WaybillCertStore        *self,
                                                     const char              *label,
                                                     GError                 **error);
const WaybillCertEntry *waybill_cert_store_find_fingerprint (WaybillCertStore *self,
                                                     const char              *fingerprint); /* (nullable) */
/* Up to five labels that are near to what was typed, for "did you mean". */
char              **waybill_cert_store_suggest      (WaybillCertStore        *self,
                                                     const char              *label);
/* label NULL: one is made as wizards.md says (`<CA common name> <yyyy-mm-dd>` of not-after for authorities, `<name> client <yyyy-mm>` of
 * expiry for identities), made unique with " 2". Already there: returns its entry, *existed TRUE. A different certificate under a taken
 * label: LABEL_TAKEN, or with replace the old one is removed. password NULL: kept unprotected. */
const WaybillCertEntry *waybill_cert_store_add_identity (WaybillCertStore    *self,
                                                     WaybillCertIdentity     *identity,
                                                     const char              *label,
                                                     const char              *password,
                                                     gboolean                 replace,
                                                     gboolean                *existed,
                                                     GError                 **error);
/* The slow half of adding (0.24 s), on any thread; label as it will be, password NULL: unprotected. */
GBytes             *waybill_cert_store_seal         (WaybillCertIdentity     *identity,
                                                     const char              *label,
                                                     const char              *password,
                                                     GError                 **error);
/* The quick half: pfx is what seal gave for this identity. Otherwise as add_identity. */
const WaybillCertEntry *waybill_cert_store_add_sealed (WaybillCertStore      *self,
                                                     WaybillCertIdentity     *identity,
                                                     GBytes                  *pfx,
                                                     gboolean                 is_protected,
                                                     const char              *label,
                                                     gboolean                 replace,
                                                     gboolean                *existed,
                                                     GError                 **error);
const WaybillCertEntry *waybill_cert_store_add_authority (WaybillCertStore   *self,
                                                     WaybillCertCertificate  *certificate,
                                                     const char              *label,
                                                     gboolean                 replace,
                                                     gboolean                *existed,
                                                     GError                 **error);
/* An identity on a token: the certificate is kept, the key stays where it is. chain: (element-type WaybillCertCertificate), leaf first.
 * uri: as waybill_cert_token_check_uri() wants it. label: (nullable), made unique. One that the store has with its key stays as it is. */
const WaybillCertEntry *waybill_cert_store_add_token (WaybillCertStore       *self,
                                                     GPtrArray               *chain,
                                                     const char              *uri,
                                                     const char              *label,
                                                     gboolean                *existed,
                                                     GError                 **error);
/* Who signed it, of the store and of more: (nullable) (element-type WaybillCertCertificate). LIST_UNKNOWN, LIST_FORGED. */
WaybillCertCertificate *waybill_cert_store_find_signer (WaybillCertStore     *self,
                                                     WaybillCertCrl          *crl,
                                                     GPtrArray               *more,
                                                     GError                 **error);
/* Kept beside the authority of the store that signed it, unless a newer one is there. Errors of find_signer, STORE, NO_SPACE. */
const WaybillCertEntry *waybill_cert_store_add_crl  (WaybillCertStore        *self,
                                                     WaybillCertCrl          *crl,
                                                     GError                 **error);
/* (transfer full) (nullable): the bytes, to be read with waybill_cert_crl_new() on any thread. */
GBytes             *waybill_cert_store_read_crl     (WaybillCertStore        *self,
                                                     const char              *fingerprint);
/* (element-type GBytes) (transfer full): those of all authorities here: one in between, that nobody ticked, withdraws too. */
GPtrArray          *waybill_cert_store_read_crls    (WaybillCertStore        *self);
/* An older authority with the same subject or key, for "replace the old one"; (nullable). */
const WaybillCertEntry *waybill_cert_store_find_older (WaybillCertStore      *self,
                                                     WaybillCertCertificate  *certificate);
gboolean            waybill_cert_store_rename       (WaybillCertStore        *self,
                                                     const char              *label,
                                                     const char              *new_label,
                                                     GError                 **error);
gboolean            waybill_cert_store_remove       (WaybillCertStore        *self,
                                                     const char              *fingerprint,
                                                     GError                 **error);
/* Removes an entry but keeps in memory what it was (an identity as its sealed PFX), for undo. (transfer full) */
WaybillCertRemoved *waybill_cert_store_take_out     (WaybillCertStore        *self,
                                                     const char              *fingerprint,
                                                     GError                 **error);
/* Under its old label, or that label with " 2" when it is taken meanwhile. */
gboolean            waybill_cert_store_put_back     (WaybillCertStore        *self,
                                                     WaybillCertRemoved      *removed,
                                                     GError                 **error);
void                waybill_cert_removed_free       (WaybillCertRemoved      *self);
/* The entry's encrypted PFX, to be opened (slowly: 0.24 s) with waybill_cert_store_open_bytes on any thread. */
GBytes             *waybill_cert_store_read_identity (WaybillCertStore       *self,
                                                     const char              *fingerprint,
                                                     GError                 **error);
WaybillCertIdentity *waybill_cert_store_open_bytes  (GBytes                  *pfx,
                                                     const char              *password,
                                                     GError                 **error);

/* Who vouches for the last of a chain, and who for them, as far as the store goes: the nearest first.
 * (element-type WaybillCertCertificate) (transfer full) */
GPtrArray          *waybill_cert_store_dup_issuers  (WaybillCertStore        *self,
                                                     GPtrArray               *chain);
/* Requests that wait for their certificate. label NULL: the request's name. LABEL_TAKEN, STORE, NO_SPACE. password NULL: the key is kept
 * unprotected. Takes 0.25 s for the rounds: the window makes the key with seal_request on another thread and gives it to
 * add_sealed_request. */
const WaybillCertWaiting *waybill_cert_store_add_request (WaybillCertStore   *self,
                                                     WaybillCertRequest      *request,
                                                     const char              *label,
                                                     const char              *password,
                                                     GError                 **error);
GBytes             *waybill_cert_store_seal_request (WaybillCertRequest      *request,
                                                     const char              *password,
                                                     GError                 **error);
const WaybillCertWaiting *waybill_cert_store_add_sealed_request (WaybillCertStore *self,
                                                     WaybillCertRequest      *request,
                                                     GBytes                  *key,
                                                     gboolean                 is_protected,
                                                     const char              *label,
                                                     GError                 **error);
/* (element-type WaybillCertWaiting) (transfer container), the oldest first. */
GPtrArray          *waybill_cert_store_list_requests (WaybillCertStore       *self);
/* By id, or by label without case. NOT_FOUND. */
const WaybillCertWaiting *waybill_cert_store_find_request (WaybillCertStore  *self,
                                                     const char              *label,
                                                     GError                 **error);
/* The one whose key this certificate is for. (nullable) */
const WaybillCertWaiting *waybill_cert_store_find_request_for (WaybillCertStore *self,
                                                     WaybillCertCertificate  *certificate);
gboolean            waybill_cert_store_remove_request (WaybillCertStore      *self,
                                                     const char              *id,
                                                     GError                 **error);
/* Removes it but keeps it in memory, for undo. (transfer full) */
WaybillCertWaitingRemoved *waybill_cert_store_take_out_request (WaybillCertStore *self,
                                                     const char              *id,
                                                     GError                 **error);
gboolean            waybill_cert_store_put_back_request (WaybillCertStore    *self,
                                                     WaybillCertWaitingRemoved *removed,
                                                     GError                 **error);
void                waybill_cert_waiting_removed_free (WaybillCertWaitingRemoved *self);
/* The request's key (PKCS #8, encrypted where it is protected), for waybill_cert_store_join_key() on any thread. */
GBytes             *waybill_cert_store_read_request (WaybillCertStore        *self,
                                                     const char              *id,
                                                     GError                 **error);
/* Key and answer become an identity; certificates: (element-type WaybillCertCertificate) the answer in any order, with whatever may be
 * between the leaf and its authority. Slow (0.24 s), any thread. PASSWORD, KEY_MISMATCH, NO_CERTIFICATE. */
WaybillCertIdentity *waybill_cert_store_join_key    (GBytes                  *key,
                                                     GPtrArray               *certificates,
                                                     const char              *password,
                                                     GError                 **error);
/* The quick end, after seal: the identity into the store as add_sealed does, and only then the request out of it. label: NULL: the
 * request's, with " 2" where a certificate has it. replaces: what has the label given goes. */
const WaybillCertEntry *waybill_cert_store_finish_request (WaybillCertStore  *self,
                                                     const char              *id,
                                                     WaybillCertIdentity     *identity,
                                                     GBytes                  *pfx,
                                                     gboolean                 is_protected,
                                                     const char              *label,
                                                     gboolean                 replaces,
                                                     GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillCertRemoved, waybill_cert_removed_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillCertWaitingRemoved, waybill_cert_waiting_removed_free)

G_END_DECLS
