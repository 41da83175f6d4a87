/* What each step of the guide does in the tour: the command that a person would type, then a look whether it came true. It
 * prints no headings and tidies nothing up. */
#include "cli-tour-private.h"

#include "cli-private.h"
#include "cli-tour-files.h"

#include "base-file.h"
#include "words-cert.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME WAYBILL_CLI_TOUR_NAME
#define SENT "first-delivery.edi"
#define SENT_SIZE (64 * 1024)

/* Command lines without a shell: lists that end with NULL; options as name and value in turn. */
#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define NONE ((const char *const[]){ NULL })

/* Runs one command as if it had been typed. */
static int
call (WaybillCliTour *tour, const char *name, const char *const *arguments, const char *const *options)
{
  g_auto (GStrv) words = g_strsplit (name, " ", 2);
  guint n_words;
  const WaybillCliCommand *command = waybill_cli_command_find ((const char *const *) words, &n_words);

  g_return_val_if_fail (command != NULL, WAYBILL_CLI_FAILED);

  waybill_cli_clear_options (tour->cli);
  waybill_cli_set_arguments (tour->cli, arguments);
  for (guint i = 0; options[i] != NULL; i += 2)
    waybill_cli_set_option (tour->cli, options[i], options[i + 1]);
  return command->run (tour->cli);
}

static int
walk_basics (WaybillCliTour *tour)
{
  return call (tour, "doctor", NONE, NONE);
}

static int
walk_files (WaybillCliTour *tour)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (tour->folder, "practice", NULL);

  tour->practice = waybill_cli_practice_start (folder, 0, &error);
  if (tour->practice == NULL)
    return waybill_cli_tour_fail (tour, error, folder);
  waybill_cli_tour_tell (tour, _ ("The practice partner listens on 127.0.0.1, port %u, and hands out %s and %s."),
                         waybill_practice_server_get_port (tour->practice->server), WAYBILL_PRACTICE_PFX_NAME,
                         WAYBILL_PRACTICE_CER_NAME);
  return WAYBILL_CLI_OK;
}

/* The label under which the store keeps a certificate, for the commands that follow. */
static int
find_label (WaybillCliTour *tour, WaybillCertCertificate *certificate, char **label)
{
  g_autoptr (GError) error = NULL;
  WaybillCertStore *store = waybill_cli_get_certificates (tour->cli, &error);
  const WaybillCertEntry *entry;
  g_autofree char *validity = NULL;

  if (store == NULL)
    return waybill_cli_tour_fail (tour, error, NULL);
  entry = waybill_cert_store_find_fingerprint (store, waybill_cert_certificate_get_fingerprint (certificate));
  if (entry == NULL)
    return WAYBILL_CLI_CERTIFICATE;
  *label = g_strdup (entry->label);
  validity = waybill_words_cert_validity (entry->certificate);
  /* Translators: a certificate's name, and how long it is good: "valid until ...". */
  waybill_cli_tour_tell (tour, _ ("“%s”: %s"), entry->label, validity);
  return WAYBILL_CLI_OK;
}

static int
walk_authority (WaybillCliTour *tour)
{
  int code = call (tour, "cert import", LIST (tour->practice->authority), NONE);

  if (code != WAYBILL_CLI_OK)
    return code;
  return find_label (tour, waybill_practice_certificates_get_authority (tour->practice->certificates), &tour->authority);
}

/* The password lies in a file that is in memory alone, under the name of its descriptor: `cert import` reads it there as it
 * reads the one that a person keeps in a file. */
static char *
open_password (const char *password, int *descriptor, GError **error)
{
  gssize length = (gssize) strlen (password);

  *descriptor = memfd_create ("password", MFD_CLOEXEC);
  if (*descriptor >= 0 && fchmod (*descriptor, 0600) == 0 && write (*descriptor, password, length) == length)
    return g_strdup_printf ("/proc/self/fd/%d", *descriptor);
  waybill_base_file_set_error_errno (error, errno, "the password cannot be handed over");
  if (*descriptor >= 0)
    close (*descriptor);
  return NULL;
}

static int
walk_certificate (WaybillCliTour *tour)
{
  WaybillPracticeCertificates *certificates = tour->practice->certificates;
  g_autoptr (GError) error = NULL;
  int descriptor;
  g_autofree char *file = open_password (waybill_practice_certificates_get_pfx_password (certificates), &descriptor, &error);
  int code;

  if (file == NULL)
    return waybill_cli_tour_fail (tour, error, NULL);
  code = call (tour, "cert import", LIST (tour->practice->pfx), LIST ("password-file", file));
  close (descriptor);
  if (code != WAYBILL_CLI_OK)
    return code;
  return find_label (tour, waybill_cert_identity_get_certificate (waybill_practice_certificates_get_client (certificates)),
                     &tour->label);
}

static int
walk_assign (WaybillCliTour *tour)
{
  g_autofree char *user = waybill_practice_server_dup_user (tour->practice->server);
  g_autofree char *received = g_build_filename (tour->folder, "received", NULL);
  int code = call (tour, "partner add", LIST (NAME),
                   LIST ("host", "127.0.0.1", "user", user, "system-trust", "no", "local-dir", received));

  return code == WAYBILL_CLI_OK ? call (tour, "assign", LIST (tour->label, NAME), NONE) : code;
}

static int
walk_trust (WaybillCliTour *tour)
{
  return call (tour, "trust", LIST (NAME), LIST ("system", "no", "add", tour->authority));
}

/* What `password` does after it has read a line: the tour knows it already. */
static int
keep_password (WaybillCliTour *tour)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillSecretText) text
      = waybill_secret_text_new (waybill_practice_server_get_password (tour->practice->server));
  WaybillSecretVault *vault = waybill_cli_get_vault (tour->cli, &error);
  int code = WAYBILL_CLI_FAILED;
  WaybillPartner *partner = waybill_cli_find_partner (tour->cli, NAME, &code);
  WaybillSecretKey key = { WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PASSWORD, NULL, NAME };

  if (vault == NULL)
    return waybill_cli_tour_fail (tour, error, NULL);
  if (partner == NULL)
    return code;
  key.id = waybill_partner_get_uuid (partner);
  waybill_secret_vault_remember (vault, &key, text);
  return WAYBILL_CLI_OK;
}

static int
walk_protocol (WaybillCliTour *tour)
{
  g_autofree char *port = g_strdup_printf ("%u", waybill_practice_server_get_port (tour->practice->server));
  int code = call (tour, "partner edit", LIST (NAME), LIST ("protocol", "ftps", "port", port));

  return code == WAYBILL_CLI_OK ? keep_password (tour) : code;
}

static int
walk_check (WaybillCliTour *tour)
{
  return call (tour, "check", LIST (NAME), NONE);
}

/* What came is compared with the original on the practice partner's disk: there the tour can look. */
static int
compare_fetched (WaybillCliTour *tour, GPtrArray *names, const char *received)
{
  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *original = g_build_filename (tour->practice->root, g_ptr_array_index (names, i), NULL);
      g_autofree char *last = g_path_get_basename (original);
      g_autofree char *copy = g_build_filename (received, last, NULL);
      g_autofree char *sha256 = NULL;

      if (!waybill_cli_tour_files_compare (copy, original, &sha256, &error))
        return waybill_cli_tour_fail (tour, error, last);
    }
  waybill_cli_tour_tell (tour, _ ("SHA-256 of %u files: the same here and on the partner’s disk."), names->len);
  return WAYBILL_CLI_OK;
}

static int
walk_fetch (WaybillCliTour *tour)
{
  g_autoptr (GPtrArray) folders = waybill_cli_tour_files_list (tour->practice->root, TRUE);
  g_autoptr (GPtrArray) names = waybill_cli_tour_files_list (tour->practice->root, FALSE);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autofree char *received = g_build_filename (tour->folder, "received", NULL);
  int code = call (tour, "ls", LIST (NAME), NONE);

  for (guint i = 0; code == WAYBILL_CLI_OK && i < folders->len; i++)
    {
      waybill_cli_tour_tell (tour, "%s/", (const char *) g_ptr_array_index (folders, i));
      code = call (tour, "ls", LIST (NAME, g_ptr_array_index (folders, i)), NONE);
    }
  if (code != WAYBILL_CLI_OK)
    return code;
  g_ptr_array_add (arguments, (gpointer) NAME);
  g_ptr_array_extend (arguments, names, NULL, NULL);
  g_ptr_array_add (arguments, NULL);
  code = call (tour, "get", (const char *const *) arguments->pdata, LIST ("to", received));
  return code == WAYBILL_CLI_OK ? compare_fetched (tour, names, received) : code;
}

/* Every byte value, so that a transfer in the wrong mode shows. */
static gboolean
write_delivery (const char *path, GError **error)
{
  g_autofree guint8 *data = g_malloc (SENT_SIZE);

  for (gsize i = 0; i < SENT_SIZE; i++)
    data[i] = (guint8) (i * 31 + i / 256);
  return waybill_base_file_write (path, data, SENT_SIZE, error);
}

static int
walk_send (WaybillCliTour *tour)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (tour->folder, SENT, NULL);
  g_autofree char *arrived = g_build_filename (tour->practice->root, "incoming", SENT, NULL);
  g_autofree char *sha256 = NULL;
  int code;

  if (!write_delivery (path, &error))
    return waybill_cli_tour_fail (tour, error, path);
  code = call (tour, "put", LIST (NAME, path), LIST ("to", "incoming/"));
  if (code != WAYBILL_CLI_OK)
    return code;
  if (!waybill_cli_tour_files_compare (path, arrived, &sha256, &error))
    return waybill_cli_tour_fail (tour, error, SENT);
  waybill_cli_tour_tell (tour, _ ("SHA-256 on the partner’s disk: %s, the same."), sha256);
  return WAYBILL_CLI_OK;
}

/* What the last session says of itself, and what the partner counted. */
static int
judge_session (WaybillCliTour *tour, const WaybillRemoteFacts *facts)
{
  const WaybillRemoteErrorFacts about = { .phase = WAYBILL_REMOTE_PHASE_DATA, .subject = (char *) NAME, .alert = -1 };
  guint n_resumed = waybill_practice_server_get_n_resumed_data (tour->practice->server);
  g_autoptr (GError) error = NULL;

  if (!facts->asked || !facts->sent)
    error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_CERTIFICATE_WANTED, &about, "our certificate was not shown");
  else if (facts->data_channels == 0 || facts->data_resumed != facts->data_channels || n_resumed == 0)
    error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_NOT_RESUMED, &about, "a data channel was not resumed");
  if (error != NULL)
    return waybill_cli_tour_fail (tour, error, NULL);
  waybill_cli_tour_tell (tour, _ ("%s with %s; their certificate was accepted by “%s”, ours was asked for and shown."),
                         facts->tls_version, facts->cipher != NULL ? facts->cipher : "?", tour->authority);
  waybill_cli_tour_tell (tour,
                         _ ("Every data channel resumed the control channel’s session: %u of them, counted by the partner."),
                         n_resumed);
  return WAYBILL_CLI_OK;
}

static int
walk_proved (WaybillCliTour *tour)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillRemote) remote = NULL;
  g_autoptr (WaybillRemoteListing) listing = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  int code = WAYBILL_CLI_FAILED;
  WaybillPartner *partner = waybill_cli_find_partner (tour->cli, NAME, &code);

  if (partner == NULL)
    return code;
  waybill_cli_clear_options (tour->cli);
  remote = waybill_cli_new_remote (tour->cli, partner, &error);
  if (remote == NULL || !waybill_cli_connect (tour->cli, remote, &error))
    return waybill_cli_tour_fail (tour, error, NULL);
  waybill_remote_list_async (remote, "incoming", waybill_cli_get_cancellable (tour->cli), waybill_cli_done, &result);
  waybill_cli_await (&result);
  listing = waybill_remote_list_finish (remote, result, &error);
  code = listing != NULL ? judge_session (tour, waybill_remote_get_facts (remote))
                         : waybill_cli_tour_fail (tour, error, NULL);
  waybill_cli_disconnect (tour->cli, partner, remote, error);
  return code;
}

static int
walk_no_trace (WaybillCliTour *tour)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_strdup (tour->folder);
  g_autofree char *after = NULL;

  g_clear_pointer (&tour->practice, waybill_cli_practice_free);
  if (!waybill_cli_tour_tidy (tour, &error))
    return waybill_cli_tour_fail (tour, error, folder);
  after = waybill_cli_tour_files_snapshot (waybill_cli_get_data_folder (tour->person),
                                           waybill_cli_get_state_folder (tour->person));
  if (strcmp (tour->before, after) != 0)
    {
      error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "%s or %s changed meanwhile",
                           waybill_cli_get_data_folder (tour->person), waybill_cli_get_state_folder (tour->person));
      return waybill_cli_tour_fail (tour, error, waybill_cli_get_data_folder (tour->person));
    }
  waybill_cli_tour_tell (tour, _ ("Removed: %s. Your own partners, certificates and receipts are as they were."), folder);
  return WAYBILL_CLI_OK;
}

const WaybillCliTourStep waybill_cli_tour_steps[WAYBILL_WORDS_N_GUIDE_STEPS] = {
  [WAYBILL_WORDS_GUIDE_BASICS] = { "basics", walk_basics },
  [WAYBILL_WORDS_GUIDE_FILES] = { "files", walk_files },
  [WAYBILL_WORDS_GUIDE_AUTHORITY] = { "authority", walk_authority },
  [WAYBILL_WORDS_GUIDE_CERTIFICATE] = { "certificate", walk_certificate },
  [WAYBILL_WORDS_GUIDE_ASSIGN] = { "assign", walk_assign },
  [WAYBILL_WORDS_GUIDE_TRUST] = { "trust", walk_trust },
  [WAYBILL_WORDS_GUIDE_PROTOCOL] = { "protocol", walk_protocol },
  [WAYBILL_WORDS_GUIDE_CHECK] = { "check", walk_check },
  [WAYBILL_WORDS_GUIDE_FETCH] = { "fetch", walk_fetch },
  [WAYBILL_WORDS_GUIDE_SEND] = { "send", walk_send },
  [WAYBILL_WORDS_GUIDE_PROVED] = { "proved", walk_proved },
  [WAYBILL_WORDS_GUIDE_NO_TRACE] = { "no-trace", walk_no_trace },
};
