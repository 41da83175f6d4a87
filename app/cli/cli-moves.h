/* The files of a `get` or `put` on their way: what is handed to the queue, what is said of each when it ended, and the exit code. Which
 * file goes where is cli-transfer-plan's, how it moves the queue's. */
#pragma once

#include "cli-transfer-plan.h"

G_BEGIN_DECLS

typedef struct
{
  WaybillTransferDirection direction;
  WaybillTransferTerms     terms;
  gboolean                 asks;     /* what is there already: a person is asked */
  guint                    parallel; /* sessions */
  gboolean                 lends;    /* the first session goes on afterwards */
} WaybillCliMoveOptions;

/* remote: connected; it is closed afterwards, unless it is lent. The exit code. */
int waybill_cli_moves_run (WaybillCli                  *cli,
                           WaybillPartner              *partner,
                           WaybillRemote               *remote,
                           WaybillCliPlan              *plan,
                           const WaybillCliMoveOptions *options);

G_END_DECLS
