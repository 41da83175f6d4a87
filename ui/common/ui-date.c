/* Each desktop has its own page for date and time; the first that is installed is opened. */
#include "ui-date.h"

#include <gio/gdesktopappinfo.h>

static GDesktopAppInfo *
find_settings (void)
{
  static const char *const panels[] = { "gnome-datetime-panel.desktop", "kcm_clock.desktop", "time-admin.desktop",
                                        "cinnamon-settings-calendar.desktop", "budgie-datetime-panel.desktop" };

  for (gsize i = 0; i < G_N_ELEMENTS (panels); i++)
    {
      GDesktopAppInfo *panel = g_desktop_app_info_new (panels[i]);

      if (panel != NULL)
        return panel;
    }
  return NULL;
}

/**
 * waybill_ui_date_has_settings:
 *
 * Returns: whether this desktop has a page for date and time that is known here
 */
gboolean
waybill_ui_date_has_settings (void)
{
  g_autoptr (GDesktopAppInfo) panel = find_settings ();

  return panel != NULL;
}

/**
 * waybill_ui_date_open_settings:
 *
 * Returns: %TRUE when the desktop's page is on its way
 */
gboolean
waybill_ui_date_open_settings (void)
{
  g_autoptr (GDesktopAppInfo) panel = find_settings ();

  return panel != NULL && g_app_info_launch (G_APP_INFO (panel), NULL, NULL, NULL);
}
