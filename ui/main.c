/* Starts the window. Everything it does is in the library beside this file. */

#include <locale.h>

#include <glib/gi18n.h>

#include "ui-application.h"

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, WAYBILL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_autoptr (WaybillUiApplication) application = waybill_ui_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
