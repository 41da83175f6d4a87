/* The group "Next certificate". What stands in the way of the day is said beside the day, before it comes. */

#include "ui-partner-next-private.h"

#include <glib/gi18n.h>

#include "base-clock.h"
#include "partner-next.h"
#include "ui-box.h"
#include "ui-day-row.h"
#include "ui-help.h"
#include "ui-partner-identity-menu-private.h"
#include "ui-partner-note-private.h"
#include "ui-state.h"
#include "words-cert.h"
#include "words-next.h"

struct _WaybillUiPartnerNext
{
  AdwPreferencesGroup parent_instance;

  WaybillUiPartnerDraft *draft;
  AdwActionRow *row;
  GtkImage *state;
  GtkMenuButton *button;
  WaybillUiPartnerIdentityMenu *menu;
  WaybillUiDayRow *day_row;
};

G_DEFINE_FINAL_TYPE (WaybillUiPartnerNext, waybill_ui_partner_next, ADW_TYPE_PREFERENCES_GROUP)

static WaybillPartner *
get_partner (WaybillUiPartnerNext *self)
{
  return waybill_ui_partner_draft_get_partner (self->draft);
}

static WaybillCertStore *
get_store (WaybillUiPartnerNext *self)
{
  return waybill_ui_context_get_certificates (waybill_ui_partner_draft_get_context (self->draft));
}

static const WaybillCertEntry *
find_identity (WaybillUiPartnerNext *self, const char *fingerprint)
{
  const WaybillCertEntry *entry
      = fingerprint != NULL ? waybill_cert_store_find_fingerprint (get_store (self), fingerprint) : NULL;

  return entry != NULL && entry->is_identity ? entry : NULL;
}

static void
show_row (WaybillUiPartnerNext *self, const char *title, const char *subtitle, WaybillUiState state)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), title);
  adw_action_row_set_subtitle (self->row, subtitle);
  waybill_ui_state_show (self->state, state, subtitle);
}

/* Whether it can be used on its day. */
static void
show_entry (WaybillUiPartnerNext *self, const WaybillCertEntry *entry, gint64 begin)
{
  gint64 from = waybill_cert_certificate_get_not_before (entry->certificate);
  gint64 until = waybill_cert_certificate_get_not_after (entry->certificate);
  g_autofree char *day = waybill_words_next_day (begin > until ? until : from);
  g_autofree char *words = NULL;

  if (begin > until)
    /* Translators: a day. */
    words = g_strdup_printf (_ ("Runs out on %s, before that day"), day);
  else if (begin < from)
    /* Translators: a day. */
    words = g_strdup_printf (_ ("Not valid before %s: the present one is used until then"), day);
  else
    /* Translators: a day. */
    words = g_strdup_printf (_ ("Valid from %s"), day);
  show_row (self, entry->label, words,
            begin > until  ? WAYBILL_UI_STATE_FAILED
            : begin < from ? WAYBILL_UI_STATE_WARNING
                           : WAYBILL_UI_STATE_READY);
}

static void
show_day (WaybillUiPartnerNext *self, gint64 begin)
{
  const WaybillCertEntry *present = find_identity (self, waybill_partner_get_identity (get_partner (self)));
  const char *words = _ ("Until then the present one is used");

  if (begin <= waybill_base_clock_now ())
    words = _ ("That day has come: it takes over as soon as you save");
  else if (present != NULL && begin > waybill_cert_certificate_get_not_after (present->certificate))
    words = _ ("The present one runs out before that day");
  else if (present == NULL)
    words = _ ("Until then no certificate is shown");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->day_row), words);
  waybill_ui_day_row_set_day (self->day_row, waybill_partner_get_next_from (get_partner (self)));
}

/**
 * waybill_ui_partner_next_show:
 * @self: the group
 *
 * Shows what the draft holds. Main thread.
 */
void
waybill_ui_partner_next_show (WaybillUiPartnerNext *self)
{
  WaybillPartner *partner = get_partner (self);
  const char *fingerprint = waybill_partner_get_next_identity (partner);
  const WaybillCertEntry *entry = find_identity (self, fingerprint);
  gint64 begin = 0;

  waybill_partner_next_read_day (waybill_partner_get_next_from (partner), &begin);
  waybill_ui_partner_identity_menu_leave_out (self->menu, waybill_partner_get_identity (partner));
  waybill_ui_partner_identity_menu_fill (self->menu, get_store (self), fingerprint);
  gtk_widget_set_visible (GTK_WIDGET (self->button),
                          fingerprint != NULL || waybill_ui_partner_identity_menu_get_n_identities (self->menu) > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->day_row), fingerprint != NULL);
  if (fingerprint == NULL)
    show_row (self, _ ("None waits"), _ ("When the new one is in your store, choose it here"), WAYBILL_UI_STATE_NONE);
  else if (entry == NULL)
    show_row (self, _ ("Not in the store any more"), _ ("Choose another one, or import this one again"),
              WAYBILL_UI_STATE_FAILED);
  else
    show_entry (self, entry, begin);
  if (fingerprint != NULL)
    show_day (self, begin);
}

/* The first day on which it can be used, unless the partner's day is known already. */
static void
chosen (WaybillUiPartnerNext *self, const char *fingerprint)
{
  WaybillPartner *partner = get_partner (self);
  const WaybillCertEntry *entry = find_identity (self, fingerprint);
  g_autofree char *day = g_strdup (waybill_partner_get_next_from (partner));

  if (day == NULL && entry != NULL)
    day = waybill_partner_next_suggest_day (entry->certificate, waybill_base_clock_now ());
  waybill_partner_set_next (partner, entry != NULL ? fingerprint : NULL, day, NULL);
  waybill_ui_partner_next_show (self);
  gtk_widget_grab_focus (entry != NULL ? GTK_WIDGET (self->day_row) : GTK_WIDGET (self->button));
}

static void
day_changed (WaybillUiPartnerNext *self)
{
  WaybillPartner *partner = get_partner (self);
  g_autofree char *fingerprint = g_strdup (waybill_partner_get_next_identity (partner));

  waybill_partner_set_next (partner, fingerprint, waybill_ui_day_row_get_day (self->day_row), NULL);
  waybill_ui_partner_next_show (self);
}

static void
waybill_ui_partner_next_dispose (GObject *object)
{
  g_clear_object (&WAYBILL_UI_PARTNER_NEXT (object)->draft);

  G_OBJECT_CLASS (waybill_ui_partner_next_parent_class)->dispose (object);
}

static void
waybill_ui_partner_next_class_init (WaybillUiPartnerNextClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = waybill_ui_partner_next_dispose;
}

static void
waybill_ui_partner_next_init (WaybillUiPartnerNext *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  adw_preferences_group_set_title (group, _ ("Next certificate"));
  adw_preferences_group_set_description (group, _ ("Did the partner say from which day the new certificate counts? Waybill "
                                                   "changes over by itself and tells you."));
  self->menu = WAYBILL_UI_PARTNER_IDENTITY_MENU (waybill_ui_partner_identity_menu_new ());
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_label (self->button, _ ("Choose Ne_xt…"));
  gtk_menu_button_set_use_underline (self->button, TRUE);
  gtk_menu_button_set_popover (self->button, GTK_WIDGET (self->menu));
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  waybill_ui_name_widget (GTK_WIDGET (self->button), _ ("Choose the next certificate"));
  self->state = GTK_IMAGE (gtk_image_new ());
  self->row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, NULL);
  adw_action_row_add_suffix (self->row, GTK_WIDGET (self->state));
  adw_action_row_add_suffix (self->row, GTK_WIDGET (self->button));
  adw_preferences_group_add (group, GTK_WIDGET (self->row));
  self->day_row = WAYBILL_UI_DAY_ROW (waybill_ui_day_row_new (_ ("Takes _over on")));
  adw_preferences_group_add (group, GTK_WIDGET (self->day_row));
  waybill_ui_help_attach (GTK_WIDGET (self->row), "next-identity");
  waybill_ui_help_attach (GTK_WIDGET (self->day_row), "from");
  g_signal_connect_object (self->menu, "chosen", G_CALLBACK (chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->day_row, "day-changed", G_CALLBACK (day_changed), self, G_CONNECT_SWAPPED);
}

/**
 * waybill_ui_partner_next_new:
 * @draft: what it works on
 *
 * Returns: (transfer floating): the group
 */
GtkWidget *
waybill_ui_partner_next_new (WaybillUiPartnerDraft *draft)
{
  WaybillUiPartnerNext *self = g_object_new (WAYBILL_TYPE_UI_PARTNER_NEXT, NULL);

  self->draft = g_object_ref (draft);
  waybill_ui_partner_next_show (self);
  return GTK_WIDGET (self);
}
