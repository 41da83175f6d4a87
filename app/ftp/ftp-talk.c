/* What this engine writes into a session's conversation: commands, replies, and remarks from one table. It decides nothing.
 */
#include "ftp-talk.h"

#include "base-log.h"
#include "remote-path.h"

#include <string.h>

/* Not the log's mask: always as long, so that not even a secret's length is told. */
#define BULLETS "\342\200\242\342\200\242\342\200\242\342\200\242\342\200\242\342\200\242\342\200\242\342\200\242"

/* The log's words: read by the partner's support too, so they are not translated. */
static const char *const remarks[WAYBILL_FTP_N_REMARKS] = {
  [WAYBILL_FTP_REMARK_CONNECTED] = "Connected to ",
  [WAYBILL_FTP_REMARK_TLS_BEGINS] = "TLS begins, expecting the certificate of ",
  [WAYBILL_FTP_REMARK_TLS_AGREED] = "TLS agreed: ",
  [WAYBILL_FTP_REMARK_CERTIFICATE_SENT] = "Our certificate was shown",
  [WAYBILL_FTP_REMARK_CERTIFICATE_MISSING] = "The server asked for a certificate, and none is assigned",
  [WAYBILL_FTP_REMARK_CERTIFICATE_NOT_ASKED] = "The server did not ask for a certificate",
  [WAYBILL_FTP_REMARK_DATA] = "Data channel: ",
  [WAYBILL_FTP_REMARK_DATA_CLEAR] = "Data channel: not encrypted",
  [WAYBILL_FTP_REMARK_DATA_FAILED] = "Data channel failed: ",
  [WAYBILL_FTP_REMARK_SILENT] = "The server does not answer",
  [WAYBILL_FTP_REMARK_STOPPED] = "Stopped: ",
  [WAYBILL_FTP_REMARK_ENDED] = "The connection ended",
};

static gboolean
is_secret (const WaybillFtpCommand *command)
{
  return command->secret || g_ascii_strcasecmp (command->verb, "PASS") == 0
         || g_ascii_strcasecmp (command->verb, "ACCT") == 0;
}

/**
 * waybill_ftp_talk_command:
 * @talk: (nullable): a conversation
 * @command: what is sent
 *
 * Writes a command down; the argument of PASS and ACCT never.
 */
void
waybill_ftp_talk_command (WaybillRemoteTalk *talk, const WaybillFtpCommand *command)
{
  g_autofree char *line = NULL;

  if (command->argument == NULL)
    line = g_strdup (command->verb);
  else
    line = g_strconcat (command->verb, " ", is_secret (command) ? BULLETS : command->argument, NULL);
  waybill_remote_talk_add (talk, WAYBILL_REMOTE_TALK_OURS, line);
}

/**
 * waybill_ftp_talk_reply:
 * @talk: (nullable): a conversation
 * @reply: what came
 *
 * Writes each line of a reply down, here and in the log.
 */
void
waybill_ftp_talk_reply (WaybillRemoteTalk *talk, const WaybillFtpReply *reply)
{
  for (guint i = 0; reply->lines[i] != NULL; i++)
    {
      g_autofree char *scrubbed = waybill_base_log_scrub (reply->lines[i]);
      g_autofree char *shown = waybill_remote_path_dup_display (scrubbed);

      g_debug ("\342\206\220 %s", shown);
      waybill_remote_talk_add (talk, WAYBILL_REMOTE_TALK_THEIRS, reply->lines[i]);
    }
}

/**
 * waybill_ftp_talk_remark:
 * @talk: (nullable): a conversation
 * @remark: what happened
 * @detail: (nullable): what stands behind its words
 *
 * Writes a remark down.
 */
void
waybill_ftp_talk_remark (WaybillRemoteTalk *talk, WaybillFtpRemark remark, const char *detail)
{
  g_autofree char *line = g_strconcat (remarks[remark], detail, NULL);

  waybill_remote_talk_add (talk, WAYBILL_REMOTE_TALK_REMARK, line);
}

/**
 * waybill_ftp_talk_dup_version:
 * @version: as GnuTLS writes it: "TLS1.3"
 *
 * Returns: (transfer full): as people write it: "TLS 1.3"
 */
char *
waybill_ftp_talk_dup_version (const char *version)
{
  return g_str_has_prefix (version, "TLS") && version[3] != ' ' ? g_strconcat ("TLS ", version + 3, NULL)
                                                                : g_strdup (version);
}

/**
 * waybill_ftp_talk_dup_cipher:
 * @version: as GnuTLS writes it
 * @description: as GnuTLS describes a session: "(TLS1.3)-(ECDHE-X25519)-(RSA-PSS-RSAE-SHA256)-(AES-256-GCM)"
 *
 * Returns: (transfer full): "TLS 1.3, ECDHE-X25519, RSA-PSS-RSAE-SHA256, AES-256-GCM"
 */
char *
waybill_ftp_talk_dup_cipher (const char *version, const char *description)
{
  g_autofree char *shown = waybill_ftp_talk_dup_version (version);
  g_auto (GStrv) parts = g_strsplit (description, ")-(", -1);
  GString *cipher = g_string_new (shown);

  for (guint i = 1; parts[0] != NULL && parts[i] != NULL; i++)
    g_string_append_printf (cipher, ", %s", parts[i]);
  if (g_str_has_suffix (cipher->str, ")"))
    g_string_truncate (cipher, cipher->len - 1);
  return g_string_free (cipher, FALSE);
}
