/* Derives the ten steps from what the session says of itself and from the error that ended it. It sends nothing of its own
 * beyond connecting and one listing. */
#include "partner-check.h"

#include "base-clock.h"

#include <string.h>

static const char *const step_names[WAYBILL_REMOTE_N_STEPS] = {
  [WAYBILL_REMOTE_STEP_NAME] = "name",
  [WAYBILL_REMOTE_STEP_REACH] = "reach",
  [WAYBILL_REMOTE_STEP_GREETING] = "greeting",
  [WAYBILL_REMOTE_STEP_ENCRYPTION] = "encryption",
  [WAYBILL_REMOTE_STEP_HANDSHAKE] = "handshake",
  [WAYBILL_REMOTE_STEP_THEIR_CERTIFICATE] = "their-certificate",
  [WAYBILL_REMOTE_STEP_OUR_CERTIFICATE] = "our-certificate",
  [WAYBILL_REMOTE_STEP_LOGIN] = "login",
  [WAYBILL_REMOTE_STEP_DATA_CHANNEL] = "data-channel",
  [WAYBILL_REMOTE_STEP_LISTING] = "listing",
};

static const char *const result_names[] = {
  [WAYBILL_PARTNER_CHECK_OK] = "ok",
  [WAYBILL_PARTNER_CHECK_WARN] = "warn",
  [WAYBILL_PARTNER_CHECK_FAIL] = "fail",
  [WAYBILL_PARTNER_CHECK_SKIP] = "skip",
};

/* The order in which a session goes through them: with implicit TLS the greeting comes after the handshake (RFC 4217,
 * appendix A). */
static const guint8 explicit_order[WAYBILL_REMOTE_N_STEPS] = {
  [WAYBILL_REMOTE_STEP_NAME] = 0,
  [WAYBILL_REMOTE_STEP_REACH] = 1,
  [WAYBILL_REMOTE_STEP_GREETING] = 2,
  [WAYBILL_REMOTE_STEP_ENCRYPTION] = 3,
  [WAYBILL_REMOTE_STEP_HANDSHAKE] = 4,
  [WAYBILL_REMOTE_STEP_THEIR_CERTIFICATE] = 5,
  [WAYBILL_REMOTE_STEP_OUR_CERTIFICATE] = 6,
  [WAYBILL_REMOTE_STEP_LOGIN] = 7,
  [WAYBILL_REMOTE_STEP_DATA_CHANNEL] = 8,
  [WAYBILL_REMOTE_STEP_LISTING] = 9,
};

static const guint8 implicit_order[WAYBILL_REMOTE_N_STEPS] = {
  [WAYBILL_REMOTE_STEP_NAME] = 0,
  [WAYBILL_REMOTE_STEP_REACH] = 1,
  [WAYBILL_REMOTE_STEP_ENCRYPTION] = 2,
  [WAYBILL_REMOTE_STEP_HANDSHAKE] = 3,
  [WAYBILL_REMOTE_STEP_THEIR_CERTIFICATE] = 4,
  [WAYBILL_REMOTE_STEP_OUR_CERTIFICATE] = 5,
  [WAYBILL_REMOTE_STEP_GREETING] = 6,
  [WAYBILL_REMOTE_STEP_LOGIN] = 7,
  [WAYBILL_REMOTE_STEP_DATA_CHANNEL] = 8,
  [WAYBILL_REMOTE_STEP_LISTING] = 9,
};

/* Kinds that tell the step whatever the phase was: TLS 1.3 lets a server refuse our certificate at the first read. */
static const struct
{
  WaybillRemoteError kind;
  WaybillRemoteStep step;
} steps_of_kinds[] = {
  { WAYBILL_REMOTE_ERROR_HOST_NOT_FOUND, WAYBILL_REMOTE_STEP_NAME },
  { WAYBILL_REMOTE_ERROR_UNTRUSTED, WAYBILL_REMOTE_STEP_THEIR_CERTIFICATE },
  { WAYBILL_REMOTE_ERROR_CERTIFICATE_WANTED, WAYBILL_REMOTE_STEP_OUR_CERTIFICATE },
  { WAYBILL_REMOTE_ERROR_CERTIFICATE_REFUSED, WAYBILL_REMOTE_STEP_OUR_CERTIFICATE },
  { WAYBILL_REMOTE_ERROR_LOGIN, WAYBILL_REMOTE_STEP_LOGIN },
  { WAYBILL_REMOTE_ERROR_NOT_RESUMED, WAYBILL_REMOTE_STEP_DATA_CHANNEL },
  { WAYBILL_REMOTE_ERROR_DATA, WAYBILL_REMOTE_STEP_DATA_CHANNEL },
};

/* PROT is refused after the login: it is about the data channel. A refusal of the partner's own folder (CWD) is not. */
static const gint8 steps_of_phases[WAYBILL_REMOTE_N_PHASES] = {
  [WAYBILL_REMOTE_PHASE_NONE] = -1,
  [WAYBILL_REMOTE_PHASE_NAME] = WAYBILL_REMOTE_STEP_NAME,
  [WAYBILL_REMOTE_PHASE_REACH] = WAYBILL_REMOTE_STEP_REACH,
  [WAYBILL_REMOTE_PHASE_GREETING] = WAYBILL_REMOTE_STEP_GREETING,
  [WAYBILL_REMOTE_PHASE_ENCRYPTION] = WAYBILL_REMOTE_STEP_ENCRYPTION,
  [WAYBILL_REMOTE_PHASE_HANDSHAKE] = WAYBILL_REMOTE_STEP_HANDSHAKE,
  [WAYBILL_REMOTE_PHASE_LOGIN] = WAYBILL_REMOTE_STEP_LOGIN,
  [WAYBILL_REMOTE_PHASE_SETUP] = WAYBILL_REMOTE_STEP_DATA_CHANNEL,
  [WAYBILL_REMOTE_PHASE_COMMAND] = WAYBILL_REMOTE_STEP_LISTING,
  [WAYBILL_REMOTE_PHASE_DATA_OPEN] = WAYBILL_REMOTE_STEP_DATA_CHANNEL,
  [WAYBILL_REMOTE_PHASE_DATA] = WAYBILL_REMOTE_STEP_LISTING,
  [WAYBILL_REMOTE_PHASE_DATA_END] = WAYBILL_REMOTE_STEP_LISTING,
  [WAYBILL_REMOTE_PHASE_CHECK] = WAYBILL_REMOTE_STEP_LISTING,
};

typedef struct
{
  const WaybillRemoteTargetValues *values;
  const WaybillRemoteFacts *facts;
  const GError *error;
  gint64 now;
} Case;

/**
 * waybill_partner_check_get_step_name:
 * @step: a step
 *
 * Returns: (transfer none): its name in JSON
 */
const char *
waybill_partner_check_get_step_name (WaybillRemoteStep step)
{
  g_return_val_if_fail (step < WAYBILL_REMOTE_N_STEPS, "");

  return step_names[step];
}

/**
 * waybill_partner_check_get_result_name:
 * @result: a result
 *
 * Returns: (transfer none): its name in JSON
 */
const char *
waybill_partner_check_get_result_name (WaybillPartnerCheckResult result)
{
  g_return_val_if_fail (result < G_N_ELEMENTS (result_names), "");

  return result_names[result];
}

static const guint8 *
get_order (const Case *c)
{
  return c->values->protocol == WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT ? implicit_order : explicit_order;
}

static WaybillRemoteStep
first_unreached (const Case *c)
{
  const guint8 *order = get_order (c);
  WaybillRemoteStep first = WAYBILL_REMOTE_STEP_LISTING;

  for (guint i = 0; i < WAYBILL_REMOTE_N_STEPS; i++)
    if (c->facts->step_time[i] < 0 && order[i] < order[first])
      first = (WaybillRemoteStep) i;
  return first;
}

static WaybillRemoteStep
step_of_error (const Case *c)
{
  const WaybillRemoteErrorFacts *facts = waybill_remote_error_get_facts (c->error);

  if (c->error->domain == WAYBILL_REMOTE_ERROR)
    for (guint i = 0; i < G_N_ELEMENTS (steps_of_kinds); i++)
      if ((int) steps_of_kinds[i].kind == c->error->code)
        return steps_of_kinds[i].step;
  if (facts != NULL && facts->phase == WAYBILL_REMOTE_PHASE_SETUP && g_strcmp0 (facts->verb, "CWD") == 0)
    return WAYBILL_REMOTE_STEP_LISTING;
  if (facts != NULL && steps_of_phases[facts->phase] >= 0)
    return (WaybillRemoteStep) steps_of_phases[facts->phase];
  return first_unreached (c);
}

/* After the login only the last two steps can fail, whatever the kind: a data channel may show another certificate. */
static WaybillRemoteStep
find_failed (const Case *c)
{
  WaybillRemoteStep step = step_of_error (c);
  const guint8 *order = get_order (c);

  if (c->facts->step_time[WAYBILL_REMOTE_STEP_LOGIN] >= 0 && order[step] < order[WAYBILL_REMOTE_STEP_DATA_CHANNEL])
    return WAYBILL_REMOTE_STEP_DATA_CHANNEL;
  return step;
}

static gboolean
ends_soon (WaybillCertCertificate *certificate, gint64 now)
{
  return certificate != NULL && waybill_cert_certificate_get_not_after (certificate) < now + WAYBILL_PARTNER_CHECK_ENDS_SOON;
}

static gboolean
has_tls (const Case *c)
{
  return c->values->protocol == WAYBILL_REMOTE_PROTOCOL_FTPS || c->values->protocol == WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT;
}

static WaybillPartnerCheckRemark
remark_encryption (const Case *c)
{
  return c->values->protocol == WAYBILL_REMOTE_PROTOCOL_FTP ? WAYBILL_PARTNER_CHECK_REMARK_NOT_ENCRYPTED
                                                            : WAYBILL_PARTNER_CHECK_REMARK_NONE;
}

static WaybillPartnerCheckRemark
remark_theirs (const Case *c)
{
  WaybillCertCertificate *leaf = c->facts->verdict != NULL ? waybill_cert_verdict_get_leaf (c->facts->verdict) : NULL;

  return ends_soon (leaf, c->now) ? WAYBILL_PARTNER_CHECK_REMARK_THEIRS_ENDS : WAYBILL_PARTNER_CHECK_REMARK_NONE;
}

static WaybillPartnerCheckRemark
remark_ours (const Case *c)
{
  if (c->values->identity == NULL)
    return WAYBILL_PARTNER_CHECK_REMARK_NONE;
  if (!c->facts->asked)
    return WAYBILL_PARTNER_CHECK_REMARK_NOT_ASKED;
  return ends_soon (waybill_cert_identity_get_certificate (c->values->identity), c->now)
             ? WAYBILL_PARTNER_CHECK_REMARK_OURS_ENDS
             : WAYBILL_PARTNER_CHECK_REMARK_NONE;
}

static WaybillPartnerCheckRemark
remark_data (const Case *c)
{
  return has_tls (c) && c->facts->data_resumed < c->facts->data_channels ? WAYBILL_PARTNER_CHECK_REMARK_NOT_RESUMED
                                                                         : WAYBILL_PARTNER_CHECK_REMARK_NONE;
}

static gboolean
skips_ours (const Case *c)
{
  return !has_tls (c) || (c->values->identity == NULL && !c->facts->asked);
}

static gboolean
skips_tls (const Case *c)
{
  return !has_tls (c);
}

/* The listing failed before it came to a data channel. */
static gboolean
skips_data (const Case *c)
{
  return c->error != NULL && c->facts->data_channels == 0;
}

/* What can be said of a step that went through: nothing to check, or a remark. */
static const struct
{
  gboolean (*skips) (const Case *c);
  WaybillPartnerCheckRemark (*remark) (const Case *c);
} step_rules[WAYBILL_REMOTE_N_STEPS] = {
  [WAYBILL_REMOTE_STEP_ENCRYPTION] = { NULL, remark_encryption },
  [WAYBILL_REMOTE_STEP_HANDSHAKE] = { skips_tls, NULL },
  [WAYBILL_REMOTE_STEP_THEIR_CERTIFICATE] = { skips_tls, remark_theirs },
  [WAYBILL_REMOTE_STEP_OUR_CERTIFICATE] = { skips_ours, remark_ours },
  [WAYBILL_REMOTE_STEP_DATA_CHANNEL] = { skips_data, remark_data },
};

static void
step_free (gpointer data)
{
  WaybillPartnerCheckStep *self = data;

  g_clear_error (&self->error);
  g_free (self);
}

static WaybillPartnerCheckStep *
judge_step (const Case *c, WaybillRemoteStep step, int distance)
{
  WaybillPartnerCheckStep *self = g_new0 (WaybillPartnerCheckStep, 1);

  self->step = step;
  self->microseconds = c->facts->step_time[step];
  if (c->error != NULL && distance == 0)
    {
      self->result = WAYBILL_PARTNER_CHECK_FAIL;
      self->error = g_error_copy (c->error);
    }
  else if ((c->error != NULL && distance > 0) || (step_rules[step].skips != NULL && step_rules[step].skips (c)))
    self->result = WAYBILL_PARTNER_CHECK_SKIP;
  else
    {
      if (step_rules[step].remark != NULL)
        self->remark = step_rules[step].remark (c);
      self->result
          = self->remark != WAYBILL_PARTNER_CHECK_REMARK_NONE ? WAYBILL_PARTNER_CHECK_WARN : WAYBILL_PARTNER_CHECK_OK;
    }
  return self;
}

/**
 * waybill_partner_check_judge:
 * @target: what the session was started from
 * @facts: what it says of itself, as far as it came
 * @error: (nullable): what ended connecting or listing
 * @now: Unix seconds
 *
 * Pure; any thread.
 *
 * Returns: (transfer full) (element-type WaybillPartnerCheckStep): the ten steps; those before the failed one went through,
 * those after it are skipped
 */
GPtrArray *
waybill_partner_check_judge (WaybillRemoteTarget *target, const WaybillRemoteFacts *facts, const GError *error, gint64 now)
{
  const Case c = { waybill_remote_target_get_values (target), facts, error, now };
  const guint8 *order = get_order (&c);
  GPtrArray *steps = g_ptr_array_new_with_free_func (step_free);
  WaybillRemoteStep failed = error != NULL ? find_failed (&c) : WAYBILL_REMOTE_STEP_LISTING;

  for (guint i = 0; i < WAYBILL_REMOTE_N_STEPS; i++)
    g_ptr_array_add (steps, judge_step (&c, (WaybillRemoteStep) i, (int) order[i] - (int) order[failed]));
  return steps;
}

/**
 * waybill_partner_check_get_failure:
 * @steps: (element-type WaybillPartnerCheckStep): what a check gave
 *
 * Returns: (transfer none) (nullable): the error of the step that failed; waybill_remote_error_get_exit_code() knows its
 * code
 */
const GError *
waybill_partner_check_get_failure (GPtrArray *steps)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const WaybillPartnerCheckStep *step = g_ptr_array_index (steps, i);

      if (step->error != NULL)
        return step->error;
    }
  return NULL;
}

typedef struct
{
  WaybillPartnerCheckFunc callback;
  gpointer data;
} Check;

/* Tells the steps from first to last. */
static GPtrArray *
check_tell (GTask *task, const GError *error, WaybillRemoteStep first, WaybillRemoteStep last)
{
  WaybillRemote *remote = g_task_get_source_object (task);
  const Check *check = g_task_get_task_data (task);
  GPtrArray *steps = waybill_partner_check_judge (waybill_remote_get_target (remote), waybill_remote_get_facts (remote),
                                                  error, waybill_base_clock_now ());

  for (guint i = first; check->callback != NULL && i <= last; i++)
    check->callback (g_ptr_array_index (steps, i), check->data);
  return steps;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillRemoteListing) listing = waybill_remote_list_finish (WAYBILL_REMOTE (source), result, &error);

  g_task_return_pointer (task, check_tell (task, error, WAYBILL_REMOTE_STEP_DATA_CHANNEL, WAYBILL_REMOTE_STEP_LISTING),
                         (GDestroyNotify) g_ptr_array_unref);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *steps;

  if (!waybill_remote_connect_finish (WAYBILL_REMOTE (source), result, &error))
    {
      steps = check_tell (task, error, WAYBILL_REMOTE_STEP_NAME, WAYBILL_REMOTE_STEP_LISTING);
      g_task_return_pointer (task, steps, (GDestroyNotify) g_ptr_array_unref);
      return;
    }
  g_ptr_array_unref (check_tell (task, NULL, WAYBILL_REMOTE_STEP_NAME, WAYBILL_REMOTE_STEP_LOGIN));
  waybill_remote_list_async (WAYBILL_REMOTE (source), NULL, g_task_get_cancellable (task), listed_cb, g_object_ref (task));
}

/**
 * waybill_partner_check_async:
 * @remote: not connected yet; the trust question is its asker's
 * @cancellable: (nullable): ends the check; the step that it ended fails
 * @step_callback: (nullable): told each step as soon as it is known, on the main thread
 * @step_data: for @step_callback
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Connects, then lists the folder in which the session stands. Main thread.
 */
void
waybill_partner_check_async (WaybillRemote *remote,
                             GCancellable *cancellable,
                             WaybillPartnerCheckFunc step_callback,
                             gpointer step_data,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (remote, cancellable, callback, user_data);
  Check *check = g_new0 (Check, 1);

  check->callback = step_callback;
  check->data = step_data;
  g_task_set_source_tag (task, waybill_partner_check_async);
  g_task_set_check_cancellable (task, FALSE); /* what was found out is the result */
  g_task_set_task_data (task, check, g_free);
  waybill_remote_connect_async (remote, cancellable, connected_cb, task);
}

/**
 * waybill_partner_check_finish:
 * @remote: the remote
 * @result: what the callback got
 *
 * Returns: (transfer full) (element-type WaybillPartnerCheckStep): the ten steps
 */
GPtrArray *
waybill_partner_check_finish (WaybillRemote *remote, GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
