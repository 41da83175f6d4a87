/* A tiny FTPS client for tests of servers: sends a line, gives the reply, moves bytes. It is not the engine and handles
 * nothing that a test does not ask for. */
#include "line-client.h"

#include "net-connect.h"

#include <stdlib.h>
#include <string.h>

static const WaybillNetTerms terms = { .silence = 10 * G_USEC_PER_SEC };

LineClient *
line_client_new (guint16 port, WaybillCertIdentity *identity, WaybillCertTrust *trust)
{
  LineClient *self = g_new0 (LineClient, 1);
  g_autoptr (GError) error = NULL;

  self->identity = identity;
  self->trust = trust;
  self->input = waybill_base_bytes_new (64 * 1024);
  self->resume = waybill_tls_resume_new ();
  self->stream = waybill_net_connect_address ("127.0.0.1", port, &terms, NULL, &error);
  g_assert_no_error (error);
  return self;
}

gboolean
line_client_start_tls (LineClient *self, GError **error)
{
  const WaybillTlsSessionOptions options = { .server_name = "localhost", .identity = self->identity, .trust = self->trust };

  self->session = waybill_tls_session_new (g_steal_pointer (&self->stream), &options, error);
  if (self->session == NULL)
    return FALSE;
  self->stream = waybill_tls_session_get_stream (self->session);
  return waybill_tls_session_handshake (self->session, NULL, error);
}

static char *
read_line (LineClient *self)
{
  char *line;

  while ((line = waybill_base_bytes_dup_line (self->input, NULL)) == NULL)
    {
      gsize length = 4096;
      gsize done = 0;
      char *room = waybill_base_bytes_room (self->input, &length);

      g_assert_nonnull (room);
      if (waybill_net_stream_read (self->stream, room, length, &done, NULL, NULL) != WAYBILL_NET_IO_DONE)
        return NULL;
      waybill_base_bytes_added (self->input, done);
    }
  return line;
}

char *
line_client_reply (LineClient *self)
{
  g_autoptr (GString) reply = g_string_new (NULL);
  char code[5] = { 0 };

  for (;;)
    {
      g_autofree char *line = read_line (self);

      if (line == NULL)
        return NULL;
      g_string_append_printf (reply, "%s%s", reply->len > 0 ? "\n" : "", line);
      if (code[0] == '\0')
        g_snprintf (code, sizeof code, "%.3s ", line);
      if (strlen (line) == 3 || g_str_has_prefix (line, code))
        break;
    }
  if (self->session != NULL)
    waybill_tls_session_save (self->session, self->resume);
  return g_strdup (reply->str);
}

void
line_client_send (LineClient *self, const char *bytes)
{
  g_autoptr (GError) error = NULL;

  waybill_net_stream_write (self->stream, bytes, strlen (bytes), NULL, &error);
  g_assert_no_error (error);
}

char *
line_client_say (LineClient *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  line = g_strconcat (text, "\r\n", NULL);
  line_client_send (self, line);
  return line_client_reply (self);
}

void
line_client_expect (LineClient *self, const char *code, const char *line)
{
  g_autofree char *reply = line_client_say (self, "%s", line);

  if (reply == NULL || !g_str_has_prefix (reply, code))
    g_error ("%s: expected %s, got %s", line, code, reply);
}

WaybillTlsSession *
line_client_open_data (LineClient *self, const char *line, char **reply)
{
  const WaybillTlsSessionOptions options = { .server_name = "localhost",
                                             .identity = self->identity,
                                             .trust = self->trust,
                                             .resume = self->unresumed ? NULL : self->resume };
  g_autofree char *port = line_client_say (self, "EPSV");
  g_autofree char *started = NULL;
  WaybillNetStream *plain;
  WaybillTlsSession *data;

  g_assert_true (g_str_has_prefix (port, "229 "));
  plain = waybill_net_connect_address ("127.0.0.1", atoi (strstr (port, "|||") + 3), &terms, NULL, NULL);
  g_assert_nonnull (plain);
  started = line_client_say (self, "%s", line);
  if (!g_str_has_prefix (started, "150 "))
    {
      waybill_net_stream_free (plain);
      *reply = g_steal_pointer (&started);
      return NULL;
    }
  data = waybill_tls_session_new (plain, &options, NULL);
  g_assert_nonnull (data);
  if (waybill_tls_session_handshake (data, NULL, NULL))
    return data;
  waybill_tls_session_free (data);
  *reply = line_client_reply (self);
  return NULL;
}

GBytes *
line_client_fetch (LineClient *self, const char *line, char **reply)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  WaybillTlsSession *data = line_client_open_data (self, line, reply);
  guint8 buffer[8192];
  gsize done = 0;
  WaybillNetIo io;

  if (data == NULL)
    return NULL;
  while ((io = waybill_net_stream_read (waybill_tls_session_get_stream (data), buffer, sizeof buffer, &done, NULL, NULL))
         == WAYBILL_NET_IO_DONE)
    g_byte_array_append (bytes, buffer, done);
  if (io == WAYBILL_NET_IO_END)
    waybill_net_stream_finish (waybill_tls_session_get_stream (data), NULL, NULL);
  waybill_tls_session_free (data);
  *reply = line_client_reply (self);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

char *
line_client_store (LineClient *self, const char *line, GBytes *bytes)
{
  char *reply = NULL;
  WaybillTlsSession *data = line_client_open_data (self, line, &reply);
  g_autoptr (GError) error = NULL;

  if (data == NULL)
    return reply;
  waybill_net_stream_write (waybill_tls_session_get_stream (data), g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                            NULL, &error);
  g_assert_no_error (error);
  waybill_net_stream_finish (waybill_tls_session_get_stream (data), NULL, NULL);
  waybill_tls_session_free (data);
  return line_client_reply (self);
}

void
line_client_free (LineClient *self)
{
  if (self->session != NULL)
    waybill_tls_session_free (self->session);
  else
    g_clear_pointer (&self->stream, waybill_net_stream_free);
  waybill_tls_resume_free (self->resume);
  waybill_base_bytes_free (self->input);
  g_free (self);
}
