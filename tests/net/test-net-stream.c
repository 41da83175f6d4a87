/* Bytes over a socket: options, ends, cancellation, and a finish that drains what the peer still sends. */
#include "net-pair.h"

#include "base-thread.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#define MUCH (8 * 1024 * 1024)

static int
get_option (WaybillNetStream *stream, int level, int option)
{
  int value = 0;
  socklen_t length = sizeof value;

  g_assert_cmpint (getsockopt (stream->fd, level, option, &value, &length), ==, 0);
  return value;
}

static void
test_options (void)
{
  g_auto (Pair) pair = pair_new ();
  WaybillNetStream *streams[] = { pair.ours, pair.theirs };

  for (guint i = 0; i < G_N_ELEMENTS (streams); i++)
    {
      g_assert_cmpint (get_option (streams[i], IPPROTO_TCP, TCP_NODELAY), !=, 0);
      g_assert_cmpint (get_option (streams[i], SOL_SOCKET, SO_KEEPALIVE), !=, 0);
      g_assert_cmpint (fcntl (streams[i]->fd, F_GETFD) & FD_CLOEXEC, !=, 0);
      g_assert_cmpint (fcntl (streams[i]->fd, F_GETFL) & O_NONBLOCK, !=, 0);
    }
}

#ifndef SO_BUF_LOCK
#define SO_BUF_LOCK 72 /* Linux 5.14 */
#endif

/* Every option that a stream has from its first byte on, on both sides. */
static void
test_half_open (void)
{
  static const struct
  {
    gint64 silence;
    int user_timeout; /* milliseconds: never shorter than keep-alive takes, else one lost probe ends an idle session */
  } rows[] = { { 30 * G_USEC_PER_SEC, 120000 }, { 1000, 120000 }, { 300 * G_USEC_PER_SEC, 300000 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const WaybillNetTerms terms = { .silence = rows[i].silence };
      g_auto (Pair) pair = pair_new_with (&terms);
      int keep = get_option (pair.ours, IPPROTO_TCP, TCP_KEEPIDLE)
                 + get_option (pair.ours, IPPROTO_TCP, TCP_KEEPINTVL) * get_option (pair.ours, IPPROTO_TCP, TCP_KEEPCNT);

      g_assert_cmpint (get_option (pair.ours, IPPROTO_TCP, TCP_KEEPIDLE), ==, 60);
      g_assert_cmpint (get_option (pair.ours, IPPROTO_TCP, TCP_USER_TIMEOUT), ==, rows[i].user_timeout);
      g_assert_cmpint (get_option (pair.ours, IPPROTO_TCP, TCP_USER_TIMEOUT), >=, keep * 1000);
    }
}

/* Who sets a buffer's size ends the kernel's tuning of it. */
static void
test_buffers_are_the_kernels (void)
{
  g_auto (Pair) pair = pair_new ();
  int size = 1 << 16, locked = 0;
  socklen_t length = sizeof locked;

  if (getsockopt (pair.ours->fd, SOL_SOCKET, SO_BUF_LOCK, &locked, &length) != 0)
    {
      g_test_skip ("this kernel does not tell who set a buffer");
      return;
    }
  g_assert_cmpint (locked, ==, 0);
  g_assert_cmpint (get_option (pair.theirs, SOL_SOCKET, SO_BUF_LOCK), ==, 0);
  g_assert_cmpint (setsockopt (pair.ours->fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size), ==, 0);
  g_assert_cmpint (get_option (pair.ours, SOL_SOCKET, SO_BUF_LOCK), !=, 0); /* the question is the right one */
}

/* A descriptor that came from elsewhere gets them too. */
static void
test_foreign_descriptor (void)
{
  const WaybillNetTerms terms = { .silence = PATIENCE };
  int fds[2];
  g_autoptr (WaybillNetStream) ours = NULL;
  g_autoptr (WaybillNetStream) theirs = NULL;

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, fds), ==, 0);
  ours = waybill_net_stream_new_socket (fds[0], &terms);
  theirs = waybill_net_stream_new_socket (fds[1], &terms);
  g_assert_cmpint (fcntl (fds[0], F_GETFD) & FD_CLOEXEC, !=, 0);
  g_assert_cmpint (fcntl (fds[0], F_GETFL) & O_NONBLOCK, !=, 0);
}

static void
test_try (void)
{
  g_auto (Pair) pair = pair_new ();
  char buffer[10];
  gsize done = 99;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (waybill_net_stream_try_read (pair.ours, buffer, sizeof buffer, &done, &error), ==,
                   WAYBILL_NET_IO_WANT_READ);
  g_assert_no_error (error);
  g_assert_cmpuint (done, ==, 0);
  g_assert_cmpint (waybill_net_stream_try_write (pair.theirs, "abc", 3, &done, &error), ==, WAYBILL_NET_IO_DONE);
  g_assert_cmpuint (done, ==, 3);
  g_assert_true (waybill_net_stream_wait (pair.ours, WAYBILL_NET_IO_WANT_READ, 0, NULL, &error));
  g_assert_cmpint (waybill_net_stream_try_read (pair.ours, buffer, sizeof buffer, &done, &error), ==, WAYBILL_NET_IO_DONE);
  g_assert_cmpmem (buffer, done, "abc", 3);
}

static gboolean
fill (WaybillNetStream *stream, GCancellable *cancellable, GError **error)
{
  g_autofree char *much = g_malloc0 (MUCH);

  for (guint i = 0; i < 16; i++)
    if (!waybill_net_stream_write (stream, much, MUCH, cancellable, error))
      return FALSE;
  return TRUE;
}

static void
test_silence (void)
{
  const WaybillNetTerms terms = { .silence = 2000 };
  g_auto (Pair) pair = pair_new_with (&terms);
  g_autoptr (GError) reading = NULL;
  g_autoptr (GError) writing = NULL;
  char buffer[10];
  gsize done;

  g_assert_cmpint (waybill_net_stream_read (pair.ours, buffer, sizeof buffer, &done, NULL, &reading), ==,
                   WAYBILL_NET_IO_FAILED);
  g_assert_error (reading, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_TIMED_OUT);
  g_assert_false (fill (pair.ours, NULL, &writing)); /* nobody reads */
  g_assert_error (writing, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_TIMED_OUT);
}

static gboolean
cancel (gpointer data, GError **error)
{
  g_cancellable_cancel (data);
  return TRUE;
}

static void
test_cancel (void)
{
  const char *const at[] = { "read", "write", "finish" };

  for (guint i = 0; i < G_N_ELEMENTS (at); i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      const WaybillNetTerms terms = { .silence = PATIENCE, .probe = cancel, .probe_data = cancellable };
      g_auto (Pair) pair = pair_new ();
      g_autoptr (GError) error = NULL;
      char buffer[10];
      gsize done;

      pair.ours->terms = terms;
      if (i == 0)
        g_assert_cmpint (waybill_net_stream_read (pair.ours, buffer, sizeof buffer, &done, cancellable, &error), ==,
                         WAYBILL_NET_IO_FAILED);
      else if (i == 1)
        g_assert_false (fill (pair.ours, cancellable, &error));
      else
        g_assert_cmpint (waybill_net_stream_finish (pair.ours, cancellable, &error), ==, WAYBILL_NET_IO_FAILED);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

static void
test_lost (void)
{
  g_auto (Pair) pair = pair_new ();
  const struct linger at_once = { .l_onoff = 1 };
  g_autoptr (GError) reading = NULL;
  g_autoptr (GError) writing = NULL;
  char buffer[10];
  gsize done;

  g_assert_cmpint (setsockopt (pair.theirs->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), ==, 0);
  g_clear_pointer (&pair.theirs, waybill_net_stream_free);
  g_assert_cmpint (waybill_net_stream_read (pair.ours, buffer, sizeof buffer, &done, NULL, &reading), ==,
                   WAYBILL_NET_IO_FAILED);
  g_assert_error (reading, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_LOST);
  g_assert_false (fill (pair.ours, NULL, &writing)); /* and no SIGPIPE */
  g_assert_error (writing, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_LOST);
}

typedef struct
{
  WaybillNetStream *stream;
  gsize received;
  gsize answer; /* bytes sent after the client's end */
  WaybillNetIo end;
} Server;

/* Reads to the client's end, and only then says something. */
static void
serve (gpointer data)
{
  Server *self = data;
  g_autofree char *answer = g_malloc0 (self->answer + 1);
  char buffer[65536];
  gsize done;

  while ((self->end = waybill_net_stream_read (self->stream, buffer, sizeof buffer, &done, NULL, NULL))
         == WAYBILL_NET_IO_DONE)
    self->received += done;
  waybill_net_stream_write (self->stream, answer, self->answer, NULL, NULL);
  g_clear_pointer (&self->stream, waybill_net_stream_free);
}

static WaybillNetIo
finish_against (gsize answer, gsize *received, GError **error)
{
  g_auto (Pair) pair = pair_new ();
  Server server = { .stream = g_steal_pointer (&pair.theirs), .answer = answer };
  WaybillBaseThread *thread = waybill_base_thread_new ("server");
  g_autofree char *much = g_malloc0 (MUCH);
  WaybillNetIo io;

  waybill_base_thread_push (thread, serve, &server);
  g_assert_true (waybill_net_stream_write (pair.ours, much, MUCH, NULL, NULL));
  io = waybill_net_stream_finish (pair.ours, NULL, error);
  g_clear_pointer (&pair.ours, waybill_net_stream_free);
  waybill_base_thread_free (thread);
  g_assert_cmpint (server.end, ==, WAYBILL_NET_IO_END);
  *received = server.received;
  return io;
}

static void
test_finish (void)
{
  g_autoptr (GError) error = NULL;
  gsize received = 0;

  g_assert_cmpint (finish_against (200000, &received, &error), ==, WAYBILL_NET_IO_END);
  g_assert_no_error (error);
  g_assert_cmpuint (received, ==, MUCH);
}

static void
test_finish_bound (void)
{
  g_autoptr (GError) error = NULL;
  gsize received = 0;

  g_assert_cmpint (finish_against (MUCH, &received, &error), ==, WAYBILL_NET_IO_FAILED);
  g_assert_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_FAILED);
}

static void
trickle (gpointer data)
{
  WaybillNetStream *stream = data;

  while (waybill_net_stream_write (stream, "x", 1, NULL, NULL))
    g_usleep (2000);
}

/* Never silent for long, and never at an end. */
static void
test_finish_is_bounded_in_time (void)
{
  const WaybillNetTerms terms = { .silence = 100000 };
  g_auto (Pair) pair = pair_new_with (&terms);
  WaybillBaseThread *thread = waybill_base_thread_new ("trickle");
  g_autoptr (GError) error = NULL;

  waybill_base_thread_push (thread, trickle, pair.theirs);
  g_assert_cmpint (waybill_net_stream_finish (pair.ours, NULL, &error), ==, WAYBILL_NET_IO_FAILED);
  g_assert_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_TIMED_OUT);
  g_clear_pointer (&pair.ours, waybill_net_stream_free);
  waybill_base_thread_free (thread);
}

static guint n_halves;

/* As a record of TLS that comes byte by byte: signs of life, and never anything to hand out. */
static WaybillNetIo
try_read_half (WaybillNetStream *self, void *buffer, gsize length, gsize *done, GError **error)
{
  while (recv (self->fd, buffer, 1, 0) > 0)
    n_halves++;
  return n_halves < 5000 ? WAYBILL_NET_IO_WANT_READ : WAYBILL_NET_IO_END;
}

/* finishes: ends in order, in place of reading. */
static void
test_half_a_record (gconstpointer finishes)
{
  const WaybillNetTerms terms = { .silence = 100000 };
  g_auto (Pair) pair = pair_new_with (&terms);
  WaybillBaseThread *thread = waybill_base_thread_new ("trickle");
  WaybillNetStreamClass half = *pair.ours->klass;
  g_autoptr (GError) error = NULL;
  char byte;
  gsize done;

  half.try_read = try_read_half;
  pair.ours->klass = &half;
  n_halves = 0;
  waybill_base_thread_push (thread, trickle, pair.theirs);
  if (finishes != NULL)
    waybill_net_stream_finish (pair.ours, NULL, &error);
  else
    waybill_net_stream_read (pair.ours, &byte, 1, &done, NULL, &error);
  g_assert_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_TIMED_OUT);
  g_clear_pointer (&pair.ours, waybill_net_stream_free);
  waybill_base_thread_free (thread);
}

typedef struct
{
  WaybillNetWatch watch;
  guint looked;
  guint fails_at;            /* which look */
  WaybillNetStream *control; /* (nullable) read by the look */
} Looker;

static gboolean
look (WaybillNetWatch *watch, GError **error)
{
  Looker *self = (Looker *) watch;
  char byte;
  gsize done;

  if (self->control != NULL && waybill_net_stream_try_read (self->control, &byte, 1, &done, NULL) == WAYBILL_NET_IO_END)
    watch->fd = -1;
  if (++self->looked < self->fails_at)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "enough");
  return FALSE;
}

/* Before the first sleep, and each time that the other descriptor has something. */
static void
test_watch_ends_a_wait (void)
{
  for (guint fails_at = 1; fails_at <= 2; fails_at++)
    {
      g_auto (Pair) data = pair_new ();
      g_auto (Pair) control = pair_new ();
      Looker looker = { { control.ours->fd, look }, 0, fails_at, NULL };
      g_autoptr (GError) error = NULL;

      data.ours->watch = &looker.watch;
      if (fails_at > 1)
        g_assert_true (waybill_net_stream_write (control.theirs, "!", 1, NULL, NULL));
      g_assert_false (waybill_net_stream_wait (data.ours, WAYBILL_NET_IO_WANT_READ, 0, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
      g_assert_cmpuint (looker.looked, ==, fails_at);
    }
}

/* Both lie there: the refusal was sent behind the data. Nobody waits to read before a write, so that one ends at once. */
static void
test_watch_comes_behind_the_data (void)
{
  g_auto (Pair) data = pair_new ();
  g_auto (Pair) control = pair_new ();
  Looker looker = { { control.ours->fd, look }, 0, 1, NULL };
  g_autoptr (GError) error = NULL;
  char byte;
  gsize done;

  data.ours->watch = &looker.watch;
  g_assert_true (waybill_net_stream_write (data.theirs, "!", 1, NULL, NULL));
  g_assert_cmpint (g_poll (&(GPollFD){ data.ours->fd, G_IO_IN, 0 }, 1, 5000), ==, 1);
  g_assert_false (waybill_net_stream_wait (data.ours, WAYBILL_NET_IO_WANT_WRITE, 0, NULL, &error));
  g_clear_error (&error);
  g_assert_true (waybill_net_stream_wait (data.ours, WAYBILL_NET_IO_WANT_READ, 0, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (waybill_net_stream_try_read (data.ours, &byte, 1, &done, NULL), ==, WAYBILL_NET_IO_DONE);
  g_assert_false (waybill_net_stream_wait (data.ours, WAYBILL_NET_IO_WANT_READ, 0, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* What stirs on the control channel is no byte of data. */
static void
test_watch_does_not_prolong (void)
{
  const WaybillNetTerms terms = { .silence = 50000 };
  g_auto (Pair) data = pair_new_with (&terms);
  g_auto (Pair) control = pair_new ();
  Looker looker = { { control.ours->fd, look }, 0, 10 * 1000 * 1000, NULL };
  g_autoptr (GError) error = NULL;

  data.ours->watch = &looker.watch;
  g_assert_true (waybill_net_stream_write (control.theirs, "!", 1, NULL, NULL));
  g_assert_false (waybill_net_stream_wait (data.ours, WAYBILL_NET_IO_WANT_READ, 0, NULL, &error));
  g_assert_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_TIMED_OUT);
}

static void
test_watch_that_is_over (void)
{
  g_auto (Pair) data = pair_new ();
  g_auto (Pair) control = pair_new ();
  Looker looker = { { control.ours->fd, look }, 0, 99, control.ours };

  data.ours->watch = &looker.watch;
  g_clear_pointer (&control.theirs, waybill_net_stream_free);
  g_assert_true (waybill_net_stream_write (data.theirs, "!", 1, NULL, NULL));
  g_assert_true (waybill_net_stream_wait (data.ours, WAYBILL_NET_IO_WANT_READ, 0, NULL, NULL));
  g_assert_true (waybill_net_stream_wait (data.ours, WAYBILL_NET_IO_WANT_READ, 0, NULL, NULL));
  g_assert_cmpuint (looker.looked, <=, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/stream/options", test_options);
  g_test_add_func ("/net/stream/half-open-is-noticed", test_half_open);
  g_test_add_func ("/net/stream/buffers-are-the-kernels", test_buffers_are_the_kernels);
  g_test_add_func ("/net/stream/foreign-descriptor", test_foreign_descriptor);
  g_test_add_func ("/net/stream/try", test_try);
  g_test_add_func ("/net/stream/silence", test_silence);
  g_test_add_func ("/net/stream/cancel-at-every-wait", test_cancel);
  g_test_add_func ("/net/stream/lost", test_lost);
  g_test_add_func ("/net/stream/finish-drains", test_finish);
  g_test_add_func ("/net/stream/finish-does-not-drain-for-ever", test_finish_bound);
  g_test_add_func ("/net/stream/finish-is-bounded-in-time", test_finish_is_bounded_in_time);
  g_test_add_func ("/net/stream/watch-ends-a-wait", test_watch_ends_a_wait);
  g_test_add_func ("/net/stream/watch-comes-behind-the-data", test_watch_comes_behind_the_data);
  g_test_add_data_func ("/net/stream/half-a-record/read", NULL, test_half_a_record);
  g_test_add_data_func ("/net/stream/half-a-record/finish", "finish", test_half_a_record);
  g_test_add_func ("/net/stream/watch-does-not-prolong", test_watch_does_not_prolong);
  g_test_add_func ("/net/stream/watch-that-is-over", test_watch_that_is_over);
  return g_test_run ();
}
