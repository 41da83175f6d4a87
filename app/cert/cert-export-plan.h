/* What an export would write: which files, under what names, with what inside. An immutable value, safe to share between threads; it writes
 * nothing, and knows no folder. */
#pragma once

#include "cert-export.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_CERT_EXPORT_SEPARATE, /* .pfx with the key; beside it the certificate and its authorities as .cer */
  WAYBILL_CERT_EXPORT_COMBINED, /* one .pfx with everything */
  WAYBILL_CERT_EXPORT_DER,      /* the certificate alone, .cer, binary */
  WAYBILL_CERT_EXPORT_BASE64,   /* the same as text */
  WAYBILL_CERT_EXPORT_P7B,      /* the certificate and its authorities in one file */
  WAYBILL_CERT_EXPORT_PEM,      /* the same as text */
  WAYBILL_CERT_N_EXPORT_SHAPES,
} WaybillCertExportShape;

/* What a file is to the person who gets it. */
typedef enum
{
  WAYBILL_CERT_EXPORT_ROLE_KEY,         /* certificate and key, locked */
  WAYBILL_CERT_EXPORT_ROLE_EVERYTHING,  /* certificate, key and the whole chain, locked */
  WAYBILL_CERT_EXPORT_ROLE_CERTIFICATE, /* without any key */
  WAYBILL_CERT_EXPORT_ROLE_CHAIN,       /* the certificate and its authorities, without any key */
  WAYBILL_CERT_EXPORT_ROLE_SIGNER,      /* the authority that signed it */
  WAYBILL_CERT_EXPORT_ROLE_HIGHER,      /* one above that */
  WAYBILL_CERT_N_EXPORT_ROLES,
} WaybillCertExportRole;

/* Lent by the plan. */
typedef struct
{
  char                  *name;         /* "harbour-client.pfx" */
  WaybillCertExportRole  role;
  gboolean               has_key;      /* readable for its owner alone */
  WaybillCertForm        form;         /* without key */
  GPtrArray             *certificates; /* what is inside; with key: authorities beside those that the identity has itself */
} WaybillCertExportFile;

typedef struct _WaybillCertExportPlan WaybillCertExportPlan;

#define WAYBILL_CERT_EXPORT_MAX_NAME 60 /* bytes of a name, without its end */

/* label: what it is called in the store. chain: (element-type WaybillCertCertificate): the certificate, then who signed it, and so on as far
 * as they are at hand. */
WaybillCertExportPlan *waybill_cert_export_plan_new          (const char              *label,
                                                              GPtrArray               *chain,
                                                              WaybillCertExportShape   shape);
WaybillCertExportPlan *waybill_cert_export_plan_ref          (WaybillCertExportPlan   *self);
void                   waybill_cert_export_plan_unref        (WaybillCertExportPlan   *self);
WaybillCertExportShape waybill_cert_export_plan_get_shape    (WaybillCertExportPlan   *self);
GPtrArray             *waybill_cert_export_plan_get_files    (WaybillCertExportPlan   *self); /* (element-type WaybillCertExportFile) */
gboolean               waybill_cert_export_plan_has_key      (WaybillCertExportPlan   *self);
char                 **waybill_cert_export_plan_dup_names    (WaybillCertExportPlan   *self);
/* (nullable): the name of the authority where the chain ends before a root. */
const char            *waybill_cert_export_plan_get_missing  (WaybillCertExportPlan   *self);
/* (transfer full): the same files; all names get one number, the lowest for which none of taken is met. */
WaybillCertExportPlan *waybill_cert_export_plan_avoid        (WaybillCertExportPlan   *self,
                                                              const char * const      *taken);
/* (transfer full) (element-type GBytes): the files' contents, in their order. identity, password: (nullable) without a key. Slow (0.25 s),
 * any thread. */
GPtrArray             *waybill_cert_export_plan_make         (WaybillCertExportPlan   *self,
                                                              WaybillCertIdentity     *identity,
                                                              const char              *password,
                                                              WaybillCertLock          lock,
                                                              GError                 **error);
/* A name that every system takes: ASCII letters, digits, "-", "_" and ".". (transfer full) */
char                  *waybill_cert_export_plan_dup_safe_name (const char             *label);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillCertExportPlan, waybill_cert_export_plan_unref)

G_END_DECLS
