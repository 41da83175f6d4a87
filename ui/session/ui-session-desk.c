/* Four areas that are never taken from their places: narrow hides three of them. Listening to panes and queue is one table
 * of handlers. */

#include "ui-session-desk-private.h"

#include "ui-box.h"
#include "ui-browser-local.h"
#include "ui-conversation.h"
#include "ui-queue-strip.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (WaybillUiSessionDesk, waybill_ui_session_desk, GTK_TYPE_BOX)

enum
{
  PROP_NARROW = 1,
  PROP_LOW,
  PROP_FRONT,
  PROP_AREA,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

/* Areas */

static GtkWidget *
get_button (WaybillUiSessionDesk *self, WaybillUiSessionArea area)
{
  GtkWidget *buttons[WAYBILL_UI_SESSION_N_AREAS]
      = { self->computer, self->partner_button, self->queue_button, self->talk_button };

  return buttons[area];
}

static void
show_areas (WaybillUiSessionDesk *self)
{
  gboolean one = self->narrow;
  WaybillUiSessionArea area = self->area;

  gtk_widget_set_visible (self->bar, one);
  gtk_widget_set_visible (self->local, !one || area == WAYBILL_UI_SESSION_AREA_COMPUTER);
  gtk_widget_set_visible (self->remote, !one || area == WAYBILL_UI_SESSION_AREA_PARTNER);
  gtk_widget_set_visible (self->panes, !one || area <= WAYBILL_UI_SESSION_AREA_PARTNER);
  gtk_widget_set_visible (self->queue_strip, !one || area == WAYBILL_UI_SESSION_AREA_QUEUE);
  gtk_widget_set_visible (self->conversation, !one || area == WAYBILL_UI_SESSION_AREA_TALK);
  gtk_widget_set_visible (self->strips, !one || area >= WAYBILL_UI_SESSION_AREA_QUEUE);
  gtk_widget_set_vexpand (self->strips, one && area >= WAYBILL_UI_SESSION_AREA_QUEUE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_button (self, area)), TRUE);
}

static void
set_area (WaybillUiSessionDesk *self, WaybillUiSessionArea area)
{
  if (self->area == area)
    return;
  self->area = area;
  show_areas (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_AREA]);
}

static void
area_toggled (WaybillUiSessionDesk *self, GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  for (guint area = 0; area < WAYBILL_UI_SESSION_N_AREAS; area++)
    if (get_button (self, (WaybillUiSessionArea) area) == GTK_WIDGET (button))
      set_area (self, (WaybillUiSessionArea) area);
}

static void
focus_area (WaybillUiSessionDesk *self)
{
  switch (self->area)
    {
    case WAYBILL_UI_SESSION_AREA_COMPUTER:
      waybill_ui_browser_pane_focus_list (WAYBILL_UI_BROWSER_PANE (self->local));
      break;
    case WAYBILL_UI_SESSION_AREA_PARTNER:
      waybill_ui_browser_pane_focus_list (WAYBILL_UI_BROWSER_PANE (self->remote));
      break;
    case WAYBILL_UI_SESSION_AREA_QUEUE:
      waybill_ui_queue_strip_focus_list (WAYBILL_UI_QUEUE_STRIP (self->queue_strip));
      break;
    default:
      waybill_ui_conversation_focus (WAYBILL_UI_CONVERSATION (self->conversation));
      break;
    }
}

/* Where the focus is now; a person may have clicked somewhere since. -1: outside. */
static int
find_area (WaybillUiSessionDesk *self)
{
  GtkWidget *areas[WAYBILL_UI_SESSION_N_AREAS] = { self->local, self->remote, self->queue_strip, self->conversation };
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint area = 0; area < WAYBILL_UI_SESSION_N_AREAS && focus != NULL; area++)
    if (focus == areas[area] || gtk_widget_is_ancestor (focus, areas[area]))
      return (int) area;
  return -1;
}

/**
 * waybill_ui_session_desk_walk:
 * @self: a desk
 * @step: 1: the next area, -1: the one before
 */
void
waybill_ui_session_desk_walk (WaybillUiSessionDesk *self, int step)
{
  int area;

  g_return_if_fail (WAYBILL_IS_UI_SESSION_DESK (self));

  area = self->narrow ? (int) self->area : find_area (self);
  if (area < 0)
    area = step > 0 ? -1 : WAYBILL_UI_SESSION_N_AREAS;
  set_area (self, (WaybillUiSessionArea) ((area + step + WAYBILL_UI_SESSION_N_AREAS) % WAYBILL_UI_SESSION_N_AREAS));
  focus_area (self);
}

/**
 * waybill_ui_session_desk_toggle_strip:
 * @self: a desk
 * @strip: queue or conversation
 *
 * Folds it or unfolds it; where there is room for one area alone it is shown.
 */
void
waybill_ui_session_desk_toggle_strip (WaybillUiSessionDesk *self, WaybillUiSessionArea strip)
{
  GtkWidget *widget = strip == WAYBILL_UI_SESSION_AREA_QUEUE ? self->queue_strip : self->conversation;
  gboolean expanded;

  g_return_if_fail (WAYBILL_IS_UI_SESSION_DESK (self));

  if (self->narrow)
    {
      set_area (self, strip);
      focus_area (self);
      return;
    }
  g_object_get (widget, "expanded", &expanded, NULL);
  g_object_set (widget, "expanded", !expanded, NULL);
}

/* The queue */

static gboolean
shows_folder (GtkWidget *pane, const char *folder)
{
  return g_strcmp0 (waybill_ui_session_desk_get_folder (pane), folder) == 0;
}

static void
folder_changed (WaybillUiSessionDesk *self, int direction, const char *folder)
{
  GtkWidget *pane = direction == WAYBILL_TRANSFER_GET ? self->local : self->remote;

  if (shows_folder (pane, folder))
    waybill_ui_browser_pane_refresh (WAYBILL_UI_BROWSER_PANE (pane));
}

/* The first files unfold it, in a low window as soon as there is room; who folds it again is left alone. */
static void
items_changed (WaybillUiSessionDesk *self, guint position, guint removed, guint added, GListModel *queue)
{
  if (added == 0 || g_list_model_get_n_items (queue) != added)
    return;
  self->wants_queue = TRUE;
  if (!self->low)
    g_object_set (self->queue_strip, "expanded", TRUE, NULL);
}

static void
strip_folded (WaybillUiSessionDesk *self, GParamSpec *pspec, GtkWidget *strip)
{
  gboolean *wanted = strip == self->queue_strip ? &self->wants_queue : &self->wants_talk;

  if (!self->folding)
    g_object_get (strip, "expanded", wanted, NULL);
}

static void
show_folder (WaybillUiSessionDesk *self, WaybillTransferItem *item)
{
  gboolean here = waybill_transfer_item_get_direction (item) == WAYBILL_TRANSFER_GET;
  g_autofree char *folder = g_path_get_dirname (here ? waybill_transfer_item_get_local_path (item)
                                                     : waybill_transfer_item_get_remote_path (item));

  waybill_ui_browser_pane_set_folder (WAYBILL_UI_BROWSER_PANE (here ? self->local : self->remote), folder);
  set_area (self, here ? WAYBILL_UI_SESSION_AREA_COMPUTER : WAYBILL_UI_SESSION_AREA_PARTNER);
  focus_area (self);
}

static void
show_badge (WaybillUiSessionDesk *self)
{
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;
  guint n_running = 0;

  g_object_get (self->queue_strip, "n-running", &n_running, NULL);
  text = g_strdup_printf ("%u", n_running);
  name = n_running > 0 ? g_strdup_printf (ngettext ("Queue, %u running", "Queue, %u running", n_running), n_running)
                       : g_strdup (_ ("Queue"));
  gtk_label_set_text (GTK_LABEL (self->badge), text);
  gtk_widget_set_visible (self->badge, n_running > 0);
  waybill_ui_name_widget (self->queue_button, name);
}

/**
 * waybill_ui_session_desk_set_queue:
 * @self: a desk
 * @queue: (nullable): where files go; lent
 */
void
waybill_ui_session_desk_set_queue (WaybillUiSessionDesk *self, WaybillTransferQueue *queue)
{
  g_return_if_fail (WAYBILL_IS_UI_SESSION_DESK (self));

  if (self->queue == queue)
    return;
  g_set_object (&self->queue, queue);
  g_signal_group_set_target (self->queue_signals, queue);
  waybill_ui_queue_strip_set_queue (WAYBILL_UI_QUEUE_STRIP (self->queue_strip), queue);
}

/**
 * waybill_ui_session_desk_set_places:
 * @self: a desk
 * @remote: (nullable): the partner; %NULL empties both panes
 * @local_folder: (nullable): where this computer's pane begins; %NULL: at home
 * @remote_folder: (nullable): where the partner's begins; %NULL: where the session stands
 *
 * A pane that showed a folder before begins there again.
 */
void
waybill_ui_session_desk_set_places (WaybillUiSessionDesk *self,
                                    WaybillUiBrowserPlace *remote,
                                    const char *local_folder,
                                    const char *remote_folder)
{
  g_autoptr (WaybillUiBrowserPlace) local = remote != NULL ? waybill_ui_browser_local_new () : NULL;

  g_return_if_fail (WAYBILL_IS_UI_SESSION_DESK (self));

  waybill_ui_browser_pane_set_place (WAYBILL_UI_BROWSER_PANE (self->local), local, local_folder);
  waybill_ui_browser_pane_set_place (WAYBILL_UI_BROWSER_PANE (self->remote), remote, remote_folder);
}

/**
 * waybill_ui_session_desk_set_partner:
 * @self: a desk
 * @name: the partner's name
 */
void
waybill_ui_session_desk_set_partner (WaybillUiSessionDesk *self, const char *name)
{
  g_return_if_fail (WAYBILL_IS_UI_SESSION_DESK (self));

  waybill_ui_browser_pane_set_partner (WAYBILL_UI_BROWSER_PANE (self->local), name);
  waybill_ui_browser_pane_set_partner (WAYBILL_UI_BROWSER_PANE (self->remote), name);
}

/**
 * waybill_ui_session_desk_refresh:
 * @self: a desk
 *
 * Lists both folders again.
 */
void
waybill_ui_session_desk_refresh (WaybillUiSessionDesk *self)
{
  g_return_if_fail (WAYBILL_IS_UI_SESSION_DESK (self));

  waybill_ui_browser_pane_refresh (WAYBILL_UI_BROWSER_PANE (self->local));
  waybill_ui_browser_pane_refresh (WAYBILL_UI_BROWSER_PANE (self->remote));
}

/**
 * waybill_ui_session_desk_copy_talk:
 * @self: a desk
 *
 * Copies the conversation, without secrets.
 */
void
waybill_ui_session_desk_copy_talk (WaybillUiSessionDesk *self)
{
  waybill_ui_conversation_copy (WAYBILL_UI_CONVERSATION (self->conversation));
}

/**
 * waybill_ui_session_desk_get_pane:
 * @self: a desk
 * @remote: the partner's, else this computer's
 *
 * Returns: (transfer none): one of its panes
 */
WaybillUiBrowserPane *
waybill_ui_session_desk_get_pane (WaybillUiSessionDesk *self, gboolean remote)
{
  return WAYBILL_UI_BROWSER_PANE (remote ? self->remote : self->local);
}

static void
make_areas (WaybillUiSessionDesk *self, const char *partner, const char *token, WaybillRemoteTalk *talk)
{
  self->local = waybill_ui_browser_pane_new (_ ("This computer"), token);
  self->remote = waybill_ui_browser_pane_new (partner, token);
  self->queue_strip = waybill_ui_queue_strip_new (partner);
  self->conversation = waybill_ui_conversation_new ();
  gtk_paned_set_start_child (GTK_PANED (self->panes), self->local);
  gtk_paned_set_end_child (GTK_PANED (self->panes), self->remote);
  gtk_box_append (GTK_BOX (self->strips), self->queue_strip);
  gtk_box_append (GTK_BOX (self->strips), self->conversation);
  waybill_ui_conversation_set_talk (WAYBILL_UI_CONVERSATION (self->conversation), talk);
}

/**
 * waybill_ui_session_desk_new:
 * @partner: the partner's name
 * @token: tells this connection's rows from another's in drags
 * @talk: where its sessions speak
 *
 * Returns: (transfer floating): an empty desk
 */
GtkWidget *
waybill_ui_session_desk_new (const char *partner, const char *token, WaybillRemoteTalk *talk)
{
  WaybillUiSessionDesk *self = g_object_new (WAYBILL_TYPE_UI_SESSION_DESK, NULL);

  make_areas (self, partner, token, talk);
  waybill_ui_session_desk_set_partner (self, partner);
  waybill_ui_session_desk_connect_move (self);
  g_signal_connect_object (self->queue_strip, "show-folder", G_CALLBACK (show_folder), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue_strip, "notify::expanded", G_CALLBACK (strip_folded), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->conversation, "notify::expanded", G_CALLBACK (strip_folded), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue_strip, "notify::n-running", G_CALLBACK (show_badge), self, G_CONNECT_SWAPPED);
  show_areas (self);
  show_badge (self);
  return GTK_WIDGET (self);
}

/* Both panes the same width to begin with; from then on the handle is the person's. */
static void
waybill_ui_session_desk_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WaybillUiSessionDesk *self = WAYBILL_UI_SESSION_DESK (widget);

  if (!self->halved && !self->narrow && width > 1)
    {
      gtk_paned_set_position (GTK_PANED (self->panes), width / 2);
      self->halved = TRUE;
    }
  GTK_WIDGET_CLASS (waybill_ui_session_desk_parent_class)->size_allocate (widget, width, height, baseline);
}

static void
set_narrow (WaybillUiSessionDesk *self, gboolean narrow)
{
  self->narrow = narrow;
  g_object_set (self->local, "narrow", narrow, NULL);
  g_object_set (self->remote, "narrow", narrow, NULL);
  g_object_set (self->queue_strip, "narrow", narrow, NULL);
  g_object_set (self->conversation, "narrow", narrow, NULL);
  show_areas (self);
}

/* Low: both fold, and unfold when there is room again, unless the person said otherwise meanwhile. */
static void
set_low (WaybillUiSessionDesk *self, gboolean low)
{
  if (self->low == low)
    return;
  self->low = low;
  self->folding = TRUE;
  g_object_set (self->queue_strip, "expanded", !low && self->wants_queue, NULL);
  g_object_set (self->conversation, "expanded", !low && self->wants_talk, NULL);
  self->folding = FALSE;
}

static void
waybill_ui_session_desk_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WaybillUiSessionDesk *self = WAYBILL_UI_SESSION_DESK (object);

  if (id == PROP_AREA)
    g_value_set_int (value, (int) self->area);
  else
    g_value_set_boolean (value, id == PROP_NARROW ? self->narrow : id == PROP_LOW ? self->low : self->front);
}

static void
waybill_ui_session_desk_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WaybillUiSessionDesk *self = WAYBILL_UI_SESSION_DESK (object);

  switch (id)
    {
    case PROP_NARROW:
      set_narrow (self, g_value_get_boolean (value));
      break;
    case PROP_LOW:
      set_low (self, g_value_get_boolean (value));
      break;
    case PROP_FRONT:
      self->front = g_value_get_boolean (value);
      g_object_set (self->queue_strip, "front", self->front, NULL);
      break;
    case PROP_AREA:
      set_area (self, (WaybillUiSessionArea) g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
waybill_ui_session_desk_dispose (GObject *object)
{
  WaybillUiSessionDesk *self = WAYBILL_UI_SESSION_DESK (object);

  g_signal_group_set_target (self->queue_signals, NULL);
  g_clear_object (&self->queue);
  G_OBJECT_CLASS (waybill_ui_session_desk_parent_class)->dispose (object);
}

static void
waybill_ui_session_desk_finalize (GObject *object)
{
  g_clear_object (&WAYBILL_UI_SESSION_DESK (object)->queue_signals);
  G_OBJECT_CLASS (waybill_ui_session_desk_parent_class)->finalize (object);
}

static void
waybill_ui_session_desk_class_init (WaybillUiSessionDeskClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = waybill_ui_session_desk_get_property;
  object_class->set_property = waybill_ui_session_desk_set_property;
  object_class->dispose = waybill_ui_session_desk_dispose;
  object_class->finalize = waybill_ui_session_desk_finalize;
  widget_class->size_allocate = waybill_ui_session_desk_size_allocate;
  props[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  props[PROP_LOW] = g_param_spec_boolean ("low", NULL, NULL, FALSE, flags);
  props[PROP_FRONT] = g_param_spec_boolean ("front", NULL, NULL, TRUE, flags);
  props[PROP_AREA] = g_param_spec_int ("area", NULL, NULL, 0, WAYBILL_UI_SESSION_N_AREAS - 1,
                                       WAYBILL_UI_SESSION_AREA_PARTNER, flags | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-session-desk.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionDesk, panes);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionDesk, strips);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionDesk, bar);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionDesk, computer);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionDesk, partner_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionDesk, queue_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionDesk, talk_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionDesk, badge);
}

/* Before the panes: a GtkPaned walks its own two children with F6. */
static void
add_keys (WaybillUiSessionDesk *self)
{
  static const struct
  {
    GdkModifierType modifiers;
    const char *action;
  } keys[] = { { 0, "session.next-area" }, { GDK_SHIFT_MASK, "session.previous-area" } };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_F6, keys[i].modifiers),
                                                            gtk_named_action_new (keys[i].action)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
waybill_ui_session_desk_init (WaybillUiSessionDesk *self)
{
  self->area = WAYBILL_UI_SESSION_AREA_PARTNER;
  self->front = TRUE;
  self->queue_signals = g_signal_group_new (WAYBILL_TYPE_TRANSFER_QUEUE);
  g_signal_group_connect_swapped (self->queue_signals, "folder-changed", G_CALLBACK (folder_changed), self);
  g_signal_group_connect_swapped (self->queue_signals, "items-changed", G_CALLBACK (items_changed), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  add_keys (self);
  waybill_ui_name_widget (self->computer, _ ("Computer"));
  waybill_ui_name_widget (self->partner_button, _ ("Partner"));
  waybill_ui_name_widget (self->talk_button, _ ("Talk"));
  for (guint area = 0; area < WAYBILL_UI_SESSION_N_AREAS; area++)
    g_signal_connect_object (get_button (self, (WaybillUiSessionArea) area), "toggled", G_CALLBACK (area_toggled), self,
                             G_CONNECT_SWAPPED);
}
