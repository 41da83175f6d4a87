/* The practice partner: accepts connections on 127.0.0.1 and gives each its own thread. What is said there stands in
 * practice-session. Made, started, asked and stopped by one thread. */
#include "practice-server.h"

#include "base-log.h"
#include "net-listen.h"
#include "practice-session.h"

#include <string.h>

#define USER "practice"
/* One wait of the accept thread; it only goes round then. */
#define ROUND (60 * G_USEC_PER_SEC)

struct _WaybillPracticeServer
{
  WaybillPracticeHost host;
  WaybillPracticeCounts counts;
  char *password;
  WaybillNetListener *listener;
  GCancellable *cancellable;
  WaybillBaseThread *thread;
  guint max_connections;
  GPtrArray *guests; /* Guest; the accept thread's alone while it runs */
};

/* One connection and its thread. */
typedef struct
{
  WaybillPracticeServer *server;
  WaybillNetStream *stream;
  WaybillBaseThread *thread;
  WaybillBaseLock lock;
  gboolean gone;
} Guest;

static void
guest_free (Guest *guest)
{
  g_clear_pointer (&guest->thread, waybill_base_thread_free); /* joins */
  waybill_base_lock_clear (&guest->lock);
  g_free (guest);
}

static void
serve_guest (gpointer data)
{
  Guest *guest = data;

  waybill_practice_session_run (&guest->server->host, g_steal_pointer (&guest->stream), guest->server->cancellable);
  waybill_base_lock_lock (&guest->lock);
  guest->gone = TRUE;
  waybill_base_lock_unlock (&guest->lock);
}

static gboolean
guest_is_gone (Guest *guest)
{
  gboolean gone;

  waybill_base_lock_lock (&guest->lock);
  gone = guest->gone;
  waybill_base_lock_unlock (&guest->lock);
  return gone;
}

static void
reap (WaybillPracticeServer *self)
{
  for (guint i = self->guests->len; i > 0; i--)
    if (guest_is_gone (self->guests->pdata[i - 1]))
      g_ptr_array_remove_index_fast (self->guests, i - 1);
}

/* stream: (transfer full). */
static void
admit (WaybillPracticeServer *self, WaybillNetStream *stream)
{
  static const char full[] = "421 Too many connections\r\n";
  Guest *guest;
  gsize done;

  if (self->guests->len >= self->max_connections)
    {
      waybill_net_stream_try_write (stream, full, strlen (full), &done, NULL);
      waybill_net_stream_free (stream);
      return;
    }
  waybill_base_lock_lock (&self->counts.lock);
  self->counts.n_connections++;
  waybill_base_lock_unlock (&self->counts.lock);
  guest = g_new0 (Guest, 1);
  guest->server = self;
  guest->stream = stream;
  waybill_base_lock_init (&guest->lock);
  guest->thread = waybill_base_thread_new ("practice");
  g_ptr_array_add (self->guests, guest);
  waybill_base_thread_push (guest->thread, serve_guest, guest);
}

static void
accept_guests (gpointer data)
{
  WaybillPracticeServer *self = data;
  WaybillNetTerms terms = { .silence = ROUND };

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      g_autoptr (GError) error = NULL;
      WaybillNetStream *stream = waybill_net_listener_accept (self->listener, &terms, self->cancellable, &error);

      reap (self);
      if (stream != NULL)
        admit (self, stream);
      else if (!g_error_matches (error, WAYBILL_NET_ERROR, WAYBILL_NET_ERROR_TIMED_OUT))
        {
          g_debug ("accepts no more: %s", error->message);
          return;
        }
    }
}

/**
 * waybill_practice_server_new:
 * @folder: what it serves: an existing folder, e.g. of waybill_practice_files_make()
 * @certificates: what it shows, and whose client it lets in
 * @options: (nullable): NULL: any port, explicit TLS
 * @error: a port that is taken, a folder that cannot be opened
 *
 * Makes the server with a password of its own, and binds its port; connections are answered after start.
 *
 * Returns: (transfer full) (nullable): the server
 */
WaybillPracticeServer *
waybill_practice_server_new (const char *folder,
                             WaybillPracticeCertificates *certificates,
                             const WaybillPracticeServerOptions *options,
                             GError **error)
{
  static const WaybillPracticeServerOptions defaults = { 0 };
  g_autoptr (WaybillPracticeServer) self = g_new0 (WaybillPracticeServer, 1);
  g_autoptr (GPtrArray) authorities = g_ptr_array_new ();

  options = options != NULL ? options : &defaults;
  waybill_base_lock_init (&self->counts.lock);
  self->guests = g_ptr_array_new_with_free_func ((GDestroyNotify) guest_free);
  self->cancellable = g_cancellable_new ();
  self->password = waybill_practice_password_new ();
  waybill_base_log_hide (self->password);
  self->max_connections = options->max_connections > 0 ? options->max_connections : WAYBILL_PRACTICE_MAX_CONNECTIONS;
  self->host.user = USER;
  self->host.password = self->password;
  self->host.implicit = options->implicit;
  self->host.counts = &self->counts;
  self->host.root = waybill_practice_root_new (folder, error);
  if (self->host.root == NULL)
    return NULL;
  g_ptr_array_add (authorities, waybill_practice_certificates_get_authority (certificates));
  self->host.tls = waybill_tls_server_new (waybill_practice_certificates_get_server (certificates), authorities,
                                           WAYBILL_TLS_VERSIONS_DEFAULT, error);
  if (self->host.tls == NULL)
    return NULL;
  self->listener = waybill_net_listener_new ("127.0.0.1", options->port, error);
  return self->listener != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * waybill_practice_server_start:
 * @self: the server, not started yet
 *
 * Begins to accept, on a thread of its own.
 */
void
waybill_practice_server_start (WaybillPracticeServer *self)
{
  g_return_if_fail (self->thread == NULL && self->listener != NULL);

  self->thread = waybill_base_thread_new ("practice-accept");
  waybill_base_thread_push (self->thread, accept_guests, self);
}

/**
 * waybill_practice_server_get_port:
 * @self: the server
 *
 * Returns: the port on 127.0.0.1; 0 once it is stopped
 */
guint16
waybill_practice_server_get_port (WaybillPracticeServer *self)
{
  return self->listener != NULL ? waybill_net_listener_get_port (self->listener) : 0;
}

/**
 * waybill_practice_server_dup_user:
 * @self: the server
 *
 * Returns: (transfer full): the only user
 */
char *
waybill_practice_server_dup_user (WaybillPracticeServer *self)
{
  return g_strdup (USER);
}

/**
 * waybill_practice_server_get_password:
 * @self: the server
 *
 * Returns: (transfer none): the user's password: for the person's eyes, never for a file or a log
 */
const char *
waybill_practice_server_get_password (WaybillPracticeServer *self)
{
  return self->password;
}

static guint
read_count (WaybillPracticeServer *self, const guint *count)
{
  guint value;

  waybill_base_lock_lock (&self->counts.lock);
  value = *count;
  waybill_base_lock_unlock (&self->counts.lock);
  return value;
}

/**
 * waybill_practice_server_get_n_connections:
 * @self: the server
 *
 * Returns: how many control connections were let in so far. Any thread.
 */
guint
waybill_practice_server_get_n_connections (WaybillPracticeServer *self)
{
  return read_count (self, &self->counts.n_connections);
}

/**
 * waybill_practice_server_get_n_resumed_data:
 * @self: the server
 *
 * Returns: how many data connections were resumed, as all must be. Any thread.
 */
guint
waybill_practice_server_get_n_resumed_data (WaybillPracticeServer *self)
{
  return read_count (self, &self->counts.n_resumed_data);
}

/**
 * waybill_practice_server_stop:
 * @self: the server
 *
 * Ends every wait of every conversation, joins all threads and gives the port back. Returns at once, whoever is connected.
 * The server cannot be started again.
 */
void
waybill_practice_server_stop (WaybillPracticeServer *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->thread, waybill_base_thread_free);
  g_ptr_array_set_size (self->guests, 0);
  g_clear_pointer (&self->listener, waybill_net_listener_free);
}

/**
 * waybill_practice_server_free:
 * @self: (transfer full): the server; it is stopped
 */
void
waybill_practice_server_free (WaybillPracticeServer *self)
{
  waybill_practice_server_stop (self);
  g_clear_pointer (&self->host.root, waybill_practice_root_free);
  g_clear_pointer (&self->host.tls, waybill_tls_server_unref);
  waybill_base_log_unhide (self->password);
  waybill_practice_password_free (self->password);
  waybill_base_lock_clear (&self->counts.lock);
  g_ptr_array_unref (self->guests);
  g_object_unref (self->cancellable);
  g_free (self);
}
