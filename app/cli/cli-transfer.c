/* `get` and `put`: single files, one after the other over one session. What is moved where is decided here; how it is moved
 * safely is transfer-run's. It walks no folders and keeps no queue. */
#include "cli-ask.h"
#include "cli-json.h"
#include "cli-list.h"
#include "cli-retry.h"
#include "cli-transfer-plan.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "remote-path.h"
#include "transfer-run.h"
#include "words-time.h"

#define TICK 100 /* milliseconds */

/* The whole command: several files, one session, one exit code. */
typedef struct
{
  WaybillCli *cli;
  WaybillPartner *partner;
  WaybillRemote *remote;
  WaybillTransferDirection direction;
  WaybillTransferOverwrite overwrite;
  gboolean asks;
  int code;
  GError *failure; /* (nullable) of connecting */
} Errand;

/* What the tick shows of the file on its way. */
typedef struct
{
  const char *name;
  gint64 size; /* -1: unknown */
  WaybillRemoteProgress *progress;
} Display;

static gboolean
show_progress (gpointer data)
{
  const Display *display = data;
  gint64 bytes = waybill_remote_progress_get (display->progress);
  g_autofree char *moved = waybill_words_size (bytes);

  if (display->size > 0)
    g_printerr ("\r\033[K%s  %s  %d %%", display->name, moved, (int) MIN (bytes * 100.0 / display->size, 100));
  else
    g_printerr ("\r\033[K%s  %s", display->name, moved);
  return G_SOURCE_CONTINUE;
}

/* (nullable): a progress line belongs on a terminal alone. */
static GSource *
start_display (Errand *errand, Display *display)
{
  GSource *tick;

  if (waybill_cli_is_json (errand->cli) || !isatty (STDERR_FILENO))
    return NULL;
  tick = g_timeout_source_new (TICK);
  g_source_set_callback (tick, show_progress, display, NULL);
  g_source_attach (tick, g_main_context_get_thread_default ());
  return tick;
}

static void
end_display (GSource *tick)
{
  if (tick == NULL)
    return;
  g_source_destroy (tick);
  g_source_unref (tick);
  g_printerr ("\r\033[K");
}

static WaybillTransferResult *
move_once (Errand *errand, const WaybillCliFile *file, WaybillTransferOverwrite overwrite, GError **error)
{
  const WaybillTransferRequest request = {
    .direction = errand->direction,
    .remote_path = file->remote,
    .local_path = file->local,
    .overwrite = overwrite,
    .retries = waybill_cli_retry_get_limit (errand->cli, errand->partner),
  };
  g_autofree char *name = waybill_remote_path_dup_display (file->name);
  WaybillRemoteProgress *progress = waybill_remote_progress_new ();
  Display display = { name, file->size, progress };
  GSource *tick = start_display (errand, &display);
  g_autoptr (GAsyncResult) result = NULL;

  waybill_transfer_run_async (errand->remote, &request, progress, waybill_cli_get_cancellable (errand->cli),
                              waybill_cli_done, &result);
  waybill_cli_await (&result);
  end_display (tick);
  waybill_remote_progress_unref (progress);
  return waybill_transfer_run_finish (result, error);
}

static gboolean
is_there_already (const GError *error)
{
  return g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_LOCAL_EXISTS)
         || g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_EXISTS);
}

/* The question comes only when it is needed: the first try finds the target. */
static WaybillTransferResult *
move (Errand *errand, const WaybillCliFile *file, GError **error)
{
  g_autoptr (GError) refused = NULL;
  WaybillTransferResult *result = move_once (errand, file, errand->overwrite, &refused);

  if (result != NULL)
    return result;
  if (errand->asks && is_there_already (refused))
    {
      g_autofree char *name
          = waybill_remote_path_dup_display (errand->direction == WAYBILL_TRANSFER_GET ? file->local : file->remote);
      /* Translators: a file's name; y and N are the answers, N the default. */
      g_autofree char *question = g_strdup_printf (_ ("%s is there already. Replace it? [y/N] "), name);

      if (waybill_cli_ask_yes (errand->cli, question))
        return move_once (errand, file, WAYBILL_TRANSFER_OVERWRITE_YES, error);
      if (g_cancellable_set_error_if_cancelled (waybill_cli_get_cancellable (errand->cli), error))
        return NULL;
    }
  g_propagate_error (error, g_steal_pointer (&refused));
  return NULL;
}

static void
print_json (Errand *errand, const WaybillCliFile *file, const WaybillTransferResult *result)
{
  const WaybillRemoteFacts *facts = waybill_remote_get_facts (errand->remote);
  WaybillCliJson *json = waybill_cli_json_new ();
  g_autofree char *line = NULL;

  waybill_cli_json_add_string (json, "file", file->name);
  waybill_cli_json_add_string (json, "remote", result->remote_path);
  waybill_cli_json_add_string (json, "local", result->local_path);
  waybill_cli_json_add_number (json, "bytes", result->outcome.bytes);
  waybill_cli_json_add_string (json, "sha256", result->sha256);
  waybill_cli_json_add_boolean (json, "size_checked", result->outcome.size_checked);
  waybill_cli_json_add_boolean (json, "resumed", result->outcome.resumed);
  waybill_cli_json_add_boolean (json, "left", result->left);
  waybill_cli_json_add_string (json, "tls", facts != NULL ? facts->tls_version : NULL);
  waybill_cli_json_add_number (json, "tries", result->tries);
  waybill_cli_json_add_string (json, "reply", result->outcome.reply);
  waybill_cli_json_add_number (json, "ms", result->microseconds / 1000);
  line = waybill_cli_json_end (json);
  waybill_cli_print (errand->cli, "%s", line);
}

static void
print_sentence (Errand *errand, const WaybillTransferResult *result)
{
  g_autofree char *last = errand->direction == WAYBILL_TRANSFER_GET ? g_path_get_basename (result->local_path)
                                                                    : waybill_remote_path_dup_name (result->remote_path);
  g_autofree char *name = waybill_remote_path_dup_display (last);

  if (result->left)
    /* Translators: a file's name. */
    waybill_cli_print (errand->cli, _ ("%s: left as it is, it is as new"), name);
  else
    /* Translators: a file's name, its size, its SHA-256, and whether the size agrees. */
    waybill_cli_print (errand->cli, _ ("%s: %'" G_GINT64_FORMAT " bytes, SHA-256 %s, %s"), name, result->outcome.bytes,
                       result->sha256 != NULL ? result->sha256 : "?",
                       result->outcome.size_checked ? _ ("size agrees") : _ ("the server tells no size"));
}

/* Nothing better can come of the next file: whoever refused or was not there, stays so. */
static gboolean
ends_the_run (int code)
{
  return (code >= 3 && code <= 7) || code == 11 || code == 12;
}

/* One cause gives its own code, several different ones 1. */
static void
note_failure (Errand *errand, int code)
{
  errand->code = errand->code == WAYBILL_CLI_OK || errand->code == code ? code : WAYBILL_CLI_FAILED;
}

/* FALSE: the run ends here. */
static gboolean
move_file (Errand *errand, const WaybillCliFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillTransferResult) result = move (errand, file, &error);
  int code;

  if (result == NULL)
    {
      code = waybill_cli_fail (errand->cli, error, waybill_partner_get_name (errand->partner),
                               errand->direction == WAYBILL_TRANSFER_GET ? file->remote : file->local,
                               waybill_remote_get_facts (errand->remote));
      note_failure (errand, code);
      return !ends_the_run (code);
    }
  if (waybill_cli_is_json (errand->cli))
    print_json (errand, file, result);
  else
    print_sentence (errand, result);
  return TRUE;
}

static void
move_all (Errand *errand, WaybillCliPlan *plan)
{
  g_autoptr (GError) error = NULL;
  guint tries = 1;

  if (!waybill_cli_retry_connect (errand->cli, errand->partner, errand->remote, &tries, &error)
      || !waybill_cli_plan_settle (plan, errand->cli, errand->remote, &error))
    {
      errand->code
          = waybill_cli_fail (errand->cli, error, waybill_partner_get_name (errand->partner),
                              waybill_cli_get_option (errand->cli, "to"), waybill_remote_get_facts (errand->remote));
      if (!waybill_remote_is_connected (errand->remote))
        errand->failure = g_steal_pointer (&error);
      return;
    }
  for (guint i = 0; i < plan->files->len && move_file (errand, g_ptr_array_index (plan->files, i)); i++)
    ;
}

/* --overwrite; without a terminal "ask" is "no". */
static gboolean
read_overwrite (Errand *errand)
{
  const char *name = waybill_cli_get_option (errand->cli, "overwrite");

  errand->overwrite = WAYBILL_TRANSFER_OVERWRITE_NO;
  errand->asks = FALSE;
  if (name == NULL || g_strcmp0 (name, "ask") == 0)
    {
      errand->asks = waybill_cli_has_terminal (errand->cli);
      return TRUE;
    }
  return waybill_transfer_overwrite_from_name (name, &errand->overwrite);
}

static int
run (WaybillCli *self, WaybillTransferDirection direction)
{
  const char *const *arguments = waybill_cli_get_arguments (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillRemote) remote = NULL;
  g_autoptr (WaybillCliPlan) plan = NULL;
  g_autofree char *culprit = NULL;
  Errand errand = { .cli = self, .direction = direction };

  if (!read_overwrite (&errand))
    return waybill_cli_usage (self, _ ("--overwrite takes ask, yes, no, newer or rename."));
  errand.partner = waybill_cli_find_partner (self, arguments[0], &errand.code);
  if (errand.partner == NULL)
    return errand.code;
  plan = waybill_cli_plan_new (direction, arguments + 1, waybill_cli_get_option (self, "to"),
                               waybill_partner_get_local_dir (errand.partner), &culprit, &error);
  if (plan == NULL)
    return waybill_cli_fail (self, error, waybill_partner_get_name (errand.partner), culprit, NULL);
  if (plan->twice != NULL)
    return waybill_cli_usage (self, _ ("Two of these files would get the same name: %s."), plan->twice);
  remote = waybill_cli_new_remote (self, errand.partner, &error);
  if (remote == NULL)
    return waybill_cli_fail (self, error, waybill_partner_get_name (errand.partner), NULL, NULL);
  errand.remote = remote;
  move_all (&errand, plan);
  waybill_cli_disconnect (self, errand.partner, remote, errand.failure);
  g_clear_error (&errand.failure);
  return errand.code;
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

static const WaybillCliOption move_options[] = { { "to", TRUE }, { "overwrite", TRUE }, { NULL } };

const WaybillCliCommand waybill_cli_transfer_commands[] = {
  { "ls", waybill_cli_list_run, "PARTNER [PATH]", N_ ("list a folder of the partner’s"), 1, 2, NULL },
  { "get", run_get, "PARTNER REMOTE... [--to DIR|FILE] [--overwrite ask|yes|no|newer|rename] [--retries N]",
    N_ ("fetch files from the partner"), 2, G_MAXUINT, move_options },
  { "put", run_put, "PARTNER LOCAL... [--to DIR|FILE] [--overwrite ask|yes|no|newer|rename] [--retries N]",
    N_ ("send files to the partner"), 2, G_MAXUINT, move_options },
  { NULL },
};
