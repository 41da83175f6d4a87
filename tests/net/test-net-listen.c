/* Listening: which port, one stream at a time, and an accept that can be ended. */
#include "net-pair.h"

#include <fcntl.h>

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/listen/kernel-chooses-the-port", test_ports);
  g_test_add_func ("/net/listen/taken-or-no-address", test_taken);
  g_test_add_func ("/net/listen/accept-is-cancelled", test_cancel);
  g_test_add_func ("/net/listen/nobody-comes", test_silence);
  g_test_add_func ("/net/listen/several", test_several);
  return g_test_run ();
}
