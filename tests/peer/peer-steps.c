/* What each line of a dialogue does; the table at the end is the language. See peer.h for what the words mean. */
#include "peer-private.h"

#include <string.h>
#include <sys/socket.h>

/* \r \n \t \\ and \xHH. */
GString *
waybill_test_peer_unescape (const char *text)
{
  static const char names[] = "rnt\\";
  static const char values[] = "\r\n\t\\";
  GString *result = g_string_new (NULL);

  for (; text[0] != '\0'; text++)
    {
      const char *name = text[0] == '\\' && text[1] != '\0' ? strchr (names, text[1]) : NULL;

      if (name != NULL)
        {
          g_string_append_c (result, values[name - names]);
          text++;
        }
      else if (text[0] == '\\' && text[1] == 'x' && g_ascii_isxdigit (text[2]) && g_ascii_isxdigit (text[3]))
        {
          g_string_append_c (result, (char) (g_ascii_xdigit_value (text[2]) * 16 + g_ascii_xdigit_value (text[3])));
          text += 3;
        }
      else
        g_string_append_c (result, text[0]);
    }
  return result;
}

gboolean
waybill_test_peer_send (
    WaybillTestPeer *self, const WaybillTestPeerStep *step, WaybillNetStream *stream, const char *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;

  if (stream == NULL)
    return waybill_test_peer_fail (self, step, "there is no connection to send on");
  waybill_test_peer_pause (self);
  if (waybill_net_stream_write (stream, bytes, length, waybill_test_peer_get_hurry (self), &error))
    return TRUE;
  return waybill_test_peer_fail (self, step, "could not send: %s", error->message);
}

static gboolean
run_send (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  g_autoptr (GString) line = g_string_new (step->text);
  guint16 port = self->data_listener != NULL ? waybill_net_listener_get_port (self->data_listener) : 0;
  const struct
  {
    const char *name;
    guint value;
  } marks[] = { { "{port}", port }, { "{p1}", port >> 8 }, { "{p2}", port & 0xff } };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      g_autofree char *value = g_strdup_printf ("%u", marks[i].value);

      g_string_replace (line, marks[i].name, value, 0);
    }
  g_string_append (line, "\r\n");
  g_string_append_len (line, self->forged->str, self->forged->len);
  g_string_truncate (self->forged, 0);
  return waybill_test_peer_send (self, step, self->control, line->str, line->len);
}

static gboolean
run_send_raw (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  g_autoptr (GString) bytes = waybill_test_peer_unescape (step->text);

  return waybill_test_peer_send (self, step, self->control, bytes->str, bytes->len);
}

static gboolean
run_forge (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  g_autoptr (GString) bytes = waybill_test_peer_unescape (step->text);

  g_string_append_len (self->forged, bytes->str, bytes->len);
  g_string_append (self->forged, "\r\n");
  return TRUE;
}

static gboolean
expect (WaybillTestPeer *self, const WaybillTestPeerStep *step, const char *pattern)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  if (self->control == NULL)
    return waybill_test_peer_fail (self, step, "expected C: %s, but the control connection was ended", pattern);
  line = waybill_test_peer_read_line (self, waybill_test_peer_get_hurry (self), &error);
  if (line == NULL)
    return waybill_test_peer_fail (self, step, "expected C: %s, got %s", pattern,
                                   error != NULL ? error->message : "the end of the connection");
  if (g_pattern_match_simple (pattern, line) || strcmp (pattern, line) == 0)
    return TRUE;
  return waybill_test_peer_fail (self, step, "expected C: %s, got %s", pattern, line);
}

static gboolean
run_expect (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return expect (self, step, step->text);
}

/* FALSE with an error: no handshake; the stream is gone then. */
static gboolean
handshake (WaybillTestPeer *self, WaybillTlsServer *server, WaybillNetStream **stream, GError **error)
{
  waybill_test_peer_pause (self);
  *stream = waybill_tls_server_accept (server, g_steal_pointer (stream), waybill_test_peer_get_hurry (self), error);
  return *stream != NULL;
}

static gboolean
start_tls (WaybillTestPeer *self, const WaybillTestPeerStep *step, WaybillTlsServer *server)
{
  g_autoptr (GError) error = NULL;

  if (self->control == NULL || waybill_base_bytes_length (self->input) > 0)
    return waybill_test_peer_fail (self, step, "the client did not wait for TLS");
  if (!handshake (self, server, &self->control, &error))
    return waybill_test_peer_fail (self, step, "no TLS: %s", error->message);
  self->tls_now = server;
  self->is_secure = TRUE;
  g_free (self->client);
  self->client = g_strdup (waybill_tls_server_get_client (self->control));
  return TRUE;
}

static gboolean
run_tls (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return start_tls (self, step, self->tls_plain);
}

static gboolean
run_tls_client (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return start_tls (self, step, self->tls_client);
}

static gboolean
run_tls_other (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return start_tls (self, step, self->tls_other);
}

static gboolean
must_fail (WaybillTestPeer *self, const WaybillTestPeerStep *step, WaybillTlsServer *server, WaybillNetStream **stream)
{
  char byte;
  gsize done;

  if (*stream == NULL)
    return waybill_test_peer_fail (self, step, "there is no connection");
  if (!handshake (self, server, stream, NULL))
    return TRUE;
  /* On TLS 1.3 the client may refuse behind our own last word: then it says nothing more. */
  if (waybill_net_stream_read (*stream, &byte, 1, &done, waybill_test_peer_get_hurry (self), NULL) != WAYBILL_NET_IO_DONE)
    {
      g_clear_pointer (stream, waybill_net_stream_free);
      return TRUE;
    }
  return waybill_test_peer_fail (self, step, "TLS came about");
}

static gboolean
run_tls_refused (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return must_fail (self, step, self->tls_other, &self->control);
}

static gboolean
run_tls_no_cert (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return must_fail (self, step, self->tls_client, &self->control);
}

static gboolean
run_listen (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  g_autoptr (GError) error = NULL;

  waybill_test_peer_end_data (self);
  self->data_listener = waybill_net_listener_new ("127.0.0.1", 0, &error);
  if (self->data_listener == NULL)
    return waybill_test_peer_fail (self, step, "no data port: %s", error->message);
  return TRUE;
}

static gboolean
run_epsv (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  g_autofree char *reply = NULL;

  if (!expect (self, step, "EPSV") || !run_listen (self, step))
    return FALSE;
  reply = g_strdup_printf ("229 Entering Extended Passive Mode (|||%u|)\r\n",
                           waybill_net_listener_get_port (self->data_listener));
  return waybill_test_peer_send (self, step, self->control, reply, strlen (reply));
}

static gboolean
run_pasv (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  g_autofree char *reply = NULL;
  guint16 port;

  if (!expect (self, step, "PASV") || !run_listen (self, step))
    return FALSE;
  port = waybill_net_listener_get_port (self->data_listener);
  reply = g_strdup_printf ("227 Entering Passive Mode (%s,%u,%u)\r\n", step->text[0] != '\0' ? step->text : "127,0,0,1",
                           port >> 8, port & 0xff);
  return waybill_test_peer_send (self, step, self->control, reply, strlen (reply));
}

static gboolean
accept_data (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->data, waybill_net_stream_free);
  self->data_secure = FALSE;
  if (self->data_listener == NULL)
    return waybill_test_peer_fail (self, step, "no data port is open");
  self->data = waybill_net_listener_accept (self->data_listener, &self->terms, waybill_test_peer_get_hurry (self), &error);
  if (self->data == NULL)
    return waybill_test_peer_fail (self, step, "no data connection came: %s", error->message);
  return TRUE;
}

static gboolean
secure_data (WaybillTestPeer *self, const WaybillTestPeerStep *step, WaybillTlsServer *server)
{
  g_autoptr (GError) error = NULL;

  if (!accept_data (self, step))
    return FALSE;
  if (server == NULL)
    self->data = waybill_test_peer_accept_odd (self, g_steal_pointer (&self->data), &error);
  else
    handshake (self, server, &self->data, &error);
  if (self->data == NULL)
    return waybill_test_peer_fail (self, step, "no TLS on the data connection: %s", error->message);
  self->data_secure = TRUE;
  self->n_data++;
  self->n_resumed += server != NULL && waybill_tls_server_is_resumed (self->data) ? 1 : 0;
  return TRUE;
}

static gboolean
run_data_tls (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  if (self->odd_priority != NULL)
    return secure_data (self, step, NULL);
  return secure_data (self, step, self->tls_now != NULL ? self->tls_now : self->tls_plain);
}

static gboolean
run_data_tls_fresh (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return secure_data (self, step, self->tls_fresh);
}

static gboolean
run_data_tls_other (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return secure_data (self, step, self->tls_second);
}

static gboolean
run_data_tls_refused (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return accept_data (self, step) && must_fail (self, step, self->tls_second, &self->data);
}

static gboolean
run_data_send (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  g_autoptr (GString) text = waybill_test_peer_unescape (step->text);
  g_autoptr (GBytes) pattern = NULL;

  if (step->text[0] != '@')
    return waybill_test_peer_send (self, step, self->data, text->str, text->len);
  pattern = waybill_test_peer_dup_pattern (g_ascii_strtoull (step->text + 1, NULL, 10));
  return waybill_test_peer_send (self, step, self->data, g_bytes_get_data (pattern, NULL), g_bytes_get_size (pattern));
}

static gboolean
run_data_recv (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  g_autoptr (GError) error = NULL;
  guint8 buffer[16384];
  gsize done = 0;
  WaybillNetIo io;

  if (self->data == NULL)
    return waybill_test_peer_fail (self, step, "there is no data connection");
  waybill_test_peer_pause (self);
  g_byte_array_set_size (self->received, 0);
  while (
      (io = waybill_net_stream_read (self->data, buffer, sizeof buffer, &done, waybill_test_peer_get_hurry (self), &error))
      == WAYBILL_NET_IO_DONE)
    {
      g_byte_array_append (self->received, buffer, done);
      if (!self->data_secure)
        g_byte_array_append (self->clear_data, buffer, done);
    }
  self->cut = io != WAYBILL_NET_IO_END;
  if (io == WAYBILL_NET_IO_FAILED)
    return waybill_test_peer_fail (self, step, "the data connection broke: %s", error->message);
  return TRUE;
}

/* The stream itself stays until the next one: closing it with the client's farewell unread would send a reset. */
static gboolean
run_data_close (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  g_autoptr (GError) error = NULL;
  WaybillNetIo io;

  if (self->data == NULL)
    return waybill_test_peer_fail (self, step, "there is no data connection");
  waybill_test_peer_pause (self);
  while ((io = self->data->klass->try_finish (self->data, &error)) == WAYBILL_NET_IO_WANT_READ
         || io == WAYBILL_NET_IO_WANT_WRITE)
    if (!waybill_net_stream_wait (self->data, io, 0, waybill_test_peer_get_hurry (self), &error))
      break;
  if (error != NULL)
    return waybill_test_peer_fail (self, step, "could not end the data connection: %s", error->message);
  return TRUE;
}

static gboolean
run_data_cut (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  if (self->data == NULL)
    return waybill_test_peer_fail (self, step, "there is no data connection");
  if (self->data_secure)
    waybill_tls_server_cut (self->data);
  else
    shutdown (self->data->fd, SHUT_WR);
  return TRUE;
}

static void
reset (WaybillNetStream **stream)
{
  struct linger at_once = { .l_onoff = 1, .l_linger = 0 };

  if (*stream != NULL)
    setsockopt ((*stream)->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  g_clear_pointer (stream, waybill_net_stream_free);
}

static gboolean
run_data_reset (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  reset (&self->data);
  return TRUE;
}

/* What the client says meanwhile is no mismatch: it may try ABOR or QUIT. */
static gboolean
run_stall (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  char *line;

  while (self->control != NULL && (line = waybill_test_peer_read_line (self, self->finishing, NULL)) != NULL)
    g_free (line);
  g_clear_pointer (&self->control, waybill_net_stream_free);
  return TRUE;
}

static gboolean
run_drop (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  g_clear_pointer (&self->control, waybill_net_stream_free);
  return TRUE;
}

static gboolean
run_reset (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  reset (&self->control);
  return TRUE;
}

static gboolean
run_close (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  if (self->control != NULL)
    waybill_net_stream_finish (self->control, self->finishing, NULL);
  g_clear_pointer (&self->control, waybill_net_stream_free);
  return TRUE;
}

static const WaybillTestPeerWord words[] = {
  { "S", run_send },
  { "S-", run_send_raw },
  { "FORGE", run_forge },
  { "C", run_expect },
  { "TLS", run_tls },
  { "TLS-CLIENT-CERT", run_tls_client },
  { "TLS-OTHER", run_tls_other },
  { "TLS-REFUSED", run_tls_refused },
  { "TLS-NO-CERT", run_tls_no_cert },
  { "EPSV", run_epsv },
  { "PASV", run_pasv },
  { "LISTEN", run_listen },
  { "DATA-CLEAR", accept_data },
  { "DATA-TLS", run_data_tls },
  { "DATA-TLS-FRESH", run_data_tls_fresh },
  { "DATA-TLS-OTHER", run_data_tls_other },
  { "DATA-TLS-REFUSED", run_data_tls_refused },
  { "DATA-SEND", run_data_send },
  { "DATA-RECV", run_data_recv },
  { "DATA-CLOSE", run_data_close },
  { "DATA-CUT", run_data_cut },
  { "DATA-RESET", run_data_reset },
  { "STALL", run_stall },
  { "DROP", run_drop },
  { "RESET", run_reset },
  { "CLOSE", run_close },
  { NULL, NULL },
};

WaybillTestPeerRun
waybill_test_peer_find_step (const char *name)
{
  const WaybillTestPeerWord *const tables[]
      = { words, waybill_test_peer_active_words, waybill_test_peer_odd_words, waybill_test_peer_serve_words };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const WaybillTestPeerWord *word = tables[i]; word->name != NULL; word++)
      if (strcmp (name, word->name) == 0)
        return word->run;
  return NULL;
}

gboolean
waybill_test_peer_do (WaybillTestPeer *self, const WaybillTestPeerStep *step, const char *name, const char *text)
{
  const WaybillTestPeerStep inner = { step->number, waybill_test_peer_find_step (name), (char *) text };

  return inner.run (self, &inner);
}
