/* The files of a `get` or `put` on their way: handed to the queue, told one by one as they end. It waits in the main loop,
 * asks where there is a terminal, and gives the exit code. Which file goes where is cli-transfer-plan's. */
#include "cli-moves.h"

#include "cli-ask.h"
#include "cli-json.h"
#include "cli-retry.h"

#include "remote-path.h"
#include "transfer-queue.h"
#include "words-time.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

/* Files of one session that are under way: one moves, the next one's commands are sent, one is opened. */
#define DEPTH 3
#define TICK 100 /* milliseconds */

typedef struct
{
  WaybillCli *cli;
  WaybillPartner *partner;
  WaybillRemote *remote;
  const WaybillCliMoveOptions *options;
  WaybillTransferQueue *queue;
  GQueue asking;        /* of items, owned */
  gboolean shows;       /* a line on the terminal */
  const char *question; /* (nullable) that stands there and waits */
  gboolean stops;
  gboolean told_time; /* that the server keeps its own */
  int code;
} Moves;

/* The line on the terminal. */

static void
clear_line (Moves *self)
{
  if (self->shows)
    g_printerr ("\r\033[K");
}

static WaybillTransferItem *
dup_running (Moves *self)
{
  guint length = g_list_model_get_n_items (G_LIST_MODEL (self->queue));

  for (guint i = 0; i < MIN (length, 16); i++)
    {
      g_autoptr (WaybillTransferItem) item = g_list_model_get_item (G_LIST_MODEL (self->queue), i);

      if (waybill_transfer_item_get_state (item) == WAYBILL_TRANSFER_STATE_RUNNING)
        return g_steal_pointer (&item);
    }
  return NULL;
}

static gboolean
show_line (gpointer data)
{
  Moves *self = data;
  g_autoptr (WaybillTransferItem) item = dup_running (self);
  g_autofree char *name = NULL, *moved = NULL, *speed = NULL;
  WaybillTransferTotals totals;

  if (item == NULL || self->question != NULL || !g_queue_is_empty (&self->asking))
    return G_SOURCE_CONTINUE;
  waybill_transfer_queue_get_totals (self->queue, &totals);
  name = waybill_remote_path_dup_display (waybill_transfer_item_get_name (item));
  moved = waybill_words_size (waybill_transfer_item_get_bytes (item));
  speed = waybill_words_size (totals.speed);
  if (totals.waiting + totals.running == 1 && waybill_transfer_item_get_size (item) > 0)
    g_printerr ("\r\033[K%s  %s  %d %%", name, moved,
                (int) MIN (waybill_transfer_item_get_bytes (item) * 100.0 / waybill_transfer_item_get_size (item), 100));
  else
    /* Translators: a file's name, how much of it has moved, how many files wait behind it, how fast all together are. */
    g_printerr (_ ("\r\033[K%s  %s  %u more  %s/s"), name, moved, totals.waiting, speed);
  return G_SOURCE_CONTINUE;
}

/* What is said of a file. */

static const char *
get_path (Moves *self, WaybillTransferItem *item)
{
  return self->options->direction == WAYBILL_TRANSFER_GET ? waybill_transfer_item_get_remote_path (item)
                                                          : waybill_transfer_item_get_local_path (item);
}

static void
print_json (Moves *self, const char *path, const WaybillTransferResult *result)
{
  const WaybillRemoteFacts *facts = waybill_remote_get_facts (self->remote);
  WaybillCliJson *json = waybill_cli_json_new ();
  g_autofree char *line = NULL;

  waybill_cli_json_add_string (json, "file", path);
  waybill_cli_json_add_string (json, "remote", result->remote_path);
  waybill_cli_json_add_string (json, "local", result->local_path);
  waybill_cli_json_add_number (json, "bytes", result->outcome.bytes);
  waybill_cli_json_add_number (json, "start", result->outcome.start);
  waybill_cli_json_add_string (json, "sha256", result->sha256);
  waybill_cli_json_add_boolean (json, "size_checked", result->outcome.size_checked);
  waybill_cli_json_add_boolean (json, "hash_checked", result->hash_checked);
  waybill_cli_json_add_string (json, "hash", result->hash_name);
  waybill_cli_json_add_boolean (json, "text", result->outcome.is_text);
  waybill_cli_json_add_boolean (json, "time_set", result->outcome.time_set);
  waybill_cli_json_add_boolean (json, "resumed", result->outcome.resumed);
  waybill_cli_json_add_boolean (json, "left", result->left);
  waybill_cli_json_add_string (json, "tls", facts != NULL ? facts->tls_version : NULL);
  waybill_cli_json_add_number (json, "tries", result->tries);
  waybill_cli_json_add_string (json, "reply", result->outcome.reply);
  waybill_cli_json_add_number (json, "ms", result->microseconds / 1000);
  line = waybill_cli_json_end (json);
  waybill_cli_print (self->cli, "%s", line);
}

/* How sure it is that the file is whole. */
static const char *
get_proof (const WaybillTransferResult *result)
{
  if (result->outcome.is_text)
    return _ ("as text, so sizes are not compared");
  if (result->hash_checked)
    return _ ("the server’s checksum agrees");
  return result->outcome.size_checked ? _ ("size agrees") : _ ("the server tells no size");
}

/* Once: it is so for every file of that server. */
static void
tell_time (Moves *self, const WaybillTransferResult *result)
{
  if (!result->outcome.time_refused || self->told_time)
    return;
  self->told_time = TRUE;
  clear_line (self);
  waybill_cli_note (self->cli, _ ("The server does not take over when a file was changed; it keeps the time of arrival."));
}

static void
print_sentence (Moves *self, const WaybillTransferResult *result)
{
  g_autofree char *last = self->options->direction == WAYBILL_TRANSFER_GET
                              ? g_path_get_basename (result->local_path)
                              : waybill_remote_path_dup_name (result->remote_path);
  g_autofree char *name = waybill_remote_path_dup_display (last);

  clear_line (self);
  if (result->left && self->options->terms.resumes)
    /* Translators: a file's name. */
    waybill_cli_print (self->cli, _ ("%s: left as it is, it is the same"), name);
  else if (result->left)
    /* Translators: a file's name. */
    waybill_cli_print (self->cli, _ ("%s: left as it is, it is as new"), name);
  else
    /* Translators: a file's name, its size, its SHA-256, and how that was proven. */
    waybill_cli_print (self->cli, _ ("%s: %'" G_GINT64_FORMAT " bytes, SHA-256 %s, %s"), name,
                       result->outcome.start + result->outcome.bytes, result->sha256 != NULL ? result->sha256 : "?",
                       get_proof (result));
}

/* Nothing better can come of the next file: whoever refused or was not there, stays so. */
static gboolean
ends_the_run (int code)
{
  return (code >= 3 && code <= 7) || code == 11 || code == 12;
}

/* One cause gives its own code, several different ones 1. */
static void
fail (Moves *self, const GError *error, const char *subject)
{
  int code;

  clear_line (self);
  code = waybill_cli_fail (self->cli, error, waybill_partner_get_name (self->partner), subject,
                           waybill_remote_get_facts (self->remote));
  self->code = self->code == WAYBILL_CLI_OK || self->code == code ? code : WAYBILL_CLI_FAILED;
  self->stops = self->stops || ends_the_run (code);
}

static void
heard_ended (WaybillTransferQueue *queue, WaybillTransferItem *item, Moves *self)
{
  const WaybillTransferResult *result = waybill_transfer_item_get_result (item);
  const GError *error = waybill_transfer_item_get_error (item);
  WaybillTransferState state = waybill_transfer_item_get_state (item);
  g_autofree char *shown = NULL;

  if (state == WAYBILL_TRANSFER_STATE_FAILED && error != NULL && !self->stops)
    {
      fail (self, error, get_path (self, item));
    }
  else if (result != NULL)
    {
      if (waybill_cli_is_json (self->cli))
        print_json (self, get_path (self, item), result);
      else
        print_sentence (self, result);
      tell_time (self, result);
    }
  else if (state == WAYBILL_TRANSFER_STATE_LEFT)
    {
      clear_line (self);
      shown = waybill_remote_path_dup_display (get_path (self, item));
      /* Translators: a path. */
      waybill_cli_note (self->cli, _ ("%s: neither a file nor a folder, left out"), shown);
    }
  /* What was said wiped it away. */
  if (self->question != NULL)
    g_printerr ("%s", self->question);
}

static void
heard_asking (WaybillTransferQueue *queue, WaybillTransferItem *item, Moves *self)
{
  g_queue_push_tail (&self->asking, g_object_ref (item));
}

static void
ask (Moves *self, WaybillTransferItem *item)
{
  g_autoptr (GError) there = g_error_copy (waybill_transfer_item_get_error (item));
  g_autofree char *name = waybill_remote_path_dup_display (self->options->direction == WAYBILL_TRANSFER_GET
                                                               ? waybill_transfer_item_get_local_path (item)
                                                               : waybill_transfer_item_get_remote_path (item));
  /* Translators: a file's name; y and N are the answers, N the default. */
  g_autofree char *question = g_strdup_printf (_ ("%s is there already. Replace it? [y/N] "), name);
  gboolean is_yes;

  clear_line (self);
  self->question = question;
  is_yes = waybill_cli_ask_yes (self->cli, question);
  self->question = NULL;
  if (is_yes)
    {
      waybill_transfer_queue_answer (self->queue, item, WAYBILL_TRANSFER_OVERWRITE_YES, 0);
      return;
    }
  if (!g_cancellable_is_cancelled (waybill_cli_get_cancellable (self->cli)))
    fail (self, there, get_path (self, item));
  waybill_transfer_queue_cancel (self->queue, item);
}

/* The run. */

static void
stopped (GObject *source, GAsyncResult *result, gpointer data)
{
  *(gboolean *) data = waybill_transfer_queue_stop_finish (WAYBILL_TRANSFER_QUEUE (source), result, NULL);
}

/* Sessions say goodbye; what a cancelled file left at the partner is removed. */
static void
stop (Moves *self)
{
  gboolean is_over = FALSE;

  waybill_transfer_queue_stop_async (self->queue, stopped, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

static void
was_cancelled (GCancellable *cancellable, gpointer data)
{
  g_main_context_wakeup (NULL);
}

static gboolean
goes_on (Moves *self)
{
  return !self->stops && !g_cancellable_is_cancelled (waybill_cli_get_cancellable (self->cli))
         && !waybill_transfer_queue_paused_itself (self->queue)
         && !(waybill_transfer_queue_is_idle (self->queue) && g_queue_is_empty (&self->asking));
}

static void
wait_for_all (Moves *self, const char *first)
{
  GCancellable *cancellable = waybill_cli_get_cancellable (self->cli);
  gulong handler = g_cancellable_connect (cancellable, G_CALLBACK (was_cancelled), NULL, NULL);

  while (goes_on (self))
    {
      g_autoptr (WaybillTransferItem) item = g_queue_pop_head (&self->asking);

      if (item != NULL)
        ask (self, item);
      else
        g_main_context_iteration (NULL, TRUE);
    }
  g_cancellable_disconnect (cancellable, handler);
  if (g_cancellable_is_cancelled (cancellable))
    {
      g_autoptr (GError) error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_CANCELLED, NULL, "Cancelled");

      fail (self, error, first);
    }
}

static void
line_up (Moves *self, WaybillCliPlan *plan)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  g_autoptr (GPtrArray) targets = g_ptr_array_new ();
  gboolean is_get = self->options->direction == WAYBILL_TRANSFER_GET;

  for (guint i = 0; i < plan->files->len; i++)
    {
      WaybillCliFile *file = g_ptr_array_index (plan->files, i);

      if (!plan->recurses)
        waybill_transfer_queue_add_file (self->queue, self->options->direction, file->remote, file->local,
                                         &self->options->terms);
      g_ptr_array_add (paths, is_get ? file->remote : file->local);
      g_ptr_array_add (targets, is_get ? file->local : file->remote);
    }
  g_ptr_array_add (paths, NULL);
  g_ptr_array_add (targets, NULL);
  if (plan->recurses)
    waybill_transfer_queue_add_folders (self->queue, self->options->direction, (const char *const *) paths->pdata,
                                        (const char *const *) targets->pdata, &self->options->terms);
}

/**
 * waybill_cli_moves_run:
 * @cli: the run
 * @partner: the partner
 * @remote: its first session, connected; closed when the call is over, unless it is lent
 * @plan: what goes where
 * @options: how
 *
 * Moves all of it, and tells each file as it ends: result lines on standard output, errors on standard error. Main thread.
 *
 * Returns: the exit code
 */
int
waybill_cli_moves_run (WaybillCli *cli,
                       WaybillPartner *partner,
                       WaybillRemote *remote,
                       WaybillCliPlan *plan,
                       const WaybillCliMoveOptions *options)
{
  g_autoptr (WaybillTransferQueue) queue
      = waybill_transfer_queue_new (waybill_remote_get_target (remote), NULL, options->parallel);
  Moves self = { .cli = cli, .partner = partner, .remote = remote, .options = options, .queue = queue };
  guint line = 0;

  g_queue_init (&self.asking);
  g_object_set (queue, "retries", waybill_cli_retry_get_limit (cli, partner), NULL);
  waybill_transfer_queue_set_headless (queue, options->asks, DEPTH);
  waybill_transfer_queue_adopt (queue, remote, options->lends);
  g_signal_connect (queue, "ended", G_CALLBACK (heard_ended), &self);
  g_signal_connect (queue, "asking", G_CALLBACK (heard_asking), &self);
  self.shows = !waybill_cli_is_json (cli) && isatty (STDERR_FILENO);
  if (self.shows)
    line = g_timeout_add (TICK, show_line, &self);
  line_up (&self, plan);
  wait_for_all (&self, ((WaybillCliFile *) g_ptr_array_index (plan->files, 0))->name);
  g_clear_handle_id (&line, g_source_remove);
  stop (&self);
  clear_line (&self);
  g_queue_clear_full (&self.asking, g_object_unref);
  g_signal_handlers_disconnect_by_data (queue, &self);
  return self.code;
}
