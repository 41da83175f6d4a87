/* What Waybill needs of this computer, looked at without changing it: keyring, clock, network, permissions of the store. One
 * small function for each, in a table. */
#include "cli-doctor.h"

#include "cli-json.h"

#include "base-clock.h"
#include "base-machine.h"
#include "remote-path.h"
#include "words-error.h"
#include "words-secret.h"
#include "words-time.h"

#include <glib/gi18n-lib.h>
#include <sys/stat.h>
#include <unistd.h>

typedef WaybillCliDoctorResult (*Examine) (WaybillCli *self, char **detail);

/* Keyring */

static char *
words_of_secret (WaybillWordsSecret situation)
{
  g_autoptr (WaybillWords) words = waybill_words_secret (situation, NULL);

  return g_strdup_printf ("%s %s", words->sentence, words->next);
}

static WaybillCliDoctorResult
examine_keyring (WaybillCli *self, char **detail)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  WaybillSecretVault *vault = waybill_cli_get_vault (self, &error);
  WaybillSecretKeyring keyring = WAYBILL_SECRET_KEYRING_ABSENT;

  if (vault == NULL)
    {
      g_autoptr (WaybillWords) words = waybill_words_error (error, NULL);

      *detail = g_strdup (words->sentence);
      return WAYBILL_CLI_DOCTOR_WARN;
    }
  waybill_secret_vault_probe_async (vault, waybill_cli_get_cancellable (self), waybill_cli_done, &result);
  waybill_cli_await (&result);
  keyring = waybill_secret_vault_probe_finish (vault, result, NULL);
  switch (keyring)
    {
    case WAYBILL_SECRET_KEYRING_OPEN:
      *detail = g_strdup (_ ("The keyring is running and open."));
      return WAYBILL_CLI_DOCTOR_OK;
    case WAYBILL_SECRET_KEYRING_UNUSED:
      *detail = g_strdup (_ ("The keyring is left alone here: passwords stay in memory."));
      return WAYBILL_CLI_DOCTOR_OK;
    case WAYBILL_SECRET_KEYRING_LOCKED:
      *detail = words_of_secret (WAYBILL_WORDS_SECRET_LOCKED);
      return WAYBILL_CLI_DOCTOR_WARN;
    case WAYBILL_SECRET_KEYRING_ABSENT:
    default:
      *detail = words_of_secret (WAYBILL_WORDS_SECRET_NO_KEYRING);
      return WAYBILL_CLI_DOCTOR_WARN;
    }
}

/* Clock and zone: certificates are judged by them. */

static WaybillCliDoctorResult
examine_clock (WaybillCli *self, char **detail)
{
  WaybillBaseClockState state = waybill_base_machine_get_clock ();
  g_autofree char *time = waybill_words_time_pair (waybill_base_clock_now ());

  if (state == WAYBILL_BASE_CLOCK_WRONG)
    {
      *detail
          = g_strdup_printf (_ ("This computer’s clock says %s, which is long past: certificates will seem not valid yet. "
                                "Set the clock."),
                             time);
      return WAYBILL_CLI_DOCTOR_FAIL;
    }
  if (state == WAYBILL_BASE_CLOCK_KEPT)
    {
      *detail = g_strdup_printf (_ ("This computer’s clock says %s and is kept by a time server."), time);
      return WAYBILL_CLI_DOCTOR_OK;
    }
  *detail
      = g_strdup_printf (_ ("This computer’s clock says %s. No time server is known to keep it: compare it, and the time "
                            "zone, with a watch."),
                         time);
  return WAYBILL_CLI_DOCTOR_WARN;
}

/* Network */

static WaybillCliDoctorResult
examine_network (WaybillCli *self, char **detail)
{
  gboolean found = waybill_base_machine_has_network ();

  *detail = g_strdup (found ? _ ("This computer is connected to a network.")
                            : _ ("This computer is connected to no network: only the practice partner can be reached."));
  return found ? WAYBILL_CLI_DOCTOR_OK : WAYBILL_CLI_DOCTOR_WARN;
}

/* Permissions: folders 0700, files 0600, all our own. */

/* (transfer full) (nullable): the first path that others may read, or that is not ours. */
static char *
find_open (const char *path)
{
  struct stat status;
  g_autoptr (GDir) folder = NULL;
  const char *name;

  if (lstat (path, &status) < 0)
    return NULL;
  if (status.st_uid != geteuid () || (!S_ISLNK (status.st_mode) && (status.st_mode & 077) != 0))
    return g_strdup (path);
  if (!S_ISDIR (status.st_mode) || (folder = g_dir_open (path, 0, NULL)) == NULL)
    return NULL;
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);
      char *found = find_open (inner);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static WaybillCliDoctorResult
examine_permissions (WaybillCli *self, char **detail)
{
  const char *folders[] = { waybill_cli_get_data_folder (self), waybill_cli_get_state_folder (self) };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *open = find_open (folders[i]);
      g_autofree char *shown = open != NULL ? waybill_remote_path_dup_display (open) : NULL;

      if (open == NULL)
        continue;
      *detail = g_strdup_printf (
          _ ("Other users can read or change %s, or it is not yours. Folders must be yours alone (chmod 700), "
             "and so must files (chmod 600)."),
          shown);
      return WAYBILL_CLI_DOCTOR_FAIL;
    }
  *detail = g_strdup (_ ("Only you can read the store."));
  return WAYBILL_CLI_DOCTOR_OK;
}

/* Entries that are left alone because they cannot be read */

static WaybillCliDoctorResult
examine_entries (WaybillCli *self, char **detail)
{
  g_autoptr (GError) error = NULL;
  WaybillPartnerStore *partners = waybill_cli_get_partners (self, &error);
  WaybillCertStore *certificates = partners != NULL ? waybill_cli_get_certificates (self, &error) : NULL;
  guint n_bad;

  if (certificates == NULL)
    {
      g_autoptr (WaybillWords) words = waybill_words_error (error, NULL);

      *detail = g_strdup_printf ("%s %s", words->sentence, words->next);
      return WAYBILL_CLI_DOCTOR_FAIL;
    }
  n_bad = waybill_partner_store_get_n_unreadable (partners) + waybill_cert_store_get_n_unreadable (certificates);
  if (n_bad == 0)
    {
      g_autoptr (GPtrArray) known = waybill_partner_store_list (partners);
      g_autoptr (GPtrArray) entries = waybill_cert_store_list (certificates);

      /* Translators: two numbers. */
      *detail
          = g_strdup_printf (_ ("The store can be read whole: partners: %u, certificates: %u."), known->len, entries->len);
      return WAYBILL_CLI_DOCTOR_OK;
    }
  *detail
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                      "%u entry of the store cannot be read and is left alone; -v names it.",
                                      "%u entries of the store cannot be read and are left alone; -v names them.", n_bad),
                         n_bad);
  return WAYBILL_CLI_DOCTOR_WARN;
}

/* Permissions come before entries: opening the store may make its folder. */
static const struct
{
  const char *name;
  Examine examine;
} checks[] = {
  { "keyring", examine_keyring },         { "clock", examine_clock },     { "network", examine_network },
  { "permissions", examine_permissions }, { "entries", examine_entries },
};

static const char *const result_names[] = { "ok", "warn", "fail" };

static void
finding_free (gpointer data)
{
  WaybillCliDoctorFinding *finding = data;

  g_free (finding->detail);
  g_free (finding);
}

/**
 * waybill_cli_doctor_examine:
 * @self: the run
 *
 * Looks at everything; asks nobody, connects to nobody. Main thread.
 *
 * Returns: (transfer full) (element-type WaybillCliDoctorFinding): what it found, one for each check
 */
GPtrArray *
waybill_cli_doctor_examine (WaybillCli *self)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (finding_free);

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      WaybillCliDoctorFinding *finding = g_new0 (WaybillCliDoctorFinding, 1);

      finding->name = checks[i].name;
      finding->result = checks[i].examine (self, &finding->detail);
      g_ptr_array_add (findings, finding);
    }
  return findings;
}

static void
print_json (WaybillCli *self, const WaybillCliDoctorFinding *finding)
{
  WaybillCliJson *json = waybill_cli_json_new ();
  g_autofree char *line = NULL;

  waybill_cli_json_add_string (json, "check", finding->name);
  waybill_cli_json_add_string (json, "result", result_names[finding->result]);
  waybill_cli_json_add_string (json, "detail", finding->detail);
  line = waybill_cli_json_end (json);
  waybill_cli_print (self, "%s", line);
}

/**
 * waybill_cli_doctor_run:
 * @self: the run
 *
 * Prints a sentence for each check. Main thread.
 *
 * Returns: 0 when Waybill can be used here, if with remarks; 8 when it cannot, as the store is open to others
 */
int
waybill_cli_doctor_run (WaybillCli *self)
{
  g_autoptr (GPtrArray) findings = waybill_cli_doctor_examine (self);
  int code = WAYBILL_CLI_OK;

  for (guint i = 0; i < findings->len; i++)
    {
      const WaybillCliDoctorFinding *finding = g_ptr_array_index (findings, i);

      if (waybill_cli_is_json (self))
        print_json (self, finding);
      else
        waybill_cli_print (self, "%-4s  %s", result_names[finding->result], finding->detail);
      if (finding->result == WAYBILL_CLI_DOCTOR_FAIL)
        code = WAYBILL_CLI_LOCAL;
    }
  return code;
}
