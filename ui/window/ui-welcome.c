/* The first start: two ways in, and what this computer lacks. It does nothing itself: its buttons are actions of the window.
 */

#include "ui-welcome.h"

#include <adwaita.h>

#include "ui-box.h"
#include "ui-needs.h"
#include "ui-shell.h"

struct _WaybillUiWelcome
{
  GtkBox parent_instance;

  WaybillUiShell *shell;
  GtkImage *icon;
  GtkBox *cards;
  GtkWidget *rehearse_card;
  GtkButton *set_up_button;
  WaybillUiNeeds *needs;
};

G_DEFINE_FINAL_TYPE (WaybillUiWelcome, waybill_ui_welcome, GTK_TYPE_BOX)

/**
 * waybill_ui_welcome_set_context:
 * @self: the page
 * @context: whose keyring is looked at; a rehearsal has nothing left to rehearse
 */
void
waybill_ui_welcome_set_context (WaybillUiWelcome *self, WaybillUiContext *context)
{
  waybill_ui_needs_set_context (self->needs, context);
  gtk_widget_set_visible (self->rehearse_card, !waybill_ui_context_is_rehearsal (context));
}

/**
 * waybill_ui_welcome_focus:
 * @self: the page
 */
void
waybill_ui_welcome_focus (WaybillUiWelcome *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->set_up_button));
}

static void
width_changed (WaybillUiWelcome *self)
{
  gboolean narrow = waybill_ui_shell_is_narrow (self->shell);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->cards),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  waybill_ui_needs_set_narrow (self->needs, narrow);
}

static void
waybill_ui_welcome_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_box_remove (GTK_BOX (object), child);

  G_OBJECT_CLASS (waybill_ui_welcome_parent_class)->dispose (object);
}

static void
waybill_ui_welcome_class_init (WaybillUiWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (WAYBILL_TYPE_UI_NEEDS);
  g_type_ensure (WAYBILL_TYPE_UI_SHELL);
  G_OBJECT_CLASS (klass)->dispose = waybill_ui_welcome_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWelcome, shell);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWelcome, icon);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWelcome, cards);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWelcome, rehearse_card);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWelcome, set_up_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWelcome, needs);
  gtk_widget_class_bind_template_callback (widget_class, width_changed);
}

static void
waybill_ui_welcome_init (WaybillUiWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_image_set_from_icon_name (self->icon, WAYBILL_APP_ID);
  waybill_ui_name_buttons (GTK_WIDGET (self));
}
