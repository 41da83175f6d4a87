/* The main window's life: what it is made of, what it remembers, and how it closes without losing work. Tabs, partners and
 * the wishes of pages have files of their own. */

#include "ui-window-private.h"

#include <glib/gi18n.h>

#include "ui-box.h"
#include "ui-settings.h"
#include "ui-tell.h"
#include "ui-toast.h"

#include "words-error.h"
#include "words-start.h"

G_DEFINE_FINAL_TYPE (WaybillUiWindow, waybill_ui_window, ADW_TYPE_APPLICATION_WINDOW)

static void
partners_changed (WaybillUiWindow *self)
{
  g_autoptr (GPtrArray) partners = waybill_partner_store_list (waybill_ui_context_get_partners (self->context));
  const char *wanted = partners->len == 0 ? "welcome" : "main";

  /* The page that is shown already keeps its focus, but for the first time. */
  if (self->closing || (self->begun && g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), wanted) == 0))
    return;
  self->begun = TRUE;
  gtk_stack_set_visible_child_name (self->pages, wanted);
  if (partners->len == 0)
    waybill_ui_welcome_focus (self->welcome);
  else
    waybill_ui_sidebar_focus (self->sidebar);
}

/* A tab that is at work, or is worked in, stays in sight when there is room for one of the two only. */
static gboolean
is_tab_in_use (WaybillUiWindow *self)
{
  WaybillUiSession *session = waybill_ui_window_get_session (self);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (session == NULL)
    return FALSE;
  return waybill_ui_session_get_stage (session) != WAYBILL_UI_SESSION_IDLE
         || (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (session)));
}

/* Folded, the sidebar is a page of its own, and the way back takes the place of its button. */
static void
fold_changed (WaybillUiWindow *self)
{
  gboolean folded = adw_leaflet_get_folded (self->leaflet);

  gtk_widget_set_visible (GTK_WIDGET (self->back_button), folded);
  gtk_widget_set_visible (GTK_WIDGET (self->sidebar_button), !folded);
  gtk_widget_set_visible (GTK_WIDGET (self->sidebar), folded || gtk_toggle_button_get_active (self->sidebar_button));
  if (folded && is_tab_in_use (self))
    adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->shell));
}

static void
start_counted (WaybillUiWindow *self)
{
  g_autofree char *words = waybill_words_start_needs (waybill_ui_start_get_n_needs (self->start));

  waybill_ui_sidebar_set_start (self->sidebar, words, waybill_ui_start_get_state (self->start));
}

static void
start_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  waybill_ui_window_show_start (WAYBILL_UI_WINDOW (widget));
}

static void
partner_selected (WaybillUiWindow *self, const char *uuid)
{
  g_autofree char *copy = g_strdup (uuid);

  waybill_ui_window_show_partner (self, copy, FALSE);
}

/* Where only one of the two has room, a click leads to the other. */
static void
partner_clicked (WaybillUiWindow *self, const char *uuid)
{
  if (!adw_leaflet_get_folded (self->leaflet))
    return;
  waybill_ui_window_show_partner (self, uuid, FALSE);
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

static void
partner_activated (WaybillUiWindow *self, const char *uuid)
{
  g_autofree char *copy = g_strdup (uuid);

  waybill_ui_window_show_partner (self, copy, TRUE);
}

/**
 * waybill_ui_window_new:
 * @application: the application it belongs to
 * @context: what it works with
 * @rehearsal: (nullable): the rehearsal that @context belongs to; it ends when the window closes
 *
 * Returns: (transfer none): a new window, owned by GTK until it is closed
 */
WaybillUiWindow *
waybill_ui_window_new (WaybillUiApplication *application, WaybillUiContext *context, WaybillUiRehearsal *rehearsal)
{
  WaybillUiWindow *self = g_object_new (WAYBILL_TYPE_UI_WINDOW, "application", application, NULL);

  self->context = g_object_ref (context);
  g_set_object (&self->rehearsal, rehearsal);
  gtk_revealer_set_reveal_child (self->rehearsal_strip, rehearsal != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->rehearsal_strip), rehearsal != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.rehearse", rehearsal == NULL);
  waybill_ui_welcome_set_context (self->welcome, context);
  waybill_ui_sidebar_set_context (self->sidebar, context);
  waybill_ui_start_set_context (self->start, context);
  waybill_ui_lock_button_set_context (self->lock, context);
  waybill_ui_window_init_go (self);
  waybill_ui_window_init_tabs (self);
  g_signal_connect_object (context, "changed", G_CALLBACK (partners_changed), self, G_CONNECT_SWAPPED);
  partners_changed (self);
  waybill_ui_window_restore_tabs (self);
  fold_changed (self);
  return self;
}

/**
 * waybill_ui_window_get_context:
 * @self: a window
 *
 * Returns: (transfer none): what it works with
 */
WaybillUiContext *
waybill_ui_window_get_context (WaybillUiWindow *self)
{
  return self->context;
}

/* Rehearsing */

static void
show_sheet (WaybillUiWindow *self)
{
  if (self->rehearsal == NULL)
    return;
  if (self->sheet == NULL)
    g_set_weak_pointer (&self->sheet, waybill_ui_sheet_new (GTK_WINDOW (self), self->rehearsal));
  gtk_window_present (GTK_WINDOW (self->sheet));
}

static void
rehearsal_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  waybill_ui_rehearsal_end_finish (WAYBILL_UI_REHEARSAL (source), result);
  g_application_release (g_application_get_default ());
}

/* The process is held until it is gone. */
static void
end_rehearsal (WaybillUiRehearsal *rehearsal)
{
  g_application_hold (g_application_get_default ());
  waybill_ui_rehearsal_end_async (rehearsal, rehearsal_ended, NULL);
}

static void
show_rehearsal_error (WaybillUiWindow *self, const GError *error)
{
  g_autoptr (WaybillWords) words = waybill_words_error (error, NULL);

  g_free (words->title);
  words->title = g_strdup (_ ("The practice partner could not be started"));
  waybill_ui_tell (GTK_WIDGET (self), words);
}

static void
rehearsal_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiWindow) self = WAYBILL_UI_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillUiRehearsal) rehearsal = waybill_ui_rehearsal_start_finish (result, &error);
  WaybillUiWindow *window;

  if (!self->closing)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.rehearse", TRUE);
  if (rehearsal == NULL && !self->closing)
    show_rehearsal_error (self, error);
  else if (rehearsal != NULL && self->closing)
    end_rehearsal (rehearsal);
  else if (rehearsal != NULL)
    {
      window = waybill_ui_window_new (WAYBILL_UI_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))),
                                      waybill_ui_rehearsal_get_context (rehearsal), rehearsal);
      gtk_window_present (GTK_WINDOW (window));
      show_sheet (window);
    }
  g_application_release (g_application_get_default ());
}

static void
rehearse_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WaybillUiWindow *self = WAYBILL_UI_WINDOW (widget);

  gtk_widget_action_set_enabled (widget, "win.rehearse", FALSE);
  /* Whatever becomes of the window meanwhile: what was made is shown or removed, never left behind. */
  g_application_hold (g_application_get_default ());
  waybill_ui_rehearsal_start_async (rehearsal_started, g_object_ref (self));
}

static void
sheet_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  show_sheet (WAYBILL_UI_WINDOW (widget));
}

/* Closing */

static void
remember (WaybillUiWindow *self)
{
  int width, height;

  if (self->settings == NULL || self->rehearsal != NULL)
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, "window-width", CLAMP (width, 360, 16384));
  g_settings_set_int (self->settings, "window-height", CLAMP (height, 360, 16384));
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  waybill_ui_window_remember_tabs (self);
}

/* The window goes at once; goodbyes are said behind it, and the process waits for them. */
static void
end (WaybillUiWindow *self)
{
  if (self->closing)
    return;
  remember (self);
  self->closing = TRUE;
  waybill_ui_window_end_sessions (self);
  if (self->sheet != NULL)
    gtk_window_destroy (GTK_WINDOW (self->sheet));
  if (self->certificates != NULL)
    gtk_window_destroy (GTK_WINDOW (self->certificates));
  if (self->rehearsal != NULL)
    end_rehearsal (self->rehearsal);
}

static void
close_answered (WaybillUiWindow *self, gpointer subject, gboolean stop)
{
  if (!stop)
    return;
  self->may_close = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
waybill_ui_window_close_request (GtkWindow *window)
{
  WaybillUiWindow *self = WAYBILL_UI_WINDOW (window);
  guint n_left = waybill_ui_window_count_left (self);

  if (n_left == 0 || self->may_close || self->closing)
    {
      end (self);
      return GTK_WINDOW_CLASS (waybill_ui_window_parent_class)->close_request (window);
    }
  waybill_ui_window_ask_to_leave (self, n_left, _ ("_Keep Open"), _ ("_Stop and Close"), close_answered, NULL);
  return GDK_EVENT_STOP;
}

static void
sidebar_toggled (WaybillUiWindow *self)
{
  waybill_ui_settings_set_boolean (self->settings, "sidebar-shown", gtk_toggle_button_get_active (self->sidebar_button));
  fold_changed (self);
}

static void
toggle_sidebar_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WaybillUiWindow *self = WAYBILL_UI_WINDOW (widget);

  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_navigate (self->leaflet, adw_leaflet_get_visible_child (self->leaflet) == GTK_WIDGET (self->sidebar)
                                             ? ADW_NAVIGATION_DIRECTION_FORWARD
                                             : ADW_NAVIGATION_DIRECTION_BACK);
  else
    gtk_toggle_button_set_active (self->sidebar_button, !gtk_toggle_button_get_active (self->sidebar_button));
}

static void
back_clicked (WaybillUiWindow *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  waybill_ui_sidebar_focus (self->sidebar);
}

static void
find_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WaybillUiWindow *self = WAYBILL_UI_WINDOW (widget);

  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  else
    gtk_toggle_button_set_active (self->sidebar_button, TRUE);
  waybill_ui_sidebar_find (self->sidebar);
}

static void
waybill_ui_window_dispose (GObject *object)
{
  WaybillUiWindow *self = WAYBILL_UI_WINDOW (object);

  /* A window that is destroyed rather than closed has sessions to end as well. */
  if (self->context != NULL && self->tab_view != NULL)
    end (self);
  g_clear_weak_pointer (&self->sheet);
  g_clear_weak_pointer (&self->certificates);
  g_clear_object (&self->settings);
  g_clear_object (&self->rehearsal);
  g_clear_object (&self->context);
  self->tab_view = NULL;

  G_OBJECT_CLASS (waybill_ui_window_parent_class)->dispose (object);
}

/* Key, modifiers, action. Those of tabs, folders and editors stand with them. */
static const struct
{
  guint key;
  GdkModifierType modifiers;
  const char *action;
} bindings[] = {
  { GDK_KEY_n, GDK_CONTROL_MASK, "win.new-partner" },
  { GDK_KEY_f, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.find" },
  { GDK_KEY_i, GDK_CONTROL_MASK, "win.import" },
  { GDK_KEY_e, GDK_CONTROL_MASK, "win.export" },
  { GDK_KEY_1, GDK_CONTROL_MASK, "win.start" },
  { GDK_KEY_4, GDK_CONTROL_MASK, "win.certificates" },
  { GDK_KEY_F9, 0, "win.toggle-sidebar" },
  { GDK_KEY_w, GDK_CONTROL_MASK, "win.close-tab" },
  { GDK_KEY_question, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.shortcuts" },
  { GDK_KEY_question, GDK_CONTROL_MASK, "win.shortcuts" },
};

static void
waybill_ui_window_class_init (WaybillUiWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (WAYBILL_TYPE_UI_LOCK_BUTTON);
  g_type_ensure (WAYBILL_TYPE_UI_SHELL);
  g_type_ensure (WAYBILL_TYPE_UI_SIDEBAR);
  g_type_ensure (WAYBILL_TYPE_UI_START);
  g_type_ensure (WAYBILL_TYPE_UI_WELCOME);
  g_type_ensure (WAYBILL_TYPE_UI_BOX);
  object_class->dispose = waybill_ui_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = waybill_ui_window_close_request;

  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-window.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWindow, rehearsal_strip);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWindow, rehearsal_box);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWindow, shell);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWindow, lock);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWindow, title);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWindow, disconnect_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWindow, tabs_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWindow, tab_bar);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWindow, tab_view);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWindow, contents);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiWindow, start);
  gtk_widget_class_bind_template_callback (widget_class, waybill_ui_window_show_start);
  gtk_widget_class_bind_template_callback (widget_class, start_counted);
  gtk_widget_class_bind_template_callback (widget_class, fold_changed);
  gtk_widget_class_bind_template_callback (widget_class, sidebar_toggled);
  gtk_widget_class_bind_template_callback (widget_class, partner_selected);
  gtk_widget_class_bind_template_callback (widget_class, partner_clicked);
  gtk_widget_class_bind_template_callback (widget_class, partner_activated);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked);

  waybill_ui_window_install_tabs (widget_class);
  waybill_ui_window_install_partners (widget_class);
  waybill_ui_window_install_go (widget_class);
  gtk_widget_class_install_action (widget_class, "win.rehearse", NULL, rehearse_activated);
  gtk_widget_class_install_action (widget_class, "win.sheet", NULL, sheet_activated);
  gtk_widget_class_install_action (widget_class, "win.start", NULL, start_activated);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_activated);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL, toggle_sidebar_activated);
  for (gsize i = 0; i < G_N_ELEMENTS (bindings); i++)
    gtk_widget_class_add_binding_action (widget_class, bindings[i].key, bindings[i].modifiers, bindings[i].action, NULL);
}

/* Below the text, not beside it: there is room for both at 360 pixels. */
static void
add_sheet_button (WaybillUiWindow *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Instruction _Sheet"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.sheet");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_box_append (waybill_ui_box_get_content (WAYBILL_UI_BOX (self->rehearsal_box)), button);
}

static void
waybill_ui_window_init (WaybillUiWindow *self)
{
  self->settings = waybill_ui_settings_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_size (GTK_WINDOW (self), waybill_ui_settings_get_int (self->settings, "window-width", 1180),
                               waybill_ui_settings_get_int (self->settings, "window-height", 820));
  if (waybill_ui_settings_get_boolean (self->settings, "window-maximized", FALSE))
    gtk_window_maximize (GTK_WINDOW (self));
  gtk_toggle_button_set_active (self->sidebar_button,
                                waybill_ui_settings_get_boolean (self->settings, "sidebar-shown", TRUE));
  add_sheet_button (self);
  waybill_ui_name_buttons (GTK_WIDGET (self));
  waybill_ui_toast_install (GTK_WIDGET (self), self->toasts);
}
