/* Where log lines go, and what never gets there: every known secret is replaced before a line is written, whoever
 * wrote it. Not a conversation model for the window; that reads the lines that pass here. */
#include "base-log.h"

#include "base-clock.h"
#include "base-thread.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* Shorter ones would blacken every line and be betrayed by it. */
#define SHORTEST_HIDDEN 3

/* The log is, with the clock and the type system, what may be global. */
static WaybillBaseLock lock = WAYBILL_BASE_LOCK_INIT;
static GSList *hidden; /* (element-type utf8): lent by their owners until unhide */
static WaybillBaseLogOptions output = { FALSE, -1 };

/* The longest first: where one secret is a part of another, masking it first would show the other's rest. */
static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  gsize length_a = strlen (a);
  gsize length_b = strlen (b);

  return (length_a < length_b) - (length_a > length_b);
}

/**
 * waybill_base_log_hide:
 * @secret: a secret; lent until [func@base_log_unhide] with the same pointer
 *
 * From now on no line of any log shows it. Secrets under three bytes cannot be hidden. Any thread.
 */
void
waybill_base_log_hide (const char *secret)
{
  if (strlen (secret) < SHORTEST_HIDDEN)
    return;

  waybill_base_lock_lock (&lock);
  hidden = g_slist_insert_sorted (hidden, (gpointer) secret, compare_lengths);
  waybill_base_lock_unlock (&lock);
}

/**
 * waybill_base_log_unhide:
 * @secret: what was given to [func@base_log_hide]
 *
 * The secret's memory goes away. Any thread.
 */
void
waybill_base_log_unhide (const char *secret)
{
  waybill_base_lock_lock (&lock);
  hidden = g_slist_remove (hidden, secret);
  waybill_base_lock_unlock (&lock);
}

static void
replace_all (GString *text, const char *secret)
{
  gsize length = strlen (secret);
  gsize from = 0;
  char *at;

  while (length > 0 && from < text->len && (at = strstr (text->str + from, secret)) != NULL)
    {
      gsize position = (gsize) (at - text->str);

      explicit_bzero (at, length);
      memset (at, '*', length);
      g_string_erase (text, (gssize) position, (gssize) length);
      g_string_insert (text, (gssize) position, WAYBILL_BASE_LOG_MASK);
      from = position + strlen (WAYBILL_BASE_LOG_MASK);
    }
}

/**
 * waybill_base_log_scrub:
 * @text: (nullable): any text, also a server's words
 *
 * Replaces every hidden secret by a mask. Any thread.
 *
 * Returns: (transfer full) (nullable): the text without secrets; %NULL for %NULL
 */
char *
waybill_base_log_scrub (const char *text)
{
  GString *scrubbed;

  if (text == NULL)
    return NULL;

  scrubbed = g_string_new (text);
  waybill_base_lock_lock (&lock);
  for (GSList *at = hidden; at != NULL; at = at->next)
    replace_all (scrubbed, at->data);
  waybill_base_lock_unlock (&lock);
  return g_string_free (scrubbed, FALSE);
}

static const char *
get_field (const GLogField *fields, gsize n_fields, const char *key)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, key) && fields[i].length == -1)
      return fields[i].value;
  return NULL;
}

static void
write_all (int descriptor, const char *line, gsize length)
{
  while (length > 0)
    {
      gssize written = write (descriptor, line, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return;
      line += written;
      length -= (gsize) written;
    }
}

static GLogWriterOutput
write_line (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  const char *domain = get_field (fields, n_fields, "GLIB_DOMAIN");
  const char *message = get_field (fields, n_fields, "MESSAGE");
  gboolean ours = domain != NULL && g_str_has_prefix (domain, "waybill");
  gboolean serious = (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) != 0;
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *time = NULL;
  g_autofree char *scrubbed = NULL;
  g_autofree char *line = NULL;

  if (message == NULL || !(ours || serious))
    return G_LOG_WRITER_HANDLED;

  now = g_date_time_new_now_utc ();
  time = g_date_time_format (now, "%H:%M:%S.%f");
  time[12] = '\0';
  scrubbed = waybill_base_log_scrub (message);
  line = g_strdup_printf ("%s %s: %s\n", time, domain != NULL ? domain : "-", scrubbed);

  if (output.file >= 0)
    write_all (output.file, line, strlen (line));
  if (output.to_stderr || serious)
    write_all (STDERR_FILENO, line, strlen (line));
  return G_LOG_WRITER_HANDLED;
}

/**
 * waybill_base_log_start:
 * @options: where lines go; copied
 *
 * Takes over the log of the whole process; to be called once, at its beginning, on the main thread. Warnings go to
 * standard error in any case; all else only where asked for. GLib's own debug lines of other libraries are left out.
 */
void
waybill_base_log_start (const WaybillBaseLogOptions *options)
{
  output = *options;
  g_log_set_writer_func (write_line, NULL, NULL);
}
