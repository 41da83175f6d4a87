/* bench-meter SECONDS FD COMMAND...: runs a command to its end, or for SECONDS, and writes one line to FD: seconds passed,
 * user and system CPU seconds, peak memory in KiB, exit code (124: ended here, for time). A program of its own because the
 * peak of a child begins with its parent's size, and this one is small. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define FOR_TIME 124
#define NOT_STARTED 127
#define BY_SIGNAL 128

static volatile sig_atomic_t is_over;
static volatile pid_t child;

/* The whole group: some commands have children. */
static void
end_child (int number)
{
  is_over = number == SIGALRM;
  if (child > 0)
    kill (-child, SIGKILL);
  if (number != SIGALRM)
    _exit (BY_SIGNAL + number);
}

static double
get_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static double
get_seconds (struct timeval time)
{
  return (double) time.tv_sec + (double) time.tv_usec / 1e6;
}

static void
become (char **command)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  setpgid (0, 0);
  signal (SIGALRM, SIG_DFL);
  signal (SIGTERM, SIG_DFL);
  signal (SIGINT, SIG_DFL);
  execvp (command[0], command);
  perror (command[0]);
  _exit (NOT_STARTED);
}

static int
get_code (int status)
{
  if (is_over)
    return FOR_TIME;
  return WIFEXITED (status) ? WEXITSTATUS (status) : BY_SIGNAL + WTERMSIG (status);
}

int
main (int argc, char **argv)
{
  struct rusage usage;
  double begun;
  int status = 0;

  if (argc < 4)
    {
      fputs ("use: bench-meter SECONDS FD COMMAND...\n", stderr);
      return 2;
    }
  signal (SIGALRM, end_child);
  signal (SIGTERM, end_child);
  signal (SIGINT, end_child);
  prctl (PR_SET_PDEATHSIG, SIGTERM);
  begun = get_now ();
  child = fork ();
  if (child < 0)
    {
      perror ("fork");
      return 1;
    }
  if (child == 0)
    become (argv + 3);
  setpgid (child, child);
  alarm ((unsigned int) strtoul (argv[1], NULL, 10));
  while (wait4 (child, &status, 0, &usage) < 0)
    ;
  dprintf (atoi (argv[2]), "%.6f %.6f %.6f %ld %d\n", get_now () - begun, get_seconds (usage.ru_utime),
           get_seconds (usage.ru_stime), usage.ru_maxrss, get_code (status));
  return 0;
}
