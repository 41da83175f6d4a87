/* A real FTP server on loopback for one test, as Debian ships them, or a proxy; started and ended by scripts.
 * It knows nothing of their settings: those, and the names of the variants, are in common.sh beside this file. */

#include "server-fixture.h"

#include <gio/gio.h>
#include <string.h>

#define EXIT_CANNOT_RUN_HERE 77

static void
take_field (WaybillTestServer *self, const char *name, const char *value)
{
  const struct
  {
    const char *name;
    char **place;
  } fields[] = {
    { "host", &self->host }, { "home", &self->home }, { "root", &self->root },
    { "log", &self->log },   { "user", &self->user }, { "password", &self->password },
  };

  if (g_str_equal (name, "port"))
    self->port = (guint16) g_ascii_strtoull (value, NULL, 10);
  else if (g_str_equal (name, "pid"))
    self->pid = (GPid) g_ascii_strtoll (value, NULL, 10);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (name, fields[i].name))
      *fields[i].place = g_strdup (value);
}

static void
take_fields (WaybillTestServer *self, const char *line)
{
  g_auto (GStrv) words = g_strsplit_set (line, " \n", -1);

  for (char **word = words; *word != NULL; word++)
    {
      char *equals = strchr (*word, '=');

      if (equals == NULL)
        continue;
      *equals = '\0';
      take_field (self, *word, equals + 1);
    }
}

static gboolean
run_script (const char *const *arguments, char **output, char **errors, int *status)
{
  g_autoptr (GError) error = NULL;
  int wait_status = 0;

  if (!g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, output, errors, &wait_status, &error))
    g_error ("%s cannot be run: %s", arguments[0], error->message);

  *status = WIFEXITED (wait_status) ? WEXITSTATUS (wait_status) : -1;
  return *status == 0;
}

/**
 * waybill_test_server_start:
 * @kind: "proftpd", "vsftpd", "pure-ftpd" or "pyftpdlib"; or "proxy"
 * @variant: words joined by "-", as common.sh lists them: "explicit-mtls", "implicit", "expired", ...
 *
 * Starts a server with the certificates of WAYBILL_TEST_CERTS. It ends with this process at the latest.
 *
 * Returns: (transfer full) (nullable): the server, listening; %NULL after g_test_skip() with the reason when it cannot
 *   run here, or after g_test_fail() when it should have
 */
WaybillTestServer *
waybill_test_server_start (const char *kind, const char *variant)
{
  g_autofree char *script = g_strdup_printf ("%s/%s.sh", WAYBILL_SERVER_SCRIPTS, kind);
  g_autofree char *folder = g_dir_make_tmp ("waybill-server-XXXXXX", NULL);
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;
  const char *certificates = g_getenv ("WAYBILL_TEST_CERTS");
  WaybillTestServer *self;
  int status;

  g_assert_nonnull (folder);
  g_assert_nonnull (certificates);

  self = g_new0 (WaybillTestServer, 1);
  self->folder = g_steal_pointer (&folder);
  self->script = g_steal_pointer (&script);
  self->kind = g_intern_string (kind);

  if (run_script ((const char *[]){ self->script, "start", self->folder, certificates, variant, NULL }, &output, &errors,
                  &status))
    {
      take_fields (self, output);
      g_assert_cmpuint (self->port, !=, 0);
      return self;
    }

  waybill_test_server_stop (self);
  g_strchomp (errors);
  if (status == EXIT_CANNOT_RUN_HERE)
    g_test_skip (errors);
  else
    g_test_fail_printf ("%s %s did not start: %s", kind, variant, errors);
  return NULL;
}

/**
 * waybill_test_server_dup_log:
 * @self: a server
 *
 * Returns: (transfer full): every command it has seen so far, one a line, each server in its own way of writing
 */
char *
waybill_test_server_dup_log (WaybillTestServer *self)
{
  char *text = NULL;

  if (!g_file_get_contents (self->log, &text, NULL, NULL))
    g_error ("%s cannot be read", self->log);
  return text;
}

/**
 * waybill_test_server_saw:
 * @self: a server
 * @verb: a command's verb, such as "USER"
 *
 * Returns: whether the command has arrived at the server, in clear or under TLS
 */
gboolean
waybill_test_server_saw (WaybillTestServer *self, const char *verb)
{
  g_autofree char *text = waybill_test_server_dup_log (self);
  g_autofree char *pattern = g_strdup_printf ("(^|FTP command: [^\\n]*\")%s\\b", verb);

  return g_regex_match_simple (pattern, text, G_REGEX_MULTILINE | G_REGEX_CASELESS, 0);
}

/* Where each server notes that a data channel's TLS session was resumed, and how a line of it then reads; Pure-FTPd does
 * not. */
static const struct
{
  const char *kind;
  const char *file; /* in the fixture's folder */
  const char *words;
} resumed_notes[] = {
  { "proftpd", "tls.log", "reused TLS session for data connection" },
  { "vsftpd", "commands.log", ", reused," },
  { "pyftpdlib", "tls.log", "data channel: resumed" },
};

/**
 * waybill_test_server_counts_resumed:
 * @kind: as for waybill_test_server_start()
 *
 * Returns: whether the server notes which data channels were resumed
 */
gboolean
waybill_test_server_counts_resumed (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (resumed_notes); i++)
    if (g_str_equal (resumed_notes[i].kind, kind))
      return TRUE;
  return FALSE;
}

/**
 * waybill_test_server_count_resumed:
 * @self: a server that counts them
 *
 * Returns: how many data channels were resumed so far, as the server itself has noted it
 */
guint
waybill_test_server_count_resumed (WaybillTestServer *self)
{
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (resumed_notes); i++)
    if (g_str_equal (resumed_notes[i].kind, self->kind))
      {
        g_autofree char *path = g_build_filename (self->folder, resumed_notes[i].file, NULL);
        g_autofree char *text = NULL;

        if (!g_file_get_contents (path, &text, NULL, NULL))
          return 0;
        for (const char *at = text; (at = strstr (at, resumed_notes[i].words)) != NULL; at++)
          n++;
      }
  return n;
}

/**
 * waybill_test_server_stop:
 * @self: (transfer full): a server
 *
 * Ends it and its sessions, waits until they are gone, and removes its folder.
 */
void
waybill_test_server_stop (WaybillTestServer *self)
{
  int status;

  run_script ((const char *[]){ self->script, "stop", self->folder, NULL }, NULL, NULL, &status);
  if (status != 0)
    g_error ("%s stop %s ended with %d", self->script, self->folder, status);
  run_script ((const char *[]){ "/bin/rm", "-rf", "--one-file-system", "--", self->folder, NULL }, NULL, NULL, &status);

  g_free (self->folder);
  g_free (self->host);
  g_free (self->home);
  g_free (self->root);
  g_free (self->user);
  g_free (self->password);
  g_free (self->log);
  g_free (self->script);
  g_free (self);
}
