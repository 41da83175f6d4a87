/* The checksum of a remote file, as its server makes it: HASH, and the commands that were there before it. */
#include "ftp-checksum.h"

#include "ftp-error.h"
#include "ftp-type.h"

#include <string.h>

#define FEWEST_CRC_DIGITS 1

typedef struct
{
  const char *name;    /* ours */
  const char *hash;    /* of HASH */
  const char *command; /* (nullable) of its own */
  gsize length;        /* hex digits */
} Algorithm;

/* Each column in the order of preference. */
static const Algorithm algorithms[] = {
  { "sha256", "SHA-256", "XSHA256", 64 }, { "sha512", "SHA-512", NULL, 128 }, { "sha1", "SHA-1", "XSHA1", 40 },
  { "md5", "MD5", "XMD5", 32 },           { "crc32", "CRC32", "XCRC", 8 },
};

static gboolean
is_hex (const char *text, gsize length)
{
  gsize n = 0;

  while (g_ascii_isxdigit (text[n]) && n <= length)
    n++;
  return n == length && text[n] == '\0';
}

static void
take_hex (WaybillRemoteChecksum *checksum, const Algorithm *algorithm, const char *hex)
{
  gsize length = strlen (hex);

  checksum->algorithm = algorithm->name;
  memset (checksum->hex, '0', algorithm->length - length);
  for (gsize i = 0; i <= length; i++)
    checksum->hex[algorithm->length - length + i] = g_ascii_tolower (hex[i]);
}

/* "SHA-256 0-49 6cb9... a name" (draft-bryan-ftpext-hash §3.2.2): of the whole file, so from byte 0. */
static gboolean
read_hash (const char *text, WaybillRemoteChecksum *checksum)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 4);

  if (g_strv_length (words) < 3 || !g_str_has_prefix (words[1], "0-"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++)
    if (g_ascii_strcasecmp (words[0], algorithms[i].hash) == 0 && is_hex (words[2], algorithms[i].length))
      {
        take_hex (checksum, &algorithms[i], words[2]);
        return TRUE;
      }
  return FALSE;
}

/* "6CB9...", alone or among words; a CRC may lack its leading zeros when it stands first. */
static gboolean
read_bare (const char *text, const Algorithm *algorithm, WaybillRemoteChecksum *checksum)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t\"", 64);

  for (guint i = 0; words[i] != NULL; i++)
    if (is_hex (words[i], algorithm->length))
      {
        take_hex (checksum, algorithm, words[i]);
        return TRUE;
      }
  if (algorithm->length != 8 || words[0] == NULL || strlen (words[0]) < FEWEST_CRC_DIGITS || strlen (words[0]) > 8
      || !is_hex (words[0], strlen (words[0])))
    return FALSE;
  take_hex (checksum, algorithm, words[0]);
  return TRUE;
}

static gboolean
set_unreadable (const char *verb, const char *path, GError **error)
{
  g_propagate_error (error, waybill_ftp_error_new (WAYBILL_REMOTE_ERROR_PROTOCOL, WAYBILL_REMOTE_PHASE_COMMAND, verb, path,
                                                   "The reply holds no checksum of the algorithm that was asked for"));
  return FALSE;
}

/* The best that FEAT names for HASH, and whether it is chosen already (marked with a star). */
static const Algorithm *
find_hash (const char *listed, gboolean *chosen)
{
  g_auto (GStrv) names = g_strsplit (listed, ";", 32);

  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++)
    for (guint n = 0; names[n] != NULL; n++)
      {
        gsize length = strlen (algorithms[i].hash);

        *chosen = g_str_has_suffix (names[n], "*");
        if (g_ascii_strncasecmp (names[n], algorithms[i].hash, length) == 0 && strlen (names[n]) == length + *chosen)
          return &algorithms[i];
      }
  return NULL;
}

static WaybillFtpReply *
say (WaybillFtpSession *session, const char *verb, const char *argument, GCancellable *cancellable, GError **error)
{
  WaybillFtpReply *reply = waybill_ftp_pipe_command (session->pipe, verb, argument, cancellable, error);

  if (reply == NULL)
    waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_COMMAND, verb, argument);
  return reply;
}

static gboolean
ask_hash (WaybillFtpSession *session,
          const Algorithm *algorithm,
          gboolean chosen,
          const char *path,
          WaybillRemoteChecksum *checksum,
          GCancellable *cancellable,
          GError **error)
{
  g_autofree char *option = g_strconcat ("HASH ", algorithm->hash, NULL);
  g_autoptr (WaybillFtpReply) opts = NULL;
  g_autoptr (WaybillFtpReply) reply = NULL;

  /* The star tells of the time of FEAT: another may have been chosen since. */
  if (!chosen || session->chose_hash)
    {
      opts = say (session, "OPTS", option, cancellable, error);
      if (opts == NULL)
        return FALSE;
      session->chose_hash = TRUE;
    }
  reply = say (session, "HASH", path, cancellable, error);
  if (reply == NULL)
    return FALSE;
  if (reply->code == 213)
    return read_hash (reply->text, checksum) || set_unreadable ("HASH", path, error);
  g_propagate_error (error, waybill_ftp_error_from_reply (WAYBILL_REMOTE_PHASE_COMMAND, "HASH", path, reply));
  return FALSE;
}

static gboolean
ask_bare (WaybillFtpSession *session,
          const Algorithm *algorithm,
          const char *path,
          WaybillRemoteChecksum *checksum,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (WaybillFtpReply) reply = say (session, algorithm->command, path, cancellable, error);

  if (reply == NULL)
    return FALSE;
  if (waybill_ftp_reply_is_positive (reply))
    return read_bare (reply->text, algorithm, checksum) || set_unreadable (algorithm->command, path, error);
  g_propagate_error (error, waybill_ftp_error_from_reply (WAYBILL_REMOTE_PHASE_COMMAND, algorithm->command, path, reply));
  return FALSE;
}

/* The command of its own that the server lists, by our preference. */
static const Algorithm *
find_bare (const WaybillFtpFeatures *features)
{
  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++)
    if (algorithms[i].command != NULL && waybill_ftp_features_find (features, algorithms[i].command) != NULL)
      return &algorithms[i];
  return NULL;
}

/**
 * waybill_ftp_checksum_find:
 * @features: what a server says it can do
 *
 * Returns: (transfer none) (nullable): the algorithm that waybill_ftp_checksum_ask() will take: "sha256", "crc32" ...; %NULL
 * where it will fail
 */
const char *
waybill_ftp_checksum_find (const WaybillFtpFeatures *features)
{
  const char *listed = waybill_ftp_features_find (features, "HASH");
  gboolean chosen;
  const Algorithm *algorithm = listed != NULL ? find_hash (listed, &chosen) : NULL;

  if (algorithm == NULL)
    algorithm = find_bare (features);
  return algorithm != NULL ? algorithm->name : NULL;
}

/**
 * waybill_ftp_checksum_ask:
 * @session: a session
 * @path: a remote file
 * @checksum: (out caller-allocates): what the server says
 * @cancellable: (nullable): ends any wait
 * @error: return location
 *
 * HASH (draft-bryan-ftpext-hash), with OPTS HASH for the best algorithm that FEAT lists; else XSHA256, XSHA1, XMD5 or XCRC,
 * the first that FEAT lists. None of them is tried unlisted. A large file may take the server longer than one wait lasts.
 *
 * Returns: %FALSE with `WAYBILL_REMOTE_ERROR`: `UNSUPPORTED` where the server lists none, `PROTOCOL` where the reply holds
 * no checksum, or another
 */
gboolean
waybill_ftp_checksum_ask (
    WaybillFtpSession *session, const char *path, WaybillRemoteChecksum *checksum, GCancellable *cancellable, GError **error)
{
  const char *listed = waybill_ftp_features_find (&session->features, "HASH");
  gboolean chosen = FALSE;
  const Algorithm *algorithm = listed != NULL ? find_hash (listed, &chosen) : NULL;

  /* HASH is of what a transfer would bring in the present type (draft-bryan-ftpext-hash §3.2). */
  if (!waybill_ftp_session_settle (session, cancellable, error)
      || !waybill_ftp_type_agree (session, WAYBILL_FTP_TYPE_BINARY, cancellable, error))
    {
      waybill_ftp_error_settle (error, WAYBILL_REMOTE_PHASE_COMMAND, "HASH", path);
      return FALSE;
    }
  if (algorithm != NULL)
    return ask_hash (session, algorithm, chosen, path, checksum, cancellable, error);
  algorithm = find_bare (&session->features);
  if (algorithm != NULL)
    return ask_bare (session, algorithm, path, checksum, cancellable, error);
  g_propagate_error (error, waybill_ftp_error_new (WAYBILL_REMOTE_ERROR_UNSUPPORTED, WAYBILL_REMOTE_PHASE_COMMAND, "HASH",
                                                   path, "The server makes no checksums"));
  return FALSE;
}
