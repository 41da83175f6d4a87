/* The frame of an assistant: header, pages, dots, keys, what was typed is not lost. It knows no step by name. */

#include "ui-assistant.h"

#include "ui-help.h"
#include "ui-name.h"
#include "ui-shell.h"
#include "ui-toast.h"

#include <glib/gi18n.h>

typedef struct
{
  GPtrArray *pages; /* WaybillUiAssistantPage, not owned: the stack has them */
  guint step;
  gboolean leaving; /* what was typed may go */

  GtkWidget *shell;
  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkButton *back_button;
  GtkButton *primary_button;
  AdwToastOverlay *overlay;
  GtkStack *stack;
  GtkWidget *dots;
} WaybillUiAssistantPrivate;

static GtkBuildableIface *parent_buildable;

static void
waybill_ui_assistant_buildable_init (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (WaybillUiAssistant,
                                  waybill_ui_assistant,
                                  ADW_TYPE_WINDOW,
                                  G_ADD_PRIVATE (WaybillUiAssistant)
                                      G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, waybill_ui_assistant_buildable_init))

static WaybillUiAssistantPrivate *
get_private (WaybillUiAssistant *self)
{
  return waybill_ui_assistant_get_instance_private (self);
}

/**
 * waybill_ui_assistant_get_step:
 * @self: an assistant
 *
 * Returns: the step that is shown, from 0. Main thread
 */
guint
waybill_ui_assistant_get_step (WaybillUiAssistant *self)
{
  return get_private (self)->step;
}

/**
 * waybill_ui_assistant_get_page:
 * @self: an assistant
 * @step: a step, from 0
 *
 * Returns: (transfer none): its page
 */
WaybillUiAssistantPage *
waybill_ui_assistant_get_page (WaybillUiAssistant *self, guint step)
{
  return g_ptr_array_index (get_private (self)->pages, step);
}

/**
 * waybill_ui_assistant_get_shown:
 * @self: an assistant
 *
 * Returns: (transfer none): the page that stands in the window
 */
WaybillUiAssistantPage *
waybill_ui_assistant_get_shown (WaybillUiAssistant *self)
{
  return WAYBILL_UI_ASSISTANT_PAGE (gtk_stack_get_visible_child (get_private (self)->stack));
}

/**
 * waybill_ui_assistant_get_primary:
 * @self: an assistant
 *
 * Returns: (transfer none): the button at the end of the header
 */
GtkWidget *
waybill_ui_assistant_get_primary (WaybillUiAssistant *self)
{
  return GTK_WIDGET (get_private (self)->primary_button);
}

/* Header and dots */

static gboolean
is_last (WaybillUiAssistant *self)
{
  return get_private (self)->step + 1 == WAYBILL_UI_ASSISTANT_GET_CLASS (self)->n_steps;
}

static void
name_button (GtkButton *button, const char *label)
{
  if (g_strcmp0 (gtk_button_get_label (button), label) == 0)
    return;
  gtk_button_set_label (button, label);
  waybill_ui_name_buttons (GTK_WIDGET (button));
}

static void
show_header (WaybillUiAssistant *self)
{
  WaybillUiAssistantPrivate *private = get_private (self);
  WaybillUiAssistantClass *klass = WAYBILL_UI_ASSISTANT_GET_CLASS (self);
  const WaybillUiAssistantStep *step = &klass->steps[private->step];
  gboolean is_narrow = waybill_ui_shell_is_narrow (WAYBILL_UI_SHELL (private->shell));
  const char *primary = klass->find_primary != NULL ? klass->find_primary (self) : NULL;
  g_autofree char *subtitle
      = g_strdup_printf (_ ("Step %d of %d · %s"), (int) private->step + 1, (int) klass->n_steps, _ (step->name));

  adw_window_title_set_subtitle (private->title, subtitle);
  gtk_widget_set_tooltip_text (GTK_WIDGET (private->title), is_narrow ? subtitle : NULL);
  name_button (private->back_button, private->step == 0 ? _ ("_Cancel") : _ ("_Back"));
  name_button (private->primary_button, primary != NULL ? primary : _ (is_narrow ? step->narrow : step->primary));
  gtk_widget_set_visible (GTK_WIDGET (private->back_button), !is_last (self));
  if (is_last (self))
    gtk_widget_remove_css_class (GTK_WIDGET (private->primary_button), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (private->primary_button), "suggested-action");
}

static void
narrow_changed (WaybillUiAssistant *self)
{
  WaybillUiAssistantPrivate *private = get_private (self);
  gboolean is_narrow = waybill_ui_shell_is_narrow (WAYBILL_UI_SHELL (private->shell));

  adw_header_bar_set_centering_policy (private->header,
                                       is_narrow ? ADW_CENTERING_POLICY_LOOSE : ADW_CENTERING_POLICY_STRICT);
  if (is_narrow)
    gtk_widget_add_css_class (GTK_WIDGET (private->header), "wb-tight");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (private->header), "wb-tight");
  show_header (self);
}

static void
show_dots (WaybillUiAssistant *self)
{
  WaybillUiAssistantPrivate *private = get_private (self);
  guint index = 0;

  for (GtkWidget *dot = gtk_widget_get_first_child (private->dots); dot != NULL; dot = gtk_widget_get_next_sibling (dot))
    if (index++ == private->step)
      gtk_widget_add_css_class (dot, "now");
    else
      gtk_widget_remove_css_class (dot, "now");
}

/* Going */

/**
 * waybill_ui_assistant_update:
 * @self: an assistant
 *
 * Shows the header's buttons as they are and may be pressed now. Main thread.
 */
void
waybill_ui_assistant_update (WaybillUiAssistant *self)
{
  WaybillUiAssistantPrivate *private = get_private (self);
  WaybillUiAssistantClass *klass = WAYBILL_UI_ASSISTANT_GET_CLASS (self);
  gboolean is_ready = waybill_ui_assistant_page_is_ready (waybill_ui_assistant_get_page (self, private->step));

  show_header (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "assistant.next",
                                 is_ready && (klass->may_go_next == NULL || klass->may_go_next (self)));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "assistant.back",
                                 !is_last (self) && (klass->may_go_back == NULL || klass->may_go_back (self)));
}

/**
 * waybill_ui_assistant_show_step:
 * @self: an assistant
 * @step: which one, from 0
 *
 * Shows its page, header and dot, and puts the keyboard into its first field. Main thread.
 */
void
waybill_ui_assistant_show_step (WaybillUiAssistant *self, guint step)
{
  WaybillUiAssistantPrivate *private = get_private (self);
  WaybillUiAssistantPage *page = waybill_ui_assistant_get_page (self, step);

  private->step = step;
  waybill_ui_name_wrap_titles (GTK_WIDGET (page));
  show_dots (self);
  gtk_stack_set_visible_child (private->stack, GTK_WIDGET (page));
  waybill_ui_assistant_update (self);
  waybill_ui_assistant_page_focus (page);
}

/**
 * waybill_ui_assistant_leave:
 * @self: an assistant
 *
 * Closes it, whatever was typed: as by Cancel, or by what the toast offers. Main thread.
 */
void
waybill_ui_assistant_leave (WaybillUiAssistant *self)
{
  get_private (self)->leaving = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
leave (gpointer data)
{
  waybill_ui_assistant_leave (data);
}

static void
waybill_ui_assistant_go_next (WaybillUiAssistant *self)
{
  if (is_last (self))
    gtk_window_close (GTK_WINDOW (self));
  else
    waybill_ui_assistant_show_step (self, get_private (self)->step + 1);
}

static void
waybill_ui_assistant_go_back (WaybillUiAssistant *self)
{
  waybill_ui_assistant_show_step (self, get_private (self)->step - 1);
}

/* Actions */

static void
next_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  WAYBILL_UI_ASSISTANT_GET_CLASS (widget)->go_next (WAYBILL_UI_ASSISTANT (widget));
}

static void
back_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  WaybillUiAssistant *self = WAYBILL_UI_ASSISTANT (widget);

  if (get_private (self)->step == 0)
    waybill_ui_assistant_leave (self);
  else
    WAYBILL_UI_ASSISTANT_GET_CLASS (self)->go_back (self);
}

/* Alt+Left never closes. */
static gboolean
alt_left_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  if (get_private (WAYBILL_UI_ASSISTANT (widget))->step == 0)
    return FALSE;
  return gtk_widget_activate_action (widget, "assistant.back", NULL);
}

/* Whoever closes it otherwise than by Cancel may have meant something else: what was chosen and typed is kept until they say
 * so. */
static gboolean
waybill_ui_assistant_close_request (GtkWindow *window)
{
  WaybillUiAssistant *self = WAYBILL_UI_ASSISTANT (window);
  WaybillUiAssistantClass *klass = WAYBILL_UI_ASSISTANT_GET_CLASS (self);
  const char *kept
      = get_private (self)->leaving || is_last (self) || klass->get_kept == NULL ? NULL : klass->get_kept (self);

  if (kept != NULL)
    {
      waybill_ui_toast_offer (GTK_WIDGET (self), kept, _ ("_Discard"), leave, g_object_ref (self), g_object_unref);
      return TRUE;
    }
  if (klass->closed != NULL)
    klass->closed (self);
  return GTK_WINDOW_CLASS (waybill_ui_assistant_parent_class)->close_request (window);
}

/* What the template of a subclass holds are its pages. */
static void
add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  WaybillUiAssistant *self = WAYBILL_UI_ASSISTANT (buildable);

  if (!WAYBILL_IS_UI_ASSISTANT_PAGE (child))
    {
      parent_buildable->add_child (buildable, builder, child, type);
      return;
    }
  gtk_stack_add_child (get_private (self)->stack, GTK_WIDGET (child));
  g_ptr_array_add (get_private (self)->pages, child);
}

static void
waybill_ui_assistant_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

static void
fill_dots (WaybillUiAssistant *self)
{
  for (guint i = 0; i < WAYBILL_UI_ASSISTANT_GET_CLASS (self)->n_steps; i++)
    {
      GtkWidget *dot = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "valign",
                                     GTK_ALIGN_CENTER, NULL);

      gtk_widget_add_css_class (dot, "wb-dot");
      gtk_box_append (GTK_BOX (get_private (self)->dots), dot);
    }
}

static void
name_pages (WaybillUiAssistant *self)
{
  WaybillUiAssistantClass *klass = WAYBILL_UI_ASSISTANT_GET_CLASS (self);

  for (guint i = 0; i < klass->n_steps; i++)
    {
      WaybillUiAssistantPage *page = waybill_ui_assistant_get_page (self, i);
      g_autofree char *name
          = g_strdup_printf (_ ("Step %d of %d, %s"), (int) i + 1, (int) klass->n_steps, _ (klass->steps[i].name));

      gtk_accessible_update_property (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      g_signal_connect_object (page, "notify::ready", G_CALLBACK (waybill_ui_assistant_update), self, G_CONNECT_SWAPPED);
    }
}

/* Here the template of the subclass has filled its pages in. */
static void
waybill_ui_assistant_constructed (GObject *object)
{
  WaybillUiAssistant *self = WAYBILL_UI_ASSISTANT (object);

  G_OBJECT_CLASS (waybill_ui_assistant_parent_class)->constructed (object);
  g_assert (get_private (self)->pages->len == WAYBILL_UI_ASSISTANT_GET_CLASS (self)->n_steps);
  waybill_ui_name_buttons (GTK_WIDGET (self));
  fill_dots (self);
  name_pages (self);
  waybill_ui_assistant_show_step (self, 0);
}

static void
waybill_ui_assistant_finalize (GObject *object)
{
  g_ptr_array_unref (get_private (WAYBILL_UI_ASSISTANT (object))->pages);
  G_OBJECT_CLASS (waybill_ui_assistant_parent_class)->finalize (object);
}

static void
waybill_ui_assistant_class_init (WaybillUiAssistantClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  klass->go_next = waybill_ui_assistant_go_next;
  klass->go_back = waybill_ui_assistant_go_back;
  G_OBJECT_CLASS (klass)->constructed = waybill_ui_assistant_constructed;
  G_OBJECT_CLASS (klass)->finalize = waybill_ui_assistant_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = waybill_ui_assistant_close_request;
  g_type_ensure (WAYBILL_TYPE_UI_SHELL);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-assistant.ui");
  gtk_widget_class_bind_template_child_private (widget_class, WaybillUiAssistant, shell);
  gtk_widget_class_bind_template_child_private (widget_class, WaybillUiAssistant, header);
  gtk_widget_class_bind_template_child_private (widget_class, WaybillUiAssistant, title);
  gtk_widget_class_bind_template_child_private (widget_class, WaybillUiAssistant, back_button);
  gtk_widget_class_bind_template_child_private (widget_class, WaybillUiAssistant, primary_button);
  gtk_widget_class_bind_template_child_private (widget_class, WaybillUiAssistant, overlay);
  gtk_widget_class_bind_template_child_private (widget_class, WaybillUiAssistant, stack);
  gtk_widget_class_bind_template_child_private (widget_class, WaybillUiAssistant, dots);
  gtk_widget_class_install_action (widget_class, "assistant.next", NULL, next_cb);
  gtk_widget_class_install_action (widget_class, "assistant.back", NULL, back_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_ALT_MASK, alt_left_cb, NULL);
}

static void
waybill_ui_assistant_init (WaybillUiAssistant *self)
{
  WaybillUiAssistantPrivate *private = get_private (self);

  private->pages = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  waybill_ui_toast_install (GTK_WIDGET (self), private->overlay);
  waybill_ui_help_install (GTK_WIDGET (self));
  g_signal_connect_object (private->shell, "notify::narrow", G_CALLBACK (narrow_changed), self, G_CONNECT_SWAPPED);
}
