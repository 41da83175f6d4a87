/* One password that is kept, as a row's item. Its owner is looked up once, when it is made. */

#include "ui-cert-kept.h"

#include <glib/gi18n.h>
#include <string.h>

struct _WaybillUiCertKept
{
  GObject parent_instance;

  WaybillSecretOwner owner;
  WaybillSecretField field;
  gboolean in_keyring;
  gboolean is_gone;    /* the owner */
  gboolean is_waiting; /* the owner is a key that waits for its certificate */
  char *id;
  char *name;
  char *line;
  char *order;
};

G_DEFINE_FINAL_TYPE (WaybillUiCertKept, waybill_ui_cert_kept, G_TYPE_OBJECT)

static const WaybillWordsKept words_of_fields[] = {
  [WAYBILL_SECRET_FIELD_PASSWORD] = WAYBILL_WORDS_KEPT_PASSWORD,
  [WAYBILL_SECRET_FIELD_ACCOUNT] = WAYBILL_WORDS_KEPT_ACCOUNT,
  [WAYBILL_SECRET_FIELD_PROXY_PASSWORD] = WAYBILL_WORDS_KEPT_PROXY,
  [WAYBILL_SECRET_FIELD_KEY_PASSPHRASE] = WAYBILL_WORDS_KEPT_PASSPHRASE,
  [WAYBILL_SECRET_FIELD_PIN] = WAYBILL_WORDS_KEPT_PIN,
};

/* (nullable): it is gone. */
static const char *
find_owner (WaybillUiContext *context, const WaybillSecretKept *kept)
{
  WaybillPartner *partner;
  const WaybillCertEntry *entry;

  switch (kept->owner)
    {
    case WAYBILL_SECRET_OWNER_PARTNER:
      partner = waybill_ui_context_find_partner (context, kept->id);
      return partner != NULL ? waybill_partner_get_name (partner) : NULL;
    case WAYBILL_SECRET_OWNER_CERTIFICATE:
      entry = waybill_cert_store_find_fingerprint (waybill_ui_context_get_certificates (context), kept->id);
      return entry != NULL ? entry->label : NULL;
    default:
      return kept->id;
    }
}

/* (nullable): no key that waits is its owner. */
static const WaybillCertWaiting *
find_waiting (WaybillUiContext *context, const WaybillSecretKept *kept)
{
  if (kept->owner != WAYBILL_SECRET_OWNER_CERTIFICATE)
    return NULL;
  return waybill_cert_store_find_request (waybill_ui_context_get_certificates (context), kept->id, NULL);
}

/**
 * waybill_ui_cert_kept_new:
 * @context: where partners and certificates are
 * @kept: what the vault says; not kept
 *
 * Returns: (transfer full): an item
 */
WaybillUiCertKept *
waybill_ui_cert_kept_new (WaybillUiContext *context, const WaybillSecretKept *kept)
{
  WaybillUiCertKept *self = g_object_new (WAYBILL_TYPE_UI_CERT_KEPT, NULL);
  const WaybillCertWaiting *waiting = find_waiting (context, kept);
  const char *name = waiting != NULL ? waiting->label : find_owner (context, kept);
  g_autofree char *folded = NULL;

  self->owner = kept->owner;
  self->field = kept->field;
  self->in_keyring = kept->in_keyring;
  self->id = g_strdup (kept->id);
  self->is_gone = name == NULL;
  self->is_waiting = waiting != NULL;
  if (name != NULL)
    self->name = g_strdup (name);
  else
    self->name = g_strdup (kept->owner == WAYBILL_SECRET_OWNER_PARTNER ? _ ("A partner that is gone")
                                                                       : _ ("A certificate that is gone"));
  self->line = waybill_words_holding_kept_where (waybill_ui_cert_kept_get_words (self), kept->in_keyring);
  folded = g_utf8_casefold (self->name, -1);
  self->order = g_utf8_collate_key (folded, -1);
  return self;
}

/**
 * waybill_ui_cert_kept_get_key:
 * @self: an item
 *
 * Returns: what the vault files it under; borrowed from @self
 */
WaybillSecretKey
waybill_ui_cert_kept_get_key (WaybillUiCertKept *self)
{
  return (WaybillSecretKey){ self->owner, self->field, self->id, self->is_gone ? NULL : self->name };
}

/**
 * waybill_ui_cert_kept_get_words:
 * @self: an item
 *
 * Returns: which password it is
 */
WaybillWordsKept
waybill_ui_cert_kept_get_words (WaybillUiCertKept *self)
{
  if (self->owner == WAYBILL_SECRET_OWNER_CERTIFICATE)
    return WAYBILL_WORDS_KEPT_CERTIFICATE;
  return words_of_fields[self->field];
}

/**
 * waybill_ui_cert_kept_get_owner:
 * @self: an item
 *
 * Returns: whose it is: the partner, the certificate's label, the card
 */
const char *
waybill_ui_cert_kept_get_owner (WaybillUiCertKept *self)
{
  return self->name;
}

/**
 * waybill_ui_cert_kept_get_line:
 * @self: an item
 *
 * Returns: which password it is, and where it lies
 */
const char *
waybill_ui_cert_kept_get_line (WaybillUiCertKept *self)
{
  return self->line;
}

/**
 * waybill_ui_cert_kept_is_in_keyring:
 * @self: an item
 *
 * Returns: whether it lies in the keyring, and not in memory alone
 */
gboolean
waybill_ui_cert_kept_is_in_keyring (WaybillUiCertKept *self)
{
  return self->in_keyring;
}

/**
 * waybill_ui_cert_kept_locks_a_key:
 * @self: an item
 *
 * Returns: whether a key that is in the store, or waits there, is locked with it
 */
gboolean
waybill_ui_cert_kept_locks_a_key (WaybillUiCertKept *self)
{
  return !self->is_gone && self->owner == WAYBILL_SECRET_OWNER_CERTIFICATE && self->field == WAYBILL_SECRET_FIELD_PASSWORD;
}

/**
 * waybill_ui_cert_kept_can_enter:
 * @self: an item
 *
 * Returns: whether another can be entered: not a PIN, nor where the owner is gone, nor for a key that waits, whose password
 *   was made and is known to the vault alone
 */
gboolean
waybill_ui_cert_kept_can_enter (WaybillUiCertKept *self)
{
  return !self->is_gone && !self->is_waiting && self->field != WAYBILL_SECRET_FIELD_PIN;
}

/**
 * waybill_ui_cert_kept_matches:
 * @self: an item
 * @query: what was typed
 *
 * Returns: whether it is found by its owner or by what it is
 */
gboolean
waybill_ui_cert_kept_matches (WaybillUiCertKept *self, const WaybillUiCertQuery *query)
{
  g_autofree char *haystack = waybill_ui_cert_query_dup_haystack ((const char *[]){ self->name, self->line, NULL });

  return waybill_ui_cert_query_finds (query, haystack);
}

/**
 * waybill_ui_cert_kept_equal:
 * @one: an item
 * @other: another
 *
 * Returns: whether both say the same of the same password
 */
gboolean
waybill_ui_cert_kept_equal (WaybillUiCertKept *one, WaybillUiCertKept *other)
{
  return one->owner == other->owner && one->field == other->field && one->in_keyring == other->in_keyring
         && one->is_gone == other->is_gone && one->is_waiting == other->is_waiting && g_str_equal (one->id, other->id)
         && g_str_equal (one->name, other->name);
}

/**
 * waybill_ui_cert_kept_compare:
 * @one: (type WaybillUiCertKept): an item
 * @other: (type WaybillUiCertKept): another
 *
 * Returns: below 0 when @one comes first: by owner, then by what it is
 */
int
waybill_ui_cert_kept_compare (gconstpointer one, gconstpointer other)
{
  const WaybillUiCertKept *a = one;
  const WaybillUiCertKept *b = other;
  int order = strcmp (a->order, b->order);

  return order != 0 ? order : strcmp (a->line, b->line);
}

static void
waybill_ui_cert_kept_finalize (GObject *object)
{
  WaybillUiCertKept *self = WAYBILL_UI_CERT_KEPT (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->line);
  g_free (self->order);
  G_OBJECT_CLASS (waybill_ui_cert_kept_parent_class)->finalize (object);
}

static void
waybill_ui_cert_kept_class_init (WaybillUiCertKeptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = waybill_ui_cert_kept_finalize;
}

static void
waybill_ui_cert_kept_init (WaybillUiCertKept *self)
{
}
