/* One JSON object a line. A writer for flat objects; it reads nothing and nests nothing but lists of strings. */
#include "cli-json.h"

#include <time.h>

#define NO_TIME G_MININT64 /* WAYBILL_REMOTE_NO_TIME */

struct _WaybillCliJson
{
  GString *text;
};

/**
 * waybill_cli_json_new:
 *
 * Returns: (transfer full): an object without keys; waybill_cli_json_end() frees it
 */
WaybillCliJson *
waybill_cli_json_new (void)
{
  WaybillCliJson *self = g_new0 (WaybillCliJson, 1);

  self->text = g_string_new ("{");
  return self;
}

/* What is not seen is escaped too: a line of JSON may be looked at in a terminal. */
static gboolean
is_hidden (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_SURROGATE:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
append_escaped (GString *text, gunichar c)
{
  if (c > 0xffff)
    g_string_append_printf (text, "\\u%04x\\u%04x", 0xd800 + ((c - 0x10000) >> 10), 0xdc00 + ((c - 0x10000) & 0x3ff));
  else
    g_string_append_printf (text, "\\u%04x", c);
}

/* How many bytes from here on stand in a string as they are. */
static gsize
count_plain (const char *at)
{
  gsize n = 0;

  while (at[n] >= 0x20 && at[n] < 0x7f && at[n] != '"' && at[n] != '\\')
    n++;
  return n;
}

static void
append_string (GString *text, const char *value)
{
  g_string_append_c (text, '"');
  for (const char *at = value; *at != '\0';)
    {
      gsize n_plain = count_plain (at);
      gunichar c;

      g_string_append_len (text, at, (gssize) n_plain);
      at += n_plain;
      if (*at == '\0')
        break;
      c = g_utf8_get_char_validated (at, -1);
      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          g_string_append_printf (text, "\\\\x%02x", (guchar) *at);
          at++;
          continue;
        }
      if (c == '"' || c == '\\')
        g_string_append_printf (text, "\\%c", (char) c);
      else if (is_hidden (c))
        append_escaped (text, c);
      else
        g_string_append_unichar (text, c);
      at = g_utf8_next_char (at);
    }
  g_string_append_c (text, '"');
}

static void
append_key (WaybillCliJson *self, const char *key)
{
  if (self->text->len > 1)
    g_string_append_c (self->text, ',');
  append_string (self->text, key);
  g_string_append_c (self->text, ':');
}

/**
 * waybill_cli_json_add_string:
 * @self: an object
 * @key: a key
 * @value: (nullable): a string; %NULL gives null. A byte that is not UTF-8 stands as `\xff` in the string
 */
void
waybill_cli_json_add_string (WaybillCliJson *self, const char *key, const char *value)
{
  append_key (self, key);
  if (value == NULL)
    g_string_append (self->text, "null");
  else
    append_string (self->text, value);
}

/**
 * waybill_cli_json_add_number:
 * @self: an object
 * @key: a key
 * @value: a whole number
 */
void
waybill_cli_json_add_number (WaybillCliJson *self, const char *key, gint64 value)
{
  append_key (self, key);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
}

/**
 * waybill_cli_json_add_boolean:
 * @self: an object
 * @key: a key
 * @value: true or false
 */
void
waybill_cli_json_add_boolean (WaybillCliJson *self, const char *key, gboolean value)
{
  append_key (self, key);
  g_string_append (self->text, value ? "true" : "false");
}

/**
 * waybill_cli_json_add_strings:
 * @self: an object
 * @key: a key
 * @values: (nullable): NULL-terminated; %NULL gives an empty list
 */
void
waybill_cli_json_add_strings (WaybillCliJson *self, const char *key, const char *const *values)
{
  append_key (self, key);
  g_string_append_c (self->text, '[');
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (self->text, ',');
      append_string (self->text, values[i]);
    }
  g_string_append_c (self->text, ']');
}

/**
 * waybill_cli_json_add_time:
 * @self: an object
 * @key: a key
 * @unix_seconds: a time; %G_MININT64, and what no calendar holds, gives null
 *
 * As RFC 3339 in UTC.
 */
void
waybill_cli_json_add_time (WaybillCliJson *self, const char *key, gint64 unix_seconds)
{
  time_t seconds = (time_t) unix_seconds;
  struct tm parts;
  int year = unix_seconds != NO_TIME && gmtime_r (&seconds, &parts) != NULL ? parts.tm_year + 1900 : 0;

  append_key (self, key);
  if (year < 1 || year > 9999)
    g_string_append (self->text, "null");
  else
    g_string_append_printf (self->text, "\"%04d-%02d-%02dT%02d:%02d:%02dZ\"", year, parts.tm_mon + 1, parts.tm_mday,
                            parts.tm_hour, parts.tm_min, parts.tm_sec);
}

/**
 * waybill_cli_json_end:
 * @self: (transfer full): an object
 *
 * Returns: (transfer full): its line, without a newline
 */
char *
waybill_cli_json_end (WaybillCliJson *self)
{
  GString *text = self->text;

  g_free (self);
  g_string_append_c (text, '}');
  return g_string_free (text, FALSE);
}
