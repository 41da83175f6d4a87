/* Remote paths, and which server-given names may become local ones. Knows no server's listing. */
#include "remote-path.h"

#include <string.h>

#define LONGEST_NAME 255
#define LONGEST_PATH 4096

/**
 * waybill_remote_path_join:
 * @folder: (nullable): a remote folder
 * @name: a path; one that begins with `/` stands alone
 *
 * Returns: (transfer full): both as one path
 */
char *
waybill_remote_path_join (const char *folder, const char *name)
{
  if (name[0] == '/' || folder == NULL || folder[0] == '\0')
    return g_strdup (name);
  return g_strconcat (folder, g_str_has_suffix (folder, "/") ? "" : "/", name, NULL);
}

/**
 * waybill_remote_path_dup_name:
 * @path: a remote path
 *
 * Returns: (transfer full): its last component, without slashes; "" for the root
 */
char *
waybill_remote_path_dup_name (const char *path)
{
  g_autofree char *trimmed = g_strdup (path);
  char *slash;

  while (g_str_has_suffix (trimmed, "/"))
    trimmed[strlen (trimmed) - 1] = '\0';
  slash = strrchr (trimmed, '/');
  return g_strdup (slash != NULL ? slash + 1 : trimmed);
}

/**
 * waybill_remote_path_dup_folder:
 * @path: a remote path
 *
 * Returns: (transfer full): what stands before the last component: "/" for a name in the root, "" for a bare name
 */
char *
waybill_remote_path_dup_folder (const char *path)
{
  gsize length = strlen (path);
  const char *slash;

  while (length > 1 && path[length - 1] == '/')
    length--;
  slash = g_strrstr_len (path, (gssize) length, "/");
  if (slash == NULL)
    return g_strdup ("");
  return slash == path ? g_strdup ("/") : g_strndup (path, (gsize) (slash - path));
}

/**
 * waybill_remote_path_is_safe_name:
 * @name: (nullable): a name that a server gave
 *
 * May a file of this name be made in a local folder? Nothing that leaves it, hides, or cannot be seen for what it is.
 *
 * Returns: %FALSE for empty, blank, `.`, `..`, names with slashes, backslashes or controls, and over 255 bytes
 */
gboolean
waybill_remote_path_is_safe_name (const char *name)
{
  gboolean visible = FALSE;

  if (name == NULL || strlen (name) > LONGEST_NAME || g_str_equal (name, ".") || g_str_equal (name, ".."))
    return FALSE;
  for (const char *at = name; *at != '\0'; at++)
    {
      if (*at == '/' || *at == '\\' || (guchar) *at < 0x20 || *at == 0x7f)
        return FALSE;
      visible = visible || *at != ' ';
    }
  return visible;
}

/**
 * waybill_remote_path_is_sendable:
 * @path: (nullable): a path that somebody typed or a server gave
 *
 * May it stand in a command? A CR or LF in it would be a second command.
 *
 * Returns: %FALSE for empty, with CR or LF, and over 4096 bytes
 */
gboolean
waybill_remote_path_is_sendable (const char *path)
{
  return path != NULL && path[0] != '\0' && strlen (path) <= LONGEST_PATH && strpbrk (path, "\r\n") == NULL;
}

/* Characters that change what a reader sees: controls, bidi overrides and isolates, zero-width ones, the byte order mark. */
static gboolean
is_deceiving (gunichar c)
{
  return g_unichar_iscntrl (c) || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e)
         || (c >= 0x2060 && c <= 0x2069) || c == 0xfeff || c == 0x061c || c == 0x2028 || c == 0x2029;
}

/* How many bytes from here on are ASCII that is seen as what it is: nearly all of nearly every name. */
static gsize
count_plain (const char *at)
{
  gsize n = 0;

  while (at[n] >= 0x20 && at[n] < 0x7f)
    n++;
  return n;
}

/**
 * waybill_remote_path_dup_display:
 * @path: (nullable): a name, path or reply
 *
 * Makes it fit to be looked at: what cannot be seen or is not UTF-8 stands as `\x1b` or `\u202e`.
 *
 * Returns: (transfer full): UTF-8 without controls
 */
char *
waybill_remote_path_dup_display (const char *path)
{
  GString *display = g_string_new (NULL);
  const char *at = path != NULL ? path : "";

  while (*at != '\0')
    {
      gsize n_plain = count_plain (at);
      gunichar c;

      g_string_append_len (display, at, (gssize) n_plain);
      at += n_plain;
      if (*at == '\0')
        break;
      c = g_utf8_get_char_validated (at, -1);
      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          g_string_append_printf (display, "\\x%02x", (guchar) *at);
          at++;
          continue;
        }
      if (is_deceiving (c))
        g_string_append_printf (display, c < 0x100 ? "\\x%02x" : "\\u%04x", c);
      else
        g_string_append_unichar (display, c);
      at = g_utf8_next_char (at);
    }
  return g_string_free (display, FALSE);
}
