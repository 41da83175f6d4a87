/* What a server says it can do (FEAT, RFC 2389) and what it turned out to be able to do. Values; no wire. */
#include "ftp-features.h"

#include "remote-path.h"

#include <string.h>

#define MOST_FEATURES 200

/**
 * waybill_ftp_features_read:
 * @self: features
 * @reply: the reply to FEAT
 *
 * Takes over what the server lists; a refusal means that it lists nothing.
 */
void
waybill_ftp_features_read (WaybillFtpFeatures *self, const WaybillFtpReply *reply)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  if (!waybill_ftp_reply_is_positive (reply))
    return;

  for (guint i = 1; reply->lines[i] != NULL && reply->lines[i + 1] != NULL && lines->len < MOST_FEATURES; i++)
    {
      char *line = g_strstrip (waybill_remote_path_dup_display (reply->lines[i]));

      g_ptr_array_add (lines, line);
      self->mlsd = self->mlsd || g_ascii_strncasecmp (line, "MLST", 4) == 0 || g_ascii_strncasecmp (line, "MLSD", 4) == 0;
      self->utf8 = self->utf8 || g_ascii_strcasecmp (line, "UTF8") == 0;
    }
  g_ptr_array_add (lines, NULL);
  g_strfreev (self->lines);
  self->lines = (char **) g_ptr_array_steal (lines, NULL);
}

/**
 * waybill_ftp_features_clear:
 * @self: features
 *
 * Frees what they hold.
 */
void
waybill_ftp_features_clear (WaybillFtpFeatures *self)
{
  g_clear_pointer (&self->lines, g_strfreev);
}

/**
 * waybill_ftp_features_find_system:
 * @greeting: a server's first words
 *
 * Returns: (transfer none) (nullable): which program it says it is
 */
const char *
waybill_ftp_features_find_system (const char *greeting)
{
  static const struct
  {
    const char *words;
    const char *name;
  } systems[] = {
    { "ProFTPD", "ProFTPD" },
    { "vsFTPd", "vsftpd" },
    { "Pure-FTPd", "Pure-FTPd" },
    { "FileZilla Server", "FileZilla Server" },
    { "Microsoft FTP", "Microsoft IIS" },
    { "pyftpdlib", "pyftpdlib" },
    { "QTCP", "IBM i" },
    { "IBM FTP CS", "IBM z/OS" },
    { "Serv-U", "Serv-U" },
    { "WS_FTP", "WS_FTP Server" },
    { "Cerberus", "Cerberus" },
    { "GlobalSCAPE", "GlobalSCAPE EFT" },
    { "SFTPGo", "SFTPGo" },
    { "CrushFTP", "CrushFTP" },
    { "Waybill", "Waybill's practice partner" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    if (strstr (greeting, systems[i].words) != NULL)
      return systems[i].name;
  return NULL;
}
