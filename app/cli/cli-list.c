/* `ls`: one remote folder, for people or for programs. It sorts nothing: the order is the server's. */
#include "cli-list.h"

#include "cli-json.h"
#include "cli-retry.h"

#include "remote-path.h"
#include "words-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const type_names[] = {
  [WAYBILL_REMOTE_ENTRY_FILE] = "file",
  [WAYBILL_REMOTE_ENTRY_DIR] = "dir",
  [WAYBILL_REMOTE_ENTRY_LINK] = "link",
  [WAYBILL_REMOTE_ENTRY_OTHER] = "other",
};

static void
print_json (WaybillCli *self, const WaybillRemoteEntry *entry)
{
  WaybillCliJson *json = waybill_cli_json_new ();
  g_autofree char *line = NULL;

  if (entry->type != WAYBILL_REMOTE_ENTRY_UNREADABLE)
    {
      waybill_cli_json_add_string (json, "name", entry->name);
      waybill_cli_json_add_string (json, "type", type_names[entry->type]);
      if (entry->size >= 0)
        waybill_cli_json_add_number (json, "size", entry->size);
      else
        waybill_cli_json_add_string (json, "size", NULL);
      waybill_cli_json_add_time (json, "mtime", entry->mtime);
      waybill_cli_json_add_string (json, "target", entry->target);
    }
  waybill_cli_json_add_string (json, "raw", entry->raw);
  line = waybill_cli_json_end (json);
  waybill_cli_print (self, "%s", line);
}

static char *
dup_time (gint64 mtime, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = mtime != WAYBILL_REMOTE_NO_TIME ? g_date_time_new_from_unix_utc (mtime) : NULL;
  g_autoptr (GDateTime) time = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("");
}

static void
print_row (WaybillCli *self, const WaybillRemoteEntry *entry, int size_width, GTimeZone *zone)
{
  g_autofree char *name
      = waybill_remote_path_dup_display (entry->type == WAYBILL_REMOTE_ENTRY_UNREADABLE ? entry->raw : entry->name);
  g_autofree char *target = entry->target != NULL ? waybill_remote_path_dup_display (entry->target) : NULL;
  g_autofree char *time = dup_time (entry->mtime, zone);
  g_autofree char *size = entry->size >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, entry->size) : g_strdup ("");

  if (entry->type == WAYBILL_REMOTE_ENTRY_UNREADABLE)
    waybill_cli_print (self, "%-5s %*s %-16s %s", "?", size_width, "", "", name);
  else
    waybill_cli_print (self, "%-5s %*s %-16s %s%s%s", type_names[entry->type], size_width, size, time, name,
                       target != NULL ? " -> " : "", target != NULL ? target : "");
}

/**
 * waybill_cli_list_print:
 * @self: the run
 * @listing: a folder
 * @zone: in which people are told the times; programs (--json) get UTC
 *
 * Prints a line for each entry, in the order of the server; one that could not be read stands as it came.
 */
void
waybill_cli_list_print (WaybillCli *self, WaybillRemoteListing *listing, GTimeZone *zone)
{
  guint length = waybill_remote_listing_get_length (listing);
  int width = 1;

  for (guint i = 0; i < length && !waybill_cli_is_json (self); i++)
    {
      g_autofree char *size = g_strdup_printf ("%" G_GINT64_FORMAT, waybill_remote_listing_get (listing, i)->size);

      width = MAX (width, (int) strlen (size));
    }
  for (guint i = 0; i < length; i++)
    if (waybill_cli_is_json (self))
      print_json (self, waybill_remote_listing_get (listing, i));
    else
      print_row (self, waybill_remote_listing_get (listing, i), width, zone);
  if (length == 0 && !waybill_cli_is_json (self))
    waybill_cli_note (self, _ ("The folder is empty."));
}

static WaybillRemoteListing *
read_once (WaybillCli *self, WaybillRemote *remote, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  waybill_remote_list_async (remote, path, waybill_cli_get_cancellable (self), waybill_cli_done, &result);
  waybill_cli_await (&result);
  return waybill_remote_list_finish (remote, result, error);
}

/* A listing may be read again from the start as often as one likes: whatever was lost in between. */
static WaybillRemoteListing *
read_listing (WaybillCli *self, WaybillPartner *partner, WaybillRemote *remote, const char *path, GError **error)
{
  guint tries = 1;

  while (waybill_cli_retry_connect (self, partner, remote, &tries, error))
    {
      g_autoptr (GError) lost = NULL;
      WaybillRemoteListing *listing = read_once (self, remote, path, &lost);

      if (listing != NULL)
        return listing;
      if (!waybill_cli_retry_again (self, partner, lost, &tries))
        {
          g_propagate_error (error, g_steal_pointer (&lost));
          return NULL;
        }
    }
  return NULL;
}

/**
 * waybill_cli_list_run:
 * @self: the run: PARTNER [PATH]
 *
 * Prints a folder of the partner's: by default the one in which the session stands. Main thread.
 *
 * Returns: the exit code
 */
int
waybill_cli_list_run (WaybillCli *self)
{
  const char *const *arguments = waybill_cli_get_arguments (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillRemote) remote = NULL;
  g_autoptr (WaybillRemoteListing) listing = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  int code = WAYBILL_CLI_OK;
  WaybillPartner *partner = waybill_cli_find_partner (self, arguments[0], &code);

  if (partner == NULL)
    return code;
  remote = waybill_cli_new_remote (self, partner, &error);
  if (remote == NULL)
    return waybill_cli_fail (self, error, waybill_partner_get_name (partner), NULL, NULL);
  listing = read_listing (self, partner, remote, arguments[1], &error);
  if (listing != NULL)
    waybill_cli_list_print (self, listing, zone);
  else
    code = waybill_cli_fail (self, error, waybill_partner_get_name (partner), arguments[1],
                             waybill_remote_get_facts (remote));
  waybill_cli_disconnect (self, partner, remote, error);
  return code;
}
