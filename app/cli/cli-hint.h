/* What the command line adds to an error's words: which command helps, and the fingerprint that a person compares. */
#pragma once

#include "cli.h"

#include "words-error.h"

G_BEGIN_DECLS

/* partner: (nullable) its name. */
void        waybill_cli_hint_add             (WaybillCli   *self,
                                              WaybillWords *words,
                                              const GError *error,
                                              const char   *partner);
/* (nullable) (transfer full): the command that ticks an authority of the store. */
char       *waybill_cli_hint_dup_tick        (WaybillCli         *self,
                                              WaybillCertVerdict *verdict,
                                              const char         *partner);
/* (nullable) SHA-256 in lower hex of the certificate that was not trusted. */
const char *waybill_cli_hint_get_fingerprint (const GError *error);

G_END_DECLS
