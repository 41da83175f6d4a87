/* What is not known is left out: the local file is looked at, the remote one has only what the list said of it. */

#include "ui-queue-conflict.h"

#include "remote-entry.h"
#include "remote-error.h"
#include "remote-path.h"
#include "transfer-name.h"
#include "ui-box.h"
#include "ui-pair.h"
#include "ui-tall.h"
#include "words-browser.h"
#include "words-time.h"
#include "words-transfer.h"

#include <glib/gi18n.h>
#include <string.h>

struct _WaybillUiQueueConflict
{
  AdwMessageDialog parent_instance;

  GtkWidget *here_size_box, *here_size, *here_changed_box, *here_changed, *here_verdict;
  GtkWidget *there_title, *there_path, *there_size_box, *there_size, *there_changed_box, *there_changed, *there_verdict;
  GtkWidget *tall, *both_row, *name_row, *problem, *for_all;

  WaybillTransferItem *item;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (WaybillUiQueueConflict, waybill_ui_queue_conflict, ADW_TYPE_MESSAGE_DIALOG)

/**
 * waybill_ui_queue_conflict_to_answer:
 * @response: a response of the dialog
 * @answer: (out): what the queue is told
 *
 * Returns: %FALSE when nothing was decided
 */
gboolean
waybill_ui_queue_conflict_to_answer (const char *response, WaybillTransferOverwrite *answer)
{
  static const struct
  {
    const char *response;
    WaybillTransferOverwrite answer;
  } rows[] = {
    { "skip", WAYBILL_TRANSFER_OVERWRITE_NO },
    { "both", WAYBILL_TRANSFER_OVERWRITE_RENAME },
    { "replace", WAYBILL_TRANSFER_OVERWRITE_YES },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_strcmp0 (response, rows[i].response) == 0)
      {
        *answer = rows[i].answer;
        return TRUE;
      }
  return FALSE;
}

/**
 * waybill_ui_queue_conflict_get_item:
 * @self: a question
 *
 * Returns: (transfer none): the file it is about
 */
WaybillTransferItem *
waybill_ui_queue_conflict_get_item (WaybillUiQueueConflict *self)
{
  return self->item;
}

/**
 * waybill_ui_queue_conflict_get_for_all:
 * @self: a question
 *
 * Returns: the answer holds for the others too
 */
gboolean
waybill_ui_queue_conflict_get_for_all (WaybillUiQueueConflict *self)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (self->for_all));
}

/* What the file is called where it goes to. */
static char *
dup_there_name (WaybillUiQueueConflict *self)
{
  gboolean sends = waybill_transfer_item_get_direction (self->item) == WAYBILL_TRANSFER_PUT;

  return g_path_get_basename (sends ? waybill_transfer_item_get_remote_path (self->item)
                                    : waybill_transfer_item_get_local_path (self->item));
}

/* (transfer full): what the field for the name begins with: with a number, and such that a field can hold it. */
static char *
dup_offered (WaybillUiQueueConflict *self)
{
  g_autofree char *there = dup_there_name (self);
  g_autofree char *numbered = waybill_transfer_name_dup_numbered (there, 2);

  return g_utf8_validate (numbered, -1, NULL) ? g_steal_pointer (&numbered) : waybill_remote_path_dup_display (numbered);
}

/**
 * waybill_ui_queue_conflict_get_new_name:
 * @self: a question
 *
 * Returns: (nullable): the name that was typed for the one that moves; %NULL: it gets a number
 */
const char *
waybill_ui_queue_conflict_get_new_name (WaybillUiQueueConflict *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name_row));
  g_autofree char *offered = dup_offered (self);

  return gtk_widget_get_visible (self->name_row) && !g_str_equal (name, offered) ? name : NULL;
}

static void
show_line (GtkWidget *box, GtkWidget *label, const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_visible (box, TRUE);
}

static void
show_size (GtkWidget *box, GtkWidget *label, gint64 size)
{
  g_autofree char *text = waybill_words_size_exact (size);

  show_line (box, label, text);
}

static void
show_time (GtkWidget *box, GtkWidget *label, gint64 time)
{
  g_autofree char *text = waybill_words_time_point (time);

  show_line (box, label, text);
}

/* A dialog does not grow any more: what comes later has its place from the beginning. */
static void
keep_places (WaybillUiQueueConflict *self)
{
  show_line (self->here_size_box, self->here_size, "…");
  show_line (self->here_changed_box, self->here_changed, "…");
  gtk_widget_set_opacity (self->here_verdict, 0);
  gtk_widget_set_opacity (self->there_verdict, 0);
}

static void
show_verdict (GtkWidget *label, const char *verdict)
{
  gtk_label_set_text (GTK_LABEL (label), verdict != NULL ? verdict : "");
  gtk_widget_set_visible (label, verdict != NULL);
  gtk_widget_set_opacity (label, 1);
}

/* What is known of the partner's file: of one to be fetched its size, of one that is in the way what the server said. */
static void
get_theirs (WaybillUiQueueConflict *self, gint64 *size, gint64 *time)
{
  const GError *error = waybill_transfer_item_get_error (self->item);
  const WaybillRemoteErrorFacts *facts = error != NULL ? waybill_remote_error_get_facts (error) : NULL;
  gboolean is_told = facts != NULL && facts->has_there;
  gboolean fetches = waybill_transfer_item_get_direction (self->item) == WAYBILL_TRANSFER_GET;

  *size = is_told ? facts->there_size : fetches ? waybill_transfer_item_get_size (self->item) : -1;
  *time = is_told ? facts->there_time : WAYBILL_REMOTE_NO_TIME;
}

/* A window that lives longer than the one it stands over crashes GTK 4.8 at its end: nobody may keep it alive. */
static GWeakRef *
weak_new (WaybillUiQueueConflict *self)
{
  GWeakRef *weak = g_new (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return weak;
}

/* (transfer full) (nullable). Takes weak. */
static WaybillUiQueueConflict *
get_weak (GWeakRef *weak)
{
  WaybillUiQueueConflict *self = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);
  return self;
}

static void
looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiQueueConflict) self = get_weak (user_data);
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, NULL);
  g_autoptr (GDateTime) changed = NULL;
  gint64 here_size, here_time = WAYBILL_REMOTE_NO_TIME, there_size, there_time;

  if (self == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  /* Gone from the disk meanwhile: there is nothing to show. */
  gtk_widget_set_visible (self->here_size_box, info != NULL);
  gtk_widget_set_visible (self->here_changed_box, info != NULL);
  gtk_widget_set_visible (self->here_verdict, info != NULL);
  gtk_widget_set_visible (self->there_verdict, info != NULL);
  if (info == NULL)
    return;
  get_theirs (self, &there_size, &there_time);
  here_size = g_file_info_get_size (info);
  show_size (self->here_size_box, self->here_size, here_size);
  changed = g_file_info_get_modification_date_time (info);
  if (changed != NULL)
    {
      here_time = g_date_time_to_unix (changed);
      show_time (self->here_changed_box, self->here_changed, here_time);
    }
  show_verdict (self->here_verdict, waybill_words_transfer_compared (here_size, here_time, there_size, there_time));
  show_verdict (self->there_verdict, waybill_words_transfer_compared (there_size, there_time, here_size, here_time));
}

static void
look (WaybillUiQueueConflict *self)
{
  g_autoptr (GFile) file = g_file_new_for_path (waybill_transfer_item_get_local_path (self->item));

  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_TIME_MODIFIED, G_FILE_QUERY_INFO_NONE,
                           G_PRIORITY_DEFAULT, self->cancellable, looked, weak_new (self));
}

static char *
dup_folder (WaybillUiQueueConflict *self, gboolean remote)
{
  g_autofree char *folder = g_path_get_dirname (remote ? waybill_transfer_item_get_remote_path (self->item)
                                                       : waybill_transfer_item_get_local_path (self->item));

  return waybill_remote_path_dup_display (folder);
}

static void
name_typed (WaybillUiQueueConflict *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name_row));
  g_autofree char *there = dup_there_name (self);
  WaybillWordsName problem = waybill_words_browser_check_name (name, g_str_equal (name, there));
  const char *sentence = waybill_words_browser_name_sentence (problem);

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "both", problem == WAYBILL_WORDS_NAME_GOOD);
  gtk_label_set_text (GTK_LABEL (self->problem), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->problem, sentence != NULL);
  if (sentence != NULL)
    gtk_widget_add_css_class (self->name_row, "error");
  else
    gtk_widget_remove_css_class (self->name_row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->name_row), GTK_ACCESSIBLE_STATE_INVALID,
                               sentence != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/* The row becomes a field; Enter in it keeps both. What stands before the ending is what people change. */
static void
begin_name (WaybillUiQueueConflict *self)
{
  g_autofree char *offered = dup_offered (self);
  const char *dot = strrchr (offered, '.');
  int stem = dot != NULL && dot != offered ? (int) g_utf8_pointer_to_offset (offered, dot) : -1;

  gtk_widget_set_visible (self->both_row, FALSE);
  gtk_widget_set_visible (self->name_row, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), offered);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (self), "both");
  gtk_widget_grab_focus (self->name_row);
  gtk_editable_select_region (GTK_EDITABLE (self->name_row), 0, stem);
}

static void
show_question (WaybillUiQueueConflict *self, const char *partner)
{
  g_autofree char *name = waybill_remote_path_dup_display (waybill_transfer_item_get_name (self->item));
  gboolean sends = waybill_transfer_item_get_direction (self->item) == WAYBILL_TRANSFER_PUT;
  g_autofree char *folder = dup_folder (self, sends);
  g_autofree char *there = dup_there_name (self);
  g_autofree char *numbered = waybill_transfer_name_dup_numbered (there, 2);
  g_autofree char *second = waybill_remote_path_dup_display (numbered);
  g_autofree char *heading = g_strdup_printf (_ ("“%s” is already there"), name);
  g_autofree char *body
      = sends ? g_strdup_printf (_ ("%s has a file of this name in %s. The rest of the queue goes on meanwhile."), partner,
                                 folder)
              : g_strdup_printf (_ ("This computer has a file of this name in %s. The rest of the queue goes on meanwhile."),
                                 folder);
  g_autofree char *both
      = g_strdup_printf (sends ? _ ("Keep Both sends yours as “%s”") : _ ("Keep Both saves theirs as “%s”"), second);

  adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (self), heading);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (self), body);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->both_row), both);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name_row),
                                 sends ? _ ("Keep Both sends yours as") : _ ("Keep Both saves theirs as"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->both_row),
                               sends ? _ ("Some partners read every file that arrives: two files may count as two orders.")
                                     : _ ("The file that is here stays as it is."));
}

static void
show_there (WaybillUiQueueConflict *self, const char *partner)
{
  g_autofree char *title = g_strdup_printf (_ ("At %s"), partner);
  g_autofree char *path = waybill_remote_path_dup_display (waybill_transfer_item_get_remote_path (self->item));
  gint64 size, time;

  gtk_label_set_text (GTK_LABEL (self->there_title), title);
  gtk_label_set_text (GTK_LABEL (self->there_path), path);
  get_theirs (self, &size, &time);
  if (size >= 0)
    show_size (self->there_size_box, self->there_size, size);
  if (time != WAYBILL_REMOTE_NO_TIME)
    show_time (self->there_changed_box, self->there_changed, time);
}

/* GTK 4.8 makes the label itself, in one line. */
static void
wrap_label (GtkWidget *check)
{
  for (GtkWidget *child = gtk_widget_get_first_child (check); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LABEL (child))
      {
        gtk_label_set_wrap (GTK_LABEL (child), TRUE);
        gtk_label_set_natural_wrap_mode (GTK_LABEL (child), GTK_NATURAL_WRAP_NONE);
      }
}

static void
show_others (WaybillUiQueueConflict *self, guint n_others)
{
  g_autofree char *label = g_strdup_printf (ngettext ("_Do the same for the other %u that is already there",
                                                      "_Do the same for the other %u that are already there", n_others),
                                            n_others);

  gtk_check_button_set_label (GTK_CHECK_BUTTON (self->for_all), label);
  wrap_label (self->for_all);
  gtk_widget_set_visible (self->for_all, n_others > 0);
}

/**
 * waybill_ui_queue_conflict_new:
 * @parent: the window it stands over
 * @item: a file that asks
 * @partner: the partner's name
 * @n_others: further files that ask
 *
 * Returns: (transfer floating): the question, to be presented
 */
GtkWidget *
waybill_ui_queue_conflict_new (GtkWindow *parent, WaybillTransferItem *item, const char *partner, guint n_others)
{
  WaybillUiQueueConflict *self = g_object_new (WAYBILL_TYPE_UI_QUEUE_CONFLICT, "transient-for", parent, NULL);

  self->item = g_object_ref (item);
  show_question (self, partner);
  show_there (self, partner);
  show_others (self, n_others);
  waybill_ui_name_buttons (GTK_WIDGET (self));
  waybill_ui_name_widget (waybill_ui_tall_get_scrolled (WAYBILL_UI_TALL (self->tall)),
                          adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (self)));
  keep_places (self);
  look (self);
  return GTK_WIDGET (self);
}

/* While the row lives: libadwaita 1.2 calls an entry row that is gone when its window loses the focus after it. */
static void
waybill_ui_queue_conflict_unmap (GtkWidget *widget)
{
  gtk_window_set_focus (GTK_WINDOW (widget), NULL);
  GTK_WIDGET_CLASS (waybill_ui_queue_conflict_parent_class)->unmap (widget);
}

static void
waybill_ui_queue_conflict_dispose (GObject *object)
{
  WaybillUiQueueConflict *self = WAYBILL_UI_QUEUE_CONFLICT (object);

  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (waybill_ui_queue_conflict_parent_class)->dispose (object);
}

static void
waybill_ui_queue_conflict_finalize (GObject *object)
{
  WaybillUiQueueConflict *self = WAYBILL_UI_QUEUE_CONFLICT (object);

  g_clear_object (&self->item);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (waybill_ui_queue_conflict_parent_class)->finalize (object);
}

static void
waybill_ui_queue_conflict_class_init (WaybillUiQueueConflictClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_queue_conflict_dispose;
  G_OBJECT_CLASS (klass)->finalize = waybill_ui_queue_conflict_finalize;

  widget_class->unmap = waybill_ui_queue_conflict_unmap;
  g_type_ensure (WAYBILL_TYPE_UI_PAIR);
  g_type_ensure (WAYBILL_TYPE_UI_TALL);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-queue-conflict.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueConflict, here_size_box);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueConflict, here_size);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueConflict, here_changed_box);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueConflict, here_changed);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueConflict, here_verdict);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueConflict, there_title);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueConflict, there_path);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueConflict, there_size_box);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueConflict, there_size);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueConflict, there_changed_box);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueConflict, there_changed);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueConflict, there_verdict);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueConflict, tall);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueConflict, both_row);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueConflict, name_row);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueConflict, problem);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiQueueConflict, for_all);
  gtk_widget_class_bind_template_callback (widget_class, begin_name);
  gtk_widget_class_bind_template_callback (widget_class, name_typed);
}

static void
waybill_ui_queue_conflict_init (WaybillUiQueueConflict *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
