/* One small key file a partner. A file that is missing or broken says "unknown", which costs one question to the server. */
#include "partner-learnt.h"

#include "base-file.h"

#include <string.h>

#define GROUP "Learnt"
#define FILE_MAX_BYTES 65536

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
get_resumed (GKeyFile *key_file)
{
  g_autofree char *word = g_key_file_get_string (key_file, GROUP, "Resumed", NULL);

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
  return get_resumed (key_file);
}

/**
 * waybill_partner_learnt_save:
 * @folder: where it is kept; made when missing
 * @uuid: the partner's
 * @facts: what a session says of itself
 * @error: return location
 *
 * Writes only what is new. A "yes" never becomes "no" here: that stops a transfer and asks, and the answer resets it.
 *
 * Returns: %TRUE, or %FALSE with an error of base-file
 */
gboolean
waybill_partner_learnt_save (const char *folder, const char *uuid, const WaybillRemoteFacts *facts, GError **error)
{
  g_autofree char *path = g_build_filename (folder, uuid, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GKeyFile) key_file = NULL;
  gsize length;

  g_return_val_if_fail (g_uuid_string_is_valid (uuid), FALSE);

  key_file = read_file (path);
  if (facts->resumed == WAYBILL_REMOTE_LEARNT_UNKNOWN || get_resumed (key_file) == facts->resumed
      || get_resumed (key_file) == WAYBILL_REMOTE_LEARNT_YES)
    return TRUE;

  g_key_file_set_string (key_file, GROUP, "Resumed", words[facts->resumed]);
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
