/* Which files, to whom, into which folder. A folder that was typed is never replaced by a suggestion. */

#include "ui-session-upload-where.h"

#include "remote-path.h"
#include "ui-box.h"
#include "ui-file.h"
#include "ui-help.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_FILES 20

struct _WaybillUiSessionUploadWhere
{
  WaybillUiAssistantPage parent_instance;

  GtkWidget *box_place;
  GtkListBox *list;
  GtkWidget *choose_button;
  AdwComboRow *partner_row;
  AdwEntryRow *folder_row;
  GtkWidget *nobody;
  GtkWidget *target_list;
  GtkWidget *busy;
  GtkLabel *activity;
  GtkSpinner *spinner;

  WaybillUiContext *context;
  GPtrArray *paths;    /* (element-type utf8) */
  GPtrArray *partners; /* (element-type WaybillPartner), as the row has them */
  char *suggested;     /* (nullable): what stands in the folder's field unless somebody typed */
};

G_DEFINE_FINAL_TYPE (WaybillUiSessionUploadWhere, waybill_ui_session_upload_where, WAYBILL_TYPE_UI_ASSISTANT_PAGE)

/**
 * waybill_ui_session_upload_where_suggest:
 * @user: (nullable): the name one logs in with
 *
 * The home of a user profile on an IBM i is /home and its name, in capital letters.
 *
 * Returns: (transfer full): a folder for certificates; from where the login leads when @user is no such name
 */
char *
waybill_ui_session_upload_where_suggest (const char *user)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_#@$";
  g_autofree char *profile = user != NULL ? g_ascii_strup (user, -1) : NULL;

  /* A profile has ten characters at most (IBM i, CRTUSRPRF). */
  if (profile == NULL || *profile == '\0' || strlen (profile) > 10 || strspn (profile, letters) != strlen (profile))
    return g_strdup ("CERTS");
  return g_strdup_printf ("/home/%s/CERTS", profile);
}

static void
update_ready (WaybillUiSessionUploadWhere *self)
{
  waybill_ui_assistant_page_set_ready (WAYBILL_UI_ASSISTANT_PAGE (self),
                                       self->paths->len > 0 && waybill_ui_session_upload_where_get_partner (self) != NULL
                                           && *waybill_ui_session_upload_where_get_folder (self) != '\0');
}

/* Files */

static GtkWidget *
new_row (WaybillUiSessionUploadWhere *self, guint index);

static void
show_files (WaybillUiSessionUploadWhere *self)
{
  waybill_ui_assistant_page_clear (self->list);
  for (guint i = 0; i < self->paths->len; i++)
    gtk_list_box_append (self->list, new_row (self, i));
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->paths->len > 0);
  update_ready (self);
}

static void
remove_clicked (GtkButton *button, WaybillUiSessionUploadWhere *self)
{
  const char *path = g_object_get_data (G_OBJECT (button), "waybill-path");
  guint index;

  if (g_ptr_array_find_with_equal_func (self->paths, path, g_str_equal, &index))
    g_ptr_array_remove_index (self->paths, index);
  show_files (self);
  gtk_widget_grab_focus (self->choose_button);
}

static GtkWidget *
new_row (WaybillUiSessionUploadWhere *self, guint index)
{
  const char *path = self->paths->pdata[index];
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *shown = waybill_remote_path_dup_display (base);
  g_autofree char *name = g_strdup_printf (_ ("Remove %s"), shown);
  GtkWidget *row = waybill_ui_assistant_page_new_row ("application-certificate-symbolic", base, NULL);
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "icon-name", "window-close-symbolic", "valign", GTK_ALIGN_CENTER,
                                    "tooltip-text", name, NULL);

  gtk_widget_add_css_class (button, "flat");
  waybill_ui_name_widget (button, name);
  g_object_set_data_full (G_OBJECT (button), "waybill-path", g_strdup (path), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

/**
 * waybill_ui_session_upload_where_add_files:
 * @self: the page
 * @files: (element-type GFile): further files; what is no file of this computer, and what is there already, is left out
 *
 * Main thread.
 */
void
waybill_ui_session_upload_where_add_files (WaybillUiSessionUploadWhere *self, GListModel *files)
{
  guint n_files = g_list_model_get_n_items (files);

  for (guint i = 0; i < n_files && self->paths->len < MAX_FILES; i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      const char *path = g_file_peek_path (file);

      if (path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR)
          && !g_ptr_array_find_with_equal_func (self->paths, path, g_str_equal, NULL))
        g_ptr_array_add (self->paths, g_strdup (path));
    }
  show_files (self);
}

/**
 * waybill_ui_session_upload_where_dup_paths:
 * @self: the page
 *
 * Returns: (transfer full) (array zero-terminated=1): the files
 */
char **
waybill_ui_session_upload_where_dup_paths (WaybillUiSessionUploadWhere *self)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();

  for (guint i = 0; i < self->paths->len; i++)
    g_strv_builder_add (paths, self->paths->pdata[i]);
  return g_strv_builder_end (paths);
}

static void
files_chosen (GListModel *files, gpointer user_data)
{
  if (files != NULL)
    waybill_ui_session_upload_where_add_files (user_data, files);
}

static void
choose_files (WaybillUiSessionUploadWhere *self)
{
  waybill_ui_file_choose (GTK_WIDGET (self), WAYBILL_UI_FILE_OPEN_SEVERAL, _ ("Choose Files"), _ ("_Add"), NULL, NULL,
                          files_chosen, self);
}

/* Target */

/**
 * waybill_ui_session_upload_where_get_partner:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): to whom the files go
 */
WaybillPartner *
waybill_ui_session_upload_where_get_partner (WaybillUiSessionUploadWhere *self)
{
  guint selected = adw_combo_row_get_selected (self->partner_row);

  return selected < self->partners->len ? self->partners->pdata[selected] : NULL;
}

/**
 * waybill_ui_session_upload_where_get_folder:
 * @self: the page
 *
 * Returns: (transfer none): as typed
 */
const char *
waybill_ui_session_upload_where_get_folder (WaybillUiSessionUploadWhere *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->folder_row));
}

static void
suggest (WaybillUiSessionUploadWhere *self)
{
  WaybillPartner *partner = waybill_ui_session_upload_where_get_partner (self);
  const char *typed = waybill_ui_session_upload_where_get_folder (self);

  if (partner == NULL || (*typed != '\0' && g_strcmp0 (typed, self->suggested) != 0))
    return;
  g_free (self->suggested);
  self->suggested = waybill_ui_session_upload_where_suggest (waybill_partner_get_user (partner));
  gtk_editable_set_text (GTK_EDITABLE (self->folder_row), self->suggested);
}

static void
partner_chosen (WaybillUiSessionUploadWhere *self)
{
  suggest (self);
  update_ready (self);
}

static void
show_partners (WaybillUiSessionUploadWhere *self)
{
  g_autoptr (GPtrArray) partners = NULL;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  WaybillPartner *before = waybill_ui_session_upload_where_get_partner (self);
  guint selected = 0;

  if (self->context == NULL)
    return;
  partners = waybill_partner_store_list (waybill_ui_context_get_partners (self->context));
  for (guint i = 0; i < partners->len; i++)
    {
      g_autofree char *shown = waybill_remote_path_dup_display (waybill_partner_get_name (partners->pdata[i]));

      gtk_string_list_append (names, shown);
      if (partners->pdata[i] == before)
        selected = i;
    }
  g_ptr_array_set_size (self->partners, 0);
  for (guint i = 0; i < partners->len; i++)
    g_ptr_array_add (self->partners, g_object_ref (partners->pdata[i]));
  adw_combo_row_set_model (self->partner_row, G_LIST_MODEL (names));
  if (partners->len > 0)
    adw_combo_row_set_selected (self->partner_row, selected);
  gtk_widget_set_visible (self->nobody, partners->len == 0);
  gtk_widget_set_visible (self->target_list, partners->len > 0);
  partner_chosen (self);
}

/**
 * waybill_ui_session_upload_where_set_context:
 * @self: the page
 * @context: where the partners are
 *
 * Called once. Main thread.
 */
void
waybill_ui_session_upload_where_set_context (WaybillUiSessionUploadWhere *self, WaybillUiContext *context)
{
  g_set_object (&self->context, context);
  g_signal_connect_object (context, "changed", G_CALLBACK (show_partners), self, G_CONNECT_SWAPPED);
  show_partners (self);
}

static void
set_up_partner (WaybillUiSessionUploadWhere *self)
{
  waybill_ui_context_go (self->context, GTK_WIDGET (self), WAYBILL_UI_PLACE_EDITOR, NULL, NULL);
}

/* State */

/**
 * waybill_ui_session_upload_where_set_activity:
 * @self: the page
 * @activity: (nullable): what goes on; %NULL: nothing
 *
 * Main thread.
 */
void
waybill_ui_session_upload_where_set_activity (WaybillUiSessionUploadWhere *self, const char *activity)
{
  gtk_label_set_text (self->activity, activity != NULL ? activity : "");
  gtk_widget_set_visible (self->busy, activity != NULL);
  gtk_spinner_set_spinning (self->spinner, activity != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), activity == NULL);
  gtk_widget_set_sensitive (self->choose_button, activity == NULL);
  gtk_widget_set_sensitive (self->target_list, activity == NULL);
}

/**
 * waybill_ui_session_upload_where_set_failure:
 * @self: the page
 * @words: (nullable): why not all files are there; %NULL: nothing failed
 *
 * Main thread.
 */
void
waybill_ui_session_upload_where_set_failure (WaybillUiSessionUploadWhere *self, const WaybillWords *words)
{
  GtkWidget *old = gtk_widget_get_first_child (self->box_place);
  g_autofree char *text = NULL;
  GtkWidget *box;

  if (old != NULL)
    gtk_box_remove (GTK_BOX (self->box_place), old);
  gtk_widget_set_visible (self->box_place, words != NULL);
  if (words == NULL)
    return;
  text = waybill_words_to_body (words, " ");
  box = waybill_ui_box_new (WAYBILL_UI_BOX_SHARP, words->title, text);
  if (words->server_words != NULL)
    gtk_box_append (waybill_ui_box_get_content (WAYBILL_UI_BOX (box)), waybill_ui_box_new_words (words->server_words));
  gtk_box_append (GTK_BOX (self->box_place), box);
}

static GtkWidget *
waybill_ui_session_upload_where_find_field (WaybillUiAssistantPage *page)
{
  WaybillUiSessionUploadWhere *self = WAYBILL_UI_SESSION_UPLOAD_WHERE (page);

  return self->paths->len > 0 && gtk_widget_get_visible (self->target_list) ? GTK_WIDGET (self->partner_row)
                                                                            : self->choose_button;
}

static void
waybill_ui_session_upload_where_dispose (GObject *object)
{
  g_clear_object (&WAYBILL_UI_SESSION_UPLOAD_WHERE (object)->context);
  G_OBJECT_CLASS (waybill_ui_session_upload_where_parent_class)->dispose (object);
}

static void
waybill_ui_session_upload_where_finalize (GObject *object)
{
  WaybillUiSessionUploadWhere *self = WAYBILL_UI_SESSION_UPLOAD_WHERE (object);

  g_ptr_array_unref (self->paths);
  g_ptr_array_unref (self->partners);
  g_free (self->suggested);
  G_OBJECT_CLASS (waybill_ui_session_upload_where_parent_class)->finalize (object);
}

static void
waybill_ui_session_upload_where_class_init (WaybillUiSessionUploadWhereClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_session_upload_where_dispose;
  G_OBJECT_CLASS (klass)->finalize = waybill_ui_session_upload_where_finalize;
  WAYBILL_UI_ASSISTANT_PAGE_CLASS (klass)->find_field = waybill_ui_session_upload_where_find_field;
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-session-upload-where.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionUploadWhere, box_place);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionUploadWhere, list);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionUploadWhere, choose_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionUploadWhere, partner_row);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionUploadWhere, folder_row);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionUploadWhere, nobody);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionUploadWhere, target_list);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionUploadWhere, busy);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionUploadWhere, activity);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionUploadWhere, spinner);
  gtk_widget_class_bind_template_callback (widget_class, choose_files);
  gtk_widget_class_bind_template_callback (widget_class, partner_chosen);
  gtk_widget_class_bind_template_callback (widget_class, set_up_partner);
  gtk_widget_class_bind_template_callback (widget_class, update_ready);
}

static void
waybill_ui_session_upload_where_init (WaybillUiSessionUploadWhere *self)
{
  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->partners = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  waybill_ui_help_attach (GTK_WIDGET (self->folder_row), "upload-folder");
}
