/* `get` and `put`: what the command line says of them, and the session with which they begin. What goes where is
 * cli-transfer-plan's; how the files move and what is said of them cli-moves'. */
#include "cli-list.h"
#include "cli-moves.h"
#include "cli-private.h"
#include "cli-retry.h"
#include "cli-transfer.h"

#include <glib/gi18n-lib.h>

#define MOST_PARALLEL 8

/* --overwrite; without a terminal "ask" is "no". */
static gboolean
read_overwrite (WaybillCli *self, WaybillCliMoveOptions *options)
{
  const char *name = waybill_cli_get_option (self, "overwrite");

  if (name == NULL || g_strcmp0 (name, "ask") == 0)
    {
      options->asks = waybill_cli_has_terminal (self);
      return TRUE;
    }
  return waybill_transfer_overwrite_from_name (name, &options->terms.overwrite);
}

static int
read_options (WaybillCli *self, WaybillCliMoveOptions *options)
{
  const char *verify = waybill_cli_get_option (self, "verify");
  const char *parallel = waybill_cli_get_option (self, "parallel");

  options->parallel = 1;
  options->terms.resumes = waybill_cli_has_option (self, "resume");
  options->terms.ascii = waybill_cli_has_option (self, "ascii");
  if (!read_overwrite (self, options))
    return waybill_cli_usage (self, _ ("--overwrite takes ask, yes, no, newer or rename."));
  if (verify != NULL && !waybill_transfer_verify_from_name (verify, &options->terms.verify))
    return waybill_cli_usage (self, _ ("--verify takes auto, size, hash or off."));
  if (parallel != NULL && !waybill_cli_parse_number (parallel, 1, MOST_PARALLEL, &options->parallel))
    return waybill_cli_usage (self, _ ("--parallel takes a number from 1 to %u."), MOST_PARALLEL);
  if (options->terms.resumes && options->terms.ascii)
    return waybill_cli_usage (self, _ ("--resume does not go with --ascii: text has another length on each side."));
  if (options->terms.ascii
      && (options->terms.verify == WAYBILL_TRANSFER_VERIFY_SIZE || options->terms.verify == WAYBILL_TRANSFER_VERIFY_HASH))
    return waybill_cli_usage (self, _ ("--verify %s does not go with --ascii: text has other bytes on each side."), verify);
  return WAYBILL_CLI_OK;
}

static int
move_all (WaybillCli *self,
          WaybillPartner *partner,
          WaybillRemote *remote,
          WaybillCliPlan *plan,
          const WaybillCliMoveOptions *options)
{
  g_autoptr (GError) error = NULL;
  guint tries = 1;
  int code;

  if (waybill_cli_retry_connect (self, partner, remote, &tries, &error)
      && waybill_cli_plan_settle (plan, self, remote, &error))
    code = waybill_cli_moves_run (self, partner, remote, plan, options);
  else
    code = waybill_cli_fail (self, error, waybill_partner_get_name (partner), waybill_cli_get_option (self, "to"),
                             waybill_remote_get_facts (remote));
  if (code != WAYBILL_CLI_OK)
    waybill_cli_plan_undo (plan);
  if (!options->lends)
    waybill_cli_disconnect (self, partner, remote, waybill_remote_is_connected (remote) ? NULL : error);
  return code;
}

/**
 * waybill_cli_transfer_run_on:
 * @self: the run, with the options of `get` and `put`
 * @partner: the partner
 * @remote: (nullable): its session, which the caller goes on with; %NULL: a new one, closed afterwards
 * @direction: which way
 * @names: what to move
 * @to: (nullable): where to
 *
 * Moves files. Main thread.
 *
 * Returns: the exit code
 */
int
waybill_cli_transfer_run_on (WaybillCli *self,
                             WaybillPartner *partner,
                             WaybillRemote *remote,
                             WaybillTransferDirection direction,
                             const char *const *names,
                             const char *to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillCliPlan) plan = NULL;
  g_autoptr (WaybillRemote) own = NULL;
  g_autofree char *culprit = NULL;
  WaybillCliMoveOptions options = { .direction = direction, .lends = remote != NULL };
  int code = read_options (self, &options);

  if (code != WAYBILL_CLI_OK)
    return code;
  plan = waybill_cli_plan_new (direction, waybill_cli_has_option (self, "r"), names, to,
                               waybill_partner_get_local_dir (partner), &culprit, &error);
  if (plan == NULL)
    return waybill_cli_fail (self, error, waybill_partner_get_name (partner), culprit, NULL);
  if (plan->twice == NULL)
    own = remote != NULL ? g_object_ref (remote) : waybill_cli_new_remote (self, partner, &error);
  if (own == NULL)
    waybill_cli_plan_undo (plan);
  if (plan->twice != NULL)
    return waybill_cli_usage (self, _ ("Two of these files would get the same name: %s."), plan->twice);
  if (own == NULL)
    return waybill_cli_fail (self, error, waybill_partner_get_name (partner), NULL, NULL);
  return move_all (self, partner, own, plan, &options);
}

static int
run (WaybillCli *self, WaybillTransferDirection direction)
{
  const char *const *arguments = waybill_cli_get_arguments (self);
  WaybillCliMoveOptions options = { .direction = direction };
  int code = read_options (self, &options);
  WaybillPartner *partner = code == WAYBILL_CLI_OK ? waybill_cli_find_partner (self, arguments[0], &code) : NULL;

  if (partner == NULL)
    return code;
  return waybill_cli_transfer_run_on (self, partner, NULL, direction, arguments + 1, waybill_cli_get_option (self, "to"));
}

static int
run_get (WaybillCli *self)
{
  return run (self, WAYBILL_TRANSFER_GET);
}

static int
run_put (WaybillCli *self)
{
  return run (self, WAYBILL_TRANSFER_PUT);
}

static const WaybillCliOption move_options[]
    = { { "to", TRUE },       { "r", FALSE },     { "resume", FALSE }, { "overwrite", TRUE },
        { "parallel", TRUE }, { "ascii", FALSE }, { "verify", TRUE },  { NULL, FALSE } };

#define FORM                                                                                                                \
  " [--to DIR|FILE] [-r] [--resume] [--overwrite ask|yes|no|newer|rename] [--parallel N] [--ascii] "                        \
  "[--verify auto|size|hash|off] [--retries N]"

const WaybillCliCommand waybill_cli_transfer_commands[] = {
  { "ls", waybill_cli_list_run, "PARTNER [PATH]", N_ ("list a folder of the partner’s"), 1, 2, NULL },
  { "get", run_get, "PARTNER REMOTE..." FORM, N_ ("fetch files and folders from the partner"), 2, G_MAXUINT, move_options },
  { "put", run_put, "PARTNER LOCAL..." FORM, N_ ("send files and folders to the partner"), 2, G_MAXUINT, move_options },
  { NULL },
};
