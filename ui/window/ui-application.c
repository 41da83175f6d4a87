/* The running program: it opens windows and knows what belongs to no single one of them.
 * It holds no connection, and no secret but through its context's vault. */

#include "ui-application.h"

#include <glib/gi18n.h>

#include "partner-watch.h"
#include "ui-renewal.h"
#include "ui-tell.h"
#include "ui-toast.h"
#include "ui-window.h"

#include "words-error.h"
#include "words-next.h"

struct _WaybillUiApplication
{
  AdwApplication parent_instance;

  WaybillUiContext *context;
  WaybillUiRenewal *renewal; /* of the context */
  GPtrArray *taken_over;     /* (element-type Change): what nobody was told yet */
  guint idle;
};

G_DEFINE_FINAL_TYPE (WaybillUiApplication, waybill_ui_application, ADW_TYPE_APPLICATION)

/**
 * waybill_ui_application_new:
 *
 * Makes the application; its style sheet and icons are found in the resource bundle under its id.
 *
 * Returns: (transfer full): a new application, to be run on the main thread
 */
WaybillUiApplication *
waybill_ui_application_new (void)
{
  return g_object_new (WAYBILL_TYPE_UI_APPLICATION, "application-id", WAYBILL_APP_ID, "resource-base-path",
                       WAYBILL_RESOURCE_PATH, "flags", G_APPLICATION_HANDLES_OPEN, NULL);
}

static void
quit_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkApplication *application = GTK_APPLICATION (user_data);
  GList *windows
      = g_list_copy_deep (gtk_application_get_windows (application), (GCopyFunc) (void (*) (void)) g_object_ref, NULL);

  /* Closing, not g_application_quit: each window ends what it runs, and asks where work would be lost. */
  for (GList *link = windows; link != NULL; link = link->next)
    if (WAYBILL_IS_UI_WINDOW (link->data))
      gtk_window_close (GTK_WINDOW (link->data));
  g_list_free_full (windows, g_object_unref);
}

static void
about_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkApplication *application = GTK_APPLICATION (user_data);
  GtkWidget *about = adw_about_window_new ();

  g_object_set (about, "application-name", "Waybill", "application-icon", WAYBILL_APP_ID, "version", WAYBILL_VERSION,
                "developer-name", _ ("The Waybill developers"), "license-type", GTK_LICENSE_GPL_3_0, "comments",
                _ ("Send and fetch files with your trading partners, safely, with certificates."), NULL);
  gtk_window_set_transient_for (GTK_WINDOW (about), gtk_application_get_active_window (application));
  gtk_window_present (GTK_WINDOW (about));
}

/* The user's stores cannot be opened: said in a window, since there is nothing else to show. */
static GtkWindow *
new_complaint (WaybillUiApplication *self, const GError *error)
{
  g_autoptr (WaybillWords) words = waybill_words_error (error, NULL);
  g_autofree char *text = waybill_words_to_body (words, "\n\n");
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (self));
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-error-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), words->title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), escaped);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  gtk_window_set_title (GTK_WINDOW (window), "Waybill");
  gtk_window_set_default_size (GTK_WINDOW (window), 640, 480);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  return GTK_WINDOW (window);
}

/* (transfer none) (nullable): the user's own window. */
static GtkWidget *
find_window (WaybillUiApplication *self)
{
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL; link = link->next)
    if (WAYBILL_IS_UI_WINDOW (link->data) && waybill_ui_window_get_context (link->data) == self->context)
      return link->data;
  return NULL;
}

/* What somebody may want to take back. */
typedef struct
{
  WaybillUiRenewal *renewal;
  char *uuid;
  char *before; /* (nullable) */
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_object_unref (change->renewal);
  g_free (change->uuid);
  g_free (change->before);
  g_free (change);
}

static void
tell_not_taken_back (const GError *error)
{
  g_autoptr (WaybillWords) words = waybill_words_error (error, NULL);
  GtkWidget *window = find_window (WAYBILL_UI_APPLICATION (g_application_get_default ()));

  if (window != NULL)
    waybill_ui_tell (window, words);
}

static void
take_back (gpointer data)
{
  GPtrArray *changes = data;
  g_autoptr (GError) error = NULL;

  /* What cannot be written here can be written nowhere else: it is said once. */
  for (guint i = 0; i < changes->len && error == NULL; i++)
    {
      const Change *change = changes->pdata[i];

      if (!waybill_ui_renewal_undo (change->renewal, change->uuid, change->before, &error))
        tell_not_taken_back (error);
    }
}

/* (transfer full) (nullable): NULL: the partner is gone. */
static char *
dup_title (WaybillUiApplication *self, GPtrArray *changes)
{
  const Change *first = changes->pdata[0];
  WaybillPartner *partner = waybill_ui_context_find_partner (self->context, first->uuid);

  if (changes->len > 1)
    return g_strdup_printf (ngettext ("%u partner is shown another certificate from now on",
                                      "%u partners are shown another certificate from now on", changes->len),
                            changes->len);
  return partner != NULL
             ? waybill_words_next_took_over (partner, waybill_ui_context_get_certificates (self->context), first->before)
             : NULL;
}

/* One offer stands at a time: what took over at one moment is told, and taken back, at once. */
static gboolean
tell_taken_over (gpointer user_data)
{
  WaybillUiApplication *self = WAYBILL_UI_APPLICATION (user_data);
  GtkWidget *window = find_window (self);
  g_autoptr (GPtrArray) changes = NULL;
  g_autofree char *title = NULL;

  self->idle = 0;
  if (window == NULL || self->taken_over->len == 0)
    return G_SOURCE_REMOVE;
  changes = g_steal_pointer (&self->taken_over);
  self->taken_over = g_ptr_array_new_with_free_func (change_free);
  title = dup_title (self, changes);
  if (title != NULL)
    waybill_ui_toast_offer_undo (window, title, take_back, g_steal_pointer (&changes), (GDestroyNotify) g_ptr_array_unref);
  return G_SOURCE_REMOVE;
}

/* Where no window is open, it is said in the next one. */
static void
tell_taken_over_soon (WaybillUiApplication *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (tell_taken_over, self);
}

static void
took_over (WaybillUiApplication *self, const char *uuid, const char *before)
{
  Change *change = g_new0 (Change, 1);

  change->renewal = g_object_ref (self->renewal);
  change->uuid = g_strdup (uuid);
  change->before = g_strdup (before);
  g_ptr_array_add (self->taken_over, change);
  tell_taken_over_soon (self);
}

static void
runs_out (WaybillUiApplication *self, const char *fingerprint, const char *sentence, const char *why)
{
  g_autoptr (GNotification) notification = g_notification_new (sentence);
  g_autofree char *id = g_strconcat ("runs-out-", fingerprint, NULL);

  g_notification_set_body (notification, why);
  g_notification_set_default_action_and_target (notification, "app.look", "s", fingerprint);
  g_notification_add_button_with_target (notification, _ ("Look"), "app.look", "s", fingerprint);
  g_application_send_notification (G_APPLICATION (self), id, notification);
}

static gboolean
open_context (WaybillUiApplication *self, GError **error)
{
  g_autofree char *told = waybill_partner_watch_dup_path ();

  if (self->context != NULL)
    return TRUE;
  self->context = waybill_ui_context_new (NULL, error);
  if (self->context == NULL)
    return FALSE;
  self->renewal = waybill_ui_renewal_new (self->context, told);
  g_signal_connect_swapped (self->renewal, "took-over", G_CALLBACK (took_over), self);
  g_signal_connect_swapped (self->renewal, "runs-out", G_CALLBACK (runs_out), self);
  return TRUE;
}

/* (transfer none): the user's own window, opened where there is none. */
static GtkWindow *
get_window (WaybillUiApplication *self)
{
  g_autoptr (GError) error = NULL;

  if (find_window (self) != NULL)
    return GTK_WINDOW (find_window (self));
  if (!open_context (self, &error))
    return new_complaint (self, error);
  tell_taken_over_soon (self);
  return GTK_WINDOW (waybill_ui_window_new (self, self->context, NULL));
}

static void
waybill_ui_application_activate (GApplication *application)
{
  gtk_window_present (get_window (WAYBILL_UI_APPLICATION (application)));
}

/* Certificates that were opened with Waybill: the assistant says what each file is. */
static void
waybill_ui_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  GtkWindow *window = get_window (WAYBILL_UI_APPLICATION (application));
  g_autoptr (GListStore) list = g_list_store_new (G_TYPE_FILE);

  gtk_window_present (window);
  g_list_store_splice (list, 0, 0, (gpointer *) files, (guint) n_files);
  if (WAYBILL_IS_UI_WINDOW (window))
    waybill_ui_context_import (waybill_ui_window_get_context (WAYBILL_UI_WINDOW (window)), GTK_WIDGET (window),
                               G_LIST_MODEL (list), NULL);
}

/* From a notification: the certificate where it lies in the store, else the page that speaks of it. */
static void
look_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WaybillUiApplication *self = WAYBILL_UI_APPLICATION (user_data);
  const char *fingerprint = g_variant_get_string (parameter, NULL);
  GtkWindow *window = get_window (self);

  gtk_window_present (window);
  if (!WAYBILL_IS_UI_WINDOW (window))
    return;
  if (waybill_cert_store_find_fingerprint (waybill_ui_context_get_certificates (self->context), fingerprint) != NULL)
    waybill_ui_context_go (self->context, GTK_WIDGET (window), WAYBILL_UI_PLACE_CERTIFICATES, fingerprint, NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (window), "win.start", NULL);
}

static void
waybill_ui_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "quit", .activate = quit_activated },
    { .name = "about", .activate = about_activated },
    { .name = "look", .activate = look_activated, .parameter_type = "s" },
  };

  G_APPLICATION_CLASS (waybill_ui_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (WAYBILL_APP_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "app.quit", (const char *[]){ "<Primary>q", NULL });
}

static void
waybill_ui_application_dispose (GObject *object)
{
  WaybillUiApplication *self = WAYBILL_UI_APPLICATION (object);

  if (self->renewal != NULL)
    g_signal_handlers_disconnect_by_data (self->renewal, self);
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->taken_over, g_ptr_array_unref);
  g_clear_object (&self->renewal);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (waybill_ui_application_parent_class)->dispose (object);
}

static void
waybill_ui_application_class_init (WaybillUiApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_application_dispose;
  application_class->activate = waybill_ui_application_activate;
  application_class->open = waybill_ui_application_open;
  application_class->startup = waybill_ui_application_startup;
}

static void
waybill_ui_application_init (WaybillUiApplication *self)
{
  self->taken_over = g_ptr_array_new_with_free_func (change_free);
}
