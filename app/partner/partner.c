/* A partner's values, each checked where it is set. What a file of it looks like is partner-key-file's, what a session needs
 * beyond it partner-resolve's. */
#include "partner-private.h"

#include "base-hash.h"
#include "partner-next.h"
#include "partner-setting.h"

#include <string.h>

G_DEFINE_QUARK (waybill - partner - error - quark, waybill_partner_error)
G_DEFINE_FINAL_TYPE (WaybillPartner, waybill_partner, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* How long a text may be, which characters besides controls it may not hold, and whether it must be there. */
static const struct
{
  const char *word;
  gsize most;
  const char *refused;
  gboolean is_required;
} text_rules[WAYBILL_PARTNER_N_TEXTS] = {
  [WAYBILL_PARTNER_TEXT_NAME] = { "name", WAYBILL_PARTNER_NAME_MAX, "[]/", TRUE },
  [WAYBILL_PARTNER_TEXT_HOST] = { "host", 255, " /@\\", TRUE },
  [WAYBILL_PARTNER_TEXT_SERVER_NAME] = { "server name", 255, " /@\\", FALSE },
  [WAYBILL_PARTNER_TEXT_USER] = { "user", 1024, "", FALSE },
  [WAYBILL_PARTNER_TEXT_IDENTITY] = { "certificate", 128, "", FALSE },
  [WAYBILL_PARTNER_TEXT_LOCAL_DIR] = { "local folder", 4096, "", FALSE },
  [WAYBILL_PARTNER_TEXT_REMOTE_DIR] = { "remote folder", 4096, "", FALSE },
};

static gboolean
holds_refused (const char *text, const char *refused)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c) || (c < 128 && strchr (refused, (int) c) != NULL))
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_text (WaybillPartnerText which, const char *text, GError **error)
{
  int code = which == WAYBILL_PARTNER_TEXT_NAME ? WAYBILL_PARTNER_ERROR_NAME : WAYBILL_PARTNER_ERROR_VALUE;
  const char *word = text_rules[which].word;

  if (text == NULL || *text == '\0')
    {
      if (text_rules[which].is_required)
        g_set_error (error, WAYBILL_PARTNER_ERROR, code, "The %s is empty", word);
      return !text_rules[which].is_required;
    }
  if (strlen (text) > text_rules[which].most)
    {
      g_set_error (error, WAYBILL_PARTNER_ERROR, code, "The %s is longer than %" G_GSIZE_FORMAT " bytes", word,
                   text_rules[which].most);
      return FALSE;
    }
  if (!g_utf8_validate (text, -1, NULL) || holds_refused (text, text_rules[which].refused))
    {
      g_set_error (error, WAYBILL_PARTNER_ERROR, code, "The %s holds a character that it cannot have", word);
      return FALSE;
    }
  return TRUE;
}

/**
 * waybill_partner_check_name:
 * @name: what somebody typed
 * @error: return location
 *
 * Returns: %TRUE when a partner can have this name (UTF-8, 1 to 255 bytes, no `[ ] /` and no controls); else %FALSE with
 * %WAYBILL_PARTNER_ERROR_NAME
 */
gboolean
waybill_partner_check_name (const char *name, GError **error)
{
  return check_text (WAYBILL_PARTNER_TEXT_NAME, name, error);
}

static void
partner_changed (WaybillPartner *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
set_value_error (GError **error, const char *what, const char *value)
{
  g_set_error (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_VALUE, "\"%s\" is no %s", value, what);
  return FALSE;
}

/* FALSE with error; text NULL or "": none. */
gboolean
waybill_partner_take_text (WaybillPartner *self, WaybillPartnerText which, const char *text, GError **error)
{
  g_autofree char *kept = NULL;

  if (!check_text (which, text, error))
    return FALSE;

  kept = text == NULL || *text == '\0' ? NULL : g_strdup (text);
  if (kept != NULL && which == WAYBILL_PARTNER_TEXT_IDENTITY)
    {
      g_free (kept);
      kept = waybill_base_hash_normalize_hex (text);
      if (kept == NULL)
        return set_value_error (error, "SHA-256 fingerprint", text);
    }
  if (g_strcmp0 (kept, self->texts[which]) == 0)
    return TRUE;

  g_free (self->texts[which]);
  self->texts[which] = g_steal_pointer (&kept);
  partner_changed (self);
  return TRUE;
}

/* Pins of SFTP hosts stay as OpenSSH prints them: "SHA256:" and 43 letters of base64. */
static char *
normalize_pin (const char *pin)
{
  gsize length = strlen (pin);

  if (!g_str_has_prefix (pin, "SHA256:"))
    return waybill_base_hash_normalize_hex (pin);
  if (length != 7 + 43)
    return NULL;
  for (gsize i = 7; i < length; i++)
    if (!g_ascii_isalnum (pin[i]) && pin[i] != '+' && pin[i] != '/')
      return NULL;
  return g_strdup (pin);
}

/* The array's last element is NULL, so that its data is a string vector. */
static gboolean
list_find (GPtrArray *list, const char *text, guint *index)
{
  for (guint i = 0; i + 1 < list->len; i++)
    if (strcmp (g_ptr_array_index (list, i), text) == 0)
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

static void
list_add (WaybillPartner *self, GPtrArray *list, const char *text)
{
  guint index;

  if (list_find (list, text, &index))
    return;

  g_ptr_array_insert (list, (int) list->len - 1, g_strdup (text));
  partner_changed (self);
}

static void
list_remove (WaybillPartner *self, GPtrArray *list, const char *text)
{
  guint index;

  if (text == NULL || !list_find (list, text, &index))
    return;

  g_ptr_array_remove_index (list, index);
  partner_changed (self);
}

WaybillPartner *
waybill_partner_new_blank (const char *uuid)
{
  WaybillPartner *self = g_object_new (WAYBILL_TYPE_PARTNER, NULL);

  self->uuid = g_strdup (uuid);
  return self;
}

/**
 * waybill_partner_new:
 * @name: its name
 * @error: return location
 *
 * A partner with a UUID of its own that is in no store yet. Main thread, as everything of a partner.
 *
 * Returns: (transfer full) (nullable): the partner, or %NULL with %WAYBILL_PARTNER_ERROR_NAME
 */
WaybillPartner *
waybill_partner_new (const char *name, GError **error)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autoptr (WaybillPartner) self = waybill_partner_new_blank (uuid);

  if (!waybill_partner_set_name (self, name, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * waybill_partner_get_setting:
 * @self: a partner
 * @key: a key of the table
 *
 * Returns: (transfer none) (nullable): its value here, else the table's; %NULL for a key that is not in the table
 */
const char *
waybill_partner_get_setting (WaybillPartner *self, const char *key)
{
  const WaybillPartnerSetting *setting = waybill_partner_setting_find (key);
  const char *value;

  if (setting == NULL)
    return NULL;
  value = g_hash_table_lookup (self->settings, key);
  return value != NULL ? value : setting->standard;
}

/**
 * waybill_partner_get_setting_number:
 * @self: a partner
 * @key: a key of the table that is a number
 *
 * Returns: its value, within the table's bounds
 */
guint
waybill_partner_get_setting_number (WaybillPartner *self, const char *key)
{
  const char *value = waybill_partner_get_setting (self, key);

  g_return_val_if_fail (value != NULL, 0);
  return (guint) g_ascii_strtoull (value, NULL, 10);
}

/**
 * waybill_partner_set_setting:
 * @self: a partner
 * @key: a key of the table
 * @value: (nullable): its value; %NULL or "" for the standard
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with %WAYBILL_PARTNER_ERROR_SETTING and nothing changed
 */
gboolean
waybill_partner_set_setting (WaybillPartner *self, const char *key, const char *value, GError **error)
{
  const WaybillPartnerSetting *setting = waybill_partner_setting_find (key);
  const char *old = g_hash_table_lookup (self->settings, key);

  if (setting != NULL && (value == NULL || *value == '\0'))
    value = setting->standard;
  if (!waybill_partner_setting_check (key, value != NULL ? value : "", error))
    return FALSE;
  if (strcmp (value, old != NULL ? old : setting->standard) == 0)
    return TRUE;

  if (strcmp (value, setting->standard) == 0)
    g_hash_table_remove (self->settings, key);
  else
    g_hash_table_replace (self->settings, g_strdup (key), g_strdup (value));
  partner_changed (self);
  return TRUE;
}

#define GETTER(type, name, value)                                                                                           \
  type waybill_partner_get_##name (WaybillPartner *self) { return value; }

/**
 * waybill_partner_get_uuid:
 * @self: a partner
 *
 * This and the getters that follow lend what the setters took; the header says what each is before it was set.
 *
 * Returns: (transfer none): under which its file and its secrets lie
 */
GETTER (const char *, uuid, self->uuid)
GETTER (const char *, name, self->texts[WAYBILL_PARTNER_TEXT_NAME])
GETTER (WaybillRemoteProtocol, protocol, self->protocol)
GETTER (const char *, host, self->texts[WAYBILL_PARTNER_TEXT_HOST] != NULL ? self->texts[WAYBILL_PARTNER_TEXT_HOST] : "")
GETTER (const char *, server_name, self->texts[WAYBILL_PARTNER_TEXT_SERVER_NAME])
GETTER (guint16, port, self->port)
GETTER (const char *, user, self->texts[WAYBILL_PARTNER_TEXT_USER])
GETTER (gboolean, needs_account, self->needs_account)
GETTER (const char *, identity, self->texts[WAYBILL_PARTNER_TEXT_IDENTITY])
GETTER (const char *, next_identity, self->next_identity)
GETTER (const char *, next_from, self->next_from)
GETTER (gboolean, system_trust, self->system_trust)
GETTER (const char *const *, authorities, (const char *const *) self->authorities->pdata)
GETTER (const char *const *, pins, (const char *const *) self->pins->pdata)
GETTER (const char *, local_dir, self->texts[WAYBILL_PARTNER_TEXT_LOCAL_DIR])
GETTER (const char *, remote_dir, self->texts[WAYBILL_PARTNER_TEXT_REMOTE_DIR])

#define TEXT_SETTER(name, which)                                                                                            \
  gboolean waybill_partner_set_##name (WaybillPartner *self, const char *value, GError **error)                             \
  {                                                                                                                         \
    return waybill_partner_take_text (self, which, value, error);                                                           \
  }

/**
 * waybill_partner_set_name:
 * @self: a partner
 * @name: its new name; whether it is taken is the store's question
 * @error: return location
 *
 * This and the text setters that follow keep a copy and emit "changed" where something changed.
 *
 * Returns: %TRUE, or %FALSE with %WAYBILL_PARTNER_ERROR_NAME (the others: %WAYBILL_PARTNER_ERROR_VALUE) and nothing changed
 */
TEXT_SETTER (name, WAYBILL_PARTNER_TEXT_NAME)
TEXT_SETTER (host, WAYBILL_PARTNER_TEXT_HOST)
TEXT_SETTER (server_name, WAYBILL_PARTNER_TEXT_SERVER_NAME)
TEXT_SETTER (user, WAYBILL_PARTNER_TEXT_USER)
TEXT_SETTER (identity, WAYBILL_PARTNER_TEXT_IDENTITY)
TEXT_SETTER (local_dir, WAYBILL_PARTNER_TEXT_LOCAL_DIR)
TEXT_SETTER (remote_dir, WAYBILL_PARTNER_TEXT_REMOTE_DIR)

/**
 * waybill_partner_set_next:
 * @self: a partner
 * @fingerprint: (nullable): SHA-256 hex of the certificate that takes over; %NULL or "": none does
 * @from: (nullable): the day from which it counts, as waybill_partner_next_read_day() takes it; a day that has come already
 * is fine
 * @error: return location
 *
 * Emits "changed" where something changed. Whether the store has it is partner-next's question.
 *
 * Returns: %TRUE, or %FALSE with %WAYBILL_PARTNER_ERROR_VALUE and nothing changed
 */
gboolean
waybill_partner_set_next (WaybillPartner *self, const char *fingerprint, const char *from, GError **error)
{
  gboolean is_none = fingerprint == NULL || *fingerprint == '\0';
  g_autofree char *hex = is_none ? NULL : waybill_base_hash_normalize_hex (fingerprint);

  if (!is_none && hex == NULL)
    return set_value_error (error, "SHA-256 fingerprint", fingerprint);
  if (is_none)
    from = NULL;
  else if (!waybill_partner_next_read_day (from, NULL))
    return set_value_error (error, "day such as 2026-12-01", from != NULL ? from : "");
  if (g_strcmp0 (hex, self->next_identity) == 0 && g_strcmp0 (from, self->next_from) == 0)
    return TRUE;

  g_free (self->next_identity);
  self->next_identity = g_steal_pointer (&hex);
  /* It may be our own that is set again. */
  if (from != self->next_from)
    {
      g_free (self->next_from);
      self->next_from = g_strdup (from);
    }
  partner_changed (self);
  return TRUE;
}

#define PLAIN_SETTER(type, name)                                                                                            \
  void waybill_partner_set_##name (WaybillPartner *self, type value)                                                        \
  {                                                                                                                         \
    if (self->name == value)                                                                                                \
      return;                                                                                                               \
    self->name = value;                                                                                                     \
    partner_changed (self);                                                                                                 \
  }

/**
 * waybill_partner_set_protocol:
 * @self: a partner
 * @protocol: how it is spoken to
 *
 * This and the setters that follow emit "changed" where something changed. A port of 0 goes with the protocol.
 */
PLAIN_SETTER (WaybillRemoteProtocol, protocol)
PLAIN_SETTER (guint16, port)
PLAIN_SETTER (gboolean, needs_account)
PLAIN_SETTER (gboolean, system_trust)

/**
 * waybill_partner_add_authority:
 * @self: a partner
 * @fingerprint: SHA-256 hex, colons and case ignored; whether the store has it is partner-resolve's question
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with %WAYBILL_PARTNER_ERROR_VALUE
 */
gboolean
waybill_partner_add_authority (WaybillPartner *self, const char *fingerprint, GError **error)
{
  g_autofree char *hex = waybill_base_hash_normalize_hex (fingerprint);

  if (hex == NULL)
    return set_value_error (error, "SHA-256 fingerprint", fingerprint);
  list_add (self, self->authorities, hex);
  return TRUE;
}

/**
 * waybill_partner_remove_authority:
 * @self: a partner
 * @fingerprint: SHA-256 hex; one that is not in the list is no error
 */
void
waybill_partner_remove_authority (WaybillPartner *self, const char *fingerprint)
{
  g_autofree char *hex = waybill_base_hash_normalize_hex (fingerprint);

  list_remove (self, self->authorities, hex);
}

/**
 * waybill_partner_add_pin:
 * @self: a partner
 * @pin: a server certificate's SHA-256 in hex, or an SFTP host key as OpenSSH prints it
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with %WAYBILL_PARTNER_ERROR_VALUE
 */
gboolean
waybill_partner_add_pin (WaybillPartner *self, const char *pin, GError **error)
{
  g_autofree char *text = normalize_pin (pin);

  if (text == NULL)
    return set_value_error (error, "SHA-256 of a certificate or host key", pin);
  list_add (self, self->pins, text);
  return TRUE;
}

/**
 * waybill_partner_remove_pin:
 * @self: a partner
 * @pin: as waybill_partner_add_pin(); one that is not in the list is no error
 */
void
waybill_partner_remove_pin (WaybillPartner *self, const char *pin)
{
  g_autofree char *text = normalize_pin (pin);

  list_remove (self, self->pins, text);
}

static void
waybill_partner_finalize (GObject *object)
{
  WaybillPartner *self = WAYBILL_PARTNER (object);

  g_free (self->uuid);
  g_free (self->next_identity);
  g_free (self->next_from);
  for (guint i = 0; i < WAYBILL_PARTNER_N_TEXTS; i++)
    g_free (self->texts[i]);
  g_ptr_array_unref (self->authorities);
  g_ptr_array_unref (self->pins);
  g_hash_table_unref (self->settings);
  g_clear_pointer (&self->loaded, g_key_file_unref);
  G_OBJECT_CLASS (waybill_partner_parent_class)->finalize (object);
}

static void
waybill_partner_class_init (WaybillPartnerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = waybill_partner_finalize;

  signals[SIGNAL_CHANGED]
      = g_signal_new ("changed", WAYBILL_TYPE_PARTNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
waybill_partner_init (WaybillPartner *self)
{
  self->protocol = WAYBILL_REMOTE_PROTOCOL_FTPS;
  self->system_trust = TRUE;
  self->authorities = g_ptr_array_new_with_free_func (g_free);
  self->pins = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->authorities, NULL);
  g_ptr_array_add (self->pins, NULL);
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}
