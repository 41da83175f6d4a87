/* Which button mends what a check found. The first row that fits counts; what no row fits is tried again. */
#include "ui-check-remedy.h"

#include <glib/gi18n.h>

#define ANY (-1)
#define K(kind) WAYBILL_REMOTE_ERROR_##kind
#define P(phase) WAYBILL_REMOTE_PHASE_##phase
#define R(remedy) WAYBILL_UI_CHECK_REMEDY_##remedy
#define FTPS WAYBILL_REMOTE_PROTOCOL_FTPS
#define IMPLICIT WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT

typedef struct
{
  int kind;
  int phase;    /* or ANY */
  int protocol; /* or ANY */
  WaybillUiCheckRemedy remedy, quiet;
} Row;

/* A server that waits for TLS says no greeting; one that greets in clear cannot begin with TLS (RFC 4217). */
static const Row rows[] = {
  { K (CANCELLED), ANY, ANY, R (NONE), R (NONE) },
  { K (TIMED_OUT), P (GREETING), FTPS, R (IMPLICIT), R (AGAIN) },
  { K (LOST), P (GREETING), FTPS, R (IMPLICIT), R (AGAIN) },
  { K (PROTOCOL), P (GREETING), FTPS, R (IMPLICIT), R (AGAIN) },
  { K (NO_ENCRYPTION), P (ENCRYPTION), FTPS, R (IMPLICIT), R (AGAIN) },
  { K (PLAIN_TEXT), P (HANDSHAKE), FTPS, R (IMPLICIT), R (AGAIN) },
  { K (PLAIN_TEXT), P (DATA_OPEN), ANY, R (AGAIN), R (NONE) },
  { K (PLAIN_TEXT), P (DATA), ANY, R (AGAIN), R (NONE) },
  { K (PLAIN_TEXT), ANY, IMPLICIT, R (EXPLICIT), R (AGAIN) },
  { K (TIMED_OUT), P (HANDSHAKE), IMPLICIT, R (EXPLICIT), R (AGAIN) },
  { K (LOST), P (HANDSHAKE), IMPLICIT, R (EXPLICIT), R (AGAIN) },
  { K (PROXY), ANY, ANY, R (NETWORK), R (AGAIN) },
  { K (PROXY_LOGIN), ANY, ANY, R (NETWORK), R (AGAIN) },
  { K (PROXY_REFUSED), P (DATA_OPEN), ANY, R (AGAIN), R (NETWORK) },
  { K (PROXY_REFUSED), ANY, ANY, R (NETWORK), R (AGAIN) },
  { K (PROXY_NO_WAY), P (DATA_OPEN), ANY, R (AGAIN), R (NETWORK) },
  { K (PROXY_NO_WAY), ANY, ANY, R (HOST), R (NETWORK) },
  { K (PROXY_ACTIVE), ANY, ANY, R (NETWORK), R (NONE) },
  { K (CHARSET), P (SETUP), ANY, R (FOLDER), R (NETWORK) },
  { K (CHARSET), ANY, ANY, R (NETWORK), R (AGAIN) },
  { K (HOST_NOT_FOUND), ANY, ANY, R (HOST), R (AGAIN) },
  { K (REFUSED), P (REACH), ANY, R (HOST), R (AGAIN) },
  { K (UNREACHABLE), P (REACH), ANY, R (HOST), R (AGAIN) },
  { K (TIMED_OUT), P (REACH), ANY, R (HOST), R (AGAIN) },
  { K (CERTIFICATE_WANTED), ANY, ANY, R (CERTIFICATE), R (AGAIN) },
  { K (CERTIFICATE_REFUSED), ANY, ANY, R (CERTIFICATE), R (AGAIN) },
  { K (NOT_FOUND), P (SETUP), ANY, R (FOLDER), R (AGAIN) },
  { K (DENIED), P (SETUP), ANY, R (FOLDER), R (AGAIN) },
};

static const struct
{
  int code;
  WaybillUiCheckRemedy remedy, quiet;
} partner_rows[] = {
  { WAYBILL_PARTNER_ERROR_VALUE, R (HOST), R (NONE) },
  { WAYBILL_PARTNER_ERROR_PROXY, R (NETWORK), R (AGAIN) },
  { WAYBILL_PARTNER_ERROR_CERTIFICATE_MISSING, R (CERTIFICATE), R (NONE) },
  { WAYBILL_PARTNER_ERROR_SECRET_LOGIN, R (PASSWORD), R (NONE) },
  { WAYBILL_PARTNER_ERROR_SECRET_CERTIFICATE, R (UNLOCK), R (CERTIFICATE) },
  { WAYBILL_PARTNER_ERROR_PIN_WANTED, R (AGAIN), R (CERTIFICATE) },
  { WAYBILL_PARTNER_ERROR_PIN_WRONG, R (AGAIN), R (CERTIFICATE) },
  { WAYBILL_PARTNER_ERROR_PIN_LAST, R (AGAIN), R (CERTIFICATE) },
};

static const char *const labels[WAYBILL_UI_CHECK_N_REMEDIES] = {
  [R (NONE)] = "",
  [R (AGAIN)] = N_ ("Check Again"),
  [R (IMPLICIT)] = N_ ("_Use Port 990, Implicit"),
  [R (EXPLICIT)] = N_ ("_Use Port 21, Explicit"),
  [R (TRUST)] = N_ ("_Trust This Authority…"),
  [R (TRUST_ONE)] = N_ ("_Trust This Certificate…"),
  [R (TRUST_LIST)] = N_ ("Look at the Trust _List…"),
  [R (CERTIFICATE)] = N_ ("Choose C_ertificate…"),
  [R (PASSWORD)] = N_ ("Enter the _Password…"),
  [R (UNLOCK)] = N_ ("Enter the _Password…"),
  [R (LOGIN)] = N_ ("Change the User _Name…"),
  [R (CLOCK)] = N_ ("Check the Cl_ock…"),
  [R (HOST)] = N_ ("Change the _Host…"),
  [R (NETWORK)] = N_ ("Change the _Network Settings…"),
  [R (FOLDER)] = N_ ("Change the _Folder…"),
};

static gboolean
is_about_time (const WaybillRemoteErrorFacts *facts)
{
  const guint times = WAYBILL_CERT_REASON_EXPIRED | WAYBILL_CERT_REASON_NOT_YET_VALID;

  return facts != NULL && facts->verdict != NULL && (waybill_cert_verdict_get_reasons (facts->verdict) & times) != 0;
}

/* The data channel's certificate is no matter of the trust list: it must be the login's. */
static WaybillUiCheckRemedy
get_untrusted (const WaybillRemoteErrorFacts *facts, const WaybillUiCheckCase *about, WaybillUiCheckRemedy *quiet)
{
  gboolean is_data = facts != NULL && (facts->phase == P (DATA_OPEN) || facts->phase == P (DATA));

  *quiet = R (AGAIN);
  if (is_data)
    {
      *quiet = R (NONE);
      return R (AGAIN);
    }
  if (is_about_time (facts))
    return R (CLOCK);
  if (about->offers == 0)
    return R (TRUST_LIST);
  *quiet = R (TRUST_LIST);
  return (about->offers & WAYBILL_WORDS_OFFER_AUTHORITY) != 0 ? R (TRUST) : R (TRUST_ONE);
}

static WaybillUiCheckRemedy
get_remote (const GError *error, const WaybillUiCheckCase *about, WaybillUiCheckRemedy *quiet)
{
  const WaybillRemoteErrorFacts *facts = waybill_remote_error_get_facts (error);
  int phase = facts != NULL ? (int) facts->phase : (int) P (NONE);

  if (error->code == K (UNTRUSTED))
    return get_untrusted (facts, about, quiet);
  if (error->code == K (LOGIN))
    {
      *quiet = about->has_user ? R (LOGIN) : R (AGAIN);
      return about->has_user ? R (PASSWORD) : R (LOGIN);
    }
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].kind == error->code && (rows[i].phase == ANY || rows[i].phase == phase)
        && (rows[i].protocol == ANY || rows[i].protocol == (int) about->protocol))
      {
        *quiet = rows[i].quiet;
        return rows[i].remedy;
      }
  return R (AGAIN);
}

/* waybill_ui_check_remedy_get:
 *
 * error: what failed a step, or kept the check from beginning. */
WaybillUiCheckRemedy
waybill_ui_check_remedy_get (const GError *error, const WaybillUiCheckCase *about, WaybillUiCheckRemedy *quiet)
{
  *quiet = R (NONE);
  if (error->domain == WAYBILL_REMOTE_ERROR)
    return get_remote (error, about, quiet);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return R (NONE);
  if (error->domain == WAYBILL_PARTNER_ERROR)
    for (guint i = 0; i < G_N_ELEMENTS (partner_rows); i++)
      if (partner_rows[i].code == error->code)
        {
          *quiet = partner_rows[i].quiet;
          return partner_rows[i].remedy;
        }
  return R (AGAIN);
}

/* waybill_ui_check_remedy_get_label:
 *
 * For a button. */
const char *
waybill_ui_check_remedy_get_label (WaybillUiCheckRemedy remedy)
{
  g_return_val_if_fail (remedy < WAYBILL_UI_CHECK_N_REMEDIES, "");

  return *labels[remedy] != '\0' ? _ (labels[remedy]) : "";
}
