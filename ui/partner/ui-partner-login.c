/* The page Login: who we are at the partner. A password that is kept is never put into its entry; what is typed goes to the
 * vault with Save, and nowhere else. */

#include <glib/gi18n.h>
#include <string.h>

#include "ui-box.h"
#include "ui-partner-note-private.h"
#include "ui-partner-pages-private.h"
#include "ui-tell.h"
#include "words-secret.h"

enum
{
  SECRET_PASSWORD,
  SECRET_ACCOUNT,
  N_SECRETS
};

struct _WaybillUiPartnerLogin
{
  AdwPreferencesPage parent_instance;

  WaybillUiPartnerDraft *draft;
  GCancellable *cancellable;
  gboolean filling;
  gboolean kept[N_SECRETS]; /* the vault has it */
  gboolean keep_wished;     /* as the switch stood while there was a keyring */

  GtkWidget *keyring_group;
  WaybillUiBox *keyring_box;
  GtkWidget *unlock_button;
  GtkWidget *user_row;
  WaybillUiPartnerNote *user_note;
  GtkWidget *password_row;
  WaybillUiPartnerNote *password_note;
  GtkWidget *keep_row;
  GtkSwitch *keep_switch;
  AdwExpanderRow *account_expander;
  GtkWidget *needs_account_row;
  GtkSwitch *needs_account_switch;
  GtkWidget *account_row;
  WaybillUiPartnerNote *account_note;
};

G_DEFINE_FINAL_TYPE (WaybillUiPartnerLogin, waybill_ui_partner_login, ADW_TYPE_PREFERENCES_PAGE)

static const struct
{
  WaybillSecretField field;
  WaybillUiPartnerField place;
  const char *title;
  const char *kept_title;
} secrets[N_SECRETS] = {
  [SECRET_PASSWORD] = { WAYBILL_SECRET_FIELD_PASSWORD, WAYBILL_UI_PARTNER_FIELD_PASSWORD, N_ ("_Password"),
                        N_ ("_Password: kept; type to replace it") },
  [SECRET_ACCOUNT] = { WAYBILL_SECRET_FIELD_ACCOUNT, WAYBILL_UI_PARTNER_FIELD_ACCOUNT, N_ ("Accoun_t, as on the sheet"),
                       N_ ("Accoun_t: kept; type to replace it") },
};

static WaybillUiContext *
get_context (WaybillUiPartnerLogin *self)
{
  return waybill_ui_partner_draft_get_context (self->draft);
}

static GtkWidget *
get_row (WaybillUiPartnerLogin *self, guint secret)
{
  return secret == SECRET_PASSWORD ? self->password_row : self->account_row;
}

static gboolean
is_typed (WaybillUiPartnerLogin *self, guint secret)
{
  return *gtk_editable_get_text (GTK_EDITABLE (get_row (self, secret))) != '\0';
}

static WaybillSecretKey
get_key (WaybillUiPartnerLogin *self, guint secret)
{
  WaybillPartner *partner = waybill_ui_partner_draft_get_partner (self->draft);

  return (WaybillSecretKey){ WAYBILL_SECRET_OWNER_PARTNER, secrets[secret].field, waybill_partner_get_uuid (partner),
                             waybill_partner_get_name (partner) };
}

static void
tell_draft (WaybillUiPartnerLogin *self)
{
  gboolean keep = gtk_switch_get_active (self->keep_switch);
  gboolean forgets = !keep && (self->kept[SECRET_PASSWORD] || self->kept[SECRET_ACCOUNT])
                     && waybill_ui_context_get_keyring (get_context (self)) != WAYBILL_SECRET_KEYRING_ABSENT;
  const char *words = NULL;

  if (is_typed (self, SECRET_PASSWORD))
    words = _ ("new password");
  else if (self->kept[SECRET_PASSWORD])
    words = waybill_ui_context_get_keyring (get_context (self)) == WAYBILL_SECRET_KEYRING_OPEN
                ? _ ("password in the keyring")
                : _ ("password in memory");
  waybill_ui_partner_draft_set_password_words (self->draft, words);
  waybill_ui_partner_draft_set_secrets_changed (self->draft, forgets || is_typed (self, SECRET_PASSWORD)
                                                                 || is_typed (self, SECRET_ACCOUNT));
}

static void
secrets_typed (WaybillUiPartnerLogin *self)
{
  for (guint i = 0; i < N_SECRETS; i++)
    {
      gboolean too_long = strlen (gtk_editable_get_text (GTK_EDITABLE (get_row (self, i)))) > WAYBILL_SECRET_TEXT_MAX;
      WaybillUiPartnerNote *note = i == SECRET_PASSWORD ? self->password_note : self->account_note;

      waybill_ui_partner_draft_set_refused (self->draft, secrets[i].place, too_long);
      waybill_ui_partner_note_show_problem (note, get_row (self, i),
                                            waybill_ui_partner_draft_get_problem (self->draft, secrets[i].place));
    }
  tell_draft (self);
}

static void
show_kept (WaybillUiPartnerLogin *self)
{
  for (guint i = 0; i < N_SECRETS; i++)
    {
      GtkWidget *row = get_row (self, i);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                     self->kept[i] ? _ (secrets[i].kept_title) : _ (secrets[i].title));
      waybill_ui_partner_field_set_up (row, i == SECRET_PASSWORD ? "password" : "account");
    }
  tell_draft (self);
}

/* A call to the vault may outlive the page. */
typedef struct
{
  GWeakRef page;
  guint secret;
} Call;

static Call *
call_new (WaybillUiPartnerLogin *self, guint secret)
{
  Call *call = g_new0 (Call, 1);

  g_weak_ref_init (&call->page, self);
  call->secret = secret;
  return call;
}

/* (transfer full) (nullable): the page, if it is still there. */
static WaybillUiPartnerLogin *
call_end (Call *call)
{
  WaybillUiPartnerLogin *self = g_weak_ref_get (&call->page);

  g_weak_ref_clear (&call->page);
  g_free (call);
  if (self != NULL && self->draft == NULL)
    g_clear_object (&self);
  return self;
}

static void
looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  guint secret = ((Call *) user_data)->secret;
  g_autoptr (WaybillSecretText) text = waybill_secret_vault_lookup_finish (WAYBILL_SECRET_VAULT (source), result, NULL);
  g_autoptr (WaybillUiPartnerLogin) self = call_end (user_data);

  if (self == NULL)
    return;
  self->kept[secret] = text != NULL;
  show_kept (self);
}

static void
look_up (WaybillUiPartnerLogin *self)
{
  for (guint i = 0; i < N_SECRETS; i++)
    {
      WaybillSecretKey key = get_key (self, i);

      waybill_secret_vault_lookup_async (waybill_ui_context_get_vault (get_context (self)), &key, self->cancellable,
                                         looked_up, call_new (self, i));
    }
}

static void
show_keyring (WaybillUiPartnerLogin *self)
{
  WaybillSecretKeyring keyring = waybill_ui_context_get_keyring (get_context (self));
  gboolean absent = keyring == WAYBILL_SECRET_KEYRING_ABSENT, locked = keyring == WAYBILL_SECRET_KEYRING_LOCKED;

  if (absent)
    waybill_ui_box_set (self->keyring_box, WAYBILL_UI_BOX_WARN, NULL,
                        _ ("No keyring is running. The password is asked each time and kept in memory only."));
  else if (locked)
    waybill_ui_box_set (self->keyring_box, WAYBILL_UI_BOX_WARN, NULL,
                        _ ("The keyring is locked. Waybill cannot see whether the password is kept there."));
  gtk_widget_set_visible (self->keyring_group, absent || locked);
  gtk_widget_set_visible (self->unlock_button, locked);

  self->filling = TRUE;
  gtk_widget_set_sensitive (self->keep_row, !absent);
  gtk_switch_set_active (self->keep_switch, !absent && self->keep_wished);
  self->filling = FALSE;
  /* A locked one would ask its person, who has not asked for anything yet. */
  if (!locked)
    look_up (self);
}

static void
unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiPartnerLogin) self = call_end (user_data);

  waybill_secret_vault_forget_finish (WAYBILL_SECRET_VAULT (source), result, NULL);
  if (self == NULL)
    return;
  gtk_widget_set_sensitive (self->unlock_button, TRUE);
  waybill_ui_context_probe_keyring (get_context (self));
}

/* Forgetting what never was: the call that always asks the person to open the keyring. */
static void
unlock (WaybillUiPartnerLogin *self)
{
  const WaybillSecretKey nothing = { WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PASSWORD, "unlock", NULL };

  gtk_widget_set_sensitive (self->unlock_button, FALSE);
  waybill_secret_vault_forget_async (waybill_ui_context_get_vault (get_context (self)), &nothing, self->cancellable,
                                     unlocked, call_new (self, SECRET_PASSWORD));
}

/* What a person reads when the keyring did not do as it was told: in the window below, for this one is closed by then. */
typedef struct
{
  GWeakRef parent;
  char *name;
} Keeping;

static Keeping *
keeping_new (GtkWidget *parent, const char *name)
{
  Keeping *keeping = g_new0 (Keeping, 1);

  g_weak_ref_init (&keeping->parent, parent);
  keeping->name = g_strdup (name);
  return keeping;
}

static void
keeping_end (Keeping *keeping, WaybillWordsSecret situation, const GError *error)
{
  g_autoptr (GtkWidget) parent = g_weak_ref_get (&keeping->parent);

  if (error != NULL && parent != NULL)
    {
      g_autoptr (WaybillWords) words = waybill_words_secret (situation, keeping->name);

      waybill_ui_tell (parent, words);
    }
  g_weak_ref_clear (&keeping->parent);
  g_free (keeping->name);
  g_free (keeping);
}

static void
stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  waybill_secret_vault_store_finish (WAYBILL_SECRET_VAULT (source), result, &error);
  keeping_end (user_data, WAYBILL_WORDS_SECRET_NOT_STORED, error);
}

static void
forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  waybill_secret_vault_forget_finish (WAYBILL_SECRET_VAULT (source), result, &error);
  keeping_end (user_data, WAYBILL_WORDS_SECRET_NOT_FORGOTTEN, error);
}

static void
commit (WaybillUiPartnerLogin *self, guint secret, GtkWidget *parent)
{
  WaybillSecretVault *vault = waybill_ui_context_get_vault (get_context (self));
  gboolean keep = gtk_switch_get_active (self->keep_switch);
  WaybillSecretKeyring keyring = waybill_ui_context_get_keyring (get_context (self));
  WaybillSecretKey key = get_key (self, secret);
  g_autoptr (WaybillSecretText) text = NULL;
  gboolean may_be_kept;

  if (is_typed (self, secret))
    text = waybill_secret_text_new (gtk_editable_get_text (GTK_EDITABLE (get_row (self, secret))));
  gtk_editable_set_text (GTK_EDITABLE (get_row (self, secret)), "");

  if (text != NULL && keep)
    {
      waybill_secret_vault_store_async (vault, &key, text, NULL, stored, keeping_new (parent, key.name));
      return;
    }
  /* A locked keyring was not looked into: what it has would be found before what is only remembered. */
  may_be_kept = self->kept[secret] || (text != NULL && keyring == WAYBILL_SECRET_KEYRING_LOCKED);
  if (!keep && keyring != WAYBILL_SECRET_KEYRING_ABSENT && may_be_kept)
    waybill_secret_vault_forget_async (vault, &key, NULL, forgotten, keeping_new (parent, key.name));
  /* After the forgetting, which also empties the memory at once. */
  if (text != NULL)
    waybill_secret_vault_remember (vault, &key, text);
}

/**
 * waybill_ui_partner_login_commit:
 * @self: the page
 * @parent: (nullable): whose window says it when the keyring does not take a secret
 *
 * Keeps what was typed, or forgets what is not to be kept any more; empties the entries. Never waits.
 */
void
waybill_ui_partner_login_commit (WaybillUiPartnerLogin *self, GtkWidget *parent)
{
  for (guint i = 0; i < N_SECRETS; i++)
    commit (self, i, parent);
}

static void
keep_switched (WaybillUiPartnerLogin *self)
{
  if (self->filling)
    return;
  self->keep_wished = gtk_switch_get_active (self->keep_switch);
  tell_draft (self);
}

static void
user_typed (WaybillUiPartnerLogin *self)
{
  gboolean good;

  if (self->filling)
    return;
  self->filling = TRUE;
  good = waybill_ui_partner_draft_set_text (self->draft, WAYBILL_UI_PARTNER_FIELD_USER,
                                            gtk_editable_get_text (GTK_EDITABLE (self->user_row)));
  self->filling = FALSE;
  if (good)
    waybill_ui_partner_note_show_problem (self->user_note, self->user_row, NULL);
}

static void
user_left (gpointer page)
{
  WaybillUiPartnerLogin *self = page;

  waybill_ui_partner_note_show_problem (self->user_note, self->user_row,
                                        waybill_ui_partner_draft_get_problem (self->draft, WAYBILL_UI_PARTNER_FIELD_USER));
}

static void
needs_account_switched (WaybillUiPartnerLogin *self)
{
  gboolean needed = gtk_switch_get_active (self->needs_account_switch);

  gtk_widget_set_sensitive (self->account_row, needed);
  if (!self->filling)
    waybill_partner_set_needs_account (waybill_ui_partner_draft_get_partner (self->draft), needed);
}

/* An address that was pasted as the host may bring a user. */
static void
fill (WaybillUiPartnerLogin *self)
{
  WaybillPartner *partner = waybill_ui_partner_draft_get_partner (self->draft);
  const char *user = waybill_partner_get_user (partner);

  if (self->filling)
    return;
  self->filling = TRUE;
  if (waybill_ui_partner_draft_get_problem (self->draft, WAYBILL_UI_PARTNER_FIELD_USER) == NULL
      && g_strcmp0 (user != NULL ? user : "", gtk_editable_get_text (GTK_EDITABLE (self->user_row))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->user_row), user != NULL ? user : "");
  gtk_switch_set_active (self->needs_account_switch, waybill_partner_get_needs_account (partner));
  self->filling = FALSE;
}

static void
waybill_ui_partner_login_dispose (GObject *object)
{
  WaybillUiPartnerLogin *self = WAYBILL_UI_PARTNER_LOGIN (object);

  g_cancellable_cancel (self->cancellable);
  for (guint i = 0; i < N_SECRETS && self->draft != NULL; i++)
    {
      g_signal_handlers_disconnect_by_data (get_row (self, i), self);
      gtk_editable_set_text (GTK_EDITABLE (get_row (self, i)), "");
    }
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (waybill_ui_partner_login_parent_class)->dispose (object);
}

static void
waybill_ui_partner_login_finalize (GObject *object)
{
  g_object_unref (WAYBILL_UI_PARTNER_LOGIN (object)->cancellable);

  G_OBJECT_CLASS (waybill_ui_partner_login_parent_class)->finalize (object);
}

static void
waybill_ui_partner_login_class_init (WaybillUiPartnerLoginClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_partner_login_dispose;
  G_OBJECT_CLASS (klass)->finalize = waybill_ui_partner_login_finalize;

  g_type_ensure (WAYBILL_TYPE_UI_PARTNER_NOTE);
  g_type_ensure (WAYBILL_TYPE_UI_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-partner-login.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerLogin, keyring_group);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerLogin, keyring_box);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerLogin, user_row);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerLogin, user_note);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerLogin, password_row);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerLogin, password_note);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerLogin, keep_row);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerLogin, keep_switch);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerLogin, account_expander);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerLogin, needs_account_row);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerLogin, needs_account_switch);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerLogin, account_row);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiPartnerLogin, account_note);
}

static void
waybill_ui_partner_login_init (WaybillUiPartnerLogin *self)
{
  self->cancellable = g_cancellable_new ();
  self->keep_wished = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));

  self->unlock_button = gtk_button_new_with_mnemonic (_ ("Un_lock…"));
  gtk_widget_set_halign (self->unlock_button, GTK_ALIGN_START);
  gtk_box_append (waybill_ui_box_get_content (self->keyring_box), self->unlock_button);
  waybill_ui_name_buttons (self->unlock_button);

  waybill_ui_partner_expander_name (GTK_WIDGET (self->account_expander));
  waybill_ui_partner_field_set_up (self->user_row, "user");
  waybill_ui_partner_field_set_up (self->password_row, "password");
  waybill_ui_partner_field_set_up (self->keep_row, "keep-password");
  waybill_ui_partner_field_set_up (self->needs_account_row, "account");
  waybill_ui_partner_field_set_up (self->account_row, "account");
  g_signal_connect_swapped (self->password_row, "changed", G_CALLBACK (secrets_typed), self);
  g_signal_connect_swapped (self->account_row, "changed", G_CALLBACK (secrets_typed), self);
  g_signal_connect_object (self->unlock_button, "clicked", G_CALLBACK (unlock), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->user_row, "changed", G_CALLBACK (user_typed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keep_switch, "notify::active", G_CALLBACK (keep_switched), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->needs_account_switch, "notify::active", G_CALLBACK (needs_account_switched), self,
                           G_CONNECT_SWAPPED);
  waybill_ui_partner_field_on_left (self->user_row, user_left, self);
}

/**
 * waybill_ui_partner_login_new:
 * @draft: what it works on
 *
 * Returns: (transfer floating): the page; it looks at once whether the vault has the secrets
 */
GtkWidget *
waybill_ui_partner_login_new (WaybillUiPartnerDraft *draft)
{
  WaybillUiPartnerLogin *self = g_object_new (WAYBILL_TYPE_UI_PARTNER_LOGIN, NULL);

  self->draft = g_object_ref (draft);
  fill (self);
  needs_account_switched (self);
  adw_expander_row_set_expanded (self->account_expander,
                                 waybill_partner_get_needs_account (waybill_ui_partner_draft_get_partner (draft)));
  show_keyring (self);
  g_signal_connect_object (draft, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_context (self), "notify::keyring", G_CALLBACK (show_keyring), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
