/* A proxy for tests, on loopback: an honest one that forwards (SOCKS5 or HTTP CONNECT), or one that plays a script. Its
 * threads end with it. */
#include "net-proxy-server.h"

#include "base-clock.h"
#include "base-thread.h"
#include "net-listen.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>

#define DRIP_TIME (20 * 1000)

static const WaybillNetTerms patient = { .silence = 30 * G_USEC_PER_SEC };

struct _NetProxyServer
{
  WaybillNetProxyKind kind;
  char *login;   /* (nullable) "user:password" */
  char **script; /* (nullable) */
  WaybillNetListener *listener;
  WaybillBaseThread *accepting;
  GPtrArray *calls; /* the accepting thread's */
  GCancellable *cancellable;
  WaybillBaseLock lock;
  guint count;
  GString *heard;
};

typedef struct
{
  NetProxyServer *server;
  WaybillNetStream *stream;
  WaybillBaseThread *thread;
} Call;

static void
hear (Call *self, const char *text)
{
  waybill_base_lock_lock (&self->server->lock);
  g_string_append (self->server->heard, text);
  waybill_base_lock_unlock (&self->server->lock);
}

static gboolean
take (Call *self, void *buffer, gsize length)
{
  char *at = buffer;

  for (gsize done; length > 0; at += done, length -= done)
    if (waybill_net_stream_read (self->stream, at, length, &done, self->server->cancellable, NULL) != WAYBILL_NET_IO_DONE)
      return FALSE;
  return TRUE;
}

static gboolean
give (Call *self, const void *data, gsize length)
{
  return waybill_net_stream_write (self->stream, data, length, self->server->cancellable, NULL);
}

static char *
take_head (Call *self)
{
  GString *head = g_string_new (NULL);
  char byte;

  while (!g_str_has_suffix (head->str, "\r\n\r\n"))
    {
      if (!take (self, &byte, 1))
        {
          g_string_free (head, TRUE);
          return NULL;
        }
      g_string_append_c (head, byte);
    }
  return g_string_free (head, FALSE);
}

/* Until both sides ended or one broke. */
static void
forward (Call *self, WaybillNetStream *other)
{
  WaybillNetStream *ends[] = { self->stream, other };
  gboolean open[] = { TRUE, TRUE };

  while (open[0] || open[1])
    {
      GPollFD fds[] = { { open[0] ? ends[0]->fd : -1, G_IO_IN, 0 }, { open[1] ? ends[1]->fd : -1, G_IO_IN, 0 } };

      if (!waybill_net_wait (&patient, fds, 2, 0, self->server->cancellable, NULL))
        return;
      for (guint i = 0; i < 2; i++)
        {
          char buffer[65536];
          gsize done;
          WaybillNetIo io;

          if (fds[i].revents == 0)
            continue;
          io = waybill_net_stream_try_read (ends[i], buffer, sizeof buffer, &done, NULL);
          if (io == WAYBILL_NET_IO_END)
            {
              open[i] = FALSE;
              shutdown (ends[1 - i]->fd, SHUT_WR);
            }
          else if (io == WAYBILL_NET_IO_FAILED
                   || (io == WAYBILL_NET_IO_DONE
                       && !waybill_net_stream_write (ends[1 - i], buffer, done, self->server->cancellable, NULL)))
            return;
        }
    }
}

static WaybillNetStream *
reach (Call *self, const char *host, guint16 port)
{
  g_autofree char *line = g_strdup_printf ("%s:%u\n", host, port);

  hear (self, line);
  return waybill_net_connect (g_str_has_suffix (host, ".example") ? "127.0.0.1" : host, port, &patient, NULL,
                              self->server->cancellable, NULL);
}

static gboolean
socks_login (Call *self)
{
  guint8 head[2], user[256] = { 0 }, password[256] = { 0 }, length;
  g_autofree char *login = NULL;

  if (!give (self, "\5\2", 2) || !take (self, head, 2) || !take (self, user, head[1]) || !take (self, &length, 1)
      || !take (self, password, length))
    return FALSE;
  login = g_strdup_printf ("%s:%s", user, password);
  if (strcmp (login, self->server->login) == 0)
    return give (self, "\1\0", 2);
  give (self, "\1\1", 2);
  return FALSE;
}

/* (nullable): the host of a request. */
static char *
socks_take_host (Call *self)
{
  guint8 head[4], address[256] = { 0 }, length;
  char text[INET6_ADDRSTRLEN];

  if (!take (self, head, 4))
    return NULL;
  if (head[3] == 3)
    return take (self, &length, 1) && take (self, address, length) ? g_strdup ((char *) address) : NULL;
  if (!take (self, address, head[3] == 4 ? 16 : 4)
      || inet_ntop (head[3] == 4 ? AF_INET6 : AF_INET, address, text, sizeof text) == NULL)
    return NULL;
  return g_strdup (text);
}

static void
serve_socks (Call *self)
{
  guint8 head[2], methods[255], port[2];
  g_autofree char *host = NULL;
  g_autoptr (WaybillNetStream) other = NULL;

  if (!take (self, head, 2) || !take (self, methods, head[1]))
    return;
  if (self->server->login == NULL            ? !give (self, "\5\0", 2)
      : memchr (methods, 2, head[1]) != NULL ? !socks_login (self)
                                             : (give (self, "\5\377", 2), TRUE))
    return;
  host = socks_take_host (self);
  if (host == NULL || !take (self, port, 2))
    return;
  other = reach (self, host, (guint16) (port[0] << 8 | port[1]));
  if (other == NULL)
    give (self, "\5\5\0\1\0\0\0\0\0\0", 10);
  else if (give (self, "\5\0\0\1\0\0\0\0\0\0", 10))
    forward (self, other);
}

static void
say (Call *self, const char *text)
{
  give (self, text, strlen (text));
}

static void
serve_http (Call *self)
{
  g_autofree char *head = take_head (self);
  g_autofree char *login = NULL;
  g_autofree char *wanted = NULL;
  g_autoptr (WaybillNetStream) other = NULL;
  g_autoptr (GUri) where = NULL;
  g_autofree char *uri = NULL;

  if (head == NULL || !g_str_has_prefix (head, "CONNECT "))
    return;
  if (self->server->login != NULL)
    {
      login = g_base64_encode ((const guchar *) self->server->login, strlen (self->server->login));
      wanted = g_strdup_printf ("\r\nProxy-Authorization: Basic %s\r\n", login);
      if (strstr (head, wanted) == NULL)
        {
          say (self, "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"\r\n\r\n");
          return;
        }
    }
  uri = g_strdup_printf ("http://%.*s", (int) strcspn (head + 8, " "), head + 8);
  where = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  if (where == NULL || g_uri_get_port (where) <= 0)
    return;
  other = reach (self, g_uri_get_host (where), (guint16) g_uri_get_port (where));
  if (other == NULL)
    {
      say (self, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
      return;
    }
  say (self, "HTTP/1.1 200 Connection established\r\n\r\n");
  forward (self, other);
}

/* Scripts */

static GByteArray *
read_hex (const char *text)
{
  GByteArray *bytes = g_byte_array_new ();
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      guint8 byte = (guint8) g_ascii_strtoull (parts[i], NULL, 16);

      if (*parts[i] != '\0')
        g_byte_array_append (bytes, &byte, 1);
    }
  return bytes;
}

static gboolean
play_read (Call *self, const char *argument)
{
  gsize length = (gsize) g_ascii_strtoull (argument, NULL, 10);

  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *text = NULL;
      guint8 byte;

      if (!take (self, &byte, 1))
        return FALSE;
      text = g_strdup_printf ("%02x ", byte);
      hear (self, text);
    }
  return TRUE;
}

static gboolean
play_head (Call *self, const char *argument)
{
  g_autofree char *head = take_head (self);

  if (head != NULL)
    hear (self, head);
  return head != NULL;
}

static gboolean
play_send (Call *self, const char *argument)
{
  g_autofree char *text = g_strcompress (argument);

  return give (self, text, strlen (text));
}

static gboolean
play_hex (Call *self, const char *argument)
{
  g_autoptr (GByteArray) bytes = read_hex (argument);

  return give (self, bytes->data, bytes->len);
}

static gboolean
play_slow (Call *self, const char *argument)
{
  g_autoptr (GByteArray) bytes = read_hex (argument);
  gboolean well = TRUE;

  for (guint i = 0; well && i < bytes->len; i++)
    well = give (self, &bytes->data[i], 1);
  return well;
}

/* Waits on nothing, but for the end: the deadline is the clock. */
static gboolean
play_drip (Call *self, const char *argument)
{
  g_autoptr (GByteArray) bytes = read_hex (argument);

  while (give (self, bytes->data, 1) && !g_cancellable_is_cancelled (self->server->cancellable))
    waybill_net_wait (&patient, NULL, 0, waybill_base_clock_ticks () + DRIP_TIME, self->server->cancellable, NULL);
  return FALSE;
}

static gboolean
play_flood (Call *self, const char *argument)
{
  while (play_send (self, argument))
    ;
  return FALSE;
}

static gboolean
play_stall (Call *self, const char *argument)
{
  char byte;

  while (take (self, &byte, 1))
    ;
  return FALSE;
}

static gboolean
play_reset (Call *self, const char *argument)
{
  struct linger at_once = { .l_onoff = 1 };

  setsockopt (self->stream->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  return FALSE;
}

static gboolean
play_line (Call *self, const char *line)
{
  static const struct
  {
    const char *word;
    gboolean (*play) (Call *self, const char *argument);
  } steps[] = {
    { "READ", play_read }, { "HEAD", play_head },   { "SEND", play_send },   { "HEX", play_hex },     { "SLOW", play_slow },
    { "DRIP", play_drip }, { "FLOOD", play_flood }, { "STALL", play_stall }, { "RESET", play_reset },
  };
  g_auto (GStrv) parts = g_strsplit (line, " ", 2);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_strcmp0 (parts[0], steps[i].word) == 0)
      return steps[i].play (self, parts[1] != NULL ? parts[1] : "");
  g_error ("No step of a proxy's script: %s", line);
}

static void
serve_script (Call *self)
{
  char **script = self->server->script;

  for (guint i = 0; script[i] != NULL; i++)
    if (*script[i] != '\0' && !play_line (self, script[i]))
      return;
}

/* Threads */

static void
serve_on_thread (gpointer data)
{
  Call *self = data;

  if (self->server->script != NULL)
    serve_script (self);
  else if (self->server->kind == WAYBILL_NET_PROXY_SOCKS5)
    serve_socks (self);
  else
    serve_http (self);
  g_clear_pointer (&self->stream, waybill_net_stream_free);
}

static void
call_free (gpointer data)
{
  Call *self = data;

  waybill_base_thread_free (self->thread); /* joins */
  g_free (self);
}

static void
accept_on_thread (gpointer data)
{
  NetProxyServer *self = data;
  WaybillNetStream *stream;
  const WaybillNetTerms endless = { .silence = 3600 * (gint64) G_USEC_PER_SEC };

  while ((stream = waybill_net_listener_accept (self->listener, &endless, self->cancellable, NULL)) != NULL)
    {
      Call *call = g_new0 (Call, 1);

      stream->terms = patient;
      call->server = self;
      call->stream = stream;
      call->thread = waybill_base_thread_new ("test-proxy-call");
      waybill_base_lock_lock (&self->lock);
      self->count++;
      waybill_base_lock_unlock (&self->lock);
      waybill_base_thread_push (call->thread, serve_on_thread, call);
      g_ptr_array_add (self->calls, call);
    }
}

static NetProxyServer *
server_new (WaybillNetProxyKind kind, char *login, char **script)
{
  NetProxyServer *self = g_new0 (NetProxyServer, 1);
  g_autoptr (GError) error = NULL;

  waybill_net_error_quark (); /* before any thread */
  self->kind = kind;
  self->login = login;
  self->script = script;
  self->heard = g_string_new (NULL);
  self->calls = g_ptr_array_new_with_free_func (call_free);
  self->cancellable = g_cancellable_new ();
  waybill_base_lock_init (&self->lock);
  self->listener = waybill_net_listener_new ("127.0.0.1", 0, &error);
  g_assert_no_error (error);
  self->accepting = waybill_base_thread_new ("test-proxy");
  waybill_base_thread_push (self->accepting, accept_on_thread, self);
  return self;
}

NetProxyServer *
net_proxy_server_new (WaybillNetProxyKind kind, const char *user, const char *password)
{
  return server_new (kind, user != NULL ? g_strdup_printf ("%s:%s", user, password) : NULL, NULL);
}

NetProxyServer *
net_proxy_server_new_script (const char *script)
{
  return server_new (WAYBILL_NET_PROXY_NONE, NULL, g_strsplit (script, "\n", -1));
}

guint16
net_proxy_server_get_port (NetProxyServer *self)
{
  return waybill_net_listener_get_port (self->listener);
}

guint
net_proxy_server_count (NetProxyServer *self)
{
  guint count;

  waybill_base_lock_lock (&self->lock);
  count = self->count;
  waybill_base_lock_unlock (&self->lock);
  return count;
}

char *
net_proxy_server_dup_heard (NetProxyServer *self)
{
  char *heard;

  waybill_base_lock_lock (&self->lock);
  heard = g_strdup (self->heard->str);
  waybill_base_lock_unlock (&self->lock);
  return heard;
}

void
net_proxy_server_free (NetProxyServer *self)
{
  g_cancellable_cancel (self->cancellable);
  waybill_base_thread_free (self->accepting);
  g_ptr_array_unref (self->calls);
  waybill_net_listener_free (self->listener);
  g_object_unref (self->cancellable);
  waybill_base_lock_clear (&self->lock);
  g_string_free (self->heard, TRUE);
  g_free (self->login);
  g_strfreev (self->script);
  g_free (self);
}
