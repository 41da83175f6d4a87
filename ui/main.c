/* Starts the window, and registers the engines that no other file of it may name. Everything else is in the parts beside
 * this file. */

#include <locale.h>
#include <signal.h>
#include <sys/resource.h>

#include <glib/gi18n.h>

#include "ui-application.h"
#include "ui-browser-drag-folder.h"

#include "base-log.h"
#include "ftp-remote.h"

int
main (int argc, char *argv[])
{
  const WaybillBaseLogOptions log = { .to_stderr = FALSE, .file = -1 };
  const struct rlimit none = { 0, 0 };
  int status;

  /* No core dump holds a password. (The desktop's portals must read /proc of this process, so it stays dumpable.) */
  (void) setrlimit (RLIMIT_CORE, &none);
  /* A reader that went away is an error of writing, and so is a limit on the size of files. */
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, WAYBILL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  waybill_base_log_start (&log);
  waybill_ftp_remote_register ();
  g_autoptr (WaybillUiApplication) application = waybill_ui_application_new ();

  waybill_ui_browser_drag_folder_sweep ();
  status = g_application_run (G_APPLICATION (application), argc, argv);
  waybill_ui_browser_drag_folder_clear ();
  return status;
}
