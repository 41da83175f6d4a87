/* The files that a certificate command leaves: all of them or none, and over nothing unless that was said. */
#pragma once

#include "cli.h"

G_BEGIN_DECLS

typedef struct
{
  const char *path;
  GBytes     *content;    /* (nullable) until it is made */
  gboolean    is_private; /* holds a key: mode 0600 */
} WaybillCliCertOutput;

/* Before anything is made: --overwrite ask|yes|no, ask as default. 0, or the exit code of what was said. */
int waybill_cli_cert_files_check (WaybillCli                 *self,
                                  const WaybillCliCertOutput *outputs,
                                  guint                       n_outputs);
int waybill_cli_cert_files_write (WaybillCli                 *self,
                                  const WaybillCliCertOutput *outputs,
                                  guint                       n_outputs);

G_END_DECLS
