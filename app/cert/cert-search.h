/* "Do I have one already?" Looks through folders, by content, for what could log us in. It follows no link, tries no password but the
 * empty one, keeps no key and changes nothing. What it finds are values; using one is an import like any other. */
#pragma once

#include "cert-source.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_CERT_HIT_IDENTITY, /* a certificate with its key, in one file or in two */
  WAYBILL_CERT_HIT_LOCKED,   /* a key, most likely with its certificate: a password would tell */
  WAYBILL_CERT_HIT_ANSWER,   /* a certificate whose key waits in the store */
  WAYBILL_CERT_HIT_BROWSER,  /* where a browser keeps keys (NSS): it alone can hand them out */
  WAYBILL_CERT_N_HIT_KINDS,
} WaybillCertHitKind;

typedef struct
{
  WaybillCertHitKind      kind;
  GPtrArray              *files;       /* GFile: what an import takes; the certificate's first */
  char                   *name;        /* of the first, for people, UTF-8 */
  char                   *folder;      /* where it lies, for people, UTF-8 */
  gint64                  modified;    /* Unix seconds, 0 unknown */
  WaybillCertCertificate *certificate; /* (nullable): LOCKED and BROWSER do not tell */
} WaybillCertHit;

/* Why the search came to its end. */
typedef enum
{
  WAYBILL_CERT_SEARCH_END_DONE,
  WAYBILL_CERT_SEARCH_END_NUMBER, /* there is more than a search looks at */
  WAYBILL_CERT_SEARCH_END_TIME,
  WAYBILL_CERT_SEARCH_END_CANCELLED,
} WaybillCertSearchEnd;

typedef struct
{
  GPtrArray            *hits;         /* WaybillCertHit, in the order found: near folders first */
  guint                 n_files;      /* looked at */
  guint                 n_unreadable; /* folders and files that are not open to us */
  gboolean              is_deep;      /* there were folders deeper than it goes */
  WaybillCertSearchEnd  end;
} WaybillCertSearch;

typedef struct
{
  guint depth;        /* folders below one that was named; 0: that one alone */
  guint n_entries;    /* files and folders looked at */
  guint n_opened;     /* files read as a whole */
  guint n_hits;
  guint milliseconds;
} WaybillCertSearchLimits;

/* What keeps a certificate from logging us in now; 0: nothing. */
typedef enum
{
  WAYBILL_CERT_UNFIT_PURPOSE = 1 << 0, /* not for client authentication */
  WAYBILL_CERT_UNFIT_FUTURE  = 1 << 1, /* not valid yet */
  WAYBILL_CERT_UNFIT_OVER    = 1 << 2, /* run out */
} WaybillCertUnfit;

/* folders: (element-type GFile). waiting: (nullable) (array zero-terminated=1): ids of requests that wait. limits: (nullable): the usual
 * ones. Blocks: off the main thread. (transfer full): never NULL; as far as it came. */
WaybillCertSearch *waybill_cert_search_run     (GPtrArray                     *folders,
                                                const char * const            *waiting,
                                                const WaybillCertSearchLimits *limits,
                                                GCancellable                  *cancellable);
void               waybill_cert_search_free    (WaybillCertSearch             *self);
/* WaybillCertUnfit, at the clock's time. */
guint              waybill_cert_search_judge   (WaybillCertCertificate        *certificate);
/* Folders to suggest, those that are there: (transfer full) (element-type GFile). downloads, documents: (nullable). */
GPtrArray         *waybill_cert_search_suggest (const char                    *home,
                                                const char                    *downloads,
                                                const char                    *documents);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillCertSearch, waybill_cert_search_free)

G_END_DECLS
