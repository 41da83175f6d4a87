/* A tick looks at what was said since it began; ten seconds without a word are told. */

#include "ui-session-waiting.h"

#include "base-clock.h"
#include "ui-box.h"
#include "words-session.h"

#include <glib/gi18n.h>

#define TICK_MS 200
#define SLOW (10 * G_USEC_PER_SEC)

struct _WaybillUiSessionWaiting
{
  AdwBin parent_instance;

  GtkWidget *spinner, *title, *step, *slow, *stop;

  WaybillRemoteTalk *talk; /* (nullable) while it runs */
  guint64 next;
  gint64 heard; /* ticks of the last line */
  guint tick;
  gboolean asks; /* the person is waited for, not the server */
};

G_DEFINE_FINAL_TYPE (WaybillUiSessionWaiting, waybill_ui_session_waiting, ADW_TYPE_BIN)

static void
pass_over (guint64 number, WaybillRemoteTalkKind kind, gint64 time, const char *text, gpointer user_data)
{
}

static void
hear (guint64 number, WaybillRemoteTalkKind kind, gint64 time, const char *text, gpointer user_data)
{
  WaybillUiSessionWaiting *self = user_data;
  const char *step = waybill_words_session_step (kind, text);

  self->heard = waybill_base_clock_ticks ();
  if (step != NULL)
    gtk_label_set_text (GTK_LABEL (self->step), step);
}

static gboolean
look (gpointer user_data)
{
  WaybillUiSessionWaiting *self = user_data;

  self->next = waybill_remote_talk_read (self->talk, self->next, hear, self);
  if (self->asks)
    self->heard = waybill_base_clock_ticks ();
  gtk_widget_set_visible (self->slow, waybill_base_clock_ticks () - self->heard >= SLOW);
  return G_SOURCE_CONTINUE;
}

/**
 * waybill_ui_session_waiting_start:
 * @self: a page
 * @host: whom the session is going to
 * @talk: where it speaks
 */
void
waybill_ui_session_waiting_start (WaybillUiSessionWaiting *self, const char *host, WaybillRemoteTalk *talk)
{
  g_autofree char *title = g_strdup_printf (_ ("Connecting to %s…"), host);

  g_return_if_fail (WAYBILL_IS_UI_SESSION_WAITING (self));

  waybill_ui_session_waiting_end (self);
  self->talk = waybill_remote_talk_ref (talk);
  self->next = waybill_remote_talk_read (talk, G_MAXUINT64, pass_over, NULL);
  self->heard = waybill_base_clock_ticks ();
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->step), _ ("Looking for the server"));
  gtk_widget_set_visible (self->slow, FALSE);
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  self->tick = g_timeout_add (TICK_MS, look, self);
}

/**
 * waybill_ui_session_waiting_set_asks:
 * @self: a page
 * @asks: a question waits for the person
 */
void
waybill_ui_session_waiting_set_asks (WaybillUiSessionWaiting *self, gboolean asks)
{
  g_return_if_fail (WAYBILL_IS_UI_SESSION_WAITING (self));

  if (self->asks == asks)
    return;
  self->asks = asks;
  gtk_label_set_text (GTK_LABEL (self->step), asks ? _ ("Needs your answer") : _ ("Going on"));
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), !asks && self->tick != 0);
}

/**
 * waybill_ui_session_waiting_end:
 * @self: a page, running or not
 */
void
waybill_ui_session_waiting_end (WaybillUiSessionWaiting *self)
{
  g_return_if_fail (WAYBILL_IS_UI_SESSION_WAITING (self));

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_pointer (&self->talk, waybill_remote_talk_unref);
  if (self->spinner != NULL)
    gtk_spinner_stop (GTK_SPINNER (self->spinner));
}

static void
waybill_ui_session_waiting_dispose (GObject *object)
{
  waybill_ui_session_waiting_end (WAYBILL_UI_SESSION_WAITING (object));
  G_OBJECT_CLASS (waybill_ui_session_waiting_parent_class)->dispose (object);
}

static void
waybill_ui_session_waiting_class_init (WaybillUiSessionWaitingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_session_waiting_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-session-waiting.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionWaiting, spinner);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionWaiting, title);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionWaiting, step);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionWaiting, slow);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiSessionWaiting, stop);
}

static void
waybill_ui_session_waiting_init (WaybillUiSessionWaiting *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  waybill_ui_name_buttons (GTK_WIDGET (self));
}
