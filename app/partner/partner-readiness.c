/* Looks at a partner's values, at the store for what they name, and at how the last session went; one finding a question,
 * the worst of each page is kept. How it is said is words-readiness's. */
#include "partner-readiness.h"

#include "partner-next.h"

#include <string.h>

#define DAY (24 * 60 * 60)
#define ENDS_WITHIN (60 * DAY)

/* What belongs to no page: only a session can tell. */
#define NO_PAGE WAYBILL_PARTNER_N_PAGES

static const WaybillPartnerReady ready_of[] = {
  [WAYBILL_PARTNER_CONCERN_NONE] = WAYBILL_PARTNER_READY,
  [WAYBILL_PARTNER_CONCERN_NEVER_TESTED] = WAYBILL_PARTNER_READY_NEVER,
  [WAYBILL_PARTNER_CONCERN_NOT_ENCRYPTED] = WAYBILL_PARTNER_READY_ALMOST,
  [WAYBILL_PARTNER_CONCERN_ENDS] = WAYBILL_PARTNER_READY_ALMOST,
  [WAYBILL_PARTNER_CONCERN_FUTURE] = WAYBILL_PARTNER_READY_ALMOST,
  [WAYBILL_PARTNER_CONCERN_NEXT_EARLY] = WAYBILL_PARTNER_READY_ALMOST,
  [WAYBILL_PARTNER_CONCERN_NEXT_UNUSABLE] = WAYBILL_PARTNER_READY_ALMOST,
  [WAYBILL_PARTNER_CONCERN_AUTHORITY_GONE] = WAYBILL_PARTNER_READY_ALMOST,
  [WAYBILL_PARTNER_CONCERN_LAST_FAILED] = WAYBILL_PARTNER_READY_ALMOST,
  [WAYBILL_PARTNER_CONCERN_OVER] = WAYBILL_PARTNER_READY_NOT,
  [WAYBILL_PARTNER_CONCERN_IDENTITY_GONE] = WAYBILL_PARTNER_READY_NOT,
  [WAYBILL_PARTNER_CONCERN_NOBODY_TRUSTED] = WAYBILL_PARTNER_READY_NOT,
  [WAYBILL_PARTNER_CONCERN_NO_HOST] = WAYBILL_PARTNER_READY_NOT,
};

static void
raise_concern (WaybillPartnerReadiness *readiness, guint page, WaybillPartnerConcern concern)
{
  if (page < WAYBILL_PARTNER_N_PAGES)
    readiness->pages[page] = MAX (readiness->pages[page], concern);
  readiness->worst = MAX (readiness->worst, concern);
}

static gboolean
uses_tls (WaybillPartner *partner)
{
  WaybillRemoteProtocol protocol = waybill_partner_get_protocol (partner);

  return protocol == WAYBILL_REMOTE_PROTOCOL_FTPS || protocol == WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT;
}

static void
judge_connection (WaybillPartner *partner, WaybillPartnerReadiness *readiness)
{
  if (waybill_partner_get_protocol (partner) == WAYBILL_REMOTE_PROTOCOL_FTP)
    raise_concern (readiness, WAYBILL_PARTNER_PAGE_CONNECTION, WAYBILL_PARTNER_CONCERN_NOT_ENCRYPTED);
  if (*waybill_partner_get_host (partner) == '\0')
    raise_concern (readiness, WAYBILL_PARTNER_PAGE_CONNECTION, WAYBILL_PARTNER_CONCERN_NO_HOST);
}

static void
judge_life (WaybillCertCertificate *certificate, gint64 now, WaybillPartnerReadiness *readiness)
{
  gint64 begin = waybill_cert_certificate_get_not_before (certificate);
  gint64 end = waybill_cert_certificate_get_not_after (certificate);
  WaybillPartnerConcern concern = WAYBILL_PARTNER_CONCERN_NONE;
  gint64 distance = 0;

  if (now > end)
    {
      concern = WAYBILL_PARTNER_CONCERN_OVER;
      distance = now - end;
    }
  else if (now < begin)
    {
      concern = WAYBILL_PARTNER_CONCERN_FUTURE;
      distance = begin - now;
    }
  else if (end - now < ENDS_WITHIN)
    {
      concern = WAYBILL_PARTNER_CONCERN_ENDS;
      distance = end - now;
    }
  readiness->days = distance / DAY;
  raise_concern (readiness, WAYBILL_PARTNER_PAGE_CERTIFICATE, concern);
}

static void
judge_identity (WaybillPartner *partner, WaybillCertStore *store, gint64 now, WaybillPartnerReadiness *readiness)
{
  const char *fingerprint = waybill_partner_next_get_identity (partner, store, now);
  const WaybillCertEntry *entry;

  if (fingerprint == NULL)
    return;
  entry = waybill_cert_store_find_fingerprint (store, fingerprint);
  if (entry == NULL || !entry->is_identity)
    raise_concern (readiness, WAYBILL_PARTNER_PAGE_CERTIFICATE, WAYBILL_PARTNER_CONCERN_IDENTITY_GONE);
  else
    judge_life (entry->certificate, now, readiness);
}

static void
judge_next (WaybillPartner *partner, WaybillCertStore *store, gint64 now, WaybillPartnerReadiness *readiness)
{
  WaybillPartnerNext next = waybill_partner_next_judge (partner, store, now);

  if (next == WAYBILL_PARTNER_NEXT_EARLY)
    raise_concern (readiness, WAYBILL_PARTNER_PAGE_CERTIFICATE, WAYBILL_PARTNER_CONCERN_NEXT_EARLY);
  else if (next == WAYBILL_PARTNER_NEXT_GONE || next == WAYBILL_PARTNER_NEXT_OVER)
    raise_concern (readiness, WAYBILL_PARTNER_PAGE_CERTIFICATE, WAYBILL_PARTNER_CONCERN_NEXT_UNUSABLE);
}

/* Those of SFTP hosts do not vouch for a TLS server. */
static gboolean
has_certificate_pin (WaybillPartner *partner)
{
  const char *const *pins = waybill_partner_get_pins (partner);

  for (guint i = 0; pins[i] != NULL; i++)
    if (strlen (pins[i]) == 64)
      return TRUE;
  return FALSE;
}

static void
judge_trust (WaybillPartner *partner, WaybillCertStore *store, WaybillPartnerReadiness *readiness)
{
  const char *const *fingerprints = waybill_partner_get_authorities (partner);

  for (guint i = 0; fingerprints[i] != NULL; i++)
    if (waybill_cert_store_find_fingerprint (store, fingerprints[i]) != NULL)
      readiness->authorities++;
    else
      raise_concern (readiness, WAYBILL_PARTNER_PAGE_TRUST, WAYBILL_PARTNER_CONCERN_AUTHORITY_GONE);
  if (readiness->authorities == 0 && !waybill_partner_get_system_trust (partner) && !has_certificate_pin (partner))
    raise_concern (readiness, WAYBILL_PARTNER_PAGE_TRUST, WAYBILL_PARTNER_CONCERN_NOBODY_TRUSTED);
}

static void
judge_history (const WaybillPartnerHistory *history, WaybillPartnerReadiness *readiness)
{
  if (history == NULL || (history->tested == 0 && history->failed == 0))
    raise_concern (readiness, NO_PAGE, WAYBILL_PARTNER_CONCERN_NEVER_TESTED);
  else if (history->failed > history->tested)
    {
      readiness->when = history->failed;
      readiness->failed_check = history->failed_check;
      raise_concern (readiness, NO_PAGE, WAYBILL_PARTNER_CONCERN_LAST_FAILED);
    }
}

/**
 * waybill_partner_readiness_judge:
 * @partner: a partner, in a store or not
 * @store: where its certificates are
 * @history: (nullable): how its last session went; %NULL when nothing is known
 * @now: Unix seconds
 * @readiness: (out caller-allocates): the findings; it holds nothing that must be freed
 *
 * Certificate and trust list count only where the connection uses TLS. Main thread; asks neither disk nor network.
 */
void
waybill_partner_readiness_judge (WaybillPartner *partner,
                                 WaybillCertStore *store,
                                 const WaybillPartnerHistory *history,
                                 gint64 now,
                                 WaybillPartnerReadiness *readiness)
{
  *readiness = (WaybillPartnerReadiness){ 0 };
  judge_connection (partner, readiness);
  if (uses_tls (partner))
    {
      judge_identity (partner, store, now, readiness);
      judge_next (partner, store, now, readiness);
      judge_trust (partner, store, readiness);
    }
  judge_history (history, readiness);
  readiness->ready = waybill_partner_concern_get_ready (readiness->worst);
}

/**
 * waybill_partner_concern_get_ready:
 * @concern: a concern
 *
 * Returns: how ready a partner is whose worst concern this is
 */
WaybillPartnerReady
waybill_partner_concern_get_ready (WaybillPartnerConcern concern)
{
  g_return_val_if_fail ((guint) concern < G_N_ELEMENTS (ready_of), WAYBILL_PARTNER_READY_NOT);

  return ready_of[concern];
}
