/* From a name to a connection, and every way in which it does not come about. */
#include "net-pair.h"

static const WaybillNetTerms patient = { .silence = PATIENCE };

static guint16
get_unused_port (void)
{
  g_autoptr (WaybillNetListener) listener = waybill_net_listener_new ("127.0.0.1", 0, NULL);

  return waybill_net_listener_get_port (listener);
}

static void
test_connect (gconstpointer host)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillNetListener) listener = waybill_net_listener_new ("127.0.0.1", 0, NULL);
  guint16 port = waybill_net_listener_get_port (listener);
  g_autoptr (WaybillNetStream) stream = waybill_net_connect (host, port, &patient, NULL, NULL, &error);
  g_autoptr (WaybillNetStream) accepted = NULL;
  g_autofree char *peer = NULL;
  g_autofree char *local = NULL;
  g_autofree char *seen = NULL;
  guint16 local_port, accepted_port;

  g_assert_no_error (error);
  accepted = waybill_net_listener_accept (listener, &patient, NULL, &error);
  g_assert_no_error (error);
  peer = waybill_net_stream_dup_peer (stream);
  local = waybill_net_stream_dup_local (stream, &local_port);
  seen = waybill_net_stream_dup_local (accepted, &accepted_port);
  g_assert_cmpstr (peer, ==, "127.0.0.1");
  g_assert_cmpstr (local, ==, "127.0.0.1");
  g_assert_cmpint (local_port, !=, 0);
  g_assert_cmpint (accepted_port, ==, port);
}

static void
test_refused (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) by_name = NULL;

  g_assert_null (waybill_net_connect_address ("127.0.0.1", get_unused_port (), &patient, NULL, &error));
  g_assert_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_REFUSED);
  g_assert_null (waybill_net_connect ("localhost", get_unused_port (), &patient, NULL, NULL, &by_name));
  g_assert_nonnull (by_name);
  g_assert_true (by_name->domain == WAYBILL_NET_ERROR);
}

static void
test_report (void)
{
  g_autoptr (WaybillNetListener) listener = waybill_net_listener_new ("127.0.0.1", 0, NULL);
  g_auto (WaybillNetReport) well = { 0 };
  g_auto (WaybillNetReport) refused = { 0 };
  g_auto (WaybillNetReport) unknown = { 0 };
  g_autoptr (WaybillNetStream) stream
      = waybill_net_connect ("127.0.0.1", waybill_net_listener_get_port (listener), &patient, &well, NULL, NULL);

  g_assert_nonnull (stream);
  g_assert_cmpint (well.name_time, >=, 0);
  g_assert_cmpint (well.reach_time, >=, 0);
  g_assert_cmpstr (well.address, ==, "127.0.0.1");

  g_assert_null (waybill_net_connect ("127.0.0.1", get_unused_port (), &patient, &refused, NULL, NULL));
  g_assert_cmpint (refused.name_time, >=, 0);
  g_assert_cmpint (refused.reach_time, ==, -1);
  g_assert_cmpstr (refused.address, ==, "127.0.0.1");

  g_assert_null (waybill_net_connect ("does-not-exist.invalid", 21, &patient, &unknown, NULL, NULL));
  g_assert_cmpint (unknown.name_time, ==, -1);
  g_assert_cmpint (unknown.reach_time, ==, -1);
  g_assert_null (unknown.address);
}

static void
test_not_found (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) odd = NULL;

  g_assert_null (waybill_net_connect ("does-not-exist.invalid", 21, &patient, NULL, NULL, &error));
  g_assert_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_HOST_NOT_FOUND);
  g_assert_null (waybill_net_connect_address ("not an address", 21, &patient, NULL, &odd));
  g_assert_error (odd, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_HOST_NOT_FOUND);
}

static void
test_numeric (void)
{
  static const char *const addresses[] = { "127.0.0.1", "::1", "192.0.2.7" };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GPtrArray) found = waybill_net_connect_resolve (addresses[i], &patient, NULL, NULL);

      g_assert_cmpuint (found->len, ==, 1);
      g_assert_cmpstr (found->pdata[0], ==, addresses[i]);
    }
}

typedef struct
{
  guint waits; /* so far */
  guint fatal; /* which one is cancelled; 0: none */
  GCancellable *cancellable;
} Canceller;

/* Lets the person press "Cancel" just as the n-th wait begins. */
static gboolean
cancel_at (gpointer data, GError **error)
{
  Canceller *self = data;

  if (++self->waits == self->fatal)
    g_cancellable_cancel (self->cancellable);
  return TRUE;
}

static void
test_cancel_everywhere (void)
{
  g_autoptr (WaybillNetListener) listener = waybill_net_listener_new ("127.0.0.1", 0, NULL);
  guint16 port = waybill_net_listener_get_port (listener);
  guint n_waits = 0;

  for (guint fatal = 0; fatal <= n_waits; fatal++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Canceller canceller = { .fatal = fatal, .cancellable = cancellable };
      const WaybillNetTerms terms = { .silence = PATIENCE, .probe = cancel_at, .probe_data = &canceller };
      g_autoptr (GError) error = NULL;
      g_autoptr (WaybillNetStream) stream = waybill_net_connect ("localhost", port, &terms, NULL, cancellable, &error);

      if (fatal == 0)
        {
          g_assert_no_error (error);
          n_waits = canceller.waits;
          g_assert_cmpuint (n_waits, >=, 2); /* the lookup, the connection */
          continue;
        }
      g_assert_null (stream);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (canceller.waits, ==, fatal); /* no further address was tried */
    }
}

static void
test_cancel_lookup (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Canceller canceller = { .fatal = 1, .cancellable = cancellable };
  const WaybillNetTerms terms = { .silence = PATIENCE, .probe = cancel_at, .probe_data = &canceller };
  g_autoptr (GError) error = NULL;

  g_assert_null (waybill_net_connect_resolve ("does-not-exist.invalid", &terms, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gboolean
fail_always (gpointer data, GError **error)
{
  g_set_error_literal (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_TIMED_OUT, "no patience");
  return FALSE;
}

static void
test_lookup_takes_too_long (void)
{
  const WaybillNetTerms terms = { .silence = PATIENCE, .probe = fail_always };
  g_autoptr (GError) error = NULL;

  g_assert_null (waybill_net_connect ("localhost", 21, &terms, NULL, NULL, &error));
  g_assert_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_TIMED_OUT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/net/connect/by-name", "localhost", test_connect);
  g_test_add_data_func ("/net/connect/by-address", "127.0.0.1", test_connect);
  g_test_add_func ("/net/connect/refused", test_refused);
  g_test_add_func ("/net/connect/report", test_report);
  g_test_add_func ("/net/connect/not-found", test_not_found);
  g_test_add_func ("/net/connect/numeric-asks-nobody", test_numeric);
  g_test_add_func ("/net/connect/cancel-at-every-wait", test_cancel_everywhere);
  g_test_add_func ("/net/connect/cancel-during-lookup", test_cancel_lookup);
  g_test_add_func ("/net/connect/lookup-takes-too-long", test_lookup_takes_too_long);
  return g_test_run ();
}
