/* The row "Password of the .pfx". Opening an identity takes a quarter of a second: a helper does it. A wrong password
 * changes nothing. */

#include "ui-partner-pfx-private.h"

#include <glib/gi18n.h>

#include "base-thread.h"
#include "cert-error.h"
#include "cert-token-uri.h"
#include "ui-box.h"
#include "ui-name.h"
#include "ui-partner-note-private.h"
#include "words-card.h"

struct _WaybillUiPartnerPfx
{
  AdwPreferencesGroup parent_instance;

  WaybillUiContext *context;
  char *fingerprint; /* NULL: none is shown */
  char *label;
  gboolean is_protected;
  gboolean on_card;
  guint generation; /* of what is shown; answers to an earlier one are dropped */

  GtkWidget *state_row;
  GtkWidget *again_button;
  GtkWidget *password_row;
  WaybillUiPartnerNote *note;
};

G_DEFINE_FINAL_TYPE (WaybillUiPartnerPfx, waybill_ui_partner_pfx, ADW_TYPE_PREFERENCES_GROUP)

/* The helper's while it runs; it holds no widget but through the weak reference, which is read on the main thread alone. */
typedef struct
{
  GWeakRef page;
  guint generation;
  GBytes *pfx;
  WaybillSecretText *password;
  GError *failure;
} Trial;

static Trial *
trial_new (WaybillUiPartnerPfx *self)
{
  Trial *trial = g_new0 (Trial, 1);

  g_weak_ref_init (&trial->page, self);
  trial->generation = self->generation;
  return trial;
}

/* (transfer full) (nullable): the page, if it still shows the same. */
static WaybillUiPartnerPfx *
trial_get_page (Trial *trial)
{
  WaybillUiPartnerPfx *self = g_weak_ref_get (&trial->page);

  if (self != NULL && (self->context == NULL || self->generation != trial->generation))
    g_clear_object (&self);
  return self;
}

static void
trial_free (Trial *trial)
{
  g_weak_ref_clear (&trial->page);
  g_clear_pointer (&trial->pfx, g_bytes_unref);
  g_clear_pointer (&trial->password, waybill_secret_text_unref);
  g_clear_error (&trial->failure);
  g_free (trial);
}

static WaybillSecretKey
get_key (WaybillUiPartnerPfx *self)
{
  return (WaybillSecretKey){ WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD, self->fingerprint,
                             self->label };
}

static void
say (WaybillUiPartnerPfx *self, const char *text)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->state_row), text);
}

static void
say_kept (WaybillUiPartnerPfx *self, gboolean kept)
{
  gboolean open = waybill_ui_context_get_keyring (self->context) == WAYBILL_SECRET_KEYRING_OPEN;

  if (!kept)
    say (self, _ ("Not kept: it is asked when you connect"));
  else
    say (self, open ? _ ("In the keyring") : _ ("In memory, until Waybill is closed"));
}

static void
looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillSecretText) text = waybill_secret_vault_lookup_finish (WAYBILL_SECRET_VAULT (source), result, NULL);
  Trial *trial = user_data;
  g_autoptr (WaybillUiPartnerPfx) self = trial_get_page (trial);

  trial_free (trial);
  if (self != NULL)
    say_kept (self, text != NULL);
}

static void
look_up (WaybillUiPartnerPfx *self)
{
  WaybillSecretKey key = get_key (self);

  if (self->on_card)
    say (self, waybill_words_card_body ());
  else if (!self->is_protected)
    say (self, _ ("This certificate is kept without a password"));
  else if (waybill_ui_context_get_keyring (self->context) == WAYBILL_SECRET_KEYRING_LOCKED)
    say (self, _ ("The keyring is locked"));
  else
    waybill_secret_vault_lookup_async (waybill_ui_context_get_vault (self->context), &key, NULL, looked_up,
                                       trial_new (self));
}

static void
hide_entry (WaybillUiPartnerPfx *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->password_row), "");
  gtk_editable_set_editable (GTK_EDITABLE (self->password_row), TRUE);
  gtk_widget_set_visible (self->password_row, FALSE);
  waybill_ui_partner_note_show_problem (self->note, self->password_row, NULL);
}

static void
stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Trial *trial = user_data;
  g_autoptr (WaybillUiPartnerPfx) self = trial_get_page (trial);
  gboolean kept = waybill_secret_vault_store_finish (WAYBILL_SECRET_VAULT (source), result, NULL);

  trial_free (trial);
  if (self == NULL)
    return;
  if (kept)
    say_kept (self, TRUE);
  else
    say (self, _ ("The keyring did not take it: it stays in memory, until Waybill is closed"));
}

static void
tried_on_main (gpointer data)
{
  Trial *trial = data;
  g_autoptr (WaybillUiPartnerPfx) self = trial_get_page (trial);

  if (self != NULL && trial->failure == NULL)
    {
      WaybillSecretKey key = get_key (self);

      /* A field that is hidden under the focus would miss its leaving. */
      gtk_widget_grab_focus (self->again_button);
      hide_entry (self);
      waybill_secret_vault_store_async (waybill_ui_context_get_vault (self->context), &key, trial->password, NULL, stored,
                                        trial_new (self));
    }
  else if (self != NULL)
    {
      gtk_editable_set_editable (GTK_EDITABLE (self->password_row), TRUE);
      waybill_ui_partner_note_show_problem (self->note, self->password_row,
                                            g_error_matches (trial->failure, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_PASSWORD)
                                                ? _ ("This password does not open the certificate.")
                                                : _ ("The certificate cannot be opened. Import it again."));
      gtk_widget_grab_focus (self->password_row);
    }
  trial_free (trial);
}

typedef struct
{
  Trial *trial;
  GMainContext *context;
} Errand;

static void
try_on_helper (gpointer data)
{
  Errand *errand = data;
  Trial *trial = errand->trial;
  WaybillCertIdentity *identity
      = waybill_cert_store_open_bytes (trial->pfx, waybill_secret_text_peek (trial->password), &trial->failure);

  g_clear_pointer (&identity, waybill_cert_identity_unref);
  waybill_base_thread_hop (errand->context, tried_on_main, trial);
  g_main_context_unref (errand->context);
  g_free (errand);
}

static void
applied (WaybillUiPartnerPfx *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->password_row));
  g_autoptr (WaybillSecretText) password = NULL;
  Trial *trial;
  Errand *errand;

  if (*text == '\0' || !gtk_editable_get_editable (GTK_EDITABLE (self->password_row)))
    return;
  password = waybill_secret_text_new (text);
  if (password == NULL)
    {
      /* Longer than any password may be. */
      waybill_ui_partner_note_show_problem (self->note, self->password_row,
                                            _ ("This password does not open the certificate."));
      return;
    }
  trial = trial_new (self);
  trial->password = g_steal_pointer (&password);
  trial->pfx = waybill_cert_store_read_identity (waybill_ui_context_get_certificates (self->context), self->fingerprint,
                                                 &trial->failure);
  waybill_ui_partner_note_show_problem (self->note, self->password_row, NULL);
  gtk_editable_set_editable (GTK_EDITABLE (self->password_row), FALSE);
  if (trial->pfx == NULL)
    {
      tried_on_main (trial);
      return;
    }
  errand = g_new0 (Errand, 1);
  errand->trial = trial;
  errand->context = g_main_context_ref_thread_default ();
  waybill_base_thread_detach ("waybill-pfx", try_on_helper, errand);
}

static void
again (WaybillUiPartnerPfx *self)
{
  gtk_widget_set_visible (self->password_row, TRUE);
  gtk_widget_grab_focus (self->password_row);
}

/**
 * waybill_ui_partner_pfx_show:
 * @self: the group
 * @entry: (nullable): an identity of the store, borrowed; %NULL hides the group
 */
void
waybill_ui_partner_pfx_show (WaybillUiPartnerPfx *self, const WaybillCertEntry *entry)
{
  const char *fingerprint = entry != NULL ? waybill_cert_certificate_get_fingerprint (entry->certificate) : NULL;
  g_autofree char *card = NULL;
  g_autofree char *title = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), entry != NULL);
  if (g_strcmp0 (fingerprint, self->fingerprint) == 0)
    return;
  self->generation++;
  hide_entry (self);
  g_free (self->fingerprint);
  g_free (self->label);
  self->fingerprint = g_strdup (fingerprint);
  self->label = entry != NULL ? g_strdup (entry->label) : NULL;
  if (entry == NULL)
    return;
  self->is_protected = entry->is_protected;
  self->on_card = entry->token != NULL;
  card = self->on_card ? waybill_cert_token_uri_dup_name (entry->token) : NULL;
  title = self->on_card ? waybill_words_card_heading (card) : g_strdup (_ ("Password of the .pfx"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row), title);
  gtk_widget_set_visible (self->again_button, entry->is_protected);
  look_up (self);
}

static void
keyring_changed (WaybillUiPartnerPfx *self)
{
  if (self->fingerprint != NULL)
    look_up (self);
}

static void
waybill_ui_partner_pfx_dispose (GObject *object)
{
  WaybillUiPartnerPfx *self = WAYBILL_UI_PARTNER_PFX (object);

  if (self->context != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->password_row), "");
  g_clear_object (&self->context);

  G_OBJECT_CLASS (waybill_ui_partner_pfx_parent_class)->dispose (object);
}

static void
waybill_ui_partner_pfx_finalize (GObject *object)
{
  WaybillUiPartnerPfx *self = WAYBILL_UI_PARTNER_PFX (object);

  g_free (self->fingerprint);
  g_free (self->label);

  G_OBJECT_CLASS (waybill_ui_partner_pfx_parent_class)->finalize (object);
}

static void
waybill_ui_partner_pfx_class_init (WaybillUiPartnerPfxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = waybill_ui_partner_pfx_dispose;
  G_OBJECT_CLASS (klass)->finalize = waybill_ui_partner_pfx_finalize;
}

static void
waybill_ui_partner_pfx_init (WaybillUiPartnerPfx *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("How it is shown to the partner"));
  self->state_row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("Password of the .pfx"), "use-markup", FALSE, NULL);
  self->again_button = gtk_button_new_with_mnemonic (_ ("_Enter Again…"));
  gtk_widget_set_valign (self->again_button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->state_row), self->again_button);
  waybill_ui_name_widget (self->again_button, _ ("Enter the password of the .pfx again"));
  self->password_row = g_object_new (ADW_TYPE_PASSWORD_ENTRY_ROW, "title", _ ("_Password of the .pfx"), "use-underline",
                                     TRUE, "show-apply-button", TRUE, "visible", FALSE, NULL);
  self->note = g_object_new (WAYBILL_TYPE_UI_PARTNER_NOTE, NULL);
  waybill_ui_partner_field_set_up (self->password_row, "certificate-password");
  g_signal_connect_object (self->again_button, "clicked", G_CALLBACK (again), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->password_row, "apply", G_CALLBACK (applied), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->password_row, "entry-activated", G_CALLBACK (applied), self, G_CONNECT_SWAPPED);
}

/**
 * waybill_ui_partner_pfx_new:
 * @context: where certificates and secrets are
 * @first: (transfer floating): a row that stands above
 *
 * Returns: (transfer floating): the group, hidden
 */
GtkWidget *
waybill_ui_partner_pfx_new (WaybillUiContext *context, GtkWidget *first)
{
  WaybillUiPartnerPfx *self = g_object_new (WAYBILL_TYPE_UI_PARTNER_PFX, "visible", FALSE, NULL);

  GtkWidget *rows[] = { first, self->state_row, self->password_row, GTK_WIDGET (self->note) };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), rows[i]);
  waybill_ui_name_wrap_titles (GTK_WIDGET (self));
  self->context = g_object_ref (context);
  g_signal_connect_object (context, "notify::keyring", G_CALLBACK (keyring_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
