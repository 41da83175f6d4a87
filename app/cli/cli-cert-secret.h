/* Passwords of the certificate commands: those that open what the store has, and those of files that leave it. */
#pragma once

#include "cli.h"

G_BEGIN_DECLS

/* --password-file: its first line. 0 or the exit code of what was said; *text NULL: the option was not given. */
int waybill_cli_cert_read_password_file (WaybillCli           *self,
                                         WaybillSecretText   **text);
/* A new password for a file with a key: --password-file, typed twice, or one line of standard input. 0 or the exit code. */
int waybill_cli_cert_new_password       (WaybillCli           *self,
                                         const char           *file,
                                         WaybillSecretText   **text);

/* Under which the password of a certificate, or of a key that waits for one, is filed. Borrows both. */
WaybillSecretKey waybill_cli_cert_get_secret_key (const char         *id,
                                         const char           *label);
/* Of what has gone: a note tells where the keyring may still have it. */
void waybill_cli_cert_forget_password   (WaybillCli           *self,
                                         const char           *id,
                                         const char           *label);

/* Opens something with a password (nullable); FALSE with WAYBILL_CERT_ERROR_PASSWORD asks for another one. */
typedef gboolean (*WaybillCliOpenFunc)  (const char           *password,
                                         gpointer              user_data,
                                         GError              **error);
/* Tries what the vault has under the key, then asks: 0, or the exit code of what was said. *used: (nullable) what opened it. */
int waybill_cli_cert_open               (WaybillCli           *self,
                                         const WaybillSecretKey *key,
                                         gboolean              is_protected,
                                         WaybillCliOpenFunc    open,
                                         gpointer              user_data,
                                         WaybillSecretText   **used);

G_END_DECLS
