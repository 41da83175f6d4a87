/* `ls`: one remote folder, for people or for programs. */
#pragma once

#include "cli.h"

#include "remote-listing.h"

G_BEGIN_DECLS

int  waybill_cli_list_run   (WaybillCli           *self);
/* zone: in which times are told to people; programs get UTC. */
void waybill_cli_list_print (WaybillCli           *self,
                             WaybillRemoteListing *listing,
                             GTimeZone            *zone);

G_END_DECLS
