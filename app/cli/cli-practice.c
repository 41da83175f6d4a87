/* `practice`: runs the practice partner in the foreground and says what its instruction sheet would say. The tour has a file
 * of its own. */
#include "cli-practice.h"

#include "cli-json.h"
#include "cli-tour.h"

#include "base-file.h"
#include "practice-files.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define HOST "127.0.0.1"

/**
 * waybill_cli_practice_start:
 * @folder: where its files go; made when missing
 * @port: the port on loopback, 0: the kernel chooses
 * @error: `G_IO_ERROR` for folder and port, or what cert says
 *
 * Makes certificates, the two files to hand out and a small tree, then listens. Half a second. Main thread.
 *
 * Returns: (transfer full) (nullable): the running partner
 */
WaybillCliPractice *
waybill_cli_practice_start (const char *folder, guint16 port, GError **error)
{
  const WaybillPracticeServerOptions options = { .port = port };
  g_autoptr (WaybillCliPractice) self = g_new0 (WaybillCliPractice, 1);
  g_autoptr (GError) refused = NULL;

  self->root = g_build_filename (folder, "partner", NULL);
  self->pfx = g_build_filename (folder, WAYBILL_PRACTICE_PFX_NAME, NULL);
  self->authority = g_build_filename (folder, WAYBILL_PRACTICE_CER_NAME, NULL);
  if (!waybill_base_file_ensure_folder (folder, error) || !waybill_practice_files_make (self->root, error))
    return NULL;
  self->certificates = waybill_practice_certificates_new (error);
  if (self->certificates == NULL || !waybill_practice_certificates_write (self->certificates, folder, error))
    return NULL;
  self->server = waybill_practice_server_new (self->root, self->certificates, &options, &refused);
  if (self->server == NULL)
    {
      /* The net layer's errors stay below: what is left to go wrong is the port. */
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE, "%s", refused->message);
      return NULL;
    }
  waybill_practice_server_start (self->server);
  return g_steal_pointer (&self);
}

/**
 * waybill_cli_practice_free:
 * @self: (transfer full): the partner; it hangs up on everybody. Its files stay
 */
void
waybill_cli_practice_free (WaybillCliPractice *self)
{
  g_clear_pointer (&self->server, waybill_practice_server_free);
  g_clear_pointer (&self->certificates, waybill_practice_certificates_unref);
  g_free (self->root);
  g_free (self->pfx);
  g_free (self->authority);
  g_free (self);
}

/* The passwords are what the person needs here, so this goes past the output that hides secrets. Takes text, and wipes it.
 */
static void
say (char *text)
{
  fputs (text, stdout);
  fputc ('\n', stdout);
  fflush (stdout);
  explicit_bzero (text, strlen (text));
  g_free (text);
}

static void
print_sheet_json (WaybillCliPractice *practice)
{
  g_autofree char *user = waybill_practice_server_dup_user (practice->server);
  WaybillCliJson *json = waybill_cli_json_new ();

  waybill_cli_json_add_string (json, "host", HOST);
  waybill_cli_json_add_number (json, "port", waybill_practice_server_get_port (practice->server));
  waybill_cli_json_add_string (json, "protocol", "ftps");
  waybill_cli_json_add_string (json, "user", user);
  waybill_cli_json_add_string (json, "password", waybill_practice_server_get_password (practice->server));
  waybill_cli_json_add_string (json, "pfx", practice->pfx);
  waybill_cli_json_add_string (json, "pfx_password",
                               waybill_practice_certificates_get_pfx_password (practice->certificates));
  waybill_cli_json_add_string (json, "authority", practice->authority);
  waybill_cli_json_add_string (json, "folder", practice->root);
  say (waybill_cli_json_end (json));
}

static void
print_sheet (WaybillCliPractice *practice)
{
  g_autofree char *user = waybill_practice_server_dup_user (practice->server);
  WaybillPracticeServer *server = practice->server;

  say (g_strdup (_ ("The practice partner is running. Its sheet says:")));
  say (g_strdup_printf (_ ("  Host          %s"), HOST));
  say (g_strdup_printf (_ ("  Port          %u"), waybill_practice_server_get_port (server)));
  say (g_strdup_printf (_ ("  Protocol      %s"), "FTPS, explicit (AUTH TLS)"));
  say (g_strdup_printf (_ ("  User          %s"), user));
  say (g_strdup_printf (_ ("  Password      %s"), waybill_practice_server_get_password (server)));
  say (g_strdup_printf (_ ("  Authority     %s"), practice->authority));
  say (g_strdup_printf (_ ("  Certificate   %s"), practice->pfx));
  say (g_strdup_printf (_ ("  Its password  %s"), waybill_practice_certificates_get_pfx_password (practice->certificates)));
  say (g_strdup_printf (_ ("  Its disk      %s"), practice->root));
  say (g_strdup (_ ("Stop it with Ctrl-C.")));
}

/* --port: a number to 65535; 0 lets the kernel choose. */
static gboolean
read_port (WaybillCli *self, guint16 *port)
{
  const char *text = waybill_cli_get_option (self, "port");
  guint64 number = 0;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT16, &number, NULL))
    return FALSE;
  *port = (guint16) number;
  return TRUE;
}

static void
serve (WaybillCli *self, WaybillCliPractice *practice)
{
  if (waybill_cli_is_json (self))
    print_sheet_json (practice);
  else
    print_sheet (practice);
  while (!g_cancellable_is_cancelled (waybill_cli_get_cancellable (self)))
    g_main_context_iteration (NULL, TRUE);
}

static int
run_practice (WaybillCli *self)
{
  const char *given = waybill_cli_get_option (self, "dir");
  g_autoptr (GError) error = NULL;
  g_autofree char *made = NULL;
  WaybillCliPractice *practice;
  guint16 port;

  if (!read_port (self, &port))
    return waybill_cli_usage (self, _ ("--port takes a number from 0 to 65535."));
  if (waybill_cli_has_option (self, "tour"))
    return waybill_cli_tour_run (self);
  if (given == NULL)
    made = g_dir_make_tmp ("waybill-practice-XXXXXX", &error);
  if (given == NULL && made == NULL)
    return waybill_cli_fail (self, error, NULL, g_get_tmp_dir (), NULL);
  practice = waybill_cli_practice_start (given != NULL ? given : made, port, &error);
  if (practice != NULL)
    {
      serve (self, practice);
      waybill_cli_practice_free (practice);
    }
  /* Certificates and passwords are new at every start: what was handed out opens nothing any more. */
  if (made != NULL)
    waybill_base_file_remove_tree (made, NULL);
  if (practice != NULL)
    return WAYBILL_CLI_OK;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    return waybill_cli_fail (self, error, NULL, waybill_cli_get_option (self, "port"), NULL);
  return waybill_cli_fail (self, error, NULL, given, NULL);
}

static const WaybillCliOption practice_options[] = { { "port", TRUE }, { "dir", TRUE }, { "tour", FALSE }, { NULL } };

const WaybillCliCommand waybill_cli_practice_commands[] = {
  { "practice", run_practice, "[--port N] [--dir D] | --tour",
    N_ ("run the practice partner, or walk the whole guide against it"), 0, 0, practice_options },
  { NULL },
};
