/* The pages about getting a certificate: the request assistant, what waits in the store, and the answer in the import
 * assistant. */

#include "pages.h"

#include "answer.h"
#include "ui-cert-import-private.h"
#include "ui-cert-request-private.h"
#include "ui-cert-window-private.h"

#include "base-clock.h"
#include "base-file.h"
#include "cert-export.h"

#include <glib/gstdio.h>
#include <string.h>

#define DAY 86400

static gboolean
is_idle (gpointer window)
{
  WaybillUiCertRequest *self = window;

  return self->making == NULL && !waybill_ui_cert_request_have_is_busy (self->have_page);
}

static void
copy_file (const char *from, const char *folder, const char *name)
{
  g_autofree char *to = g_build_filename (folder, name, NULL);
  g_autofree char *content = NULL;
  gsize length;

  if (!g_file_get_contents (from, &content, &length, NULL) || !g_file_set_contents (to, content, (gssize) length, NULL))
    g_error ("%s cannot be copied", from);
}

static void
write_bytes (const char *folder, const char *name, GBytes *bytes)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (!waybill_base_file_write (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL))
    g_error ("%s cannot be written", path);
}

/* What lies in the home folder of somebody who has had certificates for a while. */
static GFile *
make_downloads (PagesSample *sample)
{
  g_autofree char *mail = g_build_filename (sample->folder, "mail", "harbourfoods_client.pfx", NULL);
  g_autofree char *downloads = g_build_filename (g_get_home_dir (), "Downloads", NULL);
  g_autofree char *browser = g_build_filename (g_get_home_dir (), "Downloads", "x.default", NULL);
  g_autofree char *config = g_build_filename (g_get_user_config_dir (), "user-dirs.dirs", NULL);
  g_autoptr (GBytes) pfx
      = waybill_cert_store_seal (pages_sample_get_identity (sample, PAGES_CERT_BALTIC_CLIENT), "baltic", NULL, NULL);
  g_autoptr (GBytes) keys = g_bytes_new_static ("SQLite format 3", 16);

  g_mkdir_with_parents (browser, 0700);
  g_mkdir_with_parents (g_get_user_config_dir (), 0700);
  g_file_set_contents (config, "XDG_DOWNLOAD_DIR=\"$HOME/Downloads\"\n", -1, NULL);
  g_reload_user_special_dirs_cache ();
  copy_file (mail, downloads, "harbourfoods_client.pfx");
  write_bytes (downloads, "old key.p12", pfx);
  write_bytes (browser, "key4.db", keys);
  return g_file_new_for_path (downloads);
}

static WaybillUiCertRequest *
open_request (PagesSample *sample, const char *partner, WaybillUiCertRequestStep step)
{
  GtkWindow *parent = pages_open_main (sample, partner, FALSE);
  WaybillUiCertRequest *window
      = waybill_ui_cert_request_new (sample->context, parent,
                                     partner != NULL ? waybill_partner_get_uuid (pages_sample_find (sample, partner))
                                                     : NULL);

  pages_present (sample, GTK_WINDOW (window));
  if (step == WAYBILL_UI_CERT_REQUEST_STEP_WHO)
    waybill_ui_assistant_show_step (WAYBILL_UI_ASSISTANT (window), step);
  pages_settle (50);
  return window;
}

GtkWindow *
page_request_have (PagesSample *sample)
{
  g_autoptr (GFile) downloads = make_downloads (sample);

  return GTK_WINDOW (open_request (sample, "Lindqvist Bakery", WAYBILL_UI_CERT_REQUEST_STEP_HAVE));
}

GtkWindow *
page_request_found (PagesSample *sample)
{
  g_autoptr (GFile) downloads = make_downloads (sample);
  WaybillUiCertRequest *window = open_request (sample, "Lindqvist Bakery", WAYBILL_UI_CERT_REQUEST_STEP_HAVE);

  waybill_ui_cert_request_have_look (window->have_page, downloads);
  pages_wait (is_idle, window, "the search");
  pages_settle (50);
  return GTK_WINDOW (window);
}

GtkWindow *
page_request_none (PagesSample *sample)
{
  WaybillUiCertRequest *window = open_request (sample, NULL, WAYBILL_UI_CERT_REQUEST_STEP_HAVE);
  g_autofree char *path = g_build_filename (sample->folder, "mail", "nothing", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);

  g_mkdir_with_parents (path, 0700);
  waybill_ui_cert_request_have_look (window->have_page, folder);
  pages_wait (is_idle, window, "the search");
  pages_settle (50);
  g_rmdir (path);
  return GTK_WINDOW (window);
}

static void
type (WaybillUiCertRequest *window, const char *field, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (pages_find_widget (GTK_WIDGET (window->who_page), ADW_TYPE_ENTRY_ROW, field)), text);
}

static WaybillUiCertRequest *
open_who (PagesSample *sample)
{
  WaybillUiCertRequest *window = open_request (sample, "Harbour Foods", WAYBILL_UI_CERT_REQUEST_STEP_WHO);

  type (window, "request-company", "Northgate Wholesale");
  type (window, "request-name", "EDI 4711");
  type (window, "request-country", "SE");
  return window;
}

GtkWindow *
page_request_who (PagesSample *sample)
{
  return GTK_WINDOW (open_who (sample));
}

/* The index-th: keys first, then who signs. */
static GtkWidget *
find_check (GtkWidget *widget, guint *index)
{
  GtkWidget *found = NULL;

  if (GTK_IS_CHECK_BUTTON (widget) && (*index)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_check (child, index);
  return found;
}

static void
sign_by_nobody (WaybillUiCertRequest *window)
{
  guint last = 3;

  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_check (GTK_WIDGET (window->who_page), &last)), TRUE);
}

/* Everything open, a mistake, and nobody to sign. */
GtkWindow *
page_request_who_more (PagesSample *sample)
{
  WaybillUiCertRequest *window = open_who (sample);
  GtkWidget *more = pages_find_widget (GTK_WIDGET (window->who_page), ADW_TYPE_EXPANDER_ROW, NULL);

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (more), TRUE);
  type (window, "request-country", "Sweden");
  waybill_ui_cert_request_who_check (window->who_page);
  sign_by_nobody (window);
  pages_settle (300);
  return GTK_WINDOW (window);
}

static const WaybillCertWaiting *
add_request (PagesSample *sample, const char *label)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillCertRequest) request
      = waybill_cert_request_new ("CN=EDI 4711, O=Northgate Wholesale, C=SE", NULL, WAYBILL_CERT_KEY_KIND_EC256, &error);
  const WaybillCertWaiting *waiting
      = request != NULL ? waybill_cert_store_add_request (waybill_ui_context_get_certificates (sample->context), request,
                                                          label, PAGES_PASSWORD, &error)
                        : NULL;

  if (waiting == NULL)
    g_error ("%s", error->message);
  return waiting;
}

GtkWindow *
page_request_send (PagesSample *sample)
{
  WaybillUiCertRequest *window = open_request (sample, "Harbour Foods", WAYBILL_UI_CERT_REQUEST_STEP_HAVE);

  waybill_ui_cert_request_send_show_request (window->send_page, sample->context, add_request (sample, "Harbour Foods"),
                                             "Harbour Foods");
  waybill_ui_assistant_show_step (WAYBILL_UI_ASSISTANT (window), WAYBILL_UI_CERT_REQUEST_STEP_SEND);
  pages_settle (50);
  return GTK_WINDOW (window);
}

/* Made for real, without a keyring. */
GtkWindow *
page_request_self_signed (PagesSample *sample)
{
  WaybillUiCertRequest *window = open_who (sample);

  sign_by_nobody (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "assistant.next", NULL);
  pages_wait (is_idle, window, "the key");
  pages_settle (50);
  return GTK_WINDOW (window);
}

GtkWindow *
page_certificates_waiting (PagesSample *sample)
{
  const WaybillCertWaiting *waiting = add_request (sample, "Harbour Foods");
  WaybillUiCertWindow *window;

  window = waybill_ui_cert_window_new (sample->context, GTK_APPLICATION (sample->application));
  pages_present (sample, GTK_WINDOW (window));
  waybill_ui_cert_window_select_path (window, WAYBILL_UI_CERT_VIEW_WAITING);
  waybill_ui_cert_window_show (window, waiting->id);
  pages_settle (50);
  return GTK_WINDOW (window);
}

/* The answer */

static gboolean
has_read (gpointer window)
{
  return !waybill_ui_cert_import_is_busy (window);
}

static GtkWindow *
open_import (PagesSample *sample, const char *path, gboolean go_on)
{
  GtkWindow *parent = pages_open_main (sample, "Harbour Foods", FALSE);
  WaybillUiCertImport *window = waybill_ui_cert_import_new (sample->context, parent, NULL);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_list_store_append (files, file);
  waybill_ui_cert_import_add_files (window, G_LIST_MODEL (files));
  pages_present (sample, GTK_WINDOW (window));
  pages_wait (has_read, window, "the file");
  pages_settle (50);
  if (go_on)
    gtk_widget_activate_action (GTK_WIDGET (window), "assistant.next", NULL);
  pages_settle (50);
  return GTK_WINDOW (window);
}

static char *
write_answer (PagesSample *sample, WaybillCertCertificate *certificate, const char *name)
{
  g_autofree char *mail = g_build_filename (sample->folder, "mail", NULL);
  g_autoptr (GPtrArray) certificates = pages_sample_dup_chain (sample, PAGES_CERT_HARBOUR_ISSUING);
  g_autoptr (GBytes) list = NULL;

  g_ptr_array_insert (certificates, 0, waybill_cert_certificate_ref (certificate));
  list = waybill_cert_export_certificates (certificates, WAYBILL_CERT_FORM_P7B, NULL);
  write_bytes (mail, name, g_str_has_suffix (name, ".p7b") ? list : waybill_cert_certificate_get_der (certificate));
  return g_build_filename (mail, name, NULL);
}

GtkWindow *
page_import_answer (PagesSample *sample)
{
  const WaybillCertWaiting *waiting = add_request (sample, "Harbour Foods");
  gint64 now = waybill_base_clock_now ();
  g_autoptr (WaybillCertCertificate) certificate
      = answer_sign (waiting->pem, pages_sample_get_identity (sample, PAGES_CERT_HARBOUR_ISSUING), now - DAY,
                     now + 730 * DAY);
  g_autofree char *path = write_answer (sample, certificate, "answer.p7b");

  return open_import (sample, path, TRUE);
}

GtkWindow *
page_import_stranger (PagesSample *sample)
{
  WaybillCertIdentity *server = pages_sample_get_identity (sample, PAGES_CERT_HARBOUR_SERVER);
  g_autofree char *path = write_answer (sample, waybill_cert_identity_get_certificate (server), "answer.cer");
  GtkWindow *window;

  add_request (sample, "Harbour Foods");
  add_request (sample, "Lindqvist Bakery");
  window = open_import (sample, path, FALSE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (
                                    pages_find_widget (GTK_WIDGET (WAYBILL_UI_CERT_IMPORT (window)->files_page),
                                                       GTK_TYPE_TOGGLE_BUTTON, NULL)),
                                TRUE);
  pages_settle (50);
  return window;
}
