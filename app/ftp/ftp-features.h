/* What a server says it can do (FEAT, RFC 2389) and what it turned out to be able to do. Values; no wire. */
#pragma once

#include "ftp-reply.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean mlsd;       /* FEAT names MLST or MLSD: ProFTPD names MLST alone and has both */
  gboolean utf8;
  gboolean mfmt;       /* the time of a file can be set (draft-somers-ftp-mfxx) */
  gboolean no_epsv;    /* EPSV was refused once, or its port cannot be reached: not asked again */
  gboolean no_pasv;    /* and so was PASV */
  gboolean no_eprt;    /* EPRT was refused once */
  gboolean no_size;    /* SIZE is not known there */
  gboolean careful;    /* answers oddly: one command at a time, and its 1xx is waited for */
  gboolean known_careful; /* by its greeting: that need not be learnt */
  gboolean begins_well; /* TLS began before the 1xx, and that went well */
  gboolean in_turn;     /* a NOOP behind a transfer was answered after it: more may be asked ahead */
  gboolean size;        /* FEAT lists SIZE */
  gboolean parts_well;  /* took our TLS farewell before its data (TLS 1.3), and that went well */
  gboolean stays;       /* did not: the farewell is said when the data has come */
  gboolean takes_ahead; /* a port for the next file was given ahead, and what ran meanwhile went well */
  char   **lines;      /* (nullable) as FEAT gave them */
} WaybillFtpFeatures;

void        waybill_ftp_features_read     (WaybillFtpFeatures    *self,
                                           const WaybillFtpReply *reply);
void        waybill_ftp_features_clear    (WaybillFtpFeatures    *self);
const char *waybill_ftp_features_find     (const WaybillFtpFeatures *self,
                                           const char            *name);
char       *waybill_ftp_features_dup_mlst (const WaybillFtpFeatures *self);
const char *waybill_ftp_features_find_system (const char         *greeting,
                                              gboolean           *careful);

G_END_DECLS
