/* What every page is filled with: partners, certificates, files, as in the drawings. Everything lies below one folder that goes with it. */
#pragma once

#include "ui-application.h"
#include "ui-context.h"

#include "cert-issue.h"

G_BEGIN_DECLS

/* The certificates of the sample: pages-sample.c has the table. */
typedef enum
{
  PAGES_CERT_HARBOUR_OLD_ROOT,
  PAGES_CERT_HARBOUR_ROOT,
  PAGES_CERT_HARBOUR_ISSUING,
  PAGES_CERT_HARBOUR_OLD_CLIENT,
  PAGES_CERT_HARBOUR_CLIENT,
  PAGES_CERT_HARBOUR_SERVER,
  PAGES_CERT_NORRLAND_ROOT,
  PAGES_CERT_NORRLAND_SERVER,
  PAGES_CERT_NORRLAND_NEW_SERVER,
  PAGES_CERT_NORRLAND_CLIENT,
  PAGES_CERT_BALTIC_ROOT,
  PAGES_CERT_BALTIC_SERVER,
  PAGES_CERT_BALTIC_CLIENT,
  PAGES_CERT_BAKERY_ROOT,
  PAGES_CERT_BAKERY_SERVER,
  PAGES_CERT_MILL_ROOT,
  PAGES_CERT_MILL_SERVER,
  PAGES_CERT_GATEWAY_ROOT,
  PAGES_CERT_GATEWAY_SERVER,
  PAGES_N_CERTS,
} PagesCert;

typedef struct
{
  WaybillUiApplication *application;
  WaybillUiContext     *context; /* of the page that is shown */
  char                 *folder;
  gboolean              narrow;
} PagesSample;

/* Before anything of the program asks where its folders are. */
PagesSample    *pages_sample_new            (void);
/* Everything as it was at first; a new context. empty: without partners and certificates. */
void            pages_sample_reset          (PagesSample *self,
                                             gboolean     empty);
/* Waits until nothing of the page is left. */
void            pages_sample_drop           (PagesSample *self);
void            pages_sample_free           (PagesSample *self);
WaybillPartner *pages_sample_find           (PagesSample *self,
                                             const char  *partner);
WaybillCertIdentity *pages_sample_get_identity (PagesSample *self,
                                             PagesCert    cert);
const char     *pages_sample_get_fingerprint (PagesSample *self,
                                             PagesCert    cert);
/* (transfer full): leaf first. */
GPtrArray      *pages_sample_dup_chain      (PagesSample *self,
                                             PagesCert    cert);
/* (transfer full) (element-type GFile): what Harbour Foods sent by mail. */
GListModel     *pages_sample_list_mail      (PagesSample *self);
/* The partner was connected so long ago (seconds) and showed this certificate. */
void            pages_sample_set_history    (PagesSample *self,
                                             const char  *partner,
                                             gint64       ago,
                                             PagesCert    server,
                                             gboolean     well);

G_END_DECLS
