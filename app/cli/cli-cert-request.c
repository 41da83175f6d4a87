/* `cert request`: a key pair that waits in the store, and the request for it as a file. The answer is cli-cert-reply's. */
#include "cli-cert-request.h"

#include "cli-cert-files.h"
#include "cli-cert-secret.h"
#include "cli-cert.h"
#include "cli-json.h"
#include "cli-private.h"

#include "cert-error.h"
#include "words-request.h"
#include "words-subject.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const WaybillCliOption waybill_cli_cert_request_options[] = {
  { "subject", TRUE }, { "san", TRUE }, { "key", TRUE }, { "out", TRUE }, { "overwrite", TRUE }, { NULL, FALSE },
};

static const char *const key_names[] = {
  [WAYBILL_CERT_KEY_KIND_RSA3072] = "rsa3072",
  [WAYBILL_CERT_KEY_KIND_EC256] = "ec256",
};

/**
 * waybill_cli_cert_find_waiting:
 * @self: the run
 * @label: what was typed
 *
 * A certificate of that name comes first.
 *
 * Returns: (transfer none) (nullable): the request that is meant
 */
const WaybillCertWaiting *
waybill_cli_cert_find_waiting (WaybillCli *self, const char *label)
{
  WaybillCertStore *store = waybill_cli_get_certificates (self, NULL);
  g_autofree char *clean = g_strstrip (g_strdup (label)); /* as the store keeps it */

  if (store == NULL || waybill_cert_store_find (store, label, NULL) != NULL)
    return NULL;
  return waybill_cert_store_find_request (store, clean, NULL);
}

static void
print_json (WaybillCli *self, const WaybillCertWaiting *waiting, const char *file)
{
  WaybillCliJson *json = waybill_cli_json_new ();
  g_autofree char *line = NULL;

  waybill_cli_json_add_string (json, "label", waiting->label);
  waybill_cli_json_add_string (json, "kind", "request");
  waybill_cli_json_add_string (json, "subject", waiting->subject);
  waybill_cli_json_add_string (json, "key", key_names[waiting->key_kind]);
  waybill_cli_json_add_string (json, "id", waiting->id);
  waybill_cli_json_add_time (json, "made", waiting->made);
  waybill_cli_json_add_boolean (json, "protected", waiting->is_protected);
  if (file != NULL)
    waybill_cli_json_add_string (json, "file", file);
  line = waybill_cli_json_end (json);
  waybill_cli_print (self, "%s", line);
}

/**
 * waybill_cli_cert_print_waiting:
 * @self: the run
 * @waiting: a key that waits
 *
 * Its line of `cert list`.
 */
void
waybill_cli_cert_print_waiting (WaybillCli *self, const WaybillCertWaiting *waiting)
{
  g_autofree char *text = NULL;

  if (waybill_cli_is_json (self))
    {
      print_json (self, waiting, NULL);
      return;
    }
  text = waybill_words_request_waiting (waiting);
  waybill_cli_print (self, _ ("%s: request that waits for its certificate · %s%s"), waiting->label, text,
                     waiting->is_protected ? "" : _ (", kept without a password"));
}

/**
 * waybill_cli_cert_show_waiting:
 * @self: the run
 * @waiting: a key that waits
 *
 * `cert show` of a request: its line, its subject, and the request itself.
 *
 * Returns: 0
 */
int
waybill_cli_cert_show_waiting (WaybillCli *self, const WaybillCertWaiting *waiting)
{
  g_autofree char *pem = g_strchomp (g_strdup (waiting->pem));

  waybill_cli_cert_print_waiting (self, waiting);
  if (waybill_cli_is_json (self))
    return WAYBILL_CLI_OK;
  waybill_cli_print (self, "%s", waiting->subject);
  waybill_cli_print_lines (self, pem);
  return WAYBILL_CLI_OK;
}

/**
 * waybill_cli_cert_drop_waiting:
 * @self: the run
 * @waiting: a key that waits
 *
 * `cert remove` of a request: an answer that still comes fits nothing any more.
 *
 * Returns: 0, or the exit code of what was said
 */
int
waybill_cli_cert_drop_waiting (WaybillCli *self, const WaybillCertWaiting *waiting)
{
  g_autofree char *id = g_strdup (waiting->id), *label = g_strdup (waiting->label);
  gboolean is_protected = waiting->is_protected;
  g_autoptr (GError) error = NULL;

  if (!waybill_cert_store_remove_request (waybill_cli_get_certificates (self, NULL), id, &error))
    return waybill_cli_fail (self, error, NULL, label, NULL);
  if (is_protected)
    waybill_cli_cert_forget_password (self, id, label);
  if (!waybill_cli_is_json (self))
    waybill_cli_print (self, _ ("The request “%s” and its key are removed."), label);
  return WAYBILL_CLI_OK;
}

/* The command */

static int
read_kind (WaybillCli *self, WaybillCertKeyKind *kind)
{
  const char *name = waybill_cli_get_option (self, "key");

  *kind = WAYBILL_CERT_KEY_KIND_RSA3072;
  if (name == NULL)
    return WAYBILL_CLI_OK;
  for (guint i = 0; i < G_N_ELEMENTS (key_names); i++)
    if (strcmp (name, key_names[i]) == 0)
      {
        *kind = i;
        return WAYBILL_CLI_OK;
      }
  return waybill_cli_usage (self, _ ("--key takes rsa3072 or ec256, not “%s”."), name);
}

/* What is wrong is said in words before any key is made. */
static int
check_names (WaybillCli *self)
{
  const char *subject = waybill_cli_get_option (self, "subject");
  const char *const *sans = waybill_cli_get_options (self, "san");
  g_autofree char *fault = waybill_words_subject_fault (subject);

  for (guint i = 0; fault == NULL && sans[i] != NULL; i++)
    fault = i < WAYBILL_CERT_REQUEST_MAX_NAMES
                ? waybill_words_subject_name_fault (sans[i])
                : g_strdup_printf (_ ("A request can have %d further names."), WAYBILL_CERT_REQUEST_MAX_NAMES);
  return fault == NULL ? WAYBILL_CLI_OK : waybill_cli_usage (self, "%s", fault);
}

/* Who names a password in --secrets or credentials has it for the key that waits, and for the identity that comes of it. */
static int
find_password (WaybillCli *self, const char *id, const char *label, WaybillSecretText **text)
{
  WaybillSecretKey key = waybill_cli_cert_get_secret_key (id, label);
  g_autoptr (WaybillSecretText) found = NULL;
  g_autoptr (GError) error = NULL;

  found = waybill_cli_vault_lookup (self, &key, &error);
  if (error != NULL)
    return waybill_cli_fail (self, error, NULL, label, NULL);
  if (found == NULL)
    {
      found = waybill_secret_text_new_random ();
      if (!waybill_cli_vault_store (self, &key, found, NULL))
        g_clear_pointer (&found, waybill_secret_text_unref);
    }
  *text = g_steal_pointer (&found);
  return WAYBILL_CLI_OK;
}

/* The key is in the store before anybody gets the request; without the request it does not stay there. */
static int
store (WaybillCli *self, WaybillCertRequest *request, WaybillCliCertOutput *output)
{
  const char *label = waybill_cli_get_arguments (self)[0];
  WaybillSecretKey key = waybill_cli_cert_get_secret_key (waybill_cert_request_get_id (request), label);
  g_autoptr (WaybillSecretText) password = NULL;
  const WaybillCertWaiting *waiting;
  g_autoptr (GError) error = NULL;
  int code = find_password (self, key.id, label, &password);

  if (code != WAYBILL_CLI_OK)
    return code;
  waiting = waybill_cert_store_add_request (waybill_cli_get_certificates (self, NULL), request, label,
                                            password != NULL ? waybill_secret_text_peek (password) : NULL, &error);
  if (waiting == NULL)
    code = waybill_cli_fail (self, error, NULL, label, NULL);
  else
    code = waybill_cli_cert_files_write (self, output, 1);
  if (code == WAYBILL_CLI_OK && password == NULL)
    waybill_cli_note (self,
                      _ ("Note: there is no keyring for a password of its own, so “%s” is kept unprotected, readable "
                         "for you alone."),
                      waiting->label);
  if (code == WAYBILL_CLI_OK)
    return code;
  if (waiting != NULL)
    waybill_cert_store_remove_request (waybill_cli_get_certificates (self, NULL), key.id, NULL);
  if (password != NULL)
    waybill_cli_vault_forget (self, &key, NULL);
  return code;
}

static void
say_waiting (WaybillCli *self, const char *label, const char *file)
{
  const WaybillCertWaiting *waiting = waybill_cli_cert_find_waiting (self, label);

  if (waiting != NULL && waybill_cli_is_json (self))
    print_json (self, waiting, file);
  else if (waiting != NULL)
    waybill_cli_print (self, _ ("The request “%s” is in %s. Its key waits for the answer: “cert reply FILE” joins the two."),
                       waiting->label, file);
}

static int
make (WaybillCli *self, WaybillCliCertOutput *output)
{
  g_autoptr (WaybillCertRequest) request = NULL;
  WaybillCertKeyKind kind;
  g_autoptr (GError) error = NULL;
  int code = read_kind (self, &kind);

  if (code == WAYBILL_CLI_OK)
    code = check_names (self);
  if (code == WAYBILL_CLI_OK)
    code = waybill_cli_cert_files_check (self, output, 1);
  if (code != WAYBILL_CLI_OK)
    return code;
  request = waybill_cert_request_new (waybill_cli_get_option (self, "subject"), waybill_cli_get_options (self, "san"), kind,
                                      &error);
  if (request == NULL)
    return waybill_cli_fail (self, error, NULL, NULL, NULL);
  output->content = g_bytes_new (waybill_cert_request_get_pem (request), strlen (waybill_cert_request_get_pem (request)));
  return store (self, request, output);
}

/* Saved again: whoever lost the file asks for the same request, not for a second key. */
static int
save_again (WaybillCli *self, const WaybillCertWaiting *waiting, WaybillCliCertOutput *output)
{
  int code = waybill_cli_cert_files_check (self, output, 1);

  output->content = g_bytes_new (waiting->pem, strlen (waiting->pem));
  return code == WAYBILL_CLI_OK ? waybill_cli_cert_files_write (self, output, 1) : code;
}

static int
check_label (WaybillCli *self, const WaybillCertWaiting *waiting)
{
  const char *label = waybill_cli_get_arguments (self)[0];
  WaybillCertStore *certificates = waybill_cli_get_certificates (self, NULL);
  g_autoptr (GError) error = NULL;

  if (waiting != NULL)
    return waybill_cli_usage (self, _ ("The request “%s” waits already. Without --subject it is saved again."), label);
  if (waybill_cert_store_find (certificates, label, NULL) == NULL)
    return waybill_cli_cert_check_label (self, label);
  error = g_error_new (WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_LABEL_TAKEN, "\"%s\" is taken", label);
  return waybill_cli_fail (self, error, NULL, label, NULL);
}

/**
 * waybill_cli_cert_request_run:
 * @self: the run
 *
 * `cert request NAME --subject DN --out FILE`; without `--subject` a request that waits is saved again.
 *
 * Returns: the exit code
 */
int
waybill_cli_cert_request_run (WaybillCli *self)
{
  const char *label = waybill_cli_get_arguments (self)[0];
  WaybillCliCertOutput output = { waybill_cli_get_option (self, "out"), NULL, FALSE };
  g_autoptr (GError) error = NULL;
  const WaybillCertWaiting *waiting;
  int code;

  if (waybill_cli_get_certificates (self, &error) == NULL)
    return waybill_cli_fail (self, error, NULL, NULL, NULL);
  if (output.path == NULL)
    return waybill_cli_usage (self, _ ("Say where the request is to be written: --out FILE."));
  waiting = waybill_cli_cert_find_waiting (self, label);
  if (waybill_cli_has_option (self, "subject"))
    code = check_label (self, waiting);
  else if (waiting == NULL)
    return waybill_cli_usage (self, _ ("Say for whom the certificate is to be: --subject CN=anna,O=Lab,C=DE."));
  else
    code = save_again (self, waiting, &output);
  if (code == WAYBILL_CLI_OK && waybill_cli_has_option (self, "subject"))
    code = make (self, &output);
  if (code == WAYBILL_CLI_OK)
    say_waiting (self, label, output.path);
  g_clear_pointer (&output.content, g_bytes_unref);
  return code;
}
