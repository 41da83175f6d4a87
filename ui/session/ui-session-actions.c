/* The actions of the group "session" as a table: what each does, its keys, and in which stage it makes sense. */

#include "ui-session-private.h"

static void
go (WaybillUiSession *self, WaybillUiPlace place, const char *detail)
{
  waybill_ui_context_go (self->context, GTK_WIDGET (self), place, waybill_partner_get_uuid (self->partner), detail);
}

/* After a failure at the page that helps most. */
static void
edit (WaybillUiSession *self)
{
  gboolean failed = waybill_ui_session_link_get_stage (self->link) == WAYBILL_UI_SESSION_FAILED;

  go (self, WAYBILL_UI_PLACE_EDITOR,
      failed ? waybill_ui_session_failure_get_page (WAYBILL_UI_SESSION_FAILURE (self->failed)) : NULL);
}

/* Which clock is wrong, where that can be told; else the desktop's page. */
static void
look_at_clock (WaybillUiSession *self)
{
  const GError *error = waybill_ui_session_link_get_error (self->link);
  const WaybillRemoteErrorFacts *facts = error != NULL ? waybill_remote_error_get_facts (error) : NULL;

  if (facts == NULL || facts->verdict == NULL
      || !waybill_ui_question_show_clock (GTK_WIDGET (self), facts->verdict, waybill_partner_get_name (self->partner)))
    waybill_ui_context_go (self->context, GTK_WIDGET (self), WAYBILL_UI_PLACE_CLOCK, NULL, NULL);
}

static void
mend (WaybillUiSession *self)
{
  switch (waybill_ui_session_failure_get_mend (WAYBILL_UI_SESSION_FAILURE (self->failed)))
    {
    case WAYBILL_WORDS_SESSION_PASSWORD:
      waybill_ui_session_link_connect_anew (self->link);
      break;
    case WAYBILL_WORDS_SESSION_CERTIFICATE:
    case WAYBILL_WORDS_SESSION_TRUST:
    case WAYBILL_WORDS_SESSION_EDIT:
      edit (self);
      break;
    case WAYBILL_WORDS_SESSION_CLOCK:
      look_at_clock (self);
      break;
    default:
      waybill_ui_session_connect (self);
      break;
    }
}

/* The blue button of the page that is shown. */
static void
do_primary (WaybillUiSession *self)
{
  WaybillUiSessionStage stage = waybill_ui_session_link_get_stage (self->link);

  if (stage == WAYBILL_UI_SESSION_IDLE)
    waybill_ui_session_connect (self);
  else if (stage == WAYBILL_UI_SESSION_FAILED)
    mend (self);
  else if (stage == WAYBILL_UI_SESSION_CONNECTED)
    waybill_ui_session_desk_transfer (WAYBILL_UI_SESSION_DESK (self->desk));
}

static void
refresh (WaybillUiSession *self)
{
  waybill_ui_session_desk_refresh (WAYBILL_UI_SESSION_DESK (self->desk));
}

static void
check (WaybillUiSession *self)
{
  go (self, WAYBILL_UI_PLACE_CHECK, NULL);
}

static void
toggle_queue (WaybillUiSession *self)
{
  if (waybill_ui_session_link_get_stage (self->link) == WAYBILL_UI_SESSION_FAILED)
    waybill_ui_session_toggle_left (self);
  else
    waybill_ui_session_desk_toggle_strip (WAYBILL_UI_SESSION_DESK (self->desk), WAYBILL_UI_SESSION_AREA_QUEUE);
}

static void
toggle_conversation (WaybillUiSession *self)
{
  waybill_ui_session_desk_toggle_strip (WAYBILL_UI_SESSION_DESK (self->desk), WAYBILL_UI_SESSION_AREA_TALK);
}

static void
next_area (WaybillUiSession *self)
{
  waybill_ui_session_desk_walk (WAYBILL_UI_SESSION_DESK (self->desk), 1);
}

static void
previous_area (WaybillUiSession *self)
{
  waybill_ui_session_desk_walk (WAYBILL_UI_SESSION_DESK (self->desk), -1);
}

static void
copy_conversation (WaybillUiSession *self)
{
  waybill_ui_session_desk_copy_talk (WAYBILL_UI_SESSION_DESK (self->desk));
}

enum
{
  WHEN_ENDED = 1 << 0, /* idle or failed */
  WHEN_CONNECTING = 1 << 1,
  WHEN_CONNECTED = 1 << 2,
  WHEN_FAILED = 1 << 3,
  ALWAYS = WHEN_ENDED | WHEN_CONNECTING | WHEN_CONNECTED,
};

static const struct
{
  const char *name;
  void (*act) (WaybillUiSession *self);
  guint when;
  guint key;
  GdkModifierType modifiers;
} actions[] = {
  { "session.connect", waybill_ui_session_connect, WHEN_ENDED, 0, 0 },
  { "session.disconnect", waybill_ui_session_disconnect, WHEN_CONNECTED, 0, 0 },
  { "session.stop", waybill_ui_session_disconnect, WHEN_CONNECTING, GDK_KEY_period, GDK_CONTROL_MASK },
  { "session.primary", do_primary, ALWAYS, GDK_KEY_Return, GDK_CONTROL_MASK },
  { "session.mend", mend, WHEN_ENDED, 0, 0 },
  { "session.check", check, ALWAYS, 0, 0 },
  { "session.edit", edit, ALWAYS, 0, 0 },
  { "session.refresh", refresh, WHEN_CONNECTED, 0, 0 },
  { "session.toggle-queue", toggle_queue, WHEN_CONNECTED | WHEN_FAILED, GDK_KEY_j, GDK_CONTROL_MASK },
  { "session.toggle-conversation", toggle_conversation, WHEN_CONNECTED, GDK_KEY_j, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "session.next-area", next_area, WHEN_CONNECTED, GDK_KEY_F6, 0 },
  { "session.previous-area", previous_area, WHEN_CONNECTED, GDK_KEY_F6, GDK_SHIFT_MASK },
  { "session.copy-conversation", copy_conversation, WHEN_CONNECTED, 0, 0 },
};

static void
activate (GtkWidget *widget, const char *name, GVariant *parameter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (name, actions[i].name))
      actions[i].act (WAYBILL_UI_SESSION (widget));
}

void
waybill_ui_session_install_actions (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gtk_widget_class_install_action (widget_class, actions[i].name, NULL, activate);
      if (actions[i].key != 0)
        gtk_widget_class_add_binding_action (widget_class, actions[i].key, actions[i].modifiers, actions[i].name, NULL);
    }
}

void
waybill_ui_session_show_actions (WaybillUiSession *self)
{
  WaybillUiSessionStage stage = waybill_ui_session_link_get_stage (self->link);
  guint now = stage == WAYBILL_UI_SESSION_CONNECTED    ? WHEN_CONNECTED
              : stage == WAYBILL_UI_SESSION_CONNECTING ? WHEN_CONNECTING
              : stage == WAYBILL_UI_SESSION_CLOSING    ? 0
              : stage == WAYBILL_UI_SESSION_FAILED     ? WHEN_ENDED | WHEN_FAILED
                                                       : WHEN_ENDED;

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name, (actions[i].when & now) != 0);
}
