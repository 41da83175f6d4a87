/* The import assistant over a store and partners of its own, for its tests: opened, fed, pressed and looked at as a person would.
 * Included by each test once. */
#pragma once

#include "rig.h"
#include "ui-cert-import-private.h"

#include "base-clock.h"
#include "base-file.h"
#include "cert-issue.h"
#include "ui-toast.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#define PASSWORD "geheim-7Kx"
#define DAY 86400

typedef struct
{
  char *folder;
  WaybillUiContext *context;
  WaybillCertStore *store;
  WaybillPartnerStore *partners;
  GtkWindow *parent;
  WaybillUiCertImport *window; /* weak */
  guint deadline;
  char *checked; /* the partner whose check was asked for */
} Fixture;

/* Rig */

static inline void
place_asked (Fixture *fixture, GtkWidget *from, int place, const char *subject, const char *detail)
{
  g_assert_cmpint (place, ==, WAYBILL_UI_PLACE_CHECK);
  g_free (fixture->checked);
  fixture->checked = g_strdup (subject);
}

static inline void
open_context (Fixture *fixture, const char *folder)
{
  g_autoptr (GError) error = NULL;

  fixture->context = waybill_ui_context_new (folder, &error);
  g_assert_no_error (error);
  fixture->store = waybill_ui_context_get_certificates (fixture->context);
  fixture->partners = waybill_ui_context_get_partners (fixture->context);
  g_signal_connect_swapped (fixture->context, "go", G_CALLBACK (place_asked), fixture);
}

static inline void
open_window (Fixture *fixture, const char *partner)
{
  AdwToastOverlay *overlay = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());

  fixture->parent = GTK_WINDOW (adw_window_new ());
  adw_window_set_content (ADW_WINDOW (fixture->parent), GTK_WIDGET (overlay));
  waybill_ui_toast_install (GTK_WIDGET (fixture->parent), overlay);
  gtk_window_present (fixture->parent);
  fixture->window = waybill_ui_cert_import_new (fixture->context, fixture->parent, partner);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->deadline = g_timeout_add_seconds (RIG_PATIENCE, rig_too_late, (gpointer) "the test's end");
  fixture->folder = g_dir_make_tmp ("waybill-ui-import-XXXXXX", NULL);
  open_context (fixture, fixture->folder);
}

static inline void
close_window (Fixture *fixture)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  if (fixture->parent != NULL)
    gtk_window_destroy (fixture->parent);
  fixture->parent = NULL;
  while (fixture->window != NULL)
    g_main_context_iteration (NULL, TRUE);
  settle ();
}

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_window (fixture);
  g_signal_handlers_disconnect_by_data (fixture->context, fixture);
  g_clear_object (&fixture->context);
  g_source_remove (fixture->deadline);
  g_assert_true (waybill_base_file_remove_tree (fixture->folder, NULL));
  g_free (fixture->folder);
  g_free (fixture->checked);
}

static inline void
settle_assistant (Fixture *fixture)
{
  while (waybill_ui_cert_import_is_busy (fixture->window))
    g_main_context_iteration (NULL, TRUE);
  settle ();
}

static inline void
add_path (Fixture *fixture, const char *path)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_list_store_append (files, file);
  waybill_ui_cert_import_add_files (fixture->window, G_LIST_MODEL (files));
}

static inline void
add_factory_file (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("WAYBILL_TEST_CERTS"), name, NULL);

  add_path (fixture, path);
}

static inline void
add_files (Fixture *fixture, const char *first, ...)
{
  va_list names;

  va_start (names, first);
  for (const char *name = first; name != NULL; name = va_arg (names, const char *))
    add_factory_file (fixture, name);
  va_end (names);
  settle_assistant (fixture);
}

/* A file made here: an authority as PEM. */
static inline WaybillCertCertificate *
add_authority_file (Fixture *fixture, const char *name, const char *subject, gint64 begin, gint64 end)
{
  g_autoptr (WaybillCertIdentity) authority
      = waybill_cert_issue (WAYBILL_CERT_ROLE_AUTHORITY, subject, NULL, begin, end, NULL, NULL);
  WaybillCertCertificate *certificate = waybill_cert_certificate_ref (waybill_cert_identity_get_certificate (authority));
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  GBytes *der = waybill_cert_certificate_get_der (certificate);

  g_assert_true (waybill_base_file_write (path, g_bytes_get_data (der, NULL), g_bytes_get_size (der), NULL));
  if (fixture->window != NULL)
    {
      add_path (fixture, path);
      settle_assistant (fixture);
    }
  return certificate;
}

static inline WaybillPartner *
add_partner (Fixture *fixture, const char *name, const char *authority)
{
  g_autoptr (WaybillPartner) partner = waybill_partner_new (name, NULL);
  g_autoptr (GError) error = NULL;

  if (authority != NULL)
    waybill_partner_add_authority (partner, authority, NULL);
  waybill_partner_store_add (fixture->partners, partner, &error);
  g_assert_no_error (error);
  return waybill_partner_store_find (fixture->partners, name, NULL);
}

static inline void
press (Fixture *fixture, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL);
  if (fixture->window != NULL)
    settle_assistant (fixture);
}

/* As by Cancel, or by what the toast offers. */
static inline void
discard (Fixture *fixture)
{
  waybill_ui_assistant_leave (WAYBILL_UI_ASSISTANT (fixture->window));
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

static inline void
assert_step (Fixture *fixture, WaybillUiCertImportStep step)
{
  g_assert_cmpint (waybill_ui_cert_import_get_step (fixture->window), ==, step);
  g_assert_true (waybill_ui_assistant_get_shown (WAYBILL_UI_ASSISTANT (fixture->window))
                 == waybill_ui_assistant_get_page (WAYBILL_UI_ASSISTANT (fixture->window), step));
}

/* Looking */

static inline gboolean
is_a (GtkWidget *widget, gconstpointer type)
{
  return g_type_is_a (G_OBJECT_TYPE (widget), (GType) type);
}

static inline GtkWidget *
find_on_page (Fixture *fixture, GType type, guint n)
{
  GtkWidget *page = GTK_WIDGET (waybill_ui_assistant_get_shown (WAYBILL_UI_ASSISTANT (fixture->window)));

  return find_nth (page, is_a, (gconstpointer) type, &n);
}

/* Whether any label that is shown on the page holds text. */
static inline gboolean
holds_text (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (holds_text (child, text))
      return TRUE;
  return FALSE;
}

static inline gboolean
page_says (Fixture *fixture, const char *text)
{
  return holds_text (GTK_WIDGET (waybill_ui_assistant_get_shown (WAYBILL_UI_ASSISTANT (fixture->window))), text);
}

static inline void
type_password (Fixture *fixture, const char *password)
{
  gtk_editable_set_text (GTK_EDITABLE (find_on_page (fixture, ADW_TYPE_PASSWORD_ENTRY_ROW, 0)), password);
}

static inline guint
count_entries (Fixture *fixture)
{
  g_autoptr (GPtrArray) list = waybill_cert_store_list (fixture->store);

  return list->len;
}

static inline void
looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WaybillSecretText **text = user_data;

  *text = waybill_secret_vault_lookup_finish (WAYBILL_SECRET_VAULT (source), result, NULL);
}

/* What the vault has for an identity; in these tests it answers from memory. */
static inline char *
dup_secret (Fixture *fixture, const char *fingerprint)
{
  WaybillSecretKey key = { WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD, fingerprint, NULL };
  WaybillSecretText *none = (WaybillSecretText *) fixture;
  WaybillSecretText *text = none;
  char *copy;

  waybill_secret_vault_lookup_async (waybill_ui_context_get_vault (fixture->context), &key, NULL, looked_up, &text);
  while (text == none)
    g_main_context_iteration (NULL, TRUE);
  copy = text != NULL ? g_strdup (waybill_secret_text_peek (text)) : NULL;
  g_clear_pointer (&text, waybill_secret_text_unref);
  return copy;
}

static inline const WaybillCertEntry *
find_identity (Fixture *fixture)
{
  g_autoptr (GPtrArray) list = waybill_cert_store_list (fixture->store);

  for (guint i = 0; i < list->len; i++)
    if (((WaybillCertEntry *) list->pdata[i])->is_identity)
      return list->pdata[i];
  return NULL;
}

static inline void
go_to_done (Fixture *fixture)
{
  add_files (fixture, "client/modern-chain.pfx", NULL);
  press_next (fixture);
  type_password (fixture, PASSWORD);
  for (guint i = 0; i < 4; i++)
    press_next (fixture);
  assert_step (fixture, WAYBILL_UI_CERT_IMPORT_STEP_DONE);
}

/* The user's own folders of a test that works in them lie in folder; no keyring is started by a bus. */
static inline gboolean
begin (int *argc, char ***argv, const char *folder)
{
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_STATE_HOME", folder, TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  return rig_begin (argc, argv);
}
