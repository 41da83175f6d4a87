/* How one entry of the certificate store is printed: `cert list` and `cert import` say it alike; and what it may be called. */
#pragma once

#include "cli.h"

G_BEGIN_DECLS

void waybill_cli_cert_print      (WaybillCli             *self,
                                  const WaybillCertEntry *entry);
void waybill_cli_cert_print_json (WaybillCli             *self,
                                  const WaybillCertEntry *entry);
/* Whether anything may be called that: 0, or 2 after saying that it may not. */
int  waybill_cli_cert_check_label (WaybillCli            *self,
                                   const char            *label);

G_END_DECLS
