/* Which partners a certificate is for. An identity is what the partner is shown, one each; an authority is ticked in the
 * partner's trust list. Every tick is saved at once, said, and undone from there. */

#include "ui-cert-details-assign.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui-box.h"
#include "ui-toast.h"
#include "words-error.h"
#include "words-store.h"

#define UUID_KEY "waybill-partner"
#define CHECK_KEY "waybill-check"

/* A row with a second line that wraps. GTK measures the list as if nothing wrapped, and would cut the last row. */
#define ROW_HEIGHT 66
#define MAX_ROWS 5

/* Rows of one turn: those that can be seen, and a few more. There may be five hundred partners. */
#define STEP 16
#define TURN_MS 20

struct _WaybillUiCertDetailsAssign
{
  GtkPopover parent_instance;

  GtkLabel *title;
  WaybillUiBox *problem;
  GtkScrolledWindow *scrolled;
  GtkListBox *partners;
  GtkWidget *empty;

  WaybillUiContext *context;
  WaybillUiCertItem *item; /* (nullable) */
  gboolean filling;
  GPtrArray *listed; /* (nullable) (element-type WaybillPartner): as many as there are rows to be made */
  guint n_rows;      /* so many of them are */
  guint turn;
};

G_DEFINE_FINAL_TYPE (WaybillUiCertDetailsAssign, waybill_ui_cert_details_assign, GTK_TYPE_POPOVER)

/* What Undo needs; it outlives popover and window. */
typedef struct
{
  WaybillUiContext *context;
  GWeakRef window;
  char *partner;
  char *fingerprint;
  char *identity; /* (nullable): what the partner showed before */
  gboolean is_identity;
  gboolean assigned;
} Undo;

static void
undo_free (gpointer data)
{
  Undo *undo = data;

  g_object_unref (undo->context);
  g_weak_ref_clear (&undo->window);
  g_free (undo->partner);
  g_free (undo->fingerprint);
  g_free (undo->identity);
  g_free (undo);
}

static gboolean
change (WaybillPartner *partner,
        const char *fingerprint,
        gboolean is_identity,
        gboolean assigned,
        const char *identity,
        GError **error)
{
  if (is_identity)
    return waybill_partner_set_identity (partner, assigned ? fingerprint : identity, error);
  if (assigned)
    return waybill_partner_add_authority (partner, fingerprint, error);
  waybill_partner_remove_authority (partner, fingerprint);
  return TRUE;
}

/**
 * waybill_ui_cert_details_assign_apply:
 * @context: where the partners are
 * @partner: UUID of one of them
 * @fingerprint: a certificate
 * @is_identity: whether it is ours, and not an authority
 * @assigned: whether the partner gets it
 * @identity: (nullable): what the partner shows when @assigned is %FALSE
 * @error: return location
 *
 * Changes the partner and saves it. Main thread.
 *
 * Returns: %FALSE with %WAYBILL_PARTNER_ERROR when it cannot be saved, or is gone; the partner is as before
 */
gboolean
waybill_ui_cert_details_assign_apply (WaybillUiContext *context,
                                      const char *partner,
                                      const char *fingerprint,
                                      gboolean is_identity,
                                      gboolean assigned,
                                      const char *identity,
                                      GError **error)
{
  WaybillPartner *found = waybill_ui_context_find_partner (context, partner);
  g_autofree char *before = NULL;
  gboolean was_ticked;

  if (found == NULL)
    {
      g_set_error (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_NOT_FOUND, "No partner %s", partner);
      return FALSE;
    }
  before = g_strdup (waybill_partner_get_identity (found));
  was_ticked = g_strv_contains (waybill_partner_get_authorities (found), fingerprint);
  if (change (found, fingerprint, is_identity, assigned, identity, error)
      && waybill_partner_store_save (waybill_ui_context_get_partners (context), found, error))
    return TRUE;
  change (found, fingerprint, is_identity, is_identity ? FALSE : was_ticked, before, NULL);
  return FALSE;
}

static const char *
get_fingerprint (WaybillUiCertDetailsAssign *self)
{
  return self->item == NULL ? NULL : waybill_ui_cert_item_get_id (self->item);
}

/* NULL: it is on a card, and not in the store. */
static const WaybillCertEntry *
get_entry (WaybillUiCertDetailsAssign *self)
{
  if (self->context == NULL || self->item == NULL)
    return NULL;
  return waybill_cert_store_find_fingerprint (waybill_ui_context_get_certificates (self->context), get_fingerprint (self));
}

static gboolean
is_identity (WaybillUiCertDetailsAssign *self)
{
  return waybill_ui_cert_item_is_identity (self->item);
}

/* What a partner names has to be in the store: the certificate, and where its key is. It stays there when the tick is
 * undone. */
static gboolean
take_from_card (WaybillUiCertDetailsAssign *self, GError **error)
{
  if (get_entry (self) != NULL || waybill_ui_cert_item_get_kind (self->item) != WAYBILL_UI_CERT_ITEM_CARD)
    return TRUE;
  return waybill_cert_store_add_token (waybill_ui_context_get_certificates (self->context),
                                       waybill_ui_cert_item_get_chain (self->item),
                                       waybill_ui_cert_item_get_token (self->item),
                                       waybill_ui_cert_item_get_label (self->item), NULL, error)
         != NULL;
}

static void
undo_assignment (gpointer data)
{
  Undo *undo = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWidget) window = NULL;

  if (waybill_ui_cert_details_assign_apply (undo->context, undo->partner, undo->fingerprint, undo->is_identity,
                                            !undo->assigned && !undo->is_identity, undo->identity, &error))
    return;
  window = g_weak_ref_get (&undo->window);
  if (window != NULL)
    {
      g_autoptr (WaybillWords) words = waybill_words_error (error, NULL);
      g_autofree char *body = waybill_words_to_body (words, " ");

      gtk_widget_activate_action (window, "cert.problem", "(ss)", words->title, body);
    }
}

static void
offer_undo (WaybillUiCertDetailsAssign *self, WaybillPartner *partner, const char *identity, gboolean assigned)
{
  g_autofree char *said
      = waybill_words_store_assigned (waybill_partner_get_name (partner), waybill_ui_cert_item_get_label (self->item),
                                      is_identity (self), assigned);
  Undo *undo = g_new0 (Undo, 1);

  undo->context = g_object_ref (self->context);
  g_weak_ref_init (&undo->window, gtk_widget_get_root (GTK_WIDGET (self)));
  undo->partner = g_strdup (waybill_partner_get_uuid (partner));
  undo->fingerprint = g_strdup (get_fingerprint (self));
  undo->identity = g_strdup (identity);
  undo->is_identity = is_identity (self);
  undo->assigned = assigned;
  waybill_ui_toast_offer_undo (GTK_WIDGET (self), said, undo_assignment, undo, undo_free);
}

static gboolean
is_assigned (WaybillUiCertDetailsAssign *self, WaybillPartner *partner)
{
  guint use = waybill_words_store_get_use (partner, get_fingerprint (self));

  return (use & (is_identity (self) ? WAYBILL_WORDS_STORE_SHOWS : WAYBILL_WORDS_STORE_TRUSTS)) != 0;
}

static void
update_row (WaybillUiCertDetailsAssign *self, AdwActionRow *row)
{
  WaybillCertStore *store = waybill_ui_context_get_certificates (self->context);
  GtkCheckButton *check = g_object_get_data (G_OBJECT (row), CHECK_KEY);
  WaybillPartner *partner = waybill_ui_context_find_partner (self->context, g_object_get_data (G_OBJECT (row), UUID_KEY));
  g_autofree char *subtitle = NULL;
  WaybillRemoteProtocol protocol;

  if (partner == NULL)
    {
      gtk_widget_set_sensitive (GTK_WIDGET (row), FALSE);
      return;
    }
  protocol = waybill_partner_get_protocol (partner);
  subtitle = is_identity (self) ? waybill_words_store_identity_of (partner, store)
                                : waybill_words_store_trust_of (partner, store);
  if (*subtitle == '\0')
    {
      g_free (subtitle);
      subtitle = waybill_words_store_identity_of (partner, store);
    }
  adw_action_row_set_subtitle (row, subtitle);
  gtk_widget_set_sensitive (GTK_WIDGET (row),
                            protocol != WAYBILL_REMOTE_PROTOCOL_SFTP && protocol != WAYBILL_REMOTE_PROTOCOL_FTP);
  self->filling = TRUE;
  gtk_check_button_set_active (check, is_assigned (self, partner));
  self->filling = FALSE;
}

static void
update_rows (WaybillUiCertDetailsAssign *self)
{
  GtkListBoxRow *row;

  for (int i = 0; self->item != NULL && (row = gtk_list_box_get_row_at_index (self->partners, i)) != NULL; i++)
    update_row (self, ADW_ACTION_ROW (row));
}

static void
check_toggled (WaybillUiCertDetailsAssign *self, GtkCheckButton *check)
{
  WaybillPartner *partner
      = self->filling ? NULL
                      : waybill_ui_context_find_partner (self->context, g_object_get_data (G_OBJECT (check), UUID_KEY));
  gboolean assigned = gtk_check_button_get_active (check);
  g_autofree char *identity = NULL;
  g_autoptr (GError) error = NULL;

  if (self->item == NULL || partner == NULL)
    return;
  identity = g_strdup (waybill_partner_get_identity (partner));
  if (take_from_card (self, &error)
      && waybill_ui_cert_details_assign_apply (self->context, waybill_partner_get_uuid (partner), get_fingerprint (self),
                                               is_identity (self), assigned, NULL, &error))
    offer_undo (self, partner, identity, assigned);
  else
    {
      g_autoptr (WaybillWords) words = waybill_words_error (error, waybill_partner_get_name (partner));
      g_autofree char *body = waybill_words_to_body (words, " ");

      waybill_ui_box_set (self->problem, WAYBILL_UI_BOX_SHARP, words->title, body);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
  update_rows (self);
}

static void
add_row (WaybillUiCertDetailsAssign *self, WaybillPartner *partner)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 0, "subtitle-lines", 0,
                                 "activatable-widget", check, NULL);
  g_autofree char *name = g_strdup_printf (is_identity (self) ? _ ("Assign to %s") : _ ("Trust it for %s"),
                                           waybill_partner_get_name (partner));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), waybill_partner_get_name (partner));
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  waybill_ui_name_widget (check, name);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  g_object_set_data (G_OBJECT (row), CHECK_KEY, check);
  g_object_set_data_full (G_OBJECT (row), UUID_KEY, g_strdup (waybill_partner_get_uuid (partner)), g_free);
  g_object_set_data_full (G_OBJECT (check), UUID_KEY, g_strdup (waybill_partner_get_uuid (partner)), g_free);
  gtk_list_box_append (self->partners, row);
  update_row (self, ADW_ACTION_ROW (row));
  g_signal_connect_object (check, "toggled", G_CALLBACK (check_toggled), self, G_CONNECT_SWAPPED);
}

static gboolean
add_further (gpointer user_data)
{
  WaybillUiCertDetailsAssign *self = user_data;

  for (guint i = 0; i < STEP && self->item != NULL && self->n_rows < self->listed->len; i++)
    add_row (self, self->listed->pdata[self->n_rows++]);
  if (self->item != NULL && self->n_rows < self->listed->len)
    return G_SOURCE_CONTINUE;
  self->turn = 0;
  return G_SOURCE_REMOVE;
}

/* The first rows now; the others come while somebody looks at these. */
static void
add_rows (WaybillUiCertDetailsAssign *self, GPtrArray *partners)
{
  g_clear_pointer (&self->listed, g_ptr_array_unref);
  self->listed = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < partners->len; i++)
    g_ptr_array_add (self->listed, g_object_ref (partners->pdata[i]));
  self->n_rows = 0;
  if (add_further (self) == G_SOURCE_CONTINUE)
    self->turn = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, TURN_MS, add_further, self, NULL);
}

static void
fill (WaybillUiCertDetailsAssign *self)
{
  g_autoptr (GPtrArray) partners = waybill_partner_store_list (waybill_ui_context_get_partners (self->context));
  GtkWidget *row;

  g_clear_handle_id (&self->turn, g_source_remove);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->partners))) != NULL)
    gtk_list_box_remove (self->partners, row);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  if (self->item == NULL)
    return;
  gtk_label_set_text (self->title, is_identity (self) ? _ ("Which partners is your certificate for?")
                                                      : _ ("Which partners may rely on this authority?"));
  add_rows (self, partners);
  gtk_scrolled_window_set_min_content_height (self->scrolled, (int) MIN (partners->len, MAX_ROWS) * ROW_HEIGHT);
  gtk_widget_set_visible (GTK_WIDGET (self->scrolled), partners->len > 0);
  gtk_widget_set_visible (self->empty, partners->len == 0);
}

/**
 * waybill_ui_cert_details_assign_set:
 * @self: a popover
 * @context: where certificates and partners are
 * @item: (nullable): which certificate it is about
 *
 * Sets what it is about; while it is open, its ticks follow. Main thread.
 */
void
waybill_ui_cert_details_assign_set (WaybillUiCertDetailsAssign *self, WaybillUiContext *context, WaybillUiCertItem *item)
{
  g_return_if_fail (WAYBILL_IS_UI_CERT_DETAILS_ASSIGN (self));

  g_set_object (&self->context, context);
  if (g_set_object (&self->item, item))
    gtk_popover_popdown (GTK_POPOVER (self));
  else if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update_rows (self);
}

static void
waybill_ui_cert_details_assign_map (GtkWidget *widget)
{
  fill (WAYBILL_UI_CERT_DETAILS_ASSIGN (widget));
  GTK_WIDGET_CLASS (waybill_ui_cert_details_assign_parent_class)->map (widget);
}

static void
waybill_ui_cert_details_assign_dispose (GObject *object)
{
  WaybillUiCertDetailsAssign *self = WAYBILL_UI_CERT_DETAILS_ASSIGN (object);

  g_clear_handle_id (&self->turn, g_source_remove);
  g_clear_pointer (&self->listed, g_ptr_array_unref);
  g_clear_object (&self->context);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (waybill_ui_cert_details_assign_parent_class)->dispose (object);
}

static void
waybill_ui_cert_details_assign_class_init (WaybillUiCertDetailsAssignClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_cert_details_assign_dispose;
  widget_class->map = waybill_ui_cert_details_assign_map;

  g_type_ensure (WAYBILL_TYPE_UI_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-details-assign.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertDetailsAssign, title);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertDetailsAssign, problem);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertDetailsAssign, scrolled);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertDetailsAssign, partners);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertDetailsAssign, empty);
}

static void
waybill_ui_cert_details_assign_init (WaybillUiCertDetailsAssign *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  waybill_ui_name_buttons (GTK_WIDGET (self));
}
