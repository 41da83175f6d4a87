/* What was done, one row each, and what to do next. */

#include "ui-cert-import-done.h"

#include "ui-box.h"
#include "ui-state.h"

#include <glib/gi18n.h>

struct _WaybillUiCertImportDone
{
  WaybillUiAssistantPage parent_instance;

  GtkWidget *box_place;
  GtkListBox *list;
  GtkWidget *test_button;
};

G_DEFINE_FINAL_TYPE (WaybillUiCertImportDone, waybill_ui_cert_import_done, WAYBILL_TYPE_UI_ASSISTANT_PAGE)

static char *
dup_summary (WaybillUiCertImportWrite *write, const char *partner)
{
  guint n_identities = waybill_ui_cert_import_write_get_n_added (write, TRUE);
  guint n_authorities = waybill_ui_cert_import_write_get_n_added (write, FALSE);
  g_autofree char *ours = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u certificate with its key",
                                                        "%u certificates with their keys", n_identities),
                                           n_identities);
  g_autofree char *theirs
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u authority", "%u authorities", n_authorities), n_authorities);
  g_autofree char *stored = NULL;
  g_autofree char *ready = partner != NULL ? g_strdup_printf (_ ("%s is ready to be tested."), partner) : NULL;

  if (n_identities > 0 && n_authorities > 0)
    /* Translators: "1 certificate with its key" and "2 authorities". */
    stored = g_strdup_printf (_ ("Now in the store: %s and %s."), ours, theirs);
  else if (n_identities + n_authorities > 0)
    stored = g_strdup_printf (_ ("Now in the store: %s."), n_identities > 0 ? ours : theirs);
  else if (waybill_ui_cert_import_write_get_n_lists (write) > 0)
    stored = g_strdup (_ ("Withdrawn certificates are refused from now on."));
  else
    stored = g_strdup (_ ("The store had all of it already."));
  return ready != NULL ? g_strdup_printf ("%s\n%s", stored, ready) : g_steal_pointer (&stored);
}

static GtkWidget *
new_row (WaybillUiCertImportLine *line)
{
  GtkWidget *row = waybill_ui_assistant_page_new_row (NULL, line->label, line->sentence);
  GtkWidget *image = gtk_image_new ();

  waybill_ui_state_show (GTK_IMAGE (image), WAYBILL_UI_STATE_READY, NULL);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  return row;
}

/**
 * waybill_ui_cert_import_done_show:
 * @self: the page
 * @write: what was done
 * @partner: (nullable): the name of the partner to test
 *
 * Shows it. Main thread.
 */
void
waybill_ui_cert_import_done_show (WaybillUiCertImportDone *self, WaybillUiCertImportWrite *write, const char *partner)
{
  GPtrArray *lines = waybill_ui_cert_import_write_get_lines (write);
  g_autofree char *summary = dup_summary (write, partner);
  g_autofree char *remark = waybill_ui_cert_import_write_dup_remark (write);
  GtkWidget *old = gtk_widget_get_first_child (self->box_place);

  g_object_set (self, "text", summary, NULL);
  if (old != NULL)
    gtk_box_remove (GTK_BOX (self->box_place), old);
  if (remark != NULL)
    gtk_box_append (GTK_BOX (self->box_place), waybill_ui_box_new (WAYBILL_UI_BOX_WARN, NULL, remark));
  gtk_widget_set_visible (self->box_place, remark != NULL);
  waybill_ui_assistant_page_clear (self->list);
  for (guint i = 0; i < lines->len; i++)
    gtk_list_box_append (self->list, new_row (lines->pdata[i]));
  gtk_widget_set_visible (self->test_button, partner != NULL);
  waybill_ui_assistant_page_set_ready (WAYBILL_UI_ASSISTANT_PAGE (self), TRUE);
}

static GtkWidget *
waybill_ui_cert_import_done_find_field (WaybillUiAssistantPage *page)
{
  WaybillUiCertImportDone *self = WAYBILL_UI_CERT_IMPORT_DONE (page);

  return gtk_widget_get_visible (self->test_button) ? self->test_button : NULL;
}

static void
waybill_ui_cert_import_done_class_init (WaybillUiCertImportDoneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  WAYBILL_UI_ASSISTANT_PAGE_CLASS (klass)->find_field = waybill_ui_cert_import_done_find_field;
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-import-done.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportDone, box_place);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportDone, list);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportDone, test_button);
}

static void
waybill_ui_cert_import_done_init (WaybillUiCertImportDone *self)
{
  GtkWidget *label;

  gtk_widget_init_template (GTK_WIDGET (self));
  label = gtk_button_get_child (GTK_BUTTON (self->test_button));
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
}
