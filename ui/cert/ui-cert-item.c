/* What stands in one row of the list. What a search asks for is put together when it is first asked for, and once: there may
 * be thousands. */

#include "ui-cert-item.h"

#include <string.h>

#include "cert-facts.h"
#include "words-holding.h"
#include "words-request.h"
#include "words-store.h"

struct _WaybillUiCertItem
{
  GObject parent_instance;

  WaybillUiCertItemKind kind;
  char *id;
  char *label;
  WaybillCertCertificate *certificate; /* (nullable) */
  GPtrArray *users;                    /* WaybillPartner */
  GPtrArray *chain;                    /* (nullable) of a card */
  gboolean is_identity;
  char *token; /* (nullable) its URI */
  char *card;  /* (nullable) the token's name */
  gint64 added;
  WaybillWordsLife life;
  char *line;     /* (nullable) of a key that waits: what it is for */
  char *since;    /* (nullable) of a key that waits */
  char *state;    /* (nullable) until it is asked for */
  char *order;    /* (nullable) until it is asked for */
  char *haystack; /* (nullable) until it is asked for */
  char *sha1;     /* (nullable) until it is asked for */
};

G_DEFINE_FINAL_TYPE (WaybillUiCertItem, waybill_ui_cert_item, G_TYPE_OBJECT)

static guint changed_signal;

/**
 * waybill_ui_cert_item_new:
 * @kind: what it is
 * @id: SHA-256, hex: of the certificate, or of the key that waits
 *
 * Returns: (transfer full): an item that shows nothing yet
 */
WaybillUiCertItem *
waybill_ui_cert_item_new (WaybillUiCertItemKind kind, const char *id)
{
  WaybillUiCertItem *self = g_object_new (WAYBILL_TYPE_UI_CERT_ITEM, NULL);

  self->kind = kind;
  self->id = g_strdup (id);
  return self;
}

/* What was put together of the old values. */
static void
forget_made (WaybillUiCertItem *self)
{
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->haystack, g_free);
}

static void
set_label (WaybillUiCertItem *self, const char *label)
{
  if (g_strcmp0 (self->label, label) == 0)
    return;
  g_free (self->label);
  self->label = g_strdup (label);
  g_clear_pointer (&self->order, g_free);
}

static void
set_certificate (WaybillUiCertItem *self, WaybillCertCertificate *certificate)
{
  waybill_cert_certificate_ref (certificate);
  g_clear_pointer (&self->certificate, waybill_cert_certificate_unref);
  self->certificate = certificate;
  self->life = waybill_words_cert_get_life (certificate);
}

static void
set_users (WaybillUiCertItem *self, GPtrArray *users)
{
  g_clear_pointer (&self->users, g_ptr_array_unref);
  self->users = users != NULL ? g_ptr_array_ref (users) : g_ptr_array_new ();
}

static void
tell_changed (WaybillUiCertItem *self)
{
  forget_made (self);
  g_signal_emit (self, changed_signal, 0);
}

/**
 * waybill_ui_cert_item_set_stored:
 * @self: an item
 * @entry: of the store, with the item's id; not kept
 * @users: (nullable) (element-type WaybillPartner): who uses it; a reference is kept
 *
 * Takes what it shows from now on. Main thread.
 */
void
waybill_ui_cert_item_set_stored (WaybillUiCertItem *self, const WaybillCertEntry *entry, GPtrArray *users)
{
  self->kind = WAYBILL_UI_CERT_ITEM_STORED;
  set_label (self, entry->label);
  set_certificate (self, entry->certificate);
  set_users (self, users);
  self->is_identity = entry->is_identity;
  self->added = entry->added;
  g_free (self->token);
  self->token = g_strdup (entry->token);
  tell_changed (self);
}

/**
 * waybill_ui_cert_item_set_card:
 * @self: an item of that kind
 * @entry: a certificate on a token; not kept
 *
 * Takes what it shows from now on. Main thread.
 */
void
waybill_ui_cert_item_set_card (WaybillUiCertItem *self, const WaybillCertTokenEntry *entry)
{
  set_label (self, entry->label);
  set_certificate (self, entry->certificate);
  set_users (self, NULL);
  self->is_identity = TRUE;
  g_free (self->token);
  self->token = g_strdup (entry->uri);
  g_free (self->card);
  self->card = g_strdup (entry->card);
  g_clear_pointer (&self->chain, g_ptr_array_unref);
  self->chain = g_ptr_array_ref (entry->chain);
  tell_changed (self);
}

/**
 * waybill_ui_cert_item_set_waiting:
 * @self: an item of that kind
 * @waiting: a key that waits for its certificate; not kept
 *
 * Takes what it shows from now on. Main thread.
 */
void
waybill_ui_cert_item_set_waiting (WaybillUiCertItem *self, const WaybillCertWaiting *waiting)
{
  set_label (self, waiting->label);
  set_users (self, NULL);
  self->added = waiting->made;
  self->life = WAYBILL_WORDS_LIFE_GOOD;
  g_free (self->line);
  self->line = g_strdup (waiting->subject);
  g_free (self->since);
  self->since = waybill_words_request_waiting (waiting);
  tell_changed (self);
}

/**
 * waybill_ui_cert_item_get_kind:
 * @self: an item
 *
 * Returns: what it is; one of a card becomes one of the store when it is taken there
 */
WaybillUiCertItemKind
waybill_ui_cert_item_get_kind (WaybillUiCertItem *self)
{
  return self->kind;
}

/**
 * waybill_ui_cert_item_get_id:
 * @self: an item
 *
 * Returns: SHA-256, hex: of the certificate, or of the key that waits
 */
const char *
waybill_ui_cert_item_get_id (WaybillUiCertItem *self)
{
  return self->id;
}

/**
 * waybill_ui_cert_item_get_label:
 * @self: an item that was set
 *
 * Returns: what it is called
 */
const char *
waybill_ui_cert_item_get_label (WaybillUiCertItem *self)
{
  return self->label;
}

/**
 * waybill_ui_cert_item_get_certificate:
 * @self: an item that was set
 *
 * Returns: (transfer none) (nullable): its certificate; a key that waits has none
 */
WaybillCertCertificate *
waybill_ui_cert_item_get_certificate (WaybillUiCertItem *self)
{
  return self->certificate;
}

/**
 * waybill_ui_cert_item_get_users:
 * @self: an item that was set
 *
 * Returns: (transfer none) (element-type WaybillPartner): who uses it
 */
GPtrArray *
waybill_ui_cert_item_get_users (WaybillUiCertItem *self)
{
  return self->users;
}

/**
 * waybill_ui_cert_item_is_identity:
 * @self: an item that was set
 *
 * Returns: whether its key is ours
 */
gboolean
waybill_ui_cert_item_is_identity (WaybillUiCertItem *self)
{
  return self->is_identity;
}

/**
 * waybill_ui_cert_item_get_token:
 * @self: an item that was set
 *
 * Returns: (nullable): the PKCS#11 URI of a key that is on a token
 */
const char *
waybill_ui_cert_item_get_token (WaybillUiCertItem *self)
{
  return self->token;
}

/**
 * waybill_ui_cert_item_get_chain:
 * @self: an item of a card
 *
 * Returns: (transfer none) (nullable) (element-type WaybillCertCertificate): its certificate, then those that the card holds
 */
GPtrArray *
waybill_ui_cert_item_get_chain (WaybillUiCertItem *self)
{
  return self->chain;
}

/**
 * waybill_ui_cert_item_get_life:
 * @self: an item that was set
 *
 * Returns: in which part of its life it was then
 */
WaybillWordsLife
waybill_ui_cert_item_get_life (WaybillUiCertItem *self)
{
  return self->life;
}

/**
 * waybill_ui_cert_item_get_added:
 * @self: an item that was set
 *
 * Returns: when it came into the store, Unix seconds; 0: it did not
 */
gint64
waybill_ui_cert_item_get_added (WaybillUiCertItem *self)
{
  return self->added;
}

/**
 * waybill_ui_cert_item_get_state:
 * @self: an item that was set
 *
 * Returns: how long it is good, or waits
 */
const char *
waybill_ui_cert_item_get_state (WaybillUiCertItem *self)
{
  if (self->state == NULL && self->certificate != NULL)
    self->state = waybill_words_cert_expiry (self->certificate);
  return self->since != NULL ? self->since : self->state;
}

/**
 * waybill_ui_cert_item_dup_where:
 * @self: an item that was set
 *
 * Returns: (transfer full): who uses it, on which card it is, or what it waits for
 */
char *
waybill_ui_cert_item_dup_where (WaybillUiCertItem *self)
{
  if (self->kind == WAYBILL_UI_CERT_ITEM_WAITING)
    return g_strdup (self->line);
  return self->kind == WAYBILL_UI_CERT_ITEM_CARD ? waybill_words_holding_card (self->card)
                                                 : waybill_words_store_used_by (self->users);
}

/**
 * waybill_ui_cert_item_get_order:
 * @self: an item that was set
 *
 * Returns: what its label is sorted by, with strcmp()
 */
const char *
waybill_ui_cert_item_get_order (WaybillUiCertItem *self)
{
  if (self->order == NULL)
    {
      g_autofree char *composed = g_utf8_normalize (self->label, -1, G_NORMALIZE_ALL_COMPOSE);
      g_autofree char *folded = g_utf8_casefold (composed != NULL ? composed : self->label, -1);

      self->order = g_utf8_collate_key (folded, -1);
    }
  return self->order;
}

static char *
dup_haystack (WaybillUiCertItem *self)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  g_ptr_array_add (texts, self->label);
  if (self->certificate != NULL)
    {
      g_ptr_array_add (texts, (char *) waybill_cert_certificate_get_subject (self->certificate));
      g_ptr_array_add (texts, (char *) waybill_cert_certificate_get_name (self->certificate));
      g_ptr_array_add (texts, (char *) waybill_cert_certificate_get_issuer_name (self->certificate));
    }
  if (self->line != NULL)
    g_ptr_array_add (texts, self->line);
  if (self->card != NULL)
    g_ptr_array_add (texts, self->card);
  for (guint i = 0; i < self->users->len; i++)
    g_ptr_array_add (texts, (char *) waybill_partner_get_name (self->users->pdata[i]));
  g_ptr_array_add (texts, NULL);
  return waybill_ui_cert_query_dup_haystack ((const char *const *) texts->pdata);
}

static gboolean
has_digits (WaybillUiCertItem *self, const char *digits)
{
  if (self->certificate == NULL)
    return FALSE;
  if (strstr (self->id, digits) != NULL)
    return TRUE;
  if (self->sha1 == NULL)
    self->sha1 = waybill_cert_facts_dup_sha1 (self->certificate);
  return strstr (self->sha1, digits) != NULL;
}

/**
 * waybill_ui_cert_item_matches:
 * @self: an item that was set
 * @query: what was typed
 *
 * Returns: whether it is found by label, holder, issuer, partner, card, or a part of either fingerprint
 */
gboolean
waybill_ui_cert_item_matches (WaybillUiCertItem *self, const WaybillUiCertQuery *query)
{
  const char *digits = waybill_ui_cert_query_get_digits (query);

  if (waybill_ui_cert_query_is_empty (query) || (digits != NULL && has_digits (self, digits)))
    return TRUE;
  if (self->haystack == NULL)
    self->haystack = dup_haystack (self);
  return waybill_ui_cert_query_finds (query, self->haystack);
}

static void
waybill_ui_cert_item_finalize (GObject *object)
{
  WaybillUiCertItem *self = WAYBILL_UI_CERT_ITEM (object);

  forget_made (self);
  g_clear_pointer (&self->certificate, waybill_cert_certificate_unref);
  g_clear_pointer (&self->users, g_ptr_array_unref);
  g_clear_pointer (&self->chain, g_ptr_array_unref);
  g_free (self->id);
  g_free (self->label);
  g_free (self->token);
  g_free (self->card);
  g_free (self->line);
  g_free (self->since);
  g_free (self->order);
  g_free (self->sha1);
  G_OBJECT_CLASS (waybill_ui_cert_item_parent_class)->finalize (object);
}

static void
waybill_ui_cert_item_class_init (WaybillUiCertItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = waybill_ui_cert_item_finalize;
  changed_signal
      = g_signal_new ("changed", WAYBILL_TYPE_UI_CERT_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
waybill_ui_cert_item_init (WaybillUiCertItem *self)
{
}
