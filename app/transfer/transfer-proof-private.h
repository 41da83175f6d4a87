/* Whether bytes that come stand in a file already, at the place where they belong: the proof that one may go on behind them. A sink
 * that writes nothing. It runs on the session's worker. */
#pragma once

#include "remote-sink.h"

G_BEGIN_DECLS

/* So much of what is there is fetched again and compared, before anything is put behind it. */
#define WAYBILL_TRANSFER_PROOF_OVERLAP (64 * 1024)

typedef struct
{
  int      file;       /* lent */
  gint64   at;         /* the next byte */
  gint64   end;        /* behind the last that is compared; further ones are not looked at */
  gboolean is_refuted; /* other bytes came */
} WaybillTransferProof;

/* FALSE with an error that is_refuted explains, or when the file cannot be read. *done: so many were compared. */
gboolean          waybill_transfer_proof_compare   (WaybillTransferProof *self,
                                                    const void           *bytes,
                                                    gsize                 length,
                                                    gsize                *done,
                                                    GError              **error);
/* A sink that compares all that comes; it must be all up to the end. */
WaybillRemoteSink waybill_transfer_proof_get_sink  (WaybillTransferProof *self);
/* Where to begin to fetch again what is there; -1: it is not worth it. */
gint64            waybill_transfer_proof_get_start (gint64                there);

G_END_DECLS
