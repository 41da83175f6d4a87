/* Whether bytes that come stand in a file already, at the place where they belong. A server that ignores where it is to
 * begin, or is off by some bytes, and a file that changed with its size as it was, all show here. It writes nothing. */
#include "transfer-proof-private.h"

#include "remote-error.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define PIECE 16384

/* Below this much a new beginning costs no more. */
#define LEAST (2 * WAYBILL_TRANSFER_PROOF_OVERLAP)

static gboolean
refute (WaybillTransferProof *self, const char *what, GError **error)
{
  WaybillRemoteErrorFacts facts = { .phase = WAYBILL_REMOTE_PHASE_CHECK, .alert = -1 };

  self->is_refuted = TRUE;
  g_propagate_error (error, waybill_remote_error_new (WAYBILL_REMOTE_ERROR_TRUNCATED, &facts, "%s", what));
  return FALSE;
}

static gboolean
compare_piece (WaybillTransferProof *self, const char *bytes, gsize length, GError **error)
{
  char there[PIECE];
  gssize got;

  do
    got = pread (self->file, there, length, self->at);
  while (got < 0 && errno == EINTR);

  if (got != (gssize) length || memcmp (there, bytes, length) != 0)
    return refute (self, "What is there already is no beginning of this file", error);
  self->at += got;
  return TRUE;
}

/* waybill_transfer_proof_compare:
 *
 * Compares up to the end. */
gboolean
waybill_transfer_proof_compare (WaybillTransferProof *self, const void *bytes, gsize length, gsize *done, GError **error)
{
  *done = 0;
  while (*done < length && self->at < self->end)
    {
      gsize piece = MIN (MIN (length - *done, PIECE), (gsize) (self->end - self->at));

      if (!compare_piece (self, (const char *) bytes + *done, piece, error))
        return FALSE;
      *done += piece;
    }
  return TRUE;
}

static gboolean
begin_on_worker (gpointer data, gint64 size, gint64 mtime, gint64 start, GError **error)
{
  WaybillTransferProof *self = data;

  return start == self->at || refute (self, "The server does not go on where it was asked to", error);
}

static gboolean
write_on_worker (gpointer data, const void *bytes, gsize length, GError **error)
{
  WaybillTransferProof *self = data;
  gsize done;

  return waybill_transfer_proof_compare (self, bytes, length, &done, error)
         && (done == length || refute (self, "The file grew while it was looked at", error));
}

static gboolean
end_on_worker (gpointer data, GError **error)
{
  WaybillTransferProof *self = data;

  return self->at == self->end || refute (self, "The file shrank while it was looked at", error);
}

/* waybill_transfer_proof_get_sink:
 *
 * For one transfer from where the proof stands. */
WaybillRemoteSink
waybill_transfer_proof_get_sink (WaybillTransferProof *self)
{
  static const WaybillRemoteSinkClass sink_class = { begin_on_worker, write_on_worker, end_on_worker };

  return (WaybillRemoteSink){ &sink_class, self };
}

/* waybill_transfer_proof_get_start:
 *
 * Of a beginning of so many bytes: where its tail begins; -1: too little to go on from. */
gint64
waybill_transfer_proof_get_start (gint64 there)
{
  return there >= LEAST ? there - WAYBILL_TRANSFER_PROOF_OVERLAP : -1;
}
