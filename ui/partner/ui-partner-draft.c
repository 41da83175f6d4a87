/* A copy of one partner while it is edited. What is typed goes into the copy at once, so that every page and the readiness
 * see it; what cannot be a value is kept as the sentence that says why. It writes nothing. */

#include "ui-partner-draft-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base-clock.h"
#include "ui-partner-host-private.h"
#include "ui-partner-merge-private.h"

struct _WaybillUiPartnerDraft
{
  GObject parent_instance;

  WaybillUiContext *context;
  WaybillPartner *stored; /* NULL: a new one */
  WaybillPartner *base;   /* as the stored one was when this was last compared with it */
  WaybillPartner *copy;
  WaybillPartnerHistory *history;
  char *problems[WAYBILL_UI_PARTNER_N_FIELDS];
  gboolean agreed;
  gboolean secrets_changed;
  char *password_words;
};

G_DEFINE_FINAL_TYPE (WaybillUiPartnerDraft, waybill_ui_partner_draft, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_STORE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct
{
  WaybillPartnerPage page;
  gboolean (*set) (WaybillPartner *, const char *, GError **);
  const char *empty;   /* NULL: it may be */
  const char *refused; /* it holds what it cannot */
} fields[WAYBILL_UI_PARTNER_N_FIELDS] = {
  [WAYBILL_UI_PARTNER_FIELD_NAME] = { WAYBILL_PARTNER_PAGE_CONNECTION, waybill_partner_set_name,
                                      N_ ("The partner needs a name."), N_ ("A name is short and has no [ ] or / in it.") },
  [WAYBILL_UI_PARTNER_FIELD_HOST] = { WAYBILL_PARTNER_PAGE_CONNECTION, waybill_partner_set_host,
                                      N_ ("The partner needs a host."), N_ ("A host has no blank, no @ and no \\ in it.") },
  [WAYBILL_UI_PARTNER_FIELD_AGREED]
  = { WAYBILL_PARTNER_PAGE_CONNECTION, NULL, NULL, N_ ("FTP without encryption needs your second tick.") },
  [WAYBILL_UI_PARTNER_FIELD_PORT]
  = { WAYBILL_PARTNER_PAGE_CONNECTION, NULL, NULL, N_ ("Port is a number from 1 to 65535.") },
  [WAYBILL_UI_PARTNER_FIELD_SERVER_NAME] = { WAYBILL_PARTNER_PAGE_CONNECTION, waybill_partner_set_server_name, NULL,
                                             N_ ("A name in a certificate has no blank, / or @ in it.") },
  [WAYBILL_UI_PARTNER_FIELD_SETTING]
  = { WAYBILL_PARTNER_PAGE_CONNECTION, NULL, NULL,
      N_ ("A setting below “Network”, “Older servers” or “Names and listings” cannot be so.") },
  [WAYBILL_UI_PARTNER_FIELD_USER]
  = { WAYBILL_PARTNER_PAGE_LOGIN, waybill_partner_set_user, NULL, N_ ("A user name is one line of text.") },
  [WAYBILL_UI_PARTNER_FIELD_PASSWORD]
  = { WAYBILL_PARTNER_PAGE_LOGIN, NULL, NULL, N_ ("This is longer than a password can be. Paste the password alone.") },
  [WAYBILL_UI_PARTNER_FIELD_ACCOUNT]
  = { WAYBILL_PARTNER_PAGE_LOGIN, NULL, NULL, N_ ("This is longer than an account can be. Paste the account alone.") },
  [WAYBILL_UI_PARTNER_FIELD_LOCAL_DIR]
  = { WAYBILL_PARTNER_PAGE_FOLDERS, waybill_partner_set_local_dir, NULL, N_ ("A folder’s name is one line of text.") },
  [WAYBILL_UI_PARTNER_FIELD_REMOTE_DIR]
  = { WAYBILL_PARTNER_PAGE_FOLDERS, waybill_partner_set_remote_dir, NULL, N_ ("A folder’s name is one line of text.") },
};

static void
draft_changed (WaybillUiPartnerDraft *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
take_copy (WaybillUiPartnerDraft *self, WaybillPartner *copy)
{
  if (self->copy != NULL)
    g_signal_handlers_disconnect_by_data (self->copy, self);
  g_clear_object (&self->copy);
  self->copy = copy;
  g_signal_connect_swapped (copy, "changed", G_CALLBACK (draft_changed), self);
}

static WaybillPartner *
dup_partner (WaybillPartner *partner)
{
  g_autoptr (GKeyFile) key_file = waybill_partner_to_key_file (partner);
  g_autoptr (GError) error = NULL;
  WaybillPartner *copy = waybill_partner_new_from_key_file (waybill_partner_get_uuid (partner), key_file, &error);

  /* What a partner wrote a partner can read. */
  if (copy == NULL)
    g_error ("A partner cannot be copied: %s", error->message);
  return copy;
}

/* Saving must not take away what others gave the partner meanwhile. */
static void
merge_stored (WaybillUiPartnerDraft *self)
{
  waybill_ui_partner_merge (self->base, self->stored, self->copy);
  g_object_unref (self->base);
  self->base = dup_partner (self->stored);
}

static void
load_history (WaybillUiPartnerDraft *self)
{
  g_clear_pointer (&self->history, waybill_partner_history_free);
  self->history = waybill_partner_learnt_load_history (waybill_ui_context_get_learnt_folder (self->context),
                                                       waybill_partner_get_uuid (self->copy));
}

static void
context_changed (WaybillUiPartnerDraft *self)
{
  if (self->stored != NULL)
    merge_stored (self);
  load_history (self);
  g_signal_emit (self, signals[SIGNAL_STORE_CHANGED], 0);
  draft_changed (self);
}

static void
set_problem (WaybillUiPartnerDraft *self, WaybillUiPartnerField field, const char *problem)
{
  if (g_strcmp0 (self->problems[field], problem) == 0)
    return;
  g_free (self->problems[field]);
  self->problems[field] = g_strdup (problem);
  draft_changed (self);
}

static void
judge_agreed (WaybillUiPartnerDraft *self)
{
  gboolean clear = waybill_partner_get_protocol (self->copy) == WAYBILL_REMOTE_PROTOCOL_FTP;

  set_problem (self, WAYBILL_UI_PARTNER_FIELD_AGREED,
               clear && !self->agreed ? _ (fields[WAYBILL_UI_PARTNER_FIELD_AGREED].refused) : NULL);
}

/**
 * waybill_ui_partner_draft_new:
 * @context: what the window works with
 * @partner: (nullable): one of its partners, or %NULL for a new one
 *
 * Main thread, as all of it.
 *
 * Returns: (transfer full): a draft
 */
WaybillUiPartnerDraft *
waybill_ui_partner_draft_new (WaybillUiContext *context, WaybillPartner *partner)
{
  WaybillUiPartnerDraft *self = g_object_new (WAYBILL_TYPE_UI_PARTNER_DRAFT, NULL);

  self->context = g_object_ref (context);
  if (partner != NULL)
    {
      self->stored = g_object_ref (partner);
      take_copy (self, dup_partner (partner));
      self->agreed = waybill_partner_get_protocol (partner) == WAYBILL_REMOTE_PROTOCOL_FTP;
      if (*waybill_partner_get_host (partner) == '\0')
        self->problems[WAYBILL_UI_PARTNER_FIELD_HOST] = g_strdup (_ (fields[WAYBILL_UI_PARTNER_FIELD_HOST].empty));
    }
  else
    {
      take_copy (self, waybill_partner_new ("-", NULL));
      self->problems[WAYBILL_UI_PARTNER_FIELD_NAME] = g_strdup (_ (fields[WAYBILL_UI_PARTNER_FIELD_NAME].empty));
      self->problems[WAYBILL_UI_PARTNER_FIELD_HOST] = g_strdup (_ (fields[WAYBILL_UI_PARTNER_FIELD_HOST].empty));
    }
  self->base = dup_partner (self->copy);
  load_history (self);
  g_signal_connect_object (context, "changed", G_CALLBACK (context_changed), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * waybill_ui_partner_draft_get_context:
 * @self: a draft
 *
 * Returns: (transfer none): what the window works with
 */
WaybillUiContext *
waybill_ui_partner_draft_get_context (WaybillUiPartnerDraft *self)
{
  return self->context;
}

/**
 * waybill_ui_partner_draft_get_partner:
 * @self: a draft
 *
 * Returns: (transfer none): the copy, with the UUID of the stored one
 */
WaybillPartner *
waybill_ui_partner_draft_get_partner (WaybillUiPartnerDraft *self)
{
  return self->copy;
}

/**
 * waybill_ui_partner_draft_get_stored:
 * @self: a draft
 *
 * Returns: (transfer none) (nullable): the partner that is edited, or %NULL for a new one
 */
WaybillPartner *
waybill_ui_partner_draft_get_stored (WaybillUiPartnerDraft *self)
{
  return self->stored;
}

/**
 * waybill_ui_partner_draft_get_history:
 * @self: a draft
 *
 * Returns: (transfer none): how the last session went, lent until "changed"
 */
const WaybillPartnerHistory *
waybill_ui_partner_draft_get_history (WaybillUiPartnerDraft *self)
{
  return self->history;
}

/* The setters take no empty host, but a partner may be without one. */
static void
empty_host (WaybillUiPartnerDraft *self)
{
  g_autoptr (GKeyFile) key_file = waybill_partner_to_key_file (self->copy);
  WaybillPartner *copy;

  g_key_file_remove_key (key_file, "Partner", "Host", NULL);
  copy = waybill_partner_new_from_key_file (waybill_partner_get_uuid (self->copy), key_file, NULL);
  if (copy != NULL)
    take_copy (self, copy);
  draft_changed (self);
}

static char *
find_taken (WaybillUiPartnerDraft *self, const char *name)
{
  g_autoptr (GPtrArray) partners = waybill_partner_store_list (waybill_ui_context_get_partners (self->context));
  g_autofree char *wanted = g_utf8_casefold (name, -1);

  for (guint i = 0; i < partners->len; i++)
    {
      const char *other = waybill_partner_get_name (partners->pdata[i]);
      g_autofree char *key = g_utf8_casefold (other, -1);

      if (partners->pdata[i] != self->stored && strcmp (key, wanted) == 0)
        return g_strdup_printf (_ ("There is already a partner “%s”."), other);
    }
  return NULL;
}

static gboolean
set_port_text (WaybillUiPartnerDraft *self, const char *text)
{
  guint64 port;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &port, NULL))
    {
      set_problem (self, WAYBILL_UI_PARTNER_FIELD_PORT, _ (fields[WAYBILL_UI_PARTNER_FIELD_PORT].refused));
      return FALSE;
    }
  waybill_ui_partner_draft_set_port (self, (guint16) port);
  return TRUE;
}

/* A pasted address counts as the host in it, long before the focus leaves the field. */
static char *
dup_value (WaybillUiPartnerField field, const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  WaybillUiPartnerHost parts;
  char *host;

  if (field != WAYBILL_UI_PARTNER_FIELD_HOST)
    /* User names may begin with a blank. */
    return field == WAYBILL_UI_PARTNER_FIELD_USER ? g_strdup (text) : g_steal_pointer (&stripped);
  waybill_ui_partner_host_split (stripped, &parts);
  host = g_steal_pointer (&parts.host);
  waybill_ui_partner_host_clear (&parts);
  return host;
}

/**
 * waybill_ui_partner_draft_set_text:
 * @self: a draft
 * @field: which value; not AGREED, PASSWORD, ACCOUNT
 * @text: what stands in the entry
 *
 * Returns: whether it can be the value; waybill_ui_partner_draft_get_problem() says why not
 */
gboolean
waybill_ui_partner_draft_set_text (WaybillUiPartnerDraft *self, WaybillUiPartnerField field, const char *text)
{
  g_autofree char *value = dup_value (field, text);
  g_autofree char *taken = NULL;

  if (field == WAYBILL_UI_PARTNER_FIELD_PORT)
    return set_port_text (self, value);
  if (*value == '\0' && field == WAYBILL_UI_PARTNER_FIELD_HOST && *waybill_partner_get_host (self->copy) != '\0')
    empty_host (self);
  if (*value == '\0' && fields[field].empty != NULL)
    {
      set_problem (self, field, _ (fields[field].empty));
      return FALSE;
    }
  if (!fields[field].set (self->copy, value, NULL))
    {
      set_problem (self, field, _ (fields[field].refused));
      return FALSE;
    }
  if (field == WAYBILL_UI_PARTNER_FIELD_NAME)
    taken = find_taken (self, value);
  set_problem (self, field, taken);
  return taken == NULL;
}

/**
 * waybill_ui_partner_draft_set_refused:
 * @self: a draft
 * @field: PASSWORD or ACCOUNT
 * @refused: whether what was typed cannot be one
 */
void
waybill_ui_partner_draft_set_refused (WaybillUiPartnerDraft *self, WaybillUiPartnerField field, gboolean refused)
{
  set_problem (self, field, refused ? _ (fields[field].refused) : NULL);
}

/**
 * waybill_ui_partner_draft_set_port:
 * @self: a draft
 * @port: a port, or 0 to follow the protocol
 */
void
waybill_ui_partner_draft_set_port (WaybillUiPartnerDraft *self, guint16 port)
{
  waybill_partner_set_port (self->copy, port);
  set_problem (self, WAYBILL_UI_PARTNER_FIELD_PORT, NULL);
}

/**
 * waybill_ui_partner_draft_set_protocol:
 * @self: a draft
 * @protocol: how the partner is spoken to; FTP in clear needs waybill_ui_partner_draft_set_agreed() too
 */
void
waybill_ui_partner_draft_set_protocol (WaybillUiPartnerDraft *self, WaybillRemoteProtocol protocol)
{
  waybill_partner_set_protocol (self->copy, protocol);
  judge_agreed (self);
}

/**
 * waybill_ui_partner_draft_get_agreed:
 * @self: a draft
 *
 * Returns: whether FTP in clear is agreed with the partner
 */
gboolean
waybill_ui_partner_draft_get_agreed (WaybillUiPartnerDraft *self)
{
  return self->agreed;
}

/**
 * waybill_ui_partner_draft_set_agreed:
 * @self: a draft
 * @agreed: whether FTP in clear is agreed with the partner
 */
void
waybill_ui_partner_draft_set_agreed (WaybillUiPartnerDraft *self, gboolean agreed)
{
  self->agreed = agreed;
  judge_agreed (self);
}

/**
 * waybill_ui_partner_draft_get_problem:
 * @self: a draft
 * @field: which value
 *
 * Returns: (nullable): the sentence that says why what was typed cannot be it
 */
const char *
waybill_ui_partner_draft_get_problem (WaybillUiPartnerDraft *self, WaybillUiPartnerField field)
{
  return self->problems[field];
}

/**
 * waybill_ui_partner_draft_get_blocker:
 * @self: a draft
 * @page: (out) (optional): the page it is on
 *
 * Returns: (nullable): the first problem; %NULL when it can be saved
 */
const char *
waybill_ui_partner_draft_get_blocker (WaybillUiPartnerDraft *self, WaybillPartnerPage *page)
{
  for (guint i = 0; i < WAYBILL_UI_PARTNER_N_FIELDS; i++)
    if (self->problems[i] != NULL)
      {
        if (page != NULL)
          *page = fields[i].page;
        return self->problems[i];
      }
  return NULL;
}

/**
 * waybill_ui_partner_draft_page_is_blocked:
 * @self: a draft
 * @page: a page
 *
 * Returns: whether something on that page stands in the way of saving
 */
gboolean
waybill_ui_partner_draft_page_is_blocked (WaybillUiPartnerDraft *self, WaybillPartnerPage page)
{
  for (guint i = 0; i < WAYBILL_UI_PARTNER_N_FIELDS; i++)
    if (self->problems[i] != NULL && fields[i].page == page)
      return TRUE;
  return FALSE;
}

/**
 * waybill_ui_partner_draft_judge:
 * @self: a draft
 * @readiness: (out caller-allocates): how ready the partner would be
 */
void
waybill_ui_partner_draft_judge (WaybillUiPartnerDraft *self, WaybillPartnerReadiness *readiness)
{
  waybill_partner_readiness_judge (self->copy, waybill_ui_context_get_certificates (self->context), self->history,
                                   waybill_base_clock_now (), readiness);
}

static char *
to_text (WaybillPartner *partner)
{
  g_autoptr (GKeyFile) key_file = waybill_partner_to_key_file (partner);

  return g_key_file_to_data (key_file, NULL, NULL);
}

/**
 * waybill_ui_partner_draft_is_changed:
 * @self: a draft
 *
 * Returns: whether closing would lose something
 */
gboolean
waybill_ui_partner_draft_is_changed (WaybillUiPartnerDraft *self)
{
  g_autofree char *before = to_text (self->base), *now = to_text (self->copy);

  return self->secrets_changed || strcmp (before, now) != 0
         || (self->stored != NULL && waybill_ui_partner_draft_get_blocker (self, NULL) != NULL);
}

/**
 * waybill_ui_partner_draft_set_secrets_changed:
 * @self: a draft
 * @changed: whether a secret was typed, or is not to be kept any more
 */
void
waybill_ui_partner_draft_set_secrets_changed (WaybillUiPartnerDraft *self, gboolean changed)
{
  if (self->secrets_changed == changed)
    return;
  self->secrets_changed = changed;
  draft_changed (self);
}

/**
 * waybill_ui_partner_draft_get_password_words:
 * @self: a draft
 *
 * Returns: (nullable): where the password is, for the list of pages
 */
const char *
waybill_ui_partner_draft_get_password_words (WaybillUiPartnerDraft *self)
{
  return self->password_words;
}

/**
 * waybill_ui_partner_draft_set_password_words:
 * @self: a draft
 * @words: (nullable): where the password is: "password in the keyring"
 */
void
waybill_ui_partner_draft_set_password_words (WaybillUiPartnerDraft *self, const char *words)
{
  if (g_strcmp0 (self->password_words, words) == 0)
    return;
  g_free (self->password_words);
  self->password_words = g_strdup (words);
  draft_changed (self);
}

static void
waybill_ui_partner_draft_finalize (GObject *object)
{
  WaybillUiPartnerDraft *self = WAYBILL_UI_PARTNER_DRAFT (object);

  g_signal_handlers_disconnect_by_data (self->copy, self);
  g_object_unref (self->copy);
  g_object_unref (self->base);
  g_clear_object (&self->stored);
  g_object_unref (self->context);
  waybill_partner_history_free (self->history);
  for (guint i = 0; i < WAYBILL_UI_PARTNER_N_FIELDS; i++)
    g_free (self->problems[i]);
  g_free (self->password_words);

  G_OBJECT_CLASS (waybill_ui_partner_draft_parent_class)->finalize (object);
}

static void
waybill_ui_partner_draft_class_init (WaybillUiPartnerDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = waybill_ui_partner_draft_finalize;

  signals[SIGNAL_CHANGED]
      = g_signal_new ("changed", WAYBILL_TYPE_UI_PARTNER_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_STORE_CHANGED] = g_signal_new ("store-changed", WAYBILL_TYPE_UI_PARTNER_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL,
                                                NULL, NULL, G_TYPE_NONE, 0);
}

static void
waybill_ui_partner_draft_init (WaybillUiPartnerDraft *self)
{
}
