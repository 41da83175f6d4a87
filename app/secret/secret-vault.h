/* The one lookup of secrets: --secrets file, credentials directory, keyring, memory; in this order. Lives on the main
 * thread; asks nobody itself: where nothing is found, its caller asks. Never writes a secret to a plain file. */
#pragma once

#include "secret-text.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a secret belongs to. */
typedef enum
{
  WAYBILL_SECRET_OWNER_PARTNER,
  WAYBILL_SECRET_OWNER_CERTIFICATE,
  WAYBILL_SECRET_OWNER_TOKEN,
} WaybillSecretOwner;

/* Which secret of its owner; the names are those of `--secrets` ("password", "account", "proxy-password", "key-passphrase",
 * "pin"). A PIN is never in the keyring: to store it is to remember it, and a lookup asks no keyring. */
typedef enum
{
  WAYBILL_SECRET_FIELD_PASSWORD,
  WAYBILL_SECRET_FIELD_ACCOUNT,
  WAYBILL_SECRET_FIELD_PROXY_PASSWORD,
  WAYBILL_SECRET_FIELD_KEY_PASSPHRASE,
  WAYBILL_SECRET_FIELD_PIN,
} WaybillSecretField;

/* A borrowed key for one call: id is the partner's UUID, the certificate's SHA-256 (hex) or the token's PKCS#11 URI; name is
 * the partner's name, the certificate's or the token's label, may be NULL. Keyring items are filed under the id, files may use
 * either. */
typedef struct
{
  WaybillSecretOwner owner;
  WaybillSecretField field;
  const char        *id;
  const char        *name;
} WaybillSecretKey;

/* That one is kept, and where; not what it is. */
typedef struct
{
  WaybillSecretOwner owner;
  WaybillSecretField field;
  char              *id;
  gboolean           in_keyring; /* FALSE: in memory alone, until the process ends */
} WaybillSecretKept;

typedef enum
{
  WAYBILL_SECRET_KEYRING_OPEN,
  WAYBILL_SECRET_KEYRING_LOCKED,
  WAYBILL_SECRET_KEYRING_ABSENT,
  WAYBILL_SECRET_KEYRING_UNUSED,   /* the vault was made without a keyring, as the tour does */
} WaybillSecretKeyring;

typedef enum
{
  WAYBILL_SECRET_ERROR_FILE,       /* --secrets: cannot be read, is readable by others, or is not a key file */
  WAYBILL_SECRET_ERROR_NO_KEYRING, /* none running */
  WAYBILL_SECRET_ERROR_LOCKED,     /* there, but not opened */
  WAYBILL_SECRET_ERROR_TIMED_OUT,  /* nobody answered the keyring's prompt */
  WAYBILL_SECRET_ERROR_FAILED,
} WaybillSecretError;

#define WAYBILL_SECRET_ERROR (waybill_secret_error_quark ())
GQuark waybill_secret_error_quark (void);

#define WAYBILL_TYPE_SECRET_VAULT (waybill_secret_vault_get_type ())
G_DECLARE_FINAL_TYPE (WaybillSecretVault, waybill_secret_vault, WAYBILL, SECRET_VAULT, GObject)

/* secrets_file and credentials_folder may be NULL. use_keyring FALSE: memory takes the keyring's place. */
WaybillSecretVault *waybill_secret_vault_new           (const char          *secrets_file,
                                                        const char          *credentials_folder,
                                                        gboolean             use_keyring,
                                                        GError             **error);
/* The seconds a keyring prompt may stay unanswered; default 60. */
void                waybill_secret_vault_set_patience  (WaybillSecretVault  *self,
                                                        guint                seconds);
/* Finish: (nullable) text; NULL without error = there is none. A keyring that is absent or locked is no error of the
 * lookup: it gives NULL, and get_keyring tells why. */
void                waybill_secret_vault_lookup_async  (WaybillSecretVault  *self,
                                                        const WaybillSecretKey *key,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
WaybillSecretText  *waybill_secret_vault_lookup_finish (WaybillSecretVault  *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);
/* Into the keyring; where that fails the secret is remembered in memory for this run and the error says so. */
void                waybill_secret_vault_store_async   (WaybillSecretVault  *self,
                                                        const WaybillSecretKey *key,
                                                        WaybillSecretText   *text,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
gboolean            waybill_secret_vault_store_finish  (WaybillSecretVault  *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);
void                waybill_secret_vault_forget_async  (WaybillSecretVault  *self,
                                                        const WaybillSecretKey *key,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
gboolean            waybill_secret_vault_forget_finish (WaybillSecretVault  *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);
/* Probes without prompting. */
void                 waybill_secret_vault_probe_async  (WaybillSecretVault  *self,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
WaybillSecretKeyring waybill_secret_vault_probe_finish (WaybillSecretVault  *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);
/* Which secrets are kept, in the keyring and in memory; none of them is read. Never prompts: a locked keyring shows nothing. Finish:
 * (transfer full) (element-type WaybillSecretKept). */
void                 waybill_secret_vault_list_async   (WaybillSecretVault  *self,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
GPtrArray           *waybill_secret_vault_list_finish  (WaybillSecretVault  *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);
/* Wipes what is in memory at once, and locks the keyring, for all programs: the next lookup asks for its password. */
void                 waybill_secret_vault_lock_async   (WaybillSecretVault  *self,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
gboolean             waybill_secret_vault_lock_finish  (WaybillSecretVault  *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);
/* As the last call found it; UNUSED in a vault without a keyring. */
WaybillSecretKeyring waybill_secret_vault_get_keyring  (WaybillSecretVault  *self);
/* For this process alone: what was typed at a prompt. */
void                waybill_secret_vault_remember      (WaybillSecretVault  *self,
                                                        const WaybillSecretKey *key,
                                                        WaybillSecretText   *text);
/* Forgets what this process alone knows: the next lookup of a PIN, or of a password that the keyring does not have, finds
 * nothing. Files and the keyring stay as they are. */
void                waybill_secret_vault_forget_memory (WaybillSecretVault  *self);
/* How often that was. */
guint               waybill_secret_vault_get_n_wiped   (WaybillSecretVault  *self);
/* Name as it stands in file names of the credentials directory: every byte but A-Z a-z 0-9 - _ as -xx hex. */
char               *waybill_secret_vault_dup_file_name (WaybillSecretOwner   owner,
                                                        const char          *name,
                                                        WaybillSecretField   field);

G_END_DECLS
