/* The certificate store's window: fast path, list and details side by side, or one after the other where there is little
 * room. It decides what is shown where; what is done stands in the actions, what is said in words. */

#include "ui-cert-window-private.h"

#include "ui-box.h"
#include "ui-toast.h"

G_DEFINE_FINAL_TYPE (WaybillUiCertWindow, waybill_ui_cert_window, ADW_TYPE_WINDOW)

/**
 * waybill_ui_cert_window_get_item:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): what the details show
 */
WaybillUiCertItem *
waybill_ui_cert_window_get_item (WaybillUiCertWindow *self)
{
  return waybill_ui_cert_list_get_item (self->list, self->shown);
}

/* What was shown is gone: what stood beside it takes its place. */
static void
choose_next (WaybillUiCertWindow *self)
{
  g_autofree char *next = g_steal_pointer (&self->next);

  waybill_ui_cert_window_choose (self, adw_leaflet_get_folded (self->inner) ? NULL : next);
  adw_leaflet_set_visible_child (self->inner, GTK_WIDGET (self->list));
  waybill_ui_cert_list_focus (self->list);
}

static void
update_all (WaybillUiCertWindow *self)
{
  WaybillUiCertItem *item = waybill_ui_cert_window_get_item (self);

  waybill_ui_cert_window_update_path (self);
  if (self->shown != NULL && item == NULL)
    choose_next (self);
  else if (self->shown == NULL && !adw_leaflet_get_folded (self->inner))
    waybill_ui_cert_window_choose (self, waybill_ui_cert_list_get_first (self->list));
  else
    waybill_ui_cert_details_show (self->details, item);
  waybill_ui_cert_details_refresh (self->details);
  waybill_ui_cert_window_update_actions (self);
}

static void
store_changed (WaybillUiCertWindow *self)
{
  /* By another program, or by the details' own button: then nobody asked before. */
  if (self->next == NULL)
    self->next = g_strdup (waybill_ui_cert_list_get_neighbour (self->list));
  waybill_ui_cert_list_refresh (self->list);
  update_all (self);
  g_clear_pointer (&self->next, g_free);
}

static void
list_counted (WaybillUiCertWindow *self)
{
  if (self->context != NULL)
    update_all (self);
}

/**
 * waybill_ui_cert_window_new:
 * @context: what it shows
 * @application: the application it belongs to
 *
 * Returns: (transfer none): a new window, owned by GTK until it is closed
 */
WaybillUiCertWindow *
waybill_ui_cert_window_new (WaybillUiContext *context, GtkApplication *application)
{
  WaybillUiCertWindow *self = g_object_new (WAYBILL_TYPE_UI_CERT_WINDOW, "application", application, NULL);
  gboolean has_identity, has_authority;

  self->context = g_object_ref (context);
  waybill_ui_cert_list_set_context (self->list, context);
  waybill_ui_cert_details_set_context (self->details, context);
  g_signal_connect_object (context, "changed", G_CALLBACK (store_changed), self, G_CONNECT_SWAPPED);
  has_identity = waybill_ui_cert_list_count (self->list, WAYBILL_UI_CERT_VIEW_IDENTITIES, NULL) > 0;
  has_authority = waybill_ui_cert_list_count (self->list, WAYBILL_UI_CERT_VIEW_AUTHORITIES, NULL) > 0;
  waybill_ui_cert_window_update_path (self);
  waybill_ui_cert_window_select_path (self, has_authority && !has_identity ? WAYBILL_UI_CERT_VIEW_AUTHORITIES
                                                                           : WAYBILL_UI_CERT_VIEW_IDENTITIES);
  waybill_ui_cert_list_focus (self->list);
  return self;
}

/**
 * waybill_ui_cert_window_choose:
 * @self: a window
 * @id: (nullable): a certificate or a request; %NULL: none
 *
 * Shows its details and selects it in the list. Main thread.
 */
void
waybill_ui_cert_window_choose (WaybillUiCertWindow *self, const char *id)
{
  g_autofree char *chosen = g_strdup (id);

  g_free (self->shown);
  self->shown = g_steal_pointer (&chosen);
  waybill_ui_cert_list_select (self->list, self->shown);
  waybill_ui_cert_details_show (self->details, waybill_ui_cert_window_get_item (self));
  waybill_ui_cert_window_update_actions (self);
}

static WaybillUiCertView
get_home (WaybillUiCertItem *item)
{
  switch (waybill_ui_cert_item_get_kind (item))
    {
    case WAYBILL_UI_CERT_ITEM_CARD:
      return WAYBILL_UI_CERT_VIEW_CARDS;
    case WAYBILL_UI_CERT_ITEM_WAITING:
      return WAYBILL_UI_CERT_VIEW_WAITING;
    default:
      return waybill_ui_cert_item_is_identity (item) ? WAYBILL_UI_CERT_VIEW_IDENTITIES : WAYBILL_UI_CERT_VIEW_AUTHORITIES;
    }
}

/**
 * waybill_ui_cert_window_show:
 * @self: a window
 * @id: (nullable): a certificate's fingerprint, or that of a request; %NULL: as it is
 *
 * Shows it at once, in a view that holds it; one that the store does not have is passed over. Main thread.
 */
void
waybill_ui_cert_window_show (WaybillUiCertWindow *self, const char *id)
{
  WaybillUiCertItem *item;
  g_autofree char *wished = g_strdup (id);

  g_return_if_fail (WAYBILL_IS_UI_CERT_WINDOW (self));

  if (wished == NULL || self->context == NULL)
    return;
  item = waybill_ui_cert_list_get_item (self->list, wished);
  if (item == NULL)
    return;
  if (!waybill_ui_cert_list_select (self->list, wished))
    {
      waybill_ui_cert_list_clear_search (self->list);
      waybill_ui_cert_window_select_path (self, get_home (item));
    }
  waybill_ui_cert_window_choose (self, wished);
  adw_leaflet_set_visible_child (self->outer, GTK_WIDGET (self->inner));
  adw_leaflet_set_visible_child (self->inner, GTK_WIDGET (self->details));
  if (adw_leaflet_get_folded (self->inner))
    waybill_ui_cert_details_focus (self->details);
  else
    waybill_ui_cert_list_focus (self->list);
}

/**
 * waybill_ui_cert_window_go_back:
 * @self: a window
 *
 * Goes from the details to the list, or from the list to the fast path, where only one of them is to be seen. Main thread.
 *
 * Returns: whether there was a way back
 */
gboolean
waybill_ui_cert_window_go_back (WaybillUiCertWindow *self)
{
  GtkWidget *list = GTK_WIDGET (self->list);

  if (adw_leaflet_get_folded (self->inner) && adw_leaflet_get_visible_child (self->inner) != list)
    {
      adw_leaflet_set_visible_child (self->inner, list);
      waybill_ui_cert_list_focus (self->list);
      return TRUE;
    }
  if (adw_leaflet_get_folded (self->outer) && adw_leaflet_get_visible_child (self->outer) == GTK_WIDGET (self->inner))
    {
      adw_leaflet_navigate (self->outer, ADW_NAVIGATION_DIRECTION_BACK);
      gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->path)));
      return TRUE;
    }
  return FALSE;
}

static void
certificate_chosen (WaybillUiCertWindow *self, const char *id, gboolean opened)
{
  waybill_ui_cert_window_choose (self, id);
  if (!opened)
    return;
  adw_leaflet_set_visible_child (self->inner, GTK_WIDGET (self->details));
  if (adw_leaflet_get_folded (self->inner))
    waybill_ui_cert_details_focus (self->details);
}

/* What has the focus in a page that is about to be hidden would keep it there, from where no key leads anywhere. */
static void
leave_list (WaybillUiCertWindow *self, GtkListBoxRow *row)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list)) && !gtk_widget_grab_focus (GTK_WIDGET (row)))
    gtk_root_set_focus (GTK_ROOT (self), NULL);
}

static void
path_selected (WaybillUiCertWindow *self, GtkListBoxRow *row)
{
  if (row == NULL || self->context == NULL)
    return;
  leave_list (self, row);
  waybill_ui_cert_list_set_view (self->list, waybill_ui_cert_window_get_path_view (row));
  adw_leaflet_set_visible_child (self->inner, GTK_WIDGET (self->list));
  if (!waybill_ui_cert_list_select (self->list, self->shown))
    waybill_ui_cert_window_choose (self, adw_leaflet_get_folded (self->inner) ? NULL
                                                                              : waybill_ui_cert_list_get_first (self->list));
}

static void
path_activated (WaybillUiCertWindow *self, GtkListBoxRow *row)
{
  adw_leaflet_set_visible_child (self->outer, GTK_WIDGET (self->inner));
  if (adw_leaflet_get_folded (self->outer))
    waybill_ui_cert_list_focus (self->list);
}

static void
update_folds (WaybillUiCertWindow *self)
{
  gboolean wide = FALSE;
  gboolean inner_folded = adw_leaflet_get_folded (self->inner);

  g_object_get (self->list, "wide", &wide, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->details), !wide);
  gtk_widget_set_visible (self->details_line, !wide);
  gtk_widget_set_hexpand (GTK_WIDGET (self->list), wide || inner_folded);
  adw_leaflet_set_can_unfold (self->outer, !waybill_ui_shell_is_narrow (self->narrow_shell));
  adw_leaflet_set_can_unfold (self->inner, !waybill_ui_shell_is_narrow (self->wide_shell));
  waybill_ui_cert_list_set_last (self->list, wide || inner_folded);
}

/* One button for it is enough, where both would be seen. */
static void
update_import (WaybillUiCertWindow *self)
{
  gboolean offers = FALSE;

  g_object_get (self->list, "offers-import", &offers, NULL);
  gtk_widget_set_visible (self->import_button, !offers || adw_leaflet_get_folded (self->outer));
}

static void
inner_folded_changed (WaybillUiCertWindow *self)
{
  update_folds (self);
  if (self->context != NULL && self->shown == NULL && !adw_leaflet_get_folded (self->inner))
    waybill_ui_cert_window_choose (self, waybill_ui_cert_list_get_first (self->list));
}

/* When somebody sees it: until then nobody needs to know. */
static void
waybill_ui_cert_window_map (GtkWidget *widget)
{
  WaybillUiCertWindow *self = WAYBILL_UI_CERT_WINDOW (widget);

  GTK_WIDGET_CLASS (waybill_ui_cert_window_parent_class)->map (widget);
  if (!self->has_looked && self->context != NULL)
    waybill_ui_cert_list_look_for_cards (self->list);
  self->has_looked = TRUE;
}

static void
waybill_ui_cert_window_dispose (GObject *object)
{
  WaybillUiCertWindow *self = WAYBILL_UI_CERT_WINDOW (object);

  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  g_clear_object (&self->context);
  g_clear_pointer (&self->shown, g_free);
  g_clear_pointer (&self->next, g_free);
  G_OBJECT_CLASS (waybill_ui_cert_window_parent_class)->dispose (object);
}

static void
waybill_ui_cert_window_class_init (WaybillUiCertWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_cert_window_dispose;
  widget_class->map = waybill_ui_cert_window_map;

  g_type_ensure (WAYBILL_TYPE_UI_SHELL);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_LIST);
  g_type_ensure (WAYBILL_TYPE_UI_CERT_DETAILS);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-window.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertWindow, overlay);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertWindow, wide_shell);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertWindow, narrow_shell);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertWindow, outer);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertWindow, inner);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertWindow, path_header);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertWindow, path);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertWindow, import_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertWindow, request_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertWindow, details_line);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertWindow, list);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertWindow, details);
  gtk_widget_class_bind_template_callback (widget_class, certificate_chosen);
  gtk_widget_class_bind_template_callback (widget_class, list_counted);
  gtk_widget_class_bind_template_callback (widget_class, path_selected);
  gtk_widget_class_bind_template_callback (widget_class, path_activated);
  gtk_widget_class_bind_template_callback (widget_class, update_folds);
  gtk_widget_class_bind_template_callback (widget_class, update_import);
  gtk_widget_class_bind_template_callback (widget_class, inner_folded_changed);
  gtk_widget_class_bind_template_callback (widget_class, waybill_ui_cert_window_tell_renamed);
  waybill_ui_cert_window_install_actions (widget_class);
}

/* A bar with a subtitle is a little higher than one without. */
static void
level_headers (WaybillUiCertWindow *self)
{
  g_autoptr (GtkSizeGroup) group = gtk_size_group_new (GTK_SIZE_GROUP_VERTICAL);

  gtk_size_group_add_widget (group, GTK_WIDGET (self->path_header));
  gtk_size_group_add_widget (group, waybill_ui_cert_list_get_header (self->list));
  gtk_size_group_add_widget (group, waybill_ui_cert_details_get_header (self->details));
}

static void
waybill_ui_cert_window_init (WaybillUiCertWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  level_headers (self);
  waybill_ui_name_buttons (GTK_WIDGET (self));
  waybill_ui_toast_install (GTK_WIDGET (self), self->overlay);
  waybill_ui_tame_list (self->path);
  waybill_ui_cert_window_fill_path (self);
  waybill_ui_cert_window_take_drops (self);
  adw_leaflet_set_visible_child (self->outer, GTK_WIDGET (self->inner));
  update_folds (self);
}
