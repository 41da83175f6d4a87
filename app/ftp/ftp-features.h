/* What a server says it can do (FEAT, RFC 2389) and what it turned out to be able to do. Values; no wire. */
#pragma once

#include "ftp-reply.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean mlsd;       /* FEAT names MLST or MLSD: ProFTPD names MLST alone and has both */
  gboolean utf8;
  gboolean no_epsv;    /* EPSV was refused once: not asked again */
  gboolean no_size;    /* SIZE is not known there */
  char   **lines;      /* (nullable) as FEAT gave them */
} WaybillFtpFeatures;

void        waybill_ftp_features_read     (WaybillFtpFeatures    *self,
                                           const WaybillFtpReply *reply);
void        waybill_ftp_features_clear    (WaybillFtpFeatures    *self);
const char *waybill_ftp_features_find_system (const char         *greeting);

G_END_DECLS
