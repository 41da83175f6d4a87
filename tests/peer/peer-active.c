/* The words of active mode and of CCC: the peer calls the client back, and ends TLS on the control connection. */
#include "peer-private.h"

#include "net-connect.h"
#include "tls-record-private.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* What the client says must begin with the verb; its port is remembered. */
static gboolean
take_port (WaybillTestPeer *self, const WaybillTestPeerStep *step, const char *verb)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = self->control != NULL ? waybill_test_peer_read_line (self, NULL, &error) : NULL;
  guint n[4], port, high, low;

  if (line == NULL)
    return waybill_test_peer_fail (self, step, "expected C: %s, got the end of the connection", verb);
  if (sscanf (line, "PORT %u,%u,%u,%u,%u,%u", &n[0], &n[1], &n[2], &n[3], &high, &low) == 6)
    port = high * 256 + low;
  else if (sscanf (line, "EPRT |1|127.0.0.1|%u|", &port) != 1)
    return waybill_test_peer_fail (self, step, "expected C: %s, got %s", verb, line);
  if (!g_str_has_prefix (line, verb) || port == 0 || port > G_MAXUINT16)
    return waybill_test_peer_fail (self, step, "expected C: %s, got %s", verb, line);
  self->client_port = (guint16) port;
  return waybill_test_peer_do (self, step, "S", step->text[0] != '\0' ? step->text : "200 ok");
}

static gboolean
run_eprt (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return take_port (self, step, "EPRT");
}

static gboolean
run_port (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return take_port (self, step, "PORT");
}

static gboolean
run_call (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  g_autoptr (GError) error = NULL;

  waybill_test_peer_end_data (self);
  self->data = waybill_net_connect_address ("127.0.0.1", self->client_port, &self->terms, NULL, &error);
  self->data_secure = FALSE;
  return self->data != NULL || waybill_test_peer_fail (self, step, "could not call the client: %s", error->message);
}

static gboolean
run_call_tls (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  g_autoptr (GError) error = NULL;

  if (!run_call (self, step))
    return FALSE;
  self->data = waybill_tls_server_accept (self->tls_now != NULL ? self->tls_now : self->tls_plain,
                                          g_steal_pointer (&self->data), NULL, &error);
  if (self->data == NULL)
    return waybill_test_peer_fail (self, step, "no TLS on the call: %s", error->message);
  self->data_secure = TRUE;
  self->n_data++;
  self->n_resumed += waybill_tls_server_is_resumed (self->data) ? 1 : 0;
  return TRUE;
}

/* Somebody else calls, and must be turned away. */
static gboolean
run_call_from (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  struct sockaddr_in own = { .sin_family = AF_INET }, client = { .sin_family = AF_INET };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  char byte;
  gboolean is_called;

  inet_pton (AF_INET, step->text, &own.sin_addr);
  inet_pton (AF_INET, "127.0.0.1", &client.sin_addr);
  client.sin_port = htons (self->client_port);
  is_called = bind (fd, (struct sockaddr *) &own, sizeof own) == 0
              && connect (fd, (struct sockaddr *) &client, sizeof client) == 0;
  if (is_called && read (fd, &byte, 1) > 0)
    is_called = FALSE;
  close (fd);
  return is_called || waybill_test_peer_fail (self, step, "the stranger was not turned away");
}

static gboolean
run_tls_end (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  WaybillTlsRecord *record = (WaybillTlsRecord *) self->control;
  g_autoptr (GError) error = NULL;
  WaybillNetStream *below;
  char byte;
  gsize done;

  if (self->control == NULL || !self->is_secure)
    return waybill_test_peer_fail (self, step, "there is no TLS to end");
  if (waybill_net_stream_read (self->control, &byte, 1, &done, NULL, &error) != WAYBILL_NET_IO_END)
    return waybill_test_peer_fail (self, step, "the client did not end TLS");
  if (!waybill_tls_record_say_goodbye (record, NULL, &error))
    return waybill_test_peer_fail (self, step, "could not end TLS: %s", error->message);
  below = waybill_tls_buffer_steal_below (&record->buffer);
  waybill_net_stream_free (self->control);
  self->control = below;
  self->is_secure = FALSE;
  return TRUE;
}

const WaybillTestPeerWord waybill_test_peer_active_words[] = {
  { "EPRT", run_eprt },           { "PORT", run_port },       { "CALL", run_call }, { "CALL-TLS", run_call_tls },
  { "CALL-FROM", run_call_from }, { "TLS-END", run_tls_end }, { NULL, NULL },
};
