/* The page Folders: where one starts at either side. It looks into no folder. */

#include <glib/gi18n.h>
#include <string.h>

#include "ui-box.h"
#include "ui-file.h"
#include "ui-partner-note-private.h"
#include "ui-partner-pages-private.h"

struct _WaybillUiPartnerFolders
{
  AdwPreferencesPage parent_instance;

  WaybillUiPartnerDraft *draft;
  gboolean filling;

  GtkWidget *local_row;
  WaybillUiPartnerNote *local_note;
  GtkWidget *local_button;
  GtkWidget *remote_row;
  WaybillUiPartnerNote *remote_note;
};

G_DEFINE_FINAL_TYPE (WaybillUiPartnerFolders, waybill_ui_partner_folders, ADW_TYPE_PREFERENCES_PAGE)

static void
show_text (GtkWidget *row, const char *text)
{
  if (text == NULL)
    text = "";
  /* Never under somebody's hands. */
  if ((gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0
      && strcmp (gtk_editable_get_text (GTK_EDITABLE (row)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (row), text);
}

/* An address that was pasted as the host may bring a folder. */
static void
fill (WaybillUiPartnerFolders *self)
{
  WaybillPartner *partner = waybill_ui_partner_draft_get_partner (self->draft);

  if (self->filling)
    return;
  self->filling = TRUE;
  if (waybill_ui_partner_draft_get_problem (self->draft, WAYBILL_UI_PARTNER_FIELD_LOCAL_DIR) == NULL)
    show_text (self->local_row, waybill_partner_get_local_dir (partner));
  if (waybill_ui_partner_draft_get_problem (self->draft, WAYBILL_UI_PARTNER_FIELD_REMOTE_DIR) == NULL)
    show_text (self->remote_row, waybill_partner_get_remote_dir (partner));
  self->filling = FALSE;
}

static void
typed (WaybillUiPartnerFolders *self, GtkWidget *row)
{
  gboolean is_local = row == self->local_row;
  gboolean good;

  if (self->filling)
    return;
  self->filling = TRUE;
  good = waybill_ui_partner_draft_set_text (self->draft,
                                            is_local ? WAYBILL_UI_PARTNER_FIELD_LOCAL_DIR
                                                     : WAYBILL_UI_PARTNER_FIELD_REMOTE_DIR,
                                            gtk_editable_get_text (GTK_EDITABLE (row)));
  self->filling = FALSE;
  if (good)
    waybill_ui_partner_note_show_problem (is_local ? self->local_note : self->remote_note, row, NULL);
}

static void
left (gpointer page)
{
  WaybillUiPartnerFolders *self = page;

  waybill_ui_partner_note_show_problem (self->local_note, self->local_row,
                                        waybill_ui_partner_draft_get_problem (self->draft,
                                                                              WAYBILL_UI_PARTNER_FIELD_LOCAL_DIR));
  waybill_ui_partner_note_show_problem (self->remote_note, self->remote_row,
                                        waybill_ui_partner_draft_get_problem (self->draft,
                                                                              WAYBILL_UI_PARTNER_FIELD_REMOTE_DIR));
}

static void
folder_chosen (GListModel *files, gpointer user_data)
{
  WaybillUiPartnerFolders *self = user_data;
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  /* A profile is text: a folder whose name is none cannot stand in it. */
  if (path != NULL && g_utf8_validate (path, -1, NULL))
    gtk_editable_set_text (GTK_EDITABLE (self->local_row), path);
}

static void
choose (WaybillUiPartnerFolders *self)
{
  const char *folder = gtk_editable_get_text (GTK_EDITABLE (self->local_row));

  waybill_ui_file_choose (GTK_WIDGET (self), WAYBILL_UI_FILE_OPEN_FOLDER, _ ("Choose a Folder"), _ ("_Choose"),
                          g_path_is_absolute (folder) ? folder : NULL, NULL, folder_chosen, self);
}

static gboolean
chooser_pressed (GtkWidget *row, GVariant *arguments, gpointer self)
{
  choose (self);
  return TRUE;
}

static void
waybill_ui_partner_folders_dispose (GObject *object)
{
  g_clear_object (&WAYBILL_UI_PARTNER_FOLDERS (object)->draft);

  G_OBJECT_CLASS (waybill_ui_partner_folders_parent_class)->dispose (object);
}

static void
waybill_ui_partner_folders_class_init (WaybillUiPartnerFoldersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_partner_folders_dispose;

  g_type_ensure (WAYBILL_TYPE_UI_PARTNER_NOTE);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-partner-folders.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerFolders, local_row);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerFolders, local_note);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerFolders, local_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerFolders, remote_row);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerFolders, remote_note);
}

static void
waybill_ui_partner_folders_init (WaybillUiPartnerFolders *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  waybill_ui_partner_field_set_up (self->local_row, "local-dir");
  waybill_ui_partner_field_set_up (self->remote_row, "remote-dir");
  waybill_ui_name_widget (self->local_button, _ ("Choose a folder on this computer"));
  /* Paths are read from the left in every language. */
  gtk_widget_set_direction (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->local_row))), GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->remote_row))), GTK_TEXT_DIR_LTR);
  g_signal_connect_object (self->local_row, "changed", G_CALLBACK (typed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->remote_row, "changed", G_CALLBACK (typed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->local_button, "clicked", G_CALLBACK (choose), self, G_CONNECT_SWAPPED);
  waybill_ui_partner_field_on_left (self->local_row, left, self);
  waybill_ui_partner_field_on_left (self->remote_row, left, self);

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("F4"),
                                                          gtk_callback_action_new (chooser_pressed, self, NULL)));
  gtk_widget_add_controller (self->local_row, keys);
}

/**
 * waybill_ui_partner_folders_new:
 * @draft: what it works on
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
waybill_ui_partner_folders_new (WaybillUiPartnerDraft *draft)
{
  WaybillUiPartnerFolders *self = g_object_new (WAYBILL_TYPE_UI_PARTNER_FOLDERS, NULL);

  self->draft = g_object_ref (draft);
  g_signal_connect_object (draft, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  return GTK_WIDGET (self);
}
