/* What every command of waybill-cli works with: the parsed command line, the stores, the vault, waiting for asynchronous calls, and
 * the way to say what went wrong. One per run (the tour makes a second one over a folder of its own). Not a place for any command. */
#pragma once

#include "cert-store.h"
#include "partner-store.h"
#include "remote.h"
#include "secret-vault.h"

G_BEGIN_DECLS

typedef struct _WaybillCli WaybillCli;

/* Exit codes of cli.md that no remote error gives. */
enum
{
  WAYBILL_CLI_OK = 0,
  WAYBILL_CLI_FAILED = 1,
  WAYBILL_CLI_USAGE = 2,
  WAYBILL_CLI_CERTIFICATE = 6,
  WAYBILL_CLI_LOGIN = 7,
  WAYBILL_CLI_LOCAL = 8,
  WAYBILL_CLI_NOTHING = 9,
};

typedef struct
{
  const char *name;       /* without dashes: "host" */
  gboolean    takes_value;
} WaybillCliOption;

typedef struct
{
  const char             *name;        /* "partner add" */
  int                   (*run) (WaybillCli *self);
  const char             *arguments;   /* "NAME --host H …": for help */
  const char             *summary;     /* N_() */
  guint                   min_arguments;
  guint                   max_arguments; /* G_MAXUINT: any number */
  const WaybillCliOption *options;     /* (nullable) ends with a NULL name; the common ones are added */
} WaybillCliCommand;

/* The commands of one file: arrays that end with a NULL name. cli-command.c lists the arrays. */
extern const WaybillCliCommand waybill_cli_partner_commands[];
extern const WaybillCliCommand waybill_cli_cert_commands[];
extern const WaybillCliCommand waybill_cli_transfer_commands[];   /* ls, get, put */
extern const WaybillCliCommand waybill_cli_listing_commands[];    /* listing */
extern const WaybillCliCommand waybill_cli_open_commands[];       /* open */
extern const WaybillCliCommand waybill_cli_check_commands[];      /* check, doctor */
extern const WaybillCliCommand waybill_cli_practice_commands[];   /* practice */
extern const WaybillCliCommand waybill_cli_help_commands[];       /* help */

/* Runs a whole command line; returns the exit code. */
int                  waybill_cli_main             (int                  argc,
                                                   char               **argv);
/* A context over data and state folders of its own, with a vault without keyring: for the tour. Inherits json, verbose, cancellable. */
WaybillCli          *waybill_cli_new_private      (WaybillCli          *self,
                                                   const char          *folder,
                                                   GError             **error);
void                 waybill_cli_free             (WaybillCli          *self);

/* The command line. */
const char * const  *waybill_cli_get_arguments    (WaybillCli          *self);
const char          *waybill_cli_get_option       (WaybillCli          *self, const char *name);   /* (nullable) the last one given */
const char * const  *waybill_cli_get_options      (WaybillCli          *self, const char *name);   /* all of them, never NULL */
gboolean             waybill_cli_has_option       (WaybillCli          *self, const char *name);
/* Sets an option as if it had been typed (the tour runs the same commands); value NULL for a switch. */
void                 waybill_cli_set_arguments    (WaybillCli          *self, const char *const *arguments);
void                 waybill_cli_set_option       (WaybillCli          *self, const char *name, const char *value);
void                 waybill_cli_clear_options    (WaybillCli          *self);
gboolean             waybill_cli_is_json          (WaybillCli          *self);
/* --timeout in seconds, 0: the partner's; --retries, -1: the partner's. A bad number was refused at parsing. */
guint                waybill_cli_get_timeout      (WaybillCli          *self);
int                  waybill_cli_get_retries      (WaybillCli          *self);
gboolean             waybill_cli_has_terminal     (WaybillCli          *self);
GCancellable        *waybill_cli_get_cancellable  (WaybillCli          *self);   /* SIGINT, SIGTERM */

/* The stores; opened at first use. NULL with an error that waybill_cli_fail understands. */
WaybillPartnerStore *waybill_cli_get_partners     (WaybillCli          *self, GError **error);
WaybillCertStore    *waybill_cli_get_certificates (WaybillCli          *self, GError **error);
WaybillSecretVault  *waybill_cli_get_vault        (WaybillCli          *self, GError **error);
const char          *waybill_cli_get_data_folder  (WaybillCli          *self);
const char          *waybill_cli_get_state_folder (WaybillCli          *self);

/* The partner that a command names; says what is wrong (near names) and gives NULL. *code: exit code. */
WaybillPartner      *waybill_cli_find_partner     (WaybillCli          *self, const char *name, int *code);
/* Says what is wrong where it cannot be kept. Returns the exit code. */
int                  waybill_cli_save_partner     (WaybillCli          *self, WaybillPartner *partner);

/* Starts an async call with waybill_cli_done as callback and a GAsyncResult* slot as user data; await iterates until it is filled.
 *   g_autoptr (GAsyncResult) result = NULL;
 *   waybill_remote_list_async (remote, path, cancellable, waybill_cli_done, &result);
 *   waybill_cli_await (&result);  */
void                 waybill_cli_done             (GObject *source, GAsyncResult *result, gpointer slot);
void                 waybill_cli_await            (GAsyncResult **slot);

/* Resolves the partner (--identity, --timeout, secrets, prompts) and connects. NULL with an error for waybill_cli_fail. */
WaybillRemoteTarget *waybill_cli_resolve          (WaybillCli          *self, WaybillPartner *partner, GError **error);
WaybillRemote       *waybill_cli_new_remote       (WaybillCli          *self, WaybillPartner *partner, GError **error);
gboolean             waybill_cli_connect          (WaybillCli          *self, WaybillRemote *remote, GError **error);
void                 waybill_cli_disconnect       (WaybillCli          *self, WaybillPartner *partner, WaybillRemote *remote,
                                                   const GError *error); /* saves what was learnt; error: (nullable) what ended the session */
void                 waybill_cli_end_check        (WaybillCli          *self, WaybillPartner *partner, WaybillRemote *remote,
                                                   const GError *error); /* the same of a check */

/* Says an error on standard error in words (title, sentence, reason, next step, the server's own words; with --json one object with
 * "error", "kind", "sentence", "reason", "next", "server" and "exit"), and returns its exit code. partner, subject, facts: (nullable). */
int                  waybill_cli_fail             (WaybillCli *self, const GError *error, const char *partner, const char *subject,
                                                   const WaybillRemoteFacts *facts);
/* A usage error: sentence and the command's form; returns 2. */
int                  waybill_cli_usage            (WaybillCli *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* A remark on standard error; result lines on standard output (scrubbed, controls escaped). */
void                 waybill_cli_note             (WaybillCli *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void                 waybill_cli_print            (WaybillCli *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillCli, waybill_cli_free)

G_END_DECLS
