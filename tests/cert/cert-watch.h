/* A bound on what one file may cost: a test that needs more of the processor's time ends there, and says with which file. Not a
 * measure of speed: how long it takes on the wall is nobody's business here. */
#pragma once

#include <glib.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

static char cert_watch_name[256];

static void
cert_watch_out (int number)
{
  static const char begin[] = "Bail out! more time than it may take: ";

  (void) number;
  /* Nothing else is allowed in a signal's handler. */
  if (write (STDOUT_FILENO, begin, sizeof begin - 1) > 0 && write (STDOUT_FILENO, cert_watch_name, strlen (cert_watch_name)) > 0
      && write (STDOUT_FILENO, "\n", 1) > 0)
    _exit (1);
  _exit (2);
}

/* seconds: of the processor's time; 0 ends the watch. */
static inline void
cert_watch (const char *name, guint seconds)
{
  const struct itimerval limit = { .it_value = { .tv_sec = seconds } };

  g_strlcpy (cert_watch_name, name, sizeof cert_watch_name);
  signal (SIGPROF, cert_watch_out);
  g_assert_cmpint (setitimer (ITIMER_PROF, &limit, NULL), ==, 0);
}
