/* The parts of the store: entries as files (cert-store-files), labels as people type them (cert-store-labels),
 * lookups (cert-store-find, cert-store-index), keys that wait (cert-store-request). Only for cert-store*. */
#pragma once

#include "cert-store.h"

G_BEGIN_DECLS

#define WAYBILL_CERT_LABEL_MAX 256

struct _WaybillCertStore
{
  GObject parent_instance;
  char *folder;
  GPtrArray *entries;         /* WaybillCertEntry, sorted by label */
  GHashTable *by_label;       /* folded label -> WaybillCertEntry, lent */
  GHashTable *by_fingerprint; /* the certificate's own -> WaybillCertEntry, lent */
  GPtrArray *waiting; /* WaybillCertWaiting, the oldest first */
  guint n_unreadable;
};

void              waybill_cert_store_index         (WaybillCertStore        *self);
void              waybill_cert_store_index_add     (WaybillCertStore        *self,
                                                    WaybillCertEntry        *entry);
void              waybill_cert_store_index_drop    (WaybillCertStore        *self,
                                                    WaybillCertEntry        *entry);
/* Not const: for the store itself. */
WaybillCertEntry *waybill_cert_store_get_labelled  (WaybillCertStore        *self,
                                                    const char              *label,
                                                    const WaybillCertEntry  *except);
WaybillCertEntry *waybill_cert_store_get_printed   (WaybillCertStore        *self,
                                                    const char              *fingerprint);

char             *waybill_cert_store_dup_prefix    (const char              *typed);
char             *waybill_cert_store_dup_free_label (WaybillCertStore       *self,
                                                    const char              *label,
                                                    const WaybillCertEntry  *except);
void              waybill_cert_store_change        (WaybillCertStore        *self,
                                                    WaybillCertEntry        *gone,
                                                    WaybillCertEntry        *entry);
const WaybillCertEntry *waybill_cert_store_upgrade (WaybillCertStore        *self,
                                                    WaybillCertEntry        *old,
                                                    WaybillCertEntry        *entry,
                                                    GBytes                  *pfx,
                                                    GError                 **error);

void              waybill_cert_entry_free          (WaybillCertEntry        *self);
WaybillCertEntry *waybill_cert_entry_new           (const char              *label,
                                                    GPtrArray               *chain,
                                                    gboolean                 is_identity,
                                                    gboolean                 is_protected);

/* (transfer full): name: a fingerprint, or a request's id. */
char             *waybill_cert_files_dup_path      (const char              *folder,
                                                    const char              *name,
                                                    const char              *suffix);
/* FALSE with STORE or NO_SPACE. */
gboolean          waybill_cert_files_fail          (GError                 **error,
                                                    GError                  *cause);
/* (transfer full) (element-type WaybillCertEntry) */
GPtrArray        *waybill_cert_files_load          (const char              *folder,
                                                    guint                   *n_unreadable,
                                                    GError                 **error);
/* pfx: (nullable) for an authority, and for a key on a token. */
gboolean          waybill_cert_files_write         (const char              *folder,
                                                    const WaybillCertEntry  *entry,
                                                    GBytes                  *pfx,
                                                    GError                 **error);
gboolean          waybill_cert_files_add_key       (const char              *folder,
                                                    const WaybillCertEntry  *old,
                                                    const WaybillCertEntry  *entry,
                                                    GBytes                  *pfx,
                                                    GError                 **error);
gboolean          waybill_cert_files_write_label   (const char              *folder,
                                                    const WaybillCertEntry  *entry,
                                                    GError                 **error);
gboolean          waybill_cert_files_remove        (const char              *folder,
                                                    const char              *fingerprint,
                                                    GError                 **error);
GBytes           *waybill_cert_files_read_pfx      (const char              *folder,
                                                    const char              *fingerprint,
                                                    GError                 **error);

gboolean          waybill_cert_files_write_crl     (const char              *folder,
                                                    const char              *fingerprint,
                                                    GBytes                  *crl,
                                                    GError                 **error);
GBytes           *waybill_cert_files_read_crl      (const char              *folder,
                                                    const char              *fingerprint);

void              waybill_cert_store_load_requests (WaybillCertStore        *self);
WaybillCertWaiting *waybill_cert_waiting_copy      (const WaybillCertWaiting *self);
void              waybill_cert_waiting_free        (WaybillCertWaiting      *self);
/* (transfer full) (element-type WaybillCertWaiting) */
GPtrArray        *waybill_cert_request_files_load  (const char              *folder,
                                                    guint                   *n_unreadable);
gboolean          waybill_cert_request_files_write (const char              *folder,
                                                    const WaybillCertWaiting *waiting,
                                                    GBytes                  *key,
                                                    GError                 **error);
gboolean          waybill_cert_request_files_remove (const char             *folder,
                                                    const char              *id,
                                                    GError                 **error);
GBytes           *waybill_cert_request_files_read_key (const char           *folder,
                                                    const char              *id,
                                                    GError                 **error);

char             *waybill_cert_label_fold          (const char              *label);
gboolean          waybill_cert_label_equal         (const char              *one,
                                                    const char              *other);
/* (transfer full): trimmed; NULL with FAILED when it cannot be a label */
char             *waybill_cert_label_clean         (const char              *label,
                                                    GError                 **error);
char             *waybill_cert_label_tame          (const char              *name);
/* What follows a name in an identity's label. */
const char       *waybill_cert_label_get_client    (const char              *name);
char             *waybill_cert_label_make          (WaybillCertCertificate  *certificate,
                                                    gboolean                 is_identity);
/* Whether label is what the person may have meant when typing typed; smaller is nearer, G_MAXUINT is far. */
guint             waybill_cert_label_distance      (const char              *label,
                                                    const char              *typed);

G_END_DECLS
