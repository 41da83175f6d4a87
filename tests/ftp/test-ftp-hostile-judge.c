/* What must hold whatever a hostile server does: nothing in clear, nothing outside the folder, no wrong file called right,
 * no secret told, no control sent to a terminal. */
#include "test-ftp-hostile.h"

#include <string.h>
#include <sys/stat.h>

#define SAMPLE 16

static void
judge_clear_text (HostilePlay *self)
{
  static const char *const words[]
      = { "USER", "PASS", "ACCT", "RETR", "STOR", HOSTILE_USER, HOSTILE_PASSWORD, HOSTILE_HOME };
  const char *text = waybill_test_peer_get_clear_text (self->peer);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (text, words[i]) != NULL)
      hostile_complain (self, "%s went out in clear", words[i]);
}

static void
judge_clear_data (HostilePlay *self)
{
  g_autoptr (GBytes) data = waybill_test_peer_dup_clear_data (self->peer);
  g_autoptr (GBytes) ours = waybill_test_peer_dup_pattern (MIN (self->hostile->size, SAMPLE));
  gsize size, length;
  const char *bytes = g_bytes_get_data (data, &size);
  const char *sample = g_bytes_get_data (ours, &length);

  if (length > 4 && size > 0 && memmem (bytes, size, sample, length) != NULL)
    hostile_complain (self, "the file went out in clear");
}

static gboolean
is_content (HostilePlay *self, const char *path)
{
  const char *content = self->hostile->content;
  g_autoptr (GBytes) expected = content[0] == '@' ? waybill_test_peer_dup_pattern (g_ascii_strtoull (content + 1, NULL, 10))
                                                  : g_bytes_new (content, strlen (content));
  g_autofree char *found = NULL;
  gsize length = 0;

  return g_file_get_contents (path, &found, &length, NULL) && length == g_bytes_get_size (expected)
         && (length == 0 || memcmp (found, g_bytes_get_data (expected, NULL), length) == 0);
}

static void
add_names (HostilePlay *self, const char *folder, const char *below, GPtrArray *names)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      char *shown = below != NULL ? g_build_filename (below, name, NULL) : g_strdup (name);
      struct stat facts;

      g_ptr_array_add (names, shown);
      if (lstat (path, &facts) == 0 && S_ISDIR (facts.st_mode))
        add_names (self, path, shown, names);
      else if (!S_ISREG (facts.st_mode))
        hostile_complain (self, "%s is neither file nor folder", shown);
      else if (!is_content (self, path))
        hostile_complain (self, "%s is not what the server has", shown);
    }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
dup_names (HostilePlay *self, const char *folder)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  add_names (self, folder, NULL, names);
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}

static void
judge_folder (HostilePlay *self)
{
  gboolean gets = g_str_has_prefix (self->hostile->does, "get ");
  const char *expected = self->hostile->files != NULL ? self->hostile->files : gets && self->well ? "f" : "";
  g_autofree char *names = dup_names (self, self->target);
  g_autoptr (GDir) dir = g_dir_open (self->dir, 0, NULL);
  const char *name;

  if (!g_str_equal (names, expected) && !g_str_equal (expected, "*"))
    hostile_complain (self, "the folder holds \"%s\" instead of \"%s\"", names, expected);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (!g_str_equal (name, "in") && !g_str_equal (name, "source"))
      hostile_complain (self, "%s lies outside the folder", name);
}

/* ESC, BEL, C1, right-to-left overrides. */
static gboolean
is_harmless (const char *text)
{
  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar one = g_utf8_get_char (text);

      if ((g_unichar_iscntrl (one) && one != '\t') || (one >= 0x202a && one <= 0x202e) || (one >= 0x2066 && one <= 0x2069))
        return FALSE;
    }
  return TRUE;
}

static void
judge_text (HostilePlay *self, const char *what, const char *text)
{
  if (text != NULL && strstr (text, HOSTILE_PASSWORD) != NULL)
    hostile_complain (self, "%s tells the password", what);
  if (text != NULL && !is_harmless (text))
    hostile_complain (self, "%s has controls", what);
}

static void
judge_line (guint64 number, WaybillRemoteTalkKind kind, gint64 time, const char *text, gpointer user_data)
{
  judge_text (user_data, "the conversation", text);
}

static void
judge_texts (HostilePlay *self)
{
  const WaybillRemoteFacts *facts = waybill_remote_get_facts (self->remote);
  const WaybillRemoteErrorFacts *error = self->error != NULL ? waybill_remote_error_get_facts (self->error) : NULL;

  waybill_remote_talk_read (self->talk, 0, judge_line, self);
  if (facts != NULL)
    {
      judge_text (self, "the greeting", facts->greeting);
      judge_text (self, "the reply to the login", facts->login_reply);
      judge_text (self, "the folder", facts->folder);
      judge_text (self, "the system", facts->system);
    }
  if (error != NULL)
    judge_text (self, "the error", error->reply_text);
  if (self->error != NULL && strstr (self->error->message, HOSTILE_PASSWORD) != NULL)
    hostile_complain (self, "the error's message tells the password");
}

void
hostile_judge (HostilePlay *self)
{
  if (self->hostile->protocol != WAYBILL_REMOTE_PROTOCOL_FTP)
    {
      judge_clear_text (self);
      judge_clear_data (self);
    }
  if (waybill_test_peer_was_trapped (self->peer))
    hostile_complain (self, "a third party was connected to");
  judge_folder (self);
  judge_texts (self);
}
