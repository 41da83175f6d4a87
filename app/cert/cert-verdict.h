/* The result of checking a server's chain against a trust list: accepted, or every reason why not. Immutable, safe to
 * share between threads. It asks nobody and decides nothing beyond the list. */
#pragma once

#include "cert-clock.h"
#include "cert-trust.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_CERT_REASON_UNKNOWN_AUTHORITY = 1 << 0,  /* ends at nobody who is trusted */
  WAYBILL_CERT_REASON_SELF_SIGNED       = 1 << 1,  /* the server vouches for itself */
  WAYBILL_CERT_REASON_INCOMPLETE_CHAIN  = 1 << 2,  /* the server did not send the certificate in between */
  WAYBILL_CERT_REASON_WRONG_NAME        = 1 << 3,
  WAYBILL_CERT_REASON_EXPIRED           = 1 << 4,
  WAYBILL_CERT_REASON_NOT_YET_VALID     = 1 << 5,
  WAYBILL_CERT_REASON_WEAK              = 1 << 6,  /* key or signature below the medium profile */
  WAYBILL_CERT_REASON_WRONG_PURPOSE     = 1 << 7,  /* a present usage that lacks server authentication */
  WAYBILL_CERT_REASON_BAD_SIGNATURE     = 1 << 8,
  WAYBILL_CERT_REASON_REVOKED           = 1 << 9,
  WAYBILL_CERT_REASON_NO_CERTIFICATE    = 1 << 10,
  WAYBILL_CERT_REASON_NOBODY_TRUSTED    = 1 << 11, /* the list is empty and the system is off */
  WAYBILL_CERT_REASON_NO_STATUS         = 1 << 12, /* it demands a stapled status (RFC 7633), and no good one came */
  WAYBILL_CERT_REASON_NAME_CONSTRAINTS  = 1 << 13, /* an authority behind it may not vouch for such names */
  WAYBILL_CERT_REASON_PATH_LENGTH       = 1 << 14, /* an authority behind it may not make further ones */
} WaybillCertReason;

/* What was seen on the way and decides nothing by itself. */
typedef enum
{
  WAYBILL_CERT_STATUS_LIST_EXPIRED   = 1 << 0, /* the revocation list has run out: what it withdraws still counts */
  WAYBILL_CERT_STATUS_LIST_FORGED    = 1 << 1, /* its authority did not sign it: not looked at */
  WAYBILL_CERT_STATUS_STAPLE_EXPIRED = 1 << 2,
  WAYBILL_CERT_STATUS_STAPLE_BAD     = 1 << 3, /* unreadable, not signed by whom it should, about another certificate */
} WaybillCertStatusRemark;

/* Why an accepted one was accepted. */
typedef enum
{
  WAYBILL_CERT_BASIS_NONE,
  WAYBILL_CERT_BASIS_SYSTEM,
  WAYBILL_CERT_BASIS_AUTHORITY,
  WAYBILL_CERT_BASIS_PIN,
  WAYBILL_CERT_BASIS_EXCEPTION,
} WaybillCertBasis;

typedef struct _WaybillCertVerdict WaybillCertVerdict;

/* chain: (element-type WaybillCertCertificate), leaf first, as the server sent it. name: DNS name or IP address.
 * A pin overrides unknown authority, self-signed, incomplete chain, wrong name and nobody trusted; an expired, revoked
 * or weak certificate stays refused. An exception overrides all. */
WaybillCertVerdict     *waybill_cert_verdict_new             (GPtrArray              *chain,
                                                              WaybillCertTrust       *trust,
                                                              const char             *name,
                                                              gint64                  now);
/* staple: (nullable) the OCSP response that the server sent with its certificate. */
WaybillCertVerdict     *waybill_cert_verdict_new_stapled     (GPtrArray              *chain,
                                                              GBytes                 *staple,
                                                              WaybillCertTrust       *trust,
                                                              const char             *name,
                                                              gint64                  now);
/* The same chain under another list, or at another time: nobody is asked for it. */
WaybillCertVerdict     *waybill_cert_verdict_new_again       (WaybillCertVerdict     *self,
                                                              WaybillCertTrust       *trust,
                                                              const char             *name,
                                                              gint64                  now);
/* The same verdict, with what is known of the server's clock, and whether a time server keeps this computer's. */
WaybillCertVerdict     *waybill_cert_verdict_with_clock      (WaybillCertVerdict     *self,
                                                              const WaybillCertClockReading *server,
                                                              gboolean                is_kept);
WaybillCertVerdict     *waybill_cert_verdict_ref             (WaybillCertVerdict     *self);
void                    waybill_cert_verdict_unref           (WaybillCertVerdict     *self);
gboolean                waybill_cert_verdict_is_accepted     (WaybillCertVerdict     *self);
guint                   waybill_cert_verdict_get_reasons     (WaybillCertVerdict     *self);
gboolean                waybill_cert_verdict_has_namesake    (WaybillCertVerdict     *self);
guint                   waybill_cert_verdict_get_remarks     (WaybillCertVerdict     *self); /* WaybillCertStatusRemark */
WaybillCertBasis        waybill_cert_verdict_get_basis       (WaybillCertVerdict     *self);
const char             *waybill_cert_verdict_get_name        (WaybillCertVerdict     *self);
gint64                  waybill_cert_verdict_get_time        (WaybillCertVerdict     *self);
GPtrArray              *waybill_cert_verdict_get_chain       (WaybillCertVerdict     *self);
WaybillCertCertificate *waybill_cert_verdict_get_leaf        (WaybillCertVerdict     *self); /* (nullable) */
WaybillCertCertificate *waybill_cert_verdict_get_anchor      (WaybillCertVerdict     *self); /* (nullable) */
WaybillCertCertificate *waybill_cert_verdict_get_revoked     (WaybillCertVerdict     *self); /* (nullable) of the chain */
const WaybillCertClockReading *
                        waybill_cert_verdict_get_clock       (WaybillCertVerdict     *self); /* source NONE: nothing known */
/* Which clock is likely wrong, where the time speaks against certificate, one of the chain or the anchor; else FALSE.
 * zone: seconds that this computer's is east of UTC. */
gboolean                waybill_cert_verdict_judge_clock     (WaybillCertVerdict     *self,
                                                              WaybillCertCertificate *certificate,
                                                              int                     zone,
                                                              WaybillCertClockFinding *finding);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillCertVerdict, waybill_cert_verdict_unref)

G_END_DECLS
