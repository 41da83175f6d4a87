/* The pages of the export assistant, its questions, the guidance page, and the upload to an IBM i. */

#include "pages.h"

#include "ui-cert-export-choice.h"
#include "ui-cert-export-private.h"
#include "ui-cert-guide.h"
#include "ui-session-upload-dcm.h"
#include "ui-session-upload.h"

#include <glib/gstdio.h>

#define NEW_PASSWORD "kolu-beta-runo-77"

static gboolean
is_idle (gpointer window)
{
  return !waybill_ui_cert_export_is_busy (window);
}

static void
go_on (WaybillUiCertExport *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "assistant.next", NULL);
  pages_wait (is_idle, window, "the assistant");
  pages_settle (50);
}

/* Anew for each page: what one page wrote is not in the way of the next. */
static char *
make_target (PagesSample *sample)
{
  g_autofree char *path = g_build_filename (sample->folder, "CERTS-XXXXXX", NULL);

  if (g_mkdtemp (path) == NULL)
    g_error ("%s cannot be made", path);
  return g_steal_pointer (&path);
}

static WaybillUiCertExport *
open_export (PagesSample *sample, const char *fingerprint)
{
  GtkWindow *parent = pages_open_main (sample, fingerprint != NULL ? "Harbour Foods" : NULL, FALSE);
  WaybillUiCertExport *window = waybill_ui_cert_export_new (sample->context, parent, fingerprint);
  g_autofree char *target = make_target (sample);

  waybill_ui_cert_export_files_set_folder (window->files_page, target);
  pages_present (sample, GTK_WINDOW (window));
  pages_settle (50);
  return window;
}

static WaybillUiCertExport *
open_identity_at (PagesSample *sample, WaybillUiCertExportStep step)
{
  WaybillUiCertExport *window = open_export (sample, pages_sample_get_fingerprint (sample, PAGES_CERT_HARBOUR_OLD_CLIENT));

  while (waybill_ui_cert_export_get_step (window) < step)
    go_on (window);
  return window;
}

/* The index-th password field of the page: own, new, again. */
static GtkWidget *
find_field (GtkWidget *widget, guint *index)
{
  GtkWidget *found = NULL;

  if (ADW_IS_PASSWORD_ENTRY_ROW (widget) && (*index)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_field (child, index);
  return found;
}

static void
type_into (WaybillUiCertExport *window, guint index, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_field (GTK_WIDGET (window->password_page), &index)), text);
}

static WaybillUiCertExport *
open_typed (PagesSample *sample)
{
  WaybillUiCertExport *window = open_identity_at (sample, WAYBILL_UI_CERT_EXPORT_STEP_PASSWORD);

  type_into (window, 0, PAGES_PASSWORD);
  type_into (window, 1, NEW_PASSWORD);
  type_into (window, 2, NEW_PASSWORD);
  return window;
}

GtkWindow *
page_export_what (PagesSample *sample)
{
  return GTK_WINDOW (open_export (sample, pages_sample_get_fingerprint (sample, PAGES_CERT_HARBOUR_OLD_CLIENT)));
}

GtkWindow *
page_export_empty (PagesSample *sample)
{
  return GTK_WINDOW (open_export (sample, NULL));
}

GtkWindow *
page_export_files (PagesSample *sample)
{
  return GTK_WINDOW (open_identity_at (sample, WAYBILL_UI_CERT_EXPORT_STEP_FILES));
}

GtkWindow *
page_export_authority (PagesSample *sample)
{
  WaybillUiCertExport *window = open_export (sample, pages_sample_get_fingerprint (sample, PAGES_CERT_BALTIC_ROOT));

  go_on (window);
  return GTK_WINDOW (window);
}

GtkWindow *
page_export_password (PagesSample *sample)
{
  WaybillUiCertExport *window = open_identity_at (sample, WAYBILL_UI_CERT_EXPORT_STEP_PASSWORD);

  type_into (window, 1, NEW_PASSWORD);
  type_into (window, 2, "kolu-beta-runo-78");
  pages_settle (50);
  return GTK_WINDOW (window);
}

/* The keyring does not know what opens the key, and what was typed does not. */
GtkWindow *
page_export_own (PagesSample *sample)
{
  WaybillUiCertExport *window = open_typed (sample);

  type_into (window, 0, "sesam-4712");
  waybill_ui_cert_export_password_ask_own (window->password_page, TRUE, TRUE);
  waybill_ui_assistant_page_focus (WAYBILL_UI_ASSISTANT_PAGE (window->password_page));
  pages_settle (50);
  return GTK_WINDOW (window);
}

GtkWindow *
page_export_made (PagesSample *sample)
{
  WaybillUiCertExport *window = open_identity_at (sample, WAYBILL_UI_CERT_EXPORT_STEP_PASSWORD);

  waybill_ui_cert_export_password_make (window->password_page);
  pages_settle (50);
  return GTK_WINDOW (window);
}

GtkWindow *
page_export_taken (PagesSample *sample)
{
  WaybillUiCertExport *window = open_typed (sample);
  WaybillCertExportPlan *plan = waybill_ui_cert_export_files_get_plan (window->files_page);
  g_auto (GStrv) names = waybill_cert_export_plan_dup_names (plan);

  for (char **name = names; *name != NULL; name++)
    {
      g_autofree char *path = g_build_filename (waybill_ui_cert_export_files_get_folder (window->files_page), *name, NULL);

      g_assert (g_file_set_contents (path, "older", -1, NULL));
    }
  go_on (window);
  return pages_wait_for_window (ADW_TYPE_MESSAGE_DIALOG);
}

GtkWindow *
page_export_done (PagesSample *sample)
{
  WaybillUiCertExport *window = open_typed (sample);

  go_on (window);
  return GTK_WINDOW (window);
}

GtkWindow *
page_export_guide (PagesSample *sample)
{
  GtkWindow *parent = pages_open_main (sample, "Harbour Foods", FALSE);
  WaybillUiCertGuide *window = waybill_ui_cert_guide_new (parent);

  for (guint place = 0; place < WAYBILL_WORDS_N_EXPORT_PLACES; place++)
    waybill_ui_cert_guide_unfold (window, place);
  pages_present (sample, GTK_WINDOW (window));
  pages_settle (50);
  return GTK_WINDOW (window);
}

/* The upload */

static GtkWindow *
open_upload (PagesSample *sample)
{
  GtkWindow *parent = pages_open_main (sample, "Harbour Foods", FALSE);
  g_autoptr (GListModel) mail = pages_sample_list_mail (sample);
  g_autoptr (GListModel) files = G_LIST_MODEL (gtk_slice_list_model_new (g_object_ref (mail), 0, 2));
  WaybillUiSessionUpload *window = waybill_ui_session_upload_new (sample->context, parent, files);

  pages_present (sample, GTK_WINDOW (window));
  pages_settle (50);
  return GTK_WINDOW (window);
}

GtkWindow *
page_upload_where (PagesSample *sample)
{
  return open_upload (sample);
}

/* As it is when the files are there. */
GtkWindow *
page_upload_dcm (PagesSample *sample)
{
  static const char *const names[] = { "harbour-client.pfx", "harbour-client.cer", "HF-Root-CA.cer", NULL };
  GtkWindow *window = open_upload (sample);
  WaybillUiAssistant *assistant = WAYBILL_UI_ASSISTANT (window);

  waybill_ui_session_upload_dcm_show (WAYBILL_UI_SESSION_UPLOAD_DCM (waybill_ui_assistant_get_page (assistant, 1)), names,
                                      "/home/EDI4711/CERTS", "Harbour Foods");
  waybill_ui_assistant_show_step (assistant, 1);
  pages_settle (50);
  return window;
}
