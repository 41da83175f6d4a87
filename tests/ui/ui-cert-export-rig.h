/* The export assistant over a store of its own: chosen, typed and pressed as a person would, and what it wrote is read
 * again. */

#include "rig.h"
#include "ui-cert-export-private.h"

#include "base-clock.h"
#include "base-file.h"
#include "cert-import.h"
#include "cert-issue.h"
#include "ui-cert-export-choice.h"
#include "ui-toast.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define OWN_PASSWORD "geheim-7Kx"
#define NEW_PASSWORD "kolu-beta-runo-77"
#define LABEL "Harbour Foods client 2027-11"
#define DAY 86400

typedef struct
{
  char *folder;
  char *target;
  WaybillUiContext *context;
  WaybillCertStore *store;
  char *identity;
  char *authority;
  GtkWindow *parent;
  WaybillUiCertExport *window; /* weak */
  guint deadline;
  guint n_uploads;
} Fixture;

/* Rig */

static inline void
upload_asked (Fixture *fixture, GtkWidget *from, GListModel *files)
{
  fixture->n_uploads = g_list_model_get_n_items (files);
}

static inline WaybillCertIdentity *
issue (WaybillCertRole role, const char *name, WaybillCertIdentity *issuer)
{
  gint64 now = waybill_base_clock_now ();
  g_autoptr (GError) error = NULL;
  WaybillCertIdentity *identity = waybill_cert_issue (role, name, NULL, now - DAY, now + 365 * DAY, issuer, &error);

  g_assert_no_error (error);
  return identity;
}

static inline void
fill_store (Fixture *fixture)
{
  g_autoptr (WaybillCertIdentity) root = issue (WAYBILL_CERT_ROLE_AUTHORITY, "HF Root CA", NULL);
  g_autoptr (WaybillCertIdentity) client = issue (WAYBILL_CERT_ROLE_CLIENT, "anna", root);
  g_autoptr (GError) error = NULL;
  gboolean existed;

  waybill_cert_store_add_authority (fixture->store, waybill_cert_identity_get_certificate (root), "HF Root CA 2027-11-22",
                                    FALSE, &existed, &error);
  g_assert_no_error (error);
  waybill_cert_store_add_identity (fixture->store, client, LABEL, OWN_PASSWORD, FALSE, &existed, &error);
  g_assert_no_error (error);
  fixture->identity = g_strdup (waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (client)));
  fixture->authority = g_strdup (waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (root)));
}

static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->deadline = g_timeout_add_seconds (RIG_PATIENCE, rig_too_late, (gpointer) "the test's end");
  fixture->folder = g_dir_make_tmp ("waybill-ui-export-XXXXXX", NULL);
  fixture->target = g_build_filename (fixture->folder, "target", NULL);
  g_assert_cmpint (g_mkdir (fixture->target, 0700), ==, 0);
  fixture->context = waybill_ui_context_new (fixture->folder, &error);
  g_assert_no_error (error);
  fixture->store = waybill_ui_context_get_certificates (fixture->context);
  g_signal_connect_swapped (fixture->context, "upload", G_CALLBACK (upload_asked), fixture);
  fill_store (fixture);
}

/* As the keyring would. */
static inline void
remember_own (Fixture *fixture, const char *password)
{
  WaybillSecretKey key = { WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD, fixture->identity, LABEL };
  g_autoptr (WaybillSecretText) text = waybill_secret_text_new (password);

  waybill_secret_vault_remember (waybill_ui_context_get_vault (fixture->context), &key, text);
}

static inline void
open_window (Fixture *fixture, const char *fingerprint)
{
  AdwToastOverlay *overlay = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());

  fixture->parent = GTK_WINDOW (adw_window_new ());
  adw_window_set_content (ADW_WINDOW (fixture->parent), GTK_WIDGET (overlay));
  waybill_ui_toast_install (GTK_WIDGET (fixture->parent), overlay);
  gtk_window_present (fixture->parent);
  fixture->window = waybill_ui_cert_export_new (fixture->context, fixture->parent, fingerprint);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  waybill_ui_cert_export_files_set_folder (fixture->window->files_page, fixture->target);
  gtk_window_present (GTK_WINDOW (fixture->window));
  settle ();
}

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  if (fixture->parent != NULL)
    gtk_window_destroy (fixture->parent);
  while (fixture->window != NULL)
    g_main_context_iteration (NULL, TRUE);
  settle ();
  g_signal_handlers_disconnect_by_data (fixture->context, fixture);
  g_clear_object (&fixture->context);
  g_source_remove (fixture->deadline);
  g_assert_true (waybill_base_file_remove_tree (fixture->folder, NULL));
  g_free (fixture->folder);
  g_free (fixture->target);
  g_free (fixture->identity);
  g_free (fixture->authority);
}

static inline void
press (Fixture *fixture, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL);
  while (fixture->window != NULL && waybill_ui_cert_export_is_busy (fixture->window))
    g_main_context_iteration (NULL, TRUE);
  settle ();
}

static inline void
press_next (Fixture *fixture)
{
  press (fixture, "assistant.next");
}

static inline gboolean
can_press_next (Fixture *fixture)
{
  return gtk_widget_is_sensitive (waybill_ui_assistant_get_primary (WAYBILL_UI_ASSISTANT (fixture->window)));
}

static inline const char *
get_primary_label (Fixture *fixture)
{
  return gtk_button_get_label (GTK_BUTTON (waybill_ui_assistant_get_primary (WAYBILL_UI_ASSISTANT (fixture->window))));
}

static inline void
assert_step (Fixture *fixture, WaybillUiCertExportStep step)
{
  g_assert_cmpint (waybill_ui_cert_export_get_step (fixture->window), ==, step);
}

static inline GtkWidget *
get_page (Fixture *fixture)
{
  return GTK_WIDGET (waybill_ui_assistant_get_shown (WAYBILL_UI_ASSISTANT (fixture->window)));
}

static inline gboolean
page_says (Fixture *fixture, const char *text)
{
  return find (get_page (fixture), says, text) != NULL;
}

static inline gboolean
is_password_row (GtkWidget *widget, gconstpointer unused)
{
  return ADW_IS_PASSWORD_ENTRY_ROW (widget);
}

/* 0: the one that opens the key now; 1 and 2: the new one. */
static inline void
type_into (Fixture *fixture, guint row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_nth (get_page (fixture), is_password_row, NULL, &row)), text);
}

static inline void
type_new (Fixture *fixture, const char *text)
{
  type_into (fixture, 1, text);
  type_into (fixture, 2, text);
}

static inline gboolean
is_choice (GtkWidget *widget, gconstpointer shape)
{
  return WAYBILL_IS_UI_CERT_EXPORT_CHOICE (widget)
         && waybill_cert_export_plan_get_shape (
                waybill_ui_cert_export_choice_get_plan (WAYBILL_UI_CERT_EXPORT_CHOICE (widget)))
                == GPOINTER_TO_UINT (shape);
}

static inline void
choose (Fixture *fixture, WaybillCertExportShape shape)
{
  GtkWidget *choice = find (get_page (fixture), is_choice, GUINT_TO_POINTER (shape));

  g_assert_nonnull (choice);
  gtk_check_button_set_active (waybill_ui_cert_export_choice_get_check (WAYBILL_UI_CERT_EXPORT_CHOICE (choice)), TRUE);
  settle ();
}

static inline guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->target, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static inline GBytes *
read_file (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->target, name, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = waybill_base_file_read (path, 100000, &error);

  g_assert_no_error (error);
  return bytes;
}

/* How many identities a file holds. */
static inline guint
count_identities (Fixture *fixture, const char *name, const char *password)
{
  g_autoptr (GBytes) bytes = read_file (fixture, name);
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();

  if (!waybill_cert_import_add (import, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), password, NULL)
      || !waybill_cert_import_settle (import, NULL))
    return 0;
  return import->identities->len;
}

static inline void
go_to_password (Fixture *fixture)
{
  open_window (fixture, fixture->identity);
  press_next (fixture);
  press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_EXPORT_STEP_PASSWORD);
}

static inline void
put_in_the_way (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->target, "Harbour-Foods-client-2027-11.cer", NULL);

  g_assert_true (g_file_set_contents (path, "older", -1, NULL));
}

/* No keyring is started by a bus, and the user's own folders are of this test alone. */
static inline int
run_tests (int *argc, char ***argv, void (*add_all) (void))
{
  g_autofree char *folder = g_dir_make_tmp ("waybill-ui-export-home-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_STATE_HOME", folder, TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  if (!rig_begin (argc, argv))
    return 0;
  /* A cursor that blinks draws without end, and nothing would ever be settled where drawing is slow. */
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, NULL);
  add_all ();
  result = g_test_run ();
  waybill_base_file_remove_tree (folder, NULL);
  return result;
}

#define ADD(name, data, function)                                                                                          \
  g_test_add ("/ui/cert-export/" name, Fixture, GUINT_TO_POINTER (data), set_up, function, tear_down)
