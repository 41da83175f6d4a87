/* The scripted peer: parses a dialogue, plays it on its own thread, one connection after the other. The steps themselves
 * are in peer-steps. */
#include "peer-private.h"

#include "test-identities.h"

#include <string.h>
#include <sys/socket.h>

#define LINE_BOUND (64 * 1024)

gboolean
waybill_test_peer_fail (WaybillTestPeer *self, const WaybillTestPeerStep *step, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (self->error == NULL)
    g_set_error (&self->error, G_IO_ERROR, G_IO_ERROR_FAILED, "line %u: %s", step->number, text);
  return FALSE;
}

char *
waybill_test_peer_read_line (WaybillTestPeer *self, GCancellable *cancellable, GError **error)
{
  char *line;

  while ((line = waybill_base_bytes_dup_line (self->input, NULL)) == NULL)
    {
      gsize room_length = 4096;
      gsize done = 0;
      char *room = waybill_base_bytes_room (self->input, &room_length);

      if (room == NULL
          || waybill_net_stream_read (self->control, room, room_length, &done, cancellable, error) != WAYBILL_NET_IO_DONE)
        return NULL;
      g_string_append_len (self->is_secure ? self->secret_text : self->clear_text, room, done);
      waybill_base_bytes_added (self->input, done);
    }
  return line;
}

GCancellable *
waybill_test_peer_get_hurry (WaybillTestPeer *self)
{
  return self->hostile ? self->finishing : NULL;
}

void
waybill_test_peer_pause (WaybillTestPeer *self)
{
  if (self->pause > 0)
    g_usleep (self->pause * 1000); /* time itself: nothing tells when another thread waits */
}

/* What the client has sent and nobody has read, from a connection without TLS. */
static void
drain (WaybillNetStream *stream, GByteArray *bytes)
{
  guint8 buffer[4096];
  gssize length;

  while (stream != NULL && (length = recv (stream->fd, buffer, sizeof buffer, MSG_DONTWAIT)) > 0)
    g_byte_array_append (bytes, buffer, (guint) length);
}

void
waybill_test_peer_end_data (WaybillTestPeer *self)
{
  if (!self->data_secure)
    drain (self->data, self->clear_data);
  g_clear_pointer (&self->data, waybill_net_stream_free);
  g_clear_pointer (&self->data_listener, waybill_net_listener_free);
}

/* A client may say QUIT where no script asks for it. */
static gboolean
await_end (WaybillTestPeer *self, const WaybillTestPeerStep *last)
{
  static const char farewell[] = "221 Good-bye\r\n";
  g_autofree char *line = NULL;

  if (self->control == NULL)
    return TRUE;
  line = waybill_test_peer_read_line (self, self->finishing, NULL);
  if (line == NULL)
    return TRUE;
  if (strcmp (line, "QUIT") != 0)
    return waybill_test_peer_fail (self, last, "then the conversation is over, but the client said %s", line);
  waybill_net_stream_write (self->control, farewell, strlen (farewell), NULL, NULL);
  waybill_net_stream_finish (self->control, self->finishing, NULL);
  return TRUE;
}

static void
end_conversation (WaybillTestPeer *self)
{
  g_autoptr (GByteArray) unread = g_byte_array_new ();

  waybill_test_peer_end_data (self);
  if (!self->is_secure)
    drain (self->control, unread);
  g_string_append_len (self->clear_text, (const char *) unread->data, unread->len);
  g_clear_pointer (&self->control, waybill_net_stream_free);
  g_clear_pointer (&self->input, waybill_base_bytes_free);
  self->tls_now = NULL;
  self->odd_priority = NULL;
  self->is_secure = FALSE;
}

static const WaybillTestPeerStep *
get_step (WaybillTestPeer *self, guint position)
{
  return &g_array_index (self->steps, WaybillTestPeerStep, MIN (position, self->steps->len - 1));
}

gboolean
waybill_test_peer_play_to (WaybillTestPeer *self, guint end)
{
  gboolean fine = TRUE;

  while (fine && self->position < end)
    {
      const WaybillTestPeerStep *step = get_step (self, self->position++);

      fine = step->run (self, step) || (self->hostile && self->control != NULL);
      if (self->hostile)
        g_clear_error (&self->error);
    }
  return fine && self->error == NULL;
}

static gboolean
begin_conversation (WaybillTestPeer *self)
{
  g_autoptr (GError) error = NULL;

  self->control = waybill_net_listener_accept (self->listener, &self->terms, waybill_test_peer_get_hurry (self), &error);
  if (self->control == NULL)
    return waybill_test_peer_fail (self, get_step (self, self->position), "no connection came: %s", error->message);
  self->input = waybill_base_bytes_new (LINE_BOUND);
  return TRUE;
}

/* Plays from where it is to the next '---' or the end, and on behind it. */
static void
play_conversation (WaybillTestPeer *self)
{
  guint end = self->position;

  while (end < self->steps->len && get_step (self, end)->run != NULL)
    end++;
  if (begin_conversation (self))
    {
      waybill_test_peer_play_to (self, end);
      if (self->error == NULL)
        await_end (self, get_step (self, end - 1));
    }
  end_conversation (self);
  self->position = end + 1;
}

static void
play (gpointer data)
{
  WaybillTestPeer *self = data;

  while (self->error == NULL && self->position < self->steps->len)
    play_conversation (self);
  while (self->serves && self->hostile && !g_cancellable_is_cancelled (self->finishing))
    {
      if (begin_conversation (self))
        waybill_test_peer_serve (self, get_step (self, 0));
      end_conversation (self);
      g_clear_error (&self->error);
    }
}

static void
clear_step (gpointer data)
{
  WaybillTestPeerStep *step = data;

  g_free (step->text);
}

/* "S: text", "DATA-SEND text", "TLS": the word ends at a colon or a blank. */
static void
add_step (WaybillTestPeer *self, guint number, const char *line)
{
  WaybillTestPeerStep step = { .number = number };
  gsize length;
  g_autofree char *word = NULL;

  line += strspn (line, " \t");
  if (line[0] == '\0' || line[0] == '#')
    return;
  length = strcspn (line, ": ");
  word = g_strndup (line, length);
  step.run = strcmp (word, "---") == 0 ? NULL : waybill_test_peer_find_step (word);
  if (step.run == NULL && strcmp (word, "---") != 0)
    g_error ("line %u of the script: no step is called %s", number, word);
  line += length;
  line += line[0] == ':';
  line += line[0] == ' ';
  step.text = g_strdup (line);
  g_array_append_val (self->steps, step);
}

static void
clear_answer (gpointer data)
{
  WaybillTestPeerAnswer *answer = data;

  g_free (answer->pattern);
}

static void
unref_content (gpointer data)
{
  if (data != NULL)
    g_bytes_unref (data);
}

static WaybillTlsServer *
make_tls (WaybillTestPeer *self, WaybillCertIdentity *identity, gboolean demanding, WaybillTlsVersions versions)
{
  g_autoptr (GPtrArray) authorities = waybill_test_identities_list (waybill_test_identities_get_authority ());
  g_autoptr (GError) error = NULL;
  WaybillTlsServer *server = waybill_tls_server_new (identity, demanding ? authorities : NULL, versions, &error);

  g_assert_no_error (error);
  return server;
}

WaybillTestPeer *
waybill_test_peer_new_lines (const char *const *lines, const WaybillTestPeerOptions *options)
{
  static const WaybillTestPeerOptions defaults = { 0 };
  WaybillTestPeer *self = g_new0 (WaybillTestPeer, 1);
  WaybillCertIdentity *identity;
  g_autoptr (GError) error = NULL;

  options = options != NULL ? options : &defaults;
  identity = options->identity != NULL ? options->identity : waybill_test_identities_get_server ();
  self->steps = g_array_new (FALSE, FALSE, sizeof (WaybillTestPeerStep));
  g_array_set_clear_func (self->steps, clear_step);
  for (guint i = 0; lines[i] != NULL; i++)
    add_step (self, i + 1, lines[i]);
  self->terms.silence = (options->hostile ? 12 : 1) * WAYBILL_TEST_PEER_PATIENCE;
  self->tls_plain = make_tls (self, identity, FALSE, options->versions);
  self->tls_fresh = make_tls (self, identity, FALSE, options->versions);
  self->tls_client = make_tls (self, identity, TRUE, options->versions);
  self->tls_other = make_tls (self, waybill_test_identities_get_other_server (), FALSE, options->versions);
  self->tls_second = make_tls (self, waybill_test_identities_get_second_server (), FALSE, options->versions);
  self->hostile = options->hostile;
  self->odd_tickets = -1;
  self->answers = g_array_new (FALSE, FALSE, sizeof (WaybillTestPeerAnswer));
  g_array_set_clear_func (self->answers, clear_answer);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_content);
  self->listings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->clear_data = g_byte_array_new ();
  self->clear_text = g_string_new (NULL);
  self->secret_text = g_string_new (NULL);
  self->forged = g_string_new (NULL);
  self->received = g_byte_array_new ();
  self->finishing = g_cancellable_new ();
  self->listener = waybill_net_listener_new ("127.0.0.1", 0, &error);
  g_assert_no_error (error);
  self->thread = waybill_base_thread_new ("peer");
  waybill_base_thread_push (self->thread, play, self);
  return self;
}

WaybillTestPeer *
waybill_test_peer_new (const char *script, const WaybillTestPeerOptions *options)
{
  g_auto (GStrv) lines = g_strsplit (script, "\n", -1);

  return waybill_test_peer_new_lines ((const char *const *) lines, options);
}

guint16
waybill_test_peer_get_port (WaybillTestPeer *self)
{
  return waybill_net_listener_get_port (self->listener);
}

gboolean
waybill_test_peer_finish (WaybillTestPeer *self, GError **error)
{
  g_cancellable_cancel (self->finishing);
  g_clear_pointer (&self->thread, waybill_base_thread_free);
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->error));
  return FALSE;
}

const char *
waybill_test_peer_get_clear_text (WaybillTestPeer *self)
{
  g_assert_null (self->thread);
  return self->clear_text->str;
}

const char *
waybill_test_peer_get_secret_text (WaybillTestPeer *self)
{
  g_assert_null (self->thread);
  return self->secret_text->str;
}

const char *
waybill_test_peer_get_client (WaybillTestPeer *self)
{
  g_assert_null (self->thread);
  return self->client;
}

guint
waybill_test_peer_get_n_resumed (WaybillTestPeer *self)
{
  g_assert_null (self->thread);
  return self->n_resumed;
}

guint
waybill_test_peer_get_n_data (WaybillTestPeer *self)
{
  g_assert_null (self->thread);
  return self->n_data;
}

GBytes *
waybill_test_peer_dup_clear_data (WaybillTestPeer *self)
{
  g_assert_null (self->thread);
  return g_bytes_new (self->clear_data->data, self->clear_data->len);
}

gboolean
waybill_test_peer_was_trapped (WaybillTestPeer *self)
{
  const WaybillNetTerms at_once = { .silence = 1 };
  g_autoptr (WaybillNetStream) visitor = NULL;

  g_assert_null (self->thread);
  if (self->trap != NULL)
    visitor = waybill_net_listener_accept (self->trap, &at_once, NULL, NULL);
  return visitor != NULL;
}

GBytes *
waybill_test_peer_dup_received (WaybillTestPeer *self)
{
  g_assert_null (self->thread);
  return g_bytes_new (self->received->data, self->received->len);
}

gboolean
waybill_test_peer_was_cut (WaybillTestPeer *self)
{
  g_assert_null (self->thread);
  return self->cut;
}

/* Neighbouring blocks differ, so that a piece that is lost or doubled shows. */
GBytes *
waybill_test_peer_dup_pattern (gsize length)
{
  guint8 *data = g_malloc (MAX (length, 1));

  for (gsize i = 0; i < length; i++)
    data[i] = (guint8) (i * 31 + (i >> 8) * 7 + (i >> 16));
  return g_bytes_new_take (data, length);
}

void
waybill_test_peer_free (WaybillTestPeer *self)
{
  waybill_test_peer_finish (self, NULL);
  g_array_unref (self->steps);
  g_array_unref (self->answers);
  g_hash_table_unref (self->files);
  g_hash_table_unref (self->listings);
  g_byte_array_unref (self->clear_data);
  g_clear_pointer (&self->trap, waybill_net_listener_free);
  waybill_test_peer_clear_odd (self);
  g_free (self->folder);
  g_free (self->renamed);
  g_free (self->said);
  waybill_net_listener_free (self->listener);
  waybill_tls_server_unref (self->tls_plain);
  waybill_tls_server_unref (self->tls_fresh);
  waybill_tls_server_unref (self->tls_client);
  waybill_tls_server_unref (self->tls_other);
  waybill_tls_server_unref (self->tls_second);
  g_string_free (self->clear_text, TRUE);
  g_string_free (self->secret_text, TRUE);
  g_string_free (self->forged, TRUE);
  g_byte_array_unref (self->received);
  g_object_unref (self->finishing);
  g_clear_error (&self->error);
  g_free (self->client);
  g_free (self);
}
