/* From replies and from errors of net and tls to WAYBILL_REMOTE_ERROR: one table for what (verb, code) means. No sentences
 * for people here. */
#include "ftp-error.h"

#include "base-log.h"
#include "net-wait.h"
#include "remote-path.h"
#include "tls-error.h"

#include <string.h>

#define ANY NULL

/* The first row that fits counts. words: one of these must stand in the reply, parted by `|`, and not in a name that it
 * repeats. */
static const struct
{
  const char *verbs; /* parted by blanks */
  int low;
  int high;
  const char *words;
  WaybillRemoteError kind;
} meanings[] = {
  { ANY, 421, 421, NULL, WAYBILL_REMOTE_ERROR_BUSY },
  { "AUTH PBSZ PROT", 400, 599, NULL, WAYBILL_REMOTE_ERROR_NO_ENCRYPTION },
  { "USER PASS ACCT", 434, 434, NULL, WAYBILL_REMOTE_ERROR_BUSY },
  { "USER PASS ACCT", 300, 599, NULL, WAYBILL_REMOTE_ERROR_LOGIN },
  { ANY, 530, 532, NULL, WAYBILL_REMOTE_ERROR_LOGIN },
  /* vsftpd, FileZilla Server and ProFTPD say in these words that the data channel must resume the session. */
  { ANY, 425, 522, "reuse|resum", WAYBILL_REMOTE_ERROR_NOT_RESUMED },
  { ANY, 425, 425, "Operation not permitted", WAYBILL_REMOTE_ERROR_NOT_RESUMED },
  { "MKD", 521, 521, NULL, WAYBILL_REMOTE_ERROR_EXISTS }, /* RFC 959 appendix II */
  { ANY, 521, 522, NULL, WAYBILL_REMOTE_ERROR_NO_ENCRYPTION },
  { ANY, 533, 537, NULL, WAYBILL_REMOTE_ERROR_NO_ENCRYPTION },
  { ANY, 431, 431, NULL, WAYBILL_REMOTE_ERROR_TLS },
  { ANY, 425, 425, NULL, WAYBILL_REMOTE_ERROR_DATA },
  { ANY, 426, 426, NULL, WAYBILL_REMOTE_ERROR_LOST },
  { ANY, 452, 452, NULL, WAYBILL_REMOTE_ERROR_REMOTE_FULL },
  { ANY, 552, 552, NULL, WAYBILL_REMOTE_ERROR_REMOTE_FULL },
  { ANY, 550, 553, "ermission|enied|not allowed|orbidden|uthority", WAYBILL_REMOTE_ERROR_DENIED },
  { "RETR SIZE MDTM MLST MLSD LIST CWD HASH XSHA256 XSHA1 XMD5 XCRC MFMT", 550, 550, NULL, WAYBILL_REMOTE_ERROR_NOT_FOUND },
  { "STOR", 550, 553, "o such|ot found|not exist", WAYBILL_REMOTE_ERROR_NOT_FOUND },
  { "MKD RNFR RNTO DELE RMD", 550, 553, "o such|ot found|annot find|not exist|n't exist", WAYBILL_REMOTE_ERROR_NOT_FOUND },
  { "MKD RNTO", 550, 553, "xists", WAYBILL_REMOTE_ERROR_EXISTS },
  { "RNFR", 550, 550, NULL, WAYBILL_REMOTE_ERROR_NOT_FOUND },
  /* A folder that is not empty, a disk of its own, and vsftpd's "operation failed": no question of rights. */
  { "MKD RNFR RNTO DELE RMD", 550, 553, NULL, WAYBILL_REMOTE_ERROR_FAILED },
  { ANY, 550, 553, NULL, WAYBILL_REMOTE_ERROR_DENIED },
  { ANY, 500, 504, NULL, WAYBILL_REMOTE_ERROR_UNSUPPORTED },
};

static gboolean
is_among (const char *list, const char *verb)
{
  g_auto (GStrv) parts = g_strsplit (list, " ", -1);

  return g_strv_contains ((const char *const *) parts, verb);
}

/* Most servers repeat the name that they refuse: "permissions.csv: No such file" forbids nothing. What stands in that name,
 * or in a path, is not theirs. */
static gboolean
is_of_name (const char *text, const char *at, gsize length, const char *name)
{
  const char *begin = at;

  for (const char *found = name[0] != '\0' ? strstr (text, name) : NULL; found != NULL && found <= at;
       found = strstr (found + 1, name))
    if (at + length <= found + strlen (name))
      return TRUE;
  while (begin > text && begin[-1] != ' ')
    begin--;
  return strcspn (begin, "/\\") < strcspn (begin, " ");
}

static gboolean
says (const char *words, const char *text, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (words, "|", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    for (const char *at = strstr (text, parts[i]); at != NULL; at = strstr (at + 1, parts[i]))
      if (!is_of_name (text, at, strlen (parts[i]), name))
        return TRUE;
  return FALSE;
}

static WaybillRemoteError
judge (const char *verb, const char *subject, const WaybillFtpReply *reply)
{
  g_autofree char *name = waybill_remote_path_dup_name (subject != NULL ? subject : "");

  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (reply->code >= meanings[i].low && reply->code <= meanings[i].high
        && (meanings[i].verbs == ANY || is_among (meanings[i].verbs, verb))
        && (meanings[i].words == NULL || says (meanings[i].words, reply->text, name)))
      return meanings[i].kind;
  return reply->code >= 400 ? WAYBILL_REMOTE_ERROR_FAILED : WAYBILL_REMOTE_ERROR_PROTOCOL;
}

/**
 * waybill_ftp_error_from_reply:
 * @phase: where on its way the session is
 * @verb: what was answered
 * @subject: (nullable): the file or folder that it is about
 * @reply: the answer
 *
 * Turns a refusal into an error that carries the server's own words, without secrets and without controls.
 *
 * Returns: (transfer full): a `WAYBILL_REMOTE_ERROR`
 */
GError *
waybill_ftp_error_from_reply (WaybillRemotePhase phase, const char *verb, const char *subject, const WaybillFtpReply *reply)
{
  g_autofree char *scrubbed = waybill_base_log_scrub (reply->text);
  g_autofree char *shown = waybill_remote_path_dup_display (scrubbed);
  WaybillRemoteErrorFacts facts = {
    .phase = phase,
    .verb = (char *) verb,
    .subject = (char *) subject,
    .reply_code = reply->code,
    .reply_text = shown,
    .alert = -1,
    .permanent = reply->code >= 500,
  };

  return waybill_remote_error_new (judge (verb, subject, reply), &facts, "%s: %d %s", verb, reply->code, shown);
}

/**
 * waybill_ftp_error_new:
 * @kind: what happened
 * @phase: where on its way the session is
 * @verb: (nullable): what was being done
 * @subject: (nullable): the file, folder or host that it is about
 * @message: for the log
 *
 * Returns: (transfer full): a `WAYBILL_REMOTE_ERROR` that no reply caused
 */
GError *
waybill_ftp_error_new (
    WaybillRemoteError kind, WaybillRemotePhase phase, const char *verb, const char *subject, const char *message)
{
  WaybillRemoteErrorFacts facts = { .phase = phase, .verb = (char *) verb, .subject = (char *) subject, .alert = -1 };

  return waybill_remote_error_new (kind, &facts, "%s", message);
}

static WaybillRemoteError
judge_net (const GError *error)
{
  static const WaybillRemoteError kinds[] = {
    [WAYBILL_NET_ERROR_TIMED_OUT] = WAYBILL_REMOTE_ERROR_TIMED_OUT,
    [WAYBILL_NET_ERROR_HOST_NOT_FOUND] = WAYBILL_REMOTE_ERROR_HOST_NOT_FOUND,
    [WAYBILL_NET_ERROR_REFUSED] = WAYBILL_REMOTE_ERROR_REFUSED,
    [WAYBILL_NET_ERROR_UNREACHABLE] = WAYBILL_REMOTE_ERROR_UNREACHABLE,
    [WAYBILL_NET_ERROR_LOST] = WAYBILL_REMOTE_ERROR_LOST,
    [WAYBILL_NET_ERROR_PROXY] = WAYBILL_REMOTE_ERROR_PROXY,
    [WAYBILL_NET_ERROR_PROXY_LOGIN] = WAYBILL_REMOTE_ERROR_PROXY_LOGIN,
    [WAYBILL_NET_ERROR_PROXY_REFUSED] = WAYBILL_REMOTE_ERROR_PROXY_REFUSED,
    [WAYBILL_NET_ERROR_PROXY_NO_WAY] = WAYBILL_REMOTE_ERROR_PROXY_NO_WAY,
    [WAYBILL_NET_ERROR_PROXY_ACTIVE] = WAYBILL_REMOTE_ERROR_PROXY_ACTIVE,
    [WAYBILL_NET_ERROR_FAILED] = WAYBILL_REMOTE_ERROR_LOST,
  };

  return kinds[error->code];
}

static WaybillRemoteError
judge_tls (const GError *error)
{
  static const WaybillRemoteError kinds[] = {
    [WAYBILL_TLS_ERROR_HANDSHAKE] = WAYBILL_REMOTE_ERROR_TLS,
    [WAYBILL_TLS_ERROR_PLAIN_TEXT] = WAYBILL_REMOTE_ERROR_PLAIN_TEXT,
    [WAYBILL_TLS_ERROR_UNTRUSTED] = WAYBILL_REMOTE_ERROR_UNTRUSTED,
    [WAYBILL_TLS_ERROR_CERTIFICATE_WANTED] = WAYBILL_REMOTE_ERROR_CERTIFICATE_WANTED,
    [WAYBILL_TLS_ERROR_CERTIFICATE_REFUSED] = WAYBILL_REMOTE_ERROR_CERTIFICATE_REFUSED,
    [WAYBILL_TLS_ERROR_LOST] = WAYBILL_REMOTE_ERROR_LOST,
    [WAYBILL_TLS_ERROR_FAILED] = WAYBILL_REMOTE_ERROR_TLS,
  };

  return kinds[error->code];
}

/* The proxy's own words, or what is the matter with it: nobody else tells a person. */
static char *
dup_proxy_words (const GError *error)
{
  g_autofree char *scrubbed = NULL;

  if (error->domain != WAYBILL_NET_ERROR || error->code < WAYBILL_NET_ERROR_PROXY
      || error->code > WAYBILL_NET_ERROR_PROXY_NO_WAY)
    return NULL;
  scrubbed = waybill_base_log_scrub (error->message);
  return waybill_remote_path_dup_display (scrubbed);
}

/* An error of remote that was made where nobody knew what for. */
static void
complete (GError **error, WaybillRemotePhase phase, const char *verb, const char *subject)
{
  WaybillRemoteErrorFacts facts = *waybill_remote_error_get_facts (*error);
  GError *completed;

  if (facts.phase != WAYBILL_REMOTE_PHASE_NONE)
    return;

  facts.phase = phase;
  facts.verb = (char *) verb;
  facts.subject = (char *) subject;
  completed = waybill_remote_error_new ((WaybillRemoteError) (*error)->code, &facts, "%s", (*error)->message);
  g_clear_error (error);
  *error = completed;
}

/**
 * waybill_ftp_error_settle:
 * @error: (inout): an error of net, tls or GIO; one of remote stays as it is, but for a phase that it lacks
 * @phase: where on its way the session is
 * @verb: (nullable): what was being done
 * @subject: (nullable): the file, folder or host that it is about
 *
 * Makes it an error that may leave the engine.
 */
void
waybill_ftp_error_settle (GError **error, WaybillRemotePhase phase, const char *verb, const char *subject)
{
  WaybillRemoteErrorFacts facts = { .phase = phase, .verb = (char *) verb, .subject = (char *) subject, .alert = -1 };
  WaybillRemoteError kind = WAYBILL_REMOTE_ERROR_FAILED;
  g_autofree char *proxy_words = NULL;
  GError *settled;

  if (error == NULL || *error == NULL)
    return;
  if ((*error)->domain == WAYBILL_REMOTE_ERROR)
    {
      complete (error, phase, verb, subject);
      return;
    }

  if ((*error)->domain == WAYBILL_NET_ERROR)
    kind = judge_net (*error);
  else if ((*error)->domain == WAYBILL_TLS_ERROR)
    kind = judge_tls (*error);
  else if (g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    kind = WAYBILL_REMOTE_ERROR_CANCELLED;

  facts.reply_text = proxy_words = dup_proxy_words (*error);
  facts.gnutls_code = waybill_tls_error_get_gnutls_code (*error);
  facts.alert = waybill_tls_error_get_alert (*error);
  facts.verdict = waybill_tls_error_get_verdict (*error);
  settled = waybill_remote_error_new (kind, &facts, "%s", (*error)->message);
  g_clear_error (error);
  *error = settled;
}

/**
 * waybill_ftp_error_note_end:
 * @error: (inout): an error of remote, that a transfer ended with after its data
 * @size: bytes of the file that went through, from its beginning
 *
 * A lost or stalled connection then leaves one question open, which SIZE on a new connection answers; see
 * `WaybillRemoteErrorFacts`. What was refused or cancelled leaves none.
 */
void
waybill_ftp_error_note_end (GError **error, gint64 size)
{
  WaybillRemoteErrorFacts facts;
  GError *noted;

  if (error == NULL
      || !(g_error_matches (*error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_LOST)
           || g_error_matches (*error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_TIMED_OUT)
           || g_error_matches (*error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_BUSY)))
    return;
  facts = *waybill_remote_error_get_facts (*error);
  facts.has_ended = TRUE;
  facts.ended_size = size;
  noted = waybill_remote_error_new ((WaybillRemoteError) (*error)->code, &facts, "%s", (*error)->message);
  g_clear_error (error);
  *error = noted;
}
