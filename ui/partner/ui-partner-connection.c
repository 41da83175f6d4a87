/* The page Connection: whom, and how. What is pasted into the host is taken apart when the focus leaves it. It connects to
 * nobody. */

#include <glib/gi18n.h>
#include <string.h>

#include "ui-name.h"
#include "ui-partner-host-private.h"
#include "ui-partner-network-private.h"
#include "ui-partner-note-private.h"
#include "ui-partner-pages-private.h"

enum
{
  CHOICE_EXPLICIT,
  CHOICE_IMPLICIT,
  CHOICE_CLEAR,
  N_CHOICES
};

struct _WaybillUiPartnerConnection
{
  AdwPreferencesPage parent_instance;

  WaybillUiPartnerDraft *draft;
  gboolean filling;

  GtkWidget *name_row;
  WaybillUiPartnerNote *name_note;
  GtkWidget *host_row;
  WaybillUiPartnerNote *host_note;
  GtkWidget *explicit_row;
  GtkWidget *implicit_row;
  GtkWidget *clear_row;
  GtkCheckButton *explicit_check;
  GtkCheckButton *implicit_check;
  GtkCheckButton *clear_check;
  GtkWidget *agreed_row;
  GtkCheckButton *agreed_check;
  GtkWidget *port_row;
  WaybillUiPartnerNote *port_note;
  GtkWidget *follow_row;
  GtkSwitch *follow_switch;
  AdwExpanderRow *network_row;
  AdwExpanderRow *older_row;
  AdwExpanderRow *names_row;
  GtkWidget *server_name_row;
  WaybillUiPartnerNote *server_name_note;
  GtkWidget *pasv_row;
  GtkSwitch *pasv_switch;
  GtkWidget *silence_row;
  GtkSpinButton *silence_spin;
};

G_DEFINE_FINAL_TYPE (WaybillUiPartnerConnection, waybill_ui_partner_connection, ADW_TYPE_PREFERENCES_PAGE)

static const WaybillRemoteProtocol protocols[N_CHOICES] = {
  [CHOICE_EXPLICIT] = WAYBILL_REMOTE_PROTOCOL_FTPS,
  [CHOICE_IMPLICIT] = WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT,
  [CHOICE_CLEAR] = WAYBILL_REMOTE_PROTOCOL_FTP,
};

static WaybillPartner *
get_partner (WaybillUiPartnerConnection *self)
{
  return waybill_ui_partner_draft_get_partner (self->draft);
}

static const char *
get_text (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static GtkCheckButton *
get_check (WaybillUiPartnerConnection *self, guint choice)
{
  GtkCheckButton *const checks[N_CHOICES] = { self->explicit_check, self->implicit_check, self->clear_check };

  return checks[choice];
}

static void
show_port (WaybillUiPartnerConnection *self)
{
  WaybillPartner *partner = get_partner (self);
  guint port = waybill_partner_get_port (partner);
  gboolean follows = gtk_switch_get_active (self->follow_switch);
  g_autofree char *text = NULL;

  gtk_widget_set_sensitive (self->port_row, !follows);
  if (port == 0)
    port = waybill_remote_protocol_get_port (waybill_partner_get_protocol (partner));
  text = g_strdup_printf ("%u", port);
  if (follows && strcmp (text, get_text (self->port_row)) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->port_row), text);
}

static void
show_choice (WaybillUiPartnerConnection *self)
{
  WaybillRemoteProtocol protocol = waybill_partner_get_protocol (get_partner (self));

  for (guint i = 0; i < N_CHOICES; i++)
    if (protocols[i] == protocol)
      gtk_check_button_set_active (get_check (self, i), TRUE);
  gtk_widget_set_visible (self->agreed_row, protocol == WAYBILL_REMOTE_PROTOCOL_FTP);
  gtk_check_button_set_active (self->agreed_check, waybill_ui_partner_draft_get_agreed (self->draft));
}

static void
fill (WaybillUiPartnerConnection *self)
{
  WaybillPartner *partner = get_partner (self);
  const char *server_name = waybill_partner_get_server_name (partner);
  g_autofree char *port = g_strdup_printf ("%u", waybill_partner_get_port (partner));

  self->filling = TRUE;
  if (waybill_ui_partner_draft_get_stored (self->draft) != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->name_row), waybill_partner_get_name (partner));
  gtk_editable_set_text (GTK_EDITABLE (self->host_row), waybill_partner_get_host (partner));
  gtk_editable_set_text (GTK_EDITABLE (self->server_name_row), server_name != NULL ? server_name : "");
  gtk_editable_set_text (GTK_EDITABLE (self->port_row), port);
  gtk_switch_set_active (self->follow_switch, waybill_partner_get_port (partner) == 0);
  gtk_switch_set_active (self->pasv_switch, strcmp (waybill_partner_get_setting (partner, "pasv-address"), "yes") == 0);
  gtk_spin_button_set_value (self->silence_spin, waybill_partner_get_setting_number (partner, "timeout"));
  show_choice (self);
  show_port (self);
  self->filling = FALSE;
}

static void
typed (WaybillUiPartnerConnection *self, GtkWidget *row)
{
  const struct
  {
    GtkWidget *row;
    WaybillUiPartnerField field;
    WaybillUiPartnerNote *note;
  } rows[] = {
    { self->name_row, WAYBILL_UI_PARTNER_FIELD_NAME, self->name_note },
    { self->host_row, WAYBILL_UI_PARTNER_FIELD_HOST, self->host_note },
    { self->port_row, WAYBILL_UI_PARTNER_FIELD_PORT, self->port_note },
    { self->server_name_row, WAYBILL_UI_PARTNER_FIELD_SERVER_NAME, self->server_name_note },
  };

  if (self->filling)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].row == row && waybill_ui_partner_draft_set_text (self->draft, rows[i].field, get_text (row)))
      /* What was wrong is right now; what is wrong is said when the focus leaves. */
      waybill_ui_partner_note_show_problem (rows[i].note, row, NULL);
}

static void
choice_toggled (WaybillUiPartnerConnection *self, GtkCheckButton *check)
{
  if (self->filling || !gtk_check_button_get_active (check))
    return;
  for (guint i = 0; i < N_CHOICES; i++)
    if (get_check (self, i) == check)
      waybill_ui_partner_draft_set_protocol (self->draft, protocols[i]);
  self->filling = TRUE;
  show_choice (self);
  show_port (self);
  self->filling = FALSE;
}

static void
agreed_toggled (WaybillUiPartnerConnection *self)
{
  if (!self->filling)
    waybill_ui_partner_draft_set_agreed (self->draft, gtk_check_button_get_active (self->agreed_check));
}

static void
follow_switched (WaybillUiPartnerConnection *self)
{
  if (self->filling)
    return;
  if (gtk_switch_get_active (self->follow_switch))
    {
      waybill_ui_partner_draft_set_port (self->draft, 0);
      waybill_ui_partner_note_show_problem (self->port_note, self->port_row, NULL);
    }
  else
    waybill_ui_partner_draft_set_text (self->draft, WAYBILL_UI_PARTNER_FIELD_PORT, get_text (self->port_row));
  self->filling = TRUE;
  show_port (self);
  self->filling = FALSE;
}

static void
pasv_switched (WaybillUiPartnerConnection *self)
{
  if (!self->filling)
    waybill_partner_set_setting (get_partner (self), "pasv-address",
                                 gtk_switch_get_active (self->pasv_switch) ? "yes" : "no", NULL);
}

static void
silence_changed (WaybillUiPartnerConnection *self)
{
  g_autofree char *text = g_strdup_printf ("%d", gtk_spin_button_get_value_as_int (self->silence_spin));

  if (!self->filling)
    waybill_partner_set_setting (get_partner (self), "timeout", text, NULL);
}

static void
name_left (gpointer page)
{
  WaybillUiPartnerConnection *self = page;

  waybill_ui_partner_note_show_problem (self->name_note, self->name_row,
                                        waybill_ui_partner_draft_get_problem (self->draft, WAYBILL_UI_PARTNER_FIELD_NAME));
}

static void
port_left (gpointer page)
{
  WaybillUiPartnerConnection *self = page;

  waybill_ui_partner_note_show_problem (self->port_note, self->port_row,
                                        waybill_ui_partner_draft_get_problem (self->draft, WAYBILL_UI_PARTNER_FIELD_PORT));
}

static void
server_name_left (gpointer page)
{
  WaybillUiPartnerConnection *self = page;

  waybill_ui_partner_note_show_problem (self->server_name_note, self->server_name_row,
                                        waybill_ui_partner_draft_get_problem (self->draft,
                                                                              WAYBILL_UI_PARTNER_FIELD_SERVER_NAME));
}

static char *
say_taken_off (const WaybillUiPartnerHost *parts)
{
  if (parts->scheme != NULL && strcmp (parts->scheme, "sftp") == 0)
    return g_strdup (_ ("This address asks for SFTP, which Waybill does not speak yet. Only the host was kept."));
  if (parts->scheme != NULL)
    return g_strdup_printf (_ ("A host has no “%s://” in front; Waybill took it off."), parts->scheme);
  return g_strdup (_ ("A host stands alone; Waybill put the rest where it belongs."));
}

/* User and folder fill what is empty and overwrite nothing. */
static void
spread (WaybillUiPartnerConnection *self, const WaybillUiPartnerHost *parts)
{
  WaybillPartner *partner = get_partner (self);
  WaybillRemoteProtocol protocol = parts->has_protocol ? parts->protocol : waybill_partner_get_protocol (partner);

  if (parts->has_protocol)
    waybill_ui_partner_draft_set_protocol (self->draft, protocol);
  if (parts->port == waybill_remote_protocol_get_port (protocol))
    waybill_ui_partner_draft_set_port (self->draft, 0);
  else if (parts->port != 0)
    waybill_ui_partner_draft_set_port (self->draft, parts->port);
  if (parts->user != NULL && waybill_partner_get_user (partner) == NULL)
    waybill_ui_partner_draft_set_text (self->draft, WAYBILL_UI_PARTNER_FIELD_USER, parts->user);
  if (parts->path != NULL && waybill_partner_get_remote_dir (partner) == NULL)
    waybill_ui_partner_draft_set_text (self->draft, WAYBILL_UI_PARTNER_FIELD_REMOTE_DIR, parts->path);
}

static void
host_left (gpointer page)
{
  WaybillUiPartnerConnection *self = page;
  g_autofree char *text = g_strstrip (g_strdup (get_text (self->host_row)));
  const char *problem = waybill_ui_partner_draft_get_problem (self->draft, WAYBILL_UI_PARTNER_FIELD_HOST);
  WaybillUiPartnerHost parts;

  waybill_ui_partner_host_split (text, &parts);
  if (problem == NULL && waybill_ui_partner_host_had_more (&parts))
    {
      g_autofree char *remark = say_taken_off (&parts);

      spread (self, &parts);
      self->filling = TRUE;
      gtk_editable_set_text (GTK_EDITABLE (self->host_row), parts.host);
      gtk_switch_set_active (self->follow_switch, waybill_partner_get_port (get_partner (self)) == 0);
      if (parts.port != 0)
        {
          g_autofree char *port = g_strdup_printf ("%u", parts.port);

          gtk_editable_set_text (GTK_EDITABLE (self->port_row), port);
        }
      show_choice (self);
      show_port (self);
      self->filling = FALSE;
      waybill_ui_partner_note_show_remark (self->host_note, self->host_row, remark);
    }
  else if (problem != NULL || *text == '\0')
    waybill_ui_partner_note_show_problem (self->host_note, self->host_row, problem);
  waybill_ui_partner_host_clear (&parts);
}

/**
 * waybill_ui_partner_connection_settle:
 * @self: the page
 *
 * Before saving by key, while the focus is still in a field.
 */
void
waybill_ui_partner_connection_settle (WaybillUiPartnerConnection *self)
{
  host_left (self);
}

static void
waybill_ui_partner_connection_dispose (GObject *object)
{
  g_clear_object (&WAYBILL_UI_PARTNER_CONNECTION (object)->draft);

  G_OBJECT_CLASS (waybill_ui_partner_connection_parent_class)->dispose (object);
}

static void
waybill_ui_partner_connection_class_init (WaybillUiPartnerConnectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const struct
  {
    const char *name;
    goffset offset;
  } children[] = {
#define CHILD(name) { #name, G_STRUCT_OFFSET (WaybillUiPartnerConnection, name) }
    CHILD (name_row),      CHILD (name_note),    CHILD (host_row),        CHILD (host_note),        CHILD (explicit_row),
    CHILD (implicit_row),  CHILD (clear_row),    CHILD (explicit_check),  CHILD (implicit_check),   CHILD (clear_check),
    CHILD (agreed_row),    CHILD (agreed_check), CHILD (port_row),        CHILD (port_note),        CHILD (follow_row),
    CHILD (follow_switch), CHILD (network_row),  CHILD (server_name_row), CHILD (server_name_note), CHILD (pasv_row),
    CHILD (pasv_switch),   CHILD (silence_row),  CHILD (silence_spin),    CHILD (older_row),        CHILD (names_row),
#undef CHILD
  };

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_partner_connection_dispose;

  g_type_ensure (WAYBILL_TYPE_UI_PARTNER_NOTE);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-partner-connection.ui");
  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    gtk_widget_class_bind_template_child_full (widget_class, children[i].name, FALSE, children[i].offset);
}

static void
set_up_fields (WaybillUiPartnerConnection *self)
{
  const struct
  {
    GtkWidget *row;
    const char *field;
  } rows[] = {
    { self->name_row, "name" },         { self->host_row, "host" },           { self->explicit_row, "protocol" },
    { self->implicit_row, "protocol" }, { self->clear_row, "protocol" },      { self->agreed_row, "agreed" },
    { self->port_row, "port" },         { self->follow_row, "port-follows" }, { self->server_name_row, "server-name" },
    { self->pasv_row, "pasv-address" }, { self->silence_row, "silence" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    waybill_ui_partner_field_set_up (rows[i].row, rows[i].field);
}

static void
waybill_ui_partner_connection_init (WaybillUiPartnerConnection *self)
{
  GtkWidget *entries[4];

  gtk_widget_init_template (GTK_WIDGET (self));
  waybill_ui_name_wrap_titles (GTK_WIDGET (self));
  set_up_fields (self);
  waybill_ui_partner_expander_name (GTK_WIDGET (self->network_row));
  waybill_ui_partner_expander_name (GTK_WIDGET (self->older_row));
  waybill_ui_partner_expander_name (GTK_WIDGET (self->names_row));
  entries[0] = self->name_row;
  entries[1] = self->host_row;
  entries[2] = self->port_row;
  entries[3] = self->server_name_row;
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    g_signal_connect_object (entries[i], "changed", G_CALLBACK (typed), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < N_CHOICES; i++)
    g_signal_connect_object (get_check (self, i), "toggled", G_CALLBACK (choice_toggled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->agreed_check, "toggled", G_CALLBACK (agreed_toggled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->follow_switch, "notify::active", G_CALLBACK (follow_switched), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pasv_switch, "notify::active", G_CALLBACK (pasv_switched), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->silence_spin, "value-changed", G_CALLBACK (silence_changed), self, G_CONNECT_SWAPPED);
  waybill_ui_partner_field_on_left (self->name_row, name_left, self);
  waybill_ui_partner_field_on_left (self->host_row, host_left, self);
  waybill_ui_partner_field_on_left (self->port_row, port_left, self);
  waybill_ui_partner_field_on_left (self->server_name_row, server_name_left, self);
}

/**
 * waybill_ui_partner_connection_new:
 * @draft: what it works on
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
waybill_ui_partner_connection_new (WaybillUiPartnerDraft *draft)
{
  WaybillUiPartnerConnection *self = g_object_new (WAYBILL_TYPE_UI_PARTNER_CONNECTION, NULL);

  self->draft = g_object_ref (draft);
  fill (self);
  waybill_ui_partner_network_build (self->network_row, self->older_row, self->names_row, draft);
  return GTK_WIDGET (self);
}
