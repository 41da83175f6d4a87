/* A partner as a key file: read strictly where we know the key, kept as it is where we do not (a later version wrote it).
 * Where the file lies and how it is written is partner-store's. */
#include "partner-private.h"

#include "partner-setting.h"

#define GROUP "Partner"
#define SETTINGS_GROUP "Settings"

static const char *const text_keys[WAYBILL_PARTNER_N_TEXTS] = {
  [WAYBILL_PARTNER_TEXT_NAME] = "Name",
  [WAYBILL_PARTNER_TEXT_HOST] = "Host",
  [WAYBILL_PARTNER_TEXT_SERVER_NAME] = "ServerName",
  [WAYBILL_PARTNER_TEXT_USER] = "User",
  [WAYBILL_PARTNER_TEXT_IDENTITY] = "Identity",
  [WAYBILL_PARTNER_TEXT_LOCAL_DIR] = "LocalDir",
  [WAYBILL_PARTNER_TEXT_REMOTE_DIR] = "RemoteDir",
};

static gboolean
set_file_error (GError **error, const char *key, const char *value)
{
  g_set_error (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_FILE, "%s cannot be \"%s\"", key, value);
  return FALSE;
}

static gboolean
load_texts (WaybillPartner *self, GError **error)
{
  for (guint i = 0; i < WAYBILL_PARTNER_N_TEXTS; i++)
    {
      g_autofree char *text = g_key_file_get_string (self->loaded, GROUP, text_keys[i], NULL);

      /* A host may still be missing: the assistant saves what it has. */
      if (text == NULL && i == WAYBILL_PARTNER_TEXT_HOST)
        continue;
      if (!waybill_partner_take_text (self, i, text, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_boolean (WaybillPartner *self, const char *key, gboolean *value, GError **error)
{
  g_autofree char *text = g_key_file_get_value (self->loaded, GROUP, key, NULL);
  g_autoptr (GError) failure = NULL;
  gboolean read;

  if (text == NULL)
    return TRUE;
  read = g_key_file_get_boolean (self->loaded, GROUP, key, &failure);
  if (failure != NULL)
    return set_file_error (error, key, text);
  *value = read;
  return TRUE;
}

static gboolean
load_address (WaybillPartner *self, GError **error)
{
  g_autofree char *protocol = g_key_file_get_string (self->loaded, GROUP, "Protocol", NULL);
  g_autofree char *port = g_key_file_get_string (self->loaded, GROUP, "Port", NULL);
  guint64 number = 0;

  if (protocol != NULL && !waybill_remote_protocol_from_name (protocol, &self->protocol))
    return set_file_error (error, "Protocol", protocol);
  if (port != NULL && !g_ascii_string_to_unsigned (port, 10, 0, G_MAXUINT16, &number, NULL))
    return set_file_error (error, "Port", port);
  self->port = (guint16) number;
  return TRUE;
}

/* A day without a certificate says nothing; a certificate without a day would take over whenever somebody guesses. */
static gboolean
load_next (WaybillPartner *self, GError **error)
{
  g_autofree char *identity = g_key_file_get_string (self->loaded, GROUP, "NextIdentity", NULL);
  g_autofree char *from = g_key_file_get_string (self->loaded, GROUP, "NextFrom", NULL);

  return waybill_partner_set_next (self, identity, from, error);
}

static gboolean
load_list (WaybillPartner *self,
           const char *key,
           gboolean (*add) (WaybillPartner *, const char *, GError **),
           GError **error)
{
  g_auto (GStrv) list = g_key_file_get_string_list (self->loaded, GROUP, key, NULL, NULL);

  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    if (!add (self, list[i], error))
      return FALSE;
  return TRUE;
}

/* A wrong value is not replaced by the standard: "tls=13" must not quietly offer 1.2. */
static gboolean
load_settings (WaybillPartner *self, GError **error)
{
  guint n_settings;
  const WaybillPartnerSetting *settings = waybill_partner_setting_list (&n_settings);

  for (guint i = 0; i < n_settings; i++)
    {
      g_autofree char *value = g_key_file_get_string (self->loaded, SETTINGS_GROUP, settings[i].key, NULL);

      if (value != NULL && !waybill_partner_set_setting (self, settings[i].key, value, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * waybill_partner_new_from_key_file:
 * @uuid: its UUID, which is the file's name
 * @key_file: what was read; kept for what we do not know
 * @error: return location
 *
 * Main thread.
 *
 * Returns: (transfer full) (nullable): the partner, or %NULL with %WAYBILL_PARTNER_ERROR_FILE, NAME, VALUE or SETTING
 */
WaybillPartner *
waybill_partner_new_from_key_file (const char *uuid, GKeyFile *key_file, GError **error)
{
  g_autoptr (WaybillPartner) self = NULL;

  if (!g_uuid_string_is_valid (uuid))
    {
      set_file_error (error, "The file's name", uuid);
      return NULL;
    }
  self = waybill_partner_new_blank (uuid);
  self->loaded = g_key_file_ref (key_file);
  if (!load_texts (self, error) || !load_address (self, error) || !load_next (self, error)
      || !load_boolean (self, "NeedsAccount", &self->needs_account, error)
      || !load_boolean (self, "SystemTrust", &self->system_trust, error)
      || !load_list (self, "Authorities", waybill_partner_add_authority, error)
      || !load_list (self, "Pins", waybill_partner_add_pin, error) || !load_settings (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

static void
put_string (GKeyFile *key_file, const char *group, const char *key, const char *value)
{
  if (value != NULL)
    g_key_file_set_string (key_file, group, key, value);
  else
    g_key_file_remove_key (key_file, group, key, NULL);
}

static void
put_list (GKeyFile *key_file, const char *key, GPtrArray *list)
{
  if (list->len > 1)
    g_key_file_set_string_list (key_file, GROUP, key, (const char *const *) list->pdata, list->len - 1);
  else
    g_key_file_remove_key (key_file, GROUP, key, NULL);
}

static GKeyFile *
dup_loaded (WaybillPartner *self)
{
  GKeyFile *key_file = g_key_file_new ();
  g_autofree char *text = self->loaded != NULL ? g_key_file_to_data (self->loaded, NULL, NULL) : NULL;

  if (text != NULL && *text != '\0')
    g_key_file_load_from_data (key_file, text, (gsize) -1, G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS, NULL);
  return key_file;
}

/**
 * waybill_partner_to_key_file:
 * @self: a partner
 *
 * Returns: (transfer full): what it was loaded from with today's values; never a secret
 */
GKeyFile *
waybill_partner_to_key_file (WaybillPartner *self)
{
  GKeyFile *key_file = dup_loaded (self);
  guint n_settings;
  const WaybillPartnerSetting *settings = waybill_partner_setting_list (&n_settings);

  for (guint i = 0; i < WAYBILL_PARTNER_N_TEXTS; i++)
    put_string (key_file, GROUP, text_keys[i], self->texts[i]);
  put_string (key_file, GROUP, "NextIdentity", self->next_identity);
  put_string (key_file, GROUP, "NextFrom", self->next_from);
  put_string (key_file, GROUP, "Protocol", waybill_remote_protocol_get_name (self->protocol));
  g_key_file_set_integer (key_file, GROUP, "Port", self->port);
  g_key_file_set_boolean (key_file, GROUP, "NeedsAccount", self->needs_account);
  g_key_file_set_boolean (key_file, GROUP, "SystemTrust", self->system_trust);
  put_list (key_file, "Authorities", self->authorities);
  put_list (key_file, "Pins", self->pins);
  for (guint i = 0; i < n_settings; i++)
    put_string (key_file, SETTINGS_GROUP, settings[i].key, g_hash_table_lookup (self->settings, settings[i].key));
  return key_file;
}

/**
 * waybill_partner_copy:
 * @self: a partner
 * @name: the copy's name
 * @error: return location
 *
 * Everything but UUID and name, also what we do not know. Secrets are filed under the UUID: the copy has none.
 *
 * Returns: (transfer full) (nullable): the copy, in no store yet, or %NULL with %WAYBILL_PARTNER_ERROR_NAME
 */
WaybillPartner *
waybill_partner_copy (WaybillPartner *self, const char *name, GError **error)
{
  g_autoptr (GKeyFile) key_file = waybill_partner_to_key_file (self);
  g_autofree char *uuid = g_uuid_string_random ();

  if (!waybill_partner_check_name (name, error))
    return NULL;
  g_key_file_set_string (key_file, GROUP, text_keys[WAYBILL_PARTNER_TEXT_NAME], name);
  return waybill_partner_new_from_key_file (uuid, key_file, error);
}

static gboolean
is_same (WaybillPartner *one, WaybillPartner *other)
{
  g_autoptr (GKeyFile) a = waybill_partner_to_key_file (one);
  g_autoptr (GKeyFile) b = waybill_partner_to_key_file (other);
  g_autofree char *text_a = g_key_file_to_data (a, NULL, NULL);
  g_autofree char *text_b = g_key_file_to_data (b, NULL, NULL);

  return g_str_equal (text_a, text_b);
}

#define SWAP(type, field)                                                                                                   \
  G_STMT_START                                                                                                              \
  {                                                                                                                         \
    type held_ = self->field;                                                                                               \
    self->field = other->field;                                                                                             \
    other->field = held_;                                                                                                   \
  }                                                                                                                         \
  G_STMT_END

/* Emits "changed" where something changed. */
gboolean
waybill_partner_take_values (WaybillPartner *self, WaybillPartner *other)
{
  if (is_same (self, other))
    return FALSE;
  for (guint i = 0; i < WAYBILL_PARTNER_N_TEXTS; i++)
    SWAP (char *, texts[i]);
  SWAP (char *, next_identity);
  SWAP (char *, next_from);
  SWAP (WaybillRemoteProtocol, protocol);
  SWAP (guint16, port);
  SWAP (gboolean, needs_account);
  SWAP (gboolean, system_trust);
  SWAP (GPtrArray *, authorities);
  SWAP (GPtrArray *, pins);
  SWAP (GHashTable *, settings);
  SWAP (GKeyFile *, loaded);
  g_signal_emit_by_name (self, "changed");
  return TRUE;
}
