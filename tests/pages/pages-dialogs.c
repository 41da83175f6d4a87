/* The pages that stand over the main window: editor, import assistant, check; and the certificates' window. */

#include "pages.h"

#include "ui-cert-import-private.h"
#include "ui-check.h"
#include "ui-partner-answer-private.h"
#include "ui-partner-editor.h"
#include "ui-partner-trust-private.h"

/* The editor */

static GtkWindow *
open_editor (PagesSample *sample, const char *partner, const char *page)
{
  GtkWindow *parent = pages_open_main (sample, partner, FALSE);
  GtkWindow *editor
      = GTK_WINDOW (waybill_ui_partner_editor_new (sample->context, parent,
                                                   partner == NULL ? NULL : pages_sample_find (sample, partner), page));

  pages_present (sample, editor);
  return editor;
}

GtkWindow *
page_editor_connection (PagesSample *sample)
{
  return open_editor (sample, "Harbour Foods", "connection");
}

/* The index-th: their titles are in any language. */
static GtkWidget *
find_expander (GtkWidget *widget, guint *index)
{
  GtkWidget *found = NULL;

  if (ADW_IS_EXPANDER_ROW (widget) && (*index)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_expander (child, index);
  return found;
}

/* One of the folded parts of the page, scrolled to its last row. */
static GtkWindow *
open_part (PagesSample *sample, guint index, const char *field, const char *last)
{
  GtkWindow *editor = open_editor (sample, "Harbour Foods", "connection");
  GtkWidget *row, *part;

  pages_settle (50);
  part = find_expander (GTK_WIDGET (editor), &index);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (part), TRUE);
  pages_settle (50);
  row = pages_find_widget (part, ADW_TYPE_ACTION_ROW, field);
  if (ADW_IS_COMBO_ROW (row))
    adw_combo_row_set_selected (ADW_COMBO_ROW (row), 2);
  pages_settle (100);
  if (last != NULL)
    gtk_widget_grab_focus (pages_find_widget (part, ADW_TYPE_ENTRY_ROW, last));
  pages_settle (100);
  return editor;
}

GtkWindow *
page_editor_network (PagesSample *sample)
{
  return open_part (sample, 0, "proxy", "retries");
}

GtkWindow *
page_editor_older (PagesSample *sample)
{
  GtkWindow *editor = open_part (sample, 1, "tls", NULL);
  GtkWidget *row = pages_find_widget (GTK_WIDGET (editor), ADW_TYPE_ACTION_ROW, "tls-weak");

  gtk_widget_activate (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)));
  pages_settle (50);
  gtk_widget_grab_focus (pages_find_widget (GTK_WIDGET (editor), ADW_TYPE_ENTRY_ROW, "tls-reason"));
  pages_settle (100);
  return editor;
}

GtkWindow *
page_editor_names (PagesSample *sample)
{
  return open_part (sample, 2, "charset", "login-commands");
}

GtkWindow *
page_editor_new (PagesSample *sample)
{
  return open_editor (sample, NULL, NULL);
}

GtkWindow *
page_editor_login (PagesSample *sample)
{
  return open_editor (sample, "Harbour Foods", "login");
}

GtkWindow *
page_editor_certificate (PagesSample *sample)
{
  return open_editor (sample, "Harbour Foods", "certificate");
}

GtkWindow *
page_editor_certificate_empty (PagesSample *sample)
{
  return open_editor (sample, "Lindqvist Bakery", "certificate");
}

GtkWindow *
page_editor_trust (PagesSample *sample)
{
  return open_editor (sample, "Harbour Foods", "trust");
}

static gboolean
is_asked (gpointer button)
{
  return gtk_widget_is_sensitive (button);
}

static GtkWidget *
find_ask_button (GtkWidget *widget)
{
  return gtk_widget_get_first_child (pages_find_widget (widget, WAYBILL_TYPE_UI_PARTNER_ANSWER, NULL)) != NULL
             ? pages_find_widget (pages_find_widget (widget, WAYBILL_TYPE_UI_PARTNER_ANSWER, NULL), GTK_TYPE_BUTTON, NULL)
             : NULL;
}

/* Its button pressed, and the server has answered. */
static GtkWindow *
open_trust_asked (PagesSample *sample, PagesCert cert)
{
  g_autoptr (GPtrArray) chain = pages_sample_dup_chain (sample, cert);
  GtkWindow *editor = open_editor (sample, "Harbour Foods", "trust");
  GtkWidget *button;

  pages_engine_set (PAGES_SERVER_GOOD, chain);
  pages_settle (200);
  button = find_ask_button (GTK_WIDGET (editor));
  g_signal_emit_by_name (button, "clicked");
  pages_wait (is_asked, button, "the server's certificate");
  pages_settle (200);
  return editor;
}

GtkWindow *
page_editor_trust_asked (PagesSample *sample)
{
  return open_trust_asked (sample, PAGES_CERT_HARBOUR_SERVER);
}

GtkWindow *
page_editor_trust_refused (PagesSample *sample)
{
  return open_trust_asked (sample, PAGES_CERT_GATEWAY_SERVER);
}

GtkWindow *
page_editor_trust_pin (PagesSample *sample)
{
  g_autoptr (GPtrArray) chain = pages_sample_dup_chain (sample, PAGES_CERT_HARBOUR_SERVER);

  waybill_ui_partner_pin_ask (GTK_WIDGET (open_trust_asked (sample, PAGES_CERT_HARBOUR_SERVER)), chain->pdata[0],
                              "ftp.harbourfoods.example", 21, NULL, sample->context);
  return pages_wait_for_window (ADW_TYPE_MESSAGE_DIALOG);
}

GtkWindow *
page_editor_folders (PagesSample *sample)
{
  return open_editor (sample, "Harbour Foods", "folders");
}

GtkWindow *
page_editor_help (PagesSample *sample)
{
  GtkWindow *editor = open_editor (sample, "Harbour Foods", "connection");

  pages_settle (100);
  gtk_widget_grab_focus (pages_find_widget (GTK_WIDGET (editor), ADW_TYPE_ENTRY_ROW, "host"));
  pages_settle (50);
  pages_press_key (GTK_WIDGET (editor), "F1");
  return editor;
}

/* The import assistant */

static gboolean
is_idle (gpointer window)
{
  return !waybill_ui_cert_import_is_busy (window);
}

static void
go_on (WaybillUiCertImport *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "assistant.next", NULL);
  pages_wait (is_idle, window, "the assistant");
  pages_settle (50);
}

static WaybillUiCertImport *
open_import (PagesSample *sample, gboolean with_files)
{
  GtkWindow *parent = pages_open_main (sample, "Harbour Foods", FALSE);
  const char *uuid = waybill_partner_get_uuid (pages_sample_find (sample, "Harbour Foods"));
  WaybillUiCertImport *window = waybill_ui_cert_import_new (sample->context, parent, uuid);
  g_autoptr (GListModel) files = pages_sample_list_mail (sample);

  if (with_files)
    waybill_ui_cert_import_add_files (window, files);
  pages_present (sample, GTK_WINDOW (window));
  pages_wait (is_idle, window, "the files");
  pages_settle (50);
  return window;
}

static WaybillUiCertImport *
open_import_with (PagesSample *sample, const char *password)
{
  WaybillUiCertImport *window = open_import (sample, TRUE);
  GtkWidget *field;

  go_on (window);
  field = pages_find_widget (GTK_WIDGET (window->password_page), ADW_TYPE_PASSWORD_ENTRY_ROW, NULL);
  if (password == NULL)
    return window;
  gtk_editable_set_text (GTK_EDITABLE (field), password);
  go_on (window);
  return window;
}

static GtkWindow *
open_import_at (PagesSample *sample, WaybillUiCertImportStep step)
{
  WaybillUiCertImport *window = open_import_with (sample, PAGES_PASSWORD);

  while (waybill_ui_cert_import_get_step (window) < step)
    go_on (window);
  return GTK_WINDOW (window);
}

GtkWindow *
page_import_empty (PagesSample *sample)
{
  return GTK_WINDOW (open_import (sample, FALSE));
}

GtkWindow *
page_import_files (PagesSample *sample)
{
  return GTK_WINDOW (open_import (sample, TRUE));
}

GtkWindow *
page_import_password (PagesSample *sample)
{
  return GTK_WINDOW (open_import_with (sample, NULL));
}

GtkWindow *
page_import_password_wrong (PagesSample *sample)
{
  return GTK_WINDOW (open_import_with (sample, "sesam-4712"));
}

GtkWindow *
page_import_inside (PagesSample *sample)
{
  return open_import_at (sample, WAYBILL_UI_CERT_IMPORT_STEP_INSIDE);
}

GtkWindow *
page_import_names (PagesSample *sample)
{
  return open_import_at (sample, WAYBILL_UI_CERT_IMPORT_STEP_NAMES);
}

GtkWindow *
page_import_assign (PagesSample *sample)
{
  return open_import_at (sample, WAYBILL_UI_CERT_IMPORT_STEP_ASSIGN);
}

GtkWindow *
page_import_done (PagesSample *sample)
{
  return open_import_at (sample, WAYBILL_UI_CERT_IMPORT_STEP_DONE);
}

/* The check */

static GtkWindow *
open_check (PagesSample *sample, PagesServer server)
{
  GtkWindow *parent = pages_open_main (sample, "Harbour Foods", FALSE);
  g_autoptr (GPtrArray) chain = pages_sample_dup_chain (sample, PAGES_CERT_HARBOUR_SERVER);
  GtkWindow *window;

  pages_engine_set (server, chain);
  window = GTK_WINDOW (waybill_ui_check_new (sample->context, parent, pages_sample_find (sample, "Harbour Foods")));
  pages_present (sample, window);
  pages_settle (900);
  return window;
}

GtkWindow *
page_check_running (PagesSample *sample)
{
  return open_check (sample, PAGES_SERVER_SLOW_LISTING);
}

GtkWindow *
page_check_good (PagesSample *sample)
{
  return open_check (sample, PAGES_SERVER_GOOD);
}

GtkWindow *
page_check_failed (PagesSample *sample)
{
  return open_check (sample, PAGES_SERVER_REFUSES_LOGIN);
}
