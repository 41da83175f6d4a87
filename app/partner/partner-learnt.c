/* One small key file a partner. A file that is missing or broken says "unknown", which costs one question to the server. */
#include "partner-learnt.h"

#include "base-clock.h"
#include "base-file.h"
#include "remote-error.h"

#include <string.h>

#define GROUP "Learnt"
/* A chain of the most bytes in base64, and room for the rest. */
#define FILE_MAX_BYTES 131072
#define CHAIN_MAX_BYTES 65536
#define CHAIN_MAX_LENGTH 10
#define LAST_TIME G_GINT64_CONSTANT (253402300799) /* of the year 9999 */

static const char *const words[] = {
  [WAYBILL_REMOTE_LEARNT_UNKNOWN] = "unknown",
  [WAYBILL_REMOTE_LEARNT_YES] = "yes",
  [WAYBILL_REMOTE_LEARNT_NO] = "no",
};

/**
 * waybill_partner_learnt_dup_folder:
 *
 * Returns: (transfer full): where it is kept
 */
char *
waybill_partner_learnt_dup_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "waybill", "learnt", NULL);
}

static GKeyFile *
read_file (const char *path)
{
  GKeyFile *key_file = g_key_file_new ();
  g_autoptr (GBytes) bytes = waybill_base_file_read (path, FILE_MAX_BYTES, NULL);

  if (bytes != NULL && g_bytes_get_size (bytes) > 0)
    g_key_file_load_from_bytes (key_file, bytes, G_KEY_FILE_KEEP_COMMENTS, NULL);
  return key_file;
}

static WaybillRemoteLearnt
get_word (GKeyFile *key_file, const char *key)
{
  g_autofree char *word = g_key_file_get_string (key_file, GROUP, key, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (word, words[i]) == 0)
      return (WaybillRemoteLearnt) i;
  return WAYBILL_REMOTE_LEARNT_UNKNOWN;
}

/**
 * waybill_partner_learnt_load:
 * @folder: where it is kept
 * @uuid: the partner's
 *
 * Reads a small file; any thread.
 *
 * Returns: whether data channels resumed the last time
 */
WaybillRemoteLearnt
waybill_partner_learnt_load (const char *folder, const char *uuid)
{
  g_autofree char *path = g_build_filename (folder, uuid, NULL);
  g_autoptr (GKeyFile) key_file = NULL;

  if (!g_uuid_string_is_valid (uuid))
    return WAYBILL_REMOTE_LEARNT_UNKNOWN;
  key_file = read_file (path);
  return get_word (key_file, "Resumed");
}

/* How the two clocks differed, and when that was. */
static WaybillCertClockReading
get_clock (GKeyFile *key_file)
{
  WaybillCertClockReading clock = { WAYBILL_CERT_CLOCK_SOURCE_NONE, 0, 0 };

  clock.at = g_key_file_get_int64 (key_file, GROUP, "ClockSeen", NULL);
  clock.ahead = g_key_file_get_int64 (key_file, GROUP, "ClockAhead", NULL);
  if (clock.at > 0 && clock.at <= LAST_TIME && clock.ahead >= -LAST_TIME && clock.ahead <= LAST_TIME)
    clock.source = WAYBILL_CERT_CLOCK_SOURCE_LEARNT;
  return clock;
}

static WaybillRemoteLearntServer
get_server (GKeyFile *key_file)
{
  WaybillRemoteLearntServer learnt;

  for (guint i = 0; i < WAYBILL_REMOTE_N_TRAITS; i++)
    learnt.traits[i] = get_word (key_file, waybill_remote_trait_get_name ((WaybillRemoteTrait) i));
  learnt.clock = get_clock (key_file);
  return learnt;
}

/**
 * waybill_partner_learnt_load_server:
 * @folder: where it is kept
 * @uuid: the partner's
 * @learnt: (out caller-allocates): what earlier sessions found out about the server, beside resumption
 *
 * Reads a small file; any thread. What is missing or cannot be understood is unknown.
 */
void
waybill_partner_learnt_load_server (const char *folder, const char *uuid, WaybillRemoteLearntServer *learnt)
{
  g_autofree char *path = g_build_filename (folder, uuid, NULL);
  g_autoptr (GKeyFile) key_file = NULL;

  *learnt = (WaybillRemoteLearntServer){ 0 };
  if (!g_uuid_string_is_valid (uuid))
    return;
  key_file = read_file (path);
  *learnt = get_server (key_file);
}

/* A "yes" never becomes "no" here: that stops a transfer and asks, and the answer resets it. */
static gboolean
put_resumed (GKeyFile *key_file, WaybillRemoteLearnt resumed)
{
  WaybillRemoteLearnt before = get_word (key_file, "Resumed");

  if (resumed == WAYBILL_REMOTE_LEARNT_UNKNOWN || before == resumed || before == WAYBILL_REMOTE_LEARNT_YES)
    return FALSE;
  g_key_file_set_string (key_file, GROUP, "Resumed", words[resumed]);
  return TRUE;
}

/* Only what was measured in this session; what came out of the file is there. */
static gboolean
put_clock (GKeyFile *key_file, const WaybillCertClockReading *clock)
{
  if (clock->source != WAYBILL_CERT_CLOCK_SOURCE_UPLOAD)
    return FALSE;
  g_key_file_set_int64 (key_file, GROUP, "ClockAhead", clock->ahead);
  g_key_file_set_int64 (key_file, GROUP, "ClockSeen", clock->at);
  return TRUE;
}

/* Of all else the newest counts: servers are replaced. */
static gboolean
put_server (GKeyFile *key_file, const WaybillRemoteLearntServer *learnt)
{
  const WaybillRemoteLearntServer before = get_server (key_file);
  WaybillRemoteLearntServer now = before;

  waybill_remote_learnt_server_merge (&now, learnt);
  for (guint i = 0; i < WAYBILL_REMOTE_N_TRAITS; i++)
    if (now.traits[i] != before.traits[i])
      g_key_file_set_string (key_file, GROUP, waybill_remote_trait_get_name ((WaybillRemoteTrait) i), words[now.traits[i]]);
  return put_clock (key_file, &learnt->clock) || memcmp (now.traits, before.traits, sizeof now.traits) != 0;
}

/**
 * waybill_partner_learnt_save:
 * @folder: where it is kept; made when missing
 * @uuid: the partner's
 * @facts: what a session says of itself
 * @error: return location
 *
 * Writes only what is new.
 *
 * Returns: %TRUE, or %FALSE with an error of base-file
 */
gboolean
waybill_partner_learnt_save (const char *folder, const char *uuid, const WaybillRemoteFacts *facts, GError **error)
{
  g_autofree char *path = g_build_filename (folder, uuid, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GKeyFile) key_file = NULL;
  gboolean resumed_is_new, server_is_new;
  gsize length;

  g_return_val_if_fail (g_uuid_string_is_valid (uuid), FALSE);

  key_file = read_file (path);
  resumed_is_new = put_resumed (key_file, facts->resumed);
  server_is_new = put_server (key_file, &facts->learnt);
  if (!resumed_is_new && !server_is_new)
    return TRUE;

  text = g_key_file_to_data (key_file, &length, NULL);
  return waybill_base_file_ensure_folder (folder, error) && waybill_base_file_write (path, text, length, error);
}

/**
 * waybill_partner_learnt_reset:
 * @folder: where it is kept
 * @uuid: the partner's; one of whom nothing was learnt is no error
 * @error: return location
 *
 * Forgets everything: after the answer to "resumed before, not now", and when the partner is removed.
 *
 * Returns: %TRUE, or %FALSE with an error of base-file
 */
gboolean
waybill_partner_learnt_reset (const char *folder, const char *uuid, GError **error)
{
  g_autofree char *path = g_build_filename (folder, uuid, NULL);

  g_return_val_if_fail (g_uuid_string_is_valid (uuid), FALSE);

  return !g_file_test (path, G_FILE_TEST_EXISTS) || waybill_base_file_remove (path, error);
}

static gint64
get_time (GKeyFile *key_file, const char *key)
{
  gint64 unix_seconds = g_key_file_get_int64 (key_file, GROUP, key, NULL);

  return unix_seconds > 0 && unix_seconds <= LAST_TIME ? unix_seconds : 0;
}

/* All or nothing: half a chain would be compared with a whole one. */
static GPtrArray *
get_chain (GKeyFile *key_file)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);
  g_auto (GStrv) texts = g_key_file_get_string_list (key_file, GROUP, "Chain", NULL, NULL);

  if (texts == NULL || texts[0] == NULL || g_strv_length (texts) > CHAIN_MAX_LENGTH)
    return NULL;
  for (guint i = 0; texts[i] != NULL; i++)
    {
      gsize length = 0;
      g_autofree guchar *der = g_base64_decode (texts[i], &length);
      WaybillCertCertificate *certificate = waybill_cert_certificate_new_from_der (der, length, NULL);

      if (certificate == NULL)
        return NULL;
      g_ptr_array_add (chain, certificate);
    }
  return g_steal_pointer (&chain);
}

/**
 * waybill_partner_learnt_load_history:
 * @folder: where it is kept
 * @uuid: the partner's
 *
 * Reads a small file; any thread. What is missing or cannot be understood is as if it had never been.
 *
 * Returns: (transfer full): how the last sessions went
 */
WaybillPartnerHistory *
waybill_partner_learnt_load_history (const char *folder, const char *uuid)
{
  WaybillPartnerHistory *self = g_new0 (WaybillPartnerHistory, 1);
  g_autofree char *path = g_build_filename (folder, uuid, NULL);
  g_autoptr (GKeyFile) key_file = NULL;

  if (!g_uuid_string_is_valid (uuid))
    return self;
  key_file = read_file (path);
  self->tested = get_time (key_file, "Tested");
  self->failed = get_time (key_file, "Failed");
  self->failed_check = self->failed > 0 && g_key_file_get_boolean (key_file, GROUP, "FailedCheck", NULL);
  self->failure = self->failed > 0 ? g_key_file_get_string (key_file, GROUP, "Failure", NULL) : NULL;
  self->chain = get_chain (key_file);
  return self;
}

/* A server may send anything: what is too long is not kept, and the beginning of it neither. The anchor comes last where the
 * server did not send it: it proves next time that the same authority signed. */
static void
put_chain (GKeyFile *key_file, WaybillCertVerdict *verdict)
{
  GPtrArray *chain = waybill_cert_verdict_get_chain (verdict);
  WaybillCertCertificate *anchor = waybill_cert_verdict_get_anchor (verdict);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gsize length = 0;

  for (guint i = 0; i <= chain->len; i++)
    {
      WaybillCertCertificate *certificate = i < chain->len ? chain->pdata[i] : anchor;
      GBytes *der = certificate != NULL ? waybill_cert_certificate_get_der (certificate) : NULL;

      if (der == NULL
          || (i == chain->len
              && g_ptr_array_find_with_equal_func (chain, anchor, (GEqualFunc) waybill_cert_certificate_equal, NULL)))
        continue;
      length += g_bytes_get_size (der);
      g_ptr_array_add (texts, g_base64_encode (g_bytes_get_data (der, NULL), g_bytes_get_size (der)));
    }
  if (texts->len == 0 || texts->len > CHAIN_MAX_LENGTH || length > CHAIN_MAX_BYTES)
    return;
  g_key_file_set_string_list (key_file, GROUP, "Chain", (const char *const *) texts->pdata, texts->len);
}

/* The newer of the two must be the later one too where both fall into one second, or where the clock was set back. */
static void
put_time (GKeyFile *key_file, const char *key, const char *other)
{
  gint64 now = waybill_base_clock_now ();

  g_key_file_set_int64 (key_file, GROUP, key, now);
  if (get_time (key_file, other) >= now)
    g_key_file_set_int64 (key_file, GROUP, other, now - 1);
}

/* Who stops a session says nothing about the partner. */
static void
put_outcome (GKeyFile *key_file, gboolean is_check, const GError *error)
{
  if (error == NULL)
    {
      put_time (key_file, "Tested", "Failed");
      return;
    }
  if (g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_CANCELLED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  put_time (key_file, "Failed", "Tested");
  if (is_check)
    g_key_file_set_boolean (key_file, GROUP, "FailedCheck", TRUE);
  else
    g_key_file_remove_key (key_file, GROUP, "FailedCheck", NULL);
  g_key_file_set_string (key_file, GROUP, "Failure",
                         waybill_remote_error_get_kind_name (error->domain == WAYBILL_REMOTE_ERROR
                                                                 ? (WaybillRemoteError) error->code
                                                                 : WAYBILL_REMOTE_ERROR_FAILED));
}

static gboolean
save_outcome (const char *folder,
              const char *uuid,
              const WaybillRemoteFacts *facts,
              gboolean is_check,
              const GError *error,
              GError **save_error)
{
  g_autofree char *path = g_build_filename (folder, uuid, NULL);
  g_autofree char *before = NULL, *text = NULL;
  g_autoptr (GKeyFile) key_file = NULL;
  gsize length;

  g_return_val_if_fail (g_uuid_string_is_valid (uuid), FALSE);

  key_file = read_file (path);
  before = g_key_file_to_data (key_file, NULL, NULL);
  put_outcome (key_file, is_check, error);
  if (facts->verdict != NULL && waybill_cert_verdict_is_accepted (facts->verdict)
      && waybill_cert_verdict_get_chain (facts->verdict) != NULL)
    put_chain (key_file, facts->verdict);
  text = g_key_file_to_data (key_file, &length, NULL);
  if (strcmp (text, before) == 0)
    return TRUE;
  return waybill_base_file_ensure_folder (folder, save_error) && waybill_base_file_write (path, text, length, save_error);
}

/**
 * waybill_partner_learnt_save_outcome:
 * @folder: where it is kept; made when missing
 * @uuid: the partner's
 * @facts: what the session says of itself
 * @error: (nullable): what ended it; %NULL: it logged in and did its work
 * @save_error: return location
 *
 * Keeps when and how it went, and the chain of a server that was accepted. A session that was stopped changes no time.
 *
 * Returns: %TRUE, or %FALSE with an error of base-file
 */
gboolean
waybill_partner_learnt_save_outcome (
    const char *folder, const char *uuid, const WaybillRemoteFacts *facts, const GError *error, GError **save_error)
{
  return save_outcome (folder, uuid, facts, FALSE, error, save_error);
}

/**
 * waybill_partner_learnt_save_check:
 * @folder: where it is kept; made when missing
 * @uuid: the partner's
 * @facts: what the session of the check says of itself
 * @error: (nullable): what failed a step of it; %NULL: it went well
 * @save_error: return location
 *
 * As waybill_partner_learnt_save_outcome(), and keeps that it was a check.
 *
 * Returns: %TRUE, or %FALSE with an error of base-file
 */
gboolean
waybill_partner_learnt_save_check (
    const char *folder, const char *uuid, const WaybillRemoteFacts *facts, const GError *error, GError **save_error)
{
  return save_outcome (folder, uuid, facts, TRUE, error, save_error);
}

/**
 * waybill_partner_history_free:
 * @self: (transfer full): a history
 */
void
waybill_partner_history_free (WaybillPartnerHistory *self)
{
  g_free (self->failure);
  g_clear_pointer (&self->chain, g_ptr_array_unref);
  g_free (self);
}
