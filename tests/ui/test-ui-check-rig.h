/* A practice partner in this process and a partner for it, for the tests of the check's window. Included by each test once. */
#pragma once

#include "ui-check.h"

#include "base-file.h"
#include "ftp-remote.h"
#include "partner-learnt.h"
#include "practice-files.h"
#include "practice-server.h"
#include "remote-error.h"

#include <string.h>

typedef struct
{
  char *folder, *disk, *own;
  WaybillPracticeServer *server;
  WaybillUiContext *context;
  WaybillPartner *partner;
  GtkWindow *parent;
  WaybillUiCheck *check;
  gboolean gone;
  int place;
  char *page;
} Fixture;

/* Making keys takes its time: once for all. */
static WaybillPracticeCertificates *certificates;

static inline gboolean
deadline_reached (gpointer user_data)
{
  g_error ("%s did not happen within 30 seconds", (const char *) user_data);
  return G_SOURCE_REMOVE;
}

#define WAIT_FOR(condition)                                                                                                 \
  do                                                                                                                        \
    {                                                                                                                       \
      guint deadline = g_timeout_add_seconds (30, deadline_reached, (gpointer) #condition);                                 \
      while (!(condition))                                                                                                  \
        g_main_context_iteration (NULL, TRUE);                                                                              \
      g_source_remove (deadline);                                                                                           \
    }                                                                                                                       \
  while (FALSE)

static inline void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

typedef gboolean (*Matches) (GtkWidget *widget, gconstpointer data);

static inline GtkWidget *
find (GtkWidget *widget, Matches matches, gconstpointer data)
{
  if (matches (widget, data))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, matches, data);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static inline gboolean
says (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_child_visible (widget) && gtk_widget_get_mapped (widget)
         && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
}

static inline gboolean
is_button (GtkWidget *widget, gconstpointer label)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget)
         && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

static inline gboolean
is_row (GtkWidget *widget, gconstpointer title)
{
  return ADW_IS_EXPANDER_ROW (widget)
         && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
}

static inline gboolean
is_password (GtkWidget *widget, gconstpointer data)
{
  return ADW_IS_PASSWORD_ENTRY_ROW (widget);
}

static inline gboolean
check_says (Fixture *fixture, const char *text)
{
  return find (GTK_WIDGET (fixture->check), says, text) != NULL;
}

static inline void
click (Fixture *fixture, const char *label)
{
  GtkWidget *button = find (GTK_WIDGET (fixture->check), is_button, label);

  if (button == NULL)
    g_error ("no button says “%s”", label);
  g_signal_emit_by_name (button, "clicked");
}

static inline const char *
subtitle_of (Fixture *fixture, const char *title)
{
  return adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (find (GTK_WIDGET (fixture->check), is_row, title)));
}

static inline AdwMessageDialog *
get_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return ADW_MESSAGE_DIALOG (window);
    }
  return NULL;
}

static inline AdwMessageDialog *
wait_for_dialog (void)
{
  WAIT_FOR (get_dialog () != NULL);
  settle ();
  return get_dialog ();
}

static inline void
go_asked (Fixture *fixture, GtkWidget *from, int place, const char *subject, const char *detail)
{
  fixture->place = place;
  g_free (fixture->page);
  fixture->page = g_strdup (detail);
}

static inline void
remember_password (Fixture *fixture, const char *password)
{
  const WaybillSecretKey key = { WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PASSWORD,
                                 waybill_partner_get_uuid (fixture->partner), NULL };
  g_autoptr (WaybillSecretText) text = waybill_secret_text_new (password);

  waybill_secret_vault_remember (waybill_ui_context_get_vault (fixture->context), &key, text);
}

static inline void
trust_authority (Fixture *fixture)
{
  const WaybillCertEntry *entry
      = waybill_cert_store_add_authority (waybill_ui_context_get_certificates (fixture->context),
                                          waybill_practice_certificates_get_authority (certificates), NULL, FALSE, NULL, NULL);

  waybill_partner_add_authority (fixture->partner, waybill_cert_certificate_get_fingerprint (entry->certificate), NULL);
}

static inline void
make_server (Fixture *fixture)
{
  const WaybillPracticeServerOptions options = { .port = 0 };
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("waybill-ui-check-XXXXXX", NULL);
  fixture->disk = g_build_filename (fixture->folder, "partner", NULL);
  fixture->own = g_build_filename (fixture->folder, "own", NULL);
  g_assert_true (waybill_practice_files_make (fixture->disk, &error));
  fixture->server = waybill_practice_server_new (fixture->disk, certificates, &options, &error);
  g_assert_no_error (error);
  waybill_practice_server_start (fixture->server);
}

static inline void
make_partner (Fixture *fixture)
{
  g_autofree char *user = waybill_practice_server_dup_user (fixture->server);
  const WaybillCertEntry *entry;
  g_autoptr (GError) error = NULL;

  fixture->context = waybill_ui_context_new (fixture->own, &error);
  g_assert_no_error (error);
  fixture->partner = waybill_partner_new ("Harbour Foods", NULL);
  waybill_partner_set_host (fixture->partner, "127.0.0.1", NULL);
  waybill_partner_set_port (fixture->partner, waybill_practice_server_get_port (fixture->server));
  waybill_partner_set_user (fixture->partner, user, NULL);
  waybill_partner_set_system_trust (fixture->partner, FALSE);
  entry = waybill_cert_store_add_identity (waybill_ui_context_get_certificates (fixture->context),
                                           waybill_practice_certificates_get_client (certificates), NULL, NULL, FALSE, NULL,
                                           &error);
  g_assert_no_error (error);
  waybill_partner_set_identity (fixture->partner, waybill_cert_certificate_get_fingerprint (entry->certificate), NULL);
  g_assert_true (waybill_partner_store_add (waybill_ui_context_get_partners (fixture->context), fixture->partner, NULL));
  remember_password (fixture, waybill_practice_server_get_password (fixture->server));
}

static inline void
check_gone (gpointer data, GObject *where)
{
  ((Fixture *) data)->gone = TRUE;
}

/* Not shown yet. */
static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  make_server (fixture);
  make_partner (fixture);
  g_signal_connect_swapped (fixture->context, "go", G_CALLBACK (go_asked), fixture);
  fixture->parent = GTK_WINDOW (gtk_window_new ());
  gtk_window_present (fixture->parent);
}

static inline void
open_check (Fixture *fixture)
{
  fixture->check = waybill_ui_check_new (fixture->context, fixture->parent, fixture->partner);
  g_object_weak_ref (G_OBJECT (fixture->check), check_gone, fixture);
  fixture->gone = FALSE;
  gtk_window_present (GTK_WINDOW (fixture->check));
}

static inline void
close_check (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&fixture->check)));
  WAIT_FOR (fixture->gone);
}

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->check != NULL)
    close_check (fixture);
  gtk_window_destroy (fixture->parent);
  settle ();
  g_clear_pointer (&fixture->server, waybill_practice_server_free);
  g_object_unref (fixture->partner);
  g_object_unref (fixture->context);
  g_free (fixture->page);
  g_assert_true (waybill_base_file_remove_tree (fixture->folder, NULL));
  g_free (fixture->folder);
  g_free (fixture->disk);
  g_free (fixture->own);
}

static inline WaybillPartnerHistory *
load_history (Fixture *fixture)
{
  return waybill_partner_learnt_load_history (waybill_ui_context_get_learnt_folder (fixture->context),
                                              waybill_partner_get_uuid (fixture->partner));
}
