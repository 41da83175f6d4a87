/* The command line program: makes the process keep its secrets, registers the engines, and hands over. */
#include "cli.h"

#include "ftp-remote.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/* Before anything is read: no core dump and no debugger of the same user may see passwords. */
static void
close_memory (void)
{
  const struct rlimit none = { 0, 0 };

  (void) prctl (PR_SET_DUMPABLE, 0, 0, 0, 0);
  (void) setrlimit (RLIMIT_CORE, &none);
}

int
main (int argc, char **argv)
{
  close_memory ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, WAYBILL_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_set_prgname ("waybill-cli");

  /* A reader that went away is an error of writing, and a server that did one of its connection. */
  signal (SIGPIPE, SIG_IGN);
  /* A limit on the size of files is an error of writing too. */
  signal (SIGXFSZ, SIG_IGN);
  waybill_ftp_remote_register ();
  return waybill_cli_main (argc, argv);
}
