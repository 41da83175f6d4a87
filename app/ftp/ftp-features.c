/* What a server says it can do (FEAT, RFC 2389) and what it turned out to be able to do. Values; no wire. */
#include "ftp-features.h"

#include "remote-path.h"

#include <string.h>

#define MOST_FEATURES 200
#define MOST_FACTS 30

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
      self->size = self->size || g_ascii_strcasecmp (line, "SIZE") == 0;
      self->mfmt = self->mfmt || g_ascii_strcasecmp (line, "MFMT") == 0;
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
 * waybill_ftp_features_find:
 * @self: features
 * @name: of one, which may be of several words: "SITE UTIME"
 *
 * Returns: (transfer none) (nullable): what the server says behind its name, without blanks before it, as long as @self
 * stays; %NULL: it does not list it
 */
const char *
waybill_ftp_features_find (const WaybillFtpFeatures *self, const char *name)
{
  gsize length = strlen (name);

  for (guint i = 0; self->lines != NULL && self->lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (self->lines[i], name, length) == 0
        && (self->lines[i][length] == '\0' || self->lines[i][length] == ' '))
      return self->lines[i] + length + strspn (self->lines[i] + length, " ");
  return NULL;
}

static gboolean
is_fact_name (const char *text)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum (*text) && *text != '.' && *text != '-' && *text != '_')
      return FALSE;
  return TRUE;
}

/**
 * waybill_ftp_features_dup_mlst:
 * @self: features
 *
 * Of the facts that a listing may have, the server marks with a star those that it sends (RFC 3659 §7.8). Where it can send
 * type, size or time and does not, it has to be told; what it sends already is named again, because OPTS MLST replaces all.
 *
 * Returns: (transfer full) (nullable): the argument of OPTS; %NULL: nothing is missing
 */
char *
waybill_ftp_features_dup_mlst (const WaybillFtpFeatures *self)
{
  static const char *const wanted[] = { "type", "size", "modify", NULL };
  const char *facts = waybill_ftp_features_find (self, "MLST");
  g_auto (GStrv) names = facts != NULL ? g_strsplit (facts, ";", MOST_FACTS) : NULL;
  g_autoptr (GString) option = g_string_new ("MLST ");
  gboolean is_missing = FALSE;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      gboolean is_sent = g_str_has_suffix (names[i], "*");
      g_autofree char *name = g_strndup (names[i], strlen (names[i]) - is_sent);
      g_autofree char *low = g_ascii_strdown (name, -1);
      gboolean is_wanted = g_strv_contains (wanted, low);

      if (name[0] == '\0' || !is_fact_name (name) || !(is_sent || is_wanted))
        continue;
      is_missing = is_missing || !is_sent;
      g_string_append_printf (option, "%s;", name);
    }
  return is_missing ? g_strdup (option->str) : NULL;
}

/**
 * waybill_ftp_features_find_system:
 * @greeting: a server's first words
 * @careful: (out) (optional): is it known to answer oddly when commands come close together?
 *
 * Returns: (transfer none) (nullable): which program it says it is
 */
const char *
waybill_ftp_features_find_system (const char *greeting, gboolean *careful)
{
  static const struct
  {
    const char *words;
    const char *name;
    gboolean careful;
  } systems[] = {
    { "ProFTPD", "ProFTPD" },
    { "vsFTPd", "vsftpd" },
    { "Pure-FTPd", "Pure-FTPd" },
    { "FileZilla Server", "FileZilla Server" },
    { "Microsoft FTP", "Microsoft IIS" },
    { "pyftpdlib", "pyftpdlib", TRUE },
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
      {
        if (careful != NULL)
          *careful = systems[i].careful;
        return systems[i].name;
      }
  return NULL;
}
