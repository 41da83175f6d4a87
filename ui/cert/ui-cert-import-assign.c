/* The two decisions before anything is written. Partners are shown with what they use now. */

#include "ui-cert-import-assign.h"

#include "base-clock.h"
#include "partner-next.h"
#include "remote-path.h"
#include "ui-box.h"
#include "ui-day-row.h"
#include "ui-help.h"
#include "words-import.h"
#include "words-next.h"

#include <glib/gi18n.h>

typedef struct
{
  char *uuid;
  GtkCheckButton *check;
} Tick;

struct _WaybillUiCertImportAssign
{
  WaybillUiAssistantPage parent_instance;

  GPtrArray *ticks;      /* Tick */
  WaybillCertPlan *plan; /* (nullable): while it is shown */
  gboolean has_identity;
  gboolean filling;
  char *chosen;              /* (nullable): fingerprint of what the partners will show */
  char *begun;               /* (nullable): of which the start was chosen, by us or by the person */
  GHashTable *ticked_before; /* uuid to whether it was ticked, from the last time */
  GtkWidget *box_place;
  AdwPreferencesGroup *identity_group;
  AdwComboRow *identity_row;
  AdwPreferencesGroup *partners_group;
  GtkListBox *partners;
  AdwPreferencesGroup *start_group;
  AdwActionRow *now_row;
  GtkCheckButton *now_check;
  GtkCheckButton *day_check;
  WaybillUiDayRow *day_row;
  AdwPreferencesGroup *trust_group;
  GtkWidget *all_row;
  GtkCheckButton *ticked_check;
  GtkCheckButton *all_check;
  GtkCheckButton *nobody_check;
  GtkWidget *writing;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (WaybillUiCertImportAssign, waybill_ui_cert_import_assign, WAYBILL_TYPE_UI_ASSISTANT_PAGE)

static void
tick_free (gpointer data)
{
  Tick *tick = data;

  g_free (tick->uuid);
  g_object_unref (tick->check);
  g_free (tick);
}

static void
keep_ticks (WaybillUiCertImportAssign *self)
{
  for (guint i = 0; i < self->ticks->len; i++)
    {
      Tick *tick = self->ticks->pdata[i];

      g_hash_table_replace (self->ticked_before, g_strdup (tick->uuid),
                            GINT_TO_POINTER (gtk_check_button_get_active (tick->check)));
    }
}

static char *
dup_uses (WaybillUiContext *context, WaybillPartner *partner)
{
  const char *identity = waybill_partner_get_identity (partner);
  WaybillCertStore *store = waybill_ui_context_get_certificates (context);

  return waybill_words_import_uses (identity != NULL ? waybill_cert_store_find_fingerprint (store, identity) : NULL,
                                    identity != NULL);
}

/* Only where there is a partner to begin with it. */
static void
show_start (WaybillUiCertImportAssign *self)
{
  gboolean is_ticked = FALSE;

  for (guint i = 0; i < self->ticks->len && !is_ticked; i++)
    is_ticked = gtk_check_button_get_active (((Tick *) self->ticks->pdata[i])->check);
  gtk_widget_set_visible (GTK_WIDGET (self->start_group), self->has_identity && is_ticked);
  gtk_widget_set_visible (GTK_WIDGET (self->day_row), gtk_check_button_get_active (self->day_check));
}

static void
add_partner (WaybillUiCertImportAssign *self, WaybillUiContext *context, WaybillPartner *partner, gboolean wished)
{
  const char *uuid = waybill_partner_get_uuid (partner);
  g_autofree char *uses = dup_uses (context, partner);
  g_autofree char *shown = waybill_remote_path_dup_display (waybill_partner_get_name (partner));
  g_autofree char *name = g_strdup_printf (_ ("Use it for %s"), shown);
  GtkWidget *row = waybill_ui_assistant_page_new_row (NULL, shown, uses);
  Tick *tick = g_new0 (Tick, 1);
  gpointer before;

  tick->uuid = g_strdup (uuid);
  tick->check = g_object_ref_sink (g_object_new (GTK_TYPE_CHECK_BUTTON, "valign", GTK_ALIGN_CENTER, NULL));
  if (g_hash_table_lookup_extended (self->ticked_before, uuid, NULL, &before))
    wished = GPOINTER_TO_INT (before);
  gtk_check_button_set_active (tick->check, wished);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), GTK_WIDGET (tick->check));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (tick->check));
  waybill_ui_name_widget (GTK_WIDGET (tick->check), name);
  g_signal_connect_object (tick->check, "toggled", G_CALLBACK (show_start), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->partners, row);
  g_ptr_array_add (self->ticks, tick);
}

static void
show_partners (WaybillUiCertImportAssign *self, WaybillUiContext *context, gboolean has_identity, const char *wished)
{
  g_autoptr (GPtrArray) partners = waybill_partner_store_list (waybill_ui_context_get_partners (context));
  gboolean is_alone = partners->len == 1;
  const char *title = has_identity ? _ ("Which partners is your certificate for?") : _ ("Which partners are they for?");
  const char *line = has_identity ? _ ("Each partner keeps its own certificate. Changing one never disturbs another.")
                                  : _ ("The partners whose servers show certificates from these authorities.");

  keep_ticks (self);
  g_ptr_array_set_size (self->ticks, 0);
  waybill_ui_assistant_page_clear (self->partners);
  for (guint i = 0; i < partners->len; i++)
    add_partner (self, context, partners->pdata[i],
                 is_alone || g_strcmp0 (wished, waybill_partner_get_uuid (partners->pdata[i])) == 0);
  if (partners->len == 0)
    {
      title = _ ("There is no partner yet");
      line = _ ("The certificates are kept in the store. When you set up a partner, you choose them there.");
    }
  adw_preferences_group_set_title (self->partners_group, title);
  adw_preferences_group_set_description (self->partners_group, line);
  gtk_widget_set_visible (GTK_WIDGET (self->partners), partners->len > 0);
}

static void
show_trust (WaybillUiCertImportAssign *self, guint n_partners, gboolean has_authorities)
{
  g_autofree char *all
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u partner", "%u partners", n_partners), n_partners);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->all_row), all);
  gtk_widget_set_visible (GTK_WIDGET (self->trust_group), has_authorities && n_partners > 0);
}

static WaybillCertCertificate *
get_certificate (WaybillUiCertImportAssign *self, guint identity)
{
  return ((WaybillCertPlanItem *) waybill_cert_plan_get_items (self->plan)->pdata[identity])->certificate;
}

/* As chosen before; else the one that is good for the longest time: a folder may hold last year's too. */
static guint
find_identity (WaybillUiCertImportAssign *self, guint n_identities)
{
  gint64 best_end = waybill_base_clock_now ();
  guint best = 0;

  for (guint i = 0; i < n_identities; i++)
    {
      WaybillCertCertificate *certificate = get_certificate (self, i);
      gint64 end = waybill_cert_certificate_get_not_after (certificate);

      if (g_strcmp0 (self->chosen, waybill_cert_certificate_get_fingerprint (certificate)) == 0)
        return i;
      if (end <= best_end || !waybill_cert_certificate_is_for_clients (certificate))
        continue;
      best_end = end;
      best = i;
    }
  return best;
}

/* Only where there is a choice. */
static void
show_identities (WaybillUiCertImportAssign *self, guint n_identities, GPtrArray *labels)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < n_identities; i++)
    gtk_string_list_append (names, labels->pdata[i]);
  self->filling = TRUE;
  adw_combo_row_set_model (self->identity_row, G_LIST_MODEL (names));
  if (n_identities > 0)
    adw_combo_row_set_selected (self->identity_row, find_identity (self, n_identities));
  self->filling = FALSE;
}

/* One that is not valid yet waits for the day on which it is. */
static void
suggest_start (WaybillUiCertImportAssign *self)
{
  gint64 now = waybill_base_clock_now ();
  WaybillCertCertificate *certificate = get_certificate (self, waybill_ui_cert_import_assign_get_identity (self));
  gint64 begin = waybill_cert_certificate_get_not_before (certificate);
  g_autofree char *day = waybill_partner_next_suggest_day (certificate, now);
  g_autofree char *from = begin > now ? waybill_words_next_day (begin) : NULL;
  /* Translators: a day. */
  g_autofree char *words = from != NULL ? g_strdup_printf (_ ("It is not valid before %s"), from) : NULL;

  adw_action_row_set_subtitle (self->now_row, words != NULL ? words : _ ("From the next connection on"));
  if (g_strcmp0 (self->begun, waybill_cert_certificate_get_fingerprint (certificate)) == 0)
    return;
  g_free (self->begun);
  self->begun = g_strdup (waybill_cert_certificate_get_fingerprint (certificate));
  waybill_ui_day_row_set_day (self->day_row, day);
  gtk_check_button_set_active (begin > now ? self->day_check : self->now_check, TRUE);
}

static void
identity_chosen (WaybillUiCertImportAssign *self)
{
  if (self->plan == NULL || self->filling || !self->has_identity)
    return;
  g_free (self->chosen);
  self->chosen = g_strdup (
      waybill_cert_certificate_get_fingerprint (get_certificate (self, waybill_ui_cert_import_assign_get_identity (self))));
  suggest_start (self);
}

/**
 * waybill_ui_cert_import_assign_show:
 * @self: the page
 * @context: the stores
 * @plan: what will be stored
 * @labels: (element-type utf8): what each item will be called
 * @partner: (nullable): UUID, ticked at first
 *
 * Shows the choices; ticks from the last time stay. Main thread.
 */
void
waybill_ui_cert_import_assign_show (WaybillUiCertImportAssign *self,
                                    WaybillUiContext *context,
                                    WaybillCertPlan *plan,
                                    GPtrArray *labels,
                                    const char *partner)
{
  guint n_identities = waybill_cert_plan_get_n_identities (plan);
  gboolean has_authorities = waybill_cert_plan_get_items (plan)->len > n_identities;

  waybill_cert_plan_ref (plan);
  g_clear_pointer (&self->plan, waybill_cert_plan_unref);
  self->plan = plan;
  self->has_identity = n_identities > 0;
  show_partners (self, context, n_identities > 0, partner);
  show_identities (self, n_identities, labels);
  if (n_identities > 0)
    suggest_start (self);
  show_start (self);
  show_trust (self, self->ticks->len, has_authorities);
  gtk_widget_set_visible (GTK_WIDGET (self->identity_group), n_identities > 1 && self->ticks->len > 0);
  waybill_ui_assistant_page_set_ready (WAYBILL_UI_ASSISTANT_PAGE (self), TRUE);
}

/**
 * waybill_ui_cert_import_assign_dup_partners:
 * @self: the page
 *
 * Returns: (transfer full) (array zero-terminated=1): the UUIDs of the partners ticked
 */
char **
waybill_ui_cert_import_assign_dup_partners (WaybillUiCertImportAssign *self)
{
  g_autoptr (GStrvBuilder) uuids = g_strv_builder_new ();

  for (guint i = 0; i < self->ticks->len; i++)
    {
      Tick *tick = self->ticks->pdata[i];

      if (gtk_check_button_get_active (tick->check))
        g_strv_builder_add (uuids, tick->uuid);
    }
  return g_strv_builder_end (uuids);
}

/**
 * waybill_ui_cert_import_assign_get_trust:
 * @self: the page
 *
 * Returns: who may rely on the new authorities
 */
WaybillUiCertImportTrust
waybill_ui_cert_import_assign_get_trust (WaybillUiCertImportAssign *self)
{
  if (gtk_check_button_get_active (self->all_check))
    return WAYBILL_UI_CERT_IMPORT_TRUST_ALL;
  if (gtk_check_button_get_active (self->nobody_check))
    return WAYBILL_UI_CERT_IMPORT_TRUST_NOBODY;
  return WAYBILL_UI_CERT_IMPORT_TRUST_TICKED;
}

/**
 * waybill_ui_cert_import_assign_get_identity:
 * @self: the page
 *
 * Returns: index of the plan's identity that the ticked partners will show
 */
guint
waybill_ui_cert_import_assign_get_identity (WaybillUiCertImportAssign *self)
{
  guint selected = adw_combo_row_get_selected (self->identity_row);

  return selected == GTK_INVALID_LIST_POSITION ? 0 : selected;
}

/**
 * waybill_ui_cert_import_assign_set_from:
 * @self: the page
 * @day: a day, as waybill_partner_next_read_day() takes it
 *
 * Chooses “On a date…” and that day, on the page that is shown. Main thread.
 */
void
waybill_ui_cert_import_assign_set_from (WaybillUiCertImportAssign *self, const char *day)
{
  waybill_ui_day_row_set_day (self->day_row, day);
  gtk_check_button_set_active (self->day_check, TRUE);
}

/**
 * waybill_ui_cert_import_assign_dup_from:
 * @self: the page
 *
 * Returns: (transfer full) (nullable): the day on which it starts being used; %NULL: now, also for a day that has come
 */
char *
waybill_ui_cert_import_assign_dup_from (WaybillUiCertImportAssign *self)
{
  const char *day = waybill_ui_day_row_get_day (self->day_row);
  gint64 begin;

  if (!self->has_identity || !gtk_check_button_get_active (self->day_check) || !waybill_partner_next_read_day (day, &begin)
      || begin <= waybill_base_clock_now ())
    return NULL;
  return g_strdup (day);
}

/**
 * waybill_ui_cert_import_assign_set_failure:
 * @self: the page
 * @words: (nullable): why the import failed; %NULL: it did not
 *
 * Shows or hides it. Main thread.
 */
void
waybill_ui_cert_import_assign_set_failure (WaybillUiCertImportAssign *self, const WaybillWords *words)
{
  GtkWidget *old = gtk_widget_get_first_child (self->box_place);
  g_autofree char *text = NULL;

  if (old != NULL)
    gtk_box_remove (GTK_BOX (self->box_place), old);
  gtk_widget_set_visible (self->box_place, words != NULL);
  if (words == NULL)
    return;
  text = g_strconcat (words->reason != NULL ? words->reason : "", words->reason != NULL ? " " : "",
                      words->next != NULL ? words->next : "", words->next != NULL ? " " : "",
                      _ ("Nothing was stored: what had been done already was taken back."), NULL);
  gtk_box_append (GTK_BOX (self->box_place), waybill_ui_box_new (WAYBILL_UI_BOX_SHARP, words->sentence, text));
}

/**
 * waybill_ui_cert_import_assign_set_busy:
 * @self: the page
 * @busy: whether the import is being written
 *
 * Main thread.
 */
void
waybill_ui_cert_import_assign_set_busy (WaybillUiCertImportAssign *self, gboolean busy)
{
  gtk_widget_set_visible (self->writing, busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->partners_group), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->start_group), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->trust_group), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->identity_group), !busy);
}

static GtkWidget *
waybill_ui_cert_import_assign_find_field (WaybillUiAssistantPage *page)
{
  WaybillUiCertImportAssign *self = WAYBILL_UI_CERT_IMPORT_ASSIGN (page);

  if (gtk_widget_get_visible (self->box_place))
    return NULL;
  return self->ticks->len > 0 ? GTK_WIDGET (((Tick *) self->ticks->pdata[0])->check) : NULL;
}

static void
waybill_ui_cert_import_assign_dispose (GObject *object)
{
  g_clear_pointer (&WAYBILL_UI_CERT_IMPORT_ASSIGN (object)->plan, waybill_cert_plan_unref);
  G_OBJECT_CLASS (waybill_ui_cert_import_assign_parent_class)->dispose (object);
}

static void
waybill_ui_cert_import_assign_finalize (GObject *object)
{
  WaybillUiCertImportAssign *self = WAYBILL_UI_CERT_IMPORT_ASSIGN (object);

  g_free (self->chosen);
  g_free (self->begun);
  g_ptr_array_unref (self->ticks);
  g_hash_table_unref (self->ticked_before);
  G_OBJECT_CLASS (waybill_ui_cert_import_assign_parent_class)->finalize (object);
}

static void
waybill_ui_cert_import_assign_class_init (WaybillUiCertImportAssignClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_cert_import_assign_dispose;
  G_OBJECT_CLASS (klass)->finalize = waybill_ui_cert_import_assign_finalize;
  WAYBILL_UI_ASSISTANT_PAGE_CLASS (klass)->find_field = waybill_ui_cert_import_assign_find_field;
  g_type_ensure (WAYBILL_TYPE_UI_DAY_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-import-assign.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportAssign, box_place);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportAssign, identity_group);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportAssign, identity_row);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportAssign, partners_group);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportAssign, partners);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportAssign, start_group);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportAssign, now_row);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportAssign, now_check);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportAssign, day_check);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportAssign, day_row);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportAssign, trust_group);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportAssign, all_row);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportAssign, all_check);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportAssign, nobody_check);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportAssign, ticked_check);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportAssign, writing);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportAssign, spinner);
}

static void
waybill_ui_cert_import_assign_init (WaybillUiCertImportAssign *self)
{
  self->ticks = g_ptr_array_new_with_free_func (tick_free);
  self->ticked_before = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The rows name them too, with the mnemonic's underline. */
  waybill_ui_name_widget (GTK_WIDGET (self->ticked_check), _ ("Only the partners ticked above"));
  waybill_ui_name_widget (GTK_WIDGET (self->all_check), _ ("All partners"));
  waybill_ui_name_widget (GTK_WIDGET (self->nobody_check), _ ("Nobody yet"));
  waybill_ui_name_widget (GTK_WIDGET (self->now_check), _ ("Now"));
  waybill_ui_name_widget (GTK_WIDGET (self->day_check), _ ("On a date"));
  waybill_ui_help_attach (GTK_WIDGET (self->day_row), "from");
  g_signal_connect_object (self->day_check, "toggled", G_CALLBACK (show_start), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->identity_row, "notify::selected", G_CALLBACK (identity_chosen), self, G_CONNECT_SWAPPED);
}
