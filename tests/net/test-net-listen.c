/* Listening: which port, one stream at a time, and an accept that can be ended. */
#include "net-pair.h"

#include "net-proxy.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const WaybillNetTerms patient = { .silence = PATIENCE };

static void
test_ports (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillNetListener) one = waybill_net_listener_new ("127.0.0.1", 0, &error);
  g_autoptr (WaybillNetListener) two = waybill_net_listener_new ("127.0.0.1", 0, &error);

  g_assert_no_error (error);
  g_assert_cmpint (waybill_net_listener_get_port (one), !=, 0);
  g_assert_cmpint (waybill_net_listener_get_port (one), !=, waybill_net_listener_get_port (two));
}

static void
test_taken (void)
{
  g_autoptr (GError) taken = NULL;
  g_autoptr (GError) odd = NULL;
  g_autoptr (WaybillNetListener) one = waybill_net_listener_new ("127.0.0.1", 0, NULL);

  g_assert_null (waybill_net_listener_new ("127.0.0.1", waybill_net_listener_get_port (one), &taken));
  g_assert_error (taken, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_FAILED);
  g_assert_null (waybill_net_listener_new ("localhost", 0, &odd));
  g_assert_error (odd, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_FAILED);
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
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const WaybillNetTerms terms = { .silence = PATIENCE, .probe = cancel, .probe_data = cancellable };
  g_autoptr (WaybillNetListener) listener = waybill_net_listener_new ("127.0.0.1", 0, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (waybill_net_listener_accept (listener, &terms, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_silence (void)
{
  const WaybillNetTerms terms = { .silence = 1000 };
  g_autoptr (WaybillNetListener) listener = waybill_net_listener_new ("127.0.0.1", 0, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (waybill_net_listener_accept (listener, &terms, NULL, &error));
  g_assert_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_TIMED_OUT);
}

static void
test_several (void)
{
  g_autoptr (WaybillNetListener) listener = waybill_net_listener_new ("127.0.0.1", 0, NULL);
  guint16 port = waybill_net_listener_get_port (listener);
  g_autoptr (WaybillNetStream) first = waybill_net_connect_address ("127.0.0.1", port, &patient, NULL, NULL);
  g_autoptr (WaybillNetStream) second = waybill_net_connect_address ("127.0.0.1", port, &patient, NULL, NULL);
  g_autoptr (WaybillNetStream) for_first = waybill_net_listener_accept (listener, &patient, NULL, NULL);
  g_autoptr (WaybillNetStream) for_second = waybill_net_listener_accept (listener, &patient, NULL, NULL);
  char buffer[10];
  gsize done;

  g_assert_true (waybill_net_stream_write (first, "1", 1, NULL, NULL));
  g_assert_true (waybill_net_stream_write (second, "2", 1, NULL, NULL));
  g_assert_cmpint (waybill_net_stream_read (for_first, buffer, sizeof buffer, &done, NULL, NULL), ==, WAYBILL_NET_IO_DONE);
  g_assert_cmpmem (buffer, done, "1", 1);
  g_assert_cmpint (waybill_net_stream_read (for_second, buffer, sizeof buffer, &done, NULL, NULL), ==, WAYBILL_NET_IO_DONE);
  g_assert_cmpmem (buffer, done, "2", 1);
  g_assert_cmpint (fcntl (for_first->fd, F_GETFD) & FD_CLOEXEC, !=, 0);
  g_assert_cmpint (fcntl (for_first->fd, F_GETFL) & O_NONBLOCK, !=, 0);
}

static gboolean
has_six (void)
{
  g_autoptr (WaybillNetListener) listener = waybill_net_listener_new ("::1", 0, NULL);

  if (listener == NULL)
    g_test_skip ("no IPv6 on loopback");
  return listener != NULL;
}

static void
test_six (void)
{
  g_autoptr (WaybillNetListener) listener = waybill_net_listener_new ("::1", 0, NULL);
  g_autoptr (WaybillNetStream) calling = NULL;
  g_autoptr (WaybillNetStream) called = NULL;
  g_autofree char *peer = NULL;

  if (!has_six ())
    return;
  calling = waybill_net_connect_address ("::1", waybill_net_listener_get_port (listener), &patient, NULL, NULL);
  called = waybill_net_listener_accept (listener, &patient, NULL, NULL);
  g_assert_nonnull (called);
  peer = waybill_net_stream_dup_peer (called);
  g_assert_cmpstr (peer, ==, "::1");
}

/* Active mode: a control connection, and who calls back on it. */

static Pair
pair_on (const char *address)
{
  g_autoptr (WaybillNetListener) listener = waybill_net_listener_new (address, 0, NULL);
  Pair pair
      = { waybill_net_connect_address (address, waybill_net_listener_get_port (listener), &patient, NULL, NULL), NULL };

  pair.theirs = waybill_net_listener_accept (listener, &patient, NULL, NULL);
  g_assert_nonnull (pair.theirs);
  return pair;
}

/* A call from another address of this computer than a connection would choose by itself. */
static int
call_from (const char *own, const char *address, guint16 port)
{
  struct sockaddr_in from = { .sin_family = AF_INET };
  struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons (port) };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  inet_pton (AF_INET, own, &from.sin_addr);
  inet_pton (AF_INET, address, &to.sin_addr);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &from, sizeof from), ==, 0);
  g_assert_cmpint (connect (fd, (struct sockaddr *) &to, sizeof to), ==, 0);
  return fd;
}

static void
test_active (gconstpointer address)
{
  g_auto (Pair) control = { NULL, NULL };
  g_autoptr (WaybillNetListener) listener = NULL;
  g_autoptr (WaybillNetStream) calling = NULL;
  g_autoptr (WaybillNetStream) called = NULL;
  g_autofree char *local = NULL;
  g_autofree char *peer = NULL;
  g_autoptr (GError) error = NULL;
  guint16 port;

  if (strchr (address, ':') != NULL && !has_six ())
    return;
  control = pair_on (address);
  listener = waybill_net_listener_new_for (control.ours, NULL, 0, 0, &error);
  g_assert_no_error (error);
  local = waybill_net_stream_dup_local (control.ours, &port);
  g_assert_cmpint (waybill_net_listener_get_port (listener), !=, port);
  calling = waybill_net_connect_address (local, waybill_net_listener_get_port (listener), &patient, NULL, &error);
  g_assert_no_error (error);
  called = waybill_net_listener_accept (listener, &patient, NULL, &error);
  g_assert_no_error (error);
  peer = waybill_net_stream_dup_peer (called);
  g_assert_cmpstr (peer, ==, address);
}

/* It listens on the control connection's own address alone, not on every one of the computer. */
static void
test_active_address (void)
{
  g_auto (Pair) control = pair_on ("127.0.0.1");
  g_autoptr (WaybillNetListener) listener = waybill_net_listener_new_for (control.ours, NULL, 0, 0, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (
      waybill_net_connect_address ("127.0.0.2", waybill_net_listener_get_port (listener), &patient, NULL, &error));
  g_assert_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_REFUSED);
}

static void
test_active_stranger (void)
{
  g_auto (Pair) control = pair_on ("127.0.0.1");
  g_autoptr (WaybillNetListener) listener = waybill_net_listener_new_for (control.ours, NULL, 0, 0, NULL);
  guint16 port = waybill_net_listener_get_port (listener);
  int stranger = call_from ("127.0.0.3", "127.0.0.1", port);
  g_autoptr (WaybillNetStream) calling = waybill_net_connect_address ("127.0.0.1", port, &patient, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillNetStream) called = waybill_net_listener_accept (listener, &patient, NULL, &error);
  g_autofree char *peer = NULL;
  char byte;

  g_assert_no_error (error);
  peer = waybill_net_stream_dup_peer (called);
  g_assert_cmpstr (peer, ==, "127.0.0.1");
  g_assert_cmpint (recv (stranger, &byte, 1, 0), ==, 0); /* hung up on */
  close (stranger);
}

static void
test_active_many_strangers (void)
{
  g_auto (Pair) control = pair_on ("127.0.0.1");
  g_autoptr (WaybillNetListener) listener = waybill_net_listener_new_for (control.ours, NULL, 0, 0, NULL);
  g_autoptr (GError) error = NULL;
  int strangers[64];

  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    strangers[i] = call_from ("127.0.0.3", "127.0.0.1", waybill_net_listener_get_port (listener));
  g_assert_null (waybill_net_listener_accept (listener, &patient, NULL, &error));
  g_assert_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_FAILED);
  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    close (strangers[i]);
}

/* A stranger does not give the wait a new beginning, nor another end. */
static void
test_active_silence (void)
{
  const WaybillNetTerms terms = { .silence = 50 * 1000 };
  g_auto (Pair) control = pair_on ("127.0.0.1");
  g_autoptr (WaybillNetListener) listener = waybill_net_listener_new_for (control.ours, NULL, 0, 0, NULL);
  int stranger = call_from ("127.0.0.3", "127.0.0.1", waybill_net_listener_get_port (listener));
  g_autoptr (GError) error = NULL;

  g_assert_null (waybill_net_listener_accept (listener, &terms, NULL, &error));
  g_assert_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_TIMED_OUT);
  close (stranger);
}

typedef struct
{
  WaybillNetWatch watch;
  WaybillNetStream *control;
} Watcher;

/* As an engine reads its control channel: a refusal ends the wait. */
static gboolean
look (WaybillNetWatch *watch, GError **error)
{
  Watcher *self = (Watcher *) watch;
  char buffer[16];
  gsize done;

  if (waybill_net_stream_try_read (self->control, buffer, sizeof buffer, &done, NULL) != WAYBILL_NET_IO_DONE)
    return TRUE;
  g_set_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_FAILED, "%.*s", (int) done, buffer);
  return FALSE;
}

/* The server says on the control channel why it will not call, just as we begin to wait. */
static gboolean
say_425 (gpointer data, GError **error)
{
  g_assert_true (waybill_net_stream_write (data, "425 no", 6, NULL, NULL));
  return TRUE;
}

static void
test_active_watch (void)
{
  g_auto (Pair) control = pair_on ("127.0.0.1");
  const WaybillNetTerms terms = { .silence = PATIENCE, .probe = say_425, .probe_data = control.theirs };
  Watcher watcher = { { control.ours->fd, look }, control.ours };
  g_autoptr (WaybillNetListener) listener = waybill_net_listener_new_for (control.ours, NULL, 0, 0, NULL);
  g_autoptr (GError) error = NULL;

  waybill_net_listener_set_watch (listener, &watcher.watch);
  g_assert_null (waybill_net_listener_accept (listener, &terms, NULL, &error));
  g_assert_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==, "425 no");
}

static void
test_active_range (void)
{
  g_auto (Pair) control = pair_on ("127.0.0.1");
  g_autoptr (WaybillNetListener) taken = waybill_net_listener_new ("127.0.0.1", 0, NULL);
  guint16 port = waybill_net_listener_get_port (taken);
  g_autoptr (GError) none = NULL;
  g_autoptr (GError) error = NULL;
  guint16 highest = (guint16) MIN (port + 50, G_MAXUINT16);

  g_assert_null (waybill_net_listener_new_for (control.ours, NULL, port, port, &none));
  g_assert_error (none, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_FAILED);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (WaybillNetListener) listener = waybill_net_listener_new_for (control.ours, NULL, port, highest, &error);

      g_assert_no_error (error);
      g_assert_cmpint (waybill_net_listener_get_port (listener), >, port); /* the first is taken */
      g_assert_cmpint (waybill_net_listener_get_port (listener), <=, highest);
    }
}

static void
test_active_proxy (void)
{
  const WaybillNetProxy proxy = { WAYBILL_NET_PROXY_HTTP, "127.0.0.1", 1, NULL, NULL };
  const WaybillNetProxy none = { .kind = WAYBILL_NET_PROXY_NONE };
  g_auto (Pair) control = pair_on ("127.0.0.1");
  g_autoptr (WaybillNetListener) without = waybill_net_listener_new_for (control.ours, &none, 0, 0, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (without);
  g_assert_null (waybill_net_listener_new_for (control.ours, &proxy, 0, 0, &error));
  g_assert_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_PROXY_ACTIVE);
}

static void
test_active_after_the_end (void)
{
  g_auto (Pair) control = pair_on ("127.0.0.1");
  struct linger at_once = { .l_onoff = 1 };
  g_autoptr (GError) error = NULL;
  char byte;
  gsize done;

  setsockopt (control.theirs->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  g_clear_pointer (&control.theirs, waybill_net_stream_free);
  waybill_net_stream_read (control.ours, &byte, 1, &done, NULL, NULL);
  g_assert_null (waybill_net_listener_new_for (control.ours, NULL, 0, 0, &error));
  g_assert_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_LOST);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/listen/kernel-chooses-the-port", test_ports);
  g_test_add_func ("/net/listen/taken-or-no-address", test_taken);
  g_test_add_func ("/net/listen/accept-is-cancelled", test_cancel);
  g_test_add_func ("/net/listen/nobody-comes", test_silence);
  g_test_add_func ("/net/listen/several", test_several);
  g_test_add_func ("/net/listen/ipv6", test_six);
  g_test_add_data_func ("/net/listen/active-ipv4", "127.0.0.1", test_active);
  g_test_add_data_func ("/net/listen/active-ipv6", "::1", test_active);
  g_test_add_func ("/net/listen/active-listens-on-one-address", test_active_address);
  g_test_add_func ("/net/listen/active-turns-strangers-away", test_active_stranger);
  g_test_add_func ("/net/listen/active-ends-after-many-strangers", test_active_many_strangers);
  g_test_add_func ("/net/listen/active-nobody-comes", test_active_silence);
  g_test_add_func ("/net/listen/active-server-says-no", test_active_watch);
  g_test_add_func ("/net/listen/active-range", test_active_range);
  g_test_add_func ("/net/listen/active-through-a-proxy", test_active_proxy);
  g_test_add_func ("/net/listen/active-after-the-end", test_active_after_the_end);
  return g_test_run ();
}
