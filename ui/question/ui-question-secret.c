/* What the dialog for a password shows: the field, whether to keep what is typed, and remarks. The field is emptied as soon
 * as its text was taken, and when it goes. It checks no password. */
#include "ui-question-private.h"

#include "ui-box.h"
#include "ui-help.h"
#include "words-card.h"

#include <glib/gi18n.h>
#include <string.h>

struct _WaybillUiQuestionSecret
{
  GtkBox parent_instance;

  GtkWidget *wrong;
  AdwPasswordEntryRow *entry;
  AdwActionRow *keep_row;
  GtkSwitch *keep;
  GtkWidget *too_long;
  GtkWidget *caps;

  GdkDevice *keyboard; /* (nullable) */
  gboolean filled;
};

G_DEFINE_FINAL_TYPE (WaybillUiQuestionSecret, waybill_ui_question_secret, GTK_TYPE_BOX)

enum
{
  PROP_FILLED = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static const struct
{
  const char *text;
  gboolean can_keep;
  gboolean keeps; /* at first */
} keyrings[] = {
  [WAYBILL_SECRET_KEYRING_OPEN] = { N_ ("The keyring is open; only you can read it"), TRUE, TRUE },
  [WAYBILL_SECRET_KEYRING_LOCKED] = { N_ ("The keyring is locked; it will ask to be unlocked"), TRUE, FALSE },
  [WAYBILL_SECRET_KEYRING_ABSENT]
  = { N_ ("No keyring is running. The password is asked each time and kept in memory only."), FALSE, FALSE },
  [WAYBILL_SECRET_KEYRING_UNUSED] = { N_ ("No keyring is used here. The password stays in memory only."), FALSE, FALSE },
};

static void
caps_changed (WaybillUiQuestionSecret *self)
{
  gtk_widget_set_visible (self->caps, gdk_device_get_caps_lock_state (self->keyboard));
}

static void
text_changed (WaybillUiQuestionSecret *self)
{
  gsize length = strlen (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gboolean filled = length > 0 && length <= WAYBILL_SECRET_TEXT_MAX;

  gtk_widget_set_visible (self->too_long, length > WAYBILL_SECRET_TEXT_MAX);
  if (filled == self->filled)
    return;
  self->filled = filled;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILLED]);
}

static void
set_account (WaybillUiQuestionSecret *self)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entry), _ ("Account"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->keep_row), _ ("Keep the account in the keyring"));
  waybill_ui_name_widget (GTK_WIDGET (self->keep), _ ("Keep the account in the keyring"));
  waybill_ui_box_set (WAYBILL_UI_BOX (self->wrong), WAYBILL_UI_BOX_WARN, _ ("That account does not fit."),
                      _ ("Compare it with the sheet, letter by letter; capital letters count."));
  waybill_ui_box_set (WAYBILL_UI_BOX (self->too_long), WAYBILL_UI_BOX_WARN, NULL,
                      _ ("This is longer than an account can be. Paste the account alone."));
}

static void
set_proxy (WaybillUiQuestionSecret *self)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entry), _ ("Password at the proxy"));
  waybill_ui_box_set (WAYBILL_UI_BOX (self->wrong), WAYBILL_UI_BOX_WARN, _ ("The proxy did not take that password."),
                      _ ("Ask the people of your network; it is not the partner’s password."));
}

/* What the card says of its tries stands there before anything is typed, too. */
static void
set_pin (WaybillUiQuestionSecret *self, WaybillPartnerPromptHints hints)
{
  gboolean was_wrong = (hints & WAYBILL_PARTNER_PROMPT_WRONG) != 0;
  const char *left = waybill_words_card_tries (waybill_partner_prompt_get_tries (hints));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entry), _ ("PIN"));
  gtk_widget_set_visible (GTK_WIDGET (self->keep_row), FALSE);
  gtk_switch_set_active (self->keep, FALSE);
  waybill_ui_box_set (WAYBILL_UI_BOX (self->wrong), WAYBILL_UI_BOX_WARN, was_wrong ? waybill_words_card_wrong () : NULL,
                      left != NULL ? left : _ ("Look it up before the next try: cards lock themselves."));
  gtk_widget_set_visible (self->wrong, was_wrong || left != NULL);
  waybill_ui_box_set (WAYBILL_UI_BOX (self->too_long), WAYBILL_UI_BOX_WARN, NULL, _ ("This is longer than a PIN can be."));
}

static const char *
get_help (WaybillSecretField field)
{
  switch (field)
    {
    case WAYBILL_SECRET_FIELD_ACCOUNT:
      return "account";
    case WAYBILL_SECRET_FIELD_PROXY_PASSWORD:
      return "proxy-password";
    case WAYBILL_SECRET_FIELD_PIN:
      return "card-pin";
    case WAYBILL_SECRET_FIELD_PASSWORD:
    case WAYBILL_SECRET_FIELD_KEY_PASSPHRASE:
    default:
      return "password";
    }
}

/* waybill_ui_question_secret_new:
 *
 * For one secret. */
GtkWidget *
waybill_ui_question_secret_new (WaybillSecretField field, WaybillSecretKeyring keyring, WaybillPartnerPromptHints hints)
{
  WaybillUiQuestionSecret *self = g_object_new (WAYBILL_TYPE_UI_QUESTION_SECRET, NULL);

  waybill_ui_help_attach (GTK_WIDGET (self->entry), get_help (field));
  gtk_widget_set_visible (self->wrong, (hints & WAYBILL_PARTNER_PROMPT_WRONG) != 0);
  adw_action_row_set_subtitle (self->keep_row, _ (keyrings[keyring].text));
  /* The switch alone: why it is off must be readable. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->keep), keyrings[keyring].can_keep);
  gtk_switch_set_active (self->keep, keyrings[keyring].keeps);
  if (field == WAYBILL_SECRET_FIELD_ACCOUNT)
    set_account (self);
  else if (field == WAYBILL_SECRET_FIELD_PROXY_PASSWORD)
    set_proxy (self);
  else if (field == WAYBILL_SECRET_FIELD_PIN)
    set_pin (self, hints);
  return GTK_WIDGET (self);
}

/* waybill_ui_question_secret_focus:
 *
 * Where typing begins. */
void
waybill_ui_question_secret_focus (WaybillUiQuestionSecret *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* waybill_ui_question_secret_take:
 *
 * NULL also for what is longer than a secret may be: then "filled" is FALSE. */
WaybillSecretText *
waybill_ui_question_secret_take (WaybillUiQuestionSecret *self)
{
  WaybillSecretText *text = waybill_secret_text_new (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  return text;
}

/* waybill_ui_question_secret_get_keep:
 *
 * Whether it goes into the keyring. */
gboolean
waybill_ui_question_secret_get_keep (WaybillUiQuestionSecret *self)
{
  return gtk_switch_get_active (self->keep);
}

static void
waybill_ui_question_secret_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_FILLED)
    g_value_set_boolean (value, WAYBILL_UI_QUESTION_SECRET (object)->filled);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
waybill_ui_question_secret_dispose (GObject *object)
{
  WaybillUiQuestionSecret *self = WAYBILL_UI_QUESTION_SECRET (object);

  if (self->entry != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->entry, self);
      gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
    }
  g_clear_object (&self->keyboard);

  G_OBJECT_CLASS (waybill_ui_question_secret_parent_class)->dispose (object);
}

static void
waybill_ui_question_secret_class_init (WaybillUiQuestionSecretClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = waybill_ui_question_secret_get_property;
  object_class->dispose = waybill_ui_question_secret_dispose;

  properties[PROP_FILLED] = g_param_spec_boolean ("filled", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (WAYBILL_TYPE_UI_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-question-secret.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, WaybillUiQuestionSecret, child)
  BIND (wrong);
  BIND (entry);
  BIND (keep_row);
  BIND (keep);
  BIND (too_long);
  BIND (caps);
#undef BIND
}

static void
waybill_ui_question_secret_init (WaybillUiQuestionSecret *self)
{
  GdkSeat *seat = gdk_display_get_default_seat (gdk_display_get_default ());

  gtk_widget_init_template (GTK_WIDGET (self));
  /* The row names it too. */
  waybill_ui_name_widget (GTK_WIDGET (self->keep), _ ("Keep the password in the keyring"));
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (text_changed), self);
  if (seat == NULL || gdk_seat_get_keyboard (seat) == NULL)
    return;
  self->keyboard = g_object_ref (gdk_seat_get_keyboard (seat));
  g_signal_connect_object (self->keyboard, "notify::caps-lock-state", G_CALLBACK (caps_changed), self, G_CONNECT_SWAPPED);
  caps_changed (self);
}
