/* A table of the steps, and for each a small function that says what it found. Missing facts make shorter findings, never
 * empty ones. */
#include "words-check.h"

#include "words-cert.h"
#include "words-private.h"
#include "words-verdict.h"

#include <glib/gi18n-lib.h>

typedef char *(*Detail) (const WaybillRemoteFacts *facts, const WaybillRemoteTargetValues *target);

static gboolean
is_clear (const WaybillRemoteTargetValues *target)
{
  return target != NULL && target->protocol == WAYBILL_REMOTE_PROTOCOL_FTP;
}

static char *
name_detail (const WaybillRemoteFacts *facts, const WaybillRemoteTargetValues *target)
{
  const char *host = target != NULL ? target->host : NULL;

  if (facts->address == NULL)
    return g_strdup (_ ("The name was found"));
  if (host == NULL || g_strcmp0 (host, facts->address) == 0)
    return g_strdup_printf (_ ("The address is %s"), facts->address);
  /* Translators: a host name and its address. */
  return g_strdup_printf (_ ("%s is %s"), host, facts->address);
}

static char *
reach_detail (const WaybillRemoteFacts *facts, const WaybillRemoteTargetValues *target)
{
  guint port = facts->port != 0 ? facts->port : target != NULL ? target->port : 0;

  return port != 0 ? g_strdup_printf (_ ("Port %u answers"), port) : g_strdup (_ ("The port answers"));
}

static char *
greeting_detail (const WaybillRemoteFacts *facts, const WaybillRemoteTargetValues *target)
{
  if (facts->system != NULL)
    return g_strdup_printf (_ ("The server says it is %s"), facts->system);
  return facts->greeting != NULL ? g_strdup_printf (_ ("The server greets: %s"), facts->greeting)
                                 : g_strdup (_ ("The server greets"));
}

static char *
encryption_detail (const WaybillRemoteFacts *facts, const WaybillRemoteTargetValues *target)
{
  if (is_clear (target))
    return g_strdup (_ ("Not encrypted, as the partner’s profile says"));
  if (g_strcmp0 (facts->auth, "implicit") == 0)
    return g_strdup (_ ("Encrypted from the first byte"));
  return facts->auth != NULL ? g_strdup_printf (_ ("AUTH %s accepted"), facts->auth) : g_strdup (_ ("Encryption accepted"));
}

static char *
handshake_detail (const WaybillRemoteFacts *facts, const WaybillRemoteTargetValues *target)
{
  if (is_clear (target))
    return g_strdup (_ ("Not encrypted"));
  if (g_strcmp0 (facts->tls_version, "TLS1.3") == 0)
    return g_strdup (_ ("TLS 1.3, strong"));
  if (g_strcmp0 (facts->tls_version, "TLS1.2") == 0)
    return g_strdup (_ ("TLS 1.2, good"));
  return facts->tls_version != NULL ? g_strdup_printf (_ ("%s, old"), facts->tls_version)
                                    : g_strdup (_ ("Encryption agreed"));
}

static char *
theirs_detail (const WaybillRemoteFacts *facts, const WaybillRemoteTargetValues *target)
{
  if (facts->verdict != NULL)
    return waybill_words_verdict_headline (facts->verdict);
  return g_strdup (is_clear (target) ? _ ("None: not encrypted") : _ ("Not looked at"));
}

static char *
ours_detail (const WaybillRemoteFacts *facts, const WaybillRemoteTargetValues *target)
{
  if (facts->sent && target != NULL && target->identity != NULL)
    {
      WaybillCertCertificate *ours = waybill_cert_identity_get_certificate (target->identity);
      g_autofree char *name = waybill_words_quote (waybill_cert_certificate_get_name (ours));

      return g_strdup_printf (_ ("%s was asked for and accepted"), name);
    }
  if (facts->sent)
    return g_strdup (_ ("Asked for and accepted"));
  if (facts->asked)
    return g_strdup (_ ("Asked for, but the server goes on without one"));
  return g_strdup (_ ("Not asked for"));
}

static char *
login_detail (const WaybillRemoteFacts *facts, const WaybillRemoteTargetValues *target)
{
  const char *user = target != NULL && target->user != NULL ? target->user : "anonymous";

  if (facts->folder != NULL)
    /* Translators: a user name and a folder. */
    return g_strdup_printf (_ ("Logged in as %s, in %s"), user, facts->folder);
  return g_strdup_printf (_ ("Logged in as %s"), user);
}

static char *
data_detail (const WaybillRemoteFacts *facts, const WaybillRemoteTargetValues *target)
{
  if (is_clear (target))
    return g_strdup (_ ("Data channel open, not encrypted"));
  if (facts->data_channels == 0)
    return g_strdup (_ ("Data channel not tried"));
  if (facts->resumed == WAYBILL_REMOTE_LEARNT_YES)
    return g_strdup (_ ("Data channel resumed"));
  return g_strdup (_ ("Data channel encrypted, but not resumed"));
}

static char *
listing_detail (const WaybillRemoteFacts *facts, const WaybillRemoteTargetValues *target)
{
  return g_strdup (facts->mlsd ? _ ("The folder was read, with exact times and sizes") : _ ("The folder was read"));
}

static const struct
{
  const char *name;
  const char *title;
  Detail detail;
} steps[] = {
  [WAYBILL_REMOTE_STEP_NAME] = { "name", N_ ("Name"), name_detail },
  [WAYBILL_REMOTE_STEP_REACH] = { "reach", N_ ("Reach"), reach_detail },
  [WAYBILL_REMOTE_STEP_GREETING] = { "greeting", N_ ("Greeting"), greeting_detail },
  [WAYBILL_REMOTE_STEP_ENCRYPTION] = { "encryption", N_ ("Encryption offered"), encryption_detail },
  [WAYBILL_REMOTE_STEP_HANDSHAKE] = { "handshake", N_ ("Handshake"), handshake_detail },
  [WAYBILL_REMOTE_STEP_THEIR_CERTIFICATE] = { "their-certificate", N_ ("Their certificate"), theirs_detail },
  [WAYBILL_REMOTE_STEP_OUR_CERTIFICATE] = { "our-certificate", N_ ("Our certificate"), ours_detail },
  [WAYBILL_REMOTE_STEP_LOGIN] = { "login", N_ ("Login"), login_detail },
  [WAYBILL_REMOTE_STEP_DATA_CHANNEL] = { "data-channel", N_ ("Data channel"), data_detail },
  [WAYBILL_REMOTE_STEP_LISTING] = { "listing", N_ ("Listing"), listing_detail },
};

G_STATIC_ASSERT (G_N_ELEMENTS (steps) == WAYBILL_REMOTE_N_STEPS);

/**
 * waybill_words_check_title:
 * @step: a step
 *
 * Returns: what people call it
 */
const char *
waybill_words_check_title (WaybillRemoteStep step)
{
  g_return_val_if_fail (step < WAYBILL_REMOTE_N_STEPS, "");

  return _ (steps[step].title);
}

/**
 * waybill_words_check_name:
 * @step: a step
 *
 * Returns: its stable name for `check --json`
 */
const char *
waybill_words_check_name (WaybillRemoteStep step)
{
  g_return_val_if_fail (step < WAYBILL_REMOTE_N_STEPS, "");

  return steps[step].name;
}

/**
 * waybill_words_check_detail:
 * @step: a step that went well
 * @facts: what the session can say, filled at least up to @step
 * @target: (nullable): what it started from
 *
 * Returns: (transfer full): what the step found, without a full stop
 */
char *
waybill_words_check_detail (WaybillRemoteStep step, const WaybillRemoteFacts *facts, const WaybillRemoteTargetValues *target)
{
  g_return_val_if_fail (step < WAYBILL_REMOTE_N_STEPS, NULL);
  g_return_val_if_fail (facts != NULL, NULL);

  return steps[step].detail (facts, target);
}

/**
 * waybill_words_check_skipped:
 * @after: the step that failed
 *
 * Returns: (transfer full): why a later step was not tried
 */
char *
waybill_words_check_skipped (WaybillRemoteStep after)
{
  return g_strdup_printf (_ ("Not tried: comes after %s"), waybill_words_check_title (after));
}

/**
 * waybill_words_check_summary:
 * @n_ok: steps that went well
 * @n_warn: steps with a remark
 * @n_fail: steps that failed
 *
 * Returns: (transfer full): the whole check in one line
 */
char *
waybill_words_check_summary (guint n_ok, guint n_warn, guint n_fail)
{
  guint well = n_ok + n_warn;

  if (n_fail > 0 && well == 0)
    return g_strdup (_ ("The first step failed"));
  if (n_fail > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u step went well, then one failed",
                                         "%u steps went well, then one failed", well),
                            well);
  if (n_warn > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "It works, with %u remark", "It works, with %u remarks", n_warn),
                            n_warn);
  if (n_ok == WAYBILL_REMOTE_N_STEPS)
    return g_strdup (_ ("All ten steps went well"));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u step went well", "%u steps went well", n_ok), n_ok);
}

/* Beside what the step found. */
static const char *const remarks[] = {
  [WAYBILL_PARTNER_CHECK_REMARK_NONE] = NULL,
  [WAYBILL_PARTNER_CHECK_REMARK_NOT_ENCRYPTED] = N_ ("password and files can be read on the way"),
  [WAYBILL_PARTNER_CHECK_REMARK_THEIRS_ENDS] = N_ ("it runs out soon"),
  [WAYBILL_PARTNER_CHECK_REMARK_OURS_ENDS] = N_ ("ours runs out soon, or has"),
  [WAYBILL_PARTNER_CHECK_REMARK_NOT_ASKED] = N_ ("one is assigned, but the server did not ask for it"),
  [WAYBILL_PARTNER_CHECK_REMARK_NOT_RESUMED] = N_ ("so the server cannot prove that both channels end at the same computer"),
};

/* (nullable): whose life the remark is about, where it is at hand: then the day is said. */
static WaybillCertCertificate *
get_ending (WaybillPartnerCheckRemark remark, const WaybillRemoteFacts *facts, const WaybillRemoteTargetValues *target)
{
  if (remark == WAYBILL_PARTNER_CHECK_REMARK_OURS_ENDS && target != NULL && target->identity != NULL)
    return waybill_cert_identity_get_certificate (target->identity);
  if (remark == WAYBILL_PARTNER_CHECK_REMARK_THEIRS_ENDS && facts != NULL && facts->verdict != NULL)
    return waybill_cert_verdict_get_leaf (facts->verdict);
  return NULL;
}

/**
 * waybill_words_check_finding:
 * @step: a step that did not fail
 * @facts: what the session can say
 * @target: (nullable): what it started from
 *
 * Returns: (transfer full): what it found, and its remark where it has one
 */
char *
waybill_words_check_finding (const WaybillPartnerCheckStep *step,
                             const WaybillRemoteFacts *facts,
                             const WaybillRemoteTargetValues *target)
{
  g_autofree char *found = waybill_words_check_detail (step->step, facts, target);

  WaybillCertCertificate *ending = get_ending (step->remark, facts, target);

  g_return_val_if_fail (step->remark < G_N_ELEMENTS (remarks), NULL);

  if (ending != NULL)
    {
      g_autofree char *expiry = waybill_words_cert_expiry (ending);

      return g_strdup_printf ("%s. %s", found, expiry);
    }
  if (remarks[step->remark] == NULL)
    return g_steal_pointer (&found);
  return g_strdup_printf ("%s: %s", found, _ (remarks[step->remark]));
}

static char *
more_handshake (const WaybillRemoteFacts *facts)
{
  return facts->cipher != NULL ? g_strdup_printf (_ ("Encrypted with %s."), facts->cipher) : NULL;
}

static char *
more_theirs (const WaybillRemoteFacts *facts)
{
  WaybillCertCertificate *leaf = facts->verdict != NULL ? waybill_cert_verdict_get_leaf (facts->verdict) : NULL;
  g_autofree char *because = leaf != NULL ? waybill_words_verdict_because (facts->verdict) : NULL;
  g_autofree char *described = leaf != NULL ? waybill_words_cert_describe (leaf) : NULL;

  return leaf != NULL ? g_strdup_printf ("%s\n%s", because, described) : NULL;
}

static char *
more_ours (const WaybillRemoteFacts *facts)
{
  g_autofree char *groups = NULL;

  if (facts->our_fingerprint == NULL)
    return NULL;
  groups = waybill_words_cert_fingerprint (facts->our_fingerprint);
  return g_strdup_printf (_ ("Its SHA-256 fingerprint: %s."), groups);
}

static char *
more_data (const WaybillRemoteFacts *facts)
{
  /* Translators: of 2 data channels, 1 went on with the encryption of the login. */
  return facts->data_channels > 0
             ? g_strdup_printf (_ ("Data channels opened: %u; of these, %u resumed the login’s encrypted session."),
                                facts->data_channels, facts->data_resumed)
             : NULL;
}

/**
 * waybill_words_check_more:
 * @step: a step that went well
 * @facts: what the session can say
 * @target: (nullable): what it started from
 *
 * Returns: (transfer full) (nullable): more about it than the finding says; %NULL where there is no more
 */
char *
waybill_words_check_more (WaybillRemoteStep step, const WaybillRemoteFacts *facts, const WaybillRemoteTargetValues *target)
{
  switch (step)
    {
    case WAYBILL_REMOTE_STEP_HANDSHAKE:
      return more_handshake (facts);
    case WAYBILL_REMOTE_STEP_THEIR_CERTIFICATE:
      return more_theirs (facts);
    case WAYBILL_REMOTE_STEP_OUR_CERTIFICATE:
      return more_ours (facts);
    case WAYBILL_REMOTE_STEP_DATA_CHANNEL:
      return is_clear (target) ? NULL : more_data (facts);
    default:
      return NULL;
    }
}

/**
 * waybill_words_check_words:
 * @step: a step
 * @facts: what the session can say
 *
 * Returns: (transfer none) (nullable): the server's own words
 */
const char *
waybill_words_check_words (WaybillRemoteStep step, const WaybillRemoteFacts *facts)
{
  if (step == WAYBILL_REMOTE_STEP_GREETING)
    return facts->greeting;
  return step == WAYBILL_REMOTE_STEP_LOGIN ? facts->login_reply : NULL;
}

/**
 * waybill_words_check_running:
 * @step: the step that is being looked at
 *
 * Returns: (transfer full): what goes on
 */
char *
waybill_words_check_running (WaybillRemoteStep step)
{
  return g_strdup_printf (_ ("Checking %s…"), waybill_words_check_title (step));
}

/**
 * waybill_words_check_asking:
 *
 * Returns: (transfer none): that nothing goes on until a question is answered
 */
const char *
waybill_words_check_asking (void)
{
  return _ ("Waiting for your answer");
}
