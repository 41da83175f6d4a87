/* The talk keeps the lines; the view holds those that fit the filter and remembers the number of the last one it has read. A
 * tick reads only while somebody can see it, and only so many lines that it never holds up the window. */

#include "ui-conversation.h"

#include "ui-box.h"
#include "ui-toast.h"
#include "base-log.h"

#include <glib/gi18n.h>

#define TICK_MS 100
#define MOST_LINES_A_TICK 400

struct _WaybillUiConversation
{
  GtkBox parent_instance;

  GtkWidget *fold, *arrow, *filter, *bar, *entry, *copy, *body, *view;

  WaybillRemoteTalk *talk; /* (nullable) */
  guint64 next;            /* number of the first line that was not read */
  guint n_shown;           /* lines in the view */
  guint tick;
  GtkTextTag *dim;
  char *needle; /* (nullable) folded */
  gboolean expanded;
  gboolean narrow;
  gboolean follows;    /* the end stays in sight */
  gboolean touched;    /* the person did something to the view since the last look */
  gboolean dropped;    /* lines went from the top since the last look */
  double value, upper; /* where the view stood then */
};

G_DEFINE_FINAL_TYPE (WaybillUiConversation, waybill_ui_conversation, GTK_TYPE_BOX)

enum
{
  PROP_EXPANDED = 1,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static const char *const marks[] = {
  [WAYBILL_REMOTE_TALK_OURS] = "→",
  [WAYBILL_REMOTE_TALK_THEIRS] = "←",
  [WAYBILL_REMOTE_TALK_REMARK] = "·",
};

/* One reading of the talk. */
typedef struct
{
  WaybillUiConversation *self;
  GString *text; /* (nullable) copying: all lines go here, none into the view */
  guint left;    /* lines that may still be taken */
  guint64 next;
} Reading;

static gboolean
fits (WaybillUiConversation *self, const char *text)
{
  g_autofree char *folded = self->needle != NULL ? g_utf8_casefold (text, -1) : NULL;

  return self->needle == NULL || strstr (folded, self->needle) != NULL;
}

static char *
dup_time (gint64 time)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);

  return g_date_time_format (at, "%H:%M:%S");
}

static void
drop_oldest_line (WaybillUiConversation *self, GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_start_iter (buffer, &start);
  end = start;
  gtk_text_iter_forward_line (&end);
  gtk_text_buffer_delete (buffer, &start, &end);
  self->n_shown--;
  self->dropped = TRUE;
}

static void
show_line (WaybillUiConversation *self, const char *time, const char *mark, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  g_autofree char *line = g_strdup_printf ("%s %s", mark, text);
  g_autofree char *before = g_strdup_printf ("%s%s  ", self->n_shown > 0 ? "\n" : "", time);
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert_with_tags (buffer, &end, before, -1, self->dim, NULL);
  gtk_text_buffer_insert (buffer, &end, line, -1);
  self->n_shown++;
  while (self->n_shown > WAYBILL_REMOTE_TALK_MAX_LINES)
    drop_oldest_line (self, buffer);
}

static void
take_line (guint64 number, WaybillRemoteTalkKind kind, gint64 time, const char *text, gpointer user_data)
{
  Reading *reading = user_data;
  g_autofree char *at = NULL;

  if (reading->left == 0)
    return;
  reading->next = number + 1;
  if (!fits (reading->self, text))
    return;
  reading->left--;
  at = dup_time (time);
  if (reading->text != NULL)
    g_string_append_printf (reading->text, "%s  %s %s\n", at, marks[kind], text);
  else
    show_line (reading->self, at, marks[kind], text);
}

static gboolean
is_at_end (WaybillUiConversation *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->body));

  return gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) + 24
         >= gtk_adjustment_get_upper (adjustment);
}

/* Who scrolls up stays there; who comes back to the end follows again. A view whose first lines went has moved by itself. */
static void
look_where_it_stands (WaybillUiConversation *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->body));
  double value = gtk_adjustment_get_value (adjustment), upper = gtk_adjustment_get_upper (adjustment);

  if (is_at_end (self))
    self->follows = TRUE;
  else if (self->touched || (!self->dropped && value < self->value - 1 && upper == self->upper))
    self->follows = FALSE;
  self->value = value;
  self->upper = upper;
  self->dropped = self->touched = FALSE;
}

/* A wheel, a key or a finger: only now can it be the person who moved the view. */
static gboolean
body_touched (GtkEventControllerLegacy *controller, GdkEvent *event, WaybillUiConversation *self)
{
  switch (gdk_event_get_event_type (event))
    {
    case GDK_SCROLL:
    case GDK_KEY_PRESS:
    case GDK_BUTTON_RELEASE:
    case GDK_TOUCH_UPDATE:
      self->touched = TRUE;
      break;
    default:
      break;
    }
  return GDK_EVENT_PROPAGATE;
}

/* By the place of the last line: scrolling to a mark overshoots while the view has no height yet. */
static void
scroll_to_end (WaybillUiConversation *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->body));
  GdkRectangle last;
  GtkTextIter end;
  double bottom;

  gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (view), &end);
  gtk_text_view_get_iter_location (view, &end, &last);
  bottom = last.y + last.height + gtk_text_view_get_top_margin (view) + gtk_text_view_get_bottom_margin (view);
  gtk_adjustment_set_value (adjustment, MAX (0, bottom - gtk_adjustment_get_page_size (adjustment)));
  self->value = gtk_adjustment_get_value (adjustment);
  self->upper = gtk_adjustment_get_upper (adjustment);
}

static gboolean
read_on (gpointer user_data)
{
  WaybillUiConversation *self = user_data;
  Reading reading = { self, NULL, MOST_LINES_A_TICK, self->next };

  if (self->talk == NULL)
    return G_SOURCE_CONTINUE;
  look_where_it_stands (self);
  waybill_remote_talk_read (self->talk, self->next, take_line, &reading);
  self->next = reading.next;
  if (self->follows)
    scroll_to_end (self);
  return G_SOURCE_CONTINUE;
}

static void
begin_anew (WaybillUiConversation *self)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), "", 0);
  self->next = 0;
  self->n_shown = 0;
  self->follows = TRUE;
  self->value = self->upper = 0;
}

/* Only while somebody can see it. */
static void
follow (WaybillUiConversation *self)
{
  gboolean wanted = (self->expanded || self->narrow) && gtk_widget_get_mapped (GTK_WIDGET (self));

  if (!wanted)
    g_clear_handle_id (&self->tick, g_source_remove);
  else if (self->tick == 0)
    {
      read_on (self);
      self->tick = g_timeout_add (TICK_MS, read_on, self);
    }
}

static void
show_fold (WaybillUiConversation *self)
{
  gboolean open = self->expanded || self->narrow;

  gtk_widget_set_visible (self->fold, !self->narrow);
  gtk_widget_set_visible (self->filter, open);
  gtk_widget_set_visible (self->bar, open);
  gtk_widget_set_visible (self->copy, open);
  gtk_widget_set_visible (self->body, open);
  gtk_widget_set_vexpand (self->body, self->narrow);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow), open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->fold), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
  follow (self);
}

static void
filter_changed (WaybillUiConversation *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  g_clear_pointer (&self->needle, g_free);
  if (*text != '\0')
    self->needle = g_utf8_casefold (text, -1);
  begin_anew (self);
  if (self->tick != 0)
    read_on (self);
}

/**
 * waybill_ui_conversation_dup_text:
 * @self: a conversation
 *
 * Returns: (transfer full): all lines that fit the filter, known secrets masked once more
 */
char *
waybill_ui_conversation_dup_text (WaybillUiConversation *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Reading reading = { self, text, WAYBILL_REMOTE_TALK_MAX_LINES, 0 };

  g_return_val_if_fail (WAYBILL_IS_UI_CONVERSATION (self), NULL);

  if (self->talk != NULL)
    waybill_remote_talk_read (self->talk, 0, take_line, &reading);
  return waybill_base_log_scrub (text->str);
}

/**
 * waybill_ui_conversation_copy:
 * @self: a conversation
 *
 * Puts it on the clipboard, and says so.
 */
void
waybill_ui_conversation_copy (WaybillUiConversation *self)
{
  g_autofree char *text = waybill_ui_conversation_dup_text (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  waybill_ui_toast_say (GTK_WIDGET (self), _ ("Conversation copied; passwords were taken out"));
}

/**
 * waybill_ui_conversation_focus:
 * @self: a conversation
 *
 * Puts the focus on the text, or on the head when it is folded.
 */
void
waybill_ui_conversation_focus (WaybillUiConversation *self)
{
  g_return_if_fail (WAYBILL_IS_UI_CONVERSATION (self));

  gtk_widget_grab_focus (self->expanded || self->narrow ? self->view : self->fold);
}

static void
activate_copy (GtkWidget *widget, const char *name, GVariant *parameter)
{
  waybill_ui_conversation_copy (WAYBILL_UI_CONVERSATION (widget));
}

static void
activate_fold (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_object_set (widget, "expanded", !WAYBILL_UI_CONVERSATION (widget)->expanded, NULL);
}

static void
activate_filter (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WaybillUiConversation *self = WAYBILL_UI_CONVERSATION (widget);

  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->bar), TRUE);
  gtk_widget_grab_focus (self->entry);
}

/**
 * waybill_ui_conversation_set_talk:
 * @self: a conversation
 * @talk: (nullable): where sessions speak; it is lent
 */
void
waybill_ui_conversation_set_talk (WaybillUiConversation *self, WaybillRemoteTalk *talk)
{
  g_return_if_fail (WAYBILL_IS_UI_CONVERSATION (self));

  if (self->talk == talk)
    return;
  g_clear_pointer (&self->talk, waybill_remote_talk_unref);
  self->talk = talk != NULL ? waybill_remote_talk_ref (talk) : NULL;
  begin_anew (self);
  if (self->tick != 0)
    read_on (self);
}

/**
 * waybill_ui_conversation_new:
 *
 * Returns: (transfer floating): an empty conversation, folded
 */
GtkWidget *
waybill_ui_conversation_new (void)
{
  return g_object_new (WAYBILL_TYPE_UI_CONVERSATION, NULL);
}

static void
waybill_ui_conversation_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (waybill_ui_conversation_parent_class)->map (widget);
  follow (WAYBILL_UI_CONVERSATION (widget));
}

static void
waybill_ui_conversation_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (waybill_ui_conversation_parent_class)->unmap (widget);
  follow (WAYBILL_UI_CONVERSATION (widget));
}

/* As dim as second lines are; a tag knows no named colours. */
static void
colour_times (WaybillUiConversation *self)
{
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (self->view), &colour);
  colour.alpha *= 0.72f;
  g_object_set (self->dim, "foreground-rgba", &colour, NULL);
}

static void
waybill_ui_conversation_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (waybill_ui_conversation_parent_class)->css_changed (widget, change);
  if (WAYBILL_UI_CONVERSATION (widget)->dim != NULL)
    colour_times (WAYBILL_UI_CONVERSATION (widget));
}

static void
waybill_ui_conversation_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WaybillUiConversation *self = WAYBILL_UI_CONVERSATION (object);

  g_value_set_boolean (value, id == PROP_EXPANDED ? self->expanded : self->narrow);
}

static void
waybill_ui_conversation_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WaybillUiConversation *self = WAYBILL_UI_CONVERSATION (object);
  gboolean *field = id == PROP_EXPANDED ? &self->expanded : &self->narrow;

  if (*field == g_value_get_boolean (value))
    return;
  *field = g_value_get_boolean (value);
  show_fold (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
waybill_ui_conversation_dispose (GObject *object)
{
  WaybillUiConversation *self = WAYBILL_UI_CONVERSATION (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_pointer (&self->talk, waybill_remote_talk_unref);
  G_OBJECT_CLASS (waybill_ui_conversation_parent_class)->dispose (object);
}

static void
waybill_ui_conversation_finalize (GObject *object)
{
  g_free (WAYBILL_UI_CONVERSATION (object)->needle);
  G_OBJECT_CLASS (waybill_ui_conversation_parent_class)->finalize (object);
}

static void
waybill_ui_conversation_class_init (WaybillUiConversationClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = waybill_ui_conversation_get_property;
  object_class->set_property = waybill_ui_conversation_set_property;
  object_class->dispose = waybill_ui_conversation_dispose;
  object_class->finalize = waybill_ui_conversation_finalize;
  widget_class->map = waybill_ui_conversation_map;
  widget_class->unmap = waybill_ui_conversation_unmap;
  widget_class->css_changed = waybill_ui_conversation_css_changed;
  props[PROP_EXPANDED] = g_param_spec_boolean ("expanded", NULL, NULL, FALSE, flags);
  props[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_install_action (widget_class, "conversation.fold", NULL, activate_fold);
  gtk_widget_class_install_action (widget_class, "conversation.filter", NULL, activate_filter);
  gtk_widget_class_install_action (widget_class, "conversation.copy", NULL, activate_copy);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "conversation.filter", NULL);

  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-conversation.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiConversation, fold);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiConversation, arrow);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiConversation, filter);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiConversation, bar);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiConversation, entry);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiConversation, copy);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiConversation, body);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiConversation, view);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
waybill_ui_conversation_init (WaybillUiConversation *self)
{
  GtkEventController *touch = gtk_event_controller_legacy_new ();
  GtkTextBuffer *buffer;

  self->follows = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Conversation"), -1);
  waybill_ui_name_widget (self->fold, _ ("Conversation"));
  waybill_ui_name_widget (self->filter, _ ("Filter the conversation"));
  waybill_ui_name_widget (self->copy, _ ("Copy the conversation"));

  /* Commands and paths are never mirrored. */
  gtk_widget_set_direction (self->view, GTK_TEXT_DIR_LTR);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  self->dim = gtk_text_buffer_create_tag (buffer, "time", NULL);
  colour_times (self);
  gtk_event_controller_set_propagation_phase (touch, GTK_PHASE_CAPTURE);
  g_signal_connect (touch, "event", G_CALLBACK (body_touched), self);
  gtk_widget_add_controller (self->body, touch);
  gtk_search_bar_connect_entry (GTK_SEARCH_BAR (self->bar), GTK_EDITABLE (self->entry));
  show_fold (self);
}
