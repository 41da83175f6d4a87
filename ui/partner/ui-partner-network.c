/* The settings below the page Connection: a table of rows, and which of them belong to what is chosen. Each row is
 * ui-partner-setting's. */

#include "ui-partner-network-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui-partner-setting-private.h"

typedef enum
{
  PLACE_NETWORK,
  PLACE_OLDER,
  PLACE_NAMES,
  N_PLACES,
} Place;

static const WaybillUiPartnerChoice proxies[] = {
  { "none", N_ ("None: directly") },
  { "desktop", N_ ("As this computer is set up") },
  { "socks5", N_ ("SOCKS5") },
  { "http", N_ ("HTTP (CONNECT)") },
  { NULL, NULL },
};

static const WaybillUiPartnerChoice callers[] = {
  { "auto", N_ ("This computer, where that works") },
  { "yes", N_ ("This computer (passive)") },
  { "no", N_ ("The server (active)") },
  { NULL, NULL },
};

static const WaybillUiPartnerChoice versions[] = {
  { "default", N_ ("1.2 and 1.3") },
  { "1.3", N_ ("1.3 alone") },
  { "1.2", N_ ("1.2 alone") },
  { "old", N_ ("1.0 and 1.1 too: somebody with means can read along") },
  { NULL, NULL },
};

static const WaybillUiPartnerChoice charsets[] = {
  { "UTF-8", N_ ("UTF-8 (usual)") },
  { "ISO-8859-1", N_ ("ISO-8859-1, Western Europe") },
  { "ISO-8859-15", N_ ("ISO-8859-15, Western Europe with €") },
  { "CP1252", N_ ("CP1252, Windows, Western Europe") },
  { "CP437", N_ ("CP437, DOS, America") },
  { "IBM850", N_ ("IBM850, DOS, Western Europe") },
  { "ISO-8859-2", N_ ("ISO-8859-2, Central Europe") },
  { "CP1250", N_ ("CP1250, Windows, Central Europe") },
  { "CP852", N_ ("CP852, DOS, Central Europe") },
  { "CP1251", N_ ("CP1251, Windows, Cyrillic") },
  { "KOI8-R", N_ ("KOI8-R, Cyrillic") },
  { "CP1253", N_ ("CP1253, Windows, Greek") },
  { "CP1254", N_ ("CP1254, Windows, Turkish") },
  { "CP1255", N_ ("CP1255, Windows, Hebrew") },
  { "CP1256", N_ ("CP1256, Windows, Arabic") },
  { "SHIFT_JIS", N_ ("SHIFT_JIS, Japanese") },
  { "EUC-JP", N_ ("EUC-JP, Japanese") },
  { "EUC-KR", N_ ("EUC-KR, Korean") },
  { "GB18030", N_ ("GB18030, Chinese") },
  { "BIG5", N_ ("BIG5, Chinese") },
  { NULL, NULL },
};

static const WaybillUiPartnerChoice kinds[] = {
  { "auto", N_ ("Found out (usual)") },
  { "unix", N_ ("UNIX") },
  { "mlsd", N_ ("MLSD") },
  { "dos", N_ ("Windows, month first") },
  { "dos-dmy", N_ ("Windows, day first") },
  { "ibmi", N_ ("IBM i (AS/400), month first") },
  { "ibmi-dmy", N_ ("IBM i (AS/400), day first") },
  { "ibmi-ymd", N_ ("IBM i (AS/400), year first") },
  { "mvs", N_ ("z/OS (MVS)") },
  { "jes", N_ ("z/OS, jobs (JES)") },
  { "vm", N_ ("z/VM") },
  { "vms", N_ ("OpenVMS") },
  { "nonstop", N_ ("HP NonStop") },
  { "enterprise", N_ ("Connect:Enterprise") },
  { "netware", N_ ("NetWare") },
  { "unisys", N_ ("Unisys ClearPath") },
  { "vos", N_ ("Stratus VOS") },
  { "os2", N_ ("OS/2") },
  { "os9", N_ ("OS-9") },
  { "vxworks", N_ ("VxWorks") },
  { "vshell", N_ ("VShell") },
  { "supertcp", N_ ("SuperTCP") },
  { "eplf", N_ ("EPLF") },
  { "names", N_ ("Names alone") },
  { NULL, NULL },
};

/* Who can be shown: NULL is always. */
typedef gboolean (*Fits) (WaybillPartner *partner);

static gboolean
is (WaybillPartner *partner, const char *key, const char *value)
{
  return strcmp (waybill_partner_get_setting (partner, key), value) == 0;
}

static gboolean
names_proxy (WaybillPartner *partner)
{
  return is (partner, "proxy", "socks5") || is (partner, "proxy", "http");
}

static gboolean
has_proxy (WaybillPartner *partner)
{
  return !is (partner, "proxy", "none");
}

static gboolean
is_active (WaybillPartner *partner)
{
  return is (partner, "passive", "no");
}

static gboolean
is_older (WaybillPartner *partner)
{
  return is (partner, "tls", "old") || is (partner, "tls-weak", "yes") || is (partner, "tls-old-renegotiation", "yes")
         || is (partner, "clear-control", "yes") || is (partner, "clear-data", "yes") || !is (partner, "tls-reason", "");
}

static const struct
{
  Place place;
  Fits fits;
  WaybillUiPartnerSetting setting;
} rows[] = {
  { PLACE_NETWORK, NULL, { "proxy", N_ ("Pro_xy"), NULL, proxies } },
  { PLACE_NETWORK, names_proxy, { "proxy-host", N_ ("Pr_oxy’s host"), NULL, NULL } },
  { PLACE_NETWORK, names_proxy, { "proxy-port", N_ ("P_roxy’s port; 0 is the usual one"), NULL, NULL } },
  { PLACE_NETWORK, has_proxy, { "proxy-user", N_ ("_User name at the proxy"), NULL, NULL } },
  { PLACE_NETWORK, NULL, { "passive", N_ ("Who opens the _data connections"), NULL, callers } },
  { PLACE_NETWORK, is_active, { "active-ports", N_ ("Ports that the server may ca_ll"), NULL, NULL } },
  { PLACE_NETWORK,
    NULL,
    { "keep-alive", N_ ("Si_gns of life during long transfers"), N_ ("For firewalls that forget quiet connections"),
      NULL } },
  { PLACE_NETWORK, NULL, { "retries", N_ ("How often a lost connection is tried anew, b_y itself"), NULL, NULL } },
  { PLACE_OLDER, NULL, { "tls", N_ ("TLS _versions"), NULL, versions } },
  { PLACE_OLDER,
    NULL,
    { "tls-weak", N_ ("Take weak ke_ys and SHA-1"), N_ ("Keys of 1024 bits and SHA-1 can be forged by somebody with means"),
      NULL } },
  { PLACE_OLDER,
    NULL,
    { "tls-old-renegotiation", N_ ("_Old renegotiation"), N_ ("Somebody on the way could speak before us (RFC 5746)"),
      NULL } },
  { PLACE_OLDER,
    NULL,
    { "clear-control", N_ ("Commands _go unencrypted after the login"),
      N_ ("File names can be read on the way; files stay encrypted (CCC)"), NULL } },
  { PLACE_OLDER,
    NULL,
    { "clear-data", N_ ("Fi_les go unencrypted"), N_ ("Everybody on the way can read and change them (PROT C)"), NULL } },
  { PLACE_OLDER, is_older, { "tls-reason", N_ ("Why, and _until when"), NULL, NULL } },
  { PLACE_NAMES, NULL, { "charset", N_ ("Cha_rset of names"), NULL, charsets } },
  { PLACE_NAMES, NULL, { "listing-kind", N_ ("Kind of _listing"), NULL, kinds } },
  { PLACE_NAMES, NULL, { "virtual-host", N_ ("_Virtual host (HOST)"), NULL, NULL } },
  { PLACE_NAMES, NULL, { "client-name", N_ ("_Our name (CLNT)"), NULL, NULL } },
  { PLACE_NAMES, NULL, { "login-commands", N_ ("Co_mmands after each login"), NULL, NULL } },
};

typedef struct
{
  AdwExpanderRow *expanders[N_PLACES];
  WaybillUiPartnerDraft *draft;
  WaybillUiPartnerSettingRow *rows[G_N_ELEMENTS (rows)];
  gboolean is_updating;
} Network;

/* Which rows there are follows what is chosen in others. */
static void
update (Network *self)
{
  WaybillPartner *partner = waybill_ui_partner_draft_get_partner (self->draft);
  gboolean refused = FALSE;

  if (self->is_updating)
    return;
  self->is_updating = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gboolean fits = rows[i].fits == NULL || rows[i].fits (partner);

      if (strcmp (rows[i].setting.key, "proxy-host") == 0)
        waybill_ui_partner_setting_set_needed (self->rows[i], fits ? _ ("The proxy needs a host.") : NULL);
      waybill_ui_partner_setting_show (self->rows[i], fits);
      refused = refused || waybill_ui_partner_setting_is_refused (self->rows[i]);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->expanders[PLACE_OLDER]),
                          waybill_partner_get_protocol (partner) != WAYBILL_REMOTE_PROTOCOL_FTP);
  waybill_ui_partner_draft_set_refused (self->draft, WAYBILL_UI_PARTNER_FIELD_SETTING, refused);
  self->is_updating = FALSE;
}

/* One open at a time: their rows have the same letters for the keyboard. */
static void
expanded (AdwExpanderRow *opened, GParamSpec *spec, Network *self)
{
  for (guint i = 0; i < N_PLACES; i++)
    if (adw_expander_row_get_expanded (opened) && self->expanders[i] != opened)
      adw_expander_row_set_expanded (self->expanders[i], FALSE);
}

static void
network_free (gpointer data)
{
  Network *self = data;

  g_signal_handlers_disconnect_by_data (self->draft, self);
  g_object_unref (self->draft);
  g_free (self);
}

/* waybill_ui_partner_network_build:
 *
 * The first expander holds what keeps them together. */
void
waybill_ui_partner_network_build (AdwExpanderRow *network,
                                  AdwExpanderRow *older,
                                  AdwExpanderRow *names,
                                  WaybillUiPartnerDraft *draft)
{
  Network *self = g_new0 (Network, 1);

  self->expanders[PLACE_NETWORK] = network;
  self->expanders[PLACE_OLDER] = older;
  self->expanders[PLACE_NAMES] = names;
  self->draft = g_object_ref (draft);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    self->rows[i] = waybill_ui_partner_setting_add (self->expanders[rows[i].place], draft, &rows[i].setting);
  for (guint i = 0; i < N_PLACES; i++)
    g_signal_connect (self->expanders[i], "notify::expanded", G_CALLBACK (expanded), self);
  g_object_set_data_full (G_OBJECT (network), "waybill-network", self, network_free);
  g_signal_connect_swapped (draft, "changed", G_CALLBACK (update), self);
  update (self);
}
