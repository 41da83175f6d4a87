/* The window's tabs: one session each, and what the header says of the one in front. Sessions do the work. */

#include "ui-window-private.h"

#include <glib/gi18n.h>

#include "ui-box.h"
#include "ui-settings.h"

static WaybillUiSession *
session_of (AdwTabPage *page)
{
  return WAYBILL_UI_SESSION (adw_tab_page_get_child (page));
}

WaybillUiSession *
waybill_ui_window_get_session (WaybillUiWindow *self)
{
  AdwTabPage *page = self->start_shown ? NULL : adw_tab_view_get_selected_page (self->tab_view);

  return page == NULL ? NULL : session_of (page);
}

static AdwTabPage *
find_page (WaybillUiWindow *self, const char *uuid)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    {
      AdwTabPage *page = adw_tab_view_get_nth_page (self->tab_view, i);

      if (g_strcmp0 (waybill_partner_get_uuid (waybill_ui_session_get_partner (session_of (page))), uuid) == 0)
        return page;
    }
  return NULL;
}

WaybillUiSession *
waybill_ui_window_find_session (WaybillUiWindow *self, const char *uuid)
{
  AdwTabPage *page = find_page (self, uuid);

  return page == NULL ? NULL : session_of (page);
}

static const char *
icon_of (WaybillUiSessionStage stage)
{
  switch (stage)
    {
    case WAYBILL_UI_SESSION_CONNECTED:
      return "network-transmit-receive-symbolic";
    case WAYBILL_UI_SESSION_FAILED:
      return "dialog-error-symbolic";
    case WAYBILL_UI_SESSION_ASKING:
      return "dialog-warning-symbolic";
    case WAYBILL_UI_SESSION_IDLE:
    case WAYBILL_UI_SESSION_CONNECTING:
    case WAYBILL_UI_SESSION_CLOSING:
    default:
      return "network-server-symbolic";
    }
}

static void
show_page (AdwTabPage *page)
{
  WaybillUiSession *session = session_of (page);
  WaybillUiSessionStage stage = waybill_ui_session_get_shown (session);
  g_autoptr (GIcon) icon = g_themed_icon_new (icon_of (stage));
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *tooltip = NULL;

  g_object_get (session, "title", &title, "subtitle", &subtitle, NULL);
  adw_tab_page_set_title (page, title);
  /* It is markup. */
  tooltip = g_markup_escape_text (subtitle, -1);
  adw_tab_page_set_tooltip (page, tooltip);
  adw_tab_page_set_icon (page, icon);
  adw_tab_page_set_loading (page, stage == WAYBILL_UI_SESSION_CONNECTING);
  adw_tab_page_set_needs_attention (page, stage == WAYBILL_UI_SESSION_ASKING && !adw_tab_page_get_selected (page));
}

static void
show_menu (WaybillUiWindow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  int n = adw_tab_view_get_n_pages (self->tab_view);
  g_autofree char *label = g_strdup_printf (ngettext ("%d open", "%d open", (gulong) n), n);

  for (int i = 0; i < n; i++)
    {
      g_autoptr (GMenuItem) item
          = g_menu_item_new (adw_tab_page_get_title (adw_tab_view_get_nth_page (self->tab_view, i)), NULL);

      g_menu_item_set_action_and_target (item, "win.show-tab", "i", i);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->tabs_button, G_MENU_MODEL (menu));
  gtk_menu_button_set_label (self->tabs_button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->tabs_button), adw_leaflet_get_folded (self->leaflet) && n > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->tab_bar), !adw_leaflet_get_folded (self->leaflet) && !self->start_shown);
}

/* What the header says of the tab in front. */
void
waybill_ui_window_show_front (WaybillUiWindow *self)
{
  WaybillUiSession *session = waybill_ui_window_get_session (self);
  gboolean narrow = waybill_ui_shell_is_narrow (self->shell);
  WaybillUiSessionStage stage = session == NULL ? WAYBILL_UI_SESSION_IDLE : waybill_ui_session_get_stage (session);
  gboolean connected = stage == WAYBILL_UI_SESSION_CONNECTED;
  gboolean under_way = stage == WAYBILL_UI_SESSION_CONNECTING || stage == WAYBILL_UI_SESSION_ASKING;
  const WaybillRemoteFacts *facts = connected ? waybill_ui_session_get_facts (session) : NULL;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  if (session != NULL)
    g_object_get (session, "title", &title, "subtitle", &subtitle, NULL);
  /* A session that was lost and is connected again is still the tab's. */
  if (session != NULL && (!connected || waybill_ui_session_get_shown (session) == WAYBILL_UI_SESSION_CONNECTING))
    {
      const char *activity = waybill_ui_session_get_activity (session);

      g_free (subtitle);
      subtitle = g_strdup (*activity != '\0' ? activity : _ ("Not connected"));
    }
  adw_window_title_set_title (self->title, title == NULL ? _ ("Start") : title);
  adw_window_title_set_subtitle (self->title, subtitle == NULL ? "" : subtitle);
  waybill_ui_sidebar_select_start (self->sidebar, session == NULL);
  name = self->rehearsal == NULL ? g_strdup (title == NULL ? "Waybill" : title)
                                 : g_strdup_printf (_ ("%s, rehearsing"), title == NULL ? "Waybill" : title);
  gtk_window_set_title (GTK_WINDOW (self), name);
  waybill_ui_lock_button_set_facts (self->lock, narrow ? NULL : facts);
  gtk_widget_set_visible (GTK_WIDGET (self->disconnect_button), connected && !narrow);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.disconnect", connected || under_way);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.connection", connected);
  gtk_stack_set_visible_child_name (self->contents, session == NULL ? "start" : "tabs");
  show_menu (self);
}

static void
session_changed (WaybillUiSession *session, GParamSpec *spec, gpointer user_data)
{
  WaybillUiWindow *self = WAYBILL_UI_WINDOW (user_data);
  const char *uuid = waybill_partner_get_uuid (waybill_ui_session_get_partner (session));
  AdwTabPage *page = find_page (self, uuid);

  if (self->closing || page == NULL || session_of (page) != session)
    return;
  show_page (page);
  waybill_ui_sidebar_set_activity (self->sidebar, uuid, waybill_ui_session_get_shown (session),
                                   waybill_ui_session_get_activity (session));
  if (session == waybill_ui_window_get_session (self))
    waybill_ui_window_show_front (self);
}

static void
front_changed (WaybillUiWindow *self)
{
  WaybillUiSession *front = waybill_ui_window_get_session (self);

  if (self->closing)
    return;
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    {
      AdwTabPage *page = adw_tab_view_get_nth_page (self->tab_view, i);

      g_object_set (session_of (page), "front", session_of (page) == front, NULL);
      show_page (page);
    }
  waybill_ui_sidebar_select (self->sidebar,
                             front == NULL ? NULL : waybill_partner_get_uuid (waybill_ui_session_get_partner (front)));
  waybill_ui_window_show_front (self);
}

static void
session_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiWindow) self = WAYBILL_UI_WINDOW (user_data);

  waybill_ui_session_close_finish (WAYBILL_UI_SESSION (source), result);
  g_application_release (g_application_get_default ());
}

/* The tab goes at once; its session says goodbye behind the scenes, and the process waits for it. */
static void
end_session (WaybillUiWindow *self, WaybillUiSession *session)
{
  g_signal_handlers_disconnect_by_data (session, self);
  if (!self->closing)
    waybill_ui_sidebar_set_activity (self->sidebar, waybill_partner_get_uuid (waybill_ui_session_get_partner (session)),
                                     WAYBILL_UI_SESSION_IDLE, NULL);
  g_application_hold (g_application_get_default ());
  waybill_ui_session_close_async (session, session_ended, g_object_ref (self));
}

static void
close_answered (WaybillUiWindow *self, gpointer subject, gboolean stop)
{
  AdwTabPage *page = subject;

  if (stop)
    end_session (self, session_of (page));
  adw_tab_view_close_page_finish (self->tab_view, page, stop);
}

static gboolean
close_page (WaybillUiWindow *self, AdwTabPage *page)
{
  guint n_left = waybill_ui_session_get_n_left (session_of (page));

  if (n_left == 0 || self->closing || self->dropping)
    close_answered (self, page, TRUE);
  else
    waybill_ui_window_ask_to_leave (self, n_left, _ ("_Keep Open"), _ ("_Stop and Close"), close_answered, page);
  return GDK_EVENT_STOP;
}

/* Closes the session's tab, asking first where work would be lost. */
void
waybill_ui_window_close_session (WaybillUiWindow *self, WaybillUiSession *session)
{
  adw_tab_view_close_page (self->tab_view, adw_tab_view_get_page (self->tab_view, GTK_WIDGET (session)));
}

void
waybill_ui_window_drop_session (WaybillUiWindow *self, WaybillUiSession *session)
{
  self->dropping = TRUE;
  waybill_ui_window_close_session (self, session);
  self->dropping = FALSE;
}

void
waybill_ui_window_show_start (WaybillUiWindow *self)
{
  self->start_shown = TRUE;
  front_changed (self);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->shell));
  waybill_ui_start_focus (self->start);
}

void
waybill_ui_window_leave_start (WaybillUiWindow *self)
{
  self->start_shown = FALSE;
  front_changed (self);
}

/* A tab that was only looked at gives way to the next: arrow keys in the sidebar would leave a trail of tabs. */
static void
close_previews (WaybillUiWindow *self, AdwTabPage *keep)
{
  for (int i = adw_tab_view_get_n_pages (self->tab_view) - 1; i >= 0; i--)
    {
      AdwTabPage *page = adw_tab_view_get_nth_page (self->tab_view, i);

      if (page != keep && waybill_ui_session_get_stage (session_of (page)) == WAYBILL_UI_SESSION_IDLE)
        adw_tab_view_close_page (self->tab_view, page);
    }
}

static AdwTabPage *
add_page (WaybillUiWindow *self, WaybillPartner *partner)
{
  GtkWidget *session = waybill_ui_session_new (self->context, partner);
  AdwTabPage *page = adw_tab_view_append (self->tab_view, session);
  static const char *const watched[] = { "notify::stage", "notify::activity", "notify::title", "notify::subtitle" };

  for (gsize i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (session, watched[i], G_CALLBACK (session_changed), self, 0);
  g_object_bind_property (self->shell, "narrow", session, "narrow", G_BINDING_SYNC_CREATE);
  show_page (page);
  return page;
}

/**
 * waybill_ui_window_show_partner:
 * @self: a window
 * @uuid: a partner's
 * @connect: whether to connect as well
 *
 * Brings the partner's tab to the front, opening it where needed. Main thread.
 */
void
waybill_ui_window_show_partner (WaybillUiWindow *self, const char *uuid, gboolean connect)
{
  WaybillPartner *partner = waybill_ui_context_find_partner (self->context, uuid);
  AdwTabPage *page;

  if (partner == NULL || self->closing)
    return;
  self->start_shown = FALSE;
  page = find_page (self, uuid);
  if (page == NULL)
    page = add_page (self, partner);
  adw_tab_view_set_selected_page (self->tab_view, page);
  close_previews (self, page);
  front_changed (self);
  if (connect)
    {
      WaybillUiSessionStage stage = waybill_ui_session_get_stage (session_of (page));

      if (stage == WAYBILL_UI_SESSION_IDLE || stage == WAYBILL_UI_SESSION_FAILED)
        waybill_ui_session_connect (session_of (page));
      adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
      /* Who connects goes on there; the tab leads the focus from page to page. */
      gtk_widget_child_focus (GTK_WIDGET (session_of (page)), GTK_DIR_TAB_FORWARD);
    }
}

/* Files that closing would lose, over all tabs. */
guint
waybill_ui_window_count_left (WaybillUiWindow *self)
{
  guint n_left = 0;

  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    n_left += waybill_ui_session_get_n_left (session_of (adw_tab_view_get_nth_page (self->tab_view, i)));
  return n_left;
}

/* All of them, when the window closes. */
void
waybill_ui_window_end_sessions (WaybillUiWindow *self)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    end_session (self, session_of (adw_tab_view_get_nth_page (self->tab_view, i)));
}

/* The tabs of the last time, not connected; without any, the first partner. */
void
waybill_ui_window_restore_tabs (WaybillUiWindow *self)
{
  g_auto (GStrv) open
      = self->settings == NULL || self->rehearsal != NULL ? NULL : g_settings_get_strv (self->settings, "open-partners");
  g_autoptr (GPtrArray) partners = waybill_partner_store_list (waybill_ui_context_get_partners (self->context));

  for (gsize i = 0; open != NULL && open[i] != NULL; i++)
    {
      WaybillPartner *partner = waybill_ui_context_find_partner (self->context, open[i]);

      if (partner != NULL && find_page (self, open[i]) == NULL)
        add_page (self, partner);
    }
  if (adw_tab_view_get_n_pages (self->tab_view) == 0 && partners->len > 0)
    add_page (self, partners->pdata[0]);
  if (adw_tab_view_get_n_pages (self->tab_view) > 0)
    adw_tab_view_set_selected_page (self->tab_view, adw_tab_view_get_nth_page (self->tab_view, 0));
  front_changed (self);
}

/* Called before the tabs end. */
void
waybill_ui_window_remember_tabs (WaybillUiWindow *self)
{
  g_autoptr (GStrvBuilder) open = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  if (self->settings == NULL || self->rehearsal != NULL)
    return;
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    {
      WaybillUiSession *session = session_of (adw_tab_view_get_nth_page (self->tab_view, i));

      g_strv_builder_add (open, waybill_partner_get_uuid (waybill_ui_session_get_partner (session)));
    }
  list = g_strv_builder_end (open);
  g_settings_set_strv (self->settings, "open-partners", (const char *const *) list);
}

static void
disconnect_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WaybillUiSession *session = waybill_ui_window_get_session (WAYBILL_UI_WINDOW (widget));

  if (session != NULL)
    waybill_ui_session_disconnect (session);
}

/* Keys of the tab that are pressed while the focus is in the sidebar or the header. */
static void
session_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WaybillUiWindow *self = WAYBILL_UI_WINDOW (widget);
  WaybillUiSession *session = waybill_ui_window_get_session (self);

  if (session == NULL)
    return;
  /* Never into a page that is folded away. */
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->shell));
  gtk_widget_activate_action (GTK_WIDGET (session), g_variant_get_string (parameter, NULL), NULL);
}

static const struct
{
  guint key;
  GdkModifierType modifiers;
  const char *action;
} forwarded[] = {
  { GDK_KEY_Return, GDK_CONTROL_MASK, "session.primary" },
  { GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "session.primary" },
  { GDK_KEY_F6, 0, "session.next-area" },
  { GDK_KEY_F6, GDK_SHIFT_MASK, "session.previous-area" },
  { GDK_KEY_j, GDK_CONTROL_MASK, "session.toggle-queue" },
  { GDK_KEY_j, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "session.toggle-conversation" },
  { GDK_KEY_period, GDK_CONTROL_MASK, "session.stop" },
};

static void
connection_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WaybillUiSession *session = waybill_ui_window_get_session (WAYBILL_UI_WINDOW (widget));
  const WaybillRemoteFacts *facts = session == NULL ? NULL : waybill_ui_session_get_facts (session);
  GtkWidget *dialog;

  if (facts == NULL)
    return;
  dialog = adw_message_dialog_new (GTK_WINDOW (widget), _ ("Connection"), NULL);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), waybill_ui_lock_button_new_details (facts));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  waybill_ui_name_buttons (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
close_tab_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WaybillUiWindow *self = WAYBILL_UI_WINDOW (widget);
  WaybillUiSession *session = waybill_ui_window_get_session (self);

  if (self->start_shown && adw_tab_view_get_n_pages (self->tab_view) > 0)
    waybill_ui_window_leave_start (self);
  else if (session != NULL && adw_tab_view_get_n_pages (self->tab_view) > 1)
    waybill_ui_window_close_session (self, session);
  else
    gtk_window_close (GTK_WINDOW (widget));
}

static void
show_tab_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WaybillUiWindow *self = WAYBILL_UI_WINDOW (widget);
  int wanted = g_variant_get_int32 (parameter);

  if (wanted >= adw_tab_view_get_n_pages (self->tab_view))
    return;
  adw_tab_view_set_selected_page (self->tab_view, adw_tab_view_get_nth_page (self->tab_view, wanted));
  waybill_ui_window_leave_start (self);
}

/* A toast never lies over the buttons at the foot. */
static void
place_toasts (WaybillUiWindow *self)
{
  if (adw_leaflet_get_folded (self->leaflet) || waybill_ui_shell_is_narrow (self->shell))
    gtk_widget_add_css_class (GTK_WIDGET (self->toasts), "wb-narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->toasts), "wb-narrow");
}

void
waybill_ui_window_init_tabs (WaybillUiWindow *self)
{
  g_signal_connect_object (self->shell, "notify::narrow", G_CALLBACK (place_toasts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->leaflet, "notify::folded", G_CALLBACK (place_toasts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tab_view, "close-page", G_CALLBACK (close_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tab_view, "notify::selected-page", G_CALLBACK (front_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shell, "notify::narrow", G_CALLBACK (waybill_ui_window_show_front), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->leaflet, "notify::folded", G_CALLBACK (waybill_ui_window_show_front), self,
                           G_CONNECT_SWAPPED);
}

void
waybill_ui_window_install_tabs (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.disconnect", NULL, disconnect_activated);
  gtk_widget_class_install_action (widget_class, "win.connection", NULL, connection_activated);
  gtk_widget_class_install_action (widget_class, "win.session", "s", session_activated);
  gtk_widget_class_install_action (widget_class, "win.close-tab", NULL, close_tab_activated);
  gtk_widget_class_install_action (widget_class, "win.show-tab", "i", show_tab_activated);
  for (gsize i = 0; i < G_N_ELEMENTS (forwarded); i++)
    gtk_widget_class_add_binding_action (widget_class, forwarded[i].key, forwarded[i].modifiers, "win.session", "s",
                                         forwarded[i].action);
  for (int i = 0; i < 9; i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + (guint) i, GDK_ALT_MASK, "win.show-tab", "i", i);
}
