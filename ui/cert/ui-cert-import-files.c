/* The list of files and what Waybill found in each. Choosing and removing are actions of the window. */

#include "ui-cert-import-files.h"

#include "remote-path.h"
#include "ui-box.h"
#include "ui-cert-card.h"
#include "ui-pair.h"
#include "words-import.h"
#include "words-request.h"

#include <glib/gi18n.h>

struct _WaybillUiCertImportFiles
{
  WaybillUiAssistantPage parent_instance;

  GtkWidget *drop_area;
  GtkListBox *list;
  GtkLabel *note;
  GtkLabel *drop_label;
  GtkWidget *reading;
  GtkSpinner *spinner;
  GtkWidget *choose_button;
  GtkWidget *stranger_place;
  WaybillCertCertificate *stranger; /* (nullable): as shown */
};

G_DEFINE_FINAL_TYPE (WaybillUiCertImportFiles, waybill_ui_cert_import_files, WAYBILL_TYPE_UI_ASSISTANT_PAGE)

/* What has no row here is shown as left out. */
static const struct
{
  WaybillCertFinding finding;
  const char *icon;
} icons[] = {
  { WAYBILL_CERT_FINDING_IDENTITY, "dialog-password-symbolic" },
  { WAYBILL_CERT_FINDING_IDENTITY_LOCKED, "dialog-password-symbolic" },
  { WAYBILL_CERT_FINDING_KEY, "dialog-password-symbolic" },
  { WAYBILL_CERT_FINDING_KEY_LOCKED, "dialog-password-symbolic" },
  { WAYBILL_CERT_FINDING_AUTHORITY, "application-certificate-symbolic" },
  { WAYBILL_CERT_FINDING_CERTIFICATE, "application-certificate-symbolic" },
  { WAYBILL_CERT_FINDING_LIST, "application-certificate-symbolic" },
  { WAYBILL_CERT_FINDING_REVOCATION_LIST, "application-certificate-symbolic" },
  { WAYBILL_CERT_FINDING_WINDOWS_ACCOUNT, "dialog-warning-symbolic" },
  { WAYBILL_CERT_FINDING_CUT_OFF, "dialog-warning-symbolic" },
  { WAYBILL_CERT_FINDING_DAMAGED, "dialog-warning-symbolic" },
  { WAYBILL_CERT_FINDING_EMPTY, "dialog-warning-symbolic" },
  { WAYBILL_CERT_FINDING_OLD_LOCK, "dialog-warning-symbolic" },
  { WAYBILL_CERT_FINDING_UNSUPPORTED, "dialog-warning-symbolic" },
  { WAYBILL_CERT_FINDING_TOO_EXPENSIVE, "dialog-warning-symbolic" },
  { WAYBILL_CERT_FINDING_UNREADABLE, "dialog-warning-symbolic" },
};

static const char *
find_icon (WaybillCertSource *source)
{
  for (gsize i = 0; i < G_N_ELEMENTS (icons); i++)
    if (icons[i].finding == waybill_cert_source_get_finding (source))
      return icons[i].icon;
  return "action-unavailable-symbolic";
}

static GtkWidget *
new_row (WaybillCertSource *source, guint index)
{
  g_autofree char *finding = waybill_words_import_finding (source);
  g_autofree char *shown = waybill_remote_path_dup_display (waybill_cert_source_get_name (source));
  g_autofree char *name = g_strdup_printf (_ ("Remove %s"), shown);
  g_autofree char *tip = g_strdup_printf (_ ("%s (Delete)"), name);
  GtkWidget *row = waybill_ui_assistant_page_new_row (find_icon (source), shown, finding);
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "icon-name", "window-close-symbolic", "valign", GTK_ALIGN_CENTER,
                                    "tooltip-text", tip, "action-name", "import.remove", NULL);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", index);
  gtk_widget_add_css_class (button, "flat");
  waybill_ui_name_widget (button, name);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

/**
 * waybill_ui_cert_import_files_show:
 * @self: the page
 * @sources: (element-type WaybillCertSource): the files
 * @note: (nullable): what became of files that are not in the list
 * @usable: whether one of them can be used
 * @busy: whether more are being read
 *
 * Shows the files. Main thread.
 */
void
waybill_ui_cert_import_files_show (
    WaybillUiCertImportFiles *self, GPtrArray *sources, const char *note, gboolean usable, gboolean busy)
{
  const char *line = note;

  if (line == NULL && !busy && sources->len > 0 && !usable)
    line = _ ("None of these files holds a key with its certificate or an authority. Ask the partner which file is meant.");
  waybill_ui_assistant_page_clear (self->list);
  for (guint i = 0; i < sources->len; i++)
    gtk_list_box_append (self->list, new_row (sources->pdata[i], i));
  gtk_widget_set_visible (GTK_WIDGET (self->list), sources->len > 0);
  gtk_label_set_text (self->drop_label,
                      sources->len > 0 ? _ ("Drop more files or a folder here") : _ ("Drop files or a folder here"));
  gtk_label_set_text (self->note, line != NULL ? line : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), line != NULL);
  gtk_widget_set_visible (self->reading, busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  waybill_ui_assistant_page_set_ready (WAYBILL_UI_ASSISTANT_PAGE (self), usable && !busy);
}

/**
 * waybill_ui_cert_import_files_set_finding:
 * @self: the page
 * @index: which row
 * @finding: a sentence
 *
 * Says below a file's name what it is in this company. Main thread.
 */
void
waybill_ui_cert_import_files_set_finding (WaybillUiCertImportFiles *self, guint index, const char *finding)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) index);

  if (row != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), finding);
}

static void
show_toggled (GtkToggleButton *button, GtkWidget *card)
{
  gtk_widget_set_visible (card, gtk_toggle_button_get_active (button));
}

static GtkWidget *
new_stranger (WaybillCertCertificate *certificate, const char *file, guint n_waiting)
{
  g_autofree char *sentence = waybill_words_request_stranger (n_waiting);
  GtkWidget *box = waybill_ui_box_new (WAYBILL_UI_BOX_WARN, sentence,
                                       _ ("It may be the partner’s own, or the answer to a request made elsewhere."));
  GtkWidget *button = gtk_toggle_button_new_with_mnemonic (_ ("_Show What It Is"));
  GtkWidget *card = waybill_ui_cert_card_new (certificate, _ ("A certificate without its key"), file);

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_visible (card, FALSE);
  g_signal_connect_object (button, "toggled", G_CALLBACK (show_toggled), card, 0);
  gtk_box_append (waybill_ui_box_get_content (WAYBILL_UI_BOX (box)), button);
  gtk_box_append (waybill_ui_box_get_content (WAYBILL_UI_BOX (box)), card);
  waybill_ui_name_buttons (box);
  return box;
}

/**
 * waybill_ui_cert_import_files_show_stranger:
 * @self: the page
 * @certificate: (nullable): one that fits none of the keys that wait; %NULL: there is none
 * @file: (nullable): its file's name
 * @n_waiting: how many keys wait
 *
 * Says so, and shows what it is to whoever asks. Main thread.
 */
void
waybill_ui_cert_import_files_show_stranger (WaybillUiCertImportFiles *self,
                                            WaybillCertCertificate *certificate,
                                            const char *file,
                                            guint n_waiting)
{
  GtkWidget *old = gtk_widget_get_first_child (self->stranger_place);

  if (certificate == self->stranger)
    return;
  if (old != NULL)
    gtk_box_remove (GTK_BOX (self->stranger_place), old);
  g_clear_pointer (&self->stranger, waybill_cert_certificate_unref);
  gtk_widget_set_visible (self->stranger_place, certificate != NULL);
  if (certificate == NULL)
    return;
  self->stranger = waybill_cert_certificate_ref (certificate);
  gtk_box_append (GTK_BOX (self->stranger_place), new_stranger (certificate, file, n_waiting));
}

/**
 * waybill_ui_cert_import_files_set_dropping:
 * @self: the page
 * @dropping: whether files hang over the window
 *
 * Shows where they would go; the whole window takes them. Main thread.
 */
void
waybill_ui_cert_import_files_set_dropping (WaybillUiCertImportFiles *self, gboolean dropping)
{
  if (dropping)
    gtk_widget_set_state_flags (self->drop_area, GTK_STATE_FLAG_DROP_ACTIVE, FALSE);
  else
    gtk_widget_unset_state_flags (self->drop_area, GTK_STATE_FLAG_DROP_ACTIVE);
}

/* Delete on a row or on its button. */
static gboolean
remove_pressed (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;

  if (row == NULL)
    return FALSE;
  return gtk_widget_activate_action (widget, "import.remove", "u",
                                     (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
}

static GtkWidget *
waybill_ui_cert_import_files_find_field (WaybillUiAssistantPage *page)
{
  return WAYBILL_UI_CERT_IMPORT_FILES (page)->choose_button;
}

static void
waybill_ui_cert_import_files_finalize (GObject *object)
{
  g_clear_pointer (&WAYBILL_UI_CERT_IMPORT_FILES (object)->stranger, waybill_cert_certificate_unref);
  G_OBJECT_CLASS (waybill_ui_cert_import_files_parent_class)->finalize (object);
}

static void
waybill_ui_cert_import_files_class_init (WaybillUiCertImportFilesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = waybill_ui_cert_import_files_finalize;
  WAYBILL_UI_ASSISTANT_PAGE_CLASS (klass)->find_field = waybill_ui_cert_import_files_find_field;
  g_type_ensure (WAYBILL_TYPE_UI_PAIR);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-import-files.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportFiles, drop_area);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportFiles, list);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportFiles, note);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportFiles, drop_label);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportFiles, reading);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportFiles, spinner);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportFiles, choose_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportFiles, stranger_place);
}

static void
waybill_ui_cert_import_files_init (WaybillUiCertImportFiles *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Delete|KP_Delete"),
                                                          gtk_callback_action_new (remove_pressed, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}
