/* `practice --tour`: the whole guide, walked against a practice partner of its own. */
#pragma once

#include "cli.h"

G_BEGIN_DECLS

int waybill_cli_tour_run (WaybillCli *self);

G_END_DECLS
