/* The words under which secrets are filed: in groups and keys of --secrets, in names of credentials, in the keyring's
 * attributes. It holds no secret. */
#include "secret-file-private.h"

static const char *const owner_names[] = {
  [WAYBILL_SECRET_OWNER_PARTNER] = "partner",
  [WAYBILL_SECRET_OWNER_CERTIFICATE] = "certificate",
  [WAYBILL_SECRET_OWNER_TOKEN] = "token",
};

static const char *const field_names[] = {
  [WAYBILL_SECRET_FIELD_PASSWORD] = "password",
  [WAYBILL_SECRET_FIELD_ACCOUNT] = "account",
  [WAYBILL_SECRET_FIELD_PROXY_PASSWORD] = "proxy-password",
  [WAYBILL_SECRET_FIELD_KEY_PASSPHRASE] = "key-passphrase",
  [WAYBILL_SECRET_FIELD_PIN] = "pin",
};

/**
 * waybill_secret_owner_get_name:
 * @owner: what a secret belongs to
 *
 * Returns: (transfer none): its word in groups, file names and keyring attributes
 */
const char *
waybill_secret_owner_get_name (WaybillSecretOwner owner)
{
  g_return_val_if_fail (owner < G_N_ELEMENTS (owner_names), "");

  return owner_names[owner];
}

/**
 * waybill_secret_field_get_name:
 * @field: which secret
 *
 * Returns: (transfer none): its word in keys, file names and keyring attributes
 */
const char *
waybill_secret_field_get_name (WaybillSecretField field)
{
  g_return_val_if_fail (field < G_N_ELEMENTS (field_names), "");

  return field_names[field];
}

static gboolean
parse (const char *const *names, gsize n_names, const char *name, int *value)
{
  for (gsize i = 0; i < n_names; i++)
    if (g_strcmp0 (names[i], name) == 0)
      {
        *value = (int) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * waybill_secret_owner_parse:
 * @name: (nullable): a word
 * @owner: (out): what it stands for
 *
 * Returns: whether it is the word of an owner
 */
gboolean
waybill_secret_owner_parse (const char *name, WaybillSecretOwner *owner)
{
  int value = 0;
  gboolean found = parse (owner_names, G_N_ELEMENTS (owner_names), name, &value);

  *owner = (WaybillSecretOwner) value;
  return found;
}

/**
 * waybill_secret_field_parse:
 * @name: (nullable): a word
 * @field: (out): what it stands for
 *
 * Returns: whether it is the word of a field
 */
gboolean
waybill_secret_field_parse (const char *name, WaybillSecretField *field)
{
  int value = 0;
  gboolean found = parse (field_names, G_N_ELEMENTS (field_names), name, &value);

  *field = (WaybillSecretField) value;
  return found;
}

/**
 * waybill_secret_vault_dup_file_name:
 * @owner: what the secret belongs to
 * @name: a name, label, UUID or fingerprint
 * @field: which secret
 *
 * The credential's file name: every byte of @name but A-Z a-z 0-9 - _ stands as -xx, since systemd takes ASCII without ':'
 * only. Any thread.
 *
 * Returns: (transfer full): "partner.NAME.password"
 */
char *
waybill_secret_vault_dup_file_name (WaybillSecretOwner owner, const char *name, WaybillSecretField field)
{
  GString *text = g_string_new (waybill_secret_owner_get_name (owner));

  g_string_append_c (text, '.');
  for (const guchar *p = (const guchar *) name; *p != '\0'; p++)
    if (g_ascii_isalnum (*p) || *p == '-' || *p == '_')
      g_string_append_c (text, (char) *p);
    else
      g_string_append_printf (text, "-%02x", *p);
  g_string_append_printf (text, ".%s", waybill_secret_field_get_name (field));
  return g_string_free (text, FALSE);
}
