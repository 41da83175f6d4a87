/* What the files of the context share: its inside, the parser, the table of commands, questions on the terminal. Commands need
 * little of it. */
#pragma once

#include "cli.h"

#include "partner-prompt.h"
#include "remote-question.h"

#include <stdio.h>

G_BEGIN_DECLS

struct _WaybillCli
{
  const WaybillCliCommand *command; /* (nullable) */
  char                   **arguments;
  GHashTable              *options; /* name to NULL-terminated GPtrArray of values */
  gboolean                 is_private;
  gboolean                 is_json; /* what a private one inherits */
  gboolean                 is_verbose;
  guint                    timeout;
  int                      retries;
  char                    *data_folder;
  char                    *state_folder;
  WaybillPartnerStore     *partners;
  WaybillCertStore        *certificates;
  WaybillSecretVault      *vault;
  GPtrArray               *cards; /* (nullable) what cli-card found */
  GCancellable            *cancellable;
  gboolean                 has_noted_next; /* it was said why a next certificate does not take over */
  int                      write_error; /* errno of the first result that was not written; 0: none */
};

/* cli.c */
WaybillCli              *waybill_cli_new                (void);

/* cli-options.c: 0, or the exit code of what it said. */
extern const WaybillCliOption waybill_cli_common_options[];
int                      waybill_cli_parse              (WaybillCli              *self,
                                                         const char *const       *words);
gboolean                 waybill_cli_parse_number       (const char              *text,
                                                         guint                    least,
                                                         guint                    most,
                                                         guint                   *number);
gboolean                 waybill_cli_parse_yes_no       (const char              *text,
                                                         gboolean                *yes);

/* cli-command.c */
typedef gboolean       (*WaybillCliCommandFunc)         (const WaybillCliCommand *command,
                                                         gpointer                 user_data);
/* Goes through all until func gives TRUE; that one, or NULL. */
const WaybillCliCommand *waybill_cli_command_each       (WaybillCliCommandFunc    func,
                                                         gpointer                 user_data);
/* words: the command line without options in front; *n_words: how many of them name the command. (nullable) */
const WaybillCliCommand *waybill_cli_command_find       (const char *const       *words,
                                                         guint                   *n_words);
int                      waybill_cli_command_unknown    (WaybillCli              *self,
                                                         const char *const       *words);

/* cli-session.c: does the store hold it? */
gboolean                 waybill_cli_is_saved           (WaybillCli              *self,
                                                         WaybillPartner          *partner);

/* cli-output.c */
#define WAYBILL_CLI_ERROR (waybill_cli_error_quark ())
enum
{
  WAYBILL_CLI_ERROR_OUTPUT,       /* 8: the result could not be written */
  WAYBILL_CLI_ERROR_NEW_PASSWORD, /* 6: a file with a key was to be written, and no password for it was given */
};
GQuark                   waybill_cli_error_quark        (void);
void                     waybill_cli_print_lines        (WaybillCli              *self,
                                                         const char              *text);
void                     waybill_cli_note_lines         (WaybillCli              *self,
                                                         const char              *text);
int                      waybill_cli_end_output         (WaybillCli              *self,
                                                         int                      code);

/* cli-say.c */
int                      waybill_cli_get_exit_code      (const GError            *error);
int                      waybill_cli_fail_as            (WaybillCli              *self,
                                                         const GError            *error,
                                                         const char              *partner,
                                                         const char              *subject,
                                                         const WaybillRemoteFacts *facts,
                                                         int                      exit_code);
/* "“A”, “B”": (transfer full). */
char                    *waybill_cli_dup_names          (const char *const       *names);

/* cli-help.c */
void                     waybill_cli_print_short_help   (WaybillCli              *self);
void                     waybill_cli_print_command_help (WaybillCli              *self,
                                                         const WaybillCliCommand *command);
char                    *waybill_cli_dup_form           (const WaybillCliCommand *command);
void                     waybill_cli_print_version      (WaybillCli              *self);

/* cli-cert.c: --identity of a label that the store has; 0, or the exit code of what it said. */
int                      waybill_cli_check_identity     (WaybillCli              *self);
/* Says what is wrong. (nullable) */
const WaybillCertEntry  *waybill_cli_find_certificate   (WaybillCli              *self,
                                                         const char              *label,
                                                         int                     *code);
gboolean                 waybill_cli_vault_store        (WaybillCli              *self,
                                                         const WaybillSecretKey  *key,
                                                         WaybillSecretText       *text,
                                                         GError                 **error);
gboolean                 waybill_cli_vault_forget       (WaybillCli              *self,
                                                         const WaybillSecretKey  *key,
                                                         GError                 **error);
WaybillSecretText       *waybill_cli_vault_lookup       (WaybillCli              *self,
                                                         const WaybillSecretKey  *key,
                                                         GError                 **error);

/* cli-cert-import.c */
int                      waybill_cli_cert_import_run    (WaybillCli              *self);
extern const WaybillCliOption waybill_cli_cert_import_options[];

/* cli-cert-export.c, cli-cert-request.c, cli-cert-reply.c */
int                      waybill_cli_cert_export_run    (WaybillCli              *self);
int                      waybill_cli_cert_request_run   (WaybillCli              *self);
int                      waybill_cli_cert_reply_run     (WaybillCli              *self);
extern const WaybillCliOption waybill_cli_cert_export_options[];
extern const WaybillCliOption waybill_cli_cert_request_options[];

/* cli-partner-show.c */
int                      waybill_cli_partner_list_run   (WaybillCli              *self);
int                      waybill_cli_partner_show_run   (WaybillCli              *self);

/* cli-assign.c */
int                      waybill_cli_assign_run         (WaybillCli              *self);
extern const WaybillCliOption waybill_cli_assign_options[];
void                     waybill_cli_set_identity       (WaybillCli              *self,
                                                         WaybillPartner          *partner,
                                                         const char              *fingerprint);
void                     waybill_cli_take_over          (WaybillCli              *self,
                                                         WaybillPartner          *partner);

/* cli-trust.c */
int                      waybill_cli_trust_run          (WaybillCli              *self);
extern const WaybillCliOption waybill_cli_trust_options[];

/* cli-prompt.c */
/* One line of the terminal without echo, or of standard input. (nullable): the end, too long, or cancelled. */
WaybillSecretText       *waybill_cli_read_secret        (WaybillCli              *self,
                                                         const char              *question);
#define WAYBILL_TYPE_CLI_PROMPT (waybill_cli_prompt_get_type ())
G_DECLARE_FINAL_TYPE (WaybillCliPrompt, waybill_cli_prompt, WAYBILL, CLI_PROMPT, GObject)
/* partner: where "always" is saved. It is a WaybillPartnerPrompt and a WaybillRemoteAsker. */
WaybillCliPrompt        *waybill_cli_prompt_new         (WaybillCli              *self,
                                                         WaybillPartner          *partner);

G_END_DECLS
