/* A yes-or-no question on the terminal that Ctrl-C ends. Not for secrets: those are typed without echo elsewhere. */
#pragma once

#include "cli.h"

G_BEGIN_DECLS

gboolean waybill_cli_ask_yes (WaybillCli *self,
                              const char *question);

G_END_DECLS
