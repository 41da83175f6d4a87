/* A stack of four pages over one link: the link knows how the session stands, the question whether a person is waited for,
 * the queue what is on its way; the tab only says so. */

#include "ui-session-private.h"

#include "ui-box.h"
#include "ui-session-place.h"
#include "ui-session-waiting.h"
#include "ui-shell.h"

#include "base-clock.h"
#include "partner-learnt.h"
#include "partner-readiness.h"
#include "remote-path.h"
#include "words-readiness.h"
#include "words-session.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (WaybillUiSession, waybill_ui_session, ADW_TYPE_BIN)

enum
{
  PROP_STAGE = 1,
  PROP_ACTIVITY,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_NARROW,
  PROP_FRONT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

/* What is shown of the session */

static void
set_text (WaybillUiSession *self, char **field, guint property, char *text)
{
  if (g_strcmp0 (*field, text) == 0)
    {
      g_free (text);
      return;
    }
  g_free (*field);
  *field = text;
  g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

static void
count_moving (WaybillTransferQueue *queue, guint *n_sending, guint *n_fetching)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (queue));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (WaybillTransferItem) item = g_list_model_get_item (G_LIST_MODEL (queue), i);
      WaybillTransferState state = waybill_transfer_item_get_state (item);

      if (state == WAYBILL_TRANSFER_STATE_WAITING || state == WAYBILL_TRANSFER_STATE_RUNNING
          || state == WAYBILL_TRANSFER_STATE_CHECKING)
        (*(waybill_transfer_item_get_direction (item) == WAYBILL_TRANSFER_PUT ? n_sending : n_fetching))++;
    }
}

static char *
dup_connected_activity (WaybillUiSession *self)
{
  WaybillTransferQueue *queue = waybill_ui_session_link_get_queue (self->link);
  WaybillTransferTotals totals = { 0 };
  guint n_sending = 0, n_fetching = 0;

  if (queue != NULL)
    waybill_transfer_queue_get_totals (queue, &totals);
  if (totals.asking > 0)
    self->shown = WAYBILL_UI_SESSION_ASKING;
  /* What waits in a queue that rests is not on its way. */
  if (totals.running > 0 || (totals.waiting > 0 && !waybill_transfer_queue_is_paused (queue)))
    count_moving (queue, &n_sending, &n_fetching);
  return waybill_words_session_activity (totals.asking > 0, n_sending, n_fetching);
}

static char *
dup_activity (WaybillUiSession *self)
{
  self->shown = self->stage;
  if (self->stage == WAYBILL_UI_SESSION_CONNECTED && waybill_ui_session_link_is_reviving (self->link))
    self->shown = WAYBILL_UI_SESSION_CONNECTING;
  if (self->shown == WAYBILL_UI_SESSION_ASKING)
    return waybill_words_session_activity (TRUE, 0, 0);
  if (self->shown == WAYBILL_UI_SESSION_CONNECTING)
    return g_strdup (_ ("Connecting…"));
  if (self->shown == WAYBILL_UI_SESSION_CONNECTED)
    return dup_connected_activity (self);
  return g_strdup ("");
}

static void
show_activity (WaybillUiSession *self)
{
  set_text (self, &self->activity, PROP_ACTIVITY, dup_activity (self));
}

static void
show_idle (WaybillUiSession *self)
{
  g_autoptr (WaybillPartnerHistory) history
      = waybill_partner_learnt_load_history (waybill_ui_context_get_learnt_folder (self->context),
                                             waybill_partner_get_uuid (self->partner));
  WaybillPartnerReadiness readiness;
  g_autofree char *title = g_markup_escape_text (waybill_partner_get_name (self->partner), -1);
  g_autofree char *reason = NULL;
  g_autofree char *escaped = NULL;

  waybill_partner_readiness_judge (self->partner, waybill_ui_context_get_certificates (self->context), history,
                                   waybill_base_clock_now (), &readiness);
  reason = waybill_words_readiness_reason (&readiness);
  escaped = g_markup_escape_text (reason, -1);
  adw_status_page_set_title (ADW_STATUS_PAGE (self->idle), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->idle), escaped);
}

static void
partner_changed (WaybillUiSession *self)
{
  set_text (self, &self->title, PROP_TITLE, g_strdup (waybill_partner_get_name (self->partner)));
  set_text (self, &self->subtitle, PROP_SUBTITLE, waybill_words_session_where (self->partner));
  if (self->desk != NULL)
    waybill_ui_session_desk_set_partner (WAYBILL_UI_SESSION_DESK (self->desk), self->title);
  show_idle (self);
}

/* Where the partner's pane begins: in the profile's folder, else where the login leads. (nullable): nobody knows. */
static char *
dup_first_folder (WaybillUiSession *self)
{
  const WaybillRemoteFacts *facts = waybill_ui_session_link_get_facts (self->link);
  const char *login = facts != NULL && facts->folder != NULL && facts->folder[0] == '/' ? facts->folder : NULL;
  const char *wanted = waybill_partner_get_remote_dir (self->partner);

  if (wanted == NULL || *wanted == '\0')
    return g_strdup (login);
  return *wanted == '/' || login == NULL ? g_strdup (wanted) : waybill_remote_path_join (login, wanted);
}

static void
show_connected (WaybillUiSession *self)
{
  WaybillUiSessionDesk *desk = WAYBILL_UI_SESSION_DESK (self->desk);
  WaybillUiBrowserPane *local = waybill_ui_session_desk_get_pane (desk, FALSE);
  WaybillUiBrowserPane *remote = waybill_ui_session_desk_get_pane (desk, TRUE);
  g_autoptr (WaybillUiBrowserPlace) place = waybill_ui_session_place_new (self->link);
  /* After a connection that was lost, where one was before. */
  g_autofree char *here = g_strdup (self->visited ? waybill_ui_browser_pane_get_folder (local)
                                                  : waybill_partner_get_local_dir (self->partner));
  g_autofree char *there = self->visited ? g_strdup (waybill_ui_browser_pane_get_folder (remote)) : dup_first_folder (self);

  self->visited = TRUE;
  waybill_ui_session_say_renewed (self);
  waybill_ui_session_desk_set_places (desk, place, here, there);
  waybill_ui_session_desk_set_queue (desk, waybill_ui_session_link_get_queue (self->link));
  g_signal_group_set_target (self->queue_signals, waybill_ui_session_link_get_queue (self->link));
}

static void
clear_desk (WaybillUiSession *self)
{
  WaybillUiSessionDesk *desk = WAYBILL_UI_SESSION_DESK (self->desk);

  self->visited = FALSE;
  g_signal_group_set_target (self->queue_signals, NULL);
  waybill_ui_session_desk_set_queue (desk, NULL);
  waybill_ui_session_desk_set_places (desk, NULL, NULL, NULL);
}

/* The focus follows the pages of the tab in front, and is never taken from elsewhere. */
static gboolean
may_take_focus (WaybillUiSession *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return root != NULL && self->front && (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self)));
}

static void
show_page (WaybillUiSession *self, WaybillUiSessionStage stage)
{
  static const char *const names[] = {
    [WAYBILL_UI_SESSION_IDLE] = "idle",         [WAYBILL_UI_SESSION_CONNECTING] = "connecting",
    [WAYBILL_UI_SESSION_ASKING] = "connecting", [WAYBILL_UI_SESSION_CONNECTED] = "connected",
    [WAYBILL_UI_SESSION_FAILED] = "failed",     [WAYBILL_UI_SESSION_CLOSING] = "idle",
  };
  gboolean takes_focus = may_take_focus (self);

  gtk_stack_set_visible_child_name (GTK_STACK (self->pages), names[stage]);
  if (!takes_focus)
    return;
  if (stage == WAYBILL_UI_SESSION_FAILED)
    waybill_ui_session_failure_focus (WAYBILL_UI_SESSION_FAILURE (self->failed));
  else if (stage == WAYBILL_UI_SESSION_CONNECTED)
    waybill_ui_browser_pane_focus_list (waybill_ui_session_desk_get_pane (WAYBILL_UI_SESSION_DESK (self->desk), TRUE));
  else
    gtk_widget_child_focus (self->pages, GTK_DIR_TAB_FORWARD);
}

/* What a stage begins. */
static void
enter (WaybillUiSession *self, WaybillUiSessionStage stage)
{
  if (stage == WAYBILL_UI_SESSION_CONNECTING)
    waybill_ui_session_waiting_start (WAYBILL_UI_SESSION_WAITING (self->waiting), waybill_partner_get_host (self->partner),
                                      waybill_ui_session_link_get_talk (self->link));
  else
    waybill_ui_session_waiting_end (WAYBILL_UI_SESSION_WAITING (self->waiting));
  if (stage == WAYBILL_UI_SESSION_CONNECTED)
    show_connected (self);
  else if (stage == WAYBILL_UI_SESSION_FAILED)
    waybill_ui_session_failure_show (WAYBILL_UI_SESSION_FAILURE (self->failed),
                                     waybill_ui_session_link_get_error (self->link), self->title,
                                     waybill_ui_session_link_get_facts (self->link),
                                     waybill_ui_context_get_certificates (self->context));
  else if (stage != WAYBILL_UI_SESSION_CONNECTING)
    clear_desk (self);
  if (stage == WAYBILL_UI_SESSION_FAILED)
    waybill_ui_session_show_left (self);
  else
    waybill_ui_session_drop_left (self);
  if (stage == WAYBILL_UI_SESSION_IDLE)
    show_idle (self);
  show_page (self, stage);
}

static void
show_stage (WaybillUiSession *self)
{
  WaybillUiSessionStage stage = waybill_ui_session_link_get_stage (self->link);
  gboolean is_another;

  if (stage != WAYBILL_UI_SESSION_CLOSING && waybill_ui_question_is_waiting (self->question))
    stage = WAYBILL_UI_SESSION_ASKING;
  waybill_ui_session_waiting_set_asks (WAYBILL_UI_SESSION_WAITING (self->waiting), stage == WAYBILL_UI_SESSION_ASKING);
  is_another = stage != self->stage;
  self->stage = stage;
  show_activity (self);
  if (is_another)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STAGE]);
}

static void
link_changed (WaybillUiSession *self)
{
  /* First: a button whose action is off cannot take the focus. */
  waybill_ui_session_show_actions (self);
  enter (self, waybill_ui_session_link_get_stage (self->link));
  show_stage (self);
}

static void
queue_changed (WaybillUiSession *self)
{
  show_activity (self);
  if (waybill_ui_session_link_get_stage (self->link) == WAYBILL_UI_SESSION_FAILED)
    waybill_ui_session_show_left (self);
}

/* The files have sessions of their own: where theirs was lost this one probably is too, and only a question to the server
 * tells. */
static void
item_ended (WaybillUiSession *self, WaybillTransferItem *item)
{
  const GError *error = waybill_transfer_item_get_error (item);
  WaybillUiBrowserPane *pane = waybill_ui_session_desk_get_pane (WAYBILL_UI_SESSION_DESK (self->desk), TRUE);

  if (waybill_transfer_item_get_state (item) != WAYBILL_TRANSFER_STATE_FAILED || error == NULL
      || !waybill_ui_session_is_about_session (error) || waybill_ui_browser_pane_is_listing (pane)
      || waybill_ui_session_link_get_stage (self->link) != WAYBILL_UI_SESSION_CONNECTED
      || waybill_ui_session_link_is_reviving (self->link))
    return;
  waybill_ui_browser_pane_refresh (pane);
}

/* Life */

static void
make_desk (WaybillUiSession *self)
{
  g_autofree char *token = g_uuid_string_random ();

  self->desk = waybill_ui_session_desk_new (self->title, token, waybill_ui_session_link_get_talk (self->link));
  adw_bin_set_child (ADW_BIN (self->shell), self->desk);
  g_object_bind_property (self->shell, "low", self->desk, "low", G_BINDING_DEFAULT);
  g_object_bind_property (self, "narrow", self->desk, "narrow", G_BINDING_DEFAULT);
  g_object_bind_property (self, "front", self->desk, "front", G_BINDING_SYNC_CREATE);
}

/**
 * waybill_ui_session_new:
 * @context: what the window works with
 * @partner: whose tab it is
 *
 * Returns: (transfer floating): a tab that is not connected
 */
GtkWidget *
waybill_ui_session_new (WaybillUiContext *context, WaybillPartner *partner)
{
  WaybillUiSession *self = g_object_new (WAYBILL_TYPE_UI_SESSION, NULL);

  self->context = g_object_ref (context);
  self->partner = g_object_ref (partner);
  self->question = waybill_ui_question_new (context, partner, GTK_WIDGET (self));
  self->link = waybill_ui_session_link_new (context, partner, self->question);
  partner_changed (self);
  make_desk (self);
  g_signal_connect_object (self->link, "changed", G_CALLBACK (link_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->link, "reviving", G_CALLBACK (show_activity), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->question, "notify::waiting", G_CALLBACK (show_stage), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (partner, "changed", G_CALLBACK (partner_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "changed", G_CALLBACK (show_idle), self, G_CONNECT_SWAPPED);
  waybill_ui_session_show_actions (self);
  return GTK_WIDGET (self);
}

static void
waybill_ui_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WaybillUiSession *self = WAYBILL_UI_SESSION (object);

  switch (id)
    {
    case PROP_STAGE:
      g_value_set_int (value, (int) self->stage);
      break;
    case PROP_ACTIVITY:
      g_value_set_string (value, self->activity);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, self->subtitle);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_FRONT:
      g_value_set_boolean (value, self->front);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
waybill_ui_session_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WaybillUiSession *self = WAYBILL_UI_SESSION (object);
  gboolean *field = id == PROP_NARROW ? &self->narrow : &self->front;

  if (*field == g_value_get_boolean (value))
    return;
  *field = g_value_get_boolean (value);
  if (id == PROP_FRONT && self->question != NULL)
    waybill_ui_question_set_front (self->question, self->front);
  if (id == PROP_NARROW)
    waybill_ui_session_failure_set_narrow (WAYBILL_UI_SESSION_FAILURE (self->failed), self->narrow);
  g_object_notify_by_pspec (object, pspec);
}

/* A tab that goes without having been closed ends its session all the same. */
static void
waybill_ui_session_dispose (GObject *object)
{
  WaybillUiSession *self = WAYBILL_UI_SESSION (object);

  g_signal_group_set_target (self->queue_signals, NULL);
  if (self->link != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->link, self);
      waybill_ui_session_link_stop (self->link);
    }
  G_OBJECT_CLASS (waybill_ui_session_parent_class)->dispose (object);
}

static void
waybill_ui_session_finalize (GObject *object)
{
  WaybillUiSession *self = WAYBILL_UI_SESSION (object);

  g_clear_object (&self->queue_signals);
  g_clear_object (&self->link);
  g_clear_object (&self->question);
  g_clear_object (&self->partner);
  g_clear_object (&self->context);
  g_free (self->activity);
  g_free (self->title);
  g_free (self->subtitle);
  G_OBJECT_CLASS (waybill_ui_session_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  props[PROP_STAGE] = g_param_spec_int ("stage", NULL, NULL, 0, WAYBILL_UI_SESSION_CLOSING, 0, read);
  props[PROP_ACTIVITY] = g_param_spec_string ("activity", NULL, NULL, "", read);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", read);
  props[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, "", read);
  props[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, both);
  props[PROP_FRONT] = g_param_spec_boolean ("front", NULL, NULL, TRUE, both);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
waybill_ui_session_class_init (WaybillUiSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = waybill_ui_session_get_property;
  object_class->set_property = waybill_ui_session_set_property;
  object_class->dispose = waybill_ui_session_dispose;
  object_class->finalize = waybill_ui_session_finalize;
  install_properties (object_class);
  waybill_ui_session_install_actions (widget_class);

  g_type_ensure (WAYBILL_TYPE_UI_SHELL);
  g_type_ensure (WAYBILL_TYPE_UI_SESSION_WAITING);
  g_type_ensure (WAYBILL_TYPE_UI_SESSION_FAILURE);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-session.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSession, pages);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSession, idle);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSession, connect_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSession, waiting);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSession, shell);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSession, failed_page);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSession, failed);
}

static void
waybill_ui_session_init (WaybillUiSession *self)
{
  self->front = TRUE;
  self->activity = g_strdup ("");
  self->title = g_strdup ("");
  self->subtitle = g_strdup ("");
  self->queue_signals = g_signal_group_new (WAYBILL_TYPE_TRANSFER_QUEUE);
  g_signal_group_connect_swapped (self->queue_signals, "changed", G_CALLBACK (queue_changed), self);
  g_signal_group_connect_swapped (self->queue_signals, "ended", G_CALLBACK (item_ended), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  waybill_ui_name_buttons (GTK_WIDGET (self));
}
