/* Reads hostile cases: `== name`, lines of `key: value`, an empty line, and a script for the peer. */
#include "test-ftp-hostile.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_SILENCE 4000
#define GRACE 3000

/* A script that does not serve by itself is what an honest server says else. */
#define HONEST "\nFILE /home/f hello\nFOLDER /home/d\n"

typedef void (*Take) (HostileCase *self, const char *value);

static void
replace (char **slot, const char *value)
{
  g_free (*slot);
  *slot = g_strdup (value);
}

static void
take_does (HostileCase *self, const char *value)
{
  replace (&self->does, value);
}

static void
take_gets (HostileCase *self, const char *value)
{
  replace (&self->gets, value);
}

static void
take_content (HostileCase *self, const char *value)
{
  replace (&self->content, value);
}

static void
take_files (HostileCase *self, const char *value)
{
  replace (&self->files, value);
}

static void
take_then (HostileCase *self, const char *value)
{
  replace (&self->then, value);
}

static void
take_server_name (HostileCase *self, const char *value)
{
  replace (&self->server_name, value);
}

static void
take_protocol (HostileCase *self, const char *value)
{
  g_assert_true (waybill_remote_protocol_from_name (value, &self->protocol));
}

static void
take_silence (HostileCase *self, const char *value)
{
  self->silence = atoi (value);
}

static void
take_limit (HostileCase *self, const char *value)
{
  self->limit = atoi (value);
}

static void
take_entries (HostileCase *self, const char *value)
{
  self->entries = atoi (value);
}

static void
take_size (HostileCase *self, const char *value)
{
  self->size = strtoul (value, NULL, 10);
}

static void
take_tls (HostileCase *self, const char *value)
{
  self->tls = g_str_equal (value, "1.2")   ? WAYBILL_REMOTE_TLS_ONLY_1_2
              : g_str_equal (value, "1.3") ? WAYBILL_REMOTE_TLS_ONLY_1_3
                                           : WAYBILL_REMOTE_TLS_OLD;
}

static void
take_versions (HostileCase *self, const char *value)
{
  self->versions = g_str_equal (value, "1.2")   ? WAYBILL_TLS_VERSIONS_ONLY_1_2
                   : g_str_equal (value, "1.3") ? WAYBILL_TLS_VERSIONS_ONLY_1_3
                                                : WAYBILL_TLS_VERSIONS_OLD;
}

static void
take_has (HostileCase *self, const char *value)
{
  self->identity = strstr (value, "certificate") != NULL;
  self->believes_address = strstr (value, "believed-address") != NULL;
  self->learnt = strstr (value, "resumed-before") != NULL ? WAYBILL_REMOTE_LEARNT_YES : WAYBILL_REMOTE_LEARNT_UNKNOWN;
}

static void
take_quick (HostileCase *self, const char *value)
{
  self->quick = TRUE;
}

static void
take_why (HostileCase *self, const char *value)
{
}

static const struct
{
  const char *key;
  Take take;
} keys[] = {
  { "does", take_does },         /* login, list, get, put, stat, mkdir, rename, remove, fetch, and what for */
  { "gets", take_gets },         /* the verdict */
  { "content", take_content },   /* of the file that was fetched; else "hello" */
  { "files", take_files },       /* of the folder that was fetched */
  { "then", take_then },         /* alive, gone */
  { "name", take_server_name },  /* expected in the certificate; else localhost */
  { "protocol", take_protocol }, /* else ftps */
  { "silence", take_silence },   /* ms that one wait may last */
  { "limit", take_limit },       /* ms that all may last */
  { "entries", take_entries },   /* of a listing */
  { "size", take_size },         /* of what is put; else 5 */
  { "tls", take_tls },           /* ours: 1.2, 1.3, old */
  { "versions", take_versions }, /* the peer's, likewise */
  { "has", take_has },           /* certificate, believed-address, resumed-before */
  { "quick", take_quick },       /* yes: also in the default run */
  { "why", take_why },           /* who did it wrong, or where it was seen */
};

static void
hostile_case_free (gpointer data)
{
  HostileCase *self = data;

  g_free (self->name);
  g_free (self->does);
  g_free (self->gets);
  g_free (self->content);
  g_free (self->files);
  g_free (self->then);
  g_free (self->server_name);
  g_free (self->script);
  g_free (self);
}

static void
take_line (HostileCase *self, const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, ":", 2);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].key, parts[0]) && parts[1] != NULL)
      {
        keys[i].take (self, g_strstrip (parts[1]));
        return;
      }
  g_error ("%s: what is \"%s\"?", self->name, line);
}

static HostileCase *
read_case (const char *part, const char *text)
{
  HostileCase *self = g_new0 (HostileCase, 1);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *script = NULL;
  guint i = 1;

  self->name = g_strdup_printf ("%s/%s", part, g_strstrip (lines[0]));
  self->content = g_strdup ("hello");
  self->server_name = g_strdup ("localhost");
  self->silence = DEFAULT_SILENCE;
  self->entries = -1;
  self->size = 5;
  for (; lines[i] != NULL && lines[i][0] != '\0'; i++)
    take_line (self, lines[i]);
  if (self->does == NULL || self->gets == NULL)
    g_error ("%s: does and gets must be told", self->name);
  if (self->limit == 0)
    self->limit = self->silence + GRACE;
  script = g_strjoinv ("\n", lines + i);
  if (strstr (script, "\nSERVE") == NULL && !g_str_has_suffix (g_strchomp (script), "# alone"))
    self->script
        = g_strconcat (HONEST, script,
                       self->protocol == WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT ? "\nSERVE implicit\n" : "\nSERVE\n", NULL);
  else
    self->script = g_strdup (script);
  return self;
}

static void
read_file (GPtrArray *cases, const char *folder, const char *file)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *part = g_strndup (file, strcspn (file, "."));
  g_autofree char *text = NULL;
  g_auto (GStrv) texts = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  texts = g_strsplit (text, "\n== ", -1);
  for (guint i = 1; texts[i] != NULL; i++)
    g_ptr_array_add (cases, read_case (part, texts[i]));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
hostile_cases_read (const char *folder)
{
  GPtrArray *cases = g_ptr_array_new_with_free_func (hostile_case_free);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *file;

  g_assert_nonnull (dir);
  while ((file = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (file, ".dialogue"))
      g_ptr_array_add (files, g_strdup (file));
  g_ptr_array_sort (files, compare_names);
  for (guint i = 0; i < files->len; i++)
    read_file (cases, folder, files->pdata[i]);
  return cases;
}
