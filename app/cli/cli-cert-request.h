/* Keys that wait for their certificate, on the command line: printed, removed, and joined with the answer. */
#pragma once

#include "cli.h"

G_BEGIN_DECLS

/* (nullable): the request that is meant; NULL without a word where there is none, or a certificate is meant. */
const WaybillCertWaiting *waybill_cli_cert_find_waiting  (WaybillCli               *self,
                                                          const char               *label);
void                      waybill_cli_cert_print_waiting (WaybillCli               *self,
                                                          const WaybillCertWaiting *waiting);
int                       waybill_cli_cert_show_waiting  (WaybillCli               *self,
                                                          const WaybillCertWaiting *waiting);
int                       waybill_cli_cert_drop_waiting  (WaybillCli               *self,
                                                          const WaybillCertWaiting *waiting);

/* cli-cert-reply.c: joins the key that waits for leaf. certificates: (element-type WaybillCertCertificate) all that came along.
 * label: (nullable). NULL: *code says why, and it was said. */
const WaybillCertEntry   *waybill_cli_cert_join          (WaybillCli               *self,
                                                          const WaybillCertWaiting *waiting,
                                                          GPtrArray                *certificates,
                                                          const char               *label,
                                                          int                      *code);

G_END_DECLS
