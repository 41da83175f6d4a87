/* `get` and `put` from within another command: the same options, the same plan, on a session that is there. */
#pragma once

#include "cli.h"

#include "transfer-run.h"

G_BEGIN_DECLS

/* names: of files and folders, as the command line has them; to: (nullable). The session may be used on. The exit code. */
int waybill_cli_transfer_run_on (WaybillCli               *self,
                                 WaybillPartner           *partner,
                                 WaybillRemote            *remote,
                                 WaybillTransferDirection  direction,
                                 const char *const        *names,
                                 const char               *to);

G_END_DECLS
