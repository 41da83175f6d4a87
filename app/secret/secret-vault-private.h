/* The inside of the vault, for its two files: one secret after the other (secret-vault), and all of them (secret-vault-kept). */
#pragma once

#include "secret-file-private.h"
#include "secret-keyring-private.h"

G_BEGIN_DECLS

struct _WaybillSecretVault
{
  GObject parent_instance;

  WaybillSecretFile *file;
  char *credentials;
  gboolean use_keyring;
  guint patience;
  WaybillSecretKeyring keyring; /* as the last call found it */
  guint n_wiped;                /* how often memory was */
  gboolean refused;             /* the person did not open it: a lookup does not ask again */
  GHashTable *memory;           /* "owner/field/id" to WaybillSecretText */
};

G_END_DECLS
