/* The identities of the store and of the cards that are there, one to be chosen. It changes no partner: who listens to
 * "chosen" does. What is chosen on a card comes into the store before. Its rows are made when somebody opens it: a store may
 * hold two thousand. */

#include "ui-partner-identity-menu-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "cert-token-list.h"
#include "ui-toast.h"
#include "words-card.h"
#include "words-cert.h"
#include "words-error.h"

#define FINGERPRINT_KEY "waybill-fingerprint"
#define CARD_KEY "waybill-card"

/* Rows of one turn: those that can be seen, and a few more. */
#define STEP 24
#define TURN_MS 20

struct _WaybillUiPartnerIdentityMenu
{
  GtkPopover parent_instance;

  GtkListBox *list;
  WaybillCertStore *store;   /* (nullable) until it is filled */
  GPtrArray *tokens;         /* (nullable) until the cards were asked */
  GCancellable *cancellable; /* (nullable) while they are */
  char *current;             /* (nullable) fingerprint of what is chosen */
  char *left_out;            /* NULL: none */
  gboolean is_next;          /* None is another thing than showing nothing */
  GPtrArray *entries;        /* (element-type WaybillCertEntry): the identities, as many as there are rows to be made */
  guint n_rows;              /* so many of them are */
  gboolean is_stale;         /* none of the rows counts any more */
  guint turn;
};

G_DEFINE_FINAL_TYPE (WaybillUiPartnerIdentityMenu, waybill_ui_partner_identity_menu, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWidget *
row_new (const char *title, const char *subtitle, const char *fingerprint, gboolean now)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "activatable", TRUE, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (now)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               g_object_new (GTK_TYPE_IMAGE, "icon-name", "object-select-symbolic", "accessible-role",
                                             GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  g_object_set_data_full (G_OBJECT (row), FINGERPRINT_KEY, g_strdup (fingerprint), g_free);
  return row;
}

/* Only what the store does not show already, and before None, which stays last. */
static void
add_card (WaybillUiPartnerIdentityMenu *self, WaybillCertTokenEntry *card)
{
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (card->certificate);
  const WaybillCertEntry *stored = waybill_cert_store_find_fingerprint (self->store, fingerprint);
  g_autofree char *where = waybill_words_card_where (card->card);
  g_autofree char *expiry = waybill_words_cert_expiry (card->certificate);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", where, expiry);
  GtkWidget *last = gtk_widget_get_last_child (GTK_WIDGET (self->list));
  GtkWidget *row;

  if ((stored != NULL && stored->is_identity) || last == NULL)
    return;
  row = row_new (card->label, subtitle, fingerprint, FALSE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), g_object_new (GTK_TYPE_IMAGE, "icon-name", "auth-smartcard-symbolic",
                                                                 "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  g_object_set_data (G_OBJECT (row), CARD_KEY, card);
  gtk_list_box_insert (self->list, row, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (last)));
}

static void
add_cards (WaybillUiPartnerIdentityMenu *self)
{
  for (guint i = 0; self->tokens != NULL && i < self->tokens->len; i++)
    {
      const WaybillCertToken *token = self->tokens->pdata[i];

      for (guint j = 0; j < token->entries->len; j++)
        add_card (self, token->entries->pdata[j]);
    }
}

/* Rows that stand there while their cards change would name what is gone. */
static void
drop_cards (WaybillUiPartnerIdentityMenu *self)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  while (row != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (row);

      if (g_object_get_data (G_OBJECT (row), CARD_KEY) != NULL)
        gtk_list_box_remove (self->list, row);
      row = next;
    }
}

static void
cards_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiPartnerIdentityMenu) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *tokens = waybill_cert_token_list_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (tokens == NULL)
    {
      g_info ("The cards are not offered: %s", error->message);
      return;
    }
  drop_cards (self);
  g_clear_pointer (&self->tokens, g_ptr_array_unref);
  self->tokens = tokens;
  add_cards (self);
}

/* Cards come and go: asked each time that somebody looks, and never before. */
static void
mapped (WaybillUiPartnerIdentityMenu *self)
{
  if (self->store == NULL || self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  waybill_cert_token_list_async (self->cancellable, cards_listed, g_object_ref (self));
}

static void
add_identity (WaybillUiPartnerIdentityMenu *self)
{
  const WaybillCertEntry *entry = self->entries->pdata[self->n_rows];
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (entry->certificate);
  g_autofree char *expiry = waybill_words_cert_expiry (entry->certificate);

  gtk_list_box_insert (self->list, row_new (entry->label, expiry, fingerprint, g_strcmp0 (fingerprint, self->current) == 0),
                       (int) self->n_rows++);
}

static gboolean
add_further (gpointer user_data)
{
  WaybillUiPartnerIdentityMenu *self = user_data;

  for (guint i = 0; i < STEP && self->n_rows < self->entries->len; i++)
    add_identity (self);
  if (self->n_rows < self->entries->len)
    return G_SOURCE_CONTINUE;
  self->turn = 0;
  return G_SOURCE_REMOVE;
}

/* The first rows now; the others come while somebody looks at these. */
static void
make_rows (WaybillUiPartnerIdentityMenu *self)
{
  GtkWidget *row;

  g_clear_handle_id (&self->turn, g_source_remove);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  self->n_rows = 0;
  self->is_stale = FALSE;
  gtk_list_box_append (self->list,
                       row_new (_ ("None"),
                                self->is_next ? _ ("No certificate takes over") : _ ("The partner is shown no certificate"),
                                NULL, self->current == NULL));
  add_cards (self);
  if (add_further (self) == G_SOURCE_CONTINUE)
    self->turn = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, TURN_MS, add_further, self, NULL);
}

static void
take_identities (WaybillUiPartnerIdentityMenu *self)
{
  g_autoptr (GPtrArray) entries = waybill_cert_store_list (self->store);

  g_ptr_array_set_size (self->entries, 0);
  for (guint i = 0; i < entries->len; i++)
    {
      WaybillCertEntry *entry = entries->pdata[i];

      if (entry->is_identity
          && g_strcmp0 (waybill_cert_certificate_get_fingerprint (entry->certificate), self->left_out) != 0)
        g_ptr_array_add (self->entries, entry);
    }
}

/**
 * waybill_ui_partner_identity_menu_fill:
 * @self: a menu
 * @store: where the identities are; each time that it changes this is called again
 * @current: (nullable): the one that is chosen
 *
 * Makes its rows anew: now where somebody looks at them, else when it is opened.
 */
void
waybill_ui_partner_identity_menu_fill (WaybillUiPartnerIdentityMenu *self, WaybillCertStore *store, const char *current)
{
  char *copy = g_strdup (current);

  g_set_object (&self->store, store);
  g_free (self->current);
  self->current = copy;
  take_identities (self);
  self->is_stale = TRUE;
  /* What was to come is of another list. */
  g_clear_handle_id (&self->turn, g_source_remove);
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    make_rows (self);
}

/**
 * waybill_ui_partner_identity_menu_leave_out:
 * @self: a menu of what takes over
 * @fingerprint: (nullable): the present one, which cannot take its own place
 */
void
waybill_ui_partner_identity_menu_leave_out (WaybillUiPartnerIdentityMenu *self, const char *fingerprint)
{
  self->is_next = TRUE;
  g_free (self->left_out);
  self->left_out = g_strdup (fingerprint);
}

/**
 * waybill_ui_partner_identity_menu_get_n_identities:
 * @self: a menu
 *
 * Returns: how many there are to choose from, without None
 */
guint
waybill_ui_partner_identity_menu_get_n_identities (WaybillUiPartnerIdentityMenu *self)
{
  return self->entries->len;
}

/* The store tells that it changed, and this list is made anew meanwhile. */
static gboolean
take_card (WaybillUiPartnerIdentityMenu *self, const WaybillCertTokenEntry *card)
{
  g_autoptr (GPtrArray) tokens = self->tokens != NULL ? g_ptr_array_ref (self->tokens) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillWords) words = NULL;

  if (waybill_cert_store_add_token (self->store, card->chain, card->uri, card->label, NULL, &error) != NULL)
    return TRUE;
  words = waybill_words_error_full (error, NULL, card->label, NULL);
  waybill_ui_toast_say (GTK_WIDGET (self), words->sentence);
  return FALSE;
}

static void
row_activated (WaybillUiPartnerIdentityMenu *self, GtkListBoxRow *row)
{
  /* The row goes when its list is made anew. */
  g_autofree char *fingerprint = g_strdup (g_object_get_data (G_OBJECT (row), FINGERPRINT_KEY));
  const WaybillCertTokenEntry *card = g_object_get_data (G_OBJECT (row), CARD_KEY);

  gtk_popover_popdown (GTK_POPOVER (self));
  if (card != NULL && !take_card (self, card))
    return;
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, fingerprint);
}

static void
waybill_ui_partner_identity_menu_dispose (GObject *object)
{
  WaybillUiPartnerIdentityMenu *self = WAYBILL_UI_PARTNER_IDENTITY_MENU (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->turn, g_source_remove);
  g_clear_pointer (&self->tokens, g_ptr_array_unref);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (waybill_ui_partner_identity_menu_parent_class)->dispose (object);
}

static void
waybill_ui_partner_identity_menu_finalize (GObject *object)
{
  WaybillUiPartnerIdentityMenu *self = WAYBILL_UI_PARTNER_IDENTITY_MENU (object);

  g_free (self->left_out);
  g_free (self->current);
  g_ptr_array_unref (self->entries);

  G_OBJECT_CLASS (waybill_ui_partner_identity_menu_parent_class)->finalize (object);
}

/* Before it is measured. */
static void
waybill_ui_partner_identity_menu_show (GtkWidget *widget)
{
  WaybillUiPartnerIdentityMenu *self = WAYBILL_UI_PARTNER_IDENTITY_MENU (widget);

  if (self->is_stale)
    make_rows (self);
  GTK_WIDGET_CLASS (waybill_ui_partner_identity_menu_parent_class)->show (widget);
}

static void
waybill_ui_partner_identity_menu_class_init (WaybillUiPartnerIdentityMenuClass *klass)
{
  GTK_WIDGET_CLASS (klass)->show = waybill_ui_partner_identity_menu_show;
  G_OBJECT_CLASS (klass)->dispose = waybill_ui_partner_identity_menu_dispose;
  G_OBJECT_CLASS (klass)->finalize = waybill_ui_partner_identity_menu_finalize;

  /**
   * WaybillUiPartnerIdentityMenu::chosen:
   * @fingerprint: (nullable): SHA-256 hex, or %NULL for None
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", WAYBILL_TYPE_UI_PARTNER_IDENTITY_MENU, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
waybill_ui_partner_identity_menu_init (WaybillUiPartnerIdentityMenu *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->entries = g_ptr_array_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Your certificates"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Your certificates"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 320);
  gtk_widget_set_size_request (scrolled, 300, -1);
  gtk_popover_set_child (GTK_POPOVER (self), scrolled);
  gtk_widget_add_css_class (GTK_WIDGET (self), "menu");
  g_signal_connect (self, "map", G_CALLBACK (mapped), NULL);
}

/**
 * waybill_ui_partner_identity_menu_new:
 *
 * Returns: (transfer floating): a menu without rows
 */
GtkWidget *
waybill_ui_partner_identity_menu_new (void)
{
  return g_object_new (WAYBILL_TYPE_UI_PARTNER_IDENTITY_MENU, NULL);
}
