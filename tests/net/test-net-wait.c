/* The one wait: ready, silent, cancelled, broken by a probe. */
#include "net-wait.h"

#include "base-clock.h"
#include "base-thread.h"

#include <errno.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define PATIENCE (30 * G_USEC_PER_SEC)

typedef struct
{
  int fds[WAYBILL_NET_WAIT_MAX];
  GPollFD polled[WAYBILL_NET_WAIT_MAX];
  GCancellable *cancellable;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->cancellable = g_cancellable_new ();
  for (guint i = 0; i < WAYBILL_NET_WAIT_MAX; i++)
    {
      self->fds[i] = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
      self->polled[i] = (GPollFD){ self->fds[i], G_IO_IN, 0xffff };
    }
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < WAYBILL_NET_WAIT_MAX; i++)
    close (self->fds[i]);
  g_object_unref (self->cancellable);
}

static void
make_ready (int fd)
{
  guint64 one = 1;

  g_assert_cmpint (write (fd, &one, sizeof one), ==, sizeof one);
}

static void
test_three (Fixture *self, gconstpointer data)
{
  const WaybillNetTerms terms = { .silence = PATIENCE };

  for (guint ready = 0; ready < WAYBILL_NET_WAIT_MAX; ready++)
    {
      g_autoptr (GError) error = NULL;
      guint64 counted;

      make_ready (self->fds[ready]);
      waybill_net_wait (&terms, self->polled, WAYBILL_NET_WAIT_MAX, 0, self->cancellable, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < WAYBILL_NET_WAIT_MAX; i++)
        g_assert_cmpint (self->polled[i].revents, ==, i == ready ? G_IO_IN : 0);
      g_assert_cmpint (read (self->fds[ready], &counted, sizeof counted), ==, sizeof counted);
    }
}

static void
test_silence (Fixture *self, gconstpointer data)
{
  const WaybillNetTerms terms = { .silence = 2000 };
  gint64 begun = waybill_base_clock_ticks ();
  g_autoptr (GError) error = NULL;

  g_assert_false (waybill_net_wait (&terms, self->polled, 1, 0, self->cancellable, &error));
  g_assert_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_TIMED_OUT);
  g_assert_cmpint (waybill_base_clock_ticks () - begun, >=, 2000);
  g_assert_cmpint (self->polled[0].revents, ==, 0);
}

/* A deadline that passed still takes what is ready; with nothing ready it ends at once, whatever the silence. */
static void
test_deadline (Fixture *self, gconstpointer data)
{
  const WaybillNetTerms terms = { .silence = G_MAXINT64 / 4 };
  g_autoptr (GError) error = NULL;

  g_assert_false (waybill_net_wait (&terms, self->polled, 1, 1, NULL, &error));
  g_assert_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_TIMED_OUT);
  make_ready (self->fds[0]);
  g_assert_true (waybill_net_wait (&terms, self->polled, 1, 1, NULL, NULL));
  g_assert_true (waybill_net_wait (&terms, self->polled, 1, 0, NULL, NULL));
}

static void
test_cancelled_before (Fixture *self, gconstpointer data)
{
  const WaybillNetTerms terms = { .silence = PATIENCE };
  g_autoptr (GError) error = NULL;

  make_ready (self->fds[0]);
  g_cancellable_cancel (self->cancellable);
  g_assert_false (waybill_net_wait (&terms, self->polled, 1, 0, self->cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
cancel (gpointer data)
{
  g_cancellable_cancel (data);
}

/* From another thread, before or within the wait: it never lasts until its deadline. */
static void
test_cancelled_meanwhile (Fixture *self, gconstpointer data)
{
  const WaybillNetTerms terms = { .silence = PATIENCE };
  WaybillBaseThread *thread = waybill_base_thread_new ("canceller");

  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;

      waybill_base_thread_push (thread, cancel, cancellable);
      g_assert_false (waybill_net_wait (&terms, self->polled, WAYBILL_NET_WAIT_MAX, 0, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      /* The job may still touch the cancellable. */
      waybill_base_thread_free (thread);
      thread = waybill_base_thread_new ("canceller");
    }
  waybill_base_thread_free (thread);
}

static gboolean
break_the_third (gpointer data, GError **error)
{
  guint *asked = data;

  if (++*asked != 3)
    return TRUE;
  g_set_error_literal (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_LOST, "the third");
  return FALSE;
}

static void
test_probe (Fixture *self, gconstpointer data)
{
  guint asked = 0;
  const WaybillNetTerms terms = { .silence = PATIENCE, .probe = break_the_third, .probe_data = &asked };
  g_autoptr (GError) error = NULL;

  make_ready (self->fds[0]);
  g_assert_true (waybill_net_wait (&terms, self->polled, 1, 0, NULL, NULL));
  g_assert_true (waybill_net_wait (&terms, self->polled, 1, 0, NULL, NULL));
  g_assert_false (waybill_net_wait (&terms, self->polled, 1, 0, NULL, &error));
  g_assert_error (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_LOST);
  g_assert_true (waybill_net_wait (&terms, self->polled, 1, 0, NULL, NULL));
}

static void
test_errno (void)
{
  static const struct
  {
    int number;
    WaybillNetError code;
  } meanings[] = {
    { ECONNREFUSED, WAYBILL_NET_ERROR_REFUSED },    { EHOSTUNREACH, WAYBILL_NET_ERROR_UNREACHABLE },
    { ENETUNREACH, WAYBILL_NET_ERROR_UNREACHABLE }, { ETIMEDOUT, WAYBILL_NET_ERROR_TIMED_OUT },
    { ECONNRESET, WAYBILL_NET_ERROR_LOST },         { EPIPE, WAYBILL_NET_ERROR_LOST },
    { ENOMEM, WAYBILL_NET_ERROR_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    {
      g_autoptr (GError) error = NULL;

      waybill_net_set_error_errno (&error, meanings[i].number);
      g_assert_error (error, WAYBILL_NET_ERROR, (int) meanings[i].code);
    }
  waybill_net_set_error_errno (NULL, EPIPE);
}

#define ADD(name, function) g_test_add ("/net/wait/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("three-descriptors", test_three);
  ADD ("silence", test_silence);
  ADD ("deadline", test_deadline);
  ADD ("cancelled-before", test_cancelled_before);
  ADD ("cancelled-meanwhile", test_cancelled_meanwhile);
  ADD ("probe", test_probe);
  g_test_add_func ("/net/wait/errno", test_errno);
  return g_test_run ();
}
