/* What a TLS alert says about us: which kind of error it is, and its name for the log. Values only: the words for people are
 * made in words. */
#include "tls-alert-private.h"

/* What an alert is about, when it comes from a server. */
typedef enum
{
  ABOUT_NOTHING,
  ABOUT_CERTIFICATE, /* ours: not taken when it was shown, missing when not */
  ABOUT_MISSING,     /* perhaps ours: missing when it was not shown, and nothing is known when it was */
  ABOUT_PROOF,       /* our signature, when our certificate was shown */
  ABOUT_AGREEMENT,   /* version, cipher or name: always the handshake, also when it comes late */
} About;

/* RFC 8446 §6 and RFC 5246 §7.2; the names are the RFCs'. */
static const struct
{
  int number;
  About about;
  const char *name;
} alerts[] = {
  { 0, ABOUT_NOTHING, "close notify" },
  { 10, ABOUT_NOTHING, "unexpected message" },
  { 20, ABOUT_NOTHING, "bad record mac" },
  { 21, ABOUT_NOTHING, "decryption failed" },
  { 22, ABOUT_NOTHING, "record overflow" },
  { 30, ABOUT_NOTHING, "decompression failure" },
  /* A missing certificate is a handshake failure (RFC 5246 §7.4.6) to OpenSSL, a decode error to GnuTLS under TLS 1.2. */
  { 40, ABOUT_MISSING, "handshake failure" },
  { 41, ABOUT_CERTIFICATE, "no certificate" },
  { 42, ABOUT_CERTIFICATE, "bad certificate" },
  { 43, ABOUT_CERTIFICATE, "unsupported certificate" },
  { 44, ABOUT_CERTIFICATE, "certificate revoked" },
  { 45, ABOUT_CERTIFICATE, "certificate expired" },
  { 46, ABOUT_CERTIFICATE, "certificate unknown" },
  { 47, ABOUT_NOTHING, "illegal parameter" },
  { 48, ABOUT_CERTIFICATE, "unknown CA" },
  { 49, ABOUT_CERTIFICATE, "access denied" },
  { 50, ABOUT_MISSING, "decode error" },
  { 51, ABOUT_PROOF, "decrypt error" },
  { 60, ABOUT_AGREEMENT, "export restriction" },
  { 70, ABOUT_AGREEMENT, "protocol version" },
  { 71, ABOUT_AGREEMENT, "insufficient security" },
  { 80, ABOUT_NOTHING, "internal error" },
  { 86, ABOUT_AGREEMENT, "inappropriate fallback" },
  { 90, ABOUT_NOTHING, "user canceled" },
  { 100, ABOUT_NOTHING, "no renegotiation" },
  { 109, ABOUT_AGREEMENT, "missing extension" },
  { 110, ABOUT_AGREEMENT, "unsupported extension" },
  { 111, ABOUT_CERTIFICATE, "certificate unobtainable" },
  { 112, ABOUT_AGREEMENT, "unrecognized name" },
  { 113, ABOUT_NOTHING, "bad certificate status response" },
  { 114, ABOUT_NOTHING, "bad certificate hash value" },
  { 115, ABOUT_NOTHING, "unknown PSK identity" },
  { 116, ABOUT_CERTIFICATE, "certificate required" },
  { 120, ABOUT_AGREEMENT, "no application protocol" },
};

/* waybill_tls_alert_judge:
 * @alert: its number; -1 when none came
 *
 * On TLS 1.3 our certificate is judged after our half of the handshake: its alerts come with the first read, or any later.
 *
 * Returns: the error; @fallback when the alert says nothing of our certificate and nothing of the agreement */
WaybillTlsError
waybill_tls_alert_judge (int alert, const WaybillTlsAlertContext *context, WaybillTlsError fallback)
{
  About about = ABOUT_NOTHING;

  for (guint i = 0; i < G_N_ELEMENTS (alerts); i++)
    if (alerts[i].number == alert)
      about = alerts[i].about;

  /* It names the lack itself: that we were asked need not be known (a data channel that was resumed). */
  if (alert == 116 && !context->shown)
    return WAYBILL_TLS_ERROR_CERTIFICATE_WANTED;
  if (about == ABOUT_AGREEMENT)
    return WAYBILL_TLS_ERROR_HANDSHAKE;
  if (!context->asked || about == ABOUT_NOTHING)
    return fallback;
  if (context->shown)
    return about == ABOUT_MISSING ? fallback : WAYBILL_TLS_ERROR_CERTIFICATE_REFUSED;
  return about == ABOUT_PROOF ? fallback : WAYBILL_TLS_ERROR_CERTIFICATE_WANTED;
}

/* waybill_tls_alert_dup_name:
 *
 * Returns: (transfer full): the name of RFC 8446 §6 and the number, for a log */
char *
waybill_tls_alert_dup_name (int alert)
{
  for (guint i = 0; i < G_N_ELEMENTS (alerts); i++)
    if (alerts[i].number == alert)
      return g_strdup_printf ("%s (%d)", alerts[i].name, alert);
  return g_strdup_printf ("unknown alert (%d)", alert);
}
