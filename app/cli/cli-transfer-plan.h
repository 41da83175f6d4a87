/* Which file goes where, from the names on the command line: the rules for --to, and what is refused before anybody is
 * connected to. It moves nothing. */
#pragma once

#include "cli.h"

#include "transfer-run.h"

G_BEGIN_DECLS

typedef struct
{
  char  *name;   /* as it was typed */
  char  *remote;
  char  *local;
  gint64 size;   /* of a local file that is sent, -1: unknown */
} WaybillCliFile;

typedef struct
{
  GPtrArray *files; /* WaybillCliFile */
  char      *twice; /* (nullable) a name that two of the files would get */
  gboolean   recurses; /* folders are walked */
  char      *folder; /* (nullable) a remote one that is made when missing */
  GPtrArray *made; /* (nullable) local folders that were made for it, the innermost first */
  char      *question; /* (nullable) a remote path: is a folder there? */
} WaybillCliPlan;

WaybillCliPlan *waybill_cli_plan_new    (WaybillTransferDirection  direction,
                                         gboolean                  recurses,
                                         const char *const        *names,
                                         const char               *to,
                                         const char               *local_dir,
                                         char                    **culprit,
                                         GError                  **error);
gboolean        waybill_cli_plan_settle (WaybillCliPlan           *self,
                                         WaybillCli               *cli,
                                         WaybillRemote            *remote,
                                         GError                  **error);
void            waybill_cli_plan_undo   (WaybillCliPlan           *self);
void            waybill_cli_plan_free   (WaybillCliPlan           *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillCliPlan, waybill_cli_plan_free)

G_END_DECLS
