/* Replacing a certificate by another one of the store. Partners that show the old one show the new one, and trust lists that
 * tick the old one tick the new one instead; the old one stays in the store. It is done as one, or not at all. */

#include "ui-cert-replace.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui-box.h"
#include "ui-cert-import-ledger.h"
#include "ui-toast.h"
#include "words-error.h"
#include "words-holding.h"
#include "words-store.h"

#define FINGERPRINT_KEY "waybill-fingerprint"

/* More nobody looks through here. */
#define MAX_CANDIDATES 20

/* A row with a second line that wraps. GTK measures the list as if nothing wrapped, and would cut the last row. */
#define ROW_HEIGHT 66
#define MAX_ROWS 4

struct _WaybillUiCertReplace
{
  GtkPopover parent_instance;

  GtkLabel *text;
  GtkScrolledWindow *scrolled;
  GtkListBox *candidates;
  GtkWidget *import_button;
  GtkWidget *request_button;

  WaybillUiContext *context;
  char *fingerprint; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (WaybillUiCertReplace, waybill_ui_cert_replace, GTK_TYPE_POPOVER)

/* How much speaks for it: the same holder, the same issuer. */
static guint
rate (const WaybillCertEntry *entry, const WaybillCertEntry *old)
{
  guint same_name = g_str_equal (waybill_cert_certificate_get_subject (entry->certificate),
                                 waybill_cert_certificate_get_subject (old->certificate));
  guint same_issuer = g_str_equal (waybill_cert_certificate_get_issuer (entry->certificate),
                                   waybill_cert_certificate_get_issuer (old->certificate));

  return 2 * same_name + same_issuer;
}

static int
compare (gconstpointer one, gconstpointer other, gpointer old)
{
  const WaybillCertEntry *a = *(const WaybillCertEntry *const *) one;
  const WaybillCertEntry *b = *(const WaybillCertEntry *const *) other;
  guint rate_a = rate (a, old), rate_b = rate (b, old);
  gint64 end_a = waybill_cert_certificate_get_not_after (a->certificate);
  gint64 end_b = waybill_cert_certificate_get_not_after (b->certificate);

  if (rate_a != rate_b)
    return rate_a > rate_b ? -1 : 1;
  return (end_a < end_b) - (end_a > end_b);
}

/**
 * waybill_ui_cert_replace_list_candidates:
 * @store: the store
 * @old: one of its certificates
 *
 * Those of the same kind that are good for longer.
 *
 * Returns: (transfer container) (element-type WaybillCertEntry): the likeliest first, at most 20
 */
GPtrArray *
waybill_ui_cert_replace_list_candidates (WaybillCertStore *store, const WaybillCertEntry *old)
{
  g_autoptr (GPtrArray) entries = waybill_cert_store_list (store);
  GPtrArray *candidates = g_ptr_array_new ();
  gint64 end = waybill_cert_certificate_get_not_after (old->certificate);

  for (guint i = 0; i < entries->len; i++)
    {
      const WaybillCertEntry *entry = entries->pdata[i];

      if (entry != old && entry->is_identity == old->is_identity
          && waybill_cert_certificate_get_not_after (entry->certificate) > end)
        g_ptr_array_add (candidates, (gpointer) entry);
    }
  g_ptr_array_sort_with_data (candidates, compare, (gpointer) old);
  g_ptr_array_set_size (candidates, (int) MIN (candidates->len, MAX_CANDIDATES));
  return candidates;
}

static const WaybillCertEntry *
get_entry (WaybillUiCertReplace *self)
{
  if (self->context == NULL || self->fingerprint == NULL)
    return NULL;
  return waybill_cert_store_find_fingerprint (waybill_ui_context_get_certificates (self->context), self->fingerprint);
}

/* What Undo needs; it outlives popover and window. */
typedef struct
{
  WaybillUiCertImportLedger *ledger;
  GWeakRef window;
  char *fingerprint;
} Undo;

static void
undo_free (gpointer data)
{
  Undo *undo = data;

  waybill_ui_cert_import_ledger_free (undo->ledger);
  g_weak_ref_clear (&undo->window);
  g_free (undo->fingerprint);
  g_free (undo);
}

/* from: a widget of the store's window, or it itself. */
static void
say_problem (GtkWidget *from, const GError *error)
{
  g_autoptr (WaybillWords) words = waybill_words_error (error, NULL);
  g_autofree char *body = waybill_words_to_body (words, " ");

  gtk_widget_activate_action (from, "cert.problem", "(ss)", words->title, body);
}

static void
undo_replacing (gpointer data)
{
  Undo *undo = data;
  g_autoptr (GtkWidget) window = g_weak_ref_get (&undo->window);
  g_autoptr (GError) error = NULL;
  gboolean done = waybill_ui_cert_import_ledger_undo (undo->ledger, &error);

  if (window == NULL)
    return;
  gtk_widget_activate_action (window, "cert.show", "s", undo->fingerprint);
  if (!done)
    say_problem (window, error);
}

/* One partner: what it shows, what will take over there, and whom it trusts. */
static gboolean
change_partner (
    WaybillUiCertImportLedger *ledger, WaybillPartner *partner, const char *old, const char *fresh, GError **error)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new ();
  g_autoptr (GPtrArray) removed = g_ptr_array_new ();
  gboolean shows = g_strcmp0 (waybill_partner_get_identity (partner), old) == 0;
  gboolean will_show = g_strcmp0 (waybill_partner_get_next_identity (partner), old) == 0;
  const char *from = will_show && !shows ? waybill_partner_get_next_from (partner) : NULL;

  if (g_strv_contains (waybill_partner_get_authorities (partner), old))
    {
      g_ptr_array_add (added, (char *) fresh);
      g_ptr_array_add (removed, (char *) old);
    }
  return waybill_ui_cert_import_ledger_set_partner (ledger, partner, shows || will_show ? fresh : NULL, from, added, removed,
                                                    error);
}

static void
offer_undo (WaybillUiCertReplace *self, WaybillUiCertImportLedger *ledger, const char *said)
{
  Undo *undo = g_new0 (Undo, 1);

  undo->ledger = ledger;
  g_weak_ref_init (&undo->window, gtk_widget_get_root (GTK_WIDGET (self)));
  undo->fingerprint = g_strdup (self->fingerprint);
  waybill_ui_toast_offer_undo (GTK_WIDGET (self), said, undo_replacing, undo, undo_free);
}

/* All partners, or none. */
static void
replace (WaybillUiCertReplace *self, const char *fresh)
{
  WaybillCertStore *store = waybill_ui_context_get_certificates (self->context);
  const WaybillCertEntry *entry = waybill_cert_store_find_fingerprint (store, fresh);
  g_autoptr (GPtrArray) users
      = waybill_partner_store_users_of_certificate (waybill_ui_context_get_partners (self->context), self->fingerprint);
  g_autoptr (WaybillUiCertImportLedger) ledger = waybill_ui_cert_import_ledger_new (self->context);
  g_autofree char *old = g_strdup (self->fingerprint);
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;

  if (entry == NULL || get_entry (self) == NULL)
    return;
  said = waybill_words_holding_replaced (get_entry (self)->label, entry->label, users);
  for (guint i = 0; i < users->len && error == NULL; i++)
    change_partner (ledger, users->pdata[i], old, fresh, &error);
  if (error != NULL)
    {
      waybill_ui_cert_import_ledger_undo (ledger, NULL);
      say_problem (GTK_WIDGET (self), error);
      return;
    }
  offer_undo (self, g_steal_pointer (&ledger), said);
  gtk_widget_activate_action (GTK_WIDGET (self), "cert.show", "s", fresh);
}

static void
candidate_activated (WaybillUiCertReplace *self, GtkListBoxRow *row)
{
  g_autofree char *fresh = g_strdup (g_object_get_data (G_OBJECT (row), FINGERPRINT_KEY));

  gtk_popover_popdown (GTK_POPOVER (self));
  replace (self, fresh);
}

/* The assistant ticks the partner that uses the old one, where there is one alone. */
static void
import_now (WaybillUiCertReplace *self)
{
  g_autoptr (GPtrArray) users
      = waybill_partner_store_users_of_certificate (waybill_ui_context_get_partners (self->context), self->fingerprint);

  gtk_popover_popdown (GTK_POPOVER (self));
  waybill_ui_context_import (self->context, GTK_WIDGET (self), NULL,
                             users->len == 1 ? waybill_partner_get_uuid (users->pdata[0]) : NULL);
}

static void
request_now (WaybillUiCertReplace *self)
{
  g_autoptr (GPtrArray) users
      = waybill_partner_store_users_of_certificate (waybill_ui_context_get_partners (self->context), self->fingerprint);

  gtk_popover_popdown (GTK_POPOVER (self));
  waybill_ui_context_go (self->context, GTK_WIDGET (self), WAYBILL_UI_PLACE_REQUEST,
                         users->len > 0 ? waybill_partner_get_uuid (users->pdata[0]) : NULL, NULL);
}

static void
add_candidate (WaybillUiCertReplace *self, const WaybillCertEntry *entry)
{
  g_autofree char *until = waybill_words_store_until (entry->certificate);
  g_autofree char *name = g_strdup_printf (_ ("Replace it by %s, %s"), entry->label, until);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 0, "subtitle-lines", 0,
                                 "activatable", TRUE, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), entry->label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), until);
  waybill_ui_name_widget (row, name);
  g_object_set_data_full (G_OBJECT (row), FINGERPRINT_KEY,
                          g_strdup (waybill_cert_certificate_get_fingerprint (entry->certificate)), g_free);
  gtk_list_box_append (self->candidates, row);
}

static void
say_what (WaybillUiCertReplace *self, guint n_users, guint n_candidates)
{
  if (n_users == 0)
    gtk_label_set_text (self->text, _ ("No partner uses it, so there is nothing to carry over."));
  else if (n_candidates == 0)
    gtk_label_set_text (self->text, _ ("The store has none that is good for longer."));
  else
    gtk_label_set_text (self->text, _ ("Partners and trust lists that use it change over at once. It stays in the store."));
}

static void
fill (WaybillUiCertReplace *self)
{
  const WaybillCertEntry *entry = get_entry (self);
  g_autoptr (GPtrArray) candidates = NULL;
  g_autoptr (GPtrArray) users = NULL;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->candidates))) != NULL)
    gtk_list_box_remove (self->candidates, row);
  if (entry == NULL)
    return;
  candidates = waybill_ui_cert_replace_list_candidates (waybill_ui_context_get_certificates (self->context), entry);
  users = waybill_partner_store_users_of_certificate (waybill_ui_context_get_partners (self->context), self->fingerprint);
  for (guint i = 0; i < candidates->len && users->len > 0; i++)
    add_candidate (self, candidates->pdata[i]);
  say_what (self, users->len, candidates->len);
  gtk_scrolled_window_set_min_content_height (self->scrolled, (int) MIN (candidates->len, MAX_ROWS) * ROW_HEIGHT);
  gtk_widget_set_visible (GTK_WIDGET (self->scrolled), candidates->len > 0 && users->len > 0);
  gtk_widget_set_visible (self->request_button, entry->is_identity);
}

/**
 * waybill_ui_cert_replace_set:
 * @self: a popover
 * @context: where certificates and partners are
 * @fingerprint: (nullable): which certificate it is about
 *
 * Sets what it is about; when that is another one, it closes. Main thread.
 */
void
waybill_ui_cert_replace_set (WaybillUiCertReplace *self, WaybillUiContext *context, const char *fingerprint)
{
  g_return_if_fail (WAYBILL_IS_UI_CERT_REPLACE (self));

  g_set_object (&self->context, context);
  if (g_strcmp0 (self->fingerprint, fingerprint) == 0)
    return;
  g_free (self->fingerprint);
  self->fingerprint = g_strdup (fingerprint);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
waybill_ui_cert_replace_map (GtkWidget *widget)
{
  fill (WAYBILL_UI_CERT_REPLACE (widget));
  GTK_WIDGET_CLASS (waybill_ui_cert_replace_parent_class)->map (widget);
}

static void
waybill_ui_cert_replace_dispose (GObject *object)
{
  WaybillUiCertReplace *self = WAYBILL_UI_CERT_REPLACE (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->fingerprint, g_free);
  G_OBJECT_CLASS (waybill_ui_cert_replace_parent_class)->dispose (object);
}

static void
waybill_ui_cert_replace_class_init (WaybillUiCertReplaceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_cert_replace_dispose;
  widget_class->map = waybill_ui_cert_replace_map;

  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-replace.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertReplace, text);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertReplace, scrolled);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertReplace, candidates);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertReplace, import_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertReplace, request_button);
  gtk_widget_class_bind_template_callback (widget_class, candidate_activated);
  gtk_widget_class_bind_template_callback (widget_class, import_now);
  gtk_widget_class_bind_template_callback (widget_class, request_now);
}

static void
waybill_ui_cert_replace_init (WaybillUiCertReplace *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  waybill_ui_name_buttons (GTK_WIDGET (self));
}
