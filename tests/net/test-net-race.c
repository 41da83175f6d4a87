/* Several addresses of one host: who is tried when, who wins, whose failure is told, and that nothing stays open. */
#include "net-pair.h"
#include "net-race.h"

#include "base-clock.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

static const WaybillNetTerms patient = { .silence = PATIENCE };

static GPtrArray *
list (const char *addresses)
{
  GPtrArray *array = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = g_strsplit (addresses, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    g_ptr_array_add (array, g_strdup (parts[i]));
  return array;
}

static void
test_order (void)
{
  static const struct
  {
    const char *given, *expected;
  } rows[] = {
    { "::1", "::1" },
    { "::1 ::2 1.1.1.1 2.2.2.2", "::1 1.1.1.1 ::2 2.2.2.2" },
    { "1.1.1.1 2.2.2.2 ::1", "1.1.1.1 ::1 2.2.2.2" },
    { "::1 ::2 ::3 1.1.1.1", "::1 1.1.1.1 ::2 ::3" },
    { "::1 ::2", "::1 ::2" },
    { "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 ::1", "1 ::1 2 3 4 5 6 7 8 9 10 11 12 13 14 15" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) given = list (rows[i].given);
      g_autoptr (GPtrArray) ordered = waybill_net_race_order (given);
      g_autofree char *text = NULL;

      g_ptr_array_add (ordered, NULL);
      text = g_strjoinv (" ", (char **) ordered->pdata);
      g_assert_cmpstr (text, ==, rows[i].expected);
    }
}

/* An address that never answers: whoever listens there has one call waiting, and takes no more. */
typedef struct
{
  int listening;
  int waiting;
  guint16 port;
} Hole;

static Hole
hole_new (const char *address, guint16 port)
{
  struct sockaddr_in four = { .sin_family = AF_INET, .sin_port = htons (port) };
  socklen_t length = sizeof four;
  Hole hole = { socket (AF_INET, SOCK_STREAM, 0), socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), 0 };

  inet_pton (AF_INET, address, &four.sin_addr);
  g_assert_cmpint (bind (hole.listening, (struct sockaddr *) &four, length), ==, 0);
  g_assert_cmpint (listen (hole.listening, 0), ==, 0);
  g_assert_cmpint (getsockname (hole.listening, (struct sockaddr *) &four, &length), ==, 0);
  g_assert_true (connect (hole.waiting, (struct sockaddr *) &four, length) == 0 || errno == EINPROGRESS);
  hole.port = ntohs (four.sin_port);
  return hole;
}

static void
hole_clear (Hole *self)
{
  close (self->listening);
  close (self->waiting);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Hole, hole_clear)

static guint
count_descriptors (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

static char *
race (const char *addresses, guint16 port, const WaybillNetTerms *terms, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) array = list (addresses);
  guint before = count_descriptors ();
  char *address = NULL;
  g_autoptr (WaybillNetStream) stream = waybill_net_race (array, port, terms, &address, cancellable, error);

  g_assert_cmpuint (count_descriptors (), ==, before + (stream != NULL)); /* the losers are closed */
  if (stream != NULL)
    {
      g_autofree char *peer = waybill_net_stream_dup_peer (stream);

      g_assert_cmpstr (peer, ==, address);
    }
  return address;
}

static void
test_refused_makes_way_at_once (void)
{
  g_autoptr (WaybillNetListener) listener = waybill_net_listener_new ("127.0.0.9", 0, NULL);
  gint64 begun = waybill_base_clock_ticks ();
  g_autoptr (GError) error = NULL;
  g_autofree char *winner = NULL;

  for (guint i = 0; i < 50; i++) /* 250 delays in all, were they waited for */
    {
      g_free (winner);
      winner = race ("127.0.0.2 127.0.0.3 127.0.0.4 127.0.0.5 127.0.0.6 127.0.0.9", waybill_net_listener_get_port (listener),
                     &patient, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (winner, ==, "127.0.0.9");
    }
  g_assert_cmpint (waybill_base_clock_ticks () - begun, <, 250 * (gint64) WAYBILL_NET_RACE_DELAY);
}

/* The second is tried after the delay, not before, while the first goes on. */
static void
test_silent_one_costs_one_delay (void)
{
  g_auto (Hole) hole = hole_new ("127.0.0.2", 0);
  g_autoptr (WaybillNetListener) listener = waybill_net_listener_new ("127.0.0.3", hole.port, NULL);
  gint64 begun = waybill_base_clock_ticks ();
  g_autoptr (GError) error = NULL;
  g_autofree char *winner = race ("127.0.0.2 127.0.0.3", hole.port, &patient, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (winner, ==, "127.0.0.3");
  g_assert_cmpint (waybill_base_clock_ticks () - begun, >=, WAYBILL_NET_RACE_DELAY);
  g_assert_cmpint (waybill_base_clock_ticks () - begun, <, patient.silence);
  g_assert_cmpint (WAYBILL_NET_RACE_DELAY, ==, 250000); /* RFC 8305 §8 */
}

/* No more than three at once; the fifth has its turn all the same. */
static void
test_more_than_can_be_watched (void)
{
  const WaybillNetTerms terms = { .silence = 2 * G_USEC_PER_SEC };
  g_auto (Hole) one = hole_new ("127.0.0.2", 0);
  g_auto (Hole) two = hole_new ("127.0.0.3", one.port);
  g_auto (Hole) three = hole_new ("127.0.0.4", one.port);
  g_auto (Hole) four = hole_new ("127.0.0.5", one.port);
  g_autoptr (WaybillNetListener) listener = waybill_net_listener_new ("127.0.0.6", one.port, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *winner = race ("127.0.0.2 127.0.0.3 127.0.0.4 127.0.0.5 127.0.0.6", one.port, &terms, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (winner, ==, "127.0.0.6");
}

static void
test_most_telling (void)
{
  const WaybillNetTerms terms = { .silence = 600 * 1000 };
  g_auto (Hole) hole = hole_new ("127.0.0.2", 0);
  static const struct
  {
    const char *addresses;
    WaybillNetError code;
    const char *told;
  } rows[] = {
    { "127.0.0.2", WAYBILL_NET_ERROR_TIMED_OUT, "127.0.0.2" },
    { "127.0.0.2 127.0.0.3", WAYBILL_NET_ERROR_REFUSED, "127.0.0.3" },
    { "127.0.0.3 127.0.0.4", WAYBILL_NET_ERROR_REFUSED, "127.0.0.3" },
    { "nonsense 127.0.0.2", WAYBILL_NET_ERROR_TIMED_OUT, "127.0.0.2" },
    { "nonsense 255.255.255.255", WAYBILL_NET_ERROR_UNREACHABLE, "255.255.255.255" },
    { "nonsense", WAYBILL_NET_ERROR_HOST_NOT_FOUND, "nonsense" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *told = race (rows[i].addresses, hole.port, &terms, NULL, &error);

      g_assert_error (error, WAYBILL_NET_ERROR, (int) rows[i].code);
      g_assert_cmpstr (told, ==, rows[i].told);
    }
}

typedef struct
{
  guint left;
  GCancellable *cancellable; /* (nullable) else it breaks */
} Breaker;

static gboolean
break_at (gpointer data, GError **error)
{
  Breaker *self = data;

  if (self->left-- > 0)
    return TRUE;
  self->left = 0;
  if (self->cancellable != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      return TRUE;
    }
  /* The very error that a race takes for its own clock when it comes in time. */
  g_set_error_literal (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_TIMED_OUT, "broken by the test");
  return FALSE;
}

static void
test_every_wait (gconstpointer data)
{
  g_auto (Hole) hole = hole_new ("127.0.0.2", 0);
  g_autoptr (WaybillNetListener) listener = waybill_net_listener_new ("127.0.0.3", hole.port, NULL);
  gboolean went_well = FALSE;
  guint n;

  for (n = 0; n < 20 && !went_well; n++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Breaker breaker = { n, GPOINTER_TO_INT (data) ? cancellable : NULL };
      const WaybillNetTerms terms = { PATIENCE, break_at, &breaker };
      g_autoptr (GError) error = NULL;
      g_autofree char *address = race ("127.0.0.2 127.0.0.3", hole.port, &terms, cancellable, &error);

      went_well = error == NULL;
      if (!went_well && breaker.cancellable != NULL)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      else if (!went_well)
        g_assert_cmpstr (error->message, ==, "broken by the test"); /* at once, not when the race's own time was over */
    }
  g_assert_true (went_well);
  g_assert_cmpuint (n, ==, 3); /* for the first alone; for both; none broken */
}

static void
test_both_families (void)
{
  g_autoptr (WaybillNetListener) six = waybill_net_listener_new ("::1", 0, NULL);
  g_autoptr (WaybillNetListener) four = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  guint16 port;

  if (six == NULL)
    {
      g_test_skip ("no IPv6 on loopback");
      return;
    }
  port = waybill_net_listener_get_port (six);
  four = waybill_net_listener_new ("127.0.0.1", port, &error);
  g_assert_no_error (error);
  first = race ("::1 127.0.0.1", port, &patient, NULL, &error);
  g_assert_cmpstr (first, ==, "::1");
  g_clear_pointer (&six, waybill_net_listener_free);
  second = race ("::1 127.0.0.1", port, &patient, NULL, &error);
  g_assert_cmpstr (second, ==, "127.0.0.1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/race/families-alternate", test_order);
  g_test_add_func ("/net/race/refused-makes-way-at-once", test_refused_makes_way_at_once);
  g_test_add_func ("/net/race/silent-one-costs-one-delay", test_silent_one_costs_one_delay);
  g_test_add_func ("/net/race/more-than-can-be-watched", test_more_than_can_be_watched);
  g_test_add_func ("/net/race/most-telling-failure", test_most_telling);
  g_test_add_func ("/net/race/both-families", test_both_families);
  g_test_add_data_func ("/net/race/every-wait-cancelled", GINT_TO_POINTER (TRUE), test_every_wait);
  g_test_add_data_func ("/net/race/every-wait-broken", GINT_TO_POINTER (FALSE), test_every_wait);
  return g_test_run ();
}
