/* One partner in the sidebar. Its menu's entries are actions of the window, with the partner's UUID; it does nothing itself.
 */

#include "ui-sidebar-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui-partner-line.h"

#include "base-clock.h"

struct _WaybillUiSidebarRow
{
  GtkListBoxRow parent_instance;

  AdwAvatar *avatar;
  GtkLabel *name_label;
  GtkLabel *reason_label;
  GtkImage *image;
  GtkPopover *menu;

  WaybillUiContext *context;
  WaybillPartner *partner;
  WaybillUiSessionStage stage;
  char *activity;
};

G_DEFINE_FINAL_TYPE (WaybillUiSidebarRow, waybill_ui_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

/**
 * waybill_ui_sidebar_row_get_partner:
 * @self: a row
 *
 * Returns: (transfer none): whose row it is
 */
WaybillPartner *
waybill_ui_sidebar_row_get_partner (WaybillUiSidebarRow *self)
{
  return self->partner;
}

/**
 * waybill_ui_sidebar_row_refresh:
 * @self: a row
 *
 * Judges the partner anew and shows it. Main thread.
 */
void
waybill_ui_sidebar_row_refresh (WaybillUiSidebarRow *self)
{
  g_autoptr (WaybillPartnerHistory) history
      = waybill_partner_learnt_load_history (waybill_ui_context_get_learnt_folder (self->context),
                                             waybill_partner_get_uuid (self->partner));
  const char *name = waybill_partner_get_name (self->partner);
  WaybillPartnerReadiness readiness;
  g_autofree char *reason = NULL;
  g_autofree char *spoken = NULL;

  waybill_partner_readiness_judge (self->partner, waybill_ui_context_get_certificates (self->context), history,
                                   waybill_base_clock_now (), &readiness);
  reason = waybill_ui_partner_line_dup_text (&readiness, self->activity);
  spoken = g_strdup_printf ("%s, %s", name, reason);

  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_text (self->name_label, name);
  gtk_label_set_text (self->reason_label, reason);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), spoken);
  waybill_ui_state_show (self->image, waybill_ui_partner_line_get_state (&readiness, self->stage), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/**
 * waybill_ui_sidebar_row_set_activity:
 * @self: a row
 * @stage: what the partner's tab is doing
 * @activity: (nullable): in words
 */
void
waybill_ui_sidebar_row_set_activity (WaybillUiSidebarRow *self, WaybillUiSessionStage stage, const char *activity)
{
  if (self->stage == stage && g_strcmp0 (self->activity, activity) == 0)
    return;
  self->stage = stage;
  g_free (self->activity);
  self->activity = g_strdup (activity);
  waybill_ui_sidebar_row_refresh (self);
}

/* Labels and actions of the menu. */
static const struct
{
  const char *label;
  const char *action;
} entries[] = {
  { N_ ("_Connect"), "win.connect-partner" },        { N_ ("_Edit…"), "win.edit-partner" },
  { N_ ("Check Co_nnection"), "win.check-partner" }, { N_ ("Co_py Partner"), "win.copy-partner" },
  { N_ ("_Remove"), "win.remove-partner" },
};

static void
show_menu (WaybillUiSidebarRow *self, const GdkRectangle *at)
{
  if (self->menu == NULL)
    {
      g_autoptr (GMenu) model = g_menu_new ();

      for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
        {
          g_autoptr (GMenuItem) item = g_menu_item_new (_ (entries[i].label), NULL);

          g_menu_item_set_action_and_target (item, entries[i].action, "s", waybill_partner_get_uuid (self->partner));
          g_menu_append_item (model, item);
        }
      self->menu = GTK_POPOVER (gtk_popover_menu_new_from_model (G_MENU_MODEL (model)));
      gtk_popover_set_has_arrow (self->menu, FALSE);
      gtk_widget_set_halign (GTK_WIDGET (self->menu), GTK_ALIGN_START);
      gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
    }
  gtk_popover_set_pointing_to (self->menu, at);
  gtk_popover_popup (self->menu);
}

static void
pressed (GtkGestureClick *gesture, int n_press, double x, double y, WaybillUiSidebarRow *self)
{
  GdkRectangle at = { (int) x, (int) y, 1, 1 };

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (self, &at);
}

static gboolean
menu_key_pressed (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  GdkRectangle at = { 24, gtk_widget_get_height (widget), 1, 1 };

  show_menu (WAYBILL_UI_SIDEBAR_ROW (widget), &at);
  return TRUE;
}

/**
 * waybill_ui_sidebar_row_new:
 * @context: where the partner lives
 * @partner: whose row it is
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
waybill_ui_sidebar_row_new (WaybillUiContext *context, WaybillPartner *partner)
{
  WaybillUiSidebarRow *self = g_object_new (WAYBILL_TYPE_UI_SIDEBAR_ROW, NULL);

  self->context = g_object_ref (context);
  self->partner = g_object_ref (partner);
  waybill_ui_sidebar_row_refresh (self);
  return GTK_WIDGET (self);
}

/* A popover that is open when its window goes is a critical in GTK 4.8. */
static void
waybill_ui_sidebar_row_unmap (GtkWidget *widget)
{
  WaybillUiSidebarRow *self = WAYBILL_UI_SIDEBAR_ROW (widget);

  if (self->menu != NULL)
    gtk_popover_popdown (self->menu);
  GTK_WIDGET_CLASS (waybill_ui_sidebar_row_parent_class)->unmap (widget);
}

static void
waybill_ui_sidebar_row_dispose (GObject *object)
{
  WaybillUiSidebarRow *self = WAYBILL_UI_SIDEBAR_ROW (object);

  g_clear_pointer ((GtkWidget **) &self->menu, gtk_widget_unparent);
  g_clear_object (&self->context);
  g_clear_object (&self->partner);
  g_clear_pointer (&self->activity, g_free);

  G_OBJECT_CLASS (waybill_ui_sidebar_row_parent_class)->dispose (object);
}

static void
waybill_ui_sidebar_row_class_init (WaybillUiSidebarRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_sidebar_row_dispose;
  widget_class->unmap = waybill_ui_sidebar_row_unmap;

  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSidebarRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSidebarRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSidebarRow, reason_label);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSidebarRow, image);
  gtk_widget_class_bind_template_callback (widget_class, pressed);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_key_pressed, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_key_pressed, NULL);
}

static void
waybill_ui_sidebar_row_init (WaybillUiSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
