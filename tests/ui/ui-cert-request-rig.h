/* The request assistant over a store and partners of its own, for its tests. Included by each test once. */
#pragma once

#include "ui-cert-import-rig.h"

#include "ui-cert-request-private.h"

static WaybillUiCertRequest *window;      /* weak: GTK owns it */
G_GNUC_UNUSED static GListModel *wanted;  /* the files of the last import that was asked for */
G_GNUC_UNUSED static char *wanted_for;
G_GNUC_UNUSED static int place = -1;
G_GNUC_UNUSED static char *place_subject;

/* Rig */

static inline void
import_asked (WaybillUiContext *context, GtkWidget *from, GListModel *files, const char *partner, gpointer user_data)
{
  g_set_object (&wanted, files);
  g_free (wanted_for);
  wanted_for = g_strdup (partner);
}

static inline void
went (WaybillUiContext *context, GtkWidget *from, int where, const char *subject, const char *detail, gpointer user_data)
{
  place = where;
  g_free (place_subject);
  place_subject = g_strdup (subject);
}

static inline void
set_up_request (Fixture *fixture, gconstpointer data)
{
  set_up (fixture, data);
  g_signal_handlers_disconnect_by_func (fixture->context, place_asked, fixture);
  g_signal_connect (fixture->context, "import", G_CALLBACK (import_asked), NULL);
  g_signal_connect (fixture->context, "go", G_CALLBACK (went), NULL);
  place = -1;
}

static inline void
open_parent (Fixture *fixture)
{
  AdwToastOverlay *overlay = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());

  fixture->parent = GTK_WINDOW (adw_window_new ());
  adw_window_set_content (ADW_WINDOW (fixture->parent), GTK_WIDGET (overlay));
  waybill_ui_toast_install (GTK_WIDGET (fixture->parent), overlay);
  gtk_window_present (fixture->parent);
}

static inline void
open_request (Fixture *fixture, const char *partner)
{
  if (fixture->parent == NULL)
    open_parent (fixture);
  window = waybill_ui_cert_request_new (fixture->context, fixture->parent, partner);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_present (GTK_WINDOW (window));
  settle ();
}

static inline void
tear_down_request (Fixture *fixture, gconstpointer data)
{
  if (window != NULL)
    gtk_window_destroy (GTK_WINDOW (window));
  WAIT_FOR (window == NULL);
  g_clear_object (&wanted);
  g_clear_pointer (&wanted_for, g_free);
  g_clear_pointer (&place_subject, g_free);
  g_signal_handlers_disconnect_by_func (fixture->context, import_asked, NULL);
  g_signal_handlers_disconnect_by_func (fixture->context, went, NULL);
  tear_down (fixture, data);
}

static inline gboolean
is_busy (void)
{
  return window != NULL && (window->making != NULL || waybill_ui_cert_request_have_is_busy (window->have_page));
}

static inline void
next (void)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "assistant.next", NULL);
  WAIT_FOR (!is_busy ());
  settle ();
}

static inline void
assert_at (WaybillUiCertRequestStep step)
{
  g_assert_cmpuint (waybill_ui_assistant_get_step (WAYBILL_UI_ASSISTANT (window)), ==, step);
}

static inline gboolean
says_here (const char *text)
{
  return holds_text (GTK_WIDGET (waybill_ui_assistant_get_shown (WAYBILL_UI_ASSISTANT (window))), text);
}

static inline gboolean
is_field (GtkWidget *widget, gconstpointer title)
{
  g_autofree char *plain = NULL;

  if (!ADW_IS_ENTRY_ROW (widget))
    return FALSE;
  plain = g_strdelimit (g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget))), "_", '\1');
  for (char *at = plain; (at = strchr (at, '\1')) != NULL;)
    memmove (at, at + 1, strlen (at));
  return g_str_equal (plain, title);
}

static inline GtkEditable *
get_field (const char *title)
{
  GtkWidget *row = find (GTK_WIDGET (window->who_page), is_field, title);

  g_assert_nonnull (row);
  return GTK_EDITABLE (row);
}

static inline void
type (const char *title, const char *text)
{
  gtk_editable_set_text (get_field (title), text);
}

static inline gboolean
is_check_of (GtkWidget *widget, gconstpointer title)
{
  return ADW_IS_ACTION_ROW (widget) && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title);
}

static inline void
choose_curve (void)
{
  GtkWidget *row = find (GTK_WIDGET (window->who_page), is_check_of, "Elliptic curve, P-256");

  gtk_check_button_set_active (GTK_CHECK_BUTTON (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row))), TRUE);
}

static inline void
choose_self_signed (void)
{
  GtkWidget *row = find (GTK_WIDGET (window->who_page), is_check_of, "Nobody: self-signed");

  gtk_check_button_set_active (GTK_CHECK_BUTTON (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row))), TRUE);
}

static inline gboolean
is_button_for (GtkWidget *widget, gconstpointer label)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_get_visible (widget)
         && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

static inline GtkWidget *
find_button (GtkWidget *below, const char *label)
{
  return find (below, is_button_for, label);
}

static inline void
press_here (const char *label)
{
  GtkWidget *button = find_button (GTK_WIDGET (waybill_ui_assistant_get_shown (WAYBILL_UI_ASSISTANT (window))), label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  settle ();
}

/* In the toast of the window below. */
static inline void
undo_below (Fixture *fixture)
{
  GtkWidget *button = find (GTK_WIDGET (fixture->parent), is_button, "_Undo");

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  settle ();
}

static inline guint
count_waiting (Fixture *fixture)
{
  g_autoptr (GPtrArray) list = waybill_cert_store_list_requests (fixture->store);

  return list->len;
}

static inline const WaybillCertWaiting *
get_waiting (Fixture *fixture)
{
  g_autoptr (GPtrArray) list = waybill_cert_store_list_requests (fixture->store);

  g_assert_cmpuint (list->len, ==, 1);
  return list->pdata[0];
}

static inline void
look (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);

  waybill_ui_cert_request_have_look (window->have_page, folder);
  WAIT_FOR (!is_busy ());
  settle ();
}

static inline void
copy_factory_file (Fixture *fixture, const char *name, const char *to)
{
  g_autofree char *from = g_build_filename (g_getenv ("WAYBILL_TEST_CERTS"), name, NULL);
  g_autofree char *path = g_build_filename (fixture->folder, to, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *content = NULL;
  gsize length;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_get_contents (from, &content, &length, NULL));
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

/* To the third page, with the quick key. */
static inline void
make_request (Fixture *fixture, const char *partner)
{
  open_request (fixture, partner);
  next ();
  choose_curve ();
  next ();
  assert_at (WAYBILL_UI_CERT_REQUEST_STEP_SEND);
}

/* The folder: the user's own cache and data of a test that works in them. */
static inline gboolean
begin_request (int *argc, char ***argv, const char *folder)
{
  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  return begin (argc, argv, folder);
}
