/* The two places from which a headless run takes its secrets: a --secrets key file, read once, and a credentials
 * directory, read name by name. Neither is ever written. */
#pragma once

#include "secret-vault.h"

G_BEGIN_DECLS

typedef struct _WaybillSecretFile WaybillSecretFile;

const char        *waybill_secret_owner_get_name     (WaybillSecretOwner      owner);
const char        *waybill_secret_field_get_name     (WaybillSecretField      field);

/* FALSE: no such word. */
gboolean           waybill_secret_owner_parse        (const char             *name,
                                                      WaybillSecretOwner     *owner);
gboolean           waybill_secret_field_parse        (const char             *name,
                                                      WaybillSecretField     *field);

WaybillSecretFile *waybill_secret_file_new           (const char             *path,
                                                      GError                **error);
void               waybill_secret_file_free          (WaybillSecretFile      *self);
WaybillSecretText *waybill_secret_file_lookup        (WaybillSecretFile      *self,
                                                      const WaybillSecretKey *key);
WaybillSecretText *waybill_secret_file_lookup_folder (const char             *folder,
                                                      const WaybillSecretKey *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillSecretFile, waybill_secret_file_free)

G_END_DECLS
