/* Whether a certificate was withdrawn, by the lists that the person has and by what the server stapled. Bad news counts even
 * when it is old; good news never mends anything. It fetches nothing. */
#include "cert-status-private.h"

#include "cert-handle.h"

#include "cert-gnutls.h"

#include <gnutls/ocsp.h>

#define MAX_STAPLE 65536
#define MAX_ANSWERS 8
#define CLOCK_SKEW 300                 /* seconds */
#define UNDATED_AGE (7 * 24 * 60 * 60) /* how long an answer without an end holds, RFC 6960 §4.2.2.1 leaves it open */

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_ocsp_resp_t, gnutls_ocsp_resp_deinit, NULL)

/* waybill_cert_status_judge_lists:
 * @lists: (element-type WaybillCertCrl): those of the trust list
 * @issuer: who signed @certificate
 * @now: Unix seconds
 *
 * Returns: `REVOKED`, or 0; a list that its authority did not sign is a remark, and so is one that has run out */
guint
waybill_cert_status_judge_lists (
    GPtrArray *lists, WaybillCertCertificate *certificate, WaybillCertCertificate *issuer, gint64 now, guint *remarks)
{
  gint64 newest = -1, promised = 0;
  guint reasons = 0;

  for (guint i = 0; lists != NULL && i < lists->len; i++)
    {
      WaybillCertCrl *list = lists->pdata[i];

      if (!waybill_cert_crl_is_of (list, issuer))
        continue;
      if (!waybill_cert_crl_is_signed_by (list, issuer))
        {
          *remarks |= WAYBILL_CERT_STATUS_LIST_FORGED;
          continue;
        }
      if (waybill_cert_crl_has (list, certificate))
        reasons |= WAYBILL_CERT_REASON_REVOKED;
      if (waybill_cert_crl_get_this_update (list) > newest)
        {
          newest = waybill_cert_crl_get_this_update (list);
          promised = waybill_cert_crl_get_next_update (list);
        }
    }
  if (promised > 0 && promised < now)
    *remarks |= WAYBILL_CERT_STATUS_LIST_EXPIRED;
  return reasons;
}

/* RFC 7633: the certificate itself demands a staple. */
static gboolean
must_staple (WaybillCertCertificate *leaf)
{
  gnutls_x509_tlsfeatures_t features;
  gboolean must = FALSE;
  guint feature;

  if (gnutls_x509_tlsfeatures_init (&features) < 0)
    return FALSE;
  if (gnutls_x509_crt_get_tlsfeatures (waybill_cert_certificate_get_handle (leaf), features, 0, NULL) >= 0)
    for (guint i = 0; gnutls_x509_tlsfeatures_get (features, i, &feature) >= 0; i++)
      must = must || feature == 5;
  gnutls_x509_tlsfeatures_deinit (features);
  return must;
}

static gboolean
read_staple (gnutls_ocsp_resp_t response, GBytes *staple)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (staple, &length);
  gnutls_datum_t datum = { (unsigned char *) data, (unsigned) length };

  return length <= MAX_STAPLE && gnutls_ocsp_resp_import (response, &datum) >= 0
         && gnutls_ocsp_resp_get_status (response) == GNUTLS_OCSP_RESP_SUCCESSFUL;
}

/* An answer about @leaf that the issuer, or whom it charged with answering (RFC 6960 §4.2.2.2), has signed. */
static int
find_answer (gnutls_ocsp_resp_t response, WaybillCertCertificate *leaf, WaybillCertCertificate *issuer)
{
  gnutls_x509_crt_t handle = waybill_cert_certificate_get_handle (leaf);
  guint status = 0;

  if (issuer == NULL
      || gnutls_ocsp_resp_verify_direct (response, waybill_cert_certificate_get_handle (issuer), &status, 0) < 0
      || status != 0)
    return -1;
  /* GnuTLS does not say where the answers end. */
  for (guint i = 0; i < MAX_ANSWERS; i++)
    if (gnutls_ocsp_resp_check_crt (response, i, handle) == 0)
      return (int) i;
  return -1;
}

static gboolean
is_fresh (time_t made, time_t next, gint64 now)
{
  if (made == (time_t) -1 || made > now + CLOCK_SKEW)
    return FALSE;
  return now <= (next != (time_t) -1 ? next : made + UNDATED_AGE) + CLOCK_SKEW;
}

/* What the staple says: REVOKED, 0 for good and fresh, or NO_STATUS with a remark. */
static guint
read_answer (GBytes *staple, WaybillCertCertificate *leaf, WaybillCertCertificate *issuer, gint64 now, guint *remarks)
{
  g_auto (gnutls_ocsp_resp_t) response = NULL;
  time_t made = -1, next = -1;
  guint answer = GNUTLS_OCSP_CERT_UNKNOWN;
  int index = -1;

  if (gnutls_ocsp_resp_init (&response) >= 0 && read_staple (response, staple))
    index = find_answer (response, leaf, issuer);
  if (index < 0
      || gnutls_ocsp_resp_get_single (response, (guint) index, NULL, NULL, NULL, NULL, &answer, &made, &next, NULL, NULL) < 0
      || answer == GNUTLS_OCSP_CERT_UNKNOWN)
    {
      *remarks |= WAYBILL_CERT_STATUS_STAPLE_BAD;
      return WAYBILL_CERT_REASON_NO_STATUS;
    }
  if (answer == GNUTLS_OCSP_CERT_REVOKED)
    return WAYBILL_CERT_REASON_REVOKED;
  if (is_fresh (made, next, now))
    return 0;
  *remarks |= WAYBILL_CERT_STATUS_STAPLE_EXPIRED;
  return WAYBILL_CERT_REASON_NO_STATUS;
}

/* waybill_cert_status_judge_staple:
 * @staple: (nullable): an OCSP response (RFC 6960) that the server sent with its certificate
 * @issuer: (nullable): who signed @leaf
 *
 * Returns: `REVOKED`; `NO_STATUS` when @leaf demands a staple and there is no good one; else 0 */
guint
waybill_cert_status_judge_staple (
    GBytes *staple, WaybillCertCertificate *leaf, WaybillCertCertificate *issuer, gint64 now, guint *remarks)
{
  guint reasons = staple != NULL ? read_answer (staple, leaf, issuer, now, remarks) : (guint) WAYBILL_CERT_REASON_NO_STATUS;

  if ((reasons & WAYBILL_CERT_REASON_NO_STATUS) != 0 && !must_staple (leaf))
    reasons &= ~(guint) WAYBILL_CERT_REASON_NO_STATUS;
  return reasons;
}

/* waybill_cert_status_get_time:
 *
 * Read by who wonders which clock is right, of a server that is refused: its signature is not looked at.
 *
 * Returns: when the answer was made (RFC 6960 §4.2.2.1, producedAt), Unix seconds; 0 when it cannot be read */
gint64
waybill_cert_status_get_time (GBytes *staple)
{
  g_auto (gnutls_ocsp_resp_t) response = NULL;
  time_t made = -1;

  if (gnutls_ocsp_resp_init (&response) >= 0 && read_staple (response, staple))
    made = gnutls_ocsp_resp_get_produced (response);
  return made > 0 ? (gint64) made : 0;
}
