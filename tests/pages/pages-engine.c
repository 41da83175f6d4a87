/* Answers as a server would, from tables: no socket, no second that differs from run to run. */

#include "pages-engine.h"

#include "base-clock.h"
#include "base-machine.h"
#include "secret-keyring-private.h"

#include <string.h>

/* Set while no session runs. */
static PagesServer server;
static GPtrArray *shown_chain;
static WaybillSecretKeyring keyring_state = WAYBILL_SECRET_KEYRING_OPEN;
static GPtrArray *kept; /* (nullable) WaybillSecretKept */
static gboolean network_state = TRUE;
static gint64 judged_at;
static WaybillCertClockReading server_clock;

typedef struct
{
  WaybillRemoteFacts *facts;
} Session;

void
pages_engine_set (PagesServer wanted, GPtrArray *chain)
{
  server = wanted;
  judged_at = 0;
  server_clock = (WaybillCertClockReading){ 0 };
  g_clear_pointer (&shown_chain, g_ptr_array_unref);
  shown_chain = chain == NULL ? NULL : g_ptr_array_ref (chain);
}

void
pages_engine_set_clock (gint64 now, WaybillCertClockSource source, gint64 ahead)
{
  judged_at = now;
  server_clock = (WaybillCertClockReading){ source, ahead, now };
}

static WaybillCertVerdict *
judge (const WaybillRemoteTargetValues *values)
{
  g_autoptr (WaybillCertVerdict) verdict = waybill_cert_verdict_new (shown_chain, values->trust, values->server_name,
                                                                     judged_at != 0 ? judged_at : waybill_base_clock_now ());

  return waybill_cert_verdict_with_clock (verdict, &server_clock, FALSE);
}

static gboolean
wait_for_ever (GCancellable *cancellable, GError **error)
{
  while (!g_cancellable_is_cancelled (cancellable))
    g_usleep (2000);
  g_propagate_error (error, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_CANCELLED, NULL, "cancelled"));
  return FALSE;
}

static void
reach (WaybillRemoteFacts *facts, WaybillRemoteStep until)
{
  static const gint64 times[WAYBILL_REMOTE_N_STEPS] = { 4200, 31000, 28000, 22000, 96000, 1900, 800, 61000, 74000, 42000 };

  for (guint i = 0; i < WAYBILL_REMOTE_N_STEPS; i++)
    facts->step_time[i] = i <= until ? times[i] : -1;
}

/* As far as a good handshake comes. */
static void
fill_facts (WaybillRemoteTarget *target, WaybillRemoteFacts *facts)
{
  const WaybillRemoteTargetValues *values = waybill_remote_target_get_values (target);

  facts->address = g_strdup ("203.0.113.17");
  facts->port = values->port;
  facts->greeting = g_strdup ("220 EDI gateway ready");
  facts->auth = g_strdup ("TLS");
  facts->tls_version = g_strdup ("TLS1.3");
  facts->cipher = g_strdup ("AES-256-GCM");
  facts->asked = TRUE;
  facts->mlsd = TRUE;
  facts->verdict = judge (values);
  if (values->identity == NULL)
    return;
  facts->sent = TRUE;
  facts->our_fingerprint
      = g_strdup (waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (values->identity)));
}

static void
talk_through (WaybillRemoteTalk *talk, const char *user)
{
  g_autofree char *user_line = g_strdup_printf ("USER %s", user);
  const struct
  {
    WaybillRemoteTalkKind kind;
    const char *text;
  } lines[] = {
    { WAYBILL_REMOTE_TALK_THEIRS, "220 EDI gateway ready" },
    { WAYBILL_REMOTE_TALK_OURS, "AUTH TLS" },
    { WAYBILL_REMOTE_TALK_THEIRS, "234 AUTH TLS successful" },
    { WAYBILL_REMOTE_TALK_REMARK, "TLS 1.3 agreed, certificate accepted" },
    { WAYBILL_REMOTE_TALK_OURS, user_line },
    { WAYBILL_REMOTE_TALK_THEIRS, "331 Password required" },
    { WAYBILL_REMOTE_TALK_OURS, "PASS ••••••••" },
    { WAYBILL_REMOTE_TALK_THEIRS, "230 Logged in, certificate matched" },
    { WAYBILL_REMOTE_TALK_OURS, "PROT P" },
    { WAYBILL_REMOTE_TALK_THEIRS, "200 Protection set to Private" },
    { WAYBILL_REMOTE_TALK_REMARK, "Data channel: TLS 1.3, resumed, same certificate" },
  };
  gsize n = server == PAGES_SERVER_SILENT ? 4 : G_N_ELEMENTS (lines);

  for (gsize i = 0; i < n; i++)
    waybill_remote_talk_add (talk, lines[i].kind, lines[i].text);
}

static gboolean
refuse (WaybillRemoteTarget *target, WaybillRemoteFacts *facts, GError **error)
{
  WaybillRemoteErrorFacts why = { .alert = -1, .subject = (char *) waybill_remote_target_get_values (target)->host };

  if (server == PAGES_SERVER_REFUSES_CALL)
    {
      reach (facts, WAYBILL_REMOTE_STEP_NAME);
      why.phase = WAYBILL_REMOTE_PHASE_REACH;
      g_propagate_error (error, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_REFUSED, &why, "refused"));
      return TRUE;
    }
  fill_facts (target, facts);
  if (!waybill_cert_verdict_is_accepted (facts->verdict))
    {
      reach (facts, WAYBILL_REMOTE_STEP_ENCRYPTION);
      why.phase = WAYBILL_REMOTE_PHASE_HANDSHAKE;
      why.verdict = facts->verdict;
      g_propagate_error (error, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_UNTRUSTED, &why, "not trusted"));
      return TRUE;
    }
  if (server != PAGES_SERVER_REFUSES_LOGIN)
    return FALSE;
  reach (facts, WAYBILL_REMOTE_STEP_OUR_CERTIFICATE);
  why.phase = WAYBILL_REMOTE_PHASE_LOGIN;
  why.verb = (char *) "PASS";
  why.reply_code = 530;
  why.reply_text = (char *) "530 Login incorrect. Certificate does not match user edi4711.";
  why.permanent = TRUE;
  g_propagate_error (error, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_LOGIN, &why, "refused"));
  return TRUE;
}

static gpointer
engine_open (WaybillRemoteTarget *target,
             WaybillRemoteFacts *facts,
             WaybillRemoteTalk *talk,
             GCancellable *cancellable,
             GError **error)
{
  const char *user = waybill_remote_target_get_values (target)->user;
  Session *session;

  if (server == PAGES_SERVER_SILENT)
    {
      talk_through (talk, user);
      wait_for_ever (cancellable, error);
      return NULL;
    }
  if (refuse (target, facts, error))
    return NULL;
  talk_through (talk, user);
  reach (facts, WAYBILL_REMOTE_STEP_LOGIN);
  facts->login_reply = g_strdup ("230 Logged in, certificate matched");
  facts->folder = g_strdup ("/");
  session = g_new0 (Session, 1);
  session->facts = facts;
  return session;
}

static gboolean
engine_is_alive (gpointer session)
{
  return TRUE;
}

static void
engine_get_facts (gpointer session, WaybillRemoteFacts *facts)
{
  facts->data_channels = 1;
  facts->data_resumed = 1;
  facts->resumed = WAYBILL_REMOTE_LEARNT_YES;
  if (server != PAGES_SERVER_SLOW_LISTING)
    reach (facts, WAYBILL_REMOTE_STEP_LISTING);
}

static gboolean
engine_list (gpointer session, const char *path, WaybillRemoteListing *listing, GCancellable *cancellable, GError **error)
{
  static const WaybillRemoteEntry entries[] = {
    { .type = WAYBILL_REMOTE_ENTRY_DIR, .name = "confirmations", .size = -1, .mtime = PAGES_NOW - 9660, .raw = "d" },
    { .type = WAYBILL_REMOTE_ENTRY_DIR, .name = "invoices", .size = -1, .mtime = PAGES_NOW - PAGES_DAY, .raw = "d" },
    { .type = WAYBILL_REMOTE_ENTRY_DIR, .name = "archive", .size = -1, .mtime = PAGES_NOW - 21 * PAGES_DAY, .raw = "d" },
    { .name = "orders-1119.csv", .size = 177000, .mtime = PAGES_NOW - 3 * PAGES_DAY - 540, .raw = "-" },
    { .name = "orders-1120.csv", .size = 169000, .mtime = PAGES_NOW - 2 * PAGES_DAY - 660, .raw = "-" },
    { .name = "orders-1121.csv", .size = 182000, .mtime = PAGES_NOW - PAGES_DAY - 600, .raw = "-" },
  };

  if (server == PAGES_SERVER_SLOW_LISTING)
    return wait_for_ever (cancellable, error);
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    waybill_remote_listing_add (listing, &entries[i]);
  return TRUE;
}

static gboolean
engine_stat (gpointer session,
             const char *path,
             WaybillRemoteEntryType *type,
             gint64 *size,
             gint64 *mtime,
             GCancellable *cancellable,
             GError **error)
{
  *type = WAYBILL_REMOTE_ENTRY_DIR;
  *size = -1;
  *mtime = WAYBILL_REMOTE_NO_TIME;
  return TRUE;
}

static gboolean
engine_remove (gpointer session, const char *path, gboolean folder, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
engine_close (gpointer session)
{
  g_free (session);
}

static const WaybillRemoteEngine engine = {
  .name = "pages",
  .open = engine_open,
  .is_alive = engine_is_alive,
  .get_facts = engine_get_facts,
  .list = engine_list,
  .stat = engine_stat,
  .remove = engine_remove,
  .close = engine_close,
};

void
pages_engine_register (void)
{
  waybill_remote_engine_register (WAYBILL_REMOTE_PROTOCOL_FTPS, &engine);
  waybill_remote_engine_register (WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT, &engine);
  waybill_remote_engine_register (WAYBILL_REMOTE_PROTOCOL_FTP, &engine);
}

/* The machine */

void
pages_machine_set (WaybillSecretKeyring keyring, gboolean network)
{
  keyring_state = keyring;
  network_state = network;
  g_clear_pointer (&kept, g_ptr_array_unref);
}

void
pages_machine_keep (WaybillSecretOwner owner, WaybillSecretField field, const char *id)
{
  if (kept == NULL)
    kept = g_ptr_array_new_with_free_func (waybill_secret_kept_free);
  g_ptr_array_add (kept, waybill_secret_kept_new (owner, field, id, TRUE));
}

WaybillBaseClockState
waybill_base_machine_get_clock (void)
{
  return WAYBILL_BASE_CLOCK_KEPT;
}

gboolean
waybill_base_machine_has_network (void)
{
  return network_state;
}

/* The conversation stamps its lines with this. */
gint64
g_get_real_time (void)
{
  return PAGES_NOW * G_USEC_PER_SEC;
}

GPtrArray *
waybill_secret_keyring_call_take_kept (GAsyncResult *result)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (waybill_secret_kept_free);

  for (guint i = 0; kept != NULL && keyring_state == WAYBILL_SECRET_KEYRING_OPEN && i < kept->len; i++)
    {
      const WaybillSecretKept *one = kept->pdata[i];

      g_ptr_array_add (copy, waybill_secret_kept_new (one->owner, one->field, one->id, TRUE));
    }
  return copy;
}

/* The keyring: it holds what belongs to anybody who has a name, when it is open. */

void
waybill_secret_keyring_call_async (const WaybillSecretCall *call,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  gboolean finds = call->verb == WAYBILL_SECRET_VERB_LOOKUP && keyring_state == WAYBILL_SECRET_KEYRING_OPEN
                   && call->key->field != WAYBILL_SECRET_FIELD_ACCOUNT && call->key->name != NULL
                   && *call->key->name != '\0';

  g_task_return_boolean (task, finds);
}

gboolean
waybill_secret_keyring_call_finish (GAsyncResult *result,
                                    WaybillSecretKeyring *state,
                                    WaybillSecretText **text,
                                    GError **error)
{
  gboolean finds = g_task_propagate_boolean (G_TASK (result), NULL);

  if (state != NULL)
    *state = keyring_state;
  if (text != NULL)
    *text = finds ? waybill_secret_text_new (PAGES_PASSWORD) : NULL;
  return TRUE;
}
