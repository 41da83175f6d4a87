/* The running program: it opens windows and knows what belongs to no single one of them.
 * It holds no partner, no certificate and no connection. */

#include "ui-application.h"

#include "ui-window.h"

struct _WaybillUiApplication
{
  AdwApplication parent_instance;
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
                       WAYBILL_RESOURCE_PATH, NULL);
}

static void
quit_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkApplication *application = GTK_APPLICATION (user_data);
  GList *windows = g_list_copy (gtk_application_get_windows (application));

  /* Closing, not g_application_quit: each window ends what it runs. */
  for (GList *link = windows; link != NULL; link = link->next)
    gtk_window_close (GTK_WINDOW (link->data));
  g_list_free (windows);
}

static void
waybill_ui_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (waybill_ui_window_new (WAYBILL_UI_APPLICATION (application)));
  gtk_window_present (window);
}

static void
waybill_ui_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = { { .name = "quit", .activate = quit_activated } };

  G_APPLICATION_CLASS (waybill_ui_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (WAYBILL_APP_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "app.quit", (const char *[]){ "<Primary>q", NULL });
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "window.close",
                                         (const char *[]){ "<Primary>w", NULL });
}

static void
waybill_ui_application_class_init (WaybillUiApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->activate = waybill_ui_application_activate;
  application_class->startup = waybill_ui_application_startup;
}

static void
waybill_ui_application_init (WaybillUiApplication *self)
{
}
