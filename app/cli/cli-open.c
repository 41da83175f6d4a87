/* `open`: a session with a partner, or with a host that is saved nowhere, and a prompt on it. What the prompt knows is
 * cli-shell's. */
#include "cli-private.h"
#include "cli-shell.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct
{
  const char *name;
  WaybillRemoteProtocol protocol;
} methods[] = {
  { "ftps", WAYBILL_REMOTE_PROTOCOL_FTPS },
  { "ftps-implicit", WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT },
  { "ftp", WAYBILL_REMOTE_PROTOCOL_FTP },
};

static gboolean
find_method (const char *name, WaybillRemoteProtocol *protocol)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_str_equal (methods[i].name, name))
      {
        *protocol = methods[i].protocol;
        return TRUE;
      }
  return FALSE;
}

/* A name without a dot is a partner's that was misspelt, sooner than a host's. */
static gboolean
looks_like_host (const char *word)
{
  return strpbrk (word, ".:@") != NULL || g_str_equal (word, "localhost");
}

/* Without a terminal the password is the first line of what comes in. */
static void
read_password (WaybillCli *self, WaybillPartner *partner)
{
  const WaybillSecretKey key = { WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PASSWORD,
                                 waybill_partner_get_uuid (partner), waybill_partner_get_name (partner) };
  WaybillSecretVault *vault = waybill_cli_get_vault (self, NULL);
  g_autoptr (WaybillSecretText) known = NULL;
  g_autoptr (WaybillSecretText) text = NULL;

  if (vault == NULL || waybill_partner_get_user (partner) == NULL || waybill_cli_has_terminal (self))
    return;
  known = waybill_cli_vault_lookup (self, &key, NULL);
  text = known == NULL ? waybill_cli_read_secret (self, "") : NULL;
  if (text != NULL)
    waybill_secret_vault_remember (vault, &key, text);
}

/* [USER@]HOST [PORT] [METHOD] as a partner that the store never sees. */
static WaybillPartner *
make_partner (WaybillCli *self, const char *const *words, GError **error)
{
  const char *at = strrchr (words[0], '@');
  const char *host = at != NULL ? at + 1 : words[0];
  g_autofree char *user = at != NULL ? g_strndup (words[0], (gsize) (at - words[0])) : NULL;
  gboolean in_brackets = g_str_has_prefix (host, "[") && g_str_has_suffix (host, "]");
  g_autofree char *name = in_brackets ? g_strndup (host + 1, strlen (host) - 2) : g_strdup (host);
  g_autoptr (WaybillPartner) partner = waybill_partner_new (name, error);
  WaybillRemoteProtocol protocol = WAYBILL_REMOTE_PROTOCOL_FTPS;
  guint port = 0;

  for (guint i = 1; partner != NULL && words[i] != NULL; i++)
    if (!find_method (words[i], &protocol) && !waybill_cli_parse_number (words[i], 1, 65535, &port))
      {
        g_set_error (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_VALUE,
                     _ ("“%s” is neither a port nor one of ftps, ftps-implicit, ftp."), words[i]);
        return NULL;
      }
  if (partner == NULL || !waybill_partner_set_host (partner, name, error)
      || !waybill_partner_set_user (partner, user, error))
    return NULL;
  waybill_partner_set_port (partner, (guint16) port);
  waybill_partner_set_protocol (partner, protocol);
  return g_steal_pointer (&partner);
}

static int
run_open (WaybillCli *self)
{
  const char *const *arguments = waybill_cli_get_arguments (self);
  gboolean is_host = arguments[1] != NULL || looks_like_host (arguments[0]);
  WaybillPartnerStore *store = waybill_cli_get_partners (self, NULL);
  g_autoptr (WaybillPartner) partner = NULL;
  g_autoptr (WaybillRemote) remote = NULL;
  g_autoptr (GError) error = NULL;
  WaybillPartner *known = NULL;
  int code = WAYBILL_CLI_OK;

  if (arguments[1] == NULL && store != NULL)
    known = waybill_partner_store_find (store, arguments[0], NULL);
  if (known == NULL && !is_host)
    known = waybill_cli_find_partner (self, arguments[0], &code);
  if (code != WAYBILL_CLI_OK)
    return code;
  partner = known != NULL ? g_object_ref (known) : make_partner (self, arguments, &error);
  if (partner == NULL)
    return waybill_cli_usage (self, "%s", error->message);
  if (waybill_partner_get_protocol (partner) == WAYBILL_REMOTE_PROTOCOL_FTP)
    waybill_cli_note (self,
                      _ ("This connection is not encrypted: everybody on the way can read the password and the files."));
  if (known == NULL)
    read_password (self, partner);
  remote = waybill_cli_new_remote (self, partner, &error);
  if (remote == NULL)
    return waybill_cli_fail (self, error, waybill_partner_get_name (partner), NULL, NULL);
  return waybill_cli_shell_run (self, partner, remote);
}

const WaybillCliCommand waybill_cli_open_commands[] = {
  { "open", run_open, "PARTNER | [USER@]HOST [PORT] [ftps|ftps-implicit|ftp]", N_ ("open a session and type commands"), 1, 3,
    NULL },
  { NULL },
};
