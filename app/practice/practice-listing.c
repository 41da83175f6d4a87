/* LIST, NLST, MLSD and MLST of the practice partner. What is neither file nor folder, and an upload under way, is not
 * shown. */
#include "practice-session-private.h"

#include "base-clock.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

typedef void (*Format) (GString *text, const char *name, const struct stat *status);

static char *
format_time (gint64 unix_seconds, const char *format)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (unix_seconds);

  return g_date_time_format (time, format);
}

/* As ls -l writes it. English month names, whatever the locale: clients read them. */
static void
format_list (GString *text, const char *name, const struct stat *status)
{
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (status->st_mtime);
  gint64 age = waybill_base_clock_now () - status->st_mtime;
  gboolean recent = age >= -60 && age < 180 * 24 * 60 * 60;
  g_autofree char *end = g_date_time_format (time, recent ? "%H:%M" : " %Y");

  g_string_append_printf (text, "%s 1 practice practice %12" G_GINT64_FORMAT " %s %2d %s %s\r\n",
                          S_ISDIR (status->st_mode) ? "drwxr-xr-x" : "-rw-r--r--", (gint64) status->st_size,
                          months[g_date_time_get_month (time) - 1], g_date_time_get_day_of_month (time), end, name);
}

static void
format_name (GString *text, const char *name, const struct stat *status)
{
  g_string_append_printf (text, "%s\r\n", name);
}

/* RFC 3659 §7. */
static void
format_facts (GString *text, const char *name, const struct stat *status)
{
  g_autofree char *time = format_time (status->st_mtime, "%Y%m%d%H%M%S");

  if (S_ISDIR (status->st_mode))
    g_string_append_printf (text, "type=dir;modify=%s;perm=cdeflmp; %s\r\n", time, name);
  else
    g_string_append_printf (text, "type=file;size=%" G_GINT64_FORMAT ";modify=%s;perm=adfrw; %s\r\n",
                            (gint64) status->st_size, time, name);
}

static int
compare_names (gconstpointer one, gconstpointer other)
{
  return strcmp (*(const char *const *) one, *(const char *const *) other);
}

/* fd: (transfer full). */
static GPtrArray *
read_names (int fd)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  DIR *folder = fdopendir (fd);
  struct dirent *entry;

  if (folder == NULL)
    {
      close (fd);
      return names;
    }
  while ((entry = readdir (folder)) != NULL)
    if (strcmp (entry->d_name, ".") != 0 && strcmp (entry->d_name, "..") != 0 && strpbrk (entry->d_name, "\r\n") == NULL
        && !g_str_has_prefix (entry->d_name, WAYBILL_PRACTICE_ROOT_TEMPORARY))
      g_ptr_array_add (names, g_strdup (entry->d_name));
  closedir (folder);
  g_ptr_array_sort (names, compare_names);
  return names;
}

/* (nullable): the listing; a refusal was sent when there is none. */
static GString *
make_listing (WaybillPracticeSession *self, const char *path, Format format)
{
  g_autoptr (GPtrArray) names = NULL;
  GString *text;
  struct stat status;
  int fd;

  if (!waybill_practice_root_stat (self->host->root, path, &status))
    {
      waybill_practice_session_reply_errno (self, 550, path);
      return NULL;
    }
  text = g_string_new (NULL);
  if (!S_ISDIR (status.st_mode))
    {
      format (text, strrchr (path, '/') + 1, &status);
      return text;
    }
  fd = waybill_practice_root_open (self->host->root, path, O_RDONLY | O_DIRECTORY);
  names = fd >= 0 ? read_names (fd) : g_ptr_array_new ();
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = names->pdata[i];
      g_autofree char *child = waybill_practice_root_resolve (path, name);

      if (child != NULL && waybill_practice_root_stat (self->host->root, child, &status))
        format (text, name, &status);
    }
  return text;
}

static void
send_listing (WaybillPracticeSession *self, const char *argument, Format format)
{
  g_autofree char *path = waybill_practice_session_resolve (self, argument, 550);
  g_autoptr (GString) text = path != NULL ? make_listing (self, path, format) : NULL;
  g_autoptr (WaybillNetStream) data = NULL;
  gboolean complete;

  if (text == NULL || (data = waybill_practice_data_open (self, "the listing")) == NULL)
    return;
  complete = waybill_practice_data_write (self, data, text->str, text->len) && waybill_practice_data_finish (self, data);
  g_clear_pointer (&data, waybill_net_stream_free);
  if (complete)
    waybill_practice_session_reply (self, 226, "Complete");
  else if (!self->over)
    waybill_practice_session_reply (self, 426, self->aborted ? "Aborted" : "The data connection broke off");
}

/* Clients write "LIST -a" and mean ls. */
static const char *
skip_options (const char *argument)
{
  while (argument[0] == '-')
    {
      argument += strcspn (argument, " ");
      argument += strspn (argument, " ");
    }
  return argument;
}

/**
 * waybill_practice_listing_list:
 * @self: a conversation, on its thread
 * @argument: a name or nothing
 *
 * The verb LIST.
 */
void
waybill_practice_listing_list (WaybillPracticeSession *self, const char *argument)
{
  send_listing (self, skip_options (argument), format_list);
}

/**
 * waybill_practice_listing_nlst:
 * @self: a conversation, on its thread
 * @argument: a name or nothing
 *
 * The verb NLST.
 */
void
waybill_practice_listing_nlst (WaybillPracticeSession *self, const char *argument)
{
  send_listing (self, skip_options (argument), format_name);
}

/**
 * waybill_practice_listing_mlsd:
 * @self: a conversation, on its thread
 * @argument: a folder's name or nothing
 *
 * The verb MLSD, RFC 3659 §7.
 */
void
waybill_practice_listing_mlsd (WaybillPracticeSession *self, const char *argument)
{
  g_autofree char *path = waybill_practice_root_resolve (self->folder, argument);
  struct stat status;

  if (path != NULL && waybill_practice_root_stat (self->host->root, path, &status) && !S_ISDIR (status.st_mode))
    waybill_practice_session_reply (self, 501, "%s: not a folder", path); /* RFC 3659 §7.2.1 */
  else
    send_listing (self, argument, format_facts);
}

/**
 * waybill_practice_listing_mlst:
 * @self: a conversation, on its thread
 * @argument: a name or nothing
 *
 * The verb MLST, over the control connection.
 */
void
waybill_practice_listing_mlst (WaybillPracticeSession *self, const char *argument)
{
  g_autofree char *path = waybill_practice_session_resolve (self, argument, 550);
  g_autoptr (GString) text = NULL;
  struct stat status;

  if (path == NULL)
    return;
  if (!waybill_practice_root_stat (self->host->root, path, &status))
    {
      waybill_practice_session_reply_errno (self, 550, path);
      return;
    }
  text = g_string_new ("250-Facts:\r\n ");
  format_facts (text, path, &status);
  g_string_append (text, "250 End\r\n");
  waybill_practice_session_send (self, text->str);
}
