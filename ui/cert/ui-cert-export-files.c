/* Together or apart: each choice shows the very files that it writes. Without a key there is less to decide, and the same
 * rows stand alone. */

#include "ui-cert-export-files.h"

#include "remote-path.h"
#include "ui-box.h"
#include "ui-cert-export-choice.h"
#include "ui-file.h"
#include "ui-help.h"
#include "words-export.h"

#include <glib/gi18n.h>

struct _WaybillUiCertExportFiles
{
  WaybillUiAssistantPage parent_instance;

  GtkWidget *boxes;
  GtkListBox *choices;
  GtkWidget *without_list;
  AdwExpanderRow *without;
  GtkWidget *lock_box;
  AdwComboRow *lock_row;
  GtkLabel *lock_text;
  AdwActionRow *folder_row;

  GPtrArray *rows; /* (element-type WaybillUiCertExportChoice): not owned */
  WaybillCertExportShape shape;
  gboolean is_shape_chosen;
  char *folder;
};

G_DEFINE_FINAL_TYPE (WaybillUiCertExportFiles, waybill_ui_cert_export_files, WAYBILL_TYPE_UI_ASSISTANT_PAGE)

static guint changed_signal;

static WaybillUiCertExportChoice *
get_chosen (WaybillUiCertExportFiles *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_check_button_get_active (waybill_ui_cert_export_choice_get_check (self->rows->pdata[i])))
      return self->rows->pdata[i];
  return NULL;
}

/**
 * waybill_ui_cert_export_files_get_plan:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): what is chosen
 */
WaybillCertExportPlan *
waybill_ui_cert_export_files_get_plan (WaybillUiCertExportFiles *self)
{
  WaybillUiCertExportChoice *choice = get_chosen (self);

  return choice != NULL ? waybill_ui_cert_export_choice_get_plan (choice) : NULL;
}

/**
 * waybill_ui_cert_export_files_get_lock:
 * @self: the page
 *
 * Returns: how the key is locked
 */
WaybillCertLock
waybill_ui_cert_export_files_get_lock (WaybillUiCertExportFiles *self)
{
  return adw_combo_row_get_selected (self->lock_row) == 1 ? WAYBILL_CERT_LOCK_LEGACY : WAYBILL_CERT_LOCK_MODERN;
}

/**
 * waybill_ui_cert_export_files_get_folder:
 * @self: the page
 *
 * Returns: where the files go
 */
const char *
waybill_ui_cert_export_files_get_folder (WaybillUiCertExportFiles *self)
{
  return self->folder;
}

/**
 * waybill_ui_cert_export_files_set_folder:
 * @self: the page
 * @folder: a folder of this computer
 *
 * Main thread.
 */
void
waybill_ui_cert_export_files_set_folder (WaybillUiCertExportFiles *self, const char *folder)
{
  g_autofree char *copy = g_strdup (folder);
  g_autofree char *shown = waybill_remote_path_dup_display (copy);

  g_free (self->folder);
  self->folder = g_steal_pointer (&copy);
  adw_action_row_set_subtitle (self->folder_row, shown);
}

/* Boxes */

static void
clear_boxes (WaybillUiCertExportFiles *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->boxes)) != NULL)
    gtk_box_remove (GTK_BOX (self->boxes), child);
  gtk_widget_set_visible (self->boxes, FALSE);
}

static void
add_box (WaybillUiCertExportFiles *self, WaybillUiBoxMood mood, const char *title, const char *text)
{
  gtk_box_append (GTK_BOX (self->boxes), waybill_ui_box_new (mood, title, text));
  gtk_widget_set_visible (self->boxes, TRUE);
}

/* What it is good for, what is missing, and why a key stays. */
static void
show_remarks (WaybillUiCertExportFiles *self, const WaybillCertEntry *entry, WaybillCertExportPlan *plan)
{
  const char *missing = waybill_cert_export_plan_get_missing (plan);
  gboolean is_good;
  const char *purpose = waybill_words_export_purpose (entry->certificate, &is_good);

  clear_boxes (self);
  if (entry->is_identity)
    add_box (self, is_good ? WAYBILL_UI_BOX_GOOD : WAYBILL_UI_BOX_WARN, NULL, purpose);
  if (entry->token != NULL)
    add_box (self, WAYBILL_UI_BOX_CALM, NULL,
             _ ("Its key is on a card and never leaves it. The certificate itself can be handed on."));
  if (missing != NULL)
    {
      g_autofree char *text = waybill_words_export_missing (missing);

      add_box (self, WAYBILL_UI_BOX_WARN, NULL, text);
    }
}

/**
 * waybill_ui_cert_export_files_set_failure:
 * @self: the page
 * @title: (nullable): what did not work
 * @text: (nullable): why, and what to do; %NULL: it did
 *
 * Main thread.
 */
void
waybill_ui_cert_export_files_set_failure (WaybillUiCertExportFiles *self, const char *title, const char *text)
{
  GtkWidget *first = gtk_widget_get_first_child (self->boxes);

  if (first != NULL && gtk_widget_has_css_class (first, "wb-sharp"))
    gtk_box_remove (GTK_BOX (self->boxes), first);
  if (text != NULL)
    gtk_box_prepend (GTK_BOX (self->boxes), waybill_ui_box_new (WAYBILL_UI_BOX_SHARP, title, text));
  gtk_widget_set_visible (self->boxes, gtk_widget_get_first_child (self->boxes) != NULL);
}

/* Choices */

static void
choice_changed (WaybillUiCertExportFiles *self)
{
  WaybillCertExportPlan *plan = waybill_ui_cert_export_files_get_plan (self);

  if (plan == NULL)
    return;
  self->shape = waybill_cert_export_plan_get_shape (plan);
  gtk_widget_set_visible (self->lock_box, waybill_cert_export_plan_has_key (plan));
  g_signal_emit (self, changed_signal, 0);
}

static void
toggled (WaybillUiCertExportFiles *self, GParamSpec *spec, GtkCheckButton *check)
{
  if (!gtk_check_button_get_active (check))
    return;
  self->is_shape_chosen = TRUE;
  choice_changed (self);
}

static GtkWidget *
new_choice (WaybillUiCertExportFiles *self, const WaybillCertEntry *entry, GPtrArray *chain, WaybillCertExportShape shape)
{
  g_autoptr (WaybillCertExportPlan) plan = waybill_cert_export_plan_new (entry->label, chain, shape);
  GtkWidget *row = waybill_ui_cert_export_choice_new (plan, entry->is_identity);
  GtkCheckButton *check = waybill_ui_cert_export_choice_get_check (WAYBILL_UI_CERT_EXPORT_CHOICE (row));

  if (self->rows->len > 0)
    gtk_check_button_set_group (check, waybill_ui_cert_export_choice_get_check (self->rows->pdata[0]));
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
clear_choices (WaybillUiCertExportFiles *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[i];

      if (gtk_widget_get_parent (row) == GTK_WIDGET (self->choices))
        gtk_list_box_remove (self->choices, row);
      else
        adw_expander_row_remove (self->without, row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

/* What was chosen last time, where it is offered again; else Separate, or the first. */
static void
choose (WaybillUiCertExportFiles *self)
{
  WaybillUiCertExportChoice *wanted = self->rows->pdata[0];

  for (guint i = 0; self->is_shape_chosen && i < self->rows->len; i++)
    if (waybill_cert_export_plan_get_shape (waybill_ui_cert_export_choice_get_plan (self->rows->pdata[i])) == self->shape)
      wanted = self->rows->pdata[i];
  gtk_check_button_set_active (waybill_ui_cert_export_choice_get_check (wanted), TRUE);
  for (guint i = 0; i < self->rows->len; i++)
    g_signal_connect_object (waybill_ui_cert_export_choice_get_check (self->rows->pdata[i]), "notify::active",
                             G_CALLBACK (toggled), self, G_CONNECT_SWAPPED);
  choice_changed (self);
}

/**
 * waybill_ui_cert_export_files_show:
 * @self: the page
 * @entry: what is exported, borrowed for the call
 * @chain: (element-type WaybillCertCertificate): its certificate, then who signed it, as far as they are at hand
 *
 * Shows the choices that there are for it. Main thread.
 */
void
waybill_ui_cert_export_files_show (WaybillUiCertExportFiles *self, const WaybillCertEntry *entry, GPtrArray *chain)
{
  gboolean has_key = entry->is_identity && entry->token == NULL;

  clear_choices (self);
  for (guint i = 0; i < WAYBILL_CERT_N_EXPORT_SHAPES; i++)
    {
      gboolean with_key = i == WAYBILL_CERT_EXPORT_SEPARATE || i == WAYBILL_CERT_EXPORT_COMBINED;
      GtkWidget *row;

      if (with_key && !has_key)
        continue;
      row = new_choice (self, entry, chain, i);
      if (with_key || !has_key)
        gtk_list_box_append (self->choices, row);
      else
        adw_expander_row_add_row (self->without, row);
    }
  gtk_widget_set_visible (self->without_list, has_key);
  g_object_set (self, "title", has_key ? _ ("One file or two?") : _ ("Which kind of file?"), "text",
                has_key ? _ ("Most instruction sheets want two files. They say “Separate”, or describe exporting twice.")
                        : _ ("There is no key in it: these files can be handed to anyone."),
                NULL);
  choose (self);
  show_remarks (self, entry, waybill_ui_cert_export_files_get_plan (self));
  waybill_ui_assistant_page_set_ready (WAYBILL_UI_ASSISTANT_PAGE (self), TRUE);
}

/* Folder and lock */

static void
folder_chosen (GListModel *files, gpointer user_data)
{
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;

  if (file != NULL && g_file_peek_path (file) != NULL)
    waybill_ui_cert_export_files_set_folder (user_data, g_file_peek_path (file));
}

static void
choose_folder (WaybillUiCertExportFiles *self)
{
  waybill_ui_file_choose (GTK_WIDGET (self), WAYBILL_UI_FILE_OPEN_FOLDER, _ ("Choose a Folder"), _ ("_Choose"), self->folder,
                          NULL, folder_chosen, self);
}

static void
lock_chosen (WaybillUiCertExportFiles *self)
{
  gtk_label_set_text (self->lock_text, waybill_words_export_lock_text (waybill_ui_cert_export_files_get_lock (self)));
  g_signal_emit (self, changed_signal, 0);
}

static void
fill_locks (WaybillUiCertExportFiles *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, waybill_words_export_lock (WAYBILL_CERT_LOCK_MODERN));
  gtk_string_list_append (names, waybill_words_export_lock (WAYBILL_CERT_LOCK_LEGACY));
  adw_combo_row_set_model (self->lock_row, G_LIST_MODEL (names));
  lock_chosen (self);
}

static GtkWidget *
waybill_ui_cert_export_files_find_field (WaybillUiAssistantPage *page)
{
  WaybillUiCertExportChoice *choice = get_chosen (WAYBILL_UI_CERT_EXPORT_FILES (page));

  return choice != NULL ? GTK_WIDGET (waybill_ui_cert_export_choice_get_check (choice)) : NULL;
}

static void
waybill_ui_cert_export_files_finalize (GObject *object)
{
  WaybillUiCertExportFiles *self = WAYBILL_UI_CERT_EXPORT_FILES (object);

  g_ptr_array_unref (self->rows);
  g_free (self->folder);
  G_OBJECT_CLASS (waybill_ui_cert_export_files_parent_class)->finalize (object);
}

static void
waybill_ui_cert_export_files_class_init (WaybillUiCertExportFilesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = waybill_ui_cert_export_files_finalize;
  WAYBILL_UI_ASSISTANT_PAGE_CLASS (klass)->find_field = waybill_ui_cert_export_files_find_field;
  changed_signal
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-export-files.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertExportFiles, boxes);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertExportFiles, choices);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertExportFiles, without_list);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertExportFiles, without);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertExportFiles, lock_box);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertExportFiles, lock_row);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertExportFiles, lock_text);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertExportFiles, folder_row);
  gtk_widget_class_bind_template_callback (widget_class, choose_folder);
  gtk_widget_class_bind_template_callback (widget_class, lock_chosen);
}

static void
waybill_ui_cert_export_files_init (WaybillUiCertExportFiles *self)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_locks (self);
  waybill_ui_help_attach (GTK_WIDGET (self->lock_row), "export-lock");
  waybill_ui_help_attach (GTK_WIDGET (self->folder_row), "export-folder");
  waybill_ui_cert_export_files_set_folder (self, documents != NULL && g_file_test (documents, G_FILE_TEST_IS_DIR)
                                                     ? documents
                                                     : g_get_home_dir ());
}
