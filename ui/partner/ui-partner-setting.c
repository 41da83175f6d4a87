/* One row for one setting of a partner. What is typed goes into the draft at once where it can be a value; why it cannot is
 * said below it when the focus leaves. */

#include "ui-partner-setting-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "partner-setting.h"
#include "ui-partner-note-private.h"

#define ROW_KEY "waybill-setting"

struct _WaybillUiPartnerSettingRow
{
  const WaybillUiPartnerSetting *setting;
  const WaybillPartnerSetting *rule;
  WaybillUiPartnerDraft *draft;
  GtkWidget *row;
  GtkSwitch *toggle;          /* of a yes or no */
  GStrv values;               /* of a list */
  WaybillUiPartnerNote *note; /* of a line of text */
  const char *needed;         /* (nullable) */
  gboolean is_refused;
};

static void
row_free (gpointer data)
{
  WaybillUiPartnerSettingRow *self = data;

  g_strfreev (self->values);
  g_object_unref (self->draft);
  g_free (self);
}

static const char *
get_value (WaybillUiPartnerSettingRow *self)
{
  return waybill_partner_get_setting (waybill_ui_partner_draft_get_partner (self->draft), self->setting->key);
}

static gboolean
set_value (WaybillUiPartnerSettingRow *self, const char *value)
{
  return waybill_partner_set_setting (waybill_ui_partner_draft_get_partner (self->draft), self->setting->key, value, NULL);
}

/* A yes or no */

static void
switched (WaybillUiPartnerSettingRow *self)
{
  set_value (self, gtk_switch_get_active (self->toggle) ? "yes" : "no");
}

static void
make_switch (WaybillUiPartnerSettingRow *self)
{
  self->row = adw_action_row_new ();
  self->toggle = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->toggle), GTK_ALIGN_CENTER);
  gtk_switch_set_active (self->toggle, strcmp (get_value (self), "yes") == 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), GTK_WIDGET (self->toggle));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->row), GTK_WIDGET (self->toggle));
  g_signal_connect_swapped (self->toggle, "notify::active", G_CALLBACK (switched), self);
}

/* A list */

static void
chosen (WaybillUiPartnerSettingRow *self)
{
  guint index = adw_combo_row_get_selected (ADW_COMBO_ROW (self->row));

  if (index < g_strv_length (self->values))
    set_value (self, self->values[index]);
}

/* What this computer cannot do is not offered. */
static void
make_list (WaybillUiPartnerSettingRow *self)
{
  const char *value = get_value (self);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  guint n = 0, index = G_MAXUINT;

  for (const WaybillUiPartnerChoice *choice = self->setting->choices; choice->value != NULL; choice++)
    {
      if (!waybill_partner_setting_check (self->setting->key, choice->value, NULL))
        continue;
      if (strcmp (choice->value, value) == 0)
        index = n;
      gtk_string_list_append (labels, _ (choice->label));
      g_strv_builder_add (values, choice->value);
      n++;
    }
  if (index == G_MAXUINT)
    {
      index = n;
      gtk_string_list_append (labels, value);
      g_strv_builder_add (values, value);
    }
  self->values = g_strv_builder_end (values);
  self->row = adw_combo_row_new ();
  /* Beside the title it would be cut off at 360 pixels. */
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (self->row), TRUE);
  adw_combo_row_set_model (ADW_COMBO_ROW (self->row), G_LIST_MODEL (labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->row), index);
  g_signal_connect_swapped (self->row, "notify::selected", G_CALLBACK (chosen), self);
}

/* A line of text */

static char *
dup_refusal (const WaybillPartnerSetting *rule)
{
  switch (rule->kind)
    {
    case WAYBILL_PARTNER_SETTING_NUMBER:
      return g_strdup_printf (_ ("This is a number from %u to %u."), rule->least, rule->most);
    case WAYBILL_PARTNER_SETTING_HOST:
      return g_strdup (_ ("A host is a name or an address alone."));
    case WAYBILL_PARTNER_SETTING_PORTS:
      return g_strdup (_ ("Two ports with a dash between them, the lower first: 50000-50100."));
    case WAYBILL_PARTNER_SETTING_CHOICE:
    case WAYBILL_PARTNER_SETTING_CHARSET:
    case WAYBILL_PARTNER_SETTING_TEXT:
    default:
      return g_strdup_printf (_ ("This is one line of at most %u letters."), rule->most);
    }
}

static void
judge (WaybillUiPartnerSettingRow *self, gboolean is_left)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->row));
  g_autofree char *problem = NULL;

  if (waybill_partner_setting_check (self->setting->key, *text != '\0' ? text : self->rule->standard, NULL))
    problem = self->needed != NULL && *text == '\0' ? g_strdup (self->needed) : NULL;
  else
    problem = dup_refusal (self->rule);
  self->is_refused = problem != NULL;
  /* What was wrong is right now; what is wrong is said when the focus leaves. */
  if (is_left || !self->is_refused)
    waybill_ui_partner_note_show_problem (self->note, self->row, problem);
}

/* The partner says nothing of what it did not take, and of what is as before. */
static void
typed (WaybillUiPartnerSettingRow *self)
{
  gboolean was_refused = self->is_refused;

  judge (self, FALSE);
  set_value (self, gtk_editable_get_text (GTK_EDITABLE (self->row)));
  if (self->is_refused != was_refused)
    g_signal_emit_by_name (self->draft, "changed");
}

static void
left (gpointer page)
{
  judge (page, TRUE);
}

static void
make_entry (WaybillUiPartnerSettingRow *self)
{
  const char *value = get_value (self);
  gboolean is_number = self->rule->kind == WAYBILL_PARTNER_SETTING_NUMBER;

  self->row = adw_entry_row_new ();
  gtk_editable_set_text (GTK_EDITABLE (self->row), value);
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (self->row),
                                   is_number ? GTK_INPUT_PURPOSE_DIGITS : GTK_INPUT_PURPOSE_FREE_FORM);
  self->note = g_object_new (WAYBILL_TYPE_UI_PARTNER_NOTE, NULL);
  g_signal_connect_swapped (self->row, "changed", G_CALLBACK (typed), self);
  waybill_ui_partner_field_on_row_left (self->row, left, self);
}

/* waybill_ui_partner_setting_add:
 *
 * The row holds its own record. */
WaybillUiPartnerSettingRow *
waybill_ui_partner_setting_add (AdwExpanderRow *expander,
                                WaybillUiPartnerDraft *draft,
                                const WaybillUiPartnerSetting *setting)
{
  WaybillUiPartnerSettingRow *self = g_new0 (WaybillUiPartnerSettingRow, 1);

  self->setting = setting;
  self->rule = waybill_partner_setting_find (setting->key);
  self->draft = g_object_ref (draft);
  if (setting->choices != NULL)
    make_list (self);
  else if (self->rule->kind == WAYBILL_PARTNER_SETTING_CHOICE)
    make_switch (self);
  else
    make_entry (self);

  g_object_set_data_full (G_OBJECT (self->row), ROW_KEY, self, row_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), _ (setting->title));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self->row), TRUE);
  if (setting->subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->row), _ (setting->subtitle));
  adw_expander_row_add_row (expander, self->row);
  if (self->note != NULL)
    adw_expander_row_add_row (expander, GTK_WIDGET (self->note));
  waybill_ui_partner_field_set_up (self->row, setting->key);
  return self;
}

/* waybill_ui_partner_setting_show:
 *
 * Hidden, it keeps what it holds. */
void
waybill_ui_partner_setting_show (WaybillUiPartnerSettingRow *self, gboolean visible)
{
  gtk_widget_set_visible (self->row, visible);
  if (!visible && self->note != NULL)
    waybill_ui_partner_note_show_problem (self->note, self->row, NULL);
}

/* waybill_ui_partner_setting_is_refused:
 *
 * What is hidden is in nobody's way, unless it cannot be a value. */
gboolean
waybill_ui_partner_setting_is_refused (WaybillUiPartnerSettingRow *self)
{
  return self->is_refused;
}

/* waybill_ui_partner_setting_set_needed:
 *
 * Nothing is said of it before the focus has been there. */
void
waybill_ui_partner_setting_set_needed (WaybillUiPartnerSettingRow *self, const char *sentence)
{
  if (g_strcmp0 (self->needed, sentence) == 0)
    return;
  self->needed = sentence;
  judge (self, FALSE);
}
