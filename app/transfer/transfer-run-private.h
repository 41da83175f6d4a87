/* What the runs of a queue share, so that a small file costs little. */
#pragma once

#include "transfer-run.h"

#include "transfer-disk-private.h"
#include "transfer-flush-private.h"

G_BEGIN_DECLS

struct _WaybillTransferHelp
{
  WaybillTransferDisk  *disk;
  WaybillTransferFlush *flush;
  void                (*moved) (gpointer user_data); /* (nullable) the session is needed no more; the file has no name yet */
};

G_END_DECLS
