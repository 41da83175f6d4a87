/* `ls`: one remote folder, for people or for programs. */
#pragma once

#include "cli.h"

G_BEGIN_DECLS

int waybill_cli_list_run (WaybillCli *self);

G_END_DECLS
