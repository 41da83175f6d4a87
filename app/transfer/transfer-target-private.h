/* A target from within, for its two files: writing and naming (transfer-target), going on (transfer-target-kept). */
#pragma once

#include "transfer-target.h"

#include "transfer-proof-private.h"

#include "base-hash.h"

G_BEGIN_DECLS

struct _WaybillTransferTarget
{
  int folder; /* descriptor: what happens to the path meanwhile does not matter */
  int file;   /* descriptor of the temporary file, -1 before begin */
  char *folder_path;
  char *name;      /* final */
  char *temporary; /* (nullable) */
  char *path;      /* final, as it became */
  WaybillBaseHash *hash;
  char *sha256;  /* (nullable) when it was asked for */
  gint64 mtime;
  /* Going on. */
  gboolean keeps;
  gint64 size;   /* of the source, -1: unknown */
  gint64 have;   /* bytes of it that stand in the file, or in the beginning, hashed */
  gboolean compares_all; /* a beginning that is as long as the source */
  int beginning; /* descriptor of the file under the final name that may be a beginning, -1: none */
  WaybillTransferProof proof;
};

void     waybill_transfer_target_set_error        (GError                **error,
                                                   int                     number,
                                                   const char             *path,
                                                   const char             *what);
/* Nobody else may write it, or remove it as stale: a lock that the kernel drops with the descriptor. FALSE: another has it. */
gboolean waybill_transfer_target_lock             (int                     file);
gboolean waybill_transfer_target_is_named         (int                     file,
                                                   int                     folder,
                                                   const char             *name);
char    *waybill_transfer_target_dup_kept_name    (WaybillTransferTarget  *self,
                                                   gint64                  size,
                                                   gint64                  mtime);
/* With which the names of all that is kept of this file begin. */
char    *waybill_transfer_target_dup_kept_prefix  (WaybillTransferTarget  *self);
gboolean waybill_transfer_target_create_temporary (WaybillTransferTarget  *self,
                                                   GError                **error);
/* Under the name that is kept, where it is to be; else under any. */
gboolean waybill_transfer_target_create_part      (WaybillTransferTarget  *self,
                                                   GError                **error);
gboolean waybill_transfer_target_is_worth_keeping (WaybillTransferTarget  *self);
gboolean waybill_transfer_target_go_on_behind     (WaybillTransferTarget  *self,
                                                   gint64                  size,
                                                   gint64                  mtime,
                                                   gint64                  start,
                                                   GError                **error);
gboolean waybill_transfer_target_copy_beginning   (WaybillTransferTarget  *self,
                                                   GError                **error);

G_END_DECLS
