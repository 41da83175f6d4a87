/* How one entry of the certificate store is printed: `cert list` and `cert import` say it alike. */
#pragma once

#include "cli.h"

G_BEGIN_DECLS

void waybill_cli_cert_print      (WaybillCli             *self,
                                  const WaybillCertEntry *entry);
void waybill_cli_cert_print_json (WaybillCli             *self,
                                  const WaybillCertEntry *entry);

G_END_DECLS
