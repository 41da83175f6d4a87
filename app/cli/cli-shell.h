/* The prompt of `open`: one line, one command. Not the language of scripts. */
#pragma once

#include "cli.h"

G_BEGIN_DECLS

/* remote: not connected yet. The exit code: of the last command that failed; 0. */
int waybill_cli_shell_run (WaybillCli     *self,
                           WaybillPartner *partner,
                           WaybillRemote  *remote);

G_END_DECLS
