/* The steps that follow on the IBM i, with the names and the folder of what was put there. The words are those of
 * words-export-guide. */

#include "ui-session-upload-dcm.h"

#include "remote-path.h"
#include "ui-cert-guide.h"
#include "ui-name.h"
#include "words-export-guide.h"

#include <glib/gi18n.h>
#include <string.h>

struct _WaybillUiSessionUploadDcm
{
  WaybillUiAssistantPage parent_instance;

  GtkWidget *tasks;
};

G_DEFINE_FINAL_TYPE (WaybillUiSessionUploadDcm, waybill_ui_session_upload_dcm, WAYBILL_TYPE_UI_ASSISTANT_PAGE)

static gboolean
has_end (const char *name, const char *const *ends)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (; *ends != NULL; ends++)
    if (g_str_has_suffix (lower, *ends))
      return TRUE;
  return FALSE;
}

/* (nullable): the first file with a key. */
static const char *
find_identity (const char *const *names)
{
  static const char *const ends[] = { ".pfx", ".p12", NULL };

  for (; *names != NULL; names++)
    if (has_end (*names, ends))
      return *names;
  return NULL;
}

/* (nullable): the certificate that does not go with the key by its name is the authority; else the only one there is. */
static const char *
find_authority (const char *const *names, const char *identity)
{
  static const char *const ends[] = { ".cer", ".crt", ".der", ".pem", ".p7b", NULL };
  const char *point = identity != NULL ? strrchr (identity, '.') : NULL;
  const char *last = NULL;

  for (; *names != NULL; names++)
    {
      if (!has_end (*names, ends))
        continue;
      last = *names;
      if (point == NULL || strncmp (*names, identity, (gsize) (point - identity) + 1) != 0)
        return *names;
    }
  return last;
}

static void
add_task (WaybillUiSessionUploadDcm *self, WaybillWordsDcmTask task, const char *file, const char *folder)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), waybill_words_dcm_title (task));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  waybill_ui_name_widget (list, waybill_words_dcm_title (task));
  for (guint i = 0; i < waybill_words_dcm_count (task); i++)
    {
      g_autofree char *text = waybill_words_dcm_step (task, i, file, folder);

      gtk_list_box_append (GTK_LIST_BOX (list), waybill_ui_cert_guide_step_new (i + 1, text, NULL));
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  gtk_box_append (GTK_BOX (self->tasks), group);
}

/**
 * waybill_ui_session_upload_dcm_show:
 * @self: the page
 * @names: (array zero-terminated=1): of the files that are there
 * @folder: where
 * @partner: the partner's name
 *
 * Main thread.
 */
void
waybill_ui_session_upload_dcm_show (WaybillUiSessionUploadDcm *self,
                                    const char *const *names,
                                    const char *folder,
                                    const char *partner)
{
  guint n = g_strv_length ((char **) names);
  const char *identity = find_identity (names);
  const char *authority = find_authority (names, identity);
  g_autofree char *shown = waybill_remote_path_dup_display (folder);
  g_autofree char *text
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u file is in %s at %s. Go on in the Digital Certificate Manager.",
                                      "%u files are in %s at %s. Go on in the Digital Certificate Manager.", n),
                         n, shown, partner);
  GtkWidget *child;

  g_object_set (self, "text", text, NULL);
  while ((child = gtk_widget_get_first_child (self->tasks)) != NULL)
    gtk_box_remove (GTK_BOX (self->tasks), child);
  if (authority != NULL)
    add_task (self, WAYBILL_WORDS_DCM_AUTHORITY, authority, shown);
  if (identity != NULL)
    add_task (self, WAYBILL_WORDS_DCM_IDENTITY, identity, shown);
  add_task (self, WAYBILL_WORDS_DCM_ASSIGN, identity, shown);
  waybill_ui_assistant_page_set_ready (WAYBILL_UI_ASSISTANT_PAGE (self), TRUE);
}

static void
waybill_ui_session_upload_dcm_class_init (WaybillUiSessionUploadDcmClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-session-upload-dcm.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionUploadDcm, tasks);
}

static void
waybill_ui_session_upload_dcm_init (WaybillUiSessionUploadDcm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
