/* The files of one `cert import`: read, and opened with a password from wherever one is to be had. It stores nothing. */
#pragma once

#include "cli.h"

#include "cert-import.h"

G_BEGIN_DECLS

typedef struct
{
  char              *path;
  GBytes            *bytes;
  WaybillCertKind    kind;
  WaybillSecretText *password; /* (nullable) that opened it; NULL: none was needed */
} WaybillCliCertFile;

/* Says what is wrong; the exit code, and with 0 the import, settled. files: (element-type WaybillCliCertFile) (out) (transfer full). */
int                waybill_cli_cert_read         (WaybillCli          *self,
                                                  WaybillCertImport  **import,
                                                  GPtrArray          **files);
/* (transfer none) (nullable): the password of the file that this identity came from. */
WaybillSecretText *waybill_cli_cert_get_password (GPtrArray           *files,
                                                  WaybillCertIdentity *identity);

G_END_DECLS
