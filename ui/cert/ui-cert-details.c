/* One certificate: how long it is good, where it is used, its chain, its particulars. Rows that stand for something else are
 * made anew at each change; everything that can have the focus for long stays. It changes nothing. */

#include "ui-cert-details-private.h"

#include "ui-box.h"

G_DEFINE_FINAL_TYPE (WaybillUiCertDetails, waybill_ui_cert_details, ADW_TYPE_BIN)

enum
{
  PROP_FOLDED = 1,
  PROP_OUTER_FOLDED,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];
static guint renamed_signal;

/* waybill_ui_cert_details_get_kind:
 *
 * Of nothing as well: then it does not matter. */
WaybillUiCertItemKind
waybill_ui_cert_details_get_kind (WaybillUiCertDetails *self)
{
  return self->item == NULL ? WAYBILL_UI_CERT_ITEM_STORED : waybill_ui_cert_item_get_kind (self->item);
}

/* What is on a card looks like an entry, without being one. */
static const WaybillCertEntry *
get_card (WaybillUiCertDetails *self)
{
  self->card = (WaybillCertEntry){
    .label = (char *) waybill_ui_cert_item_get_label (self->item),
    .certificate = waybill_ui_cert_item_get_certificate (self->item),
    .is_identity = TRUE,
    .chain = waybill_ui_cert_item_get_chain (self->item),
    .token = (char *) waybill_ui_cert_item_get_token (self->item),
  };
  return &self->card;
}

static const WaybillCertEntry *
get_entry (WaybillUiCertDetails *self)
{
  const WaybillCertEntry *entry;

  if (self->context == NULL || self->item == NULL || waybill_ui_cert_details_get_kind (self) == WAYBILL_UI_CERT_ITEM_WAITING)
    return NULL;
  entry = waybill_cert_store_find_fingerprint (waybill_ui_context_get_certificates (self->context), self->fingerprint);
  return entry == NULL && waybill_ui_cert_details_get_kind (self) == WAYBILL_UI_CERT_ITEM_CARD ? get_card (self) : entry;
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
  waybill_ui_cert_waiting_set_context (self->waiting, context);
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

static void
measure_buttons (WaybillUiCertDetails *self)
{
  int width = 0;

  for (GtkWidget *button = gtk_widget_get_first_child (self->button_row); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    {
      int natural = 0;

      gtk_widget_measure (button, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
      width += natural + gtk_box_get_spacing (GTK_BOX (self->button_row));
    }
  g_object_set (self->buttons, "narrow-width", width, NULL);
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
  gboolean stored = entry != NULL && waybill_ui_cert_details_get_kind (self) == WAYBILL_UI_CERT_ITEM_STORED;
  gboolean waits = self->item != NULL && waybill_ui_cert_details_get_kind (self) == WAYBILL_UI_CERT_ITEM_WAITING;

  if (self->context == NULL)
    return;
  waybill_ui_cert_details_assign_set (self->assign, self->context, entry == NULL ? NULL : self->item);
  waybill_ui_cert_replace_set (self->replace, self->context, stored ? self->fingerprint : NULL);
  waybill_ui_cert_rename_set (self->rename, waybill_ui_context_get_certificates (self->context),
                              stored ? self->fingerprint : NULL);
  waybill_ui_cert_waiting_show (self->waiting, waits ? self->fingerprint : NULL);
  gtk_stack_set_visible_child_name (self->pages, waits ? "waiting" : entry == NULL ? "nothing" : "certificate");
  if (entry == NULL)
    return;
  waybill_ui_cert_details_show_entry (self, entry);
  measure_buttons (self);
  if (had_focus)
    keep_focus (self);
}

/**
 * waybill_ui_cert_details_show:
 * @self: the details
 * @item: (nullable): a certificate or a key that waits; %NULL: nothing is chosen
 *
 * Shows another one, from its beginning. Main thread.
 */
void
waybill_ui_cert_details_show (WaybillUiCertDetails *self, WaybillUiCertItem *item)
{
  g_return_if_fail (WAYBILL_IS_UI_CERT_DETAILS (self));

  if (!g_set_object (&self->item, item))
    return;
  self->fingerprint = item == NULL ? NULL : waybill_ui_cert_item_get_id (item);
  waybill_ui_cert_details_say_problem (self, NULL, NULL);
  waybill_ui_cert_details_refresh (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
}

/**
 * waybill_ui_cert_details_remove_waiting:
 * @self: the details
 *
 * Removes the key that waits and is shown; undone from the toast. Main thread.
 */
void
waybill_ui_cert_details_remove_waiting (WaybillUiCertDetails *self)
{
  if (self->item != NULL && waybill_ui_cert_details_get_kind (self) == WAYBILL_UI_CERT_ITEM_WAITING)
    waybill_ui_cert_waiting_remove (self->waiting);
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
  if (get_entry (self) != NULL && waybill_ui_cert_details_get_kind (self) == WAYBILL_UI_CERT_ITEM_STORED)
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
  if (self->item != NULL && waybill_ui_cert_details_get_kind (self) == WAYBILL_UI_CERT_ITEM_WAITING)
    waybill_ui_cert_waiting_focus (self->waiting);
  else
    gtk_widget_grab_focus (GTK_WIDGET (gtk_widget_get_visible (GTK_WIDGET (self->replace_button)) ? self->replace_button
                                                                                                  : self->assign_button));
}

/* Beside each other where there is room for them, however long their words are; else below each other. */
static void
shape_buttons (WaybillUiCertDetails *self)
{
  gboolean narrow = waybill_ui_shell_is_narrow (self->buttons);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->button_row),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
use_activated (WaybillUiCertDetails *self, GtkListBoxRow *row)
{
  const char *partner = g_object_get_data (G_OBJECT (row), WAYBILL_UI_CERT_DETAILS_UUID);

  if (partner != NULL)
    waybill_ui_context_go (self->context, GTK_WIDGET (self), WAYBILL_UI_PLACE_EDITOR, partner,
                           g_object_get_data (G_OBJECT (row), WAYBILL_UI_CERT_DETAILS_PAGE));
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
  gtk_menu_button_popdown (self->replace_button);
  gtk_menu_button_popdown (self->assign_button);
  gtk_menu_button_popdown (self->menu_button);
  GTK_WIDGET_CLASS (waybill_ui_cert_details_parent_class)->unmap (widget);
}

static void
waybill_ui_cert_details_map (GtkWidget *widget)
{
  measure_buttons (WAYBILL_UI_CERT_DETAILS (widget));
  GTK_WIDGET_CLASS (waybill_ui_cert_details_parent_class)->map (widget);
}

static void
waybill_ui_cert_details_dispose (GObject *object)
{
  WaybillUiCertDetails *self = WAYBILL_UI_CERT_DETAILS (object);

  g_clear_object (&self->context);
  self->fingerprint = NULL;
  g_clear_object (&self->item);
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
  BIND (buttons);
  BIND (button_row);
  BIND (replace_button);
  BIND (replace);
  BIND (export_button);
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
  BIND (sha1);
  BIND (waiting);
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
  widget_class->map = waybill_ui_cert_details_map;
  widget_class->unmap = waybill_ui_cert_details_unmap;

  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  properties[PROP_OUTER_FOLDED] = g_param_spec_boolean ("outer-folded", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  renamed_signal = g_signal_new ("renamed", WAYBILL_TYPE_UI_CERT_DETAILS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  g_type_ensure (WAYBILL_TYPE_UI_BOX);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_RENAME);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_DETAILS_ASSIGN);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_REPLACE);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_WAITING);
  g_type_ensure (WAYBILL_TYPE_UI_SHELL);
  bind_template (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, use_activated);
  gtk_widget_class_bind_template_callback (widget_class, tell_renamed);
  gtk_widget_class_bind_template_callback (widget_class, shape_buttons);
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
