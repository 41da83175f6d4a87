/* The revocation lists of one `cert import`: looked at before anything is stored, and kept beside their authorities. */
#pragma once

#include "cli.h"

#include "cert-import.h"
#include "cert-store.h"

G_BEGIN_DECLS

int waybill_cli_cert_crl_check (WaybillCli              *self,
                                WaybillCertStore        *store,
                                const WaybillCertImport *import);
int waybill_cli_cert_crl_store (WaybillCli              *self,
                                WaybillCertStore        *store,
                                const WaybillCertImport *import);

G_END_DECLS
