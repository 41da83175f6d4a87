/* A store with the factory's certificates, three partners and the window over them, and how a test finds its way in it. For the tests
 * of the certificate store's window alone; included by each once. */
#pragma once

#include "rig.h"
#include "ui-cert-chain.h"
#include "ui-cert-details-assign.h"
#include "ui-cert-list.h"
#include "ui-cert-rename.h"
#include "ui-cert-row.h"
#include "ui-cert-window.h"

#include "base-clock.h"
#include "base-file.h"
#include "cert-import.h"
#include "cert-issue.h"

/* No test needs all of it. */
#pragma GCC diagnostic ignored "-Wunused-function"

#define DAY 86400
#define PASSWORD "geheim-7Kx"

typedef struct
{
  char *folder;
  WaybillUiContext *context;
  WaybillCertStore *store;
  WaybillPartnerStore *partners;
  GtkWindow *window;
  guint deadline;
  char *berta;    /* good, its root and its intermediate known */
  char *stranger; /* its issuer missing */
  char *ending;   /* 12 days left, self-signed, used by nobody */
  char *root;
  guint imports;
  guint n_dropped;
  int place;
  char *subject;
  char *detail;
} Fixture;

static WaybillCertImport *
read_file (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("WAYBILL_TEST_CERTS"), name, NULL);
  g_autoptr (GBytes) bytes = waybill_base_file_read (path, WAYBILL_CERT_IMPORT_MAX_BYTES, NULL);
  WaybillCertImport *import = waybill_cert_import_new ();
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (bytes);
  waybill_cert_import_add (import, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), PASSWORD, &error);
  g_assert_no_error (error);
  g_assert_true (waybill_cert_import_settle (import, NULL));
  return import;
}

static char *
add_identity (Fixture *fixture, WaybillCertIdentity *identity, const char *label)
{
  g_autoptr (GError) error = NULL;
  const WaybillCertEntry *entry
      = waybill_cert_store_add_identity (fixture->store, identity, label, NULL, FALSE, NULL, &error);

  g_assert_no_error (error);
  return g_strdup (waybill_cert_certificate_get_fingerprint (entry->certificate));
}

static char *
add_pfx (Fixture *fixture, const char *file, const char *label)
{
  g_autoptr (WaybillCertImport) import = read_file (file);

  return add_identity (fixture, import->identities->pdata[0], label);
}

static char *
add_authority (Fixture *fixture, const char *file, const char *label)
{
  g_autoptr (WaybillCertImport) import = read_file (file);
  const WaybillCertEntry *entry
      = waybill_cert_store_add_authority (fixture->store, import->authorities->pdata[0], label, FALSE, NULL, NULL);

  return g_strdup (waybill_cert_certificate_get_fingerprint (entry->certificate));
}

static void
add_partner (Fixture *fixture, const char *name, const char *identity, const char *authority)
{
  g_autoptr (WaybillPartner) partner = waybill_partner_new (name, NULL);
  g_autoptr (GError) error = NULL;

  waybill_partner_set_host (partner, "ftp.example", NULL);
  waybill_partner_set_identity (partner, identity, NULL);
  if (authority != NULL)
    waybill_partner_add_authority (partner, authority, NULL);
  waybill_partner_store_add (fixture->partners, partner, &error);
  g_assert_no_error (error);
}

static void
import_asked (Fixture *fixture, GtkWidget *from, GListModel *files, const char *partner)
{
  fixture->imports++;
  fixture->n_dropped = files == NULL ? 0 : g_list_model_get_n_items (files);
}

static void
place_asked (Fixture *fixture, GtkWidget *from, int place, const char *subject, const char *detail)
{
  fixture->place = place;
  g_free (fixture->subject);
  fixture->subject = g_strdup (subject);
  g_free (fixture->detail);
  fixture->detail = g_strdup (detail);
}

static void
fill (Fixture *fixture)
{
  gint64 now = waybill_base_clock_now ();
  g_autoptr (WaybillCertIdentity) ending = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, "Northgate 4711", NULL,
                                                               now - 718 * DAY, now + 12 * DAY + 600, NULL, NULL);

  fixture->root = add_authority (fixture, "ca/root.pem", "Lab Root CA 2036-11-20");
  fixture->berta = add_pfx (fixture, "client/berta.pfx", "Harbour Foods client 2036-11");
  fixture->stranger = add_pfx (fixture, "client/stranger.pfx", "Stranger & <Sons>");
  fixture->ending = add_identity (fixture, ending, "Norrland client 2026-12");
  add_partner (fixture, "Harbour Foods", fixture->berta, fixture->root);
  add_partner (fixture, "Baltic Timber", fixture->berta, NULL);
  add_partner (fixture, "Norrland Parts", NULL, NULL);
}

static void
set_up_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->deadline = g_timeout_add_seconds (RIG_PATIENCE, rig_too_late, (gpointer) "the test's end");
  fixture->folder = g_dir_make_tmp ("waybill-ui-cert-window-XXXXXX", NULL);
  fixture->context = waybill_ui_context_new (fixture->folder, &error);
  g_assert_no_error (error);
  fixture->store = waybill_ui_context_get_certificates (fixture->context);
  fixture->partners = waybill_ui_context_get_partners (fixture->context);
  fixture->place = -1;
  g_signal_connect_swapped (fixture->context, "import", G_CALLBACK (import_asked), fixture);
  g_signal_connect_swapped (fixture->context, "go", G_CALLBACK (place_asked), fixture);
}

static void
open_window (Fixture *fixture)
{
  fixture->window = GTK_WINDOW (waybill_ui_cert_window_new (fixture->context, NULL));
  gtk_window_present (fixture->window);
  while (!gtk_widget_get_mapped (GTK_WIDGET (fixture->window)))
    g_main_context_iteration (NULL, TRUE);
  settle ();
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  set_up_empty (fixture, data);
  fill (fixture);
  open_window (fixture);
}

static void
close_window (Fixture *fixture)
{
  if (fixture->window != NULL)
    gtk_window_destroy (fixture->window);
  fixture->window = NULL;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_window (fixture);
  settle ();
  g_clear_object (&fixture->context);
  settle ();
  waybill_base_file_remove_tree (fixture->folder, NULL);
  g_source_remove (fixture->deadline);
  g_free (fixture->folder);
  g_free (fixture->berta);
  g_free (fixture->stranger);
  g_free (fixture->ending);
  g_free (fixture->root);
  g_free (fixture->subject);
  g_free (fixture->detail);
}

static gboolean
has_class (GtkWidget *widget, gconstpointer css_class)
{
  return gtk_widget_has_css_class (widget, css_class);
}

static gboolean
is_check_of (GtkWidget *widget, gconstpointer partner)
{
  return GTK_IS_CHECK_BUTTON (widget)
         && g_strcmp0 (adw_preferences_row_get_title (
                           ADW_PREFERENCES_ROW (gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_ROW))),
                       partner)
                == 0;
}

static GtkWidget *
get (Fixture *fixture, const char *type)
{
  GtkWidget *found = find (GTK_WIDGET (fixture->window), is_named, type);

  g_assert_nonnull (found);
  return found;
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  return find (GTK_WIDGET (fixture->window), is_label, text) != NULL;
}

static void
wait_until_shown (Fixture *fixture, const char *text)
{
  while (!shows (fixture, text))
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_until_hidden (Fixture *fixture, const char *text)
{
  while (shows (fixture, text))
    g_main_context_iteration (NULL, TRUE);
}

static WaybillUiCertList *
get_list (Fixture *fixture)
{
  return WAYBILL_UI_CERT_LIST (get (fixture, "WaybillUiCertList"));
}

/* The fast path's row of a view, as a click would. */
static void
select_view (Fixture *fixture, WaybillUiCertView view)
{
  GtkListBox *path = GTK_LIST_BOX (find (GTK_WIDGET (fixture->window), has_class, "navigation-sidebar"));

  gtk_list_box_select_row (path, gtk_list_box_get_row_at_index (path, (int) view));
  settle ();
}

static void
search (Fixture *fixture, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (get (fixture, "GtkSearchEntry")), text);
  /* GTK searches for nothing first, and then, in its own time, for this. */
  settle ();
}
