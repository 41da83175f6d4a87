/* What the engine's tests share: a session to a scripted peer, a sink and a source in memory. */
#include "ftp-rig.h"

#include "test-identities.h"

#include <string.h>

FtpRig *
ftp_rig_new (const char *script)
{
  FtpRig *self = g_new0 (FtpRig, 1);

  self->peer = waybill_test_peer_new (script, NULL);
  self->silence = 5 * G_USEC_PER_SEC;
  self->got = g_byte_array_new ();
  self->cancellable = g_cancellable_new ();
  return self;
}

gboolean
ftp_rig_open (FtpRig *self, GError **error)
{
  WaybillRemoteTargetValues values = {
    .protocol = self->protocol,
    .host = "127.0.0.1",
    .port = waybill_test_peer_get_port (self->peer),
    .server_name = "localhost",
    .user = "anna",
    .password = "s3cret-word",
    .identity = self->identity,
    .trust = waybill_test_identities_get_trust (),
    .remote_dir = self->remote_dir,
    .listing_kind = self->listing_kind,
    .charset = self->charset,
    .silence = self->silence,
    .learnt_resumed = self->learnt,
    .data = self->more.data,
    .clear_data = self->more.clear_data,
    .clear_control = self->more.clear_control,
    .keep_alive = self->more.keep_alive,
    .virtual_host = self->more.virtual_host,
    .client = self->more.client,
    .login_commands = self->more.login_commands,
    .learnt = self->more.learnt,
    .keeps_clock = self->more.keeps_clock,
  };
  g_autoptr (WaybillRemoteTarget) target = waybill_remote_target_new (&values);

  self->terms.silence = self->silence;
  self->session = waybill_ftp_session_new (target, &self->terms, self->talk);
  return waybill_ftp_login_open (self->session, self->cancellable, error);
}

static gboolean
sink_begin (gpointer data, gint64 size, gint64 mtime, gint64 start, GError **error)
{
  FtpRig *self = data;

  self->begun++;
  g_byte_array_set_size (self->got, 0);
  return TRUE;
}

static gboolean
sink_write (gpointer data, const void *bytes, gsize length, GError **error)
{
  FtpRig *self = data;

  g_byte_array_append (self->got, bytes, (guint) length);
  return TRUE;
}

static gboolean
sink_end (gpointer data, GError **error)
{
  FtpRig *self = data;

  self->ended++;
  return TRUE;
}

static const WaybillRemoteMove *
peek (gpointer data)
{
  static WaybillRemoteMove next;
  FtpRig *self = data;

  next = (WaybillRemoteMove){ .way = self->next_way, .path = self->next_path };
  return self->next_path != NULL ? &next : NULL;
}

static gboolean
move_one (FtpRig *self, const WaybillRemoteMove *move, WaybillRemoteOutcome *outcome, GError **error)
{
  const WaybillRemoteAhead ahead = { peek, self };

  return waybill_ftp_transfer_move (self->session, move, &ahead, outcome, self->cancellable, error);
}

gboolean
ftp_rig_get (FtpRig *self, const char *path, WaybillRemoteOutcome *outcome, GError **error)
{
  static const WaybillRemoteSinkClass klass = { sink_begin, sink_write, sink_end };
  WaybillRemoteMove move = { .way = WAYBILL_REMOTE_GET,
                             .path = path,
                             .sink = { &klass, self },
                             .ascii = self->ascii,
                             .offset = self->offset,
                             .is_listed = self->is_listed,
                             .listed_size = self->listed_size,
                             .listed_mtime = WAYBILL_REMOTE_NO_TIME };

  return move_one (self, &move, outcome, error);
}

typedef struct
{
  GBytes *bytes;
  gsize at;
} Memory;

static gint64
source_size (gpointer data)
{
  Memory *self = data;

  return (gint64) g_bytes_get_size (self->bytes);
}

static gboolean
source_seek (gpointer data, gint64 offset, GError **error)
{
  Memory *self = data;

  self->at = (gsize) offset;
  return TRUE;
}

static gboolean
source_read (gpointer data, void *buffer, gsize length, gsize *done, GError **error)
{
  Memory *self = data;
  gsize size;
  const char *bytes = g_bytes_get_data (self->bytes, &size);

  *done = MIN (length, size - self->at);
  memcpy (buffer, bytes + self->at, *done);
  self->at += *done;
  return TRUE;
}

gboolean
ftp_rig_put (FtpRig *self, const char *path, gsize length, WaybillRemoteOutcome *outcome, GError **error)
{
  static const WaybillRemoteSourceClass klass = { source_size, source_read, source_seek };
  g_autoptr (GBytes) bytes
      = self->text != NULL ? g_bytes_new (self->text, strlen (self->text)) : waybill_test_peer_dup_pattern (length);
  Memory memory = { bytes, 0 };
  WaybillRemoteMove move = { .way = WAYBILL_REMOTE_PUT,
                             .path = path,
                             .source = { &klass, &memory },
                             .ascii = self->ascii,
                             .appends = self->appends,
                             .offset = self->offset,
                             .sets_time = self->mtime != 0,
                             .mtime = self->mtime };

  return move_one (self, &move, outcome, error);
}

void
ftp_rig_finish (FtpRig *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->session, waybill_ftp_session_close);
  waybill_test_peer_finish (self->peer, &error);
  g_assert_no_error (error);
}

const WaybillRemoteErrorFacts *
ftp_rig_assert_kind (const GError *error, WaybillRemoteError kind)
{
  g_assert_error (error, WAYBILL_REMOTE_ERROR, (int) kind);
  return waybill_remote_error_get_facts (error);
}

void
ftp_rig_free (FtpRig *self)
{
  g_clear_pointer (&self->session, waybill_ftp_session_free);
  waybill_test_peer_free (self->peer);
  g_byte_array_unref (self->got);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->talk, waybill_remote_talk_unref);
  g_free (self);
}
