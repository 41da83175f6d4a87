/* What leaves an engine: one error domain whose errors carry kind, phase, verb, the server's reply, GnuTLS's code, the alert
 * and the verdict. The sentence for people is made in words from these; the message is for logs. */
#include "remote-error.h"

typedef struct
{
  WaybillRemoteErrorFacts facts;
} WaybillRemoteErrorPrivate;

static void
copy_facts (const WaybillRemoteErrorFacts *source, WaybillRemoteErrorFacts *copy)
{
  *copy = *source;
  copy->verb = g_strdup (source->verb);
  copy->reply_text = g_strdup (source->reply_text);
  copy->subject = g_strdup (source->subject);
  copy->verdict = source->verdict != NULL ? waybill_cert_verdict_ref (source->verdict) : NULL;
}

static void
waybill_remote_error_private_init (WaybillRemoteErrorPrivate *private)
{
  private->facts.alert = -1;
}

static void
waybill_remote_error_private_copy (const WaybillRemoteErrorPrivate *source, WaybillRemoteErrorPrivate *copy)
{
  copy_facts (&source->facts, &copy->facts);
}

static void
waybill_remote_error_private_clear (WaybillRemoteErrorPrivate *private)
{
  g_free (private->facts.verb);
  g_free (private->facts.reply_text);
  g_free (private->facts.subject);
  g_clear_pointer (&private->facts.verdict, waybill_cert_verdict_unref);
}

G_DEFINE_EXTENDED_ERROR (WaybillRemoteError, waybill_remote_error)

/* The exit code (cli.md), the stable name, and whether it may pass by itself: one row a kind. */
static const struct
{
  int exit_code;
  gboolean passing;
  const char *name;
} kinds[] = {
  [WAYBILL_REMOTE_ERROR_FAILED] = { 1, FALSE, "failed" },
  [WAYBILL_REMOTE_ERROR_HOST_NOT_FOUND] = { 3, FALSE, "host-not-found" },
  [WAYBILL_REMOTE_ERROR_REFUSED] = { 3, TRUE, "connection-refused" },
  [WAYBILL_REMOTE_ERROR_UNREACHABLE] = { 3, TRUE, "unreachable" },
  [WAYBILL_REMOTE_ERROR_LOST] = { 3, TRUE, "connection-lost" },
  [WAYBILL_REMOTE_ERROR_BUSY] = { 3, TRUE, "busy" },
  [WAYBILL_REMOTE_ERROR_PROXY] = { 3, TRUE, "proxy" },
  [WAYBILL_REMOTE_ERROR_PROXY_LOGIN] = { 7, FALSE, "proxy-login-refused" },
  [WAYBILL_REMOTE_ERROR_PROXY_REFUSED] = { 3, FALSE, "proxy-refused" },
  [WAYBILL_REMOTE_ERROR_PROXY_NO_WAY] = { 3, TRUE, "proxy-no-way" },
  [WAYBILL_REMOTE_ERROR_PROXY_ACTIVE] = { 3, FALSE, "proxy-active-mode" },
  [WAYBILL_REMOTE_ERROR_NO_ENCRYPTION] = { 4, FALSE, "encryption-refused" },
  [WAYBILL_REMOTE_ERROR_TLS] = { 4, FALSE, "tls-failed" },
  [WAYBILL_REMOTE_ERROR_PLAIN_TEXT] = { 4, FALSE, "not-encrypted" },
  [WAYBILL_REMOTE_ERROR_UNTRUSTED] = { 5, FALSE, "untrusted" },
  [WAYBILL_REMOTE_ERROR_CERTIFICATE_WANTED] = { 6, FALSE, "certificate-wanted" },
  [WAYBILL_REMOTE_ERROR_CERTIFICATE_REFUSED] = { 6, FALSE, "certificate-refused" },
  [WAYBILL_REMOTE_ERROR_LOGIN] = { 7, FALSE, "login-refused" },
  [WAYBILL_REMOTE_ERROR_LOCAL] = { 8, FALSE, "local-file" },
  [WAYBILL_REMOTE_ERROR_NO_SPACE] = { 8, FALSE, "disk-full" },
  [WAYBILL_REMOTE_ERROR_LOCAL_EXISTS] = { 8, FALSE, "local-exists" },
  [WAYBILL_REMOTE_ERROR_EXISTS] = { 1, FALSE, "remote-exists" },
  [WAYBILL_REMOTE_ERROR_NOT_FOUND] = { 9, FALSE, "not-found" },
  [WAYBILL_REMOTE_ERROR_DENIED] = { 1, FALSE, "denied" },
  [WAYBILL_REMOTE_ERROR_REMOTE_FULL] = { 1, FALSE, "remote-full" },
  [WAYBILL_REMOTE_ERROR_NOT_RESUMED] = { 4, FALSE, "not-resumed" },
  [WAYBILL_REMOTE_ERROR_DATA] = { 1, TRUE, "data-channel" },
  [WAYBILL_REMOTE_ERROR_TRUNCATED] = { 10, FALSE, "size-differs" },
  [WAYBILL_REMOTE_ERROR_HASH_DIFFERS] = { 10, FALSE, "hash-differs" },
  [WAYBILL_REMOTE_ERROR_UNVERIFIED] = { 10, FALSE, "unverified" },
  [WAYBILL_REMOTE_ERROR_TIMED_OUT] = { 11, TRUE, "timed-out" },
  [WAYBILL_REMOTE_ERROR_CANCELLED] = { 12, FALSE, "cancelled" },
  [WAYBILL_REMOTE_ERROR_PROTOCOL] = { 13, FALSE, "protocol" },
  [WAYBILL_REMOTE_ERROR_UNSAFE] = { 13, FALSE, "unsafe" },
  [WAYBILL_REMOTE_ERROR_CHARSET] = { 1, FALSE, "charset" },
  [WAYBILL_REMOTE_ERROR_UNSUPPORTED] = { 1, FALSE, "unsupported" },
};

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == WAYBILL_REMOTE_N_ERRORS);

/**
 * waybill_remote_error_new:
 * @kind: what happened
 * @facts: (nullable): what is known of it; copied
 * @format: a message for the log, as printf takes it
 * @...: for @format
 *
 * Makes an error of this domain. The reply's text must have been scrubbed.
 *
 * Returns: (transfer full): an error
 */
GError *
waybill_remote_error_new (WaybillRemoteError kind, const WaybillRemoteErrorFacts *facts, const char *format, ...)
{
  GError *error;
  va_list arguments;

  va_start (arguments, format);
  error = g_error_new_valist (WAYBILL_REMOTE_ERROR, (int) kind, format, arguments);
  va_end (arguments);

  if (facts != NULL)
    copy_facts (facts, &waybill_remote_error_get_private (error)->facts);
  return error;
}

/**
 * waybill_remote_error_get_facts:
 * @error: an error of any domain
 *
 * Returns: (transfer none) (nullable): what the error carries, as long as it lives; %NULL for another domain
 */
const WaybillRemoteErrorFacts *
waybill_remote_error_get_facts (const GError *error)
{
  return error != NULL && error->domain == WAYBILL_REMOTE_ERROR ? &waybill_remote_error_get_private (error)->facts : NULL;
}

/**
 * waybill_remote_error_get_exit_code:
 * @error: an error of any domain
 *
 * Returns: the exit code of `cli.md`; 12 for a cancelled operation and 1 for other domains
 */
int
waybill_remote_error_get_exit_code (const GError *error)
{
  if (error->domain == WAYBILL_REMOTE_ERROR && error->code >= 0 && error->code < (int) WAYBILL_REMOTE_N_ERRORS)
    return kinds[error->code].exit_code;
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? 12 : 1;
}

/**
 * waybill_remote_error_is_passing:
 * @error: an error of any domain
 *
 * May it be gone at the next try? A lost or stalled connection may; somebody's decision, a 5xx reply and a broken rule not.
 *
 * Returns: is a new try worth while?
 */
gboolean
waybill_remote_error_is_passing (const GError *error)
{
  const WaybillRemoteErrorFacts *facts = waybill_remote_error_get_facts (error);

  return facts != NULL && error->code < (int) WAYBILL_REMOTE_N_ERRORS && kinds[error->code].passing && !facts->permanent;
}

/**
 * waybill_remote_error_is_about_opening:
 * @error: an error of any domain
 *
 * Returns: did it happen on the way to a session that can be used: name, connection, TLS, login or setup? %FALSE for other
 * domains
 */
gboolean
waybill_remote_error_is_about_opening (const GError *error)
{
  const WaybillRemoteErrorFacts *facts = waybill_remote_error_get_facts (error);

  return facts != NULL && facts->phase >= WAYBILL_REMOTE_PHASE_NAME && facts->phase <= WAYBILL_REMOTE_PHASE_SETUP;
}

/**
 * waybill_remote_error_get_kind_name:
 * @kind: a kind
 *
 * Returns: (transfer none): its stable name, for programs
 */
const char *
waybill_remote_error_get_kind_name (WaybillRemoteError kind)
{
  return kind < WAYBILL_REMOTE_N_ERRORS ? kinds[kind].name : "failed";
}
