/* One certificate of the store: how long it is good, where it is used, its chain, its particulars. Rows that stand for
 * something else are made anew at each change; everything that can have the focus for long stays. It changes nothing. */

#include "ui-cert-details.h"

#include <glib/gi18n.h>

#include "ui-box.h"
#include "ui-cert-chain.h"
#include "ui-cert-details-assign.h"
#include "ui-cert-list-views.h"
#include "ui-cert-rename.h"
#include "ui-cert-row.h"
#include "words-store.h"

#define UUID_KEY "waybill-partner"
#define PAGE_KEY "waybill-page"

struct _WaybillUiCertDetails
{
  AdwBin parent_instance;

  AdwHeaderBar *header;
  GtkWidget *back_button;
  GtkWidget *header_title;
  GtkStack *pages;
  GtkScrolledWindow *scrolled;
  WaybillUiBox *problem;
  GtkLabel *label;
  GtkMenuButton *rename_button;
  WaybillUiCertRename *rename;
  GtkImage *state;
  GtkLabel *until;
  GtkLevelBar *life;
  GtkMenuButton *assign_button;
  WaybillUiCertDetailsAssign *assign;
  GtkMenuButton *menu_button;
  GtkListBox *uses;
  GtkListBox *chain;
  AdwActionRow *purpose;
  AdwActionRow *subject;
  AdwActionRow *issuer;
  AdwActionRow *valid;
  AdwActionRow *key;
  AdwActionRow *serial;
  GtkLabel *fingerprint_label;

  WaybillUiContext *context;
  char *fingerprint; /* (nullable) */
  gboolean folded;
  gboolean outer_folded;
};

G_DEFINE_FINAL_TYPE (WaybillUiCertDetails, waybill_ui_cert_details, ADW_TYPE_BIN)

enum
{
  PROP_FOLDED = 1,
  PROP_OUTER_FOLDED,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];
static guint renamed_signal;

static const WaybillCertEntry *
get_entry (WaybillUiCertDetails *self)
{
  if (self->context == NULL || self->fingerprint == NULL)
    return NULL;
  return waybill_cert_store_find_fingerprint (waybill_ui_context_get_certificates (self->context), self->fingerprint);
}

static void
empty_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static GtkWidget *
icon_new (const char *name)
{
  return g_object_new (GTK_TYPE_IMAGE, "icon-name", name, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
}

static void
add_use (WaybillUiCertDetails *self, WaybillPartner *partner)
{
  guint use = waybill_words_store_get_use (partner, self->fingerprint);
  g_autofree char *subtitle = waybill_words_store_use (use);
  g_autofree char *name = g_strdup_printf (_ ("Edit %s. %s"), waybill_partner_get_name (partner), subtitle);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 0, "subtitle-lines", 0,
                                 "activatable", TRUE, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), waybill_partner_get_name (partner));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon_new ("network-server-symbolic"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon_new ("go-next-symbolic"));
  waybill_ui_name_widget (row, name);
  g_object_set_data_full (G_OBJECT (row), UUID_KEY, g_strdup (waybill_partner_get_uuid (partner)), g_free);
  g_object_set_data (G_OBJECT (row), PAGE_KEY, (use & WAYBILL_WORDS_STORE_SHOWS) != 0 ? "certificate" : "trust");
  gtk_list_box_append (self->uses, row);
}

static void
show_uses (WaybillUiCertDetails *self, const WaybillCertEntry *entry)
{
  g_autoptr (GPtrArray) users
      = waybill_partner_store_users_of_certificate (waybill_ui_context_get_partners (self->context), self->fingerprint);

  empty_list (self->uses);
  for (guint i = 0; i < users->len; i++)
    add_use (self, users->pdata[i]);
  if (users->len == 0)
    gtk_list_box_append (self->uses,
                         g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("Used by nobody"), "subtitle-lines", 0, "subtitle",
                                       entry->is_identity ? _ ("Assign it to the partner it was made for.")
                                                          : _ ("Assign it to a partner whose server it vouches for."),
                                       NULL));
}

static void
show_chain (WaybillUiCertDetails *self, const WaybillCertEntry *entry)
{
  g_autoptr (GPtrArray) links = waybill_ui_cert_chain_new (waybill_ui_context_get_certificates (self->context), entry);

  empty_list (self->chain);
  for (guint i = 0; i < links->len; i++)
    gtk_list_box_append (self->chain, waybill_ui_cert_chain_row_new (links->pdata[i], i));
}

static void
show_value (AdwActionRow *row, const char *value)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), value);

  adw_action_row_set_subtitle (row, value);
  waybill_ui_name_widget (GTK_WIDGET (row), name);
}

static void
show_particulars (WaybillUiCertDetails *self, const WaybillCertEntry *entry)
{
  WaybillCertCertificate *certificate = entry->certificate;
  g_autofree char *period = waybill_words_store_period (certificate);
  g_autofree char *digits = waybill_words_store_fingerprint (self->fingerprint);
  g_autofree char *spoken = waybill_words_store_spoken (digits);

  show_value (self->purpose, waybill_words_store_purpose (certificate));
  show_value (self->subject, waybill_cert_certificate_get_subject (certificate));
  show_value (self->issuer, waybill_cert_certificate_is_self_signed (certificate)
                                ? _ ("Itself")
                                : waybill_cert_certificate_get_issuer (certificate));
  show_value (self->valid, period);
  gtk_widget_set_visible (GTK_WIDGET (self->key), entry->is_identity);
  show_value (self->key, entry->is_identity ? waybill_words_store_key (entry) : "");
  show_value (self->serial, waybill_cert_certificate_get_serial (certificate));
  gtk_label_set_text (self->fingerprint_label, digits);
  waybill_ui_name_widget (GTK_WIDGET (self->fingerprint_label), spoken);
}

static void
show_head (WaybillUiCertDetails *self, const WaybillCertEntry *entry)
{
  g_autofree char *until = waybill_words_store_until (entry->certificate);
  g_autofree char *rename = g_strdup_printf (_ ("Rename %s"), entry->label);
  g_autofree char *assign = g_strdup_printf (_ ("Assign %s"), entry->label);
  g_autofree char *more = g_strdup_printf (_ ("More for %s"), entry->label);

  gtk_label_set_text (self->label, entry->label);
  gtk_label_set_text (self->until, until);
  waybill_ui_state_show (self->state, waybill_ui_cert_view_get_state (entry->certificate), NULL);
  waybill_ui_cert_row_set_life (self->life, entry->certificate);
  waybill_ui_name_widget (GTK_WIDGET (self->rename_button), rename);
  waybill_ui_name_widget (GTK_WIDGET (self->assign_button), assign);
  waybill_ui_name_widget (GTK_WIDGET (self->menu_button), more);
}

/**
 * waybill_ui_cert_details_set_context:
 * @self: the details
 * @context: where certificates and partners are
 *
 * Called once. Main thread.
 */
void
waybill_ui_cert_details_set_context (WaybillUiCertDetails *self, WaybillUiContext *context)
{
  g_return_if_fail (WAYBILL_IS_UI_CERT_DETAILS (self));

  g_set_object (&self->context, context);
  waybill_ui_cert_details_refresh (self);
}

/* A row that had the focus is gone, and the focus with it: it goes to what always stands there. */
static void
keep_focus (WaybillUiCertDetails *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL && gtk_root_get_focus (root) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->assign_button));
}

/**
 * waybill_ui_cert_details_refresh:
 * @self: the details
 *
 * Shows its certificate as the stores have it now, or that nothing is chosen. Main thread.
 */
void
waybill_ui_cert_details_refresh (WaybillUiCertDetails *self)
{
  const WaybillCertEntry *entry = get_entry (self);
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  if (self->context == NULL)
    return;
  waybill_ui_cert_details_assign_set (self->assign, self->context, entry == NULL ? NULL : self->fingerprint);
  waybill_ui_cert_rename_set (self->rename, waybill_ui_context_get_certificates (self->context),
                              entry == NULL ? NULL : self->fingerprint);
  gtk_stack_set_visible_child_name (self->pages, entry == NULL ? "nothing" : "certificate");
  if (entry == NULL)
    return;
  show_head (self, entry);
  show_uses (self, entry);
  show_chain (self, entry);
  show_particulars (self, entry);
  if (had_focus)
    keep_focus (self);
}

/**
 * waybill_ui_cert_details_show:
 * @self: the details
 * @fingerprint: (nullable): of which certificate; %NULL: nothing is chosen
 *
 * Shows another certificate, from its beginning. Main thread.
 */
void
waybill_ui_cert_details_show (WaybillUiCertDetails *self, const char *fingerprint)
{
  g_return_if_fail (WAYBILL_IS_UI_CERT_DETAILS (self));

  if (g_strcmp0 (self->fingerprint, fingerprint) == 0)
    return;
  g_free (self->fingerprint);
  self->fingerprint = g_strdup (fingerprint);
  waybill_ui_cert_details_say_problem (self, NULL, NULL);
  waybill_ui_cert_details_refresh (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
}

/**
 * waybill_ui_cert_details_rename:
 * @self: the details
 *
 * Opens the field for another name. Main thread.
 */
void
waybill_ui_cert_details_rename (WaybillUiCertDetails *self)
{
  if (get_entry (self) != NULL)
    gtk_menu_button_popup (self->rename_button);
}

/**
 * waybill_ui_cert_details_say_problem:
 * @self: the details
 * @title: (nullable): what did not work
 * @text: (nullable): why, and what to do
 *
 * Says it above the certificate; %NULL takes it away. Main thread.
 */
void
waybill_ui_cert_details_say_problem (WaybillUiCertDetails *self, const char *title, const char *text)
{
  if (text != NULL)
    waybill_ui_box_set (self->problem, WAYBILL_UI_BOX_SHARP, title == NULL ? "" : title, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

/**
 * waybill_ui_cert_details_get_header:
 * @self: the details
 *
 * Returns: (transfer none): its bar, so that the window can make all bars equally high
 */
GtkWidget *
waybill_ui_cert_details_get_header (WaybillUiCertDetails *self)
{
  return GTK_WIDGET (self->header);
}

/**
 * waybill_ui_cert_details_focus:
 * @self: the details
 *
 * Puts the focus on its first button. Main thread.
 */
void
waybill_ui_cert_details_focus (WaybillUiCertDetails *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->assign_button));
}

static void
use_activated (WaybillUiCertDetails *self, GtkListBoxRow *row)
{
  const char *partner = g_object_get_data (G_OBJECT (row), UUID_KEY);

  if (partner != NULL)
    waybill_ui_context_go (self->context, GTK_WIDGET (self), WAYBILL_UI_PLACE_EDITOR, partner,
                           g_object_get_data (G_OBJECT (row), PAGE_KEY));
}

static void
tell_renamed (WaybillUiCertDetails *self, const char *old_label, const char *new_label)
{
  g_signal_emit (self, renamed_signal, 0, old_label, new_label);
}

static void
update_buttons (WaybillUiCertDetails *self)
{
  gtk_widget_set_visible (self->back_button, self->folded);
  gtk_widget_set_visible (self->header_title, self->folded);
  adw_header_bar_set_show_start_title_buttons (self->header, self->folded && self->outer_folded);
}

static void
waybill_ui_cert_details_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  WaybillUiCertDetails *self = WAYBILL_UI_CERT_DETAILS (object);

  switch (id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    case PROP_OUTER_FOLDED:
      g_value_set_boolean (value, self->outer_folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
waybill_ui_cert_details_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  WaybillUiCertDetails *self = WAYBILL_UI_CERT_DETAILS (object);

  switch (id)
    {
    case PROP_FOLDED:
      self->folded = g_value_get_boolean (value);
      update_buttons (self);
      break;
    case PROP_OUTER_FOLDED:
      self->outer_folded = g_value_get_boolean (value);
      update_buttons (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

/* A popover that stays open while its window goes asks GTK 4.8 for the pointer on a surface that is gone. */
static void
waybill_ui_cert_details_unmap (GtkWidget *widget)
{
  WaybillUiCertDetails *self = WAYBILL_UI_CERT_DETAILS (widget);

  gtk_menu_button_popdown (self->rename_button);
  gtk_menu_button_popdown (self->assign_button);
  gtk_menu_button_popdown (self->menu_button);
  GTK_WIDGET_CLASS (waybill_ui_cert_details_parent_class)->unmap (widget);
}

static void
waybill_ui_cert_details_dispose (GObject *object)
{
  WaybillUiCertDetails *self = WAYBILL_UI_CERT_DETAILS (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->fingerprint, g_free);
  G_OBJECT_CLASS (waybill_ui_cert_details_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
#define BIND(name) gtk_widget_class_bind_template_child (klass, WaybillUiCertDetails, name)
  gtk_widget_class_set_template_from_resource (klass, WAYBILL_RESOURCE_PATH "/ui-cert-details.ui");
  BIND (header);
  BIND (back_button);
  BIND (header_title);
  BIND (pages);
  BIND (scrolled);
  BIND (problem);
  BIND (label);
  BIND (rename_button);
  BIND (rename);
  BIND (state);
  BIND (until);
  BIND (life);
  BIND (assign_button);
  BIND (assign);
  BIND (menu_button);
  BIND (uses);
  BIND (chain);
  BIND (purpose);
  BIND (subject);
  BIND (issuer);
  BIND (valid);
  BIND (key);
  BIND (serial);
  BIND (fingerprint_label);
#undef BIND
}

static void
waybill_ui_cert_details_class_init (WaybillUiCertDetailsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = waybill_ui_cert_details_get_property;
  object_class->set_property = waybill_ui_cert_details_set_property;
  object_class->dispose = waybill_ui_cert_details_dispose;
  widget_class->unmap = waybill_ui_cert_details_unmap;

  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  properties[PROP_OUTER_FOLDED] = g_param_spec_boolean ("outer-folded", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  renamed_signal = g_signal_new ("renamed", WAYBILL_TYPE_UI_CERT_DETAILS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  g_type_ensure (WAYBILL_TYPE_UI_BOX);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_RENAME);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_DETAILS_ASSIGN);
  bind_template (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, use_activated);
  gtk_widget_class_bind_template_callback (widget_class, tell_renamed);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "cert.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "cert.remove", NULL);
}

static void
waybill_ui_cert_details_init (WaybillUiCertDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  waybill_ui_name_buttons (GTK_WIDGET (self));
  update_buttons (self);
}
