/* All hostile cases of tests/peer/dialogues, each in a process of its own, and the table of them: what was expected, what
 * came, how long it took, how much memory. What must always hold is judged in test-ftp-hostile-judge. */
#include "test-ftp-hostile.h"

#include "base-log.h"
#include "test-identities.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define AT_ONCE 4
#define KILL_AFTER 2 /* times the limit, and this too: a case that hangs is a row, no more */
#define KILL_GRACE 8000

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define SLOWER 6
#define MEMORY_COUNTS FALSE
#else
#define SLOWER 1
#define MEMORY_COUNTS TRUE
#endif

typedef struct
{
  const HostileCase *hostile;
  guint number;
  HostileRow row;
  gboolean finished;
  pid_t pid; /* 0: it does not run */
  int fd;
  gint64 begun;
} Case;

static void
run_child (const HostileCase *hostile, int fd)
{
  HostileRow row = { 0 };

  hostile_play (hostile, &row);
  if (write (fd, &row, sizeof row) != sizeof row)
    _exit (3);
  close (fd);
  exit (0); /* so that leaks are told */
}

static void
begin (Case *self)
{
  int fds[2];

  g_assert_cmpint (pipe (fds), ==, 0);
  fflush (NULL);
  self->begun = g_get_monotonic_time ();
  self->pid = fork ();
  g_assert_cmpint (self->pid, >=, 0);
  if (self->pid == 0)
    {
      close (fds[0]);
      run_child (self->hostile, fds[1]);
    }
  close (fds[1]);
  self->fd = fds[0];
}

static void
end (Case *self, gboolean hangs)
{
  gssize length = 0;
  int status = 0;

  if (hangs)
    kill (self->pid, SIGKILL);
  else
    length = read (self->fd, &self->row, sizeof self->row);
  waitpid (self->pid, &status, 0);
  if (hangs)
    g_strlcpy (self->row.got, "hangs", sizeof self->row.got);
  else if (length != sizeof self->row)
    g_snprintf (self->row.got, sizeof self->row.got, "crash (%d)",
                WIFSIGNALED (status) ? WTERMSIG (status) : WEXITSTATUS (status));
  else if (!WIFEXITED (status) || WEXITSTATUS (status) != 0)
    g_strlcpy (self->row.trouble, "the process did not end well", sizeof self->row.trouble);
  close (self->fd);
  self->pid = 0;
  self->finished = TRUE;
}

static gboolean
is_too_late (Case *self)
{
  gint64 ms = (g_get_monotonic_time () - self->begun) / 1000;

  return ms > (self->hostile->limit * KILL_AFTER + KILL_GRACE) * SLOWER;
}

/* Some at once: most of them wait for a silence to end. */
static void
run_all (Case *cases, guint n)
{
  guint next = 0, running = 0;

  while (next < n || running > 0)
    {
      struct pollfd fds[AT_ONCE];
      Case *these[AT_ONCE];
      guint n_fds = 0;

      for (; running < AT_ONCE && next < n; running++)
        begin (&cases[next++]);
      for (guint i = 0; i < next; i++)
        if (cases[i].pid != 0)
          {
            these[n_fds] = &cases[i];
            fds[n_fds++] = (struct pollfd){ cases[i].fd, POLLIN, 0 };
          }
      poll (fds, n_fds, 500);
      for (guint i = 0; i < n_fds; i++)
        if (fds[i].revents != 0 || is_too_late (these[i]))
          {
            end (these[i], fds[i].revents == 0);
            running--;
          }
    }
}

/* Everything that is wrong with it, or an empty string. */
static char *
dup_wrong (const Case *self)
{
  const HostileCase *hostile = self->hostile;
  GString *wrong = g_string_new (self->row.trouble);

  if (!g_str_equal (self->row.got, hostile->gets))
    g_string_append (wrong, wrong->len > 0 ? "; another verdict" : "another verdict");
  if (self->row.milliseconds > hostile->limit * SLOWER)
    g_string_append_printf (wrong, "%stook too long", wrong->len > 0 ? "; " : "");
  if (MEMORY_COUNTS && self->row.growth > HOSTILE_MOST_GROWTH)
    g_string_append_printf (wrong, "%sgrew too much", wrong->len > 0 ? "; " : "");
  return g_string_free (wrong, FALSE);
}

static void
print_table (const Case *cases, guint n)
{
  guint well = 0;
  gint64 longest = 0, largest = 0;

  g_print ("# | %4s  %-46s  %-34s  %-34s  %6s  %7s\n", "", "case", "right", "got", "ms", "KiB");
  for (guint i = 0; i < n; i++)
    {
      const Case *one = &cases[i];
      g_autofree char *wrong = dup_wrong (one);

      well += wrong[0] == '\0';
      longest = MAX (longest, one->row.milliseconds);
      largest = MAX (largest, one->row.growth);
      g_print ("# | %4u  %-46s  %-34s  %-34s  %6" G_GINT64_FORMAT "  %7" G_GINT64_FORMAT "%s%s\n", one->number,
               one->hostile->name, one->hostile->gets, one->row.got, one->row.milliseconds, one->row.growth,
               wrong[0] != '\0' ? "  WRONG: " : "", wrong);
    }
  g_print ("# | %u of %u cases have the right verdict; longest %" G_GINT64_FORMAT " ms, largest growth %" G_GINT64_FORMAT
           " KiB%s\n",
           well, n, longest, largest, MEMORY_COUNTS ? "" : " (not judged under a sanitizer)");
}

static void
test_case (gconstpointer data)
{
  const Case *self = data;
  g_autofree char *wrong = dup_wrong (self);

  g_assert_true (self->finished);
  if (wrong[0] != '\0')
    g_test_message ("%s: expected %s, got %s: %s", self->hostile->name, self->hostile->gets, self->row.got, wrong);
  g_assert_cmpstr (self->row.got, ==, self->hostile->gets);
  g_assert_cmpstr (wrong, ==, "");
}

/* A row that is wrong in any way must fail: the judge of judges. */
static void
test_judge (void)
{
  const HostileCase hostile = { .name = (char *) "a", .gets = (char *) "ok", .limit = 1 };
  const Case rows[] = {
    { .hostile = &hostile, .row = { .got = "error lost data" } },
    { .hostile = &hostile, .row = { .got = "ok", .trouble = "in clear" } },
    { .hostile = &hostile, .row = { .got = "ok", .milliseconds = 100 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *wrong = dup_wrong (&rows[i]);

      g_assert_cmpstr (wrong, !=, "");
    }
}

static gboolean
is_chosen (const HostileCase *hostile, gboolean quick, const char *only)
{
  return (!quick || hostile->quick) && (only == NULL || g_pattern_match_simple (only, hostile->name));
}

/* Arguments: --quick: the short part; --only PATTERN. */
int
main (int argc, char **argv)
{
  g_autofree char *folder = g_build_filename (g_getenv ("WAYBILL_SOURCE_ROOT"), "tests", "peer", "dialogues", NULL);
  g_autoptr (GPtrArray) all = NULL;
  g_autofree Case *cases = NULL;
  const char *only = NULL;
  gboolean quick = FALSE;
  guint n = 0;
  int status;

  g_test_init (&argc, &argv, NULL);
  for (int i = 1; i < argc; i++)
    if (g_str_equal (argv[i], "--quick"))
      quick = TRUE;
    else if (g_str_equal (argv[i], "--only") && i + 1 < argc)
      only = argv[++i];
  signal (SIGPIPE, SIG_IGN);
  waybill_base_log_hide (HOSTILE_PASSWORD);
  waybill_test_identities_get_trust ();
  waybill_test_identities_get_server ();
  waybill_test_identities_get_client ();
  waybill_test_identities_get_other_server ();
  waybill_test_identities_get_second_server ();

  all = hostile_cases_read (folder);
  cases = g_new0 (Case, all->len);
  for (guint i = 0; i < all->len; i++)
    if (is_chosen (all->pdata[i], quick, only))
      {
        cases[n].hostile = all->pdata[i];
        cases[n].number = i + 1;
        n++;
      }
  run_all (cases, n);
  print_table (cases, n);

  g_test_add_func ("/ftp/hostile/the-judge", test_judge);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/ftp/hostile/%s", cases[i].hostile->name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  status = g_test_run ();
  waybill_base_log_unhide (HOSTILE_PASSWORD);
  return status;
}
