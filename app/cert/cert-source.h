/* One file that a partner sent, as it was chosen: its bytes, what it turned out to be, and what opening it gave. Immutable, safe to share
 * between threads; opening it with a password gives another value. It writes nothing and asks nobody. */
#pragma once

#include "cert-import.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_CERT_FINDING_IDENTITY,        /* a key with its certificate, open */
  WAYBILL_CERT_FINDING_IDENTITY_LOCKED, /* a PFX that wants a password */
  WAYBILL_CERT_FINDING_KEY,             /* a key alone, open */
  WAYBILL_CERT_FINDING_KEY_LOCKED,
  WAYBILL_CERT_FINDING_AUTHORITY,
  WAYBILL_CERT_FINDING_CERTIFICATE, /* neither an authority nor with a key */
  WAYBILL_CERT_FINDING_LIST,        /* several certificates */
  WAYBILL_CERT_FINDING_REVOCATION_LIST,
  WAYBILL_CERT_FINDING_NOTHING, /* no certificate file */
  WAYBILL_CERT_FINDING_CUT_OFF,
  WAYBILL_CERT_FINDING_DAMAGED,         /* recognised, and cannot be read */
  WAYBILL_CERT_FINDING_WINDOWS_ACCOUNT, /* a PFX locked to users or groups of a domain */
  WAYBILL_CERT_FINDING_OLD_LOCK,        /* a cipher that GnuTLS has given up; openssl can still convert it */
  WAYBILL_CERT_FINDING_UNSUPPORTED,     /* another that it does not know */
  WAYBILL_CERT_FINDING_TOO_EXPENSIVE,
  WAYBILL_CERT_FINDING_TOO_LARGE, /* in bytes, certificates or keys */
  WAYBILL_CERT_FINDING_UNREADABLE,
  WAYBILL_CERT_FINDING_EMPTY,
  WAYBILL_CERT_FINDING_REQUEST, /* a PKCS#10 request */
  WAYBILL_CERT_FINDING_SSH_KEY,
  WAYBILL_CERT_FINDING_JAVA_KEYSTORE,
  WAYBILL_CERT_FINDING_WEB_PAGE,
  WAYBILL_CERT_FINDING_ARCHIVE,
  WAYBILL_CERT_N_FINDINGS,
} WaybillCertFinding;

typedef struct _WaybillCertSource WaybillCertSource;
/* As in secret-text.h; layers that may not name secret read the rest of this header. */
typedef struct _WaybillSecretText WaybillSecretText;

/* name: for people, UTF-8. modified: Unix seconds, 0 unknown. Tries the empty password. Any thread; up to seconds. */
WaybillCertSource *waybill_cert_source_new           (const char         *name,
                                                      GBytes             *content,
                                                      gint64              modified);
/* (transfer full): never NULL; what could not be read says so. */
WaybillCertSource *waybill_cert_source_read          (GFile              *file);
/* files and folders (one level, sorted, hidden ones left out), at most limit files. (element-type WaybillCertSource) (transfer full);
 * cancelled: as far as it came. n_left_out: (out). */
GPtrArray         *waybill_cert_source_read_all      (GPtrArray          *files,
                                                      guint               limit,
                                                      GCancellable       *cancellable,
                                                      guint              *n_left_out);
/* A locked one with a password: (transfer full) open, or locked and refused. */
WaybillCertSource *waybill_cert_source_open          (WaybillCertSource  *self,
                                                      WaybillSecretText  *password);
WaybillCertSource *waybill_cert_source_ref           (WaybillCertSource  *self);
void               waybill_cert_source_unref         (WaybillCertSource  *self);
const char        *waybill_cert_source_get_name      (WaybillCertSource  *self);
GFile             *waybill_cert_source_get_file      (WaybillCertSource  *self); /* (nullable) where it was read */
gint64             waybill_cert_source_get_modified  (WaybillCertSource  *self);
WaybillCertFinding waybill_cert_source_get_finding   (WaybillCertSource  *self);
WaybillCertKind    waybill_cert_source_get_kind      (WaybillCertSource  *self);
const char        *waybill_cert_source_get_subject   (WaybillCertSource  *self); /* (nullable) whose: an authority's name */
guint              waybill_cert_source_get_n         (WaybillCertSource  *self); /* certificates inside, as far as open */
gboolean           waybill_cert_source_is_locked     (WaybillCertSource  *self);
gboolean           waybill_cert_source_was_refused   (WaybillCertSource  *self); /* a password that does not open it was tried */
gboolean           waybill_cert_source_is_usable     (WaybillCertSource  *self); /* locked, or holds anything */
guint              waybill_cert_source_get_remarks   (WaybillCertSource  *self); /* WaybillCertRemark */
WaybillSecretText *waybill_cert_source_get_password  (WaybillCertSource  *self); /* (nullable) what opened it; NULL: none */
/* (nullable) what it gave, sorted; not to be changed. */
const WaybillCertImport *waybill_cert_source_get_import (WaybillCertSource *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillCertSource, waybill_cert_source_unref)

G_END_DECLS
